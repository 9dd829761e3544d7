//! Cases that are said to be one person's, and cases that are kept apart.

use std::collections::BTreeSet;

use pana_casework::Act;
use pana_casework::case::{LinkSaid, Linked};
use pana_model::{CaseId, MemberId, Moment};
use pana_record::EventKind;

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::fold;
use crate::log::Stream;
use crate::store::Store;
use crate::table::{view_case, view_interview, view_link};

/// What is said of a case and another.
#[derive(Clone)]
pub struct KeptLink {
    /// The other case.
    pub other: CaseId,
    /// What holds.
    pub what: Linked,
    /// Why, in the words of who said it.
    pub words: String,
    /// Who said it.
    pub by: MemberId,
    /// When, by their clock, milliseconds since 1970.
    pub at_ms: i64,
}

impl std::fmt::Debug for KeptLink {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "KeptLink({} {})", self.what, self.other)
    }
}

/// What is so after two cases were taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parted {
    /// Over whom they are one person still, by other links; empty where they are not.
    pub still_by: BTreeSet<CaseId>,
    /// How many interviews each of the two has had since they were joined: they stay where they were written.
    pub meanwhile: Vec<(CaseId, usize)>,
}

impl Store {
    /// All who are one person with this case, itself among them; those that are not here join nobody. O(those).
    ///
    /// # Errors
    /// As any read.
    pub fn joined_with(&self, case: CaseId) -> Result<BTreeSet<CaseId>, StoreError> {
        let mut joined = view_link::joined(self.connection(), case)?;
        if joined.len() > 1 {
            let mut here = BTreeSet::new();
            for one in joined {
                if one == case || view_case::read(self.connection(), one)?.is_some() {
                    here.insert(one);
                }
            }
            joined = here;
        }
        Ok(joined)
    }

    /// What is said of this case and others. O(heads of those).
    ///
    /// # Errors
    /// As any read.
    pub fn links_of(&self, case: CaseId) -> Result<Vec<KeptLink>, StoreError> {
        let mut links = Vec::new();
        for (other, _) in view_link::of(self.connection(), case)? {
            let (small, great) = in_order(case, other);
            let said = fold::case::read(self.connection(), small)?.links();
            links.extend(said.into_iter().rev().find(|link| link.other == great).map(|link| kept(other, link)));
        }
        Ok(links)
    }

    /// Says that two cases are one person's. The right is asked in both.
    ///
    /// # Errors
    /// [`StoreError::UnknownCase`], [`StoreError::Refused`], and as any write.
    pub fn cases_join(&mut self, one: CaseId, other: CaseId, words: &str, now: Moment) -> Result<(), StoreError> {
        self.link(one, other, (Linked::Same, words), now)
    }

    /// Says that two cases are two people's: they are not asked about again, and where they were joined they are so no more.
    ///
    /// # Errors
    /// As [`Store::cases_join`].
    pub fn cases_part(&mut self, one: CaseId, other: CaseId, words: &str, now: Moment) -> Result<Parted, StoreError> {
        let since = self.links_of(one)?.into_iter().find(|link| link.other == other && link.what == Linked::Same);
        self.link(one, other, (Linked::Apart, words), now)?;
        let Some(since) = since else { return Ok(Parted::default()) };
        let joined = self.joined_with(one)?;
        let still_by = if joined.contains(&other) {
            joined.into_iter().filter(|case| *case != one && *case != other).collect()
        } else {
            BTreeSet::new()
        };
        let mut meanwhile = Vec::new();
        for case in [one, other] {
            let interviews = view_interview::of_case(self.connection(), case)?;
            let after = interviews.iter().filter(|interview| interview.finished_ms > since.at_ms).count();
            meanwhile.push((case, after));
        }
        Ok(Parted { still_by, meanwhile })
    }

    fn link(
        &mut self,
        one: CaseId,
        other: CaseId,
        (what, words): (Linked, &str),
        now: Moment,
    ) -> Result<(), StoreError> {
        let (small, great) = in_order(one, other);
        for case in [small, great] {
            view_case::read(self.connection(), case)?.ok_or(StoreError::UnknownCase)?;
        }
        if small == great {
            return Err(StoreError::Refused(pana_casework::Refusal::OtherSubject));
        }
        let act = if what == Linked::Same { Act::Merge } else { Act::Unmerge };
        // Of each for itself: who may do it in one of the two has no right in the other by that.
        self.ask(&Asked::in_case(act.clone(), great), now)?;
        let at = (Stream::Centre, small);
        self.transact(&Asked::in_case(act, small), now, |tx| {
            let op = tx.case_file(at.0, small)?.link_op(great, what, words);
            let reading = tx.next_reading()?;
            tx.case_event(at, EventKind::Link, vec![op], reading)
        })
    }
}

fn in_order(one: CaseId, other: CaseId) -> (CaseId, CaseId) {
    (one.min(other), one.max(other))
}

fn kept(other: CaseId, said: LinkSaid) -> KeptLink {
    KeptLink { other, what: said.what, words: said.words, by: said.by, at_ms: said.at.unix_ms().cast_signed() }
}

#[cfg(test)]
mod tests;
