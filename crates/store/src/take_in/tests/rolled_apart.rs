//! A coordinator who was removed on one laptop has new keys made on another, and the others there write under them before
//! anybody knows.

use std::path::Path;

use pana_casework::authority::EpochRef;
use pana_casework::{Grant, Role};
use pana_keys::{EpochKey, Generation, KdfParams};
use pana_model::{CaseId, InterviewId, MemberId, Secret};
use rusqlite::params;

use super::*;
use crate::log::stream::code;
use crate::log::{OpenBoxes, key_box};
use crate::testing::{finish, second_device_of};
use crate::{AddMember, Asked, Authorised, ForWhom, HeldBack, Locked, StartInterview};

fn word() -> Secret<String> {
    Secret::new("сөз".to_owned())
}

fn opened(dir: &Path, member: MemberId) -> Store {
    Locked::open(dir).unwrap().unlock(member, &word(), now()).unwrap()
}

fn add(store: &mut Store, name: &str, role: Role, grants: &[Grant]) -> MemberId {
    let kdf = KdfParams { memory_kib: 32, passes: 1, lanes: 1 };
    let new = AddMember { name: name.to_owned(), role, grants: grants.to_vec(), passphrase: word(), kdf };
    store.member_add(new, &Authorised::Alone, now()).unwrap().id
}

fn someone(store: &mut Store, name: &str) {
    people(store, Stream::Centre, &[&[("given_name", name)]]).unwrap();
}

fn begin(store: &mut Store, number: u8, stream: Stream, case: CaseId) -> InterviewId {
    let interview = InterviewId::from_random([number; 16]);
    let start = StartInterview { interview, form_id: "intake", form_hash: [7; 32], stream, whom: ForWhom::Known(case) };
    store.interview_start(&start, now()).unwrap();
    interview
}

/// Laptop `here`, where `a` removed somebody and an honest worker `c` went on, and laptop `there`, where `b` had removed `a`.
struct Apart {
    here: tempfile::TempDir,
    there: tempfile::TempDir,
    a: MemberId,
    b: MemberId,
    c: MemberId,
    /// A third coordinator.
    third: MemberId,
    /// Whom `b` has brought in since they parted: one with the grant, one without.
    new: [MemberId; 2],
    /// What `c` told, and what they had begun, in the two streams of cases.
    told: [InterviewId; 2],
    begun: [InterviewId; 2],
    /// The epochs that `a` began.
    rolled: Vec<(Stream, EpochRef)>,
}

const CASES: [Stream; 2] = [Stream::Centre, Stream::Protected];

fn apart() -> Apart {
    let (here, mut one) = centre();
    let a = one.member().id;
    let coordinator = |one: &mut Store, name| add(one, name, Role::Coordinator, &[Grant::Protected]);
    let (b, third) = (coordinator(&mut one, "Болат"), coordinator(&mut one, "Дана"));
    let c = add(&mut one, "Серік", Role::Worker, &[Grant::Protected]);
    let leaves = add(&mut one, "Жанар", Role::Worker, &[Grant::Protected]);
    let case = CaseId::from_random([9; 16]);
    one.case_open(case, now()).unwrap();
    let (there, two) = second_device_of(here.path(), &mut one, 2, b);
    drop(two);
    let mut two = opened(there.path(), b);
    let new = [&[Grant::Protected][..], &[]].map(|grants| add(&mut two, "Айым", Role::Worker, grants));
    two.member_remove(a, &Authorised::Alone, now()).unwrap();
    someone(&mut two, "Ерлан");
    one.member_remove(leaves, &Authorised::Alone, now()).unwrap();
    someone(&mut one, "Арман");
    let rolled = Stream::ALL.map(|stream| (stream, one.state().write_epoch(stream).unwrap())).to_vec();
    drop((one, two));
    let mut one = opened(here.path(), c);
    someone(&mut one, "Әсел");
    let talks = [1, 2].map(|number| (number, CASES[usize::from(number) - 1]));
    let told = talks.map(|(number, stream)| begin(&mut one, number, stream, case));
    for talk in told {
        one.interview_finish(talk, &finish(&[(0, 4)]), now()).unwrap();
    }
    let begun = talks.map(|(number, stream)| begin(&mut one, number + 10, stream, case));
    Apart { here, there, a, b, c, third, new, told, begun, rolled }
}

