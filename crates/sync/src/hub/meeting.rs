//! A meeting, step by step: what to ask next, and what an answer means.

use std::collections::{BTreeMap, VecDeque};

use pana_model::{CentreId, DeviceId, Moment};
use pana_store::{HubKnown, HubPlace, Store, Stream, TakenIn};
use pana_wire::bundle::Have;
use pana_wire::hub::{
    Challenge, Cursor, Deed, Deeds, Entries, Heads, HubFault, HubWord, Incarnation, MeetReply, MeetRequest,
    MessageFault, Nonce, OpenSession, PullRequest, PushReply, SAID_CONTEXT, SESSION_CONTEXT, Said, Session, SessionKey,
    SignedSaid, StopWhy, session_statement, split_items, write_entry,
};
use pana_wire::{StreamId, VerifyingKey};

use super::give::{Give, Given};
use super::{MeetFault, deeds, read};

/// How large requests are to begin with, and at most: they grow while the line bears it.
const SIZE_FIRST: usize = 64 * 1024;
const SIZE_MOST: usize = 1024 * 1024;
const SIZE_LEAST: usize = 4 * 1024;
/// A session that ends sooner than this is begun anew.
const SESSION_LEFT_MS: u64 = 60 * 1000;

/// What is to be asked: a POST of this body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Where: `/v1/…`.
    pub path: &'static str,
    /// What.
    pub body: Vec<u8>,
    /// What stands in the header `authorization`; none where no session is needed.
    pub authorization: Option<String>,
}

/// What came: the status of HTTP, and the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// What a meeting does next.
#[derive(Debug)]
pub enum Next {
    /// Ask this.
    Ask(Ask),
    /// Nothing: it is done.
    Done(MeetingEnd),
}

/// A session that a later meeting may go on with. It lies in memory alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenedSession {
    key: SessionKey,
    until_ms: u64,
}

/// How far a meeting is. A change is an event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MeetingProgress {
    /// Changes that the hub has taken.
    pub given: u64,
    /// Changes that wait to be given.
    pub to_give: u64,
    /// Items of the hub's lists that were taken in.
    pub read: u64,
    /// Items of its lists that are left to be read, as far as is known.
    pub to_read: u64,
}

/// What a meeting came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MeetingEnd {
    /// Changes that the hub has taken.
    pub given: u64,
    /// What became of what was read.
    pub taken: TakenIn,
    /// Chains and devices of which the hub did not take what is here.
    pub left: usize,
    /// The hub has as much of this centre as it may: the rest waits here.
    pub full: bool,
    /// Numbers that two events bear: a copied device.
    pub forks: usize,
    /// The hub went back to a backup, or is met for the first time.
    pub anew: bool,
    /// By how many milliseconds the hub's clock is ahead of this one's.
    pub clock_ahead_ms: i64,
}

/// One meeting of a store with a hub.
#[derive(Debug)]
pub struct Meeting {
    place: HubPlace,
    hub: VerifyingKey,
    org: CentreId,
    dev: DeviceId,
    session: Option<OpenedSession>,
    /// How often a session was asked for: a hub that forgets each at once is not asked for ever.
    sessions: u8,
    introduced: bool,
    step: Step,
    size: usize,
    heads: Heads,
    said_head: u64,
    /// The digest of the deeds that the hub has.
    deeds: [u8; 32],
    deeds_read: bool,
    give: Give,
    giving: Vec<Given>,
    rechecked: bool,
    /// Something came in the control stream, and what it names by its hash was asked for once more.
    control_came: bool,
    control_again: bool,
    progress: MeetingProgress,
    end: MeetingEnd,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Challenge,
    Introduce,
    Open(Box<Nonce>),
    /// What this device says there, as a hash, where it says it.
    Meet(Option<[u8; 32]>),
    Ends(VecDeque<StreamId>, After),
    Read(Stream),
    Deeds(Tell),
    AddDeeds(Box<Deed>, Tell),
    Plan,
    Give,
    Rest,
    Say,
    Done,
}

/// What the hub is told of who may speak. Who was let in is told before anything is given, since what they wrote may be among it;
/// who was removed after the log that says so lies there: whoever has not heard of it would let them in again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tell {
    Admitted,
    All,
}

/// What follows when it is known what lies there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Reading,
    Giving,
}

