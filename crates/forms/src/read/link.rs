//! Names in expressions to rows of the form.
//!
//! `${name}` and plain paths become [`Reference`]s once and for all. What has predicates stays a path that is walked at
//! run time; here it is walked over the rows only, to learn what it depends on.

use std::collections::HashMap;

use super::near::Nearest;
use crate::expr::{Axis, Function, NameTest, Op, Path, Program, Reference, Start, Step, pattern};
use crate::form::{Form, QuestionType};
use crate::index::{Indexed, NodeIndex};
use crate::problem::ProblemCode;

/// The rows of a form by name and place.
pub(super) struct Names {
    by_name: HashMap<String, Vec<NodeIndex>>,
    children: HashMap<(Option<NodeIndex>, String), NodeIndex>,
    below: HashMap<Option<NodeIndex>, Vec<NodeIndex>>,
    names: Indexed<NodeIndex, String>,
    parent: Indexed<NodeIndex, Option<NodeIndex>>,
    chain: Indexed<NodeIndex, Vec<NodeIndex>>,
    repeat: Indexed<NodeIndex, bool>,
    roots: Vec<String>,
    /// Row of each name in the survey sheet.
    rows: Indexed<NodeIndex, u32>,
    nearest: Nearest,
}

/// A row that an expression reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Dependency {
    pub(super) target: NodeIndex,
    /// Repeats in common with the reader.
    pub(super) common: usize,
    /// Is only some of its instances read, so that a circle need not close?
    pub(super) soft: bool,
}

/// Who an expression belongs to.
#[derive(Debug, Clone)]
pub(super) struct Owner {
    pub(super) at: At,
    /// Repeats around it.
    pub(super) chain: Vec<NodeIndex>,
}

/// Where a path is, seen on the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    Document,
    Top,
    Row(NodeIndex),
    /// In a choice list, or where we cannot know.
    Elsewhere,
}

