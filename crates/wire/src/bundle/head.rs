//! What a part says first: which bundle it is of, and what the others hold.

use pana_model::{BundleId, CentreId, DeviceId};

use super::limits::{END_OF_TIME, MAX_HEAD, MAX_ITEMS, MAX_PARTS};
use crate::cbor::{Fault, Reader};
use crate::{EventId, cbor};

/// The layout that is written.
const VERSION: u64 = 1;

/// The head of a part. The same in all parts of a bundle but for `part` and `before`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The centre.
    pub org: CentreId,
    /// The bundle.
    pub bundle: BundleId,
    /// Which part, from 1.
    pub part: u32,
    /// The BLAKE3 of the whole file of the part before, as it lies on the disk; zeros before the first.
    pub before: [u8; 32],
    /// The event from which everything in the centre's control stream descends.
    pub root: EventId,
    /// The device that wrote it, whose key signs the end.
    pub device: DeviceId,
    /// When, in milliseconds since 1970 by its clock; less than 2^48.
    pub written_ms: u64,
    /// What each part holds, in their order; 1 to [`super::MAX_PARTS`] of them.
    pub holds: Vec<Holds>,
}

/// What a part holds, so that it can be named when it is missing or broken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holds {
    /// Events.
    pub events: u32,
    /// Chunks of files.
    pub chunks: u32,
}

/// Why bytes are not a part's head.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeadFault {
    /// Of a newer program.
    #[error("a part of version {0} is of a newer program")]
    Newer(u32),
    /// Not the array that a head is, or one that says what cannot be.
    #[error("not the head of a part: {0}")]
    Shape(&'static str),
    /// The same content has another spelling.
    #[error("the head is not in its canonical form")]
    NotCanonical,
}

impl Head {
    /// How many parts the bundle has.
    pub fn parts(&self) -> u32 {
        self.holds.len().try_into().unwrap_or(u32::MAX)
    }

    /// What this part holds.
    pub fn holds_here(&self) -> Holds {
        let at = usize::try_from(self.part).ok().and_then(|part| part.checked_sub(1));
        at.and_then(|at| self.holds.get(at)).copied().unwrap_or_default()
    }

    /// Whether another head is of the same bundle and says the same of it.
    pub fn is_of_same(&self, other: &Self) -> bool {
        let plain = |head: &Self| Self { part: 1, before: [0; 32], ..head.clone() };
        plain(self) == plain(other)
    }

    /// The head's bytes.
    ///
    /// # Errors
    /// [`HeadFault::Shape`] when it says what cannot be: a reader would refuse it.
    pub fn to_bytes(&self) -> Result<Vec<u8>, HeadFault> {
        self.check()?;
        let mut out = Vec::with_capacity(192 + 12 * self.holds.len());
        cbor::array(&mut out, 10);
        cbor::uint(&mut out, VERSION);
        cbor::bytes(&mut out, self.org.as_bytes());
        cbor::bytes(&mut out, self.bundle.as_bytes());
        cbor::uint(&mut out, u64::from(self.part));
        cbor::uint(&mut out, u64::from(self.parts()));
        cbor::bytes(&mut out, &self.before);
        cbor::bytes(&mut out, self.root.as_bytes());
        cbor::bytes(&mut out, self.device.as_bytes());
        cbor::uint(&mut out, self.written_ms);
        cbor::array(&mut out, u64::from(self.parts()));
        for holds in &self.holds {
            cbor::array(&mut out, 2);
            cbor::uint(&mut out, u64::from(holds.events));
            cbor::uint(&mut out, u64::from(holds.chunks));
        }
        Ok(out)
    }

    /// Reads a head. Elements after the known ones are passed over.
    ///
    /// # Errors
    /// As each says. Never panics, whatever the bytes are.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, HeadFault> {
        if bytes.len() > MAX_HEAD {
            return Err(HeadFault::Shape("it is too long"));
        }
        let mut from = Reader::new(bytes);
        let length = from.array()?;
        match from.uint()? {
            VERSION => (),
            0 => return Err(HeadFault::Shape("there is no version 0")),
            newer => return Err(HeadFault::Newer(u32::try_from(newer).unwrap_or(u32::MAX))),
        }
        let newer = length.checked_sub(10).ok_or(HeadFault::Shape("too few elements"))?;
        let (org, bundle) = (CentreId::from_bytes(from.fixed()?), BundleId::from_bytes(from.fixed()?));
        let (part, parts) = (number(from.uint()?)?, number(from.uint()?)?);
        let (before, root) = (from.fixed()?, EventId::from_bytes(from.fixed()?));
        let (device, written_ms) = (DeviceId::from_bytes(from.fixed()?), from.uint()?);
        if parts > MAX_PARTS || from.array()? != u64::from(parts) {
            return Err(HeadFault::Shape("another number of parts"));
        }
        let holds = (0..parts).map(|_| read_holds(&mut from)).collect::<Result<_, _>>()?;
        for _ in 0..newer {
            from.skip()?;
        }
        if !from.rest().is_empty() {
            return Err(HeadFault::Shape("bytes after its end"));
        }
        let head = Self { org, bundle, part, before, root, device, written_ms, holds };
        head.check()?;
        Ok(head)
    }

    fn check(&self) -> Result<(), HeadFault> {
        if self.part == 0 || self.part > self.parts() || self.parts() > MAX_PARTS {
            return Err(HeadFault::Shape("no such part"));
        }
        if (self.part == 1) != (self.before == [0; 32]) {
            return Err(HeadFault::Shape("the first part alone has none before it"));
        }
        if self.written_ms >= END_OF_TIME {
            return Err(HeadFault::Shape("a time that no clock says"));
        }
        let too_much = |holds: &Holds| holds.events > MAX_ITEMS || holds.chunks > MAX_ITEMS;
        if self.holds.iter().any(too_much) { Err(HeadFault::Shape("a part holds too much")) } else { Ok(()) }
    }
}

fn read_holds(from: &mut Reader<'_>) -> Result<Holds, HeadFault> {
    if from.array()? != 2 {
        return Err(HeadFault::Shape("what a part holds has two elements"));
    }
    Ok(Holds { events: number(from.uint()?)?, chunks: number(from.uint()?)? })
}

fn number(of: u64) -> Result<u32, HeadFault> {
    of.try_into().map_err(|_| HeadFault::Shape("a number is too large"))
}

impl From<Fault> for HeadFault {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NotCanonical => Self::NotCanonical,
            Fault::Shape(what) => Self::Shape(what),
        }
    }
}
