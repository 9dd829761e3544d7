use crate::Authorised;
use std::collections::BTreeSet;

use pana_casework::authority::{ControlWrite, Cut};
use pana_casework::path::LogPath;
use pana_casework::witness::named;
use pana_model::{MemberId, Secret};
use pana_record::{Op, Value};

use super::*;
use crate::log::own;
use crate::testing::{centre, now, people, second_device};
use crate::{Finding, Locked, Notice};

const ONE: &[&[(&str, &str)]] = &[&[("given_name", "Әсел")]];

fn opened(store: &Store) -> Vec<Opened> {
    let rows = event::named(store.connection()).unwrap();
    let rows = rows.into_iter().map(|(position, ..)| event::at(store.connection(), position).unwrap());
    let mut rows: Vec<EventRow> = rows.collect();
    rows.sort_by_key(|row| row.position);
    rows.iter().filter_map(|row| store.reader().open(row).unwrap()).collect()
}

/// The witnesses of a stream, in the order in which they came.
fn witnesses(store: &Store, stream: Stream) -> Vec<Opened> {
    let is = |event: &Opened| event.stream == stream && event.body.kind == EventKind::Witness;
    opened(store).into_iter().filter(is).collect()
}

fn names(event: &Opened) -> Vec<Witnessed> {
    named(&event.event()).collect()
}

/// What a chain ends with.
fn end(store: &Store, stream: Stream, device: DeviceId) -> Witnessed {
    let end = event::chain_end(store.connection(), stream, device).unwrap();
    Witnessed { stream, device, seq: end.dseq, event: *end.id.as_bytes() }
}

fn reopen(dir: &tempfile::TempDir, store: Store) -> Store {
    let member = store.member().id;
    drop(store);
    unlock(dir, member)
}

fn unlock(dir: &tempfile::TempDir, member: MemberId) -> Store {
    Locked::open(dir.path()).unwrap().unlock(member, &Secret::new("сөз".to_owned()), now()).unwrap()
}

fn missing(store: &mut Store) -> Vec<Finding> {
    let found = store.doctor(now()).unwrap().findings;
    found.into_iter().filter(|finding| matches!(finding, Finding::Missing { .. })).collect()
}

/// Writes a witness that says whatever it is told to.
fn says(store: &mut Store, stream: Stream, ops: Vec<Op>) -> Result<(), StoreError> {
    let subject = *store.centre().as_bytes();
    store.transact(&Asked::nothing(), now(), |tx| {
        let (kind, note, reading) = (EventKind::Witness, String::new(), tx.next_reading()?);
        tx.append(NewEvent { stream, subject, kind, form: None, ops, note, reading, sign: None })
    })
}

#[test]
fn a_lock_names_the_last_event_of_each_chain_that_has_grown() {
    let (dir, mut store) = centre();
    people(&mut store, Stream::Centre, ONE).unwrap();
    let device = store.device();
    let ends = [Stream::Control, Stream::Centre].map(|stream| end(&store, stream, device));
    let mut store = reopen(&dir, store);
    let first = witnesses(&store, Stream::Centre);
    assert_eq!(first.iter().map(names).collect::<Vec<_>>(), [ends]);
    assert_eq!(first[0].body.subject, *store.centre().as_bytes());
    people(&mut store, Stream::Centre, ONE).unwrap();
    let grown = end(&store, Stream::Centre, device);
    let mut store = reopen(&dir, store);
    let both = witnesses(&store, Stream::Centre);
    assert_eq!(both.iter().skip(1).map(names).collect::<Vec<_>>(), [[grown]], "the control stream stood still");
    assert_eq!(store.doctor(now()).unwrap().findings, []);
}

#[test]
fn a_session_in_which_nothing_was_written_writes_nothing() {
    let (dir, mut store) = centre();
    people(&mut store, Stream::Centre, ONE).unwrap();
    people(&mut store, Stream::Protected, ONE).unwrap();
    let mut store = reopen(&dir, store);
    let before = event::named(store.connection()).unwrap();
    for _ in 0..3 {
        store.witness().unwrap();
        store = reopen(&dir, store);
    }
    assert_eq!(event::named(store.connection()).unwrap(), before);
}

