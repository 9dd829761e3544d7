//! Envelopes as bytes, chains and signatures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use ed25519_dalek::{Signer, SigningKey};
use pana_model::{CentreId, DeviceId};
use pana_wire::{
    ChainEnd, ChainError, Envelope, EnvelopeError, EpochId, EventId, GenerationId, Header, HeaderError, Layout, Link,
    MAX_ENVELOPE, Seen, StreamId, StreamName, VerifyError, VerifyingKey, check_next, header_message, verify_envelope,
};
use proptest::collection::vec;
use proptest::prelude::*;

fn device() -> (SigningKey, VerifyingKey) {
    let secret = SigningKey::from_bytes(&[5; 32]);
    let public = VerifyingKey::from_bytes(&secret.verifying_key().to_bytes()).unwrap();
    (secret, public)
}

const FIRST: Layout = Layout::One { seen: None };

fn header(dseq: u64, prev: EventId, ct: &[u8]) -> Header {
    let org = CentreId::from_bytes([1; 16]);
    Header {
        layout: Layout::Two,
        org,
        stream: StreamId::derive(org, StreamName::Centre),
        dev: DeviceId::from_bytes([2; 16]),
        dseq,
        prev,
        epoch: EpochId::new(1, [3; 12]),
        addr: [4; 32],
        nonce: [5; 24],
        ct_len: ct.len() as u64,
        ct_hash: *blake3::hash(ct).as_bytes(),
    }
}

/// Both layouts of a header.
fn layouts(ct: &[u8]) -> [Header; 2] {
    let header = header(1, EventId::NONE, ct);
    [Header { layout: FIRST, ..header.clone() }, header]
}

fn signed(header: &[u8], ct: Vec<u8>) -> Envelope {
    let sig = device().0.sign(&header_message(EventId::of_header(header))).to_bytes();
    Envelope::from_parts(header.to_vec(), sig, Some(ct)).unwrap()
}

fn envelope(dseq: u64, prev: EventId, ct: &[u8]) -> Envelope {
    signed(&header(dseq, prev, ct).to_bytes(), ct.to_vec())
}

/// Whether the bytes are an envelope that the device signed.
fn holds(bytes: &[u8]) -> bool {
    Envelope::from_bytes(bytes).is_ok_and(|envelope| verify_envelope(&envelope, &device().1).is_ok())
}

#[test]
fn one_flipped_bit_anywhere_is_noticed() {
    let ct = b"a sealed body";
    for header in layouts(ct) {
        let bytes = signed(&header.to_bytes(), ct.to_vec()).to_bytes();
        assert!(holds(&bytes));
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << bit;
                assert!(!holds(&flipped), "{:?}: bit {bit} of byte {at}", header.layout);
            }
        }
    }
}

#[test]
fn a_cut_or_lengthened_envelope_is_refused() {
    let bytes = envelope(1, EventId::NONE, b"a sealed body").to_bytes();
    for length in 0..bytes.len() {
        assert!(Envelope::from_bytes(&bytes[..length]).is_err(), "{length} bytes");
    }
    assert_eq!(Envelope::from_bytes(&[bytes.as_slice(), &[0]].concat()), Err(EnvelopeError::NotCanonical));
}

#[test]
fn an_erased_event_verifies_and_keeps_its_name() {
    let whole = envelope(1, EventId::NONE, b"a sealed body");
    let erased = Envelope::from_bytes(&whole.clone().erased().to_bytes()).unwrap();
    assert_eq!(erased.ct(), None);
    assert_eq!(erased.id(), whole.id());
    assert!(verify_envelope(&erased, &device().1).is_ok());
}

#[test]
fn another_body_under_the_same_header_is_refused() {
    let whole = envelope(1, EventId::NONE, b"a sealed body");
    let other = Envelope::from_parts(whole.header_bytes().to_vec(), *whole.sig(), Some(b"a forged body".to_vec()));
    assert_eq!(other, Err(EnvelopeError::OtherBody));
}

#[test]
fn another_device_did_not_sign_it() {
    let stranger = SigningKey::from_bytes(&[6; 32]).verifying_key().to_bytes();
    let stranger = VerifyingKey::from_bytes(&stranger).unwrap();
    let envelope = envelope(1, EventId::NONE, b"x");
    assert_eq!(verify_envelope(&envelope, &stranger), Err(VerifyError::Signature));
}

#[test]
fn a_key_under_which_anything_verifies_is_refused() {
    let mut identity = [0; 32];
    identity[0] = 1;
    assert_eq!(VerifyingKey::from_bytes(&identity), Err(VerifyError::Key));
}

