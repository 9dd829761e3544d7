//! The steps that several stories share. The people in them are invented.

use crate::app::{App, key};
use crate::computer::Computer;
use crate::interview::{Person, Said};
use crate::poll::until;
use anyhow::{Context as _, Result};
use std::path::Path;

/// The passphrase of the stories' first coordinator.
pub const PASSPHRASE: &str = "төрт тырна көлге қонды";

/// The name of the stories' first coordinator.
pub const COORDINATOR: &str = "Әсел Бекова";

/// The name of the stories' centre.
pub const CENTRE: &str = "Көктем";

/// Opens the app on a new computer and makes a centre there; ends on the first screen of the open app.
///
/// # Errors
/// If a screen does not come.
pub async fn new_centre(computer: &Computer) -> Result<App> {
    let app = App::open(computer).await?;
    speak(&app, "kk").await?;
    app.click("first-run-create").await?;
    app.write("create-centre", CENTRE).await?;
    app.write("create-member", COORDINATOR).await?;
    app.write("create-passphrase", PASSPHRASE).await?;
    app.write("create-passphrase-again", PASSPHRASE).await?;
    app.press(key::ENTER).await?;
    app.see("screen-sheets").await?;
    if app.shows("sheets-kept").await {
        app.click("sheets-kept").await?;
    }
    app.click("sheets-go").await?;
    app.see("screen-home").await?;
    Ok(app)
}

/// Makes a centre in the app that was opened on a new computer, in its language and by keys alone; ends on Today.
///
/// # Errors
/// If a screen does not come, or Tab does not lead to what is asked there.
pub async fn centre_by_keys(app: &App) -> Result<()> {
    app.enter_at("first-run-create").await?;
    app.type_into("create-centre", CENTRE).await?;
    app.type_into("create-member", COORDINATOR).await?;
    app.type_into("create-passphrase", PASSPHRASE).await?;
    app.type_into("create-passphrase-again", PASSPHRASE).await?;
    app.press(key::ENTER).await?;
    app.see("screen-sheets").await?;
    if app.shows("sheets-kept").await {
        app.tab_to("sheets-kept").await?;
        app.press(key::SPACE).await?;
    }
    app.enter_at("sheets-go").await?;
    app.see("screen-home").await?;
    Ok(())
}

/// Opens the locked app with the coordinator's passphrase, by keyboard.
///
/// # Errors
/// If the app does not open.
pub async fn unlock(app: &App) -> Result<()> {
    unlock_with(app, PASSPHRASE).await
}

/// Opens the locked app with a passphrase, by keyboard; ends on Today, or in the interview that stood there before the
/// lock.
///
/// # Errors
/// If the app does not open.
pub async fn unlock_with(app: &App, passphrase: &str) -> Result<()> {
    app.write("unlock-passphrase", passphrase).await?;
    app.press(key::ENTER).await?;
    app.find("[data-testid=screen-home], [data-testid=screen-interview]").await?;
    Ok(())
}

/// Switches the language of the app.
///
/// # Errors
/// If the language is not offered or does not come.
pub async fn speak(app: &App, language: &str) -> Result<()> {
    if app.script("return document.documentElement.lang", Vec::new()).await? == language {
        return Ok(());
    }
    if language == "x-rtl" {
        // It is offered to nobody: the device is set to it, and the page is loaded anew.
        let set = "window.__TAURI_INTERNALS__.invoke('language_set', { request: { language: 'x-rtl' } }).then(() => location.reload())";
        app.script(set, Vec::new()).await?;
    } else {
        app.choose("language", language).await?;
    }
    app.find(&format!("html[lang=\"{language}\"] [data-testid=\"language\"]")).await?;
    Ok(())
}

/// A person who came with two others and is asked everything.
#[must_use]
pub fn newcomer() -> Person {
    Person::default()
        .picks("consent", &["agree"])
        .picks("depth", &["full"])
        .picks("danger_now", &["no"])
        .types("family_name", "Жанболатов")
        .types("given_name", "Ерасыл")
        .types("patronymic", "Қанатұлы")
        .picks("birth_date_known", &["yes"])
        .types("birth_date", "1987-03-14")
        .types("birth_year", "1987")
        .types("phone", "+7 700 000 00 00")
        .types("household_size", "3")
        .types("household_children", "1")
        .types("hm_name", "Айсұлу")
        .types("hm_age", "7")
        .types("stops_count", "1")
        .types("leg_days", "12")
        .types("departure_date", "2024-01-15")
        .types("arrival_date", "2024-02-02")
        .types("stay_months", "6")
        .types("money_days", "10")
        .types("distance_km", "1200")
        .types("status_applied_on", "2024-02-20")
        .says("profession", Said::Declined)
        .says("customs_needs", Said::Unknown)
        .says("own_words", Said::Later)
        .says("other_causes", Said::Nothing)
        .says("next_forms", Said::Nothing)
}

/// The same person, asked for what cannot wait alone.
#[must_use]
pub fn hurried_newcomer() -> Person {
    newcomer().picks("depth", &["short"])
}

/// Goes from wherever the interview is to its review, by keys alone: it is the last of the sections.
///
/// # Errors
/// If the list of sections or the review does not come.
pub async fn look_over(app: &App) -> Result<()> {
    app.press(&format!("{}j{}", key::CONTROL, key::NONE)).await?;
    let listed = "return document.activeElement.closest('.rail ol') !== null";
    until("the list of sections", || async { (app.script(listed, Vec::new()).await.ok()? == true).then_some(()) })
        .await?;
    app.press(key::END).await?;
    app.press(key::ENTER).await?;
    app.see("screen-review").await?;
    Ok(())
}

/// Finishes an interview from its review, complete or not.
///
/// # Errors
/// If the interview does not end.
pub async fn finish(app: &App) -> Result<()> {
    app.see("screen-review").await?;
    // One of both, once the review is there.
    app.find("[data-testid=\"review-finish\"], [data-testid=\"review-finish-incomplete\"]").await?.click().await?;
    app.see("screen-finished").await?;
    Ok(())
}

/// The same by the key that the button names.
///
/// # Errors
/// If the interview does not end.
pub async fn finish_by_keys(app: &App) -> Result<()> {
    app.see("screen-review").await?;
    // The key is the button's: it does nothing before that is there.
    app.find("[data-testid=\"review-finish\"], [data-testid=\"review-finish-incomplete\"]").await?;
    app.press(key::CONTROL_ENTER).await?;
    app.see("screen-finished").await?;
    Ok(())
}

/// Goes to a screen by its place in the top bar, or in the list of those that have no room there.
///
/// # Errors
/// If the screen does not come.
pub async fn go_to(app: &App, screen: &str) -> Result<()> {
    let place = format!("nav-{screen}");
    let hidden = "const place = document.querySelector(`[data-testid=${arguments[0]}]`);
        return place === null || place.closest('[hidden]') !== null";
    app.see("nav-home").await?;
    if app.script(hidden, vec![place.as_str().into()]).await? == true {
        app.click("nav-more").await?;
    }
    app.click(&place).await?;
    app.see(&format!("screen-{screen}")).await?;
    Ok(())
}

/// Takes a directory of services in from a folder; ends on the list of services.
///
/// # Errors
/// If the package cannot be taken in as it is.
pub async fn take_directory_in(app: &App, package: &Path) -> Result<()> {
    app.click("nav-services").await?;
    app.click("services-import").await?;
    app.write("services-path", package.to_str().context("a path that can be typed")?).await?;
    app.click("services-read").await?;
    app.see("services-verdict").await?;
    app.click("services-take").await?;
    app.see("services-done").await?;
    Ok(())
}
