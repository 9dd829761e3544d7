//! One laptop serves the others of its centre for a while, in one room or over a cable: they meet it as they meet a hub, and no
//! hub is there. Whoever serves says by word of mouth where it is.

mod serving;
mod visit;

pub(super) use serving::{address_shown, let_in as let_into_room, place as room_place};
pub(crate) use serving::{room_close, room_look, room_open, room_serve};
pub(crate) use visit::{meet_room, room_visit};
