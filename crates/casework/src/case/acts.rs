//! Which acts an event is. Whoever applies an event asks for each of them what its author had to ask when making it.

use std::collections::BTreeSet;

use pana_model::{InterviewId, StreamName};
use pana_record::{EventKind, Op, Value};

use super::death::Confirmed;
use super::facts::fact_of;
use super::hands::{act_of_offer, act_of_worker};
use super::link::act_of_link;
use super::{CaseFile, Event};
use crate::path::{InInterview, InReferral, LogPath};
use crate::profile::Protective;
use crate::referral::{Detail, Referral, ReferralStep, read_entry, read_step};
use crate::value::{FactValue, Meta, latest};
use crate::{Act, CaseRights as _, Grant, OfDraft, OfInterview, Refusal, Role, Step, Who, may};

/// The acts that `event` is in the case file that its past gives. Never none: what is no act of ours is
/// [`Act::Unknown`], which nobody may.
pub fn acts_of(event: &Event<'_>, file: &CaseFile) -> Vec<Act> {
    let mut acts = Acts { event, file, found: Vec::new() };
    acts.of_own_kind();
    match event.body.kind {
        EventKind::Create | EventKind::Edit | EventKind::Correct | EventKind::Attach => acts.written(),
        EventKind::Resolve => acts.settled(),
        EventKind::Consent => acts.consented(),
        EventKind::Link => acts.linked(),
        EventKind::ViewAudit => acts.looked(),
        EventKind::Decide => acts.decided(),
        EventKind::Status => acts.status(),
        EventKind::Assign => acts.assigned(),
        EventKind::Refer => acts.referred(),
        EventKind::Transfer => acts.transferred(),
        EventKind::Snapshot
        | EventKind::CentreCreate
        | EventKind::DeviceAdd
        | EventKind::MemberAdd
        | EventKind::EpochGrant
        | EventKind::FormPublish
        | EventKind::MemberChange
        | EventKind::DeviceRevoke
        | EventKind::EpochRoll
        | EventKind::Erase
        | EventKind::Witness
        | EventKind::RecoverySet
        | EventKind::SeatAdd
        | EventKind::GrantWithdraw
        | EventKind::MemberRemove
        | EventKind::Admit
        | EventKind::Confirm
        | EventKind::DeviceSucceed
        | EventKind::CentreChange
        | EventKind::DirectoryPublish
        | EventKind::DirectoryEntry
        | EventKind::RulesPublish
        | EventKind::EraseAck
        | EventKind::EraseCancel
        | EventKind::CentreKnow
        | EventKind::Other(_) => acts.add(Act::Unknown),
    }
    if acts.found.is_empty() {
        acts.add(Act::Unknown);
    }
    acts.found
}

/// May `who` have made this event, where `file` is the case file of its past? `who` is what the author was there.
///
/// # Errors
/// As [`may`], for the first act that is not allowed. An event of the protected stream asks for the grant whatever it is.
/// [`Refusal::HandedOver`] for work in a case that another centre has, but by a coordinator.
pub fn allowed(event: &Event<'_>, file: &CaseFile, who: &Who, offset_minutes: i32) -> Result<(), Refusal> {
    if file.stream() == StreamName::Protected && !who.grants.contains(&Grant::Protected) {
        return Err(Refusal::NoGrant);
    }
    let at = file.at(event);
    if who.role != Role::Coordinator && is_work(event) && file.is_with_others(at, offset_minutes) {
        return Err(Refusal::HandedOver);
    }
    acts_of(event, file).iter().try_for_each(|act| may(who, act, file, at, offset_minutes))
}

/// Is it work that is no talk, or does it say that the case is open? Who comes back and is spoken to has an open case
/// again; by anything less coordinators alone open what another centre has.
const fn is_work(event: &Event<'_>) -> bool {
    matches!(event.body.kind, EventKind::Decide | EventKind::Refer | EventKind::Status)
}

struct Acts<'a> {
    event: &'a Event<'a>,
    file: &'a CaseFile,
    found: Vec<Act>,
}

