//! The centre, its members, lock and unlock.

pub use pana_casework::{Grant, Role};
use pana_model::{CaseId, InterviewId, MemberId, Secret};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::doctor::DoctorProblem;
use super::lease::LeaseEnds;
use super::meeting::MeetingRow;
use super::word::words;
use super::{Id, Word};

/// Where the app stands. Before it is open it says nothing of the centre but who works on this device.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum AppState {
    /// No centre on this device yet.
    FirstRun,
    /// No centre yet: this laptop answered an invite and waits to be let in. Nothing of the centre is known here.
    Joining {
        /// The digits that a coordinator types, in groups; empty where it joins on line and has none yet.
        check: String,
        /// What this laptop is to be called.
        device: String,
        /// Does it join on line?
        online: bool,
    },
    /// A centre is here; a passphrase opens it.
    Locked {
        /// Who can unlock, in the order in which they were added.
        members: Vec<MemberView>,
        /// The member who unlocked last, to be chosen beforehand.
        last: Option<Id<MemberId>>,
        /// Shown on the screen when this is the marked demo centre; its data are synthetic.
        demo_passphrase: Option<String>,
        /// Seconds until the next try is allowed, after wrong passphrases. 0 = now.
        wait_seconds: u32,
    },
    /// Open.
    Open {
        /// Whose session it is.
        member: MemberView,
        /// The centre's name.
        centre: String,
        /// Is this the marked demo centre?
        demo: bool,
        /// Is this a centre for practice, marked as such for ever?
        practice: bool,
        /// May the member take rows of interviews out, all of them or their own?
        may_export: bool,
        /// May the member at work add colleagues?
        may_add_members: bool,
        /// What opening found that somebody should know.
        notices: Vec<DoctorProblem>,
        /// Minutes without input after which the app locks itself.
        idle_minutes: u32,
        /// The interview that was on this member's screen when the app locked: they go on with it.
        back: Option<BackView>,
    },
}

/// An interview to go back to.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackView {
    /// Interview id.
    pub interview: Id<InterviewId>,
    /// Case id, where the screen knew it.
    pub case: Option<Id<CaseId>>,
}

/// What is on the screen now.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ScreenRequest {
    /// The interview that is led there, if one is.
    pub interview: Option<Id<InterviewId>>,
    /// Its case, where the screen knows it.
    pub case: Option<Id<CaseId>>,
}

/// Someone who works with Pana.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MemberView {
    /// Member id.
    pub id: Id<MemberId>,
    /// Name as colleagues know it.
    pub name: String,
    /// What they are.
    pub role: Word<Role>,
    /// Grants beside the role.
    pub grants: Vec<Word<Grant>>,
    /// Can both recovery sheets give this member a new passphrase?
    pub may_recover: bool,
}

/// Who works here, and what the member at work may do about it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MembersView {
    /// All members, in the order in which they were added.
    pub members: Vec<MemberView>,
    /// May the member at work add, change and remove others, and take grants back?
    pub may_administer: bool,
    /// Grants that the member at work may give.
    pub may_give: Vec<Word<Grant>>,
    /// May the member at work print new recovery sheets?
    pub may_make_sheets: bool,
    /// Who removed each other while apart: they do not work here until one of the removals is confirmed.
    pub suspended: Vec<MemberView>,
    /// May the member at work confirm one without the sheets?
    pub may_confirm: bool,
    /// May the member at work order erasures, and see what became of them?
    pub may_erase: bool,
}

/// Confirms the removal of a suspended member, who leaves for good.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ConfirmRequest {
    /// Member id.
    pub member: Id<MemberId>,
    /// Who agrees. Only the sheets say more than the member at work.
    pub agreed: Agreed,
}

/// Removes a member for good.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RemoveMemberRequest {
    /// Member id.
    pub member: Id<MemberId>,
    /// Who agrees. Asked for where a coordinator is removed.
    pub agreed: Agreed,
}

/// Gives a member another role.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MemberRoleRequest {
    /// Member id.
    pub member: Id<MemberId>,
    /// What they are.
    pub role: Word<Role>,
    /// Who agrees. Asked for where a coordinator becomes less.
    pub agreed: Agreed,
}

