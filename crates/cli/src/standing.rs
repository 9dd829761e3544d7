//! `pana people close`, `reopen`, `assign` and what belongs to them.

use pana_app::contract::people::PersonRequest;
use pana_app::contract::referral::ReferralState;
use pana_app::contract::standing::{
    CaseCloseRequest, CaseHandRequest, CaseToTell, CaseWordsRequest, ClosingView, Fate, OfferView, ReferralFate,
    StandingView, WorkerView,
};
use pana_app::contract::{AppError, Word};
use pana_app::error::ErrorCode;
use pana_app::{App, referral_named, usecase};
use serde_json::{Value, json};

use crate::arguments::PeopleCommand;
use crate::member::member;
use crate::people::case_of;
use crate::referral::word;
use crate::terminal::Failure;

pub(crate) fn run(app: &App, command: &PeopleCommand) -> Result<Value, Failure> {
    let of = |case: &str| Ok::<_, Failure>(PersonRequest { case: case_of(app, case)? });
    let words = |case: &str, words: &str| {
        Ok::<_, Failure>(CaseWordsRequest { case: case_of(app, case)?, words: words.to_owned() })
    };
    Ok(match command {
        PeopleCommand::Closing { case } => closing(&usecase::case_closing(app, &of(case)?)?),
        PeopleCommand::Close { case, reason, on, words, referrals } => {
            let case = case_of(app, case)?;
            let on = match on {
                Some(on) => on.clone(),
                None => usecase::case_closing(app, &PersonRequest { case })?.today,
            };
            let referrals = referrals.iter().map(|text| fate(app, text)).collect::<Result<_, _>>()?;
            let request = CaseCloseRequest { case, reason: *reason, on, words: words.clone(), referrals };
            page(&usecase::case_close(app, &request)?)
        }
        PeopleCommand::Reopen { case, words: said } => page(&usecase::case_reopen(app, &words(case, said)?)?),
        PeopleCommand::Assign { case, to, at_once, words } => {
            let (case, to) = (case_of(app, case)?, member(app, to)?.id);
            let request = CaseHandRequest { case, to, words: words.clone() };
            // Which of the two is one word on the command line; each asks for its own right.
            let hand: fn(&App, &CaseHandRequest) -> Result<StandingView, AppError> =
                if *at_once { usecase::case_give } else { usecase::case_offer };
            page(&hand(app, &request)?)
        }
        PeopleCommand::Revoke { case } => page(&usecase::case_offer_revoke(app, &of(case)?)?),
        PeopleCommand::Accept { case } => page(&usecase::case_take(app, &of(case)?)?),
        PeopleCommand::Decline { case, words: said } => page(&usecase::case_decline(app, &words(case, said)?)?),
        PeopleCommand::Told { seen } => {
            let rows = match seen {
                Some(case) => usecase::case_told(app, &of(case)?)?,
                None => usecase::cases_to_tell(app, &())?,
            };
            Value::Array(rows.iter().map(told).collect())
        }
        // What is left is answered elsewhere.
        PeopleCommand::Search { .. }
        | PeopleCommand::Show { .. }
        | PeopleCommand::Doubles { .. }
        | PeopleCommand::Same { .. }
        | PeopleCommand::Apart { .. } => Value::Null,
    })
}

/// `NUMBER=cancel` or `NUMBER=goes_on`.
fn fate(app: &App, text: &str) -> Result<ReferralFate, AppError> {
    let (referral, fate) = text.rsplit_once('=').ok_or(ErrorCode::CaseWord)?;
    Ok(ReferralFate { referral: referral_named(app, referral)?.referral, fate: word::<Fate>(fate)? })
}

/// How a case stands.
pub(crate) fn page(standing: &StandingView) -> Value {
    json!({
        "state": standing.state,
        "reason": standing.reason,
        "on": standing.on,
        "words": standing.words,
        "by": standing.by,
        "at": standing.at,
        "workers": standing.workers.iter().map(worker).collect::<Vec<_>>(),
        "offers": standing.offers.iter().map(offer).collect::<Vec<_>>(),
        "agreed": standing.agreed,
    })
}

fn closing(view: &ClosingView) -> Value {
    let referrals = view.referrals.iter().map(|referral| {
        let may = [(Fate::Cancel, referral.may_cancel), (Fate::GoesOn, goes_on(referral.state.0))];
        let may: Vec<Word<Fate>> = may.into_iter().filter(|(_, may)| *may).map(|(fate, _)| Word(fate)).collect();
        json!({ "referral": referral.referral, "recipient": referral.recipient, "state": referral.state, "may": may })
    });
    json!({
        "referrals": referrals.collect::<Vec<_>>(),
        "follow_up": view.follow_up.as_ref().map(|plan| &plan.on),
        "meeting": view.meeting.as_ref().map(|meeting| &meeting.by),
        "drafts": view.drafts,
        "agreed": view.agreed,
    })
}

/// Does a referral in this state go on without us? Only what a receiver has, who still acts.
fn goes_on(state: ReferralState) -> bool {
    !matches!(state, ReferralState::Draft | ReferralState::Ready | ReferralState::Declined | ReferralState::Unreachable)
}

fn told(row: &CaseToTell) -> Value {
    let notices =
        row.notices.iter().map(|notice| json!({ "what": notice.what, "by": notice.by, "words": notice.words }));
    json!({
        "case": row.case,
        "number": row.number,
        "person": row.person,
        "offer": row.offer.as_ref().map(offer),
        "notices": notices.collect::<Vec<_>>(),
        "workers": row.workers.iter().map(worker).collect::<Vec<_>>(),
    })
}

fn worker(worker: &WorkerView) -> Value {
    json!({ "member": worker.member, "name": worker.name, "left": worker.has_left })
}

fn offer(offer: &OfferView) -> Value {
    json!({ "to": offer.to.name, "from": offer.from.name, "words": offer.words })
}
