//! A referral is begun: for a need, to a recipient; also as going on from another one, or taking it up anew.

use pana_casework::Act;
use pana_casework::referral::{Detail, Details, NextStep, ReferralStep};
use pana_model::{ReferralId, Urgency};
use pana_store::{ReferralWrite, Stream};

use super::find::referral;
use super::show::shown;
use super::step::rests_on_time;
use crate::app::App;
use crate::contract::referral::{ReferralCreateRequest, ReferralRequest, ReferralView};
use crate::contract::{AppError, Id, Word};
use crate::error::ErrorCode;
use crate::needs::{Basis, is_service, needs_behind};
use crate::random::make_bytes;

/// Begins a referral. Where one of its needs rests on a talk in private it is written down there, and a supervisor makes it
/// ready.
///
/// # Errors
/// `referral-stopped` where the person allows nobody to be told, `referral-detail`, `referral-unknown`, `referral-step`,
/// `need-unknown`, `case-unknown`, `no-right`, and as any write.
pub(crate) fn referral_create(app: &App, request: &ReferralCreateRequest) -> Result<ReferralView, AppError> {
    app.desk(|desk, now| {
        let case = request.case.0;
        desk.ask(Act::ReadPerson, now)?;
        desk.store.person_name(case)?;
        let missing = |detail: Detail| AppError::of(ErrorCode::ReferralDetail).with("detail", detail.as_str());
        let recipient = request.recipient.trim();
        if request.needs.is_empty() {
            return Err(missing(Detail::Needs));
        }
        if !is_service(&request.service) {
            return Err(missing(Detail::Service));
        }
        if recipient.is_empty() {
            return Err(missing(Detail::Recipient));
        }
        let basis: Basis = needs_behind(desk, case, &request.needs, now)?;
        let from = request.replaces.or(request.reopens).map(|Id(from)| referral(desk, case, from)).transpose()?;
        // What goes on from a referral lies where that one does.
        let in_private = basis.private || from.as_ref().is_some_and(|from| from.stream == Stream::Protected);
        let stream = if in_private { Stream::Protected } else { Stream::Centre };
        let urgency = request.urgency.map_or(basis.urgency.unwrap_or(Urgency::Normal), |Word(urgency)| urgency);
        let id = ReferralId::from_random(make_bytes()?);
        let link = |id: Option<Id<ReferralId>>| id.map(|Id(id)| id.to_string()).unwrap_or_default();
        let details = Details::new()
            .with(Detail::Service, &*request.service)
            .with(Detail::Recipient, recipient)
            .with(Detail::Phone, request.phone.trim())
            .with(Detail::Address, request.address.trim())
            .with(Detail::Needs, request.needs.join(" "))
            .with(Detail::Rules, basis.rules.join(" "))
            .with(Detail::Urgency, urgency.as_str())
            .with(Detail::Sensitive, if in_private { "yes" } else { "" })
            .with(Detail::Words, request.words.trim())
            .with(Detail::Replaces, link(request.replaces))
            .with(Detail::Reopens, link(request.reopens));
        let mut writes = Vec::new();
        if let (Some(Id(replaced)), Some(from)) = (request.replaces, &from) {
            let step = ReferralStep::ReRefer;
            let expired = rests_on_time(&from.referral, step, now);
            let next = NextStep { step, expired, details: Details::new().with(Detail::To, id.to_string()) };
            writes.push(ReferralWrite::Step { id: replaced, next });
        }
        writes.push(ReferralWrite::Create { id, details });
        desk.store.refer((stream, case), &writes, now)?;
        shown(desk, &ReferralRequest { case: request.case, referral: Id(id) }, now)
    })
}
