//! Cases between two centres that share nothing but a card.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::case::{CloseReason, ClosedFor, FollowUp};
use pana_casework::consent::{Consent, ConsentAnswer, ConsentHow, ConsentPurpose, LegalBasis};
use pana_casework::erasure::EraseReason;
use pana_casework::transfer::{QuotedKind, READ_ON, TransferAnswer, WHOLE_CASE, case_of, recipient_of};
use pana_casework::{Refusal, Role};
use pana_keys::{WordKind, seal_parcel};
use pana_model::{CaseId, CentreId, ConsentId, InterviewId, Secret};
use pana_record::EventKind;
use pana_wire::transfer::{Dossier, TransferParts};

use super::*;
use crate::fold::gate::public;
use crate::testing::{KDF, centre, now, people, second_device};
use crate::{
    AddMember, Arrived, Asked, Authorised, DraftSave, Finish, ForWhom, FormSource, Locked, NewFile, StartInterview,
    StoredAnswer, Stream, TransferState,
};
use pana_casework::Act;
use pana_model::{BlobId, MemberId, Moment, TransferId};

mod altered;
mod erased;
mod large;
mod onward;
mod reads;

/// Two centres that know each other.
struct Two {
    here: (tempfile::TempDir, Store),
    there: (tempfile::TempDir, Store),
}

fn two() -> Two {
    let (mut here, mut there) = (centre(), centre());
    get_known(&mut here.1, &mut there.1);
    Two { here, there }
}

/// Each takes in the card of the other, with the digits read out.
fn get_known(one: &mut Store, other: &mut Store) {
    let card = one.card_make(now()).unwrap();
    other.centre_know(&card.file, &card.digits, now()).unwrap();
    let card = other.card_make(now()).unwrap();
    one.centre_know(&card.file, &card.digits, now()).unwrap();
}

/// A person with one interview, and with a picture in another.
fn person(store: &mut Store) -> CaseId {
    people(
        store,
        Stream::Centre,
        &[&[("given_name", "Мәдина"), ("phone", "+77010000001"), ("birth_date", "1987-03-14")]],
    )
    .unwrap();
    let case = store.people_search("Мәдина", 9).unwrap().people[0].case;
    let interview = InterviewId::from_random([77; 16]);
    let whom = ForWhom::Known(case);
    let start = StartInterview { interview, form_id: "intake", form_hash: [7; 32], stream: Stream::Centre, whom };
    store.interview_start(&start, now()).unwrap();
    let file = NewFile {
        blob: BlobId::from_random([8; 16]),
        name: "photo.jpg".to_owned(),
        media_type: "image/jpeg".to_owned(),
        title: "сурет".to_owned(),
        content: Secret::new(vec![9; 5_000]),
    };
    store.draft_attach(interview, &file, &DraftSave::default(), now()).unwrap();
    let answers = BTreeMap::from([("/f/photo".to_owned(), StoredAnswer::Value("photo.jpg".to_owned()))]);
    store.interview_finish(interview, &Finish { answers, ..Finish::default() }, now()).unwrap();
    case
}

fn consent(to: CentreId, answer: ConsentAnswer, fields: &[&str]) -> Consent {
    Consent {
        answer,
        purpose: ConsentPurpose::Transfer,
        recipient: recipient_of(to),
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
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
    }
}

const CONSENT: ConsentId = ConsentId::from_bytes([5; 16]);

fn agrees(store: &mut Store, case: CaseId, said: &Consent) {
    store.consent_record((Stream::Centre, case), (CONSENT, said), now()).unwrap();
}

fn ask(case: CaseId, to: CentreId, reads_on: bool) -> TransferAsk {
    TransferAsk { case, to, consent: CONSENT, reads_on }
}

impl Two {
    fn to(&self) -> CentreId {
        self.there.1.centre()
    }

    /// The person agrees and is proposed; gives the handing over and its file.
    fn given(&mut self, case: CaseId, fields: &[&str]) -> (TransferId, Vec<u8>) {
        let to = self.to();
        agrees(&mut self.here.1, case, &consent(to, ConsentAnswer::Given, fields));
        let reads_on = fields.contains(&READ_ON);
        let id = self.here.1.transfer_propose(&ask(case, to, reads_on), now()).unwrap();
        (id, self.here.1.transfer_file(id, now()).unwrap())
    }

    fn state(&self, id: TransferId) -> TransferState {
        self.here.1.transfer_given(id).unwrap().1.state
    }

    /// What came opened, changed and sealed again by whoever may read it: what somebody at the other centre, or on the way with
    /// their keys, could make of it.
    fn altered(&self, file: &[u8], change: impl FnOnce(&mut TransferParts)) -> Vec<u8> {
        let plain = self.there.1.open_sealed(file).unwrap();
        let mut parts = TransferParts::from_bytes(plain.expose()).unwrap();
        change(&mut parts);
        let keys: Vec<PublicKeys> = vec![self.there.1.unlocked().secrets().public()];
        let mut parcel = seal_parcel(Vec::new(), &keys, &mut SystemEntropy).unwrap();
        parcel.write_all(parts.to_bytes().unwrap().expose()).unwrap();
        parcel.finish().unwrap()
    }

