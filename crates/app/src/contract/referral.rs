//! Referrals, and what a person answered when asked whether something may be passed on.

pub use pana_casework::consent::{ConsentAnswer, ConsentHow, ConsentPurpose, LegalBasis};
pub use pana_casework::referral::{
    CancelReason, Channel, DeclineReason, Deleted, Detail, EntryKind, Learned, Outcome, Received, ReferralState,
    ReferralStep, Task, Wait,
};
use pana_model::{CaseId, ConsentId, Minor, ReferralId, Urgency};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::centre::UnlockRequest;
use super::word::words;
use super::{Id, Texts, Word};

/// One referral of one person.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReferralRequest {
    /// Case id.
    pub case: Id<CaseId>,
    /// Which.
    pub referral: Id<ReferralId>,
}

/// One thing that is said of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DetailRow {
    /// What.
    pub detail: Word<Detail>,
    /// As it is kept: words in the person's or worker's language, a code, a day `YYYY-MM-DD` or a time in RFC 3339.
    pub value: String,
}

/// Begins a referral: to a recipient of whom the name at least is known.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReferralCreateRequest {
    /// Case id.
    pub case: Id<CaseId>,
    /// Codes of the needs that it is for; at least one.
    pub needs: Vec<String>,
    /// The service of the directory that it goes to, by its id: recipient, telephone and address are the directory's then, and
    /// what is said of them here is not looked at.
    pub directory: Option<String>,
    /// Kind of service, a code of the taxonomy. May be empty for a service of the directory that is of one kind.
    pub service: String,
    /// To whom, as the name is said.
    pub recipient: String,
    /// Their telephone; may be empty.
    pub phone: String,
    /// Their place; may be empty.
    pub address: String,
    /// How soon; nothing takes it from the needs.
    pub urgency: Option<Word<Urgency>>,
    /// In words; may be empty.
    pub words: String,
    /// The referral that this one goes on from, to another recipient.
    pub replaces: Option<Id<ReferralId>>,
    /// The closed or cancelled referral that is taken up anew.
    pub reopens: Option<Id<ReferralId>>,
}

/// Makes a step of a referral.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReferralStepRequest {
    /// Case id.
    pub case: Id<CaseId>,
    /// Which.
    pub referral: Id<ReferralId>,
    /// What is done.
    pub step: Word<ReferralStep>,
    /// What is said of it.
    pub details: Vec<DetailRow>,
}

/// Writes something beside the steps.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReferralEntryRequest {
    /// Case id.
    pub case: Id<CaseId>,
    /// Which.
    pub referral: Id<ReferralId>,
    /// What it is.
    pub entry: Word<EntryKind>,
    /// What is said.
    pub details: Vec<DetailRow>,
    /// Was somebody asked whether they mean it, where the person said that it is not safe to call or write to them?
    pub despite_unsafe: bool,
}

/// What the person answered when asked.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ConsentInput {
    /// The answer.
    pub answer: Word<ConsentAnswer>,
    /// Codes of exactly those facts that may be passed on.
    pub fields: Vec<String>,
    /// On what passing on rests.
    pub basis: Word<LegalBasis>,
    /// Who agrees beside the member, where it rests on something else than consent.
    pub second: Option<UnlockRequest>,
    /// The language in which it was asked, a tag.
    pub language: String,
    /// How the answer was given.
    pub how: Word<ConsentHow>,
    /// Who interpreted; may be empty.
    pub interpreter: String,
    /// Who else was there; may be empty.
    pub present: String,
    /// Who answers for a child; may be empty.
    pub caregiver: String,
    /// Does the child itself agree? Nothing for a grown person.
    pub assent: Option<bool>,
    /// The last day on which it holds, `YYYY-MM-DD`.
    pub until: Option<String>,
    /// The reason, where it rests on something else than consent; else what is to be remembered.
    pub words: String,
    /// The code of the sheet that the person answered on; empty where it was read from the screen.
    pub sheet: String,
}

/// Records the answer for a referral's recipient, and where it is a yes makes the referral ready.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReferralConfirmRequest {
    /// Case id.
    pub case: Id<CaseId>,
    /// Which.
    pub referral: Id<ReferralId>,
    /// What the person answered.
    pub consent: ConsentInput,
    /// Languages of the letter, tags.
    pub languages: Vec<String>,
}

/// Takes a consent back, on the person's word.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ConsentWithdrawRequest {
    /// Case id.
    pub case: Id<CaseId>,
    /// Which.
    pub consent: Id<ConsentId>,
}

words! {
    /// Who is to act next.
    WaitsFor {
        /// A worker of ours.
        Worker = "worker",
        /// A supervisor.
        Supervisor = "supervisor",
        /// The recipient.
        Provider = "provider",
        /// The person.
        Person = "person",
    }
}

/// What is to be done.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TaskRow {
    /// What.
    pub task: Word<Task>,
    /// By when or since when, RFC 3339.
    pub at: Option<String>,
}

/// What lists say of a referral.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReferralRow {
    /// Case id.
    pub case: Id<CaseId>,
    /// Which.
    pub referral: Id<ReferralId>,
    /// Its number: that of the case and four characters of its own.
    pub number: String,
    /// The person's name; empty when none was given.
    pub person: String,
    /// Where it stands by this laptop's clock.
    pub state: Word<ReferralState>,
    /// Has the time for an answer run out?
    pub is_late: bool,
    /// How soon.
    pub urgency: Word<Urgency>,
    /// Was it entered in error? It counts nowhere.
    pub is_error: bool,
    /// Does it rest on a talk in private?
    pub is_private: bool,
    /// Kind of service, by its code.
    pub service: String,
    /// What that is called.
    pub service_label: Texts,
    /// To whom.
    pub recipient: String,
    /// By when an answer is awaited, RFC 3339.
    pub respond_by: Option<String>,
    /// Who is to act next; nobody where it is over.
    pub waits_for: Option<WaitsFor>,
    /// What is to be done now; nothing while others are to act.
    pub task: Option<TaskRow>,
}

