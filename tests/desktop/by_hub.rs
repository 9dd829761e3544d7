//! Two laptops of a centre meet by a hub that runs on this computer: each finds whom the other interviewed.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::poll::{until, until_within};
use pana_tests::process::built;
use pana_tests::story;

use crate::met::{COLLEAGUE, DEVICE, OTHER, PEOPLE, answers, interviewed, invites_by_file, knows, lets_in, typed};

/// Who comes to the second laptop later.
const ARRIVES: &str = "Оразбаев";
/// A laptop meets by itself soon after unlocking, and looks each minute whether something waits to be given.
const BY_ITSELF: Duration = Duration::from_secs(90);

/// A hub, until it is dropped.
pub(crate) struct Hub {
    folder: tempfile::TempDir,
    child: Child,
    address: String,
    /// How its programs are told of its database.
    db: Vec<String>,
}

impl Hub {
    pub(crate) fn start() -> Self {
        Self::start_at(tempfile::tempdir().unwrap(), Vec::new(), "127.0.0.1:0")
    }

    /// Its keeper ends it, and goes on at the same address from a copy: with this database, or in a file again.
    pub(crate) fn moves(self, copy: &str, db: Option<String>) -> Self {
        let address = self.address.clone();
        let folder = tempfile::tempdir().unwrap();
        let db: Vec<String> = db.map(|db| format!("--db={db}")).into_iter().collect();
        drop(self);
        keeps(folder.path(), &db, &["restore", copy]);
        Self::start_at(folder, db, &address)
    }

    /// What its keeper asks of it beside.
    pub(crate) fn keeps(&self, words: &[&str]) -> String {
        keeps(self.folder.path(), &self.db, words)
    }

    fn start_at(folder: tempfile::TempDir, db: Vec<String>, listen: &str) -> Self {
        let mut command = Command::new(built("pana-hub").unwrap());
        command.arg("--data").arg(folder.path()).args(&db).args(["serve", "--listen", listen]);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = loop {
            let line = lines.next().expect("it says where it serves").unwrap();
            if let Some((_, at)) = line.split_once("at=").filter(|_| line.contains("serving")) {
                break at.split_whitespace().next().unwrap().to_owned();
            }
        };
        std::thread::spawn(move || lines.for_each(drop));
        Self { folder, child, address, db }
    }

    /// Where it keeps what is not in another database.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

fn keeps(folder: &Path, db: &[String], words: &[&str]) -> String {
    let mut command = Command::new(built("pana-hub").unwrap());
    let done = command.arg("--data").arg(folder).args(db).args(words).output().unwrap();
    assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}

impl Drop for Hub {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A coordinator brings the centre to the hub, by keys.
pub(crate) async fn comes_to(one: &App, hub: &Hub) {
    story::go_to(one, "laptops").await.unwrap();
    one.see("hub-none").await.unwrap();
    one.script("document.querySelector('[data-testid=hub-none] summary').focus()", Vec::new()).await.unwrap();
    one.press(key::ENTER).await.unwrap();
    one.write("hub-address", &hub.address).await.unwrap();
    one.write("hub-token", &hub.keeps(&["token"])).await.unwrap();
    one.press(key::ENTER).await.unwrap();
    one.see("hub").await.unwrap();
}

/// Meets the hub, and ends when it is said what came of it.
pub(crate) async fn meets(app: &App) {
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
    comes_to(&one, &hub).await;
    let invite = invites_by_file(&one, COLLEAGUE, &stick).await;
    one.close().await.unwrap();

    let two = App::open(&second).await.unwrap();
    story::speak(&two, "kk").await.unwrap();
    let digits = answers(&two, DEVICE, &invite).await;
    two.close().await.unwrap();
    let one = App::open(&first).await.unwrap();
    story::unlock(&one).await.unwrap();
    lets_in(&one, COLLEAGUE, &invite.with_file_name("pana.answer"), &digits).await;
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
