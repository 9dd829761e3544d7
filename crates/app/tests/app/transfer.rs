//! A case goes to another centre, as the screens and the papers tell it.

use std::path::Path;

use pana_app::contract::letter::{HeldSheetRequest, LetterTo};
use pana_app::contract::meet::PathRequest;
use pana_app::contract::people::{PersonRequest, PersonView};
use pana_app::contract::referral::{ConsentAnswer, ConsentHow, ConsentInput, ConsentWithdrawRequest, LegalBasis};
use pana_app::contract::transfer::*;
use pana_app::contract::{AppError, Id, Word};
use pana_app::usecase;
use pana_model::CaseId;

use crate::follow_up::finish;
use crate::help::Helper;
use crate::letters::text;

fn path(of: &Path) -> PathRequest {
    PathRequest { path: of.to_owned() }
}

/// Two centres that have compared their cards.
fn two(folder: &Path) -> [Helper; 2] {
    let both = ["here", "there"].map(|name| {
        std::fs::create_dir(folder.join(name)).unwrap();
        Helper::with_centre(&folder.join(name))
    });
    for (one, other) in [(&both[0], &both[1]), (&both[1], &both[0])] {
        let card = usecase::centre_card(&one.app, &path(folder)).unwrap();
        let known = CentreKnowRequest { file: card.file.unwrap(), check: card.digits };
        usecase::centre_know(&other.app, &known).unwrap();
    }
    both
}

fn proposed(helper: &Helper, case: Id<CaseId>, folder: &Path) -> TransferGivenView {
    let to = usecase::centres_known(&helper.app, &()).unwrap().remove(0).centre;
    let consent = ConsentInput {
        answer: Word(ConsentAnswer::Given),
        fields: Vec::new(),
        basis: Word(LegalBasis::Consent),
        second: None,
        language: "kk".to_owned(),
        how: Word(ConsentHow::Spoken),
        interpreter: String::new(),
        present: String::new(),
        caregiver: String::new(),
        assent: None,
        until: None,
        words: String::new(),
        sheet: String::new(),
    };
    let asked = TransferConsentRequest { case, to: to.clone(), read_on: false, consent };
    usecase::transfer_consent(&helper.app, &asked).unwrap();
    let give = TransferGiveRequest { case, to, out: Some(folder.to_owned()) };
    usecase::transfer_give(&helper.app, &give).unwrap()
}

fn page(helper: &Helper, case: Id<CaseId>) -> PersonView {
    usecase::person_open(&helper.app, &PersonRequest { case }).unwrap()
}

fn held(helper: &Helper, case: Id<CaseId>, folder: &Path) -> Option<String> {
    let request = HeldSheetRequest {
        case,
        languages: vec!["en".to_owned()],
        to: Word(LetterTo::Folder),
        folder: folder.to_string_lossy().into_owned(),
        printer: String::new(),
    };
    let made = usecase::held_sheet(&helper.app, &request).unwrap();
    text(&std::fs::read(made.file.unwrap()).unwrap()).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn the_sheet_of_what_is_held_says_to_and_from_which_centre_a_case_went_and_how_that_stands() {
    let folder = tempfile::tempdir().unwrap();
    let [here, there] = two(folder.path());
    let case = finish(&here, "intake", None, &crate::doubles::ZEIDAN).case.unwrap();
    let before = held(&here, case, folder.path());
    let given = proposed(&here, case, folder.path());
    let waits = held(&here, case, folder.path());
    let file = TransferFileRequest { file: given.file.unwrap(), out: folder.path().to_owned(), reason: String::new() };
    let taken = usecase::transfer_accept(&there.app, &file).unwrap();
    usecase::transfer_answer(&here.app, &path(&taken.answer)).unwrap();
    let (gone, came) = (held(&here, case, folder.path()), held(&there, taken.case, folder.path()));
    let (Some(before), Some(waits), Some(gone), Some(came)) = (before, waits, gone, came) else { return };
    assert!(!before.contains("To which other centres"), "{before}");
    assert!(waits.contains("Сынақ орталығы") && waits.contains("No answer has come yet"), "{waits}");
    assert!(gone.contains("That centre has taken it in"), "{gone}");
    assert!(gone.contains(&format!("Its number there: {}", taken.number)), "{gone}");
    assert!(gone.contains("conversations – 1, files – 0"), "{gone}");
    assert!(came.contains("Your case came from there") && came.contains(&given.number), "{came}");
}

#[test]
fn who_was_not_asked_whether_they_may_be_reached_has_no_centres_name_on_paper_and_who_may_not_nothing_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let [here, there] = two(folder.path());
    for (answer, says) in [(None, true), (Some("no"), false)] {
        let mut said = crate::doubles::ZEIDAN.to_vec();
        said.retain(|(question, _)| *question != "safe_contact");
        said.extend(answer.map(|answer| ("safe_contact", answer)));
        let case = finish(&here, "intake", None, &said).case.unwrap();
        let file = proposed(&here, case, folder.path()).file.unwrap();
        let asked = TransferFileRequest { file, out: folder.path().to_owned(), reason: String::new() };
        let taken = usecase::transfer_accept(&there.app, &asked).unwrap();
        usecase::transfer_answer(&here.app, &path(&taken.answer)).unwrap();
        let Some(gone) = held(&here, case, folder.path()) else { return };
        // Above it stands this centre's own name, which is the same.
        let of_it = gone.split_once("To which other centres").map(|(_, of_it)| of_it);
        assert_eq!(of_it.is_some_and(|of_it| of_it.contains("Another centre It was given there")), says, "{gone}");
        assert!(!of_it.unwrap_or_default().contains("Сынақ орталығы"), "{gone}");
        assert!(!gone.contains(&taken.number), "{gone}");
    }
}

