//! What may be passed on to a named recipient, asked of the gate at the moment it is.

use chrono::NaiveDate;

use super::*;
use crate::case::{Parts, Permit, agreed, centre_day};
use crate::profile;

const FIELDS: [&str; 5] = ["name", "age", "need", "health", "contact"];

/// A referral that is ready for these fields, each of which says its own code.
fn ready(fields: &[&str]) -> Apart {
    let mut apart = Apart::new();
    apart.does(1, 1, ReferralStep::Create);
    let op = consent(ConsentAnswer::Given, fields).op(apart.file(1).heads(), consent_id());
    apart.write(1, SUPERVISOR, 2, EventKind::Consent, vec![op]);
    let details = said(ReferralStep::Confirm, 3)
        .with(Detail::Fields, fields.join(" "))
        .with(Detail::Agreed, agreed(fields.iter().map(|field| (*field, *field))));
    assert!(apart.step(1, 3, &NextStep { step: ReferralStep::Confirm, expired: false, details }));
    apart
}

fn permit(file: &CaseFile, hours: u64) -> Result<Permit, Refusal> {
    let beside = CaseFile::new(StreamName::Protected, case());
    file.permit(referral(1), &beside, Hlc::at(DAY + hours * HOUR), 0)
}

proptest! {
    /// Whatever was agreed to, whatever is asked for, and whatever it says by now: nothing but what was agreed to, as it was,
    /// is covered, and nothing at all where the consent does not hold at that moment.
    #[test]
    fn a_permit_covers_what_was_agreed_to_as_it_was_and_nothing_else(
        kept in proptest::collection::vec(any::<bool>(), FIELDS.len()),
        changed in proptest::collection::vec(any::<bool>(), FIELDS.len()),
        later in prop_oneof![Just(None), Just(Some(ConsentAnswer::Withdrawn)), Just(Some(ConsentAnswer::Refused))],
        narrowed in any::<bool>(),
        ends in any::<bool>(),
        says_no in any::<bool>(),
    ) {
        let agreed_to: Vec<&str> = FIELDS.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(field, _)| *field).collect();
        prop_assume!(!agreed_to.is_empty());
        let mut apart = ready(&agreed_to);
        let holds = permit(&apart.file(1), 4).unwrap();
        for (field, changed) in FIELDS.iter().zip(&changed) {
            let now = if *changed { "something else" } else { field };
            prop_assert_eq!(holds.covers(field, now), agreed_to.contains(field) && !changed, "{}", field);
        }
        prop_assert_eq!(holds.fields().collect::<BTreeSet<_>>(), agreed_to.iter().copied().collect::<BTreeSet<_>>());
        prop_assert_eq!((holds.recipient(), holds.purpose()), ("Aid", ConsentPurpose::Referral));
        // What a person says later holds at once, whatever step was made before.
        let left: &[&str] = if narrowed { &agreed_to[1..] } else { &agreed_to };
        let yesterday = NaiveDate::from_ymd_opt(2000, 1, 1).filter(|_| ends);
        let said = Consent { until: yesterday, ..consent(later.unwrap_or(ConsentAnswer::Given), left) };
        let op = said.op(apart.file(1).heads(), consent_id());
        apart.write(1, SUPERVISOR, 5, EventKind::Consent, vec![op]);
        if says_no {
            apart.log.talks(3, 1, 6, talk(1), "Ким");
            let op = fact(&apart.log.file(), profile::SHARING, "no", talk(1));
            apart.log.write(New { device: 3, member: 1, hours: 6, kind: EventKind::Consent, ops: vec![op] });
            apart.knows[1] = apart.log.written.iter().map(|written| written.id).collect();
        }
        let stands = later.is_none() && !narrowed && !ends && !says_no;
        let asked = permit(&apart.file(1), 7);
        prop_assert_eq!(asked.is_ok(), stands, "{:?}", asked);
    }
}

