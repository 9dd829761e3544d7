//! Golden vectors of everything that is sealed or signed, in `tests/vectors`, made under a set stream of bytes in place of
//! randomness. They are opened there by a second reader in Python.
//!
//! `PANA_WRITE_VECTORS=1` writes them anew. Once released, a vector is never changed: a new one is added, and the old one
//! must open for ever. If a newer zstd packs differently, only the comparison of bytes is to be given up, not the opening.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::path::PathBuf;

use pana_keys::{
    BLOB_CHUNK, BlobRoot, BlobShape, DeviceSecrets, Entropy, EpochKey, EventKeys, EventPlace, GrantFor, KdfParams,
    Keyring, KeysError, MemberSecrets, NewMember, RecoverySheet, SlotPlace, SubjectKey, local_row_id, open_address,
    open_event, open_grant, open_local, open_slot, seal_event, seal_grant, seal_local, wrap_key,
};
use pana_model::{BlobId, CentreId, DeviceId, MemberId, Secret};
use pana_wire::{Envelope, EventId, Seen, StreamId, StreamName, verify_envelope};
use serde_json::{Value, json};

/// Bytes that come out the same each time. They are recorded, so that a vector can show the keys it was made with.
struct Scripted {
    reader: blake3::OutputReader,
    drawn: Vec<Vec<u8>>,
}

impl Scripted {
    fn new(name: &str) -> Self {
        let reader = blake3::Hasher::new_derive_key("pana/test vectors/1").update(name.as_bytes()).finalize_xof();
        Self { reader, drawn: Vec::new() }
    }
}

impl Entropy for Scripted {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), KeysError> {
        self.reader.fill(out);
        self.drawn.push(out.to_vec());
        Ok(())
    }
}

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors").join(format!("{name}.json"))
}

fn stored(name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(file(name)).unwrap()).unwrap()
}

