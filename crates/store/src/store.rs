//! The open store, and the one door through which it is changed.
//!
//! What one change does, step by step ([`Store::transact`]):
//!
//! 1. the question of rights is asked, of the member's role and grants as the control stream gives them now, and of the
//!    case file where the act is about one;
//! 2. one SQLite transaction begins;
//! 3. each event it makes names what it has seen, is signed, sealed and appended, and passes the same gate as events that
//!    come from elsewhere ([`crate::fold::gate`]);
//! 4. the parts of the case file that changed are written;
//! 5. the transaction is committed. Whatever fails takes all of it back, also what is held in memory.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use pana_casework::authority::{Centre, ControlWrite};
use pana_casework::case::CaseFile;
use pana_casework::{Act, CaseRights, NoCase, OfDraft, may};
use pana_keys::{SubjectKey, Unlocked};
use pana_model::{CaseId, CentreId, DeviceId, EventRef, InterviewId, Moment};
use pana_record::{EventKind, Hlc, Op, Reading};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::asked::Asked;
use crate::centre::Notice;
use crate::disk::{Folder, StoreError, reopen_database, rewrite_database};
use crate::fold::gate::Gate;
use crate::fold::{self, Protected, ProtectedIndex};
use crate::log::{self, LogReader, Member, NewEvent, Session, Stream, event, slot};

/// An open store: one member's session. Dropping it wipes the keys and closes the database; that is the lock.
pub struct Store {
    folder: Folder,
    connection: Connection,
    session: Session,
    protected: RefCell<ProtectedIndex>,
    notices: Vec<Notice>,
    /// Opened to the end: what is seen from now on is the member's own record. So far this installation's chains went then, or
    /// when this session last wrote witnesses.
    settled: Option<BTreeMap<Stream, u64>>,
    /// When this session last saved what a member did.
    saved: Option<Moment>,
}

/// A change under way. It happens as a whole or not at all.
pub struct Tx<'t> {
    sql: Transaction<'t>,
    session: &'t Session,
    protected: &'t RefCell<ProtectedIndex>,
    now: Moment,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Store(member {})", self.session.member.id)
    }
}

impl std::fmt::Debug for Tx<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Tx")
    }
}

impl Store {
    /// The one door: `work` happens in one transaction, which is durable when this returns and has left no trace when
    /// it fails. `now` is what the clock says; a clock set back is noticed ([`Store::clock_behind`]) and blocks
    /// nothing.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the member may not; those of `work`; and [`StoreError::DiskFull`],
    /// [`StoreError::ReadOnly`], [`StoreError::Io`] of the commit.
    pub fn transact<T>(
        &mut self,
        asked: &Asked,
        now: Moment,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.ask(asked, now)?;
        let vouched = self.session.vouched.borrow().clone();
        let done = self.transact_unasked(now, work);
        let control_changed = self.session.control_changed.take();
        if done.is_err() {
            // What was read or made inside is gone again.
            self.session.vouched.replace(vouched);
            self.session.boxes.replace(log::OpenBoxes::default());
            self.session.aside_of.replace(None);
            self.protected.replace(ProtectedIndex::default());
            if control_changed {
                fold::control::reload(self.reader())?;
            }
        } else {
            if control_changed {
                self.learn_member();
                self.reset_protected();
            }
            // Opening, looking and witnessing are no work of anybody.
            if asked.acts.iter().any(|act| !matches!(act, Act::Look | Act::Witness { .. })) {
                self.saved = Some(now);
            }
        }
        done
    }

    /// When this session last saved what a member did, whatever it was, by the clock that it was done by; nothing where it has not
    /// yet. That somebody looked is not meant.
    pub const fn saved(&self) -> Option<Moment> {
        self.saved
    }

    fn transact_unasked<T>(
        &mut self,
        now: Moment,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let sql = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut tx = Tx { sql, session: &self.session, protected: &self.protected, now };
        let done = work(&mut tx)?;
        tx.sql.commit()?;
        Ok(done)
    }

    /// May this member do this now?
    ///
    /// # Errors
    /// [`StoreError::Refused`] with the reason, and as any read.
    pub fn ask(&self, asked: &Asked, now: Moment) -> Result<(), StoreError> {
        let Some(case) = asked.case else {
            return asked.acts.iter().try_for_each(|act| self.may(act, &NoCase, Hlc::default(), now));
        };
        let rights = self.rights_in(case)?;
        asked.acts.iter().try_for_each(|act| rights.may(self, act, now))
    }

