//! Creating a centre.
//!
//! One event makes it: its name, this device, the first coordinator with a seat, the recovery key, and the first epoch of
//! each stream. That event's id is the root: everything in the control stream must descend from it.
//!
//! Creation ends with the keyring: it is the file that says "there is a centre here". Cut off before, the folder holds
//! a database that nobody has a key to; the next creation clears it away. So there is never half a centre.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use pana_casework::authority::{Authority, ControlWrite, Keys, Root, Sheets};
use pana_casework::{Grant, Prefix, Role};
use pana_keys::{DeviceSecrets, EpochKey, KdfParams, Keyring, RecoverySheet, SystemEntropy, Unlocked, device_id};
use pana_model::{CentreId, MemberId, Moment, Secret};
use pana_record::EventKind;
use pana_wire::{EventId, StreamId};

use super::keyring::{keyring_member, write};
use super::{random, roll};
use crate::asked::Asked;
use crate::disk::{Folder, JoinFault, StoreError, crypt_fault, make_database};
use crate::fold::{VIEW_VERSION, control};
use crate::log::grant::Epochs;
use crate::log::{ByDevice, Member, NewEvent, OpenBoxes, SeenBy, Session, Stream, append, key_box, own};
use crate::store::{Store, Tx};

/// A centre to be created.
#[derive(Debug)]
pub struct NewCentre {
    /// The centre's name.
    pub name: String,
    /// The first coordinator's name. Holds the grant `protected`, since someone has to be able to pass it on.
    pub member: String,
    /// The coordinator's passphrase.
    pub passphrase: Secret<String>,
    /// How costly it is to try a passphrase.
    pub kdf: KdfParams,
    /// This installation's name among the centre's devices.
    pub device: String,
    /// What case numbers begin with; random when `None`.
    pub prefix: Option<Prefix>,
    /// Minutes from UTC by which "the same day" is told.
    pub offset_minutes: i32,
    /// What the centre is for. It never changes.
    pub purpose: Purpose,
}

/// What a centre is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// People.
    Work,
    /// Practice: marked as such for ever, and the only one that takes a set clock.
    Practice,
}

impl Store {
    /// Creates a centre in a folder, with its keys, this device, its first coordinator and the streams. The two sheets
    /// are to be printed now: they are not kept.
    ///
    /// # Errors
    /// [`StoreError::CentreExists`], [`StoreError::AlreadyOpen`], and as any write; there is no centre then.
    #[expect(clippy::needless_pass_by_value, reason = "the passphrase is wiped when the centre is made")]
    pub fn create(dir: &Path, new: NewCentre, now: Moment) -> Result<(Self, [RecoverySheet; 2]), StoreError> {
        let folder = Folder::hold(dir)?;
        if folder.keyring()?.is_some() {
            return Err(StoreError::CentreExists);
        }
        if folder.joining()?.is_some() {
            return Err(StoreError::Joining(JoinFault::Waits));
        }
        folder.clear_unfinished()?;
        let created = Self::create_in(folder.clone(), &new, now);
        if created.is_err() && folder.keyring()?.is_none() {
            folder.clear_unfinished()?;
        }
        created
    }

    fn create_in(folder: Folder, new: &NewCentre, now: Moment) -> Result<(Self, [RecoverySheet; 2]), StoreError> {
        let entropy = &mut SystemEntropy;
        let centre = CentreId::from_random(random()?);
        let member = Member {
            id: MemberId::from_random(random()?),
            name: new.member.clone(),
            role: Role::Coordinator,
            grants: vec![Grant::Protected],
        };
        let device_secrets = DeviceSecrets::make(entropy).map_err(crypt_fault)?;
        let device = device_id(centre, &device_secrets.public());
        let first = keyring_member(&member, new.passphrase.clone());
        let (mut keyring, unlocked, sheets) =
            Keyring::make(centre, device, first, new.kdf, entropy).map_err(crypt_fault)?;
        let connection = make_database(&folder, unlocked.db_key(), now)?;
        let session = first_session(centre, member, unlocked, device_secrets)?;
        let mut store = Self::assemble(folder, connection, session);
        store.transact(&Asked::nothing(), now, |tx| tx.centre_create(new))?;
        pin_root(&mut keyring, &mut store)?;
        pana_sqlite::checkpoint(store.connection())?;
        store.folder().sync()?;
        write(store.folder(), &keyring)?;
        store.set_settled()?;
        Ok((store, sheets))
    }
}

