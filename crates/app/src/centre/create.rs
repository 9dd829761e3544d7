//! Making a centre on this device.

use pana_model::{Moment, Secret};
use pana_store::{NewCentre, Purpose, RecoverySheet, Store};

use crate::app::{App, Phase, Start};
use crate::contract::AppError;
use crate::contract::centre::{CreateCentreRequest, RecoverySheetView, Sheet};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::questionnaire::publish_shipped;
use crate::store_error::of_folder;

/// A passphrase has at least so many characters; several words are advised.
const PASSPHRASE_MIN: usize = 12;
/// A name of a centre or a member has at most so many characters.
const NAME_MAX: usize = 120;

/// Makes a centre with its keys and the questionnaires that ship, and opens it for its first coordinator. The two
/// recovery sheets are given once and kept nowhere.
///
/// # Errors
/// `name-missing`, `name-long`, `passphrase-short`, `centre-exists`, `clock-asked`, `data-folder`, `store-read-only`, `disk-full`.
pub(crate) fn centre_create(app: &App, request: &CreateCentreRequest) -> Result<Vec<RecoverySheetView>, AppError> {
    let centre = checked_name(&request.centre, Named::Centre)?;
    let member = checked_name(&request.member, Named::Oneself)?;
    checked_passphrase(&request.passphrase)?;
    if app.clock().is_asked() && !request.practice {
        return Err(ErrorCode::ClockAsked.into());
    }
    let mut seat = app.seat();
    if matches!(seat.phase, Phase::Open(_) | Phase::Locked(_)) {
        return Err(ErrorCode::CentreExists.into());
    }
    let now = app.now();
    let new = NewCentre {
        name: centre.to_owned(),
        member: member.to_owned(),
        passphrase: request.passphrase.clone(),
        kdf: app.kdf()?,
        device: device_name(),
        prefix: None,
        offset_minutes: offset_minutes(now),
        purpose: if request.practice { Purpose::Practice } else { Purpose::Work },
    };
    let (mut store, [a, b]) = Store::create(&app.folder(Start::Own), new, now).map_err(of_folder)?;
    publish_shipped(&mut store, now)?;
    seat.start = Start::Own;
    seat.left = None;
    let desk = Desk::new(store, false);
    super::unlock::remember(app, &desk);
    seat.phase = Phase::Open(Box::new(desk));
    app.clock().awake();
    Ok(sheets_view(centre, now, [&a, &b]))
}

/// Two sheets as they are printed.
pub(crate) fn sheets_view(centre: &str, now: Moment, sheets: [&RecoverySheet; 2]) -> Vec<RecoverySheetView> {
    let view = |which: Sheet, sheet: &RecoverySheet| RecoverySheetView {
        sheet: which,
        centre: centre.to_owned(),
        made_on: now.date().to_string(),
        // EXPOSE: to be printed, once.
        groups: sheet.to_text().expose().split([' ', '-']).map(str::to_owned).collect(),
    };
    [Sheet::A, Sheet::B].into_iter().zip(sheets).map(|(which, sheet)| view(which, sheet)).collect()
}

/// How far from UTC the place is where the centre is made.
fn offset_minutes(now: Moment) -> i32 {
    now.date_time().offset().local_minus_utc().div_euclid(60)
}

/// Whose name one is: the first screen asks for two, and an error says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// The centre.
    Centre,
    /// Who makes the centre.
    Oneself,
    /// A colleague who is added.
    Member,
    /// A laptop that joins.
    Device,
}

impl Named {
    /// As `locales/` know it.
    const fn word(self) -> &'static str {
        match self {
            Self::Centre => "centre",
            Self::Oneself => "oneself",
            Self::Member => "member",
            Self::Device => "device",
        }
    }
}

/// A name without blanks around it.
pub(crate) fn checked_name(name: &str, of: Named) -> Result<&str, AppError> {
    let name = name.trim();
    match name.chars().count() {
        0 => Err(AppError::of(ErrorCode::NameMissing).with("field", of.word())),
        1..=NAME_MAX => Ok(name),
        _ => Err(AppError::of(ErrorCode::NameLong).with("field", of.word()).with("max", NAME_MAX)),
    }
}

/// Long enough?
pub(crate) fn checked_passphrase(passphrase: &Secret<String>) -> Result<(), AppError> {
    // EXPOSE: only its length is looked at.
    if passphrase.expose().chars().count() < PASSPHRASE_MIN {
        return Err(AppError::of(ErrorCode::PassphraseShort).with("min", PASSPHRASE_MIN));
    }
    Ok(())
}

/// What this installation is called among the centre's devices: the system's name of the computer would say more of its
/// owner than the log needs to.
fn device_name() -> String {
    std::env::consts::OS.to_owned()
}
