//! Making the demo centre.

use std::collections::BTreeMap;
use std::path::Path;

use pana_casework::Prefix;
use pana_forms::Context;
use pana_model::{CaseId, InterviewId, Moment, Secret};
use pana_store::{Action, Finish, KdfParams, NewCentre, NewInterview, Store};

use super::answers::Talk;
use super::chance::Chance;
use super::persona::Data;
use crate::app::App;
use crate::contract::AppError;
use crate::desk::Desk;
use crate::interview::{OpenInterview, Subject};
use crate::questionnaire::publish_shipped;

/// Shown on the unlock screen.
const PASSPHRASE: &str = "pana demo pana demo";
/// When the first of them came. Fixed, so that the same seed gives the same days.
const FIRST_MS: i64 = 1_735_797_600_000;
/// Between two of them.
const APART_MS: i64 = 97 * 60 * 1_000;
/// How long an interview took.
const LONG_MS: i64 = 17 * 60 * 1_000;
/// Of a hundred people, so many were also asked the questionnaires that follow.
const FOLLOW_PERCENT: usize = 30;

/// How many, and from which seed.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// People.
    pub people: u32,
    /// Seed.
    pub seed: u64,
}

/// A demo centre.
#[derive(Debug)]
pub struct Made {
    /// Opens it.
    pub passphrase: String,
    /// People in it.
    pub people: u32,
    /// Interviews in it.
    pub interviews: u32,
}

/// Makes a demo centre in the device's own folder: `pana demo`.
///
/// # Errors
/// `centre-exists`, and as any write.
pub fn demo_make(app: &App, size: Size) -> Result<Made, AppError> {
    make(app.root(), size, app.kdf()?)
}

/// Makes a demo centre in a folder.
pub(crate) fn make(folder: &Path, size: Size, kdf: KdfParams) -> Result<Made, AppError> {
    let data = Data::load().map_err(|_| AppError::internal("demo-data"))?;
    let mut chance = Chance::new(size.seed);
    let first = moment(FIRST_MS)?;
    let new = NewCentre {
        name: data.centre.clone(),
        member: data.worker.clone(),
        passphrase: Secret::new(PASSPHRASE.to_owned()),
        kdf,
        device: "demo".to_owned(),
        prefix: Some(Prefix::from_random(chance.bytes())),
    };
    let (mut store, _) = Store::create(folder, new, first)?;
    publish_shipped(&mut store, first)?;
    let mut desk = Desk::new(store, true)?;
    let mut made = Made { passphrase: PASSPHRASE.to_owned(), people: size.people, interviews: 0 };
    for number in 0..size.people {
        let begun = moment(FIRST_MS.saturating_add(APART_MS.saturating_mul(i64::from(number))))?;
        made.interviews = made.interviews.saturating_add(person(&mut desk, &data, &mut chance, begun)?);
    }
    Ok(made)
}

/// Someone comes and is asked; some are asked again. Gives how many interviews that were.
fn person(desk: &mut Desk, data: &Data, chance: &mut Chance, begun: Moment) -> Result<u32, AppError> {
    let who = data.persona(chance, chrono::Datelike::year(&begun.date()));
    let case = CaseId::from_random(chance.bytes());
    let number = desk.store.case_open(case, begun)?.to_string();
    let mut interviews = 0_u32;
    for asked in desk.current_forms()? {
        let first = asked.form.opens_case();
        if !first && (asked.protected() || !chance.percent(FOLLOW_PERCENT)) {
            continue;
        }
        let properties = [("case_number", &number), ("centre", &data.centre), ("worker", &data.worker)];
        let properties: BTreeMap<_, _> = properties.map(|(name, value)| (name.to_owned(), value.clone())).into();
        let context = Context { now: begun, properties, seed: chance.next() };
        let subject = Subject { id: InterviewId::from_random(chance.bytes()), case, number: number.clone() };
        let mut open = OpenInterview::new(subject, asked, context);
        let asked = std::sync::Arc::clone(&open.asked);
        Talk { session: &mut open.session, asked: &asked, data, chance, now: begun }.answer_all(&who);
        record(desk, &open, begun)?;
        interviews = interviews.saturating_add(1);
    }
    Ok(interviews)
}

fn record(desk: &mut Desk, open: &OpenInterview, begun: Moment) -> Result<(), AppError> {
    let missing = open.session.finish_check();
    let finish = Finish {
        answers: open.answers(),
        instances: open.session.snapshot().instances,
        facts: open.facts(),
        incomplete: !missing.is_empty(),
    };
    let new = NewInterview {
        interview: open.id,
        form_id: open.asked.form.id(),
        form_hash: open.asked.form.hash(),
        stream: open.asked.stream(),
        case: open.case,
        started: begun,
    };
    let ended = moment(begun.unix_ms().saturating_add(LONG_MS))?;
    desk.store.transact(Action::InterviewFinish, ended, |tx| tx.interview_record(&new, &finish))?;
    Ok(())
}

fn moment(unix_ms: i64) -> Result<Moment, AppError> {
    Moment::from_unix_ms(unix_ms).ok_or_else(|| AppError::internal("demo-time"))
}
