//! A person's page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pana_casework::case::{FollowUp, Transfer};
use pana_casework::referral::EntryKind;
use pana_casework::{Act, Looks, OfInterview, born_of_all, profile};
use pana_forms::Choice;
use pana_model::{CaseId, InstanceId, InterviewId, Minor, Moment};
use pana_record::EventKind;
use pana_store::{
    Access, AccessEntry, Change, Done, DraftSummary, HistoryEntry, HouseholdEntry, InterviewSummary, Look, Person,
    ProfileFact, RightsIn, Stream,
};

use super::labels::Labels;
use super::names::names_of;
use super::standing::standing;
use crate::app::App;
use crate::clock::moment;
use crate::conflict::conflicts_of;
use crate::contract::form::ChoiceView;
use crate::contract::interview::{AnswerView, Status};
use crate::contract::people::{
    AccessAction, AccessRow, AgesView, ChangeRow, HistoryAction, HistoryRow, HouseholdRow, InterviewRow, PersonRequest,
    PersonView, ProfileOther, ProfileRow,
};
use crate::contract::{AppError, Id, Word};
use crate::convert::{from_stored, to_view};
use crate::desk::Desk;
use crate::follow_up::view_of;
use crate::meeting::{meeting_led, meeting_with};
use crate::questionnaire::{AskedForm, choice_view};
use crate::transfer::{InterviewsFrom, case_from, case_to, may_open, note_told};

/// Opens a person's page; the look is in the access log before the page is on the screen.
///
/// # Errors
/// `case-unknown`, `no-right`, and as any write.
pub(crate) fn person_open(app: &App, request: &PersonRequest) -> Result<PersonView, AppError> {
    app.desk(|desk, now| open(desk, request.case.0, now))
}

fn open(desk: &mut Desk, case: CaseId, now: Moment) -> Result<PersonView, AppError> {
    desk.ask(Act::ReadPerson, now)?;
    // An unknown case fails here, before anything is noted of it.
    desk.store.person_name(case)?;
    may_open(desk, case, now)?;
    let look = Look { cases: &[case], access: Access::PersonOpened, interview: None, stream: Stream::Centre, note: "" };
    desk.store.record_access(&look, now)?;
    let mut person = desk.store.person(case)?;
    let due = meeting_with(desk, case, &person.drafts)?;
    let meeting = due.map(|due| meeting_led(desk, case, due, &person.drafts, now)).transpose()?;
    let all = std::mem::take(&mut person.drafts);
    person.drafts = desk.only_mine_to_open(all.clone(), now)?;
    let ask = led_by_others(desk, &all, &person.drafts);
    let in_case = desk.store.rights_in(case)?;
    let standing = standing(desk, case, &in_case, now)?;
    let rights = Rights { store: &in_case, now };
    let asked = Versions::of(desk, &person)?;
    asked.put_in_order(&mut person.household);
    let file = desk.store.case_file(Stream::Centre, case)?;
    let to = case_to(desk, &file, now)?;
    note_told(desk, &file, now)?;
    let origins = InterviewsFrom::of(&file);
    let of_interview = |id| person.interviews.iter().find(|summary| summary.interview == id);
    let may_read =
        |desk: &Desk, id| of_interview(id).is_some_and(|summary| rights.may(desk, Act::ReadInterview, summary));
    let labels = Labels::of(desk, &person, |id| asked.0.get(&id).cloned(), may_read, now)?;
    let asked = Shown { asked, labels };
    let mut interviews: Vec<InterviewRow> = Vec::new();
    for draft in person.drafts.iter().filter(|draft| !draft.amends) {
        interviews.push(draft_row(desk, &asked.asked, draft));
    }
    for summary in &person.interviews {
        interviews.push(interview_row(desk, &asked.asked, summary, (&rights, &origins)));
    }
    let household = person.household.iter().map(|entry| {
        let (ages, minor) = ages_of(&entry.facts, now);
        HouseholdRow {
            id: Id(entry.id),
            name: names_of(&entry.facts),
            ages,
            minor,
            facts: listed(&entry.facts).map(|fact| fact_row(&asked, fact)).collect(),
        }
    });
    let (ages, minor) = ages_of(&person.profile, now);
    let conflicts = conflicts_of(desk, case, now)?;
    let follow_up = desk.store.follow_up_of(case)?.and_then(FollowUp::day).map(|day| view_of(day, now));
    Ok(PersonView {
        case: Id(case),
        number: person.number.clone(),
        name: person.name.clone(),
        contact_unsafe: super::safe::contact_is_unsafe(desk, case)?,
        may_make_sheet: desk.may(Act::Referral(EntryKind::Printed.right()), now),
        may_erase: desk.may(Act::Erase, now),
        may_hand_over: desk.may(Act::Transfer, now) && !file.transfers().iter().any(Transfer::is_open),
        ages,
        minor,
        meeting,
        follow_up,
        from: case_from(desk, &file),
        to,
        standing,
        conflicts,
        profile: listed(&person.profile).map(|fact| fact_row(&asked, fact)).collect(),
        household: household.collect(),
        history: person.history.iter().map(|entry| history_row(desk, &asked, (&person, &rights), entry)).collect(),
        access: access_rows(desk, &person.access, now),
        interviews,
        ask,
    })
}

