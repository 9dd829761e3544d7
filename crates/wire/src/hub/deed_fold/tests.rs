use ed25519_dalek::{Signer, SigningKey};
use proptest::prelude::*;

use super::*;

thread_local! {
    /// How often a set was folded anew on this thread.
    pub(super) static FOLDED_ANEW: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

const ORG: CentreId = CentreId::from_bytes([7; 16]);

fn signing(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

fn dev(n: u8) -> DeviceId {
    DeviceId::from_bytes([n; 16])
}

fn admit(n: u8, coordinator: bool) -> DeedWrite {
    DeedWrite::Admit { dev: dev(n), key: signing(n).verifying_key().to_bytes(), coordinator }
}

fn remove(n: u8) -> DeedWrite {
    DeedWrite::Remove { dev: dev(n) }
}

fn deed(by: u8, past: &[&Deed], acts: &[DeedWrite]) -> Deed {
    let past = past.iter().map(|deed| deed.id()).collect();
    let statement = Deed::statement(ORG, if by == 0xff { BY_RECOVERY } else { dev(by) }, &past, acts);
    let sig = signing(by).sign(&Deed::message(&statement)).to_bytes();
    Deed::new(statement, sig).unwrap()
}

fn root() -> Deed {
    let recovery = DeedWrite::Recovery { key: signing(0xff).verifying_key().to_bytes() };
    deed(1, &[], &[admit(1, true), recovery])
}

fn standing(deeds: &[&Deed]) -> Vec<(u8, bool)> {
    let deeds = Deeds::new(ORG, deeds[0].id(), deeds.iter().map(|deed| (*deed).clone()));
    let devices = deeds.devices().into_iter().filter(|(_, device)| device.stands);
    devices.map(|(dev, device)| (dev.as_bytes()[0], device.coordinator)).collect()
}

#[test]
fn a_deed_counts_where_a_coordinators_laptop_signed_it() {
    let root = root();
    let second = deed(1, &[&root], &[admit(2, true), admit(3, false)]);
    let by_second = deed(2, &[&second], &[admit(4, false)]);
    let by_volunteer = deed(3, &[&second], &[admit(5, true)]);
    let by_stranger = deed(9, &[&second], &[admit(9, true)]);
    assert_eq!(
        standing(&[&root, &second, &by_second, &by_volunteer, &by_stranger]),
        [(1, true), (2, true), (3, false), (4, false)]
    );
    let statement = Deed::statement(ORG, dev(1), &[root.id()].into(), &[admit(6, true)]);
    let forged = Deed::new(statement, [0; 64]).unwrap();
    assert_eq!(standing(&[&root, &forged]), [(1, true)]);
    assert_eq!(standing(&[&deed(1, &[], &[admit(2, true)])]), [], "the first one admits its own maker");
}

#[test]
fn a_deed_lets_a_laptop_in_once_by_what_it_says_first() {
    let root = root();
    let other = DeedWrite::Admit { dev: dev(2), key: signing(9).verifying_key().to_bytes(), coordinator: true };
    let twice = deed(1, &[&root], &[admit(2, false), other, admit(2, true)]);
    assert_eq!(standing(&[&root, &twice]), [(1, true), (2, false)]);
    let deeds = Deeds::new(ORG, root.id(), [root, twice]);
    assert_eq!(deeds.devices()[&dev(2)].key, signing(2).verifying_key().to_bytes());
}

#[test]
fn who_was_removed_stands_again_only_by_who_had_seen_it() {
    let root = root();
    let both = deed(1, &[&root], &[admit(2, true), admit(3, false)]);
    let out = deed(1, &[&both], &[remove(3)]);
    let beside = deed(2, &[&both], &[admit(3, false)]);
    assert_eq!(standing(&[&root, &both, &out]), [(1, true), (2, true)]);
    assert_eq!(
        standing(&[&root, &both, &out, &beside]),
        [(1, true), (2, true)],
        "what had not seen it changes nothing"
    );
    let after = deed(2, &[&out], &[admit(3, false)]);
    assert_eq!(standing(&[&root, &both, &out, &after]), [(1, true), (2, true), (3, false)]);
    let lowered = deed(1, &[&both], &[remove(2), admit(2, false)]);
    assert_eq!(standing(&[&root, &both, &lowered]), [(1, true), (2, false), (3, false)]);
}

#[test]
fn a_removed_coordinator_who_goes_on_brings_nobody_in() {
    let root = root();
    let both = deed(1, &[&root], &[admit(2, true)]);
    let out = deed(1, &[&both], &[remove(2)]);
    let helper = deed(2, &[&both], &[admit(4, true)]);
    let by_helper = deed(4, &[&helper], &[admit(5, true)]);
    assert_eq!(standing(&[&root, &both, &helper, &by_helper]), [(1, true), (2, true), (4, true), (5, true)]);
    assert_eq!(standing(&[&root, &both, &out, &helper, &by_helper]), [(1, true)]);
}

#[test]
fn two_who_removed_each_other_are_out_until_somebody_else_lets_one_in() {
    let root = root();
    let all = deed(1, &[&root], &[admit(2, true), admit(3, true)]);
    let (one, other) = (deed(1, &[&all], &[remove(2)]), deed(2, &[&all], &[remove(1)]));
    assert_eq!(standing(&[&root, &all, &one, &other]), [(3, true)]);
    let third = deed(3, &[&one, &other], &[admit(1, true)]);
    assert_eq!(standing(&[&root, &all, &one, &other, &third]), [(1, true), (3, true)]);
    let sheets = deed(0xff, &[&one, &other], &[admit(2, true)]);
    assert_eq!(standing(&[&root, &all, &one, &other, &sheets]), [(2, true), (3, true)]);
    let by_itself = deed(1, &[&one, &other], &[admit(1, true)]);
    assert_eq!(standing(&[&root, &all, &one, &other, &by_itself]), [(3, true)]);
}

fn event(n: u8) -> (StreamId, DeedErased) {
    (StreamId::derive(ORG, StreamName::Centre), DeedErased::Event(crate::EventId::from_bytes([n; 32])))
}

fn erases(n: u8) -> DeedWrite {
    let (stream, item) = event(n);
    DeedWrite::Erase { stream, item }
}

fn takes_back(n: u8) -> DeedWrite {
    let (stream, item) = event(n);
    DeedWrite::TakeBack { stream, item }
}

#[test]
fn what_is_erased_is_taken_back_by_who_had_seen_it_and_erased_again() {
    let root = root();
    let first = root.id();
    let all = deed(1, &[&root], &[admit(2, true), admit(3, false)]);
    let erased = deed(1, &[&all], &[erases(1), erases(2)]);
    let back = deed(2, &[&erased], &[takes_back(1)]);
    let beside = deed(2, &[&all], &[takes_back(1)]);
    let again = deed(1, &[&back], &[erases(1)]);
    let check = |deeds: &[&Deed], expected: &[u8]| {
        let deeds = Deeds::new(ORG, first, deeds.iter().map(|deed| (*deed).clone()));
        assert_eq!(deeds.erased(), expected.iter().map(|n| event(*n)).collect());
    };
    check(&[&root, &all, &erased], &[1, 2]);
    check(&[&root, &all, &erased, &back], &[2]);
    check(&[&root, &all, &erased, &beside], &[1, 2]);
    check(&[&root, &all, &erased, &back, &again], &[1, 2]);
    let by_volunteer = deed(3, &[&erased], &[takes_back(1)]);
    check(&[&root, &all, &erased, &by_volunteer], &[1, 2]);
    // Where another one says the same apart, both have to be seen.
    let same = deed(2, &[&all], &[erases(1)]);
    check(&[&root, &all, &erased, &same, &back], &[1, 2]);
    check(&[&root, &all, &erased, &same, &deed(1, &[&erased, &same], &[takes_back(1)])], &[2]);
    // What a removal had not seen erases nothing, nor does it take anything back.
    let removal = deed(1, &[&erased], &[remove(2)]);
    check(&[&root, &all, &erased, &removal, &back], &[1, 2]);
}

#[test]
fn as_many_deeds_as_there_may_be_are_folded_in_one_pass_where_each_had_seen_those_before() {
    let mut deeds = vec![root()];
    deeds.push(deed(1, &[&deeds[0]], &[admit(2, true), admit(3, false)]));
    for number in 0..MAX_DEEDS / 4 {
        let by = if number % 7 == 0 { 2 } else { 1 };
        let act = if number % 5 == 0 { remove(3) } else { admit(3, number % 2 == 0) };
        let new = deed(by, &[deeds.last().unwrap()], &[act, erases(u8::try_from(number % 250).unwrap())]);
        deeds.push(new);
    }
    let folded = Deeds::new(ORG, deeds[0].id(), deeds.clone());
    assert_eq!((folded.allowed().len(), folded.ends().len()), (deeds.len(), 1));
    assert_eq!(folded.erased().len(), 250);
    assert!(folded.in_order().map(Deed::id).eq(deeds.iter().map(Deed::id)));
    assert_eq!(FOLDED_ANEW.get(), 0, "nothing was folded but once");
}

proptest! {
    #[test]
    fn what_is_added_deed_by_deed_is_what_all_of_them_come_to(
        acts in prop::collection::vec((1_u8..6, 0_u8..4, 1_u8..6, any::<bool>(), any::<[prop::sample::Index; 3]>()), 1..24),
    ) {
        let mut deeds = vec![root()];
        deeds.push(deed(1, &[&deeds[0]], &[admit(2, true), admit(3, true)]));
        for (by, what, whom, coordinator, past) in acts {
            let seen: BTreeMap<DeedId, &Deed> = past.iter().map(|at| at.get(&deeds)).map(|deed| (deed.id(), deed)).collect();
            let acts = match what {
                0 => vec![remove(whom)],
                1 => vec![admit(whom, coordinator), erases(whom)],
                2 => vec![takes_back(whom)],
                _ => vec![remove(whom), admit(whom, coordinator)],
            };
            let by = if by == 5 { 0xff } else { by };
            let new = deed(by, &seen.values().copied().collect::<Vec<_>>(), &acts);
            deeds.push(new);
        }
        let folded = Deeds::new(ORG, deeds[0].id(), deeds);
        let all = DeedSet::up_to(folded.placed.len());
        prop_assert_eq!(&folded.all, &folded.anew(&all));
        for placed in &folded.placed {
            // From any fold of a part of it, as they are kept.
            let pasts = folded.placed.iter().map(|placed| &placed.past);
            let parts = pasts.filter(|past| *past != &placed.past && past.is_within(&placed.past));
            let mut kept: Vec<Fold> = parts.map(|past| folded.anew(past)).collect();
            prop_assert_eq!(folded.state(&placed.past, Some(&folded.all), &mut kept), Some(&folded.anew(&placed.past)));
        }
    }

    #[test]
    fn what_deeds_come_to_depends_on_the_set_alone(
        acts in prop::collection::vec((1_u8..5, 1_u8..6, any::<bool>(), any::<bool>(), any::<prop::sample::Index>()), 1..14),
        order in any::<u64>(),
    ) {
        let mut deeds = vec![root()];
        for (by, whom, is_removal, coordinator, past) in acts {
            let seen = past.get(&deeds).clone();
            let act = if is_removal { remove(whom) } else { admit(whom, coordinator) };
            deeds.push(deed(by, &[&seen], &[act]));
        }
        let first = deeds[0].id();
        let came = Deeds::new(ORG, first, deeds.clone());
        let turn = usize::try_from(order % 97).unwrap() % deeds.len();
        deeds.rotate_left(turn);
        let again = Deeds::new(ORG, first, deeds.into_iter().rev());
        prop_assert_eq!(came.devices(), again.devices());
        prop_assert_eq!(came.digest(), again.digest());
        // Nobody speaks whom nobody who could let in.
        for (dev, device) in came.devices() {
            prop_assert!(!device.coordinator || device.stands);
            let is_named = came.all().any(|deed| {
                deed.acts.iter().any(|act| matches!(act, DeedWrite::Admit { dev: named, .. } if *named == dev))
            });
            prop_assert!(is_named);
        }
    }
}

#[test]
fn however_many_deeds_were_made_apart_a_new_one_names_as_many_as_it_may_and_counts() {
    let root = root();
    let apart: Vec<Deed> = (0..300_u16)
        .map(|n| {
            let dev = DeviceId::from_bytes([[0x40; 14].as_slice(), &n.to_be_bytes()].concat().try_into().unwrap());
            deed(1, &[&root], &[DeedWrite::Admit { dev, key: [9; 32], coordinator: false }])
        })
        .collect();
    let all: Vec<Deed> = std::iter::once(root.clone()).chain(apart).collect();
    let ends = Deeds::new(ORG, root.id(), all.clone()).ends();
    assert_eq!(ends.len(), MAX_PAST);
    let named: Vec<&Deed> = all.iter().filter(|deed| ends.contains(&deed.id())).collect();
    let next = deed(1, &named, &[admit(2, true)]);
    let deeds = Deeds::new(ORG, root.id(), all.iter().cloned().chain([next.clone()]));
    assert!(deeds.allowed().contains(&next.id()) && deeds.devices()[&dev(2)].stands);
    // What it did not name the next one does, which has seen most itself.
    assert!(deeds.ends().contains(&next.id()) && deeds.ends().len() == 45);
}