    /// The same of the dossier, signed anew by who gave it.
    fn signed_anew(&self, file: &[u8], change: impl FnOnce(&mut Dossier)) -> Vec<u8> {
        self.altered(file, |parts| {
            let mut dossier = Dossier::from_bytes(parts.dossier.expose()).unwrap();
            change(&mut dossier);
            let bytes = dossier.to_bytes().unwrap();
            parts.sig = self.here.1.unlocked().secrets().sign_statement(pana_wire::transfer::TRANSFER_SIGNED, &bytes);
            parts.dossier = Secret::new(bytes);
        })
    }
}

fn fault_of<T: std::fmt::Debug>(done: Result<T, StoreError>) -> TransferFault {
    match done {
        Err(StoreError::Transfer(fault)) => fault,
        other => panic!("no fault of a handing over: {other:?}"),
    }
}

fn well(store: &mut Store) {
    assert!(store.doctor(now()).unwrap().is_well());
    assert!(store.set_aside().unwrap().is_empty());
}

#[test]
fn a_case_is_handed_over_and_stands_there_as_one_of_theirs_that_says_where_it_came_from() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (id, file) = two.given(case, &[WHOLE_CASE]);
    let there = &mut two.there.1;
    let opened = there.transfer_open(&file, now()).unwrap();
    let seen = there.transfer_seen(&opened).unwrap();
    assert_eq!((seen.interviews, seen.files, seen.entries, seen.taken), (2, 1, 1, None));
    assert_eq!((seen.person.as_str(), seen.birth.as_str(), seen.by.as_str()), ("Мәдина", "1987-03-14", "Айжан"));
    let taken = there.transfer_accept(&opened, now()).unwrap();
    assert!(!taken.again);
    let copy = there.case_file(Stream::Centre, taken.case).unwrap();
    let from = copy.taken_from().unwrap();
    assert_eq!((from.transfer, from.centre), (id, two.here.1.centre()));
    assert!(copy.is_named_by(&from, two.there.1.centre()));
    assert_ne!(taken.case, case, "a fresh case");
    // The facts, the answers and the questionnaire's version are those of there; who led the interview is nobody of ours.
    let there = &mut two.there.1;
    let of = |store: &Store, case: CaseId| {
        let file = store.case_file(Stream::Centre, case).unwrap();
        let facts = file.facts().into_iter().map(|(at, fact)| (at, fact.value)).collect::<BTreeMap<_, _>>();
        let answers: BTreeSet<String> = file
            .interviews()
            .map(|id| format!("{:?}", pana_casework::value::answers(file.interview_heads(id).unwrap())))
            .collect();
        (facts, answers)
    };
    assert_eq!(of(there, taken.case), of(&two.here.1, case));
    for interview in copy.interviews() {
        let origin = copy.interview_from(interview).unwrap();
        assert_eq!((origin.transfer, origin.by.as_str()), (id, "Айжан"));
        let led = copy.interview(interview).unwrap().member;
        assert_eq!((led, there.member_name(led)), (two.here.1.member().id, None));
        let files = there.files(interview).unwrap();
        for (name, stored) in &files {
            let content = there.file_content(interview, name).unwrap();
            assert_eq!(u64::try_from(content.expose().len()), Ok(stored.length));
        }
    }
    assert_eq!(there.workers_of(taken.case).unwrap(), [there.member().id], "who took it in has it");
    assert_eq!(copy.quoted().len(), 1, "the consent, to be read only");
    assert!(copy.consents().is_empty(), "and no consent of ours");
    assert_eq!(there.people_search("Мәдина", 9).unwrap().people.len(), 1);
    well(there);
    there.rebuild_views(now()).unwrap();
    well(there);
    // The word goes back, and the case is closed there for whoever worked on it.
    let word = two.here.1.word_open(&taken.answer, now()).unwrap();
    let done = two.here.1.word_take(&word, now()).unwrap();
    assert_eq!((done.case, done.state), (Some(case), Some(TransferState::Accepted)));
    let closed = two.here.1.case_closed(case).unwrap().unwrap();
    assert_eq!(closed.reason, CloseReason::Transferred);
    // Once more, nothing more is written.
    let before = two.here.1.person(case).unwrap().history.len();
    two.here.1.word_take(&word, now()).unwrap();
    assert_eq!(two.here.1.person(case).unwrap().history.len(), before);
    well(&mut two.here.1);
}

