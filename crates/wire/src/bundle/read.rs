//! Reading a part, item by item, from whatever gives its bytes.
//!
//! Nothing is told of an item before all of its bytes are here, and nothing that came before a break is taken back.
//! What counts without the end is an event alone, for it bears its writer's signature: everything else is given in a
//! shape that opens only with the proof that the part is whole and of the device that its head names.

use std::fmt;
use std::io::{self, Read};

use super::end::{self, Closing, END_CONTEXT, Have, begin_digest};
use super::head::{Head, HeadFault, Holds};
use super::item::{self, Chunk, Item, ItemFault};
use super::kind::ItemKind;
use super::lacks::Lacks;
use super::limits::{MAX_HEAD, MAX_ITEM, MAX_ITEMS, MAX_PART};
use crate::cbor::{self, Fault};
use crate::{VerifyError, VerifyingKey, verify_statement};

/// A part that is being read. It is an iterator over its items; [`PartReader::finish`] says how it ended.
#[derive(Debug)]
pub struct PartReader<R> {
    from: Counted<R>,
    head: Head,
    digest: blake3::Hasher,
    seen: Seen,
    ended: Option<Result<Closing, Tear>>,
}

/// What a part has given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Events and chunks.
    pub holds: Holds,
    /// Grants, boxes and slots.
    pub keys: u32,
    /// Sources.
    pub sources: u32,
    /// Items of newer programs, which were passed over.
    pub newer: u32,
}

/// What is found in a part.
#[derive(Debug)]
pub enum Found {
    /// An event: the bytes of its envelope. It counts or not by its own signatures, whatever becomes of the part.
    Event(Vec<u8>),
    /// Something else. It counts only in a part that is whole.
    Beside(Beside),
}

/// An item that is no event, shut until its part is proven.
pub struct Beside {
    at: usize,
    hash: [u8; 32],
    item: Item,
}

/// How a part ended.
#[derive(Debug)]
pub enum Ending {
    /// With its end. Who wrote it is not checked yet.
    Whole(Whole),
    /// Without one: its events alone count.
    Torn(Torn),
}

/// A part with all that it says it has.
#[derive(Debug)]
pub struct Whole {
    head: Head,
    counts: Counts,
    beside: Vec<[u8; 32]>,
    closing: Closing,
}

/// A part that breaks off.
#[derive(Debug)]
pub struct Torn {
    /// Its head.
    pub head: Head,
    /// What was good before the break.
    pub counts: Counts,
    /// Why.
    pub why: Tear,
}

/// Why a part has no end.
#[derive(Debug, thiserror::Error)]
pub enum Tear {
    /// The bytes end before it does.
    #[error("it ends too early")]
    Cut,
    /// What gives the bytes failed.
    #[error("it cannot be read on: {0}")]
    Read(io::Error),
    /// What comes is no item.
    #[error(transparent)]
    Item(#[from] ItemFault),
    /// More than a part may have.
    #[error("more than a part may have")]
    TooMuch,
    /// What came is not what the end speaks of: something was changed, added or taken out.
    #[error("the end speaks of other content")]
    OtherContent,
    /// It holds something else than its head says.
    #[error("it holds something else than its head says")]
    OtherHolds,
    /// There are bytes after the end.
    #[error("there are bytes after the end")]
    AfterEnd,
}

/// Why a part cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It ends before its head does.
    #[error("it ends within its head")]
    Cut,
    /// What gives the bytes failed.
    #[error("it cannot be read: {0}")]
    Read(io::Error),
    /// It has no head that this program knows.
    #[error(transparent)]
    Head(#[from] HeadFault),
}

/// That a part is whole, and was written by the device that its head names.
#[derive(Debug, Clone, Copy)]
pub struct Proof<'w> {
    whole: &'w Whole,
}

/// An item was not in the part that the proof is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the item is of another part")]
pub struct OtherPart;

impl<R: Read> PartReader<R> {
    /// Begins to read a part.
    ///
    /// # Errors
    /// As each says.
    pub fn open(from: R) -> Result<Self, OpenError> {
        let (mut from, mut digest) = (Counted { from, taken: 0 }, begin_digest());
        let string = match from.string(MAX_HEAD) {
            Ok(Some(string)) => string,
            Ok(None) | Err(Tear::Cut) => return Err(OpenError::Cut),
            Err(Tear::Read(error)) => return Err(OpenError::Read(error)),
            Err(Tear::Item(ItemFault::NotCanonical)) => return Err(HeadFault::NotCanonical.into()),
            Err(_) => return Err(HeadFault::Shape("it begins with something else").into()),
        };
        let head = Head::from_bytes(&string.bytes)?;
        string.hash_into(&mut digest);
        Ok(Self { from, head, digest, seen: Seen::default(), ended: None })
    }

