//! One laptop serves the others of its centre for a while, in one room or over a cable.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::AppError;

/// This laptop is to serve the others.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct RoomOpenRequest {
    /// For how many minutes; from 1 to [`Self::LONGEST`].
    pub minutes: u16,
}

impl RoomOpenRequest {
    /// A day.
    pub const LONGEST: u16 = 24 * 60;
}

/// The same, said by whoever knows networks.
#[derive(Debug, Clone)]
pub struct RoomServeRequest {
    /// For how many minutes.
    pub minutes: u16,
    /// Where it listens.
    pub listen: SocketAddr,
    /// What is shown as its address, where another one is right than the one that is found.
    pub address: Option<String>,
}

/// A laptop that serves, as its own people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RoomStands {
    /// What the others type: a host and a port.
    pub address: String,
    /// Is this laptop on no network, so that nobody finds it there?
    pub alone: bool,
    /// Is all that is here there for the others?
    pub ready: bool,
    /// Has it ended?
    pub over: bool,
    /// Until when it serves, RFC 3339.
    pub until: String,
    /// How many changes came.
    #[ts(type = "number")]
    pub came: u64,
    /// And how many people whom this laptop did not know.
    #[ts(type = "number")]
    pub people: u64,
    /// Who asked, the last one first.
    pub laptops: Vec<RoomLaptop>,
    /// What went wrong last; where it is over, by what it ended.
    pub fault: Option<AppError>,
}

/// A laptop that was in the room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RoomLaptop {
    /// Its name.
    pub name: String,
    /// When it asked last, RFC 3339.
    pub asked: String,
}

/// A laptop that serves is to be met.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RoomVisitRequest {
    /// Where it is: a host, and a port if it is not 7470.
    pub address: String,
}

/// A device that is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoomDevice {
    /// Its id.
    pub device: [u8; 16],
    /// The key by which it signs.
    pub key: [u8; 32],
    /// Does it belong to the centre?
    pub stands: bool,
}
