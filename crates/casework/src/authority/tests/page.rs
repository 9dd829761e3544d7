//! Every role and every act of the centre's own log: it counts exactly where the page of roles lets its author do it.

use pana_model::{CentreId, EventRef, StreamName};

use super::super::{ControlWrite, Keys};
use super::kit::{
    Story, admits, confirms, epoch, erases, grants, is, joins, member, publishes, reached, removes, revokes, rolls,
    seat, sheets,
};
use crate::known::{KnownCentre, KnownSeat};
use crate::rights::tests::{Kind, cell_allows, table};
use crate::{Grant, Role};

const MEMBERS: &str = "add, change and remove members; give and withdraw grants but `protected`";
const DEVICES: &str = "add, revoke and renew devices; new recovery sheets";
const HELD_BACK: &str = "take over what was held back; confirm a contested removal; write the quarantine into files";

const KNOW: &str = "make the centre's card, take in that of another centre, or take that back";

fn knows(is: bool) -> Vec<ControlWrite> {
    let seat = KnownSeat { keys: Keys([7; 64]), protected: false };
    let known =
        KnownCentre {
            root: [1; 32], name: "Алматы".to_owned(), seats: vec![seat], digits: "123456789012".to_owned()
        };
    vec![ControlWrite::Known { centre: CentreId::from_bytes([4; 16]), known: is.then_some(known) }]
}

fn withdraws(grant: Grant) -> Vec<ControlWrite> {
    vec![ControlWrite::WithdrawGrant { grant, member: member('v'), cuts: vec![] }]
}

/// What `w` says, and the row of the page that says who may. `v` is a volunteer with the grants `analyst` and `protected`,
/// `u` one without any.
fn acts(story: &Story, removal: EventRef) -> Vec<(&'static str, Vec<ControlWrite>)> {
    let mut device = joins('n', Role::Worker, &[]);
    device.retain(|write| matches!(write, ControlWrite::Device { .. }));
    vec![
        (MEMBERS, joins('n', Role::Worker, &[])),
        (MEMBERS, joins('n', Role::Coordinator, &[Grant::Expert])),
        (MEMBERS, vec![is('u', Role::Supervisor, &[])]),
        (MEMBERS, vec![is('u', Role::Volunteer, &[Grant::Analyst])]),
        (MEMBERS, removes('v')),
        (MEMBERS, withdraws(Grant::Analyst)),
        ("give the grant `protected`", vec![is('u', Role::Volunteer, &[Grant::Protected])]),
        ("withdraw the grant `protected`", withdraws(Grant::Protected)),
        (DEVICES, device),
        (DEVICES, revokes('v')),
        (DEVICES, vec![ControlWrite::Recovery(sheets('t'))]),
        ("begin a new epoch", vec![rolls(StreamName::Centre, epoch(2, '2'), &['a', 'b', 'c'])]),
        ("begin a new epoch", vec![rolls(StreamName::Control, epoch(2, '2'), &['a', 'b', 'c'])]),
        (
            "begin a new epoch of the protected stream",
            vec![
                rolls(StreamName::Protected, epoch(2, '2'), &['a', 'b']),
                grants(StreamName::Protected, epoch(2, '2'), 'a'),
            ],
        ),
        ("publish a questionnaire, rules or the directory", publishes('f')),
        ("say how the centre is reached, for its papers", reached("1")),
        (HELD_BACK, admits(story.root_ref())),
        (HELD_BACK, confirms(removal)),
        ("erase a case", erases([1])),
        (KNOW, knows(true)),
        (KNOW, knows(false)),
    ]
}

#[test]
fn an_act_of_the_centres_log_counts_exactly_where_the_page_lets_its_author_do_it() {
    let rows = table("Acts");
    for kind in Kind::all().into_iter().filter(|kind| kind.second == crate::Second::Missing) {
        for (place, role) in (1..).zip(Role::ALL) {
            let mut story = Story::of_three(1);
            story.then('a', joins('v', Role::Volunteer, &[Grant::Analyst, Grant::Protected]));
            story.then('a', joins('u', Role::Volunteer, &[]));
            story.then('a', joins('x', Role::Worker, &[]));
            let removal = story.then('b', removes('x'));
            let held: Vec<Grant> = kind.who(*role).grants.into_iter().collect();
            story.then('a', joins('w', *role, &held));
            for (row, writes) in acts(&story, removal) {
                let cell = rows.iter().find(|known| known[0] == row).unwrap_or_else(|| panic!("no row “{row}”"))[place];
                let mut said = story.clone();
                // Whoever has to agree beside the author, does.
                let agreed = |event: &mut super::super::ControlEvent| event.seconded_by = vec![seat('b')];
                let id = said.say_more('w', &[said.last()], writes.clone(), &agreed);
                let verdict = said.fold().verdict(id).unwrap();
                assert_eq!(verdict.is_ok(), cell_allows(cell, kind), "{writes:?} by a {role}, “{cell}”: {verdict:?}");
            }
        }
    }
}
