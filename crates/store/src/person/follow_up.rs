//! When people are to be asked again.

use pana_casework::Act;
use pana_casework::case::FollowUp;
use pana_model::{CaseId, Moment};
use pana_record::EventKind;

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::fold;
use crate::log::Stream;
use crate::store::Store;
use crate::table::view_case;

impl Store {
    /// What is planned for a person; `None` where nobody ever planned anything. O(heads of the case).
    ///
    /// # Errors
    /// As any read.
    pub fn follow_up_of(&self, case: CaseId) -> Result<Option<FollowUp>, StoreError> {
        Ok(fold::case::read(self.connection(), case)?.follow_up())
    }

    /// Is the next talk with a person to plan as the first one does, since nobody was to ask only because the case was closed?
    /// O(heads of the case).
    ///
    /// # Errors
    /// As any read.
    pub fn follow_up_anew(&self, case: CaseId) -> Result<bool, StoreError> {
        Ok(fold::case::read(self.connection(), case)?.is_planned_anew())
    }

    /// The people who are to be asked by the day of that time, the one who is due first before the others, at most so many, and how many
    /// there are. O(those who are due).
    ///
    /// # Errors
    /// As any read.
    pub fn follow_ups_due(&self, by: Moment, limit: usize) -> Result<(Vec<(CaseId, FollowUp)>, usize), StoreError> {
        view_case::follow_ups_due(self.connection(), by, limit)
    }

    /// Plans when a person is to be asked again, or that nobody is to ask.
    ///
    /// # Errors
    /// [`StoreError::Refused`], and as any write.
    pub fn follow_up_plan(&mut self, case: CaseId, plan: FollowUp, now: Moment) -> Result<(), StoreError> {
        self.transact(&Asked::of(Act::Needs), now, |tx| {
            let file = fold::case::read(tx.sql(), case)?;
            let reading = tx.next_reading()?;
            tx.case_event((Stream::Centre, case), EventKind::Decide, vec![plan.op(file.heads())], reading)
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use crate::table::{view_case, view_referral};

    /// How SQLite would look for what a query names, a line for each table.
    fn plan_of(query: &str) -> Vec<String> {
        let (_dir, store) = crate::testing::centre();
        let mut statement = store.connection().prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
        statement.raw_query().mapped(|row| row.get(3)).map(Result::unwrap).collect()
    }

    #[test]
    fn the_work_list_is_read_by_indexes_alone() {
        let (asked, due, awaited) = (view_case::FOLLOW_UP_DUE, view_referral::DUE, view_referral::AWAITED);
        for (query, plan) in [
            (
                format!("SELECT subject {asked} ORDER BY follow_up_on, subject LIMIT 9"),
                "SEARCH view_case USING COVERING INDEX view_case_follow_up (follow_up_on<?)",
            ),
            (
                format!("SELECT {} {due}", view_referral::DUE_COLUMNS),
                "SEARCH view_referral USING COVERING INDEX view_referral_due (due_from<?)",
            ),
            (
                format!("SELECT {} {awaited}", view_referral::AWAITED_COLUMNS),
                "SEARCH view_referral USING COVERING INDEX view_referral_appointment (appointment>? AND appointment<?)",
            ),
            (
                format!("SELECT {} {}", view_referral::DUE_COLUMNS, view_referral::UNANSWERED),
                "SEARCH view_referral USING COVERING INDEX view_referral_due (due_from>?)",
            ),
            (view_referral::COURSES.to_owned(), "SCAN view_referral USING COVERING INDEX view_referral_course"),
        ] {
            assert_eq!(plan_of(&query), [plan], "{query}");
        }
    }
}
