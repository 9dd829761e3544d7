//! Every screen in the right-to-left pseudo-language.

use pana_tests::app::App;
use pana_tests::computer::Computer;
use pana_tests::interview;
use pana_tests::story;

#[tokio::test]
async fn every_screen_turns_and_none_overflows_sideways() {
    let computer = Computer::new().unwrap();
    let app = App::open(&computer).await.unwrap();
    app.size(1280, 800).await.unwrap();
    story::speak(&app, "x-rtl").await.unwrap();
    fits(&app, "screen-first-run").await;
    app.click("first-run-join").await.unwrap();
    fits(&app, "screen-join").await;
    app.close().await.unwrap();

    let app = story::new_centre(&computer).await.unwrap();
    app.size(1280, 800).await.unwrap();
    story::speak(&app, "x-rtl").await.unwrap();
    fits(&app, "screen-home").await;
    app.click("start-intake").await.unwrap();
    fits(&app, "screen-interview").await;
    let person = story::hurried_newcomer();
    // Each kind of question once.
    for name in ["consent", "danger_now", "family_name", "birth_date", "citizenship", "household_size", "categories"] {
        interview::answer_until(&app, &person, |question| question.name() == name).await.unwrap();
        fits(&app, "screen-interview").await;
    }
    interview::answer_until(&app, &person, |_| false).await.unwrap();
    fits(&app, "screen-review").await;
    story::finish(&app).await.unwrap();
    fits(&app, "screen-finished").await;
    app.click("nav-people").await.unwrap();
    fits(&app, "screen-people").await;
    app.find("[data-testid=\"person-row\"]").await.unwrap().click().await.unwrap();
    fits(&app, "screen-person").await;
    for screen in ["services", "export", "members", "settings", "laptops", "doctor"] {
        story::go_to(&app, screen).await.unwrap();
        fits(&app, &format!("screen-{screen}")).await;
    }
    for screen in ["meet", "invite", "let-in"] {
        story::go_to(&app, "laptops").await.unwrap();
        app.click(&format!("laptops-{screen}")).await.unwrap();
        fits(&app, &format!("screen-{screen}")).await;
    }
    story::go_to(&app, "doctor").await.unwrap();
    app.click("doctor-go").await.unwrap();
    app.see("doctor-verdict").await.unwrap();
    fits(&app, "screen-doctor").await;
    app.click("lock-now").await.unwrap();
    fits(&app, "screen-unlock").await;
}

/// The screen is there, runs from right to left, and nothing reaches beyond its sides.
async fn fits(app: &App, screen: &str) {
    app.see(screen).await.unwrap();
    let found = app
        .script(
            "const page = document.documentElement;
             const wide = [...document.querySelectorAll('body *')].filter(e => { const r = e.getBoundingClientRect();
               return r.width > 0 && r.height > 0 && (r.left < -1 || r.right > page.clientWidth + 1) && getComputedStyle(e).position !== 'absolute' })
               .slice(0, 3).map(e => e.outerHTML.slice(0, 160));
             return [page.dir, page.scrollWidth <= page.clientWidth, wide]",
            vec![],
        )
        .await
        .unwrap();
    assert_eq!(found[0], "rtl", "{screen} runs from right to left");
    assert_eq!(found[1], true, "{screen} is wider than the window: {}", found[2]);
}
