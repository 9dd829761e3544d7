//! This laptop joins on line a centre that is elsewhere: by an address, eight words, and the digits that it shows.
//!
//! What lies under the words is fetched from whoever answers, since it is sealed. Before anything else is sent, the key that
//! answered has to be the one that stands in it.

use std::ops::ControlFlow;

use pana_i18n::{JOIN_WORDS, JoinWordsFault, read_join_words};
use pana_store::{
    HubPlace, JoinNext, JoinWords, Joining, JoinsOnline, NewJoin, OnlineInvite, StoreError, second_answer,
};
use pana_sync::{
    ControlPull, HubLine, LetterPlace, LetterSent, LineFault, MeetFault, OpenedSession, SessionOf, letter_sent,
    look_into, mailbox_found, put_letter,
};

use super::course::Course;
use super::hub::{Pieces, address, meet_at, of_line, of_meeting};
use crate::app::{App, Phase};
use crate::centre::{Named, checked_name, checked_passphrase, enter};
use crate::contract::AppError;
use crate::contract::online::{JoinGoOnRequest, JoinStage, JoinedOnlineView, JoinsView, OnlineJoinRequest};
use crate::error::ErrorCode;
use crate::waiting::in_halves;

/// So many letters go at most when a mailbox is looked into.
const STEPS: u32 = 4;

/// Answers words: this laptop's keys are made, and it is bound to them.
///
/// # Errors
/// `centre-exists`, `join-waits`, `name-missing`, `name-long`, `passphrase-short`, `hub-address`, `join-words`, `join-words-count`,
/// `hub-unreached`, `join-no-mailbox`, `join-changed`, `join-other-key`, `join-another`, `join-newer`, `join-over`, and as any write.
/// Where the line broke after the keys were made, it waits: [`join_look`] goes on.
pub(crate) fn join_online(app: &App, request: &OnlineJoinRequest) -> Result<JoinsView, AppError> {
    let address = address(&request.address)?;
    // EXPOSE: to read them.
    let words = words_of(request.words.expose())?;
    let device = checked_name(&request.device, Named::Device)?.to_owned();
    let member = checked_name(&request.member, Named::Oneself)?.to_owned();
    checked_passphrase(&request.passphrase)?;
    let kdf = app.kdf()?;
    let free = || match app.seat().phase {
        Phase::Closed => Ok(()),
        _ => Err(AppError::from(ErrorCode::CentreExists)),
    };
    free()?;
    if Joining::open(&folder(app))?.is_some() {
        return Err(ErrorCode::JoinWaits.into());
    }
    let mailbox = words.mailbox().map_err(|_| AppError::internal("words"))?;
    let mut line = HubLine::to_any(&address).map_err(of_line)?;
    let answer = line.ask(&look_into(mailbox.at()), &mut || ControlFlow::Continue(())).map_err(of_line)?;
    let found = mailbox_found(&answer).map_err(of_meeting)?.ok_or(ErrorCode::JoinNoMailbox)?;
    let letter = found.letter(LetterPlace::Invite).ok_or(ErrorCode::JoinChanged)?;
    let inside = mailbox.open(LetterPlace::Invite, letter).map_err(|_| ErrorCode::JoinChanged)?;
    // EXPOSE: to read it.
    let invite = OnlineInvite::from_bytes(inside.expose()).map_err(|error| match error.is_newer() {
        true => AppError::from(ErrorCode::JoinNewer),
        false => ErrorCode::JoinChanged.into(),
    })?;
    // Without TLS it is this computer itself.
    if line.seen_key().is_some_and(|key| key != invite.hub) {
        return Err(ErrorCode::JoinOtherKey.into());
    }
    drop(line);
    if found.letter(LetterPlace::Commitment).is_some() {
        // Whoever invites is to know of it, whatever becomes of this letter.
        let letter = second_answer(&mailbox)?;
        let said = HubLine::new(&address, &invite.hub).and_then(|mut line| {
            let letter = put_letter(mailbox.at(), LetterPlace::Commitment, letter);
            line.ask(&letter, &mut || ControlFlow::Continue(()))
        });
        drop(said);
        return Err(ErrorCode::JoinAnother.into());
    }
    free()?;
    let new = NewJoin { device: device.clone(), member, passphrase: request.passphrase.clone(), kdf };
    let joining = Joining::begin_online(&folder(app), (&address, &invite, &mailbox), &new, app.now())?;
    drop(joining);
    match join_look(app, &()) {
        // It is bound to nothing yet that somebody has seen; what it has is kept.
        Err(error) if is_of_line(&error) => Ok(JoinsView { stage: JoinStage::Waits, check: None, device }),
        looked => looked,
    }
}

