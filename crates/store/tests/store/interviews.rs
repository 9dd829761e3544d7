use pana_model::InstanceId;
use pana_store::{Access, Finish, Look, SeenAnswer, StoreError, StoredAnswer, Stream, Unpacker};

use crate::support::{centre, fact, finish, later, now, of_household, value};

#[test]
fn a_finished_interview_is_there_with_all_its_answers_and_its_facts() {
    let mut centre = centre();
    let started = centre.start(Stream::Centre, None);
    let (son, daughter) = (InstanceId::from_time(1, [1; 10]), InstanceId::from_time(2, [1; 10]));
    let chosen = StoredAnswer::Choices(vec!["a".to_owned(), "c".to_owned()]);
    let told = [
        ("/f/given_name", value("Әсел")),
        ("/f/languages", chosen.clone()),
        ("/f/birth", StoredAnswer::Partial("1987-03".to_owned())),
        ("/f/later", StoredAnswer::Later),
    ];
    let facts = [
        fact("given_name", "Әсел"),
        fact("family_name", "Ибраева"),
        fact("birth_date", "1987-03"),
        fact("phone", "+7 701 123 45 67"),
        of_household(daughter, "full_name", "Дана"),
        of_household(son, "full_name", "Ержан"),
    ];
    let finish = Finish {
        instances: [("/f/member".to_owned(), vec![son, daughter])].into(),
        incomplete: true,
        ..finish(&told, &facts)
    };
    centre.store.interview_finish(started.interview, &finish, later(40)).unwrap();
    let centre = centre.reopen();
    let read = centre.store.interview(started.interview).unwrap();
    assert_eq!((&read.answers, &read.instances), (&finish.answers, &finish.instances));
    assert_eq!((read.summary.incomplete, read.summary.later, read.summary.amended), (true, 1, 0));
    assert_eq!((read.summary.started_ms, read.summary.finished_ms), (now().unix_ms(), later(40).unix_ms()));
    let person = centre.store.person(started.case).unwrap();
    assert_eq!((&*person.name, &person.number), ("Ибраева Әсел", &started.number));
    let told: Vec<&str> = person.household.iter().map(|entry| entry.facts[0].value.as_str()).collect();
    assert_eq!(told, ["Ержан", "Дана"]);
    assert!(person.drafts.is_empty(), "the draft became the interview");
    let actions: Vec<&str> = person.history.iter().map(|entry| entry.done.as_str()).collect();
    assert_eq!(actions, ["interview-finished", "case-opened"]);
    assert_eq!(centre.store.ask_later(10).unwrap().len(), 1);
}

#[test]
fn an_amendment_replaces_what_was_shown_and_the_history_keeps_both() {
    let mut centre = centre();
    let started = centre.person("Ибраева", "Әсел", "1987");
    centre.store.interview_amend(started.interview, later(50)).unwrap();
    let draft = centre.store.draft(started.interview).unwrap();
    assert!(draft.summary.amends);
    assert_eq!(draft.answers["/f/given_name"], value("Әсел"));
    let changed = finish(&[("/f/given_name", value("Айсұлу"))], &[fact("given_name", "Айсұлу")]);
    centre.store.interview_finish(started.interview, &changed, later(60)).unwrap();
    let person = centre.store.person(started.case).unwrap();
    assert_eq!(person.name, "Айсұлу", "the family name was taken back with its answer");
    let changes = &person.history[0].changes;
    assert_eq!(changes.len(), 2);
    assert_eq!((changes[1].before.clone(), changes[1].after.clone()), (Some(value("Әсел")), Some(value("Айсұлу"))));
    assert_eq!(changes[0].after, None);
    let read = centre.store.interview(started.interview).unwrap();
    assert_eq!((read.answers, read.summary.amended), (changed.answers.clone(), 1));
    assert!(centre.store.people_search("Асел", 10).unwrap().people.is_empty());
    assert_eq!(centre.store.people_search("Айсулу", 10).unwrap().people.len(), 1);
    let events = centre.store.doctor(now()).unwrap().events;
    centre.store.interview_amend(started.interview, later(70)).unwrap();
    centre.store.interview_finish(started.interview, &changed, later(71)).unwrap();
    assert_eq!(centre.store.doctor(now()).unwrap().events, events, "nothing changed, nothing written");
}