fn check(name: &str, vector: &Value) {
    let text = format!("{}\n", serde_json::to_string_pretty(vector).unwrap());
    if std::env::var_os("PANA_WRITE_VECTORS").is_some() {
        std::fs::write(file(name), &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(file(name)).unwrap(), text, "{name} is written differently now");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(value: &Value) -> Vec<u8> {
    let pairs = value.as_str().unwrap().as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// A centre whose keys are known.
struct Centre {
    id: CentreId,
    epoch: EpochKey,
    epoch_key: Vec<u8>,
    subject: SubjectKey,
    subject_key: Vec<u8>,
    member: MemberSecrets,
    device: DeviceSecrets,
}

const SUBJECT: [u8; 16] = [0xC5; 16];

impl Centre {
    fn new(stream: StreamName) -> Self {
        let mut entropy = Scripted::new(stream.as_str());
        let id = CentreId::from_bytes([0xCE; 16]);
        let epoch = EpochKey::make(StreamId::derive(id, stream), 1, &mut entropy).unwrap();
        let epoch_key = entropy.drawn.last().unwrap().clone();
        let subject = SubjectKey::make(&mut entropy).unwrap();
        let subject_key = entropy.drawn.last().unwrap().clone();
        let member = MemberSecrets::make(&mut entropy).unwrap();
        let device = DeviceSecrets::make(&mut entropy).unwrap();
        Self { id, epoch, epoch_key, subject, subject_key, member, device }
    }

    fn seal(&self, dseq: u64, prev: EventId, seen: Option<Seen>, body: &[u8]) -> Envelope {
        let dev = DeviceId::from_bytes([0xDE; 16]);
        let at = EventPlace { org: self.id, stream: self.epoch.stream(), dev, dseq, prev, seen };
        let keys = EventKeys { epoch: &self.epoch, subject: &self.subject, member: &self.member, device: &self.device };
        seal_event(&at, &SUBJECT, body, keys, &mut Scripted::new(&format!("event {dseq}"))).unwrap()
    }

    fn keys(&self) -> Value {
        json!({
            "epoch": hex(self.epoch.id().as_bytes()),
            "epoch_key": hex(&self.epoch_key),
            "subject_key": hex(&self.subject_key),
            "member_public": hex(&self.member.public().sign),
            "device_public": hex(&self.device.public().sign),
        })
    }

    fn event(&self, about: &str, stream: StreamName, envelope: &Envelope, body: Option<&[u8]>) -> Value {
        let device = self.device.public().verifying_key().unwrap();
        verify_envelope(envelope, &device).unwrap();
        assert_eq!(open_address(envelope.header(), &self.epoch).unwrap(), SUBJECT);
        json!({
            "kind": "event",
            "about": about,
            "centre": hex(self.id.as_bytes()),
            "stream": stream.as_str(),
            "keys": self.keys(),
            "envelope": hex(&envelope.to_bytes()),
            "event_id": envelope.id().to_string(),
            "dseq": envelope.header().dseq,
            "prev": envelope.header().prev.to_string(),
            "subject": hex(&SUBJECT),
            "body": body.map(hex),
        })
    }
}

fn body(name: &str) -> Vec<u8> {
    bytes(&stored(name)["bytes"])
}

#[test]
fn events_are_sealed_as_ever() {
    let centre = Centre::new(StreamName::Centre);
    let (small, every) = (body("body-empty"), body("body-every-value"));
    let first = centre.seal(1, EventId::NONE, None, &small);
    check("event-first", &centre.event("the first event of a chain", StreamName::Centre, &first, Some(&small)));
    let second = centre.seal(2, first.id(), Some(Seen { seq: 70_000, hash: [0x5E; 32] }), &every);
    let about = "the second, with a hub's head and a body that is packed";
    check("event-second", &centre.event(about, StreamName::Centre, &second, Some(&every)));
    let erased = second.clone().erased();
    check("event-erased", &centre.event("the second after erasure", StreamName::Centre, &erased, None));

    // Words in a scattered order: enough that literals and sequences are both entropy-coded.
    let words = ["аты", "тегі", "туған жылы", "phone", "declined", "household", "1987-03", "kk", "language", "why"];
    let scattered = (0..600_u64).map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33);
    let text = scattered.map(|n| format!("{}{}", words[n as usize % words.len()], n % 97)).collect::<String>();
    let long = [every.as_slice(), text.as_bytes(), &[0; 3000]].concat();
    let third = centre.seal(3, second.id(), None, &long);
    let about = "a long body, so that every part of zstd is used";
    check("event-long", &centre.event(about, StreamName::Centre, &third, Some(&long)));

    let protected = Centre::new(StreamName::Protected);
    let event = protected.seal(1, EventId::NONE, None, &small);
    check(
        "event-protected",
        &protected.event("an event of the protected stream", StreamName::Protected, &event, Some(&small)),
    );
}

#[test]
fn faults_are_refused_as_ever() {
    let centre = Centre::new(StreamName::Centre);
    let small = body("body-empty");
    let whole = centre.seal(1, EventId::NONE, None, &small);
    let good = centre.event("", StreamName::Centre, &whole, Some(&small));
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
        let holds = Envelope::from_bytes(&flipped)
            .is_ok_and(|e| verify_envelope(&e, &centre.device.public().verifying_key().unwrap()).is_ok());
        assert!(!holds, "{part}");
        let mut vector = good.clone();
        vector["kind"] = json!("fault");
        vector["about"] = json!(format!("one bit flipped in the {part}"));
        vector["envelope"] = json!(hex(&flipped));
        check(&format!("fault-{part}"), &vector);
    }
    let stranger = SubjectKey::make(&mut Scripted::new("stranger")).unwrap();
    assert_eq!(open_event(&whole, &stranger).unwrap_err(), KeysError::WrongKey);
    let mut vector = good;
    vector["kind"] = json!("fault");
    vector["about"] = json!("the key of another subject");
    vector["keys"]["subject_key"] = json!(hex(&[0x11; 32]));
    check("fault-other-key", &vector);
}

#[test]
fn slots_grants_and_rows_are_sealed_as_ever() {
    let centre = Centre::new(StreamName::Protected);
    let at = SlotPlace { slot: [0x51; 16], subject: SUBJECT };
    let wrapped = wrap_key(&centre.subject, &at, &centre.epoch, &mut Scripted::new("slot")).unwrap();
    check(
        "slot",
        &json!({
            "kind": "slot",
            "about": "a subject's key wrapped under an epoch",
            "slot": hex(&at.slot),
            "subject": hex(&at.subject),
            "epoch": hex(centre.epoch.id().as_bytes()),
            "epoch_key": hex(&centre.epoch_key),
            "wrapped": hex(&wrapped),
            "subject_key": hex(&centre.subject_key),
        }),
    );

    let hidden = centre.epoch.seal_subject(b"draft/1", &SUBJECT, &mut Scripted::new("hidden")).unwrap();
    assert_eq!(centre.epoch.open_subject(b"draft/1", &hidden).unwrap(), SUBJECT);
    check(
        "hidden-subject",
        &json!({
            "kind": "hidden-subject",
            "about": "a slot and a local row that do not name their subject",
            "epoch_key": hex(&centre.epoch_key),
            "subject": hex(&SUBJECT),
            "slot_id": hex(&centre.epoch.slot_id(&SUBJECT)),
            "place": hex(b"draft/1"),
            "sealed": hex(&hidden),
        }),
    );

    let member = MemberId::from_bytes([0x3E; 16]);
    let public = centre.member.public();
    let sealed = seal_grant(&centre.epoch, centre.id, member, &public, &mut Scripted::new("grant")).unwrap();
    check(
        "grant",
        &json!({
            "kind": "grant",
            "about": "the protected stream's epoch key, sealed to a member by HPKE",
            "centre": hex(centre.id.as_bytes()),
            "stream": hex(centre.epoch.stream().as_bytes()),
            "epoch": hex(centre.epoch.id().as_bytes()),
            "member": hex(member.as_bytes()),
            "member_sealing_secret": hex(&centre.member.to_secret_bytes().expose()[32..]),
            "sealed": hex(&sealed),
            "epoch_key": hex(&centre.epoch_key),
        }),
    );

    let row = seal_local(&centre.subject, b"draft/1/name", "Айгерім".as_bytes(), &mut Scripted::new("row")).unwrap();
    check(
        "local-row",
        &json!({
            "kind": "local-row",
            "about": "one answer of a draft",
            "subject_key": hex(&centre.subject_key),
            "place": hex(b"draft/1/name"),
            "sealed": hex(&row),
            "row": hex("Айгерім".as_bytes()),
            "row_id": hex(&local_row_id(&centre.subject, b"draft/1/name")),
        }),
    );
}

/// A file that needs no place in the tree: what it says follows from its length.
fn patterned(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at % 251) as u8).collect()
}

