//! The work list: what waits, in the order of harm, and what is done is gone from it.

use pana_app::contract::follow_up::FollowUpRequest;
use pana_app::contract::people::PersonRequest;
use pana_app::contract::referral::*;
use pana_app::contract::standing::{CaseCloseRequest, CloseReason, ClosingReferral, Fate, ReferralFate};
use pana_app::contract::work::{SafeContact, WorkGroup, WorkRequest, WorkRow, WorkView, WorkWhose};
use pana_app::contract::{Id, Word};
use pana_app::usecase;
use pana_model::CaseId;

use crate::follow_up::{at, entry, finish, handed_over, said, step, without_a_roof};
use crate::help::Helper;

pub(crate) fn work(helper: &Helper) -> WorkView {
    usecase::work_list(&helper.app, &WorkRequest { whose: Word(WorkWhose::Mine), awaited: true }).unwrap()
}

/// What stands in each group that has something: tasks by their words, else that an appointment or a contact is due.
pub(crate) fn stands(view: &WorkView) -> Vec<(WorkGroup, Vec<String>)> {
    let word = |row: &WorkRow| match row {
        WorkRow::Referral { row, .. } => {
            row.task.as_ref().map_or("appointment".to_owned(), |task| task.task.0.to_string())
        }
        WorkRow::FollowUp { .. } => "follow-up".to_owned(),
    };
    let of = view.groups.iter().filter(|list| list.count > 0);
    of.map(|list| (list.group, list.rows.iter().map(word).collect())).collect()
}

fn one(group: WorkGroup, word: &str) -> (WorkGroup, Vec<String>) {
    (group, vec![word.to_owned()])
}

#[test]
fn each_step_of_a_referral_moves_its_line_to_where_it_is_due_and_what_is_done_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let groups: Vec<WorkGroup> = work(&helper).groups.iter().map(|list| list.group).collect();
    use WorkGroup::{Ask, Call, First, Late, Meet, Tell};
    assert_eq!(groups, [First, Late, Call, Ask, Tell, Meet], "in the order of harm, also where nothing waits");

    let case = without_a_roof(&helper).case.unwrap();
    let sent = handed_over(&helper, case, "housing");
    assert_eq!(stands(&work(&helper)), [], "an answer is awaited, and the person is asked tomorrow");
    assert_eq!(work(&helper).awaited.count, 1);
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), at("2026-03-02T13:00:00+05:00"));
    let view = work(&helper);
    assert_eq!(stands(&view), [one(First, "call_receiver"), one(Meet, "follow-up")], "critical, and late");
    assert_eq!(view.groups.iter().map(|list| list.count).sum::<u32>(), 2, "the number is that of the rows");
    assert_eq!((view.awaited.count, view.awaited.rows.len()), (0, 0), "what is late is awaited no more, and called");

    let by_phone = said(Detail::Learned, "phone");
    let day = said(Detail::At, "2026-03-03T10:00:00+05:00");
    let accepted = step(&helper, &sent, ReferralStep::Accept, vec![by_phone.clone(), day]);
    assert_eq!(stands(&work(&helper))[0], one(First, "tell_person"), "nobody has told the person");
    entry(&helper, &accepted, (EntryKind::Informed, "in_person"), false).unwrap();
    let view = work(&helper);
    assert_eq!(stands(&view), [(Meet, vec!["appointment".to_owned(), "follow-up".to_owned()])]);
    let WorkRow::Referral { appointment, .. } = &view.groups[5].rows[0] else { panic!("an appointment first") };
    assert!(appointment.as_ref().is_some_and(|at| at.starts_with("2026-03-03T")), "with its time");
    drop(helper);

    let helper = Helper::unlock_at(folder.path(), at("2026-03-03T11:00:00+05:00"));
    assert_eq!(stands(&work(&helper))[0], one(Ask, "ask_whether_came"), "the time has passed");
    step(&helper, &sent, ReferralStep::Finish, vec![by_phone, said(Detail::Received, "full")]);
    assert_eq!(stands(&work(&helper))[0], one(Ask, "ask_person"));
    step(&helper, &sent, ReferralStep::Close, vec![said(Detail::Outcome, "met")]);
    assert_eq!(stands(&work(&helper)), [one(Meet, "follow-up")]);
    usecase::follow_up_plan(&helper.app, &FollowUpRequest { case, on: None }).unwrap();
    assert_eq!(stands(&work(&helper)), [], "what is done is gone");
}

#[test]
fn a_follow_up_that_was_done_is_gone_after_a_restart_and_with_another_clock() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let case = without_a_roof(&helper).case.unwrap();
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), at("2026-03-20T12:00:00+05:00"));
    assert_eq!(stands(&work(&helper)), [one(WorkGroup::Meet, "follow-up")], "nothing leaves by age alone");
    let told = [("reached", "no"), ("close_case", "no"), ("next_date", "2026-03-25")];
    finish(&helper, "follow_up", Some(case), &told);
    assert_eq!(stands(&work(&helper)), []);
    drop(helper);
    for (now, due) in
        [("2026-03-19T12:00:00+05:00", 0), ("2026-03-24T23:00:00+05:00", 0), ("2026-03-25T01:00:00+05:00", 1)]
    {
        let helper = Helper::unlock_at(folder.path(), at(now));
        assert_eq!(stands(&work(&helper)).len(), due, "{now}");
    }
}

