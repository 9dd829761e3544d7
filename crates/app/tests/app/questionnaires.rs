//! A coordinator takes a questionnaire in: it is looked through, tried out, published, and taken back.

use std::path::Path;

use crate::help::Helper;
use pana_app::contract::form::FormRequest;
use pana_app::contract::interview::{
    AnswerView, FinishRequest, InterviewRequest, InterviewView, PlaceRequest, RepeatRequest, StartInterviewRequest,
    Status,
};
use pana_app::contract::questionnaire::{
    FormAgainRequest, FormCard, FormCatalogue, FormFileRequest, FormPublishRequest, FormReading, FormSaveRequest,
    FormTryRequest, Standing,
};
use pana_app::error::ErrorCode;
use pana_app::usecase;
use pana_forms::ProblemCode;

const SURVEY: &str = "type,name,label,relevant\ntext,town,Which town?,\nbegin_repeat,learner,Learners,\ntext,who,Name,\n\
                      end_repeat,,,\nselect_one how,how,How do you come?,${town} != ''\n";
const CHOICES: &str = "list_name,name,label\nhow,bus,By bus\nhow,foot,On foot\n";

fn write(folder: &Path, version: &str, survey: &str, choices: &str) {
    let settings = format!("form_id,form_title,version,opens_case\ncourse,Language course,{version},yes\n");
    for (sheet, text) in [("survey", survey), ("choices", choices), ("settings", &settings)] {
        std::fs::write(folder.join(sheet).with_extension("csv"), text).unwrap();
    }
}

fn read(helper: &Helper, folder: &Path) -> FormReading {
    usecase::form_read(&helper.app, &FormFileRequest { path: folder.to_string_lossy().into_owned() }).unwrap()
}

fn publish(helper: &Helper, reading: &FormReading) -> FormCatalogue {
    usecase::form_publish(&helper.app, &FormPublishRequest { reading: reading.reading.clone() }).unwrap()
}

fn card<'a>(catalogue: &'a FormCatalogue, form: &str) -> &'a FormCard {
    catalogue.forms.iter().find(|card| card.form == form).unwrap()
}

fn value(text: &str) -> AnswerView {
    AnswerView::Value(text.to_owned())
}

#[test]
fn what_is_wrong_is_told_by_its_cell_among_its_neighbours_and_is_not_published() {
    let (home, file) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(home.path());
    write(file.path(), "1", &SURVEY.replace("${town}", "${twon}"), CHOICES);
    let reading = read(&helper, file.path());
    assert_eq!((reading.standing, reading.errors, reading.summary.is_none()), (Standing::Errors, 1, true));
    let problem = &reading.problems[0];
    assert_eq!((problem.sheet.as_str(), problem.cell.as_deref()), ("survey", Some("D6")));
    assert_eq!((problem.code.0, problem.args["near"].as_str()), (ProblemCode::ReferenceNear, "town"));
    let around = problem.around.as_ref().unwrap();
    assert_eq!(around.columns[around.column as usize].heading, "relevant");
    let row = around.rows.iter().find(|row| row.number == around.row).unwrap();
    assert_eq!(row.cells[around.column as usize], "${twon} != ''");
    let refused = usecase::form_publish(&helper.app, &FormPublishRequest { reading: reading.reading }).unwrap_err();
    assert!(refused.is(ErrorCode::FormReadingGone), "{refused:?}");
}

