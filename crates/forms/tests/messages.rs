//! What is said of a questionnaire: languages, texts that are missing, names, formulas.
#![allow(clippy::unwrap_used, reason = "tests")]

use pana_forms::workbook::Workbook;
use pana_forms::{Answer, Context, Problem, ProblemCode, Reading, Session, read};
use pana_model::Moment;

const SETTINGS: &str = "| settings | | |\n| | form_id | version |\n| | f | 1 |\n";

fn markdown(text: &str) -> Reading {
    let text = if text.contains("settings") { text.to_owned() } else { format!("{text}{SETTINGS}") };
    read(&Workbook::from_markdown("f.md", &text).unwrap())
}

/// Problems as `cell code`, with some of their variables.
fn said(reading: &Reading, args: &[&str]) -> Vec<String> {
    let one = |problem: &Problem| {
        let args = args.iter().filter_map(|name| problem.args.get(*name)).map(|text| format!(" {text}"));
        format!("{} {}{}", problem.cell.as_deref().unwrap_or("-"), problem.code, args.collect::<String>())
    };
    reading.problems.iter().map(one).collect()
}

fn tags(reading: &Reading) -> Vec<&str> {
    reading.form.as_ref().unwrap().languages().iter().map(|language| language.tag.as_str()).collect()
}

fn in_language(default: &str, header: &str, row: &str) -> Reading {
    markdown(&format!(
        "| survey | | | | |\n| | type | name | {header} |\n| | text | q | {row} |\n\
         | settings | | | |\n| | form_id | version | default_language |\n| | f | 1 | {default} |\n"
    ))
}

#[test]
fn a_default_language_without_a_column_is_named_and_not_offered() {
    let reading = in_language("Kazakh", "label::English | label::Қазақша", "Name | Атыңыз");
    assert_eq!(said(&reading, &["language", "languages"]), ["C2 default-language-unknown Kazakh English, Қазақша"]);
    assert_eq!(tags(&reading), ["english", "қазақша"]);
    // Columns without a language are in it.
    let reading = in_language("Kazakh", "label | label::English", "Атыңыз | Name");
    assert_eq!((said(&reading, &[]), tags(&reading)), (Vec::new(), vec!["kazakh", "english"]));
    // Columns without a language that say nothing are in none.
    let reading = in_language("Kazakh", "label | label::English", " | Name");
    assert_eq!(said(&reading, &[]), ["C2 default-language-unknown"]);
    // A tag means the column of its language.
    let reading = in_language("kk", "label::English (en) | label::Kazakh (kk)", "Name | Атыңыз");
    assert_eq!((said(&reading, &[]), tags(&reading)), (Vec::new(), vec!["kk", "en"]));
    // A questionnaire in one language, whatever it is called.
    let reading = in_language("Kazakh", "label", "Атыңыз");
    assert_eq!((said(&reading, &[]), tags(&reading)), (Vec::new(), vec!["kazakh"]));
}

#[test]
fn a_column_without_a_language_and_that_of_the_default_language_are_one() {
    let survey = "| survey | | | | | |\n| | type | name | label | label::Русский (ru) | label::Kazakh (kk) |\n\
        | | text | a | | | А |\n| | text | b | Б | | |\n| | text | c | | Ц | Ц |\n| | text | d | Д | Де | Д |\n\
        | settings | | | |\n| | form_id | version | default_language |\n| | f | 1 | Русский (ru) |\n";
    let reading = markdown(survey);
    assert_eq!(
        said(&reading, &["name", "language"]),
        ["D2 translation-missing a Русский (ru)", "E3 translation-missing b Kazakh (kk)"]
    );
    let form = reading.form.unwrap();
    let russian: Vec<_> = form.nodes().iter().map(|node| node.label.get("ru").map(String::as_str)).collect();
    assert_eq!(russian, [None, Some("Б"), Some("Ц"), Some("Де")]);
}

#[test]
fn a_dash_in_the_place_of_a_text_that_another_language_has_is_a_missing_text() {
    let survey = "| survey | | | | |\n| | type | name | label::Kazakh (kk) | label::Русский (ru) |\n\
        | | text | a | Атыңыз | - |\n| | text | b | - | Имя |\n| | text | c | - | - |\n";
    let reading = markdown(survey);
    assert_eq!(said(&reading, &["name"]), ["C3 translation-missing b", "D2 translation-missing a"]);
    let form = reading.form.unwrap();
    let texts: Vec<Vec<&str>> =
        form.nodes().iter().map(|node| node.label.values().map(String::as_str).collect()).collect();
    assert_eq!(texts, [vec!["Атыңыз"], vec!["Имя"], vec!["-", "-"]], "a dash that is a text stays");
}

#[test]
fn a_formula_that_cannot_be_read_is_named_and_not_what_stands_at_its_place() {
    let survey = "| survey | | | | |\n| | type | name | label | calculation |\n| | integer | num | N | |\n\
        | | calculate | c | | if(${num}<1,0,1 |\n| | calculate | d | | selected(${num} 'no') |\n";
    assert_eq!(
        said(&markdown(survey), &["formula", "position"]),
        ["D3 expression-syntax if(${num}<1,0,1 16", "D4 expression-syntax selected(${num} 'no') 17"]
    );
    // In a filter too; of a long one the part around the place.
    let filter = format!("name = 'a' and {} name = 'b' name", "name != 'c' and ".repeat(20));
    let survey = format!(
        "| survey | | | | |\n| | type | name | label | choice_filter |\n| | select_one l | q | Q | {filter} |\n\
         | choices | | | |\n| | list_name | name | label |\n| | l | a | A |\n"
    );
    let reading = markdown(&survey);
    let formula = &reading.problems[0].args["formula"];
    assert!(formula.starts_with('…') && formula.ends_with("name = 'b' name"), "{formula}");
    assert!(formula.chars().count() < 130, "{formula}");
}

