//! Whose case it is: who is responsible for it, to whom it is offered, and who is to be told that it is theirs no more.
//!
//! The first worker is who led the first interview. A worker offers the case to a colleague; it moves when the colleague takes
//! it, and not before. A supervisor or coordinator gives it to somebody at once. Made apart, what a supervisor gave holds over
//! what a colleague took; of several of one kind all hold, so that two have the case rather than nobody, until one of them or a
//! supervisor says who: one of several may offer it to another of them as well. An offer lives while who made it is the case's
//! worker and the case has not moved since; closing it ends its offers.

use std::collections::BTreeSet;

use pana_model::{EventRef, MemberId};
use pana_record::{EventKind, OpKind, Value};

use super::{CaseFile, Done, Event, StatusSaid, interview};
use crate::path::{LogPath, OFFERS, STATUS, WORKER};
use crate::word::words;
use crate::{Act, Refusal};

pub mod ops;

words! {
    /// How somebody became the worker. The first is the stronger where both stand.
    pub enum How {
        /// A supervisor or coordinator gave it.
        Given = "given",
        /// They took what was offered.
        Taken = "taken",
    }
}

words! {
    /// What became of an offer.
    pub enum OfferWord {
        /// It was made.
        Made = "made",
        /// It was taken.
        Taken = "taken",
        /// It was declined.
        Declined = "declined",
        /// Who made it took it back.
        Revoked = "revoked",
    }
}

/// An offer that lives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offer {
    /// To whom.
    pub to: MemberId,
    /// Who made it.
    pub from: MemberId,
    /// Why, in their words; may be empty.
    pub words: String,
}

/// Something that a member is to be told once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// Who is to be told.
    pub to: MemberId,
    /// The event that did it.
    pub event: EventRef,
    /// What.
    pub what: Told,
    /// By whom it was done.
    pub by: MemberId,
    /// Why, in their words; may be empty.
    pub words: String,
}

words! {
    /// What a member is told.
    pub enum Told {
        /// The colleague took the case.
        Taken = "taken",
        /// It was given to somebody else.
        Given = "given",
        /// The colleague declined it.
        Declined = "declined",
        /// A supervisor or coordinator gave it to whom this is told.
        Yours = "yours",
        /// Somebody else closed the case of whom this is told.
        Closed = "closed",
    }
}

/// Whose case it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hands {
    /// Who is responsible; several where they became it apart, none before the first interview is finished.
    pub workers: BTreeSet<MemberId>,
    /// Who gave it away, or from whom it was taken.
    pub former: BTreeSet<MemberId>,
    /// The offers that live.
    pub offers: BTreeSet<Offer>,
    /// Who is to be told of what, and was not.
    pub notices: BTreeSet<Notice>,
}

impl Hands {
    /// Is the case one of this member's own, where `led` says whether they led an interview of it?
    pub fn owns(&self, member: MemberId, led: impl FnOnce() -> bool) -> bool {
        self.workers.contains(&member) || (!self.former.contains(&member) && led())
    }
}

/// What is said of the worker.
#[derive(Clone, PartialEq, Eq)]
struct Said {
    how: How,
    to: MemberId,
    words: String,
    /// Who had it before, each with the event by which they lost it; none is the event that says this.
    former: Vec<(MemberId, Option<EventRef>)>,
    /// The offers that stood when this was said: it ends them. Empty where an older program said it.
    ends: BTreeSet<EventRef>,
}

impl Said {
    fn to_value(&self) -> Value {
        let lost = |(member, event): &(MemberId, Option<EventRef>)| {
            let event = event.map_or(Value::Null, |event| Value::Bytes(event.as_bytes().to_vec()));
            Value::List(vec![of_member(*member), event])
        };
        Value::List(vec![
            Value::text(self.how.as_str()),
            of_member(self.to),
            Value::text(&*self.words),
            Value::List(self.former.iter().map(lost).collect()),
            events_value(&self.ends),
        ])
    }

    fn from_value(value: &Value) -> Option<Self> {
        let [how, to, words, former, rest @ ..] = value.as_list()? else { return None };
        let lost = |value: &Value| {
            let [member, event, ..] = value.as_list()? else { return None };
            let event = match event {
                Value::Null => None,
                event => Some(EventRef::from_bytes(event.as_bytes()?.try_into().ok()?)),
            };
            Some((member_of(member)?, event))
        };
        Some(Self {
            how: how.as_text()?.parse().ok()?,
            to: member_of(to)?,
            words: words.as_text()?.to_owned(),
            former: former.as_list()?.iter().map(lost).collect::<Option<_>>()?,
            ends: rest.first().map_or_else(|| Some(BTreeSet::new()), events_of)?,
        })
    }
}

fn of_member(member: MemberId) -> Value {
    Value::Bytes(member.as_bytes().to_vec())
}

fn member_of(value: &Value) -> Option<MemberId> {
    Some(MemberId::from_bytes(value.as_bytes()?.try_into().ok()?))
}

