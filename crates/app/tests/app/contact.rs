//! How the centre is reached stands on papers that may name the centre, and on no other.

use pana_app::contract::contact::{CentreContact, CentreContactSayRequest};
use pana_app::contract::error::ErrorCode;
use pana_app::contract::letter::*;
use pana_app::contract::referral::ReferralView;
use pana_app::contract::{AppError, Word};
use pana_app::usecase;

use crate::help::Helper;
use crate::letters::{SAID, asked, begun, led, ready, saved, text};

const STREET: &str = "Сейфуллин даңғылы, 7";
const PHONE: &str = "+7 727 111 22 33";
const EMAIL: &str = "qabyldau@example.org";

fn contact() -> CentreContact {
    let by_language =
        |texts: &[(&str, &str)]| texts.iter().map(|(tag, text)| ((*tag).into(), (*text).into())).collect();
    CentreContact {
        address: by_language(&[("kk", STREET), ("ar", "شارع سيفولين ٧")]),
        phones: vec![PHONE.to_owned(), "112".to_owned()],
        hours: by_language(&[("kk", "дүйсенбі–жұма, 9:00–18:00")]),
        email: EMAIL.to_owned(),
    }
}

fn said(helper: &Helper, contact: &CentreContact) -> Result<(), AppError> {
    let seen = usecase::centre_contact(&helper.app, &()).unwrap().seen;
    let request = CentreContactSayRequest { contact: contact.clone(), seen };
    usecase::centre_contact_say(&helper.app, &request).map(drop)
}

/// Everything that is on a letter, as the screen shows it before it is made.
fn shown(helper: &Helper, view: &ReferralView, neutral: Option<bool>) -> (LetterPreview, String) {
    let preview = usecase::letter_preview(&helper.app, &LetterAsked { neutral, ..asked(view, &["kk", "ar"]) }).unwrap();
    let lines = preview.lines.iter().flat_map(|line| line.value.clone()).collect::<Vec<_>>().join("\n");
    (preview, lines)
}

#[test]
fn a_coordinator_says_how_the_centre_is_reached_everybody_reads_it_and_nobody_else_writes_it() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    for role in ["volunteer", "worker", "supervisor"] {
        helper.add_member(role, role);
    }
    let before = usecase::centre_contact(&helper.app, &()).unwrap();
    assert!(before.may_say && before.said.is_none() && before.contact == CentreContact::default());
    said(&helper, &contact()).unwrap();
    let wrong = CentreContact { phones: vec!["call".to_owned()], ..contact() };
    assert!(said(&helper, &wrong).unwrap_err().is(ErrorCode::ContactField));
    for role in ["volunteer", "worker", "supervisor"] {
        usecase::lock(&helper.app, &()).unwrap();
        helper.unlock_as(role);
        assert!(said(&helper, &CentreContact::default()).unwrap_err().is(ErrorCode::NoRight), "{role}");
        let view = usecase::centre_contact(&helper.app, &()).unwrap();
        assert_eq!((view.contact, view.may_say), (contact(), false), "{role}");
        assert_eq!(view.said.unwrap().member, "Үйлестіруші");
    }
    // It is in the log: whoever opens the store later reads the same; and a coordinator takes it off the papers.
    drop(helper);
    let helper = Helper::unlock(folder.path());
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Үйлестіруші");
    assert_eq!(usecase::centre_contact(&helper.app, &()).unwrap().contact, contact());
    said(&helper, &CentreContact::default()).unwrap();
    assert_eq!(usecase::centre_contact(&helper.app, &()).unwrap().contact, CentreContact::default());
}

#[test]
fn a_page_left_open_overwrites_nothing_that_somebody_else_has_said_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let left_open = usecase::centre_contact(&helper.app, &()).unwrap().seen;
    said(&helper, &contact()).unwrap();
    let late = CentreContact { phones: vec!["113".to_owned()], ..CentreContact::default() };
    let late = CentreContactSayRequest { contact: late, seen: left_open };
    assert!(usecase::centre_contact_say(&helper.app, &late).unwrap_err().is(ErrorCode::ContactMoved));
    let view = usecase::centre_contact(&helper.app, &()).unwrap();
    assert_eq!(view.contact, contact(), "what was said meanwhile stands");
    let kept = usecase::centre_contact_say(&helper.app, &CentreContactSayRequest { seen: view.seen, ..late }).unwrap();
    assert_eq!(kept.contact.phones, ["113"], "by whoever has seen it, it is replaced");
}

