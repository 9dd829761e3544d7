//! Everything a member does that not everyone may do: one word for each, with the ids that the question needs.
//!
//! An act is the same whether it is made on the screen or found in an event, so that both ask one question.

use pana_model::{InterviewId, MemberId, StreamName};

use super::Grant;

/// Something that is about to be done, or was done by an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Lead an interview of one's own and finish it.
    Lead {
        /// Where it is written down.
        stream: StreamName,
    },
    /// Open a case.
    OpenCase,
    /// See a draft.
    OpenDraft(OfDraft),
    /// Answer in a draft.
    AnswerDraft(OfDraft),
    /// Finish a draft.
    FinishDraft(OfDraft),
    /// Throw a draft away.
    DiscardDraft(OfDraft),
    /// Read a finished interview.
    ReadInterview(OfInterview),
    /// Change a finished interview.
    AmendInterview(OfInterview),
    /// Open a person's page.
    ReadPerson,
    /// Write a look down.
    Look,
    /// Search for people.
    Search,
    /// Write files that leave the store.
    Export {
        /// What of.
        of: Exported,
        /// Which stream it lies in.
        stream: StreamName,
    },
    /// Put a questionnaire, rules or the directory into force.
    Publish,
    /// Write down what a service of the directory told us.
    CheckService,
    /// Propose a questionnaire, rules or an entry of the directory; read one from a file.
    Propose,
    /// Try a questionnaire out, of nobody.
    TryForm,
    /// Read the access log.
    ReadAccessLog(Looks),
    /// Add a member.
    AddMember,
    /// Remove a member.
    RemoveMember,
    /// Change a member's name or role.
    ChangeMember,
    /// Give a member a grant.
    GiveGrant(Grant),
    /// Take a grant back.
    WithdrawGrant(Grant),
    /// Say how the centre is reached, for its papers.
    SayContact,
    /// Add, rename and revoke devices, and renew a lease.
    Devices,
    /// Print new recovery sheets.
    Sheets,
    /// Begin a new epoch.
    Roll {
        /// Of which stream.
        stream: StreamName,
    },
    /// Take over what was held back.
    Admit,
    /// Confirm a removal that is contested.
    Confirm,
    /// See what a month of a region or of the whole centre comes to, in figures.
    SeeTerritory,
    /// Write down and decide needs.
    Needs,
    /// A step of a referral.
    Referral(Step),
    /// Close a case with a reason, or open it again.
    CloseCase,
    /// Offer a case of one's own to a colleague, or take that back.
    HandOver,
    /// Take a case that is offered, or decline it.
    AnswerOffer,
    /// Give a case to somebody at once.
    GiveCase,
    /// Write down that one was told of a case that is no longer one's own.
    BeTold,
    /// Record what the person answers when asked for consent, also a withdrawal.
    RecordConsent,
    /// Say that two cases are one person's.
    Merge,
    /// Take that back.
    Unmerge,
    /// Choose between answers that stand side by side.
    SettleConflict,
    /// Break the glass, with a reason.
    BreakGlass,
    /// Erase a case.
    Erase,
    /// Print a finished interview.
    Print(OfInterview),
    /// Print a referral's letter.
    Letter,
    /// Make a backup.
    Backup,
    /// Write a bundle for another device.
    WriteBundle,
    /// Read a bundle.
    ReadBundle,
    /// Take in answers that another program has collected.
    TakeIn,
    /// Hand a case to another centre, take one in from there, and all that is said of that.
    Transfer,
    /// Make the centre's card, take in that of another one, or take that back.
    KnowCentre,
    /// Write what is in quarantine into files.
    ExportQuarantine,
    /// Say that this computer's date is right, where it lies far ahead of all that was written.
    ConfirmDate,
    /// Look whether the store is in order.
    Doctor,
    /// Write down which events are here.
    Witness {
        /// In which stream.
        stream: StreamName,
    },
    /// What this program does not know: nobody may.
    Unknown,
}

/// A finished interview that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfInterview {
    /// Which one; who led it is asked of the case.
    pub id: InterviewId,
    /// Where it is written down.
    pub stream: StreamName,
}

/// A draft that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfDraft {
    /// Who leads it.
    pub led_by: MemberId,
    /// The finished interview it would change.
    pub amends: Option<InterviewId>,
    /// Where it will be written down.
    pub stream: StreamName,
}

/// What an export holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exported {
    /// Interviews that the member led.
    Own,
    /// Counts.
    Aggregate,
    /// Rows without what names people.
    Pseudonymised,
    /// Rows with names.
    Named(Second),
}

/// Whether someone agreed beside the member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Second {
    /// This one did.
    Agreed(MemberId),
    /// Nobody has been asked.
    Missing,
    /// The centre has only one member.
    NobodyElse,
}

/// Which looks are read in the access log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// One's own.
    Own,
    /// Everyone's.
    Centre,
}

/// Steps of a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Begin one.
    Create,
    /// Make it ready.
    Confirm,
    /// Make one ready to a sensitive service.
    ConfirmSensitive,
    /// Hand it over, by any channel.
    Deliver,
    /// The receiver has it.
    Acknowledge,
    /// The receiver takes the person.
    Accept,
    /// The receiver has no place yet.
    Waitlist,
    /// The receiver does not take the person.
    Decline,
    /// The service begins.
    Start,
    /// The person could not be reached or did not come.
    Unreachable,
    /// The service ends.
    Finish,
    /// The person says how it went.
    Close,
    /// To another service instead.
    ReRefer,
    /// The person takes it back.
    Withdraw,
    /// We take it back.
    Cancel,
    /// Begin again what was closed.
    Reopen,
    /// Mark it as entered in error.
    MarkError,
    /// Write an attempt to reach the person down.
    Attempt,
    /// Tell the receiver that it was taken back.
    Tell,
    /// Write a note about it.
    Note,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::Create,
        Self::Confirm,
        Self::ConfirmSensitive,
        Self::Deliver,
        Self::Acknowledge,
        Self::Accept,
        Self::Waitlist,
        Self::Decline,
        Self::Start,
        Self::Unreachable,
        Self::Finish,
        Self::Close,
        Self::ReRefer,
        Self::Withdraw,
        Self::Cancel,
        Self::Reopen,
        Self::MarkError,
        Self::Attempt,
        Self::Tell,
        Self::Note,
    ];
}

impl Act {
    /// In which stream the thing lies that the act is about, where it is about one.
    pub const fn stream(&self) -> Option<StreamName> {
        match self {
            Self::Lead { stream } | Self::Export { stream, .. } | Self::Roll { stream } | Self::Witness { stream } => {
                Some(*stream)
            }
            Self::OpenDraft(of) | Self::AnswerDraft(of) | Self::FinishDraft(of) | Self::DiscardDraft(of) => {
                Some(of.stream)
            }
            Self::ReadInterview(of) | Self::AmendInterview(of) | Self::Print(of) => Some(of.stream),
            _ => None,
        }
    }
}
