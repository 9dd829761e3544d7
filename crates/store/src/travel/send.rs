//! What another device lacks, as it is sent.

use std::collections::BTreeSet;

use pana_casework::Grant;
use pana_casework::authority::Standing;
use pana_model::{DeviceId, MemberId, Moment};

use super::{Have, SealedKey, Source};
use crate::disk::StoreError;
use crate::fold::gate::public;
use crate::log::{Stream, event, grant, key_box, slot};
use crate::store::Store;
use crate::table::{edition, form, peer};

/// An event to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outgoing {
    /// Where it lies here.
    pub position: i64,
    /// Of which stream.
    pub stream: Stream,
    /// About how many bytes it has.
    pub bytes: u64,
}

/// Another device of the centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerDevice {
    /// Which.
    pub id: DeviceId,
    /// What people call it.
    pub name: String,
    /// The keys by which it signs and is sealed to.
    pub keys: pana_keys::PublicKeys,
    /// When it was last met, by the clock here.
    pub met: Option<Moment>,
}

/// A device of the centre, whether it stands or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CentreDevice {
    /// Which.
    pub id: DeviceId,
    /// What people call it.
    pub name: String,
    /// Is it this installation?
    pub own: bool,
    /// Does it belong to the centre, and does no other go on for it?
    pub stands: bool,
    /// When it was last met, by the clock here.
    pub met: Option<Moment>,
    /// The members who have keys on it, in their order of ids.
    pub seats: Vec<MemberId>,
    /// Does one of them hold the grant for the protected stream now?
    pub opens_protected: bool,
}

impl Store {
    /// All devices of the centre, this one first, the others by name.
    ///
    /// # Errors
    /// As any read.
    pub fn devices(&self) -> Result<Vec<CentreDevice>, StoreError> {
        let (state, own) = (self.state(), self.device());
        let mut all: Vec<_> = state.devices().collect();
        all.sort_by(|a, b| (a.id != own, &a.name, a.id).cmp(&(b.id != own, &b.name, b.id)));
        let members: BTreeSet<MemberId> = state.members().into_iter().map(|member| member.id).collect();
        let mut found = Vec::with_capacity(all.len());
        for device in &all {
            let goes_on = all.iter().any(|other| state.succeeds(other.id, device.id));
            let met = peer::met(self.connection(), device.id)?.and_then(|met| Moment::from_unix_ms(met.met_ms));
            let stands = device.standing == Standing::Stands && !goes_on;
            let sits = |member: &MemberId| state.seats_of(*member).any(|seat| seat.device == device.id);
            let seats: Vec<MemberId> = members.iter().copied().filter(sits).collect();
            let opens_protected = seats.iter().any(|member| state.grants(*member).contains(&Grant::Protected));
            let (id, name, own) = (device.id, device.name.clone(), device.id == own);
            found.push(CentreDevice { id, name, own, stands, met, seats, opens_protected });
        }
        Ok(found)
    }

    /// The other devices that stand in the centre, by name.
    ///
    /// # Errors
    /// As any read.
    pub fn peer_devices(&self) -> Result<Vec<PeerDevice>, StoreError> {
        let (state, mut found) = (self.state(), Vec::new());
        for device in self.devices()?.into_iter().filter(|device| device.stands && !device.own) {
            let keys = state.device(device.id).and_then(|known| public(&known.keys));
            found.extend(keys.map(|keys| PeerDevice { id: device.id, name: device.name, keys, met: device.met }));
        }
        Ok(found)
    }

    /// What that device said that it has, when it was last met.
    ///
    /// # Errors
    /// As any read.
    pub fn peer_has(&self, device: DeviceId) -> Result<Have, StoreError> {
        Ok(Have(peer::ends(self.connection(), device)?))
    }

    /// The files that device said that it lacks, by their roots.
    ///
    /// # Errors
    /// As any read.
    pub fn peer_lacks(&self, device: DeviceId) -> Result<BTreeSet<[u8; 32]>, StoreError> {
        peer::lacks(self.connection(), device)
    }

