//! One conflict, with what stands there.

use pana_casework::case::StatusSaid;
use pana_casework::path::{InInterview, LogPath};
use pana_casework::profile::Protective;
use pana_casework::{Act, OfInterview};
use pana_forms::{Node, QuestionType};
use pana_model::{CaseId, InterviewId, Moment};
use pana_store::{
    Access, Asked, ConflictKind, Harm, InterviewClaim, Look, Said, Side, StandingConflict, StoredAnswer, Stream,
};

use super::Devices;
use super::list::{door, is_worked_out, label, row, visible};
use crate::app::App;
use crate::contract::conflict::{
    ConflictDoor, ConflictOther, ConflictRequest, ConflictSays, ConflictSide, ConflictView,
};
use crate::contract::form::ChoiceView;
use crate::contract::interview::AnswerView;
use crate::contract::{AppError, Texts, Word};
use crate::convert::{from_stored, to_view};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::people::without_answers;
use crate::questionnaire::{choice_view, path_of};

/// Shows what stands at a place; the look is in the access log before it is on the screen.
///
/// # Errors
/// `conflict-changed` where nothing is to be settled there any more, `no-right`, `no-grant`, and as any write.
pub(crate) fn conflict_show(app: &App, request: &ConflictRequest) -> Result<ConflictView, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::ReadPerson, now)?;
        let one = standing(desk, request, now)?.ok_or(ErrorCode::ConflictChanged)?;
        let interview = LogPath::of(&one.conflict.path).interview();
        let access = if interview.is_some() { Access::InterviewOpened } else { Access::PersonOpened };
        let look = Look { cases: &[one.case], access, interview, stream: one.stream, note: "" };
        desk.store.record_access(&look, now)?;
        view(desk, &one, now)
    })
}

/// The conflict that is named; nothing where none stands there, or none that the member may know of.
pub(super) fn standing(
    desk: &mut Desk,
    request: &ConflictRequest,
    now: Moment,
) -> Result<Option<StandingConflict>, AppError> {
    crate::transfer::may_open(desk, request.case.0, now)?;
    let stream = if request.in_private { Stream::Protected } else { Stream::Centre };
    let mut all = desk.store.conflicts_of(request.case.0)?;
    all.retain(|one| one.stream == stream && one.conflict.path == request.path);
    Ok(visible(desk, all, now)?.pop())
}

/// What a screen shows of it.
pub(super) fn view(desk: &mut Desk, one: &StandingConflict, now: Moment) -> Result<ConflictView, AppError> {
    let devices = Devices::of(desk)?;
    let path = LogPath::of(&one.conflict.path);
    let mut row = row(desk, &devices, one)?;
    row.person = desk.store.person_name(one.case)?.1;
    row.label = label(desk, one, &path)?;
    let question = Question::of(desk, one, &path)?;
    let sides = desk.store.conflict_sides(one.stream, one.case, &one.conflict.path)?;
    let mut shown = Vec::with_capacity(sides.len());
    for side in &sides {
        shown.push(ConflictSide {
            events: side.events.iter().map(ToString::to_string).collect(),
            by: devices.by(desk, side),
            says: says(desk, one, side, &path)?,
        });
    }
    let protective = match path {
        LogPath::Fact { property, .. } => Protective::of(property).is_some(),
        // An answer is of as much harm as what it says of the person.
        LogPath::Interview { .. } => one.stream == Stream::Centre && one.conflict.harm == Harm::Safety,
        _ => one.conflict.kind == ConflictKind::Consent,
    };
    let is_fact = matches!(path, LogPath::Fact { .. });
    let is_worked_out = is_worked_out(desk, one)?;
    let here = door(one.conflict.kind) == ConflictDoor::Here;
    Ok(ConflictView {
        form_title: question.title,
        other: if is_worked_out { ConflictOther::Anew } else { question.other },
        choices: question.choices,
        careful: protective,
        may_settle: here && may_settle(desk, one, now),
        may_ask_again: protective && is_fact && desk.may(Act::RecordConsent, now),
        sides: shown,
        row,
    })
}

/// May the member choose between what stands?
fn may_settle(desk: &Desk, one: &StandingConflict, now: Moment) -> bool {
    let mut acts = Vec::new();
    if one.stream == Stream::Centre {
        acts.push(Act::SettleConflict);
    }
    if let Some(id) = LogPath::of(&one.conflict.path).interview() {
        acts.push(Act::AmendInterview(OfInterview { id, stream: one.stream }));
    }
    desk.store.ask(&Asked::all_in_case(acts, one.case), now).is_ok()
}

/// What is known of the question behind a conflict.
struct Question {
    title: Texts,
    choices: Vec<ChoiceView>,
    other: ConflictOther,
}

