//! The language of the app.

use crate::app::App;
use crate::contract::AppError;
use crate::contract::centre::LanguageRequest;
use crate::error::ErrorCode;

/// The language that was chosen on this device, else the system's where there are words for it, else English.
///
/// # Errors
/// None.
pub(crate) fn language_get(app: &App, &(): &()) -> Result<String, AppError> {
    let chosen = Some(app.preferences().language).filter(|tag| !tag.is_empty());
    let read = |name: &str| std::env::var(name).ok();
    Ok(pana_i18n::from_environment(chosen.as_deref(), read).tag.to_owned())
}

/// Chooses a language, from the next text on and for the next start.
///
/// # Errors
/// `language-unknown`, `store-read-only`.
pub(crate) fn language_set(app: &App, request: &LanguageRequest) -> Result<(), AppError> {
    let known = pana_i18n::languages().iter().any(|language| language.tag == request.language);
    if !known {
        return Err(ErrorCode::LanguageUnknown.into());
    }
    let mut preferences = app.preferences();
    preferences.language.clone_from(&request.language);
    preferences.save(app.root()).map_err(|_| ErrorCode::StoreReadOnly.into())
}
