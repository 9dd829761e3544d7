//! The same person twice, as the screens show it and decide about it.

use pana_app::contract::double::*;
use pana_app::contract::interview::{AnswerView, InterviewRequest, Status};
use pana_app::contract::meet::Invited;
use pana_app::contract::people::{AlsoRow, HistoryAction, InterviewRow, PersonRequest, SearchRequest, Whose};
use pana_app::contract::referral::ConsentWithdrawRequest;
use pana_app::contract::{AppError, Id, Word};
use pana_app::error::ErrorCode;
use pana_app::usecase;
use pana_model::CaseId;

use crate::follow_up::finish;
use crate::help::Helper;
use crate::letters;
use crate::meet::{carried, centre, joined};

/// Somebody who comes twice.
pub(crate) const ZEIDAN: [(&str, &str); 6] = [
    ("consent", "agree"),
    ("depth", "short"),
    ("family_name", "Зәйдан"),
    ("given_name", "Мұхаммед"),
    ("phone", "+7 701 123 01 47"),
    ("safe_contact", "yes"),
];
const AGAIN: [(&str, &str); 6] = [
    ("consent", "agree"),
    ("depth", "short"),
    ("family_name", "Мохамад"),
    ("given_name", "Зейдан"),
    ("phone", "87011230147"),
    ("safe_contact", "no"),
];

fn two(helper: &Helper) -> [Id<CaseId>; 2] {
    [&ZEIDAN, &AGAIN].map(|said| finish(helper, "intake", None, said).case.unwrap())
}

fn show(helper: &Helper, case: Id<CaseId>) -> DoublesView {
    usecase::doubles_show(&helper.app, &PersonRequest { case }).unwrap()
}

fn asked([case, other]: [Id<CaseId>; 2], words: &str) -> DoubleRequest {
    DoubleRequest { case, other, words: words.to_owned() }
}

fn join(helper: &Helper, cases: [Id<CaseId>; 2]) -> Result<DoublesView, AppError> {
    usecase::doubles_join(&helper.app, &asked(cases, "құжатын көрсетті"))
}

fn rows(helper: &Helper, text: &str) -> Vec<(Id<CaseId>, Vec<AlsoRow>)> {
    let search = SearchRequest { text: text.to_owned(), limit: 50, whose: Word(Whose::All) };
    let found = usecase::people_search(&helper.app, &search).unwrap();
    assert_eq!(found.total, u32::try_from(found.people.len()).ok());
    found.people.into_iter().map(|row| (row.case, row.also)).collect()
}

#[test]
fn who_comes_again_is_found_while_they_are_asked_with_why_and_why_not() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let known = finish(&helper, "intake", None, &ZEIDAN).case.unwrap();
    let begun = helper.start("intake", None);
    for (name, answer) in &AGAIN[..5] {
        let view = helper.open(&begun.interview);
        let at = helper.place_of(&view, name);
        helper.answer(&begun.interview, &at, AnswerView::Value((*answer).to_owned()));
    }
    let case = begun.case.unwrap();
    let found = show(&helper, case).perhaps;
    let [double] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((double.case, double.draft, double.may_decide), (known, false, true));
    assert!(double.why.contains(&Word(Sign::NamesSwapped)) && double.why.contains(&Word(Sign::PhoneSame)));
    let back = show(&helper, known).perhaps;
    assert_eq!((back[0].case, back[0].draft, back[0].name.as_str()), (case, true, "Мохамад Зейдан"));
    let pairs = usecase::doubles_list(&helper.app, &DoublesRequest { limit: 10 }).unwrap();
    assert_eq!(pairs.len(), 1);
}

