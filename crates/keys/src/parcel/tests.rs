use std::cell::Cell;

use proptest::prelude::*;

use super::*;
use crate::SystemEntropy;

/// A device, and what opens what is sealed to it.
fn device() -> (PublicKeys, ParcelKeys) {
    let secrets = DeviceSecrets::make(&mut SystemEntropy).unwrap();
    (secrets.public(), ParcelKeys::default().with_device(&secrets))
}

fn sealed(text: &[u8], to: &[PublicKeys]) -> Vec<u8> {
    let mut parcel = seal_parcel(Vec::new(), to, &mut SystemEntropy).unwrap();
    parcel.write_all(text).unwrap();
    parcel.finish().unwrap()
}

/// What comes out before an error, and the error.
fn opened(parcel: &[u8], keys: &ParcelKeys) -> Result<(Vec<u8>, io::Result<()>), ParcelError> {
    let mut reader = open_parcel(parcel, keys)?;
    let (mut out, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        match reader.read(&mut piece) {
            Ok(0) => return Ok((out, Ok(()))),
            Ok(many) => out.extend_from_slice(&piece[..many]),
            Err(error) => return Ok((out, Err(error))),
        }
    }
}

fn stanzas(parcel: &[u8]) -> usize {
    let header = parcel.split(|byte| *byte == b'\n').take_while(|line| !line.starts_with(LAST_LINE));
    header.filter(|line| line.starts_with(b"-> X25519 ")).count()
}

#[test]
fn each_of_those_it_is_sealed_to_opens_a_parcel_and_nobody_else() {
    let (devices, keys): (Vec<_>, Vec<_>) = (0..3).map(|_| device()).unzip();
    let member = MemberSecrets::make(&mut SystemEntropy).unwrap();
    let parcel = sealed(b"content", &[&devices[..], &[member.public()]].concat());
    let all = keys.into_iter().chain([ParcelKeys::default().with_member(&member)]);
    for keys in all {
        assert_eq!(opened(&parcel, &keys).unwrap().0, b"content");
    }
    let (_, stranger) = device();
    assert!(matches!(opened(&parcel, &stranger), Err(ParcelError::NotForUs)));
    assert!(matches!(opened(&parcel, &ParcelKeys::default()), Err(ParcelError::NotForUs)));
    assert_eq!(opened(&parcel, &stranger.with_member(&member)).unwrap().0, b"content", "with one of several keys");
}

#[test]
fn the_number_of_recipients_is_a_power_of_two_and_each_key_counts_once() {
    let devices: Vec<PublicKeys> = (0..9).map(|_| device().0).collect();
    for (many, expected) in [(1, 4), (3, 4), (4, 4), (5, 8), (8, 8), (9, 16)] {
        assert_eq!(stanzas(&sealed(b"x", &devices[..many])), expected, "{many} recipients");
    }
    assert_eq!(stanzas(&sealed(b"x", &[devices[0]; 9])), 4, "one recipient, nine times");
    assert!(matches!(seal_parcel(Vec::new(), &[], &mut SystemEntropy), Err(ParcelError::Nobody)));
}

#[test]
fn a_key_that_nobody_holds_the_secret_of_is_not_sealed_to() {
    let (device, keys) = device();
    let low = |first: u8| {
        let mut seal = [0; 32];
        seal[0] = first;
        PublicKeys { sign: [0; 32], seal }
    };
    assert!(matches!(seal_parcel(Vec::new(), &[low(0), low(1)], &mut SystemEntropy), Err(ParcelError::Nobody)));
    let parcel = sealed(b"content", &[low(0), device, low(1)]);
    assert_eq!((stanzas(&parcel), opened(&parcel, &keys).unwrap().0), (4, b"content".to_vec()));
}

#[test]
fn as_many_as_may_open_it_do_and_one_more_is_refused() {
    let (device, keys) = device();
    let others = (1..=MAX_RECIPIENTS).map(|_| PublicKeys {
        sign: [0; 32],
        seal: public_of(&Secret::new(entropy::bytes(&mut SystemEntropy).unwrap())),
    });
    let mut all: Vec<PublicKeys> = others.collect();
    assert!(matches!(
        seal_parcel(Vec::new(), &[&all[..], &[device]].concat(), &mut SystemEntropy),
        Err(ParcelError::TooMany)
    ));
    all[0] = device;
    let parcel = sealed(b"content", &all);
    assert_eq!(opened(&parcel, &keys).unwrap().0, b"content");
}

