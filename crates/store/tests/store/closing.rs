//! Cases that are closed, opened again and given on: kept, listed, and the same after a rebuild.

use pana_casework::case::{CaseStatus, CloseReason, ClosedFor, FollowUp, Told};
use pana_casework::referral::{Detail, Details, NextStep, ReferralStep, Task};
use pana_casework::{Refusal, Role};
use pana_model::{CaseId, MemberId, ReferralId};
use pana_store::{AddMember, Authorised, Fact, Finish, ReferralWrite, StoreError, Stream, Whose};

use crate::referrals::{agreed, confirm, create, deliver};
use crate::support::{Centre, KDF, centre, fact, finish, later, secret};

const DAY: i64 = 24 * 60;

fn closed(reason: CloseReason) -> ClosedFor {
    ClosedFor { reason, on: later(0).date() }
}

fn add(centre: &mut Centre, name: &str, role: Role) -> MemberId {
    let new = AddMember { name: name.to_owned(), role, grants: Vec::new(), passphrase: secret(name), kdf: KDF };
    centre.store.member_add(new, &Authorised::Alone, later(5)).unwrap().id
}

fn listed(centre: &Centre, whose: Whose, text: &str) -> Vec<CaseId> {
    let found = centre.store.people_search_of(whose, text, 50).unwrap();
    assert_eq!(found.total, u32::try_from(found.people.len()).ok(), "as many as the rows");
    found.people.into_iter().map(|hit| hit.case).collect()
}

#[test]
fn each_reason_takes_the_person_off_today_and_out_of_follow_up_and_nothing_leaves_by_age_alone() {
    for reason in CloseReason::ALL {
        let mut centre = centre();
        let at = (Stream::Centre, centre.person("Ибраева", "Әсел", "1987").case);
        let meets = Finish {
            facts: vec![fact("meet_by", "2026-03-05")],
            follow_up: Some(FollowUp::On(later(DAY).date())),
            ..finish(&[], &[])
        };
        let started = centre.start(Stream::Centre, Some(at.1));
        centre.store.interview_finish(started.interview, &meets, later(21)).unwrap();
        centre.store.refer(at, &[create()], later(22)).unwrap();
        let waits = |centre: &Centre| {
            let far = later(900 * DAY);
            let asked = centre.store.follow_ups_due(far, 9).unwrap().1;
            (asked, centre.store.referrals_due(far).unwrap().len(), centre.store.to_meet().unwrap().len())
        };
        assert_eq!(waits(&centre), (1, 1, 1), "whatever time passes");
        let (said, words) = (closed(*reason), "себебі");
        centre.store.case_close(at.1, (said, words), &[], later(30)).unwrap();
        for rebuilt in [false, true] {
            if rebuilt {
                centre.store.rebuild_views(later(40)).unwrap();
            }
            assert_eq!(waits(&centre), (0, 0, 0), "{reason}");
            assert_eq!(centre.store.case_closed(at.1).unwrap(), Some(said));
            assert_eq!(listed(&centre, Whose::Closed, ""), [at.1]);
            assert_eq!(listed(&centre, Whose::Mine, ""), []);
        }
        let hit = centre.store.people_search("Ибраева", 5).unwrap().people.remove(0);
        assert_eq!(hit.closed, Some(*reason), "it is found, and says so");
        centre.store.case_reopen(at.1, "оралды", later(50)).unwrap();
        let mut centre = centre.reopen();
        assert_eq!(waits(&centre), (0, 1, 1), "what was planned was ended; what is open waits again");
        assert_eq!((listed(&centre, Whose::Closed, ""), listed(&centre, Whose::Mine, "Ибраева")), (vec![], vec![at.1]));
        let no = centre.store.case_reopen(at.1, "", later(60));
        assert!(matches!(no, Err(StoreError::Refused(Refusal::OutOfTurn))), "what is open is not opened");
    }
}

#[test]
fn what_becomes_of_open_referrals_is_written_with_the_closing_or_neither_and_the_receiver_is_still_told() {
    let mut centre = centre();
    let at = (Stream::Centre, centre.person("Ибраева", "Әсел", "1987").case);
    centre.store.refer(at, &[create()], later(10)).unwrap();
    let (consent, said) = agreed();
    let by = later(10 + DAY);
    centre.store.refer_by_consent(at, (consent, &said), &[confirm(by)], later(11)).unwrap();
    centre.store.refer(at, &[deliver(by)], later(12)).unwrap();
    let id = ReferralId::from_random([5; 16]);
    let step = |step: ReferralStep, details: Details| {
        [ReferralWrite::Step { id, next: NextStep { step, expired: false, details } }]
    };
    let died = Details::new().with(Detail::CancelReason, "died");
    // A step that does not follow leaves the case open as well.
    let refused = centre.store.case_close(
        at.1,
        (closed(CloseReason::Deceased), ""),
        &step(ReferralStep::Start, died.clone()),
        later(13),
    );
    assert!(refused.is_err());
    assert_eq!(centre.store.case_closed(at.1).unwrap(), None);
    let cancel = step(ReferralStep::Cancel, died);
    centre.store.case_close(at.1, (closed(CloseReason::Deceased), ""), &cancel, later(14)).unwrap();
    let due = centre.store.referrals_due(later(20)).unwrap();
    let tasks: Vec<Task> = due.iter().filter_map(|(.., row)| Some(row.due(later(20))?.task)).collect();
    assert_eq!(tasks, [Task::TellReceiver], "who awaits the person is told; nobody calls the person");
}

