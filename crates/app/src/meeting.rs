//! Who is to be met: what interviews asked for, as each screen says it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use pana_casework::case::Meeting;
use pana_model::{CaseId, Moment};
use pana_store::{DraftSummary, Stream};

use crate::contract::meeting::{MeetingDay, MeetingRow, MeetingView};
use crate::contract::{AppError, Id};
use crate::desk::Desk;

/// Rows on the first screen at most. The first of them are those that cannot wait.
const LIMIT: usize = 500;

/// By which day, and whether this member leads it in private.
type Due = (NaiveDate, bool);

/// As a screen says it.
pub(crate) fn meeting_view((by, private): Due, now: Moment) -> MeetingView {
    let today = now.date();
    let day = match by.signed_duration_since(today).num_days() {
        ..0 => MeetingDay::Late,
        0 => MeetingDay::Today,
        1 => MeetingDay::Tomorrow,
        _ => MeetingDay::Later,
    };
    MeetingView { by: by.to_string(), day, private }
}

/// What an unfinished interview asks for. One of the protected stream asks for nothing that a list could say.
pub(crate) fn wanted(desk: &Desk, stream: Stream, person: &BTreeMap<String, String>) -> Option<Due> {
    let value = |property: &str| person.get(property).map(String::as_str);
    let (by, private) = Meeting::wanted(value).filter(|_| stream == Stream::Centre)?;
    Some((by, private && desk.may_open_protected()))
}

/// The meeting with this person that is due, by the finished interviews and by these unfinished ones of theirs.
pub(crate) fn meeting_with(desk: &Desk, case: CaseId, drafts: &[DraftSummary]) -> Result<Option<Due>, AppError> {
    let finished = desk.store.meeting_of(case)?.map(|meeting| (meeting.by, meeting.private));
    let drafts = drafts.iter().filter(|draft| draft.case == case);
    Ok(drafts.filter_map(|draft| wanted(desk, draft.stream, &draft.person)).chain(finished).reduce(sooner))
}

/// The earlier day; in private if either is.
fn sooner(one: Due, other: Due) -> Due {
    (one.0.min(other.0), one.1 || other.1)
}

/// Who is to be met: the talks that the member leads first, then the one who is due first. `drafts`: all of the centre, since
/// whoever is to be met is so whoever leads their interview. `mine`: which of them the member may go on with.
pub(crate) fn meetings(
    desk: &Desk,
    drafts: &[DraftSummary],
    mine: impl Fn(&DraftSummary) -> bool,
    now: Moment,
) -> Result<Vec<MeetingRow>, AppError> {
    let mut due: BTreeMap<CaseId, Due> = BTreeMap::new();
    let finished =
        desk.store.to_meet()?.into_iter().map(|found| (found.case, (found.meeting.by, found.meeting.private)));
    let unfinished = drafts.iter().filter_map(|draft| Some((draft.case, wanted(desk, draft.stream, &draft.person)?)));
    for (case, meeting) in finished.chain(unfinished) {
        due.entry(case).and_modify(|known| *known = sooner(*known, meeting)).or_insert(meeting);
    }
    let mut order: Vec<(CaseId, Due)> = due.into_iter().collect();
    order.sort_by_key(|(case, (by, private))| (!private, *by, *case));
    let mut rows = Vec::new();
    for (case, meeting) in order.into_iter().take(LIMIT) {
        let (number, person) = desk.store.person_name(case)?;
        let asks = |draft: &&DraftSummary| draft.case == case && wanted(desk, draft.stream, &draft.person).is_some();
        let draft = drafts.iter().filter(asks).find(|draft| mine(draft)).map(|draft| Id(draft.interview));
        rows.push(MeetingRow { case: Id(case), person, number, meeting: meeting_view(meeting, now), draft });
    }
    Ok(rows)
}
