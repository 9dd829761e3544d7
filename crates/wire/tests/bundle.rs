//! Parts of bundles as bytes: what comes back, what a break leaves, and what is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use ed25519_dalek::{Signer, SigningKey};
use pana_model::{CentreId, DeviceId, EventRef, KeyId, SeatId};
use pana_wire::bundle::{
    BundleId, Chunk, Counts, Ending, Found, Grant, Have, Head, HeadFault, Held, Holds, Item, ItemFault, KeyBox, Lacks,
    MAX_CHUNK, MAX_CHUNKS, MAX_LACKS, MAX_PARTS, MAX_SOURCE, MAX_SOURCE_NAME, Named, OpenError, OtherPart, PartReader,
    PartWriter, Slot, Source, SourceKind, Tear, Torn, Whole, WriteError,
};
use pana_wire::{EpochId, EventId, GenerationId, MAX_ENVELOPE, StreamId, VerifyError, VerifyingKey, statement_message};
use proptest::collection::vec;
use proptest::prelude::*;

fn device() -> (SigningKey, VerifyingKey) {
    let secret = SigningKey::from_bytes(&[5; 32]);
    let public = VerifyingKey::from_bytes(&secret.verifying_key().to_bytes()).unwrap();
    (secret, public)
}

fn sign(context: &str, statement: &[u8]) -> [u8; 64] {
    device().0.sign(&statement_message(context, statement)).to_bytes()
}

fn holds_of(items: &[Item]) -> Holds {
    let count = |of: fn(&&Item) -> bool| items.iter().filter(of).count() as u32;
    Holds { events: count(|item| matches!(item, Item::Event(_))), chunks: count(|item| matches!(item, Item::Chunk(_))) }
}

/// The head of a bundle of one part.
fn head(items: &[Item]) -> Head {
    Head {
        org: CentreId::from_bytes([1; 16]),
        bundle: BundleId::from_bytes([2; 16]),
        part: 1,
        before: [0; 32],
        root: EventId::from_bytes([3; 32]),
        device: DeviceId::from_bytes([4; 16]),
        written_ms: 1_780_000_000_000,
        holds: vec![holds_of(items)],
    }
}

fn have() -> Have {
    let mut have = Have::default();
    for (stream, device, number) in [(1, 1, 7), (1, 2, 3), (2, 1, 1 << 48)] {
        let (device, event) = (DeviceId::from_bytes([device; 16]), EventRef::from_bytes([9; 16]));
        have.add(StreamId::from_bytes([stream; 16]), Held { device, number, event });
    }
    have
}

fn written_with(head: &Head, items: &[Item]) -> Vec<u8> {
    let mut part = PartWriter::begin(Vec::new(), head).unwrap();
    items.iter().for_each(|item| part.put(item).unwrap());
    part.finish(&have(), &lacks(), sign).unwrap()
}

fn written(items: &[Item]) -> Vec<u8> {
    written_with(&head(items), items)
}

/// A byte string as it lies in a part.
fn string(bytes: &[u8]) -> Vec<u8> {
    let length = bytes.len();
    let mut out = match length {
        0..24 => vec![0x40 + length as u8],
        24..0x100 => vec![0x58, length as u8],
        0x100..0x1_0000 => [&[0x59][..], &(length as u16).to_be_bytes()].concat(),
        _ => [&[0x5a][..], &(length as u32).to_be_bytes()].concat(),
    };
    out.extend_from_slice(bytes);
    out
}

/// Where each item of a part begins, the head's first, and where the last one ends.
fn borders(part: &[u8]) -> Vec<usize> {
    let mut at = vec![0];
    while let Some(rest) = part.get(*at.last().unwrap()..).filter(|rest| !rest.is_empty()) {
        let (many, length) = match rest[0] {
            short @ 0x40..=0x57 => (1, usize::from(short - 0x40)),
            0x58 => (2, usize::from(rest[1])),
            0x59 => (3, usize::from(u16::from_be_bytes([rest[1], rest[2]]))),
            0x5a => (5, u32::from_be_bytes([rest[1], rest[2], rest[3], rest[4]]) as usize),
            other => panic!("{other:#x} begins no byte string"),
        };
        at.push(at.last().unwrap() + many + length);
    }
    at
}

/// What a part gives: its events, and of what is no event the kinds.
struct Got {
    events: Vec<Vec<u8>>,
    shut: usize,
    ending: Ending,
}

