//! Services by words, kind, place and filters, those first where somebody can be sent now.

use std::collections::BTreeMap;

use pana_casework::Act;
use pana_casework::directory::{Edition, Said};
use pana_directory::{Now, Query, Service, ServiceStatus, Which, language_code};
use pana_model::Moment;

use super::current::{at, opened};
use super::opened::{Opened, day_of};
use super::row::{FRESH, is_open, is_unchecked, places_left, row};
use crate::app::App;
use crate::contract::service::{
    DirectoryView, EditionRow, HeldBackRow, LanguageCount, OpeningState, Places, ServiceFilter, ServiceSearchRequest,
    ServiceSearchView,
};
use crate::contract::{AppError, Vocabulary as _};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// Shown where nobody says how many.
const SHOWN: usize = 100;
/// And never more than this.
const MOST: usize = 1_000;

/// Looks for services. Nothing of it is about a person, so no look is written down. Takes O(services · words asked), and makes the words of those alone that are shown.
///
/// # Errors
/// `locked`, `service-word` for a moment or a kind that is none, `directory-altered`, and as any read.
pub(crate) fn service_search(app: &App, request: &ServiceSearchRequest) -> Result<ServiceSearchView, AppError> {
    app.desk(|desk, now| search(desk, request, now))
}

fn search(desk: &mut Desk, request: &ServiceSearchRequest, now: Moment) -> Result<ServiceSearchView, AppError> {
    let opened = opened(desk)?;
    let moment = match request.open_at.as_deref().map(str::trim).filter(|at| !at.is_empty()) {
        Some(at) => Moment::parse(at).ok_or(ErrorCode::ServiceWord)?,
        None => now,
    };
    let asks_open = request.open_now || request.open_at.as_deref().is_some_and(|at| !at.trim().is_empty());
    let kind = request.kind.as_deref().map(str::trim).filter(|kind| !kind.is_empty());
    if kind.is_some_and(|kind| crate::needs::service_label(kind).is_empty()) {
        return Err(ErrorCode::ServiceWord.into());
    }
    let language = request.language.as_deref().map(str::trim).filter(|language| !language.is_empty());
    let at = opened.calendar.at(moment);
    let query = Query {
        words: &request.words,
        kind,
        place: &request.place,
        language: None,
        open: None,
        which: Which::All,
        limit: usize::MAX,
    };
    let filters = Filters {
        open: asks_open,
        language: language.map(language_code),
        places: request.with_places,
        checked: request.checked,
        all: request.all,
    };
    // Those where the language is spoken are among all in the same order: they are walked along with them.
    let mut speaking = filters.language.as_deref().map(|language| {
        let spoken = Query { language: Some(language), ..query };
        opened.catalog.search(&spoken).services.into_iter().peekable()
    });
    let mut held: BTreeMap<ServiceFilter, u32> = BTreeMap::new();
    let mut total = 0_u32;
    let mut found: Vec<(u8, bool, usize, &Service)> = Vec::new();
    for (order, service) in opened.catalog.search(&query).services.into_iter().enumerate() {
        let is_spoken =
            speaking.as_mut().is_none_or(|spoken| spoken.next_if(|one| std::ptr::eq(*one, service)).is_some());
        let looked = Looked { is_spoken, ..Looked::at(&opened, service, &at) };
        total = total.saturating_add(1);
        let mut is_held = false;
        for filter in filters.hold_back(service, &looked) {
            is_held = true;
            let count = held.entry(filter).or_default();
            *count = count.saturating_add(1);
        }
        if !is_held {
            found.push((looked.rank(service), looked.is_old, order, service));
        }
    }
    let limit = match usize::try_from(request.limit).unwrap_or(SHOWN) {
        0 => SHOWN,
        limit => limit.min(MOST),
    };
    let count = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let place = |(rank, is_old, order, _): &(u8, bool, usize, &Service)| (*rank, *is_old, *order);
    if found.len() > limit {
        found.select_nth_unstable_by_key(limit, place);
        found.truncate(limit);
    }
    found.sort_by_key(place);
    let services = found.iter().take(limit).map(|(.., service)| row(desk, &opened, service, &at)).collect();
    let mut languages: Vec<LanguageCount> = opened
        .languages
        .iter()
        .map(|(language, count)| LanguageCount { language: language.clone(), count: *count })
        .collect();
    languages.sort_by_key(|row| std::cmp::Reverse(row.count));
    let held_back = ServiceFilter::ALL.iter().filter_map(|filter| {
        let count = held.get(filter)?;
        Some(HeldBackRow { filter: *filter, count: *count })
    });
    Ok(ServiceSearchView {
        directory: directory(desk, &opened, now)?,
        services,
        found: count,
        total,
        held_back: held_back.collect(),
        languages,
    })
}

