//! What was read of a package is taken in: in whole, or not at all.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_casework::Act;
use pana_directory::{Table, Tables, merge};
use pana_model::Moment;
use pana_store::EditionSource;

use super::current::opened;
use super::edition::to_bytes;
use super::import::{against, extent_of};
use super::opened::ids;
use super::search::hex;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::service::{ServiceTakeRequest, ServiceTakenView};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// Takes in what was read, where it still is what was shown: the package by its hash, and the directory as it was then. Nothing
/// is deleted: what is not in the package stays as it was, or stays closed.
///
/// # Errors
/// `no-right`; `directory-reading-gone`, `directory-changed`, `directory-undecided`, and then nothing has changed; and as any
/// write.
pub(crate) fn service_take(app: &App, request: &ServiceTakeRequest) -> Result<ServiceTakenView, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::Publish, now)?;
        take(desk, request, now)
    })
}

fn take(desk: &mut Desk, request: &ServiceTakeRequest, now: Moment) -> Result<ServiceTakenView, AppError> {
    let opened = opened(desk)?;
    let package = desk.package.as_ref().filter(|package| hex(&package.hash) == request.package);
    let package = package.ok_or(ErrorCode::DirectoryReadingGone)?;
    if !Arc::ptr_eq(&package.against, &desk.store.directory())
        && package.against.editions() != desk.store.directory().editions()
    {
        return Err(ErrorCode::DirectoryChanged.into());
    }
    let extent = extent_of(package.is_part);
    let comparison = against(&opened.rows, &package.rows, extent);
    let choices: BTreeMap<&str, bool> =
        request.vanished.iter().map(|choice| (choice.service.as_str(), choice.stays)).collect();
    let undecided = comparison.kept.iter().filter(|id| !choices.contains_key(id.as_str())).count();
    if undecided > 0 {
        return Err(AppError::of(ErrorCode::DirectoryUndecided).with("count", undecided));
    }
    let mut rows = merge(&opened.rows, &package.rows, extent, |_| true);
    let stays = |id: &str| choices.get(id).copied().unwrap_or_default();
    let staying: Vec<&str> = comparison.kept.iter().map(|id| id.as_str()).filter(|id| stays(id)).collect();
    keep_status(&mut rows, &opened.rows, &staying);
    if opened.edition.is_some() {
        let day = opened.calendar.at(now).day();
        let mut noted = comparison.clone();
        noted.kept.retain(|id| !stays(id.as_str()));
        rows.note(&noted, day, &desk.store.centre_name());
    }
    let many = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let bytes = to_bytes(&rows);
    let (file, services) = (package.file.clone(), many(ids(&rows).len()));
    let new = EditionSource { rows: &bytes, file: &file, services };
    let hash = desk.store.directory_publish(&new, now)?;
    (desk.package, desk.directory) = (None, None);
    Ok(ServiceTakenView {
        edition: hex(&hash),
        added: many(comparison.added.len()),
        changed: many(comparison.changed.len()),
        kept: many(staying.len()),
        closed: many(comparison.kept.len().saturating_sub(staying.len())),
        unchanged: many(comparison.same),
    })
}

/// Puts back whether services run that stay, though the package does not have them.
fn keep_status(rows: &mut Tables, old: &Tables, staying: &[&str]) {
    let status = |table: &Table| -> BTreeMap<String, String> {
        let all = table.each(["id", "status"]);
        all.map(|[id, status]| (id.to_owned(), status.to_owned())).collect()
    };
    let before = old.get("service").map(status).unwrap_or_default();
    for id in staying {
        if let Some(status) = before.get(*id) {
            rows.table("service").put(&[("id", id), ("status", status)]);
        }
    }
}
