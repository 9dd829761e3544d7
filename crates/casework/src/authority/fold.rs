//! The fold: a set of control events, and the centre that it gives.
//!
//! **Adding one event to a set.** Most sets are not folded anew. Let `X` be a set that holds with each event its past, and
//! `e` an event whose past lies in `X`. Which removals of `X` count follows from the removals and confirmations in it and
//! from verdicts that each event got in its own past; none of these changes by `e`, if `e` holds neither. Then no other
//! event's support changes either: nobody in `X` rests on `e`, for `e` is in nobody's past, and what strikes an event is
//! removals. So the fold of `X ∪ {e}` is that of `X`, with `e` applied if it is supported there. If `e` is a removal, the
//! same holds when all of `X` is in its past: it then strikes nothing in `X` and meets no removal that it had not seen. So
//! it does if `e` is a device that goes on for another: it then takes no place from one that it had not seen.
//! In a linear history every event but a confirmation is added in this way. The rest is folded anew.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use pana_model::{DeviceId, EventRef};

use super::apply::Much;
use super::centre::Centre;
use super::graph::{Graph, Node};
use super::judge::Judged;
use super::removal::{ItemRef, Marks, Settled};
use super::seen::Seen;
use super::successor::{Links, successors};
use super::{ControlEvent, Part, Refused, Root};

/// How many folds of pasts are kept.
const KEPT: usize = 64;

/// All control events that are here, judged by authority: [`Centre`] is what they give, whatever the order in which they
/// came.
#[derive(Debug, Clone, Default)]
pub struct Authority {
    pub(super) root: Root,
    graph: Graph,
    /// By node; nothing until the root is here.
    judged: Vec<Judged>,
    founding: Vec<EventRef>,
    /// The set of all judged nodes.
    all: Seen,
    main: Arc<Fold>,
    /// `main` is the fold of an earlier set.
    stale: bool,
    kept: RefCell<VecDeque<Arc<Fold>>>,
    #[cfg(test)]
    pub(super) left_out: Option<Part>,
}

/// A set of events and what it gives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Fold {
    pub(super) set: Seen,
    pub(super) centre: Arc<Centre>,
    /// Those that their own past allows and the set does not.
    pub(super) out: BTreeMap<usize, Refused>,
    counting: BTreeMap<ItemRef, Marks>,
}

impl Authority {
    /// Nothing yet but the root by which everything will be judged.
    pub fn new(root: Root) -> Self {
        Self { root, ..Self::default() }
    }

    /// Takes events in, in any order and however often.
    pub fn take(&mut self, events: impl IntoIterator<Item = ControlEvent>) {
        for event in events {
            self.receive(event);
        }
        self.refresh();
    }

    /// From what everything descends.
    pub const fn root(&self) -> &Root {
        &self.root
    }

    /// The centre that all events give.
    pub fn centre(&self) -> &Arc<Centre> {
        &self.main.centre
    }

    /// The events that do not count, and why.
    pub fn refused(&self) -> BTreeMap<EventRef, Refused> {
        let placed = self.graph.nodes().iter().map(|node| (node.event.id, self.verdict(node.event.id)));
        let placed = placed.filter_map(|(id, verdict)| Some((id, verdict?.err()?)));
        placed.chain(self.graph.waiting().map(|event| (event.id, Refused::Waiting))).collect()
    }

    /// Whether an event counts. `None`: it is not here.
    pub fn verdict(&self, event: EventRef) -> Option<Result<(), Refused>> {
        let Some(number) = self.graph.number(event) else {
            return self.graph.full_id(event).map(|_| Err(Refused::Waiting));
        };
        let Some(judged) = self.judged.get(number) else { return Some(Err(Refused::Waiting)) };
        Some(judged.verdict.and_then(|()| self.main.out.get(&number).map_or(Ok(()), |refused| Err(*refused))))
    }

    /// The centre as a past gives it. `None`: some of that past is not here.
    pub fn state_at(&self, ctl: &BTreeSet<EventRef>) -> Option<Arc<Centre>> {
        let set = self.graph.closure(ctl)?;
        // Events that came before the root did are judged when it comes.
        if set.within(&self.all) { Some(Arc::clone(&self.state(&set).centre)) } else { None }
    }

    /// The frontier of the stream as it is here, the events that no other names: what the next event names as `ctl`.
    pub fn frontier(&self) -> BTreeSet<EventRef> {
        let nodes = self.graph.nodes();
        let named: BTreeSet<EventRef> = nodes.iter().flat_map(|node| node.event.before()).collect();
        nodes.iter().map(|node| node.event.id).filter(|id| !named.contains(id)).collect()
    }

