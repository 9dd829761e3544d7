//! Finding a person, and the person's page.

use pana_model::{CaseId, InstanceId, InterviewId, Minor};
pub use pana_store::{Matched, Whose};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::follow_up::FollowUpView;
use super::interview::{AnswerView, Status};
use super::meeting::MeetingView;
use super::standing::{CloseReason, StandingView};
use super::transfer::{CaseFromView, CaseToView, InterviewFromView};
use super::word::words;
use super::{Id, Texts, Word};

/// What a search found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SearchView {
    /// At most as many as asked for, best first.
    pub people: Vec<PersonRow>,
    /// How many there are in all; `None` when it is more than 1,000.
    pub total: Option<u32>,
    /// The text looks like a case number with a slip in it; those that it may be are among the people, as near.
    pub number_typo: bool,
}

/// One person found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PersonRow {
    /// Case id.
    pub case: Id<CaseId>,
    /// Case number.
    pub number: String,
    /// Name for display; empty when none was given.
    pub name: String,
    /// `1987-03-14`, `1987-03` or `1987`.
    pub birth: Option<String>,
    /// What matched.
    pub why: Vec<Word<Matched>>,
    /// Not what was typed, and only a slip of the finger from it: somebody has to look before it is taken for who is meant.
    pub near: bool,
    /// There is an unfinished interview.
    pub draft: bool,
    /// Their other records, as somebody said: they are one row.
    pub also: Vec<AlsoRow>,
    /// The meeting that is due.
    pub meeting: Option<MeetingView>,
    /// Why the case is closed; nothing where it is open.
    pub closed: Option<Word<CloseReason>>,
    /// Last change, RFC 3339.
    pub changed_at: String,
}

/// Another record of somebody who has one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AlsoRow {
    /// Its number.
    pub number: String,
    /// The name in it, where it is another one than that of the row; else empty. Whoever knows them by it finds them in the list.
    pub name: String,
}

/// A person's page.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PersonView {
    /// Case id.
    pub case: Id<CaseId>,
    /// Case number.
    pub number: String,
    /// Name for display.
    pub name: String,
    /// The person said that it is not safe to contact them: shown beside whatever they could be reached by.
    pub contact_unsafe: bool,
    /// May this member make the sheet of what is held, for the person?
    pub may_make_sheet: bool,
    /// May this member order the record to be erased?
    pub may_erase: bool,
    /// May the member hand the case over to another centre, which none is being asked about already?
    pub may_hand_over: bool,
    /// How old the person is today; nothing where nobody knows.
    pub ages: Option<AgesView>,
    /// Younger than 18? Where it is not known the person is not to be taken for adult.
    pub minor: Word<Minor>,
    /// The meeting that is due.
    pub meeting: Option<MeetingView>,
    /// When the person is to be asked again; nothing where nobody is to ask.
    pub follow_up: Option<FollowUpView>,
    /// From which other centre the case was taken in; nothing where it was opened here.
    pub from: Option<CaseFromView>,
    /// To which other centre it goes, or has gone.
    pub to: Option<CaseToView>,
    /// Whether the case is closed, and whose it is.
    pub standing: StandingView,
    /// In how many places different things stand that were written apart.
    pub conflicts: u32,
    /// Profile in the order of the questionnaire that gave it.
    pub profile: Vec<ProfileRow>,
    /// Who lives with the person.
    pub household: Vec<HouseholdRow>,
    /// Interviews, newest first. Protected ones are listed only for members who hold the grant.
    pub interviews: Vec<InterviewRow>,
    /// Who leads interviews with the person that are not finished and not for the member at work: whom to ask. Nobody
    /// is named for a protected one.
    pub ask: Vec<String>,
    /// What was done, newest first.
    pub history: Vec<HistoryRow>,
    /// Who looked, newest first.
    pub access: Vec<AccessRow>,
}

/// How old somebody is today, as far as it is known.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct AgesView {
    /// The least age in full years that is possible.
    pub least: u16,
    /// The greatest.
    pub greatest: u16,
}

/// One fact about a person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProfileRow {
    /// Property of the profile, e.g. `given_name`; its word is `profile-<property>` in `locales/`.
    pub property: String,
    /// The value as stored.
    pub value: String,
    /// The label of the chosen answer, where it came from a choice.
    pub label: Option<Texts>,
    /// Question that gave it.
    pub question: Option<Texts>,
    /// More than one value stands, written without knowledge of each other.
    pub conflict: bool,
    /// More than one stands, and the one that protects the person more counts: `value` is that one.
    pub careful: bool,
    /// What else stands there and says something.
    pub others: Vec<ProfileOther>,
}

/// Another value of a fact, that was written apart.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProfileOther {
    /// The value as stored.
    pub value: String,
    /// The label of the chosen answer, where it came from a choice.
    pub label: Option<Texts>,
}

