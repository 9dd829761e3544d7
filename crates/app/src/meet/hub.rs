//! The hub: how a centre comes to it, and how a laptop meets it. The centre is held between two requests alone, so that an
//! interview never waits for a network.

use std::ops::ControlFlow;

use pana_casework::Act;
use pana_model::Moment;
use pana_store::HubPlace;
use pana_sync::{
    HubLine, LineFault, MeetFault, Meeting, MeetingEnd, MeetingProgress, Next, register_at_hub, registered_at_hub,
};

use super::course::{Course, Ended};
use super::exchange::begin;
use super::standing::Standing;
use super::taken_out::{stands, was_shown};
use crate::app::App;
use crate::contract::AppError;
use crate::contract::hub::{HubJoinRequest, HubView};
use crate::contract::meet::{MeetDoing, MeetProgress, ReadView, SyncView};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// Where hubs answer if nothing else is said.
const PORT: u16 = 7470;
/// So often in a row a line may break before it is given up.
const BREAKS: u32 = 6;

/// The hub that the centre meets at.
///
/// # Errors
/// `locked`, and as any read.
pub(crate) fn hub_show(app: &App, &(): &()) -> Result<Option<HubView>, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::ReadBundle, now)?;
        view(app, desk)
    })
}

fn view(app: &App, desk: &Desk) -> Result<Option<HubView>, AppError> {
    let Some(place) = desk.store.hub() else { return Ok(None) };
    let (known, by_itself) = (desk.store.hub_known(&place.key)?, app.preferences().meets_by_itself);
    Ok(Some(HubView {
        waits: u64::try_from(desk.store.hub_lacks(&place.key)?.len()).unwrap_or(u64::MAX),
        met: known.met.map(Moment::to_rfc3339),
        apart: !desk.store.hubs().apart().is_empty(),
        key: hex(&place.key),
        address: place.address,
        by_itself,
    }))
}

/// Brings the centre to a hub: from then on all laptops of the centre know it, once they have met.
///
/// # Errors
/// `no-right`, `hub-address`, `hub-token`, `hub-registered`, `hub-unreached`, `hub-other`, `hub-broke`, `hub-busy`, `hub-refused`, and
/// as any write. The centre meets where it met before, then.
pub(crate) fn hub_join(app: &App, request: &HubJoinRequest) -> Result<HubView, AppError> {
    let address = address(&request.address)?;
    // EXPOSE: the secret goes to the hub whose key stands in it.
    let token = request.token.expose();
    let key = key_of(token).ok_or(ErrorCode::HubToken)?;
    let mut line = HubLine::new(&address, &key).map_err(of_line)?;
    let (ask, first) = app.desk(|desk, now| {
        desk.ask(Act::Devices, now)?;
        register_at_hub(&mut desk.store, &key, token, now).map_err(of_meeting)
    })?;
    let answer = line.ask(&ask, &mut || ControlFlow::Continue(())).map_err(of_line)?;
    app.desk(|desk, now| {
        registered_at_hub(&mut desk.store, (&address, &key), &first, &answer, now).map_err(of_meeting)?;
        app.by_itself().begin();
        view(app, desk)?.ok_or_else(|| AppError::internal("hub"))
    })
}

/// The centre meets at no hub any more. What lies at the hub stays there.
///
/// # Errors
/// `no-right`, `hub-none`, and as any write.
pub(crate) fn hub_leave(app: &App, &(): &()) -> Result<(), AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::Devices, now)?;
        if desk.store.hub().is_none() {
            return Err(ErrorCode::HubNone.into());
        }
        Ok(desk.store.hub_say(None, now)?)
    })
}

/// Meets the hub to the end.
///
/// # Errors
/// `no-right`, `hub-none`, `hub-unreached`, `hub-other`, `hub-broke`, `hub-differs`, `hub-unknown-centre`, `hub-unknown-device`,
/// `hub-removed`, `hub-busy`, `hub-refused`, and as any write. What was given and taken until then stays.
pub(crate) fn sync(app: &App, &(): &()) -> Result<SyncView, AppError> {
    app.desk(|desk, now| desk.ask(Act::ReadBundle, now))?;
    let met = meet(&Course { app, job: None }, Pieces::AsLarge)?;
    gone_is_locked(app)?;
    Ok(met)
}

/// Whoever was removed elsewhere works here no more.
pub(super) fn gone_is_locked(app: &App) -> Result<(), AppError> {
    app.desk(|desk, _| is_gone(desk)).map(|is_gone| {
        if is_gone {
            app.lock_now()
        }
    })
}

