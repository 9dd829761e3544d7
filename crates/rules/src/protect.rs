//! What a table of rules must keep of the one whose place it takes: what protects a person is not taken away by a table.

use std::collections::BTreeMap;

use pana_model::Urgency;

use crate::case_record::{CASE, PRIVATE_CASE_NAMES, TERRITORY};
use crate::problem::{RuleProblem, RuleProblemCode};
use crate::rule::{Rule, RuleSet, Stops};
use crate::table::Line;
use crate::vocabulary::Vocabulary;

/// A table beside the one whose place it takes.
pub(crate) struct Table<'a> {
    pub(crate) rules: &'a [Rule],
    /// Each row that has an id of its own, also where no rule could be made of it.
    pub(crate) rows: &'a BTreeMap<&'a str, Line<'a>>,
    pub(crate) other: &'a RuleSet,
    pub(crate) vocabulary: &'a Vocabulary,
}

/// What is to be said, and where.
pub(crate) struct Said {
    cell: Option<String>,
    code: RuleProblemCode,
    args: Vec<(&'static str, String)>,
}

impl Said {
    pub(crate) fn in_sheet(self, sheet: &str) -> RuleProblem {
        let args = self.args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        RuleProblem { sheet: sheet.to_owned(), cell: self.cell, severity: self.code.severity(), code: self.code, args }
    }
}

impl Table<'_> {
    /// What it says less of what is critical or apart, and all else that is to be said. O(rules²) for what is said apart.
    pub(crate) fn less_protected(&self) -> (Vec<Said>, Vec<Said>) {
        let (mut less, mut wrong) = (Vec::new(), Vec::new());
        for old in self.other.rules() {
            let new = self.rules.iter().find(|rule| rule.id == old.id);
            match new {
                // Of a row of which no rule could be made it is said already what is wrong with it.
                None if self.rows.contains_key(old.id.as_str()) => {}
                _ if old.stops.is_some() => wrong.extend(self.stops_as_it_did(old, new)),
                _ if old.urgency == Urgency::Critical || old.apart => less.extend(self.less_urgent(old, new)),
                _ => {}
            }
        }
        for rule in self.rules {
            let old = self.other.rule(&rule.id);
            if rule.stops == Some(Stops::ReferralsButVital) && old.is_none_or(|old| old.stops != rule.stops) {
                wrong.push(self.said(&rule.id, "stops", RuleProblemCode::StopsOpen));
            }
            if !rule.apart && self.has_to_be_apart(rule, old) {
                wrong.push(self.said(&rule.id, "apart", RuleProblemCode::ApartMissing));
            }
            if !self.knows(&rule.form) {
                let said = self.said(&rule.id, "form", RuleProblemCode::FormUnknown);
                wrong.push(Said { args: vec![("form", rule.form.clone())], ..said });
            }
        }
        (less, wrong)
    }

    fn said(&self, id: &str, column: &str, code: RuleProblemCode) -> Said {
        let cell = self.rows.get(id).map(|line| line.cell_or_id(column));
        Said { cell, code, args: vec![("name", id.to_owned())] }
    }

    fn stops_as_it_did(&self, old: &Rule, new: Option<&Rule>) -> Option<Said> {
        let column = match new {
            None => "rule_id",
            Some(new) if new.stops != old.stops => "stops",
            Some(new) => asks_otherwise(old, new)?,
        };
        Some(self.said(&old.id, column, RuleProblemCode::StopsMissing))
    }

    fn less_urgent(&self, old: &Rule, new: Option<&Rule>) -> Vec<Said> {
        let Some(new) = new else { return vec![self.said(&old.id, "rule_id", RuleProblemCode::UrgentMissing)] };
        let otherwise = asks_otherwise(old, new);
        let mut less: Vec<Said> =
            otherwise.map(|column| self.said(&old.id, column, RuleProblemCode::UrgentOtherwise)).into_iter().collect();
        if new.urgency > old.urgency {
            let mut lower = self.said(&old.id, "urgency", RuleProblemCode::UrgentLower);
            lower.args.push(("before", old.urgency.as_str().to_owned()));
            lower.args.push(("after", new.urgency.as_str().to_owned()));
            less.push(lower);
        }
        less
    }

    /// What was for the two of them alone there, under whichever id, and what rests on a talk in private.
    fn has_to_be_apart(&self, rule: &Rule, old: Option<&Rule>) -> bool {
        if old.is_some_and(|old| old.apart) {
            return true;
        }
        // What ships in the clear may stay so.
        if old.is_some_and(|old| asks_otherwise(old, rule).is_none()) {
            return false;
        }
        let same = |old: &&Rule| old.apart && asks_otherwise(old, rule).is_none();
        let of_private = |name: &String| PRIVATE_CASE_NAMES.contains(&name.as_str());
        self.vocabulary.is_private(&rule.form)
            || (rule.form == CASE && rule.condition.names().iter().any(of_private))
            || self.other.rules().iter().any(|old| same(&old))
    }

    fn knows(&self, form: &str) -> bool {
        [CASE, TERRITORY].contains(&form)
            || self.vocabulary.knows(form)
            || self.other.rules().iter().any(|old| old.form == form)
    }
}

/// The first column by which one asks otherwise than the other; blanks say nothing.
fn asks_otherwise(old: &Rule, new: &Rule) -> Option<&'static str> {
    let written = |rule: &Rule| rule.formula.split_whitespace().collect::<Vec<_>>().join(" ");
    match (new.form == old.form, written(new) == written(old)) {
        (false, _) => Some("form"),
        (true, false) => Some("condition"),
        (true, true) => None,
    }
}
