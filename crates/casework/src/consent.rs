//! Whether something may be passed on: to whom, for what, and exactly which fields.
//!
//! A consent is what a person answered at one time, and it lives: it is given, limited, withdrawn, it ends on a day. Where
//! members recorded different answers apart, both stand until the person is asked again, and meanwhile the least of them
//! holds, field by field ([`Consent::least`]). Refusing never ends help; it ends passing on.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use pana_model::{ConsentId, MemberId};
use pana_record::{Heads, Mark, Op, Value};

use crate::path::LogPath;
use crate::word::words;

words! {
    /// What the person answered. The less comes first.
    pub enum ConsentAnswer {
        /// Given once, and taken back.
        Withdrawn = "withdrawn",
        /// Not given.
        Refused = "refused",
        /// Nobody has asked.
        NotAsked = "not_asked",
        /// Given.
        Given = "given",
    }
}

words! {
    /// What something is passed on for. Consent to one is consent to no other.
    pub enum ConsentPurpose {
        /// A referral to a named recipient.
        Referral = "referral",
        /// Looking for relatives.
        Tracing = "tracing",
        /// Counting, where names go with it.
        Statistics = "statistics",
        /// Handing the case to another centre.
        Transfer = "transfer",
    }
}

words! {
    /// On what passing on rests. All but consent ask for a second member.
    pub enum LegalBasis {
        /// The person agrees.
        Consent = "consent",
        /// Somebody's life or body is in danger.
        VitalInterest = "vital_interest",
        /// A law demands it.
        LegalDuty = "legal_duty",
        /// What a child's good demands, where nobody can agree for the child.
        BestInterestOfChild = "best_interest_of_child",
    }
}

words! {
    /// How the person answered.
    pub enum ConsentHow {
        /// In words.
        Spoken = "spoken",
        /// By a signature.
        Signed = "signed",
        /// By a thumbprint.
        Thumbprint = "thumbprint",
        /// By a nod or a sign.
        Gesture = "gesture",
    }
}

/// One answer.
#[derive(Clone, PartialEq, Eq)]
pub struct Consent {
    /// Yes, no, or taken back.
    pub answer: ConsentAnswer,
    /// For what.
    pub purpose: ConsentPurpose,
    /// To whom: what the recipient is known by ([`crate::referral::Details`] has the same under `recipient`).
    pub recipient: String,
    /// Which fields, by their codes.
    pub fields: BTreeSet<String>,
    /// On what it rests.
    pub basis: LegalBasis,
    /// Whoever agreed beside the author, where it rests on something else than consent.
    pub second: Option<MemberId>,
    /// The language in which the text was read to the person.
    pub language: String,
    /// The hash of the text that was read; none where no text was.
    pub text: Option<[u8; 32]>,
    /// How the answer was given.
    pub how: ConsentHow,
    /// Who interpreted; empty for nobody.
    pub interpreter: String,
    /// Who else was there; empty for nobody.
    pub present: String,
    /// Of a child: who answers for it; empty where the person answers alone.
    pub caregiver: String,
    /// Of a child: does it agree itself? `None` where that was not asked, or of a grown person.
    pub assent: Option<bool>,
    /// The last day on which it holds.
    pub until: Option<NaiveDate>,
    /// The reason, where it rests on something else than consent; else what is to be remembered.
    pub words: String,
}

impl std::fmt::Debug for Consent {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Consent({}, {}, {} fields)", self.answer, self.purpose, self.fields.len())
    }
}

impl Consent {
    /// Does it hold on that day? A basis other than consent holds only where a second member and a reason are named, and a
    /// child who says no is not passed over by whoever answers for it.
    pub fn is_live(&self, day: NaiveDate) -> bool {
        self.allows() == ConsentAnswer::Given && self.until.is_none_or(|until| day <= until)
    }

