//! The check of the store, by keyboard.

use pana_tests::app::key;
use pana_tests::computer::Computer;
use pana_tests::story;

#[tokio::test]
async fn the_store_is_checked_by_keyboard_alone() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.tab_to("nav-doctor").await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.see("screen-doctor").await.unwrap();
    app.press(key::CONTROL_ENTER).await.unwrap();
    let verdict = app.see("doctor-verdict").await.unwrap();
    assert_eq!(verdict.attr("data-problems").await.unwrap().as_deref(), Some("0"));
    let broken = app.script("return document.querySelectorAll('[data-holds=no]').length", vec![]).await.unwrap();
    assert_eq!(broken, 0, "each part is in order");
    let here = "return document.querySelector('[data-testid=doctor-verdict]').contains(document.activeElement)";
    assert_eq!(app.script(here, vec![]).await.unwrap(), true, "the keyboard is at the verdict");
}
