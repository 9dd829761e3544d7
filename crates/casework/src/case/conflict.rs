//! What stands side by side in a case because it was written apart, and is for a person to settle.
//!
//! The merge keeps every value that nobody has replaced by name. Where those differ, nothing is chosen: [`CaseFile::conflicts`]
//! lists each such place, and [`CaseFile::sides`] says what stands there, who wrote it and when. Both follow from the case file
//! alone, so devices that hold the same events list the same.
//!
//! One thing that was written apart is listed once. An answer that says something of the person is at two paths, its own and that
//! of the fact; where both differ for one reason, the answer is listed. Someone of the household who was removed on one device and
//! changed on another is one conflict, however many of their answers were changed.
//!
//! While several stand that protect somebody, the most protective holds ([`Protective`]); that needs no settling to protect.

use std::collections::BTreeSet;

use pana_model::{DeviceId, EventRef, InstanceId, InterviewId, MemberId, StreamName};
use pana_record::{Dot, Head, Heads, Mark, OpKind, Value};

use super::facts::FactSide;
use super::{CaseFile, FollowUp, Linked, StatusSaid};
use crate::StoredAnswer;
use crate::consent::Consent;
use crate::need::NeedDecision;
use crate::path::{InInterview, InReferral, LogPath};
use crate::profile::{self, Protective};
use crate::referral::{Made, Referral, ReferralStep, Standing};
use crate::value::{self, FactValue, Gone};
use crate::word::words;

words! {
    /// What it is that stands side by side.
    pub enum ConflictKind {
        /// What the person answered when asked whether something may be passed on.
        Consent = "consent",
        /// A fact about the person or somebody of the household that interviews say otherwise.
        Fact = "fact",
        /// One answer of an interview.
        Answer = "answer",
        /// Somebody of a list was removed on one device and changed on another.
        Removed = "removed",
        /// The last steps of a referral.
        Referral = "referral",
        /// A decision about a need.
        Need = "need",
        /// Whether the case is closed, and why.
        Status = "status",
        /// When the person is to be asked again.
        FollowUp = "follow_up",
        /// Whose case it is.
        Worker = "worker",
        /// Whether two cases are of one person.
        Link = "link",
    }
}

words! {
    /// What an unsettled conflict may cost the person: the worst first.
    pub enum Harm {
        /// Their safety, or what they agreed to.
        Safety = "safety",
        /// That they are reached, and helped.
        Contact = "contact",
        /// Something else.
        Other = "other",
    }
}

/// A place where different things stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// What an unsettled one may cost.
    pub harm: Harm,
    /// What it is.
    pub kind: ConflictKind,
    /// Where: a path of the log. Of somebody of a list who was removed it is that of the list, with the instance behind it.
    pub path: String,
}

/// One of the things that stand at such a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// What it says.
    pub said: Said,
    /// The events that say so: whoever settles names those that were shown.
    pub events: BTreeSet<EventRef>,
    /// Who said it last, and when by their clock.
    pub mark: Mark,
    /// Was that clock believed?
    pub is_dated: bool,
    /// On which device.
    pub device: Option<DeviceId>,
}

/// What one side says.
#[derive(Clone, PartialEq, Eq)]
pub enum Said {
    /// This answer; `None` is that it was taken back.
    Answer(Option<StoredAnswer>),
    /// This fact; `None` is that nothing is said any more.
    Fact(Option<FactValue>),
    /// They were removed from the list.
    Removed,
    /// Something about them was changed.
    Changed,
    /// This answer to the question whether something may be passed on.
    Consent(Box<Consent>),
    /// This decision; `None` is that it was taken back.
    Need(Option<NeedDecision>),
    /// This plan.
    FollowUp(FollowUp),
    /// That the case is closed, or open.
    Status(StatusSaid),
    /// This member has the case.
    Worker(MemberId),
    /// This is said of the two cases.
    Link(Linked),
    /// This step, which led here.
    Step(ReferralStep, Standing),
}

/// Says which kind it is and never what was answered.
impl std::fmt::Debug for Said {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Answer(_) => "Answer(…)",
            Self::Fact(_) => "Fact(…)",
            Self::Removed => "Removed",
            Self::Changed => "Changed",
            Self::Consent(_) => "Consent(…)",
            Self::Need(_) => "Need(…)",
            Self::FollowUp(_) => "FollowUp(…)",
            Self::Status(_) => "Status(…)",
            Self::Worker(_) => "Worker(…)",
            Self::Link(_) => "Link(…)",
            Self::Step(..) => "Step(…)",
        })
    }
}

