//! Epochs: begun, and sealed to those who may hold them.
//!
//! A new epoch follows whatever takes a key out of somebody's rights: a member removed, the grant withdrawn, new sheets. Then
//! a new generation begins as well, since whoever left still holds the keys of all subjects: the first write to each
//! makes a new one. Where the member at work does not hold the stream's key, the next one who does rolls it.

use std::collections::BTreeSet;

use pana_casework::Grant;
use pana_casework::authority::{Centre, ControlWrite, EpochRef, GrantTo, SHEETS_SEAT, Sheets};
use pana_keys::{
    EpochKey, Generation, PublicKeys, RecoveryPublic, Seat, SystemEntropy, seal_grant, seal_recovery_grant,
};
use pana_model::{CaseId, DeviceId, MemberId, Moment, SeatId};
use pana_record::EventKind;
use pana_wire::GenerationId;
use rusqlite::Transaction;

use super::keyring::wall;
use crate::asked::Asked;
use crate::disk::{StoreError, crypt_fault};
use crate::fold::control::sealed_hash;
use crate::fold::gate::public;
use crate::log::{LogReader, OpenBoxes, Session, Stream, grant, key_box, own, slot};
use crate::store::Store;

/// To whom an epoch's key is sealed.
pub(super) struct Holders {
    /// Their seats.
    pub(super) seats: BTreeSet<SeatId>,
    /// The same with what is needed to seal to them.
    pub(super) to: Vec<(MemberId, DeviceId, PublicKeys)>,
    /// The recovery key, where a valid event names one.
    pub(super) recovery: Option<RecoveryPublic>,
}

impl Holders {
    /// Whoever may open the stream, as the control stream says now.
    pub(super) fn of(session: &Session, stream: Stream) -> Self {
        let state = session.state();
        let (mut seats, mut to) = (BTreeSet::new(), Vec::new());
        for member in state.members() {
            for seat in state.seats_of(member.id).filter(|seat| state.seat_may_open(seat.id, stream)) {
                if let Some(keys) = public(&seat.keys) {
                    seats.insert(seat.id);
                    to.push((seat.member, seat.device, keys));
                }
            }
        }
        Self { seats, to, recovery: recovery(&state) }
    }
}

/// The recovery key that counts. Sheets that have waited do once they are taken up.
pub(super) fn recovery(state: &Centre) -> Option<RecoveryPublic> {
    state.recovery().map(public_of)
}

/// New sheets of one coordinator alone that have waited long enough, and are to be taken up. By this device's clock, while that
/// is believed, and by no time in the log: any member could write an entry there that ends the days.
pub(super) fn sheets_due(reader: LogReader<'_>, now: Moment) -> Result<Option<Sheets>, StoreError> {
    if own::clock(reader.sql)?.is_ahead(wall(now)) {
        return Ok(None);
    }
    Ok(reader.session.state().recovery_due_at(wall(now)).map(|due| due.sheets))
}

pub(super) const fn public_of(sheets: Sheets) -> RecoveryPublic {
    RecoveryPublic { seal: sheets.seal, sign: Some(sheets.sign) }
}

/// The keys that the member at work may seal to others: those of the protected stream only while they hold the grant.
pub(super) fn passes_on(session: &Session) -> impl Iterator<Item = (Stream, &EpochKey)> {
    let may = |stream: Stream| stream != Stream::Protected || session.member.has(Grant::Protected);
    let streams = session.epochs.iter().filter(move |(stream, _)| may(**stream));
    streams.flat_map(|(stream, epochs)| epochs.values().map(|epoch| (*stream, epoch)))
}

/// Seals an epoch's key to its holders and says so: the epoch with its commitment, and each sealed key by its hash.
pub(super) fn writes(
    sql: &Transaction<'_>,
    session: &Session,
    stream: Stream,
    epoch: &EpochKey,
    generation: GenerationId,
    holders: &Holders,
) -> Result<Vec<ControlWrite>, StoreError> {
    let id = EpochRef(*epoch.id().as_bytes());
    let mut seats = holders.seats.clone();
    if holders.recovery.is_some() {
        seats.insert(SHEETS_SEAT);
    }
    let mut writes = vec![ControlWrite::Epoch {
        stream,
        epoch: id,
        commitment: epoch.commitment(),
        generation: *generation.as_bytes(),
        seats,
        digest: key_box::digest(sql, stream, epoch.id())?,
    }];
    writes.extend(grants(sql, session, stream, epoch, holders)?);
    Ok(writes)
}