/// What was asked besides words.
struct Filters {
    open: bool,
    language: Option<String>,
    places: bool,
    checked: bool,
    all: bool,
}

/// What decides where a service stands.
struct Looked {
    opening: OpeningState,
    /// What is known of places and still counts.
    places: Places,
    /// Has nobody made sure of it for long?
    is_old: bool,
    /// Is the language spoken that is asked for? So it is where none is.
    is_spoken: bool,
}

impl Looked {
    fn at(opened: &Opened, service: &Service, now: &Now<'_>) -> Self {
        Self {
            opening: is_open(opened, service, now),
            places: places_left(opened, service, now),
            is_old: is_unchecked(opened, service, now),
            is_spoken: true,
        }
    }

    fn rank(&self, service: &Service) -> u8 {
        match (service.status, self.opening, self.places) {
            (status, ..) if status != ServiceStatus::Active => 5,
            (_, _, Places::None) => 4,
            (_, OpeningState::Open, Places::Has) => 0,
            (_, OpeningState::Open, _) => 1,
            (_, OpeningState::NotKnown, _) => 2,
            (_, OpeningState::Shut | OpeningState::Holiday, _) => 3,
        }
    }
}

impl Filters {
    /// The filters that hold a service back.
    fn hold_back(&self, service: &Service, looked: &Looked) -> impl Iterator<Item = ServiceFilter> + use<> {
        let held = [
            (ServiceFilter::Open, self.open && looked.opening != OpeningState::Open),
            (ServiceFilter::Language, !looked.is_spoken && service.interpretation.is_empty()),
            (ServiceFilter::Places, self.places && !matches!(looked.places, Places::Has | Places::Waiting)),
            (ServiceFilter::Checked, self.checked && looked.is_old),
            (ServiceFilter::Running, !self.all && service.status != ServiceStatus::Active),
        ];
        held.into_iter().filter(|(_, held)| *held).map(|(filter, _)| filter)
    }
}

/// The directory itself.
pub(super) fn directory(desk: &Desk, opened: &Opened, now: Moment) -> Result<DirectoryView, AppError> {
    let many = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let today = opened.calendar.at(now).day();
    let taken = opened.edition.as_ref().and_then(|said| day_of(&opened.calendar, said.hlc));
    let apart = opened.said().apart();
    let in_use = opened.edition_hash();
    Ok(DirectoryView {
        services: many(opened.catalog.directory().services().len()),
        edition: opened.edition.as_ref().map(|said| edition_row(desk, said)),
        is_old: taken.is_some_and(|day| today.signed_duration_since(day).num_days() > FRESH),
        apart: apart
            .into_iter()
            .filter(|said| Some(said.what.hash) != in_use)
            .map(|said| edition_row(desk, said))
            .collect(),
        by_hand: many(opened.own.len().saturating_add(opened.corrected.len())),
        may_publish: desk.may(Act::Publish, now),
        may_read: desk.may(Act::Propose, now),
        may_check: desk.may(Act::CheckService, now),
    })
}

/// An edition as a screen sees it.
pub(super) fn edition_row(desk: &Desk, said: &Said<Edition>) -> EditionRow {
    EditionRow {
        edition: hex(&said.what.hash),
        file: said.what.file.clone(),
        services: said.what.services,
        at: at(said.hlc),
        member: desk.member_name(said.member),
    }
}

/// A hash as it crosses.
pub(crate) fn hex(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
