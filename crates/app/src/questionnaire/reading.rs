//! A file looked through before anything changes: what is in it, what is wrong with it, what it would change.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use pana_casework::Act;
use pana_forms::{Form, Node, Problem, Role, Severity};
use pana_model::Moment;

use super::around::around;
use super::asked::AskedForm;
use super::candidate::Candidate;
use super::check::{Found, read};
use super::compare::compare;
use super::import::{ToCentre, publish, standing};
use super::view::language_view;
use super::{Shape, catalogue};
use crate::app::App;
use crate::contract::questionnaire::{
    FormCatalogue, FormChanges, FormFileRequest, FormLanguageCount, FormProblemRow, FormPublishRequest, FormReading,
    FormSummary, Standing,
};
use crate::contract::{AppError, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// Reads a file or a folder. Nothing changes yet.
///
/// # Errors
/// `locked`, `no-right`, `file-unreadable`.
pub(crate) fn form_read(app: &App, request: &FormFileRequest) -> Result<FormReading, AppError> {
    app.desk(|desk, now| desk.ask(Act::Propose, now))?;
    let path = Path::new(request.path.trim());
    let begun = Instant::now();
    let found = read(path)?;
    let took_ms = u32::try_from(begun.elapsed().as_millis()).unwrap_or(u32::MAX);
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    app.desk(|desk, now| look(desk, found, (file, took_ms), now))
}

/// Publishes what was read: new interviews are asked by it from now on.
///
/// # Errors
/// `locked`, `no-right`, `form-reading-gone`, `form-version-taken`, and as any write.
pub(crate) fn form_publish(app: &App, request: &FormPublishRequest) -> Result<FormCatalogue, AppError> {
    app.desk(|desk, now| {
        let form = Arc::clone(&desk.candidate(&request.reading)?.form);
        publish(desk, &form, now)?;
        desk.reading = None;
        catalogue(desk, now)
    })
}

fn look(desk: &mut Desk, found: Found, (file, took_ms): (String, u32), now: Moment) -> Result<FormReading, AppError> {
    let Found { form, problems, workbook } = found;
    let is_error = |problem: &&Problem| problem.severity == Severity::Error;
    let errors = problems.iter().filter(is_error).count();
    let warnings = problems.len().saturating_sub(errors);
    let mut sorted: Vec<&Problem> = problems.iter().collect();
    sorted.sort_by_key(|problem| problem.severity != Severity::Error);
    let row = |problem: &&Problem| FormProblemRow {
        sheet: problem.sheet.clone(),
        cell: problem.cell.clone(),
        severity: Word(problem.severity),
        code: Word(problem.code),
        args: problem.args.clone(),
        around: problem.cell.as_deref().and_then(|cell| around(&workbook, &problem.sheet, cell)),
    };
    let mut reading = FormReading {
        reading: desk.next_name(),
        file,
        took_ms,
        may_publish: desk.may(Act::Publish, now),
        standing: Standing::Errors,
        summary: None,
        problems: sorted.iter().take(FormReading::PROBLEMS).map(row).collect(),
        errors: u32::try_from(errors).unwrap_or(u32::MAX),
        warnings: u32::try_from(warnings).unwrap_or(u32::MAX),
        changes: None,
    };
    desk.reading = None;
    if let Some(form) = form {
        let shape = Shape::of(&form);
        reading.summary = Some(summary(&form, &shape));
        reading.changes = changes(desk, &form, now)?;
        reading.standing = shown(standing(desk, &form)?);
        let asked = Arc::new(AskedForm { form, shape });
        desk.reading = Some(Candidate { name: reading.reading.clone(), asked });
    }
    Ok(reading)
}

const fn shown(standing: ToCentre) -> Standing {
    match standing {
        ToCentre::New => Standing::New,
        ToCentre::Next | ToCentre::Mends => Standing::Next,
        ToCentre::Same => Standing::Same,
        ToCentre::Taken => Standing::Taken,
    }
}

fn summary(form: &Form, shape: &Shape) -> FormSummary {
    let questions: Vec<&Node> = form.nodes().iter().filter(|node| node.role == Role::Question).collect();
    let mut under_condition: BTreeSet<&str> = BTreeSet::new();
    for node in form.nodes() {
        let parent = node.parent.and_then(|parent| form.node(parent));
        if node.expressions.contains_key("relevant")
            || parent.is_some_and(|it| under_condition.contains(it.path.as_str()))
        {
            under_condition.insert(&node.path);
        }
    }
    let said =
        |tag: &str| questions.iter().filter(|node| node.label.get(tag).is_some_and(|text| !text.is_empty())).count();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let languages = form.languages().iter().map(|language| FormLanguageCount {
        language: language_view(&language.tag, &language.name),
        questions: count(said(&language.tag)),
    });
    FormSummary {
        form: form.id().to_owned(),
        version: form.version().to_owned(),
        title: form.title().clone(),
        kind: Word(form.kind()),
        questions: shape.questions(),
        conditional: count(questions.iter().filter(|node| under_condition.contains(node.path.as_str())).count()),
        languages: languages.collect(),
        protected: form.stream() == pana_forms::Stream::Protected,
    }
}

/// What differs from the version asked now; nothing where there is none, or where this is it.
fn changes(desk: &mut Desk, form: &Form, now: Moment) -> Result<Option<FormChanges>, AppError> {
    let known = desk.store.forms()?.into_iter().find(|known| known.form_id == form.id());
    let Some(known) = known.filter(|known| known.hash != form.hash()) else { return Ok(None) };
    let Some(asked) = desk.form_if_sound(&known.form_id, &known.hash)? else { return Ok(None) };
    let mut changes = compare(&asked.form, form);
    changes.drafts = desk.drafts_by_form(now)?.remove(form.id()).unwrap_or_default();
    changes.finished = desk.finished_by_form(&asked, &desk.store.interview_counts()?);
    Ok(Some(changes))
}

impl Desk {
    /// What was read under this name.
    pub(crate) fn candidate(&self, name: &str) -> Result<Arc<AskedForm>, AppError> {
        let candidate = self.reading.as_ref().filter(|candidate| candidate.name == name);
        Ok(Arc::clone(&candidate.ok_or(ErrorCode::FormReadingGone)?.asked))
    }
}
