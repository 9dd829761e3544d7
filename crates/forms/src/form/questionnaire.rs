//! A questionnaire, read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::choice::Choice;
use super::logic::Logic;
use super::node::{EntityDeclaration, FormLanguage, Node, Texts};
use super::paths::Paths;
use super::words::{Kind, Sensitivity, Stream};
use crate::expr::Dom;
use crate::index::{DocumentIndex, Indexed, ListIndex, NamedList, NodeIndex};
use crate::workbook::Sheet;

/// A questionnaire as [`read`](crate::read) makes it. It does not change; sessions share it.
#[derive(Debug)]
pub struct Form {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) hash: [u8; 32],
    pub(crate) root: String,
    pub(crate) title: Texts,
    pub(crate) neutral_title: Texts,
    pub(crate) languages: Vec<FormLanguage>,
    pub(crate) settings: BTreeMap<String, String>,
    pub(crate) sensitivity: Sensitivity,
    pub(crate) stream: Stream,
    pub(crate) opens_case: bool,
    pub(crate) safety: bool,
    pub(crate) nodes: Indexed<NodeIndex, Node>,
    pub(crate) by_path: Paths,
    pub(crate) lists: NamedList<ListIndex, Vec<Choice>>,
    /// Secondary instances that are no plain lists.
    pub(crate) documents: NamedList<DocumentIndex, Dom>,
    pub(crate) entities: Vec<EntityDeclaration>,
    pub(crate) sheets: Vec<Arc<Sheet>>,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) logic: Logic,
}

impl Form {
    /// `form_id`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Version as the settings give it; where they give none, the beginning of its hash, so that it is another whenever
    /// anything is.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The files that were beside it, by name.
    pub const fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    /// BLAKE3 over the canonical source: the cells of every sheet, whatever the file format, and the files beside them.
    pub const fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// Name of the topmost element: paths begin with `/` and this.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// Title.
    pub const fn title(&self) -> &Texts {
        &self.title
    }

    /// A title that says nothing of the subject, for screens others may see; empty when the form has none.
    pub const fn neutral_title(&self) -> &Texts {
        &self.neutral_title
    }

    /// Languages, the default one first.
    pub fn languages(&self) -> &[FormLanguage] {
        &self.languages
    }

    /// A setting by the name of its column.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name).map(String::as_str)
    }

    /// How carefully answers are handled.
    pub const fn sensitivity(&self) -> Sensitivity {
        self.sensitivity
    }

    /// Who may read the interviews.
    pub const fn stream(&self) -> Stream {
        self.stream
    }

    /// May it be started without a person, to open a case?
    pub const fn opens_case(&self) -> bool {
        self.opens_case
    }

    /// Is it the one to open when someone is in danger now?
    pub const fn is_safety(&self) -> bool {
        self.safety
    }

    /// Rows in document order: parents come before children.
    pub fn nodes(&self) -> &[Node] {
        self.nodes.as_slice()
    }

    /// One row.
    pub fn node(&self, index: NodeIndex) -> Option<&Node> {
        self.nodes.get(index)
    }

    /// The row at a path, with or without instance ids.
    pub fn find(&self, path: &str) -> Option<(NodeIndex, &Node)> {
        let index = self.row(path)?;
        Some((index, self.nodes.get(index)?))
    }

    /// The same by its index alone.
    pub(crate) fn row(&self, path: &str) -> Option<NodeIndex> {
        self.by_path.find(path).map(|named| named.row)
    }

    /// A choice list.
    pub fn choices(&self, list: &str) -> Option<&[Choice]> {
        self.lists.get(list).map(Vec::as_slice)
    }

    /// Do labels of choices hold answers, so that they read differently from interview to interview?
    pub fn labels_move(&self) -> bool {
        !self.logic.choice_labels.is_empty()
    }

    /// Names of the choice lists.
    pub fn lists(&self) -> impl Iterator<Item = &str> {
        self.lists.names()
    }

    /// Entities.
    pub fn entities(&self) -> &[EntityDeclaration] {
        &self.entities
    }

    /// How free the answers of the whole form are.
    pub fn kind(&self) -> Kind {
        let mut kinds: Vec<Kind> = self.nodes.iter().filter_map(Node::kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        match kinds.as_slice() {
            [] | [Kind::Closed] => Kind::Closed,
            [Kind::Open] => Kind::Open,
            // Ready answers and numbers among ready answers with a place for another: that is what semi-closed means.
            [Kind::SemiClosed] | [Kind::SemiClosed, Kind::Closed] => Kind::SemiClosed,
            _ => Kind::Mixed,
        }
    }
}
