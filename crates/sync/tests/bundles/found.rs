//! What is found in a folder, whatever became of the files.

use std::ops::ControlFlow;

use pana_keys::{DeviceSecrets, SystemEntropy, seal_parcel};
use pana_model::{CentreId, DeviceId};
use pana_sync::{Exchange, FoundPart, LookError, NoPart, OtherFile, PartState, Place, Written, look};
use pana_wire::EventId;
use pana_wire::bundle::{Have, Head, Holds, Lacks, PartWriter};
use std::io::Write;

use crate::centre::{Centre, Given, ROOT, event, here, three_parts};
use crate::memory::Memory;

fn three() -> (Centre, Memory, Written) {
    let (centre, place) = (Centre::new(20_000), Memory::new());
    let written = centre.write(&place, &three_parts()).unwrap();
    assert_eq!(written.parts.len(), 3);
    (centre, place, written)
}

fn whole(part: &FoundPart) -> bool {
    matches!(here(part).state, PartState::Whole(_))
}

/// A part as its device would have written it with other words: sealed and signed by `by`.
fn forged(by: &DeviceSecrets, to: &DeviceSecrets, head: &Head, items: &[pana_wire::bundle::Item]) -> Vec<u8> {
    let parcel = seal_parcel(Vec::new(), &[to.public()], &mut SystemEntropy).unwrap();
    let mut part = PartWriter::begin(parcel, head).unwrap();
    items.iter().for_each(|item| part.put(item).unwrap());
    let have = Have::default();
    part.finish(&have, &Lacks::default(), |context, text| by.sign_statement(context, text)).unwrap().finish().unwrap()
}

#[test]
fn a_missing_part_is_named_with_what_it_held_whichever_it_is() {
    let holds = [Holds { events: 2, chunks: 0 }, Holds { events: 1, chunks: 1 }, Holds { events: 0, chunks: 2 }];
    for missing in 0..3 {
        let (centre, place, written) = three();
        place.take(&written.parts[missing].name);
        let found = centre.look(&place);
        for (at, part) in found.bundles[0].parts.iter().enumerate() {
            if at == missing {
                assert_eq!(*part, FoundPart::Missing(holds[at]), "also the last one");
            } else {
                assert!(whole(part));
                let next_is_here = at + 1 != missing && at != 2;
                assert_eq!(here(part).exchange, if next_is_here { Exchange::No } else { Exchange::NotKnown });
            }
        }
    }
}

/// A bundle of twenty events in two parts, each of several sealed pieces; its first part, and where its first piece begins.
fn of_several_pieces() -> (Centre, Memory, String, Vec<u8>, usize) {
    let (centre, place) = (Centre::new(300_000), Memory::new());
    let items: Vec<_> = (0..20).map(|number| event(number, 20_000)).collect();
    let written = centre.write(&place, &items).unwrap();
    assert_eq!(written.parts.len(), 2);
    let name = written.parts[0].name.clone();
    let bytes = place.take(&name);
    let last_line = bytes.windows(5).position(|at| at == b"\n--- ").unwrap();
    let nonce = 16;
    (centre, place, name, bytes, last_line + 1 + 48 + nonce)
}

#[track_caller]
fn check_torn(centre: &Centre, place: &Memory, holds: u32, pieces: usize) {
    let found = centre.look(place);
    let part = here(&found.bundles[0].parts[0]);
    let PartState::Torn(counts) = part.state else { panic!("{part:?}") };
    assert_eq!((part.holds.events, part.exchange), (holds, Exchange::NotKnown));
    let opened = pieces * 64 * 1024;
    assert_eq!(counts.holds.events as usize, (opened - 200) / 20_010, "of {pieces} pieces");
}

#[test]
fn a_part_cut_anywhere_gives_the_events_of_the_sealed_pieces_before_the_cut_and_is_never_whole() {
    let (centre, place, name, bytes, first) = of_several_pieces();
    let holds = centre.look(&place).bundles[0].head.holds[0].events;
    for length in (0..bytes.len()).step_by(4999).chain(bytes.len() - 20..bytes.len()) {
        place.put(&name, &bytes[..length]);
        let pieces = length.saturating_sub(first) / (64 * 1024 + 16);
        if pieces > 0 {
            check_torn(&centre, &place, holds, pieces);
        } else {
            let found = centre.look(&place);
            let [OtherFile { why, .. }] = &found.others[..] else { panic!("{length}: {:?}", found.others) };
            assert!(matches!(why, NoPart::Broken | NoPart::OtherKind), "{length}: {why:?}");
        }
    }
}

