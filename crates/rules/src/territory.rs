//! What a month of a territory comes to: the figures that rules about it are asked of.
//!
//! A territory is one region, or all that a centre works for. Nothing here tells who is behind a figure, and nothing of
//! talks in private is among what is counted: whoever calls this reads interviews and referrals that everybody at the
//! centre may read, and no other.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use pana_model::{Moment, PartialDate};

use crate::case_record::{TERRITORY, months_waiting};
use crate::history::{History, Record};
use crate::month::Month;

mod figure;
mod variable;

use figure::{Count, MOST, Sum, is_few};
pub use figure::{FEWEST_PEOPLE, Figure, Origin};
pub use variable::{Unit, Unknown, Variable};

/// Questionnaires about people that figures rest on. `family` does not ship: where a centre has one of this id, its answers
/// count, and where it has none, what rests on it alone is not known.
pub const OF_PEOPLE: [&str; 4] = ["intake", "needs", "follow_up", "family"];
/// Questionnaires about the place where people live: a survey of residents, inspections, registered arrivals and departures.
/// None of them ships; where a centre has one of this id, its answers count. They are about nobody who is served, so it does not
/// matter whether the case is open under which somebody wrote one down.
pub const OF_PLACES: [&str; 3] = ["host_community", "inspection", "movement"];

/// Of so many residents at least a mean is made.
pub const FEWEST_RESIDENTS: u32 = 10;

/// The names that are read of a questionnaire. Nothing else of it is needed for a month.
pub fn names_read(form: &str) -> &'static [&'static str] {
    match form {
        "intake" => &[
            "status_applied",
            "status_applied_on",
            "children_out_of_school",
            "origin_country",
            "origin_region",
            "region_here",
        ],
        "needs" => {
            &["need_domestic", "need_economic", "self_help_ready", "job_status", "distress_score", "region_here"]
        }
        "follow_up" => &["need_domestic", "need_economic", "job_now", "status_now", "region_here"],
        "family" => &["children", "out_of_school", "ch_contest"],
        "host_community" => &["interview_date", "region", "tolerance_index"],
        "inspection" => &["inspection_date", "inspection_kind", "region", "wp_needed"],
        "movement" => &["event_date", "direction", "persons", "counted", "from_region", "to_region"],
        _ => &[],
    }
}

/// In which region somebody lives, as they said last: `region_here` of follow_up, needs or intake. No questionnaire that ships
/// asks it; a centre that works in several regions adds the question to its own.
pub fn region_of(history: &History) -> Option<&str> {
    history.newest_saying(&[("follow_up", "region_here"), ("needs", "region_here"), ("intake", "region_here")])
}

/// The regions that may be looked at by themselves, of those with so many open cases; `elsewhere` of the cases have said no
/// region. One of few is not, and where all that is not shown would be few, the smallest that is shown goes to it: else it would be
/// what is left of the whole.
pub fn regions_shown(cases: &BTreeMap<String, u32>, elsewhere: u32) -> Vec<&str> {
    let mut shown: Vec<(&str, u32)> = cases.iter().map(|(region, count)| (region.as_str(), *count)).collect();
    shown.sort_by_key(|(region, count)| (std::cmp::Reverse(*count), *region));
    let all = cases.values().fold(elsewhere, |sum, count| sum.saturating_add(*count));
    while let Some((_, smallest)) = shown.last() {
        let left = all.saturating_sub(shown.iter().fold(0, |sum: u32, (_, count)| sum.saturating_add(*count)));
        if *smallest >= FEWEST_PEOPLE && (left == 0 || left >= FEWEST_PEOPLE) {
            break;
        }
        shown.pop();
    }
    let mut shown: Vec<&str> = shown.into_iter().map(|(region, _)| region).collect();
    shown.sort_unstable();
    shown
}

/// The needs that are material help, by their codes: a roof, food and what is necessary, and something to live on. What
/// `need_domestic` and `need_economic` ask about is met by a service that answers one of these.
pub const MATERIAL_NEEDS: [&str; 3] = ["housing", "food_things", "income"];

/// A referral of a case, as a month counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passed {
    /// On which day, at the centre, it was handed over; nothing where it was not.
    pub sent: Option<NaiveDate>,
    /// Does it stand refused by the receiver, or on a waiting list?
    pub is_refused_or_waits: bool,
    /// When, by the clock of the centre, it was completed; nothing where it was not, where the person did not say that the need is
    /// met, or met in part, and where it is about none of [`MATERIAL_NEEDS`].
    pub helped: Option<Moment>,
}

