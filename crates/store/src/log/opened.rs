//! Events opened: what one says, once its envelope is read, its key found and its body decoded; and whether those signed it
//! who say so.

use pana_casework::case::Event;
use pana_keys::{KeysError, OpenBody, PublicKeys, SubjectKey, Unpacker, open_event_in};
use pana_model::{CentreId, DeviceId, EventRef, Secret};
use pana_record::{Body, BodyError, Dot, Op};
use pana_wire::transfer::OpenedEvent;
use pana_wire::{Envelope, StreamId};

use super::chain;
use super::event::{self, EventRow};
use super::session::LogReader;
use super::stream::Stream;
use crate::disk::StoreError;

/// An event whose body is open, with its name.
#[derive(Debug, Clone)]
pub(crate) struct Opened {
    pub(crate) id: EventRef,
    pub(crate) full_id: [u8; 32],
    pub(crate) prev: [u8; 32],
    pub(crate) stream: Stream,
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) body: Body,
}

impl Opened {
    /// As the case file takes it.
    pub(crate) fn event(&self) -> Event<'_> {
        Event::new(self.id, self.device, self.seq, &self.body)
    }

    /// The operations with their dots.
    pub(crate) fn ops(&self) -> impl Iterator<Item = (Dot, &Op)> {
        (0_u32..).zip(&self.body.ops).map(|(index, op)| (Dot::new(self.id, index), op))
    }
}

/// An event open, with what a check of its signatures needs.
pub(crate) struct Signed {
    pub(crate) opened: Opened,
    envelope: Envelope,
    body: OpenBody,
}

impl Signed {
    /// The envelope in which it lies.
    pub(crate) const fn envelope(&self) -> &Envelope {
        &self.envelope
    }

    /// Did this device sign the header?
    pub(crate) fn is_by_device(&self, keys: &PublicKeys) -> bool {
        chain::is_by_device(&self.envelope, keys)
    }

    /// As another centre is given it: what was signed, with both signatures, and no key.
    pub(crate) fn to_given(&self) -> OpenedEvent {
        OpenedEvent {
            header: self.envelope.header_bytes().to_vec(),
            sig: *self.envelope.sig(),
            member_sig: self.body.member_sig,
            // EXPOSE: it goes into a parcel that is sealed to who may read it.
            body: self.body.body.expose().clone(),
        }
    }

    /// An event of another centre, as it was given; nothing of it is believed yet. `chain` names events by device and number, as
    /// the first layout does. `None`: it is no event of that centre.
    pub(crate) fn of_given(
        given: &OpenedEvent,
        centre: CentreId,
        chain: &dyn Fn(DeviceId, u64) -> Option<EventRef>,
    ) -> Option<Self> {
        let envelope = Envelope::from_parts(given.header.clone(), given.sig, None).ok()?;
        let header = envelope.header();
        let stream = Stream::ALL.into_iter().find(|stream| StreamId::derive(centre, *stream) == header.stream)?;
        let own = |device: DeviceId, seq: u64| {
            let before = device == header.dev && seq < header.dseq;
            before.then(|| chain(device, seq)).flatten()
        };
        let body = Body::from_bytes(&given.body, &own).ok()?;
        if header.org != centre {
            return None;
        }
        let full_id = *envelope.id().as_bytes();
        let opened = Opened {
            id: event::name(&full_id),
            full_id,
            prev: *header.prev.as_bytes(),
            stream,
            device: header.dev,
            seq: header.dseq,
            body,
        };
        let body = OpenBody::from_parts(Secret::new(given.body.clone()), given.member_sig);
        Some(Self { opened, envelope, body })
    }

    /// Did the holder of these keys sign the body at this place?
    pub(crate) fn is_by_member(&self, keys: &PublicKeys) -> bool {
        keys.verifying_key().is_ok_and(|key| self.body.verify(&self.envelope, &key).is_ok())
    }
}

/// An event with the keys of its subject. Unsealing it asks neither the database nor the session, so that another thread
/// can.
pub(crate) struct Closed {
    envelope: Envelope,
    stream: Stream,
    subject: [u8; 16],
    keys: Vec<SubjectKey>,
}

