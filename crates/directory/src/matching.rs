//! Which services fit what somebody needs, and why, and why not.
//!
//! Candidates are services of a kind that is wanted. Whom a service is for decides whether it fits, may fit (something is
//! not known, and is named) or does not; what else speaks for it and against it decides the order. Nothing is left out in
//! silence: what does not fit is given with its reasons, after the rest. The same facts give the same order.

mod eligible;
mod reason;
mod seeker;
mod weigh;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use pana_rules::Urgency;

pub use reason::Reason;
pub use seeker::{Experience, Facts, Seeker, Truthful, Wanted};

use crate::crosswalk::Meaning;
use crate::hours::{Now, Opening, next_open};
use crate::model::{SafeToName, Service, ServiceId, ServiceStatus, Site};
use crate::search::Catalog;
use eligible::{Holds, eligible};
use weigh::Scale;

/// Does a service fit?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is for them.
    Fits,
    /// It may be: something is not known.
    MayFit,
    /// It is not, or it does not run, or has refused them.
    DoesNotFit,
}

/// A service, and what speaks for it and against it.
#[derive(Debug, Clone)]
pub struct Suggestion<'c> {
    /// The service: one line, at however many places it is.
    pub service: &'c Service,
    /// The place of it that is meant, where one is open, else the first.
    pub site: Option<&'c Site>,
    /// Does it fit?
    pub verdict: Verdict,
    /// How soon the most urgent of what it is for is due.
    pub urgency: Urgency,
    /// May a paper name it?
    pub may_be_named: bool,
    /// What speaks for it.
    pub whys: Vec<Reason>,
    /// What speaks against it, and what is not known.
    pub why_nots: Vec<Reason>,
    points: i32,
}

/// What is asked of a catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// For whom.
    pub seeker: &'a Seeker,
    /// What is needed.
    pub wanted: &'a [Wanted],
    /// When.
    pub now: &'a Now<'a>,
    /// So many suggestions at most.
    pub limit: usize,
}

impl Catalog {
    /// Services that fit what is wanted, the best first. `experience` says what is known of a service from our own
    /// referrals. Takes O(services of the kinds wanted).
    pub fn suggest(&self, asked: &Asked<'_>, experience: impl Fn(&ServiceId) -> Experience) -> Vec<Suggestion<'_>> {
        let mut candidates: BTreeMap<u32, Candidate<'_>> = BTreeMap::new();
        for wanted in asked.wanted {
            for (place, service, meanings) in self.of_kind(&wanted.kind) {
                let candidate = candidates.entry(place).or_insert(Candidate {
                    service,
                    meanings,
                    urgency: wanted.urgency,
                    kinds: Vec::new(),
                });
                candidate.urgency = candidate.urgency.min(wanted.urgency);
                if !candidate.kinds.contains(&wanted.kind) {
                    candidate.kinds.push(wanted.kind.clone());
                }
            }
        }
        let there = self.at_places(&asked.seeker.places);
        let mut weighed: Vec<(u32, Suggestion<'_>)> = candidates
            .into_iter()
            .map(|(place, candidate)| {
                let is_there = usize::try_from(place).ok().and_then(|at| there.get(at)).copied().unwrap_or_default();
                let experience = experience(&candidate.service.id);
                (self.order_of(place), self.weigh(candidate, asked, experience, is_there))
            })
            .collect();
        let key = |(order, suggestion): &(u32, Suggestion<'_>)| {
            (suggestion.verdict, suggestion.urgency, Reverse(suggestion.points), *order)
        };
        weighed.sort_by_key(key);
        weighed.truncate(asked.limit);
        let shown = weighed.into_iter().map(|(_, mut suggestion)| {
            self.opens_next(&mut suggestion, asked.now);
            suggestion
        });
        shown.collect()
    }

    /// May a paper that others see name a service? Where nobody said, the kinds that are unsafe to name say it.
    pub fn may_be_named(&self, service: &Service) -> bool {
        may_be_named(service, self.meanings(service))
    }

    fn weigh<'c>(
        &'c self,
        candidate: Candidate<'c>,
        asked: &Asked<'_>,
        experience: Experience,
        is_there: bool,
    ) -> Suggestion<'c> {
        let Candidate { service, meanings, urgency, kinds } = candidate;
        let points = i32::try_from(kinds.len().saturating_mul(10)).unwrap_or_default();
        let mut scale = Scale { points, ..Scale::default() };
        scale.whys.extend(kinds.into_iter().map(Reason::Serves));
        let mut holds = eligible(service, meanings, asked.seeker, &mut |holds, reason| match holds {
            Holds::Yes => scale.whys.push(reason),
            Holds::NotKnown | Holds::No => scale.why_nots.push(reason),
        });
        let mut bar = |reason: Reason| {
            holds = Holds::No;
            scale.why_nots.push(reason);
        };
        if service.status != ServiceStatus::Active {
            bar(Reason::NotRunning(service.status));
        }
        if let Some(on) = experience.refused {
            bar(Reason::Refused(on));
        }
        if experience.is_open {
            bar(Reason::ReferredAlready);
        }
        let today = asked.now.day();
        let (opening, at) = self.opening(service, asked.now);
        scale.place(service, self.directory().places_of(service), asked.seeker, is_there);
        scale.language(service, self.directory().places_of(service), asked.seeker);
        scale.hours(opening);
        scale.capacity(service, today);
        scale.freshness(service, today);
        scale.experience(experience);
        let verdict = match holds {
            Holds::Yes => Verdict::Fits,
            Holds::NotKnown => Verdict::MayFit,
            Holds::No => Verdict::DoesNotFit,
        };
        let site = at.and_then(|at| service.sites.get(at)).or_else(|| service.sites.first());
        let may_be_named = may_be_named(service, meanings);
        let Scale { whys, why_nots, points } = scale;
        Suggestion { service, site, verdict, urgency, may_be_named, whys, why_nots, points }
    }

    /// When it opens, if it is known to be shut now.
    fn opens_next(&self, suggestion: &mut Suggestion<'_>, now: &Now<'_>) {
        let (opening, _) = self.opening(suggestion.service, now);
        if !matches!(opening, Opening::Shut | Opening::Holiday) {
            return;
        }
        let sites = suggestion.service.sites.iter().map(Some);
        let sites = sites.chain(suggestion.service.sites.is_empty().then_some(None));
        let next = sites
            .filter_map(|site| Some((next_open(self.directory().hours(suggestion.service, site), now)?, site)))
            .min_by_key(|(moment, _)| *moment);
        match next {
            Some((moment, site)) => {
                suggestion.site = site.and_then(|site| suggestion.service.sites.iter().find(|one| one.id == site.id));
                suggestion.whys.push(Reason::Opens(moment));
            }
            None => suggestion.why_nots.push(Reason::NotOpen),
        }
    }
}

/// A service that is of a kind wanted.
struct Candidate<'c> {
    service: &'c Service,
    meanings: &'c [Meaning],
    urgency: Urgency,
    kinds: Vec<String>,
}

fn may_be_named(service: &Service, meanings: &[Meaning]) -> bool {
    match service.safe_to_name {
        SafeToName::Yes => true,
        SafeToName::No => false,
        SafeToName::NotSaid => !meanings.contains(&Meaning::Unsafe),
    }
}

#[cfg(test)]
mod tests;
