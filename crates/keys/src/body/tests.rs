use pana_model::{CentreId, DeviceId};
use pana_wire::{Envelope, EpochId, EventId, Header, StreamId};
use proptest::prelude::*;

use super::*;
use crate::{Entropy, SystemEntropy, entropy};

fn key() -> SubjectKey {
    SubjectKey::make(&mut SystemEntropy).unwrap()
}

/// Seals any plaintext as a body would be, to build what [`seal`] never makes.
fn seal_plain(key: &SubjectKey, plain: &[u8]) -> Vec<u8> {
    aead::seal(&body_key(key), &[1; 24], b"aad", plain).unwrap()
}

const ALL: [Inside; 3] = [Inside::First, Inside::Clear, Inside::Protected];

fn plain_with(inside: Inside, key: &SubjectKey, packed: &[u8], tail: &[u8]) -> Vec<u8> {
    let dictionary: &[u8] = if inside == Inside::First { &[] } else { &[0] };
    [commitment(key).as_slice(), dictionary, &(packed.len() as u32).to_le_bytes(), packed, tail].concat()
}

fn check_one(inside: Inside, plain: impl FnOnce(&SubjectKey) -> Vec<u8>, expected: &KeysError) {
    let key = key();
    let ct = seal_plain(&key, &plain(&key));
    assert_eq!(
        open(inside, &key, &[1; 24], b"aad", &ct, &mut Unpacker::default()).unwrap_err(),
        *expected,
        "{inside:?}"
    );
}

fn check(plain: impl Fn(Inside, &SubjectKey) -> Vec<u8>, expected: &KeysError) {
    ALL.into_iter().for_each(|inside| check_one(inside, |key| plain(inside, key), expected));
}

#[test]
fn a_bomb_is_refused_before_it_unfolds() {
    let bomb = zstd::bulk::compress(&vec![0; 64 * 1024 * 1024], 3).unwrap();
    assert!(bomb.len() < 10_000, "64 MiB in a few kilobytes");
    check(|inside, key| plain_with(inside, key, &bomb, &[]), &KeysError::TooLarge("body"));
}

#[test]
fn a_bomb_that_hides_its_size_is_refused() {
    use std::io::Write;
    let mut encoder = zstd::stream::Encoder::new(Vec::new(), 3).unwrap();
    encoder.include_contentsize(false).unwrap();
    encoder.write_all(&vec![0; 4 * 1024 * 1024]).unwrap();
    let bomb = encoder.finish().unwrap();
    check(|inside, key| plain_with(inside, key, &bomb, &[]), &KeysError::Damaged("a body's packing"));
}

#[test]
fn a_second_frame_behind_the_first_is_refused() {
    let frame = zstd::bulk::compress(b"one", 3).unwrap();
    check(
        |inside, key| plain_with(inside, key, &[frame.clone(), frame.clone()].concat(), &[]),
        &KeysError::Damaged("a body's packing"),
    );
}

#[test]
fn a_bad_commitment_is_refused_although_the_seal_holds() {
    check(
        |inside, key| {
            let mut plain = plain_with(inside, key, &zstd::bulk::compress(b"x", 3).unwrap(), &[0; 200]);
            plain[3] ^= 1;
            plain
        },
        &KeysError::Commitment,
    );
}

#[test]
fn padding_that_carries_something_is_refused() {
    let packed = zstd::bulk::compress(b"x", 3).unwrap();
    check(|inside, key| plain_with(inside, key, &packed, &[0, 0, 1]), &KeysError::Damaged("a body's padding"));
}

#[test]
fn a_length_beyond_the_bytes_is_refused() {
    let beyond = |inside, key: &SubjectKey| {
        let mut plain = plain_with(inside, key, b"abc", &[]);
        let at = plain.len() - 3;
        plain[at - LENGTH..at].fill(255);
        plain
    };
    check(beyond, &KeysError::Damaged("a body's length"));
    check(|_, _| vec![0; 3], &KeysError::Damaged("a body is too short"));
    check(|_, key| commitment(key).to_vec(), &KeysError::Damaged("a body is too short"));
}