    /// What it says first. Nobody has proven it yet.
    pub const fn head(&self) -> &Head {
        &self.head
    }

    /// What it has given so far.
    pub const fn counts(&self) -> Counts {
        self.seen.counts
    }

    /// Reads what is left, drops it, and says how the part ended.
    pub fn finish(mut self) -> Ending {
        while self.next().is_some() {}
        let (head, counts) = (self.head, self.seen.counts);
        match self.ended.unwrap_or(Err(Tear::Cut)) {
            Ok(closing) => Ending::Whole(Whole { head, counts, beside: self.seen.beside, closing }),
            Err(why) => Ending::Torn(Torn { head, counts, why }),
        }
    }

    /// The next item, or the end.
    fn step(&mut self) -> Result<Step, Tear> {
        loop {
            let string = self.from.string(MAX_ITEM)?.ok_or(Tear::Cut)?;
            let item = match item::read(&string.bytes)? {
                item::Read::End(end) => return Ok(Step::End(self.close(end::read(end)?)?)),
                item::Read::Newer => None,
                item::Read::Item(item) => Some(item),
            };
            self.seen.one_more()?;
            string.hash_into(&mut self.digest);
            match item {
                Some(item) => return Ok(Step::Found(self.seen.item(item, &string.bytes))),
                None => self.seen.counts.newer = self.seen.counts.newer.saturating_add(1),
            }
        }
    }

    /// Is all there that the end speaks of, and nothing else?
    fn close(&mut self, closing: Closing) -> Result<Closing, Tear> {
        if closing.items != u64::from(self.seen.items) || *self.digest.finalize().as_bytes() != closing.digest {
            return Err(Tear::OtherContent);
        }
        if self.seen.counts.holds != self.head.holds_here() {
            return Err(Tear::OtherHolds);
        }
        // What gives the bytes may find only now that its own end is not there.
        if self.from.byte()?.is_some() { Err(Tear::AfterEnd) } else { Ok(closing) }
    }
}

impl<R: Read> Iterator for PartReader<R> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if self.ended.is_some() {
            return None;
        }
        match self.step() {
            Ok(Step::Found(found)) => return Some(found),
            Ok(Step::End(closing)) => self.ended = Some(Ok(closing)),
            Err(why) => self.ended = Some(Err(why)),
        }
        None
    }
}

/// What comes next.
enum Step {
    Found(Found),
    End(Closing),
}

/// What came before the end.
#[derive(Debug, Default)]
struct Seen {
    items: u32,
    counts: Counts,
    /// The hashes of what is no event, in their order.
    beside: Vec<[u8; 32]>,
}

impl Seen {
    fn one_more(&mut self) -> Result<(), Tear> {
        self.items = self.items.checked_add(1).filter(|items| *items <= MAX_ITEMS).ok_or(Tear::TooMuch)?;
        Ok(())
    }

    fn item(&mut self, item: Item, bytes: &[u8]) -> Found {
        self.counts.holds.count(&item);
        match item.kind() {
            ItemKind::Event | ItemKind::Chunk => (),
            ItemKind::Source => self.counts.sources = self.counts.sources.saturating_add(1),
            ItemKind::Grant | ItemKind::KeyBox | ItemKind::Slot => {
                self.counts.keys = self.counts.keys.saturating_add(1)
            }
        }
        if let Item::Event(bytes) = item {
            return Found::Event(bytes);
        }
        let (at, hash) = (self.beside.len(), *blake3::hash(bytes).as_bytes());
        self.beside.push(hash);
        Found::Beside(Beside { at, hash, item })
    }
}

impl Counts {
    /// How many items there are, those passed over too.
    pub const fn items(&self) -> u32 {
        let Holds { events, chunks } = self.holds;
        events.saturating_add(chunks).saturating_add(self.keys).saturating_add(self.sources).saturating_add(self.newer)
    }
}

impl Beside {
    /// What kind it is.
    pub const fn kind(&self) -> ItemKind {
        self.item.kind()
    }

