//! Events from end to end, and who can open what.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use pana_keys::{
    DeviceSecrets, EpochKey, EventKeys, EventPlace, GrantFor, KdfParams, Keyring, KeysError, MemberSecrets, NewMember,
    SlotPlace, SubjectKey, SystemEntropy, local_row_id, open_address, open_event, open_grant, open_local, open_slot,
    seal_event, seal_grant, seal_local, wrap_key,
};
use pana_model::{CentreId, DeviceId, MemberId, Secret};
use pana_wire::{Envelope, EventId, StreamId, StreamName, VerifyError, verify_envelope};
use proptest::collection::vec;
use proptest::prelude::*;

const SMALL: KdfParams = KdfParams { memory_kib: 32, passes: 1, lanes: 1 };
const SUBJECT: [u8; 16] = [7; 16];

struct Centre {
    id: CentreId,
    stream: StreamId,
    epoch: EpochKey,
    subject: SubjectKey,
    member: MemberSecrets,
    device: DeviceSecrets,
}

impl Centre {
    fn make() -> Self {
        let (id, e) = (CentreId::from_bytes([1; 16]), &mut SystemEntropy);
        let stream = StreamId::derive(id, StreamName::Protected);
        Self {
            id,
            stream,
            epoch: EpochKey::make(stream, 1, e).unwrap(),
            subject: SubjectKey::make(e).unwrap(),
            member: MemberSecrets::make(e).unwrap(),
            device: DeviceSecrets::make(e).unwrap(),
        }
    }

    fn place(&self, dseq: u64) -> EventPlace {
        let dev = DeviceId::from_bytes([2; 16]);
        EventPlace { org: self.id, stream: self.stream, dev, dseq, prev: EventId::NONE, seen: None }
    }

    fn seal(&self, body: &[u8]) -> Envelope {
        let keys = EventKeys { epoch: &self.epoch, subject: &self.subject, member: &self.member, device: &self.device };
        seal_event(&self.place(1), &SUBJECT, body, keys, &mut SystemEntropy).unwrap()
    }

    /// Everything a reader checks; `None` when any of it does not hold.
    fn read(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let envelope = Envelope::from_bytes(bytes).ok()?;
        verify_envelope(&envelope, &self.device.public().verifying_key().unwrap()).ok()?;
        (open_address(envelope.header(), &self.epoch).ok()? == SUBJECT).then_some(())?;
        let opened = open_event(&envelope, &self.subject).ok()??;
        opened.verify(&envelope, &self.member.public().verifying_key().unwrap()).ok()?;
        Some(opened.body.expose().clone())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_body_comes_back_through_an_event(body in vec(any::<u8>(), 0..4000)) {
        let centre = Centre::make();
        prop_assert_eq!(centre.read(&centre.seal(&body).to_bytes()), Some(body));
    }

    #[test]
    fn any_row_comes_back_at_its_place_alone(row in vec(any::<u8>(), 0..300)) {
        let (key, other) = (Centre::make().subject, Centre::make().subject);
        let sealed = seal_local(&key, b"draft/1/name", &row, &mut SystemEntropy).unwrap();
        let opened = open_local(&key, b"draft/1/name", &sealed).unwrap();
        prop_assert_eq!(opened.expose(), &row);
        prop_assert_eq!(open_local(&key, b"draft/1/birth", &sealed).unwrap_err(), KeysError::WrongKey);
        prop_assert_eq!(open_local(&other, b"draft/1/name", &sealed).unwrap_err(), KeysError::WrongKey);
    }
}

#[test]
fn one_flipped_bit_anywhere_in_an_event_is_noticed() {
    let centre = Centre::make();
    let bytes = centre.seal(b"what was said").to_bytes();
    assert!(centre.read(&bytes).is_some());
    for at in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        assert_eq!(centre.read(&flipped), None, "byte {at}");
    }
}

#[test]
fn another_subjects_key_opens_nothing() {
    let centre = Centre::make();
    let stranger = SubjectKey::make(&mut SystemEntropy).unwrap();
    assert_eq!(open_event(&centre.seal(b"x"), &stranger).unwrap_err(), KeysError::WrongKey);
}

