//! Interviews at the desk: opened, restored, changed. Each change is durable before a screen hears of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_casework::Act;
use pana_forms::{Changes, Context, Delta, Session};
use pana_model::{CaseId, InterviewId, Moment};
use pana_store::{Access, Draft, ForWhom, InterviewClaim, Look, NewFile, StartInterview};

use super::open_interview::{CASE_NUMBER, OpenInterview, Stored, Subject, person_name};
use crate::attachment::tried_file;
use crate::contract::AppError;
use crate::contract::interview::{InterviewDelta, Status};
use crate::desk::Desk;
use crate::error::ErrorCode;

impl Desk {
    /// Shows a draft. The look at one that somebody else leads, and at changes to a finished interview, is in the access
    /// log before it is on the screen.
    pub(crate) fn open_draft(&mut self, id: InterviewId, now: Moment) -> Result<&mut OpenInterview, AppError> {
        let case = self.draft(id, now)?.case;
        let of = self.store.may_open_draft(id, now)?;
        if of.amends.is_some() || of.led_by != self.member().id {
            let (cases, access, stream) = (&[case], Access::InterviewOpened, of.stream);
            let look = Look { cases, access, interview: Some(id), stream, note: "" };
            self.store.record_access(&look, now)?;
        }
        self.draft(id, now)
    }

    /// An interview on the screen; one that is not there is restored from its draft. Whether the member may is asked each
    /// time: rights may end while it is open.
    pub(crate) fn draft(&mut self, id: InterviewId, now: Moment) -> Result<&mut OpenInterview, AppError> {
        match self.interviews.get(&id) {
            Some(open) if open.status == Status::Trial => {}
            Some(open) if open.begins_for().is_some() => {
                let stream = open.asked.stream();
                self.ask(Act::Lead { stream }, now)?;
            }
            _ => self.check_draft(id, now)?,
        }
        if !self.interviews.contains_key(&id) {
            let open = self.restore_draft(id, now)?;
            self.interviews.insert(id, open);
        }
        self.interviews.get_mut(&id).ok_or_else(|| ErrorCode::InterviewUnknown.into())
    }

    /// An interview on the screen that is about to be written into. Writing asks whether the member may, so that is not
    /// asked twice; one that is not there is restored as in [`Self::draft`].
    fn shown(&mut self, id: InterviewId, now: Moment) -> Result<&mut OpenInterview, AppError> {
        if self.interviews.contains_key(&id) {
            return self.interviews.get_mut(&id).ok_or_else(|| ErrorCode::InterviewUnknown.into());
        }
        self.draft(id, now)
    }

    /// Why a change was refused: first what is wrong with the draft itself, as whoever opens it is told.
    fn refused(&mut self, id: InterviewId, now: Moment, error: AppError) -> AppError {
        let is_draft = |open: &OpenInterview| open.status != Status::Trial && open.begins_for().is_none();
        if self.interviews.get(&id).is_some_and(|open| !is_draft(open)) {
            error
        } else {
            self.check_draft(id, now).err().unwrap_or(error)
        }
    }

    fn check_draft(&mut self, id: InterviewId, now: Moment) -> Result<(), AppError> {
        if !self.store.is_draft(id)? {
            self.interviews.remove(&id);
            let finished = self.store.interview(id).is_ok();
            return Err(if finished { ErrorCode::InterviewFinished } else { ErrorCode::InterviewUnknown }.into());
        }
        match self.store.may_open_draft(id, now) {
            Ok(_) => Ok(()),
            Err(error) => {
                self.interviews.remove(&id);
                Err(error.into())
            }
        }
    }

    fn restore_draft(&mut self, id: InterviewId, now: Moment) -> Result<OpenInterview, AppError> {
        let Draft { summary, answers, instances } = self.store.draft(id)?;
        let claim = InterviewClaim { interview: id, case: Some(summary.case) };
        let asked = self.form(&summary.form_id, &summary.form_hash)?;
        let status = if summary.amends { Status::Amending } else { Status::Draft };
        // Changes to a finished interview are seen as of its own day: an age must not grow because a typo is mended.
        let asked_at = match status {
            Status::Amending => Moment::from_unix_ms(self.store.interview(claim)?.summary.finished_ms).unwrap_or(now),
            Status::Draft | Status::Finished | Status::Trial => now,
        };
        let context = self.context(id, &summary.number, asked_at);
        // A name that only this draft gives is no other's: it goes when its answer goes.
        let own = person_name(&summary.person);
        let known = self.known_name(summary.case).filter(|name| own.as_ref() != Some(name));
        let subject = Subject { id, case: summary.case, number: summary.number };
        let from = Stored { answers: &answers, instances: &instances, status };
        let mut open = OpenInterview::restore(subject, asked, &context, from);
        open.files = self.files(claim)?;
        open.fresh = self.fresh.take_if(|fresh| *fresh == id).is_some();
        open.known = known;
        open.place = summary.place;
        open.saved = Moment::from_unix_ms(summary.changed_ms).unwrap_or(now);
        Ok(open)
    }

    /// The name that a case has, if it has one.
    pub(crate) fn known_name(&self, case: CaseId) -> Option<String> {
        self.store.person_name(case).ok().map(|(_, name)| name).filter(|name| !name.is_empty())
    }

    /// What the app tells a questionnaire, so that it is never asked: who, where, which case, when.
    pub(crate) fn context(&self, id: InterviewId, number: &str, asked_at: Moment) -> Context {
        let mut seed = [0; 8];
        seed.copy_from_slice(id.as_bytes().first_chunk::<8>().unwrap_or(&[0; 8]));
        let properties = [
            (CASE_NUMBER, number.to_owned()),
            ("centre", self.store.centre_name()),
            ("worker", self.member().name.clone()),
            ("username", self.member().name.clone()),
            ("deviceid", self.store.device().to_string()),
        ];
        let properties = properties.map(|(name, value)| (name.to_owned(), value)).into();
        Context { now: asked_at, properties, last_saved: BTreeMap::new(), seed: u64::from_le_bytes(seed) }
    }

