//! Creating a centre.
//!
//! Creation ends with the keyring: it is the file that says "there is a centre here". Cut off before, the folder holds
//! a database that nobody has a key to; the next creation clears it away. So there is never half a centre.

use std::collections::BTreeMap;
use std::path::Path;

use pana_casework::{Grant, Prefix, Role};
use pana_keys::{DeviceSecrets, EpochKey, KdfParams, Keyring, RecoverySheet, SystemEntropy};
use pana_model::{CentreId, DeviceId, MemberId, Moment, Secret};
use pana_record::EventKind;
use pana_wire::StreamId;

use super::keyring::{keyring_member, write};
use super::random;
use crate::disk::{Folder, StoreError, crypt_fault, make_database};
use crate::fold::{VIEW_VERSION, control};
use crate::log::grant_sealed::Epochs;
use crate::log::{Member, Session, Stream, own};
use crate::store::{Action, Store, Tx};

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
}

impl Store {
    /// Creates a centre in a folder, with its keys, this device, its first coordinator and the streams. The two sheets
    /// are to be printed now: they are not kept.
    ///
    /// # Errors
    /// [`StoreError::CentreExists`], [`StoreError::AlreadyOpen`], and as any write; there is no centre then.
    pub fn create(dir: &Path, new: NewCentre, now: Moment) -> Result<(Self, [RecoverySheet; 2]), StoreError> {
        let folder = Folder::hold(dir)?;
        if folder.keyring()?.is_some() {
            return Err(StoreError::CentreExists);
        }
        folder.clear_unfinished()?;
        let created = Self::create_in(folder.clone(), new, now);
        if created.is_err() && folder.keyring()?.is_none() {
            folder.clear_unfinished()?;
        }
        created
    }

    fn create_in(folder: Folder, new: NewCentre, now: Moment) -> Result<(Self, [RecoverySheet; 2]), StoreError> {
        let entropy = &mut SystemEntropy;
        let centre = CentreId::from_random(random()?);
        let member = Member {
            id: MemberId::from_random(random()?),
            name: new.member,
            role: Role::Coordinator,
            grants: vec![Grant::Protected],
        };
        let first = keyring_member(&member, new.passphrase);
        let (keyring, unlocked, sheets) = Keyring::make(centre, first, new.kdf, entropy).map_err(crypt_fault)?;
        let connection = make_database(&folder, unlocked.db_key(), now)?;
        let device = DeviceId::from_random(random()?);
        let device_secrets = DeviceSecrets::make(entropy).map_err(crypt_fault)?;
        let prefix = match new.prefix {
            Some(prefix) => prefix,
            None => Prefix::from_random(random()?),
        };
        let session = Session {
            centre,
            centre_name: new.name,
            device,
            member,
            device_secrets,
            unlocked,
            epochs: first_epochs(centre)?,
        };
        let mut store = Self::assemble(folder, connection, session);
        store.transact(Action::CentreCreate, now, |tx| tx.centre_create(&new.device, prefix))?;
        pana_sqlite::checkpoint(store.connection())?;
        store.folder().sync()?;
        write(store.folder(), &keyring)?;
        Ok((store, sheets))
    }
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

impl Tx<'_> {
    fn centre_create(&mut self, device_name: &str, prefix: Prefix) -> Result<(), StoreError> {
        let session = self.session();
        own::insert(self.sql(), session, prefix, VIEW_VERSION)?;
        self.control(EventKind::CentreCreate, vec![control::centre(&session.centre_name)])?;
        let keys = session.device_secrets.public();
        self.control(EventKind::DeviceAdd, vec![control::device(session.device, device_name, &keys)])?;
        self.member_add(&session.member, &session.unlocked.secrets().public())
    }
}
