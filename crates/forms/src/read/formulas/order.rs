//! The order in which a form settles, and the circles that keep it from settling.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use crate::form::{Node, NodeIndex, QuestionType, Unit, UnitKind};
use crate::index::{Index, Indexed, UnitIndex};
use crate::problem::ProblemCode;
use crate::read::formulas::cells::Cells;
use crate::read::formulas::formula::Compiled;
use crate::read::formulas::reads::Dependency;
use crate::read::report::Report;
use crate::workbook::address;

/// The order of a form.
pub(crate) struct Order {
    /// Everything that is kept up to date, in an order in which nothing is read before it has settled.
    pub(crate) units: Indexed<UnitIndex, Unit>,
    /// Who reads a row: unit and how many repeats reader and row have in common.
    pub(crate) readers: Indexed<NodeIndex, Vec<(UnitIndex, usize)>>,
    /// The units of each row.
    pub(crate) of_rows: Indexed<NodeIndex, Vec<UnitIndex>>,
    /// Units that read texts of the form, which are in one language or another.
    pub(crate) in_words: Vec<UnitIndex>,
    /// Units that read the clock.
    pub(crate) clock: Vec<UnitIndex>,
}

/// Sorts the units so that none reads what settles after it, and tells every row who reads it. Circles are named; then there
/// is no order, and no form.
pub(crate) fn find(
    nodes: &Indexed<NodeIndex, Node>,
    compiled: &[Compiled],
    cells: &Cells<'_, '_>,
    report: &mut Report<'_>,
) -> Option<Order> {
    // Units that give a value, by the row that gets it.
    let mut makers: Indexed<NodeIndex, Vec<usize>> = Indexed::of(Vec::new(), nodes.len());
    for (index, one) in compiled.iter().enumerate() {
        let makes =
            matches!(one.unit.kind, UnitKind::Calculation | UnitKind::Relevant | UnitKind::Count | UnitKind::Filter);
        if let Some(list) = makers.get_mut(one.unit.row).filter(|_| makes) {
            list.push(index);
        }
    }
    for one in compiled.iter().filter(|one| one.unit.kind == UnitKind::Relevant) {
        name_inside(nodes, one, cells, report);
    }
    let mut edges = Edges::new(nodes, compiled, &makers);
    let mut sorted = edges.sort(compiled, true);
    if sorted.len() < compiled.len() {
        // Circles may close only through other instances of a repeat: those settle by going round.
        sorted = edges.sort(compiled, false);
    }
    while sorted.len() < compiled.len() {
        let mut left: BTreeSet<usize> = (0..compiled.len()).collect();
        sorted.iter().for_each(|index| {
            left.remove(index);
        });
        let circles = edges.circles(&left);
        // A repeat that is counted by what stands in it settles by going round, too; so do selects of which each leaves out
        // what was chosen in the other: a filter only takes an answer away.
        let is = |index: usize, kind: UnitKind| compiled.get(index).is_some_and(|one| one.unit.kind == kind);
        let of = |kind: UnitKind| -> BTreeSet<usize> {
            circles.iter().flatten().copied().filter(|index| is(*index, kind)).collect()
        };
        let (counts, filters) = (of(UnitKind::Count), of(UnitKind::Filter));
        if counts.is_empty() && filters.is_empty() {
            for circle in circles {
                name_circle(nodes, compiled, &circle, cells, report);
            }
            return None;
        }
        for one in counts.iter().filter_map(|index| compiled.get(*index)) {
            let name = nodes.get(one.unit.row).map_or("", |node| node.name.as_str());
            report.warn(cells.place(one.unit.row, one.column), ProblemCode::CountReadsItself, &[("name", name)]);
        }
        edges.loosen(&counts);
        edges.loosen(&filters);
        sorted = edges.sort(compiled, false);
    }
    Some(install(nodes.len(), compiled, &sorted))
}

/// Is a row a group, and no repeat?
fn is_group(nodes: &Indexed<NodeIndex, Node>, row: NodeIndex) -> bool {
    nodes.get(row).is_some_and(|node| node.question_type == QuestionType::Group)
}