/// Both get what the other has.
fn exchange(one: &mut Store, two: &mut Store) {
    copy_keys(one, two);
    copy_keys(two, one);
    let (to_two, to_one) = (news(one, two), news(two, one));
    one.take_in(&to_one, now()).unwrap();
    two.take_in(&to_two, now()).unwrap();
}

/// Both laptops have met, each opened by one member.
fn met(apart: &Apart) {
    let (mut one, mut two) = (opened(apart.here.path(), apart.c), opened(apart.there.path(), apart.b));
    exchange(&mut one, &mut two);
    for store in [&one, &two] {
        check_told(store, apart);
    }
}

/// All that `c` wrote counts and is read; of the rest, what `a` did stands aside.
fn check_told(store: &Store, apart: &Apart) {
    assert_eq!(store.state().member(apart.a).unwrap().standing, pana_casework::authority::Standing::Removed);
    for name in ["Әсел", "Ерлан"] {
        assert_eq!(store.people_search(name, 9).unwrap().people.len(), 1, "{name}");
    }
    let [open, protected] = apart.told;
    assert_eq!(store.interview(open).unwrap().answers, finish(&[(0, 4)]).answers);
    let may = store.member().has(Grant::Protected);
    assert_eq!(store.interview(protected).is_ok(), may);
    let aside = store.set_aside().unwrap();
    let of_a = |event: &crate::SetAside| event.stream == Stream::Control || event.held_back_of == Some(apart.a);
    assert!(aside.iter().all(of_a), "{aside:?}");
    for (stream, epoch) in &apart.rolled {
        assert!(store.state().epochs_of(*stream).all(|known| known != *epoch), "what was rolled does not count");
    }
}