    /// The answer as far as it allows anything: what is given and does not hold by what stands beside it allows no more than
    /// if nobody had asked.
    fn allows(&self) -> ConsentAnswer {
        let by_two = self.basis == LegalBasis::Consent || (self.second.is_some() && !self.words.trim().is_empty());
        let assented = self.assent != Some(false) || self.basis != LegalBasis::Consent;
        if by_two && assented { self.answer } else { self.answer.min(ConsentAnswer::NotAsked) }
    }

    /// Does it cover passing these fields on to this recipient for this purpose, on that day?
    pub fn covers<'f>(
        &self,
        purpose: ConsentPurpose,
        recipient: &str,
        fields: impl IntoIterator<Item = &'f str>,
        day: NaiveDate,
    ) -> bool {
        self.is_live(day)
            && self.purpose == purpose
            && self.recipient == recipient
            && fields.into_iter().all(|field| self.fields.contains(field))
    }

    /// What both allow: the lesser answer, the fields in both, the earlier end. Nothing that only one of them names is
    /// left, so two that differ in purpose or recipient allow nothing.
    #[must_use]
    pub fn least(&self, other: &Self) -> Self {
        let same = self.purpose == other.purpose && self.recipient == other.recipient;
        let fields = if same { self.fields.intersection(&other.fields).cloned().collect() } else { BTreeSet::new() };
        // What does not hold by itself does not hold by what the other one says of its basis either.
        let answer =
            self.allows().min(other.allows()).min(if same { ConsentAnswer::Given } else { ConsentAnswer::NotAsked });
        let until = self.until.into_iter().chain(other.until).min();
        // Of two bases the one that asks for more; a second member must stand in both.
        let (lesser, greater) = if self.answer <= other.answer { (self, other) } else { (other, self) };
        let second = if lesser.second == greater.second { lesser.second } else { None };
        let assent = if [lesser.assent, greater.assent].contains(&Some(false)) { Some(false) } else { lesser.assent };
        let basis = lesser.basis.max(greater.basis);
        Self { answer, fields, until, second, assent, basis, ..lesser.clone() }
    }

    /// Does it protect by itself, before what it rests on is here?
    pub fn protects(&self) -> bool {
        matches!(self.answer, ConsentAnswer::Withdrawn | ConsentAnswer::Refused)
    }

    /// As the log keeps it.
    pub fn to_value(&self) -> Value {
        let text = |text: &str| Value::text(text);
        Value::List(vec![
            text(self.answer.as_str()),
            text(self.purpose.as_str()),
            text(&self.recipient),
            Value::List(self.fields.iter().map(|field| text(field)).collect()),
            text(self.basis.as_str()),
            self.second.map_or(Value::Null, |second| Value::Bytes(second.as_bytes().to_vec())),
            text(&self.language),
            self.text.map_or(Value::Null, |hash| Value::Bytes(hash.to_vec())),
            text(self.how.as_str()),
            text(&self.interpreter),
            text(&self.present),
            text(&self.caregiver),
            self.assent.map_or(Value::Null, Value::Bool),
            self.until.map_or(Value::Null, |until| Value::text(until.to_string())),
            text(&self.words),
        ])
    }

    /// Reads what the log keeps; `None` for what is no such value.
    pub fn from_value(value: &Value) -> Option<Self> {
        let [
            answer,
            purpose,
            recipient,
            fields,
            basis,
            second,
            language,
            text,
            how,
            interpreter,
            present,
            caregiver,
            assent,
            until,
            words,
            ..,
        ] = value.as_list()?
        else {
            return None;
        };
        let fields = fields.as_list()?.iter().map(|field| field.as_text().map(str::to_owned));
        Some(Self {
            answer: answer.as_text()?.parse().ok()?,
            purpose: purpose.as_text()?.parse().ok()?,
            recipient: recipient.as_text()?.to_owned(),
            fields: fields.collect::<Option<_>>()?,
            basis: basis.as_text()?.parse().ok()?,
            second: or_none(second, |second| Some(MemberId::from_bytes(second.as_bytes()?.try_into().ok()?)))?,
            language: language.as_text()?.to_owned(),
            text: or_none(text, |hash| hash.as_bytes()?.try_into().ok())?,
            how: how.as_text()?.parse().ok()?,
            interpreter: interpreter.as_text()?.to_owned(),
            present: present.as_text()?.to_owned(),
            caregiver: caregiver.as_text()?.to_owned(),
            assent: or_none(assent, |assent| if let Value::Bool(assent) = assent { Some(*assent) } else { None })?,
            until: or_none(until, |until| until.as_text()?.parse().ok())?,
            words: words.as_text()?.to_owned(),
        })
    }

    /// The write that records an answer, over what stands there.
    pub fn op(&self, heads: &Heads, id: ConsentId) -> Op {
        let path = LogPath::Consent(id).to_string();
        let over = heads.over(&path);
        Op::set(path, self.to_value(), over)
    }
}

