//! What the hub said of what was given to it.

use super::*;
use crate::hub::give::half;

impl Meeting {
    pub(super) fn gave(&mut self, store: &mut Store, body: &[u8], now: Moment) -> Result<Step, MeetFault> {
        let reply = PushReply::from_bytes(body)?;
        if store.hub_known(&self.place.key)?.incarnation != Some(*reply.incarnation.as_bytes()) {
            return Err(MeetFault::Later);
        }
        let giving = std::mem::take(&mut self.giving);
        let many = reply.stop.map_or(giving.len(), |stop| usize::try_from(stop.item).unwrap_or(usize::MAX));
        let taken = giving.get(..many).ok_or(MessageFault::Shape("it took more than was given"))?;
        let (mut events, mut items) = (Vec::new(), Vec::new());
        for given in taken {
            match given {
                Given::Event { chain, number, event, .. } => events.push((*chain, (*number, *event))),
                Given::Item { id, .. } => items.push(half(id)),
            }
        }
        store.hub_has(&self.place.key, &events, &items, now)?;
        self.pass_own(store, taken, &reply, now)?;
        self.progress.given = self.progress.given.saturating_add(u64::try_from(events.len()).unwrap_or(u64::MAX));
        (self.end.given, self.end.forks) = (self.progress.given, self.end.forks.saturating_add(reply.forks.len()));
        self.give.taken(many);
        self.grow();
        let (Some(stop), Some(first)) = (reply.stop, giving.get(many)) else { return Ok(Step::Give) };
        match (stop.why, first) {
            (StopWhy::Gap, _) if !self.rechecked => {
                // Something else lies there than is known here.
                self.rechecked = true;
                return Ok(Step::Ends(reply.heads.keys().copied().collect(), After::Giving));
            }
            (StopWhy::UnknownDevice, Given::Event { chain: (_, device), .. }) => self.give.leave_device(*device),
            (StopWhy::Quota, _) => {
                self.end.full = true;
                self.give.stop();
            }
            (_, first) => self.give.leave_first(first),
        }
        self.end.left = self.give.left();
        Ok(Step::Give)
    }

    /// What was given just now lies at the end of the hub's lists. Where nobody else gave anything between, the places read to
    /// go on behind it, so that it is not read again.
    fn pass_own(&self, store: &mut Store, taken: &[Given], reply: &PushReply, now: Moment) -> Result<(), MeetFault> {
        let known = store.hub_known(&self.place.key)?;
        let control = StreamId::derive(self.org, Stream::Control);
        let mut at: BTreeMap<StreamId, Cursor> = self.cursors(&known);
        for given in taken {
            let (stream, id) = match given {
                Given::Event { chain: (stream, _), id, .. } => (StreamId::derive(self.org, *stream), id),
                Given::Item { stream, id } => (stream.unwrap_or(control), id),
            };
            let cursor = at.entry(stream).or_default();
            *cursor = cursor.after(id);
        }
        for (stream, head) in &reply.heads {
            let Some(name) = stream.name(self.org) else { continue };
            if at.get(stream) == Some(head) {
                store.hub_pass(&self.place.key, name, (head.seq, head.hash), now)?;
            }
        }
        Ok(())
    }
}
