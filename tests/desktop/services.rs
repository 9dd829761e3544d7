//! The directory of services in the built window: taken in from a folder, searched, opened, and referred to from a need; by
//! the pointer, and by the keyboard alone.

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::interview;
use pana_tests::poll::until;
use pana_tests::story;
use std::path::{Path, PathBuf};

/// An invented directory of a small town.
fn package() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/directory_small")
}

/// A copy of it on this computer, in which this text of a file is another.
fn changed(computer: &Computer, name: &str, file: &str, before: &str, after: &str) -> PathBuf {
    let folder = computer.out().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    for entry in std::fs::read_dir(package()).unwrap().flatten() {
        let text = std::fs::read_to_string(entry.path()).unwrap();
        let is_it = entry.file_name() == file;
        assert!(!is_it || text.contains(before), "{before:?} is in {file}");
        let text = if is_it { text.replace(before, after) } else { text };
        std::fs::write(folder.join(entry.file_name()), text).unwrap();
    }
    folder
}

/// From the list to what a package would change.
async fn read(app: &App, folder: &Path) {
    app.click("nav-services").await.unwrap();
    app.click("services-import").await.unwrap();
    app.write("services-path", folder.to_str().unwrap()).await.unwrap();
    app.click("services-read").await.unwrap();
    app.see("services-verdict").await.unwrap();
}

/// Takes the package of the tests in.
async fn taken(app: &App) {
    read(app, &package()).await;
    app.click("services-take").await.unwrap();
    app.see("services-done").await.unwrap();
}

/// Waits until an element says this.
async fn says(app: &App, id: &str, words: &str) {
    until(&format!("{id} to say {words:?}"), || async {
        app.text(id).await.ok().filter(|text| text.contains(words)).map(drop)
    })
    .await
    .unwrap();
}

/// A person without a roof tonight, up to the page of what is needed.
async fn without_a_roof(app: &App) {
    app.click("nav-home").await.unwrap();
    app.click("start-intake").await.unwrap();
    let person = story::hurried_newcomer().picks("shelter_tonight", &["no"]);
    interview::answer_until(app, &person, |_| false).await.unwrap();
    story::finish(app).await.unwrap();
    app.click("finished-needs").await.unwrap();
    app.see("need-row").await.unwrap();
}

