//! The first hour by the keyboard alone: nothing here is clicked, and no field is written into but where the keyboard stands.

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::interview;
use pana_tests::poll::until;
use pana_tests::story;

/// Of which question the answer is beside which the keyboard stands.
const BESIDE: &str =
    "return document.activeElement?.closest('[data-testid=read-answer]')?.dataset.at.split('/').pop() ?? ''";

/// A hurried intake, to its end.
async fn intake(app: &App) {
    app.enter_at("start-intake").await.unwrap();
    interview::answer_until(app, &story::hurried_newcomer(), |_| false).await.unwrap();
    story::finish_by_keys(app).await.unwrap();
}

/// Corrects the given name from the page on which the interview is read, and finishes that.
async fn correct(app: &App) {
    app.enter_at("finished-person").await.unwrap();
    app.enter_at("interview-open").await.unwrap();
    app.see("screen-read").await.unwrap();
    until("Tab to lead to the given name", || async {
        app.tab_to("read-correct").await.ok()?;
        (app.script(BESIDE, Vec::new()).await.ok()? == "given_name").then_some(())
    })
    .await
    .unwrap();
    app.press(key::ENTER).await.unwrap();
    let asked = until("the question", || interview::question(app)).await.unwrap();
    assert_eq!(asked.name(), "given_name", "\"correct\" leads to the answer beside which it stands");
    app.type_into("answer", "Нұрасыл").await.unwrap();
    until("the answer to be saved", || async {
        interview::question(app).await.filter(|now| now.saved && now.value == "Нұрасыл")
    })
    .await
    .unwrap();
    story::look_over(app).await.unwrap();
    story::finish_by_keys(app).await.unwrap();
    app.enter_at("finished-person").await.unwrap();
    let name = app.text("person-name").await.unwrap();
    assert!(name.contains("Нұрасыл") && !name.contains("Ерасыл"), "{name}");
}

async fn first_hour(language: &str) {
    let computer = Computer::new().unwrap();
    let app = App::open(&computer).await.unwrap();
    story::speak(&app, language).await.unwrap();
    story::centre_by_keys(&app).await.unwrap();
    intake(&app).await;
    correct(&app).await;
}

#[tokio::test]
async fn a_centre_an_intake_and_a_correction_are_made_by_keys_alone_in_english() {
    first_hour("en").await;
}

#[tokio::test]
async fn a_centre_an_intake_and_a_correction_are_made_by_keys_alone_from_right_to_left() {
    first_hour("x-rtl").await;
}