/// An event unsealed, its body not read yet.
pub(crate) struct Unsealed {
    envelope: Envelope,
    subject: [u8; 16],
    body: Result<Option<OpenBody>, KeysError>,
}

impl Closed {
    pub(crate) fn unseal(self, unpacker: &mut Unpacker) -> Unsealed {
        let Self { envelope, stream, subject, keys } = self;
        let body = open_event_in(unpacker, &envelope, stream, &keys).map(|opened| opened.map(|(_, body)| body));
        Unsealed { envelope, subject, body }
    }
}

impl LogReader<'_> {
    /// Opens an event. `None`: its body was erased, its key is not here, or its stream is closed to the member.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the row is not what it says it is.
    pub(crate) fn open(&self, row: &EventRow) -> Result<Option<Opened>, StoreError> {
        Ok(self.open_signed(row)?.map(|signed| signed.opened))
    }

    /// Opens an event and gives with it what a check of its signatures needs.
    ///
    /// # Errors
    /// As [`LogReader::open`].
    pub(crate) fn open_signed(&self, row: &EventRow) -> Result<Option<Signed>, StoreError> {
        let Some(closed) = self.closed(row)? else { return Ok(None) };
        self.read_unsealed(row, closed.unseal(&mut Unpacker::default()))
    }

    /// Looks whether an event is the one that its row says, and finds the keys of its subject. `None`: its key is not here,
    /// or its stream is closed to the member.
    ///
    /// # Errors
    /// As [`LogReader::open`].
    pub(crate) fn closed(&self, row: &EventRow) -> Result<Option<Closed>, StoreError> {
        let damaged = || StoreError::Damaged(row.name());
        let envelope = row.envelope()?;
        let header = envelope.header();
        let placed = header.org == self.session.centre
            && header.stream == self.session.stream_id(row.stream)
            && header.dev == row.device
            && header.dseq == row.seq
            && *envelope.id().as_bytes() == row.event_id;
        if !placed {
            return Err(damaged());
        }
        let Some(subject) = self.session.address(row.stream, header) else {
            return if self.session.opens(row.stream) { Err(damaged()) } else { Ok(None) };
        };
        let keys = self.subject_keys(row.stream, &subject)?;
        Ok((!keys.is_empty()).then_some(Closed { envelope, stream: row.stream, subject, keys }))
    }

    /// Did a newer program seal an event: does a key here open it, and this program cannot read what lies in it?
    pub(crate) fn is_newer(&self, row: &EventRow) -> bool {
        let Ok(Some(closed)) = self.closed(row) else { return false };
        match closed.unseal(&mut Unpacker::default()).body {
            Err(KeysError::Newer(_)) => true,
            // EXPOSE: to see in which layout it is.
            Ok(Some(body)) => matches!(Body::from_bytes(body.body.expose(), &|_, _| None), Err(BodyError::Newer(_))),
            Ok(None) | Err(_) => false,
        }
    }

    /// Reads an event's body once it is unsealed. `None`: it was erased.
    ///
    /// # Errors
    /// As [`LogReader::open`].
    pub(crate) fn read_unsealed(&self, row: &EventRow, unsealed: Unsealed) -> Result<Option<Signed>, StoreError> {
        let damaged = || StoreError::Damaged(row.name());
        let Unsealed { envelope, subject, body } = unsealed;
        let Some(body) = body.map_err(|_| damaged())? else { return Ok(None) };
        let own_chain = |device: DeviceId, seq: u64| {
            let own = device == row.device && seq < row.seq;
            own.then(|| chain::before_in_chain(self.sql, row, seq).ok().flatten()).flatten()
        };
        // EXPOSE: to decode it.
        let read = Body::from_bytes(body.body.expose(), &own_chain).map_err(|_| damaged())?;
        if read.subject != subject || row.subject.is_some_and(|subject| subject != read.subject) {
            return Err(damaged());
        }
        let opened = Opened {
            id: event::name(&row.event_id),
            full_id: row.event_id,
            prev: *envelope.header().prev.as_bytes(),
            stream: row.stream,
            device: row.device,
            seq: row.seq,
            body: read,
        };
        Ok(Some(Signed { opened, envelope, body }))
    }
}
