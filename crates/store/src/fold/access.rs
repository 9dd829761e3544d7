//! Looks at cases: the operation that notes one, and the line it gives.

use std::collections::BTreeSet;

use pana_model::{CaseId, InterviewId};
use pana_record::{Dot, Op, Value};
use rusqlite::Transaction;

use crate::disk::StoreError;
use crate::log::Opened;
use crate::table::view_access::{self, AccessEntry};
use crate::table::view_access_many;
use pana_casework::path::LogPath;

/// The operation that notes a look at a case.
pub(crate) fn look(case: CaseId, action: &str, interview: Option<InterviewId>, note: &str) -> Op {
    let interview = interview.map_or(Value::Null, |id| Value::Bytes(id.as_bytes().to_vec()));
    let value = Value::List(vec![Value::text(action), interview, Value::text(note)]);
    Op::set(LogPath::Access(case), value, Vec::new())
}

/// Applies an event of looks in the centre stream. One that says the same of many cases is one row.
pub(super) fn apply(sql: &Transaction<'_>, event: &Opened) -> Result<(), StoreError> {
    let looks: Vec<_> = looks(event).collect();
    match looks.as_slice() {
        [(_, dot, said), rest @ ..] if !rest.is_empty() && rest.iter().all(|(_, _, entry)| entry == said) => {
            let cases: BTreeSet<CaseId> = looks.iter().map(|(case, ..)| *case).collect();
            view_access_many::insert(sql, dot.event, &cases, said)
        }
        _ => looks.iter().try_for_each(|(case, dot, entry)| view_access::insert(sql, *case, *dot, entry)),
    }
}

/// The looks that an event notes.
pub(super) fn looks(event: &Opened) -> impl Iterator<Item = (CaseId, Dot, AccessEntry)> {
    event.ops().filter_map(|(dot, op)| {
        let LogPath::Access(case) = LogPath::of(&op.path) else { return None };
        let [action, interview, note, ..] = op.value.as_list()? else { return None };
        let interview = interview.as_bytes().and_then(|bytes| bytes.try_into().ok()).map(InterviewId::from_bytes);
        let entry = AccessEntry {
            at_ms: event.body.hlc.unix_ms().cast_signed(),
            member: event.body.member,
            action: action.as_text().unwrap_or_default().to_owned(),
            interview,
            note: note.as_text().unwrap_or_default().to_owned(),
        };
        Some((case, dot, entry))
    })
}
