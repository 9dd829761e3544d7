//! Answers that come in as a document.

use std::path::Path;

use crate::help::{Helper, cells, rows};
use pana_app::contract::interview::{AnswerView, InterviewRequest};
use pana_app::contract::people::PersonRequest;
use pana_app::{Finishing, RunProblemKind, RunRequest, RunView, form_import, interview_run, usecase};
use serde_json::{Value, json};

/// What an interview is that was led in one go.
fn led(survey: &str, choices: &str, answers: &Value) -> RunView {
    let (home, file) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(home.path());
    write(file.path(), survey, choices);
    form_import(&helper.app, file.path()).unwrap();
    let answers = answers.as_object().unwrap().clone();
    interview_run(&helper.app, &RunRequest { form: "course".to_owned(), case: None, answers, finish: None }).unwrap()
}

fn write(folder: &Path, survey: &str, choices: &str) {
    let settings = "form_id,form_title,version,opens_case\ncourse,Language course,1,yes\n";
    for (sheet, text) in [("survey", survey), ("choices", choices), ("settings", settings)] {
        std::fs::write(folder.join(sheet).with_extension("csv"), text).unwrap();
    }
}

fn problems(view: &RunView) -> Vec<(&str, RunProblemKind)> {
    view.problems.iter().map(|problem| (problem.name.as_str(), problem.kind)).collect()
}

#[test]
fn a_counted_repeat_is_answered_wherever_its_count_stands_in_the_document() {
    for (count, repeat) in [("n", "r"), ("z", "a")] {
        let survey = format!(
            "type,name,label,repeat_count\ninteger,{count},How many?,\nbegin_repeat,{repeat},Member,${{{count}}}\ntext,who,Name,\nend_repeat,,,\n"
        );
        let view = led(&survey, "", &json!({ count: 2, repeat: [{ "who": "Asel" }, { "who": "Timur" }] }));
        assert_eq!(problems(&view), []);
        assert_eq!(view.repeats[repeat], json!([{ "who": "Asel" }, { "who": "Timur" }]));
    }
}

#[test]
fn counted_repeats_in_counted_repeats_are_answered_too() {
    let survey = "type,name,label,repeat_count\nbegin_repeat,a_child,Child,${n}\nbegin_repeat,a_school,School,${schools}\ntext,town,Town,\nend_repeat,,,\ninteger,schools,How many schools?,\nend_repeat,,,\ninteger,n,How many children?,\n";
    let child = |towns: &[&str]| {
        let schools: Vec<Value> = towns.iter().map(|town| json!({ "town": town })).collect();
        json!({ "a_school": schools, "schools": towns.len().to_string() })
    };
    let view = led(survey, "", &json!({ "a_child": [child(&["Oral"]), child(&["Aktau", "Semei"])], "n": 2 }));
    assert_eq!(problems(&view), []);
    assert_eq!(view.repeats["a_child"], json!([child(&["Oral"]), child(&["Aktau", "Semei"])]));
}

#[test]
fn a_repeat_that_one_answer_in_another_counts_waits_for_it() {
    let survey = "type,name,label,repeat_count\nbegin_repeat,a_second,Second,sum(${more})\ntext,town,Town,\nend_repeat,,,\nbegin_repeat,first,First,${n}\ninteger,more,More?,\nend_repeat,,,\ninteger,n,How many?,\n";
    let given = json!({ "a_second": [{ "town": "Oral" }], "first": [{ "more": 1 }], "n": 1 });
    let view = led(survey, "", &given);
    assert_eq!((problems(&view), &view.repeats["a_second"]), (vec![], &given["a_second"]));
}

#[test]
fn what_is_answered_for_more_instances_than_there_are_is_named() {
    let survey = "type,name,label,repeat_count\ninteger,n,How many?,\nbegin_repeat,r,Member,${n}\ntext,who,Name,\nend_repeat,,,\n";
    let view = led(survey, "", &json!({ "n": 1, "r": [{ "who": "Asel" }, { "who": "Timur" }, {}] }));
    assert_eq!(problems(&view), [("r", RunProblemKind::Fixed)]);
    assert_eq!(view.repeats["r"], json!([{ "who": "Asel" }]));
}

