//! A worker's hands.

pub(crate) mod planted;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use pana_app::contract::centre::{
    AddMemberRequest, Agreed, AppState, CreateCentreRequest, RecoverRequest, UnlockRequest,
};
use pana_app::contract::export::{ExportProgress, ExportRequest, JobRequest, Purpose};
use pana_app::contract::form::NodeRole;
use pana_app::contract::interview::{
    AnswerRequest, AnswerView, InterviewDelta, InterviewRequest, InterviewView, NodeState, RepeatRequest,
    StartInterviewRequest,
};
use pana_app::contract::meet::MeetProgress;
use pana_app::contract::referral::{ConsentAnswer, ConsentHow, ConsentInput, LegalBasis};
use pana_app::contract::{AppError, Id, Word};
use pana_app::{App, Clock, KdfParams, NoSurface, Size, Start, demo_make, usecase};
use pana_forms::QuestionType;
use pana_model::{CaseId, InterviewId, Secret};

pub(crate) const PASSPHRASE: &str = "күн шуақты таңғы шай";

pub(crate) struct Helper {
    pub(crate) app: App,
    pub(crate) sheets: Option<(String, String)>,
    passphrase: String,
}

pub(crate) fn app(folder: &Path) -> App {
    app_at(folder, Clock::system())
}

pub(crate) fn app_at(folder: &Path, clock: Clock) -> App {
    let cheap = KdfParams { memory_kib: 64, passes: 1, lanes: 1 };
    App::start(folder, clock, Start::Own, NoSurface).with_kdf(cheap).with_rooms(pana_room::HubRooms)
}

pub(crate) fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

impl Helper {
    /// Whoever has opened it already.
    pub(crate) fn of(app: App) -> Self {
        Self { app, sheets: None, passphrase: PASSPHRASE.to_owned() }
    }

    /// A centre with something of the system's own behind its screen.
    pub(crate) fn with_centre_shown(folder: &Path, surface: impl pana_app::Surface + 'static) -> Self {
        drop(Self::with_centre(folder));
        let cheap = KdfParams { memory_kib: 64, passes: 1, lanes: 1 };
        let app = App::start(folder, Clock::system(), Start::Own, surface).with_kdf(cheap);
        let helper = Self { app, sheets: None, passphrase: PASSPHRASE.to_owned() };
        helper.unlock_again();
        helper
    }

    pub(crate) fn with_centre(folder: &Path) -> Self {
        Self::with_centre_at(folder, Clock::system())
    }

    pub(crate) fn with_centre_at(folder: &Path, clock: Clock) -> Self {
        let app = app_at(folder, clock);
        let request = CreateCentreRequest {
            centre: "Сынақ орталығы".to_owned(),
            member: "Үйлестіруші".to_owned(),
            passphrase: secret(PASSPHRASE),
            practice: false,
        };
        let sheets = usecase::centre_create(&app, &request).unwrap();
        let text = |at: usize| sheets[at].groups.join("-");
        Self { app, sheets: Some((text(0), text(1))), passphrase: PASSPHRASE.to_owned() }
    }

    pub(crate) fn with_demo(folder: &Path, people: u32) -> Self {
        let app = app(folder);
        let made = demo_make(&app, Size { people, seed: 7 }).unwrap();
        let helper = Self { app, sheets: None, passphrase: made.passphrase };
        helper.unlock_again();
        helper
    }

    pub(crate) fn unlock(folder: &Path) -> Self {
        Self::unlock_at(folder, Clock::system())
    }

    pub(crate) fn unlock_at(folder: &Path, clock: Clock) -> Self {
        let helper = Self { app: app_at(folder, clock), sheets: None, passphrase: PASSPHRASE.to_owned() };
        helper.unlock_again();
        helper
    }

    /// The app before anybody has unlocked it.
    pub(crate) fn locked(folder: &Path) -> Self {
        Self { app: app(folder), sheets: None, passphrase: PASSPHRASE.to_owned() }
    }