#[test]
fn without_a_consent_that_names_this_centre_nothing_is_handed_over() {
    let mut two = two();
    let (case, to) = (person(&mut two.here.1), two.to());
    let refused = |store: &mut Store| {
        let done = store.transfer_propose(&ask(case, to, false), now());
        assert!(matches!(done, Err(StoreError::Refused(Refusal::NoConsent))), "{done:?}");
    };
    refused(&mut two.here.1);
    let given = consent(to, ConsentAnswer::Given, &[WHOLE_CASE]);
    for wrong in [
        consent(to, ConsentAnswer::Refused, &[WHOLE_CASE]),
        consent(to, ConsentAnswer::Withdrawn, &[WHOLE_CASE]),
        consent(CentreId::from_bytes([3; 16]), ConsentAnswer::Given, &[WHOLE_CASE]),
        consent(to, ConsentAnswer::Given, &[]),
        Consent { purpose: ConsentPurpose::Referral, ..given.clone() },
        Consent { until: "2020-01-01".parse().ok(), ..given.clone() },
        Consent { basis: LegalBasis::VitalInterest, words: "өмірі".to_owned(), ..given.clone() },
    ] {
        agrees(&mut two.here.1, case, &wrong);
        refused(&mut two.here.1);
    }
    agrees(&mut two.here.1, case, &given);
    // That this centre goes on reading is agreed to by itself.
    let done = two.here.1.transfer_propose(&ask(case, to, true), now());
    assert!(matches!(done, Err(StoreError::Refused(Refusal::NoConsent))), "{done:?}");
    let id = two.here.1.transfer_propose(&ask(case, to, false), now()).unwrap();
    let again = two.here.1.transfer_propose(&ask(case, to, false), now());
    assert!(matches!(again, Err(StoreError::Refused(Refusal::OutOfTurn))), "one at a time: {again:?}");
    assert_eq!(two.state(id), TransferState::Proposed);
}

fn has_no_consent<T>(done: &Result<T, StoreError>) -> bool {
    matches!(done, Err(StoreError::Refused(Refusal::NoConsent)))
}

fn day(days: i64) -> Moment {
    Moment::from_unix_ms(now().unix_ms() + days * 24 * 60 * 60 * 1000).unwrap()
}

#[test]
fn a_consent_that_was_taken_back_or_has_ended_stops_the_file_and_the_taking_in() {
    let mut two = two();
    let (case, to) = (person(&mut two.here.1), two.to());
    let given = consent(to, ConsentAnswer::Given, &[WHOLE_CASE]);
    agrees(&mut two.here.1, case, &Consent { until: "2026-03-02".parse().ok(), ..given.clone() });
    let id = two.here.1.transfer_propose(&ask(case, to, false), now()).unwrap();
    let file = two.here.1.transfer_file(id, now()).unwrap();
    assert!(has_no_consent(&two.here.1.transfer_file(id, day(1))), "its last day is over");
    let over = two.there.1.transfer_open(&file, day(1)).unwrap();
    assert!(!over.agreed);
    assert_eq!(fault_of(two.there.1.transfer_accept(&over, day(1))), TransferFault::ConsentOver, "there as well");
    two.there.1.transfer_decline(&over, "мерзімі өтті", day(1)).unwrap();
    let due = two.here.1.transfers_due(day(1)).unwrap();
    assert_eq!((due.disagreed, two.here.1.transfers_due(now()).unwrap().disagreed), (1, 0));
    let opened = two.there.1.transfer_open(&file, now()).unwrap();
    two.there.1.transfer_accept(&opened, now()).unwrap();
    assert!(two.there.1.transfer_open(&file, day(1)).is_ok(), "what was taken in is answered again");
    agrees(&mut two.here.1, case, &Consent { answer: ConsentAnswer::Withdrawn, ..given });
    assert!(has_no_consent(&two.here.1.transfer_file(id, now())), "taken back after it was proposed");
    assert_eq!(two.state(id), TransferState::Proposed);
    two.here.1.transfer_revoke(id, "", now()).unwrap();
    assert_eq!(two.state(id), TransferState::Revoked);
}

const fn due(late: usize, unsettled: usize, newer: usize) -> TransfersDue {
    TransfersDue { late, unsettled, newer, disagreed: 0 }
}

/// Another talk with somebody.
fn talk(store: &mut Store, case: CaseId, number: u8, finish: &Finish) {
    let interview = InterviewId::from_random([number; 16]);
    let whom = ForWhom::Known(case);
    let start = StartInterview { interview, form_id: "intake", form_hash: [7; 32], stream: Stream::Centre, whom };
    store.interview_start(&start, now()).unwrap();
    store.interview_finish(interview, finish, now()).unwrap();
}

#[test]
fn an_acceptance_does_not_close_over_work_that_the_other_centre_does_not_have() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (id, file) = two.given(case, &[WHOLE_CASE]);
    let opened = two.there.1.transfer_open(&file, now()).unwrap();
    let taken = two.there.1.transfer_accept(&opened, now()).unwrap();
    talk(&mut two.here.1, case, 81, &Finish::default());
    let word = two.here.1.word_open(&taken.answer, now()).unwrap();
    let done = two.here.1.word_take(&word, now()).unwrap();
    assert_eq!((done.state, done.has_more), (Some(TransferState::Accepted), true));
    assert_eq!((two.state(id), two.here.1.case_closed(case).unwrap()), (TransferState::Accepted, None));
    assert!(two.here.1.closed_by_transfer(case, now()).unwrap().is_none(), "it is open to whoever works on it");
    // Today says so until it went as well, or the case is closed.
    assert_eq!(two.here.1.transfers_due(now()).unwrap(), due(0, 0, 1));
    assert!(two.here.1.transfers(now()).unwrap()[0].has_more);
    let to = two.to();
    let id = two.here.1.transfer_propose(&ask(case, to, false), now()).unwrap();
    assert_eq!(two.here.1.transfers_due(now()).unwrap(), due(0, 0, 0), "it is on its way");
    two.here.1.transfer_revoke(id, "", now()).unwrap();
    assert_eq!(two.here.1.transfers_due(now()).unwrap(), due(0, 0, 1));
    let closing = ClosedFor::said("moved", "2026-03-02").unwrap();
    two.here.1.case_close(case, (closing, ""), &[], now()).unwrap();
    assert_eq!(two.here.1.transfers_due(now()).unwrap(), due(0, 0, 0));
    assert!(two.here.1.transfers(now()).unwrap().iter().all(|listed| !listed.has_more));
    well(&mut two.here.1);
}

