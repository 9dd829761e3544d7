//! What a write holds. No floats: a decimal is a text, as it was typed.

use std::fmt;

use minicbor::data::Type;
use minicbor::decode::{self, Decoder};
use minicbor::encode::{self, Encoder, Write};
use minicbor::{Decode, Encode};

/// A value as the log keeps it: a CBOR item of its own for the plain ones, `[tag, …]` for the rest.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Nothing, or no longer anything. CBOR null.
    Null,
    /// True or false. CBOR bool.
    Bool(bool),
    /// A whole number. CBOR integer.
    Int(i64),
    /// Text, in NFC since it was typed. CBOR text.
    Text(String),
    /// Bytes: ids, hashes, keys. CBOR bytes.
    Bytes(Vec<u8>),
    /// What stands in the place of an answer. `[0, state]`.
    State(State),
    /// Several values in order. `[1, [value…]]`.
    List(Vec<Value>),
    /// Something of a newer program, byte for byte. Kept, passed on, shown as "needs update".
    Unknown(Vec<u8>),
}

/// The states beside the value: blank to expressions, never lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// The person would rather not say.
    Declined,
    /// The person does not know.
    Unknown,
    /// To be asked later.
    Later,
    /// A state that a newer program knows.
    Other(u32),
}

impl State {
    /// The number in the log.
    pub const fn number(self) -> u32 {
        match self {
            Self::Declined => 1,
            Self::Unknown => 2,
            Self::Later => 3,
            Self::Other(number) => number,
        }
    }

    /// The state with this number.
    pub const fn from_number(number: u32) -> Self {
        match number {
            1 => Self::Declined,
            2 => Self::Unknown,
            3 => Self::Later,
            other => Self::Other(other),
        }
    }

    /// As exports write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Declined => "declined",
            Self::Unknown => "unknown",
            Self::Later => "later",
            Self::Other(_) => "other",
        }
    }

    /// The state an export's name stands for.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Declined, Self::Unknown, Self::Later].into_iter().find(|state| state.name() == name)
    }
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The bytes, if it is such.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    pub const fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The list, if it is one.
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }
}

/// Values are answers: what kind and how long may be logged, the value may not.
impl fmt::Debug for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => out.write_str("Null"),
            Self::Bool(_) => out.write_str("Bool(…)"),
            Self::Int(_) => out.write_str("Int(…)"),
            Self::Text(text) => write!(out, "Text(… {} bytes)", text.len()),
            Self::Bytes(bytes) => write!(out, "Bytes(… {} bytes)", bytes.len()),
            Self::State(state) => write!(out, "State({})", state.name()),
            Self::List(list) => write!(out, "List(… {} values)", list.len()),
            Self::Unknown(raw) => write!(out, "Unknown(… {} bytes)", raw.len()),
        }
    }
}

impl<C> Encode<C> for Value {
    fn encode<W: Write>(&self, out: &mut Encoder<W>, context: &mut C) -> Result<(), encode::Error<W::Error>> {
        match self {
            Self::Null => out.null()?.ok(),
            Self::Bool(bool) => out.bool(*bool)?.ok(),
            Self::Int(number) => out.i64(*number)?.ok(),
            Self::Text(text) => out.str(text)?.ok(),
            Self::Bytes(bytes) => out.bytes(bytes)?.ok(),
            Self::State(state) => out.array(2)?.u32(0)?.u32(state.number())?.ok(),
            Self::List(list) => {
                out.array(2)?.u32(1)?.array(u64::try_from(list.len()).unwrap_or(u64::MAX))?;
                list.iter().try_for_each(|value| value.encode(out, context))
            }
            Self::Unknown(raw) => out.writer_mut().write_all(raw).map_err(encode::Error::write),
        }
    }
}

impl<'b, C> Decode<'b, C> for Value {
    /// Bounded by the depth that [`crate::check_canonical`] allows, which every decode of a body passes first.
    fn decode(from: &mut Decoder<'b>, context: &mut C) -> Result<Self, decode::Error> {
        Ok(match from.datatype()? {
            Type::Null => {
                from.null()?;
                Self::Null
            }
            Type::Bool => Self::Bool(from.bool()?),
            Type::String => Self::Text(from.str()?.to_owned()),
            Type::Bytes => Self::Bytes(from.bytes()?.to_vec()),
            Type::Array => return tagged(from, context),
            Type::U8 | Type::U16 | Type::U32 | Type::U64 | Type::I8 | Type::I16 | Type::I32 | Type::I64 => {
                let from_here = from.position();
                match from.i64() {
                    Ok(number) => Self::Int(number),
                    Err(_) => {
                        from.set_position(from_here);
                        unknown(from)?
                    }
                }
            }
            _ => unknown(from)?,
        })
    }
}

fn tagged<C>(from: &mut Decoder<'_>, context: &mut C) -> Result<Value, decode::Error> {
    let begins = from.position();
    if from.array()? == Some(2) {
        match from.u32() {
            Ok(0) => {
                if let Ok(number) = from.u32() {
                    return Ok(Value::State(State::from_number(number)));
                }
            }
            Ok(1) => {
                if let Ok(Some(length)) = from.array() {
                    return (0..length)
                        .map(|_| Value::decode(from, context))
                        .collect::<Result<_, _>>()
                        .map(Value::List);
                }
            }
            _ => {}
        }
    }
    from.set_position(begins);
    unknown(from)
}

fn unknown(from: &mut Decoder<'_>) -> Result<Value, decode::Error> {
    let begins = from.position();
    from.skip()?;
    let raw = from.input().get(begins..from.position()).ok_or_else(|| decode::Error::message("cut short"))?;
    Ok(Value::Unknown(raw.to_vec()))
}
