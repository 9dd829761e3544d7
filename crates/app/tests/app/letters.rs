//! Letters as they come out of a centre: read back by programs that are not ours, where these are here.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use pana_app::contract::error::ErrorCode;
use pana_app::contract::interview::{AnswerView, FinishRequest, InterviewRequest};
use pana_app::contract::letter::*;
use pana_app::contract::people::{AccessAction, PersonRequest};
use pana_app::contract::referral::*;
use pana_app::contract::{AppError, Id, Vocabulary, Word};
use pana_app::{Surface, letter_to_file, referral_named, usecase};
use pana_model::{CaseId, InterviewId};

use crate::help::{Helper, agreed};

const NAME: &str = "Зейнегүл";
const PHONE: &str = "+7 700 000 04 12";
const ILLNESS: &str = "эпилепсия";

/// What a person says at first.
pub(crate) const SAID: [(&str, &str); 13] = [
    ("consent", "agree"),
    ("depth", "short"),
    ("interview_language", "kazakh"),
    ("interpreter", "yes"),
    ("shelter_tonight", "no"),
    ("special_needs", "chronic_illness poverty"),
    ("special_details", ILLNESS),
    ("given_name", NAME),
    ("sex", "female"),
    ("birth_date_known", "no"),
    ("native_language", "arabic"),
    ("phone", PHONE),
    ("safe_contact", "yes"),
];

pub(crate) fn led(
    helper: &Helper,
    form: &str,
    case: Option<Id<CaseId>>,
    answers: &[(&str, &str)],
) -> (Id<CaseId>, Id<InterviewId>) {
    let view = helper.start(form, case);
    for (name, answer) in answers {
        helper.answer(&view.interview, &helper.place_of(&view, name), AnswerView::Value((*answer).to_owned()));
    }
    let request = FinishRequest { interview: view.interview, allow_incomplete: true };
    (usecase::interview_finish(&helper.app, &request).unwrap().case.unwrap(), view.interview)
}

pub(crate) fn begun(helper: &Helper, case: Id<CaseId>, need: &str) -> ReferralView {
    let request = ReferralCreateRequest {
        case,
        needs: vec![need.to_owned()],
        service: "dom_urgent".to_owned(),
        recipient: "Баспана".to_owned(),
        phone: "+7 700 000 02 05".to_owned(),
        address: "Абай көшесі, 12".to_owned(),
        urgency: None,
        directory: None,
        words: String::new(),
        replaces: None,
        reopens: None,
    };
    usecase::referral_create(&helper.app, &request).unwrap()
}

pub(crate) fn ready(helper: &Helper, view: &ReferralView, fields: &[&str]) -> Result<ReferralView, AppError> {
    let languages = vec!["kk".to_owned(), "ar".to_owned()];
    let (case, referral) = (view.row.case, view.row.referral);
    let request = ReferralConfirmRequest { case, referral, consent: agreed(fields), languages };
    usecase::referral_confirm(&helper.app, &request)
}

pub(crate) fn asked(view: &ReferralView, languages: &[&str]) -> LetterAsked {
    let languages = languages.iter().map(|tag| (*tag).to_owned()).collect();
    LetterAsked { case: view.row.case, referral: view.row.referral, languages, neutral: None, bring: Vec::new() }
}

pub(crate) fn saved(helper: &Helper, asked: &LetterAsked, folder: &Path) -> Result<(Vec<u8>, LetterMade), AppError> {
    let folder = folder.to_string_lossy().into_owned();
    let to = Word(LetterTo::Folder);
    let request = LetterRequest { letter: asked.clone(), to, folder, printer: String::new() };
    let made = usecase::referral_letter(&helper.app, &request)?;
    Ok((std::fs::read(made.file.as_ref().unwrap()).unwrap(), made))
}

