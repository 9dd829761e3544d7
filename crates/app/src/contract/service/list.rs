//! Looking for a service: what is asked, and a line for each.

use pana_directory::ServiceStatus;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::words::{OpeningState, Places, ServiceFilter};
use crate::contract::{Texts, Word};

/// What is looked for. What is empty is not asked.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ServiceSearchRequest {
    /// Words, or beginnings of words, of the name, the provider, the kind, the description.
    pub words: String,
    /// A kind of service, or a group of kinds, by its code.
    pub kind: Option<String>,
    /// A town, a region, the name of a place.
    pub place: String,
    /// Only where this language is spoken, a tag.
    pub language: Option<String>,
    /// Only what is open now.
    pub open_now: bool,
    /// Only what is open then, RFC 3339; it goes before `open_now`, and opening hours are shown for it.
    pub open_at: Option<String>,
    /// Only what has places, or a list for those who wait.
    pub with_places: bool,
    /// Only what somebody made sure of in the last three months.
    pub checked: bool,
    /// Those that do not run as well.
    pub all: bool,
    /// So many at most; 0 means a hundred.
    pub limit: u32,
}

/// What was found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ServiceSearchView {
    /// The directory itself.
    pub directory: DirectoryView,
    /// Open and with a place first, then open, then of which too little is known, then without a place or shut; of those alike
    /// what fits the words best.
    pub services: Vec<ServiceRow>,
    /// How many fit words, kind, place and filters, shown or not.
    pub found: u32,
    /// How many fit words, kind and place, whatever the filters say.
    pub total: u32,
    /// Of those that the filters hold back, how many each does; one may be held back by several.
    pub held_back: Vec<HeldBackRow>,
    /// Languages that are spoken in the directory, those of the most services first.
    pub languages: Vec<LanguageCount>,
}

/// How many services a filter holds back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HeldBackRow {
    /// The filter.
    pub filter: ServiceFilter,
    /// How many.
    pub count: u32,
}

/// In how many services a language is spoken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LanguageCount {
    /// Its tag, without its kind: `fa` also for Dari.
    pub language: String,
    /// Services.
    pub count: u32,
}

/// The directory itself.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DirectoryView {
    /// How many services there are, those that do not run included.
    pub services: u32,
    /// The edition in use; nothing where no list was taken in.
    pub edition: Option<EditionRow>,
    /// Is that edition older than three months?
    pub is_old: bool,
    /// Editions that were published apart from the one in use: the later by the log counts, and this is to be looked at.
    pub apart: Vec<EditionRow>,
    /// Services entered or corrected by hand.
    pub by_hand: u32,
    /// May this member take in a list, enter and correct services?
    pub may_publish: bool,
    /// May this member look through a list before it is taken in?
    pub may_read: bool,
    /// May this member write down what a service said?
    pub may_check: bool,
}

/// An edition of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EditionRow {
    /// Names it, 64 hexadecimal digits.
    pub edition: String,
    /// The name of the file that it came from.
    pub file: String,
    /// How many services it has.
    pub services: u32,
    /// When it was taken in, RFC 3339.
    pub at: String,
    /// Who took it in.
    pub member: String,
}

/// What lists say of a service.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ServiceRow {
    /// Its id in the directory.
    pub service: String,
    /// Its name.
    pub name: String,
    /// Who gives it; may be empty.
    pub provider: String,
    /// What everybody who is sent there has to know first; may be empty.
    pub alert: String,
    /// Does it run?
    pub status: Word<ServiceStatus>,
    /// Of which kinds it is.
    pub kinds: Vec<ServiceKindName>,
    /// Where it is, in one line; empty where nobody said, or where it must not be told.
    pub place: String,
    /// The address must not be known: whom to ask is the coordinator.
    pub address_hidden: bool,
    /// May a paper that others see name it?
    pub may_be_named: bool,
    /// Is it open?
    pub opening: OpeningView,
    /// Languages spoken there, tags.
    pub languages: Vec<String>,
    /// Do interpreters come?
    pub interpreters: bool,
    /// Is there a place?
    pub places: PlacesView,
    /// When somebody last made sure of it.
    pub checked: CheckedView,
    /// Its telephone, the first of them; may be empty.
    pub phone: String,
    /// Was it entered by hand, and stands in no edition?
    pub is_own: bool,
    /// Did we correct what the edition says?
    pub is_corrected: bool,
}

/// A kind of service by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ServiceKindName {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub label: Texts,
}

/// Whether a service is open at the moment asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OpeningView {
    /// Is it?
    pub state: OpeningState,
    /// Until when, RFC 3339, where it is open. More than a day away: round the clock.
    pub until: Option<String>,
    /// When it opens, RFC 3339, where it is not open and one can tell.
    pub opens: Option<String>,
}

/// Whether somebody could be taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlacesView {
    /// The word.
    pub state: Word<Places>,
    /// How many are free, where somebody said.
    pub free: Option<u32>,
    /// Of how many.
    pub maximum: Option<u32>,
    /// How long one waits, in their words; may be empty.
    pub wait: String,
    /// The day of it, `YYYY-MM-DD`; nothing where nobody said anything.
    pub on: Option<String>,
    /// When we were told, RFC 3339; nothing where it stands in the directory as it came.
    pub at: Option<String>,
    /// Who of us was told; empty where it stands in the directory as it came.
    pub member: String,
    /// What was said is so old that it is not known any more.
    pub is_old: bool,
}

/// When somebody last made sure of a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CheckedView {
    /// The day, `YYYY-MM-DD`; nothing: nobody ever did.
    pub on: Option<String>,
    /// So many days ago.
    pub days: Option<u32>,
    /// More than three months ago, or never.
    pub is_old: bool,
    /// Who of us; empty where the directory says it.
    pub member: String,
}
