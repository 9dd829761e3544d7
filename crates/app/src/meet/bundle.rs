//! What is carried from laptop to laptop on a stick.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use pana_casework::Act;
use pana_model::Moment;
use pana_store::{AsideRoom, Joining, PeerDevice, StoreError};
use pana_sync::{
    Alone, DiskFault, Folder, FoundBundle, FoundPart, LookError, NoPart, OtherFile, ParcelKeys, PartState,
    Phase as Writing, Place, Progress, Reach as _, ReadError, Recipients, WriteBundleError, first_part, look, newly,
    parcel_keys, take_bundle, write_for,
};

use super::course::{Course, Ended};
use super::file::folder_of;
use super::named::one_of;
use super::standing::Standing;
use crate::app::{App, Phase};
use crate::centre::enter;
use crate::contract::AppError;
use crate::contract::meet::{
    BundleView, FolderView, JoinFinishRequest, MeetDoing, MissingPartView, OtherFiles, OtherKind, ReadView,
    WriteRequest, WrittenView,
};
use crate::contract::word::Vocabulary as _;
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
    let to = app.desk(|desk, now| {
        desk.ask(Act::WriteBundle, now)?;
        if request.to.is_empty() { Ok(desk.store.peer_devices()?) } else { named(desk, &request.to) }
    })?;
    Ok(write(&Course { app, job: None }, &to, &request.folder)?)
}

/// The laptops that are meant, by id or name.
///
/// # Errors
/// `device-unknown`, `device-ambiguous`.
pub(super) fn named(desk: &Desk, to: &[String]) -> Result<Vec<PeerDevice>, AppError> {
    let peers = desk.store.peer_devices()?;
    to.iter().map(|named| one_of(peers.clone(), named)).collect()
}

pub(super) fn write(course: &Course<'_>, to: &[PeerDevice], folder: &Path) -> Result<WrittenView, Ended> {
    if to.is_empty() {
        return Err(ErrorCode::BundleNobody.into());
    }
    let place = Folder::open(folder).map_err(|error| of_disk(DiskFault::of(&error)))?;
    let recipients = course.with(|store| Recipients::of(store, to))?;
    let now = course.app.now();
    let written = write_for(course, &recipients, &place, now, &mut |at| told(course, at)).map_err(of_write)?;
    let holds = |of: fn(&pana_sync::WrittenPart) -> u32| written.parts.iter().map(|part| u64::from(of(part))).sum();
    Ok(WrittenView {
        events: holds(|part| part.holds.events),
        blobs: holds(|part| part.holds.chunks),
        files: written.parts.into_iter().map(|part| part.name).collect(),
    })
}

/// What is written is told in changes: how many keys go with them is nobody's concern.
fn told(course: &Course<'_>, at: Progress) -> ControlFlow<()> {
    match at.phase {
        Writing::Counting => course.told(MeetDoing::Counting, 0, 0, 0),
        Writing::Writing => course.told(MeetDoing::Writing, at.events, at.of_events, 0),
        Writing::Checking => {
            let before = u64::from(at.part.saturating_sub(1));
            course.told(MeetDoing::Checking, before, u64::from(at.parts), 0)
        }
    }
}

/// What lies in a folder for this laptop. Nothing is taken in.
///
/// # Errors
/// `no-right`, `folder-missing`, `stick-gone`, and as any read.
pub(crate) fn bundle_show(app: &App, path: &Path) -> Result<FolderView, AppError> {
    let (folder, file) = there(path)?;
    app.desk(|desk, now| desk.ask(Act::ReadBundle, now))?;
    Ok(show(&Course { app, job: None }, &open(&folder, file.as_deref())?)?)
}

pub(super) fn show<P: Place>(course: &Course<'_>, place: &P) -> Result<FolderView, Ended> {
    let (keys, root) = course.with(|store| Ok((parcel_keys(store), pana_sync::root(store))))?;
    let found = look(place, &keys, root, &mut |at, all| looking(course, at, all)).map_err(of_look)?;
    let total = found.bundles.iter().map(events_here).sum();
    let (mut bundles, mut before) = (Vec::with_capacity(found.bundles.len()), 0_u64);
    for bundle in &found.bundles {
        let mut watch = |read: u64| course.told(MeetDoing::Looking, before.saturating_add(read), total, 0);
        let (events, new) = newly(course, place, bundle, &keys, &mut watch).map_err(of_read)?;
        before = before.saturating_add(events);
        bundles.push(course.desk(|desk| view(desk, bundle, events, new))?);
    }
    let others = u32::try_from(found.others.len()).unwrap_or(u32::MAX);
    Ok(FolderView { bundles, others, kinds: kinds(&found.others), more: found.more })
}

