//! A person settles a conflict.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::Act;
use pana_casework::path::{InInterview, LogPath};
use pana_casework::value::FactValue;
use pana_model::{EventRef, InstanceId, InterviewId, Moment};
use pana_store::{InterviewClaim, PutBack, Said, SettleFact, SettleInterview, Side, StoredAnswer, Stream, Wrote};

use super::list::conflicts_count;
use super::show::{standing, view};
use crate::app::App;
use crate::contract::AppError;
use crate::contract::conflict::{ConflictChoice, ConflictRequest, ConflictSettleRequest, ConflictSettled};
use crate::contract::interview::AnswerView;
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::interview::{Otherwise, otherwise};

/// Settles an answer, a fact, or what becomes of somebody of a list, with a reason. Only what was shown is replaced. What was
/// chosen is undone in the same way: by settling once more, with the event of the first time among what was seen.
///
/// # Errors
/// `conflict-words` where nothing is said why, `conflict-changed` where what was shown stands no more, `conflict-elsewhere` where
/// another screen settles it, `interview-invalid` where another answer does not fit, `no-right`, `no-grant`, and as any write.
pub(crate) fn conflict_settle(app: &App, request: &ConflictSettleRequest) -> Result<ConflictSettled, AppError> {
    app.desk(|desk, now| settle(desk, request, now))
}

fn settle(desk: &mut Desk, request: &ConflictSettleRequest, now: Moment) -> Result<ConflictSettled, AppError> {
    desk.ask(Act::ReadPerson, now)?;
    let words = Some(request.words.trim()).filter(|words| !words.is_empty()).ok_or(ErrorCode::ConflictWords)?;
    let seen = events(&request.seen)?;
    let stream = if request.in_private { Stream::Protected } else { Stream::Centre };
    let asked = Asked { request, seen: &seen, words, stream };
    let event = match LogPath::of(&request.path) {
        LogPath::Interview { id, within: InInterview::Answer(at) } => asked.answer(desk, id, at, now)?,
        LogPath::Interview { id, within: InInterview::Repeat(at) } => asked.removed(desk, id, at, now)?,
        LogPath::Fact { .. } => asked.fact(desk, now)?,
        _ => return Err(ErrorCode::ConflictElsewhere.into()),
    };
    let named = ConflictRequest { case: request.case, path: request.path.clone(), in_private: request.in_private };
    let still = match standing(desk, &named, now)? {
        Some(one) => Some(view(desk, &one, now)?),
        None => None,
    };
    Ok(ConflictSettled { event: event.to_string(), still, left: conflicts_count(desk, now)? })
}

/// The names of events; one that is none cannot have been shown.
fn events(named: &[String]) -> Result<BTreeSet<EventRef>, AppError> {
    let read = |name: &String| name.parse().map_err(|_| AppError::from(ErrorCode::ConflictChanged));
    named.iter().map(read).collect()
}

/// What is asked for.
struct Asked<'a> {
    request: &'a ConflictSettleRequest,
    seen: &'a BTreeSet<EventRef>,
    words: &'a str,
    stream: Stream,
}

