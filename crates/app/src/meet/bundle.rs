//! What is carried from laptop to laptop on a stick.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use pana_casework::Act;
use pana_model::Moment;
use pana_store::{Joining, PeerDevice, StoreError};
use pana_sync::{
    Alone, DiskFault, Folder, FoundBundle, FoundPart, LookError, NoPart, PartState, Place, ReadError, Recipients,
    WriteBundleError, first_part, look, newly, parcel_keys, take_bundle, write_for,
};

use super::named::one_of;
use super::standing::Standing;
use crate::app::{App, Phase};
use crate::centre::enter;
use crate::contract::AppError;
use crate::contract::meet::{
    BundleView, FolderView, JoinFinishRequest, MissingPartView, ReadView, WriteRequest, WrittenView,
};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::folder;

/// Writes what other laptops lack into a folder, reads it back, and only then says so.
///
/// # Errors
/// `no-right`, `folder-empty`, `folder-missing`, `folder-read-only`, `stick-full`, `stick-gone`, `device-unknown`,
/// `bundle-nobody`; nothing is left behind then that could be read as a bundle.
pub(crate) fn bundle_write(app: &App, request: &WriteRequest) -> Result<WrittenView, AppError> {
    folder::is_there(&request.folder)?;
    app.desk(|desk, now| {
        desk.ask(Act::WriteBundle, now)?;
        let mut to = desk.store.peer_devices()?;
        if !request.to.is_empty() {
            to = request.to.iter().map(|named| one_of(to.clone(), named)).collect::<Result<_, _>>()?;
        }
        write(desk, &to, &request.folder, now)
    })
}

pub(super) fn write(desk: &Desk, to: &[PeerDevice], folder: &Path, now: Moment) -> Result<WrittenView, AppError> {
    if to.is_empty() {
        return Err(ErrorCode::BundleNobody.into());
    }
    let place = Folder::open(folder).map_err(|error| of_disk(DiskFault::of(&error)))?;
    let recipients = Recipients::of(&desk.store, to)?;
    let written = write_for(&desk.store, &recipients, &place, now, &mut |_| ControlFlow::Continue(()));
    let written = written.map_err(of_write)?;
    let holds = |of: fn(&pana_sync::WrittenPart) -> u32| written.parts.iter().map(|part| u64::from(of(part))).sum();
    Ok(WrittenView {
        events: holds(|part| part.holds.events),
        blobs: holds(|part| part.holds.chunks),
        files: written.parts.into_iter().map(|part| part.name).collect(),
    })
}

/// What lies in a folder for this laptop. Nothing is taken in.
///
/// # Errors
/// `no-right`, `folder-missing`, `stick-gone`, and as any read.
pub(crate) fn bundle_show(app: &App, path: &Path) -> Result<FolderView, AppError> {
    let (folder, file) = there(path)?;
    app.desk(|desk, now| {
        desk.ask(Act::ReadBundle, now)?;
        let place = open(&folder, file.as_deref())?;
        let (keys, root) = (parcel_keys(&desk.store), pana_sync::root(&desk.store));
        let found = look(&place, &keys, root, &mut |_, _| ControlFlow::Continue(())).map_err(of_look)?;
        let mut bundles = Vec::with_capacity(found.bundles.len());
        for bundle in &found.bundles {
            let (events, new) = newly(&desk.store, &place, bundle, &keys).map_err(of_read)?;
            bundles.push(view(desk, bundle, events, new)?);
        }
        Ok(FolderView { bundles, others: u32::try_from(found.others.len()).unwrap_or(u32::MAX) })
    })
}

fn view(desk: &Desk, bundle: &FoundBundle, events: u64, new: u64) -> Result<BundleView, AppError> {
    let device = desk.store.devices()?.into_iter().find(|device| device.id == bundle.head.device);
    let written = i64::try_from(bundle.head.written_ms).ok().and_then(Moment::from_unix_ms);
    let mut missing = Vec::new();
    for (part, found) in (1..).zip(&bundle.parts) {
        let (holds, torn) = match found {
            FoundPart::Missing(holds) => (holds, false),
            FoundPart::Here(here) if !matches!(here.state, PartState::Whole(_)) => (&here.holds, true),
            FoundPart::Here(_) => continue,
        };
        missing.push(MissingPartView { part, events: u64::from(holds.events), torn });
    }
    Ok(BundleView {
        device: device.map(|device| device.name),
        written: written.map(Moment::to_rfc3339).unwrap_or_default(),
        events,
        new,
        parts: bundle.head.parts(),
        missing,
    })
}

/// Takes in what lies in a folder for this laptop. What is here already changes nothing, and nothing that is here is changed:
/// what was written apart stands beside it.
///
/// # Errors
/// `no-right`, `folder-missing`, `stick-gone`, `bundle-nothing`, `bundle-changed`, and as any write. What was taken in until then
/// stays.
pub(crate) fn bundle_read(app: &App, path: &Path) -> Result<ReadView, AppError> {
    let (folder, file) = there(path)?;
    let (view, is_gone) = app.desk(|desk, now| {
        desk.ask(Act::ReadBundle, now)?;
        let mut view = read(desk, &open(&folder, file.as_deref())?, now)?;
        let me = desk.member().id;
        let is_gone = desk.store.members()?.iter().all(|member| member.id != me);
        if is_gone {
            // Nobody may be left who opens this laptop: what the others lack goes out while it is open.
            let peers = desk.store.peer_devices()?;
            view.left = Some(write(desk, &peers, &folder, now)?);
        }
        Ok((view, is_gone))
    })?;
    // Whoever was removed elsewhere works here no more.
    if is_gone {
        app.lock_now();
    }
    Ok(view)
}

