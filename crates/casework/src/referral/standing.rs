//! Where a referral stands, and which of several last steps counts.

use crate::word::words;

/// Where a step leads. The order is the rank by which steps made apart are merged: of several last steps the first of
/// these counts, so a withdrawal always wins, and a service that has begun is never hidden by a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// The person has taken it back.
    Withdrawn,
    /// The person was asked how it went, after the service had ended.
    ClosedCompleted,
    /// The service has ended.
    Completed,
    /// The service has begun.
    InService,
    /// We took it back.
    Cancelled,
    /// The receiver takes the person.
    Accepted,
    /// The receiver has no place yet.
    Waitlisted,
    /// Closed where no service was given: the person was asked, or it goes on elsewhere.
    ClosedOtherwise,
    /// The receiver does not take the person.
    Declined,
    /// The person could not be reached, or did not come.
    Unreachable,
    /// The receiver has it.
    Acknowledged,
    /// It was handed over.
    Sent,
    /// The person got the information and goes alone.
    ClosedInformed,
    /// It may be handed over.
    Ready,
    /// It is being written.
    Draft,
}

words!(Standing {
    Withdrawn = "withdrawn",
    ClosedCompleted = "closed_completed",
    Completed = "completed",
    InService = "in_service",
    Cancelled = "cancelled",
    Accepted = "accepted",
    Waitlisted = "waitlisted",
    ClosedOtherwise = "closed_otherwise",
    Declined = "declined",
    Unreachable = "unreachable",
    Acknowledged = "acknowledged",
    Sent = "sent",
    ClosedInformed = "closed_informed",
    Ready = "ready",
    Draft = "draft",
});

/// What a screen calls it: the three ways of being closed are one, and time that ran out is another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferralState {
    /// Being written.
    Draft,
    /// May be handed over.
    Ready,
    /// Handed over.
    Sent,
    /// The receiver has it.
    Acknowledged,
    /// The receiver takes the person.
    Accepted,
    /// No place yet.
    Waitlisted,
    /// The service has begun.
    InService,
    /// The service has ended.
    Completed,
    /// The person was asked; nothing is left to do.
    Closed,
    /// Not taken.
    Declined,
    /// Not reached, or did not come.
    Unreachable,
    /// No answer came in time. Worked out from the clock when it is shown, and written nowhere.
    Expired,
    /// Taken back by the person.
    Withdrawn,
    /// Taken back by us.
    Cancelled,
}

words!(ReferralState {
    Draft = "draft",
    Ready = "ready",
    Sent = "sent",
    Acknowledged = "acknowledged",
    Accepted = "accepted",
    Waitlisted = "waitlisted",
    InService = "in_service",
    Completed = "completed",
    Closed = "closed",
    Declined = "declined",
    Unreachable = "unreachable",
    Expired = "expired",
    Withdrawn = "withdrawn",
    Cancelled = "cancelled",
});

impl Standing {
    /// Does it end the referral? What comes after needs a new one.
    pub const fn is_terminal(self) -> bool {
        matches!(
            self,
            Self::Withdrawn | Self::Cancelled | Self::ClosedCompleted | Self::ClosedOtherwise | Self::ClosedInformed
        )
    }

    /// Is an answer awaited, so that time may run out?
    pub const fn awaits_answer(self) -> bool {
        matches!(self, Self::Sent | Self::Acknowledged)
    }

    /// Has it been handed over to somebody?
    pub const fn is_handed_over(self) -> bool {
        !matches!(self, Self::Draft | Self::Ready | Self::ClosedInformed)
    }

    /// Its name where time has not run out.
    pub const fn state(self) -> ReferralState {
        match self {
            Self::Withdrawn => ReferralState::Withdrawn,
            Self::ClosedCompleted | Self::ClosedOtherwise | Self::ClosedInformed => ReferralState::Closed,
            Self::Completed => ReferralState::Completed,
            Self::InService => ReferralState::InService,
            Self::Cancelled => ReferralState::Cancelled,
            Self::Accepted => ReferralState::Accepted,
            Self::Waitlisted => ReferralState::Waitlisted,
            Self::Declined => ReferralState::Declined,
            Self::Unreachable => ReferralState::Unreachable,
            Self::Acknowledged => ReferralState::Acknowledged,
            Self::Sent => ReferralState::Sent,
            Self::Ready => ReferralState::Ready,
            Self::Draft => ReferralState::Draft,
        }
    }
}
