//! Is everything as it was written? The doctor reads all of it and names what is not, down to the event.
//!
//! Order of suspicion: the pages of the file (each carries an HMAC), then every event: does its row read, is the header
//! the one that is named, does the sealed body have the hash that the header names, does the device's signature hold,
//! does it follow its predecessor, does the body open, did the member sign it; then the views, which must equal a
//! replay; then drafts. A page that does not read stops SQLCipher's connection for good, so the database is opened
//! again after each, and the events on other pages are still looked at.

use std::collections::BTreeMap;
use std::fmt;

use pana_keys::PublicKeys;
use pana_model::{BlobId, DeviceId, InterviewId, MemberId, Moment};
use pana_wire::{ChainHead, Link, check_next, verify_envelope};
use rusqlite::params;

use crate::context::Context;
use crate::log::{COLUMNS, EventRow};
use crate::rebuild::{hashes, replay};
use crate::store::{Action, Store};
use crate::stream::{Stream, from_code};
use crate::{StoreError, control};

use files::NamedFile;

mod files;

/// One thing that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// A page of the database file does not verify.
    Page(String),
    /// An event: which, and what is wrong with it.
    Event {
        /// Stream.
        stream: Stream,
        /// Device.
        device: DeviceId,
        /// Number in the device's chain.
        seq: u64,
        /// What is wrong.
        fault: Fault,
    },
    /// A view differs from what the log says.
    View(String),
    /// A draft does not open.
    Draft(InterviewId),
    /// A questionnaire's version that events name is not here.
    Form(String),
    /// A file that belongs to an answer: which, and what is wrong with it.
    File {
        /// The file.
        blob: BlobId,
        /// What is wrong.
        fault: FileFault,
    },
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileFault {
    /// It is named and not here.
    Missing,
    /// It is not what it was.
    Damaged,
    /// It is here and nothing names it.
    Orphan,
}

/// What is wrong with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Its row cannot be read.
    Unreadable,
    /// Header and body are not those that were signed.
    Altered,
    /// The device's signature does not hold.
    Signature,
    /// It does not follow its predecessor.
    Chain,
    /// Its body does not open.
    Closed,
    /// The member's signature does not hold.
    MemberSignature,
}

/// What the doctor found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// Events looked at.
    pub events: u64,
    /// Of those, in a stream that is closed to this member: chain and device signature were checked, not the body.
    pub closed: u64,
    /// Every event follows its predecessor and is the one that is named.
    pub chain_ok: bool,
    /// Every signature holds.
    pub signatures_ok: bool,
    /// Every body opens that this member may open.
    pub bodies_ok: bool,
    /// The views are what the log says.
    pub views_equal_replay: bool,
    /// Drafts looked at.
    pub drafts: u64,
    /// Files looked at.
    pub files: u64,
    /// Bytes of the database.
    pub database_bytes: u64,
    /// Bytes free where the store lies, if the system says.
    pub free_bytes: Option<u64>,
    /// All that is wrong.
    pub findings: Vec<Finding>,
}

impl Diagnosis {
    /// Is all well?
    pub fn is_well(&self) -> bool {
        self.findings.is_empty()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(page) => write!(out, "page: {page}"),
            Self::Event { stream, device, seq, fault } => write!(out, "event {stream}/{device}/{seq}: {fault:?}"),
            Self::View(view) => write!(out, "view {view} differs from the log"),
            Self::Draft(interview) => write!(out, "draft {interview} does not open"),
            Self::Form(form) => write!(out, "questionnaire {form} is missing"),
            Self::File { blob, fault: FileFault::Missing } => write!(out, "file {blob} is missing"),
            Self::File { blob, fault: FileFault::Damaged } => write!(out, "file {blob} is not what it was"),
            Self::File { blob, fault: FileFault::Orphan } => write!(out, "file {blob} belongs to nothing"),
        }
    }
}

/// The name of an event, with its row's number.
type Named = (i64, Stream, DeviceId, u64);

