//! Before the store is open: creating a centre, unlocking, recovering.
//!
//! Creation ends with the keyring: it is the file that says "there is a centre here". Cut off before, the folder holds
//! a database that nobody has a key to; the next creation clears it away. So there is never half a centre.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;

use pana_casework::{Grant, Prefix, Role};
use pana_keys::{
    DeviceSecrets, Entropy as _, EpochKey, KdfParams, Keyring, KeysError, NewMember, RecoverySheet, SystemEntropy,
    Unlocked, seal_grant,
};
use pana_model::{CentreId, DeviceId, MemberId, Moment, Secret};
use pana_record::{EventKind, Op};
use rusqlite::params;

use crate::context::{Member, Session};
use crate::folder::Folder;
use crate::log::NewEvent;
use crate::store::{Action, Store, Tx, open_database};
use crate::stream::{Stream, code};
use crate::{StoreError, VIEW_VERSION, control, crypt_fault};

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

/// A member to be added.
#[derive(Debug)]
pub struct AddMember {
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Grants beside the role.
    pub grants: Vec<Grant>,
    /// First passphrase.
    pub passphrase: Secret<String>,
    /// How costly it is to try it.
    pub kdf: KdfParams,
}

/// A centre's folder, held by this process, not unlocked.
#[derive(Debug, Clone)]
pub struct Locked {
    folder: Folder,
}