/// The finished interviews of a case that the member may know of, the latest first, as its own page has them.
pub(super) fn interviews_of(desk: &mut Desk, case: CaseId, now: Moment) -> Result<Vec<InterviewRow>, AppError> {
    let mut person = desk.store.person(case)?;
    person.drafts.clear();
    let in_case = desk.store.rights_in(case)?;
    let (rights, asked) = (Rights { store: &in_case, now }, Versions::of(desk, &person)?);
    let file = desk.store.case_file(Stream::Centre, case)?;
    let of = (&rights, &InterviewsFrom::of(&file));
    Ok(person.interviews.iter().map(|summary| interview_row(desk, &asked, summary, of)).collect())
}

/// What is known, by property: all that stands.
fn values_in<'f>(facts: &'f [ProfileFact]) -> impl Fn(&str) -> Vec<&'f str> {
    move |property| facts.iter().find(|fact| fact.property == property).map(ProfileFact::all).unwrap_or_default()
}

fn listed(facts: &[ProfileFact]) -> impl Iterator<Item = &ProfileFact> {
    facts.iter().filter(|fact| profile::is_listed(&fact.property))
}

/// How old somebody is today, and whether that is a child.
fn ages_of(facts: &[ProfileFact], now: Moment) -> (Option<AgesView>, Word<Minor>) {
    let ages = born_of_all(values_in(facts)).and_then(|born| born.ages_on(now.date()));
    (ages.map(|ages| AgesView { least: ages.least, greatest: ages.greatest }), Word(Minor::of(ages)))
}

/// Who leads what is begun with the person and not shown, each once. That there is a protected one is not told.
fn led_by_others(desk: &Desk, all: &[DraftSummary], shown: &[DraftSummary]) -> Vec<String> {
    let hidden = |draft: &&DraftSummary| {
        draft.stream == Stream::Centre && !draft.amends && shown.iter().all(|each| each.interview != draft.interview)
    };
    let leaders: BTreeSet<_> = all.iter().filter(hidden).map(|draft| draft.member).collect();
    leaders.into_iter().map(|member| desk.member_name(member)).collect()
}

/// What the member at work may do with the finished interviews of the case.
struct Rights<'a> {
    store: &'a RightsIn,
    now: Moment,
}

impl Rights<'_> {
    fn may(&self, desk: &Desk, act: impl FnOnce(OfInterview) -> Act, summary: &InterviewSummary) -> bool {
        let of = OfInterview { id: summary.interview, stream: summary.stream };
        self.store.may(&desk.store, &act(of), self.now).is_ok()
    }
}

/// The questionnaires of a person's interviews, and the labels in them.
struct Shown {
    asked: Versions,
    labels: Labels,
}

/// The questionnaires of a person's interviews, by interview. One that is missing or altered has no title and no questions.
struct Versions(BTreeMap<InterviewId, Arc<AskedForm>>);

impl Versions {
    fn of(desk: &mut Desk, person: &Person) -> Result<Self, AppError> {
        let mut versions = BTreeMap::new();
        for summary in &person.interviews {
            versions.extend(
                desk.form_if_sound(&summary.form_id, &summary.form_hash)?.map(|asked| (summary.interview, asked)),
            );
        }
        for draft in &person.drafts {
            versions
                .extend(desk.form_if_sound(&draft.form_id, &draft.form_hash)?.map(|asked| (draft.interview, asked)));
        }
        Ok(Self(versions))
    }

