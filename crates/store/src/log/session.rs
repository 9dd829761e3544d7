//! What reading the log needs: the database, the keys of the member whose session it is, and what the control stream says
//! of who and what belongs to the centre.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pana_casework::authority::{Authority, Centre, EpochRef, Erasures, Keys, Root};
use pana_casework::{Grant, Role, Who};
use pana_keys::{DeviceSecrets, EpochKey, Unlocked, open_address};
use pana_model::{CaseId, CentreId, DeviceId, MemberId, SeatId};
use pana_wire::{EpochId, EventId, Header, StreamId};
use rusqlite::Connection;

use super::by_device::ByDevice;
use super::claimed::Claimed;
use super::grant::{self, Candidate, Epochs, Uncounted};
use super::open_boxes::OpenBoxes;
use super::stream::Stream;
use crate::disk::StoreError;

/// Someone who works with Pana, as the control stream says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Id.
    pub id: MemberId,
    /// Name as colleagues know it.
    pub name: String,
    /// Role.
    pub role: Role,
    /// What is added to the role.
    pub grants: Vec<Grant>,
}

impl Member {
    /// Does the member hold this grant?
    pub fn has(&self, grant: Grant) -> bool {
        self.grants.contains(&grant)
    }

    /// As rights are asked.
    pub(crate) fn who(&self) -> Who {
        Who { member: self.id, role: self.role, grants: self.grants.iter().copied().collect() }
    }
}

/// How far the signatures of each chain were checked: the last such event's number and id. Its hashes answer for what lies
/// before it.
pub(crate) type Vouched = BTreeMap<(Stream, DeviceId), (u64, [u8; 32])>;

/// An unlocked member's keys. Dropping it wipes them.
pub(crate) struct Session {
    pub(crate) centre: CentreId,
    pub(crate) device: DeviceId,
    /// The member's keys on this device, by their name.
    pub(crate) seat: SeatId,
    pub(crate) member: Member,
    pub(crate) unlocked: Unlocked,
    pub(crate) device_secrets: DeviceSecrets,
    pub(crate) epochs: Epochs,
    pub(crate) boxes: RefCell<OpenBoxes>,
    /// How far this member's sessions have checked the clear case stream.
    pub(crate) vouched: RefCell<Vouched>,
    /// Events that were read one by one and whose signatures hold, by their whole ids, which are hashes of what was signed.
    pub(crate) signed: RefCell<BTreeSet<[u8; 32]>>,
    /// Envelopes that are being taken in and that their devices signed.
    pub(crate) by_device: ByDevice,
    /// The ends of chains that were found fit to be followed.
    pub(crate) followed: RefCell<BTreeMap<(Stream, DeviceId), [u8; 32]>>,
    /// Rows of the log that do not read, by their positions, as far as they were found: they lie on damaged pages, and
    /// touching one would stop the connection.
    pub(crate) unread: RefCell<BTreeSet<i64>>,
    /// Keys that open and that no event which counts names. In the control stream what was written under them is in the past of
    /// what counts; in the others it may count itself, where its author did not know that who made the keys was gone.
    pub(crate) uncounted: Uncounted,
    /// From what everything in the control stream descends.
    pub(crate) root: Root,
    /// Did the transaction under way make events of the control stream?
    pub(crate) control_changed: Cell<bool>,
    /// How often rows of referrals changed in this session.
    pub(crate) referred: Cell<u64>,
    /// The control stream as it is folded. Grows by what is appended; loaded anew when that is taken back.
    pub(crate) authority: RefCell<Authority>,
    /// The keys that events of the control stream claim, as many as are folded there.
    pub(crate) claimed: RefCell<Claimed>,
    /// The centre as it was when what waits beside the log for its device was last looked at.
    pub(crate) aside_of: RefCell<Option<Arc<Centre>>>,
    /// What is erased, with the centre from which that follows.
    pub(crate) erasures: RefCell<Option<(Arc<Centre>, Arc<Erasures>)>>,
}

impl Session {
    /// The centre as all control events here give it.
    pub(crate) fn state(&self) -> Arc<Centre> {
        Arc::clone(self.authority.borrow().centre())
    }

    /// What is erased, or closed until it is. The centre itself is no case, whatever an order says.
    pub(crate) fn erasures(&self) -> Arc<Erasures> {
        let state = self.state();
        if let Some((_, known)) = self.erasures.borrow().as_ref().filter(|(of, _)| Arc::ptr_eq(of, &state)) {
            return Arc::clone(known);
        }
        let found = Arc::new(state.erasures().sparing(CaseId::from_bytes(*self.centre.as_bytes())));
        self.erasures.replace(Some((state, Arc::clone(&found))));
        found
    }

    /// Is this subject a case that is erased?
    pub(crate) fn is_erased(&self, subject: &[u8; 16]) -> bool {
        self.erasures().erased().contains(&CaseId::from_bytes(*subject))
    }

    /// Is it one that is erased, or closed until it is?
    pub(crate) fn hides(&self, subject: &[u8; 16]) -> bool {
        self.erasures().hides(CaseId::from_bytes(*subject))
    }

    /// The keys of a device, as any event here claims them. A name that was drawn, as in layout 1, has those of the centre.
    pub(crate) fn device_keys(&self, device: DeviceId) -> Option<Keys> {
        let claimed = self.claimed.borrow().devices.get(&device).copied();
        claimed.or_else(|| self.state().device(device).map(|device| device.keys))
    }

