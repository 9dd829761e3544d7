//! The lease of a laptop that joined by an invite.

use pana_model::{MemberId, Secret};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Id;

/// Where the lease of this laptop stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LeaseView {
    /// The last day on which it opens without a coordinator, RFC 3339.
    pub until: String,
    /// How many days have gone since it last met something new of a coordinator's laptop.
    #[ts(type = "number")]
    pub days: u64,
    /// What a coordinator is told who is to renew it over the telephone.
    pub challenge: String,
}

/// The lease of this laptop ends soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LeaseEnds {
    /// The last day on which it opens without a coordinator, RFC 3339.
    pub until: String,
}

/// A coordinator renews the lease of another laptop.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LeaseCodeRequest {
    /// Its name or id.
    pub device: String,
    /// What it shows.
    pub challenge: String,
    /// Is it known that it was taken out of the centre, and meant all the same? What it has not sent is reached by it.
    pub taken_out: bool,
}

/// What is read aloud.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LeaseCodeView {
    /// For which laptop, by its name.
    pub device: String,
    /// Ten signs.
    pub code: String,
}

/// Opens a store whose lease is over.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LeaseUnlockRequest {
    /// Member id.
    pub member: Id<MemberId>,
    /// The passphrase.
    #[serde(deserialize_with = "super::secret")]
    #[ts(type = "string")]
    pub passphrase: Secret<String>,
    /// The ten signs that a coordinator read aloud.
    #[serde(deserialize_with = "super::secret")]
    #[ts(type = "string")]
    pub code: Secret<String>,
}
