//! What a part says last: how much came before it, what its writer has, and that it was this writer.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{DeviceId, EventRef};

use super::item::{END, END_ELEMENTS, ItemFault};
use super::lacks::Lacks;
use super::limits::{MAX_END, MAX_HAVE, MAX_NUMBER};
use crate::cbor::Reader;
use crate::{StreamId, cbor};

/// The context in which the end's signature stands.
pub const END_CONTEXT: &str = "pana/bundle part/1";

/// What a device has: of each stream the ends of its chains, of a forked one each. What it writes to others it says
/// in every part, so that the next bundle to it holds only what it lacks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Have(BTreeMap<StreamId, BTreeSet<Held>>);

/// The last event of a chain that somebody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Held {
    /// Whose chain.
    pub device: DeviceId,
    /// The event's number, from 1 to 2^48.
    pub number: u64,
    /// The event.
    pub event: EventRef,
}

impl Have {
    /// Adds the end of a chain. Whether it was new.
    pub fn add(&mut self, stream: StreamId, held: Held) -> bool {
        self.0.entry(stream).or_default().insert(held)
    }

    /// The ends of a stream's chains, by device, number and event.
    pub fn of(&self, stream: StreamId) -> impl Iterator<Item = &Held> {
        self.0.get(&stream).into_iter().flatten()
    }

    /// All ends, by stream.
    pub fn all(&self) -> impl Iterator<Item = (StreamId, &Held)> {
        self.0.iter().flat_map(|(stream, held)| held.iter().map(|held| (*stream, held)))
    }

    /// How many ends there are.
    pub fn len(&self) -> usize {
        self.0.values().map(BTreeSet::len).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In bytes, where it stands alone.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(64 + 56 * self.len());
        self.write(&mut out);
        out
    }

    /// Reads one that stands alone.
    ///
    /// # Errors
    /// [`ItemFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ItemFault> {
        let mut from = Reader::new(bytes);
        let have = Self::read(&mut from)?;
        if from.rest().is_empty() { Ok(have) } else { Err(ItemFault::Shape("bytes after its end")) }
    }

    fn write(&self, out: &mut Vec<u8>) {
        let many = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        cbor::array(out, many(self.0.len()));
        for (stream, held) in &self.0 {
            cbor::array(out, 2);
            cbor::bytes(out, stream.as_bytes());
            cbor::array(out, many(held.len()));
            for held in held {
                cbor::array(out, 3);
                cbor::bytes(out, held.device.as_bytes());
                cbor::uint(out, held.number);
                cbor::bytes(out, held.event.as_bytes());
            }
        }
    }

    /// Streams and ends stand in their order, each once, so that one `have` has one spelling.
    fn read(from: &mut Reader<'_>) -> Result<Self, ItemFault> {
        let (mut have, mut many) = (Self::default(), 0);
        let mut before = None;
        for _ in 0..from.array()? {
            if from.array()? != 2 {
                return Err(ItemFault::Shape("not what a writer has"));
            }
            let stream = StreamId::from_bytes(from.fixed()?);
            let ends = from.array()?;
            if ends == 0 || before.is_some_and(|before| before >= stream) {
                return Err(ItemFault::NotCanonical);
            }
            before = Some(stream);
            let mut last = None;
            for _ in 0..ends {
                let held = read_held(from)?;
                if last.is_some_and(|last| last >= held) {
                    return Err(ItemFault::NotCanonical);
                }
                last = Some(held);
                many += 1;
                if many > MAX_HAVE {
                    return Err(ItemFault::TooLong);
                }
                have.add(stream, held);
            }
        }
        Ok(have)
    }

    pub(crate) fn check(&self) -> Result<(), ItemFault> {
        let wrong = |(_, held): (StreamId, &Held)| held.number == 0 || held.number > MAX_NUMBER;
        if self.len() > MAX_HAVE {
            Err(ItemFault::TooLong)
        } else if self.all().any(wrong) {
            Err(NO_NUMBER)
        } else {
            Ok(())
        }
    }
}

const NO_NUMBER: ItemFault = ItemFault::Shape("no chain has that number");

fn read_held(from: &mut Reader<'_>) -> Result<Held, ItemFault> {
    if from.array()? != 3 {
        return Err(ItemFault::Shape("not the end of a chain"));
    }
    let device = DeviceId::from_bytes(from.fixed()?);
    let number = from.uint()?;
    let held = Held { device, number, event: EventRef::from_bytes(from.fixed()?) };
    if number == 0 || number > MAX_NUMBER { Err(NO_NUMBER) } else { Ok(held) }
}

/// What the end says, before anybody knows who signed it.
#[derive(Debug, Clone)]
pub(crate) struct Closing {
    pub(crate) items: u64,
    pub(crate) digest: [u8; 32],
    pub(crate) have: Have,
    pub(crate) lacks: Lacks,
    pub(crate) signed: Vec<u8>,
    pub(crate) sig: [u8; 64],
}

