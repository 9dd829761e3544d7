//! Golden vectors of witnesses, and of decisions, consents and referrals, in `tests/vectors`. They are read there by a second reader in Python.
//! `PANA_WRITE_VECTORS=1` writes them anew; once released, a vector is never changed: a new one is added.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::path::PathBuf;

use pana_casework::case::{CaseFile, CloseReason, Event, FollowUp, Rules, hand_ops};
use pana_casework::consent::{Consent, ConsentAnswer, ConsentHow, ConsentPurpose, LegalBasis};
use pana_casework::need::{AsideReason, Decision, NeedDecision};
use pana_casework::path::{InTransfer, LogPath};
use pana_casework::referral::{Detail, Details, NextStep, Referral, ReferralStep};
use pana_casework::transfer::Proposal;
use pana_casework::witness::{Witnessed, named};
use pana_model::{
    CaseId, CentreId, ConsentId, DeviceId, EventRef, MemberId, Moment, ReferralId, SeatId, StreamName, TransferId,
    Urgency,
};
use pana_record::{Body, EventKind, Hlc, Op};
use serde_json::{Value, json};

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors").join(format!("{name}.json"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2).map(|two| std::str::from_utf8(two).unwrap());
    digits.map(|two| u8::from_str_radix(two, 16).unwrap()).collect()
}

fn end(stream: StreamName, device: u8, seq: u64) -> Witnessed {
    Witnessed { stream, device: DeviceId::from_bytes([device; 16]), seq, event: [device ^ 0xff; 32] }
}

fn names(witnessed: &[Witnessed]) -> Vec<Value> {
    let line = |end: &Witnessed| json!([end.stream.as_str(), hex(end.device.as_bytes()), end.seq, hex(&end.event)]);
    witnessed.iter().map(line).collect()
}

fn check(name: &str, about: &str, stream: StreamName, witnessed: &[Witnessed]) {
    let (member, seat) = (MemberId::from_bytes([0x3E; 16]), SeatId::from_bytes([0x5E; 16]));
    let body = Body {
        ops: witnessed.iter().map(|end| end.to_op()).collect(),
        ctl: vec![EventRef::from_bytes([0xC0; 16])],
        ..Body::new([0xC5; 16], Hlc::at(1_790_000_000_000), member, seat, EventKind::Witness)
    };
    let vector = json!({
        "kind": "witness",
        "about": about,
        "lies_in": stream.as_str(),
        "bytes": hex(&body.to_bytes().unwrap()),
        "names": names(witnessed),
    });
    let text = format!("{}\n", serde_json::to_string_pretty(&vector).unwrap());
    if std::env::var_os("PANA_WRITE_VECTORS").is_some() {
        std::fs::write(file(name), &text).unwrap();
    }
    let stored = std::fs::read_to_string(file(name)).unwrap();
    assert_eq!(stored, text, "{name} is written differently now");
    let stored: Value = serde_json::from_str(&stored).unwrap();
    let read = Body::from_bytes(&unhex(stored["bytes"].as_str().unwrap()), &|_, _| None).unwrap();
    let event = Event::new(EventRef::from_bytes([1; 16]), DeviceId::from_bytes([0xD1; 16]), 9, &read);
    assert_eq!(json!(names(&named(&event).collect::<Vec<_>>())), stored["names"]);
}

#[test]
fn witnesses_are_written_and_read_as_ever() {
    use StreamName::{Centre, Control, Protected};
    let ends = [end(Control, 0xD1, 12), end(Centre, 0xD1, 70_000), end(Centre, 0xD2, 1 << 48)];
    check("witness-centre", "what a witness in the centre stream says of two streams", Centre, &ends);
    check("witness-protected", "one in the protected stream", Protected, &[end(Protected, 0xD1, 1)]);
}

const CASE: [u8; 16] = [0xCA; 16];
const BEGUN_MS: u64 = 1_790_000_000_000;

