//! Is everything as it was written? The doctor reads all of it and names what is not, down to the event.
//!
//! Order of suspicion: the pages of the file (each carries an HMAC), then every event: does its row read, is the header
//! the one that is named, does the sealed body have the hash that the header names, does the device's signature hold,
//! does it follow its predecessor, does the body open, did the member sign it; then the views, which must equal a
//! replay; then drafts. A page that does not read stops SQLCipher's connection for good, so the database is opened
//! again after each, and the events on other pages are still looked at.

mod events;
mod files;
mod finding;

use pana_model::Moment;
use rusqlite::Connection;

use crate::disk::StoreError;
use crate::fold::replay;
use crate::store::{Action, Store};
use crate::table::{draft, form, view_interview, views};

pub use finding::{Diagnosis, Fault, FileFault, Finding};

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

    fn look_at_drafts(&mut self, diagnosis: &mut Diagnosis) -> Result<(), StoreError> {
        let Ok(drafts) = draft::all(self.connection()) else {
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
            let before = views::hashes(tx.sql())?;
            replay(tx.sql(), tx.session())?;
            let after = views::hashes(tx.sql())?;
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
        let missing = forms_missing(self.connection());
        match missing {
            Ok(missing) => diagnosis.findings.extend(missing.into_iter().map(Finding::Form)),
            Err(_) => self.reopen()?,
        }
        Ok(())
    }
}

/// The questionnaires of which a version that interviews name is not here.
fn forms_missing(sql: &Connection) -> Result<Vec<String>, StoreError> {
    let mut missing = Vec::new();
    for (form_id, hash) in view_interview::versions(sql)? {
        if form::version(sql, &form_id, hash)?.is_none() {
            missing.push(form_id);
        }
    }
    Ok(missing)
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
