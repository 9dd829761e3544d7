use std::path::{Path, PathBuf};

use pana_casework::rule_set::RuleChoice;
use pana_model::{CaseId, Secret};
use pana_store::{KdfParams, RulesSource, Stream};

use super::table::shipped_table;
use super::{rules_check, rules_to_file};
use crate::app::{App, NoSurface, Start};
use crate::clock::Clock;
use crate::contract::Id;
use crate::contract::Word;
use crate::contract::centre::CreateCentreRequest;
use crate::contract::interview::{AnswerRequest, AnswerView, FinishRequest, StartInterviewRequest};
use crate::contract::needs::{Decision, NeedDecideRequest, NeedsView};
use crate::contract::people::PersonRequest;
use crate::contract::rules::*;
use crate::error::ErrorCode;
use crate::usecase;

fn with_centre(folder: &Path) -> App {
    let kdf = KdfParams { memory_kib: 64, passes: 1, lanes: 1 };
    let app = App::start(folder, Clock::system(), Start::Own, NoSurface).with_kdf(kdf);
    let passphrase = Secret::new("a passphrase of many words".to_owned());
    let request = CreateCentreRequest { centre: "C".to_owned(), member: "M".to_owned(), passphrase, practice: false };
    usecase::centre_create(&app, &request).unwrap();
    app
}

fn shipped() -> String {
    String::from_utf8(shipped_table().unwrap()).unwrap()
}

/// The table that ships with the row of `rule` made into another, or taken out.
fn otherwise(rule: &str, with: impl Fn(&str) -> Option<String>) -> String {
    let starts = format!("{rule},");
    let table = shipped();
    assert!(table.lines().any(|line| line.starts_with(&starts)), "{rule}");
    let line = |line: &str| if line.starts_with(&starts) { with(line) } else { Some(line.to_owned()) };
    table.lines().filter_map(line).flat_map(|line| [line, "\n".to_owned()]).collect()
}

fn file(folder: &Path, name: &str, table: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, table).unwrap();
    path
}

fn read(app: &App, path: &Path) -> RulesReading {
    let path = Some(path.to_string_lossy().into_owned());
    usecase::rules_read(app, &RulesReadRequest { path }).unwrap()
}

fn publish(app: &App, reading: &RulesReading) -> Result<RulesView, crate::contract::AppError> {
    usecase::rules_publish(app, &RulesPublishRequest { reading: reading.reading.clone() })
}

fn take_in(app: &App, table: &str) -> RulesView {
    let folder = tempfile::tempdir().unwrap();
    let reading = read(app, &file(folder.path(), "ours.csv", table.as_bytes()));
    assert!(reading.ok, "{:?}", reading.problems);
    publish(app, &reading).unwrap()
}

/// Somebody without a place for tonight, by a finished intake.
fn without_a_roof(app: &App) -> Id<CaseId> {
    let start = StartInterviewRequest { form: "intake".to_owned(), case: None, has: None };
    let view = usecase::interview_start(app, &start).unwrap();
    for (name, answer) in [("/consent", "agree"), ("/depth", "short"), ("/shelter_tonight", "no")] {
        let at = view.nodes.iter().find(|node| node.at.ends_with(name)).unwrap().at.clone();
        let answer = AnswerView::Value(answer.to_owned());
        usecase::interview_answer(app, &AnswerRequest { interview: view.interview, at, answer }).unwrap();
    }
    let finish = FinishRequest { interview: view.interview, allow_incomplete: true };
    usecase::interview_finish(app, &finish).unwrap().case.unwrap()
}

fn needs(app: &App, case: Id<CaseId>) -> NeedsView {
    usecase::needs_show(app, &PersonRequest { case }).unwrap()
}

fn has(view: &NeedsView, rule: &str) -> bool {
    view.lines.iter().any(|line| line.rule == rule)
}

