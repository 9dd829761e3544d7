//! The picture of a month.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::Datelike as _;
use pana_casework::Act;
use pana_model::{CaseId, Moment};
use pana_rules::{
    FEWEST_PEOPLE, Figure, History, Month, NotKnown, Rule, RuleSet, TERRITORY, Tally, Variable, Vocabulary,
    differentiate, region_of, regions_shown, territory_record,
};

use super::few::row;
use super::names::Names;
use super::read::{CentreClock, Gathered, Plan};
use crate::app::App;
use crate::contract::centre::MonthReady;
use crate::contract::needs::NextForm;
use crate::contract::territory::{
    FigureRow, RegionRow, TerritoryRequest, TerritoryRule, TerritoryService, TerritoryView,
};
use crate::contract::{AppError, Texts, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::needs::service_label;
use crate::rules::{InForce, in_force};

/// So many months are offered.
const MONTHS: usize = 24;
/// In the first days of a month it is said that the one before is ready: for so many.
const FRESH_DAYS: u32 = 7;

/// The figures of a month in a region or in the whole centre, and the rules about a territory that hold, that do not, and of which
/// nobody can tell. Read by pages: other work goes on meanwhile. O(interviews).
///
/// # Errors
/// `no-right` for everybody but those who answer for the centre; `territory-month` for what is no month that is over,
/// `territory-region` for a region that is not shown by itself; and as any read.
pub(crate) fn territory_show(app: &App, request: &TerritoryRequest) -> Result<TerritoryView, AppError> {
    let (asked, plan) = app.desk(|desk, now| {
        desk.ask(Act::SeeTerritory, now)?;
        let asked = Asked::of(desk, request, now)?;
        let plan = Plan::of(desk, asked.month)?;
        Ok((asked, plan))
    })?;
    let months = months(plan.begun(), asked.latest);
    let gathered = plan.read(app)?;
    let counted = Counted::of(&gathered, asked.month, request.region.as_deref())?;
    let view = app.desk_after_others(|desk, now| {
        // Whoever worked here when the reading began may be another one by now.
        desk.ask(Act::SeeTerritory, now)?;
        view(desk, &asked, &counted, request.region.clone())
    })?;
    Ok(TerritoryView { months, ..view })
}

/// Is the month that ended last ready to be looked at by this member?
///
/// # Errors
/// As any read.
pub(crate) fn month_ready(desk: &Desk, people: u32, now: Moment) -> Option<MonthReady> {
    let today = CentreClock::of(desk).day(now);
    (people > 0 && desk.may(Act::SeeTerritory, now))
        .then(|| MonthReady { month: Month::of(today).before().to_string(), fresh: today.day() <= FRESH_DAYS })
}

/// Which month is asked for.
struct Asked {
    month: Month,
    /// The one that ended last.
    latest: Month,
    rules: Arc<InForce>,
    at: Moment,
}

impl Asked {
    fn of(desk: &mut Desk, request: &TerritoryRequest, now: Moment) -> Result<Self, AppError> {
        let clock = CentreClock::of(desk);
        let latest = Month::of(clock.day(now)).before();
        let no_month = || AppError::of(ErrorCode::TerritoryMonth).with("latest", latest);
        let month = match request.month.as_deref() {
            None => latest,
            Some(text) => text.trim().parse().map_err(|_| no_month())?,
        };
        if month > latest {
            return Err(no_month());
        }
        Ok(Self { month, latest, rules: in_force(desk)?, at: clock.at(now) })
    }
}

/// The latest first.
fn months(begun: Option<Month>, latest: Month) -> Vec<String> {
    let begun = begun.unwrap_or(latest).min(latest);
    let all = std::iter::successors(Some(latest), |month| (*month > begun).then(|| month.before()));
    all.take(MONTHS).map(|month| month.to_string()).collect()
}

/// What was counted, with the regions that are shown.
struct Counted {
    figures: Vec<Figure>,
    /// Of few in the whole, in one of the regions, or in what is left.
    apart: BTreeSet<&'static str>,
    open: u32,
    regions: Vec<(String, u32)>,
    elsewhere: u32,
}

impl Counted {
    fn of(gathered: &Gathered, month: Month, region: Option<&str>) -> Result<Self, AppError> {
        let is_open = |case: &CaseId| !gathered.closed.contains(case);
        let open: Vec<(&CaseId, &History)> = gathered.people.iter().filter(|(case, _)| is_open(case)).collect();
        let mut of_region: BTreeMap<String, u32> = BTreeMap::new();
        let mut without = 0_u32;
        for (_, history) in &open {
            match region_of(history) {
                Some(region) => {
                    let count = of_region.entry(region.to_owned()).or_default();
                    *count = count.saturating_add(1);
                }
                None => without = without.saturating_add(1),
            }
        }
        let shown = regions_shown(&of_region, without);
        if region.is_some_and(|region| !shown.contains(&region)) {
            return Err(ErrorCode::TerritoryRegion.into());
        }
        // Where a case lives, of the regions that are shown; nothing for what is left of the whole.
        let part_of = |case: &CaseId| {
            let lives = gathered.people.get(case).and_then(region_of);
            shown.iter().copied().find(|shown| lives == Some(*shown))
        };
        let mut whole = Tally::new(month, None);
        let mut parts: BTreeMap<Option<&str>, Tally> =
            shown.iter().map(|region| (Some(*region), Tally::new(month, Some(region)))).collect();
        parts.insert(None, Tally::new(month, None));
        for (case, history) in open.iter().copied() {
            let referrals = gathered.referrals.get(case).map(Vec::as_slice).unwrap_or_default();
            let part = parts.get_mut(&part_of(case));
            part.into_iter().chain([&mut whole]).for_each(|tally| tally.open_case(history, referrals));
        }
        let counted: BTreeSet<&CaseId> = open.iter().map(|(case, _)| *case).collect();
        for (case, referrals) in gathered.referrals.iter().filter(|(case, _)| !counted.contains(case)) {
            let part = parts.get_mut(&part_of(case));
            part.into_iter().chain([&mut whole]).for_each(|tally| tally.referrals(referrals));
        }
        let tallies = || parts.values().chain([&whole]);
        let few = tallies().flat_map(Tally::figures).filter(Figure::is_of_few);
        let apart = few.map(|figure| figure.variable.as_str()).collect();
        let mut tally = match region {
            None => whole,
            Some(region) => parts.remove(&Some(region)).ok_or(ErrorCode::TerritoryRegion)?,
        };
        gathered.places.iter().for_each(|record| tally.place(record));
        let regions: Vec<(String, u32)> =
            shown.iter().filter_map(|region| Some(((*region).to_owned(), *of_region.get(*region)?))).collect();
        let in_them = regions.iter().fold(0_u32, |sum, (_, count)| sum.saturating_add(*count));
        let all = u32::try_from(open.len()).unwrap_or(u32::MAX);
        let elsewhere = all.saturating_sub(in_them);
        Ok(Self { figures: tally.figures(), apart, open: tally.open(), regions, elsewhere })
    }
}

fn view(desk: &mut Desk, asked: &Asked, counted: &Counted, region: Option<String>) -> Result<TerritoryView, AppError> {
    let names = Names::of(desk)?;
    let titles: BTreeMap<String, Texts> =
        desk.current_forms()?.into_iter().map(|asked| (asked.form.id().to_owned(), asked.list_title())).collect();
    let is_shown = counted.open >= FEWEST_PEOPLE;
    let rules = || Judged::of(asked.rules.rules(), &counted.figures, asked.at, &titles);
    let rules = if is_shown { rules() } else { Judged::default() };
    let shown = |figure: &Figure| {
        let is_apart = counted.apart.contains(figure.variable.as_str());
        row(figure, is_apart, &names, |form| titles.contains_key(form))
    };
    let figures: Vec<FigureRow> = counted.figures.iter().map(shown).collect();
    let regions = counted.regions.iter().map(|(code, open)| RegionRow {
        label: names.region(code),
        code: code.clone(),
        open: *open,
    });
    Ok(TerritoryView {
        month: asked.month.to_string(),
        months: Vec::new(),
        region,
        regions: regions.collect(),
        elsewhere: if is_shown { counted.elsewhere } else { 0 },
        open: Some(counted.open).filter(|_| is_shown),
        set: asked.rules.view(&desk.store),
        lines: rules.lines,
        fails: rules.fails,
        not_known: rules.not_known,
        figures: if is_shown { figures } else { Vec::new() },
    })
}

/// The rules about a territory, by what became of each.
#[derive(Default)]
struct Judged {
    lines: Vec<TerritoryRule>,
    fails: Vec<TerritoryRule>,
    not_known: Vec<TerritoryRule>,
}

impl Judged {
    fn of(rules: &RuleSet, figures: &[Figure], now: Moment, titles: &BTreeMap<String, Texts>) -> Self {
        let history = History::of([territory_record(figures, now)]);
        let found = differentiate(rules, &Vocabulary::default(), &history, now);
        let all = rules.rules().iter().filter(|rule| rule.form == TERRITORY);
        let mut judged = Self::default();
        let because = found.lines.iter().chain(&found.gave_way);
        for line in because.clone() {
            let names: Vec<&str> = line.because.iter().map(|(name, _)| name.as_str()).collect();
            judged.lines.push(rule_row(line.rule, &names, titles));
        }
        let holds: BTreeSet<&str> = because.map(|line| line.rule.id.as_str()).collect();
        for rule in all.filter(|rule| !holds.contains(rule.id.as_str())) {
            let open: Option<&NotKnown<'_>> = found.not_known.iter().find(|open| open.rule.id == rule.id);
            let names = open.map_or(rule.condition.names(), |open| open.missing.as_slice());
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let row = rule_row(rule, &names, titles);
            if open.is_some() { judged.not_known.push(row) } else { judged.fails.push(row) }
        }
        judged
    }
}

fn rule_row(rule: &Rule, names: &[&str], titles: &BTreeMap<String, Texts>) -> TerritoryRule {
    let service = |code: &String| TerritoryService { label: service_label(code), code: code.clone() };
    let next = |id: &String| NextForm { id: id.clone(), title: titles.get(id).cloned() };
    TerritoryRule {
        rule: rule.id.clone(),
        explanation: rule.explanation.clone(),
        urgency: Word(rule.urgency),
        level: Word(rule.level),
        sphere: Word(rule.sphere),
        actor_first: Word(rule.actor_first),
        services: rule.services.iter().map(service).collect(),
        next_form: rule.next_form.as_ref().map(next),
        figures: names.iter().filter_map(|name| name.parse::<Variable>().ok()).map(Word).collect(),
    }
}
