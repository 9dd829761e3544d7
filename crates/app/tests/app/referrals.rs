//! Referrals by roles, and what stops one.

use pana_app::contract::error::ErrorCode;
use pana_app::contract::interview::{AnswerView, FinishRequest};
use pana_app::contract::letter::LetterAsked;
use pana_app::contract::people::PersonRequest;
use pana_app::contract::referral::*;
use pana_app::contract::{AppError, Id, Word};
use pana_app::usecase;
use pana_model::CaseId;

use crate::follow_up::{at, handed_over, said, step};
use crate::help::{Helper, agreed};

fn led(helper: &Helper, form: &str, case: Option<Id<CaseId>>, answers: &[(&str, &str)]) -> Id<CaseId> {
    let view = helper.start(form, case);
    for (name, answer) in answers {
        helper.answer(&view.interview, &helper.place_of(&view, name), AnswerView::Value((*answer).to_owned()));
    }
    let request = FinishRequest { interview: view.interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &request).unwrap().case.unwrap()
}

fn without_a_roof(helper: &Helper) -> Id<CaseId> {
    led(helper, "intake", None, &[("consent", "agree"), ("depth", "short"), ("shelter_tonight", "no")])
}

fn create(helper: &Helper, case: Id<CaseId>, need: &str) -> Result<ReferralView, AppError> {
    let request = ReferralCreateRequest {
        case,
        needs: vec![need.to_owned()],
        directory: None,
        service: "dom_urgent".to_owned(),
        recipient: "Баспана".to_owned(),
        phone: String::new(),
        address: String::new(),
        urgency: None,
        words: String::new(),
        replaces: None,
        reopens: None,
    };
    usecase::referral_create(&helper.app, &request)
}

fn confirm(helper: &Helper, view: &ReferralView, fields: &[&str]) -> Result<ReferralView, AppError> {
    let consent = agreed(fields);
    let (case, referral) = (view.row.case, view.row.referral);
    let request = ReferralConfirmRequest { case, referral, consent, languages: vec!["kk".to_owned()] };
    usecase::referral_confirm(&helper.app, &request)
}

fn list(helper: &Helper, case: Id<CaseId>) -> Vec<ReferralRow> {
    usecase::referral_list(&helper.app, &PersonRequest { case }).unwrap()
}

#[test]
fn where_nobody_may_be_told_no_referral_is_begun_and_none_that_was_begun_before_is_made_ready() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = without_a_roof(&helper);
    let before = create(&helper, case, "housing").unwrap();
    led(&helper, "safety", Some(case), &[("consent", "agree"), ("may_tell", "nobody")]);
    assert_eq!(create(&helper, case, "housing").unwrap_err().code, ErrorCode::ReferralStopped);
    assert_eq!(confirm(&helper, &before, &["need"]).unwrap_err().code, ErrorCode::ReferralStopped);
    assert_eq!(list(&helper, case).len(), 1, "what is there stays to be seen");
}

#[test]
fn a_referral_for_a_need_that_was_told_in_private_is_known_to_nobody_who_may_not_know_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = without_a_roof(&helper);
    led(&helper, "safety", Some(case), &[("consent", "agree"), ("children_hurt", "yes")]);
    let view = create(&helper, case, "safety").unwrap();
    assert!(view.row.is_private && view.is_sensitive);
    create(&helper, case, "documents").unwrap();
    helper.add_member("Дана", "supervisor");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Дана");
    let rows = list(&helper, case);
    assert_eq!(rows.iter().map(|row| row.is_private).collect::<Vec<_>>(), [false]);
    let request = ReferralRequest { case, referral: view.row.referral };
    assert_eq!(usecase::referral_show(&helper.app, &request).unwrap_err().code, ErrorCode::ReferralUnknown);
    let due = usecase::referrals_due(&helper.app, &()).unwrap();
    assert!(due.iter().all(|row| row.referral != view.row.referral));
    let page = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap();
    let steps = page.history.iter().filter(|line| format!("{:?}", line.action) == "Referred").count();
    assert_eq!(steps, 1, "only the one that rests on the intake");
}