#[tokio::test]
async fn a_list_is_taken_in_searched_and_a_need_is_referred_to_a_service_of_it() {
    let mut computer = Computer::new().unwrap();
    computer.early_after_the_small_directory();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("nav-services").await.unwrap();
    app.see("services-empty").await.unwrap();

    read(&app, &package()).await;
    says(&app, "services-sum", "10").await;
    app.click("services-take").await.unwrap();
    says(&app, "services-done", "10 қызмет қосылды").await;

    // Words as people type them, in whichever letters.
    app.write("services-search", "баспана").await.unwrap();
    says(&app, "service-row", "Баспана").await;
    app.write("services-search", "мейирим").await.unwrap();
    says(&app, "service-row", "Мейірім").await;
    let row = app.text("service-row").await.unwrap();
    assert!(row.contains("үйлестірушіден сұраңыз") && !row.contains("Белгісіз көше"), "{row}");
    app.click("service-row").await.unwrap();
    app.see("service-address-hidden").await.unwrap();
    let page = app.text("screen-service").await.unwrap();
    assert!(!page.contains("Белгісіз көше"), "an address that must not be known is shown to nobody unasked: {page}");
    app.click("service-address-show").await.unwrap();
    says(&app, "service-address", "Белгісіз көше").await;

    // What was said today stands in the list at once, and after a power cut.
    app.click("service-check").await.unwrap();
    app.click("check-places-waiting").await.unwrap();
    app.write("check-wait", "2 апта").await.unwrap();
    app.click("check-save").await.unwrap();
    app.see("service-kept").await.unwrap();
    app.kill().await.unwrap();
    let app = App::open(&computer).await.unwrap();
    story::unlock(&app).await.unwrap();
    app.click("nav-services").await.unwrap();
    app.write("services-search", "Мейірім").await.unwrap();
    says(&app, "service-row", "Кезек: 2 апта").await;

    // From the need the first that fits is two presses away.
    without_a_roof(&app).await;
    let first = app.see("suggested").await.unwrap();
    assert_eq!(first.attr("data-verdict").await.unwrap().as_deref(), Some("fits"), "{}", app.page().await);
    assert!(app.text("suggested").await.unwrap().contains("Баспана"), "open, with places, in a language of theirs");
    app.click("suggested-refer").await.unwrap();
    app.see("refer-chosen").await.unwrap();
    app.press(key::CONTROL_ENTER).await.unwrap();
    app.see("screen-referral").await.unwrap();
    says(&app, "referral-state", "Жоба").await;
    says(&app, "referral-title", "Баспана").await;
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_newer_list_says_what_it_changes_and_takes_nothing_before_all_that_is_gone_is_decided() {
    let mut computer = Computer::new().unwrap();
    computer.early_after_the_small_directory();
    let app = story::new_centre(&computer).await.unwrap();
    taken(&app).await;

    let same = package();
    read(&app, &same).await;
    app.see("services-same").await.unwrap();

    let broken = changed(&computer, "broken", "organizations.csv", "«Сөз»", "«Сөз»");
    std::fs::write(broken.join("phones.csv"), "id,number\n\"open,1\n").unwrap();
    read(&app, &broken).await;
    app.see("services-stopped").await.unwrap();
    says(&app, "service-problem", "phones.csv").await;
    // Mended, and read again by F5.
    std::fs::copy(package().join("phones.csv"), broken.join("phones.csv")).unwrap();
    app.press(key::F5).await.unwrap();
    app.see("services-same").await.unwrap();

    let newer = changed(&computer, "newer", "phones.csv", "+7 700 000 02 05", "+7 700 000 02 99");
    let services = std::fs::read_to_string(newer.join("services.csv")).unwrap();
    let fewer: Vec<&str> = services.lines().filter(|line| !line.contains("Азық-түлік жиынтығы")).collect();
    std::fs::write(newer.join("services.csv"), fewer.join("\n")).unwrap();
    read(&app, &newer).await;
    says(&app, "service-change", "+7 700 000 02 99").await;
    app.click("services-take").await.unwrap();
    app.see("services-undecided").await.unwrap();
    app.click("vanished-stay").await.unwrap();
    app.click("services-take").await.unwrap();
    app.see("services-done").await.unwrap();
    app.write("services-search", "азық-түлік").await.unwrap();
    says(&app, "service-row", "Көмек").await;

    let out = computer.out().join("written");
    std::fs::create_dir_all(&out).unwrap();
    app.click("services-export").await.unwrap();
    app.write("services-folder", out.to_str().unwrap()).await.unwrap();
    app.click("services-export-go").await.unwrap();
    app.see("services-exported").await.unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn the_directory_is_taken_in_searched_and_referred_to_by_the_keyboard_alone() {
    let mut computer = Computer::new().unwrap();
    computer.early_after_the_small_directory();
    let app = story::new_centre(&computer).await.unwrap();
    app.tab_to("nav-services").await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.see("services-empty").await.unwrap();
    app.tab_to("services-import").await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.see("services-path").await.unwrap();
    app.press(package().to_str().unwrap()).await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.see("services-verdict").await.unwrap();
    app.press(key::CONTROL_ENTER).await.unwrap();
    app.see("services-done").await.unwrap();

    // The search has the keyboard; Enter opens the only one found.
    until("the search", || async { (here(&app).await.as_deref() == Some("services-search")).then_some(()) })
        .await
        .unwrap();
    app.press("әділ").await.unwrap();
    says(&app, "service-row", "Әділ").await;
    app.press(key::ENTER).await.unwrap();
    says(&app, "service-title", "Әділ").await;
    app.tab_to("service-back").await.unwrap();
    app.press(key::ENTER).await.unwrap();
    until("its row", || async { (here(&app).await.as_deref() == Some("service-row")).then_some(()) }).await.unwrap();
    app.press(&format!("{}f{}", key::CONTROL, key::NONE)).await.unwrap();
    assert_eq!(here(&app).await.as_deref(), Some("services-search"));

    without_a_roof(&app).await;
    app.tab_to("suggested-refer").await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.see("refer-chosen").await.unwrap();
    app.press(key::CONTROL_ENTER).await.unwrap();
    app.see("screen-referral").await.unwrap();
    app.close().await.unwrap();
}

/// The test id of what has the keyboard.
async fn here(app: &App) -> Option<String> {
    app.client().active_element().await.ok()?.attr("data-testid").await.ok()?
}