/// Begins to meet the hub.
///
/// # Errors
/// `no-right`, `hub-none`, `meet-running`. What goes wrong later is told by its progress.
pub(crate) fn meet_hub(app: &App, &(): &()) -> Result<String, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::ReadBundle, now)?;
        desk.store.hub().map(drop).ok_or_else(|| ErrorCode::HubNone.into())
    })?;
    begin(app, "meet_hub", move |course| {
        let met = meet(course, Pieces::AsLarge).and_then(|met| {
            let is_gone = course.desk(|desk| is_gone(desk))?;
            course.app.by_itself().was_met();
            Ok((met, is_gone))
        });
        let ended = met.map(|(met, is_gone)| {
            if is_gone {
                course.app.lock_now();
            }
            MeetProgress::AtHub { met }
        });
        (ended, None)
    })
}

/// Meets the hub while somebody works at something else, in small pieces: did anything come? `spared`: only if something waits
/// here to be given; else nothing is asked, and there is no answer.
pub(super) fn meet_gently(course: &Course<'_>, spared: bool) -> Result<Option<bool>, Ended> {
    let waits = course.desk(|desk| {
        desk.ask(Act::ReadBundle, course.app.now())?;
        // Whoever asks still may: it may have been let in again.
        stands(desk)?;
        let place = desk.store.hub().ok_or(ErrorCode::HubNone)?;
        Ok(!desk.store.hub_lacks(&place.key)?.is_empty())
    })?;
    if spared && !waits {
        return Ok(None);
    }
    let met = meet(course, Pieces::Small)?;
    if course.desk(|desk| is_gone(desk))? {
        course.app.lock_now();
    }
    Ok(Some(met.read.events > 0 || met.read.files > 0))
}

/// How much is taken in at once: nothing else is done at the desk meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pieces {
    /// As much as the line bears.
    AsLarge,
    /// So little that nobody notices.
    Small,
}

fn is_gone(desk: &Desk) -> Result<bool, AppError> {
    let me = desk.member().id;
    Ok(desk.store.members()?.iter().all(|member| member.id != me))
}

fn meet(course: &Course<'_>, pieces: Pieces) -> Result<SyncView, Ended> {
    meet_at(course, None, pieces)
}

/// Meets the centre's hub, or what is at this place.
pub(super) fn meet_at(course: &Course<'_>, at: Option<HubPlace>, pieces: Pieces) -> Result<SyncView, Ended> {
    let is_hub = at.is_none();
    let now = || course.app.now();
    let (mut meeting, mut line, before) = course.desk(|desk| {
        let place = at.or_else(|| desk.store.hub()).ok_or(ErrorCode::HubNone)?;
        let line = HubLine::new(&place.address, &place.key).map_err(of_line)?;
        let session = desk.hub_session.filter(|_| is_hub);
        let mut meeting = Meeting::new(&desk.store, place, session).map_err(of_meeting)?;
        if pieces == Pieces::Small {
            meeting.in_small_pieces();
        }
        Ok((meeting, line, Standing::of(desk)?))
    })?;
    let (mut breaks, mut people) = (0_u32, 0_u64);
    let end = loop {
        let ask = match course.desk(|desk| meeting.next(&mut desk.store, now()).map_err(of_meeting))? {
            Next::Done(end) => break end,
            Next::Ask(ask) => ask,
        };
        let progress = meeting.progress();
        match line.ask(&ask, &mut || told(course, progress, people)) {
            Ok(answer) => {
                breaks = 0;
                people = course.desk(|desk| {
                    let done = meeting.answer(&mut desk.store, &answer, now());
                    let done = done.map_err(|fault| match fault {
                        MeetFault::TakenOut => was_shown(desk),
                        other => of_meeting(other),
                    });
                    desk.forget_what_may_have_changed();
                    done?;
                    Ok(u64::from(desk.store.people_count()?).saturating_sub(before.people))
                })?;
            }
            Err(LineFault::Broke(_)) if breaks < BREAKS => {
                breaks = breaks.saturating_add(1);
                meeting.broke();
            }
            Err(LineFault::Stopped) => return Err(Ended::Stopped),
            Err(fault) => return Err(of_line(fault).into()),
        }
    };
    course.desk(|desk| {
        if is_hub {
            desk.hub_session = meeting.session();
        }
        let read = came(desk, &before, &end)?;
        let MeetingEnd { given, files_given, left, full, told_full, forks, anew, .. } = end;
        Ok(SyncView { given, files_given, read, left, full, told_full, forks, anew })
    })
}

/// Tells how far it is, in changes and files.
fn told(course: &Course<'_>, at: MeetingProgress, people: u64) -> ControlFlow<()> {
    let (of_given, of_read) =
        (at.files_given.saturating_add(at.files_to_give), at.files_read.saturating_add(at.files_to_read));
    // Files come last, and what was read first.
    if at.files_to_read > 0 {
        return course.told(MeetDoing::ReadingFiles, at.files_read, of_read, people);
    }
    if at.files_to_give > 0 {
        return course.told(MeetDoing::GivingFiles, at.files_given, of_given, people);
    }
    if at.to_give > 0 {
        return course.told(MeetDoing::Giving, at.given, at.given.saturating_add(at.to_give), people);
    }
    if at.to_read > 0 || at.read > 0 {
        return course.told(MeetDoing::Reading, at.read, at.read.saturating_add(at.to_read), people);
    }
    course.told(MeetDoing::Reaching, 0, 0, people)
}