#[test]
fn a_part_that_was_changed_anywhere_gives_the_events_of_the_sealed_pieces_before_the_change() {
    let (centre, place, name, bytes, first) = of_several_pieces();
    let holds = centre.look(&place).bundles[0].head.holds[0].events;
    for at in (first..bytes.len()).step_by(9973) {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        place.put(&name, &changed);
        let pieces = (at - first) / (64 * 1024 + 16);
        if pieces > 0 {
            check_torn(&centre, &place, holds, pieces);
        } else {
            assert_eq!(centre.look(&place).others[0].why, NoPart::Broken, "{at}");
        }
    }
}

#[test]
fn one_flipped_byte_anywhere_leaves_no_whole_part() {
    let (centre, place, written) = three();
    let name = &written.parts[1].name;
    let bytes = place.take(name);
    for at in (0..bytes.len()).step_by(61).chain(bytes.len() - 40..bytes.len()) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x20;
        place.put(name, &flipped);
        let found = centre.look(&place);
        let parts = &found.bundles[0].parts;
        assert!(matches!(parts[1], FoundPart::Missing(_)) || !whole(&parts[1]), "byte {at}");
        assert!(whole(&parts[0]) && whole(&parts[2]), "byte {at}");
    }
}

#[test]
fn a_part_of_another_bundle_under_the_right_number_is_found_by_the_part_after_it() {
    let (centre, place, written) = three();
    let head = centre.look(&place).bundles[0].head.clone();
    let second = Head { part: 2, before: written.parts[0].hash, ..head.clone() };
    let items = &three_parts()[2..6];
    let other = forged(&centre.from, &centre.to, &second, items);
    let genuine = place.take(&written.parts[1].name);
    place.put("other.pana", &other);
    let found = centre.look(&place);
    let parts = &found.bundles[0].parts;
    assert!(parts.iter().all(whole), "it says what the others say, and its own device signed it");
    let exchange: Vec<Exchange> = parts.iter().map(|part| here(part).exchange).collect();
    assert_eq!(exchange, [Exchange::No, Exchange::Yes, Exchange::NotKnown]);

    place.put(&written.parts[1].name, &genuine);
    let found = centre.look(&place);
    let part = here(&found.bundles[0].parts[1]);
    assert_eq!((&part.name, part.exchange), (&written.parts[1].name, Exchange::No), "the one that is named goes first");
    assert_eq!(part.beside, ["other.pana"]);

    let says_otherwise = Head { holds: vec![Holds { events: 1, chunks: 0 }; 3], ..second };
    place.put("third.pana", &forged(&centre.from, &centre.to, &says_otherwise, &[event(1, 1)]));
    assert_eq!(centre.look(&place).bundles.len(), 2, "who says something else of a bundle speaks of another");
}

#[test]
fn a_copy_of_a_part_stands_beside_it() {
    let (centre, place, written) = three();
    let bytes = place.all()[&written.parts[0].name].clone();
    place.put("zz copy (1).PANA", &bytes);
    let found = centre.look(&place);
    let part = here(&found.bundles[0].parts[0]);
    assert_eq!((part.exchange, &part.beside[..]), (Exchange::No, &["zz copy (1).PANA".to_owned()][..]));
    assert_eq!(centre.items_of(&place, &found.bundles[0]), three_parts());
}

