//! Cases with nobody behind them: opened for an interview that was thrown away here, and nothing more.
//!
//! Whether there is more is asked when lists are read and not when a draft is thrown away. A talk in private is more, and
//! who may not know of it may throw the other draft away: then the person stays for those who hold the grant, and is gone
//! for those who do not, as anybody else would be of whom nothing is left. A talk that comes later brings the person back.

use std::collections::BTreeSet;

use pana_model::CaseId;

use crate::disk::StoreError;
use crate::store::Store;
use crate::table::view_case;

impl Store {
    /// The cases that are in no list of this member: they were opened, and of what came after the member knows nothing.
    ///
    /// # Errors
    /// As any read.
    pub(crate) fn nobodies(&self) -> Result<BTreeSet<CaseId>, StoreError> {
        let mut nobodies = view_case::only_thrown_away(self.connection())?;
        if nobodies.is_empty() {
            return Ok(nobodies);
        }
        for case in self.reader().draft_cases()? {
            nobodies.remove(&case);
        }
        for talk in self.protected().summaries()? {
            nobodies.remove(&talk.case);
        }
        Ok(nobodies)
    }
}
