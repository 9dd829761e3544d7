//! Heads as a row keeps them: packed, because dots and marks repeat in every line. The length goes before.

use pana_record::Heads;
use zstd::bulk::Compressor;
use zstd::zstd_safe;

use crate::disk::StoreError;

/// Heads as their row holds them.
pub(crate) struct Packed {
    /// What stands.
    pub(crate) doc: Vec<u8>,
    /// What is named and has not come.
    pub(crate) parked: Vec<u8>,
}

/// What packing works in. Making it costs as much as packing a row does, so whoever packs many keeps one while that lasts:
/// what was packed last may still lie in it.
#[derive(Default)]
pub(crate) struct Packer {
    kept: Option<Compressor<'static>>,
    packed: Vec<u8>,
}

impl Packer {
    pub(crate) fn row(&mut self, heads: &Heads) -> Result<Packed, StoreError> {
        Ok(Packed { doc: self.pack(heads)?, parked: heads.parked_to_bytes() })
    }

    fn pack(&mut self, heads: &Heads) -> Result<Vec<u8>, StoreError> {
        let internal = |error: std::io::Error| StoreError::Internal(error.to_string());
        let bytes = heads.to_bytes();
        let length = u32::try_from(bytes.len()).map_err(|_| StoreError::TooLarge)?;
        let kept = match self.kept.take() {
            Some(kept) => kept,
            None => Compressor::new(1).map_err(internal)?,
        };
        self.packed.clear();
        self.packed.reserve(zstd_safe::compress_bound(bytes.len()));
        self.kept.insert(kept).compress_to_buffer(&bytes, &mut self.packed).map_err(internal)?;
        Ok([length.to_be_bytes().as_slice(), &self.packed].concat())
    }
}

/// Packs the heads of one row.
pub(crate) fn pack(heads: &Heads) -> Result<Vec<u8>, StoreError> {
    Packer::default().pack(heads)
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
