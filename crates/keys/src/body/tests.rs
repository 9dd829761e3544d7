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

fn plain_with(key: &SubjectKey, packed: &[u8], tail: &[u8]) -> Vec<u8> {
    [commitment(key).as_slice(), &(packed.len() as u32).to_le_bytes(), packed, tail].concat()
}

fn check(plain: impl FnOnce(&SubjectKey) -> Vec<u8>, expected: &KeysError) {
    let key = key();
    let ct = seal_plain(&key, &plain(&key));
    assert_eq!(open(INSIDE, &key, &[1; 24], b"aad", &ct).unwrap_err(), *expected);
}

#[test]
fn a_bomb_is_refused_before_it_unfolds() {
    let bomb = zstd::bulk::compress(&vec![0; 64 * 1024 * 1024], 3).unwrap();
    assert!(bomb.len() < 10_000, "64 MiB in a few kilobytes");
    check(|key| plain_with(key, &bomb, &[]), &KeysError::TooLarge("body"));
}

#[test]
fn a_bomb_that_hides_its_size_is_refused() {
    use std::io::Write;
    let mut encoder = zstd::stream::Encoder::new(Vec::new(), 3).unwrap();
    encoder.include_contentsize(false).unwrap();
    encoder.write_all(&vec![0; 4 * 1024 * 1024]).unwrap();
    let bomb = encoder.finish().unwrap();
    check(|key| plain_with(key, &bomb, &[]), &KeysError::Damaged("a body's packing"));
}

#[test]
fn a_second_frame_behind_the_first_is_refused() {
    let frame = zstd::bulk::compress(b"one", 3).unwrap();
    check(|key| plain_with(key, &[frame.clone(), frame].concat(), &[]), &KeysError::Damaged("a body's packing"));
}

#[test]
fn a_bad_commitment_is_refused_although_the_seal_holds() {
    check(
        |key| {
            let mut plain = plain_with(key, &zstd::bulk::compress(b"x", 3).unwrap(), &[0; 200]);
            plain[3] ^= 1;
            plain
        },
        &KeysError::Commitment,
    );
}

#[test]
fn padding_that_carries_something_is_refused() {
    let packed = zstd::bulk::compress(b"x", 3).unwrap();
    check(|key| plain_with(key, &packed, &[0, 0, 1]), &KeysError::Damaged("a body's padding"));
}

#[test]
fn a_length_beyond_the_bytes_is_refused() {
    check(|key| [commitment(key).as_slice(), &[255; 4], b"abc"].concat(), &KeysError::Damaged("a body's length"));
    check(|_| vec![0; 3], &KeysError::Damaged("a body is too short"));
}

#[test]
fn lengths_say_little() {
    assert_eq!([0, 1, 256, 257, 300, 1000, 1025].map(padded_len), [256, 256, 256, 272, 304, 1024, 1088]);
    let key = key();
    let sealed = |payload: &[u8]| seal(&key, &[1; 24], b"", payload).unwrap().len();
    assert_eq!(sealed(b"Al"), sealed(b"Alexandrina"));
}

#[test]
fn a_body_beyond_the_limit_is_not_sealed() {
    let mut payload = vec![0; MAX_PAYLOAD + 1];
    SystemEntropy.fill(&mut payload).unwrap();
    assert_eq!(seal(&key(), &[1; 24], b"", &payload).unwrap_err(), KeysError::TooLarge("body"));
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
        let ct = seal(&key, &nonce, b"aad", &payload).unwrap();
        let opened = open(&key, &nonce, b"aad", &ct).unwrap();
        prop_assert_eq!(opened.expose(), &payload);
        prop_assert_eq!(open(&key, &nonce, b"aae", &ct).unwrap_err(), KeysError::WrongKey);
        prop_assert_eq!(open(&key, &[0; 24], b"aad", &ct).unwrap_err(), KeysError::WrongKey);
        prop_assert_eq!(open(&self::key(), &nonce, b"aad", &ct).unwrap_err(), KeysError::WrongKey);
    }
}
