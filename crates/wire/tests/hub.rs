//! Messages of a hub as they are stored: `tests/vectors/hub-*.json`, which a second reader in Python opens too.
//! `PANA_WRITE_VECTORS=1` writes them anew; once released, a vector is never changed: a new one is added.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::fmt::Write as _;
use std::path::PathBuf;

use ed25519_dalek::{Signer as _, SigningKey};
use pana_model::{CentreId, DeviceId, KeyId, StreamName};
use pana_wire::bundle::{Item, Slot, file_root};
use pana_wire::hub::{
    ChunkHeld, Cursor, Deed, DeedErased, DeedWrite, DeedsHead, Entries, Entry, FileAsked, FileGiven, FileHeld,
    FilePiece, FilesAsked, FilesHeld, HEADS_CONTEXT, Incarnation, MeetReply, MessageFault, PullHead, PullRequest,
    ROOM_CONTEXT, RoomSaid, SAID_CONTEXT, Said, SignedSaid, entry_id, room_statement, sealed_source, write_entry,
};
use pana_wire::{
    Envelope, EpochId, EventId, GenerationId, Header, Layout, StreamId, VerifyingKey, header_message, statement_message,
};

const ORG: CentreId = CentreId::from_bytes([7; 16]);
const LIFE: Incarnation = Incarnation::from_bytes([8; 16]);

fn signing(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

fn sign(n: u8, context: &str, statement: &[u8]) -> [u8; 64] {
    signing(n).sign(&statement_message(context, statement)).to_bytes()
}

fn public(n: u8) -> VerifyingKey {
    VerifyingKey::from_bytes(&signing(n).verifying_key().to_bytes()).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        write!(out, "{byte:02x}").unwrap();
        out
    })
}

/// The stored text of a vector, written anew where that is asked for.
fn stored(name: &str, made: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors").join(format!("{name}.json"));
    if std::env::var_os("PANA_WRITE_VECTORS").is_some() {
        std::fs::write(&path, made).unwrap();
    }
    std::fs::read_to_string(&path).unwrap()
}

fn stream() -> StreamId {
    StreamId::derive(ORG, StreamName::Centre)
}

fn event() -> Envelope {
    let body = b"sealed";
    let header = Header {
        layout: Layout::Two,
        org: ORG,
        stream: stream(),
        dev: DeviceId::from_bytes([3; 16]),
        dseq: 1,
        prev: EventId::NONE,
        epoch: EpochId::new(1, [1; 12]),
        addr: [2; 32],
        nonce: [3; 24],
        ct_len: 6,
        ct_hash: *blake3::hash(body).as_bytes(),
    };
    let header = header.to_bytes();
    let sig = signing(3).sign(&header_message(EventId::of_header(&header))).to_bytes();
    Envelope::from_parts(header, sig, Some(body.to_vec())).unwrap()
}

/// A page of four entries behind a place: an event, a slot, and one that is gone.
fn page() -> (PullRequest, Vec<u8>) {
    let after = Cursor::START.after(&[9; 32]);
    let event = event();
    let slot = Slot {
        stream: stream(),
        slot: [4; 16],
        key: KeyId::from_bytes([5; 16]),
        generation: GenerationId::new(1, [6; 12]),
        wrapped: [7; 72],
    };
    let items = [
        Item::Event(event.to_bytes()).to_bytes().unwrap(),
        Item::Slot(slot).to_bytes().unwrap(),
        sealed_source(b"sealed"),
    ];
    let gone = [10; 32];
    let to = after.after(&entry_id(&items[0]));
    let to = to.after(&entry_id(&items[1])).after(&entry_id(&items[2])).after(&gone);
    let sig = sign(9, HEADS_CONTEXT, &PullHead::statement(ORG, LIFE, stream(), to));
    let mut bytes = Vec::new();
    write_entry(&mut bytes, &PullHead { incarnation: LIFE, to, sig }.to_bytes());
    items.iter().for_each(|item| write_entry(&mut bytes, item));
    write_entry(&mut bytes, &Entry::gone(&gone));
    (PullRequest { stream: stream(), after, most: 1000, runs: false }, bytes)
}

