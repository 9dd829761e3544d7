//! What came from another device.
//!
//! Keys first, then events, then what events name by its hash, last chunks of files: each of these is whole when it is written,
//! and a cut between them is made good when the same comes again.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::Act;
use pana_model::{Moment, SeatId};
use pana_wire::EpochId;

use super::{SealedKey, Source};
use crate::asked::Asked;
use crate::disk::StoreError;
use crate::file::FileChunk;
use crate::fold::gate::{KEY_MISSING, NO_KEY};
use crate::fold::{self, control};
use crate::log::{OpenBoxes, Session, Stream, event, grant, key_box, slot};
use crate::store::{Store, Tx};
use crate::table::{edition, form, view_verdict};
use crate::take_in::{AsideRoom, TakenIn};

/// No sealed key is longer: a grant has some hundred bytes, all else 72.
const SEALED_MOST: usize = 1024;

/// What came from another device.
#[derive(Debug, Clone, Default)]
pub struct Arrived {
    /// Envelopes, in whatever order.
    pub events: Vec<Vec<u8>>,
    /// Sealed keys.
    pub keys: Vec<SealedKey>,
    /// Questionnaires, editions, tables of rules.
    pub sources: Vec<Source>,
    /// Chunks of files; each is what its hash names.
    pub chunks: Vec<FileChunk>,
    /// How much of it may come to lie beside the log: what the meeting has left of it.
    pub room: AsideRoom,
    /// Are chunks to be kept that no event names which opens here? Where a device of the centre has signed for them.
    pub for_others: bool,
}

impl Store {
    /// Takes in what came, in pieces as large as the caller likes. What is here already changes nothing; what is no key, event
    /// or source of this centre is kept aside or passed over, and is no error.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the member may not read a bundle, and as any write.
    pub fn take_arrived(&mut self, arrived: &Arrived, now: Moment) -> Result<TakenIn, StoreError> {
        self.take_noting(arrived, &[], now, |_| Ok(()))
    }

