//! A scripted interview: what the child process does, and what must be true of a folder afterwards.
//!
//! The child prints a line only after the store has said that something is durable. Whatever is done to it, each
//! line it got out must still be true.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use pana_model::{BlobId, CaseId, InstanceId, InterviewId, Moment, Secret};
use pana_store::{
    DraftSave, Fact, Finish, ForWhom, FormSource, KdfParams, Locked, NewCentre, NewFile, StartInterview, Store,
    StoreError, StoredAnswer, Stream,
};

const PASSPHRASE: &str = "қара жорға";
const FORM: [u8; 32] = [5; 32];
/// Answers of one interview.
pub const ANSWERS: usize = 6;

fn passphrase() -> Secret<String> {
    Secret::new(PASSPHRASE.to_owned())
}

fn at(ms: i64) -> Moment {
    Moment::from_unix_ms(1_772_420_400_000 + ms).unwrap()
}

/// Makes the centre and says `created`.
pub fn create(dir: &Path, out: &mut impl Write) -> Result<(), StoreError> {
    let new = NewCentre {
        name: "Сынақ".to_owned(),
        member: "Айжан".to_owned(),
        passphrase: passphrase(),
        kdf: KdfParams { memory_kib: 32, passes: 1, lanes: 1 },
        device: "сынақ".to_owned(),
        prefix: None,
        offset_minutes: 300,
        purpose: pana_store::Purpose::Work,
    };
    let (mut store, _) = Store::create(dir, new, at(0))?;
    let form = FormSource { form_id: "script", hash: FORM, version: "1", source: b"type,name" };
    store.form_publish(&form, at(1))?;
    drop(store);
    say(out, "created");
    Ok(())
}

/// Leads `interviews` interviews one after the other, finishes each, and amends every other one.
pub fn run(dir: &Path, seed: u64, interviews: u32, out: &mut impl Write) -> Result<(), StoreError> {
    let mut store = unlock(dir)?;
    for number in 0..interviews {
        interview(&mut store, id(seed, number), out)?;
    }
    drop(store);
    say(out, "done");
    Ok(())
}

fn id(seed: u64, number: u32) -> [u8; 16] {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&seed.to_be_bytes());
    id[8..12].copy_from_slice(&number.to_be_bytes());
    id
}

fn interview(store: &mut Store, id: [u8; 16], out: &mut impl Write) -> Result<(), StoreError> {
    let interview = InterviewId::from_random(id);
    let start = StartInterview {
        interview,
        form_id: "script",
        form_hash: FORM,
        stream: if id[11] % 3 == 2 { Stream::Protected } else { Stream::Centre },
        whom: ForWhom::New(CaseId::from_random(id)),
    };
    let started = store.interview_start(&start, at(10))?;
    say(out, &format!("started {interview} {}", started.case));
    let mut answers = BTreeMap::new();
    for n in 0..ANSWERS {
        let (place, answer) = answer(interview, n, "first");
        let save = DraftSave {
            answers: [(place.clone(), Some(answer.clone()))].into(),
            place: Some(place.clone()),
            person: Some([("given_name".to_owned(), format!("Аты{n}"))].into()),
            ..DraftSave::default()
        };
        store.draft_save(interview, &save, at(20 + n as i64))?;
        answers.insert(place, answer);
        say(out, &format!("saved {interview} {n} first"));
    }
    let (file, save) = file(interview);
    store.draft_attach(interview, &file, &save, at(30))?;
    answers.extend(save.answers.into_iter().filter_map(|(place, answer)| Some((place, answer?))));
    say(out, &format!("attached {interview}"));
    let facts = vec![Fact {
        household: None,
        property: "given_name".to_owned(),
        value: format!("Аты {interview}"),
        source: "/script/q0".to_owned(),
    }];
    let instances = [("/script/member".to_owned(), vec![InstanceId::from_time(7, [1; 10])])].into();
    let mut finish = Finish { answers, instances, facts, incomplete: false, follow_up: None };
    store.interview_finish(interview, &finish, at(40))?;
    say(out, &format!("finished {interview}"));
    if id[11].is_multiple_of(2) {
        store.interview_amend(interview, at(50))?;
        let (place, answer) = answer(interview, 0, "second");
        let save = DraftSave { answers: [(place.clone(), Some(answer.clone()))].into(), ..DraftSave::default() };
        store.draft_save(interview, &save, at(51))?;
        say(out, &format!("saved {interview} 0 second"));
        finish.answers.insert(place, answer);
        store.interview_finish(interview, &finish, at(52))?;
        say(out, &format!("finished {interview}"));
    }
    Ok(())
}