#[test]
fn a_version_is_looked_through_published_and_taken_back() {
    let (home, file) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(home.path());
    write(file.path(), "1", SURVEY, CHOICES);
    let first = read(&helper, file.path());
    assert_eq!((first.standing, first.changes.is_none()), (Standing::New, true));
    let summary = first.summary.as_ref().unwrap();
    assert_eq!((summary.questions, summary.conditional), (3, 1));
    assert!(card(&publish(&helper, &first), "course").own);
    assert_eq!(read(&helper, file.path()).standing, Standing::Same);

    let draft = helper.start("course", None);
    helper.answer(&draft.interview, "/course/town", value("Astana"));
    let asked = helper.start("course", None).interview;
    let finish = FinishRequest { interview: asked, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &finish).unwrap();
    write(file.path(), "1", &SURVEY.replace("Which town?", "Which town or village?"), CHOICES);
    assert_eq!(read(&helper, file.path()).standing, Standing::Taken, "the version was not raised");
    let survey = format!("{SURVEY}date,since,Since when?,\n");
    write(file.path(), "2", &survey, &CHOICES.replace("how,foot,On foot\n", ""));
    let second = read(&helper, file.path());
    assert_eq!(second.standing, Standing::Next);
    let changes = second.changes.as_ref().unwrap();
    assert_eq!((changes.version.as_str(), changes.drafts, changes.finished), ("1", 1, Some(1)));
    let counts = [&changes.added, &changes.removed, &changes.retyped, &changes.choices_added, &changes.choices_removed];
    assert_eq!(counts.map(|list| list.count), [1, 0, 0, 0, 1]);

    // What is published is what was looked at, whatever became of the file.
    write(file.path(), "3", "type,name,label\ntext,other,Other\n", "list_name,name,label\n");
    let catalogue = publish(&helper, &second);
    let now = card(&catalogue, "course");
    assert_eq!((now.version.as_str(), now.drafts, now.finished), ("2", 1, Some(1)));
    assert_eq!(now.earlier.iter().map(|each| each.version.as_str()).collect::<Vec<_>>(), ["1"]);
    assert_eq!(helper.start("course", None).form.version, "2");
    assert_eq!(helper.open(&draft.interview).form.version, "1", "a draft goes on with its version");
    assert_eq!(helper.open(&asked).form.version, "1", "a finished interview is shown as it was asked");

    let again = FormAgainRequest { form: "course".to_owned(), hash: now.earlier[0].hash.clone() };
    let catalogue = usecase::form_again(&helper.app, &again).unwrap();
    assert_eq!(card(&catalogue, "course").version, "1");
    assert_eq!(card(&catalogue, "course").earlier[0].version, "2");
    assert_eq!(helper.start("course", None).form.version, "1");
    let unknown = FormAgainRequest { form: "intake".to_owned(), hash: again.hash };
    assert!(usecase::form_again(&helper.app, &unknown).unwrap_err().is(ErrorCode::FormUnknown));
}

#[test]
fn a_questionnaire_without_a_version_is_published_and_so_is_its_next_edit() {
    let (home, file) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(home.path());
    let said =
        |reading: &FormReading| reading.problems.iter().map(|problem| problem.code.to_string()).collect::<Vec<_>>();
    write(file.path(), "", SURVEY, CHOICES);
    let first = read(&helper, file.path());
    assert_eq!((first.standing, said(&first)), (Standing::New, vec!["version-missing".to_owned()]));
    let known = card(&publish(&helper, &first), "course").version.clone();
    assert_eq!(known.len(), 8, "{known}");
    assert_eq!(read(&helper, file.path()).standing, Standing::Same);
    write(file.path(), "", &SURVEY.replace("Which town?", "Which town or village?"), CHOICES);
    let second = read(&helper, file.path());
    assert_eq!(second.standing, Standing::Next, "an edit is another version by itself");
    assert_eq!(card(&publish(&helper, &second), "course").earlier[0].version, known);
}