fn is_of_line(error: &AppError) -> bool {
    [ErrorCode::HubUnreached, ErrorCode::HubBroke, ErrorCode::HubBusy].into_iter().any(|code| error.is(code))
}

fn words_of(typed: &str) -> Result<JoinWords, AppError> {
    let places = read_join_words(typed).map_err(|fault| match fault {
        JoinWordsFault::Count(count) => {
            AppError::of(ErrorCode::JoinWordsCount).with("count", count.to_string()).with("all", JOIN_WORDS.to_string())
        }
        JoinWordsFault::Unknown(words) => AppError::of(ErrorCode::JoinWords).with("words", words.join(", ")),
    })?;
    JoinWords::from_places(places).map_err(|_| AppError::internal("words"))
}

fn folder(app: &App) -> std::path::PathBuf {
    let seat = app.seat();
    app.folder(seat.start)
}

/// Looks whether anything is to be answered, and answers it.
///
/// # Errors
/// `no-centre` where this laptop does not join on line; `join-ended` where the mailbox went before there were digits;
/// `join-another` where another laptop answered the words before,
/// `join-changed`, what a hub says, `store-in-use`, and as any write. It waits as before then.
pub(crate) fn join_look(app: &App, &(): &()) -> Result<JoinsView, AppError> {
    let mut found = None;
    for _ in 0..STEPS {
        let joins = joins_online(app)?;
        let mut line = HubLine::new(&joins.address, &joins.hub).map_err(of_key)?;
        let answer = line.ask(&look_into(joins.at), &mut || ControlFlow::Continue(())).map_err(of_key)?;
        let mailbox = mailbox_found(&answer).map_err(of_meeting)?;
        let next = {
            let seat = app.seat();
            let mut joining = Joining::open(&app.folder(seat.start))?.ok_or(StoreError::NoCentre)?;
            joining.online_step(mailbox.as_ref())?
        };
        let (place, letter) = match next {
            JoinNext::Commit(letter) => (LetterPlace::Commitment, letter),
            JoinNext::Open(letter) => (LetterPlace::Opening, letter),
            JoinNext::Wait => break,
            JoinNext::Gone => {
                found = Some(JoinStage::Decided);
                break;
            }
        };
        let sent = put_letter(joins.at, place, letter);
        let answer = line.ask(&sent, &mut || ControlFlow::Continue(())).map_err(of_key)?;
        match letter_sent(&answer).map_err(of_meeting)? {
            // What lies there by now is said by the next look.
            LetterSent::Lies | LetterSent::Other => {}
            LetterSent::NoMailbox => {
                found = Some(JoinStage::Decided);
                break;
            }
        }
    }
    let device = device_name(app)?;
    let check = joins_online(app)?.digits.map(|digits| in_halves(&digits));
    if found.is_some() && check.is_none() {
        // It went before both sides were bound: there is nothing to compare, and nobody can have let this laptop in.
        return Err(ErrorCode::JoinEnded.into());
    }
    let waits = if check.is_some() { JoinStage::Digits } else { JoinStage::Waits };
    Ok(JoinsView { stage: found.unwrap_or(waits), check, device })
}

