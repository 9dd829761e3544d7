//! What a laptop shows that answered an invite and is not let in yet.

use std::path::Path;

use pana_store::Joining;

use crate::contract::AppError;
use crate::contract::meet::JoinView;

/// The digits stand in groups of so many.
const GROUP: usize = 4;
/// Those of a laptop that joins on line in two.
const HALF: usize = 3;

/// What a folder shows whose laptop waits to be let in; nothing where it does not wait.
///
/// # Errors
/// `store-in-use`, `store-damaged`, `join-newer`.
pub(crate) fn waiting(folder: &Path) -> Result<Option<JoinView>, AppError> {
    let Some(joining) = Joining::open(folder)? else { return Ok(None) };
    let device = joining.device_name().to_owned();
    let (check, online) = match joining.online()? {
        Some(joins) => (joins.digits.map(|digits| in_halves(&digits)).unwrap_or_default(), true),
        None => (grouped(&joining.answer()?.digits), false),
    };
    Ok(Some(JoinView { check, device, online, file: None }))
}

/// Six digits as somebody reads them out.
pub(crate) fn in_halves(digits: &str) -> String {
    in_groups(digits, HALF)
}

/// Digits as somebody reads them out.
pub(crate) fn grouped(digits: &str) -> String {
    in_groups(digits, GROUP)
}

fn in_groups(digits: &str, many: usize) -> String {
    let signs: Vec<char> = digits.chars().collect();
    signs.chunks(many).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