/// A month of a territory, counted case by case. In whatever order the cases come, it comes to the same.
///
/// | name | from | unit |
/// | --- | --- | --- |
/// | `terr_refused_share` | referrals handed over in the month: those that stand refused by the receiver or on a waiting list; 0 where none was handed over, not known where fewer than five were | percent |
/// | `terr_waiting_6m_share` | of the open cases with `status_applied` = yes in intake, and of which the months are known (as `case_months_waiting` has them at the end of the month): those of six and more; of fewer than five not known | percent |
/// | `terr_unmet_material` | open cases with `need_domestic` or `need_economic` of 2 and more, as needs or follow_up said last, and no referral about a material need that was completed since, until the end of the month, after which the need is met or met in part | cases |
/// | `terr_same_origin` | the greatest number of open cases with one `origin_region`, or without one with one `origin_country`, of intake; a country that is none of the list is nobody's but their own | cases |
/// | `terr_child_contest` | children with `ch_contest` = yes in the newest family (does not ship) of open cases | children |
/// | `terr_tolerance_index` | mean of `tolerance_index` of host_community (does not ship) in the month; of fewer than 10 not known | -100 to 100 |
/// | `terr_selfhelp_ready` | open cases with `self_help_ready` = yes in the newest needs | cases |
/// | `terr_net_migration` | `persons` of arrivals less those of departures, of `counted` events of movement (does not ship) in the month | persons |
/// | `terr_school_out` | sum over open cases of `out_of_school` of family or `children_out_of_school` of intake, whichever was said last | children |
/// | `terr_worker_demand` | sum of `wp_needed` of workplaces by inspection (does not ship) in the month | workers |
/// | `terr_unemployed` | open cases with `job_status` of needs, or `job_now` of follow_up, = unemployed, whichever was said last | cases |
/// | `terr_distress` | open cases with `distress_score` of 2 and more in the newest needs | cases |
///
/// Where two questionnaires ask the same, what was said last counts, and one in which it was not said takes nothing back: nobody
/// may have been reached. Shares and means are rounded down. What nobody was asked is not known; a number over those who were asked is one, 0 too. What
/// was written down of places counts by the day that it names, and without one by the day on which it was finished.
#[derive(Debug, Clone)]
pub struct Tally {
    month: Month,
    /// Of which region places count; all of them where none is named.
    region: Option<String>,
    open: u32,
    sent: Count,
    waiting: Count,
    material: Count,
    origins: BTreeMap<Origin, u32>,
    /// Those who came from a country that is none of the list.
    from_elsewhere: u32,
    contest: Count,
    /// Cases with a child who wants to, of those in which children were asked.
    contest_cases: Count,
    /// Was a family asked that has no children? Then nobody of theirs wants to take part.
    asked_childless: bool,
    tolerance: Sum,
    self_help: Count,
    movements: Sum,
    school: Sum,
    /// Cases with a child who does not study, of those that said.
    school_cases: Count,
    workers: Sum,
    unemployed: Count,
    distress: Count,
}

impl Tally {
    /// Of a month, in a region or everywhere.
    pub fn new(month: Month, region: Option<&str>) -> Self {
        Self {
            month,
            region: region.map(str::to_owned),
            open: 0,
            sent: Count::default(),
            waiting: Count::default(),
            material: Count::default(),
            origins: BTreeMap::new(),
            from_elsewhere: 0,
            contest: Count::default(),
            contest_cases: Count::default(),
            asked_childless: false,
            tolerance: Sum::default(),
            self_help: Count::default(),
            movements: Sum::default(),
            school: Sum::default(),
            school_cases: Count::default(),
            workers: Sum::default(),
            unemployed: Count::default(),
            distress: Count::default(),
        }
    }

    /// Counts a case that was open when the month ended, with its interviews until then and all of its referrals that everybody may
    /// know of.
    pub fn open_case(&mut self, history: &History, referrals: &[Passed]) {
        self.open = self.open.saturating_add(1);
        self.referrals(referrals);
        self.material.take(unmet_material(history, referrals, self.month.last()));
        self.waiting.take(waits_half_a_year(history, self.month.last()));
        self.origin(history);
        self.children(history);
        let needs = |name: &str| history.newest("needs").and_then(|needs| needs.value(name));
        self.self_help.take(needs("self_help_ready").map(|ready| ready == "yes"));
        self.distress.take(number(needs("distress_score")).map(|score| score >= 2.0));
        let job = history.newest_saying(&[("follow_up", "job_now"), ("needs", "job_status")]);
        self.unemployed.take(job.map(|job| job == "unemployed"));
    }