fn read(part: &[u8]) -> Got {
    let mut reader = PartReader::open(part).unwrap();
    let (mut events, mut shut) = (Vec::new(), 0);
    for found in reader.by_ref() {
        match found {
            Found::Event(bytes) => events.push(bytes),
            Found::Beside(_) => shut += 1,
        }
    }
    Got { events, shut, ending: reader.finish() }
}

fn whole(part: &[u8]) -> Whole {
    match read(part).ending {
        Ending::Whole(whole) => whole,
        Ending::Torn(torn) => panic!("{torn:?}"),
    }
}

fn torn(part: &[u8]) -> Torn {
    match read(part).ending {
        Ending::Whole(whole) => panic!("{whole:?}"),
        Ending::Torn(torn) => torn,
    }
}

/// All items of a part that its device signed, in their order.
fn items_of(part: &[u8]) -> Vec<Item> {
    let whole = whole(part);
    let proof = whole.prove(&device().1).unwrap();
    let open = |found| match found {
        Found::Event(bytes) => Item::Event(bytes),
        Found::Beside(beside) => beside.release(&proof).unwrap(),
    };
    PartReader::open(part).unwrap().map(open).collect()
}

fn any_item() -> impl Strategy<Value = Item> {
    let bytes = || vec(any::<u8>(), 0..300);
    let stream = || any::<[u8; 16]>().prop_map(StreamId::from_bytes);
    let generation = || any::<[u8; 16]>().prop_map(GenerationId::from_bytes);
    let epoch = || any::<[u8; 16]>().prop_map(EpochId::from_bytes);
    let wrapped = || vec(any::<u8>(), 72).prop_map(|bytes| <[u8; 72]>::try_from(bytes).unwrap());
    let sealed = vec(any::<u8>(), 80).prop_map(|bytes| <[u8; 80]>::try_from(bytes).unwrap());
    prop_oneof![
        bytes().prop_map(Item::Event),
        (stream(), epoch(), any::<[u8; 16]>(), sealed).prop_map(|(stream, epoch, seat, sealed)| {
            Item::Grant(Grant { stream, epoch, seat: SeatId::from_bytes(seat), sealed })
        }),
        (stream(), generation(), 0..=256_u16, epoch(), wrapped()).prop_map(
            |(stream, generation, number, epoch, wrapped)| {
                Item::KeyBox(KeyBox { stream, generation, number, epoch, wrapped })
            }
        ),
        (stream(), any::<[u8; 16]>(), any::<[u8; 16]>(), generation(), wrapped()).prop_map(
            |(stream, slot, key, generation, wrapped)| {
                Item::Slot(Slot { stream, slot, key: KeyId::from_bytes(key), generation, wrapped })
            }
        ),
        (0..3_u8, "\\PC{0,20}", any::<[u8; 32]>(), bytes()).prop_map(|(kind, name, hash, bytes)| {
            let kind = [SourceKind::Form, SourceKind::Directory, SourceKind::Rules][usize::from(kind)];
            let hash = if kind == SourceKind::Form { hash } else { *blake3::hash(&bytes).as_bytes() };
            Item::Source(Source { kind, name, hash, bytes })
        }),
        (prop::collection::vec(any::<[u8; 32]>(), 1..=MAX_CHUNKS), any::<prop::sample::Index>(), bytes()).prop_map(
            |(hashes, at, sealed)| {
                let number = at.index(hashes.len());
                chunk_of(hashes, number, sealed)
            }
        ),
    ]
}

fn rules(bytes: &[u8]) -> Source {
    let hash = *blake3::hash(bytes).as_bytes();
    Source { kind: SourceKind::Rules, name: String::from("rules.csv"), hash, bytes: bytes.to_vec() }
}

/// A chunk of a file whose other chunks have these hashes.
fn chunk_of(mut hashes: Vec<[u8; 32]>, number: usize, sealed: Vec<u8>) -> Item {
    hashes[number] = *blake3::hash(&sealed).as_bytes();
    let device = DeviceId::from_bytes([6; 16]);
    let named = Named { stream: StreamId::from_bytes([5; 16]), device, number: 7 };
    Item::Chunk(Chunk { hashes, number: u32::try_from(number).unwrap(), named, sealed })
}

fn chunk(number: usize) -> Item {
    chunk_of(vec![[9; 32]; 2], number, vec![8; 40])
}

