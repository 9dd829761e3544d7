//! New sheets whose days are over, where the coordinator who unlocks first has not every key yet.

use pana_casework::Role;
use pana_model::{Moment, Secret};

use super::settled::{add, opened, word};
use super::*;
use crate::centre::Notice;
use crate::testing::{KDF, centre_with_sheets, second_device_of};
use crate::{Authorised, Locked};

#[test]
fn whoever_lacks_the_key_that_is_written_under_leaves_sheets_that_are_due_to_others_and_gets_in() {
    let (here, mut one) = centre();
    drop(one.sheets_make(&Authorised::Alone, now()).unwrap());
    let second = add(&mut one, "Болат", Role::Coordinator);
    let leaves = add(&mut one, "Жанар", Role::Worker);
    let (there, two) = second_device_of(here.path(), &mut one, 2, second);
    drop(two);
    let mut two = opened(there.path(), second).unwrap();
    // Brought in on one laptop while the streams are rolled on the other.
    let new = add(&mut two, "Дана", Role::Coordinator);
    one.member_remove(leaves, &Authorised::Alone, now()).unwrap();
    copy_keys(&one, &two);
    two.take_in(&envelopes(&one), now()).unwrap();
    drop(two);
    let due = Moment::from_unix_ms(now().unix_ms() + 8 * 24 * 60 * 60 * 1_000).unwrap();
    let unlock = |member| Locked::open(there.path()).unwrap().unlock(member, &word(), due).unwrap();
    assert_eq!(unlock(new).notices(), [Notice::SheetsWait { days: 1 }], "they open nothing yet");
    for member in [second, new] {
        let store = unlock(member);
        assert_eq!((store.sheets_wait_until(), store.notices()), (None, [].as_slice()));
    }
}

#[test]
fn sheets_that_one_coordinator_printed_anew_open_nothing_of_what_a_colleague_writes_and_seals_before_they_count() {
    let (here, mut one, old) = centre_with_sheets();
    let [first, other] = one.sheets_make(&Authorised::Alone, now()).unwrap().map(|sheet| sheet.to_text());
    let second = add(&mut one, "Болат", Role::Coordinator);
    let leaves = add(&mut one, "Жанар", Role::Worker);
    let (there, two) = second_device_of(here.path(), &mut one, 2, second);
    drop(two);
    let mut two = opened(there.path(), second).unwrap();
    assert!(two.sheets_wait_until().is_some());
    // Somebody comes in and somebody goes: keys of every stream are made and sealed meanwhile.
    add(&mut two, "Дана", Role::Worker);
    two.member_remove(leaves, &Authorised::Alone, now()).unwrap();
    people(&mut two, Stream::Centre, &[&[("given_name", "Арман")]]).unwrap();
    let (named, is) = (two.state().recovery().unwrap(), two.session().unlocked.recovery().seal);
    assert_eq!(named.seal, is, "what is sealed for recovery is sealed to the old ones");
    drop(two);
    let recovers = |sheets: [&str; 2]| {
        let passphrase = Secret::new("жаңа құпия сөз".to_owned());
        Locked::open(there.path()).unwrap().recover(sheets, second, &passphrase, KDF, now())
    };
    let refused = recovers([first.expose(), other.expose()]);
    assert!(matches!(refused, Err(StoreError::WrongSheets(_))), "{refused:?}");
    let [first, other] = old;
    let opens = recovers([first.expose(), other.expose()]).unwrap();
    assert_eq!(opens.people_search("Арман", 9).unwrap().people.len(), 1);
}
