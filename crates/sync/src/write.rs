//! Writing a bundle into a folder.
//!
//! Two passes over what it is to hold: the first says kinds and lengths, and decides the cuts, since each part says what
//! all hold; the second gives the items. Each part is written under a name that no reader looks at, made durable, given
//! its name, and the name made durable. When all are there, all are read again from the disk: a stick that claims more
//! room than it has loses what was written first.

use std::io::{self, BufWriter};
use std::ops::ControlFlow;

use pana_keys::{DeviceSecrets, Entropy, KeysError, ParcelError, ParcelWriter, PublicKeys, seal_parcel};
use pana_model::{CentreId, DeviceId};
use pana_wire::EventId;
use pana_wire::bundle::{
    BundleId, Have, Head, HeadFault, Holds, Item, ItemFault, ItemKind, Lacks, PartWriter, WriteError,
};

use crate::fault::DiskFault;
use crate::file_name;
use crate::place::Place;
use crate::plan::{Plan, Planned, Planner};
use crate::sink::{Sink, Spring};

/// What a bundle is to hold. Both passes give the same items in the same order.
pub trait Contents {
    /// Why something cannot be given.
    type Error;

    /// Of each item its kind and roughly its length: parts become as much larger or smaller as it is off.
    fn sizes(&mut self) -> impl Iterator<Item = Result<(ItemKind, usize), Self::Error>>;

    /// The items. Control events first, then other events, then what is to be read with them, then chunks: a part that
    /// breaks off has given what came before.
    fn items(&mut self) -> impl Iterator<Item = Result<Item, Self::Error>>;
}

/// What a bundle says of itself, and to whom it goes.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'o> {
    /// The centre.
    pub org: CentreId,
    /// Its root.
    pub root: EventId,
    /// The writing device.
    pub device: DeviceId,
    /// Its keys, which sign each part.
    pub secrets: &'o DeviceSecrets,
    /// The time by its clock, in milliseconds since 1970.
    pub written_ms: u64,
    /// What it has.
    pub have: &'o Have,
    /// Which files it lacks.
    pub lacks: &'o Lacks,
    /// The devices and seats that are to open it.
    pub recipients: &'o [PublicKeys],
    /// How large a part is to be, in bytes; [`crate::DEFAULT_PART_SIZE`] where nothing speaks against it.
    pub part_size: u64,
}

/// How far the writing is. Asked between items; whoever says [`ControlFlow::Break`] stops it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is done now.
    pub phase: Phase,
    /// With which part, from 1; 0 while nothing is cut.
    pub part: u32,
    /// Of how many; 0 while nothing is cut.
    pub parts: u32,
    /// How many items were counted or written.
    pub items: u64,
    /// Of how many; 0 while they are counted.
    pub of_items: u64,
    /// How many of what was written are events: the others are keys and what is read with them.
    pub events: u64,
    /// Of how many; 0 while they are counted.
    pub of_events: u64,
}

/// What the writing is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The first pass.
    Counting,
    /// The second one.
    Writing,
    /// All is there, and is read again.
    Checking,
}

/// A bundle that is written, durable, and was read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The bundle.
    pub bundle: BundleId,
    /// Its parts in their order.
    pub parts: Vec<WrittenPart>,
}

/// A part that is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenPart {
    /// The file's name.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// Its BLAKE3.
    pub hash: [u8; 32],
    /// What it holds.
    pub holds: Holds,
}

/// Why a bundle is not written. What was begun was taken away, unless the disk did not let it: then there are whole parts
/// and perhaps one under a name that nobody looks at.
#[derive(Debug, thiserror::Error)]
pub enum WriteBundleError<E> {
    /// The caller could not give something.
    #[error("what it is to hold cannot be given")]
    Contents(E),
    /// The second pass gave other items than the first.
    #[error("what it is to hold changed meanwhile")]
    Changed,
    /// An item that no reader would take.
    #[error(transparent)]
    Item(ItemFault),
    /// The head would say what cannot be.
    #[error(transparent)]
    Head(HeadFault),
    /// More than a bundle, or a part, may have.
    #[error("more than a bundle may have")]
    TooMuch,
    /// Nobody can open it, or too many could.
    #[error(transparent)]
    Recipients(ParcelError),
    /// The system gives no randomness.
    #[error(transparent)]
    Keys(KeysError),
    /// The disk.
    #[error(transparent)]
    Disk(DiskFault),
    /// What the disk gives back is not what was written.
    #[error("the disk gives something else back than was written")]
    ReadBack,
    /// The caller stopped it.
    #[error("stopped")]
    Stopped,
}