#[test]
fn a_number_at_which_it_is_not_safe_is_in_no_list_and_a_receiver_is_told_what_was_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    for (safe, shown) in [("no", SafeContact::No), ("yes", SafeContact::Yes)] {
        let told = [
            ("consent", "agree"),
            ("depth", "short"),
            ("given_name", "Айгүл"),
            ("phone", "+7 701 000 00 00"),
            ("safe_contact", safe),
        ];
        let case = finish(&helper, "intake", None, &told).case.unwrap();
        let sent = handed_over(&helper, case, "documents");
        step(&helper, &sent, ReferralStep::Accept, vec![said(Detail::Learned, "phone")]);
        let view = work(&helper);
        let of_case = |row: &&WorkRow| matches!(row, WorkRow::Referral { row, .. } if row.case == case);
        let rows: Vec<&WorkRow> = view.groups.iter().flat_map(|list| &list.rows).filter(of_case).collect();
        let [WorkRow::Referral { contact: Some(contact), .. }] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!((contact.safe, contact.phone.is_empty()), (shown, safe == "no"));
        step(&helper, &sent, ReferralStep::Withdraw, Vec::new());
        let tell = &work(&helper).groups[4];
        assert_eq!(tell.group, WorkGroup::Tell);
        let cases: Vec<CaseId> = tell
            .rows
            .iter()
            .filter_map(|row| match row {
                WorkRow::Referral { row, contact: None, .. } if row.task.as_ref()?.task == Word(Task::TellReceiver) => {
                    Some(row.case.0)
                }
                _ => None,
            })
            .collect();
        assert!(cases.contains(&case.0));
    }
}

#[test]
fn what_is_awaited_and_not_late_is_counted_and_listed_when_asked_for_the_one_first_that_will_be_late_first() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let critical = without_a_roof(&helper).case.unwrap();
    // A critical one is awaited for a day, another for two weeks: that one is handed over first.
    let other = finish(&helper, "intake", None, &[("consent", "agree"), ("depth", "short"), ("given_name", "Айгүл")]);
    let normal = handed_over(&helper, other.case.unwrap(), "documents");
    handed_over(&helper, critical, "housing");
    let asked =
        |whose, awaited| usecase::work_list(&helper.app, &WorkRequest { whose: Word(whose), awaited }).unwrap().awaited;
    let cases = |rows: &[WorkRow]| -> Vec<CaseId> {
        let case = |row: &WorkRow| match row {
            WorkRow::Referral { row, .. } => {
                assert!(row.task.is_none() && !row.is_late && row.respond_by.is_some(), "nothing is to be done yet");
                row.case.0
            }
            WorkRow::FollowUp { .. } => panic!("no follow-up is awaited of a receiver"),
        };
        rows.iter().map(case).collect()
    };
    let counted = asked(WorkWhose::Mine, false);
    assert_eq!((counted.count, counted.rows.len()), (2, 0), "counted, until somebody opens it");
    for whose in [WorkWhose::Mine, WorkWhose::All] {
        let listed = asked(whose, true);
        assert_eq!((listed.count, cases(&listed.rows)), (2, vec![critical.0, normal.row.case.0]));
    }
    step(&helper, &normal, ReferralStep::Accept, vec![said(Detail::Learned, "phone")]);
    assert_eq!(cases(&asked(WorkWhose::Mine, true).rows), [critical.0], "what was answered is awaited no more");
}

#[test]
fn what_is_awaited_of_a_colleagues_case_or_of_a_talk_in_private_is_in_the_list_of_those_who_may_know_of_it_alone() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    helper.add_member("Бауыржан", "worker");
    let told = [("consent", "agree"), ("depth", "short"), ("given_name", "Айгүл")];
    let case = finish(&helper, "intake", None, &told).case.unwrap();
    handed_over(&helper, case, "documents");
    finish(&helper, "safety", Some(case), &[("consent", "agree"), ("children_hurt", "yes")]);
    let private = handed_over(&helper, case, "safety");
    assert!(private.row.is_private);
    let count = |whose| {
        let view = usecase::work_list(&helper.app, &WorkRequest { whose: Word(whose), awaited: true }).unwrap();
        (view.awaited.count, view.awaited.rows.len(), view.others)
    };
    assert_eq!((count(WorkWhose::Mine), count(WorkWhose::All)), ((2, 2, 0), (2, 2, 0)));
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Бауыржан");
    assert_eq!(count(WorkWhose::All), (1, 1, 0), "of the talk nothing is said, no number either");
    assert_eq!(count(WorkWhose::Mine), (0, 0, 0), "and what nobody has to do is no work of others");
}

