//! Figures of the built app, taken from outside: `cargo xtask bench`.
//!
//! Everything is measured where a person would feel it, in the page of the built app, so each figure holds the way through the
//! shell as well. What cannot be seen from outside is taken as a difference, and says so.
#![allow(clippy::print_stdout, reason = "a command for the terminal")]
#![allow(clippy::indexing_slicing, reason = "an absent part of a JSON value is null")]

use anyhow::{Context, Result, bail};
use pana_tests::app::{App, built};
use pana_tests::builds::in_turns;
use pana_tests::computer::Computer;
use pana_tests::figure::{Figure, at_share, middle, plain, print, write};
use pana_tests::poll::until;
use pana_tests::{interview, marks, story};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What can be measured alone, by naming it after the file; the numbers are people.
const PARTS: [&str; 4] = ["start", "centre", "10000", "100000"];

/// What is measured beside another build: its program `pana` follows, and how many people both are to make.
const BESIDE: &str = "beside";

/// What is measured in the window of this build and of another in turns: the folder of the other's programs follows
/// (`pana-desktop`, `pana`, `examples/answer_times`), and a large questionnaire.
const MARKS: &str = "marks";

/// How many, where nothing is said.
const PEOPLE: u32 = 10_000;

/// What `store_times` prints, and how that is called here.
const STORE: [(&str, &str, &str); 8] = [
    ("open_ms", "opening the store, less Argon2", "ms"),
    ("csv_interviews_per_s", "export to CSV, the command alone", "interviews/s"),
    ("csv_mib", "export to CSV, the command alone, memory added at its peak", "MiB"),
    ("json_interviews_per_s", "export to JSON, the command alone", "interviews/s"),
    ("finish_p50_ms", "an interview finished, the command alone, p50", "ms"),
    ("finish_p95_ms", "an interview finished, the command alone, p95", "ms"),
    ("events", "events in the log", ""),
    ("rebuild_ms", "all views built again from them", "ms"),
];

/// Every part once, as small as it can be: so that none stops working unseen. Its figures say nothing.
const SMALLEST: &str = "smallest";

/// How much is measured.
#[derive(Clone, Copy)]
struct Size {
    /// How often the window is opened, and each build has its turn.
    rounds: usize,
    /// How many answers, searches and syncs are timed.
    many: usize,
}

const WHOLE: Size = Size { rounds: 9, many: 200 };
const LEAST: Size = Size { rounds: 1, many: 3 };
/// People of the smallest size.
const FEW: u32 = 12;

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let out = PathBuf::from(arguments.next().context("a path for the JSON file is wanted")?);
    let chosen: Vec<String> = arguments.collect();
    let chosen: Vec<&str> = chosen.iter().map(String::as_str).collect();
    let mut figures = Vec::new();
    match chosen.as_slice() {
        [SMALLEST] => smallest(&mut figures).await?,
        [MARKS, folder, form @ ..] => of_marks(folder, form.first().map(Path::new), WHOLE, &mut figures).await?,
        [parts @ .., BESIDE, program] => measure(parts, Some((program, PEOPLE)), &out, &mut figures).await?,
        [parts @ .., BESIDE, program, people] => {
            measure(parts, Some((program, people.parse()?)), &out, &mut figures).await?;
        }
        parts => measure(parts, None, &out, &mut figures).await?,
    }
    write(&out, &figures)?;
    print(&figures);
    println!("The same figures are in {}.", out.display());
    Ok(())
}

/// The parts that are named, or all where nothing is, and what is measured beside another build.
async fn measure(parts: &[&str], beside: Option<(&str, u32)>, out: &Path, figures: &mut Vec<Figure>) -> Result<()> {
    if let Some(unknown) = parts.iter().find(|name| !PARTS.contains(name)) {
        bail!(
            "no part is called {unknown}; there are {}, `{SMALLEST}`, `{BESIDE} PROGRAM [PEOPLE]` and `{MARKS} FOLDER [FORM]`",
            PARTS.join(", ")
        );
    }
    for part in PARTS {
        if !(parts.contains(&part) || (parts.is_empty() && beside.is_none())) {
            continue;
        }
        match part {
            "start" => starts(WHOLE, figures).await?,
            "centre" => one_centre(WHOLE, figures).await?,
            people => crowd(people.parse()?, WHOLE, figures).await?,
        }
        // Written after each part: the last takes minutes, and what is measured by then should not be lost with it.
        write(out, figures)?;
    }
    match beside {
        Some((program, people)) => of_builds(program.into(), people, figures),
        None => Ok(()),
    }
}

