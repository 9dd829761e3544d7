//! Laptops of one centre: how one joins, and how two meet by a stick.

mod bundle;
mod by_itself;
mod course;
mod device;
mod exchange;
mod file;
mod hub;
mod join;
mod join_online;
mod named;
mod online;
mod room;
mod session;
mod standing;
mod taken_out;

pub(crate) use bundle::{bundle_read, bundle_show, bundle_write, device_finish};
pub use by_itself::turn;
pub(crate) use by_itself::{hub_by_itself, hub_turn};
pub(crate) use device::{device_accept, device_asks, device_invite, device_invite_revoke, device_list, device_revoke};
pub(crate) use exchange::{meet_accept, meet_finish, meet_look, meet_progress, meet_start, meet_stop};
pub(crate) use file::{folder_of, meant, opened};
pub(crate) use hub::{hub_join, hub_leave, hub_show, meet_hub, sync};
pub(crate) use join::{device_forget, device_join, device_waits};
pub(crate) use join_online::{device_go_on, join_go_on, join_look, join_online};
pub(crate) use named::one_of;
pub(crate) use online::{invite_end, online_accept, online_invite, online_look};
pub(crate) use room::{meet_room, room_close, room_look, room_open, room_serve, room_visit};
pub(crate) use taken_out::notice as taken_out_notice;
