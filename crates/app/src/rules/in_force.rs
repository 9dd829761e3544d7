//! Which rules are asked now.

use std::sync::Arc;

use pana_casework::editions::Said;
use pana_casework::rule_set::{RuleChoice, RuleTable, RulesState};
use pana_record::Hlc;
use pana_rules::RuleSet;
use pana_store::{KeptRules, Store};

use super::table::{rules_of, shipped_table};
use crate::clock::moment;
use crate::contract::AppError;
use crate::contract::rules::{RulesApart, RulesInForce, RulesInstead, RulesOrigin};
use crate::needs::shipped_rules;
use crate::questionnaire::hexadecimal;

/// The rules that are asked, compiled once.
pub(crate) struct InForce {
    /// All that was said of them.
    said: Arc<RulesState>,
    asked: Asked,
}

enum Asked {
    Shipped { rules: &'static RuleSet, instead: Option<RulesInstead> },
    Own { rules: RuleSet, table: Vec<u8> },
}

impl InForce {
    /// Of what the centre's log says: the centre's own, or those that ship where it chose them or its own cannot be used.
    ///
    /// # Errors
    /// As any read; `internal` for a program that was built without rules.
    pub(super) fn of(store: &Store) -> Result<Self, AppError> {
        let said = store.rules();
        let asked = match said.in_force().map(|said| &said.what) {
            None | Some(RuleChoice::Shipped) => shipped(None)?,
            Some(RuleChoice::Own(RuleTable { hash, .. })) => match store.rules_table(*hash)? {
                KeptRules::Missing => shipped(Some(RulesInstead::Missing))?,
                KeptRules::Altered => shipped(Some(RulesInstead::Altered))?,
                KeptRules::Whole(table) => match rules_of(&table) {
                    Some(rules) => Asked::Own { rules, table },
                    None => shipped(Some(RulesInstead::Unusable))?,
                },
            },
        };
        Ok(Self { said, asked })
    }

    /// Is it of this state of the log?
    pub(super) fn is_of(&self, said: &Arc<RulesState>) -> bool {
        Arc::ptr_eq(&self.said, said)
    }

    /// The rules.
    pub(crate) const fn rules(&self) -> &RuleSet {
        match &self.asked {
            Asked::Shipped { rules, .. } => rules,
            Asked::Own { rules, .. } => rules,
        }
    }

    /// Is there nothing to settle: are they those that were chosen, and did nobody choose others apart?
    pub(super) fn is_settled(&self) -> bool {
        !matches!(self.asked, Asked::Shipped { instead: Some(_), .. }) && self.said.apart().is_empty()
    }

    /// Their table, as it is kept.
    pub(super) fn table(&self) -> Option<Vec<u8>> {
        match &self.asked {
            Asked::Shipped { .. } => shipped_table(),
            Asked::Own { table, .. } => Some(table.clone()),
        }
    }

    /// How a screen names them.
    pub(crate) fn view(&self, store: &Store) -> RulesInForce {
        let (origin, instead) = match &self.asked {
            Asked::Shipped { instead, .. } => (RulesOrigin::Shipped, *instead),
            Asked::Own { .. } => (RulesOrigin::Own, None),
        };
        let said = self.said.in_force();
        RulesInForce {
            origin,
            version: hexadecimal(&self.rules().version()),
            rules: u32::try_from(self.rules().rules().len()).unwrap_or(u32::MAX),
            file: said.map(|said| file_of(&said.what)).unwrap_or_default(),
            since: said.map(|said| at(said.hlc)),
            member: said.and_then(|said| store.member_name(said.member)).unwrap_or_default(),
            instead,
        }
    }

    /// What stands beside them, since it was said apart.
    pub(super) fn apart(&self, store: &Store) -> Vec<RulesApart> {
        let row = |said: &Said<RuleChoice>| RulesApart {
            origin: if said.what == RuleChoice::Shipped { RulesOrigin::Shipped } else { RulesOrigin::Own },
            file: file_of(&said.what),
            since: at(said.hlc),
            member: store.member_name(said.member).unwrap_or_default(),
        };
        self.said.apart().into_iter().map(row).collect()
    }
}

fn shipped(instead: Option<RulesInstead>) -> Result<Asked, AppError> {
    let rules = shipped_rules().ok_or_else(|| AppError::internal("rules"))?;
    Ok(Asked::Shipped { rules, instead })
}

fn file_of(choice: &RuleChoice) -> String {
    match choice {
        RuleChoice::Shipped => String::new(),
        RuleChoice::Own(table) => table.file.clone(),
    }
}

fn at(hlc: Hlc) -> String {
    moment(i64::try_from(hlc.unix_ms()).unwrap_or(i64::MAX))
}