#[test]
fn names_that_are_the_same_are_never_said_to_differ_in_capitals() {
    let repeat =
        |name: &str| format!("| | begin repeat | {name} | R |\n| | text | t_{name} | T |\n| | end repeat | | |\n");
    let survey = |rows: &str| markdown(&format!("| survey | | | |\n| | type | name | label |\n{rows}"));
    assert_eq!(said(&survey(&repeat("f")), &["name"]), ["B2 name-of-form f"]);
    let twice = format!("| | begin group | g | G |\n{}| | end group | | |\n{}", repeat("r"), repeat("r"));
    assert_eq!(said(&survey(&twice), &["name", "other"]), ["B3 repeat-twice r B7", "B7 repeat-twice r B3"]);
    let similar = "| | text | town | T |\n| | text | Town | T |\n";
    assert_eq!(said(&survey(similar), &["name", "other"]), ["B3 name-similar Town town"]);
}

#[test]
fn an_age_by_dividing_days_is_warned_of() {
    let survey = |formula: &str| {
        let text = format!(
            "| survey | | | | |\n| | type | name | label | calculation |\n| | date | born | B | |\n\
             | | calculate | age | | {formula} |\n"
        );
        said(&markdown(&text), &["value"])
    };
    assert_eq!(survey("int((today() - ${born}) div 365.25)"), ["D3 year-by-division 365.25"]);
    let whole = "int((number(format-date(today(), '%Y%m%d')) - number(format-date(${born}, '%Y%m%d'))) div 10000)";
    assert_eq!(survey(whole), Vec::<String>::new());
}

fn session(reading: Reading) -> Session {
    let now = Moment::from_unix_ms(1_767_590_000_000).unwrap();
    let context = Context { now, properties: Default::default(), last_saved: Default::default(), seed: 1 };
    Session::new(reading.form.unwrap(), context)
}

#[test]
fn a_group_that_reads_a_question_of_its_own_sees_it_as_if_it_were_asked() {
    let survey = "| survey | | | | |\n| | type | name | label | relevant |\n\
        | | begin group | g | G | ./source = 'user' or ${source} = 'other' |\n| | text | source | S | |\n\
        | | text | who | Who? | |\n| | end group | | | |\n| | text | q | Q | |\n";
    let reading = markdown(survey);
    assert_eq!(said(&reading, &["name", "other"]), ["D2 group-asks-inside g source"]);
    let mut session = session(reading);
    let asked = |session: &Session| session.state("/f/g/who").is_some_and(|state| state.relevant);
    assert!(!asked(&session));
    for (answer, expected) in [("user", true), ("x", false), ("other", true), ("", false), ("user", true)] {
        session.set("/f/g/source", Answer::from_text(answer)).unwrap();
        assert_eq!(asked(&session), expected, "{answer}");
    }
}

#[test]
fn a_question_or_a_repeat_that_waits_for_itself_is_still_a_circle() {
    let question = "| survey | | | | |\n| | type | name | label | relevant |\n| | text | q | Q | ${q} = 'x' |\n";
    let repeat = "| survey | | | | |\n| | type | name | label | relevant |\n| | begin repeat | r | R | ${t} = 'x' |\n\
        | | text | t | T | |\n| | end repeat | | | |\n";
    for survey in [question, repeat] {
        assert!(markdown(survey).problems.iter().any(|one| one.code == ProblemCode::Cycle), "{survey}");
    }
}

#[test]
fn a_questionnaire_without_a_version_is_known_by_its_content() {
    let version = |label: &str, settings: &str| {
        let survey = format!("| survey | | | |\n| | type | name | label |\n| | text | q | {label} |\n{settings}");
        markdown(&survey).form.unwrap().version().to_owned()
    };
    let none = "| settings | |\n| | form_id |\n| | f |\n";
    assert_eq!(version("Q", SETTINGS), "1");
    assert_eq!(version("Q", none).len(), 8);
    assert_eq!(version("Q", none), version("Q", none));
    assert_ne!(version("Q", none), version("Q?", none), "the next edit is another version");
}

#[test]
fn a_date_in_a_question_is_said_in_the_language_in_which_it_is_read() {
    let survey = "| survey | | | | | |\n| | type | name | label::Kazakh (kk) | label::Русский (ru) | calculation |\n\
        | | date | born | Күні | День | |\n| | calculate | said | | | format-date(${born}, '%e %B') |\n\
        | | note | n | ${said}, %B | ${said} | |\n";
    let mut session = session(markdown(survey));
    session.set("/f/born", Answer::from_text("1994-05-03")).unwrap();
    let said = |session: &Session| session.state("/f/said").unwrap().answer;
    assert_eq!(said(&session), Answer::from_text("3 мамыр"));
    session.set_language("ru");
    assert_eq!(said(&session), Answer::from_text("3 мая"));
}

#[test]
fn the_space_after_a_reference_stays() {
    let survey = "| survey | | | |\n| | type | name | label |\n| | text | who | Who |\n\
        | | text | q | ${who} is the head |\n";
    let mut session = session(markdown(survey));
    session.set("/f/who", Answer::from_text("Asel")).unwrap();
    assert_eq!(session.state("/f/q").unwrap().label.unwrap()["default"], "Asel is the head");
}