    /// The events that make the centre: the root alone, or the first three of an old centre's first chain.
    pub fn founding(&self) -> &[EventRef] {
        &self.founding
    }

    fn receive(&mut self, event: ControlEvent) {
        match self.graph.full_id(event.id) {
            Some(held) if held == event.full_id || held == self.root.id => return,
            // Two events under one name: nobody can make them, and the verdict may still not hang on which came first.
            Some(held) if held > event.full_id || event.full_id == self.root.id => return self.replace(event),
            Some(_) => return,
            None => {}
        }
        let new = self.graph.add(event);
        // The root, or what could follow a founding event.
        let may_found = |node: &Node| {
            self.is_root(node) || node.event.chain_before.is_some_and(|before| self.founding.contains(&before))
        };
        let changes = new.iter().filter_map(|number| self.graph.node(*number)).any(may_found);
        let founding = if changes { self.find_founding() } else { self.founding.clone() };
        if founding == self.founding {
            for number in new {
                self.step(number);
            }
            return;
        }
        self.founding = founding;
        (self.judged, self.all, self.main, self.stale) = Default::default();
        self.kept.borrow_mut().clear();
        for number in 0..self.graph.nodes().len() {
            self.step(number);
        }
    }

    fn replace(&mut self, event: ControlEvent) {
        let graph = std::mem::take(&mut self.graph);
        let (root, placed) = (self.root.clone(), graph.nodes().iter().map(|node| &node.event));
        let others: Vec<ControlEvent> =
            placed.chain(graph.waiting()).filter(|other| other.id != event.id).cloned().collect();
        *self = Self::new(root);
        for event in others.into_iter().chain([event]) {
            self.receive(event);
        }
    }

    /// Judges the next node and adds it to the fold.
    fn step(&mut self, number: usize) {
        if self.founding.is_empty() {
            return;
        }
        if self.stale && self.graph.node(number).is_some_and(|node| node.past == self.all) {
            self.refresh();
        }
        let Some(node) = self.graph.node(number) else { return };
        let judged = self.judge(node);
        let position = node.position;
        self.judged.push(judged);
        self.all.add(position);
        if !self.stale {
            let mut main = std::mem::take(&mut self.main);
            self.stale = !self.extend(Arc::make_mut(&mut main), number);
            self.main = main;
        }
    }

    fn refresh(&mut self) {
        if self.stale {
            self.main = self.state(&self.all);
            self.stale = false;
        }
    }

    /// The fold of a set.
    pub(super) fn state(&self, set: &Seen) -> Arc<Fold> {
        if self.main.set == *set {
            return Arc::clone(&self.main);
        }
        let base = {
            let kept = self.kept.borrow();
            let within = kept.iter().chain([&self.main]).filter(|fold| fold.set.within(set));
            within.max_by_key(|fold| fold.set.len()).cloned()
        };
        if let Some(known) = base.as_ref().filter(|base| base.set == *set) {
            return Arc::clone(known);
        }
        let fold = base.and_then(|base| self.extended(&base, set)).unwrap_or_else(|| self.anew(set));
        let fold = Arc::new(fold);
        let mut kept = self.kept.borrow_mut();
        if kept.len() >= KEPT {
            kept.pop_front();
        }
        kept.push_back(Arc::clone(&fold));
        fold
    }

    /// The fold of a set, from that of a part of it. `None`: it has to be folded anew.
    fn extended(&self, base: &Fold, set: &Seen) -> Option<Fold> {
        let mut fold = base.clone();
        let more = self.graph.beyond(set, &base.set);
        more.into_iter().all(|number| self.extend(&mut fold, number)).then_some(fold)
    }

    /// Adds one event to a fold that holds its past, if that is the same as folding anew.
    fn extend(&self, fold: &mut Fold, number: usize) -> bool {
        let (Some(node), Some(judged)) = (self.graph.node(number), self.judged.get(number)) else { return false };
        if judged.verdict.is_ok() {
            let out = |event: &EventRef| self.number(*event).is_some_and(|number| fold.out.contains_key(&number));
            let meets = !judged.items.is_empty() || successors(node).next().is_some();
            let meets = meets && !fold.set.within(&node.past);
            if meets || !judged.confirms.is_empty() || judged.admits.iter().any(out) {
                return false;
            }
            let marks = Marks { contested: false, confirmed: judged.sheets.is_some() };
            let marks = vec![marks; judged.items.len()];
            let much = match self.unsupported(number, fold, &BTreeMap::new()) {
                Some(refused) => {
                    fold.out.insert(number, refused);
                    Much::Removals
                }
                None => Much::All,
            };
            self.apply(Arc::make_mut(&mut fold.centre), node, judged, much, &marks);
            fold.counting.extend(marks.into_iter().enumerate().map(|(item, marks)| ((number, item), marks)));
        }
        fold.set.add(node.position);
        true
    }

