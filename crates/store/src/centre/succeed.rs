//! Going on as another device.
//!
//! A store whose own chain ends before what its member saw was put back from an older copy. Under its own keys it would
//! write other events at the numbers of those that are lost, and give their case numbers to other people. So before it
//! writes anything it takes a *successor*: another device, with another prefix. That is one event, by the old device and
//! the member's seat on it, and this installation's own row, in one transaction: a cut leaves both or neither.
//!
//! The member's keys stay, and with them `keyring.json`: what they are on the new device is a seat of its own. So a newer
//! database can be put in the place of the old one again, and everybody still gets in. The others who unlock here take their
//! seat on the new device when they do.

use std::collections::BTreeSet;

use pana_casework::authority::{ControlWrite, Cut, Keys, Successor};
use pana_casework::{Prefix, Refusal};
use pana_keys::{DeviceSecrets, Seat, SystemEntropy, device_id};
use pana_model::{DeviceId, Moment};
use pana_record::EventKind;

use super::notice::GoesOn;
use super::random;
use super::roll::{self, Holders};
use super::seen::Lacking;
use crate::asked::Asked;
use crate::disk::{StoreError, crypt_fault};
use crate::fold::control;
use crate::log::{Sign, Stream, chain, own};
use crate::store::{Store, Tx};

/// How often another prefix is drawn, where the one drawn was given out before. There are some 800.
const DRAWS: usize = 64;

impl Store {
    /// Does what has to be done before this installation writes anything: goes on as another device where its own chain
    /// lacks what the member saw, and gives the member a seat on this device where they have none yet.
    ///
    /// # Errors
    /// As any write; the store is as before then.
    pub(super) fn go_on(&mut self, lacking: &Lacking, now: Moment) -> Result<GoesOn, StoreError> {
        let own_chain = lacking.devices.contains(&self.device());
        let done = if own_chain { self.succeed(lacking, None, now) } else { self.take_own_seat(now) };
        match done {
            Ok(()) if own_chain => Ok(GoesOn::AsAnother),
            Ok(()) => Ok(GoesOn::AsBefore),
            // Nobody is kept out for it.
            Err(
                StoreError::Refused(Refusal::Author(_))
                | StoreError::DiskFull
                | StoreError::ReadOnly
                | StoreError::Damaged(_),
            ) => Ok(GoesOn::NotAllowed),
            Err(error) => Err(error),
        }
    }

    /// Goes on as another device, with the member's seat on it; `sign` where the sheets do it for a member who has none here.
    pub(super) fn succeed(&mut self, lacking: &Lacking, sign: Option<Sign>, now: Moment) -> Result<(), StoreError> {
        let secrets = DeviceSecrets::make(&mut SystemEntropy).map_err(crypt_fault)?;
        let (old, id) = (self.device(), device_id(self.centre(), &secrets.public()));
        let prefix = self.other_prefix(&lacking.prefixes)?;
        let proof = secrets.sign_statement(control::SUCCESSION, &control::succession(self.centre(), old, id));
        let name = self.state().device(old).map(|device| device.name).unwrap_or_default();
        let keys = Keys(secrets.public().to_bytes());
        let new = Successor { id, of: old, name, keys, proof, held: self.held()? };
        let seat = self.seat_on(id);
        if sign.is_some() {
            // The member has no seat on the old device that the log knows: by this one they are known.
            self.session_mut().seat = seat.id();
        }
        self.transact(&Asked::nothing(), now, |tx| {
            let mut writes = vec![ControlWrite::Successor(new)];
            writes.extend(tx.seat(&seat)?);
            tx.control_signed(EventKind::DeviceSucceed, &writes, sign)?;
            own::become_device(tx.sql(), id, &secrets, prefix)
        })?;
        let session = self.session_mut();
        (session.device, session.device_secrets, session.seat) = (id, secrets, seat.id());
        Ok(())
    }

    /// A member whose seat is on a device before this one takes one here.
    fn take_own_seat(&mut self, now: Moment) -> Result<(), StoreError> {
        let seat = self.seat_on(self.device());
        if seat.id() == self.session().seat {
            return Ok(());
        }
        self.transact(&Asked::nothing(), now, |tx| {
            let writes = tx.seat(&seat)?;
            tx.control(EventKind::SeatAdd, &writes, None)
        })?;
        self.session_mut().seat = seat.id();
        Ok(())
    }

    /// The member's keys as a seat on a device.
    fn seat_on(&self, device: DeviceId) -> Seat {
        let (centre, member, keys) = (self.centre(), self.member().id, self.unlocked().secrets().public());
        Seat { centre, member, device, keys }
    }

    /// The last event here of each of this device's chains.
    fn held(&self) -> Result<Vec<Cut>, StoreError> {
        let mut held = Vec::new();
        for stream in Stream::ALL {
            let keys = self.session().device_secrets.public();
            let end = chain::sound_end(self.connection(), self.session(), stream, self.device(), &keys)?;
            if end.dseq > 0 {
                held.push(Cut { stream, device: self.device(), event: *end.id.as_bytes() });
            }
        }
        Ok(held)
    }

    /// A prefix that the member has not seen this installation give out.
    fn other_prefix(&self, seen: &BTreeSet<String>) -> Result<Prefix, StoreError> {
        let now = own::prefix(self.connection())?;
        let mut prefix = Prefix::from_random(random()?);
        for _ in 0..DRAWS {
            let drawn = prefix.to_string();
            if drawn != now && !seen.contains(&drawn) {
                break;
            }
            prefix = Prefix::from_random(random()?);
        }
        Ok(prefix)
    }
}

impl Tx<'_> {
    /// A seat of the member at work, and the keys of every stream that the member holds.
    pub(crate) fn seat(&mut self, seat: &Seat) -> Result<Vec<ControlWrite>, StoreError> {
        let session = self.session();
        let keys = Keys(seat.keys.to_bytes());
        let mut writes = vec![ControlWrite::Seat { id: seat.id(), member: seat.member, device: seat.device, keys }];
        let to = vec![(seat.member, seat.device, seat.keys)];
        let holders = Holders { seats: BTreeSet::from([seat.id()]), to, recovery: None };
        for (stream, epoch) in roll::passes_on(session) {
            writes.extend(roll::grants(self.sql(), session, stream, epoch, &holders)?);
        }
        roll::let_read(self.sql(), session, &Stream::ALL, &holders)?;
        Ok(writes)
    }
}
