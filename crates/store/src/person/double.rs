//! Who may be here twice: the records that may be of one person with another, with what speaks for it and against it.
//!
//! Records that share a key of `view_same` are candidates; those that share the rarest keys are compared, at most two hundred.
//! Names and numbers of unfinished interviews are compared as well, all of them: there are few at any time. With `k` keys and `c`
//! records compared a question takes O(k log n + c) whatever the number of people.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::same::{Compared, Crowd, Known, SameWeights, asked_keys, compare};
use pana_casework::{Matched, display_name, key_of_head};
use pana_model::CaseId;
use rusqlite::Connection;

use crate::disk::StoreError;
use crate::draft::DraftSummary;
use crate::log::Stream;
use crate::store::Store;
use crate::table::search_key::Range;
use crate::table::{view_case, view_household, view_link, view_profile, view_same, view_token};

/// A record that may be of the same person as another.
#[derive(Clone)]
pub struct Double {
    /// Its case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// The name for display; may be empty.
    pub name: String,
    /// As far as known; else empty.
    pub birth: String,
    /// Is all of it from an unfinished interview?
    pub draft: bool,
    /// What speaks for one person, and against it.
    pub compared: Compared,
}

impl std::fmt::Debug for Double {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Double({}, {} tenths)", self.case, self.compared.tenths)
    }
}

/// Those shown of one person at most: strangers are never shown in tens.
const SHOWN: usize = 5;
/// Records under one key that are looked at; of more, the key says little.
const UNDER_KEY: usize = 400;
/// Records that are compared.
const COMPARED: usize = 200;
/// People of a name who are counted: what is commoner is common enough.
const COUNTED: usize = 5_000;
/// Names with other vowels that are counted with a name.
const KIN: usize = 200;

impl Store {
    /// Those who may be the same person as this one, the likeliest first, at most five. Whoever is joined with them already, or kept
    /// apart, is none of them; and those of a case that nobody stands behind are not.
    ///
    /// # Errors
    /// [`StoreError::UnknownCase`], and as any read.
    pub fn doubles_of(&self, case: CaseId) -> Result<Vec<Double>, StoreError> {
        view_case::read(self.connection(), case)?.ok_or(StoreError::UnknownCase)?;
        let drafts = self.unfinished()?;
        Doubles::new(self, &drafts)?.of(case)
    }

    /// All pairs of records that may be of one person, the likeliest first; each once, at most so many. O(people), each as
    /// [`Store::doubles_of`].
    ///
    /// # Errors
    /// As any read.
    pub fn doubles(&self, most: usize) -> Result<Vec<(CaseId, Double)>, StoreError> {
        let drafts = self.unfinished()?;
        let doubles = Doubles::new(self, &drafts)?;
        let mut pairs: BTreeMap<(CaseId, CaseId), Double> = BTreeMap::new();
        for (case, ..) in view_case::all(self.connection())? {
            for double in doubles.of(case)? {
                let pair = (case.min(double.case), case.max(double.case));
                // Said from either side with the second's record, so that it is the same whoever comes first.
                if case < double.case || !pairs.contains_key(&pair) {
                    pairs.insert(pair, double);
                }
            }
        }
        let mut all: Vec<(CaseId, Double)> = pairs
            .into_iter()
            .map(|((one, other), double)| (if double.case == one { other } else { one }, double))
            .collect();
        all.sort_by_key(|(case, double)| (std::cmp::Reverse(double.compared.tenths), *case, double.case));
        all.truncate(most);
        Ok(all)
    }

    /// The same of somebody who is not here yet, by what is said of them.
    ///
    /// # Errors
    /// As any read.
    pub fn doubles_of_said<'f>(&self, said: impl Fn(&str) -> Option<&'f str>) -> Result<Vec<Double>, StoreError> {
        let drafts = self.unfinished()?;
        Doubles::new(self, &drafts)?.like(&Known::of(said, []), None, &BTreeSet::new())
    }

    /// Unfinished interviews of the centre stream that say something of somebody, by their cases.
    fn unfinished(&self) -> Result<BTreeMap<CaseId, DraftSummary>, StoreError> {
        let drafts = self.reader().drafts()?.into_iter();
        let says = |draft: &DraftSummary| draft.stream == Stream::Centre && !draft.amends && !draft.person.is_empty();
        Ok(drafts.filter(says).map(|draft| (draft.case, draft)).collect())
    }
}

/// What questions about doubles are asked of.
struct Doubles<'s> {
    sql: &'s Connection,
    weights: SameWeights,
    people: u32,
    nobodies: BTreeSet<CaseId>,
    drafts: &'s BTreeMap<CaseId, DraftSummary>,
}

impl<'s> Doubles<'s> {
    fn new(store: &'s Store, drafts: &'s BTreeMap<CaseId, DraftSummary>) -> Result<Self, StoreError> {
        let weights = SameWeights::shipped().map_err(|error| StoreError::Internal(error.to_string()))?;
        let people = store.people_count()?;
        Ok(Self { sql: store.connection(), weights, people, nobodies: store.nobodies()?, drafts })
    }

