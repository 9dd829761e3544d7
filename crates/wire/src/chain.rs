//! Each device's events of a stream form a chain: numbered without gaps, each naming the one before.

use crate::{Envelope, EventId, Header};

/// Where a chain ends. Before its first event: number 0 and [`EventId::NONE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainEnd {
    /// The last event's number.
    pub dseq: u64,
    /// The last event's id.
    pub id: EventId,
}

/// How an event stands to the chain we hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// It follows; here the chain ends with it.
    Next(ChainEnd),
    /// We hold it already.
    Known,
}

/// Why an event does not fit the chain. Nothing is thrown away for it: gaps wait, forks keep both histories.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// Events between are missing; the number wanted next.
    #[error("events are missing before it: {0} comes next")]
    Gap(u64),
    /// Two different events bear this number: the device was copied, or its history rewritten.
    #[error("two different events bear the number {0}")]
    Fork(u64),
    /// It bears the next number and names another predecessor.
    #[error("event {0} names another predecessor")]
    OtherPast(u64),
}

impl ChainEnd {
    /// Where a chain ends before its first event.
    pub const EMPTY: Self = Self { dseq: 0, id: EventId::NONE };

    /// Where it ends once `envelope` is the last.
    pub const fn after(envelope: &Envelope) -> Self {
        Self { dseq: envelope.header().dseq, id: envelope.id() }
    }
}

/// Where an event of this (stream, device) stands to `end`. `held` looks up the id held under an earlier number.
pub fn check_next(
    end: ChainEnd,
    header: &Header,
    id: EventId,
    held: impl FnOnce(u64) -> Option<EventId>,
) -> Result<Link, ChainError> {
    let next = end.dseq.saturating_add(1);
    if header.dseq > next {
        return Err(ChainError::Gap(next));
    }
    if header.dseq == next {
        let follows = header.prev == end.id;
        return if follows {
            Ok(Link::Next(ChainEnd { dseq: next, id }))
        } else {
            Err(ChainError::OtherPast(header.dseq))
        };
    }
    let known = if header.dseq == end.dseq { Some(end.id) } else { held(header.dseq) };
    if header.dseq != 0 && known == Some(id) { Ok(Link::Known) } else { Err(ChainError::Fork(header.dseq)) }
}
