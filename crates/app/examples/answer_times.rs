//! How long an answer takes inside the app, from the request to the text of the reply, without window and page:
//! `answer_times DATA FORM`, where DATA is an empty folder and FORM a questionnaire in a file. A centre is made, the
//! questionnaire published and an interview led in which the questions of pages all over it are answered. Prints one JSON
//! object: the milliseconds that publishing, opening and each answer took.
//!
//! Requests and replies go as the JSON that crosses to the page, so that the same source measures an older build.
#![allow(clippy::print_stdout, reason = "a command for the terminal")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use pana_app::contract::AppError;
use pana_app::{App, Clock, NoSurface, Start, usecase};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

type Done<T> = Result<T, Box<dyn Error>>;

/// On so many pages, evenly from all over the questionnaire, every question that applies is answered.
const PAGES: usize = 20;

fn main() -> Done<()> {
    let (Some(data), Some(form)) = (std::env::args().nth(1).map(PathBuf::from), std::env::args().nth(2)) else {
        return Err("answer_times DATA FORM".into());
    };
    let app = App::start(&data, Clock::system(), Start::Own, NoSurface);
    let centre = json!({ "centre": "Orda", "member": "Aru", "passphrase": "six words that open nothing else", "practice": true });
    timed(&app, usecase::centre_create, centre)?;
    let reading = timed(&app, usecase::form_read, json!({ "path": form }))?.1;
    let name = at(&reading, "/summary/form").as_str().ok_or("the questionnaire cannot be read")?;
    let publish = json!({ "reading": reading.get("reading") });
    let (published, _) = timed(&app, usecase::form_publish, publish)?;
    let case = timed(&app, usecase::interview_start, json!({ "form": "intake", "case": null }))?.1;
    let start = json!({ "form": name, "case": case.get("case") });
    let (opened, view) = timed(&app, usecase::interview_start, start)?;
    let times = answers(&app, &view)?;
    println!("{}", json!({ "publish_ms": published, "open_ms": opened, "answer_ms": times }));
    Ok(())
}

/// Answers the questions of some pages as a worker would, one after the other.
fn answers(app: &App, view: &Value) -> Done<Vec<f64>> {
    let nodes = at(view, "/form/nodes").as_array().ok_or("a questionnaire without rows")?;
    let mut pages: BTreeMap<usize, Vec<&Value>> = BTreeMap::new();
    let mut last = (usize::MAX, Value::Null);
    for (row, node) in nodes.iter().enumerate().filter(|(_, node)| at(node, "/role") == "question") {
        if last.0 == usize::MAX || last.1 != *at(node, "/parent") {
            last = (row, at(node, "/parent").clone());
        }
        pages.entry(last.0).or_default().push(node);
    }
    let mut states: BTreeMap<String, Value> = BTreeMap::new();
    learn(&mut states, at(view, "/nodes"));
    let (mut times, every) = (Vec::new(), pages.len().div_ceil(PAGES).max(1));
    for node in pages.into_values().step_by(every).flatten() {
        let place = at(node, "/path").as_str().unwrap_or_default();
        let Some(state) = states.get(place).filter(|state| asked(state)) else { continue };
        let Some(value) = answer(at(view, "/form/choices"), node, state) else { continue };
        let request =
            json!({ "interview": at(view, "/interview"), "at": place, "answer": { "state": "value", "value": value } });
        let (took, delta) = timed(app, usecase::interview_answer, request)?;
        times.push(took);
        learn(&mut states, at(&delta, "/changed"));
    }
    Ok(times)
}

fn learn(states: &mut BTreeMap<String, Value>, changed: &Value) {
    for state in changed.as_array().into_iter().flatten() {
        states.insert(at(state, "/at").as_str().unwrap_or_default().to_owned(), state.clone());
    }
}

fn asked(state: &Value) -> bool {
    at(state, "/relevant") == true && at(state, "/readonly") == false
}

/// Something that fits the question's type; of choices the first.
fn answer(lists: &Value, node: &Value, state: &Value) -> Option<String> {
    let list = || at(node, "/list").as_str().and_then(|list| lists.get(list));
    let choices = state.get("choices").filter(|choices| choices.is_array()).or_else(list);
    Some(match at(node, "/question_type").as_str()? {
        "integer" | "decimal" => "3".to_owned(),
        "date" => "2020-02-03".to_owned(),
        "text" => "in own words".to_owned(),
        "select_one" | "select_multiple" => at(choices?, "/0/name").as_str()?.to_owned(),
        _ => return None,
    })
}

/// The reply of a use-case, and the milliseconds until its text was there.
fn timed<Request: DeserializeOwned, Reply: Serialize>(
    app: &App,
    command: impl Fn(&App, &Request) -> Result<Reply, AppError>,
    request: Value,
) -> Done<(f64, Value)> {
    let request = serde_json::from_value(request)?;
    let begun = Instant::now();
    let text = serde_json::to_string(&command(app, &request)?)?;
    let took = begun.elapsed().as_secs_f64() * 1_000.0;
    Ok((took, serde_json::from_str(&text)?))
}

fn at<'v>(value: &'v Value, pointer: &str) -> &'v Value {
    value.pointer(pointer).unwrap_or(&Value::Null)
}
