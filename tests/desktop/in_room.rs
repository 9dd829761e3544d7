//! Two laptops in one room, with no hub and no stick: a new one joins the one that serves, and later each finds whom the other
//! interviewed.

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::poll::until;
use pana_tests::story;

use crate::by_words::{shown_words, types_words};
use crate::met::{COLLEAGUE, OTHER, PEOPLE, interviewed, knows, names_whom};

/// The page of laptops, with what there is about rooms opened by the keyboard.
async fn opens_summary(app: &App) {
    story::go_to(app, "laptops").await.unwrap();
    app.see("room").await.unwrap();
    app.script("document.querySelector('[data-testid=room-summary]').focus()", Vec::new()).await.unwrap();
    app.press(key::ENTER).await.unwrap();
}

#[tokio::test]
async fn in_one_room_a_laptop_joins_the_one_that_serves_and_each_finds_whom_the_other_interviewed() {
    let (first, second) = (Computer::new().unwrap(), Computer::new().unwrap());
    let one = story::new_centre(&first).await.unwrap();
    interviewed(&one, PEOPLE[0]).await;
    opens_summary(&one).await;
    one.tab_to("room-open").await.unwrap();
    one.press(key::ENTER).await.unwrap();
    let address = one.text("room-address").await.unwrap();
    assert!(one.stands_in("room-close").await, "the keyboard is where it ends");
    one.see("room-nobody").await.unwrap();
    one.see("room-label").await.unwrap();
    names_whom(&one, COLLEAGUE).await;
    one.see("invite-how-online").await.unwrap();
    one.click("invite-go").await.unwrap();
    one.see("online-words").await.unwrap();
    assert_eq!(one.text("online-address").await.unwrap(), address);
    let words = shown_words(&one).await;

    let two = App::open(&second).await.unwrap();
    story::speak(&two, "kk").await.unwrap();
    types_words(&two, &address, &words).await;
    let digits = two.text("join-check").await.unwrap();
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    one.write("online-check", &digits).await.unwrap();
    one.press(key::ENTER).await.unwrap();
    one.see("online-done").await.unwrap();
    two.write("join-own", OTHER).await.unwrap();
    two.press(key::ENTER).await.unwrap();
    two.see("screen-home").await.unwrap();
    knows(&two, &[PEOPLE[0]]).await;

    interviewed(&two, PEOPLE[1]).await;
    opens_summary(&two).await;
    two.type_into("room-at", &address).await.unwrap();
    two.press(key::ENTER).await.unwrap();
    two.see("room-met").await.unwrap();
    story::go_to(&one, "laptops").await.unwrap();
    until("what came to be told", || async {
        one.text("room-stands").await.ok()?.contains("Жаңа адам: 1").then_some(())
    })
    .await
    .unwrap();
    assert!(one.text("room-laptop").await.unwrap().contains("5-ноутбук"));
    one.press(key::ENTER).await.unwrap();
    one.see("room-over").await.unwrap();
    assert!(!one.shows("room-label").await);
    knows(&one, &PEOPLE).await;
    // Nobody answers any more.
    story::go_to(&two, "laptops").await.unwrap();
    two.type_into("room-at", &address).await.unwrap();
    two.press(key::ENTER).await.unwrap();
    two.find("[data-code=room-unreached]").await.unwrap();
    two.close().await.unwrap();
    one.close().await.unwrap();
}
