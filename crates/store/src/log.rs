//! The log: events appended in their final envelope and opened again.

use pana_keys::{EventKeys, EventPlace, SubjectKey, SystemEntropy, open_address, open_event, seal_event, wrap_key};
use pana_model::{CaseId, DeviceId};
use pana_record::{Body, Dep, EventKind, Hlc, Op};
use pana_wire::{ChainHead, Envelope, EventId};
use rusqlite::{OptionalExtension as _, Row, params};

use crate::context::{Context, slot_id};
use crate::fold::{self, Opened};
use crate::store::Tx;
use crate::stream::{Stream, code, from_code};
use crate::{StoreError, control, crypt_fault};

/// What is to be appended.
pub(crate) struct NewEvent {
    pub(crate) stream: Stream,
    pub(crate) subject: [u8; 16],
    pub(crate) kind: EventKind,
    pub(crate) form: Option<(String, [u8; 32])>,
    pub(crate) ops: Vec<Op>,
    pub(crate) note: String,
    pub(crate) hlc: Hlc,
}

/// An event as it lies in the table.
pub(crate) struct EventRow {
    pub(crate) stream: Stream,
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) event_id: [u8; 32],
    pub(crate) header: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) sealed: Option<Vec<u8>>,
}

/// The columns that [`EventRow::of`] reads.
pub(crate) const COLUMNS: &str = "stream, device, seq, event_id, header, signature, sealed";

impl EventRow {
    pub(crate) fn of(row: &Row<'_>) -> rusqlite::Result<(i64, Self)> {
        let this = Self {
            // A stream outside of the known ones is caught by the doctor; here it reads as control.
            stream: from_code(row.get(0)?).unwrap_or(Stream::Control),
            device: DeviceId::from_bytes(row.get(1)?),
            seq: row.get::<_, i64>(2)?.cast_unsigned(),
            event_id: row.get(3)?,
            header: row.get(4)?,
            signature: row.get(5)?,
            sealed: row.get(6)?,
        };
        Ok((row.get(7)?, this))
    }

    /// How the event is named to a person: stream, device, number.
    pub(crate) fn name(&self) -> String {
        event_name(self.stream, self.device, self.seq)
    }

    pub(crate) fn envelope(&self) -> Result<Envelope, StoreError> {
        let damaged = || StoreError::Damaged(self.name());
        let signature = self.signature.as_slice().try_into().map_err(|_| damaged())?;
        Envelope::from_parts(self.header.clone(), signature, self.sealed.clone()).map_err(|_| damaged())
    }
}

pub(crate) fn event_name(stream: Stream, device: DeviceId, seq: u64) -> String {
    format!("event {stream}/{device}/{seq}")
}