#[test]
fn of_questions_of_one_name_each_is_answered_by_its_group_and_none_in_silence() {
    let groups =
        "begin_group,wife,Wife\ntext,town,Town\nend_group,,\nbegin_group,son,Son\ntext,town,Town\nend_group,,\n";
    let looped = "begin loop over kin,kin,Kin\ntext,town,Town\nend loop,,\n";
    let choices = "list_name,name,label\nkin,wife,Wife\nkin,son,Son\n";
    for (inside, choices) in [(groups, ""), (looped, choices)] {
        let at_top = format!("type,name,label\n{inside}");
        let view = led(&at_top, choices, &json!({ "wife/town": "Oral", "son/town": "Aktau" }));
        assert_eq!(problems(&view), []);
        assert_eq!((&view.values["wife/town"], &view.values["son/town"]), (&json!("Oral"), &json!("Aktau")));
        let view = led(&at_top, choices, &json!({ "town": "Oral" }));
        assert_eq!(problems(&view), [("town", RunProblemKind::Ambiguous)]);
        assert!(view.values["wife/town"].is_null() && view.values["son/town"].is_null());

        let repeated = format!("type,name,label\nbegin_repeat,r,Each\n{inside}end_repeat,,\n");
        let given = json!([{ "wife/town": "Oral", "son/town": "Aktau" }, { "wife/town": null, "son/town": "Semei" }]);
        let view = led(&repeated, choices, &json!({ "r": given }));
        assert_eq!((problems(&view), &view.repeats["r"]), (vec![], &given));
        let view = led(&repeated, choices, &json!({ "r": [{ "town": "Oral" }] }));
        assert_eq!(problems(&view), [("town", RunProblemKind::Ambiguous)]);
    }
}

#[test]
fn what_is_said_of_each_choice_comes_to_the_instance_of_that_choice() {
    let survey = "type,name,label,repeat_count,calculation\nselect_multiple kin,kin,Who?,,\nbegin_repeat,each,Each,count-selected(${kin}),\ncalculate,who,,,\"selected-at(${kin}, position(..) - 1)\"\ntext,town,Town,,\nend_repeat,,,,\n";
    let choices = "list_name,name,label\nkin,wife,Wife\nkin,son,Son\n";
    let view = led(survey, choices, &json!({ "each": [{ "town": "Oral" }, { "town": "Aktau" }], "kin": "son wife" }));
    let expected = json!([{ "who": "wife", "town": "Oral" }, { "who": "son", "town": "Aktau" }]);
    assert_eq!((problems(&view), &view.repeats["each"]), (vec![], &expected), "in the order of the list");
}

#[test]
fn several_choices_are_taken_however_many_blanks_stand_between_them() {
    let survey = "type,name,label\nselect_multiple lang,speaks,Which?\nrank lang,best,Which best?\nselect_one lang,mother,Mother tongue?\n";
    let choices = "list_name,name,label\nlang,kk,Kazakh\nlang,uz,Uzbek\nlang,7,Seventh\n";
    for several in
        [json!("uz  kk"), json!(" uz\tkk \n"), json!("uz\u{a0}kk uz"), json!(["uz", " kk"]), json!(["uz kk"])]
    {
        let view = led(survey, choices, &json!({ "speaks": several, "best": several, "mother": " uz " }));
        assert_eq!(problems(&view), [], "{several}");
        assert_eq!(view.values["speaks"], json!(["kk", "uz"]), "{several}");
        assert_eq!(view.values["best"], json!(["uz", "kk"]), "{several}");
        assert_eq!(view.values["mother"], json!("uz"));
    }
    let view = led(survey, choices, &json!({ "speaks": [7, "kk"], "mother": 7 }));
    assert_eq!((problems(&view), &view.values["speaks"]), (vec![], &json!(["kk", "7"])), "a code may be a number");
}

