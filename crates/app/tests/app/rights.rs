//! Who may do what, as the use-cases say it: the questions are those of `docs/ROLES.md`, asked of the store.

use pana_app::contract::centre::{Agreed, AppState, GrantRequest};
use pana_app::contract::file::FileRequest;
use pana_app::contract::form::NodeRole;
use pana_app::contract::interview::{AnswerView, FinishRequest, InterviewRequest, RepeatRequest, Status};
use pana_app::contract::people::{AccessAction, PersonRequest, PersonView, SearchRequest, Whose};
use pana_app::contract::questionnaire::{
    FormAgainRequest, FormFileRequest, FormPublishRequest, FormTryRequest, Standing,
};
use pana_app::contract::{Id, Word};
use pana_app::error::ErrorCode;
use pana_app::usecase;
use pana_model::{CaseId, InterviewId};

use crate::help::Helper;

/// A centre with one member of each role beside the coordinator who made it.
fn centre(folder: &std::path::Path) -> Helper {
    let helper = Helper::with_centre(folder);
    for role in ["volunteer", "worker", "supervisor"] {
        helper.add_member(role, role);
    }
    helper
}

fn work_as(helper: &Helper, name: &str) {
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as(name);
}

fn is_offered_export(helper: &Helper) -> bool {
    matches!(usecase::state(&helper.app, &()).unwrap(), AppState::Open { may_export: true, .. })
}

fn finish(helper: &Helper, interview: &Id<InterviewId>) -> Id<CaseId> {
    let request = FinishRequest { interview: *interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &request).unwrap().case.unwrap()
}

fn person(helper: &Helper, case: &Id<CaseId>) -> PersonView {
    usecase::person_open(&helper.app, &PersonRequest { case: *case }).unwrap()
}

#[test]
fn a_draft_is_opened_answered_and_listed_only_where_it_may_be_taken_over_and_the_look_is_noted() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    work_as(&helper, "worker");
    let begun = helper.begin("intake", None);
    let (interview, case) = (begun.interview, begun.case.unwrap());
    let consent = helper.place_of(&begun, "consent");
    let repeat = begun.form.nodes.iter().find(|node| node.role == NodeRole::Repeat).unwrap().path.clone();
    let looks = |helper: &Helper| {
        let page = person(helper, &case);
        page.access.iter().filter(|look| look.action == AccessAction::InterviewOpened).count()
    };
    helper.open(&interview);
    assert_eq!(looks(&helper), 0, "one's own draft is no look");

    work_as(&helper, "volunteer");
    let named = InterviewRequest { interview, case: None };
    let (file, at) = (FileRequest { case: None, interview, name: "x".to_owned() }, repeat);
    let refused = [
        usecase::interview_open(&helper.app, &named).err(),
        helper.try_answer(&interview, &consent, AnswerView::Value("agree".to_owned())).err(),
        usecase::interview_repeat_add(&helper.app, &RepeatRequest { interview, at }).err(),
        usecase::interview_review(&helper.app, &named).err(),
        usecase::file_show(&helper.app, &file).err(),
        usecase::interview_finish(&helper.app, &FinishRequest { interview, allow_incomplete: true }).err(),
        usecase::interview_discard(&helper.app, &named).err(),
    ];
    for (number, error) in refused.into_iter().enumerate() {
        assert_eq!(
            error.unwrap_or_else(|| panic!("number {number} was allowed")).code,
            ErrorCode::NoRight,
            "number {number}"
        );
    }
    assert!(usecase::home(&helper.app, &()).unwrap().drafts.is_empty());
    assert!(person(&helper, &case).interviews.is_empty(), "nor is it on the person's page");
    let intake = usecase::form_catalogue(&helper.app, &()).unwrap();
    assert_eq!(intake.forms.iter().find(|card| card.form == "intake").unwrap().drafts, 0);
    let found =
        usecase::people_search(&helper.app, &SearchRequest { text: String::new(), limit: 10, whose: Word(Whose::All) })
            .unwrap();
    assert!(found.people.iter().all(|hit| !hit.draft));

    work_as(&helper, "supervisor");
    assert_eq!(usecase::home(&helper.app, &()).unwrap().drafts.len(), 1);
    helper.open(&interview);
    helper.open(&interview);
    assert_eq!(looks(&helper), 1, "the look at what another leads is noted, once in ten minutes");
}

#[test]
fn a_finished_interview_is_read_and_changed_as_far_as_the_role_reaches_and_the_page_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    let interview = helper.start("intake", None).interview;
    let case = finish(&helper, &interview);
    let named = InterviewRequest { interview, case: None };
    for (role, may_read, may_amend) in
        [("volunteer", false, false), ("worker", true, false), ("supervisor", true, true)]
    {
        work_as(&helper, role);
        let row = &person(&helper, &case).interviews[0];
        assert_eq!((row.may_read, row.may_amend), (may_read, may_amend), "{role}");
        assert_eq!(usecase::interview_open(&helper.app, &named).is_ok(), may_read, "{role}");
        let amended = usecase::interview_amend(&helper.app, &named);
        assert_eq!(amended.is_ok(), may_amend, "{role}");
        assert!(may_amend || amended.unwrap_err().is(ErrorCode::AmendRefused), "{role}");
    }
    // The supervisor's changes wait; whoever may not make them does not see them either.
    work_as(&helper, "worker");
    assert!(usecase::home(&helper.app, &()).unwrap().drafts.is_empty());
    assert!(usecase::interview_open(&helper.app, &named).unwrap_err().is(ErrorCode::NoRight));
    work_as(&helper, "Үйлестіруші");
    assert_eq!(helper.open(&interview).status, Status::Amending, "a coordinator may go on with them");
}