/// What a program reads of it; nothing where there is no such program.
fn read(program: &str, arguments: &[&str], pdf: &[u8]) -> Option<String> {
    let mut child = Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    child.stdin.take().unwrap().write_all(pdf).unwrap();
    let out = child.wait_with_output().unwrap();
    let marks = ['\u{202a}', '\u{202b}', '\u{202c}', '\u{200e}', '\u{200f}'];
    let text = String::from_utf8_lossy(&out.stdout).replace(marks, "");
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

pub(crate) fn text(pdf: &[u8]) -> Option<String> {
    read("pdftotext", &["-enc", "UTF-8", "-", "-"], pdf)
}

fn history(helper: &Helper, view: &ReferralView) -> Vec<ReferralLine> {
    let request = ReferralRequest { case: view.row.case, referral: view.row.referral };
    usecase::referral_show(&helper.app, &request).unwrap().history
}

fn prints(helper: &Helper, view: &ReferralView) -> Vec<String> {
    let printed = history(helper, view).into_iter().filter(|line| line.entry == Some(Word(EntryKind::Printed)));
    let proof = |line: ReferralLine| line.details.into_iter().find(|row| row.detail == Word(Detail::Proof));
    printed.filter_map(|line| proof(line).map(|row| row.value)).collect()
}

#[test]
fn a_letter_reads_back_in_its_languages_and_names_nobody_on_its_slip_in_its_title_and_in_its_codes() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(folder.path());
    let (case, _) = led(&helper, "intake", None, &SAID);
    let view = ready(&helper, &begun(&helper, case, "housing"), &["name", "language", "contact", "need"]).unwrap();
    for (languages, expected) in [
        (["kk", "ar"], ["Жолдама хат", "رسالة إحالة", "Араб тілі", "العربية", "Аудармашы керек", "يلزم مترجم"]),
        (["ru", "en"], ["Направление", "Referral letter", "Арабский", "Arabic", "Нужен переводчик", "An interpreter"]),
    ] {
        let (pdf, made) = saved(&helper, &asked(&view, &languages), out.path()).unwrap();
        assert!(!made.file.unwrap().contains(NAME));
        let Some(text) = text(&pdf) else { return };
        for words in expected.iter().chain(&[NAME, PHONE, "Баспана", "Сынақ орталығы", &*view.row.number])
        {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains(ILLNESS) && !text.contains("эпил"), "nobody agreed to that: {text}");
        let title = if languages[0] == "kk" { "Жауап қағазы" } else { "Листок ответа" };
        let slip = text.split(title).last().unwrap();
        let code = usecase::letter_preview(&helper.app, &asked(&view, &languages)).unwrap().slip;
        assert!(slip.contains(&code) && slip.contains("Сынақ орталығы"), "{slip}");
        for secret in [NAME, PHONE, "Араб тілі", "Арабский", "04 12"] {
            assert!(!slip.contains(secret), "{secret} is on the slip: {slip}");
        }
        let Some(info) = read("pdfinfo", &["-"], &pdf) else { return };
        assert!(!info.contains(NAME) && info.contains(&view.row.number), "{info}");
    }
    assert_eq!(prints(&helper, &view), ["2", "1"], "each print is in the history");
    let access = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap().access;
    assert_eq!(access.iter().filter(|row| row.action == AccessAction::Printed).count(), 2);
    let details = vec![DetailRow { detail: Word(Detail::Channel), value: "letter".to_owned() }];
    let (step, referral) = (Word(ReferralStep::Deliver), view.row.referral);
    let sent = usecase::referral_step(&helper.app, &ReferralStepRequest { case, referral, step, details }).unwrap();
    let said = |detail| sent.history[0].details.iter().find(|row| row.detail == Word(detail)).map(|row| &*row.value);
    assert_eq!(said(Detail::Proof), Some("2"), "the last print shows that it went");
    assert!(saved(&helper, &asked(&view, &[]), out.path()).is_ok(), "what was handed over is printed again");
}

#[test]
fn of_all_facts_exactly_those_that_were_agreed_to_leave_whichever_they_are() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(folder.path());
    let (case, _) = led(&helper, "intake", None, &SAID);
    // What each says, in words that stand nowhere else on a letter.
    let planted =
        [("name", NAME), ("sex", "Женщина"), ("language", "Арабский"), ("contact", PHONE), ("health", ILLNESS)];
    for turn in 1_u32..32 {
        // Each second set is looked at: a letter takes its time.
        if turn % 3 != 1 {
            continue;
        }
        let kept = |at: usize| turn & (1 << at) != 0;
        let fields: Vec<&str> = (0..planted.len()).filter(|at| kept(*at)).map(|at| planted[at].0).collect();
        let view = ready(&helper, &begun(&helper, case, "housing"), &fields).unwrap();
        let preview = usecase::letter_preview(&helper.app, &asked(&view, &["ru", "kk"])).unwrap();
        let (pdf, _) = saved(&helper, &asked(&view, &["ru", "kk"]), out.path()).unwrap();
        let text = text(&pdf);
        let lines: Vec<&String> = preview.lines.iter().flat_map(|line| &line.value).collect();
        for (at, (field, value)) in planted.iter().enumerate() {
            assert_eq!(lines.iter().any(|line| line.contains(value)), kept(at), "{field} of {fields:?}: {lines:?}");
            if let Some(text) = &text {
                assert_eq!(text.contains(value), kept(at), "{field} of {fields:?}: {text}");
            }
        }
        assert!(preview.left_out.is_empty(), "{:?}", preview.left_out);
    }
}

