//! What is to be settled, as far as the member may know of it.

use std::collections::BTreeMap;

use pana_casework::path::{InInterview, LogPath};
use pana_casework::{Act, OfInterview, depends_on_case};
use pana_model::{CaseId, InterviewId, Moment};
use pana_store::{Asked, ConflictKind, StandingConflict, StoreError, Stream};

use super::Devices;
use crate::app::App;
use crate::contract::conflict::{ConflictDoor, ConflictListRequest, ConflictListView, ConflictRow};
use crate::contract::{AppError, Id, Texts, Word};
use crate::desk::Desk;
use crate::needs::need_label;
use crate::people::without_answers;
use crate::questionnaire::path_of;

/// Rows of a page at most.
const LIMIT: u32 = 100;

/// What stands side by side in the cases of the centre, the most harmful first: the person's safety and what they agreed to, then
/// how they are reached and helped, then the rest. What another stream or an interview hides from the member is not counted
/// either. O(what stands), and for the rows that are made what their cases hold.
///
/// # Errors
/// `no-right`, and as any read.
pub(crate) fn conflict_list(app: &App, request: &ConflictListRequest) -> Result<ConflictListView, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::ReadPerson, now)?;
        let all = match request.case {
            Some(case) => visible(desk, desk.store.conflicts_of(case.0)?, now)?,
            None => {
                let all = desk.store.conflicts()?;
                visible(desk, all, now)?
            }
        };
        let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let from = usize::try_from(request.from).unwrap_or(usize::MAX);
        let limit = usize::try_from(request.limit.clamp(1, LIMIT)).unwrap_or(1);
        let devices = Devices::of(desk)?;
        let page: Vec<StandingConflict> = all.into_iter().skip(from).take(limit).collect();
        let rows = page.iter().map(|one| row(desk, &devices, one)).collect::<Result<_, _>>()?;
        Ok(ConflictListView { count, rows })
    })
}

/// How many there are for the member to settle, or to see. O(what stands).
pub(crate) fn conflicts_count(desk: &mut Desk, now: Moment) -> Result<u32, AppError> {
    let all = desk.store.conflicts()?;
    Ok(u32::try_from(visible(desk, all, now)?.len()).unwrap_or(u32::MAX))
}

/// How many there are of one person.
pub(crate) fn conflicts_of(desk: &mut Desk, case: CaseId, now: Moment) -> Result<u32, AppError> {
    let all = desk.store.conflicts_of(case)?;
    Ok(u32::try_from(visible(desk, all, now)?.len()).unwrap_or(u32::MAX))
}

/// Those of which the member may know. What is worked out of other answers stands for itself only where those agree.
pub(super) fn visible(
    desk: &mut Desk,
    all: Vec<StandingConflict>,
    now: Moment,
) -> Result<Vec<StandingConflict>, AppError> {
    let mut shown = Vec::with_capacity(all.len());
    let mut read: BTreeMap<(CaseId, InterviewId), bool> = BTreeMap::new();
    for one in all {
        // A row of nobody costs itself alone: the doctor names it.
        if matches!(desk.store.person_name(one.case), Err(StoreError::UnknownCase)) {
            continue;
        }
        let within = LogPath::of(&one.conflict.path).interview();
        let may = match within {
            None => true,
            Some(interview) => match read.get(&(one.case, interview)) {
                Some(known) => *known,
                None => {
                    let may = may_read(desk, &one, interview, now)?;
                    read.insert((one.case, interview), may);
                    may
                }
            },
        };
        if may {
            shown.push(one);
        }
    }
    let mut worked_out = Vec::with_capacity(shown.len());
    for one in &shown {
        worked_out.push(is_worked_out(desk, one)?);
    }
    let stands_alone = |one: &StandingConflict| {
        let of = |conflict: &StandingConflict| (conflict.case, LogPath::of(&conflict.conflict.path).interview());
        !shown.iter().zip(&worked_out).any(|(other, is)| !is && of(other) == of(one))
    };
    let keep: Vec<bool> = shown.iter().zip(&worked_out).map(|(one, is)| !is || stands_alone(one)).collect();
    Ok(shown.into_iter().zip(keep).filter_map(|(one, keep)| keep.then_some(one)).collect())
}

