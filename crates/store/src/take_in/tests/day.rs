//! “The same day” is the centre's day where the event was written, whatever the centre says afterwards.

use crate::Authorised;
use pana_casework::authority::ControlWrite;
use pana_casework::{Act, Role};
use pana_model::{InterviewId, Moment, Secret};

use super::forge::{new_event, write_unasked};
use super::*;
use crate::testing::{KDF, finish};
use crate::{AddMember, Asked, Locked, StoredAnswer};

/// A moment so many hours after the interview was finished: at eight in the morning where it was.
fn after(hours: i64) -> Moment {
    Moment::from_unix_ms(now().unix_ms() + hours * 3_600_000).unwrap()
}

fn set_offset(store: &mut Store, hours: i32) {
    let offset = [ControlWrite::Offset(hours * 60)];
    store.transact(&Asked::of(Act::Devices), now(), |tx| tx.control(EventKind::CentreChange, &offset, None)).unwrap();
}

#[test]
fn another_distance_from_greenwich_changes_no_verdict_on_what_was_written_before() {
    let (dir, mut store) = centre();
    let (coordinator, word) = (store.member().id, Secret::new("сөз".to_owned()));
    let new = AddMember {
        name: "Дана".to_owned(),
        role: Role::Volunteer,
        grants: Vec::new(),
        passphrase: Secret::new("сөз".to_owned()),
        kdf: KDF,
    };
    let volunteer = store.member_add(new, &Authorised::Alone, now()).unwrap().id;
    drop(store);
    let open = |member| Locked::open(dir.path()).unwrap().unlock(member, &word, now()).unwrap();
    let mut store = open(volunteer);
    people(&mut store, Stream::Centre, &[&[("given_name", "Әсел")]]).unwrap();
    let case = store.people_search("", 9).unwrap().people[0].case;
    let interview: InterviewId = store.person(case).unwrap().interviews[0].interview;
    // In the evening of that day.
    store.interview_amend(interview, after(10)).unwrap();
    store.interview_finish(interview, &finish(&[(0, 5)]), after(10)).unwrap();
    // In the night after it, by a program that does not ask.
    let refused = store.interview_amend(interview, after(20));
    assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
    let file = crate::fold::case::of_log(&Gate::new(store.reader()), case).unwrap();
    let over = file.interview_heads(interview).unwrap().over("answer/f/given_name");
    let path = format!("interview/{interview}/answer/f/given_name");
    let ops = vec![pana_record::Op::set(path, pana_record::Value::text("night"), over)];
    let mut night = new_event(Stream::Centre, *case.as_bytes(), EventKind::Edit, ops);
    night.reading.hlc = Hlc::at(after(20).unix_ms().cast_unsigned());
    let night = write_unasked(&mut store, night, file.frontier().iter().copied().collect()).unwrap();
    drop(store);
    let mut store = open(coordinator);
    let check = |store: &mut Store| {
        for rebuilt in [false, true] {
            if rebuilt {
                store.rebuild_views(now()).unwrap();
            }
            let aside: Vec<_> =
                store.set_aside().unwrap().into_iter().map(|aside| (aside.event, aside.reason)).collect();
            assert_eq!(aside, [(night, "no-right".to_owned())]);
            let read = store.interview(interview).unwrap().answers;
            assert_eq!(read["/f/given_name"], StoredAnswer::Value("1985-03".to_owned()));
        }
    };
    check(&mut store);
    // By the first of these, midnight lies between morning and evening; by the second, evening and night are one day with it.
    for hours in [12, 0] {
        set_offset(&mut store, hours);
        check(&mut store);
    }
}
