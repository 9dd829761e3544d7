//! The number of somebody who was erased may be on a paper still: it is given to nobody else.

use super::*;

fn number(store: &Store, case: CaseId) -> String {
    store.person_name(case).unwrap().0
}

#[test]
fn the_number_of_somebody_erased_is_given_to_nobody_wherever_the_counter_was_set() {
    for set_to in [0_u32, 1, 9_999_999] {
        let (_dir, mut store) = centre();
        let by = second(&mut store);
        let people: Vec<CaseId> = ["Мәдина", "Әсел", "Дана"].map(|name| person(&mut store, name)).into();
        let numbers: Vec<String> = people.iter().map(|case| number(&store, *case)).collect();
        store.erase(people[2], EraseReason::Asked, &by, now()).unwrap();
        store.connection().execute("UPDATE own SET counter = ?1", [set_to]).unwrap();
        for _ in 0..3 {
            let new = person(&mut store, "Айша");
            assert!(!numbers.contains(&number(&store, new)), "set to {set_to}: {}", number(&store, new));
        }
    }
}

#[test]
fn a_folder_that_was_put_back_gives_out_no_number_of_somebody_erased_since() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    give(&one, &mut two, now());
    let by = second(&mut one);
    let one = reopened(&dir, one, now());
    let old = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(dir.path()).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file() {
            std::fs::copy(file.path(), old.path().join(file.file_name())).unwrap();
        }
    }
    let mut one = one;
    let stays = person(&mut one, "Әсел");
    let gone = person(&mut one, "Мәдина");
    let numbers = [number(&one, stays), number(&one, gone)];
    one.erase(gone, EraseReason::Asked, &by, now()).unwrap();
    give(&one, &mut two, now());
    let member = one.member().id;
    drop(one);
    let mut again = Locked::open(old.path()).unwrap().unlock(member, &word(), now()).unwrap();
    give(&two, &mut again, now());
    let new = person(&mut again, "Дана");
    assert!(!numbers.contains(&number(&again, new)), "{numbers:?} {}", number(&again, new));
}