fn answer(interview: InterviewId, n: usize, round: &str) -> (String, StoredAnswer) {
    let text = format!("{round} {n} {interview} {}", "жауап ".repeat(1 + n * 7));
    (format!("/script/q{n}"), StoredAnswer::Value(text))
}

/// A file with the answer that names it.
fn file(interview: InterviewId) -> (NewFile, DraftSave) {
    let name = format!("{interview}.pdf");
    let save = DraftSave {
        answers: [("/script/paper".to_owned(), Some(StoredAnswer::Value(name.clone())))].into(),
        ..DraftSave::default()
    };
    let content = format!("құжат {interview} ").repeat(200).into_bytes();
    let (media_type, title) = ("application/pdf".to_owned(), "құжат.pdf".to_owned());
    let blob = BlobId::from_bytes(*interview.as_bytes());
    (NewFile { blob, name, media_type, title, content: Secret::new(content) }, save)
}

/// One line in one write.
pub fn say(out: &mut impl Write, line: &str) {
    // A closed pipe is the reader's own affair.
    let _ = out.write_all(format!("{line}\n").as_bytes());
    let _ = out.flush();
}

fn unlock(dir: &Path) -> Result<Store, StoreError> {
    let locked = Locked::open(dir)?;
    let member = locked.members()?[0].id;
    locked.unlock(member, &passphrase(), at(5))
}

/// Checks that each line of `said` is true of the folder, and that the log and its views are whole. Returns how many
/// answers were confirmed.
pub fn verify(dir: &Path, said: &str) -> Result<usize, String> {
    let mut store = match unlock(dir) {
        Err(StoreError::NoCentre) if !said.contains("created") => return Ok(0),
        other => other.map_err(|error| format!("does not open: {error}"))?,
    };
    // What was seen lags behind a kill, and names nothing that is not here.
    if store.notices().iter().any(|notice| matches!(notice, pana_store::Notice::Behind { .. })) {
        return Err("the store seems to be put back".to_owned());
    }
    let mut confirmed: BTreeMap<InterviewId, BTreeMap<usize, String>> = BTreeMap::new();
    let mut count = 0;
    for line in said.lines() {
        // The last line may be cut.
        let words: Vec<&str> = line.split(' ').collect();
        let id = words.get(1).and_then(|id| id.parse().ok());
        match (words.as_slice(), id) {
            (["started", _, case], Some(interview)) if case.len() == 36 => {
                confirmed.entry(interview).or_default();
            }
            (["saved", _, n, round @ ("first" | "second")], Some(interview)) => {
                count += 1;
                confirmed.entry(interview).or_default().insert(n.parse().unwrap(), (*round).to_owned());
            }
            (["attached", _], Some(interview)) => {
                let (file, _) = file(interview);
                let held = store.file_content(interview, &file.name);
                let held = held.map_err(|error| format!("the file of {interview} is lost: {error}"))?;
                if held.expose() != file.content.expose() {
                    return Err(format!("the file of {interview} is another"));
                }
            }
            (["finished", _], Some(interview)) => {
                store.interview(interview).map_err(|error| format!("finished {interview} is lost: {error}"))?;
            }
            _ => {}
        }
    }
    for (interview, answers) in confirmed {
        let held = if store.is_draft(interview).map_err(|error| error.to_string())? {
            store.draft(interview).map(|draft| draft.answers)
        } else {
            store.interview(interview).map(|interview| interview.answers)
        };
        let held = held.map_err(|error| format!("{interview} is lost: {error}"))?;
        for (n, round) in answers {
            let (place, expected) = answer(interview, n, &round);
            // The child may have saved the second round without getting its line out.
            let (_, newer) = answer(interview, n, "second");
            let found = held.get(&place);
            if found != Some(&expected) && found != Some(&newer) {
                return Err(format!("answer {n} of {interview} ({round}) is lost"));
            }
        }
    }
    let diagnosis = store.doctor(at(100)).map_err(|error| error.to_string())?;
    if diagnosis.is_well() { Ok(count) } else { Err(format!("{:?}", diagnosis.findings)) }
}