impl Meeting {
    /// A meeting with this hub. `session`: of an earlier one.
    ///
    /// # Errors
    /// [`MeetFault::NoHub`] where the hub's key is none.
    pub fn new(store: &Store, place: HubPlace, session: Option<OpenedSession>) -> Result<Self, MeetFault> {
        let hub = VerifyingKey::from_bytes(&place.key).map_err(|_| MessageFault::Signature)?;
        Ok(Self {
            hub,
            org: store.centre(),
            dev: store.device(),
            session,
            sessions: 0,
            introduced: false,
            step: Step::Meet(None),
            size: SIZE_FIRST,
            heads: Heads::new(),
            said_head: 0,
            deeds: [0; 32],
            deeds_read: false,
            give: Give::default(),
            giving: Vec::new(),
            rechecked: false,
            control_came: false,
            control_again: false,
            progress: MeetingProgress::default(),
            end: MeetingEnd::default(),
            place,
        })
    }

    /// How far it is.
    pub fn progress(&self) -> MeetingProgress {
        MeetingProgress { to_give: self.give.events(), ..self.progress }
    }

    /// The session, for a later meeting.
    pub const fn session(&self) -> Option<OpenedSession> {
        self.session
    }

    /// The line broke: what was asked last is asked again, and what goes in one request is less.
    pub fn broke(&mut self) {
        self.size = (self.size / 2).max(SIZE_LEAST);
    }

    /// What to ask next. Asked twice without an answer between, it is the same again.
    ///
    /// # Errors
    /// [`MeetFault::Store`].
    pub fn next(&mut self, store: &mut Store, now: Moment) -> Result<Next, MeetFault> {
        loop {
            let ask = match &self.step {
                Step::Done => return Ok(Next::Done(self.end)),
                Step::Challenge => {
                    self.ask("/v1/challenge", Challenge { org: self.org, dev: self.dev }.to_bytes(), false)
                }
                Step::Introduce => self.ask("/v1/deeds/add", self.introduction(store)?, false),
                Step::Open(nonce) => self.ask("/v1/session", self.opening(store, nonce).to_bytes(), false),
                _ if !self.session_lives(now) => {
                    self.step = Step::Challenge;
                    continue;
                }
                Step::Meet(said) => {
                    let request = self.request(store, *said, now)?;
                    self.ask("/v1/meet", request.to_bytes(), true)
                }
                Step::Ends(streams, after) => match streams.front() {
                    Some(stream) => self.ask("/v1/ends", stream.as_bytes().to_vec(), true),
                    None => {
                        self.step = match after {
                            After::Reading => Step::Read(Stream::Control),
                            After::Giving => Step::Plan,
                        };
                        continue;
                    }
                },
                Step::Read(stream) => match self.page_to_ask(store, *stream)? {
                    Some(asked) => self.ask("/v1/pull", asked.to_bytes(), true),
                    None => {
                        let stream = *stream;
                        self.step = if self.reads_again(store, stream, now)? {
                            Step::Read(stream)
                        } else {
                            after_reading(stream)
                        };
                        continue;
                    }
                },
                Step::Deeds(tell) => match self.deeds_to_ask(store, *tell)? {
                    Some(step) => {
                        self.step = step;
                        continue;
                    }
                    None => self.ask("/v1/deeds", Vec::new(), true),
                },
                Step::AddDeeds(deed, _) => {
                    let mut body = Vec::new();
                    write_entry(&mut body, self.org.as_bytes());
                    write_entry(&mut body, &deed.to_bytes());
                    self.ask("/v1/deeds/add", body, false)
                }
                Step::Plan => {
                    self.give = Give::of(store, &self.place.key)?;
                    self.step = Step::Give;
                    continue;
                }
                Step::Give => match self.give.next(store, self.size)? {
                    Some((body, giving)) => {
                        self.giving = giving;
                        self.ask("/v1/push", body, true)
                    }
                    None => {
                        self.step = Step::Rest;
                        continue;
                    }
                },
                Step::Rest => {
                    self.step = Step::Deeds(Tell::All);
                    continue;
                }
                Step::Say => {
                    self.step = self.to_say(store)?;
                    if self.step == Step::Done {
                        store.hub_met(&self.place.key, self.said_head, now)?;
                    }
                    continue;
                }
            };
            return Ok(Next::Ask(ask));
        }
    }

