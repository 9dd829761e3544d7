//! The hub at which a centre's laptops meet.

use pana_model::Secret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A centre is to be brought to a hub.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HubJoinRequest {
    /// Where it is: a host, and a port if it is not 7470; `https://` may stand before it.
    pub address: String,
    /// The secret that its keeper gave out, in which its key stands.
    #[serde(deserialize_with = "super::secret")]
    #[ts(type = "string")]
    pub token: Secret<String>,
}

/// The hub that the centre meets at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HubView {
    /// Where it is.
    pub address: String,
    /// Its key, in hexadecimal digits: what people compare.
    pub key: String,
    /// When this laptop last met it to the end, RFC 3339.
    pub met: Option<String>,
    /// How many changes that are here it has not said that it has.
    #[ts(type = "number")]
    pub waits: u64,
    /// Was another one named apart, on another laptop? Naming one anew settles that.
    pub apart: bool,
}