impl CaseFile {
    /// The places where different things stand, the most harmful first. O(paths of the case).
    pub fn conflicts(&self) -> Vec<Conflict> {
        let mut found = Vec::new();
        let mut answers: BTreeSet<(InterviewId, &str)> = BTreeSet::new();
        let mut removed: BTreeSet<InstanceId> = BTreeSet::new();
        for interview in self.interviews() {
            let Some(heads) = self.interview_heads(interview) else { continue };
            let gone = Gone::of(heads);
            for (at, instance) in gone.changed() {
                removed.insert(instance);
                let path = LogPath::Interview { id: interview, within: InInterview::Repeat(at) }.to_string();
                found.push(Conflict { harm: self.harm_of(Harm::Contact), kind: ConflictKind::Removed, path });
            }
            // Mostly one write stands at a path, and then nothing is asked.
            for (path, _) in heads.paths().filter(|(path, at)| at.len() > 1 && value::is_apart(heads, path)) {
                let Some(at) = InInterview::of(path).answer().filter(|at| !gone.holds(at)) else { continue };
                answers.insert((interview, at));
                let (harm, kind) = (self.harm_of_answer(interview, at), ConflictKind::Answer);
                let path = LogPath::Interview { id: interview, within: InInterview::Answer(at) }.to_string();
                found.push(Conflict { harm, kind, path });
            }
        }
        for (path, heads) in self.heads.paths() {
            if let Some((kind, harm)) = self.conflict_at(path, heads.len(), &answers, &removed) {
                found.push(Conflict { harm: self.harm_of(harm), kind, path: path.to_owned() });
            }
        }
        found.sort();
        found
    }

    /// What stands at a place that [`CaseFile::conflicts`] lists, the latest by the clocks first; fewer than two where nothing
    /// is to be settled there.
    pub fn sides(&self, path: &str) -> Vec<Side> {
        match LogPath::of(path) {
            LogPath::Interview { id, within: InInterview::Answer(at) } => {
                let Some(heads) = self.interview_heads(id) else { return Vec::new() };
                let sides = value::answer_sides(heads, &InInterview::Answer(at).to_string());
                sides.into_iter().map(|side| self.side(Said::Answer(side.answer), &side.dots, side.mark)).collect()
            }
            LogPath::Interview { id, within: InInterview::Repeat(at) } => self.sides_of_removed(id, at),
            LogPath::Fact { property, .. } => self
                .fact_sides(path, property)
                .into_iter()
                .map(|side| self.side(Said::Fact(side.said), &side.dots, side.mark))
                .collect(),
            LogPath::Referral { id, within: InReferral::Step } => {
                self.known(id).filter(|referral| !referral.is_error()).map_or_else(Vec::new, |of| self.last_steps(of))
            }
            LogPath::Worker => {
                let workers = self.hands().workers;
                let mut sides = self.different(path, |head| super::hands::worker_of(&head.value).map(Said::Worker));
                sides.retain(|side| matches!(side.said, Said::Worker(member) if workers.contains(&member)));
                sides
            }
            LogPath::Consent(_) => self.different(path, |head| {
                Consent::from_value(&head.value).map(|consent| Said::Consent(Box::new(consent)))
            }),
            LogPath::Need(_) => self.different(path, |head| {
                let said = NeedDecision::from_value(&head.value);
                (said.is_some() || head.value == Value::Null).then_some(Said::Need(said))
            }),
            LogPath::FollowUp => self.different(path, |head| FollowUp::from_value(&head.value).map(Said::FollowUp)),
            LogPath::Status if self.stream() == StreamName::Centre => self.sides_of_status(path),
            LogPath::Link(_) => self.different(path, |head| super::link::linked_of(&head.value).map(Said::Link)),
            LogPath::Number
            | LogPath::Status
            | LogPath::Offer(_)
            | LogPath::Told(_)
            | LogPath::Interview { .. }
            | LogPath::Referral { .. }
            | LogPath::From
            | LogPath::Quoted(_)
            | LogPath::Transfer { .. }
            | LogPath::Access(_)
            | LogPath::Witness { .. }
            | LogPath::Control(_)
            | LogPath::Unknown(_) => Vec::new(),
        }
    }

