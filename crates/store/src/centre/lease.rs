//! The lease of this laptop: how far it has gone, what renews it, and the code that a coordinator reads aloud.
//!
//! It is asked right after the passphrase has opened the store, before anything is written down that others see. What is
//! here stays as it is, whatever becomes of the lease; it is kept in a row of its own, which no replay touches.

use std::collections::BTreeSet;

use pana_casework::authority::{Centre, Standing};
use pana_casework::lease::{LEASE_DAYS, Lease, LeaseChallenge, LeaseCode, LeaseStands};
use pana_casework::{Act, Signs, SignsError};
use pana_keys::{MustWait, SubjectKey, Tries, lease_challenge, lease_code, open_event_with};
use pana_model::{DeviceId, Moment, Secret};
use pana_record::Clock;
use rusqlite::Connection;

use super::keyring::{seconds, wall};
use crate::asked::Asked;
use crate::disk::{LeaseFault, StoreError};
use crate::log::{LogReader, Session, Stream, event, own};
use crate::store::{Store, Tx};
use crate::table::lease::{self, LeaseRow};

/// Where the lease of this laptop stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseHere {
    /// How many days have gone since it was renewed.
    pub days: u64,
    /// Until when it goes, by the time that this laptop knows.
    pub until: Option<Moment>,
    /// Is it to be said?
    pub stands: LeaseStands,
    /// What a coordinator is told who is to renew it.
    pub challenge: LeaseChallenge,
}

impl Store {
    /// Where this laptop's lease stands; `None` where it has none: this is the laptop on which the centre was made, or no other
    /// one of a coordinator stands that could renew it.
    ///
    /// # Errors
    /// As any read.
    pub fn lease(&self) -> Result<Option<LeaseHere>, StoreError> {
        if !self.session().is_leased() {
            return Ok(None);
        }
        let Some(row) = lease::get(self.connection())? else { return Ok(None) };
        let until = row.lease.renewed_ms.saturating_add(LEASE_DAYS.saturating_mul(24 * 60 * 60 * 1000));
        Ok(Some(LeaseHere {
            days: row.lease.days(),
            until: Moment::from_unix_ms(until.cast_signed()),
            stands: row.lease.stands(),
            challenge: self.challenge(&row)?,
        }))
    }

    fn challenge(&self, row: &LeaseRow) -> Result<LeaseChallenge, StoreError> {
        let key = root_key(self.reader())?;
        Ok(Signs::of_bits(lease_challenge(&key, self.centre(), self.device(), row.renewals)))
    }

    /// The code by which another laptop of the centre is renewed that shows this challenge; also one that was taken out, since
    /// what it has not sent lies in it.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the member is no coordinator, [`StoreError::UnknownDevice`] where no other such laptop is known,
    /// [`StoreError::Lease`] for a challenge that was mistyped, and as any read.
    pub fn lease_code(&self, device: DeviceId, challenge: &str, now: Moment) -> Result<LeaseCode, StoreError> {
        self.ask(&Asked::of(Act::Devices), now)?;
        let state = self.state();
        if device == self.device() || state.device_standing(device) == Standing::Unknown {
            return Err(StoreError::UnknownDevice);
        }
        let shown: LeaseChallenge = challenge.parse().map_err(|fault| typed(fault, LeaseFault::Challenge))?;
        Ok(Signs::of_bits(lease_code(&root_key(self.reader())?, self.centre(), device, shown.bits())))
    }

    /// Renews this laptop by the code that a coordinator read aloud. Wrong codes slow down as wrong passphrases do.
    ///
    /// # Errors
    /// [`StoreError::Lease`] for one that was mistyped, or is not the one; [`StoreError::Wait`], and as any write.
    pub fn lease_enter(&mut self, code: &Secret<String>, now: Moment) -> Result<(), StoreError> {
        // EXPOSE: to read it.
        let said: LeaseCode = code.expose().parse().map_err(|fault| typed(fault, LeaseFault::Code))?;
        let row = self.lease_row(now)?;
        let shown = self.challenge(&row)?;
        let (tries, begun) = row.tries.begin(wall(now));
        self.keep_or_later(LeaseRow { tries, ..row }, now)?;
        begun.map_err(|MustWait { ms }| StoreError::Wait { seconds: seconds(ms) })?;
        let (state, key, own) = (self.state(), root_key(self.reader())?, self.device());
        // A coordinator may not have heard yet that this laptop goes on as another device.
        let line = state.devices().map(|device| device.id).filter(|id| *id == own || state.succeeds(own, *id));
        let codes: BTreeSet<LeaseCode> =
            line.map(|id| Signs::of_bits(lease_code(&key, self.centre(), id, shown.bits()))).collect();
        if !codes.contains(&said) {
            return Err(StoreError::Lease(LeaseFault::Other { challenge: shown, seconds: seconds(tries.pause_ms()) }));
        }
        let renewals = row.renewals.saturating_add(1);
        self.keep_or_later(LeaseRow { lease: row.lease.renewed(), renewals, tries: Tries::default() }, now)
    }

