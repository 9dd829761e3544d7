use pana_casework::erasure::EraseReason;
use pana_casework::{Grant, Role};
use pana_model::{CaseId, InterviewId, Secret};

use super::*;
use crate::testing::{centre, now};
use crate::travel::tests::{joined, meet, sent};
use crate::{Arrived, Authorised, DraftSave, Finding, Finish, ForWhom, NewFile, StartInterview, StoredAnswer};

const AT: &str = "/f/photo";

fn says(name: &str) -> StoredAnswer {
    StoredAnswer::Value(name.to_owned())
}

/// What no packer makes shorter, with every byte in it.
fn content(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at % 251) as u8).collect()
}

/// A finished interview with a picture.
fn pictured(store: &mut Store, stream: Stream, length: usize) -> (CaseId, InterviewId) {
    let interview = InterviewId::from_random(crate::random().unwrap());
    let case = CaseId::from_random(crate::random().unwrap());
    let start = StartInterview { interview, form_id: "intake", form_hash: [7; 32], stream, whom: ForWhom::New(case) };
    store.interview_start(&start, now()).unwrap();
    let file = NewFile {
        blob: BlobId::from_random(crate::random().unwrap()),
        name: "1.jpg".to_owned(),
        media_type: "image/jpeg".to_owned(),
        title: "құжат.jpg".to_owned(),
        content: Secret::new(content(length)),
    };
    let save = DraftSave { answers: [(AT.to_owned(), Some(says("1.jpg")))].into(), ..DraftSave::default() };
    store.draft_attach(interview, &file, &save, now()).unwrap();
    let answers = [(AT.to_owned(), says("1.jpg"))].into();
    store.interview_finish(interview, &Finish { answers, ..Finish::default() }, now()).unwrap();
    (case, interview)
}

fn opens(store: &Store, interview: InterviewId) -> Result<usize, StoreError> {
    store.file_content(interview, "1.jpg").map(|content| content.expose().len())
}

fn without_chunks(all: &Arrived) -> Arrived {
    Arrived { chunks: Vec::new(), ..all.clone() }
}

const LONG: usize = 2_500_000;

#[test]
fn a_file_that_has_not_come_is_named_and_said_to_lack_and_opens_when_it_has_come() {
    let (_dir, mut one) = centre();
    let (_two_dir, mut two) = joined(&mut one, Role::Worker, &[]);
    let (_, interview) = pictured(&mut one, Stream::Centre, LONG);
    let all = sent(&one, &two.have().unwrap());
    assert_eq!(all.chunks.len(), 3);
    two.take_arrived(&without_chunks(&all), now()).unwrap();
    assert!(two.files(interview).unwrap().contains_key("1.jpg"), "it is named");
    assert!(matches!(opens(&two, interview), Err(StoreError::FileNotHere)));
    assert_eq!(two.lacks_files().unwrap().into_iter().collect::<Vec<_>>(), [file_root(&all.chunks[0].hashes)]);
    let looked = two.doctor(now()).unwrap();
    assert!(looked.is_well() && looked.files_to_come == 1, "{looked:?}");

    // Two of three, in whatever order, twice: it lacks still.
    let some = |chunks: &[FileChunk]| Arrived { chunks: chunks.to_vec(), for_others: true, ..Arrived::default() };
    for _ in 0..2 {
        assert_eq!(two.take_arrived(&some(&[all.chunks[2].clone(), all.chunks[0].clone()]), now()).unwrap().files, 0);
    }
    assert!(matches!(opens(&two, interview), Err(StoreError::FileNotHere)));
    assert_eq!(
        two.files_lacking(&Have::default(), &BTreeSet::new()).unwrap(),
        [],
        "what is not whole is not handed on"
    );
    assert_eq!(two.take_arrived(&some(&all.chunks[1..2]), now()).unwrap().files, 1);
    assert_eq!(opens(&two, interview).unwrap(), LONG);
    assert!(two.lacks_files().unwrap().is_empty());
    let looked = two.doctor(now()).unwrap();
    assert!(looked.is_well() && (looked.files, looked.files_to_come) == (1, 0), "{looked:?}");
}

