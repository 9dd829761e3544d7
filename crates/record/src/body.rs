//! The body of an event: what is sealed under the subject's key.

use minicbor::{Decode, Encode};
use pana_model::MemberId;

use crate::dot::member;
use crate::{CanonicalError, EventKind, Hlc, Op, check_canonical};

/// Largest body in bytes, before compression.
pub const MAX_BODY: usize = 1024 * 1024;
/// Most operations in one event.
pub const MAX_OPS: usize = 8192;
/// Longest path, in bytes.
pub const MAX_PATH: usize = 1024;
/// Largest `over` of one operation, in encoded bytes.
pub const MAX_OVER: usize = 4096;
/// Most dependencies named by one event.
pub const MAX_DEPS: usize = 64;

/// What one event says. The member's signature lies beside these bytes, inside the same seal.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Body {
    /// The version of this layout: 1.
    #[n(0)]
    pub v: u32,
    /// What it is about: a case's id, or the centre's for control events.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub subject: [u8; 16],
    /// When, by the device's clock.
    #[n(2)]
    pub hlc: Hlc,
    /// Who wrote and signed it.
    #[cbor(n(3), with = "member")]
    pub member: MemberId,
    /// The questionnaire, if one was answered.
    #[n(4)]
    pub form_id: Option<String>,
    /// The hash of its source, so that answers stay readable after it changes.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub form_hash: Option<[u8; 32]>,
    /// What happened.
    #[n(6)]
    pub kind: EventKind,
    /// The writes.
    #[n(7)]
    pub ops: Vec<Op>,
    /// Up to which event of each other device this device had applied: for audit, not for merging.
    #[n(8)]
    pub deps: Vec<Dep>,
    /// A reason in the member's own words, or empty.
    #[n(9)]
    pub note: String,
}

/// The frontier of one other device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct Dep {
    /// The device.
    #[cbor(n(0), with = "crate::dot::id")]
    pub dev: pana_model::DeviceId,
    /// Its last event that had been applied.
    #[n(1)]
    pub seq: u64,
}

/// Why bytes are not a body we can apply. The event itself is kept whatever this says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// The bytes are not spelled as we spell.
    #[error("not canonical: {0}")]
    Canonical(#[from] CanonicalError),
    /// The parts are not those of a body.
    #[error("not a body: {0}")]
    Shape(String),
    /// Written by a newer program in a newer layout.
    #[error("layout {0} is of a newer program")]
    Newer(u32),
    /// One of the limits; its name is given.
    #[error("too large: {0}")]
    TooLarge(&'static str),
}

impl Body {
    /// The layout this program writes.
    pub const VERSION: u32 = 1;

    /// The bytes to be signed and sealed. Refuses what [`Body::from_bytes`] would refuse.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BodyError> {
        let bytes = minicbor::to_vec(self).map_err(|error| BodyError::Shape(error.to_string()))?;
        check_canonical(&bytes)?;
        if bytes.len() > MAX_BODY {
            return Err(BodyError::TooLarge("body"));
        }
        self.check_limits()?;
        Ok(bytes)
    }

    /// Reads a body. Elements after the known ones are passed over: the bytes received are what is kept.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BodyError> {
        if bytes.len() > MAX_BODY {
            return Err(BodyError::TooLarge("body"));
        }
        check_canonical(bytes)?;
        let shape = |error: minicbor::decode::Error| BodyError::Shape(error.to_string());
        let mut peek = minicbor::Decoder::new(bytes);
        peek.array().map_err(shape)?;
        let v = peek.u32().map_err(shape)?;
        if v != Self::VERSION {
            return Err(BodyError::Newer(v));
        }
        let body: Self = minicbor::decode(bytes).map_err(shape)?;
        body.check_limits()?;
        Ok(body)
    }

    fn check_limits(&self) -> Result<(), BodyError> {
        if self.deps.len() > MAX_DEPS {
            return Err(BodyError::TooLarge("deps"));
        }
        if self.ops.len() > MAX_OPS {
            return Err(BodyError::TooLarge("ops"));
        }
        for op in &self.ops {
            if op.path.len() > MAX_PATH {
                return Err(BodyError::TooLarge("path"));
            }
            let over = minicbor::to_vec(&op.over).map_err(|error| BodyError::Shape(error.to_string()))?;
            if over.len() > MAX_OVER {
                return Err(BodyError::TooLarge("over"));
            }
        }
        Ok(())
    }
}
