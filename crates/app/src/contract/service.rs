//! The directory of services: looking for one, its page, what a package would bring, what is entered by hand, and what fits
//! a person. Ids of services are texts of the directory's own.

use std::collections::BTreeMap;

pub use pana_directory::{DirectoryProblemCode, ReasonCode, ServiceStatus, Verdict};
pub use pana_forms::Severity;
use pana_model::{CaseId, Urgency};
use pana_rules::Stops;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::referral::DeclineReason;
use super::word::words;
use super::{Id, Texts, Word};

words! {
    /// Whether somebody could be taken in, by what was said last.
    Places {
        /// There are places.
        Has = "has",
        /// One waits for a place.
        Waiting = "waiting",
        /// There is none.
        None = "none",
        /// Nobody knows, which is not the same as none.
        NotKnown = "not_known",
    }
}

words! {
    /// Whether a service is open.
    OpeningState {
        /// It is.
        Open = "open",
        /// It is not.
        Shut = "shut",
        /// It is not, since the day is one on which nobody works.
        Holiday = "holiday",
        /// Nothing was said that can be read.
        NotKnown = "not_known",
    }
}

words! {
    /// A day of the week.
    WeekDay {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

words! {
    /// A filter of the list.
    ServiceFilter {
        /// Only what is open.
        Open = "open",
        /// Only where this language is spoken, or interpreters come.
        Language = "language",
        /// Only what has places, or a list for those who wait.
        Places = "places",
        /// Only what somebody made sure of in the last three months.
        Checked = "checked",
        /// Only what runs.
        Running = "running",
    }
}

words! {
    /// What of a service is otherwise: a part that a reader knows, for one or several columns of the tables.
    ServicePart {
        /// What it is called.
        Name = "name",
        /// Who gives it.
        Provider = "provider",
        /// What it is.
        Description = "description",
        /// What everybody who is sent there has to know first.
        Alert = "alert",
        /// Does it run?
        Status = "status",
        /// Telephones.
        Phone = "phone",
        /// Addresses of e-mail and of the web, and who answers.
        Contact = "contact",
        /// Where it is.
        Address = "address",
        /// When it is open.
        Hours = "hours",
        /// What is spoken.
        Languages = "languages",
        /// For whom it is.
        Conditions = "conditions",
        /// Papers asked for.
        Papers = "papers",
        /// How many places there are.
        Places = "places",
        /// What it costs.
        Cost = "cost",
        /// How one comes to it.
        Application = "application",
        /// Where it is for.
        Area = "area",
        /// Of what kind it is.
        Kind = "kind",
        /// On which day somebody made sure of it.
        Checked = "checked",
        /// May a paper name it?
        Naming = "naming",
        /// Something else.
        Other = "other",
    }
}

words! {
    /// Of what a service asks for whom it is.
    ForWhom {
        /// An age.
        Age = "age",
        /// A sex.
        Sex = "sex",
        /// A family: `single_parent`, `pregnant`.
        Family = "family",
        /// A status: `refugee`, `disability`.
        Status = "status",
        /// Papers and registration.
        Registration = "registration",
    }
}

words! {
    /// What became of a part.
    PartChange {
        /// It is new.
        Added = "added",
        /// It is gone.
        Removed = "removed",
        /// It says something else.
        Altered = "altered",
    }
}

words! {
    /// Whether services are suggested.
    SuggestState {
        /// They are.
        Ready = "ready",
        /// The person allows nobody to be told: nothing is suggested.
        Stopped = "stopped",
        /// There is no directory yet.
        NoDirectory = "no_directory",
        /// Nothing is needed of which a service could be suggested.
        NoNeed = "no_need",
    }
}

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

/// One service.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ServiceRequest {
    /// Its id in the directory.
    pub service: String,
    /// As it stood in this edition, 64 hexadecimal digits: what a referral saw. Nothing: as it is now.
    pub edition: Option<String>,
}

/// A service's page.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ServiceView {
    /// What lists say of it.
    pub row: ServiceRow,
    /// The edition in which it stands; nothing for one that was entered by hand.
    pub edition: Option<EditionRow>,
    /// Is this an earlier edition than the one in use?
    pub is_earlier: bool,
    /// What it is; may be empty.
    pub description: String,
    /// Its telephones.
    pub phones: Vec<PhoneRow>,
    /// Its addresses of e-mail.
    pub emails: Vec<String>,
    /// Its addresses on the web.
    pub urls: Vec<String>,
    /// How one comes to it, in words; may be empty.
    pub application: String,
    /// How one refers to it, codes: `walk_in` and others.
    pub methods: Vec<String>,
    /// What it costs, each in words.
    pub costs: Vec<String>,
    /// For whom it is, in words; may be empty.
    pub eligibility: String,
    /// For whom it is, as far as it was said in codes.
    pub for_whom: Vec<ForWhomRow>,
    /// Papers that are asked for.
    pub papers: Vec<String>,
    /// Is nobody asked for papers?
    pub asks_no_papers: bool,
    /// What is spoken.
    pub languages: Vec<SpokenRow>,
    /// Its interpreters, in words; may be empty.
    pub interpretation: String,
    /// Where it is for, names.
    pub areas: Vec<String>,
    /// The places where it is given. None where it is given at none, or where the address must not be known.
    pub sites: Vec<SiteView>,
    /// Its hours, where it has no place or its places have none of their own.
    pub hours: HoursView,
    /// Places free, as the directory says it.
    pub capacity: Vec<CapacityRow>,
    /// What we were told and wrote down, the latest first.
    pub checks: Vec<CheckRow>,
    /// What our own referrals say of it. They count referrals, not people.
    pub experience: ExperienceView,
    /// What we corrected, against the edition in use.
    pub corrections: Vec<PartRow>,
    /// Who entered or corrected it by hand, the latest first; more than one where it was done apart.
    pub entries: Vec<EntryRow>,
    /// What can be entered of it by hand, as it stands; nothing where the member may not.
    pub input: Option<ServiceInput>,
    /// Referrals of ours to it that are open, as far as this member may know of them.
    pub open_referrals: u32,
    /// May this member write down what the service said?
    pub may_check: bool,
    /// May this member correct it?
    pub may_publish: bool,
    /// May this member begin a referral to it?
    pub may_refer: bool,
}