    fn of(&self, case: CaseId) -> Result<Vec<Double>, StoreError> {
        let asked = self.known(case)?;
        let mut known: BTreeSet<CaseId> = view_link::joined(self.sql, case)?;
        let joined = known.clone();
        for one in joined {
            known.extend(view_link::of(self.sql, one)?.into_iter().map(|(other, _)| other));
        }
        self.like(&asked, Some(case), &known)
    }

    fn like(&self, asked: &Known, case: Option<CaseId>, known: &BTreeSet<CaseId>) -> Result<Vec<Double>, StoreError> {
        if asked.called().is_empty() && asked.phones().is_empty() {
            return Ok(Vec::new());
        }
        let crowd = self.crowd(asked)?;
        let mut found = Vec::new();
        for other in self.candidates(asked, case)? {
            if known.contains(&other) || self.nobodies.contains(&other) {
                continue;
            }
            let compared = compare(asked, &self.known(other)?, &crowd, &self.weights);
            if compared.is_perhaps(&self.weights, self.people) {
                found.push((compared, other));
            }
        }
        found.sort_by_key(|(compared, other)| (std::cmp::Reverse(compared.tenths), *other));
        found.truncate(SHOWN);
        found.into_iter().filter_map(|(compared, other)| self.shown(other, compared).transpose()).collect()
    }

    fn shown(&self, case: CaseId, compared: Compared) -> Result<Option<Double>, StoreError> {
        let Some(row) = view_case::read(self.sql, case)? else { return Ok(None) };
        let (draft, name) = match self.drafts.get(&case) {
            Some(draft) if row.name.is_empty() => {
                (true, display_name(|property| draft.person.get(property).map(String::as_str)))
            }
            _ => (false, row.name),
        };
        Ok(Some(Double { case, number: row.number, name, birth: row.birth, draft, compared }))
    }

    /// What is known of somebody; what an unfinished interview says where nothing else is known.
    fn known(&self, case: CaseId) -> Result<Known, StoreError> {
        let facts = view_profile::read(self.sql, case)?;
        let draft = self.drafts.get(&case);
        let said = |property: &str| {
            let held = facts.iter().find(|fact| fact.property == property).map(|fact| fact.value.as_str());
            held.or_else(|| draft.and_then(|draft| draft.person.get(property)).map(String::as_str))
        };
        let household = view_household::read(self.sql, case)?;
        let names = household.iter().filter(|(_, fact)| pana_casework::profile::NAMES.contains(&&*fact.property));
        Ok(Known::of(said, names.map(|(_, fact)| fact.value.as_str())))
    }

    /// Those who share a key, the rarest keys first, and everybody of whom there is an unfinished interview.
    fn candidates(&self, asked: &Known, case: Option<CaseId>) -> Result<Vec<CaseId>, StoreError> {
        let mut rarity: BTreeMap<CaseId, f64> = BTreeMap::new();
        for key in asked_keys(asked) {
            let under = view_same::with_key(self.sql, key, UNDER_KEY)?;
            let many = u32::try_from(under.len()).unwrap_or(u32::MAX);
            let says = (f64::from(self.people.max(2)) / f64::from(many.max(1))).ln();
            for other in under {
                *rarity.entry(other).or_default() += says;
            }
        }
        let mut order: Vec<(CaseId, f64)> = rarity.into_iter().collect();
        order.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        let shared = order.into_iter().take(COMPARED).map(|(other, _)| other);
        let all: BTreeSet<CaseId> = shared.chain(self.drafts.keys().copied()).collect();
        Ok(all.into_iter().filter(|other| Some(*other) != case).collect())
    }

    /// How many others have each word of the asked person's names, and their telephone.
    fn crowd(&self, asked: &Known) -> Result<Crowd, StoreError> {
        let mut called = Vec::with_capacity(asked.called().len());
        for word in asked.called() {
            let mut heads: BTreeSet<String> = word.heads().iter().cloned().collect();
            for frame in word.frames() {
                let kin = view_token::heads_of_frame(self.sql, frame, KIN)?;
                heads.extend(kin.into_iter().filter(|head| word.is_kin(head)));
            }
            let mut many = 0_usize;
            for head in heads {
                let range = Range::prefix(Matched::Name, &key_of_head(&head));
                many = many.saturating_add(view_token::count_up_to(self.sql, &range, COUNTED)?);
                if many >= COUNTED {
                    break;
                }
            }
            called.push(others(many));
        }
        let mut phone = 0;
        for number in asked.phones() {
            let range = Range::whole(Matched::Phone, number);
            phone = phone.max(others(view_token::count_up_to(self.sql, &range, COUNTED)?));
        }
        Ok(Crowd { people: self.people, called, phone })
    }
}

/// Of so many, without the one who is asked about.
fn others(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX).saturating_sub(1)
}

#[cfg(test)]
mod tests;
