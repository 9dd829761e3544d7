//! A referral in the built window: from the need to the person's word, with power cuts on the way.

use pana_tests::app::App;
use pana_tests::computer::Computer;
use pana_tests::interview;
use pana_tests::poll::until;
use pana_tests::story;

/// A word that every letter in Arabic has: to whom.
const IN_ARABIC: &str = "إلى";

/// The power goes, and whoever comes back opens the referral from the person's page.
async fn cut(app: App, computer: &Computer) -> App {
    app.kill().await.unwrap();
    let app = App::open(computer).await.unwrap();
    story::unlock(&app).await.unwrap();
    app.click("nav-people").await.unwrap();
    app.click("person-row").await.unwrap();
    app.click("referral-open").await.unwrap();
    app.see("screen-referral").await.unwrap();
    app
}

/// Waits until the page says that the referral stands so.
async fn stands(app: &App, words: &str) {
    until(&format!("the referral to stand at {words:?}"), || async {
        app.text("referral-state").await.ok().filter(|text| text.contains(words)).map(drop)
    })
    .await
    .unwrap();
}

/// Makes a step, saying these things of it.
async fn step(app: &App, step: &str, said: &[(&str, &str)]) {
    app.click(&format!("step-{step}")).await.unwrap();
    says(app, said).await;
}

/// Says these things in the form that is open.
async fn says(app: &App, said: &[(&str, &str)]) {
    for (detail, value) in said {
        let field = format!("detail-{detail}");
        if ["on", "words"].contains(detail) {
            app.write(&field, value).await.unwrap();
        } else {
            app.choose(&field, value).await.unwrap();
        }
    }
    if !said.is_empty() {
        app.click("step-save").await.unwrap();
    }
}

/// Saves the letter in two languages that run in two directions, and reads it as another program does.
async fn letter(app: &App, computer: &Computer) {
    app.click("referral-letter").await.unwrap();
    app.choose("letter-language-0", "kk").await.unwrap();
    app.choose("letter-language-1", "ar").await.unwrap();
    until("the letter in Arabic", || async {
        app.text("letter-lines").await.ok().filter(|lines| lines.contains(IN_ARABIC)).map(drop)
    })
    .await
    .unwrap();
    let slip = app.text("letter-slip").await.unwrap();
    app.write("letter-folder", computer.out().to_str().unwrap()).await.unwrap();
    app.click("letter-save").await.unwrap();
    app.see("letter-made").await.unwrap();
    let saved = std::fs::read_dir(computer.out()).unwrap().flatten().map(|entry| entry.path());
    let saved: Vec<_> = saved.filter(|path| path.extension().is_some_and(|ending| ending == "pdf")).collect();
    let [pdf] = saved.as_slice() else { panic!("one letter, not {saved:?}") };
    let read = std::process::Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(pdf).arg("-").output().unwrap();
    let text = String::from_utf8(read.stdout).unwrap();
    for words in ["Баспана", "Жанболатов", IN_ARABIC, &slip] {
        assert!(text.contains(words), "{words}: {text}");
    }
    // What was not ticked is not there, and what is torn off has no name.
    assert!(!text.contains("+7 700 000 00 00"), "{text}");
    let torn = text.rsplit_once(&slip).unwrap().1;
    assert!(!torn.contains("Жанболатов"), "{torn}");
    app.click("letter-close").await.unwrap();
}

#[tokio::test]
async fn a_referral_goes_from_the_need_to_the_persons_word_and_power_cuts_lose_no_step() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    let person = story::hurried_newcomer().picks("shelter_tonight", &["no"]);
    interview::answer_until(&app, &person, |_| false).await.unwrap();
    story::finish(&app).await.unwrap();
    app.click("finished-needs").await.unwrap();
    app.see("need-row").await.unwrap();
    app.click("need-accept").await.unwrap();
    app.see("need-decided").await.unwrap();
    app.click("need-refer").await.unwrap();
    app.choose("refer-service", "dom_urgent").await.unwrap();
    app.write("refer-recipient", "Баспана").await.unwrap();
    app.click("refer-begin").await.unwrap();
    stands(&app, "Жоба").await;

    let app = cut(app, &computer).await;
    app.click("consent-field-name").await.unwrap();
    app.choose("consent-how", "spoken").await.unwrap();
    app.click("consent-yes").await.unwrap();
    stands(&app, "дайын").await;

    let app = cut(app, &computer).await;
    letter(&app, &computer).await;
    let app = cut(app, &computer).await;
    step(&app, "deliver", &[("channel", "letter")]).await;
    stands(&app, "Жеткізілді").await;
    step(&app, "accept", &[("learned", "phone")]).await;
    stands(&app, "Қабылдады").await;

    let app = cut(app, &computer).await;
    stands(&app, "Қабылдады").await;
    step(&app, "start", &[("learned", "phone"), ("on", "15.06.2026")]).await;
    stands(&app, "басталды").await;
    step(&app, "finish", &[("learned", "phone"), ("received", "full")]).await;
    stands(&app, "аяқталды").await;

    // Today says whom to ask.
    let app = cut(app, &computer).await;
    app.click("nav-home").await.unwrap();
    let waits = app.text("work-row").await.unwrap();
    assert!(waits.contains("Жанболатов") && waits.contains("Баспана"), "{waits}");
    app.click("work-act").await.unwrap();
    says(&app, &[("outcome", "met")]).await;
    stands(&app, "Жабылды").await;
    let history = app.text("referral-history").await.unwrap();
    for words in [
        "Жоба жасалды",
        "Адам келісті",
        "Басып шығарылды",
        "Жеткізілді",
        "Қабылдады",
        "басталды",
        "аяқталды",
        "Мәселесі шешілді",
    ] {
        assert!(history.contains(words), "{words}: {history}");
    }
    app.close().await.unwrap();
}