/// Events of a case, each made by the device and after the events that are named.
#[derive(Default)]
struct Case(Vec<(EventRef, DeviceId, Body)>);

impl Case {
    fn file(&self, seen: &[usize]) -> CaseFile {
        let of = |(id, device, body): &'_ (EventRef, DeviceId, Body)| (*id, *device, body.clone());
        let known: Vec<_> = seen.iter().map(|at| of(&self.0[*at])).collect();
        let events: Vec<Event<'_>> =
            known.iter().zip(1..).map(|((id, device, body), seq)| Event::new(*id, *device, seq, body)).collect();
        let rules = Rules { judge: &|_, _| Ok(()), owner: &|_| None };
        CaseFile::fold(StreamName::Centre, CaseId::from_bytes(CASE), &events, &rules).0
    }

    fn write(&mut self, device: u8, seen: &[usize], kind: EventKind, ops: impl FnOnce(&CaseFile, Hlc) -> Vec<Op>) {
        let file = self.file(seen);
        let number = u8::try_from(self.0.len() + 1).unwrap();
        let at = Hlc::at(BEGUN_MS + u64::from(number) * 60_000);
        let (member, seat) = (MemberId::from_bytes([device; 16]), SeatId::from_bytes([device; 16]));
        let mut body = Body::new(CASE, at, member, seat, kind);
        body.past = file.frontier().iter().copied().collect();
        body.ops = ops(&file, at);
        self.0.push((EventRef::from_bytes([number; 16]), DeviceId::from_bytes([device; 16]), body));
    }
}

fn agreed(fields: &[&str]) -> Consent {
    Consent {
        answer: ConsentAnswer::Given,
        purpose: ConsentPurpose::Referral,
        recipient: "Пана қоры".to_owned(),
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        basis: LegalBasis::Consent,
        second: Some(MemberId::from_bytes([9; 16])),
        language: "kk".to_owned(),
        text: Some([7; 32]),
        how: ConsentHow::Spoken,
        interpreter: "Марал".to_owned(),
        present: String::new(),
        caregiver: String::new(),
        assent: Some(true),
        until: "2027-11-29".parse().ok(),
        words: String::new(),
    }
}

fn aside() -> NeedDecision {
    NeedDecision {
        decision: Decision::SetAside,
        reason: Some(AsideReason::Other),
        words: "ағасы көмектеседі".to_owned(),
        urgency: Urgency::Normal,
        rules: vec!["D001".to_owned(), "D015".to_owned()],
        rule_set: Some([3; 32]),
        interviews: vec![pana_model::InterviewId::from_bytes([4; 16])],
    }
}

/// Two laptops apart: on one the person says yes to more and the receiver takes them, on the other to less and withdraws.
fn worked_on() -> Case {
    let (consent, referral) = (ConsentId::from_bytes([0xC0; 16]), ReferralId::from_bytes([0xF0; 16]));
    let by = Moment::from_unix_ms(i64::try_from(BEGUN_MS).unwrap() + 86_400_000).unwrap().to_rfc3339();
    let step = |step, details: Details| {
        move |file: &CaseFile, at| {
            let next = NextStep { step, expired: false, details };
            vec![file.referral(referral).unwrap().step_op(&next, at).unwrap()]
        }
    };
    let mut case = Case::default();
    case.write(1, &[], EventKind::Decide, |file, _| vec![NeedDecision::op(file.heads(), "housing", Some(&aside()))]);
    case.write(1, &[0], EventKind::Consent, |file, _| vec![agreed(&["name", "phone"]).op(file.heads(), consent)]);
    let begins = Details::new()
        .with(Detail::Service, "food")
        .with(Detail::Recipient, "Пана қоры")
        .with(Detail::Urgency, "critical");
    case.write(1, &[0, 1], EventKind::Refer, |_, at| vec![Referral::create_op(referral, begins, at).unwrap()]);
    let ready = Details::new()
        .with(Detail::Consent, consent.to_string())
        .with(Detail::Fields, "name")
        .with(Detail::RespondBy, by.clone());
    case.write(1, &[0, 1, 2], EventKind::Refer, step(ReferralStep::Confirm, ready));
    let sent = Details::new().with(Detail::Channel, "letter").with(Detail::RespondBy, by);
    case.write(1, &[0, 1, 2, 3], EventKind::Refer, step(ReferralStep::Deliver, sent));
    let both = [0, 1, 2, 3, 4];
    let told = Details::new().with(Detail::Learned, "phone");
    case.write(1, &both, EventKind::Refer, step(ReferralStep::Accept, told));
    case.write(2, &both, EventKind::Refer, step(ReferralStep::Withdraw, Details::new()));
    case.write(1, &[0, 1, 2, 3, 4, 5], EventKind::Consent, |file, _| {
        vec![agreed(&["name", "phone", "age"]).op(file.heads(), consent)]
    });
    case.write(2, &[0, 1, 2, 3, 4, 6], EventKind::Consent, |file, _| {
        let taken_back = Consent { answer: ConsentAnswer::Withdrawn, ..agreed(&["name"]) };
        vec![taken_back.op(file.heads(), consent)]
    });
    case
}

