//! The merge rule, kept up write by write.

use std::collections::{BTreeMap, BTreeSet};

use minicbor::{Decode, Encode};
use pana_model::{DeviceId, MemberId};

use crate::dot::member;
use crate::{Body, Dot, Hlc, MAX_OPS, Op, OpKind, Value};

#[cfg(test)]
mod tests;

/// What each path of one subject holds after the writes applied so far. Equal sets of writes give equal `Heads`, byte
/// for byte, in whatever order and however often they were applied.
///
/// Two rules carry this, and the tests show that neither can go: a dot named before its write arrives is *parked*, so
/// that the write is superseded on arrival; and a write that comes again is known and passed over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heads {
    paths: BTreeMap<String, BTreeMap<Dot, Head>>,
    /// Where each head lies, since `over` may name writes at other paths.
    at: BTreeMap<Dot, String>,
    /// Every write applied, head or superseded.
    applied: BTreeSet<Dot>,
    /// Named by some `over`, not yet arrived.
    pending_over: BTreeSet<Dot>,
}

/// A write that nothing has replaced.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Head {
    /// What it does.
    #[n(0)]
    pub kind: OpKind,
    /// What it holds.
    #[n(1)]
    pub value: Value,
    /// Who and when.
    #[n(2)]
    pub mark: Mark,
}

/// Who wrote, and when by their clock: shown beside a value, never used to choose what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Mark {
    /// The member who signed.
    #[cbor(n(0), with = "member")]
    pub member: MemberId,
    /// The event's clock reading.
    #[n(1)]
    pub hlc: Hlc,
}

/// What became of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// It is a head now.
    Head,
    /// It had been replaced before it came.
    Superseded,
    /// It had been applied before; nothing changed.
    Again,
}

/// What a screen shows for a single answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown<'h> {
    /// Nothing was written, or only withdrawn.
    Nothing,
    /// One value; equal values of several devices are one.
    One(&'h Head),
    /// Different values, the latest by the clocks first. A person decides.
    Conflict(Vec<&'h Head>),
}

/// Why bytes are not stored heads. The view is then rebuilt from the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("stored heads cannot be read: {0}")]
pub struct HeadsError(String);

impl Heads {
    /// Nothing written.
    pub fn new() -> Self {
        Self::default()
    }

    /// Applies one write.
    pub fn apply(&mut self, dot: Dot, op: &Op, mark: Mark) -> Applied {
        self.apply_under::<true, true>(dot, op, mark)
    }

    /// Applies the writes of event `seq` of `dev`.
    pub fn apply_body(&mut self, dev: DeviceId, seq: u64, body: &Body) {
        let mark = Mark { member: body.member, hlc: body.hlc };
        for (index, op) in (0_u32..).zip(&body.ops) {
            self.apply(Dot::new(dev, seq, index), op, mark);
        }
    }

    /// The heads at `path`, by dot.
    pub fn heads(&self, path: &str) -> impl Iterator<Item = (Dot, &Head)> {
        self.paths.get(path).into_iter().flatten().map(|(dot, head)| (*dot, head))
    }

    /// The dots at `path`: what a write made with all of them on the screen names as `over`.
    pub fn over(&self, path: &str) -> Vec<Dot> {
        self.heads(path).map(|(dot, _)| dot).collect()
    }

    /// Every path that holds a head, in order, with its heads.
    pub fn paths(&self) -> impl Iterator<Item = (&str, &BTreeMap<Dot, Head>)> {
        self.paths.iter().map(|(path, heads)| (path.as_str(), heads))
    }

    /// The paths that begin with `prefix`, in order.
    pub fn paths_under<'h>(&'h self, prefix: &'h str) -> impl Iterator<Item = &'h str> {
        self.paths.range(prefix.to_owned()..).map(|(path, _)| path.as_str()).take_while(move |p| p.starts_with(prefix))
    }

    /// What a screen shows for the single answer at `path`.
    pub fn shown(&self, path: &str) -> Shown<'_> {
        let mut heads: Vec<(Dot, &Head)> = self.heads(path).filter(|(_, head)| counts_as_value(head.kind)).collect();
        heads.sort_by_key(|(dot, head)| std::cmp::Reverse((head.mark.hlc, *dot)));
        let mut different: Vec<&Head> = Vec::new();
        for (_, head) in heads {
            if !different.iter().any(|known| known.value == head.value && known.kind == head.kind) {
                different.push(head);
            }
        }
        match different.as_slice() {
            [] => Shown::Nothing,
            [one] => Shown::One(one),
            _ => Shown::Conflict(different),
        }
    }

    /// The paths whose single answer is in conflict, in order.
    pub fn conflicts(&self) -> impl Iterator<Item = &str> {
        self.paths.keys().map(String::as_str).filter(|path| matches!(self.shown(path), Shown::Conflict(_)))
    }

    /// The elements of the set at `path`: an option whose add nobody has seen and removed is in.
    pub fn elements(&self, path: &str) -> BTreeSet<&Value> {
        self.heads(path).filter(|(_, head)| head.kind == OpKind::Add).map(|(_, head)| &head.value).collect()
    }

    /// The adds of one element, which a removal of it names as `over`.
    pub fn over_element(&self, path: &str, element: &Value) -> Vec<Dot> {
        let is_add = |head: &Head| head.kind == OpKind::Add && head.value == *element;
        self.heads(path).filter(|(_, head)| is_add(head)).map(|(dot, _)| dot).collect()
    }

    /// The instances alive at a repeat's path, in order of their ids.
    pub fn instances(&self, path: &str) -> BTreeSet<&Value> {
        self.heads(path).filter(|(_, head)| head.kind == OpKind::InstanceAdd).map(|(_, head)| &head.value).collect()
    }

    /// How many writes were named that have not come.
    pub fn waiting(&self) -> usize {
        self.pending_over.len()
    }

    /// Whether the write was applied.
    pub fn has_applied(&self, dot: &Dot) -> bool {
        self.applied.contains(dot)
    }

    /// For the view's row: the same heads give the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let stored = Stored {
            paths: self.paths.iter().map(|(path, heads)| StoredPath::new(path, heads)).collect(),
            applied: runs(&self.applied),
            pending_over: self.pending_over.iter().copied().collect(),
        };
        // Writing into memory cannot fail, and an empty row would read as damaged and be rebuilt.
        minicbor::to_vec(&stored).unwrap_or_default()
    }

    /// Reads the view's row.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, HeadsError> {
        let stored: Stored = minicbor::decode(bytes).map_err(|error| HeadsError(error.to_string()))?;
        if stored.applied.iter().any(Run::is_absurd) {
            return Err(HeadsError(String::from("a run of operations longer than an event")));
        }
        let mut heads = Self {
            applied: stored.applied.iter().flat_map(Run::dots).collect(),
            pending_over: stored.pending_over.into_iter().collect(),
            ..Self::default()
        };
        for path in stored.paths {
            for StoredHead { dot, head } in path.heads {
                heads.at.insert(dot, path.path.clone());
                heads.paths.entry(path.path.clone()).or_default().insert(dot, head);
            }
        }
        Ok(heads)
    }

    /// The rule with either of its two supports removable, so that the tests can show what breaks without them.
    fn apply_under<const PARK: bool, const KNOW_AGAIN: bool>(&mut self, dot: Dot, op: &Op, mark: Mark) -> Applied {
        if !self.applied.insert(dot) && KNOW_AGAIN {
            return Applied::Again;
        }
        for named in &op.over {
            if self.applied.contains(named) {
                self.supersede(named);
            } else if PARK {
                self.pending_over.insert(*named);
            }
        }
        // An op may name itself, which makes no sense and changes nothing: it is then no head by the definition too.
        if self.pending_over.remove(&dot) || op.over.contains(&dot) {
            return Applied::Superseded;
        }
        self.at.insert(dot, op.path.clone());
        let head = Head { kind: op.kind, value: op.value.clone(), mark };
        self.paths.entry(op.path.clone()).or_default().insert(dot, head);
        Applied::Head
    }

    fn supersede(&mut self, dot: &Dot) {
        let Some(path) = self.at.remove(dot) else { return };
        if let Some(heads) = self.paths.get_mut(&path) {
            heads.remove(dot);
            if heads.is_empty() {
                self.paths.remove(&path);
            }
        }
    }
}

