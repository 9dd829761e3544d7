//! What an export would hold, said before it is written: columns, and people by number alone.

use std::collections::{BTreeMap, BTreeSet};

use pana_exchange::exit::of_person;
use pana_exchange::{Decided, Sharing, Verdict, Way, decide};
use pana_model::CaseId;

use super::sharing::of_people;
use super::whose::{Due, Whose, due};
use crate::app::App;
use crate::contract::export::{ExportColumn, ExportPreview, Leaves, PreviewRequest};
use crate::contract::{AppError, Word};
use crate::error::ErrorCode;

/// Which columns leave, which stay and why, and of how many people. Writes nothing and tells nothing of anybody.
///
/// # Errors
/// `no-right`, `no-grant`, `form-unknown`, `export-private`, `export-nothing`.
pub(crate) fn export_preview(app: &App, request: &PreviewRequest) -> Result<ExportPreview, AppError> {
    let purpose = request.purpose.0;
    let languages = (request.labels.as_deref(), request.words.as_str());
    let Due { layout, interviews, whose, .. } =
        app.desk(|desk, now| due(desk, &request.form, purpose, languages, now))?;
    if interviews.is_empty() {
        return Err(ErrorCode::ExportNothing.into());
    }
    let people: BTreeSet<CaseId> = interviews.iter().map(|interview| interview.case).collect();
    let sharing = of_people(app, &people)?;
    let (leaving, decided) = decide(purpose, layout);
    let may = |case: &CaseId| of_person(purpose, said(&sharing, case));
    let of = |wanted: Sharing| count(people.iter().filter(|case| said(&sharing, case) == wanted));
    Ok(ExportPreview {
        columns: decided.into_iter().map(column).collect(),
        people: count(people.iter().filter(|case| may(case))),
        interviews: count(interviews.iter().filter(|interview| may(&interview.case))),
        refused: of(Sharing::Refused),
        unanswered: of(Sharing::Unanswered),
        named: purpose.names_people(),
        files: leaving.with_files(),
        second: whose == Whose::AllBySecond,
    })
}

fn said(sharing: &BTreeMap<CaseId, Sharing>, case: &CaseId) -> Sharing {
    sharing.get(case).copied().unwrap_or(Sharing::NotAsked)
}

fn count<T>(those: impl Iterator<Item = T>) -> u32 {
    u32::try_from(those.count()).unwrap_or(u32::MAX)
}

fn column(decided: Decided) -> ExportColumn {
    let Decided { table, name, heading, holds, verdict } = decided;
    let leaves = match verdict {
        Verdict::Stays => Leaves::No,
        Verdict::Leaves(Way::Whole | Way::Choices | Way::Short | Way::Span) => Leaves::Whole,
        Verdict::Leaves(Way::AgeBand) => Leaves::AgeBand,
        Verdict::Leaves(Way::Month) => Leaves::Month,
    };
    ExportColumn { table, name, heading, holds: Word(holds), leaves }
}
