//! The directory as it is now, made ready to be searched: the edition in use, what was entered by hand over it, and what
//! services told us. It is made once for each change of any of these, in O(rows · log rows), is kept by the desk and goes with
//! it at the lock.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use pana_casework::directory::{DirectoryState, Edition, Places, Said, ServiceCheck};
use pana_directory::{
    Calendar, Capacity, Catalog, Crosswalk, Directory, Extent, Meaning, SafeToName, Service, ServiceStatus, Tables,
    Zone, compare, may_be_named,
};
use pana_model::Moment;
use pana_record::Hlc;
use pana_store::Store;

use super::edition::from_bytes;
use crate::contract::AppError;
use crate::error::ErrorCode;
use crate::needs::{is_sensitive, taxonomy};

const CROSSWALK: &[u8] = include_bytes!("../../../../differentiation/crosswalk.csv");

/// What terms of other taxonomies mean; nothing if the program was built with a table that cannot be read, which a test keeps
/// from happening.
pub(super) static MEANINGS: LazyLock<Crosswalk> = LazyLock::new(|| {
    let (crosswalk, _) = Crosswalk::read("crosswalk.csv", CROSSWALK, |code| taxonomy().service(code).is_some());
    crosswalk.unwrap_or_default()
});

/// The directory, or one edition of it.
pub(crate) struct Opened {
    /// What it was made of.
    said: Arc<DirectoryState>,
    pub(super) edition: Option<Said<Edition>>,
    /// The rows of the edition alone.
    pub(super) rows: Tables,
    /// The rows with what was entered by hand.
    pub(super) merged: Tables,
    pub(super) catalog: Catalog,
    /// Services that stand in no edition.
    pub(super) own: BTreeSet<String>,
    /// Services of the edition that we corrected.
    pub(super) corrected: BTreeSet<String>,
    /// In how many services each language is spoken.
    pub(super) languages: BTreeMap<String, u32>,
    pub(super) calendar: Calendar,
}

/// The rows of an edition.
pub(super) fn rows_of(store: &Store, hash: [u8; 32]) -> Result<Tables, AppError> {
    from_bytes(&store.edition_rows(hash)?).ok_or(ErrorCode::DirectoryAltered.into())
}

/// The centre's days: by its distance from UTC. Holidays are none that anybody keeps yet.
pub(super) fn calendar(store: &Store) -> Calendar {
    Calendar::new(Zone::fixed(i16::try_from(store.offset_minutes()).unwrap_or_default()))
}

impl Opened {
    /// Of the rows of an edition, and all that is said besides.
    pub(super) fn of(
        said: Arc<DirectoryState>,
        edition: Option<Said<Edition>>,
        rows: Tables,
        calendar: Calendar,
    ) -> Self {
        let entries = entries(&said);
        let in_edition: BTreeSet<&str> = ids(&rows).into_iter().collect();
        let entered = ids(&entries);
        let own = entered.iter().filter(|id| !in_edition.contains(*id)).map(|id| (*id).to_owned()).collect();
        let mut merged = rows.clone();
        merged.lay_over(&entries);
        guard(&mut merged, &rows, (&*said, edition.as_ref()), &entered);
        let corrected = corrected(&rows, &merged, &entered);
        let mut directory = Directory::of(&merged);
        for service in said.checked() {
            tell(&mut directory, service, &said, &calendar);
        }
        let catalog = Catalog::of(directory, &MEANINGS, taxonomy());
        let mut languages: BTreeMap<String, u32> = BTreeMap::new();
        for service in catalog.directory().services() {
            for language in languages_of(catalog.directory(), service) {
                let count = languages.entry(language).or_default();
                *count = count.saturating_add(1);
            }
        }
        Self { said, edition, rows, merged, catalog, own, corrected, languages, calendar }
    }

    /// A service by its id.
    ///
    /// # Errors
    /// `service-unknown`.
    pub(crate) fn service(&self, id: &str) -> Result<&Service, AppError> {
        self.catalog.directory().service(id).ok_or(ErrorCode::ServiceUnknown.into())
    }

    /// The catalogue.
    pub(crate) const fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Was it made of this?
    pub(super) fn is_of(&self, said: &Arc<DirectoryState>) -> bool {
        Arc::ptr_eq(&self.said, said)
    }

    /// All that is said of it.
    pub(super) fn said(&self) -> &DirectoryState {
        &self.said
    }

    /// The hash of the edition in use.
    pub(crate) fn edition_hash(&self) -> Option<[u8; 32]> {
        self.edition.as_ref().map(|said| said.what.hash)
    }

    /// Kinds of our taxonomy that a service is of.
    pub(crate) fn kinds(&self, service: &Service) -> Vec<String> {
        let mut kinds: Vec<String> = Vec::new();
        for meaning in self.catalog.meanings(service) {
            if let Meaning::Service(code) = meaning
                && !kinds.contains(code)
            {
                kinds.push(code.clone());
            }
        }
        kinds
    }

    /// May a referral to it bring somebody into danger: it is of such a kind, or must not be named?
    pub(crate) fn is_sensitive(&self, service: &Service) -> bool {
        !self.catalog.may_be_named(service) || self.kinds(service).iter().any(|kind| is_sensitive(kind))
    }
}

/// What the terms of a service mean.
pub(super) fn meanings_of(service: &Service) -> Vec<Meaning> {
    let is_kind = |code: &str| taxonomy().service(code).is_some();
    service.terms.iter().flat_map(|said| MEANINGS.meanings_of(said, is_kind)).collect()
}

/// The services of rows, by id.
pub(super) fn ids(rows: &Tables) -> Vec<&str> {
    rows.get("service").into_iter().flat_map(|table| table.each(["id"])).map(|[id]| id).collect()
}

