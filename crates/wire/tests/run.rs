//! Runs of items: what comes out at the other end of a line is what went in. `tests/vectors/hub-run.json` holds one, which a
//! second reader in Python takes apart too; `PANA_WRITE_VECTORS=1` writes it anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::fmt::Write as _;
use std::path::PathBuf;

use pana_model::{CentreId, DeviceId, KeyId, SeatId, StreamName};
use pana_wire::bundle::{Grant, Item, Slot};
use pana_wire::hub::{Entry, MessageFault, RunWriter, entry_id, read_items, write_entry};
use pana_wire::{Envelope, EpochId, EventId, GenerationId, Header, Layout, StreamId};
use proptest::prelude::*;

const ORG: CentreId = CentreId::from_bytes([7; 16]);

/// What an event of a test is made of.
#[derive(Debug, Clone)]
struct Made {
    dev: u8,
    dseq: u64,
    epoch: u32,
    /// Does it follow the one before?
    follows: bool,
    layout: Layout,
    body: Option<Vec<u8>>,
    fill: u8,
}

fn event(made: &Made, before: EventId) -> Envelope {
    let sealed = made.body.clone().unwrap_or_else(|| b"erased since".to_vec());
    let header = Header {
        layout: made.layout,
        org: ORG,
        stream: StreamId::derive(ORG, StreamName::Centre),
        dev: DeviceId::from_bytes([made.dev; 16]),
        dseq: made.dseq,
        prev: if made.follows { before } else { EventId::from_bytes([made.fill; 32]) },
        epoch: EpochId::new(made.epoch, [1; 12]),
        addr: [made.fill; 32],
        nonce: [made.fill ^ 1; 24],
        ct_len: sealed.len().try_into().unwrap(),
        ct_hash: *blake3::hash(&sealed).as_bytes(),
    };
    Envelope::from_parts(header.to_bytes(), [made.fill ^ 2; 64], made.body.clone()).unwrap()
}

/// Events of one chain, each after the one before.
fn chain(many: u64) -> Vec<Vec<u8>> {
    let mut before = EventId::NONE;
    (1..=many)
        .map(|dseq| {
            let fill = u8::try_from(dseq % 250).unwrap();
            let body = Some(vec![fill; 300]);
            let event = event(&Made { dev: 3, dseq, epoch: 1, follows: true, layout: Layout::Two, body, fill }, before);
            before = event.id();
            Item::Event(event.to_bytes()).to_bytes().unwrap()
        })
        .collect()
}

fn slot(n: u8, generation: u32) -> Vec<u8> {
    let slot = Slot {
        stream: StreamId::derive(ORG, StreamName::Centre),
        slot: [n; 16],
        key: KeyId::from_bytes([n ^ 1; 16]),
        generation: GenerationId::new(generation, [6; 12]),
        wrapped: [n ^ 2; 72],
    };
    Item::Slot(slot).to_bytes().unwrap()
}

fn written(items: &[Vec<u8>], runs: bool) -> Vec<u8> {
    let mut out = RunWriter::new(runs);
    items.iter().for_each(|item| out.push(item));
    out.into_bytes()
}

fn read(bytes: &[u8]) -> Result<Vec<Vec<u8>>, MessageFault> {
    Ok(read_items(bytes)?.into_iter().map(std::borrow::Cow::into_owned).collect())
}

#[test]
fn of_a_chain_each_event_goes_with_what_no_other_says_of_it() {
    let items = chain(1000);
    let bytes = written(&items, true);
    // Address, nonce, signature and body; the length before them, and the beginning of the run.
    assert!(bytes.len() <= 1000 * (32 + 24 + 64 + 300 + 3) + 200, "{}", bytes.len());
    assert_eq!(read(&bytes).unwrap(), items);
}

#[test]
fn slots_of_one_generation_go_without_saying_it_each_time() {
    let items: Vec<_> = (0..100).map(|n| slot(n, 1)).collect();
    let bytes = written(&items, true);
    assert!(bytes.len() <= 100 * (16 + 16 + 72) + 64, "{}", bytes.len());
    assert_eq!(read(&bytes).unwrap(), items);
}

#[test]
fn who_does_not_know_runs_is_given_items_as_they_are() {
    let mut items = chain(5);
    items.push(slot(1, 1));
    let mut plain = Vec::new();
    items.iter().for_each(|item| write_entry(&mut plain, item));
    assert_eq!(written(&items, false), plain);
    assert_eq!(read(&plain).unwrap(), items);
}

#[test]
fn what_a_newer_program_added_to_an_item_goes_with_it() {
    // One element more than this program writes, of an event and of a slot: they are read, and are to come out as they were.
    let longer = |item: &[u8]| [&[item[0] + 1], &item[1..], &[0]].concat();
    let items: Vec<_> = chain(3).iter().chain(&[slot(1, 1), slot(2, 1)]).map(|item| longer(item)).collect();
    assert!(items.iter().all(|item| Item::from_bytes(item).is_ok_and(|read| read.is_some())));
    assert_eq!(read(&written(&items, true)).unwrap(), items);
    let mixed = [chain(2), items, vec![slot(3, 1)]].concat();
    assert_eq!(read(&written(&mixed, true)).unwrap(), mixed);
}

