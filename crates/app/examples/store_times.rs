//! What a large centre costs without window and page: `store_times DATA PASSPHRASE FOLDER PART…`, where DATA holds a
//! centre that `pana demo` made, FOLDER takes the exports, and the parts are `open`, `rebuild`, `export`, `files` and
//! `finish`. Prints one JSON object. Memory is what a part added at its peak, where the system tells it.
//!
//! Only what the crates offer to everybody is used, so that the same source measures an older build.
#![allow(clippy::print_stdout, reason = "a command for the terminal")]

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use pana_app::contract::Word;
use pana_app::contract::centre::{AppState, UnlockRequest};
use pana_app::contract::export::{ExportRequest, Format, Purpose};
use pana_app::contract::interview::FinishRequest;
use pana_app::{App, Clock, Exported, NoSurface, RunRequest, Start, export_now, interview_run, usecase};
use pana_model::{Moment, Secret};
use pana_store::{Locked, Store};
use serde_json::{Map, Value, json};

type Done<T> = Result<T, Box<dyn Error>>;

/// The questionnaire that everybody was asked.
const FORM: &str = "intake";
/// Interviews that are led and finished.
const FINISHES: usize = 200;

fn main() -> Done<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, passphrase, out, parts @ ..] = arguments.as_slice() else {
        return Err("store_times DATA PASSPHRASE FOLDER PART…".into());
    };
    let (data, out) = (Path::new(data), Path::new(out));
    let mut figures = Map::new();
    for part in parts {
        match part.as_str() {
            "open" => open(data, passphrase, &mut figures)?,
            "rebuild" => rebuild(data, passphrase, &mut figures)?,
            "export" => exports(&app(data, passphrase)?, out, &mut figures)?,
            "files" => every_file(&app(data, passphrase)?, out)?,
            "finish" => finishes(&app(data, passphrase)?, out, &mut figures)?,
            other => return Err(format!("no part is called {other}").into()),
        }
    }
    println!("{}", Value::Object(figures));
    Ok(())
}

/// Opening the store, less what trying a passphrase takes.
fn open(data: &Path, passphrase: &str, figures: &mut Map<String, Value>) -> Done<()> {
    let begun = Instant::now();
    let store = unlocked(data, passphrase)?;
    let whole = ms(begun);
    let begun = Instant::now();
    let member = store.member().id;
    store.verify_passphrase(member, &Secret::new(passphrase.to_owned()), now()?)?;
    figures.insert("open_ms".to_owned(), json!((whole - ms(begun)).max(0.0)));
    figures.insert("people".to_owned(), json!(store.people_count()?));
    figures.insert("interviews".to_owned(), json!(store.interviews_count(FORM)?));
    Ok(())
}

fn rebuild(data: &Path, passphrase: &str, figures: &mut Map<String, Value>) -> Done<()> {
    let mut store = unlocked(data, passphrase)?;
    let before = at_rest();
    let begun = Instant::now();
    store.rebuild_views(now()?)?;
    figures.insert("rebuild_ms".to_owned(), json!(ms(begun)));
    figures.insert("rebuild_mib".to_owned(), added(before));
    // Of a centre with one device, nothing was sent: these are all of them.
    figures.insert("events".to_owned(), json!(store.unsent()?));
    Ok(())
}

fn exports(app: &App, out: &Path, figures: &mut Map<String, Value>) -> Done<()> {
    for format in [Word(Format::Csv), Word(Format::Json)] {
        let before = at_rest();
        let begun = Instant::now();
        let done = export(app, out, format, None)?;
        let per_second = f64::from(done.interviews) * 1_000.0 / ms(begun);
        figures.insert(format!("{format}_interviews"), json!(done.interviews));
        figures.insert(format!("{format}_interviews_per_s"), json!(per_second));
        figures.insert(format!("{format}_mib"), added(before));
        done.files.iter().try_for_each(std::fs::remove_file)?;
    }
    Ok(())
}

