//! A case goes to another centre: it is proposed, taken in, and the word back is taken. Each is cut off anywhere, and the next try ends
//! it: one handing over, one case there, one answer.

use std::io::Write;
use std::path::Path;

use pana_casework::consent::{Consent, ConsentAnswer, ConsentHow, ConsentPurpose, LegalBasis};
use pana_casework::transfer::{WHOLE_CASE, recipient_of};
use pana_model::{CaseId, ConsentId, TransferId};
use pana_store::{Store, Stream, TransferAsk, TransferState};

use crate::deeds::{Deed, later, open, say, text};
use crate::kit::{Laptop, Time, first_laptop_at};
use crate::world::is_well;

const CONSENT: ConsentId = ConsentId::from_bytes([5; 16]);

/// Two centres that know each other; of a case everything has happened that lies before the deed.
pub(crate) fn base(work: &Path, deed: Deed) {
    let time = Time::new();
    for name in ["one", "there", "stick"] {
        std::fs::create_dir_all(work.join(name)).unwrap();
    }
    let (mut one, mut there) = (first_laptop_at(work.join("one"), &time), first_laptop_at(work.join("there"), &time));
    know(&mut one.store, &mut there.store, &time);
    know(&mut there.store, &mut one.store, &time);
    let case = one.person("Арман");
    let consent = Consent {
        answer: ConsentAnswer::Given,
        purpose: ConsentPurpose::Transfer,
        recipient: recipient_of(there.store.centre()),
        fields: [WHOLE_CASE.to_owned()].into(),
        basis: LegalBasis::Consent,
        second: None,
        language: "kk".to_owned(),
        text: None,
        how: ConsentHow::Spoken,
        interpreter: String::new(),
        present: String::new(),
        caregiver: String::new(),
        assent: None,
        until: None,
        words: String::new(),
    };
    one.store.consent_record((Stream::Centre, case), (CONSENT, &consent), time.now()).unwrap();
    if deed == Deed::Propose {
        return;
    }
    let id = proposed(&mut one).unwrap();
    let file = one.store.transfer_file(id, time.now()).unwrap();
    std::fs::write(work.join("stick/case"), &file).unwrap();
    if deed == Deed::TakeWord {
        let (_, answer) = taken(&mut there, work).unwrap();
        std::fs::write(work.join("stick/word"), answer).unwrap();
    }
}

fn know(store: &mut Store, other: &mut Store, time: &Time) {
    let card = other.card_make(time.now()).unwrap();
    store.centre_know(&card.file, &card.digits, time.now()).unwrap();
}

fn case_of(one: &Laptop) -> Result<CaseId, String> {
    let found = one.store.people_search("Арман", 2).map_err(text)?.people;
    found.first().map(|person| person.case).ok_or_else(|| "the person is gone".to_owned())
}

/// What is proposed; now, if it was not before.
fn proposed(one: &mut Laptop) -> Result<TransferId, String> {
    let now = one.time.now();
    if let Some(known) = one.store.transfers(now).map_err(text)?.first() {
        return Ok(known.transfer);
    }
    let (case, known) = (case_of(one)?, one.store.centres_known());
    let to = known.all().map(|(centre, _)| centre).next().ok_or("nobody is known")?;
    let ask = TransferAsk { case, to, consent: CONSENT, reads_on: false };
    one.store.transfer_propose(&ask, now).map_err(text)
}

/// The case taken in from the stick: its number and the answer.
fn taken(there: &mut Laptop, work: &Path) -> Result<(String, Vec<u8>), String> {
    let now = there.time.now();
    let file = std::fs::read(work.join("stick/case")).map_err(text)?;
    let opened = there.store.transfer_open(&file, now).map_err(text)?;
    let taken = there.store.transfer_accept(&opened, now).map_err(text)?;
    Ok((taken.number, taken.answer))
}

fn answered(one: &mut Laptop, answer: &[u8]) -> Result<Option<TransferState>, String> {
    let now = one.time.now();
    let word = one.store.word_open(answer, now).map_err(text)?;
    Ok(one.store.word_take(&word, now).map_err(text)?.state)
}

pub(crate) fn propose(work: &Path, out: &mut impl Write) -> Result<(), String> {
    let mut one = open(work, "one", &later(60))?;
    let id = proposed(&mut one)?;
    say(out, &format!("proposed {id}"));
    // The file is made of the event, and is sealed to the other centre alone.
    one.store.transfer_file(id, one.time.now()).map_err(text)?;
    well(&mut one)
}

pub(crate) fn take_in(work: &Path, out: &mut impl Write) -> Result<(), String> {
    let mut there = open(work, "there", &later(60))?;
    let (number, _) = taken(&mut there, work)?;
    say(out, &format!("taken {number}"));
    well(&mut there)
}

pub(crate) fn take_word(work: &Path, out: &mut impl Write) -> Result<(), String> {
    let mut one = open(work, "one", &later(60))?;
    let answer = std::fs::read(work.join("stick/word")).map_err(text)?;
    answered(&mut one, &answer)?;
    say(out, "answered");
    well(&mut one)
}

fn well(laptop: &mut Laptop) -> Result<(), String> {
    is_well(laptop).map_err(|error| format!("not well: {error}"))
}

/// What was said is true, and the next try leads to the same end: one handing over that was accepted, one case there, one answer here.
pub(crate) fn after(deed: Deed, work: &Path, said: &str) -> Result<(), String> {
    let time = later(120);
    let (mut one, mut there) = (open(work, "one", &time)?, open(work, "there", &time)?);
    is_well(&mut one)?;
    is_well(&mut there)?;
    is_true(&one, &there, said)?;
    let id = proposed(&mut one)?;
    if deed != Deed::TakeWord {
        let file = one.store.transfer_file(id, time.now()).map_err(text)?;
        std::fs::write(work.join("stick/case"), file).map_err(text)?;
    }
    let (number, answer) = taken(&mut there, work)?;
    if !said.lines().filter_map(|line| line.strip_prefix("taken ")).all(|said| number.starts_with(said)) {
        return Err(format!("it was said to be another number than {number}: {said}"));
    }
    for _ in 0..2 {
        if answered(&mut one, &answer)? != Some(TransferState::Accepted) {
            return Err("the answer does not hold".to_owned());
        }
    }
    let listed = one.store.transfers(time.now()).map_err(text)?;
    let [only] = listed.as_slice() else { return Err(format!("{} handings over", listed.len())) };
    let answers = only.given.as_ref().map(|given| given.answers.len());
    if answers != Some(1) || one.store.case_closed(only.case).map_err(text)?.is_none() {
        return Err(format!("{answers:?} answers, or the case is open"));
    }
    if there.store.people_count().map_err(text)? != 1 {
        return Err("there is another number of cases than one".to_owned());
    }
    is_well(&mut one)?;
    is_well(&mut there)
}

fn is_true(one: &Laptop, there: &Laptop, said: &str) -> Result<(), String> {
    let given = one.store.transfers(one.time.now()).map_err(text)?;
    // The last line may be cut.
    if said.contains("proposed ") && given.is_empty() {
        return Err("it was said to be proposed and is not".to_owned());
    }
    if said.contains("taken ") && there.store.people_count().map_err(text)? != 1 {
        return Err("it was said to be taken in and is not".to_owned());
    }
    let holds = given.first().and_then(|one| one.given.as_ref()).map(|given| given.state);
    if said.contains("answered") && holds != Some(TransferState::Accepted) {
        return Err("the answer was said to be taken and is not".to_owned());
    }
    Ok(())
}
