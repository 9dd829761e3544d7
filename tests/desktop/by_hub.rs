//! Two laptops of a centre meet by a hub that runs on this computer: each finds whom the other interviewed.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::poll::{until, until_within};
use pana_tests::process::built;
use pana_tests::story;

use crate::met::{OTHER, PEOPLE, answers, interviewed, invites, knows, lets_in, typed};

/// Who comes to the second laptop later.
const ARRIVES: &str = "Оразбаев";
/// A laptop meets by itself soon after unlocking, and looks each minute whether something waits to be given.
const BY_ITSELF: Duration = Duration::from_secs(90);

/// A hub, until it is dropped.
struct Hub {
    folder: tempfile::TempDir,
    child: Child,
    address: String,
}

impl Hub {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(built("pana-hub").unwrap());
        command.arg("--data").arg(folder.path()).args(["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = loop {
            let line = lines.next().expect("it says where it serves").unwrap();
            if let Some((_, at)) = line.split_once("at=").filter(|_| line.contains("serving")) {
                break at.split_whitespace().next().unwrap().to_owned();
            }
        };
        std::thread::spawn(move || lines.for_each(drop));
        Self { folder, child, address }
    }

    fn token(&self) -> String {
        let mut command = Command::new(built("pana-hub").unwrap());
        let made = command.arg("--data").arg(self.folder.path()).arg("token").output().unwrap();
        assert!(made.status.success());
        String::from_utf8(made.stdout).unwrap().trim().to_owned()
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Meets the hub, and ends when it is said what came of it.
async fn meets(app: &App) {
    story::go_to(app, "laptops").await.unwrap();
    app.click("hub-meet").await.unwrap();
    app.see("hub-met").await.unwrap();
    // Then nothing waits any more.
    until("nothing to wait for the hub", || async {
        let said = app.text("hub-stands").await.ok()?;
        (!said.contains("өзгеріс")).then_some(())
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn two_laptops_that_never_met_each_other_again_find_by_a_hub_whom_the_other_interviewed() {
    let hub = Hub::start();
    let (first, second) = (Computer::new().unwrap(), Computer::new().unwrap());
    let stick = first.out().join("stick");
    std::fs::create_dir_all(&stick).unwrap();
    let one = story::new_centre(&first).await.unwrap();
    // A coordinator brings the centre to the hub, by keys.
    story::go_to(&one, "laptops").await.unwrap();
    one.see("hub-none").await.unwrap();
    one.script("document.querySelector('[data-testid=hub-none] summary').focus()", Vec::new()).await.unwrap();
    one.press(key::ENTER).await.unwrap();
    one.write("hub-address", &hub.address).await.unwrap();
    one.write("hub-token", &hub.token()).await.unwrap();
    one.press(key::ENTER).await.unwrap();
    one.see("hub").await.unwrap();
    let invite = invites(&one, &stick).await;
    one.close().await.unwrap();

    let two = App::open(&second).await.unwrap();
    story::speak(&two, "kk").await.unwrap();
    let digits = answers(&two, &invite).await;
    two.close().await.unwrap();
    let one = App::open(&first).await.unwrap();
    story::unlock(&one).await.unwrap();
    lets_in(&one, &invite.with_file_name("pana.answer"), &digits).await;
    interviewed(&one, PEOPLE[0]).await;
    meets(&one).await;
    one.close().await.unwrap();

    let two = App::open(&second).await.unwrap();
    two.write("join-folder", &typed(&stick)).await.unwrap();
    two.write("join-own", OTHER).await.unwrap();
    two.press(key::ENTER).await.unwrap();
    two.click("join-enter").await.unwrap();
    two.see("screen-home").await.unwrap();
    interviewed(&two, PEOPLE[1]).await;
    meets(&two).await;
    knows(&two, &PEOPLE).await;
    two.close().await.unwrap();

    let one = App::open(&first).await.unwrap();
    story::unlock(&one).await.unwrap();
    meets(&one).await;
    assert!(one.text("meet-brought-people").await.unwrap().contains('1'));
    knows(&one, &PEOPLE).await;
    // Without anybody asking what is written there comes here.
    one.close().await.unwrap();
    let two = App::open(&second).await.unwrap();
    story::unlock_with(&two, OTHER).await.unwrap();
    interviewed(&two, ARRIVES).await;
    until_within(BY_ITSELF, "what was written to go by itself", || async {
        story::go_to(&two, "laptops").await.ok()?;
        let said = two.text("hub-stands").await.ok()?;
        (!said.contains("өзгеріс")).then_some(())
    })
    .await
    .unwrap();
    two.close().await.unwrap();
    let one = App::open(&first).await.unwrap();
    story::unlock(&one).await.unwrap();
    until_within(BY_ITSELF, "who was written down there to be known here", || async {
        story::go_to(&one, "people").await.ok()?;
        let rows = "return document.querySelectorAll('[data-testid=person-row]').length";
        (one.script(rows, Vec::new()).await.ok()?.as_u64()? == 3).then_some(())
    })
    .await
    .unwrap();
    knows(&one, &[PEOPLE[0], PEOPLE[1], ARRIVES]).await;
    // A hub that is gone is a sentence, and nothing is lost.
    drop(hub);
    story::go_to(&one, "laptops").await.unwrap();
    one.click("hub-meet").await.unwrap();
    one.find("[data-code=hub-unreached]").await.unwrap();
    knows(&one, &[PEOPLE[0], PEOPLE[1], ARRIVES]).await;
    one.close().await.unwrap();
}
