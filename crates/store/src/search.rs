//! Finding people: by parts of names in any order, case number, date or year of birth, telephone.
//!
//! A search key is a row of `view_token`, a typed word a range of its primary key, so a prefix costs a descent of the
//! tree and not a scan. Several words are met one within the other: the rarest word gives the candidates, each other
//! word is looked up among the candidate's own keys. The number of candidates looked at is bounded, so a single typed
//! letter answers as fast as a whole name; the best of the first thousand are shown, and the total is then left open.
//! A key carries when its person was changed last, so that ranking reads only the rows that are shown.
//! With `n` keys, `c` candidates of the rarest word and `w` words a search takes O(w log n + c w log n).
//! We do not use FTS5: its tokenizer would have to fold names as [`pana_casework::skeleton`] does, and its shadow
//! tables cannot be compared byte for byte.
//!
//! Names of unfinished interviews lie in `draft_token`, a table with a few people in it; both are searched as one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use pana_casework::{CaseNumber, NumberError, birth_query, phone_query, query_keys};
use pana_model::CaseId;
use rusqlite::Connection;

use crate::disk::StoreError;
use crate::store::Store;
use crate::table::search_key::{KeyFound, Matched, Range, ScanStep};
use crate::table::{draft, draft_token, view_case, view_token};

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
    /// Is there an unfinished interview that this member may see?
    pub draft: bool,
    /// Last change, as logical time.
    pub changed_hlc: u64,
}

impl std::fmt::Debug for PersonHit {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "PersonHit({})", self.case)
    }
}

impl Store {
    /// Finds people by what was typed: parts of names in any order, case number, date or year of birth, telephone. An
    /// empty text gives those changed last.
    ///
    /// # Errors
    /// As any read.
    pub fn people_search(&self, text: &str, limit: usize) -> Result<Found, StoreError> {
        let reader = self.reader();
        let mut found =
            if text.trim().is_empty() { recent(reader.sql, limit)? } else { search(reader.sql, text, limit)? };
        for hit in &mut found.people {
            if hit.draft && hit.name.is_empty() {
                hit.name = reader.draft_name(hit.case)?;
            }
        }
        Ok(found)
    }
}

/// Candidates of one word that are looked at before the rest is left uncounted.
const COUNTED: usize = 1_000;
/// Candidates looked at when the words together have found fewer than asked for.
const LOOKED_AT_MOST: usize = 20_000;

/// A match before it is ranked.
#[derive(Default)]
struct Candidate {
    why: BTreeSet<Matched>,
    /// Words that are a whole key and not just its beginning; the rarest word is counted apart.
    exact: u32,
    exact_rarest: bool,
    changed_hlc: i64,
}

impl Candidate {
    /// Whole words before beginnings of words, then what was changed last.
    fn order(&self) -> impl Ord + use<> {
        let exact = self.exact.saturating_add(u32::from(self.exact_rarest));
        (std::cmp::Reverse(exact), std::cmp::Reverse(self.changed_hlc))
    }
}

/// A word that a candidate must fit as well: its ranges, and whom it fits by an unfinished interview.
struct Other<'w> {
    ranges: &'w [Range],
    drafts: BTreeMap<CaseId, (Matched, bool)>,
}

fn search(sql: &Connection, text: &str, limit: usize) -> Result<Found, StoreError> {
    let text = text.trim();
    let (words, number_typo) = plan(text);
    if words.is_empty() {
        return Ok(Found { number_typo, total: Some(0), ..Found::default() });
    }
    let (candidates, complete) = meet(sql, &words, limit)?;
    let total = complete.then(|| u32::try_from(candidates.len()).unwrap_or(u32::MAX));
    let people = rank(sql, candidates, limit)?;
    Ok(Found { people, total, number_typo })
}

/// The words of a query, each with the ranges of which one must hold a key of the person.
fn plan(text: &str) -> (Vec<Vec<Range>>, bool) {
    let number = text.parse::<CaseNumber>();
    if let Ok(number) = number {
        return (vec![vec![Range::prefix(Matched::Number, &number.search_key())]], false);
    }
    if let Some(birth) = birth_query(text) {
        return (vec![vec![Range::prefix(Matched::Birth, &birth.to_string())]], false);
    }
    let mut whole = Vec::new();
    if let Some(phone) = phone_query(text) {
        whole.push(Range::prefix(Matched::Phone, &phone));
    }
    let key = CaseNumber::query_key(text);
    if key.len() >= 2 && key.is_ascii() && text.chars().any(|c| c.is_ascii_digit()) && !text.contains(' ') {
        whole.push(Range::prefix(Matched::Number, &key));
    }
    if !whole.is_empty() {
        return (vec![whole], number == Err(NumberError::Typo));
    }
    let words = text.split_whitespace().flat_map(|word| word.split(['-', ',', '.'])).filter(|word| !word.is_empty());
    let mut ranges: Vec<Vec<Range>> = words.map(word_ranges).filter(|ranges| !ranges.is_empty()).collect();
    ranges.sort_by_key(|ranges| std::cmp::Reverse(ranges.iter().map(|range| range.from.len()).max()));
    ranges.dedup();
    ranges.truncate(8);
    (ranges, number == Err(NumberError::Typo))
}

fn word_ranges(word: &str) -> Vec<Range> {
    if let Some(birth) = birth_query(word) {
        return vec![Range::prefix(Matched::Birth, &birth.to_string())];
    }
    query_keys(word).iter().map(|key| Range::prefix(Matched::Name, key)).collect()
}

