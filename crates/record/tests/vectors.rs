//! Golden vectors of bodies and of the merge rule, in `tests/vectors`. They are read there by a second reader in Python.
//! `PANA_WRITE_VECTORS=1` writes those of layout 2 anew; once released, a vector is never changed: a new one is added.
//! Those of layout 1 were written by an older program and are only read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use pana_model::{DeviceId, EventRef, MemberId, SeatId};
use pana_record::{Body, Dot, EventKind, Flags, Heads, Hlc, Mark, Op, OpKind, Seen, State, Value, heads_by_definition};
use serde_json::json;

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors").join(format!("{name}.json"))
}

fn stored(name: &str) -> serde_json::Value {
    serde_json::from_str(&std::fs::read_to_string(file(name)).unwrap()).unwrap()
}

fn check(name: &str, vector: &serde_json::Value) {
    let text = format!("{}\n", serde_json::to_string_pretty(vector).unwrap());
    if std::env::var_os("PANA_WRITE_VECTORS").is_some() {
        std::fs::write(file(name), &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(file(name)).unwrap(), text, "{name} is written differently now");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digit = |digit: u8| char::from(digit).to_digit(16).unwrap() as u8;
    text.as_bytes().chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}

fn dot(dot: &Dot) -> serde_json::Value {
    json!([hex(dot.event.as_bytes()), dot.op])
}

fn dots<'d>(dots: impl IntoIterator<Item = &'d Dot>) -> Vec<serde_json::Value> {
    dots.into_iter().map(dot).collect()
}

fn refs(events: &[EventRef]) -> Vec<String> {
    events.iter().map(|event| hex(event.as_bytes())).collect()
}

fn value(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => json!(null),
        Value::Bool(bool) => json!(bool),
        Value::Int(number) => json!(number),
        Value::Text(text) => json!(text),
        Value::Bytes(bytes) => json!({"bytes": hex(bytes)}),
        Value::State(state) => json!({"state": state.number()}),
        Value::List(list) => json!({"list": list.iter().map(self::value).collect::<Vec<_>>()}),
        Value::Unknown(raw) => json!({"unknown": hex(raw)}),
    }
}

fn op(op: &Op) -> serde_json::Value {
    json!([op.path, op.kind.number(), value(&op.value), dots(&op.over)])
}

fn seen(seen: &Seen) -> serde_json::Value {
    json!([hex(&seen.hub), hex(&seen.incarnation), seen.hseq, hex(&seen.hash)])
}

fn body_vector(about: &str, body: &Body) -> serde_json::Value {
    json!({
        "kind": "body",
        "about": about,
        "bytes": hex(&body.to_bytes().unwrap()),
        "says": {
            "v": body.v,
            "subject": hex(&body.subject),
            "hlc": body.hlc.to_u64(),
            "member": hex(body.member.as_bytes()),
            "seat": body.seat.map(|seat| hex(seat.as_bytes())),
            "form_id": body.form_id,
            "form_hash": body.form_hash.map(|hash| hex(&hash)),
            "kind": body.kind.number(),
            "ops": body.ops.iter().map(op).collect::<Vec<_>>(),
            "past": refs(&body.past),
            "ctl": refs(&body.ctl),
            "seen": body.seen.as_ref().map(seen),
            "flags": body.flags.to_u32(),
            "note": body.note,
        },
    })
}

fn event(n: u8) -> EventRef {
    EventRef::from_bytes([n; 16])
}

fn plain(kind: EventKind, ops: Vec<Op>) -> Body {
    let (member, seat) = (MemberId::from_bytes([0x3E; 16]), SeatId::from_bytes([0x5E; 16]));
    Body { ops, ..Body::new([0xC5; 16], Hlc::at(1_790_000_000_000), member, seat, kind) }
}