/// Leaves an export of each questionnaire in each way, to be compared with those of another build.
fn every_file(app: &App, out: &Path) -> Done<()> {
    for form in usecase::form_list(app, &())? {
        for (format, labels) in
            [(Format::Csv, None), (Format::Csv, Some("kk")), (Format::Json, None), (Format::Json, Some("en"))]
        {
            let format = Word(format);
            let request = ExportRequest { form: form.form.clone(), ..request(out, format, labels) };
            export_now(
                app,
                &request,
                Some(&format!("{}-{format}-{}", form.form, labels.unwrap_or("values"))),
                |_, _| {},
            )
            .map(drop)
            .or_else(|error| if error.is(pana_app::error::ErrorCode::ExportNothing) { Ok(()) } else { Err(error) })?;
        }
    }
    Ok(())
}

/// Leads interviews with the answers of others, and times their last step.
fn finishes(app: &App, out: &Path, figures: &mut Map<String, Value>) -> Done<()> {
    let written = export(app, out, Word(Format::Json), None)?;
    let [file] = written.files.as_slice() else { return Err("an export to JSON is one file".into()) };
    let document: Value = serde_json::from_slice(&std::fs::read(file)?)?;
    std::fs::remove_file(file)?;
    let interviews = document.get("interviews").and_then(Value::as_array).ok_or("the export has no interviews")?;
    let mut times = Vec::new();
    for interview in interviews.iter().take(FINISHES) {
        let mut answers = interview.get("answers").and_then(Value::as_object).cloned().unwrap_or_default();
        answers.values_mut().filter_map(Value::as_array_mut).flatten().filter_map(Value::as_object_mut).for_each(
            |instance| {
                instance.remove("instance");
            },
        );
        let led = interview_run(app, &RunRequest { form: FORM.to_owned(), case: None, answers, finish: None })?;
        let request =
            FinishRequest { interview: led.interview.ok_or("an interview has an id")?, allow_incomplete: true };
        let begun = Instant::now();
        if usecase::interview_finish(app, &request).is_ok() {
            times.push(ms(begun));
        }
    }
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times.get(times.len().saturating_mul(percent) / 100).copied();
    figures.insert("finishes".to_owned(), json!(times.len()));
    figures.insert("finish_p50_ms".to_owned(), json!(at(50)));
    figures.insert("finish_p95_ms".to_owned(), json!(at(95)));
    Ok(())
}

fn export(app: &App, out: &Path, format: Word<Format>, labels: Option<&str>) -> Done<Exported> {
    Ok(export_now(app, &request(out, format, labels), Some("store-times"), |_, _| {})?)
}

fn request(out: &Path, format: Word<Format>, labels: Option<&str>) -> ExportRequest {
    ExportRequest {
        form: FORM.to_owned(),
        format,
        folder: out.to_string_lossy().into_owned(),
        labels: labels.map(str::to_owned),
        words: "en".to_owned(),
        separator: None,
        workbook: false,
        files: false,
        purpose: Word(Purpose::Care),
        purpose_note: String::new(),
        second: None,
    }
}

fn app(data: &Path, passphrase: &str) -> Done<App> {
    let app = App::start(data, Clock::system(), Start::Own, NoSurface);
    let AppState::Locked { members, .. } = usecase::state(&app, &())? else { return Err("no centre to unlock".into()) };
    let member = members.into_iter().next().ok_or("the centre has no member")?;
    let passphrase = Secret::new(passphrase.to_owned());
    usecase::unlock(&app, &UnlockRequest { member: member.id, passphrase })?;
    Ok(app)
}

fn unlocked(data: &Path, passphrase: &str) -> Done<Store> {
    let locked = Locked::open(data)?;
    let member = locked.members()?.into_iter().next().ok_or("the centre has no member")?;
    Ok(locked.unlock(member.id, &Secret::new(passphrase.to_owned()), now()?)?)
}

fn now() -> Done<Moment> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    Ok(Moment::from_unix_ms(i64::try_from(since.as_millis())?).ok_or("the clock is far away")?)
}

fn ms(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1_000.0
}

/// What the process holds now; from here on its peak is counted anew.
fn at_rest() -> Option<f64> {
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    status("VmRSS:")
}

fn added(before: Option<f64>) -> Value {
    json!(before.zip(status("VmHWM:")).map(|(before, peak)| (peak - before).max(0.0)))
}

/// A line of what the system tells of this process, in MiB.
fn status(name: &str) -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse::<f64>().ok().map(|kib| kib / 1_024.0)
}
