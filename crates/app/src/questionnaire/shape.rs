//! What follows from a questionnaire's rows and is asked again and again: which group is a section, which own-words line
//! belongs to which choice, which question a path names.

use std::collections::{BTreeMap, BTreeSet};

use pana_forms::{Form, Node, NodeIndex, QuestionType, Role};

use crate::contract::form::NodeRole;
use crate::convert::Several;

/// Looked up by path; made once for each questionnaire.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shape {
    rows: BTreeMap<String, Row>,
}

/// One row of the questionnaire that a screen shows.
#[derive(Debug, Clone)]
struct Row {
    role: NodeRole,
    parent: Option<String>,
    several: Several,
    /// Path of the section it stands in.
    section: Option<String>,
    /// Path of its own-words line.
    other: Option<String>,
}

impl Shape {
    pub(crate) fn of(form: &Form) -> Self {
        let mut rows: BTreeMap<String, Row> = BTreeMap::new();
        let mut others: Vec<(String, String)> = Vec::new();
        let asks = |node: &&Node| matches!(node.role, Role::Question | Role::Note | Role::Repeat);
        let holders: BTreeSet<NodeIndex> = form.nodes().iter().filter(asks).filter_map(|node| node.parent).collect();
        let holders: BTreeSet<&str> =
            holders.into_iter().filter_map(|index| form.node(index)).map(|node| node.path.as_str()).collect();
        for node in form.nodes() {
            let parent = node.parent.and_then(|parent| form.node(parent)).map(|parent| parent.path.clone());
            let Some(role) = role(node, &holders) else { continue };
            let above = parent.as_ref().and_then(|parent| rows.get(parent));
            let section = match role {
                NodeRole::Section => Some(node.path.clone()),
                _ => above.and_then(|above| above.section.clone()),
            };
            // A group inside a section is never another section.
            let nested = above.is_some_and(|above| above.section.is_some());
            let role = if role == NodeRole::Section && nested { NodeRole::Group } else { role };
            let section = if nested { above.and_then(|above| above.section.clone()) } else { section };
            if let Some(of) = node.other_of.and_then(|of| form.node(of)) {
                others.push((of.path.clone(), node.path.clone()));
            }
            let several = match node.question_type {
                QuestionType::SelectMultiple => Several::Yes,
                QuestionType::Rank => Several::Ranked,
                _ => Several::No,
            };
            rows.insert(node.path.clone(), Row { role, parent, several, section, other: None });
        }
        for (of, line) in others {
            if let Some(row) = rows.get_mut(&of) {
                row.other = Some(line);
            }
        }
        Self { rows }
    }

    /// What the row is to a screen; nothing for a row that is not shown.
    pub(crate) fn role(&self, path: &str) -> Option<NodeRole> {
        self.rows.get(path).map(|row| row.role)
    }

    pub(crate) fn parent(&self, path: &str) -> Option<&str> {
        self.rows.get(path)?.parent.as_deref()
    }

    /// The section a row stands in.
    pub(crate) fn section(&self, path: &str) -> Option<&str> {
        self.rows.get(path)?.section.as_deref()
    }

    /// The own-words line of a question's choice `other`.
    pub(crate) fn other(&self, path: &str) -> Option<&str> {
        self.rows.get(path)?.other.as_deref()
    }

    /// Is it asked?
    pub(crate) fn is_question(&self, path: &str) -> bool {
        self.role(path) == Some(NodeRole::Question)
    }

    /// Does it take several choices?
    pub(crate) fn several(&self, path: &str) -> Several {
        self.rows.get(path).map_or(Several::No, |row| row.several)
    }

    /// How many questions a person may be asked.
    pub(crate) fn questions(&self) -> u32 {
        let many = self.rows.values().filter(|row| row.role == NodeRole::Question).count();
        u32::try_from(many).unwrap_or(u32::MAX)
    }
}

/// What a node is to a screen: a labelled group that holds questions of its own is a section. `holders`: what holds some.
fn role(node: &Node, holders: &BTreeSet<&str>) -> Option<NodeRole> {
    Some(match node.role {
        Role::Hidden => return None,
        Role::Question => NodeRole::Question,
        Role::Note => NodeRole::Note,
        Role::Repeat => NodeRole::Repeat,
        Role::Group if !node.label.is_empty() && holders.contains(node.path.as_str()) => NodeRole::Section,
        Role::Group => NodeRole::Group,
    })
}

/// The path a place stands at: `/a/member[0190]/age` → `/a/member/age`.
pub(crate) fn path_of(at: &str) -> String {
    let mut path = String::with_capacity(at.len());
    let mut inside = false;
    for character in at.chars() {
        match character {
            '[' => inside = true,
            ']' => inside = false,
            other if !inside => path.push(other),
            _ => {}
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_gives_the_path_of_its_row() {
        assert_eq!(path_of("/intake/member[01-a]/visit[02-b]/day"), "/intake/member/visit/day");
        assert_eq!(path_of("/intake/sex"), "/intake/sex");
    }
}
