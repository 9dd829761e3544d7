//! Where answers lie: one flat list of slots.
//!
//! Every instance of a repeat has a block of slots, the form itself the outermost; a row's place in its block is fixed
//! when the form is read. So finding a slot is an addition, and no tree is built.

use std::cmp::Ordering;

use pana_model::InstanceId;

use super::aside::{Aside, Subject};
use super::journal::Journal;
use super::slot::Slot;
use super::tally::{Share, Tally};
use crate::answer::{Context, Progress};
use crate::form::{Form, RowLogic};
use crate::index::{Index, Indexed, ItemIndex, Map, NodeIndex, ScopeId, Set, SlotIndex, SumIndex, run_of};

/// A repeat may have so many instances.
pub(super) const INSTANCES: usize = 10_000;
/// So many slots instances may take in all, some 25 MiB.
const SLOTS: usize = 500_000;

/// The form's own block.
pub(super) const ROOT: ScopeId = ScopeId::FIRST;

/// An instance of a repeat, or the form itself.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub(super) alive: bool,
    pub(super) repeat: Option<NodeIndex>,
    pub(super) parent: ScopeId,
    pub(super) depth: usize,
    pub(super) id: InstanceId,
    /// The id as names have it: `[…]`.
    pub(super) tag: Box<str>,
    /// Which instance of its repeat it is, from 0.
    pub(super) place: usize,
    /// Does it stand in the form itself, and not only in what is copied for a new instance? Then it brings an instance of
    /// each repeat in it.
    pub(super) whole: bool,
    /// The choice that it is about, where its repeat follows a list.
    pub(super) about: Option<Subject>,
    pub(super) base: SlotIndex,
    /// Instances of the repeats in it.
    pub(super) children: Map<NodeIndex, Vec<ScopeId>>,
}

pub(super) struct State {
    pub(super) slots: Indexed<SlotIndex, Slot>,
    pub(super) scopes: Indexed<ScopeId, Scope>,
    /// Scopes whose blocks can be used again, by repeat.
    pub(super) free: Map<NodeIndex, Vec<ScopeId>>,
    /// What a filter leaves of a list, by slot.
    pub(super) filtered: Map<SlotIndex, Vec<ItemIndex>>,
    /// The answers that are choices now, each with its label, by slot.
    pub(super) answers: Map<SlotIndex, Vec<(String, String)>>,
    /// What the answers to a row come to, by the row and the block they lie under.
    pub(super) tallies: Map<(NodeIndex, ScopeId), Tally>,
    /// What rows of the form itself come to, where each counts by itself.
    pub(super) row_sums: Indexed<SumIndex, Tally>,
    /// Slots whose number of days a calculation made of a date.
    pub(super) days: Set<SlotIndex>,
    /// What was calculated where something else has been typed, by slot.
    pub(super) under: Map<SlotIndex, String>,
    /// Instances by the block around them, their repeat and their id.
    by_id: Map<(ScopeId, NodeIndex, InstanceId), ScopeId>,
    /// Answers in instances that are not there now.
    pub(super) aside: Aside,
    /// What the call under way has touched; nothing is noted while a run begins.
    pub(super) journal: Option<Journal>,
    pub(super) progress: Progress,
    pub(super) context: Context,
    /// In which language the form is shown; the default one when nobody has said.
    pub(super) language: Option<String>,
}

impl State {
    pub(super) fn new(form: &Form, context: Context) -> Self {
        let root = Scope {
            alive: true,
            repeat: None,
            parent: ROOT,
            depth: 0,
            id: InstanceId::from_bytes([0; 16]),
            tag: Box::default(),
            place: 0,
            whole: true,
            about: None,
            base: SlotIndex::FIRST,
            children: Map::default(),
        };
        let slots = Indexed::of(Slot::default(), form.logic.root_size);
        let mut state = Self {
            slots,
            row_sums: Indexed::default(),
            scopes: Indexed::from(vec![root]),
            free: Map::default(),
            filtered: Map::default(),
            answers: Map::default(),
            days: Set::default(),
            under: Map::default(),
            tallies: Map::default(),
            by_id: Map::default(),
            aside: Aside::default(),
            journal: None,
            progress: Progress::default(),
            context,
            language: None,
        };
        state.add_up_anew(form);
        state
    }

