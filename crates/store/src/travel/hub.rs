//! What this installation knows of a hub: how far its lists were read, and what lies there.
//!
//! How far a list was read is written with the last of what was read, in one change: it is never ahead of it, and a cut before
//! it is made good by reading the same again.

use std::collections::BTreeMap;

use pana_casework::authority::Standing;
use pana_model::{DeviceId, EventRef, Moment};
use pana_wire::Header;
use pana_wire::bundle::{Item, SourceKind};

use super::{Arrived, Have, Outgoing, Source};
use crate::Stream;
use crate::asked::Asked;
use crate::disk::StoreError;
use crate::log::event;
use crate::store::Store;
use crate::table::erasure::ErasedItem;
use crate::table::{hub, peer};
use crate::take_in::TakenIn;
use crate::travel::have::greater;

/// What is known of a hub.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HubKnown {
    /// Which life of its lists it was last met in; `None` where it never was.
    pub incarnation: Option<[u8; 16]>,
    /// How far the list of each stream was read and taken in: how many items, and the hash over their ids.
    pub places: BTreeMap<Stream, (u64, [u8; 32])>,
    /// Up to which number it is known what others said there.
    pub said_after: u64,
    /// What it was last told of how far this installation has read, as a hash.
    pub said: Option<[u8; 32]>,
    /// When a meeting last ended well, by the clock here.
    pub met: Option<Moment>,
    /// What it was last asked of files that lack here, as a hash.
    pub files: Option<[u8; 32]>,
}

/// The end of a chain: its stream and device, the number of its last event, and that event.
pub type EndOfChain = ((Stream, DeviceId), (u64, EventRef));

/// What was read from a hub's list.
#[derive(Debug, Clone, Default)]
pub struct ReadFromHub {
    /// To be taken in.
    pub arrived: Arrived,
    /// Sources, sealed: opened when the keys beside them are here.
    pub sealed: Vec<Vec<u8>>,
    /// Where the list stands behind it.
    pub to: (u64, [u8; 32]),
    /// Events that lie there: the chain, the number, the event.
    pub events: Vec<EndOfChain>,
    /// What else lies there, by the first half of its id.
    pub items: Vec<[u8; 16]>,
}

impl Store {
    /// What is known of the hub with this key.
    ///
    /// # Errors
    /// As any read.
    pub fn hub_known(&self, key: &[u8; 32]) -> Result<HubKnown, StoreError> {
        let Some(row) = hub::get(self.connection(), key)? else { return Ok(HubKnown::default()) };
        Ok(HubKnown {
            incarnation: Some(row.incarnation),
            places: hub::places(self.connection(), key)?,
            said_after: row.said_after,
            said: row.said,
            met: row.met_ms.and_then(Moment::from_unix_ms),
            files: row.files,
        })
    }

    /// Its lists are in this life: what was known of another one is forgotten.
    ///
    /// # Errors
    /// As any write.
    pub fn hub_begin(&mut self, key: &[u8; 32], incarnation: &[u8; 16], now: Moment) -> Result<(), StoreError> {
        self.transact(&Asked::nothing(), now, |tx| hub::begin(tx.sql(), key, incarnation))
    }

    /// The events that it lacks, as far as is known. O(chains + events).
    ///
    /// # Errors
    /// As any read.
    pub fn hub_lacks(&self, key: &[u8; 32]) -> Result<Vec<Outgoing>, StoreError> {
        self.lacking(&Have(hub::ends(self.connection(), key)?))
    }

    /// Is this item, no event, known to lie there? By the first half of its id.
    ///
    /// # Errors
    /// As any read.
    pub fn hub_holds(&self, key: &[u8; 32], item: &[u8; 16]) -> Result<bool, StoreError> {
        hub::holds(self.connection(), key, item)
    }