/// What is said of an offer: what, who made it, in which words.
fn offer_value(word: OfferWord, from: MemberId, words: &str) -> Value {
    Value::List(vec![Value::text(word.as_str()), of_member(from), Value::text(words)])
}

fn offer_of(value: &Value) -> Option<(OfferWord, MemberId, String)> {
    let [word, from, words, ..] = value.as_list()? else { return None };
    Some((word.as_text()?.parse().ok()?, member_of(from)?, words.as_text()?.to_owned()))
}

/// Who has the case, as this says it.
pub(super) fn worker_of(value: &Value) -> Option<MemberId> {
    Said::from_value(value).map(|said| said.to)
}

/// What writing this about the worker is.
pub(super) fn act_of_worker(value: &Value) -> Act {
    match Said::from_value(value).map(|said| said.how) {
        Some(How::Given) => Act::GiveCase,
        Some(How::Taken) => Act::AnswerOffer,
        None => Act::Unknown,
    }
}

/// What writing this about an offer is.
pub(super) fn act_of_offer(value: &Value) -> Act {
    match offer_of(value).map(|(word, ..)| word) {
        Some(OfferWord::Made | OfferWord::Revoked) => Act::HandOver,
        Some(OfferWord::Taken | OfferWord::Declined) => Act::AnswerOffer,
        None => Act::Unknown,
    }
}

/// What an event of this kind did, for the history.
pub(super) fn done_of(event: &Event<'_>) -> Done {
    let mut done = Done::Told;
    for (_, op, path) in event.ops() {
        match path {
            LogPath::Worker => match Said::from_value(&op.value).map(|said| said.how) {
                Some(How::Given) => return Done::Given,
                Some(How::Taken) => return Done::Taken,
                None => {}
            },
            LogPath::Offer(_) => match offer_of(&op.value).map(|(word, ..)| word) {
                Some(OfferWord::Made) => done = Done::Offered,
                Some(OfferWord::Declined) => done = Done::NotTaken,
                Some(OfferWord::Revoked) if done != Done::Offered => done = Done::OfferRevoked,
                _ => {}
            },
            _ => {}
        }
    }
    done
}

impl CaseFile {
    /// Whose case it is. In the protected stream nobody's: it is said where everybody sees it. O(heads of the case).
    pub fn hands(&self) -> Hands {
        let mut hands = Hands::default();
        if self.stream != pana_model::StreamName::Centre {
            return hands;
        }
        let said: Vec<(EventRef, MemberId, Said)> = self
            .heads
            .heads(WORKER)
            .filter_map(|(dot, head)| Some((dot.event, head.mark.member, Said::from_value(&head.value)?)))
            .collect();
        let strongest = said.iter().map(|(_, _, said)| said.how).min();
        hands
            .workers
            .extend(said.iter().filter(|(_, _, each)| Some(each.how) == strongest).map(|(_, _, each)| each.to));
        if said.is_empty() {
            hands.workers.extend(self.first_worker());
        }
        let gone = |member: &MemberId| !hands.workers.contains(member);
        for (event, by, said) in &said {
            for (member, lost) in said.former.iter().filter(|(member, _)| gone(member)) {
                hands.former.insert(*member);
                let what = if said.how == How::Given { Told::Given } else { Told::Taken };
                let event = lost.unwrap_or(*event);
                // What came by another event is told as that it is with somebody else now.
                hands.notices.insert(Notice { to: *member, event, what, by: *by, words: said.words.clone() });
            }
            if said.how == How::Given && hands.workers.contains(&said.to) {
                let (what, words) = (Told::Yours, said.words.clone());
                hands.notices.insert(Notice { to: said.to, event: *event, what, by: *by, words });
            }
            // Who took it apart from a supervisor's word has it no more either, and is told by whom.
            if gone(&said.to) {
                hands.former.insert(said.to);
                let stronger = self.heads.heads(WORKER).filter_map(|(dot, head)| {
                    let other = Said::from_value(&head.value)?;
                    (Some(other.how) == strongest).then_some((dot.event, head.mark.member, other.words))
                });
                for (event, by, words) in stronger {
                    hands.notices.insert(Notice { to: said.to, event, what: Told::Given, by, words });
                }
            }
        }
        let is_closed = self.status().is_closed();
        self.add_offers(&mut hands, is_closed);
        if is_closed {
            self.add_closings(&mut hands);
        }
        hands.notices.retain(|notice| notice.by != notice.to && !self.was_told(notice.to, notice.event));
        hands
    }

    /// The events of offers that are made and not answered.
    fn offers_made(&self) -> BTreeSet<EventRef> {
        let heads = self.heads.paths_under(OFFERS).flat_map(|path| self.heads.heads(path));
        let made = heads.filter(|(_, head)| offer_of(&head.value).is_some_and(|(word, ..)| word == OfferWord::Made));
        made.map(|(dot, _)| dot.event).collect()
    }

    /// Whose case somebody closed is told, and in which words.
    fn add_closings(&self, hands: &mut Hands) {
        for (dot, head) in self.heads.heads(STATUS) {
            let Some(StatusSaid::Closed(closing)) = StatusSaid::from_value(&head.value) else { continue };
            let told = hands.workers.iter().map(|worker| Notice {
                to: *worker,
                event: dot.event,
                what: Told::Closed,
                by: head.mark.member,
                words: closing.words.clone(),
            });
            hands.notices.extend(told);
        }
    }

