//! The interviews of an export, read a page at a time, so that neither memory nor anyone else's work waits for all of them.

use std::collections::BTreeMap;

use pana_exchange::{Row, Values};
use pana_model::{InterviewId, Moment};
use pana_store::{Interview, StoredAnswer};

use crate::app::App;
use crate::contract::AppError;
use crate::convert::to_cell;
use crate::desk::Desk;

/// Interviews read at once.
const PAGE: usize = 100;

/// Do the files that answers name go out with them?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attached {
    /// They do.
    Yes,
    /// Only their names.
    No,
}

/// Reads the rows of an export. Fails with `locked` when the app locks meanwhile.
pub(crate) struct Rows {
    app: App,
    interviews: std::vec::IntoIter<InterviewId>,
    files: Attached,
    page: std::vec::IntoIter<Row>,
}

impl Rows {
    pub(crate) fn new(app: App, interviews: Vec<InterviewId>, files: Attached) -> Self {
        Self { app, interviews: interviews.into_iter(), files, page: Vec::new().into_iter() }
    }
}

impl Iterator for Rows {
    type Item = Result<Row, AppError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(row) = self.page.next() {
            return Some(Ok(row));
        }
        let ids: Vec<InterviewId> = self.interviews.by_ref().take(PAGE).collect();
        let files = self.files;
        match self.app.desk(|desk, _| ids.iter().map(|id| row(desk, *id, files)).collect::<Result<Vec<_>, _>>()) {
            Ok(page) => {
                self.page = page.into_iter();
                self.page.next().map(Ok)
            }
            Err(error) => Some(Err(error)),
        }
    }
}

fn row(desk: &mut Desk, id: InterviewId, files: Attached) -> Result<Row, AppError> {
    let interview = desk.store.interview(id)?;
    let head = &interview.head;
    let asked = desk.form(&interview.form_id, &interview.form_hash)?;
    let instances: BTreeMap<String, Vec<String>> = interview
        .instances
        .iter()
        .map(|(at, list)| (at.clone(), list.iter().map(ToString::to_string).collect()))
        .collect();
    let files = match files {
        Attached::Yes => named(desk, &interview)?,
        Attached::No => Vec::new(),
    };
    Ok(Row {
        files,
        interview: id.to_string(),
        case: desk.store.person_name(interview.case)?.0,
        version: asked.form.version().to_owned(),
        member: desk.member_name(head.member),
        started: time(head.started_ms),
        finished: time(head.finished_ms),
        incomplete: head.incomplete,
        values: Values {
            answers: interview.answers.iter().map(|(at, answer)| (at.clone(), to_cell(answer))).collect(),
            instances,
        },
    })
}

/// Names of the files that the answers name now.
fn named(desk: &Desk, interview: &Interview) -> Result<Vec<String>, AppError> {
    let files = desk.store.files(interview.interview)?;
    let answers: Vec<&StoredAnswer> = interview.answers.values().collect();
    let is_named =
        |name: &String| answers.iter().any(|answer| matches!(answer, StoredAnswer::Value(text) if text == name));
    Ok(files.into_keys().filter(is_named).collect())
}

/// In UTC, so that two devices export the same.
fn time(unix_ms: i64) -> String {
    Moment::from_unix_ms(unix_ms).map(Moment::to_rfc3339).unwrap_or_default()
}
