//! The rows that a case file is kept in: what they say follows from the file alone, so that a replay has them made on
//! another thread.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::authority::Erasures;
use pana_casework::case::{
    CaseFile, Conflict, Facts, HistoryLine, InterviewSummary, Linked, Waiting, birth_of, name_of,
};
use pana_casework::path::LogPath;
use pana_casework::referral::ReferralSummary;
use pana_casework::same::{Known, kept_keys};
use pana_model::{CaseId, EventRef, MemberId};
use pana_record::Hlc;
use rusqlite::{Connection, Transaction};

use super::files;
use crate::disk::StoreError;
use crate::table::packed::{Packed, Packer};
use crate::table::view_case::{self, CaseRow};
use crate::table::{
    view_case_doc, view_conflict, view_file, view_history, view_household, view_interview, view_link, view_profile,
    view_referral, view_same, view_token, view_transfer, view_waiting, view_worker,
};

/// All rows of a case.
pub(crate) struct CaseRows {
    case: CaseId,
    /// In the order of the table's key; with each whether no other event has seen it.
    history: Vec<(HistoryLine, Newest)>,
    waiting: BTreeMap<EventRef, Waiting>,
    person: Option<PersonRows>,
    interviews: Vec<(InterviewSummary, Packed)>,
    files: view_file::Named,
    /// Its search keys, which are written apart: their table is in another order.
    pub(crate) tokens: Vec<view_token::Row>,
    /// The keys under which it is laid beside others, written apart likewise.
    pub(crate) same: Vec<view_same::Row>,
}

type Newest = bool;

/// What a case says of the person, the household and their referrals.
pub(super) struct PersonRows {
    row: CaseRow,
    doc: Packed,
    facts: Facts,
    referrals: Vec<ReferralSummary>,
    workers: BTreeSet<(MemberId, view_worker::To)>,
    links: Vec<(CaseId, Linked)>,
    conflicts: Vec<Conflict>,
    transfers: Vec<view_transfer::TransferRow>,
    same: BTreeSet<i64>,
}

impl CaseRows {
    /// Of a case without a line only what waits for its sake has rows.
    pub(crate) fn of(file: &CaseFile, packer: &mut Packer) -> Result<Self, StoreError> {
        let case = file.subject();
        let mut lines = file.history();
        lines.sort_unstable_by_key(|line| line.event);
        let mut rows = Self {
            case,
            history: lines.into_iter().map(|line| (*line, file.frontier().contains(&line.event))).collect(),
            waiting: file.waiting().clone(),
            person: None,
            interviews: Vec::new(),
            files: files::named_in(file),
            tokens: Vec::new(),
            same: Vec::new(),
        };
        if rows.history.is_empty() || file.is_word_alone() {
            return Ok(rows);
        }
        let person = PersonRows::of(file, packer)?;
        rows.same = person.same.iter().map(|key| (*key, case)).collect();
        rows.person = Some(person);
        for interview in file.interviews() {
            if let (Some(summary), Some(doc)) = (file.interview(interview), file.interview_heads(interview)) {
                rows.interviews.push((summary, packer.row(doc)?));
            }
        }
        let changed = number(file.changed());
        rows.tokens = file.tokens().into_iter().map(|(kind, token)| (kind, token, case, changed)).collect();
        Ok(rows)
    }

    /// Whose they are.
    pub(super) const fn case(&self) -> CaseId {
        self.case
    }

    /// A link to a case that is erased joins nobody, and there is nothing to settle of it.
    pub(crate) fn void_links(&mut self, erasures: &Erasures) {
        if let Some(person) = &mut self.person {
            person.void_links(erasures);
        }
    }

    /// How many are of referrals.
    pub(super) fn referrals(&self) -> usize {
        self.person.as_ref().map_or(0, PersonRows::referrals)
    }

    /// Writes them where there are none, but for the search keys.
    pub(crate) fn insert(&self, sql: &Transaction<'_>) -> Result<(), StoreError> {
        for (line, newest) in &self.history {
            view_history::insert(sql, self.case, line, *newest)?;
        }
        if !self.waiting.is_empty() {
            view_waiting::replace(sql, self.case, &self.waiting)?;
        }
        if let Some(person) = &self.person {
            person.insert(sql, self.case)?;
        }
        view_file::insert(sql, self.case, &self.files)?;
        self.interviews.iter().try_for_each(|(summary, doc)| view_interview::put(sql, self.case, summary, doc))
    }
}

impl PersonRows {
    pub(super) fn of(file: &CaseFile, packer: &mut Packer) -> Result<Self, StoreError> {
        let facts = file.facts();
        let row = CaseRow {
            number: file.number().to_owned(),
            name: name_of(&facts),
            birth: birth_of(&facts).to_owned(),
            opened_hlc: file.opened().map_or(0, number),
            changed_hlc: number(file.changed()),
            meeting: file.meeting(),
            follow_up: file.follow_up(),
            closed: file.closed(),
        };
        let referrals = file.referral_summaries();
        let workers = view_worker::rows(&file.hands());
        let links: BTreeMap<CaseId, Linked> = file.links().into_iter().map(|link| (link.other, link.what)).collect();
        let said = |property: &str| facts.get(&(None, property.to_owned())).map(|fact| fact.value.as_str());
        let same = kept_keys(&Known::of(said, []));
        let (doc, links) = (packer.row(file.heads())?, links.into_iter().collect());
        let (conflicts, transfers) = (file.conflicts(), view_transfer::rows(file));
        Ok(Self { row, doc, facts, referrals, workers, links, conflicts, transfers, same })
    }

    /// As [`CaseRows::void_links`].
    pub(super) fn void_links(&mut self, erasures: &Erasures) {
        self.links.retain(|(other, _)| !erasures.hides(*other));
        let is_void = |path: &str| matches!(LogPath::of(path), LogPath::Link(other) if erasures.hides(other));
        self.conflicts.retain(|conflict| !is_void(&conflict.path));
    }

    /// The keys under which the case is laid beside others.
    pub(super) const fn same(&self) -> &BTreeSet<i64> {
        &self.same
    }

    /// How many are of referrals.
    pub(super) const fn referrals(&self) -> usize {
        self.referrals.len()
    }

    pub(super) fn insert(&self, sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
        view_case::put(sql, case, &self.row)?;
        view_case_doc::put(sql, case, &self.doc)?;
        view_worker::insert(sql, case, &self.workers)?;
        view_link::insert(sql, case, &self.links)?;
        view_conflict::insert(sql, case, &self.conflicts)?;
        view_transfer::insert(sql, case, &self.transfers)?;
        for ((household, property), fact) in &self.facts {
            match household {
                None => view_profile::insert(sql, case, property, fact)?,
                Some(instance) => view_household::insert(sql, case, *instance, property, fact)?,
            }
        }
        self.referrals.iter().try_for_each(|referral| view_referral::insert(sql, case, referral))
    }
}

/// The keys under which a case is laid beside others, as its rows of facts give them.
pub(super) fn kept_as(sql: &Connection, case: CaseId) -> Result<BTreeSet<i64>, StoreError> {
    let facts = view_profile::read(sql, case)?;
    let said = |property: &str| facts.iter().find(|fact| fact.property == property).map(|fact| fact.value.as_str());
    Ok(kept_keys(&Known::of(said, [])))
}

/// A time as the tables number it.
pub(super) fn number(hlc: Hlc) -> i64 {
    hlc.to_u64().cast_signed()
}
