//! When a person is to be asked again: planned with each interview, and moved by hand.

use chrono::{Days, NaiveDate};
use pana_casework::Act;
use pana_casework::case::FollowUp;
use pana_casework::profile::{self, Protective};
use pana_model::{Moment, Urgency};
use pana_rules::RuleSet;
use pana_store::Fact;

use crate::app::App;
use crate::contract::AppError;
use crate::contract::follow_up::{FollowUpRequest, FollowUpView};
use crate::contract::interview::Status;
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::interview::OpenInterview;
use crate::meeting::day_of;
use crate::needs::urgency_said;

/// Plans when a person is to be asked again, or that nobody is to ask.
///
/// # Errors
/// `case-unknown`, `follow-up-day` for what is no day to come, `no-right`, and as any write.
pub(crate) fn follow_up_plan(app: &App, request: &FollowUpRequest) -> Result<Option<FollowUpView>, AppError> {
    app.desk(|desk, now| {
        let case = request.case.0;
        desk.ask(Act::Needs, now)?;
        desk.store.person_name(case)?;
        crate::transfer::may_open(desk, case, now)?;
        let wrong = || AppError::from(ErrorCode::FollowUpDay);
        let day = request.on.as_deref().map(|on| on.parse::<NaiveDate>().map_err(|_| wrong())).transpose()?;
        if day.is_some_and(|day| day < now.date()) {
            return Err(wrong());
        }
        desk.store.follow_up_plan(case, day.map_or(FollowUp::Never, FollowUp::On), now)?;
        Ok(day.map(|day| view_of(day, now)))
    })
}

/// As a screen shows it.
pub(crate) fn view_of(day: NaiveDate, now: Moment) -> FollowUpView {
    FollowUpView { on: day.to_string(), day: day_of(day, now) }
}

/// What an interview that is about to be finished plans. What it says itself counts, and is taken out of its facts. Of one that
/// says nothing the urgency of what was answered gives a day, and the earlier of that and the one that stands counts: no talk
/// about something else puts off what was planned, or begins anew once nobody is to ask. Nothing is planned by a talk in private,
/// which nobody is to see from outside, and by changes to an interview. Who does not agree to the
/// first interview or to a follow-up is asked no more: that ends the day that stands. No to another talk is no to that talk alone.
pub(crate) fn planned(
    desk: &Desk,
    rules: &RuleSet,
    open: &OpenInterview,
    facts: &mut Vec<Fact>,
    now: Moment,
) -> Result<Option<FollowUp>, AppError> {
    let is_plan = |fact: &Fact| fact.household.is_none() && fact.property == profile::FOLLOW_UP_ON;
    let said = facts.extract_if(.., |fact| is_plan(fact)).map(|fact| FollowUp::said(&fact.value)).last();
    if open.asked.protected() || open.status != Status::Draft {
        return Ok(None);
    }
    let anew = desk.store.follow_up_anew(open.case)?;
    let standing = if anew { None } else { desk.store.follow_up_of(open.case)? };
    if is_refused(open) {
        let ends = standing.and_then(FollowUp::day).is_some() && is_about_following(open);
        return Ok(ends.then_some(FollowUp::Never));
    }
    if said.is_some() || standing == Some(FollowUp::Never) {
        return Ok(said);
    }
    let urgency = urgency_said(rules, open, now).unwrap_or(Urgency::Normal);
    let day = now.date().checked_add_days(Days::new(u64::from(urgency.hours() / 24))).unwrap_or(now.date());
    let standing = standing.and_then(FollowUp::day);
    Ok(standing.is_none_or(|standing| day < standing).then_some(FollowUp::On(day)))
}

/// Is it the first interview, or one that says itself when to ask again?
fn is_about_following(open: &OpenInterview) -> bool {
    let form = &open.asked.form;
    let says_when =
        form.nodes().iter().any(|node| node.save_to.iter().any(|save| save.property == profile::FOLLOW_UP_ON));
    form.id() == "intake" || says_when
}

/// Did the person say no to being asked?
fn is_refused(open: &OpenInterview) -> bool {
    let rule = Protective::of(profile::CONSENT);
    let asks = open.asked.form.nodes().iter().filter(|node| {
        node.purpose.as_deref() == Some("consent") && node.name == profile::CONSENT
            || node.save_to.iter().any(|save| save.property == profile::CONSENT)
    });
    let values = asks.filter_map(|node| open.session.value_of(&node.path));
    rule.is_some_and(|rule| values.into_iter().any(|value| rule.protects(value)))
}
