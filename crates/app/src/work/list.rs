//! What waits, by groups.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveTime};
use pana_casework::case::FollowUp;
use pana_casework::referral::{Due, Task};
use pana_casework::{Act, Role, profile};
use pana_model::{CaseId, MemberId, Moment, ReferralId, Urgency};
use pana_store::{Stream, WaitingReferral};

use crate::app::App;
use crate::contract::work::{
    AwaitedList, ContactView, SafeContact, WorkGroup, WorkList, WorkRequest, WorkRow, WorkView, WorkWhose,
};
use crate::contract::{AppError, Id, Vocabulary as _};
use crate::desk::Desk;
use crate::follow_up::view_of;
use crate::referral::{Whose, row};

/// So many rows of a group are made at most; the others are counted.
const SHOWN: usize = 100;

/// What waits today, for the member at work or in the whole centre: referrals of which something is due, people who are to be at a
/// receiver today or tomorrow, and people to be asked again; and of which an answer is awaited. O(what is due, and will be): an index of the tables of lists knows from when on
/// something is due and what orders it, and the rest is read of the first 100 of a group alone.
///
/// # Errors
/// `no-right`, and as any read.
pub(crate) fn work_list(app: &App, request: &WorkRequest) -> Result<WorkView, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::ReadPerson, now)?;
        view(desk, request, now)
    })
}

/// A referral that waits, with what orders it in its group.
pub(super) struct Waiting {
    pub(super) referral: WaitingReferral,
    pub(super) due: Option<Due>,
}

impl Waiting {
    /// The longest late first, and what has no time after what has one, the most urgent of it first.
    fn order(&self) -> (bool, Option<i64>, Urgency, CaseId, ReferralId) {
        let WaitingReferral { case, id, urgency, awaits, .. } = self.referral;
        let at = self.due.map_or(awaits.appointment, |due| due.at).map(Moment::unix_ms);
        (at.is_none(), at, urgency, case, id)
    }
}

/// Where a task stands. What is critical stands first as long as no help has begun.
pub(super) const fn group_of(task: Task, urgency: Urgency) -> WorkGroup {
    let critical = matches!(urgency, Urgency::Critical);
    match task {
        Task::AskConsent | Task::HandOver | Task::CallReceiver | Task::TellPerson | Task::FindOther | Task::Settle
            if critical =>
        {
            WorkGroup::First
        }
        Task::CallReceiver => WorkGroup::Late,
        Task::TellPerson | Task::ReviewWait | Task::Settle => WorkGroup::Call,
        Task::AskConsent | Task::AskWhetherCame | Task::AskPerson | Task::FindOther => WorkGroup::Ask,
        Task::TellReceiver | Task::TakeBack | Task::HandOver => WorkGroup::Tell,
    }
}

/// Is it to be done with the person, so that it matters how they may be reached?
const fn is_with_person(task: Task) -> bool {
    matches!(task, Task::AskConsent | Task::TellPerson | Task::AskWhetherCame | Task::AskPerson | Task::FindOther)
}

