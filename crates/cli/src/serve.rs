//! `pana serve`: this laptop is for the others of its centre what a hub is, for a while, in one room or over a cable.

use std::future::Future as _;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::task::Poll;
use std::time::Duration;

use pana_app::contract::AppError;
use pana_app::contract::centre::Agreed;
use pana_app::contract::meet::InviteEndRequest;
use pana_app::contract::online::{OnlineAcceptRequest, OnlineInviteRequest, OnlineStage, OnlineView};
use pana_app::contract::room::{RoomServeRequest, RoomStands};
use pana_app::error::ErrorCode;
use pana_app::{App, usecase};
use pana_i18n::keys::cli;
use serde_json::json;

use crate::arguments::{Arguments, ServeCommand};
use crate::device::whom;
use crate::online;
use crate::passphrase;
use crate::terminal::{Failure, Terminal};

/// So often it is looked who came.
const TURN: Duration = Duration::from_millis(500);

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &ServeCommand) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let (minutes, address) = (command.minutes, command.address.clone());
    usecase::room_serve(&app, &RoomServeRequest { minutes, listen: command.listen, address })?;
    let served = serve(terminal, &app, command);
    // Whatever ended it, nothing of it stays.
    let ended = usecase::room_close(&app, &())?;
    served?;
    if let Some(fault) = ended.and_then(|ended| ended.fault) {
        return Err(fault.into());
    }
    terminal.say(&cli::cli_serve_over(&terminal.words));
    Ok(())
}

fn serve(terminal: &Terminal, app: &App, command: &ServeCommand) -> Result<(), Failure> {
    let stop = told_to_stop()?;
    let Some(room) = ready(app, &stop)? else { return Ok(()) };
    let mut asked_in = AskedIn::begin(terminal, app, command)?;
    terminal.say(&cli::cli_serve_at(&terminal.words, room.address.as_str(), command.minutes));
    terminal.line(&format!("pana sync --at {}", room.address));
    let mut shown = json!({ "address": room.address, "minutes": command.minutes });
    if let (Some(asked_in), Some(shown)) = (&asked_in, shown.as_object_mut()) {
        shown.insert("words".to_owned(), json!(asked_in.seen.words));
        shown.insert("invite".to_owned(), json!(asked_in.seen.invite));
    }
    terminal.document(&shown)?;
    let mut before = room;
    while let Some(now) = next(app, &stop)? {
        if now.came > before.came {
            let (events, people) = (now.came.saturating_sub(before.came), now.people.saturating_sub(before.people));
            terminal.say(&cli::cli_bundle_read(&terminal.words, events, people));
        }
        before = now;
        if let Some(asked) = &mut asked_in
            && asked.turn(terminal, app)?
        {
            asked_in = None;
        }
    }
    Ok(())
}

/// Waits until all that is here is there for the others; nothing where it ended before.
fn ready(app: &App, stop: &Receiver<()>) -> Result<Option<RoomStands>, Failure> {
    while let Some(room) = next(app, stop)? {
        if room.ready {
            return Ok(Some(room));
        }
    }
    Ok(None)
}

/// Where it stands a moment later; nothing once it is over, or is to be.
fn next(app: &App, stop: &Receiver<()>) -> Result<Option<RoomStands>, Failure> {
    if stop.recv_timeout(TURN) != Err(RecvTimeoutError::Timeout) {
        return Ok(None);
    }
    Ok(usecase::room_look(app, &())?.filter(|room| !room.over))
}

/// A laptop that is asked in while this one serves.
struct AskedIn {
    seen: OnlineView,
    /// What is typed here, line by line.
    typed: Receiver<String>,
}

impl AskedIn {
    fn begin(terminal: &Terminal, app: &App, command: &ServeCommand) -> Result<Option<Self>, Failure> {
        if !command.invite {
            return Ok(None);
        }
        let whom = whom(app, &command.whom)?;
        let seen = usecase::online_invite(app, &OnlineInviteRequest { whom })?;
        online::show_words(terminal, &seen);
        let (lines, typed) = channel();
        std::thread::spawn(move || {
            for line in std::io::stdin().lines().map_while(Result::ok) {
                if lines.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Some(Self { seen, typed }))
    }

    /// Looks how far it is, and lets the laptop in whose digits were typed. Is it over?
    fn turn(&mut self, terminal: &Terminal, app: &App) -> Result<bool, Failure> {
        let request = InviteEndRequest { invite: self.seen.invite.clone() };
        let now = match usecase::online_look(app, &request) {
            Ok(now) => now,
            Err(error) => return Ok(is_dead(terminal, error)),
        };
        online::told(terminal, &self.seen, &now);
        if now.stage == OnlineStage::Digits && self.seen.stage != OnlineStage::Digits {
            online::asks(terminal, &now);
            terminal.say(&cli::cli_online_digits_ask(&terminal.words));
            // What was typed before nobody asked for.
            self.typed.try_iter().for_each(drop);
        }
        self.seen = now;
        if self.seen.stage != OnlineStage::Digits {
            return Ok(matches!(self.seen.stage, OnlineStage::Answered | OnlineStage::Dead));
        }
        let Some(check) = self.typed.try_iter().find(|line| online::are_digits(line)) else {
            return Ok(false);
        };
        let agreed = Agreed::Alone;
        let accepted = usecase::online_accept(app, &OnlineAcceptRequest { invite: request.invite, check, agreed });
        match accepted {
            // The next turn, in which the laptop is known, takes the mailbox away.
            Ok(let_in) => online::let_in(terminal, &let_in).map(|()| false),
            Err(error) => Ok(is_dead(terminal, error)),
        }
    }
}

/// Says what went wrong. An invite that is dead is asked about no more; what a full disk keeps from it is tried again. The others are
/// served on.
fn is_dead(terminal: &Terminal, error: AppError) -> bool {
    let dead = [ErrorCode::JoinDigits, ErrorCode::JoinChanged, ErrorCode::JoinOver, ErrorCode::JoinNotInvited];
    let is_dead = dead.into_iter().any(|code| error.is(code));
    terminal.fail(&Failure::App(error));
    is_dead
}

/// The news that somebody pressed Ctrl+C. From when this returns on, it does not end the program.
fn told_to_stop() -> Result<Receiver<()>, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|_| AppError::from(ErrorCode::DataFolder))?;
    let (listens, listening): (Sender<()>, _) = channel();
    let (stopped, stop): (Sender<()>, _) = channel();
    std::thread::spawn(move || {
        runtime.block_on(async {
            let mut pressed = std::pin::pin!(tokio::signal::ctrl_c());
            // It listens once it was asked for the first time.
            let first = std::future::poll_fn(|context| Poll::Ready(pressed.as_mut().poll(context))).await;
            let _ = listens.send(());
            if first.is_pending() {
                drop(pressed.await);
            }
        });
        let _ = stopped.send(());
    });
    // Where the thread ended, it listens to nothing.
    let _ = listening.recv();
    Ok(stop)
}
