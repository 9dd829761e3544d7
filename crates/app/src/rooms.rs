//! What serves: a hub on this laptop, of which this crate knows no more than this.

use std::net::SocketAddr;
use std::path::Path;

use crate::contract::room::RoomDevice;

/// Begins to serve in a room.
pub trait Rooms: Send + Sync {
    /// Serves these devices until it is dropped; nobody is answered any more then.
    ///
    /// # Errors
    /// [`RoomFault`]; nothing is served.
    fn open(&self, room: &RoomOf<'_>) -> Result<Box<dyn OpenRoom>, RoomFault>;
}

/// What is to be served.
pub struct RoomOf<'a> {
    /// The centre.
    pub centre: [u8; 16],
    /// Who may speak.
    pub devices: &'a [RoomDevice],
    /// A folder for what they give each other, which is this room's own.
    pub folder: &'a Path,
    /// Where it listens: at the first of these that is free.
    pub listen: &'a [SocketAddr],
    /// What whoever asks is told of the key under which the room answers.
    pub said: &'a dyn Fn(&[u8; 32]) -> Vec<u8>,
}

/// A room that is served.
pub trait OpenRoom: Send {
    /// By which address the others find it.
    fn at(&self) -> SocketAddr;

    /// By which address this laptop itself reaches it.
    fn own(&self) -> SocketAddr;

    /// The key under which it answers.
    fn key(&self) -> [u8; 32];

    /// From now on these devices may speak.
    fn serve(&self, devices: &[RoomDevice]);

    /// When each device asked last, in milliseconds since 1970.
    fn asked(&self) -> Vec<([u8; 16], u64)>;
}

/// Why nothing is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoomFault {
    /// The folder cannot be written.
    Folder,
    /// None of the addresses is free.
    Listen,
}

/// Serves nothing: tests that need no room.
#[derive(Debug, Clone, Copy)]
pub struct NoRooms;

impl Rooms for NoRooms {
    fn open(&self, _: &RoomOf<'_>) -> Result<Box<dyn OpenRoom>, RoomFault> {
        Err(RoomFault::Listen)
    }
}
