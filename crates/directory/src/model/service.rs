//! Services: what is given, to whom, where, when.

use chrono::NaiveDate;

use super::contact::{Contact, Phone, Spoken};
use super::ids::{LocationId, OrganizationId, ServiceId, SiteId};
use super::schedule::Schedule;
use crate::table::Tables;
use crate::value::{count, date, number, yes_no};

/// A service.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// Who gives it; `None` where the directory does not say, or names nobody it knows.
    pub organization: Option<OrganizationId>,
    /// Its name.
    pub name: String,
    /// What it is called besides.
    pub other_name: String,
    /// What it is.
    pub description: String,
    /// Its address on the web.
    pub url: String,
    /// Its address of e-mail.
    pub email: String,
    /// Does it run?
    pub status: ServiceStatus,
    /// What everybody who is sent there has to know first.
    pub alert: String,
    /// How one comes to it.
    pub application: String,
    /// What it costs, in words.
    pub fees: String,
    /// For whom it is, in words.
    pub eligibility: String,
    /// Its interpreters, in words.
    pub interpretation: String,
    /// The least age, and the greatest, in years.
    pub ages: AgeLimits,
    /// The day on which somebody last made sure of it.
    pub assured: Option<NaiveDate>,
    /// The day on which its row last changed.
    pub modified: Option<NaiveDate>,
    /// May a paper or a list that a stranger sees name it?
    pub safe_to_name: SafeToName,
    /// What the directory's terms say of it.
    pub terms: Vec<Said>,
    /// Papers that are asked for.
    pub papers: Vec<RequiredDocument>,
    /// Places free.
    pub capacity: Vec<Capacity>,
    /// Where it is for.
    pub areas: Vec<Area>,
    /// What it costs.
    pub costs: Vec<String>,
    /// Its telephones, of no one place.
    pub phones: Vec<Phone>,
    /// Who answers for it.
    pub contacts: Vec<Contact>,
    /// What is spoken.
    pub languages: Vec<Spoken>,
    /// Its hours, of no one place.
    pub schedules: Vec<Schedule>,
    /// The places where it is given: one entry each, however many programmes a place has.
    pub sites: Vec<Site>,
}

/// A service at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Its id.
    pub id: SiteId,
    /// The place.
    pub location: LocationId,
    /// What is particular to it there.
    pub description: String,
    /// Its telephones there.
    pub phones: Vec<Phone>,
    /// Its hours there.
    pub schedules: Vec<Schedule>,
}

/// Does a service run?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ServiceStatus {
    /// It does.
    Active,
    /// It will again.
    TemporarilyClosed,
    /// It does not now.
    Inactive,
    /// It never will again. A service that a referral points to and that is gone from its directory is this.
    Defunct,
}

/// The least and the greatest age, both among those it is for.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct AgeLimits {
    /// The least.
    pub least: Option<f64>,
    /// The greatest: `17` is up to the eighteenth birthday.
    pub greatest: Option<f64>,
}

/// May a paper name it?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SafeToName {
    /// Yes.
    Yes,
    /// No: a shelter whose address must not be known.
    No,
    /// Nobody said. Of a sensitive kind of service that is a no.
    NotSaid,
}

/// What a term says of a service: a link from the table of attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The taxonomy's name.
    pub taxonomy: String,
    /// The term's code; empty where it has none.
    pub code: String,
    /// The term's name.
    pub name: String,
    /// As what it was linked: `service_category`, `eligibility` …
    pub link: String,
    /// A value beside it.
    pub value: String,
}

/// A paper that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredDocument {
    /// What it is.
    pub document: String,
    /// Where one reads of it.
    pub uri: String,
}

/// How many places are free.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capacity {
    /// Of what: a bed, a place.
    pub unit: String,
    /// Free; `None` where nobody knows, which is not the same as none.
    pub available: Option<u32>,
    /// All.
    pub maximum: Option<u32>,
    /// What it is about.
    pub description: String,
    /// When it was counted.
    pub updated: Option<NaiveDate>,
}

/// An area that a service is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// What it is called.
    pub name: String,
    /// What belongs to it, in words.
    pub description: String,
    /// Its borders, in the format beside.
    pub extent: String,
    /// `geojson`, `text` …
    pub extent_type: String,
}

impl ServiceStatus {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Active, Self::TemporarilyClosed, Self::Inactive, Self::Defunct];

    /// As tables have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::TemporarilyClosed => "temporarily closed",
            Self::Inactive => "inactive",
            Self::Defunct => "defunct",
        }
    }

    /// By its word. What is no word of these is not known to run.
    pub(crate) fn of(text: &str) -> Self {
        Self::ALL.iter().copied().find(|status| status.as_str().eq_ignore_ascii_case(text)).unwrap_or(Self::Inactive)
    }
}