fn blob(about: &str, length: usize, kept: impl Fn(&[Vec<u8>]) -> Value) -> Value {
    let centre = Centre::new(StreamName::Centre);
    let (id, file) = (BlobId::from_bytes([0xB1; 16]), patterned(length));
    let shape = BlobShape::new(id, length).unwrap();
    let chunks: Vec<Vec<u8>> =
        (0..shape.chunks()).map(|number| shape.seal_chunk(&centre.subject, number, &file).unwrap()).collect();
    let mut root = BlobRoot::default();
    chunks.iter().for_each(|chunk| root.add(chunk));
    json!({
        "kind": "blob",
        "about": about,
        "subject_key": hex(&centre.subject_key),
        "id": hex(id.as_bytes()),
        "length": length,
        "root": hex(&root.finish()),
        "chunks": kept(&chunks),
        "file_is": "byte n is n modulo 251",
    })
}

#[test]
fn files_are_sealed_as_ever() {
    let whole = |chunks: &[Vec<u8>]| chunks.iter().map(|chunk| json!(hex(chunk))).collect();
    check("blob-small", &blob("a file of one chunk, padded", 300, whole));
    // Two chunks are too much to be written down: their hashes and their ends are.
    let ends = |chunks: &[Vec<u8>]| {
        let end = |chunk: &Vec<u8>| {
            json!({
                "length": chunk.len(),
                "hash": blake3::hash(chunk).to_string(),
                "tag": hex(chunk.last_chunk::<16>().unwrap()),
            })
        };
        chunks.iter().map(end).collect()
    };
    check("blob-two-chunks", &blob("a file of two chunks; of each its hash and its tag", BLOB_CHUNK + 5, ends));
}