#[test]
fn what_is_no_parcel_is_told_from_one_that_is_broken_newer_or_closed_by_a_passphrase() {
    let (device, keys) = device();
    let parcel = sealed(b"content", &[device]);
    let error = |bytes: &[u8]| open_parcel(bytes, &keys).unwrap_err();
    for other in [&b""[..], b"GIF89a", &[0; 100], b"age-encryption,org/v1\n"] {
        assert!(matches!(error(other), ParcelError::NoParcel), "{other:?}");
    }
    assert!(matches!(error(b"age-encryption.org/v2\nanything"), ParcelError::Newer));
    assert!(matches!(error(&parcel[..10]), ParcelError::Broken));
    assert!(matches!(error(&parcel[..200]), ParcelError::Broken));
    let mut locked = by_passphrase();
    assert!(matches!(error(&locked), ParcelError::NotForUs));
    locked.truncate(30);
    assert!(matches!(error(&locked), ParcelError::Broken));
}

/// Sealed to a passphrase, as age can and nobody here does.
fn by_passphrase() -> Vec<u8> {
    let mut recipient = age::scrypt::Recipient::new("x".to_owned().into());
    recipient.set_work_factor(2);
    let sealed = Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient)).unwrap();
    sealed.wrap_output(Vec::new()).unwrap().finish().unwrap()
}

/// Gives the same line for ever, and counts what is asked of it.
struct Endless<'c>(&'c [u8], &'c Cell<u64>);

impl Read for Endless<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        for (at, byte) in (self.1.get()..).zip(out.iter_mut()) {
            let begin = [MAGIC, VERSION].concat();
            let at = usize::try_from(at).unwrap();
            *byte = begin.get(at).copied().unwrap_or_else(|| self.0[at % self.0.len()]);
        }
        self.1.set(self.1.get() + out.len() as u64);
        Ok(out.len())
    }
}

#[test]
fn a_header_without_an_end_is_given_up_soon() {
    let (_, keys) = device();
    for line in [&b"-> a\n\n"[..], b"x", b"\n"] {
        let read = Cell::new(0);
        let refused = open_parcel(Endless(line, &read), &keys);
        assert!(matches!(refused, Err(ParcelError::Broken)), "{refused:?}");
        assert!(read.get() < 200_000, "{} bytes were read", read.get());
    }
}

/// Fails when so many bytes were read.
struct Pulled<'b>(&'b [u8]);

impl Read for Pulled<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.0.read(out) {
            Ok(0) => Err(io::Error::from_raw_os_error(5)),
            given => given,
        }
    }
}

#[test]
fn a_disk_that_fails_is_told_from_a_parcel_that_is_broken() {
    let (device, keys) = device();
    let parcel = sealed(&vec![7; 200_000], &[device]);
    for cut in [0, 10, 100, 300] {
        assert!(matches!(open_parcel(Pulled(&parcel[..cut]), &keys), Err(ParcelError::Io(_))), "{cut}");
    }
    let mut reader = open_parcel(Pulled(&parcel[..100_000]), &keys).unwrap();
    let failed = reader.read_to_end(&mut Vec::new()).unwrap_err();
    assert!(!is_broken(&failed), "{failed:?}");
}

#[test]
fn a_parcel_cut_at_any_piece_gives_the_pieces_before_and_says_so() {
    let (device, keys) = device();
    let text: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).take(3 * 65_536 + 100).collect();
    let parcel = sealed(&text, &[device]);
    let body = parcel.len() - (3 * 65_552 + 116);
    for pieces in 0..=3 {
        for over in [0, 1, 100] {
            let (out, ended) = opened(&parcel[..body + pieces * 65_552 + over], &keys).unwrap();
            assert!(ended.is_err_and(|error| is_broken(&error)), "{pieces} and {over} bytes");
            assert_eq!(out, text[..pieces * 65_536], "{pieces} and {over} bytes");
        }
    }
    assert_eq!(opened(&parcel, &keys).unwrap().0, text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_flipped_bit_gives_no_more_than_what_came_before_it(
        length in 0..70_000_usize, at: prop::sample::Index, bit in 0..8_u32,
    ) {
        let (device, keys) = device();
        let text: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
        let mut parcel = sealed(&text, &[device]);
        let at = at.index(parcel.len());
        parcel[at] ^= 1_u8 << bit;
        match opened(&parcel, &keys) {
            Err(_) => prop_assert!(at < parcel.len() - length, "it is in the body"),
            Ok((out, ended)) => {
                prop_assert!(ended.is_err_and(|error| is_broken(&error)));
                prop_assert!(text.starts_with(&out));
            }
        }
    }

    #[test]
    fn any_bytes_are_opened_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), stanza in any::<bool>()) {
        let (_, keys) = device();
        let begin = if stanza { &b"age-encryption.org/v1\n-> X25519 "[..] } else { MAGIC };
        let _ = open_parcel([begin, &bytes].concat().as_slice(), &keys);
        let _ = open_parcel(bytes.as_slice(), &keys);
    }
}
