//! Names of nodes: paths with the ids of instances.

use pana_model::InstanceId;

use super::state::{ROOT, State};
use crate::form::Form;
use crate::index::{NodeIndex, ScopeId};

impl State {
    /// The name of a node: its path with instance ids.
    pub(super) fn at(&self, form: &Form, scope: ScopeId, row: NodeIndex) -> String {
        let Some(node) = form.nodes.get(row) else { return String::new() };
        let mut out = String::new();
        let mut done = 0_usize;
        for block in self.lineage(scope).into_iter().filter_map(|scope| self.scopes.get(scope)) {
            let Some(repeat) = block.repeat.and_then(|repeat| form.nodes.get(repeat)) else { continue };
            let end = repeat.path.len();
            out.push_str(node.path.get(done..end).unwrap_or_default());
            out.push('[');
            out.push_str(&block.id.to_string());
            out.push(']');
            done = end;
        }
        out.push_str(node.path.get(done..).unwrap_or_default());
        out
    }

    /// The node of a name; `None` when there is none. A repeat without an id is the repeat itself.
    pub(super) fn find(&self, form: &Form, at: &str) -> Option<(ScopeId, NodeIndex)> {
        let row = *form.by_path.get(crate::form::bare(at).as_ref())?;
        let mut scope = ROOT;
        let logic = form.logic.rows.get(row)?;
        let mut rest = at;
        for repeat in logic.chain.iter().chain(std::iter::once(&row)) {
            let is_own = *repeat == row;
            let Some((_, after)) = rest.split_once('[') else {
                return if is_own { Some((scope, row)) } else { None };
            };
            let (id, after) = after.split_once(']')?;
            let id: InstanceId = id.parse().ok()?;
            scope = self.instance(scope, *repeat, id)?;
            rest = after;
        }
        Some((scope, row))
    }

    /// The node of a path with the places of instances, from 1, instead of their ids.
    pub(super) fn find_by_place(&self, form: &Form, at: &str) -> Option<(ScopeId, NodeIndex)> {
        let row = *form.by_path.get(crate::form::bare(at).as_ref())?;
        let (mut scope, mut rest) = (ROOT, at);
        for repeat in &form.logic.rows.get(row)?.chain {
            let (_, after) = rest.split_once('[')?;
            let (place, after) = after.split_once(']')?;
            let place: usize = place.parse().ok()?;
            scope = *self.instances(scope, *repeat).get(place.checked_sub(1)?)?;
            rest = after;
        }
        Some((scope, row))
    }
}
