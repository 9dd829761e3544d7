//! One run of a questionnaire: asked, kept, gone on with, finished, amended.
//!
//! A session lives in memory while its interview is on the screen. Nothing hangs on that: each change is in the store's
//! draft, durable, before the screen hears of it, and a session can be restored from the draft at any time.

mod amend;
mod answer;
mod discard;
mod finish;
mod media;
mod open;
mod place;
mod repeat;
mod review;
mod run;
mod session;
mod start;
mod trial;
mod view;

pub(crate) use amend::interview_amend;
pub(crate) use answer::{interview_answer, refused};
pub(crate) use discard::interview_discard;
pub(crate) use finish::interview_finish;
pub(crate) use media::interview_media;
pub(crate) use open::interview_open;
pub(crate) use place::interview_place;
pub(crate) use repeat::{interview_repeat_add, interview_repeat_remove};
pub(crate) use review::interview_review;
pub use run::{Finishing, RunProblem, RunRequest, RunView, interview_run};
pub(crate) use session::{OpenInterview, Status, Subject, person_name};
pub(crate) use start::interview_start;
pub(crate) use start::start;
pub(crate) use trial::form_try;

use pana_model::InterviewId;
use pana_store::InterviewClaim;

use crate::contract::AppError;
use crate::error::ErrorCode;

/// Reads an interview's id, and that of its case where it is said, as a screen sends them.
pub(crate) fn parse_claim(interview: &str, case: Option<&str>) -> Result<InterviewClaim, AppError> {
    let case = case.map(crate::people::parse_id).transpose()?;
    Ok(InterviewClaim { interview: parse_id(interview)?, case })
}

/// Reads an interview's id as a screen sends it.
pub(crate) fn parse_id(text: &str) -> Result<InterviewId, AppError> {
    text.parse().map_err(|_| ErrorCode::InterviewUnknown.into())
}
