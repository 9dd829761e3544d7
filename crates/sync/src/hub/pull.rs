//! A laptop that waits to be let in reads the control stream from its beginning, as a device of the centre: by that it joins.

use pana_model::{CentreId, StreamName};
use pana_store::Arrived;
use pana_wire::bundle::Item;
use pana_wire::hub::{Cursor, Entries, Entry, MessageFault, PullRequest};
use pana_wire::{StreamId, VerifyingKey};

use super::mailbox::{SessionOf, well};
use super::{Answer, Ask, MeetFault, OpenedSession};
use crate::carry::{Beside, kept};

/// A page has so many bytes at most.
const PAGE: u64 = 1024 * 1024;
/// A control stream has not more; a hub that gives without end is not read for ever.
const MOST: usize = 512 * 1024 * 1024;

/// The control stream as it is read, page by page. Nothing of it is believed before all of it is here.
#[derive(Debug)]
pub struct ControlPull {
    who: SessionOf,
    session: OpenedSession,
    hub: VerifyingKey,
    after: Cursor,
    read: usize,
    arrived: Arrived,
}

impl ControlPull {
    /// Begins to read.
    ///
    /// # Errors
    /// [`MeetFault::NoHub`] where the hub's key is none.
    pub fn begin(who: SessionOf, session: OpenedSession) -> Result<Self, MeetFault> {
        let hub = VerifyingKey::from_bytes(&who.hub).map_err(|_| MessageFault::Signature)?;
        Ok(Self { who, session, hub, after: Cursor::START, read: 0, arrived: Arrived::default() })
    }

    fn asked(&self) -> PullRequest {
        let stream = StreamId::derive(self.who.centre, StreamName::Control);
        PullRequest { stream, after: self.after, most: PAGE, runs: false }
    }

    /// The next page.
    pub fn ask(&self) -> Ask {
        self.who.ask(self.session, "/v1/pull", self.asked().to_bytes())
    }

    /// Takes a page in; says whether there may be more.
    ///
    /// # Errors
    /// What the hub said, or that its list is none.
    pub fn answer(&mut self, answer: &Answer) -> Result<bool, MeetFault> {
        let body = well(answer)?;
        self.read = self.read.saturating_add(body.len());
        if self.read > MOST {
            return Err(MessageFault::TooLong.into());
        }
        let page = Entries::from_bytes(body, self.who.centre, &self.asked(), &self.hub)?;
        let more = page.to != self.after;
        self.after = page.to;
        for entry in page.entries {
            self.take(self.who.centre, entry);
        }
        Ok(more)
    }

    fn take(&mut self, centre: CentreId, entry: Entry) {
        match entry {
            Entry::Item(Item::Event(event)) => self.arrived.events.push(event),
            Entry::Item(item) => match kept(centre, item) {
                Some(Beside::Key(key)) => self.arrived.keys.push(key),
                Some(Beside::Source(source)) => self.arrived.sources.push(source),
                Some(Beside::Chunk(_)) | None => {}
            },
            // They come with the first meeting, by which the keys are here.
            Entry::SealedSource(_) | Entry::Gone(_) => {}
        }
    }

    /// All that came.
    pub fn done(self) -> Arrived {
        self.arrived
    }
}
