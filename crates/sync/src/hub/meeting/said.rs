//! How far the hub's lists go, what others said of them, and what this device says.

use super::*;

/// Clocks that differ by a day at most agree on the date.
const AGREES_MS: u128 = 24 * 60 * 60 * 1000;

impl Meeting {
    pub(super) fn request(&self, store: &Store, said: Option<[u8; 32]>, now: Moment) -> Result<MeetRequest, MeetFault> {
        let known = store.hub_known(&self.place.key)?;
        let cursors = self.cursors(&known);
        let said = match (said, known.incarnation) {
            (Some(_), Some(incarnation)) => {
                let said = Said {
                    org: self.org,
                    hub: self.place.key,
                    incarnation: Incarnation::from_bytes(incarnation),
                    dev: self.dev,
                    at_ms: ms(now),
                    heads: cursors.clone(),
                };
                let statement = said.to_bytes();
                let sig = store.device_secrets().sign_statement(SAID_CONTEXT, &statement);
                Some(SignedSaid { statement, sig })
            }
            _ => None,
        };
        Ok(MeetRequest { cursors, said_after: known.said_after.max(self.said_head), said })
    }

    pub(super) fn cursors(&self, known: &HubKnown) -> Heads {
        let cursor = |(stream, (seq, hash)): (&Stream, &(u64, [u8; 32]))| {
            (StreamId::derive(self.org, *stream), Cursor { seq: *seq, hash: *hash })
        };
        known.places.iter().map(cursor).collect()
    }

    pub(super) fn met(
        &mut self,
        store: &mut Store,
        said: Option<[u8; 32]>,
        body: &[u8],
        now: Moment,
    ) -> Result<Step, MeetFault> {
        let reply = MeetReply::from_bytes(body, self.org, &self.hub)?;
        self.runs = reply.runs;
        self.files.head = reply.files;
        let known = store.hub_known(&self.place.key)?;
        let ahead = i128::from(reply.now_ms).saturating_sub(i128::from(now.unix_ms()));
        self.end.clock_ahead_ms = i64::try_from(ahead).unwrap_or(i64::MAX);
        // Two clocks that agree are not both wrong; a hub's alone moves none.
        if ahead.unsigned_abs() <= AGREES_MS {
            store.date_agreed(now)?;
        }
        if known.incarnation != Some(*reply.incarnation.as_bytes()) {
            store.hub_begin(&self.place.key, reply.incarnation.as_bytes(), now)?;
            self.end.anew = true;
            self.heads = reply.heads;
            self.deeds = reply.deeds;
            self.progress.to_read = sum(self.heads.values().map(|head| head.seq));
            // What others said is asked for once more; what lies there now has to be asked.
            return Ok(Step::Ends(self.heads.keys().copied().collect(), After::Reading));
        }
        let shorter = |(stream, (seq, _)): (&Stream, &(u64, [u8; 32]))| {
            reply.head(StreamId::derive(self.org, *stream)).seq < *seq
        };
        if !reply.differ.is_empty() || known.places.iter().any(shorter) {
            return Err(MeetFault::Differs);
        }
        self.said_head = reply.said_head;
        self.deeds = reply.deeds;
        self.unheard.extend(reply.said);
        // What this laptop gave lies behind what others gave before it: only who has read all that lies there has that too.
        // Where more came meanwhile it is heard at the next meeting.
        if self.cursors(&known) == reply.heads {
            let said = std::mem::take(&mut self.unheard);
            self.hear(store, &known, &said, now)?;
            self.heard_head = reply.said_head;
        }
        if let Some(hash) = said {
            store.hub_said(&self.place.key, &hash, now)?;
            self.note_met(store, now)?;
            return Ok(Step::Files);
        }
        let left = |(stream, head): (&StreamId, &Cursor)| {
            let place = known.places.get(&stream.name(self.org)?).map_or(0, |(seq, _)| *seq);
            Some(head.seq.saturating_sub(place))
        };
        self.progress.to_read = sum(reply.heads.iter().filter_map(left));
        self.heads = reply.heads;
        Ok(Step::Read(Stream::Control))
    }

    /// What another device said, if it is one of ours and signed it.
    fn opened(&self, store: &Store, said: &SignedSaid) -> Option<Said> {
        let claimed = Said::from_bytes(&said.statement).ok()?;
        let key = store.signs_by(claimed.dev)?.verifying_key().ok()?;
        let said = said.open(&key).ok()?;
        (said.org == self.org && said.hub == self.place.key).then_some(said)
    }

    /// Who said that they have read as far as this device has, or further, has all that it knows to lie there.
    fn hear(&self, store: &mut Store, known: &HubKnown, said: &[SignedSaid], now: Moment) -> Result<(), MeetFault> {
        let ours = self.cursors(known);
        // At one place there is one list: who was shown another one has not read what lies in this.
        let is_as_far = |said: &Cursor, ours: &Cursor| said.seq > ours.seq || said == ours;
        let has_all = |said: &Said| {
            Some(*said.incarnation.as_bytes()) == known.incarnation
                && ours.iter().all(|(stream, ours)| said.heads.get(stream).is_some_and(|said| is_as_far(said, ours)))
        };
        let all: Vec<(DeviceId, i64)> = said
            .iter()
            .filter_map(|said| self.opened(store, said))
            .filter(has_all)
            .map(|said| (said.dev, i64::try_from(said.at_ms).unwrap_or(i64::MAX)))
            .collect();
        Ok(store.hub_heard(&self.place.key, &all, now)?)
    }

    /// It was met to the end. What was not heard of what others said is asked for again.
    pub(super) fn note_met(&self, store: &mut Store, now: Moment) -> Result<(), MeetFault> {
        let heard = store.hub_known(&self.place.key)?.said_after.max(self.heard_head);
        Ok(store.hub_met(&self.place.key, heard, now)?)
    }

    pub(super) fn note_ends(&self, store: &mut Store, have: &Have, now: Moment) -> Result<(), MeetFault> {
        let end = |(stream, held): (StreamId, &pana_wire::bundle::Held)| {
            Some(((stream.name(self.org)?, held.device), (held.number, held.event)))
        };
        let ends: Vec<_> = have.all().filter_map(end).collect();
        Ok(store.hub_has(&self.place.key, &ends, &[], now)?)
    }

    /// Tells the hub how far this device has read, where that is new.
    pub(super) fn to_say(&self, store: &Store) -> Result<Step, MeetFault> {
        let known = store.hub_known(&self.place.key)?;
        let places = self.cursors(&known);
        if places.is_empty() {
            return Ok(Step::Files);
        }
        let mut hasher = blake3::Hasher::new();
        for (stream, cursor) in &places {
            hasher.update(stream.as_bytes()).update(&cursor.seq.to_be_bytes()).update(&cursor.hash);
        }
        let hash = *hasher.finalize().as_bytes();
        Ok(if known.said == Some(hash) { Step::Files } else { Step::Meet(Some(hash)) })
    }
}

/// A hub that lies says numbers of any size.
fn sum(numbers: impl Iterator<Item = u64>) -> u64 {
    numbers.fold(0, u64::saturating_add)
}
