//! Services by words, kind, place, language, and whether they are open.

mod words;

use std::collections::BTreeMap;

use pana_rules::Taxonomy;

use crate::crosswalk::{Crosswalk, Meaning};
use crate::hours::{Now, Opening, State, open_at, state_at};
use crate::model::{Directory, Location, Position, Service, ServiceStatus, Site};
use crate::naming::may_be_named;
use words::Words;

/// A directory made ready to be searched, with what its terms mean.
#[derive(Debug, Clone)]
pub struct Catalog {
    directory: Directory,
    /// What is said of each service, in the order of the directory.
    meanings: Vec<Vec<Meaning>>,
    /// What is compared of each, in the same order.
    profiles: Vec<Profile>,
    words: Words,
    places: Words,
    /// By kind of service, and by its group, the services.
    kinds: BTreeMap<String, Vec<u32>>,
    /// By language, without its kind.
    languages: BTreeMap<String, Vec<u32>>,
    /// Where each service stands in the order of names.
    order: Vec<u32>,
}

/// What is looked at in every candidate, gathered from its places.
#[derive(Debug, Clone, Default)]
pub(crate) struct Profile {
    /// Where it is.
    pub(crate) positions: Vec<Position>,
    /// What is spoken, each language without its kind.
    pub(crate) languages: Vec<String>,
}

/// What is looked for. What is left out is not asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<'q> {
    /// Words, or beginnings of words, of its name, its provider, its kinds, its description.
    pub words: &'q str,
    /// A kind of service of ours, or a group of kinds.
    pub kind: Option<&'q str>,
    /// A town, a region, the name of a place or an area.
    pub place: &'q str,
    /// A language that is spoken.
    pub language: Option<&'q str>,
    /// Only what is open at this moment.
    pub open: Option<&'q Now<'q>>,
    /// Those that do not run as well?
    pub which: Which,
    /// So many at most.
    pub limit: usize,
}

/// Which services are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    /// Those that run.
    #[default]
    Running,
    /// All.
    All,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Found<'c> {
    /// The services, the best first.
    pub services: Vec<&'c Service>,
    /// How many there are, shown or not.
    pub total: usize,
}

/// How much less a word weighs by where it stands: the name, what it is called besides, its provider, its kinds, its place,
/// its description.
const NAME: u16 = 0;
const OTHER_NAME: u16 = 1;
const PROVIDER: u16 = 2;
const KIND: u16 = 3;
const PLACE: u16 = 5;
const DESCRIPTION: u16 = 8;

impl Catalog {
    /// Of a directory. Takes O(words · log words).
    pub fn of(directory: Directory, crosswalk: &Crosswalk, kinds: &Taxonomy) -> Self {
        let is_service = |code: &str| kinds.service(code).is_some();
        let of_service = |service: &Service| {
            service.terms.iter().flat_map(|said| crosswalk.meanings_of(said, is_service)).collect::<Vec<_>>()
        };
        let meanings: Vec<Vec<Meaning>> = directory.services().iter().map(of_service).collect();
        let mut catalog = Self {
            words: words_of(&directory, &meanings, kinds),
            places: places_of(&directory, &meanings),
            kinds: BTreeMap::new(),
            languages: BTreeMap::new(),
            order: Vec::new(),
            profiles: directory
                .services()
                .iter()
                .zip(&meanings)
                .map(|(service, meanings)| profile(&directory, service, meanings))
                .collect(),
            meanings,
            directory,
        };
        catalog.sort_by_kind(kinds);
        catalog.sort_by_language();
        catalog.sort_by_name();
        catalog
    }

    /// The directory.
    pub const fn directory(&self) -> &Directory {
        &self.directory
    }

    /// What the terms of a service mean.
    pub fn meanings(&self, service: &Service) -> &[Meaning] {
        let found = self.place_of(service.id.as_str()).and_then(|place| self.at(place));
        found.map(|(_, meanings, _)| meanings).unwrap_or_default()
    }

