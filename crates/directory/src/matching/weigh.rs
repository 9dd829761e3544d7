//! What speaks for a service and against it besides whom it is for: place, language, hours, places free, freshness, and what
//! we know of it ourselves. Each weighs a fixed number of points, so that the same facts give the same order.

use chrono::NaiveDate;

use super::reason::Reason;
use super::seeker::{Asking, Experience};
use crate::hours::State;
use crate::model::Service;
use crate::search::{Profile, base};

/// Near is as far as one walks, or a short ride.
const NEAR: f64 = 5.0;
/// As far as one goes for a day.
const FAR: f64 = 50.0;
/// Places that were counted longer ago may be taken, or free again.
const COUNTED: i64 = 14;
/// What was made sure of longer ago is old.
const FRESH: i64 = 180;

/// Where reasons go. Of the many candidates only the points are counted; of those that are shown the reasons are kept.
pub(super) trait Sink {
    /// What speaks for it.
    fn for_it(&mut self, points: i32, reason: impl FnOnce() -> Reason);
    /// What speaks against it, or is not known.
    fn against(&mut self, points: i32, reason: impl FnOnce() -> Reason);
}

/// Only points.
#[derive(Debug, Default)]
pub(super) struct Points(pub(super) i32);

/// Only reasons.
#[derive(Debug, Default)]
pub(super) struct Reasons {
    pub(super) whys: Vec<Reason>,
    pub(super) why_nots: Vec<Reason>,
}

impl Sink for Points {
    fn for_it(&mut self, points: i32, _: impl FnOnce() -> Reason) {
        self.0 = self.0.saturating_add(points);
    }

    fn against(&mut self, points: i32, _: impl FnOnce() -> Reason) {
        self.0 = self.0.saturating_sub(points);
    }
}

impl Sink for Reasons {
    fn for_it(&mut self, _: i32, reason: impl FnOnce() -> Reason) {
        self.whys.push(reason());
    }

    fn against(&mut self, _: i32, reason: impl FnOnce() -> Reason) {
        self.why_nots.push(reason());
    }
}

/// Where it is: by name of the place, else by distance.
pub(super) fn place(service: &Service, profile: &Profile, seeker: &Asking<'_>, is_there: bool, sink: &mut impl Sink) {
    if is_there {
        sink.for_it(20, || Reason::InPlace);
    } else if !service.areas.is_empty() && !seeker.seeker.places.is_empty() {
        sink.against(30, || Reason::OutOfArea);
    }
    let Some(here) = seeker.seeker.position else { return };
    let nearest = profile.positions.iter().map(|there| here.kilometres_to(*there)).min_by(f64::total_cmp);
    let Some(km) = nearest else { return };
    let whole = km.round() as u32;
    match km {
        km if km <= NEAR => sink.for_it(20, || Reason::Near(whole)),
        km if km <= FAR => sink.for_it(((FAR - km) / FAR * 15.0) as i32, || Reason::Near(whole)),
        _ => sink.against(20, || Reason::Far(whole)),
    }
}

pub(super) fn language(service: &Service, profile: &Profile, seeker: &Asking<'_>, sink: &mut impl Sink) {
    if seeker.languages.is_empty() {
        return;
    }
    let is_spoken = |own: &str| profile.languages.iter().any(|spoken| spoken == base(own));
    let mut shared = seeker.languages.iter().enumerate().filter(|(_, own)| is_spoken(own));
    match shared.next() {
        Some((0, own)) => sink.for_it(25, || Reason::LanguageSpoken(own.clone())),
        Some((_, own)) => sink.for_it(15, || Reason::LanguageSpoken(own.clone())),
        None if !service.interpretation.is_empty() => sink.for_it(10, || Reason::Interpreter),
        None if profile.languages.is_empty() => sink.against(0, || Reason::LanguageNotKnown),
        None => sink.against(15, || Reason::LanguageNot),
    }
}

/// Is it open?
pub(super) fn hours(state: State, sink: &mut Points) {
    match state {
        State::Open => sink.0 = sink.0.saturating_add(10),
        State::NotKnown => sink.0 = sink.0.saturating_sub(5),
        State::Shut | State::Holiday => {}
    }
}

/// How many are free: not known is not full.
pub(super) fn capacity(service: &Service, today: NaiveDate, sink: &mut impl Sink) {
    let known = service.capacity.iter().filter_map(|capacity| {
        let (available, on) = (capacity.available?, capacity.updated?);
        let is_recent = today.signed_duration_since(on).num_days() <= COUNTED;
        // More than there are is a slip, and nobody knows of which number.
        let can_be = capacity.maximum.is_none_or(|maximum| available <= maximum);
        (is_recent && can_be).then_some((available, on))
    });
    match known.max() {
        Some((0, on)) if service.capacity.len() == 1 => sink.against(40, || Reason::Full(on)),
        Some((0, _)) => sink.against(10, || Reason::PlacesNotKnown),
        Some((count, on)) => sink.for_it(15, || Reason::PlacesFree(count, on)),
        None => sink.against(0, || Reason::PlacesNotKnown),
    }
}

pub(super) fn freshness(service: &Service, today: NaiveDate, sink: &mut impl Sink) {
    let Some(on) = service.assured.or(service.modified) else { return sink.against(10, || Reason::NeverChecked) };
    let days = today.signed_duration_since(on).num_days().max(0);
    let whole = u32::try_from(days).unwrap_or(u32::MAX);
    if days <= FRESH {
        sink.for_it(10, || Reason::Checked(on, whole));
    } else {
        sink.against(10, || Reason::CheckedLongAgo(on, whole));
    }
}

pub(super) fn experience(experience: Experience, sink: &mut impl Sink) {
    let Experience { tried, answered, days, .. } = experience;
    match (tried, answered) {
        (0, _) => {}
        (_, 0) => sink.against(20, || Reason::NotAnswered(tried)),
        _ => {
            let points = answered.saturating_mul(20).checked_div(tried).unwrap_or_default();
            sink.for_it(i32::try_from(points).unwrap_or_default(), || Reason::Answered(answered, tried, days));
        }
    }
}
