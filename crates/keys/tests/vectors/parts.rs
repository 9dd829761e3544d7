//! Parts of bundles, and the parcels around them.

use std::io::{Read, Write};

use pana_keys::{DeviceSecrets, ParcelKeys, open_parcel, seal_parcel};
use pana_model::{DeviceId, EventRef, KeyId, SeatId};
use pana_wire::bundle::{
    BundleId, Chunk, Ending, Found, Grant, Have, Head, Held, Holds, Item, KeyBox, Lacks, Named, PartReader, PartWriter,
    Slot, Source, SourceKind, file_root,
};
use pana_wire::{EpochId, EventId, GenerationId, StreamId, StreamName};
use serde_json::{Value, json};

use crate::centre::{Centre, DEVICE};
use crate::file::{Scripted, bytes, check, hex, stored, stored_names};

fn fixed<const N: usize>(value: &Value) -> [u8; N] {
    bytes(value).try_into().unwrap()
}

fn source(kind: SourceKind, name: &str, hash: Option<[u8; 32]>, text: &str) -> Item {
    let hash = hash.unwrap_or(*blake3::hash(text.as_bytes()).as_bytes());
    Item::Source(Source { kind, name: name.to_owned(), hash, bytes: text.as_bytes().to_vec() })
}

/// One of each, out of the other vectors.
fn items() -> Vec<Item> {
    let (event, grant, slot) = (stored("event2-clear"), stored("grant2"), stored("slot2"));
    let (generation, blob) = (stored("generation"), stored("blob-small"));
    let sealed = bytes(&blob["chunks"][0]);
    assert_eq!(file_root(&[*blake3::hash(&sealed).as_bytes()]), fixed(&blob["root"]), "the root that events name");
    let slot_ids = generation["boxes"].as_array().unwrap().last().unwrap().clone();
    vec![
        Item::Event(bytes(&event["envelope"])),
        Item::Grant(Grant {
            stream: StreamId::from_bytes(fixed(&grant["stream"])),
            epoch: EpochId::from_bytes(fixed(&grant["epoch"])),
            seat: SeatId::from_bytes(fixed(&grant["seat"])),
            sealed: fixed(&grant["sealed"]),
        }),
        Item::KeyBox(KeyBox {
            stream: StreamId::from_bytes(fixed(&generation["stream"])),
            generation: GenerationId::from_bytes(fixed(&generation["generation"])),
            number: 256,
            epoch: EpochId::from_bytes(fixed(&generation["epoch"])),
            wrapped: fixed(&slot_ids["wrapped"]),
        }),
        Item::Slot(Slot {
            stream: StreamId::from_bytes(fixed(&slot["stream"])),
            slot: fixed(&slot["slot_id"]),
            key: KeyId::from_bytes(fixed(&slot["key_id"])),
            generation: GenerationId::from_bytes(fixed(&slot["generation"])),
            wrapped: fixed(&slot["wrapped"]),
        }),
        source(SourceKind::Form, "қабылдау", Some([0xF0; 32]), "a questionnaire, whose hash is over its sheets"),
        source(SourceKind::Directory, "services.zip", None, "pana/directory/1\n"),
        source(SourceKind::Rules, "rules.csv", None, "rule,when,then\n"),
        Item::Chunk(Chunk {
            hashes: vec![*blake3::hash(&sealed).as_bytes()],
            number: 0,
            named: Named { stream: StreamId::from_bytes(fixed(&slot["stream"])), device: DEVICE, number: 1 },
            sealed,
        }),
    ]
}

/// The second of three parts.
fn head(centre: &Centre) -> Head {
    Head {
        org: centre.id,
        bundle: BundleId::from_bytes([0xB0; 16]),
        part: 2,
        before: [0xBE; 32],
        root: EventId::from_bytes([0x70; 32]),
        device: DEVICE,
        written_ms: 1_780_000_000_000,
        holds: vec![
            Holds { events: 300, chunks: 0 },
            Holds { events: 1, chunks: 1 },
            Holds { events: 0, chunks: 70_000 },
        ],
    }
}

