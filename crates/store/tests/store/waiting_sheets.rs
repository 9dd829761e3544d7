//! New sheets of one coordinator alone, when their days are over and nobody has sealed to them yet.

use pana_casework::{Grant, Role};
use pana_model::{InterviewId, MemberId, Moment, Secret};
use pana_store::{AddMember, Authorised, Locked, Notice, Store, StoreError, Stream};

use crate::support::{Centre, KDF, PASSPHRASE, centre, finish, later, now, secret, value};

const WORD: &str = "бірінші сөз";

/// A day after the new sheets' days are over.
fn week() -> Moment {
    later(8 * 24 * 60)
}

/// A folder in which the only coordinator has printed new sheets, and a talk of each stream.
struct Waiting {
    dir: tempfile::TempDir,
    coordinator: MemberId,
    talks: Vec<InterviewId>,
    old: [String; 2],
    new: [String; 2],
}

fn print(mut centre: Centre, talks: Vec<InterviewId>) -> Waiting {
    let old = centre.sheets.clone().map(|sheet| sheet.to_text().expose().clone());
    let new = centre.store.sheets_make(&Authorised::Alone, now()).unwrap();
    let new = new.map(|sheet| sheet.to_text().expose().clone());
    assert!(centre.store.sheets_wait_until().is_some());
    drop(centre.store);
    Waiting { dir: centre.dir, coordinator: centre.coordinator, talks, old, new }
}

fn talks(centre: &mut Centre) -> Vec<InterviewId> {
    let answers = finish(&[("/f/told", value("x"))], &[]);
    let talk = |stream: Stream| {
        let talk = centre.start(stream, None).interview;
        centre.store.interview_finish(talk, &answers, later(20)).unwrap();
        talk
    };
    [Stream::Centre, Stream::Protected].map(talk).to_vec()
}

impl Waiting {
    fn locked(&self) -> Locked {
        Locked::open(self.dir.path()).unwrap()
    }

    fn recovers(&self, sheets: &[String; 2], passphrase: &Secret<String>) -> Result<Store, StoreError> {
        self.locked().recover([&sheets[0], &sheets[1]], self.coordinator, passphrase, KDF, week())
    }

    fn is_refused(&self, sheets: &[String; 2]) -> bool {
        matches!(self.recovers(sheets, &secret("үшінші сөз")), Err(StoreError::WrongSheets(_)))
    }

    /// Everything that the coordinator may read is here, and nothing is wrong with the store.
    fn check(&self, store: &mut Store) {
        for talk in &self.talks {
            assert_eq!(store.interview(*talk).unwrap().answers.len(), 1);
        }
        assert_eq!(store.doctor(week()).unwrap().findings, []);
    }
}

#[test]
fn while_nobody_has_unlocked_the_old_sheets_open_though_the_days_are_over_and_the_new_ones_do_from_then_on() {
    let mut centre = centre();
    let talks = talks(&mut centre);
    let waiting = print(centre, talks);
    let (fresh, last) = (secret("жаңа құпия сөз"), secret("тағы бір жаңа сөз"));
    assert!(waiting.is_refused(&waiting.new), "nothing is sealed to them");
    let mut store = waiting.recovers(&waiting.old, &fresh).unwrap();
    waiting.check(&mut store);
    assert_eq!(store.sheets_wait_until(), None);
    drop(store);
    assert!(matches!(
        waiting.locked().unlock(waiting.coordinator, &secret(PASSPHRASE), week()),
        Err(StoreError::WrongPassphrase)
    ));
    assert!(waiting.is_refused(&waiting.old));
    let mut store = waiting.recovers(&waiting.new, &last).unwrap();
    waiting.check(&mut store);
    drop(store);
    let mut store = waiting.locked().unlock(waiting.coordinator, &last, week()).unwrap();
    waiting.check(&mut store);
}

#[test]
fn a_coordinator_who_unlocks_when_the_days_are_over_lets_the_new_sheets_count_at_once() {
    let mut centre = centre();
    let talks = talks(&mut centre);
    let waiting = print(centre, talks);
    let events = [(); 3].map(|()| {
        let mut store = waiting.locked().unlock(waiting.coordinator, &secret(PASSPHRASE), week()).unwrap();
        assert_eq!(store.sheets_wait_until(), None);
        waiting.check(&mut store);
        store.doctor(week()).unwrap().events
    });
    assert_eq!(events[1], events[2], "and once is enough");
    assert!(waiting.is_refused(&waiting.old));
    let mut store = waiting.recovers(&waiting.new, &secret("жаңа құпия сөз")).unwrap();
    waiting.check(&mut store);
}

