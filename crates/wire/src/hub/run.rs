//! Items as they go over a line: of events that follow each other in a chain, what one says of the next is left out, and of
//! slots of one generation what is the same in all. What comes out at the other end is the items, byte for byte.
//!
//! ```text
//! run of events = [8, org, stream, dev, dseq, prev, epoch, [addr(32) || nonce(24) || sig(64) || ct, …]]
//! run of slots  = [9, stream, generation, (slot(16) || key(16) || wrapped(72)) …]
//! ```
//!
//! `dseq` and `prev` are the first one's. Each next one has the number after it and the id of the one before; the length
//! and the hash of a body are worked out from it. An event that cannot be put together so goes whole.

use std::borrow::Cow;

use pana_model::{CentreId, DeviceId, KeyId};

use super::sequence::MAX_ENTRIES;
use super::{MessageFault, split_items, write_entry};
use crate::bundle::{Item, ItemKind, Slot};
use crate::cbor::Reader;
use crate::header::Layout;
use crate::{Envelope, EpochId, EventId, GenerationId, Header, MAX_ENVELOPE, StreamId, cbor};

/// What a run of events begins with. No item has this number.
const EVENTS: u64 = 8;
/// What a run of slots begins with. No item has this number.
const SLOTS: u64 = 9;
/// Address, nonce and signature, which stand before each body.
const BEFORE_BODY: usize = 32 + 24 + 64;
/// A slot of a run.
const SLOT: usize = 16 + 16 + 72;
/// No run is longer, and nobody has to hold more than comes out of one.
const LONGEST: usize = 4096;
/// No more comes out of one body than this, however it was packed.
const MOST_BYTES: usize = 4 * super::MAX_BATCH;

/// Puts items together as they go.
#[derive(Debug)]
pub struct RunWriter {
    out: Vec<u8>,
    run: Option<Run>,
    runs: bool,
}

#[derive(Debug)]
enum Run {
    Events { first: Box<Header>, last: EventId, next: u64, pieces: Vec<u8>, many: u64 },
    Slots { stream: StreamId, generation: GenerationId, slots: Vec<u8> },
}

impl RunWriter {
    /// Nothing yet. `runs`: does whoever reads it know runs?
    pub const fn new(runs: bool) -> Self {
        Self { out: Vec::new(), run: None, runs }
    }

    /// Puts an item behind the others.
    pub fn push(&mut self, item: &[u8]) {
        if !self.runs {
            return self.push_whole(item);
        }
        match Item::from_bytes(item) {
            Ok(Some(Item::Event(bytes))) => match Envelope::from_bytes(&bytes) {
                Ok(envelope) => self.push_event(&envelope, item),
                Err(_) => self.push_whole(item),
            },
            // One with an element of a newer program is not what would come out.
            Ok(Some(Item::Slot(slot))) if Item::Slot(slot.clone()).to_bytes().is_ok_and(|plain| plain == item) => {
                self.push_slot(&slot);
            }
            _ => self.push_whole(item),
        }
    }

    /// Puts bytes behind the others that are no item.
    pub fn push_whole(&mut self, bytes: &[u8]) {
        self.end_run();
        write_entry(&mut self.out, bytes);
    }

    /// Puts an event behind the others, whose item this is.
    pub fn push_event(&mut self, envelope: &Envelope, item: &[u8]) {
        let header = envelope.header();
        // Elements of newer programs would be lost, and so would what was spelled otherwise.
        let plain = envelope.ct().filter(|ct| {
            self.runs && is_plain(envelope) && event_item(envelope.header_bytes(), envelope.sig(), ct) == item
        });
        let Some(ct) = plain else { return self.push_whole(item) };
        if !self.run.as_ref().is_some_and(|run| run.goes_on_with(header)) {
            self.end_run();
        }
        let run = self.run.get_or_insert_with(|| Run::Events {
            first: Box::new(header.clone()),
            last: EventId::NONE,
            next: 0,
            pieces: Vec::new(),
            many: 0,
        });
        if let Run::Events { last, next, pieces, many, .. } = run {
            (*last, *next, *many) = (envelope.id(), header.dseq.saturating_add(1), many.saturating_add(1));
            cbor::bytes_head(pieces, BEFORE_BODY.saturating_add(ct.len()));
            [header.addr.as_slice(), &header.nonce, envelope.sig(), ct]
                .iter()
                .for_each(|part| pieces.extend_from_slice(part));
        }
    }