    /// Notes what lies there: ends of chains, and items by the first half of their ids.
    ///
    /// # Errors
    /// As any write.
    pub fn hub_has(
        &mut self,
        key: &[u8; 32],
        events: &[EndOfChain],
        items: &[[u8; 16]],
        now: Moment,
    ) -> Result<(), StoreError> {
        self.transact(&Asked::nothing(), now, |tx| {
            events.iter().try_for_each(|(chain, end)| hub::raise(tx.sql(), key, *chain, *end))?;
            items.iter().try_for_each(|item| hub::put_holds(tx.sql(), key, item))
        })
    }

    /// Takes in what was read from the list of a stream, and notes with it how far it was read.
    ///
    /// # Errors
    /// As [`Store::take_arrived`].
    pub fn hub_read(
        &mut self,
        key: &[u8; 32],
        stream: Stream,
        read: &ReadFromHub,
        now: Moment,
    ) -> Result<TakenIn, StoreError> {
        let mut ends = BTreeMap::new();
        for (chain, end) in &read.events {
            let last = ends.entry(*chain).or_insert(*end);
            if end.0 > last.0 {
                *last = *end;
            }
        }
        self.take_noting(&read.arrived, &read.sealed, now, |tx| {
            ends.iter().try_for_each(|(chain, end)| hub::raise(tx.sql(), key, *chain, *end))?;
            read.items.iter().try_for_each(|item| hub::put_holds(tx.sql(), key, item))?;
            hub::put_place(tx.sql(), key, stream, read.to)
        })
    }

    /// The hub was told how far this installation has read.
    ///
    /// # Errors
    /// As any write.
    pub fn hub_said(&mut self, key: &[u8; 32], said: &[u8; 32], now: Moment) -> Result<(), StoreError> {
        self.transact(&Asked::nothing(), now, |tx| hub::put_said(tx.sql(), key, said))
    }

    /// What is known of laptops that served once is forgotten, where they were not met since; the centre's hub stays.
    ///
    /// # Errors
    /// As any write.
    pub fn rooms_forget(&mut self, since: Moment, now: Moment) -> Result<(), StoreError> {
        let hub = self.hub().map(|place| place.key);
        self.transact(&Asked::nothing(), now, |tx| hub::forget_others(tx.sql(), hub.as_ref(), since.unix_ms()))
    }

    /// The hub was asked for the files that lack here.
    ///
    /// # Errors
    /// As any write.
    pub fn hub_asked_files(&mut self, key: &[u8; 32], asked: &[u8; 32], now: Moment) -> Result<(), StoreError> {
        self.transact(&Asked::nothing(), now, |tx| hub::put_files(tx.sql(), key, asked))
    }

    /// Seals a source for who keeps it without belonging to the centre: what opens the control stream opens it. `None` where
    /// that does not open here.
    ///
    /// # Errors
    /// As any read.
    pub fn sealed_source(&self, plain: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let keys = self.reader().subject_keys(Stream::Control, self.centre().as_bytes())?;
        Ok(keys.first().and_then(|key| pana_keys::seal_source(key, plain).ok()))
    }

    /// What was sealed by [`Self::sealed_source`] here or elsewhere; `None` for what does not open, or is none.
    pub(super) fn opened_source(&self, sealed: &[u8]) -> Option<Source> {
        let id = pana_keys::source_key_id(sealed)?;
        let centre = self.centre();
        let key = self.reader().subject_key_named(Stream::Control, centre.as_bytes(), id.as_bytes()).ok()??;
        let plain = pana_keys::open_source(&key, sealed).ok()?;
        let Item::Source(source) = Item::from_bytes(&plain).ok()?? else { return None };
        Some(match source.kind {
            SourceKind::Form => Source::Form { form_id: source.name, hash: source.hash, source: source.bytes },
            SourceKind::Directory => Source::Directory(source.bytes),
            SourceKind::Rules => Source::Rules(source.bytes),
        })
    }

    /// Does the control stream name something by its hash that is not here?
    ///
    /// # Errors
    /// As any read.
    pub fn lacks_sources(&self) -> Result<bool, StoreError> {
        self.lacks_source()
    }

