//! Laptops of one centre: how one joins, and how two meet by a stick.

mod bundle;
mod device;
mod hub;
mod join;
mod named;
mod standing;

pub(crate) use bundle::{bundle_read, bundle_show, bundle_write, device_finish};
pub(crate) use device::{device_accept, device_asks, device_invite, device_invite_revoke, device_list, device_revoke};
pub(crate) use hub::{hub_join, hub_leave, hub_show, sync};
pub(crate) use join::{device_forget, device_join, device_waits};
