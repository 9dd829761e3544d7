//! Opening the store for a member whose keys are unlocked.
//!
//! Nothing in the database is believed for being there. In this order: triggers and views are taken out; the control stream
//! is read under all keys that open; the control stream is replayed from the root that the member's slot holds; of the keys
//! only those stay that it names; this installation's own keys must be those that it names; then what is here is compared
//! with what the member last saw ([`super::seen`]).

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use pana_casework::authority::{Authority, Centre, Root, SHEETS_SEAT, Seat, Standing};
use pana_keys::{EpochKey, PublicKeys, SystemEntropy, Unlocked, seat_id};
use pana_model::{CentreId, DeviceId, MemberId, Moment, SeatId};
use pana_wire::EventId;
use rusqlite::Connection;

use super::member_of;
use crate::asked::Asked;
use crate::disk::{Folder, StoreError, crypt_fault, open_database};
use crate::fold::{VIEW_VERSION, control, nobody};
use crate::log::grant::{self, Candidate, Epochs, Uncounted};
use crate::log::key_box;
use crate::log::{ByDevice, Claimed, LogReader, Member, Session, Stream, own};
use crate::store::Store;

/// What opening found.
pub(super) struct Opening {
    pub(super) store: Store,
    /// Triggers and views that were taken out.
    pub(super) taken_out: Vec<String>,
    /// Has it gone on as another device already?
    pub(super) went_on: bool,
}

impl Store {
    /// Opens the database for an unlocked member, loads what a session needs, and builds views of an older program
    /// again.
    pub(super) fn open(
        folder: Folder,
        centre: CentreId,
        unlocked: Unlocked,
        now: Moment,
    ) -> Result<Opening, StoreError> {
        let (connection, taken_out) = open_database(&folder, unlocked.db_keys(), now)?;
        let session = load_session(&connection, centre, unlocked)?;
        let mut store = Self::assemble(folder, connection, session);
        store.begin_generations(now)?;
        if own::view_version(store.connection())? != VIEW_VERSION || nobody::is_any_opened(store.reader())? {
            store.rebuild_views(now)?;
        }
        Ok(Opening { store, taken_out, went_on: false })
    }

    /// Layout 1 had no generations: the first is begun under the epoch there is.
    fn begin_generations(&mut self, now: Moment) -> Result<(), StoreError> {
        let without = |stream: &Stream| {
            self.opens(*stream)
                && key_box::generations(self.connection(), self.session(), *stream)
                    .is_ok_and(|all| all.counting.is_empty())
        };
        let streams: Vec<Stream> = Stream::ALL.into_iter().filter(without).collect();
        if streams.is_empty() {
            return Ok(());
        }
        self.transact(&Asked::nothing(), now, |tx| {
            for stream in &streams {
                let session = tx.session();
                key_box::begin(tx.sql(), session, *stream, 1, session.epoch(*stream)?)?;
            }
            Ok(())
        })
    }
}

fn load_session(sql: &Connection, centre: CentreId, unlocked: Unlocked) -> Result<Session, StoreError> {
    let own = own::read(sql)?;
    if own.centre != centre {
        return Err(StoreError::Damaged("keyring.json is of another centre".to_owned()));
    }
    let (member, keys) = (unlocked.member(), unlocked.secrets().public());
    let devices = std::iter::once(own.device).chain(unlocked.device());
    let seats: BTreeSet<SeatId> = devices.map(|device| seat_id(centre, member, device, &keys)).collect();
    let mut candidates = grant::candidates(sql, centre, &unlocked, &seats)?;
    if !candidates.iter().any(|(stream, _, _)| *stream == Stream::Control) {
        // The seat may be on a device before this one that the slot does not name any more.
        candidates = grant::candidates(sql, centre, &unlocked, &grant::seats(sql)?)?;
    }
    believed(sql, own, unlocked, Through::Passphrase, &candidates)
}

/// How the keys of the streams were got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Through {
    /// By grants to the member's seat.
    Passphrase,
    /// By grants to the sheets, for a seat that is to be made.
    Sheets(SeatId),
}

/// The member's seat on this device; else, on the one for which it goes on.
fn seat_here(state: &Centre, device: DeviceId, member: MemberId, keys: &PublicKeys) -> Option<SeatId> {
    let keys = keys.to_bytes();
    let mine = |seat: &&Seat| seat.keys.0 == keys && (seat.device == device || state.succeeds(device, seat.device));
    let seats = state.seats_of(member).filter(mine);
    // The one from which there is the least to go.
    let far = |seat: &&Seat| {
        let before = state.seats_of(member).filter(|other| state.succeeds(seat.device, other.device)).count();
        (seat.device == device, before, seat.id)
    };
    seats.max_by_key(far).map(|seat| seat.id)
}