/// What is written lies under the epoch that counts, and the key of a new subject in the generation of that one.
fn check_written(store: &mut Store, stream: Stream, rolled: &[(Stream, EpochRef)], write: impl FnOnce(&mut Store)) {
    let slots = |store: &Store| -> BTreeSet<(Vec<u8>, [u8; 16])> {
        let mut all =
            store.connection().prepare("SELECT key_id, generation FROM subject_slot WHERE stream = ?1").unwrap();
        let slots = all.query_map([code(stream)], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        slots.collect::<Result<_, _>>().unwrap()
    };
    let before = slots(store);
    write(store);
    let (sql, counts) = (store.connection(), store.state().write_epoch(stream).unwrap());
    let end = event::chain_end(sql, stream, store.device()).unwrap();
    let envelope = event::by_id(sql, end.id.as_bytes()).unwrap().unwrap().envelope().unwrap();
    assert_eq!(*envelope.header().epoch.as_bytes(), counts.0);
    assert!(!rolled.contains(&(stream, counts)));
    let generation = store.state().epoch(stream, counts).unwrap().generation;
    let after = slots(store);
    let new: BTreeSet<[u8; 16]> = after.difference(&before).map(|(_, generation)| *generation).collect();
    assert_eq!(new, BTreeSet::from([generation]), "a new key is no key that who was removed has");
}

#[test]
fn what_was_written_under_keys_of_somebody_removed_elsewhere_is_read_and_counts_and_new_events_go_under_others() {
    let apart = apart();
    met(&apart);
    for (dir, member) in [(&apart.here, apart.c), (&apart.there, apart.b), (&apart.here, apart.c)] {
        let mut store = opened(dir.path(), member);
        check_told(&store, &apart);
        let before = seen(&store);
        store.rebuild_views(now()).unwrap();
        store.reset_protected();
        assert_eq!(seen(&store), before, "a replay gives the same");
        check_told(&store, &apart);
        assert!(store.doctor(now()).unwrap().bodies_ok);
    }
    let mut one = opened(apart.here.path(), apart.c);
    for stream in CASES {
        check_written(&mut one, stream, &apart.rolled, |one| {
            people(one, stream, &[&[("given_name", "Марал")]]).unwrap();
        });
    }
}

#[test]
fn drafts_begun_under_keys_of_somebody_removed_elsewhere_go_on() {
    let apart = apart();
    met(&apart);
    let mut one = opened(apart.here.path(), apart.c);
    assert_eq!(one.drafts().unwrap().len(), 2);
    for (draft, stream) in apart.begun.into_iter().zip(CASES) {
        one.draft_save(draft, &crate::DraftSave::default(), now()).unwrap();
        check_written(&mut one, stream, &apart.rolled, |one| {
            one.interview_finish(draft, &finish(&[(1, 5)]), now()).unwrap();
        });
        assert_eq!(one.interview(draft).unwrap().answers, finish(&[(1, 5)]).answers);
    }
    assert_eq!(one.drafts().unwrap().len(), 0);
}

#[test]
fn who_came_in_elsewhere_is_let_read_it_too_and_of_protected_talks_only_who_holds_the_grant() {
    let apart = apart();
    met(&apart);
    // Nobody has given them the keys yet, and the lists are one for all who work here.
    let mut store = opened(apart.there.path(), apart.new[0]);
    store.rebuild_views(now()).unwrap();
    assert_eq!(store.people_search("Әсел", 9).unwrap().people.len(), 0);
    drop(store);
    check_told(&opened(apart.there.path(), apart.b), &apart);
    for member in apart.new {
        let mut store = opened(apart.there.path(), member);
        check_told(&store, &apart);
        store.rebuild_views(now()).unwrap();
        check_told(&store, &apart);
        let protected = store.session().uncounted.get(&Stream::Protected).is_some_and(|keys| !keys.is_empty());
        assert_eq!(protected, store.member().has(Grant::Protected));
    }
    let given = |dir: &tempfile::TempDir, member| {
        let store = opened(dir.path(), member);
        let query = "SELECT count(*) FROM seat_grant";
        store.connection().query_row(query, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    let [first, again] = [(); 2].map(|()| given(&apart.there, apart.b));
    assert_eq!(first, again, "once");
}

#[test]
fn whoever_hears_of_the_removal_gives_those_keys_on_to_read_with_and_names_them_in_no_event() {
    let apart = apart();
    let (mut one, mut two) = (opened(apart.here.path(), apart.third), opened(apart.there.path(), apart.b));
    exchange(&mut one, &mut two);
    let late = add(&mut one, "Жанат", Role::Worker, &[Grant::Protected]);
    for stream in CASES {
        check_written(&mut one, stream, &apart.rolled, |one| {
            people(one, stream, &[&[("given_name", "Марал")]]).unwrap();
        });
    }
    drop(one);
    check_told(&opened(apart.here.path(), late), &apart);
}

#[test]
fn whoever_comes_in_by_sheets_printed_since_reads_what_was_written_under_those_keys() {
    let apart = apart();
    met(&apart);
    let mut two = opened(apart.there.path(), apart.b);
    let agrees = Authorised::Second { member: apart.third, passphrase: word() };
    // EXPOSE: they are typed.
    let sheets = two.sheets_make(&agrees, now()).unwrap().map(|sheet| sheet.to_text().expose().clone());
    drop(two);
    let kdf = KdfParams { memory_kib: 32, passes: 1, lanes: 1 };
    let (locked, fresh) = (Locked::open(apart.there.path()).unwrap(), Secret::new("жаңа сөз".to_owned()));
    let store = locked.recover([&sheets[0], &sheets[1]], apart.b, &fresh, kdf, now()).unwrap();
    check_told(&store, &apart);
    drop(store);
    check_told(&locked.unlock(apart.b, &fresh, now()).unwrap(), &apart);
}

#[test]
fn who_lost_the_grant_elsewhere_reads_no_protected_talk_under_those_keys() {
    let apart = apart();
    let (mut one, mut two) = (opened(apart.here.path(), apart.c), opened(apart.there.path(), apart.b));
    let [open, protected] = apart.told;
    assert!(one.interview(open).is_ok() && one.interview(protected).is_ok());
    two.grant_withdraw(apart.c, Grant::Protected, &Authorised::Alone, now()).unwrap();
    exchange(&mut one, &mut two);
    for reopened in [false, true] {
        if reopened {
            drop(one);
            one = opened(apart.here.path(), apart.c);
        }
        assert!(one.interview(open).is_ok() && one.interview(protected).is_err());
        assert_eq!(one.session().uncounted.get(&Stream::Protected).map_or(0, std::collections::BTreeMap::len), 0);
    }
}

#[test]
fn what_somebody_wrote_under_keys_that_they_made_while_being_removed_elsewhere_is_taken_over_and_read() {
    let apart = apart();
    met(&apart);
    let mut two = opened(apart.there.path(), apart.b);
    let found = |two: &Store| two.people_search("Арман", 9).unwrap().people.len();
    assert_eq!(found(&two), 0);
    assert!(two.admit(HeldBack::Of(apart.a), now()).unwrap() > 0);
    assert_eq!(found(&two), 1);
    check_told(&two, &apart);
}

#[test]
fn a_generation_that_somebody_wraps_under_an_old_epoch_is_written_in_by_nobody() {
    let (_dir, mut one) = centre();
    for stream in Stream::ALL {
        one.roll(stream, now()).unwrap();
    }
    // Whoever holds the first epoch's key, or any that counts, can make one with a larger number.
    one.transact(&Asked::nothing(), now(), |tx| {
        for stream in CASES {
            let session = tx.session();
            let oldest = session.epochs_newest_first(stream).last().unwrap();
            key_box::begin(tx.sql(), session, stream, u32::MAX, oldest)?;
        }
        Ok(())
    })
    .unwrap();
    one.session().boxes.replace(OpenBoxes::default());
    for stream in CASES {
        check_written(&mut one, stream, &[], |one| {
            people(one, stream, &[&[("given_name", "Әсел")]]).unwrap();
        });
    }
    one.roll(Stream::Centre, now()).unwrap();
    check_written(&mut one, Stream::Centre, &[], |one| someone(one, "Дана"));
}

/// Randomness of which somebody chose what is asked for first.
struct Chosen<'c>(&'c [u8]);

impl pana_keys::Entropy for Chosen<'_> {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), pana_keys::KeysError> {
        match std::mem::take(&mut self.0) {
            [] => SystemEntropy.fill(out),
            chosen => {
                out.copy_from_slice(chosen);
                Ok(())
            }
        }
    }
}

