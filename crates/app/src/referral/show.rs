//! Referrals of a person, one of them, and all of which something is due.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use pana_casework::Act;
use pana_casework::referral::SlipCode;
use pana_model::{CaseId, Moment, ReferralId};
use pana_store::{Access, Look, Stream};

use super::find::{STREAMS, referral};
use super::slip::found as found_by_slip;
use super::view::{Whose, code_of, row, view};
use crate::app::App;
use crate::contract::people::PersonRequest;
use crate::contract::referral::{ReferralRequest, ReferralRow, ReferralView};
use crate::contract::{AppError, Id};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// The referrals of a person, the latest first. The look is in the access log.
///
/// # Errors
/// `case-unknown`, `no-right`, and as any write.
pub(crate) fn referral_list(app: &App, request: &PersonRequest) -> Result<Vec<ReferralRow>, AppError> {
    app.desk(|desk, now| {
        let case = request.case.0;
        let (number, name) = look(desk, case, now)?;
        let mut rows = Vec::new();
        for stream in STREAMS {
            for summary in desk.store.case_file(stream, case)?.referral_summaries() {
                let whose = Whose { case, number: &number, name: &name };
                rows.push((summary.begun, row(&summary, &whose, stream, now)));
            }
        }
        rows.sort_by_key(|(begun, _)| std::cmp::Reverse(*begun));
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    })
}

/// A referral's page. The look is in the access log; of one that rests on a talk in private, where such looks are.
///
/// # Errors
/// `case-unknown`, `referral-unknown`, `no-right`, and as any write.
pub(crate) fn referral_show(app: &App, request: &ReferralRequest) -> Result<ReferralView, AppError> {
    app.desk(|desk, now| {
        let view = shown(desk, request, now)?;
        if view.row.is_private {
            let (cases, access, stream) = (&[request.case.0][..], Access::PersonOpened, Stream::Protected);
            desk.store.record_access(&Look { cases, access, interview: None, stream, note: "" }, now)?;
        }
        Ok(view)
    })
}

pub(super) fn shown(desk: &mut Desk, request: &ReferralRequest, now: Moment) -> Result<ReferralView, AppError> {
    let case = request.case.0;
    let (number, name) = look(desk, case, now)?;
    let found = referral(desk, (case, request.referral.0), now)?;
    view(desk, &found, &Whose { case, number: &number, name: &name }, now)
}

/// All referrals of which something is due, the most urgent first, and of those the one that has waited longest.
///
/// # Errors
/// `no-right`, and as any read.
pub(crate) fn referrals_due(app: &App, (): &()) -> Result<Vec<ReferralRow>, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::ReadPerson, now)?;
        let mut due = desk.store.referrals_due(now)?;
        due.sort_by_key(|(_, case, summary)| {
            let task = summary.due(now);
            let at = task.and_then(|task| task.at).map(Moment::unix_ms);
            (summary.urgency, task.map(|task| task.task), at, *case, summary.id)
        });
        let mut names: BTreeMap<CaseId, (String, String)> = BTreeMap::new();
        let mut rows = Vec::with_capacity(due.len());
        for (stream, case, summary) in due {
            let (number, name) = match names.entry(case) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => unknown.insert(desk.store.person_name(case)?),
            };
            rows.push(row(&summary, &Whose { case, number, name }, stream, now));
        }
        Ok(rows)
    })
}

/// The referral that somebody named: by its id, by its number as pages and letters have it, or by the code on its slip.
///
/// # Errors
/// `referral-unknown`, `slip-unknown`, also where several cases claim it, and as any read.
pub fn referral_named(app: &App, text: &str) -> Result<ReferralRequest, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::ReadPerson, now)?;
        let unknown = || AppError::from(ErrorCode::ReferralUnknown);
        if let Some((case, code)) = text.split_once('/') {
            let case =
                case.parse().ok().and_then(|number| desk.store.case_by_number(number).ok()).ok_or_else(unknown)?;
            for stream in STREAMS {
                for id in desk.store.case_file(stream, case)?.referrals().keys() {
                    if code_of(*id).eq_ignore_ascii_case(code) {
                        return Ok(ReferralRequest { case: Id(case), referral: Id(*id) });
                    }
                }
            }
            return Err(unknown());
        }
        if text.parse::<SlipCode>().is_ok() {
            let found = found_by_slip(desk, text, now)?;
            return Ok(ReferralRequest { case: found.case, referral: found.referral });
        }
        let id: ReferralId = text.parse().map_err(|_| unknown())?;
        match desk.store.cases_of_referral(id)?.as_slice() {
            [case] => Ok(ReferralRequest { case: Id(*case), referral: Id(id) }),
            _ => Err(unknown()),
        }
    })
}

/// Notes the look, and says whose case it is.
fn look(desk: &mut Desk, case: CaseId, now: Moment) -> Result<(String, String), AppError> {
    desk.ask(Act::ReadPerson, now)?;
    crate::transfer::may_open(desk, case, now)?;
    let (number, name) = desk.store.person_name(case)?;
    let look = Look { cases: &[case], access: Access::PersonOpened, interview: None, stream: Stream::Centre, note: "" };
    desk.store.record_access(&look, now)?;
    Ok((number, name))
}