    /// What the rights in a case depend on, folded once from the log for several questions. O(events of the case).
    ///
    /// # Errors
    /// As any read.
    pub fn rights_in(&self, case: CaseId) -> Result<RightsIn, StoreError> {
        let centre = fold::case::of_log(&Gate::new(self.reader()), case)?;
        Ok(RightsIn { centre, protected: self.protected().file(case)? })
    }

    pub(crate) fn may(&self, act: &Act, case: &dyn CaseRights, latest: Hlc, now: Moment) -> Result<(), StoreError> {
        let at = latest.max(Hlc::at(u64::try_from(now.unix_ms()).unwrap_or(0)));
        let who = self.session.member.who();
        may(&who, act, case, at, self.offset_minutes()).map_err(StoreError::Refused)
    }

    /// What is asked for an act on a draft of this case and owner.
    pub(crate) fn asked_of(&self, (case, draft): (CaseId, OfDraft), act: impl FnOnce(OfDraft) -> Act) -> Asked {
        if draft.amends.is_some() || draft.led_by != self.session.member.id {
            Asked::in_case(act(draft), case)
        } else {
            Asked::of(act(draft))
        }
    }

    /// May this member open this draft? The look at one that somebody else leads is for the caller to write down.
    ///
    /// # Errors
    /// [`StoreError::Refused`], [`StoreError::UnknownInterview`], and as any read.
    pub fn may_open_draft(&self, interview: InterviewId, now: Moment) -> Result<OfDraft, StoreError> {
        let owner = self.reader().draft_owner(interview)?;
        self.ask(&self.asked_of(owner, Act::OpenDraft), now)?;
        Ok(owner.1)
    }

    /// Whose session it is.
    pub const fn member(&self) -> &Member {
        &self.session.member
    }

    /// The centre as the control stream gives it.
    pub(crate) fn state(&self) -> Arc<Centre> {
        self.session.state()
    }

    /// The centre's name.
    pub fn centre_name(&self) -> String {
        self.state().name().to_owned()
    }

    /// Is this a centre for practice, for ever?
    pub fn is_practice(&self) -> bool {
        self.state().is_practice()
    }

    /// By how much the clocks of the centre are ahead of UTC.
    pub fn offset_minutes(&self) -> i32 {
        self.state().offset_minutes()
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

    pub(crate) const fn reader(&self) -> LogReader<'_> {
        LogReader { sql: &self.connection, session: &self.session }
    }

    /// Reads of the protected stream.
    pub(crate) const fn protected(&self) -> Protected<'_> {
        Protected::new(self.reader(), &self.protected)
    }

    /// Protected case files are folded anew when they are next asked for: verdicts may be others now.
    pub(crate) fn reset_protected(&self) {
        self.protected.replace(ProtectedIndex::default());
    }

    pub(crate) const fn folder(&self) -> &Folder {
        &self.folder
    }

    pub(crate) const fn session(&self) -> &Session {
        &self.session
    }

    pub(crate) const fn session_mut(&mut self) -> &mut Session {
        &mut self.session
    }

    pub(crate) const fn unlocked(&self) -> &Unlocked {
        &self.session.unlocked
    }

    pub(crate) const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Opens the database again, which a damaged page makes necessary before any further read.
    pub(crate) fn reopen(&mut self) -> Result<(), StoreError> {
        reopen_database(&mut self.connection, &self.folder, self.session.unlocked.db_keys())
    }

    /// Writes the database anew under the newest of the session's keys, in place of the old one.
    pub(crate) fn rewrite_database(&mut self) -> Result<(), StoreError> {
        rewrite_database(&mut self.connection, &self.folder, self.session.unlocked.db_keys())
    }

    /// A store of its parts.
    pub(crate) fn assemble(folder: Folder, connection: Connection, session: Session) -> Self {
        Self {
            folder,
            connection,
            session,
            protected: RefCell::default(),
            notices: Vec::new(),
            settled: None,
            saved: None,
        }
    }

    /// What opening found that a person should know.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Was the store found to lack what this member has seen in it?
    pub(crate) fn is_behind(&self) -> bool {
        self.notices.iter().any(|notice| matches!(notice, Notice::Behind { .. }))
    }

    pub(crate) fn set_notices(&mut self, notices: Vec<Notice>) {
        self.notices = notices;
    }

    pub(crate) fn add_notice(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    /// How far this installation's chains went when the store was opened to the end, or when this session last wrote
    /// witnesses; `None` while it is being opened.
    pub(crate) const fn settled(&self) -> Option<&BTreeMap<Stream, u64>> {
        self.settled.as_ref()
    }

    pub(crate) fn set_settled(&mut self) -> Result<(), StoreError> {
        let number = |stream| Ok((stream, event::count_of_device(&self.connection, stream, self.device())?));
        let numbers = [Stream::Centre, Stream::Protected].into_iter().map(number);
        self.settled = Some(numbers.collect::<Result<_, StoreError>>()?);
        Ok(())
    }

    /// What the control stream says of the member at work may have changed.
    fn learn_member(&mut self) {
        if let Some(member) = self.state().member(self.session.member.id) {
            self.session.member = crate::centre::member_of(&member);
        }
    }
}

