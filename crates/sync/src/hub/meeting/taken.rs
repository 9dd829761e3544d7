//! What is read of the hub's lists.

use super::*;

impl Meeting {
    /// The next page of a stream's list, unless all that was told of is read.
    pub(super) fn page_to_ask(&self, store: &Store, stream: Stream) -> Result<Option<PullRequest>, MeetFault> {
        if self.full.contains(&stream) {
            return Ok(None);
        }
        let id = StreamId::derive(self.org, stream);
        let head = self.heads.get(&id).copied().unwrap_or_default();
        let place = store.hub_known(&self.place.key)?.places.get(&stream).copied();
        let after = place.map_or(Cursor::START, |(seq, hash)| Cursor { seq, hash });
        let most = u64::try_from(self.size).unwrap_or(u64::MAX);
        Ok((after.seq < head.seq).then_some(PullRequest { stream: id, after, most, runs: true }))
    }

    pub(super) fn read_page(
        &mut self,
        store: &mut Store,
        stream: Stream,
        body: &[u8],
        now: Moment,
    ) -> Result<(), MeetFault> {
        let Some(asked) = self.asked.take() else { return Ok(()) };
        let page = Entries::from_bytes(body, self.org, &asked, &self.hub)?;
        // Another meeting of this laptop has read on meanwhile: what comes next is asked for.
        if self.page_to_ask(store, stream)?.is_none_or(|next| next.after != asked.after) {
            return Ok(());
        }
        let known = store.hub_known(&self.place.key)?;
        // It went back to a backup between two requests, or gives nothing though it said that there is more.
        if known.incarnation != Some(*page.incarnation.as_bytes()) || page.to.seq <= asked.after.seq {
            return Err(MeetFault::Later);
        }
        self.control_came |= stream == Stream::Control && !self.control_again;
        let many = page.to.seq.saturating_sub(asked.after.seq);
        let mut read = read::page(store, page)?;
        read.arrived.room = self.end.taken.room;
        let taken = store.hub_read(&self.place.key, stream, &read, now)?;
        self.end.taken.add(taken);
        if taken.not_taken > 0 {
            self.full.insert(stream);
        }
        self.progress.read = self.progress.read.saturating_add(many);
        self.progress.to_read = self.progress.to_read.saturating_sub(many);
        self.grow();
        Ok(())
    }

    /// What came in the control stream names something by its hash that is not here, though it may have come before its key
    /// did: the list is read once more from its beginning.
    pub(super) fn reads_again(&mut self, store: &mut Store, stream: Stream, now: Moment) -> Result<bool, MeetFault> {
        let reads_on = stream == Stream::Control && !self.full.contains(&stream);
        let again = reads_on && self.control_came && !self.control_again && store.lacks_sources()?;
        if again {
            self.control_again = true;
            store.hub_pass(&self.place.key, stream, (0, Cursor::START.hash), now)?;
        }
        Ok(again)
    }
}
