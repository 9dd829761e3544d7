use pana_casework::case::Done;
use pana_model::{CaseId, InterviewId};
use proptest::prelude::*;

use crate::testing::{Deed, centre, deeds, do_it_in, now};
use crate::{Interview, Locked, Store, StoredAnswer, Stream};

/// The interviews of `device` as they are shown, without what says in which stream they lie and at which moment they came.
fn shown(store: &Store, device: u8) -> Vec<Option<Interview>> {
    let ids = (0..4).map(|which| InterviewId::from_random([which + 16 * device; 16]));
    let read = ids.map(|id| store.interview(id).ok());
    let mut all: Vec<Option<Interview>> = read.collect();
    for read in all.iter_mut().flatten() {
        let none = InterviewId::from_random([0; 16]);
        (read.interview, read.summary.interview) = (none, none);
        (read.stream, read.summary.stream) = (Stream::Centre, Stream::Centre);
    }
    all
}

/// What was done with an interview, which of them, and what it changed: the place, before and after.
type Line = (Done, u8, Vec<(String, Option<StoredAnswer>, Option<StoredAnswer>)>);

/// What was done with the interviews of `device`, in order.
fn done(store: &Store, device: u8) -> Vec<Line> {
    let cases = (0..2).map(|case| CaseId::from_random([case; 16]));
    let pages = cases.filter_map(|case| store.person(case).ok());
    let lines = pages.flat_map(|person| person.history);
    let of_device = |id: &InterviewId| id.as_bytes()[0] / 16 == device;
    let lines = lines.filter_map(|line| Some((line.interview.filter(of_device)?.as_bytes()[0] % 16, line)));
    lines
        .map(|(which, line)| {
            let changes = line.changes.into_iter().map(|change| (change.at, change.before, change.after));
            (line.done, which, changes.collect())
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_done_in_the_protected_stream_is_shown_as_it_would_be_in_the_open(deeds in deeds()) {
        let (dir, mut store) = centre();
        for deed in [Deed::Begin(0), Deed::Begin(2)] {
            // Both people are known first.
            do_it_in(&mut store, &deed, 2, Stream::Centre).unwrap();
        }
        let amended = [Deed::Begin(0), Deed::Finish(0, vec![(0, 4)]), Deed::Amend(0, vec![(0, 5), (1, 2)])];
        for deed in amended.iter().chain(&deeds) {
            do_it_in(&mut store, deed, 0, Stream::Centre).unwrap();
            do_it_in(&mut store, deed, 1, Stream::Protected).unwrap();
        }
        for again in [false, true] {
            if again {
                // From the log instead of event by event.
                let member = store.member().id;
                drop(store);
                let locked = Locked::open(dir.path()).unwrap();
                store = locked.unlock(member, &pana_model::Secret::new("сөз".to_owned()), now()).unwrap();
            }
            prop_assert_eq!(shown(&store, 1), shown(&store, 0));
            prop_assert_eq!(done(&store, 1), done(&store, 0));
            prop_assert_eq!(store.set_aside().unwrap(), vec![]);
        }
    }
}
