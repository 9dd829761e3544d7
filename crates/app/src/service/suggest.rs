//! Which services fit what a person needs, for each need, with what speaks for each and against it.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_casework::Act;
use pana_directory::{Asked, Reason, ServiceId, SuggestedApart, Suggestion, Wanted};
use pana_model::{CaseId, Moment};
use pana_rules::Stops;
use pana_store::{Access, Look, Stream};

use super::current::opened;
use super::experience::OfPerson;
use super::opened::Opened;
use super::row::row;
use super::seeker::seeker;
use super::show::trait_label;
use super::tried::Tried;
use crate::app::App;
use crate::contract::service::{
    ReasonRow, ServiceKindName, SuggestRequest, SuggestState, SuggestView, SuggestedNeed, SuggestedService,
};
use crate::contract::{AppError, Texts, Word};
use crate::desk::Desk;
use crate::needs::{WantedNeed, service_label, wanted};

/// So many services of a need's kinds are looked at in full, those that fit first.
const LOOKED_AT: usize = 300;

/// Suggests services for what a person needs. Where the person allows nobody to be told, nothing is suggested. The look is in the
/// access log, and one at each talk in private that it rests on. Takes O(services of the kinds wanted) for each need, and
/// O(referrals handed over) where one of these has changed since the last time.
///
/// # Errors
/// `case-unknown`, `no-right`, `directory-altered`, and as any write.
pub(crate) fn service_suggest(app: &App, request: &SuggestRequest) -> Result<SuggestView, AppError> {
    app.desk(|desk, now| suggest(desk, request.case.0, now))
}

fn suggest(desk: &mut Desk, case: CaseId, now: Moment) -> Result<SuggestView, AppError> {
    desk.ask(Act::ReadPerson, now)?;
    crate::transfer::may_open(desk, case, now)?;
    desk.ask(Act::Needs, now)?;
    desk.store.person_name(case)?;
    let look = Look { cases: &[case], access: Access::PersonOpened, interview: None, stream: Stream::Centre, note: "" };
    desk.store.record_access(&look, now)?;
    let found = wanted(desk, case, now)?;
    let said = |state| SuggestView { state, stops: found.stops.map(Word), needs: Vec::new() };
    if found.stops == Some(Stops::Referrals) {
        return Ok(said(SuggestState::Stopped));
    }
    let opened = opened(desk)?;
    if opened.catalog.directory().services().is_empty() {
        return Ok(said(SuggestState::NoDirectory));
    }
    if found.needs.is_empty() {
        return Ok(said(SuggestState::NoNeed));
    }
    let asking = Asking {
        seeker: seeker(desk, case, &found.answers, now)?,
        tried: tried(desk)?,
        person: OfPerson::read(desk, case, &opened.calendar)?,
        now,
    };
    let now = opened.calendar.at(asking.now);
    let wants: Vec<Vec<Wanted>> = found.needs.iter().map(wants).collect();
    let asked = Asked { seeker: &asking.seeker, wanted: &[], now: &now, limit: LOOKED_AT };
    let experience = |id: &ServiceId| asking.person.weigh(id.as_str(), asking.tried.of(id.as_str(), asking.now));
    let apart = opened.catalog.suggest_for_each(&asked, &wants, SuggestedNeed::SHOWN, experience);
    let needs = found.needs.iter().zip(&apart).map(|(need, all)| of_need(desk, &opened, (need, all), &now)).collect();
    Ok(SuggestView { needs, ..said(SuggestState::Ready) })
}

/// What our referrals say of services, counted anew where one of them has changed.
fn tried(desk: &mut Desk) -> Result<Arc<Tried>, AppError> {
    if let Some(known) = desk.tried.as_ref().filter(|known| known.is_of(&desk.store)) {
        return Ok(Arc::clone(known));
    }
    let read = Arc::new(Tried::read(&desk.store)?);
    desk.tried = Some(Arc::clone(&read));
    Ok(read)
}

/// For whom, and what is known of services.
struct Asking {
    seeker: pana_directory::Seeker,
    tried: Arc<Tried>,
    person: OfPerson,
    now: Moment,
}

/// The kinds of services that a need asks for.
fn wants(need: &WantedNeed) -> Vec<Wanted> {
    let kinds = need.kinds.iter();
    kinds.map(|(kind, urgency)| Wanted { kind: kind.clone(), urgency: *urgency }).collect()
}

fn of_need(
    desk: &Desk,
    opened: &Opened,
    (need, all): (&WantedNeed, &SuggestedApart<'_>),
    now: &pana_directory::Now<'_>,
) -> SuggestedNeed {
    let many = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let rows = |some: &[Suggestion<'_>]| -> Vec<SuggestedService> {
        some.iter().map(|suggestion| suggested(desk, opened, need, (suggestion, now))).collect()
    };
    SuggestedNeed {
        need: need.row.code.clone(),
        label: need.row.label.clone(),
        urgency: need.row.urgency,
        apart: need.row.apart,
        kinds: need
            .kinds
            .keys()
            .map(|code| ServiceKindName { label: service_label(code), code: code.clone() })
            .collect(),
        services: rows(&all.fitting),
        others: rows(&all.others),
        others_count: many(all.others_count),
        count: many(all.fitting_count),
    }
}

fn suggested(
    desk: &Desk,
    opened: &Opened,
    need: &WantedNeed,
    (suggestion, now): (&Suggestion<'_>, &pana_directory::Now<'_>),
) -> SuggestedService {
    let service = suggestion.service;
    // Of several kinds that it is of, the one that is needed most.
    let kinds = opened.kinds(service).into_iter().filter_map(|kind| Some((need.kinds.get(&kind)?, kind)));
    let kind = kinds.min().map(|(_, kind)| kind).unwrap_or_default();
    let reasons = |all: &[Reason]| all.iter().map(reason_row).collect();
    SuggestedService {
        row: row(desk, opened, service, now),
        kind,
        verdict: Word(suggestion.verdict),
        score: suggestion.points,
        why: reasons(&suggestion.whys),
        why_not: reasons(&suggestion.why_nots),
        is_sensitive: opened.is_sensitive(service),
    }
}

fn reason_row(reason: &Reason) -> ReasonRow {
    // A word of tables of the standard has a blank in it, which no word of ours has.
    let said = |value: String| {
        if value.is_empty() { "none".to_owned() } else { value.replace("temporarily closed", "temporarily_closed") }
    };
    let args: BTreeMap<String, String> =
        reason.args().into_iter().map(|(name, value)| (name.to_owned(), said(value))).collect();
    let label = match reason {
        Reason::Serves(kind) => service_label(kind),
        Reason::TraitFits(_, code) | Reason::TraitNot(_, code) | Reason::TraitNotKnown(_, code) => trait_label(code),
        _ => Texts::new(),
    };
    ReasonRow { code: Word(reason.kind()), args, label }
}