#[test]
fn a_letter_that_may_say_whose_it_is_has_the_centres_address_at_its_head_and_on_its_slip_and_a_neutral_one_nowhere() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(folder.path());
    let (case, _) = led(&helper, "intake", None, &SAID);
    let view = ready(&helper, &begun(&helper, case, "housing"), &["name"]).unwrap();
    assert!(shown(&helper, &view, None).0.nobody_can_answer, "nobody has said it");
    said(&helper, &contact()).unwrap();
    let (preview, lines) = shown(&helper, &view, None);
    assert!(!preview.neutral && !preview.nobody_can_answer);
    for known in [STREET, PHONE, EMAIL, "شارع سيفولين"] {
        assert!(lines.contains(known), "{known}: {lines}");
    }
    let (pdf, _) = saved(&helper, &asked(&view, &["kk", "ar"]), out.path()).unwrap();
    let plain = text(&pdf);
    let neutral = LetterAsked { neutral: Some(true), ..asked(&view, &["kk", "ar"]) };
    let (pdf, _) = saved(&helper, &neutral, out.path()).unwrap();
    let (preview, lines) = shown(&helper, &view, Some(true));
    assert!(!preview.nobody_can_answer, "of a letter that names nobody nothing is missing");
    for known in [STREET, "Сейфуллин", PHONE, EMAIL, "111 22"] {
        assert!(!lines.contains(known), "{known}: {lines}");
        let Some(neutral) = text(&pdf) else { continue };
        assert!(!neutral.contains(known), "{known}: {neutral}");
    }
    let Some(plain) = plain else { return };
    let (head, slip) = plain.split_once("Жауап қағазы").unwrap();
    for known in [STREET, PHONE, EMAIL, "дүйсенбі–жұма"] {
        assert!(head.contains(known), "at the head {known}: {plain}");
        assert!(slip.contains(known), "on the slip {known}: {plain}");
    }
}

#[test]
fn no_paper_of_a_talk_in_private_and_none_for_whom_contact_is_unsafe_says_where_the_centre_is() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(folder.path());
    said(&helper, &contact()).unwrap();
    let mut unsafe_to_contact = SAID;
    unsafe_to_contact[SAID.len() - 1] = ("safe_contact", "no");
    let held = |case| {
        let request = HeldSheetRequest {
            case,
            languages: vec!["kk".to_owned()],
            to: Word(LetterTo::Folder),
            folder: out.path().to_string_lossy().into_owned(),
            printer: String::new(),
        };
        let made = usecase::held_sheet(&helper.app, &request).unwrap();
        text(&std::fs::read(made.file.unwrap()).unwrap())
    };
    let (case, _) = led(&helper, "intake", None, &unsafe_to_contact);
    let of_unsafe = ready(&helper, &begun(&helper, case, "housing"), &["name"]).unwrap();
    let sheet_of_unsafe = held(case);
    let (other, _) = led(&helper, "intake", None, &SAID);
    led(&helper, "safety", Some(other), &[("consent", "agree"), ("children_hurt", "yes")]);
    let of_private = ready(&helper, &begun(&helper, other, "safety"), &["name"]).unwrap();
    assert!(of_private.row.is_private);
    for view in [&of_unsafe, &of_private] {
        let (preview, lines) = shown(&helper, view, Some(false));
        assert!(preview.must_be_neutral && !preview.nobody_can_answer);
        assert!(!lines.contains(STREET) && !lines.contains(PHONE), "{lines}");
        let (pdf, _) = saved(&helper, &asked(view, &["kk", "ar"]), out.path()).unwrap();
        let Some(text) = text(&pdf) else { continue };
        assert!(!text.contains("Сейфуллин") && !text.contains("111 22") && !text.contains(EMAIL), "{text}");
    }
    // The sheet for the person says it to whom it is safe to write, and to nobody else.
    let Some(sheet) = held(other) else { return };
    assert!(sheet.contains(STREET) && sheet.contains(PHONE), "{sheet}");
    let sheet = sheet_of_unsafe.unwrap();
    assert!(!sheet.contains("Сейфуллин") && !sheet.contains("111 22"), "{sheet}");
}
