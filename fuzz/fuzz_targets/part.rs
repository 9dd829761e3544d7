//! Any bytes as a part of a bundle, from their beginning or after a head that is one: what is read adds up, and what is
//! written of it again is read as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pana_model::{CentreId, DeviceId};
use pana_wire::EventId;
use pana_wire::bundle::{BundleId, Ending, Found, Have, Head, Holds, Item, Lacks, PartReader, PartWriter};

fn head(holds: Holds) -> Head {
    Head {
        org: CentreId::from_bytes([1; 16]),
        bundle: BundleId::from_bytes([2; 16]),
        part: 1,
        before: [0; 32],
        root: EventId::from_bytes([3; 32]),
        device: DeviceId::from_bytes([4; 16]),
        written_ms: 1_780_000_000_000,
        holds: vec![holds],
    }
}

fn begun(holds: Holds) -> PartWriter<Vec<u8>> {
    PartWriter::begin(Vec::new(), &head(holds)).unwrap()
}

fuzz_target!(|input: (bool, &[u8])| {
    let (headed, bytes) = input;
    let mut part = Vec::new();
    if headed {
        let head = head(Holds { events: 1, chunks: 0 }).to_bytes().unwrap();
        part.extend([0x58, u8::try_from(head.len()).unwrap()]);
        part.extend(head);
    }
    part.extend_from_slice(bytes);
    let Ok(mut reader) = PartReader::open(part.as_slice()) else { return };
    let (mut events, mut shut) = (Vec::new(), 0);
    for found in reader.by_ref() {
        match found {
            Found::Event(bytes) => events.push(Item::Event(bytes)),
            Found::Beside(_) => shut += 1,
        }
    }
    let counts = match reader.finish() {
        Ending::Whole(whole) => whole.counts(),
        Ending::Torn(torn) => torn.counts,
    };
    assert_eq!(counts.holds.events as usize, events.len());
    assert_eq!(counts.items(), counts.holds.events + shut + counts.newer);

    let mut writer = begun(Holds { events: counts.holds.events, chunks: 0 });
    events.iter().for_each(|event| writer.put(event).unwrap());
    let again = writer.finish(&Have::default(), &Lacks::default(), |_, _| [0; 64]).unwrap();
    let read = PartReader::open(again.as_slice()).unwrap();
    let read = read.map(|found| if let Found::Event(bytes) = found { Item::Event(bytes) } else { panic!("an event") });
    assert_eq!(read.collect::<Vec<_>>(), events);
});
