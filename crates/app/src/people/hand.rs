//! A case goes from hand to hand, and who is concerned is told.

use pana_casework::Act;
use pana_model::{MemberId, Moment};

use super::standing::{offer, takes_cases, worker};
use super::{of_case, reply};
use crate::app::App;
use crate::contract::people::PersonRequest;
use crate::contract::standing::{CaseHandRequest, CaseToTell, CaseWordsRequest, NoticeView, StandingView};
use crate::contract::{AppError, Id, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::transfer::may_open;

/// Offers a case to a colleague; it moves when they take it.
///
/// # Errors
/// `case-unknown`, `case-handed-over`, `case-hand` where it cannot be offered to that member, `case-moved`, `no-right`, and as any write.
pub(crate) fn case_offer(app: &App, request: &CaseHandRequest) -> Result<StandingView, AppError> {
    app.desk(|desk, now| {
        let (case, to) = (request.case.0, request.to.0);
        desk.store.person_name(case)?;
        may_open(desk, case, now)?;
        to_whom(desk, to)?;
        if to == desk.member().id {
            return Err(ErrorCode::CaseHand.into());
        }
        of_case(desk.store.case_offer(case, to, request.words.trim(), now))?;
        reply(desk, case, now)
    })
}

/// Takes an offer back.
///
/// # Errors
/// `case-unknown`, `case-moved` where there is none, `no-right`, and as any write.
pub(crate) fn case_offer_revoke(app: &App, request: &PersonRequest) -> Result<StandingView, AppError> {
    app.desk(|desk, now| {
        let case = request.case.0;
        desk.store.person_name(case)?;
        let me = desk.member().id;
        if desk.store.hands_of(case)?.offers.iter().all(|offer| offer.from != me) {
            return Err(ErrorCode::CaseMoved.into());
        }
        of_case(desk.store.case_offer_revoke(case, now))?;
        reply(desk, case, now)
    })
}

/// Gives a case to somebody at once.
///
/// # Errors
/// As [`case_offer`].
pub(crate) fn case_give(app: &App, request: &CaseHandRequest) -> Result<StandingView, AppError> {
    app.desk(|desk, now| {
        let (case, to) = (request.case.0, request.to.0);
        desk.store.person_name(case)?;
        may_open(desk, case, now)?;
        to_whom(desk, to)?;
        of_case(desk.store.case_give(case, to, request.words.trim(), now))?;
        reply(desk, case, now)
    })
}

/// Takes a case that is offered.
///
/// # Errors
/// `case-unknown`, `case-handed-over`, `case-moved` where it is offered no more, `no-right`, and as any write.
pub(crate) fn case_take(app: &App, request: &PersonRequest) -> Result<StandingView, AppError> {
    app.desk(|desk, now| {
        let case = request.case.0;
        desk.store.person_name(case)?;
        may_open(desk, case, now)?;
        is_offered(desk, case)?;
        of_case(desk.store.case_take(case, now))?;
        reply(desk, case, now)
    })
}

/// Declines a case that is offered.
///
/// # Errors
/// As [`case_take`].
pub(crate) fn case_decline(app: &App, request: &CaseWordsRequest) -> Result<StandingView, AppError> {
    app.desk(|desk, now| {
        let case = request.case.0;
        desk.store.person_name(case)?;
        is_offered(desk, case)?;
        of_case(desk.store.case_decline(case, request.words.trim(), now))?;
        reply(desk, case, now)
    })
}

/// The cases that are offered to the member at work, and those of which they are told something once.
///
/// # Errors
/// `no-right`, and as any read.
pub(crate) fn cases_to_tell(app: &App, (): &()) -> Result<Vec<CaseToTell>, AppError> {
    app.desk(|desk, now| to_tell(desk, now))
}

/// Writes down that the member at work was told of a case, and gives what is left.
///
/// # Errors
/// `case-unknown`, `no-right`, and as any write.
pub(crate) fn case_told(app: &App, request: &PersonRequest) -> Result<Vec<CaseToTell>, AppError> {
    app.desk(|desk, now| {
        let case = request.case.0;
        desk.store.person_name(case)?;
        desk.store.case_told(case, now)?;
        to_tell(desk, now)
    })
}

fn to_tell(desk: &Desk, now: Moment) -> Result<Vec<CaseToTell>, AppError> {
    desk.ask(Act::ReadPerson, now)?;
    let mut rows = Vec::new();
    for found in desk.store.cases_to_tell()? {
        let (number, person) = desk.store.person_name(found.case)?;
        let notices = found.notices.into_iter().map(|notice| NoticeView {
            what: Word(notice.what),
            by: desk.member_name(notice.by),
            words: notice.words,
        });
        rows.push(CaseToTell {
            case: Id(found.case),
            person,
            number,
            offer: found.offer.map(|offered| offer(desk, &offered)).transpose()?,
            notices: notices.collect(),
            workers: found.workers.into_iter().map(|member| worker(desk, member)).collect::<Result<_, _>>()?,
        });
    }
    Ok(rows)
}

/// Cases go to members of the centre who may close them.
fn to_whom(desk: &Desk, to: MemberId) -> Result<(), AppError> {
    let takes = desk.store.members()?.iter().any(|member| member.id == to && takes_cases(member.role));
    if takes { Ok(()) } else { Err(ErrorCode::CaseHand.into()) }
}

fn is_offered(desk: &Desk, case: pana_model::CaseId) -> Result<(), AppError> {
    let me = desk.member().id;
    let offered = desk.store.hands_of(case)?.offers.iter().any(|offer| offer.to == me);
    if offered { Ok(()) } else { Err(ErrorCode::CaseMoved.into()) }
}