fn view(desk: &Desk, request: &WorkRequest, now: Moment) -> Result<WorkView, AppError> {
    let mut mine = Mine::of(desk, request.whose.0)?;
    let mut waiting: BTreeMap<WorkGroup, Vec<Waiting>> = BTreeMap::new();
    for referral in desk.store.referrals_waiting(now)? {
        let Some(due) = referral.awaits.due(now) else { continue };
        if !mine.has(referral.stream, referral.case)? {
            continue;
        }
        let group = group_of(due.task, referral.urgency);
        waiting.entry(group).or_default().push(Waiting { referral, due: Some(due) });
    }
    let (from, until) = today_and_tomorrow(now);
    for referral in desk.store.appointments(from, until)? {
        // Of whom something is to be done already stands where that is.
        if referral.awaits.due(now).is_none() && mine.has(referral.stream, referral.case)? {
            waiting.entry(WorkGroup::Meet).or_default().push(Waiting { referral, due: None });
        }
    }
    let mut people = People { desk, names: BTreeMap::new(), contacts: BTreeMap::new() };
    let mut groups = Vec::with_capacity(WorkGroup::ALL.len());
    for group in WorkGroup::ALL {
        let mut of_group = waiting.remove(group).unwrap_or_default();
        let mut count = of_group.len();
        if count > SHOWN {
            // Those that are not shown need no order.
            of_group.select_nth_unstable_by_key(SHOWN, Waiting::order);
            of_group.truncate(SHOWN);
        }
        of_group.sort_by_key(Waiting::order);
        let mut rows: Vec<WorkRow> = of_group
            .iter()
            .filter_map(|waiting| people.referral(waiting, now).transpose())
            .collect::<Result<_, _>>()?;
        if *group == WorkGroup::Meet {
            let (due, many) = follow_ups(desk, &mut mine, now)?;
            count = count.saturating_add(many);
            let room = SHOWN.saturating_sub(rows.len());
            for (case, day) in due.into_iter().filter_map(|(case, plan)| Some((case, plan.day()?))).take(room) {
                let ((number, person), contact) = (people.name(case)?, people.contact(case)?);
                rows.push(WorkRow::FollowUp { case: Id(case), person, number, follow_up: view_of(day, now), contact });
            }
        }
        groups.push(WorkList { group: *group, count: u32::try_from(count).unwrap_or(u32::MAX), rows });
    }
    let others = mine.others;
    let awaited = awaited(request.awaited, &mut mine, &mut people, now)?;
    Ok(WorkView { groups, awaited, others })
}

/// Those of which an answer is awaited that is not late. How many there are says an index, and whose each is its case; the rest is
/// read of those that are shown.
fn awaited(
    are_shown: bool,
    mine: &mut Mine<'_>,
    people: &mut People<'_>,
    now: Moment,
) -> Result<AwaitedList, AppError> {
    if !are_shown {
        let mut count = 0_u32;
        for (stream, case) in people.desk.store.cases_unanswered(now)? {
            count = count.saturating_add(u32::from(mine.has(stream, case)?));
        }
        return Ok(AwaitedList { count, rows: Vec::new() });
    }
    let mut found = Vec::new();
    for referral in people.desk.store.referrals_unanswered(now)? {
        if mine.has(referral.stream, referral.case)? {
            found.push(Waiting { referral, due: None });
        }
    }
    let count = u32::try_from(found.len()).unwrap_or(u32::MAX);
    found.sort_by_key(|one| (one.referral.awaits.respond_by, one.order()));
    found.truncate(SHOWN);
    let rows = found.iter().filter_map(|one| people.referral(one, now).transpose()).collect::<Result<_, _>>()?;
    Ok(AwaitedList { count, rows })
}

/// Who is to be asked again, the first of them, and how many.
fn follow_ups(desk: &Desk, mine: &mut Mine<'_>, now: Moment) -> Result<(Vec<(CaseId, FollowUp)>, usize), AppError> {
    if mine.whose == WorkWhose::All {
        return Ok(desk.store.follow_ups_due(now, SHOWN)?);
    }
    let mut due = Vec::new();
    for (case, plan) in desk.store.follow_ups_due(now, usize::MAX)?.0 {
        if mine.has(Stream::Centre, case)? {
            due.push((case, plan));
        }
    }
    let many = due.len();
    due.truncate(SHOWN);
    Ok((due, many))
}

/// After so many cases of which each was looked up, all of the member's are read at one go: one after the other they lie on few
/// pages, and asked for by chance each is a page of its own.
const LOOKED_UP: usize = 500;

/// Which cases are listed, each looked up once.
struct Mine<'d> {
    desk: &'d Desk,
    whose: WorkWhose,
    /// Members who see to their cases: those who are here and, but for a volunteer at work, no volunteers, who may not deliver.
    see_to_theirs: BTreeSet<MemberId>,
    known: BTreeMap<CaseId, bool>,
    /// The member's own cases in order, once they were read.
    own: Option<Vec<CaseId>>,
    others: u32,
}

impl<'d> Mine<'d> {
    fn of(desk: &'d Desk, whose: WorkWhose) -> Result<Self, AppError> {
        let members = desk.store.members()?.into_iter().filter(|member| member.role != Role::Volunteer);
        let see_to_theirs = members.map(|member| member.id).collect();
        Ok(Self { desk, whose, see_to_theirs, known: BTreeMap::new(), own: None, others: 0 })
    }

