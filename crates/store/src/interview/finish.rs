//! Writing an interview down: from its draft, or as a whole.

use std::collections::BTreeSet;

use pana_model::{CaseId, InterviewId, MemberId, Moment};
use pana_record::{EventKind, Heads, Op};

use super::{Finish, NewInterview, ops};
use crate::disk::StoreError;
use crate::draft::DraftSummary;
use crate::log::{NewEvent, Stream};
use crate::store::Tx;
use crate::table::{draft, packed, view_case_doc, view_history, view_interview};
use pana_casework::path::{InInterview, LogPath, META};
use pana_casework::transfer::InterviewOrigin;
use pana_casework::value::{Gone, Meta};

impl Tx<'_> {
    /// Writes down a whole interview without a draft.
    ///
    /// # Errors
    /// As [`Store::interview_finish`].
    pub fn interview_record(&mut self, new: &NewInterview<'_>, finish: &Finish) -> Result<(), StoreError> {
        self.append_finished(new, self.session().member.id, finish, Vec::new())
    }

    /// Writes down an interview of another centre, as it stood there: led by whom it says, with the files that were kept for it.
    ///
    /// # Errors
    /// As [`Store::interview_finish`].
    pub(crate) fn interview_quote(
        &mut self,
        (new, from): (&NewInterview<'_>, &InterviewOrigin),
        member: MemberId,
        finish: &Finish,
        files: Vec<Op>,
    ) -> Result<(), StoreError> {
        let path = LogPath::Interview { id: new.interview, within: InInterview::From };
        let mut ops = vec![Op::set(path, from.to_value(), Vec::new())];
        ops.extend(files);
        self.append_finished(new, member, finish, ops)
    }

    pub(crate) fn interview_finish(&mut self, interview: InterviewId, finish: &Finish) -> Result<CaseId, StoreError> {
        let draft = self.reader().draft(interview)?.summary;
        let key = self.reader().draft_key(interview)?;
        let files = self.files_finish(interview, &key, &finish.answers)?;
        if draft.amends {
            self.append_changes(&draft, finish, files)?;
        } else {
            let started = Moment::from_unix_ms(draft.started_ms).unwrap_or(self.now());
            let new = NewInterview {
                interview,
                form_id: &draft.form_id,
                form_hash: draft.form_hash,
                stream: draft.stream,
                case: draft.case,
                started,
            };
            self.append_finished(&new, draft.member, finish, files)?;
        }
        draft::delete(self.sql(), interview)?;
        Ok(draft.case)
    }

    fn append_finished(
        &mut self,
        new: &NewInterview<'_>,
        member: MemberId,
        finish: &Finish,
        files: Vec<Op>,
    ) -> Result<(), StoreError> {
        let interview = new.interview;
        let reading = self.next_reading()?;
        let meta = Meta {
            form_id: new.form_id.to_owned(),
            form_hash: new.form_hash,
            member,
            started_ms: new.started.unix_ms(),
            finished_hlc: reading.hlc.to_u64().cast_signed(),
            incomplete: finish.incomplete,
        };
        let mut ops = ops::first(interview, &meta, finish);
        ops.extend(files);
        if new.stream == Stream::Centre {
            let doc = view_case_doc::read(self.sql(), new.case)?;
            ops.extend(self.facts((new.case, &doc), interview, finish, (&ops::Joins::New, &Gone::default()))?);
            ops.extend(finish.follow_up.map(|plan| plan.op(&doc)));
        }
        self.append(NewEvent {
            stream: new.stream,
            subject: *new.case.as_bytes(),
            kind: EventKind::Create,
            form: Some((new.form_id.to_owned(), new.form_hash)),
            ops,
            note: String::new(),
            reading,
            sign: None,
        })
    }

    /// What an interview says of the person and the household, as writes over what the case holds.
    fn facts(
        &self,
        (case, doc): (CaseId, &Heads),
        interview: InterviewId,
        finish: &Finish,
        (joins, gone): (&ops::Joins<'_>, &Gone),
    ) -> Result<Vec<Op>, StoreError> {
        // Where nothing stands apart, whoever wrote what is no matter.
        let device = self.session().device;
        let own = match ops::facts_apart(doc) {
            true => view_history::events_of(self.sql(), case, device)?,
            false => BTreeSet::new(),
        };
        Ok(ops::facts(doc, interview, &finish.facts, joins, &own, gone))
    }

    fn interview_heads(&self, draft: &DraftSummary) -> Result<Heads, StoreError> {
        let heads = match draft.stream {
            Stream::Protected => self.protected().file(draft.case)?.interview_heads(draft.interview).cloned(),
            Stream::Control | Stream::Centre => view_interview::docs(self.sql(), draft.case)?.remove(&draft.interview),
        };
        heads.ok_or(StoreError::UnknownInterview)
    }

    fn append_changes(&mut self, draft: &DraftSummary, finish: &Finish, files: Vec<Op>) -> Result<(), StoreError> {
        let interview = draft.interview;
        let key = self.reader().draft_key(interview)?;
        let shown = match self.reader().draft_shown(interview, &key)? {
            Some((shown, parked)) => packed::unpack(&shown, &parked)?,
            // Begun by a program that kept it otherwise: nobody can have changed the interview since.
            None => self.interview_heads(draft)?,
        };
        let reading = self.next_reading()?;
        let mut ops = ops::changes(interview, &shown, finish);
        ops.extend(files);
        if let Some(meta) = Meta::of(&shown).filter(|meta| meta.incomplete != finish.incomplete) {
            let meta = Meta { incomplete: finish.incomplete, ..meta };
            let path = ops::within(interview, InInterview::Meta);
            ops.push(Op::set(path, meta.to_value(), shown.over(META)));
        }
        if draft.stream == Stream::Centre {
            let doc = view_case_doc::read(self.sql(), draft.case)?;
            let (changed, gone) = (ops::changed(&shown, &finish.answers), Gone::of(&shown));
            ops.extend(self.facts((draft.case, &doc), interview, finish, (&ops::Joins::At(&changed), &gone))?);
        }
        if ops.is_empty() {
            return Ok(());
        }
        self.append(NewEvent {
            stream: draft.stream,
            subject: *draft.case.as_bytes(),
            kind: EventKind::Edit,
            form: Some((draft.form_id.clone(), draft.form_hash)),
            ops,
            note: String::new(),
            reading,
            sign: None,
        })
    }
}
