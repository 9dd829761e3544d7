//! Finding people.

use std::collections::BTreeSet;

use pana_casework::Act;
use pana_model::{CaseId, Moment};
use pana_record::Hlc;
use pana_store::{DraftSummary, PersonHit};

use crate::app::App;
use crate::clock::moment;
use crate::contract::meeting::MeetingView;
use crate::contract::people::{AlsoRow, PersonRow, SearchRequest, SearchView};
use crate::contract::{AppError, Id, Word};
use crate::desk::Desk;
use crate::meeting::{meeting_view, meeting_with};

/// Rows at most.
const LIMIT: u32 = 200;

/// Finds people by parts of names in any order, case number, date or year of birth, telephone. An empty text gives those
/// who changed last.
///
/// # Errors
/// `locked`.
pub(crate) fn people_search(app: &App, request: &SearchRequest) -> Result<SearchView, AppError> {
    app.desk(|desk, now| search(desk, request, now))
}

fn search(desk: &mut Desk, request: &SearchRequest, now: Moment) -> Result<SearchView, AppError> {
    desk.ask(Act::Search, now)?;
    let limit = usize::try_from(request.limit.clamp(1, LIMIT)).unwrap_or(1);
    let mut found = desk.store.people_search_of(request.whose.0, &request.text, limit)?;
    let mut theirs: Vec<DraftSummary> = Vec::new();
    if found.people.iter().any(|hit| hit.draft) {
        let marked: BTreeSet<CaseId> = found.people.iter().filter(|hit| hit.draft).map(|hit| hit.case).collect();
        theirs = desk.store.drafts()?.into_iter().filter(|draft| marked.contains(&draft.case)).collect();
        let open: BTreeSet<CaseId> =
            desk.only_mine_to_open(theirs.clone(), now)?.into_iter().map(|draft| draft.case).collect();
        found.people.iter_mut().for_each(|hit| hit.draft = open.contains(&hit.case));
    }
    let mut people: Vec<PersonRow> = Vec::with_capacity(found.people.len());
    let mut shown: BTreeSet<CaseId> = BTreeSet::new();
    for hit in found.people {
        // Records that are said to be of one person are one row, at the place of the best of them.
        if !shown.insert(hit.case) {
            found.total = found.total.map(|total| total.saturating_sub(1));
            continue;
        }
        let mut also = Vec::new();
        for other in desk.store.joined_with(hit.case)?.into_iter().filter(|other| *other != hit.case) {
            shown.insert(other);
            let (number, name) = desk.store.person_name(other)?;
            also.push(AlsoRow { number, name: if name == hit.name { String::new() } else { name } });
        }
        let meeting = meeting_with(desk, hit.case, &theirs)?.map(|due| meeting_view(due, now));
        people.push(row(hit, also, meeting));
    }
    Ok(SearchView { people, total: found.total, number_typo: found.number_typo })
}

fn row(hit: PersonHit, also: Vec<AlsoRow>, meeting: Option<MeetingView>) -> PersonRow {
    PersonRow {
        case: Id(hit.case),
        number: hit.number,
        name: hit.name,
        birth: Some(hit.birth).filter(|birth| !birth.is_empty()),
        why: hit.why.into_iter().map(Word).collect(),
        near: hit.is_near,
        draft: hit.draft,
        also,
        meeting,
        closed: hit.closed.map(Word),
        changed_at: moment(Hlc::from_u64(hit.changed_hlc).unix_ms().cast_signed()),
    }
}
