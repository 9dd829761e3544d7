//! The directory of services: editions are kept by the hash that events name, and stay, since a referral shows a service as it
//! was seen; what is entered by hand, and what services told us, is in the events themselves.

use std::sync::Arc;

use pana_casework::Act;
use pana_casework::authority::ControlWrite;
use pana_casework::directory::{DirectoryState, ENTRY_BYTES, Edition, Said, ServiceCheck, is_service_id};
use pana_casework::referral::ReferralSummary;
use pana_model::{CaseId, Moment};
use pana_record::EventKind;

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::log::Stream;
use crate::store::Store;
use crate::table::edition::{self, DIRECTORY_MOST, Kept};
use crate::table::view_referral::{self, HandedOver};

/// The hash by which rows are kept, and files of a package told apart.
pub fn rows_hash(rows: &[u8]) -> [u8; 32] {
    edition::hash(rows)
}

/// An edition to be taken in.
#[derive(Debug, Clone, Copy)]
pub struct EditionSource<'a> {
    /// Its rows, in whatever shape the caller reads them back. Equal rows are one edition.
    pub rows: &'a [u8],
    /// The name of the file that they came from, without the way to it.
    pub file: &'a str,
    /// How many services it has.
    pub services: u32,
}

impl Store {
    /// All that is said of the directory.
    pub fn directory(&self) -> Arc<DirectoryState> {
        self.state().shared_directory()
    }

    /// The edition in use: the latest of those that no other replaces and whose rows are here and whole, else the latest of all
    /// such. What has no rows here, or altered ones, is the doctor's to name; it must not keep a list from being taken in again.
    ///
    /// # Errors
    /// As any read.
    pub fn edition_in_use(&self) -> Result<Option<Said<Edition>>, StoreError> {
        let state = self.directory();
        for said in state.in_use().into_iter().chain(state.apart()).chain(state.editions()) {
            if let Kept::Whole(_) = edition::read(self.connection(), said.what.hash, DIRECTORY_MOST)? {
                return Ok(Some(said.clone()));
            }
        }
        Ok(None)
    }

    /// The rows of an edition.
    ///
    /// # Errors
    /// [`StoreError::UnknownEdition`] where they are not here, [`StoreError::AlteredEdition`] where they are not what their hash
    /// names; and as any read.
    pub fn edition_rows(&self, hash: [u8; 32]) -> Result<Vec<u8>, StoreError> {
        match edition::read(self.connection(), hash, DIRECTORY_MOST)? {
            Kept::Missing => Err(StoreError::UnknownEdition),
            Kept::Altered => Err(StoreError::AlteredEdition),
            Kept::Whole(rows) => Ok(rows),
        }
    }

    /// Takes an edition in and gives its hash: rows and event, or neither. Taking in what is in use already writes the rows
    /// again, where they were altered or lost, and no event.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`], and as any write.
    pub fn directory_publish(&mut self, new: &EditionSource<'_>, now: Moment) -> Result<[u8; 32], StoreError> {
        let in_use = self.directory().in_use().map(|said| said.what.hash);
        self.transact(&Asked::of(Act::Publish), now, |tx| {
            let hash = edition::keep(tx.sql(), new.rows, DIRECTORY_MOST)?;
            if in_use == Some(hash) {
                return Ok(hash);
            }
            let write = ControlWrite::Directory(Edition { hash, file: new.file.to_owned(), services: new.services });
            tx.control(EventKind::DirectoryPublish, &[write], None)?;
            Ok(hash)
        })
    }

    /// Writes down a service that was entered or corrected by hand: its rows, in whatever shape the caller reads them back.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`], and as any write.
    pub fn directory_enter(&mut self, service: &str, rows: &str, now: Moment) -> Result<(), StoreError> {
        if rows.len() > ENTRY_BYTES || !is_service_id(service) {
            return Err(StoreError::TooLarge);
        }
        let write = ControlWrite::Service { service: service.to_owned(), rows: rows.into() };
        self.transact(&Asked::of(Act::Publish), now, |tx| tx.control(EventKind::DirectoryEntry, &[write], None))
    }

    /// Writes down what a service told us.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`], and as any write.
    pub fn directory_check(&mut self, service: &str, check: &ServiceCheck, now: Moment) -> Result<(), StoreError> {
        let write = ControlWrite::Check { service: service.to_owned(), check: check.clone() };
        if !check.fits() || !is_service_id(service) {
            return Err(StoreError::TooLarge);
        }
        self.transact(&Asked::of(Act::CheckService), now, |tx| tx.control(EventKind::DirectoryEntry, &[write], None))
    }

    /// The referrals to services of the directory, as lists have them, in no order: those of the centre, and for members who lead
    /// private talks those of that stream. O(those that there are), and O(cases of the protected stream) for members with its
    /// grant.
    ///
    /// # Errors
    /// As any read.
    pub fn referrals_to_services(&self) -> Result<Vec<(Stream, CaseId, ReferralSummary)>, StoreError> {
        let centre = view_referral::to_services(self.connection())?.into_iter();
        let mut all: Vec<_> = centre.map(|(case, summary)| (Stream::Centre, case, summary)).collect();
        let private = self.protected().referrals()?.into_iter().filter(|(_, summary)| !summary.directory.is_empty());
        all.extend(private.map(|(case, summary)| (Stream::Protected, case, summary)));
        Ok(all)
    }

    /// The same to one service. O(those that there are to it), and as [`Store::referrals_to_services`].
    ///
    /// # Errors
    /// As any read.
    pub fn referrals_to_service(&self, service: &str) -> Result<Vec<(Stream, CaseId, ReferralSummary)>, StoreError> {
        let centre = view_referral::to_service(self.connection(), service)?.into_iter();
        let mut all: Vec<_> = centre.map(|(case, summary)| (Stream::Centre, case, summary)).collect();
        let private = self.protected().referrals()?.into_iter().filter(|(_, summary)| summary.directory == service);
        all.extend(private.map(|(case, summary)| (Stream::Protected, case, summary)));
        Ok(all)
    }

    /// Each referral of the centre that was handed over to a service of the directory, with the service; service by service.
    /// O(those that there are), from an index alone.
    ///
    /// # Errors
    /// As any read.
    pub fn courses(&self, each: impl FnMut(&str, HandedOver)) -> Result<(), StoreError> {
        view_referral::courses(self.connection(), each)
    }

    /// Changes whenever a referral of the centre does, as long as this store is open: what was read under the same mark still
    /// holds.
    pub fn referrals_mark(&self) -> u64 {
        self.session().referred.get()
    }
}