/// What linking an expression gives.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) dependencies: Vec<Dependency>,
    pub(super) faults: Vec<(ProblemCode, Vec<(&'static str, String)>)>,
    /// Repeats whose instances are read as texts.
    texts: Vec<Dependency>,
}

/// Places on the way, with the fewest repeats in common that the way has passed.
#[derive(Clone)]
struct Front {
    places: Vec<At>,
    common: usize,
    soft: bool,
}

impl Names {
    pub(super) fn new(form: &Form) -> Self {
        let parent = form.nodes.iter().map(|node| node.parent).collect();
        let mut names = Self {
            by_name: HashMap::new(),
            children: HashMap::new(),
            below: HashMap::new(),
            names: form.nodes.iter().map(|node| node.name.clone()).collect(),
            rows: form.nodes.iter().map(|node| node.row).collect(),
            nearest: Nearest::new(),
            parent,
            chain: form.logic.rows.iter().map(|row| row.chain.clone()).collect(),
            repeat: form.nodes.iter().map(|node| node.question_type == QuestionType::Repeat).collect(),
            roots: vec![form.root.clone(), "data".to_owned(), form.id.clone()],
        };
        for (index, node) in form.nodes.enumerate() {
            let parent = node.parent;
            names.by_name.entry(node.name.clone()).or_default().push(index);
            names.children.entry((parent, node.name.clone())).or_insert(index);
            names.below.entry(parent).or_default().push(index);
        }
        names
    }

    fn is_repeat(&self, row: NodeIndex) -> bool {
        self.repeat.get(row).copied().unwrap_or(false)
    }

    fn chain(&self, row: NodeIndex) -> &[NodeIndex] {
        self.chain.get(row).map_or(&[], Vec::as_slice)
    }

    /// Repeats around a node, an instance's own repeat included.
    fn depth(&self, at: At) -> usize {
        match at {
            At::Row(row) => self.chain(row).len().saturating_add(usize::from(self.is_repeat(row))),
            _ => 0,
        }
    }

    fn reference(&self, target: NodeIndex, common: usize) -> Reference {
        let mut chain = self.chain(target).to_vec();
        if self.is_repeat(target) {
            chain.push(target);
        }
        Reference { target, common, down: chain.get(common..).unwrap_or_default().to_vec() }
    }

    /// The answers to a question in a repeat as a list: those of every instance of its innermost repeat.
    pub(super) fn answers(&self, source: NodeIndex, owner: &Owner) -> (Reference, Dependency) {
        let chain = self.chain(source);
        let shared = chain.iter().zip(&owner.chain).take_while(|(left, right)| left == right).count();
        let common = shared.min(chain.len().saturating_sub(1));
        (self.reference(source, common), Dependency { target: source, common, soft: true })
    }

    /// Links a program in place.
    pub(super) fn link(&self, program: &mut Program, owner: &Owner) -> Linked {
        let mut linked = Linked::default();
        let start = Front { places: vec![owner.at], common: owner.chain.len(), soft: false };
        self.program(program, owner, &start, &mut linked);
        self.texts_of_groups(owner, &mut linked);
        linked.dependencies.sort_unstable();
        linked.dependencies.dedup();
        linked
    }

    /// Whoever reads a group may read its text, and that is all that lies in it; so it is with instances of a repeat that
    /// are not only counted. What lies in the group itself asks only where it is (`position(..)`).
    fn texts_of_groups(&self, owner: &Owner, linked: &mut Linked) {
        let mut around = Vec::new();
        let mut here = if let At::Row(row) = owner.at { Some(row) } else { None };
        while let Some(row) = here {
            around.push(row);
            here = self.parent.get(row).copied().flatten();
        }
        let is_group = |row: NodeIndex| !self.is_repeat(row) && self.below.contains_key(&Some(row));
        let groups = linked.dependencies.iter().filter(|read| is_group(read.target) && !around.contains(&read.target));
        let instances = linked.texts.iter().filter(|read| !around.contains(&read.target));
        let mut waiting: Vec<Dependency> = groups.chain(instances).copied().collect();
        while let Some(read) = waiting.pop() {
            for target in self.below.get(&Some(read.target)).into_iter().flatten() {
                let below = Dependency { target: *target, soft: true, ..read };
                linked.dependencies.push(below);
                waiting.push(below);
            }
        }
    }

    fn program(&self, program: &mut Program, owner: &Owner, context: &Front, linked: &mut Linked) {
        let elsewhere = Front { places: vec![At::Elsewhere], common: 0, soft: false };
        let mut last = elsewhere.clone();
        let mut pattern_text: Option<String> = None;
        for index in 0..program.ops.len() {
            let asks_nodes = program.ops.get(index.saturating_add(1)).is_some_and(Op::asks_nodes);
            let Some(op) = program.ops.get_mut(index) else { break };
            let mut next = elsewhere.clone();
            let mut text = None;
            match op {
                Op::Text(constant) => text = Some(constant.to_string()),
                Op::Call(Function::Regex, _) => {
                    if let Some(wrong) = pattern_text.take().filter(|text| pattern(text).is_none()) {
                        linked.faults.push((ProblemCode::RegexInvalid, vec![("value", wrong)]));
                    }
                }
                Op::Call(Function::Current, _) => {
                    next = Front { places: vec![owner.at], common: owner.chain.len(), soft: false };
                }
                Op::Variable { name, .. } if name.starts_with("last-saved#") => {
                    let name = name.trim_start_matches("last-saved#");
                    match self.by_name.get(name).and_then(|rows| rows.first()) {
                        Some(row) => {
                            let steps = self.steps_from_root(*row);
                            *op = Op::Path(Box::new(Path { start: Start::LastSaved, steps }));
                        }
                        None => linked.faults.push(self.unknown(name)),
                    }
                }
                Op::Variable { name, absolute, .. } => {
                    if let Some(reference) = self.variable(name, *absolute, owner, linked) {
                        let (target, common) = (reference.target, reference.common);
                        linked.dependencies.push(Dependency { target, common, soft: *absolute });
                        next = Front { places: vec![At::Row(target)], common, soft: *absolute };
                        *op = Op::Reference(Box::new(reference));
                    }
                }
                Op::Filter(predicates) => {
                    next = Front { soft: true, ..last.clone() };
                    for predicate in predicates.iter_mut() {
                        self.program(predicate, owner, &next, linked);
                    }
                }
                Op::Path(path) => {
                    let from = match path.start {
                        Start::Root | Start::Everywhere => Front { places: vec![At::Document], common: 0, soft: false },
                        Start::Context => context.clone(),
                        Start::Current => Front { places: vec![owner.at], common: owner.chain.len(), soft: false },
                        Start::LastSaved => elsewhere.clone(),
                        Start::Stack => last.clone(),
                    };
                    // Only a path from the owner itself can be resolved for good: that is where references start.
                    let fixed = matches!(path.start, Start::Root | Start::Everywhere | Start::Current)
                        || (path.start == Start::Context && is_owner(context, owner));
                    next = self.path(path, &from, owner, linked);
                    // An absolute path to what shares a repeat with us means our instance, as `${name}` does.
                    if let (Start::Root, true, [At::Row(target)]) = (path.start, plain(path), next.places.as_slice())
                        && let Some(common) = self.shared(*target, owner)
                    {
                        next.common = common;
                        linked.dependencies.retain(|read| read.target != *target || read.common != 0);
                        linked.dependencies.push(Dependency { target: *target, common, soft: false });
                    }
                    if let (true, true, [At::Row(target)]) = (fixed, plain(path), next.places.as_slice()) {
                        *op = Op::Reference(Box::new(self.reference(*target, next.common)));
                    }
                }
                _ => {}
            }
            if let ([At::Row(target)], false) = (next.places.as_slice(), asks_nodes)
                && self.is_repeat(*target)
            {
                linked.texts.push(Dependency { target: *target, common: next.common, soft: true });
            }
            last = next;
            pattern_text = text;
        }
    }

    /// No question has this name; perhaps one that is written almost like it was meant.
    fn unknown(&self, name: &str) -> (ProblemCode, Vec<(&'static str, String)>) {
        let near = self.nearest.of(name, self.names.iter().map(String::as_str));
        let row = |near: &str| self.by_name.get(near)?.first().and_then(|index| self.rows.get(*index)).copied();
        let mut args = vec![("name", name.to_owned())];
        let Some((near, row)) = near.and_then(|near| Some((near, row(near)?))) else {
            return (ProblemCode::ReferenceUnknown, args);
        };
        args.extend([("near", near.to_owned()), ("row", row.to_string())]);
        (ProblemCode::ReferenceNear, args)
    }

    fn variable(&self, name: &str, absolute: bool, owner: &Owner, linked: &mut Linked) -> Option<Reference> {
        let found = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        let target = match found {
            [one] => *one,
            [] => {
                linked.faults.push(self.unknown(name));
                return None;
            }
            _ => {
                linked.faults.push((ProblemCode::ReferenceAmbiguous, vec![("name", name.to_owned())]));
                return None;
            }
        };
        let chain = self.chain(target);
        let shared = chain.iter().zip(&owner.chain).take_while(|(left, right)| left == right).count();
        // A repeat named inside itself means all its instances, everywhere.
        let inside = self.is_repeat(target) && owner.chain.contains(&target);
        Some(self.reference(target, if absolute || inside { 0 } else { shared }))
    }

    /// How many repeats around us hold a row as well, when it is no repeat that we are in.
    fn shared(&self, target: NodeIndex, owner: &Owner) -> Option<usize> {
        let shared = self.chain(target).iter().zip(&owner.chain).take_while(|(left, right)| left == right).count();
        (shared > 0 && !(self.is_repeat(target) && owner.chain.contains(&target))).then_some(shared)
    }

    fn path(&self, path: &mut Path, from: &Front, owner: &Owner, linked: &mut Linked) -> Front {
        let mut front = from.clone();
        let known = !front.places.contains(&At::Elsewhere);
        for step in &mut path.steps {
            front = self.step(step, &front);
            if !step.predicates.is_empty() {
                front.soft = true;
                for at in &front.places {
                    if let At::Row(target) = at {
                        linked.dependencies.push(Dependency { target: *target, common: front.common, soft: true });
                    }
                }
                for predicate in &mut step.predicates {
                    self.program(predicate, owner, &front, linked);
                }
            }
        }
        if front.places.is_empty() && known {
            linked.faults.push((ProblemCode::PathUnknown, vec![("value", written(path))]));
        }
        // An expression may read its own value: what it says then is not a circle.
        let own = matches!(path.steps.as_slice(), [step] if step.axis == Axis::Itself);
        for at in &front.places {
            if let At::Row(target) = at
                && !own
            {
                linked.dependencies.push(Dependency { target: *target, common: front.common, soft: front.soft });
            }
        }
        front
    }

    fn step(&self, step: &Step, front: &Front) -> Front {
        let mut out = Front { places: Vec::new(), common: front.common, soft: front.soft };
        for at in &front.places {
            match step.axis {
                Axis::Itself => out.places.push(*at),
                Axis::Parent => {
                    let above = self.above(*at);
                    out.places.extend(above);
                    out.common = out.common.min(above.map_or(0, |above| self.depth(above)));
                }
                Axis::Child => self.below(*at, &step.test, &mut out.places),
                Axis::DescendantOrSelf => {
                    let mut waiting = vec![*at];
                    while let Some(next) = waiting.pop() {
                        out.places.push(next);
                        // Below where we cannot know is again where we cannot know.
                        if next != At::Elsewhere {
                            self.below(next, &NameTest::AnyElement, &mut waiting);
                        }
                    }
                }
            }
        }
        let mut seen: Vec<At> = Vec::new();
        out.places.retain(|at| {
            let new = !seen.contains(at);
            if new {
                seen.push(*at);
            }
            new
        });
        out
    }

    fn above(&self, at: At) -> Option<At> {
        match at {
            At::Row(row) => Some(self.parent.get(row).copied().flatten().map_or(At::Top, At::Row)),
            At::Top => Some(At::Document),
            At::Document => None,
            At::Elsewhere => Some(At::Elsewhere),
        }
    }

    fn below(&self, at: At, test: &NameTest, out: &mut Vec<At>) {
        let parent = match at {
            At::Document => {
                let fits = match test {
                    NameTest::Name(name) => self.roots.iter().any(|root| **root == **name),
                    _ => true,
                };
                out.extend(fits.then_some(At::Top));
                return;
            }
            At::Top => None,
            At::Row(row) => Some(row),
            At::Elsewhere => {
                out.push(At::Elsewhere);
                return;
            }
        };
        match test {
            NameTest::Name(name) => out.extend(self.children.get(&(parent, name.to_string())).copied().map(At::Row)),
            _ => out.extend(self.below.get(&parent).into_iter().flatten().copied().map(At::Row)),
        }
    }
}

fn is_owner(context: &Front, owner: &Owner) -> bool {
    context.places == [owner.at] && context.common == owner.chain.len() && !context.soft
}

/// Only names and dots, no predicates.
fn plain(path: &Path) -> bool {
    path.steps.iter().all(|step| {
        step.predicates.is_empty()
            && match step.axis {
                Axis::Child => matches!(step.test, NameTest::Name(_)),
                Axis::Parent | Axis::Itself => step.test == NameTest::AnyNode,
                Axis::DescendantOrSelf => false,
            }
    })
}

fn written(path: &Path) -> String {
    let steps = path.steps.iter().map(|step| match (&step.test, step.axis) {
        (_, Axis::Parent) => "..",
        (_, Axis::Itself) => ".",
        (_, Axis::DescendantOrSelf) => "",
        (NameTest::Name(name), _) => name,
        _ => "*",
    });
    let text = steps.collect::<Vec<_>>().join("/");
    if matches!(path.start, Start::Root | Start::Everywhere) { format!("/{text}") } else { text }
}

impl Names {
    /// Links a choice filter: its context is an item of the list.
    pub(super) fn link_filter(&self, program: &mut Program, owner: &Owner) -> Linked {
        let mut linked = Linked::default();
        let start = Front { places: vec![At::Elsewhere], common: 0, soft: false };
        self.program(program, owner, &start, &mut linked);
        linked.dependencies.sort_unstable();
        linked.dependencies.dedup();
        linked
    }

    /// Links a filter of choices that are answers: its context is an instance of the repeat that holds the answers. What
    /// it names in that repeat is meant of that instance, all else is seen from the select.
    pub(super) fn link_answers(&self, program: &mut Program, owner: &Owner, source: NodeIndex) -> Linked {
        let mut linked = Linked::default();
        let Some(repeat) = self.chain(source).last().copied() else { return linked };
        self.turn(program, repeat);
        let common = self.depth(At::Row(repeat));
        let start = Front { places: vec![At::Row(repeat)], common, soft: true };
        self.program(program, owner, &start, &mut linked);
        linked.dependencies.sort_unstable();
        linked.dependencies.dedup();
        linked
    }

    /// `${name}` of what lies in a repeat becomes the path to it from an instance.
    fn turn(&self, program: &mut Program, repeat: NodeIndex) {
        for op in &mut program.ops {
            if let Op::Variable { name, .. } = op
                && let [target] = self.by_name.get(&**name).map_or(&[][..], Vec::as_slice)
                && let Some(steps) = self.steps(*target, repeat)
            {
                *op = Op::Path(Box::new(Path { start: Start::Context, steps }));
            }
            if let Op::Filter(predicates) = op {
                predicates.iter_mut().for_each(|predicate| self.turn(predicate, repeat));
            }
        }
    }

    /// The steps to a row from the document.
    fn steps_from_root(&self, row: NodeIndex) -> Vec<Step> {
        let mut names = Vec::new();
        let mut here = Some(row);
        while let Some(row) = here {
            names.push(self.names.get(row).map_or("", String::as_str));
            here = self.parent.get(row).copied().flatten();
        }
        names.push(self.roots.first().map_or("", String::as_str));
        let step = |name: &str| Step { axis: Axis::Child, test: NameTest::Name(name.into()), predicates: Vec::new() };
        names.into_iter().rev().map(step).collect()
    }

    fn steps(&self, target: NodeIndex, repeat: NodeIndex) -> Option<Vec<Step>> {
        let mut steps = Vec::new();
        let mut here = target;
        while here != repeat {
            let name = self.names.get(here)?.as_str().into();
            steps.push(Step { axis: Axis::Child, test: NameTest::Name(name), predicates: Vec::new() });
            here = self.parent.get(here).copied().flatten()?;
        }
        steps.reverse();
        (!steps.is_empty()).then_some(steps)
    }
}
