//! A service is entered by hand, or one is corrected. What was corrected stays over every list that is taken in later.

use pana_casework::Act;
use pana_casework::directory::ENTRY_BYTES;
use pana_directory::made_id;
use pana_model::Moment;

use super::current::opened;
use super::input::{blank, input_of, sound, tidy};
use super::input_rows::rows_after;
use super::search::hex;
use super::show::shown;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::service::{ServiceSaveRequest, ServiceView};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::random::make_bytes;

/// Enters a service, or corrects one. Where nothing differs, nothing is written down.
///
/// # Errors
/// `no-right`, `service-unknown`, `service-field`, `service-too-large`, and as any write.
pub(crate) fn service_save(app: &App, request: &ServiceSaveRequest) -> Result<ServiceView, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::Publish, now)?;
        save(desk, request, now)
    })
}

fn save(desk: &mut Desk, request: &ServiceSaveRequest, now: Moment) -> Result<ServiceView, AppError> {
    let opened = opened(desk)?;
    let after = tidy(&request.input);
    let today = opened.calendar.at(now).day();
    let (id, before) = match request.service.as_deref() {
        Some(id) => (id.to_owned(), input_of(&opened, opened.service(id)?, today)),
        None => {
            let drawn: [u8; 16] = make_bytes()?;
            (made_id(["service", &hex(&drawn)]), blank())
        }
    };
    sound(&before, &after)?;
    if request.service.is_some() && tidy(&before) == after {
        return shown(desk, &id, now);
    }
    let rows = rows_after(&opened, &id, (&before, &after), today);
    let text = rows.to_text();
    if text.len() > ENTRY_BYTES {
        return Err(ErrorCode::ServiceTooLarge.into());
    }
    desk.store.directory_enter(&id, &text, now)?;
    shown(desk, &id, now)
}
