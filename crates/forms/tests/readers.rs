//! Workbooks as people make them: blanks that nobody sees, other separators, values that a file does not hold.
#![allow(clippy::unwrap_used, reason = "tests")]

use pana_forms::workbook::Workbook;
use pana_forms::{Answer, Context, Form, Problem, ProblemCode, Reading, Role, Session, read};
use pana_model::Moment;
use rust_xlsxwriter::{Format, Formula};

const SETTINGS: &str = "| settings | | |\n| | form_id | version |\n| | f | 1 |\n";

fn markdown(text: &str) -> Reading {
    let text = if text.contains("settings") { text.to_owned() } else { format!("{text}{SETTINGS}") };
    read(&Workbook::from_markdown("f.md", &text).unwrap())
}

/// A sheet by name, and what writes into it.
type Written<'a> = (&'a str, &'a dyn Fn(&mut rust_xlsxwriter::Worksheet));

fn xlsx(sheets: &[Written<'_>]) -> Workbook {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, write) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        write(sheet);
    }
    Workbook::from_xlsx("f.xlsx", &book.save_to_buffer().unwrap()).unwrap()
}

fn rows(sheet: &mut rust_xlsxwriter::Worksheet, rows: &[&[&str]]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
}

/// Problems as `sheet!cell code`.
fn said(problems: &[Problem]) -> Vec<String> {
    let cell = |one: &Problem| one.cell.clone().unwrap_or_else(|| "-".to_owned());
    problems.iter().map(|one| format!("{}!{} {}", one.sheet, cell(one), one.code)).collect()
}

fn languages(form: &Form) -> Vec<&str> {
    form.languages().iter().map(|language| language.name.as_str()).collect()
}

#[test]
fn a_no_break_space_is_a_space_in_every_cell_and_blanks_around_headers_and_names_are_none() {
    let survey: &[&[&str]] = &[
        &["\u{a0}type ", " Name", "label\u{a0}::\u{a0}English\u{a0}(en)", "relevant"],
        &["select_one\u{a0}yn", "ok\u{a0}", "Do you\u{a0}agree?", ""],
        &["text", "why", "Why not?", "${ok}\u{a0}=\u{a0}'no'"],
    ];
    let choices: &[&[&str]] = &[&["list\u{a0}name", "name", "label"], &["yn\u{a0}", "no\u{a0}", "No"]];
    let workbook = xlsx(&[
        (" Survey\u{a0}", &|sheet| rows(sheet, survey)),
        ("CHOICES ", &|sheet| rows(sheet, choices)),
        ("Settings", &|sheet| rows(sheet, &[&["form_id", "version"], &["f", "1"]])),
    ]);
    let reading = read(&workbook);
    let form = reading.form.unwrap();
    assert_eq!(said(&reading.problems), Vec::<String>::new());
    assert_eq!(languages(&form), ["English (en)"]);
    assert_eq!(form.nodes()[0].label["en"], "Do you agree?");
    assert_eq!(&*form.choices("yn").unwrap()[0].name, "no");
    // What is kept is what was written: the hash of a questionnaire that is asked already stays what it was.
    assert!(pana_forms::to_csv(&form).iter().any(|(_, csv)| String::from_utf8_lossy(csv).contains('\u{a0}')));
}

#[test]
fn the_sheet_of_external_choices_may_be_written_with_a_blank() {
    let survey = "| survey | | | | |\n| | type | name | label | choice_filter |\n\
                  | | select_one_external dis | d | D | |\n| External Choices | | | |\n\
                  | | list_name | name | label |\n| | dis | a | A |\n";
    assert_eq!(said(&markdown(survey).problems), Vec::<String>::new());
}

