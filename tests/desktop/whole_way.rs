//! The whole way in the built window: from the questions to the person's own word. Once with power cuts, once by keys alone.

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::hand::Hand;
use pana_tests::interview;
use pana_tests::paper;
use pana_tests::poll::until;
use pana_tests::story;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// More than the day within which an answer is awaited to what cannot wait.
const TOO_LONG: u32 = 26;

/// To whom, on a letter in Arabic.
const IN_ARABIC: &str = "إلى";

/// What the access log says of this way, in the words of the data; what was done is in the referral's own history.
const LOOKS: &[&str] = &["person-opened", "printed"];

/// The one who sits at the window.
struct Worker {
    computer: Computer,
    hand: Hand,
    /// Does the power go after each thing that was done?
    power_cuts: bool,
    cuts: usize,
    letters: Vec<PathBuf>,
}

impl Worker {
    fn new(hand: Hand) -> Self {
        let mut computer = Computer::new().unwrap();
        computer.early_after_the_small_directory();
        Self { computer, hand, power_cuts: hand == Hand::Pointer, cuts: 0, letters: Vec::new() }
    }

    async fn press(&self, app: &App, id: &str) {
        self.hand.press(app, id).await.unwrap();
    }

    async fn tick(&self, app: &App, id: &str) {
        self.hand.tick(app, id).await.unwrap();
    }

    async fn write(&self, app: &App, id: &str, text: &str) {
        self.hand.write(app, id, text).await.unwrap();
    }

    async fn choose(&self, app: &App, id: &str, value: &str) {
        self.hand.choose(app, id, value).await.unwrap();
    }

    /// Where power cuts are part of the story the power goes, and whoever comes back goes to the person's page.
    async fn cut_to_person(&mut self, app: App) -> App {
        self.cuts += 1;
        app.kill().await.unwrap();
        let app = App::open(&self.computer).await.unwrap();
        story::unlock(&app).await.unwrap();
        self.press(&app, "nav-people").await;
        self.press(&app, "person-row").await;
        app.see("screen-person").await.unwrap();
        app
    }

    /// The same, to the referral's page.
    async fn cut(&mut self, app: App) -> App {
        if !self.power_cuts {
            return app;
        }
        let app = self.cut_to_person(app).await;
        self.press(&app, "referral-open").await;
        app.see("screen-referral").await.unwrap();
        app
    }

    /// Makes a step of the referral, saying these things of it.
    async fn step(&self, app: &App, step: &str, said: &[(&str, &str)]) {
        self.press(app, &format!("step-{step}")).await;
        self.says(app, said).await;
    }

    /// Says these things in the form that is open.
    async fn says(&self, app: &App, said: &[(&str, &str)]) {
        for (detail, value) in said {
            let field = format!("detail-{detail}");
            if ["on", "words"].contains(detail) {
                self.write(app, &field, value).await;
            } else {
                self.choose(app, &field, value).await;
            }
        }
        self.press(app, "step-save").await;
    }

    /// Saves the letter in two languages; gives the code of its slip.
    async fn letter(&mut self, app: &App, languages: [&str; 2]) -> String {
        self.press(app, "referral-letter").await;
        app.see("letter-lines").await.unwrap();
        for (place, language) in languages.into_iter().enumerate() {
            self.choose(app, &format!("letter-language-{place}"), language).await;
            let stands = format!("[data-testid=letter-lines] [lang=\"{language}\"]");
            app.find(&stands).await.unwrap();
        }
        let slip = app.text("letter-slip").await.unwrap();
        self.write(app, "letter-folder", self.computer.out().to_str().unwrap()).await;
        self.press(app, "letter-save").await;
        app.see("letter-made").await.unwrap();
        let pdf = paper::new_in(&self.computer.out(), &self.letters).unwrap();
        self.letters.push(pdf);
        self.press(app, "letter-close").await;
        slip
    }

    /// The letter that was saved last.
    fn saved(&self) -> &Path {
        self.letters.last().unwrap()
    }
}

