//! Interviews: their heads from the events that write to them, and what lists say of them.

use pana_model::{CaseId, InterviewId};
use pana_record::{EventKind, Heads, Op};
use rusqlite::Transaction;

use crate::disk::StoreError;
use crate::log::{Opened, Stream, hlc_ms};
use crate::table::view_history;
use crate::table::view_interview::{self, InterviewHead, NewRow};
use crate::words::answer::StoredAnswer;
use crate::words::path::{self, Place};
use crate::words::value::{self, Meta};

/// Applies what an event writes to an interview to its heads.
pub(crate) fn apply_to(doc: &mut Heads, interview: InterviewId, event: &Opened) {
    for (dot, op) in event.ops() {
        if let Place::Interview(id, rest) = path::place(&op.path)
            && id == interview
        {
            doc.apply(dot, &Op { path: rest.to_owned(), ..op.clone() }, event.mark());
        }
    }
}

/// An interview's heads from the events that write to it.
pub(crate) fn fold<'e>(interview: InterviewId, events: impl IntoIterator<Item = &'e Opened>) -> Heads {
    let mut doc = Heads::new();
    events.into_iter().for_each(|event| apply_to(&mut doc, interview, event));
    doc
}

/// Applies an event of the centre stream to the rows of the interviews it writes to. The history must hold it already.
pub(super) fn apply(sql: &Transaction<'_>, case: CaseId, event: &Opened) -> Result<(), StoreError> {
    for interview in event.interviews() {
        let mut doc = view_interview::doc(sql, interview)?;
        apply_to(&mut doc, interview, event);
        let meta = Meta::of(&doc);
        let row = NewRow {
            interview,
            case,
            meta: meta.as_ref(),
            later: later(&doc),
            amended: view_history::count_amendments(sql, case, interview)?,
            doc: &doc,
        };
        view_interview::put(sql, &row)?;
    }
    Ok(())
}

/// The head of an interview of the protected stream, which no table holds; `None` while the event that says which
/// questionnaire it is has not come.
pub(crate) fn protected_head(
    interview: InterviewId,
    case: CaseId,
    doc: &Heads,
    events: &[Opened],
) -> Option<InterviewHead> {
    let meta = Meta::of(doc)?;
    let amends = |event: &&Opened| event.body.kind == EventKind::Edit && event.interviews().contains(&interview);
    Some(InterviewHead {
        interview,
        case,
        stream: Stream::Protected,
        form_id: meta.form_id,
        form_hash: meta.form_hash,
        member: meta.member,
        started_ms: meta.started_ms,
        finished_ms: hlc_ms(meta.finished_hlc),
        incomplete: meta.incomplete,
        later: later(doc),
        amended: u32::try_from(events.iter().filter(amends).count()).unwrap_or(u32::MAX),
    })
}

/// Answers marked “ask later”.
fn later(doc: &Heads) -> u32 {
    let many = value::answers(doc).values().filter(|answer| **answer == StoredAnswer::Later).count();
    u32::try_from(many).unwrap_or(u32::MAX)
}