#[test]
fn what_was_proposed_to_a_centre_that_is_not_known_any_more_is_revoked_all_the_same() {
    let mut two = two();
    let (case, to) = (person(&mut two.here.1), two.to());
    let (id, _) = two.given(case, &[WHOLE_CASE]);
    two.here.1.centre_forget(to, now()).unwrap();
    assert_eq!(two.here.1.transfer_revoke(id, "жабылды", now()).unwrap(), None, "nobody to tell");
    assert_eq!(two.state(id), TransferState::Revoked);
    get_known(&mut two.here.1, &mut two.there.1);
    assert!(two.here.1.transfer_revoke(id, "", now()).unwrap().is_some(), "known again it is told");
    two.here.1.transfer_propose(&ask(case, to, false), now()).unwrap();
}

#[test]
fn a_revocation_that_comes_before_the_file_stops_it_on_every_laptop_of_the_centre() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (id, file) = two.given(case, &[WHOLE_CASE]);
    let early = two.there.1.transfer_open(&file, now()).unwrap();
    let told = two.here.1.transfer_revoke(id, "қайтып келді", now()).unwrap().unwrap();
    let (_dir, mut other) = second_device(two.there.0.path(), &mut two.there.1, 2);
    let there = &mut two.there.1;
    let word = there.word_open(&told, now()).unwrap();
    for _ in 0..2 {
        assert_eq!(there.word_take(&word, now()).unwrap().case, None);
    }
    give(there, &mut other);
    for store in [there, &mut other] {
        assert_eq!(fault_of(store.transfer_open(&file, now())), TransferFault::Revoked);
        assert_eq!(fault_of(store.transfer_accept(&early, now())), TransferFault::Revoked);
        assert_eq!(store.people_count().unwrap(), 0, "it is nobody's case");
        well(store);
        store.rebuild_views(now()).unwrap();
        assert_eq!(store.people_count().unwrap(), 0);
        well(store);
    }
}

#[test]
fn who_is_not_on_the_card_hands_nothing_over_whatever_the_control_stream_that_came_says() {
    let mut two = two();
    let (case, to) = (person(&mut two.here.1), two.to());
    agrees(&mut two.here.1, case, &consent(to, ConsentAnswer::Given, &[WHOLE_CASE]));
    let later = add(&mut two.here.1, "Әлия", Role::Coordinator);
    let Two { here: (dir, here), there: (_there_dir, mut there) } = two;
    let mut here = reopened(&dir, here, later);
    let id = here.transfer_propose(&ask(case, to, false), now()).unwrap();
    let file = here.transfer_file(id, now()).unwrap();
    assert_eq!(fault_of(there.transfer_open(&file, now())), TransferFault::Unsigned);
    let card = here.card_make(now()).unwrap();
    there.centre_know(&card.file, &card.digits, now()).unwrap();
    assert!(there.transfer_open(&file, now()).is_ok(), "a new card names who came later");
}

#[test]
fn who_may_not_hand_over_is_refused_where_it_is_made_and_where_it_is_applied() {
    let mut two = two();
    let (case, to) = (person(&mut two.here.1), two.to());
    agrees(&mut two.here.1, case, &consent(to, ConsentAnswer::Given, &[WHOLE_CASE]));
    let worker = add(&mut two.here.1, "Әлия", Role::Worker);
    let mut store = reopened(&two.here.0, two.here.1, worker);
    assert!(matches!(store.transfer_propose(&ask(case, to, false), now()), Err(StoreError::Refused(_))));
    assert!(matches!(store.card_make(now()), Err(StoreError::Refused(_))));
    let proposal = pana_casework::transfer::Proposal {
        to,
        root: [1; 32],
        name: "Алматы".to_owned(),
        consent: CONSENT,
        reads_on: false,
    };
    // By a program of their own.
    let id = TransferId::from_bytes([6; 16]);
    let made = store.transact(&Asked::nothing(), now(), |tx| {
        let reading = tx.next_reading()?;
        let op = tx.case_file(Stream::Centre, case)?.propose_op(id, &proposal, reading.hlc, 300);
        tx.case_event((Stream::Centre, case), EventKind::Transfer, vec![op.unwrap()], reading)
    });
    assert!(matches!(made, Err(StoreError::Refused(Refusal::NoRight(_)))), "{made:?}");
}