impl Asked<'_> {
    fn answer(&self, desk: &mut Desk, id: InterviewId, at: &str, now: Moment) -> Result<EventRef, AppError> {
        let case = self.request.case.0;
        let interview = desk.store.interview(InterviewClaim { interview: id, case: Some(case) })?;
        let mut answers: BTreeMap<String, Option<StoredAnswer>> = BTreeMap::new();
        let mut typed = None;
        match &self.request.choose {
            ConflictChoice::Side { event } => {
                let said = match self.said(desk, event)? {
                    Wrote::Answer(answer) => answer,
                    Wrote::Fact(_) | Wrote::Nothing => return Err(ErrorCode::ConflictChanged.into()),
                };
                answers.insert(at.to_owned(), said);
            }
            ConflictChoice::Other { answer: AnswerView::Blank } => drop(answers.insert(at.to_owned(), None)),
            ConflictChoice::Other { answer } => typed = Some((at, answer)),
            ConflictChoice::Anew => {}
        }
        let other = Otherwise { answers, typed, put_back: None };
        let (finish, mut places) = otherwise(desk, &interview, &other, now)?;
        places.insert(at.to_owned());
        let settle = SettleInterview {
            stream: self.stream,
            case,
            interview: id,
            path: &self.request.path,
            seen: self.seen,
            places,
            instance: None,
            finish: &finish,
            words: self.words,
        };
        Ok(desk.store.settle_interview(&settle, now)?)
    }

    /// Somebody of a list is put back with what was said of them, or stays removed.
    fn removed(&self, desk: &mut Desk, id: InterviewId, at: &str, now: Moment) -> Result<EventRef, AppError> {
        let case = self.request.case.0;
        let gone = || AppError::from(ErrorCode::ConflictChanged);
        let (list, instance) = at.strip_suffix(']').and_then(|at| at.rsplit_once('[')).ok_or_else(gone)?;
        let instance: InstanceId = instance.parse().map_err(|_| gone())?;
        let ConflictChoice::Side { event } = &self.request.choose else {
            return Err(ErrorCode::ConflictElsewhere.into());
        };
        let event: EventRef = event.parse().map_err(|_| gone())?;
        let sides = desk.store.conflict_sides(self.stream, case, &self.request.path)?;
        let chosen = |side: &&Side| side.events.contains(&event);
        let back = match sides.iter().find(chosen).map(|side| &side.said) {
            Some(Said::Removed) => PutBack::No,
            // Put back after all: what was settled before says that they stay removed.
            Some(_) | None => PutBack::Yes,
        };
        let interview = desk.store.interview(InterviewClaim { interview: id, case: Some(case) })?;
        let is_inside = |place: &str| place.strip_prefix(at).is_some_and(|rest| rest.starts_with('/'));
        let mut answers: BTreeMap<String, Option<StoredAnswer>> = BTreeMap::new();
        // What the removal took with it stood there before it.
        for change in desk.store.changes_by(self.stream, case, self.seen)? {
            if change.interview == id && is_inside(&change.at) && change.after.is_none() {
                answers.insert(change.at, change.before);
            }
        }
        // What was changed by who did not know of it goes before that.
        let changed = interview.answers.iter().filter(|(place, _)| is_inside(place));
        answers.extend(changed.map(|(place, answer)| (place.clone(), Some(answer.clone()))));
        let restored: BTreeSet<String> = answers.keys().cloned().collect();
        let other = match back {
            PutBack::Yes => Otherwise { answers, typed: None, put_back: Some((list, instance)) },
            PutBack::No => Otherwise { answers: BTreeMap::new(), typed: None, put_back: None },
        };
        let (finish, mut places) = otherwise(desk, &interview, &other, now)?;
        places.extend(finish.answers.keys().filter(|place| is_inside(place)).cloned());
        places.extend(restored);
        let settle = SettleInterview {
            stream: self.stream,
            case,
            interview: id,
            path: &self.request.path,
            seen: self.seen,
            places,
            instance: Some((list.to_owned(), instance, back)),
            finish: &finish,
            words: self.words,
        };
        Ok(desk.store.settle_interview(&settle, now)?)
    }

    fn fact(&self, desk: &mut Desk, now: Moment) -> Result<EventRef, AppError> {
        let ConflictChoice::Side { event } = &self.request.choose else {
            return Err(ErrorCode::ConflictElsewhere.into());
        };
        let fact: Option<FactValue> = match self.said(desk, event)? {
            Wrote::Fact(fact) => fact,
            Wrote::Answer(_) | Wrote::Nothing => return Err(ErrorCode::ConflictChanged.into()),
        };
        let settle = SettleFact {
            case: self.request.case.0,
            path: &self.request.path,
            seen: self.seen,
            fact,
            asked_again: self.request.asked_again,
            words: self.words,
        };
        Ok(desk.store.settle_fact(&settle, now)?)
    }

    /// What an event that was shown says at the place.
    fn said(&self, desk: &Desk, event: &str) -> Result<Wrote, AppError> {
        let event: EventRef = event.parse().map_err(|_| AppError::from(ErrorCode::ConflictChanged))?;
        Ok(desk.store.wrote(self.stream, self.request.case.0, &self.request.path, event)?)
    }
}
