//! What is written comes back.

use std::ops::ControlFlow;

use pana_keys::{DeviceSecrets, SystemEntropy};
use pana_sync::{Contents, Exchange, Folder, PartState, Phase, Progress, WriteBundleError};
use pana_wire::bundle::{Holds, Item, ItemKind};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::centre::{Centre, Given, chunk, event, here, rules, slot, three_parts};
use crate::memory::Memory;

fn any_item() -> impl Strategy<Value = Item> {
    prop_oneof![
        (any::<u8>(), 0..3000_usize).prop_map(|(number, length)| event(number, length)),
        (0..9_u32, 0..3000_usize).prop_map(|(number, length)| chunk(number, length)),
        any::<u8>().prop_map(slot),
        vec(any::<u8>(), 0..200).prop_map(|bytes| rules(&bytes)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_items_come_back_from_parts_of_any_size_in_their_order(
        items in vec(any_item(), 0..20), part_size in 1..20_000_u64,
    ) {
        let (centre, place) = (Centre::new(part_size), Memory::new());
        let written = centre.write(&place, &items).unwrap();
        let found = centre.look(&place);
        prop_assert_eq!((found.bundles.len(), found.others.len(), found.more), (1, 0, false));
        let bundle = &found.bundles[0];
        prop_assert_eq!(bundle.head.bundle, written.bundle);
        prop_assert_eq!(centre.items_of(&place, bundle), items);
        let names: Vec<&String> = bundle.parts.iter().map(|part| &here(part).name).collect();
        prop_assert_eq!(names, written.parts.iter().map(|part| &part.name).collect::<Vec<_>>());
        let largest = 3000 + 1024;
        for (number, part) in bundle.parts.iter().map(here).enumerate() {
            prop_assert!(matches!(part.state, PartState::Whole(_)));
            let last = number + 1 == bundle.parts.len();
            prop_assert_eq!(part.exchange, if last { Exchange::NotKnown } else { Exchange::No });
            prop_assert!(written.parts[number].bytes < part_size.max(largest) + 1500, "{}", written.parts[number].bytes);
        }
    }
}

#[test]
fn a_bundle_lies_in_a_folder_under_names_that_say_nothing_and_for_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (centre, place) = (Centre::new(20_000), Folder::open(folder.path()).unwrap());
    let written = centre.write(&place, &three_parts()).unwrap();
    assert_eq!(written.parts.len(), 3);
    for part in &written.parts {
        let path = folder.path().join(&part.name);
        assert_eq!(std::fs::metadata(&path).unwrap().len(), part.bytes);
        assert_eq!(*blake3::hash(&std::fs::read(&path).unwrap()).as_bytes(), part.hash);
        assert_eq!(part.name.len(), 32 + ".pana".len());
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).unwrap().permissions());
            assert_eq!(mode & 0o777, 0o600);
        }
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3, "and nothing else");
    let found = centre.look(&place);
    assert_eq!(centre.items_of(&place, &found.bundles[0]), three_parts());
    let holds: Vec<Holds> = found.bundles[0].parts.iter().map(|part| here(part).holds).collect();
    let of = |events, chunks| Holds { events, chunks };
    assert_eq!(holds, [of(2, 0), of(1, 1), of(0, 2)]);
}

#[test]
fn a_bundle_of_nothing_says_what_its_writer_has() {
    let (centre, place) = (Centre::new(20_000), Memory::new());
    assert_eq!(centre.write(&place, &[]).unwrap().parts.len(), 1);
    assert_eq!(centre.items_of(&place, &centre.look(&place).bundles[0]), []);
}

#[test]
fn a_second_bundle_leaves_the_first_as_it_is() {
    let (centre, place) = (Centre::new(20_000), Memory::new());
    centre.write(&place, &three_parts()).unwrap();
    let first = place.all();
    centre.write(&place, &[event(9, 9)]).unwrap();
    let both = place.all();
    assert!(first.iter().all(|(name, bytes)| both.get(name) == Some(bytes)));
    assert_eq!((both.len(), centre.look(&place).bundles.len()), (4, 2));
}