#[test]
fn a_table_that_is_taken_out_and_in_again_changes_nothing_as_spreadsheet_and_as_csv() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let app = with_centre(folder.path());
    let version = usecase::rules_show(&app, &()).unwrap().set.version;
    for round in ["first", "second"] {
        for ending in ["csv", "xlsx"] {
            let path = out.path().join(format!("{round}.{ending}"));
            rules_to_file(&app, &path).unwrap();
            assert_eq!(rules_to_file(&app, &path).unwrap_err().code, ErrorCode::FolderTaken, "nothing is written over");
            let reading = read(&app, &path);
            assert!(reading.ok && reading.same && reading.problems.is_empty(), "{path:?} {:?}", reading.problems);
            assert_eq!((reading.added.len(), reading.changed.len(), reading.gone.len()), (0, 0, 0));
            assert_eq!(reading.unchanged, reading.rules);
            assert_eq!(reading.version.as_ref(), Some(&version));
            assert_eq!(rules_check(&path).unwrap().version.as_ref(), Some(&version), "the check names it so too");
            assert_eq!(publish(&app, &reading).unwrap().set.version, version);
        }
    }
    let folder = RulesSaveRequest { folder: out.path().to_string_lossy().into_owned() };
    let saved = usecase::rules_save(&app, &folder).unwrap();
    assert!(read(&app, Path::new(&saved)).same);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 40, failure_persistence: None, ..Default::default() })]

    #[test]
    fn whatever_a_cell_says_a_table_taken_out_says_it_again(words in "[^\u{0}-\u{8}\u{b}\u{c}\u{e}-\u{1f}\r\u{fffe}\u{ffff}]{0,60}") {
        let cell = format!("\"{}\"", words.replace('"', "\"\""));
        let row = format!("K001,intake,${{food_today}} = 'no',any,,low,,individual,territorial,self,,,,,Why,{cell},{cell},{cell}");
        let table = format!("{}{row}\n", shipped());
        let folder = tempfile::tempdir().unwrap();
        let names = crate::needs::vocabulary([]);
        let first = super::table::read(&file(folder.path(), "a.csv", table.as_bytes()), &names).unwrap();
        {
            let (bytes, rules) = (first.table.as_ref().unwrap(), first.rules.as_ref().unwrap());
            let again = super::table::read(&file(folder.path(), "b.csv", bytes), &names).unwrap();
            assert_eq!(again.table.as_ref(), Some(bytes));
            let sheet = super::table::workbook_of(bytes).unwrap().to_xlsx().unwrap();
            let sheet = super::table::read(&file(folder.path(), "c.xlsx", &sheet), &names).unwrap();
            for other in [&again, &sheet] {
                let other = other.rules.as_ref().unwrap();
                assert_eq!(rules.changes_to(other).same, rules.rules().len());
            }
        }
    }
}

#[test]
fn what_a_table_changes_is_said_rule_by_rule_and_cell_by_cell_and_nothing_changes_before_it_is_published() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let app = with_centre(folder.path());
    let table =
        otherwise("D001", |line| Some(line.replace(",critical,", ",urgent,").replace("housing,", "housing income,")));
    let table: String = table.lines().filter(|line| !line.starts_with("D015,")).flat_map(|line| [line, "\n"]).collect();
    let own = shipped().lines().find(|line| line.starts_with("D002,")).unwrap().replacen("D002", "K001", 1);
    let path = file(out.path(), "ours.csv", format!("{table}{own}\n").as_bytes());
    let before = usecase::rules_show(&app, &()).unwrap().set;
    assert_eq!((before.origin, before.since.as_ref(), before.member.as_str()), (RulesOrigin::Shipped, None, ""));
    let reading = read(&app, &path);
    assert!(reading.ok && !reading.same && reading.may_publish);
    let ids = |rules: &[RuleName]| rules.iter().map(|rule| rule.rule.clone()).collect::<Vec<_>>();
    assert_eq!((ids(&reading.added), ids(&reading.gone)), (vec!["K001".to_owned()], vec!["D015".to_owned()]));
    assert!(!reading.gone[0].explanation.is_empty(), "what goes is said in words");
    let [changed] = reading.changed.as_slice() else { panic!("{:?}", reading.changed) };
    let cells: Vec<_> = changed.cells.iter().map(|cell| [&*cell.column, &*cell.before, &*cell.after]).collect();
    assert_eq!(cells, [["needs", "housing", "housing income"], ["urgency", "critical", "urgent"]]);
    assert_eq!(usecase::rules_show(&app, &()).unwrap().set, before);
    let set = publish(&app, &reading).unwrap().set;
    assert_eq!(
        (set.origin, set.file.as_str(), set.member.as_str(), set.instead),
        (RulesOrigin::Own, "ours.csv", "M", None)
    );
    assert!(set.since.is_some());
    assert_eq!(publish(&app, &reading).unwrap_err().code, ErrorCode::RulesReadingGone, "it is taken in once");
}