#[test]
fn a_body_of_countless_entries_is_refused_before_room_is_taken_for_them() {
    let bytes = vec![0x40; 4 * 1024 * 1024];
    assert_eq!(read(&bytes), Err(MessageFault::TooLong));
}

#[test]
fn a_run_whose_piece_was_changed_gives_other_items() {
    let items = chain(3);
    let bytes = written(&items, true);
    let ids = |items: &[Vec<u8>]| items.iter().map(|item| entry_id(item)).collect::<Vec<_>>();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(read(&changed).ok().is_none_or(|read| ids(&read) != ids(&items)), "{at}");
        assert!(at == 0 || read(&bytes[..at]).is_err(), "{at}");
    }
}

#[test]
fn no_more_comes_out_of_a_run_than_a_hub_can_hold() {
    // Runs that say that they hold more pieces than any does, and a body full of pieces without a body.
    let mut run = vec![0x88, 8];
    [[7_u8; 16], [7; 16], [7; 16]].iter().for_each(|part| write_entry(&mut run, part));
    run.push(1);
    write_entry(&mut run, &[0; 32]);
    write_entry(&mut run, &[0; 16]);
    let begun = run.clone();
    run.extend([0x9a, 0x7f, 0xff, 0xff, 0xff]);
    let mut bytes = Vec::new();
    write_entry(&mut bytes, &run);
    assert_eq!(read(&bytes), Err(MessageFault::TooLong));
    let mut run = begun;
    run.extend([0x99, 0x10, 0x00]);
    (0..4096).for_each(|_| write_entry(&mut run, &[0; 120]));
    let mut bytes = Vec::new();
    while bytes.len() + run.len() < pana_wire::hub::MAX_BATCH {
        write_entry(&mut bytes, &run);
    }
    let came: usize = read(&bytes).map_or(0, |items| items.iter().map(Vec::len).sum());
    assert!(came <= 4 * pana_wire::hub::MAX_BATCH, "{came}");
}

#[test]
fn a_run_is_what_it_was() {
    let mut items = chain(3);
    items.extend([slot(1, 1), slot(2, 1), slot(3, 2)]);
    items.push(Entry::gone(&[10; 32]));
    let bytes = written(&items, true);
    let hex = |bytes: &[u8]| {
        bytes.iter().fold(String::new(), |mut out, byte| {
            write!(out, "{byte:02x}").unwrap();
            out
        })
    };
    let ids: Vec<String> = items[..6].iter().map(|item| format!("\"{}\"", hex(&entry_id(item)))).collect();
    let made = format!(
        "{{\n  \"kind\": \"hub-run\",\n  \"ids\": [{}, \"{}\"],\n  \"bytes\": \"{}\"\n}}\n",
        ids.join(", "),
        hex(&[10; 32]),
        hex(&bytes)
    );
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/hub-run.json");
    if std::env::var_os("PANA_WRITE_VECTORS").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), made);
    assert_eq!(read(&bytes).unwrap(), items);
}

fn any_made() -> impl Strategy<Value = Made> {
    let layout = prop_oneof![9 => Just(Layout::Two), 1 => Just(Layout::One { seen: None })];
    let body = prop_oneof![9 => proptest::collection::vec(any::<u8>(), 0..40).prop_map(Some), 1 => Just(None)];
    let numbers = (prop_oneof![9 => Just(3_u8), 1 => Just(4)], 0_u64..3, prop_oneof![9 => Just(1_u32), 1 => Just(2)]);
    (numbers, prop::bool::weighted(0.9), layout, body, any::<u8>()).prop_map(
        |((dev, dseq, epoch), follows, layout, body, fill)| Made { dev, dseq, epoch, follows, layout, body, fill },
    )
}

proptest! {
    #[test]
    fn whatever_items_go_in_come_out_in_their_order(made in proptest::collection::vec(any_made(), 0..24), keys in any::<u64>()) {
        let (mut before, mut dseq, mut items) = (EventId::NONE, 1, Vec::new());
        for (number, made) in made.iter().enumerate() {
            // Mostly the next number, now and then another one.
            let event = event(&Made { dseq: if made.dseq == 0 { made.dseq } else { dseq }, ..made.clone() }, before);
            (before, dseq) = (event.id(), event.header().dseq + 1);
            items.push(Item::Event(event.to_bytes()).to_bytes().unwrap());
            match (keys >> (2 * number)) & 3 {
                0 => items.push(slot(made.fill, made.epoch)),
                1 if made.fill.is_multiple_of(5) => items.push(Entry::gone(&[made.fill; 32])),
                1 if made.fill.is_multiple_of(7) => {
                    let seat = SeatId::from_bytes([made.fill; 16]);
                    let (stream, epoch) = (StreamId::derive(ORG, StreamName::Control), EpochId::new(1, [1; 12]));
                    items.push(Item::Grant(Grant { stream, epoch, seat, sealed: [1; 80] }).to_bytes().unwrap());
                }
                _ => (),
            }
        }
        prop_assert_eq!(read(&written(&items, true)).unwrap(), items);
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(kind in 8_u8..10, bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut body = Vec::new();
        write_entry(&mut body, &[&[if kind == 8 { 0x88 } else { 0x84 }, kind], &bytes[..]].concat());
        drop(read_items(&body));
        drop(read_items(&bytes));
    }
}