impl Question {
    /// None, or one whose row is not known.
    const fn none(title: Texts) -> Self {
        Self { title, choices: Vec::new(), other: ConflictOther::Nothing }
    }

    fn of(desk: &mut Desk, one: &StandingConflict, path: &LogPath<'_>) -> Result<Self, AppError> {
        let LogPath::Interview { id, within } = path else { return Ok(Self::none(Texts::new())) };
        let Some((form_id, hash)) = desk.store.interview_form(one.stream, one.case, *id)? else {
            return Ok(Self::none(Texts::new()));
        };
        let Some(asked) = desk.form_if_sound(&form_id, &hash)? else { return Ok(Self::none(Texts::new())) };
        let title = asked.form.title().clone();
        let InInterview::Answer(at) = within else { return Ok(Self::none(title)) };
        let Some((_, node)) = asked.form.find(&path_of(at)) else { return Ok(Self::none(title)) };
        let list = node.list.as_deref().and_then(|list| asked.form.choices(list)).unwrap_or_default();
        let read = |choice: &pana_forms::Choice| {
            let label = without_answers(&(&choice.label).into());
            ChoiceView { label, ..choice_view(choice) }
        };
        Ok(Self { title, choices: list.iter().map(read).collect(), other: other(node) })
    }
}

/// Which other answer may be written on this page: what one line takes. For the rest the interview itself is changed.
const fn other(node: &Node) -> ConflictOther {
    match node.question_type {
        QuestionType::SelectOne => ConflictOther::Choice,
        QuestionType::Text | QuestionType::Integer | QuestionType::Decimal | QuestionType::Date => ConflictOther::Text,
        _ => ConflictOther::Nothing,
    }
}

fn says(desk: &mut Desk, one: &StandingConflict, side: &Side, path: &LogPath<'_>) -> Result<ConflictSays, AppError> {
    Ok(match &side.said {
        Said::Answer(answer) => ConflictSays::Answer { answer: answer.as_ref().map_or(AnswerView::Blank, shown) },
        Said::Fact(None) => ConflictSays::Nothing,
        Said::Fact(Some(fact)) => ConflictSays::Fact {
            label: fact_label(desk, one.case, (fact.interview, &fact.source), &fact.value)?,
            value: fact.value.clone(),
        },
        Said::Removed => ConflictSays::Removed,
        Said::Changed => {
            let within = match path {
                LogPath::Interview { id, within: InInterview::Repeat(at) } => desk
                    .store
                    .interview(InterviewClaim { interview: *id, case: Some(one.case) })?
                    .answers
                    .keys()
                    .filter(|place| place.starts_with(at))
                    .count(),
                _ => 0,
            };
            ConflictSays::Changed { answers: u32::try_from(within).unwrap_or(u32::MAX) }
        }
        Said::Consent(consent) => ConflictSays::Consent { answer: Word(consent.answer) },
        Said::Need(None) => ConflictSays::Nothing,
        Said::Need(Some(need)) => ConflictSays::Need {
            decision: Word(need.decision),
            reason: need.reason.map(Word),
            words: need.words.clone(),
        },
        Said::FollowUp(plan) => {
            plan.day().map_or(ConflictSays::Never, |day| ConflictSays::Day { day: day.to_string() })
        }
        Said::Status(StatusSaid::Open { .. }) => ConflictSays::Open,
        Said::Status(StatusSaid::Closed(closing)) => {
            ConflictSays::Closed { reason: Word(closing.reason), on: closing.on.to_string() }
        }
        Said::Worker(member) => ConflictSays::Worker { name: desk.member_name(*member) },
        Said::Link(link) => ConflictSays::Link { link: Word(*link) },
        Said::Step(step, _) => ConflictSays::Step { step: Word(*step) },
    })
}

fn shown(answer: &StoredAnswer) -> AnswerView {
    to_view(&from_stored(answer))
}

/// The label of the choice that a fact came from.
fn fact_label(
    desk: &mut Desk,
    case: CaseId,
    (interview, at): (InterviewId, &str),
    value: &str,
) -> Result<Option<Texts>, AppError> {
    let Some((form_id, hash)) = desk.store.interview_form(Stream::Centre, case, interview)? else { return Ok(None) };
    let Some(asked) = desk.form_if_sound(&form_id, &hash)? else { return Ok(None) };
    let list = asked.form.find(&path_of(at)).and_then(|(_, node)| asked.form.choices(node.list.as_deref()?));
    let choice = list.and_then(|list| list.iter().find(|choice| *choice.name == *value));
    Ok(choice.map(|choice| without_answers(&(&choice.label).into())))
}