    /// The keys of a seat, as any event here claims them. Where an event names no seat, as in layout 1, it is the member's first.
    pub(crate) fn seat_keys(&self, member: MemberId, seat: Option<SeatId>) -> Option<Keys> {
        match seat {
            Some(seat) => self.claimed.borrow().seats.get(&seat).copied(),
            None => self.state().first_seat(member).map(|seat| seat.keys),
        }
    }

    /// The epoch to write under; [`StoreError::NoRight`] when the stream is closed to the member.
    pub(crate) fn epoch(&self, stream: Stream) -> Result<&EpochKey, StoreError> {
        let named = self.state().write_epoch(stream).map(|EpochRef(id)| EpochId::from_bytes(id));
        let named = named.and_then(|id| self.epoch_by_id(stream, id));
        // While a centre is made, its epochs are not named yet.
        named.or_else(|| self.epochs_newest_first(stream).next()).ok_or(StoreError::NoRight)
    }

    /// Is the key of the control stream here that is written under? Where it was made while this member came in elsewhere, it is
    /// not yet.
    pub(crate) fn writes_control_by_its_epoch(&self) -> bool {
        let named = self.state().write_epoch(Stream::Control).map(|EpochRef(id)| EpochId::from_bytes(id));
        named.is_some_and(|id| self.epoch_by_id(Stream::Control, id).is_some())
    }

    /// The keys of the epochs that count.
    pub(crate) fn epochs_newest_first(&self, stream: Stream) -> impl Iterator<Item = &EpochKey> {
        self.epochs.get(&stream).into_iter().flat_map(|epochs| epochs.values().rev())
    }

    pub(crate) fn epoch_by_id(&self, stream: Stream, id: EpochId) -> Option<&EpochKey> {
        self.epochs.get(&stream)?.get(&id)
    }

    /// The keys of an epoch to read with: the one that counts, then those that do not.
    pub(crate) fn epochs_to_read(&self, stream: Stream, id: EpochId) -> impl Iterator<Item = &EpochKey> {
        self.epoch_by_id(stream, id).into_iter().chain(self.uncounted_of(stream, id))
    }

    /// The keys of an epoch that do not count.
    pub(crate) fn uncounted_of(&self, stream: Stream, id: EpochId) -> impl Iterator<Item = &EpochKey> {
        let keys = self.uncounted.get(&stream).into_iter().flat_map(BTreeMap::values);
        keys.filter(move |key| key.id() == id)
    }

    /// Whom an event is about. `None`: no key here opens its address.
    pub(crate) fn address(&self, stream: Stream, header: &Header) -> Option<[u8; 16]> {
        self.epochs_to_read(stream, header.epoch).find_map(|epoch| open_address(header, epoch.address_key()).ok())
    }

    /// Sorts keys by what the control stream says now: which count for these holders, and which are only read with. Says
    /// whether any is new.
    pub(crate) fn sort_keys(&mut self, candidates: &[Candidate], holders: &[SeatId]) -> bool {
        let (state, before) = (self.state(), self.keys_held());
        for holder in holders {
            for (stream, keys) in grant::named(candidates.iter().cloned(), &state, *holder) {
                self.epochs.entry(stream).or_default().extend(keys);
            }
        }
        let mut uncounted = Uncounted::new();
        for (stream, keys) in &mut self.epochs {
            let counts =
                |key: &EpochKey| state.is_commitment(*stream, EpochRef(*key.id().as_bytes()), &key.commitment());
            let gone = keys.extract_if(.., |_, key| !counts(key)).map(|(id, key)| ((id, key.commitment()), key));
            uncounted.entry(*stream).or_default().extend(gone);
        }
        for holder in holders {
            let more = grant::uncounted(candidates, &self.authority.borrow(), &self.epochs, *holder);
            for (stream, keys) in more {
                uncounted.entry(stream).or_default().extend(keys);
            }
        }
        if !state.grants(self.member.id).contains(&Grant::Protected) {
            uncounted.remove(&Stream::Protected);
        }
        self.uncounted = uncounted;
        self.boxes.replace(OpenBoxes::default());
        !self.keys_held().is_subset(&before)
    }

    fn keys_held(&self) -> BTreeSet<(Stream, EpochId, [u8; 32])> {
        let counting = self.epochs.iter().flat_map(|(stream, keys)| keys.values().map(|key| (*stream, key)));
        let others = self.uncounted.iter().flat_map(|(stream, keys)| keys.values().map(|key| (*stream, key)));
        counting.chain(others).map(|(stream, key)| (stream, key.id(), key.commitment())).collect()
    }

    pub(crate) fn opens(&self, stream: Stream) -> bool {
        self.epochs.get(&stream).is_some_and(|epochs| !epochs.is_empty())
    }

    /// An event that this session has made itself counts as checked, if all before it in its chain does.
    pub(crate) fn vouch_for(&self, stream: Stream, header: &Header, id: EventId) {
        let mut vouched = self.vouched.borrow_mut();
        let last = vouched.get(&(stream, header.dev)).copied().unwrap_or((0, *EventId::NONE.as_bytes()));
        if stream == Stream::Centre && (last.0.saturating_add(1), last.1) == (header.dseq, *header.prev.as_bytes()) {
            vouched.insert((stream, header.dev), (header.dseq, *id.as_bytes()));
        }
    }

    pub(crate) fn stream_id(&self, stream: Stream) -> StreamId {
        StreamId::derive(self.centre, stream)
    }
}

/// What a read of the log takes: the connection, and the session with its keys.
#[derive(Clone, Copy)]
pub(crate) struct LogReader<'c> {
    pub(crate) sql: &'c Connection,
    pub(crate) session: &'c Session,
}
