use ed25519_dalek::{Signer, SigningKey};
use proptest::prelude::*;

use super::*;

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

proptest! {
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