    fn add_offers(&self, hands: &mut Hands, is_closed: bool) {
        let said = self.heads.heads(WORKER).filter_map(|(_, head)| Said::from_value(&head.value));
        let ended: BTreeSet<EventRef> = said.flat_map(|said| said.ends).collect();
        for path in self.heads.paths_under(OFFERS) {
            let LogPath::Offer(to) = LogPath::of(path) else { continue };
            for (dot, head) in self.heads.heads(path) {
                let Some((word, from, words)) = offer_of(&head.value) else { continue };
                if !hands.workers.contains(&from) || from == to || ended.contains(&dot.event) {
                    continue;
                }
                match word {
                    OfferWord::Made if is_closed => {}
                    OfferWord::Made => drop(hands.offers.insert(Offer { to, from, words })),
                    OfferWord::Declined => {
                        let what = Told::Declined;
                        hands.notices.insert(Notice { to: from, event: dot.event, what, by: to, words });
                    }
                    OfferWord::Taken | OfferWord::Revoked => {}
                }
            }
        }
    }

    /// Who led the first interview, as the history has it: what lies in an event's past goes before it.
    fn first_worker(&self) -> Option<MemberId> {
        let finished = self.history.values().filter(|line| line.what == Done::InterviewFinished);
        let led = finished.filter_map(|line| {
            let led = interview::led(self.interviews.get(&line.interview?)?)?;
            Some((line.order(), led.member))
        });
        led.min_by_key(|(order, _)| *order).map(|(_, member)| member)
    }

    fn was_told(&self, member: MemberId, event: EventRef) -> bool {
        let path = LogPath::Told(member).to_string();
        self.heads.heads(&path).any(|(_, head)| events_of(&head.value).is_some_and(|told| told.contains(&event)))
    }

    /// What an event that moves the case to `to` says of who had it before.
    fn former_after(&self, to: MemberId) -> Vec<(MemberId, Option<EventRef>)> {
        let mut former: std::collections::BTreeMap<MemberId, Option<EventRef>> = std::collections::BTreeMap::new();
        for (dot, head) in self.heads.heads(WORKER) {
            let Some(said) = Said::from_value(&head.value) else { continue };
            for (member, event) in said.former {
                let event = Some(event.unwrap_or(dot.event));
                let known = former.entry(member).or_insert(event);
                *known = (*known).min(event);
            }
            // Who took it apart from a supervisor's word.
            former.entry(said.to).or_insert(Some(dot.event));
        }
        former.extend(self.hands().workers.into_iter().map(|member| (member, None)));
        former.remove(&to);
        former.into_iter().collect()
    }

    /// What no right gives: a case is offered by its worker to somebody else, taken and declined by whom it is offered to, and
    /// says truly who had it.
    pub(super) fn of_hands(&self, event: &Event<'_>) -> Result<(), Refusal> {
        if event.body.kind != EventKind::Assign {
            return Ok(());
        }
        let author = event.body.member;
        let hands = self.hands();
        let offered = |to: MemberId| hands.offers.iter().any(|offer| offer.to == to);
        for (_, op, path) in event.ops() {
            if op.kind != OpKind::Set {
                return Err(Refusal::NeedsUpdate);
            }
            let holds = match path {
                LogPath::Worker => {
                    let said = Said::from_value(&op.value).ok_or(Refusal::NeedsUpdate)?;
                    let taken = said.how != How::Taken || (said.to == author && offered(author));
                    let alone = hands.workers.len() == 1 && hands.workers.contains(&said.to);
                    taken && !alone && said.former == self.former_after(said.to)
                }
                LogPath::Offer(to) => match offer_of(&op.value).ok_or(Refusal::NeedsUpdate)? {
                    (OfferWord::Made, from, _) => from == author && *to != author,
                    (OfferWord::Revoked, ..) => {
                        hands.offers.iter().any(|offer| offer.to == *to && offer.from == author)
                    }
                    (OfferWord::Declined, ..) => *to == author && offered(author),
                    (OfferWord::Taken, ..) => {
                        let moves = event.ops().any(|(_, _, path)| *path == LogPath::Worker);
                        *to == author && offered(author) && moves
                    }
                },
                LogPath::Told(_) => events_of(&op.value).is_some(),
                _ => return Err(Refusal::NeedsUpdate),
            };
            if !holds {
                return Err(Refusal::OutOfTurn);
            }
        }
        Ok(())
    }
}

fn events_value(events: &BTreeSet<EventRef>) -> Value {
    Value::List(events.iter().map(|event| Value::Bytes(event.as_bytes().to_vec())).collect())
}

fn events_of(value: &Value) -> Option<BTreeSet<EventRef>> {
    value.as_list()?.iter().map(|event| Some(EventRef::from_bytes(event.as_bytes()?.try_into().ok()?))).collect()
}