    /// Who lives with the person, as they stand in the interviews in which they were named.
    fn put_in_order(&self, household: &mut [HouseholdEntry]) {
        let list = |entry: &HouseholdEntry| {
            let fact = entry.facts.first()?;
            let (at, _) = fact.source.split_once(&format!("[{}]", entry.id))?;
            Some((fact.interview, at.to_owned()))
        };
        let mut lists: BTreeMap<(InterviewId, String), Vec<InstanceId>> = BTreeMap::new();
        for entry in household.iter() {
            list(entry).into_iter().for_each(|list| lists.entry(list).or_default().push(entry.id));
        }
        let mut places: BTreeMap<InstanceId, (usize, usize)> = BTreeMap::new();
        for (nth, ((interview, at), ids)) in lists.iter_mut().enumerate() {
            self.0.get(interview).into_iter().for_each(|asked| asked.form.put_in_order(at, ids));
            places.extend(ids.iter().enumerate().map(|(place, id)| (*id, (nth, place))));
        }
        household.sort_by_key(|entry| places.get(&entry.id).copied());
    }

    fn title(&self, interview: InterviewId) -> crate::contract::Texts {
        self.0.get(&interview).map(|asked| asked.form.title().clone()).unwrap_or_default()
    }

    /// The question behind a place, and the choices named in its answers.
    fn question(&self, interview: InterviewId, at: &str) -> Option<(&AskedForm, &pana_forms::Node)> {
        let asked = self.0.get(&interview)?;
        Some((asked, asked.form.find(at)?.1))
    }
}

fn draft_row(desk: &Desk, asked: &Versions, draft: &DraftSummary) -> InterviewRow {
    InterviewRow {
        interview: Id(draft.interview),
        form_title: asked.title(draft.interview),
        status: Status::Draft,
        incomplete: false,
        from: None,
        member: desk.member_name(draft.member),
        started_at: moment(draft.started_ms),
        finished_at: None,
        amended: 0,
        may_read: true,
        may_amend: false,
    }
}

fn interview_row(
    desk: &Desk,
    asked: &Versions,
    summary: &InterviewSummary,
    (rights, origins): (&Rights<'_>, &InterviewsFrom<'_>),
) -> InterviewRow {
    let (origin, from) = origins.of_one(summary.interview).unzip();
    let finished_ms = origin.as_ref().map_or(summary.finished_ms, |origin| origin.finished_ms);
    let led_by = origin.map_or_else(|| desk.member_name(summary.member), |origin| origin.by);
    let may_read = rights.may(desk, Act::ReadInterview, summary);
    InterviewRow {
        interview: Id(summary.interview),
        form_title: asked.title(summary.interview),
        status: Status::Finished,
        incomplete: summary.incomplete,
        from,
        member: led_by,
        started_at: moment(summary.started_ms),
        finished_at: Some(moment(finished_ms)),
        amended: summary.amended,
        may_read,
        may_amend: may_read && rights.may(desk, Act::AmendInterview, summary),
    }
}

fn fact_row(shown: &Shown, fact: &ProfileFact) -> ProfileRow {
    let (interview, at) = (fact.interview, fact.source.as_str());
    let question = shown.asked.question(interview, at);
    let label_of = |value: &str| {
        let (asked, node) = question?;
        let choices = asked.form.choices(node.list.as_deref()?)?;
        let choice = choices.iter().find(|choice| *choice.name == *value)?;
        Some(shown.labels.choice(interview, at, choice))
    };
    let other = |value: &String| ProfileOther { value: value.clone(), label: label_of(value) };
    ProfileRow {
        property: fact.property.clone(),
        value: fact.value.clone(),
        label: label_of(&fact.value),
        question: question.map(|(_, node)| shown.labels.question(interview, at, node)),
        conflict: fact.conflict,
        others: fact.others.iter().map(other).collect(),
        careful: fact.conflict && profile::Protective::of(&fact.property).is_some(),
    }
}

