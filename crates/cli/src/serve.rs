//! `pana serve`: this laptop is for the others of its centre what a hub is, for a while, in one room or over a cable.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use pana_app::contract::centre::Agreed;
use pana_app::contract::hub::{RoomMeetRequest, RoomView};
use pana_app::contract::meet::InviteEndRequest;
use pana_app::contract::online::{OnlineAcceptRequest, OnlineInviteAt, OnlineStage, OnlineView};
use pana_app::error::ErrorCode;
use pana_app::{App, usecase};
use pana_hub::db::{DbPlace, PoolLimits};
use pana_hub::{FilesPlace, Hub, HubKey, Limits, RoomDevice};
use pana_i18n::keys::cli;
use pana_model::{CentreId, DeviceId};
use serde_json::json;

use crate::arguments::{Arguments, ServeCommand};
use crate::device::whom;
use crate::online;
use crate::passphrase;
use crate::terminal::{Failure, Terminal};

/// So often this laptop takes in what the others gave.
const TURN: Duration = Duration::from_secs(2);

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &ServeCommand) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let room = usecase::room_begin(&app, &())?;
    let served = serve(terminal, &app, &room, command);
    // Whatever ended it, nothing of it stays.
    usecase::room_end(&app, &())?;
    served
}

fn serve(terminal: &Terminal, app: &App, room: &RoomView, command: &ServeCommand) -> Result<(), Failure> {
    let listen = || Failure::from(pana_app::contract::AppError::from(ErrorCode::RoomListen));
    let folder = || Failure::from(pana_app::contract::AppError::from(ErrorCode::DataFolder));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|_| folder())?;
    let key = HubKey::open_or_make(&room.folder.join("hub.key")).map_err(|_| folder())?;
    let pool = DbPlace::Sqlite(room.folder.join("hub.db")).pool(PoolLimits::default()).map_err(|_| folder())?;
    let files = FilesPlace::Folder(room.folder.join("files")).open().map_err(|_| folder())?;
    let (centre, clock) = (CentreId::from_bytes(room.centre), Arc::new(now_ms));
    let known = devices(room);
    let hub = Hub::in_room((pool, files), (centre, &known), key, limits(), clock);
    let hub = runtime.block_on(hub).map_err(|_| folder())?;
    let listener = runtime.block_on(tokio::net::TcpListener::bind(command.listen)).map_err(|_| listen())?;
    let at = listener.local_addr().map_err(|_| listen())?;
    let key: String = hub.public_key().iter().map(|byte| format!("{byte:02x}")).collect();
    let (stopped, stop) = channel();
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let serving = hub.clone();
    let served = runtime.spawn(async move {
        let until = async { drop(ended.await) };
        drop(pana_hub::serve(&serving, listener, None, until).await);
    });
    runtime.spawn(told_to_stop(stopped));

    // What is here comes first, so that who meets this laptop finds all of it.
    let own =
        RoomMeetRequest { address: SocketAddr::new(reached_here(at.ip()), at.port()).to_string(), key: key.clone() };
    usecase::room_meet(app, &own)?;
    let address = command.address.clone().unwrap_or_else(|| SocketAddr::new(address_of(at), at.port()).to_string());
    let mut asked_in = AskedIn::begin(terminal, app, command, (&address, &own))?;
    terminal.say(&cli::cli_serve_at(&terminal.words, address.as_str(), key.as_str(), command.minutes));
    terminal.line(&format!("pana sync --at {address} --key {key}"));
    let mut shown = json!({ "address": address, "key": key, "minutes": command.minutes });
    if let (Some(asked_in), Some(shown)) = (&asked_in, shown.as_object_mut()) {
        shown.insert("words".to_owned(), json!(asked_in.seen.words));
        shown.insert("invite".to_owned(), json!(asked_in.seen.invite));
    }
    terminal.document(&shown)?;

    let until = Instant::now() + Duration::from_secs(u64::from(command.minutes) * 60);
    loop {
        let left = until.saturating_duration_since(Instant::now()).min(TURN);
        let is_over = !matches!(stop.recv_timeout(left), Err(RecvTimeoutError::Timeout)) || Instant::now() >= until;
        let room = usecase::room(app, &())?;
        // What others were told is taken is taken in here before it ends: nobody gives anything any more then.
        let own_device = DeviceId::from_bytes(room.own);
        let may = |device: &RoomDevice| device.device == own_device || (device.stands && !is_over);
        let served = devices(&room).into_iter().map(|device| RoomDevice { stands: may(&device), ..device });
        hub.set_room_devices(&served.collect::<Vec<_>>());
        match usecase::room_meet(app, &own) {
            Ok(met) if met.read.events > 0 || met.read.files > 0 => {
                terminal.say(&cli::cli_bundle_read(&terminal.words, met.read.events, met.read.people));
            }
            Ok(_) => {}
            // A disk that is full for a moment, for one: what others gave lies here until it is taken in.
            Err(error) if is_over => return Err(error.into()),
            Err(_) => {}
        }
        if is_over {
            break;
        }
        if let Some(asked) = &mut asked_in
            && asked.turn(terminal, app)?
        {
            asked_in = None;
        }
    }
    if let Some(asked) = asked_in {
        // Nobody could answer it any more, if nobody was let in by it.
        let ended = usecase::invite_end(app, &InviteEndRequest { invite: asked.seen.invite });
        if let Err(error) = ended
            && !error.is(ErrorCode::JoinOver)
        {
            terminal.fail(&Failure::App(error));
        }
    }
    // Whoever served may have ended before.
    let _ = end.send(());
    drop(runtime.block_on(served));
    terminal.say(&cli::cli_serve_over(&terminal.words));
    Ok(())
}

