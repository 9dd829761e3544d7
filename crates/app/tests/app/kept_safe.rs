//! What is passed on about somebody who has to be kept safe, who is a child, or who said no.

use std::path::Path;

use pana_app::contract::error::ErrorCode;
use pana_app::contract::interview::{AnswerView, FinishRequest};
use pana_app::contract::letter::*;
use pana_app::contract::people::PersonRequest;
use pana_app::contract::referral::*;
use pana_app::contract::{AppError, Id, Word};
use pana_app::usecase;
use pana_model::CaseId;

use crate::help::{Helper, agreed};

const PLACE: &str = "Мейірім үйі";

fn led(helper: &Helper, form: &str, case: Option<Id<CaseId>>, answers: &[(&str, &str)]) -> Id<CaseId> {
    let view = helper.start(form, case);
    for (name, answer) in answers {
        helper.answer(&view.interview, &helper.place_of(&view, name), AnswerView::Value((*answer).to_owned()));
    }
    let request = FinishRequest { interview: view.interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &request).unwrap().case.unwrap()
}

fn person(helper: &Helper, more: &[(&str, &str)]) -> Id<CaseId> {
    let said = [
        ("consent", "agree"),
        ("depth", "short"),
        ("shelter_tonight", "no"),
        ("given_name", "Айгүл"),
        ("safe_contact", "yes"),
    ];
    led(helper, "intake", None, &[&said[..], more].concat())
}

fn begun(helper: &Helper, case: Id<CaseId>, service: &str, recipient: &str) -> ReferralView {
    let request = ReferralCreateRequest {
        case,
        needs: vec!["housing".to_owned()],
        service: service.to_owned(),
        recipient: recipient.to_owned(),
        phone: "+7 700 000 02 05".to_owned(),
        address: String::new(),
        urgency: None,
        directory: None,
        words: String::new(),
        replaces: None,
        reopens: None,
    };
    usecase::referral_create(&helper.app, &request).unwrap()
}

fn answered(helper: &Helper, view: &ReferralView, consent: ConsentInput) -> Result<ReferralView, AppError> {
    let (case, referral) = (view.row.case, view.row.referral);
    let request = ReferralConfirmRequest { case, referral, consent, languages: vec!["kk".to_owned()] };
    usecase::referral_confirm(&helper.app, &request)
}

fn step(helper: &Helper, view: &ReferralView, step: ReferralStep) -> Result<ReferralView, AppError> {
    let details = match step {
        ReferralStep::Deliver => vec![DetailRow { detail: Word(Detail::Channel), value: "phone".to_owned() }],
        _ => Vec::new(),
    };
    let (case, referral) = (view.row.case, view.row.referral);
    usecase::referral_step(&helper.app, &ReferralStepRequest { case, referral, step: Word(step), details })
}

fn shown(helper: &Helper, view: &ReferralView) -> ReferralView {
    let request = ReferralRequest { case: view.row.case, referral: view.row.referral };
    usecase::referral_show(&helper.app, &request).unwrap()
}

fn letter(helper: &Helper, view: &ReferralView, folder: &Path) -> Result<LetterMade, AppError> {
    let (case, referral) = (view.row.case, view.row.referral);
    let letter =
        LetterAsked { case, referral, languages: vec!["kk".to_owned()], neutral: Some(false), bring: Vec::new() };
    let to = Word(LetterTo::Folder);
    let folder = folder.to_string_lossy().into_owned();
    usecase::referral_letter(&helper.app, &LetterRequest { letter, to, folder, printer: String::new() })
}

#[test]
fn no_paper_says_where_somebody_is_kept_safe() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(folder.path());
    let case = person(&helper, &[]);
    let draft = begun(&helper, case, "dom_safe_place", PLACE);
    let sheet = ConsentSheetRequest {
        case,
        referral: draft.row.referral,
        fields: vec!["name".to_owned()],
        languages: vec!["kk".to_owned()],
        to: Word(LetterTo::Folder),
        folder: out.path().to_string_lossy().into_owned(),
        printer: String::new(),
    };
    assert!(usecase::consent_sheet(&helper.app, &sheet).unwrap_err().is(ErrorCode::SheetPrivate));
    let ready = answered(&helper, &draft, agreed(&["name"])).unwrap();
    let asked = LetterAsked {
        case,
        referral: ready.row.referral,
        languages: vec!["kk".to_owned()],
        neutral: Some(false),
        bring: Vec::new(),
    };
    let preview = usecase::letter_preview(&helper.app, &asked).unwrap();
    assert!(preview.must_be_neutral && preview.neutral, "whoever finds the letter learns of no place");
    let lines = serde_json::to_string(&preview).unwrap();
    assert!(!lines.contains(PLACE), "{lines}");
    letter(&helper, &ready, out.path()).unwrap();
    step(&helper, &ready, ReferralStep::Deliver).unwrap();
    // The sheet for the person has no part on it.
    let held = HeldSheetRequest {
        case,
        languages: vec!["kk".to_owned()],
        to: Word(LetterTo::Folder),
        folder: out.path().to_string_lossy().into_owned(),
        printer: String::new(),
    };
    let made = usecase::held_sheet(&helper.app, &held).unwrap();
    let read = std::process::Command::new("pdftotext").args(["-enc", "UTF-8", &made.file.unwrap(), "-"]).output();
    let Ok(read) = read else { return };
    let text = String::from_utf8_lossy(&read.stdout).into_owned();
    assert!(text.contains("Айгүл") && !text.contains(PLACE), "{text}");
}

