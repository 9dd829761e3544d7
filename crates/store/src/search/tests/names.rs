//! Names as people write them.

use serde_json::Value;

use super::*;

/// A store with people of one property each.
fn with(people_there: &[&[(&str, &str)]]) -> (tempfile::TempDir, Store) {
    let (dir, mut store) = centre();
    people(&mut store, Stream::Centre, people_there).unwrap();
    (dir, store)
}

fn found(store: &Store, text: &str) -> Vec<String> {
    store.people_search(text, 20).unwrap().people.into_iter().map(|hit| hit.name).collect()
}

/// Of the people there: who is meant, and another one who has the name as well (Ali, Mohammed, Hussein).
const NAMESAKES: [(&str, &str); 3] = [("محمد", "Мұхаммед"), ("Мұхаммед", "محمد"), ("عبدالرحمن", "Хусейн")];

#[test]
fn people_are_found_by_their_names_as_others_write_them() {
    let cases: Value = serde_json::from_str(include_str!("../../../../../tests/data/search-names.json")).unwrap();
    let (_dir, mut store) = centre();
    let mut ids = BTreeMap::new();
    for person in cases["people"].as_array().unwrap() {
        let facts: Vec<(&str, String)> = person
            .as_object()
            .unwrap()
            .iter()
            .filter(|(property, _)| *property != "id")
            .filter_map(|(property, value)| {
                let text = value.as_str().map(str::to_owned).or_else(|| value.as_i64().map(|year| year.to_string()));
                Some((property.as_str(), text?))
            })
            .collect();
        let facts: Vec<(&str, &str)> = facts.iter().map(|(property, value)| (*property, value.as_str())).collect();
        people(&mut store, Stream::Centre, &[&facts]).unwrap();
        ids.insert(store.people_search("", 1).unwrap().people[0].case, person["id"].as_str().unwrap());
    }
    let (mut missing, mut strangers) = (Vec::new(), Vec::new());
    for query in cases["queries"].as_array().unwrap() {
        let (text, finds) = (query["text"].as_str().unwrap(), query["finds"].as_str().unwrap());
        let hits: Vec<&str> = store.people_search(text, 20).unwrap().people.iter().map(|hit| ids[&hit.case]).collect();
        if !hits.contains(&finds) {
            missing.push(format!("{text} finds {finds}"));
        }
        let is_meant = |id: &str| id == finds || NAMESAKES.iter().any(|(one, other)| *one == finds && *other == id);
        if hits.len() > 3 || hits.first().is_some_and(|first| !is_meant(first)) {
            strangers.push(format!("{text}: {hits:?}"));
        }
    }
    assert_eq!(missing, Vec::<String>::new());
    assert_eq!(strangers, Vec::<String>::new(), "no stranger comes first, and few come after");
}

#[test]
fn the_name_itself_comes_first_then_other_spellings_then_what_is_only_near() {
    let (_dir, store) = with(&[
        &[("given_name", "Мохаммад")],
        &[("given_name", "محمد")],
        &[("given_name", "Мұхаммедов")],
        &[("given_name", "Muhammed")],
        &[("given_name", "Мухаммед")],
        &[("given_name", "Мұхаммед")],
        &[("given_name", "Махмұд")],
        &[("given_name", "Мухаметжан")],
    ]);
    let expected = ["Мұхаммед", "Мухаммед", "Muhammed", "Мұхаммедов", "محمد", "Мохаммад"];
    assert_eq!(found(&store, "Мұхаммед"), expected);
}