fn joins_online(app: &App) -> Result<JoinsOnline, AppError> {
    let seat = app.seat();
    let joining = Joining::open(&app.folder(seat.start))?.ok_or(StoreError::NoCentre)?;
    joining.online()?.ok_or_else(|| StoreError::NoCentre.into())
}

fn device_name(app: &App) -> Result<String, AppError> {
    let seat = app.seat();
    let joining = Joining::open(&app.folder(seat.start))?.ok_or(StoreError::NoCentre)?;
    Ok(joining.device_name().to_owned())
}

/// Another key than the invite names is said in the words of whoever joins.
fn of_key(fault: LineFault) -> AppError {
    match fault {
        LineFault::NotTheHub => ErrorCode::JoinOtherKey.into(),
        fault => of_line(fault),
    }
}

/// Joins, if a coordinator has let this laptop in: it reads the control stream with the keys that are sealed to it, and is open for
/// its member then. What else the centre knows comes with meetings.
///
/// # Errors
/// `wrong-passphrase`, `join-not-yet` while no coordinator has typed the digits, `join-ended` where the invite has ended without it,
/// `join-not-let-in`, what a hub says, and as any write. It waits as before then.
pub(crate) fn join_go_on(app: &App, request: &JoinGoOnRequest) -> Result<(), AppError> {
    // What a laptop in this room has comes now or never: nobody meets it there by themselves.
    if let Some(room) = go_on(app, request)? {
        drop(meet_at(&Course { app, job: None }, Some(room), Pieces::AsLarge));
    }
    Ok(())
}

/// The same, and the first meeting to its end.
///
/// # Errors
/// As [`join_go_on`]. Once it has joined, a line that breaks is no failure.
pub(crate) fn device_go_on(app: &App, request: &JoinGoOnRequest) -> Result<JoinedOnlineView, AppError> {
    let place = go_on(app, request)?;
    let met = meet_at(&Course { app, job: None }, place, Pieces::AsLarge);
    Ok(JoinedOnlineView { met: met.ok() })
}

/// Joins, and says where: nothing where it is the centre's hub.
fn go_on(app: &App, request: &JoinGoOnRequest) -> Result<Option<HubPlace>, AppError> {
    let joins = joins_online(app)?;
    let mut seat = app.seat();
    if !matches!(seat.phase, Phase::Closed) {
        return Err(ErrorCode::CentreExists.into());
    }
    let now = app.now();
    let joining = Joining::open(&app.folder(seat.start))?.ok_or(StoreError::NoCentre)?;
    let waiting = joining.unlock(&request.passphrase, now)?;
    let mut line = HubLine::new(&joins.address, &joins.hub).map_err(of_key)?;
    let mut ask = |ask| line.ask(&ask, &mut || ControlFlow::Continue(())).map_err(of_key);
    let who = SessionOf { centre: waiting.centre(), device: waiting.device(), hub: joins.hub };
    let opened = match who.open(&ask(who.challenge())?, waiting.secrets()) {
        Err(MeetFault::UnknownDevice) => {
            let found = mailbox_found(&ask(look_into(joins.at))?).map_err(of_meeting)?;
            return Err(if found.is_some() { ErrorCode::JoinNotYet } else { ErrorCode::JoinEnded }.into());
        }
        opened => opened.map_err(of_meeting)?,
    };
    let (open, nonce) = opened;
    let session: OpenedSession = who.opened(&ask(open)?, &nonce, now).map_err(of_meeting)?;
    let mut pull = ControlPull::begin(who, session).map_err(of_meeting)?;
    while pull.answer(&ask(pull.ask())?).map_err(of_meeting)? {}
    let store = waiting.join(&pull.done(), now)?;
    // It has ended; where the line breaks now, its time ends it.
    drop(ask(who.end(session, joins.at)));
    let is_hub = store.hub().is_some_and(|place| place.key == joins.hub);
    enter(app, &mut seat, store)?;
    drop(seat);
    app.by_itself().begin();
    let place = HubPlace { address: joins.address, key: joins.hub, root_deed: Vec::new() };
    Ok(Some(place).filter(|_| !is_hub))
}