fn first_session(
    centre: CentreId,
    member: Member,
    unlocked: Unlocked,
    device_secrets: DeviceSecrets,
) -> Result<Session, StoreError> {
    let seat = unlocked.seat().ok_or_else(|| StoreError::Internal("a first slot without a seat".to_owned()))?;
    Ok(Session {
        centre,
        device: seat.device,
        seat: seat.id(),
        member,
        device_secrets,
        unlocked,
        epochs: first_epochs(centre)?,
        boxes: RefCell::new(OpenBoxes::default()),
        vouched: RefCell::default(),
        signed: RefCell::default(),
        by_device: ByDevice::default(),
        followed: RefCell::default(),
        unread: RefCell::default(),
        uncounted: BTreeMap::new(),
        root: Root::default(),
        control_changed: Cell::new(false),
        aside_of: RefCell::new(None),
        referred: Cell::new(0),
        authority: RefCell::default(),
        claimed: RefCell::default(),
        erasures: RefCell::default(),
    })
}

/// The first key of every stream.
fn first_epochs(centre: CentreId) -> Result<Epochs, StoreError> {
    let mut epochs = Epochs::new();
    for stream in Stream::ALL {
        let id = StreamId::derive(centre, stream);
        let key = EpochKey::make(id, 1, &mut SystemEntropy).map_err(crypt_fault)?;
        epochs.insert(stream, BTreeMap::from([(key.id(), key)]));
    }
    Ok(epochs)
}

fn pin_root(keyring: &mut Keyring, store: &mut Store) -> Result<(), StoreError> {
    let root = store.session().authority.borrow().root().clone();
    let unlocked = &mut store.session_mut().unlocked;
    keyring.pin_root(unlocked, EventId::from_bytes(root.id), &mut SystemEntropy).map_err(crypt_fault)?;
    store.session_mut().root = root;
    Ok(())
}

impl Tx<'_> {
    fn centre_create(&mut self, new: &NewCentre) -> Result<(), StoreError> {
        let session = self.session();
        let prefix = match new.prefix {
            Some(prefix) => prefix,
            None => Prefix::from_random(random()?),
        };
        let whose = (session.centre, session.device, &session.device_secrets);
        own::insert(self.sql(), whose, prefix, VIEW_VERSION)?;
        let mut writes = first_writes(session, new)?;
        for (stream, epochs) in &session.epochs {
            for epoch in epochs.values() {
                let generation = key_box::begin(self.sql(), session, *stream, 1, epoch)?;
                let seats = BTreeSet::from([session.seat]);
                let recovery = *session.unlocked.recovery();
                let own = session.unlocked.seat().map(|seat| seat.keys);
                let to = own.map(|keys| (session.member.id, session.device, keys));
                writes.extend(roll::writes(
                    self.sql(),
                    session,
                    *stream,
                    epoch,
                    generation,
                    &roll::Holders { seats, to: to.into_iter().collect(), recovery: Some(recovery) },
                )?);
            }
        }
        let ops = writes.iter().filter_map(ControlWrite::to_op).collect();
        let (subject, reading) = (*session.centre.as_bytes(), self.next_reading()?);
        let kind = EventKind::CentreCreate;
        let event = NewEvent {
            stream: Stream::Control,
            subject,
            kind,
            form: None,
            ops,
            note: String::new(),
            reading,
            sign: None,
        };
        let opened = append(self.sql(), session, event, SeenBy { past: Vec::new(), ctl: Vec::new() })?;
        let mut authority = Authority::new(Root::new(opened.full_id));
        authority.take([control::of_own(self.reader(), &opened)]);
        match authority.verdict(opened.id) {
            Some(Ok(())) => {}
            said => return Err(StoreError::Internal(format!("the first event does not count: {said:?}"))),
        }
        session.authority.replace(authority);
        Ok(())
    }
}

fn first_writes(session: &Session, new: &NewCentre) -> Result<Vec<ControlWrite>, StoreError> {
    let (seat, recovery) = (session.unlocked.seat(), session.unlocked.recovery());
    let seat = seat.ok_or_else(|| StoreError::Internal("a first slot without a seat".to_owned()))?;
    let sign = recovery.sign.ok_or_else(|| StoreError::Internal("new sheets that cannot sign".to_owned()))?;
    let mut writes = vec![
        ControlWrite::Centre(new.name.clone()),
        ControlWrite::Offset(new.offset_minutes),
        ControlWrite::Recovery(Sheets { seal: recovery.seal, sign }),
        ControlWrite::Device {
            id: session.device,
            name: new.device.clone(),
            keys: Keys(session.device_secrets.public().to_bytes()),
        },
        ControlWrite::Member {
            id: session.member.id,
            name: session.member.name.clone(),
            role: session.member.role,
            grants: session.member.grants.iter().copied().collect(),
            keys: None,
        },
        ControlWrite::Seat {
            id: session.seat,
            member: session.member.id,
            device: session.device,
            keys: Keys(seat.keys.to_bytes()),
        },
    ];
    if new.purpose == Purpose::Practice {
        writes.push(ControlWrite::Practice);
    }
    Ok(writes)
}
