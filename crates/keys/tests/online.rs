//! Who joins on line: words, letters, and digits that nobody can choose.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use pana_keys::{
    DeviceSecrets, Invite, JOIN_LIST, JoinMailbox, JoinWords, KeysError, MemberSecrets, ONLINE_DIGITS, OnlineInvite,
    OnlineRound, PublicKeys, RecoveryPublic, SystemEntropy,
};
use pana_model::{CentreId, DeviceId, EventRef, MemberId};
use pana_wire::EventId;
use pana_wire::hub::LetterPlace;
use proptest::prelude::*;

fn online() -> OnlineInvite {
    let (id, secret) = Invite::draw(&mut SystemEntropy).unwrap();
    let invite = Invite {
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
    };
    OnlineInvite { hub: [10; 32], address: "hub.example.org:7470".to_owned(), invite }
}

fn opening(invite: &OnlineInvite) -> Vec<u8> {
    let device = DeviceSecrets::make(&mut SystemEntropy).unwrap();
    let seat = MemberSecrets::make(&mut SystemEntropy).unwrap();
    invite.opening(&device, &seat, "5-ноутбук", &mut SystemEntropy).unwrap()
}

/// A mailbox without the cost of its words.
fn mailbox(n: u8) -> JoinMailbox {
    JoinMailbox::from_bytes(&[[n; 16].as_slice(), &[n; 32]].concat()).unwrap()
}

#[test]
fn the_same_words_lead_to_the_same_mailbox_and_one_other_word_elsewhere() {
    let places = [0, 1, 2, 3, 500, 600, 700, JOIN_LIST - 1];
    let words = JoinWords::from_places(places).unwrap();
    let one = words.mailbox().unwrap();
    assert_eq!(JoinWords::from_places(places).unwrap().mailbox().unwrap().at(), one.at());
    let other = JoinWords::from_places([1, 1, 2, 3, 500, 600, 700, JOIN_LIST - 1]).unwrap().mailbox().unwrap();
    assert_ne!(other.at(), one.at());
    let letter = one.seal(LetterPlace::Invite, b"invite", &mut SystemEntropy).unwrap();
    assert_eq!(other.open(LetterPlace::Invite, &letter).unwrap_err(), KeysError::WrongKey);
    // The name of the mailbox, which the hub knows, is no part of what opens letters.
    assert_ne!(one.to_bytes().expose()[..16], one.to_bytes().expose()[16..32]);
    assert_eq!(JoinWords::from_places([JOIN_LIST; 8]).unwrap_err(), KeysError::Damaged("words of an invite"));
    let drawn = JoinWords::draw(&mut SystemEntropy).unwrap();
    assert!(drawn.places().expose().iter().all(|place| *place < JOIN_LIST));
    assert_ne!(drawn.places().expose(), JoinWords::draw(&mut SystemEntropy).unwrap().places().expose());
}

#[test]
fn a_letter_opens_in_its_own_mailbox_and_place_alone_and_its_size_tells_no_name() {
    let (ours, theirs) = (mailbox(1), mailbox(2));
    let sealed = ours.seal(LetterPlace::Opening, b"short", &mut SystemEntropy).unwrap();
    assert_eq!(ours.open(LetterPlace::Opening, &sealed).unwrap().expose(), b"short");
    assert_eq!(ours.open(LetterPlace::Commitment, &sealed).unwrap_err(), KeysError::WrongKey);
    assert_eq!(theirs.open(LetterPlace::Opening, &sealed).unwrap_err(), KeysError::WrongKey);
    let longer = ours.seal(LetterPlace::Opening, &[7; 900], &mut SystemEntropy).unwrap();
    assert_eq!(longer.len(), sealed.len());
    let again = JoinMailbox::from_bytes(ours.to_bytes().expose()).unwrap();
    assert_eq!(again.open(LetterPlace::Opening, &sealed).unwrap().expose(), b"short");
}