/// A laptop that is asked in while this one serves.
struct AskedIn {
    seen: OnlineView,
    /// What is typed here, line by line.
    typed: Receiver<String>,
}

impl AskedIn {
    fn begin(
        terminal: &Terminal,
        app: &App,
        command: &ServeCommand,
        (address, own): (&str, &RoomMeetRequest),
    ) -> Result<Option<Self>, Failure> {
        if !command.invite {
            return Ok(None);
        }
        let whom = whom(app, &command.whom)?;
        // This laptop reaches what it serves by its own address; the other one by that which is shown.
        let request = OnlineInviteAt { whom, address: own.address.clone(), key: own.key.clone() };
        let made = usecase::online_invite_at(app, &request)?;
        let seen = OnlineView { address: address.to_owned(), ..made };
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
fn is_dead(terminal: &Terminal, error: pana_app::contract::AppError) -> bool {
    let dead = [ErrorCode::JoinDigits, ErrorCode::JoinChanged, ErrorCode::JoinOver, ErrorCode::JoinNotInvited];
    let is_dead = dead.into_iter().any(|code| error.is(code));
    terminal.fail(&Failure::App(error));
    is_dead
}

/// Whoever serves gives all that is here, and everybody else is in the room: nobody asks too often.
fn limits() -> Limits {
    Limits { requests_a_minute: NonZeroU32::MAX, ..Limits::default() }
}

fn devices(room: &RoomView) -> Vec<RoomDevice> {
    let device = |device: &pana_app::contract::hub::RoomDeviceView| RoomDevice {
        device: DeviceId::from_bytes(device.device),
        key: device.key,
        stands: device.stands,
    };
    room.devices.iter().map(device).collect()
}

/// By which address this laptop reaches what it serves itself.
const fn reached_here(listens: IpAddr) -> IpAddr {
    match listens {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        one => one,
    }
}

/// Where others find this laptop: the address by which it would send to them. Nothing is sent to find it out.
fn address_of(listens: SocketAddr) -> IpAddr {
    if !listens.ip().is_unspecified() {
        return listens.ip();
    }
    // Networks of rooms, and of a cable alone; the last is any other.
    let reaches = ["192.168.255.255:9", "10.255.255.255:9", "172.16.255.255:9", "169.254.255.254:9", "192.0.2.1:9"];
    let found = reaches.into_iter().find_map(|to| {
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
        socket.connect(to).ok()?;
        Some(socket.local_addr().ok()?.ip()).filter(|ip| !ip.is_unspecified() && !ip.is_loopback())
    });
    found.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
}

async fn told_to_stop(stopped: Sender<()>) {
    drop(tokio::signal::ctrl_c().await);
    let _ = stopped.send(());
}

fn now_ms() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
