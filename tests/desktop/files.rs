//! A photograph as an answer, in the built app, where the page's policy holds: taken by its path, drawn, finished.

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::poll::until;
use pana_tests::scan::{self, Markers};
use pana_tests::story;
use pana_tests::terminal::pana;

const SURVEY: &str = "type,name,label,required\nimage,photo,Photograph,yes\ntext,about,What does it show?,\n";
const SETTINGS: &str = "form_id,form_title,version,opens_case\npapers,Papers,1,yes\n";
/// A small photograph with a place, a camera and a remark in it.
const PHOTOGRAPH: &[u8] = include_bytes!("../../crates/media/tests/data/gps.jpg");
const TITLE: &str = "zqxplantedtitle.jpg";

#[tokio::test]
async fn a_photograph_is_taken_and_drawn_and_lies_nowhere_in_clear() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.close().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("papers");
    std::fs::create_dir(&source).unwrap();
    std::fs::write(source.join("survey.csv"), SURVEY).unwrap();
    std::fs::write(source.join("settings.csv"), SETTINGS).unwrap();
    let chosen = folder.path().join(TITLE);
    std::fs::write(&chosen, PHOTOGRAPH).unwrap();
    let import = pana(&computer, ["form", "import", source.to_str().unwrap()]).unwrap();
    assert_eq!((import.code, &import.reply["problems"]), (0, &serde_json::json!([])), "{}", import.said);
    let answers = folder.path().join("answers.json");
    std::fs::write(&answers, r#"{"about":{"state":"later"}}"#).unwrap();
    let draft = pana(&computer, ["interview", "run", "papers", "--answers", answers.to_str().unwrap()]).unwrap();
    assert_eq!(draft.reply["status"], "draft", "{}", draft.said);

    let app = App::open(&computer).await.unwrap();
    story::unlock(&app).await.unwrap();
    app.find("[data-testid^=\"draft-\"]").await.unwrap().click().await.unwrap();
    app.write("file-path", folder.path().join("none.jpg").to_str().unwrap()).await.unwrap();
    app.press(key::ENTER).await.unwrap();
    until("the refusal", || async { app.shows("error").await.then_some(()) }).await.unwrap();
    app.write("file-path", chosen.to_str().unwrap()).await.unwrap();
    app.press(key::ENTER).await.unwrap();
    assert!(app.text("file-kept").await.unwrap().contains(TITLE));
    drawn(&app).await;
    clean(&computer, "while it is drawn");
    app.click("next").await.unwrap();
    app.write("answer", "a house").await.unwrap();
    app.click("next").await.unwrap();
    story::finish(&app).await.unwrap();
    app.close().await.unwrap();
    clean(&computer, "after the whole story");
    let doctor = pana(&computer, ["doctor"]).unwrap();
    assert_eq!((&doctor.reply["files"], &doctor.reply["problems"]), (&1.into(), &serde_json::json!([])));
}

/// The picture is there, and the web view could draw it: it has a size.
async fn drawn(app: &App) {
    let width = || async {
        let script = "return document.querySelector('[data-testid=file-picture]')?.naturalWidth ?? 0";
        app.script(script, vec![]).await.ok()?.as_u64().filter(|width| *width > 0)
    };
    until("the picture", width).await.unwrap();
}

/// Neither the file's name nor its data lies in any file but the store, where both are sealed.
fn clean(computer: &Computer, when: &str) {
    let markers = Markers::new(&[TITLE]);
    assert_eq!(markers.under(computer.everything()).unwrap(), Vec::<String>::new(), "{when}");
    let scan = PHOTOGRAPH.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).unwrap();
    let piece = &PHOTOGRAPH[scan + 12..scan + 44];
    for file in scan::files(computer.everything()) {
        let bytes = std::fs::read(&file).unwrap_or_default();
        assert!(!bytes.windows(piece.len()).any(|window| window == piece), "{when}: {}", file.display());
    }
}