#[test]
fn joined_records_are_one_row_and_one_page_and_come_apart_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let [one, other] = two(&helper);
    let page = |case| usecase::person_open(&helper.app, &PersonRequest { case }).unwrap();
    let before = [one, other].map(page);
    assert!(!before[0].contact_unsafe && before[1].contact_unsafe);
    assert_eq!(rows(&helper, "").len(), 2);
    let nothing = usecase::doubles_join(&helper.app, &asked([one, other], " "));
    assert!(nothing.unwrap_err().is(ErrorCode::DoubleWords), "never without a reason");
    let view = join(&helper, [one, other]).unwrap();
    assert!(view.perhaps.is_empty());
    let [joined] = view.joined.as_slice() else { panic!("{view:?}") };
    assert_eq!((joined.link.case, joined.link.words.as_str()), (other, "құжатын көрсетті"));
    assert_eq!((joined.link.number.as_str(), joined.link.may_decide), (before[1].number.as_str(), true));
    let [interview] = joined.interviews.as_slice() else { panic!("{joined:?}") };
    assert!(interview.may_read && interview.status == Status::Finished);
    for text in ["", "Зейдан"] {
        let found = rows(&helper, text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        let numbers = [&before[0].number, &before[1].number];
        let also = &found[0].1[0];
        assert!(numbers.contains(&&also.number), "both numbers are on the row");
        // And the name by which others know them, whichever record stands first.
        let names = [before[0].name.as_str(), before[1].name.as_str()];
        assert!(names[0] != names[1] && names.contains(&also.name.as_str()), "{also:?}");
    }
    // The least over all who are joined: what protects in one record protects in the other.
    assert!(page(one).contact_unsafe && page(other).contact_unsafe);
    let parted = usecase::doubles_part(&helper.app, &asked([one, other], "бауыры екен")).unwrap();
    assert!(parted.still_by.is_empty() && parted.meanwhile.is_empty() && parted.doubles.joined.is_empty());
    assert_eq!(parted.doubles.apart[0].words, "бауыры екен");
    assert!(parted.doubles.perhaps.is_empty(), "not offered again");
    assert_eq!(rows(&helper, "").len(), 2);
    let after = [one, other].map(page);
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(format!("{:?}", before.profile), format!("{:?}", after.profile));
        assert_eq!((before.contact_unsafe, before.interviews.len()), (after.contact_unsafe, after.interviews.len()));
    }
    let done: Vec<HistoryAction> = after.iter().flat_map(|page| &page.history).map(|line| line.action).collect();
    assert!(done.contains(&HistoryAction::Linked) && done.contains(&HistoryAction::KeptApart), "{done:?}");
}

#[test]
fn everybody_is_told_and_only_who_may_decides_and_joining_opens_nobodys_interview() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    for role in ["volunteer", "worker", "supervisor"] {
        helper.add_member(role, role);
    }
    let [one, other] = two(&helper);
    let work_as = |name: &str| {
        usecase::lock(&helper.app, &()).unwrap();
        helper.unlock_as(name);
    };
    for (role, may) in [("volunteer", false), ("worker", false), ("supervisor", true)] {
        work_as(role);
        let found = show(&helper, one).perhaps;
        assert_eq!((found[0].case, found[0].may_decide), (other, may), "{role}");
        let decided = join(&helper, [one, other]);
        assert_eq!(decided.is_ok(), may, "{role}");
        if let Err(error) = decided {
            assert!(error.is(ErrorCode::NoRight), "{role}: {error}");
        }
    }
    work_as("volunteer");
    let view = show(&helper, one);
    let [joined] = view.joined.as_slice() else { panic!("{view:?}") };
    assert!(!joined.link.may_decide && joined.interviews.iter().all(|row| !row.may_read));
}

