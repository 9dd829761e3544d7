use proptest::prelude::*;

use super::*;
use crate::SystemEntropy;

fn invite() -> Invite {
    let (id, secret) = Invite::draw(&mut SystemEntropy).unwrap();
    Invite {
        centre: CentreId::from_bytes([1; 16]),
        root: EventId::from_bytes([2; 32]),
        id,
        secret,
        device: DeviceId::from_bytes([3; 16]),
        keys: PublicKeys { sign: [4; 32], seal: [5; 32] },
        recovery: RecoveryPublic { seal: [6; 32], sign: Some([7; 32]) },
        member: MemberId::from_bytes([8; 16]),
        role: "volunteer".to_owned(),
        grants: vec!["protected".to_owned()],
        until_ms: 99,
        heads: vec![EventRef::from_bytes([9; 16])],
    }
}

fn secrets() -> (DeviceSecrets, MemberSecrets) {
    (DeviceSecrets::make(&mut SystemEntropy).unwrap(), MemberSecrets::make(&mut SystemEntropy).unwrap())
}

#[test]
fn both_devices_work_out_the_same_digits_from_invite_and_answer() {
    let invite = invite();
    let (device, seat) = secrets();
    let (request, shown) = invite.answer(&device, &seat, "5-ноутбук", &mut SystemEntropy).unwrap();
    let same = Invite::from_bytes(invite.to_bytes().expose()).unwrap();
    assert_eq!(Invite::answered(&request).unwrap(), invite.id);
    let (opened, digits) = same.open_request(&request).unwrap();
    assert_eq!((digits.as_str(), digits.len()), (shown.as_str(), CHECK_DIGITS));
    assert_eq!((opened.device, opened.seat, opened.name), (device.public(), seat.public(), "5-ноутбук".to_owned()));
}

#[test]
fn who_saw_the_invite_and_answers_in_its_place_shows_other_digits() {
    let invite = invite();
    let answer = || {
        let (device, seat) = secrets();
        invite.answer(&device, &seat, "5-ноутбук", &mut SystemEntropy).unwrap()
    };
    let ((_, shown), (replaced, _)) = (answer(), answer());
    assert_ne!(invite.open_request(&replaced).unwrap().1, shown);
    // One who changes the invite on its way shows others as well.
    let changed = Invite { keys: PublicKeys { sign: [40; 32], seal: [50; 32] }, ..invite.clone() };
    let (device, seat) = secrets();
    let (_, of_changed) = changed.answer(&device, &seat, "5-ноутбук", &mut SystemEntropy).unwrap();
    let (_, of_true) = invite.answer(&device, &seat, "5-ноутбук", &mut SystemEntropy).unwrap();
    assert_ne!(of_changed, of_true);
}

#[test]
fn an_answer_to_another_invite_or_with_keys_that_its_maker_does_not_hold_does_not_open() {
    let (one, other) = (invite(), invite());
    let (device, seat) = secrets();
    let (request, _) = one.answer(&device, &seat, "a", &mut SystemEntropy).unwrap();
    assert_eq!(other.open_request(&request).unwrap_err(), KeysError::WrongKey);
    let (foreign, _) = secrets();
    let claims = JoinRequest { device: foreign.public(), seat: seat.public(), name: "a".to_owned() };
    let transcript = one.transcript(&claims);
    let mut inside = claims.to_bytes();
    inside.extend(device.sign_statement(DEVICE, &transcript));
    inside.extend(seat.sign_statement(SEAT, &transcript));
    let sealed = aead::seal_box(&one.key(), &aad(&one.id), &inside, &mut SystemEntropy).unwrap();
    let forged = [REQUEST.as_slice(), &one.id, &sealed].concat();
    assert_eq!(one.open_request(&forged).unwrap_err(), KeysError::WrongKey);
}

#[test]
fn files_of_a_newer_program_are_told_from_damaged_ones() {
    let mut newer = invite().to_bytes().expose().clone();
    newer[7] = 2;
    assert_eq!(Invite::from_bytes(&newer).unwrap_err(), KeysError::Newer("an invite"));
    assert_eq!(Invite::answered(b"PANAJOIN\x02").unwrap_err(), KeysError::Newer("a request to join"));
    assert_eq!(Invite::answered(b"PANAINV\x01xxxxxxxx").unwrap_err(), KeysError::Damaged("a request to join"));
}

proptest! {
    #[test]
    fn what_is_cut_or_longer_is_no_invite(cut in 0_usize..400, more in proptest::collection::vec(any::<u8>(), 1..9)) {
        let bytes = invite().to_bytes().expose().clone();
        if cut < bytes.len() {
            prop_assert!(Invite::from_bytes(&bytes[..cut]).is_err());
        }
        prop_assert!(Invite::from_bytes(&[bytes, more].concat()).is_err());
    }

    #[test]
    fn no_bytes_make_a_reader_fall(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = Invite::from_bytes(&[INVITE.as_slice(), &bytes].concat());
        let _ = invite().open_request(&[REQUEST.as_slice(), &bytes].concat());
    }
}
