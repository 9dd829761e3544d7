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
        let matching = Matching::of(self, asked);
        let weighed = matching.weighed(asked.limit, &experience);
        let shown = weighed.iter().filter_map(|one| {
            let experience = experience(&self.at(one.place)?.0.id);
            matching.explain(one, experience)
        });
        shown.collect()
    }

    /// The same told apart by whether they fit, with what speaks for and against the first few of each alone.
    pub fn suggest_apart(
        &self,
        asked: &Asked<'_>,
        shown: usize,
        experience: impl Fn(&ServiceId) -> Experience,
    ) -> SuggestedApart<'_> {
        let matching = Matching::of(self, asked);
        let weighed = matching.weighed(asked.limit, &experience);
        // The verdict comes first in their order.
        let (fitting, others) = weighed.split_at(weighed.partition_point(|one| one.verdict != Verdict::DoesNotFit));
        let explained = |some: &[Weighed]| -> Vec<Suggestion<'_>> {
            let first = some.iter().take(shown);
            first.filter_map(|one| matching.explain(one, experience(&self.at(one.place)?.0.id))).collect()
        };
        SuggestedApart {
            fitting_count: fitting.len(),
            others_count: others.len(),
            fitting: explained(fitting),
            others: explained(others),
        }
    }

    /// One service, whether it is of a kind wanted or not: why, and why not. `None` where the directory lacks it.
    pub fn explain(&self, id: &ServiceId, asked: &Asked<'_>, experience: Experience) -> Option<Suggestion<'_>> {
        let matching = Matching::of(self, asked);
        let place = self.place_of(id.as_str())?;
        let mut found = matching.candidates().remove(&place).unwrap_or_default();
        found.urgency = found.urgency.or(Some(Urgency::Low));
        matching.explain(&matching.weigh(place, found, experience)?, experience)
    }

    /// May a paper that others see name a service? Where nobody said, the kinds that are unsafe to name say it.
    pub fn may_be_named(&self, service: &Service) -> bool {
        may_be_named(service, self.meanings(service))
    }
}

/// One question to a catalogue.
struct Matching<'c, 'a> {
    catalog: &'c Catalog,
    asked: &'a Asked<'a>,
    seeker: Asking<'a>,
    /// Which services are where they stay.
    there: Vec<bool>,
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
        Self { catalog, asked, seeker: Asking::of(asked.seeker), there }
    }

    /// The first of the candidates, in their order.
    fn weighed(&self, limit: usize, experience: &impl Fn(&ServiceId) -> Experience) -> Vec<Weighed> {
        let mut weighed: Vec<Weighed> = self
            .candidates()
            .into_iter()
            .filter_map(|(place, found)| self.weigh(place, found, experience(&self.catalog.at(place)?.0.id)))
            .collect();
        if let Some(last) = limit.checked_sub(1).filter(|last| *last < weighed.len()) {
            weighed.select_nth_unstable(last);
        }
        weighed.truncate(limit);
        weighed.sort_unstable();
        weighed
    }

    fn candidates(&self) -> BTreeMap<u32, For> {
        let mut candidates: BTreeMap<u32, For> = BTreeMap::new();
        for (at, wanted) in self.asked.wanted.iter().enumerate() {
            let before = self.asked.wanted.iter().take(at);
            let is_new = before.filter(|before| before.kind == wanted.kind).count() == 0;
            for place in self.catalog.of_kind(&wanted.kind) {
                let found = candidates.entry(*place).or_default();
                found.urgency = Some(found.urgency.map_or(wanted.urgency, |before| before.min(wanted.urgency)));
                found.kinds = found.kinds.saturating_add(i32::from(is_new));
            }
        }
        candidates
    }

    fn weigh(&self, place: u32, found: For, experience: Experience) -> Option<Weighed> {
        let (service, ..) = self.catalog.at(place)?;
        let mut points = Points(found.kinds.saturating_mul(10));
        weigh::hours(self.catalog.state(service, self.asked.now), &mut points);
        let holds = self.judge(place, experience, &mut points)?;
        let bars = service.status != ServiceStatus::Active || experience.refused.is_some() || experience.is_open;
        let verdict = match holds {
            _ if bars => Verdict::DoesNotFit,
            Holds::Yes => Verdict::Fits,
            Holds::NotKnown => Verdict::MayFit,
            Holds::No => Verdict::DoesNotFit,
        };
        let order = self.catalog.order_of(place);
        Some(Weighed { verdict, urgency: found.urgency?, points: Reverse(points.0), order, place })
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

    fn explain(&self, weighed: &Weighed, experience: Experience) -> Option<Suggestion<'c>> {
        let (service, meanings, _) = self.catalog.at(weighed.place)?;
        let mut reasons = Reasons::default();
        for wanted in self.asked.wanted {
            let serves = Reason::Serves(wanted.kind.clone());
            if self.catalog.of_kind(&wanted.kind).contains(&weighed.place) && !reasons.whys.contains(&serves) {
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
