//! The open store, and the one door through which it is changed.

use std::cell::RefCell;
use std::collections::BTreeMap;

use pana_casework::{Extent, Right, extent};
use pana_keys::{DeviceSecrets, GrantFor, KeysError, Unlocked, open_grant};
use pana_model::{CentreId, DeviceId, MemberId, Moment, Secret};
use pana_sqlite::{migrate, open_keyed};
use pana_wire::EpochId;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::context::{Context, Member, Session};
use crate::folder::Folder;
use crate::protected::ProtectedIndex;
use crate::stream::{Stream, from_code};
use crate::{MIGRATIONS, StoreError, UNDERSTOOD, VIEW_VERSION, control};

/// What the user did. Names every change; the history's words come from the events it makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// A centre was created.
    CentreCreate,
    /// A member was added.
    MemberAdd,
    /// A questionnaire was published.
    FormPublish,
    /// A case was opened without an interview.
    CaseOpen,
    /// An interview was begun.
    InterviewStart,
    /// An answer was given.
    Answer,
    /// An interview was finished.
    InterviewFinish,
    /// Changes to a finished interview were begun.
    InterviewAmend,
    /// A draft was thrown away.
    InterviewDiscard,
    /// Someone looked.
    Look,
    /// Many people at once: synthetic ones, later imports.
    Bulk,
    /// Views were built again from the log.
    Rebuild,
}

/// An open store: one member's session. Dropping it wipes the keys and closes the database; that is the lock.
pub struct Store {
    folder: Folder,
    connection: Connection,
    session: Session,
}

/// A change under way. It happens as a whole or not at all.
pub struct Tx<'t> {
    sql: Transaction<'t>,
    session: &'t Session,
    action: Action,
    now: Moment,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Store(member {})", self.session.member.id)
    }
}

impl std::fmt::Debug for Tx<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Tx({:?})", self.action)
    }
}

impl Store {
    /// The one door: `work` happens in one transaction, which is durable when this returns and has left no trace when
    /// it fails. `now` is what the clock says; a clock set back is noticed ([`Store::clock_behind`]) and blocks
    /// nothing.
    ///
    /// # Errors
    /// Those of `work`, and [`StoreError::DiskFull`], [`StoreError::ReadOnly`], [`StoreError::Io`] of the commit.
    pub fn transact<T>(
        &mut self,
        action: Action,
        now: Moment,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let done = Self::transact_in(&mut self.connection, &self.session, action, now, work);
        if done.is_err() {
            // A read inside may have indexed events that are gone again.
            self.session.protected.replace(ProtectedIndex::default());
        }
        done
    }

    fn transact_in<T>(
        connection: &mut Connection,
        session: &Session,
        action: Action,
        now: Moment,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let sql = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut tx = Tx { sql, session, action, now };
        let done = work(&mut tx)?;
        tx.sql.commit()?;
        Ok(done)
    }

    /// Whose session it is.
    pub const fn member(&self) -> &Member {
        &self.session.member
    }

    /// The centre's name.
    pub fn centre_name(&self) -> &str {
        &self.session.centre_name
    }

    /// The centre.
    pub const fn centre(&self) -> CentreId {
        self.session.centre
    }

    /// This installation.
    pub const fn device(&self) -> DeviceId {
        self.session.device
    }

    /// May this member open the stream?
    pub fn opens(&self, stream: Stream) -> bool {
        self.session.opens(stream)
    }

    /// How far a right of this member reaches by role.
    pub fn extent(&self, right: Right) -> Extent {
        extent(self.session.member.role, right)
    }