#[test]
fn columns_that_write_a_language_with_other_blanks_are_in_one_language() {
    let survey = "| survey | | | | | | |\n\
         | | type | name | label::English (en) | hint:: English (en) | constraint | constraint_message::  English   (en)  |\n\
         | | integer | age | Age | In years | . < 130 | Too old |\n";
    let reading = markdown(survey);
    let form = reading.form.unwrap();
    assert_eq!((said(&reading.problems), languages(&form)), (Vec::new(), vec!["English (en)"]));
    let age = &form.nodes()[0];
    assert_eq!((age.hint["en"].as_str(), age.constraint_message["en"].as_str()), ("In years", "Too old"));
    // Without a code, too.
    let survey =
        "| survey | | | | |\n| | type | name | label::Dari  East | hint:: dari East |\n| | text | a | A | H |\n";
    assert_eq!(languages(&markdown(survey).form.unwrap()).len(), 1);
}

#[test]
fn csv_sheets_are_read_with_semicolons_and_with_tabs() {
    for separator in [",", ";", "\t"] {
        let survey = "\u{feff}type|name|label\ninteger|age|Жасыңыз?\nselect_one yn|ok|\"Жарай ма, иә; жоқ?\"\n";
        let choices = "list_name|name|label\nyn|yes|Иә\nyn|no|Жоқ\n";
        let sheets = [("survey", survey), ("choices", choices), ("settings", "form_id|version\nc|1\n")];
        let sheets = sheets.map(|(name, text)| (name, text.replace('|', separator)));
        let sheets: Vec<(&str, &[u8])> = sheets.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
        let reading = read(&Workbook::from_csv("c", &sheets).unwrap());
        let form = reading.form.unwrap();
        assert_eq!(said(&reading.problems), Vec::<String>::new(), "{separator:?}");
        assert_eq!(form.nodes()[1].label["default"], "Жарай ма, иә; жоқ?");
        assert_eq!(form.choices("yn").unwrap().len(), 2);
    }
}

#[test]
fn the_separator_is_named_where_a_csv_sheet_cannot_be_read() {
    // As a spreadsheet of another code page writes it.
    let sheets: [(&str, &[u8]); 1] = [("survey", b"type;name;label\ntext;a;\xc0\n")];
    let problems = Workbook::from_csv("f", &sheets).unwrap_err();
    let args = ["line", "separator"].map(|name| problems[0].args[name].as_str());
    assert_eq!((problems[0].code, args), (ProblemCode::CsvUnreadable, ["2", "semicolon"]));
}

#[test]
fn sheets_that_were_kept_are_read_by_commas_whatever_stands_in_their_first_cell() {
    let kept: [(&str, &[u8]); 1] = [("survey", b"a;b,c\n1,2\n")];
    let workbook = Workbook::from_own_csv("f", &kept).unwrap();
    assert_eq!(workbook.sheets[0].rows[0].cells.len(), 2);
}

/// Sheets with a text of several looks, a formula, and numbers with formats.
fn looks() -> Workbook {
    let survey = |sheet: &mut rust_xlsxwriter::Worksheet| {
        rows(sheet, &[&["type", "name", "label"], &["select_one l", "q"], &["note", "n"], &["note", "m"]]);
        let (bold, plain) = (Format::new().set_bold(), Format::new());
        sheet.write_rich_string(1, 2, &[(&plain, "What "), (&bold, "exactly"), (&plain, " is it?")]).unwrap();
        sheet.write_formula(2, 2, Formula::new("1+1").set_result("2")).unwrap();
        sheet.write_formula(3, 2, Formula::new("\"\"").set_result("")).unwrap();
    };
    let choices = |sheet: &mut rust_xlsxwriter::Worksheet| {
        rows(sheet, &[&["list_name", "name", "label"], &["l", "", "Bond"], &["l", "", "Other"], &["l", "", "More"]]);
        let zeros = Format::new().set_num_format("000");
        sheet.write_number_with_format(1, 1, 7, &zeros).unwrap();
        sheet.write_number_with_format(2, 1, 1234, &zeros).unwrap();
        sheet.write_number(3, 1, 101.0).unwrap();
    };
    let settings = |sheet: &mut rust_xlsxwriter::Worksheet| rows(sheet, &[&["form_id", "version"], &["f", "1"]]);
    let other = |sheet: &mut rust_xlsxwriter::Worksheet| {
        sheet.write_number_with_format(0, 0, 7, &Format::new().set_num_format("000")).unwrap();
    };
    xlsx(&[("survey", &survey), ("choices", &choices), ("settings", &settings), ("my notes", &other)])
}