impl Locked {
    /// Takes hold of the folder.
    ///
    /// # Errors
    /// [`StoreError::NoCentre`] when there is none (the folder is not touched then), [`StoreError::AlreadyOpen`] when
    /// another program holds it.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        if !dir.join("keyring.json").is_file() {
            return Err(StoreError::NoCentre);
        }
        let folder = Folder::hold(dir)?;
        keyring(&folder)?;
        Ok(Self { folder })
    }

    /// Who can unlock, in the order in which they were added.
    ///
    /// # Errors
    /// As any read of a file.
    pub fn members(&self) -> Result<Vec<Member>, StoreError> {
        let keyring = keyring(&self.folder)?;
        let slots = keyring.members().iter().map(|slot| Member {
            id: slot.id,
            name: slot.name.clone(),
            role: slot.role.parse().unwrap_or(Role::Volunteer),
            grants: slot.grants.iter().filter_map(|grant| grant.parse().ok()).collect(),
        });
        Ok(slots.collect())
    }

    /// Seconds until a member's next try is looked at.
    ///
    /// # Errors
    /// As any read of a file.
    pub fn wait_seconds(&self, member: MemberId, now: Moment) -> Result<u32, StoreError> {
        let mut keyring = keyring(&self.folder)?;
        match keyring.begin_try(member, wall(now)) {
            Err(KeysError::Wait(wait)) => Ok(seconds(wait.ms)),
            _ => Ok(0),
        }
    }

    /// Opens the store for a member. Takes as long as the member's Argon2 parameters ask.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`], [`StoreError::Wait`], [`StoreError::UnknownMember`],
    /// [`StoreError::NewerStore`], [`StoreError::Damaged`]; nothing is destroyed by any number of wrong tries.
    pub fn unlock(&self, member: MemberId, passphrase: &Secret<String>, now: Moment) -> Result<Store, StoreError> {
        let (keyring, unlocked) = try_passphrase(&self.folder, member, passphrase, now)?;
        let store = Store::open(self.folder.clone(), keyring.centre, unlocked, now)?;
        store.forget_unfinished_members(keyring)?;
        Ok(store)
    }

    /// Opens the store with both recovery sheets and gives a coordinator a new passphrase.
    ///
    /// # Errors
    /// [`StoreError::WrongSheets`], [`StoreError::UnknownMember`], [`StoreError::NoRight`] when the member is no
    /// coordinator.
    pub fn recover(
        &self,
        sheets: [&str; 2],
        member: MemberId,
        passphrase: &Secret<String>,
        kdf: KdfParams,
        now: Moment,
    ) -> Result<Store, StoreError> {
        let mut keyring = keyring(&self.folder)?;
        let wrong = |error: KeysError| match error {
            KeysError::Member => StoreError::UnknownMember,
            other => StoreError::WrongSheets(other.to_string()),
        };
        let [one, other] = sheets.map(RecoverySheet::from_text);
        let one = one.map_err(|error| StoreError::WrongSheets(error.to_string()))?;
        let other = other.map_err(|error| StoreError::WrongSheets(error.to_string()))?;
        let recovered = keyring.recover(&one, &other).map_err(wrong)?;
        let unlocked = keyring.unlock_recovered(member, &recovered).map_err(wrong)?;
        let store = Store::open(self.folder.clone(), keyring.centre, unlocked, now)?;
        if store.member().role != Role::Coordinator {
            return Err(StoreError::NoRight);
        }
        keyring.set_passphrase(store.unlocked(), passphrase, kdf, &mut SystemEntropy).map_err(crypt_fault)?;
        write(&self.folder, &keyring)?;
        Ok(store)
    }
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
        let centre = CentreId::from_random(crate::random()?);
        let member = Member {
            id: MemberId::from_random(crate::random()?),
            name: new.member,
            role: Role::Coordinator,
            grants: vec![Grant::Protected],
        };
        let first = keyring_member(&member, new.passphrase);
        let (keyring, unlocked, sheets) = Keyring::make(centre, first, new.kdf, entropy).map_err(crypt_fault)?;
        let connection = open_database(&folder, unlocked.db_key(), now)?;
        let device = DeviceId::from_random(crate::random()?);
        let device_secrets = DeviceSecrets::make(entropy).map_err(crypt_fault)?;
        let mut epochs = BTreeMap::new();
        for stream in Stream::ALL {
            let id = pana_wire::StreamId::derive(centre, stream);
            let key = EpochKey::make(id, 1, entropy).map_err(crypt_fault)?;
            epochs.insert(stream, BTreeMap::from([(key.id(), key)]));
        }
        let prefix = match new.prefix {
            Some(prefix) => prefix,
            None => Prefix::from_random(crate::random()?),
        };
        let session = Session {
            centre,
            centre_name: new.name,
            device,
            member,
            device_secrets,
            unlocked,
            epochs,
            protected: RefCell::default(),
        };
        let mut store = Self::assemble(folder, connection, session);
        store.transact(Action::CentreCreate, now, |tx| tx.centre_create(&new.device, prefix))?;
        pana_sqlite::checkpoint(store.connection())?;
        store.folder().sync()?;
        write(store.folder(), &keyring)?;
        Ok((store, sheets))
    }

    /// Everyone of the centre, in the order in which they were added.
    ///
    /// # Errors
    /// As any read.
    pub fn members(&self) -> Result<Vec<Member>, StoreError> {
        Ok(control::members(self.connection())?.into_iter().map(|(member, _)| member).collect())
    }

    /// Adds a member, with the grants to the streams they may open.
    ///
    /// # Errors
    /// [`StoreError::NoRight`] when this member is no coordinator, or would pass on a grant without holding it.
    pub fn member_add(&mut self, new: AddMember, now: Moment) -> Result<Member, StoreError> {
        let gives_protected = new.grants.contains(&Grant::Protected);
        if self.member().role != Role::Coordinator || (gives_protected && !self.opens(Stream::Protected)) {
            return Err(StoreError::NoRight);
        }
        let id = MemberId::from_random(crate::random()?);
        let member = Member { id, name: new.name, role: new.role, grants: new.grants };
        let mut keyring = keyring(self.folder())?;
        let slot = keyring_member(&member, new.passphrase);
        let keys = keyring.add_member(self.unlocked(), slot, new.kdf, &mut SystemEntropy).map_err(crypt_fault)?;
        // The slot first: alone it opens nothing, and the next unlocking clears it away.
        write(self.folder(), &keyring)?;
        let added = self.transact(Action::MemberAdd, now, |tx| tx.member_add(&member, &keys));
        if let Err(error) = added {
            keyring.remove_member(id).map_err(crypt_fault)?;
            write(self.folder(), &keyring)?;
            return Err(error);
        }
        Ok(member)
    }

    /// Changes this member's passphrase.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`], [`StoreError::Wait`], and as any write of a file.
    pub fn member_passphrase(
        &mut self,
        old: &Secret<String>,
        new: &Secret<String>,
        kdf: KdfParams,
        now: Moment,
    ) -> Result<(), StoreError> {
        let (mut keyring, unlocked) = try_passphrase(self.folder(), self.member().id, old, now)?;
        keyring.set_passphrase(&unlocked, new, kdf, &mut SystemEntropy).map_err(crypt_fault)?;
        write(self.folder(), &keyring)
    }

    /// Is this the passphrase of that member? For what a second member has to agree to.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`], [`StoreError::Wait`], [`StoreError::UnknownMember`].
    pub fn verify_passphrase(
        &self,
        member: MemberId,
        passphrase: &Secret<String>,
        now: Moment,
    ) -> Result<(), StoreError> {
        try_passphrase(self.folder(), member, passphrase, now).map(|_| ())
    }

    /// Takes away slots of members whose adding was cut off before the log knew them.
    fn forget_unfinished_members(&self, mut keyring: Keyring) -> Result<(), StoreError> {
        let known = self.members()?;
        let slots: Vec<MemberId> = keyring.members().iter().map(|slot| slot.id).collect();
        let unknown: Vec<MemberId> =
            slots.into_iter().filter(|id| !known.iter().any(|member| member.id == *id)).collect();
        for id in &unknown {
            keyring.remove_member(*id).map_err(crypt_fault)?;
        }
        if unknown.is_empty() { Ok(()) } else { write(self.folder(), &keyring) }
    }
}

