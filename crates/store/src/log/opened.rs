//! Events opened: what one says, once its envelope is read, its key found and its body decoded.

use std::collections::BTreeSet;

use pana_keys::{OpenBody, open_address, open_event};
use pana_model::{CaseId, DeviceId, InterviewId};
use pana_record::{Body, Dot, EventKind, Mark, Op};
use pana_wire::Envelope;

use super::event::{self, EventRow};
use super::session::Context;
use super::stream::Stream;
use crate::disk::StoreError;
use crate::words::path::{self, Place};

/// An event whose body is open, with its name.
#[derive(Debug, Clone)]
pub(crate) struct Opened {
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) body: Body,
}

impl Opened {
    pub(crate) fn mark(&self) -> Mark {
        Mark { member: self.body.member, hlc: self.body.hlc }
    }

    pub(crate) fn hlc(&self) -> i64 {
        self.body.hlc.to_u64().cast_signed()
    }

    /// The operations with their dots.
    pub(crate) fn ops(&self) -> impl Iterator<Item = (Dot, &Op)> {
        (0_u32..).zip(&self.body.ops).map(|(index, op)| (Dot::new(self.device, self.seq, index), op))
    }

    /// The first interview that the event writes to.
    pub(crate) fn interview(&self) -> Option<InterviewId> {
        self.body.ops.iter().find_map(|op| match path::place(&op.path) {
            Place::Interview(interview, _) => Some(interview),
            _ => None,
        })
    }

    /// The interviews the event writes to.
    pub(crate) fn interviews(&self) -> BTreeSet<InterviewId> {
        let places = self.body.ops.iter().map(|op| path::place(&op.path));
        places.filter_map(|place| if let Place::Interview(id, _) = place { Some(id) } else { None }).collect()
    }

    /// The word for the history.
    pub(crate) fn action(&self) -> &'static str {
        match (self.body.kind, self.interview()) {
            (EventKind::Create, None) => "case-opened",
            (EventKind::Create, Some(_)) => "interview-finished",
            (EventKind::Edit, _) => "interview-amended",
            (kind, _) => kind.name(),
        }
    }
}

impl Context<'_> {
    /// Opens an event. `None`: its body was erased, or its stream is closed to the member.
    pub(crate) fn open(&self, row: &EventRow) -> Result<Option<Opened>, StoreError> {
        Ok(self.open_signed(row)?.map(|(_, _, opened)| opened))
    }

    /// Opens an event and gives with it what a check of its signatures needs.
    pub(crate) fn open_signed(&self, row: &EventRow) -> Result<Option<(Envelope, OpenBody, Opened)>, StoreError> {
        let damaged = || StoreError::Damaged(row.name());
        let envelope = row.envelope()?;
        let header = envelope.header();
        let Some(epoch) = self.session.epoch_by_id(row.stream, header.epoch) else {
            return if self.session.opens(row.stream) { Err(damaged()) } else { Ok(None) };
        };
        let subject = open_address(header, epoch).map_err(|_| damaged())?;
        let Some(key) = self.subject_key(row.stream, &subject)? else { return Ok(None) };
        let Some(open) = open_event(&envelope, &key).map_err(|_| damaged())? else { return Ok(None) };
        // EXPOSE: to decode it.
        let body = Body::from_bytes(open.body.expose()).map_err(|_| damaged())?;
        if body.subject != subject {
            return Err(damaged());
        }
        let opened = Opened { device: row.device, seq: row.seq, body };
        Ok(Some((envelope, open, opened)))
    }

    /// The events of a case in a clear stream, in the order in which they came.
    pub(crate) fn events_of(&self, stream: Stream, case: CaseId) -> Result<Vec<Opened>, StoreError> {
        let mut events = Vec::new();
        event::each_of_subject(self.sql, stream, case.as_bytes(), |row| {
            events.extend(self.open(&row)?);
            Ok(())
        })?;
        Ok(events)
    }
}