/// A session of which the control stream was replayed, with the keys that it names for the member's seat, or for the sheets.
pub(super) fn believed(
    sql: &Connection,
    own: own::Own,
    unlocked: Unlocked,
    through: Through,
    candidates: &[Candidate],
) -> Result<Session, StoreError> {
    let (member, keys, root) = (unlocked.member(), unlocked.secrets().public(), unlocked.root());
    let mut session = Session {
        centre: own.centre,
        device: own.device,
        // The log says which.
        seat: SHEETS_SEAT,
        // Nobody, until the control stream says who.
        member: Member { id: member, name: String::new(), role: pana_casework::Role::Volunteer, grants: Vec::new() },
        device_secrets: own.secrets,
        epochs: Epochs::new(),
        boxes: RefCell::default(),
        vouched: RefCell::default(),
        signed: RefCell::default(),
        by_device: ByDevice::default(),
        followed: RefCell::default(),
        unread: RefCell::default(),
        uncounted: Uncounted::new(),
        root: Root::default(),
        control_changed: Cell::new(false),
        aside_of: RefCell::new(None),
        referred: Cell::new(0),
        authority: RefCell::default(),
        claimed: RefCell::default(),
        erasures: RefCell::default(),
        unlocked,
    };
    let (authority, claimed, root) = replay(sql, &mut session, candidates, root, member, &keys)?;
    let state = std::sync::Arc::clone(authority.centre());
    session.root = root;
    session.authority.replace(authority);
    session.claimed.replace(claimed);
    let found = state.member(member).ok_or(StoreError::UnknownMember)?;
    match found.standing {
        Standing::Stands => {}
        // The sheets may stand up for them.
        Standing::Suspended if matches!(through, Through::Sheets(_)) => {}
        Standing::Suspended => return Err(StoreError::Suspended),
        Standing::Removed | Standing::Unknown => return Err(StoreError::UnknownMember),
    }
    session.member = member_of(&found);
    let device_keys = state.device(session.device).map(|device| device.keys.0);
    if device_keys != Some(session.device_secrets.public().to_bytes()) {
        return Err(StoreError::Damaged("this installation's own keys".to_owned()));
    }
    session.seat = match through {
        Through::Sheets(seat) => seat,
        Through::Passphrase => seat_here(&state, session.device, member, &keys)
            .ok_or_else(|| StoreError::Damaged("keyring.json has other keys than the log".to_owned()))?,
    };
    let holder = if through == Through::Passphrase { session.seat } else { SHEETS_SEAT };
    session.epochs = Epochs::new();
    session.sort_keys(candidates, &[holder]);
    Ok(session)
}

/// Replays the control stream under every key that opens for the member. Of two keys of one epoch only the control stream can
/// say which is its own, so both are read with: a key that a stranger put there opens nothing, and hides nothing either.
fn replay(
    sql: &Connection,
    session: &mut Session,
    candidates: &[Candidate],
    root: Option<EventId>,
    member: MemberId,
    keys: &PublicKeys,
) -> Result<(Authority, Claimed, Root), StoreError> {
    let control = candidates.iter().filter(|(stream, _, _)| *stream == Stream::Control);
    let control: BTreeMap<_, EpochKey> =
        control.map(|(_, _, key)| ((key.id(), key.commitment()), key.clone())).collect();
    if control.is_empty() {
        return Err(StoreError::UnknownMember);
    }
    session.uncounted = Uncounted::from([(Stream::Control, control)]);
    let mut found = Root::default();
    let (authority, claimed) = control::load(LogReader { sql, session }, |events| {
        found = match root {
            Some(root) => Root::new(*root.as_bytes()),
            None => control::first_root(events, member, keys)?,
        };
        Ok(found.clone())
    })?;
    if authority.founding().is_empty() {
        return Err(StoreError::Damaged("the control stream".to_owned()));
    }
    Ok((authority, claimed, found))
}

/// Pins in the member's slot what became known at this opening: the root and the device of an older slot, and the device
/// as which this installation goes on.
pub(super) fn pin(keyring: &mut pana_keys::Keyring, store: &mut Store) -> Result<bool, StoreError> {
    let (root, device) = (EventId::from_bytes(store.session().root.id), store.device());
    let recovery = super::roll::recovery(&store.state());
    let unlocked = &mut store.session_mut().unlocked;
    let entropy = &mut SystemEntropy;
    let mut changed = false;
    if unlocked.device().is_none() {
        changed |= keyring.upgrade_slot(unlocked, device, root, entropy).map_err(crypt_fault)?;
    } else if unlocked.root().is_none() {
        changed |= keyring.pin_root(unlocked, root, entropy).map_err(crypt_fault)?;
    }
    changed |= keyring.move_slot(unlocked, device, entropy).map_err(crypt_fault)?;
    if let Some(recovery) = recovery {
        changed |= keyring.pin_recovery(unlocked, recovery, entropy).map_err(crypt_fault)?;
    }
    Ok(changed)
}