/// The hash of a text that is read to a person, as [`Consent::text`] keeps it: of its parts in their order.
pub fn text_hash<'t>(parts: impl IntoIterator<Item = &'t str>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("pana 2026 what was read to a person");
    for part in parts {
        hasher.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes()).update(part.as_bytes());
    }
    *hasher.finalize().as_bytes()
}

/// Nothing, or what `read` makes of it; the outer `None` says that it is neither.
#[allow(clippy::option_option, reason = "that nothing is said and that what is said cannot be read are two things")]
fn or_none<T>(value: &Value, read: impl FnOnce(&Value) -> Option<T>) -> Option<Option<T>> {
    if *value == Value::Null { Some(None) } else { read(value).map(Some) }
}

/// A consent as a case has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentOf {
    /// What holds: the least of the answers that stand.
    pub consent: Consent,
    /// How many different answers stand; more than one is settled by asking the person again.
    pub standing: u32,
    /// Who recorded the latest, and when; `None` where all that is here of it waits for its past.
    pub mark: Option<Mark>,
}

/// The consents that these heads hold, with what waits for its past and protects.
pub(crate) fn consents<'w>(heads: &Heads, waiting: impl Iterator<Item = &'w Op>) -> BTreeMap<ConsentId, ConsentOf> {
    let mut all: BTreeMap<ConsentId, ConsentOf> = BTreeMap::new();
    for (path, _) in heads.paths() {
        if let LogPath::Consent(id) = LogPath::of(path) {
            all.extend(consent(heads, id).map(|held| (id, held)));
        }
    }
    for op in waiting {
        if let LogPath::Consent(id) = LogPath::of(&op.path)
            && let Some(said) = Consent::from_value(&op.value)
        {
            let held = all.get(&id).map_or(said.clone(), |held| held.consent.least(&said));
            let waits = all.entry(id).or_insert(ConsentOf { consent: said, standing: 0, mark: None });
            waits.consent = held;
            waits.standing = waits.standing.saturating_add(1);
        }
    }
    all
}

/// One consent that these heads hold.
pub(crate) fn consent(heads: &Heads, id: ConsentId) -> Option<ConsentOf> {
    let path = LogPath::Consent(id).to_string();
    let heads = || heads.heads(&path).map(|(_, head)| head);
    // What cannot be read allows nothing, and what stands beside it no more.
    let unread = heads().any(|head| Consent::from_value(&head.value).is_none());
    let mut different: Vec<Consent> = Vec::new();
    for said in heads().filter_map(|head| Consent::from_value(&head.value)) {
        if !different.contains(&said) {
            different.push(said);
        }
    }
    let standing = u32::try_from(different.len()).unwrap_or(u32::MAX);
    let mark = heads().map(|head| head.mark).max_by_key(|mark| mark.hlc);
    let mut consent = different.into_iter().reduce(|least, next| least.least(&next))?;
    if unread {
        consent.answer = consent.answer.min(ConsentAnswer::NotAsked);
    }
    Some(ConsentOf { consent, standing, mark })
}