    fn push_slot(&mut self, slot: &Slot) {
        let goes_on = matches!(&self.run, Some(Run::Slots { stream, generation, slots })
            if (*stream, *generation) == (slot.stream, slot.generation) && slots.len() < LONGEST * SLOT);
        if !goes_on {
            self.end_run();
        }
        let (stream, generation) = (slot.stream, slot.generation);
        let run = self.run.get_or_insert_with(|| Run::Slots { stream, generation, slots: Vec::new() });
        if let Run::Slots { slots, .. } = run {
            [slot.slot.as_slice(), slot.key.as_bytes(), &slot.wrapped]
                .iter()
                .for_each(|part| slots.extend_from_slice(part));
        }
    }

    /// How many bytes there are, but for what begins the last run.
    pub fn len(&self) -> usize {
        let run = match &self.run {
            None => 0,
            Some(Run::Events { pieces, .. }) => pieces.len(),
            Some(Run::Slots { slots, .. }) => slots.len(),
        };
        self.out.len().saturating_add(run)
    }

    /// Is nothing there?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What goes.
    pub fn into_bytes(mut self) -> Vec<u8> {
        self.end_run();
        self.out
    }

    fn end_run(&mut self) {
        let mut run = Vec::new();
        match self.run.take() {
            None => return,
            Some(Run::Events { first, pieces, many, .. }) => {
                run.reserve(pieces.len().saturating_add(160));
                cbor::array(&mut run, 8);
                cbor::uint(&mut run, EVENTS);
                cbor::bytes(&mut run, first.org.as_bytes());
                cbor::bytes(&mut run, first.stream.as_bytes());
                cbor::bytes(&mut run, first.dev.as_bytes());
                cbor::uint(&mut run, first.dseq);
                cbor::bytes(&mut run, first.prev.as_bytes());
                cbor::bytes(&mut run, first.epoch.as_bytes());
                cbor::array(&mut run, many);
                run.extend_from_slice(&pieces);
            }
            Some(Run::Slots { stream, generation, slots }) => {
                run.reserve(slots.len().saturating_add(64));
                cbor::array(&mut run, 4);
                cbor::uint(&mut run, SLOTS);
                cbor::bytes(&mut run, stream.as_bytes());
                cbor::bytes(&mut run, generation.as_bytes());
                cbor::bytes(&mut run, &slots);
            }
        }
        write_entry(&mut self.out, &run);
    }
}

impl Run {
    fn goes_on_with(&self, header: &Header) -> bool {
        match self {
            Self::Slots { .. } => false,
            Self::Events { first, last, next, many, .. } => {
                (first.org, first.stream, first.dev, first.epoch)
                    == (header.org, header.stream, header.dev, header.epoch)
                    && (*last, *next) == (header.prev, header.dseq)
                    && usize::try_from(*many).is_ok_and(|many| many < LONGEST)
            }
        }
    }
}

/// Is its header as this program would write it?
fn is_plain(envelope: &Envelope) -> bool {
    envelope.header().layout == Layout::Two && envelope.header().to_bytes() == envelope.header_bytes()
}

/// The items of what came, in their order; runs are taken apart.
///
/// # Errors
/// [`MessageFault`], also where more comes out than a body may hold.
pub fn read_items(bytes: &[u8]) -> Result<Vec<Cow<'_, [u8]>>, MessageFault> {
    let (mut items, mut room) = (Vec::new(), MOST_BYTES);
    for entry in split_items(bytes)? {
        let before = items.len();
        match run_kind(entry) {
            Some((EVENTS, run)) => read_events(run, &mut items)?,
            Some((SLOTS, run)) => read_slots(run, &mut items)?,
            _ => items.push(Cow::Borrowed(entry)),
        }
        let came: usize = items.iter().skip(before).map(|item| item.len()).sum();
        room = room.checked_sub(came).filter(|_| items.len() <= MAX_ENTRIES).ok_or(MessageFault::TooLong)?;
    }
    Ok(items)
}

