//! A new laptop joins a centre that is elsewhere.
//!
//! It makes its keys when it answers an invite, and keeps them in this folder: `joining.json` holds the invite and the keyring
//! to be, `pana.db` the device's secrets under the keyring's key. There is no centre here yet. That comes when the
//! coordinator's answer is read: the control stream from the root that the invite names, with keys for the seat that was asked
//! for. The keyring is the last that is written, so a cut leaves a laptop that waits for its answer, or one that has joined.

use std::path::Path;

use pana_keys::{DeviceSecrets, Invite, KdfParams, Keyring, MemberSecrets, NewMember, SystemEntropy, Unlocked};
use pana_model::{MemberId, Moment, Secret};
use pana_wire::Envelope;
use rusqlite::{Transaction, TransactionBehavior};
use serde::{Deserialize, Serialize};

use super::invite::join_fault;
use super::kept_online::{KeptOnline, hex, of_hex};
use super::keyring::{wall, write};
use super::open::{Through, believed};
use super::random;
use crate::disk::{Folder, JoinFault, StoreError, crypt_fault, make_database, open_database};
use crate::fold::VIEW_VERSION;
use crate::log::{Stream, event, grant, own};
use crate::travel::{Arrived, take_keys};
use crate::{Locked, Store};

/// How a laptop answers an invite.
#[derive(Debug)]
pub struct NewJoin {
    /// What people are to call the laptop.
    pub device: String,
    /// The name under which its member is shown at the door until the centre says it.
    pub member: String,
    /// The member's passphrase on this laptop.
    pub passphrase: Secret<String>,
    /// How costly it is to try it.
    pub kdf: KdfParams,
}

/// What a laptop shows and gives that has answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinAnswer {
    /// The request, for the device that invited.
    pub request: Vec<u8>,
    /// The digits that a coordinator types there.
    pub digits: String,
}

/// A folder whose laptop waits to be let in.
#[derive(Debug)]
pub struct Joining {
    folder: Folder,
    pub(super) kept: Kept,
    pub(super) invite: Invite,
}

/// `joining.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    version: u32,
    /// The invite, in hexadecimal.
    invite: String,
    /// The request as it was given, in hexadecimal.
    request: String,
    pub(super) digits: String,
    device: String,
    keyring: serde_json::Value,
    /// Where it answers on line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) online: Option<KeptOnline>,
}

/// An answer by files.
const BY_FILES: u32 = 1;
/// An answer on line, of which older programs know nothing.
const ONLINE: u32 = 2;
const VERSION: u32 = ONLINE;

impl Joining {
    /// Makes this laptop's keys and answers an invite. A folder that waits already is left as it is: [`Joining::forget`].
    ///
    /// # Errors
    /// [`StoreError::CentreExists`], [`StoreError::AlreadyOpen`], [`StoreError::Joining`] when it is no invite or its time is
    /// over, and as any write; the folder waits for nothing then.
    pub fn begin(dir: &Path, invite: &[u8], new: &NewJoin, now: Moment) -> Result<(Self, JoinAnswer), StoreError> {
        let read = Invite::from_bytes(invite).map_err(|error| join_fault(&error, JoinFault::NoInvite))?;
        let joining = Self::begin_with(dir, &read, now, |folder| {
            begin_in(folder, &read, new, now, |device, seat| {
                let answer = read.answer(device, seat, &new.device, &mut SystemEntropy);
                let (request, digits) = answer.map_err(crypt_fault)?;
                Ok((request, digits, None))
            })
        })?;
        let answer = joining.answer()?;
        Ok((joining, answer))
    }

    /// A folder that waits for nothing yet and then for what `begun` makes; it waits for nothing where that fails.
    pub(super) fn begin_with(
        dir: &Path,
        invite: &Invite,
        now: Moment,
        begin: impl FnOnce(&Folder) -> Result<Kept, StoreError>,
    ) -> Result<Self, StoreError> {
        if invite.until_ms < wall(now) {
            return Err(StoreError::Joining(JoinFault::Over));
        }
        let folder = Folder::hold(dir)?;
        if folder.keyring()?.is_some() {
            return Err(StoreError::CentreExists);
        }
        if folder.joining()?.is_some() {
            return Err(StoreError::Joining(JoinFault::Waits));
        }
        folder.clear_unfinished()?;
        let begun = begin(&folder);
        if begun.is_err() {
            folder.clear_unfinished()?;
        }
        Ok(Self { folder, kept: begun?, invite: invite.clone() })
    }

    /// Changes what is kept while it waits: on the disk when this returns, or nowhere.
    pub(super) fn keep(&mut self, change: impl FnOnce(&mut Kept)) -> Result<(), StoreError> {
        let mut kept = self.kept.clone();
        change(&mut kept);
        self.folder.write_joining(&kept.to_json()?)?;
        self.kept = kept;
        Ok(())
    }