#[test]
fn a_protected_interview_is_in_no_table_and_opens_with_the_grant() {
    let mut centre = centre();
    let person = centre.person("Ибраева", "Әсел", "1987");
    let started = centre.start(Stream::Protected, Some(person.case));
    let told = finish(&[("/s/told", value("plantedmarker"))], &[fact("former_name", "Plantedmarker")]);
    centre.store.interview_finish(started.interview, &told, later(40)).unwrap();
    let look = Look {
        cases: &[person.case],
        access: Access::InterviewOpened,
        interview: Some(started.interview),
        stream: Stream::Protected,
        note: "",
    };
    centre.store.record_access(&look, later(41)).unwrap();
    let mut centre = centre.reopen();
    assert_eq!(centre.store.interview(started.interview).unwrap().answers, told.answers);
    let page = centre.store.person(person.case).unwrap();
    assert_eq!((page.interviews.len(), page.history.len(), page.access.len()), (2, 3, 1));
    assert!(centre.store.people_search("planted", 9).unwrap().people.is_empty());
    centre.store.interview_amend(started.interview, later(50)).unwrap();
    let changed = finish(&[("/s/told", value("өзгерді"))], &[]);
    centre.store.interview_finish(started.interview, &changed, later(51)).unwrap();
    let read = centre.store.interview(started.interview).unwrap();
    assert_eq!((read.answers, read.summary.amended), (changed.answers, 1));
    assert!(centre.store.doctor(now()).unwrap().is_well());
}

#[test]
fn an_export_reads_in_the_order_of_finishing_and_the_protected_last() {
    let mut centre = centre();
    let mut expected: Vec<_> =
        (0..7).map(|n| centre.person(&format!("Ибраева{n}"), "Әсел", "1987").interview).collect();
    let protected = centre.start(Stream::Protected, None);
    let told = finish(&[("/s/told", value("plantedmarker")), ("/s/later", StoredAnswer::Later)], &[]);
    centre.store.interview_finish(protected.interview, &told, later(60)).unwrap();
    expected.push(protected.interview);
    assert_eq!(centre.store.interviews_count("intake").unwrap(), 8);
    let due: Vec<_> = centre.store.interviews_due("intake").unwrap().into_iter().map(|due| due.location).collect();
    assert_eq!(due.iter().map(|due| due.interview).collect::<Vec<_>>(), expected);
    assert_eq!(due[7].case, protected.case);
    // After the views were built again, the rows may lie elsewhere.
    centre.store.rebuild_views(later(61)).unwrap();
    let packed = centre.store.interviews_packed(&due).unwrap();
    assert_eq!(packed.iter().map(|packed| packed.summary.interview).collect::<Vec<_>>(), expected);
    assert_eq!(packed[7].number, centre.store.person_name(protected.case).unwrap().0);
    let mut unpacker = Unpacker::new().unwrap();
    let given_name = ("/f/given_name", SeenAnswer::Value("Әсел"));
    assert!(unpacker.see(&packed[0]).unwrap().answers.contains(&given_name));
    let seen = [("/s/later", SeenAnswer::Later), ("/s/told", SeenAnswer::Value("plantedmarker"))];
    assert_eq!(unpacker.see(&packed[7]).unwrap().answers, seen);
}

#[test]
fn a_look_is_one_line_and_an_export_a_line_for_each_case() {
    let mut centre = centre();
    let cases = [centre.person("Ибраева", "Әсел", "1987").case, centre.person("Оспанов", "Данияр", "1990").case];
    let others: Vec<_> = (0..8).map(|n| centre.person(&format!("Серік{n}"), "Айша", "1999").case).collect();
    let opened =
        Look { cases: &cases[..1], access: Access::PersonOpened, interview: None, stream: Stream::Centre, note: "" };
    for minute in [21, 22, 23, 40] {
        centre.store.record_access(&opened, later(minute)).unwrap();
    }
    let exported = Look { cases: &cases, access: Access::Exported, note: "statistics", ..opened };
    centre.store.record_access(&exported, later(41)).unwrap();
    for _ in 0..2 {
        let log = centre.store.access_log(cases[0]).unwrap();
        let actions: Vec<&str> = log.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["exported", "person-opened", "person-opened"]);
        let log = centre.store.access_log(cases[1]).unwrap();
        assert_eq!((log.len(), log[0].note.as_str(), log[0].member), (1, "statistics", centre.store.member().id));
        // Some of them lie between the two by their ids.
        assert!(others.iter().all(|other| centre.store.access_log(*other).unwrap().is_empty()));
        centre.store.rebuild_views(later(42)).unwrap();
    }
}

#[test]
fn what_is_too_large_is_refused_and_the_draft_stays() {
    let mut centre = centre();
    let started = centre.start(Stream::Centre, None);
    let mut noise = 1_u64;
    let huge: String = (0..1_200_000)
        .map(|_| {
            noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            char::from(b'a' + (noise >> 59) as u8 % 26)
        })
        .collect();
    let refused = centre.store.interview_finish(started.interview, &finish(&[("/f/x", value(&huge))], &[]), now());
    assert!(matches!(refused, Err(StoreError::TooLarge)));
    assert!(centre.store.is_draft(started.interview).unwrap());
    assert!(centre.store.doctor(now()).unwrap().is_well());
}
