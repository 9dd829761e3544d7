//! Letters and other sheets, facts as they would be passed on, and answers found by the code of a slip.

use pana_model::{CaseId, ReferralId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::referral::{ReferralView, SharedField};
use super::word::words;
use super::{Id, Texts, Word};

words! {
    /// Whether a fact is there to be passed on.
    FactHeld {
        /// It is.
        Known = "known",
        /// Nothing is known, or this member may not read it.
        Nothing = "nothing",
        /// It is there, and it would not be safe.
        Unsafe = "unsafe",
    }
}

/// A fact about the person as it would be passed on.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FactRow {
    /// Which.
    pub field: SharedField,
    /// Is it there?
    pub held: FactHeld,
    /// Exactly what it says, by language; nothing where it is not there.
    pub value: Texts,
}

words! {
    /// What the person is to bring along.
    Bring {
        /// A paper that says who they are.
        Identity = "identity",
        /// Birth certificates of the children.
        Children = "children",
        /// Medical papers.
        Medical = "medical",
        /// Diplomas and school certificates.
        Education = "education",
        /// Papers on work.
        Work = "work",
        /// Papers on their status.
        Status = "status",
        /// Photographs.
        Photos = "photos",
    }
}

/// Which letter.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LetterAsked {
    /// Case id.
    pub case: Id<CaseId>,
    /// Of which referral.
    pub referral: Id<ReferralId>,
    /// One or two tags, the recipient's first; none for those that were chosen when the person agreed.
    pub languages: Vec<String>,
    /// Without the centre's name, the reason and how the person is reached. Nothing takes what is safest by what is known. It is
    /// neutral whatever is asked where contact is not safe, or where it rests on a talk in private.
    pub neutral: Option<bool>,
    /// What the person is to bring along.
    pub bring: Vec<Word<Bring>>,
}

words! {
    /// Where a letter goes.
    LetterTo {
        /// Into a file in a folder.
        Folder = "folder",
        /// To a printer.
        Printer = "printer",
    }
}

/// Makes a letter.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LetterRequest {
    /// Which.
    pub letter: LetterAsked,
    /// Where it goes.
    pub to: Word<LetterTo>,
    /// Full path of the folder; empty for a printer.
    pub folder: String,
    /// Name of the printer; empty for a folder.
    pub printer: String,
}

/// A line of a letter.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LetterLine {
    /// What it is called, in each language of the letter.
    pub label: Vec<String>,
    /// What it says, in each language of the letter.
    pub value: Vec<String>,
}

/// What stands on paper otherwise than it was said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
pub struct PaperFaults {
    /// Signs that cannot be printed, each once: `�` stands in their place. One that is not seen is named by its number: `U+0007`.
    pub unprintable: Vec<String>,
    /// What the lines are called whose text is too long, so that its end is left out.
    pub cut: Vec<String>,
}

/// A letter before it is made.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LetterPreview {
    /// Tags of the languages that letters can be in.
    pub languages: Vec<String>,
    /// Tags of those of this letter.
    pub chosen: Vec<String>,
    /// Is it without the centre's name and the reason?
    pub neutral: bool,
    /// Can it be nothing else?
    pub must_be_neutral: bool,
    /// May it say whose it is, and has nobody said how the centre is reached? The receiver then answers by the slip alone.
    pub nobody_can_answer: bool,
    /// Everything that is on it, but the words that are on all letters.
    pub lines: Vec<LetterLine>,
    /// What the person agreed to and is not on it: nothing is known any more, it says something else now, or it is no letter that
    /// may say it.
    pub left_out: Vec<SharedField>,
    /// What stands on it otherwise than it was said.
    pub faults: PaperFaults,
    /// The code on the slip.
    pub slip: String,
    /// How many were made before.
    pub prints: u32,
}

/// A letter that was made.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LetterMade {
    /// The number of this print.
    pub print: u32,
    /// Full path of the file; nothing where it went to a printer.
    pub file: Option<String>,
    /// The referral, with the print in it.
    pub referral: ReferralView,
}

/// Looks for a referral by the code on a slip.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SlipRequest {
    /// As it was typed.
    pub code: String,
}

/// The referral whose slip it is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SlipFound {
    /// Case id.
    pub case: Id<CaseId>,
    /// Which.
    pub referral: Id<ReferralId>,
    /// When its answer was written down, RFC 3339, where the slip can bring no other; nothing while one is awaited.
    pub answered_at: Option<String>,
}

/// Makes the sheet that is read to a person before they agree.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ConsentSheetRequest {
    /// Case id.
    pub case: Id<CaseId>,
    /// Of which referral.
    pub referral: Id<ReferralId>,
    /// Codes of the facts that it asks about.
    pub fields: Vec<String>,
    /// One or two tags of languages that letters can be in.
    pub languages: Vec<String>,
    /// Where it goes.
    pub to: Word<LetterTo>,
    /// Full path of the folder; empty for a printer.
    pub folder: String,
    /// Name of the printer; empty for a folder.
    pub printer: String,
}

/// Makes the sheet "what we hold about you".
#[derive(Debug, Clone, Deserialize, TS)]
pub struct HeldSheetRequest {
    /// Case id.
    pub case: Id<CaseId>,
    /// One or two tags of languages that letters can be in.
    pub languages: Vec<String>,
    /// Where it goes.
    pub to: Word<LetterTo>,
    /// Full path of the folder; empty for a printer.
    pub folder: String,
    /// Name of the printer; empty for a folder.
    pub printer: String,
}

/// A sheet that was made.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SheetMade {
    /// Full path of the file; nothing where it went to a printer.
    pub file: Option<String>,
    /// What stands on it otherwise than it was said.
    pub faults: PaperFaults,
    /// Of a consent sheet the code of its text, as it stands on it.
    pub code: Option<String>,
}
