//! Why a key or a seal does not do what was asked.

use crate::{MustWait, SheetError};

/// What went wrong. None of these says anything about the secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeysError {
    /// The key (or passphrase) does not open this, or the bytes were changed: the two cannot be told apart.
    #[error("the key does not open this, or it was changed")]
    WrongKey,
    /// It opened, but was sealed for another key: someone built bytes that open under two keys.
    #[error("the key commitment does not hold")]
    Commitment,
    /// It opened, and its inside is not what was sealed here.
    #[error("damaged: {0}")]
    Damaged(&'static str),
    /// More bytes than the format allows, or a body that grows beyond its limit when unpacked.
    #[error("too large: {0}")]
    TooLarge(&'static str),
    /// Written by a newer program.
    #[error("a newer program wrote this: {0}")]
    Newer(&'static str),
    /// Derivation parameters outside of what is sensible.
    #[error("the derivation parameters are out of bounds")]
    Params,
    /// The keyring has no such member, or already has one.
    #[error("the keyring's members do not allow this")]
    Member,
    /// The member's slot is of layout 1: upgrade it first.
    #[error("the slot names no device and no root yet")]
    OlderSlot,
    /// The slot is not as this session opened it: another passphrase was set, or the file was put back. Unlock again.
    #[error("the slot was changed since it was opened")]
    Stale,
    /// The slot names another root: this is another centre, or its beginning was forged.
    #[error("the slot names another root")]
    OtherRoot,
    /// A change of the database key was begun before and is not finished.
    #[error("a change of the database key is not finished")]
    Unfinished,
    /// Too many wrong passphrases: wait.
    #[error(transparent)]
    Wait(#[from] MustWait),
    /// A recovery sheet was not typed as it was printed.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// The sheets are well typed and belong to another centre, or to an older printing.
    #[error("the sheets do not belong to this keyring")]
    OtherSheets,
    /// The system gives no randomness.
    #[error("the system gives no randomness")]
    Entropy,
    /// The keyring's bytes cannot be read.
    #[error("the keyring cannot be read: {0}")]
    Keyring(String),
}

impl KeysError {
    /// Did a newer program write it?
    pub const fn is_newer(&self) -> bool {
        matches!(self, Self::Newer(_))
    }
}
