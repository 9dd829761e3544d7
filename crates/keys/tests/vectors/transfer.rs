//! A case goes from one centre to another: the dossier with a proposal in it, the words about it, and what is sealed of both.

use std::io::{Read, Write};

use pana_keys::{
    BlobShape, MemberSecrets, ParcelKeys, SubjectKey, TransferWord, WordKind, open_event, open_parcel, seal_parcel,
};
use pana_model::{BlobId, CentreId, EventRef, Secret, TransferId};
use pana_wire::transfer::{Dossier, FileGiven, FormAsked, LeftOut, OpenedEvent, TRANSFER_SIGNED, TransferParts};
use pana_wire::{Envelope, EventId, StreamName, verify_statement};
use serde_json::{Value, json};

use crate::centre::Centre;
use crate::file::{Scripted, body, bytes, check, hex, stored, stored_names};

const TRANSFER: TransferId = TransferId::from_bytes([0x7A; 16]);
const THERE: CentreId = CentreId::from_bytes([0x7E; 16]);
const CONTENT: &[u8] = b"what a picture holds";

/// Who may take it in there.
fn there() -> MemberSecrets {
    MemberSecrets::make(&mut Scripted::new("a seat of another centre")).unwrap()
}

fn given(centre: &Centre, envelope: &Envelope) -> OpenedEvent {
    let opened = open_event(envelope, centre.stream, &centre.subject).unwrap().unwrap();
    OpenedEvent {
        header: envelope.header_bytes().to_vec(),
        sig: *envelope.sig(),
        member_sig: opened.member_sig,
        body: opened.body.expose().clone(),
    }
}

fn parts(centre: &Centre) -> TransferParts {
    let first = centre.seal(1, EventId::NONE, &body("body2-empty"));
    let proposal = centre.seal(2, first.id(), &body("body2-proposal"));
    let dossier = Dossier {
        org: centre.id,
        root: EventId::from_bytes([0x07; 32]),
        transfer: TRANSFER,
        to: THERE,
        proposal: proposal.id(),
        events: vec![given(centre, &first), given(centre, &proposal)],
        left_out: vec![LeftOut { event: EventRef::from_bytes([1; 16]), past: vec![EventRef::from_bytes([2; 16])] }],
        forms: vec![FormAsked {
            form_id: "қабылдау".to_owned(),
            hash: [0xF0; 32],
            version: "2".to_owned(),
            source: b"rows".to_vec(),
        }],
        seat: centre.member.public().to_bytes(),
    };
    let dossier = dossier.to_bytes().unwrap();
    let sig = centre.member.sign_statement(TRANSFER_SIGNED, &dossier);
    let key = SubjectKey::make(&mut Scripted::new("the case of a picture")).unwrap();
    let shape = BlobShape::new(BlobId::from_bytes([0xB1; 16]), CONTENT.len()).unwrap();
    let key = shape.file_key(&key);
    let file = FileGiven {
        blob: BlobId::from_bytes([0xB1; 16]),
        root: shape.root_of(&key, CONTENT).unwrap(),
        key: Secret::new(key.to_bytes().expose().to_owned()),
        content: Secret::new(CONTENT.to_vec()),
    };
    TransferParts { dossier: Secret::new(dossier), sig, files: vec![file] }
}

fn word(centre: &Centre, kind: WordKind) -> Vec<u8> {
    let (to_us, there) = (kind != WordKind::Revoked, there());
    let seat = if to_us { &there } else { &centre.member };
    let (from, to) = if to_us { (THERE, centre.id) } else { (centre.id, THERE) };
    let (number, words) = match kind {
        WordKind::Accepted => ("A1-0009", ""),
        WordKind::Declined => ("", "орын жоқ"),
        WordKind::Revoked => ("", "қайтып келді"),
    };
    let word = TransferWord {
        transfer: TRANSFER,
        from,
        to,
        kind,
        at_ms: 1_790_000_000_000,
        number: number.to_owned(),
        words: words.to_owned(),
        by: "Айжан".to_owned(),
        seat: seat.public(),
    };
    word.sign(seat).unwrap()
}

const WORDS: [(&str, WordKind); 3] =
    [("accepted", WordKind::Accepted), ("declined", WordKind::Declined), ("revoked", WordKind::Revoked)];