#[test]
fn both_sides_work_out_the_same_six_digits_and_the_inviter_reads_who_asks() {
    let invite = online();
    let read = OnlineInvite::from_bytes(invite.to_bytes().expose()).unwrap();
    let opening = opening(&read);
    let (commitment, nonce) = (read.commitment(&opening), OnlineInvite::nonce(&mut SystemEntropy).unwrap());
    let shown = OnlineRound { invite: &read, commitment, nonce }.digits(&opening).unwrap();
    let (request, digits) = OnlineRound { invite: &invite, commitment, nonce }.open(&opening).unwrap();
    assert_eq!((digits.len(), digits), (ONLINE_DIGITS, shown));
    assert_eq!(request.name, "5-ноутбук");
    let newer = [b"PANALINE\x02".as_slice(), &[0; 90]].concat();
    assert_eq!(OnlineInvite::from_bytes(&newer).unwrap_err(), KeysError::Newer("an invite"));
}

#[test]
fn what_was_committed_to_is_all_that_can_be_opened() {
    let invite = online();
    let (bound, other) = (opening(&invite), opening(&invite));
    let round = OnlineRound { invite: &invite, commitment: invite.commitment(&bound), nonce: [1; 32] };
    assert!(round.open(&bound).is_ok());
    assert_eq!(round.open(&other).unwrap_err(), KeysError::WrongKey);
}

#[test]
fn who_saw_the_words_and_grinds_keys_has_fixed_them_before_the_digits_are_known_and_has_one_try() {
    // Towards the laptop that invites, the attacker commits to as many keys as it likes to make; it may send one commitment,
    // and what the digits will be follows from a nonce that is drawn after that.
    let invite = online();
    let forged = opening(&invite);
    let commitment = invite.commitment(&forged);
    let after: Vec<String> = (0..64)
        .map(|_| {
            let nonce = OnlineInvite::nonce(&mut SystemEntropy).unwrap();
            OnlineRound { invite: &invite, commitment, nonce }.digits(&forged).unwrap()
        })
        .collect();
    let mut different = after.clone();
    different.sort();
    different.dedup();
    assert!(different.len() > 60, "one commitment has other digits with each nonce: {after:?}");
    // Once the nonce is known, other keys cannot be opened in the place of those.
    let round = OnlineRound { invite: &invite, commitment, nonce: [3; 32] };
    assert!((0..64).all(|_| round.digits(&opening(&invite)).is_err()));
    // Towards the new laptop it chooses the nonce, before it sees what is opened: whatever it chooses, the digits follow from a
    // nonce inside of the opening, which is another one each time although the keys are the same.
    let (device, seat) =
        (DeviceSecrets::make(&mut SystemEntropy).unwrap(), MemberSecrets::make(&mut SystemEntropy).unwrap());
    let mut shown: Vec<String> = (0..64)
        .map(|_| {
            let opening = invite.opening(&device, &seat, "5-ноутбук", &mut SystemEntropy).unwrap();
            let commitment = invite.commitment(&opening);
            OnlineRound { invite: &invite, commitment, nonce: [3; 32] }.digits(&opening).unwrap()
        })
        .collect();
    shown.sort();
    shown.dedup();
    assert!(shown.len() > 60, "{shown:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_other_part_of_the_round_shows_other_digits(change in 0_usize..3, at in 0_usize..32, bit in 0_u8..8) {
        let invite = online();
        let opened = opening(&invite);
        let (commitment, nonce) = (invite.commitment(&opened), [5; 32]);
        let shown = OnlineRound { invite: &invite, commitment, nonce }.digits(&opened).unwrap();
        let mut changed = OnlineInvite::from_bytes(invite.to_bytes().expose()).unwrap();
        let mut other = nonce;
        match change {
            0 => changed.hub[at] ^= 1 << bit,
            1 => changed.invite.keys.sign[at] ^= 1 << bit,
            _ => other[at] ^= 1 << bit,
        }
        let round = OnlineRound { invite: &changed, commitment, nonce: other };
        // One in a million is the same by chance.
        prop_assert_ne!(round.digits(&opened).unwrap(), shown);
    }

    #[test]
    fn any_bytes_are_no_invite_and_no_letter(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(OnlineInvite::from_bytes(&bytes).is_err());
        prop_assert!(mailbox(1).open(LetterPlace::Nonce, &bytes).is_err());
        let marked = [b"PANALINE\x01".as_slice(), &bytes].concat();
        prop_assert!(OnlineInvite::from_bytes(&marked).is_err());
    }
}
