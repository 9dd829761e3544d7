//! Is a service for somebody?
//!
//! What is not known of a person decides nothing: such a service is neither offered as one that fits nor kept back, and says
//! what would have to be asked.

use pana_model::Ages;

use super::reason::Reason;
use super::seeker::Seeker;
use super::weigh::Sink;
use crate::crosswalk::{Meaning, Sex, Trait};
use crate::model::{AgeLimits, Service};

/// Does one condition hold?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holds {
    Yes,
    NotKnown,
    No,
}

/// Means that nobody is asked for papers.
const NONE: &str = "none";

/// What a service asks of people, one reason for each thing it asks about, and what comes of all of them.
pub(super) fn eligible(service: &Service, meanings: &[Meaning], seeker: &Seeker, sink: &mut impl Sink) -> Holds {
    let mut judged = Judged { all: Holds::Yes, asked: 0, sink };
    if service.ages != AgeLimits::default() {
        let holds = age_holds(service.ages, seeker.ages);
        judged.say(holds, || of_age(holds, service.ages));
    }
    let limits = meanings.iter().filter_map(|meaning| match meaning {
        Meaning::Ages(limits) => Some((age_holds(*limits, seeker.ages), *limits)),
        _ => None,
    });
    if let Some((holds, limits)) = best(limits) {
        judged.say(holds, || of_age(holds, limits));
    }
    let sexes = meanings.iter().filter_map(|meaning| match meaning {
        Meaning::Sex(sex) => Some((known(seeker.sex.map(|own| own == *sex)), *sex)),
        _ => None,
    });
    if let Some((holds, sex)) = best(sexes) {
        judged.say(holds, || of_sex(holds, sex));
    }
    for of in Trait::ALL {
        let asked = meanings.iter().filter_map(|meaning| match meaning {
            Meaning::Is(which, code) if which == of => Some(code.as_str()),
            _ => None,
        });
        let asks_nothing = |code: &str| *of == Trait::Registration && code == NONE;
        if asked.clone().any(asks_nothing) {
            judged.say(Holds::Yes, || Reason::NoRegistration);
        } else if let Some((holds, code)) = best(asked.map(|code| (known(seeker.facts.is(*of, code)), code))) {
            judged.say(holds, || of_trait(holds, *of, code));
        }
    }
    if judged.asked == 0 && !service.eligibility.is_empty() {
        judged.sink.against(0, || Reason::ConditionsInWords);
    }
    judged.all
}

/// What was judged so far: all conditions have to hold.
struct Judged<'s, S> {
    all: Holds,
    /// How many conditions there were.
    asked: u32,
    sink: &'s mut S,
}

impl<S: Sink> Judged<'_, S> {
    fn say(&mut self, holds: Holds, reason: impl FnOnce() -> Reason) {
        self.all = self.all.max(holds);
        self.asked = self.asked.saturating_add(1);
        match holds {
            Holds::Yes => self.sink.for_it(0, reason),
            Holds::NotKnown | Holds::No => self.sink.against(0, reason),
        }
    }
}

/// Of several that are enough each the one that holds best, the first of such.
fn best<T>(conditions: impl Iterator<Item = (Holds, T)>) -> Option<(Holds, T)> {
    conditions.reduce(|first, other| if other.0 < first.0 { other } else { first })
}

const fn known(is: Option<bool>) -> Holds {
    match is {
        Some(true) => Holds::Yes,
        Some(false) => Holds::No,
        None => Holds::NotKnown,
    }
}

/// Does an age lie within limits? Both ends of what is known of it count: one that may be below is not known to fit.
pub(super) fn age_holds(limits: AgeLimits, ages: Option<Ages>) -> Holds {
    let Some(ages) = ages else { return Holds::NotKnown };
    let (least, greatest) = (f64::from(ages.least), f64::from(ages.greatest));
    let is_below = limits.least.is_some_and(|limit| greatest + 1.0 <= limit);
    let is_above = limits.greatest.is_some_and(|limit| least > limit);
    let is_within =
        limits.least.is_none_or(|limit| least >= limit) && limits.greatest.is_none_or(|limit| greatest <= limit);
    match () {
        () if is_below || is_above => Holds::No,
        () if is_within => Holds::Yes,
        () => Holds::NotKnown,
    }
}

const fn of_age(holds: Holds, limits: AgeLimits) -> Reason {
    match holds {
        Holds::Yes => Reason::AgeFits(limits),
        Holds::No => Reason::AgeNot(limits),
        Holds::NotKnown => Reason::AgeNotKnown(limits),
    }
}

const fn of_sex(holds: Holds, sex: Sex) -> Reason {
    match holds {
        Holds::Yes => Reason::SexFits(sex),
        Holds::No => Reason::SexNot(sex),
        Holds::NotKnown => Reason::SexNotKnown(sex),
    }
}

fn of_trait(holds: Holds, of: Trait, code: &str) -> Reason {
    let code = code.to_owned();
    match holds {
        Holds::Yes => Reason::TraitFits(of, code),
        Holds::No => Reason::TraitNot(of, code),
        Holds::NotKnown => Reason::TraitNotKnown(of, code),
    }
}
