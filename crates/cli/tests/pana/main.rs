//! The built `pana`, as a script calls it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

mod clock;
mod closing;
mod doubles;
mod erase;
mod export;
mod hub;
mod join;
mod lease;
mod meet;
mod members;
mod referral;
mod rules;
mod services;
mod territory;
mod transfer;

const NOW: &str = "2026-06-15T10:00:00+05:00";

/// A folder with a store, a passphrase file and a folder for results.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.write("pass", "бірінші құпия сөз тіркесі\n");
        desk
    }

    fn with_centre() -> Self {
        let desk = Self::new();
        let recovery = desk.path("sheets");
        let recovery = recovery.to_str().unwrap();
        let create =
            ["centre", "create", "--name", "Сынақ", "--member", "Айгүл", "--recovery-out", recovery, "--practice"];
        assert_eq!(desk.ok(&create)["practice"], true);
        desk
    }

    fn add(&self, name: &str, role: &str) {
        let pass = self.write(name, "екінші құпия сөз тіркесі\n");
        let pass = pass.to_str().unwrap();
        self.ok(&["--as", "Айгүл", "member", "add", "--name", name, "--role", role, "--new-passphrase-file", pass]);
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    fn run_as(&self, pass: &str, arguments: &[&str]) -> Output {
        self.run_in("en", pass, arguments)
    }

    fn run_in(&self, language: &str, pass: &str, arguments: &[&str]) -> Output {
        self.run_by_its_clock(pass, &[arguments, &["--lang", language, "--now", NOW]].concat())
    }

    /// Without a clock that is set.
    fn run_by_its_clock(&self, pass: &str, arguments: &[&str]) -> Output {
        self.command(pass, arguments).output().unwrap()
    }

    fn command(&self, pass: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pana"));
        command.args(arguments).args(["--json", "--passphrase-file", self.path(pass).to_str().unwrap()]);
        command.env("LANG", "en").env("PANA_DATA", self.path("data"));
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_as("pass", arguments)
    }

    /// The document of a command that must succeed.
    fn ok(&self, arguments: &[&str]) -> Value {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}");
        serde_json::from_slice(&output.stdout).expect("one JSON document and nothing else")
    }

    /// What a command says that must fail with this exit code.
    fn fails(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(!said.trim().is_empty(), "a failure says what to do");
        said
    }

    fn ok_as(&self, name: &str, arguments: &[&str]) -> Value {
        let output = self.run_as(Self::pass_of(name), &[&["--as", name], arguments].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{name}: {arguments:?}: {said}");
        serde_json::from_slice(&output.stdout).expect("one JSON document and nothing else")
    }

    fn fails_as(&self, name: &str, code: i32, arguments: &[&str]) -> String {
        let output = self.run_as(Self::pass_of(name), &[&["--as", name], arguments].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{name}: {arguments:?}: {said}");
        said
    }

    /// Everybody's passphrase lies in a file of their name, but for the coordinator who made the centre.
    fn pass_of(name: &str) -> &str {
        if name == "Айгүл" { "pass" } else { name }
    }
}

/// Answers of someone who wishes no more than to be registered; what else is required is not known.
fn answers() -> String {
    serde_json::json!({
        "interview_language": "kazakh",
        "interpreter": "no",
        "consent_explained": "OK",
        "consent": "agree",
        "consent_by": "self",
        "family_name": "Сейітов",
        "given_name": "Ерлан",
        "sex": { "state": "declined" },
        "special_needs": ["poverty", "illiteracy"],
    })
    .to_string()
}

#[test]
fn an_interview_is_led_found_shown_and_exported() {
    let desk = Desk::with_centre();
    let file = desk.write("answers.json", &answers());
    let file = file.to_str().unwrap();
    let draft = desk.ok(&["interview", "run", "intake", "--answers", file]);
    assert_eq!(draft["status"], "draft");
    assert_eq!(draft["values"]["family_name"], "Сейітов");
    assert_eq!(draft["values"]["sex"]["state"], "declined");
    assert_eq!(draft["values"]["special_needs"], serde_json::json!(["poverty", "illiteracy"]));
    assert_eq!(draft["values"]["interview_date"], "2026-06-15", "the app fills the day by the set clock");
    assert_eq!(draft["values"]["case_id"], draft["number"], "and the case number");
    assert!(draft["problems"].as_array().unwrap().iter().any(|problem| problem["kind"] == "required"));
    assert!(draft["irrelevant"].as_array().unwrap().iter().any(|name| name == "interview_language_other"));

    desk.fails(1, &["interview", "run", "intake", "--answers", file, "--finish"]);
    let done = desk.ok(&["interview", "run", "intake", "--answers", file, "--finish", "--allow-incomplete"]);
    assert_eq!(done["status"], "finished");
    let (case, number) = (done["case"].as_str().unwrap(), done["number"].as_str().unwrap());

    let found = desk.ok(&["people", "search", number]);
    assert_eq!(found[0]["case"], case);
    assert_eq!(found[0]["why"], serde_json::json!(["number"]));
    assert!(desk.ok(&["people", "search", "ерлан"]).as_array().unwrap().iter().any(|row| row["case"] == case));
    let page = desk.ok(&["people", "show", number]);
    assert_eq!(page["fields"]["family_name"], "Сейітов");
    assert_eq!(page["interviews"][0]["incomplete"], true, "the interview is marked");

    let out = desk.path("intake.json");
    let export = ["export", "intake", "--format", "json", "--purpose", "care", "--out", out.to_str().unwrap()];
    assert_eq!(desk.ok(&export)["interviews"], 1);
    let document: Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    let exported = &document["interviews"][0];
    assert_eq!((&exported["case"], &exported["incomplete"]), (&Value::from(number), &Value::from(true)));
    assert_eq!(exported["answers"]["sex"]["state"], "declined");
    let page = desk.ok(&["people", "show", number]);
    assert!(page["access"].as_array().unwrap().iter().any(|row| row["action"] == "exported"));

    let doctor = desk.ok(&["doctor"]);
    assert_eq!(doctor["chain_ok"], true);
    assert_eq!(doctor["signatures_ok"], true);
    assert_eq!(doctor["views_equal_replay"], true);
    assert_eq!(doctor["problems"], serde_json::json!([]));
}

#[test]
fn exit_codes_say_what_kind_of_failure_it_was() {
    let desk = Desk::with_centre();
    desk.fails(1, &["centre", "create", "--name", "Another", "--member", "Other"]);
    desk.fails(2, &["no-such-command"]);
    desk.fails(1, &["people", "show", "not-a-case"]);
    desk.fails(1, &["interview", "run", "no-such-form", "--answers", desk.write("a.json", "{}").to_str().unwrap()]);
    let said =
        desk.fails(1, &["interview", "run", "intake", "--answers", desk.write("b.json", "{\n\n!").to_str().unwrap()]);
    assert!(said.contains('3'), "the line is named: {said}");
    let unknown = desk.write("c.json", r#"{"no_such_question": 1}"#);
    desk.fails(1, &["interview", "run", "intake", "--answers", unknown.to_str().unwrap(), "--finish"]);
    assert!(desk.ok(&["people", "search", ""]).as_array().unwrap().is_empty(), "nobody was made by what was refused");
    desk.write("wrong", "ешқашан болмаған құпия\n");
    assert_eq!(desk.run_as("wrong", &["people", "search", "x"]).status.code(), Some(3));
}

#[test]
fn a_worker_may_not_add_members_and_both_sheets_let_the_coordinator_in() {
    let desk = Desk::with_centre();
    desk.write("worker", "екінші құпия сөз тіркесі\n");
    let worker = desk.path("worker");
    let add =
        ["member", "add", "--name", "Бауыржан", "--role", "worker", "--new-passphrase-file", worker.to_str().unwrap()];
    assert_eq!(desk.ok(&add)["members"].as_array().unwrap().len(), 2);
    let third = [
        "--as",
        "Бауыржан",
        "member",
        "add",
        "--name",
        "Third",
        "--role",
        "worker",
        "--new-passphrase-file",
        worker.to_str().unwrap(),
    ];
    assert_eq!(desk.run_as("worker", &third).status.code(), Some(3));

    desk.write("new", "үшінші құпия сөз тіркесі\n");
    let (a, b) = (desk.path("sheets/sheet-a.txt"), desk.path("sheets/sheet-b.txt"));
    let recover = ["--as", "Айгүл", "recover", "--sheet-a", a.to_str().unwrap(), "--sheet-b", b.to_str().unwrap()];
    assert!(desk.run_as("new", &recover).status.success());
    assert_eq!(desk.run_as("pass", &["--as", "Айгүл", "member", "list"]).status.code(), Some(3), "the old one is gone");
    assert!(desk.run_as("new", &["--as", "Айгүл", "member", "list"]).status.success());
}

#[test]
fn a_questionnaire_is_checked_without_a_store() {
    let desk = Desk::new();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../questionnaires/intake");
    let found = desk.ok(&["form", "check", shipped.to_str().unwrap()]);
    assert_eq!((&found["ok"], &found["problems"]), (&Value::from(true), &serde_json::json!([])));
    assert_eq!(found["languages"], serde_json::json!(["kk", "en", "ru"]));

    let broken = desk.path("broken");
    std::fs::create_dir(&broken).unwrap();
    std::fs::write(broken.join("survey.csv"), "type,name,label\ninteger,a,A\nnonsense,b,B\ncalculate,c,\n").unwrap();
    let output = desk.run(&["form", "check", broken.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["ok"], false);
    let problem = &found["problems"].as_array().unwrap().iter().find(|row| row["code"] == "type-unknown").unwrap();
    assert_eq!((&problem["sheet"], &problem["cell"]), (&Value::from("survey"), &Value::from("A3")));
    assert!(!problem["message"].as_str().unwrap().contains('['), "the message has its words");
    desk.fails(1, &["form", "check", desk.path("nothing.xlsx").to_str().unwrap()]);
}

#[test]
fn a_demo_is_made_from_a_seed() {
    let desk = Desk::new();
    let made = desk.ok(&["demo", "--people", "5", "--seed", "3"]);
    assert_eq!(made["people"], 5);
    desk.write("demo", &format!("{}\n", made["passphrase"].as_str().unwrap()));
    let found = desk.run_as("demo", &["people", "search", ""]);
    let found: Value = serde_json::from_slice(&found.stdout).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 5);
}

#[test]
fn no_sentence_is_part_of_an_invented_name() {
    let desk = Desk::new();
    let made = desk.ok(&["demo"]);
    desk.write("demo", &format!("{}\n", made["passphrase"].as_str().unwrap()));
    let search = |text: &str| -> Value {
        serde_json::from_slice(&desk.run_as("demo", &["people", "search", text]).stdout).unwrap()
    };
    assert_ne!(search("асқар"), serde_json::json!([]), "names are searched");
    assert_eq!(search("мектепке"), serde_json::json!([]), "what somebody said in own words is no name");
}

/// A questionnaire of a centre's own, in a folder, with a list in a file beside it.
fn own_questionnaire(desk: &Desk, version: &str, question: &str) -> PathBuf {
    let folder = desk.path("course");
    std::fs::create_dir_all(&folder).unwrap();
    let survey = format!(
        "type,name,label\nselect_one_from_file towns.csv,town,{question}\nselect_one ${{who}},first,Who first?\n\
                 begin_repeat,learner,Learner\ntext,who,Who?\nend_repeat,,\n"
    );
    let settings = format!("form_id,form_title,version,opens_case\ncourse,Language course,{version},yes\n");
    for (name, text) in [("survey", survey.as_str()), ("settings", &settings), ("towns", "name,label\nast,Astana\n")] {
        std::fs::write(folder.join(name).with_extension("csv"), text).unwrap();
    }
    folder
}

#[test]
fn a_centre_asks_by_a_questionnaire_of_its_own() {
    let desk = Desk::with_centre();
    let folder = own_questionnaire(&desk, "1", "Which town?");
    let import = |folder: &Path| desk.ok(&["form", "import", folder.to_str().unwrap()]);
    let first = import(&folder);
    assert_eq!((&first["published"], &first["replaces"]), (&Value::from("1"), &Value::Null));
    let answers = desk.write("answers.json", r#"{"town": "ast"}"#);
    let draft = desk.ok(&["interview", "run", "course", "--answers", answers.to_str().unwrap()]);
    assert_eq!((&draft["version"], &draft["values"]["town"]), (&Value::from("1"), &Value::from("ast")));

    own_questionnaire(&desk, "1", "In which town?");
    let said = desk.fails(1, &["form", "import", folder.to_str().unwrap()]);
    assert!(said.contains("already"), "what was asked in one version is not changed under it: {said}");
    own_questionnaire(&desk, "2", "In which town?");
    assert_eq!(import(&folder)["replaces"], "1");
    let next = desk.ok(&["interview", "run", "course", "--answers", answers.to_str().unwrap(), "--finish"]);
    assert_eq!(next["version"], "2");
    let list = desk.ok(&["form", "list"]);
    let versions: Vec<_> = list.as_array().unwrap().iter().filter(|form| form["form"] == "course").collect();
    assert_eq!((versions.len(), &versions[0]["version"]), (1, &Value::from("2")));
    assert_eq!(desk.ok(&["doctor"])["views_equal_replay"], true);
}

#[test]
fn a_questionnaire_with_errors_is_not_taken_in() {
    let desk = Desk::with_centre();
    let folder = own_questionnaire(&desk, "1", "Which town?");
    std::fs::write(folder.join("survey.csv"), "type,name,label,calculation\ncalculate,a,,${b}\ncalculate,b,,${a}\n")
        .unwrap();
    desk.fails(1, &["form", "import", folder.to_str().unwrap()]);
    let list = desk.ok(&["form", "list"]);
    assert!(list.as_array().unwrap().iter().all(|form| form["form"] != "course"));
}

#[test]
fn a_centres_own_version_of_a_shipped_questionnaire_stays() {
    let desk = Desk::with_centre();
    let own = desk.path("intake");
    std::fs::create_dir_all(&own).unwrap();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../questionnaires/intake");
    for file in std::fs::read_dir(shipped).unwrap().flatten() {
        let text = std::fs::read_to_string(file.path()).unwrap();
        let text = if file.file_name() == "settings.csv" { text.replace(",intake,20", ",intake,own-20") } else { text };
        std::fs::write(own.join(file.file_name()), text).unwrap();
    }
    let published = desk.ok(&["form", "import", own.to_str().unwrap()])["published"].clone();
    assert!(published.as_str().unwrap().starts_with("own-"));
    // Each command unlocks anew, and with that gives the centre what ships.
    let list = desk.ok(&["form", "list"]);
    let intake = list.as_array().unwrap().iter().find(|form| form["form"] == "intake").unwrap();
    assert_eq!(intake["version"], published);
}

#[test]
fn a_script_answers_with_a_file_and_exports_it() {
    let desk = Desk::with_centre();
    let folder = desk.path("papers");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("survey.csv"), "type,name,label\nfile,letter,Letter\ntext,about,About\n").unwrap();
    std::fs::write(folder.join("settings.csv"), "form_id,form_title,version,opens_case\npapers,Papers,1,yes\n")
        .unwrap();
    let import = desk.ok(&["form", "import", folder.to_str().unwrap()]);
    assert_eq!(import["problems"], serde_json::json!([]), "a file is asked for like anything else");
    let letter = desk.write("letter.pdf", "%PDF-1.7 of the court");
    let answers = |letter: Value| {
        let text = serde_json::json!({ "letter": letter, "about": "a court" }).to_string();
        desk.write("answers.json", &text).to_str().unwrap().to_owned()
    };
    let run = |answers: &str| desk.ok(&["interview", "run", "papers", "--answers", answers, "--finish"]);
    let name_alone = run(&answers("letter.pdf".into()));
    assert_eq!((&name_alone["values"]["letter"], &name_alone["problems"][0]["kind"]), (&Value::Null, &"type".into()));
    let led = run(&answers(serde_json::json!({ "file": letter })));
    let name = led["values"]["letter"].as_str().unwrap();
    let missing = answers(serde_json::json!({ "file": desk.path("none.pdf") }));
    let said = desk.fails(1, &["interview", "run", "papers", "--answers", &missing, "--finish"]);
    assert!(said.contains("no file"), "{said}");

    let out = desk.path("out.csv");
    let export =
        ["export", "papers", "--format", "csv", "--out", out.to_str().unwrap(), "--purpose", "care", "--files"];
    assert_eq!(desk.ok(&export)["files"][1].as_str().unwrap(), desk.path("out-files").to_str().unwrap());
    assert_eq!(std::fs::read(desk.path("out-files").join(name)).unwrap(), std::fs::read(&letter).unwrap());
    let doctor = desk.ok(&["doctor"]);
    assert_eq!((&doctor["files"], &doctor["problems"]), (&Value::from(1), &serde_json::json!([])));
}

#[test]
fn what_is_not_as_it_was_written_is_said_in_the_language_asked_for() {
    let desk = Desk::with_centre();
    let database = desk.path("data").join("pana.db");
    let whole = std::fs::read(&database).unwrap();
    // Most pages are needed to open the store at all; one of the others is damaged.
    let found = (1..whole.len() / 4096).rev().find_map(|page| {
        let mut damaged = whole.clone();
        damaged[page * 4096 + 1_000] ^= 4;
        std::fs::write(&database, damaged).unwrap();
        let output = desk.run_in("kk", "pass", &["doctor"]);
        let document: Value = serde_json::from_slice(&output.stdout).ok()?;
        (document["events"] != 0).then_some((output.status.code(), document, output.stderr))
    });
    let (code, document, said) = found.expect("a page that the store opens without");
    assert_eq!(code, Some(1));
    for key in ["events", "chain_ok", "signatures_ok", "views_equal_replay", "problems"] {
        assert!(document.get(key).is_some(), "scripts rely on {key}");
    }
    let problem = document["problems"].as_array().unwrap().iter().find(|problem| problem["code"] == "page").unwrap();
    assert!(problem["message"].as_str().unwrap().starts_with("Дерекқор"), "{problem}");
    assert!(String::from_utf8(said).unwrap().contains("үйлестірушіге"), "what to do is said too");
}

#[test]
fn what_answers_mean_is_said_of_a_case_and_of_answers_that_are_not_written_down() {
    let desk = Desk::with_centre();
    let answers = r#"{"consent": "agree", "depth": "short", "shelter_tonight": "no", "food_today": "yes"}"#;
    let answers = desk.write("answers.json", answers).to_str().unwrap().to_owned();
    let before = desk.ok(&["needs", "--form", "intake", "--answers", &answers]);
    assert_eq!(desk.ok(&["people", "search", ""]), serde_json::json!([]), "nothing was written down");
    let led = desk.ok(&["interview", "run", "intake", "--answers", &answers, "--finish", "--allow-incomplete"]);
    let number = led["number"].as_str().unwrap();
    let of_case = desk.ok(&["needs", number]);
    for needs in [&before, &of_case] {
        assert_eq!(needs["rules"][0]["id"], "D001");
        assert_eq!(needs["rules"][0]["because"], serde_json::json!([{ "name": "shelter_tonight", "value": "no" }]));
        assert_eq!(needs["needs"][0]["code"], "housing");
        assert_eq!((&needs["urgency"], &needs["next_form"]), (&"critical".into(), &"needs".into()));
        assert!(needs["services"].as_array().unwrap().iter().any(|service| service["code"] == "dom_urgent"));
    }
    assert_eq!(before["rules"], of_case["rules"]);
    assert!(desk.fails(2, &["needs"]).contains("CASE"), "a case, or answers");
    let unknown = desk.write("unknown.json", r#"{"shelter": "no"}"#).to_str().unwrap().to_owned();
    assert!(desk.fails(1, &["needs", "--form", "intake", "--answers", &unknown]).contains("shelter"));
}
