//! How somebody settles what stands side by side in an interview.

use std::collections::BTreeSet;

use pana_model::{CaseId, EventRef, InstanceId, InterviewId};

use super::Finish;
use crate::log::Stream;

/// Is somebody of a list who was removed and changed put back into it?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PutBack {
    /// They are.
    Yes,
    /// They stay removed.
    No,
}

/// How a conflict of an interview is settled.
#[derive(Debug)]
pub struct SettleInterview<'s> {
    /// Where the interview lies.
    pub stream: Stream,
    /// Whose it is.
    pub case: CaseId,
    /// Which.
    pub interview: InterviewId,
    /// The path of the conflict.
    pub path: &'s str,
    /// The events that were shown.
    pub seen: &'s BTreeSet<EventRef>,
    /// The places whose answers are settled: that of the conflict, and those that follow from it.
    pub places: BTreeSet<String>,
    /// Of somebody of a list: the place of the list, who, and what becomes of them.
    pub instance: Option<(String, InstanceId, PutBack)>,
    /// What the interview says afterwards.
    pub finish: &'s Finish,
    /// Why.
    pub words: &'s str,
}
