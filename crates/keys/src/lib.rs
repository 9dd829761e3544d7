//! Derive, seal, sign, grant: the only crate that holds secret keys. It does no IO: bytes in, bytes out.
//!
//! # What each key opens
//!
//! ```text
//! passphrase ──Argon2id──▶ member slot (keyring.json) ──▶ DB key ───────────▶ the SQLCipher file: everything at rest
//!                                │                    └─▶ member's signing key ─▶ signs bodies and grants
//!                                │                    └─▶ member's sealing key ─▶ opens the grants made to the member
//! sheet A xor sheet B ──▶ recovery key ──HPKE──▶ the same three of every member: both sheets open all
//!
//! grant ──HPKE──▶ epoch key of one stream (control, centre, protected)
//!                      ├─▶ wrap key ─────▶ slots ──▶ subject keys ─┬─▶ bodies of that subject's events
//!                      │                                          ├─▶ its files, each under a key of its own
//!                      │                                          └─▶ its local rows (drafts)
//!                      └─▶ address key ──▶ which subject an event belongs to
//!
//! device signing key (in the database) ──▶ signs headers
//! ```
//!
//! Read downwards it says what a thief of one key gets; read upwards, what must be destroyed so that something can never
//! be opened again. The keyring holds nothing of a stream: the key of the protected stream comes only from a grant that
//! was sealed to a member, so the DB key, the passphrase of another member or this file do not help to it.
//!
//! A subject key is random and lies only in its slot, which is a mutable row and no event. Deleting the slot, and later
//! the epoch's wrap key, closes the subject's bodies for ever although the log keeps their headers.
//!
//! # Habits
//! `make_*` draws from the given [`Entropy`], `derive_*` is a function of its arguments. Secrets live in
//! [`pana_model::Secret`] or in types that wipe themselves; none of them prints. Every derivation and every seal has its
//! own context, so that bytes made for one use fail in another.

mod aead;
mod blob;
mod body;
mod entropy;
mod epoch;
mod error;
mod event;
mod grant;
mod hex;
mod kdf;
mod keyring;
mod local;
mod lookup;
mod pair;
mod recovery;
mod slot;
mod slowdown;

pub use blob::{BLOB_CHUNK, BlobRoot, BlobShape, MAX_BLOB};
pub use body::{MAX_PAYLOAD, padded_len};
pub use entropy::{Entropy, SystemEntropy};
pub use epoch::EpochKey;
pub use error::KeysError;
pub use event::{EventKeys, EventPlace, OpenBody, open_address, open_event, seal_event};
pub use grant::{GrantFor, open_grant, seal_grant};
pub use kdf::{KdfParams, calibrate};
pub use keyring::{Keyring, MemberSlot, NewMember, Recovered, RecoverySlot, Unlocked};
pub use local::{open_local, seal_local};
pub use lookup::local_row_id;
pub use pair::{DeviceSecrets, MemberSecrets, PublicKeys};
pub use recovery::{RecoverySheet, SheetError, SheetName};
pub use slot::{SlotPlace, SubjectKey, WrappedKey, open_slot, wrap_key};
pub use slowdown::{MustWait, Tries};
