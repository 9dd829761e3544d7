//! Starting an export: who may, of what, why, into which folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use pana_casework::{Act, Exported as Of, Refusal, Second};
use pana_exchange::{Export, ExportError, Format, Layout, Target};
use pana_model::{CaseId, Moment};
use pana_store::{Asked, DueInterview, StoreError, Stream, Unpacker};

use super::columns::layout;
use super::job::{Go, Job};
use super::rows::{Attached, Pages, Reading, pages};
use crate::app::App;
use crate::app_log;
use crate::contract::AppError;
use crate::contract::export::{ExportProgress, ExportRequest, Purpose};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// An export that may begin.
#[derive(Debug)]
struct Plan {
    layout: Layout,
    format: Format,
    folder: PathBuf,
    stem: String,
    reading: Reading,
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
/// `no-right`, `no-grant`, `export-second-member`, `export-purpose-note`, `export-nothing`,
/// `folder-missing`, `form-unknown`. What goes wrong later is told by its progress.
pub(crate) fn export_start(app: &App, request: &ExportRequest) -> Result<String, AppError> {
    let plan = app.desk(|desk, now| plan(desk, request, (now, app.clock().of_tries())))?;
    let total = u32::try_from(plan.reading.interviews.len()).unwrap_or(u32::MAX);
    let (name, job) = app.jobs().begin(total);
    let app = app.clone();
    std::thread::spawn(move || {
        let ended = run(&app, &plan, |done| job.step(done, total));
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
    let total = u32::try_from(plan.reading.interviews.len()).unwrap_or(u32::MAX);
    run(app, &plan, |done| {
        progress(done, total);
        Go::On
    })
    .map_err(|error| error.unwrap_or_else(|| AppError::internal("export")))
}

/// `at`: now, and the time by which wrong passphrases are counted.
fn plan(desk: &mut Desk, request: &ExportRequest, at: (Moment, Moment)) -> Result<Plan, AppError> {
    let note = note(request)?;
    let folder = PathBuf::from(&request.folder);
    if !folder.is_dir() {
        return Err(ErrorCode::FolderMissing.into());
    }
    let asked = desk.current_form(&request.form)?;
    let due = allowed(desk, request, (asked.stream(), desk.store.interviews_due(&request.form)?), at)?;
    if due.is_empty() {
        return Err(ErrorCode::ExportNothing.into());
    }
    let mut versions = vec![Arc::clone(&asked)];
    for due in &due {
        if !versions.iter().any(|known| known.form.hash() == due.form_hash) {
            versions.push(desk.form(&request.form, &due.form_hash)?);
        }
    }
    let mut cases: Vec<CaseId> = due.iter().map(|due| due.location.case).collect();
    cases.sort_unstable();
    cases.dedup();
    let mut layout = layout(&versions, request.labels.as_deref());
    layout.practice = desk.store.is_practice();
    Ok(Plan {
        layout,
        format: request.format.0,
        stem: free_stem(&folder, &pana_exchange::file_word(&format!("{}-{}", request.form, at.0.date()))),
        folder,
        reading: Reading {
            interviews: due.iter().map(|due| due.location).collect(),
            files: if request.files { Attached::Yes } else { Attached::No },
            cases,
            note,
            stream: asked.stream(),
        },
    })
}

/// Purpose and format as the access log keeps them.
fn note(request: &ExportRequest) -> Result<String, AppError> {
    let own_words = request.purpose_note.trim();
    match (request.purpose.0, own_words) {
        (Purpose::Other, "") => Err(ErrorCode::ExportPurposeNote.into()),
        (purpose, "") => Ok(purpose.to_string()),
        (purpose, words) => Ok(format!("{purpose}: {words}")),
    }
}

/// May the member take rows out: all of them, with whoever has to agree, or those of interviews that they led?
pub(crate) fn may_export(desk: &Desk, now: Moment) -> bool {
    let rows = |of| Act::Export { of, stream: Stream::Centre };
    desk.may(rows(Of::Named(Second::NobodyElse)), now) || desk.may(rows(Of::Own), now)
}

/// Of these interviews those that go out: all of them with whoever has to agree, or those that the member led.
fn allowed(
    desk: &Desk,
    request: &ExportRequest,
    (stream, mut due): (Stream, Vec<DueInterview>),
    (now, of_tries): (Moment, Moment),
) -> Result<Vec<DueInterview>, AppError> {
    let me = desk.member().id;
    let ask = |of| desk.store.ask(&Asked::of(Act::Export { of, stream }), now);
    let all = match ask(Of::Named(Second::Missing)) {
        Ok(()) | Err(StoreError::Refused(Refusal::SecondMember)) => true,
        Err(StoreError::Refused(Refusal::NoRight(_))) => false,
        Err(error) => return Err(error.into()),
    };
    if all && due.iter().any(|due| due.member != me) {
        ask(Of::Named(second(desk, request, of_tries)?))?;
    } else {
        ask(Of::Own)?;
        due.retain(|due| due.member == me);
    }
    Ok(due)
}

/// Who agrees to rows with names of others' interviews, where the centre has somebody else.
fn second(desk: &Desk, request: &ExportRequest, now: Moment) -> Result<Second, AppError> {
    let members = desk.store.members()?;
    if members.len() < 2 {
        return Ok(Second::NobodyElse);
    }
    let Some(asked) = &request.second else { return Ok(Second::Missing) };
    let known = members.iter().map(|member| member.id).find(|id| *id == asked.member.0);
    let member = known.ok_or_else(|| AppError::of(ErrorCode::MemberUnknown))?;
    if member != desk.member().id {
        desk.store.verify_passphrase(member, &asked.passphrase, now)?;
    }
    Ok(Second::Agreed(member))
}

/// Notes in the access log what it reads, and writes it. `None` as an error: it was stopped.
fn run(app: &App, plan: &Plan, progress: impl FnMut(u32) -> Go) -> Result<Exported, Option<AppError>> {
    let begun = Instant::now();
    let result = write(app, plan, progress);
    app_log::ended("export", begun.elapsed(), result.as_ref().err().and_then(Option::as_ref));
    result
}

fn write(app: &App, plan: &Plan, progress: impl FnMut(u32) -> Go) -> Result<Exported, Option<AppError>> {
    let interviews = u32::try_from(plan.reading.interviews.len()).unwrap_or(u32::MAX);
    let target = Target { folder: &plan.folder, stem: &plan.stem };
    let mut export = Export::begin(&plan.layout, plan.format, target).map_err(of_export)?;
    std::thread::scope(|scope| write_pages(app, pages(scope, app, &plan.reading), &mut export, progress))?;
    let files = export.publish().map_err(of_export)?;
    Ok(Exported { interviews, files })
}

/// Writes the pages as they come, and the files that their answers name.
fn write_pages(
    app: &App,
    pages: Pages,
    export: &mut Export<'_>,
    mut progress: impl FnMut(u32) -> Go,
) -> Result<(), Option<AppError>> {
    let mut done: u32 = 0;
    let mut unpacker = Unpacker::new().map_err(|error| Some(error.into()))?;
    for page in pages.read {
        let page = page.map_err(Some)?;
        for read in &page {
            let (written, names) = read.row(&mut unpacker, |row| export.row(row)).map_err(Some)?;
            written.map_err(of_export)?;
            for name in names {
                // One file at a time, so that neither memory nor anyone else's work waits for all of them.
                let summary = &read.interview.summary;
                let content = app.desk_after_others(|desk, _| Ok(desk.store.file_content(summary, name)?));
                export.file(name, &content.map_err(Some)?).map_err(of_export)?;
            }
            done = done.saturating_add(1);
        }
        // It may have ended by now.
        drop(pages.written.send(page));
        if progress(done) == Go::Stop {
            return Err(None);
        }
    }
    Ok(())
}

#[allow(clippy::needless_pass_by_value, reason = "it is what `map_err` gives")]
fn of_export(error: ExportError) -> Option<AppError> {
    Some(match error {
        ExportError::FolderMissing => ErrorCode::FolderMissing.into(),
        ExportError::ReadOnly => ErrorCode::FolderReadOnly.into(),
        ExportError::DiskFull => ErrorCode::DiskFull.into(),
        ExportError::Io(_) => ErrorCode::StoreFailed.into(),
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

#[cfg(test)]
mod tests;
