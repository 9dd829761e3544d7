//! When people are to be asked again: kept, listed by the day, and the same after a rebuild.

use pana_casework::case::FollowUp;
use pana_model::CaseId;
use pana_store::{Finish, Stream};

use crate::support::{Centre, centre, finish, later};

const DAY: i64 = 24 * 60;

fn due(centre: &Centre, minutes: i64) -> Vec<CaseId> {
    let (due, many) = centre.store.follow_ups_due(later(minutes), 100).unwrap();
    assert_eq!(due.len(), many);
    due.into_iter().map(|(case, _)| case).collect()
}

fn on(minutes: i64) -> FollowUp {
    FollowUp::On(later(minutes).date())
}

#[test]
fn who_is_to_be_asked_is_listed_from_that_day_on_until_it_is_done_and_after_a_rebuild_the_same() {
    let mut centre = centre();
    let [one, two] =
        [("Ибраева", "Әсел"), ("Ким", "Аружан")].map(|(family, given)| centre.person(family, given, "1987").case);
    assert_eq!(centre.store.follow_up_of(one).unwrap(), None);
    centre.store.follow_up_plan(one, on(3 * DAY), later(10)).unwrap();
    centre.store.follow_up_plan(two, on(DAY), later(11)).unwrap();
    for (minutes, expected) in [(0, vec![]), (DAY, vec![two]), (2 * DAY, vec![two]), (3 * DAY, vec![two, one])] {
        assert_eq!(due(&centre, minutes), expected, "after {minutes} minutes");
    }
    let (first, many) = centre.store.follow_ups_due(later(3 * DAY), 1).unwrap();
    assert_eq!((first.len(), many), (1, 2), "those that are not shown are counted");
    centre.store.follow_up_plan(two, FollowUp::Never, later(12)).unwrap();
    let mut centre = centre.reopen();
    assert_eq!(due(&centre, 400 * DAY), [one], "nothing leaves by age alone");
    centre.store.rebuild_views(later(20)).unwrap();
    assert_eq!(due(&centre, 400 * DAY), [one]);
    assert_eq!(centre.store.follow_up_of(two).unwrap(), Some(FollowUp::Never));
}

#[test]
fn it_is_planned_with_the_interview_or_neither_is_written() {
    let mut centre = centre();
    let started = centre.start(Stream::Centre, None);
    let finish = Finish { follow_up: Some(on(DAY)), ..finish(&[], &[]) };
    centre.store.interview_finish(started.interview, &finish, later(2)).unwrap();
    assert_eq!(due(&centre, DAY), [started.case]);
    let lines = centre.store.person(started.case).unwrap().history;
    assert_eq!(lines[0].done.as_str(), "interview-finished", "one event says both");
}
