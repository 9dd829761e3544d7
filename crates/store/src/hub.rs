//! Which hub the centre meets at: in the events themselves, and nowhere else.

use std::sync::Arc;

use pana_casework::Act;
use pana_casework::authority::ControlWrite;
use pana_casework::hub::{HubPlace, HubState};
use pana_model::Moment;
use pana_record::EventKind;

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::store::Store;

impl Store {
    /// The hub that the centre meets at, if it has one.
    pub fn hub(&self) -> Option<HubPlace> {
        self.hubs().in_use().and_then(|said| said.what.clone())
    }

    /// All that is said of it.
    pub fn hubs(&self) -> Arc<HubState> {
        self.state().shared_hub()
    }

    /// Says which hub the centre meets at from now on, or that it meets at none. Where that holds already, and nobody said
    /// otherwise apart, nothing is written.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`], and as any write.
    pub fn hub_say(&mut self, place: Option<&HubPlace>, now: Moment) -> Result<(), StoreError> {
        if place.is_some_and(|place| !place.fits()) {
            return Err(StoreError::TooLarge);
        }
        let state = self.hubs();
        let holds = state.in_use().and_then(|said| said.what.as_ref()) == place;
        let is_settled = holds && state.apart().is_empty();
        self.transact(&Asked::of(Act::Devices), now, |tx| {
            if is_settled {
                return Ok(());
            }
            tx.control(EventKind::CentreChange, &[ControlWrite::Hub(place.cloned())], None)
        })
    }
}
