//! Heads as a row keeps them: packed, because dots and marks repeat in every line. The length goes before.

use pana_record::Heads;

use crate::disk::StoreError;

pub(crate) fn pack(doc: &Heads) -> Result<Vec<u8>, StoreError> {
    let bytes = doc.to_bytes();
    let length = u32::try_from(bytes.len()).map_err(|_| StoreError::TooLarge)?;
    let packed = zstd::bulk::compress(&bytes, 1).map_err(|error| StoreError::Internal(error.to_string()))?;
    Ok([length.to_be_bytes().as_slice(), &packed].concat())
}

pub(crate) fn unpack(packed: &[u8]) -> Result<Heads, StoreError> {
    const MOST: usize = 256 * 1024 * 1024;
    let damaged = || StoreError::Damaged("a view; rebuild it from the log".to_owned());
    let (length, packed) = packed.split_first_chunk().ok_or_else(damaged)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| damaged())?;
    if length > MOST {
        return Err(damaged());
    }
    let bytes = zstd::bulk::decompress(packed, length).map_err(|_| damaged())?;
    Heads::from_bytes(&bytes).map_err(|_| damaged())
}

/// Heads that may not be there yet: none.
pub(super) fn unpack_or_none(packed: Option<Vec<u8>>) -> Result<Heads, StoreError> {
    packed.map_or_else(|| Ok(Heads::new()), |bytes| unpack(&bytes))
}
