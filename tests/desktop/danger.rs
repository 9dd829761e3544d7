//! Someone says that they are in danger now.

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::interview;
use pana_tests::poll::until;
use pana_tests::story;

#[tokio::test]
async fn after_a_yes_to_danger_enter_leads_to_the_personal_meeting() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    let person = story::hurried_newcomer();
    interview::answer_until(&app, &person, |question| question.name() == "danger_now").await.unwrap();
    app.click("choice-yes").await.unwrap();
    app.see("danger-offer").await.unwrap();
    assert!(!app.shows("next").await, "going on has no solid button");
    app.press(key::ENTER).await.unwrap();
    let begun = || async { interview::question(&app).await.filter(|here| here.at.starts_with("/safety/")) };
    until("the personal meeting", begun).await.unwrap();
}

/// The words of the tag that says when somebody is to be met.
async fn tag(app: &App) -> String {
    app.see("meeting").await.unwrap();
    app.text("meeting").await.unwrap()
}

#[tokio::test]
async fn a_yes_to_danger_is_seen_on_every_screen_after_and_says_no_more_than_that_there_is_a_meeting() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    let person = story::hurried_newcomer();
    interview::answer_until(&app, &person, |question| question.name() == "danger_now").await.unwrap();
    app.click("choice-yes").await.unwrap();
    app.click("danger-not-now").await.unwrap();
    interview::answer_until(&app, &person, |_| false).await.unwrap();
    app.see("screen-review").await.unwrap();
    assert_eq!(tag(&app).await, "кездесу: бүгін", "before it is finished");
    story::finish(&app).await.unwrap();
    assert_eq!(tag(&app).await, "кездесу: бүгін", "when it is finished");
    app.click("finished-person").await.unwrap();
    app.see("screen-person").await.unwrap();
    assert_eq!(tag(&app).await, "кездесу: бүгін", "on the page");
    app.click("nav-people").await.unwrap();
    app.see("person-row").await.unwrap();
    assert_eq!(tag(&app).await, "кездесу: бүгін", "in the list");
    app.click("nav-home").await.unwrap();
    app.see("work").await.unwrap();
    assert_eq!(tag(&app).await, "кездесу: бүгін", "on the first screen");
    let page = app.page().await.to_lowercase();
    assert!(!page.contains("қауіп"), "nothing says what for: {page}");
    let begin = app.find("[data-testid^=meeting-begin-]").await.unwrap();
    begin.click().await.unwrap();
    let begun = || async { interview::question(&app).await.filter(|here| here.at.starts_with("/safety/")) };
    until("the personal meeting", begun).await.unwrap();
}
