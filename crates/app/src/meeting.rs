//! Who is to be met: what interviews asked for, as each screen says it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use pana_casework::case::{Death, Meeting};
use pana_casework::{Act, Grant};
use pana_model::{CaseId, Moment};
use pana_store::{DraftSummary, Stream, ToMeet};

use crate::contract::meeting::{DiedView, MeetingDay, MeetingRow, MeetingView};
use crate::contract::{AppError, Id};
use crate::desk::Desk;

/// Rows on the first screen at most. The first of them are those that cannot wait.
const LIMIT: usize = 500;

/// A meeting, as far as this member may know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Due {
    /// By which day.
    pub(crate) by: NaiveDate,
    /// Does this member lead it in private?
    pub(crate) private: bool,
    /// May this member know that it is a talk in private?
    pub(crate) told: bool,
    /// That the person is said to have died, as far as the member leads the talk.
    pub(crate) died: Option<Death>,
}

impl From<ToMeet> for Due {
    fn from(ToMeet { meeting, told, died, .. }: ToMeet) -> Self {
        Self { by: meeting.by, private: meeting.private, told, died }
    }
}

/// As a list says it: without who leads it.
pub(crate) fn meeting_view(Due { by, private, .. }: Due, now: Moment) -> MeetingView {
    MeetingView { by: by.to_string(), day: day_of(by, now), private, led_by: Vec::new(), died: None }
}

/// How near a day is.
pub(crate) fn day_of(by: NaiveDate, now: Moment) -> MeetingDay {
    match by.signed_duration_since(now.date()).num_days() {
        ..0 => MeetingDay::Late,
        0 => MeetingDay::Today,
        1 => MeetingDay::Tomorrow,
        _ => MeetingDay::Later,
    }
}

/// As it is said of one person, with who leads it. `drafts`: all that this member may know of; a talk that is begun
/// says who.
pub(crate) fn meeting_led(
    desk: &Desk,
    case: CaseId,
    due: Due,
    drafts: &[DraftSummary],
    now: Moment,
) -> Result<MeetingView, AppError> {
    let begun = drafts.iter().filter(|draft| due.told && draft.case == case && draft.stream == Stream::Protected);
    let begun: Vec<String> = begun.map(|draft| desk.member_name(draft.member)).collect();
    let led_by = if due.told && begun.is_empty() { leaders(desk)? } else { begun };
    let died = due.died.map(|death| DiedView {
        on: death.on.to_string(),
        by: desk.member_name(death.by),
        may_end: desk.may(Act::Lead { stream: Stream::Protected }, now),
    });
    Ok(MeetingView { led_by, died, ..meeting_view(due, now) })
}

/// Who leads talks in private.
fn leaders(desk: &Desk) -> Result<Vec<String>, AppError> {
    let leaders = desk.store.members()?.into_iter().filter(|member| member.has(Grant::Protected));
    Ok(leaders.map(|member| member.name).collect())
}

/// What an unfinished interview asks for. One of the protected stream asks for nothing that a list could say.
/// Whoever leads it has heard whether the talk is to be in private: `mine`.
pub(crate) fn wanted(desk: &Desk, stream: Stream, person: &BTreeMap<String, String>, mine: bool) -> Option<Due> {
    let value = |property: &str| person.get(property).map(String::as_str);
    let (by, private) = Meeting::wanted(value).filter(|_| stream == Stream::Centre)?;
    let leads = private && desk.may_open_protected();
    Some(Due { by, private: leads, told: leads || (private && mine), died: None })
}

/// What a draft asks for.
fn wanted_by(desk: &Desk, draft: &DraftSummary) -> Option<Due> {
    wanted(desk, draft.stream, &draft.person, draft.member == desk.member().id)
}

/// The meeting with this person that is due, by the finished interviews and by these unfinished ones of theirs.
pub(crate) fn meeting_with(desk: &Desk, case: CaseId, drafts: &[DraftSummary]) -> Result<Option<Due>, AppError> {
    let finished = desk.store.meeting_of(case)?.map(Due::from);
    let drafts = drafts.iter().filter(|draft| draft.case == case);
    Ok(drafts.filter_map(|draft| wanted_by(desk, draft)).chain(finished).reduce(sooner))
}

/// The meeting that leaves this member's lists when the case is closed. A talk in private stays with those who lead such talks, and
/// an interview that is not finished goes on asking for its own.
pub(crate) fn meeting_that_ends(desk: &Desk, case: CaseId, drafts: &[DraftSummary]) -> Result<Option<Due>, AppError> {
    let asks = drafts.iter().any(|draft| draft.case == case && wanted_by(desk, draft).is_some());
    let finished = desk.store.meeting_of(case)?.map(Due::from);
    Ok(finished.filter(|due| !due.private && !asks))
}

/// The earlier day; in private if either is.
fn sooner(one: Due, other: Due) -> Due {
    Due {
        by: one.by.min(other.by),
        private: one.private || other.private,
        told: one.told || other.told,
        died: one.died.or(other.died),
    }
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
    let finished = desk.store.to_meet()?.into_iter().map(|found| (found.case, Due::from(found)));
    let unfinished = drafts.iter().filter_map(|draft| Some((draft.case, wanted_by(desk, draft)?)));
    for (case, meeting) in finished.chain(unfinished) {
        due.entry(case).and_modify(|known| *known = sooner(*known, meeting)).or_insert(meeting);
    }
    let mut order: Vec<(CaseId, Due)> = due.into_iter().collect();
    order.sort_by_key(|(case, due)| (!due.private, due.by, *case));
    let mut rows = Vec::new();
    for (case, meeting) in order.into_iter().take(LIMIT) {
        let (number, person) = desk.store.person_name(case)?;
        let asks = |draft: &&DraftSummary| draft.case == case && wanted_by(desk, draft).is_some();
        let draft = drafts.iter().filter(asks).find(|draft| mine(draft)).map(|draft| Id(draft.interview));
        let meeting = meeting_led(desk, case, meeting, drafts, now)?;
        rows.push(MeetingRow { case: Id(case), person, number, meeting, draft });
    }
    Ok(rows)
}
