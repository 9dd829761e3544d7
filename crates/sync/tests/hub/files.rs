//! Files of answers, by a hub.

use pana_casework::{Grant, Role};
use pana_hub::Limits;
use pana_model::{BlobId, CaseId, InterviewId, Secret};
use pana_store::{DraftSave, Finish, ForWhom, InviteFor, NewFile, StartInterview, StoreError, StoredAnswer, Stream};
use pana_sync::Answer;
use pana_wire::hub::{FileAsked, FileGiven, FilesHeld, HubFault, HubWord};

use crate::erase::{erase, second};
use crate::kit::{Laptop, TestHub, Time, first_laptop, random};

const LONG: usize = 2_500_000;

fn worker() -> InviteFor {
    InviteFor::New { name: "Отабек".to_owned(), role: Role::Worker, grants: Vec::new() }
}

fn protected() -> InviteFor {
    InviteFor::New { name: "Сәуле".to_owned(), role: Role::Coordinator, grants: vec![Grant::Protected] }
}

/// A finished interview with a picture, in which a mark is planted.
pub(crate) fn pictured(laptop: &mut Laptop, stream: Stream, length: usize) -> (CaseId, InterviewId) {
    let (case, interview) = (CaseId::from_random(random()), InterviewId::from_random(random()));
    let start = StartInterview { interview, form_id: "intake", form_hash: [7; 32], stream, whom: ForWhom::New(case) };
    let now = laptop.time.now();
    laptop.store.interview_start(&start, now).unwrap();
    let file = NewFile {
        blob: BlobId::from_random(random()),
        name: "1.jpg".to_owned(),
        media_type: "image/jpeg".to_owned(),
        title: "құжат.jpg".to_owned(),
        content: Secret::new(b"plantedmarker".iter().copied().cycle().take(length).collect()),
    };
    let says = StoredAnswer::Value("1.jpg".to_owned());
    let answers = [("/f/photo".to_owned(), Some(says.clone()))].into();
    laptop.store.draft_attach(interview, &file, &DraftSave { answers, ..DraftSave::default() }, now).unwrap();
    let answers = [("/f/photo".to_owned(), says)].into();
    laptop.store.interview_finish(interview, &Finish { answers, ..Finish::default() }, now).unwrap();
    (case, interview)
}

fn opens(laptop: &Laptop, interview: InterviewId) -> Result<usize, StoreError> {
    laptop.store.file_content(interview, "1.jpg").map(|content| content.expose().len())
}

/// How many chunks lie beside the hub's database, and whether the mark is in any.
fn beside(hub: &TestHub) -> (usize, bool) {
    let (mut chunks, mut marked) = (0, false);
    let mut open = vec![hub.folder.path().join("files")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                chunks += 1;
                marked |= std::fs::read(path).unwrap().windows(13).any(|bytes| bytes == b"plantedmarker");
            }
        }
    }
    (chunks, marked)
}

/// Two laptops that have met by the hub, and know nothing new.
fn two_laptops(limits: Limits) -> (Time, TestHub, Laptop, Laptop) {
    let time = Time::new();
    let hub = TestHub::with(&time, limits);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let mut two = one.join("2", &worker());
    one.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    (time, hub, one, two)
}

#[test]
fn files_come_by_the_hub_behind_the_events_that_name_them_and_it_reads_none() {
    let (_time, hub, mut one, mut two) = two_laptops(Limits::default());
    let (_, long) = pictured(&mut one, Stream::Centre, LONG);
    let (_, short) = pictured(&mut one, Stream::Centre, 10);
    let (_, secret) = pictured(&mut one, Stream::Protected, 10);
    let end = one.meet(&hub).unwrap();
    assert_eq!((end.files_given, beside(&hub)), (3, (5, false)));
    let end = two.meet(&hub).unwrap();
    assert_eq!((end.taken.files, end.files_given), (2, 0));
    assert_eq!((opens(&two, long).unwrap(), opens(&two, short).unwrap()), (LONG, 10));
    assert!(opens(&two, secret).is_err(), "what was not given does not open");
    // Who joins later and may open it has it too, though the laptop that made it is away.
    let mut three = one.join("3", &protected());
    one.meet(&hub).unwrap();
    let end = three.meet(&hub).unwrap();
    assert_eq!((end.taken.files, opens(&three, secret).unwrap(), opens(&three, long).unwrap()), (3, 10, LONG));
}

#[test]
fn a_hub_is_asked_once_for_a_file_that_lies_nowhere_and_again_when_there_are_new_ones() {
    let (_time, hub, mut one, mut two) = two_laptops(Limits::default());
    pictured(&mut one, Stream::Centre, 10);
    // The event comes, the file does not: the line breaks for good before it.
    let mut meeting = one.meeting();
    let until_files = one.go_on_until(&mut meeting, "/v1/files", &hub);
    assert!(until_files > 0);
    let asked = |laptop: &mut Laptop| {
        let (mut meeting, mut asked) = (laptop.meeting(), 0);
        let end = laptop.go_on(&mut meeting, &mut |ask| {
            asked += usize::from(ask.path.starts_with("/v1/files"));
            Some(hub.ask(ask))
        });
        (asked, end.unwrap().taken.files)
    };
    assert_eq!([asked(&mut two), asked(&mut two)], [(1, 0), (0, 0)]);
    one.meet(&hub).unwrap();
    assert_eq!(asked(&mut two), (2, 1));
    assert_eq!([asked(&mut two), asked(&mut one)], [(0, 0), (0, 0)]);
}

