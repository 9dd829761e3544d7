//! What goes to a hub, in requests that are as large as the line bears.

use std::collections::{BTreeSet, VecDeque};

use pana_model::{DeviceId, EventRef};
use pana_store::{Outgoing, Store, StoreError, Stream};
use pana_wire::bundle::Item;
use pana_wire::hub::{RunWriter, entry_id, sealed_source};
use pana_wire::{Envelope, StreamId};

use crate::carry::{key_item, source_item};

/// Most items of one request.
const MOST_ITEMS: usize = 512;

/// What is to be given, in its order: the control stream, then keys and what events name by hashes, then the rest.
#[derive(Debug, Default)]
pub(super) struct Give {
    waiting: VecDeque<Piece>,
    /// What the hub does not take, and why is known: not tried again in this meeting.
    left_chains: BTreeSet<(Stream, DeviceId)>,
    left_devices: BTreeSet<DeviceId>,
}

#[derive(Debug)]
enum Piece {
    Event(Outgoing),
    Item(Vec<u8>),
}

/// One request.
#[derive(Debug)]
pub(super) struct ToGive {
    pub(super) body: Vec<u8>,
    /// What it holds, in its order.
    pub(super) holds: Vec<Given>,
}

/// An item of a request.
#[derive(Debug)]
pub(super) enum Given {
    Event { chain: (Stream, DeviceId), number: u64, event: EventRef, id: [u8; 32] },
    Item { stream: Option<StreamId>, id: [u8; 32] },
}

impl Give {
    /// What the hub lacks, as far as is known.
    pub(super) fn of(store: &Store, key: &[u8; 32]) -> Result<Self, StoreError> {
        let events = store.hub_lacks(key)?;
        let mut items = Vec::new();
        for sealed in store.sealed_keys(&events)? {
            items.extend(key_item(store, sealed));
        }
        let mut items: Vec<Vec<u8>> = items.iter().filter_map(|item: &Item| item.to_bytes().ok()).collect();
        if events.iter().any(|event| event.stream == Stream::Control) {
            for source in store.sources()?.into_iter().filter_map(source_item) {
                let sealed = source.to_bytes().ok().map(|plain| store.sealed_source(&plain)).transpose()?.flatten();
                items.extend(sealed.map(|sealed| sealed_source(&sealed)));
            }
        }
        let (control, others): (Vec<_>, Vec<_>) = events.into_iter().partition(|event| event.stream == Stream::Control);
        let mut waiting: VecDeque<Piece> = control.into_iter().map(Piece::Event).collect();
        for bytes in items {
            if !store.hub_holds(key, &half(&entry_id(&bytes)))? {
                waiting.push_back(Piece::Item(bytes));
            }
        }
        waiting.extend(others.into_iter().map(Piece::Event));
        Ok(Self { waiting, ..Self::default() })
    }

    /// How many events are left to be given.
    pub(super) fn events(&self) -> u64 {
        let events = self.waiting.iter().filter(|piece| matches!(piece, Piece::Event(_))).count();
        u64::try_from(events).unwrap_or(u64::MAX)
    }

    /// The next request and what it holds: about so many bytes, one item at least; `None` where nothing is left.
    /// `runs`: does the hub know runs?
    pub(super) fn next(&mut self, store: &Store, size: usize, runs: bool) -> Result<Option<ToGive>, StoreError> {
        let (mut body, mut holds) = (RunWriter::new(runs), Vec::new());
        let mut at = 0;
        while holds.len() < MOST_ITEMS {
            let Some(piece) = self.waiting.get(at) else { break };
            let fits = |length: usize| body.is_empty() || body.len().saturating_add(length) <= size;
            match piece {
                Piece::Item(bytes) if !fits(bytes.len()) => break,
                Piece::Item(bytes) => {
                    let stream = Item::from_bytes(bytes).ok().flatten().and_then(|item| item.stream());
                    holds.push(Given::Item { stream, id: entry_id(bytes) });
                    body.push(bytes);
                }
                Piece::Event(event) => {
                    let envelope = store.outgoing(event)?;
                    let Some((item, given)) = self.event(event.stream, &envelope) else {
                        self.waiting.remove(at);
                        continue;
                    };
                    if !fits(item.len()) {
                        break;
                    }
                    body.push_event(&envelope, &item);
                    holds.push(given);
                }
            }
            at = at.saturating_add(1);
        }
        Ok((!holds.is_empty()).then(|| ToGive { body: body.into_bytes(), holds }))
    }

    /// An event as it goes, and what it is, unless the hub does not take those of its chain or device.
    fn event(&self, stream: Stream, envelope: &Envelope) -> Option<(Vec<u8>, Given)> {
        let (device, number) = (envelope.header().dev, envelope.header().dseq);
        if self.left_devices.contains(&device) || self.left_chains.contains(&(stream, device)) {
            return None;
        }
        let item = Item::Event(envelope.to_bytes()).to_bytes().ok()?;
        let (chain, event, id) = ((stream, device), envelope.id().to_ref(), entry_id(&item));
        Some((item, Given::Event { chain, number, event, id }))
    }

    /// So many of the request were taken.
    pub(super) fn taken(&mut self, many: usize) {
        self.waiting.drain(..many.min(self.waiting.len()));
    }

    /// The hub takes nothing of this device.
    pub(super) fn leave_device(&mut self, device: DeviceId) {
        self.left_devices.insert(device);
    }

    /// It does not take what stands first now, nor, if that is an event, what follows it in its chain.
    pub(super) fn leave_first(&mut self, given: &Given) {
        match given {
            Given::Event { chain, .. } => {
                self.left_chains.insert(*chain);
            }
            Given::Item { .. } => {
                self.waiting.pop_front();
            }
        }
    }

    /// Nothing more is given in this meeting.
    pub(super) fn stop(&mut self) {
        self.waiting.clear();
    }

    /// How many chains and devices the hub did not take.
    pub(super) fn left(&self) -> usize {
        self.left_chains.len().saturating_add(self.left_devices.len())
    }
}

/// The first half of an id.
pub(super) fn half(id: &[u8; 32]) -> [u8; 16] {
    id.first_chunk().copied().unwrap_or_default()
}