#[test]
fn who_lives_with_a_person_stands_on_the_page_as_in_the_interview() {
    let (home, file) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(home.path());
    let survey = "type,name,label,repeat_count,save_to\ntext,given,Given,,person#given_name\ninteger,n,How many?,,\nbegin_repeat,child,Child,${n},\ntext,who,Name,,household#full_name\nend_repeat,,,,\n";
    write(file.path(), survey, "list_name,name,label\n");
    let entities = "list_name,label,repeat\nperson,${given},\nhousehold,${who},${child}\n";
    std::fs::write(file.path().join("entities.csv"), entities).unwrap();
    form_import(&helper.app, file.path()).unwrap();
    let names = ["Asel", "Timur", "Dana", "Bolat", "Saule", "Yerlan"];
    let answers = json!({ "given": "Zarina", "n": names.len(), "child": names.map(|who| json!({ "who": who })) });
    let request = RunRequest {
        form: "course".to_owned(),
        case: None,
        answers: answers.as_object().unwrap().clone(),
        finish: Some(Finishing::Complete),
    };
    let case = interview_run(&helper.app, &request).unwrap().case.unwrap();
    let page = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap();
    assert_eq!(page.household.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), names);
}

#[test]
fn the_order_of_a_ranking_and_of_counted_instances_is_kept_when_an_interview_is_finished_exported_and_corrected() {
    let survey = "type,name,label,repeat_count,calculation\nrank need,first,What first?,,\ninteger,n,How many?,,\nbegin_repeat,child,Child,${n},\ntext,who,Name,,\ncalculate,place,,,position(..)\nend_repeat,,,,\nselect_multiple need,got,Got?,,\nbegin_repeat,each,Of each,count-selected(${got}),\ncalculate,what,,,\"selected-at(${got}, position(..) - 1)\"\ntext,from,From?,,\nend_repeat,,,,\n";
    let choices = "list_name,name,label\nneed,work,Work\nneed,food,Food\nneed,home,Home\n";
    let names = ["Asel", "Timur", "Dana", "Bolat", "Saule", "Yerlan"];
    let (home, file, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(home.path());
    write(file.path(), survey, choices);
    form_import(&helper.app, file.path()).unwrap();
    let answers = json!({
        "first": ["work", "home", "food"], "n": names.len(), "child": names.map(|who| json!({ "who": who })),
        "got": ["work", "food"], "each": [{ "from": "of work" }, { "from": "of food" }],
    });
    let request = RunRequest {
        form: "course".to_owned(),
        case: None,
        answers: answers.as_object().unwrap().clone(),
        finish: Some(Finishing::Complete),
    };
    let interview = interview_run(&helper.app, &request).unwrap().interview.unwrap();

    let files = helper.export("course", "csv", out.path(), None);
    assert_eq!(cells(&files)["first"], "work home food");
    let column = |file: &str, name: &str| -> Vec<String> {
        rows(&out.path().join(file)).into_iter().map(|mut row| row.remove(name).unwrap()).collect()
    };
    let repeat = |files: &[std::path::PathBuf], name: &str| {
        let ends = format!("-{name}.csv");
        let file = files.iter().find(|file| file.to_string_lossy().ends_with(&ends)).unwrap();
        file.file_name().unwrap().to_string_lossy().into_owned()
    };
    assert_eq!(column(&repeat(&files, "child"), "who"), names);
    assert_eq!(column(&repeat(&files, "child"), "place"), ["1", "2", "3", "4", "5", "6"]);
    assert_eq!(column(&repeat(&files, "each"), "what"), ["work", "food"]);

    let view = usecase::interview_amend(&helper.app, &InterviewRequest { interview, case: None }).unwrap();
    let said = |end: &str| -> Vec<String> {
        let nodes = view.nodes.iter().filter(|node| node.at.ends_with(end));
        nodes
            .map(|node| if let AnswerView::Value(text) = &node.answer { text.clone() } else { String::new() })
            .collect()
    };
    assert_eq!(said("/first"), ["work home food"]);
    assert_eq!(said("/got"), ["work food"], "in the order of the list");
    assert_eq!(said("/who"), names);
    assert_eq!(said("/from"), ["of work", "of food"]);
}
