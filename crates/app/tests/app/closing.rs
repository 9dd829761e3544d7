//! A case is closed, opened again and given on, as the screens do it.

use pana_app::contract::people::{PersonRequest, PersonView, SearchRequest, Whose};
use pana_app::contract::referral::{
    CancelReason, Detail, ReferralRequest, ReferralState, ReferralStep, ReferralView, Task,
};
use pana_app::contract::standing::*;
use pana_app::contract::work::{WorkGroup, WorkRequest, WorkRow, WorkView, WorkWhose};
use pana_app::contract::{AppError, Id, Word};
use pana_app::error::ErrorCode;
use pana_app::usecase;
use pana_model::CaseId;

use crate::follow_up::{at, finish, handed_over, said, step, without_a_roof};
use crate::help::Helper;
use crate::work::{stands, work};

fn page(helper: &Helper, case: Id<CaseId>) -> PersonView {
    usecase::person_open(&helper.app, &PersonRequest { case }).unwrap()
}

fn close(
    helper: &Helper,
    case: Id<CaseId>,
    (reason, on, words): (CloseReason, &str, &str),
    fate: Option<Fate>,
) -> Result<StandingView, AppError> {
    let closing = usecase::case_closing(&helper.app, &PersonRequest { case })?;
    let fates = closing
        .referrals
        .iter()
        .filter_map(|each| fate.map(|fate| ReferralFate { referral: each.referral, fate: Word(fate) }));
    let request = CaseCloseRequest {
        case,
        reason: Word(reason),
        on: on.to_owned(),
        words: words.to_owned(),
        referrals: fates.collect(),
    };
    usecase::case_close(&helper.app, &request)
}

fn listed(helper: &Helper, whose: Whose) -> Vec<(Id<CaseId>, Option<CloseReason>)> {
    let search = SearchRequest { text: String::new(), limit: 50, whose: Word(whose) };
    let found = usecase::people_search(&helper.app, &search).unwrap();
    assert_eq!(found.total, u32::try_from(found.people.len()).ok(), "as many as the rows");
    found.people.into_iter().map(|row| (row.case, row.closed.map(|reason| reason.0))).collect()
}

fn all_work(helper: &Helper) -> WorkView {
    usecase::work_list(&helper.app, &WorkRequest { whose: Word(WorkWhose::All), awaited: true }).unwrap()
}

fn told(helper: &Helper) -> Vec<CaseToTell> {
    usecase::cases_to_tell(&helper.app, &()).unwrap()
}

fn as_member(helper: &Helper, name: &str) {
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as(name);
}

