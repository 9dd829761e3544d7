//! What the second writer, in Python, makes is read here as any event is.

use std::io::Write;
use std::process::{Command, Stdio};

use pana_wire::{Envelope, EventId, Layout, Seen, StreamName};
use serde_json::{Value, json};

use crate::centre::{Centre, DEVICE, SUBJECT};
use crate::file::{body, bytes, check, folder, hex};

/// What the writer is told; `more` is added to it.
fn told(centre: &Centre, layout: u8, body: &[u8], more: &Value) -> Value {
    let (member, device) = (centre.member.to_secret_bytes(), centre.device.to_secret_bytes());
    let mut told = json!({
        "layout": layout,
        "org": hex(centre.id.as_bytes()),
        "stream": centre.stream.as_str(),
        "dev": hex(DEVICE.as_bytes()),
        "dseq": 1,
        "prev": hex(EventId::NONE.as_bytes()),
        "epoch": hex(centre.epoch.id().as_bytes()),
        "epoch_key": hex(&centre.epoch_key),
        "subject_key": hex(&centre.subject_key),
        "member_sign": hex(&member.expose()[..32]),
        "device_sign": hex(&device.expose()[..32]),
        "body": hex(body),
    });
    for (name, value) in more.as_object().unwrap() {
        told[name] = value.clone();
    }
    told
}

fn write(told: &Value) -> Value {
    let mut python = Command::new("python3")
        .arg(folder().join("write.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 runs");
    python.stdin.take().unwrap().write_all(told.to_string().as_bytes()).unwrap();
    let done = python.wait_with_output().unwrap();
    assert!(done.status.success(), "{told}");
    serde_json::from_slice(&done.stdout).unwrap()
}

fn check_read(stream: StreamName, layout: u8, body: &[u8], more: &Value, expected: Layout) {
    let centre = Centre::new(stream);
    let made = write(&told(&centre, layout, body, more));
    let envelope = Envelope::from_bytes(&bytes(&made["envelope"])).unwrap();
    assert_eq!(envelope.header().layout, expected);
    assert_eq!(envelope.id().to_string(), made["event_id"]);
    assert_eq!(envelope.header_bytes(), bytes(&made["header"]));
    assert_eq!(envelope.sig().as_slice(), bytes(&made["sig"]));
    assert_eq!(envelope.ct().unwrap(), bytes(&made["ct"]));
    assert_eq!(centre.read(&envelope.to_bytes()), Ok(Some(body.to_vec())), "{stream}, layout {layout}");
}

#[test]
fn what_the_second_writer_makes_is_read() {
    let (small, long) = (body("body-empty"), [body("body-empty"), vec![7; 1000]].concat());
    let subject = json!({"subject": hex(&SUBJECT)});
    let seen = json!({"seen": [3, hex(&[0x5E; 32])]});
    let none = json!({});
    check_read(StreamName::Centre, 1, &small, &none, Layout::One { seen: None });
    check_read(StreamName::Centre, 1, &small, &seen, Layout::One { seen: Some(Seen { seq: 3, hash: [0x5E; 32] }) });
    check_read(StreamName::Centre, 2, &small, &none, Layout::Two);
    check_read(StreamName::Protected, 1, &long, &subject, Layout::One { seen: None });
    check_read(StreamName::Protected, 2, &long, &subject, Layout::Two);
}

/// In the same bytes as this one, but for the packing: signatures here follow from what is signed.
#[test]
fn the_second_writer_lengthens_as_this_one_does() {
    let (centre, small) = (Centre::new(StreamName::Protected), body("body-empty"));
    let ours = centre.seal(1, EventId::NONE, &small);
    let nonce = json!({"nonce": hex(&ours.header().nonce)});
    let theirs = Envelope::from_bytes(&bytes(&write(&told(&centre, 2, &small, &nonce))["envelope"])).unwrap();
    assert_eq!(theirs.header().addr, ours.header().addr);
    assert_eq!(theirs.header().ct_len, ours.header().ct_len);
    assert_eq!(theirs.header().to_aad(), ours.header().to_aad());
}

/// Faults that our writer cannot make: signed and sealed as they should be, and still refused.
#[test]
fn faults_of_a_writer_that_holds_all_keys_are_refused() {
    let dictionary = json!({"dictionary": hex(&[[1].as_slice(), &[0xD1; 32]].concat())});
    let frame = json!({"frame": hex(b"not a frame")});
    let faults = [
        ("dictionary", StreamName::Protected, dictionary, "a dictionary in the protected stream"),
        ("packing", StreamName::Centre, frame, "what is sealed is not packed"),
        ("other-subject", StreamName::Centre, json!({"subject": hex(&[0x11; 16])}), "the address of another subject"),
    ];
    for (name, stream, mut more, about) in faults {
        let (centre, small) = (Centre::new(stream), body("body-empty"));
        more["nonce"] = json!(hex(&[0x24; 24]));
        let made = bytes(&write(&told(&centre, 2, &small, &more))["envelope"]);
        assert!(centre.read(&made).is_err(), "{name}");
        let mut vector = centre.event(about, &Envelope::from_bytes(&made).unwrap(), Some(&small));
        vector["kind"] = json!("fault2");
        check(&format!("fault2-{name}"), &vector);
    }
}