#[test]
fn a_text_of_several_looks_is_read_whole() {
    assert_eq!(looks().sheets[0].rows[1].text(2), "What exactly is it?");
}

#[test]
fn a_number_whose_format_shows_zeros_is_named_with_what_it_holds() {
    let reading = read(&looks());
    let zeros: Vec<&Problem> = reading.problems.iter().filter(|one| one.code == ProblemCode::ZerosShown).collect();
    let [found] = zeros[..] else { panic!("{:?}", reading.problems) };
    assert_eq!(
        (found.sheet.as_str(), found.cell.as_deref()),
        ("choices", Some("B2")),
        "other sheets are nobody's matter"
    );
    assert_eq!(["shown", "value"].map(|name| found.args[name].as_str()), ["007", "7"]);
    let form = reading.form.unwrap();
    let names: Vec<&str> = form.choices("l").unwrap().iter().map(|choice| &*choice.name).collect();
    assert_eq!(names, ["7", "1234", "101"]);
}

/// The case of another tool's users, where it is at hand.
fn case(path: &str) -> Option<Vec<u8>> {
    let cases = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases/forms");
    std::fs::read(cases.join(path)).ok()
}

#[test]
fn a_formula_whose_value_is_not_stored_is_an_empty_cell_and_is_named() {
    // What computes as nothing, and what has its value, is no matter.
    assert!(!looks().remarks.iter().any(|one| one.code == ProblemCode::FormulaUnsaid));
    let Some(bytes) = case("21-nbsp-and-headers/c21.xlsx") else { return };
    let reading = read(&Workbook::from_xlsx("c21.xlsx", &bytes).unwrap());
    let found = said(&reading.problems);
    assert_eq!(
        found.iter().filter(|one| one.ends_with("formula-unsaid")).collect::<Vec<_>>(),
        ["survey !C5 formula-unsaid", "survey !C6 formula-unsaid"]
    );
    assert!(reading.form.is_some());
}

#[test]
fn an_old_workbook_that_claims_a_million_rows_is_read() {
    let Some(bytes) = case("B1-xls-claims-many-rows/cb1.xls") else { return };
    assert!(read(&Workbook::from_file("cb1.xls", &bytes).unwrap()).form.is_some());
}

#[test]
fn a_note_is_no_question_in_an_xform_either() {
    let binds = [
        ("note", "readonly=\"true()\" type=\"string\"", Role::Note),
        ("asked", "type=\"string\"", Role::Question),
        ("shown", "readonly=\"true()\" type=\"string\" calculate=\"1 + 1\"", Role::Question),
        ("closed", "readonly=\"/data/asked = 'x'\" type=\"string\"", Role::Question),
        ("number", "readonly=\"true()\" type=\"int\"", Role::Question),
        ("filled", "readonly=\"true()\" type=\"string\"", Role::Question),
    ];
    let node = |(name, ..): &(&str, &str, Role)| match *name {
        "filled" => "<filled>x</filled>".to_owned(),
        name => format!("<{name}/>"),
    };
    let bind = |(name, says, _): &(&str, &str, Role)| format!("<bind nodeset=\"/data/{name}\" {says}/>");
    let control = |(name, ..): &(&str, &str, Role)| format!("<input ref=\"/data/{name}\"><label>L</label></input>");
    let all = |part: &dyn Fn(&(&str, &str, Role)) -> String| binds.iter().map(part).collect::<String>();
    let xform = format!(
        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head><model>\
         <instance><data id=\"f\">{}</data></instance>{}</model></h:head><h:body>{}</h:body></h:html>",
        all(&node),
        all(&bind),
        all(&control)
    );
    let form = read(&Workbook::from_xform("f.xml", &xform).unwrap()).form.unwrap();
    for (node, (name, _, role)) in form.nodes().iter().zip(binds) {
        assert_eq!((node.name.as_str(), node.role), (name, role));
    }
}

