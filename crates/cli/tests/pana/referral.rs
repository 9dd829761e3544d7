//! From a need to a referral that closes, by one command after another.

use serde_json::{Value, json};

use super::{Desk, NOW};

const NEXT_DAY: &str = "2026-06-16T10:30:00+05:00";

/// A person without a roof tonight, by their number.
fn person(desk: &Desk) -> String {
    let answers = r#"{"consent": "agree", "depth": "short", "shelter_tonight": "no", "food_today": "yes",
        "interview_language": "kazakh", "given_name": "Айгүл", "phone": "+7 700 000 04 12", "safe_contact": "yes"}"#;
    let answers = desk.write("answers.json", answers).to_str().unwrap().to_owned();
    let led = desk.ok(&["interview", "run", "intake", "--answers", &answers, "--finish", "--allow-incomplete"]);
    led["number"].as_str().unwrap().to_owned()
}

fn begin(desk: &Desk, person: &str) -> String {
    let needs = ["--need", "housing", "--service", "dom_urgent"];
    let to = ["--to", "Баспана", "--phone", "+7 700 000 02 05"];
    let begun = desk.ok(&[&["referral", "create", person][..], &needs, &to].concat());
    begun["number"].as_str().unwrap().to_owned()
}

fn at(desk: &Desk, now: &str, arguments: &[&str]) -> Value {
    let output = desk.run_by_its_clock("pass", &[arguments, &["--lang", "en", "--now", now]].concat());
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn step(desk: &Desk, number: &str, event: &str, said: &[&str]) -> Value {
    let set: Vec<&str> = said.iter().flat_map(|pair| ["--set", pair]).collect();
    desk.ok(&[&["referral", "do", number, event][..], &set].concat())
}

#[test]
fn a_need_becomes_a_referral_that_goes_by_consent_is_answered_and_closes_with_the_persons_word() {
    let desk = Desk::with_centre();
    let person = person(&desk);
    assert_eq!(
        desk.ok(&["needs", "decide", &person, "housing", "accept"])["needs"][0]["decided"][0]["decision"],
        "accepted"
    );
    let number = begin(&desk, &person);
    let draft = desk.ok(&["referral", "show", &number]);
    assert_eq!(
        (&draft["state"], &draft["urgency"], &draft["waits_for"]),
        (&json!("draft"), &json!("critical"), &json!("worker"))
    );
    assert_eq!(draft["history"][0]["said"]["rules"], "D001");
    assert!(
        desk.fails(1, &["referral", "do", &number, "deliver", "--set", "channel=letter"]).contains("does not stand")
    );
    // A no is kept, and passes nothing on.
    let give = ["consent", "give", &number, "--field", "name", "--field", "language", "--how", "spoken"];
    let no = desk.ok(&[&give[..], &["--answer", "refused"]].concat());
    assert_eq!(no["state"], "draft");
    assert_eq!(desk.ok(&["consent", "list", &person])[0]["state"], "refused");
    let ready = desk.ok(&[&give[..], &["--interpreter", "Марал"]].concat());
    assert_eq!((&ready["state"], &ready["task"]), (&json!("ready"), &json!("hand_over")));
    let listed = desk.ok(&["consent", "list", &person]);
    assert_eq!(listed.as_array().unwrap().len(), 1, "the new answer takes the place of the old one");
    assert_eq!((&listed[0]["state"], &listed[0]["fields"]), (&json!("live"), &json!(["language", "name"])));
    let sent = step(&desk, &number, "deliver", &["channel=letter"]);
    assert_eq!((&sent["state"], &sent["waits_for"]), (&json!("sent"), &json!("provider")));
    let slip = sent["history"][0]["said"]["slip"].as_str().unwrap();
    assert!(slip.len() == 9 && !slip.contains(&person), "a code and no name: {slip}");
    assert_eq!(desk.ok(&["referral", "list"]), json!([]), "nothing is due");
    let awaited = desk.ok(&["referral", "list", "--awaited"]);
    assert_eq!((awaited.as_array().unwrap().len(), &awaited[0]["waits_for"]), (1, &json!("provider")));
    assert_eq!(at(&desk, NEXT_DAY, &["referral", "list", "--awaited"]), json!([]), "it is late by then");
    // Time runs out by the clock, and nothing is written for it.
    let due = at(&desk, NEXT_DAY, &["referral", "list"]);
    assert_eq!((&due[0]["state"], &due[0]["task"]), (&json!("expired"), &json!("call_receiver")));
    let many = sent["history"].as_array().unwrap().len();
    let late = at(&desk, NEXT_DAY, &["referral", "show", &number]);
    assert_eq!((late["history"].as_array().unwrap().len(), &late["overdue"]), (many, &json!(true)));
    assert!(late["may"].as_array().unwrap().contains(&json!("person-confirms")));
    assert!(!sent["may"].as_array().unwrap().contains(&json!("person-confirms")), "not before");
    let taken = step(&desk, &number, "accept", &["learned=phone", "who=Гүлнар", "at=2026-06-15T18:00:00+05:00"]);
    assert_eq!((&taken["state"], &taken["history"][0]["on_behalf"]), (&json!("accepted"), &json!(true)));
    step(&desk, &number, "start", &["learned=phone", "on=2026-06-15"]);
    step(&desk, &number, "finish", &["learned=phone", "received=full"]);
    let closed = step(&desk, &number, "person-confirms", &["outcome=met", "satisfaction=5"]);
    assert_eq!((&closed["state"], &closed["waits_for"]), (&json!("closed"), &Value::Null));
    assert!(closed["may"].as_array().unwrap().contains(&json!("reopen")));
    let events: Vec<&str> =
        closed["history"].as_array().unwrap().iter().filter_map(|line| line["event"].as_str()).collect();
    assert_eq!(events, ["person-confirms", "finish", "start", "accept", "deliver", "confirm", "create"]);
}

#[test]
fn a_consent_that_is_taken_back_stops_what_is_open_and_the_receiver_is_to_be_told() {
    let desk = Desk::with_centre();
    let person = person(&desk);
    let number = begin(&desk, &person);
    desk.ok(&["consent", "give", &number, "--field", "name", "--how", "signed"]);
    step(&desk, &number, "deliver", &["channel=email"]);
    let consent = desk.ok(&["consent", "list", &person])[0]["consent"].as_str().unwrap().to_owned();
    assert_eq!(desk.ok(&["consent", "withdraw", &person, &consent])[0]["state"], "withdrawn");
    let due = desk.ok(&["referral", "list"]);
    assert_eq!((&due[0]["state"], &due[0]["task"]), (&json!("withdrawn"), &json!("tell_receiver")));
    assert!(desk.fails(1, &["referral", "do", &number, "accept", "--set", "learned=phone"]).contains("does not stand"));
    step(&desk, &number, "told", &["channel=phone", "on=2026-06-15", "deleted=done"]);
    assert_eq!(desk.ok(&["referral", "list"]), json!([]));
    assert!(
        desk.fails(
            1,
            &[
                "referral",
                "create",
                &person,
                "--need",
                "housing",
                "--service",
                "dom_urgent",
                "--to",
                "Баспана",
                "--reopens",
                &number
            ]
        )
        .contains("does not stand")
    );
}

#[test]
fn a_referral_that_was_declined_goes_on_to_another_recipient_as_a_new_one() {
    let desk = Desk::with_centre();
    let person = person(&desk);
    let number = begin(&desk, &person);
    desk.ok(&["consent", "give", &number, "--field", "name", "--how", "spoken"]);
    step(&desk, &number, "deliver", &["channel=phone"]);
    assert!(
        desk.fails(
            1,
            &["referral", "do", &number, "decline", "--set", "learned=phone", "--set", "decline-reason=other"]
        )
        .contains("words")
    );
    step(&desk, &number, "decline", &["learned=phone", "decline-reason=full"]);
    let other = ["--need", "housing", "--service", "dom_urgent", "--to", "Қонақ", "--replaces", &number];
    let new = desk.ok(&[&["referral", "create", &person][..], &other].concat());
    assert_eq!((&new["state"], &new["recipient"]), (&json!("draft"), &json!("Қонақ")));
    let old = desk.ok(&["referral", "show", &number]);
    assert_eq!((&old["state"], &old["goes_on"][0]), (&json!("closed"), &new["referral"]));
    // What was agreed to for one recipient covers no other.
    let listed = desk.ok(&["consent", "list", &person]);
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(listed[0]["recipient"], "Баспана");
    assert_eq!(desk.ok(&["referral", "list", "--case", &person, "--state", "draft"]).as_array().unwrap().len(), 1);
}

#[test]
fn what_rests_on_no_consent_needs_a_second_member_and_a_reason() {
    let desk = Desk::with_centre();
    let person = person(&desk);
    let number = begin(&desk, &person);
    desk.add("Берік", "supervisor");
    let (as_first, pass) = (["--as", "Айгүл"], desk.path("Берік").to_str().unwrap().to_owned());
    let give = ["consent", "give", &number, "--field", "name", "--how", "spoken", "--basis", "vital_interest"];
    assert!(desk.fails(1, &[&as_first[..], &give].concat()).contains("second member"));
    let alone = ["--second", "Берік", "--second-passphrase-file", &pass];
    assert!(desk.fails(1, &[&as_first[..], &give, &alone].concat()).contains("reason"));
    let why = ["--words", "ес-түссіз жатыр"];
    let ready = desk.ok(&[&as_first[..], &give, &alone, &why].concat());
    assert_eq!(ready["state"], "ready");
    assert_eq!(desk.ok(&[&as_first[..], &["consent", "list", &person]].concat())[0]["basis"], "vital_interest");
}

#[test]
fn words_that_there_are_not_and_referrals_that_nobody_began_are_refused_with_what_to_do() {
    let desk = Desk::with_centre();
    let person = person(&desk);
    let number = begin(&desk, &person);
    for arguments in [
        &["referral", "do", &number, "dance"][..],
        &["referral", "do", &number, "note", "--set", "dance=1"],
        &["referral", "do", &number, "note", "--set", "words"],
    ] {
        assert!(desk.fails(1, arguments).contains("word of a referral"), "{arguments:?}");
    }
    assert!(desk.fails(1, &["referral", "show", &format!("{person}/????")]).contains("no such referral"));
    assert!(desk.fails(1, &["referral", "do", &number, "note"]).contains("words"), "what is missing is named");
    let bad = ["referral", "create", &person, "--need", "moon", "--service", "dom_urgent", "--to", "X"];
    assert!(desk.fails(1, &bad).contains("moon"));
    let bad = ["referral", "create", &person, "--need", "housing", "--service", "moon", "--to", "X"];
    assert!(desk.fails(1, &bad).contains("service"));
    assert!(NOW.starts_with("2026"));
}

#[test]
fn what_is_decided_about_needs_is_written_down_and_taken_back() {
    let desk = Desk::with_centre();
    let person = person(&desk);
    let decided = |view: &Value| view["needs"][0]["decided"].clone();
    let aside = desk.ok(&["needs", "decide", &person, "housing", "set-aside", "--reason", "met"]);
    assert_eq!(decided(&aside)[0]["reason"], "met");
    let words = desk.ok(&["needs", "decide", &person, "housing", "set-aside", "--reason", "ағасында тұрады"]);
    assert_eq!(
        (&decided(&words)[0]["reason"], &decided(&words)[0]["words"]),
        (&json!("other"), &json!("ағасында тұрады"))
    );
    assert_eq!(decided(&desk.ok(&["needs", "decide", &person, "housing", "take-back"])), json!([]));
    assert!(desk.fails(1, &["needs", "decide", &person, "housing", "set-aside"]).contains("reason"));
    let added = desk.ok(&["needs", "add", &person, "health", "--urgency", "urgent", "--reason", "жөтеледі"]);
    let health = added["needs"].as_array().unwrap().iter().find(|need| need["code"] == "health").unwrap();
    assert_eq!((&health["urgency"], &health["decided"][0]["decision"]), (&json!("urgent"), &json!("added")));
}

#[test]
fn a_letter_is_saved_once_under_its_name_and_the_code_on_its_slip_names_the_referral() {
    let desk = Desk::with_centre();
    let person = person(&desk);
    let number = begin(&desk, &person);
    let facts = desk.ok(&["referral", "facts", &number]);
    let fact = |field: &str| facts.as_array().unwrap().iter().find(|row| row["field"] == field).unwrap().clone();
    assert_eq!((&fact("name")["held"], &fact("name")["value"]["ar"]), (&json!("known"), &json!("Айгүл")));
    assert_eq!(fact("health")["held"], "nothing");
    let give = ["consent", "give", &number, "--how", "spoken", "--field"];
    assert!(desk.fails(1, &[&give[..], &["health"]].concat()).contains("not known here"));
    desk.ok(&[&give[..], &["name"]].concat());
    let file = desk.write("letter.pdf", "").to_str().unwrap().to_owned();
    let letter = ["referral", "letter", &number, "--langs", "kk+ar", "--bring", "identity", "--out", &file];
    assert!(desk.fails(1, &letter).contains("already"), "what is there stays");
    std::fs::remove_file(&file).unwrap();
    let made = desk.ok(&letter);
    assert_eq!(
        (&made["print"], &made["languages"], &made["neutral"]),
        (&json!(1), &json!(["kk", "ar"]), &json!(false))
    );
    assert_eq!((&made["unprintable"], &made["cut"]), (&json!([]), &json!([])), "all of it stands there as it was said");
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF"));
    let slip = made["slip"].as_str().unwrap();
    assert_eq!(desk.ok(&["referral", "show", slip])["number"], *number);
    assert_eq!(desk.ok(&["referral", "show", slip])["history"][0]["event"], "printed");
    let sent = step(&desk, &number, "deliver", &["channel=letter"]);
    assert_eq!(sent["history"][0]["said"]["proof"], "1");
    let taken = step(&desk, slip, "accept", &[&format!("slip={slip}")]);
    assert_eq!(taken["history"][0]["said"]["learned"], "slip");
}
