//! What stands side by side because it was written apart: found, and settled by a person.
//!
//! Whoever settles names the events that were on the screen, and nothing else is replaced: what came meanwhile still stands
//! beside the choice afterwards. Where one of those events no longer says what stands, somebody else has settled it, and nothing is
//! written ([`StoreError::ConflictChanged`]). A choice is one event with its reason; what was not chosen stays in the history,
//! and the choice is undone by the next.

use std::collections::BTreeSet;

use pana_casework::case::{CaseFile, Change, Conflict, Said, Side};
use pana_casework::path::LogPath;
use pana_casework::value::{self, FactValue, Gone};
use pana_casework::{Act, OfInterview, StoredAnswer};
use pana_model::{CaseId, EventRef, InterviewId, Moment};
use pana_record::{EventKind, Op, OpKind, Reading, Value};

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::fold::case::admitted;
use crate::fold::gate::Gate;
use crate::interview::{SettleInterview, settled_facts, settled_interview};
use crate::log::{NewEvent, Stream};
use crate::person::changes_of;
use crate::store::{Store, Tx};
use crate::table::{view_conflict, view_history, view_interview};

/// A conflict, and whose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingConflict {
    /// Where it lies.
    pub stream: Stream,
    /// Of which case.
    pub case: CaseId,
    /// What stands, and where.
    pub conflict: Conflict,
}

/// How different facts are settled.
#[derive(Debug)]
pub struct SettleFact<'s> {
    /// Whose they are.
    pub case: CaseId,
    /// The path of the fact.
    pub path: &'s str,
    /// The events that were shown.
    pub seen: &'s BTreeSet<EventRef>,
    /// What holds from now on; `None` is that nothing is said.
    pub fact: Option<FactValue>,
    /// Was the person asked again? Then what they answer is recorded, which asks for no other right than asking does.
    pub asked_again: bool,
    /// Why.
    pub words: &'s str,
}

/// What an event says at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrote {
    /// This answer; `None` is that it is taken back.
    Answer(Option<StoredAnswer>),
    /// This fact; `None` is that nothing is said any more.
    Fact(Option<FactValue>),
    /// Nothing: it does not count here, or does not write there.
    Nothing,
}

impl Store {
    /// What stands side by side in the centre, the most harmful first; of the protected stream for a member with its grant alone.
    /// O(what stands), and O(cases of the protected stream) for members with its grant.
    ///
    /// # Errors
    /// As any read.
    pub fn conflicts(&self) -> Result<Vec<StandingConflict>, StoreError> {
        let of = |stream| move |(case, conflict)| StandingConflict { stream, case, conflict };
        let mut all: Vec<StandingConflict> =
            view_conflict::all(self.connection())?.into_iter().map(of(Stream::Centre)).collect();
        all.extend(self.protected().conflicts()?.into_iter().map(of(Stream::Protected)));
        sort(&mut all);
        Ok(all)
    }

    /// The same of one case.
    ///
    /// # Errors
    /// As any read.
    pub fn conflicts_of(&self, case: CaseId) -> Result<Vec<StandingConflict>, StoreError> {
        let of = |stream| move |(case, conflict)| StandingConflict { stream, case, conflict };
        let mut all: Vec<StandingConflict> =
            view_conflict::of(self.connection(), case)?.into_iter().map(of(Stream::Centre)).collect();
        let private = self.protected().file(case)?.conflicts();
        all.extend(private.into_iter().map(|conflict| (case, conflict)).map(of(Stream::Protected)));
        sort(&mut all);
        Ok(all)
    }

    /// How many stand in the centre's stream, until somebody settles them. O(what stands).
    ///
    /// # Errors
    /// As any read.
    pub fn conflicts_count(&self) -> Result<u32, StoreError> {
        view_conflict::count(self.connection())
    }

    /// What stands at a path of a case: fewer than two where nothing is to be settled there. O(heads of the case).
    ///
    /// # Errors
    /// As any read.
    pub fn conflict_sides(&self, stream: Stream, case: CaseId, path: &str) -> Result<Vec<Side>, StoreError> {
        Ok(self.case_file(stream, case)?.sides(path))
    }

