//! Steps of a referral that vol, a volunteer, writes by hand: without the right, without consent, out of turn, in another's
//! case, or twice.

use pana_casework::path::{InReferral, LogPath};
use pana_casework::referral::{Detail, Details, NextStep, Referral, ReferralStep};
use pana_model::{ConsentId, ReferralId, StreamName};
use pana_record::{Body, EventKind, Hlc, Op, OpKind, Value};

use crate::hand::{Forged, Hand};
use crate::house::{House, house, later, reason_of, reasons};

fn id() -> ReferralId {
    ReferralId::from_random([5; 16])
}

fn draft() -> Op {
    let details =
        Details::new().with(Detail::Service, "food").with(Detail::Recipient, "Aid").with(Detail::Urgency, "low");
    Referral::create_op(id(), details, Hlc::at(1)).unwrap()
}

/// A step as another program would write it, whatever it claims.
fn claims(step: ReferralStep, to: &str, seen: &[[u8; 32]], details: &Details) -> Op {
    let seen = seen.iter().map(|id| Value::Bytes(id[..16].to_vec())).collect();
    let value =
        vec![Value::text(step.as_str()), Value::text(to), Value::List(seen), Value::Bool(false), details.to_value()];
    let path = LogPath::Referral { id: id(), within: InReferral::Step }.to_string();
    Op::new(path, OpKind::Append, Value::List(value), Vec::new())
}

/// Vol writes an event of Әсел's case, having seen what is there.
fn write(house: &House, hand: &Hand, kind: EventKind, ops: Vec<Op>) -> [u8; 32] {
    let at = Hlc::at(later(60).unix_ms().cast_unsigned());
    let body = Body { hlc: at, ..hand.body(*house.asel.case.as_bytes(), kind, ops) };
    hand.write(&Forged::of(StreamName::Centre, &body))
}

#[test]
fn a_volunteers_hand_makes_a_draft_and_no_step_beyond_what_a_volunteer_may_and_consent_covers() {
    let house = house();
    let hand = house.hand();
    let begun = write(&house, &hand, EventKind::Refer, vec![draft()]);
    let consent = ConsentId::from_random([6; 16]).to_string();
    let confirm = Details::new()
        .with(Detail::Consent, consent)
        .with(Detail::Fields, "name phone address")
        .with(Detail::RespondBy, "2026-03-09T00:00:00Z");
    let deliver = Details::new().with(Detail::Channel, "email").with(Detail::RespondBy, "2026-03-09T00:00:00Z");
    let made = [
        // Ready, without anybody having been asked.
        (claims(ReferralStep::Confirm, "ready", &[begun], &confirm), "no-consent"),
        // Handed over out of a draft; closed, as if the person had been asked; begun a second time.
        (claims(ReferralStep::Deliver, "sent", &[begun], &deliver), "out-of-turn"),
        (
            claims(ReferralStep::Close, "closed_completed", &[begun], &Details::new().with(Detail::Outcome, "met")),
            "out-of-turn",
        ),
        (draft(), "out-of-turn"),
        // Taken back, which is a worker's.
        (claims(ReferralStep::Withdraw, "withdrawn", &[begun], &Details::new()), "no-right"),
        // A step that names none of those before it would stand beside them for ever.
        (claims(ReferralStep::Withdraw, "withdrawn", &[], &Details::new()), "out-of-turn"),
    ];
    let written: Vec<_> =
        made.into_iter().map(|(op, why)| (write(&house, &hand, EventKind::Refer, vec![op]), why)).collect();
    let error = Details::new().with(Detail::Words, "no");
    let path = LogPath::Referral { id: id(), within: InReferral::Entry }.to_string();
    let value = Value::List(vec![Value::text("error"), error.to_value()]);
    let marked = write(&house, &hand, EventKind::Refer, vec![Op::new(path, OpKind::Append, value, Vec::new())]);
    drop(hand);
    let mut store = house.open(house.coordinator);
    store.rebuild_views(later(70)).unwrap();
    for (event, why) in written {
        assert_eq!(reason_of(&store, &event).as_deref(), Some(why));
    }
    assert_eq!(reason_of(&store, &marked).as_deref(), Some("no-right"));
    assert_eq!(reason_of(&store, &begun), None, "a volunteer may begin one");
    let file = store.case_file(pana_store::Stream::Centre, house.asel.case).unwrap();
    let known = file.referral(id()).unwrap();
    assert_eq!((known.steps.len(), known.entries.len()), (1, 0));
    // And everybody goes on: the next step follows from the draft.
    let next = NextStep {
        step: ReferralStep::Cancel,
        expired: false,
        details: Details::new().with(Detail::CancelReason, "duplicate"),
    };
    let writes = [pana_store::ReferralWrite::Step { id: id(), next }];
    store.refer((pana_store::Stream::Centre, house.asel.case), &writes, later(71)).unwrap();
    house.works(&mut store);
}

#[test]
fn what_is_written_into_another_persons_case_or_of_a_kind_that_is_not_a_referrals_changes_nothing() {
    let house = house();
    let hand = house.hand();
    let body = Body {
        hlc: Hlc::at(later(60).unix_ms().cast_unsigned()),
        ..hand.body(*house.dana.case.as_bytes(), EventKind::Refer, vec![draft()])
    };
    let mut forged = Forged::of(StreamName::Centre, &body);
    forged.subject = *house.asel.case.as_bytes();
    hand.write(&forged);
    write(&house, &hand, EventKind::Resolve, vec![draft()]);
    write(&house, &hand, EventKind::Edit, vec![draft()]);
    drop(hand);
    let mut store = house.open(house.coordinator);
    store.rebuild_views(later(70)).unwrap();
    assert_eq!(reasons(&store).len(), 3, "{:?}", reasons(&store));
    for case in [house.asel.case, house.dana.case] {
        assert!(store.case_file(pana_store::Stream::Centre, case).unwrap().referrals().is_empty());
    }
    house.works(&mut store);
}