fn came(desk: &Desk, before: &Standing, end: &MeetingEnd) -> Result<ReadView, AppError> {
    let after = Standing::of(desk)?;
    Ok(ReadView {
        events: u64::from(end.taken.events),
        files: u64::from(end.taken.files),
        people: after.people.saturating_sub(before.people),
        conflicts: after.conflicts.saturating_sub(before.conflicts),
        quarantined: after.quarantined,
        waiting: after.waiting,
        not_taken: u64::from(end.taken.not_taken),
        complete: true,
        ..ReadView::default()
    })
}

/// A host and a port, as it is kept.
pub(super) fn address(said: &str) -> Result<String, AppError> {
    let said = said.trim().trim_end_matches('/');
    let (before, said) = match said.strip_prefix("http://") {
        Some(plain) => ("http://", plain),
        None => ("", said.strip_prefix("https://").unwrap_or(said)),
    };
    let is_host = |host: &str| !host.is_empty() && host.bytes().all(|sign| sign.is_ascii_graphic() && sign != b'/');
    let (host, port) = match said.rsplit_once(':') {
        // The colons of an address of version 6 stand in brackets.
        Some((host, port)) if !port.ends_with(']') => (host, port.parse::<u16>().ok().filter(|port| *port > 0)),
        _ => (said, Some(PORT)),
    };
    match port {
        Some(port) if is_host(host) => Ok(format!("{before}{host}:{port}")),
        _ => Err(ErrorCode::HubAddress.into()),
    }
}

/// The hub's key, which stands at the end of what its keeper gave out.
fn key_of(token: &str) -> Option<[u8; 32]> {
    let (_, digits) = token.trim().rsplit_once('-')?;
    if digits.len() != 64 || !digits.is_ascii() {
        return None;
    }
    let mut key = [0; 32];
    for (byte, at) in key.iter_mut().zip((0_usize..).step_by(2)) {
        *byte = u8::from_str_radix(digits.get(at..at.saturating_add(2))?, 16).ok()?;
    }
    Some(key)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn of_line(fault: LineFault) -> AppError {
    match fault {
        LineFault::Unreached(why) => AppError::of(ErrorCode::HubUnreached).with("why", why),
        LineFault::NotTheHub => ErrorCode::HubOther.into(),
        LineFault::Broke(_) | LineFault::Stopped => ErrorCode::HubBroke.into(),
        LineFault::Meet(fault) => of_meeting(fault),
    }
}

pub(super) fn of_meeting(fault: MeetFault) -> AppError {
    match fault {
        MeetFault::Store(error) => error.into(),
        MeetFault::NoHub(_) => ErrorCode::HubOther.into(),
        MeetFault::Differs => ErrorCode::HubDiffers.into(),
        MeetFault::UnknownCentre => ErrorCode::HubUnknownCentre.into(),
        MeetFault::UnknownDevice => ErrorCode::HubUnknownDevice.into(),
        // Who shows by whom has been asked before.
        MeetFault::Removed | MeetFault::TakenOut => ErrorCode::HubRemoved.into(),
        MeetFault::Later => ErrorCode::HubBusy.into(),
        MeetFault::Token => ErrorCode::HubToken.into(),
        MeetFault::Registered => ErrorCode::HubRegistered.into(),
        MeetFault::Refused(word) => AppError::of(ErrorCode::HubRefused).with("word", word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_host_and_a_port_however_it_is_written() {
        for (said, kept) in [
            ("hub.example.org", "hub.example.org:7470"),
            (" https://hub.example.org/ ", "hub.example.org:7470"),
            ("https://hub.example.org:443", "hub.example.org:443"),
            ("192.0.2.7:7000", "192.0.2.7:7000"),
            ("[2001:db8::1]", "[2001:db8::1]:7470"),
            ("[2001:db8::1]:7000", "[2001:db8::1]:7000"),
            ("http://127.0.0.1:7470", "http://127.0.0.1:7470"),
        ] {
            assert_eq!(address(said).unwrap(), kept);
        }
        for said in ["", "https://", "hub example", "hub.example.org:0", "hub.example.org:port", "hub/path"] {
            assert!(address(said).is_err(), "{said:?}");
        }
    }

    #[test]
    fn the_key_stands_at_the_end_of_what_a_hubs_keeper_gives_out() {
        assert_eq!(key_of(&format!("panahub-00-{}", "0f".repeat(32))), Some([0x0f; 32]));
        for wrong in ["", "panahub", "panahub-00-0f", &format!("x-{}", "zz".repeat(32))] {
            assert_eq!(key_of(wrong), None, "{wrong}");
        }
    }
}
