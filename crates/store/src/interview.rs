//! Finished interviews: written down in one event, read back, amended with their history kept.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{CaseId, InstanceId, InterviewId, MemberId, Moment};
use pana_record::{EventKind, Heads, Op, OpKind, Value};
use rusqlite::{OptionalExtension as _, Row, params};

use crate::answer::{Answers, Fact, Instances};
use crate::context::Context;
use crate::fold::{self, Opened};
use crate::log::NewEvent;
use crate::path;
use crate::store::{Action, Store, Tx};
use crate::stream::Stream;
use crate::value::{self, FactValue, Meta, answer_ops};
use crate::{DraftHead, StoreError};

/// What a finished interview consists of.
#[derive(Debug, Clone, Default)]
pub struct Finish {
    /// Every answer to be kept.
    pub answers: Answers,
    /// Every repeat's instances.
    pub instances: Instances,
    /// What it says about the person and the household. Not kept apart for an interview of the protected stream.
    pub facts: Vec<Fact>,
    /// Are required answers missing?
    pub incomplete: bool,
}

/// An interview that is written down as a whole, without a draft: synthetic people, later imports.
#[derive(Debug, Clone)]
pub struct NewInterview<'a> {
    /// Its id, drawn by the caller.
    pub interview: InterviewId,
    /// `form_id`.
    pub form_id: &'a str,
    /// Version.
    pub form_hash: [u8; 32],
    /// Stream.
    pub stream: Stream,
    /// Case.
    pub case: CaseId,
    /// When it was begun.
    pub started: Moment,
}

/// What lists say of a finished interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterviewHead {
    /// Interview.
    pub interview: InterviewId,
    /// Case.
    pub case: CaseId,
    /// Stream.
    pub stream: Stream,
    /// `form_id`.
    pub form_id: String,
    /// Version.
    pub form_hash: [u8; 32],
    /// Who led it.
    pub member: MemberId,
    /// When it was begun, milliseconds since 1970.
    pub started_ms: i64,
    /// When it was finished.
    pub finished_ms: i64,
    /// Finished although required answers were missing.
    pub incomplete: bool,
    /// Answers marked “ask later”.
    pub later: u32,
    /// How often it was amended.
    pub amended: u32,
}

/// A finished interview.
#[derive(Clone, PartialEq, Eq)]
pub struct Interview {
    /// Interview.
    pub interview: InterviewId,
    /// Case.
    pub case: CaseId,
    /// Stream.
    pub stream: Stream,
    /// `form_id`.
    pub form_id: String,
    /// Version.
    pub form_hash: [u8; 32],
    /// What lists say of it.
    pub head: InterviewHead,
    /// Its answers; where several stand, the latest by the clocks.
    pub answers: Answers,
    /// Its instances.
    pub instances: Instances,
    /// Places where more than one value stands.
    pub conflicts: Vec<String>,
}

impl std::fmt::Debug for Interview {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Interview({}, {} answers)", self.interview, self.answers.len())
    }
}

impl Store {
    /// Finishes a draft: appends one event with everything in it, brings the views up to date and removes the draft,
    /// all in one transaction. A draft of changes becomes an event that replaces exactly what was shown; without any
    /// change it is only removed.
    ///
    /// # Errors
    /// [`StoreError::UnknownInterview`], [`StoreError::TooLarge`], and as any write; the draft is there then as before.
    pub fn interview_finish(
        &mut self,
        interview: InterviewId,
        finish: &Finish,
        now: Moment,
    ) -> Result<CaseId, StoreError> {
        self.transact(Action::InterviewFinish, now, |tx| tx.interview_finish(interview, finish))
    }

    /// Begins a draft of changes to a finished interview, under the same id. If there is one already, it stays.
    ///
    /// # Errors
    /// [`StoreError::UnknownInterview`], and as any write. Whether the member may is for the caller to ask of
    /// [`pana_casework::extent`].
    pub fn interview_amend(&mut self, interview: InterviewId, now: Moment) -> Result<(), StoreError> {
        if self.is_draft(interview)? {
            return Ok(());
        }
        let (of, doc) = self.context().interview_with_doc(interview)?;
        let shown = fold::pack(&doc)?;
        self.transact(Action::InterviewAmend, now, |tx| tx.draft_of_changes(&of, shown))
    }

    /// A finished interview.
    ///
    /// # Errors
    /// [`StoreError::UnknownInterview`] when there is none, or it is protected and the member has no grant.
    pub fn interview(&self, interview: InterviewId) -> Result<Interview, StoreError> {
        self.context().interview_with_doc(interview).map(|(interview, _)| interview)
    }

    /// Finished interviews with answers marked “ask later”, the latest first.
    ///
    /// # Errors
    /// As any read.
    pub fn ask_later(&self, limit: usize) -> Result<Vec<InterviewHead>, StoreError> {
        let sql = "WHERE later > 0 ORDER BY finished_hlc DESC LIMIT ?1";
        let mut heads = self.context().heads(sql, params![i64::try_from(limit).unwrap_or(i64::MAX)])?;
        heads.extend(self.context().protected_heads()?.into_iter().filter(|head| head.later > 0));
        heads.sort_by_key(|head| (std::cmp::Reverse(head.finished_ms), head.interview));
        heads.truncate(limit);
        Ok(heads)
    }
}

