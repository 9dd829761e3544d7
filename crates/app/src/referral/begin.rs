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
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::needs::{Basis, is_sensitive, is_service, needs_behind};
use crate::random::make_bytes;
use crate::service::{first_phone, hex, is_hidden, one_line, opened};

/// Begins a referral. Where one of its needs rests on a talk in private it is written down there, and a supervisor makes it
/// ready; so it is where the service may bring somebody into danger, by its kind or since it must not be named.
///
/// # Errors
/// `service-unknown`, `directory-altered`; `referral-stopped` where the person allows nobody to be told, `referral-detail`, `referral-unknown`, `referral-step`,
/// `need-unknown`, `case-unknown`, `no-right`, and as any write.
pub(crate) fn referral_create(app: &App, request: &ReferralCreateRequest) -> Result<ReferralView, AppError> {
    app.desk(|desk, now| {
        let case = request.case.0;
        desk.ask(Act::ReadPerson, now)?;
        crate::transfer::may_open(desk, case, now)?;
        desk.store.person_name(case)?;
        let missing = |detail: Detail| AppError::of(ErrorCode::ReferralDetail).with("detail", detail.as_str());
        if request.needs.is_empty() {
            return Err(missing(Detail::Needs));
        }
        let to = recipient(desk, request)?;
        if !is_service(&to.service) {
            return Err(missing(Detail::Service));
        }
        if to.recipient.is_empty() {
            return Err(missing(Detail::Recipient));
        }
        let basis: Basis = needs_behind(desk, case, &request.needs, now)?;
        let from =
            request.replaces.or(request.reopens).map(|Id(from)| referral(desk, (case, from), now)).transpose()?;
        // What goes on from a referral lies where that one does.
        let in_private = basis.private || from.as_ref().is_some_and(|from| from.stream == Stream::Protected);
        let stream = if in_private { Stream::Protected } else { Stream::Centre };
        let urgency = request.urgency.map_or(basis.urgency.unwrap_or(Urgency::Normal), |Word(urgency)| urgency);
        let id = ReferralId::from_random(make_bytes()?);
        let link = |id: Option<Id<ReferralId>>| id.map(|Id(id)| id.to_string()).unwrap_or_default();
        let is_sensitive = in_private || to.is_sensitive;
        let details = Details::new()
            .with(Detail::Service, to.service)
            .with(Detail::Recipient, to.recipient)
            .with(Detail::Phone, to.phone)
            .with(Detail::Email, to.email)
            .with(Detail::Address, to.address)
            .with(Detail::HiddenAddress, if to.is_hidden { "yes" } else { "" })
            .with(Detail::DirectoryService, to.directory)
            .with(Detail::DirectoryVersion, to.edition)
            .with(Detail::Needs, request.needs.join(" "))
            .with(Detail::Rules, basis.rules.join(" "))
            .with(Detail::Urgency, urgency.as_str())
            .with(Detail::Sensitive, if is_sensitive { "yes" } else { "" })
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

/// To whom a referral goes.
struct Recipient {
    service: String,
    recipient: String,
    phone: String,
    email: String,
    address: String,
    /// Must the address not be known?
    is_hidden: bool,
    is_sensitive: bool,
    /// The service of the directory; empty for one that was written in.
    directory: String,
    /// The edition in which it was seen; empty where it stands in none.
    edition: String,
}

/// The recipient that was written in, or the one that the directory has as it is now.
fn recipient(desk: &mut Desk, request: &ReferralCreateRequest) -> Result<Recipient, AppError> {
    let said = |text: &str| text.trim().to_owned();
    let Some(id) = request.directory.as_deref().map(str::trim).filter(|id| !id.is_empty()) else {
        return Ok(Recipient {
            is_sensitive: is_sensitive(&request.service),
            service: said(&request.service),
            recipient: said(&request.recipient),
            phone: said(&request.phone),
            email: String::new(),
            address: said(&request.address),
            is_hidden: false,
            directory: String::new(),
            edition: String::new(),
        });
    };
    let opened = opened(desk)?;
    let service = opened.service(id)?;
    let directory = opened.catalog().directory();
    let provider = directory.provider(service);
    let kinds = opened.kinds(service);
    // What was asked for is taken where the service is of that kind, or of none that we know.
    let asked = said(&request.service);
    let kind = match kinds.as_slice() {
        _ if kinds.contains(&asked) => asked,
        [only] => only.clone(),
        [] => asked,
        _ => String::new(),
    };
    let is_hidden = is_hidden(&opened, service);
    let addresses = directory.places_of(service).flat_map(|place| &place.addresses);
    let address = addresses.map(one_line).find(|line| !line.is_empty()).filter(|_| !is_hidden);
    let name = match provider.map(|one| one.name.trim()).filter(|name| !name.is_empty()) {
        Some(provider) if provider != service.name.trim() => format!("{provider}: {}", service.name.trim()),
        _ => said(&service.name),
    };
    let email = Some(&service.email).filter(|email| !email.is_empty()).or(provider.map(|one| &one.email));
    Ok(Recipient {
        is_sensitive: opened.is_sensitive(service) || is_sensitive(&kind),
        service: kind,
        recipient: name,
        phone: first_phone(&opened, service),
        email: email.cloned().unwrap_or_default(),
        address: address.unwrap_or_default(),
        is_hidden,
        directory: id.to_owned(),
        edition: opened.edition_hash().map(|hash| hex(&hash)).unwrap_or_default(),
    })
}
