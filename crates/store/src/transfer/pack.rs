//! What a case that is handed over consists of: the events that its proposal rests on, and what goes with them.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::case::{CaseFile, Transfer};
use pana_keys::BlobShape;
use pana_model::{CaseId, CentreId, EventRef, Secret, TransferId};
use pana_wire::EventId;
use pana_wire::transfer::{
    Dossier, FileGiven, FormAsked, LeftOut, MAX_DOSSIER, MAX_TRANSFER, OpenedEvent, TRANSFER_SIGNED, TransferParts,
};

use super::quote::named_files;
use super::{fault, of_wire};
use crate::disk::{StoreError, TransferFault, crypt_fault};
use crate::file::StoredFile;
use crate::fold::gate::Gate;
use crate::fold::{self, control};
use crate::log::{Opened, Signed, Stream, event};
use crate::store::Store;
use crate::table::form;

/// So many bytes a dossier may grow by between its proposal and its file.
const ROOM: usize = 1024 * 1024;

impl Store {
    /// The case as it went, or goes: what lies in the past of the proposal; without one all that stands. With it the events.
    pub(super) fn went(&self, case: CaseId, proposal: Option<EventRef>) -> Result<(CaseFile, Went), StoreError> {
        let gate = Gate::new(self.reader());
        let mut signed: BTreeMap<EventRef, Signed> = BTreeMap::new();
        let mut rows = Vec::new();
        event::each_of_subject(self.reader(), Stream::Centre, case.as_bytes(), |row| {
            rows.push(row);
            Ok(())
        })?;
        for row in &rows {
            if gate.admit(row)?.is_ok_and(|opened| opened.is_some())
                && let Some(event) = self.reader().open_signed(row)?
            {
                signed.insert(event.opened.id, event);
            }
        }
        let whole = fold::case::of_log(&gate, case)?;
        let counts: BTreeSet<EventRef> = whole.history().into_iter().map(|line| line.event).collect();
        let from = proposal.map_or_else(|| counts.iter().copied().collect(), |proposal| vec![proposal]);
        let (goes, left_out) = closure(&signed, &counts, from);
        signed.retain(|event, _| goes.contains(event));
        let events: Vec<Opened> = signed.values().map(|event| event.opened.clone()).collect();
        let file = there(&gate, case, &events, &left_out);
        Ok((file, Went { signed, left_out }))
    }

    /// Would all that stands in the case fit into one file, proposed now? The same bytes are put together as will go, with room for
    /// the proposal itself and for what the control stream grows by until the file is written once more.
    pub(super) fn fits(&self, case: CaseId) -> Result<bool, StoreError> {
        let (file, went) = self.went(case, None)?;
        let (nobody, nothing) = ((TransferId::from_bytes([0; 16]), self.centre()), EventId::from_bytes([0; 32]));
        let dossier = match self.dossier(&file, went, nobody, nothing) {
            Ok(dossier) => dossier.len().saturating_add(ROOM),
            Err(StoreError::Transfer(TransferFault::TooLarge)) => return Ok(false),
            Err(error) => return Err(error),
        };
        let files = named_files(&file);
        let lengths = files.values().map(|file| usize::try_from(file.length).unwrap_or(usize::MAX));
        Ok(dossier <= MAX_DOSSIER && TransferParts::length(dossier, lengths) <= MAX_TRANSFER)
    }

    /// What is handed over, put together from the log.
    pub(super) fn packed(&self, case: CaseId, given: &Transfer) -> Result<TransferParts, StoreError> {
        let (file, went) = self.went(case, Some(given.event))?;
        let proposal = went.signed.get(&given.event).ok_or(fault(TransferFault::Unknown))?;
        let proposal = EventId::from_bytes(proposal.opened.full_id);
        let dossier = self.dossier(&file, went, (given.id, given.proposal.to), proposal)?;
        let sig = self.unlocked().secrets().sign_statement(TRANSFER_SIGNED, &dossier);
        let mut files = Vec::new();
        for stored in named_files(&file).values() {
            files.push(self.file_given(case, stored)?);
        }
        Ok(TransferParts { dossier: Secret::new(dossier), sig, files })
    }