    /// Where a row's slot is. A repeat seen from inside its instance is the instance, at place 0.
    pub(super) fn index(&self, form: &Form, scope: ScopeId, row: NodeIndex) -> Option<SlotIndex> {
        let block = self.scopes.get(scope)?;
        if block.repeat == Some(row) {
            return Some(block.base);
        }
        form.logic.rows.get(row).map(|logic| SlotIndex::at(block.base.place().saturating_add(logic.offset)))
    }

    pub(super) fn slot(&self, form: &Form, scope: ScopeId, row: NodeIndex) -> Option<&Slot> {
        self.slots.get(self.index(form, scope, row)?)
    }

    /// The one way to write into a slot: what its answer gives to totals goes with it.
    pub(super) fn change<T>(
        &mut self,
        form: &Form,
        scope: ScopeId,
        row: NodeIndex,
        change: impl FnOnce(&mut Slot) -> T,
    ) -> Option<T> {
        let index = self.index(form, scope, row)?;
        let slot = self.slots.get_mut(index)?;
        let adds = |logic: &&RowLogic| !logic.totals.is_empty() || !logic.sums.is_empty();
        let Some(logic) = form.logic.rows.get(row).filter(adds) else { return Some(change(slot)) };
        let now = self.context.now.date_time();
        let gifts = |slot: &Slot| (slot.share(), Self::gifts(form, logic, slot, now));
        let before = gifts(slot);
        let out = change(slot);
        let after = gifts(slot);
        if before.0 != after.0 {
            self.tally(form, scope, row, Some(before.0), Some(after.0));
        }
        self.add_up(form, logic, &before.1, &after.1);
        Some(out)
    }

    pub(super) fn depth(&self, scope: ScopeId) -> usize {
        self.scopes.get(scope).map_or(0, |scope| scope.depth)
    }

    /// The block around `scope` that lies in so many repeats.
    pub(super) fn ancestor(&self, mut scope: ScopeId, depth: usize) -> ScopeId {
        while let Some(block) = self.scopes.get(scope) {
            if block.depth <= depth {
                return scope;
            }
            scope = block.parent;
        }
        ROOT
    }

    pub(super) fn instances(&self, scope: ScopeId, repeat: NodeIndex) -> &[ScopeId] {
        self.scopes.get(scope).and_then(|scope| scope.children.get(&repeat)).map_or(&[], Vec::as_slice)
    }

    /// The instance of this id.
    pub(super) fn instance(&self, scope: ScopeId, repeat: NodeIndex, id: InstanceId) -> Option<ScopeId> {
        self.by_id.get(&(scope, repeat, id)).copied()
    }

    /// Which instance of its repeat it is, from 0.
    pub(super) fn place(&self, scope: ScopeId) -> usize {
        self.scopes.get(scope).map_or(0, |block| block.place)
    }

    /// Does a block bring an instance of this repeat in it? One that stands in the form itself does; a copy does where the
    /// repeat stands in a group of it.
    pub(super) fn brings(&self, form: &Form, scope: ScopeId, repeat: NodeIndex) -> bool {
        let around = form.nodes.get(repeat).and_then(|node| node.parent);
        self.scopes.get(scope).is_some_and(|block| block.whole || around != block.repeat)
    }

    /// Every block under `scope`, down through every instance of each of `repeats`.
    pub(super) fn under(&self, scope: ScopeId, repeats: &[NodeIndex]) -> Vec<ScopeId> {
        let mut front = vec![scope];
        for repeat in repeats {
            front = front.iter().flat_map(|scope| self.instances(*scope, *repeat)).copied().collect();
        }
        front
    }