#[test]
fn a_card_with_other_digits_or_another_root_under_a_known_name_is_not_taken_in() {
    let (mut here, mut there) = (centre(), centre());
    let card = there.1.card_make(now()).unwrap();
    let wrong: String = card.digits.chars().map(|digit| if digit == '1' { '2' } else { '1' }).collect();
    assert_eq!(fault_of(here.1.centre_know(&card.file, &wrong, now())), TransferFault::OtherDigits);
    assert_eq!(here.1.centres_known().all().count(), 0);
    let own = here.1.card_make(now()).unwrap();
    assert_eq!(fault_of(here.1.centre_know(&own.file, &own.digits, now())), TransferFault::Own);
    assert_eq!(fault_of(here.1.centre_know(b"nothing", "", now())), TransferFault::NoCard);
    here.1.centre_know(&card.file, &card.digits, now()).unwrap();
    // Somebody makes a card under that centre's id, with a root and keys of their own, and reads out its digits.
    let forged = pana_keys::CentreCard {
        centre: there.1.centre(),
        root: pana_wire::EventId::from_bytes([9; 32]),
        made_ms: 1,
        device: pana_keys::device_id(there.1.centre(), &here.1.session().device_secrets.public()),
        keys: here.1.session().device_secrets.public(),
        name: "Сынақ".to_owned(),
        seats: vec![(here.1.unlocked().secrets().public(), false)],
    };
    let digits = forged.digits().unwrap();
    let forged = forged.sign(&here.1.session().device_secrets).unwrap();
    assert_eq!(fault_of(here.1.centre_know(&forged, &digits, now())), TransferFault::OtherRoot);
    // Taken back, every laptop knows it no more.
    here.1.centre_forget(there.1.centre(), now()).unwrap();
    assert!(here.1.centre_known(there.1.centre()).is_none());
    well(&mut here.1);
    well(&mut there.1);
}

#[test]
fn a_centre_that_is_not_known_or_was_forgotten_hands_nothing_over() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (id, file) = two.given(case, &[WHOLE_CASE]);
    two.there.1.centre_forget(two.here.1.centre(), now()).unwrap();
    assert_eq!(fault_of(two.there.1.transfer_open(&file, now())), TransferFault::UnknownCentre);
    let mut third = centre();
    assert_eq!(fault_of(third.1.transfer_open(&file, now())), TransferFault::NotForUs);
    two.here.1.centre_forget(two.there.1.centre(), now()).unwrap();
    assert_eq!(fault_of(two.here.1.transfer_file(id, now())), TransferFault::UnknownCentre);
    well(&mut third.1);
}

#[test]
fn sent_twice_it_is_one_case_and_the_answer_is_given_again() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (id, file) = two.given(case, &[WHOLE_CASE]);
    let second = two.here.1.transfer_file(id, now()).unwrap();
    assert_ne!(file, second, "sealed anew");
    let opened = two.there.1.transfer_open(&file, now()).unwrap();
    let first = two.there.1.transfer_accept(&opened, now()).unwrap();
    let opened = two.there.1.transfer_open(&second, now()).unwrap();
    assert_eq!(two.there.1.transfer_seen(&opened).unwrap().taken, Some(first.case));
    assert_eq!(fault_of(two.there.1.transfer_decline(&opened, "жоқ", now())), TransferFault::Taken);
    let again = two.there.1.transfer_accept(&opened, now()).unwrap();
    assert_eq!((again.case, again.number.as_str(), again.again), (first.case, first.number.as_str(), true));
    assert_eq!(two.there.1.people_count().unwrap(), 1);
    for word in [first.answer, again.answer] {
        let word = two.here.1.word_open(&word, now()).unwrap();
        two.here.1.word_take(&word, now()).unwrap();
    }
    assert_eq!((two.state(id), two.here.1.transfer_given(id).unwrap().1.answers.len()), (TransferState::Accepted, 1));
}

#[test]
fn accepted_on_two_laptops_that_had_not_met_it_is_one_case_that_both_numbers_find() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (id, file) = two.given(case, &[WHOLE_CASE]);
    let (_dir, mut other) = second_device(two.there.0.path(), &mut two.there.1, 2);
    let mut taken = Vec::new();
    for store in [&mut two.there.1, &mut other] {
        let opened = store.transfer_open(&file, now()).unwrap();
        taken.push(store.transfer_accept(&opened, now()).unwrap());
    }
    assert_eq!(taken[0].case, taken[1].case);
    assert_ne!(taken[0].number, taken[1].number);
    give(&two.there.1, &mut other);
    give(&other, &mut two.there.1);
    for store in [&mut two.there.1, &mut other] {
        assert_eq!(store.people_count().unwrap(), 1);
        let copy = store.case_file(Stream::Centre, taken[0].case).unwrap();
        assert_eq!((copy.interviews().count(), copy.taken_from().unwrap().transfer), (2, id));
        for one in &taken {
            let found = store.people_search(&one.number, 9).unwrap().people;
            assert_eq!(found.iter().map(|hit| hit.case).collect::<Vec<_>>(), [one.case], "{}", one.number);
        }
        well(store);
    }
    // Both answer, with a number each: the first giver is told of both, and it is one handing over that was accepted.
    for one in &taken {
        let word = two.here.1.word_open(&one.answer, now()).unwrap();
        two.here.1.word_take(&word, now()).unwrap();
    }
    assert_eq!((two.state(id), two.here.1.transfer_given(id).unwrap().1.answers.len()), (TransferState::Accepted, 2));
}

