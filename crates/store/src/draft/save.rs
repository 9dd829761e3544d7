//! Making answers durable.

use pana_keys::SubjectKey;
use pana_model::InterviewId;

use super::DraftSave;
use super::read::{DraftLocation, OpenedDraft};
use super::row::{self, Row, SealedSummary};
use crate::disk::StoreError;
use crate::log::Stream;
use crate::store::Tx;
use crate::table::{draft, draft_token};
use pana_casework::tokens_of;

impl Tx<'_> {
    pub(crate) fn draft_save(
        &mut self,
        interview: InterviewId,
        opened: OpenedDraft,
        save: &DraftSave,
    ) -> Result<(), StoreError> {
        let OpenedDraft { location, key, summary } = opened;
        // A row lies in the tree of its keys, and whoever looks for another beside it reads it whole. So a long list comes
        // after the answers in its instances, and before those of instances that it names no more are looked for.
        for (at, answer) in &save.answers {
            if let Some(answer) = answer {
                row::put(self.sql(), interview, &key, &Row::Answer(at.clone(), answer.clone()))?;
            }
        }
        for (at, instances) in &save.instances {
            row::put(self.sql(), interview, &key, &Row::Instances(at.clone(), instances.clone()))?;
        }
        for (at, _) in save.answers.iter().filter(|(_, answer)| answer.is_none()) {
            row::delete_answer(self.sql(), interview, &key, at)?;
        }
        if save.place.is_some() || save.progress.is_some() || save.person.is_some() {
            self.draft_save_summary(interview, &location, &key, summary, save)?;
        }
        draft::touch(self.sql(), interview, self.now().unix_ms())?;
        if save.answers.is_empty() { Ok(()) } else { self.files_unnamed_delete(interview, &key) }
    }

    /// Writes the search keys of all drafts anew, which no replay does: they are no part of the log. A draft that does not
    /// open keeps the keys that it has.
    pub(crate) fn draft_tokens_anew(&mut self) -> Result<(), StoreError> {
        for summary in self.reader().drafts()?.into_iter().filter(|summary| summary.stream == Stream::Centre) {
            let tokens = summary.person.iter().flat_map(|(property, value)| tokens_of(property, value));
            draft_token::replace(self.sql(), summary.interview, summary.case, tokens)?;
        }
        Ok(())
    }

    fn draft_save_summary(
        &mut self,
        interview: InterviewId,
        location: &DraftLocation,
        key: &SubjectKey,
        mut summary: SealedSummary,
        save: &DraftSave,
    ) -> Result<(), StoreError> {
        let before = summary.person.clone();
        summary.place = save.place.clone().or(summary.place);
        summary.progress = save.progress.unwrap_or(summary.progress);
        summary.person = save.person.clone().unwrap_or(summary.person);
        if location.stream == Stream::Centre && summary.person != before {
            let tokens = summary.person.iter().flat_map(|(property, value)| tokens_of(property, value));
            draft_token::replace(self.sql(), interview, location.case, tokens)?;
        }
        row::put(self.sql(), interview, key, &Row::Summary(Box::new(summary)))
    }
}

#[cfg(test)]
mod tests;
