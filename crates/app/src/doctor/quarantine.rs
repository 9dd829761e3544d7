//! What is set aside: events that do not count and what came and is none of ours, with why, and out into files for whoever can
//! tell what they are.

use std::path::Path;

use pana_casework::Act;
use pana_exchange::write_file;
use pana_model::{MemberId, Moment};
use pana_store::{HeldBack, KeptAside, SetAside, Store, StoreError};

use super::finding::{kept_aside, set_aside};
use crate::app::App;
use crate::contract::doctor::{
    Author, QuarantineExport, QuarantineRequest, QuarantineView, SetAsideRow, TakeOverRequest,
};
use crate::contract::{AppError, Id};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// Events that do not count, as far as the member opens their streams, and what came and has no place in the log.
///
/// # Errors
/// `locked`, and as any read.
pub(crate) fn quarantine_list(app: &App, &(): &()) -> Result<QuarantineView, AppError> {
    app.desk(|desk, now| list(desk, now))
}

fn list(desk: &Desk, now: Moment) -> Result<QuarantineView, AppError> {
    desk.ask(Act::Doctor, now)?;
    let rows = desk.store.set_aside()?;
    let author = |id: MemberId| Author { id: Id(id), name: desk.store.member_name(id).unwrap_or_default() };
    let row = |event: SetAside| SetAsideRow {
        event: hexadecimal(&event.event),
        problem: set_aside(&event),
        held_back_of: event.held_back_of.map(author),
    };
    let kept = |kept: KeptAside| SetAsideRow {
        event: hexadecimal(&kept.id),
        problem: kept_aside(&kept.id, &kept.reason),
        held_back_of: None,
    };
    let kept = desk.store.kept_aside()?.into_iter().map(kept);
    Ok(QuarantineView {
        rows: rows.into_iter().map(row).chain(kept).collect(),
        may_export: desk.may(Act::ExportQuarantine, now),
        may_take_over: desk.may(Act::Admit, now),
    })
}

/// Takes over what a removal of its author holds back, and gives the new list.
///
/// # Errors
/// `no-right`, `nothing-held` when nothing of it is held back, `member-unknown`, and as any write.
pub(crate) fn quarantine_admit(app: &App, request: &TakeOverRequest) -> Result<QuarantineView, AppError> {
    let held = match request {
        TakeOverRequest::Event { event } => HeldBack::Event(id_of(event).ok_or(AppError::of(ErrorCode::NothingHeld))?),
        TakeOverRequest::Member { member } => HeldBack::Of(member.0),
    };
    app.desk(|desk, now| {
        desk.ask(Act::Admit, now)?;
        desk.store.admit(held, now)?;
        list(desk, now)
    })
}

/// Writes each of them into a file of its own, sealed and signed as it came.
///
/// # Errors
/// `no-right`, `folder-missing`, `folder-read-only`, `disk-full`, and as any read.
pub(crate) fn quarantine_export(app: &App, request: &QuarantineRequest) -> Result<QuarantineExport, AppError> {
    app.desk(|desk, now| export(desk, Path::new(request.folder.trim()), now))
}

/// How the bytes of one are read.
type Read = fn(&Store, &[u8; 32]) -> Result<Option<Vec<u8>>, StoreError>;

fn export(desk: &Desk, folder: &Path, now: Moment) -> Result<QuarantineExport, AppError> {
    desk.ask(Act::ExportQuarantine, now)?;
    crate::folder::is_there(folder)?;
    let mut files = Vec::new();
    let events = desk.store.set_aside()?.into_iter().map(|event| (event.event, Store::envelope as Read));
    let kept = desk.store.kept_aside()?.into_iter().map(|kept| (kept.id, Store::kept_bytes as Read));
    for (id, read) in events.chain(kept) {
        let Some(bytes) = read(&desk.store, &id)? else { continue };
        let path = write_file(folder, &hexadecimal(&id), "event", &bytes);
        let path = path.map_err(|error| match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
            _ => ErrorCode::FolderReadOnly,
        })?;
        files.push(path.to_string_lossy().into_owned());
    }
    Ok(QuarantineExport { files })
}

fn hexadecimal(id: &[u8; 32]) -> String {
    id.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn id_of(text: &str) -> Option<[u8; 32]> {
    let mut id = [0; 32];
    for (at, byte) in id.iter_mut().enumerate() {
        let (from, to) = (at.checked_mul(2)?, at.checked_mul(2)?.checked_add(2)?);
        *byte = u8::from_str_radix(text.get(from..to)?, 16).ok()?;
    }
    (hexadecimal(&id) == text).then_some(id)
}