    /// The chunk that it is. It is what the hashes with it say, whoever wrote the part: where an event that counts names its
    /// file, it is taken also from a part that is torn.
    pub const fn chunk(&self) -> Option<&Chunk> {
        match &self.item {
            Item::Chunk(chunk) => Some(chunk),
            _ => None,
        }
    }

    /// The item itself, now that its part is proven. The proof may come from an earlier reading of the same part: what
    /// was exchanged since is refused.
    ///
    /// # Errors
    /// [`OtherPart`].
    pub fn release(self, proof: &Proof<'_>) -> Result<Item, OtherPart> {
        if proof.whole.beside.get(self.at) == Some(&self.hash) { Ok(self.item) } else { Err(OtherPart) }
    }
}

impl Whole {
    /// What it says first. Not proven before [`Whole::prove`].
    pub const fn head(&self) -> &Head {
        &self.head
    }

    /// What it has.
    pub const fn counts(&self) -> Counts {
        self.counts
    }

    /// Checks that the device whose key this is wrote the part. The caller knows whose it is: that of
    /// [`Head::device`].
    ///
    /// # Errors
    /// [`VerifyError::Signature`].
    pub fn prove(&self, device: &VerifyingKey) -> Result<Proof<'_>, VerifyError> {
        verify_statement(END_CONTEXT, &self.closing.signed, &self.closing.sig, device)?;
        Ok(Proof { whole: self })
    }
}

impl<'w> Proof<'w> {
    /// What the part says first.
    pub const fn head(&self) -> &'w Head {
        &self.whole.head
    }

    /// What its writer had.
    pub const fn have(&self) -> &'w Have {
        &self.whole.closing.have
    }

    /// Which files its writer lacked.
    pub const fn lacks(&self) -> &'w Lacks {
        &self.whole.closing.lacks
    }
}

/// Counts what is taken, and takes it piece by piece.
#[derive(Debug)]
struct Counted<R> {
    from: R,
    taken: u64,
}

impl<R: Read> Counted<R> {
    /// A byte string of at most `longest` bytes; none at the end.
    fn string(&mut self, longest: usize) -> Result<Option<ByteString>, Tear> {
        let Some(first) = self.byte()? else { return Ok(None) };
        let (least, many) = cbor::argument_of(first, 2)?;
        let argument = self.bytes(many)?;
        let length = cbor::argument_from(first, least, &argument)?;
        let length = usize::try_from(length).ok().filter(|length| *length <= longest).ok_or(ItemFault::TooLong)?;
        Ok(Some(ByteString { first, argument, bytes: self.bytes(length)? }))
    }

    /// One byte; none at the end.
    fn byte(&mut self) -> Result<Option<u8>, Tear> {
        let mut byte = [0];
        loop {
            match self.from.read(&mut byte) {
                Ok(0) => return Ok(None),
                Ok(_) => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
                Err(error) => return Err(Tear::Read(error)),
            }
        }
        self.count(1)?;
        let [byte] = byte;
        Ok(Some(byte))
    }

    /// So many bytes. Room is taken as they come: a length may be a lie.
    fn bytes(&mut self, many: usize) -> Result<Vec<u8>, Tear> {
        let wanted = u64::try_from(many).unwrap_or(u64::MAX);
        self.count(wanted)?;
        let mut bytes = Vec::with_capacity(many.min(AT_ONCE));
        let got = self.from.by_ref().take(wanted).read_to_end(&mut bytes).map_err(Tear::Read)?;
        if got == many { Ok(bytes) } else { Err(Tear::Cut) }
    }

    fn count(&mut self, many: u64) -> Result<(), Tear> {
        self.taken = self.taken.saturating_add(many);
        if self.taken > MAX_PART { Err(Tear::TooMuch) } else { Ok(()) }
    }
}

/// A byte string as it lies, with its head.
struct ByteString {
    first: u8,
    argument: Vec<u8>,
    bytes: Vec<u8>,
}

impl ByteString {
    fn hash_into(&self, digest: &mut blake3::Hasher) {
        digest.update(&[self.first]).update(&self.argument).update(&self.bytes);
    }
}

/// For so many bytes room is taken before they are here.
const AT_ONCE: usize = 64 * 1024;

impl From<Fault> for Tear {
    fn from(fault: Fault) -> Self {
        Self::Item(fault.into())
    }
}

impl fmt::Debug for Beside {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Beside({:?})", self.item.kind())
    }
}
