//! The rows of a form by name and place.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::expr::{Axis, NameTest, Reference, Step};
use crate::form::{Node, QuestionType};
use crate::index::{Indexed, NodeIndex};
use crate::problem::ProblemCode;
use crate::read::formulas::reads::ReadsOfLabels;
use crate::read::layout::{Layout, Spot};
use crate::read::near::Nearest;

/// The rows of a form by name and place.
pub(crate) struct Names<'f> {
    by_name: HashMap<&'f str, Vec<NodeIndex>>,
    /// Made when the first path is followed: most forms have none.
    children: OnceCell<HashMap<(Option<NodeIndex>, &'f str), NodeIndex>>,
    below: HashMap<Option<NodeIndex>, Vec<NodeIndex>>,
    nodes: &'f Indexed<NodeIndex, Node>,
    spots: &'f Indexed<NodeIndex, Spot>,
    /// What the topmost element is called.
    roots: [&'f str; 3],
    nearest: Nearest,
    /// What labels of choices read: known once they are compiled, before anything that may ask for them.
    labels: OnceCell<ReadsOfLabels>,
}

/// Where a path is, seen on the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    Document,
    Top,
    Row(NodeIndex),
    /// In a choice list, or where we cannot know.
    Elsewhere,
}

impl<'f> Names<'f> {
    /// `id`: the form's, by which paths may begin as well.
    pub(crate) fn new(layout: &'f Layout, root: &'f str, id: &'f str) -> Self {
        let nodes = &layout.nodes;
        let mut by_name: HashMap<&str, Vec<NodeIndex>> = HashMap::with_capacity(nodes.len());
        let mut below: HashMap<Option<NodeIndex>, Vec<NodeIndex>> = HashMap::new();
        for (index, node) in nodes.enumerate() {
            by_name.entry(&node.name).or_default().push(index);
            below.entry(node.parent).or_default().push(index);
        }
        let roots = [root, "data", id];
        let (children, labels) = (OnceCell::new(), OnceCell::new());
        Self { by_name, children, below, nodes, spots: &layout.spots, roots, nearest: Nearest::new(), labels }
    }

    /// What labels of choices read.
    pub(super) fn labels(&self) -> &ReadsOfLabels {
        static NONE: ReadsOfLabels = ReadsOfLabels::new();
        self.labels.get().unwrap_or(&NONE)
    }

    /// Says what labels of choices read.
    pub(super) fn know_labels(&self, reads: ReadsOfLabels) {
        // They are compiled once.
        drop(self.labels.set(reads));
    }

    /// Does a row have choices?
    pub(super) fn offers(&self, row: NodeIndex) -> bool {
        self.nodes.get(row).is_some_and(|node| node.list.is_some() || node.choices_from.is_some())
    }