#[test]
fn a_consent_that_was_taken_back_between_ready_and_the_letter_stops_it_and_nothing_is_written() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(folder.path());
    let (case, _) = led(&helper, "intake", None, &SAID);
    let draft = begun(&helper, case, "housing");
    assert!(saved(&helper, &asked(&draft, &["kk"]), out.path()).unwrap_err().is(ErrorCode::ReferralStep), "a draft");
    let view = ready(&helper, &draft, &["name"]).unwrap();
    assert!(view.may_write.contains(&Word(EntryKind::Printed)));
    // A volunteer may write down what the person said, and withdraws no referral: it stays ready.
    helper.add_member("Асан", "volunteer");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Асан");
    let consents = usecase::consent_list(&helper.app, &PersonRequest { case }).unwrap();
    usecase::consent_withdraw(&helper.app, &ConsentWithdrawRequest { case, consent: consents[0].consent }).unwrap();
    assert!(saved(&helper, &asked(&view, &["kk"]), out.path()).unwrap_err().is(ErrorCode::NoRight), "nor prints it");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Үйлестіруші");
    let request = ReferralRequest { case, referral: view.row.referral };
    let shown = usecase::referral_show(&helper.app, &request).unwrap();
    assert_eq!(shown.row.state, Word(ReferralState::Ready));
    assert!(!shown.may_write.contains(&Word(EntryKind::Printed)), "nor is it offered");
    for languages in [&["kk"][..], &["kk", "ar"], &[]] {
        let refused = saved(&helper, &asked(&view, languages), out.path()).unwrap_err();
        assert!(refused.is(ErrorCode::ReferralNoConsent), "{refused}");
    }
    assert!(usecase::letter_preview(&helper.app, &asked(&view, &[])).is_err());
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 0);
    assert_eq!(prints(&helper, &view), [""; 0]);
}

#[test]
fn what_says_something_else_than_when_the_person_agreed_is_left_out_and_named() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(folder.path());
    let (case, interview) = led(&helper, "intake", None, &SAID);
    let view = ready(&helper, &begun(&helper, case, "housing"), &["name", "health"]).unwrap();
    let request = InterviewRequest { interview, case: Some(case) };
    let amended = usecase::interview_amend(&helper.app, &request).unwrap();
    let at = helper.place_of(&amended, "special_details");
    helper.answer(&interview, &at, AnswerView::Value("туберкулез".to_owned()));
    usecase::interview_finish(&helper.app, &FinishRequest { interview, allow_incomplete: true }).unwrap();
    let preview = usecase::letter_preview(&helper.app, &asked(&view, &["kk"])).unwrap();
    assert_eq!(preview.left_out, [SharedField::Health]);
    let (pdf, _) = saved(&helper, &asked(&view, &["kk"]), out.path()).unwrap();
    let Some(text) = text(&pdf) else { return };
    assert!(text.contains(NAME) && !text.contains("туберкулез") && !text.contains(ILLNESS), "{text}");
}

#[test]
fn what_cannot_stand_on_paper_as_it_was_said_is_told_before_the_letter_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let long = format!("{ILLNESS} ").repeat(400);
    let said: Vec<(&str, &str)> = SAID
        .iter()
        .map(|(name, value)| match *name {
            "given_name" => (*name, "Зейнегүл 汉\u{e000}汉"),
            "special_details" => (*name, long.as_str()),
            _ => (*name, *value),
        })
        .collect();
    let (case, _) = led(&helper, "intake", None, &said);
    let view = ready(&helper, &begun(&helper, case, "housing"), &["name", "health"]).unwrap();
    let faults = usecase::letter_preview(&helper.app, &asked(&view, &["kk"])).unwrap().faults;
    assert_eq!(faults.unprintable, ["汉", "U+E000"]);
    assert_eq!(faults.cut.len(), 1, "{:?}", faults.cut);
    let view = ready(&helper, &begun(&helper, case, "housing"), &["sex"]).unwrap();
    let faults = usecase::letter_preview(&helper.app, &asked(&view, &["kk"])).unwrap().faults;
    assert_eq!(faults, PaperFaults::default());
}

