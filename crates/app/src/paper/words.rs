//! The words on paper, in the languages of letters: `letters/words.csv`.
//!
//! The languages of the interface are others (a letter to an Arabic reader is made by a Kazakh one), and a sheet may hold
//! two of them side by side, so these are no part of `locales/`. A language is a column; a test holds every row to every
//! column. Codes of questionnaires have rows here only where letters need them in a language that no questionnaire has.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use pana_forms::workbook::Workbook;
use pana_letter::{Direction, Languages};
use pana_model::Language;
use pana_rules::Taxonomy;

use crate::contract::AppError;
use crate::error::ErrorCode;

const WORDS: &[u8] = include_bytes!("../../../../letters/words.csv");

/// The languages of letters.
pub(crate) const TAGS: [&str; 4] = ["kk", "en", "ru", "ar"];

static TABLE: LazyLock<Taxonomy> = LazyLock::new(|| {
    let words = Workbook::from_csv("words", &[("words", WORDS)]).ok();
    words.map(|words| Taxonomy::read(&Workbook::default(), &words)).unwrap_or_default()
});

/// What is said on paper beside what is known of a person.
macro_rules! says {
    ($($name:ident = $code:literal,)+) => {
        /// Words on paper; each is a row of the list `letter`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Say { $($name,)+ }

        impl Say {
            #[cfg(test)]
            const ALL: &'static [Self] = &[$(Self::$name,)+];

            const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

says! {
    Title = "title",
    TitleNeutral = "title-neutral",
    Number = "number",
    Print = "print",
    MadeOn = "made-on",
    To = "to",
    RespondBy = "respond-by",
    Appointment = "appointment",
    Bring = "bring",
    Rights = "rights",
    Neutral = "neutral",
    Worker = "worker",
    AgreedBy = "agreed-by",
    SlipCut = "slip-cut",
    SlipTitle = "slip-title",
    SlipHow = "slip-how",
    SlipHowNeutral = "slip-how-neutral",
    AnswerTo = "answer-to",
    CentrePhone = "centre-phone",
    CentreEmail = "centre-email",
    CentreHours = "centre-hours",
    SlipCode = "slip-code",
    SlipYes = "slip-yes",
    SlipWait = "slip-wait",
    SlipNo = "slip-no",
    Signature = "signature",
    Day = "day",
    LetterCode = "letter-code",
    SlipQr = "slip-qr",
    HouseholdPeople = "household-people",
    HouseholdChildren = "household-children",
    NotKnown = "not-known",
    Date = "date",
    Moment = "moment",
    ConsentTitle = "consent-title",
    ConsentAsk = "consent-ask",
    ConsentYes = "consent-yes",
    ConsentNo = "consent-no",
    SheetCode = "sheet-code",
    HeldTitle = "held-title",
    HeldAbout = "held-about",
    HeldHousehold = "held-household",
    HeldInterview = "held-interview",
    HeldReferrals = "held-referrals",
    HeldTransfers = "held-transfers",
    HeldToProposed = "held-to-proposed",
    HeldToAccepted = "held-to-accepted",
    HeldToDeclined = "held-to-declined",
    HeldToRevoked = "held-to-revoked",
    HeldToUnsettled = "held-to-unsettled",
    HeldFrom = "held-from",
    HeldNumberThere = "held-number-there",
    HeldOtherCentre = "held-other-centre",
    HeldWent = "held-went",
    HeldRights = "held-rights",
}

/// The words in one language.
pub(crate) fn said(say: Say, tag: &str) -> String {
    name_of("letter", say.code(), tag).unwrap_or_default()
}

/// What a code of a list is called in a language.
pub(crate) fn name_of(list: &str, code: &str, tag: &str) -> Option<String> {
    names(list, code)?.get(tag).cloned()
}

fn names(list: &str, code: &str) -> Option<&'static BTreeMap<String, String>> {
    TABLE.name(list, code)
}

/// Can a letter be in this language?
pub(crate) fn is_known(tag: &str) -> bool {
    TAGS.contains(&tag)
}

/// The languages of a sheet: one, or two side by side.
///
/// # Errors
/// `letter-language` for none, more than two, the same twice, or one that letters cannot be in.
pub(crate) fn languages(tags: &[String]) -> Result<Languages, AppError> {
    let one = |tag: &String| {
        let known: Option<Language> = Some(tag.as_str()).filter(|tag| is_known(tag)).and_then(|tag| tag.parse().ok());
        let direction = match known.ok_or(ErrorCode::LetterLanguage)?.direction() {
            pana_model::Direction::LeftToRight => Direction::LeftToRight,
            pana_model::Direction::RightToLeft => Direction::RightToLeft,
        };
        Ok::<_, AppError>(pana_letter::Language { tag: tag.clone(), direction })
    };
    let made = match tags {
        [only] => Languages::one(one(only)?),
        [first, second] if first != second => Languages::two(one(first)?, one(second)?),
        _ => return Err(ErrorCode::LetterLanguage.into()),
    };
    made.map_err(|_| ErrorCode::LetterLanguage.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in braces.
    fn holes(text: &str) -> Vec<&str> {
        let mut holes: Vec<&str> = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
        holes.sort_unstable();
        holes
    }

    #[test]
    fn every_row_says_something_in_every_language_and_with_the_same_holes() {
        let sheet = Workbook::from_csv("words", &[("words", WORDS)]).unwrap();
        let rows: Vec<(String, String)> =
            sheet.sheets[0].rows.iter().skip(1).map(|row| (row.text(0).to_owned(), row.text(1).to_owned())).collect();
        assert!(rows.len() > 150);
        for (list, code) in &rows {
            let names = names(list, code).unwrap_or_else(|| panic!("{list} {code}"));
            let said: Vec<&String> = TAGS.iter().filter_map(|tag| names.get(*tag)).collect();
            assert_eq!(said.len(), TAGS.len(), "{list} {code} in every language");
            assert!(said.iter().all(|text| !text.trim().is_empty() && holes(text) == holes(said[0])), "{list} {code}");
        }
        let twice: std::collections::BTreeSet<_> = rows.iter().collect();
        assert_eq!(twice.len(), rows.len(), "no row stands twice");
        let letter = rows.iter().filter(|(list, _)| list == "letter").map(|(_, code)| code.as_str());
        let mut codes: Vec<&str> = letter.collect();
        let mut known: Vec<&str> = Say::ALL.iter().map(|say| say.code()).chain(["interpreter"]).collect();
        codes.sort_unstable();
        known.sort_unstable();
        assert_eq!(codes, known, "each row is said, and what is said has a row");
    }

    #[test]
    fn a_sheet_has_one_or_two_languages_that_letters_can_be_in() {
        let tags = |tags: &[&str]| languages(&tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>());
        assert!(tags(&["kk"]).is_ok() && tags(&["kk", "ar"]).is_ok() && tags(&["ru", "en"]).is_ok());
        for wrong in [&[][..], &["kk", "kk"], &["xx"], &["kk", "ru", "en"], &["x-rtl"], &["KK"]] {
            assert!(tags(wrong).unwrap_err().is(ErrorCode::LetterLanguage), "{wrong:?}");
        }
    }
}