/// A telephone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PhoneRow {
    /// The number as it was written.
    pub number: String,
    /// What is dialled behind it; may be empty.
    pub extension: String,
    /// What it is for; may be empty.
    pub description: String,
}

/// For whom a service is, one thing of it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ForWhomRow {
    /// Of what.
    pub of: ForWhom,
    /// `female`, `male`, or the code of a family, a status or a paper; empty for an age.
    pub code: String,
    /// The least age.
    pub least: Option<f64>,
    /// The greatest, among those it is for.
    pub greatest: Option<f64>,
    /// What the code is called, where it has a name.
    pub label: Texts,
}

/// A language that is spoken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SpokenRow {
    /// Its tag; empty where only a name was given.
    pub language: String,
    /// What the directory calls it.
    pub name: String,
    /// On which days, by whom; may be empty.
    pub note: String,
}

/// A place where a service is given.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SiteView {
    /// What it is called; may be empty.
    pub name: String,
    /// Its address, line by line; empty where nobody said.
    pub address: Vec<String>,
    /// How one gets there; may be empty.
    pub transport: String,
    /// How one gets in.
    pub access: Vec<String>,
    /// What one should know of it; may be empty.
    pub description: String,
    /// Its telephones.
    pub phones: Vec<PhoneRow>,
    /// Is it open there?
    pub opening: OpeningView,
    /// When it is open there.
    pub hours: HoursView,
}

/// When something is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HoursView {
    /// The seven days of this week, by the centre's calendar, Monday first. Empty where nothing was said.
    pub days: Vec<DayHours>,
    /// What holds for a few days or a season, that is not over.
    pub exceptions: Vec<HoursException>,
    /// Hours that were given in words, as they were.
    pub words: Vec<String>,
}

/// A day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DayHours {
    /// Which.
    pub day: Word<WeekDay>,
    /// Its date, `YYYY-MM-DD`.
    pub on: String,
    /// Is it today?
    pub is_today: bool,
    /// `open` where it opens at some time, else what is known.
    pub state: OpeningState,
    /// From when to when; `24:00` is midnight, and an end before its beginning is in the night after.
    pub spans: Vec<HoursSpan>,
}

/// From a time of day to another, `HH:MM`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HoursSpan {
    /// It opens.
    pub opens: String,
    /// It closes.
    pub closes: String,
}

