//! Heads as a row keeps them: packed, because dots and marks repeat in every line. The length goes before.

use pana_record::Heads;

use crate::disk::StoreError;

pub(crate) fn pack(doc: &Heads) -> Result<Vec<u8>, StoreError> {
    let bytes = doc.to_bytes();
    let length = u32::try_from(bytes.len()).map_err(|_| StoreError::TooLarge)?;
    let packed = zstd::bulk::compress(&bytes, 1).map_err(|error| StoreError::Internal(error.to_string()))?;
    Ok([length.to_be_bytes().as_slice(), &packed].concat())
}

/// Heads from a row: what stands, and beside it what is named and has not come. Without the latter they can be shown and not
/// applied to.
pub(crate) fn unpack(packed: &[u8], parked: &[u8]) -> Result<Heads, StoreError> {
    Heads::from_bytes(&raw(packed)?, parked).map_err(|_| damaged())
}

pub(crate) fn damaged() -> StoreError {
    StoreError::Damaged("a view; rebuild it from the log".to_owned())
}

/// The bytes that were packed.
pub(crate) fn raw(packed: &[u8]) -> Result<Vec<u8>, StoreError> {
    Unpacker::new()?.raw(packed)
}

/// Unpacks one row after another: what zstd has to prepare for that is prepared once.
pub(crate) struct Unpacker(zstd::bulk::Decompressor<'static>);

impl Unpacker {
    pub(crate) fn new() -> Result<Self, StoreError> {
        zstd::bulk::Decompressor::new().map(Self).map_err(|error| StoreError::Internal(error.to_string()))
    }

    /// As [`raw`].
    pub(crate) fn raw(&mut self, packed: &[u8]) -> Result<Vec<u8>, StoreError> {
        const MOST: usize = 256 * 1024 * 1024;
        let (length, packed) = packed.split_first_chunk().ok_or_else(damaged)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| damaged())?;
        if length > MOST {
            return Err(damaged());
        }
        self.0.decompress(packed, length).map_err(|_| damaged())
    }
}