#[test]
fn errors_are_said_by_cell_and_stop_the_whole_table_and_warnings_do_not() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let app = with_centre(folder.path());
    let wrong =
        otherwise("D001", |line| Some(line.replace(",critical,", ",now,").replace("${shelter_tonight}", "${shelter}")));
    let reading = read(&app, &file(out.path(), "ours.csv", wrong.as_bytes()));
    assert!(!reading.ok && reading.version.is_none() && reading.changed.is_empty());
    let said: Vec<_> =
        reading.problems.iter().map(|each| (each.cell.clone().unwrap(), each.rules.unwrap().0)).collect();
    assert_eq!(
        said,
        [("C2".to_owned(), RuleProblemCode::QuestionUnknown), ("F2".to_owned(), RuleProblemCode::WordUnknown)]
    );
    assert!(reading.problems[0].around.as_ref().unwrap().rows.iter().any(|row| row.cells.contains(&"D001".to_owned())));
    assert_eq!(publish(&app, &reading).unwrap_err().code, ErrorCode::RulesReadingGone);
    let odd = otherwise("D002", |line| Some(line.replace("'no'", "'never'")));
    let reading = read(&app, &file(out.path(), "odd.csv", odd.as_bytes()));
    assert_eq!((reading.ok, reading.errors, reading.warnings), (true, 0, 2), "{:?}", reading.problems);
    assert_eq!(
        reading.problems[0].rules.unwrap().0,
        RuleProblemCode::UrgentOtherwise,
        "what is critical is told first"
    );
    assert_eq!(publish(&app, &reading).unwrap().set.origin, RulesOrigin::Own);
}

#[test]
fn a_table_without_what_protects_somebody_is_not_taken_in_and_not_asked_where_another_hand_put_it() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let app = with_centre(folder.path());
    let unsafe_table = otherwise("D108", |_| None);
    let reading = read(&app, &file(out.path(), "ours.csv", unsafe_table.as_bytes()));
    assert!(!reading.ok);
    assert_eq!(reading.problems[0].rules.unwrap().0, RuleProblemCode::StopsMissing);
    for table in [unsafe_table.as_bytes(), b"made by a newer Pana", b"", &[0xff, 0xfe, 0x00]] {
        let source = RulesSource { table, file: "theirs.csv", rules: 7 };
        app.desk(|desk, now| Ok(desk.store.rules_publish(&source, now)?)).unwrap();
        let view = usecase::rules_show(&app, &()).unwrap();
        assert_eq!((view.set.origin, view.set.instead), (RulesOrigin::Shipped, Some(RulesInstead::Unusable)));
        assert_eq!(view.set.file, "theirs.csv", "whose table it is that cannot be used is said");
        let case = without_a_roof(&app);
        let needs = needs(&app, case);
        assert!(has(&needs, "D001"), "the rules that ship are asked");
        assert_eq!(needs.set, view.set, "and where needs are shown it is said");
    }
}

