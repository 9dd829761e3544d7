//! A mailbox by which a laptop joins: four letters, each written once, under a name that follows from words which the hub does
//! not know. Whoever is no device yet finds it by that name alone.

use super::{MessageFault, begin, read};
use crate::cbor;

/// No letter is longer.
pub const MAX_LETTER: usize = 64 * 1024;

/// What a letter is, and so who writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterPlace {
    /// What invites: laid with the mailbox by the device that invites.
    Invite,
    /// By what the new device is bound, which has no session.
    Commitment,
    /// What the device that invites adds.
    Nonce,
    /// What the new device was bound to.
    Opening,
}

/// A mailbox with its first letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayMailbox {
    /// Its name.
    pub at: [u8; 16],
    /// What invites, sealed.
    pub letter: Vec<u8>,
}

/// A further letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutLetter {
    /// Into which mailbox.
    pub at: [u8; 16],
    /// Which.
    pub place: LetterPlace,
    /// Sealed.
    pub letter: Vec<u8>,
}

/// A mailbox is asked for, or is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailboxAt {
    /// Its name.
    pub at: [u8; 16],
}

/// What lies in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mailbox {
    /// By their places.
    pub letters: [Option<Vec<u8>>; 4],
    /// Did somebody try to be bound when somebody else was already?
    pub again: bool,
}

impl LetterPlace {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::Invite, Self::Commitment, Self::Nonce, Self::Opening];

    /// Its number.
    pub const fn number(self) -> u8 {
        match self {
            Self::Invite => 0,
            Self::Commitment => 1,
            Self::Nonce => 2,
            Self::Opening => 3,
        }
    }
}

impl Mailbox {
    /// The letter of a place, if it lies there.
    pub fn letter(&self, place: LetterPlace) -> Option<&[u8]> {
        self.letters.get(usize::from(place.number()))?.as_deref()
    }

    /// The message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(5);
        for letter in &self.letters {
            match letter {
                Some(letter) => cbor::bytes(&mut out, letter),
                None => cbor::null(&mut out),
            }
        }
        cbor::uint(&mut out, u64::from(self.again));
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 5, |from| {
            let mut letters = [const { None }; 4];
            for place in &mut letters {
                *place = if from.is_null() { None } else { Some(letter(from.bytes()?)?) };
            }
            Ok(Self { letters, again: from.uint()? != 0 })
        })
    }
}

impl LayMailbox {
    /// The message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(2);
        cbor::bytes(&mut out, &self.at);
        cbor::bytes(&mut out, &self.letter);
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`]; [`MessageFault::TooLong`] for more than [`MAX_LETTER`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 2, |from| Ok(Self { at: from.fixed()?, letter: letter(from.bytes()?)? }))
    }
}

impl PutLetter {
    /// The message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(3);
        cbor::bytes(&mut out, &self.at);
        cbor::uint(&mut out, u64::from(self.place.number()));
        cbor::bytes(&mut out, &self.letter);
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`]; [`MessageFault::TooLong`] for more than [`MAX_LETTER`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 3, |from| {
            let (at, number) = (from.fixed()?, from.uint()?);
            let place = LetterPlace::ALL.into_iter().find(|place| u64::from(place.number()) == number);
            let place = place.ok_or(MessageFault::Shape("no place of a letter"))?;
            Ok(Self { at, place, letter: letter(from.bytes()?)? })
        })
    }
}

impl MailboxAt {
    /// The message.
    pub fn to_bytes(self) -> Vec<u8> {
        let mut out = begin(1);
        cbor::bytes(&mut out, &self.at);
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 1, |from| Ok(Self { at: from.fixed()? }))
    }
}

fn letter(bytes: &[u8]) -> Result<Vec<u8>, MessageFault> {
    if bytes.len() > MAX_LETTER { Err(MessageFault::TooLong) } else { Ok(bytes.to_vec()) }
}
