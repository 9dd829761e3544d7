//! A package of services looked through before anything changes.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use pana_casework::Act;
use pana_directory::{
    Comparison, Contacts, Directory, DirectoryProblem, Extent, Mapped, Reading, Tables, compare, may_be_named, read,
};
use pana_forms::Severity;
use pana_model::Moment;

use super::current::opened;
use super::experience::Referrals;
use super::opened::{Opened, ids, meanings_of};
use super::package::{Found, Package, find};
use super::parts::{is_of_place, parts};
use super::row::is_hidden;
use super::search::hex;
use super::show::check_row;
use crate::app::App;
use crate::contract::service::{
    ChangedService, DirectoryProblemRow, ImportedService, MappedRow, ServiceFileRequest, ServiceImportView,
    VanishedService,
};
use crate::contract::{AppError, Word};
use crate::desk::Desk;

/// Reads a package and says what it would change against the edition in use. Nothing changes. What is read is kept until another
/// is read or the app is locked.
///
/// # Errors
/// `locked`, `no-right`, `file-unreadable`, `directory-altered`, and as any read. What is wrong in the package is in the view.
pub(crate) fn service_read(app: &App, request: &ServiceFileRequest) -> Result<ServiceImportView, AppError> {
    app.desk(|desk, now| desk.ask(Act::Propose, now))?;
    let begun = Instant::now();
    // Nobody waits for the centre while files are read.
    let Found { files, hash, name } = find(Path::new(request.path.trim()))?;
    let reading = match files {
        Ok(files) => read(&files, Contacts::LeaveOut),
        Err(problem) => unusable(problem),
    };
    let took = begun.elapsed();
    app.desk(|desk, now| {
        let mut view = look(desk, reading, (hash, &name), now)?;
        view.took_ms = u32::try_from(took.as_millis()).unwrap_or(u32::MAX);
        Ok(view)
    })
}

fn unusable(problem: DirectoryProblem) -> Reading {
    Reading { tables: None, problems: vec![problem], mapped: Vec::new(), contacts_left_out: 0, is_part: false }
}

fn look(
    desk: &mut Desk,
    reading: Reading,
    (hash, file): ([u8; 32], &str),
    now: Moment,
) -> Result<ServiceImportView, AppError> {
    let opened = opened(desk)?;
    let referrals = Referrals::read(desk)?;
    let is_error = |problem: &&DirectoryProblem| problem.severity == Severity::Error;
    let errors = reading.problems.iter().filter(is_error).count();
    let many = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let mut sorted: Vec<&DirectoryProblem> = reading.problems.iter().collect();
    sorted.sort_by_key(|problem| problem.severity != Severity::Error);
    let rows = reading.tables.unwrap_or_default();
    let is_sound = errors == 0;
    let extent = extent_of(reading.is_part);
    let comparison = if is_sound { against(&opened.rows, &rows, extent) } else { Comparison::default() };
    let is_same = is_sound
        && opened.edition.is_some()
        && comparison.added.is_empty()
        && comparison.changed.is_empty()
        && comparison.kept.is_empty();
    let (old, new) = (Names::of(&opened.rows), Names::of(&rows));
    let was: BTreeMap<&str, &str> = comparison.renamed.iter().map(|(old, new)| (new.as_str(), old.as_str())).collect();
    let added = comparison.added.iter().take(ServiceImportView::SHOWN);
    let changed = comparison.changed.iter().take(ServiceImportView::SHOWN);
    let may_take = desk.may(Act::Publish, now);
    let is_ever_hidden = |id: &str| {
        let now = opened.service(id).is_ok_and(|service| is_hidden(&opened, service));
        now || old.is_hidden(id) || new.is_hidden(id)
    };
    let view = ServiceImportView {
        package: hex(&hash),
        file: file.to_owned(),
        took_ms: 0,
        may_take,
        is_sound,
        is_same,
        is_part: reading.is_part,
        services: many(ids(&rows).len()),
        added: added.map(|id| new.service(id.as_str(), was.get(id.as_str()).copied())).collect(),
        added_count: many(comparison.added.len()),
        changed: changed
            .map(|(id, changes)| {
                let named = new.service(id.as_str(), None);
                let tables = [&rows, &opened.rows];
                // Who may only propose a list must not know where a hidden service is, or was, or is going to be.
                let may_know = may_take || !is_ever_hidden(id.as_str());
                let changes = changes.iter().filter(|change| may_know || !is_of_place(change, tables));
                ChangedService {
                    parts: parts(changes, tables),
                    is_corrected: opened.corrected.contains(id.as_str()),
                    service: named.service,
                    name: named.name,
                    provider: named.provider,
                }
            })
            .collect(),
        changed_count: many(comparison.changed.len()),
        vanished: vanished(desk, &opened, &comparison, (&old, &new), &referrals),
        unchanged: many(comparison.same),
        problems: sorted.into_iter().take(ServiceImportView::PROBLEMS).map(problem_row).collect(),
        errors: many(errors),
        warnings: many(reading.problems.len().saturating_sub(errors)),
        mapped: reading.mapped.iter().flat_map(mapped_rows).collect(),
        contacts_left_out: many(reading.contacts_left_out),
    };
    // What cannot be taken in is not kept, and takes the place of what was read before all the same.
    desk.package = is_sound.then(|| Package {
        hash,
        file: file.to_owned(),
        rows,
        is_part: reading.is_part,
        against: desk.store.directory(),
    });
    Ok(view)
}

