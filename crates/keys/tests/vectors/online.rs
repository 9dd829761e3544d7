//! A laptop joins on line: the four letters of a mailbox, what is committed to, and the digits.

use pana_keys::{
    DeviceSecrets, Invite, JoinWords, MemberSecrets, ONLINE_DIGITS, OnlineInvite, OnlineRound, PublicKeys,
    RecoveryPublic,
};
use pana_model::{CentreId, DeviceId, EventRef, MemberId};
use pana_wire::EventId;
use pana_wire::hub::LetterPlace;
use serde_json::json;

use crate::file::{Scripted, check, hex};

#[test]
fn words_letters_and_digits_are_those_of_ever() {
    let entropy = &mut Scripted::new("join");
    let words = JoinWords::from_places([0, 1, 255, 256, 511, 512, 1000, 1023]).unwrap();
    let mailbox = words.mailbox().unwrap();
    let (id, secret) = Invite::draw(entropy).unwrap();
    let invite = OnlineInvite {
        hub: [10; 32],
        address: "hub.example.org:7470".to_owned(),
        invite: Invite {
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
            until_ms: 1_780_000_000_000,
            heads: vec![EventRef::from_bytes([9; 16])],
        },
    };
    let device = DeviceSecrets::make(entropy).unwrap();
    let seat = MemberSecrets::make(entropy).unwrap();
    let opening = invite.opening(&device, &seat, "5-ноутбук", entropy).unwrap();
    let nonce = OnlineInvite::nonce(entropy).unwrap();
    let commitment = invite.commitment(&opening);
    let digits = OnlineRound { invite: &invite, commitment, nonce }.digits(&opening).unwrap();
    assert_eq!(digits.len(), ONLINE_DIGITS);
    let inside = invite.to_bytes();
    let contents: [&[u8]; 4] = [inside.expose(), &commitment, &nonce, &opening];
    let letters = LetterPlace::ALL.map(|place| {
        let content = contents[usize::from(place.number())];
        hex(&mailbox.seal(place, content, entropy).unwrap())
    });
    check(
        "join",
        &json!({
            "kind": "join",
            "about": "eight words by their places, the mailbox with its key, its four letters, and the digits",
            "words": words.places().expose(),
            "mailbox": hex(mailbox.to_bytes().expose()),
            "letters": letters,
            "device": hex(&device.public().to_bytes()),
            "seat": hex(&seat.public().to_bytes()),
            "digits": digits,
        }),
    );
}
