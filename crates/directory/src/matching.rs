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

pub use reason::{Reason, ReasonCode};
pub use seeker::{Experience, Facts, Seeker, Truthful, Wanted};

use crate::hours::{Now, Opening, next_open};
use crate::model::{Service, ServiceId, ServiceStatus, Site};
use crate::naming::may_be_named;
use crate::search::Catalog;
use eligible::{Holds, eligible};
use seeker::Asking;
use weigh::{Points, Reasons, Sink};

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
    /// Points of what decides the order among those that fit alike: more come first.
    pub points: i32,
    /// What speaks for it.
    pub whys: Vec<Reason>,
    /// What speaks against it, and what is not known.
    pub why_nots: Vec<Reason>,
}

/// Suggestions told apart by whether they fit.
#[derive(Debug, Clone)]
pub struct SuggestedApart<'c> {
    /// Those that fit or may, the best first.
    pub fitting: Vec<Suggestion<'c>>,
    /// How many do, shown or not.
    pub fitting_count: usize,
    /// Those that do not.
    pub others: Vec<Suggestion<'c>>,
    /// How many do not.
    pub others_count: usize,
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
        let mut matching = Matching::of(self, asked);
        let weighed = matching.weighed(asked.wanted, &experience);
        let shown = weighed.iter().filter_map(|one| {
            let experience = experience(&self.at(one.place)?.0.id);
            matching.explain(one, asked.wanted, experience)
        });
        shown.collect()
    }

    /// The same for each of several wants of one person, in the place of the one that is asked, told apart by whether they fit,
    /// with what speaks for and against the first few of each alone. What does not hang on the want is worked out once for each
    /// service.
    pub fn suggest_for_each(
        &self,
        asked: &Asked<'_>,
        wants: &[Vec<Wanted>],
        shown: usize,
        experience: impl Fn(&ServiceId) -> Experience,
    ) -> Vec<SuggestedApart<'_>> {
        let mut matching = Matching::of(self, asked);
        let mut apart = Vec::with_capacity(wants.len());
        for wanted in wants {
            let weighed = matching.weighed(wanted, &experience);
            // The verdict comes first in their order.
            let (fitting, others) = weighed.split_at(weighed.partition_point(|one| one.verdict != Verdict::DoesNotFit));
            let explained = |some: &[Weighed]| -> Vec<Suggestion<'_>> {
                let first = some.iter().take(shown);
                first.filter_map(|one| matching.explain(one, wanted, experience(&self.at(one.place)?.0.id))).collect()
            };
            apart.push(SuggestedApart {
                fitting_count: fitting.len(),
                others_count: others.len(),
                fitting: explained(fitting),
                others: explained(others),
            });
        }
        apart
    }

    /// One service, whether it is of a kind wanted or not: why, and why not. `None` where the directory lacks it.
    pub fn explain(&self, id: &ServiceId, asked: &Asked<'_>, experience: Experience) -> Option<Suggestion<'_>> {
        let mut matching = Matching::of(self, asked);
        let place = self.place_of(id.as_str())?;
        let mut found = matching.candidates(asked.wanted).remove(&place).unwrap_or_default();
        found.urgency = found.urgency.or(Some(Urgency::Low));
        let weighed = matching.weigh(place, found, |_| experience)?;
        matching.explain(&weighed, asked.wanted, experience)
    }

    /// May a paper that others see name a service? Where nobody said, the kinds that are unsafe to name say it.
    pub fn may_be_named(&self, service: &Service) -> bool {
        may_be_named(service, self.meanings(service))
    }
}

/// One person's questions to a catalogue.
struct Matching<'c, 'a> {
    catalog: &'c Catalog,
    asked: &'a Asked<'a>,
    seeker: Asking<'a>,
    /// Which services are where they stay.
    there: Vec<bool>,
    /// What was found of services, whatever they are wanted for.
    judged: BTreeMap<u32, Judged>,
}

/// What of a candidate does not hang on what it is wanted for.
#[derive(Debug, Clone, Copy)]
struct Judged {
    verdict: Verdict,
    points: i32,
}

/// For what of all that is wanted a service is.
#[derive(Debug, Clone, Copy, Default)]
struct For {
    /// How soon the most urgent of it is due.
    urgency: Option<Urgency>,
    /// For how many kinds.
    kinds: i32,
}

/// A candidate with what decides its place, in the order of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Weighed {
    verdict: Verdict,
    urgency: Urgency,
    points: Reverse<i32>,
    order: u32,
    place: u32,
}

impl<'c, 'a> Matching<'c, 'a> {
    fn of(catalog: &'c Catalog, asked: &'a Asked<'a>) -> Self {
        let there = catalog.at_places(&asked.seeker.places);
        Self { catalog, asked, seeker: Asking::of(asked.seeker), there, judged: BTreeMap::new() }
    }

    /// The first of the candidates, in their order.
    fn weighed(&mut self, wanted: &[Wanted], experience: &impl Fn(&ServiceId) -> Experience) -> Vec<Weighed> {
        let limit = self.asked.limit;
        let candidates = self.candidates(wanted).into_iter();
        let mut weighed: Vec<Weighed> =
            candidates.filter_map(|(place, found)| self.weigh(place, found, experience)).collect();
        if let Some(last) = limit.checked_sub(1).filter(|last| *last < weighed.len()) {
            weighed.select_nth_unstable(last);
        }
        weighed.truncate(limit);
        weighed.sort_unstable();
        weighed
    }