    /// The laptop is used: its lease goes on.
    ///
    /// # Errors
    /// [`StoreError::Lease`] when it is over, and as any write.
    pub(super) fn lease_use(&mut self, now: Moment) -> Result<(), StoreError> {
        if !self.session().is_leased() {
            return Ok(());
        }
        let row = self.lease_row(now)?;
        // It goes by days: what is within one is not written down at each opening.
        if lease::get(self.connection())?.is_none_or(|kept| kept.lease.day != row.lease.day) {
            self.keep_or_later(row, now)?;
        }
        if row.lease.stands() == LeaseStands::Over {
            return Err(StoreError::Lease(LeaseFault::Over { challenge: self.challenge(&row)? }));
        }
        Ok(())
    }

    /// Whoever holds both sheets needs nobody to renew anything.
    ///
    /// # Errors
    /// As any write.
    pub(super) fn lease_by_sheets(&mut self, now: Moment) -> Result<(), StoreError> {
        let row = self.lease_row(now)?;
        self.keep_or_later(LeaseRow { lease: row.lease.renewed(), ..row }, now)
    }

    /// How far it has gone by now; it begins where nothing is known of it.
    fn lease_row(&self, now: Moment) -> Result<LeaseRow, StoreError> {
        row(self.connection(), own::clock(self.connection())?, now)
    }

    /// A full disk keeps nobody out.
    fn keep_or_later(&mut self, row: LeaseRow, now: Moment) -> Result<(), StoreError> {
        match self.transact(&Asked::nothing(), now, |tx| lease::put(tx.sql(), &row)) {
            Err(StoreError::DiskFull | StoreError::ReadOnly) => Ok(()),
            kept => kept,
        }
    }
}

impl Tx<'_> {
    /// Something new came that a device had signed: where that is another one of a coordinator's, the lease begins anew.
    pub(crate) fn renew_lease_by(&self, signed: impl IntoIterator<Item = DeviceId>) -> Result<(), StoreError> {
        let session = self.session();
        if !session.is_leased() {
            return Ok(());
        }
        let coordinators = coordinators_devices(&session.state());
        if !signed.into_iter().any(|device| device != session.device && coordinators.contains(&device)) {
            return Ok(());
        }
        let row = row(self.sql(), own::clock(self.sql())?, self.now())?;
        lease::put(self.sql(), &LeaseRow { lease: row.lease.renewed(), ..row })
    }
}

impl Session {
    /// Is this laptop one that was asked in, with another one of a coordinator's that could renew it?
    fn is_leased(&self) -> bool {
        let (state, own) = (self.state(), self.device);
        let founding = self.authority.borrow().founding_device();
        let is_founding = founding.is_some_and(|first| own == first || state.succeeds(own, first));
        let is_mine = |device: &DeviceId| *device == own || state.succeeds(own, *device);
        !is_founding && coordinators_devices(&state).iter().any(|device| !is_mine(device))
    }
}

/// The devices on which a coordinator works.
fn coordinators_devices(state: &Centre) -> BTreeSet<DeviceId> {
    let seats = state.coordinators().flat_map(|member| state.seats_of(member).collect::<Vec<_>>());
    seats.filter(|seat| state.is_live(seat)).map(|seat| seat.device).collect()
}

fn row(sql: &Connection, clock: Clock, now: Moment) -> Result<LeaseRow, StoreError> {
    let wall = wall(now);
    Ok(match lease::get(sql)? {
        Some(row) => LeaseRow { lease: row.lease.used(clock, wall), ..row },
        None => LeaseRow { lease: Lease::begin(clock, wall), renewals: 0, tries: Tries::default() },
    })
}

/// The key under which the event lies that made the centre.
fn root_key(reader: LogReader<'_>) -> Result<SubjectKey, StoreError> {
    let damaged = || StoreError::Damaged("the control stream".to_owned());
    let row = event::by_id(reader.sql, &reader.session.root.id)?.ok_or_else(damaged)?;
    let keys = reader.subject_keys(Stream::Control, reader.session.centre.as_bytes())?;
    let opened = open_event_with(&row.envelope()?, Stream::Control, keys).map_err(|_| damaged())?;
    opened.map(|(key, _)| key).ok_or_else(damaged)
}

fn typed(fault: SignsError, what: LeaseFault) -> StoreError {
    match fault {
        SignsError::Shape | SignsError::Typo => StoreError::Lease(what),
    }
}

#[cfg(test)]
mod tests;