fn history_row(
    desk: &Desk,
    shown: &Shown,
    (person, rights): (&Person, &Rights<'_>),
    entry: &HistoryEntry,
) -> HistoryRow {
    // Whoever may not read an interview does not read it in its history either.
    let readable = entry.interview.is_some_and(|id| {
        let summary = person.interviews.iter().find(|summary| summary.interview == id);
        summary.is_some_and(|summary| rights.may(desk, Act::ReadInterview, summary))
    });
    let changes = entry
        .interview
        .filter(|_| readable)
        .map(|interview| entry.changes.iter().filter_map(|change| change_row(shown, interview, change)).collect());
    HistoryRow {
        at: moment(entry.at_ms),
        is_dated: entry.is_dated,
        member: desk.member_name(entry.member),
        action: done(entry.done),
        form_title: entry.interview.map(|interview| shown.asked.title(interview)),
        changes: changes.unwrap_or_default(),
        words: entry.words.clone(),
    }
}

const fn done(done: Done) -> HistoryAction {
    match done {
        Done::CaseOpened => HistoryAction::CaseOpened,
        Done::InterviewFinished => HistoryAction::InterviewFinished,
        Done::InterviewAmended => HistoryAction::InterviewAmended,
        Done::Resolved => HistoryAction::Resolved,
        Done::Attached => HistoryAction::Attached,
        Done::Referred => HistoryAction::Referred,
        Done::Consented => HistoryAction::Consented,
        Done::Linked => HistoryAction::Linked,
        Done::KeptApart => HistoryAction::KeptApart,
        Done::Decided => HistoryAction::Decided,
        Done::Planned => HistoryAction::Planned,
        Done::Closed => HistoryAction::Closed,
        Done::Reopened => HistoryAction::Reopened,
        Done::DeathConfirmed => HistoryAction::DeathConfirmed,
        Done::Offered => HistoryAction::Offered,
        Done::Taken => HistoryAction::Taken,
        Done::NotTaken => HistoryAction::NotTaken,
        Done::OfferRevoked => HistoryAction::OfferRevoked,
        Done::Given => HistoryAction::Given,
        Done::Told => HistoryAction::Told,
        Done::TransferProposed => HistoryAction::TransferProposed,
        Done::TransferAnswered => HistoryAction::TransferAnswered,
        Done::TransferRevoked => HistoryAction::TransferRevoked,
        Done::TransferSettled => HistoryAction::TransferSettled,
        Done::TransferTaken => HistoryAction::TransferTaken,
        Done::Other(EventKind::Correct) => HistoryAction::Corrected,
        Done::Other(EventKind::ViewAudit) => HistoryAction::Looked,
        // No event of another kind counts in a case.
        Done::Other(_) => HistoryAction::Other,
    }
}

/// A change of a question that a screen shows; calculated values change by themselves.
fn change_row(shown: &Shown, interview: InterviewId, change: &Change) -> Option<ChangeRow> {
    let (version, node) = shown.asked.question(interview, &change.at)?;
    version.shape.role(&node.path)?;
    let view = |answer: &Option<pana_store::StoredAnswer>| {
        answer.as_ref().map_or(AnswerView::Blank, |answer| to_view(&from_stored(answer)))
    };
    let (before, after) = (view(&change.before), view(&change.after));
    let named = |name: &str| [&before, &after].into_iter().any(|answer| names(answer, name));
    let list = node.list.as_deref().and_then(|list| version.form.choices(list)).unwrap_or_default();
    let read = |choice: &Choice| {
        let label = shown.labels.choice(interview, &change.at, choice);
        ChoiceView { label, ..choice_view(choice) }
    };
    let choices = list.iter().filter(|choice| named(&choice.name)).map(read).collect();
    Some(ChangeRow { label: shown.labels.question(interview, &change.at, node), before, after, choices })
}

fn names(answer: &AnswerView, name: &str) -> bool {
    // One choice may have spaces in its name; several are kept with spaces between them.
    matches!(answer, AnswerView::Value(value) if value == name || value.split(' ').any(|chosen| chosen == name))
}

/// What a look is to this version; a newer one may have more words.
fn looked(action: &str) -> AccessAction {
    let known = [Access::PersonOpened, Access::InterviewOpened, Access::Exported, Access::Printed];
    match known.into_iter().find(|known| known.as_str() == action) {
        Some(Access::PersonOpened) => AccessAction::PersonOpened,
        Some(Access::InterviewOpened) => AccessAction::InterviewOpened,
        Some(Access::Exported) => AccessAction::Exported,
        Some(Access::Printed) => AccessAction::Printed,
        None => AccessAction::Other,
    }
}

/// The access log: of one's own looks for those who see no more.
fn access_rows(desk: &Desk, entries: &[AccessEntry], now: Moment) -> Vec<AccessRow> {
    let all = desk.may(Act::ReadAccessLog(Looks::Centre), now);
    let own = desk.may(Act::ReadAccessLog(Looks::Own), now);
    let seen = entries.iter().filter(|entry| all || (own && entry.member == desk.member().id));
    seen.map(|entry| AccessRow {
        at: moment(entry.at_ms),
        member: desk.member_name(entry.member),
        action: looked(&entry.action),
    })
    .collect()
}
