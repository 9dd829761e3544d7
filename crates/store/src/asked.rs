//! The question of rights that goes before every change.

use pana_casework::Act;
use pana_model::CaseId;

/// What is asked before a change: the act, and the case it is about where the answer depends on that case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub(crate) acts: Vec<Act>,
    pub(crate) case: Option<CaseId>,
}

impl Asked {
    /// An act that depends on no case.
    pub fn of(act: Act) -> Self {
        Self { acts: vec![act], case: None }
    }

    /// An act whose answer depends on what was done in this case.
    pub fn in_case(act: Act, case: CaseId) -> Self {
        Self { acts: vec![act], case: Some(case) }
    }

    /// Several acts that happen together in one case.
    pub const fn all_in_case(acts: Vec<Act>, case: CaseId) -> Self {
        Self { acts, case: Some(case) }
    }

    /// Several acts that happen together, none of which depends on a case.
    pub fn all(acts: Vec<Act>) -> Self {
        Self { acts, case: None }
    }

    /// What nobody has to ask for: views built again from the log, the first event of a centre.
    pub(crate) const fn nothing() -> Self {
        Self { acts: Vec::new(), case: None }
    }
}
