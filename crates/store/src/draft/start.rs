//! Beginning a draft: of a new interview, or of changes to a finished one.

use std::collections::BTreeMap;

use pana_keys::SystemEntropy;
use pana_model::{CaseId, InterviewId};

use super::read::address_aad;
use super::row::{self, Row, SealedSummary};
use super::{ForWhom, StartInterview, Started};
use crate::disk::{StoreError, crypt_fault};
use crate::interview::Interview;
use crate::log::Stream;
use crate::store::Tx;
use crate::table::draft::{self, DraftRow};
use crate::table::view_case;

impl Tx<'_> {
    pub(crate) fn interview_start(&mut self, start: &StartInterview<'_>) -> Result<Started, StoreError> {
        if start.stream == Stream::Control {
            return Err(StoreError::NoRight);
        }
        let interview = start.interview;
        let (case, number) = match start.whom {
            ForWhom::Known(case) => (case, view_case::read(self.sql(), case)?.ok_or(StoreError::UnknownCase)?.number),
            ForWhom::New(case) => (case, self.case_open(case)?.to_string()),
        };
        let summary = self.new_summary(start.form_id, start.form_hash, false);
        self.draft_insert(interview, start.stream, case, summary)?;
        Ok(Started { interview, case, number })
    }

    /// Begins a draft of changes to a finished interview, with its answers and the heads that are shown.
    pub(crate) fn draft_of_changes(&mut self, of: &Interview, shown: (Vec<u8>, Vec<u8>)) -> Result<(), StoreError> {
        let summary = self.new_summary(&of.form_id, of.form_hash, true);
        self.draft_insert(of.interview, of.stream, of.case, summary)?;
        let key = self.reader().draft_key(of.interview)?;
        for (at, answer) in &of.answers {
            row::put(self.sql(), of.interview, &key, &Row::Answer(at.clone(), answer.clone()))?;
        }
        for (at, instances) in &of.instances {
            row::put(self.sql(), of.interview, &key, &Row::Instances(at.clone(), instances.clone()))?;
        }
        row::put(self.sql(), of.interview, &key, &Row::Shown(shown.0, shown.1))
    }

    fn new_summary(&self, form_id: &str, form_hash: [u8; 32], amends: bool) -> SealedSummary {
        SealedSummary {
            form_id: form_id.to_owned(),
            form_hash: form_hash.to_vec(),
            member: self.session().member.id,
            started_ms: self.now().unix_ms(),
            place: None,
            progress: (0, 0),
            person: BTreeMap::new(),
            amends,
        }
    }

    fn draft_insert(
        &mut self,
        interview: InterviewId,
        stream: Stream,
        case: CaseId,
        summary: SealedSummary,
    ) -> Result<(), StoreError> {
        let key = self.subject_key_or_make(stream, *case.as_bytes())?;
        let epoch = self.session().epoch(stream)?;
        let address =
            epoch.seal_subject(&address_aad(interview), case.as_bytes(), &mut SystemEntropy).map_err(crypt_fault)?;
        let in_clear = (stream == Stream::Centre).then_some(case);
        let (changed_ms, key_id) = (self.now().unix_ms(), key.id().as_bytes().to_vec());
        let place = DraftRow { stream, epoch: epoch.id(), address, changed_ms, key_id };
        draft::insert(self.sql(), interview, in_clear, &place)?;
        row::put(self.sql(), interview, &key, &Row::Summary(Box::new(summary)))
    }
}