    /// Does the store open at all?
    pub(crate) fn opens(&self) -> bool {
        let Ok(AppState::Locked { last: Some(member), .. }) = usecase::state(&self.app, &()) else { return false };
        usecase::unlock(&self.app, &UnlockRequest { member, passphrase: secret(&self.passphrase) }).is_ok()
    }

    pub(crate) fn unlock_again(&self) {
        self.try_unlock(&self.passphrase).unwrap();
    }

    pub(crate) fn try_unlock(&self, passphrase: &str) -> Result<AppState, AppError> {
        let AppState::Locked { last, .. } = usecase::state(&self.app, &()).unwrap() else { panic!("not locked") };
        usecase::unlock(&self.app, &UnlockRequest { member: last.unwrap(), passphrase: secret(passphrase) })
    }

    pub(crate) fn add_member(&self, name: &str, role: &str) {
        let (name, role, grants) = (name.to_owned(), role.parse().unwrap(), Vec::new());
        usecase::member_add(
            &self.app,
            &AddMemberRequest { name, role, grants, passphrase: secret(PASSPHRASE), agreed: Agreed::Alone },
        )
        .unwrap();
    }

    pub(crate) fn unlock_as(&self, name: &str) {
        let AppState::Locked { members, .. } = usecase::state(&self.app, &()).unwrap() else { panic!("not locked") };
        let member = members.into_iter().find(|member| member.name == name).unwrap().id;
        usecase::unlock(&self.app, &UnlockRequest { member, passphrase: secret(PASSPHRASE) }).unwrap();
    }

    pub(crate) fn recover(&self, sheet_a: &str, sheet_b: &str) -> Result<AppState, AppError> {
        let AppState::Locked { members, .. } = usecase::state(&self.app, &()).unwrap() else { panic!("not locked") };
        let member = members[0].id;
        let (sheet_a, sheet_b) = (secret(sheet_a), secret(sheet_b));
        usecase::recover(
            &self.app,
            &RecoverRequest {
                sheet_a, sheet_b, member, passphrase: secret("жаңа құпия сөз тіркесі")
            },
        )
    }

    pub(crate) fn start(&self, form: &str, case: Option<Id<CaseId>>) -> InterviewView {
        self.try_start(form, case).unwrap()
    }

    /// The same with its first answer, by which it comes to be.
    pub(crate) fn begin(&self, form: &str, case: Option<Id<CaseId>>) -> InterviewView {
        let started = self.start(form, case);
        self.lead(&started.interview, 1);
        self.open(&started.interview)
    }

    pub(crate) fn try_start(&self, form: &str, case: Option<Id<CaseId>>) -> Result<InterviewView, AppError> {
        usecase::interview_start(&self.app, &StartInterviewRequest { form: form.to_owned(), case, has: None })
    }

    pub(crate) fn open(&self, interview: &Id<InterviewId>) -> InterviewView {
        usecase::interview_open(&self.app, &InterviewRequest { interview: *interview, case: None }).unwrap()
    }

    pub(crate) fn answer(&self, interview: &Id<InterviewId>, at: &str, answer: AnswerView) -> InterviewDelta {
        self.try_answer(interview, at, answer).unwrap()
    }

    pub(crate) fn try_answer(
        &self,
        interview: &Id<InterviewId>,
        at: &str,
        answer: AnswerView,
    ) -> Result<InterviewDelta, AppError> {
        let request = AnswerRequest { interview: *interview, at: at.to_owned(), answer };
        usecase::interview_answer(&self.app, &request)
    }

    pub(crate) fn place_of(&self, view: &InterviewView, name: &str) -> String {
        let ending = format!("/{name}");
        view.nodes
            .iter()
            .find(|node| node.at.ends_with(&ending))
            .unwrap_or_else(|| panic!("no question {name}"))
            .at
            .clone()
    }