    /// Counts the referrals of a case that was not open when the month ended: they were sent all the same.
    pub fn referrals(&mut self, referrals: &[Passed]) {
        for passed in referrals.iter().filter(|passed| passed.sent.is_some_and(|day| self.month.has(day))) {
            self.sent.take(Some(passed.is_refused_or_waits));
        }
    }

    /// Counts what was written down of a place: one of [`OF_PLACES`].
    pub fn place(&mut self, record: &Record) {
        let is_in_month = |name: &str| self.month.has(day_said(record, name).unwrap_or(record.finished().date()));
        let is_here = |name: &str| self.region.as_deref().is_none_or(|region| record.value(name) == Some(region));
        match record.form() {
            "host_community" if is_in_month("interview_date") && is_here("region") => {
                self.tolerance.take(whole(record.value("tolerance_index")).map(|index| index.clamp(-100, 100)));
            }
            "inspection" if is_in_month("inspection_date") && is_here("region") => {
                let is_workplace = record.value("inspection_kind") == Some("workplace");
                let needed = whole(record.value("wp_needed")).map(|workers| workers.max(0));
                self.workers.take(needed.filter(|_| is_workplace));
            }
            "movement" if is_in_month("event_date") && number(record.value("counted")) == Some(1.0) => {
                let persons = whole(record.value("persons")).map(|persons| persons.clamp(0, MOST));
                self.movements.take(match record.value("direction") {
                    Some("arrival") if is_here("to_region") => persons,
                    Some("departure") if is_here("from_region") => persons.map(std::ops::Neg::neg),
                    _ => None,
                });
            }
            _ => {}
        }
    }

    /// How many open cases were counted.
    pub const fn open(&self) -> u32 {
        self.open
    }

    fn origin(&mut self, history: &History) {
        let said = |name: &str| history.newest("intake").and_then(|intake| intake.value(name)).map(str::to_owned);
        let from = match (said("origin_region"), said("origin_country")) {
            (Some(region), _) => Origin::Region(region),
            (None, Some(country)) if country == "other" => {
                self.from_elsewhere = self.from_elsewhere.saturating_add(1);
                return;
            }
            (None, Some(country)) => Origin::Country(country),
            (None, None) => return,
        };
        let count = self.origins.entry(from).or_default();
        *count = count.saturating_add(1);
    }

    fn children(&mut self, history: &History) {
        let out = history.newest_saying(&[("family", "out_of_school"), ("intake", "children_out_of_school")]);
        let out = whole(out).map(|children| children.max(0));
        self.school.take(out);
        self.school_cases.take(out.map(|children| children > 0));
        let Some(family) = history.newest("family") else { return };
        let wishes: Vec<bool> = family.each("ch_contest").map(|wishes| wishes == "yes").collect();
        wishes.iter().for_each(|wishes| self.contest.take(Some(*wishes)));
        self.contest_cases.take((!wishes.is_empty()).then(|| wishes.contains(&true)));
        self.asked_childless |= whole(family.value("children")) == Some(0);
    }

    /// The figures, each variable once, in their order. O(origins).
    pub fn figures(&self) -> Vec<Figure> {
        Variable::ALL.iter().map(|variable| self.figure(*variable)).collect()
    }

