//! What a month is counted from: every interview and referral that everybody at the centre may read, once each.
//!
//! Interviews are read a page at a time, so that nobody else's work waits, and of each are kept the few answers that figures
//! are made of: O(interviews) time, O(cases) memory. Nothing of the protected stream is opened, whatever grant the member has.
//! No look at anybody is written into the access log, since nobody is looked at: what comes out are counts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{FixedOffset, NaiveDate, Offset as _, Utc};
use pana_casework::referral::{Outcome, ReferralSummary, Standing};
use pana_model::{CaseId, Moment};
use pana_rules::{History, MATERIAL_NEEDS, Month, OF_PEOPLE, OF_PLACES, Passed, Record, names_read};
use pana_store::{CaseSince, InterviewLocation, SeenAnswer, SeenInterview, Unpacker};

use crate::app::App;
use crate::contract::AppError;
use crate::desk::Desk;
use crate::needs::taxonomy;

/// Interviews read at once.
const PAGE: usize = 100;

/// What of a month was written down.
pub(super) struct Gathered {
    /// What was said in each case in which somebody was asked anything until the end of the month.
    pub(super) people: BTreeMap<CaseId, History>,
    /// What was written down of places.
    pub(super) places: Vec<Record>,
    /// Cases that were not open when the month ended.
    pub(super) closed: BTreeSet<CaseId>,
    /// The referrals of each case that were handed over.
    pub(super) referrals: BTreeMap<CaseId, Vec<Passed>>,
}

/// What is to be read.
pub(super) struct Plan {
    forms: Vec<(&'static str, Vec<InterviewLocation>)>,
    /// Cases in which somebody was asked anything about a person until the end of the month, readable or not.
    asked: BTreeSet<CaseId>,
    cases: Vec<CaseSince>,
    referrals: BTreeMap<CaseId, Vec<Passed>>,
    clock: CentreClock,
    month: Month,
}

/// The clock of the centre, whatever the laptop shows.
#[derive(Clone, Copy)]
pub(super) struct CentreClock(FixedOffset);

impl CentreClock {
    pub(super) fn of(desk: &Desk) -> Self {
        let seconds = desk.store.offset_minutes().saturating_mul(60);
        Self(FixedOffset::east_opt(seconds).unwrap_or(Utc.fix()))
    }

    pub(super) fn at(self, moment: Moment) -> Moment {
        Moment::new(moment.date_time().with_timezone(&self.0))
    }

    pub(super) fn day(self, moment: Moment) -> NaiveDate {
        self.at(moment).date()
    }

    pub(super) fn day_of_ms(self, unix_ms: i64) -> Option<NaiveDate> {
        Moment::from_unix_ms(unix_ms).map(|moment| self.day(moment))
    }
}

impl Plan {
    /// What there is until the end of the month; of places all, since they say by themselves of which day they are.
    ///
    /// # Errors
    /// As any read.
    pub(super) fn of(desk: &mut Desk, month: Month) -> Result<Self, AppError> {
        let clock = CentreClock::of(desk);
        let is_until = |ms: i64| clock.day_of_ms(ms).is_some_and(|day| day <= month.last());
        let (mut forms, mut sound) = (Vec::new(), Sound::default());
        for form in OF_PEOPLE {
            forms.push((form, due(desk, &mut sound, form, is_until)?));
        }
        for form in OF_PLACES {
            forms.push((form, due(desk, &mut sound, form, |_| true)?));
        }
        let mut asked = BTreeSet::new();
        for form in desk.store.forms()?.iter().filter(|form| !OF_PLACES.contains(&form.form_id.as_str())) {
            let due = desk.store.interviews_due_to_all(&form.form_id)?.into_iter();
            asked.extend(due.filter(|due| is_until(due.finished_ms)).map(|due| due.location.case));
        }
        let mut referrals: BTreeMap<CaseId, Vec<Passed>> = BTreeMap::new();
        for (case, summary) in desk.store.referrals_handed_over()? {
            referrals.entry(case).or_default().push(passed(&summary, clock));
        }
        Ok(Self { forms, asked, cases: desk.store.cases_since()?, referrals, clock, month })
    }

    /// Since which month there are cases.
    pub(super) fn begun(&self) -> Option<Month> {
        self.cases.iter().filter_map(|case| self.clock.day_of_ms(case.opened_ms)).min().map(Month::of)
    }

