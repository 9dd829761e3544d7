//! The merge rule, kept up write by write.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use minicbor::{Decode, Encode};
use pana_model::{EventRef, MemberId};

use crate::op::holds_segment;
use crate::{Body, Dot, Hlc, Op, OpKind, Value, codec};

mod applied;
mod reach;
mod stored;
#[cfg(test)]
mod tests;

pub use stored::HeadsError;

use applied::AppliedDots;
use reach::Reach;

/// What each path of one subject holds after the writes applied so far. Equal sets of writes give equal `Heads`, byte
/// for byte, in whatever order and however often they were applied.
///
/// Three rules carry this, and the tests show that none can go: a dot named before its write arrives is *parked*, so
/// that the write is superseded on arrival; a write that comes again is known and passed over; and `over` counts only
/// where it reaches ([`Op::reaches`]), also on arrival.
///
/// What bounds the heads of one path: an event sets a path once ([`BodyError::SetTwice`](crate::BodyError::SetTwice)),
/// and a device names what it shows, its own earlier write among it; so single answers are at most one for each chain
/// that wrote unseen by the others. One write settles up to [`MAX_OVER`](crate::MAX_OVER) of them. A device of bad will
/// can leave its own earlier writes standing, one an event; whoever knows the chains may refuse that, here no chain is
/// known.
///
/// Parked dots are as many as others care to invent. They lie apart ([`Heads::parked_to_bytes`]), so that the row of a
/// case does not grow by them. None may be given up: its write would stand where it comes last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heads {
    paths: BTreeMap<String, BTreeMap<Dot, Head>>,
    /// Every write applied, head or superseded.
    applied: AppliedDots,
    /// Named by some `over`, not yet arrived: by which reaches.
    parked: BTreeMap<Dot, BTreeSet<Arc<Reach>>>,
}

/// A write that nothing has replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// What it does.
    pub kind: OpKind,
    /// What it holds.
    pub value: Value,
    /// Who and when.
    pub mark: Mark,
}

/// Who wrote, and when by their clock: shown beside a value, never used to choose what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct Mark {
    /// The member who signed.
    #[cbor(n(0), with = "codec::member")]
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

impl Heads {
    /// Nothing written.
    pub fn new() -> Self {
        Self::default()
    }

    /// Applies one write.
    pub fn apply(&mut self, dot: Dot, op: &Op, mark: Mark) -> Applied {
        self.apply_at(dot, &op.path, op, mark)
    }

    /// Applies one write as if it stood at `path`: for a view that keeps a part of the paths under shorter names.
    pub fn apply_at(&mut self, dot: Dot, path: &str, op: &Op, mark: Mark) -> Applied {
        self.apply_under::<true, true, true>(dot, path, op, mark)
    }

    /// Applies all writes of an event.
    pub fn apply_event(&mut self, event: EventRef, body: &Body) {
        let mark = Mark { member: body.member, hlc: body.hlc };
        for (index, op) in (0_u32..).zip(&body.ops) {
            self.apply(Dot::new(event, index), op, mark);
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
        let from = (Bound::Included(prefix), Bound::Unbounded);
        self.paths.range::<str, _>(from).map(|(path, _)| path.as_str()).take_while(move |p| p.starts_with(prefix))
    }

    /// What a screen shows for the single answer at `path`.
    pub fn shown(&self, path: &str) -> Shown<'_> {
        let mut heads: Vec<(Dot, &Head)> = self.heads(path).filter(|(_, head)| head.kind.counts_as_value()).collect();
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
        let rivals = self.paths.iter().filter(|(_, heads)| heads.len() > 1).map(|(path, _)| path.as_str());
        rivals.filter(|path| matches!(self.shown(path), Shown::Conflict(_)))
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
        self.parked.len()
    }

    /// Whether the write was applied.
    pub fn has_applied(&self, dot: &Dot) -> bool {
        self.applied.contains(dot)
    }

