//! A finished interview in which something is answered otherwise: what it says then, and what follows from that.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::profile;
use pana_model::{InstanceId, Moment};
use pana_store::{Finish, Interview, StoredAnswer};

use super::open_interview::{OpenInterview, Stored, Subject};
use super::refused;
use super::review::review;
use crate::contract::AppError;
use crate::contract::interview::{AnswerView, Status};
use crate::convert::from_view;
use crate::desk::Desk;
use crate::error::ErrorCode;

/// What is answered otherwise.
pub(crate) struct Otherwise<'o> {
    /// Answers as they stood somewhere already; `None` is that nothing is answered.
    pub(crate) answers: BTreeMap<String, Option<StoredAnswer>>,
    /// An answer that somebody gives now, and where.
    pub(crate) typed: Option<(&'o str, &'o AnswerView)>,
    /// Somebody who is put back into a list: its place, and who.
    pub(crate) put_back: Option<(&'o str, InstanceId)>,
}

/// What the interview says then, and the places that its questionnaire works out of others and at which different things stand:
/// they are settled by being worked out anew. As of the interview's own day, like every change to one.
///
/// # Errors
/// `question-unknown`, `question-fixed` and `interview-invalid` of what is typed, `form-unknown`, `form-altered`, and as any read.
pub(crate) fn otherwise(
    desk: &mut Desk,
    interview: &Interview,
    other: &Otherwise<'_>,
    now: Moment,
) -> Result<(Finish, BTreeSet<String>), AppError> {
    let asked = desk.form(&interview.form_id, &interview.form_hash)?;
    let worked_out = |at: &&String| asked.form.find(at).is_some_and(|(_, node)| node.calculated);
    let anew: BTreeSet<String> = interview.apart.keys().filter(worked_out).cloned().collect();
    let mut answers = interview.answers.clone();
    for (at, answer) in &other.answers {
        match answer {
            Some(answer) => drop(answers.insert(at.clone(), answer.clone())),
            None => drop(answers.remove(at)),
        }
    }
    let mut instances = interview.instances.clone();
    if let Some((list, instance)) = other.put_back {
        let ids = instances.entry(list.to_owned()).or_default();
        if !ids.contains(&instance) {
            ids.push(instance);
            ids.sort_unstable();
        }
    }
    let (number, _) = desk.store.person_name(interview.case)?;
    let at = Moment::from_unix_ms(interview.summary.finished_ms).unwrap_or(now);
    let context = desk.context(interview.interview, &number, at);
    let subject = Subject { id: interview.interview, case: interview.case, number };
    let from = Stored { answers: &answers, instances: &instances, status: Status::Amending };
    let mut open = OpenInterview::restore(subject, asked, &context, from);
    if let Some((at, answer)) = other.typed {
        let mut delta = open.session.set(at, from_view(answer)).map_err(|error| refused(&error, at))?;
        open.note(&mut delta);
        let problem = open.session.state(at).and_then(|state| state.problem);
        if problem.is_some() {
            return Err(AppError::of(ErrorCode::InterviewInvalid).with("invalid", 1));
        }
    }
    let mut delta = open.session.revalidate();
    open.note(&mut delta);
    let mut delta = open.session.amended();
    open.note(&mut delta);
    let incomplete = review(&open, None).incomplete > 0;
    let mut facts = open.facts();
    // What is planned is no fact.
    facts.retain(|fact| fact.household.is_some() || fact.property != profile::FOLLOW_UP_ON);
    let (answers, instances) = (open.answers(), open.session.instances());
    Ok((Finish { answers, instances, facts, incomplete, follow_up: None }, anew))
}
