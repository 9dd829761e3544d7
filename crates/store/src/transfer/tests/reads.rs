//! How long the centre that gave a case goes on reading it, and what stands of that in the access log.

use super::*;

#[test]
fn who_agreed_that_it_is_read_on_until_a_day_is_read_to_that_day_and_not_beyond() {
    let mut two = two();
    let (case, to) = (person(&mut two.here.1), two.to());
    let first = InterviewId::from_random([77; 16]);
    let worker = add(&mut two.here.1, "Әлия", Role::Supervisor);
    let said = consent(to, ConsentAnswer::Given, &[WHOLE_CASE, READ_ON]);
    agrees(&mut two.here.1, case, &Consent { until: "2026-03-03".parse().ok(), ..said });
    let id = two.here.1.transfer_propose(&ask(case, to, true), now()).unwrap();
    let file = two.here.1.transfer_file(id, now()).unwrap();
    let opened = two.there.1.transfer_open(&file, now()).unwrap();
    let taken = two.there.1.transfer_accept(&opened, now()).unwrap();
    let word = two.here.1.word_open(&taken.answer, now()).unwrap();
    two.here.1.word_take(&word, now()).unwrap();
    let mut store = reopened(&two.here.0, two.here.1, worker);
    let read = Act::ReadInterview(pana_casework::OfInterview { id: first, stream: Stream::Centre });
    let plan = FollowUp::On("2026-04-01".parse().unwrap());
    for last in [now(), day(1)] {
        assert!(store.ask(&Asked::in_case(read.clone(), case), last).is_ok());
        assert!(store.ask_not_with_others(case, last).is_ok());
    }
    for after in [day(2), day(30)] {
        for refused in [
            store.ask(&Asked::in_case(read.clone(), case), after),
            store.ask_not_with_others(case, after),
            store.follow_up_plan(case, plan, after),
        ] {
            assert!(matches!(refused, Err(StoreError::Refused(Refusal::HandedOver))), "{refused:?}");
        }
    }
    well(&mut store);
}

#[test]
fn each_file_that_is_written_again_stands_in_the_access_log() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let left = |store: &Store| {
        let log = store.access_log(case).unwrap();
        log.iter().filter(|entry| entry.action == "exported").count()
    };
    let (id, _) = two.given(case, &[WHOLE_CASE]);
    assert_eq!(left(&two.here.1), 1);
    for more in 2..4 {
        two.here.1.transfer_again(id, now()).unwrap();
        assert_eq!(left(&two.here.1), more);
    }
    two.here.1.transfer_revoke(id, "", now()).unwrap();
    assert_eq!(fault_of(two.here.1.transfer_again(id, now())), TransferFault::Moved);
    assert_eq!(left(&two.here.1), 3, "what does not leave is not said to have left");
}