    /// May a repeat have one instance more here, and may all answers together take so much more?
    pub(super) fn has_room(&self, form: &Form, scope: ScopeId, repeat: NodeIndex) -> bool {
        let size = form.logic.rows.get(repeat).map_or(0, |row| row.size);
        let used_again = self.free.get(&repeat).is_some_and(|free| !free.is_empty());
        self.instances(scope, repeat).len() < INSTANCES
            && (used_again || self.slots.len().saturating_add(size) <= form.logic.root_size.saturating_add(SLOTS))
    }

    /// The repeat whose instance a block is.
    pub(super) fn repeat_of(&self, scope: ScopeId) -> Option<NodeIndex> {
        self.scopes.get(scope)?.repeat
    }

    /// Makes a block for a new instance, at the end of its repeat.
    pub(super) fn add_scope(&mut self, form: &Form, parent: ScopeId, repeat: NodeIndex, id: InstanceId) -> ScopeId {
        self.note_list(form, parent, repeat);
        let depth = self.depth(parent).saturating_add(1);
        let place = self.instances(parent, repeat).len();
        let tag = ["[", id.text_in(&mut [0; 36]), "]"].concat().into_boxed_str();
        let scope = match self.free.get_mut(&repeat).and_then(Vec::pop) {
            Some(old) => {
                if let Some(block) = self.scopes.get_mut(old) {
                    (block.alive, block.parent, block.depth) = (true, parent, depth);
                    (block.id, block.tag, block.place) = (id, tag, place);
                    (block.whole, block.about) = (false, None);
                }
                old
            }
            None => {
                let size = form.logic.rows.get(repeat).map_or(0, |row| row.size);
                let base = self.slots.extend_by(Slot::default(), size);
                let children = Map::default();
                self.scopes.push(Scope {
                    alive: true,
                    repeat: Some(repeat),
                    parent,
                    depth,
                    id,
                    tag,
                    place,
                    whole: false,
                    about: None,
                    base,
                    children,
                })
            }
        };
        if let Some(above) = self.scopes.get_mut(parent) {
            above.children.entry(repeat).or_default().push(scope);
        }
        self.by_id.insert((parent, repeat, id), scope);
        for row in form.logic.rows.get(repeat).into_iter().flat_map(|logic| &logic.added_up) {
            self.tally(form, scope, *row, None, Some(Share::Blank));
        }
        scope
    }

    /// Gives back the blocks of an instance and of all in it.
    pub(super) fn remove_scope(&mut self, form: &Form, scope: ScopeId) {
        let Some((parent, Some(repeat))) = self.scopes.get(scope).map(|block| (block.parent, block.repeat)) else {
            return;
        };
        self.note_list(form, parent, repeat);
        let place = self.place(scope);
        let mut later = Vec::new();
        if let Some(list) = self.scopes.get_mut(parent).and_then(|above| above.children.get_mut(&repeat))
            && list.get(place) == Some(&scope)
        {
            list.remove(place);
            later.extend_from_slice(list.get(place..).unwrap_or_default());
        }
        for one in later {
            if let Some(block) = self.scopes.get_mut(one) {
                block.place = block.place.saturating_sub(1);
            }
        }
        let mut waiting = vec![scope];
        while let Some(next) = waiting.pop() {
            self.note_block(form, next);
            let kind = self.scopes.get(next).and_then(|block| block.repeat);
            for row in kind.and_then(|repeat| form.logic.rows.get(repeat)).into_iter().flat_map(|logic| &logic.added_up)
            {
                let share = self.slot(form, next, *row).map(Slot::share);
                self.tally(form, next, *row, share, None);
            }
            let Some(block) = self.scopes.get_mut(next) else { continue };
            block.alive = false;
            let key = block.repeat.map(|repeat| (block.parent, repeat, block.id));
            waiting.extend(block.children.drain().flat_map(|(_, list)| list));
            key.and_then(|key| self.by_id.remove(&key));
            let Some((base, Some(repeat))) = self.scopes.get(next).map(|block| (block.base, block.repeat)) else {
                continue;
            };
            let size = form.logic.rows.get(repeat).map_or(0, |row| row.size);
            for index in run_of(base, size) {
                self.filtered.remove(&index);
                self.answers.remove(&index);
                self.days.remove(&index);
                self.under.remove(&index);
            }
            self.uncount(base, size);
            for index in run_of(base, size) {
                if let Some(slot) = self.slots.get_mut(index) {
                    *slot = Slot::default();
                }
            }
            self.free.entry(repeat).or_default().push(next);
        }
    }