fn read<P: Place>(desk: &mut Desk, place: &P, now: Moment) -> Result<ReadView, AppError> {
    let (keys, root) = (parcel_keys(&desk.store), pana_sync::root(&desk.store));
    let mut found = look(place, &keys, root, &mut |_, _| ControlFlow::Continue(())).map_err(of_look)?;
    if found.bundles.is_empty() {
        return Err(ErrorCode::BundleNothing.into());
    }
    // What was written first comes first: later ones follow from it.
    found.bundles.reverse();
    let before = Standing::of(desk)?;
    let mut read = ReadView { complete: true, ..ReadView::default() };
    for bundle in &found.bundles {
        let taken = take_bundle(&mut desk.store, place, bundle, &keys, now, &mut |_| ControlFlow::Continue(()));
        let taken = taken.map_err(of_read)?;
        read.events = read.events.saturating_add(u64::from(taken.events.events));
        read.complete &= taken.complete;
    }
    let after = Standing::of(desk)?;
    read.people = after.people.saturating_sub(before.people);
    read.conflicts = after.conflicts.saturating_sub(before.conflicts);
    (read.quarantined, read.waiting) = (after.quarantined, after.waiting);
    desk.forget_what_may_have_changed();
    Ok(read)
}

/// A laptop that waits to be let in joins by the bundle that lies in a folder, and everything else there is taken in.
///
/// # Errors
/// `wrong-passphrase`, `folder-missing`, `stick-gone`, `bundle-nothing`, `bundle-changed`, `join-not-let-in`, and as any write. It
/// waits as before then, or has joined and lacks what was not taken in.
pub(crate) fn device_finish(app: &App, request: &JoinFinishRequest) -> Result<ReadView, AppError> {
    let (folder, file) = there(&request.path)?;
    {
        let mut seat = app.seat();
        if !matches!(seat.phase, Phase::Closed) {
            return Err(ErrorCode::CentreExists.into());
        }
        let now = app.now();
        let joining = Joining::open(&app.folder(seat.start))?.ok_or(StoreError::NoCentre)?;
        let waiting = joining.unlock(&request.passphrase, now)?;
        let place = open(&folder, file.as_deref())?;
        let keys = pana_sync::keys_of_device(waiting.secrets());
        let (root, by, centre) = (waiting.root(), waiting.invited_by(), waiting.centre());
        let found = look(&place, &keys, root, &mut |_, _| ControlFlow::Continue(())).map_err(of_look)?;
        if found.bundles.is_empty() {
            return Err(ErrorCode::BundleNothing.into());
        }
        // Of those that the laptop which invited has signed the one written last: an earlier one may be of before this one was
        // let in, and others may lie beside them.
        let firsts = found.bundles.iter().filter(|bundle| bundle.head.device == by.0);
        let firsts = firsts.filter_map(|bundle| match bundle.parts.first() {
            Some(FoundPart::Here(here)) if matches!(here.state, PartState::Whole(_)) => Some(here.name.as_str()),
            _ => None,
        });
        let mut arrived = None;
        for name in firsts {
            match first_part(&place, name, &keys, root, by, centre) {
                Ok(whole) => arrived = arrived.or(Some(whole)),
                Err(ReadError::Changed) => {}
                Err(error) => return Err(of_read(error)),
            }
        }
        let arrived = arrived.ok_or_else(|| AppError::from(ErrorCode::JoinNotLetIn))?;
        let store = waiting.join(&arrived, now)?;
        enter(app, &mut seat, store)?;
    }
    app.desk(|desk, now| {
        let mut view = read(desk, &open(&folder, file.as_deref())?, now)?;
        (view.joined, view.people) = (true, u64::from(desk.store.people_count()?));
        Ok(view)
    })
}

/// The folder that is meant, and the one file in it where a file is.
fn there(path: &Path) -> Result<(PathBuf, Option<String>), AppError> {
    if path.is_file() {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        return Ok((folder.to_owned(), name));
    }
    folder::is_there(path)?;
    Ok((path.to_owned(), None))
}

fn open(folder: &Path, file: Option<&str>) -> Result<Alone<Folder>, AppError> {
    let place = Folder::open(folder).map_err(|error| of_disk(DiskFault::of(&error)))?;
    Ok(Alone::of(place, file))
}

fn of_disk(fault: DiskFault) -> AppError {
    match fault {
        DiskFault::Full => ErrorCode::StickFull.into(),
        DiskFault::Gone => ErrorCode::StickGone.into(),
        DiskFault::ReadOnly | DiskFault::Denied => ErrorCode::FolderReadOnly.into(),
        DiskFault::TooLarge | DiskFault::Other(_) => ErrorCode::StickFailed.into(),
    }
}

fn of_look(error: LookError) -> AppError {
    match error {
        LookError::Disk(fault) => of_disk(fault),
        LookError::Stopped => ErrorCode::BundleChanged.into(),
    }
}

fn of_read(error: ReadError) -> AppError {
    match error {
        ReadError::Store(error) => error.into(),
        ReadError::Part(NoPart::Disk(fault)) => of_disk(fault),
        ReadError::Part(_) | ReadError::Changed | ReadError::Stopped => ErrorCode::BundleChanged.into(),
    }
}

fn of_write(error: WriteBundleError<StoreError>) -> AppError {
    match error {
        WriteBundleError::Contents(error) => error.into(),
        WriteBundleError::Disk(fault) => of_disk(fault),
        WriteBundleError::ReadBack => ErrorCode::StickFailed.into(),
        WriteBundleError::Recipients(_) => ErrorCode::BundleNobody.into(),
        WriteBundleError::Changed
        | WriteBundleError::Item(_)
        | WriteBundleError::Head(_)
        | WriteBundleError::TooMuch
        | WriteBundleError::Keys(_)
        | WriteBundleError::Stopped => AppError::internal("bundle"),
    }
}