#[test]
fn a_page_of_a_list_is_what_it_was_and_goes_on_from_its_place_alone() {
    let (asked, bytes) = page();
    let made = format!(
        "{{\n  \"kind\": \"hub-page\",\n  \"org\": \"{}\",\n  \"hub\": \"{}\",\n  \"stream\": \"{}\",\n  \"seq\": {},\n  \
         \"hash\": \"{}\",\n  \"entries\": [\"event\", \"slot\", \"sealed-source\", \"gone\"],\n  \"bytes\": \"{}\"\n}}\n",
        hex(ORG.as_bytes()),
        hex(&public(9).to_bytes()),
        hex(stream().as_bytes()),
        asked.after.seq,
        hex(&asked.after.hash),
        hex(&bytes),
    );
    assert_eq!(stored("hub-page", &made), made);
    let read = Entries::from_bytes(&bytes, ORG, &asked, &public(9)).unwrap();
    let [Entry::Item(Item::Event(_)), Entry::Item(Item::Slot(_)), Entry::SealedSource(sealed), Entry::Gone(_)] =
        &read.entries[..]
    else {
        panic!("{:?}", read.entries)
    };
    assert_eq!(sealed, b"sealed");
    let elsewhere = PullRequest { after: Cursor::START, ..asked.clone() };
    let refused = Err(MessageFault::Signature);
    assert_eq!(Entries::from_bytes(&bytes, ORG, &elsewhere, &public(9)), refused);
    assert_eq!(Entries::from_bytes(&bytes, ORG, &asked, &public(3)), refused);
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(Entries::from_bytes(&changed, ORG, &asked, &public(9)).is_err(), "{at}");
        assert!(Entries::from_bytes(&bytes[..at], ORG, &asked, &public(9)).is_err(), "{at}");
    }
}

#[test]
fn a_deed_of_an_erasure_is_what_it_was() {
    let dev = DeviceId::from_bytes([3; 16]);
    let acts = [
        DeedWrite::Erase { stream: stream(), item: DeedErased::Event(event().id()) },
        DeedWrite::Erase { stream: stream(), item: DeedErased::Slot([6; 16]) },
        DeedWrite::Erase { stream: stream(), item: DeedErased::File([7; 32]) },
    ];
    let past = [pana_wire::hub::DeedId::from_bytes([1; 32])].into();
    let statement = Deed::statement(ORG, dev, &past, &acts);
    let deed = Deed::new(statement.clone(), sign(3, pana_wire::hub::DEED_CONTEXT, &statement)).unwrap();
    let made = format!(
        "{{\n  \"kind\": \"hub-deed\",\n  \"by\": \"{}\",\n  \"id\": \"{}\",\n  \"bytes\": \"{}\"\n}}\n",
        hex(&signing(3).verifying_key().to_bytes()),
        hex(deed.id().as_bytes()),
        hex(&deed.to_bytes()),
    );
    assert_eq!(stored("hub-deed-erase", &made), made);
    assert_eq!(Deed::from_bytes(&deed.to_bytes()).unwrap().acts, acts);
}

#[test]
fn a_deed_that_takes_an_erasure_back_is_what_it_was() {
    let dev = DeviceId::from_bytes([3; 16]);
    let acts = [
        DeedWrite::TakeBack { stream: stream(), item: DeedErased::Event(event().id()) },
        DeedWrite::TakeBack { stream: stream(), item: DeedErased::Slot([6; 16]) },
    ];
    let past = [pana_wire::hub::DeedId::from_bytes([1; 32])].into();
    let statement = Deed::statement(ORG, dev, &past, &acts);
    let deed = Deed::new(statement.clone(), sign(3, pana_wire::hub::DEED_CONTEXT, &statement)).unwrap();
    let made = format!(
        "{{\n  \"kind\": \"hub-deed\",\n  \"by\": \"{}\",\n  \"id\": \"{}\",\n  \"bytes\": \"{}\"\n}}\n",
        hex(&signing(3).verifying_key().to_bytes()),
        hex(deed.id().as_bytes()),
        hex(&deed.to_bytes()),
    );
    assert_eq!(stored("hub-deed-take-back", &made), made);
    assert_eq!(Deed::from_bytes(&deed.to_bytes()).unwrap().acts, acts);
}

#[test]
fn which_deeds_a_hub_lacks_reads_back_and_is_no_deed() {
    let head = DeedsHead { lacks: vec![pana_wire::hub::DeedId::from_bytes([1; 32])] };
    assert_eq!(DeedsHead::from_bytes(&head.to_bytes()), Ok(head.clone()));
    assert!(Deed::from_bytes(&head.to_bytes()).is_err() && Deed::from_bytes(&DeedsHead::default().to_bytes()).is_err());
}

