//! The rules of a centre in the built window by the keyboard alone: taken out, changed in a spreadsheet, looked at, taken in, and
//! given up again.

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::interview;
use pana_tests::poll::until;
use pana_tests::story;
use std::path::{Path, PathBuf};

/// The one rule that is changed, of whoever has no place tonight.
const RULE: &str = "D001";

/// Waits until an element says this.
async fn says(app: &App, id: &str, words: &str) {
    until(&format!("{id} to say {words:?}"), || async {
        app.text(id).await.ok().filter(|text| text.contains(words)).map(drop)
    })
    .await
    .unwrap();
}

/// The only table in this folder.
fn table(folder: &Path) -> PathBuf {
    let mut files = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    let file = files.next().unwrap();
    assert!(files.next().is_none());
    file
}

/// The rules in force as a table of commas, written by the terminal while nobody is at the window.
fn written(computer: &Computer, folder: &Path) -> PathBuf {
    std::fs::create_dir_all(folder).unwrap();
    let file = folder.join("rules.csv");
    let ended = pana_tests::terminal::pana(computer, ["rules", "export", file.to_str().unwrap()]).unwrap();
    assert_eq!(ended.code, 0, "{ended:?}");
    file
}

/// From the bar to the page on which a table is read, with its path typed.
async fn read(app: &App, file: &Path) {
    app.enter_at("nav-questionnaires").await.unwrap();
    app.enter_at("rules-import").await.unwrap();
    app.type_into("rules-path", file.to_str().unwrap()).await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.see("rules-verdict").await.unwrap();
}

/// A hurried intake of somebody without a roof, to the page of needs.
async fn needs(app: &App) {
    app.enter_at("nav-home").await.unwrap();
    app.enter_at("start-intake").await.unwrap();
    let person = story::hurried_newcomer().picks("shelter_tonight", &["no"]);
    interview::answer_until(app, &person, |_| false).await.unwrap();
    story::finish_by_keys(app).await.unwrap();
    app.enter_at("finished-needs").await.unwrap();
    app.see("need-row").await.unwrap();
}

#[tokio::test]
async fn a_centres_own_rules_are_taken_in_asked_and_given_up_by_keys_alone() {
    let computer = Computer::new().unwrap();
    let app = App::open(&computer).await.unwrap();
    story::speak(&app, "kk").await.unwrap();
    story::centre_by_keys(&app).await.unwrap();

    // Saved from the window as a spreadsheet.
    let saved = computer.out().join("saved");
    std::fs::create_dir_all(&saved).unwrap();
    app.enter_at("nav-questionnaires").await.unwrap();
    app.enter_at("rules-save").await.unwrap();
    app.type_into("rules-folder", saved.to_str().unwrap()).await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.see("rules-saved").await.unwrap();
    app.enter_at("rules-save-close").await.unwrap();
    // Read as it is, it says that nothing would change, and offers nothing to take.
    read(&app, &table(&saved)).await;
    assert!(!app.shows("rules-publish").await);
    app.close().await.unwrap();

    let file = written(&computer, &computer.out().join("own"));
    let before = std::fs::read_to_string(&file).unwrap();
    let line = before.lines().find(|line| line.starts_with(RULE)).unwrap();
    let own = "Бүгін түнде баспана керек: кезекшіні шақырыңыз.";
    let told = line.replace("Бүгін түнейтін жері жоқ: дереу уақытша орын беріледі.", own);
    assert_ne!(told, line);
    // Once with a condition that is none, once as it is meant.
    std::fs::write(&file, before.replace(line, &told.replace("${shelter_tonight} = 'no'", "${shelter_tonight} =")))
        .unwrap();

    let app = App::open(&computer).await.unwrap();
    story::unlock(&app).await.unwrap();
    read(&app, &file).await;
    says(&app, "screen-rules-import", RULE).await;
    assert!(!app.shows("rules-publish").await, "what cannot be asked is not taken");
    std::fs::write(&file, before.replace(line, &told)).unwrap();
    app.press(key::F5).await.unwrap();
    says(&app, "rules-change", own).await;
    app.press(key::CONTROL_ENTER).await.unwrap();
    app.see("rules-changed").await.unwrap();
    app.kill().await.unwrap();

    let app = App::open(&computer).await.unwrap();
    story::unlock(&app).await.unwrap();
    needs(&app).await;
    says(&app, "screen-needs", own).await;
    app.enter_at("nav-questionnaires").await.unwrap();
    app.enter_at("rules-back").await.unwrap();
    app.see("rules-publish").await.unwrap();
    app.press(key::CONTROL_ENTER).await.unwrap();
    app.see("rules-changed").await.unwrap();
    needs(&app).await;
    says(&app, "screen-needs", "Бүгін түнейтін жері жоқ").await;
    app.close().await.unwrap();
}