fn looking(course: &Course<'_>, at: usize, all: usize) -> ControlFlow<()> {
    let number = |many: usize| u64::try_from(many).unwrap_or(u64::MAX);
    course.told(MeetDoing::Looking, number(at), number(all), 0)
}

/// So many changes its parts were written with that are here.
fn events_here(bundle: &FoundBundle) -> u64 {
    let here = |part: &FoundPart| match part {
        FoundPart::Here(here) => u64::from(here.holds.events),
        FoundPart::Missing(_) => 0,
    };
    bundle.parts.iter().map(here).sum()
}

/// Files that are none for us, by what they are.
fn kinds(others: &[OtherFile]) -> Vec<OtherFiles> {
    let kind = |other: &OtherFile| match other.why {
        NoPart::NotForUs => OtherKind::Others,
        NoPart::OtherCentre(_) => OtherKind::Centre,
        NoPart::Newer => OtherKind::Newer,
        NoPart::OtherKind | NoPart::Broken | NoPart::TooLarge => OtherKind::Broken,
        NoPart::Disk(_) => OtherKind::Unread,
    };
    let counted = |of: &OtherKind| others.iter().filter(|other| kind(other) == *of).count();
    let all = OtherKind::ALL.iter().map(|of| (*of, u32::try_from(counted(of)).unwrap_or(u32::MAX)));
    all.filter(|(_, files)| *files > 0).map(|(kind, files)| OtherFiles { kind, files }).collect()
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
    app.desk(|desk, now| desk.ask(Act::ReadBundle, now))?;
    let (course, mut view) = (Course { app, job: None }, ReadView::default());
    read_and_leave(&course, &folder, file.as_deref(), &mut view)?;
    // Whoever was removed elsewhere works here no more.
    if view.left.is_some() {
        app.lock_now();
    }
    Ok(view)
}

/// Reads, and writes what the others lack where it says that the member at work works here no more.
pub(super) fn read_and_leave(
    course: &Course<'_>,
    folder: &Path,
    file: Option<&str>,
    view: &mut ReadView,
) -> Result<(), Ended> {
    read(course, &open(folder, file)?, view)?;
    view.left = left(course, folder)?;
    Ok(())
}

/// Where the member at work was removed by what was read, nobody may be left who opens this laptop: what the others lack goes
/// out while it is open.
fn left(course: &Course<'_>, folder: &Path) -> Result<Option<WrittenView>, Ended> {
    let peers = course.desk(|desk| {
        let me = desk.member().id;
        let is_gone = desk.store.members()?.iter().all(|member| member.id != me);
        if is_gone { Ok(Some(desk.store.peer_devices()?)) } else { Ok(None) }
    })?;
    peers.map(|peers| write(course, &peers, folder)).transpose()
}

/// Takes in what lies there, the first written first. `view` says what came of it, also where it ends early.
fn read<P: Place>(course: &Course<'_>, place: &P, view: &mut ReadView) -> Result<(), Ended> {
    let (keys, root) = course.with(|store| Ok((parcel_keys(store), pana_sync::root(store))))?;
    let mut found = look(place, &keys, root, &mut |at, all| looking(course, at, all)).map_err(of_look)?;
    if found.bundles.is_empty() {
        return Err(ErrorCode::BundleNothing.into());
    }
    // What was written first comes first: later ones follow from it.
    found.bundles.reverse();
    let before = course.desk(|desk| Standing::of(desk))?;
    let ended = take(course, place, &found.bundles, &keys, (before.people, &mut *view));
    // What was taken in stays, so it is counted also where somebody stopped it.
    let after = course.app.desk(|desk, _| {
        desk.forget_what_may_have_changed();
        Standing::of(desk)
    });
    if let Ok(after) = after {
        view.people = after.people.saturating_sub(before.people);
        view.conflicts = after.conflicts.saturating_sub(before.conflicts);
        (view.quarantined, view.waiting) = (after.quarantined, after.waiting);
    }
    ended
}