/// The rows of all entries that count.
pub(super) fn entries(said: &DirectoryState) -> Tables {
    let mut all = Tables::default();
    for service in said.entered() {
        let counts = said.entries(service).into_iter().next();
        // What a newer program wrote in another form is not read; what it corrects stays as the edition has it.
        if let Some(rows) = counts.and_then(|entry| Tables::from_text(&entry.what)) {
            all.add_missing(&rows);
        }
    }
    all
}

/// Protects who is at a service: an older correction must not make known what the edition, or somebody else meanwhile, says must
/// not be known; nor send anybody to what the edition says is closed for good. Only who had seen that may say otherwise.
fn guard(
    merged: &mut Tables,
    rows: &Tables,
    (said, edition): (&DirectoryState, Option<&Said<Edition>>),
    entered: &[&str],
) {
    if entered.is_empty() {
        return;
    }
    let listed = Directory::of(&rows.of_services(&entered.iter().copied().collect()));
    let forbids = |service: &Service| !may_be_named(service, &meanings_of(service));
    for id in entered {
        let standing = said.entries(id);
        let Some(counts) = standing.first() else { continue };
        let saw = edition.is_some_and(|edition| said.saw_edition(counts.event, edition.event));
        let read = |entry: &Said<Arc<str>>| Tables::from_text(&entry.what).map(|rows| Directory::of(&rows));
        let own = read(counts);
        let own = own.as_ref().and_then(|own| own.service(id));
        let is_meant = saw && own.is_some_and(|service| service.safe_to_name == SafeToName::Yes);
        let listed = listed.service(id);
        let in_list = !is_meant && listed.is_some_and(forbids);
        // None of those that stand had seen another.
        let mut others = standing.iter().skip(1).filter_map(|entry| read(entry));
        let by_another = others.any(|other| other.service(id).is_some_and(forbids));
        if (in_list || by_another) && own.is_some_and(|service| service.safe_to_name != SafeToName::No) {
            merged.table("service").put(&[("id", id), ("safe_to_name", "no")]);
        }
        let is_over = |service: &Service| service.status == ServiceStatus::Defunct;
        if !saw && listed.is_some_and(is_over) && own.is_some_and(|service| !is_over(service)) {
            merged.table("service").put(&[("id", id), ("status", "defunct")]);
        }
    }
}

fn corrected(rows: &Tables, merged: &Tables, entered: &[&str]) -> BTreeSet<String> {
    let of = |tables: &Tables| tables.of_services(&entered.iter().copied().collect());
    if entered.is_empty() {
        return BTreeSet::new();
    }
    let comparison = compare(&of(rows), &of(merged), Extent::Part, |_| true);
    comparison.changed.into_iter().map(|(id, _)| id.as_str().to_owned()).collect()
}

/// What a service told us stands in the place of what its rows say, where it is newer.
fn tell(directory: &mut Directory, id: &str, said: &DirectoryState, calendar: &Calendar) {
    let day = |check: &Said<ServiceCheck>| day_of(calendar, check.hlc);
    let assured = said.checks(id).find(|check| check.what.is_right == Some(true)).and_then(day);
    let told = said.checks(id).find(|check| check.what.places.is_some());
    let newest = directory.service(id).and_then(|service| service.capacity.iter().filter_map(|one| one.updated).max());
    let is_newer = |check: &&Said<ServiceCheck>| newest.is_none_or(|newest| day(check) >= Some(newest));
    let capacity = told.filter(is_newer).map(|check| Capacity {
        unit: String::new(),
        available: match check.what.places {
            Some(Places::None) => Some(0),
            Some(Places::Has) => check.what.free,
            _ => None,
        },
        maximum: None,
        description: String::new(),
        updated: day(check),
    });
    directory.tell(id, assured, capacity);
}

/// The day on which a clock read this, at the centre.
pub(super) fn day_of(calendar: &Calendar, hlc: Hlc) -> Option<NaiveDate> {
    let moment = Moment::from_unix_ms(i64::try_from(hlc.unix_ms()).ok()?)?;
    Some(calendar.at(moment).day())
}

/// Languages that are spoken at a service or at its places, each without its kind.
pub(super) fn languages_of(directory: &Directory, service: &Service) -> BTreeSet<String> {
    let places = directory.places_of(service).flat_map(|place| &place.languages);
    let codes = service.languages.iter().chain(places).map(|spoken| base(&spoken.code).to_owned());
    codes.filter(|code| !code.is_empty()).collect()
}

/// A language without its kind: Persian is spoken where Dari is.
pub(super) fn base(code: &str) -> &str {
    code.split('-').next().unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_meanings_that_ships_is_in_the_program() {
        let (crosswalk, problems) =
            Crosswalk::read("crosswalk.csv", CROSSWALK, |code| taxonomy().service(code).is_some());
        assert!(crosswalk.is_some(), "{problems:?}");
    }

    #[test]
    fn each_sensitive_kind_of_service_is_unsafe_to_name_where_nobody_said() {
        let services = include_str!("../../../../differentiation/services.csv");
        let codes = services.lines().filter_map(|line| line.split(',').next());
        let sensitive: Vec<&str> = codes.filter(|code| is_sensitive(code)).collect();
        assert!(sensitive.contains(&"dom_safe_place"), "{sensitive:?}");
        for code in sensitive {
            let said = pana_directory::Said {
                taxonomy: "Pana".to_owned(),
                code: code.to_owned(),
                name: String::new(),
                link: String::new(),
                value: String::new(),
            };
            let meanings = MEANINGS.meanings_of(&said, |code| taxonomy().service(code).is_some());
            assert_eq!(meanings, [Meaning::Service(code.to_owned()), Meaning::Unsafe]);
        }
    }
}