    fn figure(&self, variable: Variable) -> Figure {
        let figure = |value: Option<i64>, asked: u32| Figure {
            variable,
            value: value.ok_or(Unknown::NobodyAsked),
            asked,
            part: None,
            cases: None,
            origin: None,
        };
        let count = |count: Count| figure((count.asked > 0).then_some(i64::from(count.yes)), count.asked);
        let share = |count: Count| {
            let share = Figure { part: Some(count.yes), ..figure(count.percent(), count.asked) };
            if is_few(i64::from(count.asked)) { Figure { value: Err(Unknown::TooFew), ..share } } else { share }
        };
        let of_month = |sum: Sum| Figure {
            value: if sum.asked > 0 { Ok(sum.of) } else { Err(Unknown::NothingInMonth) },
            ..figure(None, sum.asked)
        };
        match variable {
            Variable::RefusedShare => {
                let sent = share(self.sent);
                Figure { value: if sent.asked == 0 { Ok(0) } else { sent.value }, ..sent }
            }
            Variable::WaitingShare => share(self.waiting),
            Variable::UnmetMaterial => count(self.material),
            Variable::SameOrigin => self.same_origin(),
            Variable::ChildContest => Figure {
                value: if self.contest.asked > 0 || self.asked_childless {
                    Ok(i64::from(self.contest.yes))
                } else {
                    Err(Unknown::NobodyAsked)
                },
                cases: Some(self.contest_cases),
                ..count(self.contest)
            },
            Variable::ToleranceIndex => {
                let mean = self.tolerance.of.checked_div_euclid(i64::from(self.tolerance.asked));
                let value = match (mean, self.tolerance.asked) {
                    (None, _) => Err(Unknown::NothingInMonth),
                    (Some(_), asked) if asked < FEWEST_RESIDENTS => Err(Unknown::TooFewAnswers),
                    (Some(mean), _) => Ok(mean),
                };
                Figure { value, ..of_month(self.tolerance) }
            }
            Variable::SelfHelpReady => count(self.self_help),
            Variable::NetMigration => of_month(self.movements),
            Variable::SchoolOut => Figure {
                cases: Some(self.school_cases),
                ..figure((self.school.asked > 0).then_some(self.school.of), self.school.asked)
            },
            Variable::WorkerDemand => of_month(self.workers),
            Variable::Unemployed => count(self.unemployed),
            Variable::Distress => count(self.distress),
        }
    }

    /// Of several places with as many people the first by its code is named.
    fn same_origin(&self) -> Figure {
        let most = self.origins.iter().max_by_key(|(origin, count)| (**count, std::cmp::Reverse(*origin)));
        let alone = (self.from_elsewhere > 0).then_some(1);
        let named = self.origins.values().fold(0_u32, |sum, count| sum.saturating_add(*count));
        Figure {
            variable: Variable::SameOrigin,
            value: most.map(|(_, count)| i64::from(*count)).or(alone).ok_or(Unknown::NobodyAsked),
            asked: named.saturating_add(self.from_elsewhere),
            part: None,
            cases: None,
            origin: most.map(|(origin, _)| origin.clone()),
        }
    }
}

/// The record that rules of the form [`TERRITORY`] are asked about: what is known of these figures, and nothing of what is not. Of a
/// count that is few it is known that it is not nought, and no more: a rule says what a figure does not.
pub fn territory_record(figures: &[Figure], now: Moment) -> Record {
    let known = figures.iter().filter_map(|figure| Some((figure.variable.as_str(), figure.given()?.to_string())));
    Record::new(TERRITORY, now, known)
}

/// Is a need of material help strong and not met by the end of the month? Where one of the two needs is strong, the other need not
/// be known. What was completed before somebody said the need has not met it.
fn unmet_material(history: &History, referrals: &[Passed], last: NaiveDate) -> Option<bool> {
    let need = |name: &str| {
        let (said, value) = history.newest_said(&[("follow_up", name), ("needs", name)])?;
        Some((said, number(Some(value))?))
    };
    let needs = [need("need_domestic"), need("need_economic")];
    let strong = needs.iter().flatten().filter(|(_, need)| *need >= 2.0).map(|(said, _)| *said).max();
    let has_helped = |said: Moment| {
        let mut helped = referrals.iter().filter_map(|passed| passed.helped);
        helped.any(|helped| helped >= said && helped.date() <= last)
    };
    let is_told = strong.is_some() || needs.iter().all(Option::is_some);
    is_told.then(|| strong.is_some_and(|said| !has_helped(said)))
}

/// Of those who applied for a status.
fn waits_half_a_year(history: &History, day: NaiveDate) -> Option<bool> {
    let has_applied = history.newest("intake")?.value("status_applied") == Some("yes");
    let months = number(months_waiting(history, day).as_deref().filter(|_| has_applied))?;
    Some(months >= 6.0)
}

fn day_said(record: &Record, name: &str) -> Option<NaiveDate> {
    record.value(name)?.parse::<PartialDate>().ok()?.day()
}

fn number(said: Option<&str>) -> Option<f64> {
    said?.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// To the nearest whole number; what is none in a sum of people is a slip of whoever changed the questionnaire.
fn whole(said: Option<&str>) -> Option<i64> {
    format!("{:.0}", number(said)?).parse().ok()
}

#[cfg(test)]
mod tests;
