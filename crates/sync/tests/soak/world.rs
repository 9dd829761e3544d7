//! What a soak looks at: laptops, a hub and a stick in folders, and what must be true of them whatever happened.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;

use pana_hub::db::{Database, Sqlite, Value};
use pana_model::CaseId;
use pana_store::{AsideRoom, Fault, Finding, Have, Store, StoreError, Stream};
use pana_sync::{
    Folder, FoundPart, Look, PartState, Reach, Recipients, look, parcel_keys, root, take_bundle, write_for,
};
use pana_wire::{Envelope, StreamId};

use crate::kit::Laptop;

/// A store that is reached at once.
struct AtHand<'s>(RefCell<&'s mut Store>);

impl Reach for AtHand<'_> {
    type Error = StoreError;

    fn with<T>(&self, work: impl FnOnce(&mut Store) -> Result<T, StoreError>) -> Result<T, StoreError> {
        work(&mut self.0.borrow_mut())
    }
}

/// Writes a bundle for all the others into a folder.
pub(crate) fn write_stick(laptop: &mut Laptop, stick: &Path) -> Result<(), String> {
    let to = laptop.store.peer_devices().and_then(|peers| Recipients::of(&laptop.store, &peers));
    write_stick_for(laptop, &to.map_err(|error| error.to_string())?, stick)
}

/// Writes one for these.
pub(crate) fn write_stick_for(laptop: &mut Laptop, to: &Recipients, stick: &Path) -> Result<(), String> {
    let (now, place) = (laptop.time.now(), Folder::open(stick).map_err(|error| error.to_string())?);
    let reach = AtHand(RefCell::new(&mut laptop.store));
    write_for(&reach, to, &place, now, &mut |_| ControlFlow::Continue(()))
        .map(drop)
        .map_err(|error| format!("{error:?}"))
}

/// What lies there for this laptop.
pub(crate) fn look_at(laptop: &Laptop, stick: &Path) -> Look {
    let (keys, place) = (parcel_keys(&laptop.store), Folder::open(stick).unwrap());
    look(&place, &keys, root(&laptop.store), &mut |_, _| ControlFlow::Continue(())).unwrap()
}

/// Takes in what lies there for this laptop; how many bundles of it were whole.
pub(crate) fn read_stick(laptop: &mut Laptop, stick: &Path) -> Result<usize, String> {
    let (found, keys, now) = (look_at(laptop, stick), parcel_keys(&laptop.store), laptop.time.now());
    let place = Folder::open(stick).map_err(|error| error.to_string())?;
    let reach = AtHand(RefCell::new(&mut laptop.store));
    let mut whole = 0;
    for bundle in &found.bundles {
        let taken = take_bundle(&reach, &place, (bundle, AsideRoom::default()), &keys, now, &mut |_, _| {
            ControlFlow::Continue(())
        });
        whole += usize::from(taken.map_err(|error| format!("{error:?}"))?.complete);
    }
    Ok(whole)
}

/// Whether all parts there are whole.
pub(crate) fn is_whole(look: &Look) -> bool {
    let whole = |part: &FoundPart| matches!(part, FoundPart::Here(here) if matches!(here.state, PartState::Whole(_)));
    look.bundles.iter().all(|bundle| bundle.parts.iter().all(whole))
}

/// The ids of all events that are here.
pub(crate) fn events(store: &Store) -> BTreeSet<[u8; 32]> {
    let all = store.lacking(&Have::default()).unwrap();
    let id = |event| *Envelope::from_bytes(&store.outgoing_bytes(event).unwrap()).unwrap().id().as_bytes();
    all.iter().map(id).collect()
}

/// An item of a hub's lists.
pub(crate) struct Lies {
    pub(crate) stream: StreamId,
    pub(crate) seq: u64,
    /// Of the place behind it.
    pub(crate) hash: [u8; 32],
    pub(crate) id: [u8; 32],
    pub(crate) event: Option<[u8; 32]>,
}

/// All that lies in a hub's folder.
pub(crate) fn items(hub: &Path) -> Vec<Lies> {
    items_of(&mut Sqlite::open(&hub.join("hub.db")).unwrap())
}

