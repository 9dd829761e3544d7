//! What one table of rules says otherwise than another, rule by rule and cell by cell.

use crate::rule::{Rule, RuleSet};

/// What a table changes against the one before it, in the order of the tables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleChanges {
    /// Ids of rules that are new.
    pub added: Vec<String>,
    /// Rules that say something else.
    pub changed: Vec<RuleChange>,
    /// Ids of rules that are gone.
    pub gone: Vec<String>,
    /// How many say the same.
    pub same: usize,
}

/// What is otherwise in a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChange {
    /// Its id.
    pub rule: String,
    /// Each cell that says something else, in the order of [`Rule::cells`].
    pub cells: Vec<CellChange>,
}

/// A cell that says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// The column, as tables call it.
    pub column: String,
    /// What it said; empty where it said nothing.
    pub before: String,
    /// What it says; empty where it says nothing.
    pub after: String,
}

impl RuleSet {
    /// What `new` changes against this one. O(rules).
    pub fn changes_to(&self, new: &Self) -> RuleChanges {
        let mut changes = RuleChanges::default();
        for rule in new.rules() {
            let Some(old) = self.rule(&rule.id) else {
                changes.added.push(rule.id.clone());
                continue;
            };
            let cells = changed_cells(old, rule);
            if cells.is_empty() {
                changes.same = changes.same.saturating_add(1);
            } else {
                changes.changed.push(RuleChange { rule: rule.id.clone(), cells });
            }
        }
        let gone = self.rules().iter().filter(|rule| new.rule(&rule.id).is_none());
        changes.gone = gone.map(|rule| rule.id.clone()).collect();
        changes
    }
}

fn changed_cells(old: &Rule, new: &Rule) -> Vec<CellChange> {
    let (before, after) = (old.cells(), new.cells());
    let said = |cells: &[(String, String)], column: &str| {
        cells.iter().find(|(name, _)| name == column).map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let mut columns: Vec<&String> = before.iter().map(|(column, _)| column).collect();
    columns
        .extend(after.iter().map(|(column, _)| column).filter(|column| !before.iter().any(|(own, _)| own == *column)));
    let change = |column: &String| {
        let change = CellChange { column: column.clone(), before: said(&before, column), after: said(&after, column) };
        (change.before != change.after).then_some(change)
    };
    columns.into_iter().filter_map(change).collect()
}

impl Rule {
    /// What stands in its cells: columns as tables call them, each with its text; codes with blanks between, in their order.
    pub fn cells(&self) -> Vec<(String, String)> {
        let flag = |is: bool| if is { "yes".to_owned() } else { String::new() };
        let mut cells: Vec<(String, String)> = [
            ("rule_id", self.id.clone()),
            ("form", self.form.clone()),
            ("condition", self.formula.clone()),
            ("category", self.categories.join(" ")),
            ("needs", self.needs.join(" ")),
            ("urgency", self.urgency.as_str().to_owned()),
            ("services", self.services.join(" ")),
            ("level", self.level.as_str().to_owned()),
            ("sphere", self.sphere.as_str().to_owned()),
            ("actor_first", self.actor_first.as_str().to_owned()),
            ("next_form", self.next_form.clone().unwrap_or_default()),
            ("yields", flag(self.yields)),
            ("stops", self.stops.map(|stops| stops.as_str().to_owned()).unwrap_or_default()),
            ("apart", flag(self.apart)),
            ("grounding", self.grounding.clone()),
        ]
        .map(|(column, text)| (column.to_owned(), text))
        .into();
        cells.extend(self.explanation.iter().map(|(language, text)| (format!("explanation_{language}"), text.clone())));
        cells
    }
}