#[test]
fn closing_says_first_what_it_means_and_asks_of_each_open_referral_and_the_person_is_off_today() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let case = without_a_roof(&helper).case.unwrap();
    handed_over(&helper, case, "housing");
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), at("2026-03-02T13:00:00+05:00"));
    assert_eq!(stands(&work(&helper)).len(), 2, "a late answer, and a person to ask again");
    let closing = usecase::case_closing(&helper.app, &PersonRequest { case }).unwrap();
    let [referral] = closing.referrals.as_slice() else { panic!("{closing:?}") };
    assert!(referral.may_cancel && referral.is_handed_over && referral.state == Word(ReferralState::Expired));
    assert!(closing.follow_up.is_some() && closing.today == "2026-03-02");
    // Nothing is closed silently, on a day to come, or for a reason without a word.
    let today = "2026-03-02";
    let refused = |reason, on, words, fate| close(&helper, case, (reason, on, words), fate).unwrap_err();
    let unsaid = AppError::of(ErrorCode::CloseReferrals).with("count", 1);
    assert_eq!(refused(CloseReason::Deceased, today, "", None), unsaid);
    assert_eq!(refused(CloseReason::Moved, "2026-03-03", "", Some(Fate::Cancel)), ErrorCode::CloseDay.into());
    assert_eq!(refused(CloseReason::Moved, "кеше", "", Some(Fate::Cancel)), ErrorCode::CloseDay.into());
    assert_eq!(refused(CloseReason::Other, today, " ", Some(Fate::Cancel)), ErrorCode::CloseWords.into());
    assert_eq!(page(&helper, case).standing.state, CaseState::Open);

    let closed = close(&helper, case, (CloseReason::Deceased, "2026-03-01", ""), Some(Fate::Cancel)).unwrap();
    assert_eq!(
        (closed.state, closed.reason, closed.on.as_deref()),
        (CaseState::Closed, Some(Word(CloseReason::Deceased)), Some("2026-03-01"))
    );
    assert!(closed.may_reopen && !closed.may_close);
    let view = all_work(&helper);
    assert_eq!(stands(&view), [(WorkGroup::Tell, vec!["tell_receiver".to_owned()])], "the receiver awaits the person");
    assert_eq!(view.groups.iter().map(|list| list.count).sum::<u32>(), 1);
    let WorkRow::Referral { row, contact: None, .. } = &view.groups[4].rows[0] else { panic!("nobody calls the dead") };
    assert_eq!(row.task.as_ref().map(|task| task.task), Some(Word(Task::TellReceiver)));
    let of = pana_app::contract::referral::ReferralRequest { case, referral: row.referral };
    let shown = usecase::referral_show(&helper.app, &of).unwrap();
    let why = shown.history.iter().flat_map(|line| &line.details).find(|said| said.detail.0 == Detail::CancelReason);
    assert_eq!(why.map(|said| said.value.as_str()), Some(CancelReason::Died.as_str()));
    assert_eq!(listed(&helper, Whose::Closed), [(case, Some(CloseReason::Deceased))]);
    assert_eq!(listed(&helper, Whose::All), [(case, Some(CloseReason::Deceased))], "it is found, and says so");
    assert_eq!(listed(&helper, Whose::Mine), []);
    assert_eq!(
        close(&helper, case, (CloseReason::Moved, today, ""), None).map(|view| view.reason).ok(),
        Some(Some(Word(CloseReason::Moved))),
        "a reason is corrected"
    );

    let words = CaseWordsRequest { case, words: "қате жабылды".to_owned() };
    let opened = usecase::case_reopen(&helper.app, &words).unwrap();
    assert_eq!((opened.state, &*opened.words), (CaseState::Reopened, "қате жабылды"));
    assert_eq!(usecase::case_reopen(&helper.app, &words).unwrap_err(), ErrorCode::CaseMoved.into());
    assert_eq!(listed(&helper, Whose::Mine), [(case, None)]);
    // Who comes back while the case is closed is spoken to, and it is open by that.
    close(&helper, case, (CloseReason::LostContact, today, ""), None).unwrap();
    let told = [("reached", "no"), ("close_case", "no"), ("next_date", "2026-03-25")];
    finish(&helper, "follow_up", Some(case), &told);
    assert_eq!(page(&helper, case).standing.state, CaseState::OpenedByWork);
    assert_eq!(listed(&helper, Whose::Closed), []);
    // Nobody was to ask while it was closed; who comes back is asked again like anybody.
    close(&helper, case, (CloseReason::ReturnedHome, today, ""), None).unwrap();
    assert!(page(&helper, case).follow_up.is_none());
    finish(&helper, "intake", Some(case), &[("consent", "agree"), ("depth", "short"), ("shelter_tonight", "no")]);
    let back = page(&helper, case);
    assert!(back.follow_up.is_some() && back.standing.state == CaseState::OpenedByWork);
}

#[test]
fn a_follow_up_that_agrees_to_closing_offers_it_and_closes_nothing_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let case = without_a_roof(&helper).case.unwrap();
    assert_eq!(page(&helper, case).standing.agreed, None);
    let ends = [("reached", "no"), ("close_case", "yes"), ("closure_reason", "goals_met")];
    finish(&helper, "follow_up", Some(case), &ends);
    let standing = page(&helper, case).standing;
    assert_eq!((standing.state, standing.agreed), (CaseState::Open, Some(Word(CloseReason::GoalsMet))));
    assert!(page(&helper, case).profile.iter().all(|row| row.property != "closing_reason"), "no fact of the person");
    let closing = usecase::case_closing(&helper.app, &PersonRequest { case }).unwrap();
    assert!(closing.agreed == Some(Word(CloseReason::GoalsMet)) && closing.follow_up.is_none(), "{closing:?}");
    close(&helper, case, (CloseReason::GoalsMet, "2026-03-01", ""), None).unwrap();
    let opened = usecase::case_reopen(&helper.app, &CaseWordsRequest { case, words: String::new() }).unwrap();
    assert_eq!(opened.agreed, None, "whoever opened it again knew of that");
    let goes_on = [("reached", "no"), ("close_case", "no"), ("next_date", "2026-03-25")];
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), at("2026-03-09T12:00:00+05:00"));
    assert_eq!(page(&helper, case).standing.agreed, None);
    finish(&helper, "follow_up", Some(case), &ends);
    assert_eq!(page(&helper, case).standing.agreed, Some(Word(CloseReason::GoalsMet)), "said anew");
    finish(&helper, "follow_up", Some(case), &goes_on);
    assert_eq!(page(&helper, case).standing.agreed, None, "the last word holds");
    finish(&helper, "follow_up", Some(case), &ends);
    assert_eq!(page(&helper, case).standing.agreed, Some(Word(CloseReason::GoalsMet)));
    drop(helper);
    let helper = Helper::unlock_at(folder.path(), at("2026-03-12T12:00:00+05:00"));
    crate::follow_up::create(&helper, case, "housing");
    assert_eq!(page(&helper, case).standing.agreed, None, "who is referred since has not ended");
}