    fn dossier(
        &self,
        file: &CaseFile,
        Went { signed, left_out }: Went,
        (transfer, to): (TransferId, CentreId),
        proposal: EventId,
    ) -> Result<Vec<u8>, StoreError> {
        let control = control::all_signed(self.reader())?;
        let control = control.iter().map(Signed::to_given);
        let of_case = signed.values().map(Signed::to_given);
        let dossier = Dossier {
            org: self.centre(),
            root: EventId::from_bytes(self.session().root.id),
            transfer,
            to,
            proposal,
            events: control.chain(of_case).collect::<Vec<OpenedEvent>>(),
            left_out: left_out.into_iter().map(|(event, past)| LeftOut { event, past }).collect(),
            forms: self.forms_of(file)?,
            seat: self.unlocked().secrets().public().to_bytes(),
        };
        dossier.to_bytes().map_err(of_wire)
    }

    fn forms_of(&self, file: &CaseFile) -> Result<Vec<FormAsked>, StoreError> {
        let asked: BTreeSet<(String, [u8; 32])> = file
            .interviews()
            .filter_map(|interview| file.interview(interview))
            .map(|summary| (summary.form_id, summary.form_hash))
            .collect();
        let mut forms = Vec::new();
        for (form_id, hash) in asked {
            let version = form::version(self.connection(), &form_id, hash)?;
            let source = form::source(self.connection(), &form_id, hash)?;
            let kept = version.zip(source).map_or_else(|| self.form_beside(&form_id, hash), |kept| Ok(Some(kept)))?;
            // One that is gone here is named by the doctor; the answers go all the same.
            if let Some((version, source)) = kept {
                forms.push(FormAsked { form_id, hash, version, source });
            }
        }
        Ok(forms)
    }

    fn file_given(&self, case: CaseId, stored: &StoredFile) -> Result<FileGiven, StoreError> {
        let length = usize::try_from(stored.length).map_err(|_| StoreError::TooLarge)?;
        let shape = BlobShape::new(stored.blob, length).map_err(crypt_fault)?;
        for key in self.reader().subject_keys(Stream::Centre, case.as_bytes())? {
            let Ok(content) = self.reader().file_open(&key, stored) else { continue };
            // EXPOSE: the key goes into the parcel, and opens this file alone.
            let key = shape.file_key(&key).to_bytes().expose().to_owned();
            return Ok(FileGiven { blob: stored.blob, root: stored.root, key: Secret::new(key), content });
        }
        Err(fault(TransferFault::FileNotHere))
    }
}

/// The events of a case that are handed over, and what stays of its past.
pub(super) struct Went {
    signed: BTreeMap<EventRef, Signed>,
    left_out: fold::elsewhere::LeftOut,
}

/// The events that these rest on, themselves among them; and those that stay since they do not count, with what they had seen.
fn closure(
    signed: &BTreeMap<EventRef, Signed>,
    counts: &BTreeSet<EventRef>,
    mut open: Vec<EventRef>,
) -> (BTreeSet<EventRef>, fold::elsewhere::LeftOut) {
    let (mut goes, mut left_out) = (BTreeSet::new(), fold::elsewhere::LeftOut::new());
    while let Some(event) = open.pop() {
        if goes.contains(&event) || left_out.contains_key(&event) {
            continue;
        }
        let past = signed.get(&event).map(|event| event.opened.body.past.clone()).unwrap_or_default();
        open.extend(&past);
        if counts.contains(&event) {
            goes.insert(event);
        } else {
            left_out.insert(event, past);
        }
    }
    // What was written before events named a past lies before all that do.
    goes.extend(signed.values().filter(|event| event.opened.body.v == 1).map(|event| event.opened.id));
    goes.retain(|event| counts.contains(event));
    (goes, left_out)
}

/// The case as these events give it.
fn there(gate: &Gate<'_>, case: CaseId, events: &[Opened], left_out: &fold::elsewhere::LeftOut) -> CaseFile {
    let events: Vec<_> = events
        .iter()
        .map(|opened| {
            let mut event = opened.event();
            event.past = fold::elsewhere::through(&event.past, left_out);
            event
        })
        .collect();
    gate.with_rules(|rules| CaseFile::fold(Stream::Centre, case, &events, rules).0)
}
