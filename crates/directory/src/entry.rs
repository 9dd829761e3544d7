//! Services that are entered or corrected by hand, as rows like all others: taken out of a directory, laid over it, and as a
//! text that is kept.
//!
//! An entry holds the rows of one service with all that they point to. Laid over an edition, what is the service's own stands in
//! the place of what the edition says of it; what it shares with others (providers, places, terms) is taken from the edition
//! where that has it, so that an entry never holds back what a newer edition says of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::rows_of;
use crate::table::{Row, Table, Tables};

/// As a text has it: by table the rows, by column the cells that say something.
type Text = BTreeMap<String, Vec<BTreeMap<String, String>>>;

impl Tables {
    /// The rows of these services and of all that they point to. Takes O(rows · log rows).
    pub fn of_services(&self, services: &BTreeSet<&str>) -> Self {
        let mut own = rows_of(self, services);
        own.drop_empty();
        own
    }

    /// Lays entries over these rows. Takes O(rows · log rows), however many entries there are.
    pub fn lay_over(&mut self, entries: &Self) {
        let services = entries.each("service", ["id"]).into_iter();
        let services: BTreeSet<String> = services.map(|[id]| id.to_owned()).collect();
        let sites = self.each("service_at_location", ["id", "service_id"]);
        let sites: BTreeSet<String> =
            sites.into_iter().filter(|[_, of]| services.contains(*of)).map(|[id, _]| id.to_owned()).collect();
        let names: Vec<String> = self.iter().map(|(name, _)| name.to_owned()).collect();
        for name in names {
            let is_own = |row: Row<'_>| is_own(&name, row, &services, &sites);
            self.table(&name).retain(|row| !is_own(row));
        }
        // What belongs to a place or a provider that the edition has is the edition's: an old telephone must not come back.
        let known = ["location", "organization"].map(|table| {
            let ids = self.each(table, ["id"]).into_iter().map(|[id]| id.to_owned());
            (table, ids.collect::<BTreeSet<String>>())
        });
        let mut added = entries.clone();
        for (name, table) in entries.iter() {
            let (mut kept, sites) = (table.clone(), BTreeSet::new());
            kept.retain(|row| {
                let of_known = |(owner, ids): &(&str, BTreeSet<String>)| {
                    name != *owner && ids.contains(row.get(&format!("{owner}_id")).trim())
                };
                name == "location" || is_own(name, row, &services, &sites) || !known.iter().any(of_known)
            });
            added.insert(name, kept);
        }
        self.add_missing(&added);
    }

    /// Rows as a text: JSON, with the same text for the same rows.
    pub fn to_text(&self) -> String {
        let row = |row: Row<'_>| row.cells().map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect();
        let tables = self.iter().filter(|(_, table)| !table.is_empty());
        let text: Text = tables.map(|(name, table)| (name.to_owned(), table.rows().map(row).collect())).collect();
        // Maps of texts are always JSON.
        serde_json::to_string(&text).unwrap_or_default()
    }

    /// What [`to_text`](Self::to_text) has made; `None` where it is something else.
    pub fn from_text(text: &str) -> Option<Self> {
        let text: Text = serde_json::from_str(text).ok()?;
        let mut tables = Self::default();
        for (name, rows) in text {
            let columns: BTreeSet<&str> = rows.iter().flat_map(|row| row.keys().map(String::as_str)).collect();
            let mut table = Table::new(columns.iter().copied());
            for row in &rows {
                table.push(0, columns.iter().map(|column| row.get(*column).map(String::as_str).unwrap_or_default()));
            }
            tables.insert(name, table);
        }
        Some(tables)
    }

    fn drop_empty(&mut self) {
        let empty: Vec<String> =
            self.iter().filter(|(_, table)| table.is_empty()).map(|(name, _)| name.to_owned()).collect();
        empty.iter().for_each(|name| {
            self.remove(name);
        });
    }
}

/// Is it a row of one of these services, or of one of these sites?
fn is_own(table: &str, row: Row<'_>, services: &BTreeSet<String>, sites: &BTreeSet<String>) -> bool {
    let cell = |name: &str| row.get(name).trim();
    (table == "service" && services.contains(cell("id")))
        || services.contains(cell("service_id"))
        || sites.contains(cell("service_at_location_id"))
        || (cell("link_entity").eq_ignore_ascii_case("service") && services.contains(cell("link_id")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Directory, Files, read};

    fn edition(phone: &str, provider: &str) -> Tables {
        let mut files = Files::default();
        let organizations = format!("id,name,description\no1,{provider},x\n");
        let services = "id,organization_id,name,status\ns1,o1,Beds,active\ns2,o1,Soup,active\n";
        let phones = format!("id,number,service_id\np1,{phone},s1\np2,22,s2\n");
        for (name, bytes) in
            [("organizations.csv", organizations.as_str()), ("services.csv", services), ("phones.csv", phones.as_str())]
        {
            files.add(name, bytes.as_bytes().to_vec()).unwrap();
        }
        read(&files, crate::Contacts::LeaveOut).tables.unwrap()
    }

    #[test]
    fn an_entry_stays_over_a_newer_edition_and_what_is_shared_is_the_editions() {
        let first = edition("11", "House");
        let mut entry = first.of_services(&BTreeSet::from(["s1"]));
        entry.table("phone").put(&[("id", "p1"), ("number", "99")]);
        let entry = Tables::from_text(&entry.to_text()).unwrap();
        let mut newer = edition("12", "Warm House");
        newer.lay_over(&entry);
        let directory = Directory::of(&newer);
        let (beds, soup) = (directory.service("s1").unwrap(), directory.service("s2").unwrap());
        let numbers = |service: &crate::Service| service.phones.iter().map(|p| p.number.clone()).collect::<Vec<_>>();
        assert_eq!((numbers(beds), numbers(soup)), (vec!["99".to_owned()], vec!["22".to_owned()]));
        assert_eq!(directory.provider(beds).unwrap().name, "Warm House", "the provider is not the entry's own");
    }

    #[test]
    fn a_text_of_rows_is_read_back_and_what_is_none_is_told() {
        let rows = edition("11", "Үй");
        let back = Tables::from_text(&rows.to_text()).unwrap();
        assert_eq!(back.to_text(), rows.to_text());
        assert!(Tables::from_text("[]").is_none() && Tables::from_text("{\"service\":1}").is_none());
    }
}