    /// A folder that waits to be let in; `None` where none does.
    ///
    /// # Errors
    /// [`StoreError::AlreadyOpen`], [`StoreError::Damaged`], and as any read of a file.
    pub fn open(dir: &Path) -> Result<Option<Self>, StoreError> {
        if !dir.join("joining.json").is_file() || dir.join("keyring.json").is_file() {
            return Ok(None);
        }
        let folder = Folder::hold(dir)?;
        let damaged = || StoreError::Damaged("joining.json".to_owned());
        let bytes = folder.joining()?.ok_or_else(damaged)?;
        let kept: Kept = serde_json::from_slice(&bytes).map_err(|_| damaged())?;
        if kept.version > VERSION {
            return Err(StoreError::Joining(JoinFault::Newer));
        }
        let invite = of_hex(&kept.invite).and_then(|bytes| Invite::from_bytes(&bytes).ok()).ok_or_else(damaged)?;
        Ok(Some(Self { folder, kept, invite }))
    }

    /// This laptop waits no more: its keys are forgotten, and its answer lets nobody in.
    ///
    /// # Errors
    /// As any write of a file.
    pub fn forget(self) -> Result<(), StoreError> {
        self.folder.clear_unfinished()?;
        self.folder.sync()
    }

    /// What is shown and given while it waits.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn answer(&self) -> Result<JoinAnswer, StoreError> {
        let request = of_hex(&self.kept.request).ok_or_else(|| StoreError::Damaged("joining.json".to_owned()))?;
        Ok(JoinAnswer { request, digits: self.kept.digits.clone() })
    }

    /// What this laptop is called.
    pub fn device_name(&self) -> &str {
        &self.kept.device
    }

    /// Who is to work here.
    pub const fn member(&self) -> MemberId {
        self.invite.member
    }

    /// The event from which the centre's control stream descends.
    pub const fn root(&self) -> pana_wire::EventId {
        self.invite.root
    }

    /// The centre that invites.
    pub const fn centre(&self) -> pana_model::CentreId {
        self.invite.centre
    }

    /// Opens what this laptop has: its device's secrets open what is sealed to it.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`], [`StoreError::Damaged`], and as any read.
    pub fn unlock(self, passphrase: &Secret<String>, now: Moment) -> Result<Waiting, StoreError> {
        let keyring = Keyring::from_bytes(self.kept.keyring.to_string().as_bytes())
            .map_err(|_| StoreError::Damaged("joining.json".to_owned()))?;
        let unlocked = keyring.unlock(self.invite.member, passphrase).map_err(|error| match error {
            pana_keys::KeysError::WrongKey => StoreError::WrongPassphrase,
            other => crypt_fault(other),
        })?;
        let (connection, _) = open_database(&self.folder, unlocked.db_keys(), now)?;
        let secrets = own::read(&connection)?.secrets;
        Ok(Waiting { joining: self, keyring, unlocked, connection, secrets, passphrase: passphrase.clone() })
    }
}

/// A laptop that waits, unlocked.
pub struct Waiting {
    joining: Joining,
    keyring: Keyring,
    unlocked: Unlocked,
    connection: rusqlite::Connection,
    secrets: DeviceSecrets,
    passphrase: Secret<String>,
}

impl std::fmt::Debug for Waiting {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Waiting(…)")
    }
}

impl Waiting {
    /// Which device this laptop is to be.
    pub fn device(&self) -> pana_model::DeviceId {
        pana_keys::device_id(self.joining.invite.centre, &self.secrets.public())
    }

    /// The secrets with which this device opens what is sealed to it.
    pub const fn secrets(&self) -> &DeviceSecrets {
        &self.secrets
    }

    /// The event from which all that is read must descend.
    pub const fn root(&self) -> pana_wire::EventId {
        self.joining.invite.root
    }

    /// The centre that invites.
    pub const fn centre(&self) -> pana_model::CentreId {
        self.joining.invite.centre
    }

    /// The device that invited, with the keys by which it signs.
    pub const fn invited_by(&self) -> (pana_model::DeviceId, pana_keys::PublicKeys) {
        (self.joining.invite.device, self.joining.invite.keys)
    }

