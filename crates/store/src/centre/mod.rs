//! The centre: made, unlocked, recovered; who works in it and how they get in.

mod by_sheets;
mod create;
mod db_key;
mod invite;
mod join;
mod join_online;
mod kept_online;
mod keyring;
mod lease;
mod member;
mod notice;
mod online;
mod open;
mod remove;
mod roll;
mod seen;
mod settle;
mod succeed;
mod taken_out;
mod unlock;

use pana_casework::authority;
use pana_keys::{Entropy as _, SystemEntropy};

use crate::disk::{StoreError, crypt_fault};
use crate::log::Member;

pub use create::{NewCentre, Purpose};
pub use invite::{AsksToJoin, INVITE_DAYS, InviteFor, Invited, invite_id};
pub use join::{JoinAnswer, Joining, NewJoin, Waiting};
pub use join_online::{JoinNext, JoinsOnline, second_answer};
pub use lease::LeaseHere;
pub use member::AddMember;
pub use notice::{GoesOn, Notice};
pub use online::{OnlineNext, OnlineStands};
pub use remove::Authorised;
pub(crate) use remove::needs;
pub use settle::HeldBack;
pub use taken_out::TakenOut;
pub use unlock::Locked;

/// `N` random bytes of the system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    SystemEntropy.fill(&mut bytes).map_err(crypt_fault)?;
    Ok(bytes)
}

/// A member as the app knows them.
pub(crate) fn member_of(member: &authority::Member) -> Member {
    Member {
        id: member.id,
        name: member.name.clone(),
        role: member.role,
        grants: member.grants.iter().copied().collect(),
    }
}
