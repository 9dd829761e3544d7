//! Stored heads looked at where they lie. Whoever reads very many of them only to show what stands there, as an export
//! does, need not build them: no map, no text of its own, and nothing of the writes that were replaced.

use minicbor::data::Type;
use minicbor::decode::{Decoder, Error};

use crate::canonical::{CanonicalError, take_array, take_item, take_number, take_text};
use crate::{Heads, HeadsError, Hlc, OpKind, State, Value};

/// A head that still lies in the row's bytes.
#[derive(Clone, Copy)]
pub struct Glance<'b> {
    /// What it does.
    pub kind: OpKind,
    hlc: Hlc,
    value: &'b [u8],
}

/// What a head holds, borrowed where that is its spelling in the bytes.
#[derive(Clone, PartialEq, Eq)]
pub enum Glimpse<'b> {
    /// A text.
    Text(&'b str),
    /// Bytes.
    Bytes(&'b [u8]),
    /// What stands in the place of an answer.
    State(State),
    /// Anything else.
    Other(Value),
}

/// Says which kind it is and never what was answered.
impl std::fmt::Debug for Glance<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Glance({}, … {} bytes)", self.kind.name(), self.value.len())
    }
}

impl std::fmt::Debug for Glimpse<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => write!(out, "Text(… {} bytes)", text.len()),
            Self::Bytes(bytes) => write!(out, "Bytes(… {} bytes)", bytes.len()),
            Self::State(state) => write!(out, "State({})", state.name()),
            Self::Other(value) => value.fmt(out),
        }
    }
}

impl<'b> Glance<'b> {
    /// When it was written, by its writer's clock.
    pub const fn hlc(&self) -> Hlc {
        self.hlc
    }

    /// What it holds.
    ///
    /// # Errors
    /// When that cannot be read.
    pub fn value(&self) -> Result<Glimpse<'b>, HeadsError> {
        self.read().map_err(HeadsError::of)
    }

    fn read(&self) -> Result<Glimpse<'b>, Error> {
        let mut from = Decoder::new(self.value);
        Ok(match from.datatype()? {
            Type::String => Glimpse::Text(from.str()?),
            Type::Bytes => Glimpse::Bytes(from.bytes()?),
            _ => match from.decode()? {
                Value::State(state) => Glimpse::State(state),
                other => Glimpse::Other(other),
            },
        })
    }
}

impl Heads {
    /// Shows each path of the row that [`Heads::to_bytes`] wrote, in order, with the heads that lie there: one walk over the
    /// bytes, O(length). Which writes were applied is passed over.
    ///
    /// # Errors
    /// When the bytes are no such row as far as it is looked at.
    pub fn glance<'b>(bytes: &'b [u8], see: impl FnMut(&'b str, &[Glance<'b>])) -> Result<(), HeadsError> {
        row(bytes, see).map_err(HeadsError::of)
    }
}

/// `[events, [spans…], [mark…], [[path, [head…]]…]]`, see `heads/stored.rs`.
fn row<'b>(mut bytes: &'b [u8], mut see: impl FnMut(&'b str, &[Glance<'b>])) -> Result<(), CanonicalError> {
    let from = &mut bytes;
    expect_array(from, 4)?;
    take_item(from)?;
    take_item(from)?;
    let times = times(from)?;
    let mut heads = Vec::new();
    for _ in 0..take_array(from)? {
        expect_array(from, 2)?;
        let path = take_text(from)?;
        heads.clear();
        for _ in 0..take_array(from)? {
            heads.push(head(from, &times)?);
        }
        see(path, &heads);
    }
    if from.is_empty() { Ok(()) } else { Err(CanonicalError::Length) }
}

/// The clock readings of `[[member, hlc]…]`.
fn times(from: &mut &[u8]) -> Result<Vec<Hlc>, CanonicalError> {
    let mut times = Vec::new();
    for _ in 0..take_array(from)? {
        expect_array(from, 2)?;
        take_item(from)?;
        times.push(Hlc::from_u64(take_number(from)?));
    }
    Ok(times)
}

