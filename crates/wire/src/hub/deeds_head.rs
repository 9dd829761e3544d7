//! What stands before the deeds that a hub gives.

use super::{DeedId, MessageFault, begin, read};
use crate::cbor;

/// Of the deeds that who asks has named, those that the hub does not have. The deeds that they lack stand behind it, each
/// after what it has seen; of many the first, and the rest is asked for again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeedsHead {
    /// By their ids.
    pub lacks: Vec<DeedId>,
}

impl DeedsHead {
    /// The message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(1);
        cbor::array(&mut out, u64::try_from(self.lacks.len()).unwrap_or(u64::MAX));
        self.lacks.iter().for_each(|id| cbor::bytes(&mut out, id.as_bytes()));
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 1, |from| {
            let many = from.array()?;
            let lacks =
                (0..many).map(|_| Ok(DeedId::from_bytes(from.fixed()?))).collect::<Result<_, MessageFault>>()?;
            Ok(Self { lacks })
        })
    }
}
