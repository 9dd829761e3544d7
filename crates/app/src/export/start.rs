//! Starting an export: who may, of what, why, into which folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use pana_casework::{Act, Exported as Of, Refusal, Second};
use pana_exchange::{ExportError, Format, Go, Layout, Row, Target, export};
use pana_model::{CaseId, InterviewId, Moment};
use pana_store::{Access, Asked, InterviewHead, Look, StoreError, Stream};

use super::columns::layout;
use super::job::Job;
use super::rows::{Attached, Rows};
use crate::app::App;
use crate::app_log;
use crate::contract::AppError;
use crate::contract::export::{ExportProgress, ExportRequest};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// Why someone exports.
const PURPOSES: [&str; 4] = ["care", "statistics", "report-to-donor", "other"];

/// An export that may begin.
struct Plan {
    layout: Layout,
    format: Format,
    folder: PathBuf,
    stem: String,
    interviews: Vec<InterviewId>,
    files: Attached,
    cases: Vec<CaseId>,
    note: String,
    stream: Stream,
}

/// The files of an export.
#[derive(Debug, Clone)]
pub struct Exported {
    /// Interviews written.
    pub interviews: u32,
    /// Full paths of the files.
    pub files: Vec<PathBuf>,
}

/// Starts an export in the background and names it.
///
/// # Errors
/// `no-right`, `no-grant`, `export-second-member`, `export-format`, `export-purpose`, `export-purpose-note`,
/// `export-nothing`, `folder-missing`, `form-unknown`. What goes wrong later is told by its progress.
pub(crate) fn export_start(app: &App, request: &ExportRequest) -> Result<String, AppError> {
    let plan = app.desk(|desk, now| plan(desk, request, (now, app.clock().of_tries())))?;
    let total = u32::try_from(plan.interviews.len()).unwrap_or(u32::MAX);
    let (name, job) = app.jobs().begin(total);
    let app = app.clone();
    std::thread::spawn(move || {
        let ended = run(&app, plan, |done| job.step(done, total));
        report(&job, ended);
    });
    Ok(name)
}

/// Exports and waits for the end. `stem`: name of the files without their ending, or `None` for one made of the
/// questionnaire and the day. `progress` is told how many of how many interviews are written.
///
/// # Errors
/// As [`export_start`], and whatever ends the export early.
pub fn export_now(
    app: &App,
    request: &ExportRequest,
    stem: Option<&str>,
    mut progress: impl FnMut(u32, u32),
) -> Result<Exported, AppError> {
    let mut plan = app.desk(|desk, now| plan(desk, request, (now, app.clock().of_tries())))?;
    if let Some(stem) = stem {
        plan.stem = stem.to_owned();
    }
    let total = u32::try_from(plan.interviews.len()).unwrap_or(u32::MAX);
    run(app, plan, |done| {
        progress(done, total);
        Go::On
    })
    .map_err(|error| error.unwrap_or_else(|| AppError::internal("export")))
}

/// `at`: now, and the time by which wrong passphrases are counted.
fn plan(desk: &mut Desk, request: &ExportRequest, at: (Moment, Moment)) -> Result<Plan, AppError> {
    let format = match request.format.as_str() {
        "csv" => Format::Csv,
        "json" => Format::Json,
        _ => return Err(ErrorCode::ExportFormat.into()),
    };
    let note = note(request)?;
    let folder = PathBuf::from(&request.folder);
    if !folder.is_dir() {
        return Err(ErrorCode::FolderMissing.into());
    }
    let asked = desk.current_form(&request.form)?;
    let heads = allowed(desk, request, (asked.stream(), desk.store.interview_heads(&request.form)?), at)?;
    if heads.is_empty() {
        return Err(ErrorCode::ExportNothing.into());
    }
    let mut versions = vec![Arc::clone(&asked)];
    for head in &heads {
        let version = desk.form(&head.form_id, &head.form_hash)?;
        if !versions.iter().any(|known| known.form.hash() == version.form.hash()) {
            versions.push(version);
        }
    }
    let mut cases: Vec<CaseId> = heads.iter().map(|head| head.case).collect();
    cases.sort();
    cases.dedup();
    let mut layout = layout(&versions, request.labels.as_deref());
    layout.practice = desk.store.is_practice();
    Ok(Plan {
        layout,
        format,
        stem: free_stem(&folder, &pana_exchange::file_word(&format!("{}-{}", request.form, at.0.date()))),
        folder,
        interviews: heads.iter().map(|head| head.interview).collect(),
        files: if request.files { Attached::Yes } else { Attached::No },
        cases,
        note,
        stream: asked.stream(),
    })
}

/// Purpose and format as the access log keeps them.
fn note(request: &ExportRequest) -> Result<String, AppError> {
    if !PURPOSES.contains(&request.purpose.as_str()) {
        return Err(ErrorCode::ExportPurpose.into());
    }
    let own_words = request.purpose_note.trim();
    match (request.purpose.as_str(), own_words) {
        ("other", "") => Err(ErrorCode::ExportPurposeNote.into()),
        (purpose, "") => Ok(purpose.to_owned()),
        (purpose, words) => Ok(format!("{purpose}: {words}")),
    }
}

