use std::path::Path;

use pana_casework::Role;

use super::*;
use crate::testing::{KDF, centre, centre_with_sheets, now, people};
use crate::travel::tests::{PASSPHRASE, joined, meet, sent};
use crate::{Authorised, Locked};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn on_day(day: i64) -> Moment {
    Moment::from_unix_ms(now().unix_ms() + day * DAY_MS).unwrap()
}

fn passphrase() -> Secret<String> {
    Secret::new(PASSPHRASE.to_owned())
}

fn opened(dir: &Path, day: i64, code: Option<&str>) -> Result<Store, StoreError> {
    let locked = Locked::open(dir).unwrap();
    let member = locked.members().unwrap()[0].id;
    let code = code.map(|code| Secret::new(code.to_owned()));
    locked.unlock_renewing(member, &passphrase(), code.as_ref(), on_day(day))
}

/// The laptop is used until this day, and somebody says that the date is right; it has met nobody meanwhile.
fn used(dir: &Path, from: i64, to: i64) {
    for day in (from..to).step_by(25).skip(1).chain([to]) {
        let mut store = opened(dir, day, None).unwrap();
        store.confirm_date(on_day(day)).unwrap();
        drop(store);
        drop(opened(dir, day, None).unwrap());
    }
}

fn fault(tried: Result<Store, StoreError>) -> LeaseFault {
    match tried {
        Err(StoreError::Lease(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

fn shown(tried: Result<Store, StoreError>) -> String {
    match fault(tried) {
        LeaseFault::Over { challenge } => challenge.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_laptop_that_met_nobody_opens_on_day_45_and_on_day_46_by_a_code_with_all_that_it_has_not_sent() {
    let (_dir, mut one) = centre();
    let (dir, mut two) = joined(&mut one, Role::Worker, &[]);
    let device = two.device();
    people(&mut two, Stream::Centre, &[&[("given_name", "Мадина")]]).unwrap();
    let unsent = two.unsent().unwrap();
    drop(two);
    used(dir.path(), 0, 45);
    let challenge = shown(opened(dir.path(), 46, None));
    assert_eq!(shown(opened(dir.path(), 46, None)), challenge, "it stays while nobody renews it");
    let code = one.lease_code(device, &challenge, now()).unwrap().to_string();
    let two = opened(dir.path(), 46, Some(&code.to_lowercase().replace('-', " "))).unwrap();
    assert_eq!(two.people_search("Мадина", 9).unwrap().people.len(), 1);
    assert!(two.unsent().unwrap() >= unsent && unsent > 0);
    let lease = two.lease().unwrap().unwrap();
    assert_eq!((lease.days, lease.stands), (0, LeaseStands::Quiet));
    drop(two);
    used(dir.path(), 46, 91);
    shown(opened(dir.path(), 92, None));
}

/// The last sign is another one.
fn mistyped(signs: &str) -> String {
    let mut signs = signs.to_owned();
    let last = signs.pop();
    signs.push(if last == Some('0') { '1' } else { '0' });
    signs
}

#[test]
fn a_code_renews_once_and_one_that_is_mistyped_or_another_is_said_to_be_so() {
    let (_dir, mut one) = centre();
    let (dir, two) = joined(&mut one, Role::Worker, &[]);
    let device = two.device();
    drop(two);
    used(dir.path(), 0, 45);
    let first = shown(opened(dir.path(), 46, None));
    let code = one.lease_code(device, &first, now()).unwrap().to_string();
    assert_eq!(fault(opened(dir.path(), 46, Some(&mistyped(&code)))), LeaseFault::Code);
    let refused = one.lease_code(device, &mistyped(&first), now());
    assert!(matches!(refused, Err(StoreError::Lease(LeaseFault::Challenge))), "{refused:?}");
    drop(opened(dir.path(), 46, Some(&code)).unwrap());
    used(dir.path(), 46, 91);
    assert_ne!(shown(opened(dir.path(), 92, None)), first);
    let old = || match fault(opened(dir.path(), 92, Some(&code))) {
        LeaseFault::Other { seconds, .. } => seconds,
        other => panic!("{other:?}"),
    };
    assert_eq!([old(), old(), old()], [0, 0, 2], "wrong codes slow down");
    let waits = opened(dir.path(), 92, Some(&code));
    assert!(matches!(waits, Err(StoreError::Wait { .. })), "{waits:?}");
}

#[test]
fn what_a_coordinators_laptop_wrote_renews_it_and_the_same_once_more_does_not() {
    let (_dir, mut one) = centre();
    let (dir, two) = joined(&mut one, Role::Worker, &[]);
    drop(two);
    used(dir.path(), 0, 30);
    people(&mut one, Stream::Centre, &[&[("given_name", "Дана")]]).unwrap();
    let arrived = sent(&one, &crate::Have::default());
    let gone = |store: &Store| store.lease().unwrap().unwrap().days;
    let mut two = opened(dir.path(), 31, None).unwrap();
    assert_eq!(two.lease().unwrap().unwrap().stands, LeaseStands::Ends { days: 14 });
    two.take_arrived(&arrived, on_day(31)).unwrap();
    assert_eq!(gone(&two), 0);
    drop(two);
    used(dir.path(), 31, 40);
    let mut two = opened(dir.path(), 41, None).unwrap();
    two.take_arrived(&arrived, on_day(41)).unwrap();
    assert_eq!(gone(&two), 10);
    // What it said under its signature that it has renews it too, where it is said later than before.
    let (coordinators, have) = (one.device(), one.have().unwrap());
    let said = on_day(41).unix_ms();
    two.note_met(coordinators, &have, None, said, on_day(41)).unwrap();
    assert_eq!(gone(&two), 0);
    drop(two);
    used(dir.path(), 41, 50);
    let mut two = opened(dir.path(), 51, None).unwrap();
    two.note_met(coordinators, &have, None, said, on_day(51)).unwrap();
    assert_eq!(gone(&two), 10);
}

#[test]
fn what_a_colleague_wrote_does_not_renew_it() {
    let (_dir, mut one) = centre();
    let (dir, two) = joined(&mut one, Role::Worker, &[]);
    let (_dir3, mut three) = joined(&mut one, Role::Worker, &[]);
    drop(two);
    used(dir.path(), 0, 20);
    let mut two = opened(dir.path(), 20, None).unwrap();
    two.take_arrived(&sent(&one, &crate::Have::default()), on_day(20)).unwrap();
    drop(two);
    used(dir.path(), 20, 30);
    people(&mut three, Stream::Centre, &[&[("given_name", "Әсел")]]).unwrap();
    let mut two = opened(dir.path(), 30, None).unwrap();
    assert!(two.take_arrived(&sent(&three, &two.have().unwrap()), on_day(30)).unwrap().events > 0);
    assert_eq!(two.lease().unwrap().unwrap().days, 10);
}

#[test]
fn the_laptop_on_which_the_centre_was_made_has_no_lease_nor_one_that_nobody_could_renew() {
    let (_dir, mut one, sheets) = centre_with_sheets();
    let (_dir2, mut two) = joined(&mut one, Role::Coordinator, &[]);
    meet(&mut one, &mut two);
    assert_eq!(one.lease().unwrap(), None);
    assert!(two.lease().unwrap().is_some(), "another coordinator could renew it");
    let first = one.device();
    two.device_remove(first, &Authorised::Sheets(sheets), now()).unwrap();
    assert_eq!(two.lease().unwrap(), None);
}

#[test]
fn a_coordinator_who_came_while_it_was_away_can_renew_it_and_a_worker_cannot() {
    let (_dir, mut one) = centre();
    let (dir, two) = joined(&mut one, Role::Worker, &[]);
    let device = two.device();
    drop(two);
    used(dir.path(), 0, 45);
    let challenge = shown(opened(dir.path(), 46, None));
    let (_dir3, three) = joined(&mut one, Role::Coordinator, &[]);
    let code = three.lease_code(device, &challenge, now()).unwrap().to_string();
    let (_dir4, four) = joined(&mut one, Role::Supervisor, &[]);
    let refused = four.lease_code(device, &challenge, now());
    assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
    drop(opened(dir.path(), 46, Some(&code)).unwrap());
}

#[test]
fn both_sheets_open_it_without_a_call() {
    let (_dir, mut one, [a, b]) = centre_with_sheets();
    let (dir, two) = joined(&mut one, Role::Coordinator, &[]);
    let member = two.member().id;
    drop(two);
    used(dir.path(), 0, 45);
    shown(opened(dir.path(), 46, None));
    let locked = Locked::open(dir.path()).unwrap();
    let sheets = [a.expose().as_str(), b.expose().as_str()];
    let two = locked.recover(sheets, member, &passphrase(), KDF, on_day(46)).unwrap();
    assert_eq!(two.lease().unwrap().unwrap().days, 0);
    drop((two, locked));
    used(dir.path(), 46, 91);
}

#[test]
fn a_laptop_that_was_taken_out_opens_by_a_code_with_what_it_has_not_sent() {
    let (_dir, mut one) = centre();
    let (dir, mut two) = joined(&mut one, Role::Worker, &[]);
    let device = two.device();
    people(&mut two, Stream::Centre, &[&[("given_name", "Мадина")]]).unwrap();
    let unsent = two.unsent().unwrap();
    assert!(unsent > 0);
    drop(two);
    used(dir.path(), 0, 45);
    let challenge = shown(opened(dir.path(), 46, None));
    one.device_remove(device, &Authorised::Alone, now()).unwrap();
    let code = one.lease_code(device, &challenge, now()).unwrap().to_string();
    let two = opened(dir.path(), 46, Some(&code)).unwrap();
    assert!(two.unsent().unwrap() >= unsent);
    assert_eq!(two.people_count().unwrap(), 1);
}

#[test]
fn no_code_is_given_for_a_laptop_that_was_never_of_the_centre() {
    let (_dir, one) = centre();
    let refused = one.lease_code(DeviceId::from_bytes([9; 16]), "0000-0000", now());
    assert!(matches!(refused, Err(StoreError::UnknownDevice)), "{refused:?}");
}

#[test]
fn a_wall_once_in_2099_does_not_end_it_and_one_that_is_two_years_behind_counts_the_days_of_use() {
    let (_dir, mut one) = centre();
    let (dir, two) = joined(&mut one, Role::Worker, &[]);
    drop(two);
    let gone = |day: i64| opened(dir.path(), day, None).map(|store| store.lease().unwrap().unwrap().days);
    assert_eq!(gone(1).unwrap(), 1);
    // Once in 2099, and the next day right again: that day of use counts, and no other.
    const IN_2099: i64 = 27_000;
    assert!(gone(IN_2099).unwrap() <= 2);
    assert!(gone(2).unwrap() <= 2);
    // Two years back from then on: each day on which it is used is one.
    let begun = gone(2).unwrap();
    let back = |day: i64| day - 730;
    for day in 3..=30 {
        let so_far = gone(back(day)).unwrap();
        assert_eq!(so_far, begun + u64::try_from(day - 2).unwrap(), "day {day}");
        assert_eq!(gone(back(day)).unwrap(), so_far, "the same day once more is no other day");
    }
    let mut day = 31;
    while gone(back(day)).is_ok() {
        day += 1;
        assert!(day < 60, "it ends all the same");
    }
    shown(opened(dir.path(), back(day), None));
    assert_eq!(begun + u64::try_from(day - 2).unwrap(), pana_casework::lease::LEASE_DAYS + 1);
}
