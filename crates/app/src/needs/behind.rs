//! What a referral asks of the needs: how soon, by which rules, whether it rests on a talk in private, and whether anything
//! stops it.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_casework::consent::LegalBasis;
use pana_model::{CaseId, Moment, Urgency};
use pana_rules::{Record, RuleSet, Stops};

use super::decided::Decided;
use super::means::{Led, Means, NO_NEED, open_referrals, readable};
use super::shipped::{is_need, named, taxonomy};
use crate::app::App;
use crate::contract::referral::ServiceKindRow;
use crate::contract::{AppError, Texts};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::interview::OpenInterview;
use crate::rules::in_force;

/// What stands behind the needs of a referral.
pub(crate) struct Basis {
    /// The most urgent; nothing where neither a rule nor a decision says it.
    pub(crate) urgency: Option<Urgency>,
    /// Ids of the rules that name them.
    pub(crate) rules: Vec<String>,
    /// Does one of them rest on a talk in private?
    pub(crate) private: bool,
}

/// # Errors
/// `need-unknown`; `referral-stopped` where nobody may be told and no vital interest opens it; and as any read.
pub(crate) fn needs_behind(desk: &mut Desk, case: CaseId, needs: &[String], now: Moment) -> Result<Basis, AppError> {
    if let Some(unknown) = needs.iter().find(|code| *code == NO_NEED || !is_need(code)) {
        return Err(AppError::of(ErrorCode::NeedUnknown).with("need", unknown));
    }
    let read = readable(desk, case, now)?;
    let asked = in_force(desk)?;
    let means = Means::of(asked.rules(), &read, open_referrals(desk, case)?, now);
    if means.stops() == Some(Stops::Referrals) {
        return Err(ErrorCode::ReferralStopped.into());
    }
    let decided = Decided::read(desk, case)?;
    let named: Vec<_> = needs.iter().filter_map(|code| means.named(code)).collect();
    let mut rules: Vec<String> = named.iter().flat_map(|need| need.rules.iter().cloned()).collect();
    rules.sort();
    rules.dedup();
    let urgency =
        named.iter().map(|need| need.urgency).chain(needs.iter().filter_map(|code| decided.urgency(code))).min();
    let private = means.in_private(&rules) || needs.iter().any(|code| decided.is_private(code));
    Ok(Basis { urgency, rules, private })
}

/// May anything be passed on, on this basis, by what the member may read? It is asked again when somebody is about to agree:
/// a talk may have been led meanwhile.
///
/// # Errors
/// `referral-stopped`, and as any read.
pub(crate) fn stops(desk: &mut Desk, case: CaseId, basis: LegalBasis, now: Moment) -> Result<(), AppError> {
    let read = readable(desk, case, now)?;
    let asked = in_force(desk)?;
    match Means::of(asked.rules(), &read, open_referrals(desk, case)?, now).stops() {
        None => Ok(()),
        Some(Stops::ReferralsButVital) if basis == LegalBasis::VitalInterest => Ok(()),
        Some(Stops::Referrals | Stops::ReferralsButVital) => Err(ErrorCode::ReferralStopped.into()),
    }
}

/// All kinds of services with the names of their groups, by code.
///
/// # Errors
/// `locked`.
pub(crate) fn service_kinds(app: &App, (): &()) -> Result<Vec<ServiceKindRow>, AppError> {
    app.desk(|_, _| {
        let kinds = taxonomy().services().filter_map(|kind| {
            let group = kind.group.as_deref()?;
            Some(ServiceKindRow { code: kind.code.clone(), label: kind.label.clone(), group: service_label(group) })
        });
        Ok(kinds.collect())
    })
}

/// Is it a kind of service, and no group of them?
pub(crate) fn is_service(code: &str) -> bool {
    taxonomy().service(code).is_some_and(|kind| kind.group.is_some())
}

/// What a need is called; empty for what is none.
pub(crate) fn need_label(code: &str) -> Texts {
    named("need_code", code)
}

/// How soon help is due by what is answered in one interview alone; nothing where no rule says it.
pub(crate) fn urgency_said(rules: &RuleSet, open: &OpenInterview, now: Moment) -> Option<Urgency> {
    let record = Record::of(&open.session, now);
    let (asked, stream, apart) = (Arc::clone(&open.asked), open.asked.stream(), BTreeMap::new());
    let read = [Led { asked, interview: open.id, stream, record, apart }];
    Means::of(rules, &read, None, now).found.urgency()
}

/// What a kind of service is called; empty for what is none.
pub(crate) fn service_label(code: &str) -> Texts {
    taxonomy().service(code).map(|kind| kind.label.clone()).unwrap_or_default()
}
