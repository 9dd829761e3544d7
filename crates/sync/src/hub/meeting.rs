//! A meeting, step by step: what to ask next, and what an answer means.

mod files;
mod given;
mod parts;
mod said;
mod taken;
mod told;
mod wanted;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use pana_model::{CentreId, DeviceId, Moment};
use pana_store::{HubKnown, HubPlace, Store, Stream};
use pana_wire::bundle::Have;
use pana_wire::hub::{
    Challenge, Cursor, Deed, Deeds, Entries, Heads, HubFault, HubWord, Incarnation, MeetReply, MeetRequest,
    MessageFault, Nonce, OpenSession, PullRequest, PushReply, RemovedFault, SAID_CONTEXT, SESSION_CONTEXT, Said,
    Session, SignedSaid, StopWhy, session_statement,
};
use pana_wire::{StreamId, VerifyingKey};

use super::deeds::Tell;
use super::give::{Give, Given, ToGive};
use super::{MeetFault, deeds, read};
pub use parts::{Answer, Ask, MeetingEnd, MeetingProgress, Next, OpenedSession};
use wanted::Files;

/// How large requests are to begin with, and at most: they grow while the line bears it.
const SIZE_FIRST: usize = 64 * 1024;
const SIZE_MOST: usize = 1024 * 1024;
const SIZE_LEAST: usize = 4 * 1024;

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
    size_most: usize,
    /// Does the hub know runs of items?
    runs: bool,
    heads: Heads,
    /// Up to which number what others said was asked for, and what of it is not heard yet.
    said_head: u64,
    unheard: Vec<SignedSaid>,
    /// Up to which number it was heard.
    heard_head: u64,
    /// The digest of the deeds that the hub has.
    deeds: [u8; 32],
    deeds_read: bool,
    /// How many deeds were made in this meeting: what is told comes to an end, whatever the hub makes of it.
    deeds_made: u8,
    give: Give,
    giving: Vec<Given>,
    /// Streams whose lists hold more than finds room here before it is known whose it is: they are read on another day.
    full: BTreeSet<Stream>,
    /// The page that was asked for.
    asked: Option<PullRequest>,
    rechecked: bool,
    /// Something came in the control stream, and what it names by its hash was asked for once more.
    control_came: bool,
    control_again: bool,
    files: Files,
    progress: MeetingProgress,
    end: MeetingEnd,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Challenge,
    /// With which deeds.
    Introduce(Vec<Deed>),
    Open(Box<Nonce>),
    /// What this device says there, as a hash, where it says it.
    Meet(Option<[u8; 32]>),
    Ends(VecDeque<StreamId>, After),
    Read(Stream),
    Deeds(Tell),
    /// What the hub was told once and does not know: it went back to a copy.
    TellAgain(Vec<Deed>, Tell),
    AddDeeds(Box<Deed>, Tell),
    Plan,
    Give,
    Rest,
    Say,
    Files,
    Done,
}

/// Most deeds that are made in one meeting: what is erased and does not go into them is told at the next one.
const MOST_DEEDS: u8 = 64;

