//! Who works with Pana in a centre.

use pana_casework::{Act, Grant};
use pana_model::Moment;
use pana_store::{AddMember, Authorised, KdfParams, Member, RecoverySheet};

use super::create::sheets_view;
use super::{Named, checked_name, checked_passphrase};
use crate::app::App;
use crate::contract::centre::{
    AddMemberRequest, Agreed, ConfirmRequest, GrantRequest, MakeSheetsRequest, MemberRoleRequest, MembersView,
    PassphraseRequest, RecoverySheetView, RemoveMemberRequest, Sheet,
};
use crate::contract::{AppError, Word};
use crate::desk::{Desk, member_view};
use crate::error::ErrorCode;

/// All members, in the order in which they were added, and whether the member at work may add others.
///
/// # Errors
/// `locked`.
pub(crate) fn member_list(app: &App, &(): &()) -> Result<MembersView, AppError> {
    app.desk(|desk, now| list(desk, now))
}

/// Adds a member with a first passphrase, and gives the new list. The grant `protected` can be given only by one who
/// holds it: its key must be at hand to be sealed to the new member.
///
/// # Errors
/// `no-right`, `no-grant`, `name-missing`, `name-long`, `member-exists`, `passphrase-short`, and as any write.
pub(crate) fn member_add(app: &App, request: &AddMemberRequest) -> Result<MembersView, AppError> {
    let kdf = app.kdf()?;
    let by = authorised(app, &request.agreed)?;
    app.desk(|desk, now| add(desk, request, &by, kdf, now))
}

/// A new passphrase for the member at work.
///
/// # Errors
/// `wrong-passphrase` when the old one is another, `passphrase-short`, and as any write.
pub(crate) fn member_passphrase(app: &App, request: &PassphraseRequest) -> Result<(), AppError> {
    checked_passphrase(&request.new)?;
    let kdf = app.kdf()?;
    let now = app.clock().of_tries();
    app.desk(|desk, _| Ok(desk.store.member_passphrase(&request.old, &request.new, kdf, now)?))
}

fn add(
    desk: &mut Desk,
    request: &AddMemberRequest,
    by: &Authorised,
    kdf: KdfParams,
    now: Moment,
) -> Result<MembersView, AppError> {
    desk.ask(Act::AddMember, now)?;
    let name = checked_name(&request.name, Named::Member)?;
    checked_passphrase(&request.passphrase)?;
    if desk.store.members()?.iter().any(|member| member.name == name) {
        return Err(ErrorCode::MemberExists.into());
    }
    let (role, grants) = (request.role.0, request.grants.iter().map(|grant| grant.0).collect::<Vec<_>>());
    grants.iter().try_for_each(|grant| desk.ask(Act::GiveGrant(*grant), now))?;
    let (name, passphrase) = (name.to_owned(), request.passphrase.clone());
    desk.store.member_add(AddMember { name, role, grants, passphrase, kdf }, by, now)?;
    list(desk, now)
}

/// Removes a member for good. What they wrote stays.
///
/// # Errors
/// `no-right`, `member-unknown`, `last-coordinator`, `needs-second`, `wrong-passphrase`, `unlock-wait`, `recovery-sheet`,
/// `recovery-mismatch`, and as any write.
pub(crate) fn member_remove(app: &App, request: &RemoveMemberRequest) -> Result<MembersView, AppError> {
    let by = authorised(app, &request.agreed)?;
    app.desk(|desk, now| {
        desk.ask(Act::RemoveMember, now)?;
        desk.store.member_remove(request.member.0, &by, now)?;
        list(desk, now)
    })
}

/// Gives a member another role.
///
/// # Errors
/// As [`member_remove`].
pub(crate) fn member_role(app: &App, request: &MemberRoleRequest) -> Result<MembersView, AppError> {
    let by = authorised(app, &request.agreed)?;
    app.desk(|desk, now| {
        desk.ask(Act::ChangeMember, now)?;
        desk.store.member_change(request.member.0, request.role.0, &by, now)?;
        list(desk, now)
    })
}