    /// Services of a kind or of a group of kinds, by their places in the directory.
    pub(crate) fn of_kind(&self, kind: &str) -> &[u32] {
        self.kinds.get(kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// A service at a place of the directory, with what its terms mean and what is compared of it.
    pub(crate) fn at(&self, place: u32) -> Option<(&Service, &[Meaning], &Profile)> {
        let at = usize::try_from(place).ok()?;
        Some((self.directory.services().get(at)?, self.meanings.get(at)?, self.profiles.get(at)?))
    }

    /// The place of a service in the directory.
    pub(crate) fn place_of(&self, id: &str) -> Option<u32> {
        let at = self.directory.services().binary_search_by(|one| one.id.as_str().cmp(id)).ok()?;
        u32::try_from(at).ok()
    }

    /// Where a service stands in the order of names.
    pub(crate) fn order_of(&self, place: u32) -> u32 {
        usize::try_from(place).ok().and_then(|at| self.order.get(at)).copied().unwrap_or(u32::MAX)
    }

    /// Which services are at one of these places, by their names.
    pub(crate) fn at_places(&self, places: &[String]) -> Vec<bool> {
        let mut there = vec![false; self.directory.services().len()];
        for place in places.iter().filter(|place| !place.trim().is_empty()) {
            let mut fits = vec![Some(0); there.len()];
            self.places.narrow(place, &mut fits);
            there.iter_mut().zip(fits).filter(|(_, fit)| fit.is_some()).for_each(|(there, _)| *there = true);
        }
        there
    }

    /// Looks for services. Takes O(services · words asked), whatever the directory holds.
    pub fn search(&self, query: &Query<'_>) -> Found<'_> {
        let services = self.directory.services();
        let mut fits: Vec<Option<u32>> = vec![Some(0); services.len()];
        if !query.words.trim().is_empty() {
            self.words.narrow(query.words, &mut fits);
        }
        if !query.place.trim().is_empty() {
            self.places.narrow(query.place, &mut fits);
        }
        if let Some(kind) = query.kind {
            keep(&mut fits, self.kinds.get(kind).map(Vec::as_slice).unwrap_or_default());
        }
        if let Some(language) = query.language {
            let asked = base(&crate::model::language_code(language)).to_owned();
            keep(&mut fits, self.languages.get(&asked).map(Vec::as_slice).unwrap_or_default());
        }
        let mut found: Vec<(u32, u32, usize)> = Vec::new();
        for (at, (service, fit)) in services.iter().zip(&fits).enumerate() {
            let Some(fit) = fit else { continue };
            let runs = query.which == Which::All || service.status == ServiceStatus::Active;
            if runs && query.open.is_none_or(|now| self.state(service, now) == State::Open) {
                found.push((*fit, self.order.get(at).copied().unwrap_or(u32::MAX), at));
            }
        }
        let total = found.len();
        if let Some(last) = query.limit.checked_sub(1).filter(|last| *last < total) {
            found.select_nth_unstable(last);
            found.truncate(query.limit);
        }
        found.sort_unstable();
        found.truncate(query.limit);
        Found { services: found.iter().filter_map(|(_, _, at)| services.get(*at)).collect(), total }
    }

    /// Is a service open at any of its places, and at which? It is shut only if all are known to be.
    pub fn opening(&self, service: &Service, now: &Now<'_>) -> (Opening, Option<usize>) {
        let of_site = |site: Option<&Site>| open_at(self.directory.hours(service, site), now);
        let mut shut = None;
        for (at, site) in service.sites.iter().enumerate() {
            let opening = of_site(Some(site));
            match (opening, shut) {
                (Opening::Open { .. }, _) => return (opening, Some(at)),
                (Opening::NotKnown, _) | (_, None) => shut = Some((opening, at)),
                _ => {}
            }
        }
        shut.map_or_else(|| (of_site(None), None), |(opening, at)| (opening, Some(at)))
    }

    /// The same without the end, which costs the most.
    pub fn state(&self, service: &Service, now: &Now<'_>) -> State {
        let of_site = |site: Option<&Site>| state_at(self.directory.hours(service, site), now);
        let mut shut = None;
        for site in &service.sites {
            match (of_site(Some(site)), shut) {
                (State::Open, _) => return State::Open,
                (state @ State::NotKnown, _) | (state, None) => shut = Some(state),
                _ => {}
            }
        }
        shut.unwrap_or_else(|| of_site(None))
    }

    fn sort_by_kind(&mut self, kinds: &Taxonomy) {
        for (place, meanings) in (0_u32..).zip(&self.meanings) {
            for code in meanings.iter().filter_map(|meaning| match meaning {
                Meaning::Service(code) => Some(code),
                _ => None,
            }) {
                let group = kinds.service(code).and_then(|kind| kind.group.clone());
                for kind in [Some(code.clone()), group].into_iter().flatten() {
                    let services = self.kinds.entry(kind).or_default();
                    if services.last() != Some(&place) {
                        services.push(place);
                    }
                }
            }
        }
    }

    fn sort_by_language(&mut self) {
        for (place, profile) in (0_u32..).zip(&self.profiles) {
            for language in &profile.languages {
                self.languages.entry(language.clone()).or_default().push(place);
            }
        }
    }

    fn sort_by_name(&mut self) {
        let mut names: Vec<(String, usize)> = self
            .directory
            .services()
            .iter()
            .enumerate()
            .map(|(at, service)| (service.name.to_lowercase(), at))
            .collect();
        names.sort();
        self.order = vec![0; names.len()];
        for (rank, (_, at)) in (0_u32..).zip(&names) {
            if let Some(place) = self.order.get_mut(*at) {
                *place = rank;
            }
        }
    }
}

/// A language without its kind: Persian is spoken where Dari is.
pub(crate) fn base(code: &str) -> &str {
    code.split('-').next().unwrap_or(code)
}

fn profile(directory: &Directory, service: &Service, meanings: &[Meaning]) -> Profile {
    let mut profile = Profile::default();
    let may_be_known = may_be_named(service, meanings);
    let mut speaks = |code: &str| {
        if !code.is_empty() && !profile.languages.iter().any(|known| known == base(code)) {
            profile.languages.push(base(code).to_owned());
        }
    };
    service.languages.iter().for_each(|spoken| speaks(&spoken.code));
    for location in directory.places_of(service) {
        location.languages.iter().for_each(|spoken| speaks(&spoken.code));
        profile.positions.extend(location.position.filter(|_| may_be_known));
    }
    profile
}

/// Lets go of all that are not among these.
fn keep(fits: &mut [Option<u32>], services: &[u32]) {
    let mut among = vec![false; fits.len()];
    for place in services {
        if let Some(there) = usize::try_from(*place).ok().and_then(|at| among.get_mut(at)) {
            *there = true;
        }
    }
    fits.iter_mut().zip(among).filter(|(_, among)| !among).for_each(|(fit, _)| *fit = None);
}

fn words_of(directory: &Directory, meanings: &[Vec<Meaning>], kinds: &Taxonomy) -> Words {
    let mut words = Words::default();
    for (place, (service, meanings)) in (0_u32..).zip(directory.services().iter().zip(meanings)) {
        let mut add = |text: &str, weight: u16| words.add(text, place, weight);
        add(&service.name, NAME);
        add(&service.other_name, OTHER_NAME);
        if let Some(provider) = directory.provider(service) {
            add(&provider.name, PROVIDER);
            add(&provider.other_name, PROVIDER);
        }
        service.terms.iter().for_each(|said| add(&said.name, KIND));
        let codes = meanings.iter().filter_map(|meaning| match meaning {
            Meaning::Service(code) => kinds.service(code),
            _ => None,
        });
        codes.flat_map(|kind| kind.label.values()).for_each(|label| add(label, KIND));
        for location in known_places(directory, service, meanings) {
            add(&location.name, PLACE);
            location.addresses.iter().for_each(|address| add(&address.city, PLACE));
        }
        add(&service.description, DESCRIPTION);
    }
    words.finish()
}

/// The places of a service that anybody may know. Whoever searches for a street must not learn by what is found that a shelter is
/// in it: the place of a service that may not be named stands in no index.
fn known_places<'d>(
    directory: &'d Directory,
    service: &'d Service,
    meanings: &[Meaning],
) -> impl Iterator<Item = &'d Location> {
    let may_be_known = may_be_named(service, meanings);
    directory.places_of(service).filter(move |_| may_be_known)
}

fn places_of(directory: &Directory, meanings: &[Vec<Meaning>]) -> Words {
    let mut words = Words::default();
    for (place, (service, meanings)) in (0_u32..).zip(directory.services().iter().zip(meanings)) {
        let mut add = |text: &str| words.add(text, place, 0);
        service.areas.iter().for_each(|area| add(&area.name));
        for location in known_places(directory, service, meanings) {
            add(&location.name);
            for address in &location.addresses {
                [&address.city, &address.region, &address.state].into_iter().for_each(|text| add(text));
            }
        }
    }
    words.finish()
}

#[cfg(test)]
mod tests;