    /// Answers questions in their order, at most so many, as someone would who agrees, speaks and keeps nothing back.
    pub(crate) fn lead(&self, interview: &Id<InterviewId>, most: usize) {
        let mut done = Vec::new();
        for _ in 0..most {
            let view = self.open(interview);
            let open = view.nodes.iter().find(|node| {
                node.relevant
                    && !node.readonly
                    && node.answer == AnswerView::Blank
                    && !done.contains(&node.at)
                    && is_question(&view, node)
            });
            let Some(node) = open else {
                if self.add_members(&view, &mut done) {
                    continue;
                }
                return;
            };
            done.push(node.at.clone());
            for answer in attempts(&view, node) {
                let delta = self.answer(interview, &node.at, answer);
                let now = delta.changed.iter().find(|changed| changed.at == node.at);
                if now.is_none_or(|now| now.problem.is_none()) {
                    break;
                }
            }
        }
    }

    /// Two instances for a repeat that has none yet. Was there one?
    fn add_members(&self, view: &InterviewView, done: &mut Vec<String>) -> bool {
        let is_repeat =
            |node: &&NodeState| view.form.nodes.iter().any(|row| row.path == node.path && row.role == NodeRole::Repeat);
        let empty = |node: &&NodeState| {
            node.relevant
                && !node.at.ends_with(']')
                && !done.contains(&node.at)
                && !view.nodes.iter().any(|other| other.at.starts_with(&format!("{}[", node.at)))
        };
        let Some(repeat) = view.nodes.iter().find(|node| is_repeat(node) && empty(node)) else { return false };
        done.push(repeat.at.clone());
        for _ in 0..2 {
            let request = RepeatRequest { interview: view.interview, at: repeat.at.clone() };
            if usecase::interview_repeat_add(&self.app, &request).is_err() {
                return true;
            }
        }
        true
    }

    pub(crate) fn second(&self, name: &str, passphrase: &str) -> UnlockRequest {
        let members = usecase::member_list(&self.app, &()).unwrap().members;
        let member = members.into_iter().find(|member| member.name == name).unwrap().id;
        UnlockRequest { member, passphrase: secret(passphrase) }
    }

    pub(crate) fn export_request(&self, form: &str, format: &str, folder: &Path) -> ExportRequest {
        ExportRequest {
            form: form.to_owned(),
            format: format.parse().unwrap(),
            folder: folder.to_string_lossy().into_owned(),
            labels: None,
            words: "en".to_owned(),
            separator: None,
            workbook: false,
            files: false,
            purpose: Word(Purpose::Care),
            purpose_note: String::new(),
            second: None,
        }
    }