/// Days on which other hours hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HoursException {
    /// The first, `YYYY-MM-DD`.
    pub from: String,
    /// The last.
    pub to: String,
    /// Hours; none where it is shut.
    pub spans: Vec<HoursSpan>,
    /// On which days of the week; none: on all.
    pub days: Vec<Word<WeekDay>>,
    /// What was said of it; may be empty.
    pub words: String,
}

/// Places free, as the directory says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CapacityRow {
    /// Of what; may be empty.
    pub unit: String,
    /// Free; nothing where nobody knows.
    pub available: Option<u32>,
    /// All.
    pub maximum: Option<u32>,
    /// What it is about; may be empty.
    pub description: String,
    /// When it was counted, `YYYY-MM-DD`.
    pub on: Option<String>,
}

/// What we were told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CheckRow {
    /// When, by the clock of whoever wrote it, RFC 3339.
    pub at: String,
    /// Who.
    pub member: String,
    /// Is there a place?
    pub places: Option<Word<Places>>,
    /// How many are free.
    pub free: Option<u32>,
    /// How long one waits, in words; may be empty.
    pub wait: String,
    /// Was all that the directory says right? Nothing where that was not asked.
    pub is_right: Option<bool>,
    /// What was said, or what is otherwise; may be empty.
    pub words: String,
}

/// What our own referrals say of a service.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
pub struct ExperienceView {
    /// Handed over.
    pub referrals: u32,
    /// Accepted.
    pub accepted: u32,
    /// Declined.
    pub declined: u32,
    /// Without an answer, and the time for it has run out.
    pub unanswered: u32,
    /// In how many days an answer came, half of them; nothing where none did.
    pub days: Option<u32>,
    /// Why they were declined, the most frequent first.
    pub reasons: Vec<DeclineCount>,
    /// Referrals of which the person was asked how it went.
    pub asked: u32,
    /// Of these, those of which the need is met.
    pub met: u32,
    /// The day on which one was last handed over, `YYYY-MM-DD`.
    pub last: Option<String>,
}

/// How often a reason was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DeclineCount {
    /// The reason.
    pub reason: Word<DeclineReason>,
    /// How often.
    pub count: u32,
}

/// Who entered or corrected a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EntryRow {
    /// When, by their clock, RFC 3339.
    pub at: String,
    /// Who.
    pub member: String,
    /// What it was called there.
    pub name: String,
    /// Does this one count?
    pub counts: bool,
}

/// A part of a service that is otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PartRow {
    /// Which part.
    pub part: ServicePart,
    /// What became of it.
    pub what: PartChange,
    /// The table, for who knows it.
    pub table: String,
    /// The column; empty where a whole row came or went.
    pub column: String,
    /// What it said; empty for what is new.
    pub before: String,
    /// What it says; empty for what is gone.
    pub after: String,
}

/// What is entered of a service by hand. What is empty is not known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ServiceInput {
    /// Its name; has to be said.
    pub name: String,
    /// Who gives it; may be empty.
    pub provider: String,
    /// Does it run?
    pub status: Word<ServiceStatus>,
    /// Of which kinds, codes; at least one for one that is suggested.
    pub kinds: Vec<String>,
    /// What it is.
    pub description: String,
    /// What everybody who is sent there has to know first.
    pub alert: String,
    /// Telephones.
    pub phones: Vec<String>,
    /// An address of e-mail.
    pub email: String,
    /// An address on the web.
    pub url: String,
    /// Street and house.
    pub address: String,
    /// The town.
    pub city: String,
    /// How one gets there.
    pub transport: String,
    /// When it is open.
    pub hours: Vec<HoursInput>,
    /// Languages spoken, tags.
    pub languages: Vec<String>,
    /// Interpreters, in words.
    pub interpretation: String,
    /// For whom it is, in words.
    pub eligibility: String,
    /// The least age, in whole years up to 150.
    pub least_age: Option<u32>,
    /// The greatest, among those it is for.
    pub greatest_age: Option<u32>,
    /// Papers asked for.
    pub papers: Vec<String>,
    /// What it costs, in words.
    pub cost: String,
    /// How one comes to it, in words.
    pub application: String,
    /// May a paper name it? Nothing: nobody said.
    pub safe_to_name: Option<bool>,
}

/// Hours on days of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HoursInput {
    /// On which days; one at least.
    pub days: Vec<Word<WeekDay>>,
    /// It opens, `HH:MM`.
    pub opens: String,
    /// It closes, `HH:MM`; before it opens means the next day.
    pub closes: String,
}

