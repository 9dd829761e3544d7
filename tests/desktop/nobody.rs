//! Nobody comes to be before the first answer, and nobody is left of an interview that was thrown away.

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::interview;
use pana_tests::poll::until;
use pana_tests::story;

/// Ctrl and a letter.
fn control(letter: char) -> String {
    format!("\u{e009}{letter}\u{e000}")
}

/// The calendar over everything.
const F9: &str = "\u{e039}";

/// Today and People show nobody; ends on Today.
async fn nobody_is_there(app: &App, when: &str) {
    app.click("nav-people").await.unwrap();
    app.see("people-none").await.unwrap();
    assert!(!app.shows("person-row").await, "{when}: a person stands in People");
    app.click("nav-home").await.unwrap();
    app.see("screen-home").await.unwrap();
    // The page of a centre where there is nobody, and no interview that waits.
    app.see("start-intake").await.unwrap();
    let waiting = app.script("return document.querySelectorAll('[data-testid^=draft-]').length", vec![]).await.unwrap();
    assert_eq!(waiting, 0, "{when}: an interview waits on Today");
    let page = app.page().await;
    assert!(page.contains("Бұл ноутбукте әлі ешкім жоқ"), "{when}: {page}");
}

async fn first_question(app: &App) {
    until("the first question", || interview::question(app)).await.unwrap();
}

#[tokio::test]
async fn an_interview_begun_by_click_or_by_key_and_left_before_the_first_answer_leaves_nobody() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    first_question(&app).await;
    app.click("stop").await.unwrap();
    app.see("screen-home").await.unwrap();
    nobody_is_there(&app, "begun and left by click").await;

    app.press(&control('n')).await.unwrap();
    first_question(&app).await;
    // Looking a few questions ahead is no answer.
    app.press(&key::ENTER.repeat(2)).await.unwrap();
    app.press(&control('s')).await.unwrap();
    app.see("screen-home").await.unwrap();
    nobody_is_there(&app, "begun and left by key").await;

    app.click("start-intake").await.unwrap();
    first_question(&app).await;
    app.press(F9).await.unwrap();
    app.see("screen-cover").await.unwrap();
    until("the door to be shut", || async { app.shows("unlock-passphrase").await.then_some(()) }).await.unwrap();
    app.press(key::ESCAPE).await.unwrap();
    story::unlock(&app).await.unwrap();
    nobody_is_there(&app, "covered and locked").await;

    app.click("start-intake").await.unwrap();
    first_question(&app).await;
    app.kill().await.unwrap();
    let app = App::open(&computer).await.unwrap();
    story::unlock(&app).await.unwrap();
    nobody_is_there(&app, "a power cut").await;
}

/// The test id of the button that throws the only interview away.
async fn discard(app: &App) -> String {
    app.find("[data-testid^=discard-]").await.unwrap().attr("data-testid").await.unwrap().unwrap()
}

async fn focused(app: &App) -> String {
    let script = "return document.activeElement?.dataset.testid ?? document.activeElement?.id ?? ''";
    app.script(script, vec![]).await.unwrap().as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_interview_is_thrown_away_from_today_by_key_and_leaves_nobody() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    let person = story::hurried_newcomer();
    interview::answer_until(&app, &person, |question| question.name() == "patronymic").await.unwrap();
    app.press(&control('s')).await.unwrap();
    app.see("screen-home").await.unwrap();
    let discard = discard(&app).await;

    app.tab_to(&discard).await.unwrap();
    app.press(key::ENTER).await.unwrap();
    let asked = app.text("discard-dialog").await.unwrap();
    assert!(asked.contains("Жанболатов"), "it names the person: {asked}");
    assert_eq!(focused(&app).await, "discard-keep", "keeping has the focus first");
    app.press(key::ENTER).await.unwrap();
    until("the dialog to close", || async { (!app.shows("discard-dialog").await).then_some(()) }).await.unwrap();
    assert!(app.shows(&discard).await, "Enter alone throws nothing away");
    assert_eq!(focused(&app).await, discard, "the keyboard is back where it was");

    app.tab_to(&discard).await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.tab_to("discard-sure").await.unwrap();
    app.press(key::ENTER).await.unwrap();
    until("the interview to go", || async { (!app.shows(&discard).await).then_some(()) }).await.unwrap();
    nobody_is_there(&app, "thrown away").await;
    app.click("nav-people").await.unwrap();
    app.write("people-search", "Жанболатов").await.unwrap();
    app.see("people-none").await.unwrap();
    assert!(!app.shows("person-row").await, "nor by the name");
    app.click("lock-now").await.unwrap();
    story::unlock(&app).await.unwrap();
    nobody_is_there(&app, "after unlocking").await;
}