#[test]
fn an_answer_to_what_was_revoked_waits_for_somebody_to_say_what_holds() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (id, file) = two.given(case, &[WHOLE_CASE]);
    let opened = two.there.1.transfer_open(&file, now()).unwrap();
    let taken = two.there.1.transfer_accept(&opened, now()).unwrap();
    let told = two.here.1.transfer_revoke(id, "қайтып келді", now()).unwrap().unwrap();
    assert_eq!(two.state(id), TransferState::Revoked);
    assert_eq!(fault_of(two.here.1.transfer_file(id, now())), TransferFault::Moved);
    let word = two.here.1.word_open(&taken.answer, now()).unwrap();
    let done = two.here.1.word_take(&word, now()).unwrap();
    assert_eq!(done.state, Some(TransferState::Unsettled));
    assert_eq!(two.here.1.case_closed(case).unwrap(), None, "nothing is lost silently");
    assert_eq!(two.here.1.transfers_due(now()).unwrap(), due(0, 1, 0));
    // The other centre is told, and its page says so.
    let word = two.there.1.word_open(&told, now()).unwrap();
    assert_eq!((word.word.kind, word.case), (WordKind::Revoked, Some(taken.case)));
    for _ in 0..2 {
        two.there.1.word_take(&word, now()).unwrap();
    }
    let quoted = two.there.1.case_file(Stream::Centre, taken.case).unwrap().quoted();
    assert_eq!(quoted.values().filter(|entry| entry.said.iter().any(|(_, said)| said == "қайтып келді")).count(), 1);
    let given = two.here.1.transfer_given(id).unwrap().1;
    assert_eq!(given.may_hold(), [TransferState::Accepted, TransferState::Revoked]);
    assert_eq!(
        fault_of(two.here.1.transfer_settle(id, TransferState::Declined, now())),
        TransferFault::Moved,
        "nobody declined it"
    );
    two.here.1.transfer_settle(id, TransferState::Accepted, now()).unwrap();
    assert_eq!((two.state(id), two.here.1.transfers_due(now()).unwrap()), (TransferState::Accepted, due(0, 0, 0)));
    assert_eq!(two.here.1.case_closed(case).unwrap().unwrap().reason, CloseReason::Transferred);
    assert_eq!(
        fault_of(two.here.1.transfer_settle(id, TransferState::Revoked, now())),
        TransferFault::Moved,
        "said once"
    );
    well(&mut two.here.1);
    well(&mut two.there.1);
}

#[test]
fn a_case_that_is_said_to_stay_is_open_again_where_an_acceptance_had_closed_it() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (id, file) = two.given(case, &[WHOLE_CASE]);
    let (_dir, mut other) = second_device(two.here.0.path(), &mut two.here.1, 2);
    let opened = two.there.1.transfer_open(&file, now()).unwrap();
    let taken = two.there.1.transfer_accept(&opened, now()).unwrap();
    let word = two.here.1.word_open(&taken.answer, now()).unwrap();
    two.here.1.word_take(&word, now()).unwrap();
    assert!(two.here.1.case_closed(case).unwrap().is_some());
    // A colleague who had not heard of it revokes.
    other.transfer_revoke(id, "қайтып келді", now()).unwrap();
    crate::travel::tests::meet(&mut two.here.1, &mut other);
    assert_eq!(two.state(id), TransferState::Unsettled);
    two.here.1.transfer_settle(id, TransferState::Revoked, now()).unwrap();
    assert_eq!((two.state(id), two.here.1.case_closed(case).unwrap()), (TransferState::Revoked, None));
    well(&mut two.here.1);
}

#[test]
fn declined_with_a_reason_the_case_stays_and_may_be_proposed_again() {
    let mut two = two();
    let (case, to) = (person(&mut two.here.1), two.to());
    let (id, file) = two.given(case, &[WHOLE_CASE]);
    let opened = two.there.1.transfer_open(&file, now()).unwrap();
    let answer = two.there.1.transfer_decline(&opened, "орын жоқ", now()).unwrap();
    assert_eq!(two.there.1.people_count().unwrap(), 0, "nothing of the person is kept");
    let word = two.here.1.word_open(&answer, now()).unwrap();
    two.here.1.word_take(&word, now()).unwrap();
    let given = two.here.1.transfer_given(id).unwrap().1;
    assert_eq!((given.state, given.answers[0].answer), (TransferState::Declined, TransferAnswer::Declined));
    assert_eq!(given.answers[0].words, "орын жоқ");
    assert_eq!(two.here.1.case_closed(case).unwrap(), None);
    two.here.1.transfer_propose(&ask(case, to, false), now()).unwrap();
}

