//! Cases and the people they are about.

use std::collections::BTreeMap;

use pana_casework::{CaseNumber, profile};
use pana_model::{CaseId, DeviceId, InstanceId, InterviewId, MemberId, Moment};
use pana_record::{EventKind, Op, Value};
use rusqlite::{OptionalExtension as _, params};

use crate::access::AccessEntry;
use crate::answer::StoredAnswer;
use crate::context::Context;
use crate::interview::{InterviewHead, fold_interview};
use crate::log::NewEvent;
use crate::search::{Found, recent, search};
use crate::store::{Action, Store, Tx};
use crate::stream::Stream;
use crate::{DraftHead, StoreError, path, value};

/// Everything a person's page shows.
#[derive(Clone)]
pub struct Person {
    /// Case.
    pub case: CaseId,
    /// Case number.
    pub number: String,
    /// Name for display; may be empty.
    pub name: String,
    /// What interviews said of the person, in the order in which profiles are shown.
    pub profile: Vec<ProfileFact>,
    /// Who lives with the person, in the order in which they were told.
    pub household: Vec<HouseholdEntry>,
    /// Finished interviews, the latest first; protected ones only for a member with the grant.
    pub interviews: Vec<InterviewHead>,
    /// Unfinished interviews this member may open.
    pub drafts: Vec<DraftHead>,
    /// What was done, the latest first.
    pub history: Vec<HistoryEntry>,
    /// Who looked, the latest first.
    pub access: Vec<AccessEntry>,
}

/// One fact.
#[derive(Clone, PartialEq, Eq)]
pub struct ProfileFact {
    /// Property.
    pub property: String,
    /// Value as stored.
    pub value: String,
    /// The interview that says so.
    pub interview: InterviewId,
    /// The answer in it that says so.
    pub source: String,
    /// Do other values stand beside it?
    pub conflict: bool,
}

/// Someone of the household.
#[derive(Clone, PartialEq, Eq)]
pub struct HouseholdEntry {
    /// The repeat instance.
    pub id: InstanceId,
    /// What is known.
    pub facts: Vec<ProfileFact>,
}

/// One thing that was done to a case.
#[derive(Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// When, by the device's logical clock, milliseconds since 1970.
    pub at_ms: i64,
    /// Who.
    pub member: MemberId,
    /// `case-opened`, `interview-finished`, `interview-amended`.
    pub action: String,
    /// On which device.
    pub device: DeviceId,
    /// Which interview.
    pub interview: Option<InterviewId>,
    /// For an amendment: what it changed.
    pub changes: Vec<Change>,
}

/// One answer before and after.
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    /// Place.
    pub at: String,
    /// Before; `None` = blank.
    pub before: Option<StoredAnswer>,
    /// After; `None` = blank.
    pub after: Option<StoredAnswer>,
}

macro_rules! debug_without_answers {
    ($($name:ident: $shown:ident),+) => {
        $(impl std::fmt::Debug for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(out, "{}({})", stringify!($name), self.$shown)
            }
        })+
    };
}
debug_without_answers!(Person: case, ProfileFact: property, HouseholdEntry: id, HistoryEntry: action, Change: at);

impl Store {
    /// Opens a case without an interview, under an id drawn by the caller. Interviews open one by themselves.
    ///
    /// # Errors
    /// [`StoreError::NumbersUsedUp`], and as any write.
    pub fn case_open(&mut self, case: CaseId, now: Moment) -> Result<CaseNumber, StoreError> {
        self.transact(Action::CaseOpen, now, |tx| tx.case_open(case))
    }

    /// Finds people by what was typed: parts of names in any order, case number, date or year of birth, telephone. An
    /// empty text gives those changed last.
    ///
    /// # Errors
    /// As any read.
    pub fn people_search(&self, text: &str, limit: usize) -> Result<Found, StoreError> {
        let context = self.context();
        let mut found =
            if text.trim().is_empty() { recent(context.sql, limit)? } else { search(context.sql, text, limit)? };
        for hit in &mut found.people {
            if hit.draft && hit.name.is_empty() {
                hit.name = context.draft_name(hit.case)?;
            }
        }
        Ok(found)
    }

    /// How many people there are.
    ///
    /// # Errors
    /// As any read.
    pub fn people_count(&self) -> Result<u32, StoreError> {
        Ok(self.context().sql.query_row("SELECT count(*) FROM view_case", [], |row| row.get(0))?)
    }