const PASSPHRASE: &str = "қоңыр қаз 7";

fn keyring() -> (Keyring, [RecoverySheet; 2], Vec<u8>) {
    let mut entropy = Scripted::new("keyring");
    let first = NewMember {
        id: MemberId::from_bytes([0x3E; 16]),
        name: String::from("Coordinator One"),
        role: String::from("coordinator"),
        grants: vec![String::from("protected")],
        passphrase: Secret::new(String::from(PASSPHRASE)),
    };
    let params = KdfParams { memory_kib: 64, passes: 2, lanes: 1 };
    let centre = CentreId::from_bytes([0xCE; 16]);
    let (keyring, unlocked, sheets) = Keyring::make(centre, first, params, &mut entropy).unwrap();
    let db_key = unlocked.db_key().expose().to_vec();
    (keyring, sheets, db_key)
}

#[test]
fn keyrings_and_sheets_are_written_as_ever() {
    let (keyring, [a, b], db_key) = keyring();
    let file: Value = serde_json::from_slice(&keyring.to_bytes().unwrap()).unwrap();
    check(
        "keyring",
        &json!({
            "kind": "keyring",
            "about": "a keyring with one member, its passphrase and its two sheets",
            "keyring": file,
            "passphrase": PASSPHRASE,
            "sheet_a": a.to_text().expose(),
            "sheet_b": b.to_text().expose(),
            "db_key": hex(&db_key),
        }),
    );
}

/// The stored vectors, not those just made: these must open whatever later programs write.
#[test]
fn stored_vectors_open() {
    for name in ["event-first", "event-second", "event-long", "event-protected"] {
        let vector = stored(name);
        let stream = StreamName::from_name(vector["stream"].as_str().unwrap()).unwrap();
        let centre = Centre::new(stream);
        let envelope = Envelope::from_bytes(&bytes(&vector["envelope"])).unwrap();
        let opened = open_event(&envelope, &centre.subject).unwrap().unwrap();
        opened.verify(&envelope, &centre.member.public().verifying_key().unwrap()).unwrap();
        assert_eq!(opened.body.expose(), &bytes(&vector["body"]), "{name}");
    }
    let centre = Centre::new(StreamName::Protected);
    let slot = stored("slot");
    let at = SlotPlace { slot: [0x51; 16], subject: SUBJECT };
    open_slot(&bytes(&slot["wrapped"]), &at, &centre.epoch).unwrap();
    let grant = GrantFor {
        centre: centre.id,
        stream: centre.epoch.stream(),
        epoch: centre.epoch.id(),
        member: MemberId::from_bytes([0x3E; 16]),
    };
    open_grant(&grant, &bytes(&stored("grant")["sealed"]), &centre.member).unwrap();
    let row = stored("local-row");
    let opened = open_local(&centre.subject, b"draft/1/name", &bytes(&row["sealed"])).unwrap();
    assert_eq!(opened.expose(), &bytes(&row["row"]));

    let (blob, chunk) = (stored("blob-small"), |value: &Value| bytes(&value["chunks"][0]));
    let shape = BlobShape::new(BlobId::from_bytes([0xB1; 16]), 300).unwrap();
    let root: [u8; 32] = bytes(&blob["root"]).try_into().unwrap();
    let subject = Centre::new(StreamName::Centre).subject;
    let file = shape.open(&subject, &root, |_| Ok::<_, KeysError>(chunk(&blob))).unwrap();
    assert_eq!(file.expose(), &patterned(300));

    let vector = stored("keyring");
    let keyring = Keyring::from_bytes(vector["keyring"].to_string().as_bytes()).unwrap();
    let member = keyring.members()[0].id;
    let unlocked = keyring.unlock(member, &Secret::new(String::from(PASSPHRASE))).unwrap();
    let sheet = |name: &str| RecoverySheet::from_text(vector[name].as_str().unwrap()).unwrap();
    let recovered = keyring.recover(&sheet("sheet_a"), &sheet("sheet_b")).unwrap();
    for opened in [unlocked, keyring.unlock_recovered(member, &recovered).unwrap()] {
        assert_eq!(opened.db_key().expose().as_slice(), bytes(&vector["db_key"]));
    }
}
