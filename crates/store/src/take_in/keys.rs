//! Keys that come with events. An epoch that began elsewhere is named by the control stream and sealed to this member's seat:
//! what was written under it came closed, and opens once both are here.

use pana_model::Moment;

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::fold::{self, control};
use crate::log::grant;
use crate::store::Store;

impl Store {
    /// Takes over the keys that the centre as it is now names for this member, and folds what they open, until no more come:
    /// one of the control stream may open events that name others.
    ///
    /// # Errors
    /// As any write. A cut between what came and this costs nothing: the next opening folds what its keys open.
    pub(super) fn learn_keys(&mut self, now: Moment) -> Result<(), StoreError> {
        while self.learn_new_keys()? {
            self.transact(&Asked::nothing(), now, |tx| {
                control::reload(tx.reader())?;
                tx.session().control_changed.set(true);
                fold::replay(tx.sql(), tx.session())
            })?;
        }
        Ok(())
    }

    /// Were there any? Those of epochs that do not count any more are only read with from here on.
    fn learn_new_keys(&mut self) -> Result<bool, StoreError> {
        let seat = self.session().seat;
        let candidates = grant::candidates(self.connection(), self.centre(), self.unlocked(), &[seat].into())?;
        Ok(self.session_mut().sort_keys(&candidates, &[seat]))
    }
}