    /// The events whose writes stand at the path of an answer or of a fact, or that took somebody out of a list.
    pub fn events_at(&self, path: &str) -> BTreeSet<EventRef> {
        let heads: Vec<(Dot, &Head)> = match LogPath::of(path) {
            LogPath::Interview { id, within: InInterview::Repeat(at) } => {
                let Some(heads) = self.interview_heads(id) else { return BTreeSet::new() };
                removals(heads, at)
            }
            LogPath::Interview { id, within } => {
                let Some(heads) = self.interview_heads(id) else { return BTreeSet::new() };
                heads.heads(&within.to_string()).collect()
            }
            _ => self.heads.heads(path).collect(),
        };
        heads.into_iter().map(|(dot, _)| dot.event).collect()
    }

    /// Is something to be settled at a path of the case itself, where so many writes stand?
    fn conflict_at(
        &self,
        path: &str,
        many: usize,
        answers: &BTreeSet<(InterviewId, &str)>,
        removed: &BTreeSet<InstanceId>,
    ) -> Option<(ConflictKind, Harm)> {
        if many < 2 {
            return None;
        }
        let found = match LogPath::of(path) {
            LogPath::Fact { household, property } => {
                if household.is_some_and(|instance| removed.contains(&instance)) {
                    return None;
                }
                let sides = self.fact_sides(path, property);
                if follows_from_one_of(answers, &sides) {
                    return None;
                }
                return (sides.len() > 1).then(|| (ConflictKind::Fact, harm_of_property(property)));
            }
            LogPath::Consent(_) => (ConflictKind::Consent, Harm::Safety),
            LogPath::Referral { within: InReferral::Step, .. } => (ConflictKind::Referral, Harm::Contact),
            LogPath::Need(_) => (ConflictKind::Need, Harm::Other),
            LogPath::FollowUp => (ConflictKind::FollowUp, Harm::Contact),
            LogPath::Status => (ConflictKind::Status, Harm::Contact),
            LogPath::Worker => (ConflictKind::Worker, Harm::Other),
            LogPath::Link(_) => (ConflictKind::Link, Harm::Other),
            LogPath::Number
            | LogPath::Offer(_)
            | LogPath::Told(_)
            | LogPath::Interview { .. }
            | LogPath::Referral { .. }
            | LogPath::From
            | LogPath::Quoted(_)
            | LogPath::Transfer { .. }
            | LogPath::Access(_)
            | LogPath::Witness { .. }
            | LogPath::Control(_)
            | LogPath::Unknown(_) => return None,
        };
        (self.sides(path).len() > 1).then_some(found)
    }

    /// What rests on a talk in private may cost somebody their safety, whatever it is.
    fn harm_of(&self, harm: Harm) -> Harm {
        if self.stream() == StreamName::Protected { Harm::Safety } else { harm }
    }

    /// What an answer may cost: as much as what it says of the person.
    fn harm_of_answer(&self, interview: InterviewId, at: &str) -> Harm {
        let says = |head: &Head| {
            FactValue::from_value(&head.value).is_some_and(|fact| fact.interview == interview && fact.source == at)
        };
        let facts = self.heads.paths().filter_map(|(path, heads)| match LogPath::of(path) {
            LogPath::Fact { property, .. } if heads.values().any(says) => Some(harm_of_property(property)),
            _ => None,
        });
        self.harm_of(facts.min().unwrap_or(Harm::Other))
    }

    fn side(&self, said: Said, dots: &[Dot], mark: Mark) -> Side {
        let events: BTreeSet<EventRef> = dots.iter().map(|dot| dot.event).collect();
        let line = events
            .iter()
            .filter_map(|event| self.history.get(event))
            .filter(|line| line.hlc == mark.hlc && line.member == mark.member)
            .max_by_key(|line| line.event);
        Side {
            said,
            mark,
            is_dated: line.is_none_or(super::HistoryLine::is_clock_believed),
            device: line.map(|line| line.device),
            events,
        }
    }

    /// The different things that the heads at a path say, the latest by the clocks first.
    fn different(&self, path: &str, read: impl Fn(&Head) -> Option<Said>) -> Vec<Side> {
        let mut heads: Vec<(Dot, &Head)> = self.heads.heads(path).collect();
        heads.sort_by_key(|(dot, head)| std::cmp::Reverse((head.mark.hlc, *dot)));
        let mut sides: Vec<Side> = Vec::new();
        for (dot, head) in heads {
            let Some(said) = read(head) else { continue };
            match sides.iter_mut().find(|side| side.said == said) {
                Some(side) => drop(side.events.insert(dot.event)),
                None => sides.push(self.side(said, &[dot], head.mark)),
            }
        }
        sides
    }

