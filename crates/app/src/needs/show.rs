//! What the finished interviews of a person mean, by the rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_casework::Act;
use pana_forms::{Form, Node};
use pana_model::{CaseId, Moment};
use pana_rules::{Change, Differentiation, History, Line, Record, Vocabulary, case_record, differentiate};
use pana_store::{Access, InterviewClaim, Look, Stream};
use serde_json::{Map, Value};

use super::shipped::{rules, taxonomy};
use crate::app::App;
use crate::app_log;
use crate::contract::needs::{
    CategoryRow, NeedRow, NeedsView, NextForm, NotKnownRow, OtherwiseRow, ProposedRow, QuestionRow, RuleRow, SaidRow,
};
use crate::contract::people::PersonRequest;
use crate::contract::{AppError, Texts, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::interview::{answered, finished};
use crate::questionnaire::AskedForm;

/// Of each questionnaire so many interviews are looked at: the newest, and the one before it.
const WAVES: usize = 2;

/// What is said to whoever may not read an interview.
const NOT_FOR_THEM: [ErrorCode; 3] = [ErrorCode::NoRight, ErrorCode::NoGrant, ErrorCode::InterviewUnknown];

/// What the finished interviews of a person mean, as far as the member may read them. The look is in the access log first, and
/// one at each talk in private that it rests on.
///
/// # Errors
/// `case-unknown`, `no-right`, and as any write.
pub(crate) fn needs_show(app: &App, request: &PersonRequest) -> Result<NeedsView, AppError> {
    app.desk(|desk, now| show(desk, request.case.0, now))
}

fn show(desk: &mut Desk, case: CaseId, now: Moment) -> Result<NeedsView, AppError> {
    desk.ask(Act::ReadPerson, now)?;
    let (_, person) = desk.store.person_name(case)?;
    let look = Look { cases: &[case], access: Access::PersonOpened, interview: None, stream: Stream::Centre, note: "" };
    desk.store.record_access(&look, now)?;
    let read = readable(desk, case, now)?;
    Ok(NeedsView { person, ..meaning(desk, &read, now)? })
}

/// What answers to one questionnaire would mean by themselves; nothing is written down.
///
/// # Errors
/// `form-unknown`, `answer-unknown` for a name that is not the questionnaire's, and those of reading files.
pub fn needs_of(app: &App, form: &str, answers: &Map<String, Value>) -> Result<NeedsView, AppError> {
    app_log::command("needs_of", || {
        app.desk(|desk, now| {
            let asked = desk.current_form(form)?;
            let session = answered(Arc::clone(&asked), answers, now)?;
            let record = Record::of(&session, now);
            meaning(desk, &[Led { asked, record }], now)
        })
    })
}

/// An interview that was finished, or would be.
struct Led {
    asked: Arc<AskedForm>,
    record: Record,
}

/// `read`: the newest first.
fn meaning(desk: &mut Desk, read: &[Led], now: Moment) -> Result<NeedsView, AppError> {
    let rules = rules().ok_or_else(|| AppError::internal("rules"))?;
    // Of two that were finished at once the one that is named later counts as the newer.
    let records: Vec<Record> = read.iter().rev().map(|led| led.record.clone()).collect();
    let answers = History::of(records.iter().cloned());
    // Referrals are not kept yet: whether one is open is not known.
    let whole = case_record(&answers, None, now);
    let history = History::of(records.into_iter().chain([whole]));
    let asked = Questionnaires::of(read);
    let vocabulary = Vocabulary::of(asked.0.values().copied());
    let found = differentiate(rules, &vocabulary, &history, now);
    let titles =
        desk.current_forms()?.into_iter().map(|asked| (asked.form.id().to_owned(), asked.list_title())).collect();
    Ok(view(&found, &asked, &titles, rules.version()))
}

/// The newest interviews of each questionnaire that the member may read.
fn readable(desk: &mut Desk, case: CaseId, now: Moment) -> Result<Vec<Led>, AppError> {
    let person = desk.store.person(case)?;
    let mut summaries = person.interviews;
    summaries.sort_by_key(|summary| std::cmp::Reverse(summary.finished_ms));
    let mut of_form: BTreeMap<String, usize> = BTreeMap::new();
    let mut read = Vec::new();
    for summary in summaries {
        let count = of_form.entry(summary.form_id.clone()).or_default();
        if *count == WAVES {
            continue;
        }
        if desk.form_if_sound(&summary.form_id, &summary.form_hash)?.is_none() {
            // An older one does not speak in place of one that cannot be read: what it asked about is not known.
            *count = WAVES;
            continue;
        }
        match finished(desk, InterviewClaim { interview: summary.interview, case: Some(case) }, now) {
            Ok(open) => {
                *count = count.saturating_add(1);
                if open.asked.protected() {
                    // What was said in private is looked at, as if the talk were opened.
                    let (access, interview) = (Access::InterviewOpened, Some(summary.interview));
                    let look = Look { cases: &[case], access, interview, stream: Stream::Protected, note: "" };
                    desk.store.record_access(&look, now)?;
                }
                read.push(Led { record: Record::of(&open.session, open.saved), asked: open.asked });
            }
            // What the member may not read is not asked about, and that it is there is not told.
            Err(error) if NOT_FOR_THEM.iter().any(|code| error.is(*code)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

/// The version of each questionnaire in which its newest interview was led.
struct Questionnaires<'r>(BTreeMap<&'r str, &'r Form>);

impl<'r> Questionnaires<'r> {
    /// `read`: the newest first.
    fn of(read: &'r [Led]) -> Self {
        let mut forms = BTreeMap::new();
        for led in read {
            let form = led.asked.form.as_ref();
            forms.entry(form.id()).or_insert(form);
        }
        Self(forms)
    }

    fn node(&self, form: &str, name: &str) -> Option<(&'r Form, &'r Node)> {
        let form = self.0.get(form)?;
        Some((form, form.nodes().iter().find(|node| node.name == name)?))
    }

    fn question(&self, form: &str, name: &str) -> QuestionRow {
        let label = self.node(form, name).map(|(_, node)| node.label.clone()).unwrap_or_default();
        QuestionRow { name: name.to_owned(), label }
    }

    fn said(&self, form: &str, name: &str, values: &[String]) -> SaidRow {
        let choices = self.node(form, name).and_then(|(form, node)| form.choices(node.list.as_deref()?));
        let label = |code: &str| -> Option<Texts> {
            choices?.iter().find(|choice| *choice.name == *code).map(|choice| (&choice.label).into())
        };
        let codes = values.iter().flat_map(|value| value.split_whitespace());
        let labels = codes.filter_map(label).collect();
        SaidRow { question: self.question(form, name), values: values.to_vec(), labels }
    }
}

fn view(
    found: &Differentiation<'_>,
    asked: &Questionnaires<'_>,
    titles: &BTreeMap<String, Texts>,
    version: [u8; 32],
) -> NeedsView {
    let need = |need: &pana_rules::Need| NeedRow {
        label: named("need_code", &need.code),
        code: need.code.clone(),
        urgency: Word(need.urgency),
        rules: need.rules.clone(),
    };
    let category = |code: &String| CategoryRow { label: named("migrant_category", code), code: code.clone() };
    let proposed = |service: &pana_rules::Proposed| ProposedRow {
        label: taxonomy().service(&service.code).map(|kind| kind.label.clone()).unwrap_or_default(),
        code: service.code.clone(),
        urgency: Word(service.urgency),
        actor_first: Word(service.actor_first),
        rules: service.rules.clone(),
    };
    let not_known = |open: &pana_rules::NotKnown<'_>| NotKnownRow {
        rule: open.rule.id.clone(),
        explanation: open.rule.explanation.clone(),
        apart: open.rule.apart,
        urgency: Word(open.rule.urgency),
        missing: open.missing.iter().map(|name| asked.question(&open.rule.form, name)).collect(),
    };
    let next = |id: &String| NextForm { id: id.clone(), title: titles.get(id).cloned() };
    let typology = &found.typology;
    let answered = [
        ("migration_type", &typology.migration_type),
        ("migration_kind", &typology.migration_kind),
        ("migration_form", &typology.migration_form),
        ("main_cause", &typology.main_cause),
        ("movement_stage", &typology.movement_stage),
        ("main_category", &typology.main_category),
    ];
    let typology = answered.into_iter().filter_map(|(name, value)| Some(asked.said("intake", name, &[value.clone()?])));
    NeedsView {
        person: String::new(),
        rules: hex(version),
        urgency: found.urgency().map(Word),
        stops: found.stops.map(Word),
        typology: typology.collect(),
        categories: found.categories.iter().map(category).collect(),
        needs: found.needs.iter().filter(|need| need.code != "none").map(need).collect(),
        lines: found.lines.iter().map(|line| rule_row(line, asked)).collect(),
        services: found.services.iter().map(proposed).collect(),
        not_known: found.not_known.iter().map(not_known).collect(),
        next_forms: found.next_forms.iter().map(next).collect(),
    }
}

fn rule_row(line: &Line<'_>, asked: &Questionnaires<'_>) -> RuleRow {
    let rule = line.rule;
    let said = |(name, value): &(String, String)| asked.said(&rule.form, name, std::slice::from_ref(value));
    let change = |change: &Change| OtherwiseRow {
        answers: change.answers.iter().map(|(name, values)| asked.said(&rule.form, name, values)).collect(),
    };
    RuleRow {
        rule: rule.id.clone(),
        explanation: rule.explanation.clone(),
        apart: rule.apart,
        urgency: Word(rule.urgency),
        level: Word(rule.level),
        sphere: Word(rule.sphere),
        actor_first: Word(rule.actor_first),
        because: line.because.iter().map(said).collect(),
        changes: line.changes.iter().map(change).collect(),
    }
}

fn named(list: &str, code: &str) -> Texts {
    taxonomy().name(list, code).cloned().unwrap_or_default()
}

fn hex(bytes: [u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
