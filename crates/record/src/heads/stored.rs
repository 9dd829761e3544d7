//! Heads as bytes: a row for what a subject holds, and apart from it the dots that wait for their writes.
//!
//! ```text
//! row    = [events, [spans…], [mark…], [[path, [[event, op, kind, value, mark]…]]…]]
//! parked = [[path, segment or null, [dot…]]…], or nothing at all
//! ```
//!
//! `events` are the applied events' names on end, sorted; `spans` are which operations of each were applied, as
//! `[from, to, from, to…]`; a head's event and mark are places in these lists, since they repeat in every line.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::Arc;

use minicbor::data::Type;
use minicbor::decode;
use minicbor::encode::Error as EncodeError;
use minicbor::{Decoder, Encoder};
use pana_model::EventRef;

use super::applied::{AppliedDots, Spans};
use super::reach::Reach;
use super::{Head, Heads, Mark};
use crate::{Dot, OpKind, Value};

type Written = Result<(), EncodeError<Infallible>>;
type Out<'o> = Encoder<&'o mut Vec<u8>>;

/// Why bytes are not stored heads. The view is then rebuilt from the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("stored heads cannot be read: {0}")]
pub struct HeadsError(String);

impl HeadsError {
    pub(crate) fn of(error: impl std::error::Error) -> Self {
        Self(error.to_string())
    }
}