#[test]
fn what_was_written_at_the_other_centre_is_told_in_words_and_not_in_codes() {
    let folder = tempfile::tempdir().unwrap();
    let [here, there] = two(folder.path());
    let case = finish(&here, "intake", None, &crate::doubles::ZEIDAN).case.unwrap();
    let given = proposed(&here, case, folder.path());
    let file = TransferFileRequest { file: given.file.unwrap(), out: folder.path().to_owned(), reason: String::new() };
    let taken = usecase::transfer_accept(&there.app, &file).unwrap();
    let from = page(&there, taken.case).from.unwrap();
    let said: Vec<&QuotedSaid> = from.entries.iter().map(|row| &row.said).collect();
    let [QuotedSaid::Consent { answer, recipient, .. }, QuotedSaid::FollowUp { day }] = said.as_slice() else {
        panic!("{said:?}")
    };
    assert_eq!((*answer, recipient.as_str()), (Some(Word(ConsentAnswer::Given)), "Сынақ орталығы"));
    assert!(day.parse::<chrono::NaiveDate>().is_ok(), "{day}");
    // The page of who gave it says where it is, also once the case is open again.
    usecase::transfer_answer(&here.app, &path(&taken.answer)).unwrap();
    assert_eq!(page(&here, case).to.unwrap().state, Word(TransferState::Accepted));
    finish(&here, "intake", Some(case), &crate::doubles::ZEIDAN);
    let to = page(&here, case).to.unwrap();
    assert_eq!((to.state, to.number), (Word(TransferState::Accepted), taken.number));
}

#[test]
fn that_it_came_to_nothing_is_told_whoever_proposed_it_once_and_others_until_then() {
    let folder = tempfile::tempdir().unwrap();
    let [here, there] = two(folder.path());
    let case = finish(&here, "intake", None, &crate::doubles::ZEIDAN).case.unwrap();
    assert!(page(&here, case).may_hand_over);
    let given = proposed(&here, case, folder.path());
    let reason = "орын жоқ".to_owned();
    let file = TransferFileRequest { file: given.file.unwrap(), out: folder.path().to_owned(), reason };
    let answer = usecase::transfer_decline(&there.app, &file).unwrap();
    assert!(!page(&here, case).may_hand_over, "no second centre is asked before the first has answered");
    usecase::transfer_answer(&here.app, &path(&answer.file)).unwrap();
    here.add_member("Ерлан", "supervisor");
    usecase::lock(&here.app, &()).unwrap();
    here.unlock_as("Ерлан");
    for _ in 0..2 {
        assert_eq!(page(&here, case).to.unwrap().state, Word(TransferState::Declined), "who gave it has not seen it");
    }
    usecase::lock(&here.app, &()).unwrap();
    here.unlock_as("Үйлестіруші");
    let to = page(&here, case).to.unwrap();
    assert_eq!((to.state, to.words.as_str()), (Word(TransferState::Declined), "орын жоқ"));
    let then = page(&here, case);
    assert_eq!((then.to, then.may_hand_over), (None, true), "they were told");
}

fn asked(file: &Path, out: &Path) -> TransferFileRequest {
    TransferFileRequest { file: file.to_owned(), out: out.to_owned(), reason: "басқа".to_owned() }
}

fn error<T: std::fmt::Debug>(done: Result<T, AppError>) -> String {
    done.unwrap_err().code.to_string()
}