/// A step or an entry of a referral, as its page tells it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReferralLine {
    /// The step; nothing for an entry.
    pub step: Option<Word<ReferralStep>>,
    /// The entry; nothing for a step.
    pub entry: Option<Word<EntryKind>>,
    /// When, by the clock of whoever wrote it, RFC 3339.
    pub at: String,
    /// Who.
    pub member: String,
    /// Was it taken down for the recipient or the person?
    pub on_behalf: bool,
    /// Did it rest on time that had run out?
    pub expired: bool,
    /// Does it stand beside the one that counts, made apart?
    pub beside: bool,
    /// What was said.
    pub details: Vec<DetailRow>,
}

words! {
    /// A fact about the person that may be passed on, each by itself.
    SharedField {
        /// What they are called.
        Name = "name",
        /// How old they are.
        Age = "age",
        /// Their sex.
        Sex = "sex",
        /// Who lives with them, and how old they are.
        Household = "household",
        /// Which language they speak, and whether an interpreter is needed.
        Language = "language",
        /// How they may be reached safely.
        Contact = "contact",
        /// Which country they are from.
        Citizenship = "citizenship",
        /// What they need.
        Need = "need",
        /// What the recipient has to know of their health.
        Health = "health",
        /// Which papers they have.
        Documents = "documents",
    }
}

/// The words that a detail of a step may be.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DetailWords {
    /// By which way.
    pub channel: Vec<Word<Channel>>,
    /// How an answer was learned.
    pub learned: Vec<Word<Learned>>,
    /// How long the wait is.
    pub wait: Vec<Word<Wait>>,
    /// Why it was declined.
    pub decline_reason: Vec<Word<DeclineReason>>,
    /// Why it was cancelled.
    pub cancel_reason: Vec<Word<CancelReason>>,
    /// What was received.
    pub received: Vec<Word<Received>>,
    /// What the person says of the need.
    pub outcome: Vec<Word<Outcome>>,
    /// What the receiver answered to the request to delete.
    pub deleted: Vec<Word<Deleted>>,
}

/// A kind of service.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ServiceKindRow {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub label: Texts,
    /// What its group is called.
    pub group: Texts,
}

/// A referral's page.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReferralView {
    /// What lists say of it.
    pub row: ReferralRow,
    /// Steps that this member may make now.
    pub may: Vec<Word<ReferralStep>>,
    /// Entries that this member may write now.
    pub may_write: Vec<Word<EntryKind>>,
    /// May it be taken up anew?
    pub may_reopen: bool,
    /// Is its case closed? Then no other recipient is offered, and what was said stays to be read.
    pub case_closed: bool,
    /// Does a supervisor make it ready?
    pub is_sensitive: bool,
    /// The recipient's telephone; may be empty.
    pub phone: String,
    /// The recipient's place; may be empty.
    pub address: String,
    /// The address must not be known: no paper has it, and whom to ask is the coordinator.
    pub address_hidden: bool,
    /// The service of the directory, by its id; nothing for one that was written in.
    pub directory: Option<String>,
    /// The edition of the directory in which it was seen, 64 hexadecimal digits.
    pub edition: Option<String>,
    /// Needs that it is for, by their codes.
    pub needs: Vec<String>,
    /// The person said that it is not safe to contact them.
    pub contact_unsafe: bool,
    /// Is the person a child? Then somebody answers for them, and they are asked themselves.
    pub minor: Word<Minor>,
    /// The referral that it goes on from, or takes up anew.
    pub goes_on_from: Option<Id<ReferralId>>,
    /// Those that go on from it.
    pub goes_on: Vec<Id<ReferralId>>,
    /// The words that details may be.
    pub words: DetailWords,
    /// What happened, the latest first.
    pub history: Vec<ReferralLine>,
}

words! {
    /// Whether a consent holds today.
    ConsentState {
        /// It holds.
        Live = "live",
        /// Its last day has passed.
        Expired = "expired",
        /// It was taken back.
        Withdrawn = "withdrawn",
        /// It was not given.
        Refused = "refused",
        /// Nobody has asked, or answers that stand side by side leave nothing.
        NotAsked = "not_asked",
    }
}

/// A consent of a person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConsentRow {
    /// Which.
    pub consent: Id<ConsentId>,
    /// What for.
    pub purpose: Word<ConsentPurpose>,
    /// To whom.
    pub recipient: String,
    /// Codes of the facts.
    pub fields: Vec<String>,
    /// Does it hold?
    pub state: ConsentState,
    /// On what it rests.
    pub basis: Word<LegalBasis>,
    /// How the answer was given.
    pub how: Word<ConsentHow>,
    /// When it was recorded, RFC 3339; nothing where what it answers has not come yet.
    pub at: Option<String>,
    /// Who recorded it; empty where that has not come yet.
    pub member: String,
    /// The last day on which it holds.
    pub until: Option<String>,
    /// How many different answers stand; more than one is settled by asking again.
    pub standing: u32,
    /// The code of the sheet that the person answered on; nothing where there was none.
    pub sheet: Option<String>,
}