    /// What rests on a talk in private is everybody's who may know of it: the case's worker need not.
    fn has(&mut self, stream: Stream, case: CaseId) -> Result<bool, AppError> {
        if self.whose == WorkWhose::All || stream == Stream::Protected {
            return Ok(true);
        }
        let me = self.desk.member().id;
        if self.own.is_none() && self.known.len() >= LOOKED_UP {
            self.own = Some(self.desk.store.own_cases()?);
        }
        let has = match self.known.entry(case) {
            _ if self.own.as_ref().is_some_and(|own| own.binary_search(&case).is_ok()) => true,
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(unknown) => {
                let workers = self.desk.store.workers_of(case)?;
                let is_mine =
                    workers.contains(&me) || !workers.iter().any(|worker| self.see_to_theirs.contains(worker));
                *unknown.insert(is_mine)
            }
        };
        self.others = self.others.saturating_add(u32::from(!has));
        Ok(has)
    }
}

/// From the beginning of today to the end of tomorrow, where this laptop stands.
fn today_and_tomorrow(now: Moment) -> (Moment, Moment) {
    let at = |days: u64| {
        let day = now.date().checked_add_days(Days::new(days)).unwrap_or(now.date());
        let midnight = day.and_time(NaiveTime::MIN).and_local_timezone(now.date_time().timezone()).earliest();
        midnight.map_or(now, Moment::new)
    };
    (at(0), at(2))
}

/// Who is behind the rows, each read once.
struct People<'d> {
    desk: &'d Desk,
    names: BTreeMap<CaseId, (String, String)>,
    contacts: BTreeMap<CaseId, ContactView>,
}

impl People<'_> {
    /// Number and name.
    fn name(&mut self, case: CaseId) -> Result<(String, String), AppError> {
        match self.names.entry(case) {
            Entry::Occupied(known) => Ok(known.get().clone()),
            Entry::Vacant(unknown) => Ok(unknown.insert(self.desk.store.person_name(case)?).clone()),
        }
    }

    /// How they may be reached.
    fn contact(&mut self, case: CaseId) -> Result<ContactView, AppError> {
        match self.contacts.entry(case) {
            Entry::Occupied(known) => Ok(known.get().clone()),
            Entry::Vacant(unknown) => Ok(unknown.insert(contact_of(self.desk, case)?).clone()),
        }
    }

    /// The row of one; `None` where what the index says of it has no row, which the doctor names.
    fn referral(&mut self, waiting: &Waiting, now: Moment) -> Result<Option<WorkRow>, AppError> {
        let WaitingReferral { stream, case, id, .. } = waiting.referral;
        let Some(summary) = self.desk.store.referral_summary(stream, case, id)? else { return Ok(None) };
        let (number, name) = self.name(case)?;
        let is_with = waiting.due.is_some_and(|due| is_with_person(due.task));
        let shows_time = waiting.due.is_none_or(|due| matches!(due.task, Task::TellPerson | Task::AskWhetherCame));
        Ok(Some(WorkRow::Referral {
            row: Box::new(row(&summary, &Whose { case, number: &number, name: &name }, stream, now)),
            appointment: summary.appointment.filter(|_| shows_time).map(Moment::to_rfc3339),
            contact: if is_with { Some(self.contact(case)?) } else { None },
        }))
    }
}

/// How a person may be reached by what they said; a number at which that is not safe is not shown in a list.
fn contact_of(desk: &Desk, case: CaseId) -> Result<ContactView, AppError> {
    let facts = desk.store.profile_of(case)?;
    let said = |property: &str| facts.iter().find(|fact| fact.property == property).map(|fact| fact.value.as_str());
    let safe = match crate::people::safe_contact(desk, case)?.as_deref() {
        Some("no") => SafeContact::No,
        Some("yes") => SafeContact::Yes,
        _ => SafeContact::NotAsked,
    };
    let phone = said(profile::PHONE).filter(|_| safe != SafeContact::No).unwrap_or_default().to_owned();
    Ok(ContactView { phone, safe })
}
