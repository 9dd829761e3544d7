//! What a service said when somebody called: it is written down with who and when, and nothing of a person.

use pana_casework::Act;
use pana_casework::directory::{self as said, ServiceCheck};
use pana_model::Moment;

use super::current::opened;
use super::show::shown;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::service::{Places, ServiceCheckRequest, ServiceView};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// Writes down what a service said.
///
/// # Errors
/// `no-right`, `service-unknown`, `service-field` where nothing is said, or it contradicts itself, `service-too-large`, and as any
/// write.
pub(crate) fn service_check(app: &App, request: &ServiceCheckRequest) -> Result<ServiceView, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::CheckService, now)?;
        check(desk, request, now)
    })
}

fn check(desk: &mut Desk, request: &ServiceCheckRequest, now: Moment) -> Result<ServiceView, AppError> {
    let wrong = |field: &str| Err(AppError::of(ErrorCode::ServiceField).with("field", field));
    let places = request.places.map(|places| places.0);
    let check = ServiceCheck {
        places: places.map(kept),
        free: request.free,
        wait: request.wait.trim().to_owned(),
        is_right: request.is_right,
        words: request.words.trim().to_owned(),
    };
    let is_silent = check.wait.is_empty() && check.words.is_empty();
    match () {
        () if places.is_none() && check.is_right.is_none() && is_silent => return wrong("check"),
        () if check.free.is_some() && places != Some(Places::Has) => return wrong("places"),
        () if check.free == Some(0) => return wrong("places"),
        () if check.is_right == Some(false) && check.words.is_empty() => return wrong("words"),
        () if !check.fits() => return Err(ErrorCode::ServiceTooLarge.into()),
        () => {}
    }
    opened(desk)?.service(&request.service)?;
    desk.store.directory_check(&request.service, &check, now)?;
    shown(desk, &request.service, now)
}

const fn kept(places: Places) -> said::Places {
    match places {
        Places::Has => said::Places::Has,
        Places::Waiting => said::Places::Waiting,
        Places::None => said::Places::None,
        Places::NotKnown => said::Places::NotKnown,
    }
}
