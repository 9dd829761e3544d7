//! Cards: how one centre knows another.

use pana_casework::Act;
use pana_casework::editions::Said;
use pana_casework::known::KnownCentre;
use pana_model::CentreId;

use super::{centre, read, write};
use crate::app::App;
use crate::clock::moment;
use crate::contract::AppError;
use crate::contract::meet::PathRequest;
use crate::contract::transfer::{CentreCardView, CentreKnowRequest, CentreNamedRequest};

/// Writes this centre's card.
///
/// # Errors
/// `no-right`, `folder-empty`, `letter-file-exists`, `folder-missing`, `folder-read-only`, and as the disk says.
pub(crate) fn centre_card(app: &App, request: &PathRequest) -> Result<CentreCardView, AppError> {
    app.desk(|desk, now| {
        let made = desk.store.card_make(now)?;
        let file = write(&request.path, "card", &made.file)?;
        Ok(CentreCardView {
            centre: desk.store.centre().to_string(),
            name: desk.store.centre_name(),
            digits: made.digits,
            seats: made.seats,
            file: Some(file),
            since: None,
            by: None,
        })
    })
}

/// Takes the card of another centre in, whose digits were compared.
///
/// # Errors
/// `no-right`, `file-unreadable`, `transfer-file`, `transfer-newer`, `transfer-digits`, `transfer-own`, `transfer-other-root`, and as
/// any write.
pub(crate) fn centre_know(app: &App, request: &CentreKnowRequest) -> Result<CentreCardView, AppError> {
    let bytes = read(&request.file)?;
    app.desk(|desk, now| {
        let seen = desk.store.centre_know(&bytes, &request.check, now)?;
        Ok(CentreCardView {
            centre: seen.centre.to_string(),
            name: seen.name,
            digits: seen.digits,
            seats: seen.seats,
            file: None,
            since: None,
            by: None,
        })
    })
}

/// The centres that are known.
///
/// # Errors
/// `locked`.
pub(crate) fn centres_known(app: &App, &(): &()) -> Result<Vec<CentreCardView>, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::ReadPerson, now)?;
        let known = desk.store.centres_known();
        let row = |(centre, said): (CentreId, &Said<Option<KnownCentre>>)| {
            let known = said.what.as_ref()?;
            Some(CentreCardView {
                centre: centre.to_string(),
                name: known.name.clone(),
                digits: known.digits.clone(),
                seats: known.seats.len(),
                file: None,
                since: Some(moment(i64::try_from(said.hlc.unix_ms()).unwrap_or(i64::MAX))),
                by: Some(desk.member_name(said.member)),
            })
        };
        Ok(known.all().filter_map(row).collect())
    })
}

/// Takes back that a centre is known.
///
/// # Errors
/// `no-right`, `centre-unknown`, `centre-ambiguous`, and as any write.
pub(crate) fn centre_forget(app: &App, request: &CentreNamedRequest) -> Result<Vec<CentreCardView>, AppError> {
    app.desk(|desk, now| {
        let centre = centre(desk, &request.centre)?;
        Ok(desk.store.centre_forget(centre, now)?)
    })?;
    centres_known(app, &())
}
