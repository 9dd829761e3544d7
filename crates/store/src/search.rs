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

use pana_casework::{CaseNumber, NumberError, birth_query, phone_query, query_keys};
use pana_model::CaseId;
use rusqlite::{Connection, params};

use crate::StoreError;

/// Kinds of search keys, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Matched {
    /// Part of a name.
    Name = 0,
    /// Case number.
    Number = 1,
    /// Date or year of birth.
    Birth = 2,
    /// Telephone.
    Phone = 3,
}

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

/// Candidates of one word that are looked at before the rest is left uncounted.
const COUNTED: usize = 1_000;
/// Candidates looked at when the words together have found fewer than asked for.
const LOOKED_AT_MOST: usize = 20_000;

/// A range of keys of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Range {
    kind: Matched,
    from: String,
    to: String,
}

impl Range {
    fn prefix(kind: Matched, prefix: &str) -> Self {
        Self { kind, from: prefix.to_owned(), to: format!("{prefix}\u{10FFFF}") }
    }
}

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

pub(crate) fn search(connection: &Connection, text: &str, limit: usize) -> Result<Found, StoreError> {
    let text = text.trim();
    let (words, number_typo) = plan(text);
    if words.is_empty() {
        return Ok(Found { number_typo, total: Some(0), ..Found::default() });
    }
    let (candidates, complete) = meet(connection, &words, limit)?;
    let total = complete.then(|| u32::try_from(candidates.len()).unwrap_or(u32::MAX));
    let people = rank(connection, candidates, limit)?;
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
    connection: &Connection,
    words: &[Vec<Range>],
    limit: usize,
) -> Result<(BTreeMap<CaseId, Candidate>, bool), StoreError> {
    let rarest = rarest(connection, words)?;
    let Some(first) = words.get(rarest) else { return Ok((BTreeMap::new(), true)) };
    let others = words.iter().enumerate().filter(|(at, _)| *at != rarest).map(|(_, ranges)| other(connection, ranges));
    let others = others.collect::<Result<Vec<Other<'_>>, StoreError>>()?;
    let mut found: BTreeMap<CaseId, Candidate> = BTreeMap::new();
    let mut refused: BTreeSet<CaseId> = BTreeSet::new();
    let mut looked = 0_usize;
    for range in first {
        for scan in [SCAN, SCAN_DRAFTS] {
            let mut statement = connection.prepare_cached(scan)?;
            let mut rows = statement.query(params![range.kind as u8, range.from, range.to])?;
            while let Some(row) = rows.next()? {
                looked = looked.saturating_add(1);
                let enough = looked > COUNTED && found.len() >= limit;
                if enough || looked > LOOKED_AT_MOST {
                    return Ok((found, false));
                }
                let case = CaseId::from_bytes(row.get(0)?);
                let exact = row.get_ref(1)?.as_str().is_ok_and(|token| token == range.from);
                if let Some(known) = found.get_mut(&case) {
                    known.exact_rarest |= exact;
                    known.why.insert(range.kind);
                    continue;
                }
                if refused.contains(&case) {
                    continue;
                }
                let Some(mut candidate) = fits(connection, case, &others)? else {
                    refused.insert(case);
                    continue;
                };
                candidate.why.insert(range.kind);
                candidate.exact_rarest = exact;
                candidate.changed_hlc = row.get(2)?;
                found.insert(case, candidate);
            }
        }
    }
    Ok((found, true))
}

/// Which word has the fewest keys. One word alone need not be counted.
fn rarest(connection: &Connection, words: &[Vec<Range>]) -> Result<usize, StoreError> {
    if words.len() < 2 {
        return Ok(0);
    }
    let mut rarest = (usize::MAX, 0);
    for (at, word) in words.iter().enumerate() {
        let mut many = 0_usize;
        for range in word {
            many = many.saturating_add(count_up_to(connection, range, COUNTED)?);
        }
        rarest = rarest.min((many, at));
    }
    Ok(rarest.1)
}

