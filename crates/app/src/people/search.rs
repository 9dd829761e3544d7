//! Finding people.

use pana_casework::Right;
use pana_model::Moment;
use pana_record::Hlc;
use pana_store::{Matched, PersonHit};

use crate::app::App;
use crate::contract::AppError;
use crate::contract::people::{PersonRow, SearchRequest, SearchView};
use crate::desk::Desk;

/// Rows at most.
const LIMIT: u32 = 200;

/// Finds people by parts of names in any order, case number, date or year of birth, telephone. An empty text gives those
/// who changed last.
///
/// # Errors
/// `locked`.
pub(crate) fn people_search(app: &App, request: &SearchRequest) -> Result<SearchView, AppError> {
    app.desk(|desk, _| search(desk, request))
}

fn search(desk: &mut Desk, request: &SearchRequest) -> Result<SearchView, AppError> {
    desk.require(Right::Interview)?;
    let limit = usize::try_from(request.limit.clamp(1, LIMIT)).unwrap_or(1);
    let found = desk.store.people_search(&request.text, limit)?;
    Ok(SearchView {
        people: found.people.into_iter().map(row).collect(),
        total: found.total,
        number_typo: found.number_typo,
    })
}

fn row(hit: PersonHit) -> PersonRow {
    PersonRow {
        case: hit.case.to_string(),
        number: hit.number,
        name: hit.name,
        birth: Some(hit.birth).filter(|birth| !birth.is_empty()),
        why: hit.why.into_iter().map(|matched| word(matched).to_owned()).collect(),
        draft: hit.draft,
        changed_at: moment(Hlc::from_u64(hit.changed_hlc).unix_ms().cast_signed()),
    }
}

const fn word(matched: Matched) -> &'static str {
    match matched {
        Matched::Name => "name",
        Matched::Number => "number",
        Matched::Birth => "birth",
        Matched::Phone => "phone",
    }
}

/// RFC 3339, by this place's offset.
pub(crate) fn moment(unix_ms: i64) -> String {
    let here = |at: Moment| Moment::new(at.date_time().with_timezone(&chrono::Local).fixed_offset());
    Moment::from_unix_ms(unix_ms).map(|at| here(at).to_rfc3339()).unwrap_or_default()
}
