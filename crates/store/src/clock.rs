//! What the store knows of the time and of the way to other devices; both are only told, never acted on.

use pana_model::Moment;

use crate::disk::StoreError;
use crate::log::{event, hlc_ms, own};
use crate::store::Store;
use crate::table::draft;

impl Store {
    /// The latest time this store knows: of its last event or its last saved answer. When `now` is more than five
    /// minutes before it, the clock was set back; nothing is refused for that.
    ///
    /// # Errors
    /// As any read.
    pub fn clock_behind(&self, now: Moment) -> Result<Option<Moment>, StoreError> {
        const TOLERATED_MS: i64 = 5 * 60 * 1_000;
        let saved = draft::last_change(self.connection())?;
        let latest = hlc_ms(own::clock(self.connection())?.last.to_u64().cast_signed()).max(saved.unwrap_or(i64::MIN));
        let behind = now.unix_ms().saturating_add(TOLERATED_MS) < latest;
        Ok(behind.then(|| Moment::from_unix_ms(latest)).flatten())
    }

    /// Events made on this device that no other device has yet.
    ///
    /// # Errors
    /// As any read.
    pub fn unsent(&self) -> Result<u32, StoreError> {
        event::count_of_device(self.connection(), self.device())
    }
}
