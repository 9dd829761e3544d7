//! A laptop joins where a line goes both ways: eight words on the one, six digits on the other.

use pana_model::{DeviceId, Secret};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Id;
use super::centre::Agreed;
use super::meet::{AsksToJoinView, Invited, SyncView};
use super::word::words;

/// A laptop is to be asked in on line: in the room that this laptop serves, or by the centre's hub.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OnlineInviteRequest {
    /// Who is to work on it.
    pub whom: Invited,
}

words! {
    /// How far an invite is that is answered on line.
    OnlineStage {
        /// Nobody has typed its words.
        Words = "words",
        /// A laptop has, and does not show its digits yet.
        Laptop = "laptop",
        /// It shows its digits.
        Digits = "digits",
        /// A laptop joined by it.
        Answered = "answered",
        /// Nobody joins by it any more.
        Dead = "dead",
    }
}

/// An invite that is answered on line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OnlineView {
    /// Which, in hexadecimal.
    pub invite: String,
    /// Whom it is for.
    pub name: String,
    /// How far it is.
    pub stage: OnlineStage,
    /// The words, in the language of this app; none once it has ended.
    pub words: Vec<String>,
    /// The address that is typed with them.
    pub address: String,
    /// Did a second laptop try to answer it?
    pub again: bool,
    /// Who asks, once it shows its digits.
    pub asks: Option<AsksToJoinView>,
}

/// A laptop that shows its digits is to be let in.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OnlineAcceptRequest {
    /// By which invite.
    pub invite: String,
    /// The digits on its screen.
    pub check: String,
    /// Who agrees beside the coordinator at work.
    pub agreed: Agreed,
}

/// A laptop that was let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LetInView {
    /// Which.
    pub device: Id<DeviceId>,
    /// What it is called.
    pub name: String,
    /// Was the hub told? Else it is with the next meeting, and until then that laptop waits.
    pub told: bool,
}

/// This laptop is to join by words.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OnlineJoinRequest {
    /// The address that is shown with the words.
    pub address: String,
    /// The words, as they were typed.
    #[serde(deserialize_with = "super::secret")]
    #[ts(type = "string")]
    pub words: Secret<String>,
    /// What this laptop is to be called.
    pub device: String,
    /// What the member is called at the door until the centre says it.
    pub member: String,
    /// The member's passphrase on this laptop.
    #[serde(deserialize_with = "super::secret")]
    #[ts(type = "string")]
    pub passphrase: Secret<String>,
}

words! {
    /// How far a laptop is that joins on line.
    JoinStage {
        /// It waits for the laptop that invites.
        Waits = "waits",
        /// It shows its digits, and waits for a coordinator to type them.
        Digits = "digits",
        /// The coordinator has decided: it may be tried whether this laptop was let in.
        Decided = "decided",
    }
}

/// How a laptop joins on line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct JoinsView {
    /// How far it is.
    pub stage: JoinStage,
    /// The digits that a coordinator types, in two groups.
    pub check: Option<String>,
    /// What this laptop is called.
    pub device: String,
}

/// A laptop that may be let in is to join.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct JoinGoOnRequest {
    /// The passphrase that its member chose on it.
    #[serde(deserialize_with = "super::secret")]
    #[ts(type = "string")]
    pub passphrase: Secret<String>,
}

/// A laptop that has joined on line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JoinedOnlineView {
    /// What the first meeting came to; nothing where the line broke: the next one goes on.
    pub met: Option<SyncView>,
}
