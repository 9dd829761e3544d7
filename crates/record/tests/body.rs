//! Bodies as bytes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::collections::BTreeSet;

use pana_model::{DeviceId, EventRef, MemberId, SeatId};
use pana_record::{
    Body, BodyError, CanonicalError, Dot, EventKind, Flags, Hlc, MAX_OPS, MAX_OVER, MAX_OVER_OF_EVENT, MAX_PAST, Op,
    OpKind, Seen, State, Value,
};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        "\\PC{0,20}".prop_map(Value::Text),
        vec(any::<u8>(), 0..20).prop_map(Value::Bytes),
        any::<u32>().prop_map(|number| Value::State(State::from_number(number))),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| vec(inner, 0..4).prop_map(Value::List))
}

fn event() -> impl Strategy<Value = EventRef> {
    any::<[u8; 16]>().prop_map(EventRef::from_bytes)
}

fn op() -> impl Strategy<Value = Op> {
    let dot = (event(), any::<u32>()).prop_map(|(event, op)| Dot::new(event, op));
    ("[a-z/]{1,30}", any::<u32>(), value(), vec(dot, 0..4))
        .prop_map(|(path, kind, value, over)| Op::new(path, OpKind::from_number(kind), value, over))
}

fn seen() -> impl Strategy<Value = Seen> {
    (any::<[u8; 32]>(), any::<[u8; 16]>(), any::<u64>(), any::<[u8; 32]>())
        .prop_map(|(hub, incarnation, hseq, hash)| Seen { hub, incarnation, hseq, hash })
}

fn body() -> impl Strategy<Value = Body> {
    let form = proptest::option::of(("[a-z]{1,9}", any::<[u8; 32]>()));
    let head = (any::<[u8; 16]>(), any::<u64>(), any::<[u8; 16]>(), any::<[u8; 16]>(), form, any::<u32>());
    let known = (btree_set(event(), 0..4), btree_set(event(), 0..4), proptest::option::of(seen()), any::<u32>());
    (head, vec(op(), 0..5), known, "\\PC{0,20}").prop_map(
        |((subject, hlc, member, seat, form, kind), mut ops, (past, ctl, seen, flags), note)| {
            let mut set = BTreeSet::new();
            ops.retain(|op| op.kind != OpKind::Set || set.insert(op.path.clone()));
            let (form_id, form_hash) = form.unzip();
            let (member, seat) = (MemberId::from_bytes(member), SeatId::from_bytes(seat));
            let (past, ctl) = (past.into_iter().collect(), ctl.into_iter().collect());
            let flags = Flags::from_u32(flags);
            let empty = Body::new(subject, Hlc::from_u64(hlc), member, seat, EventKind::from_number(kind));
            Body { form_id, form_hash, ops, past, ctl, seen, flags, note, ..empty }
        },
    )
}

fn plain(ops: Vec<Op>) -> Body {
    let (member, seat) = (MemberId::from_bytes([2; 16]), SeatId::from_bytes([3; 16]));
    Body { ops, ..Body::new([1; 16], Hlc::at(1_000), member, seat, EventKind::Edit) }
}

fn nobody(_: DeviceId, _: u64) -> Option<EventRef> {
    None
}

fn read(bytes: &[u8]) -> Result<Body, BodyError> {
    Body::from_bytes(bytes, &nobody)
}

fn numbered(count: usize) -> Vec<EventRef> {
    (0..count as u64).map(|n| EventRef::from_bytes([[0; 8], n.to_be_bytes()].concat().try_into().unwrap())).collect()
}

