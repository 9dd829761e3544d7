//! Cases that go from one centre to another.

use std::path::PathBuf;

use pana_casework::consent::{ConsentAnswer, ConsentPurpose};
use pana_casework::need::{AsideReason, Decision};
use pana_casework::referral::ReferralState;
use pana_model::{CaseId, ConsentId, Urgency};
pub use pana_store::TransferState;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::referral::SharedField;
use super::{Id, Texts, Word};

/// From where a case was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CaseFromView {
    /// What the other centre calls itself.
    pub centre: String,
    /// The number that the case had there.
    pub number: String,
    /// Who handed it over, by their name there.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// What else was written there, to be read only; the latest first.
    pub entries: Vec<QuotedRow>,
}

/// What was written at another centre, to be read only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct QuotedRow {
    /// Who wrote it, by their name there.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// What it says.
    pub said: QuotedSaid,
}

/// What an entry of another centre says. A word that only a newer program knows is nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum QuotedSaid {
    /// What was decided about needs.
    Need {
        /// Each of them.
        needs: Vec<QuotedNeed>,
    },
    /// What the person answered when asked whether something may be passed on.
    Consent {
        /// The answer.
        answer: Option<Word<ConsentAnswer>>,
        /// What for.
        purpose: Option<Word<ConsentPurpose>>,
        /// To whom, by name; empty where none is known here.
        recipient: String,
        /// Which facts.
        fields: Vec<SharedField>,
        /// The last day on which it holds, YYYY-MM-DD; empty where it has none.
        until: String,
    },
    /// A referral, and where it stood.
    Referral {
        /// To whom.
        recipient: String,
        /// What the kind of service is called.
        service: Texts,
        /// How soon.
        urgency: Option<Word<Urgency>>,
        /// Where it stood.
        standing: Option<Word<ReferralState>>,
    },
    /// When the person was to be asked again.
    FollowUp {
        /// On which day, YYYY-MM-DD.
        day: String,
    },
    /// That the handing over was revoked there.
    Revoked {
        /// Why; may be empty.
        words: String,
    },
}

/// What was decided about one need at another centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct QuotedNeed {
    /// What the need is called.
    pub label: Texts,
    /// What was decided.
    pub decision: Option<Word<Decision>>,
    /// Why it was set aside.
    pub reason: Option<Word<AsideReason>>,
    /// How soon; nothing of what was taken in by an earlier program.
    pub urgency: Option<Word<Urgency>>,
    /// In words; may be empty.
    pub words: String,
}

/// Of which interview of another centre one is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct InterviewFromView {
    /// What that centre calls itself.
    pub centre: String,
    /// The event there that finished it.
    pub event: String,
}

/// Another centre has the case, or is to have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CaseToView {
    /// Which handing over.
    pub transfer: String,
    /// What the other centre calls itself.
    pub centre: String,
    /// When it was proposed, RFC 3339.
    pub at: String,
    /// Where it stands.
    pub state: Word<TransferState>,
    /// May this centre read on today, as the person agreed?
    pub reads_on: bool,
    /// The number of the case there; empty while it was not accepted.
    pub number: String,
    /// Why it was declined or revoked; may be empty.
    pub words: String,
    /// May the member revoke it, record the answer, or write the file again?
    pub may_see_to: bool,
}

/// A card of this centre, or of another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CentreCardView {
    /// The centre's id.
    pub centre: String,
    /// What it calls itself.
    pub name: String,
    /// The digits that are read out over the telephone.
    pub digits: String,
    /// How many seats may take a case in there.
    pub seats: usize,
    /// The file that was written; nothing of a card that was read.
    pub file: Option<PathBuf>,
    /// Since when it is known here, RFC 3339; nothing of a card.
    pub since: Option<String>,
    /// Who compared the digits; nothing of a card.
    pub by: Option<String>,
}