/// The same of any database.
pub(crate) fn items_of(database: &mut dyn Database) -> Vec<Lies> {
    let rows = database.sql().all("SELECT stream, seq, hash, id, event FROM item ORDER BY seq", &[]).unwrap();
    let fixed = |value: &Value| match value {
        Value::Bytes(bytes) => <[u8; 32]>::try_from(bytes.as_slice()).ok(),
        Value::Int(_) | Value::Null => None,
    };
    let read = |row: &pana_hub::db::Row| {
        let [Value::Bytes(stream), Value::Int(seq), hash, id, event] = row.0.as_slice() else { panic!("{row:?}") };
        Lies {
            stream: StreamId::from_bytes(stream.as_slice().try_into().unwrap()),
            seq: u64::try_from(*seq).unwrap(),
            hash: fixed(hash).unwrap(),
            id: fixed(id).unwrap(),
            event: fixed(event),
        }
    };
    rows.iter().map(read).collect()
}

/// A laptop's places at a hub are not ahead of what it has, and what it takes to lie there does.
pub(crate) fn places_are_true(laptop: &Laptop, lies: &[Lies]) -> Result<(), String> {
    let key = laptop.store.hub().ok_or("the centre has no hub")?.key;
    let known = laptop.store.hub_known(&key).map_err(|error| error.to_string())?;
    let here = events(&laptop.store);
    for (stream, (seq, _)) in &known.places {
        let id = StreamId::derive(laptop.store.centre(), *stream);
        let before = lies.iter().filter(|lies| lies.stream == id && lies.seq <= *seq);
        if before.filter_map(|lies| lies.event).any(|event| !here.contains(&event)) {
            return Err(format!("the place in {stream:?} is ahead of what is here"));
        }
    }
    let there: BTreeSet<[u8; 32]> = lies.iter().filter_map(|lies| lies.event).collect();
    let lacks = laptop.store.hub_lacks(&key).map_err(|error| error.to_string())?;
    let id = |event| *Envelope::from_bytes(&laptop.store.outgoing_bytes(event).unwrap()).unwrap().id().as_bytes();
    let lacks: BTreeSet<[u8; 32]> = lacks.iter().map(id).collect();
    match here.iter().find(|event| !lacks.contains(*event) && !there.contains(*event)) {
        Some(_) => Err("an event is taken to lie at the hub and does not".to_owned()),
        None => Ok(()),
    }
}

/// Everything in the store is as it was written, and its views are those of a replay.
pub(crate) fn is_well(laptop: &mut Laptop) -> Result<(), String> {
    is_well_but(laptop, |_| false)
}

/// The same where taking in was cut off: a questionnaire and sealed keys come after the event that names them.
pub(crate) fn is_well_but_cut_off(laptop: &mut Laptop) -> Result<(), String> {
    is_well_but(laptop, |finding| matches!(finding, Finding::Form(_) | Finding::Grant(_)))
}

/// The same where a device was copied or put back and wrote on from there, which is told of the events that it wrote twice, and of
/// the clock where one of the two is years ahead: the other follows no such time.
pub(crate) fn is_well_but_forked(laptop: &mut Laptop) -> Result<(), String> {
    let clock = Finding::Own("clock".to_owned());
    is_well_but(laptop, |finding| matches!(finding, Finding::Event { fault: Fault::Chain, .. }) || *finding == clock)
}

fn is_well_but(laptop: &mut Laptop, is_known: impl Fn(&Finding) -> bool) -> Result<(), String> {
    let mut diagnosis = laptop.store.doctor(laptop.time.now()).map_err(|error| error.to_string())?;
    diagnosis.findings.retain(|finding| !is_known(finding));
    if diagnosis.is_well() { Ok(()) } else { Err(format!("{:?}", diagnosis.findings)) }
}

/// All have the same events, and nothing stands aside.
pub(crate) fn are_alike(laptops: &[&Laptop]) -> Result<(), String> {
    let have: Vec<_> = laptops.iter().map(|laptop| events(&laptop.store)).collect();
    for (number, pair) in have.windows(2).enumerate() {
        if pair[0] != pair[1] {
            let (more, less) = (pair[0].difference(&pair[1]).count(), pair[1].difference(&pair[0]).count());
            return Err(format!("laptop {number} has {more} that the next lacks, and that one {less}"));
        }
    }
    for laptop in laptops {
        let aside = laptop.store.set_aside().map_err(|error| error.to_string())?;
        if !aside.is_empty() {
            return Err(format!("{aside:?} stands aside"));
        }
    }
    Ok(())
}

/// A person of this name in a stream, written down.
pub(crate) fn person_in(laptop: &mut Laptop, stream: Stream, name: &str) -> CaseId {
    laptop.person_in(stream, name).0
}
