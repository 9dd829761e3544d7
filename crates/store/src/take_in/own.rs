//! Events of this very device that come from elsewhere. Its folder was put back from a copy that lacked them, or a copy of it wrote
//! them: it goes on behind them, so that what it writes next is dated later, and no number of a case is given out twice.

use pana_casework::path::LogPath;
use pana_record::Hlc;

use super::Placed;
use crate::disk::StoreError;
use crate::log::{Stream, event, own, wall};
use crate::store::Tx;

impl Tx<'_> {
    /// An event of this device that its folder had lost comes when it is erased: it may have given out a number, which may
    /// be on a paper still.
    pub(super) fn pass_own_number(&mut self) -> Result<(), StoreError> {
        own::pass_over(self.sql(), 1)
    }

    /// Moves the clock and the counter behind what came. A time far ahead of all that was believed, and of the wall, is not
    /// followed here either: who has a copy could date all that follows.
    pub(super) fn follow_own(&mut self, placed: &[Placed]) -> Result<(), StoreError> {
        let device = self.session().device;
        let (mut times, mut numbers, mut bodiless) = (Vec::new(), Vec::new(), 0_u64);
        for new in placed.iter().filter(|new| new.device == device) {
            let Some(row) = event::by_name(self.sql(), new.name)? else { continue };
            // What does not open says neither; it may have given out a number to somebody who is erased since.
            bodiless = bodiless.saturating_add(u64::from(row.sealed.is_none() && row.stream == Stream::Centre));
            let Ok(Some(opened)) = self.reader().open(&row) else { continue };
            times.extend(Some(opened.body.hlc).filter(|_| !opened.body.flags.clock_not_believed()));
            let named = opened.body.ops.iter().filter(|op| LogPath::of(&op.path) == LogPath::Number);
            numbers.extend(named.filter_map(|op| op.value.as_text().map(str::to_owned)));
        }
        let believed = own::clock(self.sql())?.last.unix_ms().max(wall(self.now()));
        if let Some(latest) = Hlc::adoptable(times, believed) {
            own::clock_behind(self.sql(), latest)?;
        }
        // Which number that was nobody knows, only how many there may be beside those that are known.
        if bodiless > 0 || event::erased_of(self.sql(), Stream::Centre, device)? > 0 {
            own::pass_over(self.sql(), bodiless.saturating_add(u64::try_from(numbers.len()).unwrap_or_default()))?;
        }
        own::count_behind(self.sql(), &numbers)
    }
}