/// Takes the card of another centre in.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CentreKnowRequest {
    /// The file.
    pub file: PathBuf,
    /// The digits that were read out.
    pub check: String,
}

/// A centre that is known, by its name or id.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CentreNamedRequest {
    /// Its name or id.
    pub centre: String,
}

/// Records what the person answers when asked whether their case may be handed over.
#[derive(Debug, Deserialize, TS)]
pub struct TransferConsentRequest {
    /// Case.
    pub case: Id<CaseId>,
    /// To which centre: its name or id.
    pub to: String,
    /// May this centre go on reading?
    pub read_on: bool,
    /// What the person answered. The fields are those of a handing over, whatever stands there.
    pub consent: super::referral::ConsentInput,
}

/// An answer that was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TransferConsentView {
    /// Which.
    pub consent: Id<ConsentId>,
    /// What the centre is known by in it.
    pub recipient: String,
    /// What it names.
    pub fields: Vec<String>,
    /// Does it hold?
    pub live: bool,
}

/// Hands a case over.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TransferGiveRequest {
    /// Case.
    pub case: Id<CaseId>,
    /// To which centre: its name or id.
    pub to: String,
    /// Where the file goes: a file that is not there yet, or a folder. Nothing only says what would go.
    pub out: Option<PathBuf>,
}

/// What goes, and what stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TransferGivenView {
    /// Which handing over; nothing where only asked.
    pub transfer: Option<String>,
    /// The file; nothing where only asked.
    pub file: Option<PathBuf>,
    /// What the other centre calls itself.
    pub to: String,
    /// The digits that were compared with it.
    pub digits: String,
    /// The number of the case.
    pub number: String,
    /// The person's name.
    pub name: String,
    /// Interviews that go.
    pub interviews: usize,
    /// Files that go.
    pub files: usize,
    /// Files that are not on this laptop yet.
    pub files_missing: usize,
    /// Entries that go, to be read only.
    pub entries: usize,
    /// Open referrals, which go on without this centre.
    pub open_referrals: usize,
    /// Unfinished interviews, which stay.
    pub drafts_stay: usize,
    /// Interviews in private, which stay; told to who leads such talks alone.
    pub private_stay: usize,
    /// In how many places different things stand.
    pub conflicts: usize,
    /// It is more than one file holds: nothing would go.
    pub too_large: bool,
    /// Has the person agreed that it goes to this centre?
    pub agreed: bool,
    /// Does this centre go on reading, as the person agreed?
    pub reads_on: bool,
    /// The last day on which what the person said holds, YYYY-MM-DD; nothing where it has none.
    pub until: Option<String>,
}

/// Something about a handing over that is known by its id.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TransferNamedRequest {
    /// Which: its id.
    pub transfer: String,
    /// Why, in words; may be empty.
    pub reason: String,
    /// Where the file goes.
    pub out: PathBuf,
}

/// Says what holds of a handing over.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TransferSettleRequest {
    /// Which: its id.
    pub transfer: String,
    /// What holds.
    pub holds: Word<TransferState>,
}

/// A file of another centre.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TransferFileRequest {
    /// The file.
    pub file: PathBuf,
    /// Where the answer goes.
    pub out: PathBuf,
    /// Why it is declined, in words.
    pub reason: String,
}

/// A word of another centre, or a case that it hands over, looked at.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TransferShown {
    /// A case.
    Case(TransferSeenView),
    /// A word about one.
    Word(TransferWordView),
}

