//! What a person waits for in the window, by two builds in turns: opening, the list of people, the first question, an answer in
//! a form of five thousand rows.
//!
//! Times are the page's own: from the key or the call until the frame after the one in which the screen shows what was waited
//! for. Nothing is asked through the driver meanwhile, and nothing of a build is used but what its screens and commands show.

use crate::app::App;
use crate::computer::Computer;
use crate::poll::until;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// How many people the centre has.
const PEOPLE: &str = "200";
/// In so many sections, evenly from all over the form, every choice is answered.
const SECTIONS: usize = 12;

/// The pages of the database that an answer changes: the draft, the answer and the summary.
const PAGES_OF_ANSWER: usize = 3;
/// How often they are written.
const SYNCED: usize = 200;

/// A build by the folder where cargo left its programs.
struct Build {
    name: String,
    folder: PathBuf,
    computer: Computer,
    passphrase: String,
}

/// Of one build: the milliseconds of each round, by what was waited for.
type Times = Vec<(String, Vec<f64>)>;

/// Measures the builds, given by a name and the folder of their programs, in so many rounds. `form`: a large questionnaire,
/// where there is one.
/// Gives name, value and unit of each figure.
///
/// # Errors
/// If a build cannot do it.
pub async fn in_turns(
    builds: Vec<(String, PathBuf)>,
    form: Option<&Path>,
    rounds: usize,
) -> Result<Vec<(String, f64, &'static str)>> {
    let builds = builds.into_iter().map(|(name, folder)| Build::make(name, folder)).collect::<Result<Vec<_>>>()?;
    let mut all: Vec<Times> = builds.iter().map(|_| Times::new()).collect();
    for _ in 0..rounds {
        for (build, times) in builds.iter().zip(&mut all) {
            build.open_and_ask(times).await?;
        }
    }
    if let Some(form) = form {
        for (build, times) in builds.iter().zip(&mut all) {
            build.answer_inside(form, times)?;
            build.answer_seen(form, times).await?;
        }
    }
    let mut figures = Vec::new();
    for (build, times) in builds.iter().zip(&all) {
        for (what, of) in times {
            figures.push((format!("{}: {what}, p50 of {}", build.name, of.len()), share(of, 0.5), "ms"));
            figures.push((format!("{}: {what}, p95", build.name), share(of, 0.95), "ms"));
        }
    }
    Ok(figures)
}

impl Build {
    fn make(name: String, folder: PathBuf) -> Result<Self> {
        let computer = Computer::new()?;
        let mut demo = Command::new(folder.join("pana"));
        demo.args(["--json", "demo", "--people", PEOPLE, "--seed", "7"]).envs(computer.variables());
        let made = demo.stdin(Stdio::null()).stderr(Stdio::null()).output().with_context(|| format!("{name}: pana"))?;
        let made: Value = serde_json::from_slice(&made.stdout).context("`pana demo` printed no document")?;
        let passphrase = made.get("passphrase").and_then(Value::as_str).context("`pana demo` told no passphrase")?;
        Ok(Self { name, folder, computer, passphrase: passphrase.to_owned() })
    }

    async fn window(&self) -> Result<App> {
        App::open_unlogged(&self.computer, self.folder.join("pana-desktop")).await
    }

    /// From the locked door to the list of people and to the first question of the intake.
    async fn open_and_ask(&self, times: &mut Times) -> Result<()> {
        let app = self.window().await?;
        app.see("unlock-passphrase").await?;
        let list = measured(&app, OPEN, vec![json!(self.passphrase)]).await?;
        let home = list.first().copied().context("no home")?;
        let list = list.get(1).copied().context("no list")?;
        let begun = measured(&app, BEGIN, Vec::new()).await?;
        let first = begun.first().copied().context("no question")?;
        // What trying a passphrase takes, and nothing of what follows: a wrong one.
        measured(&app, LOCK, Vec::new()).await.ok();
        app.see("unlock-passphrase").await?;
        let tried = measured(&app, TRY, Vec::new()).await?;
        let tried = tried.first().copied().context("no try")?;
        let empty = measured(&app, EMPTY, Vec::new()).await?;
        app.close().await?;
        for frame in empty {
            note(times, "a frame in which nothing changes", frame);
        }
        note(times, "a passphrase tried (Argon2)", tried);
        note(times, "passphrase to home, Argon2 with it", home);
        note(times, "home to the list of people", list);
        note(times, "unlock to list, less a passphrase tried", (home - tried).max(0.0) + list);
        note(times, "open the intake, to the first question", first);
        Ok(())
    }