    /// The fold of a set, by the rule alone.
    pub(super) fn anew(&self, set: &Seen) -> Fold {
        let numbers = self.graph.of(set);
        let Settled { void, counting } = self.settle(&numbers);
        let mut fold = Fold { set: set.clone(), counting, ..Fold::default() };
        // Each after its past, and the same whatever came first: some count because others do not.
        let mut ranked = numbers.clone();
        ranked.sort_by_key(|number| self.node(*number).map(|node| (node.past.len(), node.event.id)));
        let mut admitted: BTreeSet<EventRef> = BTreeSet::new();
        // Admitting lets more count, and those may admit: until nothing is added. It never takes support away.
        loop {
            fold.out.clear();
            let centre = Centre { admitted: admitted.clone(), ..Centre::default() };
            fold.centre = Arc::new(centre);
            let (mut now, mut links) = (BTreeSet::new(), Links::default());
            for number in &ranked {
                let Some(judged) = self.judged.get(*number).filter(|judged| judged.verdict.is_ok()) else { continue };
                let refused = self.unsupported(*number, &fold, &void);
                match refused.or_else(|| self.is_too_many(*number, &fold, &links)) {
                    Some(refused) => {
                        fold.out.insert(*number, refused);
                    }
                    None => {
                        now.extend(judged.admits.iter().copied());
                        self.link(*number, &fold, &mut links);
                    }
                }
            }
            if now == admitted {
                break;
            }
            admitted = now;
        }
        let mut centre = Centre::default();
        for number in numbers {
            let (Some(node), Some(judged)) = (self.graph.node(number), self.judged.get(number)) else { continue };
            if judged.verdict.is_err() || void.contains_key(&number) {
                continue;
            }
            let marks: Vec<Marks> =
                fold.counting.range((number, 0)..=(number, usize::MAX)).map(|(_, marks)| *marks).collect();
            let much = if fold.out.contains_key(&number) { Much::Removals } else { Much::All };
            if much == Much::All || !marks.is_empty() {
                self.apply(&mut centre, node, judged, much, &marks);
            }
        }
        fold.centre = Arc::new(centre);
        fold
    }

    /// Why an event that its own past allows does not count in a fold that holds its past.
    fn unsupported(&self, number: usize, fold: &Fold, void: &BTreeMap<usize, EventRef>) -> Option<Refused> {
        let id = |number: usize| self.graph.node(number).map(|node| node.event.id);
        if let Some(by) = void.get(&number) {
            return Some(Refused::Void(*by));
        }
        // A removal counts all the same.
        let only_removes = self.judged.get(number).is_some_and(|judged| judged.only_removes);
        if only_removes || id(number).is_some_and(|id| fold.centre.admitted.contains(&id)) {
            return None;
        }
        if self.keeps(Part::UnseenIsOut) {
            let striking = fold.counting.keys().filter(|item| self.strikes(**item, number));
            if let Some(by) = striking.filter_map(|(remover, _)| id(*remover)).min() {
                return Some(Refused::Unseen(by));
            }
        }
        let basis = self.judged.get(number).map(|judged| &judged.basis);
        let gone = basis.into_iter().flatten().filter(|basis| fold.out.contains_key(basis));
        gone.filter_map(|basis| id(*basis)).min().map(Refused::RestsOn)
    }

    pub(super) const fn graph(&self) -> &Graph {
        &self.graph
    }

    pub(super) fn node(&self, number: usize) -> Option<&Node> {
        self.graph.node(number)
    }

    pub(super) fn number(&self, event: EventRef) -> Option<usize> {
        self.graph.number(event)
    }

    pub(super) fn judged(&self, number: usize) -> Option<&Judged> {
        self.judged.get(number)
    }

    pub(super) fn is_root(&self, node: &Node) -> bool {
        node.event.full_id == self.root.id
    }

    /// The device on which the centre was made.
    pub fn founding_device(&self) -> Option<DeviceId> {
        self.founding.first().and_then(|first| self.graph.find(*first)).map(|node| node.event.device)
    }

    #[cfg(test)]
    pub(super) fn keeps(&self, part: Part) -> bool {
        self.left_out != Some(part)
    }

    #[cfg(not(test))]
    pub(super) const fn keeps(&self, _: Part) -> bool {
        true
    }

    #[cfg(test)]
    pub(super) fn main(&self) -> &Fold {
        &self.main
    }
}
