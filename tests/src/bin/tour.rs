//! Walks the built app once in each language and leaves a picture of every screen.
#![allow(clippy::print_stdout, reason = "a command for the terminal")]

use anyhow::{Context, Result};
use fantoccini::Locator;
use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::poll::until;
use pana_tests::sound::silence;
use pana_tests::{interview, story, terminal};
use std::path::{Path, PathBuf};

/// The pictures that are kept in the project's gallery.
const CHOSEN: &[&str] = &[
    "first-run",
    "interview-one",
    "interview-date",
    "review",
    "needs",
    "referral-consent",
    "referral",
    "services",
    "questionnaires",
    "take-in-errors",
    "interview-rank",
    "home-demo",
    "people-demo",
    "person-demo",
    "meet-preview",
];

/// A questionnaire that a centre might bring.
const SURVEY: &str = "type,name,label::Kazakh (kk),label::English (en),relevant,audio,constraint
text,town,Қай қалада тұрғыңыз келеді?,In which town would you like to live?,,town.wav,
select_one course,course,Қай курсқа қатысқыңыз келеді?,Which course would you like to attend?,${town} != ''
rank day,day_order,Қай күн Сізге қолайлырақ?,Which days suit best?,${course} != 'none'
select_multiple help,help,Неден көмек керек?,What do you need help with?,,,\"not(selected(., 'none') and count-selected(.) > 1)\"
datetime,visit,Қашан келе аласыз?,When can you come?,
geopoint,home,Қай жерде тұрасыз?,Where do you live?,
image,paper,Құжаттың суреті,,
";
const CHOICES: &str = "list_name,name,label::Kazakh (kk),label::English (en)
course,kazakh,Қазақ тілі,Kazakh
course,russian,Орыс тілі,Russian
course,none,Қатыспаймын,None
help,housing,Баспана,Housing
help,work,Жұмыс,Work
help,language,Тіл үйрену,Learning the language
help,none,Ештеңе керек емес,Nothing
day,sat,Сенбі,Saturday
day,sun,Жексенбі,Sunday
";
const SETTINGS: &str = "form_id,form_title,translated_title::English (en),default_language,version,opens_case
course,Тіл курсы,Language course,Kazakh (kk),1,yes
";

/// One in which much is wrong.
const CROWDED: &str =
    "type,name,label::Kazakh (kk),label::English (en),calculation,constraint,relevant,hint::Kazakh (kk)
date,born,Туған күніңіз қашан?,When were you born?,,,,Күнін, айын, жылын
calculate,age,,,int((today() - ${born}) div 365.25),,,
text,phone,Телефоныңыз қандай?,What is your telephone?,,\"regex(., '[0-9]{10}')\",,
text,phone,Тағы бір нөмір?,Another number?,,,${agee} > 17,
select_one towns,town,Қай қалада тұрасыз?,In which town do you live?,,,(${age} > 17,
text,2nd,Көшеңіз?,Your street?,,,,
integer,rooms,,,,,,
";

/// One walk in one language.
struct Walk<'a> {
    app: App,
    out: &'a Path,
    language: &'a str,
    chosen: bool,
    taken: u32,
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let out = PathBuf::from(words.next().context("a folder for the pictures is wanted")?);
    let languages = words.next().context("languages with commas between them are wanted")?;
    let chosen = words.next().is_some_and(|word| word == "chosen");
    for language in languages.split(',') {
        walk(&out, language, chosen).await.with_context(|| format!("the walk in {language}"))?;
    }
    Ok(())
}