fn have(centre: &Centre) -> Have {
    let mut have = Have::default();
    for (stream, device, number) in [
        (StreamName::Control, DEVICE, 9),
        (StreamName::Centre, DEVICE, 1),
        (StreamName::Centre, DeviceId::from_bytes([0xD1; 16]), 1 << 48),
        (StreamName::Centre, DeviceId::from_bytes([0xD1; 16]), 300),
    ] {
        let event = EventRef::from_bytes([0xE7; 16]);
        have.add(StreamId::derive(centre.id, stream), Held { device, number, event });
    }
    have
}

fn lacks() -> Lacks {
    let mut lacks = Lacks::default();
    [[0xF2; 32], [0xF1; 32]].into_iter().for_each(|root| lacks.add(root));
    lacks
}

fn written(centre: &Centre, signs: &DeviceSecrets) -> Vec<u8> {
    let mut part = PartWriter::begin(Vec::new(), &head(centre)).unwrap();
    items().iter().for_each(|item| part.put(item).unwrap());
    part.finish(&have(centre), &lacks(), |context, text| signs.sign_statement(context, text)).unwrap()
}

fn item_json(item: &Item) -> Value {
    match item {
        Item::Event(bytes) => json!(["event", [hex(bytes)]]),
        Item::Grant(g) => {
            json!([
                "grant",
                [hex(g.stream.as_bytes()), hex(g.epoch.as_bytes()), hex(g.seat.as_bytes()), hex(&g.sealed)]
            ])
        }
        Item::KeyBox(b) => {
            let (stream, generation, epoch) = (b.stream.as_bytes(), b.generation.as_bytes(), b.epoch.as_bytes());
            json!(["key-box", [hex(stream), hex(generation), b.number, hex(epoch), hex(&b.wrapped)]])
        }
        Item::Slot(s) => {
            let (stream, generation, key) = (s.stream.as_bytes(), s.generation.as_bytes(), s.key.as_bytes());
            json!(["slot", [hex(stream), hex(&s.slot), hex(key), hex(generation), hex(&s.wrapped)]])
        }
        Item::Source(s) => {
            let kind = match s.kind {
                SourceKind::Form => 1,
                SourceKind::Directory => 2,
                SourceKind::Rules => 3,
            };
            json!(["source", [kind, s.name, hex(&s.hash), hex(&s.bytes)]])
        }
        Item::Chunk(c) => {
            let (stream, device) = (c.named.stream.as_bytes(), c.named.device.as_bytes());
            let hashes = hex(c.hashes.as_flattened());
            json!(["chunk", [hashes, c.number, hex(stream), hex(device), c.named.number, hex(&c.sealed)]])
        }
    }
}

fn vector(kind: &str, about: &str, centre: &Centre, plain: &[u8]) -> Value {
    json!({"kind": kind, "about": about, "device_public": hex(&centre.device.public().sign), "plain": hex(plain)})
}

#[test]
fn parts_are_written_as_ever() {
    let centre = Centre::new(StreamName::Centre);
    let (head, plain) = (head(&centre), written(&centre, &centre.device));
    let mut whole = vector("part", "one item of each kind", &centre, &plain);
    whole["head"] = json!({
        "version": 1,
        "org": hex(head.org.as_bytes()),
        "bundle": hex(head.bundle.as_bytes()),
        "part": head.part,
        "parts": head.parts(),
        "before": hex(&head.before),
        "root": hex(head.root.as_bytes()),
        "device": hex(head.device.as_bytes()),
        "written_ms": head.written_ms,
        "holds": head.holds.iter().map(|holds| json!([holds.events, holds.chunks])).collect::<Vec<_>>(),
    });
    whole["items"] = items().iter().map(item_json).collect();
    whole["have"] = have(&centre)
        .all()
        .map(|(stream, held)| {
            json!([hex(stream.as_bytes()), hex(held.device.as_bytes()), held.number, hex(held.event.as_bytes())])
        })
        .collect();
    whole["lacks"] = lacks().all().map(|root| json!(hex(root))).collect();
    check("part", &whole);
}