/// An event whose body opens under `opens` and commits to `commits`.
fn event(opens: &SubjectKey, commits: &SubjectKey) -> Envelope {
    let org = CentreId::from_bytes([1; 16]);
    let mut header = Header {
        layout: Layout::Two,
        org,
        stream: StreamId::derive(org, StreamName::Centre),
        dev: DeviceId::from_bytes([2; 16]),
        dseq: 1,
        prev: EventId::NONE,
        epoch: EpochId::new(1, [3; 12]),
        addr: [0; 32],
        nonce: [1; 24],
        ct_len: 0,
        ct_hash: [0; 32],
    };
    let packed = zstd::bulk::compress(&[0; 80], 3).unwrap();
    let plain = plain_with(Inside::Clear, commits, &packed, &[]);
    let ct = aead::seal(&body_key(opens), &header.nonce, &header.to_aad(), &plain).unwrap();
    (header.ct_len, header.ct_hash) = (ct.len() as u64, *blake3::hash(&ct).as_bytes());
    Envelope::from_parts(header.to_bytes(), [0; 64], Some(ct)).unwrap()
}

#[test]
fn a_key_that_opens_and_is_not_meant_is_named_in_any_order() {
    let (opens, other) = (key(), key());
    let forged = event(&opens, &other);
    for keys in [[&opens, &other], [&other, &opens]] {
        let refused = crate::open_event_with(&forged, StreamName::Centre, keys);
        assert_eq!(refused.unwrap_err(), KeysError::Commitment);
    }
    let meant = event(&opens, &opens);
    assert!(crate::open_event_with(&meant, StreamName::Centre, [&other, &opens]).unwrap().is_some());
}

#[test]
fn a_dictionary_is_of_a_newer_program_and_never_in_the_protected_stream() {
    let packed = zstd::bulk::compress(b"x", 3).unwrap();
    let named = |byte: u8| {
        let packed = packed.clone();
        move |key: &SubjectKey| {
            let length = (packed.len() as u32).to_le_bytes();
            [commitment(key).as_slice(), &[byte], &[7; 32], &length, &packed].concat()
        }
    };
    check_one(Inside::Clear, named(1), &KeysError::Newer("a compression dictionary"));
    check_one(Inside::Protected, named(1), &KeysError::Damaged("a dictionary in the protected stream"));
    for inside in [Inside::Clear, Inside::Protected] {
        check_one(inside, named(2), &KeysError::Newer("a compression dictionary"));
    }
}

#[test]
fn a_frame_that_asks_for_a_dictionary_is_refused() {
    // Magic, a head with content size and a dictionary's id of one byte, that id, the size; no block is reached.
    let frame = [0x28, 0xb5, 0x2f, 0xfd, 0x21, 7, 1];
    let refused = |inside, expected| check_one(inside, |key| plain_with(inside, key, &frame, &[]), &expected);
    refused(Inside::First, KeysError::Newer("a compression dictionary"));
    refused(Inside::Clear, KeysError::Damaged("a body's packing"));
    refused(Inside::Protected, KeysError::Damaged("a body's packing"));
}

#[test]
fn a_body_of_one_layout_does_not_read_as_the_other() {
    let key = key();
    for (sealed, read) in [(Inside::First, Inside::Clear), (Inside::Clear, Inside::First)] {
        let ct = seal(sealed, &key, &[1; 24], b"aad", b"what was said").unwrap();
        assert!(matches!(
            open(read, &key, &[1; 24], b"aad", &ct, &mut Unpacker::default()),
            Err(KeysError::Damaged(_) | KeysError::Newer(_))
        ));
    }
}