/// The case files that rights in a case are asked in.
#[derive(Debug, Clone)]
pub struct RightsIn {
    centre: CaseFile,
    protected: CaseFile,
}

impl RightsIn {
    /// May the member whose session it is do this in the case now?
    ///
    /// # Errors
    /// [`StoreError::Refused`] with the reason.
    pub fn may(&self, store: &Store, act: &Act, now: Moment) -> Result<(), StoreError> {
        let file = if act.stream() == Some(Stream::Protected) { &self.protected } else { &self.centre };
        store.may(act, file, file.latest(), now)
    }
}

impl<'t> Tx<'t> {
    /// What the clock says in this transaction.
    pub const fn now(&self) -> Moment {
        self.now
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

    pub(crate) fn reader(&self) -> LogReader<'_> {
        LogReader { sql: &self.sql, session: self.session }
    }

    pub(crate) fn protected(&self) -> Protected<'_> {
        Protected::new(self.reader(), self.protected)
    }

    /// The logical time of the next event.
    pub(crate) fn next_reading(&mut self) -> Result<Reading, StoreError> {
        log::next_reading(&self.sql, self.now)
    }

    /// The key of a subject, made when it has none yet.
    pub(crate) fn subject_key_or_make(&mut self, stream: Stream, subject: [u8; 16]) -> Result<SubjectKey, StoreError> {
        slot::key_or_make(&self.sql, self.session, stream, subject)
    }

    /// Makes an event, through the gate, and brings what is read up to date.
    pub(crate) fn append(&mut self, event: NewEvent) -> Result<(), StoreError> {
        self.append_named(event).map(|_| ())
    }

    /// The same; gives the event's name.
    pub(crate) fn append_named(&mut self, event: NewEvent) -> Result<EventRef, StoreError> {
        let case = fold::case_of(self.session, &event.subject);
        if case.is_some_and(|case| self.session.erasures().hides(case)) {
            return Err(StoreError::UnknownCase);
        }
        let file = match (event.stream, case) {
            (Stream::Centre, Some(case)) => Some(fold::case::of_log(&Gate::new(self.reader()), case)?),
            (Stream::Protected, Some(case)) => Some(self.protected().file(case)?),
            _ => None,
        };
        fold::make(&self.sql, self.session, event, file).map(|made| made.id)
    }

    /// Makes an event of the control stream.
    pub(crate) fn control(
        &mut self,
        kind: EventKind,
        writes: &[ControlWrite],
        form: Option<(String, [u8; 32])>,
    ) -> Result<(), StoreError> {
        let ops: Vec<Op> = writes.iter().filter_map(ControlWrite::to_op).collect();
        let (subject, reading) = (*self.session.centre.as_bytes(), self.next_reading()?);
        let note = String::new();
        self.append(NewEvent { stream: Stream::Control, subject, kind, form, ops, note, reading, sign: None })
    }

    /// The same with the signatures of others who agree.
    pub(crate) fn control_signed(
        &mut self,
        kind: EventKind,
        writes: &[ControlWrite],
        sign: Option<crate::log::Sign>,
    ) -> Result<(), StoreError> {
        let ops: Vec<Op> = writes.iter().filter_map(ControlWrite::to_op).collect();
        let (subject, reading) = (*self.session.centre.as_bytes(), self.next_reading()?);
        let note = String::new();
        self.append(NewEvent { stream: Stream::Control, subject, kind, form: None, ops, note, reading, sign })
    }
}
