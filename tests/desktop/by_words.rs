//! A second laptop joins by a hub that runs on this computer: eight words on the one screen, six digits on the other, and no file.
//! Between any two steps either laptop is switched off.

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::poll::until;
use pana_tests::story;

use crate::by_hub::{Hub, comes_to, meets};
use crate::met::{COLLEAGUE, OTHER, PEOPLE, interviewed, knows, names_whom};

/// The invite that waits, on the screen once more.
async fn shows_invite(computer: &Computer) -> App {
    let one = App::open(computer).await.unwrap();
    story::unlock(&one).await.unwrap();
    story::go_to(&one, "laptops").await.unwrap();
    one.click("invite-show").await.unwrap();
    one
}

/// The words of an invite, as they stand on the screen.
pub(crate) async fn shown_words(app: &App) -> Vec<String> {
    let words =
        "return [...document.querySelectorAll('[data-testid=online-words] li')].map(li => li.lastChild.textContent)";
    let words = app.script(words, Vec::new()).await.unwrap();
    words.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

/// Answers an invite on a new laptop, by its address and its words.
pub(crate) async fn types_words(app: &App, address: &str, words: &[String]) {
    app.click("first-run-join").await.unwrap();
    for (field, text) in [
        ("join-address", address),
        ("join-words", &words.join(" ")),
        ("join-device", "5-ноутбук"),
        ("join-member", "Отабек"),
        ("join-passphrase", OTHER),
        ("join-passphrase-again", OTHER),
    ] {
        // The lower ones are scrolled to.
        app.click(field).await.unwrap();
        app.write(field, text).await.unwrap();
    }
    app.press(key::ENTER).await.unwrap();
}

#[tokio::test]
async fn a_laptop_joins_by_words_and_digits_and_knows_whom_the_other_interviewed() {
    let hub = Hub::start();
    let (first, second) = (Computer::new().unwrap(), Computer::new().unwrap());
    let one = story::new_centre(&first).await.unwrap();
    interviewed(&one, PEOPLE[0]).await;
    comes_to(&one, &hub).await;
    names_whom(&one, COLLEAGUE).await;
    one.see("invite-how-online").await.unwrap();
    one.click("invite-go").await.unwrap();
    one.see("online-words").await.unwrap();
    let words = shown_words(&one).await;
    assert_eq!(words.len(), 8, "{words:?}");
    let address = one.text("online-address").await.unwrap();
    one.close().await.unwrap();

    let two = App::open(&second).await.unwrap();
    story::speak(&two, "kk").await.unwrap();
    types_words(&two, &address, &words).await;
    two.see("join-online-waits").await.unwrap();
    two.close().await.unwrap();

    // Who has typed the words is answered.
    let one = shows_invite(&first).await;
    until("the laptop to be answered", || async {
        let said = one.text("online-status").await.ok()?;
        said.contains("терілді").then_some(())
    })
    .await
    .unwrap();
    one.close().await.unwrap();

    let two = App::open(&second).await.unwrap();
    let digits = two.text("join-check").await.unwrap();
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(digits.len(), 6, "{digits}");
    // What it opens with them lies at the hub.
    until("the digits to be opened", || async {
        let sent = two.script("return document.querySelector('[data-testid=join-go-on]').ariaDisabled", Vec::new());
        (sent.await.ok()?.as_str()? == "false").then_some(())
    })
    .await
    .unwrap();
    two.close().await.unwrap();

    let one = shows_invite(&first).await;
    one.write("online-check", &digits).await.unwrap();
    assert!(one.text("online-asks").await.unwrap().contains("5-ноутбук"));
    one.press(key::ENTER).await.unwrap();
    one.see("online-done").await.unwrap();
    one.close().await.unwrap();

    let two = App::open(&second).await.unwrap();
    two.write("join-own", OTHER).await.unwrap();
    two.press(key::ENTER).await.unwrap();
    two.see("screen-home").await.unwrap();
    meets(&two).await;
    knows(&two, &[PEOPLE[0]]).await;
    two.close().await.unwrap();
}
