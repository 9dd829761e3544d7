//! The interviews of an export, read a page at a time by a thread of its own, so that neither memory nor anyone else's work
//! waits for all of them. The centre is held while a page is taken out of it, in the form in which it lies there; the page is
//! unpacked, looked at and written while the next one is read.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::Scope;

use pana_exchange::{Cell, Row, Sharing, State, Values};
use pana_model::{CaseId, Moment};
use pana_store::{Access, InterviewLocation, Look, PackedInterview, SeenAnswer, Stream, Unpacker};

use crate::app::App;
use crate::contract::AppError;
use crate::desk::Desk;
use crate::questionnaire::AskedForm;

/// Cases noted in the access log at once: the centre is held for some twenty milliseconds.
const NOTED: usize = 8_000;
/// Interviews read at once: the centre is held for some two milliseconds.
const PAGE: usize = 100;
/// Pages that wait to be written.
const WAITING: usize = 2;

/// Do the files that answers name go out with them?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attached {
    /// They do.
    Yes,
    /// Only their names.
    No,
}

/// What is read for an export, and the words for the access log.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) interviews: Vec<InterviewLocation>,
    pub(crate) files: Attached,
    /// Each once, in order: then lines of the log that lie together are written together.
    pub(crate) cases: Vec<CaseId>,
    pub(crate) note: String,
    pub(crate) stream: Stream,
    /// A code for each interview, in their order, where the files name nobody; else none.
    pub(crate) codes: Vec<String>,
    /// What those said who were asked whether it may be passed on, where that is for the files to know.
    pub(crate) sharing: BTreeMap<CaseId, Sharing>,
    /// By which times are told.
    pub(crate) offset_minutes: i32,
}

impl Reading {
    /// What is known of the interview at this place besides what stands in it.
    pub(crate) fn beside(&self, place: usize) -> Beside<'_> {
        let case = self.interviews.get(place).map(|interview| interview.case);
        let sharing = case.and_then(|case| self.sharing.get(&case)).copied().unwrap_or(Sharing::NotAsked);
        let code = self.codes.get(place).map_or("", String::as_str);
        Beside { code, sharing, offset_minutes: self.offset_minutes }
    }
}

/// What is known of an interview besides what stands in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beside<'r> {
    code: &'r str,
    sharing: Sharing,
    offset_minutes: i32,
}

/// An interview that was read, as it lies there.
pub(crate) struct Read {
    pub(crate) interview: PackedInterview,
    asked: Arc<AskedForm>,
    member: String,
    /// Names of the files that it has; which of them its answers name is not known yet.
    files: Vec<String>,
}

/// Pages of interviews, as they come.
pub(crate) struct Pages {
    /// The last one may say why there are no more: with `locked` when the app locked meanwhile.
    pub(crate) read: Receiver<Page>,
    /// Pages that were written go back to the thread that read them: where one thread gives back the memory that another
    /// asks for, each waits for the other, some ten times a page.
    pub(crate) written: Sender<Vec<Read>>,
}

/// A page as it lies in the centre, or why there is none.
pub(crate) type Page = Result<Vec<Read>, AppError>;

/// Reads these interviews in a thread that ends with them, or when nobody takes the pages any more. Before the first page
/// comes, all of them are noted in the access log: an export without a trace must not be possible.
pub(crate) fn pages<'scope>(scope: &'scope Scope<'scope, '_>, app: &'scope App, reading: &'scope Reading) -> Pages {
    let (sender, read) = sync_channel(WAITING);
    let (written, done) = channel();
    scope.spawn(move || {
        if let Err(error) = send(app, reading, &sender, &done) {
            // Nobody is there to be told when the export was stopped.
            drop(sender.send(Err(error)));
        }
    });
    Pages { read, written }
}