#[test]
fn faulty_parts_are_refused_as_ever() {
    let centre = Centre::new(StreamName::Centre);
    let plain = written(&centre, &centre.device);
    let at = |text: &[u8]| plain.windows(text.len()).position(|window| window == text).unwrap();
    let changed = |at: usize| {
        let mut changed = plain.clone();
        changed[at] ^= 1;
        changed
    };
    let other = DeviceSecrets::make(&mut Scripted::new("another device")).unwrap();
    let faults = [
        ("head", "another bundle than was signed", changed(at(&[0xB0; 16]))),
        ("item", "a byte of the event is another", changed(at(&bytes(&stored("event2-clear")["envelope"])) + 200)),
        ("source", "a table of rules that its hash does not name", changed(at(b"rule,when"))),
        ("have", "an end that the device did not sign", changed(at(&[0xE7; 16]))),
        ("signature", "another device signed it", written(&centre, &other)),
        ("chunk", "a byte of the chunk is another", changed(at(&bytes(&stored("blob-small")["chunks"][0])) + 9)),
        ("cut", "without its last byte", plain[..plain.len() - 1].to_vec()),
        ("after", "a byte after its end", [plain.as_slice(), &[0x40]].concat()),
    ];
    for (name, about, plain) in faults {
        check(&format!("part-fault-{name}"), &vector("fault-part", about, &centre, &plain));
    }
}

/// The stored vectors, not those just made: these must read whatever later programs write.
#[test]
fn stored_parts_are_read_and_stored_faults_are_not() {
    let key = Centre::new(StreamName::Centre).device.public().verifying_key().unwrap();
    let read = |name: &str| {
        let plain = bytes(&stored(name)["plain"]);
        let Ending::Whole(whole) = PartReader::open(plain.as_slice()).unwrap().finish() else { return None };
        let proof = whole.prove(&key).ok()?;
        let open = |found| match found {
            Found::Event(bytes) => Item::Event(bytes),
            Found::Beside(beside) => beside.release(&proof).unwrap(),
        };
        Some(PartReader::open(plain.as_slice()).unwrap().map(open).collect::<Vec<_>>())
    };
    assert_eq!(read("part"), Some(items()));
    let faults = stored_names("part-fault-");
    assert_eq!(faults.len(), 8);
    for fault in faults {
        assert_eq!(read(&fault), None, "{fault}");
    }
}

/// A parcel is made with the system's randomness, so one is written once and opened for ever.
#[test]
fn a_stored_parcel_opens() {
    let device = DeviceSecrets::make(&mut Scripted::new("parcel")).unwrap();
    let text: Vec<u8> = (0..300_u32).map(|at| (at % 251) as u8).collect();
    if std::env::var_os("PANA_WRITE_VECTORS").is_some() && stored_names("parcel").is_empty() {
        let others = ["one", "two", "three", "four"].map(|name| DeviceSecrets::make(&mut Scripted::new(name)).unwrap());
        let to: Vec<_> = others.iter().chain([&device]).map(DeviceSecrets::public).collect();
        let mut parcel = seal_parcel(Vec::new(), &to, &mut Scripted::new("throw-away")).unwrap();
        parcel.write_all(&text).unwrap();
        let secrets = device.to_secret_bytes();
        check(
            "parcel",
            &json!({
                "kind": "parcel",
                "about": "an age file to five devices, and to three keys that nobody has",
                "sealing_secret": hex(&secrets.expose()[32..]),
                "recipients": 8,
                "length": text.len(),
                "hash": blake3::hash(&text).to_string(),
                "sealed": hex(&parcel.finish().unwrap()),
            }),
        );
    }
    let sealed = bytes(&stored("parcel")["sealed"]);
    let keys = ParcelKeys::default().with_device(&device);
    let mut opened = Vec::new();
    open_parcel(sealed.as_slice(), &keys).unwrap().read_to_end(&mut opened).unwrap();
    assert!(opened == text);
}
