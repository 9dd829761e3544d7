//! Derive, seal, sign, grant: the only crate that holds secret keys. It opens no file: bytes in, bytes out, and
//! parcels through what the caller reads from and writes to.
//!
//! # What each key opens
//!
//! ```text
//! passphrase ──Argon2id──▶ member slot (keyring.json) ─┬─▶ signing key of the seat ─▶ signs bodies and grants
//!                                                      └─▶ sealing key of the seat ─┬─▶ opens the grants made to the seat
//!                                                                                   ├─▶ opens the parcels sealed to it
//!                                                                                   └─▶ DB key ─▶ the SQLCipher file
//! sheet A xor sheet B ──▶ recovery key ─┬─▶ DB key
//!                                       ├─▶ the grants made to it: every epoch that was granted for recovery
//!                                       └─▶ signs what only the sheets may decide
//!
//! grant ──HPKE──▶ epoch key of one stream (control, centre, protected)
//!                      ├─▶ wrap key ─────▶ buckets of a generation ──▶ slots ──▶ subject keys ─┬─▶ bodies of its events
//!                      │                                                                      ├─▶ its files
//!                      │                                                                      └─▶ its local rows
//!                      └─▶ address key ──▶ which subject an event belongs to
//!
//! device signing key (in the database) ──▶ signs headers and what it carries to others
//! device sealing key (in the database) ──▶ opens the parcels sealed to it
//! ```
//!
//! Read downwards it says what a thief of one key gets; read upwards, what must be destroyed so that something can never
//! be opened again. The keyring holds nothing of a stream: the key of the protected stream comes only from a grant that
//! was sealed to a member, so the DB key, the passphrase of another member or this file do not help to it.
//!
//! A subject key is random and lies only in its slots, which are mutable rows and no events. Deleting the slots, and later
//! their bucket's key and the epoch's wrap key, closes the subject's bodies for ever although the log keeps their headers.
//!
//! # Habits
//! `make_*` draws from the given [`Entropy`], `derive_*` is a function of its arguments. Secrets live in
//! [`pana_model::Secret`] or in types that wipe themselves; none of them prints. Every derivation and every seal has its
//! own context, so that bytes made for one use fail in another.

mod address;
mod aead;
mod blob;
mod body;
mod card;
mod entropy;
mod epoch;
mod error;
mod event;
mod generation;
mod grant;
mod hex;
mod invite;
mod kdf;
mod keyring;
mod lease;
mod local;
mod lookup;
mod online;
mod pair;
mod parcel;
mod recovered;
mod recovery;
mod seat;
mod slot;
mod slowdown;
mod source;

pub use address::{AddressKey, open_address};
pub use blob::{BLOB_CHUNK, BlobKey, BlobRoot, BlobShape, MAX_BLOB};
pub use body::{MAX_PAYLOAD, Unpacker, padded_len};
pub use card::{CentreCard, TransferWord, WordKind};
pub use entropy::{Entropy, SystemEntropy};
pub use epoch::EpochKey;
pub use error::KeysError;
pub use event::{EventKeys, EventPlace, OpenBody, open_event, open_event_in, open_event_with, seal_event};
pub use generation::{BucketKey, Generation, KeyBox, SlotId};
pub use grant::{
    GrantFor, MemberGrantFor, SHEETS, open_grant, open_member_grant, open_recovery_grant, seal_grant,
    seal_recovery_grant,
};
pub use invite::{CHECK_DIGITS, Invite, JOINING_FILE, JoinRequest};
pub use kdf::{KdfParams, calibrate};
pub use keyring::{Keyring, MemberSlot, NewMember, RecoveredKeys, RecoveredSlot, SeenForRecovery, Unlocked};
pub use lease::{LEASE_CHALLENGE_BITS, LEASE_CODE_BITS, lease_challenge, lease_code};
pub use local::{open_local, seal_local};
pub use lookup::local_row_id;
pub use online::{JOIN_LIST, JOIN_WORDS, JoinMailbox, JoinWords, ONLINE_DIGITS, OnlineInvite, OnlineRound};
pub use pair::{DeviceSecrets, MemberSecrets, PublicKeys};
pub use parcel::{
    MAX_RECIPIENTS, ParcelError, ParcelKeys, ParcelReader, ParcelWriter, is_broken, open_parcel, seal_parcel,
};
pub use recovered::{Recovered, RecoveryPublic};
pub use recovery::{RecoverySheet, SheetError, SheetName};
pub use seat::{Seat, device_id, seat_id};
pub use slot::{SlotPlace, SubjectKey, WrappedKey, open_slot};
pub use slowdown::{MustWait, Tries};
pub use source::{open_source, seal_source, source_key_id};
