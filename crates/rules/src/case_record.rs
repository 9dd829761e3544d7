//! What rules may ask of a case as a whole: the newest of several interviews, the wave before, how long somebody waits.

use chrono::{Datelike, NaiveDate};
use pana_model::{Moment, PartialDate};

use crate::history::{History, Record};

/// What rules about the case as a whole name in place of a questionnaire.
pub const CASE: &str = "case";
/// What rules about a territory name, which a coordinator's month gives.
pub const TERRITORY: &str = "territory";

/// What rules about a case may ask: the names of [`case_record`].
pub(crate) const CASE_NAMES: [&str; 12] = [
    "case_goal",
    "case_days_here",
    "case_category",
    "case_children",
    "case_months_waiting",
    "case_need_max",
    "case_score_total",
    "case_score_cc",
    "case_prev_score_total",
    "case_safety_band",
    "case_labour_band",
    "case_referrals_open",
];

/// Those that come from talks in private.
pub(crate) const PRIVATE_CASE_NAMES: [&str; 1] = ["case_safety_band"];

/// Statuses after which nobody waits for one any more.
const SETTLED: [&str; 3] = ["citizen", "refugee_status", "kandas_status"];

/// The record that rules of the form [`CASE`] are asked about: what the interviews of the case say together on a day.
///
/// | name | from | unit |
/// | --- | --- | --- |
/// | `case_goal` | `goal_now` of follow_up, else `integration_goal` of intake: whichever was said last | code |
/// | `case_days_here` | the day less `arrival_date` of intake | days |
/// | `case_category` | `main_category` of intake | code |
/// | `case_children` | `children_count` of intake | children |
/// | `case_months_waiting` | whole months from `status_applied_on` of intake; 0 once `status_now` of follow_up is settled, or nothing was applied for | months |
/// | `case_need_max` | the greatest `need_…` of the newest of needs and follow_up | 0 to 3 |
/// | `case_score_total`, `case_score_cc` | of the newest adaptation | 0 to 100 |
/// | `case_prev_score_total` | `score_total` of the adaptation before | 0 to 100 |
/// | `case_safety_band`, `case_labour_band` | of the newest safety and labour | 0 to 3, 0 to 2 |
/// | `case_referrals_open` | `referrals_open`, as the caller counts them; `None` where nobody may know | referrals |
///
/// What nothing says is left out: it is not known.
pub fn case_record(history: &History, referrals_open: Option<u32>, now: Moment) -> Record {
    let today = now.date();
    let newest = |form: &str, name: &str| history.newest(form).and_then(|record| record.value(name)).map(str::to_owned);
    let mut values: Vec<(&str, Option<String>)> = vec![
        (
            "case_goal",
            history.newest_saying(&[("follow_up", "goal_now"), ("intake", "integration_goal")]).map(str::to_owned),
        ),
        ("case_days_here", newest("intake", "arrival_date").and_then(|day| days_since(&day, today))),
        ("case_category", newest("intake", "main_category")),
        ("case_children", newest("intake", "children_count")),
        ("case_months_waiting", months_waiting(history, today)),
        ("case_need_max", greatest_need(history)),
        ("case_score_total", newest("adaptation", "score_total")),
        ("case_score_cc", newest("adaptation", "score_cc")),
        ("case_safety_band", newest("safety", "safety_band")),
        ("case_labour_band", newest("labour", "labour_band")),
        ("case_referrals_open", referrals_open.map(|count| count.to_string())),
    ];
    let before = history.before("adaptation").and_then(|record| record.value("score_total"));
    values.push(("case_prev_score_total", before.map(str::to_owned)));
    Record::new(CASE, now, values.into_iter().filter_map(|(name, value)| Some((name, value?))))
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse::<PartialDate>().ok()?.day()
}

/// Of a day to come nobody has lived here.
fn days_since(text: &str, today: NaiveDate) -> Option<String> {
    let days = today.signed_duration_since(day(text)?).num_days();
    (days >= 0).then(|| days.to_string())
}

/// Whole months since somebody applied for a status; 0 where it is settled, or nothing was applied for.
pub(crate) fn months_waiting(history: &History, today: NaiveDate) -> Option<String> {
    let settled = history.newest("follow_up").and_then(|record| record.value("status_now"));
    let intake = history.newest("intake")?;
    if settled.is_some_and(|status| SETTLED.contains(&status)) || intake.value("status_applied") == Some("no") {
        return Some("0".to_owned());
    }
    let since = day(intake.value("status_applied_on")?)?;
    let months =
        |date: NaiveDate| date.year().saturating_mul(12).saturating_add(i32::try_from(date.month0()).unwrap_or(0));
    let begun = i32::from(today.day() < since.day());
    let whole = months(today).saturating_sub(months(since)).saturating_sub(begun);
    (whole >= 0).then(|| whole.to_string())
}

/// The six groups of needs, as the needs assessment and the follow-up ask for them.
const NEEDS: [&str; 6] =
    ["need_domestic", "need_medical", "need_psychological", "need_pedagogical", "need_economic", "need_legal"];

fn greatest_need(history: &History) -> Option<String> {
    let (needs, follow_up) = (history.newest("needs"), history.newest("follow_up"));
    let newer = match (needs, follow_up) {
        (Some(needs), Some(follow_up)) if follow_up.finished() >= needs.finished() => follow_up,
        (Some(record), _) | (None, Some(record)) => record,
        (None, None) => return None,
    };
    let greatest = NEEDS.into_iter().filter_map(|name| newer.number(name)).reduce(f64::max)?;
    Some(greatest.to_string())
}
