//! Which days are worked.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, Weekday};

use super::zone::Zone;

/// What days are in the centre's country.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// The centre's time.
    pub zone: Zone,
    /// Days on which nobody works.
    pub shut: BTreeSet<NaiveDate>,
    /// Days that do the work of another day of the week.
    pub works_as: BTreeMap<NaiveDate, Weekday>,
}

impl Calendar {
    /// Without holidays.
    pub const fn new(zone: Zone) -> Self {
        Self { zone, shut: BTreeSet::new(), works_as: BTreeMap::new() }
    }
}
