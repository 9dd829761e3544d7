//! What may happen in a house: who does what on which device, apart from the others.

use proptest::prelude::*;

use super::{ADDED, DEVICES, FIRST, SECOND, SUPERVISOR, VOLUNTEER};

/// Something that somebody does.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// Begins an interview of a person, of the protected stream or not.
    Begin(u8, bool),
    Finish(u8, Vec<(u8, u8)>),
    Amend(u8, Vec<(u8, u8)>),
    Save(u8),
    Discard(u8),
    Look(u8),
    /// Writes what nobody asked about, with another program: a change of somebody else's answer.
    Forge(u8),
    /// Says with another program that they are a coordinator, in an event and in a centre of their own.
    Raise,
    Remove(usize),
    Becomes(usize, u8),
    Withdraw(usize),
    Give(usize),
    Add,
    Offset(i32),
}

fn step() -> impl Strategy<Value = Step> {
    let answers = || proptest::collection::vec((0_u8..5, 0_u8..8), 1..4);
    prop_oneof![
        4 => (0_u8..8, any::<bool>()).prop_map(|(which, protected)| Step::Begin(which, protected)),
        5 => (0_u8..8, answers()).prop_map(|(which, said)| Step::Finish(which, said)),
        4 => (0_u8..8, answers()).prop_map(|(which, said)| Step::Amend(which, said)),
        1 => (0_u8..8).prop_map(Step::Save),
        1 => (0_u8..8).prop_map(Step::Discard),
        2 => (0_u8..2).prop_map(Step::Look),
        3 => (0_u8..8).prop_map(Step::Forge),
        1 => Just(Step::Raise),
        1 => (2_usize..5).prop_map(Step::Remove),
        2 => (2_usize..5, 0_u8..3).prop_map(|(whom, role)| Step::Becomes(whom, role)),
        1 => (2_usize..5).prop_map(Step::Withdraw),
        1 => (2_usize..5).prop_map(Step::Give),
        1 => Just(Step::Add),
        1 => (-11_i32..12).prop_map(|hours| Step::Offset(hours * 60)),
    ]
}

/// What one member does on one device before another comes to it.
pub(super) type Turn = (usize, Vec<Step>);
/// The turns on each device, none of which knows of the others'.
pub(super) type Apart = Vec<Vec<Turn>>;

fn apart() -> impl Strategy<Value = Apart> {
    let turn = (0_usize..5, proptest::collection::vec(step(), 1..6));
    proptest::collection::vec(proptest::collection::vec(turn, 1..3), DEVICES)
}

/// The same, and a volunteer writes with a program of their own from the beginning.
pub(super) fn forged() -> impl Strategy<Value = Apart> {
    apart().prop_map(|mut apart| {
        // And comes back to a store in which both centres lie.
        apart[2].splice(..0, [(VOLUNTEER, vec![Step::Forge(0), Step::Raise]), (VOLUNTEER, vec![Step::Look(0)])]);
        apart
    })
}

/// The same, and on one device somebody loses rights while they go on working on the others.
pub(super) fn parted() -> impl Strategy<Value = Apart> {
    let loses = |whom: usize| {
        prop_oneof![
            Just(Step::Remove(whom)),
            (0_u8..2).prop_map(move |role| Step::Becomes(whom, role)),
            Just(Step::Withdraw(whom)),
        ]
    };
    let loses = (2_usize..5).prop_flat_map(move |whom| (Just(whom), loses(whom)));
    (loses, apart()).prop_map(|((whom, step), mut apart)| {
        apart[0].insert(0, (FIRST, vec![step]));
        for (device, turns) in (0_u8..).zip(&mut apart).skip(1) {
            let said = vec![(device, 5)];
            let works = vec![Step::Begin(7, false), Step::Finish(7, said.clone()), Step::Amend(4, said), Step::Look(0)];
            turns.insert(0, (whom, works));
        }
        apart
    })
}

/// The same, and mostly on one device the second coordinator brings somebody in who works, and others after them, while the
/// first coordinator removes the second; what the second begins epochs for meanwhile does not count then, and what the others
/// write under these does.
pub(super) fn with_one_brought_in(apart: impl Strategy<Value = Apart>) -> impl Strategy<Value = Apart> {
    let works = |which: u8, said: u8| {
        let said = vec![(1, said)];
        let begin = [Step::Begin(which, true), Step::Begin(which + 1, false)];
        let finish = [which, which + 1].map(|which| Step::Finish(which, said.clone()));
        let amend = [which, which + 1].map(|which| Step::Amend(which, said.clone()));
        begin.into_iter().chain(finish).chain(amend).chain([Step::Look(0)]).collect()
    };
    (apart, proptest::bool::weighted(0.7), any::<bool>()).prop_map(move |(mut apart, is_so, rolls)| {
        if is_so {
            apart[0].insert(0, (FIRST, vec![Step::Remove(SECOND)]));
            let brings = if rolls { vec![Step::Add, Step::Remove(VOLUNTEER)] } else { vec![Step::Add] };
            let turns = [(SECOND, brings), (ADDED, works(4, 4)), (SUPERVISOR, works(4, 6))];
            apart[1].splice(0..0, turns);
        }
        apart
    })
}