    /// The list of a stream was read so far, since what lies before that place was given by this installation.
    ///
    /// # Errors
    /// As any write.
    pub fn hub_pass(
        &mut self,
        key: &[u8; 32],
        stream: Stream,
        to: (u64, [u8; 32]),
        now: Moment,
    ) -> Result<(), StoreError> {
        self.transact(&Asked::nothing(), now, |tx| hub::put_place(tx.sql(), key, stream, to))
    }

    /// A meeting ended well: what others said there is known up to this number.
    ///
    /// # Errors
    /// As any write.
    pub fn hub_met(&mut self, key: &[u8; 32], said_after: u64, now: Moment) -> Result<(), StoreError> {
        self.transact(&Asked::nothing(), now, |tx| hub::put_met(tx.sql(), key, said_after, now.unix_ms()))
    }

    /// These devices said, each at that time by its own clock, that they have taken in all that this one knows to lie there.
    ///
    /// # Errors
    /// As any write.
    pub fn hub_heard(&mut self, key: &[u8; 32], all: &[(DeviceId, i64)], now: Moment) -> Result<(), StoreError> {
        let lies_there = Have(hub::ends(self.connection(), key)?);
        for (device, said_ms) in all {
            let stands = self.state().device(*device).is_some_and(|device| device.standing == Standing::Stands);
            if !stands || *device == self.device() {
                continue;
            }
            // What it said by another way stays: of each chain the greater counts.
            let before = Have(peer::ends(self.connection(), *device)?);
            self.note_met(*device, &greater(&before, &lies_there), None, *said_ms, now)?;
        }
        Ok(())
    }

    /// The deeds that are known of a hub.
    ///
    /// # Errors
    /// As any read.
    pub fn hub_deeds(&self, key: &[u8; 32]) -> Result<Vec<Vec<u8>>, StoreError> {
        hub::deeds(self.connection(), key)
    }

    /// Keeps deeds, by their ids. `again`: what was erased there and is taken again by them, so that it lacks there now.
    ///
    /// # Errors
    /// As any write.
    pub fn hub_keep_deeds(
        &mut self,
        key: &[u8; 32],
        deeds: &[([u8; 32], Vec<u8>)],
        again: &[ErasedItem],
        now: Moment,
    ) -> Result<(), StoreError> {
        self.transact(&Asked::nothing(), now, |tx| {
            for item in again {
                let ErasedItem::Event(id) = item else { continue };
                let Some(row) = event::by_id(tx.sql(), id)? else { continue };
                let Ok(header) = Header::from_bytes(&row.header) else { continue };
                let before = header.prev.to_ref();
                hub::lower(tx.sql(), key, (row.stream, row.device), (row.seq.saturating_sub(1), before))?;
            }
            if !again.is_empty() {
                hub::forget_holds(tx.sql(), key)?;
            }
            deeds.iter().try_for_each(|(id, deed)| hub::put_deed(tx.sql(), key, id, deed))
        })
    }

    /// The devices of the centre as a hub has to know them: by which key each signs, whether it belongs here still, and whether
    /// a coordinator works on it.
    pub fn speakers(&self) -> Vec<Speaker> {
        let (state, coordinators) = (self.state(), self.state().coordinators().collect::<Vec<_>>());
        let mut speakers = Vec::new();
        for device in state.devices() {
            let Some(keys) = crate::fold::gate::public(&device.keys) else { continue };
            let Ok(key) = keys.verifying_key() else { continue };
            let stands = device.standing == Standing::Stands;
            let is_coordinators = coordinators.iter().any(|member| {
                let mut seats = state.seats_of(*member);
                seats.any(|seat| seat.device == device.id && state.is_live(seat))
            });
            speakers.push(Speaker {
                device: device.id,
                key: key.to_bytes(),
                stands,
                coordinator: stands && is_coordinators,
            });
        }
        speakers
    }
}

/// A device as a hub has to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Speaker {
    /// Which.
    pub device: DeviceId,
    /// The Ed25519 key by which it signs.
    pub key: [u8; 32],
    /// Does it belong to the centre?
    pub stands: bool,
    /// Does a coordinator work on it?
    pub coordinator: bool,
}
