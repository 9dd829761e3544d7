//! A case goes from one centre to another in the window: cards are compared, the person agrees, the file is carried, the answer
//! comes back.

use std::path::{Path, PathBuf};

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::story;

use crate::met::{PEOPLE, interviewed, knows, typed};

/// The page of other centres.
async fn to_centres(app: &App) {
    story::go_to(app, "laptops").await.unwrap();
    app.click("laptops-centres").await.unwrap();
    app.see("centres-known").await.unwrap();
}

/// This centre's card: its file and its digits.
async fn card(app: &App, folder: &Path) -> (PathBuf, String) {
    to_centres(app).await;
    app.write("card-folder", &typed(folder)).await.unwrap();
    app.press(key::ENTER).await.unwrap();
    let digits = app.text("card-digits").await.unwrap();
    (PathBuf::from(app.text("card-file").await.unwrap()), digits)
}

async fn knows_centre(app: &App, (file, digits): &(PathBuf, String)) {
    to_centres(app).await;
    app.write("know-file", &typed(file)).await.unwrap();
    app.write("know-digits", digits).await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.see("know-done").await.unwrap();
}

/// Opens a file of the other centre.
async fn looks_at(app: &App, file: &Path) {
    to_centres(app).await;
    app.write("transfer-file", &typed(file)).await.unwrap();
    app.press(key::ENTER).await.unwrap();
}

/// What lies in the folder under this kind of name, and was not there before.
fn file_in(folder: &Path, kind: &str) -> PathBuf {
    let found = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found = found.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().contains(kind)));
    found.next().unwrap_or_else(|| panic!("no {kind} in {}", folder.display()))
}

#[tokio::test]
async fn a_case_is_handed_over_to_another_centre_which_takes_it_in_and_answers() {
    let (first, second) = (Computer::new().unwrap(), Computer::new().unwrap());
    let stick = first.out().join("stick");
    std::fs::create_dir_all(&stick).unwrap();
    let (here, there) = (story::new_centre(&first).await.unwrap(), story::new_centre(&second).await.unwrap());
    interviewed(&here, PEOPLE[0]).await;
    let (ours, theirs) = (card(&here, &stick).await, card(&there, &stick).await);
    knows_centre(&here, &theirs).await;
    knows_centre(&there, &ours).await;

    story::go_to(&here, "people").await.unwrap();
    here.click("person-row").await.unwrap();
    here.click("person-hand-over").await.unwrap();
    here.see("hand-over-preview").await.unwrap();
    here.choose("transfer-consent-how", "spoken").await.unwrap();
    here.click("transfer-consent-yes").await.unwrap();
    here.see("hand-over-agreed").await.unwrap();
    here.write("hand-over-folder", &typed(&stick)).await.unwrap();
    here.press(key::CONTROL_ENTER).await.unwrap();
    let file = PathBuf::from(here.text("hand-over-file").await.unwrap());
    here.click("hand-over-page").await.unwrap();
    here.see("case-to").await.unwrap();
    assert!(!here.shows("person-hand-over").await, "it is to go already");

    looks_at(&there, &file).await;
    assert!(there.text("transfer-seen").await.unwrap().contains(PEOPLE[0]));
    there.write("transfer-answer-folder", &typed(&stick)).await.unwrap();
    there.press(key::ENTER).await.unwrap();
    there.see("transfer-accepted").await.unwrap();
    knows(&there, &[PEOPLE[0]]).await;

    looks_at(&here, &file_in(&stick, "word")).await;
    here.click("transfer-record").await.unwrap();
    here.see("transfer-recorded").await.unwrap();
    here.see("transfer-row").await.unwrap();
    story::go_to(&there, "people").await.unwrap();
    there.click("person-row").await.unwrap();
    there.see("case-from").await.unwrap();
    there.close().await.unwrap();
    here.close().await.unwrap();
}