    /// The rule with each of its three supports removable, so that the tests can show what breaks without them.
    fn apply_under<const PARK: bool, const KNOW_AGAIN: bool, const REACH: bool>(
        &mut self,
        dot: Dot,
        path: &str,
        op: &Op,
        mark: Mark,
    ) -> Applied {
        if !self.applied.insert(dot) && KNOW_AGAIN {
            return Applied::Again;
        }
        if !op.over.is_empty() {
            self.supersede::<PARK, REACH>(path, op);
        }
        let parked = self.parked.remove(&dot).unwrap_or_default();
        let mut replaced = parked.iter().any(|reach| !REACH || reach.covers(path));
        // An op may name itself, which makes no sense and changes nothing: it is then no head by the definition too.
        replaced |= op.over.contains(&dot);
        if replaced {
            if self.paths.get(path).is_some_and(BTreeMap::is_empty) {
                self.paths.remove(path);
            }
            return Applied::Superseded;
        }
        let head = Head { kind: op.kind, value: op.value.clone(), mark };
        match self.paths.get_mut(path) {
            Some(heads) => heads.insert(dot, head),
            None => self.paths.entry(path.to_owned()).or_default().insert(dot, head),
        };
        Applied::Head
    }

    /// Takes away what the write names and reaches, and parks what has not come. May leave `path` without heads.
    fn supersede<const PARK: bool, const REACH: bool>(&mut self, path: &str, op: &Op) {
        let mut here = self.paths.get_mut(path);
        let (mut elsewhere, mut unknown) = (BTreeSet::new(), Vec::new());
        for named in &op.over {
            if here.as_mut().is_some_and(|heads| heads.remove(named).is_some()) {
                continue;
            }
            if self.applied.contains(named) {
                elsewhere.insert(*named);
            } else {
                unknown.push(*named);
            }
        }
        if PARK && !unknown.is_empty() {
            let reach = Arc::new(Reach::of(path, op));
            for dot in unknown {
                self.parked.entry(dot).or_default().insert(Arc::clone(&reach));
            }
        }
        match op.ended_instance() {
            _ if elsewhere.is_empty() => {}
            _ if !REACH => self.remove_elsewhere(path, elsewhere, |_| true),
            Some(ended) => self.remove_elsewhere(path, elsewhere, |at| holds_segment(at, &ended)),
            None => {}
        }
    }

    /// Looks through the paths, of which there are few, since instances seldom end: no index is kept for it.
    fn remove_elsewhere(&mut self, path: &str, mut dots: BTreeSet<Dot>, reaches: impl Fn(&str) -> bool) {
        let mut emptied = Vec::new();
        for (at, heads) in self.paths.iter_mut().filter(|(at, _)| *at != path && reaches(at)) {
            heads.retain(|dot, _| !dots.remove(dot));
            if heads.is_empty() {
                emptied.push(at.clone());
            }
            if dots.is_empty() {
                break;
            }
        }
        for at in emptied {
            self.paths.remove(&at);
        }
    }
}

/// The rule as it is defined, in one step over all writes: the measure for [`Heads`], in tests and in the doctor.
pub fn heads_by_definition<'w>(writes: impl IntoIterator<Item = (Dot, &'w Op)>) -> BTreeMap<String, BTreeSet<Dot>> {
    let writes: BTreeMap<Dot, &Op> = writes.into_iter().collect();
    let mut replaced: BTreeSet<Dot> = BTreeSet::new();
    for op in writes.values() {
        replaced.extend(op.over.iter().filter(|named| writes.get(named).is_some_and(|write| op.reaches(&write.path))));
    }
    let mut heads: BTreeMap<String, BTreeSet<Dot>> = BTreeMap::new();
    for (dot, op) in writes.iter().filter(|(dot, _)| !replaced.contains(dot)) {
        heads.entry(op.path.clone()).or_default().insert(*dot);
    }
    heads
}
