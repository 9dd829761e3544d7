//! Which table of rules is asked: a centre's own is kept by the hash that an event names, or the rules that ship are meant.

use std::sync::Arc;

use pana_casework::Act;
use pana_casework::authority::ControlWrite;
use pana_casework::rule_set::{RuleChoice, RuleTable, RulesState};
use pana_model::Moment;
use pana_record::EventKind;

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::store::Store;
use crate::table::edition::{self, Kept, RULES_MOST};

/// A table of rules has so many bytes at most.
pub const RULES_BYTES: usize = RULES_MOST;

/// A table of rules to be taken in.
#[derive(Debug, Clone, Copy)]
pub struct RulesSource<'a> {
    /// The table, in whatever shape the caller reads it back; [`RULES_BYTES`] at most. Equal bytes are one table.
    pub table: &'a [u8],
    /// The name of the file that it came from, without the way to it.
    pub file: &'a str,
    /// How many rules it has.
    pub rules: u32,
}

/// What is kept of a table of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeptRules {
    /// It is not here: it was taken in on another laptop.
    Missing,
    /// What is here is not what was taken in.
    Altered,
    /// The table, as it was taken in.
    Whole(Vec<u8>),
}

impl Store {
    /// All that is said of which rules are asked.
    pub fn rules(&self) -> Arc<RulesState> {
        self.state().shared_rules()
    }

    /// What is kept of a table of rules.
    ///
    /// # Errors
    /// As any read.
    pub fn rules_table(&self, hash: [u8; 32]) -> Result<KeptRules, StoreError> {
        Ok(match edition::read(self.connection(), hash, RULES_MOST)? {
            Kept::Missing => KeptRules::Missing,
            Kept::Altered => KeptRules::Altered,
            Kept::Whole(table) => KeptRules::Whole(table),
        })
    }

    /// Takes a table of rules in and gives its hash: table and event, or neither. Taking in what is in force already writes the
    /// table again, where it was altered or is not here, and no event.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`], and as any write.
    pub fn rules_publish(&mut self, new: &RulesSource<'_>, now: Moment) -> Result<[u8; 32], StoreError> {
        let state = self.rules();
        let settled = state.apart().is_empty().then(|| state.in_force()?.what.hash()).flatten();
        self.transact(&Asked::of(Act::Publish), now, |tx| {
            let hash = edition::keep(tx.sql(), new.table, RULES_MOST)?;
            if settled != Some(hash) {
                let table = RuleTable { hash, file: new.file.to_owned(), rules: new.rules };
                tx.control(EventKind::RulesPublish, &[ControlWrite::Rules(RuleChoice::Own(table))], None)?;
            }
            Ok(hash)
        })
    }

    /// Goes back to the rules that ship. Where they are asked already, and nobody said otherwise apart, nothing is written.
    ///
    /// # Errors
    /// As any write.
    pub fn rules_ship(&mut self, now: Moment) -> Result<(), StoreError> {
        let state = self.rules();
        let is_shipped = state.in_force().is_none_or(|said| said.what == RuleChoice::Shipped);
        let is_settled = is_shipped && state.apart().is_empty();
        self.transact(&Asked::of(Act::Publish), now, |tx| {
            if is_settled {
                return Ok(());
            }
            tx.control(EventKind::RulesPublish, &[ControlWrite::Rules(RuleChoice::Shipped)], None)
        })
    }
}
