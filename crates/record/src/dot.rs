//! The name of one write.

use minicbor::{Decode, Encode};
use pana_model::DeviceId;

/// Names one operation for ever: the device, its event's number in that stream, and the operation's place in the event.
/// A subject lives in one stream, so the stream needs no mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Dot {
    /// The device that wrote.
    #[cbor(n(0), with = "id")]
    pub dev: DeviceId,
    /// The event's number in the device's chain of this stream.
    #[n(1)]
    pub seq: u64,
    /// The operation's index in the event's body.
    #[n(2)]
    pub op: u32,
}

impl Dot {
    /// The dot of operation `op` of event `seq` of `dev`.
    pub const fn new(dev: DeviceId, seq: u64, op: u32) -> Self {
        Self { dev, seq, op }
    }
}

/// Device ids as 16 bytes.
pub(crate) mod id {
    use minicbor::decode::{Decoder, Error};
    use minicbor::encode::{self, Encoder, Write};
    use pana_model::DeviceId;

    pub(crate) fn encode<C, W: Write>(
        id: &DeviceId,
        out: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        out.bytes(id.as_bytes())?.ok()
    }

    pub(crate) fn decode<C>(from: &mut Decoder<'_>, _: &mut C) -> Result<DeviceId, Error> {
        let bytes = from.bytes()?.try_into().map_err(|_| Error::message("an id has 16 bytes"))?;
        Ok(DeviceId::from_bytes(bytes))
    }
}

/// Member ids as 16 bytes.
pub(crate) mod member {
    use minicbor::decode::{Decoder, Error};
    use minicbor::encode::{self, Encoder, Write};
    use pana_model::MemberId;

    pub(crate) fn encode<C, W: Write>(
        id: &MemberId,
        out: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        out.bytes(id.as_bytes())?.ok()
    }

    pub(crate) fn decode<C>(from: &mut Decoder<'_>, _: &mut C) -> Result<MemberId, Error> {
        let bytes = from.bytes()?.try_into().map_err(|_| Error::message("an id has 16 bytes"))?;
        Ok(MemberId::from_bytes(bytes))
    }
}
