//! Who is one person, by the links between two that people have made.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::CaseId;

/// All who are one person with this one, itself among them, by links that may be in any order and in a circle.
pub fn joined_with(case: CaseId, links: &BTreeSet<(CaseId, CaseId)>) -> BTreeSet<CaseId> {
    let (mut all, mut open) = (BTreeSet::from([case]), vec![case]);
    while let Some(one) = open.pop() {
        for (first, second) in links {
            let next = if *first == one {
                *second
            } else if *second == one {
                *first
            } else {
                continue;
            };
            if all.insert(next) {
                open.push(next);
            }
        }
    }
    all
}

/// The sets of those who are one person: each of two at least, none in two.
pub fn sets(links: &BTreeSet<(CaseId, CaseId)>) -> BTreeSet<BTreeSet<CaseId>> {
    let mut of: BTreeMap<CaseId, BTreeSet<CaseId>> = BTreeMap::new();
    for (one, other) in links.iter().filter(|(one, other)| one != other) {
        let mut joined = of.get(one).cloned().unwrap_or_else(|| BTreeSet::from([*one]));
        joined.extend(of.get(other).cloned().unwrap_or_else(|| BTreeSet::from([*other])));
        for each in &joined {
            of.insert(*each, joined.clone());
        }
    }
    of.into_values().collect()
}