    fn candidates(&self, wanted: &[Wanted]) -> BTreeMap<u32, For> {
        let mut candidates: BTreeMap<u32, For> = BTreeMap::new();
        for (at, one) in wanted.iter().enumerate() {
            let is_new = wanted.iter().take(at).filter(|before| before.kind == one.kind).count() == 0;
            for place in self.catalog.of_kind(&one.kind) {
                let found = candidates.entry(*place).or_default();
                found.urgency = Some(found.urgency.map_or(one.urgency, |before| before.min(one.urgency)));
                found.kinds = found.kinds.saturating_add(i32::from(is_new));
            }
        }
        candidates
    }

    fn weigh(&mut self, place: u32, found: For, experience: impl FnOnce(&ServiceId) -> Experience) -> Option<Weighed> {
        let Judged { verdict, points } = match self.judged.get(&place) {
            Some(judged) => *judged,
            None => {
                let judged = self.found(place, experience(&self.catalog.at(place)?.0.id))?;
                self.judged.insert(place, judged);
                judged
            }
        };
        let points = Reverse(points.saturating_add(found.kinds.saturating_mul(10)));
        let order = self.catalog.order_of(place);
        Some(Weighed { verdict, urgency: found.urgency?, points, order, place })
    }

    /// What is found of a service, whatever it is wanted for.
    fn found(&self, place: u32, experience: Experience) -> Option<Judged> {
        let (service, ..) = self.catalog.at(place)?;
        let mut points = Points::default();
        weigh::hours(self.catalog.state(service, self.asked.now), &mut points);
        let holds = self.judge(place, experience, &mut points)?;
        let bars = service.status != ServiceStatus::Active || experience.refused.is_some() || experience.is_open;
        let verdict = match holds {
            _ if bars => Verdict::DoesNotFit,
            Holds::Yes => Verdict::Fits,
            Holds::NotKnown => Verdict::MayFit,
            Holds::No => Verdict::DoesNotFit,
        };
        Some(Judged { verdict, points: points.0 })
    }

    /// All that speaks for a service and against it, apart from its kind and its hours.
    fn judge(&self, place: u32, experience: Experience, sink: &mut impl Sink) -> Option<Holds> {
        let (service, meanings, profile) = self.catalog.at(place)?;
        let is_there = usize::try_from(place).ok().and_then(|at| self.there.get(at)).copied().unwrap_or_default();
        let today = self.asked.now.day();
        let holds = eligible(service, meanings, self.asked.seeker, sink);
        if service.status != ServiceStatus::Active {
            sink.against(0, || Reason::NotRunning(service.status));
        }
        if let Some(on) = experience.refused {
            sink.against(0, || Reason::Refused(on));
        }
        if experience.is_open {
            sink.against(0, || Reason::ReferredAlready);
        }
        weigh::place(service, profile, &self.seeker, is_there, sink);
        weigh::language(service, profile, &self.seeker, sink);
        weigh::capacity(service, today, sink);
        weigh::freshness(service, today, sink);
        weigh::experience(experience, sink);
        Some(holds)
    }

    fn explain(&self, weighed: &Weighed, wanted: &[Wanted], experience: Experience) -> Option<Suggestion<'c>> {
        let (service, meanings, _) = self.catalog.at(weighed.place)?;
        let mut reasons = Reasons::default();
        for one in wanted {
            let serves = Reason::Serves(one.kind.clone());
            if self.catalog.of_kind(&one.kind).contains(&weighed.place) && !reasons.whys.contains(&serves) {
                reasons.whys.push(serves);
            }
        }
        self.judge(weighed.place, experience, &mut reasons)?;
        let site = self.hours(service, &mut reasons);
        let Reasons { whys, why_nots } = reasons;
        let may_be_named = may_be_named(service, meanings);
        let (verdict, urgency) = (weighed.verdict, weighed.urgency);
        let Reverse(points) = weighed.points;
        Some(Suggestion { service, site, verdict, urgency, may_be_named, points, whys, why_nots })
    }

    /// Until when it is open, or when it opens; and where.
    fn hours(&self, service: &'c Service, reasons: &mut Reasons) -> Option<&'c Site> {
        let (opening, at) = self.catalog.opening(service, self.asked.now);
        let site = at.and_then(|at| service.sites.get(at)).or_else(|| service.sites.first());
        match opening {
            Opening::Open { until } => reasons.whys.push(Reason::OpenNow(until)),
            Opening::NotKnown => reasons.why_nots.push(Reason::HoursNotKnown),
            Opening::Shut | Opening::Holiday => {
                let sites = service.sites.iter().map(Some);
                let sites = sites.chain(service.sites.is_empty().then_some(None));
                let hours = |site| self.catalog.directory().hours(service, site);
                let next = sites.filter_map(|site| Some((next_open(hours(site), self.asked.now)?, site)));
                let Some((moment, there)) = next.min_by_key(|(moment, _)| *moment) else {
                    reasons.why_nots.push(Reason::NotOpen);
                    return site;
                };
                reasons.whys.push(Reason::Opens(moment));
                return there;
            }
        }
        site
    }
}

#[cfg(test)]
mod tests;