async fn walk(out: &Path, language: &str, chosen: bool) -> Result<()> {
    let computer = Computer::new()?;
    let app = App::open(&computer).await?;
    app.size(1280, 800).await?;
    let mut walk = Walk { app, out, language, chosen, taken: 0 };
    story::speak(&walk.app, language).await?;
    walk.look("first-run").await?;
    drop(walk.app);

    let app = story::new_centre(&computer).await?;
    app.size(1280, 800).await?;
    walk.app = app;
    story::speak(&walk.app, language).await?;
    walk.look("home").await?;
    walk.app.click("start-intake").await?;
    let person = story::hurried_newcomer();
    for (question, name) in
        [("consent", "one"), ("special_needs", "many"), ("family_name", "text"), ("birth_date", "date")]
    {
        interview::answer_until(&walk.app, &person, |here| here.name() == question).await?;
        walk.look(&format!("interview-{name}")).await?;
    }
    interview::answer_until(&walk.app, &person, |_| false).await?;
    walk.look("review").await?;
    story::finish(&walk.app).await?;
    walk.look("finished").await?;
    walk.app.click("nav-people").await?;
    walk.look("people").await?;
    walk.app.find("[data-testid=\"person-row\"]").await?.click().await?;
    walk.look("person").await?;
    walk.erasure().await?;
    for screen in ["export", "members", "settings"] {
        story::go_to(&walk.app, screen).await?;
        walk.look(screen).await?;
    }
    walk.app.click("lock-now").await?;
    walk.look("unlock").await?;
    drop(walk.app);

    let urgent = Computer::new()?;
    walk.app = story::new_centre(&urgent).await?;
    walk.app.size(1280, 800).await?;
    story::speak(&walk.app, language).await?;
    walk.danger().await?;
    drop(walk.app);

    let mut helped = Computer::new()?;
    helped.early_after_the_small_directory();
    walk.app = story::new_centre(&helped).await?;
    walk.app.size(1280, 800).await?;
    story::speak(&walk.app, language).await?;
    walk.helped().await?;
    walk.twice().await?;
    drop(walk.app);

    let quiet = Computer::new()?;
    walk.app = practice_centre(&quiet).await?;
    walk.app.size(1280, 800).await?;
    story::speak(&walk.app, language).await?;
    walk.app.client().find(Locator::XPath("//label[contains(., 'Айгүл')]")).await?.click().await?;
    story::unlock(&walk.app).await?;
    walk.practice().await?;
    drop(walk.app);

    // The demo centre shows what a centre looks like after some weeks.
    let app = App::open_with(&computer, &["--demo"]).await?;
    app.size(1280, 800).await?;
    walk.app = app;
    let passphrase = walk.app.see("unlock-demo-passphrase").await?.text().await?;
    story::unlock_with(&walk.app, &passphrase).await?;
    story::speak(&walk.app, language).await?;
    walk.demo(&computer).await?;

    walk_laptops(walk).await
}

/// Laptops that meet, and what they wrote apart.
async fn walk_laptops(mut walk: Walk<'_>) -> Result<()> {
    let first = Computer::new()?;
    walk.app = story::new_centre(&first).await?;
    walk.app.size(1280, 800).await?;
    story::speak(&walk.app, walk.language).await?;
    walk.app.click("start-intake").await?;
    interview::answer_until(&walk.app, &story::hurried_newcomer(), |_| false).await?;
    story::finish(&walk.app).await?;
    walk.laptops(&first).await?;
    walk.app.close().await?;

    let met = written_apart()?;
    walk.app = App::open(&met).await?;
    walk.app.size(1280, 800).await?;
    story::unlock(&walk.app).await?;
    story::speak(&walk.app, walk.language).await?;
    walk.apart().await?;
    walk.app.close().await
}