#[test]
fn a_word_that_is_signed_by_nobody_of_the_card_or_was_changed_is_none() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (id, _) = two.given(case, &[WHOLE_CASE]);
    let known = two.there.1.centre_known(two.here.1.centre()).unwrap();
    let forger = pana_keys::MemberSecrets::make(&mut SystemEntropy).unwrap();
    let word = pana_keys::TransferWord {
        transfer: id,
        from: two.there.1.centre(),
        to: two.here.1.centre(),
        kind: WordKind::Accepted,
        at_ms: 1,
        number: "K7-1".to_owned(),
        words: String::new(),
        by: "кім".to_owned(),
        seat: forger.public(),
    };
    let sealed = seal_to(&known, &word.sign(&forger).unwrap()).unwrap();
    assert_eq!(fault_of(two.here.1.word_open(&sealed, now())), TransferFault::Unsigned);
    let mut changed = word.sign(two.there.1.unlocked().secrets()).unwrap();
    let last = changed.len() - 1;
    changed[last] ^= 1;
    let sealed = seal_to(&known, &changed).unwrap();
    assert_eq!(fault_of(two.here.1.word_open(&sealed, now())), TransferFault::Altered);
    assert_eq!(two.state(id), TransferState::Proposed);
}

#[test]
fn what_another_centre_has_is_closed_to_whoever_worked_on_it_unless_the_person_agreed() {
    for (fields, reads_on) in [(&[WHOLE_CASE][..], false), (&[WHOLE_CASE, READ_ON][..], true)] {
        let mut two = two();
        let (case, to) = (person(&mut two.here.1), two.to());
        let first = InterviewId::from_random([77; 16]);
        let worker = add(&mut two.here.1, "Әлия", Role::Supervisor);
        let (_, file) = two.given(case, fields);
        let opened = two.there.1.transfer_open(&file, now()).unwrap();
        let taken = two.there.1.transfer_accept(&opened, now()).unwrap();
        let word = two.here.1.word_open(&taken.answer, now()).unwrap();
        two.here.1.word_take(&word, now()).unwrap();
        assert!(two.here.1.ask_not_with_others(case, now()).is_ok(), "a coordinator goes on reading");
        let mut store = reopened(&two.here.0, two.here.1, worker);
        let read = Act::ReadInterview(pana_casework::OfInterview { id: first, stream: Stream::Centre });
        let may = store.ask(&Asked::in_case(read.clone(), case), now());
        let page = store.ask_not_with_others(case, now());
        if reads_on {
            assert!(may.is_ok() && page.is_ok());
            // Taken back it is closed as if they had never agreed.
            agrees(&mut store, case, &consent(to, ConsentAnswer::Withdrawn, fields));
            for refused in [store.ask(&Asked::in_case(read, case), now()), store.ask_not_with_others(case, now())] {
                assert!(matches!(refused, Err(StoreError::Refused(Refusal::HandedOver))), "{refused:?}");
            }
            continue;
        }
        for refused in [may, page] {
            assert!(matches!(refused, Err(StoreError::Refused(Refusal::HandedOver))), "{refused:?}");
        }
        // Nor is it opened by a command.
        let plan = FollowUp::On("2026-04-01".parse().unwrap());
        let closing = ClosedFor::said("moved", "2026-03-02").unwrap();
        for refused in [
            store.case_reopen(case, "", now()),
            store.case_close(case, (closing, ""), &[], now()),
            store.follow_up_plan(case, plan, now()),
        ] {
            assert!(matches!(refused, Err(StoreError::Refused(Refusal::HandedOver))), "{refused:?}");
        }
        // Who comes back and is spoken to has an open case again, which is theirs to read.
        talk(&mut store, case, 78, &Finish { follow_up: Some(plan), ..Finish::default() });
        assert!(store.ask(&Asked::in_case(read, case), now()).is_ok());
        assert!(store.ask_not_with_others(case, now()).is_ok());
        assert_eq!(
            store.transfers_due(now()).unwrap(),
            due(0, 0, 0),
            "what they come back for is nothing that did not go"
        );
        well(&mut store);
    }
}

#[test]
fn no_answer_for_a_fortnight_is_said() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (id, _) = two.given(case, &[WHOLE_CASE]);
    assert_eq!(two.here.1.transfers_due(day(13)).unwrap(), due(0, 0, 0));
    assert_eq!(two.here.1.transfers_due(day(14)).unwrap(), due(1, 0, 0));
    let listed = two.here.1.transfers(day(14)).unwrap();
    assert_eq!((listed[0].transfer, listed[0].case, listed[0].is_late), (id, case, true));
}

#[test]
fn a_case_that_was_erased_meanwhile_is_not_brought_back_by_any_word() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (id, file) = two.given(case, &[WHOLE_CASE]);
    let opened = two.there.1.transfer_open(&file, now()).unwrap();
    let taken = two.there.1.transfer_accept(&opened, now()).unwrap();
    let second = add(&mut two.here.1, "Бауыржан", Role::Coordinator);
    let by = Authorised::Second { member: second, passphrase: Secret::new("сөз".to_owned()) };
    two.here.1.transfer_revoke(id, "", now()).unwrap();
    two.here.1.erase(case, EraseReason::Asked, &by, now()).unwrap();
    assert_eq!(fault_of(two.here.1.transfer_file(id, now())), TransferFault::Unknown);
    assert_eq!(fault_of(two.here.1.word_open(&taken.answer, now())), TransferFault::Gone, "somebody has to be told");
    // There as well: what came once more is not taken in again once it was erased.
    let second = add(&mut two.there.1, "Бауыржан", Role::Coordinator);
    let by = Authorised::Second { member: second, passphrase: Secret::new("сөз".to_owned()) };
    two.there.1.erase(taken.case, EraseReason::Asked, &by, now()).unwrap();
    assert!(matches!(two.there.1.transfer_accept(&opened, now()), Err(StoreError::UnknownCase)));
    well(&mut two.here.1);
    well(&mut two.there.1);
}

