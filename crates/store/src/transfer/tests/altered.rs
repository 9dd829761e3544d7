//! What was changed on its way, or is signed by whom it should not be, is refused whole.

use super::*;

#[test]
fn what_was_altered_anywhere_is_refused_whole() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (_, file) = two.given(case, &[WHOLE_CASE]);
    let mut flipped = file.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    assert_eq!(fault_of(two.there.1.transfer_open(&flipped, now())), TransferFault::Altered);
    assert_eq!(fault_of(two.there.1.transfer_open(&file[..file.len() - 20], now())), TransferFault::Altered);
    assert_eq!(fault_of(two.there.1.transfer_open(b"nothing", now())), TransferFault::NoTransfer);
    // By somebody who can open it: the signature over all of it, then a file.
    let sig = two.altered(&file, |parts| parts.sig[0] ^= 1);
    let dossier = two.altered(&file, |parts| {
        let mut bytes = parts.dossier.expose().clone();
        let last = bytes.len() - 100;
        bytes[last] ^= 1;
        parts.dossier = Secret::new(bytes);
    });
    let content = two.altered(&file, |parts| parts.files[0].content = Secret::new(vec![8; 5_000]));
    let key = two.altered(&file, |parts| parts.files[0].key = Secret::new([1; 32]));
    let no_file = two.altered(&file, |parts| parts.files.clear());
    let strange = two.altered(&file, |parts| {
        let mut more = parts.files[0].clone();
        more.root = [3; 32];
        parts.files.push(more);
    });
    for altered in [sig, dossier, content, key, no_file, strange] {
        assert_eq!(fault_of(two.there.1.transfer_open(&altered, now())), TransferFault::Altered);
    }
    // By who gives it, who signs all of it anew: of each event its header, both signatures and its body; one taken out, one put in
    // twice as something else; what is said to be left out.
    let count = Dossier::from_bytes(
        TransferParts::from_bytes(two.there.1.open_sealed(&file).unwrap().expose()).unwrap().dossier.expose(),
    )
    .unwrap()
    .events
    .len();
    for number in 0..count {
        let changes: [fn(&mut pana_wire::transfer::OpenedEvent); 4] = [
            |event| *event.header.last_mut().unwrap() ^= 1,
            |event| event.sig[3] ^= 1,
            |event| event.member_sig[3] ^= 1,
            |event| *event.body.last_mut().unwrap() ^= 1,
        ];
        for change in changes {
            let altered = two.signed_anew(&file, |dossier| change(&mut dossier.events[number]));
            assert_eq!(fault_of(two.there.1.transfer_open(&altered, now())), TransferFault::Altered, "event {number}");
        }
    }
    let last = two.signed_anew(&file, |dossier| drop(dossier.events.pop()));
    assert_eq!(fault_of(two.there.1.transfer_open(&last, now())), TransferFault::Altered);
    let to = two.signed_anew(&file, |dossier| dossier.to = CentreId::from_bytes([1; 16]));
    assert_eq!(fault_of(two.there.1.transfer_open(&to, now())), TransferFault::ForOthers);
    let root = two.signed_anew(&file, |dossier| dossier.root = pana_wire::EventId::from_bytes([1; 32]));
    assert_eq!(fault_of(two.there.1.transfer_open(&root, now())), TransferFault::OtherRoot);
    let id = two.signed_anew(&file, |dossier| dossier.transfer = TransferId::from_bytes([1; 16]));
    assert_eq!(fault_of(two.there.1.transfer_open(&id, now())), TransferFault::Altered);
    assert_eq!(two.there.1.people_count().unwrap(), 0);
    assert!(two.there.1.transfer_open(&file, now()).is_ok());
}

#[test]
fn who_signs_for_a_case_has_to_stand_at_the_centre_that_gives_it() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (_, file) = two.given(case, &[WHOLE_CASE]);
    // All is true but who gives it.
    let stranger = two.there.1.unlocked().secrets();
    let altered = two.altered(&file, |parts| {
        let mut dossier = Dossier::from_bytes(parts.dossier.expose()).unwrap();
        dossier.seat = stranger.public().to_bytes();
        let bytes = dossier.to_bytes().unwrap();
        parts.sig = stranger.sign_statement(pana_wire::transfer::TRANSFER_SIGNED, &bytes);
        parts.dossier = Secret::new(bytes);
    });
    assert_eq!(fault_of(two.there.1.transfer_open(&altered, now())), TransferFault::Unsigned);
}

#[test]
fn people_who_do_not_exist_come_into_no_centre_that_works() {
    let dir = tempfile::tempdir().unwrap();
    let new = crate::NewCentre {
        name: "Жаттығу".to_owned(),
        member: "Айжан".to_owned(),
        passphrase: Secret::new("сөз".to_owned()),
        kdf: KDF,
        device: "сынақ".to_owned(),
        prefix: Some("K8".parse().unwrap()),
        offset_minutes: 300,
        purpose: crate::Purpose::Practice,
    };
    let (mut practice, _) = Store::create(dir.path(), new, now()).unwrap();
    let form = crate::FormSource { form_id: "intake", hash: [7; 32], version: "1", source: b"" };
    practice.form_publish(&form, now()).unwrap();
    let mut works = centre();
    get_known(&mut practice, &mut works.1);
    let case = person(&mut practice);
    let to = works.1.centre();
    agrees(&mut practice, case, &consent(to, ConsentAnswer::Given, &[WHOLE_CASE]));
    let id = practice.transfer_propose(&ask(case, to, false), now()).unwrap();
    let file = practice.transfer_file(id, now()).unwrap();
    assert_eq!(fault_of(works.1.transfer_open(&file, now())), TransferFault::Practice);
}