proptest! {
    #[test]
    fn a_body_reads_back(body in body()) {
        let bytes = body.to_bytes().unwrap();
        prop_assert_eq!(read(&bytes).unwrap(), body);
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    #[test]
    fn a_damaged_body_is_read_without_a_panic(body in body(), at: prop::sample::Index, bit in 0_u8..8) {
        let mut bytes = body.to_bytes().unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= 1_u8 << bit;
        if let Ok(read) = read(&bytes) {
            prop_assert_eq!(read.to_bytes().unwrap(), bytes.as_slice(), "what is accepted has one spelling");
        }
        prop_assert!(read(&bytes[..at]).is_err());
    }
}

#[test]
fn elements_of_a_newer_program_are_passed_over() {
    let body = plain(vec![]);
    let mut bytes = body.to_bytes().unwrap();
    assert_eq!(bytes[0], 0x8e, "fourteen elements");
    bytes[0] = 0x90;
    bytes.extend([0x01, 0x61, b'x']);
    assert_eq!(read(&bytes).unwrap(), body);
}

#[test]
fn a_value_of_a_newer_program_is_kept_byte_for_byte() {
    // [9, "x"] is no value known here.
    let raw = vec![0x82, 0x09, 0x61, b'x'];
    let body = plain(vec![Op::set("p", Value::Unknown(raw.clone()), vec![])]);
    let bytes = body.to_bytes().unwrap();
    assert_eq!(read(&bytes).unwrap().ops[0].value, Value::Unknown(raw));
}

#[test]
fn a_newer_layout_says_so() {
    let mut bytes = plain(vec![]).to_bytes().unwrap();
    for newer in 3..=23 {
        bytes[1] = newer;
        assert_eq!(read(&bytes), Err(BodyError::Newer(newer.into())));
    }
    bytes[1] = 0;
    assert!(matches!(read(&bytes), Err(BodyError::Shape(_))));
}

#[test]
fn floats_are_refused_where_they_stand() {
    let half = Value::Unknown(vec![0xf9, 0x38, 0x00]);
    let refused = plain(vec![Op::set("p", half, vec![])]).to_bytes();
    assert_eq!(refused, Err(BodyError::Canonical(CanonicalError::Kind)));
}

/// The bytes of a body that `to_bytes` would refuse. What is refused on writing must be refused on reading.
fn check_refused(body: &Body, expected: &BodyError) {
    assert_eq!(body.to_bytes().as_ref(), Err(expected));
    assert_eq!(read(&minicbor::to_vec(body).unwrap()).as_ref(), Err(expected));
}

#[test]
fn limits_hold_in_both_directions() {
    let over = vec![Dot::new(EventRef::from_bytes([9; 16]), u32::MAX); MAX_OVER];
    let naming =
        |count: usize| -> Vec<Op> { (0..count).map(|n| Op::set(format!("p{n}"), Value::Null, over.clone())).collect() };
    assert!(plain(naming(MAX_OVER_OF_EVENT / MAX_OVER)).to_bytes().is_ok());
    let mut too_many = plain(naming(MAX_OVER_OF_EVENT / MAX_OVER));
    too_many.ops.push(Op::set("one more", Value::Null, over[..1].to_vec()));
    check_refused(&too_many, &BodyError::TooLarge("over"));
    let mut one_too_many = plain(naming(1));
    one_too_many.ops[0].over.push(over[0]);
    check_refused(&one_too_many, &BodyError::TooLarge("over"));

    let long_path = plain(vec![Op::set("p".repeat(2000), Value::Null, vec![])]);
    check_refused(&long_path, &BodyError::TooLarge("path"));
    let ops = |count: usize| plain((0..count).map(|n| Op::set(format!("p{n}"), Value::Null, vec![])).collect());
    assert!(ops(MAX_OPS).to_bytes().is_ok());
    check_refused(&ops(MAX_OPS + 1), &BodyError::TooLarge("ops"));
    let huge = plain(vec![Op::set("p", Value::Text("x".repeat(2_000_000)), vec![])]);
    check_refused(&huge, &BodyError::TooLarge("body"));
}

#[test]
fn what_was_known_is_named_in_order_each_event_once_and_within_the_limit() {
    let with = |past: Vec<EventRef>, ctl: Vec<EventRef>| Body { past, ctl, ..plain(vec![]) };
    assert!(with(numbered(MAX_PAST), numbered(MAX_PAST)).to_bytes().is_ok());
    check_refused(&with(numbered(MAX_PAST + 1), vec![]), &BodyError::TooLarge("past"));
    check_refused(&with(vec![], numbered(MAX_PAST + 1)), &BodyError::TooLarge("ctl"));
    let [first, second]: [EventRef; 2] = numbered(2).try_into().unwrap();
    for wrong in [vec![second, first], vec![first, first]] {
        for body in [with(wrong.clone(), vec![]), with(vec![], wrong.clone())] {
            assert!(matches!(body.to_bytes(), Err(BodyError::Shape(_))));
            assert!(matches!(read(&minicbor::to_vec(&body).unwrap()), Err(BodyError::Shape(_))));
        }
    }
}

#[test]
fn a_path_set_twice_is_refused_and_other_kinds_may_repeat() {
    let twice = |kind: OpKind| {
        plain(vec![
            Op::new("languages", kind, Value::text("kk"), vec![]),
            Op::set("name", Value::text("Aru"), vec![]),
            Op::new("languages", kind, Value::text("ru"), vec![]),
        ])
    };
    check_refused(&twice(OpKind::Set), &BodyError::SetTwice);
    for kind in OpKind::KNOWN.iter().filter(|kind| **kind != OpKind::Set) {
        assert!(twice(*kind).to_bytes().is_ok());
    }
}

#[test]
fn a_body_of_layout_2_names_its_seat() {
    let seatless = Body { seat: None, ..plain(vec![]) };
    assert!(matches!(seatless.to_bytes(), Err(BodyError::Shape(_))));
    assert!(matches!(read(&minicbor::to_vec(&seatless).unwrap()), Err(BodyError::Shape(_))));
    let cut_short = [&[0x8d], &plain(vec![]).to_bytes().unwrap()[1..]].concat();
    assert!(read(&cut_short[..cut_short.len() - 1]).is_err(), "a body cut short is refused");
}

#[test]
fn flags_of_a_newer_program_are_kept() {
    let flags = Flags::CLOCK_NOT_BELIEVED | Flags::from_u32(1 << 20);
    let read = read(&Body { flags, ..plain(vec![]) }.to_bytes().unwrap()).unwrap();
    assert_eq!(read.flags, flags);
    assert!(read.flags.clock_not_believed() && !read.flags.practice());
    assert!(Flags::PRACTICE.practice() && !Flags::PRACTICE.clock_not_believed());
}

/// A body of layout 1 whose operations set these paths and each name these dots of one device.
fn first_layout(paths: &[&str], dots: &[(u64, u32)]) -> Vec<u8> {
    let mut out = minicbor::Encoder::new(Vec::new());
    out.array(10).unwrap().u32(1).unwrap().bytes(&[1; 16]).unwrap().u64(5).unwrap().bytes(&[2; 16]).unwrap();
    out.null().unwrap().null().unwrap().u32(2).unwrap().array(paths.len() as u64).unwrap();
    for path in paths {
        out.array(4).unwrap().str(path).unwrap().u32(0).unwrap().null().unwrap().array(dots.len() as u64).unwrap();
        for (seq, op) in dots {
            out.array(3).unwrap().bytes(&[9; 16]).unwrap().u64(*seq).unwrap().u32(*op).unwrap();
        }
    }
    out.array(0).unwrap().str("").unwrap();
    out.into_writer()
}

#[test]
fn a_dot_of_layout_1_means_the_event_that_its_writer_had_seen_or_nothing() {
    let [fourth, fifth]: [EventRef; 2] = numbered(2).try_into().unwrap();
    let name = |dev: DeviceId, seq: u64| match (dev.as_bytes(), seq) {
        ([9, ..], 4) => Some(fourth),
        ([9, ..], 5) => Some(fifth),
        _ => None,
    };
    let body = Body::from_bytes(&first_layout(&["name"], &[(4, 0), (5, 7), (6, 0)]), &name).unwrap();
    assert_eq!((body.v, body.seat), (1, None));
    assert_eq!(body.ops[0].over, [Dot::new(fourth, 0), Dot::new(fifth, 7)]);
    assert!(body.to_bytes().is_err(), "layout 1 is read and never written");
}

#[test]
fn whether_layout_1_is_refused_does_not_depend_on_what_the_reader_can_name() {
    let someone = |_: DeviceId, _: u64| Some(EventRef::from_bytes([4; 16]));
    let too_many: Vec<(u64, u32)> = (0..=MAX_OVER as u64).map(|seq| (seq, 0)).collect();
    for (bytes, expected) in [
        (first_layout(&["name"], &too_many), BodyError::TooLarge("over")),
        (first_layout(&["a", "b", "c", "d", "e"], &too_many[1..]), BodyError::TooLarge("over")),
        (first_layout(&["name", "name"], &[]), BodyError::SetTwice),
    ] {
        assert_eq!(Body::from_bytes(&bytes, &nobody).as_ref(), Err(&expected));
        assert_eq!(Body::from_bytes(&bytes, &someone).as_ref(), Err(&expected));
    }
}

#[test]
fn answers_do_not_print() {
    let body = plain(vec![Op::set("p", Value::text("marker-name"), vec![])]);
    assert!(!format!("{body:?}").contains("marker-name"));
}
