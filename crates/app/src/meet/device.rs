//! The centre's laptops: who they are, who is asked in, who is let in.

use std::collections::BTreeMap;
use std::path::Path;

use pana_casework::Act;
use pana_model::{MemberId, Moment};
use pana_store::{Have, INVITE_DAYS, InviteFor, InviteState};

use super::bundle;
use super::course::{Course, Ended};
use super::file::{folder_of, meant, read, write_new};
use super::named::one_of;
use crate::app::App;
use crate::centre::{Named, authorised, checked_name};
use crate::contract::meet::{
    AcceptRequest, AcceptedView, AsksToJoinView, DeviceView, DevicesView, InviteRequest, InviteStands, InviteView,
    Invited, InvitedView, PathRequest, RevokeRequest,
};
use crate::contract::{AppError, Id, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::folder;

/// The centre's laptops, and who was asked in from here.
///
/// # Errors
/// `locked`, and as any read.
pub(crate) fn device_list(app: &App, &(): &()) -> Result<DevicesView, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::ReadBundle, now)?;
        list(desk, now)
    })
}

pub(super) fn list(desk: &Desk, now: Moment) -> Result<DevicesView, AppError> {
    let names: BTreeMap<MemberId, String> =
        desk.store.members()?.into_iter().map(|member| (member.id, member.name)).collect();
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
        let works = device.seats.iter().filter_map(|member| names.get(member).cloned()).collect();
        let (name, own, stands, protected) = (device.name, device.own, device.stands, device.opens_protected);
        let (id, met) = (Id(device.id), met(device.met));
        devices.push(DeviceView { id, name, own, stands, met, lacks, works, protected });
    }
    let online = desk.store.online_invites()?;
    let of = |invited: pana_store::Invited| InviteView {
        invite: hexadecimal(&invited.id),
        name: invited.name,
        online: online.contains(&invited.id),
        made: Moment::from_unix_ms(invited.made_ms).map(Moment::to_rfc3339).unwrap_or_default(),
        state: match invited.state {
            InviteState::Open => InviteStands::Open,
            InviteState::Answered => InviteStands::Answered,
            InviteState::Dead => InviteStands::Dead,
        },
    };
    let invites = desk.store.invites()?.into_iter().map(of).collect();
    let may_manage = desk.may(Act::Devices, now);
    let (may_hand_over, may_know) = (desk.may(Act::Transfer, now), desk.may(Act::KnowCentre, now));
    Ok(DevicesView { devices, invites, people: desk.store.people_count()?, may_manage, may_hand_over, may_know })
}

/// Asks a laptop in. The file holds a secret and goes from hand to hand.
///
/// # Errors
/// `no-right`, `no-grant`, `member-unknown`, `name-missing`, `name-long`, `member-exists`, `folder-empty`, `folder-missing`,
/// `letter-file-exists` where the file is there, `folder-read-only`, and as any write; the invite is dead then.
pub(crate) fn device_invite(app: &App, request: &InviteRequest) -> Result<InvitedView, AppError> {
    let file = meant(&request.file, "invite")?;
    // No invite is made that could not be written: it would stand in the list as one that somebody has.
    folder::is_there(folder_of(&file))?;
    app.desk(|desk, now| {
        let whom = whom(desk, &request.whom)?;
        let invite = desk.store.invite(&whom, now)?;
        // EXPOSE: the file is what is handed over.
        if let Err(error) = write_new(&file, invite.expose()) {
            // EXPOSE: only which one it is.
            desk.store.invite_revoke(&pana_store::invite_id(invite.expose())?, now)?;
            return Err(error);
        }
        Ok(InvitedView { file: file.to_string_lossy().into_owned(), days: INVITE_DAYS })
    })
}

pub(super) fn whom(desk: &Desk, invited: &Invited) -> Result<InviteFor, AppError> {
    Ok(match invited {
        Invited::Me => InviteFor::Member(desk.member().id),
        Invited::Member { member } => InviteFor::Member(member.0),
        Invited::New { name, role, grants } => {
            let name = checked_name(name, Named::Member)?.to_owned();
            if desk.store.members()?.iter().any(|member| member.name == name) {
                return Err(ErrorCode::MemberExists.into());
            }
            InviteFor::New { name, role: role.0, grants: grants.iter().map(|grant| grant.0).collect() }
        }
    })
}

/// What a laptop that answers says of itself.
///
/// # Errors
/// `no-right`, `file-unreadable`, `join-file`, `join-newer`, `join-not-invited`, `join-over`.
pub(crate) fn device_asks(app: &App, request: &PathRequest) -> Result<AsksToJoinView, AppError> {
    let request = read(&request.path)?;
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
    let file = checked(request)?;
    Ok(accept(&Course { app, job: None }, &file, request)?)
}

/// The answer, if it reads and there is a folder for what is given for it.
///
/// # Errors
/// `file-unreadable`, `folder-empty`, `folder-missing`.
pub(super) fn checked(request: &AcceptRequest) -> Result<Vec<u8>, AppError> {
    let file = read(&request.request)?;
    folder::is_there(into(request))?;
    Ok(file)
}

/// Where the bundle goes.
fn into(request: &AcceptRequest) -> &Path {
    request.folder.as_deref().unwrap_or_else(|| folder_of(&request.request))
}

pub(super) fn accept(course: &Course<'_>, file: &[u8], request: &AcceptRequest) -> Result<AcceptedView, Ended> {
    let by = authorised(course.app, &request.agreed)?;
    let now = course.app.now();
    let (device, to) = course.desk(|desk| {
        let device = desk.store.join_accept(file, &request.check, &by, now)?;
        let peers = desk.store.peer_devices()?.into_iter();
        Ok((device, peers.filter(|peer| peer.id == device).collect::<Vec<_>>()))
    })?;
    let name = to.first().map(|peer| peer.name.clone()).unwrap_or_default();
    let written = bundle::write(course, &to, into(request));
    // It is let in, whatever the stick does: another try to let it in would find the invite answered.
    let bundle = written.map_err(|_| AppError::of(ErrorCode::JoinUnwritten).with("device", name))?;
    Ok(AcceptedView { device: Id(device), bundle })
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
        list(desk, now)
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
        list(desk, now)
    })
}

pub(super) fn hexadecimal(id: &[u8]) -> String {
    id.iter().map(|byte| format!("{byte:02x}")).collect()
}
