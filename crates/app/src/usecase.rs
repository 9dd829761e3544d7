//! Each command's use-case, by the command's name.

use crate::app::App;
use crate::contract::AppError;

pub use crate::centre::{
    centre_create, demo_leave, demo_open, keep_awake, language_get, language_set, lock, member_add, member_list,
    member_passphrase, recover, settings_idle, state, unlock,
};
pub use crate::export::{export_cancel, export_progress, export_start};
pub use crate::home::home;
pub use crate::interview::{
    interview_amend, interview_answer, interview_discard, interview_finish, interview_open, interview_place,
    interview_repeat_add, interview_repeat_remove, interview_review, interview_start,
};
pub use crate::people::{people_search, person_open};
pub use crate::questionnaire::form_list;

/// Asks for a folder by the system's own dialog; nothing when it was closed without a choice.
///
/// # Errors
/// None.
pub fn folder_pick(app: &App, &(): &()) -> Result<Option<String>, AppError> {
    Ok(app.surface().pick_folder())
}
