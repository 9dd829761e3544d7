//! The directory at an open centre: made once for each change, and kept by the desk.

use std::sync::Arc;

use pana_directory::Tables;
use pana_record::Hlc;

use super::opened::{Opened, calendar, rows_of};
use crate::clock::moment;
use crate::contract::AppError;
use crate::desk::Desk;

/// The directory as it is now.
///
/// # Errors
/// `directory-altered` where what is kept of the edition is not what was taken in; and as any read.
pub(crate) fn opened(desk: &mut Desk) -> Result<Arc<Opened>, AppError> {
    let said = desk.store.directory();
    if let Some(known) = desk.directory.as_ref().filter(|known| known.is_of(&said)) {
        return Ok(Arc::clone(known));
    }
    let edition = desk.store.edition_in_use()?;
    let rows = match &edition {
        Some(edition) => rows_of(&desk.store, edition.what.hash)?,
        None => Tables::default(),
    };
    let opened = Arc::new(Opened::of(said, edition, rows, calendar(&desk.store)));
    desk.directory = Some(Arc::clone(&opened));
    Ok(opened)
}

/// One edition as it was taken in, without what was entered by hand.
///
/// # Errors
/// `edition-unknown`, `directory-altered`; and as any read.
pub(super) fn of_edition(desk: &Desk, hash: [u8; 32]) -> Result<Opened, AppError> {
    let rows = rows_of(&desk.store, hash)?;
    let state = desk.store.directory();
    let edition = state.editions().into_iter().find(|said| said.what.hash == hash).cloned();
    Ok(Opened::of(Arc::default(), edition, rows, calendar(&desk.store)))
}

/// A reading of a clock as it crosses.
pub(super) fn at(hlc: Hlc) -> String {
    moment(i64::try_from(hlc.unix_ms()).unwrap_or(i64::MAX))
}
