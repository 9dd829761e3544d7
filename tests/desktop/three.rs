//! Three laptops of a centre and its hub, through a year of what happens to centres: two write the same apart, one person is
//! written down twice, the hub moves to a larger database, somebody leaves, and somebody is erased.

use std::path::{Path, PathBuf};

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::interview::{self, Person, Said};
use pana_tests::poll::until;
use pana_tests::story;

use crate::by_hub::{Hub, comes_to, meets};
use crate::erased::{HER_WORDS, adds_second, erases};
use crate::met::{self, COLLEAGUE, DEVICE, OTHER, answers, invites_by_file, is_asked, knows, lets_in, typed};
use crate::postgres::Cluster;

/// Who works on the third laptop, until they leave.
const LEAVES: &str = "Мадина Ержанова";
const TAKEN_OUT: &str = "3-ноутбук";
/// Who is asked on the second laptop, and what their telephone is said to be there, and by whoever corrects it on the first.
const ASKED: &str = "Сейітова";
const TELEPHONES: [&str; 3] = ["+7 700 000 01 00", "+7 700 000 01 22", "+7 700 000 01 33"];
/// The same, as they were written down on the third, and what is said when that is found.
const MISHEARD: &str = "Сейтова";
const FOUND: &str = "екі рет жазылған";
/// Who is erased in the end.
const ERASED: &str = "Жанболатов";
/// Who is written down where nobody takes anything from any more.
const LATE: &str = "Оразбаев";

/// The people of this story are not each other's doubles, but for one.
fn person(name: &str, telephone: &str) -> Person {
    let (given, year) =
        if [ASKED, MISHEARD].contains(&name) { ("Айнұр", "1994") } else { ("Ерасыл", "1987") };
    let person = story::hurried_newcomer().types("family_name", name).types("given_name", given);
    let person = person.types("birth_date", &format!("{year}-03-14")).types("birth_year", year);
    person.says("patronymic", Said::Nothing).types("phone", telephone)
}

/// What an element says, once it says this.
async fn says(app: &App, id: &str, words: &str) {
    until(&format!("{id} to say {words:?}"), || async {
        app.text(id).await.ok().filter(|text| text.contains(words)).map(drop)
    })
    .await
    .unwrap();
}

async fn opens(computer: &Computer, passphrase: &str) -> App {
    let app = App::open(computer).await.unwrap();
    story::unlock_with(&app, passphrase).await.unwrap();
    app
}

/// To the page of whoever has this name in the list.
async fn to_person(app: &App, name: &str) {
    story::go_to(app, "people").await.unwrap();
    let of = "const rows = [...document.querySelectorAll('[data-testid=person-row]')];
        return rows.find(row => row.textContent.includes(arguments[0]))?.dataset.case ?? null";
    let case = until("them to be in the list", || async {
        app.script(of, vec![name.into()]).await.ok()?.as_str().map(str::to_owned)
    });
    let row = format!("[data-testid=person-row][data-case=\"{}\"]", case.await.unwrap());
    let row = app.find(&row).await.unwrap();
    row.click().await.unwrap();
    says(app, "person-name", name).await;
}

/// Their telephone is corrected in the interview that is over.
async fn corrects(app: &App, name: &str, telephone: &str) {
    to_person(app, name).await;
    app.click("interview-amend").await.unwrap();
    interview::answer_until(app, &person(name, telephone), |_| false).await.unwrap();
    story::finish(app).await.unwrap();
}

/// A colleague's laptop joins by files on a stick.
async fn joins(first: &Computer, (second, device): (&Computer, &str), whom: &str, stick: &Path) {
    std::fs::create_dir_all(stick).unwrap();
    let one = opens(first, story::PASSPHRASE).await;
    let invite = invites_by_file(&one, whom, stick).await;
    one.close().await.unwrap();
    let two = App::open(second).await.unwrap();
    story::speak(&two, "kk").await.unwrap();
    let digits = answers(&two, device, &invite).await;
    two.close().await.unwrap();
    let one = opens(first, story::PASSPHRASE).await;
    lets_in(&one, whom, &invite.with_file_name("pana.answer"), &digits).await;
    one.close().await.unwrap();
    let two = App::open(second).await.unwrap();
    two.write("join-folder", &typed(stick)).await.unwrap();
    two.write("join-own", OTHER).await.unwrap();
    two.press(key::ENTER).await.unwrap();
    two.click("join-enter").await.unwrap();
    two.see("screen-home").await.unwrap();
    two.close().await.unwrap();
}

/// Two telephones stand side by side, and both are shown.
async fn stands_twice(app: &App) {
    story::go_to(app, "home").await.unwrap();
    app.click("conflicts-open").await.unwrap();
    app.click("conflict-open").await.unwrap();
    for telephone in &TELEPHONES[1..] {
        says(app, "conflict-form", telephone).await;
    }
}

