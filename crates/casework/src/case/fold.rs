//! A case file from the set of its events, in whatever order and however often they came.
//!
//! Events are taken with their past before them, ties by their ids. Each is judged in the case file that its own past
//! gives: mostly that is the file as it stands; where devices worked apart it is a branch, which is kept so that a line
//! of events made apart is not folded anew for each of them. An event that is refused stays in the graph (later events may
//! name it as seen) but writes nothing. An event whose past is not here *waits*: it cannot be judged, so it does not
//! count, except where it protects somebody.
//!
//! With `n` events of which `b` lie apart from the rest, folding takes O(n log n) and for each change of branch the
//! length of that branch.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{CaseId, DeviceId, EventRef, StreamName};
use pana_record::Hlc;

use super::facts::protecting;
use super::{CaseFile, Event, Owner, Waiting};
use crate::Refusal;

/// Whether an event's author could make it, asked in the case file of its past. Usually [`super::allowed`], with what the
/// control stream says of the author.
pub type Judge<'j> = dyn Fn(&Event<'_>, &CaseFile) -> Result<(), Refusal> + 'j;

/// By what events are judged.
pub struct Rules<'r> {
    /// Rights.
    pub judge: &'r Judge<'r>,
    /// Which case an interview belongs to.
    pub owner: &'r Owner<'r>,
}

/// What became of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It counts.
    Counts,
    /// It changes nothing.
    Refused(Refusal),
    /// It waits for these events.
    Waits(BTreeSet<EventRef>),
}

/// A verdict for each event.
pub type Verdicts = BTreeMap<EventRef, Verdict>;

/// How many branches are kept while folding.
const BRANCHES: usize = 8;