#[test]
fn elements_of_a_newer_header_are_kept_hashed_and_bound() {
    let ct = b"a sealed body";
    for (plain, elements) in layouts(ct).into_iter().zip([12, 11]) {
        let mut newer = plain.to_bytes();
        assert_eq!(newer[0], 0x80 + elements, "the number of elements");
        newer[0] += 1;
        newer.extend([0x18, 0x2a]);
        assert_eq!(Header::from_bytes(&newer).unwrap(), plain);
        let envelope = Envelope::from_bytes(&signed(&newer, ct.to_vec()).to_bytes()).unwrap();
        assert_eq!(envelope.header_bytes(), newer);
        assert_ne!(envelope.id(), EventId::of_header(&plain.to_bytes()));
        assert_ne!(Header::aad_of(&newer).unwrap(), plain.to_aad());
        assert_eq!(Header::aad_of(&plain.to_bytes()).unwrap(), plain.to_aad());
    }
}

#[test]
fn the_second_layout_says_nothing_of_a_hub() {
    let [first, second] = layouts(b"x");
    let seen = Layout::One { seen: Some(Seen { seq: 1, hash: [6; 32] }) };
    let read = Header::from_bytes(&Header { layout: seen, ..first.clone() }.to_bytes()).unwrap();
    assert_eq!(read.layout, seen);
    assert_eq!(second.to_bytes().len() + 1, first.to_bytes().len(), "it ends with the hash of the body");
    assert_eq!([first.layout.version(), second.layout.version()], [1, 2]);
}

fn check_refused(bytes: &[&[u8]], expected: &HeaderError) {
    assert_eq!(Header::from_bytes(&bytes.concat()).unwrap_err(), *expected, "{bytes:02x?}");
}

#[test]
fn a_newer_version_and_a_long_spelling_say_so() {
    for header in layouts(b"x") {
        let (bytes, version) = (header.to_bytes(), header.layout.version() as u8);
        check_refused(&[&bytes[..1], &[3], &bytes[2..]], &HeaderError::Newer(3));
        check_refused(&[&bytes[..1], &[0x1a, 255, 255, 255, 255], &bytes[2..]], &HeaderError::Newer(u32::MAX));
        check_refused(&[&bytes[..1], &[0x18, version], &bytes[2..]], &HeaderError::NotCanonical);
        check_refused(&[&[0x98, bytes[0] - 0x80], &bytes[1..]], &HeaderError::NotCanonical);
        check_refused(&[&[0x9f], &bytes[1..], &[0xff]], &HeaderError::NotCanonical);
        assert_eq!(bytes[2], 0x50, "the centre, 16 bytes");
        check_refused(&[&bytes[..2], &[0x58, 16], &bytes[3..]], &HeaderError::NotCanonical);
        check_refused(&[&bytes[..2], &[0x59, 0, 16], &bytes[3..]], &HeaderError::NotCanonical);
        let dseq = 2 + 3 * 17;
        assert_eq!(bytes[dseq], 1, "the number in the chain");
        for long in [&[0x18, 1][..], &[0x19, 0, 1], &[0x1a, 0, 0, 0, 1], &[0x1b, 0, 0, 0, 0, 0, 0, 0, 1]] {
            check_refused(&[&bytes[..dseq], long, &bytes[dseq + 1..]], &HeaderError::NotCanonical);
        }
    }
}

#[test]
fn what_is_no_header_is_told() {
    for header in layouts(b"x") {
        let bytes = header.to_bytes();
        let shape = |parts: &[&[u8]]| {
            let refused = Header::from_bytes(&parts.concat());
            assert!(matches!(refused, Err(HeaderError::Shape(_))), "{refused:?} of {parts:02x?}");
        };
        shape(&[&bytes[..1], &[0], &bytes[2..]]);
        shape(&[&[bytes[0] - 1], &bytes[1..]]);
        shape(&[&[bytes[0] + 1], &bytes[1..]]);
        shape(&[&bytes, &[0]]);
        shape(&[&bytes[..2], &[0x4f], &bytes[4..]]);
        shape(&[&bytes[..2], &[0x70], &bytes[3..]]);
        for length in 0..bytes.len() {
            shape(&[&bytes[..length]]);
        }
    }
    assert_eq!(Header::from_bytes(&[0; 1025]), Err(HeaderError::TooLong));
}

#[test]
fn an_envelope_has_one_spelling() {
    let whole = envelope(1, EventId::NONE, b"a sealed body").to_bytes();
    assert_eq!(whole[..2], [0x83, 0x58], "three elements, and a header longer than 23 bytes");
    let refused = |parts: &[&[u8]]| Envelope::from_bytes(&parts.concat()).unwrap_err();
    assert_eq!(refused(&[&[0x98, 3], &whole[1..]]), EnvelopeError::NotCanonical);
    assert_eq!(refused(&[&whole[..1], &[0x59, 0], &whole[2..]]), EnvelopeError::NotCanonical);
    let sig = 3 + usize::from(whole[2]);
    assert_eq!(whole[sig..sig + 2], [0x58, 64]);
    assert_eq!(refused(&[&whole[..sig], &[0x59, 0], &whole[sig + 1..]]), EnvelopeError::NotCanonical);
    assert!(matches!(refused(&[&whole[..sig], &[0x58, 63], &whole[sig + 3..]]), EnvelopeError::Shape(_)));
    assert!(matches!(refused(&[&[0x84], &whole[1..], &[0xf6]]), EnvelopeError::Shape(_)));
}