/// One member of the household.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HouseholdRow {
    /// Instance id.
    pub id: Id<InstanceId>,
    /// Name for display; empty when none was given.
    pub name: String,
    /// How old they are today; nothing where nobody knows, or knows when that was said.
    pub ages: Option<AgesView>,
    /// Younger than 18?
    pub minor: Word<Minor>,
    /// Facts: names, `relation`, `sex`, `age`, `here`.
    pub facts: Vec<ProfileRow>,
}

/// One interview of a person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct InterviewRow {
    /// Interview id.
    pub interview: Id<InterviewId>,
    /// Title of the questionnaire.
    pub form_title: Texts,
    /// [`Status::Draft`] or [`Status::Finished`].
    pub status: Status,
    /// Finished although required answers were missing.
    pub incomplete: bool,
    /// At which other centre it was led; nothing of one that was led here.
    pub from: Option<InterviewFromView>,
    /// Who led it, by their name there.
    pub member: String,
    /// When it was begun, RFC 3339.
    pub started_at: String,
    /// When it was finished, RFC 3339.
    pub finished_at: Option<String>,
    /// How often it was amended.
    pub amended: u32,
    /// May this member open it?
    pub may_read: bool,
    /// May this member amend it?
    pub may_amend: bool,
}

words! {
    /// What was done to a case: its word is `history-<action>` in `locales/`.
    HistoryAction {
        /// The case was opened.
        CaseOpened = "case-opened",
        /// An interview was finished.
        InterviewFinished = "interview-finished",
        /// A finished interview was changed.
        InterviewAmended = "interview-amended",
        /// A conflict was settled.
        Resolved = "resolve",
        /// A file was added.
        Attached = "attach",
        /// A step of a referral.
        Referred = "refer",
        /// Consent was given, limited or withdrawn.
        Consented = "consent",
        /// Another case was said to be that of the same person.
        Linked = "link",
        /// Another case was said to be that of somebody else.
        KeptApart = "kept-apart",
        /// A need was accepted, set aside or added.
        Decided = "decide",
        /// When the person is to be asked again was planned.
        Planned = "planned",
        /// The case was closed.
        Closed = "closed",
        /// It was opened again.
        Reopened = "reopened",
        /// Who leads talks in private confirmed that the person has died.
        DeathConfirmed = "death-confirmed",
        /// It was offered to a colleague.
        Offered = "offered",
        /// The colleague took it.
        Taken = "taken",
        /// The colleague declined it.
        NotTaken = "not-taken",
        /// The offer was taken back.
        OfferRevoked = "offer-revoked",
        /// It was given to somebody at once.
        Given = "given",
        /// Somebody was told whose case it is.
        Told = "told",
        /// The case is to be handed over to another centre.
        TransferProposed = "transfer-proposed",
        /// That centre has answered.
        TransferAnswered = "transfer-answered",
        /// It is not to be handed over any more.
        TransferRevoked = "transfer-revoked",
        /// It was said what holds of two things that were said of it apart.
        TransferSettled = "transfer-settled",
        /// It was taken in from another centre.
        TransferTaken = "transfer-taken",
        /// A finished record was corrected.
        Corrected = "correct",
        /// Somebody looked.
        Looked = "view-audit",
        /// Something that this version cannot name.
        Other = "other",
    }
}

words! {
    /// How somebody looked at a case: its word is `access-<action>` in `locales/`.
    AccessAction {
        /// The person's page was opened.
        PersonOpened = "person-opened",
        /// An interview was read.
        InterviewOpened = "interview-opened",
        /// Interviews were exported.
        Exported = "exported",
        /// A letter or a sheet was printed or saved.
        Printed = "printed",
        /// Something that this version cannot name.
        Other = "other",
    }
}

/// One thing that was done to a case.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HistoryRow {
    /// When, by the clock of the device, RFC 3339.
    pub at: String,
    /// Was that clock believed? One that was not stood far ahead of all that was known.
    pub is_dated: bool,
    /// Who.
    pub member: String,
    /// What was done.
    pub action: HistoryAction,
    /// Title of the questionnaire.
    pub form_title: Option<Texts>,
    /// For an amendment, and for a choice between answers that stood side by side: each answer before and after.
    pub changes: Vec<ChangeRow>,
    /// For such a choice: why, in the words of whoever chose; else empty.
    pub words: String,
}

/// One answer before and after an amendment.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChangeRow {
    /// Question.
    pub label: Texts,
    /// Before, with the labels of choices.
    pub before: AnswerView,
    /// After.
    pub after: AnswerView,
    /// Labels of the choices named in `before` and `after`.
    pub choices: Vec<super::form::ChoiceView>,
}

/// One look at a case.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AccessRow {
    /// When, RFC 3339.
    pub at: String,
    /// Who.
    pub member: String,
    /// What was looked at.
    pub action: AccessAction,
}

/// Looks for people by parts of names, case number, birth date or year.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SearchRequest {
    /// What was typed; empty lists the people who changed last.
    pub text: String,
    /// How many rows at most, 1 to 200.
    pub limit: u32,
    /// Among whose cases.
    pub whose: Word<Whose>,
}

/// Opens a person's page; the look is written into the access log.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PersonRequest {
    /// Case id.
    pub case: Id<CaseId>,
}