    /// By which questionnaire an interview of a case was led, and in which version; `None` where it is not here, or lies in the
    /// protected stream and the member has no grant.
    ///
    /// # Errors
    /// As any read.
    pub fn interview_form(
        &self,
        stream: Stream,
        case: CaseId,
        interview: InterviewId,
    ) -> Result<Option<(String, [u8; 32])>, StoreError> {
        match stream {
            Stream::Centre | Stream::Control => view_interview::form_of(self.connection(), case, interview),
            Stream::Protected => {
                let summary = self.protected().file(case)?.interview(interview);
                Ok(summary.map(|summary| (summary.form_id, summary.form_hash)))
            }
        }
    }

    /// What an event says at the path of an answer or of a fact, whether it still stands there or was replaced. O(events of the
    /// case).
    ///
    /// # Errors
    /// As any read.
    pub fn wrote(&self, stream: Stream, case: CaseId, path: &str, event: EventRef) -> Result<Wrote, StoreError> {
        let sides = self.conflict_sides(stream, case, path)?;
        match sides.into_iter().find(|side| side.events.contains(&event)).map(|side| side.said) {
            Some(Said::Answer(answer)) => return Ok(Wrote::Answer(answer)),
            Some(Said::Fact(fact)) => return Ok(Wrote::Fact(fact)),
            _ => {}
        }
        let opened = match stream {
            Stream::Protected => self.protected().event(case, event)?,
            Stream::Centre | Stream::Control => {
                let counts = self.case_file(stream, case)?.history().iter().any(|line| line.event == event);
                let all = if counts { admitted(&Gate::new(self.reader()), case, |_, _| Ok(()))? } else { Vec::new() };
                all.into_iter().find(|opened| opened.id == event)
            }
        };
        let Some(opened) = opened else { return Ok(Wrote::Nothing) };
        let ops: Vec<&Op> = opened.body.ops.iter().filter(|op| op.path == path).collect();
        Ok(match LogPath::of(path) {
            LogPath::Fact { .. } => {
                let said = ops.iter().find(|op| op.kind == OpKind::Set);
                said.map_or(Wrote::Nothing, |op| Wrote::Fact(FactValue::from_value(&op.value)))
            }
            _ => value::answer_written(&ops).map_or(Wrote::Nothing, Wrote::Answer),
        })
    }

    /// What these events changed in finished interviews of a case, the earlier before the later. O(events of the case).
    ///
    /// # Errors
    /// As any read.
    pub fn changes_by(
        &self,
        stream: Stream,
        case: CaseId,
        events: &BTreeSet<EventRef>,
    ) -> Result<Vec<Change>, StoreError> {
        let mut all = match stream {
            Stream::Protected => self.protected().changes(case)?,
            Stream::Centre | Stream::Control => changes_of(self.reader(), case)?,
        };
        let file = self.case_file(stream, case)?;
        let named = file.history().into_iter().map(|line| line.event).filter(|event| events.contains(event));
        Ok(named.flat_map(|event| all.remove(&event).unwrap_or_default()).collect())
    }

    /// Settles an answer of an interview, or what becomes of somebody of a list. The right to do so is asked, and that to change
    /// the interview.
    ///
    /// # Errors
    /// [`StoreError::ConflictChanged`], [`StoreError::UnknownInterview`], [`StoreError::Refused`], and as any write.
    pub fn settle_interview(&mut self, settle: &SettleInterview<'_>, now: Moment) -> Result<EventRef, StoreError> {
        let amends = Act::AmendInterview(OfInterview { id: settle.interview, stream: settle.stream });
        // In the protected stream the right to settle is a question to its own case file, which the gate asks.
        let acts = match settle.stream {
            Stream::Protected => vec![amends],
            Stream::Centre | Stream::Control => vec![Act::SettleConflict, amends],
        };
        let asked = Asked::all_in_case(acts, settle.case);
        self.transact(&asked, now, |tx| tx.settle_interview(settle))
    }

