//! Bodies as bytes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use pana_model::{DeviceId, MemberId};
use pana_record::{
    Body, BodyError, CanonicalError, Dep, Dot, EventKind, Hlc, MAX_DEPS, MAX_OVER, Op, OpKind, State, Value,
};
use proptest::collection::vec;
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

fn dot() -> impl Strategy<Value = Dot> {
    (any::<[u8; 16]>(), any::<u64>(), any::<u32>()).prop_map(|(d, seq, op)| Dot::new(DeviceId::from_bytes(d), seq, op))
}

fn op() -> impl Strategy<Value = Op> {
    ("[a-z/]{1,30}", any::<u32>(), value(), vec(dot(), 0..4))
        .prop_map(|(path, kind, value, over)| Op::new(path, OpKind::from_number(kind), value, over))
}

fn body() -> impl Strategy<Value = Body> {
    let form = proptest::option::of(("[a-z]{1,9}", any::<[u8; 32]>()));
    let head = (any::<[u8; 16]>(), any::<u64>(), any::<[u8; 16]>(), form, any::<u32>());
    (head, vec(op(), 0..5), vec((any::<[u8; 16]>(), any::<u64>()), 0..4), "\\PC{0,20}").prop_map(
        |((subject, hlc, member, form, kind), ops, deps, note)| {
            let (form_id, form_hash) = form.unzip();
            let deps = deps.into_iter().map(|(dev, seq)| Dep { dev: DeviceId::from_bytes(dev), seq }).collect();
            let (hlc, member) = (Hlc::from_u64(hlc), MemberId::from_bytes(member));
            let kind = EventKind::from_number(kind);
            Body { v: Body::VERSION, subject, hlc, member, form_id, form_hash, kind, ops, deps, note }
        },
    )
}

fn plain(ops: Vec<Op>) -> Body {
    Body {
        v: Body::VERSION,
        subject: [1; 16],
        hlc: Hlc::at(1_000),
        member: MemberId::from_bytes([2; 16]),
        form_id: None,
        form_hash: None,
        kind: EventKind::Edit,
        ops,
        deps: vec![],
        note: String::new(),
    }
}

proptest! {
    #[test]
    fn a_body_reads_back(body in body()) {
        let bytes = body.to_bytes().unwrap();
        prop_assert_eq!(Body::from_bytes(&bytes).unwrap(), body);
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in vec(any::<u8>(), 0..200)) {
        let _ = Body::from_bytes(&bytes);
    }

    #[test]
    fn a_damaged_body_is_read_without_a_panic(body in body(), at: prop::sample::Index, bit in 0_u8..8) {
        let mut bytes = body.to_bytes().unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= 1_u8 << bit;
        if let Ok(read) = Body::from_bytes(&bytes) {
            prop_assert_eq!(read.to_bytes().unwrap(), bytes.as_slice(), "what is accepted has one spelling");
        }
        prop_assert!(Body::from_bytes(&bytes[..at]).is_err());
    }
}

#[test]
fn elements_of_a_newer_program_are_passed_over() {
    let body = plain(vec![]);
    let mut bytes = body.to_bytes().unwrap();
    assert_eq!(bytes[0], 0x8a, "ten elements");
    bytes[0] = 0x8c;
    bytes.extend([0x01, 0x61, b'x']);
    assert_eq!(Body::from_bytes(&bytes).unwrap(), body);
}

#[test]
fn a_value_of_a_newer_program_is_kept_byte_for_byte() {
    // [9, "x"] is no value known here.
    let raw = vec![0x82, 0x09, 0x61, b'x'];
    let body = plain(vec![Op::set("p", Value::Unknown(raw.clone()), vec![])]);
    let bytes = body.to_bytes().unwrap();
    assert_eq!(Body::from_bytes(&bytes).unwrap().ops[0].value, Value::Unknown(raw));
}

#[test]
fn a_newer_layout_says_so() {
    let mut bytes = plain(vec![]).to_bytes().unwrap();
    bytes[1] = 2;
    assert_eq!(Body::from_bytes(&bytes), Err(BodyError::Newer(2)));
}

#[test]
fn floats_are_refused_where_they_stand() {
    let half = Value::Unknown(vec![0xf9, 0x38, 0x00]);
    let refused = plain(vec![Op::set("p", half, vec![])]).to_bytes();
    assert_eq!(refused, Err(BodyError::Canonical(CanonicalError::Kind)));
}

#[test]
fn limits_hold_in_both_directions() {
    let dot = Dot::new(DeviceId::from_bytes([9; 16]), u64::MAX, u32::MAX);
    let over = vec![dot; MAX_OVER / 16];
    assert_eq!(plain(vec![Op::set("p", Value::Null, over)]).to_bytes(), Err(BodyError::TooLarge("over")));
    let mut body = plain(vec![]);
    body.deps = vec![Dep { dev: DeviceId::from_bytes([9; 16]), seq: 1 }; MAX_DEPS + 1];
    assert_eq!(body.to_bytes(), Err(BodyError::TooLarge("deps")));
    assert_eq!(
        plain(vec![Op::set("p".repeat(2000), Value::Null, vec![])]).to_bytes(),
        Err(BodyError::TooLarge("path"))
    );
    let huge = plain(vec![Op::set("p", Value::Text("x".repeat(2_000_000)), vec![])]);
    assert_eq!(huge.to_bytes(), Err(BodyError::TooLarge("body")));
}

#[test]
fn answers_do_not_print() {
    let body = plain(vec![Op::set("p", Value::text("marker-name"), vec![])]);
    assert!(!format!("{body:?}").contains("marker-name"));
}
