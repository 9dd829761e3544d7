//! Rows to a form: paths, blocks and offsets.

use std::collections::{BTreeMap, HashMap};

use crate::form::{Form, Logic, QuestionType};
use crate::index::{Indexed, NodeIndex};

use super::choices::Lists;
use super::settings::Settings;
use super::survey::SurveyRow;

/// Where a row's expressions stand.
pub(super) struct Source {
    /// Row of the table; `None` for rows that nobody wrote.
    pub(super) row: Option<usize>,
    /// A formula that stands in no cell, and the column in which it would.
    pub(super) own: Option<(&'static str, String)>,
}

pub(super) fn build(rows: Vec<SurveyRow>, lists: Lists, settings: &mut Settings) -> (Form, Indexed<NodeIndex, Source>) {
    let (mut nodes, mut logic) = (Indexed::default(), Indexed::default());
    let mut sources = Indexed::default();
    let mut by_path = HashMap::with_capacity(rows.len());
    for row in rows {
        by_path.entry(row.node.path.clone()).or_insert(nodes.end());
        sources.push(Source { row: row.source, own: row.own });
        nodes.push(row.node);
        logic.push(row.logic);
    }
    let mut form = Form {
        id: std::mem::take(&mut settings.id),
        version: settings.values.get("version").cloned().unwrap_or_default(),
        hash: [0; 32],
        root: settings.root.clone(),
        title: std::mem::take(&mut settings.title),
        neutral_title: std::mem::take(&mut settings.neutral_title),
        languages: Vec::new(),
        settings: std::mem::take(&mut settings.values),
        sensitivity: settings.sensitivity,
        stream: settings.stream,
        opens_case: settings.opens_case,
        safety: settings.safety,
        nodes,
        by_path,
        lists,
        documents: BTreeMap::new(),
        entities: Vec::new(),
        sheets: Vec::new(),
        files: BTreeMap::new(),
        logic: Logic { rows: logic, ..Logic::default() },
    };
    lay_out(&mut form);
    (form, sources)
}

/// Gives every row its place: in the block of its innermost repeat, where an instance itself has place 0.
fn lay_out(form: &mut Form) {
    let mut root_size = 0_usize;
    for index in form.nodes.indices() {
        let parent = form.nodes.get(index).and_then(|node| node.parent);
        let mut chain = Vec::new();
        if let Some(parent) = parent {
            let above = form.logic.rows.get(parent).map(|row| row.chain.clone()).unwrap_or_default();
            chain = above;
            if form.nodes.get(parent).is_some_and(|node| node.question_type == QuestionType::Repeat) {
                chain.push(parent);
            }
        }
        let size = match chain.last().and_then(|repeat| form.logic.rows.get_mut(*repeat)) {
            Some(repeat) => &mut repeat.size,
            None => &mut root_size,
        };
        let offset = *size;
        *size = size.saturating_add(1);
        let is_repeat = form.nodes.get(index).is_some_and(|node| node.question_type == QuestionType::Repeat);
        if let Some(row) = form.logic.rows.get_mut(index) {
            (row.chain, row.offset, row.end) = (chain, offset, index.next());
            row.size = usize::from(is_repeat);
        }
        let mut above = parent;
        while let Some(at) = above {
            if let Some(row) = form.logic.rows.get_mut(at) {
                row.end = index.next();
            }
            above = form.nodes.get(at).and_then(|node| node.parent);
        }
    }
    form.logic.root_size = root_size;
}
