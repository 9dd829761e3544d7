//! From a finished intake to a letter, by what the screens offer first.

use pana_tests::app::App;
use pana_tests::computer::Computer;
use pana_tests::interview;
use pana_tests::paper;
use pana_tests::story;
use std::path::Path;

/// What a worker who has never seen the app presses, in this order. Choosing in a list is two presses, a folder one.
const PRESSES: &[(&str, usize)] = &[
    ("finished-needs", 1),
    ("suggested-refer", 1),
    ("refer-begin", 1),
    ("consent-field-name", 1),
    ("consent-how", 2),
    ("consent-yes", 1),
    ("referral-letter", 1),
    ("letter-folder", 1),
    ("letter-save", 1),
];

/// So many presses are too many.
const PRESSES_MOST: usize = 12;

async fn press(app: &App, computer: &Computer, id: &str) {
    app.see(id).await.unwrap();
    app.still().await.unwrap();
    match id {
        "consent-how" => app.choose(id, "spoken").await.unwrap(),
        "letter-folder" => app.write(id, computer.out().to_str().unwrap()).await.unwrap(),
        _ => app.click(id).await.unwrap(),
    }
}

#[tokio::test]
async fn the_first_suggestion_becomes_a_letter_in_at_most_twelve_presses() {
    let mut computer = Computer::new().unwrap();
    computer.early_after_the_small_directory();
    let app = story::new_centre(&computer).await.unwrap();
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/directory_small");
    story::take_directory_in(&app, &package).await.unwrap();
    app.click("nav-home").await.unwrap();
    app.click("start-intake").await.unwrap();
    let person = story::hurried_newcomer().picks("shelter_tonight", &["no"]);
    interview::answer_until(&app, &person, |_| false).await.unwrap();
    story::finish(&app).await.unwrap();

    for (id, _) in PRESSES {
        press(&app, &computer, id).await;
    }
    app.see("letter-made").await.unwrap();
    let pdf = paper::new_in(&computer.out(), &[]).unwrap();
    let text = paper::text(&pdf).unwrap();
    assert!(text.contains("Жанболатов") && text.contains("Баспана"), "{text}");
    let presses: usize = PRESSES.iter().map(|(_, presses)| presses).sum();
    assert!(presses <= PRESSES_MOST, "{presses}");
    app.close().await.unwrap();
}