#[test]
fn the_work_list_and_the_persons_page_agree_on_who_must_be_told() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let is_telling = |row: &ReferralRow| row.task.as_ref().is_some_and(|task| task.task == Word(Task::TellPerson));
    let must_be_told = |case: Id<CaseId>| {
        let all =
            usecase::work_list(&helper.app, &WorkRequest { whose: Word(WorkWhose::All), awaited: false }).unwrap();
        let rows = all.groups.iter().flat_map(|list| &list.rows).filter_map(|row| match row {
            WorkRow::Referral { row, .. } if row.case == case && is_telling(row) => Some(row.referral),
            _ => None,
        });
        let mut listed: Vec<_> = rows.collect();
        let page = usecase::referral_list(&helper.app, &PersonRequest { case }).unwrap();
        let mut paged: Vec<_> = page.iter().filter(|row| is_telling(row)).map(|row| row.referral).collect();
        let shown = page.iter().map(|row| {
            let of = ReferralRequest { case, referral: row.referral };
            usecase::referral_show(&helper.app, &of).unwrap().row
        });
        let mut opened: Vec<_> = shown.filter(is_telling).map(|row| row.referral).collect();
        for each in [&mut listed, &mut paged, &mut opened] {
            each.sort_by_key(|id| id.0);
        }
        assert_eq!(listed, paged, "Today and the person's page");
        assert_eq!(paged, opened, "the list on the page, and the referral's own");
        listed.len()
    };
    let by_phone = || vec![said(Detail::Learned, "phone")];
    let close = |case: Id<CaseId>, reason: CloseReason| {
        let closing = usecase::case_closing(&helper.app, &PersonRequest { case }).unwrap();
        let fate = |each: &ClosingReferral| ReferralFate { referral: each.referral, fate: Word(Fate::GoesOn) };
        let (on, words) = (closing.today.clone(), String::new());
        let referrals = closing.referrals.iter().map(fate).collect();
        let request = CaseCloseRequest { case, reason: Word(reason), on, words, referrals };
        usecase::case_close(&helper.app, &request).unwrap();
    };
    // An open case: told, and done with it.
    let open = without_a_roof(&helper).case.unwrap();
    let (first, second) = (handed_over(&helper, open, "housing"), handed_over(&helper, open, "documents"));
    assert_eq!(must_be_told(open), 0, "nobody has answered");
    let accepted = step(&helper, &first, ReferralStep::Accept, by_phone());
    assert_eq!(must_be_told(open), 1);
    step(&helper, &second, ReferralStep::Accept, by_phone());
    assert_eq!(must_be_told(open), 2);
    entry(&helper, &accepted, (EntryKind::Informed, "in_person"), false).unwrap();
    assert_eq!(must_be_told(open), 1);
    // A case that was closed while the receiver thought about it.
    for (reason, told) in [(CloseReason::Moved, 1), (CloseReason::Deceased, 0)] {
        let case = without_a_roof(&helper).case.unwrap();
        let sent = handed_over(&helper, case, "housing");
        close(case, reason);
        assert_eq!(must_be_told(case), 0, "{reason:?}");
        step(&helper, &sent, ReferralStep::Accept, by_phone());
        assert_eq!(must_be_told(case), told, "{reason:?}");
    }
}

#[test]
fn a_protected_referral_of_somebody_said_to_have_died_stays_until_one_who_may_know_of_it_says_so_too() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    helper.add_member("Серік", "supervisor");
    let switch = |name: &str| {
        usecase::lock(&helper.app, &()).unwrap();
        helper.unlock_as(name);
    };
    let told = [("consent", "agree"), ("depth", "short"), ("given_name", "Айгүл")];
    let case = finish(&helper, "intake", None, &told).case.unwrap();
    finish(&helper, "safety", Some(case), &[("consent", "agree"), ("children_hurt", "yes")]);
    let sent = handed_over(&helper, case, "safety");
    assert!(sent.row.is_private);
    step(&helper, &sent, ReferralStep::Accept, vec![said(Detail::Learned, "phone")]);
    let is_listed = || {
        let all =
            usecase::work_list(&helper.app, &WorkRequest { whose: Word(WorkWhose::All), awaited: false }).unwrap();
        let is_it = |row: &WorkRow| matches!(row, WorkRow::Referral { row, .. } if row.referral == sent.row.referral);
        all.groups.iter().flat_map(|list| &list.rows).any(is_it)
    };
    let close = || {
        let closing = usecase::case_closing(&helper.app, &PersonRequest { case }).unwrap();
        assert!(closing.referrals.is_empty(), "no closing asks about what not everybody may know of");
        let (reason, words, referrals) = (Word(CloseReason::Deceased), String::new(), Vec::new());
        usecase::case_close(&helper.app, &CaseCloseRequest { case, reason, on: closing.today, words, referrals })
            .unwrap();
    };
    assert!(is_listed());
    switch("Серік");
    assert!(!is_listed(), "who may not know of it never sees it");
    close();
    switch("Үйлестіруші");
    assert!(is_listed(), "who said so need not have known of it");
    close();
    assert!(!is_listed(), "who leads such talks knew of it");
}