    /// Reads it.
    ///
    /// # Errors
    /// `locked` where the app was locked meanwhile, and as any read.
    pub(super) fn read(self, app: &App) -> Result<Gathered, AppError> {
        let mut said: BTreeMap<CaseId, Vec<Record>> = BTreeMap::new();
        let mut places = Vec::new();
        let mut unpacker = Unpacker::new()?;
        for (form, interviews) in &self.forms {
            for page in interviews.chunks(PAGE) {
                let packed = app.desk_after_others(|desk, _| Ok(desk.store.interviews_packed(page)?))?;
                for interview in &packed {
                    let Some(finished) = Moment::from_unix_ms(interview.summary.finished_ms) else { continue };
                    let record = record(form, self.clock.at(finished), &unpacker.see(interview)?);
                    if OF_PLACES.contains(form) {
                        places.push(record);
                    } else {
                        said.entry(interview.summary.case).or_default().push(record);
                    }
                }
            }
        }
        let last = self.month.last();
        let was_closed = |case: &&CaseSince| {
            let is_later = self.clock.day_of_ms(case.opened_ms).is_none_or(|day| day > last);
            is_later || case.closed.is_some_and(|closed| closed.on <= last)
        };
        let closed = self.cases.iter().filter(was_closed).map(|case| case.case).collect();
        for case in self.asked {
            said.entry(case).or_default();
        }
        let people = said.into_iter().map(|(case, records)| (case, History::of(records))).collect();
        Ok(Gathered { people, places, closed, referrals: self.referrals })
    }
}

/// Which versions of questionnaires can be read, as this look found them: each is tried once.
#[derive(Default)]
struct Sound(BTreeMap<[u8; 32], bool>);

impl Sound {
    fn has(&mut self, desk: &mut Desk, form: &str, hash: &[u8; 32]) -> Result<bool, AppError> {
        if let Some(is_sound) = self.0.get(hash) {
            return Ok(*is_sound);
        }
        let is_sound = desk.form_if_sound(form, hash)?.is_some();
        self.0.insert(*hash, is_sound);
        Ok(is_sound)
    }
}

/// The interviews by a questionnaire of the centre's stream. About a person an older one does not speak in place of one whose
/// version cannot be read: what that asked about is not known. What is written down of places are events, each by itself.
fn due(
    desk: &mut Desk,
    sound: &mut Sound,
    form: &str,
    is_due: impl Fn(i64) -> bool,
) -> Result<Vec<InterviewLocation>, AppError> {
    let is_event = OF_PLACES.contains(&form);
    let mut all = desk.store.interviews_due_to_all(form)?;
    all.retain(|due| is_due(due.finished_ms));
    let mut read = Vec::with_capacity(all.len());
    for due in all {
        read.push((due.location.case, sound.has(desk, form, &due.form_hash)?, due.location));
    }
    Ok(speaking(read, is_event))
}

/// Of interviews in their order, each with whether it can be read, those that speak.
fn speaking<T>(all: Vec<(CaseId, bool, T)>, is_event: bool) -> Vec<T> {
    let (mut found, mut silent) = (Vec::with_capacity(all.len()), BTreeSet::new());
    for (case, is_sound, interview) in all.into_iter().rev() {
        if !is_sound && !is_event {
            silent.insert(case);
        } else if is_sound && !silent.contains(&case) {
            found.push(interview);
        }
    }
    found.reverse();
    found
}

/// What a month needs of a referral. A place on a list or a refusal counts as it stands when it is asked for; what was refused and
/// then closed stays refused. It is completed when the last was written down of it.
fn passed(summary: &ReferralSummary, clock: CentreClock) -> Passed {
    let (standing, course) = (summary.standing, summary.course);
    let is_taken =
        matches!(standing, Standing::Accepted | Standing::InService | Standing::Completed | Standing::ClosedCompleted);
    let has_helped = matches!(standing, Standing::Completed | Standing::ClosedCompleted)
        && matches!(course.outcome, Some(Outcome::Met | Outcome::Partly));
    let is_material = || {
        let kind = taxonomy().service(&summary.service);
        kind.is_some_and(|kind| MATERIAL_NEEDS.iter().any(|need| kind.needs.contains(*need)))
    };
    let completed = || Moment::from_unix_ms(i64::try_from(summary.changed.unix_ms()).ok()?);
    Passed {
        sent: course.sent.map(|sent| clock.day(sent)),
        is_refused_or_waits: standing == Standing::Waitlisted || (course.declined.is_some() && !is_taken),
        helped: (has_helped && is_material()).then(completed).flatten().map(|at| clock.at(at)),
    }
}

/// The answers of an interview that figures are made of.
fn record(form: &str, finished: Moment, seen: &SeenInterview<'_>) -> Record {
    let names = names_read(form);
    let (mut once, mut rows) = (Vec::new(), Vec::new());
    for (at, answer) in &seen.answers {
        let name = at.rsplit('/').next().unwrap_or_default();
        if !names.contains(&name) {
            continue;
        }
        let value = match answer {
            SeenAnswer::Value(value) => (*value).to_owned(),
            SeenAnswer::Partial(value) => value.clone(),
            SeenAnswer::Choices(choices) => choices.join(" "),
            // What was answered otherwise on two computers is not known until somebody has said which is right.
            SeenAnswer::Declined | SeenAnswer::Unknown | SeenAnswer::Later | SeenAnswer::Apart(_) => continue,
        };
        // Rows of a repeat are told by the bracket of their instance.
        if at.contains('[') { rows.push((name, value)) } else { once.push((name, value)) }
    }
    Record::new(form, finished, once).with_each(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unreadable_interview_silences_the_older_ones_about_a_person_and_none_about_places() {
        let [one, other] = [1, 2].map(|byte| CaseId::from_bytes([byte; 16]));
        let all = || vec![(one, true, 1), (other, true, 2), (one, false, 3), (one, true, 4)];
        assert_eq!(speaking(all(), false), [2, 4]);
        assert_eq!(speaking(all(), true), [1, 2, 4]);
    }
}
