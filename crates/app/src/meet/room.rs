//! One laptop serves the others of its centre for a while, in one room or over a cable: they meet it as they meet a hub, and no
//! hub is there. Whoever serves tells by word of mouth where it is and by which key it is known.

use std::path::PathBuf;

use pana_casework::Act;
use pana_model::Moment;
use pana_store::HubPlace;

use super::course::{Course, Ended};
use super::hub::{Pieces, address, gone_is_locked, meet_at};
use crate::app::App;
use crate::contract::AppError;
use crate::contract::hub::{RoomDeviceView, RoomMeetRequest, RoomView};
use crate::contract::meet::SyncView;
use crate::error::ErrorCode;
use crate::room_folder;

/// What is known of a room is of use as long as people are in it.
const KNOWN_MS: i64 = 24 * 60 * 60 * 1000;

/// Who is served, and a folder of its own for what they give each other. What an earlier room left behind is deleted.
///
/// # Errors
/// `no-right`, `data-folder`, and as any read.
pub(crate) fn room_begin(app: &App, &(): &()) -> Result<RoomView, AppError> {
    let view = room(app, &())?;
    room_end(app, &())?;
    let folder = room_folder::of(app.root());
    std::fs::create_dir(&folder).map_err(|_| ErrorCode::DataFolder)?;
    Ok(RoomView { folder, ..view })
}

/// The same, while it is served: somebody may have come or been taken out meanwhile.
///
/// # Errors
/// `no-right`, and as any read.
pub(crate) fn room(app: &App, &(): &()) -> Result<RoomView, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::ReadBundle, now)?;
        let devices = desk.store.speakers().into_iter().map(|speaker| RoomDeviceView {
            device: *speaker.device.as_bytes(),
            key: speaker.key,
            stands: speaker.stands,
        });
        let own = *desk.store.device().as_bytes();
        Ok(RoomView {
            centre: *desk.store.centre().as_bytes(),
            own,
            devices: devices.collect(),
            folder: PathBuf::new(),
        })
    })
}

/// Nothing is served any more: what lay there goes. All of it was sealed, and is with whoever took it.
///
/// # Errors
/// `data-folder` where it cannot be deleted; the next one that serves tries again.
pub(crate) fn room_end(app: &App, &(): &()) -> Result<(), AppError> {
    Ok(room_folder::delete(app.root()).map_err(|_| ErrorCode::DataFolder)?)
}

/// Meets a laptop that serves, to the end.
///
/// # Errors
/// `no-right`, `room-key`, `hub-address`, `room-unreached`, `room-other`, `hub-broke`, `hub-unknown-centre`, `hub-unknown-device`,
/// `hub-removed`, `hub-busy`, and as any write. What was given and taken until then stays.
pub(crate) fn room_meet(app: &App, request: &RoomMeetRequest) -> Result<SyncView, AppError> {
    let key = key_of(&request.key).ok_or(ErrorCode::RoomKey)?;
    let place = HubPlace { address: address(&request.address)?, key, root_deed: Vec::new() };
    app.desk(|desk, now| {
        desk.ask(Act::ReadBundle, now)?;
        Ok(desk.store.rooms_forget(Moment::from_unix_ms(now.unix_ms().saturating_sub(KNOWN_MS)).unwrap_or(now), now)?)
    })?;
    let met = meet_at(&Course { app, job: None }, Some(place), Pieces::AsLarge);
    let met = met.map_err(|ended| match ended {
        Ended::Fault(error) if error.code == ErrorCode::HubUnreached => ErrorCode::RoomUnreached.into(),
        Ended::Fault(error) if error.code == ErrorCode::HubOther => ErrorCode::RoomOther.into(),
        ended => AppError::from(ended),
    })?;
    gone_is_locked(app)?;
    Ok(met)
}

/// 64 hexadecimal digits, with whatever blanks they were read aloud.
pub(super) fn key_of(said: &str) -> Option<[u8; 32]> {
    let digits: Vec<u8> = said.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let mut key = [0; 32];
    let (pairs, rest) = digits.as_chunks::<2>();
    if pairs.len() != key.len() || !rest.is_empty() {
        return None;
    }
    for (byte, pair) in key.iter_mut().zip(pairs) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::key_of;

    #[test]
    fn a_key_is_sixty_four_digits_however_they_are_put_together() {
        let digits = "0123456789abcdef".repeat(4);
        let key = key_of(&digits).unwrap();
        assert_eq!((key[0], key[31]), (0x01, 0xef));
        let apart: String = digits
            .to_uppercase()
            .as_bytes()
            .chunks(4)
            .map(|four| format!("{} ", String::from_utf8_lossy(four)))
            .collect();
        assert_eq!(key_of(&apart), Some(key));
        for wrong in ["", digits.strip_prefix("0").unwrap(), &digits.replace('0', "g"), &format!("{digits}00"), "қ"] {
            assert_eq!(key_of(wrong), None, "{wrong}");
        }
    }
}