#[test]
fn what_nobody_knows_cannot_be_agreed_to_and_what_would_be_passed_on_is_shown_fact_by_fact() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let said: Vec<(&str, &str)> =
        SAID.iter().map(|(name, value)| (*name, if *name == "safe_contact" { "no" } else { *value })).collect();
    let (case, _) = led(&helper, "intake", None, &said);
    let draft = begun(&helper, case, "housing");
    let request = ReferralRequest { case, referral: draft.row.referral };
    let facts = usecase::referral_facts(&helper.app, &request).unwrap();
    let fact = |field| facts.iter().find(|fact| fact.field == field).unwrap();
    assert_eq!(facts.len(), SharedField::ALL.len());
    assert_eq!((fact(SharedField::Name).held, &*fact(SharedField::Name).value["kk"]), (FactHeld::Known, NAME));
    assert_eq!(fact(SharedField::Sex).value["ar"], "أنثى");
    assert_eq!(fact(SharedField::Language).value["en"], "Arabic\nAn interpreter is needed");
    assert_eq!(fact(SharedField::Need).value["ru"], "Жильё");
    let health = &fact(SharedField::Health).value["en"];
    assert!(health.contains(ILLNESS) && !health.contains("Poverty"), "{health}");
    assert_eq!(fact(SharedField::Contact).held, FactHeld::Unsafe, "the person said that it is not safe");
    assert!(fact(SharedField::Contact).value.is_empty());
    assert_eq!(fact(SharedField::Citizenship).held, FactHeld::Nothing);
    for empty in ["contact", "citizenship"] {
        let refused = ready(&helper, &draft, &["name", empty]).unwrap_err();
        assert_eq!((refused.code, &*refused.args["field"]), (ErrorCode::ReferralFieldEmpty, empty));
    }
    // Such a letter names no centre, no recipient and no reason, whatever is asked.
    let view = ready(&helper, &draft, &["name", "need", "health"]).unwrap();
    let preview =
        usecase::letter_preview(&helper.app, &LetterAsked { neutral: Some(false), ..asked(&view, &["kk"]) }).unwrap();
    assert!(preview.neutral && preview.must_be_neutral);
    assert_eq!(preview.left_out, [SharedField::Need, SharedField::Health]);
}

