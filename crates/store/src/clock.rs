//! What the store knows of the time and of the way to other devices.

use std::collections::BTreeMap;

use pana_casework::Act;
use pana_casework::authority::Standing;
use pana_model::Moment;

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::log::{Stream, event, hlc_ms, own, wall};
use crate::store::Store;
use crate::table::{draft, peer};

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

    /// The latest time that was believed here, when `now` is so far ahead of it that it is not: what is written meanwhile
    /// is marked, and dates nothing that follows, until someone says that the date is right ([`Store::confirm_date`]).
    ///
    /// # Errors
    /// As any read.
    pub fn clock_ahead(&self, now: Moment) -> Result<Option<Moment>, StoreError> {
        let clock = own::clock(self.connection())?;
        let ahead = clock.is_ahead(wall(now));
        Ok(ahead.then(|| Moment::from_unix_ms(clock.last.unix_ms().cast_signed())).flatten())
    }

    /// Someone says that `now` is the right date. Never goes back, and where nothing was in doubt changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the member may not, and as any write.
    pub fn confirm_date(&mut self, now: Moment) -> Result<(), StoreError> {
        self.believe(Act::ConfirmDate, now)
    }

    /// Who is met by this member has the same date. Where nothing was in doubt nothing is written.
    ///
    /// # Errors
    /// As [`Self::confirm_date`].
    pub fn date_agreed(&mut self, now: Moment) -> Result<(), StoreError> {
        match self.clock_ahead(now)? {
            Some(_) => self.believe(Act::ReadBundle, now),
            None => Ok(()),
        }
    }

    fn believe(&mut self, by: Act, now: Moment) -> Result<(), StoreError> {
        self.transact(&Asked::of(by), now, |tx| {
            let clock = own::clock(tx.sql())?;
            if clock.is_ahead(wall(now)) {
                own::set_clock(tx.sql(), clock.confirm(wall(now)))?;
            }
            Ok(())
        })
    }

    /// Events and files made on this device that no other device of the centre has said that it has, in the streams that are open to the
    /// member: to others the number would tell when a protected talk was led.
    ///
    /// # Errors
    /// As any read.
    pub fn unsent(&self) -> Result<u32, StoreError> {
        let (sql, own, had) = (self.connection(), self.device(), self.had_elsewhere()?);
        let mut unsent: u64 = 0;
        for stream in Stream::ALL.into_iter().filter(|stream| self.opens(*stream)) {
            let had = had.get(&stream).copied().unwrap_or_default();
            unsent = unsent.saturating_add(event::count_of_device(sql, stream, own)?.saturating_sub(had));
        }
        unsent = unsent.saturating_add(self.files_unsent()?);
        Ok(u32::try_from(unsent).unwrap_or(u32::MAX))
    }

    /// Up to which number of this device's chains another one that stands in the centre has said that it has them. What a
    /// device has that was taken out counts for nobody: it may be lost.
    fn had_elsewhere(&self) -> Result<BTreeMap<Stream, u64>, StoreError> {
        let (sql, own) = (self.connection(), self.device());
        let mut had = BTreeMap::new();
        let state = self.state();
        for other in state.devices().filter(|other| other.id != own && other.standing == Standing::Stands) {
            for ((stream, of), (number, named)) in peer::ends(sql, other.id)? {
                // Another history of our numbers is not ours.
                if of == own && event::is_named_at(sql, (stream, own), number, named)? {
                    let most: &mut u64 = had.entry(stream).or_default();
                    *most = number.max(*most);
                }
            }
        }
        Ok(had)
    }
}
