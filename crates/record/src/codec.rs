//! Ids as 16 bytes of CBOR, for the derived encodings.

use minicbor::decode::{Decoder, Error};
use pana_model::EventRef;

/// The next item, which must be 16 bytes.
fn sixteen(from: &mut Decoder<'_>) -> Result<[u8; 16], Error> {
    from.bytes()?.try_into().map_err(|_| Error::message("an id has 16 bytes"))
}

pub(crate) fn event_ref(from: &mut Decoder<'_>) -> Result<EventRef, Error> {
    sixteen(from).map(EventRef::from_bytes)
}

macro_rules! codec {
    ($(#[$doc:meta])* $module:ident, $id:ident) => {
        $(#[$doc])*
        pub(crate) mod $module {
            use minicbor::decode::{Decoder, Error};
            use minicbor::encode::{self, Encoder, Write};
            use pana_model::$id;

            pub(crate) fn encode<C, W: Write>(
                id: &$id,
                out: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), encode::Error<W::Error>> {
                out.bytes(id.as_bytes())?.ok()
            }

            pub(crate) fn decode<C>(from: &mut Decoder<'_>, _: &mut C) -> Result<$id, Error> {
                super::sixteen(from).map($id::from_bytes)
            }
        }
    };
}

codec!(
    /// An event's name.
    event,
    EventRef
);
codec!(
    /// A member's id.
    member,
    MemberId
);

/// A seat, or null where there is none.
pub(crate) mod seat {
    use minicbor::data::Type;
    use minicbor::decode::{Decoder, Error};
    use minicbor::encode::{self, Encoder, Write};
    use pana_model::SeatId;

    pub(crate) fn encode<C, W: Write>(
        seat: &Option<SeatId>,
        out: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        match seat {
            Some(seat) => out.bytes(seat.as_bytes())?.ok(),
            None => out.null()?.ok(),
        }
    }

    pub(crate) fn decode<C>(from: &mut Decoder<'_>, _: &mut C) -> Result<Option<SeatId>, Error> {
        if from.datatype()? == Type::Null {
            from.null()?;
            return Ok(None);
        }
        super::sixteen(from).map(SeatId::from_bytes).map(Some)
    }
}

/// A list of events' names.
pub(crate) mod events {
    use minicbor::decode::{Decoder, Error};
    use minicbor::encode::{self, Encoder, Write};
    use pana_model::EventRef;

    pub(crate) fn encode<C, W: Write>(
        events: &[EventRef],
        out: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), encode::Error<W::Error>> {
        out.array(u64::try_from(events.len()).unwrap_or(u64::MAX))?;
        events.iter().try_for_each(|event| out.bytes(event.as_bytes())?.ok())
    }

    pub(crate) fn decode<C>(from: &mut Decoder<'_>, _: &mut C) -> Result<Vec<EventRef>, Error> {
        let length = from.array()?.ok_or_else(|| Error::message("an indefinite length"))?;
        (0..length).map(|_| super::event_ref(from)).collect()
    }
}
