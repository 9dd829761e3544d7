use crate::workbook::Workbook;
use crate::{Kind, ProblemCode, QuestionType, Reading, Role, Severity, read};

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
    check("kind,title\ntext,a\n", LIST, &["survey!- header-missing"]);
    check("title,label\na,A\n", LIST, &["survey!A1 column-missing", "survey!A1 column-missing"]);
    check("type,name,label,colour\ntext,a,A,red\n", LIST, &["survey!D1 column-unknown"]);
    check("type,name,label,relevant,relevance\ntext,a,A,1,2\n", LIST, &["survey!E1 column-twice"]);
    check("type,name,label\ntext,a,A\n", "list,label\nyn,Yes\n", &["choices!A1 column-missing"]);
}

#[test]
fn of_two_columns_of_one_meaning_the_one_that_says_something_counts() {
    for cells in ["1 = 2,", ",1 = 2"] {
        let reading = reading(&format!("type,name,label,relevant,relevance\ntext,a,A,{cells}\n"), LIST);
        let named: Vec<String> =
            reading.problems.iter().map(|one| format!("{} {:?}", one.code, one.severity)).collect();
        assert_eq!(named, ["column-twice Warning"], "{cells}");
        assert_eq!(reading.form.unwrap().nodes()[0].expressions.get("relevant").map(String::as_str), Some("1 = 2"));
    }
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
    check(&format!("type,name,label,calculation\ntext,a,A,{deep}\n"), LIST, &["survey!D2 expression-too-large"]);
    let long = format!("1{}", "+1".repeat(5000));
    check(&format!("type,name,label,calculation\ntext,a,A,{long}\n"), LIST, &[]);
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
    assert_eq!(&*form.choices("yn").unwrap().last().unwrap().name, "other");
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

/// The problems of a form in markdown, as `sheet!cell code`, without those of files that are not there.
fn named(text: &str) -> Vec<String> {
    let settings = "| settings | |\n| | form_id |\n| | f |\n";
    let text = if text.contains("settings") { text.to_owned() } else { format!("{text}{settings}") };
    let reading = read(&Workbook::from_markdown("f", &text).unwrap());
    let others = reading.problems.iter().filter(|problem| problem.code.as_str() != "file-missing");
    others.map(|one| format!("{}!{} {}", one.sheet, one.cell.as_deref().unwrap_or("-"), one.code)).collect()
}

/// What other tools refuse, with the problems that are named.
const REFUSED: [(&str, &[&str]); 22] = [
    (
        "| survey | | | | |\n| | type | name | label | appearance |\n| | select_one c | q | Q | search('c') |\n\
         | | select_one c | p | P | |\n| choices | | | |\n| | list_name | name | label |\n| | c | a | A |\n",
        &["survey!D2 function-unknown", "survey!D2 search-shared"],
    ),
    (
        "| survey | | | | |\n| | type | name | label | appearance |\n| | begin group | g | G | table-list |\n\
         | | select_one c | q | Q | |\n| | select_one d | p | P | |\n| | end group | | | |\n\
         | choices | | | |\n| | list_name | name | label |\n| | c | a | A |\n| | d | a | A |\n",
        &["survey!A4 table-line"],
    ),
    ("| survey | | | |\n| | type | name | label |\n| | Text | q | Q |\n", &["survey!A2 type-spelling"]),
    ("| survey | | | |\n| | type | name | label |\n| | text | meta | Q |\n", &["survey!B2 name-reserved"]),
    ("| survey | | |\n| | type | name |\n| | audit | log |\n", &["survey!B2 name-fixed", "survey!- form-empty"]),
    (
        "| survey | | | | |\n| | type | name | label | big-image |\n| | text | q | Q | q.png |\n",
        &["survey!B2 big-image-alone"],
    ),
    (
        "| survey | | | |\n| | type | name | label |\n| | text | q | Q |\n| | note | n | ${ q } ${q q} |\n",
        &["survey!C3 reference-syntax", "survey!C3 reference-syntax"],
    ),
    (
        "| survey | | | | |\n| | type | name | label | appearance |\n| | text | q | Q | w${zz} |\n",
        &["survey!D2 reference-unknown"],
    ),
    (
        "| survey | | | |\n| | type | name | label |\n| | text | data | Q |\n| | note | n | ${data} |\n",
        &["survey!C3 reference-ambiguous"],
    ),
    (
        "| survey | | | | |\n| | type | name | label | repeat_count |\n| | integer | r_count | N | |\n\
         | | begin repeat | r | R | ${r_count} + 1 |\n| | text | q | Q | |\n| | end repeat | | | |\n",
        &["survey!B2 name-of-count"],
    ),
    (
        "| survey | | | | | |\n| | type | name | label | trigger | calculation |\n| | calculate | a | | | 1 |\n\
         | | begin group | g | G | | |\n| | text | b | B | ${a} | 2 |\n| | text | d | D | ${g} | 2 |\n\
         | | end group | | | | |\n",
        &["survey!D4 trigger-hidden", "survey!D5 trigger-invalid"],
    ),
    (
        "| survey | | | | |\n| | type | name | label | calculation |\n| | xml-external | p | | |\n\
         | | text | q | Q | pulldata('p', 'a', 'b', 'd') |\n",
        &["survey!D3 instance-twice"],
    ),
    (
        "| survey | | | | |\n| | type | name | label | appearance |\n\
         | | select_one_from_file p.csv | q | Q | search('p') |\n",
        &["survey!D2 search-file"],
    ),
    ("| survey | | | |\n| | text | q | What? |\n| | text | p | P |\n", &["survey!- header-missing"]),
    ("| form | | | |\n| | type | name | label |\n| | text | p | P |\n", &["form!- sheet-unknown"]),
    (
        "| survey | | | |\n| | type | name | label |\n| | text | p | P |\n\
         | settings | | |\n| | form_id | name |\n| | f | 1f |\n",
        &["settings!B2 setting-invalid"],
    ),
    (
        "| survey | | | |\n| | type | name | label |\n| | begin loop over c | l | L |\n| | text | q | Q |\n",
        &["survey!A2 list-unknown"],
    ),
    (
        "| survey | | | | |\n| | type | name | label | save_to |\n| | begin group | g | G | a |\n\
         | | text | q | Q | e#x e#y |\n| | end group | | | |\n\
         | entities | | |\n| | list_name | label |\n| | e | ${q} |\n",
        &["survey!D2 save-to-group", "survey!D3 save-to-several"],
    ),
    (
        "| survey | | | |\n| | type | name | label |\n| | text | q | Q |\n\
         | entities | | |\n| | list_name | label |\n| | e | ${q} |\n| | d | ${q} |\n",
        &["entities!A3 entity-crowded"],
    ),
    (
        "| survey | | | | |\n| | type | name | label | save_to |\n| | begin repeat | r | R | |\n\
         | | text | q | Q | e#x |\n| | end repeat | | | |\n| | begin repeat | s | S | |\n\
         | | text | p | P | |\n| | end repeat | | | |\n\
         | entities | | |\n| | list_name | label |\n| | e | concat(${q}, ${p}) |\n",
        &["entities!A2 entity-scattered"],
    ),
    // Each in a group of its own: nothing to say.
    (
        "| survey | | | | |\n| | type | name | label | save_to |\n| | begin group | g | G | |\n\
         | | text | q | Q | e#x |\n| | end group | | | |\n| | begin group | h | H | |\n\
         | | text | p | P | d#x |\n| | end group | | | |\n\
         | entities | | |\n| | list_name | label |\n| | e | ${q} |\n| | d | ${p} |\n",
        &[],
    ),
    (
        "| survey | | | |\n| | type | name | label |\n| | select_one d | q | Q |\n\
         | choices | | | |\n| | list_name | name | label |\n| | d | a | ${zz} |\n",
        &["choices!C2 reference-unknown"],
    ),
];

#[test]
fn what_other_tools_refuse_is_named_where_it_stands() {
    for (text, expected) in REFUSED {
        assert_eq!(named(text), expected, "{text}");
    }
}

#[test]
fn an_entity_lives_in_the_repeat_that_all_it_names_lie_in() {
    let form = |entities: &str| {
        let survey = "| survey | | | | |\n| | type | name | label | save_to |\n| | text | q | Q | person#x |\n\
            | | begin repeat | r | R | |\n| | text | p | P | kin#x |\n| | end repeat | | | |\n";
        let settings = "| settings | |\n| | form_id |\n| | f |\n";
        read(&Workbook::from_markdown("f", &format!("{survey}{entities}{settings}")).unwrap()).form.unwrap()
    };
    let lives = |entities: &str| -> Vec<(String, bool)> {
        let form = form(entities);
        form.entities().iter().map(|one| (one.list.clone(), one.repeat.is_some())).collect()
    };
    let expected = [("person".to_owned(), false), ("kin".to_owned(), true)];
    let without = "| entities | | |\n| | list_name | label |\n| | person | ${q} |\n| | kin | ${p} |\n";
    let with = "| entities | | | |\n| | list_name | label | repeat |\n| | person | ${q} | |\n| | kin | ${p} | ${r} |\n";
    assert_eq!((lives(without), lives(with)), (expected.to_vec(), expected.to_vec()));
}

#[test]
fn a_row_far_below_is_left_out_where_it_is_no_question() {
    let gap = "\n".repeat(70);
    check(&format!("type,name,label\ntext,a,A\n{gap}party,,\n"), LIST, &["survey!A73 row-far"]);
    check(&format!("type,name,label\ntext,a,A\n{gap}text,b,B\n"), LIST, &[]);
    check("type,name,label\ntext,a,A\n\n\nparty,,\n", LIST, &["survey!A5 type-unknown"]);
}

#[test]
fn old_types_bring_their_constraint_and_hint() {
    let survey = "type,name,label\nnumber of days in last month,n,N\npercentage,p,P\n";
    let form = reading(survey, LIST).form.unwrap();
    let hints: Vec<_> = form.nodes().iter().map(|node| node.hint.get("default").map(String::as_str)).collect();
    assert_eq!(hints, [Some("Enter a number 0-31."), None]);
    let constraints: Vec<bool> = form.logic.rows.iter().map(|row| row.constraint.is_some()).collect();
    assert_eq!(constraints, [true, true]);
}

#[test]
fn a_question_may_be_named_as_its_form_and_is_not_mistaken_for_it() {
    let survey = "type,name,label,relevant\ntext,course,Course,\ntext,why,Why?,${course} != ''\n";
    let sheets: [(&str, &[u8]); 2] = [("survey", survey.as_bytes()), ("settings", b"form_id\ncourse\n")];
    let reading = crate::read(&Workbook::from_csv("course", &sheets).unwrap());
    assert!(reading.form.is_some() && reading.problems.is_empty(), "{:?}", reading.problems);
}

#[test]
fn a_pattern_that_takes_a_part_is_warned_of() {
    let survey = "type,name,label,constraint,choice_filter\ntext,a,A,\"regex(., '[0-9]+')\",\ntext,b,B,\"regex(., '^[0-9]+$')\",\nselect_one l,c,C,,\"regex(name, 'x')\"\n";
    let sheets = [("survey", survey.as_bytes()), ("choices", &b"list_name,name,label\nl,x,X\n"[..])];
    let reading = read(&Workbook::from_csv("f", &sheets).unwrap());
    let said: Vec<_> = reading.problems.iter().filter(|problem| problem.code == ProblemCode::RegexPart).collect();
    let places: Vec<_> = said.iter().map(|problem| (problem.cell.as_deref().unwrap(), problem.severity)).collect();
    assert_eq!(places, [("D2", Severity::Warning), ("E4", Severity::Warning)]);
    assert!(reading.form.is_some(), "it is taken all the same");
}

#[test]
fn a_word_that_says_yes_or_no_is_a_formula_and_no_question() {
    let survey = "type,name,label,calculation,constraint\ncalculate,y,,yes,\ncalculate,n,,No,\ntext,t,T,,false\ntext,u,U,,TRUE\n";
    let form = reading(survey, "").form.unwrap();
    let written = |name: &str, column: &str| {
        let node = form.nodes().iter().find(|node| node.name == name).unwrap();
        node.expressions.get(column).cloned().unwrap_or_default()
    };
    assert_eq!([written("y", "calculation"), written("n", "calculation")], ["true()", "false()"]);
    assert_eq!([written("t", "constraint"), written("u", "constraint")], ["false()", "true()"]);
}

#[test]
fn the_question_of_the_choice_other_does_not_look_as_its_select_does() {
    let survey = "type,name,label,appearance\nselect_one colour or_other,c,C,minimal\n";
    let form = reading(survey, "list_name,name,label\ncolour,red,Red\n").form.unwrap();
    let looks = |name: &str| form.nodes().iter().find(|node| node.name == name).unwrap().appearance.clone();
    assert_eq!(looks("c"), ["minimal"]);
    assert_eq!(looks("c_other"), Vec::<String>::new());
}

#[test]
fn a_language_in_which_nothing_is_written_is_not_offered() {
    let survey = "type,name,label::English (en),label::French (fr),hint::English (en),hint::Hausa (ha)\ntext,t,T,,H,\ntext,u,U,,,\n";
    let read = reading(survey, "");
    let languages: Vec<String> = read.form.unwrap().languages().iter().map(|one| one.tag.clone()).collect();
    assert_eq!(languages, ["en"]);
    let named: Vec<&str> =
        read.problems.iter().filter_map(|one| one.args.get("language").map(String::as_str)).collect();
    assert_eq!(named.len(), 3, "its gaps are named all the same: {:?}", read.problems);
}
