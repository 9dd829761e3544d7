//! What is decided about needs stands, whatever happens to the app.

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::interview;
use pana_tests::poll::until;
use pana_tests::story;
use serde_json::json;

/// What the row of a need says, and whether the keyboard stands in it.
const ROW: &str = "
    const row = [...document.querySelectorAll('[data-testid=need-row]')].find(each => each.dataset.need === arguments[0]);
    const words = [...(row?.querySelectorAll('[data-testid=need-decided]') ?? [])].map(each => each.innerText).join('\\n');
    return [words, row?.contains(document.activeElement) ?? false];";

/// Of which need the keyboard stands.
async fn need(app: &App) -> String {
    let script = "return document.activeElement?.closest('[data-need]')?.dataset.need ?? ''";
    app.script(script, Vec::new()).await.unwrap().as_str().unwrap().to_owned()
}

/// What was decided about a need, once something was.
async fn decided(app: &App, need: &str) -> String {
    until(&format!("a decision about {need}"), || async {
        let row = app.script(ROW, vec![json!(need)]).await.ok()?;
        row[0].as_str().filter(|words| !words.is_empty()).map(str::to_owned)
    })
    .await
    .unwrap()
}

/// Waits until the keyboard stands on this need.
async fn stands_on(app: &App, need: &str) {
    until(&format!("the keyboard on {need}"), || async {
        app.script(ROW, vec![json!(need)]).await.ok()?[1].as_bool()?.then_some(())
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn what_was_decided_about_needs_by_the_keyboard_stands_after_the_power_went() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    let person = story::hurried_newcomer().picks("shelter_tonight", &["no"]).picks("health_emergency", &["yes"]);
    interview::answer_until(&app, &person, |_| false).await.unwrap();
    app.see("screen-review").await.unwrap();
    app.press(key::CONTROL_ENTER).await.unwrap();
    app.tab_to("finished-needs").await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.see("screen-needs").await.unwrap();

    app.tab_to("need-accept").await.unwrap();
    let taken = need(&app).await;
    app.press(key::ENTER).await.unwrap();
    assert!(decided(&app, &taken).await.contains("Қолға алынды"), "{taken} is taken on");
    stands_on(&app, &taken).await;

    // The next need.
    app.tab_to("need-aside").await.unwrap();
    let aside = need(&app).await;
    assert_ne!(aside, taken);
    app.press(key::ENTER).await.unwrap();
    app.see("need-reason").await.unwrap();
    stands_on(&app, &aside).await;
    app.press(key::DOWN).await.unwrap();
    let reason = "return document.querySelector('[data-testid=need-reason]').value";
    assert_ne!(app.script(reason, Vec::new()).await.unwrap(), "", "an arrow chooses a reason");
    app.tab_to("need-words").await.unwrap();
    app.press("Әпкесінің үйінде тұрады").await.unwrap();
    app.press(key::ENTER).await.unwrap();
    let words = decided(&app, &aside).await;
    assert!(words.contains("Әпкесінің үйінде тұрады"), "{words}");
    stands_on(&app, &aside).await;
    let before = [decided(&app, &taken).await, words];
    app.kill().await.unwrap();

    let app = App::open(&computer).await.unwrap();
    story::unlock(&app).await.unwrap();
    app.click("nav-people").await.unwrap();
    app.click("person-row").await.unwrap();
    app.click("person-needs").await.unwrap();
    let after = [decided(&app, &taken).await, decided(&app, &aside).await];
    assert_eq!(after, before, "both decisions stand, with who made them and when");
}
