//! Bundles: what one device gives to be carried to others, in parts that fit on a stick. Each part is a sealed file; this is
//! what is inside.
//!
//! ```text
//! part = head: bstr, item: bstr…, end: bstr                          a CBOR sequence, so each has its length before it
//! head = [ 1, org(16), bundle(16), part, parts, before(32), root(32), dev(16), written_ms, [ [events, chunks]… ] ]
//! item = [ 1, envelope ] / [ 2, grant… ] / [ 3, box… ] / [ 4, slot… ] / [ 5, source… ] / [ 6, chunk… ]
//! end  = [ 0, signed: bstr, sig(64) ]
//! signed = [ items, BLAKE3("pana/bundle part/1" || head and items as they lie), have, lacks ]
//! sig  = Ed25519(dev, the statement `signed` in the context "pana/bundle part/1")
//! ```
//!
//! Whoever seals to a device need not say who they are, so the end is signed. A part that breaks off has no end: what
//! came before the break is good, and of it the events count, which are signed one by one. What is no event is given
//! shut ([`Beside`]) and opens by the [`Proof`] that [`Whole::prove`] makes.

mod chunk;
mod end;
mod head;
mod item;
mod kind;
mod lacks;
mod limits;
mod read;
mod write;

pub use chunk::file_root;
pub use end::{END_CONTEXT, Have, Held};
pub use head::{Head, HeadFault, Holds};
pub use item::{Chunk, Grant, Item, ItemFault, KeyBox, Named, SealedGrant, Slot, Source, Wrapped};
pub(crate) use item::{read_hashes, write_hashes};
pub use kind::{ItemKind, SourceKind};
pub use lacks::Lacks;
pub use limits::{
    MAX_CHUNK, MAX_CHUNKS, MAX_HAVE, MAX_ITEMS, MAX_LACKS, MAX_PART, MAX_PARTS, MAX_SOURCE, MAX_SOURCE_NAME,
};
pub use pana_model::BundleId;
pub use read::{Beside, Counts, Ending, Found, OpenError, OtherPart, PartReader, Proof, Tear, Torn, Whole};
pub use write::{PartWriter, WriteError};