fn put(store: &Store, stream: Stream, generation: &[u8; 16], number: u16, epoch: &EpochKey, wrapped: &[u8]) {
    let insert =
        "INSERT OR IGNORE INTO key_box (stream, generation, number, epoch, wrapped) VALUES (?1, ?2, ?3, ?4, ?5)";
    let epoch = epoch.id();
    store.connection().execute(insert, params![code(stream), generation, number, epoch.as_bytes(), wrapped]).unwrap();
}

#[test]
fn boxes_that_somebody_wraps_under_a_key_that_does_not_count_hide_nothing() {
    let apart = apart();
    met(&apart);
    let mut one = opened(apart.here.path(), apart.c);
    one.connection().execute_batch("BEGIN").unwrap();
    for stream in CASES {
        let stream_id = one.session().stream_id(stream);
        let all = key_box::generations(one.connection(), one.session(), stream).unwrap();
        let known = || all.counting.iter().chain(all.others.iter().map(|(generation, _)| generation));
        // One under which all slots would be sought elsewhere, and one under which they are found and do not open.
        for (number, finds) in [(0, false), (1, true)] {
            let epoch = EpochKey::make(stream_id, number, &mut SystemEntropy).unwrap();
            for known in known() {
                let id = known.id();
                let mut entropy = Chosen(&id.as_bytes()[4..]);
                let (other, buckets) = Generation::make(stream_id, id.number(), &mut entropy).unwrap();
                assert_eq!(other.id(), id);
                let slot_ids = if finds { known } else { &other }.wrap(&epoch, &mut SystemEntropy).unwrap();
                put(&one, stream, id.as_bytes(), 256, &epoch, &slot_ids);
                for bucket in buckets {
                    let wrapped = bucket.wrap(&epoch, &mut SystemEntropy).unwrap();
                    put(&one, stream, id.as_bytes(), u16::from(bucket.bucket()), &epoch, &wrapped);
                }
            }
            let held = one.session_mut().uncounted.entry(stream).or_default();
            held.insert((epoch.id(), epoch.commitment()), epoch);
        }
    }
    one.connection().execute_batch("COMMIT").unwrap();
    for order in 0..2 {
        one.session().boxes.replace(OpenBoxes::default());
        one.reset_protected();
        one.transact(&Asked::nothing(), now(), |tx| crate::fold::replay(tx.sql(), tx.session())).unwrap();
        check_told(&one, &apart);
        for stream in CASES {
            check_written(&mut one, stream, &apart.rolled, |one| {
                people(one, stream, &[&[("given_name", "Марал")]]).unwrap();
            });
        }
        assert_eq!(one.people_search("Марал", 9).unwrap().people.len(), order + 1);
    }
}