#[test]
fn whatever_request_or_answer_is_lost_the_file_comes_whole_and_no_piece_goes_twice() {
    let (_time, hub, mut one, mut two) = two_laptops(Limits::default());
    let (_, interview) = pictured(&mut one, Stream::Centre, 300_000);
    for laptop in [&mut one, &mut two] {
        let (mut meeting, mut turn, mut bytes) = (laptop.meeting(), 0, 0);
        meeting.in_small_pieces();
        let end = laptop.go_on(&mut meeting, &mut |ask| {
            turn += 1;
            // Of three, one request does not arrive, of another the answer is lost.
            match turn % 3 {
                0 => None,
                1 => {
                    let answer = hub.ask(ask);
                    bytes += if ask.path == "/v1/files/put" { ask.body.len() } else { 0 };
                    drop(answer);
                    None
                }
                _ => Some(hub.ask(ask)),
            }
        });
        let end = end.unwrap();
        assert_eq!(end.files_given + u64::from(end.taken.files), 1);
        assert!(bytes < 400_000, "{bytes}");
    }
    assert_eq!(opens(&two, interview).unwrap(), 300_000);
    assert!(two.store.doctor(two.time.now()).unwrap().is_well());
}

#[test]
fn a_file_that_a_hub_changed_is_not_taken_and_is_asked_for_again() {
    let (_time, hub, mut one, mut two) = two_laptops(Limits::default());
    let (_, interview) = pictured(&mut one, Stream::Centre, 300_000);
    one.meet(&hub).unwrap();
    let mut meeting = two.meeting();
    let end = two.go_on(&mut meeting, &mut |ask| {
        let answer = hub.ask(ask);
        if ask.path != "/v1/files/get" {
            return Some(answer);
        }
        let mut bytes = FileGiven::from_bytes(&answer.body).unwrap().bytes;
        bytes[0] ^= 1;
        Some(Answer { body: FileGiven { bytes }.to_bytes(), ..answer })
    });
    assert_eq!(end.unwrap().taken.files, 0);
    assert!(matches!(opens(&two, interview), Err(StoreError::FileNotHere)));
    assert_eq!(two.meet(&hub).unwrap().taken.files, 1);
    assert_eq!(opens(&two, interview).unwrap(), 300_000);
}

#[test]
fn a_file_of_who_was_erased_goes_from_the_hub_and_does_not_come_again() {
    let (time, hub, mut one, mut two) = two_laptops(Limits::default());
    let (case, interview) = pictured(&mut one, Stream::Centre, LONG);
    one.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    assert_eq!(beside(&hub).0, 3);
    let by = second(&mut one);
    erase(&mut one, case, &by);
    // Long enough that nobody takes it back any more.
    for _ in 0..3 {
        one.meet(&hub).unwrap();
        time.pass(8 * 24 * 3_600_000);
    }
    assert_eq!(beside(&hub).0, 0);
    two.meet(&hub).unwrap();
    assert!(opens(&two, interview).is_err());
    assert_eq!((one.meet(&hub).unwrap().files_given, beside(&hub).0), (0, 0));
}

#[test]
fn a_hub_that_is_full_takes_no_file_and_what_it_has_comes_all_the_same() {
    let (_time, hub, mut one, mut two) = two_laptops(Limits { centre_bytes: 1_000_000, ..Limits::default() });
    let (_, short) = pictured(&mut one, Stream::Centre, 10);
    let (_, long) = pictured(&mut one, Stream::Centre, LONG);
    let end = one.meet(&hub).unwrap();
    assert_eq!((end.full, end.files_given), (true, 1), "the small one went first");
    two.meet(&hub).unwrap();
    assert_eq!(opens(&two, short).unwrap(), 10);
    assert!(matches!(opens(&two, long), Err(StoreError::FileNotHere)));
}

#[test]
fn a_hub_that_went_back_to_a_copy_without_the_file_is_given_it_again() {
    let (_time, mut hub, mut one, mut two) = two_laptops(Limits::default());
    let before = hub.backup();
    let (_, interview) = pictured(&mut one, Stream::Centre, 300_000);
    one.meet(&hub).unwrap();
    hub.restore(&before);
    assert_eq!(one.meet(&hub).unwrap().files_given, 1);
    two.meet(&hub).unwrap();
    assert_eq!(opens(&two, interview).unwrap(), 300_000);
}

#[test]
fn what_a_hub_said_of_a_files_length_keeps_no_other_one_from_giving_it() {
    let (_time, hub, mut one, mut two) = two_laptops(Limits::default());
    let (_, interview) = pictured(&mut one, Stream::Centre, 300_000);
    one.meet(&hub).unwrap();
    // It says that the chunk is longer than it is, gives half a mebibyte of nothing, and has too much to do then.
    let (mut meeting, mut given) = (two.meeting(), 0);
    let met = two.go_on(&mut meeting, &mut |ask| {
        let answer = hub.ask(ask);
        match ask.path {
            "/v1/files/held" => {
                let mut held = FilesHeld::from_bytes(&answer.body, 1).unwrap();
                held.files[0].as_mut().unwrap().chunks[0].bytes = 1_048_000;
                Some(Answer { body: held.to_bytes(), ..answer })
            }
            "/v1/files/get" if given > 500_000 => {
                Some(Answer { status: 503, body: HubFault(HubWord::Busy).to_bytes() })
            }
            "/v1/files/get" => {
                let most = usize::try_from(FileAsked::from_bytes(&ask.body).unwrap().most).unwrap().min(300_000);
                given += most;
                Some(Answer { body: FileGiven { bytes: vec![7; most] }.to_bytes(), ..answer })
            }
            _ => Some(answer),
        }
    });
    assert_eq!(met.unwrap().taken.files, 0);
    assert!(matches!(opens(&two, interview), Err(StoreError::FileNotHere)));
    two.meet(&hub).unwrap();
    assert_eq!(opens(&two, interview).unwrap(), 300_000);
}