#[test]
fn what_is_for_others_of_others_newer_or_no_part_is_told_by_name() {
    let (centre, place) = (Centre::new(20_000), Memory::new());
    let (other, go_on) = (DeviceSecrets::make(&mut SystemEntropy).unwrap(), &mut |_| ControlFlow::Continue(()));
    let mut names = Vec::new();
    let mut name = |place: &Memory, calls: &str| {
        let new = place.all().into_keys().find(|name| !names.contains(name)).unwrap();
        let bytes = place.take(&new);
        place.put(calls, &bytes);
        names.push(calls.to_owned());
    };
    centre.write_contents(&place, &mut Given(&[event(1, 1)]), &[other.public()], go_on).unwrap();
    name(&place, "a.pana");
    let mut head = Head {
        org: CentreId::from_bytes([8; 16]),
        bundle: pana_wire::bundle::BundleId::from_bytes([2; 16]),
        part: 1,
        before: [0; 32],
        root: EventId::from_bytes([8; 32]),
        device: DeviceId::from_bytes([4; 16]),
        written_ms: 0,
        holds: vec![Holds::default()],
    };
    place.put("b.pana", &forged(&other, &centre.to, &head, &[]));
    let in_parcel = |bytes: &[u8]| {
        let mut parcel = seal_parcel(Vec::new(), &[centre.to.public()], &mut SystemEntropy).unwrap();
        parcel.write_all(bytes).unwrap();
        parcel.finish().unwrap()
    };
    place.put("c.pana", &in_parcel(&[0x42, 0x81, 0x02]));
    place.put("d.pana", b"age-encryption.org/v2\n");
    place.put("e.pana", b"%PDF-1.7");
    place.put("f.pana", &in_parcel(b"a letter"));
    place.put("g.pana", &in_parcel(b""));
    place.put("h.pana", b"");
    place.put("._i.pana", b"what a Mac puts there");
    let of = |name: &str, why| OtherFile { name: name.to_owned(), why };
    let expected = [
        of("a.pana", NoPart::NotForUs),
        of("b.pana", NoPart::OtherCentre(head.org)),
        of("c.pana", NoPart::Newer),
        of("d.pana", NoPart::Newer),
        of("e.pana", NoPart::OtherKind),
        of("f.pana", NoPart::OtherKind),
        of("g.pana", NoPart::Broken),
        of("h.pana", NoPart::OtherKind),
    ];
    let found = centre.look(&place);
    assert_eq!(found.others, expected);
    assert_eq!(found.bundles, []);

    head.root = ROOT;
    place.put("j.pana", &forged(&other, &centre.to, &head, &[]));
    assert_eq!(centre.look(&place).bundles.len(), 1, "whoever wrote it: the store knows who may");
}

#[test]
fn the_bundle_that_was_written_last_comes_first() {
    let (centre, place) = (Centre::new(20_000), Memory::new());
    for written_ms in [5, 9, 7] {
        let head = Head {
            org: CentreId::from_bytes([1; 16]),
            bundle: pana_wire::bundle::BundleId::from_random([written_ms; 16]),
            part: 1,
            before: [0; 32],
            root: ROOT,
            device: DeviceId::from_bytes([4; 16]),
            written_ms: u64::from(written_ms),
            holds: vec![Holds::default()],
        };
        place.put(&format!("{written_ms}.pana"), &forged(&centre.from, &centre.to, &head, &[]));
    }
    let times: Vec<u64> = centre.look(&place).bundles.iter().map(|bundle| bundle.head.written_ms).collect();
    assert_eq!(times, [9, 7, 5]);
}

#[test]
fn a_folder_of_very_many_files_is_looked_at_up_to_ten_thousand_and_says_that_there_are_more() {
    let (centre, place) = (Centre::new(20_000), Memory::new());
    (0..=10_000).for_each(|number| place.put(&format!("{number:05}.pana"), b"x"));
    let found = centre.look(&place);
    assert_eq!((found.others.len(), found.more), (10_000, true));
    place.remove("00000.pana").unwrap();
    assert!(!centre.look(&place).more);
}

#[test]
fn looking_can_be_stopped_within_a_file() {
    let (centre, place, _) = three();
    let mut told = Vec::new();
    let mut watch = |at, all| {
        told.push((at, all));
        ControlFlow::Continue(())
    };
    look(&place, &centre.keys(), ROOT, &mut watch).unwrap();
    assert!(told.iter().filter(|(at, _)| *at == 1).count() > 2, "{told:?}");
    for stop in 0..told.len() {
        let mut at = 0;
        let mut watch = |_, _| {
            at += 1;
            if at > stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        assert_eq!(look(&place, &centre.keys(), ROOT, &mut watch), Err(LookError::Stopped), "{stop}");
    }
}