/// A case that another centre hands over.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct TransferSeenView {
    /// Which handing over.
    pub transfer: String,
    /// What the other centre calls itself.
    pub from: String,
    /// The number of the case there.
    pub number: String,
    /// The person's name; empty where none was given.
    pub name: String,
    /// Their birth as far as it is known; else empty.
    pub birth: String,
    /// Who hands it over.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// How many interviews.
    pub interviews: usize,
    /// How many files.
    pub files: usize,
    /// How many entries that are read only.
    pub entries: usize,
    /// Does the other centre go on reading?
    pub reads_on: bool,
    /// The case as which it was taken in already.
    pub taken: Option<Id<CaseId>>,
    /// Its number here; empty where it was not.
    pub number_here: String,
    /// Who here may be the same person.
    pub doubles: Vec<TransferDouble>,
    /// As whom the same case of that centre came before.
    pub before: Vec<TransferDouble>,
    /// Does what the person agreed to hold today? By what is over nothing is taken in.
    pub agreed: bool,
}

/// Somebody here who may be the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TransferDouble {
    /// Case.
    pub case: Id<CaseId>,
    /// Its number.
    pub number: String,
    /// The name.
    pub name: String,
    /// The birth.
    pub birth: String,
}

/// A word of another centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TransferWordView {
    /// Which handing over.
    pub transfer: String,
    /// What the other centre calls itself.
    pub from: String,
    /// `accepted`, `declined` or `revoked`.
    #[ts(type = "\"accepted\" | \"declined\" | \"revoked\"")]
    pub word: String,
    /// The number of the case there.
    pub number: String,
    /// Why.
    pub words: String,
    /// Who says so.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// The case here.
    pub case: Option<Id<CaseId>>,
    /// Its number; empty where there is none.
    pub number_here: String,
    /// The case is closed here now to all but coordinators, who may order it to be erased: nobody agreed that it is read on.
    pub closed: bool,
    /// The other centre has the case, and not all that was written in it since it was proposed: here it stays open.
    pub has_more: bool,
    /// Where the handing over stands; nothing where it was given to this centre.
    pub state: Option<Word<TransferState>>,
}

/// A case that was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TransferTakenView {
    /// Which.
    pub case: Id<CaseId>,
    /// Its number here.
    pub number: String,
    /// It was here already.
    pub again: bool,
    /// The answer's file.
    pub answer: PathBuf,
}

/// A file that was written about a handing over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TransferFileView {
    /// The file.
    pub file: PathBuf,
}

/// A handing over that was revoked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TransferRevokedView {
    /// The file that tells the other centre; nothing where that one is not known here any more.
    pub file: Option<PathBuf>,
}

/// One handing over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TransferRow {
    /// Which.
    pub transfer: String,
    /// `given` or `taken`.
    #[ts(type = "\"given\" | \"taken\"")]
    pub way: &'static str,
    /// The case here.
    pub case: Id<CaseId>,
    /// Its number here.
    pub number: String,
    /// What the other centre calls itself.
    pub centre: String,
    /// When it was proposed or taken in, RFC 3339.
    pub since: String,
    /// Where it stands; nothing where it was taken in.
    pub state: Option<Word<TransferState>>,
    /// No answer came for a fortnight.
    pub late: bool,
    /// The number of the case there.
    pub number_there: String,
    /// Why it was declined or revoked.
    pub words: String,
    /// May this centre read on today?
    pub reads_on: bool,
    /// The other centre has the case, and not all that was written in it since it was proposed.
    pub has_more: bool,
    /// The person agrees today that it goes there: asked while nobody has answered, else it is not said that they do not.
    pub agreed: bool,
    /// It was taken in, and revoked there after that: somebody has to say with the other centre what holds.
    pub revoked_there: bool,
    /// Where it was said in two ways: what may be said to hold. Else empty.
    pub may_hold: Vec<Word<TransferState>>,
}

impl TransferRow {
    /// Does it wait for somebody here?
    pub fn waits(&self) -> bool {
        self.late || self.has_more || !self.agreed || self.state == Some(Word(TransferState::Unsettled))
    }
}

/// What was said to hold, and what still waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TransferSettledView {
    /// The handing over as it stands now.
    pub row: TransferRow,
    /// Is the case closed here now?
    pub is_closed: bool,
    /// The other handings over that wait for somebody here.
    pub waits: Vec<TransferRow>,
}