fn lacks() -> Lacks {
    let mut lacks = Lacks::default();
    [[2; 32], [1; 32]].into_iter().for_each(|root| lacks.add(root));
    lacks
}

fn some_items() -> Vec<Item> {
    vec![Item::Event(vec![1; 30]), Item::Source(rules(b"a,b\n")), Item::Event(vec![2; 300]), chunk(0), chunk(1)]
}

proptest! {
    #[test]
    fn any_items_come_back_and_the_end_says_what_the_writer_has(items in vec(any_item(), 0..12)) {
        let part = written(&items);
        prop_assert_eq!(items_of(&part), items.clone());
        let whole = whole(&part);
        let proof = whole.prove(&device().1).unwrap();
        prop_assert_eq!((proof.head(), proof.have()), (&head(&items), &have()));
        prop_assert_eq!(whole.counts().items(), items.len() as u32);
    }

    #[test]
    fn a_part_cut_anywhere_gives_the_events_before_the_cut_and_no_end(
        items in vec(any_item(), 0..6), at: prop::sample::Index,
    ) {
        let part = written(&items);
        let cut = at.index(part.len());
        let whole_items = borders(&part).iter().filter(|border| **border <= cut).count();
        match PartReader::open(&part[..cut]) {
            Err(error) => {
                prop_assert!(matches!(error, OpenError::Cut), "{error:?}");
                prop_assert!(whole_items < 2, "the head was there");
            }
            Ok(_) => {
                let got = read(&part[..cut]);
                let good = &items[..whole_items - 2];
                let event = |item: &Item| if let Item::Event(bytes) = item { Some(bytes.clone()) } else { None };
                let events: Vec<Vec<u8>> = good.iter().filter_map(event).collect();
                prop_assert_eq!(got.shut, good.len() - events.len());
                prop_assert_eq!(got.events, events);
                let Ending::Torn(torn) = got.ending else { panic!("a cut part is whole") };
                prop_assert!(matches!(torn.why, Tear::Cut), "{:?}", torn.why);
                prop_assert_eq!(torn.counts.items() as usize, good.len());
            }
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in vec(any::<u8>(), 0..400), after in any::<bool>()) {
        let _ = Head::from_bytes(&bytes);
        let bytes = if after { [string(&head(&[]).to_bytes().unwrap()), bytes].concat() } else { bytes };
        if let Ok(reader) = PartReader::open(bytes.as_slice()) {
            let _ = reader.finish();
        }
    }

    #[test]
    fn items_of_any_bytes_are_read_without_a_panic(strings in vec(vec(any::<u8>(), 0..60), 0..6), kind in 0..9_u8) {
        let framed = strings.iter().flat_map(|bytes| string(&[&[0x84, kind][..], bytes].concat()));
        let part: Vec<u8> = string(&head(&[]).to_bytes().unwrap()).into_iter().chain(framed).collect();
        let _ = PartReader::open(part.as_slice()).unwrap().finish();
    }

    #[test]
    fn any_head_comes_back(
        ids: [[u8; 16]; 3], hashes: [[u8; 32]; 2], written_ms in 0..1_u64 << 48,
        holds in vec((0..1_u32 << 20, 0..1_u32 << 20), 1..20), at: prop::sample::Index,
    ) {
        let part = at.index(holds.len()) as u32 + 1;
        let [org, bundle, device] = ids;
        let before = if part == 1 { [0; 32] } else { hashes[0] };
        let holds = holds.into_iter().map(|(events, chunks)| Holds { events, chunks }).collect();
        let (org, root) = (CentreId::from_bytes(org), EventId::from_bytes(hashes[1]));
        let (bundle, device) = (BundleId::from_bytes(bundle), DeviceId::from_bytes(device));
        let head = Head { org, bundle, part, before, root, device, written_ms, holds };
        prop_assert_eq!(Head::from_bytes(&head.to_bytes().unwrap()).unwrap(), head);
    }
}

#[test]
fn one_flipped_bit_anywhere_leaves_what_came_before_it_and_no_proof() {
    let part = written(&some_items());
    let (borders, good) = (borders(&part), read(&part).events);
    for at in 0..part.len() {
        let before = borders.iter().filter(|border| **border <= at).count().saturating_sub(2);
        let events = some_items().iter().take(before).filter(|item| matches!(item, Item::Event(_))).count();
        for bit in 0..8 {
            let mut flipped = part.clone();
            flipped[at] ^= 1 << bit;
            if PartReader::open(flipped.as_slice()).is_err() {
                assert!(at < borders[1], "bit {bit} of byte {at} is not of the head");
                continue;
            }
            let got = read(&flipped);
            assert_eq!(got.events.get(..events), Some(&good[..events]), "bit {bit} of byte {at}");
            if let Ending::Whole(whole) = got.ending {
                assert!(matches!(whole.prove(&device().1), Err(VerifyError::Signature)), "bit {bit} of byte {at}");
            }
        }
    }
}

#[test]
fn whoever_changes_a_part_and_mends_its_hash_lacks_the_devices_signature() {
    let (mine, theirs) = (some_items(), vec![Item::Event(vec![9; 30])]);
    let forger = SigningKey::from_bytes(&[6; 32]);
    let mut part = PartWriter::begin(Vec::new(), &head(&theirs)).unwrap();
    theirs.iter().for_each(|item| part.put(item).unwrap());
    let forged = part
        .finish(&have(), &Lacks::default(), |context, text| forger.sign(&statement_message(context, text)).to_bytes())
        .unwrap();
    assert!(matches!(whole(&forged).prove(&device().1), Err(VerifyError::Signature)));

    let (good, bad) = (written(&mine), written(&theirs));
    let end = |part: &[u8]| borders(part)[borders(part).len() - 2];
    let moved = [&bad[..end(&bad)], &good[end(&good)..]].concat();
    assert!(matches!(torn(&moved).why, Tear::OtherContent));
}

#[test]
fn what_is_no_event_opens_by_the_proof_of_its_own_part_alone() {
    let (mine, theirs) = (some_items(), vec![Item::Source(rules(b"other"))]);
    let (part, other) = (written(&mine), written(&theirs));
    let first = |part: &[u8]| {
        PartReader::open(part).unwrap().find_map(|found| match found {
            Found::Beside(beside) => Some(beside),
            Found::Event(_) => None,
        })
    };
    let (of_part, of_other) = (whole(&part), whole(&other));
    let (proof, proof_of_other) = (of_part.prove(&device().1).unwrap(), of_other.prove(&device().1).unwrap());
    assert_eq!(first(&part).unwrap().release(&proof_of_other), Err(OtherPart));
    assert_eq!(first(&other).unwrap().release(&proof), Err(OtherPart));
    assert_eq!(first(&part).unwrap().release(&proof).as_ref(), Ok(&mine[1]));

    let swapped: Vec<Item> = [&mine[..3], &[mine[4].clone(), mine[3].clone()]].concat();
    let released: Vec<bool> = PartReader::open(written(&swapped).as_slice())
        .unwrap()
        .filter_map(|found| if let Found::Beside(beside) = found { Some(beside.release(&proof).is_ok()) } else { None })
        .collect();
    assert_eq!(released, [true, false, false], "a chunk at another place");
}

#[test]
fn the_head_and_the_counts_say_what_a_part_holds() {
    let items = some_items();
    let part = written(&items);
    let counts = Counts { holds: Holds { events: 2, chunks: 2 }, keys: 0, sources: 1, newer: 0 };
    assert_eq!(whole(&part).counts(), counts);
    assert_eq!(counts.items(), 5);

    let mut lies = head(&items);
    lies.holds[0].events += 1;
    let mut writer = PartWriter::begin(Vec::new(), &lies).unwrap();
    items.iter().for_each(|item| writer.put(item).unwrap());
    assert!(matches!(writer.finish(&have(), &Lacks::default(), sign), Err(WriteError::OtherHolds)));
}

/// A part put together by hand: its strings, and an end that speaks of `items` of them.
fn by_hand(head: &Head, strings: &[Vec<u8>], items: u8) -> Vec<u8> {
    let head = string(&head.to_bytes().unwrap());
    let part: Vec<u8> = head.into_iter().chain(strings.iter().flat_map(|bytes| string(bytes))).collect();
    let digest = blake3::hash(&[b"pana/bundle part/1", part.as_slice()].concat());
    let signed = [&[0x83, items, 0x58, 32][..], digest.as_bytes(), &[0x80]].concat();
    let sig = sign("pana/bundle part/1", &signed);
    let end = [&[0x83, 0x00][..], &string(&signed), &string(&sig)].concat();
    [part, string(&end)].concat()
}

#[test]
fn items_of_a_newer_program_are_passed_over_and_counted_and_so_are_elements_after_the_known() {
    let newer_kind = vec![0x82, 0x07, 0xfb, 0, 0, 0, 0, 0, 0, 0, 0];
    let newer_source = vec![0x82, 0x05, 0x04];
    let longer = vec![0x83, 0x01, 0x41, 0xee, 0xf5];
    let strings = [newer_kind, longer, newer_source];
    let part = by_hand(&head(&[Item::Event(Vec::new())]), &strings, 3);
    assert_eq!(read(&part).events, [vec![0xee]]);
    let whole = whole(&part);
    assert!(whole.prove(&device().1).is_ok_and(|proof| proof.have().is_empty()));
    assert_eq!((whole.counts().newer, whole.counts().items()), (2, 3));
}

#[test]
fn an_end_that_speaks_of_something_else_is_none_whoever_signed_it() {
    let event = vec![0x82, 0x01, 0x41, 0xee];
    let one = head(&[Item::Event(Vec::new())]);
    assert!(matches!(read(&by_hand(&one, std::slice::from_ref(&event), 1)).ending, Ending::Whole(_)));
    assert!(matches!(torn(&by_hand(&one, std::slice::from_ref(&event), 2)).why, Tear::OtherContent));
    assert!(matches!(torn(&by_hand(&one, &[event.clone(), event], 2)).why, Tear::OtherHolds));
}

#[test]
fn what_comes_after_the_end_is_no_part_of_it() {
    let part = written(&some_items());
    for after in [&[0][..], &string(&[0x82, 0x01, 0x40]), &[0xff]] {
        assert!(matches!(torn(&[&part, after].concat()).why, Tear::AfterEnd), "{after:02x?}");
    }
    assert!(matches!(torn(&[part.clone(), part].concat()).why, Tear::AfterEnd));
}

#[track_caller]
fn check_item(bytes: &[u8], expected: &ItemFault) {
    let part = [string(&head(&[]).to_bytes().unwrap()), bytes.to_vec()].concat();
    match torn(&part).why {
        Tear::Item(fault) => assert_eq!(fault, *expected, "{:02x?}", &bytes[..bytes.len().min(40)]),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_no_item_ends_the_part() {
    let shape = |what| ItemFault::Shape(what);
    check_item(&string(&[0x81, 0x01]), &shape("it ends too early"));
    check_item(&string(&[0x81, 0x01, 0x40]), &shape("too few elements"));
    check_item(&string(&[0x82, 0x01, 0x40, 0x00]), &shape("bytes after its end"));
    check_item(&string(&[0x82, 0x01, 0x60]), &shape("an element is of another kind"));
    check_item(&string(&[0x98, 0x02, 0x01, 0x40]), &ItemFault::NotCanonical);
    check_item(&string(&[0x82, 0x18, 0x01, 0x40]), &ItemFault::NotCanonical);
    check_item(&string(&[0x82, 0x00, 0x40]), &shape("not an end"));
    check_item(&[0x58, 0x03, 0x82, 0x01, 0x40], &ItemFault::NotCanonical);
    check_item(&[0x83], &shape("an element is of another kind"));
    check_item(&[0x5f], &ItemFault::NotCanonical);
    check_item(
        &string(
            &[
                &[0x86, 0x03, 0x50][..],
                &[0; 16],
                &[0x50],
                &[0; 16],
                &[0x19, 1, 1, 0x50],
                &[0; 16],
                &[0x58, 72],
                &[0; 72],
            ]
            .concat(),
        ),
        &shape("no such box"),
    );
    let mut source = rules(b"a,b\n");
    source.hash[0] ^= 1;
    let bytes = [&[0x85, 0x05, 0x03, 0x61, b'x', 0x58, 32][..], &source.hash, &[0x44], &source.bytes].concat();
    check_item(&string(&bytes), &ItemFault::OtherSource);
    let no_text = [&[0x85, 0x05, 0x01, 0x61, 0xff, 0x58, 32][..], &source.hash, &[0x40]].concat();
    check_item(&string(&no_text), &shape("a text is no UTF-8"));
    check_item(
        &string(&[&[0x82, 0x01, 0x5a, 0, 4, 0, 1][..], &vec![0; MAX_ENVELOPE + 1]].concat()),
        &ItemFault::TooLong,
    );
}

#[test]
fn a_length_that_lies_takes_no_room() {
    let part = [string(&head(&[]).to_bytes().unwrap()), vec![0x5a, 0x01, 0x00, 0x00, 0x00, 0x82]].concat();
    assert!(matches!(torn(&part).why, Tear::Cut), "16 MiB are told, one byte is there");
    for lie in [&[0x5a, 0xff, 0xff, 0xff, 0xff][..], &[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]] {
        check_item(lie, &ItemFault::TooLong);
    }
}

#[track_caller]
fn check_put(item: &Item, expected: &ItemFault) {
    let mut part = PartWriter::begin(Vec::new(), &head(std::slice::from_ref(item))).unwrap();
    match part.put(item) {
        Err(WriteError::Item(fault)) => assert_eq!(fault, *expected, "{item:?}"),
        other => panic!("{item:?}: {other:?}"),
    }
}

#[test]
fn nothing_is_written_that_a_reader_refuses() {
    check_put(&Item::Event(vec![0; MAX_ENVELOPE + 1]), &ItemFault::TooLong);
    check_put(&chunk_of(vec![[9; 32]], 0, vec![0; MAX_CHUNK + 1]), &ItemFault::TooLong);
    check_put(&chunk_of(vec![[9; 32]; MAX_CHUNKS + 1], 0, vec![8; 40]), &ItemFault::TooLong);
    let Item::Chunk(good) = chunk(0) else { unreachable!() };
    check_put(&Item::Chunk(Chunk { number: 2, ..good.clone() }), &ItemFault::Shape("no such chunk"));
    check_put(&Item::Chunk(Chunk { number: 1, ..good.clone() }), &ItemFault::OtherChunk);
    let named = Named { number: 0, ..good.named };
    check_put(&Item::Chunk(Chunk { named, ..good }), &ItemFault::Shape("no chain has that number"));
    check_put(&Item::Source(rules(&vec![0; MAX_SOURCE + 1])), &ItemFault::TooLong);
    check_put(&Item::Source(Source { name: "n".repeat(MAX_SOURCE_NAME + 1), ..rules(b"x") }), &ItemFault::TooLong);
    check_put(&Item::Source(Source { hash: [0; 32], ..rules(b"x") }), &ItemFault::OtherSource);
    let (stream, generation, epoch) =
        (StreamId::from_bytes([1; 16]), GenerationId::new(1, [0; 12]), EpochId::new(1, [0; 12]));
    check_put(
        &Item::KeyBox(KeyBox { stream, generation, number: 257, epoch, wrapped: [0; 72] }),
        &ItemFault::Shape("no such box"),
    );

    let largest = [
        Item::Event(vec![0; MAX_ENVELOPE]),
        chunk_of(vec![[9; 32]; MAX_CHUNKS], MAX_CHUNKS - 1, vec![0; MAX_CHUNK]),
        Item::Source(Source { name: "n".repeat(MAX_SOURCE_NAME), ..rules(&vec![0; MAX_SOURCE]) }),
    ];
    assert_eq!(items_of(&written(&largest)), largest);
}

#[track_caller]
fn check_head(head: &Head, expected: &HeadFault) {
    assert_eq!(head.to_bytes().unwrap_err(), *expected, "{head:?}");
}

#[test]
fn a_head_says_what_can_be() {
    let good = head(&[]);
    let shape = |what| HeadFault::Shape(what);
    check_head(&Head { part: 0, ..good.clone() }, &shape("no such part"));
    check_head(&Head { part: 2, before: [1; 32], ..good.clone() }, &shape("no such part"));
    check_head(&Head { holds: vec![], ..good.clone() }, &shape("no such part"));
    check_head(&Head { holds: vec![Holds::default(); MAX_PARTS as usize + 1], ..good.clone() }, &shape("no such part"));
    check_head(&Head { before: [1; 32], ..good.clone() }, &shape("the first part alone has none before it"));
    let two = Head { part: 2, holds: vec![Holds::default(); 2], ..good.clone() };
    check_head(&two, &shape("the first part alone has none before it"));
    check_head(&Head { written_ms: 1 << 48, ..good.clone() }, &shape("a time that no clock says"));
    let much = Holds { events: 1 << 21, chunks: 0 };
    check_head(&Head { holds: vec![much], ..good.clone() }, &shape("a part holds too much"));
    let most = Head { holds: vec![Holds { events: 1 << 20, chunks: 1 << 20 }; MAX_PARTS as usize], ..good.clone() };
    assert_eq!(Head::from_bytes(&most.to_bytes().unwrap()).as_ref(), Ok(&most), "the longest head");

    let second = Head { before: [1; 32], ..two.clone() };
    let first = Head { part: 1, before: [0; 32], ..two };
    assert!(first.is_of_same(&second) && !first.is_of_same(&good));
    assert!(!first.is_of_same(&Head { bundle: BundleId::from_bytes([9; 16]), ..second }));
}

#[test]
fn a_head_of_a_newer_program_says_so_and_has_one_spelling() {
    let good = head(&[]).to_bytes().unwrap();
    let read = |parts: &[&[u8]]| Head::from_bytes(&parts.concat());
    assert_eq!(good[..2], [0x8a, 1]);
    assert_eq!(read(&[&[0x8a, 2], &good[2..]]), Err(HeadFault::Newer(2)));
    assert_eq!(read(&[&[0x81, 2]]), Err(HeadFault::Newer(2)), "whatever comes after");
    assert_eq!(read(&[&[0x8a, 0], &good[2..]]), Err(HeadFault::Shape("there is no version 0")));
    assert_eq!(read(&[&[0x8b], &good[1..], &[0x18, 0x2a]]), Ok(head(&[])), "one more element");
    assert_eq!(read(&[&[0x98, 0x0a], &good[1..]]), Err(HeadFault::NotCanonical));
    assert_eq!(read(&[&good, &[0]]), Err(HeadFault::Shape("bytes after its end")));
    for length in 0..good.len() {
        assert!(Head::from_bytes(&good[..length]).is_err(), "{length} bytes");
    }
    let newer = string(&[0x81, 2]);
    let opened = PartReader::open(newer.as_slice());
    assert!(matches!(opened, Err(OpenError::Head(HeadFault::Newer(2)))), "{opened:?}");
    assert!(matches!(PartReader::open(&b"\x89PNG"[..]), Err(OpenError::Head(HeadFault::Shape(_)))));
}

/// Gives its bytes and then fails.
struct Failing<'b>(&'b [u8]);

impl std::io::Read for Failing<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(out) {
            Ok(0) if !out.is_empty() => Err(std::io::Error::from_raw_os_error(5)),
            given => given,
        }
    }
}