fn send(app: &App, reading: &Reading, pages: &SyncSender<Page>, written: &Receiver<Vec<Read>>) -> Result<(), AppError> {
    for cases in reading.cases.chunks(NOTED) {
        app.desk_after_others(|desk, now| {
            let (access, note) = (Access::Exported, reading.note.as_str());
            let look = Look { cases, access, interview: None, stream: reading.stream, note };
            Ok(desk.store.record_access(&look, now)?)
        })?;
    }
    for due in reading.interviews.chunks(PAGE) {
        let page = app.desk_after_others(|desk, _| take(desk, due, reading.files))?;
        if pages.send(Ok(page)).is_err() {
            break;
        }
        written.try_iter().for_each(drop);
    }
    Ok(())
}

/// A page, with what is known of each interview from elsewhere.
pub(crate) fn take(desk: &mut Desk, due: &[InterviewLocation], files: Attached) -> Result<Vec<Read>, AppError> {
    let packed = desk.store.interviews_packed(due)?;
    packed.into_iter().map(|packed| read(desk, packed, files)).collect()
}

fn read(desk: &mut Desk, packed: PackedInterview, files: Attached) -> Result<Read, AppError> {
    let asked = desk.form(&packed.summary.form_id, &packed.summary.form_hash)?;
    let member = desk.member_name(packed.summary.member);
    let files = match files {
        Attached::Yes => desk.store.files(&packed.summary)?.into_keys().collect(),
        Attached::No => Vec::new(),
    };
    Ok(Read { interview: packed, asked, member, files })
}

impl Read {
    /// Calls `take` with the interview as it is written, and gives the names of the files that it names now.
    pub(crate) fn row<T>(
        &self,
        unpacker: &mut Unpacker,
        beside: Beside<'_>,
        take: impl FnOnce(&Row<'_>) -> T,
    ) -> Result<(T, Vec<&str>), AppError> {
        let summary = &self.interview.summary;
        let seen = unpacker.see(&self.interview)?;
        let names = |name: &&str| seen.answers.iter().any(|(_, answer)| *answer == SeenAnswer::Value(name));
        let files = self.files.iter().map(String::as_str).filter(names).collect();
        let instances = seen.instances.into_iter().map(|(at, mut ids)| {
            self.asked.form.put_in_order(at, &mut ids);
            (at, ids.iter().map(ToString::to_string).collect())
        });
        let answers = seen.answers.into_iter().map(|(at, answer)| (at, cell(answer))).collect();
        let time = |unix_ms| time(unix_ms, beside.offset_minutes);
        let taken = take(&Row {
            code: beside.code,
            sharing: beside.sharing,
            interview: &summary.interview.to_string(),
            case: &self.interview.number,
            version: self.asked.form.version(),
            member: &self.member,
            started: &time(summary.started_ms),
            finished: &time(summary.finished_ms),
            incomplete: summary.incomplete,
            values: Values::new(answers, instances.collect()),
        });
        Ok((taken, files))
    }
}

/// As a file holds it.
fn cell(answer: SeenAnswer<'_>) -> Cell<'_> {
    match answer {
        SeenAnswer::Value(text) => Cell::Value(text.into()),
        SeenAnswer::Partial(text) => Cell::Value(text.into()),
        SeenAnswer::Choices(names) => Cell::Value(names.join(" ").into()),
        SeenAnswer::Declined => Cell::State(State::Declined),
        SeenAnswer::Unknown => Cell::State(State::Unknown),
        SeenAnswer::Later => Cell::State(State::Later),
        SeenAnswer::Apart(_) => Cell::State(State::Apart),
    }
}

/// As the clocks of the centre showed it, with their offset: two devices export the same, and whoever reads it needs to count
/// no hours.
fn time(unix_ms: i64, offset_minutes: i32) -> String {
    let offset = chrono::FixedOffset::east_opt(offset_minutes.saturating_mul(60));
    let told = Moment::from_unix_ms(unix_ms).zip(offset);
    told.map(|(at, offset)| Moment::new(at.date_time().with_timezone(&offset)).to_rfc3339()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn a_time_is_told_by_the_clocks_of_the_centre() {
        assert_eq!(time(1_780_513_200_000, 300), "2026-06-04T00:00:00.000+05:00");
        assert_eq!(time(1_780_513_200_000, -90), "2026-06-03T17:30:00.000-01:30");
        assert_eq!(time(1_780_513_200_000, 100_000), "", "no place of this world");
    }
}