#[test]
fn a_letter_of_a_referral_from_a_talk_in_private_says_nothing_of_it() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(folder.path());
    let (case, _) = led(&helper, "intake", None, &SAID);
    let talk = [("consent", "agree"), ("children_hurt", "yes"), ("safe_contact_how", "көршісі Рая арқылы")];
    led(&helper, "safety", Some(case), &talk);
    let centres = begun(&helper, case, "documents");
    let request = |view: &ReferralView| ReferralRequest { case, referral: view.row.referral };
    let contact = |view: &ReferralView| {
        let facts = usecase::referral_facts(&helper.app, &request(view)).unwrap();
        facts.into_iter().find(|fact| fact.field == SharedField::Contact).unwrap().value["kk"].clone()
    };
    assert_eq!(contact(&centres), PHONE, "what was said in private goes into no other referral");
    let draft = begun(&helper, case, "safety");
    assert!(draft.row.is_private);
    assert_eq!(contact(&draft), format!("көршісі Рая арқылы\n{PHONE}"));
    let view = ready(&helper, &draft, &["name", "need", "contact"]).unwrap();
    let (pdf, made) = saved(&helper, &asked(&view, &["kk", "ru"]), out.path()).unwrap();
    assert_eq!(made.print, 1);
    let Some(text) = text(&pdf) else { return };
    assert!(text.contains(NAME) && text.contains("Письмо"), "{text}");
    let telling = ["Баспана", "Абай", "Сынақ", "Қауіпсіздік", "Безопасность", "Жолдама", "Направление", "Рая", "04 12"];
    for word in telling {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[test]
fn the_code_of_a_slip_leads_to_its_referral_alone_and_no_answer_of_another_one_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    let (case, _) = led(&helper, "intake", None, &SAID);
    let sent = |need| {
        let view = ready(&helper, &begun(&helper, case, need), &["name"]).unwrap();
        let details = vec![DetailRow { detail: Word(Detail::Channel), value: "letter".to_owned() }];
        let (step, referral) = (Word(ReferralStep::Deliver), view.row.referral);
        usecase::referral_step(&helper.app, &ReferralStepRequest { case, referral, step, details }).unwrap()
    };
    let code = |view: &ReferralView| {
        let said = view.history[0].details.iter().find(|row| row.detail == Word(Detail::Slip));
        said.unwrap().value.clone()
    };
    let (one, other) = (sent("housing"), sent("documents"));
    for typed in [code(&one), code(&one).to_lowercase().replace('-', " ")] {
        let found = usecase::slip_find(&helper.app, &SlipRequest { code: typed }).unwrap();
        assert_eq!((found.case, found.referral), (case, one.row.referral));
    }
    assert_eq!(referral_named(&helper.app, &code(&other)).unwrap().referral, other.row.referral);
    let find = |code: &str| usecase::slip_find(&helper.app, &SlipRequest { code: code.to_owned() }).unwrap_err().code;
    let mut wrong = code(&one);
    let last = if wrong.pop() == Some('0') { '1' } else { '0' };
    wrong.push(last);
    assert_eq!(
        (find(&wrong), find(NAME), find("0000-0000")),
        (ErrorCode::SlipTypo, ErrorCode::SlipTypo, ErrorCode::SlipUnknown)
    );
    let accept = |code: &str| {
        let details = vec![DetailRow { detail: Word(Detail::Slip), value: code.to_owned() }];
        let (step, referral) = (Word(ReferralStep::Accept), one.row.referral);
        usecase::referral_step(&helper.app, &ReferralStepRequest { case, referral, step, details })
    };
    assert_eq!(accept(&code(&other)).unwrap_err().code, ErrorCode::SlipOther);
    assert_eq!(accept(&wrong).unwrap_err().code, ErrorCode::SlipTypo);
    let taken = accept(&code(&one).to_lowercase()).unwrap();
    let learned = taken.history[0].details.iter().find(|row| row.detail == Word(Detail::Learned)).unwrap();
    assert_eq!((taken.row.state, &*learned.value), (Word(ReferralState::Accepted), "slip"));
    // A slip answers once: typed again it says that, and when, and no second answer is taken by it.
    let again = usecase::slip_find(&helper.app, &SlipRequest { code: code(&one) }).unwrap();
    assert_eq!((again.referral, again.answered_at.is_some()), (one.row.referral, true));
    let details = [(Detail::Slip, code(&one)), (Detail::Received, "full".to_owned())];
    let details = details.map(|(detail, value)| DetailRow { detail: Word(detail), value }).into();
    let (step, referral) = (Word(ReferralStep::Finish), one.row.referral);
    let second = usecase::referral_step(&helper.app, &ReferralStepRequest { case, referral, step, details });
    assert_eq!(second.unwrap_err().code, ErrorCode::SlipAnswered);
    let unanswered = usecase::slip_find(&helper.app, &SlipRequest { code: code(&other) }).unwrap();
    assert_eq!(unanswered.answered_at, None);
    // Of who waits on a list by the receiver's word on the telephone, the slip still brings the answer; of who was declined, none.
    let by_phone = |step: ReferralStep, word: (Detail, &str)| {
        let details = [(Detail::Learned, "phone"), word]
            .map(|(detail, value)| DetailRow { detail: Word(detail), value: value.to_owned() });
        let (step, referral) = (Word(step), other.row.referral);
        usecase::referral_step(&helper.app, &ReferralStepRequest { case, referral, step, details: details.into() })
            .unwrap();
        usecase::slip_find(&helper.app, &SlipRequest { code: code(&other) }).unwrap().answered_at.is_some()
    };
    assert!(!by_phone(ReferralStep::Waitlist, (Detail::Wait, "unknown")));
    assert!(by_phone(ReferralStep::Decline, (Detail::DeclineReason, "full")));
    // That somebody waits on a list by the slip itself is not its last word either.
    let third = sent("housing");
    let by_slip = |step: ReferralStep, word: (Detail, &str)| {
        let details = [(Detail::Slip, code(&third)), (word.0, word.1.to_owned())];
        let details = details.map(|(detail, value)| DetailRow { detail: Word(detail), value }).into();
        let (step, referral) = (Word(step), third.row.referral);
        usecase::referral_step(&helper.app, &ReferralStepRequest { case, referral, step, details })
    };
    by_slip(ReferralStep::Waitlist, (Detail::Wait, "unknown")).unwrap();
    let found = usecase::slip_find(&helper.app, &SlipRequest { code: code(&third) }).unwrap();
    assert_eq!((found.referral, found.answered_at), (third.row.referral, None));
    by_slip(ReferralStep::Decline, (Detail::DeclineReason, "full")).unwrap();
    let found = usecase::slip_find(&helper.app, &SlipRequest { code: code(&third) }).unwrap();
    assert!(found.answered_at.is_some());
    // Who may not know of it does not find it.
    led(&helper, "safety", Some(case), &[("consent", "agree"), ("children_hurt", "yes")]);
    let private = begun(&helper, case, "safety");
    ready(&helper, &private, &["name"]).unwrap();
    let hidden = usecase::letter_preview(&helper.app, &asked(&private, &["kk"])).unwrap().slip;
    helper.add_member("Дана", "supervisor");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Дана");
    assert_eq!(find(&hidden), ErrorCode::SlipUnknown);
}

