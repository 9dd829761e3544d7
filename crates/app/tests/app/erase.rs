//! Erasures, as the screens ask for them.

use pana_app::contract::centre::Agreed;
use pana_app::contract::double::DoubleRequest;
use pana_app::contract::erase::*;
use pana_app::contract::people::PersonRequest;
use pana_app::contract::{AppError, Id, Word};
use pana_app::error::ErrorCode;
use pana_app::usecase;
use pana_model::CaseId;

use crate::doubles::ZEIDAN;
use crate::follow_up::finish;
use crate::help::{Helper, PASSPHRASE, secret};

fn erasing(helper: &Helper, case: Id<CaseId>, joined: bool) -> ErasingView {
    usecase::case_erasing(&helper.app, &ErasingRequest { case, joined }).unwrap()
}

fn erase(helper: &Helper, case: Id<CaseId>, joined: bool, agreed: Agreed) -> Result<ErasureView, AppError> {
    let reason = Word(EraseReason::Asked);
    let order = EraseRequest { case, joined, reason, agreed, shown: None, revoke: None };
    Ok(usecase::erase_case(&helper.app, &order)?.made)
}

fn opens(helper: &Helper, case: Id<CaseId>) -> bool {
    usecase::person_open(&helper.app, &PersonRequest { case }).is_ok()
}

/// The coordinator agrees who is not at work.
fn second(helper: &Helper, name: &str) -> Agreed {
    let members = usecase::member_list(&helper.app, &()).unwrap().members;
    let member = members.iter().find(|member| member.name == name).unwrap().id;
    Agreed::Second { member, passphrase: secret(PASSPHRASE) }
}

/// Two records of one person, joined, and somebody else.
fn joined(helper: &Helper) -> [Id<CaseId>; 3] {
    let [one, other, else_] = [(); 3].map(|()| finish(helper, "intake", None, &ZEIDAN).case.unwrap());
    let asked = DoubleRequest { case: one, other, words: "құжатын көрсетті".to_owned() };
    usecase::doubles_join(&helper.app, &asked).unwrap();
    [one, other, else_]
}

/// Another centre had not answered when it was shown.
fn other_centre() -> Vec<Word<ElsewhereStanding>> {
    vec![Word(ElsewhereStanding::NotYet)]
}

#[test]
fn what_an_erasure_would_do_is_said_before_and_other_records_go_with_it_where_that_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let [one, other, else_] = joined(&helper);
    let before = erasing(&helper, one, false);
    assert_eq!((before.second, before.waits, before.interviews), (false, true, 1), "one stands alone");
    let [with] = before.joined.as_slice() else { panic!("{:?}", before.joined) };
    assert_eq!(with.case, other);
    assert_eq!(erasing(&helper, one, true).interviews, 2);
    assert!(erasing(&helper, else_, true).joined.is_empty());
    // Nothing goes that was not shown.
    let both = erasing(&helper, one, true);
    let counts = [both.interviews, both.drafts, both.referrals, both.household];
    let shown = |cases: &[Id<CaseId>], waits, counts| {
        Some(ErasingShown { cases: cases.to_vec(), waits, counts, elsewhere: Vec::new() })
    };
    let fewer = [counts[0] - 1, counts[1], counts[2], counts[3]];
    for shown in [
        shown(&[one], true, counts),
        shown(&[one, else_], true, counts),
        shown(&[one, other], false, counts),
        shown(&[one, other], true, fewer),
        shown(&[one, other], true, counts).map(|shown| ErasingShown { elsewhere: other_centre(), ..shown }),
    ] {
        let (case, reason, agreed) = (one, Word(EraseReason::Asked), Agreed::Alone);
        let order = EraseRequest { case, joined: true, reason, agreed, shown, revoke: None };
        let refused = usecase::erase_case(&helper.app, &order).unwrap_err();
        assert!(refused.is(ErrorCode::ErasureChanged) && opens(&helper, one), "{refused:?}");
    }
    // It waits, closed to all, and is cancelled.
    let made = erase(&helper, one, true, Agreed::Alone).unwrap();
    assert_eq!((made.state, made.cases), (Word(ErasureStanding::Waits), 2));
    assert!(!opens(&helper, one) && !opens(&helper, other) && opens(&helper, else_));
    let waiting = usecase::home(&helper.app, &()).unwrap().erasures_wait.unwrap();
    assert_eq!((waiting.cases, waiting.due), (2, made.at));
    usecase::erasure_cancel(&helper.app, &EraseCancelRequest { number: made.number }).unwrap();
    assert!(opens(&helper, one) && opens(&helper, other));
    assert!(usecase::home(&helper.app, &()).unwrap().erasures_wait.is_none());
    // Where two stand both agree, and it is done at once: of one record alone where that is chosen.
    helper.add_member("Бауыржан", "coordinator");
    let before = erasing(&helper, one, false);
    assert_eq!((before.second, before.waits), (true, false));
    assert!(erase(&helper, one, false, Agreed::Alone).unwrap_err().is(ErrorCode::NeedsSecond) && opens(&helper, one));
    let made = erase(&helper, one, false, second(&helper, "Бауыржан")).unwrap();
    assert_eq!((made.state, made.cases, made.done), (Word(ErasureStanding::Counts), 1, 1));
    assert!(!opens(&helper, one) && opens(&helper, other));
}

#[test]
fn who_is_no_coordinator_is_told_of_no_erasure_and_asks_for_none() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let [one, _, else_] = joined(&helper);
    erase(&helper, one, true, Agreed::Alone).unwrap();
    helper.add_member("Ерлан", "supervisor");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Ерлан");
    assert!(usecase::home(&helper.app, &()).unwrap().erasures_wait.is_none());
    assert!(!usecase::member_list(&helper.app, &()).unwrap().may_erase);
    assert!(!usecase::person_open(&helper.app, &PersonRequest { case: else_ }).unwrap().may_erase);
    let asked = usecase::case_erasing(&helper.app, &ErasingRequest { case: else_, joined: false });
    let ended = [
        asked.map(drop),
        erase(&helper, else_, false, Agreed::Alone).map(drop),
        usecase::erasure_list(&helper.app, &()).map(drop),
        usecase::erasure_roll(&helper.app, &()).map(drop),
    ];
    assert!(ended.into_iter().all(|ended| ended.unwrap_err().is(ErrorCode::NoRight)));
    assert!(opens(&helper, else_));
}
