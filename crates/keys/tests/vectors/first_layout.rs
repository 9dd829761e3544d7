//! What layout 1 sealed: not made any more, and opened for ever.

use pana_keys::{
    Keyring, MemberGrantFor, RecoveredSlot, RecoverySheet, SlotPlace, open_event, open_member_grant, open_slot,
};
use pana_model::Secret;
use pana_wire::{Envelope, Layout, Seen, StreamName};

use crate::centre::{Centre, MEMBER, SUBJECT, read_vector};
use crate::file::{bytes, stored, stored_names};

#[test]
fn events_open_and_faults_do_not() {
    let names = stored_names("event-");
    assert_eq!(names, ["event-erased", "event-first", "event-long", "event-protected", "event-second"]);
    for name in names {
        let vector = stored(&name);
        let body = vector["body"].as_str().map(|_| bytes(&vector["body"]));
        assert_eq!(read_vector(&vector), Ok(body), "{name}");
    }
    let names: Vec<String> = stored_names("fault-").into_iter().filter(|name| name != "fault-other-key").collect();
    assert_eq!(names.len(), 9, "{names:?}");
    for name in names {
        assert!(read_vector(&stored(&name)).is_err(), "{name}");
    }
}

#[test]
fn an_event_says_which_end_of_the_hubs_log_its_device_had_seen() {
    let envelope = Envelope::from_bytes(&bytes(&stored("event-second")["envelope"])).unwrap();
    let seen = Some(Seen { seq: 70_000, hash: [0x5E; 32] });
    assert_eq!(envelope.header().layout, Layout::One { seen });
    assert!(open_event(&envelope, StreamName::Centre, &Centre::new(StreamName::Centre).subject).is_ok());
}

#[test]
fn a_slot_and_a_grant_open() {
    let centre = Centre::new(StreamName::Protected);
    let slot = stored("slot");
    let at = SlotPlace { slot: [0x51; 16], subject: SUBJECT };
    let opened = open_slot(&bytes(&slot["wrapped"]), &at, &centre.epoch).unwrap();
    assert_eq!(opened.id(), centre.subject.id());
    assert!(open_slot(&bytes(&slot["wrapped"]), &SlotPlace { slot: [0x52; 16], ..at }, &centre.epoch).is_err());
    assert!(open_slot(&bytes(&slot["wrapped"]), &SlotPlace { subject: [0x52; 16], ..at }, &centre.epoch).is_err());

    let grant =
        MemberGrantFor { centre: centre.id, stream: centre.epoch.stream(), epoch: centre.epoch.id(), member: MEMBER };
    let opened = open_member_grant(&grant, &bytes(&stored("grant")["sealed"]), &centre.member).unwrap();
    assert_eq!(opened.commitment(), centre.epoch.commitment());
}

#[test]
fn a_keyring_opens_by_passphrase_and_by_sheets() {
    let vector = stored("keyring");
    let keyring = Keyring::from_bytes(vector["keyring"].to_string().as_bytes()).unwrap();
    let unlocked = keyring.unlock(MEMBER, &Secret::new(vector["passphrase"].as_str().unwrap().to_owned())).unwrap();
    let sheet = |name: &str| RecoverySheet::from_text(vector[name].as_str().unwrap()).unwrap();
    let recovered = keyring.recover(&sheet("sheet_a"), &sheet("sheet_b")).unwrap();
    let RecoveredSlot::Whole(by_sheets) = keyring.open_recovered(MEMBER, &recovered).unwrap() else {
        panic!("layout 1 sealed all of a slot for recovery")
    };
    for opened in [&unlocked, &by_sheets] {
        assert_eq!(opened.db_key().expose().as_slice(), bytes(&vector["db_key"]));
        assert_eq!(opened.secrets().public(), keyring.member(MEMBER).unwrap().public);
        assert_eq!((opened.device(), opened.root()), (None, None));
    }
    assert_eq!((unlocked.recovery().sign, unlocked.recovery().seal), (None, recovered.public().seal));
}
