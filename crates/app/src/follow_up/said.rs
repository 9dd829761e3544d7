//! What a person said of their referrals when they were asked again, and what may be written down because of it: offered, and
//! written only once somebody presses for it.

use std::collections::BTreeMap;

use pana_casework::Act;
use pana_casework::case::CaseFile;
use pana_casework::need::{AsideReason, Decision};
use pana_casework::profile;
use pana_casework::referral::{Detail, Learned, Outcome, Received, Referral, ReferralStep, Standing};
use pana_model::{CaseId, Moment, ReferralId};
use pana_record::Hlc;
use pana_store::{InterviewClaim, Stream};

use crate::app::App;
use crate::contract::follow_up::{FollowingNeed, FollowingStep, ReferralSaid};
use crate::contract::people::PersonRequest;
use crate::contract::referral::DetailRow;
use crate::contract::{AppError, Id, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::interview::finished;
use crate::needs::{need_label, service_label};

/// What the person said when they were asked last, as far as something may still be written down because of it.
///
/// # Errors
/// `case-unknown`, `no-right`, and as any read.
pub(crate) fn referrals_said(app: &App, request: &PersonRequest) -> Result<Vec<ReferralSaid>, AppError> {
    app.desk(|desk, now| rows(desk, request.case.0, now))
}

/// What was said, by referral.
type SaidOf = BTreeMap<ReferralId, Said>;

/// What was said of one referral.
#[derive(Default, Clone, Copy)]
struct Said {
    received: Option<Received>,
    outcome: Option<Outcome>,
}

fn rows(desk: &mut Desk, case: CaseId, now: Moment) -> Result<Vec<ReferralSaid>, AppError> {
    desk.ask(Act::ReadPerson, now)?;
    crate::transfer::may_open(desk, case, now)?;
    desk.store.person_name(case)?;
    let Some((at, said)) = said_last(desk, case, now)? else { return Ok(Vec::new()) };
    let file = desk.store.case_file(Stream::Centre, case)?;
    let mut rows = Vec::new();
    for (id, said) in said {
        let Some(referral) = file.referral(id).filter(|known| !known.is_error() && known.beside().is_empty()) else {
            continue;
        };
        let mut steps = follows(&referral, said, now);
        if !steps.iter().all(|step| desk.may(Act::Referral(step.step.0.right(referral.is_sensitive())), now)) {
            steps.clear();
        }
        let needs = if desk.may(Act::Needs, now) { needs(&file, &referral, said, at) } else { Vec::new() };
        // What brought no help is shown without a step: what comes next is decided on the page of the referral.
        let is_without =
            said.received == Some(Received::Not) && referral.standing().is_some_and(|standing| !standing.is_terminal());
        if steps.is_empty() && needs.is_empty() && !is_without {
            continue;
        }
        let told = |detail| referral.said(detail).unwrap_or_default().to_owned();
        rows.push(ReferralSaid {
            case: Id(case),
            referral: Id(id),
            recipient: referral.said(Detail::RecipientName).map_or_else(|| told(Detail::Recipient), str::to_owned),
            service_label: service_label(&told(Detail::Service)),
            received: said.received.map(Word),
            outcome: said.outcome.map(Word),
            steps,
            needs,
        });
    }
    Ok(rows)
}

/// What was said in the newest interview in which something was said of referrals, and when it was finished. `None` where there is none, and
/// where the member may not read it.
fn said_last(desk: &mut Desk, case: CaseId, now: Moment) -> Result<Option<(Hlc, SaidOf)>, AppError> {
    let mut summaries = desk.store.person(case)?.interviews;
    summaries.retain(|summary| summary.stream == Stream::Centre);
    summaries.sort_by_key(|summary| std::cmp::Reverse(summary.finished_ms));
    for summary in summaries {
        let Some(asked) = desk.form_if_sound(&summary.form_id, &summary.form_hash)? else { continue };
        if !asked.form.entities().iter().any(|list| list.list == profile::REFERRAL) {
            continue;
        }
        let open = match finished(desk, InterviewClaim { interview: summary.interview, case: Some(case) }, now) {
            Ok(open) => open,
            Err(error) if error.is(ErrorCode::NoRight) => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut said = SaidOf::new();
        for write in open.session.entities().into_iter().filter(|write| write.list == profile::REFERRAL) {
            let value = |property: &str| write.properties.get(property).map(String::as_str).unwrap_or_default();
            if let Ok(id) = value(profile::REFERRAL).parse::<ReferralId>() {
                let said_of = Said {
                    received: value(profile::RECEIVED).parse().ok(),
                    outcome: value(profile::OUTCOME).parse().ok(),
                };
                if said_of.received.is_some() || said_of.outcome.is_some() {
                    said.insert(id, said_of);
                }
            }
        }
        // Where nobody was reached nothing was said: what was said before stands.
        if said.is_empty() {
            continue;
        }
        let at = Hlc::at(u64::try_from(summary.finished_ms).unwrap_or_default());
        return Ok(Some((at, said)));
    }
    Ok(None)
}

/// The steps that what was said leads to, from where the referral stands. Who got help was taken, though nobody may have told us.
fn follows(referral: &Referral, said: Said, now: Moment) -> Vec<FollowingStep> {
    let Some(mut standing) = referral.standing() else { return Vec::new() };
    let mut steps = Vec::new();
    let mut step = |standing: &mut Standing, step: ReferralStep, details: &[(Detail, &str)]| {
        if let Some(to) = step.leads(Some(*standing), false) {
            let details =
                details.iter().map(|(detail, value)| DetailRow { detail: Word(*detail), value: (*value).to_owned() });
            steps.push(FollowingStep { step: Word(step), details: details.collect() });
            *standing = to;
        }
    };
    let by_person = (Detail::Learned, Learned::Person.as_str());
    if let Some(received) = said.received.filter(|received| *received != Received::Not) {
        step(&mut standing, ReferralStep::Accept, &[by_person]);
        let day = now.date().to_string();
        let details = [by_person, (Detail::Received, received.as_str()), (Detail::On, day.as_str())];
        step(&mut standing, ReferralStep::Finish, &details);
    }
    if let Some(outcome) = said.outcome {
        step(&mut standing, ReferralStep::Close, &[(Detail::Outcome, outcome.as_str())]);
    }
    steps
}

/// What may be decided about the needs of a referral. What somebody decided after the person was asked stands.
fn needs(file: &CaseFile, referral: &Referral, said: Said, at: Hlc) -> Vec<FollowingNeed> {
    let Some(created) = referral.created() else { return Vec::new() };
    let decided = file.needs();
    let offered = created.details.codes(Detail::Needs).filter_map(|code| {
        let standing = decided.get(code).map(|decided| decided.standing.as_slice()).unwrap_or_default();
        if standing.iter().any(|(_, mark)| mark.hlc.unix_ms() >= at.unix_ms()) {
            return None;
        }
        let is_aside = |reason: Option<AsideReason>| {
            standing
                .iter()
                .any(|(made, _)| made.decision == Decision::SetAside && (reason.is_none() || made.reason == reason))
        };
        let decision = match said.outcome? {
            Outcome::Met if !is_aside(None) => Decision::SetAside,
            Outcome::Partly | Outcome::NotMet if is_aside(Some(AsideReason::Met)) => Decision::Accepted,
            _ => return None,
        };
        Some(FollowingNeed { code: code.to_owned(), label: need_label(code), decision: Word(decision) })
    });
    offered.collect()
}
