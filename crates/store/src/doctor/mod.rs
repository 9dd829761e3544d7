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

use std::collections::BTreeSet;

use pana_model::Moment;

use crate::asked::Asked;
use crate::centre::Notice;
use crate::disk::{StoreError, schema_faults};
use crate::fold::replay;
use crate::log::grant;
use crate::store::Store;
use crate::table::edition::{self, DIRECTORY_MOST, Kept, RULES_MOST};
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
            files_to_come: 0,
            database_bytes: std::fs::metadata(self.folder().database()).map_or(0, |data| data.len()),
            free_bytes: free_bytes(self.folder().path()),
            findings: Vec::new(),
        };
        let pages = pana_sqlite::check_integrity(self.connection())?;
        if !pages.is_empty() {
            diagnosis.findings.extend(pages.into_iter().map(Finding::Page));
            self.reopen()?;
        }
        let said = self.look_at_events(&mut diagnosis)?;
        self.look_at_drafts(&mut diagnosis)?;
        self.look_at_files(&mut diagnosis, said.files)?;
        self.look_at_views(&mut diagnosis, now)?;
        self.look_at_forms(&mut diagnosis)?;
        self.look_at_editions(&mut diagnosis)?;
        self.look_at_grants(&mut diagnosis)?;
        self.look_at_notices(&mut diagnosis)?;
        diagnosis.findings.sort();
        diagnosis.findings.dedup();
        for finding in &diagnosis.findings {
            let Finding::Event { fault, .. } = finding else { continue };
            match fault {
                Fault::Unreadable | Fault::Altered | Fault::Chain => diagnosis.chain_ok = false,
                Fault::Signature | Fault::MemberSignature => diagnosis.signatures_ok = false,
                Fault::Closed | Fault::BodyMissing | Fault::KeyMissing => diagnosis.bodies_ok = false,
            }
        }
        Ok(diagnosis)
    }

    fn look_at_drafts(&mut self, diagnosis: &mut Diagnosis) -> Result<(), StoreError> {
        let Ok(drafts) = draft::all(self.connection()) else {
            diagnosis.findings.push(Finding::Page("drafts".to_owned()));
            return self.reopen();
        };
        if draft::nameless(self.connection()).is_ok_and(|many| many > 0) {
            diagnosis.findings.push(Finding::Page("drafts".to_owned()));
        }
        for interview in drafts {
            diagnosis.drafts = diagnosis.drafts.saturating_add(1);
            let lies = draft::read(self.connection(), interview);
            match self.draft(interview) {
                Ok(_) => {}
                // Closed to this member with its stream.
                Err(StoreError::UnknownInterview) if matches!(&lies, Ok(Some(row)) if !self.opens(row.stream)) => {}
                // Closed to all until its case is erased.
                Err(StoreError::UnknownInterview) if self.is_hidden_draft(interview) => {}
                Err(_) => {
                    diagnosis.findings.push(Finding::Draft(interview));
                    self.reopen()?;
                }
            }
        }
        Ok(())
    }

    fn is_hidden_draft(&self, interview: pana_model::InterviewId) -> bool {
        let location = self.reader().draft_location_of_any(interview);
        location.is_ok_and(|location| self.session().hides(location.case.as_bytes()))
    }

    /// Folds the log again beside the views, inside a transaction that is then taken back.
    fn look_at_views(&mut self, diagnosis: &mut Diagnosis, now: Moment) -> Result<(), StoreError> {
        let compared = self.transact(&Asked::nothing(), now, |tx| {
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

    /// Every key that an event which holds says was sealed is here.
    fn look_at_grants(&mut self, diagnosis: &mut Diagnosis) -> Result<(), StoreError> {
        let Ok(held) = grant::hashes(self.connection()) else {
            diagnosis.findings.push(Finding::Page("sealed keys".to_owned()));
            return self.reopen();
        };
        let held: BTreeSet<[u8; 32]> = held.into_iter().collect();
        let state = self.state();
        let missing = state.grants_named().filter(|(_, _, _, hash)| !held.contains(hash));
        diagnosis.findings.extend(missing.map(|(stream, _, _, _)| Finding::Grant(stream)));
        Ok(())
    }

    /// What opening found, what stands aside now, and the schema as it is now.
    fn look_at_notices(&mut self, diagnosis: &mut Diagnosis) -> Result<(), StoreError> {
        for notice in self.notices() {
            match notice {
                Notice::TakenOut(names) => {
                    diagnosis.findings.extend(names.iter().map(|name| Finding::TakenOut(name.clone())));
                }
                Notice::Behind { chains, .. } => diagnosis.findings.push(Finding::Behind(*chains)),
                Notice::Schema(_)
                | Notice::Missing(_)
                | Notice::SetAside(_)
                | Notice::Unfinished
                | Notice::SheetsWait { .. } => {}
            }
        }
        match schema_faults(self.connection()) {
            Ok(faults) => diagnosis.findings.extend(faults.into_iter().map(Finding::Schema)),
            Err(_) => self.reopen()?,
        }
        match self.set_aside() {
            Ok(aside) => diagnosis.findings.extend(aside.into_iter().map(|event| Finding::SetAside {
                stream: event.stream,
                device: event.device,
                seq: event.seq,
                reason: event.reason,
            })),
            Err(_) => self.reopen()?,
        }
        match self.kept_aside() {
            Ok(kept) => diagnosis
                .findings
                .extend(kept.into_iter().map(|kept| Finding::KeptAside { id: kept.id, reason: kept.reason })),
            Err(_) => self.reopen()?,
        }
        Ok(())
    }

    /// Every edition of the directory that was published and the table of rules that is asked are here, and are what their
    /// hashes name.
    fn look_at_editions(&mut self, diagnosis: &mut Diagnosis) -> Result<(), StoreError> {
        let state = self.directory();
        let published: BTreeSet<[u8; 32]> = state.editions().iter().map(|said| said.what.hash).collect();
        for hash in published {
            let fault = self.edition_fault(hash, DIRECTORY_MOST)?;
            diagnosis.findings.extend(fault.map(|fault| Finding::Edition { hash, fault }));
        }
        // An older table of rules is asked no more; decisions name its hash alone.
        let rules = self.rules();
        let asked = rules.in_force().into_iter().chain(rules.apart());
        let asked: BTreeSet<[u8; 32]> = asked.filter_map(|said| said.what.hash()).collect();
        for hash in asked {
            let fault = self.edition_fault(hash, RULES_MOST)?;
            diagnosis.findings.extend(fault.map(|fault| Finding::Rules { hash, fault }));
        }
        Ok(())
    }

    fn edition_fault(&mut self, hash: [u8; 32], most: usize) -> Result<Option<FileFault>, StoreError> {
        Ok(match edition::read(self.connection(), hash, most) {
            Ok(Kept::Whole(_)) => None,
            Ok(Kept::Missing) => Some(FileFault::Missing),
            Ok(Kept::Altered) => Some(FileFault::Damaged),
            Err(_) => {
                self.reopen()?;
                Some(FileFault::Damaged)
            }
        })
    }

    fn look_at_forms(&mut self, diagnosis: &mut Diagnosis) -> Result<(), StoreError> {
        let state = self.state();
        let published: Vec<_> = state.forms().map(|form| (form.form_id.to_owned(), form.hash)).collect();
        match self.forms_missing(&published) {
            Ok(missing) => diagnosis.findings.extend(missing.into_iter().map(Finding::Form)),
            Err(_) => self.reopen()?,
        }
        Ok(())
    }

    /// The questionnaires of which a version that was published, or that interviews name, is not here and not to come with a
    /// case of another centre.
    fn forms_missing(&self, published: &[(String, [u8; 32])]) -> Result<Vec<String>, StoreError> {
        let (sql, mut missing) = (self.connection(), Vec::new());
        let named = published.iter().cloned().chain(view_interview::versions(sql)?);
        for (form_id, hash) in named {
            if form::version(sql, &form_id, hash)?.is_none() && self.lies_beside(&form_id, hash)?.is_empty() {
                missing.push(form_id);
            }
        }
        Ok(missing)
    }
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
