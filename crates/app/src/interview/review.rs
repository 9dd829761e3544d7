//! What to look at before an interview is finished.

use std::collections::BTreeMap;

use pana_casework::profile;
use pana_forms::{Answer, AnswerProblem};
use pana_model::InstanceId;

use super::open_interview::{OpenInterview, person_name};
use crate::app::App;
use crate::contract::interview::{InterviewRequest, ReviewRow, ReviewView, Whose};
use crate::contract::meeting::MeetingView;
use crate::contract::{AppError, Texts};
use crate::meeting::{meeting_led, wanted};

/// Questions without an answer, with one that does not fit, and with a state; and whether the person is to be met.
///
/// # Errors
/// `interview-unknown`, `interview-finished`.
pub(crate) fn interview_review(app: &App, request: &InterviewRequest) -> Result<ReviewView, AppError> {
    app.desk(|desk, now| {
        let open = desk.draft(request.interview.0, now)?;
        let (stream, case, person) = (open.asked.stream(), open.case, open.person.clone());
        let due = wanted(desk, stream, &person, true);
        let meeting = due.map(|due| meeting_led(desk, case, due, &desk.store.drafts()?, now)).transpose()?;
        Ok(review(desk.draft(request.interview.0, now)?, meeting))
    })
}

pub(super) fn review(open: &OpenInterview, meeting: Option<MeetingView>) -> ReviewView {
    let people = People::of(open);
    let row = |at: &str| row(open, &people, at);
    let (mut asked, mut answered) = (0_u32, 0_u32);
    let (mut later, mut declined, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for at in open.session.order() {
        let Some(state) = open.session.state(&at) else { continue };
        if !open.asked.shape.is_question(&state.path) || !state.relevant || state.is_given() {
            continue;
        }
        asked = asked.saturating_add(1);
        answered = answered.saturating_add(u32::from(!matches!(state.answer, Answer::Blank | Answer::Later)));
        match state.answer {
            Answer::Later => later.push(row(&at)),
            Answer::Declined => declined.push(row(&at)),
            Answer::Unknown => unknown.push(row(&at)),
            Answer::Blank | Answer::Value(_) | Answer::Partial(_) => {}
        }
    }
    let (mut missing, mut invalid, mut incomplete) = (Vec::new(), Vec::new(), 0_u32);
    let put_off = |at: &str| later.iter().any(|row| row.at == at);
    for (at, problem) in open.session.finish_check() {
        match problem {
            AnswerProblem::Required { .. } => {
                incomplete = incomplete.saturating_add(1);
                // What was put off stands once, under its own name.
                if !put_off(&at) {
                    missing.push(row(&at));
                }
            }
            AnswerProblem::Constraint { .. } | AnswerProblem::Type { .. } => invalid.push(row(&at)),
        }
    }
    ReviewView { asked, answered, incomplete, missing, invalid, later, declined, unknown, meeting }
}

/// Those of whom a questionnaire asks one by one.
struct People {
    /// The instances of each list, in their order, by the list's place.
    lists: BTreeMap<String, Vec<InstanceId>>,
    /// Names that were given so far.
    names: BTreeMap<InstanceId, String>,
}

impl People {
    fn of(open: &OpenInterview) -> Self {
        let members = open.session.entities().into_iter().filter(|write| write.list == profile::HOUSEHOLD);
        let names = members.filter_map(|write| Some((write.instance?, person_name(&write.properties)?)));
        Self { lists: open.session.instances(), names: names.collect() }
    }

    /// Of whom the question at a place is asked, where it stands in a list.
    fn whose(&self, open: &OpenInterview, at: &str) -> Option<Whose> {
        let (list, rest) = at.rsplit_once('[')?;
        let instance = rest.split(']').next()?.parse::<InstanceId>().ok()?;
        let place = self.lists.get(list)?.iter().position(|each| *each == instance)?;
        let name = self.names.get(&instance).cloned();
        Some(Whose { list: label(open, list), number: u32::try_from(place).ok()?.saturating_add(1), name })
    }
}

fn row(open: &OpenInterview, people: &People, at: &str) -> ReviewRow {
    let section = open.asked.shape.section(&crate::questionnaire::path_of(at));
    let section = section.map(|section| label(open, &above(at, section))).unwrap_or_default();
    ReviewRow { at: at.to_owned(), label: label(open, at), section, whose: people.whose(open, at) }
}

/// The label of the row at a place, as it reads there now.
fn label(open: &OpenInterview, at: &str) -> Texts {
    let fixed = || {
        let node = open.asked.form.find(&crate::questionnaire::path_of(at));
        node.map(|(_, node)| node.label.clone()).unwrap_or_default()
    };
    open.session.state(at).and_then(|state| state.label).unwrap_or_else(fixed)
}

/// The place of the section above a place: the same instances.
fn above(at: &str, section: &str) -> String {
    let names = section.split('/').count();
    at.split('/').take(names).collect::<Vec<_>>().join("/")
}