#[test]
fn a_dossier_and_the_words_about_it_are_written_as_ever() {
    let centre = Centre::new(StreamName::Centre);
    let whole = parts(&centre).to_bytes().unwrap();
    check(
        "transfer",
        &json!({
            "kind": "transfer",
            "about": "a case that goes to another centre: an event and its proposal, a questionnaire, a file, signed",
            "org": hex(centre.id.as_bytes()),
            "transfer": hex(TRANSFER.as_bytes()),
            "to": hex(THERE.as_bytes()),
            "root": hex(&[0x07; 32]),
            "device_public": hex(&centre.device.public().sign),
            "member_public": hex(&centre.member.public().sign),
            "proposal": { "to": hex(THERE.as_bytes()), "root": hex(&[0x70; 32]), "name": "Алматы",
                "consent": hex(&[0xC0; 16]), "reads_on": true },
            "left": [[hex(&[1; 16]), [hex(&[2; 16])]]],
            "forms": [["қабылдау", hex(&[0xF0; 32]), "2", hex(b"rows")]],
            "content": hex(CONTENT),
            "plain": hex(whole.expose()),
        }),
    );
    for (name, kind) in WORDS {
        let signed = word(&centre, kind);
        let said = TransferWord::from_bytes(&signed).unwrap();
        check(
            &format!("transfer-{name}"),
            &json!({
                "kind": "transfer-word",
                "about": format!("the word of one centre to another: {name}"),
                "word": name,
                "transfer": hex(TRANSFER.as_bytes()),
                "from": hex(said.from.as_bytes()),
                "to": hex(said.to.as_bytes()),
                "at_ms": said.at_ms,
                "number": said.number,
                "words": said.words,
                "by": said.by,
                "seat": hex(&said.seat.to_bytes()),
                "plain": hex(&signed),
            }),
        );
    }
}

/// The secret half by which a vector is opened, and what is sealed there.
fn sealed(centre: &Centre, name: &str) -> (MemberSecrets, Vec<u8>) {
    match WORDS.iter().find(|(word, _)| *word == name) {
        None => (there(), parts(centre).to_bytes().unwrap().expose().clone()),
        Some((_, WordKind::Revoked)) => (there(), word(centre, WordKind::Revoked)),
        Some((_, kind)) => (Centre::new(StreamName::Centre).member, word(centre, *kind)),
    }
}

/// The age file is made with the system's randomness, so each is written once and opened for ever.
#[test]
fn what_is_stored_sealed_opens_to_the_dossier_and_the_words() {
    let centre = Centre::new(StreamName::Centre);
    for name in ["case", "accepted", "declined", "revoked"] {
        let (seat, plain) = sealed(&centre, name);
        let vector = format!("transfer-sealed-{name}");
        if std::env::var_os("PANA_WRITE_VECTORS").is_some() && stored_names(&vector).is_empty() {
            let keys = [seat.public()];
            let mut parcel = seal_parcel(Vec::new(), &keys, &mut Scripted::new("throw-away")).unwrap();
            parcel.write_all(&plain).unwrap();
            let of = if name == "case" { "transfer".to_owned() } else { format!("transfer-{name}") };
            let secrets = seat.to_secret_bytes();
            check(
                &vector,
                &json!({
                    "kind": "transfer-sealed",
                    "about": "the same as it travels: an age file to a seat of the card",
                    "of": of,
                    "sealing_secret": hex(&secrets.expose()[32..]),
                    "sealed": hex(&parcel.finish().unwrap()),
                }),
            );
        }
        let (mut opened, sealed) = (Vec::new(), bytes(&stored(&vector)["sealed"]));
        let keys = ParcelKeys::default().with_member(&seat);
        open_parcel(sealed.as_slice(), &keys).unwrap().read_to_end(&mut opened).unwrap();
        assert!(opened == plain, "{name}");
    }
}

/// The stored vectors, not those just made: these must read whatever later programs write.
#[test]
fn a_stored_dossier_and_stored_words_are_read_and_no_changed_one_is() {
    let plain = |name: &str| bytes(&stored(name)["plain"]);
    let parts = TransferParts::from_bytes(&plain("transfer")).unwrap();
    let dossier = Dossier::from_bytes(parts.dossier.expose()).unwrap();
    let seat = pana_keys::PublicKeys::from_bytes(&dossier.seat).unwrap().verifying_key().unwrap();
    assert!(verify_statement(TRANSFER_SIGNED, parts.dossier.expose(), &parts.sig, &seat).is_ok());
    let mut other = parts.dossier.expose().clone();
    let last = other.len() - 100;
    other[last] ^= 1;
    assert!(verify_statement(TRANSFER_SIGNED, &other, &parts.sig, &seat).is_err());
    assert_eq!((dossier.transfer, dossier.to, dossier.events.len()), (TRANSFER, THERE, 2));
    for (name, kind) in WORDS {
        let mut signed = plain(&format!("transfer-{name}"));
        assert_eq!(TransferWord::from_bytes(&signed).unwrap().kind, kind);
        let Value::String(by) = &stored(&format!("transfer-{name}"))["by"] else { panic!("by whom") };
        assert_eq!(TransferWord::from_bytes(&signed).unwrap().by, *by);
        signed[60] ^= 1;
        assert!(TransferWord::from_bytes(&signed).is_err(), "{name}");
    }
}
