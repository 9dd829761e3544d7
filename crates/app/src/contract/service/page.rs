//! A service's own page.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::entry::ServiceInput;
use super::list::{EditionRow, OpeningView, ServiceRow};
use super::words::{ForWhom, OpeningState, PartChange, Places, ServicePart, WeekDay};
use crate::contract::referral::DeclineReason;
use crate::contract::{Texts, Word};

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