/// `known`: how many people were known before.
fn take<P: Place>(
    course: &Course<'_>,
    place: &P,
    bundles: &[FoundBundle],
    keys: &ParcelKeys,
    (known, view): (u64, &mut ReadView),
) -> Result<(), Ended> {
    let total = bundles.iter().map(events_here).sum();
    let (mut done, mut complete) = (0_u64, true);
    // One for all that lies there, whoever wrote it.
    let mut room = AsideRoom::default();
    for bundle in bundles {
        let came = view.events;
        let mut watch = |read: u64, new: u32| {
            view.events = came.saturating_add(u64::from(new));
            let people = course.with(|store| store.people_count());
            let people = people.map_or(0, |people| u64::from(people).saturating_sub(known));
            course.told(MeetDoing::Reading, done.saturating_add(read), total, people)
        };
        let taken = take_bundle(course, place, (bundle, room), keys, course.app.now(), &mut watch).map_err(of_read)?;
        room = taken.events.room;
        view.not_taken = view.not_taken.saturating_add(u64::from(taken.events.not_taken));
        view.events = came.saturating_add(u64::from(taken.events.events));
        view.files = view.files.saturating_add(u64::from(taken.events.files));
        complete &= taken.complete;
        done = done.saturating_add(events_here(bundle));
    }
    view.complete = complete;
    Ok(())
}

/// A laptop that waits to be let in joins by the bundle that lies in a folder, and everything else there is taken in.
///
/// # Errors
/// `wrong-passphrase`, `folder-missing`, `stick-gone`, `bundle-nothing`, `bundle-changed`, `join-not-let-in`, and as any write. It
/// waits as before then, or has joined and lacks what was not taken in.
pub(crate) fn device_finish(app: &App, request: &JoinFinishRequest) -> Result<ReadView, AppError> {
    let mut view = ReadView::default();
    finish(&Course { app, job: None }, request, &mut view)?;
    Ok(view)
}

pub(super) fn finish(course: &Course<'_>, request: &JoinFinishRequest, view: &mut ReadView) -> Result<(), Ended> {
    let (folder, file) = there(&request.path)?;
    join(course, request, &open(&folder, file.as_deref())?)?;
    view.joined = true;
    read(course, &open(&folder, file.as_deref())?, view)?;
    view.people = course.with(|store| store.people_count()).map(u64::from)?;
    Ok(())
}

/// From a laptop that waits to one that has a centre, open for its member.
fn join<P: Place>(course: &Course<'_>, request: &JoinFinishRequest, place: &P) -> Result<(), Ended> {
    let app = course.app;
    let mut seat = app.seat();
    if !matches!(seat.phase, Phase::Closed) {
        return Err(ErrorCode::CentreExists.into());
    }
    let now = app.now();
    let joining = Joining::open(&app.folder(seat.start))?.ok_or(StoreError::NoCentre)?;
    let waiting = joining.unlock(&request.passphrase, now)?;
    let keys = pana_sync::keys_of_device(waiting.secrets());
    let (root, by, centre) = (waiting.root(), waiting.invited_by(), waiting.centre());
    let found = look(place, &keys, root, &mut |at, all| looking(course, at, all)).map_err(of_look)?;
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
        match first_part(place, name, &keys, root, by, centre) {
            Ok(whole) => arrived = arrived.or(Some(whole)),
            Err(ReadError::Changed) => {}
            Err(error) => return Err(of_read(error)),
        }
    }
    let arrived = arrived.ok_or(ErrorCode::JoinNotLetIn)?;
    let store = waiting.join(&arrived, now)?;
    Ok(enter(app, &mut seat, store)?)
}

/// The folder that is meant, and the one file in it where a file is.
pub(super) fn there(path: &Path) -> Result<(PathBuf, Option<String>), AppError> {
    if path.is_file() {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        return Ok((folder_of(path).to_owned(), name));
    }
    folder::is_there(path)?;
    Ok((path.to_owned(), None))
}

pub(super) fn open(folder: &Path, file: Option<&str>) -> Result<Alone<Folder>, AppError> {
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

fn of_look(error: LookError) -> Ended {
    match error {
        LookError::Disk(fault) => of_disk(fault).into(),
        LookError::Stopped => Ended::Stopped,
    }
}

fn of_read<E: Into<Ended>>(error: ReadError<E>) -> Ended {
    match error {
        ReadError::Store(error) => error.into(),
        ReadError::Part(NoPart::Disk(fault)) => of_disk(fault).into(),
        ReadError::Stopped => Ended::Stopped,
        ReadError::Part(_) | ReadError::Changed => ErrorCode::BundleChanged.into(),
    }
}

fn of_write(error: WriteBundleError<Ended>) -> Ended {
    match error {
        WriteBundleError::Contents(ended) => ended,
        WriteBundleError::Stopped => Ended::Stopped,
        WriteBundleError::Disk(fault) => of_disk(fault).into(),
        WriteBundleError::ReadBack => ErrorCode::StickFailed.into(),
        WriteBundleError::Recipients(_) => ErrorCode::BundleNobody.into(),
        WriteBundleError::Changed
        | WriteBundleError::Item(_)
        | WriteBundleError::Head(_)
        | WriteBundleError::TooMuch
        | WriteBundleError::Keys(_) => AppError::internal("bundle").into(),
    }
}
