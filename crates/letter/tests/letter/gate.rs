//! Permits for invented letters: a case whose one referral is ready under a consent, and what the gate gives of it.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::case::{CaseFile, Parts, Permit, agreed};
use pana_casework::consent::{Consent, ConsentAnswer, ConsentHow, ConsentPurpose, LegalBasis};
use pana_casework::referral::{Detail, Details, NextStep, Referral, ReferralStep};
use pana_letter::{Fact, Field, Permitted};
use pana_model::{CaseId, ConsentId, EventRef, MemberId, ReferralId, StreamName};
use pana_record::{Dot, Heads, Hlc, Mark, Op};

const RECIPIENT: &str = "Баспана";

fn at(hours: u64) -> Hlc {
    Hlc::at((20_000 * 24 + hours) * 3_600_000)
}

fn file(heads: Heads) -> CaseFile {
    CaseFile::from_parts(Parts {
        stream: StreamName::Centre,
        subject: CaseId::from_random([9; 16]),
        heads,
        interviews: BTreeMap::new(),
        history: Vec::new(),
        frontier: BTreeSet::new(),
        waiting: BTreeMap::new(),
    })
}

/// What the gate gives where the person agreed to these fields as they are here, for this referral.
pub(crate) fn permit(facts: &[Fact]) -> Permit {
    let (id, consent) = (ReferralId::from_random([1; 16]), ConsentId::from_random([2; 16]));
    // A referral passes something on, be it nothing that is here.
    let fields: BTreeSet<String> =
        facts.iter().map(|fact| fact.field.code.clone()).chain(["another".to_owned()]).collect();
    let mut heads = Heads::new();
    let mut written = 0_u8;
    let mut write = |heads: &mut Heads, op: Op| {
        written += 1;
        let mark = Mark { member: MemberId::from_random([3; 16]), hlc: at(u64::from(written)) };
        heads.apply(Dot { event: EventRef::from_bytes([written; 16]), op: 0 }, &op, mark);
    };
    let said = Consent {
        answer: ConsentAnswer::Given,
        purpose: ConsentPurpose::Referral,
        recipient: RECIPIENT.to_owned(),
        fields: fields.clone(),
        basis: LegalBasis::Consent,
        second: None,
        language: "kk".to_owned(),
        text: None,
        how: ConsentHow::Spoken,
        interpreter: String::new(),
        present: String::new(),
        caregiver: String::new(),
        assent: None,
        until: None,
        words: String::new(),
    };
    let op = said.op(&heads, consent);
    write(&mut heads, op);
    let begun = Details::new()
        .with(Detail::Service, "shelter")
        .with(Detail::Recipient, RECIPIENT)
        .with(Detail::Urgency, "normal");
    write(&mut heads, Referral::create_op(id, begun, at(2)).expect("it may be begun"));
    let digests = agreed(facts.iter().map(|fact| (fact.field.code.as_str(), fact.said.as_str())));
    let details = Details::new()
        .with(Detail::Consent, consent.to_string())
        .with(Detail::Fields, fields.into_iter().collect::<Vec<_>>().join(" "))
        .with(Detail::Agreed, digests)
        .with(Detail::RespondBy, "2026-12-01T12:00:00Z");
    let known = file(heads.clone()).referral(id).expect("it was begun");
    let next = NextStep { step: ReferralStep::Confirm, expired: false, details };
    write(&mut heads, known.step_op(&next, at(3)).expect("it may be made ready"));
    file(heads).permit(id, &file(Heads::new()), at(4), 300).expect("the consent covers it")
}

/// These fields, all of which the person agreed to.
pub(crate) fn permitted(fields: impl IntoIterator<Item = Field>) -> Permitted {
    let facts: Vec<Fact> = fields.into_iter().map(fact).collect();
    Permitted::of(&permit(&facts), facts)
}

/// A field with what it says in no language.
pub(crate) fn fact(field: Field) -> Fact {
    Fact { said: format!("{:?} {}", field.kind, field.code), field }
}
