//! Writing and reading one event: the pieces of the crate in their order.

use std::borrow::Borrow;

use pana_model::{CentreId, DeviceId, Secret, StreamName};
use pana_wire::{Envelope, EnvelopeError, EventId, Header, Layout, StreamId, VerifyError, VerifyingKey};

use crate::address::AddressPlace;
use crate::body::{self, Inside, Unpacker};
use crate::{DeviceSecrets, Entropy, EpochKey, KeysError, MemberSecrets, SubjectKey, entropy};

/// Where an event goes in its device's chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventPlace {
    /// The centre.
    pub org: CentreId,
    /// The stream; must be the epoch key's.
    pub stream: StreamName,
    /// The writing device.
    pub dev: DeviceId,
    /// The number after the chain's last one.
    pub dseq: u64,
    /// The chain's last event.
    pub prev: EventId,
}

/// The keys an event is made with.
#[derive(Debug, Clone, Copy)]
pub struct EventKeys<'k> {
    /// Hides which subject it belongs to.
    pub epoch: &'k EpochKey,
    /// Seals the body.
    pub subject: &'k SubjectKey,
    /// Signs the body.
    pub member: &'k MemberSecrets,
    /// Signs the header.
    pub device: &'k DeviceSecrets,
}

/// An opened body with its member's signature, which is yet to be checked.
#[derive(Debug)]
pub struct OpenBody {
    /// The bytes of `record::Body`.
    pub body: Secret<Vec<u8>>,
    /// The member's signature over them.
    pub member_sig: [u8; 64],
}

impl OpenBody {
    /// A body that somebody else has opened, with the signature that stood before it.
    pub const fn from_parts(body: Secret<Vec<u8>>, member_sig: [u8; 64]) -> Self {
        Self { body, member_sig }
    }

    fn from_payload(payload: &Secret<Vec<u8>>) -> Result<Self, KeysError> {
        // EXPOSE: to part signature and body; the body is wrapped again.
        let parts = payload.expose().split_first_chunk::<64>();
        let (sig, body) = parts.ok_or(KeysError::Damaged("a body is too short"))?;
        Ok(Self { body: Secret::new(body.to_vec()), member_sig: *sig })
    }

    /// Checks that the member signed this body for this place.
    pub fn verify(&self, envelope: &Envelope, member: &VerifyingKey) -> Result<(), VerifyError> {
        // EXPOSE: to verify the signature over it.
        pana_wire::verify_body(envelope, self.body.expose(), &self.member_sig, member)
    }
}

/// Makes an event: addressed, signed by the member, sealed, signed by the device. It has the newest layout.
pub fn seal_event(
    at: &EventPlace,
    subject: &[u8; 16],
    body: &[u8],
    keys: EventKeys<'_>,
    entropy: &mut dyn Entropy,
) -> Result<Envelope, KeysError> {
    let stream = StreamId::derive(at.org, at.stream);
    if keys.epoch.stream() != stream {
        return Err(KeysError::WrongKey);
    }
    let nonce = entropy::bytes(entropy)?;
    let address = AddressPlace { stream, dev: at.dev, dseq: at.dseq, nonce };
    let mut header = Header {
        layout: Layout::Two,
        org: at.org,
        stream,
        dev: at.dev,
        dseq: at.dseq,
        prev: at.prev,
        epoch: keys.epoch.id(),
        addr: keys.epoch.address_key().seal(&address, subject)?,
        nonce,
        ct_len: 0,
        ct_hash: [0; 32],
    };
    let aad = header.to_aad();
    let payload = Secret::new([keys.member.sign_body(&aad, body).as_slice(), body].concat());
    // EXPOSE: to seal it.
    let ct = body::seal(Inside::of(header.layout, at.stream), keys.subject, &nonce, &aad, payload.expose())?;
    header.ct_len = u64::try_from(ct.len()).map_err(|_| KeysError::TooLarge("body"))?;
    header.ct_hash = *blake3::hash(&ct).as_bytes();
    let header = header.to_bytes();
    let sig = keys.device.sign_header(EventId::of_header(&header));
    Envelope::from_parts(header, sig, Some(ct)).map_err(|error| match error {
        EnvelopeError::TooLong => KeysError::TooLarge("event"),
        _ => KeysError::Damaged("an event just made"),
    })
}

/// Opens an event's body with its subject's key. `stream` is the one that the header names. `None` when the body was
/// erased. Check [`OpenBody::verify`] next.
pub fn open_event(envelope: &Envelope, stream: StreamName, key: &SubjectKey) -> Result<Option<OpenBody>, KeysError> {
    Ok(open_event_with(envelope, stream, [key])?.map(|(_, body)| body))
}

/// Opens an event's body with whichever of its subject's keys it was sealed under, and says which. The keys are asked for
/// one by one and tried in their order; each costs one seal. Which of them opens does not depend on that order, for a body
/// commits to its key: one that opens and is not meant is passed over.
///
/// # Errors
/// [`KeysError::WrongKey`] when none opens it; [`KeysError::Commitment`] when one does that it was not sealed for.
pub fn open_event_with<K: Borrow<SubjectKey>>(
    envelope: &Envelope,
    stream: StreamName,
    keys: impl IntoIterator<Item = K>,
) -> Result<Option<(K, OpenBody)>, KeysError> {
    open_event_in(&mut Unpacker::default(), envelope, stream, keys)
}

/// The same for whoever opens many events, who keeps what unpacking works in.
///
/// # Errors
/// As [`open_event_with`].
pub fn open_event_in<K: Borrow<SubjectKey>>(
    unpacker: &mut Unpacker,
    envelope: &Envelope,
    stream: StreamName,
    keys: impl IntoIterator<Item = K>,
) -> Result<Option<(K, OpenBody)>, KeysError> {
    let Some(ct) = envelope.ct() else { return Ok(None) };
    let aad = Header::aad_of(envelope.header_bytes()).map_err(|_| KeysError::Damaged("a header"))?;
    let (inside, nonce) = (Inside::of(envelope.header().layout, stream), envelope.header().nonce);
    let mut refused = KeysError::WrongKey;
    for key in keys {
        match body::open(inside, key.borrow(), &nonce, &aad, ct, unpacker) {
            Ok(payload) => return Ok(Some((key, OpenBody::from_payload(&payload)?))),
            Err(KeysError::WrongKey) => (),
            Err(KeysError::Commitment) => refused = KeysError::Commitment,
            Err(other) => return Err(other),
        }
    }
    Err(refused)
}
