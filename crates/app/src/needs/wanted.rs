//! What services are looked for: the needs that stand, the kinds that would meet each, and what is known of the person.

use std::collections::BTreeMap;

use pana_casework::need::Decision;
use pana_model::{CaseId, Moment, Urgency};
use pana_rules::{History, Record, Stops};

use super::decided::Decided;
use super::means::{Means, open_referrals, readable};
use super::shipped::taxonomy;
use crate::contract::AppError;
use crate::contract::needs::NeedRow;
use crate::desk::Desk;
use crate::rules::in_force;

/// What a person needs, as services are looked for.
pub(crate) struct WantedOf {
    /// What must not be done.
    pub(crate) stops: Option<Stops>,
    /// Needs that stand, the most urgent first.
    pub(crate) needs: Vec<WantedNeed>,
    /// The newest interviews that the member may read, one for each questionnaire.
    pub(crate) answers: Vec<Record>,
}

/// A need that stands.
pub(crate) struct WantedNeed {
    /// What the page of needs says of it.
    pub(crate) row: NeedRow,
    /// Kinds of services that would meet it, with how soon each.
    pub(crate) kinds: BTreeMap<String, Urgency>,
}

/// What somebody needs. One that was set aside is not looked for; of one that no rule names now, as one that was added by hand,
/// the kinds are those that any rule names for it.
///
/// # Errors
/// As any read.
pub(crate) fn wanted(desk: &mut Desk, case: CaseId, now: Moment) -> Result<WantedOf, AppError> {
    let read = readable(desk, case, now)?;
    let asked = in_force(desk)?;
    let means = Means::of(asked.rules(), &read, open_referrals(desk, case)?, now);
    let decided = Decided::read(desk, case)?;
    let aside =
        |row: &NeedRow| !row.decided.is_empty() && row.decided.iter().all(|said| said.decision.0 == Decision::SetAside);
    let needs = decided.needs(&means).into_iter().filter(|row| !aside(row)).map(|row| {
        let kinds = kinds_of(&row, &means);
        WantedNeed { row, kinds }
    });
    let history = History::of(read.iter().rev().map(|led| led.record.clone()));
    let forms: std::collections::BTreeSet<&str> = read.iter().map(|led| led.record.form()).collect();
    let answers = forms.into_iter().filter_map(|form| history.newest(form).cloned());
    Ok(WantedOf { stops: means.stops(), needs: needs.collect(), answers: answers.collect() })
}

/// Those of the rules that name it, each where it answers this need (`Taxonomy::offered`); and where these have none for it, of
/// all rules that are asked.
fn kinds_of(row: &NeedRow, means: &Means<'_>) -> BTreeMap<String, Urgency> {
    let mut kinds: BTreeMap<String, Urgency> = BTreeMap::new();
    for line in means.found.lines.iter().filter(|line| row.rules.contains(&line.rule.id)) {
        for kind in taxonomy().offered(line.rule, &row.code) {
            let urgency = line.rule.urgency;
            kinds.entry(kind.to_owned()).and_modify(|known| *known = urgency.min(*known)).or_insert(urgency);
        }
    }
    if kinds.is_empty() {
        let any = means.rules.rules().iter().filter(|rule| rule.stops.is_none());
        let any = any.flat_map(|rule| taxonomy().offered(rule, &row.code));
        kinds.extend(any.map(|kind| (kind.to_owned(), row.urgency.0)));
    }
    kinds
}
