//! Finding people: by parts of names in any order, case number, date or year of birth, telephone.
//!
//! A search key is a row of `view_token`, a typed word some ranges of its primary key, so a prefix costs a descent of the
//! tree and not a scan. Several words are met one within the other: the rarest word gives the candidates, each other
//! word is looked up among the candidate's own keys. The number of candidates looked at is bounded, so a single typed
//! letter answers as fast as a whole name; the best of the first thousand are shown, and the total is then left open.
//! A key carries when its person was changed last, so that ranking reads only the rows that are shown.
//! With `n` keys, `c` candidates of the rarest word and `w` words a search takes O(w log n + c w log n).
//!
//! A name that is written with other vowels or in another script is found by its frame: the words that have it are
//! compared, at most four hundred of them, and those that are the same name are ranges as well ([`word`]). Where hardly
//! anybody is found so, a finger may have slipped: then the order of all names is gone through in leaps
//! ([`pana_casework::Near`]), at most three thousand of them.
//! We do not use FTS5: its tokenizer would have to fold names as [`pana_casework::name_keys`] does, and its shadow tables
//! cannot be compared byte for byte.
//!
//! Names of unfinished interviews lie in `draft_token`, a table with a few people in it; both are searched as one.

mod among;
mod meet;
mod word;

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::case::CloseReason;
use pana_casework::{CaseNumber, NumberError, fit};
use pana_model::CaseId;
use rusqlite::Connection;

pub use self::among::Whose;

use self::among::{Among, only};
use self::meet::{Candidate, meet};
use self::word::Word;
use crate::disk::StoreError;
use crate::store::Store;
use crate::table::search_key::Matched;
use crate::table::{draft, view_case, view_token};

/// What a search found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The best first.
    pub people: Vec<PersonHit>,
    /// How many there are; `None` when more than could be counted in the time.
    pub total: Option<u32>,
    /// The text has the shape of a case number whose check character says that it was mistyped.
    pub number_typo: bool,
}

/// One person found.
#[derive(Clone)]
pub struct PersonHit {
    /// Case.
    pub case: CaseId,
    /// Case number.
    pub number: String,
    /// Name for display; of an unfinished interview when nothing else is known; may be empty.
    pub name: String,
    /// As far as known: `1987`, `1987-03`, `1987-03-14`; else empty.
    pub birth: String,
    /// What matched.
    pub why: BTreeSet<Matched>,
    /// Not what was typed, and only a slip of the finger from it.
    pub is_near: bool,
    /// Is there an unfinished interview that this member may see?
    pub draft: bool,
    /// Why the case is closed; nothing where it is open.
    pub closed: Option<CloseReason>,
    /// Last change, as logical time.
    pub changed_hlc: u64,
}

impl std::fmt::Debug for PersonHit {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "PersonHit({})", self.case)
    }
}

impl Store {
    /// How many people there are.
    ///
    /// # Errors
    /// As any read.
    pub fn people_count(&self) -> Result<u32, StoreError> {
        count_of(self.connection(), &self.nobodies()?)
    }

    /// Finds people by what was typed: parts of names in any order, case number, date or year of birth, telephone. An
    /// empty text gives those changed last.
    ///
    /// # Errors
    /// As any read.
    pub fn people_search(&self, text: &str, limit: usize) -> Result<Found, StoreError> {
        self.people_search_of(Whose::All, text, limit)
    }

    /// The same among the cases of some, and the total is of those. O(cases that are closed, or the member's) more for theirs.
    ///
    /// # Errors
    /// As any read.
    pub fn people_search_of(&self, whose: Whose, text: &str, limit: usize) -> Result<Found, StoreError> {
        let reader = self.reader();
        let nobodies = self.nobodies()?;
        let among = Among { sql: reader.sql, nobodies: &nobodies, only: only(reader.sql, whose, self.member().id)? };
        let mut found = if text.trim().is_empty() { recent(&among, limit)? } else { search(&among, text, limit)? };
        for hit in &mut found.people {
            if hit.draft && hit.name.is_empty() {
                hit.name = reader.draft_name(hit.case)?;
            }
        }
        Ok(found)
    }
}

/// With fewer people than this the words may have been mistyped.
const FEW: usize = 3;
/// People beside these whom a slip of the finger would give.
const BESIDE: usize = 3;