    /// Joins with what a coordinator's device answered: the control stream and sealed keys are taken in, and what they say is
    /// believed as at every opening; then the folder is a centre's, and everything else that came is taken in as ever.
    ///
    /// # Errors
    /// [`StoreError::Joining`] where it does not let this laptop in, or lacks what the invite has seen; [`StoreError::Damaged`],
    /// and as any write. The laptop waits as before then.
    pub fn join(mut self, arrived: &Arrived, now: Moment) -> Result<Store, StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        take_control(&transaction, &self.joining.invite, arrived)?;
        for head in &self.joining.invite.heads {
            if event::by_name(&transaction, *head)?.is_none() {
                return Err(StoreError::Joining(JoinFault::TooOld));
            }
        }
        let own = own::read(&transaction)?;
        let Some(seat) = self.unlocked.seat() else {
            return Err(StoreError::Internal("a slot without a seat".to_owned()));
        };
        let candidates = grant::candidates(&transaction, own.centre, &self.unlocked, &[seat.id()].into())?;
        let (folder, member) = (self.joining.folder.clone(), self.joining.invite.member);
        let session =
            believed(&transaction, own, self.unlocked, Through::Passphrase, &candidates).map_err(not_let_in)?;
        let (name, role) = (session.member.name.clone(), session.member.role.to_string());
        let grants = session.member.grants.iter().map(ToString::to_string).collect();
        self.keyring.describe(member, name, role, grants).map_err(crypt_fault)?;
        transaction.commit()?;
        pana_sqlite::checkpoint(&self.connection)?;
        drop(session);
        drop(self.connection);
        folder.sync()?;
        write(&folder, &self.keyring)?;
        folder.forget_joining()?;
        let dir = folder.path().to_owned();
        // The door takes hold of the folder anew.
        drop((folder, self.joining));
        let mut store = Locked::open(&dir)?.unlock(member, &self.passphrase, now)?;
        store.take_arrived(arrived, now)?;
        Ok(store)
    }
}

/// Nobody asked for who is not there: in the words of whoever joins.
fn not_let_in(error: StoreError) -> StoreError {
    match error {
        StoreError::UnknownMember | StoreError::Damaged(_) => StoreError::Joining(JoinFault::NotLetIn),
        other => other,
    }
}

/// The control stream as it came, with the sealed keys. Nothing is judged here: [`believed`] reads it from the root.
fn take_control(sql: &Transaction<'_>, invite: &Invite, arrived: &Arrived) -> Result<(), StoreError> {
    take_keys(sql, None, &arrived.keys)?;
    for bytes in &arrived.events {
        let Ok(envelope) = Envelope::from_bytes(bytes) else { continue };
        let header = envelope.header();
        let is_control = header.org == invite.centre && header.stream.name(invite.centre) == Some(Stream::Control);
        if !is_control || event::by_id(sql, envelope.id().as_bytes())?.is_some() {
            continue;
        }
        event::insert(sql, Stream::Control, Some(invite.centre.as_bytes()), &envelope)?;
    }
    Ok(())
}

impl Kept {
    fn to_json(&self) -> Result<Vec<u8>, StoreError> {
        serde_json::to_vec_pretty(self).map_err(|error| StoreError::Internal(error.to_string()))
    }
}

/// What an answer is: the request and its digits where it goes by files, and what it is on line.
type Answers = (Vec<u8>, String, Option<KeptOnline>);

pub(super) fn begin_in(
    folder: &Folder,
    invite: &Invite,
    new: &NewJoin,
    now: Moment,
    answer: impl FnOnce(&DeviceSecrets, &MemberSecrets) -> Result<Answers, StoreError>,
) -> Result<Kept, StoreError> {
    let entropy = &mut SystemEntropy;
    let device = DeviceSecrets::make(entropy).map_err(crypt_fault)?;
    let secrets = MemberSecrets::make(entropy).map_err(crypt_fault)?;
    let (request, digits, online) = answer(&device, &secrets)?;
    let asked = pana_keys::JoinRequest { device: device.public(), seat: secrets.public(), name: new.device.clone() };
    let seat = invite.seat(&asked);
    let first = NewMember {
        id: invite.member,
        name: new.member.clone(),
        role: invite.role.clone(),
        grants: invite.grants.clone(),
        passphrase: new.passphrase.clone(),
    };
    let (keyring, unlocked) = Keyring::join(invite, &seat, secrets, first, new.kdf, entropy).map_err(crypt_fault)?;
    let mut connection = make_database(folder, unlocked.db_key(), now)?;
    let prefix = pana_casework::Prefix::from_random(random()?);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    own::insert(&transaction, (invite.centre, seat.device, &device), prefix, VIEW_VERSION)?;
    transaction.commit()?;
    pana_sqlite::checkpoint(&connection)?;
    folder.sync()?;
    let bytes = keyring.to_bytes().map_err(crypt_fault)?;
    let kept = Kept {
        version: if online.is_some() { ONLINE } else { BY_FILES },
        // EXPOSE: it is kept until the answer comes; whoever reads it here can make no keys with the digits that are shown.
        invite: hex(invite.to_bytes().expose()),
        request: hex(&request),
        digits,
        device: new.device.clone(),
        keyring: serde_json::from_slice(&bytes).map_err(|error| StoreError::Internal(error.to_string()))?,
        online,
    };
    folder.write_joining(&kept.to_json()?)?;
    Ok(kept)
}
