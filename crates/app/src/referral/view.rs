//! A referral as a screen sees it.

use pana_casework::referral::{
    Detail, Details, Entry, EntryKind, Made, NextStep, Referral, ReferralState, ReferralStep, ReferralSummary, Standing,
};
use pana_casework::{Act, born_of_all};
use pana_model::{CaseId, Minor, Moment, ReferralId};
use pana_record::{Hlc, Mark};
use pana_store::Stream;

use super::find::Found;
use super::letters::letters;
use crate::clock::moment;
use crate::contract::referral::{DetailRow, DetailWords, ReferralLine, ReferralRow, ReferralView, TaskRow, WaitsFor};
use crate::contract::{AppError, Id, Vocabulary, Word};
use crate::desk::Desk;
use crate::needs::service_label;

/// The number of a referral: that of the case, and four characters drawn of its id, which no merge changes.
pub(super) fn number(case: &str, id: ReferralId) -> String {
    format!("{case}/{}", code_of(id))
}

/// The four characters.
pub(super) fn code_of(id: ReferralId) -> String {
    let [.., third, second, first] = *id.as_bytes();
    letters(u64::from_be_bytes([0, 0, 0, 0, 0, third, second, first]), 4)
}

/// Whose case a list line is about.
pub(crate) struct Whose<'w> {
    pub(crate) case: CaseId,
    pub(crate) number: &'w str,
    pub(crate) name: &'w str,
}

/// What lists say.
pub(crate) fn row(summary: &ReferralSummary, whose: &Whose<'_>, stream: Stream, now: Moment) -> ReferralRow {
    let state = summary.state(now);
    ReferralRow {
        case: Id(whose.case),
        referral: Id(summary.id),
        number: number(whose.number, summary.id),
        person: whose.name.to_owned(),
        state: Word(state),
        is_late: state == ReferralState::Expired,
        urgency: Word(summary.urgency),
        is_error: summary.is_error,
        is_private: stream == Stream::Protected,
        service_label: service_label(&summary.service),
        service: summary.service.clone(),
        recipient: summary.recipient.clone(),
        respond_by: summary.respond_by.map(Moment::to_rfc3339),
        waits_for: waits_for(state, summary.is_sensitive).filter(|_| !summary.is_error),
        task: summary.due(now).map(|due| TaskRow { task: Word(due.task), at: due.at.map(Moment::to_rfc3339) }),
    }
}

const fn waits_for(state: ReferralState, sensitive: bool) -> Option<WaitsFor> {
    match state {
        ReferralState::Draft if sensitive => Some(WaitsFor::Supervisor),
        ReferralState::Draft
        | ReferralState::Ready
        | ReferralState::Declined
        | ReferralState::Unreachable
        | ReferralState::Expired => Some(WaitsFor::Worker),
        ReferralState::Sent
        | ReferralState::Acknowledged
        | ReferralState::Accepted
        | ReferralState::Waitlisted
        | ReferralState::InService => Some(WaitsFor::Provider),
        ReferralState::Completed => Some(WaitsFor::Person),
        ReferralState::Closed | ReferralState::Withdrawn | ReferralState::Cancelled => None,
    }
}

