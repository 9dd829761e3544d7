//! The directory as its rows mean it.
//!
//! A [`Directory`] is made of [`Tables`] and can always be made again: it decides nothing about what is kept. What cannot be
//! read is left out of it and stays in its row.

mod contact;
mod ids;
mod place;
mod schedule;
mod service;
mod term;

use std::collections::BTreeMap;

use contact::{Owned, Owner};

pub use contact::{Contact, Phone, Spoken, language_code};
pub use ids::{LocationId, OrganizationId, ServiceId, SiteId};
pub use place::{Address, Location, Organization, Position};
pub(crate) use schedule::is_unread as recurrence_is_unread;
pub use schedule::{Recurrence, Schedule, Span};
pub use service::{AgeLimits, Area, Capacity, RequiredDocument, SafeToName, Said, Service, ServiceStatus, Site};
pub use term::Term;

use crate::table::Tables;

/// Providers, services and places.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    organizations: BTreeMap<OrganizationId, Organization>,
    locations: BTreeMap<LocationId, Location>,
    services: Vec<Service>,
    terms: BTreeMap<String, Term>,
}

impl Directory {
    /// Of these rows. Takes O(rows · log rows).
    pub fn of(tables: &Tables) -> Self {
        let mut organizations: BTreeMap<OrganizationId, Organization> = BTreeMap::new();
        let mut locations = BTreeMap::new();
        organizations.extend(place::organizations(tables).into_iter().map(|one| (one.id.clone(), one)));
        locations.extend(place::locations(tables).into_iter().map(|one| (one.id.clone(), one)));
        let mut services = service::services(tables);
        services.sort_by(|one, other| one.id.cmp(&other.id));
        services.dedup_by(|later, first| later.id == first.id);
        for service in &mut services {
            // A provider without a name stands for none: a table of the standard has to name one.
            let is_known = |id: &OrganizationId| organizations.get(id).is_some_and(|one| !one.name.is_empty());
            service.organization = service.organization.take().filter(is_known);
        }
        let mut directory = Self { organizations, locations, services, terms: term::terms(tables) };
        directory.places(tables);
        directory.parts_of_services(tables);
        directory.what_belongs_somewhere(tables);
        directory
    }