#[test]
fn a_deed_is_what_it_was() {
    let key = |n: u8| signing(n).verifying_key().to_bytes();
    let dev = |n: u8| DeviceId::from_bytes([n; 16]);
    let acts = [
        DeedWrite::Admit { dev: dev(3), key: key(3), coordinator: true },
        DeedWrite::Remove { dev: dev(4) },
        DeedWrite::Recovery { key: key(5) },
    ];
    let past = [pana_wire::hub::DeedId::from_bytes([1; 32])].into();
    let statement = Deed::statement(ORG, dev(3), &past, &acts);
    let deed = Deed::new(statement.clone(), sign(3, pana_wire::hub::DEED_CONTEXT, &statement)).unwrap();
    let made = format!(
        "{{\n  \"kind\": \"hub-deed\",\n  \"by\": \"{}\",\n  \"id\": \"{}\",\n  \"bytes\": \"{}\"\n}}\n",
        hex(&key(3)),
        hex(deed.id().as_bytes()),
        hex(&deed.to_bytes()),
    );
    assert_eq!(stored("hub-deed", &made), made);
    let read = Deed::from_bytes(&deed.to_bytes()).unwrap();
    assert!(read == deed && read.is_signed_by(&key(3)) && !read.is_signed_by(&key(4)));
    let bytes = deed.to_bytes();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        let is_signed = Deed::from_bytes(&changed).is_ok_and(|deed| deed.is_signed_by(&key(3)));
        assert!(!is_signed, "{at}");
    }
}

#[test]
fn what_a_hub_answers_to_a_meeting_is_what_it_was() {
    let head = Cursor::START.after(&[9; 32]);
    let heads = [(stream(), head)].into();
    let dev = DeviceId::from_bytes([3; 16]);
    let said = Said { org: ORG, hub: public(9).to_bytes(), incarnation: LIFE, dev, at_ms: 1_780_000_000_000, heads };
    let statement = said.to_bytes();
    let signed = SignedSaid { sig: sign(3, SAID_CONTEXT, &statement), statement };
    let reply = MeetReply {
        incarnation: LIFE,
        now_ms: 1_780_000_000_001,
        heads: [(stream(), head)].into(),
        deeds: [11; 32],
        differ: vec![stream()],
        said_head: 12,
        said: vec![signed.clone()],
        runs: false,
        files: None,
    };
    let bytes = reply.to_bytes(&sign(9, HEADS_CONTEXT, &reply.statement(ORG)));
    let made = format!(
        "{{\n  \"kind\": \"hub-meet\",\n  \"org\": \"{}\",\n  \"hub\": \"{}\",\n  \"device\": \"{}\",\n  \"bytes\": \"{}\"\n}}\n",
        hex(ORG.as_bytes()),
        hex(&public(9).to_bytes()),
        hex(&public(3).to_bytes()),
        hex(&bytes),
    );
    assert_eq!(stored("hub-meet", &made), made);
    assert_eq!(MeetReply::from_bytes(&bytes, ORG, &public(9)).unwrap(), reply);
    assert_eq!(signed.open(&public(3)).unwrap(), said);
    assert_eq!(signed.open(&public(9)), Err(MessageFault::Signature));
    // A hub that reads runs of items says so behind it; older laptops pass over that.
    let newer = MeetReply { runs: true, ..reply.clone() };
    let newer_bytes = newer.to_bytes(&sign(9, HEADS_CONTEXT, &newer.statement(ORG)));
    assert_eq!((newer_bytes.len(), &newer_bytes[1..bytes.len()]), (bytes.len() + 1, &bytes[1..]));
    assert_eq!(MeetReply::from_bytes(&newer_bytes, ORG, &public(9)).unwrap(), newer);
    // And behind that the number of the last file, where it keeps files.
    let newest = MeetReply { files: Some(300), ..newer.clone() };
    let newest_bytes = newest.to_bytes(&sign(9, HEADS_CONTEXT, &newest.statement(ORG)));
    assert_eq!(MeetReply::from_bytes(&newest_bytes, ORG, &public(9)).unwrap(), newest);
    assert_eq!(newest_bytes[1..newer_bytes.len()], newer_bytes[1..]);
    let other = CentreId::from_bytes([1; 16]);
    assert_eq!(MeetReply::from_bytes(&bytes, other, &public(9)), Err(MessageFault::Signature));
}

