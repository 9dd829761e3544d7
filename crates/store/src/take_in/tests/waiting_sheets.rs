//! New sheets whose days are over, where the coordinator who unlocks first has not every key yet.

use pana_casework::Role;
use pana_model::Moment;

use super::settled::{add, opened, word};
use super::*;
use crate::centre::Notice;
use crate::testing::second_device_of;
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
