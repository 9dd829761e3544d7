//! A case in the built window by the keyboard alone: closed with its reason, opened again, and handed on from one worker to another.

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::hand::Hand;
use pana_tests::interview;
use pana_tests::poll::until;
use pana_tests::story;
use pana_tests::terminal::{pana, passphrase_file};

/// Who takes the case over.
const COLLEAGUE: &str = "Болат Сейітов";

/// What stands at the case, in the words of the data.
const STATE: &str = "return document.querySelector('[data-testid=standing-part]')?.dataset.state ?? ''";

/// The field of this member is where the keyboard stands, or the one beside it.
const AT_MEMBER: &str = "return (document.activeElement?.closest('label')?.textContent ?? '').includes(arguments[0])";

/// Waits until an element says this.
async fn says(app: &App, id: &str, words: &str) {
    until(&format!("{id} to say {words:?}"), || async {
        app.text(id).await.ok().filter(|text| text.contains(words)).map(drop)
    })
    .await
    .unwrap();
}

/// Waits until the case stands like this.
async fn stands(app: &App, state: &str) {
    until(&format!("the case to be {state}"), || async {
        (app.script(STATE, Vec::new()).await.ok()? == state).then_some(())
    })
    .await
    .unwrap();
}

/// From Today to the page of the only person, whom the list of everybody has.
async fn to_person(app: &App) {
    app.enter_at("nav-people").await.unwrap();
    app.enter_at("person-row").await.unwrap();
    app.see("standing-part").await.unwrap();
}

/// With the arrows to somebody among those who are offered as radio buttons.
async fn arrow_to(app: &App, name: &str, arrow: &str) {
    until(&format!("the arrows to lead to {name}"), || async {
        if app.script(AT_MEMBER, vec![name.into()]).await.ok()? == true {
            return Some(());
        }
        app.press(arrow).await.ok()?;
        None
    })
    .await
    .unwrap();
    // What the arrows led to is chosen, or Space chooses it where it is the first.
    app.press(key::SPACE).await.unwrap();
}

/// Opens the locked window as somebody.
async fn unlock_as(app: &App, name: &str) {
    app.see("screen-unlock").await.unwrap();
    // Tab leads to the one who is chosen, who was in last.
    let chosen = app.find("[data-testid^=unlock-member-]:checked").await.unwrap();
    let id = chosen.attr("data-testid").await.unwrap().unwrap();
    app.tab_to(&id).await.unwrap();
    // The coordinator stands first.
    arrow_to(app, name, if name == story::COORDINATOR { key::UP } else { key::DOWN }).await;
    app.type_into("unlock-passphrase", story::PASSPHRASE).await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.see("screen-home").await.unwrap();
}

/// A centre of two, with somebody who came with children and needs a roof.
async fn centre_of_two(computer: &Computer) -> App {
    let app = App::open(computer).await.unwrap();
    story::speak(&app, "kk").await.unwrap();
    story::centre_by_keys(&app).await.unwrap();
    app.enter_at("start-intake").await.unwrap();
    interview::answer_until(&app, &story::hurried_newcomer(), |_| false).await.unwrap();
    story::finish_by_keys(&app).await.unwrap();
    app.close().await.unwrap();
    let file = passphrase_file(computer).unwrap();
    let file = file.to_str().unwrap();
    let add = ["member", "add", "--name", COLLEAGUE, "--role", "worker", "--new-passphrase-file", file];
    assert_eq!(pana(computer, add).unwrap().code, 0);
    let app = App::open(computer).await.unwrap();
    unlock_as(&app, story::COORDINATOR).await;
    app
}

#[tokio::test]
async fn a_case_is_closed_and_opened_again_by_keys_alone_and_a_power_cut_takes_neither_back() {
    let computer = Computer::new().unwrap();
    let app = centre_of_two(&computer).await;
    to_person(&app).await;
    stands(&app, "open").await;

    // What is missing is said, and nothing is closed; Escape leaves all as it was.
    app.enter_at("standing-close").await.unwrap();
    app.enter_at("close-save").await.unwrap();
    app.see("close-missing").await.unwrap();
    app.press(key::ESCAPE).await.unwrap();
    stands(&app, "open").await;

    app.enter_at("standing-close").await.unwrap();
    app.see("close-means").await.unwrap();
    Hand::Keys.choose(&app, "close-reason", "moved").await.unwrap();
    app.type_into("close-words", "Шымкентке көшті").await.unwrap();
    app.press(key::ENTER).await.unwrap();
    stands(&app, "closed").await;
    says(&app, "standing-closed", "Шымкентке көшті").await;
    app.kill().await.unwrap();

    let app = App::open(&computer).await.unwrap();
    unlock_as(&app, COLLEAGUE).await;
    to_person(&app).await;
    says(&app, "standing-closed", "Басқа жерге көшті").await;
    says(&app, "standing-closed", story::COORDINATOR).await;
    assert!(!app.shows("standing-reopen").await, "it is no case of theirs");
    app.kill().await.unwrap();

    let app = App::open(&computer).await.unwrap();
    unlock_as(&app, story::COORDINATOR).await;
    to_person(&app).await;
    app.enter_at("standing-reopen").await.unwrap();
    app.type_into("reopen-words", "Қайтып келді").await.unwrap();
    app.press(key::ENTER).await.unwrap();
    stands(&app, "reopened").await;
    app.kill().await.unwrap();

    let app = App::open(&computer).await.unwrap();
    unlock_as(&app, story::COORDINATOR).await;
    to_person(&app).await;
    says(&app, "standing-reopened", "Қайтып келді").await;
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_case_is_offered_to_a_colleague_who_takes_it_on_by_keys_alone() {
    let computer = Computer::new().unwrap();
    let app = centre_of_two(&computer).await;
    to_person(&app).await;
    app.enter_at("standing-hand").await.unwrap();
    app.tab_to("hand-to").await.unwrap();
    arrow_to(&app, COLLEAGUE, key::DOWN).await;
    app.type_into("hand-words", "Арабша біледі").await.unwrap();
    app.enter_at("hand-offer").await.unwrap();
    says(&app, "standing-offer", "Арабша біледі").await;
    says(&app, "standing-workers", "Сіз").await;
    app.kill().await.unwrap();

    let app = App::open(&computer).await.unwrap();
    unlock_as(&app, COLLEAGUE).await;
    to_person(&app).await;
    says(&app, "standing-offer", story::COORDINATOR).await;
    app.enter_at("standing-take").await.unwrap();
    says(&app, "standing-workers", "Сіз").await;
    until("the offer to be settled", || async { (!app.shows("standing-offer").await).then_some(()) }).await.unwrap();
    app.close().await.unwrap();
}
