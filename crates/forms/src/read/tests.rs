use crate::workbook::Workbook;
use crate::{Kind, QuestionType, Reading, Role, Severity, read};

fn reading(survey: &str, choices: &str) -> Reading {
    let sheets = [("survey", survey.as_bytes()), ("choices", choices.as_bytes()), ("settings", &b"form_id\nf\n"[..])];
    read(&Workbook::from_csv("f", &sheets).unwrap())
}

const LIST: &str = "list_name,name,label\nyn,yes,Yes\nyn,no,No\n";

/// The problems as `cell code`.
fn check(survey: &str, choices: &str, expected: &[&str]) {
    let reading = reading(survey, choices);
    let found: Vec<String> = reading
        .problems
        .iter()
        .map(|problem| format!("{}!{} {}", problem.sheet, problem.cell.as_deref().unwrap_or("-"), problem.code))
        .collect();
    assert_eq!(found, expected, "{survey}");
    let failed = reading.problems.iter().any(|problem| problem.severity == Severity::Error);
    assert_eq!(reading.form.is_none(), failed, "an error and only an error keeps the form back");
}

#[test]
fn every_mistake_is_named_by_its_cell_and_all_at_once() {
    check(
        "type,name,label,relevant,constraint,calculation\ntext,a b,A,,,\nwhat,c,C,,,\nselect_one none,d,D,,,\ntext,e,E,${zz} = 1,,\ninteger,f,F,,. >,\ncalculate,g,,,,foo(1)\ncalculate,h,,,,round()\ntext,i,I,,\"regex(., '[')\",\n,j,J,,,\n",
        LIST,
        &[
            "survey!B2 name-invalid",
            "survey!A3 type-unknown",
            "survey!A4 list-unknown",
            "survey!A10 type-missing",
            "survey!D5 reference-unknown",
            "survey!E6 expression-syntax",
            "survey!F7 function-unknown",
            "survey!F8 function-arguments",
            "survey!E9 regex-invalid",
        ],
    );
}

#[test]
fn wrong_columns_are_named() {
    check("kind,title\ntext,a\n", LIST, &["survey!A1 column-missing", "survey!A1 column-missing"]);
    check("type,name,label,colour\ntext,a,A,red\n", LIST, &["survey!D1 column-unknown"]);
    check("type,name,label,relevant,relevance\ntext,a,A,,\n", LIST, &["survey!E1 column-twice"]);
    check("type,name,label\ntext,a,A\n", "list,label\nyn,Yes\n", &["choices!A1 column-missing"]);
}

#[test]
fn a_refusal_can_only_be_recorded_as_an_answer_that_is_offered() {
    let survey = "type,name,label,declined_as\nselect_one yn,a,A,no\nselect_one yn,b,B,maybe\ntext,c,C,no\n";
    check(survey, LIST, &["survey!D3 default-invalid", "survey!D4 default-invalid"]);
}

#[test]
fn calculations_that_wait_for_each_other_are_named_with_their_cells() {
    let survey = "type,name,label,calculation,relevant\ncalculate,a,,${b} + 1,\ncalculate,b,,${c} + 1,\ncalculate,c,,${a} + 1,\ntext,d,D,,${d} = 1\n";
    let reading = reading(survey, LIST);
    let circles: Vec<(&str, &str)> =
        reading.problems.iter().map(|problem| (problem.code.as_str(), problem.args["cells"].as_str())).collect();
    assert_eq!(circles, [("cycle", "D2, D3, D4"), ("cycle", "E5")].map(|(code, cells)| (code, cells)));
    assert!(reading.form.is_none());
}

#[test]
fn a_circle_through_another_instance_is_none() {
    check(
        "type,name,label,calculation\nbegin_repeat,r,R,\ninteger,x,X,\ncalculate,sum,,\"${x} + coalesce(indexed-repeat(${sum}, ${r}, position(..) - 1), 0)\"\nend_repeat,,,\n",
        LIST,
        &[],
    );
}

#[test]
fn groups_left_open_and_ends_too_many_are_named() {
    check("type,name,label\nbegin_group,g,G\ntext,a,A\n", LIST, &["survey!A2 group-open"]);
    check("type,name,label\ntext,a,A\nend_repeat,,\n", LIST, &["survey!A3 group-unmatched"]);
}

#[test]
fn names_and_choices_that_stand_twice_are_named() {
    check("type,name,label\ntext,a,A\ntext,a,B\ntext,A,C\n", LIST, &["survey!B3 name-twice", "survey!B4 name-similar"]);
    check(
        "type,name,label\nselect_one yn,a,A\n",
        "list_name,name,label\nyn,yes,Yes\nyn,yes,Yes\n",
        &["choices!B3 choice-twice"],
    );
    check(
        "type,name,label\nselect_multiple yn,a,A\n",
        "list_name,name,label\nyn,y es,Yes\n",
        &["survey!A2 choice-space"],
    );
}