    /// What an answer means.
    ///
    /// # Errors
    /// [`MeetFault`]; the meeting is over then.
    pub fn answer(&mut self, store: &mut Store, answer: &Answer, now: Moment) -> Result<(), MeetFault> {
        if answer.status != 200 {
            let HubFault(word) = HubFault::from_bytes(&answer.body)?;
            return self.refused(store, word);
        }
        let body = &answer.body;
        let step = std::mem::replace(&mut self.step, Step::Done);
        self.step = match step {
            Step::Challenge => Step::Open(Box::new(Nonce::from_bytes(body)?)),
            Step::Introduce => {
                self.introduced = true;
                Step::Challenge
            }
            Step::Open(nonce) => {
                let Session { key, until_ms } = Session::from_bytes(body)?;
                // Kept by the clock here, so that a wrong one only asks sooner or later.
                let lasts = until_ms.saturating_sub(nonce.now_ms);
                self.session = Some(OpenedSession { key, until_ms: ms(now).saturating_add(lasts) });
                Step::Meet(None)
            }
            Step::Meet(said) => self.met(store, said, body, now)?,
            Step::Ends(mut streams, after) => {
                let have = Have::from_bytes(body).map_err(|_| MessageFault::Shape("not the ends of chains"))?;
                self.note_ends(store, &have, now)?;
                streams.pop_front();
                Step::Ends(streams, after)
            }
            Step::Read(stream) => {
                self.read_page(store, stream, body, now)?;
                Step::Read(stream)
            }
            Step::Deeds(tell) => {
                let came = split_items(body)?.into_iter().map(Deed::from_bytes).collect::<Result<Vec<_>, _>>()?;
                self.keep(store, came, now)?;
                self.deeds_read = true;
                Step::Deeds(tell)
            }
            Step::AddDeeds(deed, tell) => {
                self.keep(store, [*deed], now)?;
                after_deeds(tell)
            }
            Step::Give => self.gave(store, body, now)?,
            Step::Plan | Step::Rest | Step::Say | Step::Done => Step::Done,
        };
        Ok(())
    }

    fn ask(&self, path: &'static str, body: Vec<u8>, in_session: bool) -> Ask {
        let key = self.session.filter(|_| in_session).map(|session| session.key);
        Ask { path, body, authorization: key.map(|key| format!("Pana {}.{}", hex(self.org.as_bytes()), key.to_hex())) }
    }

    fn session_lives(&self, now: Moment) -> bool {
        self.session.is_some_and(|session| session.until_ms > ms(now).saturating_add(SESSION_LEFT_MS))
    }

    fn opening(&self, store: &Store, nonce: &Nonce) -> OpenSession {
        let statement = session_statement(&self.place.key, self.org, self.dev, &nonce.nonce);
        let sig = store.device_secrets().sign_statement(SESSION_CONTEXT, &statement);
        OpenSession { org: self.org, dev: self.dev, nonce: nonce.nonce, sig }
    }

    /// All deeds that are known here: one of them may tell the hub of this laptop.
    fn introduction(&self, store: &Store) -> Result<Vec<u8>, MeetFault> {
        let mut body = Vec::new();
        write_entry(&mut body, self.org.as_bytes());
        if let Some(known) = deeds::known(store, &self.place.key, &self.place.root_deed)? {
            for deed in known.all().filter(|deed| known.allows(deed.id())) {
                write_entry(&mut body, &deed.to_bytes());
            }
        }
        Ok(body)
    }

    fn refused(&mut self, store: &Store, word: HubWord) -> Result<(), MeetFault> {
        match (word, &self.step) {
            (HubWord::NoSession, _) if self.sessions < 2 => {
                self.sessions = self.sessions.saturating_add(1);
                self.session = None;
                Ok(())
            }
            (HubWord::UnknownDevice, Step::Challenge) if !self.introduced && self.is_named(store)? => {
                self.step = Step::Introduce;
                Ok(())
            }
            // What was meant to be told is told by another laptop.
            (HubWord::Deed, Step::AddDeeds(_, tell)) => {
                self.step = after_deeds(*tell);
                Ok(())
            }
            (word, _) => Err(word.into()),
        }
    }