/// May the member read the interview that it lies in? Asked of the case's log only where the role does not say it.
fn may_read(desk: &Desk, one: &StandingConflict, interview: InterviewId, now: Moment) -> Result<bool, AppError> {
    let act = Act::ReadInterview(OfInterview { id: interview, stream: one.stream });
    let asked = if depends_on_case(desk.member().role, &act) { Asked::in_case(act, one.case) } else { Asked::of(act) };
    match desk.store.ask(&asked, now) {
        Ok(()) => Ok(true),
        Err(StoreError::Refused(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Is it what a questionnaire works out of other answers?
pub(super) fn is_worked_out(desk: &mut Desk, one: &StandingConflict) -> Result<bool, AppError> {
    let LogPath::Interview { id, within: InInterview::Answer(at) } = LogPath::of(&one.conflict.path) else {
        return Ok(false);
    };
    let Some((form_id, hash)) = desk.store.interview_form(one.stream, one.case, id)? else { return Ok(false) };
    let Some(asked) = desk.form_if_sound(&form_id, &hash)? else { return Ok(false) };
    Ok(asked.form.find(at).is_some_and(|(_, node)| node.calculated))
}

/// One of them as a list tells of it.
pub(super) fn row(desk: &mut Desk, devices: &Devices, one: &StandingConflict) -> Result<ConflictRow, AppError> {
    let (number, person) = desk.store.person_name(one.case)?;
    let path = LogPath::of(&one.conflict.path);
    let sides = desk.store.conflict_sides(one.stream, one.case, &one.conflict.path)?;
    let (interview, referral) = match path {
        LogPath::Interview { id, .. } => (Some(Id(id)), None),
        LogPath::Referral { id, .. } => (None, Some(Id(id))),
        _ => (None, None),
    };
    let property = match path {
        LogPath::Fact { property, .. } => Some(property.to_owned()),
        _ => None,
    };
    // Lists are seen by whoever passes: what was said in private names nobody and nothing there.
    let in_private = one.stream == Stream::Protected;
    Ok(ConflictRow {
        case: Id(one.case),
        number,
        person: Some(person).filter(|_| !in_private).unwrap_or_default(),
        kind: Word(one.conflict.kind),
        harm: Word(one.conflict.harm),
        label: if in_private { Texts::new() } else { label(desk, one, &path)? },
        path: one.conflict.path.clone(),
        in_private,
        property,
        door: door(one.conflict.kind),
        interview,
        referral,
        by: sides.iter().map(|side| devices.by(desk, side)).collect(),
    })
}

/// What it is about, without anything that was answered.
pub(super) fn label(desk: &mut Desk, one: &StandingConflict, path: &LogPath<'_>) -> Result<Texts, AppError> {
    Ok(match path {
        LogPath::Interview { id, within: InInterview::Answer(at) | InInterview::Repeat(at) } => {
            let Some((form_id, hash)) = desk.store.interview_form(one.stream, one.case, *id)? else {
                return Ok(Texts::new());
            };
            let asked = desk.form_if_sound(&form_id, &hash)?;
            let node = asked.as_ref().and_then(|asked| asked.form.find(&path_of(at)));
            node.map(|(_, node)| without_answers(&node.label)).unwrap_or_default()
        }
        LogPath::Need(code) => need_label(code),
        _ => Texts::new(),
    })
}

/// Where it is settled.
pub(super) const fn door(kind: ConflictKind) -> ConflictDoor {
    match kind {
        ConflictKind::Answer | ConflictKind::Fact | ConflictKind::Removed => ConflictDoor::Here,
        ConflictKind::Referral => ConflictDoor::Referral,
        ConflictKind::Need => ConflictDoor::Needs,
        ConflictKind::Link => ConflictDoor::Same,
        ConflictKind::Consent | ConflictKind::Status | ConflictKind::FollowUp | ConflictKind::Worker => {
            ConflictDoor::Person
        }
    }
}
