//! What a meeting asks and is told, and what it came to.

use pana_model::Moment;
use pana_store::TakenIn;
use pana_wire::hub::SessionKey;

/// A session that ends sooner than this is begun anew.
const LEFT_MS: u64 = 60 * 1000;

/// What is to be asked: a POST of this body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Where: `/v1/…`.
    pub path: &'static str,
    /// What.
    pub body: Vec<u8>,
    /// What stands in the header `authorization`; none where no session is needed.
    pub authorization: Option<String>,
}

/// What came: the status of HTTP, and the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// What a meeting does next.
#[derive(Debug)]
pub enum Next {
    /// Ask this.
    Ask(Ask),
    /// Nothing: it is done.
    Done(MeetingEnd),
}

/// A session that a later meeting may go on with. It lies in memory alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenedSession {
    pub(in crate::hub) key: SessionKey,
    pub(in crate::hub) until_ms: u64,
}

impl OpenedSession {
    /// Does it last for some time still, by the clock here?
    pub fn lives(&self, now: Moment) -> bool {
        self.until_ms > u64::try_from(now.unix_ms()).unwrap_or_default().saturating_add(LEFT_MS)
    }
}

/// How far a meeting is. A change is an event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MeetingProgress {
    /// Changes that the hub has taken.
    pub given: u64,
    /// Changes that wait to be given.
    pub to_give: u64,
    /// Items of the hub's lists that were taken in.
    pub read: u64,
    /// Items of its lists that are left to be read, as far as is known.
    pub to_read: u64,
    /// Files that the hub has taken.
    pub files_given: u64,
    /// Files that wait to be given.
    pub files_to_give: u64,
    /// Files that were fetched.
    pub files_read: u64,
    /// Files that lack here and may lie there.
    pub files_to_read: u64,
}

/// What a meeting came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MeetingEnd {
    /// Changes that the hub has taken.
    pub given: u64,
    /// Files that the hub has taken.
    pub files_given: u64,
    /// What became of what was read.
    pub taken: TakenIn,
    /// Chains and devices of which the hub did not take what is here.
    pub left: usize,
    /// The hub has as much of this centre as it may: the rest waits here.
    pub full: bool,
    /// It was told of as many erasures and laptops as it may be: what was erased since lies on there.
    pub told_full: bool,
    /// Numbers that two events bear: a copied device.
    pub forks: usize,
    /// The hub went back to a backup, or is met for the first time.
    pub anew: bool,
    /// By how many milliseconds the hub's clock is ahead of this one's.
    pub clock_ahead_ms: i64,
}