/// Writes a bundle, and says so when all of it was read again.
///
/// # Errors
/// As each says.
pub fn write_bundle<P: Place, C: Contents>(
    place: &P,
    what: &Outgoing<'_>,
    contents: &mut C,
    entropy: &mut dyn Entropy,
    watch: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Written, WriteBundleError<C::Error>> {
    let plan = plan::<C>(what, contents, watch)?;
    clear(place).map_err(|error| WriteBundleError::Disk(DiskFault::of(&error)))?;
    let mut random = [0; 16];
    entropy.fill(&mut random).map_err(WriteBundleError::Keys)?;
    let head = Head {
        org: what.org,
        bundle: BundleId::from_random(random),
        part: 1,
        before: [0; 32],
        root: what.root,
        device: what.device,
        written_ms: what.written_ms,
        holds: plan.holds(),
    };
    let mut run =
        Run { what, begun: Begun { place, names: Vec::new() }, entropy, watch, plan: &plan, items: 0, events: 0 };
    let parts = run.write(head.clone(), contents)?;
    run.check(&parts)?;
    run.begun.names.clear();
    Ok(Written { bundle: head.bundle, parts })
}

/// The first pass.
fn plan<C: Contents>(
    what: &Outgoing<'_>,
    contents: &mut C,
    watch: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Plan, WriteBundleError<C::Error>> {
    // The end stands in each part.
    let end = u64::try_from(what.have.len()).unwrap_or(u64::MAX).saturating_mul(56);
    let mut planner = Planner::new(what.part_size.saturating_sub(end));
    let mut progress =
        Progress { phase: Phase::Counting, part: 0, parts: 0, items: 0, of_items: 0, events: 0, of_events: 0 };
    for size in contents.sizes() {
        go_on(watch, progress)?;
        let (kind, length) = size.map_err(WriteBundleError::Contents)?;
        planner.add(kind, length);
        progress.items = progress.items.saturating_add(1);
    }
    planner.finish().ok_or(WriteBundleError::TooMuch)
}

/// Takes away what a writing that was cut off has left. One that goes on at this moment into the same folder loses its
/// part and says so: nobody writes twice at once, and what stayed would stay for ever.
fn clear<P: Place>(place: &P) -> io::Result<()> {
    for left in place.names(&file_name::is_begun, usize::MAX)?.entries {
        place.remove(&left.name)?;
    }
    Ok(())
}

/// The files that were begun. They are taken away unless they are forgotten.
struct Begun<'p, P: Place> {
    place: &'p P,
    names: Vec<String>,
}

impl<P: Place> Drop for Begun<'_, P> {
    fn drop(&mut self) {
        if self.names.is_empty() {
            return;
        }
        for name in &self.names {
            drop(self.place.remove(name));
        }
        drop(self.place.sync_names());
    }
}

/// One writing.
struct Run<'r, P: Place> {
    what: &'r Outgoing<'r>,
    begun: Begun<'r, P>,
    entropy: &'r mut dyn Entropy,
    watch: &'r mut dyn FnMut(Progress) -> ControlFlow<()>,
    plan: &'r Plan,
    items: u64,
    events: u64,
}

/// A part that is being written, down to its file.
type Open<F> = PartWriter<ParcelWriter<BufWriter<Sink<F>>>>;

/// So much is written at once.
const AT_ONCE: usize = 256 * 1024;