#[test]
fn until_the_new_sheets_count_the_old_ones_agree_to_a_removal() {
    let mut centre = centre();
    let old = centre.sheets.clone().map(|sheet| sheet.to_text());
    let new = centre.store.sheets_make(&Authorised::Alone, now()).unwrap().map(|sheet| sheet.to_text());
    let (name, role, grants) = ("Серік".to_owned(), Role::Coordinator, Vec::new());
    let second = AddMember { name, role, grants, passphrase: secret(WORD), kdf: KDF };
    let second = centre.store.member_add(second, &Authorised::Alone, now()).unwrap().id;
    // The session was open all the time.
    let refused = centre.store.member_remove(second, &Authorised::Sheets(new), week());
    assert!(matches!(refused, Err(StoreError::WrongSheets(_))), "{refused:?}");
    centre.store.member_remove(second, &Authorised::Sheets(old), week()).unwrap();
    assert_eq!(centre.store.members().unwrap().len(), 1);
    assert!(centre.store.sheets_wait_until().is_some(), "and what waits is not lost by it");
}

#[test]
fn whoever_may_not_seal_to_new_sheets_locks_nobody_out_by_unlocking() {
    for (role, grants) in [(Role::Volunteer, vec![]), (Role::Supervisor, vec![Grant::Protected])] {
        let mut centre = centre();
        let talks = talks(&mut centre);
        let new = AddMember { name: "Серік".to_owned(), role, grants, passphrase: secret(WORD), kdf: KDF };
        let helper = centre.store.member_add(new, &Authorised::Alone, now()).unwrap();
        let waiting = print(centre, talks);
        for _ in 0..2 {
            let store = waiting.locked().unlock(helper.id, &secret(WORD), week()).unwrap();
            assert!(store.sheets_wait_until().is_some());
            assert_eq!(store.notices(), [], "it is told to whoever may do something about it");
        }
        assert!(waiting.is_refused(&waiting.new));
        let mut store = waiting.recovers(&waiting.old, &secret("жаңа құпия сөз")).unwrap();
        waiting.check(&mut store);
        drop(store);
        assert!(waiting.is_refused(&waiting.old));
        drop(waiting.locked().unlock(helper.id, &secret(WORD), week()).unwrap());
        let mut store = waiting.recovers(&waiting.new, &secret("төртінші сөз")).unwrap();
        waiting.check(&mut store);
    }
}

#[test]
fn a_holder_who_rolls_the_protected_stream_and_gives_the_database_another_key_leaves_it_to_the_old_sheets() {
    let mut centre = centre();
    let add = |centre: &mut Centre, name: &str| {
        let (name, grants) = (name.to_owned(), vec![Grant::Protected]);
        let new = AddMember { name, role: Role::Worker, grants, passphrase: secret(WORD), kdf: KDF };
        centre.store.member_add(new, &Authorised::Alone, now()).unwrap().id
    };
    let (holder, leaves) = (add(&mut centre, "Серік"), add(&mut centre, "Болат"));
    let (talks, coordinator) = (talks(&mut centre), centre.coordinator);
    centre.store.grant_withdraw(coordinator, Grant::Protected, &Authorised::Alone, now()).unwrap();
    // In a session that does not hold the protected stream any more, so that it waits for a holder.
    let mut centre = centre.reopen();
    centre.store.member_remove(leaves, &Authorised::Alone, now()).unwrap();
    let waiting = print(centre, talks[..1].to_vec());
    let key = || {
        let file = std::fs::read(waiting.dir.path().join("keyring.json")).unwrap();
        let keyring = pana_keys::Keyring::from_bytes(&file).unwrap();
        *keyring.unlock(holder, &secret(WORD)).unwrap().db_key().expose()
    };
    let before = key();
    let mut store = waiting.locked().unlock(holder, &secret(WORD), week()).unwrap();
    assert_eq!(store.interview(talks[1]).unwrap().answers.len(), 1);
    assert_eq!(store.doctor(week()).unwrap().findings, []);
    drop(store);
    assert_ne!(key(), before, "rolled");
    assert!(waiting.is_refused(&waiting.new));
    let mut store = waiting.recovers(&waiting.old, &secret("жаңа құпия сөз")).unwrap();
    waiting.check(&mut store);
    drop(store);
    assert!(waiting.is_refused(&waiting.old));
    let mut store = waiting.recovers(&waiting.new, &secret("төртінші сөз")).unwrap();
    waiting.check(&mut store);
}

#[test]
fn a_coordinator_is_told_for_how_long_sheets_wait_and_others_printed_with_the_old_ones_end_it() {
    let waiting = print(centre(), Vec::new());
    let unlock = |at| waiting.locked().unlock(waiting.coordinator, &secret(PASSPHRASE), at).unwrap();
    for (at, days) in [(now(), 7), (later(1), 7), (later(2 * 24 * 60 + 1), 5), (later(7 * 24 * 60 - 1), 1)] {
        assert_eq!(unlock(at).notices(), [Notice::SheetsWait { days }]);
    }
    let at = later(7 * 24 * 60 - 1);
    unlock(at).sheets_make(&Authorised::Sheets(waiting.old.clone().map(Secret::new)), at).unwrap();
    assert_eq!(unlock(at).notices(), []);
    assert_eq!(unlock(week()).notices(), []);
    assert!(waiting.is_refused(&waiting.new));
    assert!(waiting.is_refused(&waiting.old));
}