#[test]
fn bodies_are_written_as_ever() {
    check("body2-empty", &body_vector("the smallest body of layout 2", &plain(EventKind::ViewAudit, vec![])));

    let over = vec![Dot::new(event(1), 0), Dot::new(event(2), 300)];
    let values = [
        Value::Null,
        Value::Bool(true),
        Value::Int(-1),
        Value::Int(i64::MAX),
        Value::text("Айгерім"),
        Value::text("1987-03"),
        Value::Bytes(vec![0, 255, 16]),
        Value::State(State::Declined),
        Value::State(State::Unknown),
        Value::State(State::Later),
        Value::List(vec![Value::text("kk"), Value::List(vec![Value::Int(24)])]),
        Value::Unknown(vec![0x82, 0x18, 0x63, 0x61, 0x3f]),
    ];
    let mut ops: Vec<Op> = (0..).zip(values).map(|(n, v)| Op::set(format!("intake/q{n}"), v, vec![])).collect();
    ops.push(Op::set("intake/name", Value::text("Aru"), over.clone()));
    for kind in OpKind::KNOWN {
        ops.push(Op::new("intake/kinds", *kind, Value::Int(1), over.clone()));
    }
    ops.push(Op::new("intake/newer", OpKind::Other(99), Value::Null, vec![]));
    let every = Body {
        form_id: Some(String::from("intake")),
        form_hash: Some([0xF0; 32]),
        past: vec![event(1), event(2)],
        ctl: vec![event(0xC0)],
        seen: Some(Seen { hub: [0x4B; 32], incarnation: [0x1C; 16], hseq: 70_000, hash: [0x4A; 32] }),
        flags: Flags::CLOCK_NOT_BELIEVED | Flags::PRACTICE,
        note: String::from("amended at the person's request"),
        ..plain(EventKind::Edit, ops)
    };
    let about = "every kind of value and operation, one of a newer program, and all that was known";
    check("body2-every-value", &body_vector(about, &every));

    // That a case is to be handed over: to which centre, its root, its name, the consent, whether this one goes on reading.
    let value = Value::List(vec![
        Value::Bytes(vec![0x7E; 16]),
        Value::Bytes(vec![0x70; 32]),
        Value::text("Алматы"),
        Value::Bytes(vec![0xC0; 16]),
        Value::Bool(true),
    ]);
    let proposal = Op::set("transfer/7a7a7a7a-7a7a-7a7a-7a7a-7a7a7a7a7a7a/proposal", value, vec![]);
    let body = Body { past: vec![event(1)], ..plain(EventKind::Transfer, vec![proposal]) };
    check("body2-proposal", &body_vector("a case is to be handed over to another centre", &body));
}

/// The event that stands for a number of a device's chain, in readings of layout 1.
fn named(dev: &[u8], seq: u64) -> EventRef {
    EventRef::from_bytes([&dev[..8], &seq.to_be_bytes()].concat().try_into().unwrap())
}

/// A list of dots of layout 1, as event dots.
fn first_dots(listed: &serde_json::Value) -> Vec<Dot> {
    let dot = |dot: &serde_json::Value| {
        let event = named(&unhex(dot[0].as_str().unwrap()), dot[1].as_u64().unwrap());
        Dot::new(event, u32::try_from(dot[2].as_u64().unwrap()).unwrap())
    };
    listed.as_array().unwrap().iter().map(dot).collect()
}

#[test]
fn bodies_of_layout_1_are_read_as_ever() {
    for name in ["body-empty", "body-every-value"] {
        let vector = stored(name);
        let name = |dev: DeviceId, seq: u64| Some(named(dev.as_bytes(), seq));
        let body = Body::from_bytes(&unhex(vector["bytes"].as_str().unwrap()), &name).unwrap();
        assert_eq!((body.v, body.seat, body.seen, body.flags), (1, None, None, Flags::NONE));
        assert!(body.past.is_empty() && body.ctl.is_empty());
        let mut says = vector["says"].clone();
        for op in says["ops"].as_array_mut().unwrap() {
            op[3] = json!(dots(&first_dots(&op[3])));
        }
        says.as_object_mut().unwrap().shift_remove("deps");
        let read = json!({
            "v": body.v,
            "subject": hex(&body.subject),
            "hlc": body.hlc.to_u64(),
            "member": hex(body.member.as_bytes()),
            "form_id": body.form_id,
            "form_hash": body.form_hash.map(|hash| hex(&hash)),
            "kind": body.kind.number(),
            "ops": body.ops.iter().map(op).collect::<Vec<_>>(),
            "note": body.note,
        });
        assert_eq!(read, says);
    }
}

fn by_fold<'w>(writes: impl Iterator<Item = &'w (Dot, Op)>) -> (BTreeMap<String, BTreeSet<Dot>>, usize) {
    let mut folded = Heads::new();
    for (dot, op) in writes {
        folded.apply(*dot, op, Mark { member: MemberId::from_bytes([1; 16]), hlc: Hlc::default() });
    }
    let heads = folded.paths().map(|(path, heads)| (path.to_owned(), heads.keys().copied().collect())).collect();
    (heads, folded.waiting())
}