#[test]
fn a_volunteer_asks_the_person_and_hands_nothing_over_and_writes_down_that_they_took_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let case = without_a_roof(&helper);
    helper.add_member("Асан", "volunteer");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Асан");
    let draft = create(&helper, case, "housing").unwrap();
    assert_eq!(confirm(&helper, &draft, &["need", "moon"]).unwrap_err().code, ErrorCode::ReferralWord);
    let ready = confirm(&helper, &draft, &["need"]).unwrap();
    assert_eq!(
        (ready.row.state, ready.may.as_slice()),
        (Word(ReferralState::Ready), &[][..]),
        "the rest is a worker's"
    );
    let consents = usecase::consent_list(&helper.app, &PersonRequest { case }).unwrap();
    let request = ConsentWithdrawRequest { case, consent: consents[0].consent };
    let after = usecase::consent_withdraw(&helper.app, &request).unwrap();
    assert_eq!(after[0].state, ConsentState::Withdrawn);
    let row = &list(&helper, case)[0];
    assert_eq!(row.state, Word(ReferralState::Ready), "to withdraw it is a worker's too");
    assert_eq!(row.task.as_ref().map(|task| task.task), Some(Word(Task::TakeBack)), "who is told so");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Үйлестіруші");
    let request = ReferralRequest { case, referral: ready.row.referral };
    let offered = usecase::referral_show(&helper.app, &request).unwrap().may;
    assert!(offered.contains(&Word(ReferralStep::Withdraw)));
    assert!(
        !offered.contains(&Word(ReferralStep::Deliver)),
        "what the person took back is not offered to be handed over"
    );
}

#[test]
fn a_day_on_which_something_happened_is_not_one_that_is_still_to_come() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let case = crate::follow_up::without_a_roof(&helper).case.unwrap();
    let sent = handed_over(&helper, case, "housing");
    let answered = vec![said(Detail::Learned, "phone"), said(Detail::At, "2026-03-20T10:00:00+05:00")];
    step(&helper, &sent, ReferralStep::Accept, answered);
    let start = |on: &str| {
        let details = vec![said(Detail::Learned, "phone"), said(Detail::On, on)];
        let (referral, step) = (sent.row.referral, Word(ReferralStep::Start));
        usecase::referral_step(&helper.app, &ReferralStepRequest { case, referral, step, details })
    };
    let told = |on: &str| {
        let details = vec![said(Detail::Channel, "in_person"), said(Detail::On, on)];
        let (referral, entry) = (sent.row.referral, Word(EntryKind::Informed));
        let request = ReferralEntryRequest { case, referral, entry, details, despite_unsafe: false };
        usecase::referral_entry(&helper.app, &request)
    };
    for tomorrow in ["2026-03-02", "2062-03-01"] {
        assert!(start(tomorrow).unwrap_err().is(ErrorCode::ReferralToCome), "{tomorrow}");
        assert!(told(tomorrow).unwrap_err().is(ErrorCode::ReferralToCome), "{tomorrow}");
    }
    assert!(told("2026-02-28").is_ok());
    assert!(start("2026-03-01").is_ok(), "today is there, and an appointment may lie ahead");
}

#[test]
fn a_consent_ends_with_its_last_day_at_the_centre_and_not_five_hours_later() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-10T12:00:00+05:00"));
    let case = crate::follow_up::without_a_roof(&helper).case.unwrap();
    let draft = create(&helper, case, "housing").unwrap();
    let consent = ConsentInput { until: Some("2026-03-10".to_owned()), ..agreed(&["name"]) };
    let (languages, referral) = (vec!["kk".to_owned()], draft.row.referral);
    usecase::referral_confirm(&helper.app, &ReferralConfirmRequest { case, referral, consent, languages }).unwrap();
    drop(helper);
    // Read on a laptop whose own zone is another: the day is the centre's.
    for (now, live) in [
        ("2026-03-10T23:59:00+05:00", true),
        ("2026-03-10T18:59:00Z", true),
        ("2026-03-11T00:00:00+05:00", false),
        ("2026-03-10T19:01:00Z", false),
    ] {
        let helper = Helper::unlock_at(folder.path(), at(now));
        let letter = LetterAsked { case, referral, languages: Vec::new(), neutral: None, bring: Vec::new() };
        let preview = usecase::letter_preview(&helper.app, &letter);
        assert_eq!(preview.is_ok(), live, "{now}");
        let consents = usecase::consent_list(&helper.app, &PersonRequest { case }).unwrap();
        assert_eq!(consents[0].state, if live { ConsentState::Live } else { ConsentState::Expired }, "{now}");
        let details = vec![said(Detail::Channel, "phone")];
        let deliver = Word(ReferralStep::Deliver);
        let request = ReferralStepRequest { case, referral, step: deliver, details };
        if !live {
            assert!(preview.unwrap_err().is(ErrorCode::ReferralNoConsent), "{now}");
            let refused = usecase::referral_step(&helper.app, &request).unwrap_err();
            assert!(refused.is(ErrorCode::ReferralNoConsent), "{now}: {refused}");
        }
    }
}