#[test]
fn of_two_who_rolled_apart_one_of_whom_removed_somebody_nothing_more_is_written_that_the_removed_one_reads() {
    let (here, mut one) = centre();
    let a = one.member().id;
    let b = add(&mut one, "Болат", Role::Coordinator, &[Grant::Protected]);
    let c = add(&mut one, "Серік", Role::Worker, &[Grant::Protected]);
    let (_gone, mut three) = second_device_of(here.path(), &mut one, 3, c);
    let (there, two) = second_device_of(here.path(), &mut one, 2, b);
    drop(two);
    let mut two = opened(there.path(), b);
    // The one removes somebody, by which new keys are made; the other makes new ones too, and has not heard of it.
    one.member_remove(c, &Authorised::Alone, now()).unwrap();
    for stream in CASES {
        two.roll(stream, now()).unwrap();
    }
    let rolled = CASES.map(|stream| (stream, two.state().write_epoch(stream).unwrap()));
    someone(&mut two, "Ерлан");
    exchange(&mut one, &mut two);
    drop((one, two));
    let (mut one, mut two) = (opened(here.path(), a), opened(there.path(), b));
    let before: BTreeSet<Vec<u8>> = envelopes(&one).into_iter().chain(envelopes(&two)).collect();
    for stream in CASES {
        for store in [&mut one, &mut two] {
            check_written(store, stream, &rolled, |store| {
                people(store, stream, &[&[("given_name", "Марал")]]).unwrap();
            });
        }
    }
    exchange(&mut one, &mut two);
    assert_eq!(one.people_search("Марал", 9).unwrap().people.len(), 2);
    // Whoever carries all of it to the laptop of who was removed opens nothing there that was written since.
    copy_keys(&one, &three);
    three.take_in(&news(&one, &three), now()).unwrap();
    let since: Vec<Vec<u8>> = envelopes(&one).into_iter().filter(|bytes| !before.contains(bytes)).collect();
    let of_cases = since.iter().filter(|bytes| {
        let header = Envelope::from_bytes(bytes).unwrap().header().clone();
        header.stream.name(one.centre()).is_some_and(|stream| CASES.contains(&stream))
    });
    let opens = |bytes: &Vec<u8>| {
        let id = *Envelope::from_bytes(bytes).unwrap().id().as_bytes();
        let row = event::by_id(three.connection(), &id).unwrap().unwrap();
        matches!(three.reader().open(&row), Ok(Some(_)))
    };
    assert!(before.iter().any(opens), "what was written before that does");
    let of_cases: Vec<&Vec<u8>> = of_cases.collect();
    assert!(of_cases.len() >= 4 && !of_cases.into_iter().any(opens));
}
