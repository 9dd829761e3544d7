//! Whatever the disk does, at whatever step.

use std::ops::ControlFlow;

use pana_sync::{DiskFault, FoundPart, LookError, NoPart, PartState, WriteBundleError, look};

use crate::centre::{Centre, ROOT, event, here, three_parts};
use crate::memory::{FULL, Fails, GONE, Memory, READ_ONLY};

fn steps_of_a_good_run(centre: &Centre) -> usize {
    let place = Memory::new();
    centre.write(&place, &three_parts()).unwrap();
    place.steps()
}

#[track_caller]
fn check_written(centre: &Centre, place: &Memory, expected: DiskFault) {
    match centre.write(place, &three_parts()) {
        Err(WriteBundleError::Disk(fault)) => assert_eq!(fault, expected),
        other => panic!("{other:?}"),
    }
}

/// Every file with the ending of a part is whole.
#[track_caller]
fn check_no_half(centre: &Centre, place: &Memory) {
    let found = centre.look(place);
    assert_eq!(found.others, []);
    for part in found.bundles.iter().flat_map(|bundle| &bundle.parts) {
        let whole = matches!(
            part,
            FoundPart::Missing(_) | FoundPart::Here(pana_sync::PartHere { state: PartState::Whole(_), .. })
        );
        assert!(whole, "{part:?}");
    }
}

#[test]
fn a_step_that_fails_once_says_why_and_leaves_nothing_behind() {
    let centre = Centre::new(20_000);
    let steps = steps_of_a_good_run(&centre);
    assert!(steps > 30, "{steps} steps");
    for at in 0..steps {
        for (code, fault) in [(FULL, DiskFault::Full), (13, DiskFault::Denied)] {
            let place = Memory::failing(Fails::Once(at, code));
            check_written(&centre, &place, fault);
            assert!(place.all().is_empty(), "step {at} left {:?}", place.all().keys());
        }
    }
}

#[test]
fn a_stick_pulled_out_at_any_step_has_no_half_part_and_is_cleared_by_the_next_writing() {
    let centre = Centre::new(20_000);
    for at in 0..steps_of_a_good_run(&centre) {
        let place = Memory::failing(Fails::From(at, GONE));
        check_written(&centre, &place, DiskFault::Gone);
        for again in place.put_in_again() {
            check_no_half(&centre, &again);
            let parts = again.all().into_keys().filter(|name| name.ends_with(".pana")).count();
            centre.write(&again, &[event(1, 9)]).unwrap();
            assert_eq!(again.all().len(), parts + 1, "step {at}: {:?}", again.all().keys());
        }
    }
}

#[test]
fn what_is_said_to_be_written_is_there_when_the_stick_was_pulled_out_right_after() {
    let (centre, place) = (Centre::new(20_000), Memory::new());
    centre.write(&place, &three_parts()).unwrap();
    for again in place.put_in_again() {
        assert_eq!(centre.items_of(&again, &centre.look(&again).bundles[0]), three_parts());
    }
}

#[test]
fn a_disk_that_turns_read_only_at_any_step_says_so_and_has_no_half_part() {
    let centre = Centre::new(20_000);
    for at in 0..steps_of_a_good_run(&centre) {
        let place = Memory::failing(Fails::From(at, READ_ONLY));
        check_written(&centre, &place, DiskFault::ReadOnly);
        place.put_in_again().iter().for_each(|again| check_no_half(&centre, again));
    }
}

#[test]
fn a_disk_too_small_by_any_number_of_bytes_is_full_and_has_its_room_back() {
    let centre = Centre::new(20_000);
    let place = Memory::new();
    let bytes: u64 = centre.write(&place, &three_parts()).unwrap().parts.iter().map(|part| part.bytes).sum();
    let bytes = usize::try_from(bytes).unwrap();
    for room in (0..bytes).step_by(997).chain([bytes - 1000]) {
        let place = Memory::with_room(room);
        check_written(&centre, &place, DiskFault::Full);
        assert!(place.all().is_empty(), "{room} bytes: {:?}", place.all().keys());
    }
    // What age puts beside the recipients is of another length each time.
    assert!(centre.write(&Memory::with_room(bytes + 1000), &three_parts()).is_ok());
}

#[test]
fn a_stick_that_claims_more_room_than_it_has_is_found_out_before_anything_is_said_to_be_written() {
    let centre = Centre::new(20_000);
    let place = Memory::lying(30_000);
    let written = centre.write(&place, &three_parts());
    assert!(matches!(written, Err(WriteBundleError::ReadBack)), "{written:?}");
    assert!(place.all().is_empty());
}

#[test]
fn what_others_call_alike_is_left() {
    let (centre, place) = (Centre::new(20_000), Memory::new());
    let left = "0123456789abcdef0123456789abcdef.pana.part";
    for name in [left, "photo.pana.part", ".pana.part", "a.part"] {
        place.put(name, b"1");
    }
    centre.write(&place, &[event(1, 9)]).unwrap();
    let names: Vec<String> = place.all().into_keys().filter(|name| !name.ends_with(".pana")).collect();
    assert_eq!(names, [".pana.part", "a.part", "photo.pana.part"]);
}

#[test]
fn a_disk_that_fails_while_it_is_looked_into_is_told_from_a_part_that_is_broken() {
    let centre = Centre::new(400_000);
    let good = Memory::new();
    let items: Vec<_> = (0..20).map(|number| event(number, 15_000)).collect();
    centre.write(&good, &items).unwrap();
    let all = good.all();
    let (name, bytes) = all.first_key_value().unwrap();
    let mut unread = 0;
    let steps = {
        let place = Memory::new();
        place.put(name, bytes);
        centre.look(&place);
        place.steps()
    };
    for at in 0..steps {
        let place = Memory::failing(Fails::Once(at, GONE));
        place.put(name, bytes);
        let found = look(&place, &centre.keys(), ROOT, &mut |_, _| ControlFlow::Continue(()));
        match found {
            Err(error) => assert_eq!((at, error), (0, LookError::Disk(DiskFault::Gone))),
            Ok(found) if found.bundles.is_empty() => assert_eq!(found.others[0].why, NoPart::Disk(DiskFault::Gone)),
            Ok(found) => match here(&found.bundles[0].parts[0]).state {
                PartState::Unread(counts, fault) => {
                    assert_eq!(fault, DiskFault::Gone);
                    assert!(counts.holds.events < 20);
                    unread += 1;
                }
                // It failed once, after the end.
                PartState::Whole(counts) => assert_eq!((counts.holds.events, at + 2 > steps), (20, true)),
                PartState::Torn(counts) => panic!("step {at}: {counts:?}"),
            },
        }
    }
    assert!(unread > 0, "no step failed within the part");
}
