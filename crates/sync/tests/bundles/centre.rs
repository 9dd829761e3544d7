//! A centre with two devices, and what one gives to the other.

use std::convert::Infallible;
use std::ops::ControlFlow;

use pana_keys::{DeviceSecrets, ParcelKeys, PublicKeys, SystemEntropy};
use pana_model::{CentreId, DeviceId, EventRef, KeyId};
use pana_sync::{
    Contents, FoundBundle, FoundPart, Look, Outgoing, PartHere, Place, Progress, WriteBundleError, Written, look,
    open_part, write_bundle,
};
use pana_wire::bundle::{Chunk, Ending, Found, Have, Held, Item, ItemKind, Lacks, Named, Slot, Source, SourceKind};
use pana_wire::{EventId, GenerationId, StreamId};

pub(crate) const ROOT: EventId = EventId::from_bytes([3; 32]);

pub(crate) struct Centre {
    pub(crate) from: DeviceSecrets,
    pub(crate) to: DeviceSecrets,
    pub(crate) have: Have,
    pub(crate) part_size: u64,
}

impl Centre {
    pub(crate) fn new(part_size: u64) -> Self {
        let make = || DeviceSecrets::make(&mut SystemEntropy).unwrap();
        let mut have = Have::default();
        let held = Held { device: DeviceId::from_bytes([4; 16]), number: 7, event: EventRef::from_bytes([9; 16]) };
        have.add(StreamId::from_bytes([1; 16]), held);
        Self { from: make(), to: make(), have, part_size }
    }

    pub(crate) fn keys(&self) -> ParcelKeys {
        ParcelKeys::default().with_device(&self.to)
    }

    pub(crate) fn write<P: Place>(&self, place: &P, items: &[Item]) -> Result<Written, WriteBundleError<Infallible>> {
        self.write_watched(place, items, &mut |_| ControlFlow::Continue(()))
    }

    pub(crate) fn write_watched<P: Place>(
        &self,
        place: &P,
        items: &[Item],
        watch: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Written, WriteBundleError<Infallible>> {
        self.write_contents(place, &mut Given(items), &[self.to.public()], watch)
    }

    pub(crate) fn write_contents<P: Place, C: Contents>(
        &self,
        place: &P,
        contents: &mut C,
        recipients: &[PublicKeys],
        watch: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Written, WriteBundleError<C::Error>> {
        let what = Outgoing {
            org: CentreId::from_bytes([1; 16]),
            root: ROOT,
            device: DeviceId::from_bytes([4; 16]),
            secrets: &self.from,
            written_ms: 1_780_000_000_000,
            have: &self.have,
            lacks: &Lacks::default(),
            recipients,
            part_size: self.part_size,
        };
        write_bundle(place, &what, contents, &mut SystemEntropy, watch)
    }

    pub(crate) fn look<P: Place>(&self, place: &P) -> Look {
        look(place, &self.keys(), ROOT, &mut |_, _| ControlFlow::Continue(())).unwrap()
    }

    /// All items of a bundle, whose parts are whole and signed by the device that wrote them.
    pub(crate) fn items_of<P: Place>(&self, place: &P, bundle: &FoundBundle) -> Vec<Item> {
        let key = self.from.public().verifying_key().unwrap();
        let mut items = Vec::new();
        for part in &bundle.parts {
            let name = &here(part).name;
            let open = || open_part(place, name, &self.keys(), ROOT).unwrap();
            let Ending::Whole(whole) = open().finish() else { panic!("{name} is torn") };
            let proof = whole.prove(&key).unwrap();
            assert_eq!(proof.have(), &self.have);
            items.extend(open().map(|found| match found {
                Found::Event(bytes) => Item::Event(bytes),
                Found::Beside(beside) => beside.release(&proof).unwrap(),
            }));
        }
        items
    }
}

#[track_caller]
pub(crate) fn here(part: &FoundPart) -> &PartHere {
    match part {
        FoundPart::Here(here) => here,
        FoundPart::Missing(holds) => panic!("missing: {holds:?}"),
    }
}

/// Items that are given as they are.
pub(crate) struct Given<'i>(pub(crate) &'i [Item]);

impl Contents for Given<'_> {
    type Error = Infallible;

    fn sizes(&mut self) -> impl Iterator<Item = Result<(ItemKind, usize), Infallible>> {
        self.0.iter().map(|item| Ok((item.kind(), item.length())))
    }

    fn items(&mut self) -> impl Iterator<Item = Result<Item, Infallible>> {
        self.0.iter().map(|item| Ok(item.clone()))
    }
}

pub(crate) fn event(number: u8, length: usize) -> Item {
    Item::Event(vec![number; length])
}

pub(crate) fn chunk(number: u32, length: usize) -> Item {
    let (stream, device) = (StreamId::from_bytes([1; 16]), DeviceId::from_bytes([7; 16]));
    // Told apart by what they hold: each is the only one of its file.
    let (sealed, named) = (vec![u8::try_from(number).unwrap(); length], Named { stream, device, number: 1 });
    Item::Chunk(Chunk { hashes: vec![*blake3::hash(&sealed).as_bytes()], number: 0, named, sealed })
}

pub(crate) fn slot(number: u8) -> Item {
    Item::Slot(Slot {
        stream: StreamId::from_bytes([1; 16]),
        slot: [number; 16],
        key: KeyId::from_bytes([2; 16]),
        generation: GenerationId::new(1, [3; 12]),
        wrapped: [5; 72],
    })
}

pub(crate) fn rules(bytes: &[u8]) -> Item {
    let (name, hash) = (String::from("rules.csv"), *blake3::hash(bytes).as_bytes());
    Item::Source(Source { kind: SourceKind::Rules, name, hash, bytes: bytes.to_vec() })
}

/// What fills three parts of 20,000 bytes.
pub(crate) fn three_parts() -> Vec<Item> {
    vec![
        event(1, 9000),
        event(2, 9000),
        event(3, 9000),
        slot(1),
        rules(b"a,b\n"),
        chunk(0, 9000),
        chunk(1, 9000),
        chunk(2, 9000),
    ]
}
