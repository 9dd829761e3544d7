//! How a case stands: open or closed, whose it is, and what becomes of it when it is closed.

pub use pana_casework::case::{CloseReason, Told};
use pana_model::{CaseId, MemberId, ReferralId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::follow_up::FollowUpView;
use super::meeting::MeetingView;
use super::referral::ReferralState;
use super::word::words;
use super::{Id, Texts, Word};

words! {
    /// Is a case open?
    CaseState {
        /// Nobody ever closed it.
        Open = "open",
        /// It is closed.
        Closed = "closed",
        /// It was closed, and somebody opened it.
        Reopened = "reopened",
        /// It was closed, and what was done since opened it: an interview, a referral, a plan.
        OpenedByWork = "opened-by-work",
    }
}

words! {
    /// What becomes of an open referral when the case is closed.
    Fate {
        /// It is cancelled.
        Cancel = "cancel",
        /// It goes on without us.
        GoesOn = "goes_on",
    }
}

/// How a case stands, and what the member at work may do about it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StandingView {
    /// Is it open?
    pub state: CaseState,
    /// Why it is closed.
    pub reason: Option<Word<CloseReason>>,
    /// Since which day, `YYYY-MM-DD`.
    pub on: Option<String>,
    /// In the words of whoever closed it, or opened it again; may be empty.
    pub words: String,
    /// Who did that; empty where nobody did.
    pub by: String,
    /// When, RFC 3339.
    pub at: Option<String>,
    /// Who has the case; several where they became it apart, none before the first interview is finished.
    pub workers: Vec<WorkerView>,
    /// To whom it is offered.
    pub offers: Vec<OfferView>,
    /// A closing that the last follow-up agreed on, and nobody has made.
    pub agreed: Option<Word<CloseReason>>,
    /// May it be closed by this member?
    pub may_close: bool,
    /// May it be opened again by this member?
    pub may_reopen: bool,
    /// May this member offer it to a colleague?
    pub may_offer: bool,
    /// May this member give it to somebody at once?
    pub may_give: bool,
    /// Is it offered to this member, so that they may take it?
    pub may_take: bool,
    /// To whom it may be offered or given.
    pub colleagues: Vec<WorkerView>,
}

/// Somebody who has a case, or may have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WorkerView {
    /// Who.
    pub member: Id<MemberId>,
    /// Their name.
    pub name: String,
    /// Is it the member at work?
    pub is_me: bool,
    /// Have they left the centre?
    pub has_left: bool,
}

/// An offer that lives.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OfferView {
    /// To whom.
    pub to: WorkerView,
    /// Who made it.
    pub from: WorkerView,
    /// Why; may be empty.
    pub words: String,
}

/// What is to be said before a case is closed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClosingView {
    /// Today by this computer's clock, `YYYY-MM-DD`: no later day is taken.
    pub today: String,
    /// Each open referral: of each it is to be said what becomes of it.
    pub referrals: Vec<ClosingReferral>,
    /// When the person was to be asked again: that ends.
    pub follow_up: Option<FollowUpView>,
    /// The meeting that is due: nobody is reminded of it any more.
    pub meeting: Option<MeetingView>,
    /// Interviews on this computer that are not finished: finishing one opens the case again.
    pub drafts: u32,
    /// The reason that the last follow-up says.
    pub agreed: Option<Word<CloseReason>>,
}

/// An open referral of a case that is to be closed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClosingReferral {
    /// Which.
    pub referral: Id<ReferralId>,
    /// To whom.
    pub recipient: String,
    /// What the kind of service is called.
    pub service_label: Texts,
    /// Where it stands.
    pub state: Word<ReferralState>,
    /// May it be cancelled? What has begun is not.
    pub may_cancel: bool,
    /// Has the receiver to be told when it is?
    pub is_handed_over: bool,
}

/// Closes a case.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseCloseRequest {
    /// Case id.
    pub case: Id<CaseId>,
    /// Why.
    pub reason: Word<CloseReason>,
    /// Since which day, `YYYY-MM-DD`.
    pub on: String,
    /// In own words; needed for `other`.
    pub words: String,
    /// What becomes of each open referral.
    pub referrals: Vec<ReferralFate>,
}

/// What becomes of one.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReferralFate {
    /// Which.
    pub referral: Id<ReferralId>,
    /// What.
    pub fate: Word<Fate>,
}

/// Opens a case again, or declines one, with words that may be empty.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseWordsRequest {
    /// Case id.
    pub case: Id<CaseId>,
    /// Why.
    pub words: String,
}

/// Offers a case to a colleague, or gives it to them.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseHandRequest {
    /// Case id.
    pub case: Id<CaseId>,
    /// To whom.
    pub to: Id<MemberId>,
    /// Why; may be empty.
    pub words: String,
}

/// A case of which the member at work is told something on their first screen.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaseToTell {
    /// Case id.
    pub case: Id<CaseId>,
    /// The person's name; empty when none was given.
    pub person: String,
    /// Case number.
    pub number: String,
    /// It is offered to the member: they take it or decline it.
    pub offer: Option<OfferView>,
    /// What they are told once.
    pub notices: Vec<NoticeView>,
    /// Who has it now.
    pub workers: Vec<WorkerView>,
}

/// Something that is told once.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NoticeView {
    /// What.
    pub what: Word<Told>,
    /// Who did it.
    pub by: String,
    /// Why, in their words; may be empty.
    pub words: String,
}