impl CaseFile {
    /// The case file that these events give, and what became of each.
    pub fn fold(stream: StreamName, subject: CaseId, events: &[Event<'_>], rules: &Rules<'_>) -> (CaseFile, Verdicts) {
        fold_seeing(stream, subject, events, rules, &mut |_, _| {})
    }
}

/// Folds, and shows each event that counts with the case file of its past.
pub(super) fn fold_seeing(
    stream: StreamName,
    subject: CaseId,
    events: &[Event<'_>],
    rules: &Rules<'_>,
    seen: &mut dyn FnMut(&CaseFile, &Event<'_>),
) -> (CaseFile, Verdicts) {
    fold_under::<true, true>(stream, subject, events, rules, seen)
}

/// The rule with either of its two supports removable, so that the tests can show what breaks without them.
pub(super) fn fold_under<const JUDGE: bool, const WAIT: bool>(
    stream: StreamName,
    subject: CaseId,
    events: &[Event<'_>],
    rules: &Rules<'_>,
    seen: &mut dyn FnMut(&CaseFile, &Event<'_>),
) -> (CaseFile, Verdicts) {
    let graph = Graph::of::<WAIT>(events);
    let mut folding = Folding {
        whole: CaseFile::new(stream, subject),
        branches: Vec::new(),
        counting: BTreeMap::new(),
        made: BTreeMap::new(),
        verdicts: Verdicts::new(),
    };
    for id in &graph.order {
        if let (Some(event), Some(past)) = (graph.events.get(id), graph.pasts.get(id)) {
            folding.take::<JUDGE>(event, past, rules, seen);
        }
    }
    for (id, missing) in graph.waiting() {
        let Some(event) = graph.events.get(&id) else { continue };
        if event.body.subject != *subject.as_bytes() {
            folding.verdicts.insert(id, Verdict::Refused(Refusal::OtherSubject));
            continue;
        }
        folding.whole.waiting.insert(id, Waiting { missing: missing.clone(), protects: protecting(event) });
        folding.verdicts.insert(id, Verdict::Waits(missing));
    }
    (folding.whole, folding.verdicts)
}

/// Which event has seen which.
struct Graph<'f, 'b> {
    events: BTreeMap<EventRef, &'f Event<'b>>,
    pasts: BTreeMap<EventRef, BTreeSet<EventRef>>,
    /// Those whose past is here, each after its past.
    order: Vec<EventRef>,
}

impl<'f, 'b> Graph<'f, 'b> {
    fn of<const WAIT: bool>(events: &'f [Event<'b>]) -> Self {
        let events: BTreeMap<EventRef, &Event<'b>> = events.iter().map(|event| (event.id, event)).collect();
        let chains = Chains::of(events.values().copied());
        let pasts = events.values().map(|event| {
            let mut past = if event.layout > 1 { event.past.clone() } else { chains.before(event) };
            if !WAIT {
                past.retain(|id| events.contains_key(id));
            }
            (event.id, past)
        });
        let pasts: BTreeMap<EventRef, BTreeSet<EventRef>> = pasts.collect();
        let order = order(&pasts, Missing::Holds);
        Self { events, pasts, order }
    }

    /// Events that wait, and for what: what they name that is not here, and what their own past waits for.
    fn waiting(&self) -> BTreeMap<EventRef, BTreeSet<EventRef>> {
        let ordered: BTreeSet<&EventRef> = self.order.iter().collect();
        let mut waiting: BTreeMap<EventRef, BTreeSet<EventRef>> =
            self.pasts.keys().filter(|id| !ordered.contains(id)).map(|id| (*id, BTreeSet::new())).collect();
        if waiting.is_empty() {
            return waiting;
        }
        for id in order(&self.pasts, Missing::PassedOver).into_iter().filter(|id| !ordered.contains(id)) {
            let mut missing = BTreeSet::new();
            for seen in self.pasts.get(&id).into_iter().flatten() {
                match waiting.get(seen) {
                    Some(behind) => missing.extend(behind),
                    None if !self.pasts.contains_key(seen) => drop(missing.insert(*seen)),
                    None => {}
                }
            }
            waiting.insert(id, missing);
        }
        waiting
    }
}

/// What an event in someone's past does that is not here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    Holds,
    PassedOver,
}

/// Each event after its past; of those that may be next, the one with the smallest id. Events that have seen each other,
/// or what never comes, are left out.
fn order(pasts: &BTreeMap<EventRef, BTreeSet<EventRef>>, missing: Missing) -> Vec<EventRef> {
    let mut open: BTreeMap<EventRef, usize> = BTreeMap::new();
    let mut after: BTreeMap<EventRef, Vec<EventRef>> = BTreeMap::new();
    let mut next: BTreeSet<EventRef> = BTreeSet::new();
    for (id, past) in pasts {
        let holds = past.iter().filter(|seen| missing == Missing::Holds || pasts.contains_key(seen));
        let mut many = 0_usize;
        for seen in holds {
            many = many.saturating_add(1);
            after.entry(*seen).or_default().push(*id);
        }
        if many == 0 {
            next.insert(*id);
        } else {
            open.insert(*id, many);
        }
    }
    let mut order = Vec::with_capacity(pasts.len());
    while let Some(id) = next.pop_first() {
        order.push(id);
        for later in after.remove(&id).unwrap_or_default() {
            if let Some(many) = open.get_mut(&later) {
                *many = many.saturating_sub(1);
                if *many == 0 {
                    next.insert(later);
                }
            }
        }
    }
    order
}

/// The chains of the devices, for events that name no past.
struct Chains(BTreeMap<DeviceId, BTreeMap<u64, BTreeSet<EventRef>>>);

impl Chains {
    fn of<'b>(events: impl Iterator<Item = &'b Event<'b>>) -> Self {
        let mut chains: BTreeMap<DeviceId, BTreeMap<u64, BTreeSet<EventRef>>> = BTreeMap::new();
        for event in events {
            chains.entry(event.device).or_default().entry(event.seq).or_default().insert(event.id);
        }
        Self(chains)
    }

    fn before(&self, event: &Event<'_>) -> BTreeSet<EventRef> {
        let chain = self.0.get(&event.device);
        chain.and_then(|chain| chain.range(..event.seq).next_back()).map(|(_, ids)| ids.clone()).unwrap_or_default()
    }
}

/// How an event that counts joined, so that a branch can be folded of it again.
struct Made<'f, 'b> {
    number: usize,
    event: &'f Event<'b>,
    past: BTreeSet<EventRef>,
    at: Hlc,
    depth: u32,
}

struct Folding<'f, 'b> {
    whole: CaseFile,
    branches: Vec<CaseFile>,
    /// For each event taken, the events that count which it stands for as someone's past: itself, or what it had seen.
    counting: BTreeMap<EventRef, BTreeSet<EventRef>>,
    made: BTreeMap<EventRef, Made<'f, 'b>>,
    verdicts: Verdicts,
}

impl<'f, 'b> Folding<'f, 'b> {
    fn take<const JUDGE: bool>(
        &mut self,
        event: &'f Event<'b>,
        past: &BTreeSet<EventRef>,
        rules: &Rules<'_>,
        seen: &mut dyn FnMut(&CaseFile, &Event<'_>),
    ) {
        let past: BTreeSet<EventRef> = past.iter().filter_map(|id| self.counting.get(id)).flatten().copied().collect();
        let mut branch = if self.whole.stands_at(&past) { None } else { Some(self.branch(&past)) };
        let before = branch.as_ref().unwrap_or(&self.whole);
        let judged = before.check(event, rules.owner);
        let judged = if JUDGE { judged.and_then(|()| (rules.judge)(event, before)) } else { judged };
        if judged.is_ok() {
            seen(before, event);
            let (at, depth) = (before.believed_at(event), before.depth.saturating_add(1));
            self.whole.absorb(event, &past, at, depth);
            if let Some(branch) = &mut branch {
                branch.absorb(event, &past, at, depth);
            }
            let number = self.made.len();
            self.made.insert(event.id, Made { number, event, past, at, depth });
            self.counting.insert(event.id, BTreeSet::from([event.id]));
        } else {
            self.counting.insert(event.id, past);
        }
        if let Some(branch) = branch {
            self.branches.truncate(BRANCHES.saturating_sub(1));
            self.branches.insert(0, branch);
        }
        self.verdicts.insert(event.id, judged.map_or_else(Verdict::Refused, |()| Verdict::Counts));
    }

    /// The case file that `past` gives, taken out of the kept ones or folded of the events behind it.
    fn branch(&mut self, past: &BTreeSet<EventRef>) -> CaseFile {
        if let Some(at) = self.branches.iter().position(|branch| branch.stands_at(past)) {
            return self.branches.remove(at);
        }
        let mut open: Vec<EventRef> = past.iter().copied().collect();
        let mut behind: BTreeMap<usize, &Made<'f, 'b>> = BTreeMap::new();
        while let Some(id) = open.pop() {
            if let Some(made) = self.made.get(&id)
                && behind.insert(made.number, made).is_none()
            {
                open.extend(&made.past);
            }
        }
        let mut file = CaseFile::new(self.whole.stream, self.whole.subject);
        for made in behind.values() {
            file.absorb(made.event, &made.past, made.at, made.depth);
        }
        file
    }
}
