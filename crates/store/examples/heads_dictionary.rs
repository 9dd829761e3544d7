//! Makes `src/table/heads.zdict` anew, out of the invented people of a demo centre: `heads_dictionary FOLDER PASSPHRASE FILE`,
//! where `pana demo` made the folder.
//!
//! Only what questionnaires say goes in: locations, names of choices, and numbers and dates in their shape. Sentences and words
//! that are not written as choices are stay blank. Another dictionary makes rows that the one before does not unpack:
//! `VIEW_VERSION` is raised with it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeMap;
use std::path::Path;

use pana_casework::path::InInterview;
use pana_casework::value::{SeenAnswer, SeenInterview};
use pana_model::{EventRef, MemberId, Moment, Secret};
use pana_record::{Dot, Heads, Hlc, Mark, Op, OpKind, Value};
use pana_store::{Locked, Unpacker};

/// Bytes. Half of it gives rows that are a tenth larger, twice as much little.
const SIZE: usize = 16 * 1024;
/// Interviews looked at of each questionnaire.
const SAMPLES: usize = 1_500;
/// The longest word that is a name of a choice, a number or a date.
const WORD: usize = 40;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, passphrase, file] = arguments.as_slice() else { panic!("heads_dictionary FOLDER PASSPHRASE FILE") };
    let locked = Locked::open(Path::new(folder)).unwrap();
    let member = locked.members().unwrap().first().unwrap().id;
    let now = Moment::from_unix_ms(1_900_000_000_000).unwrap();
    let store = locked.unlock(member, &Secret::new(passphrase.clone()), now).unwrap();
    let mut unpacker = Unpacker::new().unwrap();
    let mut samples = Vec::new();
    let forms: BTreeMap<String, u32> = store.interview_counts().unwrap();
    for form in forms.keys() {
        let due = store.interviews_due(form).unwrap();
        let locations: Vec<_> =
            due.iter().map(|due| due.location).step_by(due.len().div_ceil(SAMPLES).max(1)).collect();
        for page in locations.chunks(100) {
            for packed in store.interviews_packed(page).unwrap() {
                samples.push(sample(unpacker.see(&packed).unwrap()));
            }
        }
    }
    let dictionary = zstd::dict::from_samples(&samples, SIZE).unwrap();
    std::fs::write(file, dictionary).unwrap();
}

/// The heads of an interview with what questionnaires say, as a row keeps them.
fn sample(interview: SeenInterview<'_>) -> Vec<u8> {
    let (mut heads, mut op) = (Heads::new(), 0);
    let mark = Mark { member: MemberId::from_random([0; 16]), hlc: Hlc::at(0) };
    let mut say = |at: &str, kind, text: &str| {
        let said = if text.len() <= WORD && text.bytes().all(|byte| byte.is_ascii_graphic()) { text } else { "" };
        let answer = Op::new(InInterview::Answer(at).to_string(), kind, Value::text(said), Vec::new());
        heads.apply(Dot::new(EventRef::from_random([0; 16]), op), &answer, mark);
        op += 1;
    };
    for (at, answer) in interview.answers {
        match answer {
            SeenAnswer::Value(text) => say(at, OpKind::Set, text),
            SeenAnswer::Choices(names) => names.into_iter().for_each(|name| say(at, OpKind::Add, name)),
            SeenAnswer::Partial(_)
            | SeenAnswer::Declined
            | SeenAnswer::Unknown
            | SeenAnswer::Later
            | SeenAnswer::Apart(_) => {}
        }
    }
    heads.to_bytes()
}