impl Context<'_> {
    /// Opens an event. `None`: its body was erased, or its stream is closed to the member.
    pub(crate) fn open(&self, row: &EventRow) -> Result<Option<(Envelope, pana_keys::OpenBody, Opened)>, StoreError> {
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
        let mut statement = self.sql.prepare_cached(&format!(
            "SELECT {COLUMNS}, position FROM event WHERE subject = ?1 AND stream = ?2 ORDER BY position"
        ))?;
        let rows = statement.query_map(params![case.as_bytes().as_slice(), code(stream)], EventRow::of)?;
        let mut events = Vec::new();
        for row in rows {
            events.extend(self.open(&row?.1)?.map(|(_, _, opened)| opened));
        }
        Ok(events)
    }

    pub(crate) fn chain_head(&self, stream: Stream, device: DeviceId) -> Result<ChainHead, StoreError> {
        let row: Option<(i64, [u8; 32])> = self
            .sql
            .prepare_cached(
                "SELECT seq, event_id FROM event WHERE stream = ?1 AND device = ?2 ORDER BY seq DESC LIMIT 1",
            )?
            .query_row(params![code(stream), device.as_bytes().as_slice()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(row
            .map_or(ChainHead::EMPTY, |(seq, id)| ChainHead { dseq: seq.cast_unsigned(), id: EventId::from_bytes(id) }))
    }

    /// Up to where the other devices' events of this stream are here.
    fn frontier(&self, stream: Stream) -> Result<Vec<Dep>, StoreError> {
        // Device by device: grouping the log itself would read all of it for every event.
        let mut statement = self.sql.prepare_cached(
            "SELECT device, seq FROM
                 (SELECT d.device, (SELECT max(e.seq) FROM event AS e WHERE e.stream = ?1 AND e.device = d.device) AS seq
                  FROM view_device AS d WHERE d.device <> ?2)
             WHERE seq IS NOT NULL ORDER BY device",
        )?;
        let own = self.session.device.as_bytes().as_slice();
        let rows = statement.query_map(params![code(stream), own], |row| {
            Ok(Dep { dev: DeviceId::from_bytes(row.get(0)?), seq: row.get::<_, i64>(1)?.cast_unsigned() })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// The logical time of the next event, persisted with it. A clock set back is simply not followed.
    pub(crate) fn next_hlc(&mut self) -> Result<Hlc, StoreError> {
        let last: i64 = self.sql().prepare_cached("SELECT hlc FROM own")?.query_row([], |row| row.get(0))?;
        let wall = u64::try_from(self.now().unix_ms()).unwrap_or(0);
        let next = Hlc::next(Hlc::from_u64(last.cast_unsigned()), wall, None);
        self.sql().prepare_cached("UPDATE own SET hlc = ?1")?.execute([next.to_u64().cast_signed()])?;
        Ok(next)
    }

    /// The key of a subject, made when it has none yet.
    pub(crate) fn subject_key_or_make(&mut self, stream: Stream, subject: [u8; 16]) -> Result<SubjectKey, StoreError> {
        if let Some(key) = self.context().subject_key(stream, &subject)? {
            return Ok(key);
        }
        let epoch = self.session().epoch(stream)?;
        let key = SubjectKey::make(&mut SystemEntropy).map_err(crypt_fault)?;
        let slot = slot_id(stream, epoch, &subject);
        let place = pana_keys::SlotPlace { slot, subject };
        let wrapped = wrap_key(&key, &place, epoch, &mut SystemEntropy).map_err(crypt_fault)?;
        self.sql()
            .prepare_cached("INSERT INTO slot (stream, slot_id, epoch, wrapped) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![code(stream), slot.as_slice(), epoch.id().as_bytes().as_slice(), wrapped.as_slice()])?;
        Ok(key)
    }

    /// Appends an event: signed by member and device, chained, sealed under its subject's key; and brings the views up
    /// to date.
    pub(crate) fn append(&mut self, event: NewEvent) -> Result<(), StoreError> {
        let key = self.subject_key_or_make(event.stream, event.subject)?;
        let (form_id, form_hash) = event.form.unzip();
        let body = Body {
            v: Body::VERSION,
            subject: event.subject,
            hlc: event.hlc,
            member: self.session().member.id,
            form_id,
            form_hash,
            kind: event.kind,
            ops: event.ops,
            deps: self.context().frontier(event.stream)?,
            note: event.note,
        };
        let bytes = body.to_bytes().map_err(|error| match error {
            pana_record::BodyError::TooLarge(_) => StoreError::TooLarge,
            other => StoreError::Internal(other.to_string()),
        })?;
        let session = self.session();
        let head = self.context().chain_head(event.stream, session.device)?;
        let place = EventPlace {
            org: session.centre,
            stream: session.stream_id(event.stream),
            dev: session.device,
            dseq: head.dseq.saturating_add(1),
            prev: head.id,
            seen: None,
        };
        let keys = EventKeys {
            epoch: session.epoch(event.stream)?,
            subject: &key,
            member: session.unlocked.secrets(),
            device: &session.device_secrets,
        };
        let envelope = seal_event(&place, &event.subject, &bytes, keys, &mut SystemEntropy).map_err(crypt_fault)?;
        let subject = (event.stream != Stream::Protected).then_some(event.subject.as_slice());
        self.sql()
            .prepare_cached(
                "INSERT INTO event (stream, device, seq, event_id, header, signature, sealed, subject)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                code(event.stream),
                session.device.as_bytes().as_slice(),
                place.dseq.cast_signed(),
                envelope.id().as_bytes().as_slice(),
                envelope.header_bytes(),
                envelope.sig().as_slice(),
                envelope.ct(),
                subject,
            ])?;
        let opened = Opened { device: session.device, seq: place.dseq, body };
        apply_to_views(self.context(), event.stream, &opened)
    }
}

/// What one event changes in the views.
pub(crate) fn apply_to_views(context: Context<'_>, stream: Stream, event: &Opened) -> Result<(), StoreError> {
    match stream {
        Stream::Control => control::apply(context.sql, event),
        Stream::Centre => fold::apply(context.sql, event),
        Stream::Protected => Ok(()),
    }
}
