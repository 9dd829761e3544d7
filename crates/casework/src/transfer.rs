//! A case is handed over to another centre: what the log says of it, here and there.
//!
//! Here a *proposal* names the other centre and the person's consent; what that one answers, or that it was revoked, stands
//! beside it. There a fresh case *quotes* the one that came: each interview says of which it is, each other entry is kept as it
//! was said, to be read only.

use pana_model::{CaseId, CentreId, ConsentId, EventRef, InterviewId, TransferId};
use pana_record::Value;

use crate::word::words;

/// The field of a consent by which a case may be handed over.
pub const WHOLE_CASE: &str = "whole_case";
/// The field of a consent by which the centre that hands it over may go on reading it.
pub const READ_ON: &str = "read_on";
/// No text of an entry has more bytes.
const TEXT_BYTES: usize = 8 * 1024;

/// What a consent and a proposal know another centre by.
pub fn recipient_of(centre: CentreId) -> String {
    format!("centre:{centre}")
}

/// The case as which a centre takes it in: the same on each of its laptops, so that two that accept it apart have one case.
pub fn case_of(transfer: TransferId, centre: CentreId) -> CaseId {
    CaseId::from_random(derived("pana 2026 a case that was handed over", transfer.as_bytes(), centre.as_bytes()))
}

/// The interview as which one of that case is quoted there.
pub fn interview_of(transfer: TransferId, interview: InterviewId) -> InterviewId {
    InterviewId::from_random(derived(
        "pana 2026 an interview that was handed over",
        transfer.as_bytes(),
        interview.as_bytes(),
    ))
}

/// As which consent an answer stands to whether a case may go to a centre: the same on each laptop, so that two answers
/// that were written apart stand at one place, and the least of them holds.
pub fn consent_of(case: CaseId, centre: CentreId) -> ConsentId {
    ConsentId::from_random(derived("pana 2026 a consent to hand a case over", case.as_bytes(), centre.as_bytes()))
}

fn derived(context: &str, one: &[u8; 16], of: &[u8; 16]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new_derive_key(context);
    hasher.update(one).update(of);
    let mut id = [0; 16];
    hasher.finalize_xof().fill(&mut id);
    id
}

words! {
    /// What the other centre answered.
    pub enum TransferAnswer {
        /// It has taken the case in.
        Accepted = "accepted",
        /// It does not take it.
        Declined = "declined",
    }
}

words! {
    /// Where a handing over stands.
    pub enum TransferState {
        /// Nobody has answered.
        Proposed = "proposed",
        /// The other centre has it.
        Accepted = "accepted",
        /// It does not take it.
        Declined = "declined",
        /// It was taken back.
        Revoked = "revoked",
        /// It was taken back and accepted, or answered in two ways: somebody has to say what holds.
        Unsettled = "unsettled",
    }
}

words! {
    /// What an entry is that is quoted.
    pub enum QuotedKind {
        /// What was decided about a need.
        Need = "need",
        /// What the person answered when asked whether something may be passed on.
        Consent = "consent",
        /// A referral, and where it stood.
        Referral = "referral",
        /// When the person was to be asked again.
        FollowUp = "follow_up",
        /// That the handing over was revoked there after it was accepted here.
        Revoked = "revoked",
    }
}

/// That a case is to be handed over.
#[derive(Clone, PartialEq, Eq)]
pub struct Proposal {
    /// To which centre.
    pub to: CentreId,
    /// The event from which everything there descends, as the card says that was compared.
    pub root: [u8; 32],
    /// What it calls itself.
    pub name: String,
    /// By which consent.
    pub consent: ConsentId,
    /// Did the person agree that this centre goes on reading?
    pub reads_on: bool,
}

/// What came back.
#[derive(Clone, PartialEq, Eq)]
pub struct Answered {
    /// What.
    pub answer: TransferAnswer,
    /// The number of the case there; empty where it was declined.
    pub number: String,
    /// Why it was declined, in their words.
    pub words: String,
    /// Who answered, by their name there.
    pub by: String,
    /// When, by their clock, milliseconds since 1970.
    pub at_ms: i64,
    /// The signed answer as it came.
    pub signed: Vec<u8>,
}

/// From where a case was taken in.
#[derive(Clone, PartialEq, Eq)]
pub struct CaseOrigin {
    /// From which centre.
    pub centre: CentreId,
    /// What it calls itself.
    pub name: String,
    /// By which handing over.
    pub transfer: TransferId,
    /// The number that the case had there.
    pub number: String,
    /// Who handed it over, by their name there.
    pub by: String,
    /// When, by their clock, milliseconds since 1970.
    pub at_ms: i64,
    /// The event there that says so.
    pub event: EventRef,
    /// The hash of what came, which is kept with the first interview.
    pub dossier: [u8; 32],
}