fn search(among: &Among<'_>, text: &str, limit: usize) -> Result<Found, StoreError> {
    let sql = among.sql;
    let text = text.trim();
    let number = text.parse::<CaseNumber>();
    let near = if number.is_err() { of_numbers_near(among, text)? } else { Vec::new() };
    let number_typo = number == Err(NumberError::Typo) || !near.is_empty();
    let mut words = word::words(sql, text)?;
    if words.iter().all(|word| word.is_optional) {
        return Ok(Found { number_typo, total: u32::try_from(near.len()).ok(), people: near });
    }
    let (mut candidates, complete) = meet(among, &words, limit)?;
    if complete && candidates.len() < FEW && near.is_empty() {
        add_mistyped(among, &mut words, &mut candidates, limit)?;
    }
    let total = complete.then(|| u32::try_from(candidates.len().saturating_add(near.len())).unwrap_or(u32::MAX));
    let mut people = rank(sql, candidates, limit)?;
    let room = limit.saturating_sub(people.len());
    people.extend(near.into_iter().take(room));
    Ok(Found { people, total, number_typo })
}

/// Adds those whom the words would find had a finger not slipped: the nearest alone, and few beside others.
fn add_mistyped(
    among: &Among<'_>,
    words: &mut [Word],
    candidates: &mut BTreeMap<CaseId, Candidate>,
    limit: usize,
) -> Result<(), StoreError> {
    let mut any = false;
    for word in words.iter_mut() {
        any |= word.add_slips(among.sql)?;
    }
    if !any {
        return Ok(());
    }
    let (mut found, _) = meet(among, words, limit)?;
    found.retain(|case, _| !candidates.contains_key(case));
    let slips = |candidate: &Candidate| candidate.worst() / fit::SLIP;
    let fewest = found.values().map(slips).min();
    let mut nearest: Vec<(CaseId, Candidate)> =
        found.into_iter().filter(|(_, candidate)| Some(slips(candidate)) == fewest).collect();
    nearest.sort_by_cached_key(|(case, candidate)| (candidate.order(), *case));
    if !candidates.is_empty() {
        nearest.truncate(BESIDE);
    }
    candidates.extend(nearest);
    Ok(())
}

/// The people whose case number differs from the text by one slip.
fn of_numbers_near(among: &Among<'_>, text: &str) -> Result<Vec<PersonHit>, StoreError> {
    let sql = among.sql;
    let mut near = Vec::new();
    for number in CaseNumber::near(text) {
        if let Some(case) = view_token::case_of_number(sql, number)?
            && among.has(case)
            && let Some(hit) = person_hit(sql, case, [Matched::Number].into())?
        {
            near.push(PersonHit { is_near: true, ..hit });
        }
    }
    Ok(near)
}

/// The best, with what is shown of them.
fn rank(sql: &Connection, candidates: BTreeMap<CaseId, Candidate>, limit: usize) -> Result<Vec<PersonHit>, StoreError> {
    let mut order: Vec<(CaseId, Candidate)> = candidates.into_iter().collect();
    order.sort_by_cached_key(|(case, candidate)| (candidate.order(), *case));
    order.truncate(limit);
    let mut hits = Vec::with_capacity(order.len());
    for (case, candidate) in order {
        let is_near = candidate.worst() >= fit::SLIP;
        hits.extend(person_hit(sql, case, candidate.why)?.map(|hit| PersonHit { is_near, ..hit }));
    }
    Ok(hits)
}

fn person_hit(sql: &Connection, case: CaseId, why: BTreeSet<Matched>) -> Result<Option<PersonHit>, StoreError> {
    let Some(row) = view_case::read(sql, case)? else { return Ok(None) };
    Ok(Some(PersonHit {
        case,
        number: row.number,
        name: row.name,
        birth: row.birth,
        why,
        is_near: false,
        draft: draft::exists_of(sql, case)?,
        closed: row.closed.map(|closed| closed.reason),
        changed_hlc: row.changed_hlc.cast_unsigned(),
    }))
}

/// Of all cases those that are not among `nobodies`, each of which is one.
fn count_of(sql: &Connection, nobodies: &BTreeSet<CaseId>) -> Result<u32, StoreError> {
    Ok(view_case::count(sql)?.saturating_sub(u32::try_from(nobodies.len()).unwrap_or(u32::MAX)))
}

/// The people changed last, for an empty search field.
fn recent(among: &Among<'_>, limit: usize) -> Result<Found, StoreError> {
    let (sql, most) = (among.sql, limit.saturating_add(among.nobodies.len()));
    let (cases, total) = match &among.only {
        None => (view_case::recent(sql, most)?, count_of(sql, among.nobodies)?),
        Some(only) => {
            let many = only.all.iter().filter(|case| among.has(**case)).count();
            (only.recent.clone(), u32::try_from(many).unwrap_or(u32::MAX))
        }
    };
    let mut people = Vec::new();
    for case in cases.into_iter().filter(|case| among.has(*case)).take(limit) {
        people.extend(person_hit(sql, case, BTreeSet::new())?);
    }
    Ok(Found { people, total: Some(total), number_typo: false })
}

#[cfg(test)]
mod tests;
