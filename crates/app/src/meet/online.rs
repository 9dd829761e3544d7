//! A coordinator asks a laptop in on line: by words, and lets it in by the digits on its screen.
//!
//! The digits that this laptop works out are shown nowhere: whoever types has read them from the new laptop's own screen.

use std::ops::ControlFlow;

use pana_casework::Act;
use pana_i18n::join_list;
use pana_model::DeviceId;
use pana_store::{HubPlace, InviteState, JoinFault, OnlineNext, OnlineStands, StoreError};
use pana_sync::{HubLine, LetterSent, SessionOf, letter_sent, mailbox_found};

use super::course::{Course, Ended};
use super::device::{hexadecimal, list, whom};
use super::hub::{Pieces, meet_at, of_meeting};
use super::room::{address_shown, let_into_room, room_place};
use super::session::Keeper;
use crate::app::App;
use crate::centre::{authorised, language_get};
use crate::contract::meet::{AsksToJoinView, DevicesView, InviteEndRequest, Invited};
use crate::contract::online::{LetInView, OnlineAcceptRequest, OnlineInviteRequest, OnlineStage, OnlineView};
use crate::contract::{AppError, Id, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// So many letters go at most when a mailbox is looked into.
const STEPS: u32 = 4;

/// Asks a laptop in: in the room that this laptop serves, or else by the centre's hub. Either is met before, so that it has what the
/// invite names.
///
/// # Errors
/// `no-right`, `no-grant`, `member-unknown`, `name-missing`, `name-long`, `member-exists`, `hub-none`, what a meeting says, and as any
/// write; there is no such invite then.
pub(crate) fn online_invite(app: &App, request: &OnlineInviteRequest) -> Result<OnlineView, AppError> {
    app.desk(|desk, now| desk.ask(Act::Devices, now))?;
    if let Some(room) = room_place(app) {
        return invite(app, &request.whom, &room, true);
    }
    let place = app.desk(|desk, _| desk.store.hub().ok_or_else(|| ErrorCode::HubNone.into()))?;
    invite(app, &request.whom, &place, false)
}

fn invite(app: &App, whom_invited: &Invited, place: &HubPlace, in_room: bool) -> Result<OnlineView, AppError> {
    let course = Course { app, job: None };
    meet_at(&course, in_room.then(|| place.clone()), Pieces::AsLarge)?;
    let id = app.desk(|desk, now| {
        let whom = whom(desk, whom_invited)?;
        Ok(desk.store.invite_online(&whom, (&place.address, &place.key), in_room, now)?)
    })?;
    if let Err(error) = step(&course, &id) {
        // Nobody could answer it.
        app.desk(|desk, now| Ok(desk.store.invite_revoke(&id, now)?))?;
        end(&course, &id);
        return Err(error.into());
    }
    app.desk(|desk, now| Ok(desk.store.online_invite(&id, now)?)).and_then(|stands| view(app, stands))
}

/// Looks into the mailbox of an invite, and answers what lies there.
///
/// # Errors
/// `no-right`, `join-not-invited`, `join-over`, `join-changed` where what lies there is not what belongs there: the invite is dead then.
/// What a hub says, and as any write.
pub(crate) fn online_look(app: &App, request: &InviteEndRequest) -> Result<OnlineView, AppError> {
    let id = app.desk(|desk, now| {
        desk.ask(Act::Devices, now)?;
        invited(desk, &request.invite)
    })?;
    let course = Course { app, job: None };
    let before = stands(&course, &id)?;
    // Whoever lets it in takes the mailbox away once the hub has heard of the laptop; that of a room is gone with the room.
    if (before.state == InviteState::Answered && !before.in_room) || is_gone(app, &before) {
        return view(app, before);
    }
    if let Err(error) = step(&course, &id) {
        let error = AppError::from(error);
        if error.is(ErrorCode::JoinChanged) || error.is(ErrorCode::JoinOver) {
            end(&course, &id);
        }
        return Err(error);
    }
    app.desk(|desk, now| Ok(desk.store.online_invite(&id, now)?)).and_then(|stands| view(app, stands))
}

/// Lets a laptop in that shows these digits, and tells the hub. With other digits the invite is dead.
///
/// # Errors
/// `no-right`, `no-grant`, `join-digits`, `join-not-invited`, `join-over`, `join-file` where no laptop shows digits yet, `store-behind`.
pub(crate) fn online_accept(app: &App, request: &OnlineAcceptRequest) -> Result<LetInView, AppError> {
    let by = authorised(app, &request.agreed)?;
    let course = Course { app, job: None };
    let id = app.desk(|desk, _| invited(desk, &request.invite))?;
    let let_in = app.desk(|desk, now| {
        let device = desk.store.join_accept_online(&id, &request.check, &by, now)?;
        let named = desk.store.peer_devices()?.into_iter().find(|peer| peer.id == device);
        let stands = desk.store.online_invite(&id, now)?;
        Ok((device, named.map(|peer| peer.name).unwrap_or_default(), stands))
    });
    let (device, name, stands) = match let_in {
        Ok(let_in) => let_in,
        Err(error) => {
            if error.is(ErrorCode::JoinDigits) {
                end(&course, &id);
            }
            return Err(error);
        }
    };
    // It is let in, whatever the line does: the next meeting tells of it.
    let room = Some(stands.place.clone()).filter(|_| stands.in_room);
    let met = meet_at(&course, room, Pieces::AsLarge).is_ok();
    // A hub that is full of deeds, or of an older program, ends a meeting well and knows no new laptop.
    let told = met && if stands.in_room { let_into_room(app, device) } else { is_known(app, &stands.place, device)? };
    // Where the mailbox is gone and nobody knows the laptop, it takes the invite for ended.
    if told {
        end(&course, &id);
    }
    Ok(LetInView { device: Id(device), name, told })
}

/// Does whoever keeps the mailbox know this device?
fn is_known(app: &App, place: &HubPlace, device: DeviceId) -> Result<bool, AppError> {
    let who = SessionOf { centre: app.desk(|desk, _| Ok(desk.store.centre()))?, device, hub: place.key };
    let asked = HubLine::new(&place.address, &place.key)
        .and_then(|mut line| line.ask(&who.challenge(), &mut || ControlFlow::Continue(())));
    Ok(asked.is_ok_and(|answer| answer.status == 200))
}

/// Takes back an invite of the list: whoever lost the file can do so. The mailbox of one that is answered on line goes with it.
///
/// # Errors
/// `no-right`, `join-not-invited`, `join-over`, and as any write.
pub(crate) fn invite_end(app: &App, request: &InviteEndRequest) -> Result<DevicesView, AppError> {
    let (id, listed, is_online) = app.desk(|desk, now| {
        desk.ask(Act::Devices, now)?;
        let invites = desk.store.invites()?;
        let meant = |invited: &&pana_store::Invited| hexadecimal(&invited.id) == request.invite;
        let invited = invites.iter().find(meant).ok_or(ErrorCode::JoinNotInvited)?;
        desk.store.invite_revoke(&invited.id, now)?;
        Ok((invited.id, list(desk, now)?, desk.store.online_invites()?.contains(&invited.id)))
    })?;
    if is_online {
        end(&Course { app, job: None }, &id);
    }
    Ok(listed)
}

/// Takes the mailbox of an invite away that has ended. Where the line breaks, its time ends it.
fn end(course: &Course<'_>, id: &[u8; 16]) {
    drop(step(course, id));
}

/// Takes in what lies in the mailbox, and does what follows, until somebody else is to do something.
fn step(course: &Course<'_>, id: &[u8; 16]) -> Result<(), Ended> {
    let stands = stands(course, id)?;
    if !stands.lies {
        return Ok(());
    }
    let mut keeper = Keeper::at(course, &stands.place, stands.in_room)?;
    for _ in 0..STEPS {
        let answer = keeper.ask(&|who, session| who.read(session, stands.at))?;
        let found = mailbox_found(&answer).map_err(of_meeting)?;
        let next = course.desk(|desk| Ok(desk.store.online_step(id, found.as_ref(), course.app.now())?))?;
        let answer = match next {
            OnlineNext::Wait | OnlineNext::Asks => return Ok(()),
            OnlineNext::Lay(letter) => keeper.ask(&|who, session| who.lay(session, stands.at, letter.clone()))?,
            OnlineNext::Nonce(letter) => keeper.ask(&|who, session| who.nonce(session, stands.at, letter.clone()))?,
            OnlineNext::End => {
                let answer = keeper.ask(&|who, session| who.end(session, stands.at))?;
                letter_sent(&answer).map_err(of_meeting)?;
                return course.desk(|desk| Ok(desk.store.online_gone(id, course.app.now())?));
            }
        };
        // Where something else lies there, the next look says what.
        if letter_sent(&answer).map_err(of_meeting)? == LetterSent::NoMailbox {
            return Err(StoreError::Joining(JoinFault::Over).into());
        }
    }
    Ok(())
}

fn stands(course: &Course<'_>, id: &[u8; 16]) -> Result<OnlineStands, Ended> {
    course.desk(|desk| Ok(desk.store.online_invite(id, course.app.now())?))
}

/// The invite that is meant, of those that are answered on line.
fn invited(desk: &Desk, said: &str) -> Result<[u8; 16], AppError> {
    let all = desk.store.online_invites()?;
    all.into_iter().find(|id| hexadecimal(id) == said).ok_or_else(|| ErrorCode::JoinNotInvited.into())
}

/// Was it made in a room that is served no more? Nobody can answer it then.
fn is_gone(app: &App, stands: &OnlineStands) -> bool {
    stands.in_room && room_place(app).is_none_or(|place| place.key != stands.place.key)
}

fn view(app: &App, stands: OnlineStands) -> Result<OnlineView, AppError> {
    let stage = match stands.state {
        InviteState::Answered => OnlineStage::Answered,
        InviteState::Dead => OnlineStage::Dead,
        InviteState::Open if is_gone(app, &stands) => OnlineStage::Dead,
        InviteState::Open if stands.asks.is_some() => OnlineStage::Digits,
        InviteState::Open if stands.answered => OnlineStage::Laptop,
        InviteState::Open => OnlineStage::Words,
    };
    let list = join_list(&language_get(app, &())?);
    // EXPOSE: they are shown to whoever invites.
    let words = stands.words.and_then(|words| list.at(words.places().expose()));
    let asks = stands.asks.map(|asks| AsksToJoinView {
        device: asks.device,
        member: asks.member,
        role: Word(asks.role),
        grants: asks.grants.into_iter().map(Word).collect(),
    });
    Ok(OnlineView {
        invite: hexadecimal(&stands.id),
        name: stands.name,
        stage,
        words: words.into_iter().flatten().map(str::to_owned).collect(),
        // This laptop reaches what it serves by another address than the others do.
        address: address_shown(app, &stands.place.key).unwrap_or(stands.place.address),
        again: stands.again,
        asks,
    })
}