/// A centre on two laptops that both have led a talk with the same person, and have met: they were told another name, and another
/// word on whether it is safe to be in touch.
fn written_apart() -> Result<Computer> {
    let (one, two) = (Computer::new()?, Computer::new()?);
    let done = |computer: &Computer, words: &[&str]| -> Result<serde_json::Value> {
        let ended = terminal::pana(computer, words)?;
        anyhow::ensure!(ended.code == 0, "{words:?}: {ended:?}");
        Ok(ended.reply)
    };
    let at = |computer: &Computer, name: &str| -> Result<String> {
        let path = computer.everything().join("run").join(name);
        Ok(path.to_str().context("a path in UTF-8")?.to_owned())
    };
    done(&one, &["centre", "create", "--name", "Қабылдау орталығы", "--member", "Айгүл"])?;
    let talk = |computer: &Computer, person: Option<&str>, name: &str, safe: Option<&str>| -> Result<String> {
        let answers = at(computer, "answers.json")?;
        let said = serde_json::json!({
            "consent": "agree", "depth": "short", "family_name": "Носири", "given_name": name,
            "phone": "+7 701 123 01 47", "safe_contact": safe,
        });
        std::fs::write(&answers, said.to_string())?;
        let run = ["interview", "run", "intake", "--answers", &answers, "--finish", "--allow-incomplete"];
        let of = person.map(|person| ["--person", person]);
        let led = done(computer, &[run.as_slice(), of.as_ref().map_or(&[], |of| of.as_slice())].concat())?;
        led.get("number").and_then(|number| number.as_str()).map(str::to_owned).context("a number")
    };
    let number = talk(&one, None, "Фарида", None)?;
    let (invite, answer, stick) = (at(&one, "invite")?, at(&two, "answer")?, at(&one, "stick")?);
    done(&one, &["device", "invite", "--out", &invite])?;
    let joins = done(&two, &["device", "join", "--invite", &invite, "--name", "2-ноутбук", "--out", &answer])?;
    let check = joins.get("check").and_then(|check| check.as_str()).context("digits")?;
    done(&one, &["device", "accept", &answer, "--check", check, "--out", &stick])?;
    done(&two, &["bundle", "read", &stick])?;
    talk(&one, Some(&number), "Фариза", Some("yes"))?;
    talk(&two, Some(&number), "Фаридә", Some("no"))?;
    let back = at(&two, "back")?;
    done(&two, &["bundle", "write", "--out", &back])?;
    done(&one, &["bundle", "read", &back])?;
    Ok(one)
}

/// A practice centre that nobody has opened for long.
async fn practice_centre(computer: &Computer) -> Result<App> {
    let long_ago = |words: &[&str]| -> Result<()> {
        let ended = terminal::pana(computer, [&["--now", "2025-03-02T09:00:00+05:00"], words].concat())?;
        anyhow::ensure!(ended.code == 0, "{ended:?}");
        Ok(())
    };
    long_ago(&["centre", "create", "--name", "Жаттығу", "--member", "Айгүл", "--practice"])?;
    let word = computer.everything().join("run/other");
    std::fs::write(&word, "жеті қат көк аспан")?;
    let word = word.to_str().context("a path in UTF-8")?;
    for (name, role) in [("Серік", "volunteer"), ("Гүлнар", "coordinator")] {
        let new = ["member", "add", "--name", name, "--role", role, "--new-passphrase-file", word, "--as", "Айгүл"];
        long_ago(&new)?;
    }
    App::open(computer).await
}

