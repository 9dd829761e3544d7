//! The centre: made, opened, closed, recovered; who works in it.

mod back;
mod contact;
mod create;
mod demo;
mod demo_note;
mod idle;
mod language;
mod lease;
mod lock;
mod members;
mod recover;
mod state;
mod text_size;
mod unlock;

pub(crate) use back::screen_note;
pub(crate) use contact::{centre_contact, centre_contact_say};
pub(crate) use create::centre_create;
pub(crate) use create::{Named, checked_name, checked_passphrase};
pub(crate) use demo::{demo_leave, demo_open};
pub(crate) use demo_note::mark as mark_demo;
pub(crate) use idle::{keep_awake, settings_idle};
pub(crate) use language::{language_get, language_set};
pub(crate) use lease::{ends as lease_ends, lease_code, lease_show, lease_unlock};
pub(crate) use lock::lock;
pub(crate) use members::{
    authorised, grant_give, grant_withdraw, member_add, member_confirm, member_list, member_passphrase, member_remove,
    member_role, sheets_make,
};
pub(crate) use recover::recover;
pub(crate) use state::state;
pub(crate) use text_size::{text_size_get, text_size_set};
pub(crate) use unlock::{enter, unlock};