/// Folds forwards and backwards, and compares with the definition.
fn heads(writes: &[(Dot, Op)]) -> (BTreeMap<String, BTreeSet<Dot>>, usize) {
    let (heads, waiting) = by_fold(writes.iter());
    assert_eq!(by_fold(writes.iter().rev()), (heads.clone(), waiting));
    assert_eq!(heads_by_definition(writes.iter().map(|(dot, op)| (*dot, op))), heads);
    (heads, waiting)
}

#[test]
fn heads_of_layout_1_are_reckoned_as_ever_where_over_still_reaches() {
    let vector = stored("merge");
    let writes: Vec<(Dot, Op)> = vector["writes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|write| {
            let [at]: [Dot; 1] = first_dots(&json!([write["dot"]])).try_into().unwrap();
            (at, Op::set(write["path"].as_str().unwrap(), Value::Null, first_dots(&write["over"])))
        })
        .collect();
    let said = vector["heads"].as_object().unwrap();
    let mut said: BTreeMap<String, BTreeSet<Dot>> =
        said.iter().map(|(path, dots)| (path.clone(), first_dots(dots).into_iter().collect())).collect();
    // The vector lets a removal at `member` replace `member/7/age`. That path is not within an instance as paths are
    // written, so the answer stands now.
    let age = first_dots(&json!([["01".repeat(16), 3, 1]]));
    assert!(said.insert("member/7/age".to_owned(), age.into_iter().collect()).is_none());
    assert_eq!(heads(&writes), (said, vector["waiting"].as_u64().unwrap() as usize));
}

#[test]
fn heads_are_reckoned_as_ever() {
    let dot = |event: u8, op: u32| Dot::new(self::event(event), op);
    let age = "answer/member[07070707-0707-0707-0707-070707070707]/age";
    let instance = Value::Bytes(vec![7; 16]);
    let writes = [
        (dot(0x11, 0), Op::set("name", Value::text("Aru"), vec![])),
        (dot(0x11, 1), Op::set("birth", Value::text("1987-03"), vec![])),
        // Two histories of one copied device, each over the same write.
        (dot(0x22, 0), Op::set("name", Value::text("Aruzhan"), vec![dot(0x11, 0)])),
        (dot(0x21, 0), Op::set("name", Value::text("Arujan"), vec![dot(0x11, 0)])),
        (dot(0x12, 0), Op::set("birth", Value::text("1987-03-14"), vec![dot(0x11, 1)])),
        // Named before it arrives: the write of an event nobody has seen yet.
        (dot(0x31, 0), Op::set("phone", Value::Null, vec![dot(0x99, 0)])),
        // A remark that names a refusal.
        (dot(0x13, 0), Op::set("consent/sharing", Value::text("refused"), vec![])),
        (dot(0x32, 0), Op::new("remarks", OpKind::Append, Value::text("met at the gate"), vec![dot(0x13, 0)])),
        // A family member with an age and, by mistake, a consent among what the removal names.
        (dot(0x14, 0), Op::new("repeat/member", OpKind::InstanceAdd, instance.clone(), vec![])),
        (dot(0x14, 1), Op::set(age, Value::Int(4), vec![])),
        (
            dot(0x23, 0),
            Op::new("repeat/member", OpKind::InstanceRemove, instance, vec![dot(0x14, 0), dot(0x14, 1), dot(0x13, 0)]),
        ),
    ];
    let (heads, waiting) = heads(&writes);
    let write = |(at, op): &(Dot, Op)| {
        json!({
            "dot": self::dot(at),
            "path": op.path,
            "kind": op.kind.number(),
            "value": value(&op.value),
            "over": dots(&op.over),
        })
    };
    let shown: BTreeMap<&String, Vec<serde_json::Value>> = heads.iter().map(|(path, at)| (path, dots(at))).collect();
    check(
        "merge2",
        &json!({
            "kind": "merge2",
            "about": "a copied device, a replacement, a dot not yet seen, names out of reach, an instance removed",
            "writes": writes.iter().map(write).collect::<Vec<_>>(),
            "heads": shown,
            "waiting": waiting,
        }),
    );
}
