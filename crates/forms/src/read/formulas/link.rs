//! Names in expressions to rows of the form.
//!
//! `${name}` and plain paths become [`Reference`]s once and for all. What has predicates stays a path that is walked at
//! run time; here it is walked over the rows only, to learn what it depends on.

use crate::expr::{Axis, Function, NameTest, Op, Path, Pattern, Program, Reference, Start, Step};
use crate::index::NodeIndex;
use crate::problem::ProblemCode;
use crate::read::formulas::names::{At, Names};
use crate::read::formulas::reads::{Dependency, LabelsRead};

/// Who an expression belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Owner {
    pub(crate) at: At,
    /// Repeats around it.
    pub(crate) chain: Vec<NodeIndex>,
}

/// What linking an expression gives.
#[derive(Debug, Default)]
pub(crate) struct Linked {
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) faults: Vec<(ProblemCode, Vec<(&'static str, String)>)>,
    /// Repeats whose instances are read as texts.
    texts: Vec<Dependency>,
    /// Labels of choices that are read.
    pub(super) labels: Vec<LabelsRead>,
}

/// How `${last-saved#name}` begins.
const LAST_SAVED: &str = "last-saved#";

/// Places on the way, with the fewest repeats in common that the way has passed.
#[derive(Clone)]
struct Front {
    places: Vec<At>,
    common: usize,
    soft: bool,
}

impl Names<'_> {
    /// The answers to a question in a repeat as a list: those of every instance of its innermost repeat.
    pub(crate) fn answers(&self, source: NodeIndex, owner: &Owner) -> (Reference, Dependency) {
        let chain = self.chain(source);
        let shared = self.in_common(source, &owner.chain);
        let common = shared.min(chain.len().saturating_sub(1));
        (self.reference(source, common), Dependency { target: source, common, soft: true })
    }

    /// Links a program in place.
    pub(crate) fn link(&self, program: &mut Program, owner: &Owner) -> Linked {
        let mut linked = Linked::default();
        let start = Front { places: vec![owner.at], common: owner.chain.len(), soft: false };
        self.program(program, owner, &start, &mut linked);
        self.texts_of_groups(owner, &mut linked);
        self.sorted(owner, linked)
    }

    /// With what is read by reading labels, each once.
    fn sorted(&self, owner: &Owner, mut linked: Linked) -> Linked {
        self.read_labels(owner, &mut linked);
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
            here = self.parent(row);
        }
        let is_group = |row: NodeIndex| !self.is_repeat(row) && !self.children(row).is_empty();
        let groups = linked.dependencies.iter().filter(|read| is_group(read.target) && !around.contains(&read.target));
        let instances = linked.texts.iter().filter(|read| !around.contains(&read.target));
        let mut waiting: Vec<Dependency> = groups.chain(instances).copied().collect();
        while let Some(read) = waiting.pop() {
            for target in self.children(read.target) {
                let below = Dependency { target: *target, soft: true, ..read };
                linked.dependencies.push(below);
                waiting.push(below);
            }
        }
    }

    fn program(&self, program: &mut Program, owner: &Owner, context: &Front, linked: &mut Linked) {
        let elsewhere = || Front { places: vec![At::Elsewhere], common: 0, soft: false };
        // What an operation leaves that is no set of nodes lies where we cannot know.
        let mut last: Option<Front> = None;
        let mut pattern_text: Option<String> = None;
        for index in 0..program.ops.len() {
            let asks_nodes = program.ops.get(index.saturating_add(1)).is_some_and(Op::asks_nodes);
            self.note_labels(program, index, owner, linked);
            let Some(op) = program.ops.get_mut(index) else { break };
            let mut next = None;
            let mut text = None;
            match op {
                Op::Text(constant) => text = Some(constant.to_string()),
                Op::Call(Function::Regex, _) => {
                    if let Some(wrong) = pattern_text.take().filter(|text| Pattern::read(text).is_none()) {
                        linked.faults.push((ProblemCode::RegexInvalid, vec![("value", wrong)]));
                    }
                }
                Op::Matches(pattern) if pattern.takes_a_part() => {
                    linked.faults.push((ProblemCode::RegexPart, vec![("value", pattern.as_str().to_owned())]));
                }
                Op::Call(Function::Current, _) => {
                    next = Some(Front { places: vec![owner.at], common: owner.chain.len(), soft: false });
                }
                Op::Variable { name, .. } if name.starts_with(LAST_SAVED) => {
                    if let Some(path) = self.saved(name.trim_start_matches(LAST_SAVED), linked) {
                        *op = path;
                    }
                }
                Op::Variable { name, absolute, .. } => {
                    if let Some((named, front)) = self.named_nodes(name, *absolute, owner, linked) {
                        (*op, next) = (named, Some(front));
                    }
                }
                Op::Filter(predicates) => {
                    let kept = Front { soft: true, ..last.take().unwrap_or_else(elsewhere) };
                    for predicate in predicates.iter_mut() {
                        self.program(predicate, owner, &kept, linked);
                    }
                    next = Some(kept);
                }
                Op::Path(path) => {
                    let from = match path.start {
                        Start::Root | Start::Everywhere => Front { places: vec![At::Document], common: 0, soft: false },
                        Start::Context => context.clone(),
                        Start::Current => Front { places: vec![owner.at], common: owner.chain.len(), soft: false },
                        Start::LastSaved => elsewhere(),
                        Start::Stack => last.take().unwrap_or_else(elsewhere),
                    };
                    // Only a path from the owner itself can be resolved for good: that is where references start.
                    let fixed = matches!(path.start, Start::Root | Start::Everywhere | Start::Current)
                        || (path.start == Start::Context && is_owner(context, owner));
                    let mut found = self.path(path, from, owner, linked);
                    // An absolute path to what shares a repeat with us means our instance, as `${name}` does.
                    if let (Start::Root, true, [At::Row(target)]) = (path.start, plain(path), found.places.as_slice())
                        && let Some(common) = self.shared(*target, owner)
                    {
                        found.common = common;
                        linked.dependencies.retain(|read| read.target != *target || read.common != 0);
                        linked.dependencies.push(Dependency { target: *target, common, soft: false });
                    }
                    if let (true, true, [At::Row(target)]) = (fixed, plain(path), found.places.as_slice()) {
                        *op = Op::Reference(Box::new(self.reference(*target, found.common)));
                    }
                    next = Some(found);
                }
                _ => {}
            }
            if let Some(Front { places, common, .. }) = &next
                && let ([At::Row(target)], false) = (places.as_slice(), asks_nodes)
                && self.is_repeat(*target)
            {
                linked.texts.push(Dependency { target: *target, common: *common, soft: true });
            }
            last = next;
            pattern_text = text;
        }
    }

    /// What an interview that was saved had at a name.
    fn saved(&self, name: &str, linked: &mut Linked) -> Option<Op> {
        let Some(row) = self.named(name).first() else {
            linked.faults.push(self.unknown(name));
            return None;
        };
        Some(Op::Path(Box::new(Path::new(Start::LastSaved, self.steps_from_root(*row)))))
    }

    /// The nodes that `${name}` means.
    fn named_nodes(&self, name: &str, absolute: bool, owner: &Owner, linked: &mut Linked) -> Option<(Op, Front)> {
        let reference = self.variable(name, absolute, owner, linked)?;
        let (target, common) = (reference.target, reference.common);
        linked.dependencies.push(Dependency { target, common, soft: absolute });
        // What belongs to no row may be looked at from one: every instance is meant all the same.
        let op = if absolute && owner.at == At::Top {
            Op::Path(Box::new(Path::new(Start::Everywhere, self.steps_from_root(target))))
        } else {
            Op::Reference(Box::new(reference))
        };
        Some((op, Front { places: vec![At::Row(target)], common, soft: absolute }))
    }

    fn variable(&self, name: &str, absolute: bool, owner: &Owner, linked: &mut Linked) -> Option<Reference> {
        let found = self.named(name);
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
        let shared = self.in_common(target, &owner.chain);
        // A repeat named inside itself means all its instances, everywhere.
        let inside = self.is_repeat(target) && owner.chain.contains(&target);
        Some(self.reference(target, if absolute || inside { 0 } else { shared }))
    }

    /// How many repeats around us hold a row as well, when it is no repeat that we are in.
    fn shared(&self, target: NodeIndex, owner: &Owner) -> Option<usize> {
        let shared = self.in_common(target, &owner.chain);
        (shared > 0 && !(self.is_repeat(target) && owner.chain.contains(&target))).then_some(shared)
    }

    fn path(&self, path: &mut Path, from: Front, owner: &Owner, linked: &mut Linked) -> Front {
        let mut front = from;
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

impl Names<'_> {
    /// Links a choice filter: its context is an item of the list.
    pub(crate) fn link_filter(&self, program: &mut Program, owner: &Owner) -> Linked {
        let mut linked = Linked::default();
        let start = Front { places: vec![At::Elsewhere], common: 0, soft: false };
        self.program(program, owner, &start, &mut linked);
        self.sorted(owner, linked)
    }

    /// Links a filter of choices that are answers: its context is an instance of the repeat that holds the answers. What
    /// it names in that repeat is meant of that instance, all else is seen from the select.
    pub(crate) fn link_answers(&self, program: &mut Program, owner: &Owner, source: NodeIndex) -> Linked {
        let mut linked = Linked::default();
        let Some(repeat) = self.chain(source).last().copied() else { return linked };
        self.turn(program, repeat);
        let common = self.depth(At::Row(repeat));
        let start = Front { places: vec![At::Row(repeat)], common, soft: true };
        self.program(program, owner, &start, &mut linked);
        self.sorted(owner, linked)
    }

    /// `${name}` of what lies in a repeat becomes the path to it from an instance.
    fn turn(&self, program: &mut Program, repeat: NodeIndex) {
        for op in &mut program.ops {
            if let Op::Variable { name, .. } = op
                && let [target] = self.named(name)
                && let Some(steps) = self.steps(*target, repeat)
            {
                *op = Op::Path(Box::new(Path::new(Start::Context, steps)));
            }
            if let Op::Filter(predicates) = op {
                predicates.iter_mut().for_each(|predicate| self.turn(predicate, repeat));
            }
        }
    }
}
