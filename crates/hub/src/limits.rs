//! How much a hub gives to one centre, one device and one request.

use std::num::NonZeroU32;

/// How much a hub gives.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one centre's items at most.
    pub centre_bytes: u64,
    /// Requests a minute of one device, or of one address that is no device yet; so many may come at once.
    pub requests_a_minute: NonZeroU32,
    /// Requests a minute of one address that is to join.
    pub joins_a_minute: NonZeroU32,
    /// So many mailboxes of one centre are open at once.
    pub mailboxes: u64,
    /// A mailbox ends after so many milliseconds.
    pub mailbox_ms: u64,
    /// A session lasts so many milliseconds.
    pub session_ms: u64,
    /// What is to be signed is good for so many milliseconds.
    pub nonce_ms: u64,
    /// An answer to a pull has so many bytes at most, but for one item.
    pub pull_bytes: u64,
    /// Bytes of bodies that are held in memory at once, over all requests.
    pub bodies_bytes: u32,
    /// Connections at once.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            centre_bytes: 20 << 30,
            requests_a_minute: NonZeroU32::new(1200).unwrap_or(NonZeroU32::MIN),
            joins_a_minute: NonZeroU32::new(120).unwrap_or(NonZeroU32::MIN),
            mailboxes: 16,
            mailbox_ms: 24 * 60 * 60 * 1000,
            session_ms: 12 * 60 * 60 * 1000,
            nonce_ms: 2 * 60 * 1000,
            pull_bytes: 1 << 20,
            bodies_bytes: 256 << 20,
            connections: 4096,
        }
    }
}
