//! Who works with Pana in a centre.

use pana_casework::{Act, Grant, Role};
use pana_model::Moment;
use pana_store::{AddMember, KdfParams};

use super::{checked_name, checked_passphrase};
use crate::app::App;
use crate::contract::AppError;
use crate::contract::centre::{AddMemberRequest, MembersView, PassphraseRequest};
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
/// `no-right`, `no-grant`, `name-missing`, `name-long`, `member-exists`, `role-unknown`, `grant-unknown`,
/// `passphrase-short`, and as any write.
pub(crate) fn member_add(app: &App, request: &AddMemberRequest) -> Result<MembersView, AppError> {
    let kdf = app.kdf()?;
    app.desk(|desk, now| add(desk, request, kdf, now))
}

/// A new passphrase for the member at work.
///
/// # Errors
/// `wrong-passphrase` when the old one is another, `passphrase-short`, and as any write.
pub(crate) fn member_passphrase(app: &App, request: &PassphraseRequest) -> Result<(), AppError> {
    checked_passphrase(&request.new)?;
    let kdf = app.kdf()?;
    app.desk(|desk, now| Ok(desk.store.member_passphrase(&request.old, &request.new, kdf, now)?))
}

fn add(desk: &mut Desk, request: &AddMemberRequest, kdf: KdfParams, now: Moment) -> Result<MembersView, AppError> {
    desk.ask(Act::AddMember, now)?;
    let name = checked_name(&request.name)?;
    checked_passphrase(&request.passphrase)?;
    let role: Role = request.role.parse().map_err(|_| AppError::of(ErrorCode::RoleUnknown))?;
    let grants = request.grants.iter().map(|grant| grant.parse::<Grant>());
    let grants = grants.collect::<Result<_, _>>().map_err(|_| AppError::of(ErrorCode::GrantUnknown))?;
    if desk.store.members()?.iter().any(|member| member.name == name) {
        return Err(ErrorCode::MemberExists.into());
    }
    let grants: Vec<Grant> = grants;
    grants.iter().try_for_each(|grant| desk.ask(Act::GiveGrant(*grant), now))?;
    let (name, passphrase) = (name.to_owned(), request.passphrase.clone());
    desk.store.member_add(AddMember { name, role, grants, passphrase, kdf }, now)?;
    list(desk, now)
}

fn list(desk: &Desk, now: Moment) -> Result<MembersView, AppError> {
    let members = desk.store.members()?;
    let view =
        members.iter().map(|member| member_view(member.id, &member.name, member.role, member.grants.iter().copied()));
    Ok(MembersView { members: view.collect(), may_administer: desk.may(Act::AddMember, now) })
}
