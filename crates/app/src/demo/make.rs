//! Making the demo centre.

use std::path::Path;
use std::sync::Arc;

use pana_casework::case::FollowUp;
use pana_casework::{Act, Prefix, profile};
use pana_forms::Context;
use pana_model::{CaseId, InterviewId, Moment, Secret};
use pana_store::{Asked, Finish, KdfParams, NewCentre, NewInterview, Purpose, Store, StoreError, Stream, Tx};

use super::answers::Talk;
use super::chance::Chance;
use super::persona::{Data, Persona};
use crate::app::App;
use crate::app_log;
use crate::centre::mark_demo;
use crate::contract::interview::StartInterviewRequest;
use crate::contract::{AppError, Id};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::interview::{OpenInterview, Subject, start};
use crate::questionnaire::{AskedForm, publish_shipped};
use crate::store_error::of_folder;

/// Shown on the unlock screen.
const PASSPHRASE: &str = "pana demo pana demo";
/// When the first of them came. Fixed, so that the same seed gives the same days.
const FIRST_MS: i64 = 1_735_797_600_000;
/// Between two of them.
const APART_MS: i64 = 97 * 60 * 1_000;
/// Interviews that were interrupted, and after how many rows.
const UNFINISHED: usize = 2;
const ANSWERED_UNTIL_INTERRUPTED: usize = 14;
/// The place is five hours east of Greenwich.
const OFFSET_MINUTES: i32 = 300;
/// People written down at once.
const BATCH: u32 = 50;
/// How long an interview took.
const LONG_MS: i64 = 17 * 60 * 1_000;
/// Of a hundred people, so many were also asked the questionnaires that follow.
const FOLLOW_PERCENT: usize = 30;

/// People in the demo centre of the window.
const SHOWN_PEOPLE: u32 = 200;
/// From which they are made.
const SHOWN_SEED: u64 = 1;

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
    app_log::command("demo_make", || make(app.root(), size, app.kdf()?))
}

/// Makes the demo centre of the window. It is made beside and renamed, so that one that was cut off is made anew.
pub(crate) fn make_beside(app: &App, folder: &Path) -> Result<(), AppError> {
    let beside = folder.with_file_name("demo.new");
    let fault = |_| AppError::of(ErrorCode::DataFolder);
    if beside.exists() {
        std::fs::remove_dir_all(&beside).map_err(fault)?;
    }
    make(&beside, Size { people: SHOWN_PEOPLE, seed: SHOWN_SEED }, app.kdf()?)?;
    std::fs::rename(&beside, folder).map_err(fault)
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
        offset_minutes: OFFSET_MINUTES,
        purpose: Purpose::Work,
    };
    let (mut store, _) = Store::create(folder, new, first).map_err(of_folder)?;
    publish_shipped(&mut store, first)?;
    let mut desk = Desk::new(store, true);
    let forms = desk.current_forms()?;
    let mut made = Made { passphrase: PASSPHRASE.to_owned(), people: size.people, interviews: 0 };
    let mut number = 0;
    while number < size.people {
        let until = number.saturating_add(BATCH).min(size.people);
        let bulk = desk.store.transact(&Asked::of(Act::Lead { stream: Stream::Centre }), first, |tx| {
            let mut people = Bulk { tx, forms: &forms, data: &data, chance: &mut chance };
            (number..until).try_fold(0_u32, |all, number| Ok(all.saturating_add(people.come(number)?)))
        });
        made.interviews = made.interviews.saturating_add(bulk?);
        number = until;
    }
    leave_unfinished(&mut desk, &data, &mut chance, size.people)?;
    mark_demo(folder, PASSPHRASE)?;
    Ok(made)
}

/// With a few people someone was interrupted: home has something to go on with.
fn leave_unfinished(desk: &mut Desk, data: &Data, chance: &mut Chance, people: u32) -> Result<(), AppError> {
    let follows = |asked: &&Arc<AskedForm>| !asked.form.opens_case() && !asked.protected();
    let Some(asked) = desk.current_forms()?.iter().find(follows).map(Arc::clone) else { return Ok(()) };
    for hit in desk.store.people_search("", UNFINISHED)?.people {
        let now = moment(FIRST_MS.saturating_add(APART_MS.saturating_mul(i64::from(people))))?;
        let request = StartInterviewRequest { form: asked.form.id().to_owned(), case: Some(Id(hit.case)), has: None };
        let interview = start(desk, &request, now)?.id;
        let who = data.persona(chance, chrono::Datelike::year(&now.date()));
        desk.change_much(interview, now, |session| {
            Talk::new(session, &asked, data, chance, now).answer(&who, ANSWERED_UNTIL_INTERRUPTED);
        })?;
    }
    Ok(())
}

/// People who come together into the log.
struct Bulk<'a, 't> {
    tx: &'a mut Tx<'t>,
    forms: &'a [Arc<AskedForm>],
    data: &'a Data,
    chance: &'a mut Chance,
}

impl Bulk<'_, '_> {
    /// Someone comes and is asked; some are asked again. Gives how many interviews that were.
    fn come(&mut self, number: u32) -> Result<u32, StoreError> {
        let begun = moment(FIRST_MS.saturating_add(APART_MS.saturating_mul(i64::from(number))))?;
        let who = self.data.persona(self.chance, chrono::Datelike::year(&begun.date()));
        let case = CaseId::from_random(self.chance.bytes());
        self.tx.set_now(begun);
        let number = self.tx.case_open(case)?.to_string();
        let mut interviews = 0_u32;
        for asked in self.forms {
            let follows = !asked.form.opens_case();
            if follows && (asked.protected() || !self.chance.percent(FOLLOW_PERCENT)) {
                continue;
            }
            self.interview(asked, &who, case, &number, begun)?;
            interviews = interviews.saturating_add(1);
        }
        Ok(interviews)
    }

    fn interview(
        &mut self,
        asked: &Arc<AskedForm>,
        who: &Persona,
        case: CaseId,
        number: &str,
        begun: Moment,
    ) -> Result<(), StoreError> {
        let properties = [("case_number", number), ("centre", &self.data.centre), ("worker", &self.data.worker)];
        let properties = properties.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let context =
            Context { now: begun, properties, last_saved: std::collections::BTreeMap::new(), seed: self.chance.next() };
        let subject = Subject { id: InterviewId::from_random(self.chance.bytes()), case, number: number.to_owned() };
        let mut open = OpenInterview::new(subject, Arc::clone(asked), context);
        let session = &mut open.session;
        Talk::new(session, asked, self.data, self.chance, begun).answer(who, usize::MAX);
        let mut facts = open.facts();
        let said = facts.extract_if(.., |fact| fact.household.is_none() && fact.property == profile::FOLLOW_UP_ON);
        let follow_up = said.map(|fact| FollowUp::said(&fact.value)).last();
        let finish = Finish {
            answers: open.answers(),
            instances: open.session.instances(),
            facts,
            follow_up,
            incomplete: !open.session.finish_check().is_empty(),
        };
        let new = NewInterview {
            interview: open.id,
            form_id: asked.form.id(),
            form_hash: asked.form.hash(),
            stream: asked.stream(),
            case,
            started: begun,
        };
        self.tx.set_now(moment(begun.unix_ms().saturating_add(LONG_MS))?);
        self.tx.interview_record(&new, &finish)
    }
}

fn moment(unix_ms: i64) -> Result<Moment, StoreError> {
    Moment::from_unix_ms(unix_ms).ok_or_else(|| StoreError::Internal("demo time".to_owned()))
}
