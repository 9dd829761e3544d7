//! Views from the log: thrown away and folded again, byte for byte the same.

use pana_model::Moment;

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::fold::{VIEW_VERSION, replay};
use crate::log::{Stream, event, own};
use crate::store::Store;
use crate::table::views;

impl Store {
    /// Throws the views away and builds them again from the log. Events that cannot be opened are left out; the doctor
    /// names them.
    ///
    /// A damaged page stops the whole connection, so that a replay which meets one fails. Only then every row of the log is
    /// tried once, each on a connection that still reads, and the replay is made again without those that do not.
    ///
    /// # Errors
    /// As any write; the views are as before then.
    pub fn rebuild_views(&mut self, now: Moment) -> Result<(), StoreError> {
        self.session().unread.borrow_mut().clear();
        match self.replay_views(now) {
            Err(error) if error.is_damage() => {
                self.reopen()?;
                if self.find_unread()? == 0 {
                    return Err(error);
                }
                self.replay_views(now)
            }
            done => done,
        }
    }

    /// Protected events are read when a page first asks for them, by a reader that cannot open the database again: so those
    /// that do not read are found when the store is opened. O(protected events), unopened.
    pub(crate) fn pass_over_unread(&mut self) -> Result<(), StoreError> {
        if !self.opens(Stream::Protected) {
            return Ok(());
        }
        match event::each_after(self.reader(), Stream::Protected, 0, |_| Ok(())) {
            Err(error) if error.is_damage() => {
                self.reopen()?;
                self.find_unread().map(|_| ())
            }
            read => read,
        }
    }

    /// Finds the rows of the log that do not read; gives how many there are. O(events).
    fn find_unread(&mut self) -> Result<usize, StoreError> {
        for (position, ..) in event::named(self.connection())? {
            if event::at(self.connection(), position).is_err() {
                self.session().unread.borrow_mut().insert(position);
                self.reopen()?;
            }
        }
        Ok(self.session().unread.borrow().len())
    }

    fn replay_views(&mut self, now: Moment) -> Result<(), StoreError> {
        self.transact(&Asked::nothing(), now, |tx| {
            replay(tx.sql(), tx.session())?;
            tx.draft_tokens_anew()?;
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