#[test]
fn a_private_talk_stays_and_is_told_to_who_leads_such_talks_alone() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let interview = InterviewId::from_random([79; 16]);
    let whom = ForWhom::Known(case);
    let start = StartInterview { interview, form_id: "intake", form_hash: [7; 32], stream: Stream::Protected, whom };
    two.here.1.interview_start(&start, now()).unwrap();
    let answers = BTreeMap::from([("/f/secret".to_owned(), StoredAnswer::Value("құпия сөз".to_owned()))]);
    two.here.1.interview_finish(interview, &Finish { answers, ..Finish::default() }, now()).unwrap();
    assert_eq!(two.here.1.transfer_preview(case, now()).unwrap().private, 1);
    let (_, file) = two.given(case, &[WHOLE_CASE]);
    let plain = two.there.1.open_sealed(&file).unwrap();
    let secret = "құпия сөз".as_bytes();
    assert!(!plain.expose().windows(secret.len()).any(|part| part == secret), "nothing of it travels");
    let opened = two.there.1.transfer_open(&file, now()).unwrap();
    let taken = two.there.1.transfer_accept(&opened, now()).unwrap();
    assert_eq!(two.there.1.person(taken.case).unwrap().interviews.len(), 2);
    let supervisor = add(&mut two.here.1, "Әлия", Role::Supervisor);
    let store = reopened(&two.here.0, two.here.1, supervisor);
    assert_eq!(store.transfer_preview(case, now()).unwrap().private, 0, "who does not lead such talks is told of none");
}

#[test]
fn a_cut_while_it_is_taken_in_leaves_nothing_and_the_same_file_is_taken_in_later() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (_, file) = two.given(case, &[WHOLE_CASE]);
    let opened = two.there.1.transfer_open(&file, now()).unwrap();
    let taken_as = case_of(opened.transfer.id, two.there.1.centre());
    let cut = two.there.1.transact(&Asked::of(Act::Transfer), now(), |tx| {
        tx.take_over(&opened, taken_as)?;
        Err::<(), _>(StoreError::DiskFull)
    });
    assert!(matches!(cut, Err(StoreError::DiskFull)));
    assert_eq!(two.there.1.people_count().unwrap(), 0);
    let kept: i64 = two.there.1.connection().query_row("SELECT count(*) FROM blob", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 0, "no file either");
    well(&mut two.there.1);
    let taken = two.there.1.transfer_accept(&opened, now()).unwrap();
    assert_eq!((taken.case, taken.again), (taken_as, false));
    // A cut between the event and its file: the event stands, and the file is written again.
    let id = two.here.1.transfers(now()).unwrap()[0].transfer;
    assert!(two.here.1.transfer_file(id, now()).is_ok());
}

#[test]
fn what_was_written_after_the_proposal_is_not_in_the_file() {
    let mut two = two();
    let case = person(&mut two.here.1);
    let (id, _) = two.given(case, &[WHOLE_CASE]);
    let interview = InterviewId::from_random([80; 16]);
    let whom = ForWhom::Known(case);
    let start = StartInterview { interview, form_id: "intake", form_hash: [7; 32], stream: Stream::Centre, whom };
    two.here.1.interview_start(&start, now()).unwrap();
    two.here.1.interview_finish(interview, &Finish::default(), now()).unwrap();
    let file = two.here.1.transfer_file(id, now()).unwrap();
    let opened = two.there.1.transfer_open(&file, now()).unwrap();
    assert_eq!(
        two.there.1.transfer_seen(&opened).unwrap().interviews,
        2,
        "what the person agreed to then, and no more"
    );
}

/// `to` gets what it lacks of `from`.
fn give(from: &Store, to: &mut Store) {
    let events = from.lacking(&to.have().unwrap()).unwrap();
    let keys = from.sealed_keys(&events).unwrap();
    let events = events.iter().map(|event| from.outgoing_bytes(event).unwrap()).collect();
    to.take_arrived(&Arrived { events, keys, ..Arrived::default() }, now()).unwrap();
}

fn add(store: &mut Store, name: &str, role: Role) -> MemberId {
    let passphrase = Secret::new("сөз".to_owned());
    let new = AddMember { name: name.to_owned(), role, grants: Vec::new(), passphrase, kdf: KDF };
    store.member_add(new, &Authorised::Alone, now()).unwrap().id
}

fn reopened(dir: &tempfile::TempDir, store: Store, member: MemberId) -> Store {
    drop(store);
    let locked = Locked::open(dir.path()).unwrap();
    locked.unlock(member, &Secret::new("сөз".to_owned()), now()).unwrap()
}

#[test]
fn a_seat_of_the_card_opens_what_is_sealed_to_the_centre() {
    let two = two();
    let known = two.here.1.centre_known(two.to()).unwrap();
    assert_eq!(known.seats.len(), 1);
    assert!(public(&known.seats[0].keys) == Some(two.there.1.unlocked().secrets().public()));
    assert!(known.seats[0].protected, "the founder leads talks in private");
}
