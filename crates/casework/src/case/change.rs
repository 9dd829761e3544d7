//! What an amendment changed: the answers in the case file that its past gives, and with it.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{CaseId, EventRef, InterviewId, StreamName};
use pana_record::{EventKind, Heads, Op};

use super::fold::{Rules, fold_seeing};
use super::{CaseFile, Event};
use crate::path::LogPath;
use crate::{StoredAnswer, value};

/// One answer before and after.
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    /// Of which interview.
    pub interview: InterviewId,
    /// LogPath.
    pub at: String,
    /// Before; `None` = blank.
    pub before: Option<StoredAnswer>,
    /// After; `None` = blank.
    pub after: Option<StoredAnswer>,
}

impl std::fmt::Debug for Change {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Change({})", self.at)
    }
}

impl CaseFile {
    /// What `event` changes in finished interviews, where this is the case file of its past.
    pub fn changes(&self, event: &Event<'_>) -> Vec<Change> {
        event.interviews().into_iter().flat_map(|interview| self.changes_in(interview, event)).collect()
    }

    /// What each amendment that counts has changed, and what each choice between answers that stood side by side, by event.
    pub fn fold_changes(
        stream: StreamName,
        subject: CaseId,
        events: &[Event<'_>],
        rules: &Rules<'_>,
    ) -> BTreeMap<EventRef, Vec<Change>> {
        let mut changes = BTreeMap::new();
        fold_seeing(stream, subject, events, rules, &mut |before, event| {
            if matches!(event.body.kind, EventKind::Edit | EventKind::Correct | EventKind::Resolve) {
                changes.insert(event.id, before.changes(event));
            }
        });
        changes
    }

    fn changes_in(&self, interview: InterviewId, event: &Event<'_>) -> Vec<Change> {
        let nothing = Heads::new();
        let before = self.interviews.get(&interview).unwrap_or(&nothing);
        let mut after = before.clone();
        let mark = event.mark();
        for (index, op, path) in event.ops() {
            let LogPath::Interview { id, within } = path else { continue };
            if *id == interview {
                after.apply(event.dot(index), &Op { path: within.to_string(), ..op.clone() }, mark);
            }
        }
        let (before, after) = (value::answers(before), value::answers(&after));
        let all: BTreeSet<&str> = before.keys().chain(after.keys()).map(String::as_str).collect();
        let differs = all.into_iter().filter(|at| before.get(*at) != after.get(*at));
        differs
            .map(|at| Change {
                interview,
                at: at.to_owned(),
                before: before.get(at).cloned(),
                after: after.get(at).cloned(),
            })
            .collect()
    }
}
