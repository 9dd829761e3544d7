//! Writing an event down: signed by member and device, chained, sealed under its subject's key.

use pana_keys::{EventKeys, EventPlace, SystemEntropy, seal_event};
use pana_model::DeviceId;
use pana_record::{Body, BodyError, Dep, EventKind, Hlc, Op};
use pana_wire::Envelope;
use rusqlite::{Connection, Transaction};

use super::opened::Opened;
use super::session::Session;
use super::stream::Stream;
use super::{event, slot};
use crate::disk::{StoreError, crypt_fault};

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

/// Appends an event and gives it back opened, so that it can be folded. No view is touched. `others`: the devices, in
/// order, whose events this one is to say it has seen.
pub(crate) fn append(
    sql: &Transaction<'_>,
    session: &Session,
    event: NewEvent,
    others: &[DeviceId],
) -> Result<Opened, StoreError> {
    let (stream, subject) = (event.stream, event.subject);
    let key = slot::key_or_make(sql, session, stream, subject)?;
    let (form_id, form_hash) = event.form.unzip();
    let body = Body {
        v: Body::VERSION,
        subject,
        hlc: event.hlc,
        member: session.member.id,
        form_id,
        form_hash,
        kind: event.kind,
        ops: event.ops,
        deps: frontier(sql, stream, others)?,
        note: event.note,
    };
    let envelope = seal(sql, session, stream, &body, &key)?;
    let in_clear = (stream != Stream::Protected).then_some(&subject);
    event::insert(sql, stream, session.device, in_clear, &envelope)?;
    Ok(Opened { device: session.device, seq: envelope.header().dseq, body })
}

fn seal(
    sql: &Connection,
    session: &Session,
    stream: Stream,
    body: &Body,
    key: &pana_keys::SubjectKey,
) -> Result<Envelope, StoreError> {
    let bytes = body.to_bytes().map_err(|error| match error {
        BodyError::TooLarge(_) => StoreError::TooLarge,
        other => StoreError::Internal(other.to_string()),
    })?;
    let head = event::chain_head(sql, stream, session.device)?;
    let place = EventPlace {
        org: session.centre,
        stream: session.stream_id(stream),
        dev: session.device,
        dseq: head.dseq.saturating_add(1),
        prev: head.id,
        seen: None,
    };
    let keys = EventKeys {
        epoch: session.epoch(stream)?,
        subject: key,
        member: session.unlocked.secrets(),
        device: &session.device_secrets,
    };
    seal_event(&place, &body.subject, &bytes, keys, &mut SystemEntropy).map_err(crypt_fault)
}

/// Up to where the other devices' events of this stream are here. Device by device: grouping the log itself would read
/// all of it for every event.
fn frontier(sql: &Connection, stream: Stream, others: &[DeviceId]) -> Result<Vec<Dep>, StoreError> {
    let mut deps = Vec::new();
    for device in others {
        let seq = event::chain_head(sql, stream, *device)?.dseq;
        if seq > 0 {
            deps.push(Dep { dev: *device, seq });
        }
    }
    Ok(deps)
}