#[test]
fn a_file_goes_to_who_lacks_the_event_or_says_to_lack_the_file_and_small_ones_go_first() {
    let (_dir, mut one) = centre();
    let (_two_dir, mut two) = joined(&mut one, Role::Worker, &[]);
    pictured(&mut one, Stream::Centre, LONG);
    pictured(&mut one, Stream::Centre, 10);
    let sizes = |files: &[OutgoingFile]| files.iter().map(|file| file.chunks).collect::<Vec<_>>();
    let none = BTreeSet::new();
    assert_eq!(sizes(&one.files_lacking(&two.have().unwrap(), &none).unwrap()), [1, 3]);
    let all = sent(&one, &two.have().unwrap());
    two.take_arrived(&without_chunks(&all), now()).unwrap();
    let (have, lacks) = (two.have().unwrap(), two.lacks_files().unwrap());
    assert_eq!(one.files_lacking(&have, &none).unwrap(), [], "who has the event and does not ask has the file");
    one.note_met(two.device(), &have, Some(&lacks), now().unix_ms(), now()).unwrap();
    let asked = one.peer_lacks(two.device()).unwrap();
    assert_eq!(sizes(&one.files_lacking(&have, &asked).unwrap()), [1, 3]);
    two.take_arrived(&all, now()).unwrap();
    assert_eq!(two.files_lacking(&Have::default(), &none).unwrap().len(), 2, "it is handed on from here too");
    one.note_met(two.device(), &have, Some(&two.lacks_files().unwrap()), now().unix_ms(), now()).unwrap();
    assert!(one.peer_lacks(two.device()).unwrap().is_empty());
}

#[test]
fn who_cannot_open_a_protected_file_carries_it_to_who_can() {
    let (_dir, mut one) = centre();
    let (_carrier_dir, mut carrier) = joined(&mut one, Role::Volunteer, &[]);
    let (_three_dir, mut three) = joined(&mut one, Role::Worker, &[Grant::Protected]);
    let (_, interview) = pictured(&mut one, Stream::Protected, LONG);
    meet(&mut one, &mut carrier);
    assert!(carrier.lacks_files().unwrap().is_empty() && carrier.doctor(now()).unwrap().is_well());
    assert!(matches!(carrier.files(interview), Err(StoreError::UnknownInterview)));
    meet(&mut carrier, &mut three);
    assert_eq!(opens(&three, interview).unwrap(), LONG);
    assert!(three.lacks_files().unwrap().is_empty() && three.doctor(now()).unwrap().is_well());
}

#[test]
fn what_nobody_here_asked_for_is_kept_for_others_only_where_a_device_of_the_centre_signed_for_it() {
    let (_dir, mut one) = centre();
    let (_two_dir, mut two) = joined(&mut one, Role::Volunteer, &[]);
    pictured(&mut one, Stream::Protected, 10);
    let (_, interview) = pictured(&mut one, Stream::Centre, 10);
    let mut all = sent(&one, &two.have().unwrap());
    all.for_others = false;
    two.take_arrived(&all, now()).unwrap();
    let kept = |store: &Store| store.files_lacking(&Have::default(), &BTreeSet::new()).unwrap().len();
    assert_eq!((opens(&two, interview).unwrap(), kept(&two)), (10, 1), "what an event here names is what it names");
    all.for_others = true;
    two.take_arrived(&all, now()).unwrap();
    assert_eq!(kept(&two), 2);
}

#[test]
fn a_chunk_of_a_person_who_was_erased_is_kept_nowhere_also_when_it_comes_late() {
    let (_dir, mut one) = centre();
    let (_carrier_dir, mut carrier) = joined(&mut one, Role::Volunteer, &[]);
    let (case, _) = pictured(&mut one, Stream::Protected, 10);
    let (open_case, _) = pictured(&mut one, Stream::Centre, 10);
    let before = sent(&one, &Have::default());
    carrier.take_arrived(&before, now()).unwrap();
    for case in [case, open_case] {
        one.erase(case, EraseReason::Asked, &Authorised::Alone, now()).unwrap();
    }
    let later = Moment::from_unix_ms(now().unix_ms() + 8 * 24 * 3_600_000).unwrap();
    one.follow_erasures(later).unwrap();
    let for_good = Moment::from_unix_ms(later.unix_ms() + 8 * 24 * 3_600_000).unwrap();
    let kept = |store: &Store| store.files_lacking(&Have::default(), &BTreeSet::new()).unwrap().len();
    assert_eq!(kept(&one), 0);
    one.take_arrived(&before, later).unwrap();
    assert_eq!(kept(&one), 0, "an old stick brings none back");
    assert_eq!(
        one.erased_items(for_good)
            .unwrap()
            .iter()
            .filter(|(_, item)| matches!(item, crate::ErasedItem::File(_)))
            .count(),
        2
    );
}