#[test]
fn what_another_device_witnessed_is_no_reason_for_a_witness() {
    let (dir, mut one) = centre();
    look(&mut one, now());
    let (_dir, mut two) = second_device(dir.path(), &mut one, 2);
    let pass_on = |from: &Store, to: &mut Store| {
        to.take_in(&envelopes(from), now()).unwrap();
    };
    people(&mut one, Stream::Centre, ONE).unwrap();
    for _ in 0..4 {
        one.witness().unwrap();
        pass_on(&one, &mut two);
        two.witness().unwrap();
        pass_on(&two, &mut one);
    }
    let by = |device: DeviceId| witnesses(&one, Stream::Centre).iter().filter(|event| event.device == device).count();
    assert_eq!([by(one.device()), by(two.device())], [1, 1]);
    // Beside something else it is named like all that is here.
    people(&mut one, Stream::Centre, ONE).unwrap();
    let ends = BTreeSet::from([one.device(), two.device()].map(|device| end(&one, Stream::Centre, device)));
    one.witness().unwrap();
    let last = witnesses(&one, Stream::Centre).pop().unwrap();
    assert_eq!(names(&last).into_iter().collect::<BTreeSet<_>>(), ends);
}

#[test]
fn a_protected_talk_changes_nothing_of_what_the_centre_stream_says() {
    let (dir, mut store) = centre();
    people(&mut store, Stream::Centre, ONE).unwrap();
    let mut store = reopen(&dir, store);
    let case = store.people_search("", 1).unwrap().people[0].case;
    let clear = |store: &Store| {
        let of_clear = |event: &Opened| event.stream != Stream::Protected;
        opened(store).into_iter().filter(of_clear).map(|event| event.full_id).collect::<Vec<_>>()
    };
    let before = clear(&store);
    talk(&mut store, case, 90);
    let device = store.device();
    let ends = end(&store, Stream::Protected, device);
    let mut store = reopen(&dir, store);
    assert_eq!(clear(&store), before);
    assert_eq!(witnesses(&store, Stream::Protected).iter().map(names).collect::<Vec<_>>(), [[ends]]);
    // With a look at a page before it, the witness is the look's alone, and as old.
    look(&mut store, minutes(100));
    let looked = opened(&store).pop().unwrap();
    talk(&mut store, case, 190);
    let store = reopen(&dir, store);
    let last = witnesses(&store, Stream::Centre).pop().unwrap();
    assert_eq!(names(&last), [end_of(&looked)]);
    assert_eq!((last.body.hlc, last.body.flags), (looked.body.hlc, looked.body.flags));
    assert!(own::clock(store.connection()).unwrap().last > last.body.hlc, "the clock went on with the talk");
    for event in opened(&store).iter().filter(|event| event.stream == Stream::Centre) {
        let protected = |op: &Op| matches!(LogPath::of(&op.path), LogPath::Witness { stream: Stream::Protected, .. });
        assert!(!event.body.ops.iter().any(protected));
    }
}

/// Somebody's page is opened. After that the centre's own key is here, which a second device then has as well.
fn look(store: &mut Store, at: Moment) {
    let case = pana_model::CaseId::from_random([3; 16]);
    let (access, stream) = (crate::Access::PersonOpened, Stream::Centre);
    store.record_access(&crate::Look { cases: &[case], access, interview: None, stream, note: "" }, at).unwrap();
}

fn envelopes(store: &Store) -> Vec<Vec<u8>> {
    let rows = event::named(store.connection()).unwrap();
    let rows = rows.into_iter().map(|(position, ..)| event::at(store.connection(), position).unwrap());
    rows.map(|row| row.envelope().unwrap().to_bytes()).collect()
}

fn minutes(after: i64) -> Moment {
    Moment::from_unix_ms(now().unix_ms() + after * 60_000).unwrap()
}

fn end_of(event: &Opened) -> Witnessed {
    Witnessed { stream: event.stream, device: event.device, seq: event.seq, event: event.full_id }
}

/// A protected talk with somebody who is known.
fn talk(store: &mut Store, case: pana_model::CaseId, at: i64) {
    let start = crate::StartInterview {
        interview: pana_model::InterviewId::from_random(crate::random().unwrap()),
        form_id: "intake",
        form_hash: [7; 32],
        stream: Stream::Protected,
        whom: crate::ForWhom::Known(case),
    };
    store.interview_start(&start, minutes(at)).unwrap();
    store.interview_finish(start.interview, &crate::Finish::default(), minutes(at)).unwrap();
}

#[test]
fn a_witness_has_the_last_time_that_was_believed_and_moves_no_clock() {
    let (dir, mut store) = centre();
    store = reopen(&dir, store);
    let far = Moment::parse("2099-03-02T09:00:00+05:00").unwrap();
    let start = crate::StartInterview {
        interview: pana_model::InterviewId::from_random([8; 16]),
        form_id: "intake",
        form_hash: [7; 32],
        stream: Stream::Centre,
        whom: crate::ForWhom::New(pana_model::CaseId::from_random([8; 16])),
    };
    store.interview_start(&start, far).unwrap();
    store.interview_finish(start.interview, &crate::Finish::default(), far).unwrap();
    let before = own::clock(store.connection()).unwrap();
    let mut store = reopen(&dir, store);
    assert_eq!(own::clock(store.connection()).unwrap(), before);
    let last = witnesses(&store, Stream::Centre).pop().unwrap();
    // The control stream's last time was believed.
    assert!(!last.body.flags.clock_not_believed() && last.body.hlc <= before.last);
    assert_eq!(store.doctor(now()).unwrap().findings, []);
}