/// Enters a service, or corrects one. Only what differs from what stands is written down.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ServiceSaveRequest {
    /// Which; nothing for a new one.
    pub service: Option<String>,
    /// What it is.
    pub input: ServiceInput,
}

/// Writes down what a service said, today.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ServiceCheckRequest {
    /// Which.
    pub service: String,
    /// Is there a place? Nothing where that was not asked.
    pub places: Option<Word<Places>>,
    /// How many are free, where there are.
    pub free: Option<u32>,
    /// How long one waits, in words; may be empty.
    pub wait: String,
    /// Is all right that the directory says? A no says in `words` what is otherwise.
    pub is_right: Option<bool>,
    /// What was said; may be empty. Nobody's name.
    pub words: String,
}

/// Names a file or a folder on this computer.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ServiceFileRequest {
    /// Its path: a zip, a folder of CSV files, or a JSON file.
    pub path: String,
}

/// What is in a package, and what it would change. Nothing is changed until it is taken in; it can be, by
/// [`Self::package`], until another is read or the app is locked.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ServiceImportView {
    /// Names what was read: the hash of its files, 64 hexadecimal digits.
    pub package: String,
    /// The file's or folder's name, without the way to it.
    pub file: String,
    /// How long it took, milliseconds.
    pub took_ms: u32,
    /// May this member take it in?
    pub may_take: bool,
    /// Does no error stand in the way?
    pub is_sound: bool,
    /// Does it say nothing else than the edition in use?
    pub is_same: bool,
    /// Does it hold a part of a directory? Then what is not in it is not gone.
    pub is_part: bool,
    /// Services in it.
    pub services: u32,
    /// Services that are new; no more than [`Self::SHOWN`].
    pub added: Vec<ImportedService>,
    /// How many are new.
    pub added_count: u32,
    /// Services of which something is otherwise; no more than [`Self::SHOWN`].
    pub changed: Vec<ChangedService>,
    /// How many are.
    pub changed_count: u32,
    /// Services that are not in it: each is decided about.
    pub vanished: Vec<VanishedService>,
    /// How many are as they were.
    pub unchanged: u32,
    /// All that is wrong, what stops it first, then by file and row. No more than [`Self::PROBLEMS`].
    pub problems: Vec<DirectoryProblemRow>,
    /// How many problems stop it.
    pub errors: u32,
    /// How many are worth a look.
    pub warnings: u32,
    /// Names of older versions of the standard that were read as others.
    pub mapped: Vec<MappedRow>,
    /// Names of people who answer for services, which are left out.
    pub contacts_left_out: u32,
}

impl ServiceImportView {
    /// So many problems are shown; nobody mends more in one go.
    pub const PROBLEMS: usize = 500;
    /// So many new services are named, and so many changed ones.
    pub const SHOWN: usize = 1_000;
}

/// A service of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ImportedService {
    /// Its id.
    pub service: String,
    /// Its name.
    pub name: String,
    /// Who gives it; may be empty.
    pub provider: String,
    /// The service that is gone and very likely is this one, by its id.
    pub was: Option<String>,
}

/// A service of which something is otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ChangedService {
    /// Its id.
    pub service: String,
    /// Its name.
    pub name: String,
    /// Who gives it; may be empty.
    pub provider: String,
    /// What.
    pub parts: Vec<PartRow>,
    /// We corrected it by hand: the correction stays over what the package says.
    pub is_corrected: bool,
}

/// A service that is not in a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VanishedService {
    /// Its id.
    pub service: String,
    /// Its name.
    pub name: String,
    /// Who gives it; may be empty.
    pub provider: String,
    /// Referrals to it that are open.
    pub open_referrals: u32,
    /// All referrals to it.
    pub referrals: u32,
    /// The service of the package that very likely is this one under a new id.
    pub now: Option<ImportedService>,
    /// What we were told of it last.
    pub check: Option<CheckRow>,
}

/// A name of an older version of the standard, and what it was read as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MappedRow {
    /// As it was named.
    pub from: String,
    /// As what it was read.
    pub to: String,
}