#[test]
fn a_trial_is_asked_as_an_interview_and_leaves_nothing_behind() {
    let (home, file) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(home.path());
    write(file.path(), "1", SURVEY, CHOICES);
    let before = usecase::home(&helper.app, &()).unwrap();
    let reading = read(&helper, file.path());
    let trial = usecase::form_try(&helper.app, &FormTryRequest::Reading(reading.reading.clone())).unwrap();
    assert_eq!((trial.status, trial.case.as_ref(), trial.number.as_ref()), (Status::Trial, None, None));
    let delta = helper.answer(&trial.interview, "/course/town", value("Astana"));
    assert!(delta.changed.iter().any(|node| node.at == "/course/how" && node.relevant), "{:?}", delta.changed);
    let repeat = RepeatRequest { interview: trial.interview, at: "/course/learner".to_owned() };
    assert!(usecase::interview_repeat_add(&helper.app, &repeat).unwrap().order.is_some());
    let here = PlaceRequest { interview: trial.interview, at: "/course/how".to_owned() };
    usecase::interview_place(&helper.app, &here).unwrap();
    let named = InterviewRequest { interview: trial.interview, case: None };
    assert_eq!(usecase::interview_review(&helper.app, &named).unwrap().answered, 1);
    let finish = FinishRequest { interview: trial.interview, allow_incomplete: true };
    assert!(usecase::interview_finish(&helper.app, &finish).unwrap_err().is(ErrorCode::InterviewTrial));

    let after = usecase::home(&helper.app, &()).unwrap();
    assert_eq!((after.drafts.len(), after.people, after.unsent), (before.drafts.len(), before.people, before.unsent));
    usecase::interview_discard(&helper.app, &named).unwrap();
    assert!(helper.try_answer(&trial.interview, "/course/town", value("Almaty")).is_err(), "it is gone");
    assert_eq!(card(&publish(&helper, &reading), "course").version, "1", "what was tried can be published");
    let shipped = usecase::form_try(&helper.app, &FormTryRequest::Centre("intake".to_owned())).unwrap();
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_again();
    assert!(helper.try_answer(&shipped.interview, "/intake/consent", value("agree")).is_err(), "a lock ends it");
}