async fn stands_once(app: &App) {
    story::go_to(app, "people").await.unwrap();
    story::go_to(app, "home").await.unwrap();
    until("nothing to be settled", || async { (!app.shows("conflicts-note").await).then_some(()) }).await.unwrap();
    to_person(app, ASKED).await;
    says(app, "person-profile", TELEPHONES[2]).await;
}

/// The coordinator says who of both wrote it right.
async fn settles(app: &App) {
    stands_twice(app).await;
    let pick = "const sides = [...document.querySelectorAll('[data-testid=conflict-side]')];
        sides.find(side => side.textContent.includes(arguments[0])).click()";
    app.script(pick, vec![TELEPHONES[2].into()]).await.unwrap();
    app.write("conflict-words", "қоңырау шалып білдік").await.unwrap();
    app.press(key::ENTER).await.unwrap();
    app.see("conflict-settled").await.unwrap();
    stands_once(app).await;
}

/// One record is found to be of the same person as the other, and is joined to it.
async fn finds_the_double(app: &App) {
    to_person(app, ASKED).await;
    says(app, "same-perhaps", MISHEARD).await;
    app.click("same-compare").await.unwrap();
    says(app, "same-table", MISHEARD).await;
    app.press("1").await.unwrap();
    app.write("same-words", FOUND).await.unwrap();
    app.press(key::ENTER).await.unwrap();
    says(app, "same-joined", MISHEARD).await;
}

/// Whoever left works here no more, and nothing is taken from their laptop.
async fn removes(app: &App) {
    story::go_to(app, "members").await.unwrap();
    let press = "const rows = [...document.querySelectorAll('[data-testid=member-row]')];
        rows.find(row => row.textContent.includes(arguments[0])).querySelector('[data-testid=member-change]').click()";
    app.see("member-row").await.unwrap();
    app.script(press, vec![LEAVES.into()]).await.unwrap();
    app.click("remove").await.unwrap();
    app.click("remove-go").await.unwrap();
    until("them to be gone", || async {
        let rows =
            "return [...document.querySelectorAll('[data-testid=member-row]')].map(row => row.textContent).join()";
        let rows = app.script(rows, Vec::new()).await.ok()?;
        (!rows.as_str()?.contains(LEAVES)).then_some(())
    })
    .await
    .unwrap();
    story::go_to(app, "laptops").await.unwrap();
    let press = "const rows = [...document.querySelectorAll('[data-testid=laptop-row]')];
        rows.find(row => row.textContent.includes(arguments[0])).querySelector('[data-testid=laptop-lost]').click()";
    app.see("laptop-lost").await.unwrap();
    app.script(press, vec![TAKEN_OUT.into()]).await.unwrap();
    app.click("lost-out-go").await.unwrap();
    app.find("[data-testid=lost-out][data-done=true]").await.unwrap();
}

/// Every byte that lies below a folder.
fn bytes_below(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        all.extend(if path.is_dir() { bytes_below(&path) } else { std::fs::read(&path).unwrap() });
    }
    all
}

fn holds(all: &[u8], part: &[u8]) -> bool {
    all.windows(part.len()).any(|window| window == part)
}

/// Whatever was typed on any screen of this story, as text or in digits of a dump.
fn knows_nothing(kept: &[u8]) {
    let phrases = [OTHER, HER_WORDS, story::PASSPHRASE, story::CENTRE, story::COORDINATOR, FOUND];
    let people = [ASKED, MISHEARD, ERASED, LATE, COLLEAGUE, LEAVES, "Айнұр", "Ерасыл", "ноутбук"];
    for marker in phrases.into_iter().chain(people).chain(TELEPHONES) {
        let wide: Vec<u8> = marker.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [marker.as_bytes(), &wide] {
            let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(!holds(kept, bytes) && !holds(kept, digits.as_bytes()), "the hub knows {marker:?}");
        }
    }
}

struct Laptops {
    computers: [Computer; 3],
    stick: PathBuf,
}

impl Laptops {
    async fn first(&self) -> App {
        opens(&self.computers[0], story::PASSPHRASE).await
    }

    async fn other(&self, at: usize) -> App {
        opens(&self.computers[at], OTHER).await
    }

    /// A centre of three, whose people and laptops know of each other, and of a person that each of two has corrected apart.
    async fn begin(hub: &Hub) -> Self {
        let computers = [(); 3].map(|()| Computer::new().unwrap());
        let stick = computers[0].out().join("meeting");
        std::fs::create_dir_all(&stick).unwrap();
        let one = story::new_centre(&computers[0]).await.unwrap();
        comes_to(&one, hub).await;
        is_asked(&one, &person(ERASED, "+7 700 000 00 99")).await;
        adds_second(&one).await;
        one.close().await.unwrap();
        for (at, device, whom) in [(1, DEVICE, COLLEAGUE), (2, TAKEN_OUT, LEAVES)] {
            let stick = computers[0].out().join(device);
            joins(&computers[0], (&computers[at], device), whom, &stick).await;
        }
        Self { computers, stick }
    }

