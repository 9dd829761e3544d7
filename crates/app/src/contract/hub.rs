//! The hub at which a centre's laptops meet.

use pana_model::Secret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::AppError;

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
    /// Does this laptop meet it by itself?
    pub by_itself: bool,
}

/// Shall this laptop meet the hub by itself?
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ByItselfRequest {
    /// It shall.
    pub on: bool,
}

/// What is known of meetings that begin by themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct HubTurn {
    /// One runs now.
    pub runs: bool,
    /// How many ended since the app began: with each, others may have said what they have.
    pub ended: u32,
    /// How often one brought something: whoever shows lists asks anew when it is another number.
    pub came: u32,
    /// When the last one failed, RFC 3339; nothing where it did not.
    pub tried: Option<String>,
    /// Why.
    pub fault: Option<AppError>,
}
