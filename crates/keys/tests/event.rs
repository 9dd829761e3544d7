//! Events from end to end, and who can open what.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use pana_keys::{
    DeviceSecrets, EpochKey, EventKeys, EventPlace, GrantFor, KdfParams, Keyring, KeysError, MemberSecrets, NewMember,
    Recovered, SHEETS, Seat, SubjectKey, SystemEntropy, local_row_id, open_address, open_event, open_event_with,
    open_grant, open_local, open_member_grant, open_recovery_grant, seal_event, seal_grant, seal_local,
    seal_recovery_grant,
};
use pana_model::{CentreId, DeviceId, MemberId, SeatId, Secret};
use pana_wire::{Envelope, EventId, Layout, StreamId, StreamName, VerifyError, verify_envelope};
use proptest::collection::vec;
use proptest::prelude::*;

const SMALL: KdfParams = KdfParams { memory_kib: 32, passes: 1, lanes: 1 };
const SUBJECT: [u8; 16] = [7; 16];
const STREAM: StreamName = StreamName::Protected;
const DEVICE: DeviceId = DeviceId::from_bytes([2; 16]);

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
        let stream = StreamId::derive(id, STREAM);
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
        EventPlace { org: self.id, stream: STREAM, dev: DEVICE, dseq, prev: EventId::NONE }
    }

    fn seat(&self) -> Seat {
        Seat { centre: self.id, member: MemberId::from_bytes([3; 16]), device: DEVICE, keys: self.member.public() }
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
        let opened = open_event(&envelope, STREAM, &self.subject).ok()??;
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
    assert_eq!(open_event(&centre.seal(b"x"), STREAM, &stranger).unwrap_err(), KeysError::WrongKey);
}