    /// The list that a row offers.
    pub(super) fn list(&self, row: NodeIndex) -> Option<&'f str> {
        self.nodes.get(row)?.list.as_deref()
    }

    /// The path of a row, by which a session finds it.
    pub(super) fn path_to(&self, row: NodeIndex) -> &'f str {
        self.nodes.get(row).map_or("", |node| node.path.as_str())
    }

    /// The rows of a name.
    pub(super) fn named(&self, name: &str) -> &[NodeIndex] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The first row of a name right below another.
    fn child(&self, parent: Option<NodeIndex>, name: &str) -> Option<NodeIndex> {
        let children = self.children.get_or_init(|| {
            let mut children = HashMap::with_capacity(self.nodes.len());
            for (index, node) in self.nodes.enumerate() {
                children.entry((node.parent, node.name.as_str())).or_insert(index);
            }
            children
        });
        children.get(&(parent, name)).copied()
    }

    /// The rows right below one.
    pub(super) fn children(&self, parent: NodeIndex) -> &[NodeIndex] {
        self.below.get(&Some(parent)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn parent(&self, row: NodeIndex) -> Option<NodeIndex> {
        self.nodes.get(row)?.parent
    }

    pub(super) fn is_repeat(&self, row: NodeIndex) -> bool {
        self.nodes.get(row).is_some_and(|node| node.question_type == QuestionType::Repeat)
    }

    /// The repeats around a row, outermost first.
    pub(super) fn chain(&self, row: NodeIndex) -> &[NodeIndex] {
        self.spots.get(row).map_or(&[], |spot| spot.chain.as_slice())
    }

    /// Repeats around a node, an instance's own repeat included.
    pub(super) fn depth(&self, at: At) -> usize {
        match at {
            At::Row(row) => self.chain(row).len().saturating_add(usize::from(self.is_repeat(row))),
            _ => 0,
        }
    }

    pub(super) fn reference(&self, target: NodeIndex, common: usize) -> Reference {
        let mut down = self.chain(target).get(common..).unwrap_or_default().to_vec();
        if self.is_repeat(target) && common <= self.chain(target).len() {
            down.push(target);
        }
        Reference { target, common, down }
    }

    /// How many repeats around a row hold another as well.
    pub(super) fn in_common(&self, target: NodeIndex, around: &[NodeIndex]) -> usize {
        self.chain(target).iter().zip(around).take_while(|(left, right)| left == right).count()
    }

    /// The node above.
    pub(super) fn above(&self, at: At) -> Option<At> {
        match at {
            At::Row(row) => Some(self.parent(row).map_or(At::Top, At::Row)),
            At::Top => Some(At::Document),
            At::Document => None,
            At::Elsewhere => Some(At::Elsewhere),
        }
    }

    /// The nodes below that fit.
    pub(super) fn below(&self, at: At, test: &NameTest, out: &mut Vec<At>) {
        let parent = match at {
            At::Document => {
                let fits = match test {
                    NameTest::Name(name) => self.roots.contains(&&**name),
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
            NameTest::Name(name) => out.extend(self.child(parent, name).map(At::Row)),
            _ => out.extend(self.below.get(&parent).into_iter().flatten().copied().map(At::Row)),
        }
    }

    /// No question has this name; perhaps one that is written almost like it was meant.
    pub(super) fn unknown(&self, name: &str) -> (ProblemCode, Vec<(&'static str, String)>) {
        let near = self.nearest.of(name, self.nodes.iter().map(|node| node.name.as_str()));
        let row = |near: &str| self.named(near).first().and_then(|index| self.nodes.get(*index)).map(|node| node.row);
        let mut args = vec![("name", name.to_owned())];
        let Some((near, row)) = near.and_then(|near| Some((near, row(near)?))) else {
            return (ProblemCode::ReferenceUnknown, args);
        };
        args.extend([("near", near.to_owned()), ("row", row.to_string())]);
        (ProblemCode::ReferenceNear, args)
    }

    fn name(&self, row: NodeIndex) -> &'f str {
        self.nodes.get(row).map_or("", |node| node.name.as_str())
    }

    /// The steps to a row from the document.
    pub(super) fn steps_from_root(&self, row: NodeIndex) -> Vec<Step> {
        let mut names = Vec::new();
        let mut here = Some(row);
        while let Some(row) = here {
            names.push(self.name(row));
            here = self.parent(row);
        }
        names.extend(self.roots.first());
        let step = |name: &str| Step { axis: Axis::Child, test: NameTest::Name(name.into()), predicates: Vec::new() };
        names.into_iter().rev().map(step).collect()
    }

    /// The steps to a row from an instance of a repeat that holds it.
    pub(super) fn steps(&self, target: NodeIndex, repeat: NodeIndex) -> Option<Vec<Step>> {
        let mut steps = Vec::new();
        let mut here = target;
        while here != repeat {
            let name = self.name(here).into();
            steps.push(Step { axis: Axis::Child, test: NameTest::Name(name), predicates: Vec::new() });
            here = self.parent(here)?;
        }
        steps.reverse();
        (!steps.is_empty()).then_some(steps)
    }
}
