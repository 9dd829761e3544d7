//! How a case stands, as its page says it.

use pana_casework::case::{CaseFile, CaseStatus, CloseReason, FollowUp, Offer};
use pana_casework::{Act, Role, profile};
use pana_model::{CaseId, MemberId, Moment};
use pana_record::Mark;
use pana_store::{RightsIn, Stream};

use crate::clock::moment;
use crate::contract::standing::{CaseState, OfferView, StandingView, WorkerView};
use crate::contract::{AppError, Id, Word};
use crate::desk::Desk;

/// The standing of a case, where these are the rights in it. Whoever calls this has asked whether the member may see it.
pub(super) fn standing(desk: &Desk, case: CaseId, rights: &RightsIn, now: Moment) -> Result<StandingView, AppError> {
    let file = desk.store.case_file(Stream::Centre, case)?;
    let (status, hands) = (file.status(), file.hands());
    let may = |act: Act| rights.may(&desk.store, &act, now).is_ok();
    let closes = may(Act::CloseCase);
    let mut workers = Vec::new();
    for member in &hands.workers {
        workers.push(worker(desk, *member)?);
    }
    let mut offers = Vec::new();
    for offered in &hands.offers {
        offers.push(offer(desk, offered)?);
    }
    let (may_offer, may_give) = (may(Act::HandOver), may(Act::GiveCase));
    let mut colleagues = Vec::new();
    if may_offer || may_give {
        for member in desk.store.members()? {
            let has_it_alone = hands.workers.len() == 1 && hands.workers.contains(&member.id);
            if takes_cases(member.role) && !has_it_alone {
                colleagues.push(worker(desk, member.id)?);
            }
        }
    }
    let agreed = agreed(&file, &status);
    let mut view = StandingView {
        state: CaseState::Open,
        reason: None,
        on: None,
        words: String::new(),
        by: String::new(),
        at: None,
        workers,
        offers,
        agreed: agreed.map(Word),
        may_close: closes && !status.is_closed(),
        may_reopen: closes && status.is_closed(),
        may_offer: may_offer && !status.is_closed(),
        may_give,
        may_take: may(Act::AnswerOffer),
        colleagues,
    };
    let mut said = |words: String, mark: Mark| {
        view.words = words;
        view.by = desk.member_name(mark.member);
        view.at = Some(moment(mark.hlc.unix_ms().cast_signed()));
    };
    match status {
        CaseStatus::Open => {}
        CaseStatus::Closed(closing, mark) => {
            said(closing.words, mark);
            view.state = CaseState::Closed;
            let closed = file.closed();
            view.reason = closed.map(|closed| Word(closed.reason));
            view.on = closed.map(|closed| closed.on.to_string());
        }
        CaseStatus::Again { by: Some(mark), words } => {
            said(words, mark);
            view.state = CaseState::Reopened;
        }
        CaseStatus::Again { by: None, .. } => view.state = CaseState::OpenedByWork,
    }
    Ok(view)
}

/// Takes a member of this role cases over? Who can close none has none given to them.
pub(super) const fn takes_cases(role: Role) -> bool {
    !matches!(role, Role::Volunteer)
}

pub(super) fn worker(desk: &Desk, member: MemberId) -> Result<WorkerView, AppError> {
    let has_left = desk.store.members()?.iter().all(|each| each.id != member);
    let is_me = member == desk.member().id;
    Ok(WorkerView { member: Id(member), name: desk.member_name(member), is_me, has_left })
}

pub(super) fn offer(desk: &Desk, offer: &Offer) -> Result<OfferView, AppError> {
    Ok(OfferView { to: worker(desk, offer.to)?, from: worker(desk, offer.from)?, words: offer.words.clone() })
}

/// The closing that the last follow-up agreed on, unless somebody has closed the case or opened it again since, or something newer
/// was said of the person, referred or planned for them.
pub(super) fn agreed(file: &CaseFile, status: &CaseStatus) -> Option<CloseReason> {
    let facts = file.facts();
    let fact = facts.get(&(None, profile::CLOSING_REASON.to_owned()))?;
    let reason = fact.value.split(' ').next()?.parse().ok()?;
    let finished = file.interview(fact.interview)?.finished;
    let is_newer = file.interviews().filter_map(|id| file.interview(id)).any(|other| other.finished > finished)
        || file.referral_summaries().iter().any(|referral| referral.begun > finished)
        || file.follow_up().and_then(FollowUp::day).is_some();
    let holds = match status {
        _ if is_newer => false,
        CaseStatus::Open | CaseStatus::Again { by: None, .. } => true,
        CaseStatus::Again { by: Some(mark), .. } => finished > mark.hlc,
        CaseStatus::Closed(..) => false,
    };
    holds.then_some(reason)
}