impl Acts<'_> {
    fn add(&mut self, act: Act) {
        if !self.found.contains(&act) {
            self.found.push(act);
        }
    }

    /// Needs, consents and referrals are written by events of a kind of their own, which ask for the right to that. Beside
    /// something else, for which its author has the right, they would come in unasked.
    fn of_own_kind(&mut self) {
        let kind = self.event.body.kind;
        let strange = self.event.ops().any(|(_, op, path)| match path {
            LogPath::Need(_) => kind != EventKind::Decide,
            // Planned by itself, or with the interview that is finished.
            LogPath::FollowUp => match kind {
                EventKind::Decide => false,
                EventKind::Create => self.event.interview().is_none(),
                // Closing ends what is planned.
                _ => kind != EventKind::Status || op.value != Value::Null,
            },
            LogPath::Status => kind != EventKind::Status,
            LogPath::Worker | LogPath::Offer(_) | LogPath::Told(_) => kind != EventKind::Assign,
            LogPath::Link(_) => kind != EventKind::Link,
            LogPath::Consent(_) => kind != EventKind::Consent,
            LogPath::Referral { .. } => kind != EventKind::Refer,
            LogPath::Transfer { .. } => kind != EventKind::Transfer,
            LogPath::From | LogPath::Quoted(_) | LogPath::Interview { within: InInterview::From, .. } => {
                kind != EventKind::Create
            }
            _ => false,
        });
        if strange {
            self.add(Act::Unknown);
        }
    }

    /// Interviews that are finished or changed, with the facts that follow from them; or a case that is opened.
    fn written(&mut self) {
        let interviews = self.event.interviews();
        for interview in &interviews {
            let act = if self.file.is_begun(*interview) { self.amends(*interview) } else { self.begins(*interview) };
            self.add(act);
        }
        for (_, op, path) in self.event.ops() {
            match path {
                LogPath::Number => {
                    let opens = self.event.body.kind == EventKind::Create && self.file.number().is_empty();
                    self.add(if opens { Act::OpenCase } else { Act::Unknown });
                }
                LogPath::Fact { .. } => self.fact(op, &interviews),
                LogPath::FollowUp => self.add(Act::Needs),
                LogPath::From | LogPath::Quoted(_) | LogPath::Interview { within: InInterview::From, .. } => {
                    self.add(Act::Transfer);
                }
                LogPath::Status
                | LogPath::Worker
                | LogPath::Offer(_)
                | LogPath::Told(_)
                | LogPath::Link(_)
                | LogPath::Need(_)
                | LogPath::Consent(_)
                | LogPath::Referral { .. }
                | LogPath::Transfer { .. }
                | LogPath::Interview { .. }
                | LogPath::Access(_)
                | LogPath::Witness { .. }
                | LogPath::Control(_)
                | LogPath::Unknown(_) => {}
            }
        }
    }

    fn amends(&self, interview: InterviewId) -> Act {
        Act::AmendInterview(OfInterview { id: interview, stream: self.file.stream() })
    }

    /// Whoever finishes an interview that someone else led has taken its draft over.
    fn begins(&self, interview: InterviewId) -> Act {
        let stream = self.file.stream();
        let meta = self.event.ops().find_map(|(_, op, path)| match path {
            LogPath::Interview { id, within: InInterview::Meta } if *id == interview => Meta::from_value(&op.value),
            _ => None,
        });
        match meta {
            Some(meta) if self.event.body.kind == EventKind::Create => {
                if meta.member == self.event.body.member {
                    Act::Lead { stream }
                } else {
                    Act::FinishDraft(OfDraft { led_by: meta.member, amends: None, stream })
                }
            }
            _ => Act::Unknown,
        }
    }

    /// A fact in the name of an interview, or one that such a fact is taken back: it is part of that interview.
    fn fact(&mut self, op: &Op, of_event: &BTreeSet<InterviewId>) {
        let said_by = match FactValue::from_value(&op.value) {
            Some(fact) => Some(fact.interview),
            None if op.value == Value::Null => {
                latest(self.file.heads(), &op.path).and_then(fact_of).map(|held| held.interview)
            }
            None => return self.add(Act::Unknown),
        };
        if let Some(interview) = said_by.filter(|interview| !of_event.contains(interview)) {
            self.add(self.amends(interview));
        }
    }

    fn settled(&mut self) {
        let of_case = |path: &LogPath<'_>| match path {
            LogPath::Number | LogPath::Fact { .. } | LogPath::Interview { .. } => true,
            // Needs, consents and referrals are settled by deciding, asking and stepping on; whose a case is, by giving it.
            LogPath::FollowUp
            | LogPath::Status
            | LogPath::Worker
            | LogPath::Offer(_)
            | LogPath::Told(_)
            | LogPath::Link(_)
            | LogPath::Need(_)
            | LogPath::Consent(_)
            | LogPath::Referral { .. }
            | LogPath::From
            | LogPath::Quoted(_)
            | LogPath::Transfer { .. }
            | LogPath::Access(_)
            | LogPath::Witness { .. }
            | LogPath::Control(_)
            | LogPath::Unknown(_) => false,
        };
        if self.event.ops().any(|(_, _, path)| of_case(path)) {
            self.add(Act::SettleConflict);
        }
    }

    fn consented(&mut self) {
        for (_, _, path) in self.event.ops() {
            let asked = match path {
                LogPath::Fact { property, .. } => Protective::of(property).is_some(),
                LogPath::Consent(_) => true,
                _ => false,
            };
            self.add(if asked { Act::RecordConsent } else { Act::Unknown });
        }
    }

    fn decided(&mut self) {
        for (_, _, path) in self.event.ops() {
            let decides = matches!(path, LogPath::Need(_) | LogPath::FollowUp);
            self.add(if decides { Act::Needs } else { Act::Unknown });
        }
    }

    /// A case is closed, or opened again, where everybody sees it and nowhere else. In the protected stream who leads talks in private
    /// confirms that the person has died.
    fn status(&mut self) {
        let stream = self.file.stream();
        for (_, op, path) in self.event.ops() {
            let act = match (stream, path) {
                (StreamName::Centre, LogPath::Status | LogPath::FollowUp) => Act::CloseCase,
                (StreamName::Protected, LogPath::Status) if Confirmed::from_value(&op.value).is_some() => {
                    Act::Lead { stream }
                }
                _ => Act::Unknown,
            };
            self.add(act);
        }
    }

    fn assigned(&mut self) {
        for (_, op, path) in self.event.ops() {
            let act = match path {
                _ if self.file.stream() != StreamName::Centre => Act::Unknown,
                LogPath::Worker => act_of_worker(&op.value),
                LogPath::Offer(_) => act_of_offer(&op.value),
                LogPath::Told(member) if *member == self.event.body.member => Act::BeTold,
                _ => Act::Unknown,
            };
            self.add(act);
        }
    }

    /// Joining and keeping apart ask for the same right, of which there must be one even where nothing is said.
    fn linked(&mut self) {
        if self.event.body.ops.is_empty() {
            self.add(Act::Merge);
        }
        for (_, op, path) in self.event.ops() {
            self.add(if matches!(path, LogPath::Link(_)) { act_of_link(&op.value) } else { Act::Unknown });
        }
    }

    /// Each step and each entry asks for its own right. What takes up a referral anew asks for that beside the beginning.
    fn referred(&mut self) {
        for (_, op, path) in self.event.ops() {
            let LogPath::Referral { id, within } = path else {
                self.add(Act::Unknown);
                continue;
            };
            let mark = self.event.mark();
            match within {
                InReferral::Step => match read_step(&op.value, mark) {
                    Some(made) => {
                        let sensitive = || self.file.known(*id).is_some_and(Referral::is_sensitive);
                        let sensitive = made.step == ReferralStep::Confirm && sensitive();
                        self.add(Act::Referral(made.step.right(sensitive)));
                        if made.details.get(Detail::Reopens).is_some() {
                            self.add(Act::Referral(Step::Reopen));
                        }
                    }
                    None => self.add(Act::Unknown),
                },
                InReferral::Entry => {
                    let act =
                        read_entry(&op.value, mark).map_or(Act::Unknown, |entry| Act::Referral(entry.kind.right()));
                    self.add(act);
                }
            }
        }
    }

    fn transferred(&mut self) {
        let in_clear = self.file.stream() == StreamName::Centre;
        let hands = self.event.ops().all(|(_, _, path)| matches!(path, LogPath::Transfer { .. }));
        self.add(if in_clear && hands { Act::Transfer } else { Act::Unknown });
    }

    fn looked(&mut self) {
        let looks = self.event.ops().all(|(_, _, path)| matches!(path, LogPath::Access(_)));
        self.add(if looks { Act::Look } else { Act::Unknown });
    }
}
