//! Labels of choices in which answers stand, outside of the interview itself.

use crate::help::Helper;
use pana_app::contract::Texts;
use pana_app::contract::interview::{AnswerView, FinishRequest, InterviewRequest};
use pana_app::contract::people::{PersonRequest, PersonView};
use pana_app::{Finishing, RunRequest, form_import, interview_run, usecase};
use serde_json::json;

const SURVEY: &str = "type,name,label,save_to\ntext,family_name,Name,person#family_name\nbegin_repeat,child,Child,\ntext,first,First name,household#full_name\nselect_one who,carer,Who looks after ${first}?,household#relation\nend_repeat,,,\n";
const CHOICES: &str = "list_name,name,label\nwho,mother,Mother of ${first}\nwho,aunt,Aunt of ${first}\n";
const ENTITIES: &str = "list_name,label,create_if,repeat\nperson,${family_name},,\nhousehold,${first},,${child}\n";

fn text(texts: &Texts) -> &str {
    texts.values().next().unwrap()
}

fn person(helper: &Helper, interview: &pana_app::RunView) -> PersonView {
    usecase::person_open(&helper.app, &PersonRequest { case: interview.case.unwrap() }).unwrap()
}

/// What the page says of who looks after each child: the question and the answer.
fn carers(view: &PersonView) -> Vec<(String, String)> {
    let facts = view.household.iter().flat_map(|member| &member.facts).filter(|fact| fact.property == "relation");
    let said = facts.map(|fact| (fact.question.as_ref().unwrap(), fact.label.as_ref().unwrap()));
    let mut said: Vec<_> = said.map(|(question, label)| (text(question).to_owned(), text(label).to_owned())).collect();
    said.sort();
    said
}

#[test]
fn a_label_on_the_page_reads_as_in_the_interview() {
    let (home, file) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(home.path());
    let settings = "form_id,form_title,version,opens_case\ncourse,Language course,1,yes\n";
    for (sheet, text) in [("survey", SURVEY), ("choices", CHOICES), ("settings", settings), ("entities", ENTITIES)] {
        std::fs::write(file.path().join(sheet).with_extension("csv"), text).unwrap();
    }
    form_import(&helper.app, file.path()).unwrap();
    let child = |first: &str| json!({ "first": first, "carer": "mother" });
    let answers = json!({ "family_name": "Seitova", "child": [child("Aigul"), child("Bolat")] });
    let answers = answers.as_object().unwrap().clone();
    let finish = Some(Finishing::Incomplete);
    let led =
        interview_run(&helper.app, &RunRequest { form: "course".to_owned(), case: None, answers, finish }).unwrap();
    let of = |carer: &str, name: &str| (format!("Who looks after {name}?"), format!("{carer} of {name}"));
    assert_eq!(carers(&person(&helper, &led)), [of("Mother", "Aigul"), of("Mother", "Bolat")]);

    let interview = led.interview.unwrap();
    let claim = InterviewRequest { interview, case: led.case };
    usecase::interview_amend(&helper.app, &claim).unwrap();
    let open = helper.open(&interview);
    let bolat = open.nodes.iter().rfind(|node| node.at.ends_with("/carer")).unwrap().at.clone();
    helper.answer(&interview, &bolat, AnswerView::Value("aunt".to_owned()));
    usecase::interview_finish(&helper.app, &FinishRequest { interview, allow_incomplete: true }).unwrap();
    let view = person(&helper, &led);
    assert_eq!(carers(&view), [of("Mother", "Aigul"), of("Aunt", "Bolat")]);
    let change = view.history.iter().flat_map(|row| &row.changes).find(|change| !change.choices.is_empty()).unwrap();
    let mut labels: Vec<_> = change.choices.iter().map(|choice| text(&choice.label)).collect();
    labels.sort_unstable();
    assert_eq!((text(&change.label), labels), ("Who looks after Bolat?", vec!["Aunt of Bolat", "Mother of Bolat"]));

    helper.add_member("Dana", "volunteer");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Dana");
    let hidden = ("Who looks after …?".to_owned(), "Mother of …".to_owned());
    assert_eq!(carers(&person(&helper, &led)).last(), Some(&hidden), "who may not read it does not read it in a label");
}
