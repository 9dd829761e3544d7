//! Providers, and the places where they work.

use super::contact::{Phone, Spoken};
use super::ids::{LocationId, OrganizationId};
use super::schedule::Schedule;
use crate::table::Tables;
use crate::value::number;

/// A provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// What it is called besides.
    pub other_name: String,
    /// What it does.
    pub description: String,
    /// Its address of e-mail.
    pub email: String,
    /// Its address on the web.
    pub website: String,
    /// Its telephones, of no one service or place.
    pub phones: Vec<Phone>,
}

/// A place.
#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    /// Its id.
    pub id: LocationId,
    /// What it is called.
    pub name: String,
    /// Where it is on earth, in degrees north and east.
    pub position: Option<Position>,
    /// How one gets there.
    pub transport: String,
    /// What one should know of it.
    pub description: String,
    /// Its addresses.
    pub addresses: Vec<Address>,
    /// How one gets in.
    pub access: Vec<String>,
    /// Its telephones.
    pub phones: Vec<Phone>,
    /// What is spoken there.
    pub languages: Vec<Spoken>,
    /// When it is open.
    pub schedules: Vec<Schedule>,
}

/// A point on earth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// An address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// To whose attention.
    pub attention: String,
    /// Street and house, one line or two.
    pub lines: Vec<String>,
    /// The town.
    pub city: String,
    /// The district.
    pub region: String,
    /// The region of the country.
    pub state: String,
    /// The postal code.
    pub postal_code: String,
    /// The country, in two letters.
    pub country: String,
    /// `physical`, `postal` or `virtual`.
    pub kind: String,
}

/// Metres in a kilometre, and kilometres of the earth's radius.
const EARTH: f64 = 6_371.0;

impl Position {
    /// The point, where both are degrees.
    pub fn of(latitude: &str, longitude: &str) -> Option<Self> {
        let (latitude, longitude) = (number(latitude)?, number(longitude)?);
        (latitude.abs() <= 90.0 && longitude.abs() <= 180.0).then_some(Self { latitude, longitude })
    }

    /// Kilometres as the crow flies.
    pub fn kilometres_to(self, other: Self) -> f64 {
        let (from, to) = (self.latitude.to_radians(), other.latitude.to_radians());
        let north = (to - from) / 2.0;
        let east = (other.longitude - self.longitude).to_radians() / 2.0;
        let half = north.sin().powi(2) + from.cos() * to.cos() * east.sin().powi(2);
        2.0 * EARTH * half.sqrt().min(1.0).asin()
    }
}

pub(crate) fn organizations(tables: &Tables) -> Vec<Organization> {
    let rows = tables.each("organization", ["id", "name", "alternate_name", "description", "email", "website"]);
    rows.into_iter()
        .map(|[id, name, other_name, description, email, website]| Organization {
            id: id.into(),
            name: name.to_owned(),
            other_name: other_name.to_owned(),
            description: description.to_owned(),
            email: email.to_owned(),
            website: website.to_owned(),
            phones: Vec::new(),
        })
        .collect()
}

pub(crate) fn locations(tables: &Tables) -> Vec<Location> {
    let rows = tables.each("location", ["id", "name", "latitude", "longitude", "transportation", "description"]);
    rows.into_iter()
        .map(|[id, name, latitude, longitude, transport, description]| Location {
            id: id.into(),
            name: name.to_owned(),
            position: Position::of(latitude, longitude),
            transport: transport.to_owned(),
            description: description.to_owned(),
            addresses: Vec::new(),
            access: Vec::new(),
            phones: Vec::new(),
            languages: Vec::new(),
            schedules: Vec::new(),
        })
        .collect()
}

pub(crate) fn addresses(tables: &Tables) -> Vec<(String, Address)> {
    let columns = [
        "location_id",
        "attention",
        "address_1",
        "address_2",
        "city",
        "region",
        "state_province",
        "postal_code",
        "country",
        "address_type",
    ];
    let rows = tables.each("address", columns).into_iter();
    rows.map(|[location, attention, first, second, city, region, state, postal_code, country, kind]| {
        let lines = [first, second].into_iter().filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let address = Address {
            attention: attention.to_owned(),
            lines,
            city: city.to_owned(),
            region: region.to_owned(),
            state: state.to_owned(),
            postal_code: postal_code.to_owned(),
            country: country.to_owned(),
            kind: kind.to_owned(),
        };
        (location.to_owned(), address)
    })
    .collect()
}

pub(crate) fn access(tables: &Tables) -> Vec<(String, String)> {
    let rows = tables.each("accessibility", ["location_id", "description", "details"]).into_iter();
    rows.filter_map(|[location, description, details]| {
        let said: Vec<&str> = [description, details].into_iter().filter(|text| !text.is_empty()).collect();
        (!said.is_empty()).then(|| (location.to_owned(), said.join(": ")))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_map() {
        let almaty = Position::of("43.238", "76.945").unwrap();
        let astana = Position::of("51.169", "71.449").unwrap();
        assert!((almaty.kilometres_to(astana) - 970.0).abs() < 10.0);
        assert!(almaty.kilometres_to(almaty).abs() < 0.001);
        assert_eq!(Position::of("91", "10"), None);
        assert_eq!(Position::of("", "10"), None);
    }
}