#[test]
fn a_name_of_an_event_is_the_first_half_of_its_id() {
    let id = envelope(1, EventId::NONE, b"x").id();
    assert_eq!(id.to_ref().as_bytes().as_slice(), &id.as_bytes()[..16]);
}

#[test]
fn a_generation_and_an_epoch_sort_by_their_number() {
    let (old, new) = (EpochId::new(255, [9; 12]), EpochId::new(256, [0; 12]));
    assert!(old < new);
    let (old, new) = (GenerationId::new(255, [9; 12]), GenerationId::new(256, [0; 12]));
    assert!(old < new);
    assert_eq!((new.number(), GenerationId::from_bytes(*new.as_bytes())), (256, new));
}

#[test]
fn an_envelope_over_the_limit_is_refused_before_it_is_read() {
    assert_eq!(Envelope::from_bytes(&vec![0; MAX_ENVELOPE + 1]), Err(EnvelopeError::TooLong));
    let ct = vec![0; MAX_ENVELOPE];
    let parts = Envelope::from_parts(header(1, EventId::NONE, &ct).to_bytes(), [0; 64], Some(ct));
    assert_eq!(parts, Err(EnvelopeError::TooLong));
}

#[test]
fn a_chain_accepts_the_next_knows_the_held_and_names_the_rest() {
    let first = envelope(1, EventId::NONE, b"one");
    let second = envelope(2, first.id(), b"two");
    let fork = envelope(2, first.id(), b"another two");
    let third = envelope(3, second.id(), b"three");
    let stray = envelope(3, fork.id(), b"three of the fork");
    let held = |seq: u64| [&first, &second].into_iter().find(|e| e.header().dseq == seq).map(Envelope::id);
    let check = |end: ChainEnd, event: &Envelope| check_next(end, event.header(), event.id(), held);

    let after_first = ChainEnd::after(&first);
    let after_second = ChainEnd::after(&second);
    assert_eq!(check(ChainEnd::EMPTY, &first), Ok(Link::Next(after_first)));
    assert_eq!(check(after_first, &second), Ok(Link::Next(after_second)));
    assert_eq!(check(after_first, &third), Err(ChainError::Gap(2)));
    assert_eq!(check(after_second, &first), Ok(Link::Known));
    assert_eq!(check(after_second, &second), Ok(Link::Known));
    assert_eq!(check(after_second, &fork), Err(ChainError::Fork(2)));
    assert_eq!(check(after_second, &stray), Err(ChainError::OtherPast(3)));
    assert_eq!(check(after_second, &envelope(0, EventId::NONE, b"zero")), Err(ChainError::Fork(0)));
}

#[test]
fn streams_of_a_centre_have_ids_of_their_own() {
    let (one, other) = (CentreId::from_bytes([1; 16]), CentreId::from_bytes([2; 16]));
    let ids: std::collections::BTreeSet<StreamId> =
        [one, other].iter().flat_map(|c| StreamName::ALL.map(|name| StreamId::derive(*c, name))).collect();
    assert_eq!(ids.len(), 6);
    for name in StreamName::ALL {
        assert_eq!(StreamId::derive(one, name).name(one), Some(name));
        assert_eq!(StreamId::derive(one, name).name(other), None);
        assert_eq!(StreamName::from_name(name.as_str()), Some(name));
    }
}

proptest! {
    #[test]
    fn any_header_reads_back(
        org: [u8; 16], dev: [u8; 16], dseq: u64, prev: [u8; 32], epoch: [u8; 16], addr: [u8; 32], nonce: [u8; 24],
        ct_len: u64, ct_hash: [u8; 32],
        seen in proptest::option::of(proptest::option::of((any::<u64>(), any::<[u8; 32]>()))),
    ) {
        let org = CentreId::from_bytes(org);
        let layout = match seen {
            Some(None) => Layout::Two,
            Some(seen) => Layout::One { seen: seen.map(|(seq, hash)| Seen { seq, hash }) },
            None => FIRST,
        };
        let header = Header {
            layout, org, stream: StreamId::derive(org, StreamName::Protected), dev: DeviceId::from_bytes(dev), dseq,
            prev: EventId::from_bytes(prev), epoch: EpochId::from_bytes(epoch), addr, nonce, ct_len, ct_hash,
        };
        prop_assert_eq!(Header::from_bytes(&header.to_bytes()).unwrap(), header.clone());
        prop_assert_eq!(Header::aad_of(&header.to_bytes()).unwrap(), header.to_aad());
    }

    #[test]
    fn any_envelope_reads_back(ct in vec(any::<u8>(), 0..600)) {
        let envelope = envelope(1, EventId::NONE, &ct);
        prop_assert_eq!(Envelope::from_bytes(&envelope.to_bytes()).unwrap(), envelope);
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in vec(any::<u8>(), 0..400)) {
        let _ = Envelope::from_bytes(&bytes);
        let _ = Header::from_bytes(&bytes);
        let _ = Header::aad_of(&bytes);
    }
}