impl Tx<'_> {
    /// Writes down a whole interview without a draft.
    ///
    /// # Errors
    /// As [`Store::interview_finish`].
    pub fn interview_record(&mut self, new: &NewInterview<'_>, finish: &Finish) -> Result<(), StoreError> {
        self.append_finished(new, self.session().member.id, finish, Vec::new())
    }

    pub(crate) fn interview_finish(&mut self, interview: InterviewId, finish: &Finish) -> Result<CaseId, StoreError> {
        let draft = self.context().draft(interview)?.head;
        let key = self.context().subject_key(draft.stream, draft.case.as_bytes())?;
        let files = self.files_finish(interview, &key.ok_or(StoreError::UnknownInterview)?, &finish.answers)?;
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
        self.draft_delete(interview)?;
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
        let hlc = self.next_hlc()?;
        let meta = Meta {
            form_id: new.form_id.to_owned(),
            form_hash: new.form_hash,
            member,
            started_ms: new.started.unix_ms(),
            finished_hlc: hlc.to_u64().cast_signed(),
            incomplete: finish.incomplete,
        };
        let within = |rest: &str| path::in_interview(interview, rest);
        let mut ops = vec![Op::set(within(path::META), meta.to_value(), Vec::new())];
        for (at, answer) in &finish.answers {
            ops.extend(answer_ops(&within(&path::answer(at)), None, Some(answer), &[], |_| Vec::new()));
        }
        for (at, instances) in &finish.instances {
            ops.extend(instances.iter().map(|id| instance_add(&within(&path::repeat(at)), *id)));
        }
        ops.extend(files);
        if new.stream == Stream::Centre {
            ops.extend(self.fact_ops(new.case, interview, &finish.facts)?);
        }
        self.append(NewEvent {
            stream: new.stream,
            subject: *new.case.as_bytes(),
            kind: EventKind::Create,
            form: Some((new.form_id.to_owned(), new.form_hash)),
            ops,
            note: String::new(),
            hlc,
        })
    }

    fn append_changes(&mut self, draft: &DraftHead, finish: &Finish, files: Vec<Op>) -> Result<(), StoreError> {
        let interview = draft.interview;
        let key = self.context().subject_key(draft.stream, draft.case.as_bytes())?;
        let shown = fold::unpack(&self.context().draft_shown(interview, &key.ok_or(StoreError::UnknownInterview)?)?)?;
        let hlc = self.next_hlc()?;
        let within = |rest: &str| path::in_interview(interview, rest);
        let before = value::answers(&shown);
        let mut ops = Vec::new();
        let places: BTreeSet<&String> = before.keys().chain(finish.answers.keys()).collect();
        for at in places {
            let rest = path::answer(at);
            ops.extend(answer_ops(
                &within(&rest),
                before.get(at),
                finish.answers.get(at),
                &shown.over(&rest),
                |choice| shown.over_element(&rest, &Value::text(choice)),
            ));
        }
        ops.extend(instance_changes(&shown, &finish.instances, within));
        ops.extend(files);
        if let Some(meta) = Meta::of(&shown).filter(|meta| meta.incomplete != finish.incomplete) {
            let meta = Meta { incomplete: finish.incomplete, ..meta };
            ops.push(Op::set(within(path::META), meta.to_value(), shown.over(path::META)));
        }
        if draft.stream == Stream::Centre {
            ops.extend(self.fact_ops(draft.case, interview, &finish.facts)?);
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
            hlc,
        })
    }

    /// What the interview says now, in place of what the case holds; and what it said before and says no more.
    fn fact_ops(&self, case: CaseId, interview: InterviewId, facts: &[Fact]) -> Result<Vec<Op>, StoreError> {
        let doc = fold::case_doc(self.sql(), case)?;
        let mut said = BTreeMap::new();
        for fact in facts {
            let value = FactValue { value: fact.value.clone(), interview, source: fact.source.clone() };
            said.insert(path::fact(fact.household, &fact.property), value);
        }
        let mut ops = Vec::new();
        for (path, fact) in &said {
            let held = value::latest(&doc, path).and_then(|head| FactValue::from_value(&head.value));
            let over = doc.over(path);
            if over.len() != 1 || held.is_none_or(|held| held.value != fact.value) {
                ops.push(Op::set(&**path, fact.to_value(), over));
            }
        }
        for (path, _) in doc.paths().filter(|(path, _)| path::fact_of(path).is_some() && !said.contains_key(*path)) {
            let held = value::latest(&doc, path).and_then(|head| FactValue::from_value(&head.value));
            if held.is_some_and(|held| held.interview == interview) {
                ops.push(Op::set(path, Value::Null, doc.over(path)));
            }
        }
        Ok(ops)
    }
}

fn instance_add(path: &str, id: InstanceId) -> Op {
    Op::new(path, OpKind::InstanceAdd, Value::Bytes(id.as_bytes().to_vec()), Vec::new())
}