/// Gives a member a grant.
///
/// # Errors
/// `no-right`, `no-grant`, `member-unknown`, and as any write.
pub(crate) fn grant_give(app: &App, request: &GrantRequest) -> Result<MembersView, AppError> {
    let (member, grant) = (request.member.0, request.grant.0);
    let by = authorised(app, &request.agreed)?;
    app.desk(|desk, now| {
        desk.ask(Act::GiveGrant(grant), now)?;
        desk.store.grant_give(member, grant, &by, now)?;
        list(desk, now)
    })
}

/// Takes a grant back. What is written from then on is closed to the member.
///
/// # Errors
/// As [`grant_give`].
pub(crate) fn grant_withdraw(app: &App, request: &GrantRequest) -> Result<MembersView, AppError> {
    let (member, grant) = (request.member.0, request.grant.0);
    let by = authorised(app, &request.agreed)?;
    app.desk(|desk, now| {
        desk.ask(Act::WithdrawGrant(grant), now)?;
        desk.store.grant_withdraw(member, grant, &by, now)?;
        list(desk, now)
    })
}

/// Confirms the removal of a member who is suspended, who leaves for good; whom they removed stands again. With both sheets
/// it needs nobody's right.
///
/// # Errors
/// `no-right`, `not-contested`, `needs-second`, and as [`member_remove`].
pub(crate) fn member_confirm(app: &App, request: &ConfirmRequest) -> Result<MembersView, AppError> {
    let by = authorised(app, &request.agreed)?;
    app.desk(|desk, now| {
        desk.store.confirm(request.member.0, &by, now)?;
        list(desk, now)
    })
}

/// Makes new recovery sheets, given once and kept nowhere. The old ones open nothing that is written from then on.
///
/// # Errors
/// `no-right`, and as [`member_remove`].
pub(crate) fn sheets_make(app: &App, request: &MakeSheetsRequest) -> Result<Vec<RecoverySheetView>, AppError> {
    let by = authorised(app, &request.agreed)?;
    app.desk(|desk, now| {
        desk.ask(Act::Sheets, now)?;
        let [a, b] = desk.store.sheets_make(&by, now)?;
        Ok(sheets_view(&desk.store.centre_name(), now, [&a, &b]))
    })
}

/// Who agrees, as the store takes it. A mistyped sheet is named.
pub(crate) fn authorised(app: &App, agreed: &Agreed) -> Result<Authorised, AppError> {
    Ok(match agreed {
        Agreed::Alone => Authorised::Alone,
        Agreed::Sheets { sheet_a, sheet_b } => {
            for (sheet, text) in [(Sheet::A, sheet_a), (Sheet::B, sheet_b)] {
                // EXPOSE: only whether it is well typed is looked at.
                RecoverySheet::from_text(text.expose())
                    .map_err(|_| AppError::of(ErrorCode::RecoverySheet).with("sheet", sheet))?;
            }
            Authorised::Sheets([sheet_a.clone(), sheet_b.clone()])
        }
        Agreed::Second { member, passphrase } => {
            let member = member.0;
            if app.clock().is_asked() {
                // The store counts tries by the time of the act; a clock that somebody asked for shortens no pause.
                let now = app.clock().of_tries();
                app.desk(|desk, _| Ok(desk.store.verify_passphrase(member, passphrase, now)?))?;
            }
            Authorised::Second { member, passphrase: passphrase.clone() }
        }
    })
}

fn list(desk: &Desk, now: Moment) -> Result<MembersView, AppError> {
    let members = desk.store.members()?;
    let view_of = |member: &Member| member_view(member.id, &member.name, member.role, member.grants.iter().copied());
    let (view, suspended) = (members.iter().map(view_of), desk.store.suspended());
    let suspended = suspended.iter().map(view_of);
    let may_give = Grant::ALL.iter().filter(|grant| desk.may(Act::GiveGrant(**grant), now));
    Ok(MembersView {
        members: view.collect(),
        may_administer: desk.may(Act::AddMember, now),
        may_give: may_give.copied().map(Word).collect(),
        may_make_sheets: desk.may(Act::Sheets, now),
        suspended: suspended.collect(),
        may_confirm: desk.may(Act::Confirm, now),
        may_erase: desk.may(Act::Erase, now),
    })
}
