//! Witness events: which events are here, written down for all when the store is locked and before a meeting.
//!
//! Each names the last event of every chain that has grown since this device's last one, so that whoever takes events out
//! of the store is found out also by those who never saw them ([`missing`]). That nothing is given away by it, and nothing
//! grows by itself:
//!
//! * The one in the centre stream is about the control and the centre stream alone. Whether it is written, what it names and
//!   how it is dated follow from these two: a session in which only a protected talk was held leaves none there.
//! * It bears the time of the last event of this installation in the streams that it names, and moves no clock. So it does
//!   not tell when the session ended, nor how long it went on after what else is written down.
//! * Witnesses are no reason for a witness.
//!
//! What has grown since the last one is told by where events lie in the table, since later ones lie behind. Whoever edits
//! that could as well take the witness itself out.

mod missing;
#[cfg(test)]
mod tests;

use pana_casework::witness::{MAX_NAMED, Witnessed, may_name};
use pana_casework::{Act, Grant};
use pana_model::{DeviceId, Moment};
use pana_record::{EventKind, Flags, Hlc, Op, Reading};
use pana_wire::ChainEnd;

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::fold::gate::Gate;
use crate::log::chain;
use crate::log::event::{self, EventRow, LAST_NUMBER};
use crate::log::{NewEvent, Opened, Stream};
use crate::store::Store;

pub(crate) use missing::Missing;

/// So far the own chain is read back for the last witness. Where it lies further, all chains are named.
const LOOKED_BACK: usize = 512;

/// What the witnesses say that name these chains: as many as fit into one event, in each.
fn parts(grown: &[Witnessed]) -> impl Iterator<Item = Vec<Op>> {
    grown.chunks(MAX_NAMED).map(|named| named.iter().map(|named| named.to_op()).collect())
}

impl Store {
    /// Writes down which events are here, where there are others than this device's last witness names; else nothing. For
    /// the lock, and before what is here is handed to another device.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the member may not, and as any write. What was written of it before stays.
    pub fn witness(&mut self) -> Result<(), StoreError> {
        self.witness_in(Stream::Centre)?;
        if self.opens(Stream::Protected) && self.member().has(Grant::Protected) {
            self.witness_in(Stream::Protected)?;
        }
        self.set_settled()
    }

    fn witness_in(&mut self, stream: Stream) -> Result<(), StoreError> {
        let ends = chain::sound_ends(self.connection(), self.session())?;
        let ends: Vec<_> = ends.into_iter().filter(|(of, _, _)| may_name(stream, *of)).collect();
        let grown = self.grown(stream, &ends)?;
        if grown.is_empty() {
            return Ok(());
        }
        let reading = self.last_reading(&ends)?;
        let at = Moment::from_unix_ms(reading.hlc.unix_ms().cast_signed());
        let at = at.ok_or_else(|| StoreError::Internal("a time out of bounds".to_owned()))?;
        self.transact(&Asked::of(Act::Witness { stream }), at, |tx| {
            let subject = *tx.session().centre.as_bytes();
            parts(&grown).try_for_each(|ops| {
                let (kind, note) = (EventKind::Witness, String::new());
                tx.append(NewEvent { stream, subject, kind, form: None, ops, note, reading, sign: None })
            })
        })
    }

    /// The chains that have grown since this device's last witness in a stream; none where they have grown by witnesses
    /// alone.
    fn grown(&self, stream: Stream, ends: &[(Stream, DeviceId, ChainEnd)]) -> Result<Vec<Witnessed>, StoreError> {
        let last = self.last_witness(stream)?;
        let (mut grown, mut reason) = (Vec::new(), false);
        for (of, device, end) in ends {
            let event = *end.id.as_bytes();
            if event::position_of(self.connection(), &event)?.is_some_and(|position| position > last) {
                reason = reason || self.is_reason(event, last)?;
                grown.push(Witnessed { stream: *of, device: *device, seq: end.dseq, event });
            }
        }
        Ok(if reason { grown } else { Vec::new() })
    }

    /// Where this device's last witness in a stream lies; before all where none is found. What this session wrote since is not
    /// opened for it: an export alone writes a hundred events of some thousand lines.
    fn last_witness(&self, stream: Stream) -> Result<i64, StoreError> {
        let (sql, gate) = (self.connection(), Gate::new(self.reader()));
        let (mut found, mut looked) = (i64::MIN, 0_usize);
        let before = self.settled().and_then(|settled| settled.get(&stream).copied()).unwrap_or(LAST_NUMBER);
        event::each_back(sql, stream, self.device(), before, |tip| {
            looked = looked.saturating_add(1);
            let row = self.readable(&tip.event_id)?.filter(|row| self.may_be_witness(row));
            if let Some(row) = row
                && matches!(gate.admit(&row)?, Ok(Some(event)) if event.body.kind == EventKind::Witness)
            {
                found = row.position;
            }
            Ok(found != i64::MIN || looked >= LOOKED_BACK)
        })?;
        Ok(found)
    }

    /// Has a chain grown by something else than witnesses, behind this position?
    fn is_reason(&self, end: [u8; 32], last: i64) -> Result<bool, StoreError> {
        let mut at = end;
        for _ in 0..LOOKED_BACK {
            match event::position_of(self.connection(), &at)? {
                Some(position) if position > last => {}
                _ => return Ok(false),
            }
            let Some(row) = self.readable(&at)?.filter(|row| self.may_be_witness(row)) else { return Ok(true) };
            match self.reader().open(&row) {
                Ok(Some(event)) if event.body.kind == EventKind::Witness => at = event.prev,
                Ok(_) | Err(StoreError::Damaged(_)) => return Ok(true),
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    /// A row, unless it is known not to read.
    fn readable(&self, id: &[u8; 32]) -> Result<Option<EventRow>, StoreError> {
        let position = event::position_of(self.connection(), id)?;
        let unread = self.session().unread.borrow();
        position.filter(|position| !unread.contains(position)).map(|at| event::at(self.connection(), at)).transpose()
    }

    /// Of the clear streams the row tells whether it is about the centre.
    fn may_be_witness(&self, row: &EventRow) -> bool {
        row.subject.is_none_or(|subject| subject == *self.centre().as_bytes())
    }

    /// The time of the last event of this installation among these; one that was believed before one that was not.
    fn last_reading(&self, ends: &[(Stream, DeviceId, ChainEnd)]) -> Result<Reading, StoreError> {
        let state = self.state();
        let own = |device: DeviceId| device == self.device() || state.succeeds(self.device(), device);
        let mut last: Option<Opened> = None;
        let believed = |event: &Opened| (!event.body.flags.clock_not_believed(), event.body.hlc);
        for (_, _, end) in ends.iter().filter(|(_, device, _)| own(*device)) {
            let Some(row) = self.readable(end.id.as_bytes())? else { continue };
            match self.reader().open(&row) {
                Ok(event) => last = last.into_iter().chain(event).max_by_key(believed),
                Err(StoreError::Damaged(_)) => {}
                Err(error) => return Err(error),
            }
        }
        let doubted = last.as_ref().is_some_and(|event| event.body.flags.clock_not_believed());
        let flags = if doubted { Flags::CLOCK_NOT_BELIEVED } else { Flags::NONE };
        Ok(Reading { hlc: last.map_or(Hlc::default(), |event| event.body.hlc), flags })
    }
}
