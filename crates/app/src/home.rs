//! What waits today.

use pana_casework::Act;
use pana_model::Moment;
use pana_store::DraftSummary;

use crate::app::App;
use crate::clock::moment;
use crate::conflict::conflicts_count;
use crate::contract::centre::{AskLaterRow, ClockAhead, DraftRow, FootView, HomeView};
use crate::contract::{AppError, Id};
use crate::desk::Desk;
use crate::interview::person_name;
use crate::meeting::meetings;
use crate::questionnaire::path_of;
use crate::territory::month_ready;

/// Rows of “ask later” at most.
const LATER_LIMIT: usize = 50;
/// Interviews looked at to fill them: some are not for the member to go on with.
const LATER_LOOKED_AT: usize = 500;

/// What waits today: interviews that are not finished, and questions that were put off.
///
/// # Errors
/// `locked`.
pub(crate) fn home(app: &App, &(): &()) -> Result<HomeView, AppError> {
    app.desk(view)
}

/// What the foot says on every screen: how many records made on this device no other device has, and when something was saved.
///
/// # Errors
/// `locked`.
pub(crate) fn foot(app: &App, &(): &()) -> Result<FootView, AppError> {
    app.desk(|desk, _| {
        let (unsent, at_hub) = (desk.store.unsent()?, at_hub(desk)?);
        Ok(FootView { unsent, at_hub, saved_at: desk.store.saved().map(Moment::to_rfc3339) })
    })
}

/// Someone says that today's date is right.
///
/// # Errors
/// `locked`, `no-right`, and as any write.
pub(crate) fn date_confirm(app: &App, &(): &()) -> Result<HomeView, AppError> {
    app.desk(|desk, now| {
        desk.store.confirm_date(now)?;
        view(desk, now)
    })
}

fn view(desk: &mut Desk, now: Moment) -> Result<HomeView, AppError> {
    let all = desk.store.drafts()?;
    let mine = desk.only_mine_to_open(all.clone(), now)?;
    let may_go_on = |draft: &DraftSummary| mine.iter().any(|each| each.interview == draft.interview);
    let meetings = meetings(desk, &all, may_go_on, now)?;
    let mut drafts = Vec::new();
    for summary in mine {
        let Some(asked) = desk.form_if_sound(&summary.form_id, &summary.form_hash)? else { continue };
        let section = summary.place.as_deref().and_then(|place| asked.shape.section(&path_of(place)));
        let name = person_name(&summary.person).or_else(|| desk.known_name(summary.case));
        drafts.push(DraftRow {
            interview: Id(summary.interview),
            // A draft that belongs to the protected stream names nobody in a list.
            person: name.filter(|_| !asked.protected()),
            number: Some(summary.number).filter(|number| !number.is_empty()),
            form_title: asked.list_title(),
            section: section.and_then(|path| asked.form.find(path)).map(|(_, node)| node.label.clone()),
            amends: summary.amends,
            asked: summary.progress.0,
            answered: summary.progress.1,
            changed_at: moment(summary.changed_ms),
        });
    }
    let mut ask_later = Vec::new();
    for summary in desk.store.ask_later(LATER_LOOKED_AT)? {
        if ask_later.len() == LATER_LIMIT {
            break;
        }
        // One that cannot be read costs itself alone.
        if !matches!(desk.store.may_amend_listed(&summary, now), Ok(true)) {
            continue;
        }
        let Some(asked) = desk.form_if_sound(&summary.form_id, &summary.form_hash)? else { continue };
        let (number, name) = desk.store.person_name(summary.case)?;
        ask_later.push(AskLaterRow {
            interview: Id(summary.interview),
            case: Id(summary.case),
            person: Some(name).filter(|name| !name.is_empty() && !asked.protected()),
            number: Some(number),
            questions: summary.later,
            form_title: asked.list_title(),
        });
    }
    let may_confirm = desk.may(Act::ConfirmDate, now);
    let ahead = desk.store.clock_ahead(now)?;
    let clock_ahead = ahead.map(|last| ClockAhead { last: last.to_rfc3339(), may_confirm });
    let people = desk.store.people_count()?;
    let conflicts = conflicts_count(desk, now)?;
    Ok(HomeView {
        today: now.date().to_string(),
        clock_behind: desk.store.clock_behind(now)?.map(Moment::to_rfc3339),
        clock_ahead,
        lease: crate::centre::lease_ends(desk)?,
        meetings,
        drafts,
        ask_later,
        erasures_wait: crate::erase::waiting(desk, now)?,
        transfers_wait: crate::transfer::waiting(desk, now)?,
        month: month_ready(desk, people, now),
        people,
        conflicts,
        unsent: desk.store.unsent()?,
        at_hub: at_hub(desk)?,
    })
}

/// Has the centre a hub, and has that all that is here?
fn at_hub(desk: &Desk) -> Result<bool, AppError> {
    let Some(place) = desk.store.hub() else { return Ok(false) };
    Ok(desk.store.hub_lacks(&place.key)?.is_empty())
}
