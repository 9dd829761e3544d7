//! Guards that are taken away one by one, where laptop and hub meet each other: storms see that each is missing. What guards inside of
//! either is taken away by hand, and `docs/COVERAGE.md` says which test fails then.

use std::collections::BTreeMap;

use pana_store::Stream;
use pana_sync::{Answer, Ask};
use pana_wire::bundle::Item;
use pana_wire::hub::{Entries, Entry, PullRequest, entry_id, sealed_source, split_items, write_entry};
use pana_wire::{Envelope, StreamId, VerifyingKey};

use crate::kit::{Laptop, TestHub};
use crate::survived::{seeds, storm};
use crate::world::items;

/// What is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guard {
    /// A hub that is put back begins another life of its lists.
    Incarnation,
    /// What a laptop gave is left out for it in the session in which it gave it, and not for all that bear its name.
    Session,
    /// How far a list was read is written with what was read, and not before it.
    PlaceWithData,
    /// A laptop whose folder is put back had given what it wrote: the storm's own, which shows that it sees a loss.
    Given,
}

impl Guard {
    const ALL: [Self; 4] = [Self::Incarnation, Self::Session, Self::PlaceWithData, Self::Given];
}

/// What the hub answers, as the laptop hears it.
pub(crate) fn heard(without: Option<Guard>, laptop: &Laptop, hub: &TestHub, ask: &Ask) -> Answer {
    let answer = hub.ask(ask);
    if without == Some(Guard::Session) && ask.path == "/v1/pull" && answer.status == 200 {
        return without_own(laptop, hub, ask, &answer);
    }
    answer
}

/// The page with ids alone for what the laptop's device wrote: the list is the same.
fn without_own(laptop: &Laptop, hub: &TestHub, ask: &Ask, answer: &Answer) -> Answer {
    let key = VerifyingKey::from_bytes(&hub.hub.public_key()).unwrap();
    let asked = PullRequest::from_bytes(&ask.body).unwrap();
    let page = Entries::from_bytes(&answer.body, laptop.store.centre(), &asked, &key).unwrap();
    let mut body = Vec::new();
    write_entry(&mut body, split_items(&answer.body).unwrap()[0]);
    for entry in page.entries {
        let bytes = match entry {
            Entry::Gone(id) => Entry::gone(&id),
            Entry::SealedSource(sealed) => sealed_source(&sealed),
            Entry::Item(item) => {
                let bytes = item.to_bytes().unwrap();
                let is_own = matches!(&item, Item::Event(event)
                    if Envelope::from_bytes(event).unwrap().header().dev == laptop.store.device());
                if is_own { Entry::gone(&entry_id(&bytes)) } else { bytes }
            }
        };
        write_entry(&mut body, &bytes);
    }
    Answer { status: 200, body }
}

/// The laptop notes that it has read all, and has not yet.
pub(crate) fn place_before_data(laptop: &mut Laptop, hub: &TestHub) {
    let place = laptop.store.hub().unwrap();
    if laptop.store.hub_known(&place.key).unwrap().incarnation.is_none() {
        return;
    }
    let ends: BTreeMap<StreamId, (u64, [u8; 32])> =
        items(hub.folder.path()).iter().map(|lies| (lies.stream, (lies.seq, lies.hash))).collect();
    for stream in [Stream::Control, Stream::Centre, Stream::Protected] {
        if let Some(end) = ends.get(&StreamId::derive(laptop.store.centre(), stream)) {
            laptop.store.hub_pass(&place.key, stream, *end, laptop.time.now()).unwrap();
        }
    }
}

#[test]
fn without_any_of_these_guards_a_storm_is_not_survived() {
    for guard in Guard::ALL {
        // A few at a time, until one shows it.
        let shown =
            (0..8).map(|turn| seeds(turn * 4, 4, &|seed| storm(seed, Some(guard)))).find(|shown| !shown.is_empty());
        let shown = shown.unwrap_or_else(|| panic!("storms do not see that {guard:?} is missing"));
        eprintln!("without {guard:?}: {}", shown[0]);
    }
}