impl Store {
    /// Looks at everything. Takes about a second for ten thousand events; changes nothing.
    ///
    /// # Errors
    /// Only when the database cannot be opened at all; everything else is a finding.
    pub fn doctor(&mut self, now: Moment) -> Result<Diagnosis, StoreError> {
        let mut diagnosis = Diagnosis {
            events: 0,
            closed: 0,
            chain_ok: true,
            signatures_ok: true,
            bodies_ok: true,
            views_equal_replay: true,
            drafts: 0,
            files: 0,
            database_bytes: std::fs::metadata(self.folder().database()).map_or(0, |data| data.len()),
            free_bytes: free_bytes(self.folder().path()),
            findings: Vec::new(),
        };
        let pages = pana_sqlite::check_integrity(self.connection())?;
        if !pages.is_empty() {
            diagnosis.findings.extend(pages.into_iter().map(Finding::Page));
            self.reopen()?;
        }
        let named = self.look_at_events(&mut diagnosis)?;
        self.look_at_drafts(&mut diagnosis)?;
        self.look_at_files(&mut diagnosis, named)?;
        self.look_at_views(&mut diagnosis, now)?;
        self.look_at_forms(&mut diagnosis)?;
        diagnosis.findings.sort();
        diagnosis.findings.dedup();
        for finding in &diagnosis.findings {
            let Finding::Event { fault, .. } = finding else { continue };
            match fault {
                Fault::Unreadable | Fault::Altered | Fault::Chain => diagnosis.chain_ok = false,
                Fault::Signature | Fault::MemberSignature => diagnosis.signatures_ok = false,
                Fault::Closed => diagnosis.bodies_ok = false,
            }
        }
        Ok(diagnosis)
    }

    /// Gives the files that the events name.
    fn look_at_events(&mut self, diagnosis: &mut Diagnosis) -> Result<Vec<NamedFile>, StoreError> {
        let named = match named_events(self.context()) {
            Ok(named) => named,
            Err(error) => {
                diagnosis.findings.push(Finding::Page(format!("the log's index: {error}")));
                return self.reopen().map(|()| Vec::new());
            }
        };
        let mut files = Vec::new();
        let devices = self.keys_of_devices()?;
        let members: BTreeMap<MemberId, PublicKeys> =
            control::members(self.connection())?.into_iter().map(|(member, keys)| (member.id, keys)).collect();
        let mut chain: Option<(Stream, DeviceId, ChainHead)> = None;
        for (position, stream, device, seq) in named {
            diagnosis.events = diagnosis.events.saturating_add(1);
            let mut head = match chain {
                Some((at, of, head)) if at == stream && of == device => head,
                _ => ChainHead::EMPTY,
            };
            let row = self
                .context()
                .sql
                .prepare_cached(&format!("SELECT {COLUMNS}, position FROM event WHERE position = ?1"));
            let row = row.and_then(|mut statement| statement.query_row(params![position], EventRow::of));
            let fault = match row {
                Ok((_, row)) => match look_at_event(self.context(), &row, &mut head, devices.get(&device), &members) {
                    Ok(Some(named)) => {
                        files.extend(named);
                        None
                    }
                    Ok(None) => {
                        diagnosis.closed = diagnosis.closed.saturating_add(1);
                        None
                    }
                    Err(fault) => Some(fault),
                },
                Err(_) => {
                    self.reopen()?;
                    head = ChainHead { dseq: seq, ..head };
                    Some(Fault::Unreadable)
                }
            };
            if let Some(fault) = fault {
                diagnosis.findings.push(Finding::Event { stream, device, seq, fault });
            }
            chain = Some((stream, device, head));
        }
        Ok(files)
    }

    fn keys_of_devices(&self) -> Result<BTreeMap<DeviceId, PublicKeys>, StoreError> {
        let mut statement = self.connection().prepare("SELECT device FROM view_device")?;
        let devices = statement.query_map([], |row| row.get(0).map(DeviceId::from_bytes))?;
        let mut keys = BTreeMap::new();
        for device in devices {
            let device = device?;
            keys.extend(control::device_keys(self.connection(), device)?.map(|found| (device, found)));
        }
        Ok(keys)
    }

    fn look_at_drafts(&mut self, diagnosis: &mut Diagnosis) -> Result<(), StoreError> {
        let drafts: Result<Vec<InterviewId>, _> = self
            .connection()
            .prepare("SELECT interview FROM draft")
            .and_then(|mut s| s.query_map([], |row| row.get(0).map(InterviewId::from_bytes))?.collect());
        let Ok(drafts) = drafts else {
            diagnosis.findings.push(Finding::Page("drafts".to_owned()));
            return self.reopen();
        };
        for interview in drafts {
            diagnosis.drafts = diagnosis.drafts.saturating_add(1);
            match self.draft(interview) {
                Ok(_) | Err(StoreError::UnknownInterview) => {}
                Err(_) => {
                    diagnosis.findings.push(Finding::Draft(interview));
                    self.reopen()?;
                }
            }
        }
        Ok(())
    }

