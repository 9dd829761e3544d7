//! What is typed into a question, in Kazakh, by the keyboard alone; and where the keyboard stands.

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::interview::{self, Person, Question};
use pana_tests::poll::until;
use pana_tests::story;

/// The page of keys.
const F1: &str = "\u{e031}";
/// The calendar over everything.
const F9: &str = "\u{e039}";
/// All that stands in a field, to be typed over.
const ALL: &str = "\u{e009}a\u{e000}";

/// A new interview, at the question of this name.
async fn at(computer: &Computer, person: &Person, name: &str) -> App {
    let app = story::new_centre(computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    interview::answer_until(&app, person, |question| question.name() == name).await.unwrap();
    app
}

/// Waits until the keyboard stands there.
async fn stands_at(app: &App, id: &str) {
    let here = || async { app.client().active_element().await.ok()?.attr("data-testid").await.ok()? };
    if until(id, || async { here().await.filter(|found| found == id) }).await.is_err() {
        panic!("the keyboard stands at {:?} and not at {id}", here().await);
    }
}

async fn value(app: &App, id: &str) -> String {
    app.see(id).await.unwrap().prop("value").await.unwrap().unwrap_or_default()
}

/// Waits until the question is as it should be and on the disk.
async fn saved(app: &App, what: &str, holds: impl Fn(&Question) -> bool) -> Question {
    let now = || async { interview::question(app).await.filter(|question| question.saved && holds(question)) };
    until(what, now).await.unwrap()
}

#[tokio::test]
async fn a_date_is_typed_in_one_go_and_what_is_none_stays_and_says_why() {
    let computer = Computer::new().unwrap();
    let app = at(&computer, &story::newcomer(), "birth_date").await;
    stands_at(&app, "date-line").await;
    app.press("31.02.1994").await.unwrap();
    let why = app.text("date-why").await.unwrap();
    assert!(why.contains("Ондай күн жоқ") && why.contains("28"), "{why}");
    assert_eq!(value(&app, "date-line").await, "31.02.1994", "what was typed is not eaten");
    app.press(ALL).await.unwrap();
    app.press("02.1994").await.unwrap();
    saved(&app, "a month", |question| question.state == "partial" && question.value == "1994-02").await;
    app.press(ALL).await.unwrap();
    app.press("28 ақпан 1994").await.unwrap();
    let here = saved(&app, "a day", |question| question.state == "value" && question.value == "1994-02-28").await;
    interview::go_on(&app, &here).await.unwrap();
    let after = interview::question(&app).await.unwrap();
    interview::go_back(&app, &after).await.unwrap();
    assert_eq!(value(&app, "date-line").await, "28.02.1994");
}

#[tokio::test]
async fn the_parts_of_a_date_go_on_by_themselves() {
    let computer = Computer::new().unwrap();
    let app = at(&computer, &story::newcomer(), "birth_date").await;
    stands_at(&app, "date-line").await;
    app.press(key::TAB).await.unwrap();
    stands_at(&app, "date-year").await;
    app.press("1994").await.unwrap();
    stands_at(&app, "date-month").await;
    app.press("2").await.unwrap();
    stands_at(&app, "date-day").await;
    app.press("28").await.unwrap();
    saved(&app, "a day", |question| question.value == "1994-02-28").await;
}

#[tokio::test]
async fn a_list_is_searched_with_the_letters_at_hand_and_enter_takes_the_only_match() {
    let computer = Computer::new().unwrap();
    let app = at(&computer, &story::newcomer(), "citizenship").await;
    app.press("кыргыз").await.unwrap();
    until("the letters in the search", || async {
        (value(&app, "choice-search").await == "кыргыз").then_some(())
    })
    .await
    .unwrap();
    app.press(key::ENTER).await.unwrap();
    let here = saved(&app, "the only match", |question| question.value == "kgz").await;
    assert_eq!(here.name(), "citizenship", "choosing does not go on");
    interview::go_on(&app, &here).await.unwrap();
}

#[tokio::test]
async fn the_keyboard_goes_back_to_the_question_and_a_child_is_named_before_it_is_taken_out() {
    let computer = Computer::new().unwrap();
    let app = at(&computer, &story::newcomer(), "family_name").await;
    stands_at(&app, "answer").await;
    app.press(F1).await.unwrap();
    app.see("keys-list").await.unwrap();
    app.press(F1).await.unwrap();
    stands_at(&app, "answer").await;
    interview::answer_until(&app, &story::newcomer(), |question| question.kind == "repeat").await.unwrap();
    let child = Person::default().types("hm_name", "Алия").types("hm_age", "4");
    interview::answer_until(&app, &child, |question| question.name() == "hm_here").await.unwrap();
    app.tab_to("repeat-remove-0").await.unwrap();
    app.press(key::ENTER).await.unwrap();
    let dialog = app.text("repeat-remove-dialog").await.unwrap();
    assert!(dialog.contains("Алия, 4"), "{dialog}");
    stands_at(&app, "repeat-keep").await;
    app.press(key::ESCAPE).await.unwrap();
    stands_at(&app, "repeat-remove-0").await;
}

#[tokio::test]
async fn behind_the_calendar_the_keyboard_stands_at_the_passphrase() {
    let computer = Computer::new().unwrap();
    let app = at(&computer, &story::newcomer(), "family_name").await;
    stands_at(&app, "answer").await;
    app.press(F9).await.unwrap();
    app.see("screen-cover").await.unwrap();
    until("the door to be shut", || async { app.shows("unlock-passphrase").await.then_some(()) }).await.unwrap();
    app.press(F9).await.unwrap();
    stands_at(&app, "unlock-passphrase").await;
}

#[tokio::test]
async fn letters_that_no_key_has_are_typed_and_kept() {
    let computer = Computer::new().unwrap();
    let app = at(&computer, &story::newcomer(), "family_name").await;
    stands_at(&app, "answer").await;
    app.press("Éloïse 名前 ګل").await.unwrap();
    let here = saved(&app, "the name", |question| question.value == "Éloïse 名前 ګل").await;
    interview::go_on(&app, &here).await.unwrap();
}