impl Heads {
    /// For the view's row, without what is parked: the same heads give the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Writing into memory cannot fail, and a row cut short would read as damaged and be rebuilt.
        let _ = self.write(&mut Encoder::new(&mut bytes));
        bytes
    }

    /// The dots that were named and have not come, to be kept beside the row. Empty if there are none.
    pub fn parked_to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        if !self.parked.is_empty() {
            let _ = self.write_parked(&mut Encoder::new(&mut bytes));
        }
        bytes
    }

    /// Reads what [`Heads::to_bytes`] and [`Heads::parked_to_bytes`] wrote of the same heads. To show them, the row alone
    /// will do; who applies writes needs both, else a write that was named before it came would stand.
    pub fn from_bytes(heads: &[u8], parked: &[u8]) -> Result<Self, HeadsError> {
        let mut read = read(&mut Decoder::new(heads)).map_err(HeadsError::of)?;
        if !parked.is_empty() {
            read.parked = read_parked(&mut Decoder::new(parked)).map_err(HeadsError::of)?;
        }
        if read.parked.keys().any(|dot| read.applied.contains(dot)) {
            return Err(HeadsError(String::from("a dot waits for a write that has come: they are not of one moment")));
        }
        Ok(read)
    }

    fn write(&self, out: &mut Out<'_>) -> Written {
        let events: Vec<&EventRef> = self.applied.0.keys().collect();
        let all = || self.paths.values().flat_map(BTreeMap::values);
        let marks: BTreeSet<Mark> = all().map(|head| head.mark).collect();
        let marks: Vec<Mark> = marks.into_iter().collect();

        out.array(4)?.bytes(&events.iter().flat_map(|event| *event.as_bytes()).collect::<Vec<u8>>())?;
        out.array(count(events.len()))?;
        for spans in self.applied.0.values() {
            out.array(count(spans.iter().count()).saturating_mul(2))?;
            for (from, to) in spans.iter() {
                out.u32(from)?.u32(to)?;
            }
        }
        out.encode(&marks)?;
        out.array(count(self.paths.len()))?;
        for (path, heads) in &self.paths {
            out.array(2)?.str(path)?.array(count(heads.len()))?;
            for (dot, head) in heads {
                // Every head was applied and every mark is in the list, so both are found.
                let event = events.binary_search(&&dot.event).unwrap_or(usize::MAX);
                let mark = marks.binary_search(&head.mark).unwrap_or(usize::MAX);
                out.array(5)?.u64(count(event))?.u32(dot.op)?.encode(head.kind)?.encode(&head.value)?;
                out.u64(count(mark))?;
            }
        }
        Ok(())
    }

    fn write_parked(&self, out: &mut Out<'_>) -> Written {
        let mut by_reach: BTreeMap<&Reach, Vec<Dot>> = BTreeMap::new();
        for (dot, reaches) in &self.parked {
            for reach in reaches {
                by_reach.entry(reach).or_default().push(*dot);
            }
        }
        out.array(count(by_reach.len()))?;
        for (reach, dots) in by_reach {
            out.array(3)?.str(&reach.path)?.encode(&reach.ended)?.encode(&dots)?;
        }
        Ok(())
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

fn read(from: &mut Decoder<'_>) -> Result<Heads, decode::Error> {
    array(from, Some(4))?;
    let (events, rest) = from.bytes()?.as_chunks::<16>();
    let events: Vec<EventRef> = events.iter().map(|event| EventRef::from_bytes(*event)).collect();
    let sorted = events.is_sorted_by(|earlier, later| earlier < later);
    if !rest.is_empty() || !sorted || array(from, None)? != count(events.len()) {
        return Err(decode::Error::message("the events are not in order"));
    }
    let mut applied = AppliedDots::default();
    for event in &events {
        applied.0.insert(*event, read_spans(from)?);
    }
    let marks: Vec<Mark> = from.decode()?;
    let mut paths = BTreeMap::new();
    for _ in 0..array(from, None)? {
        array(from, Some(2))?;
        let path = from.str()?.to_owned();
        let mut heads = BTreeMap::new();
        for _ in 0..array(from, None)? {
            array(from, Some(5))?;
            let dot = Dot::new(*listed(&events, from)?, from.u32()?);
            let (kind, value): (OpKind, Value) = (from.decode()?, from.decode()?);
            heads.insert(dot, Head { kind, value, mark: *listed(&marks, from)? });
        }
        paths.insert(path, heads);
    }
    Ok(Heads { paths, applied, parked: BTreeMap::new() })
}

fn read_spans(from: &mut Decoder<'_>) -> Result<Spans, decode::Error> {
    let numbers = array(from, None)?;
    if numbers % 2 != 0 {
        return Err(decode::Error::message("half a span"));
    }
    let spans = (0..numbers / 2).map(|_| Ok((from.u32()?, from.u32()?))).collect::<Result<Vec<_>, decode::Error>>()?;
    Spans::from_spans(spans).ok_or_else(|| decode::Error::message("the operations are not in order"))
}

fn read_parked(from: &mut Decoder<'_>) -> Result<BTreeMap<Dot, BTreeSet<Arc<Reach>>>, decode::Error> {
    let mut parked: BTreeMap<Dot, BTreeSet<Arc<Reach>>> = BTreeMap::new();
    for _ in 0..array(from, None)? {
        array(from, Some(3))?;
        let path = from.str()?.to_owned();
        let ended = match from.datatype()? {
            Type::Null => from.null().map(|()| None)?,
            _ => Some(from.str()?.to_owned()),
        };
        let reach = Arc::new(Reach { path, ended });
        for _ in 0..array(from, None)? {
            parked.entry(from.decode()?).or_default().insert(Arc::clone(&reach));
        }
    }
    Ok(parked)
}

/// The length of the array that begins here, which may have to be a certain one.
fn array(from: &mut Decoder<'_>, expected: Option<u64>) -> Result<u64, decode::Error> {
    match (from.array()?, expected) {
        (Some(length), None) => Ok(length),
        (Some(length), Some(expected)) if length == expected => Ok(length),
        _ => Err(decode::Error::message("a list of another length")),
    }
}

/// What the number that stands here means in a list.
fn listed<'l, T>(list: &'l [T], from: &mut Decoder<'_>) -> Result<&'l T, decode::Error> {
    let place = usize::try_from(from.u64()?).ok();
    place.and_then(|place| list.get(place)).ok_or_else(|| decode::Error::message("a place outside its list"))
}
