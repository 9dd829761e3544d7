//! Looking over at any time, correcting beside the answer, looking for somebody before they are new, and no dead end for
//! a volunteer; in Kazakh.

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::interview::{self, Said};
use pana_tests::poll::until;
use pana_tests::story;
use pana_tests::terminal::{pana, passphrase_file};

#[tokio::test]
async fn the_review_is_reached_from_any_question_by_keys_and_says_what_is_put_off_once() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    let person = story::hurried_newcomer().says("given_name", Said::Later);
    interview::answer_until(&app, &person, |question| question.name() == "birth_date_known").await.unwrap();
    let before = interview::question(&app).await.unwrap();
    story::look_over(&app).await.unwrap();
    let rows = "return [...document.querySelectorAll(`[data-testid=review-${arguments[0]}] [data-testid=review-row]`)].filter(row => row.dataset.at.endsWith('/given_name')).length";
    for (part, count) in [("later", 1), ("missing", 0)] {
        assert_eq!(app.script(rows, vec![part.into()]).await.unwrap(), count, "{part}");
    }
    app.tab_to("review-back").await.unwrap();
    app.press(key::ENTER).await.unwrap();
    let back = until("the question", || interview::question(&app)).await.unwrap();
    assert_eq!(back.at, before.at, "the way back leads to where one was");
}

#[tokio::test]
async fn an_answer_of_a_finished_interview_is_corrected_beside_it_by_keys_and_both_stay_in_the_history() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    interview::answer_until(&app, &story::hurried_newcomer(), |_| false).await.unwrap();
    story::finish(&app).await.unwrap();
    app.click("finished-person").await.unwrap();
    app.click("interview-open").await.unwrap();
    app.see("screen-read").await.unwrap();
    let to = "const line = document.querySelector('[data-testid=read-answer][data-at$=\"/family_name\"] [data-testid=read-correct]'); line.focus(); return line.getAttribute('aria-label')";
    let label = app.script(to, Vec::new()).await.unwrap();
    assert!(label.as_str().unwrap().starts_with("Түзету"), "{label}");
    app.press(key::ENTER).await.unwrap();
    let here = until("the question", || interview::question(&app)).await.unwrap();
    assert_eq!(here.name(), "family_name", "it opens at the answer that is to be corrected");
    app.write("answer", "Ерболатов").await.unwrap();
    until("the new name on the disk", || async {
        interview::question(&app).await.filter(|now| now.saved && now.value == "Ерболатов")
    })
    .await
    .unwrap();
    story::look_over(&app).await.unwrap();
    app.press(key::CONTROL_ENTER).await.unwrap();
    app.see("screen-finished").await.unwrap();
    app.click("finished-person").await.unwrap();
    app.see("person-history").await.unwrap();
    assert!(app.text("person-name").await.unwrap().contains("Ерболатов"));
    let history = app
        .script("return document.querySelector('[data-testid=person-history]').textContent", Vec::new())
        .await
        .unwrap();
    let history = history.as_str().unwrap();
    assert!(history.contains("Жанболатов") && history.contains("Ерболатов"), "both stay: {history}");
    let json = crate::export::export(&app, &computer, "json").await;
    let text: String = json.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    assert!(text.contains("Ерболатов") && !text.contains("Жанболатов"), "an export has the new value alone");
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["interviews"].as_array().unwrap().len(), 1, "and one interview");
}

#[tokio::test]
async fn a_new_person_is_looked_for_by_what_was_typed_before_anything_is_begun() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    interview::answer_until(&app, &story::hurried_newcomer(), |_| false).await.unwrap();
    story::finish(&app).await.unwrap();
    app.click("finished-home").await.unwrap();
    app.see("home-find").await.unwrap();
    app.write("home-find", "жанбол").await.unwrap();
    let new = format!("{}n{}", key::CONTROL, key::NONE);
    app.press(&new).await.unwrap();
    app.see("person-row").await.unwrap();
    assert!(!app.shows("screen-interview").await, "nothing is begun while somebody stands there who may be meant");
    app.press(&new).await.unwrap();
    app.see("screen-interview").await.unwrap();
}

#[tokio::test]
async fn a_volunteer_meets_no_dead_end_on_any_screen() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    interview::answer_until(&app, &story::hurried_newcomer(), |_| false).await.unwrap();
    story::finish(&app).await.unwrap();
    app.close().await.unwrap();
    let file = passphrase_file(&computer).unwrap();
    let add =
        ["member", "add", "--name", "Ерікті", "--role", "volunteer", "--new-passphrase-file", file.to_str().unwrap()];
    assert_eq!(pana(&computer, add).unwrap().code, 0);
    let app = App::open(&computer).await.unwrap();
    app.see("screen-unlock").await.unwrap();
    let choose = "const mine = [...document.querySelectorAll('[data-testid^=unlock-member-]')].find(each => (each.closest('label') ?? each).textContent.includes('Ерікті')); mine.click(); return true";
    app.script(choose, Vec::new()).await.unwrap();
    story::unlock(&app).await.unwrap();
    assert!(!app.shows("nav-export").await, "what the role forbids is not offered");
    for screen in ["home", "people", "services", "questionnaires", "members", "laptops", "doctor", "settings"] {
        story::go_to(&app, screen).await.unwrap();
        sound(&app, screen).await;
    }
    // Somebody whose interview another led: no button leads to it, and the line says who.
    app.click("nav-people").await.unwrap();
    app.find("[data-testid=person-row]").await.unwrap().click().await.unwrap();
    app.see("screen-person").await.unwrap();
    assert!(!app.shows("interview-open").await && !app.shows("interview-amend").await);
    assert!(app.text("interview-row").await.unwrap().contains(story::COORDINATOR));
    sound(&app, "person").await;
    // What may be begun with the person, and who leads the rest.
    app.click("person-next").await.unwrap();
    app.see("screen-start").await.unwrap();
    assert!(app.text("led-by-safety").await.unwrap().contains(story::COORDINATOR));
    assert!(!app.shows("start-safety").await);
    sound(&app, "start").await;
}

/// No word of a refusal stands on the screen.
async fn sound(app: &App, screen: &str) {
    app.still().await.unwrap();
    let told = app
        .script("return [...document.querySelectorAll('[data-code]')].map(each => each.dataset.code)", Vec::new())
        .await
        .unwrap();
    assert_eq!(told.as_array().unwrap().len(), 0, "{screen}: {told}");
}
