//! The whole way: a centre, an interview in Kazakh, cut off in the middle, finished, found, exported, read back.

use crate::export;
use pana_tests::app::App;
use pana_tests::computer::Computer;
use pana_tests::interview::{self, Told};
use pana_tests::poll::until;
use pana_tests::story;

#[tokio::test]
async fn a_first_interview_loses_nothing_and_is_exported_whole() {
    let computer = Computer::new().unwrap();
    let person = story::newcomer();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    let mut told =
        interview::answer_until(&app, &person, |question| question.name() == "household_size").await.unwrap();
    let before = interview::question(&app).await.unwrap();
    app.kill().await.unwrap();

    let app = App::open(&computer).await.unwrap();
    story::unlock(&app).await.unwrap();
    app.find("[data-testid^=\"draft-\"]").await.unwrap().click().await.unwrap();
    let after = until("the question", || interview::question(&app)).await.unwrap();
    assert_eq!(after.at, before.at, "the interview goes on at the same question");
    walk_back(&app, &told).await;

    app.click("lock-now").await.unwrap();
    story::unlock(&app).await.unwrap();
    until("the question", || interview::question(&app)).await.unwrap();
    // From wherever the walk back ended, everything that was told before is told again, and then the rest.
    told = interview::answer_until(&app, &person, |_| false).await.map(|rest| merge(told, rest)).unwrap();
    story::finish(&app).await.unwrap();

    app.click("nav-people").await.unwrap();
    app.write("people-search", "жанбол").await.unwrap();
    app.find("[data-testid=\"person-row\"]").await.unwrap().click().await.unwrap();
    let name = app.text("person-name").await.unwrap();
    assert!(
        name.contains("Жанболатов") && name.contains("Ерасыл"),
        "the person's page is headed by the name, not {name:?}"
    );
    app.find("[data-testid=\"interview-row\"]").await.unwrap();

    export::both_ways_and_compare(&app, &computer, &told).await;
}

/// Goes back question by question and compares each with what was told.
async fn walk_back(app: &App, told: &[Told]) {
    for earlier in told.iter().rev() {
        let from = interview::question(app).await.unwrap();
        interview::go_back(app, &from).await.unwrap();
        let here = interview::question(app).await.unwrap();
        assert_eq!(here.at, earlier.at, "the way back is the way there");
        assert!(here.holds(&earlier.said), "{}: told {:?}, kept {here:?}", earlier.at, earlier.said);
    }
}

fn merge(first: Vec<Told>, rest: Vec<Told>) -> Vec<Told> {
    let mut all: Vec<Told> = first.into_iter().filter(|told| !rest.iter().any(|again| again.at == told.at)).collect();
    all.extend(rest);
    all
}
