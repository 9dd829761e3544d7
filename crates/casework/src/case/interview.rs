//! What lists say of an interview, and whose it is.

use pana_model::{InterviewId, MemberId};
use pana_record::{Heads, Hlc};

use super::{CaseFile, Done};
use crate::path::META;
use crate::value::{self, Meta};
use crate::{Led, StoredAnswer};

/// What lists say of a finished interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterviewSummary {
    /// Interview.
    pub interview: InterviewId,
    /// `form_id`.
    pub form_id: String,
    /// Version.
    pub form_hash: [u8; 32],
    /// Who led it.
    pub member: MemberId,
    /// When it was begun, milliseconds since 1970.
    pub started_ms: i64,
    /// When it was finished.
    pub finished: Hlc,
    /// Finished although required answers were missing.
    pub incomplete: bool,
    /// Answers marked “ask later”.
    pub later: u32,
    /// How often it was amended.
    pub amended: u32,
}

impl CaseFile {
    /// The interviews that were begun, by id.
    pub fn interviews(&self) -> impl Iterator<Item = InterviewId> {
        self.interviews.iter().filter(|(_, heads)| Meta::of(heads).is_some()).map(|(id, _)| *id)
    }

    /// What lists say of an interview.
    pub fn interview(&self, interview: InterviewId) -> Option<InterviewSummary> {
        let heads = self.interviews.get(&interview)?;
        let meta = Meta::of(heads)?;
        let later = value::answers(heads).values().filter(|answer| **answer == StoredAnswer::Later).count();
        let amended = self
            .history
            .values()
            .filter(|line| line.what == Done::InterviewAmended && line.interview == Some(interview))
            .count();
        Some(InterviewSummary {
            interview,
            form_id: meta.form_id,
            form_hash: meta.form_hash,
            member: meta.member,
            started_ms: meta.started_ms,
            finished: Hlc::from_u64(meta.finished_hlc.cast_unsigned()),
            incomplete: meta.incomplete,
            later: u32::try_from(later).unwrap_or(u32::MAX),
            amended: u32::try_from(amended).unwrap_or(u32::MAX),
        })
    }
}

/// What an interview's heads say of it as a whole: more than one where devices changed it apart.
pub(super) fn metas(heads: &Heads) -> impl Iterator<Item = Meta> {
    heads.heads(META).filter_map(|(_, head)| Meta::from_value(&head.value))
}

/// Whose it is. Two that claim it make it nobody's: the smaller right holds while both stand. Of two times the earlier
/// counts.
pub(super) fn led(heads: &Heads) -> Option<Led> {
    let mut metas = metas(heads);
    let first = metas.next()?;
    let mut finished = first.finished_hlc.cast_unsigned();
    for other in metas {
        if other.member != first.member {
            return None;
        }
        finished = finished.min(other.finished_hlc.cast_unsigned());
    }
    Some(Led { member: first.member, finished: Hlc::from_u64(finished) })
}
