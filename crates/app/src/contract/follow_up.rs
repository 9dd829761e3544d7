//! When a person is to be asked again, and what they said of their referrals when they were.

pub use pana_casework::referral::Received;
use pana_model::{CaseId, ReferralId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::meeting::MeetingDay;
use super::needs::Decision;
use super::referral::{DetailRow, Outcome, ReferralStep};
use super::{Id, Texts, Word};

/// Plans when a person is to be asked again.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FollowUpRequest {
    /// Case id.
    pub case: Id<CaseId>,
    /// The day, `YYYY-MM-DD`; nothing says that nobody is to ask.
    pub on: Option<String>,
}

/// When a person is to be asked again.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FollowUpView {
    /// The day, `YYYY-MM-DD`.
    pub on: String,
    /// How near that is.
    pub day: MeetingDay,
}

/// What the person said of a referral, and what may be written down because of it. Nothing of it is written before somebody
/// presses for it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReferralSaid {
    /// Case id.
    pub case: Id<CaseId>,
    /// Which referral.
    pub referral: Id<ReferralId>,
    /// To whom.
    pub recipient: String,
    /// What the kind of service is called.
    pub service_label: Texts,
    /// What the person received.
    pub received: Option<Word<Received>>,
    /// What the person says of the need.
    pub outcome: Option<Word<Outcome>>,
    /// The steps that follow from that, one after the other.
    pub steps: Vec<FollowingStep>,
    /// What may be decided about the needs that the referral is for.
    pub needs: Vec<FollowingNeed>,
}

/// A step that follows from what the person said.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FollowingStep {
    /// Which.
    pub step: Word<ReferralStep>,
    /// What is said of it.
    pub details: Vec<DetailRow>,
}

/// A decision about a need that follows from what the person said.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FollowingNeed {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub label: Texts,
    /// What would be decided: set aside as met, or taken up again.
    pub decision: Word<Decision>,
}
