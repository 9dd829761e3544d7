//! `pana conflict`.

use pana_app::contract::conflict::{
    ConflictBy, ConflictChoice, ConflictListRequest, ConflictOther, ConflictRequest, ConflictRow, ConflictSays,
    ConflictSettleRequest, ConflictSide, ConflictView,
};
use pana_app::contract::interview::AnswerView;
use pana_app::error::ErrorCode;
use pana_app::{App, usecase};
use serde_json::{Value, json};

use crate::arguments::{Arguments, ConflictCommand};
use crate::passphrase;
use crate::people::case_of;
use crate::terminal::{Failure, Terminal};

/// Rows of a page.
const PAGE: u32 = 100;

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &ConflictCommand) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let said = match command {
        ConflictCommand::List { case } => list(&app, case.as_deref())?,
        ConflictCommand::Show { case, path } => full(&shown(&app, case, path)?),
        ConflictCommand::Settle { case, path, value, reason, seen, asked_again } => {
            let view = shown(&app, case, path)?;
            let now = view.sides.iter().flat_map(|side| side.events.iter().cloned());
            let request = ConflictSettleRequest {
                case: view.row.case,
                path: view.row.path.clone(),
                in_private: view.row.in_private,
                seen: if seen.is_empty() { now.collect() } else { seen.clone() },
                choose: choice(&view, value)?,
                asked_again: *asked_again,
                words: reason.clone(),
            };
            let settled = usecase::conflict_settle(&app, &request)?;
            json!({
                "event": settled.event,
                "still": settled.still.as_ref().map(full),
                "left": settled.left,
            })
        }
    };
    terminal.print(&said)
}

fn list(app: &App, case: Option<&str>) -> Result<Value, Failure> {
    let mut all = Vec::new();
    for row in rows(app, case)? {
        let request = ConflictRequest { case: row.case, path: row.path.clone(), in_private: row.in_private };
        all.push(short(&usecase::conflict_show(app, &request)?));
    }
    Ok(Value::Array(all))
}

fn rows(app: &App, case: Option<&str>) -> Result<Vec<ConflictRow>, Failure> {
    let case = case.map(|case| case_of(app, case)).transpose()?;
    let mut all: Vec<ConflictRow> = Vec::new();
    loop {
        let from = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let page = usecase::conflict_list(app, &ConflictListRequest { case, from, limit: PAGE })?;
        let is_last = page.rows.is_empty();
        all.extend(page.rows);
        if is_last || u32::try_from(all.len()).unwrap_or(u32::MAX) >= page.count {
            return Ok(all);
        }
    }
}

fn shown(app: &App, case: &str, path: &str) -> Result<ConflictView, Failure> {
    let row = rows(app, Some(case))?.into_iter().find(|row| row.path == path);
    let row = row.ok_or(ErrorCode::ConflictChanged)?;
    let request = ConflictRequest { case: row.case, path: row.path, in_private: row.in_private };
    Ok(usecase::conflict_show(app, &request)?)
}

/// The side that says this value, or another answer where the question takes one.
fn choice(view: &ConflictView, value: &str) -> Result<ConflictChoice, Failure> {
    let side = view.sides.iter().find(|side| says(&side.says) == value);
    if let Some(event) = side.and_then(|side| side.events.first()) {
        return Ok(ConflictChoice::Side { event: event.clone() });
    }
    Ok(match view.other {
        ConflictOther::Choice | ConflictOther::Text => {
            ConflictChoice::Other { answer: AnswerView::Value(value.to_owned()) }
        }
        ConflictOther::Anew => ConflictChoice::Anew,
        ConflictOther::Nothing => return Err(ErrorCode::ConflictElsewhere.into()),
    })
}

fn short(view: &ConflictView) -> Value {
    json!({
        "case": view.row.case,
        "number": view.row.number,
        "path": view.row.path,
        "kind": view.row.kind,
        "harm": view.row.harm,
        "door": view.row.door,
        "private": view.row.in_private,
        "values": view.sides.iter().map(side).collect::<Vec<_>>(),
    })
}

fn full(view: &ConflictView) -> Value {
    let mut said = short(view);
    if let Some(said) = said.as_object_mut() {
        said.insert("title".to_owned(), json!(view.form_title));
        said.insert("label".to_owned(), json!(view.row.label));
        said.insert("may_settle".to_owned(), json!(view.may_settle));
        said.insert("may_ask_again".to_owned(), json!(view.may_ask_again));
        let events = view.sides.iter().map(|side| &side.events);
        said.insert("events".to_owned(), json!(events.collect::<Vec<_>>()));
    }
    said
}

fn side(side: &ConflictSide) -> Value {
    let ConflictBy { member, at, is_dated, device } = &side.by;
    json!({ "value": says(&side.says), "by": member, "device": device, "at": at, "dated": is_dated })
}

/// What a side says, in one line: a state in brackets, as files have it.
fn says(says: &ConflictSays) -> String {
    match says {
        ConflictSays::Answer { answer } => match answer {
            AnswerView::Blank => String::new(),
            AnswerView::Value(value) | AnswerView::Partial(value) => value.clone(),
            AnswerView::Declined => "[declined]".to_owned(),
            AnswerView::Unknown => "[unknown]".to_owned(),
            AnswerView::Later => "[later]".to_owned(),
        },
        ConflictSays::Fact { value, .. } => value.clone(),
        ConflictSays::Nothing => String::new(),
        ConflictSays::Removed => "removed".to_owned(),
        ConflictSays::Changed { .. } => "changed".to_owned(),
        ConflictSays::Consent { answer } => answer.to_string(),
        ConflictSays::Need { decision, .. } => decision.to_string(),
        ConflictSays::Day { day } => day.clone(),
        ConflictSays::Never => "never".to_owned(),
        ConflictSays::Closed { reason, on } => format!("closed {reason} {on}"),
        ConflictSays::Open => "open".to_owned(),
        ConflictSays::Worker { name } => name.clone(),
        ConflictSays::Link { link } => link.to_string(),
        ConflictSays::Step { step } => step.to_string(),
    }
}