impl Walk<'_> {
    /// Somebody is in danger, and is finished with all the same; then they are looked for with a slip of the finger, what may
    /// leave is shown, and an interview is thrown away.
    async fn danger(&mut self) -> Result<()> {
        self.app.click("start-intake").await?;
        let person = story::hurried_newcomer().picks("sex", &["male"]);
        interview::answer_until(&self.app, &person, |here| here.name() == "danger_now").await?;
        self.app.click("choice-yes").await?;
        self.app.see("danger-offer").await?;
        self.look("interview-danger").await?;
        self.app.click("danger-not-now").await?;
        interview::answer_until(&self.app, &person, |_| false).await?;
        self.look("review-meeting").await?;
        story::finish(&self.app).await?;
        self.look("finished-meeting").await?;
        self.app.click("finished-person").await?;
        self.app.see("meeting").await?;
        self.look("person-meeting").await?;
        self.app.click("nav-people").await?;
        self.app.write("people-search", "жандолатов").await?;
        until("whoever is near", || async { self.app.shows("person-near").await.then_some(()) }).await?;
        self.look("people-near").await?;
        self.app.click("nav-export").await?;
        self.app.click("export-purpose-statistics").await?;
        self.app.see("export-preview").await?;
        self.look("export-preview").await?;
        self.app.click("nav-home").await?;
        self.app.see("work").await?;
        self.look("home-meeting").await?;
        self.app.press(&format!("{}n{}", key::CONTROL, key::NONE)).await?;
        interview::answer_until(&self.app, &story::hurried_newcomer(), |here| here.name() == "patronymic").await?;
        self.app.press(&format!("{}s{}", key::CONTROL, key::NONE)).await?;
        let discard = self.app.find("[data-testid^=discard-]").await?.attr("data-testid").await?;
        self.app.click(&discard.context("a draft is thrown away")?).await?;
        self.app.see("discard-dialog").await?;
        self.look("home-discard").await
    }

    /// What a centre looks like after some weeks.
    async fn demo(&mut self, computer: &Computer) -> Result<()> {
        self.look("home-demo").await?;
        self.app.click("nav-people").await?;
        self.app.write("people-search", "асқар").await?;
        // The picture shows what was found, not what stood there before.
        until("the people found", || async {
            self.app.text("person-row").await.ok().filter(|row| row.contains("Асқар")).map(drop)
        })
        .await?;
        self.look("people-demo").await?;
        self.app.find("[data-testid=\"person-row\"]").await?.click().await?;
        self.look("person-demo").await?;
        self.app.click("nav-questionnaires").await?;
        self.app.see("questionnaire").await?;
        self.look("questionnaires").await?;
        self.questionnaire(computer).await?;
        story::go_to(&self.app, "doctor").await?;
        self.app.click("doctor-go").await?;
        self.app.see("doctor-verdict").await?;
        self.look("doctor").await?;
        self.app.click("nav-home").await?;
        self.app.click("month-open").await?;
        self.app.see("territory-known").await?;
        self.look("territory").await
    }

    /// A second laptop is asked in, joins by files, and both meet by a stick.
    /// The person is ordered to be erased, which waits and is cancelled.
    async fn erasure(&mut self) -> Result<()> {
        self.app.click("person-erase").await?;
        self.app.see("erase-goes").await?;
        self.look("erase").await?;
        self.app.choose("erase-reason", "asked").await?;
        self.app.click("erase-go").await?;
        self.app.see("certificate-due").await?;
        self.look("certificate").await?;
        self.app.click("certificate-back").await?;
        self.app.see("erasure-row").await?;
        self.look("erasures").await?;
        story::go_to(&self.app, "home").await?;
        self.app.see("erasures-wait").await?;
        self.look("home-erasures").await?;
        self.app.click("erasures-wait-look").await?;
        self.app.click("erasure-show").await?;
        self.app.click("certificate-cancel").await?;
        self.app.see("certificate-cancelled").await.map(drop)
    }

    async fn laptops(&mut self, computer: &Computer) -> Result<()> {
        let stick = computer.out().join("stick");
        std::fs::create_dir_all(&stick)?;
        let folder = stick.to_str().context("a path in UTF-8")?.to_owned();
        story::go_to(&self.app, "laptops").await?;
        self.app.click("laptops-invite").await?;
        self.app.click("invite-who-new").await?;
        self.app.write("invite-name", "Отабек Рахимов").await?;
        self.app.write("invite-folder", &folder).await?;
        self.look("invite").await?;
        self.app.click("invite-go").await?;
        self.app.see("invite-made").await?;
        self.look("invite-made").await?;
        // The other laptop stands beside it.
        let other = Computer::new()?;
        let one = std::mem::replace(&mut self.app, App::open(&other).await?);
        self.app.size(1280, 800).await?;
        story::speak(&self.app, self.language).await?;
        self.app.click("first-run-join").await?;
        self.app.click("join-how-file").await?;
        self.app.write("join-invite", &format!("{folder}/pana.invite")).await?;
        self.app.write("join-device", "2-ноутбук").await?;
        self.app.write("join-member", "Отабек").await?;
        self.look("join").await?;
        self.app.write("join-passphrase", story::PASSPHRASE).await?;
        self.app.write("join-passphrase-again", story::PASSPHRASE).await?;
        self.app.press(key::ENTER).await?;
        let digits = self.app.see("join-check").await?.text().await?;
        self.look("waiting").await?;
        let two = std::mem::replace(&mut self.app, one);
        self.app.click("invite-next").await?;
        self.app.write("let-in-path", &format!("{folder}/pana.answer")).await?;
        self.app.press(key::ENTER).await?;
        self.app.write("let-in-check", &digits).await?;
        self.look("let-in").await?;
        self.app.press(key::ENTER).await?;
        self.app.see("let-in-done").await?;
        self.look("let-in-done").await?;
        let one = std::mem::replace(&mut self.app, two);
        self.app.write("join-folder", &folder).await?;
        self.app.write("join-own", story::PASSPHRASE).await?;
        self.app.press(key::ENTER).await?;
        self.app.see("join-done").await?;
        self.look("waiting-done").await?;
        self.app.click("join-enter").await?;
        self.app.see("screen-home").await?;
        self.app.click("start-intake").await?;
        let person = story::hurried_newcomer().types("family_name", "Сейітова");
        interview::answer_until(&self.app, &person, |_| false).await?;
        story::finish(&self.app).await?;
        let (back, folder) = (computer.out().join("back"), &folder);
        std::fs::create_dir_all(&back)?;
        self.meets(back.to_str().context("a path in UTF-8")?, None).await?;
        let two = std::mem::replace(&mut self.app, one);
        two.close().await?;
        story::go_to(&self.app, "laptops").await?;
        self.app.see("laptop-row").await?;
        self.look("laptops").await?;
        self.meets(back.to_str().context("a path in UTF-8")?, Some(folder)).await?;
        story::go_to(&self.app, "laptops").await?;
        self.app.click("laptop-lost").await?;
        self.app.see("lost-held").await?;
        self.look("lost").await
    }

    /// The laptop meets others in a folder. `looked`: pictures are taken, of a look into this folder, too.
    async fn meets(&mut self, folder: &str, looked: Option<&str>) -> Result<()> {
        for (folder, goes) in looked.map(|looked| (looked, false)).into_iter().chain([(folder, true)]) {
            story::go_to(&self.app, "laptops").await?;
            self.app.click("laptops-meet").await?;
            self.app.write("meet-folder", folder).await?;
            if looked.is_some() && !goes {
                self.look("meet").await?;
            }
            self.app.press(key::ENTER).await?;
            self.app.see("meet-go").await?;
            if looked.is_some() {
                self.look(if goes { "meet-preview" } else { "meet-nothing" }).await?;
            }
            if goes {
                self.app.press(key::CONTROL_ENTER).await?;
                self.app.see("meet-ended").await?;
            } else {
                self.app.click("meet-back").await?;
            }
        }
        if looked.is_some() {
            self.look("meet-done").await?;
        }
        Ok(())
    }

    /// What was written apart is found from Today, and one of it is settled.
    async fn apart(&mut self) -> Result<()> {
        self.app.see("conflicts-note").await?;
        self.look("home-apart").await?;
        self.app.click("conflicts-open").await?;
        self.app.see("conflict-rows").await?;
        self.look("conflicts").await?;
        self.app.click("conflict-open").await?;
        self.app.see("conflict-form").await?;
        self.look("conflict").await?;
        self.app.click("nav-people").await?;
        self.app.find("[data-testid=\"person-row\"]").await?.click().await?;
        self.app.see("person-conflicts").await?;
        self.look("person-apart").await
    }

    /// Somebody comes a second time: they are perhaps known already.
    async fn twice(&mut self) -> Result<()> {
        self.app.click("nav-home").await?;
        self.app.click("start-intake").await?;
        interview::answer_until(&self.app, &story::hurried_newcomer(), |_| false).await?;
        self.app.see("same-perhaps").await?;
        self.look("review-perhaps").await?;
        self.app.click("same-compare").await?;
        self.app.see("same-table").await?;
        self.look("same").await
    }

    /// Somebody without a roof is referred, and the place is called.
    async fn helped(&mut self) -> Result<()> {
        self.app.click("nav-services").await?;
        self.app.click("services-import").await?;
        let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/directory_small");
        self.app.write("services-path", list.to_str().context("a path in UTF-8")?).await?;
        self.app.click("services-read").await?;
        self.app.click("services-take").await?;
        self.app.see("services-done").await?;
        self.look("services").await?;
        self.app.click("nav-home").await?;
        self.app.click("start-intake").await?;
        let person = story::hurried_newcomer().picks("shelter_tonight", &["no"]);
        interview::answer_until(&self.app, &person, |_| false).await?;
        story::finish(&self.app).await?;
        self.app.click("finished-needs").await?;
        self.app.see("suggested").await?;
        self.look("needs").await?;
        self.app.click("need-refer").await?;
        self.app.see("refer-recipient").await?;
        self.look("refer").await?;
        self.app.choose("refer-service", "dom_urgent").await?;
        self.app.write("refer-recipient", "Жылы үй").await?;
        self.app.click("refer-begin").await?;
        self.app.see("consent-yes").await?;
        self.look("referral-consent").await?;
        self.app.click("consent-field-name").await?;
        self.app.choose("consent-how", "spoken").await?;
        self.app.click("consent-yes").await?;
        self.app.click("step-deliver").await?;
        self.app.choose("detail-channel", "letter").await?;
        self.app.click("step-save").await?;
        self.app.see("step-accept").await?;
        self.look("referral").await
    }

    /// Its date is in doubt, and members are changed in it.
    async fn practice(&mut self) -> Result<()> {
        self.app.see("clock-ahead").await?;
        self.look("home-date").await?;
        self.app.tab_to("date-confirm").await?;
        self.app.press(key::ENTER).await?;
        until("the date believed", || async { (!self.app.shows("clock-ahead").await).then_some(()) }).await?;
        self.app.click("nav-members").await?;
        self.app.see("member-change").await?;
        let change = "//*[@data-testid='member-row'][contains(., 'Гүлнар')]//*[@data-testid='member-change']";
        self.app.client().find(Locator::XPath(change)).await?.click().await?;
        self.app.see("member-dialog").await?;
        self.look("members-dialog").await?;
        self.app.click("remove").await?;
        self.app.click("remove-go").await?;
        self.app.see("agree").await?;
        self.look("members-agree").await
    }

    /// A questionnaire with errors is read, mended and tried out.
    async fn questionnaire(&mut self, computer: &Computer) -> Result<()> {
        let folder = computer.out().join("course");
        std::fs::create_dir_all(&folder)?;
        let written = |survey: &str| -> Result<()> {
            for (sheet, text) in [("survey", survey), ("choices", CHOICES), ("settings", SETTINGS)] {
                std::fs::write(folder.join(sheet).with_extension("csv"), text)?;
            }
            std::fs::write(folder.join("town.wav"), silence())?;
            Ok(())
        };
        written(CROWDED)?;
        self.app.click("take-in").await?;
        self.app.write("take-path", folder.to_str().context("a path in UTF-8")?).await?;
        self.app.press(key::ENTER).await?;
        self.app.see("problem").await?;
        self.look("take-in-many").await?;
        written(&SURVEY.replace("${town}", "${twon}"))?;
        self.app.click("nav-questionnaires").await?;
        self.app.click("take-in").await?;
        self.app.write("take-path", folder.to_str().context("a path in UTF-8")?).await?;
        self.look("take-in").await?;
        self.app.press(key::ENTER).await?;
        self.app.see("cells").await?;
        self.look("take-in-errors").await?;
        written(SURVEY)?;
        self.app.press(key::F5).await?;
        self.app.see("try-reading").await?;
        self.look("take-in-mended").await?;
        self.app.click("try-reading").await?;
        self.app.see("trial").await?;
        self.look("interview-trial").await?;
        let person = interview::Person::default()
            .types("town", "Алматы")
            .picks("day_order", &["sun", "sat"])
            .picks("help", &["housing", "work", "none"]);
        let person = person.types("visit", "2026-12-01T09:30").types("home", "43.238 76.889");
        for (question, name) in [("help", "rank"), ("visit", "alone"), ("home", "moment"), ("paper", "place")] {
            interview::answer_until(&self.app, &person, |here| here.name() == question).await?;
            self.app.click("back").await?;
            self.look(&format!("interview-{name}")).await?;
        }
        interview::answer_until(&self.app, &person, |here| here.name() == "paper").await?;
        self.look("interview-file").await?;
        self.app.click("stop").await?;
        self.app.see("verdict").await.map(drop)
    }

    /// Waits for a screen and takes its picture.
    async fn look(&mut self, name: &str) -> Result<()> {
        let screen = match name.split('-').next().unwrap_or(name) {
            "first" => "first-run",
            "take" => "take-in",
            "let" => "let-in",
            screen => screen,
        };
        self.app.see(&format!("screen-{screen}")).await?;
        self.taken += 1;
        if self.chosen && !CHOSEN.contains(&name) {
            return Ok(());
        }
        let path = self.out.join(format!("{:02}-{name}-{}.png", self.taken, self.language));
        std::fs::write(&path, self.app.picture().await?)?;
        println!("{}", path.display());
        Ok(())
    }
}
