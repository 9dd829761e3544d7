//! What taxonomies say of services.

use std::collections::BTreeMap;

use super::service::Said;
use crate::table::Tables;

/// A term of a taxonomy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The taxonomy's name.
    pub taxonomy: String,
    /// The term's code; empty where it has none.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The id of the term above it; empty where there is none.
    pub parent: String,
}

/// The terms of a directory, by id.
pub(crate) fn terms(tables: &Tables) -> BTreeMap<String, Term> {
    let names = tables.each("taxonomy", ["id", "name"]);
    let names: BTreeMap<&str, &str> = names.iter().map(|[id, name]| (*id, *name)).collect();
    let rows = tables.each("taxonomy_term", ["id", "code", "name", "parent_id", "taxonomy_id", "taxonomy"]).into_iter();
    rows.map(|[id, code, name, parent, taxonomy, called]| {
        let term = Term {
            taxonomy: names.get(taxonomy).copied().unwrap_or(called).to_owned(),
            code: code.to_owned(),
            name: name.to_owned(),
            parent: parent.to_owned(),
        };
        (id.to_owned(), term)
    })
    .collect()
}

/// What is said of each service, by its id.
pub(crate) fn said_of_services(tables: &Tables, terms: &BTreeMap<String, Term>) -> Vec<(String, Said)> {
    let rows =
        tables.each("attribute", ["link_entity", "link_id", "taxonomy_term_id", "link_type", "value"]).into_iter();
    rows.filter(|[entity, ..]| entity.eq_ignore_ascii_case("service"))
        .filter_map(|[_, service, term, link, value]| {
            let term = terms.get(term)?;
            let said = Said {
                taxonomy: term.taxonomy.clone(),
                code: term.code.clone(),
                name: term.name.clone(),
                link: link.to_owned(),
                value: value.to_owned(),
            };
            Some((service.to_owned(), said))
        })
        .collect()
}
