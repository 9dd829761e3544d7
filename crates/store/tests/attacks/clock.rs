//! A clock that stood in 2099 for an afternoon.

use pana_model::Moment;
use pana_store::{Access, Look, Stream};

use crate::house::{house, later, said};

fn far() -> Moment {
    Moment::parse("2099-05-01T10:00:00+05:00").unwrap()
}

#[test]
fn a_clock_once_in_2099_marks_what_it_dated_and_leaves_later_times_right() {
    let house = house();
    let mut store = house.open(house.worker);
    let looks = |store: &mut pana_store::Store, at: Moment| {
        let cases = [house.asel.case];
        let look =
            Look { cases: &cases, access: Access::PersonOpened, interview: None, stream: Stream::Centre, note: "" };
        store.record_access(&look, at).unwrap();
    };
    looks(&mut store, later(62));
    looks(&mut store, far());
    drop(store);
    let mut store = house.open(house.worker);
    assert_eq!(store.clock_ahead(far()).unwrap(), Some(later(62)), "it is asked about");
    assert_eq!(store.clock_ahead(later(70)).unwrap(), None);
    assert_eq!(store.clock_behind(later(70)).unwrap(), None, "2099 was not believed");
    for minute in [80, 81, 82] {
        looks(&mut store, later(minute));
    }
    let log = store.access_log(house.asel.case).unwrap();
    let times: Vec<i64> = log.iter().map(|entry| entry.at_ms).collect();
    assert_eq!(times, [far().unix_ms(), later(80).unix_ms(), later(62).unix_ms()], "one line for one look");
    store
        .interview_start(
            &pana_store::StartInterview {
                interview: pana_model::InterviewId::from_random([90; 16]),
                form_id: "intake",
                form_hash: crate::house::FORM,
                stream: Stream::Centre,
                whom: pana_store::ForWhom::Known(house.asel.case),
            },
            later(83),
        )
        .unwrap();
    store.interview_finish(pana_model::InterviewId::from_random([90; 16]), &said(&[]), later(84)).unwrap();
    assert_eq!(store.person(house.asel.case).unwrap().history[0].at_ms, later(84).unix_ms());
    assert_eq!(store.doctor(later(85)).unwrap().findings, []);
    drop(store);
    let bodies = house.hand().bodies();
    let flagged = bodies.iter().filter(|(_, body)| body.flags.clock_not_believed());
    let flagged: Vec<u64> = flagged.map(|(_, body)| body.hlc.unix_ms()).collect();
    assert_eq!(flagged, [far().unix_ms().cast_unsigned()]);
    house.goes_on();
}