    /// A person's page.
    ///
    /// # Errors
    /// [`StoreError::UnknownCase`], and as any read.
    pub fn person(&self, case: CaseId) -> Result<Person, StoreError> {
        self.context().person(case)
    }

    /// A case's number and name for display; the name of an unfinished interview when nothing else is known.
    ///
    /// # Errors
    /// [`StoreError::UnknownCase`], and as any read.
    pub fn person_name(&self, case: CaseId) -> Result<(String, String), StoreError> {
        let context = self.context();
        let (number, name) = context.case_row(case)?.ok_or(StoreError::UnknownCase)?;
        let name = if name.is_empty() { context.draft_name(case)? } else { name };
        Ok((number, name))
    }

    /// The case with this number on this device.
    ///
    /// # Errors
    /// [`StoreError::UnknownCase`], and as any read.
    pub fn case_by_number(&self, number: CaseNumber) -> Result<CaseId, StoreError> {
        let row = self
            .context()
            .sql
            .prepare_cached("SELECT subject FROM view_token WHERE kind = 1 AND token = ?1")?
            .query_row([number.search_key()], |row| row.get(0))
            .optional()?;
        row.map(CaseId::from_bytes).ok_or(StoreError::UnknownCase)
    }
}

impl Tx<'_> {
    /// Opens a case under an id drawn by the caller: its number is given out, its key made, its first event appended.
    ///
    /// # Errors
    /// [`StoreError::NumbersUsedUp`], and as any write.
    pub fn case_open(&mut self, case: CaseId) -> Result<CaseNumber, StoreError> {
        let (prefix, last): (String, u32) =
            self.sql().query_row("SELECT prefix, counter FROM own", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let prefix = prefix.parse().map_err(|_| StoreError::Damaged("case number prefix".to_owned()))?;
        let number = CaseNumber::after(prefix, last).ok_or(StoreError::NumbersUsedUp)?;
        self.sql().execute("UPDATE own SET counter = ?1", [number.counter()])?;
        let hlc = self.next_hlc()?;
        self.append(NewEvent {
            stream: Stream::Centre,
            subject: *case.as_bytes(),
            kind: EventKind::Create,
            form: None,
            ops: vec![Op::set(path::NUMBER, Value::text(number.to_string()), Vec::new())],
            note: String::new(),
            hlc,
        })?;
        Ok(number)
    }
}

