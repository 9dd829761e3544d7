use proptest::prelude::*;

use super::*;
use crate::table::views::VIEWS;
use crate::testing::{centre, now, people};
use crate::{Answers, DraftSave, Fact, Finish, ForWhom, StartInterview, StoredAnswer, Stream};
use pana_model::{CaseId, InstanceId, InterviewId};

/// Something a worker does.
#[derive(Debug, Clone)]
enum Deed {
    Begin(u8),
    Finish(u8, Vec<(u8, u8)>),
    Amend(u8, Vec<(u8, u8)>),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let answers = proptest::collection::vec((0_u8..5, 0_u8..8), 0..5);
    let deed = prop_oneof![
        (0_u8..4).prop_map(Deed::Begin),
        (0_u8..4, answers.clone()).prop_map(|(who, answers)| Deed::Finish(who, answers)),
        (0_u8..4, answers).prop_map(|(who, answers)| Deed::Amend(who, answers)),
    ];
    proptest::collection::vec(deed, 1..14)
}

fn finish(said: &[(u8, u8)]) -> Finish {
    let properties = ["given_name", "family_name", "birth_date", "phone", "sex"];
    let mut answers = Answers::new();
    let mut finish = Finish { incomplete: said.len() % 2 == 1, ..Finish::default() };
    for (which, what) in said {
        let property = properties[usize::from(*which)];
        let source = format!("/f/{property}");
        let answer = match what {
            0 => StoredAnswer::Declined,
            1 => StoredAnswer::Later,
            2 => StoredAnswer::Choices(vec!["a".to_owned(), "b".to_owned()]),
            3 => StoredAnswer::Choices(vec!["b".to_owned()]),
            n => StoredAnswer::Value(format!("198{n}-03")),
        };
        if let StoredAnswer::Value(value) = &answer {
            let household = (*what == 7).then(|| InstanceId::from_time(7, [*which; 10]));
            let fact = Fact { household, property: property.to_owned(), value: value.clone(), source: source.clone() };
            finish.facts.push(fact);
            finish.instances.insert("/f/member".to_owned(), household.into_iter().collect());
        }
        answers.insert(source, answer);
    }
    finish.answers = answers;
    finish
}

fn do_it(store: &mut Store, deed: &Deed) -> Result<(), StoreError> {
    let interview = |who: u8| InterviewId::from_random([who; 16]);
    match deed {
        Deed::Begin(who) => {
            if store.is_draft(interview(*who))? || store.interview(interview(*who)).is_ok() {
                return Ok(());
            }
            let case = CaseId::from_random([*who / 2; 16]);
            let whom = if store.person_name(case).is_ok() { ForWhom::Known(case) } else { ForWhom::New(case) };
            let start = StartInterview {
                interview: interview(*who),
                form_id: "intake",
                form_hash: [7; 32],
                stream: Stream::Centre,
                whom,
            };
            store.interview_start(&start, now()).map(|_| ())?;
            store.draft_save(interview(*who), &DraftSave::default(), now())
        }
        Deed::Finish(who, said) => {
            if store.is_draft(interview(*who))? {
                store.interview_finish(interview(*who), &finish(said), now())?;
            }
            Ok(())
        }
        Deed::Amend(who, said) => {
            if store.interview(interview(*who)).is_ok() {
                store.interview_amend(interview(*who), now())?;
                store.interview_finish(interview(*who), &finish(said), now())?;
                assert_eq!(store.interview(interview(*who))?.answers, finish(said).answers, "what was said is read");
            }
            Ok(())
        }
    }
}

/// Every row of every view, as SQLite holds it.
fn dump(store: &Store) -> Vec<String> {
    let mut lines = Vec::new();
    for view in VIEWS {
        let sql = store.context().sql;
        let mut statement = sql.prepare(&format!("SELECT * FROM {view}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells: Vec<_> = (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap())).collect();
            lines.push(format!("{view} {}", cells.join(" ")));
        }
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rebuilt_views_equal_the_grown_ones_byte_for_byte(deeds in deeds()) {
        let (_dir, mut store) = centre();
        people(&mut store, Stream::Centre, &[&[("given_name", "Әсел")]]).unwrap();
        for deed in &deeds {
            do_it(&mut store, deed).unwrap();
        }
        let grown = dump(&store);
        store.rebuild_views(now()).unwrap();
        prop_assert_eq!(&grown, &dump(&store));
        prop_assert!(store.doctor(now()).unwrap().is_well());
    }
}

#[test]
fn views_of_an_older_program_are_built_again_when_the_store_opens() {
    let (dir, mut store) = centre();
    people(&mut store, Stream::Centre, &[&[("given_name", "Әсел")]]).unwrap();
    let member = store.member().id;
    let grown = dump(&store);
    store.connection().execute_batch("UPDATE own SET view_version = 0; DELETE FROM view_case;").unwrap();
    drop(store);
    let locked = crate::Locked::open(dir.path()).unwrap();
    let store = locked.unlock(member, &pana_model::Secret::new("сөз".to_owned()), now()).unwrap();
    assert_eq!(dump(&store), grown);
}

#[test]
fn every_view_of_the_schema_is_rebuilt() {
    let (_dir, store) = centre();
    let mut statement = store
        .connection()
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'view!_%' ESCAPE '!' ORDER BY name")
        .unwrap();
    let names: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(names, VIEWS);
}

#[test]
fn migrations_are_locked_by_their_hash() {
    // A released migration is never edited. A new one gets a line of its own here.
    let locked = [
        ("0001_house", "8ca1041c6e7ffba8ebe9afed0a52f88079bfa022a4c4bfcc1a4933ee27c19833"),
        ("0002_search_order", "2730e49d326699aa84665289e94776855197ec8fb0238d4cd304650a88c02bd6"),
        ("0003_files", "0d5d0dca25ad0714f6610cde724efad7d55f5e7f1d56f3bff5f03c208581852f"),
    ];
    let held: Vec<(&str, String)> =
        crate::disk::MIGRATIONS.iter().map(|step| (step.name, pana_sqlite::migration_hash(step.sql))).collect();
    assert_eq!(held, locked.map(|(name, hash)| (name, hash.to_owned())));
}

#[test]
fn an_older_program_refuses_a_newer_store_and_leaves_it_alone() {
    let (dir, store) = centre();
    let member = store.member().id;
    store.connection().execute("UPDATE migration SET compatibility = ?1", [crate::UNDERSTOOD + 1]).unwrap();
    drop(store);
    let locked = crate::Locked::open(dir.path()).unwrap();
    let before = std::fs::read(dir.path().join("pana.db")).unwrap();
    let opened = locked.unlock(member, &pana_model::Secret::new("сөз".to_owned()), now());
    assert!(matches!(opened, Err(StoreError::NewerStore { .. })), "{opened:?}");
    assert!(std::fs::read(dir.path().join("pana.db")).unwrap() == before);
}
