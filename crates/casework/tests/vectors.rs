//! Golden vectors of witnesses, in `tests/vectors`. They are read there by a second reader in Python.
//! `PANA_WRITE_VECTORS=1` writes them anew; once released, a vector is never changed: a new one is added.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::path::PathBuf;

use pana_casework::case::Event;
use pana_casework::witness::{Witnessed, named};
use pana_model::{DeviceId, EventRef, MemberId, SeatId, StreamName};
use pana_record::{Body, EventKind, Hlc};
use serde_json::{Value, json};

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors").join(format!("{name}.json"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2).map(|two| std::str::from_utf8(two).unwrap());
    digits.map(|two| u8::from_str_radix(two, 16).unwrap()).collect()
}

fn end(stream: StreamName, device: u8, seq: u64) -> Witnessed {
    Witnessed { stream, device: DeviceId::from_bytes([device; 16]), seq, event: [device ^ 0xff; 32] }
}

fn names(witnessed: &[Witnessed]) -> Vec<Value> {
    let line = |end: &Witnessed| json!([end.stream.as_str(), hex(end.device.as_bytes()), end.seq, hex(&end.event)]);
    witnessed.iter().map(line).collect()
}

fn check(name: &str, about: &str, stream: StreamName, witnessed: &[Witnessed]) {
    let (member, seat) = (MemberId::from_bytes([0x3E; 16]), SeatId::from_bytes([0x5E; 16]));
    let body = Body {
        ops: witnessed.iter().map(|end| end.to_op()).collect(),
        ctl: vec![EventRef::from_bytes([0xC0; 16])],
        ..Body::new([0xC5; 16], Hlc::at(1_790_000_000_000), member, seat, EventKind::Witness)
    };
    let vector = json!({
        "kind": "witness",
        "about": about,
        "lies_in": stream.as_str(),
        "bytes": hex(&body.to_bytes().unwrap()),
        "names": names(witnessed),
    });
    let text = format!("{}\n", serde_json::to_string_pretty(&vector).unwrap());
    if std::env::var_os("PANA_WRITE_VECTORS").is_some() {
        std::fs::write(file(name), &text).unwrap();
    }
    let stored = std::fs::read_to_string(file(name)).unwrap();
    assert_eq!(stored, text, "{name} is written differently now");
    let stored: Value = serde_json::from_str(&stored).unwrap();
    let read = Body::from_bytes(&unhex(stored["bytes"].as_str().unwrap()), &|_, _| None).unwrap();
    let event = Event::new(EventRef::from_bytes([1; 16]), DeviceId::from_bytes([0xD1; 16]), 9, &read);
    assert_eq!(json!(names(&named(&event).collect::<Vec<_>>())), stored["names"]);
}

#[test]
fn witnesses_are_written_and_read_as_ever() {
    use StreamName::{Centre, Control, Protected};
    let ends = [end(Control, 0xD1, 12), end(Centre, 0xD1, 70_000), end(Centre, 0xD2, 1 << 48)];
    check("witness-centre", "what a witness in the centre stream says of two streams", Centre, &ends);
    check("witness-protected", "one in the protected stream", Protected, &[end(Protected, 0xD1, 1)]);
}
