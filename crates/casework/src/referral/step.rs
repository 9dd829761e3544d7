//! The steps of a referral: from where each may be made, where it leads, and what it must say.

use super::Standing;
use super::details::Detail;
use crate::Step;
use crate::word::words;

words! {
    /// What was done with a referral.
    pub enum ReferralStep {
        /// Begin one.
        Create = "create",
        /// Make it ready: the person agrees to exactly these fields.
        Confirm = "confirm",
        /// Hand it over.
        Deliver = "deliver",
        /// Give the person the information alone; they go by themselves.
        Inform = "inform",
        /// The receiver has it.
        Acknowledge = "acknowledge",
        /// The receiver takes the person.
        Accept = "accept",
        /// The receiver has no place yet.
        Waitlist = "waitlist",
        /// The receiver does not take the person.
        Decline = "decline",
        /// The service begins.
        Start = "start",
        /// The person could not be reached, or did not come.
        Unreachable = "unreachable",
        /// The service ends.
        Finish = "finish",
        /// The person says how it went.
        Close = "close",
        /// To another service instead: this one is closed, a new one begins.
        ReRefer = "re_refer",
        /// The person takes it back.
        Withdraw = "withdraw",
        /// We take it back.
        Cancel = "cancel",
    }
}

impl ReferralStep {
    /// Where the step leads from `from`; `None` where it may not be made. `from` is `None` before there is a referral.
    /// `expired`: does the step rest on time that ran out? Only an answer that is awaited can be late, and only a step that
    /// is made because of it says so.
    pub const fn leads(self, from: Option<Standing>, expired: bool) -> Option<Standing> {
        use Standing::{
            Accepted, Acknowledged, Completed, Declined, Draft, InService, Ready, Sent, Unreachable, Waitlisted,
        };
        let Some(from) = from else {
            return if matches!(self, Self::Create) && !expired { Some(Draft) } else { None };
        };
        if expired && !(from.awaits_answer() && matches!(self, Self::Close | Self::ReRefer)) {
            return None;
        }
        match (self, from) {
            (Self::Confirm, Draft) => Some(Ready),
            (Self::Deliver, Ready) => Some(Sent),
            (Self::Inform, Ready) => Some(Standing::ClosedInformed),
            (Self::Acknowledge, Sent | Acknowledged) => Some(Acknowledged),
            (Self::Accept, Sent | Acknowledged | Waitlisted) => Some(Accepted),
            (Self::Waitlist, Sent | Acknowledged) => Some(Waitlisted),
            (Self::Decline, Sent | Acknowledged | Waitlisted) => Some(Declined),
            (Self::Start, Accepted) => Some(InService),
            (Self::Unreachable, Accepted | Waitlisted) => Some(Unreachable),
            (Self::Finish, InService | Accepted) => Some(Completed),
            (Self::Close, Completed) => Some(Standing::ClosedCompleted),
            (Self::Close | Self::ReRefer, Declined | Unreachable) => Some(Standing::ClosedOtherwise),
            (Self::Close | Self::ReRefer, Sent | Acknowledged) if expired => Some(Standing::ClosedOtherwise),
            (Self::Withdraw, _) if !from.is_terminal() => Some(Standing::Withdrawn),
            (Self::Cancel, InService | Completed) => None,
            (Self::Cancel, _) if !from.is_terminal() => Some(Standing::Cancelled),
            _ => None,
        }
    }

    /// Is it the receiver's answer, by their own word or taken down for them?
    pub const fn is_answer(self) -> bool {
        matches!(self, Self::Acknowledge | Self::Accept | Self::Waitlist | Self::Decline | Self::Start | Self::Finish)
    }

    /// What it must say, beside what may be said.
    pub const fn required(self) -> &'static [Detail] {
        match self {
            Self::Create => &[Detail::Service, Detail::Recipient, Detail::Urgency],
            Self::Confirm => &[Detail::Consent, Detail::Fields, Detail::RespondBy],
            Self::Deliver => &[Detail::Channel, Detail::RespondBy],
            Self::Inform | Self::Unreachable | Self::Withdraw => &[],
            Self::Acknowledge | Self::Accept => &[Detail::Learned],
            Self::Waitlist => &[Detail::Learned, Detail::Wait],
            Self::Decline => &[Detail::Learned, Detail::DeclineReason],
            Self::Start => &[Detail::Learned, Detail::On],
            Self::Finish => &[Detail::Learned, Detail::Received],
            Self::Close => &[Detail::Outcome],
            Self::ReRefer => &[Detail::To],
            Self::Cancel => &[Detail::CancelReason],
        }
    }

    /// The right that it asks for. A referral to a sensitive service is made ready by a supervisor.
    pub const fn right(self, sensitive: bool) -> Step {
        match self {
            Self::Create => Step::Create,
            Self::Confirm if sensitive => Step::ConfirmSensitive,
            Self::Confirm => Step::Confirm,
            Self::Deliver | Self::Inform => Step::Deliver,
            Self::Acknowledge => Step::Acknowledge,
            Self::Accept => Step::Accept,
            Self::Waitlist => Step::Waitlist,
            Self::Decline => Step::Decline,
            Self::Start => Step::Start,
            Self::Unreachable => Step::Unreachable,
            Self::Finish => Step::Finish,
            Self::Close => Step::Close,
            Self::ReRefer => Step::ReRefer,
            Self::Withdraw => Step::Withdraw,
            Self::Cancel => Step::Cancel,
        }
    }
}

words! {
    /// What is written about a referral beside its steps. These only grow, and change no state.
    pub enum EntryKind {
        /// An attempt to reach the person.
        Attempt = "attempt",
        /// An appointment, with the time printed for the person.
        Appointment = "appointment",
        /// The person was told what the receiver answered.
        Informed = "informed",
        /// The receiver was told of a withdrawal, and asked to delete; with what they answered.
        Told = "told",
        /// A note.
        Note = "note",
        /// The letter was printed, or saved.
        Printed = "printed",
        /// It was entered in error: kept, shown struck through, and counted nowhere.
        Error = "error",
    }
}

impl EntryKind {
    /// What it must say.
    pub const fn required(self) -> &'static [Detail] {
        match self {
            Self::Attempt | Self::Informed => &[Detail::Channel, Detail::On],
            Self::Appointment => &[Detail::At],
            Self::Told => &[Detail::Channel, Detail::On],
            Self::Note | Self::Error => &[Detail::Words],
            Self::Printed => &[Detail::Channel],
        }
    }

    /// The right that it asks for.
    pub const fn right(self) -> Step {
        match self {
            Self::Attempt | Self::Informed => Step::Attempt,
            Self::Appointment => Step::Accept,
            Self::Told => Step::Tell,
            Self::Note => Step::Note,
            Self::Printed => Step::Deliver,
            Self::Error => Step::MarkError,
        }
    }
}
