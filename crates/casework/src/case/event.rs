//! An event of a case, opened and read once.

use std::collections::BTreeSet;

use pana_model::{DeviceId, EventRef, InterviewId};
use pana_record::{Body, Dot, Mark, Op};

use crate::path::LogPath;

/// An event whose body is open, with its name and its place in the log.
#[derive(Debug, Clone)]
pub struct Event<'b> {
    /// Its name.
    pub id: EventRef,
    /// The device that wrote it.
    pub device: DeviceId,
    /// Its number in that device's chain.
    pub seq: u64,
    /// The layout it was written in.
    pub layout: u32,
    /// The events of the case that its device had applied and that no other of those had seen.
    pub past: BTreeSet<EventRef>,
    /// What it says.
    pub body: &'b Body,
    paths: Vec<LogPath<'b>>,
}

impl<'b> Event<'b> {
    /// The event of this name and place that says `body`. One of layout 1 names no past.
    pub fn new(id: EventRef, device: DeviceId, seq: u64, body: &'b Body) -> Self {
        let paths = body.ops.iter().map(|op| LogPath::of(&op.path)).collect();
        Self { id, device, seq, layout: body.v, past: body.past.iter().copied().collect(), body, paths }
    }

    /// The name of its operation with this number.
    pub const fn dot(&self, op: u32) -> Dot {
        Dot::new(self.id, op)
    }

    /// Who made it, and when by their clock.
    pub const fn mark(&self) -> Mark {
        Mark { member: self.body.member, hlc: self.body.hlc }
    }

    /// Its operations, each with its number and path.
    pub fn ops(&self) -> impl Iterator<Item = (u32, &'b Op, &LogPath<'b>)> {
        (0_u32..).zip(self.body.ops.iter().zip(&self.paths)).map(|(index, (op, path))| (index, op, path))
    }

    /// Was the clock believed that dated it?
    pub const fn is_clock_believed(&self) -> bool {
        !self.body.flags.clock_not_believed()
    }

    /// The first interview that it writes to.
    pub fn interview(&self) -> Option<InterviewId> {
        self.paths.iter().find_map(LogPath::interview)
    }

    /// The interviews that it writes to.
    pub fn interviews(&self) -> BTreeSet<InterviewId> {
        self.paths.iter().filter_map(LogPath::interview).collect()
    }
}