#[test]
fn who_led_one_of_two_talks_reads_and_amends_their_own_alone_also_when_the_two_records_are_joined() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    helper.add_member("Ерлан", "volunteer");
    helper.add_member("Сәуле", "volunteer");
    helper.add_member("Серік", "supervisor");
    let work_as = |name: &str| {
        usecase::lock(&helper.app, &()).unwrap();
        helper.unlock_as(name);
    };
    let [one, other] = [("Ерлан", &ZEIDAN), ("Сәуле", &AGAIN)].map(|(name, said)| {
        work_as(name);
        finish(&helper, "intake", None, said).case.unwrap()
    });
    work_as("Серік");
    join(&helper, [one, other]).unwrap();
    for (name, [own, colleagues]) in [("Ерлан", [one, other]), ("Сәуле", [other, one])] {
        work_as(name);
        let of = |case| usecase::person_open(&helper.app, &PersonRequest { case }).unwrap().interviews.remove(0);
        let (own, colleagues) = (of(own), of(colleagues));
        assert_eq!((own.may_read, colleagues.may_read), (true, false), "{name}");
        let asked = |row: &InterviewRow| InterviewRequest { interview: row.interview, case: None };
        let read = |row: &InterviewRow| usecase::interview_open(&helper.app, &asked(row));
        let amend = |row: &InterviewRow| usecase::interview_amend(&helper.app, &asked(row));
        assert!(read(&own).is_ok());
        assert!(read(&colleagues).unwrap_err().is(ErrorCode::NoRight), "{name}");
        assert!(amend(&colleagues).unwrap_err().is(ErrorCode::AmendRefused), "{name}");
        // Who amends theirs is in nobody's way after that.
        let draft = amend(&own).unwrap().interview;
        usecase::interview_discard(&helper.app, &InterviewRequest { interview: draft, case: None }).unwrap();
    }
}

#[test]
fn what_a_person_took_back_in_one_record_is_passed_on_from_none_while_the_two_are_joined() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let ready = || {
        let (case, _) = letters::led(&helper, "intake", None, &letters::SAID);
        letters::ready(&helper, &letters::begun(&helper, case, "housing"), &["need"]).unwrap()
    };
    let (kept, taken) = (ready(), ready());
    let cases = [kept.row.case, taken.row.case];
    let letter = || usecase::letter_preview(&helper.app, &letters::asked(&kept, &["kk"]));
    letter().unwrap();
    let consents = usecase::consent_list(&helper.app, &PersonRequest { case: cases[1] }).unwrap();
    let withdraw = ConsentWithdrawRequest { case: cases[1], consent: consents[0].consent };
    usecase::consent_withdraw(&helper.app, &withdraw).unwrap();
    letter().unwrap();
    join(&helper, cases).unwrap();
    assert!(letter().unwrap_err().is(ErrorCode::ReferralNoConsent));
    usecase::doubles_part(&helper.app, &asked(cases, "бауыры екен")).unwrap();
    letter().unwrap();
}

/// The same pair, registered each time by somebody else or by another way.
#[test]
fn a_pair_is_told_whoever_registers_them_here_or_on_another_laptop() {
    let one = centre();
    let helper = &one.helper;
    for role in ["volunteer", "worker", "supervisor"] {
        helper.add_member(role, role);
    }
    let (_folder, two) = joined(&one, Invited::Me);
    for (at, role) in ["volunteer", "worker", "supervisor", "Үйлестіруші"].into_iter().enumerate() {
        usecase::lock(&helper.app, &()).unwrap();
        helper.unlock_as(role);
        let other = format!("Сәуле{at}");
        let phone = format!("+7 701 555 01 {at}0");
        let said = [("family_name", "Омарова"), ("given_name", &other), ("phone", &phone)];
        let said = [[("consent", "agree"), ("depth", "short")].as_slice(), &said].concat();
        let first = finish(helper, "intake", None, &said).case.unwrap();
        assert!(show(helper, first).perhaps.is_empty(), "{role}");
        let again = finish(helper, "intake", None, &said).case.unwrap();
        for (case, other) in [(again, first), (first, again)] {
            let found: Vec<_> = show(helper, case).perhaps.into_iter().map(|double| double.case).collect();
            assert_eq!(found, [other], "{role}");
        }
    }
    // On the other laptop each of them is found with what came, and somebody who is registered there as well.
    carried(&helper.app, &two).unwrap();
    assert_eq!(usecase::doubles_list(&two, &DoublesRequest { limit: 10 }).unwrap().len(), 4);
    let known = finish(helper, "intake", None, &ZEIDAN).case.unwrap();
    let there = Helper::of(two);
    let again = finish(&there, "intake", None, &AGAIN).case.unwrap();
    assert!(show(&there, again).perhaps.is_empty(), "they have not met");
    carried(&there.app, &helper.app).unwrap();
    assert_eq!(show(helper, known).perhaps.iter().map(|double| double.case).collect::<Vec<_>>(), [again]);
}