/// Over the head and the items as they lie, with their lengths.
pub(crate) fn begin_digest() -> blake3::Hasher {
    let mut digest = blake3::Hasher::new();
    digest.update(b"pana/bundle part/1");
    digest
}

/// What is signed at the end of a part.
pub(crate) fn to_sign(items: u64, digest: &[u8; 32], have: &Have, lacks: &Lacks) -> Vec<u8> {
    let mut signed = Vec::with_capacity(64 + 56 * have.len() + 32 * lacks.len());
    cbor::array(&mut signed, if lacks.is_empty() { 3 } else { 4 });
    cbor::uint(&mut signed, items);
    cbor::bytes(&mut signed, digest);
    have.write(&mut signed);
    if !lacks.is_empty() {
        lacks.write(&mut signed);
    }
    signed
}

/// The end's bytes.
pub(crate) fn to_bytes(signed: &[u8], sig: &[u8; 64]) -> Vec<u8> {
    let mut out = Vec::with_capacity(signed.len().saturating_add(80));
    cbor::array(&mut out, END_ELEMENTS);
    cbor::uint(&mut out, END);
    cbor::bytes(&mut out, signed);
    cbor::bytes(&mut out, sig);
    out
}

/// Reads an end after its number. Elements after the known ones of what is signed are passed over.
pub(crate) fn read(mut from: Reader<'_>) -> Result<Closing, ItemFault> {
    let (signed, sig) = (from.bytes()?, from.fixed()?);
    if !from.rest().is_empty() {
        return Err(ItemFault::Shape("bytes after its end"));
    }
    if signed.len() > MAX_END {
        return Err(ItemFault::TooLong);
    }
    let mut from = Reader::new(signed);
    let more = from.array()?.checked_sub(3).ok_or(ItemFault::Shape("too few elements"))?;
    let (items, digest, have) = (from.uint()?, from.fixed()?, Have::read(&mut from)?);
    let lacks = if more > 0 { Lacks::read(&mut from)? } else { Lacks::default() };
    for _ in 1..more {
        from.skip()?;
    }
    if !from.rest().is_empty() {
        return Err(ItemFault::Shape("bytes after its end"));
    }
    Ok(Closing { items, digest, have, lacks, signed: signed.to_vec(), sig })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(device: u8, number: u64) -> Held {
        Held { device: DeviceId::from_bytes([device; 16]), number, event: EventRef::from_bytes([device; 16]) }
    }

    fn check_have(bytes: &[u8], expected: &ItemFault) {
        assert_eq!(Have::read(&mut Reader::new(bytes)).unwrap_err(), *expected, "{bytes:02x?}");
    }

    #[test]
    fn what_a_writer_has_has_one_spelling() {
        let stream = StreamId::from_bytes([1; 16]);
        let mut have = Have::default();
        for (device, number) in [(2, 7), (1, 9), (2, 8)] {
            assert!(have.add(stream, held(device, number)));
        }
        let mut bytes = Vec::new();
        have.write(&mut bytes);
        assert_eq!(Have::read(&mut Reader::new(&bytes)).unwrap(), have);

        let (first, end) = (20, 36);
        assert_eq!((bytes[first], bytes.len()), (0x83, first + 3 * end), "three ends of 36 bytes");
        let swapped = [
            &bytes[..first],
            &bytes[first + end..first + 2 * end],
            &bytes[first..first + end],
            &bytes[first + 2 * end..],
        ];
        check_have(&swapped.concat(), &ItemFault::NotCanonical);
        let twice = [&bytes[..first + end], &bytes[first..first + end], &bytes[first + 2 * end..]];
        check_have(&twice.concat(), &ItemFault::NotCanonical);
        let mut streams = vec![0x82];
        streams.extend([&bytes[1..], &bytes[1..]].concat());
        check_have(&streams, &ItemFault::NotCanonical);
        let mut none = vec![0x81, 0x82];
        cbor::bytes(&mut none, &[1; 16]);
        none.push(0x80);
        check_have(&none, &ItemFault::NotCanonical);
    }

    #[test]
    fn numbers_that_no_chain_has_and_more_ends_than_may_be_are_refused() {
        let stream = StreamId::from_bytes([1; 16]);
        for number in [0, MAX_NUMBER + 1] {
            let mut have = Have::default();
            have.add(stream, held(1, number));
            assert_eq!(have.check(), Err(NO_NUMBER));
            let mut bytes = Vec::new();
            have.write(&mut bytes);
            check_have(&bytes, &NO_NUMBER);
        }
        let mut many = Have::default();
        for number in 1..=u64::try_from(MAX_HAVE).unwrap() {
            many.add(stream, held(1, number));
        }
        assert_eq!(many.check(), Ok(()));
        many.add(stream, held(2, 1));
        assert_eq!(many.check(), Err(ItemFault::TooLong));
        let mut bytes = Vec::new();
        many.write(&mut bytes);
        check_have(&bytes, &ItemFault::TooLong);
    }
}