    /// An answer in a large form, inside the app.
    fn answer_inside(&self, form: &Path, times: &mut Times) -> Result<()> {
        let computer = Computer::new()?;
        pages_synced(computer.everything(), times)?;
        let mut command = Command::new(self.folder.join("examples/answer_times"));
        let done = command.arg(computer.data()).arg(form).envs(computer.variables()).output()?;
        let took: Value = serde_json::from_slice(&done.stdout)
            .with_context(|| format!("the answers were not timed: {}", String::from_utf8_lossy(&done.stderr)))?;
        for answer in took.get("answer_ms").and_then(Value::as_array).into_iter().flatten() {
            note(times, "an answer in the large form, inside the app", answer.as_f64().unwrap_or_default());
        }
        Ok(())
    }

    /// The same seen from the page: from the call to the frame that shows it.
    async fn answer_seen(&self, form: &Path, times: &mut Times) -> Result<()> {
        let app = self.window().await?;
        app.see("unlock-passphrase").await?;
        // A passphrase that was tried in vain makes the next one wait.
        let open = || async { measured(&app, OPEN, vec![json!(self.passphrase)]).await.ok() };
        until("the window to open", open).await?;
        let draft = app.client().execute_async(DRAFT, vec![json!(form.to_string_lossy())]).await?;
        let draft = draft.as_str().with_context(|| format!("the form was not begun: {draft}"))?.to_owned();
        let opened = measured(&app, CONTINUE, vec![json!(draft)]).await?;
        note(times, "open the large form, to the first question", opened.first().copied().unwrap_or_default());
        for answer in measured(&app, ANSWER, vec![json!(SECTIONS)]).await? {
            note(times, "an answer in the large form, seen from the page", answer);
        }
        app.close().await
    }
}

/// What an answer cannot be quicker than: the pages that it changes, written to a log and brought to the disk.
fn pages_synced(folder: &Path, times: &mut Times) -> Result<()> {
    let mut log = File::create(folder.join("pages"))?;
    for _ in 0..SYNCED {
        let begun = Instant::now();
        for _ in 0..PAGES_OF_ANSWER {
            log.write_all(&[7; 4_096])?;
        }
        log.sync_all()?;
        note(times, "three pages written and synced, by themselves", begun.elapsed().as_secs_f64() * 1_000.0);
    }
    Ok(())
}

/// Runs a script in the page that ends with a list of milliseconds, or with words that say what did not come.
async fn measured(app: &App, script: &str, arguments: Vec<Value>) -> Result<Vec<f64>> {
    let reply = app.client().execute_async(&format!("{TOOLS}{script}"), arguments).await?;
    match reply.as_array() {
        Some(times) => Ok(times.iter().filter_map(Value::as_f64).collect()),
        None => bail!("{reply}; the page shows: {}", app.page().await),
    }
}

fn note(times: &mut Times, what: &str, ms: f64) {
    match times.iter_mut().find(|(name, _)| name == what) {
        Some((_, of)) => of.push(ms),
        None => times.push((what.to_owned(), vec![ms])),
    }
}

/// The value that this share does not exceed.
fn share(values: &[f64], share: f64) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let wanted = share * values.len() as f64;
    values.iter().zip(1_u32..).find(|(_, rank)| f64::from(*rank) >= wanted).map_or(f64::NAN, |(value, _)| *value)
}

/// What the scripts have in common: waiting for the screen to say something, and for the frame after that.
const TOOLS: &str = "
  const given = [...arguments], done = given.pop();
  const one = id => document.querySelector(`[data-testid=\"${id}\"]`);
  const frame = () => new Promise(end => requestAnimationFrame(() => {
    const painted = new MessageChannel();
    painted.port1.onmessage = () => end(performance.now());
    painted.port2.postMessage(null);
  }));
  const until = (what, holds) => new Promise((end, fail) => {
    const look = () => { const found = holds(); if (found) { watch.disconnect(); clearTimeout(late); end(found); } };
    const watch = new MutationObserver(look);
    const late = setTimeout(() => { watch.disconnect(); fail(`${what} did not come`); }, 20000);
    watch.observe(document, { subtree: true, childList: true, attributes: true });
    look();
  });
  const rest = ms => new Promise(end => setTimeout(end, ms));
  const type = (field, text) => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); };
  const call = (name, request) => window.__TAURI_INTERNALS__.invoke(name, { request });
  const measure = work => work().then(done, fault => done(String(fault?.code ?? fault)));