/// Gives a grant to a member, or takes it back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct GrantRequest {
    /// Member id.
    pub member: Id<MemberId>,
    /// Which.
    pub grant: Word<Grant>,
    /// Who agrees. Asked for in a store that is behind.
    pub agreed: Agreed,
}

/// Makes new recovery sheets; the old ones open nothing that is written from then on.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MakeSheetsRequest {
    /// Who agrees. Asked for where two coordinators stand.
    pub agreed: Agreed,
}

/// Who agrees to what one coordinator alone may not do.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Agreed {
    /// Nobody.
    Alone,
    /// Whoever holds both sheets.
    Sheets {
        /// The text of sheet A as typed.
        #[serde(deserialize_with = "super::secret")]
        #[ts(type = "string")]
        sheet_a: Secret<String>,
        /// The text of sheet B.
        #[serde(deserialize_with = "super::secret")]
        #[ts(type = "string")]
        sheet_b: Secret<String>,
    },
    /// Another coordinator.
    Second {
        /// Member id.
        member: Id<MemberId>,
        /// Their passphrase.
        #[serde(deserialize_with = "super::secret")]
        #[ts(type = "string")]
        passphrase: Secret<String>,
    },
}

/// Makes a centre on this device.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CreateCentreRequest {
    /// The centre's name.
    pub centre: String,
    /// The first coordinator's name.
    pub member: String,
    /// At least 12 characters; several words are advised.
    #[serde(deserialize_with = "super::secret")]
    #[ts(type = "string")]
    pub passphrase: Secret<String>,
    /// Is it for practice? It is marked as such for ever then, and can never become a real one.
    pub practice: bool,
}

words! {
    /// Which of the two recovery sheets.
    Sheet {
        /// The first.
        A = "A",
        /// The second.
        B = "B",
    }
}

/// One of two recovery sheets, to be printed. Shown once, never stored.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RecoverySheetView {
    /// Which of the two.
    pub sheet: Sheet,
    /// The centre's name.
    pub centre: String,
    /// The day, as `YYYY-MM-DD`.
    pub made_on: String,
    /// Groups of characters to be typed back; the last is a check.
    pub groups: Vec<String>,
}

/// Opens the store with both recovery sheets and gives a member a new passphrase.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RecoverRequest {
    /// The text of sheet A as typed; spaces, hyphens and case do not matter.
    #[serde(deserialize_with = "super::secret")]
    #[ts(type = "string")]
    pub sheet_a: Secret<String>,
    /// The text of sheet B.
    #[serde(deserialize_with = "super::secret")]
    #[ts(type = "string")]
    pub sheet_b: Secret<String>,
    /// Member id; must be a coordinator.
    pub member: Id<MemberId>,
    /// The new passphrase.
    #[serde(deserialize_with = "super::secret")]
    #[ts(type = "string")]
    pub passphrase: Secret<String>,
}

/// Adds a member. Asks for the right `administer`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AddMemberRequest {
    /// Name.
    pub name: String,
    /// What they are.
    pub role: Word<Role>,
    /// Grants beside the role.
    pub grants: Vec<Word<Grant>>,
    /// First passphrase, told to the member.
    #[serde(deserialize_with = "super::secret")]
    #[ts(type = "string")]
    pub passphrase: Secret<String>,
    /// Who agrees. Asked for in a store that is behind.
    pub agreed: Agreed,
}

/// What waits today.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HomeView {
    /// The day by this device's clock, `YYYY-MM-DD`.
    pub today: String,
    /// The clock was set back since the store was last written: latest time known, RFC 3339.
    pub clock_behind: Option<String>,
    /// The clock stands so far ahead of all that was written here that its date is not believed.
    pub clock_ahead: Option<ClockAhead>,
    /// The lease of this laptop ends soon.
    pub lease: Option<LeaseEnds>,
    /// Who is to be met, the talks that this member leads first, then the one who is due first. At most 500.
    pub meetings: Vec<MeetingRow>,
    /// Interviews that are not finished, the newest first.
    pub drafts: Vec<DraftRow>,
    /// Finished interviews with questions marked “ask later”.
    pub ask_later: Vec<AskLaterRow>,
    /// How many people there are on this device.
    pub people: u32,
    /// In how many places different things stand that were written apart, as far as this member may know of them.
    pub conflicts: u32,
    /// Record events made on this device that no other device has yet.
    pub unsent: u32,
    /// Are they at the centre's hub?
    pub at_hub: bool,
    /// Records that are closed to all and wait to be erased, for who may cancel that.
    pub erasures_wait: Option<ErasuresWait>,
    /// Handings over to other centres that wait for somebody, for who sees to them.
    pub transfers_wait: Option<TransfersWait>,
    /// The month that ended last, for who may look at what it comes to; nothing where nobody is here yet.
    pub month: Option<MonthReady>,
}

