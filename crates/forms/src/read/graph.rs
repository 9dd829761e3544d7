//! The order in which a form settles, and the circles that keep it from settling.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use crate::form::{Form, Unit, UnitKind};
use crate::index::{Index, Indexed, NodeIndex, UnitIndex};
use crate::problem::ProblemCode;
use crate::workbook::address;

use super::compile::{Cells, Compiled};
use super::report::Report;

/// Sorts the units so that none reads what settles after it, and tells every row who reads it.
pub(super) fn order(form: &mut Form, compiled: &[Compiled], cells: &Cells<'_, '_>, report: &mut Report<'_>) {
    // Units that give a value, by the row that gets it.
    let mut makers: Indexed<NodeIndex, Vec<usize>> = Indexed::of(Vec::new(), form.nodes.len());
    for (index, one) in compiled.iter().enumerate() {
        let makes =
            matches!(one.unit.kind, UnitKind::Calculation | UnitKind::Relevant | UnitKind::Count | UnitKind::Filter);
        if let Some(list) = makers.get_mut(one.unit.row).filter(|_| makes) {
            list.push(index);
        }
    }
    let edges = Edges::new(form, compiled, &makers);
    let mut sorted = edges.sort(compiled, true);
    if sorted.len() < compiled.len() {
        // Circles may close only through other instances of a repeat: those settle by going round.
        sorted = edges.sort(compiled, false);
    }
    if sorted.len() < compiled.len() {
        let left: BTreeSet<usize> = (0..compiled.len())
            .collect::<BTreeSet<_>>()
            .difference(&sorted.iter().copied().collect())
            .copied()
            .collect();
        for circle in edges.circles(&left) {
            name_circle(form, compiled, &circle, cells, report);
        }
        return;
    }
    install(form, compiled, &sorted);
}

struct Edges {
    /// Who comes after, and whether only softly.
    after: Vec<Vec<(usize, bool)>>,
}

impl Edges {
    fn new(form: &Form, compiled: &[Compiled], makers: &Indexed<NodeIndex, Vec<usize>>) -> Self {
        let mut after: Vec<Vec<(usize, bool)>> = vec![Vec::new(); compiled.len()];
        for (reader, one) in compiled.iter().enumerate() {
            for read in &one.reads {
                let mut add = |row: NodeIndex, wanted: &dyn Fn(UnitKind) -> bool| {
                    for maker in makers.get(row).into_iter().flatten() {
                        let kind = compiled.get(*maker).map(|one| one.unit.kind);
                        let own = *maker == reader && kind == Some(UnitKind::Filter);
                        if kind.is_some_and(wanted)
                            && !own
                            && let Some(list) = after.get_mut(*maker)
                        {
                            list.push((reader, read.soft));
                        }
                    }
                };
                add(read.target, &|_| true);
                // What lies in a group is blank when the group is; what lies in a repeat is there as often as it says.
                let mut above = form.nodes.get(read.target).and_then(|node| node.parent);
                while let Some(parent) = above {
                    add(parent, &|kind| matches!(kind, UnitKind::Relevant | UnitKind::Count));
                    above = form.nodes.get(parent).and_then(|node| node.parent);
                }
            }
        }
        Self { after }
    }

    /// Kahn's way. Of those that could come next, the first in the form does, so that the order is always the same.
    fn sort(&self, compiled: &[Compiled], with_soft: bool) -> Vec<usize> {
        let counts = |soft: bool| with_soft || !soft;
        let mut before = vec![0_usize; compiled.len()];
        for (to, soft) in self.after.iter().flatten() {
            if let Some(count) = before.get_mut(*to).filter(|_| counts(*soft)) {
                *count = count.saturating_add(1);
            }
        }
        let mut ready: BinaryHeap<std::cmp::Reverse<usize>> = before
            .iter()
            .enumerate()
            .filter(|(_, count)| **count == 0)
            .map(|(index, _)| std::cmp::Reverse(index))
            .collect();
        let mut sorted = Vec::with_capacity(compiled.len());
        while let Some(std::cmp::Reverse(next)) = ready.pop() {
            sorted.push(next);
            for (to, soft) in self.after.get(next).into_iter().flatten() {
                if !counts(*soft) {
                    continue;
                }
                if let Some(count) = before.get_mut(*to) {
                    *count = count.saturating_sub(1);
                    if *count == 0 {
                        ready.push(std::cmp::Reverse(*to));
                    }
                }
            }
        }
        sorted
    }