/// The people that every word fits, and whether all of them were looked at.
fn meet(
    sql: &Connection,
    words: &[Vec<Range>],
    limit: usize,
) -> Result<(BTreeMap<CaseId, Candidate>, bool), StoreError> {
    let rarest = rarest(sql, words)?;
    let Some(first) = words.get(rarest) else { return Ok((BTreeMap::new(), true)) };
    let others = words.iter().enumerate().filter(|(at, _)| *at != rarest).map(|(_, ranges)| other(sql, ranges));
    let others = others.collect::<Result<Vec<Other<'_>>, StoreError>>()?;
    let mut meeting = Meeting { sql, limit, others, found: BTreeMap::new(), refused: BTreeSet::new(), looked: 0 };
    for range in first {
        if meeting.look_at(range)?.is_break() {
            return Ok((meeting.found, false));
        }
    }
    Ok((meeting.found, true))
}

/// Words met one within the other: the candidates of the rarest, looked at one after the other.
struct Meeting<'w> {
    sql: &'w Connection,
    limit: usize,
    others: Vec<Other<'w>>,
    found: BTreeMap<CaseId, Candidate>,
    refused: BTreeSet<CaseId>,
    looked: usize,
}

impl Meeting<'_> {
    /// Looks at everyone with a key in the range; breaks off when enough were looked at.
    fn look_at(&mut self, range: &Range) -> ScanStep {
        let sql = self.sql;
        if view_token::scan(sql, range, |key, changed| self.look(range.kind, &key, changed))?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
        draft_token::scan(sql, range, |key| match view_case::read(sql, key.case)? {
            Some(row) => self.look(range.kind, &key, row.changed_hlc),
            None => Ok(ControlFlow::Continue(())),
        })
    }

    fn look(&mut self, kind: Matched, key: &KeyFound, changed_hlc: i64) -> ScanStep {
        self.looked = self.looked.saturating_add(1);
        let enough = self.looked > COUNTED && self.found.len() >= self.limit;
        if enough || self.looked > LOOKED_AT_MOST {
            return Ok(ControlFlow::Break(()));
        }
        if let Some(known) = self.found.get_mut(&key.case) {
            known.exact_rarest |= key.exact;
            known.why.insert(kind);
        } else if !self.refused.contains(&key.case) {
            match fits(self.sql, key.case, &self.others)? {
                Some(mut candidate) => {
                    candidate.why.insert(kind);
                    candidate.exact_rarest = key.exact;
                    candidate.changed_hlc = changed_hlc;
                    self.found.insert(key.case, candidate);
                }
                None => drop(self.refused.insert(key.case)),
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// Which word has the fewest keys. One word alone need not be counted.
fn rarest(sql: &Connection, words: &[Vec<Range>]) -> Result<usize, StoreError> {
    if words.len() < 2 {
        return Ok(0);
    }
    let mut rarest = (usize::MAX, 0);
    for (at, word) in words.iter().enumerate() {
        let mut many = 0_usize;
        for range in word {
            many = many.saturating_add(view_token::count_up_to(sql, range, COUNTED)?);
        }
        rarest = rarest.min((many, at));
    }
    Ok(rarest.1)
}

fn other<'w>(sql: &Connection, ranges: &'w [Range]) -> Result<Other<'w>, StoreError> {
    let mut drafts = BTreeMap::new();
    for range in ranges {
        // Who is in no list is no candidate of another word either, so nobody has to be looked up here.
        let _all = draft_token::scan(sql, range, |key| {
            drafts.entry(key.case).or_insert((range.kind, key.exact)).1 |= key.exact;
            Ok(ControlFlow::Continue(()))
        })?;
    }
    Ok(Other { ranges, drafts })
}

/// Do the other words fit this person as well?
fn fits(sql: &Connection, case: CaseId, others: &[Other<'_>]) -> Result<Option<Candidate>, StoreError> {
    let mut candidate = Candidate::default();
    for other in others {
        let mut fitting = other.drafts.get(&case).copied();
        for range in other.ranges {
            if let Some(exact) = view_token::fits(sql, case, range)? {
                fitting = Some((range.kind, exact || fitting.is_some_and(|(_, exact)| exact)));
            }
        }
        let Some((kind, exact)) = fitting else { return Ok(None) };
        candidate.why.insert(kind);
        candidate.exact = candidate.exact.saturating_add(u32::from(exact));
    }
    Ok(Some(candidate))
}

/// The best, with what is shown of them.
fn rank(sql: &Connection, candidates: BTreeMap<CaseId, Candidate>, limit: usize) -> Result<Vec<PersonHit>, StoreError> {
    let mut order: Vec<(CaseId, Candidate)> = candidates.into_iter().collect();
    order.sort_by_cached_key(|(case, candidate)| (candidate.order(), *case));
    order.truncate(limit);
    let mut hits = Vec::with_capacity(order.len());
    for (case, candidate) in order {
        hits.extend(person_hit(sql, case, candidate.why)?);
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
        draft: draft::exists_of(sql, case)?,
        changed_hlc: row.changed_hlc.cast_unsigned(),
    }))
}

/// The people changed last, for an empty search field.
fn recent(sql: &Connection, limit: usize) -> Result<Found, StoreError> {
    let mut people = Vec::new();
    for case in view_case::recent(sql, limit)? {
        people.extend(person_hit(sql, case, BTreeSet::new())?);
    }
    Ok(Found { people, total: Some(view_case::count(sql)?), number_typo: false })
}

#[cfg(test)]
mod tests;