#[test]
fn a_text_that_an_xform_has_once_is_in_all_its_languages() {
    let text = |language: &str, label: &str| {
        format!("<translation lang=\"{language}\"><text id=\"q\"><value>{label}</value></text></translation>")
    };
    let xform = format!(
        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head><model>\
         <itext>{}{}</itext><instance><data id=\"f\"><q/></data></instance>\
         <instance id=\"l\"><root><item><name>a</name><label>A</label></item></root></instance></model></h:head><h:body>\
         <select1 ref=\"/data/q\"><label ref=\"jr:itext('q')\"/>\
         <itemset nodeset=\"instance('l')/root/item\"><value ref=\"name\"/><label ref=\"label\"/></itemset></select1>\
         </h:body></h:html>",
        text("English (en)", "Question"),
        text("Kazakh (kk)", "Сұрақ")
    );
    let form = read(&Workbook::from_xform("f.xml", &xform).unwrap()).form.unwrap();
    let labels: Vec<&str> = form.choices("l").unwrap()[0].label.iter().map(|(_, text)| text).collect();
    assert_eq!(labels, ["A", "A"]);
}

/// A form whose only question has this label.
fn labelled(label: &str) -> Reading {
    let xform = format!(
        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head><model>\
         <instance><data id=\"f\"><n/><q/></data></instance><bind nodeset=\"/data/n\" type=\"int\"/>\
         <instance id=\"l\"><root><item><name>1</name><label>One</label></item><item><name>2</name>\
         <label>Two</label></item></root></instance></model></h:head><h:body>\
         <input ref=\"/data/n\"><label>N</label></input><input ref=\"/data/q\"><label>{label}</label></input>\
         </h:body></h:html>"
    );
    read(&Workbook::from_xform("f.xml", &xform).unwrap())
}

#[test]
fn a_formula_in_the_text_of_an_xform_is_read_however_often_its_signs_were_written_out() {
    for less in ["&lt;", "&amp;lt;"] {
        let filter = format!("[name {less} /data/n and label != &quot;A{}B&quot;]", less.replace("lt", "amp"));
        let form = labelled(&format!("It is <output value=\"instance('l')/root/item{filter}/label\"/>.")).form;
        let context = Context {
            now: Moment::parse("2026-01-15T10:30:00+05:00").unwrap(),
            properties: Default::default(),
            last_saved: Default::default(),
            seed: 1,
        };
        let mut session = Session::new(form.unwrap(), context);
        session.set("/data/n", Answer::from_text("2")).unwrap();
        let label = session.state("/data/q").unwrap().label.unwrap();
        assert_eq!(label.values().next().map(String::as_str), Some("It is One."), "{less}");
    }
}

#[test]
fn a_formula_in_a_text_that_nobody_can_read_is_text_in_an_xform_as_in_a_sheet() {
    let formula = "instance('l')/root/item[name <> 1]/label";
    let written = formula.replace('<', "&amp;lt;").replace('>', "&amp;gt;");
    let theirs = labelled(&format!("It is <output value=\"{written}\"/>."));
    let survey = format!("| survey | | | |\n| | type | name | label |\n| | text | q | It is {formula}. |\n");
    let ours = markdown(&survey);
    let label = |reading: &Reading| {
        let form = reading.form.as_ref().unwrap();
        form.nodes().iter().find(|node| node.name == "q").unwrap().label.values().next().unwrap().clone()
    };
    assert_eq!(label(&theirs), label(&ours));
    assert_eq!(label(&ours), format!("It is {formula}."));
    let kept = labelled("<output value=\"concat('&amp;lt;', /data/n)\"/>");
    assert_eq!(label(&kept), "${concat('&lt;', /data/n)}", "what can be read is read as it is");
}
