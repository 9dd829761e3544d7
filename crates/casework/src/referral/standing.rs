//! Where a referral stands, and which of several last steps counts.

use crate::word::words;

words! {
    /// Where a step leads. The order is the rank by which steps made apart are merged: of several last steps the first of
    /// these counts, so a withdrawal always wins, and a service that has begun is never hidden by a refusal.
    pub enum Standing {
        /// The person has taken it back.
        Withdrawn = "withdrawn",
        /// The person was asked how it went, after the service had ended.
        ClosedCompleted = "closed_completed",
        /// The service has ended.
        Completed = "completed",
        /// The service has begun.
        InService = "in_service",
        /// We took it back.
        Cancelled = "cancelled",
        /// The receiver takes the person.
        Accepted = "accepted",
        /// The receiver has no place yet.
        Waitlisted = "waitlisted",
        /// Closed where no service was given: the person was asked, or it goes on elsewhere.
        ClosedOtherwise = "closed_otherwise",
        /// The receiver does not take the person.
        Declined = "declined",
        /// The person could not be reached, or did not come.
        Unreachable = "unreachable",
        /// The receiver has it.
        Acknowledged = "acknowledged",
        /// It was handed over.
        Sent = "sent",
        /// The person got the information and goes alone.
        ClosedInformed = "closed_informed",
        /// It may be handed over.
        Ready = "ready",
        /// It is being written.
        Draft = "draft",
    }
}

words! {
    /// What a screen calls it: the three ways of being closed are one, and time that ran out is another.
    pub enum ReferralState {
        /// Being written.
        Draft = "draft",
        /// May be handed over.
        Ready = "ready",
        /// Handed over.
        Sent = "sent",
        /// The receiver has it.
        Acknowledged = "acknowledged",
        /// The receiver takes the person.
        Accepted = "accepted",
        /// No place yet.
        Waitlisted = "waitlisted",
        /// The service has begun.
        InService = "in_service",
        /// The service has ended.
        Completed = "completed",
        /// The person was asked; nothing is left to do.
        Closed = "closed",
        /// Not taken.
        Declined = "declined",
        /// Not reached, or did not come.
        Unreachable = "unreachable",
        /// No answer came in time. Worked out from the clock when it is shown, and written nowhere.
        Expired = "expired",
        /// Taken back by the person.
        Withdrawn = "withdrawn",
        /// Taken back by us.
        Cancelled = "cancelled",
    }
}

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