/// The other build is this one again.
async fn smallest(figures: &mut Vec<Figure>) -> Result<()> {
    starts(LEAST, figures).await?;
    one_centre(LEAST, figures).await?;
    crowd(FEW, LEAST, figures).await?;
    of_builds(built("pana")?, FEW, figures)?;
    let own = built("pana")?;
    of_marks(&own.parent().context("this build has no folder")?.to_string_lossy(), None, LEAST, figures).await
}

fn of_builds(other: PathBuf, people: u32, figures: &mut Vec<Figure>) -> Result<()> {
    let builds = vec![("this build".to_owned(), built("pana")?), ("the other build".to_owned(), other)];
    figures.extend(in_turns(builds, people)?.into_iter().map(|(name, value, unit)| plain(&name, value, unit)));
    Ok(())
}

/// The marks of the window. The large questionnaire lies outside of the project: where it is not, its figures are left out.
async fn of_marks(folder: &str, form: Option<&Path>, size: Size, figures: &mut Vec<Figure>) -> Result<()> {
    let form = form.filter(|form| form.is_file());
    if form.is_none() {
        println!("There is no large questionnaire: what is measured in one is left out.");
    }
    let own = built("pana")?.parent().context("this build has no folder")?.to_owned();
    let builds = vec![("this build".to_owned(), own), ("the other build".to_owned(), folder.into())];
    let of_builds = marks::in_turns(builds, form, size.rounds).await?;
    figures.extend(of_builds.into_iter().map(|(name, value, unit)| plain(&name, value, unit)));
    Ok(())
}

/// From the order to open until the page shows its first control: a bare window, and ours at the unlock screen, by turns.
async fn starts(size: Size, figures: &mut Vec<Figure>) -> Result<()> {
    let computer = Computer::new()?;
    story::new_centre(&computer).await?.close().await?;
    let (mut bare, mut ours) = (Vec::new(), Vec::new());
    let example = built("examples/bare")?;
    for _ in 0..size.rounds {
        let empty = Computer::new()?;
        let start = Instant::now();
        let app = App::open_binary(&empty, example.clone(), &[]).await?;
        app.see("bare").await?;
        bare.push(start.elapsed());
        app.close().await?;
        let start = Instant::now();
        let app = App::open(&computer).await?;
        app.see("unlock-passphrase").await?;
        ours.push(start.elapsed());
        app.close().await?;
    }
    let (bare, ours) = (middle(&mut bare), middle(&mut ours));
    figures.push(plain("start, bare window", bare, "ms"));
    figures.push(plain("start, to the unlock screen", ours, "ms"));
    figures.push(Figure {
        name: "start against bare".to_owned(),
        value: ours / bare,
        unit: "×",
        mark: Some((1.15, "at most")),
    });
    Ok(())
}

/// Unlocking, opening the intake, answering, and the memory at rest.
async fn one_centre(size: Size, figures: &mut Vec<Figure>) -> Result<()> {
    let computer = Computer::new()?;
    let app = story::new_centre(&computer).await?;
    app.click("lock-now").await?;
    app.see("screen-unlock").await?;
    let member = invoke(&app, "state", Value::Null).await?.1["members"][0]["id"].clone();
    let wrong = json!({ "member": member, "passphrase": "a passphrase that opens nothing" });
    let refused = timed(&app, "unlock", &wrong).await?;
    let right = json!({ "member": member, "passphrase": story::PASSPHRASE });
    // The first wrong try may ask for a pause before the next.
    until("the right passphrase to be taken", || async { invoke(&app, "unlock", right.clone()).await.ok() }).await?;
    // Locking loads the page anew, so its reply may find nobody.
    app.script("window.beforeLock = true", Vec::new()).await?;
    invoke(&app, "lock", Value::Null).await.ok();
    until("the page to be loaded anew", || async {
        let there = app.script(
            "return document.querySelector('[data-testid=screen-unlock]') !== null && !window.beforeLock",
            Vec::new(),
        );
        (there.await.ok()? == true).then_some(())
    })
    .await?;
    let unlocked =
        until("the app to unlock again", || async { invoke(&app, "unlock", right.clone()).await.ok() }).await?.0;
    let list = timed(&app, "people_search", &json!({ "text": "", "limit": 50, "whose": "all" })).await?;
    figures.push(plain("unlock, with Argon2", unlocked, "ms"));
    figures.push(plain(
        "unlock to list, less a refused passphrase (Argon2 alone)",
        (unlocked - refused).max(0.0) + list,
        "ms",
    ));

    let opened = invoke(&app, "interview_start", json!({ "form": "intake", "case": null })).await?;
    figures.push(plain("open the intake, in the shell", opened.0, "ms"));
    let interview = opened.1["interview"].clone();
    let at = opened.1["nodes"]
        .as_array()
        .into_iter()
        .flatten()
        .find_map(|node| node["at"].as_str().filter(|at| at.ends_with("/interpreter")).map(str::to_owned));
    let at = at.context("the intake has no question `interpreter`")?;
    let mut answers = Vec::new();
    for turn in 0..size.many {
        let value = if turn % 2 == 0 { "yes" } else { "no" };
        let request = json!({ "interview": interview, "at": at, "answer": { "state": "value", "value": value } });
        answers.push(Duration::from_secs_f64(timed(&app, "interview_answer", &request).await? / 1000.0));
    }
    let mut syncs = bare_syncs(&computer, size.many)?;
    figures.push(plain("answer to durable, p50", middle(&mut answers), "ms"));
    figures.push(plain("answer to durable, p95", at_share(&mut answers, 0.95), "ms"));
    figures.push(plain("one bare fsync, p50", middle(&mut syncs), "ms"));
    figures.push(plain("one bare fsync, p95", at_share(&mut syncs, 0.95), "ms"));
    app.close().await?;

    let app = App::open(&computer).await?;
    story::unlock(&app).await?;
    let start = Instant::now();
    app.click("start-intake").await?;
    until("the first question", || interview::question(&app)).await?;
    figures.push(plain("open the intake, to the first question", start.elapsed().as_secs_f64() * 1000.0, "ms"));
    app.click("stop").await?;
    app.see("screen-home").await?;
    figures.push(plain("memory at rest, the app's own process", status(&app, "VmRSS:")?, "MiB"));
    app.close().await
}

