//! What a laptop shows that answered an invite and is not let in yet.

use std::path::Path;

use pana_store::Joining;

use crate::contract::AppError;
use crate::contract::meet::JoinView;

/// The digits stand in groups of so many.
const GROUP: usize = 4;

/// What a folder shows whose laptop waits to be let in; nothing where it does not wait.
///
/// # Errors
/// `store-in-use`, `store-damaged`, `join-newer`.
pub(crate) fn waiting(folder: &Path) -> Result<Option<JoinView>, AppError> {
    let Some(joining) = Joining::open(folder)? else { return Ok(None) };
    let device = joining.device_name().to_owned();
    Ok(Some(JoinView { check: grouped(&joining.answer()?.digits), device, file: None }))
}

/// Digits as somebody reads them out.
pub(crate) fn grouped(digits: &str) -> String {
    let signs: Vec<char> = digits.chars().collect();
    signs.chunks(GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