fn other<'w>(connection: &Connection, ranges: &'w [Range]) -> Result<Other<'w>, StoreError> {
    let mut drafts = BTreeMap::new();
    let mut statement = connection.prepare_cached(SCAN_DRAFTS)?;
    for range in ranges {
        let mut rows = statement.query(params![range.kind as u8, range.from, range.to])?;
        while let Some(row) = rows.next()? {
            let exact = row.get_ref(1)?.as_str().is_ok_and(|token| token == range.from);
            let known = drafts.entry(CaseId::from_bytes(row.get(0)?)).or_insert((range.kind, exact));
            known.1 |= exact;
        }
    }
    Ok(Other { ranges, drafts })
}

/// Do the other words fit this person as well?
fn fits(connection: &Connection, case: CaseId, others: &[Other<'_>]) -> Result<Option<Candidate>, StoreError> {
    let mut candidate = Candidate::default();
    let mut statement = connection.prepare_cached(OF_CASE)?;
    for other in others {
        let mut fitting = other.drafts.get(&case).copied();
        for range in other.ranges {
            let mut rows =
                statement.query(params![case.as_bytes().as_slice(), range.kind as u8, range.from, range.to])?;
            if let Some(row) = rows.next()? {
                let exact = row.get_ref(0)?.as_str().is_ok_and(|token| token == range.from);
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
fn rank(
    connection: &Connection,
    candidates: BTreeMap<CaseId, Candidate>,
    limit: usize,
) -> Result<Vec<PersonHit>, StoreError> {
    let mut order: Vec<(CaseId, Candidate)> = candidates.into_iter().collect();
    order.sort_by_cached_key(|(case, candidate)| (candidate.order(), *case));
    order.truncate(limit);
    let mut hits = Vec::with_capacity(order.len());
    for (case, candidate) in order {
        hits.extend(person_hit(connection, case, candidate.why)?);
    }
    Ok(hits)
}

fn person_hit(connection: &Connection, case: CaseId, why: BTreeSet<Matched>) -> Result<Option<PersonHit>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT number, name, birth, changed_hlc, EXISTS (SELECT 1 FROM draft WHERE draft.subject = view_case.subject)
         FROM view_case WHERE subject = ?1",
    )?;
    let mut rows = statement.query(params![case.as_bytes().as_slice()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(PersonHit {
        case,
        number: row.get(0)?,
        name: row.get(1)?,
        birth: row.get(2)?,
        why,
        draft: row.get(4)?,
        changed_hlc: row.get::<_, i64>(3)?.cast_unsigned(),
    }))
}

/// The people changed last, for an empty search field.
pub(crate) fn recent(connection: &Connection, limit: usize) -> Result<Found, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT subject FROM view_case ORDER BY changed_hlc DESC, subject LIMIT ?1")?;
    let cases = statement
        .query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| row.get(0).map(CaseId::from_bytes))?
        .collect::<Result<Vec<_>, _>>()?;
    let mut people = Vec::with_capacity(cases.len());
    for case in cases {
        people.extend(person_hit(connection, case, BTreeSet::new())?);
    }
    let total = connection.query_row("SELECT count(*) FROM view_case", [], |row| row.get(0))?;
    Ok(Found { people, total: Some(total), number_typo: false })
}

fn count_up_to(connection: &Connection, range: &Range, most: usize) -> Result<usize, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*) FROM
             (SELECT 1 FROM view_token WHERE kind = ?1 AND token >= ?2 AND token < ?3 LIMIT ?4)",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let many: i64 = statement.query_row(params![range.kind as u8, range.from, range.to, most], |row| row.get(0))?;
    Ok(usize::try_from(many).unwrap_or(usize::MAX))
}

const SCAN: &str =
    "SELECT subject, token, changed_hlc FROM view_token WHERE kind = ?1 AND token >= ?2 AND token < ?3 ORDER BY token";
const SCAN_DRAFTS: &str = "SELECT draft_token.subject, token, changed_hlc
     FROM draft_token INDEXED BY draft_token_by_token JOIN view_case ON view_case.subject = draft_token.subject
     WHERE kind = ?1 AND token >= ?2 AND token < ?3 ORDER BY token";
const OF_CASE: &str = "SELECT token FROM view_token INDEXED BY view_token_by_subject
     WHERE subject = ?1 AND kind = ?2 AND token >= ?3 AND token < ?4 ORDER BY token LIMIT 1";

#[cfg(test)]
mod tests;
