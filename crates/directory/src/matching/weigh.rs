//! What speaks for a service and against it besides whom it is for: place, language, hours, places free, freshness, and what
//! we know of it ourselves. Each weighs a fixed number of points, so that the same facts give the same order.

use chrono::NaiveDate;

use super::reason::Reason;
use super::seeker::{Experience, Seeker};
use crate::hours::Opening;
use crate::model::{Location, Service};

/// Near is as far as one walks, or a short ride.
const NEAR: f64 = 5.0;
/// As far as one goes for a day.
const FAR: f64 = 50.0;
/// Places that were counted longer ago may be taken, or free again.
const COUNTED: i64 = 14;
/// What was made sure of longer ago is old.
const FRESH: i64 = 180;

/// Reasons of one side or the other, and their points.
#[derive(Debug, Default)]
pub(super) struct Scale {
    pub(super) whys: Vec<Reason>,
    pub(super) why_nots: Vec<Reason>,
    pub(super) points: i32,
}

impl Scale {
    fn for_it(&mut self, points: i32, reason: Reason) {
        self.points = self.points.saturating_add(points);
        self.whys.push(reason);
    }

    fn against(&mut self, points: i32, reason: Reason) {
        self.points = self.points.saturating_sub(points);
        self.why_nots.push(reason);
    }

    /// Where it is: by name of the place, else by distance.
    pub(super) fn place<'l>(
        &mut self,
        service: &Service,
        mut locations: impl Iterator<Item = &'l Location>,
        seeker: &Seeker,
        is_there: bool,
    ) {
        if is_there {
            self.for_it(20, Reason::InPlace);
        } else if !service.areas.is_empty() && !seeker.places.is_empty() {
            self.against(30, Reason::OutOfArea);
        }
        let Some(here) = seeker.position else { return };
        let nearest = locations
            .by_ref()
            .filter_map(|location| location.position.map(|there| here.kilometres_to(there)))
            .min_by(f64::total_cmp);
        let Some(km) = nearest else { return };
        let whole = km.round() as u32;
        match km {
            km if km <= NEAR => self.for_it(20, Reason::Near(whole)),
            km if km <= FAR => self.for_it(((FAR - km) / FAR * 15.0) as i32, Reason::Near(whole)),
            _ => self.against(20, Reason::Far(whole)),
        }
    }

    pub(super) fn language<'l>(
        &mut self,
        service: &Service,
        locations: impl Iterator<Item = &'l Location>,
        seeker: &Seeker,
    ) {
        if seeker.languages.is_empty() {
            return;
        }
        let places: Vec<&Location> = locations.collect();
        let spoken = service.languages.iter().chain(places.iter().flat_map(|location| &location.languages));
        let spoken: Vec<&str> = spoken.map(|spoken| spoken.code.as_str()).filter(|code| !code.is_empty()).collect();
        let base = |code: &str| code.split('-').next().unwrap_or_default().to_owned();
        let shared = seeker.languages.iter().map(|own| crate::model::language_code(own));
        let mut shared = shared.enumerate().filter(|(_, own)| spoken.iter().any(|code| base(code) == base(own)));
        match shared.next() {
            Some((0, own)) => self.for_it(25, Reason::LanguageSpoken(own)),
            Some((_, own)) => self.for_it(15, Reason::LanguageSpoken(own)),
            None if !service.interpretation.is_empty() => self.for_it(10, Reason::Interpreter),
            None if spoken.is_empty() => self.against(0, Reason::LanguageNotKnown),
            None => self.against(15, Reason::LanguageNot),
        }
    }

    /// Is it open? When it opens next is worked out for those that are shown.
    pub(super) fn hours(&mut self, opening: Opening) {
        match opening {
            Opening::Open { until } => self.for_it(10, Reason::OpenNow(until)),
            Opening::NotKnown => self.against(5, Reason::HoursNotKnown),
            Opening::Shut | Opening::Holiday => {}
        }
    }

    /// How many are free: not known is not full.
    pub(super) fn capacity(&mut self, service: &Service, today: NaiveDate) {
        let known = service.capacity.iter().filter_map(|capacity| {
            let (available, on) = (capacity.available?, capacity.updated?);
            let is_recent = today.signed_duration_since(on).num_days() <= COUNTED;
            // More than there are is a slip, and nobody knows of which number.
            let can_be = capacity.maximum.is_none_or(|maximum| available <= maximum);
            (is_recent && can_be).then_some((available, on))
        });
        match known.max() {
            Some((0, on)) if service.capacity.len() == 1 => self.against(40, Reason::Full(on)),
            Some((0, _)) => self.against(10, Reason::PlacesNotKnown),
            Some((count, on)) => self.for_it(15, Reason::PlacesFree(count, on)),
            None => self.against(0, Reason::PlacesNotKnown),
        }
    }

    pub(super) fn freshness(&mut self, service: &Service, today: NaiveDate) {
        let Some(on) = service.assured.or(service.modified) else { return self.against(10, Reason::NeverChecked) };
        let days = today.signed_duration_since(on).num_days().max(0);
        let whole = u32::try_from(days).unwrap_or(u32::MAX);
        if days <= FRESH {
            self.for_it(10, Reason::Checked(on, whole));
        } else {
            self.against(10, Reason::CheckedLongAgo(on, whole));
        }
    }

    pub(super) fn experience(&mut self, experience: Experience) {
        let Experience { tried, answered, days, .. } = experience;
        match (tried, answered) {
            (0, _) => {}
            (_, 0) => self.against(20, Reason::NotAnswered(tried)),
            _ => {
                let points = answered.saturating_mul(20).checked_div(tried).unwrap_or_default();
                self.for_it(i32::try_from(points).unwrap_or_default(), Reason::Answered(answered, tried, days));
            }
        }
    }
}