#[test]
fn a_witness_is_made_of_so_many_chains_at_most() {
    let named = |number: u64| Witnessed {
        stream: Stream::Centre,
        device: DeviceId::from_bytes(u128::from(number).to_be_bytes()),
        seq: number + 1,
        event: [9; 32],
    };
    let many: Vec<Witnessed> = (0..2_500).map(named).collect();
    let parts: Vec<Vec<Op>> = parts(&many).collect();
    assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), [1_024, 1_024, 452]);
    assert_eq!(parts.iter().flatten().filter_map(Witnessed::of_op).collect::<Vec<_>>(), many);
}

#[test]
fn views_are_the_same_after_a_rebuild_and_nothing_stands_aside() {
    let (dir, mut store) = centre();
    people(&mut store, Stream::Centre, ONE).unwrap();
    people(&mut store, Stream::Protected, ONE).unwrap();
    let mut store = reopen(&dir, store);
    let grown = store.view_hashes().unwrap();
    store.rebuild_views(now()).unwrap();
    assert_eq!(store.view_hashes().unwrap(), grown);
    assert_eq!(store.set_aside().unwrap(), []);
}

#[test]
fn a_witness_shows_nowhere_but_among_what_waits_to_be_sent() {
    let (dir, mut store) = centre();
    people(&mut store, Stream::Centre, ONE).unwrap();
    let case = store.people_search("", 1).unwrap().people[0].case;
    let seen = |store: &Store| {
        let person = store.person(case).unwrap();
        (store.view_hashes().unwrap(), person.history, person.interviews, store.access_log(case).unwrap())
    };
    let (before, unsent) = (seen(&store), store.unsent().unwrap());
    let store = reopen(&dir, store);
    assert_eq!(seen(&store), before);
    assert_eq!(store.unsent().unwrap(), unsent + 1, "it is an event like others, for other devices too");
}

#[test]
fn a_database_that_takes_nothing_keeps_nobody_from_locking() {
    let (dir, mut store) = centre();
    people(&mut store, Stream::Centre, ONE).unwrap();
    let (member, before) = (store.member().id, event::named(store.connection()).unwrap());
    store.connection().pragma_update(None, "query_only", true).unwrap();
    assert!(matches!(store.witness(), Err(StoreError::ReadOnly)), "{:?}", store.witness());
    drop(store);
    let keyring = pana_keys::Keyring::from_bytes(&std::fs::read(dir.path().join("keyring.json")).unwrap()).unwrap();
    let unlocked = keyring.unlock(member, &Secret::new("сөз".to_owned())).unwrap();
    let sql = pana_sqlite::open_keyed(&dir.path().join("pana.db"), unlocked.db_key()).unwrap();
    assert_eq!(event::named(&sql).unwrap(), before);
    let last = "DELETE FROM event WHERE stream = 1 AND position = (SELECT max(position) FROM event WHERE stream = 1)";
    sql.execute(last, []).unwrap();
    drop(sql);
    let store = unlock(&dir, member);
    assert!(matches!(store.notices(), [Notice::Behind { .. }]), "what was seen was kept: {:?}", store.notices());
}

#[test]
fn what_a_witness_names_and_is_not_here_is_missed_once_for_each_chain() {
    let (dir, mut one) = centre();
    look(&mut one, now());
    let (_dir, mut two) = second_device(dir.path(), &mut one, 2);
    people(&mut two, Stream::Centre, &[ONE[0], ONE[0], ONE[0]]).unwrap();
    let end = end(&two, Stream::Centre, two.device());
    one.take_in(&envelopes(&two), now()).unwrap();
    let mut one = reopen(&dir, one);
    assert_eq!(missing(&mut one), []);
    let from = end.seq - 2;
    let gone = "DELETE FROM event WHERE stream = 1 AND device = ?1 AND seq >= ?2";
    one.connection().execute(gone, rusqlite::params![two.device().as_bytes(), from.cast_signed()]).unwrap();
    let found = |to| [Finding::Missing { stream: Stream::Centre, device: two.device(), from, to }];
    assert_eq!(missing(&mut one), found(end.seq));
    // Whatever else a member says of the chain, it is one line.
    for seq in [900, 77, 1_000] {
        says(&mut one, Stream::Centre, vec![Witnessed { seq, event: [seq as u8; 32], ..end }.to_op()]).unwrap();
    }
    assert_eq!(missing(&mut one), found(1_000));
    let one = reopen(&dir, one);
    assert!(one.notices().contains(&Notice::Missing(1)), "{:?}", one.notices());
}

