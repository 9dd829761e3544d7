//! Rows in their order: their paths, and their places in the blocks of answers.

use crate::form::{Node, NodeIndex, Paths, Preload, QuestionType};
use crate::index::{Index as _, Indexed};

use crate::read::survey::row::SurveyRow;

/// The rows of a form, laid out.
pub(crate) struct Layout {
    pub(crate) nodes: Indexed<NodeIndex, Node>,
    pub(crate) spots: Indexed<NodeIndex, Spot>,
    pub(crate) sources: Indexed<NodeIndex, Source>,
    pub(crate) by_path: Paths,
    /// Slots of the outermost block.
    pub(crate) root_size: usize,
}

/// Where a row lies among the others.
pub(crate) struct Spot {
    /// Repeats that hold the row, outermost first. A repeat does not hold itself.
    pub(crate) chain: Vec<NodeIndex>,
    /// Its place in the block of its innermost repeat, where an instance itself has place 0.
    pub(crate) offset: usize,
    /// The row after its last descendant.
    pub(crate) end: NodeIndex,
    /// Slots that an instance takes, if it is a repeat.
    pub(crate) size: usize,
}

/// What a row says besides its node, and where its expressions stand.
pub(crate) struct Source {
    /// Row of the table; `None` for rows that nobody wrote.
    pub(crate) row: Option<usize>,
    /// A formula that stands in no cell, and the column in which it would.
    pub(crate) own: Option<(&'static str, String)>,
    pub(crate) preload: Option<Preload>,
    pub(crate) keeps_other: bool,
}

impl Layout {
    pub(crate) fn new(mut rows: Vec<SurveyRow>) -> Self {
        let mut by_path = Paths::with_room(rows.len());
        let mut sources = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter_mut().enumerate() {
            by_path.add(&row.node.path, NodeIndex::at(index));
            let (own, preload) = (row.own.take(), row.preload.take());
            sources.push(Source { row: row.source, own, preload, keeps_other: row.keeps_other });
        }
        // In the room that the rows took: nodes are large.
        let nodes: Vec<Node> = rows.into_iter().map(|row| row.node).collect();
        let nodes = Indexed::from(nodes);
        let (spots, root_size) = spots(&nodes);
        Self { nodes, spots, sources: sources.into(), by_path, root_size }
    }
}

/// The place of every row, and the size of the outermost block.
fn spots(nodes: &Indexed<NodeIndex, Node>) -> (Indexed<NodeIndex, Spot>, usize) {
    let mut spots: Indexed<NodeIndex, Spot> = Vec::with_capacity(nodes.len()).into();
    let mut root_size = 0_usize;
    let is_repeat = |node: &Node| node.question_type == QuestionType::Repeat;
    for (index, node) in nodes.enumerate() {
        let mut chain =
            node.parent.and_then(|parent| spots.get(parent)).map(|above| above.chain.clone()).unwrap_or_default();
        chain.extend(node.parent.filter(|parent| nodes.get(*parent).is_some_and(is_repeat)));
        let size = match chain.last().and_then(|repeat| spots.get_mut(*repeat)) {
            Some(repeat) => &mut repeat.size,
            None => &mut root_size,
        };
        let offset = *size;
        *size = size.saturating_add(1);
        spots.push(Spot { chain, offset, end: index.next(), size: usize::from(is_repeat(node)) });
        let mut above = node.parent;
        while let Some(at) = above {
            if let Some(spot) = spots.get_mut(at) {
                spot.end = index.next();
            }
            above = nodes.get(at).and_then(|node| node.parent);
        }
    }
    (spots, root_size)
}
