//! The rules at an open centre: compiled once for each change, and kept by the desk.

use std::sync::Arc;

use pana_casework::Act;
use pana_model::Moment;

use super::in_force::InForce;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::rules::{RulesInForce, RulesView};
use crate::desk::Desk;

/// The rules that are asked now.
///
/// # Errors
/// As any read.
pub(crate) fn in_force(desk: &mut Desk) -> Result<Arc<InForce>, AppError> {
    let said = desk.store.rules();
    if let Some(known) = desk.rules.as_ref().filter(|known| known.is_of(&said)) {
        return Ok(Arc::clone(known));
    }
    let asked = Arc::new(InForce::of(&desk.store)?);
    desk.rules = Some(Arc::clone(&asked));
    Ok(asked)
}

/// Which they are, for a screen.
///
/// # Errors
/// As any read.
pub(crate) fn set_in_force(desk: &mut Desk) -> Result<RulesInForce, AppError> {
    let asked = in_force(desk)?;
    Ok(asked.view(&desk.store))
}

/// Which rules are asked, and what may be done about it.
///
/// # Errors
/// `locked`, and as any read.
pub(crate) fn rules_show(app: &App, (): &()) -> Result<RulesView, AppError> {
    app.desk(show)
}

pub(super) fn show(desk: &mut Desk, now: Moment) -> Result<RulesView, AppError> {
    let asked = in_force(desk)?;
    Ok(RulesView {
        set: asked.view(&desk.store),
        apart: asked.apart(&desk.store),
        may_publish: desk.may(Act::Publish, now),
        may_read: desk.may(Act::Propose, now),
    })
}