    /// Two write apart, with no hub; the stick brings it together, a person settles it, and the hub brings that back.
    async fn write_apart(&self) {
        let two = self.other(1).await;
        is_asked(&two, &person(ASKED, TELEPHONES[0])).await;
        met::meets(&two, &self.stick, false).await;
        two.close().await.unwrap();
        let one = self.first().await;
        met::meets(&one, &self.stick, true).await;
        corrects(&one, ASKED, TELEPHONES[2]).await;
        one.close().await.unwrap();
        let two = self.other(1).await;
        corrects(&two, ASKED, TELEPHONES[1]).await;
        met::meets(&two, &self.stick, true).await;
        two.close().await.unwrap();
        let one = self.first().await;
        met::meets(&one, &self.stick, true).await;
        stands_twice(&one).await;
        one.close().await.unwrap();
        let two = self.other(1).await;
        met::meets(&two, &self.stick, true).await;
        stands_twice(&two).await;
        two.close().await.unwrap();
        let one = self.first().await;
        settles(&one).await;
        meets(&one).await;
        one.close().await.unwrap();
        let two = self.other(1).await;
        meets(&two).await;
        stands_once(&two).await;
        two.close().await.unwrap();
    }

    /// On the third the same person is written down once more; the first finds that, and all know.
    async fn write_twice(&self) {
        let three = self.other(2).await;
        is_asked(&three, &person(MISHEARD, TELEPHONES[2])).await;
        meets(&three).await;
        three.close().await.unwrap();
        let one = self.first().await;
        meets(&one).await;
        finds_the_double(&one).await;
        meets(&one).await;
        knows(&one, &[ERASED, ASKED]).await;
        one.close().await.unwrap();
        for at in [1, 2] {
            let app = self.other(at).await;
            meets(&app).await;
            knows(&app, &[ERASED, ASKED]).await;
            app.close().await.unwrap();
        }
    }

    /// One leaves; what is written on their laptop afterwards comes to nobody, and they are told so.
    async fn let_one_go(&self) {
        let one = self.first().await;
        removes(&one).await;
        meets(&one).await;
        one.close().await.unwrap();
        let three = self.other(2).await;
        is_asked(&three, &person(LATE, "+7 700 000 02 00")).await;
        story::go_to(&three, "laptops").await.unwrap();
        three.click("hub-meet").await.unwrap();
        three.find("[data-code=device-removed]").await.unwrap();
        // It is theirs to read what they wrote.
        knows(&three, &[ERASED, ASKED, LATE]).await;
        three.close().await.unwrap();
        for at in [0, 1] {
            let app = if at == 0 { self.first().await } else { self.other(at).await };
            meets(&app).await;
            knows(&app, &[ERASED, ASKED]).await;
            app.close().await.unwrap();
        }
    }

    /// Two coordinators erase somebody, and the others do when they meet.
    async fn erase_one(&self) {
        let one = self.first().await;
        to_person(&one, ERASED).await;
        erases(&one).await;
        meets(&one).await;
        knows(&one, &[ASKED]).await;
        one.close().await.unwrap();
        let two = self.other(1).await;
        meets(&two).await;
        knows(&two, &[ASKED]).await;
        two.close().await.unwrap();
    }
}

#[tokio::test]
async fn three_laptops_and_a_hub_that_moves_end_with_the_same_people_and_the_hub_knows_none_of_them() {
    let hub = Hub::start();
    let laptops = Laptops::begin(&hub).await;
    laptops.write_apart().await;
    let copy = laptops.computers[0].out().join("copy");
    let copy = copy.to_str().unwrap();
    hub.keeps(&["backup", copy]);
    let kept = bytes_below(hub.folder());
    assert!(holds(&kept, b"SQLite format 3"), "it was the database that was looked through");
    knows_nothing(&kept);
    // A country outgrows one file: from the copy it goes on where a server of PostgreSQL is.
    let cluster = Cluster::start();
    let hub = hub.moves(copy, cluster.as_ref().map(Cluster::address));
    laptops.write_twice().await;
    laptops.let_one_go().await;
    laptops.erase_one().await;
    if let Some(cluster) = &cluster {
        let dump = cluster.run("pg_dump", &[&cluster.address()]);
        assert!(holds(&dump, b"COPY public.item"), "{}", String::from_utf8_lossy(&dump[..2000.min(dump.len())]));
        knows_nothing(&dump);
    }
    knows_nothing(&bytes_below(hub.folder()));
}