#[test]
fn a_chunk_comes_in_pieces_goes_on_where_it_was_cut_off_and_begins_anew_where_it_is_another() {
    let (dir, mut one) = centre();
    let (_two_dir, mut two) = joined(&mut one, Role::Worker, &[]);
    let (_, interview) = pictured(&mut one, Stream::Centre, 300_000);
    let all = sent(&one, &two.have().unwrap());
    two.take_arrived(&without_chunks(&all), now()).unwrap();
    let chunk = &all.chunks[0];
    let (root, length) = (file_root(&chunk.hashes), chunk.sealed.len());
    let long = u64::try_from(length).unwrap();
    let here = |store: &Store| store.chunks_here(&root, &[long]).unwrap()[0].bytes;
    let piece = |store: &mut Store, from: usize, to: usize, sealed: &[u8]| {
        let at = u64::try_from(from).unwrap();
        store.take_file_piece((&chunk.hashes, 0), (at, &sealed[from..to], long), now()).unwrap()
    };
    assert_eq!(piece(&mut two, 0, 1000, &chunk.sealed), None);
    assert_eq!(piece(&mut two, 0, 1000, &chunk.sealed), None, "the same again adds nothing");
    assert_eq!(here(&two), 1000);
    let mut other = chunk.sealed.clone();
    other[2000] ^= 1;
    assert_eq!(piece(&mut two, 1000, length, &other), Some(false), "another chunk");
    assert_eq!(here(&two), 0);
    assert!(matches!(opens(&two, interview), Err(StoreError::FileNotHere)));
    assert_eq!(piece(&mut two, 0, 1000, &chunk.sealed), None);
    assert_eq!(piece(&mut two, 1000, length, &chunk.sealed), Some(true));
    assert_eq!((here(&two), opens(&two, interview).unwrap()), (long, 300_000));
    assert!(two.doctor(now()).unwrap().is_well());
    drop(dir);
}

#[test]
fn a_file_of_its_own_that_is_gone_is_told_by_the_doctor() {
    let (_dir, mut one) = centre();
    pictured(&mut one, Stream::Centre, 10);
    one.connection().execute("DELETE FROM blob", []).unwrap();
    let found = one.doctor(now()).unwrap().findings;
    assert!(matches!(found.as_slice(), [Finding::File { fault: crate::FileFault::Missing, .. }]), "{found:?}");
}

#[test]
fn a_file_waits_to_leave_until_another_laptop_has_said_that_it_does_not_lack_it() {
    let (_dir, mut one) = centre();
    let (_two_dir, mut two) = joined(&mut one, Role::Worker, &[]);
    pictured(&mut one, Stream::Centre, 10);
    let said = |one: &mut Store, two: &Store| {
        let (have, lacks) = (two.have().unwrap(), two.lacks_files().unwrap());
        one.note_met(two.device(), &have, Some(&lacks), now().unix_ms(), now()).unwrap();
        one.unsent().unwrap()
    };
    let all = sent(&one, &two.have().unwrap());
    two.take_arrived(&without_chunks(&all), now()).unwrap();
    assert_eq!(said(&mut one, &two), 1, "the events are there, the picture is not");
    two.take_arrived(&all, now()).unwrap();
    assert_eq!(said(&mut one, &two), 0);
}

#[test]
fn what_a_sender_says_of_a_file_gives_way_to_the_event_that_names_it_here() {
    let (_dir, mut one) = centre();
    let (_two_dir, mut two) = joined(&mut one, Role::Worker, &[]);
    pictured(&mut one, Stream::Centre, 10);
    let all = sent(&one, &two.have().unwrap());
    two.take_arrived(&without_chunks(&all), now()).unwrap();
    let mut claimed = all.chunks[0].clone();
    let named = claimed.named;
    claimed.named = NamedAt { device: two.device(), number: 1, ..named };
    let came = Arrived { chunks: vec![claimed], for_others: false, ..Arrived::default() };
    assert_eq!(two.take_arrived(&came, now()).unwrap().files, 1);
    let [file] = two.files_lacking(&Have::default(), &BTreeSet::new()).unwrap().try_into().unwrap();
    assert_eq!(file.named, named);
}

#[test]
fn a_file_that_another_case_names_too_is_not_erased_with_one() {
    let (_dir, mut one) = centre();
    let (case, _) = pictured(&mut one, Stream::Centre, 10);
    let (other, _) = pictured(&mut one, Stream::Centre, 20);
    let roots = view_file::all(one.connection()).unwrap();
    assert_eq!(roots.len(), 2);
    // As whoever writes the root of somebody's file into their own case would have it.
    let of_case = |root: &&[u8; 32]| view_file::cases(one.connection(), root).unwrap() == [case];
    let root = *roots.keys().find(of_case).unwrap();
    one.connection()
        .execute(
            "INSERT INTO view_file (subject, root, event) VALUES (?1, ?2, ?3)",
            rusqlite::params![other.as_bytes(), root, roots[&root].as_bytes()],
        )
        .unwrap();
    one.erase(case, EraseReason::Asked, &Authorised::Alone, now()).unwrap();
    let later = Moment::from_unix_ms(now().unix_ms() + 8 * 24 * 3_600_000).unwrap();
    one.follow_erasures(later).unwrap();
    assert!(one.is_erased_or_closed(case) && one.holds_file(&root).unwrap());
}