/// Search and export with many people.
async fn crowd(people: u32, size: Size, figures: &mut Vec<Figure>) -> Result<()> {
    let computer = Computer::new()?;
    let start = Instant::now();
    let made = Command::new(built("pana")?)
        .args(["--json", "demo", "--people", &people.to_string(), "--seed", "7"])
        .envs(computer.variables())
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()?;
    if !made.status.success() {
        bail!("the centre of {people} people could not be made: {}", made.status);
    }
    let made: Value = serde_json::from_slice(&made.stdout).context("`pana demo` printed no document")?;
    let passphrase = made["passphrase"].as_str().context("`pana demo` told no passphrase")?;
    let people =
        made["people"].as_u64().and_then(|people| u32::try_from(people).ok()).context("no people were told")?;
    println!("{people} people with {} interviews made in {} s", made["interviews"], start.elapsed().as_secs());
    // Not with `--demo`: that is another centre, of two hundred people.
    let app = App::open(&computer).await?;
    story::unlock_with(&app, passphrase).await?;
    let found = invoke(&app, "people_search", json!({ "text": "", "limit": 200, "whose": "all" })).await?.1;
    let shown = found["people"].as_array().map_or(0, Vec::len);
    let most = usize::try_from(people)?.min(200);
    if shown != most {
        bail!("of {people} people {most} should be shown, and {shown} are");
    }
    let names: Vec<String> = found["people"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|person| Some(person["name"].as_str()?.split_whitespace().next()?.chars().take(5).collect()))
        .collect();
    let (mut searches, mut empty) = (Vec::new(), Vec::new());
    for name in names.iter().cycle().take(size.many) {
        let took = timed(&app, "people_search", &json!({ "text": name, "limit": 50, "whose": "all" })).await?;
        searches.push(Duration::from_secs_f64(took / 1000.0));
        let took = timed(&app, "keep_awake", &Value::Null).await?;
        empty.push(Duration::from_secs_f64(took / 1000.0));
    }
    figures.push(plain("a command that does nothing, to the shell and back, p50", middle(&mut empty), "ms"));
    figures.push(plain("a command that does nothing, to the shell and back, p95", at_share(&mut empty, 0.95), "ms"));
    let seen = format!("search in {people}, seen from the page");
    figures.push(plain(&format!("{seen}, p50"), middle(&mut searches), "ms"));
    figures.push(plain(&format!("{seen}, p95"), at_share(&mut searches, 0.95), "ms"));
    if people <= 10_000 {
        export(&app, &computer, figures).await?;
    }
    app.close().await?;

    let mut times = Command::new(built("examples/search_times")?);
    let times = times.arg(computer.data()).arg(passphrase).envs(computer.variables()).output()?;
    let times: Vec<f64> = serde_json::from_slice(&times.stdout).context("the command alone was not timed")?;
    let mut times: Vec<Duration> = times.into_iter().map(|ms| Duration::from_secs_f64(ms / 1000.0)).collect();
    let mark = (people == 100_000).then_some((10.0, "less than"));
    figures.push(plain(&format!("search in {people}, the command alone, p50"), middle(&mut times), "ms"));
    let value = at_share(&mut times, 0.95);
    figures.push(Figure { name: format!("search in {people}, the command alone, p95"), value, unit: "ms", mark });
    store(&computer, passphrase, figures)
}