#[test]
fn who_comes_back_is_spoken_to_and_the_case_is_open_by_that() {
    let mut centre = centre();
    let case = centre.person("Ким", "Аружан", "1990").case;
    centre.store.case_close(case, (closed(CloseReason::ReturnedHome), ""), &[], later(30)).unwrap();
    let started = centre.start(Stream::Centre, Some(case));
    assert!(centre.store.case_closed(case).unwrap().is_some(), "a talk that was begun says nothing yet");
    // One that says nothing of the person opens it too.
    centre.store.interview_finish(started.interview, &finish(&[], &[] as &[Fact]), later(40)).unwrap();
    for rebuilt in [false, true] {
        if rebuilt {
            centre.store.rebuild_views(later(50)).unwrap();
        }
        assert_eq!(centre.store.case_closed(case).unwrap(), None);
        let again = CaseStatus::Again { by: None, words: String::new() };
        assert_eq!(centre.store.case_status(case).unwrap(), again);
        assert_eq!(listed(&centre, Whose::Mine, ""), [case]);
    }
    assert!(centre.store.doctor(later(60)).unwrap().is_well());
}

#[test]
fn a_case_that_was_given_away_is_in_nobody_elses_list_and_that_is_said_once() {
    let mut centre = centre();
    let (coordinator, one, two) = {
        let one = add(&mut centre, "Серік", Role::Worker);
        let two = add(&mut centre, "Гүлнар", Role::Worker);
        (centre.coordinator, one, two)
    };
    let mut centre = centre.hand_over(one, "Серік");
    let case = centre.person("Ибраева", "Әсел", "1987").case;
    assert_eq!(listed(&centre, Whose::Mine, ""), [case]);
    centre.store.case_offer(case, two, "демалыс", later(30)).unwrap();
    assert!(centre.store.case_give(case, two, "", later(31)).is_err(), "a worker gives nothing at once");
    let mut centre = centre.hand_over(two, "Гүлнар");
    let told = centre.store.cases_to_tell().unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].offer.as_ref().map(|offer| (offer.from, &*offer.words)), Some((one, "демалыс")));
    assert_eq!(listed(&centre, Whose::Mine, ""), [], "not before it is taken");
    centre.store.case_take(case, later(40)).unwrap();
    assert_eq!((listed(&centre, Whose::Mine, ""), centre.store.cases_to_tell().unwrap()), (vec![case], vec![]));
    let mut centre = centre.hand_over(one, "Серік");
    assert_eq!(listed(&centre, Whose::Mine, ""), []);
    assert_eq!(listed(&centre, Whose::All, ""), [case], "all of the centre is still found");
    let told = centre.store.cases_to_tell().unwrap();
    assert_eq!(told[0].notices.iter().map(|notice| (notice.what, notice.by)).collect::<Vec<_>>(), [(Told::Taken, two)]);
    let no = centre.store.case_close(case, (closed(CloseReason::Moved), ""), &[], later(41));
    assert!(matches!(no, Err(StoreError::Refused(Refusal::NoRight(_)))), "what was given away is not closed");
    centre.store.case_told(case, later(42)).unwrap();
    centre.store.case_told(case, later(43)).unwrap();
    centre.store.rebuild_views(later(44)).unwrap();
    assert_eq!(centre.store.cases_to_tell().unwrap(), [], "once");
    let lines = centre.store.person(case).unwrap().history;
    let words: Vec<&str> = lines.iter().map(|line| line.done.as_str()).collect();
    assert_eq!(words[..3], ["told", "taken", "offered"]);
    // A supervisor's word moves it at once, and both are told.
    let mut centre = centre.hand_over(coordinator, crate::support::PASSPHRASE);
    centre.store.case_give(case, one, "Гүлнар кетті", later(50)).unwrap();
    for (member, name, what) in [(one, "Серік", Told::Yours), (two, "Гүлнар", Told::Given)] {
        centre = centre.hand_over(member, name);
        let told = centre.store.cases_to_tell().unwrap();
        assert_eq!(told[0].notices.iter().map(|notice| notice.what).collect::<Vec<_>>(), [what], "{name}");
    }
    assert!(centre.store.doctor(later(60)).unwrap().is_well());
}