#[test]
fn a_case_that_was_given_to_somebody_else_is_gone_from_todays_list_and_that_is_said_once() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    helper.add_member("Серік", "worker");
    helper.add_member("Гүлнар", "worker");
    helper.add_member("Вол", "volunteer");
    as_member(&helper, "Серік");
    let case = without_a_roof(&helper).case.unwrap();
    let draft = crate::follow_up::create(&helper, case, "housing");
    assert_eq!(draft.row.state, Word(ReferralState::Draft));
    assert_eq!(stands(&work(&helper)).len(), 1);
    let standing = page(&helper, case).standing;
    assert!(standing.may_offer && !standing.may_give && standing.workers[0].is_me);
    let names: Vec<&str> = standing.colleagues.iter().map(|each| each.name.as_str()).collect();
    assert!(names.contains(&"Гүлнар") && !names.contains(&"Вол"), "volunteers follow no cases: {names:?}");
    let to = |name: &str| standing.colleagues.iter().find(|each| each.name == name).unwrap().member;
    let hand = |name: &str| CaseHandRequest { case, to: to(name), words: "демалыс".to_owned() };
    let me = standing.workers[0].member;
    let mine = CaseHandRequest { case, to: me, words: String::new() };
    assert_eq!(usecase::case_offer(&helper.app, &mine).unwrap_err(), ErrorCode::CaseHand.into());
    let take = PersonRequest { case };
    assert_eq!(usecase::case_take(&helper.app, &take).unwrap_err(), ErrorCode::CaseMoved.into());
    usecase::case_offer(&helper.app, &hand("Гүлнар")).unwrap();

    as_member(&helper, "Гүлнар");
    assert_eq!(stands(&work(&helper)), [], "not before it is taken");
    assert_eq!(
        (work(&helper).others, stands(&all_work(&helper)).len()),
        (1, 1),
        "and the list says that others have work"
    );
    let row = told(&helper).remove(0);
    let offer = row.offer.unwrap();
    assert_eq!((&*offer.from.name, &*offer.words, row.workers[0].name.as_str()), ("Серік", "демалыс", "Серік"));
    assert!(page(&helper, case).standing.may_take);
    let taken = usecase::case_take(&helper.app, &take).unwrap();
    assert!(taken.workers[0].is_me && taken.offers.is_empty() && taken.may_close);
    assert_eq!((stands(&work(&helper)).len(), told(&helper).len()), (1, 0));

    as_member(&helper, "Серік");
    assert_eq!((stands(&work(&helper)), work(&helper).others), (vec![], 1), "no orphan and no wrong count");
    assert_eq!(listed(&helper, Whose::Mine), []);
    let notices = told(&helper).remove(0).notices;
    assert_eq!((notices[0].what, &*notices[0].by), (Word(Told::Taken), "Гүлнар"));
    let standing = page(&helper, case).standing;
    assert!(!standing.may_close && !standing.may_offer);
    assert!(usecase::case_told(&helper.app, &take).unwrap().is_empty());
    assert!(told(&helper).is_empty(), "once");

    as_member(&helper, "Үйлестіруші");
    let back = CaseHandRequest { case, to: me, words: String::new() };
    let given = usecase::case_give(&helper.app, &back).unwrap();
    assert_eq!(given.workers[0].name, "Серік");
    as_member(&helper, "Гүлнар");
    assert_eq!(stands(&work(&helper)), []);
    assert_eq!(told(&helper)[0].notices[0].what, Word(Told::Given));
    as_member(&helper, "Серік");
    assert_eq!(told(&helper)[0].notices[0].what, Word(Told::Yours));
    // Declined, it stays, and who offered it is told.
    usecase::case_told(&helper.app, &take).unwrap();
    usecase::case_offer(&helper.app, &hand("Гүлнар")).unwrap();
    as_member(&helper, "Гүлнар");
    usecase::case_decline(&helper.app, &CaseWordsRequest { case, words: "орын жоқ".to_owned() }).unwrap();
    as_member(&helper, "Серік");
    let notices = told(&helper).remove(0).notices;
    assert_eq!((notices[0].what, &*notices[0].words), (Word(Told::Declined), "орын жоқ"));
    assert_eq!(listed(&helper, Whose::Mine), [(case, None)]);
    usecase::case_told(&helper.app, &take).unwrap();
    // Closed by somebody else, its worker is told.
    as_member(&helper, "Үйлестіруші");
    let today = usecase::case_closing(&helper.app, &take).unwrap().today;
    close(&helper, case, (CloseReason::Moved, &today, "көшті"), Some(Fate::Cancel)).unwrap();
    as_member(&helper, "Серік");
    let notices = told(&helper).remove(0).notices;
    assert_eq!((notices[0].what, &*notices[0].words), (Word(Told::Closed), "көшті"));
    assert!(usecase::case_told(&helper.app, &take).unwrap().is_empty(), "once");
}