/// An invented directory of a small town is taken in.
async fn directory(worker: &Worker, app: &App) {
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/directory_small");
    worker.press(app, "nav-services").await;
    worker.press(app, "services-import").await;
    worker.write(app, "services-path", package.to_str().unwrap()).await;
    worker.press(app, "services-read").await;
    app.see("services-verdict").await.unwrap();
    worker.press(app, "services-take").await;
    app.see("services-done").await.unwrap();
}

/// The day here, as it is typed.
fn today(computer: &Computer) -> String {
    let words = [computer.clock(), vec!["date".to_owned(), "+%d.%m.%Y".to_owned()]].concat();
    let out = std::process::Command::new(&words[0]).args(&words[1..]).output().unwrap();
    String::from_utf8(out.stdout).unwrap().trim().to_owned()
}

/// Waits until an element says this.
async fn stands(app: &App, id: &str, words: &str) {
    until(&format!("{id} to say {words:?}"), || async {
        app.text(id).await.ok().filter(|text| text.contains(words)).map(drop)
    })
    .await
    .unwrap();
}

/// A letter holds what was agreed to and no more, its slip names nobody, and a camera reads its codes.
fn is_read(pdf: &Path, slip: &str, number: &str, words: &[&str]) {
    let text = paper::text(pdf).unwrap();
    for word in words.iter().chain(&["Жанболатов", "Баспана", slip]) {
        assert!(text.contains(word), "{word}: {text}");
    }
    assert!(!text.contains("+7 700 000 00 00"), "what was not ticked is not there: {text}");
    let torn = text.rsplit_once(slip).unwrap().1;
    assert!(!torn.contains("Жанболатов"), "what is torn off has no name: {torn}");
    let codes: BTreeSet<String> = paper::codes(pdf).unwrap().into_iter().collect();
    assert_eq!(codes, BTreeSet::from([slip.to_owned(), number.to_owned()]), "what a camera reads");
}

/// From the start to the referral's page, where it is a draft.
async fn to_a_draft(worker: &mut Worker, app: App) -> App {
    directory(worker, &app).await;
    worker.press(&app, "nav-home").await;
    worker.press(&app, "start-intake").await;
    let person = story::hurried_newcomer().picks("shelter_tonight", &["no"]);
    interview::answer_until(&app, &person, |_| false).await.unwrap();
    story::finish_by_keys(&app).await.unwrap();
    let app = if worker.power_cuts {
        let app = worker.cut_to_person(app).await;
        worker.press(&app, "person-needs").await;
        app
    } else {
        worker.press(&app, "finished-needs").await;
        app
    };
    app.see("need-row").await.unwrap();
    worker.press(&app, "need-accept").await;
    app.see("need-decided").await.unwrap();
    let app = if worker.power_cuts {
        let app = worker.cut_to_person(app).await;
        worker.press(&app, "person-needs").await;
        app.see("need-decided").await.unwrap();
        app
    } else {
        app
    };
    worker.press(&app, "suggested-refer").await;
    app.see("refer-chosen").await.unwrap();
    app.press(key::CONTROL_ENTER).await.unwrap();
    app.see("screen-referral").await.unwrap();
    stands(&app, "referral-title", "Баспана").await;
    stands(&app, "referral-state", "Жоба").await;
    app
}

/// From the draft to a letter that was handed over.
async fn to_a_letter(worker: &mut Worker, app: App) -> App {
    worker.tick(&app, "consent-field-name").await;
    worker.choose(&app, "consent-how", "spoken").await;
    worker.press(&app, "consent-yes").await;
    stands(&app, "referral-state", "дайын").await;
    let number = app.text("referral-number").await.unwrap();

    let app = worker.cut(app).await;
    let slip = worker.letter(&app, ["kk", "ar"]).await;
    is_read(worker.saved(), &slip, &number, &["Жолдама хат", IN_ARABIC]);
    let app = worker.cut(app).await;
    let again = worker.letter(&app, ["ru", "en"]).await;
    assert_eq!(again, slip, "one slip, however often it is printed");
    is_read(worker.saved(), &slip, &number, &["Направление", "Referral letter"]);
    let app = worker.cut(app).await;
    worker.step(&app, "deliver", &[("channel", "letter")]).await;
    stands(&app, "referral-state", "Жеткізілді").await;
    app
}

