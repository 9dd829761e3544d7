//! How a service is reached, and in which languages.

use crate::table::Tables;

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// The number as it was written.
    pub number: String,
    /// What is dialled behind it.
    pub extension: String,
    /// `voice`, `fax`, `text` …
    pub kind: String,
    /// What it is for.
    pub description: String,
}

/// Somebody who answers for a service. Personal data: taken only where it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// What they are.
    pub title: String,
    /// Where in the organisation.
    pub department: String,
    /// The address of e-mail.
    pub email: String,
}

/// A language that is spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// ISO 639 in two letters where there is one, else three; empty where only a name was given.
    pub code: String,
    /// What the directory calls it.
    pub name: String,
    /// On which days, by whom.
    pub note: String,
}

/// What belongs to something, by the column that says to what.
pub(crate) type Owned<T> = Vec<(Owner, T)>;

/// Whose something is: the first of the columns that is filled, the narrowest first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owner {
    Site(String),
    Service(String),
    Location(String),
    Organization(String),
    Nobody,
}

impl Owner {
    pub(crate) fn of(site: &str, service: &str, location: &str, organization: &str) -> Self {
        let filled = |text: &str| !text.is_empty();
        match () {
            () if filled(site) => Self::Site(site.to_owned()),
            () if filled(service) => Self::Service(service.to_owned()),
            () if filled(location) => Self::Location(location.to_owned()),
            () if filled(organization) => Self::Organization(organization.to_owned()),
            () => Self::Nobody,
        }
    }
}

pub(crate) fn phones(tables: &Tables) -> Owned<Phone> {
    let columns = [
        "service_at_location_id",
        "service_id",
        "location_id",
        "organization_id",
        "number",
        "extension",
        "type",
        "description",
    ];
    let rows = tables.each("phone", columns).into_iter().filter(|row| !row[4].is_empty());
    rows.map(|[site, service, location, organization, number, extension, kind, description]| {
        let phone = Phone {
            number: number.to_owned(),
            extension: extension.to_owned(),
            kind: kind.to_owned(),
            description: description.to_owned(),
        };
        (Owner::of(site, service, location, organization), phone)
    })
    .collect()
}

pub(crate) fn contacts(tables: &Tables) -> Owned<Contact> {
    let columns = [
        "service_at_location_id",
        "service_id",
        "location_id",
        "organization_id",
        "name",
        "title",
        "department",
        "email",
    ];
    let rows = tables.each("contact", columns).into_iter();
    rows.map(|[site, service, location, organization, name, title, department, email]| {
        let contact = Contact {
            name: name.to_owned(),
            title: title.to_owned(),
            department: department.to_owned(),
            email: email.to_owned(),
        };
        (Owner::of(site, service, location, organization), contact)
    })
    .collect()
}

pub(crate) fn languages(tables: &Tables) -> Owned<Spoken> {
    let rows = tables.each("language", ["service_id", "location_id", "name", "code", "note"]).into_iter();
    rows.map(|[service, location, name, code, note]| {
        let spoken = Spoken { code: language_code(code), name: name.to_owned(), note: note.to_owned() };
        (Owner::of("", service, location, ""), spoken)
    })
    .collect()
}

/// Languages of three letters that have two, of those that are met here.
const SHORTER: [(&str, &str); 30] = [
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("deu", "de"),
    ("eng", "en"),
    ("fas", "fa"),
    ("fra", "fr"),
    ("hye", "hy"),
    ("kat", "ka"),
    ("kaz", "kk"),
    ("kir", "ky"),
    ("kur", "ku"),
    ("kmr", "ku"),
    ("mon", "mn"),
    ("pes", "fa"),
    ("prs", "fa-af"),
    ("pus", "ps"),
    ("pbu", "ps"),
    ("rus", "ru"),
    ("som", "so"),
    ("spa", "es"),
    ("tat", "tt"),
    ("tgk", "tg"),
    ("tir", "ti"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("uig", "ug"),
    ("ukr", "uk"),
    ("uzb", "uz"),
];

/// A language's code as Pana writes it.
pub fn language_code(code: &str) -> String {
    let code = code.trim().to_ascii_lowercase().replace('_', "-");
    let shorter = SHORTER.iter().find(|(long, _)| *long == code).map(|(_, short)| (*short).to_owned());
    shorter.unwrap_or(code)
}
