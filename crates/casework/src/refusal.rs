//! Why an act is not allowed, or an event does not count.

use pana_model::InterviewId;

use crate::Right;
use crate::authority::Refused;

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
    /// It is a step of a referral that does not follow from where the referral stood in its past.
    #[error("the referral did not stand where this step is made")]
    OutOfTurn,
    /// It makes a referral ready, and no consent that stood in its past covers what is passed on.
    #[error("no consent covers what it passes on")]
    NoConsent,
    /// Another centre has the case now, and the person did not agree that this one goes on reading.
    #[error("another centre has the case now")]
    HandedOver,
    /// It is a witness and names a chain of a stream that is not its to name.
    #[error("it names what lies in another stream")]
    OtherStream,
    /// What it does is not known here; a newer program may know it.
    #[error("this program does not know what it does")]
    NeedsUpdate,
    /// The author could not write it, as the control stream says.
    #[error("its author could not write it: {}", .0.as_str())]
    Author(Refused),
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

impl Refusal {
    /// A stable word for text keys and logs.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::OtherSubject => "other-subject",
            Self::NotBegun(_) => "not-begun",
            Self::OtherMeta(_) => "other-meta",
            Self::Unnamed => "unnamed",
            Self::OutOfTurn => "out-of-turn",
            Self::NoConsent => "no-consent",
            Self::HandedOver => "handed-over",
            Self::OtherStream => "other-stream",
            Self::NeedsUpdate => "needs-update",
            Self::Author(refused) => refused.as_str(),
            Self::NoRight(_) => "no-right",
            Self::NoGrant => "no-grant",
            Self::SecondMember => "second-member",
        }
    }
}
