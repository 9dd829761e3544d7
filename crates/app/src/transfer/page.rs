//! What a person's page says of handings over, and to whom it is closed.

use pana_casework::case::{CaseFile, Transfer};
use pana_casework::transfer::{InterviewOrigin, TransferState};
use pana_casework::{Act, Role};
use pana_model::{CaseId, InterviewId, Moment};
use pana_store::{Access, Look, Stream};

use super::quoted;
use crate::clock::moment;
use crate::contract::transfer::{CaseFromView, CaseToView, InterviewFromView};
use crate::contract::{AppError, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// May the member at work open what is kept of a case? Another centre has it where they may not: they are told which, and since when.
///
/// # Errors
/// `case-handed-over`, and as any read.
pub(crate) fn may_open(desk: &Desk, case: CaseId, now: Moment) -> Result<(), AppError> {
    if desk.member().role == Role::Coordinator {
        return Ok(());
    }
    let Some(given) = desk.store.closed_by_transfer(case, now)? else { return Ok(()) };
    let at = given.answers.iter().map(|answer| answer.at_ms).max().unwrap_or_default();
    let day = moment(at).get(..10).unwrap_or_default().to_owned();
    Err(AppError::of(ErrorCode::CaseHandedOver).with("centre", given.proposal.name).with("day", day))
}

/// From where a case was taken in.
pub(crate) fn case_from(desk: &Desk, file: &CaseFile) -> Option<CaseFromView> {
    let from = file.taken_from()?;
    let mut entries: Vec<_> = file.quoted().into_values().collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at_ms));
    Some(CaseFromView {
        centre: from.name,
        number: from.number,
        by: from.by,
        at: moment(from.at_ms),
        entries: entries.into_iter().map(|entry| quoted::row(desk, entry)).collect(),
    })
}

/// The handing over of a case that the page tells of: the one that is under way, else the latest of those by which another centre
/// has it, also where it is open here again, and of those that came to nothing, which whoever proposed them has not seen yet.
pub(crate) fn case_to(desk: &Desk, file: &CaseFile, now: Moment) -> Result<Option<CaseToView>, AppError> {
    let mut shown: Option<Transfer> = None;
    for given in file.transfers() {
        let is_shown = given.is_open()
            || given.state == TransferState::Accepted
            || !desk.store.is_access_noted(file.subject(), &note_of(&given))?;
        let order = |given: &Transfer| (given.is_open(), given.mark.hlc, given.event);
        if is_shown && shown.as_ref().is_none_or(|other| order(other) < order(&given)) {
            shown = Some(given);
        }
    }
    let Some(shown) = shown else { return Ok(None) };
    let number = shown.answers.iter().map(|answer| answer.number.clone()).find(|number| !number.is_empty());
    let declined = || shown.answers.iter().map(|answer| answer.words.clone()).find(|words| !words.is_empty());
    let words = if shown.state == TransferState::Revoked { shown.revoked.clone() } else { declined() };
    let reads_on = shown.is_read_on(desk.today(now));
    Ok(Some(CaseToView {
        transfer: shown.id.to_string(),
        centre: shown.proposal.name,
        at: moment(i64::try_from(shown.mark.hlc.unix_ms()).unwrap_or(i64::MAX)),
        state: Word(shown.state),
        reads_on,
        number: number.unwrap_or_default(),
        words: words.unwrap_or_default(),
        may_see_to: desk.may(Act::Transfer, now),
    }))
}

/// That a handing over came to nothing is told whoever proposed it once, and until then everybody: that they were told stands in
/// the access log.
pub(crate) fn note_told(desk: &mut Desk, file: &CaseFile, now: Moment) -> Result<(), AppError> {
    let me = desk.member().id;
    let nothing = |given: &Transfer| matches!(given.state, TransferState::Declined | TransferState::Revoked);
    for given in file.transfers().into_iter().filter(|given| nothing(given) && given.mark.member == me) {
        let note = note_of(&given);
        let (case, access, stream) = (file.subject(), Access::PersonOpened, Stream::Centre);
        desk.store.record_access(&Look { cases: &[case], access, interview: None, stream, note: &note }, now)?;
    }
    Ok(())
}

/// What was told of which handing over.
fn note_of(given: &Transfer) -> String {
    format!("{} {}", given.id, given.state)
}

/// Which interviews of a case were led at another centre.
pub(crate) struct InterviewsFrom<'f> {
    file: &'f CaseFile,
    centre: String,
}

impl<'f> InterviewsFrom<'f> {
    pub(crate) fn of(file: &'f CaseFile) -> Self {
        Self { file, centre: file.taken_from().map(|from| from.name).unwrap_or_default() }
    }

    /// Who led one there, when it was finished there, and of which one it is; nothing of one that was led here.
    pub(crate) fn of_one(&self, interview: InterviewId) -> Option<(InterviewOrigin, InterviewFromView)> {
        let origin = self.file.interview_from(interview)?;
        let view = InterviewFromView { centre: self.centre.clone(), event: origin.event.to_string() };
        Some((origin, view))
    }
}