#[test]
fn lengths_say_little() {
    assert_eq!([0, 1, 256, 257, 300, 1000, 1025].map(padded_len), [256, 256, 256, 272, 304, 1024, 1088]);
    let key = key();
    for inside in ALL {
        let sealed = |payload: &[u8]| seal(inside, &key, &[1; 24], b"", payload).unwrap().len();
        assert_eq!(sealed(b"Al"), sealed(b"Alexandrina"));
    }
}

#[test]
fn a_protected_body_has_one_of_three_lengths_until_it_is_long() {
    let padded = |len| Inside::Protected.padded_len(len);
    assert_eq!([0, 1024, 1025, 4096, 4097, 16_384].map(padded), [1024, 1024, 4096, 4096, 16_384, 16_384]);
    assert_eq!(padded(16_385), padded_len(16_385));
    assert_eq!(Inside::Clear.padded_len(1025), padded_len(1025));
    let (key, mut noise) = (key(), vec![0; 20_000]);
    SystemEntropy.fill(&mut noise).unwrap();
    let sealed = |length| seal(Inside::Protected, &key, &[1; 24], b"", &noise[..length]).unwrap().len();
    assert_eq!([10, 900, 1100, 3900, 5000, 16_000].map(sealed), [1040, 1040, 4112, 4112, 16_400, 16_400]);
}

#[test]
fn a_body_beyond_the_limit_is_not_sealed() {
    let mut payload = vec![0; MAX_PAYLOAD + 1];
    SystemEntropy.fill(&mut payload).unwrap();
    assert_eq!(seal(Inside::Clear, &key(), &[1; 24], b"", &payload).unwrap_err(), KeysError::TooLarge("body"));
}

proptest! {
    #[test]
    fn padding_is_bounded_and_never_shorter(len in 0_usize..2_000_000) {
        let padded = padded_len(len);
        prop_assert!(padded >= len.max(256));
        prop_assert!(padded <= len.max(256) + len.max(256) * 12 / 100);
        prop_assert_eq!(padded_len(padded), padded);
    }

    #[test]
    fn a_body_reads_back_and_only_at_its_place(payload in proptest::collection::vec(any::<u8>(), 0..3000)) {
        let key = key();
        let nonce = entropy::bytes(&mut SystemEntropy).unwrap();
        for inside in ALL {
            let ct = seal(inside, &key, &nonce, b"aad", &payload).unwrap();
            let opened = open(inside, &key, &nonce, b"aad", &ct, &mut Unpacker::default()).unwrap();
            prop_assert_eq!(opened.expose(), &payload);
            prop_assert_eq!(open(inside, &key, &nonce, b"aae", &ct, &mut Unpacker::default()).unwrap_err(), KeysError::WrongKey);
            prop_assert_eq!(open(inside, &key, &[0; 24], b"aad", &ct, &mut Unpacker::default()).unwrap_err(), KeysError::WrongKey);
            prop_assert_eq!(open(inside, &self::key(), &nonce, b"aad", &ct, &mut Unpacker::default()).unwrap_err(), KeysError::WrongKey);
        }
    }
}

#[test]
fn what_is_kept_for_unpacking_carries_nothing_from_one_body_to_the_next() {
    let (key, nonce) = (key(), [1; 24]);
    let sealed = |payload: &[u8]| seal(Inside::Clear, &key, &nonce, b"aad", payload).unwrap();
    let (long, short) = (sealed(&[7; 9_000]), sealed(b"short"));
    let mut kept = Unpacker::default();
    for _ in 0..2 {
        // EXPOSE: to compare what comes out.
        assert_eq!(open(Inside::Clear, &key, &nonce, b"aad", &long, &mut kept).unwrap().expose(), &[7; 9_000]);
        let frame = plain_with(Inside::Clear, &key, b"no frame at all", &[0; 200]);
        let ct = aead::seal(&body_key(&key), &nonce, b"aad", &frame).unwrap();
        assert!(open(Inside::Clear, &key, &nonce, b"aad", &ct, &mut kept).is_err());
        assert_eq!(open(Inside::Clear, &key, &nonce, b"aad", &short, &mut kept).unwrap().expose(), b"short");
    }
}