/// Seals an epoch's key to more holders, and says so.
pub(super) fn grants(
    sql: &Transaction<'_>,
    session: &Session,
    stream: Stream,
    epoch: &EpochKey,
    holders: &Holders,
) -> Result<Vec<ControlWrite>, StoreError> {
    let (id, mut writes) = (EpochRef(*epoch.id().as_bytes()), Vec::new());
    let mut note = |seat: SeatId, sealed: Vec<u8>| -> Result<(), StoreError> {
        grant::insert(sql, stream, epoch.id(), seat, &sealed)?;
        writes.push(ControlWrite::Grant { stream, epoch: id, to: GrantTo::Seat(seat), hash: sealed_hash(&sealed) });
        Ok(())
    };
    for (member, device, keys) in &holders.to {
        let seat = Seat { centre: session.centre, member: *member, device: *device, keys: *keys };
        note(seat.id(), seal_grant(epoch, &seat, &mut SystemEntropy).map_err(crypt_fault)?)?;
    }
    if let Some(recovery) = &holders.recovery {
        let sealed = seal_recovery_grant(epoch, session.centre, recovery, &mut SystemEntropy);
        note(SHEETS_SEAT, sealed.map_err(crypt_fault)?)?;
    }
    Ok(writes)
}

/// Lets holders read what lies under keys that nothing which counts names, that of the protected stream only who holds the
/// grant. No event says so, and so nobody writes under them.
pub(super) fn let_read(
    sql: &Transaction<'_>,
    session: &Session,
    streams: &[Stream],
    holders: &Holders,
) -> Result<(), StoreError> {
    let state = session.state();
    for (stream, keys) in session.uncounted.iter().filter(|(stream, _)| streams.contains(stream)) {
        let may = |member: MemberId| *stream != Stream::Protected || state.grants(member).contains(&Grant::Protected);
        let to = holders.to.iter().filter(|(member, _, _)| may(*member)).copied().collect();
        let holders = Holders { seats: BTreeSet::new(), to, recovery: holders.recovery };
        let mut begun = keys.values().filter(|epoch| was_begun(session, *stream, epoch));
        begun.try_for_each(|epoch| grants(sql, session, *stream, epoch, &holders).map(|_| ()))?;
    }
    Ok(())
}

/// Has an event that its own past allows begun an epoch with this key? One that a stranger sealed to this member goes no further.
pub(super) fn was_begun(session: &Session, stream: Stream, epoch: &EpochKey) -> bool {
    let named = (stream, EpochRef(*epoch.id().as_bytes()));
    session.authority.borrow().once_named(named, session.seat, &[0; 32], &epoch.commitment())
}

impl Store {
    /// Rolls each stream whose epochs are all held by somebody who may hold them no more, or by sheets that were replaced, as
    /// far as this member holds the stream and may.
    ///
    /// # Errors
    /// As any write.
    pub(crate) fn roll_what_is_due(&mut self, now: Moment) -> Result<(), StoreError> {
        Stream::ALL
            .into_iter()
            .try_for_each(|stream| if self.is_roll_due(stream, now) { self.roll(stream, now) } else { Ok(()) })
    }

    /// Is there a stream that needs a new epoch and that this member opens and may roll?
    pub(super) fn is_any_roll_due(&self, now: Moment) -> bool {
        Stream::ALL.into_iter().any(|stream| self.is_roll_due(stream, now))
    }

    fn is_roll_due(&self, stream: Stream, now: Moment) -> bool {
        self.may_roll(stream, now) && (self.state().needs_roll(stream) || self.is_erasure_roll_due(stream, now))
    }

    /// May this member begin an epoch of the stream, and does it open for them?
    pub(crate) fn may_roll(&self, stream: Stream, now: Moment) -> bool {
        self.ask(&Asked::of(pana_casework::Act::Roll { stream }), now).is_ok() && self.opens(stream)
    }