/// Of which interview of another centre one is.
#[derive(Clone, PartialEq, Eq)]
pub struct InterviewOrigin {
    /// By which handing over.
    pub transfer: TransferId,
    /// Its id there.
    pub interview: InterviewId,
    /// The event there that finished it.
    pub event: EventRef,
    /// Who led it, by their name there.
    pub by: String,
    /// When it was finished there, milliseconds since 1970.
    pub finished_ms: i64,
}

/// An entry of another centre, to be read only.
#[derive(Clone, PartialEq, Eq)]
pub struct Quoted {
    /// What it is.
    pub kind: QuotedKind,
    /// Who wrote it, by their name there.
    pub by: String,
    /// When, by their clock, milliseconds since 1970.
    pub at_ms: i64,
    /// What it says, by the words of the log.
    pub said: Vec<(String, String)>,
}

macro_rules! says_nothing {
    ($($name:ident),+) => {
        $(
            /// Names nobody.
            impl std::fmt::Debug for $name {
                fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    out.write_str(concat!(stringify!($name), "(…)"))
                }
            }
        )+
    };
}

says_nothing!(Proposal, Answered, CaseOrigin, InterviewOrigin, Quoted);

impl Proposal {
    /// The fields that the consent has to name.
    pub fn fields(&self) -> impl Iterator<Item = &'static str> {
        [Some(WHOLE_CASE), self.reads_on.then_some(READ_ON)].into_iter().flatten()
    }

    pub(crate) fn to_value(&self) -> Value {
        Value::List(vec![
            bytes(self.to.as_bytes()),
            bytes(&self.root),
            Value::text(&self.name),
            bytes(self.consent.as_bytes()),
            Value::Bool(self.reads_on),
        ])
    }

    /// Reads what the log keeps; `None` for what is no such value.
    pub fn from_value(value: &Value) -> Option<Self> {
        let [to, root, name, consent, reads_on, ..] = value.as_list()? else { return None };
        Some(Self {
            to: CentreId::from_bytes(exact(to)?),
            root: exact(root)?,
            name: text(name)?,
            consent: ConsentId::from_bytes(exact(consent)?),
            reads_on: *reads_on == Value::Bool(true),
        })
    }
}

impl Answered {
    pub(crate) fn to_value(&self) -> Value {
        Value::List(vec![
            Value::text(self.answer.as_str()),
            Value::text(&self.number),
            Value::text(&self.words),
            Value::text(&self.by),
            Value::Int(self.at_ms),
            bytes(&self.signed),
        ])
    }

    /// Reads what the log keeps; `None` for what is no such value.
    pub fn from_value(value: &Value) -> Option<Self> {
        let [answer, number, words, by, at, signed, ..] = value.as_list()? else { return None };
        Some(Self {
            answer: answer.as_text()?.parse().ok()?,
            number: text(number)?,
            words: text(words)?,
            by: text(by)?,
            at_ms: at.as_int()?,
            signed: signed.as_bytes()?.to_vec(),
        })
    }
}

impl CaseOrigin {
    pub(crate) fn to_value(&self) -> Value {
        Value::List(vec![
            bytes(self.centre.as_bytes()),
            Value::text(&self.name),
            bytes(self.transfer.as_bytes()),
            Value::text(&self.number),
            Value::text(&self.by),
            Value::Int(self.at_ms),
            bytes(self.event.as_bytes()),
            bytes(&self.dossier),
        ])
    }

    /// Reads what the log keeps; `None` for what is no such value.
    pub fn from_value(value: &Value) -> Option<Self> {
        let [centre, name, transfer, number, by, at, event, dossier, ..] = value.as_list()? else { return None };
        Some(Self {
            centre: CentreId::from_bytes(exact(centre)?),
            name: text(name)?,
            transfer: TransferId::from_bytes(exact(transfer)?),
            number: text(number)?,
            by: text(by)?,
            at_ms: at.as_int()?,
            event: EventRef::from_bytes(exact(event)?),
            dossier: exact(dossier)?,
        })
    }
}

impl InterviewOrigin {
    /// As the log keeps it.
    pub fn to_value(&self) -> Value {
        Value::List(vec![
            bytes(self.transfer.as_bytes()),
            bytes(self.interview.as_bytes()),
            bytes(self.event.as_bytes()),
            Value::text(&self.by),
            Value::Int(self.finished_ms),
        ])
    }