/// What the store costs without window and page. Comes last: it leaves more behind than it found.
fn store(computer: &Computer, passphrase: &str, figures: &mut Vec<Figure>) -> Result<()> {
    let mut times = Command::new(built("examples/store_times")?);
    times.arg(computer.data()).arg(passphrase).arg(computer.out()).args(["open", "export", "finish", "rebuild"]);
    let times = times.envs(computer.variables()).output()?;
    let times: Value = serde_json::from_slice(&times.stdout)
        .with_context(|| format!("the store was not timed: {}", String::from_utf8_lossy(&times.stderr)))?;
    // As the store has them, not as they were wished for.
    let (people, interviews) = (&times["people"], &times["interviews"]);
    for (key, name, unit) in STORE {
        let value = times[key].as_f64().with_context(|| format!("the store has no figure {key}"))?;
        figures.push(plain(&format!("{name}, of {people} people, {interviews} intakes"), value, unit));
    }
    Ok(())
}

async fn export(app: &App, computer: &Computer, figures: &mut Vec<Figure>) -> Result<()> {
    for id in app.processes()? {
        // Sets the high-water mark of the process back; where that is not allowed, the mark is that of its whole life.
        drop(std::fs::write(format!("/proc/{id}/clear_refs"), "5"));
    }
    let before = status(app, "VmHWM:")?;
    let request = json!({
        "form": "intake", "format": "csv", "folder": computer.out(), "labels": null, "files": false,
        "purpose": "care", "purpose_note": "", "second": null,
    });
    // Asked for in the page, every few milliseconds: from outside, one question takes as long as a tenth of an export.
    let ended = app.client().execute_async(
        "const [request, done] = arguments, call = window.__TAURI_INTERNALS__.invoke, start = performance.now();
         const ask = job => call('export_progress', { request: { job } }).then(progress =>
           progress.phase === 'running' ? setTimeout(ask, 5, job) : done([performance.now() - start, progress]));
         call('export_start', { request }).then(ask).catch(error => done([0, error]));",
        vec![request],
    );
    let ended = ended.await?;
    let rows = ended[1]["interviews"].as_f64().with_context(|| format!("the export ended as {}", ended[1]))?;
    let took = ended[0].as_f64().context("the page's clock gave no number")?;
    figures.push(plain("export to CSV", rows * 1000.0 / took, "interviews/s"));
    figures.push(plain("export, memory added at its peak", (status(app, "VmHWM:")? - before).max(0.0), "MiB"));
    Ok(())
}

/// The reply of one command and the milliseconds it took, by the clock of the page.
async fn invoke(app: &App, command: &str, request: Value) -> Result<(f64, Value)> {
    let reply = app
        .client()
        .execute_async(
            "const [command, request, done] = arguments; const start = performance.now();
             window.__TAURI_INTERNALS__.invoke(command, { request })
               .then(reply => done([performance.now() - start, reply, null]), error => done([performance.now() - start, null, error]));",
            vec![json!(command), request],
        )
        .await?;
    let took = reply[0].as_f64().unwrap_or_default();
    if !reply[2].is_null() {
        bail!("{command} was refused after {took} ms: {}", reply[2]);
    }
    Ok((took, reply[1].clone()))
}

/// The milliseconds of one command, whether it was refused or not.
async fn timed(app: &App, command: &str, request: &Value) -> Result<f64> {
    let reply = app
        .client()
        .execute_async(
            "const [command, request, done] = arguments; const start = performance.now(); const end = () => done(performance.now() - start);
             window.__TAURI_INTERNALS__.invoke(command, { request }).then(end, end);",
            vec![json!(command), request.clone()],
        )
        .await?;
    reply.as_f64().context("the page's clock gave no number")
}

/// Writes and syncs four KiB again and again, in the folder where the store lies.
fn bare_syncs(computer: &Computer, many: usize) -> Result<Vec<Duration>> {
    let mut file = std::fs::File::create(computer.data().join("sync.tmp"))?;
    let mut took = Vec::new();
    for _ in 0..many {
        let start = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        took.push(start.elapsed());
    }
    std::fs::remove_file(computer.data().join("sync.tmp"))?;
    Ok(took)
}

/// A line of the process's status, in MiB.
fn status(app: &App, name: &str) -> Result<f64> {
    let mut sum = 0.0;
    for id in app.processes()? {
        let text = std::fs::read_to_string(format!("/proc/{id}/status"))?;
        let line = text.lines().find_map(|line| line.strip_prefix(name)).context("the system tells no memory")?;
        let kib: f64 = line.split_whitespace().next().unwrap_or("0").parse()?;
        sum += kib / 1024.0;
    }
    Ok(sum)
}