#[test]
fn needs_follow_the_rules_in_force_and_a_decision_keeps_the_version_by_which_it_was_made() {
    let folder = tempfile::tempdir().unwrap();
    let app = with_centre(folder.path());
    let case = without_a_roof(&app);
    let before = needs(&app, case);
    assert!(has(&before, "D001"));
    let decision = Some(Word(Decision::Accepted));
    let need = "housing".to_owned();
    let request = NeedDecideRequest { case, need, decision, reason: None, words: String::new(), urgency: None };
    usecase::need_decide(&app, &request).unwrap();
    take_in(&app, &otherwise("D001", |_| None));
    let after = needs(&app, case);
    assert!(!has(&after, "D001"));
    assert_ne!(after.rules, before.rules);
    assert_eq!(after.set.version, after.rules);
    let housing = after.needs.iter().find(|need| need.code == "housing").unwrap();
    assert_eq!(housing.decided[0].rule_set.as_ref(), Some(&before.rules), "it was decided by the rules of then");
    app.desk(|desk, _| {
        let decided = desk.store.case_file(Stream::Centre, case.0)?.needs();
        assert!(decided["housing"].settled().unwrap().rules.contains(&"D001".to_owned()));
        Ok(())
    })
    .unwrap();
    // The way back is looked through and said like any other change.
    let reading = usecase::rules_read(&app, &RulesReadRequest { path: None }).unwrap();
    assert_eq!((reading.origin, reading.added.len(), reading.same), (RulesOrigin::Shipped, 1, false));
    let set = publish(&app, &reading).unwrap().set;
    assert_eq!(
        (set.origin, set.version.as_ref(), set.member.as_str()),
        (RulesOrigin::Shipped, before.rules.as_str(), "M")
    );
    assert!(set.since.is_some(), "that somebody went back is known");
    assert!(has(&needs(&app, case), "D001"));
}

#[test]
fn what_was_decided_by_a_rule_that_is_asked_no_more_stays_out_of_strangers_sight() {
    let folder = tempfile::tempdir().unwrap();
    let app = with_centre(folder.path());
    let case = without_a_roof(&app);
    let need = needs(&app, case).others[0].code.clone();
    let row = |view: &NeedsView| view.needs.iter().find(|row| row.code == need).cloned().unwrap();
    let own =
        format!("K001,intake,${{shelter_tonight}} = 'no',any,{need},low,,individual,territorial,self,,,,yes,а,a,а,T");
    take_in(&app, &format!("{}{own}\n", shipped()));
    assert!(row(&needs(&app, case)).apart);
    let (decision, need_code) = (Some(Word(Decision::Accepted)), need.clone());
    let request =
        NeedDecideRequest { case, need: need_code, decision, reason: None, words: String::new(), urgency: None };
    usecase::need_decide(&app, &request).unwrap();
    let reading = usecase::rules_read(&app, &RulesReadRequest { path: None }).unwrap();
    publish(&app, &reading).unwrap();
    let row = row(&needs(&app, case));
    assert_eq!((row.decided.len(), row.rules.len(), row.apart), (1, 0, true));
}

#[test]
fn what_was_decided_under_an_older_table_stays_apart_and_readable_after_a_newer_one_names_it_in_the_clear() {
    let folder = tempfile::tempdir().unwrap();
    let app = with_centre(folder.path());
    let case = without_a_roof(&app);
    let need = needs(&app, case).others[0].code.clone();
    let row = |view: &NeedsView| view.needs.iter().find(|row| row.code == need).cloned().unwrap();
    let own = |id: &str, apart: &str| {
        let (condition, rest) = ("${shelter_tonight} = 'no'", "low,,individual,territorial,self,,,");
        format!("{}{id},intake,{condition},any,{need},{rest},{apart},а,a,а,T\n", shipped())
    };
    take_in(&app, &own("K001", "yes"));
    let then = needs(&app, case).rules;
    let (decision, words) = (Some(Word(Decision::Accepted)), "оңаша айтылды".to_owned());
    let request = NeedDecideRequest { case, need: need.clone(), decision, reason: None, words, urgency: None };
    usecase::need_decide(&app, &request).unwrap();
    take_in(&app, &own("K002", ""));
    let now = needs(&app, case);
    assert_ne!(now.rules, then);
    let shown = row(&now);
    assert_eq!((shown.rules.as_slice(), shown.apart), (&["K002".to_owned()][..], true), "no stranger reads it");
    let [decided] = shown.decided.as_slice() else { panic!("{:?}", shown.decided) };
    assert_eq!((decided.words.as_str(), decided.member.as_str()), ("оңаша айтылды", "M"), "the two of them do");
    assert_eq!((decided.rule_set.as_ref(), decided.is_overtaken), (Some(&then), true), "by the rules of then");
    // What is decided anew rests on the table of now.
    usecase::need_decide(&app, &NeedDecideRequest { words: "анық".to_owned(), ..request }).unwrap();
    let shown = row(&needs(&app, case));
    assert_eq!((shown.apart, shown.decided.len(), shown.decided[0].is_overtaken), (false, 1, false));
}