    /// Reads what the log keeps; `None` for what is no such value.
    pub fn from_value(value: &Value) -> Option<Self> {
        let [transfer, interview, event, by, finished, ..] = value.as_list()? else { return None };
        Some(Self {
            transfer: TransferId::from_bytes(exact(transfer)?),
            interview: InterviewId::from_bytes(exact(interview)?),
            event: EventRef::from_bytes(exact(event)?),
            by: text(by)?,
            finished_ms: finished.as_int()?,
        })
    }
}

impl Quoted {
    /// Does it say that the handing over was revoked there after it was accepted here?
    pub fn is_revocation(&self) -> bool {
        self.kind == QuotedKind::Revoked
    }

    /// As the log keeps it.
    pub fn to_value(&self) -> Value {
        let pair = |(name, said): &(String, String)| Value::List(vec![Value::text(name), Value::text(said)]);
        Value::List(vec![
            Value::text(self.kind.as_str()),
            Value::text(&self.by),
            Value::Int(self.at_ms),
            Value::List(self.said.iter().map(pair).collect()),
        ])
    }

    /// Reads what the log keeps; `None` for what is no such value.
    pub fn from_value(value: &Value) -> Option<Self> {
        let [kind, by, at, said, ..] = value.as_list()? else { return None };
        let pair = |pair: &Value| match pair.as_list()? {
            [name, said, ..] => Some((text(name)?, text(said)?)),
            _ => None,
        };
        Some(Self {
            kind: kind.as_text()?.parse().ok()?,
            by: text(by)?,
            at_ms: at.as_int()?,
            said: said.as_list()?.iter().map(pair).collect::<Option<_>>()?,
        })
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_text().filter(|text| text.len() <= TEXT_BYTES).map(str::to_owned)
}

fn bytes(bytes: &[u8]) -> Value {
    Value::Bytes(bytes.to_vec())
}

fn exact<const N: usize>(value: &Value) -> Option<[u8; N]> {
    value.as_bytes()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_handing_over_is_one_case_at_one_centre_and_another_at_another() {
        let (transfer, other) = (TransferId::from_bytes([1; 16]), TransferId::from_bytes([2; 16]));
        let centre = CentreId::from_bytes([3; 16]);
        assert_eq!(case_of(transfer, centre), case_of(transfer, centre));
        assert_ne!(case_of(transfer, centre), case_of(other, centre));
        assert_ne!(case_of(transfer, centre), case_of(transfer, CentreId::from_bytes([4; 16])));
        let talk = InterviewId::from_bytes([5; 16]);
        assert_ne!(interview_of(transfer, talk), talk, "it is quoted, and not that one itself");
        assert_ne!(interview_of(transfer, talk), interview_of(other, talk));
        let case = CaseId::from_bytes([6; 16]);
        assert_eq!(consent_of(case, centre), consent_of(case, centre), "asked on two laptops it is one answer's place");
        assert_ne!(consent_of(case, centre), consent_of(case, CentreId::from_bytes([4; 16])));
        assert_ne!(consent_of(case, centre), consent_of(CaseId::from_bytes([7; 16]), centre));
    }

    #[test]
    fn what_the_log_keeps_of_it_reads_back() {
        let (transfer, event) = (TransferId::from_bytes([1; 16]), EventRef::from_bytes([2; 16]));
        let proposal = Proposal {
            to: CentreId::from_bytes([3; 16]),
            root: [4; 32],
            name: "Алматы".to_owned(),
            consent: ConsentId::from_bytes([5; 16]),
            reads_on: true,
        };
        assert!(Proposal::from_value(&proposal.to_value()) == Some(proposal.clone()));
        assert_eq!(proposal.fields().collect::<Vec<_>>(), [WHOLE_CASE, READ_ON]);
        let answered = Answered {
            answer: TransferAnswer::Declined,
            number: String::new(),
            words: "орын жоқ".to_owned(),
            by: "Әлия".to_owned(),
            at_ms: 7,
            signed: vec![8],
        };
        assert!(Answered::from_value(&answered.to_value()) == Some(answered));
        let quoted = Quoted {
            kind: QuotedKind::Referral,
            by: "Әлия".to_owned(),
            at_ms: 7,
            said: vec![("recipient_name".to_owned(), "Аурухана".to_owned())],
        };
        assert!(Quoted::from_value(&quoted.to_value()) == Some(quoted));
        let talk = InterviewId::from_bytes([5; 16]);
        let origin = InterviewOrigin { transfer, interview: talk, event, by: "Әлия".to_owned(), finished_ms: 9 };
        assert!(InterviewOrigin::from_value(&origin.to_value()) == Some(origin));
        assert!(Proposal::from_value(&Value::Null).is_none());
    }
}
