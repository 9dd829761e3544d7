//! Heads as a row keeps them: packed, because dots and marks repeat in every line, and places in every interview of a
//! questionnaire. The length goes before.
//!
//! What is packed begins where `heads.zdict` ends, so that a row holds what was answered and not where. It was made of the
//! questionnaires that ship with the program (`examples/heads_dictionary.rs`); a centre's own gain less by it. It is no part
//! of any format: another one comes with another `VIEW_VERSION`.

use std::sync::LazyLock;

use pana_record::Heads;
use zstd::bulk::Compressor;
use zstd::dict::{DecoderDictionary, EncoderDictionary};
use zstd::zstd_safe;

use crate::disk::StoreError;

const DICTIONARY: &[u8] = include_bytes!("heads.zdict");
/// A higher one takes more time than it saves room.
const LEVEL: i32 = 1;
static TO_PACK: LazyLock<EncoderDictionary<'_>> = LazyLock::new(|| EncoderDictionary::copy(DICTIONARY, LEVEL));
static TO_UNPACK: LazyLock<DecoderDictionary<'_>> = LazyLock::new(|| DecoderDictionary::copy(DICTIONARY));

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
            None => Compressor::with_prepared_dictionary(&TO_PACK).map_err(internal)?,
        };
        self.packed.clear();
        self.packed.reserve(zstd_safe::compress_bound(bytes.len()));
        self.kept.insert(kept).compress_to_buffer(&bytes, &mut self.packed).map_err(internal)?;
        Ok([length.to_be_bytes().as_slice(), &self.packed].concat())
    }
}

/// Packs heads that outlast a version of the views, as a draft's do: without the dictionary. They are unpacked as rows are.
pub(crate) fn pack_to_last(heads: &Heads) -> Result<Vec<u8>, StoreError> {
    let internal = |error: std::io::Error| StoreError::Internal(error.to_string());
    Packer { kept: Some(Compressor::new(LEVEL).map_err(internal)?), packed: Vec::new() }.pack(heads)
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
    let mut unpacker = Unpacker::new()?;
    unpacker.raw(packed)?;
    Ok(unpacker.bytes)
}

/// Unpacks one row after another: what zstd has to prepare for that is prepared once, and each row takes the place of the
/// one before.
pub(crate) struct Unpacker {
    kept: zstd::bulk::Decompressor<'static>,
    bytes: Vec<u8>,
}

impl Unpacker {
    pub(crate) fn new() -> Result<Self, StoreError> {
        let kept = zstd::bulk::Decompressor::with_prepared_dictionary(&TO_UNPACK);
        let kept = kept.map_err(|error| StoreError::Internal(error.to_string()))?;
        Ok(Self { kept, bytes: Vec::new() })
    }

    /// As [`raw`].
    pub(crate) fn raw(&mut self, packed: &[u8]) -> Result<&[u8], StoreError> {
        const MOST: usize = 256 * 1024 * 1024;
        let (length, packed) = packed.split_first_chunk().ok_or_else(damaged)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| damaged())?;
        if length > MOST {
            return Err(damaged());
        }
        self.bytes.clear();
        self.bytes.reserve_exact(length);
        self.kept.decompress_to_buffer(packed, &mut self.bytes).map_err(|_| damaged())?;
        Ok(&self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use pana_model::{EventRef, MemberId};
    use pana_record::{Dot, Hlc, Mark, Op, Value};

    use super::*;

    fn heads() -> Heads {
        let mut heads = Heads::new();
        for (number, question) in (0_u32..).zip(["consent_group/consent", "registration/centre", "own/question"]) {
            let op = Op::set(format!("answer/intake/{question}"), Value::text("agree"), Vec::new());
            let mark = Mark { member: MemberId::from_random([3; 16]), hlc: Hlc::at(5) };
            heads.apply(Dot::new(EventRef::from_random([9; 16]), number), &op, mark);
        }
        heads
    }

    #[test]
    fn what_outlasts_a_version_of_the_views_needs_no_dictionary() {
        let (heads, mut packer) = (heads(), Packer::default());
        let plain = |packed: &[u8]| zstd::bulk::decompress(&packed[4..], 4096);
        let draft = pack_to_last(&heads).unwrap();
        assert_eq!(plain(&draft).unwrap(), heads.to_bytes());
        let row = packer.row(&heads).unwrap();
        assert!(plain(&row.doc).is_err());
        assert!(row.doc.len() < draft.len(), "{} beside {}", row.doc.len(), draft.len());
        for packed in [&draft, &row.doc] {
            assert_eq!(unpack(packed, &row.parked).unwrap(), heads);
        }
    }

    #[test]
    fn each_row_takes_the_place_of_the_one_before() {
        let (long, short) = (heads(), Heads::new());
        let mut unpacker = Unpacker::new().unwrap();
        for heads in [&long, &short, &long] {
            let row = Packer::default().row(heads).unwrap();
            assert_eq!(unpacker.raw(&row.doc).unwrap(), heads.to_bytes());
        }
        assert!(matches!(unpacker.raw(&[0, 0, 0, 9, 1, 2]), Err(StoreError::Damaged(_))));
        assert!(matches!(unpacker.raw(&[0xff; 9]), Err(StoreError::Damaged(_))));
    }
}