#[test]
fn a_slip_of_the_finger_finds_whom_it_meant_and_nobody_beside() {
    let (_dir, store) = with(&[
        &[("given_name", "Айгүл"), ("birth_date", "1994-05-02")],
        &[("given_name", "Айгүл"), ("birth_date", "1987")],
        &[("given_name", "Айнур")],
        &[("given_name", "Нұрлан")],
        &[("family_name", "Абдрахманова"), ("given_name", "Марат")],
        &[("family_name", "Абрамова")],
        &[("given_name", "فاطمه")],
    ]);
    for (typed, meant) in [
        ("айглу", "Айгүл"),
        ("айгкл", "Айгүл"),
        ("айтгул", "Айгүл"),
        ("нурлпн", "Нұрлан"),
        ("урлан", "Нұрлан"),
        ("абрдахманова", "Абдрахманова Марат"),
        ("абдрахмоновв", "Абдрахманова Марат"),
        ("мараи абдрахманова", "Абдрахманова Марат"),
        ("فطامه", "فاطمه"),
    ] {
        let hits = store.people_search(typed, 20).unwrap().people;
        assert!(!hits.is_empty() && hits.iter().all(|hit| hit.name == meant), "{typed}: {:?}", found(&store, typed));
        assert!(hits.iter().all(|hit| hit.is_near), "{typed} is said to be near");
    }
    assert_eq!(found(&store, "агйул").len(), 2, "й is as good as a vowel");
    assert_eq!(found(&store, "айгул 94"), ["Айгүл"]);
    assert!(!store.people_search("айгул 94", 9).unwrap().people[0].is_near);
    assert_eq!(found(&store, "айглу 94").len(), 1);
    assert_eq!(found(&store, "мрат"), ["Абдрахманова Марат"]);
    assert_eq!(found(&store, "мрт"), Vec::<String>::new(), "three letters are too few to guess from");
}

#[test]
fn whoever_is_found_by_what_was_typed_is_not_drowned_by_what_is_near() {
    let names: Vec<String> = ["Марад", "Марак", "Марал", "Маран", "Марап", "Марар"].map(str::to_owned).into();
    let facts: Vec<[(&str, &str); 1]> = names.iter().map(|name| [("given_name", name.as_str())]).collect();
    let shown: Vec<&[(&str, &str)]> = facts.iter().map(<[_; 1]>::as_slice).collect();
    let (_dir, store) = with(&shown);
    let hits = store.people_search("Марал", 20).unwrap().people;
    assert_eq!((hits[0].name.as_str(), hits[0].is_near), ("Марал", false));
    assert_eq!(hits.len(), 4, "three beside are enough");
}

#[test]
fn a_child_is_found_by_its_own_name_and_said_to_be_of_the_household() {
    let (_dir, mut store) = with(&[&[("given_name", "Айсұлу")]]);
    store
        .transact(&Asked::of(pana_casework::Act::OpenCase), now(), |tx| {
            let case = CaseId::from_random([9; 16]);
            tx.case_open(case)?;
            let new = NewInterview {
                interview: InterviewId::from_random([9; 16]),
                form_id: "intake",
                form_hash: [7; 32],
                stream: Stream::Centre,
                case,
                started: now(),
            };
            let child = pana_model::InstanceId::from_time(7, [1; 10]);
            let fact = |household, property: &str, value: &str| crate::Fact {
                household,
                property: property.to_owned(),
                value: value.to_owned(),
                source: format!("/f/{property}"),
            };
            let facts = vec![
                fact(None, "given_name", "Гүлнар"),
                fact(Some(child), "full_name", "Айсұлу Қанат"),
                fact(Some(child), "relation", "child"),
            ];
            tx.interview_record(&new, &Finish { facts, ..Finish::default() })
        })
        .unwrap();
    assert_eq!(found(&store, "айсулу"), ["Айсұлу", "Гүлнар"], "who has the name comes first");
    let hit = &store.people_search("қанат", 9).unwrap().people[0];
    assert_eq!((hit.name.as_str(), hit.why.contains(&Matched::Household)), ("Гүлнар", true));
    assert_eq!(found(&store, "aisulu qanat"), ["Гүлнар"]);
    assert_eq!(found(&store, "child"), Vec::<String>::new());
}

#[test]
fn a_day_of_birth_finds_whom_only_the_year_is_known_of_behind_those_of_the_day() {
    let (_dir, store) = with(&[
        &[("given_name", "А"), ("birth_year", "1987")],
        &[("given_name", "Б"), ("birth_date", "1987-03")],
        &[("given_name", "В"), ("birth_date", "1987-03-14")],
        &[("given_name", "Г"), ("birth_date", "1987-03-15")],
        &[("given_name", "Ғ"), ("birth_year", "۱۹۸۷")],
    ]);
    let hits = found(&store, "14.03.1987");
    assert_eq!(hits[0], "В");
    assert_eq!(hits.len(), 4, "{hits:?}");
    assert_eq!(found(&store, "١٩٨٧").len(), 5);
}

