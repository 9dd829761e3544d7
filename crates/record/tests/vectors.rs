//! Golden vectors of bodies and of the merge rule, in `tests/vectors`. They are read there by a second reader in Python.
//! `PANA_WRITE_VECTORS=1` writes them anew; once released, a vector is never changed: a new one is added.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use pana_model::{DeviceId, MemberId};
use pana_record::{Body, Dep, Dot, EventKind, Heads, Hlc, Mark, Op, OpKind, State, Value, heads_by_definition};
use serde_json::json;

fn check(name: &str, vector: &serde_json::Value) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors").join(format!("{name}.json"));
    let text = format!("{}\n", serde_json::to_string_pretty(vector).unwrap());
    if std::env::var_os("PANA_WRITE_VECTORS").is_some() {
        std::fs::write(&file, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text, "{name} is written differently now");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn dot(dot: &Dot) -> serde_json::Value {
    json!([hex(dot.dev.as_bytes()), dot.seq, dot.op])
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

fn body_vector(about: &str, body: &Body) -> serde_json::Value {
    let op =
        |op: &Op| json!([op.path, op.kind.number(), value(&op.value), op.over.iter().map(dot).collect::<Vec<_>>()]);
    json!({
        "kind": "body",
        "about": about,
        "bytes": hex(&body.to_bytes().unwrap()),
        "says": {
            "v": body.v,
            "subject": hex(&body.subject),
            "hlc": body.hlc.to_u64(),
            "member": hex(body.member.as_bytes()),
            "form_id": body.form_id,
            "form_hash": body.form_hash.map(|hash| hex(&hash)),
            "kind": body.kind.number(),
            "ops": body.ops.iter().map(op).collect::<Vec<_>>(),
            "deps": body.deps.iter().map(|dep| json!([hex(dep.dev.as_bytes()), dep.seq])).collect::<Vec<_>>(),
            "note": body.note,
        },
    })
}

fn device(n: u8) -> DeviceId {
    DeviceId::from_bytes([n; 16])
}

fn plain(kind: EventKind, ops: Vec<Op>) -> Body {
    Body {
        v: Body::VERSION,
        subject: [0xC5; 16],
        hlc: Hlc::at(1_790_000_000_000),
        member: MemberId::from_bytes([0x3E; 16]),
        form_id: None,
        form_hash: None,
        kind,
        ops,
        deps: vec![],
        note: String::new(),
    }
}

#[test]
fn bodies_are_written_as_ever() {
    check("body-empty", &body_vector("the smallest body", &plain(EventKind::ViewAudit, vec![])));

    let over = vec![Dot::new(device(1), 4, 0), Dot::new(device(2), 70_000, 300)];
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
        deps: vec![Dep { dev: device(2), seq: 3 }, Dep { dev: device(3), seq: u64::MAX }],
        note: String::from("amended at the person's request"),
        ..plain(EventKind::Edit, ops)
    };
    check("body-every-value", &body_vector("every kind of value and operation, and one of a newer program", &every));
}

#[test]
fn heads_are_reckoned_as_ever() {
    let (a, b, c) = (device(1), device(2), device(3));
    let writes = [
        (Dot::new(a, 1, 0), Op::set("name", Value::text("Aru"), vec![])),
        (Dot::new(b, 1, 0), Op::set("name", Value::text("Aruzhan"), vec![Dot::new(a, 1, 0)])),
        (Dot::new(c, 1, 0), Op::set("name", Value::text("Arujan"), vec![Dot::new(a, 1, 0)])),
        (Dot::new(a, 1, 1), Op::set("birth", Value::text("1987-03"), vec![])),
        (Dot::new(a, 2, 0), Op::set("birth", Value::text("1987-03-14"), vec![Dot::new(a, 1, 1)])),
        // Named before it arrives: the write of an event nobody has seen yet.
        (Dot::new(c, 2, 0), Op::set("phone", Value::Null, vec![Dot::new(b, 9, 0)])),
        // An overwrite at another path, as the removal of an instance makes it.
        (Dot::new(a, 3, 0), Op::new("member", OpKind::InstanceAdd, Value::Bytes(vec![7; 16]), vec![])),
        (Dot::new(a, 3, 1), Op::set("member/7/age", Value::Int(4), vec![])),
        (
            Dot::new(b, 2, 0),
            Op::new(
                "member",
                OpKind::InstanceRemove,
                Value::Bytes(vec![7; 16]),
                vec![Dot::new(a, 3, 0), Dot::new(a, 3, 1)],
            ),
        ),
    ];
    let heads = heads_by_definition(writes.iter().map(|(dot, op)| (*dot, op)));
    let mut folded = Heads::new();
    for (dot, op) in writes.iter().rev() {
        folded.apply(*dot, op, Mark { member: MemberId::from_bytes([1; 16]), hlc: Hlc::default() });
    }
    let by_fold: BTreeMap<String, Vec<Dot>> =
        folded.paths().map(|(path, heads)| (path.to_owned(), heads.keys().copied().collect())).collect();
    let listed: BTreeMap<String, Vec<Dot>> =
        heads.iter().map(|(path, dots)| (path.clone(), dots.iter().copied().collect())).collect();
    assert_eq!(by_fold, listed);

    let write = |(at, op): &(Dot, Op)| json!({"dot": dot(at), "path": op.path, "over": op.over.iter().map(dot).collect::<Vec<_>>()});
    let shown: BTreeMap<&String, Vec<serde_json::Value>> =
        heads.iter().map(|(path, dots)| (path, dots.iter().map(dot).collect())).collect();
    check(
        "merge",
        &json!({
            "kind": "merge",
            "about": "two rivals, a replacement, a dot not yet seen, an overwrite at another path",
            "writes": writes.iter().map(write).collect::<Vec<_>>(),
            "heads": shown,
            "waiting": folded.waiting(),
        }),
    );
}
