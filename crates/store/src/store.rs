//! The open store, and the one door through which it is changed.

use std::cell::RefCell;

use pana_casework::{Extent, Right, extent};
use pana_keys::{SubjectKey, Unlocked};
use pana_model::{CentreId, DeviceId, Moment};
use pana_record::Hlc;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::disk::{Folder, StoreError, reopen_database};
use crate::fold::{self, Protected, ProtectedIndex};
use crate::log::{self, Context, Member, NewEvent, Session, Stream, slot};
use crate::table::view_device;

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
    protected: RefCell<ProtectedIndex>,
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
        let sql = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut tx = Tx { sql, session: &self.session, action, now };
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

    /// Reads of the protected stream. A transaction has none: the index would remember what is then taken back.
    pub(crate) const fn protected(&self) -> Protected<'_> {
        Protected::new(self.context(), &self.protected)
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

    /// Opens the database again, which a damaged page makes necessary before any further read.
    pub(crate) fn reopen(&mut self) -> Result<(), StoreError> {
        reopen_database(&mut self.connection, &self.folder, self.session.unlocked.db_key())
    }

    /// A store of its parts.
    pub(crate) fn assemble(folder: Folder, connection: Connection, session: Session) -> Self {
        Self { folder, connection, session, protected: RefCell::default() }
    }
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

    /// The logical time of the next event.
    pub(crate) fn next_hlc(&mut self) -> Result<Hlc, StoreError> {
        log::next_hlc(&self.sql, self.now)
    }

    /// The key of a subject, made when it has none yet.
    pub(crate) fn subject_key_or_make(&mut self, stream: Stream, subject: [u8; 16]) -> Result<SubjectKey, StoreError> {
        slot::key_or_make(&self.sql, self.session, stream, subject)
    }

    /// Appends an event and brings the views up to date.
    pub(crate) fn append(&mut self, event: NewEvent) -> Result<(), StoreError> {
        let stream = event.stream;
        let others = view_device::others(&self.sql, self.session.device)?;
        let opened = log::append(&self.sql, self.session, event, &others)?;
        fold::apply(&self.sql, stream, &opened)
    }
}
