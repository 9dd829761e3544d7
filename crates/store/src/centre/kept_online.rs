//! What `joining.json` holds of a laptop that joins on line, in hexadecimal.

use pana_keys::JoinMailbox;
use serde::{Deserialize, Serialize};

use crate::disk::StoreError;

/// What `joining.json` holds besides.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct KeptOnline {
    /// Where whoever keeps the mailbox was reached.
    pub(super) address: String,
    /// Where the invite says that it is, and by which key it is known.
    pub(super) said: String,
    pub(super) hub: String,
    /// The mailbox with the key of its letters.
    pub(super) mailbox: String,
    /// What is opened, and both letters as they are sent.
    pub(super) opening: String,
    pub(super) commitment_letter: String,
    pub(super) opening_letter: String,
    /// What whoever invites answered.
    pub(super) nonce: Option<String>,
}

impl KeptOnline {
    pub(super) fn mailbox(&self) -> Result<JoinMailbox, StoreError> {
        JoinMailbox::from_bytes(&bytes(&self.mailbox)?).map_err(|_| damaged())
    }
}

pub(super) fn bytes(text: &str) -> Result<Vec<u8>, StoreError> {
    of_hex(text).ok_or_else(damaged)
}

pub(super) fn fixed<const N: usize>(text: &str) -> Result<[u8; N], StoreError> {
    bytes(text)?.try_into().map_err(|_| damaged())
}

fn damaged() -> StoreError {
    StoreError::Damaged("joining.json".to_owned())
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn of_hex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