#[test]
fn a_consent_ends_at_the_midnight_of_the_centre_and_what_was_handed_over_before_it_was_over_everywhere_counts() {
    let until_the_first_day = || {
        let mut apart = ready(&["name"]);
        let until = Some(centre_day(Hlc::at(DAY), 0));
        let op = Consent { until, ..consent(ConsentAnswer::Given, &["name"]) }.op(apart.file(1).heads(), consent_id());
        apart.write(1, SUPERVISOR, 4, EventKind::Consent, vec![op]);
        apart
    };
    let deliver =
        |hours| NextStep { step: ReferralStep::Deliver, expired: false, details: said(ReferralStep::Deliver, hours) };
    let (file, beside) = (until_the_first_day().file(1), CaseFile::new(StreamName::Protected, case()));
    // Minutes from UTC, and the minute of the midnight there, counted from the one of Greenwich.
    for (offset, midnight) in [(300, 19 * 60), (0, 24 * 60), (-600, 34 * 60)] {
        for (minute, holds) in [(midnight - 1, true), (midnight, false)] {
            let at = Hlc::at(DAY + minute * 60_000);
            assert_eq!(file.permit(referral(1), &beside, at, offset).is_ok(), holds, "{offset} {minute}");
            assert_eq!(file.may_pass_on(referral(1), &deliver(5), at, offset).is_ok(), holds, "{offset} {minute}");
        }
    }
    for (hours, expected) in [(35, Verdict::Counts), (36, refused(Refusal::NoConsent))] {
        let mut apart = until_the_first_day();
        let made = ops(&apart.file(1), referral(1), &deliver(hours), hours).unwrap();
        let id = apart.write(1, SUPERVISOR, hours, EventKind::Refer, made);
        assert_eq!(apart.log.fold().1[&id], expected, "{hours}");
    }
}

#[test]
fn a_permit_is_given_from_ready_until_an_answer_and_at_no_other_place() {
    let places = [Standing::Ready, Standing::Sent];
    for to in [
        Standing::Draft,
        Standing::Ready,
        Standing::Sent,
        Standing::ClosedInformed,
        Standing::Acknowledged,
        Standing::Accepted,
        Standing::Declined,
        Standing::Completed,
        Standing::Withdrawn,
        Standing::Cancelled,
    ] {
        let given = permit(&at(to).log.file(), 40);
        assert_eq!(given.is_ok(), places.contains(&to), "{to}: {given:?}");
        assert!(given.is_ok() || given == Err(Refusal::OutOfTurn));
    }
}

#[test]
fn what_was_taken_back_in_the_other_stream_or_waits_for_its_past_gives_no_permit() {
    let mut apart = ready(&["name"]);
    let beside = |answer| {
        let mut heads = pana_record::Heads::new();
        let op = consent(answer, &["name"]).op(&heads, pana_model::ConsentId::from_random([7; 16]));
        let mark = pana_record::Mark { member: member(1), hlc: Hlc::at(DAY) };
        heads.apply(pana_record::Dot { event: EventRef::from_random([7; 16]), op: 0 }, &op, mark);
        let parts = Parts { heads, ..CaseFile::new(StreamName::Protected, case()).into_parts() };
        CaseFile::from_parts(parts)
    };
    let hlc = Hlc::at(DAY + 4 * HOUR);
    assert!(apart.file(1).permit(referral(1), &beside(ConsentAnswer::Given), hlc, 0).is_ok());
    let taken_back = apart.file(1).permit(referral(1), &beside(ConsentAnswer::Withdrawn), hlc, 0);
    assert_eq!(taken_back, Err(Refusal::NoConsent));
    // A withdrawal that was made elsewhere, of which this laptop has not all that it had seen.
    let unseen = EventRef::from_random([8; 16]);
    let op = consent(ConsentAnswer::Withdrawn, &["name"]).op(apart.file(1).heads(), consent_id());
    let past = BTreeSet::from([unseen]);
    let new = New { device: 2, member: SUPERVISOR, hours: 5, kind: EventKind::Consent, ops: vec![op] };
    let id = apart.log.write_seeing(new, past);
    apart.knows[1].insert(id);
    assert_eq!(permit(&apart.file(1), 6), Err(Refusal::NoConsent));
}