#[test]
fn what_stops_a_letter_stops_a_telephone_call_as_well() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(folder.path());
    let case = person(&helper, &[]);
    let ready = answered(&helper, &begun(&helper, case, "dom_urgent", "Баспана"), agreed(&["name"])).unwrap();
    assert!(ready.may.contains(&Word(ReferralStep::Deliver)));
    led(&helper, "safety", Some(case), &[("consent", "agree"), ("may_tell", "nobody")]);
    assert!(letter(&helper, &ready, out.path()).unwrap_err().is(ErrorCode::ReferralStopped));
    assert!(step(&helper, &ready, ReferralStep::Deliver).unwrap_err().is(ErrorCode::ReferralStopped));
}

#[test]
fn what_was_entered_in_error_is_not_handed_over_and_whoever_has_its_letter_is_told() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(folder.path());
    let case = person(&helper, &[]);
    let ready = answered(&helper, &begun(&helper, case, "dom_urgent", "Баспана"), agreed(&["name"])).unwrap();
    letter(&helper, &ready, out.path()).unwrap();
    let entry = ReferralEntryRequest {
        case,
        referral: ready.row.referral,
        entry: Word(EntryKind::Error),
        details: vec![DetailRow { detail: Word(Detail::Words), value: "басқа адам".to_owned() }],
        despite_unsafe: false,
    };
    let error = usecase::referral_entry(&helper.app, &entry).unwrap();
    assert!(!error.may.contains(&Word(ReferralStep::Deliver)), "{:?}", error.may);
    assert!(step(&helper, &ready, ReferralStep::Deliver).is_err());
    assert_eq!(error.row.task.as_ref().map(|task| task.task.0), Some(Task::TellReceiver));
    assert!(error.may_write.contains(&Word(EntryKind::Told)));
}

#[test]
fn a_letter_that_was_made_and_never_marked_as_handed_over_is_asked_back_when_the_person_takes_it_back() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(folder.path());
    let case = person(&helper, &[]);
    let ready = answered(&helper, &begun(&helper, case, "dom_urgent", "Баспана"), agreed(&["name"])).unwrap();
    letter(&helper, &ready, out.path()).unwrap();
    let consent = usecase::consent_list(&helper.app, &PersonRequest { case }).unwrap()[0].consent;
    usecase::consent_withdraw(&helper.app, &ConsentWithdrawRequest { case, consent }).unwrap();
    let view = shown(&helper, &ready);
    assert_eq!(view.row.state, Word(ReferralState::Withdrawn));
    assert_eq!(view.row.task.map(|task| task.task.0), Some(Task::TellReceiver));
}

#[test]
fn for_whoever_may_be_a_child_somebody_answers_and_they_are_asked_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = person(&helper, &[("birth_date_known", "about"), ("age_about", "9")]);
    let draft = begun(&helper, case, "dom_urgent", "Баспана");
    assert_eq!(draft.minor.0.as_str(), "yes");
    assert!(answered(&helper, &draft, agreed(&["name"])).unwrap_err().is(ErrorCode::ConsentChild));
    let for_them = ConsentInput { caregiver: "Әжесі".to_owned(), ..agreed(&["name"]) };
    assert!(answered(&helper, &draft, for_them.clone()).unwrap_err().is(ErrorCode::ConsentChild));
    let unwilling = ConsentInput { assent: Some(false), ..for_them.clone() };
    assert!(answered(&helper, &draft, unwilling).is_err(), "a child who says no is not passed over");
    let both = ConsentInput { assent: Some(true), ..for_them };
    assert_eq!(answered(&helper, &draft, both).unwrap().row.state, Word(ReferralState::Ready));
}

#[test]
fn a_no_is_written_down_without_facts_and_where_nobody_may_be_told() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = person(&helper, &[]);
    let draft = begun(&helper, case, "dom_urgent", "Баспана");
    led(&helper, "safety", Some(case), &[("consent", "agree"), ("may_tell", "nobody")]);
    let no = ConsentInput { answer: Word(ConsentAnswer::Refused), ..agreed(&[]) };
    answered(&helper, &draft, no).unwrap();
    let consents = usecase::consent_list(&helper.app, &PersonRequest { case }).unwrap();
    assert_eq!(consents.iter().map(|row| row.state).collect::<Vec<_>>(), [ConsentState::Refused]);
}

#[test]
fn what_is_said_of_one_referral_changes_nothing_of_another_to_the_same_recipient() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = person(&helper, &[]);
    let first = answered(&helper, &begun(&helper, case, "dom_urgent", "Баспана"), agreed(&["name"])).unwrap();
    let second = begun(&helper, case, "dom_temp_centre", "Баспана");
    let no = ConsentInput { answer: Word(ConsentAnswer::Refused), ..agreed(&["name"]) };
    answered(&helper, &second, no).unwrap();
    let first = shown(&helper, &first);
    assert_eq!(first.row.task.as_ref().map(|task| task.task.0), Some(Task::HandOver), "nobody took that back");
    step(&helper, &first, ReferralStep::Deliver).unwrap();
}