    /// Changes a session and makes the change durable; the reply says what the screen must show anew. When the disk
    /// refuses, the session is restored from what is durable, so that memory never knows more than the disk.
    pub(crate) fn change(
        &mut self,
        id: InterviewId,
        now: Moment,
        change: impl FnOnce(&mut OpenInterview) -> Result<Delta, AppError>,
    ) -> Result<InterviewDelta, AppError> {
        self.change_with(id, now, None, change)
    }

    /// The same with all that several calls change.
    pub(crate) fn change_much(
        &mut self,
        id: InterviewId,
        now: Moment,
        change: impl FnOnce(&mut Session),
    ) -> Result<(), AppError> {
        let changed = self.change(id, now, |open| {
            let before = open.session.snapshot();
            change(&mut open.session);
            let kept = Changes::between(&before, &open.session.snapshot());
            Ok(Delta { kept, entities: true, ..Delta::default() })
        });
        changed.map(drop)
    }

    /// The same with a file that the changed answers name; it is durable together with them.
    pub(crate) fn change_with(
        &mut self,
        id: InterviewId,
        now: Moment,
        file: Option<&NewFile>,
        change: impl FnOnce(&mut OpenInterview) -> Result<Delta, AppError>,
    ) -> Result<InterviewDelta, AppError> {
        let mut delta = match change(self.shown(id, now)?) {
            Ok(delta) => delta,
            Err(error) => return Err(self.refused(id, now, error)),
        };
        let open = self.interviews.get_mut(&id).ok_or(ErrorCode::InterviewUnknown)?;
        open.note(&mut delta);
        if open.status == Status::Trial {
            open.files.extend(file.map(|file| (file.name.clone(), tried_file(file))));
            return Ok(super::view::delta_view(open, &delta));
        }
        if open.begins_for().is_some() {
            if file.is_some() || open.is_answered() {
                return self.begin(id, file, delta, now);
            }
            return Ok(super::view::delta_view(open, &delta));
        }
        let (id, save) = (open.id, open.to_save());
        let files_change = file.is_some() || open.changes_files(&save);
        let saved = match file {
            Some(file) => self.store.draft_attach(id, file, &save, now),
            None => self.store.draft_save(id, &save, now),
        };
        if let Err(error) = saved {
            self.interviews.remove(&id);
            return Err(self.refused(id, now, error.into()));
        }
        // Those whose answer went are gone.
        let files = files_change.then(|| self.files(id)).transpose()?;
        let open = self.interviews.get_mut(&id).ok_or(ErrorCode::InterviewUnknown)?;
        open.files = files.unwrap_or_else(|| std::mem::take(&mut open.files));
        open.saved(now);
        Ok(super::view::delta_view(open, &delta))
    }

    /// The interview on the screen by which this person would come to be, once somebody answers.
    pub(super) fn begins_with(&self, case: CaseId) -> Option<InterviewId> {
        let begins = |open: &OpenInterview| {
            open.asked.form.opens_case() && matches!(open.begins_for(), Some(ForWhom::New(new)) if new == case)
        };
        self.interviews.iter().find(|(_, open)| begins(open)).map(|(id, _)| *id)
    }

    /// Whom an interview is about now. A talk may be begun out of an interview that nobody has answered yet, because the
    /// person is in danger: the first answer of the talk brings the person, and with them that interview, which waits.
    fn now_for(&mut self, whom: ForWhom, now: Moment) -> Result<ForWhom, AppError> {
        let ForWhom::New(case) = whom else { return Ok(whom) };
        if let Some(other) = self.begins_with(case) {
            self.begin(other, None, Delta::default(), now)?;
        }
        Ok(if self.store.person_name(case).is_ok() { ForWhom::Known(case) } else { whom })
    }

    /// The first answers: the person, the case number and the draft come to be together with them, or not at all. Where they
    /// cannot be written, the interview stands as it did before them.
    pub(super) fn begin(
        &mut self,
        id: InterviewId,
        file: Option<&NewFile>,
        mut delta: Delta,
        now: Moment,
    ) -> Result<InterviewDelta, AppError> {
        let mut open = self.interviews.remove(&id).ok_or(ErrorCode::InterviewUnknown)?;
        let Some(whom) = open.begins_for() else { return Err(AppError::internal("interview-begun")) };
        let whom = match self.now_for(whom, now) {
            Ok(whom) => whom,
            Err(error) => {
                self.interviews.insert(id, open.anew());
                return Err(error);
            }
        };
        let asked = Arc::clone(&open.asked);
        let (form_id, form_hash, stream) = (asked.form.id(), asked.form.hash(), asked.stream());
        let start = StartInterview { interview: id, form_id, form_hash, stream, whom };
        let mut told = Vec::new();
        let begun = self.store.interview_begin(&start, file, now, |number| {
            told = open.number(number);
            open.to_save()
        });
        if let Err(error) = begun {
            self.interviews.insert(id, open.anew());
            return Err(error.into());
        }
        open.files = if file.is_some() { self.files(id)? } else { BTreeMap::new() };
        open.fresh = file.is_some() || open.is_answered();
        open.saved(now);
        told.retain(|at| !delta.changed.contains(at));
        delta.changed.extend(told);
        let view = super::view::delta_view(&open, &delta);
        self.interviews.insert(id, open);
        Ok(view)
    }
}
