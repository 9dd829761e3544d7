//! What our own referrals say of a service. They count referrals of the centre, not people, and none that rests on a talk in
//! private: a number would tell that there was one.

use std::collections::BTreeMap;

use pana_casework::referral::{DeclineReason, Outcome, ReferralState, ReferralStep, ReferralSummary, Standing};
use pana_directory::{Calendar, Experience};
use pana_model::{CaseId, Moment};
use pana_store::Stream;

use super::tried::{days_between, median};
use crate::contract::service::{DeclineCount, ExperienceView};
use crate::contract::{AppError, Word};
use crate::desk::Desk;

/// Referrals to services of the directory, by service: each of many candidates finds its own, and looks at no other's.
pub(super) struct Referrals(BTreeMap<String, Vec<(Stream, ReferralSummary)>>);

impl Referrals {
    /// All, read once for many services.
    pub(super) fn read(desk: &Desk) -> Result<Self, AppError> {
        Ok(Self::of(desk.store.referrals_to_services()?))
    }

    /// Those to one service.
    pub(super) fn to_one(desk: &Desk, service: &str) -> Result<Self, AppError> {
        Ok(Self::of(desk.store.referrals_to_service(service)?))
    }

    fn of(all: Vec<(Stream, CaseId, ReferralSummary)>) -> Self {
        let mut found: BTreeMap<String, Vec<(Stream, ReferralSummary)>> = BTreeMap::new();
        for (stream, _, summary) in all.into_iter().filter(|(_, _, summary)| !summary.is_error) {
            found.entry(summary.directory.clone()).or_default().push((stream, summary));
        }
        Self(found)
    }

    fn to(&self, service: &str) -> &[(Stream, ReferralSummary)] {
        self.0.get(service).map(Vec::as_slice).unwrap_or_default()
    }

    /// How many there are to a service, and how many of these are open, as far as the member may know.
    pub(super) fn counts(&self, service: &str) -> (u32, u32) {
        let many = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let open = self.to(service).iter().filter(|(_, summary)| !summary.standing.is_terminal());
        (many(self.to(service).len()), many(open.count()))
    }

    /// Those that were handed over.
    fn known(&self, service: &str) -> Vec<&ReferralSummary> {
        let is_known =
            |(stream, summary): &&(Stream, ReferralSummary)| *stream == Stream::Centre && summary.course.sent.is_some();
        self.to(service).iter().filter(is_known).map(|(_, summary)| summary).collect()
    }

    /// As the page of a service says it.
    pub(super) fn view(&self, service: &str, calendar: &Calendar, now: Moment) -> ExperienceView {
        let known = self.known(service);
        let count = |is: &dyn Fn(&ReferralSummary) -> bool| {
            u32::try_from(known.iter().filter(|summary| is(summary)).count()).unwrap_or(u32::MAX)
        };
        let mut reasons: BTreeMap<DeclineReason, u32> = BTreeMap::new();
        for reason in known.iter().filter_map(|summary| summary.course.declined) {
            let counted = reasons.entry(reason).or_default();
            *counted = counted.saturating_add(1);
        }
        let mut reasons: Vec<DeclineCount> =
            reasons.into_iter().map(|(reason, count)| DeclineCount { reason: Word(reason), count }).collect();
        reasons.sort_by_key(|row| std::cmp::Reverse(row.count));
        let last = known.iter().filter_map(|summary| summary.course.sent).max();
        let asked =
            |summary: &ReferralSummary| summary.course.outcome.is_some_and(|outcome| outcome != Outcome::NotAsked);
        ExperienceView {
            referrals: count(&|_| true),
            accepted: count(&|summary| summary.course.is_accepted),
            declined: count(&|summary| summary.course.declined.is_some()),
            unanswered: count(&|summary| {
                summary.course.answered.is_none() && summary.state(now) == ReferralState::Expired
            }),
            days: median_days(&known),
            reasons,
            asked: count(&asked),
            met: count(&|summary| summary.course.outcome == Some(Outcome::Met)),
            last: last.map(|at| calendar.at(at).day().to_string()),
        }
    }
}

/// Half of the answers came in so many days.
fn median_days(known: &[&ReferralSummary]) -> Option<u32> {
    let took = |summary: &&ReferralSummary| {
        let (sent, answered) = summary.course.sent.zip(summary.course.answered)?;
        days_between(sent.unix_ms(), answered.unix_ms())
    };
    median(known.iter().filter_map(took).collect())
}

/// What a person's own referrals say of services.
#[derive(Default)]
pub(super) struct OfPerson {
    /// The day on which one last refused them as not eligible, where no interview was finished since.
    refused: BTreeMap<String, chrono::NaiveDate>,
    /// Those with an open referral.
    open: std::collections::BTreeSet<String>,
}

impl OfPerson {
    /// What is known of a service, for this person.
    pub(super) fn weigh(&self, service: &str, known: Experience) -> Experience {
        let (refused, is_open) = (self.refused.get(service).copied(), self.open.contains(service));
        Experience { refused, is_open, ..known }
    }

    /// Of a case, as far as the member may know.
    pub(super) fn read(desk: &Desk, case: CaseId, calendar: &Calendar) -> Result<Self, AppError> {
        use pana_casework::referral::Detail;
        let finished = desk.store.person(case)?.interviews.iter().map(|interview| interview.finished_ms).max();
        let mut found = Self::default();
        for stream in [Stream::Centre, Stream::Protected] {
            for referral in desk.store.case_file(stream, case)?.referrals().into_values() {
                let Some(service) = referral.said(Detail::DirectoryService).map(str::to_owned) else { continue };
                if referral.is_error() {
                    continue;
                }
                let waits = |standing: Standing| {
                    !standing.is_terminal() && !matches!(standing, Standing::Declined | Standing::Unreachable)
                };
                if referral.standing().is_some_and(waits) {
                    found.open.insert(service.clone());
                }
                let declined = referral.steps.values().filter(|made| {
                    made.step == ReferralStep::Decline
                        && made.details.read(Detail::DeclineReason) == Some(DeclineReason::NotEligible)
                });
                let Some(at) = declined.map(|made| made.mark.hlc.unix_ms()).max() else { continue };
                let Some(at) = i64::try_from(at).ok().and_then(Moment::from_unix_ms) else { continue };
                // Somebody of whom more is known since may be eligible now.
                if finished.is_none_or(|finished| finished <= at.unix_ms()) {
                    found.refused.insert(service, calendar.at(at).day());
                }
            }
        }
        Ok(found)
    }
}