/// Nobody answers for more than a day: Today says so, and whoever calls writes down what was said.
async fn to_an_answer(worker: &mut Worker, app: App) -> App {
    app.kill().await.unwrap();
    worker.cuts += 1;
    worker.computer.later(TOO_LONG);
    let app = App::open(&worker.computer).await.unwrap();
    story::unlock(&app).await.unwrap();
    let waits = app.text("work-row").await.unwrap();
    assert!(waits.contains("Жанболатов") && waits.contains("күтілген"), "{waits}");
    worker.press(&app, "work-act").await;
    stands(&app, "referral-state", "Мерзімінде жауап болмады").await;
    worker.step(&app, "accept", &[("learned", "phone")]).await;
    stands(&app, "referral-state", "Қабылдады").await;
    worker.cut(app).await
}

/// The help came, and the person says whether it helped.
async fn to_the_persons_word(worker: &mut Worker, app: App) -> App {
    worker.step(&app, "start", &[("learned", "phone"), ("on", &today(&worker.computer))]).await;
    stands(&app, "referral-state", "басталды").await;
    let app = worker.cut(app).await;
    worker.step(&app, "finish", &[("learned", "phone"), ("received", "full")]).await;
    stands(&app, "referral-state", "аяқталды").await;
    let app = worker.cut(app).await;
    worker.press(&app, "nav-home").await;
    stands(&app, "work-row", "Баспана").await;
    worker.press(&app, "work-act").await;
    worker.says(&app, &[("outcome", "met")]).await;
    stands(&app, "referral-state", "Жабылды").await;
    worker.cut(app).await
}

/// What the referral's page and the access log say of all of it.
async fn is_told(worker: &Worker, app: &App) {
    let history = app.text("referral-history").await.unwrap();
    for words in [
        "Жоба жасалды",
        "Адам келісті",
        "Хат жасалды",
        "Жеткізілді",
        "Қабылдады",
        "басталды",
        "аяқталды",
        "Мәселесі шешілді",
    ] {
        assert!(history.contains(words), "{words}: {history}");
    }
    worker.press(app, "referral-person").await;
    app.see("person-access").await.unwrap();
    if app.shows("access-rest").await {
        worker.press(app, "access-rest").await;
    }
    let actions = "return [...document.querySelectorAll('[data-testid=person-access] [data-action]')].map(each => each.dataset.action)";
    let looks = app.script(actions, Vec::new()).await.unwrap();
    let looks: Vec<&str> = looks.as_array().unwrap().iter().filter_map(serde_json::Value::as_str).collect();
    for look in LOOKS {
        assert!(looks.contains(look), "{look}: {looks:?}");
    }
    let prints = looks.iter().filter(|look| **look == "printed").count();
    assert_eq!(prints, worker.letters.len(), "each letter once: {looks:?}");
}

async fn whole_way(hand: Hand) -> Worker {
    let mut worker = Worker::new(hand);
    let app = if hand == Hand::Keys {
        let app = App::open(&worker.computer).await.unwrap();
        story::speak(&app, "kk").await.unwrap();
        story::centre_by_keys(&app).await.unwrap();
        app
    } else {
        story::new_centre(&worker.computer).await.unwrap()
    };
    let app = to_a_draft(&mut worker, app).await;
    let app = worker.cut(app).await;
    let app = to_a_letter(&mut worker, app).await;
    let app = to_an_answer(&mut worker, app).await;
    let app = to_the_persons_word(&mut worker, app).await;
    is_told(&worker, &app).await;
    app.close().await.unwrap();
    worker
}

#[tokio::test]
async fn a_person_comes_from_the_questions_to_their_own_word_and_ten_power_cuts_lose_nothing() {
    let worker = whole_way(Hand::Pointer).await;
    assert!(worker.cuts >= 10, "{}", worker.cuts);
}

#[tokio::test]
async fn a_person_comes_from_the_questions_to_their_own_word_by_keys_alone() {
    whole_way(Hand::Keys).await;
}
