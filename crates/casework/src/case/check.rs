//! What no right can give: an event writes to its own case, says truly whose an interview is, and names what it replaces.

use std::collections::BTreeSet;

use pana_model::InterviewId;
use pana_record::{Heads, OpKind};

use super::interview::metas;
use super::{CaseFile, Event, Owner};
use crate::Refusal;
use crate::path::{InInterview, LogPath};
use crate::value::Meta;

impl CaseFile {
    /// Asked in the case file that the event's past gives.
    pub(super) fn check(&self, event: &Event<'_>, owner: &Owner<'_>) -> Result<(), Refusal> {
        if event.body.subject != *self.subject.as_bytes() {
            return Err(Refusal::OtherSubject);
        }
        let mut begins: BTreeSet<InterviewId> = BTreeSet::new();
        for (_, op, path) in event.ops() {
            if let LogPath::Interview { id, within: InInterview::Meta } = path {
                self.meta(event, *id, Meta::from_value(&op.value))?;
                begins.insert(*id);
            }
        }
        for interview in event.interviews() {
            if self.is_begun(interview) {
                continue;
            }
            if owner(interview).is_some_and(|other| other != self.subject) {
                return Err(Refusal::OtherSubject);
            }
            if !begins.contains(&interview) {
                return Err(Refusal::NotBegun(interview));
            }
        }
        self.names_its_own(event)?;
        self.case_work(event)?;
        self.of_status(event)?;
        self.of_hands(event)?;
        self.of_links(event)?;
        self.of_transfers(event)
    }

    pub(super) fn is_begun(&self, interview: InterviewId) -> bool {
        self.interviews.get(&interview).is_some_and(|heads| metas(heads).next().is_some())
    }

    /// An interview is finished when the event that begins it was made, by that event's own clock; who led it, when, and
    /// by which version is said once and never changes. Otherwise whoever may amend an interview could make it theirs.
    fn meta(&self, event: &Event<'_>, interview: InterviewId, says: Option<Meta>) -> Result<(), Refusal> {
        let Some(says) = says else { return Err(Refusal::OtherMeta(interview)) };
        let known = self.interviews.get(&interview).filter(|_| self.is_begun(interview));
        let holds = match known {
            None => says.finished_hlc == event.body.hlc.to_u64().cast_signed(),
            Some(heads) => metas(heads).any(|stands| Meta { incomplete: says.incomplete, ..stands } == says),
        };
        if holds { Ok(()) } else { Err(Refusal::OtherMeta(interview)) }
    }

    /// Of one chain at most one answer stands at a path: so there are never more than there are devices, and one write
    /// can name them all.
    fn names_its_own(&self, event: &Event<'_>) -> Result<(), Refusal> {
        for (_, op, path) in event.ops() {
            if op.kind != OpKind::Set {
                continue;
            }
            let standing = match path {
                LogPath::Number
                | LogPath::Fact { .. }
                | LogPath::FollowUp
                | LogPath::Status
                | LogPath::Worker
                | LogPath::Offer(_)
                | LogPath::Told(_)
                | LogPath::From
                | LogPath::Quoted(_)
                | LogPath::Transfer { .. }
                | LogPath::Need(_)
                | LogPath::Consent(_) => self.leaves_own(event, &self.heads, &op.path, &op.over),
                LogPath::Interview { id, within } => self
                    .interviews
                    .get(id)
                    .is_some_and(|heads| self.leaves_own(event, heads, &within.to_string(), &op.over)),
                LogPath::Referral { .. }
                | LogPath::Link(_)
                | LogPath::Access(_)
                | LogPath::Witness { .. }
                | LogPath::Control(_)
                | LogPath::Unknown(_) => false,
            };
            if standing {
                return Err(Refusal::Unnamed);
            }
        }
        Ok(())
    }

    fn leaves_own(&self, event: &Event<'_>, heads: &Heads, path: &str, over: &[pana_record::Dot]) -> bool {
        heads.heads(path).any(|(dot, head)| {
            head.kind == OpKind::Set && self.chain_of(dot) == Some(event.device) && !over.contains(&dot)
        })
    }
}