#[test]
fn a_saved_questionnaire_reads_back_as_the_version_asked_now() {
    let (home, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(home.path());
    for form in ["intake", "needs", "safety"] {
        let request = FormSaveRequest { form: form.to_owned(), folder: out.path().to_string_lossy().into_owned() };
        let path = usecase::form_save(&helper.app, &request).unwrap();
        let again = usecase::form_save(&helper.app, &request).unwrap();
        assert_ne!(path, again, "a file that is there is not written over");
        let reading = usecase::form_read(&helper.app, &FormFileRequest { path }).unwrap();
        assert_eq!((reading.standing, reading.errors, reading.warnings), (Standing::Same, 0, 0), "{form}");
    }
    let nowhere = FormSaveRequest { form: "intake".to_owned(), folder: "/there/is/none".to_owned() };
    assert!(usecase::form_save(&helper.app, &nowhere).unwrap_err().is(ErrorCode::FolderMissing));
}

#[test]
fn the_name_of_a_questionnaire_leads_no_file_out_of_the_folder() {
    let (home, file, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(home.path());
    write(file.path(), "1", SURVEY, CHOICES);
    let settings = "form_id,form_title,version,opens_case\n../course,Language course,../1,yes\n";
    std::fs::write(file.path().join("settings.csv"), settings).unwrap();
    let reading = read(&helper, file.path());
    let form = reading.summary.as_ref().unwrap().form.clone();
    publish(&helper, &reading);
    let (inner, interview) = (out.path().join("inner"), helper.start(&form, None).interview);
    std::fs::create_dir(&inner).unwrap();
    let finish = FinishRequest { interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &finish).unwrap();
    let save = FormSaveRequest { form: form.clone(), folder: inner.to_string_lossy().into_owned() };
    usecase::form_save(&helper.app, &save).unwrap();
    helper.export(&form, "json", &inner, None);
    let names = |folder: &Path| {
        let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect::<Vec<_>>()
    };
    assert_eq!(names(out.path()), ["inner"]);
    assert_eq!(names(&inner).len(), 2, "{:?}", names(&inner));
}

#[cfg(unix)]
#[test]
fn what_never_ends_is_no_questionnaire() {
    let home = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(home.path());
    let endless = FormFileRequest { path: "/dev/zero".to_owned() };
    assert!(usecase::form_read(&helper.app, &endless).unwrap_err().is(ErrorCode::FileUnreadable));
}

#[test]
fn only_a_coordinator_takes_in_and_publishes() {
    let (home, file) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(home.path());
    write(file.path(), "1", SURVEY, CHOICES);
    let reading = read(&helper, file.path());
    let catalogue = publish(&helper, &reading);
    assert!(catalogue.may_publish);
    helper.add_member("Гүлнар", "worker");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Гүлнар");
    let catalogue = usecase::form_catalogue(&helper.app, &()).unwrap();
    assert!(!catalogue.may_publish);
    let safety = card(&catalogue, "safety");
    assert_eq!((safety.protected, safety.finished), (true, None), "how many had such a talk is not hers to know");
    let path = file.path().to_string_lossy().into_owned();
    let refused = [
        usecase::form_read(&helper.app, &FormFileRequest { path }).err(),
        usecase::form_publish(&helper.app, &FormPublishRequest { reading: reading.reading }).err(),
        usecase::form_again(&helper.app, &FormAgainRequest { form: "course".to_owned(), hash: "00".to_owned() }).err(),
    ];
    let codes: Vec<ErrorCode> = refused.into_iter().map(|error| error.unwrap().code).collect();
    assert_eq!(
        codes,
        [ErrorCode::NoRight, ErrorCode::FormReadingGone, ErrorCode::NoRight],
        "the lock forgot what was read"
    );
    assert!(usecase::form_try(&helper.app, &FormTryRequest::Centre("course".to_owned())).is_ok(), "anyone may try");
}

#[test]
fn what_was_given_in_place_of_a_calculation_stands_when_the_interview_is_gone_on_with_read_and_amended() {
    let (home, file) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(home.path());
    let survey = "type,name,label,calculation\ninteger,adults,Adults,\ninteger,people,People,${adults} + 1\n\
                  integer,rooms,Rooms,\ninteger,beds,Beds,${rooms} * 2\n";
    write(file.path(), "1", survey, CHOICES);
    publish(&helper, &read(&helper, file.path()));
    let id = helper.start("course", None).interview;
    for (at, said) in [("/course/adults", "2"), ("/course/people", "7"), ("/course/rooms", "3")] {
        helper.answer(&id, at, value(said));
    }
    let beds_and_people = |view: &InterviewView| {
        ["/course/beds", "/course/people"]
            .map(|at| view.nodes.iter().find(|node| node.at == at).unwrap().answer.clone())
    };
    drop(helper);
    let helper = Helper::unlock(home.path());
    assert_eq!(beds_and_people(&helper.open(&id)), [value("6"), value("7")], "gone on with");
    let finish = FinishRequest { interview: id, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &finish).unwrap();
    assert_eq!(beds_and_people(&helper.open(&id)), [value("6"), value("7")], "read");
    let amended = usecase::interview_amend(&helper.app, &InterviewRequest { interview: id, case: None }).unwrap();
    assert_eq!(beds_and_people(&amended), [value("6"), value("7")], "amended");
    helper.answer(&id, "/course/adults", value("3"));
    assert_eq!(beds_and_people(&helper.open(&id)), [value("6"), value("4")], "until its sources change");
}

#[test]
fn a_questionnaire_that_the_page_has_is_not_told_again_and_another_is() {
    let home = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(home.path());
    let told = usecase::form_show(&helper.app, &FormRequest { form: "intake".to_owned() }).unwrap();
    let start = |has: Option<&str>| {
        let request = StartInterviewRequest { form: "intake".to_owned(), case: None, has: has.map(str::to_owned) };
        usecase::interview_start(&helper.app, &request).unwrap()
    };
    let whole = start(None);
    assert_eq!(serde_json::to_value(&whole.form).unwrap(), serde_json::to_value(&told).unwrap());

    let beside = start(Some(&told.hash));
    assert!(beside.form.nodes.is_empty() && beside.form.choices.is_empty());
    assert_eq!(beside.form.hash, told.hash);
    assert_eq!(beside.nodes, whole.nodes, "what changes during an interview is told to everybody");

    let other = start(Some(&"0".repeat(64)));
    assert_eq!(other.form.nodes.len(), told.nodes.len(), "an older version is no help");
}
