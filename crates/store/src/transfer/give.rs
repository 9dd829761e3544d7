//! Giving a case to another centre.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::case::{CaseFile, Transfer};
use pana_casework::known::KnownCentre;
use pana_casework::transfer::{Proposal, TransferState};
use pana_casework::{Act, Refusal};
use pana_model::{CaseId, CentreId, ConsentId, Moment, TransferId};
use pana_record::{EventKind, Hlc};

use super::quote::{named_files, quoted};
use super::{fault, of_wire, seal_to};
use crate::access::{Access, Look};
use crate::asked::Asked;
use crate::disk::{StoreError, TransferFault};
use crate::file::StoredFile;
use crate::fold;
use crate::fold::gate::Gate;
use crate::log::{Stream, wall};
use crate::store::Store;
use crate::table::view_link;

/// What is asked for when a case is to be handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TransferAsk {
    /// Which case.
    pub case: CaseId,
    /// To which centre.
    pub to: CentreId,
    /// By which consent.
    pub consent: ConsentId,
    /// Did the person agree that this centre goes on reading?
    pub reads_on: bool,
}

/// What would go, and what would stay.
#[derive(Clone, PartialEq, Eq)]
pub struct GivePreview {
    /// The number of the case.
    pub number: String,
    /// The name for display.
    pub name: String,
    /// The interviews that go.
    pub interviews: usize,
    /// The files that go.
    pub files: usize,
    /// Files that have not come to this laptop: while there are any, nothing goes.
    pub files_missing: usize,
    /// Decisions about needs, consents and referrals that go, to be read only.
    pub entries: usize,
    /// Referrals that are open: they go on without this centre.
    pub open_referrals: usize,
    /// Unfinished interviews, which stay.
    pub drafts: usize,
    /// Interviews in private, which stay; none is told to who does not lead such talks.
    pub private: usize,
    /// In how many places different things stand: while there are any, nothing goes.
    pub conflicts: usize,
    /// It is more than one file holds: nothing goes.
    pub too_large: bool,
}

/// Names nobody.
impl std::fmt::Debug for GivePreview {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "GivePreview({} interviews, {} files)", self.interviews, self.files)
    }
}

impl Store {
    /// What would go to another centre, and what would stay. Nothing changes.
    ///
    /// # Errors
    /// [`StoreError::UnknownCase`], [`StoreError::Refused`], and as any read.
    pub fn transfer_preview(&self, case: CaseId, now: Moment) -> Result<GivePreview, StoreError> {
        let (number, name) = self.person_name(case)?;
        self.ask(&Asked::in_case(Act::Transfer, case), now)?;
        let file = fold::case::of_log(&Gate::new(self.reader()), case)?;
        let files = named_files(&file);
        let mut missing = 0_usize;
        for file in files.values() {
            missing = missing.saturating_add(usize::from(!self.is_file_here(file)?));
        }
        let drafts = self.reader().drafts_of(case)?;
        Ok(GivePreview {
            number,
            name,
            interviews: file.interviews().count(),
            files: files.len(),
            files_missing: missing,
            entries: quoted(&file, &|_| String::new()).len(),
            open_referrals: file.open_referrals().len(),
            drafts: drafts.iter().filter(|draft| draft.stream == Stream::Centre).count(),
            private: self.protected().file(case)?.interviews().count(),
            conflicts: file.conflicts().len(),
            too_large: !self.fits(case)?,
        })
    }

    /// Proposes to hand a case over: the event alone. The file is [`Store::transfer_file`]'s, now and whenever it is asked for again.
    /// That it leaves stands in the access log with it.
    ///
    /// # Errors
    /// [`StoreError::Transfer`] with the reason, [`StoreError::Refused`] also where no consent of the person names that centre, and as
    /// any write.
    pub fn transfer_propose(&mut self, asked: &TransferAsk, now: Moment) -> Result<TransferId, StoreError> {
        let known = self.centre_known(asked.to).ok_or(fault(TransferFault::UnknownCentre))?;
        let preview = self.transfer_preview(asked.case, now)?;
        match () {
            () if preview.interviews == 0 => return Err(fault(TransferFault::Empty)),
            () if preview.conflicts > 0 => return Err(fault(TransferFault::Apart)),
            () if preview.files_missing > 0 => return Err(fault(TransferFault::FileNotHere)),
            () if preview.too_large => return Err(fault(TransferFault::TooLarge)),
            () => {}
        }
        self.joined_agree(asked.case)?;
        let proposal = Proposal {
            to: asked.to,
            root: known.root,
            name: known.name,
            consent: asked.consent,
            reads_on: asked.reads_on,
        };
        let id = TransferId::from_random(crate::centre::random()?);
        let (at, offset) = ((Stream::Centre, asked.case), self.offset_minutes());
        self.transact(&Asked::in_case(Act::Transfer, asked.case), now, |tx| {
            let file = tx.case_file(at.0, at.1)?;
            let reading = tx.next_reading()?;
            let op = file.propose_op(id, &proposal, reading.hlc, offset).map_err(StoreError::Refused)?;
            tx.case_event(at, EventKind::Transfer, vec![op], reading)?;
            let look =
                Look { cases: &[at.1], access: Access::Exported, interview: None, stream: at.0, note: "transfer" };
            tx.record_access(&look)
        })?;
        Ok(id)
    }