#[test]
fn telephones_and_numbers_are_found_as_they_are_copied() {
    let (_dir, store) = with(&[&[("given_name", "Әсел"), ("phone", "۸ ۷۰۱ ۱۲۳ ۴۵ ۶۷ ішкі 5")], &[("given_name", "Б")]]);
    for text in
        ["+7 701 123-45-67", "87011234567", "701 123 45 67 доб. 5", "\u{202A}8‑701‑123‑45‑67\u{202C}", "әсел 8 701"]
    {
        assert_eq!(found(&store, text), ["Әсел"], "{text}");
    }
    let number = store.people_search("Әсел", 1).unwrap().people[0].number.clone();
    for text in [format!("\u{FEFF}{number}\u{200B}"), number.replace('-', "\u{2011}"), format!("әсел {number}")] {
        assert_eq!(found(&store, &text), ["Әсел"], "{text:?}");
    }
}

#[test]
fn the_words_of_names_are_those_of_the_names_there_are() {
    let (_dir, mut store) = with(&[&[("given_name", "Мохаммед")], &[("given_name", "Мохаммед")]]);
    let words = |store: &Store| {
        let sql = store.reader().sql;
        let mut statement = sql.prepare("SELECT token FROM view_token WHERE kind = 9 ORDER BY token").unwrap();
        statement.query_map([], |row| row.get::<_, String>(0)).unwrap().collect::<Result<Vec<_>, _>>().unwrap()
    };
    assert_eq!(words(&store), ["mhmt\u{1}mohamed"]);
    let hits = store.people_search("", 9).unwrap().people;
    for (hit, left) in hits.iter().zip([1, 0]) {
        let tokens = BTreeSet::from([(Matched::Name, "ali\u{1}али".to_owned())]);
        store.transact(&Asked::nothing(), now(), |tx| view_token::replace(tx.sql(), hit.case, &tokens, 1)).unwrap();
        let mohamed = words(&store).iter().filter(|word| word.ends_with("mohamed")).count();
        assert_eq!(mohamed, left, "a name goes with the last who has it");
    }
    store.rebuild_views(now()).unwrap();
    assert_eq!(words(&store), ["mhmt\u{1}mohamed"]);
}

#[test]
fn a_store_of_an_older_program_finds_by_the_new_rules_once_it_is_opened() {
    let (dir, mut store) = with(&[&[("given_name", "Мұхаммед")]]);
    let interview = InterviewId::from_random([8; 16]);
    let whom = ForWhom::New(CaseId::from_random([8; 16]));
    let start = StartInterview { interview, form_id: "intake", form_hash: [7; 32], stream: Stream::Centre, whom };
    store.interview_start(&start, now()).unwrap();
    let person = BTreeMap::from([("given_name".to_owned(), "O‘tkir".to_owned())]);
    store.draft_save(interview, &DraftSave { person: Some(person), ..DraftSave::default() }, now()).unwrap();
    let member = store.member().id;
    let old = "UPDATE own SET view_version = 7; DELETE FROM view_token WHERE kind = 9;
        UPDATE view_token SET token = 'muhamed' WHERE kind = 0; UPDATE draft_token SET token = 'tkir' WHERE kind = 0;";
    store.connection().execute_batch(old).unwrap();
    assert_eq!(found(&store, "Mohamad").len() + found(&store, "Otkir").len(), 0);
    drop(store);
    let locked = crate::Locked::open(dir.path()).unwrap();
    let store = locked.unlock(member, &pana_model::Secret::new("сөз".to_owned()), now()).unwrap();
    assert_eq!(found(&store, "Mohamad"), ["Мұхаммед"]);
    assert_eq!(found(&store, "Otkir"), ["O‘tkir"]);
    assert_eq!(found(&store, "Ўткир"), ["O‘tkir"], "of a draft, too, by other vowels");
    assert_eq!(found(&store, "Otkri"), ["O‘tkir"], "and by a slip");
}