    /// Have the days gone by in which copies from before an erasure may still open? By this device's clock, while that
    /// is believed.
    fn is_erasure_roll_due(&self, stream: Stream, now: Moment) -> bool {
        let due = self.state().roll_for_erasures(&self.session().erasures(), stream);
        let believed = || own::clock(self.connection()).is_ok_and(|clock| !clock.is_ahead(wall(now)));
        stream != Stream::Control && due.is_some_and(|due_ms| due_ms <= wall(now)) && believed()
    }

    /// Begins a new epoch of a stream with a new generation of keys.
    ///
    /// # Errors
    /// As any write; the stream is as before then.
    pub(crate) fn roll(&mut self, stream: Stream, now: Moment) -> Result<(), StoreError> {
        let (stream_id, last) = (self.session().stream_id(stream), self.state().epochs_of(stream).last());
        let number = last.map_or(1, |last| last.number().saturating_add(1));
        let epoch = EpochKey::make(stream_id, number, &mut SystemEntropy).map_err(crypt_fault)?;
        let key = epoch.clone();
        self.transact(&Asked::of(pana_casework::Act::Roll { stream }), now, |tx| {
            let session = tx.session();
            for (generation, bucket) in erased_buckets(tx.sql(), session, stream)? {
                key_box::change_bucket(tx.sql(), stream, &generation, bucket, &epoch)?;
            }
            for older in session.epochs_newest_first(stream) {
                key_box::rewrap(tx.sql(), session, stream, older, &epoch)?;
            }
            let known = key_box::generations(tx.sql(), session, stream)?;
            let newest = known.counting.last().map(|last| last.id().number());
            let number = newest.map_or(1, |newest| newest.saturating_add(1));
            let generation = key_box::begin(tx.sql(), session, stream, number, &epoch)?;
            let holders = Holders::of(session, stream);
            let writes = writes(tx.sql(), session, stream, &epoch, generation, &holders)?;
            tx.control(EventKind::EpochRoll, &writes, None)
        })?;
        let session = self.session_mut();
        session.epochs.entry(stream).or_default().insert(key.id(), key);
        session.boxes.replace(OpenBoxes::default());
        self.wrap_slots_again(now)
    }

    /// Keys that lie under what a bucket's key was before an erasure are wrapped under the one that it has now. A cut
    /// before it costs nothing: they are read under either, and wrapped at the next opening.
    ///
    /// # Errors
    /// As any write.
    pub(crate) fn wrap_slots_again(&mut self, now: Moment) -> Result<(), StoreError> {
        if self.session().erasures().erased().is_empty() {
            return Ok(());
        }
        self.transact(&Asked::nothing(), now, |tx| {
            let streams = [Stream::Centre, Stream::Protected].into_iter().filter(|stream| tx.session().opens(*stream));
            streams.map(|stream| slot::wrap_again(tx.sql(), tx.session(), stream)).try_for_each(|done| done.map(drop))
        })
    }
}

/// The buckets that get another key with the next epoch: those in which keys of cases lay that were erased since the
/// last one, and those of which epochs that began apart have different keys.
fn erased_buckets(
    sql: &Transaction<'_>,
    session: &Session,
    stream: Stream,
) -> Result<Vec<(Generation, u8)>, StoreError> {
    let (state, erasures) = (session.state(), session.erasures());
    let unknown = erasures.counting().filter(|order| state.roll_due_for(&erasures, stream, order.event).is_some());
    let cases: BTreeSet<CaseId> = unknown.flat_map(|order| order.cases.keys().copied()).collect();
    let mut found = Vec::new();
    if erasures.erased().is_empty() {
        return Ok(found);
    }
    for generation in &key_box::generations(sql, session, stream)?.counting {
        let of_cases: BTreeSet<u8> = cases.iter().map(|case| generation.slot_id(case.as_bytes()).bucket()).collect();
        for bucket in 0..=u8::MAX {
            let differ = key_box::buckets(sql, session, stream, generation, bucket)?.len() > 1;
            if differ || of_cases.contains(&bucket) {
                found.push((generation.clone(), bucket));
            }
        }
    }
    Ok(found)
}