    /// The events that who has this lacks: those of the control stream first, then as they came here, so that each comes
    /// after what it follows. O(chains + events sent).
    ///
    /// # Errors
    /// As any read.
    pub fn lacking(&self, have: &Have) -> Result<Vec<Outgoing>, StoreError> {
        let sql = self.connection();
        let mut found = Vec::new();
        for (stream, device, end) in event::chain_ends(sql)? {
            let chain = (stream, device);
            let from = match have.0.get(&chain) {
                Some((seq, named)) if event::is_named_at(sql, chain, *seq, *named)? => seq.saturating_add(1),
                // They have more of this chain than is here.
                Some((seq, _)) if *seq > end.dseq => continue,
                // Another history of it, or nothing.
                _ => 1,
            };
            // What bears a number that two events bear is sent from there: which of them they have, one end does not say.
            let doubled = event::first_doubled(sql, chain, (1, from.saturating_sub(1)))?;
            let from = doubled.map_or(from, |doubled| doubled.min(from));
            event::each_from(sql, chain, from, |position, bytes| found.push(Outgoing { position, stream, bytes }))?;
        }
        found.sort_unstable_by_key(|event| (event.stream != Stream::Control, event.position));
        Ok(found)
    }

    /// An event in the bytes in which it was signed.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where it does not read as one, and as any read.
    pub fn outgoing_bytes(&self, event: &Outgoing) -> Result<Vec<u8>, StoreError> {
        Ok(self.outgoing(event)?.to_bytes())
    }

    /// The same, read.
    ///
    /// # Errors
    /// As [`Self::outgoing_bytes`].
    pub fn outgoing(&self, event: &Outgoing) -> Result<pana_wire::Envelope, StoreError> {
        event::at(self.connection(), event.position)?.envelope()
    }

    /// The sealed keys beside these events: of every epoch, and of every subject that they are about. Of the protected stream
    /// all: whose they are, who does not hold it cannot tell.
    ///
    /// # Errors
    /// As any read.
    pub fn sealed_keys(&self, events: &[Outgoing]) -> Result<Vec<SealedKey>, StoreError> {
        let (sql, mut keys) = (self.connection(), Vec::new());
        for grant::SealedRow { stream, epoch, seat, sealed } in grant::all(sql)? {
            keys.push(SealedKey::Grant { stream, epoch, seat, sealed });
        }
        for key_box::BoxRow { stream, generation, number, epoch, wrapped } in key_box::all(sql)? {
            keys.push(SealedKey::Box { stream, generation, number, epoch, wrapped });
        }
        let of = |stream: Stream, row: slot::SlotRow| SealedKey::Slot {
            stream,
            slot: row.slot,
            key: row.key,
            generation: row.generation,
            wrapped: row.wrapped,
        };
        let centre = *self.centre().as_bytes();
        let mut subjects = BTreeSet::from([(Stream::Control, centre), (Stream::Centre, centre)]);
        let mut is_any_closed = false;
        for event in events.iter().filter(|event| event.stream != Stream::Protected) {
            let subject = event::subject_at(sql, event.position)?;
            is_any_closed |= subject.is_none();
            subjects.extend(subject.map(|subject| (event.stream, subject)));
        }
        if is_any_closed {
            // Whose an event is that does not open here, nobody here can tell.
            keys.extend(slot::all(sql, Stream::Centre)?.into_iter().map(|row| of(Stream::Centre, row)));
        }
        for (stream, subject) in subjects {
            let rows = slot::of_subject(self.reader(), stream, &subject)?;
            keys.extend(rows.into_iter().map(|row| of(stream, row)));
        }
        keys.extend(slot::all(sql, Stream::Protected)?.into_iter().map(|row| of(Stream::Protected, row)));
        Ok(keys)
    }

    /// What the control stream names by its hash and is kept here: questionnaires, editions of the directory, tables of
    /// rules.
    ///
    /// # Errors
    /// As any read.
    pub fn sources(&self) -> Result<Vec<Source>, StoreError> {
        let (sql, state) = (self.connection(), self.state());
        let mut found = Vec::new();
        for published in state.forms() {
            let (form_id, hash) = (published.form_id, published.hash);
            if let Some(source) = form::source(sql, form_id, hash)? {
                found.push(Source::Form { form_id: form_id.to_owned(), hash, source });
            }
        }
        let whole = |hash, most| match edition::read(sql, hash, most)? {
            edition::Kept::Whole(rows) => Ok::<_, StoreError>(Some(rows)),
            edition::Kept::Missing | edition::Kept::Altered => Ok(None),
        };
        for hash in self.named_editions() {
            found.extend(whole(hash, edition::DIRECTORY_MOST)?.map(Source::Directory));
        }
        for hash in self.named_tables() {
            found.extend(whole(hash, edition::RULES_MOST)?.map(Source::Rules));
        }
        Ok(found)
    }

