//! Names of nodes: paths with the ids of instances.

use super::state::{ROOT, State};
use crate::form::{Form, Named};
use crate::index::{NodeIndex, ScopeId};

/// What an id adds to a name, with the brackets around it.
const ID: usize = 38;

impl State {
    /// The name of a node: its path with instance ids.
    pub(super) fn at(&self, form: &Form, scope: ScopeId, row: NodeIndex) -> String {
        let Some(node) = form.nodes.get(row) else { return String::new() };
        let depth = self.depth(scope);
        let mut out = String::with_capacity(node.path.len().saturating_add(depth.saturating_mul(ID)));
        let mut done = 0_usize;
        for block in (1..=depth).filter_map(|depth| self.scopes.get(self.ancestor(scope, depth))) {
            let Some(repeat) = block.repeat.and_then(|repeat| form.nodes.get(repeat)) else { continue };
            let end = repeat.path.len();
            out.push_str(node.path.get(done..end).unwrap_or_default());
            out.push_str(&block.tag);
            done = end;
        }
        out.push_str(node.path.get(done..).unwrap_or_default());
        out
    }

    /// The node of a name; `None` when there is none. A repeat without an id is the repeat itself.
    pub(super) fn find(&self, form: &Form, at: &str) -> Option<(ScopeId, NodeIndex)> {
        let Named { row, ids } = form.by_path.find(at)?;
        let chain = &form.logic.rows.get(row)?.chain;
        let mut scope = ROOT;
        for (repeat, id) in chain.iter().chain(std::iter::once(&row)).zip(&ids) {
            scope = self.instance(scope, *repeat, id.parse().ok()?)?;
        }
        // An id for each repeat around it, and one of its own where it is an instance.
        let own = ids.len().checked_sub(chain.len());
        own.filter(|own| *own <= 1).map(|_| (scope, row))
    }

    /// The node of a path with the places of instances, from 1, instead of their ids.
    pub(super) fn find_by_place(&self, form: &Form, at: &str) -> Option<(ScopeId, NodeIndex)> {
        let Named { row, ids } = form.by_path.find(at)?;
        let chain = &form.logic.rows.get(row)?.chain;
        let mut scope = ROOT;
        for (repeat, place) in chain.iter().zip(&ids) {
            let place: usize = place.parse().ok()?;
            scope = *self.instances(scope, *repeat).get(place.checked_sub(1)?)?;
        }
        (ids.len() >= chain.len()).then_some((scope, row))
    }

    /// The block and row of a path that says what lies in a copy, as seen from this copy.
    pub(super) fn find_in_copy(&self, form: &Form, copy: ScopeId, at: &str) -> Option<(ScopeId, NodeIndex)> {
        let Named { row, ids } = form.by_path.find(at)?;
        let chain = &form.logic.rows.get(row)?.chain;
        let (depth, repeat) = (self.depth(copy), self.scopes.get(copy)?.repeat?);
        let (outer, inner) = ids.split_at_checked(depth)?;
        let inside = chain.get(depth.checked_sub(1)?) == Some(&repeat) && outer.iter().all(|id| id.is_empty());
        let mut scope = copy;
        for (repeat, place) in chain.get(depth..)?.iter().zip(inner) {
            let place: usize = place.parse().ok()?;
            scope = *self.instances(scope, *repeat).get(place.checked_sub(1)?)?;
        }
        (inside && ids.len() >= chain.len()).then_some((scope, row))
    }
}
