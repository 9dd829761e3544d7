//! A person is erased in the built window by the keyboard alone, as two coordinators agree; the other laptop does it when
//! they meet by a stick, and the certificate says so.

use pana_tests::app::App;
use pana_tests::computer::Computer;
use pana_tests::hand::Hand;
use pana_tests::poll::until;
use pana_tests::story;

use crate::met::{COLLEAGUE, DEVICE, OTHER, PEOPLE, answers, interviewed, invites, knows, lets_in, meets, typed};

/// The other coordinator, and what she types.
const SECOND: &str = "Сәния Қалиева";
pub(crate) const HER_WORDS: &str = "көктемгі бұлақтың сыңғыры";
/// The only other coordinator, as the list stores her.
const HER: &str = "return document.querySelector('[data-testid=agree-member] option:nth-child(2)')?.value ?? ''";

/// Waits until an element says this.
async fn says(app: &App, id: &str, words: &str) {
    until(&format!("{id} to say {words:?}"), || async {
        app.text(id).await.ok().filter(|text| text.contains(words)).map(drop)
    })
    .await
    .unwrap();
}

/// The second coordinator is let in on this laptop.
pub(crate) async fn adds_second(app: &App) {
    app.enter_at("nav-members").await.unwrap();
    Hand::Keys.write(app, "member-name", SECOND).await.unwrap();
    Hand::Keys.choose(app, "member-role", "coordinator").await.unwrap();
    Hand::Keys.write(app, "member-passphrase", HER_WORDS).await.unwrap();
    app.enter_at("member-add").await.unwrap();
    until("her to be in the list", || async { app.page().await.contains(SECOND).then_some(()) }).await.unwrap();
}

/// From their page: the person is ordered to be erased, with the second one's words.
pub(crate) async fn erases(app: &App) {
    app.enter_at("person-erase").await.unwrap();
    // Who thinks better of it goes back by Escape, and nothing has happened.
    app.see("erase-go").await.unwrap();
    app.press(pana_tests::app::key::ESCAPE).await.unwrap();
    app.enter_at("person-erase").await.unwrap();
    Hand::Keys.choose(app, "erase-reason", "asked").await.unwrap();
    let her = until("the other coordinator to be offered", || async {
        let value = app.script(HER, Vec::new()).await.ok()?;
        value.as_str().filter(|value| !value.is_empty()).map(str::to_owned)
    });
    let her = her.await.unwrap();
    Hand::Keys.choose(app, "agree-member", &her).await.unwrap();
    Hand::Keys.write(app, "agree-passphrase", "басқа сөздер тіркесі").await.unwrap();
    app.enter_at("erase-go").await.unwrap();
    app.see("erase-error").await.unwrap();
    Hand::Keys.write(app, "agree-passphrase", HER_WORDS).await.unwrap();
    app.enter_at("erase-go").await.unwrap();
    app.see("screen-certificate").await.unwrap();
}

#[tokio::test]
async fn a_person_is_erased_by_two_in_the_window_and_on_the_other_laptop_when_they_meet_by_a_stick() {
    let (first, second) = (Computer::new().unwrap(), Computer::new().unwrap());
    let stick = first.out().join("stick");
    std::fs::create_dir_all(&stick).unwrap();
    let one = story::new_centre(&first).await.unwrap();
    interviewed(&one, PEOPLE[0]).await;
    let invite = invites(&one, &stick).await;
    one.close().await.unwrap();
    let two = App::open(&second).await.unwrap();
    story::speak(&two, "kk").await.unwrap();
    let digits = answers(&two, DEVICE, &invite).await;
    two.close().await.unwrap();
    let one = App::open(&first).await.unwrap();
    story::unlock(&one).await.unwrap();
    lets_in(&one, COLLEAGUE, &invite.with_file_name("pana.answer"), &digits).await;
    one.close().await.unwrap();
    let two = App::open(&second).await.unwrap();
    two.write("join-folder", &typed(&stick)).await.unwrap();
    two.write("join-own", OTHER).await.unwrap();
    two.press(pana_tests::app::key::ENTER).await.unwrap();
    two.click("join-enter").await.unwrap();
    two.see("screen-home").await.unwrap();
    knows(&two, &PEOPLE[..1]).await;
    // Who is no coordinator is offered nothing of it.
    two.enter_at("person-row").await.unwrap();
    two.see("screen-person").await.unwrap();
    assert!(!two.shows("person-erase").await);
    two.close().await.unwrap();

    let one = App::open(&first).await.unwrap();
    story::unlock(&one).await.unwrap();
    adds_second(&one).await;
    one.enter_at("nav-people").await.unwrap();
    one.enter_at("person-row").await.unwrap();
    erases(&one).await;
    says(&one, "erasure-state", "өшіргені: 1").await;
    let number = one.text("certificate-number").await.unwrap();
    assert!(one.text("certificate-by").await.unwrap().contains(SECOND));
    let page = one.page().await;
    assert!(!page.contains(PEOPLE[0]), "it names nobody: {page}");
    knows(&one, &[]).await;
    let meeting = first.out().join("meeting");
    std::fs::create_dir_all(&meeting).unwrap();
    meets(&one, &meeting, false).await;
    one.close().await.unwrap();

    let two = App::open(&second).await.unwrap();
    story::unlock_with(&two, OTHER).await.unwrap();
    knows(&two, &PEOPLE[..1]).await;
    meets(&two, &meeting, true).await;
    knows(&two, &[]).await;
    two.close().await.unwrap();

    let one = App::open(&first).await.unwrap();
    story::unlock(&one).await.unwrap();
    meets(&one, &meeting, true).await;
    one.enter_at("nav-members").await.unwrap();
    one.enter_at("erasures-open").await.unwrap();
    says(&one, "erasure-state", "өшіргені: 2").await;
    one.enter_at("erasure-show").await.unwrap();
    assert_eq!(one.text("certificate-number").await.unwrap(), number);
    assert!(one.text("certificate-says").await.unwrap().contains("біржола өшірілді"));
    one.close().await.unwrap();
}
