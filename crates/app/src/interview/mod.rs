//! One run of a questionnaire: asked, kept, gone on with, finished, amended.
//!
//! A session lives in memory while its interview is on the screen. Nothing hangs on that: each change is in the store's
//! draft, durable, before the screen hears of it, and a session can be restored from the draft at any time.

mod alike;
mod amend;
mod answer;
mod discard;
mod finish;
mod given;
mod media;
#[cfg(test)]
mod older;
mod open;
mod open_interview;
mod otherwise;
mod place;
mod repeat;
mod review;
mod run;
mod run_problem;
mod session;
mod start;
mod trial;
mod view;

pub(crate) use amend::interview_amend;
pub(crate) use answer::{interview_answer, refused};
pub(crate) use discard::interview_discard;
pub(crate) use finish::interview_finish;
pub(crate) use media::interview_media;
pub(crate) use open::{finished, interview_open, with_others};
pub(crate) use open_interview::{OpenInterview, Subject, person_name};
pub(crate) use otherwise::{Otherwise, otherwise};
pub(crate) use place::interview_place;
pub(crate) use repeat::{interview_repeat_add, interview_repeat_remove};
pub(crate) use review::interview_review;
pub(crate) use run::answered;
pub use run::{Finishing, RunRequest, RunView, interview_run};
pub use run_problem::{RunProblem, RunProblemKind, RunState};
pub(crate) use start::interview_start;
pub(crate) use start::start;
pub(crate) use trial::form_try;

use pana_model::{CaseId, InterviewId};
use pana_store::InterviewClaim;

use crate::contract::Id;

/// The interview that a screen names, with its case where it says that.
pub(crate) fn claim_of(interview: Id<InterviewId>, case: Option<Id<CaseId>>) -> InterviewClaim {
    InterviewClaim { interview: interview.0, case: case.map(|case| case.0) }
}