/// The rule as it is defined, in one step over all writes: the measure for [`Heads`], in tests and in the doctor.
pub fn heads_by_definition<'w>(writes: impl IntoIterator<Item = (Dot, &'w Op)>) -> BTreeMap<String, BTreeSet<Dot>> {
    let writes: BTreeMap<Dot, &Op> = writes.into_iter().collect();
    let over: BTreeSet<Dot> = writes.values().flat_map(|op| op.over.iter().copied()).collect();
    let mut heads: BTreeMap<String, BTreeSet<Dot>> = BTreeMap::new();
    for (dot, op) in writes.iter().filter(|(dot, _)| !over.contains(dot)) {
        heads.entry(op.path.clone()).or_default().insert(*dot);
    }
    heads
}

const fn counts_as_value(kind: OpKind) -> bool {
    matches!(kind, OpKind::Set | OpKind::Other(_))
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct Stored {
    #[n(0)]
    paths: Vec<StoredPath>,
    #[n(1)]
    applied: Vec<Run>,
    #[n(2)]
    pending_over: Vec<Dot>,
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct StoredPath {
    #[n(0)]
    path: String,
    #[n(1)]
    heads: Vec<StoredHead>,
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct StoredHead {
    #[n(0)]
    dot: Dot,
    #[n(1)]
    head: Head,
}

/// Operations of one event in a row: events are applied whole, so a row for each event is all that is kept of history.
#[derive(Encode, Decode)]
#[cbor(array)]
struct Run {
    #[n(0)]
    first: Dot,
    #[n(1)]
    last: u32,
}

impl Run {
    /// Longer than an event can be, or backwards: not written by us, and not to be unfolded in memory.
    fn is_absurd(&self) -> bool {
        let length = self.last.checked_sub(self.first.op).and_then(|length| usize::try_from(length).ok());
        length.is_none_or(|length| length >= MAX_OPS)
    }

    fn dots(&self) -> impl Iterator<Item = Dot> + use<> {
        let first = self.first;
        (first.op..=self.last).map(move |op| Dot { op, ..first })
    }
}

fn runs(dots: &BTreeSet<Dot>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for dot in dots {
        match runs.last_mut() {
            Some(Run { first, last })
                if (first.dev, first.seq) == (dot.dev, dot.seq) && last.checked_add(1) == Some(dot.op) =>
            {
                *last = dot.op;
            }
            _ => runs.push(Run { first: *dot, last: dot.op }),
        }
    }
    runs
}

impl StoredPath {
    fn new(path: &str, heads: &BTreeMap<Dot, Head>) -> Self {
        let heads = heads.iter().map(|(dot, head)| StoredHead { dot: *dot, head: head.clone() }).collect();
        Self { path: path.to_owned(), heads }
    }
}
