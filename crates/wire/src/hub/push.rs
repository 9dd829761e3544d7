//! What a hub says of items that were given to it.

use pana_model::DeviceId;

use super::cursor::{read_heads, write_heads};
use super::{Heads, Incarnation, MessageFault, StopWhy, begin, read};
use crate::{StreamId, cbor};

/// No answer tells of more forks.
const MAX_FORKS: u64 = 1024;

/// Two events bear this number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForkAt {
    /// Of which stream.
    pub stream: StreamId,
    /// Of which device.
    pub dev: DeviceId,
    /// Which number.
    pub dseq: u64,
}

/// Where a hub stopped. What came before is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// Which item, from 0, was not taken.
    pub item: u64,
    /// Why.
    pub why: StopWhy,
}

/// The hub's answer to items: those before [`Self::stop`], or all, are durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushReply {
    /// Which life of its lists.
    pub incarnation: Incarnation,
    /// Where the lists of these streams end now.
    pub heads: Heads,
    /// Forks that were seen.
    pub forks: Vec<ForkAt>,
    /// Where it stopped.
    pub stop: Option<Stop>,
}

impl PushReply {
    /// The message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(4);
        cbor::bytes(&mut out, self.incarnation.as_bytes());
        write_heads(&mut out, &self.heads);
        cbor::array(&mut out, u64::try_from(self.forks.len()).unwrap_or(u64::MAX));
        for fork in &self.forks {
            cbor::array(&mut out, 3);
            cbor::bytes(&mut out, fork.stream.as_bytes());
            cbor::bytes(&mut out, fork.dev.as_bytes());
            cbor::uint(&mut out, fork.dseq);
        }
        match self.stop {
            None => cbor::null(&mut out),
            Some(stop) => {
                cbor::array(&mut out, 2);
                cbor::uint(&mut out, stop.item);
                cbor::text(&mut out, stop.why.as_str());
            }
        }
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 4, |from| {
            let (incarnation, heads) = (Incarnation::from_bytes(from.fixed()?), read_heads(from)?);
            let many = from.array()?;
            if many > MAX_FORKS {
                return Err(MessageFault::TooLong);
            }
            let mut forks = Vec::new();
            for _ in 0..many {
                if from.array()? != 3 {
                    return Err(MessageFault::Shape("not a fork"));
                }
                let (stream, dev) = (StreamId::from_bytes(from.fixed()?), DeviceId::from_bytes(from.fixed()?));
                forks.push(ForkAt { stream, dev, dseq: from.uint()? });
            }
            if from.is_null() {
                return Ok(Self { incarnation, heads, forks, stop: None });
            }
            if from.array()? != 2 {
                return Err(MessageFault::Shape("not where it stopped"));
            }
            let (item, why) = (from.uint()?, from.text()?);
            let why = StopWhy::from_word(why).ok_or(MessageFault::Shape("no such reason"))?;
            Ok(Self { incarnation, heads, forks, stop: Some(Stop { item, why }) })
        })
    }
}