/// One thing that is wrong in a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DirectoryProblemRow {
    /// The file; empty where the whole package is meant.
    pub file: String,
    /// The row as a spreadsheet counts it, the head being row 1.
    pub row: Option<u32>,
    /// The column; empty where the whole row is meant.
    pub column: String,
    /// Does it keep the package out?
    pub severity: Word<Severity>,
    /// Its words are `service-problem-<code>` and `service-remedy-<code>`.
    pub code: Word<DirectoryProblemCode>,
    /// Their variables.
    pub args: BTreeMap<String, String>,
}

/// What becomes of a service that is not in a package.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct VanishedChoice {
    /// Which.
    pub service: String,
    /// It stays as it is; else it is closed. It is kept in either case.
    pub stays: bool,
}

/// Takes in what was read.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ServiceTakeRequest {
    /// [`ServiceImportView::package`].
    pub package: String,
    /// What becomes of each that is not in it: all of [`ServiceImportView::vanished`].
    pub vanished: Vec<VanishedChoice>,
}

/// What taking in has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ServiceTakenView {
    /// The edition in use now, 64 hexadecimal digits.
    pub edition: String,
    /// New services.
    pub added: u32,
    /// Changed ones.
    pub changed: u32,
    /// Those that are not in it and stay.
    pub kept: u32,
    /// Those that are not in it and are closed.
    pub closed: u32,
    /// Those that are as they were.
    pub unchanged: u32,
}

/// Where a package is written.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ServiceExportRequest {
    /// A folder: an empty one, one that is made, or one in which a folder of its own is made. Nothing is written over.
    pub folder: String,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ServiceExportView {
    /// The folder.
    pub folder: String,
    /// Names of the files.
    pub files: Vec<String>,
    /// Services in it.
    pub services: u32,
    /// Rows that the standard cannot hold.
    pub left_out: Vec<LeftOutRow>,
}

/// A row that is not written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LeftOutRow {
    /// The table.
    pub table: String,
    /// The row's id.
    pub row: String,
    /// The column that has to say something and cannot.
    pub column: String,
}

/// For whom services are suggested.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SuggestRequest {
    /// Case id.
    pub case: Id<CaseId>,
}

/// Which services fit a person, for each need. Advice: a worker and the person decide.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SuggestView {
    /// Are services suggested?
    pub state: SuggestState,
    /// What must not be done, by what the person said; `needs` is empty where nobody may be told at all.
    pub stops: Option<Word<Stops>>,
    /// Each need that stands, the most urgent first.
    pub needs: Vec<SuggestedNeed>,
}

/// A need, and which services fit.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SuggestedNeed {
    /// Its code.
    pub need: String,
    /// Its name.
    pub label: Texts,
    /// How soon.
    pub urgency: Word<Urgency>,
    /// All that names it is for the person and the worker alone: to be shown when it is asked for.
    pub apart: bool,
    /// Kinds of services that would meet it.
    pub kinds: Vec<ServiceKindName>,
    /// Services that fit or may fit, the best first; no more than [`Self::SHOWN`].
    pub services: Vec<SuggestedService>,
    /// Services of these kinds that do not fit, with why; no more than [`Self::SHOWN`].
    pub others: Vec<SuggestedService>,
    /// How many do not fit, of the first hundreds that were looked at.
    pub others_count: u32,
    /// How many fit or may fit, of the first hundreds that were looked at.
    pub count: u32,
}

impl SuggestedNeed {
    /// So many services are shown.
    pub const SHOWN: usize = 10;
}

/// A service that is suggested, or not.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SuggestedService {
    /// What lists say of it.
    pub row: ServiceRow,
    /// The kind for which it is suggested, a code: what a referral to it names.
    pub kind: String,
    /// Does it fit?
    pub verdict: Word<Verdict>,
    /// Points: more come first among those that fit alike. They compare services of one answer, and mean nothing else.
    pub score: i32,
    /// What speaks for it.
    pub why: Vec<ReasonRow>,
    /// What speaks against it, and what is not known.
    pub why_not: Vec<ReasonRow>,
    /// Does it go the protected way, by its kind: a supervisor makes the referral ready?
    pub is_sensitive: bool,
}

/// A reason, for or against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReasonRow {
    /// Its words are `service-reason-<code>`.
    pub code: Word<ReasonCode>,
    /// Their variables: days `YYYY-MM-DD`, moments in RFC 3339, codes and numbers as they are, `none` for a number that there
    /// is not. What is shown in their place is for the screen: a day as it is written, `label` for a code.
    pub args: BTreeMap<String, String>,
    /// What the code among them is called, where it has a name.
    pub label: Texts,
}
