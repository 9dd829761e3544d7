//! Someone says that they are in danger now.

use pana_tests::app::key;
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
