//! Taking in a case that another centre hands over: a fresh case, whose events are ours and quote what stood there.
//!
//! The case and its interviews bear names that follow from the handing over. So what is accepted twice is one case, also on two
//! laptops that had not met: both write the same there, and their two numbers both find it.

use std::collections::BTreeMap;

use pana_casework::case::{CaseFile, hand_ops};
use pana_casework::path::META;
use pana_casework::transfer::{CaseOrigin, InterviewOrigin, case_of, interview_of};
use pana_casework::value::{answers, instances};
use pana_casework::{Act, Fact};
use pana_keys::WordKind;
use pana_model::{BlobId, CaseId, InterviewId, Moment, Secret};
use pana_record::EventKind;
use pana_wire::transfer::FormAsked;

use super::fault;
use super::open::TransferOpened;
use super::quote::{KEPT_AS, files_of, quoted};
use crate::asked::Asked;
use crate::centre::random;
use crate::disk::{StoreError, TransferFault};
use crate::file::NewFile;
use crate::form::FORM_AS;
use crate::interview::{Finish, NewInterview};
use crate::log::Stream;
use crate::store::{Store, Tx};
use crate::table::view_case;

const KEPT_TYPE: &str = "application/octet-stream";
/// So many entries are quoted by one event.
const ENTRIES: usize = 100;

/// A case that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferTaken {
    /// As which case.
    pub case: CaseId,
    /// Its number here.
    pub number: String,
    /// It was here already: nothing was written.
    pub again: bool,
    /// The answer, sealed to the centre that gave it.
    pub answer: Vec<u8>,
}

impl Store {
    /// Takes in what another centre hands over, and answers. What was taken in before is not taken in again; the answer is the same.
    ///
    /// # Errors
    /// [`StoreError::Transfer`] with the reason, [`StoreError::Refused`], and as any write; nothing is written then.
    pub fn transfer_accept(&mut self, opened: &TransferOpened, now: Moment) -> Result<TransferTaken, StoreError> {
        let case = case_of(opened.transfer.id, self.centre());
        if self.session().erasures().hides(case) {
            return Err(StoreError::UnknownCase);
        }
        let here = view_case::read(self.connection(), case)?;
        let again = here.is_some();
        if !again {
            // It may have come since the file was opened.
            if self.is_revoked_there(opened.transfer.id)? {
                return Err(fault(TransferFault::Revoked));
            }
            if !opened.agreed {
                return Err(fault(TransferFault::ConsentOver));
            }
            let acts = vec![Act::Transfer, Act::OpenCase, Act::GiveCase];
            self.transact(&Asked::all(acts), now, |tx| tx.take_over(opened, case))?;
        }
        let number = view_case::read(self.connection(), case)?.ok_or(StoreError::UnknownCase)?.number;
        let answer = self.word_about(opened, WordKind::Accepted, (&number, ""), now)?;
        Ok(TransferTaken { case, number, again, answer })
    }

    /// Declines it, and answers. Nothing of the person is kept.
    ///
    /// # Errors
    /// [`StoreError::Transfer`] where it was taken in already, [`StoreError::TooLarge`], [`StoreError::Refused`].
    pub fn transfer_decline(&self, opened: &TransferOpened, words: &str, now: Moment) -> Result<Vec<u8>, StoreError> {
        self.ask(&Asked::of(Act::Transfer), now)?;
        if view_case::read(self.connection(), case_of(opened.transfer.id, self.centre()))?.is_some() {
            return Err(fault(TransferFault::Taken));
        }
        self.word_about(opened, WordKind::Declined, ("", words), now)
    }
}

