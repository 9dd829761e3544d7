//! How much may come to lie here that has no place in the log.
//!
//! Whoever can write a bundle can fill it with envelopes of laptops that nobody knows, and nothing here tells them from those of
//! a laptop that will be known tomorrow. So they are kept, but a meeting can leave only so many, and all of them together only
//! so much. What is not kept is not had either: it stays with whoever brought it, and comes again.

use pana_casework::Role;

use crate::disk::StoreError;
use crate::store::Tx;
use crate::table::set_aside;

/// So many envelopes one meeting may leave that have no place in the log.
const ITEMS_OF_A_MEETING: u64 = 16_384;
/// And so many bytes of them.
const BYTES_OF_A_MEETING: u64 = 16 << 20;
/// So many bytes all meetings together may leave with a coordinator, who looks them through: of what waits for its device, and as
/// many of what waits for nothing, which takes no room from it.
const BYTES_OF_A_COORDINATOR: u64 = 1 << 30;
/// And with anybody else.
const BYTES: u64 = 64 << 20;

/// How much of what has no place in the log a meeting may still leave here. It begins whole, and goes from one piece of the
/// meeting to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsideRoom {
    items: u64,
    bytes: u64,
}

impl Default for AsideRoom {
    fn default() -> Self {
        Self { items: ITEMS_OF_A_MEETING, bytes: BYTES_OF_A_MEETING }
    }
}

impl AsideRoom {
    /// Less than a whole meeting has: for tests of what happens at its end.
    #[must_use]
    pub const fn of(items: u64, bytes: u64) -> Self {
        Self { items, bytes }
    }

    /// Takes room for so many bytes; nothing where there is not enough.
    fn take(&mut self, bytes: u64) -> Option<()> {
        let left = Self { items: self.items.checked_sub(1)?, bytes: self.bytes.checked_sub(bytes)? };
        *self = left;
        Some(())
    }
}

/// The room of one change: of its meeting, and of all that lies here.
pub(super) struct Room {
    meeting: AsideRoom,
    /// Of what waits, and of the rest. Each is read at the first that is to be kept.
    waiting: Option<AsideRoom>,
    rest: Option<AsideRoom>,
}

impl Room {
    pub(super) const fn new(meeting: AsideRoom) -> Self {
        Self { meeting, waiting: None, rest: None }
    }

    pub(super) const fn of_meeting(&self) -> AsideRoom {
        self.meeting
    }
}

impl Tx<'_> {
    /// Keeps bytes that have no place in the log, or says that there is no room for them.
    pub(super) fn keep_aside(&mut self, bytes: &[u8], reason: &str, room: &mut Room) -> Result<bool, StoreError> {
        let kept = self.without_erased(bytes);
        if !set_aside::holds(self.sql(), &kept)? {
            let long = u64::try_from(kept.len()).unwrap_or(u64::MAX).saturating_add(set_aside::ROW);
            let waits = reason == set_aside::UNKNOWN_DEVICE;
            let all = if waits { &mut room.waiting } else { &mut room.rest };
            let all = match all {
                Some(all) => all,
                None => all.insert(self.room_of_all(waits)?),
            };
            let (mut meeting, mut left) = (room.meeting, *all);
            if meeting.take(long).and_then(|()| left.take(long)).is_none() {
                return Ok(false);
            }
            (room.meeting, *all) = (meeting, left);
        }
        set_aside::put(self.sql(), &kept, reason, self.now().unix_ms())?;
        Ok(true)
    }

    fn room_of_all(&self, waits: bool) -> Result<AsideRoom, StoreError> {
        let is_coordinator = self.session().member.role == Role::Coordinator;
        let most = if is_coordinator { BYTES_OF_A_COORDINATOR } else { BYTES };
        Ok(AsideRoom { items: u64::MAX, bytes: most.saturating_sub(set_aside::bytes(self.sql(), waits)?) })
    }
}