impl Context<'_> {
    /// Number and name; `None` when there is no such case.
    fn case_row(&self, case: CaseId) -> Result<Option<(String, String)>, StoreError> {
        let mut statement = self.sql.prepare_cached("SELECT number, name FROM view_case WHERE subject = ?1")?;
        Ok(statement.query_row([case.as_bytes().as_slice()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }

    pub(crate) fn case_number(&self, case: CaseId) -> Result<Option<String>, StoreError> {
        Ok(self.case_row(case)?.map(|(number, _)| number))
    }

    /// The name that an unfinished interview of the centre stream gives; else empty.
    fn draft_name(&self, case: CaseId) -> Result<String, StoreError> {
        let heads = self.drafts_of(case)?;
        let names = heads
            .iter()
            .filter(|head| head.stream == Stream::Centre)
            .map(|head| pana_casework::display_name(|property| head.person.get(property).map(String::as_str)));
        Ok(names.into_iter().find(|name| !name.is_empty()).unwrap_or_default())
    }

    fn drafts_of(&self, case: CaseId) -> Result<Vec<DraftHead>, StoreError> {
        // There are few drafts at any time, and those of the protected stream name their case only when opened.
        Ok(self.drafts()?.into_iter().filter(|head| head.case == case).collect())
    }

    fn person(&self, case: CaseId) -> Result<Person, StoreError> {
        let (number, name) = self.case_row(case)?.ok_or(StoreError::UnknownCase)?;
        let mut interviews = self.heads(
            "WHERE subject = ?1 AND form_id <> '' ORDER BY finished_hlc DESC, interview",
            params![case.as_bytes().as_slice()],
        )?;
        let mut history = self.history(case)?;
        let mut access = self.access(case)?;
        let protected = self.protected_of(case)?;
        if !protected.is_empty() {
            interviews.extend(self.protected_heads_of(case)?);
            interviews.sort_by_key(|head| (std::cmp::Reverse(head.finished_ms), head.interview));
            for (at, event) in protected.iter().enumerate() {
                let earlier = protected.get(..at).unwrap_or_default();
                history.push(entry(event, earlier));
            }
            history.sort_by_key(|entry| std::cmp::Reverse(entry.at_ms));
        }
        access.extend(self.protected_access(case)?);
        access.sort_by_key(|entry| std::cmp::Reverse(entry.at_ms));
        let drafts = self.drafts_of(case)?;
        let name = if name.is_empty() { self.draft_name(case)? } else { name };
        Ok(Person {
            case,
            number,
            name,
            profile: self.profile(case)?,
            household: self.household(case)?,
            interviews,
            drafts,
            history,
            access,
        })
    }

    pub(crate) fn profile(&self, case: CaseId) -> Result<Vec<ProfileFact>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT property, value, interview, source, heads FROM view_profile WHERE subject = ?1 ORDER BY property",
        )?;
        let rows = statement.query_map([case.as_bytes().as_slice()], fact_of_row)?;
        let mut facts = rows.collect::<Result<Vec<_>, _>>()?;
        facts.sort_by_key(|fact| profile::rank(&fact.property));
        Ok(facts)
    }

    fn household(&self, case: CaseId) -> Result<Vec<HouseholdEntry>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT property, value, interview, source, heads, instance FROM view_household
             WHERE subject = ?1 ORDER BY instance, property",
        )?;
        let rows = statement.query_map([case.as_bytes().as_slice()], |row| {
            Ok((InstanceId::from_bytes(row.get(5)?), fact_of_row(row)?))
        })?;
        let mut entries: BTreeMap<InstanceId, Vec<ProfileFact>> = BTreeMap::new();
        for row in rows {
            let (instance, fact) = row?;
            entries.entry(instance).or_default().push(fact);
        }
        Ok(entries.into_iter().map(|(id, facts)| HouseholdEntry { id, facts }).collect())
    }

    fn history(&self, case: CaseId) -> Result<Vec<HistoryEntry>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT hlc, device, seq, action, member, interview FROM view_history WHERE subject = ?1
             ORDER BY hlc DESC, device, seq",
        )?;
        let rows = statement.query_map([case.as_bytes().as_slice()], |row| {
            let interview: [u8; 16] = row.get(5)?;
            let entry = HistoryEntry {
                at_ms: crate::hlc_ms(row.get(0)?),
                member: MemberId::from_bytes(row.get(4)?),
                action: row.get(3)?,
                device: DeviceId::from_bytes(row.get(1)?),
                interview: (interview != [0; 16]).then(|| InterviewId::from_bytes(interview)),
                changes: Vec::new(),
            };
            Ok((entry, row.get::<_, i64>(2)?.cast_unsigned()))
        })?;
        let mut rows = rows.collect::<Result<Vec<_>, _>>()?;
        if rows.iter().any(|(entry, _)| entry.action == "interview-amended") {
            let events = self.events_of(Stream::Centre, case)?;
            for (listed, seq) in &mut rows {
                let place = events.iter().position(|event| event.device == listed.device && event.seq == *seq);
                if let Some((event, earlier)) = place.and_then(|at| Some((events.get(at)?, events.get(..at)?))) {
                    listed.changes = entry(event, earlier).changes;
                }
            }
        }
        Ok(rows.into_iter().map(|(entry, _)| entry).collect())
    }
}

/// A line of the history, with what an amendment changed as against the events before it.
fn entry(event: &crate::fold::Opened, earlier: &[crate::fold::Opened]) -> HistoryEntry {
    let mut changes = Vec::new();
    if let (EventKind::Edit, Some(interview)) = (event.body.kind, event.interview()) {
        let before = fold_interview(interview, earlier);
        let mut after = before.clone();
        event.apply_to_interview(interview, &mut after);
        let (before, after) = (value::answers(&before), value::answers(&after));
        let places: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for at in places.into_iter().filter(|at| before.get(*at) != after.get(*at)) {
            changes.push(Change { at: at.clone(), before: before.get(at).cloned(), after: after.get(at).cloned() });
        }
    }
    HistoryEntry {
        at_ms: event.body.hlc.unix_ms().cast_signed(),
        member: event.body.member,
        action: event.action().to_owned(),
        device: event.device,
        interview: event.interview(),
        changes,
    }
}

fn fact_of_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<ProfileFact> {
    Ok(ProfileFact {
        property: row.get(0)?,
        value: row.get(1)?,
        interview: InterviewId::from_bytes(row.get(2)?),
        source: row.get(3)?,
        conflict: row.get::<_, u32>(4)? > 1,
    })
}