    pub(crate) const fn context(&self) -> Context<'_> {
        Context { sql: &self.connection, session: &self.session }
    }

    pub(crate) const fn folder(&self) -> &Folder {
        &self.folder
    }

    pub(crate) const fn unlocked(&self) -> &Unlocked {
        &self.session.unlocked
    }

    pub(crate) const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Opens the database again: after a damaged page SQLCipher refuses every further read on the same connection.
    pub(crate) fn reopen(&mut self) -> Result<(), StoreError> {
        let closed = std::mem::replace(&mut self.connection, Connection::open_in_memory()?);
        drop(closed);
        self.connection = open_keyed(&self.folder.database(), self.session.unlocked.db_key())?;
        Ok(())
    }

    /// A store whose tables are empty but there: a centre about to be created.
    pub(crate) fn assemble(folder: Folder, connection: Connection, session: Session) -> Self {
        Self { folder, connection, session }
    }

    /// Opens the database for an unlocked member and loads what a session needs.
    pub(crate) fn open(folder: Folder, centre: CentreId, unlocked: Unlocked, now: Moment) -> Result<Self, StoreError> {
        if !folder.database().is_file() {
            // Opening would make an empty one.
            return Err(StoreError::Damaged("pana.db is missing".to_owned()));
        }
        let connection = open_database(&folder, unlocked.db_key(), now)?;
        let session = load_session(&connection, centre, unlocked)?;
        let mut store = Self { folder, connection, session };
        let version: i64 = store.connection.query_row("SELECT view_version FROM own", [], |row| row.get(0))?;
        if version != VIEW_VERSION {
            store.rebuild_views(now)?;
        }
        Ok(store)
    }
}

pub(crate) fn open_database(folder: &Folder, key: &Secret<[u8; 32]>, now: Moment) -> Result<Connection, StoreError> {
    let mut connection = open_keyed(&folder.database(), key)?;
    migrate(&mut connection, MIGRATIONS, UNDERSTOOD, &now.to_rfc3339())?;
    Ok(connection)
}

fn load_session(connection: &Connection, centre: CentreId, unlocked: Unlocked) -> Result<Session, StoreError> {
    let (own_centre, device, secrets): ([u8; 16], [u8; 16], [u8; 64]) =
        connection.query_row("SELECT centre, device, secrets FROM own", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    if own_centre != *centre.as_bytes() {
        return Err(StoreError::Damaged("keyring.json is of another centre".to_owned()));
    }
    let members = control::members(connection)?;
    let (member, keys) =
        members.into_iter().find(|(member, _)| member.id == unlocked.member()).ok_or(StoreError::UnknownMember)?;
    if keys != unlocked.secrets().public() {
        return Err(StoreError::Damaged("keyring.json has other keys than the log".to_owned()));
    }
    let epochs = open_grants(connection, centre, &unlocked)?;
    Ok(Session {
        centre,
        centre_name: control::centre_name(connection)?,
        device: DeviceId::from_bytes(device),
        member,
        device_secrets: DeviceSecrets::from_secret_bytes(&Secret::new(secrets)),
        unlocked,
        epochs,
        protected: RefCell::default(),
    })
}

type Epochs = BTreeMap<Stream, BTreeMap<EpochId, pana_keys::EpochKey>>;

fn open_grants(connection: &Connection, centre: CentreId, unlocked: &Unlocked) -> Result<Epochs, StoreError> {
    let member: MemberId = unlocked.member();
    let mut statement = connection.prepare("SELECT stream, epoch, sealed FROM grant_sealed WHERE member = ?1")?;
    let rows = statement.query_map([member.as_bytes().as_slice()], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 16]>(1)?, row.get::<_, Vec<u8>>(2)?))
    })?;
    let mut epochs = Epochs::new();
    for row in rows {
        let (stream, epoch, sealed) = row?;
        let (stream, epoch) = (from_code(stream)?, EpochId::from_bytes(epoch));
        let grant = GrantFor { centre, stream: pana_wire::StreamId::derive(centre, stream), epoch, member };
        let key = open_grant(&grant, &sealed, unlocked.secrets())
            .map_err(|_: KeysError| StoreError::Damaged(format!("the grant of stream {stream}")))?;
        epochs.entry(stream).or_default().insert(epoch, key);
    }
    Ok(epochs)
}

impl<'t> Tx<'t> {
    /// What the clock says in this transaction.
    pub const fn now(&self) -> Moment {
        self.now
    }

    /// What the user did.
    pub const fn action(&self) -> Action {
        self.action
    }

    /// Lets what follows in this transaction happen at another moment: synthetic people have their own past.
    pub const fn set_now(&mut self, now: Moment) {
        self.now = now;
    }

    pub(crate) fn sql(&self) -> &Transaction<'t> {
        &self.sql
    }

    pub(crate) const fn session(&self) -> &'t Session {
        self.session
    }

    pub(crate) fn context(&self) -> Context<'_> {
        Context { sql: &self.sql, session: self.session }
    }
}
