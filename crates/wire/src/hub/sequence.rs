//! A body of items: byte strings one after the other, each with its length before it.

use super::MessageFault;
use crate::bundle::{MAX_SOURCE, MAX_SOURCE_NAME};
use crate::cbor;
use crate::cbor::Reader;

/// What goes in one request: the largest item and what stands around it.
pub const MAX_BATCH: usize = MAX_SOURCE + 4 * MAX_SOURCE_NAME;

/// No body has more entries, nor is more cut out of one: each takes room beside its bytes, and the least has one byte.
pub(super) const MAX_ENTRIES: usize = 128 * 1024;

/// Cuts what came into its items; nothing is read of them.
///
/// # Errors
/// [`MessageFault`].
pub fn split_items(bytes: &[u8]) -> Result<Vec<&[u8]>, MessageFault> {
    let (mut from, mut items) = (Reader::new(bytes), Vec::new());
    while !from.rest().is_empty() {
        if items.len() >= MAX_ENTRIES {
            return Err(MessageFault::TooLong);
        }
        items.push(from.bytes()?);
    }
    Ok(items)
}

/// Puts an item behind others.
pub fn write_entry(out: &mut Vec<u8>, item: &[u8]) {
    cbor::bytes(out, item);
}