#[test]
fn what_a_failing_disk_gave_is_good_and_the_failure_is_told() {
    let part = written(&some_items());
    for cut in 0..=part.len() {
        match PartReader::open(Failing(&part[..cut])) {
            Err(error) => assert!(matches!(error, OpenError::Read(_)), "{error:?}"),
            Ok(mut reader) => {
                let many = reader.by_ref().count();
                let Ending::Torn(torn) = reader.finish() else { panic!("{cut}: it failed") };
                assert!(matches!(torn.why, Tear::Read(_)), "{cut}: {:?}", torn.why);
                let good = borders(&part).iter().filter(|border| **border <= cut).count();
                assert_eq!(many, (good - 2).min(some_items().len()), "{cut}");
            }
        }
    }
}

#[test]
fn what_a_writer_lacks_is_said_with_what_it_has_and_has_one_spelling() {
    let part = written(&some_items());
    let whole = whole(&part);
    let key = device().1;
    assert_eq!(*whole.prove(&key).unwrap().lacks(), lacks());
    let mut many = Lacks::default();
    for number in 0..=u32::try_from(MAX_LACKS).unwrap() {
        let mut root = [0; 32];
        root[..4].copy_from_slice(&number.to_be_bytes());
        many.add(root);
    }
    assert_eq!(many.len(), MAX_LACKS, "the others are asked for later");
    let items = some_items();
    let mut writer = PartWriter::begin(Vec::new(), &head(&items)).unwrap();
    items.iter().for_each(|item| writer.put(item).unwrap());
    let swapped = writer
        .finish(&have(), &lacks(), |context, statement| {
            assert!(statement.ends_with(&[[1; 32], [2; 32]].concat()), "in the order of their bytes");
            sign(context, statement)
        })
        .unwrap();
    assert_eq!(swapped, part);
    let none = [[1; 32], [1; 32]].concat();
    let at = part.windows(64).position(|window| window == [[1; 32], [2; 32]].concat()).unwrap();
    let mut twice = part.clone();
    twice[at..at + 64].copy_from_slice(&none);
    let Ending::Torn(torn) = PartReader::open(twice.as_slice()).unwrap().finish() else { panic!("it was read") };
    assert!(matches!(torn.why, Tear::Item(ItemFault::NotCanonical)), "{:?}", torn.why);
}
