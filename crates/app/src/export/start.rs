//! Starting an export: who may, of what, why, into which folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use pana_casework::{Act, Exported as Of, Second};
use pana_exchange::exit::of_person;
use pana_exchange::{Export, ExportError, Leaving, Purpose, Separator, Target, Wanted, Workbook, decide};
use pana_model::{CaseId, Moment};
use pana_store::{Stream, Unpacker};

use super::code::shuffled;
use super::draw::Draw;
use super::rows::{Attached, Pages, Reading, pages};
use super::sharing::of_people;
use super::whose::{Due, Whose, due};
use crate::app::App;
use crate::app_log;
use crate::contract::export::{ExportProgress, ExportRequest};
use crate::contract::{AppError, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::job::{Go, Job};

/// An export that may begin.
#[derive(Debug)]
struct Plan {
    form: String,
    leaving: Leaving,
    wanted: Wanted,
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
/// `no-right`, `no-grant`, `export-second-member`, `export-purpose-note`, `export-nothing`, `export-private`,
/// `folder-missing`, `form-unknown`. What goes wrong later is told by its progress, `export-nobody-agreed` among it.
pub(crate) fn export_start(app: &App, request: &ExportRequest) -> Result<String, AppError> {
    let plan = app.desk(|desk, now| plan(desk, request, (now, app.clock().of_tries())))?;
    let total = u32::try_from(plan.reading.interviews.len()).unwrap_or(u32::MAX);
    let (name, job) = app.jobs().begin(ExportProgress::Running { done: 0, total });
    let app = app.clone();
    std::thread::spawn(move || {
        let ended = run(&app, plan, |done, total| job.step(ExportProgress::Running { done, total }));
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
    run(app, plan, |done, total| {
        progress(done, total);
        Go::On
    })
    .map_err(|error| error.unwrap_or_else(|| AppError::internal("export")))
}

/// `at`: now, and the time by which wrong passphrases are counted.
fn plan(desk: &mut Desk, request: &ExportRequest, at: (Moment, Moment)) -> Result<Plan, AppError> {
    let note = note(request)?;
    let folder = PathBuf::from(&request.folder);
    crate::folder::is_there(&folder)?;
    let (purpose, (now, of_tries)) = (request.purpose.0, at);
    let Due { layout, interviews, whose, stream, offset_minutes } =
        due(desk, &request.form, purpose, (request.labels.as_deref(), &request.words), now)?;
    if whose == Whose::AllBySecond {
        super::whose::second(desk, request.second.as_ref(), stream, (now, of_tries))?;
    }
    if interviews.is_empty() {
        return Err(ErrorCode::ExportNothing.into());
    }
    let (leaving, _) = decide(purpose, layout);
    let separator =
        request.separator.map_or_else(|| Separator::of_language(&request.words), |Word(separator)| separator);
    Ok(Plan {
        form: request.form.clone(),
        wanted: Wanted {
            format: request.format.0,
            separator,
            workbook: if request.workbook { Workbook::Beside } else { Workbook::No },
        },
        stem: free_stem(&folder, &pana_exchange::file_word(&format!("{}-{}", request.form, now.date()))),
        folder,
        reading: Reading {
            cases: Vec::new(),
            interviews,
            files: if request.files && leaving.with_files() { Attached::Yes } else { Attached::No },
            note,
            stream,
            codes: Vec::new(),
            sharing: BTreeMap::new(),
            offset_minutes,
        },
        leaving,
    })
}

impl Plan {
    /// Only those whose rows may leave, and where nobody is named with a code in place of each name and in no order that
    /// leads back.
    fn settled(mut self, app: &App) -> Result<Self, AppError> {
        let purpose = self.leaving.purpose();
        let reading = &mut self.reading;
        if !purpose.names_people() {
            reading.sharing = of_people(app, &reading.interviews.iter().map(|interview| interview.case).collect())?;
            let sharing = &reading.sharing;
            let may = |case: &CaseId| sharing.get(case).is_none_or(|sharing| of_person(purpose, *sharing));
            reading.interviews.retain(|interview| may(&interview.case));
            if reading.interviews.is_empty() {
                return Err(ErrorCode::ExportNobodyAgreed.into());
            }
            let interviews = std::mem::take(&mut reading.interviews);
            let shown = app.desk_after_others(|desk, _| Ok(Draw::taken(&mut desk.draw, &self.form, purpose)))?;
            let random = shown.unwrap_or_default().random(&interviews)?;
            (reading.codes, reading.interviews) = shuffled(interviews, random);
        }
        reading.cases = reading.interviews.iter().map(|interview| interview.case).collect();
        reading.cases.sort_unstable();
        reading.cases.dedup();
        Ok(self)
    }
}

/// Purpose and format as the access log keeps them.
fn note(request: &ExportRequest) -> Result<String, AppError> {
    let own_words = request.purpose_note.trim();
    match (request.purpose.0, own_words) {
        (Purpose::Other, "") => Err(ErrorCode::ExportPurposeNote.into()),
        (_, "") => Ok(request.purpose.to_string()),
        (_, words) => Ok(format!("{}: {words}", request.purpose)),
    }
}

/// May the member take rows out: all of them, with whoever has to agree, or those of interviews that they led?
pub(crate) fn may_export(desk: &Desk, now: Moment) -> bool {
    let rows = |of| Act::Export { of, stream: Stream::Centre };
    desk.may(rows(Of::Named(Second::NobodyElse)), now) || desk.may(rows(Of::Own), now)
}

/// Notes in the access log what it reads, and writes it. `None` as an error: it was stopped.
fn run(app: &App, plan: Plan, progress: impl FnMut(u32, u32) -> Go) -> Result<Exported, Option<AppError>> {
    let begun = Instant::now();
    let result = plan.settled(app).map_err(Some).and_then(|plan| write(app, &plan, progress));
    app_log::ended("export", begun.elapsed(), result.as_ref().err().and_then(Option::as_ref));
    result
}

fn write(app: &App, plan: &Plan, mut progress: impl FnMut(u32, u32) -> Go) -> Result<Exported, Option<AppError>> {
    let interviews = u32::try_from(plan.reading.interviews.len()).unwrap_or(u32::MAX);
    let target = Target { folder: &plan.folder, stem: &plan.stem };
    let mut export = Export::begin(&plan.leaving, plan.wanted, target).map_err(of_export)?;
    let told = |done| progress(done, interviews);
    std::thread::scope(|scope| write_pages(app, pages(scope, app, &plan.reading), (&plan.reading, &mut export), told))?;
    let files = export.publish().map_err(of_export)?;
    Ok(Exported { interviews, files })
}

/// Writes the pages as they come, and the files that their answers name.
fn write_pages(
    app: &App,
    pages: Pages,
    (reading, export): (&Reading, &mut Export<'_>),
    mut progress: impl FnMut(u32) -> Go,
) -> Result<(), Option<AppError>> {
    let (mut done, mut place) = (0_u32, 0_usize);
    let mut unpacker = Unpacker::new().map_err(|error| Some(error.into()))?;
    for page in pages.read {
        let page = page.map_err(Some)?;
        for read in &page {
            let beside = reading.beside(place);
            place = place.saturating_add(1);
            let (written, names) = read.row(&mut unpacker, beside, |row| export.row(row)).map_err(Some)?;
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
pub(super) fn of_export(error: ExportError) -> Option<AppError> {
    Some(match error {
        ExportError::FolderMissing => ErrorCode::FolderMissing.into(),
        ExportError::ReadOnly => ErrorCode::FolderReadOnly.into(),
        ExportError::DiskFull => ErrorCode::DiskFull.into(),
        // Nothing that stays is asked for; were it, the export ends and leaves nothing.
        ExportError::Stays => ErrorCode::ExportNobodyAgreed.into(),
        ExportError::Io(_) => ErrorCode::StoreFailed.into(),
    })
}

fn report(job: &Job<ExportProgress>, ended: Result<Exported, Option<AppError>>) {
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
    let taken = |stem: &str| {
        [".csv", ".json", ".xlsx", "-files"].iter().any(|end| folder.join(format!("{stem}{end}")).exists())
    };
    let numbered = (2..1_000).map(|number| format!("{wished}-{number}"));
    std::iter::once(wished.to_owned()).chain(numbered).find(|stem| !taken(stem)).unwrap_or_else(|| wished.to_owned())
}

#[cfg(test)]
mod tests;
