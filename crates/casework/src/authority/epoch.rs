//! Epochs: which there are, to whom their keys were sealed, and under which one writes.

use std::collections::BTreeSet;

use pana_model::{SeatId, StreamName};

use super::centre::{Centre, Statement};
use super::entry::EpochEntry;
use super::{Authority, ControlWrite, EpochRef, GrantTo, SHEETS_SEAT, Sheets, Standing};
use crate::Grant;

impl Centre {
    /// The epochs of a stream, by number and id. Those of layout 1 are known by their grants.
    pub fn epochs_of(&self, stream: StreamName) -> impl Iterator<Item = EpochRef> {
        let (first, last) = (EpochRef([0; 16]), EpochRef([0xff; 16]));
        self.epochs.range((stream, first)..=(stream, last)).map(|((_, epoch), _)| *epoch)
    }

    /// What was said of an epoch when it was made. `None`: nothing, or two things (then it is not clean).
    pub fn epoch(&self, stream: StreamName, epoch: EpochRef) -> Option<&Statement> {
        let entry = self.epochs.get(&(stream, epoch)).filter(|entry| !entry.is_doubled())?;
        entry.statements.values().next()
    }

    /// The seats to whom an epoch's key was sealed, when it was made or since.
    pub fn holders(&self, stream: StreamName, epoch: EpochRef) -> BTreeSet<SeatId> {
        self.epochs.get(&(stream, epoch)).map(EpochEntry::holders).unwrap_or_default()
    }

    /// Whether all who hold the key may have it: none of them was removed, revoked or has lost the grant, and it was sealed
    /// to no sheets that others have replaced.
    pub fn is_clean(&self, stream: StreamName, epoch: EpochRef) -> bool {
        let Some(entry) = self.epochs.get(&(stream, epoch)) else { return false };
        let may = |id: &SeatId| *id == SHEETS_SEAT || self.seat_may_open(*id, stream);
        let counts = self.recovery();
        let stand = |sheets: &Sheets| counts.as_ref() == Some(sheets);
        !entry.is_doubled() && entry.holders().iter().all(may) && entry.sheets.iter().all(stand)
    }

    /// Whether an epoch's key was sealed to these sheets.
    pub fn is_sealed_to(&self, stream: StreamName, epoch: EpochRef, sheets: &Sheets) -> bool {
        self.epochs.get(&(stream, epoch)).is_some_and(|entry| entry.sheets.contains(sheets))
    }

    /// Whether a seat may have the keys of a stream.
    pub fn seat_may_open(&self, seat: SeatId, stream: StreamName) -> bool {
        let Some(seat) = self.seat(seat) else { return false };
        let may = stream != StreamName::Protected || self.grants(seat.member).contains(&Grant::Protected);
        may && self.standing(seat.member) == Standing::Stands && self.device_standing(seat.device) == Standing::Stands
    }

    /// Under which epoch one writes: the largest clean one, else the largest.
    pub fn write_epoch(&self, stream: StreamName) -> Option<EpochRef> {
        let mut all: Vec<EpochRef> = self.epochs_of(stream).collect();
        all.reverse();
        all.iter().find(|epoch| self.is_clean(stream, **epoch)).or(all.first()).copied()
    }

    /// Whether a new epoch is due: there are some, and none is clean.
    pub fn needs_roll(&self, stream: StreamName) -> bool {
        self.write_epoch(stream).is_some_and(|epoch| !self.is_clean(stream, epoch))
    }

    /// Whether an event that counts names this sealed key.
    pub fn grant_is_named(&self, stream: StreamName, epoch: EpochRef, seat: SeatId, hash: &[u8; 32]) -> bool {
        self.grants.get(&(stream, epoch, seat)).is_some_and(|hashes| hashes.contains_key(hash))
    }

    /// Every sealed key that an event which counts names: the stream, the epoch, the seat, the hash.
    pub fn grants_named(&self) -> impl Iterator<Item = (StreamName, EpochRef, SeatId, [u8; 32])> {
        self.grants
            .iter()
            .flat_map(|((stream, epoch, seat), hashes)| hashes.keys().map(|hash| (*stream, *epoch, *seat, *hash)))
    }

    /// Whether a key with this commitment is the epoch's. An epoch of layout 1 has none: then its grants decide alone.
    pub fn is_commitment(&self, stream: StreamName, epoch: EpochRef, commitment: &[u8; 32]) -> bool {
        let Some(entry) = self.epochs.get(&(stream, epoch)) else { return false };
        entry.statements.is_empty() || entry.statements.values().any(|statement| statement.commitment == *commitment)
    }
}

impl Authority {
    /// Whether an event that its own past allows has begun an epoch with this key or named this sealed key, though it may not
    /// count any more: where nobody knew that its author had been removed, everybody wrote under that key. What others
    /// wrote under it may count, so it is read with; that one writes under it follows from nothing.
    pub fn once_named(
        &self,
        (stream, epoch): (StreamName, EpochRef),
        seat: SeatId,
        hash: &[u8; 32],
        commitment: &[u8; 32],
    ) -> bool {
        let (mut is_begun, mut is_begun_so, mut is_named) = (false, false, false);
        for number in 0..self.graph().nodes().len() {
            let is_allowed = self.judged(number).is_some_and(|judged| judged.verdict.is_ok());
            let Some(node) = self.node(number).filter(|_| is_allowed) else { continue };
            for write in &node.event.writes {
                match write {
                    ControlWrite::Epoch { stream: of, epoch: which, commitment: said, .. }
                        if (*of, *which) == (stream, epoch) =>
                    {
                        is_begun = true;
                        is_begun_so |= said == commitment;
                    }
                    ControlWrite::Grant { stream: of, epoch: which, to, hash: said }
                        if (*of, *which) == (stream, epoch) =>
                    {
                        is_named |= *to == GrantTo::Seat(seat) && said == hash;
                    }
                    _ => {}
                }
            }
        }
        is_begun_so || (is_named && !is_begun)
    }
}

impl EpochEntry {
    fn holders(&self) -> BTreeSet<SeatId> {
        let stated = self.statements.values().flat_map(|statement| statement.seats.iter().copied());
        stated.chain(self.granted.iter().copied()).collect()
    }
}