    /// Settles what facts say otherwise.
    ///
    /// # Errors
    /// As [`Store::settle_interview`].
    pub fn settle_fact(&mut self, settle: &SettleFact<'_>, now: Moment) -> Result<EventRef, StoreError> {
        let act = if settle.asked_again { Act::RecordConsent } else { Act::SettleConflict };
        self.transact(&Asked::in_case(act, settle.case), now, |tx| tx.settle_fact(settle))
    }
}

fn sort(all: &mut [StandingConflict]) {
    let order = |one: &StandingConflict| (one.conflict.harm, one.conflict.kind, one.case, one.stream);
    all.sort_by(|one, other| order(one).cmp(&order(other)).then_with(|| one.conflict.path.cmp(&other.conflict.path)));
}

impl Tx<'_> {
    fn settle_interview(&mut self, settle: &SettleInterview<'_>) -> Result<EventRef, StoreError> {
        let (stream, case, interview) = (settle.stream, settle.case, settle.interview);
        let file = self.case_file(stream, case)?;
        let within = LogPath::of(settle.path).interview();
        if within != Some(interview) {
            return Err(StoreError::ConflictChanged);
        }
        still_stands(&file, settle.path, settle.seen)?;
        let doc = file.interview_heads(interview).ok_or(StoreError::UnknownInterview)?;
        let form = file.interview(interview).map(|summary| (summary.form_id, summary.form_hash));
        let reading = self.next_reading()?;
        let mut ops = settled_interview(doc, settle);
        if stream == Stream::Centre {
            let own = view_history::events_of(self.sql(), case, self.session().device)?;
            ops.extend(settled_facts(file.heads(), settle, &own, &Gone::of(doc)));
        }
        self.settlement((stream, case), (EventKind::Resolve, ops, settle.words), form, reading)
    }

    fn settle_fact(&mut self, settle: &SettleFact<'_>) -> Result<EventRef, StoreError> {
        let file = self.case_file(Stream::Centre, settle.case)?;
        if !matches!(LogPath::of(settle.path), LogPath::Fact { .. }) {
            return Err(StoreError::ConflictChanged);
        }
        still_stands(&file, settle.path, settle.seen)?;
        let reading = self.next_reading()?;
        let shown = file.heads().heads(settle.path).filter(|(dot, _)| settle.seen.contains(&dot.event));
        let over = shown.map(|(dot, _)| dot).collect();
        let value = settle.fact.as_ref().map_or(Value::Null, FactValue::to_value);
        let kind = if settle.asked_again { EventKind::Consent } else { EventKind::Resolve };
        let ops = vec![Op::set(settle.path, value, over)];
        self.settlement((Stream::Centre, settle.case), (kind, ops, settle.words), None, reading)
    }

    fn settlement(
        &mut self,
        (stream, case): (Stream, CaseId),
        (kind, ops, words): (EventKind, Vec<Op>, &str),
        form: Option<(String, [u8; 32])>,
        reading: Reading,
    ) -> Result<EventRef, StoreError> {
        let (subject, note) = (*case.as_bytes(), words.to_owned());
        let made = self.append_named(NewEvent { stream, subject, kind, form, ops, note, reading, sign: None });
        match made {
            // This device wrote there itself meanwhile.
            Err(StoreError::Refused(pana_casework::Refusal::Unnamed)) => Err(StoreError::ConflictChanged),
            other => other,
        }
    }
}

/// Fails unless what was shown still stands: of different things at least two of those that were shown, and nothing of what was
/// shown was replaced; or, where something was settled already, what stands was shown, so that whoever settled may settle anew.
fn still_stands(file: &CaseFile, path: &str, seen: &BTreeSet<EventRef>) -> Result<(), StoreError> {
    let sides = file.sides(path);
    let is_seen = |side: &Side| side.events.iter().any(|event| seen.contains(event));
    let says = |event: &EventRef| sides.iter().any(|side| side.events.contains(event));
    let stands = if sides.len() > 1 {
        sides.iter().filter(|side| is_seen(side)).count() > 1 && seen.iter().all(says)
    } else {
        let events = file.events_at(path);
        !events.is_empty() && events.is_subset(seen)
    };
    if stands { Ok(()) } else { Err(StoreError::ConflictChanged) }
}
