//! People: found, and shown on their page.

mod open;
mod search;

pub(crate) use open::person_open;
pub(crate) use search::moment;
pub(crate) use search::people_search;

use pana_model::CaseId;

use crate::contract::AppError;
use crate::error::ErrorCode;

/// Reads a case's id as a screen sends it.
pub(crate) fn parse_id(text: &str) -> Result<CaseId, AppError> {
    text.parse().map_err(|_| ErrorCode::CaseUnknown.into())
}
