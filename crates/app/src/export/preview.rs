//! What an export would hold, said before it is written: columns, people by number alone, and the first rows of files that name
//! nobody.

use std::collections::{BTreeMap, BTreeSet};

use pana_exchange::exit::of_person;
use pana_exchange::{Decided, Sharing, Verdict, Way, decide};
use pana_model::CaseId;

use super::peek::{Shown, first_rows};
use super::sharing::of_people;
use super::whose::{Due, Whose, due};
use crate::app::App;
use crate::contract::export::{ExportColumn, ExportPreview, Leaves, PreviewRequest};
use crate::contract::{AppError, Word};
use crate::error::ErrorCode;

/// Which columns leave, which stay and why, of how many people, and where the files name nobody their first rows. Writes nothing.
///
/// # Errors
/// `no-right`, `no-grant`, `form-unknown`, `export-private`, `export-nothing`.
pub(crate) fn export_preview(app: &App, request: &PreviewRequest) -> Result<ExportPreview, AppError> {
    let purpose = request.purpose.0;
    let languages = (request.labels.as_deref(), request.words.as_str());
    let Due { layout, mut interviews, whose, stream, offset_minutes } =
        app.desk(|desk, now| due(desk, &request.form, purpose, languages, now))?;
    if interviews.is_empty() {
        return Err(ErrorCode::ExportNothing.into());
    }
    let people: BTreeSet<CaseId> = interviews.iter().map(|interview| interview.case).collect();
    let sharing = of_people(app, &people)?;
    let (leaving, decided) = decide(purpose, layout);
    let may = |case: &CaseId| of_person(purpose, said(&sharing, case));
    let of = |wanted: Sharing| count(people.iter().filter(|case| said(&sharing, case) == wanted));
    interviews.retain(|interview| may(&interview.case));
    let (leave, written) = (count(people.iter().filter(|case| may(case))), count(interviews.iter()));
    let (refused, unanswered) = (of(Sharing::Refused), of(Sharing::Unanswered));
    let form = &request.form;
    let rows = first_rows(app, Shown { form, leaving: &leaving, interviews, sharing, stream, offset_minutes })?;
    Ok(ExportPreview {
        columns: decided.into_iter().map(column).collect(),
        people: leave,
        interviews: written,
        refused,
        unanswered,
        rows,
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
