//! How large everything is shown.

use crate::app::App;
use crate::contract::AppError;
use crate::contract::centre::{TextSizeRequest, TextSizeView};
use crate::error::ErrorCode;

/// Sizes to choose from, in hundredths of the ordinary one. At the largest a window of 1,280 pixels has room for 640.
const SIZES: [u32; 5] = [100, 125, 150, 175, 200];

/// How large the device shows everything; the screen is brought to it, since one that was loaded anew may have lost it.
///
/// # Errors
/// None.
pub(crate) fn text_size_get(app: &App, &(): &()) -> Result<TextSizeView, AppError> {
    let percent = nearest(app.preferences().text_percent);
    app.surface().scale(percent);
    Ok(view(percent))
}

/// Shows everything larger or smaller, at once and from the next start on. A size that is not among those to choose from
/// gives the nearest one.
///
/// # Errors
/// `store-read-only`: then it holds until the app is closed.
pub(crate) fn text_size_set(app: &App, request: &TextSizeRequest) -> Result<TextSizeView, AppError> {
    let percent = nearest(request.percent);
    app.surface().scale(percent);
    let mut preferences = app.preferences();
    preferences.text_percent = percent;
    preferences.save(app.root()).map_err(|_| ErrorCode::StoreReadOnly)?;
    Ok(view(percent))
}

fn view(percent: u32) -> TextSizeView {
    TextSizeView { percent, sizes: SIZES.to_vec() }
}

fn nearest(percent: u32) -> u32 {
    SIZES.into_iter().min_by_key(|size| size.abs_diff(percent)).unwrap_or(percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_that_is_not_offered_gives_the_nearest_one() {
        for (asked, given) in [(0, 100), (100, 100), (130, 125), (138, 150), (200, 200), (u32::MAX, 200)] {
            assert_eq!(nearest(asked), given, "{asked}");
        }
    }
}
