//! A disk that is full in the middle of an interview: told at once, nothing lost, and work goes on when there is space.

use fantoccini::Locator;
use pana_tests::app::App;
use pana_tests::computer::Computer;
use pana_tests::interview::{self, Said};
use pana_tests::poll::until;
use pana_tests::story;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// Lets every write of the running app fail as on a full disk, until it is ended.
struct FullDisk(Child);

impl FullDisk {
    /// Comes back once the app's threads are held.
    fn of(app: &App) -> Self {
        let id = app.processes().unwrap()[0].to_string();
        let inject = "inject=pwrite64:error=ENOSPC";
        let mut tracer = Command::new("strace")
            .args(["-f", "-o", "/dev/null", "-e", inject, "-p", &id])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(tracer.stderr.take().unwrap()).lines();
        assert!(said.next().unwrap().unwrap().contains("attached"), "the app can be watched");
        // Whatever else it says is read, so that it never waits for a reader.
        std::thread::spawn(move || said.for_each(drop));
        Self(tracer)
    }
}

impl Drop for FullDisk {
    fn drop(&mut self) {
        // It lets go of the app before it ends.
        let _ = Command::new("kill").args(["-INT", &self.0.id().to_string()]).status();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn a_full_disk_in_mid_interview_is_told_and_the_answer_is_saved_once_there_is_space() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    let person = story::hurried_newcomer();
    interview::answer_until(&app, &person, |question| question.name() == "family_name").await.unwrap();

    let full = FullDisk::of(&app);
    app.press("Жанболатов").await.unwrap();
    app.find("[data-testid=\"saved-state\"][data-phase=\"failed\"]").await.unwrap();
    let said = app.text("error").await.unwrap();
    assert!(said.split_whitespace().count() > 6, "what happened and what to do, not {said:?}");
    let here = interview::question(&app).await.unwrap();
    assert_eq!((here.name(), here.value.as_str()), ("family_name", "Жанболатов"), "it stays on the screen");
    drop(full);

    // Leaving the field for the button saves as well: the button may be gone before it is down.
    app.see("error-action").await.unwrap();
    let saved = || async {
        if let Ok(button) = app.client().find(Locator::Css("[data-testid=\"error-action\"]")).await {
            button.click().await.ok();
        }
        let phase = Locator::Css("[data-testid=\"saved-state\"][data-phase=\"saved\"]");
        app.client().find(phase).await.ok().map(drop)
    };
    until("the answer to be saved", saved).await.unwrap();
    assert!(!app.shows("error").await, "nothing is wrong any more");
    app.kill().await.unwrap();
    let app = App::open(&computer).await.unwrap();
    story::unlock(&app).await.unwrap();
    app.find("[data-testid^=\"draft-\"]").await.unwrap().click().await.unwrap();
    let here = until("the question", || interview::question(&app)).await.unwrap();
    assert!(here.holds(&Said::Typed("Жанболатов".to_owned())), "it is on the disk: {here:?}");
}