/// The page.
pub(super) fn view(desk: &Desk, found: &Found, whose: &Whose<'_>, now: Moment) -> Result<ReferralView, AppError> {
    let Found { stream, file, referral } = found;
    let summary = referral.summary(&file.consents()).ok_or_else(|| AppError::internal("referral"))?;
    let summary = summary.in_case(desk.store.closed_for_referrals(*stream, whose.case)?);
    let late = referral.is_late(now);
    let (at, offset) = (Hlc::at(u64::try_from(now.unix_ms()).unwrap_or_default()), desk.store.offset_minutes());
    let standing = summary.standing;
    let sensitive = summary.is_sensitive;
    let is_closed = summary.is_case_closed;
    let may = |step: &ReferralStep| {
        // A closed case offers no new referral; one that is begun all the same opens it.
        if is_closed && *step == ReferralStep::ReRefer {
            return false;
        }
        let rests_on_time = late && step.leads(Some(standing), false).is_none();
        let next = NextStep { step: *step, expired: rests_on_time, details: Details::new() };
        // What makes ready is asked with its consent; what hands over rests on the one that was given.
        let agreed = match step {
            ReferralStep::Confirm => true,
            ReferralStep::Deliver => desk.store.permit((*stream, whose.case), referral.id, now).is_ok(),
            _ => file.may_pass_on(referral.id, &next, at, offset).is_ok(),
        };
        step.leads(Some(standing), rests_on_time).is_some()
            && agreed
            && desk.ask(Act::Referral(step.right(sensitive)), now).is_ok()
    };
    let may_write = |kind: &EntryKind| {
        let fits = match kind {
            EntryKind::Attempt => matches!(standing, Standing::Accepted | Standing::Waitlisted) || late,
            EntryKind::Informed => matches!(standing, Standing::Accepted | Standing::Waitlisted),
            EntryKind::Appointment => standing == Standing::Accepted,
            EntryKind::Told => {
                matches!(standing, Standing::Withdrawn | Standing::Cancelled) || summary.is_receiver_untold
            }
            EntryKind::Printed => desk.store.permit((*stream, whose.case), referral.id, now).is_ok(),
            EntryKind::Error => !summary.is_error,
            EntryKind::Note => true,
        };
        fits && desk.ask(Act::Referral(kind.right()), now).is_ok()
    };
    let again = !is_closed && standing.is_terminal() && standing != Standing::Withdrawn;
    let said = |detail| referral.said(detail).unwrap_or_default().to_owned();
    let facts = desk.store.case_file(Stream::Centre, whose.case)?.facts();
    let fact = |property: &str| facts.get(&(None, property.to_owned())).map(|fact| fact.all()).unwrap_or_default();
    Ok(ReferralView {
        row: row(&summary, whose, *stream, now),
        may: ReferralStep::ALL.iter().filter(|step| may(step)).map(|step| Word(*step)).collect(),
        may_write: EntryKind::ALL.iter().filter(|kind| may_write(kind)).map(|kind| Word(*kind)).collect(),
        may_reopen: again && desk.ask(Act::Referral(pana_casework::Step::Reopen), now).is_ok(),
        case_closed: is_closed,
        is_sensitive: sensitive,
        phone: said(Detail::Phone),
        address: said(Detail::Address),
        address_hidden: referral.said(Detail::HiddenAddress).is_some(),
        directory: referral.said(Detail::DirectoryService).map(str::to_owned),
        edition: referral.said(Detail::DirectoryVersion).map(str::to_owned),
        needs: referral.created().map(|made| codes(&made.details)).unwrap_or_default(),
        contact_unsafe: crate::people::contact_is_unsafe(desk, whose.case)?,
        minor: Word(Minor::of(born_of_all(fact).and_then(|born| born.ages_on(now.date())))),
        goes_on_from: referral.goes_on_from().map(Id),
        goes_on: file.goes_on(referral.id).into_iter().map(Id).collect(),
        words: DetailWords {
            channel: all(),
            learned: all(),
            wait: all(),
            decline_reason: all(),
            cancel_reason: all(),
            received: all(),
            outcome: all(),
            deleted: all(),
        },
        history: history(desk, referral),
    })
}

fn all<T: Vocabulary>() -> Vec<Word<T>> {
    T::ALL.iter().map(|word| Word(*word)).collect()
}

fn codes(details: &Details) -> Vec<String> {
    details.codes(Detail::Needs).map(str::to_owned).collect()
}

fn history(desk: &Desk, referral: &Referral) -> Vec<ReferralLine> {
    let beside: Vec<&Made> = referral.beside();
    let at = |mark: Mark| moment(i64::try_from(mark.hlc.unix_ms()).unwrap_or(i64::MAX));
    let step = |made: &Made| ReferralLine {
        step: Some(Word(made.step)),
        entry: None,
        at: at(made.mark),
        member: desk.member_name(made.mark.member),
        on_behalf: made.step.is_answer() || made.step == ReferralStep::Withdraw,
        expired: made.expired,
        beside: beside.contains(&made),
        details: rows(&made.details),
    };
    let entry = |entry: &Entry| ReferralLine {
        step: None,
        entry: Some(Word(entry.kind)),
        at: at(entry.mark),
        member: desk.member_name(entry.mark.member),
        on_behalf: false,
        expired: false,
        beside: false,
        details: rows(&entry.details),
    };
    let steps = referral.steps.values().map(|made| (made.mark.hlc, step(made)));
    let entries = referral.entries.values().map(|written| (written.mark.hlc, entry(written)));
    let mut lines: Vec<_> = steps.chain(entries).collect();
    lines.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    lines.into_iter().map(|(_, line)| line).collect()
}

fn rows(details: &Details) -> Vec<DetailRow> {
    details.iter().map(|(detail, value)| DetailRow { detail: Word(detail), value: value.to_owned() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_referrals_number_is_that_of_the_case_and_four_characters_that_read_aloud_as_what_they_are() {
        let one = number("A7-0412-K", ReferralId::from_random([5; 16]));
        assert_eq!(one.len(), "A7-0412-K/".len() + 4);
        let code = one.strip_prefix("A7-0412-K/").unwrap();
        assert!(!code.contains(['I', 'L', 'O', 'U']), "{code}");
        assert_ne!(one, number("A7-0412-K", ReferralId::from_random([6; 16])));
    }
}