#[test]
fn decisions_consents_and_referrals_are_written_and_read_as_ever() {
    let case = worked_on();
    let all: Vec<usize> = (0..case.0.len()).collect();
    let file = case.file(&all);
    let needs: serde_json::Map<String, Value> = file
        .needs()
        .into_iter()
        .map(|(code, decided)| {
            let words = decided.standing.iter().map(|(decision, _)| decision.decision.as_str());
            (code, json!(words.collect::<Vec<_>>()))
        })
        .collect();
    let consents: serde_json::Map<String, Value> = file
        .consents()
        .into_iter()
        .map(|(id, held)| (id.to_string(), json!([held.consent.answer.as_str(), held.consent.fields])))
        .collect();
    let referrals: serde_json::Map<String, Value> = file
        .referrals()
        .into_values()
        .map(|known| {
            let first = known.standing().unwrap();
            let last: Vec<&str> =
                std::iter::once(first).chain(known.beside().iter().map(|made| made.to)).map(|to| to.as_str()).collect();
            (known.id.to_string(), json!(last))
        })
        .collect();
    assert_eq!(json!(referrals), json!({"f0f0f0f0-f0f0-f0f0-f0f0-f0f0f0f0f0f0": ["withdrawn", "accepted"]}));
    let events =
        case.0.iter().map(|(id, _, body)| json!({"id": hex(id.as_bytes()), "bytes": hex(&body.to_bytes().unwrap())}));
    let vector = json!({
        "kind": "referral",
        "about": "a decision, a consent of which two answers stand, and a referral that was accepted on one laptop and withdrawn on another",
        "events": events.collect::<Vec<_>>(),
        "says": {"needs": needs, "consents": consents, "referrals": referrals},
    });
    let text = format!("{}\n", serde_json::to_string_pretty(&vector).unwrap());
    if std::env::var_os("PANA_WRITE_VECTORS").is_some() {
        std::fs::write(self::file("referral"), &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(self::file("referral")).unwrap(), text, "written differently now");
}

/// Closed on one laptop while another plans a day; given by a supervisor, offered, and taken, while it is given away apart.
fn closed_and_given() -> Case {
    let member = |number: u8| MemberId::from_bytes([number; 16]);
    let day = |text: &str| text.parse().unwrap();
    let referral = ReferralId::from_bytes([0xF0; 16]);
    let begins =
        Details::new().with(Detail::Service, "food").with(Detail::Recipient, "Aid").with(Detail::Urgency, "low");
    let close = |file: &CaseFile| file.close_ops(CloseReason::Moved, day("2026-11-30"), "көшті");
    let mut case = Case::default();
    case.write(1, &[], EventKind::Refer, |_, at| vec![Referral::create_op(referral, begins, at).unwrap()]);
    case.write(1, &[0], EventKind::Assign, |file, _| hand_ops::give(file, member(1), ""));
    case.write(1, &[0, 1], EventKind::Assign, |file, _| hand_ops::offer(file, member(1), member(2), "демалыс"));
    case.write(2, &[0, 1, 2], EventKind::Assign, |file, _| hand_ops::take(file, member(2)));
    case.write(3, &[0, 1, 2], EventKind::Assign, |file, _| hand_ops::give(file, member(3), ""));
    case.write(1, &[0, 1, 2, 3, 4], EventKind::Assign, |file, _| hand_ops::told(file, member(1)).into_iter().collect());
    case.write(1, &[0, 1, 2], EventKind::Status, |file, _| close(file));
    case.write(2, &[0, 1, 2], EventKind::Decide, |file, _| vec![FollowUp::On(day("2026-12-05")).op(file.heads())]);
    case
}

#[test]
fn closings_and_hands_are_written_and_read_as_ever() {
    let mut case = closed_and_given();
    let text = |case: &Case, about: &str| {
        let all: Vec<usize> = (0..case.0.len()).collect();
        let file = case.file(&all);
        let hands = file.hands();
        let ids = |members: &std::collections::BTreeSet<MemberId>| {
            members.iter().map(|id| hex(id.as_bytes())).collect::<Vec<_>>()
        };
        let says = json!({
            "closed": file.closed().map(|closed| closed.reason.as_str()),
            "workers": ids(&hands.workers),
            "former": ids(&hands.former),
        });
        let events = case
            .0
            .iter()
            .map(|(id, _, body)| json!({"id": hex(id.as_bytes()), "bytes": hex(&body.to_bytes().unwrap())}));
        let vector = json!({ "kind": "standing", "about": about, "events": events.collect::<Vec<_>>(), "says": says });
        (says, format!("{}\n", serde_json::to_string_pretty(&vector).unwrap()))
    };
    let (says, open) = text(&case, "a case that a plan made apart keeps open, given away beside being taken");
    assert_eq!(says["closed"], Value::Null, "somebody is to be asked");
    assert_eq!(says["workers"], json!([hex(&[3; 16])]), "a supervisor's word holds");
    let all: Vec<usize> = (0..case.0.len()).collect();
    case.write(3, &all, EventKind::Status, |file, _| {
        file.close_ops(CloseReason::Deceased, "2026-11-29".parse().unwrap(), "")
    });
    let (says, closed) = text(&case, "the same, closed by whoever saw all of it");
    assert_eq!(says["closed"], "deceased");
    for (name, text) in [("standing-open", open), ("standing-closed", closed)] {
        if std::env::var_os("PANA_WRITE_VECTORS").is_some() {
            std::fs::write(self::file(name), &text).unwrap();
        }
        assert_eq!(std::fs::read_to_string(self::file(name)).unwrap(), text, "{name} is written differently now");
    }
}

/// The stored body, not one just made: it must say the same to whatever program comes later.
#[test]
fn a_stored_proposal_is_read_as_what_it_says() {
    let stored: Value = serde_json::from_str(&std::fs::read_to_string(file("body2-proposal")).unwrap()).unwrap();
    let body = Body::from_bytes(&unhex(stored["bytes"].as_str().unwrap()), &|_, _| None).unwrap();
    let [op] = body.ops.as_slice() else { panic!("one operation") };
    let id = TransferId::from_bytes([0x7A; 16]);
    assert!(
        matches!(LogPath::of(&op.path), LogPath::Transfer { id: named, within: InTransfer::Proposal } if named == id)
    );
    let proposal = Proposal {
        to: CentreId::from_bytes([0x7E; 16]),
        root: [0x70; 32],
        name: "Алматы".to_owned(),
        consent: ConsentId::from_bytes([0xC0; 16]),
        reads_on: true,
    };
    assert!(Proposal::from_value(&op.value) == Some(proposal));
}
