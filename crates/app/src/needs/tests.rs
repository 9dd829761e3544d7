use pana_model::{InterviewId, Secret};
use pana_store::{Finish, ForWhom, FormSource, KdfParams, StartInterview, Stream};

use crate::app::{App, NoSurface, Start};
use crate::clock::Clock;
use crate::contract::Id;
use crate::contract::Word;
use crate::contract::centre::CreateCentreRequest;
use crate::contract::interview::{AnswerRequest, AnswerView, FinishRequest, StartInterviewRequest};
use crate::contract::needs::{Decision, NeedDecideRequest};
use crate::contract::people::PersonRequest;
use crate::contract::referral::ReferralCreateRequest;
use crate::contract::service::{SuggestRequest, SuggestState};
use crate::error::ErrorCode;
use crate::usecase;
use pana_model::CaseId;
use pana_rules::Stops;

fn with_centre(folder: &std::path::Path) -> App {
    let kdf = KdfParams { memory_kib: 64, passes: 1, lanes: 1 };
    let app = App::start(folder, Clock::system(), Start::Own, NoSurface).with_kdf(kdf);
    let passphrase = Secret::new("a passphrase of many words".to_owned());
    let centre = "C".to_owned();
    let request = CreateCentreRequest { centre, member: "M".to_owned(), passphrase, practice: false };
    usecase::centre_create(&app, &request).unwrap();
    app
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

/// A later interview by a version whose source somebody altered, so that nobody reads what was said in it.
fn led_by_an_altered_version(app: &App, form_id: &str, stream: Stream, case: Id<CaseId>) {
    let survey = "type,name,label\ntext,town,Which town?\n";
    let source = serde_json::json!({ "survey": survey, "settings": format!("form_id\n{form_id}\n") }).to_string();
    let hash = [9; 32];
    let interview = InterviewId::from_random([7; 16]);
    let whom = ForWhom::Known(case.0);
    app.desk(|desk, now| {
        desk.store.form_publish(&FormSource { form_id, hash, version: "9999", source: source.as_bytes() }, now)?;
        let start = StartInterview { interview, form_id, form_hash: hash, stream, whom };
        desk.store.interview_start(&start, now)?;
        let nothing =
            Finish { answers: [].into(), instances: [].into(), facts: Vec::new(), incomplete: true, follow_up: None };
        desk.store.interview_finish(interview, &nothing, now)?;
        Ok(())
    })
    .unwrap();
}

#[test]
fn an_older_interview_does_not_speak_in_place_of_one_that_cannot_be_read() {
    for (form, speaks) in [("intake", false), ("needs", true)] {
        let folder = tempfile::tempdir().unwrap();
        let app = with_centre(folder.path());
        let case = without_a_roof(&app);
        let needs = || usecase::needs_show(&app, &PersonRequest { case }).unwrap();
        let has_no_roof = || needs().lines.iter().any(|line| line.rule == "D001");
        assert!(has_no_roof());
        led_by_an_altered_version(&app, form, Stream::Centre, case);
        assert_eq!(has_no_roof(), speaks, "after a later interview by “{form}” that nobody can read");
        let page = usecase::person_open(&app, &PersonRequest { case }).unwrap();
        assert_eq!(page.interviews.len(), 2, "both are there");
    }
}

#[test]
fn that_nobody_may_be_told_stands_where_the_newest_talk_in_private_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let app = with_centre(folder.path());
    let case = without_a_roof(&app);
    let start = StartInterviewRequest { form: "safety".to_owned(), case: Some(case), has: None };
    let talk = usecase::interview_start(&app, &start).unwrap();
    for (name, answer) in [("/consent", "agree"), ("/may_tell", "nobody")] {
        let at = talk.nodes.iter().find(|node| node.at.ends_with(name)).unwrap().at.clone();
        let answer = AnswerView::Value(answer.to_owned());
        usecase::interview_answer(&app, &AnswerRequest { interview: talk.interview, at, answer }).unwrap();
    }
    usecase::interview_finish(&app, &FinishRequest { interview: talk.interview, allow_incomplete: true }).unwrap();
    let stops = || usecase::needs_show(&app, &PersonRequest { case }).unwrap().stops;
    assert_eq!(stops(), Some(Word(Stops::Referrals)));
    led_by_an_altered_version(&app, "safety", Stream::Protected, case);
    let page = usecase::person_open(&app, &PersonRequest { case }).unwrap();
    assert_eq!(page.interviews.len(), 3, "the talk that nobody can read is there");
    assert_eq!(stops(), Some(Word(Stops::Referrals)), "and lifts nothing");
    let suggested = usecase::service_suggest(&app, &SuggestRequest { case }).unwrap();
    assert_eq!((suggested.state, suggested.needs.len()), (SuggestState::Stopped, 0));
    let referral = ReferralCreateRequest {
        case,
        needs: vec!["housing".to_owned()],
        service: "dom_urgent".to_owned(),
        recipient: "Баспана".to_owned(),
        phone: String::new(),
        address: String::new(),
        urgency: None,
        directory: None,
        words: String::new(),
        replaces: None,
        reopens: None,
    };
    assert!(usecase::referral_create(&app, &referral).unwrap_err().is(ErrorCode::ReferralStopped));
}

#[test]
fn a_decision_in_the_centre_stream_names_no_talk_in_private() {
    let folder = tempfile::tempdir().unwrap();
    let app = with_centre(folder.path());
    let case = without_a_roof(&app);
    let start = StartInterviewRequest { form: "safety".to_owned(), case: Some(case), has: None };
    let talk = usecase::interview_start(&app, &start).unwrap().interview;
    usecase::interview_finish(&app, &FinishRequest { interview: talk, allow_incomplete: true }).unwrap();
    let decision = Some(Word(Decision::Accepted));
    let (need, words) = ("housing".to_owned(), String::new());
    let request = NeedDecideRequest { case, need, decision, reason: None, words, urgency: None };
    usecase::need_decide(&app, &request).unwrap();
    app.desk(|desk, _| {
        let needs = desk.store.case_file(Stream::Centre, case.0)?.needs();
        let decided = needs["housing"].settled().unwrap();
        assert!(!decided.interviews.contains(&talk.0), "who may not lead such talks learns that there was one");
        assert_eq!(decided.interviews.len(), 1);
        Ok(())
    })
    .unwrap();
}