    /// Does the control stream name something by its hash that is not here?
    pub(super) fn lacks_source(&self) -> Result<bool, StoreError> {
        let (sql, state) = (self.connection(), self.state());
        for published in state.forms() {
            if form::version(sql, published.form_id, published.hash)?.is_none() {
                return Ok(true);
            }
        }
        for hash in self.named_editions().into_iter().chain(self.named_tables()) {
            if !edition::is_kept(sql, hash)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The hashes by which the control stream names editions of the directory.
    pub(super) fn named_editions(&self) -> BTreeSet<[u8; 32]> {
        self.directory().editions().into_iter().map(|said| said.what.hash).collect()
    }

    /// The hashes by which it names tables of rules.
    pub(super) fn named_tables(&self) -> BTreeSet<[u8; 32]> {
        self.rules().all().into_iter().filter_map(|said| said.what.hash()).collect()
    }

    /// The keys by which a device signs that belongs to the centre; `None` for one that is not known here, or does not belong to
    /// it any more: what comes of that counts event by event.
    pub fn signs_by(&self, device: DeviceId) -> Option<pana_keys::PublicKeys> {
        let known = self.state().device(device).filter(|known| known.standing == Standing::Stands);
        known.and_then(|known| public(&known.keys))
    }

    /// Did the devices that they name sign these envelopes? `None` where [`Store::signs_by`] knows no keys. What is taken in next
    /// is not asked about again.
    pub fn are_by_their_devices(&self, envelopes: &[pana_wire::Envelope]) -> Vec<Option<bool>> {
        let keys = |envelope: &pana_wire::Envelope| self.signs_by(envelope.header().dev);
        let all: Vec<_> = envelopes.iter().map(|envelope| (envelope, keys(envelope))).collect();
        self.session().by_device.are_by(&all)
    }

    /// The event from which the centre's control stream descends.
    pub const fn root(&self) -> [u8; 32] {
        self.session().root.id
    }

    /// The secrets of this device: it signs with them what it sends, and opens what is sealed to it.
    pub const fn device_secrets(&self) -> &pana_keys::DeviceSecrets {
        &self.session().device_secrets
    }

    /// Is this event here, body and all?
    ///
    /// # Errors
    /// As any read.
    pub fn holds_event(&self, id: &[u8; 32]) -> Result<bool, StoreError> {
        Ok(event::by_id(self.connection(), id)?.is_some_and(|row| row.sealed.is_some()))
    }

    /// Notes what a device said under its signature that it has, and which files it lacks, where it said that too. What was said earlier than what is noted changes nothing.
    ///
    /// # Errors
    /// As any write.
    pub fn note_met(
        &mut self,
        device: DeviceId,
        have: &Have,
        lacks: Option<&BTreeSet<[u8; 32]>>,
        said_ms: i64,
        now: Moment,
    ) -> Result<(), StoreError> {
        // A clock that is ahead there holds back nothing that is said later by a right one.
        let said_ms = said_ms.min(now.unix_ms());
        let before = peer::met(self.connection(), device)?;
        if before.is_some_and(|before| before.said_ms > said_ms) {
            // What was heard later by a hub says nothing of files: these may lack there all the same.
            return self.transact(&crate::Asked::nothing(), now, |tx| {
                lacks.map_or(Ok(()), |lacks| peer::put_lacks(tx.sql(), device, lacks))
            });
        }
        let met = peer::Met { met_ms: now.unix_ms(), said_ms };
        let is_newer = before.is_none_or(|before| before.said_ms < said_ms);
        self.transact(&crate::Asked::nothing(), now, |tx| {
            if is_newer {
                tx.renew_lease_by([device])?;
            }
            peer::put(tx.sql(), device, met, &have.0)?;
            lacks.map_or(Ok(()), |lacks| peer::put_lacks(tx.sql(), device, lacks))
        })
    }
}
