//! Writing an event down: signed by member and device, chained, sealed under its subject's key.

use pana_keys::{EventKeys, EventPlace, SubjectKey, SystemEntropy, seal_event};
use pana_model::EventRef;
use pana_record::{Body, BodyError, EventKind, Op, Reading};
use pana_wire::{Envelope, EventId};
use rusqlite::{Connection, Transaction};

use super::opened::Opened;
use super::session::Session;
use super::stream::Stream;
use super::{chain, event, slot};
use crate::disk::{StoreError, crypt_fault};

/// Makes the signatures of others who agree, over what the body says without them.
pub(crate) type Sign = Box<dyn Fn(&[u8]) -> Vec<Op>>;

/// What is to be appended.
pub(crate) struct NewEvent {
    pub(crate) stream: Stream,
    pub(crate) subject: [u8; 16],
    pub(crate) kind: EventKind,
    pub(crate) form: Option<(String, [u8; 32])>,
    pub(crate) ops: Vec<Op>,
    pub(crate) note: String,
    pub(crate) reading: Reading,
    pub(crate) sign: Option<Sign>,
}

/// What an event has seen: the frontier of its subject's events and that of the control stream, each sorted.
pub(crate) struct SeenBy {
    pub(crate) past: Vec<EventRef>,
    pub(crate) ctl: Vec<EventRef>,
}

/// Appends an event and gives it back opened, so that it can be folded. No view is touched.
pub(crate) fn append(
    sql: &Transaction<'_>,
    session: &Session,
    event: NewEvent,
    seen: SeenBy,
) -> Result<Opened, StoreError> {
    let (stream, subject) = (event.stream, event.subject);
    let key = slot::key_or_make(sql, session, stream, subject)?;
    let (form_id, form_hash) = event.form.unzip();
    let practice = if session.state().is_practice() { pana_record::Flags::PRACTICE } else { pana_record::Flags::NONE };
    let mut body = Body {
        form_id,
        form_hash,
        ops: event.ops,
        past: seen.past,
        ctl: seen.ctl,
        flags: event.reading.flags | practice,
        note: event.note,
        ..Body::new(subject, event.reading.hlc, session.member.id, session.seat, event.kind)
    };
    if let Some(sign) = event.sign {
        let statement = body.to_bytes().map_err(|error| StoreError::Internal(error.to_string()))?;
        body.ops.extend(sign(&statement));
    }
    let envelope = seal(sql, session, stream, &body, &key)?;
    let in_clear = (stream != Stream::Protected).then_some(&subject);
    event::insert(sql, stream, in_clear, &envelope)?;
    session.vouch_for(stream, envelope.header(), envelope.id());
    session.followed.borrow_mut().insert((stream, session.device), *envelope.id().as_bytes());
    let full_id = *envelope.id().as_bytes();
    Ok(Opened {
        id: event::name(&full_id),
        full_id,
        prev: *envelope.header().prev.as_bytes(),
        stream,
        device: session.device,
        seq: envelope.header().dseq,
        body,
    })
}

fn seal(
    sql: &Connection,
    session: &Session,
    stream: Stream,
    body: &Body,
    key: &SubjectKey,
) -> Result<Envelope, StoreError> {
    let bytes = body.to_bytes().map_err(|error| match error {
        BodyError::TooLarge(_) => StoreError::TooLarge,
        other => StoreError::Internal(other.to_string()),
    })?;
    let end = chain::sound_end(sql, session, stream, session.device, &session.device_secrets.public())?;
    let place = EventPlace {
        org: session.centre,
        stream,
        dev: session.device,
        dseq: end.dseq.saturating_add(1),
        prev: if end.dseq == 0 { EventId::NONE } else { end.id },
    };
    let keys = EventKeys {
        epoch: session.epoch(stream)?,
        subject: key,
        member: session.unlocked.secrets(),
        device: &session.device_secrets,
    };
    seal_event(&place, &body.subject, &bytes, keys, &mut SystemEntropy).map_err(crypt_fault)
}
