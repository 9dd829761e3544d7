//! Following a person: when they are to be asked again, what the questionnaire is told then, and what follows from what they say.

mod plan;
mod said;
mod told;

pub(crate) use plan::{follow_up_plan, planned, view_of};
pub(crate) use said::referrals_said;
pub(crate) use told::told;