#[test]
fn a_letter_that_cannot_be_written_leaves_nothing_behind_and_is_in_the_history() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(folder.path());
    let (case, _) = led(&helper, "intake", None, &SAID);
    let view = ready(&helper, &begun(&helper, case, "housing"), &["name"]).unwrap();
    let gone = out.path().join("no such folder");
    assert!(saved(&helper, &asked(&view, &["kk"]), &gone).unwrap_err().is(ErrorCode::FolderMissing));
    assert!(saved(&helper, &asked(&view, &["xx"]), out.path()).unwrap_err().is(ErrorCode::LetterLanguage));
    let there = out.path().join("there.pdf");
    std::fs::write(&there, "another").unwrap();
    let taken = letter_to_file(&helper.app, &asked(&view, &["kk"]), &there).unwrap_err();
    assert!(taken.is(ErrorCode::LetterFileExists));
    assert_eq!(std::fs::read(&there).unwrap(), b"another");
    assert_eq!(prints(&helper, &view), [""; 0], "what is refused before is no print");
    // As after a power cut between the note and the file: the note stands, and no half of a file.
    let long = out.path().join(format!("{}.pdf", "x".repeat(300)));
    assert!(letter_to_file(&helper.app, &asked(&view, &["kk"]), &long).is_err());
    let left: Vec<_> = std::fs::read_dir(out.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["there.pdf"]);
    assert_eq!(prints(&helper, &view), ["1"]);
    let file = out.path().join("letter.pdf");
    let made = letter_to_file(&helper.app, &asked(&view, &["kk"]), &file).unwrap();
    assert_eq!((made.print, made.file.as_deref()), (2, file.to_str()));
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::MetadataExt::mode(&file.metadata().unwrap());
        assert_eq!(mode & 0o777, 0o600, "its owner alone reads it");
    }
}

/// A printer that keeps what it was given.
#[derive(Default)]
struct Office(Mutex<Vec<(String, Vec<u8>)>>);

impl Surface for Office {
    fn locked(&self) {}

    fn pick_folder(&self) -> Option<String> {
        None
    }

    fn pick_file(&self) -> Option<String> {
        None
    }

    fn scale(&self, _: u32) {}

    fn printers(&self) -> Vec<String> {
        vec!["Office".to_owned(), "Broken".to_owned()]
    }

    fn print(&self, printer: &str, pdf: &[u8]) -> bool {
        self.0.lock().unwrap().push((printer.to_owned(), pdf.to_vec()));
        printer == "Office"
    }
}