    /// The last steps that say different things.
    fn last_steps(&self, referral: &Referral) -> Vec<Side> {
        let last = referral.last().iter().filter_map(|event| Some((*event, referral.steps.get(event)?)));
        let mut last: Vec<(EventRef, &Made)> = last.collect();
        last.sort_by_key(|(event, made)| std::cmp::Reverse((made.mark.hlc, *event)));
        let mut sides: Vec<(&Made, Side)> = Vec::new();
        for (event, made) in last {
            let same = |known: &Made| (known.step, known.to, &known.details) == (made.step, made.to, &made.details);
            match sides.iter_mut().find(|(known, _)| same(known)) {
                Some((_, side)) => drop(side.events.insert(event)),
                None => sides.push((made, self.side(Said::Step(made.step, made.to), &[Dot::new(event, 0)], made.mark))),
            }
        }
        sides.into_iter().map(|(_, side)| side).collect()
    }

    /// Closings of one reason and day are one, whatever each reckoned with.
    fn sides_of_status(&self, path: &str) -> Vec<Side> {
        let mut sides: Vec<Side> = Vec::new();
        for side in self.different(path, |head| StatusSaid::from_value(&head.value).map(Said::Status)) {
            let same = |known: &Side| match (&known.said, &side.said) {
                (Said::Status(StatusSaid::Closed(one)), Said::Status(StatusSaid::Closed(other))) => {
                    (one.reason, one.on) == (other.reason, other.on)
                }
                (Said::Status(StatusSaid::Open { .. }), Said::Status(StatusSaid::Open { .. })) => true,
                _ => false,
            };
            match sides.iter_mut().find(|known| same(known)) {
                Some(known) => known.events.extend(side.events),
                None => sides.push(side),
            }
        }
        sides
    }

    fn sides_of_removed(&self, interview: InterviewId, at: &str) -> Vec<Side> {
        let Some(heads) = self.interview_heads(interview) else { return Vec::new() };
        let gone = Gone::of(heads);
        if !gone.changed().any(|(place, _)| place == at) {
            return Vec::new();
        }
        let changes = value::places_within(heads, at)
            .flat_map(|path| heads.heads(path))
            .filter(|(_, head)| value::says_something(head));
        let mut sides = Vec::new();
        for (said, writes) in
            [(Said::Removed, removals(heads, at)), (Said::Changed, changes.collect::<Vec<(Dot, &Head)>>())]
        {
            let mark = writes.iter().max_by_key(|(dot, head)| (head.mark.hlc, *dot)).map(|(_, head)| head.mark);
            let dots: Vec<Dot> = writes.iter().map(|(dot, _)| *dot).collect();
            sides.extend(mark.map(|mark| self.side(said, &dots, mark)));
        }
        sides.sort_by_key(|side| std::cmp::Reverse(side.mark.hlc));
        sides
    }

    /// The device that wrote a head, where its event counts.
    pub fn device_of(&self, dot: Dot) -> Option<DeviceId> {
        self.chain_of(dot)
    }
}

/// The writes by which the instance at a place was taken out of its list.
fn removals<'h>(heads: &'h Heads, at: &str) -> Vec<(Dot, &'h Head)> {
    let Some((list, instance)) = at.strip_suffix(']').and_then(|at| at.rsplit_once('[')) else { return Vec::new() };
    let Ok(instance) = instance.parse::<InstanceId>() else { return Vec::new() };
    let id = Value::Bytes(instance.as_bytes().to_vec());
    let ends = |head: &Head| head.kind == OpKind::InstanceRemove && head.value == id;
    heads.heads(&InInterview::Repeat(list).to_string()).filter(|(_, head)| ends(head)).collect()
}

/// Do these facts stand side by side because the one answer that says them does?
fn follows_from_one_of(answers: &BTreeSet<(InterviewId, &str)>, sides: &[FactSide]) -> bool {
    let mut sources = sides.iter().flat_map(|side| &side.sources);
    let Some(first) = sources.next() else { return false };
    sources.all(|source| source == first) && answers.contains(&(first.0, first.1.as_str()))
}

fn harm_of_property(property: &str) -> Harm {
    match property {
        _ if Protective::of(property).is_some() => Harm::Safety,
        profile::MEET_BY | profile::PRIVATE_TALK => Harm::Safety,
        profile::PHONE => Harm::Contact,
        _ => Harm::Other,
    }
}
