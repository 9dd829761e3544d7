//! The centre stream: what an event changes in a case's rows.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::{CaseNumber, display_name, profile};
use pana_model::{CaseId, InstanceId};
use pana_record::{EventKind, Heads, Value};
use rusqlite::Transaction;

use super::{access, interview};
use crate::disk::StoreError;
use crate::log::Opened;
use crate::table::search_key::{Matched, tokens_of};
use crate::table::view_case::{self, CaseRow};
use crate::table::view_history::{self, HistoryRow};
use crate::table::{view_case_doc, view_household, view_profile, view_token};
use crate::words::path::{self, Place};
use crate::words::value::{self, FactValue};

/// Facts by whose they are and which property, each with how many different values stand there.
type Facts = BTreeMap<(Option<InstanceId>, String), (FactValue, u32)>;

/// Applies an event of the centre stream to the views.
pub(super) fn apply(sql: &Transaction<'_>, event: &Opened) -> Result<(), StoreError> {
    if event.body.kind == EventKind::ViewAudit {
        return access::apply(sql, event);
    }
    let case = CaseId::from_bytes(event.body.subject);
    view_history::insert(sql, case, &history_row(event))?;
    let changed = view_history::last_change(sql, case)?;
    let mut doc = view_case_doc::read(sql, case)?;
    let mut touched = false;
    for (dot, op) in event.ops() {
        if path::place(&op.path) == Place::Case {
            doc.apply(dot, op, event.mark());
            touched = true;
        }
    }
    if touched {
        write_case(sql, case, &doc, changed)?;
    } else {
        view_case::set_changed(sql, case, changed)?;
        view_token::set_changed(sql, case, changed)?;
    }
    interview::apply(sql, case, event)
}

fn history_row(event: &Opened) -> HistoryRow {
    HistoryRow {
        hlc: event.hlc(),
        device: event.device,
        seq: event.seq,
        action: event.action().to_owned(),
        member: event.body.member,
        interview: event.interview(),
    }
}

fn write_case(sql: &Transaction<'_>, case: CaseId, doc: &Heads, changed_hlc: i64) -> Result<(), StoreError> {
    let facts = facts_shown(doc);
    view_case::put(sql, case, &case_row(doc, &facts, changed_hlc))?;
    view_case_doc::put(sql, case, doc)?;
    view_profile::delete(sql, case)?;
    view_household::delete(sql, case)?;
    for ((household, property), (fact, heads)) in &facts {
        match household {
            None => view_profile::insert(sql, case, property, fact, *heads)?,
            Some(instance) => view_household::insert(sql, case, *instance, property, fact, *heads)?,
        }
    }
    view_token::replace(sql, case, &tokens(doc), changed_hlc)
}

fn case_row(doc: &Heads, facts: &Facts, changed_hlc: i64) -> CaseRow {
    let person: BTreeMap<&str, &str> = facts
        .iter()
        .filter(|((household, _), _)| household.is_none())
        .map(|((_, property), (fact, _))| (property.as_str(), fact.value.as_str()))
        .collect();
    let said = |property: &str| person.get(property).copied();
    let number = value::latest(doc, path::NUMBER);
    CaseRow {
        number: number.and_then(|head| head.value.as_text()).unwrap_or_default().to_owned(),
        name: display_name(said),
        birth: said(profile::BIRTH_DATE).or_else(|| said(profile::BIRTH_YEAR)).unwrap_or_default().to_owned(),
        opened_hlc: number.map_or(0, |head| head.mark.hlc.to_u64().cast_signed()),
        changed_hlc,
    }
}

/// The facts that the heads show.
fn facts_shown(doc: &Heads) -> Facts {
    let mut facts = Facts::new();
    for (path, heads) in doc.paths() {
        let Some((household, property)) = path::fact_of(path) else { continue };
        let values: BTreeSet<&Value> = heads.values().map(|head| &head.value).collect();
        let Some(fact) = value::latest(doc, path).and_then(|head| FactValue::from_value(&head.value)) else { continue };
        let many = u32::try_from(values.len()).unwrap_or(u32::MAX);
        facts.insert((household, property.to_owned()), (fact, many));
    }
    facts
}

/// Every value that stands is found, also those in conflict.
fn tokens(doc: &Heads) -> BTreeSet<(Matched, String)> {
    let mut tokens = BTreeSet::new();
    for (path, heads) in doc.paths() {
        for head in heads.values() {
            if path == path::NUMBER {
                let number = head.value.as_text().unwrap_or_default();
                tokens.insert((Matched::Number, CaseNumber::query_key(number)));
            } else if let (Some((None, property)), Some(fact)) =
                (path::fact_of(path), FactValue::from_value(&head.value))
            {
                tokens.extend(tokens_of(property, &fact.value));
            }
        }
    }
    tokens
}
