use proptest::prelude::*;

use super::*;
use crate::Stream;
use crate::table::views::VIEWS;
use crate::testing::{centre, deeds, do_it, now, people};

/// Every row of every view, as SQLite holds it.
fn dump(store: &Store) -> Vec<String> {
    let mut lines = Vec::new();
    for view in VIEWS {
        let sql = store.reader().sql;
        let columns = sql.prepare(&format!("SELECT * FROM {view}")).unwrap().column_count();
        let order = if columns > 2 { "1, 2, 3" } else { "1, 2" };
        let mut statement = sql.prepare(&format!("SELECT * FROM {view} ORDER BY {order}")).unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells: Vec<_> = (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap())).collect();
            lines.push(format!("{view} {}", cells.join(" ")));
        }
    }
    lines
}

/// What an export sees of each interview is what a screen reads of it.
fn seen_as_read(store: &Store) -> Result<(), StoreError> {
    let due: Vec<_> = store.interviews_due("intake")?.into_iter().map(|due| due.location).collect();
    let mut unpacker = crate::Unpacker::new()?;
    for packed in store.interviews_packed(&due)? {
        let read = store.interview(packed.summary.interview)?;
        let again = crate::SeenInterview::of_read(&read.answers, &read.instances, &read.apart);
        assert_eq!(packed.summary, read.summary);
        assert!(unpacker.see(&packed)? == again, "{}", read.interview);
    }
    Ok(())
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
        seen_as_read(&store).unwrap();
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
        ("0004_layout2", "0fbeba210497065b6dd106368c8e121316d23e0ad9feb902b559c2e9eec5011c"),
        ("0005_due_interviews", "f6b8adeffdfef7f9a80035bdb94653eee8b7cf28c5573de8a9366fa02e26b580"),
        ("0006_looks_at_many", "4b05f263a63f11560a841175a85db0b4576427bda1c0bad4a6e6f598f7ef310d"),
        ("0007_meetings", "d074970972b98cffb355238d83c9087420d685345f4aa2f978c2e0f91169ba29"),
        ("0008_nobody", "267c3aadce67ecedd5c9c56a01bdc744f562aa016380d05a4cda200e32407c9b"),
        ("0009_referrals", "84dde76b6704af763ac680c8a5555322de7f19935503afeb48fa2bd326927527"),
        ("0010_directory", "2984a979f7db528233e8e31c83c085b82b20b707b3670b872b4718b4e1cb91d9"),
        ("0011_follow_up", "b90f838ae8698a0f9ad8f4aa60cc3bf67c05bfd5d1742b6551b52cdf85f66773"),
        ("0012_closing", "6ffe782e901e6b214e132f4aeae2f9f764d4f3b9fe34eff1032b63c7ca39e421"),
        ("0013_covering", "f2752e5f8a063e0b408b8d589b24148719fae0473c670afb1560bb0cf38a7b4a"),
        ("0014_meeting", "28408909f67a6b1aaf6eb6864c99c94b22e185efa07b38252023815e74eeacb9"),
        ("0015_same", "6521d9a15df8dddb61139c43e184da0f5c4448ff831e5edbb5b68061e8a4b16d"),
        ("0016_hub", "5df68d51f35f73ef410326bb2ed3e2484a7c6d6c06989a8aa3feda5b2d92730e"),
        ("0017_conflict", "fe2d8f324c3d2206333c56492794bbf03a347264b0c2085d6370c2e1a70b39fb"),
        ("0018_erase", "6fb64e010b07b98e711f6eccb092362ce636e80363d0e5a4879d5026c3db537c"),
        ("0019_files_travel", "c360952b6d2e7de7c578353fa87e4da667dffa6db74a9586d1887e78c7d846be"),
        ("0020_lease", "e93796bdedd057aa45c29eed4414498fdcc44d3ff04fba255216d75730019b72"),
        ("0021_erase_waits", "3005dad6be0181ea5d537e0f7aebb2363948e42f6a31445fc4f31f41b188e693"),
        ("0022_join", "dd47c6fb44b548a307b2ee11573cf8c73bcf8016c9081a7efe9602fcbc09eeec"),
        ("0023_transfer", "11d55e1415cac072b12cb3d2af5f72e90f39b7a926dd5fa5c09595592fddbf30"),
    ];
    let held: Vec<(&str, String)> =
        crate::disk::MIGRATIONS.iter().map(|step| (step.name, pana_sqlite::migration_hash(step.sql))).collect();
    assert_eq!(held, locked.map(|(name, hash)| (name, hash.to_owned())));
}

#[test]
fn the_fingerprint_of_the_schema_is_that_of_what_the_migrations_make() {
    assert_eq!(pana_sqlite::schema_fingerprint(crate::disk::MIGRATIONS).unwrap(), crate::disk::SCHEMA);
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