#[test]
fn what_was_shown_is_not_taken_in_once_the_rules_have_changed() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let app = with_centre(folder.path());
    let path = file(out.path(), "ours.csv", otherwise("D001", |_| None).as_bytes());
    let reading = read(&app, &path);
    let table = otherwise("D002", |_| None);
    let source = RulesSource { table: table.as_bytes(), file: "theirs.csv", rules: 7 };
    app.desk(|desk, now| Ok(desk.store.rules_publish(&source, now)?)).unwrap();
    assert_eq!(publish(&app, &reading).unwrap_err().code, ErrorCode::RulesChanged);
    let in_force = app.desk(|desk, _| Ok(desk.store.rules().in_force().map(|said| said.what.clone()))).unwrap();
    assert!(matches!(in_force, Some(RuleChoice::Own(table)) if table.file == "theirs.csv"));
    assert!(publish(&app, &read(&app, &path)).is_ok(), "read again it is");
}

#[test]
fn rules_compare_with_what_older_versions_of_a_questionnaire_ask_too() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let app = with_centre(folder.path());
    let survey = out.path().join("intake-9");
    std::fs::create_dir(&survey).unwrap();
    std::fs::write(survey.join("survey.csv"), "type,name,label\ntext,family_name,Name\n").unwrap();
    std::fs::write(survey.join("settings.csv"), "form_id,form_title,version,opens_case\nintake,I,99,yes\n").unwrap();
    assert_eq!(crate::form_import(&app, &survey).unwrap().published.as_deref(), Some("99"));
    let reading = read(&app, &file(out.path(), "ours.csv", shipped().as_bytes()));
    assert!(reading.ok, "{:?}", reading.problems);
}

#[test]
fn hostile_files_are_told_and_take_nothing_in() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let app = with_centre(folder.path());
    let deep = otherwise("D001", |line| Some(line.replace("${shelter_tonight} = 'no'", &"(".repeat(20_000))));
    let head = shipped().lines().next().unwrap().to_owned();
    let many: String = (0..3_000).fold(head, |all, number| {
        format!("{all}\nX{number},intake,1 = 1,any,,low,,individual,territorial,self,,,,,a,b,c,")
    });
    let huge_cell = otherwise("D015", |line| Some(format!("{line}{}", "x".repeat(3 << 20))));
    let cases: [(&str, Vec<u8>); 8] = [
        ("deep.csv", deep.into_bytes()),
        ("many.csv", many.into_bytes()),
        ("huge.csv", huge_cell.into_bytes()),
        ("empty.csv", Vec::new()),
        ("nul.csv", vec![0; 4096]),
        ("not.xlsx", b"PK\x03\x04 no archive".to_vec()),
        ("quotes.csv", b"rule_id,form\n\"\"\"\"\"\"\"".to_vec()),
        ("entities.xml", b"<!DOCTYPE a [<!ENTITY b \"&b;&b;\">]><a>&b;</a>".to_vec()),
    ];
    for (name, bytes) in cases {
        let path = file(out.path(), name, &bytes);
        let reading = read(&app, &path);
        assert!(!reading.ok && reading.errors > 0, "{name}");
        assert_eq!(publish(&app, &reading).unwrap_err().code, ErrorCode::RulesReadingGone, "{name}");
    }
    let missing = RulesReadRequest { path: Some(out.path().join("nothing.csv").to_string_lossy().into_owned()) };
    assert_eq!(usecase::rules_read(&app, &missing).unwrap_err().code, ErrorCode::FileUnreadable);
    assert_eq!(usecase::rules_show(&app, &()).unwrap().set.origin, RulesOrigin::Shipped);
}