    pub(crate) fn export(&self, form: &str, format: &str, folder: &Path, labels: Option<&str>) -> Vec<PathBuf> {
        let request = ExportRequest { labels: labels.map(str::to_owned), ..self.export_request(form, format, folder) };
        let job = usecase::export_start(&self.app, &request).unwrap();
        match self.wait(&job) {
            ExportProgress::Done { files, .. } => files.into_iter().map(PathBuf::from).collect(),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn wait(&self, job: &str) -> ExportProgress {
        for _ in 0..3_000 {
            let now = usecase::export_progress(&self.app, &JobRequest { job: job.to_owned() }).unwrap();
            if !matches!(now, ExportProgress::Running { .. }) {
                return now;
            }
            std::thread::park_timeout(Duration::from_millis(10));
        }
        panic!("the export does not end")
    }
}

/// Waits until a meeting of laptops has ended, and says how.
pub(crate) fn met(app: &App, job: &str) -> MeetProgress {
    for _ in 0..6_000 {
        let now = usecase::meet_progress(app, &JobRequest { job: job.to_owned() }).unwrap();
        if !matches!(now, MeetProgress::Running { .. }) {
            return now;
        }
        std::thread::park_timeout(Duration::from_millis(10));
    }
    panic!("the meeting does not end")
}

fn is_question(view: &InterviewView, node: &NodeState) -> bool {
    let row = view.form.nodes.iter().find(|row| row.path == node.path).unwrap();
    row.role == NodeRole::Question
}

pub(crate) fn is_choice(view: &InterviewView, at: &str) -> bool {
    let path = view.nodes.iter().find(|node| node.at == at).map(|node| node.path.as_str()).unwrap();
    view.form.nodes.iter().any(|row| row.path == path && row.question_type.0 == QuestionType::SelectMultiple)
}

/// What one might say, the likeliest first.
fn attempts(view: &InterviewView, node: &NodeState) -> Vec<AnswerView> {
    let row = view.form.nodes.iter().find(|row| row.path == node.path).unwrap();
    let value = |text: &str| AnswerView::Value(text.to_owned());
    let mut attempts = match row.question_type.0 {
        // The long way, so that everything is asked.
        QuestionType::SelectOne if row.path.ends_with("/depth") => vec![value("full")],
        QuestionType::SelectOne | QuestionType::SelectMultiple => {
            let listed = row.list.as_ref().and_then(|list| view.form.choices.get(list)).cloned().unwrap_or_default();
            node.choices.clone().unwrap_or(listed).iter().map(|choice| value(&choice.name)).collect()
        }
        QuestionType::Integer | QuestionType::Range => ["3", "30", "0", "1987", "1"].map(value).to_vec(),
        QuestionType::Decimal => ["1.5", "0"].map(value).to_vec(),
        QuestionType::Date => vec![AnswerView::Partial("1987-03".to_owned()), value("2024-06-15"), value("1987-03-14")],
        QuestionType::Acknowledge => vec![value("OK")],
        _ if row.path.ends_with("/family_name") => vec![value("Сейітов")],
        QuestionType::Text => vec![value("Әйгерім =1+1"), value("+7 700 000 00 00"), value("A1")],
        _ => Vec::new(),
    };
    attempts.push(AnswerView::Unknown);
    attempts
}

/// The first interview of an export, by heading; states in brackets.
pub(crate) fn cells(files: &[PathBuf]) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(&files[0]).unwrap();
    if files[0].extension().is_some_and(|ending| ending == "json") {
        let document: serde_json::Value = serde_json::from_str(&text).unwrap();
        let answers = document["interviews"][0]["answers"].as_object().unwrap().clone();
        let text = |value: &serde_json::Value| match value {
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Array(names) => {
                names.iter().filter_map(|name| name.as_str()).collect::<Vec<_>>().join(" ")
            }
            serde_json::Value::Object(state) => format!("[{}]", state["state"].as_str().unwrap()),
            _ => String::new(),
        };
        return answers.iter().map(|(name, value)| (name.clone(), text(value))).collect();
    }
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headings = reader.headers().unwrap().clone();
    // The second row says the headings in words.
    let record = reader.records().nth(1).unwrap().unwrap();
    let read = |cell: &str| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
    headings.iter().zip(record.iter()).map(|(heading, cell)| (heading.to_owned(), read(cell))).collect()
}

/// The rows of a repeat's CSV file, by heading.
pub(crate) fn rows(file: &Path) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(file).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headings = reader.headers().unwrap().clone();
    let read = |cell: &str| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
    let row = |record: csv::StringRecord| {
        headings.iter().zip(record.iter()).map(|(heading, cell)| (heading.to_owned(), read(cell))).collect()
    };
    reader.records().skip(1).map(|record| row(record.unwrap())).collect()
}

/// Answers of the questions that apply, by place.
pub(crate) fn answers(view: &InterviewView) -> BTreeMap<String, AnswerView> {
    let questions =
        |path: &str| view.form.nodes.iter().any(|node| node.path == path && node.role == NodeRole::Question);
    view.nodes
        .iter()
        .filter(|node| node.relevant && questions(&node.path) && node.answer != AnswerView::Blank)
        .map(|node| (node.at.clone(), node.answer.clone()))
        .collect()
}

/// What a person answers who agrees that exactly these facts are passed on.
pub(crate) fn agreed(fields: &[&str]) -> ConsentInput {
    ConsentInput {
        answer: Word(ConsentAnswer::Given),
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        basis: Word(LegalBasis::Consent),
        second: None,
        language: "kk".to_owned(),
        how: Word(ConsentHow::Spoken),
        interpreter: String::new(),
        present: String::new(),
        caregiver: String::new(),
        assent: None,
        until: None,
        words: String::new(),
        sheet: String::new(),
    }
}