#[test]
fn the_caller_is_told_how_far_it_is_and_can_stop_it_anywhere() {
    let centre = Centre::new(20_000);
    let mut told: Vec<Progress> = Vec::new();
    let all = |progress: Progress| {
        told.push(progress);
        ControlFlow::Continue(())
    };
    let mut all = all;
    centre.write_watched(&Memory::new(), &three_parts(), &mut all).unwrap();
    let writing: Vec<(u32, u64)> =
        told.iter().filter(|at| at.phase == Phase::Writing).map(|at| (at.part, at.items)).collect();
    assert_eq!(writing, [(1, 0), (1, 1), (2, 2), (2, 3), (2, 4), (2, 5), (3, 6), (3, 7)]);
    assert!(told.iter().filter(|at| at.phase != Phase::Counting).all(|at| (at.parts, at.of_items) == (3, 8)));
    assert_eq!(told.iter().filter(|at| at.phase == Phase::Counting).count(), 8);
    assert!(told.iter().filter(|at| at.phase == Phase::Checking).map(|at| at.part).max() == Some(3));

    for stop in 0..told.len() {
        let (place, mut at) = (Memory::new(), 0);
        let mut watch = |_| {
            at += 1;
            if at > stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let stopped = centre.write_watched(&place, &three_parts(), &mut watch);
        assert!(matches!(stopped, Err(WriteBundleError::Stopped)), "{stop}: {stopped:?}");
        assert!(place.all().is_empty(), "{stop}: {:?}", place.all().keys());
    }
}

/// Gives something else than it counted.
struct Changing(Vec<Item>, Vec<Item>);

impl Contents for Changing {
    type Error = &'static str;

    fn sizes(&mut self) -> impl Iterator<Item = Result<(ItemKind, usize), Self::Error>> {
        self.0.iter().map(|item| Ok((item.kind(), item.length())))
    }

    fn items(&mut self) -> impl Iterator<Item = Result<Item, Self::Error>> {
        self.1.iter().map(|item| if item.length() == 13 { Err("thirteen") } else { Ok(item.clone()) })
    }
}

#[test]
fn what_changes_between_the_passes_or_cannot_be_given_leaves_nothing() {
    let centre = Centre::new(20_000);
    let counted = vec![event(1, 20), event(2, 20), chunk(0, 20)];
    let write = |given: Vec<Item>| {
        let place = Memory::new();
        let mut contents = Changing(counted.clone(), given);
        let to = [centre.to.public()];
        let written = centre.write_contents(&place, &mut contents, &to, &mut |_| ControlFlow::Continue(()));
        assert!(written.is_ok() || place.all().is_empty(), "{:?}", place.all().keys());
        written.map(|written| written.parts.len())
    };
    assert_eq!(write(vec![event(1, 900), event(2, 1), chunk(0, 20)]).unwrap(), 1, "other lengths are no matter");
    for given in [
        vec![event(1, 20), event(2, 20)],
        vec![event(1, 20), event(2, 20), chunk(0, 20), slot(1)],
        vec![event(1, 20), chunk(1, 20), chunk(0, 20)],
    ] {
        assert!(matches!(write(given), Err(WriteBundleError::Changed)));
    }
    let failed = write(vec![event(1, 20), event(2, 13), chunk(0, 20)]);
    assert!(matches!(failed, Err(WriteBundleError::Contents("thirteen"))));
    assert!(matches!(write(vec![event(1, 20), event(2, 300_000)]), Err(WriteBundleError::Item(_))));
}

#[test]
fn a_bundle_to_nobody_or_of_too_many_parts_is_not_begun() {
    let (centre, place) = (Centre::new(1), Memory::new());
    let to_nobody = centre.write_contents(&place, &mut Given(&[]), &[], &mut |_| ControlFlow::Continue(()));
    assert!(matches!(to_nobody, Err(WriteBundleError::Recipients(_))));
    let many = vec![event(1, 1); 4097];
    assert!(matches!(centre.write(&place, &many), Err(WriteBundleError::TooMuch)));
    assert!(place.all().is_empty());
}

#[test]
fn each_of_several_devices_reads_the_bundle() {
    let (centre, place) = (Centre::new(20_000), Memory::new());
    let other = DeviceSecrets::make(&mut SystemEntropy).unwrap();
    let to = [other.public(), centre.to.public()];
    centre.write_contents(&place, &mut Given(&three_parts()), &to, &mut |_| ControlFlow::Continue(())).unwrap();
    let theirs = Centre { to: other, ..Centre::new(1) };
    assert_eq!(centre.look(&place), theirs.look(&place));
    assert_eq!(centre.look(&place).bundles.len(), 1);
}