fn instance_changes(shown: &Heads, now: &Instances, within: impl Fn(&str) -> String) -> Vec<Op> {
    let before = value::instances(shown);
    let mut ops = Vec::new();
    let places: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    for at in places {
        let rest = path::repeat(at);
        let held = before.get(at).map_or(&[][..], Vec::as_slice);
        let kept = now.get(at).map_or(&[][..], Vec::as_slice);
        for gone in held.iter().filter(|id| !kept.contains(id)) {
            let value = Value::Bytes(gone.as_bytes().to_vec());
            let is_it = |head: &pana_record::Head| head.kind == OpKind::InstanceAdd && head.value == value;
            let over = shown.heads(&rest).filter(|(_, head)| is_it(head)).map(|(dot, _)| dot).collect();
            ops.push(Op::new(within(&rest), OpKind::InstanceRemove, value, over));
        }
        ops.extend(kept.iter().filter(|id| !held.contains(id)).map(|id| instance_add(&within(&rest), *id)));
    }
    ops
}

impl Context<'_> {
    /// Lists of finished interviews of the centre stream. `rest` is a literal of ours.
    pub(crate) fn heads(&self, rest: &str, params: &[&dyn rusqlite::ToSql]) -> Result<Vec<InterviewHead>, StoreError> {
        let mut statement = self.sql.prepare_cached(&format!(
            "SELECT interview, subject, form_id, form_hash, member, started_ms, finished_hlc, incomplete, later, amended
             FROM view_interview {rest}"
        ))?;
        let heads = statement.query_map(params, head_of_row)?.collect::<Result<Vec<_>, _>>()?;
        Ok(heads)
    }

    pub(crate) fn interview_with_doc(&self, interview: InterviewId) -> Result<(Interview, Heads), StoreError> {
        let row = self
            .sql
            .prepare_cached(
                "SELECT interview, subject, form_id, form_hash, member, started_ms, finished_hlc, incomplete, later,
                     amended, doc
                 FROM view_interview WHERE interview = ?1 AND form_id <> ''",
            )?
            .query_row(params![interview.as_bytes().as_slice()], |row| {
                Ok((head_of_row(row)?, row.get::<_, Vec<u8>>("doc")?))
            })
            .optional()?;
        if let Some((head, doc)) = row {
            let doc = fold::unpack(&doc)?;
            return Ok((interview_of(head, &doc), doc));
        }
        let (case, events) = self.protected_interview(interview)?;
        let doc = fold_interview(interview, &events);
        let head = protected_head(interview, case, &doc, &events).ok_or(StoreError::UnknownInterview)?;
        Ok((interview_of(head, &doc), doc))
    }
}

/// An interview's heads from the events that write to it.
pub(crate) fn fold_interview<'e>(interview: InterviewId, events: impl IntoIterator<Item = &'e Opened>) -> Heads {
    let mut doc = Heads::new();
    events.into_iter().for_each(|event| event.apply_to_interview(interview, &mut doc));
    doc
}

/// The head of an interview of the protected stream, which no table holds.
pub(crate) fn protected_head(
    interview: InterviewId,
    case: CaseId,
    doc: &Heads,
    events: &[Opened],
) -> Option<InterviewHead> {
    let meta = Meta::of(doc)?;
    let later = value::answers(doc).values().filter(|answer| **answer == crate::StoredAnswer::Later).count();
    let amends = |event: &&Opened| event.body.kind == EventKind::Edit && event.interviews().contains(&interview);
    Some(InterviewHead {
        interview,
        case,
        stream: Stream::Protected,
        form_id: meta.form_id,
        form_hash: meta.form_hash,
        member: meta.member,
        started_ms: meta.started_ms,
        finished_ms: crate::hlc_ms(meta.finished_hlc),
        incomplete: meta.incomplete,
        later: u32::try_from(later).unwrap_or(u32::MAX),
        amended: u32::try_from(events.iter().filter(amends).count()).unwrap_or(u32::MAX),
    })
}

pub(crate) fn interview_of(head: InterviewHead, doc: &Heads) -> Interview {
    Interview {
        interview: head.interview,
        case: head.case,
        stream: head.stream,
        form_id: head.form_id.clone(),
        form_hash: head.form_hash,
        answers: value::answers(doc),
        instances: value::instances(doc),
        conflicts: doc.conflicts().filter_map(|path| path.strip_prefix(path::ANSWER)).map(str::to_owned).collect(),
        head,
    }
}

pub(crate) fn head_of_row(row: &Row<'_>) -> rusqlite::Result<InterviewHead> {
    Ok(InterviewHead {
        interview: InterviewId::from_bytes(row.get("interview")?),
        case: CaseId::from_bytes(row.get("subject")?),
        stream: Stream::Centre,
        form_id: row.get("form_id")?,
        form_hash: row.get("form_hash")?,
        member: MemberId::from_bytes(row.get("member")?),
        started_ms: row.get("started_ms")?,
        finished_ms: crate::hlc_ms(row.get("finished_hlc")?),
        incomplete: row.get("incomplete")?,
        later: row.get("later")?,
        amended: row.get("amended")?,
    })
}