/// `[event, op, kind, value, mark]`
fn head<'b>(from: &mut &'b [u8], times: &[Hlc]) -> Result<Glance<'b>, CanonicalError> {
    expect_array(from, 5)?;
    take_number(from)?;
    take_number(from)?;
    let kind = u32::try_from(take_number(from)?).map_err(|_| CanonicalError::Kind)?;
    let value = take_item(from)?;
    let mark = usize::try_from(take_number(from)?).ok();
    let hlc = *mark.and_then(|mark| times.get(mark)).ok_or(CanonicalError::Length)?;
    Ok(Glance { kind: OpKind::from_number(kind), hlc, value })
}

fn expect_array(from: &mut &[u8], length: u64) -> Result<(), CanonicalError> {
    if take_array(from)? == length { Ok(()) } else { Err(CanonicalError::Length) }
}

#[cfg(test)]
mod tests {
    use pana_model::{EventRef, MemberId};

    use super::*;
    use crate::{Dot, Mark, Op};

    fn written() -> Heads {
        let mut heads = Heads::new();
        let dot = |event: u8, op| Dot::new(EventRef::from_random([event; 16]), op);
        let mut apply = |dot, hlc, op: &Op| {
            heads.apply(dot, op, Mark { member: MemberId::from_random([3; 16]), hlc: Hlc::at(hlc) });
        };
        apply(dot(1, 0), 5, &Op::set("a", Value::text("old"), vec![]));
        apply(dot(2, 0), 6, &Op::set("a", Value::text("new"), vec![dot(1, 0)]));
        apply(dot(3, 0), 7, &Op::set("b", Value::State(State::Declined), vec![]));
        // Written apart at one time: the dots decide which is shown first.
        apply(dot(4, 0), 9, &Op::set("c", Value::Int(1), vec![]));
        apply(dot(5, 300), 9, &Op::set("c", Value::Int(2), vec![]));
        apply(dot(6, 0), 8, &Op::set("c", Value::Int(3), vec![]));
        apply(dot(7, 0), 9, &Op::new("d", OpKind::Add, Value::Bytes(vec![4; 300]), vec![]));
        apply(dot(7, 2), 9, &Op::set("e", Value::List(vec![Value::text("partial"), Value::text("1987")]), vec![]));
        apply(dot(8, 0), 9, &Op::set("e", Value::Null, vec![]));
        heads
    }

    fn owned(glimpse: Glimpse<'_>) -> Value {
        match glimpse {
            Glimpse::Text(text) => Value::text(text),
            Glimpse::Bytes(bytes) => Value::Bytes(bytes.to_vec()),
            Glimpse::State(state) => Value::State(state),
            Glimpse::Other(value) => value,
        }
    }

    #[test]
    fn a_glance_shows_what_the_heads_show() {
        let heads = written();
        let bytes = heads.to_bytes();
        let mut seen = Vec::new();
        Heads::glance(&bytes, |path, there| {
            let values: Vec<(OpKind, Value)> =
                there.iter().map(|head| (head.kind, owned(head.value().unwrap()))).collect();
            let held: Vec<(OpKind, Value)> =
                heads.heads(path).map(|(_, head)| (head.kind, head.value.clone())).collect();
            assert_eq!(values, held, "{path}");
            seen.push(path.to_owned());
        })
        .unwrap();
        assert_eq!(seen, ["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn bytes_that_are_no_row_are_refused_wherever_they_end() {
        let bytes = written().to_bytes();
        assert!(Heads::glance(&bytes, |_, _| {}).is_ok());
        assert!((0..bytes.len()).all(|end| Heads::glance(&bytes[..end], |_, _| {}).is_err()));
        assert!(Heads::glance(&[bytes.as_slice(), &[0]].concat(), |_, _| {}).is_err());
        assert!(Heads::glance(&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], |_, _| {}).is_err());
    }

    #[test]
    fn a_head_of_a_time_that_is_not_listed_is_refused() {
        let mut bytes = written().to_bytes();
        // The last byte is the place of the last head's time in the list.
        *bytes.last_mut().unwrap() = 0x17;
        assert!(Heads::glance(&bytes, |_, _| {}).is_err());
    }
}