/// Handings over that wait for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TransfersWait {
    /// So many have waited for an answer for a fortnight.
    pub late: u32,
    /// So many nobody has answered, and the person does not agree to them any more.
    pub disagreed: u32,
    /// Of so many somebody has to say what holds.
    pub unsettled: u32,
    /// So many went, and something was written here since that the other centre does not have.
    pub newer: u32,
}

/// Records that wait to be erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ErasuresWait {
    /// How many.
    pub cases: u32,
    /// When the days of the first one are over, RFC 3339.
    pub due: Option<String>,
}

/// A month that may be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MonthReady {
    /// Which, `2024-05`, by the clock of the centre.
    pub month: String,
    /// Has it ended in the last seven days?
    pub fresh: bool,
}

/// What the foot says on every screen.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FootView {
    /// Record events made on this device that no other device has yet.
    pub unsent: u32,
    /// Are they at the centre's hub?
    pub at_hub: bool,
    /// When something that a member did was last saved on this device since it was unlocked, RFC 3339; nothing where nothing was.
    pub saved_at: Option<String>,
}

/// A date that is not believed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClockAhead {
    /// The latest time that was, RFC 3339.
    pub last: String,
    /// May the member say that today's date is right?
    pub may_confirm: bool,
}

/// An interview that is not finished.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DraftRow {
    /// Interview id.
    pub interview: Id<InterviewId>,
    /// The person's name so far, if a name was given and may be shown in a list.
    pub person: Option<String>,
    /// Case number.
    pub number: Option<String>,
    /// Title of the questionnaire; the neutral title where it is sensitive.
    pub form_title: super::Texts,
    /// Title of the section where it stopped.
    pub section: Option<super::Texts>,
    /// Does it change a finished interview? That one stays where these changes are thrown away.
    pub amends: bool,
    /// Questions that apply, and how many of them have an answer.
    pub asked: u32,
    /// Of those, with an answer (states count).
    pub answered: u32,
    /// Last change, RFC 3339.
    pub changed_at: String,
}

/// A finished interview in which something is still to be asked.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AskLaterRow {
    /// Interview id.
    pub interview: Id<InterviewId>,
    /// Case id.
    pub case: Id<CaseId>,
    /// The person's name.
    pub person: Option<String>,
    /// Case number.
    pub number: Option<String>,
    /// How many questions.
    pub questions: u32,
    /// Title of the questionnaire.
    pub form_title: super::Texts,
}

/// Opens the store with a member's passphrase.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct UnlockRequest {
    /// Member id.
    pub member: Id<MemberId>,
    /// The passphrase.
    #[serde(deserialize_with = "super::secret")]
    #[ts(type = "string")]
    pub passphrase: Secret<String>,
}

/// Gives the member who is at work a new passphrase.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PassphraseRequest {
    /// The passphrase so far.
    #[serde(deserialize_with = "super::secret")]
    #[ts(type = "string")]
    pub old: Secret<String>,
    /// The new one.
    #[serde(deserialize_with = "super::secret")]
    #[ts(type = "string")]
    pub new: Secret<String>,
}

/// After how long the app locks itself.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct IdleRequest {
    /// Minutes without input, 1 to 60.
    pub minutes: u32,
}

/// Chooses how large everything is shown.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TextSizeRequest {
    /// In hundredths of the ordinary size.
    pub percent: u32,
}

/// How large everything is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TextSizeView {
    /// In hundredths of the ordinary size.
    pub percent: u32,
    /// The sizes to choose from, the smallest first.
    pub sizes: Vec<u32>,
}

/// Chooses the language of the app.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LanguageRequest {
    /// Language tag, one of those in `locales/`.
    pub language: String,
}