#[test]
fn a_printer_is_given_bytes_and_no_file_and_what_it_refuses_is_told() {
    let (folder, office) = (tempfile::tempdir().unwrap(), Arc::new(Office::default()));
    let helper = Helper::with_centre_shown(folder.path(), Arc::clone(&office));
    let (case, _) = led(&helper, "intake", None, &SAID);
    let view = ready(&helper, &begun(&helper, case, "housing"), &["name"]).unwrap();
    let letter = asked(&view, &["kk"]);
    assert_eq!(usecase::printers(&helper.app, &()).unwrap(), ["Office", "Broken"]);
    let print = |printer: &str| {
        let to = Word(LetterTo::Printer);
        let request = LetterRequest { letter: letter.clone(), to, folder: String::new(), printer: printer.to_owned() };
        usecase::referral_letter(&helper.app, &request)
    };
    assert!(print("Corridor").unwrap_err().is(ErrorCode::LetterPrinter));
    assert!(office.0.lock().unwrap().is_empty() && prints(&helper, &view).is_empty());
    let made = print("Office").unwrap();
    assert_eq!((made.print, made.file), (1, None));
    assert!(print("Broken").unwrap_err().is(ErrorCode::LetterPrinter));
    let given = office.0.lock().unwrap();
    assert!(given.len() == 2 && given[0].1.starts_with(b"%PDF"));
    assert_eq!(prints(&helper, &view), ["2", "1"]);
}

#[test]
fn a_consent_sheet_says_exactly_what_is_asked_about_and_none_is_made_of_what_was_told_in_private() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(folder.path());
    let (case, _) = led(&helper, "intake", None, &SAID);
    let sheet = |view: &ReferralView, fields: &[&str]| {
        let request = ConsentSheetRequest {
            case,
            referral: view.row.referral,
            fields: fields.iter().map(|field| (*field).to_owned()).collect(),
            languages: vec!["kk".to_owned(), "ar".to_owned()],
            to: Word(LetterTo::Folder),
            folder: out.path().to_string_lossy().into_owned(),
            printer: String::new(),
        };
        usecase::consent_sheet(&helper.app, &request)
    };
    let draft = begun(&helper, case, "housing");
    assert!(sheet(&draft, &["name", "citizenship"]).unwrap_err().is(ErrorCode::ReferralFieldEmpty));
    let pdf = std::fs::read(sheet(&draft, &["name", "language"]).unwrap().file.unwrap()).unwrap();
    led(&helper, "safety", Some(case), &[("consent", "agree"), ("children_hurt", "yes")]);
    let private = begun(&helper, case, "safety");
    assert!(sheet(&private, &["name"]).unwrap_err().is(ErrorCode::SheetPrivate));
    let Some(text) = text(&pdf) else { return };
    for words in ["Келісім парағы", NAME, "Араб тілі", "العربية", "Баспана", "Келісемін", "Келіспеймін"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("04 12") && !text.contains(ILLNESS), "{text}");
}

#[test]
fn what_is_held_is_told_to_the_person_without_what_was_told_in_private_or_that_it_was() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(folder.path());
    let said: Vec<(&str, &str)> = SAID.iter().copied().chain([("next_forms", "needs safety")]).collect();
    let (case, _) = led(&helper, "intake", None, &said);
    let view = ready(&helper, &begun(&helper, case, "housing"), &["name"]).unwrap();
    let details = vec![DetailRow { detail: Word(Detail::Channel), value: "phone".to_owned() }];
    let (step, referral) = (Word(ReferralStep::Deliver), view.row.referral);
    usecase::referral_step(&helper.app, &ReferralStepRequest { case, referral, step, details }).unwrap();
    let talk = [("consent", "agree"), ("children_hurt", "yes"), ("safe_contact_how", "көршісі Рая арқылы")];
    led(&helper, "safety", Some(case), &talk);
    begun(&helper, case, "safety");
    let request = HeldSheetRequest {
        case,
        languages: vec!["ru".to_owned()],
        to: Word(LetterTo::Folder),
        folder: out.path().to_string_lossy().into_owned(),
        printer: String::new(),
    };
    let made = usecase::held_sheet(&helper.app, &request).unwrap();
    let access = usecase::person_open(&helper.app, &PersonRequest { case }).unwrap().access;
    assert_eq!(access.iter().filter(|row| row.action == AccessAction::Printed).count(), 1);
    let pdf = std::fs::read(made.file.unwrap()).unwrap();
    let Some(text) = text(&pdf) else { return };
    for words in
        ["Что у нас есть о Вас", NAME, PHONE, "Женщина", "Баспана", "Приём и регистрация", "Оценка потребностей"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    for words in ["Личная встреча", "Жеке", "Безопасность", "Рая", ILLNESS, "Срочно"]
    {
        assert!(!text.contains(words), "{words}: {text}");
    }
}