    /// Every service, by id.
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// A service.
    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.get(self.place_of(id)?)
    }

    /// A provider.
    pub fn organization(&self, id: &str) -> Option<&Organization> {
        self.organizations.get(id)
    }

    /// Every provider, by id.
    pub fn organizations(&self) -> impl Iterator<Item = &Organization> {
        self.organizations.values()
    }

    /// The provider of a service.
    pub fn provider(&self, service: &Service) -> Option<&Organization> {
        self.organizations.get(service.organization.as_ref()?)
    }

    /// A place.
    pub fn location(&self, id: &str) -> Option<&Location> {
        self.locations.get(id)
    }

    /// The places of a service.
    pub fn places_of<'d>(&'d self, service: &'d Service) -> impl Iterator<Item = &'d Location> {
        service.sites.iter().filter_map(|site| self.locations.get(&site.location))
    }

    /// The terms of its taxonomies, by id.
    pub fn terms(&self) -> impl Iterator<Item = (&str, &Term)> {
        self.terms.iter().map(|(id, term)| (id.as_str(), term))
    }

    /// Puts what a service itself said in the place of what its rows say: the day on which it was asked whether all is right,
    /// and how many places it has.
    pub fn tell(&mut self, id: &str, assured: Option<chrono::NaiveDate>, capacity: Option<Capacity>) {
        if let Some(service) = self.service_mut(id) {
            service.assured = service.assured.max(assured);
            if let Some(capacity) = capacity {
                service.capacity = vec![capacity];
            }
        }
    }

    /// When a service is open at a place of its own: the hours of the service there, else its own, else the place's.
    pub fn hours<'d>(&'d self, service: &'d Service, site: Option<&'d Site>) -> &'d [Schedule] {
        let there = site.map_or(&[][..], |site| &site.schedules);
        if let Some(own) = [there, &service.schedules].into_iter().find(|all| !all.is_empty()) {
            return own;
        }
        let place = site.and_then(|site| self.locations.get(&site.location));
        place.map_or(&[][..], |place| &place.schedules)
    }

    fn place_of(&self, id: &str) -> Option<usize> {
        self.services.binary_search_by(|service| service.id.as_str().cmp(id)).ok()
    }

    fn service_mut(&mut self, id: &str) -> Option<&mut Service> {
        let place = self.place_of(id)?;
        self.services.get_mut(place)
    }

    fn places(&mut self, tables: &Tables) {
        for (location, address) in place::addresses(tables) {
            if let Some(place) = self.locations.get_mut(location.as_str()) {
                place.addresses.push(address);
            }
        }
        for (location, access) in place::access(tables) {
            if let Some(place) = self.locations.get_mut(location.as_str()) {
                place.access.push(access);
            }
        }
    }

    fn parts_of_services(&mut self, tables: &Tables) {
        for (service, site) in service::sites(tables) {
            if let Some(service) = self.service_mut(&service) {
                service.sites.push(site);
            }
        }
        let said = term::said_of_services(tables, &self.terms);
        self.give(said, |service, said| service.terms.push(said));
        self.give(service::papers(tables), |service, paper| service.papers.push(paper));
        self.give(service::capacities(tables), |service, capacity| service.capacity.push(capacity));
        self.give(service::areas(tables), |service, area| service.areas.push(area));
        self.give(service::costs(tables), |service, cost| service.costs.push(cost));
    }

    fn give<T>(&mut self, parts: Vec<(String, T)>, mut to: impl FnMut(&mut Service, T)) {
        for (id, part) in parts {
            if let Some(service) = self.service_mut(&id) {
                to(service, part);
            }
        }
    }

    fn what_belongs_somewhere(&mut self, tables: &Tables) {
        let sites = self.sites();
        self.hand_out(&sites, contact::phones(tables), |owner, phone| match owner {
            Whose::Site(_, site) => site.phones.push(phone),
            Whose::Service(service) => service.phones.push(phone),
            Whose::Location(place) => place.phones.push(phone),
            Whose::Organization(organization) => organization.phones.push(phone),
        });
        self.hand_out(&sites, contact::contacts(tables), |owner, contact| match owner {
            Whose::Service(service) => service.contacts.push(contact),
            Whose::Site(contacts, _) => contacts.push(contact),
            Whose::Location(_) | Whose::Organization(_) => {}
        });
        self.hand_out(&sites, contact::languages(tables), |owner, spoken| match owner {
            Whose::Service(service) => service.languages.push(spoken),
            Whose::Location(place) => place.languages.push(spoken),
            Whose::Site(..) | Whose::Organization(_) => {}
        });
        self.hand_out(&sites, schedule::schedules(tables), |owner, schedule| match owner {
            Whose::Site(_, site) => site.schedules.push(schedule),
            Whose::Service(service) => service.schedules.push(schedule),
            Whose::Location(place) => place.schedules.push(schedule),
            Whose::Organization(_) => {}
        });
    }

    /// Where each site is: the service's place and its own.
    fn sites(&self) -> BTreeMap<String, (usize, usize)> {
        let sites = self.services.iter().enumerate().flat_map(|(at, service)| {
            let own = service.sites.iter().enumerate();
            own.map(move |(place, site)| (site.id.as_str().to_owned(), (at, place)))
        });
        sites.collect()
    }

    fn hand_out<T>(
        &mut self,
        sites: &BTreeMap<String, (usize, usize)>,
        parts: Owned<T>,
        mut to: impl FnMut(Whose<'_>, T),
    ) {
        for (owner, part) in parts {
            let whose = match owner {
                Owner::Site(id) => sites.get(&id).and_then(|(service, place)| {
                    let service = self.services.get_mut(*service)?;
                    Some(Whose::Site(&mut service.contacts, service.sites.get_mut(*place)?))
                }),
                Owner::Service(id) => self.service_mut(&id).map(Whose::Service),
                Owner::Location(id) => self.locations.get_mut(id.as_str()).map(Whose::Location),
                Owner::Organization(id) => self.organizations.get_mut(id.as_str()).map(Whose::Organization),
                Owner::Nobody => None,
            };
            if let Some(whose) = whose {
                to(whose, part);
            }
        }
    }
}

/// What something belongs to, found.
enum Whose<'d> {
    /// Of a site, with the contacts of its service.
    Site(&'d mut Vec<Contact>, &'d mut Site),
    Service(&'d mut Service),
    Location(&'d mut Location),
    Organization(&'d mut Organization),
}

#[cfg(test)]
mod tests;