";

/// A passphrase is entered, for which a person needs a second and a half at the least; home stands; Ctrl K asks for everybody.
const OPEN: &str = "measure(async () => {
  const field = one('unlock-passphrase');
  type(field, given[0]);
  await rest(1500);
  const begun = performance.now();
  field.form.requestSubmit();
  await until('home', () => document.querySelector('[data-testid=screen-home] h1'));
  const home = await frame();
  // What home asks for beside what it shows is answered.
  await until('the button that begins', () => one('start-intake'));
  await rest(200);
  const asked = performance.now();
  window.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyK', ctrlKey: true, cancelable: true }));
  await until('the list', () => one('person-row'));
  return [home - begun, await frame() - asked];
});";

/// The intake is begun by its button.
const BEGIN: &str = "measure(async () => {
  const button = await until('the button that begins', () => one('start-intake'));
  await rest(300);
  const begun = performance.now();
  button.click();
  await until('the first question', () => one('question'));
  return [await frame() - begun];
});";

/// The page is loaded anew while this runs.
const LOCK: &str = "call('lock', null); done([]);";

/// A wrong passphrase, once the page has come to rest.
const TRY: &str = "measure(async () => {
  const { members } = await call('state', null);
  await rest(1500);
  const begun = performance.now();
  await call('unlock', { member: members[0].id, passphrase: 'a passphrase that opens nothing' }).catch(() => null);
  return [performance.now() - begun];
});";

/// Frames asked for while the screen rests: what every figure of the page has in it.
const EMPTY: &str = "measure(async () => {
  const times = [];
  for (let each = 0; each < 5; each += 1) {
    await rest(100);
    const begun = performance.now();
    await frame();
    times.push(performance.now() - begun);
  }
  return times;
});";

/// Publishes a questionnaire and begins it with the first person, who does not wish to answer the first question: before an
/// answer there is no draft. Gives the draft.
const DRAFT: &str =
    "const [path, done] = arguments, call = (name, request) => window.__TAURI_INTERNALS__.invoke(name, { request });
  (async () => {
    const read = await call('form_read', { path });
    await call('form_publish', { reading: read.reading });
    const found = await call('people_search', { text: '', limit: 1, whose: 'all' });
    const begun = await call('interview_start', { form: read.summary.form, case: found.people[0].case });
    const asked = begun.form.nodes.filter(node => node.role === 'question' && node.question_type !== 'note').map(node => node.path);
    const first = begun.nodes.find(node => node.relevant && asked.includes(node.at));
    await call('interview_answer', { interview: begun.interview, at: first.at, answer: { state: 'declined' } });
    done(begun.interview);
  })().catch(fault => done({ fault }));";

/// Goes on with a draft from home.
const CONTINUE: &str = "measure(async () => {
  one('nav-home').click();
  await until('home', () => one('screen-home'));
  const button = await until('the draft', () => one(`draft-${given[0]}`));
  await rest(300);
  const begun = performance.now();
  button.click();
  await until('the first question', () => one('question'));
  return [await frame() - begun];
});";

/// Every choice on the pages of some sections: it is in focus, then it is chosen, which calls the command at once.
const ANSWER: &str = "measure(async () => {
  const times = [];
  const sections = () => [...document.querySelectorAll('.rail button[data-testid^=section-]')];
  const every = Math.max(1, Math.ceil(sections().length / given[0]));
  for (let at = 0; at < sections().length; at += every) {
    sections()[at].click();
    await until('the section', () => sections()[at]?.getAttribute('aria-current') === 'step');
    await rest(150);
    const left = () => [...document.querySelectorAll('[data-testid=question], [data-testid=part]')]
      .filter(part => part.dataset.answer === 'blank' && part.querySelector('input[type=radio], input[type=checkbox]'));
    for (let part = left()[0]; part !== undefined; part = left()[0]) {
      const place = part.dataset.at, here = () => document.querySelector(`[data-at=\"${place}\"]`);
      part.focus();
      await rest(150);
      const begun = performance.now();
      here().querySelector('input[type=radio], input[type=checkbox]').click();
      await until('an answer on its way', () => here().dataset.saved === 'no');
      await until('an answer on the disk', () => here().dataset.saved === 'yes');
      times.push(await frame() - begun);
      await rest(50);
    }
  }
  return times;
});";