#[test]
fn a_supervisor_looks_through_a_questionnaire_and_does_not_publish_it() {
    let (folder, file) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = centre(folder.path());
    std::fs::write(file.path().join("survey.csv"), "type,name,label\ntext,town,Which town?\n").unwrap();
    let settings = "form_id,form_title,version,opens_case\ncourse,Language course,1,yes\n";
    std::fs::write(file.path().join("settings.csv"), settings).unwrap();
    work_as(&helper, "supervisor");
    let catalogue = usecase::form_catalogue(&helper.app, &()).unwrap();
    assert_eq!((catalogue.may_read, catalogue.may_publish), (true, false));
    let path = file.path().to_string_lossy().into_owned();
    let reading = usecase::form_read(&helper.app, &FormFileRequest { path }).unwrap();
    assert_eq!((reading.standing, reading.may_publish), (Standing::New, false));
    assert!(usecase::form_try(&helper.app, &FormTryRequest::Reading(reading.reading.clone())).is_ok());
    let publish = FormPublishRequest { reading: reading.reading };
    assert!(usecase::form_publish(&helper.app, &publish).unwrap_err().is(ErrorCode::NoRight));
    assert!(pana_app::form_import(&helper.app, file.path()).unwrap_err().is(ErrorCode::NoRight));
    let again = FormAgainRequest { form: "intake".to_owned(), hash: "00".to_owned() };
    assert!(usecase::form_again(&helper.app, &again).unwrap_err().is(ErrorCode::NoRight));
}

#[test]
fn rows_go_out_with_a_worker_only_of_what_they_led_and_never_with_a_supervisor_or_a_volunteer() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = centre(folder.path());
    let of_coordinator = helper.start("intake", None).interview;
    finish(&helper, &of_coordinator);
    for role in ["volunteer", "supervisor"] {
        work_as(&helper, role);
        let own = helper.start("intake", None).interview;
        finish(&helper, &own);
        let request = helper.export_request("intake", "csv", out.path());
        assert!(usecase::export_start(&helper.app, &request).unwrap_err().is(ErrorCode::NoRight), "{role}");
        assert!(!is_offered_export(&helper), "{role}");
    }
    work_as(&helper, "worker");
    assert!(is_offered_export(&helper));
    let nothing = helper.export_request("intake", "csv", out.path());
    assert!(usecase::export_start(&helper.app, &nothing).unwrap_err().is(ErrorCode::ExportNothing));
    let own = helper.start("intake", None).interview;
    finish(&helper, &own);
    let text = std::fs::read_to_string(&helper.export("intake", "csv", out.path(), None)[0]).unwrap();
    assert!(text.contains(&own.to_string()) && !text.contains(&of_coordinator.to_string()));
    work_as(&helper, "Үйлестіруші");
    assert!(is_offered_export(&helper));
    let mut request = helper.export_request("intake", "csv", out.path());
    request.second = Some(helper.second("Үйлестіруші", crate::help::PASSPHRASE));
    let alone = usecase::export_start(&helper.app, &request).unwrap_err();
    assert!(alone.is(ErrorCode::ExportSecondMember), "nobody is their own second: {alone}");
    request.second = Some(helper.second("worker", crate::help::PASSPHRASE));
    assert!(usecase::export_start(&helper.app, &request).is_ok());
}

#[test]
fn the_number_of_somebody_whose_interview_is_anothers_finds_them_and_says_whom_to_ask() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    work_as(&helper, "worker");
    let begun = helper.begin("intake", None);
    helper.lead(&begun.interview, 4);
    let number = begun.number.clone().unwrap();
    for name in ["volunteer", "supervisor"] {
        work_as(&helper, name);
        for typed in [number.clone(), number.to_lowercase(), number.replace('-', " ")] {
            let search = SearchRequest { text: typed.clone(), limit: 10, whose: Word(Whose::All) };
            let found = usecase::people_search(&helper.app, &search).unwrap();
            assert_eq!(found.people.len(), 1, "{name}, {typed}: never nobody");
        }
        let page = person(&helper, &begun.case.unwrap());
        let open = if name == "volunteer" { (0, vec!["worker".to_owned()]) } else { (1, Vec::new()) };
        assert_eq!((page.interviews.len(), page.ask), open, "{name}");
    }
    // Where the interview is one of those under a lock of their own, even that there is one is not told.
    work_as(&helper, "Үйлестіруші");
    let case = begun.case;
    let member = helper.second("worker", crate::help::PASSPHRASE).member;
    let grant = GrantRequest { member, grant: "protected".parse().unwrap(), agreed: Agreed::Alone };
    usecase::grant_give(&helper.app, &grant).unwrap();
    work_as(&helper, "worker");
    finish(&helper, &begun.interview);
    helper.begin("safety", case);
    work_as(&helper, "volunteer");
    assert!(person(&helper, &case.unwrap()).ask.is_empty(), "nobody is named for a protected one");
}
