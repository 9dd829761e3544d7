//! Sets of events that hold, with an event, all that lies before it.

/// Where an event lies in the graph: its *lane* and its position in it. A lane is a run of one chain; each event of a lane
/// has the one before it in its past, so how many of a lane a set holds says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LanePosition {
    pub(super) lane: usize,
    pub(super) at: u32,
}

/// Such a set, as one number a lane. All sets that verdicts ask for are of this kind: a past, what two pasts share, all
/// that is here. A table of which event has seen which would grow with the square of the log.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Seen(Vec<u32>);

impl Seen {
    /// How many of the lane it holds.
    pub(super) fn count(&self, lane: usize) -> u32 {
        self.0.get(lane).copied().unwrap_or(0)
    }

    pub(super) fn holds(&self, position: LanePosition) -> bool {
        self.count(position.lane) > position.at
    }

    /// Adds an event whose past it holds.
    pub(super) fn add(&mut self, position: LanePosition) {
        if self.0.len() <= position.lane {
            self.0.resize(position.lane.saturating_add(1), 0);
        }
        if let Some(count) = self.0.get_mut(position.lane) {
            *count = (*count).max(position.at.saturating_add(1));
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine = (*mine).max(*theirs);
        }
    }

    /// What both hold.
    pub(super) fn meet(&self, other: &Self) -> Self {
        let mut both: Vec<u32> = self.0.iter().zip(&other.0).map(|(mine, theirs)| *mine.min(theirs)).collect();
        // One set, one spelling: sets are compared and looked up.
        while both.last() == Some(&0) {
            both.pop();
        }
        Self(both)
    }

    pub(super) fn within(&self, other: &Self) -> bool {
        self.0.iter().enumerate().all(|(lane, count)| *count <= other.count(lane))
    }

    /// How many events it holds.
    pub(super) fn len(&self) -> u64 {
        self.0.iter().copied().map(u64::from).sum()
    }

    /// The lanes with how many of each it holds.
    pub(super) fn lanes(&self) -> impl Iterator<Item = (usize, u32)> {
        self.0.iter().copied().enumerate()
    }
}
