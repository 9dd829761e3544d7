//! Words met one within the other: the rarest gives the candidates, each other one is looked for among the candidate's own
//! keys.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use pana_casework::is_of_household;
use pana_model::CaseId;
use rusqlite::Connection;

use super::among::Among;
use super::word::Word;
use crate::disk::StoreError;
use crate::table::search_key::{KeyFound, Matched, Range, ScanStep};
use crate::table::{draft_token, view_case, view_token};

/// Candidates of one word that are looked at before the rest is left uncounted.
const COUNTED: usize = 1_000;
/// Candidates looked at when the words together have found fewer than asked for.
const LOOKED_AT_MOST: usize = 20_000;

/// A match before it is ranked.
#[derive(Clone, Default)]
pub(super) struct Candidate {
    pub(super) why: BTreeSet<Matched>,
    /// How well the rarest word fits, by the best key.
    rarest: u16,
    /// The others: the worst of them, and all together.
    worst: u16,
    sum: u16,
    changed_hlc: i64,
}

impl Candidate {
    /// How well the word fits that fits worst.
    pub(super) fn worst(&self) -> u16 {
        self.worst.max(self.rarest)
    }

    /// The best fit first, then what was changed last.
    pub(super) fn order(&self) -> impl Ord + use<> {
        (self.worst(), self.sum.saturating_add(self.rarest), std::cmp::Reverse(self.changed_hlc))
    }
}

/// The people of these that every word fits, and whether all of them were looked at.
pub(super) fn meet(
    among: &Among<'_>,
    words: &[Word],
    limit: usize,
) -> Result<(BTreeMap<CaseId, Candidate>, bool), StoreError> {
    let sql = among.sql;
    let rarest = rarest(sql, words)?;
    let Some(first) = words.get(rarest) else { return Ok((BTreeMap::new(), true)) };
    let others = words.iter().enumerate().filter(|(at, _)| *at != rarest).map(|(_, word)| other(sql, word));
    let others = others.collect::<Result<Vec<Other<'_>>, StoreError>>()?;
    let mut meeting =
        Meeting { among, limit, first, others, found: BTreeMap::new(), refused: BTreeSet::new(), looked: 0 };
    for range in &first.ranges {
        if meeting.look_at(range)?.is_break() {
            return Ok((meeting.found, false));
        }
    }
    Ok((meeting.found, true))
}

/// A word that a candidate must fit as well, and whom it fits by an unfinished interview.
struct Other<'w> {
    word: &'w Word,
    drafts: BTreeMap<CaseId, (Matched, u16)>,
}

struct Meeting<'w> {
    among: &'w Among<'w>,
    limit: usize,
    first: &'w Word,
    others: Vec<Other<'w>>,
    found: BTreeMap<CaseId, Candidate>,
    refused: BTreeSet<CaseId>,
    looked: usize,
}

impl Meeting<'_> {
    /// Looks at everyone with a key in the range; breaks off when enough were looked at.
    fn look_at(&mut self, range: &Range) -> ScanStep {
        let sql = self.among.sql;
        if view_token::scan(sql, range, |key, changed| self.look(range.kind, &key, changed))?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
        draft_token::scan(sql, range, |key| match view_case::read(sql, key.case)? {
            Some(row) => self.look(range.kind, &key, row.changed_hlc),
            None => Ok(ControlFlow::Continue(())),
        })
    }

    fn look(&mut self, kind: Matched, key: &KeyFound<'_>, changed_hlc: i64) -> ScanStep {
        // Whoever is not among them takes no place from those who are.
        if !self.among.has(key.case) {
            return Ok(ControlFlow::Continue(()));
        }
        self.looked = self.looked.saturating_add(1);
        let enough = self.looked > COUNTED && self.found.len() >= self.limit;
        if enough || self.looked > LOOKED_AT_MOST {
            return Ok(ControlFlow::Break(()));
        }
        let Some(fit) = self.first.fit(kind, key.key) else { return Ok(ControlFlow::Continue(())) };
        if let Some(known) = self.found.get_mut(&key.case) {
            known.rarest = known.rarest.min(fit);
            known.why.insert(shown(kind, key.key));
        } else if !self.refused.contains(&key.case) {
            match fits(self.among.sql, key.case, &self.others)? {
                Some(mut candidate) => {
                    candidate.why.insert(shown(kind, key.key));
                    candidate.rarest = fit;
                    candidate.changed_hlc = changed_hlc;
                    self.found.insert(key.case, candidate);
                }
                None => drop(self.refused.insert(key.case)),
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// What is said of a key that fits.
fn shown(kind: Matched, key: &str) -> Matched {
    if kind == Matched::Name && is_of_household(key) { Matched::Household } else { kind }
}

/// Which word has the fewest keys. One word alone need not be counted.
fn rarest(sql: &Connection, words: &[Word]) -> Result<usize, StoreError> {
    let needed = || words.iter().enumerate().filter(|(_, word)| !word.is_optional);
    if needed().count() < 2 {
        return Ok(needed().next().map_or(0, |(at, _)| at));
    }
    let mut rarest = (usize::MAX, 0);
    for (at, word) in needed() {
        let mut many = 0_usize;
        for range in &word.ranges {
            many = many.saturating_add(view_token::count_up_to(sql, range, COUNTED)?);
            if many >= COUNTED {
                break;
            }
        }
        rarest = rarest.min((many, at));
    }
    Ok(rarest.1)
}

fn other<'w>(sql: &Connection, word: &'w Word) -> Result<Other<'w>, StoreError> {
    let mut drafts = BTreeMap::new();
    for range in &word.ranges {
        // Who is in no list is no candidate of another word either, so nobody has to be looked up here.
        let _all = draft_token::scan(sql, range, |key| {
            if let Some(fit) = word.fit(range.kind, key.key) {
                let known = drafts.entry(key.case).or_insert((range.kind, fit));
                known.1 = known.1.min(fit);
            }
            Ok(ControlFlow::Continue(()))
        })?;
    }
    Ok(Other { word, drafts })
}

/// Do the other words fit this person as well?
fn fits(sql: &Connection, case: CaseId, others: &[Other<'_>]) -> Result<Option<Candidate>, StoreError> {
    let mut candidate = Candidate::default();
    if others.is_empty() {
        return Ok(Some(candidate));
    }
    let keys = view_token::keys_of(sql, case)?;
    for Other { word, drafts } in others {
        let own = keys.iter().filter_map(|(kind, key)| Some((word.fit(*kind, key)?, shown(*kind, key))));
        let by_draft = drafts.get(&case).map(|(kind, fit)| (*fit, *kind));
        match own.chain(by_draft).min() {
            Some((fit, kind)) => {
                candidate.why.insert(kind);
                candidate.worst = candidate.worst.max(fit);
                candidate.sum = candidate.sum.saturating_add(fit);
            }
            None if word.is_optional => {}
            None => return Ok(None),
        }
    }
    Ok(Some(candidate))
}