#[test]
fn a_body_moved_to_another_place_is_not_the_members_word() {
    let centre = Centre::make();
    let opened = open_event(&centre.seal(b"yes"), &centre.subject).unwrap().unwrap();
    let elsewhere = centre.seal(b"yes");
    let member = centre.member.public().verifying_key().unwrap();
    assert_eq!(opened.verify(&elsewhere, &member), Err(VerifyError::Signature), "the nonce alone differs");
}

#[test]
fn an_event_shows_neither_subject_nor_content_nor_length() {
    let centre = Centre::make();
    let (short, long) = (centre.seal(b"Al").to_bytes(), centre.seal(b"marker Alexandrina marker").to_bytes());
    assert!(!long.windows(6).any(|part| part == b"marker"));
    assert!(!long.windows(16).any(|part| part == SUBJECT));
    assert_eq!(short.len(), long.len());
    let other = Centre::make();
    assert_eq!(open_address(centre.seal(b"x").header(), &other.epoch).unwrap_err(), KeysError::WrongKey);
}

#[test]
fn an_erased_event_has_no_body_and_still_verifies() {
    let centre = Centre::make();
    let erased = centre.seal(b"what was said").erased();
    assert!(open_event(&erased, &centre.subject).unwrap().is_none());
    assert!(verify_envelope(&erased, &centre.device.public().verifying_key().unwrap()).is_ok());
    assert_eq!(open_address(erased.header(), &centre.epoch).unwrap(), SUBJECT);
}

#[test]
fn an_event_too_large_for_an_envelope_is_not_made() {
    let centre = Centre::make();
    let noise: Vec<u8> = (0..300_000_u32).flat_map(|i| scatter(i).to_le_bytes()).take(400_000).collect();
    let keys =
        EventKeys { epoch: &centre.epoch, subject: &centre.subject, member: &centre.member, device: &centre.device };
    let refused = seal_event(&centre.place(1), &SUBJECT, &noise, keys, &mut SystemEntropy);
    assert_eq!(refused.unwrap_err(), KeysError::TooLarge("event"));
}