#[test]
fn types_that_are_not_supported_are_named_and_what_refers_to_them_is_read() {
    check(
        "type,name,label,relevant\nbackground-audio,sound,,\ntext,a,A,${sound} != ''\n",
        LIST,
        &["survey!A2 type-unsupported"],
    );
}

#[test]
fn a_file_is_asked_for_and_its_name_is_what_formulas_read() {
    let survey = "type,name,label,relevant,required\nimage,photo,Photo,,yes\ntext,a,A,${photo} != '',\n";
    check(survey, LIST, &[]);
    for (written, question_type) in [
        ("image", QuestionType::Image),
        ("audio", QuestionType::Audio),
        ("video", QuestionType::Video),
        ("file", QuestionType::File),
    ] {
        let form = reading(&survey.replace("image", written), LIST).form.unwrap();
        let node = &form.nodes()[0];
        assert_eq!((node.role, node.question_type, node.kind()), (Role::Question, question_type, Some(Kind::Open)));
        assert!(question_type.is_file());
    }
}

#[test]
fn five_thousand_rows_are_read() {
    let mut survey = "type,name,label,relevant\n".to_owned();
    for row in 0..5000 {
        let relevant = if row > 0 { format!("${{q{}}} != ''", row - 1) } else { String::new() };
        survey.push_str(&format!("text,q{row},Q {row},{relevant}\n"));
    }
    let reading = reading(&survey, LIST);
    assert!(reading.problems.is_empty());
    assert_eq!(reading.form.unwrap().nodes().len(), 5000);
}

#[test]
fn an_expression_nested_out_of_reason_is_refused_and_a_long_one_is_not() {
    let deep = format!("{}1{}", "(".repeat(5000), ")".repeat(5000));
    check(&format!("type,name,label,calculation\ncalculate,a,,{deep}\n"), LIST, &["survey!D2 expression-too-large"]);
    let long = format!("1{}", "+1".repeat(5000));
    check(&format!("type,name,label,calculation\ncalculate,a,,{long}\n"), LIST, &[]);
}

#[test]
fn a_text_for_the_choice_other_belongs_to_its_question() {
    let survey = "type,name,label,relevant\nselect_one l,a,A,\ntext,a_other,Which?,${a} = 'other'\nselect_one yn or_other,b,B,\ninteger,c,C,\n";
    let form = reading(survey, "list_name,name,label\nl,x,X\nl,other,Other\nyn,yes,Yes\n").form.unwrap();
    let kinds: Vec<_> =
        form.nodes().iter().map(|node| (node.name.as_str(), node.kind(), node.other_of.map(|of| of.index()))).collect();
    assert_eq!(
        kinds,
        [
            ("a", Some(Kind::SemiClosed), None),
            ("a_other", None, Some(0)),
            ("b", Some(Kind::SemiClosed), None),
            ("b_other", None, Some(2)),
            ("c", Some(Kind::Closed), None),
        ]
    );
    assert_eq!(form.kind(), Kind::SemiClosed);
    assert_eq!(form.choices("yn").unwrap().last().unwrap().name, "other");
}

#[test]
fn languages_are_the_same_however_they_are_written() {
    let survey =
        "type,name,label::English (en),label::Kazakh (kk),hint::english(en),why::Kazakh (kk)\ntext,a,A,Ә,H,Себебі\n";
    let sheets = [("survey", survey.as_bytes()), ("settings", &b"form_id,default_language\nf,Kazakh (kk)\n"[..])];
    let form = read(&Workbook::from_csv("f", &sheets).unwrap()).form.unwrap();
    let tags: Vec<&str> = form.languages().iter().map(|language| language.tag.as_str()).collect();
    assert_eq!(tags, ["kk", "en"], "the default language is the first");
    let node = &form.nodes()[0];
    assert_eq!((node.hint["en"].as_str(), node.why["kk"].as_str(), node.role), ("H", "Себебі", Role::Question));
}

#[test]
fn a_workbook_without_a_survey_says_so() {
    let reading = read(&Workbook::from_csv("f", &[("surveys", b"type\n")]).unwrap());
    let codes: Vec<&str> = reading.problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["sheet-unknown", "sheet-missing"]);
}

#[test]
fn descendants_of_a_list_are_no_way_without_end() {
    let survey = b"type,name,label,calculation\ncalculate,c,,count(instance('l')//name)\nselect_one l,s,S,\n";
    let sheets =
        [("survey", &survey[..]), ("choices", b"list_name,name,label\nl,a,A\n"), ("settings", b"form_id\nf\n")];
    assert!(read(&Workbook::from_csv("f", &sheets).unwrap()).form.is_some());
}