/// Of a run, what it is of, and its elements.
fn run_kind(entry: &[u8]) -> Option<(u64, Reader<'_>)> {
    let mut from = Reader::new(entry);
    let (elements, kind) = (from.array().ok()?, from.uint().ok()?);
    matches!((elements, kind), (8, EVENTS) | (4, SLOTS)).then_some((kind, from))
}

fn read_events<'b>(mut from: Reader<'b>, items: &mut Vec<Cow<'b, [u8]>>) -> Result<(), MessageFault> {
    let (org, stream) = (CentreId::from_bytes(from.fixed()?), StreamId::from_bytes(from.fixed()?));
    let (dev, mut dseq) = (DeviceId::from_bytes(from.fixed()?), from.uint()?);
    let mut prev = EventId::from_bytes(from.fixed()?);
    let (epoch, many) = (EpochId::from_bytes(from.fixed()?), from.array()?);
    if many > LONGEST.try_into().unwrap_or(u64::MAX) {
        return Err(MessageFault::TooLong);
    }
    for _ in 0..many {
        let piece = from.bytes()?;
        let (addr, rest) = split::<32>(piece)?;
        let (nonce, rest) = split::<24>(rest)?;
        let (sig, ct) = split::<64>(rest)?;
        if ct.len() > MAX_ENVELOPE {
            return Err(MessageFault::TooLong);
        }
        let header = Header {
            layout: Layout::Two,
            org,
            stream,
            dev,
            dseq,
            prev,
            epoch,
            addr,
            nonce,
            ct_len: ct.len().try_into().unwrap_or(u64::MAX),
            ct_hash: *blake3::hash(ct).as_bytes(),
        };
        let header = header.to_bytes();
        (prev, dseq) = (EventId::of_header(&header), dseq.saturating_add(1));
        items.push(Cow::Owned(event_item(&header, &sig, ct)));
    }
    if from.rest().is_empty() { Ok(()) } else { Err(MessageFault::Shape("bytes after its end")) }
}

/// The item of the event with these parts.
fn event_item(header: &[u8], sig: &[u8; 64], ct: &[u8]) -> Vec<u8> {
    let mut envelope = Vec::with_capacity(header.len().saturating_add(ct.len()).saturating_add(80));
    cbor::array(&mut envelope, 3);
    cbor::bytes(&mut envelope, header);
    cbor::bytes(&mut envelope, sig);
    cbor::bytes(&mut envelope, ct);
    let mut item = Vec::with_capacity(envelope.len().saturating_add(8));
    cbor::array(&mut item, ItemKind::Event.elements());
    cbor::uint(&mut item, ItemKind::Event.number());
    cbor::bytes(&mut item, &envelope);
    item
}

fn read_slots<'b>(mut from: Reader<'b>, items: &mut Vec<Cow<'b, [u8]>>) -> Result<(), MessageFault> {
    let (stream, generation) = (StreamId::from_bytes(from.fixed()?), GenerationId::from_bytes(from.fixed()?));
    let slots = from.bytes()?;
    let is_whole = from.rest().is_empty() && slots.len().is_multiple_of(SLOT);
    if !is_whole || slots.len() > LONGEST * SLOT {
        return Err(MessageFault::Shape("not a run of slots"));
    }
    for slot in slots.chunks_exact(SLOT) {
        let (id, rest) = split::<16>(slot)?;
        let (key, rest) = split::<16>(rest)?;
        let (wrapped, _) = split::<72>(rest)?;
        let item = Item::Slot(Slot { stream, slot: id, key: KeyId::from_bytes(key), generation, wrapped });
        items.push(Cow::Owned(item.to_bytes().map_err(|_| MessageFault::Shape("not a slot"))?));
    }
    Ok(())
}

fn split<const N: usize>(bytes: &[u8]) -> Result<([u8; N], &[u8]), MessageFault> {
    let (first, rest) = bytes.split_first_chunk().ok_or(MessageFault::Shape("it ends too early"))?;
    Ok((*first, rest))
}