#[test]
fn files_are_asked_for_given_and_held_in_stored_words() {
    let bytes = b"the second chunk".to_vec();
    let hashes = vec![[1; 32], *blake3::hash(&bytes).as_bytes()];
    let held = FilesHeld {
        files: vec![
            None,
            Some(FileHeld {
                hashes: hashes.clone(),
                chunks: vec![ChunkHeld { bytes: 1_048_592, whole: true }, ChunkHeld { bytes: 7, whole: false }],
            }),
        ],
    };
    let piece = FilePiece { hashes: hashes.clone(), number: 1, length: 16, at: 7, bytes: bytes[7..].to_vec() };
    let asked = FileAsked { root: file_root(&hashes), number: 1, at: 7, most: 64 };
    let given = FileGiven { bytes: bytes[7..].to_vec() };
    let about = FilesAsked { roots: vec![[9; 32], file_root(&hashes)] };
    let made = format!(
        "{{\n  \"kind\": \"hub-file\",\n  \"root\": \"{}\",\n  \"chunk\": \"{}\",\n  \"about\": \"{}\",\n  \"held\": \"{}\",\n  \
         \"piece\": \"{}\",\n  \"asked\": \"{}\",\n  \"given\": \"{}\"\n}}\n",
        hex(&file_root(&hashes)),
        hex(&bytes),
        hex(&about.to_bytes()),
        hex(&held.to_bytes()),
        hex(&piece.to_bytes()),
        hex(&asked.to_bytes()),
        hex(&given.to_bytes()),
    );
    assert_eq!(stored("hub-file", &made), made);
    assert_eq!(FilesHeld::from_bytes(&held.to_bytes(), 2).unwrap(), held);
    assert!(FilesHeld::from_bytes(&held.to_bytes(), 1).is_err(), "about others than were asked for");
    assert_eq!(FilePiece::from_bytes(&piece.to_bytes()).unwrap(), piece);
    assert_eq!(FileAsked::from_bytes(&asked.to_bytes()).unwrap(), asked);
    assert_eq!(FileGiven::from_bytes(&given.to_bytes()).unwrap(), given);
    assert_eq!(FilesAsked::from_bytes(&about.to_bytes()).unwrap(), about);
    let beyond = FilePiece { at: 8, ..piece };
    assert_eq!(FilePiece::from_bytes(&beyond.to_bytes()), Err(MessageFault::Shape("no piece of its chunk")));
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_no_message_and_no_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
        let (asked, _) = page();
        proptest::prop_assert!(Entries::from_bytes(&bytes, ORG, &asked, &public(9)).is_err());
        proptest::prop_assert!(Deed::from_bytes(&bytes).is_err());
        proptest::prop_assert!(MeetReply::from_bytes(&bytes, ORG, &public(9)).is_err());
        drop(pana_wire::hub::PushReply::from_bytes(&bytes));
        drop(FilesHeld::from_bytes(&bytes, 1));
        drop(FilePiece::from_bytes(&bytes));
        drop(FilesAsked::from_bytes(&bytes));
        drop(pana_wire::hub::MeetRequest::from_bytes(&bytes));
        drop(pana_wire::hub::RegisterCentre::from_bytes(&bytes));
        drop(pana_wire::hub::OpenSession::from_bytes(&bytes));
    }
}

#[test]
fn who_serves_in_a_room_is_said_in_stored_words() {
    let key = public(9).to_bytes();
    let said = RoomSaid { sig: sign(3, ROOM_CONTEXT, &room_statement(ORG, &key)) };
    let made = format!(
        "{{\n  \"kind\": \"hub-room\",\n  \"org\": \"{}\",\n  \"key\": \"{}\",\n  \"by\": \"{}\",\n  \"bytes\": \"{}\"\n}}\n",
        hex(ORG.as_bytes()),
        hex(&key),
        hex(&public(3).to_bytes()),
        hex(&said.to_bytes()),
    );
    assert_eq!(stored("hub-room", &made), made);
    let said = RoomSaid::from_bytes(&said.to_bytes()).unwrap();
    assert_eq!(said.by(ORG, &key, &[(1, public(4)), (2, public(3))]), Some(2));
    assert_eq!(said.by(ORG, &key, &[(1, public(4))]), None);
    assert_eq!(said.by(CentreId::from_bytes([1; 16]), &key, &[(2, public(3))]), None);
    assert_eq!(said.by(ORG, &public(8).to_bytes(), &[(2, public(3))]), None);
}
