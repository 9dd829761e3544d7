//! A referral that devices work on apart, and the shortest way to each place.

use super::*;

/// Details with which a step may be made.
pub(super) fn said(step: ReferralStep, hours: u64) -> Details {
    let filled = |details: Details, detail: &Detail| {
        let value = match detail {
            Detail::Service => "food".to_owned(),
            Detail::Recipient => "Aid".to_owned(),
            Detail::Urgency => "critical".to_owned(),
            Detail::Consent => consent_id().to_string(),
            Detail::Fields => "name language".to_owned(),
            Detail::RespondBy => moment(hours + 24).to_rfc3339(),
            Detail::Channel | Detail::Learned => "phone".to_owned(),
            Detail::Wait => "under_month".to_owned(),
            Detail::DeclineReason => "full".to_owned(),
            Detail::CancelReason => "moved".to_owned(),
            Detail::Received => "full".to_owned(),
            Detail::Outcome => "met".to_owned(),
            Detail::To => referral(2).to_string(),
            Detail::On => "2026-11-29".to_owned(),
            Detail::At => moment(hours + 30).to_rfc3339(),
            _ => "words".to_owned(),
        };
        details.with(*detail, value)
    };
    step.required().iter().fold(Details::new(), filled)
}

pub(super) fn ops(
    file: &CaseFile,
    id: ReferralId,
    next: &NextStep,
    hours: u64,
) -> Result<Vec<Op>, crate::referral::StepError> {
    let at = Hlc::at(DAY + hours * HOUR);
    if next.step == ReferralStep::Create {
        return Ok(vec![Referral::create_op(id, next.details.clone(), at)?]);
    }
    let known = file.referral(id).ok_or(crate::referral::StepError::OutOfTurn)?;
    let mut ops = vec![known.step_op(next, at)?];
    if next.step == ReferralStep::ReRefer {
        let to: ReferralId = next.details.read(Detail::To).unwrap();
        let details = said(ReferralStep::Create, hours).with(Detail::Replaces, id.to_string());
        ops.push(Referral::create_op(to, details, at)?);
    }
    Ok(ops)
}

/// Devices that work apart: each knows the events it has.
pub(super) struct Apart {
    pub(super) log: Log,
    pub(super) knows: [BTreeSet<EventRef>; 4],
}

impl Apart {
    /// A case with a live consent, known to all.
    pub(super) fn new() -> Self {
        let mut log = Log::opened();
        let op = consent(ConsentAnswer::Given, &["name", "language"]).op(log.file().heads(), consent_id());
        log.write(New { device: 3, member: 3, hours: 0, kind: EventKind::Consent, ops: vec![op] });
        let all: BTreeSet<EventRef> = log.written.iter().map(|written| written.id).collect();
        Self { log, knows: [all.clone(), all.clone(), all.clone(), all] }
    }

    pub(super) fn file(&self, device: u8) -> CaseFile {
        let known = &self.knows[usize::from(device)];
        let events: Vec<Event<'_>> =
            self.log.written.iter().filter(|written| known.contains(&written.id)).map(Written::event).collect();
        CaseFile::fold(StreamName::Centre, case(), &events, &RULES).0
    }

    pub(super) fn write(&mut self, device: u8, member: usize, hours: u64, kind: EventKind, ops: Vec<Op>) -> EventRef {
        let past = self.file(device).frontier().clone();
        let id = self.log.write_seeing(New { device, member, hours, kind, ops }, past);
        self.knows[usize::from(device)].insert(id);
        id
    }

    /// A step, if it may be made where this device stands.
    pub(super) fn step(&mut self, device: u8, hours: u64, next: &NextStep) -> bool {
        let Ok(ops) = ops(&self.file(device), referral(1), next, hours) else { return false };
        self.write(device, SUPERVISOR, hours, EventKind::Refer, ops);
        true
    }

    pub(super) fn does(&mut self, device: u8, hours: u64, step: ReferralStep) {
        if step == ReferralStep::Unreachable {
            for _ in 0..3 {
                self.attempt(device, hours);
            }
        }
        let expired = matches!(step, ReferralStep::Close | ReferralStep::ReRefer)
            && self.file(device).referral(referral(1)).and_then(|r| r.standing()).is_some_and(Standing::awaits_answer);
        assert!(self.step(device, hours, &NextStep { step, expired, details: said(step, hours) }), "{step}");
    }

    pub(super) fn attempt(&mut self, device: u8, hours: u64) {
        let details = Details::new().with(Detail::Channel, "phone").with(Detail::On, "2026-11-29");
        let known = self.file(device).referral(referral(1)).unwrap();
        let op = known.entry_op(EntryKind::Attempt, &details).unwrap();
        self.write(device, SUPERVISOR, hours, EventKind::Refer, vec![op]);
    }

    pub(super) fn meet(&mut self) {
        let all: BTreeSet<EventRef> = self.knows.iter().flatten().copied().collect();
        self.knows.fill(all);
    }

    pub(super) fn standing(&self) -> Option<Standing> {
        self.log.file().referral(referral(1)).and_then(|referral| referral.standing())
    }
}

/// The shortest way to each place.
pub(super) fn way(to: Standing) -> &'static [ReferralStep] {
    use ReferralStep as Do;
    match to {
        Standing::Draft => &[Do::Create],
        Standing::Ready => &[Do::Create, Do::Confirm],
        Standing::Sent => &[Do::Create, Do::Confirm, Do::Deliver],
        Standing::ClosedInformed => &[Do::Create, Do::Confirm, Do::Inform],
        Standing::Acknowledged => &[Do::Create, Do::Confirm, Do::Deliver, Do::Acknowledge],
        Standing::Accepted => &[Do::Create, Do::Confirm, Do::Deliver, Do::Accept],
        Standing::Waitlisted => &[Do::Create, Do::Confirm, Do::Deliver, Do::Waitlist],
        Standing::Declined => &[Do::Create, Do::Confirm, Do::Deliver, Do::Decline],
        Standing::InService => &[Do::Create, Do::Confirm, Do::Deliver, Do::Accept, Do::Start],
        Standing::Completed => &[Do::Create, Do::Confirm, Do::Deliver, Do::Accept, Do::Start, Do::Finish],
        Standing::ClosedCompleted => {
            &[Do::Create, Do::Confirm, Do::Deliver, Do::Accept, Do::Start, Do::Finish, Do::Close]
        }
        Standing::ClosedOtherwise => &[Do::Create, Do::Confirm, Do::Deliver, Do::Decline, Do::Close],
        Standing::Unreachable => &[Do::Create, Do::Confirm, Do::Deliver, Do::Accept, Do::Unreachable],
        Standing::Withdrawn => &[Do::Create, Do::Withdraw],
        Standing::Cancelled => &[Do::Create, Do::Cancel],
    }
}

pub(super) fn at(to: Standing) -> Apart {
    let mut apart = Apart::new();
    for (hours, step) in (1..).zip(way(to)) {
        apart.does(3, hours, *step);
    }
    apart.meet();
    assert_eq!(apart.standing(), Some(to));
    apart
}
