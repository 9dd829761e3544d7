//! A consent sheet has a code of its text: who agrees on a sheet agrees to what it says, and not to what was changed since.

use pana_app::contract::error::ErrorCode;
use pana_app::contract::interview::{AnswerView, InterviewRequest};
use pana_app::contract::letter::*;
use pana_app::contract::people::PersonRequest;
use pana_app::contract::referral::*;
use pana_app::contract::{AppError, Word};
use pana_app::usecase;

use crate::help::{Helper, agreed};
use crate::letters::{SAID, begun, led, text};

/// Its code, and what stands on it.
fn sheet(
    helper: &Helper,
    view: &ReferralView,
    (fields, languages): (&[&str], &[&str]),
    out: &std::path::Path,
) -> (String, Option<String>) {
    let each = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let request = ConsentSheetRequest {
        case: view.row.case,
        referral: view.row.referral,
        fields: each(fields),
        languages: each(languages),
        to: Word(LetterTo::Folder),
        folder: out.to_string_lossy().into_owned(),
        printer: String::new(),
    };
    let made = usecase::consent_sheet(&helper.app, &request).unwrap();
    (made.code.unwrap(), text(&std::fs::read(made.file.unwrap()).unwrap()))
}

fn confirm(helper: &Helper, view: &ReferralView, fields: &[&str], sheet: &str) -> Result<ReferralView, AppError> {
    let consent = ConsentInput { sheet: sheet.to_owned(), ..agreed(fields) };
    let (case, referral, languages) = (view.row.case, view.row.referral, vec!["kk".to_owned()]);
    usecase::referral_confirm(&helper.app, &ReferralConfirmRequest { case, referral, consent, languages })
}

#[test]
fn a_sheet_of_the_text_that_holds_now_is_kept_with_the_consent_in_whichever_languages_it_was_printed() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(folder.path());
    let (case, _) = led(&helper, "intake", None, &SAID);
    let view = begun(&helper, case, "housing");
    let fields = ["name", "language"];
    let mut codes = Vec::new();
    for languages in [&["kk"][..], &["kk", "ar"], &["ar", "kk"], &["ru", "en"]] {
        let (code, text) = sheet(&helper, &view, (&fields, languages), out.path());
        assert!(text.is_none_or(|text| text.contains(&code)), "it stands on the sheet: {code}");
        assert_eq!(sheet(&helper, &view, (&fields, languages), out.path()).0, code, "the same text, the same code");
        codes.push(code);
    }
    for code in &codes {
        let again = begun(&helper, case, "housing");
        confirm(&helper, &again, &fields, &code.to_lowercase()).unwrap();
    }
    let kept = usecase::consent_list(&helper.app, &PersonRequest { case }).unwrap();
    let kept: Vec<String> = kept.into_iter().filter_map(|row| row.sheet).collect();
    assert!(codes.iter().any(|code| kept.contains(code)), "{codes:?} {kept:?}");
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 4, "each text has its own");
}

#[test]
fn who_holds_a_sheet_of_another_text_is_told_so_and_an_unknown_code_is_said_to_be_unknown() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let helper = Helper::with_centre(folder.path());
    let (case, interview) = led(&helper, "intake", None, &SAID);
    let view = begun(&helper, case, "housing");
    let (code, _) = sheet(&helper, &view, (&["name", "contact"], &["kk"]), out.path());
    let refused = |fields: &[&str], code: &str| confirm(&helper, &view, fields, code).unwrap_err().code;
    assert_eq!(refused(&["name", "contact", "language"], &code), ErrorCode::SheetChanged, "one fact more");
    assert_eq!(refused(&["name"], &code), ErrorCode::SheetChanged, "one less: they read another text");
    let mut typo = code.clone();
    let last = if typo.pop() == Some('0') { '1' } else { '0' };
    typo.push(last);
    assert_eq!(refused(&["name", "contact"], &typo), ErrorCode::SheetTypo);
    assert_eq!(refused(&["name", "contact"], "0000-0000"), ErrorCode::SheetUnknown);
    // Days later the telephone is another.
    let request = InterviewRequest { interview, case: Some(case) };
    let amended = usecase::interview_amend(&helper.app, &request).unwrap();
    let at = helper.place_of(&amended, "phone");
    helper.answer(&amended.interview, &at, AnswerView::Value("+7 700 999 99 99".to_owned()));
    let finish = pana_app::contract::interview::FinishRequest { interview: amended.interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &finish).unwrap();
    assert_eq!(refused(&["name", "contact"], &code), ErrorCode::SheetChanged);
    // A no is written down whatever sheet it stands on; a yes to what is read aloud needs none.
    let no = ConsentInput { answer: Word(ConsentAnswer::Refused), sheet: code, ..agreed(&["name"]) };
    let (referral, languages) = (view.row.referral, vec!["kk".to_owned()]);
    usecase::referral_confirm(&helper.app, &ReferralConfirmRequest { case, referral, consent: no, languages }).unwrap();
    let ready = confirm(&helper, &view, &["name", "contact"], "").unwrap();
    assert_eq!(ready.row.state, Word(ReferralState::Ready));
}
