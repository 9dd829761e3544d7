//! Power cuts through the real app.

use pana_tests::app::App;
use pana_tests::computer::Computer;
use pana_tests::interview::{self, Said};
use pana_tests::poll::until;
use pana_tests::story;

/// The questions at which the power goes.
const CUTS: &[&str] = &["interpreter", "consent", "danger_now", "given_name", "citizenship"];

#[tokio::test]
async fn five_power_cuts_lose_no_answer_that_was_shown_as_saved() {
    let computer = Computer::new().unwrap();
    let person = story::hurried_newcomer();
    let mut app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    for cut in CUTS {
        interview::answer_until(&app, &person, |question| question.name() == *cut).await.unwrap();
        let here = interview::question(&app).await.unwrap();
        let said = person.answer(&here);
        // Shown as saved, and in that moment the power goes.
        interview::say(&app, &here, &said).await.unwrap();
        app.kill().await.unwrap();
        app = App::open(&computer).await.unwrap();
        story::unlock(&app).await.unwrap();
        app.find("[data-testid^=\"draft-\"]").await.unwrap().click().await.unwrap();
        let mut now = until("the question", || interview::question(&app)).await.unwrap();
        // Choosing may have gone on by itself.
        if now.at != here.at {
            interview::go_back(&app, &now).await.unwrap();
            now = interview::question(&app).await.unwrap();
        }
        assert_eq!(now.at, here.at, "after the cut at {cut}");
        assert!(now.holds(&said), "{cut}: told {said:?}, kept {now:?}");
        assert_ne!(said, Said::Nothing, "each cut follows an answer");
    }
}
