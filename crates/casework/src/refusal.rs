//! Why an act is not allowed, or an event does not count.

use pana_model::InterviewId;

use crate::Right;

/// Why. An event that is refused is kept and shown, and changes nothing; the same reason is given on every device,
/// since reasons are tried in one order: those of shape first, those of the author after them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is about another case, or writes to what another case began.
    #[error("it writes to another case")]
    OtherSubject,
    /// It writes to an interview that nothing in its past has begun.
    #[error("interview {0} was not begun before it")]
    NotBegun(InterviewId),
    /// It says otherwise who led an interview, when, or by which version.
    #[error("it changes who led interview {0}, when, or by which version")]
    OtherMeta(InterviewId),
    /// It sets anew what an earlier event of the same device has set, and does not name that event.
    #[error("it leaves an earlier answer of its own device standing beside it")]
    Unnamed,
    /// What it does is not known here; a newer program may know it.
    #[error("this program does not know what it does")]
    NeedsUpdate,
    /// The author was no member of the centre, or had left it.
    #[error("its author was no member there")]
    NotMember,
    /// It lies outside of what the removal of its author or device had seen, until someone takes it over.
    #[error("it lies outside of what a removal had seen")]
    Removed,
    /// The right does not reach that far.
    #[error("no right: {0}")]
    NoRight(Right),
    /// The stream is closed to who asks.
    #[error("no grant")]
    NoGrant,
    /// Someone else must agree.
    #[error("a second member must agree")]
    SecondMember,
}
