//! A case is closed: what that means is said before, what becomes of each open referral is asked.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use pana_casework::Act;
use pana_casework::case::{CloseReason, ClosedFor, FollowUp};
use pana_casework::referral::{CancelReason, Detail, Details, NextStep, ReferralStep, ReferralSummary, Standing};
use pana_model::{CaseId, Moment, ReferralId};
use pana_store::{Asked, ReferralWrite, Stream};

use super::standing::agreed;
use super::{of_case, reply};
use crate::app::App;
use crate::contract::people::PersonRequest;
use crate::contract::standing::{CaseCloseRequest, CaseWordsRequest, ClosingReferral, ClosingView, Fate, StandingView};
use crate::contract::{AppError, Id, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::follow_up::view_of;
use crate::meeting::{meeting_that_ends, meeting_view};
use crate::needs::service_label;
use crate::transfer::may_open;

/// What is to be said before a case is closed. Nothing changes.
///
/// # Errors
/// `case-unknown`, `no-right`, and as any read.
pub(crate) fn case_closing(app: &App, request: &PersonRequest) -> Result<ClosingView, AppError> {
    app.desk(|desk, now| closing(desk, request.case.0, now))
}

fn closing(desk: &mut Desk, case: CaseId, now: Moment) -> Result<ClosingView, AppError> {
    desk.store.person_name(case)?;
    desk.store.ask(&Asked::in_case(Act::CloseCase, case), now)?;
    let file = desk.store.case_file(Stream::Centre, case)?;
    let drafts = desk.store.person(case)?.drafts;
    let meeting = meeting_that_ends(desk, case, &drafts)?.map(|due| meeting_view(due, now));
    let begun = drafts.iter().filter(|draft| draft.stream == Stream::Centre && !draft.amends).count();
    let referrals = open(&file).into_iter().map(|summary| ClosingReferral {
        referral: Id(summary.id),
        recipient: summary.recipient.clone(),
        service_label: service_label(&summary.service),
        state: Word(summary.state(now)),
        may_cancel: may_cancel(&summary),
        is_handed_over: summary.standing.is_handed_over(),
    });
    Ok(ClosingView {
        today: now.date().to_string(),
        referrals: referrals.collect(),
        follow_up: file.follow_up().and_then(FollowUp::day).map(|day| view_of(day, now)),
        meeting,
        drafts: u32::try_from(begun).unwrap_or(u32::MAX),
        agreed: agreed(&file, &file.status()).map(Word),
    })
}

/// Closes a case, after what becomes of its open referrals: all of it, or nothing.
///
/// # Errors
/// `case-unknown`, `close-day` for what is no day up to today, `close-words`, `close-referrals` where nothing is said of one that is
/// open, or what cannot become of it, `case-moved` where it stands otherwise meanwhile, `no-right`, and as any write.
pub(crate) fn case_close(app: &App, request: &CaseCloseRequest) -> Result<StandingView, AppError> {
    app.desk(|desk, now| {
        let (case, Word(reason)) = (request.case.0, request.reason);
        desk.store.person_name(case)?;
        may_open(desk, case, now)?;
        let on = request.on.parse::<NaiveDate>().ok().filter(|day| *day <= now.date());
        let on = on.ok_or_else(|| AppError::from(ErrorCode::CloseDay))?;
        let words = request.words.trim();
        if reason == CloseReason::Other && words.is_empty() {
            return Err(ErrorCode::CloseWords.into());
        }
        let before = steps(desk, request, reason)?;
        of_case(desk.store.case_close(case, (ClosedFor { reason, on }, words), &before, now))?;
        reply(desk, case, now)
    })
}

/// Opens a case again.
///
/// # Errors
/// `case-unknown`, `case-handed-over`, `case-moved` where it is open, `no-right`, and as any write.
pub(crate) fn case_reopen(app: &App, request: &CaseWordsRequest) -> Result<StandingView, AppError> {
    app.desk(|desk, now| {
        let case = request.case.0;
        desk.store.person_name(case)?;
        may_open(desk, case, now)?;
        of_case(desk.store.case_reopen(case, request.words.trim(), now))?;
        reply(desk, case, now)
    })
}

/// Takes the talk in private with somebody who is said to have died off the list: who leads such talks confirms it, where only those
/// read it.
///
/// # Errors
/// `case-unknown`, `case-moved` where no such talk is listed, `no-right`, and as any write.
pub(crate) fn meeting_end(app: &App, request: &PersonRequest) -> Result<StandingView, AppError> {
    app.desk(|desk, now| {
        let case = request.case.0;
        desk.store.person_name(case)?;
        let died = desk.store.meeting_of(case)?.and_then(|meeting| meeting.died);
        died.ok_or(ErrorCode::CaseMoved)?;
        of_case(desk.store.death_confirm(case, now))?;
        reply(desk, case, now)
    })
}

/// What is done with the open referrals. Of each of them something that can become of it must be said, and of no other.
fn steps(desk: &Desk, request: &CaseCloseRequest, reason: CloseReason) -> Result<Vec<ReferralWrite>, AppError> {
    let file = desk.store.case_file(Stream::Centre, request.case.0)?;
    let fates: BTreeMap<ReferralId, Fate> =
        request.referrals.iter().map(|said| (said.referral.0, said.fate.0)).collect();
    let open = open(&file);
    let said = |summary: &ReferralSummary| match fates.get(&summary.id) {
        Some(Fate::Cancel) => may_cancel(summary),
        Some(Fate::GoesOn) => goes_on(summary.standing),
        None => false,
    };
    let unsaid = open.iter().filter(|summary| !said(summary)).count();
    if unsaid > 0 {
        return Err(AppError::of(ErrorCode::CloseReferrals).with("count", unsaid));
    }
    if fates.keys().any(|id| open.iter().all(|summary| summary.id != *id)) {
        return Err(ErrorCode::CaseMoved.into());
    }
    let cancelled = open.iter().filter(|summary| fates.get(&summary.id) == Some(&Fate::Cancel));
    Ok(cancelled.map(|summary| cancel(summary.id, reason)).collect())
}

fn cancel(id: ReferralId, reason: CloseReason) -> ReferralWrite {
    let why = match reason {
        CloseReason::Deceased => CancelReason::Died,
        CloseReason::Moved | CloseReason::ReturnedHome | CloseReason::SeasonOver => CancelReason::Moved,
        CloseReason::GoalsMet
        | CloseReason::Naturalised
        | CloseReason::LostContact
        | CloseReason::ClientRequest
        | CloseReason::Transferred
        | CloseReason::Other => CancelReason::NotNeeded,
    };
    let details = Details::new().with(Detail::CancelReason, why.as_str());
    ReferralWrite::Step { id, next: NextStep { step: ReferralStep::Cancel, expired: false, details } }
}

/// The open referrals, the most urgent first.
fn open(file: &pana_casework::case::CaseFile) -> Vec<ReferralSummary> {
    let open = file.open_referrals();
    let mut summaries = file.referral_summaries();
    summaries.retain(|summary| open.contains(&summary.id));
    summaries.sort_by_key(|summary| (summary.urgency, summary.begun, summary.id));
    summaries
}

fn may_cancel(summary: &ReferralSummary) -> bool {
    ReferralStep::Cancel.leads(Some(summary.standing), false).is_some()
}

/// Does it go on without us? Only what a receiver has, who still acts.
const fn goes_on(standing: Standing) -> bool {
    matches!(
        standing,
        Standing::Sent
            | Standing::Acknowledged
            | Standing::Accepted
            | Standing::Waitlisted
            | Standing::InService
            | Standing::Completed
    )
}