/// How much of a directory a package holds.
pub(super) const fn extent_of(is_part: bool) -> Extent {
    if is_part { Extent::Part } else { Extent::Whole }
}

/// What a package changes against the edition in use. Nothing goes by itself: what is not in it is in `kept`, each to be decided
/// about. A service that was closed before and is not in it stays closed, and is nothing to decide.
pub(super) fn against(old: &Tables, new: &Tables, extent: Extent) -> Comparison {
    let mut comparison = compare(old, new, extent, |_| true);
    let closed = closed_of(old);
    comparison.kept.retain(|id| !closed.contains(id.as_str()));
    comparison
}

/// Services of rows that are closed for good.
fn closed_of(rows: &Tables) -> std::collections::BTreeSet<&str> {
    let services = rows.get("service").into_iter().flat_map(|table| table.each(["id", "status"]));
    services.filter(|[_, status]| status.eq_ignore_ascii_case("defunct")).map(|[id, _]| id).collect()
}

/// What services of rows are called.
pub(super) struct Names(Directory);

impl Names {
    pub(super) fn of(rows: &Tables) -> Self {
        Self(Directory::of(rows))
    }

    /// Do the rows say that it must not be named?
    fn is_hidden(&self, id: &str) -> bool {
        self.0.service(id).is_some_and(|service| !may_be_named(service, &meanings_of(service)))
    }

    pub(super) fn service(&self, id: &str, was: Option<&str>) -> ImportedService {
        let service = self.0.service(id);
        let provider = service.and_then(|service| self.0.provider(service));
        ImportedService {
            service: id.to_owned(),
            name: service.map(|service| service.name.clone()).unwrap_or_default(),
            provider: provider.map(|one| one.name.clone()).unwrap_or_default(),
            was: was.map(str::to_owned),
        }
    }
}

fn vanished(
    desk: &Desk,
    opened: &Opened,
    comparison: &Comparison,
    (old, new): (&Names, &Names),
    referrals: &Referrals,
) -> Vec<VanishedService> {
    let now = |id: &str| {
        let renamed = comparison.renamed.iter().find(|(was, _)| was.as_str() == id);
        renamed.map(|(_, now)| new.service(now.as_str(), Some(id)))
    };
    let row = |id: &pana_directory::ServiceId| {
        let named = old.service(id.as_str(), None);
        let (all, open) = referrals.counts(id.as_str());
        VanishedService {
            now: now(id.as_str()),
            check: opened.said().checks(id.as_str()).next().map(|check| check_row(desk, check)),
            open_referrals: open,
            referrals: all,
            service: named.service,
            name: named.name,
            provider: named.provider,
        }
    };
    let mut rows: Vec<VanishedService> = comparison.kept.iter().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.open_referrals));
    rows
}

/// What a file of an older version was read as, and each of its columns.
fn mapped_rows(mapped: &Mapped) -> Vec<MappedRow> {
    let file = MappedRow { from: mapped.file.clone(), to: mapped.table.to_owned() };
    let columns = mapped
        .columns
        .iter()
        .map(|(from, to)| MappedRow { from: format!("{} {from}", mapped.file), to: format!("{}.{to}", mapped.table) });
    std::iter::once(file).chain(columns).collect()
}

fn problem_row(problem: &DirectoryProblem) -> DirectoryProblemRow {
    DirectoryProblemRow {
        file: problem.file.clone(),
        row: problem.row,
        column: problem.column.clone(),
        severity: Word(problem.severity),
        code: Word(problem.code),
        args: problem.args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
    }
}