/// The column of our own in which a hand-made service says whether it may be named.
const SAFE_TO_NAME: &str = "safe_to_name";

impl SafeToName {
    fn of(text: &str) -> Self {
        yes_no(text).map_or(Self::NotSaid, |safe| if safe { Self::Yes } else { Self::No })
    }
}

pub(crate) fn services(tables: &Tables) -> Vec<Service> {
    let columns = [
        "id",
        "organization_id",
        "name",
        "alternate_name",
        "description",
        "url",
        "email",
        "status",
        "alert",
        "application_process",
        "fees_description",
        "eligibility_description",
        "interpretation_services",
        "minimum_age",
        "maximum_age",
        "assured_date",
        "last_modified",
        SAFE_TO_NAME,
    ];
    let rows = tables.each("service", columns).into_iter();
    rows.map(|row| {
        let [
            id,
            organization,
            name,
            other_name,
            description,
            url,
            email,
            status,
            alert,
            application,
            fees,
            eligibility,
            interpretation,
            least,
            greatest,
            assured,
            modified,
            safe,
        ] = row;
        let age = |text: &str| number(text).filter(|age| (0.0..=150.0).contains(age));
        Service {
            id: id.into(),
            organization: (!organization.is_empty()).then(|| organization.into()),
            name: name.to_owned(),
            other_name: other_name.to_owned(),
            description: description.to_owned(),
            url: url.to_owned(),
            email: email.to_owned(),
            status: ServiceStatus::of(status),
            alert: alert.to_owned(),
            application: application.to_owned(),
            fees: fees.to_owned(),
            eligibility: eligibility.to_owned(),
            interpretation: interpretation.to_owned(),
            ages: AgeLimits { least: age(least), greatest: age(greatest) },
            assured: date(assured),
            modified: date(modified),
            safe_to_name: SafeToName::of(safe),
            terms: Vec::new(),
            papers: Vec::new(),
            capacity: Vec::new(),
            areas: Vec::new(),
            costs: Vec::new(),
            phones: Vec::new(),
            contacts: Vec::new(),
            languages: Vec::new(),
            schedules: Vec::new(),
            sites: Vec::new(),
        }
    })
    .collect()
}

pub(crate) fn sites(tables: &Tables) -> Vec<(String, Site)> {
    let rows = tables.each("service_at_location", ["id", "service_id", "location_id", "description"]).into_iter();
    rows.map(|[id, service, location, description]| {
        let site = Site {
            id: id.into(),
            location: location.into(),
            description: description.to_owned(),
            phones: Vec::new(),
            schedules: Vec::new(),
        };
        (service.to_owned(), site)
    })
    .collect()
}

pub(crate) fn papers(tables: &Tables) -> Vec<(String, RequiredDocument)> {
    let rows = tables.each("required_document", ["service_id", "document", "uri"]).into_iter();
    rows.filter(|[_, document, _]| !document.is_empty())
        .map(|[service, document, uri]| {
            (service.to_owned(), RequiredDocument { document: document.to_owned(), uri: uri.to_owned() })
        })
        .collect()
}

pub(crate) fn capacities(tables: &Tables) -> Vec<(String, Capacity)> {
    let units = tables.each("unit", ["id", "name"]);
    let columns = ["service_id", "unit_id", "available", "maximum", "description", "updated"];
    let rows = tables.each("service_capacity", columns).into_iter();
    rows.map(|[service, unit, available, maximum, description, updated]| {
        let unit = units.iter().find(|[id, _]| *id == unit).map_or("", |[_, name]| name);
        let capacity = Capacity {
            unit: unit.to_owned(),
            available: count(available),
            maximum: count(maximum),
            description: description.to_owned(),
            updated: date(updated),
        };
        (service.to_owned(), capacity)
    })
    .collect()
}

pub(crate) fn areas(tables: &Tables) -> Vec<(String, Area)> {
    let rows = tables.each("service_area", ["service_id", "name", "description", "extent", "extent_type"]).into_iter();
    rows.map(|[service, name, description, extent, extent_type]| {
        let area = Area {
            name: name.to_owned(),
            description: description.to_owned(),
            extent: extent.to_owned(),
            extent_type: extent_type.to_owned(),
        };
        (service.to_owned(), area)
    })
    .collect()
}

pub(crate) fn costs(tables: &Tables) -> Vec<(String, String)> {
    let columns = ["service_id", "option", "amount", "currency", "amount_description"];
    let rows = tables.each("cost_option", columns).into_iter();
    rows.map(|[service, option, amount, currency, description]| {
        let said: Vec<&str> =
            [option, amount, currency, description].into_iter().filter(|text| !text.is_empty()).collect();
        (service.to_owned(), said.join(" "))
    })
    .collect()
}
