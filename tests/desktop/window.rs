//! The window itself: its policy, its lock, a second instance.

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::interview::{self, Said};
use pana_tests::poll::until;
use pana_tests::story;

#[tokio::test]
async fn the_page_may_load_and_run_nothing_foreign() {
    let computer = Computer::new().unwrap();
    let app = App::open(&computer).await.unwrap();
    app.see("screen-first-run").await.unwrap();
    let broken = app
        .client()
        .execute_async(
            "const done = arguments[0]; const seen = [];
             document.addEventListener('securitypolicyviolation', e => seen.push(e.effectiveDirective));
             const script = document.createElement('script'); script.textContent = 'window.foreign = 1'; document.head.append(script);
             const style = document.createElement('style'); style.textContent = 'p { outline: 0 }'; document.head.append(style);
             const image = new Image(); image.src = 'http://127.0.0.1:9/x.png';
             fetch('http://127.0.0.1:9/').catch(() => {});
             const frame = document.createElement('iframe'); frame.src = 'data:text/html,x'; document.body.append(frame);
             let code = 'ran'; try { code = eval('1') } catch { code = 'refused' }
             const wait = () => seen.length >= 5 ? done([seen, window.foreign ?? null, code]) : requestAnimationFrame(wait); wait();",
            vec![],
        )
        .await
        .unwrap();
    let seen = broken[0].to_string();
    for directive in ["script-src", "style-src", "img-src", "connect-src", "frame-src"] {
        assert!(seen.contains(directive), "{directive} let something through: {seen}");
    }
    assert!(broken[1].is_null(), "a script written into the page ran");
    assert_eq!(broken[2], "refused", "eval ran");
}

#[tokio::test]
async fn lock_keeps_what_was_typed_and_not_yet_sent() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    let person = story::hurried_newcomer();
    interview::answer_until(&app, &person, |question| question.name() == "family_name").await.unwrap();
    app.press("Жанбол").await.unwrap();
    app.click("lock-now").await.unwrap();
    app.see("screen-unlock").await.unwrap();
    let left = app.script("return document.body.innerText", vec![]).await.unwrap().to_string();
    assert!(!left.contains("Жанбол"), "the locked screen shows nothing of a case");
    story::unlock(&app).await.unwrap();
    // N41: nobody has to find the interview again, or the word in it.
    let here = until("the question", || interview::question(&app)).await.unwrap();
    assert_eq!((here.name(), here.value.as_str()), ("family_name", "Жанбол"), "the half-typed name is kept");
    app.press("атов").await.unwrap();
    let whole =
        || async { interview::question(&app).await.filter(|now| now.saved && now.value == "Жанболатов") };
    until("the word to be gone on with", whole).await.unwrap();
}

#[tokio::test]
async fn a_second_instance_gets_a_sentence() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    let second = App::open(&computer).await.unwrap();
    let said = second.text("screen-broken").await.unwrap();
    assert!(said.split_whitespace().count() > 4, "it says a sentence, not {said:?}");
    assert!(second.shows("error").await, "it names what is wrong");
    drop(second);
    app.see("screen-home").await.unwrap();
}

#[tokio::test]
async fn a_wrong_passphrase_opens_nothing_and_says_what_to_do() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("lock-now").await.unwrap();
    app.write("unlock-passphrase", "бұл ол емес, басқа").await.unwrap();
    app.press(key::ENTER).await.unwrap();
    let error = app.find("[data-testid=\"error\"], [data-testid=\"unlock-error\"]").await.unwrap();
    assert!(!error.text().await.unwrap().is_empty(), "it says something");
    assert!(!app.shows("screen-home").await, "it opens nothing");
}

#[tokio::test]
async fn the_language_changes_in_the_middle_of_an_interview() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    let person = story::hurried_newcomer();
    interview::answer_until(&app, &person, |question| question.name() == "family_name").await.unwrap();
    let here = interview::question(&app).await.unwrap();
    interview::say(&app, &here, &Said::Typed("Жанболатов".to_owned())).await.unwrap();
    story::speak(&app, "en").await.unwrap();
    let now = until("the question", || interview::question(&app)).await.unwrap();
    assert_eq!((now.at, now.value.as_str()), (here.at, "Жанболатов"), "the same question with its answer");
}
