//! Opening a store whose passphrases are forgotten, with both recovery sheets.

use pana_store::RecoverySheet;

use super::checked_passphrase;
use super::state::{look, stands};
use super::unlock::enter;
use crate::app::{App, Phase};
use crate::contract::AppError;
use crate::contract::centre::{AppState, RecoverRequest, Sheet};
use crate::desk::may_recover;
use crate::error::ErrorCode;

/// Opens the store with both sheets and gives a coordinator a new passphrase. The sheets stay valid.
///
/// # Errors
/// `recovery-sheet` names the sheet that was mistyped, `recovery-mismatch` when both are well typed but of another
/// centre; `recovery-member`, `member-unknown`, `passphrase-short`, `no-centre`.
pub(crate) fn recover(app: &App, request: &RecoverRequest) -> Result<AppState, AppError> {
    let member = request.member.0;
    checked_passphrase(&request.passphrase)?;
    let mut seat = app.seat();
    if matches!(seat.phase, Phase::Closed) && !look(app, &mut seat)? {
        return Err(ErrorCode::NoCentre.into());
    }
    let Phase::Locked(locked) = &seat.phase else { return stands(app, &seat) };
    let slot = locked.members()?.into_iter().find(|slot| slot.id == member);
    match slot {
        None => return Err(ErrorCode::MemberUnknown.into()),
        Some(slot) if !may_recover(slot.role) => return Err(ErrorCode::RecoveryMember.into()),
        Some(_) => {}
    }
    // EXPOSE: the sheets are read by the store.
    let sheets = [request.sheet_a.expose().as_str(), request.sheet_b.expose().as_str()];
    for (sheet, text) in [Sheet::A, Sheet::B].into_iter().zip(sheets) {
        RecoverySheet::from_text(text).map_err(|_| AppError::of(ErrorCode::RecoverySheet).with("sheet", sheet))?;
    }
    let store = locked.recover(sheets, member, &request.passphrase, app.kdf()?, app.clock().of_tries())?;
    enter(app, &mut seat, store)?;
    stands(app, &seat)
}