/// Incompressible enough: a multiplicative hash.
fn scatter(i: u32) -> u64 {
    let x = u64::from(i).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (x ^ (x >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}

#[test]
fn an_epoch_of_another_stream_seals_nothing_here() {
    let centre = Centre::make();
    let other = EpochKey::make(StreamId::derive(centre.id, StreamName::Centre), 1, &mut SystemEntropy).unwrap();
    let keys = EventKeys { epoch: &other, subject: &centre.subject, member: &centre.member, device: &centre.device };
    let refused = seal_event(&centre.place(1), &SUBJECT, b"x", keys, &mut SystemEntropy);
    assert_eq!(refused.unwrap_err(), KeysError::WrongKey);
}

#[test]
fn a_slot_opens_in_its_place_and_epoch_alone() {
    let (centre, at) = (Centre::make(), SlotPlace { slot: [4; 16], subject: SUBJECT });
    let wrapped = wrap_key(&centre.subject, &at, &centre.epoch, &mut SystemEntropy).unwrap();
    let opened = open_slot(&wrapped, &at, &centre.epoch).unwrap();
    assert!(open_event(&centre.seal(b"x"), &opened).unwrap().is_some());
    let open = |at: SlotPlace, epoch: &EpochKey| open_slot(&wrapped, &at, epoch).unwrap_err();
    assert_eq!(open(SlotPlace { slot: [5; 16], ..at }, &centre.epoch), KeysError::WrongKey);
    assert_eq!(open(SlotPlace { subject: [5; 16], ..at }, &centre.epoch), KeysError::WrongKey);
    let next = EpochKey::make(centre.stream, 2, &mut SystemEntropy).unwrap();
    assert_eq!(open(at, &next), KeysError::WrongKey);
    for index in 0..wrapped.len() {
        let mut flipped = wrapped;
        flipped[index] ^= 1;
        assert_eq!(open_slot(&flipped, &at, &centre.epoch).unwrap_err(), KeysError::WrongKey, "byte {index}");
    }
}

#[test]
fn a_hidden_subject_is_found_again_with_the_epochs_key_alone() {
    let (centre, other) = (Centre::make(), Centre::make());
    let sealed = centre.epoch.seal_subject(b"draft/1", &SUBJECT, &mut SystemEntropy).unwrap();
    assert_eq!(centre.epoch.open_subject(b"draft/1", &sealed).unwrap(), SUBJECT);
    assert_eq!(centre.epoch.open_subject(b"draft/2", &sealed).unwrap_err(), KeysError::WrongKey);
    assert_eq!(other.epoch.open_subject(b"draft/1", &sealed).unwrap_err(), KeysError::WrongKey);
    assert_eq!(centre.epoch.slot_id(&SUBJECT), centre.epoch.slot_id(&SUBJECT));
    assert_ne!(centre.epoch.slot_id(&SUBJECT), other.epoch.slot_id(&SUBJECT));
    assert_ne!(local_row_id(&centre.subject, b"name"), local_row_id(&other.subject, b"name"));
    assert_ne!(local_row_id(&centre.subject, b"name"), local_row_id(&centre.subject, b"birth"));
}

#[test]
fn a_grant_opens_for_its_member_stream_and_epoch_alone() {
    let (centre, member) = (Centre::make(), MemberId::from_bytes([3; 16]));
    let sealed = seal_grant(&centre.epoch, centre.id, member, &centre.member.public(), &mut SystemEntropy).unwrap();
    assert_eq!(sealed.len(), 80);
    let grant = GrantFor { centre: centre.id, stream: centre.stream, epoch: centre.epoch.id(), member };
    let epoch = open_grant(&grant, &sealed, &centre.member).unwrap();
    assert_eq!(open_address(centre.seal(b"x").header(), &epoch).unwrap(), SUBJECT);

    let stranger = MemberSecrets::make(&mut SystemEntropy).unwrap();
    assert_eq!(open_grant(&grant, &sealed, &stranger).unwrap_err(), KeysError::WrongKey);
    let elsewhere = [
        GrantFor { member: MemberId::from_bytes([4; 16]), ..grant },
        GrantFor { stream: StreamId::derive(centre.id, StreamName::Centre), ..grant },
        GrantFor { centre: CentreId::from_bytes([5; 16]), ..grant },
        GrantFor { epoch: EpochKey::make(centre.stream, 1, &mut SystemEntropy).unwrap().id(), ..grant },
    ];
    for other in elsewhere {
        assert_eq!(open_grant(&other, &sealed, &centre.member).unwrap_err(), KeysError::WrongKey);
    }
}

/// What a member without the grant holds: the whole keyring, their own opened slot (so the database too), and every
/// grant that lies in that database.
#[test]
fn a_member_without_the_protected_grant_gets_its_key_from_nothing_they_hold() {
    let (centre, e) = (Centre::make(), &mut SystemEntropy);
    let new = |n: u8, passphrase: &str| NewMember {
        id: MemberId::from_bytes([n; 16]),
        name: format!("Member {n}"),
        role: String::from("worker"),
        grants: Vec::new(),
        passphrase: Secret::new(passphrase.to_owned()),
    };
    let (mut keyring, first, _) = Keyring::make(centre.id, new(1, "one"), SMALL, e).unwrap();
    keyring.add_member(&first, new(2, "two"), SMALL, e).unwrap();
    let granted = keyring.member(first.member()).unwrap().public;
    let sealed = seal_grant(&centre.epoch, centre.id, first.member(), &granted, e).unwrap();
    let second = keyring.unlock(MemberId::from_bytes([2; 16]), &Secret::new(String::from("two"))).unwrap();

    for member in [first.member(), second.member()] {
        let grant = GrantFor { centre: centre.id, stream: centre.stream, epoch: centre.epoch.id(), member };
        assert_eq!(open_grant(&grant, &sealed, second.secrets()).unwrap_err(), KeysError::WrongKey);
        let opened_by_first = open_grant(&grant, &sealed, first.secrets());
        assert_eq!(opened_by_first.is_ok(), member == first.member());
    }
    // The key itself is in no file of theirs: the keyring was written before the epoch was known to it.
    assert_eq!(keyring.unlock(first.member(), &Secret::new(String::from("two"))).unwrap_err(), KeysError::WrongKey);
}

#[test]
fn no_key_prints_itself() {
    let centre = Centre::make();
    let printed = format!("{:?} {:?} {:?} {:?}", centre.epoch, centre.subject, centre.member, centre.device);
    let expected = format!("EpochKey({}, …) SubjectKey(…) MemberSecrets(…) DeviceSecrets(…)", centre.epoch.id());
    assert_eq!(printed, expected);
}
