//! Signatures: who wrote the header (a device) and who wrote the body (a member).

use ed25519_dalek::Signature;

use crate::{Envelope, EventId, HeaderError};

/// The public half of a signing key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

/// Why a signature does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// Not a point of the curve, or one that signs anything.
    #[error("not a usable public key")]
    Key,
    /// The signature is not of this key over these bytes.
    #[error("the signature does not hold")]
    Signature,
    /// The header cannot be read.
    #[error(transparent)]
    Header(#[from] HeaderError),
}

impl VerifyingKey {
    /// Reads a key; refuses weak ones, under which anything would verify.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, VerifyError> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| VerifyError::Key)?;
        if key.is_weak() { Err(VerifyError::Key) } else { Ok(Self(key)) }
    }

    /// The key's bytes.
    pub fn to_bytes(self) -> [u8; 32] {
        self.0.to_bytes()
    }

    fn check(&self, message: &[u8], sig: &[u8; 64]) -> Result<(), VerifyError> {
        self.0.verify_strict(message, &Signature::from_bytes(sig)).map_err(|_| VerifyError::Signature)
    }
}

/// What a device signs: the event's id, in the context of events.
pub fn header_message(id: EventId) -> Vec<u8> {
    [b"pana/event/1".as_slice(), id.as_bytes()].concat()
}

/// What a member signs: the body at its place. `aad` is the header without `ct_len` and `ct_hash`, so a body lifted
/// into another event, stream or chain does not verify there.
pub fn body_message(aad: &[u8], body: &[u8]) -> Vec<u8> {
    let mut hasher = blake3::Hasher::new();
    let length = u32::try_from(aad.len()).unwrap_or(u32::MAX);
    hasher.update(b"pana/body/1").update(&length.to_le_bytes()).update(aad).update(body);
    [b"pana/body/1".as_slice(), hasher.finalize().as_bytes()].concat()
}

/// What is signed outside of events: `context` keeps one use from passing as another.
pub fn statement_message(context: &str, statement: &[u8]) -> Vec<u8> {
    let mut hasher = blake3::Hasher::new();
    let length = u32::try_from(context.len()).unwrap_or(u32::MAX);
    hasher.update(b"pana/statement/1").update(&length.to_le_bytes()).update(context.as_bytes()).update(statement);
    [b"pana/statement/1".as_slice(), hasher.finalize().as_bytes()].concat()
}

/// Checks the device's signature. The sealed body was compared with the header when the envelope was read, so this
/// covers it; an erased event verifies too.
pub fn verify_envelope(envelope: &Envelope, device: &VerifyingKey) -> Result<(), VerifyError> {
    device.check(&header_message(envelope.id()), envelope.sig())
}

/// Checks the member's signature over an opened body.
pub fn verify_body(envelope: &Envelope, body: &[u8], sig: &[u8; 64], member: &VerifyingKey) -> Result<(), VerifyError> {
    let aad = crate::Header::aad_of(envelope.header_bytes())?;
    member.check(&body_message(&aad, body), sig)
}

/// Checks a signature over a statement that is no event.
pub fn verify_statement(context: &str, statement: &[u8], sig: &[u8; 64], by: &VerifyingKey) -> Result<(), VerifyError> {
    by.check(&statement_message(context, statement), sig)
}
