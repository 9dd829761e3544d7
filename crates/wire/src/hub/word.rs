//! Words in which a hub says no.

use super::{MessageFault, begin, read};
use crate::cbor;

macro_rules! closed {
    ($(#[$doc:meta])+ $name:ident { $($(#[$each:meta])+ $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$each])+ $variant),+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as it travels.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The one of this word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }
    };
}

closed! {
    /// Why a hub did not take an item.
    StopWhy {
        /// What it follows is not here.
        Gap = "gap",
        /// No deed says whose key its device has.
        UnknownDevice = "unknown-device",
        /// Its device did not sign it.
        Signature = "signature",
        /// It is no item of this centre's streams.
        NotOurs = "not-ours",
        /// The centre has as much here as it may.
        Quota = "quota",
    }
}

closed! {
    /// Why a hub did not do what it was asked.
    HubWord {
        /// What came is no message of this protocol.
        NotAMessage = "not-a-message",
        /// It is larger than a message may be.
        TooLong = "too-long",
        /// It is of a newer program.
        Newer = "newer",
        /// No centre of this id is kept here.
        UnknownCentre = "unknown-centre",
        /// No deed here names this device.
        UnknownDevice = "unknown-device",
        /// The device does not belong to the centre any more.
        DeviceRemoved = "device-removed",
        /// There is no such session, or it has ended.
        NoSession = "no-session",
        /// Who speaks did not sign.
        Signature = "signature",
        /// The hub's list is another one at that place.
        Differs = "differs",
        /// The secret that registers a centre is none, or was used.
        Token = "token",
        /// The centre is kept here, and began with another deed.
        Registered = "registered",
        /// A deed does not count, or what it rests on is not here.
        Deed = "deed",
        /// There are as many deeds of the centre here as there may be.
        DeedsFull = "deeds-full",
        /// There is no such mailbox, or it has ended.
        NoMailbox = "no-mailbox",
        /// Another letter lies at that place already.
        Written = "written",
        /// Too many requests; the answer says when to come again.
        Rate = "rate",
        /// The centre has as much here as it may.
        Quota = "quota",
        /// The hub has too much to do; the answer says when to come again.
        Busy = "busy",
        /// Something is wrong with the hub itself; its keeper's log says what.
        Broken = "broken",
    }
}

/// A hub's no, as it travels: one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HubFault(pub HubWord);

impl HubFault {
    /// The message.
    pub fn to_bytes(self) -> Vec<u8> {
        let mut out = begin(1);
        cbor::text(&mut out, self.0.as_str());
        out
    }

    /// Reads it. A word of a newer hub is [`HubWord::Broken`]: that it said no is clear, and not why.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 1, |from| Ok(Self(HubWord::from_word(from.text()?).unwrap_or(HubWord::Broken))))
    }
}

/// The no to a device that was taken out of the centre, with the deeds that show it: a hub alone takes nobody out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RemovedFault {
    /// The deeds that say so, and those that they had seen; none where they are more than [`MAX_PROOF`].
    pub deeds: Vec<Vec<u8>>,
}

/// The deeds of a [`RemovedFault`] have so many bytes at most.
pub const MAX_PROOF: usize = 256 * 1024;
/// No proof has more deeds.
const MAX_PROOF_DEEDS: u64 = 4096;

impl RemovedFault {
    /// The message: that of the word, with the deeds behind it. Who knows the word alone passes over them.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(2);
        cbor::text(&mut out, HubWord::DeviceRemoved.as_str());
        let size: usize = self.deeds.iter().map(Vec::len).sum();
        let deeds = if size > MAX_PROOF { &[] } else { self.deeds.as_slice() };
        cbor::array(&mut out, u64::try_from(deeds.len()).unwrap_or(u64::MAX));
        deeds.iter().for_each(|deed| cbor::bytes(&mut out, deed));
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`], also where an older hub says the word alone.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 2, |from| {
            if from.text()? != HubWord::DeviceRemoved.as_str() {
                return Err(MessageFault::Shape("another word"));
            }
            let many = from.array()?;
            if many > MAX_PROOF_DEEDS {
                return Err(MessageFault::TooLong);
            }
            let deeds = (0..many).map(|_| Ok(from.bytes()?.to_vec())).collect::<Result<_, MessageFault>>()?;
            Ok(Self { deeds })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_knows_the_word_alone_reads_it_and_who_knows_more_reads_the_deeds() {
        let told = RemovedFault { deeds: vec![vec![1; 40], vec![2; 9]] };
        assert_eq!(HubFault::from_bytes(&told.to_bytes()), Ok(HubFault(HubWord::DeviceRemoved)));
        assert_eq!(RemovedFault::from_bytes(&told.to_bytes()), Ok(told));
        let older = HubFault(HubWord::DeviceRemoved).to_bytes();
        assert!(RemovedFault::from_bytes(&older).is_err());
        let many = RemovedFault { deeds: vec![vec![1; MAX_PROOF]; 2] };
        assert_eq!(RemovedFault::from_bytes(&many.to_bytes()), Ok(RemovedFault::default()));
    }
}
