//! A draft that an older program wrote: it had a row for every calculated value.
#![allow(clippy::unwrap_used, reason = "tests")]

use pana_casework::StoredAnswer;
use pana_model::{InterviewId, Secret};
use pana_store::{DraftSave, KdfParams};

use crate::app::{App, NoSurface, Start};
use crate::clock::Clock;
use crate::contract::Id;
use crate::contract::centre::CreateCentreRequest;
use crate::contract::interview::{AnswerRequest, AnswerView, InterviewRequest, StartInterviewRequest};
use crate::questionnaire::form_import;
use crate::usecase;

const SURVEY: &str = "type,name,label,calculation\ninteger,adults,Adults,\ninteger,people,People,${adults} + 1\n";
const SETTINGS: &str = "form_id,form_title,version,opens_case\ncourse,Language course,1,yes\n";

fn answer(app: &App, interview: Id<InterviewId>, adults: &str) {
    let (at, answer) = ("/course/adults".to_owned(), AnswerView::Value(adults.to_owned()));
    usecase::interview_answer(app, &AnswerRequest { interview, at, answer }).unwrap();
}

/// What stands for the calculated question once the draft was restored.
fn people_again(app: &App, interview: Id<InterviewId>) -> AnswerView {
    app.desk(|desk, _| {
        desk.interviews.clear();
        Ok(())
    })
    .unwrap();
    let view = usecase::interview_open(app, &InterviewRequest { interview, case: None }).unwrap();
    view.nodes.into_iter().find(|node| node.at == "/course/people").unwrap().answer
}

#[test]
fn a_calculated_value_that_an_older_program_wrote_down_follows_its_sources_again() {
    let (folder, file) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let kdf = KdfParams { memory_kib: 64, passes: 1, lanes: 1 };
    let app = App::start(folder.path(), Clock::system(), Start::Own, NoSurface).with_kdf(kdf);
    let passphrase = Secret::new("a passphrase of many words".to_owned());
    let request = CreateCentreRequest { centre: "C".to_owned(), member: "M".to_owned(), passphrase, practice: false };
    usecase::centre_create(&app, &request).unwrap();
    for (sheet, text) in [("survey.csv", SURVEY), ("settings.csv", SETTINGS)] {
        std::fs::write(file.path().join(sheet), text).unwrap();
    }
    form_import(&app, file.path()).unwrap();
    let start = StartInterviewRequest { form: "course".to_owned(), case: None, has: None };
    let interview = usecase::interview_start(&app, &start).unwrap().interview;
    answer(&app, interview, "2");
    let value = |text: &str| AnswerView::Value(text.to_owned());
    let row = ("/course/people".to_owned(), Some(StoredAnswer::Value("3".to_owned())));
    let older = DraftSave { answers: [row].into(), ..DraftSave::default() };
    app.desk(|desk, now| Ok(desk.store.draft_save(interview.0, &older, now)?)).unwrap();
    assert_eq!(people_again(&app, interview), value("3"));
    answer(&app, interview, "5");
    assert_eq!(people_again(&app, interview), value("6"));
}