/// Of these interviews those that go out: all of them with whoever has to agree, or those that the member led.
fn allowed(
    desk: &Desk,
    request: &ExportRequest,
    (stream, mut heads): (Stream, Vec<InterviewHead>),
    (now, of_tries): (Moment, Moment),
) -> Result<Vec<InterviewHead>, AppError> {
    let me = desk.member().id;
    let ask = |of| desk.store.ask(&Asked::of(Act::Export { of, stream }), now);
    let all = match ask(Of::Named(Second::Missing)) {
        Ok(()) | Err(StoreError::Refused(Refusal::SecondMember)) => true,
        Err(StoreError::Refused(Refusal::NoRight(_))) => false,
        Err(error) => return Err(error.into()),
    };
    if all && heads.iter().any(|head| head.member != me) {
        ask(Of::Named(second(desk, request, of_tries)?))?;
    } else {
        ask(Of::Own)?;
        heads.retain(|head| head.member == me);
    }
    Ok(heads)
}

/// Who agrees to rows with names of others' interviews, where the centre has somebody else.
fn second(desk: &Desk, request: &ExportRequest, now: Moment) -> Result<Second, AppError> {
    let members = desk.store.members()?;
    if members.len() < 2 {
        return Ok(Second::NobodyElse);
    }
    let Some(asked) = &request.second else { return Ok(Second::Missing) };
    let known = members.iter().map(|member| member.id).find(|id| id.to_string() == asked.member);
    let member = known.ok_or_else(|| AppError::of(ErrorCode::MemberUnknown))?;
    if member != desk.member().id {
        desk.store.verify_passphrase(member, &asked.passphrase, now)?;
    }
    Ok(Second::Agreed(member))
}

/// Writes the files, then the access log. `None` as an error: it was stopped.
fn run(app: &App, plan: Plan, progress: impl FnMut(u32) -> Go) -> Result<Exported, Option<AppError>> {
    let begun = Instant::now();
    let result = write(app, plan, progress);
    app_log::ended("export", begun.elapsed(), result.as_ref().err().and_then(Option::as_ref));
    result
}

fn write(app: &App, plan: Plan, progress: impl FnMut(u32) -> Go) -> Result<Exported, Option<AppError>> {
    let interviews = u32::try_from(plan.interviews.len()).unwrap_or(u32::MAX);
    // Noted before a file can be seen: an export without a trace must not be possible.
    app.desk(|desk, now| {
        let (cases, note, stream) = (plan.cases.as_slice(), plan.note.as_str(), plan.stream);
        let look = Look { cases, access: Access::Exported, interview: None, stream, note };
        Ok(desk.store.record_access(&look, now)?)
    })
    .map_err(Some)?;
    let rows = Rows::new(app.clone(), plan.interviews, plan.files);
    // One file at a time, so that neither memory nor anyone else's work waits for all of them.
    let content = |row: &Row, name: &str| {
        let id = row.interview.parse().map_err(|_| AppError::internal("export"))?;
        app.desk(|desk, _| Ok(desk.store.file_content(id, name)?))
    };
    let target = Target { folder: &plan.folder, stem: &plan.stem };
    let files = export(&plan.layout, plan.format, target, rows, content, progress).map_err(of_export)?;
    Ok(Exported { interviews, files })
}

fn of_export(error: ExportError<AppError>) -> Option<AppError> {
    Some(match error {
        ExportError::Cancelled => return None,
        ExportError::FolderMissing => ErrorCode::FolderMissing.into(),
        ExportError::ReadOnly => ErrorCode::FolderReadOnly.into(),
        ExportError::DiskFull => ErrorCode::DiskFull.into(),
        ExportError::Io(_) => ErrorCode::StoreFailed.into(),
        ExportError::Source(error) => error,
    })
}

fn report(job: &Job, ended: Result<Exported, Option<AppError>>) {
    job.report(match ended {
        Ok(Exported { interviews, files }) => {
            let files = files.iter().map(|path| path.to_string_lossy().into_owned()).collect();
            ExportProgress::Done { interviews, files }
        }
        Err(None) => ExportProgress::Cancelled,
        Err(Some(error)) => ExportProgress::Failed { error },
    });
}

/// A name that overwrites nothing.
fn free_stem(folder: &Path, wished: &str) -> String {
    let taken = |stem: &str| [".csv", ".json", "-files"].iter().any(|end| folder.join(format!("{stem}{end}")).exists());
    let numbered = (2..1_000).map(|number| format!("{wished}-{number}"));
    std::iter::once(wished.to_owned()).chain(numbered).find(|stem| !taken(stem)).unwrap_or_else(|| wished.to_owned())
}
