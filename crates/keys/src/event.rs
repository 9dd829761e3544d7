//! Writing and reading one event: the pieces of the crate in their order.

use pana_model::{CentreId, DeviceId, Secret};
use pana_wire::{Envelope, EnvelopeError, EventId, Header, Seen, StreamId, VerifyError, VerifyingKey};

use crate::epoch::AddressPlace;
use crate::{DeviceSecrets, Entropy, EpochKey, KeysError, MemberSecrets, SubjectKey, body, entropy};

/// Where an event goes in its device's chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventPlace {
    /// The centre.
    pub org: CentreId,
    /// The stream; must be the epoch key's.
    pub stream: StreamId,
    /// The writing device.
    pub dev: DeviceId,
    /// The number after the chain's head.
    pub dseq: u64,
    /// The chain's head.
    pub prev: EventId,
    /// The hub's head last accepted, if there is a hub.
    pub seen: Option<Seen>,
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
    /// Checks that the member signed this body for this place.
    pub fn verify(&self, envelope: &Envelope, member: &VerifyingKey) -> Result<(), VerifyError> {
        // EXPOSE: to verify the signature over it.
        pana_wire::verify_body(envelope, self.body.expose(), &self.member_sig, member)
    }
}

/// Makes an event: addressed, signed by the member, sealed, signed by the device.
pub fn seal_event(
    at: &EventPlace,
    subject: &[u8; 16],
    body: &[u8],
    keys: EventKeys<'_>,
    entropy: &mut dyn Entropy,
) -> Result<Envelope, KeysError> {
    if keys.epoch.stream() != at.stream {
        return Err(KeysError::WrongKey);
    }
    let nonce = entropy::bytes(entropy)?;
    let address = AddressPlace { stream: at.stream, dev: at.dev, dseq: at.dseq, nonce };
    let mut header = Header {
        org: at.org,
        stream: at.stream,
        dev: at.dev,
        dseq: at.dseq,
        prev: at.prev,
        epoch: keys.epoch.id(),
        addr: keys.epoch.seal_address(&address, subject)?,
        nonce,
        ct_len: 0,
        ct_hash: [0; 32],
        seen: at.seen,
    };
    let aad = header.to_aad();
    let payload = Secret::new([keys.member.sign_body(&aad, body).as_slice(), body].concat());
    // EXPOSE: to seal it.
    let ct = body::seal(keys.subject, &nonce, &aad, payload.expose())?;
    header.ct_len = u64::try_from(ct.len()).map_err(|_| KeysError::TooLarge("body"))?;
    header.ct_hash = *blake3::hash(&ct).as_bytes();
    let header = header.to_bytes();
    let sig = keys.device.sign_header(EventId::of_header(&header));
    Envelope::from_parts(header, sig, Some(ct)).map_err(|error| match error {
        EnvelopeError::TooLong => KeysError::TooLarge("event"),
        _ => KeysError::Damaged("an event just made"),
    })
}

/// Opens an event's body with its subject's key. `None` when the body was erased. Check [`OpenBody::verify`] next.
pub fn open_event(envelope: &Envelope, key: &SubjectKey) -> Result<Option<OpenBody>, KeysError> {
    let Some(ct) = envelope.ct() else { return Ok(None) };
    let aad = Header::aad_of(envelope.header_bytes()).map_err(|_| KeysError::Damaged("a header"))?;
    let payload = body::open(key, &envelope.header().nonce, &aad, ct)?;
    // EXPOSE: to part signature and body; the body is wrapped again.
    let (sig, body) = payload.expose().split_first_chunk::<64>().ok_or(KeysError::Damaged("a body is too short"))?;
    Ok(Some(OpenBody { body: Secret::new(body.to_vec()), member_sig: *sig }))
}

/// Tells which subject an event belongs to.
pub fn open_address(header: &Header, epoch: &EpochKey) -> Result<[u8; 16], KeysError> {
    if header.epoch != epoch.id() || header.stream != epoch.stream() {
        return Err(KeysError::WrongKey);
    }
    let at = AddressPlace { stream: header.stream, dev: header.dev, dseq: header.dseq, nonce: header.nonce };
    epoch.open_address(&at, &header.addr)
}
