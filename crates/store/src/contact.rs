//! How the centre is reached, as its papers say it: in the events themselves, and nowhere else.

use std::sync::Arc;

use pana_casework::Act;
use pana_casework::authority::ControlWrite;
use pana_casework::contact::{Contact, ContactState};
use pana_model::Moment;
use pana_record::EventKind;

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::store::Store;

impl Store {
    /// All that is said of how the centre is reached.
    pub fn contact(&self) -> Arc<ContactState> {
        self.state().shared_contact()
    }

    /// Says how the centre is reached from now on; with nothing in it, no paper says it any more. Where that holds already, and
    /// nobody said otherwise apart, nothing is written.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`], and as any write.
    pub fn contact_say(&mut self, contact: &Contact, now: Moment) -> Result<(), StoreError> {
        if !contact.fits() {
            return Err(StoreError::TooLarge);
        }
        let state = self.contact();
        let holds = state.in_use().map_or(contact.is_empty(), |said| said.what == *contact);
        let is_settled = holds && state.apart().is_empty();
        self.transact(&Asked::of(Act::SayContact), now, |tx| {
            if is_settled {
                return Ok(());
            }
            tx.control(EventKind::CentreChange, &[ControlWrite::Contact(contact.clone())], None)
        })
    }
}