/// What follows of deeds.
enum DeedsNext {
    Step(Step),
    /// The hub's have to be read.
    Ask(Vec<u8>),
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
            size_most: SIZE_MOST,
            runs: false,
            heads: Heads::new(),
            said_head: 0,
            unheard: Vec::new(),
            heard_head: 0,
            deeds: [0; 32],
            deeds_read: false,
            deeds_made: 0,
            give: Give::default(),
            giving: Vec::new(),
            full: BTreeSet::new(),
            asked: None,
            rechecked: false,
            control_came: false,
            control_again: false,
            files: Files::default(),
            progress: MeetingProgress::default(),
            end: MeetingEnd::default(),
            place,
        })
    }

    /// Requests and pages stay as small as the first one: each is taken in at once, and nobody can use the store meanwhile.
    pub const fn in_small_pieces(&mut self) {
        self.size_most = SIZE_FIRST;
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
                Step::Introduce(deeds) => self.tell(deeds),
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
                    Some(asked) => {
                        let body = asked.to_bytes();
                        self.asked = Some(asked);
                        self.ask("/v1/pull", body, true)
                    }
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
                Step::Deeds(tell) => match self.deeds_to_ask(store, *tell, now)? {
                    DeedsNext::Step(step) => {
                        self.step = step;
                        continue;
                    }
                    DeedsNext::Ask(body) => self.ask("/v1/deeds", body, true),
                },
                Step::TellAgain(again, _) => self.tell(again),
                Step::AddDeeds(deed, _) => self.tell(std::slice::from_ref(deed)),
                Step::Plan | Step::Give | Step::Rest | Step::Say | Step::Files => match self.go_on(store, now)? {
                    Some(ask) => ask,
                    None => continue,
                },
            };
            return Ok(Next::Ask(ask));
        }
    }

    /// The next request of what is done once the control stream was read; `None` where another step follows.
    fn go_on(&mut self, store: &mut Store, now: Moment) -> Result<Option<Ask>, MeetFault> {
        self.step = match &self.step {
            Step::Plan => {
                self.give = Give::of(store, &self.place.key)?;
                Step::Give
            }
            Step::Give => {
                if let Some(ToGive { body, holds }) = self.give.next(store, self.size, self.runs)? {
                    self.giving = holds;
                    return Ok(Some(self.ask("/v1/push", body, true)));
                }
                Step::Rest
            }
            Step::Rest => Step::Deeds(Tell::All),
            Step::Say => {
                let step = self.to_say(store)?;
                if step == Step::Files {
                    self.note_met(store, now)?;
                }
                step
            }
            _ => match self.file_to_ask(store, now)? {
                Some(ask) => return Ok(Some(ask)),
                None => Step::Done,
            },
        };
        Ok(None)
    }

    /// What an answer means.
    ///
    /// # Errors
    /// [`MeetFault`]; the meeting is over then.
    pub fn answer(&mut self, store: &mut Store, answer: &Answer, now: Moment) -> Result<(), MeetFault> {
        if answer.status != 200 {
            let HubFault(word) = HubFault::from_bytes(&answer.body)?;
            if word == HubWord::DeviceRemoved {
                return Err(self.removed(store, &answer.body, now)?);
            }
            return self.refused(store, word);
        }
        let body = &answer.body;
        let step = std::mem::replace(&mut self.step, Step::Done);
        self.step = match step {
            Step::Challenge => Step::Open(Box::new(Nonce::from_bytes(body)?)),
            Step::Introduce(deeds) => self.introduced_by(deeds),
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
            Step::Deeds(tell) => self.read_deeds(store, tell, body, now)?,
            Step::TellAgain(again, tell) => self.told_again(again, tell),
            Step::AddDeeds(deed, tell) => {
                let grew = self.keep(store, vec![*deed], now)?;
                if grew && self.deeds_made < MOST_DEEDS { Step::Deeds(tell) } else { after_deeds(tell) }
            }
            Step::Give => self.gave(store, body, now)?,
            Step::Files => {
                self.file_answered(store, body, now)?;
                Step::Files
            }
            Step::Plan | Step::Rest | Step::Say | Step::Done => Step::Done,
        };
        Ok(())
    }

    fn ask(&self, path: &'static str, body: Vec<u8>, in_session: bool) -> Ask {
        let key = self.session.filter(|_| in_session).map(|session| session.key);
        Ask { path, body, authorization: key.map(|key| format!("Pana {}.{}", hex(self.org.as_bytes()), key.to_hex())) }
    }

    fn session_lives(&self, now: Moment) -> bool {
        self.session.is_some_and(|session| session.lives(now))
    }

    fn opening(&self, store: &Store, nonce: &Nonce) -> OpenSession {
        let statement = session_statement(&self.place.key, self.org, self.dev, &nonce.nonce);
        let sig = store.device_secrets().sign_statement(SESSION_CONTEXT, &statement);
        OpenSession { org: self.org, dev: self.dev, nonce: nonce.nonce, sig }
    }

    /// What it means that the hub says this device was taken out: the deeds that come with it are kept where they count.
    fn removed(&self, store: &mut Store, body: &[u8], now: Moment) -> Result<MeetFault, MeetFault> {
        // Whoever serves in one room knows no deeds.
        if self.place.root_deed.is_empty() {
            return Ok(MeetFault::Removed);
        }
        let shown = RemovedFault::from_bytes(body).unwrap_or_default();
        let deeds = shown.deeds.iter().filter_map(|deed| Deed::from_bytes(deed).ok());
        self.keep(store, deeds.collect::<Vec<_>>(), now)?;
        let is_shown = deeds::taken_out_by(store, &self.place)?.is_some();
        Ok(if is_shown { MeetFault::TakenOut } else { MeetFault::Removed })
    }

    fn refused(&mut self, store: &Store, word: HubWord) -> Result<(), MeetFault> {
        match (word, &self.step) {
            (HubWord::NoSession, _) if self.sessions < 2 => {
                self.sessions = self.sessions.saturating_add(1);
                self.session = None;
                Ok(())
            }
            (HubWord::UnknownDevice, Step::Challenge) if !self.introduced && self.is_named(store)? => {
                // One of them may tell the hub of this laptop.
                let all = deeds::lacking(store, &self.place.key, &self.place.root_deed, &BTreeSet::new())?;
                self.step = Step::Introduce(all);
                Ok(())
            }
            // What was meant to be told is told by another laptop.
            (HubWord::NotAMessage | HubWord::Newer, Step::TellAgain(_, tell)) => {
                self.step = after_deeds(*tell);
                Ok(())
            }
            (HubWord::Deed, Step::TellAgain(_, tell)) => {
                self.step = Step::Deeds(*tell);
                Ok(())
            }
            // A hub of an older program does not know all that a deed may say.
            (HubWord::Deed | HubWord::NotAMessage | HubWord::Newer, Step::AddDeeds(_, tell)) => {
                self.step = after_deeds(*tell);
                Ok(())
            }
            (HubWord::Rate | HubWord::Busy, Step::Files) => {
                self.files_later();
                Ok(())
            }
            (HubWord::Quota, Step::Files) => {
                self.files_full();
                Ok(())
            }
            (HubWord::DeedsFull, Step::TellAgain(_, tell) | Step::AddDeeds(_, tell)) => {
                self.end.told_full = true;
                self.step = after_deeds(*tell);
                Ok(())
            }
            (word, _) => Err(word.into()),
        }
    }

    fn grow(&mut self) {
        self.size = self.size.saturating_mul(2).min(self.size_most);
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

pub(super) fn ms(now: Moment) -> u64 {
    u64::try_from(now.unix_ms()).unwrap_or_default()
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
