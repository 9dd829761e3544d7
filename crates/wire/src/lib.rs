//! Envelopes as they lie in the log and travel: format, limits, verification. Public halves only: nothing here can open
//! or sign anything, so whatever depends on this crate alone (the hub) cannot read a case.
//!
//! ```text
//! envelope = [ header: bstr, sig: bstr(64), ct: bstr / null ]
//! header   = [ 2, org(16), stream(16), dev(16), dseq, prev(32), epoch(16),
//!              addr(32), nonce(24), ct_len, ct_hash(32) ]
//! event_id = BLAKE3("pana/event/1" || header)
//! sig      = Ed25519(dev, "pana/event/1" || event_id)
//! ```
//!
//! The signature covers the header and the header covers the hash of the sealed body: when a body is erased, the chain
//! of headers still verifies. Whatever was received is what is hashed, verified and kept; nothing is encoded anew.
//!
//! What is carried from device to device, events and what they need beside them, is in [`bundle`]; what a device and a hub say
//! to each other in [`hub`]; what one centre hands to another of a case in [`transfer`].

pub mod bundle;
mod cbor;
mod chain;
mod envelope;
mod epoch;
mod header;
pub mod hub;
mod stream;
pub mod transfer;
mod verify;

pub use chain::{ChainEnd, ChainError, Link, check_next};
pub use envelope::{Envelope, EnvelopeError, MAX_ENVELOPE};
pub use epoch::{EpochId, GenerationId};
pub use header::{EventId, Header, HeaderError, Layout, MAX_HEADER, Seen};
pub use pana_model::StreamName;
pub use stream::StreamId;
pub use verify::{
    VerifyError, VerifyingKey, body_message, header_message, statement_message, verify_body, verify_envelope,
    verify_statement,
};