impl Tx<'_> {
    fn centre_create(&mut self, device_name: &str, prefix: Prefix) -> Result<(), StoreError> {
        let session = self.session();
        let secrets = session.device_secrets.to_secret_bytes();
        self.sql().execute(
            "INSERT INTO own (one, centre, device, secrets, prefix, view_version) VALUES (1, ?1, ?2, ?3, ?4, ?5)",
            params![
                session.centre.as_bytes().as_slice(),
                session.device.as_bytes().as_slice(),
                // EXPOSE: a device's secrets lie in the keyed database.
                secrets.expose().as_slice(),
                prefix.to_string(),
                VIEW_VERSION,
            ],
        )?;
        self.control(EventKind::CentreCreate, vec![control::centre(&session.centre_name)])?;
        let keys = session.device_secrets.public();
        self.control(EventKind::DeviceAdd, vec![control::device(session.device, device_name, &keys)])?;
        self.member_add(&session.member, &session.unlocked.secrets().public())
    }

    fn member_add(&mut self, member: &Member, keys: &pana_keys::PublicKeys) -> Result<(), StoreError> {
        self.control(EventKind::MemberAdd, vec![control::member(member, keys)])?;
        let session = self.session();
        let mut ops = Vec::new();
        for (stream, epochs) in &session.epochs {
            if *stream == Stream::Protected && !member.has(Grant::Protected) {
                continue;
            }
            for epoch in epochs.values() {
                let sealed =
                    seal_grant(epoch, session.centre, member.id, keys, &mut SystemEntropy).map_err(crypt_fault)?;
                self.sql().execute(
                    "INSERT INTO grant_sealed (stream, epoch, member, sealed) VALUES (?1, ?2, ?3, ?4)",
                    params![code(*stream), epoch.id().as_bytes().as_slice(), member.id.as_bytes().as_slice(), sealed],
                )?;
                ops.push(control::grant(*stream, epoch.id(), member.id, &sealed));
            }
        }
        self.control(EventKind::EpochGrant, ops)
    }

    fn control(&mut self, kind: EventKind, ops: Vec<Op>) -> Result<(), StoreError> {
        let hlc = self.next_hlc()?;
        let subject = *self.session().centre.as_bytes();
        self.append(NewEvent { stream: Stream::Control, subject, kind, form: None, ops, note: String::new(), hlc })
    }
}

fn keyring(folder: &Folder) -> Result<Keyring, StoreError> {
    let bytes = folder.keyring()?.ok_or(StoreError::NoCentre)?;
    Keyring::from_bytes(&bytes).map_err(|error| match error {
        KeysError::Newer(_) => StoreError::NewerStore { needed: u32::MAX, ours: crate::UNDERSTOOD },
        _ => StoreError::Damaged("keyring.json".to_owned()),
    })
}

fn write(folder: &Folder, keyring: &Keyring) -> Result<(), StoreError> {
    folder.write_keyring(&keyring.to_bytes().map_err(crypt_fault)?)
}

fn keyring_member(member: &Member, passphrase: Secret<String>) -> NewMember {
    NewMember {
        id: member.id,
        name: member.name.clone(),
        role: member.role.to_string(),
        grants: member.grants.iter().map(ToString::to_string).collect(),
        passphrase,
    }
}

/// One try: counted before it is made, forgotten when it was right. A disk too full to count does not keep the right
/// passphrase out.
fn try_passphrase(
    folder: &Folder,
    member: MemberId,
    passphrase: &Secret<String>,
    now: Moment,
) -> Result<(Keyring, Unlocked), StoreError> {
    let count = |keyring: &Keyring| match write(folder, keyring) {
        Err(StoreError::DiskFull | StoreError::ReadOnly) => Ok(()),
        other => other,
    };
    let mut keyring = keyring(folder)?;
    let begun = keyring.begin_try(member, wall(now));
    count(&keyring)?;
    begun.map_err(passphrase_fault)?;
    let unlocked = keyring.unlock(member, passphrase).map_err(passphrase_fault)?;
    keyring.clear_tries(member).map_err(passphrase_fault)?;
    count(&keyring)?;
    Ok((keyring, unlocked))
}

fn passphrase_fault(error: KeysError) -> StoreError {
    match error {
        KeysError::WrongKey => StoreError::WrongPassphrase,
        KeysError::Wait(wait) => StoreError::Wait { seconds: seconds(wait.ms) },
        KeysError::Member => StoreError::UnknownMember,
        KeysError::Params => StoreError::Damaged("keyring.json".to_owned()),
        other => crypt_fault(other),
    }
}

fn wall(now: Moment) -> u64 {
    u64::try_from(now.unix_ms()).unwrap_or(0)
}

fn seconds(ms: u64) -> u32 {
    u32::try_from(ms.div_ceil(1_000)).unwrap_or(u32::MAX)
}

/// `N` random bytes of the system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    SystemEntropy.fill(&mut bytes).map_err(crypt_fault)?;
    Ok(bytes)
}