#[test]
fn a_body_moved_to_another_place_is_not_the_members_word() {
    let centre = Centre::make();
    let opened = open_event(&centre.seal(b"yes"), STREAM, &centre.subject).unwrap().unwrap();
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
    assert!(open_event(&erased, STREAM, &centre.subject).unwrap().is_none());
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
fn a_new_event_has_the_second_layout() {
    assert_eq!(Centre::make().seal(b"x").header().layout, Layout::Two);
}

#[test]
fn whichever_of_a_subjects_keys_it_was_sealed_under_opens_it() {
    let (centre, e) = (Centre::make(), &mut SystemEntropy);
    let event = centre.seal(b"what was said");
    let others = [SubjectKey::make(e).unwrap(), SubjectKey::make(e).unwrap()];
    for keys in [[&centre.subject, &others[0], &others[1]], [&others[0], &others[1], &centre.subject]] {
        let (key, body) = open_event_with(&event, STREAM, keys).unwrap().unwrap();
        assert_eq!((key.id(), body.body.expose().as_slice()), (centre.subject.id(), b"what was said".as_slice()));
    }
    assert_eq!(open_event_with(&event, STREAM, &others).unwrap_err(), KeysError::WrongKey);
    let none: [SubjectKey; 0] = [];
    assert_eq!(open_event_with(&event, STREAM, none).unwrap_err(), KeysError::WrongKey);
    assert!(open_event_with(&event.erased(), STREAM, &others).unwrap().is_none());
}

#[test]
fn keys_after_the_one_that_opens_are_not_asked_for() {
    let centre = Centre::make();
    let keys = std::iter::once(centre.subject.clone()).chain(std::iter::from_fn(|| panic!("another was asked for")));
    assert!(open_event_with(&centre.seal(b"x"), STREAM, keys).unwrap().is_some());
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
fn a_grant_opens_for_its_seat_stream_and_epoch_alone() {
    let centre = Centre::make();
    let sealed = seal_grant(&centre.epoch, &centre.seat(), &mut SystemEntropy).unwrap();
    assert_eq!(sealed.len(), 80);
    let seat = centre.seat().id();
    let grant = GrantFor { centre: centre.id, stream: centre.stream, epoch: centre.epoch.id(), seat };
    let epoch = open_grant(&grant, &sealed, &centre.member).unwrap();
    assert_eq!(epoch.commitment(), centre.epoch.commitment());
    assert_eq!(open_address(centre.seal(b"x").header(), &epoch).unwrap(), SUBJECT);

    let stranger = MemberSecrets::make(&mut SystemEntropy).unwrap();
    assert_eq!(open_grant(&grant, &sealed, &stranger).unwrap_err(), KeysError::WrongKey);
    let elsewhere = [
        GrantFor { seat: SeatId::from_bytes([4; 16]), ..grant },
        GrantFor { seat: Seat { device: DeviceId::from_bytes([9; 16]), ..centre.seat() }.id(), ..grant },
        GrantFor { stream: StreamId::derive(centre.id, StreamName::Centre), ..grant },
        GrantFor { centre: CentreId::from_bytes([5; 16]), ..grant },
        GrantFor { epoch: EpochKey::make(centre.stream, 1, &mut SystemEntropy).unwrap().id(), ..grant },
    ];
    for other in elsewhere {
        assert_eq!(open_grant(&other, &sealed, &centre.member).unwrap_err(), KeysError::WrongKey);
    }
    let first_layout = pana_keys::MemberGrantFor {
        centre: centre.id,
        stream: centre.stream,
        epoch: centre.epoch.id(),
        member: MemberId::from_bytes(*seat.as_bytes()),
    };
    let read_as_older = open_member_grant(&first_layout, &sealed, &centre.member);
    assert_eq!(read_as_older.unwrap_err(), KeysError::WrongKey, "the context tells the layouts apart");
}

#[test]
fn an_epoch_granted_for_recovery_opens_with_the_sheets_alone() {
    let (centre, e) = (Centre::make(), &mut SystemEntropy);
    let (recovered, _) = Recovered::make(e).unwrap();
    let sealed = seal_recovery_grant(&centre.epoch, centre.id, &recovered.public(), e).unwrap();
    let grant = GrantFor { centre: centre.id, stream: centre.stream, epoch: centre.epoch.id(), seat: SHEETS };
    let epoch = open_recovery_grant(&grant, &sealed, &recovered).unwrap();
    assert_eq!(epoch.commitment(), centre.epoch.commitment());
    assert_eq!(open_grant(&grant, &sealed, &centre.member).unwrap_err(), KeysError::WrongKey);
    let (other, _) = Recovered::make(e).unwrap();
    assert_eq!(open_recovery_grant(&grant, &sealed, &other).unwrap_err(), KeysError::WrongKey);
    let seat = GrantFor { seat: centre.seat().id(), ..grant };
    assert_eq!(open_recovery_grant(&seat, &sealed, &recovered).unwrap_err(), KeysError::WrongKey);
}

#[test]
fn an_address_key_outlives_its_epoch_and_opens_nothing_else() {
    let (centre, e) = (Centre::make(), &mut SystemEntropy);
    let event = centre.seal(b"x");
    let next = EpochKey::make(centre.stream, 2, e).unwrap();
    let after = EpochKey::make(centre.stream, 3, e).unwrap();
    let kept = next.seal_address_key(centre.epoch.address_key(), e).unwrap();
    let older = next.open_address_key(centre.epoch.id(), &kept).unwrap();
    assert_eq!(open_address(event.header(), &older).unwrap(), SUBJECT);
    // The key of the epoch is gone by now: its address key is passed on from one to the next.
    let passed_on = after.seal_address_key(&older, e).unwrap();
    let older = after.open_address_key(centre.epoch.id(), &passed_on).unwrap();
    assert_eq!(open_address(event.header(), &older).unwrap(), SUBJECT);

    assert_eq!(next.open_address_key(after.id(), &kept).unwrap_err(), KeysError::WrongKey);
    assert_eq!(after.open_address_key(centre.epoch.id(), &kept).unwrap_err(), KeysError::WrongKey);
    assert_eq!(open_address(event.header(), next.address_key()).unwrap_err(), KeysError::WrongKey);
    let elsewhere = EpochKey::make(StreamId::derive(centre.id, StreamName::Centre), 2, e).unwrap();
    assert_eq!(elsewhere.seal_address_key(&older, e).unwrap_err(), KeysError::WrongKey);
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
    let (mut keyring, mut first, _) = Keyring::make(centre.id, DEVICE, new(1, "one"), SMALL, e).unwrap();
    keyring.pin_root(&mut first, EventId::from_bytes([9; 32]), e).unwrap();
    keyring.add_member(&first, new(2, "two"), SMALL, e).unwrap();
    let sealed = seal_grant(&centre.epoch, &first.seat().unwrap(), e).unwrap();
    let second = keyring.unlock(MemberId::from_bytes([2; 16]), &Secret::new(String::from("two"))).unwrap();

    for seat in [first.seat().unwrap().id(), second.seat().unwrap().id()] {
        let grant = GrantFor { centre: centre.id, stream: centre.stream, epoch: centre.epoch.id(), seat };
        assert_eq!(open_grant(&grant, &sealed, second.secrets()).unwrap_err(), KeysError::WrongKey);
        let opened_by_first = open_grant(&grant, &sealed, first.secrets());
        assert_eq!(opened_by_first.is_ok(), seat == first.seat().unwrap().id());
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
    assert_eq!(format!("{:?}", centre.epoch.address_key()), format!("AddressKey({}, …)", centre.epoch.id()));
}