#[test]
fn another_event_in_place_of_one_that_a_witness_names_is_missed() {
    let (dir, mut store) = centre();
    people(&mut store, Stream::Centre, ONE).unwrap();
    let mut store = reopen(&dir, store);
    let (device, named) = (store.device(), names(&witnesses(&store, Stream::Centre)[0]));
    let swap = "UPDATE event SET event_id = zeroblob(32) WHERE stream = 0 AND seq = ?1";
    store.connection().execute(swap, [named[0].seq.cast_signed()]).unwrap();
    let to = named[0].seq;
    assert_eq!(missing(&mut store), [Finding::Missing { stream: Stream::Control, device, from: to, to }]);
}

#[test]
fn a_witness_that_names_what_is_not_its_to_name_is_not_made() {
    let (_dir, mut store) = centre();
    people(&mut store, Stream::Protected, ONE).unwrap();
    let ends = Stream::ALL.map(|stream| end(&store, stream, store.device()).to_op());
    let [control, centre, protected] = ends;
    let word = |said: Result<(), StoreError>| match said {
        Err(StoreError::Refused(refusal)) => refusal.word(),
        other => panic!("{other:?}"),
    };
    let both = vec![centre.clone(), protected.clone()];
    assert_eq!(word(says(&mut store, Stream::Centre, both)), "other-stream");
    for clear in [control, centre] {
        assert_eq!(word(says(&mut store, Stream::Protected, vec![clear])), "other-stream");
    }
    let unknown = Witnessed { stream: Stream::Centre, device: DeviceId::from_bytes([6; 16]), seq: 1, event: [9; 32] };
    assert_eq!(word(says(&mut store, Stream::Centre, vec![unknown.to_op()])), "unknown-target");
    let other = Op::set("person/given_name", Value::text("Әсел"), Vec::new());
    assert_eq!(word(says(&mut store, Stream::Centre, vec![other])), "needs-update");
    says(&mut store, Stream::Protected, vec![protected]).unwrap();
    assert_eq!(store.set_aside().unwrap(), []);
}

#[test]
fn whoever_has_no_right_any_more_locks_without_a_witness() {
    let (dir, mut store) = centre();
    let mut add = |name: &str| {
        let new = crate::AddMember {
            name: name.to_owned(),
            role: pana_casework::Role::Coordinator,
            grants: Vec::new(),
            passphrase: Secret::new("сөз".to_owned()),
            kdf: crate::KdfParams { memory_kib: 32, passes: 1, lanes: 1 },
        };
        store.member_add(new, &Authorised::Alone, now()).unwrap().id
    };
    let others = [add("Гүлнар"), add("Серік")];
    let own = store.member().id;
    let ends = chain::sound_ends(store.connection(), store.session()).unwrap();
    let cut = |(stream, device, end): (Stream, DeviceId, ChainEnd)| Cut { stream, device, event: *end.id.as_bytes() };
    let removes = [ControlWrite::RemoveMember { id: own, cuts: ends.into_iter().map(cut).collect() }];
    store.transact(&Asked::nothing(), now(), |tx| tx.control(EventKind::MemberRemove, &removes, None)).unwrap();
    let before = event::named(store.connection()).unwrap();
    let refused = store.witness();
    assert!(matches!(&refused, Err(StoreError::Refused(refusal)) if refusal.word() == "author-removed"), "{refused:?}");
    drop(store);
    for other in others {
        let mut store = unlock(&dir, other);
        assert_eq!(store.doctor(now()).unwrap().findings, []);
    }
    let store = unlock(&dir, others[0]);
    let named = event::named(store.connection()).unwrap();
    assert!(before.iter().all(|row| named.contains(row)));
    assert!(witnesses(&store, Stream::Centre).iter().all(|event| event.body.member != own));
}

#[test]
fn a_practice_centre_is_witnessed_as_such() {
    let dir = tempfile::tempdir().unwrap();
    let new = crate::NewCentre {
        name: "Жаттығу".to_owned(),
        member: "Айжан".to_owned(),
        passphrase: Secret::new("сөз".to_owned()),
        kdf: crate::KdfParams { memory_kib: 32, passes: 1, lanes: 1 },
        device: "сынақ".to_owned(),
        prefix: None,
        offset_minutes: 300,
        purpose: crate::Purpose::Practice,
    };
    let (store, _) = Store::create(dir.path(), new, now()).unwrap();
    let store = reopen(&dir, store);
    let all = witnesses(&store, Stream::Centre);
    assert!(matches!(all.as_slice(), [one] if one.body.flags.practice()), "{all:?}");
}