#[test]
fn what_nobody_sees_to_is_in_everybodys_list() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    helper.add_member("Серік", "worker");
    helper.add_member("Вол", "volunteer");
    as_member(&helper, "Вол");
    let case = without_a_roof(&helper).case.unwrap();
    crate::follow_up::create(&helper, case, "housing");
    assert!(!page(&helper, case).standing.may_close, "a volunteer closes nothing");
    assert!(page(&helper, case).standing.may_offer, "and hands on what they began");
    let closing = usecase::case_closing(&helper.app, &PersonRequest { case }).unwrap_err();
    assert!(closing.is(ErrorCode::NoRight));
    as_member(&helper, "Серік");
    assert_eq!(stands(&work(&helper)).len(), 1, "a volunteer delivers nothing, so somebody has to");
}

#[test]
fn a_referral_goes_on_by_itself_only_where_a_receiver_acts_and_what_they_answer_later_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let case = without_a_roof(&helper).case.unwrap();
    crate::follow_up::create(&helper, case, "housing");
    let today = (CloseReason::LostContact, "2026-03-01", "");
    let unsaid = AppError::of(ErrorCode::CloseReferrals).with("count", 1);
    assert_eq!(close(&helper, case, today, Some(Fate::GoesOn)).unwrap_err(), unsaid, "nobody has it");
    close(&helper, case, today, Some(Fate::Cancel)).unwrap();
    // A need that is worked on since opens it; what a receiver has goes on.
    let other = without_a_roof(&helper).case.unwrap();
    handed_over(&helper, other, "housing");
    close(&helper, other, today, Some(Fate::GoesOn)).unwrap();
    assert_eq!(page(&helper, other).standing.state, CaseState::Closed);
}

#[test]
fn a_closed_case_offers_no_other_recipient_and_what_was_declined_is_still_read() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre_at(folder.path(), at("2026-03-01T12:00:00+05:00"));
    let case = without_a_roof(&helper).case.unwrap();
    let sent = handed_over(&helper, case, "housing");
    assert!(!sent.case_closed);
    close(&helper, case, (CloseReason::Moved, "2026-03-01", ""), Some(Fate::GoesOn)).unwrap();
    let details = vec![said(Detail::Learned, "phone"), said(Detail::DeclineReason, "full")];
    let declined = step(&helper, &sent, ReferralStep::Decline, details);
    let shown = || {
        let of = ReferralRequest { case, referral: sent.row.referral };
        usecase::referral_show(&helper.app, &of).unwrap()
    };
    let offers = |view: &ReferralView| view.may_reopen || view.may.contains(&Word(ReferralStep::ReRefer));
    assert!(declined.case_closed && !offers(&declined));
    assert_ne!(declined.row.task.as_ref().map(|task| task.task), Some(Word(Task::FindOther)));
    let line = &declined.history[0];
    let words = |detail| line.details.iter().find(|row| row.detail == Word(detail)).map(|row| row.value.as_str());
    assert_eq!(line.step, Some(Word(ReferralStep::Decline)));
    assert_eq!(words(Detail::DeclineReason), Some("full"));
    let listed = usecase::referral_list(&helper.app, &PersonRequest { case }).unwrap();
    assert_eq!(listed[0].state, Word(ReferralState::Declined), "on the person's page, too");
    usecase::case_reopen(&helper.app, &CaseWordsRequest { case, words: String::new() }).unwrap();
    assert!(!shown().case_closed && offers(&shown()), "whoever goes on with the person looks elsewhere");
    // What ended before the case was closed is not taken up anew from there either.
    close(&helper, case, (CloseReason::Moved, "2026-03-01", ""), Some(Fate::Cancel)).unwrap();
    let ended = shown();
    assert_eq!(ended.row.state, Word(ReferralState::Cancelled));
    assert!(ended.case_closed && !offers(&ended));
    assert!(ended.history.iter().any(|line| line.step == Some(Word(ReferralStep::Decline))), "it is still read");
}
