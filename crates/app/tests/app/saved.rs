//! When something was last saved on this laptop, as the foot of every screen says it.

use pana_app::contract::Word;
use pana_app::contract::needs::{Decision, NeedDecideRequest};
use pana_app::contract::people::PersonRequest;
use pana_app::contract::standing::{CaseCloseRequest, CloseReason, Fate, ReferralFate};
use pana_app::usecase;

use crate::follow_up::{at, create, without_a_roof};
use crate::help::Helper;

fn saved(helper: &Helper) -> Option<String> {
    usecase::foot(&helper.app, &()).unwrap().saved_at
}

fn same(said: Option<String>, expected: &str) -> bool {
    said.is_some_and(|said| pana_model::Moment::parse(&said).unwrap() == pana_model::Moment::parse(expected).unwrap())
}

#[test]
fn the_foot_says_when_a_referral_a_decision_or_a_closing_was_saved_and_not_when_somebody_looked() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let case = without_a_roof(&helper).case.unwrap();
    assert!(same(saved(&helper), "2026-03-01T12:00:00+05:00"), "an interview");
    drop(helper);

    let helper = Helper::unlock_at(folder.path(), at("2026-03-01T12:10:00+05:00"));
    let of = PersonRequest { case };
    usecase::person_open(&helper.app, &of).unwrap();
    usecase::needs_show(&helper.app, &of).unwrap();
    assert_eq!(saved(&helper), None, "opening and looking are written down, and are nobody's work");
    let referral = create(&helper, case, "housing").row.referral;
    assert!(same(saved(&helper), "2026-03-01T12:10:00+05:00"), "a referral");
    drop(helper);

    let helper = Helper::unlock_at(folder.path(), at("2026-03-01T12:20:00+05:00"));
    let decide = NeedDecideRequest {
        case,
        need: "housing".to_owned(),
        decision: Some(Word(Decision::Accepted)),
        reason: None,
        words: String::new(),
        urgency: None,
    };
    usecase::need_decide(&helper.app, &decide).unwrap();
    assert!(same(saved(&helper), "2026-03-01T12:20:00+05:00"), "a decision");
    drop(helper);

    let helper = Helper::unlock_at(folder.path(), at("2026-03-01T12:30:00+05:00"));
    let close = |on: &str| {
        let referrals = vec![ReferralFate { referral, fate: Word(Fate::Cancel) }];
        let (reason, on, words) = (Word(CloseReason::Moved), on.to_owned(), String::new());
        usecase::case_close(&helper.app, &CaseCloseRequest { case, reason, on, words, referrals })
    };
    close("2026-03-02").unwrap_err();
    assert_eq!(saved(&helper), None, "what was refused was not saved");
    close("2026-03-01").unwrap();
    assert!(same(saved(&helper), "2026-03-01T12:30:00+05:00"), "a closing");
}