impl<P: Place> Run<'_, P> {
    /// The second pass.
    fn write<C: Contents>(
        &mut self,
        mut head: Head,
        contents: &mut C,
    ) -> Result<Vec<WrittenPart>, WriteBundleError<C::Error>> {
        let mut items = contents.items();
        let mut written: Vec<WrittenPart> = Vec::new();
        let plan = self.plan;
        for (part, planned) in (1..).zip(&plan.parts) {
            head.part = part;
            head.before = written.last().map_or([0; 32], |before| before.hash);
            written.push(self.part(&head, planned, &mut items)?);
        }
        if items.next().is_some() { Err(WriteBundleError::Changed) } else { Ok(written) }
    }

    fn part<E>(
        &mut self,
        head: &Head,
        planned: &Planned,
        items: &mut impl Iterator<Item = Result<Item, E>>,
    ) -> Result<WrittenPart, WriteBundleError<E>> {
        let stem = file_name::make(self.entropy).map_err(WriteBundleError::Keys)?;
        let (begun, whole) = (file_name::begun(&stem), file_name::whole(&stem));
        let file = self.begun.place.create(&begun).map_err(disk)?;
        self.begun.names.push(begun.clone());
        let sink = BufWriter::with_capacity(AT_ONCE, Sink::new(file));
        let parcel = seal_parcel(sink, self.what.recipients, self.entropy).map_err(|error| match error {
            ParcelError::Io(error) => disk(error),
            ParcelError::Keys(error) => WriteBundleError::Keys(error),
            other => WriteBundleError::Recipients(other),
        })?;
        let mut part: Open<P::File> = PartWriter::begin(parcel, head)?;
        for _ in 0..planned.items {
            self.go_on(Phase::Writing, head.part)?;
            let item = items.next().ok_or(WriteBundleError::Changed)?.map_err(WriteBundleError::Contents)?;
            part.put(&item)?;
            self.items = self.items.saturating_add(1);
            self.events = self.events.saturating_add(u64::from(item.kind() == ItemKind::Event));
        }
        let parcel = part
            .finish(self.what.have, self.what.lacks, |context, text| self.what.secrets.sign_statement(context, text))?;
        let buffer = parcel.finish().map_err(disk)?;
        let mut sink = buffer.into_inner().map_err(|error| disk(error.into_error()))?;
        self.begun.place.sync(&mut sink.file).map_err(disk)?;
        let (hash, bytes) = sink.sum();
        // Some systems rename no file that is open.
        drop(sink);
        // Which of the two names it has is not known if this fails.
        self.begun.names.push(whole.clone());
        self.begun.place.rename(&begun, &whole).map_err(disk)?;
        self.begun.place.sync_names().map_err(disk)?;
        self.begun.names.retain(|name| *name != begun);
        Ok(WrittenPart { name: whole, bytes, hash, holds: planned.holds })
    }

    /// Reads all parts again. Only now it is known that the later ones did not take the room of the first.
    fn check<E>(&mut self, parts: &[WrittenPart]) -> Result<(), WriteBundleError<E>> {
        for (number, part) in (1..).zip(parts) {
            let file = self.begun.place.open_from_disk(&part.name).map_err(disk)?;
            let sum = Spring::new(file).sum(|| self.go_on::<E>(Phase::Checking, number).is_ok());
            match sum.map_err(disk)? {
                None => return Err(WriteBundleError::Stopped),
                Some(sum) if sum == (part.hash, part.bytes) => (),
                Some(_) => return Err(WriteBundleError::ReadBack),
            }
        }
        Ok(())
    }

    fn go_on<E>(&mut self, phase: Phase, part: u32) -> Result<(), WriteBundleError<E>> {
        let parts = u32::try_from(self.plan.parts.len()).unwrap_or(u32::MAX);
        let (items, events) = (self.items, self.events);
        let (of_items, of_events) = (self.plan.items(), self.plan.events());
        go_on(self.watch, Progress { phase, part, parts, items, of_items, events, of_events })
    }
}

fn go_on<E>(watch: &mut dyn FnMut(Progress) -> ControlFlow<()>, progress: Progress) -> Result<(), WriteBundleError<E>> {
    if watch(progress).is_break() { Err(WriteBundleError::Stopped) } else { Ok(()) }
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to `map_err`")]
fn disk<E>(error: io::Error) -> WriteBundleError<E> {
    WriteBundleError::Disk(DiskFault::of(&error))
}

impl<E> From<WriteError> for WriteBundleError<E> {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Io(error) => disk(error),
            WriteError::Head(fault) => Self::Head(fault),
            WriteError::Item(fault) => Self::Item(fault),
            WriteError::TooMuch => Self::TooMuch,
            WriteError::OtherHolds => Self::Changed,
        }
    }
}