    /// Folds the log again beside the views, inside a transaction that is then taken back.
    fn look_at_views(&mut self, diagnosis: &mut Diagnosis, now: Moment) -> Result<(), StoreError> {
        let compared = self.transact(Action::Rebuild, now, |tx| {
            let before = hashes(tx.sql())?;
            replay(tx.context())?;
            let after = hashes(tx.sql())?;
            let differing = before.into_iter().zip(after).filter(|(held, said)| held != said).map(|(held, _)| held.0);
            // The error takes the transaction back; it carries the result out.
            Err::<(), _>(StoreError::Damaged(differing.collect::<Vec<_>>().join("\n")))
        });
        let differing = match compared {
            Err(StoreError::Damaged(differing)) => differing,
            Err(error) => error.to_string(),
            Ok(()) => String::new(),
        };
        diagnosis.findings.extend(differing.lines().map(|view| Finding::View(view.to_owned())));
        diagnosis.views_equal_replay = differing.is_empty();
        if differing.is_empty() { Ok(()) } else { self.reopen() }
    }

    fn look_at_forms(&mut self, diagnosis: &mut Diagnosis) -> Result<(), StoreError> {
        let missing: Result<Vec<String>, _> = self
            .connection()
            .prepare(
                "SELECT DISTINCT v.form_id FROM view_interview AS v
                 WHERE v.form_id <> '' AND NOT EXISTS
                     (SELECT 1 FROM form AS f WHERE f.form_id = v.form_id AND f.hash = v.form_hash)
                 ORDER BY v.form_id",
            )
            .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect());
        match missing {
            Ok(missing) => diagnosis.findings.extend(missing.into_iter().map(Finding::Form)),
            Err(_) => self.reopen()?,
        }
        Ok(())
    }
}

/// Gives the files that the event names; `None` when its body is closed to the member.
fn look_at_event(
    context: Context<'_>,
    row: &EventRow,
    head: &mut ChainHead,
    device: Option<&PublicKeys>,
    members: &BTreeMap<MemberId, PublicKeys>,
) -> Result<Option<Vec<NamedFile>>, Fault> {
    let before = *head;
    // Whatever is wrong with this one, the next is compared with the id under which this one is filed.
    *head = ChainHead { dseq: row.seq, id: pana_wire::EventId::from_bytes(row.event_id) };
    let envelope = row.envelope().map_err(|_| Fault::Altered)?;
    let header = envelope.header();
    let placed = header.dseq == row.seq
        && header.dev == row.device
        && header.org == context.session.centre
        && header.stream == context.session.stream_id(row.stream)
        && envelope.id().as_bytes() == &row.event_id;
    if !placed {
        return Err(Fault::Altered);
    }
    let device = device.and_then(|keys| keys.verifying_key().ok()).ok_or(Fault::Signature)?;
    verify_envelope(&envelope, &device).map_err(|_| Fault::Signature)?;
    match check_next(before, header, envelope.id(), |_| None) {
        Ok(Link::Next(_)) => {}
        _ => return Err(Fault::Chain),
    }
    match context.open(row) {
        Ok(Some((envelope, open, event))) => {
            let keys = members.get(&event.body.member).and_then(|keys| keys.verifying_key().ok());
            let keys = keys.ok_or(Fault::MemberSignature)?;
            open.verify(&envelope, &keys).map_err(|_| Fault::MemberSignature)?;
            Ok(Some(files::named_by(row.stream, &event)))
        }
        Ok(None) => Ok(None),
        Err(_) => Err(Fault::Closed),
    }
}

/// All events in the order of their chains, from the index, which lies on other pages than the events.
fn named_events(context: Context<'_>) -> Result<Vec<Named>, StoreError> {
    let mut statement =
        context.sql.prepare("SELECT position, stream, device, seq FROM event ORDER BY stream, device, seq")?;
    let mut rows = statement.query([])?;
    let mut named = Vec::new();
    while let Some(row) = rows.next()? {
        let device = DeviceId::from_bytes(row.get(2)?);
        named.push((row.get(0)?, from_code(row.get(1)?)?, device, row.get::<_, i64>(3)?.cast_unsigned()));
    }
    Ok(named)
}

#[cfg(unix)]
fn free_bytes(path: &std::path::Path) -> Option<u64> {
    let stat = rustix::fs::statvfs(path).ok()?;
    stat.f_bavail.checked_mul(stat.f_frsize)
}

#[cfg(not(unix))]
fn free_bytes(_: &std::path::Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests;
