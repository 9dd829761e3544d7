//! A coordinator takes a questionnaire in by the window: what is wrong is mended, it is tried out, published and asked.

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::interview::{self, Person};
use pana_tests::poll::until;
use pana_tests::sound::silence;
use pana_tests::story;
use std::path::Path;

/// A condition names a question that is not there.
const SURVEY: &str = "type,name,label::Kazakh (kk),relevant,audio::Kazakh (kk)
text,town,Қай қаладансыз?,,town.wav
text,street,Қай көшеде тұрасыз?,${twon} != '',
";

fn write(folder: &Path, survey: &str, version: &str) {
    std::fs::create_dir_all(folder).unwrap();
    let settings = format!("form_id,form_title,version,opens_case\ncourse,Тіл курсы,{version},yes\n");
    for (sheet, text) in [("survey", survey), ("settings", &settings)] {
        std::fs::write(folder.join(sheet).with_extension("csv"), text).unwrap();
    }
    std::fs::write(folder.join("town.wav"), silence()).unwrap();
}

async fn shows(app: &App, id: &str, words: &str) {
    until("the words", || async { app.text(id).await.ok().filter(|text| text.contains(words)).map(drop) })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_questionnaire_is_taken_in_by_keyboard_tried_out_published_and_asked() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    let folder = computer.out().join("course");
    write(&folder, SURVEY, "1");

    app.tab_to("nav-questionnaires").await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.see("questionnaire").await.unwrap();
    app.press(key::CONTROL_ENTER).await.unwrap();
    app.tab_to("take-path").await.unwrap();
    app.press(folder.to_str().unwrap()).await.unwrap();
    app.press(key::ENTER).await.unwrap();
    shows(&app, "verdict", "1 қате").await;
    shows(&app, "cells", "${twon} != ''").await;
    assert_eq!(app.see("publish").await.unwrap().attr("aria-disabled").await.unwrap().as_deref(), Some("true"));

    write(&folder, &SURVEY.replace("twon", "town"), "1");
    app.press(key::F5).await.unwrap();
    shows(&app, "verdict", "қате жоқ").await;
    app.tab_to("try-reading").await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.see("trial").await.unwrap();
    app.tab_to("listen").await.unwrap();
    app.press(key::SPACE).await.unwrap();
    until("the question to be heard", || async {
        let heard = "const sound = document.querySelector('audio'); return sound !== null && !sound.error && sound.duration > 1.9 && sound.currentTime > 0";
        app.script(heard, Vec::new()).await.ok().filter(|heard| heard.as_bool() == Some(true)).map(drop)
    })
    .await
    .unwrap();
    app.tab_to("answer").await.unwrap();
    let person = Person::default().types("town", "Ташкент").types("street", "Навои");
    let told = interview::answer_until(&app, &person, |_| false).await.unwrap();
    assert_eq!(told.len(), 2, "the condition holds in the trial too");
    app.see("screen-review").await.unwrap();
    app.press(key::CONTROL_ENTER).await.unwrap();
    app.see("verdict").await.unwrap();
    app.press(key::CONTROL_ENTER).await.unwrap();
    shows(&app, "published", "Тіл курсы").await;

    app.tab_to("nav-home").await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.see("screen-home").await.unwrap();
    let drafts =
        app.script("return document.querySelectorAll('[data-testid^=\"draft-\"]').length", Vec::new()).await.unwrap();
    assert_eq!(drafts, 0, "the trial left no draft");
    for control in ["start", "start-course"] {
        app.tab_to(control).await.unwrap();
        app.press(key::ENTER).await.unwrap();
    }
    interview::answer_until(&app, &person, |_| false).await.unwrap();
    story::finish(&app).await.unwrap();
    app.close().await.unwrap();
}