impl Tx<'_> {
    pub(super) fn take_over(&mut self, opened: &TransferOpened, case: CaseId) -> Result<(), StoreError> {
        let at = (Stream::Centre, case);
        self.case_open(case)?;
        let name_of = |member| opened.elsewhere.member_name(member);
        let mut entries = quoted(&opened.file, &name_of);
        let mut first = Some(opened.origin());
        while first.is_some() || !entries.is_empty() {
            let rest = entries.keys().nth(ENTRIES).copied().map(|at| entries.split_off(&at)).unwrap_or_default();
            let ops = CaseFile::taken_ops(first.take().as_ref(), &entries);
            let reading = self.next_reading()?;
            self.case_event(at, EventKind::Create, ops, reading)?;
            entries = rest;
        }
        let mut facts = opened.facts();
        let mut kept = Some(&opened.kept);
        for id in opened.in_order() {
            self.quote(opened, case, id, (facts.remove(&id).unwrap_or_default(), kept.take()))?;
        }
        let (file, member) = (self.case_file(at.0, case)?, self.session().member.id);
        // Whose talks come back to them has it already.
        if file.hands().workers.iter().eq([&member]) {
            return Ok(());
        }
        let reading = self.next_reading()?;
        self.case_event(at, EventKind::Assign, hand_ops::give(&file, member, ""), reading)
    }

    fn quote(
        &mut self,
        opened: &TransferOpened,
        case: CaseId,
        id: InterviewId,
        (facts, kept): (Vec<Fact>, Option<&Secret<Vec<u8>>>),
    ) -> Result<(), StoreError> {
        let unknown = || fault(TransferFault::Altered);
        let heads = opened.file.interview_heads(id).ok_or_else(unknown)?;
        let summary = opened.file.interview(id).ok_or_else(unknown)?;
        let (transfer, interview) = (opened.transfer.id, interview_of(opened.transfer.id, id));
        let mut files = Vec::new();
        for stored in files_of(&opened.file, id) {
            let given = opened.files.get(&stored.root).ok_or_else(unknown)?;
            let file = NewFile {
                blob: BlobId::from_random(random()?),
                name: stored.name,
                media_type: stored.media_type,
                title: stored.title,
                content: given.content.clone(),
            };
            files.push(self.file_keep((Stream::Centre, case), interview, &file)?);
        }
        if let Some(kept) = kept {
            let file = NewFile {
                blob: BlobId::from_random(random()?),
                name: KEPT_AS.to_owned(),
                media_type: KEPT_TYPE.to_owned(),
                title: String::new(),
                content: kept.clone(),
            };
            files.push(self.file_keep((Stream::Centre, case), interview, &file)?);
        }
        if let Some(asked) = self.form_to_keep(opened, &summary.form_id, summary.form_hash) {
            let file = NewFile {
                blob: BlobId::from_random(random()?),
                name: FORM_AS.to_owned(),
                media_type: KEPT_TYPE.to_owned(),
                title: asked.version.clone(),
                content: Secret::new(asked.source.clone()),
            };
            files.push(self.file_keep((Stream::Centre, case), interview, &file)?);
        }
        let event = heads.heads(META).map(|(dot, _)| dot.event).min().ok_or_else(unknown)?;
        // Of one that was quoted there as well, who led it and when says the centre where that was.
        let (by, finished_ms) = match opened.file.interview_from(id) {
            Some(first) => (first.by, first.finished_ms),
            None => (
                opened.elsewhere.member_name(summary.member),
                i64::try_from(summary.finished.unix_ms()).unwrap_or(i64::MAX),
            ),
        };
        let from = InterviewOrigin { transfer, interview: id, event, by, finished_ms };
        let new = NewInterview {
            interview,
            form_id: &summary.form_id,
            form_hash: summary.form_hash,
            stream: Stream::Centre,
            case,
            started: Moment::from_unix_ms(summary.started_ms).unwrap_or(self.now()),
        };
        let finish = Finish {
            answers: answers(heads),
            instances: instances(heads),
            facts,
            incomplete: summary.incomplete,
            follow_up: None,
        };
        self.interview_quote((&new, &from), summary.member, &finish, files)
    }
}

impl Tx<'_> {
    /// The questionnaire that goes with an interview to every laptop here: one that the centre has published goes by itself.
    fn form_to_keep<'o>(&self, opened: &'o TransferOpened, form_id: &str, hash: [u8; 32]) -> Option<&'o FormAsked> {
        let is_ours = self.session().state().forms().any(|form| (form.form_id, form.hash) == (form_id, hash));
        let mut forms = opened.forms.iter().filter(|_| !is_ours);
        forms.find(|form| (form.form_id.as_str(), form.hash) == (form_id, hash))
    }
}

impl TransferOpened {
    fn origin(&self) -> CaseOrigin {
        CaseOrigin {
            centre: self.from,
            name: self.known.name.clone(),
            transfer: self.transfer.id,
            number: self.file.number().to_owned(),
            by: self.elsewhere.member_name(self.transfer.mark.member),
            at_ms: i64::try_from(self.transfer.mark.hlc.unix_ms()).unwrap_or(i64::MAX),
            event: self.transfer.event,
            // EXPOSE: to hash it.
            dossier: *blake3::hash(self.kept.expose()).as_bytes(),
        }
    }

    /// What each interview says of the person and the household, as it stands there.
    fn facts(&self) -> BTreeMap<InterviewId, Vec<Fact>> {
        let mut facts: BTreeMap<InterviewId, Vec<Fact>> = BTreeMap::new();
        for ((household, property), said) in self.file.facts() {
            let fact = Fact { household, property, value: said.value, source: said.source };
            facts.entry(said.interview).or_default().push(fact);
        }
        facts
    }

    /// The interviews, the first one first.
    fn in_order(&self) -> Vec<InterviewId> {
        let mut ids: Vec<_> = self
            .file
            .interviews()
            .filter_map(|id| self.file.interview(id).map(|summary| (summary.finished, id)))
            .collect();
        ids.sort_unstable();
        ids.into_iter().map(|(_, id)| id).collect()
    }
}
