//! Two laptops of a centre: the second joins by files that are carried, and both meet by a stick.

use std::path::{Path, PathBuf};

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::interview::{self, Person};
use pana_tests::poll::until;
use pana_tests::story;

/// Who works on the second laptop.
pub(crate) const COLLEAGUE: &str = "Отабек Рахимов";
/// What that is called.
pub(crate) const DEVICE: &str = "2-ноутбук";
/// Their passphrase there.
pub(crate) const OTHER: &str = "кешкі шай мен әңгіме";
/// Who comes to the first laptop, and who to the second.
pub(crate) const PEOPLE: [&str; 2] = ["Жанболатов", "Сейітова"];

pub(crate) fn typed(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// Somebody of this family name is interviewed and finished with; ends on Today.
pub(crate) async fn interviewed(app: &App, name: &str) {
    is_asked(app, &story::hurried_newcomer().types("family_name", name)).await;
}

/// Somebody is interviewed and finished with; ends on Today.
pub(crate) async fn is_asked(app: &App, person: &Person) {
    story::go_to(app, "home").await.unwrap();
    app.click("start-intake").await.unwrap();
    interview::answer_until(app, person, |_| false).await.unwrap();
    story::finish(app).await.unwrap();
    story::go_to(app, "home").await.unwrap();
}

/// Are just these people in the list?
pub(crate) async fn knows(app: &App, names: &[&str]) {
    story::go_to(app, "people").await.unwrap();
    let what = format!("the people to be {names:?}");
    let known = until(&what, || async {
        let rows = "return [...document.querySelectorAll('[data-testid=person-row]')].map(row => row.textContent)";
        let rows = app.script(rows, Vec::new()).await.ok()?;
        let rows = rows.as_array()?.clone();
        let all = names.iter().all(|name| rows.iter().any(|row| row.as_str().is_some_and(|row| row.contains(name))));
        (rows.len() == names.len() && all).then_some(())
    });
    if let Err(error) = known.await {
        panic!("{error}; the page shows: {}", app.page().await);
    }
}

/// The laptop and the others meet in a folder; `reads`: is something for it there? Ends when the stick may be pulled out.
pub(crate) async fn meets(app: &App, stick: &Path, reads: bool) {
    story::go_to(app, "laptops").await.unwrap();
    app.click("laptops-meet").await.unwrap();
    app.write("meet-folder", &typed(stick)).await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.see(if reads { "meet-bundle" } else { "meet-nothing" }).await.unwrap();
    app.press(key::CONTROL_ENTER).await.unwrap();
    app.see("meet-pull").await.unwrap();
    app.see("meet-written").await.unwrap();
    assert_eq!(app.shows("meet-brought").await, reads);
}

/// Asks a new colleague in on the first laptop: the invite's file.
pub(crate) async fn invites(app: &App, stick: &Path) -> PathBuf {
    names_whom(app, COLLEAGUE).await;
    writes_invite(app, stick).await
}

/// The same where the centre has a hub, so that words come first.
pub(crate) async fn invites_by_file(app: &App, whom: &str, stick: &Path) -> PathBuf {
    names_whom(app, whom).await;
    app.click("invite-how-file").await.unwrap();
    writes_invite(app, stick).await
}

/// Says that somebody new is to work on the new laptop.
pub(crate) async fn names_whom(app: &App, whom: &str) {
    story::go_to(app, "laptops").await.unwrap();
    app.click("laptops-invite").await.unwrap();
    app.click("invite-who-new").await.unwrap();
    app.write("invite-name", whom).await.unwrap();
}

async fn writes_invite(app: &App, stick: &Path) -> PathBuf {
    app.write("invite-folder", &typed(stick)).await.unwrap();
    app.click("invite-go").await.unwrap();
    PathBuf::from(app.text("invite-file").await.unwrap())
}

/// Answers it on the new laptop: the digits that stand there.
pub(crate) async fn answers(app: &App, device: &str, invite: &Path) -> String {
    app.click("first-run-join").await.unwrap();
    app.click("join-how-file").await.unwrap();
    app.write("join-invite", &typed(invite)).await.unwrap();
    app.write("join-device", device).await.unwrap();
    app.write("join-member", "Отабек").await.unwrap();
    app.write("join-passphrase", OTHER).await.unwrap();
    app.write("join-passphrase-again", OTHER).await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.see("screen-waiting").await.unwrap();
    app.text("join-check").await.unwrap()
}

/// Lets the laptop in that shows these digits.
pub(crate) async fn lets_in(app: &App, whom: &str, answer: &Path, digits: &str) {
    story::go_to(app, "laptops").await.unwrap();
    app.click("laptops-let-in").await.unwrap();
    app.write("let-in-path", &typed(answer)).await.unwrap();
    app.press(key::ENTER).await.unwrap();
    assert!(app.text("let-in-asks").await.unwrap().contains(whom));
    app.write("let-in-check", digits).await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.see("let-in-done").await.unwrap();
}

#[tokio::test]
async fn a_second_laptop_joins_by_files_and_both_know_whom_the_other_interviewed_after_they_met_by_a_stick() {
    let (first, second) = (Computer::new().unwrap(), Computer::new().unwrap());
    let stick = first.out().join("stick");
    std::fs::create_dir_all(&stick).unwrap();
    let one = story::new_centre(&first).await.unwrap();
    let invite = invites(&one, &stick).await;
    one.close().await.unwrap();

    // It waits with the same digits, whatever happens to its power.
    let two = App::open(&second).await.unwrap();
    story::speak(&two, "kk").await.unwrap();
    let digits = answers(&two, DEVICE, &invite).await;
    assert!(!two.page().await.contains(story::CENTRE), "nothing of the centre is known yet");
    two.kill().await.unwrap();
    let two = App::open(&second).await.unwrap();
    assert_eq!(two.text("join-check").await.unwrap(), digits);
    two.close().await.unwrap();

    let one = App::open(&first).await.unwrap();
    story::unlock(&one).await.unwrap();
    lets_in(&one, COLLEAGUE, &invite.with_file_name("pana.answer"), &digits).await;
    interviewed(&one, PEOPLE[0]).await;
    knows(&one, &PEOPLE[..1]).await;
    one.close().await.unwrap();

    let two = App::open(&second).await.unwrap();
    two.write("join-folder", &typed(&stick)).await.unwrap();
    two.write("join-own", OTHER).await.unwrap();
    two.press(key::ENTER).await.unwrap();
    two.click("join-enter").await.unwrap();
    two.see("screen-home").await.unwrap();
    interviewed(&two, PEOPLE[1]).await;
    knows(&two, &PEOPLE[1..]).await;
    let meeting = first.out().join("meeting");
    std::fs::create_dir_all(&meeting).unwrap();
    meets(&two, &meeting, false).await;
    two.close().await.unwrap();

    let one = App::open(&first).await.unwrap();
    story::unlock(&one).await.unwrap();
    meets(&one, &meeting, true).await;
    assert!(one.text("meet-brought-people").await.unwrap().contains('1'));
    one.click("meet-today").await.unwrap();
    knows(&one, &PEOPLE).await;
    one.close().await.unwrap();

    let two = App::open(&second).await.unwrap();
    story::unlock_with(&two, OTHER).await.unwrap();
    meets(&two, &meeting, true).await;
    knows(&two, &PEOPLE).await;
    two.close().await.unwrap();
}