#[test]
fn the_same_case_that_comes_once_more_is_told_by_its_number_there_and_a_file_of_another_kind_is_told_to_be_one() {
    let folder = tempfile::tempdir().unwrap();
    let [here, there] = two(folder.path());
    // Nothing is known of them by which a double could be found.
    let said: Vec<_> = crate::doubles::ZEIDAN.into_iter().filter(|(name, _)| *name != "phone").collect();
    let case = finish(&here, "intake", None, &said).case.unwrap();
    let first = proposed(&here, case, folder.path()).file.unwrap();
    let taken = usecase::transfer_accept(&there.app, &asked(&first, folder.path())).unwrap();
    usecase::transfer_answer(&here.app, &path(&taken.answer)).unwrap();
    assert_eq!(error(usecase::transfer_answer(&there.app, &path(&first))), "transfer-other-kind");
    assert_eq!(error(usecase::transfer_accept(&here.app, &asked(&taken.answer, folder.path()))), "transfer-other-kind");
    let second = proposed(&here, case, folder.path()).file.unwrap();
    let TransferShown::Case(seen) = usecase::transfer_show(&there.app, &path(&second)).unwrap() else { panic!() };
    let [before] = seen.before.as_slice() else { panic!("{seen:?}") };
    assert_eq!((before.case, &before.number, seen.taken), (taken.case, &taken.number, None));
    assert!(seen.doubles.iter().all(|double| double.case != before.case), "said once");
}

#[test]
fn where_nothing_can_be_written_nothing_is_revoked_and_a_folder_that_is_not_there_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let [here, there] = two(folder.path());
    let case = finish(&here, "intake", None, &crate::doubles::ZEIDAN).case.unwrap();
    let given = proposed(&here, case, folder.path());
    let (file, transfer) = (given.file.unwrap(), given.transfer.unwrap());
    let revoke = |out: &Path| {
        let asked = TransferNamedRequest { transfer: transfer.clone(), reason: String::new(), out: out.to_owned() };
        usecase::transfer_revoke(&here.app, &asked)
    };
    let missing = folder.path().join("none");
    assert_eq!(error(revoke(&file)), "letter-file-exists");
    assert_eq!(error(revoke(&missing.join("a.word"))), "folder-missing");
    assert_eq!(error(revoke(&missing.join(""))), "folder-missing");
    let again = TransferNamedRequest { transfer: transfer.clone(), reason: String::new(), out: missing.join("") };
    assert_eq!(error(usecase::transfer_again(&here.app, &again)), "folder-missing");
    assert_eq!(error(usecase::centre_card(&here.app, &path(&missing.join("")))), "folder-missing");
    assert!(!missing.exists());
    assert_eq!(page(&here, case).to.unwrap().state, Word(TransferState::Proposed));
    // Revoked after it was taken in, both sides are told where it stands.
    let taken = usecase::transfer_accept(&there.app, &asked(&file, folder.path())).unwrap();
    let word = revoke(folder.path()).unwrap().file.unwrap();
    let told = usecase::transfer_answer(&there.app, &path(&word)).unwrap();
    assert_eq!((told.word.as_str(), told.number_here), ("revoked", taken.number));
    let row = usecase::transfer_list(&there.app, &()).unwrap().remove(0);
    assert!(row.revoked_there);
}

#[test]
fn a_yes_that_is_taken_back_while_the_file_is_on_its_way_is_told_until_it_is_revoked() {
    let folder = tempfile::tempdir().unwrap();
    let [here, _there] = two(folder.path());
    let case = finish(&here, "intake", None, &crate::doubles::ZEIDAN).case.unwrap();
    let given = proposed(&here, case, folder.path());
    let row = || usecase::transfer_list(&here.app, &()).unwrap().remove(0);
    let waits = || usecase::home(&here.app, &()).unwrap().transfers_wait.map(|wait| wait.disagreed);
    assert_eq!((row().agreed, waits()), (true, None));
    let consents = usecase::consent_list(&here.app, &PersonRequest { case }).unwrap();
    let withdraw = ConsentWithdrawRequest { case, consent: consents[0].consent };
    usecase::consent_withdraw(&here.app, &withdraw).unwrap();
    assert_eq!((row().agreed, waits()), (false, Some(1)));
    let (transfer, out) = (given.transfer.unwrap(), folder.path().to_owned());
    usecase::transfer_revoke(&here.app, &TransferNamedRequest { transfer, reason: String::new(), out }).unwrap();
    assert_eq!((row().agreed, waits()), (true, None));
}