    /// Which of two nodes the form has first: a repeat, its first instance, what is in that, its second instance.
    pub(super) fn order(&self, left: (ScopeId, NodeIndex), right: (ScopeId, NodeIndex)) -> Ordering {
        // Each is looked at from the block that holds both: there it is a row, or lies in an instance of one, from 1.
        let (mut left, mut right) = ((left.0, left.1, 0_usize), (right.0, right.1, 0_usize));
        while left.0 != right.0 {
            let (one, other) = (self.depth(left.0), self.depth(right.0));
            if one >= other {
                left = self.around(left.0);
            }
            if other >= one {
                right = self.around(right.0);
            }
        }
        (left.1, left.2).cmp(&(right.1, right.2))
    }

    /// An instance as the block around it has it: its repeat, and which of its instances it is, from 1.
    fn around(&self, scope: ScopeId) -> (ScopeId, NodeIndex, usize) {
        let block = self.scopes.get(scope);
        block.and_then(|block| Some((block.parent, block.repeat?, block.place.saturating_add(1)))).unwrap_or((
            ROOT,
            NodeIndex::FIRST,
            0,
        ))
    }

    /// Rows of a block in order, the repeat itself left out.
    pub(super) fn rows(&self, form: &Form, scope: ScopeId) -> Vec<NodeIndex> {
        let repeat = self.scopes.get(scope).and_then(|block| block.repeat);
        let (start, end) = match repeat {
            Some(repeat) => (repeat.next(), form.logic.rows.get(repeat).map_or(NodeIndex::FIRST, |row| row.end)),
            None => (NodeIndex::FIRST, form.nodes.end()),
        };
        let mut out = Vec::new();
        let mut row = start;
        while row < end {
            out.push(row);
            row = match form.logic.rows.get(row) {
                // What lies in a repeat lies in its instances.
                Some(logic) if logic.size > 0 => logic.end,
                _ => row.next(),
            };
        }
        out
    }

    /// Is it read-only, or does it lie in a group or repeat that is?
    pub(super) fn readonly(&self, form: &Form, mut scope: ScopeId, row: NodeIndex) -> bool {
        let mut row = Some(row);
        while let Some(here) = row {
            if self.slot(form, scope, here).is_some_and(|slot| slot.readonly) {
                return true;
            }
            row = form.nodes.get(here).and_then(|node| node.parent);
            // An instance is read-only where its repeat is: that slot lies in the block around.
            let block = self.scopes.get(scope).filter(|block| block.repeat == Some(here));
            if let Some(block) = block {
                scope = block.parent;
                if self.slot(form, scope, here).is_some_and(|slot| slot.readonly) {
                    return true;
                }
            }
        }
        false
    }

    /// Does it apply, as far as what lies above it says?
    pub(super) fn parent_relevant(&self, form: &Form, scope: ScopeId, row: NodeIndex) -> bool {
        let Some(block) = self.scopes.get(scope) else { return false };
        let above = if block.repeat == Some(row) {
            self.slot(form, block.parent, row)
        } else {
            match form.nodes.get(row).and_then(|node| node.parent) {
                None => return true,
                Some(parent) => self.slot(form, scope, parent),
            }
        };
        above.is_some_and(|slot| slot.relevant)
    }
}
