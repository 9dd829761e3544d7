//! Events that stand aside: kept as they came, shown with the reason, written into files on request, never applied and never
//! lost.

use pana_model::{DeviceId, MemberId};

use crate::disk::StoreError;
use crate::log::event::EventRow;
use crate::log::{Stream, event};
use crate::store::Store;
use crate::table::{set_aside, view_verdict};

/// An event that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Its id.
    pub event: [u8; 32],
    /// In which stream.
    pub stream: Stream,
    /// Whose chain.
    pub device: DeviceId,
    /// Its number in it.
    pub seq: u64,
    /// A stable word for why.
    pub reason: String,
    /// Who wrote it, where a removal of theirs holds it back and a coordinator may take it over ([`Store::admit`]).
    pub held_back_of: Option<MemberId>,
}

/// The word of what lies outside of a removal's cuts.
const HELD_BACK: &str = "outside-cut";

/// Bytes that came and have no place in the log: no envelope of this centre, a copy that its device did not sign, or an envelope
/// of a device that is not known here yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAside {
    /// The hash of the bytes, by which they are named.
    pub id: [u8; 32],
    /// A stable word for why.
    pub reason: String,
}

impl Store {
    /// What came and has no place in the log.
    ///
    /// # Errors
    /// As any read.
    pub fn kept_aside(&self) -> Result<Vec<KeptAside>, StoreError> {
        let kept = set_aside::all(self.connection())?;
        Ok(kept.into_iter().map(|(id, reason)| KeptAside { id, reason }).collect())
    }

    /// The bytes of what came and has no place in the log, as they came.
    ///
    /// # Errors
    /// As any read; `None` when they are not here.
    pub fn kept_bytes(&self, id: &[u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
        set_aside::raw(self.connection(), id)
    }

    /// All events that do not count, as far as this member opens their streams.
    ///
    /// # Errors
    /// As any read.
    pub fn set_aside(&self) -> Result<Vec<SetAside>, StoreError> {
        let mut found = view_verdict::all(self.connection())?;
        found.extend(self.protected().set_aside()?);
        let refused = self.session().authority.borrow().refused();
        for (name, refused) in refused {
            found.extend(
                event::by_name(self.connection(), name)?.map(|row| (row.event_id, refused.as_str().to_owned())),
            );
        }
        let mut aside = Vec::with_capacity(found.len());
        for (id, reason) in found {
            if let Some(row) = event::by_id(self.connection(), &id)? {
                let held_back_of = self.held_back_of(&row, &reason)?;
                aside.push(SetAside {
                    event: id,
                    stream: row.stream,
                    device: row.device,
                    seq: row.seq,
                    reason,
                    held_back_of,
                });
            }
        }
        Ok(aside)
    }

    /// Acts of the control stream are none of these: whom somebody who is being removed brings in, nobody takes over unseen.
    fn held_back_of(&self, row: &EventRow, reason: &str) -> Result<Option<MemberId>, StoreError> {
        if reason != HELD_BACK || row.stream == Stream::Control {
            return Ok(None);
        }
        match self.reader().open(row) {
            Ok(opened) => Ok(opened.map(|opened| opened.body.member)),
            // What does not open nobody takes over unseen.
            Err(StoreError::Damaged(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// How many events do not count. Those of the protected stream are not counted before they are asked for.
    ///
    /// # Errors
    /// As any read.
    pub fn set_aside_count(&self) -> Result<u32, StoreError> {
        let control = u32::try_from(self.session().authority.borrow().refused().len()).unwrap_or(u32::MAX);
        let foreign = set_aside::count(self.connection())?;
        Ok(view_verdict::count(self.connection())?.saturating_add(control).saturating_add(foreign))
    }

    /// An event's envelope, as it came.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it is none; `None` when it is not here.
    pub fn envelope(&self, id: &[u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
        let row = event::by_id(self.connection(), id)?;
        row.map(|row| row.envelope().map(|envelope| envelope.to_bytes())).transpose()
    }
}
