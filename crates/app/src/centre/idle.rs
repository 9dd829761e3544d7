//! The idle lock.

use std::ops::RangeInclusive;

use crate::app::App;
use crate::contract::AppError;
use crate::contract::centre::IdleRequest;
use crate::error::ErrorCode;

const MINUTES: RangeInclusive<u32> = 1..=60;

/// Input was seen: the time to the idle lock begins again.
///
/// # Errors
/// None.
pub(crate) fn keep_awake(app: &App, &(): &()) -> Result<(), AppError> {
    app.clock().awake();
    Ok(())
}

/// After how many minutes without input the app locks itself, on this device.
///
/// # Errors
/// `idle-range`, `store-read-only`.
pub(crate) fn settings_idle(app: &App, request: &IdleRequest) -> Result<(), AppError> {
    if !MINUTES.contains(&request.minutes) {
        return Err(ErrorCode::IdleRange.into());
    }
    let mut preferences = app.preferences();
    preferences.idle_minutes = request.minutes;
    preferences.save(app.root()).map_err(|_| ErrorCode::StoreReadOnly.into())
}
