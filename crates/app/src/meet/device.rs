//! The centre's laptops: who they are, who is asked in, who is let in.

use std::path::Path;

use pana_casework::Act;
use pana_model::Moment;
use pana_store::{Have, InviteFor, InviteState, StoreError};

use super::bundle;
use super::named::one_of;
use crate::app::App;
use crate::centre::{Named, authorised, checked_name};
use crate::contract::meet::{
    AcceptRequest, AcceptedView, AsksToJoinView, DeviceView, DevicesView, InviteRequest, InviteStands, InviteView,
    Invited, RevokeRequest,
};
use crate::contract::{AppError, Id, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::folder;

/// No file of either kind is longer.
const JOINING_FILE: u64 = 64 * 1024;

/// The centre's laptops, and who was asked in from here.
///
/// # Errors
/// `locked`, and as any read.
pub(crate) fn device_list(app: &App, &(): &()) -> Result<DevicesView, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::ReadBundle, now)?;
        list(desk)
    })
}

fn list(desk: &Desk) -> Result<DevicesView, AppError> {
    let met = |at: Option<Moment>| at.map(Moment::to_rfc3339);
    let mut devices = Vec::new();
    for device in desk.store.devices()? {
        let lacks = match device.stands && !device.own {
            true => {
                let have: Have = desk.store.peer_has(device.id)?;
                Some(u64::try_from(desk.store.lacking(&have)?.len()).unwrap_or(u64::MAX))
            }
            false => None,
        };
        let (name, own, stands) = (device.name, device.own, device.stands);
        devices.push(DeviceView { id: Id(device.id), name, own, stands, met: met(device.met), lacks });
    }
    let of = |invited: pana_store::Invited| InviteView {
        name: invited.name,
        made: Moment::from_unix_ms(invited.made_ms).map(Moment::to_rfc3339).unwrap_or_default(),
        state: match invited.state {
            InviteState::Open => InviteStands::Open,
            InviteState::Answered => InviteStands::Answered,
            InviteState::Dead => InviteStands::Dead,
        },
    };
    Ok(DevicesView { devices, invites: desk.store.invites()?.into_iter().map(of).collect() })
}

/// Asks a laptop in. The file holds a secret and goes from hand to hand.
///
/// # Errors
/// `no-right`, `no-grant`, `member-unknown`, `name-missing`, `name-long`, `member-exists`, `letter-file-exists` where the file
/// is there, `folder-read-only`, and as any write.
pub(crate) fn device_invite(app: &App, request: &InviteRequest) -> Result<(), AppError> {
    app.desk(|desk, now| {
        let whom = whom(desk, &request.whom)?;
        let invite = desk.store.invite(&whom, now)?;
        // EXPOSE: the file is what is handed over.
        write_new(&request.file, invite.expose())
    })
}

fn whom(desk: &Desk, invited: &Invited) -> Result<InviteFor, AppError> {
    Ok(match invited {
        Invited::Member(member) => InviteFor::Member(member.unwrap_or(desk.member().id)),
        Invited::New { name, role, grants } => {
            let name = checked_name(name, Named::Member)?.to_owned();
            if desk.store.members()?.iter().any(|member| member.name == name) {
                return Err(ErrorCode::MemberExists.into());
            }
            InviteFor::New { name, role: *role, grants: grants.clone() }
        }
    })
}

/// What a laptop that answers says of itself.
///
/// # Errors
/// `no-right`, `file-unreadable`, `join-file`, `join-newer`, `join-not-invited`, `join-over`.
pub(crate) fn device_asks(app: &App, file: &Path) -> Result<AsksToJoinView, AppError> {
    let request = read(file)?;
    app.desk(|desk, now| {
        let asks = desk.store.join_request(&request, now)?;
        let grants = asks.grants.into_iter().map(Word).collect();
        Ok(AsksToJoinView { device: asks.device, member: asks.member, role: Word(asks.role), grants })
    })
}

/// Lets a laptop in that shows these digits, and writes the bundle by which it joins. With other digits the invite is dead.
///
/// # Errors
/// `no-right`, `no-grant`, `file-unreadable`, `join-digits`, `join-file`, `join-newer`, `join-not-invited`, `join-over`,
/// `store-behind`, `join-unwritten` where the laptop is let in and its bundle could not be written: it is written anew for it.
pub(crate) fn device_accept(app: &App, request: &AcceptRequest) -> Result<AcceptedView, AppError> {
    let file = read(&request.request)?;
    folder::is_there(&request.folder)?;
    let by = authorised(app, &request.agreed)?;
    app.desk(|desk, now| {
        let device = desk.store.join_accept(&file, &request.check, &by, now)?;
        let to: Vec<_> = desk.store.peer_devices()?.into_iter().filter(|peer| peer.id == device).collect();
        let name = to.first().map(|peer| peer.name.clone()).unwrap_or_default();
        let written = bundle::write(desk, &to, &request.folder, now);
        // It is let in, whatever the stick does: another try to let it in would find the invite answered.
        let bundle = written.map_err(|_| AppError::of(ErrorCode::JoinUnwritten).with("device", name))?;
        Ok(AcceptedView { device: Id(device), bundle })
    })
}

/// Takes a laptop out of the centre. What it wrote stays; what comes of it later waits for a review.
///
/// # Errors
/// `no-right`, `device-unknown`, `needs-second`, `store-behind`, `wrong-passphrase`, `unlock-wait`, `recovery-sheet`,
/// `recovery-mismatch`, and as any write.
pub(crate) fn device_revoke(app: &App, request: &RevokeRequest) -> Result<DevicesView, AppError> {
    let by = authorised(app, &request.agreed)?;
    app.desk(|desk, now| {
        desk.ask(Act::Devices, now)?;
        let found = one_of(desk.store.peer_devices()?, &request.device)?;
        desk.store.device_remove(found.id, &by, now)?;
        list(desk)
    })
}

/// Takes an invite back: nobody joins by it any more.
///
/// # Errors
/// `no-right`, `file-unreadable`, `join-file`, `join-not-invited`, `join-over`, and as any write.
pub(crate) fn device_invite_revoke(app: &App, file: &Path) -> Result<DevicesView, AppError> {
    let invite = read(file)?;
    app.desk(|desk, now| {
        desk.store.invite_revoke(&pana_store::invite_id(&invite)?, now)?;
        list(desk)
    })
}

/// A small file of somebody's, whole.
pub(super) fn read(file: &Path) -> Result<Vec<u8>, AppError> {
    use std::io::Read as _;
    let unreadable = |_| AppError::of(ErrorCode::FileUnreadable).with("file", file.display().to_string());
    let mut bytes = Vec::new();
    let from = std::fs::File::open(file).map_err(unreadable)?;
    from.take(JOINING_FILE.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// A file that is not there yet, for its owner alone, synced.
pub(super) fn write_new(file: &Path, bytes: &[u8]) -> Result<(), AppError> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => AppError::from(ErrorCode::LetterFileExists),
        std::io::ErrorKind::NotFound => ErrorCode::FolderMissing.into(),
        _ => AppError::from(StoreError::from(error)),
    })?;
    let written = open.write_all(bytes).and_then(|()| open.sync_all());
    written.map_err(|error| {
        drop(std::fs::remove_file(file));
        StoreError::from(error).into()
    })
}