    /// Do the deeds that are known here name this device?
    fn is_named(&self, store: &Store) -> Result<bool, MeetFault> {
        let known = deeds::known(store, &self.place.key, &self.place.root_deed)?;
        Ok(known.is_some_and(|known| known.devices().get(&self.dev).is_some_and(|device| device.stands)))
    }

    fn request(&self, store: &Store, said: Option<[u8; 32]>, now: Moment) -> Result<MeetRequest, MeetFault> {
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

    fn cursors(&self, known: &HubKnown) -> Heads {
        let cursor = |(stream, (seq, hash)): (&Stream, &(u64, [u8; 32]))| {
            (StreamId::derive(self.org, *stream), Cursor { seq: *seq, hash: *hash })
        };
        known.places.iter().map(cursor).collect()
    }

    fn met(&mut self, store: &mut Store, said: Option<[u8; 32]>, body: &[u8], now: Moment) -> Result<Step, MeetFault> {
        let reply = MeetReply::from_bytes(body, self.org, &self.hub)?;
        let known = store.hub_known(&self.place.key)?;
        let ahead = i128::from(reply.now_ms).saturating_sub(i128::from(now.unix_ms()));
        self.end.clock_ahead_ms = i64::try_from(ahead).unwrap_or(i64::MAX);
        if known.incarnation != Some(*reply.incarnation.as_bytes()) {
            store.hub_begin(&self.place.key, reply.incarnation.as_bytes(), now)?;
            self.end.anew = true;
            self.heads = reply.heads;
            self.deeds = reply.deeds;
            self.progress.to_read = self.heads.values().map(|head| head.seq).sum();
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
        self.hear(store, &known, &reply.said, now)?;
        if let Some(hash) = said {
            store.hub_said(&self.place.key, &hash, now)?;
            store.hub_met(&self.place.key, self.said_head, now)?;
            return Ok(Step::Done);
        }
        self.progress.to_read = reply
            .heads
            .iter()
            .filter_map(|(stream, head)| {
                let place = known.places.get(&stream.name(self.org)?).map_or(0, |(seq, _)| *seq);
                Some(head.seq.saturating_sub(place))
            })
            .sum();
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
        let has_all = |said: &Said| {
            Some(*said.incarnation.as_bytes()) == known.incarnation
                && ours.iter().all(|(stream, cursor)| said.heads.get(stream).is_some_and(|said| said.seq >= cursor.seq))
        };
        let all: Vec<(DeviceId, i64)> = said
            .iter()
            .filter_map(|said| self.opened(store, said))
            .filter(has_all)
            .map(|said| (said.dev, i64::try_from(said.at_ms).unwrap_or(i64::MAX)))
            .collect();
        Ok(store.hub_heard(&self.place.key, &all, now)?)
    }

    fn note_ends(&self, store: &mut Store, have: &Have, now: Moment) -> Result<(), MeetFault> {
        let end = |(stream, held): (StreamId, &pana_wire::bundle::Held)| {
            Some(((stream.name(self.org)?, held.device), (held.number, held.event)))
        };
        let ends: Vec<_> = have.all().filter_map(end).collect();
        Ok(store.hub_has(&self.place.key, &ends, &[], now)?)
    }

    /// The next page of a stream's list, unless all that was told of is read.
    fn page_to_ask(&self, store: &Store, stream: Stream) -> Result<Option<PullRequest>, MeetFault> {
        let id = StreamId::derive(self.org, stream);
        let head = self.heads.get(&id).copied().unwrap_or_default();
        let place = store.hub_known(&self.place.key)?.places.get(&stream).copied();
        let after = place.map_or(Cursor::START, |(seq, hash)| Cursor { seq, hash });
        let most = u64::try_from(self.size).unwrap_or(u64::MAX);
        Ok((after.seq < head.seq).then_some(PullRequest { stream: id, after, most }))
    }

    fn read_page(&mut self, store: &mut Store, stream: Stream, body: &[u8], now: Moment) -> Result<(), MeetFault> {
        let Some(asked) = self.page_to_ask(store, stream)? else { return Ok(()) };
        let page = Entries::from_bytes(body, self.org, &asked, &self.hub)?;
        let known = store.hub_known(&self.place.key)?;
        // It went back to a backup between two requests, or gives nothing though it said that there is more.
        if known.incarnation != Some(*page.incarnation.as_bytes()) || page.to.seq <= asked.after.seq {
            return Err(MeetFault::Later);
        }
        self.control_came |= stream == Stream::Control && !self.control_again;
        let many = page.to.seq.saturating_sub(asked.after.seq);
        let taken = store.hub_read(&self.place.key, stream, &read::page(store, page)?, now)?;
        add(&mut self.end.taken, taken);
        self.progress.read = self.progress.read.saturating_add(many);
        self.progress.to_read = self.progress.to_read.saturating_sub(many);
        self.grow();
        Ok(())
    }

    /// What came in the control stream names something by its hash that is not here, though it may have come before its key
    /// did: the list is read once more from its beginning.
    fn reads_again(&mut self, store: &mut Store, stream: Stream, now: Moment) -> Result<bool, MeetFault> {
        let again = stream == Stream::Control && self.control_came && !self.control_again && store.lacks_sources()?;
        if again {
            self.control_again = true;
            store.hub_pass(&self.place.key, stream, (0, Cursor::START.hash), now)?;
        }
        Ok(again)
    }

    fn grow(&mut self) {
        self.size = self.size.saturating_mul(2).min(SIZE_MOST);
    }

    /// What follows of deeds: `None` where the hub's have to be read.
    fn deeds_to_ask(&self, store: &Store, tell: Tell) -> Result<Option<Step>, MeetFault> {
        let Some(known) = deeds::known(store, &self.place.key, &self.place.root_deed)? else {
            return Ok(Some(after_deeds(tell)));
        };
        if tell == Tell::Admitted && known.digest() != self.deeds && !self.deeds_read {
            return Ok(None);
        }
        let deed = deeds::next(store, &known, tell);
        Ok(Some(deed.map_or(after_deeds(tell), |deed| Step::AddDeeds(Box::new(deed), tell))))
    }

    /// Keeps those of the deeds that count together with those that are here.
    fn keep(&self, store: &mut Store, came: impl IntoIterator<Item = Deed>, now: Moment) -> Result<(), MeetFault> {
        let root = Deed::from_bytes(&self.place.root_deed)?.id();
        let here = deeds::known(store, &self.place.key, &self.place.root_deed)?.unwrap_or_default();
        let all = Deeds::new(self.org, root, here.all().cloned().chain(came));
        let kept: Vec<_> = all
            .all()
            .filter(|deed| all.allows(deed.id()))
            .map(|deed| (*deed.id().as_bytes(), deed.to_bytes()))
            .collect();
        Ok(store.hub_keep_deeds(&self.place.key, &kept, now)?)
    }

    fn gave(&mut self, store: &mut Store, body: &[u8], now: Moment) -> Result<Step, MeetFault> {
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
                Given::Item { id, .. } => items.push(super::give::half(id)),
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

    /// Tells the hub how far this device has read, where that is new.
    fn to_say(&self, store: &Store) -> Result<Step, MeetFault> {
        let known = store.hub_known(&self.place.key)?;
        let places = self.cursors(&known);
        if places.is_empty() {
            return Ok(Step::Done);
        }
        let mut hasher = blake3::Hasher::new();
        for (stream, cursor) in &places {
            hasher.update(stream.as_bytes()).update(&cursor.seq.to_be_bytes()).update(&cursor.hash);
        }
        let hash = *hasher.finalize().as_bytes();
        Ok(if known.said == Some(hash) { Step::Done } else { Step::Meet(Some(hash)) })
    }
}

const fn after_deeds(tell: Tell) -> Step {
    match tell {
        Tell::Admitted => Step::Plan,
        Tell::All => Step::Read(Stream::Centre),
    }
}

const fn after_reading(stream: Stream) -> Step {
    match stream {
        Stream::Control => Step::Deeds(Tell::Admitted),
        Stream::Centre => Step::Read(Stream::Protected),
        Stream::Protected => Step::Say,
    }
}

fn add(all: &mut TakenIn, more: TakenIn) {
    all.events = all.events.saturating_add(more.events);
    all.known = all.known.saturating_add(more.known);
    all.completed = all.completed.saturating_add(more.completed);
    all.foreign = all.foreign.saturating_add(more.foreign);
    (all.waiting, all.set_aside) = (more.waiting, more.set_aside);
}

fn ms(now: Moment) -> u64 {
    u64::try_from(now.unix_ms()).unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
