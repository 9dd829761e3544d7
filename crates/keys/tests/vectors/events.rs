//! Events of layout 2, whole and faulty.

use pana_keys::{KeysError, SubjectKey, open_event};
use pana_wire::{Envelope, EventId, StreamName};
use serde_json::json;

use crate::centre::{Centre, read_vector};
use crate::file::{Scripted, body, bytes, check, hex, stored, stored_names};

#[test]
fn events_are_sealed_as_ever() {
    let centre = Centre::new(StreamName::Centre);
    let (small, every) = (body("body-empty"), body("body-every-value"));
    let first = centre.seal(1, EventId::NONE, &small);
    check("event2-clear", &centre.event("the first event of a chain", &first, Some(&small)));
    let second = centre.seal(2, first.id(), &every).erased();
    check("event2-erased", &centre.event("the second one after erasure", &second, None));

    let long = [every.as_slice(), scattered().as_bytes(), &[0; 3000]].concat();
    let third = centre.seal(3, second.id(), &long);
    check("event2-long", &centre.event("a long body, so that every part of zstd is used", &third, Some(&long)));

    let protected = Centre::new(StreamName::Protected);
    let event = protected.seal(1, EventId::NONE, &small);
    let about = "an event of the protected stream, padded to 1 KiB";
    check("event2-protected", &protected.event(about, &event, Some(&small)));
    assert_eq!(event.ct().map(<[u8]>::len), Some(1024 + 16));
    let event = protected.seal(2, event.id(), &long);
    assert_eq!(event.ct().map(<[u8]>::len), Some(4096 + 16));
    let about = "a longer one of the protected stream, padded to 4 KiB";
    check("event2-protected-long", &protected.event(about, &event, Some(&long)));
}

/// Words in a scattered order: enough that literals and sequences are both entropy-coded.
fn scattered() -> String {
    let words = ["аты", "тегі", "туған жылы", "phone", "declined", "household", "1987-03", "kk", "language", "why"];
    let scattered = (0..600_u64).map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33);
    scattered.map(|n| format!("{}{}", words[n as usize % words.len()], n % 97)).collect()
}

#[test]
fn faults_are_refused_as_ever() {
    let centre = Centre::new(StreamName::Centre);
    let small = body("body-empty");
    let whole = centre.seal(1, EventId::NONE, &small);
    let good = centre.event("", &whole, Some(&small));
    let bytes = whole.to_bytes();
    // Envelope head, header head, then the header's parts by their place in it; then signature and sealed body.
    let faults = [
        ("version", 4),
        ("org", 8),
        ("prev", 60),
        ("address", 110),
        ("nonce", 145),
        ("hash", 180),
        ("signature", 230),
        ("body", 400),
        ("tag", bytes.len() - 1),
    ];
    for (part, at) in faults {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1;
        let mut vector = good.clone();
        vector["kind"] = json!("fault2");
        vector["about"] = json!(format!("one bit flipped in the {part}"));
        vector["envelope"] = json!(hex(&flipped));
        check(&format!("fault2-{part}"), &vector);
    }
    let stranger = SubjectKey::make(&mut Scripted::new("stranger")).unwrap();
    assert_eq!(open_event(&whole, StreamName::Centre, &stranger).unwrap_err(), KeysError::WrongKey);
    let mut vector = good;
    vector["kind"] = json!("fault2");
    vector["about"] = json!("the key of another subject");
    vector["keys"]["subject_key"] = json!(hex(&[0x11; 32]));
    check("fault2-other-key", &vector);
}

/// The stored vectors, not those just made: these must open whatever later programs write.
#[test]
fn stored_events_open_and_stored_faults_do_not() {
    let names = stored_names("event2-");
    assert!(names.len() >= 5, "{names:?}");
    for name in names {
        let vector = stored(&name);
        let body = vector["body"].as_str().map(|_| bytes(&vector["body"]));
        assert_eq!(read_vector(&vector), Ok(body), "{name}");
        let envelope = Envelope::from_bytes(&bytes(&vector["envelope"])).unwrap();
        assert_eq!(envelope.id().to_string(), vector["event_id"], "{name}");
    }
    // Of one fault the key is another, and not the envelope.
    let names: Vec<String> = stored_names("fault2-").into_iter().filter(|name| name != "fault2-other-key").collect();
    assert!(names.len() >= 9, "{names:?}");
    for name in names {
        assert!(read_vector(&stored(&name)).is_err(), "{name}");
    }
}