/// Warns of a group whose relevance reads a question in it.
fn name_inside(nodes: &Indexed<NodeIndex, Node>, one: &Compiled, cells: &Cells<'_, '_>, report: &mut Report<'_>) {
    let group = one.unit.row;
    let is_inside = |read: &&Dependency| {
        let mut above = nodes.get(read.target).and_then(|node| node.parent);
        while let Some(parent) = above.filter(|parent| *parent != group) {
            above = nodes.get(parent).and_then(|node| node.parent);
        }
        above.is_some()
    };
    let Some(inside) = one.reads.iter().filter(|_| is_group(nodes, group)).find(is_inside) else { return };
    if let Some((node, other)) = nodes.get(group).zip(nodes.get(inside.target)) {
        let args = [("name", node.name.as_str()), ("other", other.name.as_str())];
        report.warn(cells.place(group, one.column), ProblemCode::GroupAsksInside, &args);
    }
}

struct Edges {
    /// Who comes after, and whether only softly.
    after: Vec<Vec<(usize, bool)>>,
}

impl Edges {
    fn new(nodes: &Indexed<NodeIndex, Node>, compiled: &[Compiled], makers: &Indexed<NodeIndex, Vec<usize>>) -> Self {
        let mut after: Vec<Vec<(usize, bool)>> = vec![Vec::new(); compiled.len()];
        for (reader, one) in compiled.iter().enumerate() {
            for read in &one.reads {
                let mut add = |row: NodeIndex, wanted: &dyn Fn(UnitKind) -> bool| {
                    for maker in makers.get(row).into_iter().flatten() {
                        let kind = compiled.get(*maker).map(|one| one.unit.kind);
                        // A group that reads a question of its own sees it as it was given.
                        let own = *maker == reader
                            && (kind == Some(UnitKind::Filter) || (row != read.target && is_group(nodes, row)));
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
                let mut above = nodes.get(read.target).and_then(|node| node.parent);
                while let Some(parent) = above {
                    add(parent, &|kind| matches!(kind, UnitKind::Relevant | UnitKind::Count));
                    above = nodes.get(parent).and_then(|node| node.parent);
                }
            }
        }
        Self { after }
    }

    /// Nobody need come after these units.
    fn loosen(&mut self, units: &BTreeSet<usize>) {
        for unit in units {
            self.after.get_mut(*unit).into_iter().flatten().for_each(|(_, soft)| *soft = true);
        }
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

fn name_circle(
    nodes: &Indexed<NodeIndex, Node>,
    compiled: &[Compiled],
    circle: &[usize],
    cells: &Cells<'_, '_>,
    report: &mut Report<'_>,
) {
    // Each waits for the next; the topmost in the form comes first.
    let mut members: Vec<&Compiled> = circle.iter().filter_map(|index| compiled.get(*index)).collect();
    let top = members.iter().enumerate().min_by_key(|(_, one)| one.unit.row).map_or(0, |(at, _)| at);
    members.rotate_left(top);
    let place = |one: &Compiled| cells.place(one.unit.row, one.column);
    let names: Vec<&str> =
        members.iter().filter_map(|one| nodes.get(one.unit.row)).map(|node| node.name.as_str()).take(20).collect();
    let addresses: Vec<String> =
        members.iter().filter_map(|one| place(one).cell).map(|(column, row)| address(column, row)).take(20).collect();
    if let Some(first) = members.first() {
        let args = [("names", names.join(", ")), ("cells", addresses.join(", "))];
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        report.error(place(first), ProblemCode::Cycle, &args);
    }
}

fn install(rows: usize, compiled: &[Compiled], sorted: &[usize]) -> Order {
    let mut rank = vec![UnitIndex::FIRST; compiled.len()];
    for (at, index) in sorted.iter().enumerate() {
        if let Some(place) = rank.get_mut(*index) {
            *place = UnitIndex::at(at);
        }
    }
    let mut readers: Indexed<NodeIndex, Vec<(UnitIndex, usize)>> = Indexed::of(Vec::new(), rows);
    let mut of_rows: Indexed<NodeIndex, Vec<UnitIndex>> = Indexed::of(Vec::new(), rows);
    let (mut in_words, mut clock) = (Vec::new(), Vec::new());
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
        if let Some(list) = of_rows.get_mut(one.unit.row) {
            list.push(at);
        }
        if one.surroundings.words {
            in_words.push(at);
        }
        if one.surroundings.clock {
            clock.push(at);
        }
    }
    for list in readers.iter_mut() {
        list.sort_unstable();
        list.dedup();
    }
    Order { units, readers, of_rows, in_words, clock }
}