    /// The same with sources that are sealed besides. `note` is part of the last of the changes: what it notes is never ahead
    /// of what came, whenever this is cut off.
    pub(super) fn take_noting(
        &mut self,
        arrived: &Arrived,
        sealed: &[Vec<u8>],
        now: Moment,
        note: impl FnOnce(&mut Tx<'_>) -> Result<(), StoreError>,
    ) -> Result<TakenIn, StoreError> {
        let Arrived { events, keys, sources, chunks, room, for_others } = arrived;
        let (asked, mut note) = (Asked::of(Act::ReadBundle), Some(note));
        let (has_keys, has_sources) = (!keys.is_empty(), !(sources.is_empty() && sealed.is_empty()));
        if has_keys {
            self.transact(&asked, now, |tx| tx.take_keys(keys))?;
        }
        let is_last = !has_keys && !has_sources;
        let taken = self.take_in_noting(events, *room, now, note.take_if(|_| is_last))?;
        // What is noted says that all of it is here.
        let mut note = note.filter(|_| taken.not_taken == 0);
        // Also where none of the keys is new: a cut between them and this is made good when they come again. Where events come
        // without keys there is nothing to try, and a torn part of many would be folded anew with each piece of it.
        if has_keys {
            let last = note.take_if(|_| !has_sources);
            self.session().boxes.replace(OpenBoxes::default());
            self.transact(&asked, now, |tx| {
                tx.fold_what_lacked_keys()?;
                last.map_or(Ok(()), |note| note(tx))
            })?;
            self.reset_protected();
        }
        if has_sources {
            let opened = sealed.iter().filter_map(|sealed| self.opened_source(sealed));
            let all: Vec<Source> = sources.iter().cloned().chain(opened).collect();
            self.take_sources(&all, now, note)?;
        }
        // After what names them.
        let files = if chunks.is_empty() { 0 } else { self.take_file_chunks(chunks, *for_others, now)? };
        Ok(TakenIn { files, ..taken })
    }

    /// Keeps those that an event names and that are not here, or not as they should be.
    fn take_sources(
        &mut self,
        sources: &[Source],
        now: Moment,
        note: Option<impl FnOnce(&mut Tx<'_>) -> Result<(), StoreError>>,
    ) -> Result<(), StoreError> {
        let of =
            |form: pana_casework::authority::Form<'_>| ((form.form_id.to_owned(), form.hash), form.version.to_owned());
        let published: BTreeMap<(String, [u8; 32]), String> = self.state().forms().map(of).collect();
        let (editions, tables) = (self.named_editions(), self.named_tables());
        self.transact(&Asked::of(Act::ReadBundle), now, |tx| {
            for source in sources {
                match source {
                    Source::Form { form_id, hash, source } => {
                        let is_here = form::version(tx.sql(), form_id, *hash)?.is_some();
                        let version = published.get(&(form_id.clone(), *hash)).filter(|_| !is_here);
                        if let Some(version) = version {
                            form::keep(tx.sql(), form_id, *hash, version, source)?;
                        }
                    }
                    Source::Directory(rows) => tx.take_edition(rows, &editions, edition::DIRECTORY_MOST)?,
                    Source::Rules(rows) => tx.take_edition(rows, &tables, edition::RULES_MOST)?,
                }
            }
            note.map_or(Ok(()), |note| note(tx))
        })
    }
}

impl Tx<'_> {
    /// An event of the control stream that was here before the key of its subject is read now: what it says changes what counts.
    fn take_keys(&mut self, keys: &[SealedKey]) -> Result<(), StoreError> {
        let session = self.session();
        let is_of_control = keys.iter().any(|key| key.stream() == Stream::Control);
        let before = if is_of_control { control::opened(self.reader())? } else { 0 };
        if !take_keys(self.sql(), Some(session), keys)? {
            return Ok(());
        }
        session.boxes.replace(OpenBoxes::default());
        if is_of_control && control::opened(self.reader())? > before {
            control::reload(self.reader())?;
            session.control_changed.set(true);
            fold::replay(self.sql(), session)?;
        }
        // Whoever has not heard of an erasure brings the keys along.
        self.keys_delete(session.erasures().erased())
    }

    /// Rows that the control stream names by their hash, unless they are here as they should be.
    fn take_edition(&mut self, rows: &[u8], named: &BTreeSet<[u8; 32]>, most: usize) -> Result<(), StoreError> {
        let hash = edition::hash(rows);
        if rows.len() > most || !named.contains(&hash) {
            return Ok(());
        }
        match edition::read(self.sql(), hash, most)? {
            edition::Kept::Whole(_) => Ok(()),
            edition::Kept::Missing | edition::Kept::Altered => edition::keep(self.sql(), rows, most).map(|_| ()),
        }
    }

    /// Events that were here before the keys of their subjects.
    fn fold_what_lacked_keys(&mut self) -> Result<(), StoreError> {
        let mut subjects = BTreeSet::new();
        for reason in [KEY_MISSING, NO_KEY] {
            for id in view_verdict::with(self.sql(), reason)? {
                subjects.extend(event::by_id(self.sql(), &id)?.and_then(|row| row.subject));
            }
        }
        fold::fold_subjects(self.sql(), self.session(), subjects)
    }
}

/// Writes sealed keys beside those that are here. Without a session, as a store has none yet that is about to join, the first
/// of a name stays. Says whether any is new.
pub(crate) fn take_keys(
    sql: &rusqlite::Transaction<'_>,
    session: Option<&Session>,
    keys: &[SealedKey],
) -> Result<bool, StoreError> {
    let mut is_new = false;
    for key in keys {
        match key {
            SealedKey::Grant { sealed: bytes, .. }
            | SealedKey::Box { wrapped: bytes, .. }
            | SealedKey::Slot { wrapped: bytes, .. }
                if bytes.len() > SEALED_MOST => {}
            SealedKey::Grant { stream, epoch, seat, sealed } => {
                let (epoch, seat) = (EpochId::from_bytes(*epoch), SeatId::from_bytes(*seat));
                is_new |= grant::insert(sql, *stream, epoch, seat, sealed)?;
            }
            SealedKey::Box { stream, generation, number, epoch, wrapped } => {
                is_new |= key_box::take(sql, session, (*stream, *generation, *number, *epoch), wrapped)?;
            }
            SealedKey::Slot { stream, slot, key, generation, wrapped } => {
                let row = slot::SlotRow { slot: *slot, key: *key, generation: *generation, wrapped: wrapped.clone() };
                is_new |= slot::take(sql, session, *stream, &row)?;
            }
        }
    }
    Ok(is_new)
}