    /// One circle for each knot among `left`: from any unit go back to one that it waits for, until one comes again.
    fn circles(&self, left: &BTreeSet<usize>) -> Vec<Vec<usize>> {
        let mut waits_for: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for from in left {
            for (to, soft) in self.after.get(*from).into_iter().flatten() {
                if left.contains(to) && !soft {
                    waits_for.entry(*to).or_default().push(*from);
                }
            }
        }
        let mut done: BTreeSet<usize> = BTreeSet::new();
        let mut circles = Vec::new();
        for start in left {
            let mut way: Vec<usize> = Vec::new();
            let mut next = Some(*start);
            while let Some(here) = next {
                if done.contains(&here) {
                    break;
                }
                if let Some(at) = way.iter().position(|one| *one == here) {
                    circles.push(way.split_off(at));
                    break;
                }
                way.push(here);
                next = waits_for.get(&here).and_then(|list| list.first()).copied();
            }
            done.extend(way);
            done.extend(circles.last().into_iter().flatten().copied());
            if circles.len() >= 50 {
                break;
            }
        }
        circles
    }
}

fn name_circle(form: &Form, compiled: &[Compiled], circle: &[usize], cells: &Cells<'_, '_>, report: &mut Report<'_>) {
    // Each waits for the next; the topmost in the form comes first.
    let mut members: Vec<&Compiled> = circle.iter().filter_map(|index| compiled.get(*index)).collect();
    let top = members.iter().enumerate().min_by_key(|(_, one)| one.unit.row).map_or(0, |(at, _)| at);
    members.rotate_left(top);
    let place = |one: &Compiled| cells.place(one.unit.row, one.column);
    let names: Vec<&str> =
        members.iter().filter_map(|one| form.nodes.get(one.unit.row)).map(|node| node.name.as_str()).take(20).collect();
    let addresses: Vec<String> =
        members.iter().filter_map(|one| place(one).cell).map(|(column, row)| address(column, row)).take(20).collect();
    if let Some(first) = members.first() {
        let args = [("names", names.join(", ")), ("cells", addresses.join(", "))];
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        report.error(place(first), ProblemCode::Cycle, &args);
    }
}

fn install(form: &mut Form, compiled: &[Compiled], sorted: &[usize]) {
    let mut rank = vec![UnitIndex::FIRST; compiled.len()];
    for (at, index) in sorted.iter().enumerate() {
        if let Some(place) = rank.get_mut(*index) {
            *place = UnitIndex::at(at);
        }
    }
    let mut readers: Indexed<NodeIndex, Vec<(UnitIndex, usize)>> = Indexed::of(Vec::new(), form.nodes.len());
    let mut units: Indexed<UnitIndex, Unit> =
        Indexed::of(Unit { row: NodeIndex::FIRST, kind: UnitKind::Texts }, compiled.len());
    for (index, one) in compiled.iter().enumerate() {
        let at = rank.get(index).copied().unwrap_or(UnitIndex::FIRST);
        if let Some(place) = units.get_mut(at) {
            *place = one.unit;
        }
        for read in &one.reads {
            if let Some(list) = readers.get_mut(read.target) {
                list.push((at, read.common));
            }
        }
        if let Some(row) = form.logic.rows.get_mut(one.unit.row) {
            row.units.push(at);
            if one.unit.kind == UnitKind::Constraint {
                row.constraint_unit = Some(at);
            }
        }
        if one.surroundings.words {
            form.logic.in_words.push(at);
        }
        if one.surroundings.clock {
            form.logic.clock.push(at);
        }
    }
    for list in readers.iter_mut() {
        list.sort_unstable();
        list.dedup();
    }
    form.logic.readers = readers;
    form.logic.units = units;
}
