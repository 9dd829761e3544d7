//! Views from the log: thrown away and folded again, byte for byte the same.

use pana_model::Moment;

use crate::disk::StoreError;
use crate::fold::{VIEW_VERSION, replay};
use crate::log::own;
use crate::store::{Asked, Store};
use crate::table::views;

impl Store {
    /// Throws the views away and builds them again from the log. Events that cannot be opened are left out; the doctor
    /// names them.
    ///
    /// # Errors
    /// As any write; the views are as before then.
    pub fn rebuild_views(&mut self, now: Moment) -> Result<(), StoreError> {
        self.transact(&Asked::nothing(), now, |tx| {
            replay(tx.sql(), tx.session())?;
            own::set_view_version(tx.sql(), VIEW_VERSION)
        })
    }

    /// What the views hold, table by table, for comparing: each table's name and a hash over all its rows in order.
    ///
    /// # Errors
    /// As any read.
    pub fn view_hashes(&self) -> Result<Vec<(String, [u8; 32])>, StoreError> {
        views::hashes(self.connection())
    }
}

#[cfg(test)]
mod tests;