    /// The file of a handing over that is proposed, sealed to the other centre: the same content whenever it is asked for, since what
    /// goes is what lay in the past of the proposal.
    ///
    /// # Errors
    /// [`StoreError::Transfer`] with the reason, [`StoreError::Refused`] also where the person does not agree any more, and as any
    /// read.
    pub fn transfer_file(&self, transfer: TransferId, now: Moment) -> Result<Vec<u8>, StoreError> {
        let (case, given) = self.transfer_given(transfer)?;
        self.ask(&Asked::in_case(Act::Transfer, case), now)?;
        if given.state != TransferState::Proposed {
            return Err(fault(TransferFault::Moved));
        }
        // It leaves now, and so the person agrees to it now.
        if !self.agrees_now(&fold::case::of_log(&Gate::new(self.reader()), case)?, &given.proposal, now) {
            return Err(StoreError::Refused(Refusal::NoConsent));
        }
        self.joined_agree(case)?;
        let known = self.known_as(&given)?;
        let parts = self.packed(case, &given)?;
        let plain = parts.to_bytes().map_err(of_wire)?;
        // EXPOSE: to seal it.
        seal_to(&known, plain.expose())
    }

    /// The file of what is proposed once more. That it leaves again stands in the access log before anybody has it.
    ///
    /// # Errors
    /// As [`Store::transfer_file`], and as any write.
    pub fn transfer_again(&mut self, transfer: TransferId, now: Moment) -> Result<Vec<u8>, StoreError> {
        let file = self.transfer_file(transfer, now)?;
        let (case, _) = self.transfer_given(transfer)?;
        let (access, stream) = (Access::Exported, Stream::Centre);
        self.record_access(&Look { cases: &[case], access, interview: None, stream, note: "transfer" }, now)?;
        Ok(file)
    }

    /// The case of a handing over by this centre, and where it stands.
    pub(super) fn transfer_given(&self, transfer: TransferId) -> Result<(CaseId, Transfer), StoreError> {
        let all = crate::table::view_transfer::all(self.connection())?;
        let case = all.into_iter().find(|(_, row)| row.transfer == transfer && row.state.is_some());
        let (case, _) = case.ok_or(fault(TransferFault::Unknown))?;
        let file = fold::case::of_log(&Gate::new(self.reader()), case)?;
        Ok((case, file.transfer(transfer).ok_or(fault(TransferFault::Unknown))?))
    }

    /// The centre to which it goes, as it is known now: by the root that the proposal names.
    pub(super) fn known_as(&self, given: &Transfer) -> Result<KnownCentre, StoreError> {
        let known = self.centre_known(given.proposal.to).ok_or(fault(TransferFault::UnknownCentre))?;
        if known.root == given.proposal.root { Ok(known) } else { Err(fault(TransferFault::OtherRoot)) }
    }

    /// The handing over by which a case is closed now to all but coordinators: another centre has it, and the person's word does not
    /// let this one read on.
    ///
    /// # Errors
    /// As any read.
    pub fn closed_by_transfer(&self, case: CaseId, now: Moment) -> Result<Option<Transfer>, StoreError> {
        // Mostly it went nowhere, and nothing else is read.
        if !crate::table::view_transfer::is_accepted(self.connection(), case)? {
            return Ok(None);
        }
        let file = fold::case::read(self.connection(), case)?;
        Ok(file.closed_by_transfer(Hlc::at(wall(now)), self.offset_minutes()))
    }

    /// Is the case closed to the member at work, since another centre has it?
    ///
    /// # Errors
    /// [`StoreError::Refused`] where it is, and as any read.
    pub fn ask_not_with_others(&self, case: CaseId, now: Moment) -> Result<(), StoreError> {
        if self.member().role == pana_casework::Role::Coordinator {
            return Ok(());
        }
        match self.closed_by_transfer(case, now)? {
            Some(_) => Err(StoreError::Refused(Refusal::HandedOver)),
            None => Ok(()),
        }
    }

    /// What the person took back in another of their records holds here as well.
    fn joined_agree(&self, case: CaseId) -> Result<(), StoreError> {
        for other in view_link::joined(self.connection(), case)?.into_iter().filter(|other| *other != case) {
            if !fold::case::read(self.connection(), other)?.may_be_asked_about_sharing() {
                return Err(StoreError::Refused(Refusal::NoConsent));
            }
        }
        Ok(())
    }

    fn is_file_here(&self, file: &StoredFile) -> Result<bool, StoreError> {
        Ok(crate::table::blob::by_root(self.connection(), &file.root)?.is_some_and(|row| row.whole))
    }

    /// Was something written in the case that the other centre does not have, an interview or a referral?
    pub(super) fn has_more(&self, case: CaseId, given: &Transfer) -> Result<bool, StoreError> {
        let (there, _) = self.went(case, Some(given.event))?;
        let here = fold::case::of_log(&Gate::new(self.reader()), case)?;
        let interviews = |file: &CaseFile| {
            let of = |id| file.interview_heads(id).map(|heads| (id, heads.clone()));
            file.interviews().filter_map(of).collect::<BTreeMap<_, _>>()
        };
        let steps = |file: &CaseFile| {
            let of = |referral: pana_casework::referral::Referral| referral.steps.into_keys().collect::<BTreeSet<_>>();
            file.referrals().into_iter().map(|(id, referral)| (id, of(referral))).collect::<BTreeMap<_, _>>()
        };
        Ok(interviews(&here) != interviews(&there) || steps(&here) != steps(&there))
    }
}
