//! Labels as they read in the interview they belong to. What an answer puts into one is shown to whoever may read that
//! interview; for others an ellipsis stands there.

use std::collections::{BTreeMap, BTreeSet};

use pana_forms::{Choice, Node};
use pana_model::{InterviewId, Moment};
use pana_store::{InterviewClaim, Person};

use crate::contract::{AppError, Texts};
use crate::desk::Desk;
use crate::interview::{OpenInterview, finished};
use crate::questionnaire::AskedForm;

/// The interviews of a person in whose labels answers stand, as far as the member may read them.
pub(super) struct Labels(BTreeMap<InterviewId, OpenInterview>);

impl Labels {
    /// `asked`: the questionnaire of an interview. `may_read`: may the member read it?
    ///
    /// # Errors
    /// As reading a finished interview.
    pub(super) fn of(
        desk: &mut Desk,
        person: &Person,
        asked: impl Fn(InterviewId) -> Option<std::sync::Arc<AskedForm>>,
        may_read: impl Fn(&Desk, InterviewId) -> bool,
        now: Moment,
    ) -> Result<Self, AppError> {
        let facts = person.profile.iter().chain(person.household.iter().flat_map(|entry| &entry.facts));
        let facts = facts.map(|fact| (fact.interview, fact.source.as_str()));
        let changes = person.history.iter().filter_map(|entry| Some((entry.interview?, &entry.changes)));
        let changes = changes.flat_map(|(id, changes)| changes.iter().map(move |change| (id, change.at.as_str())));
        let moving = |id: &InterviewId, at: &str| asked(*id).is_some_and(|asked| is_moving(&asked, at));
        let wanted: BTreeSet<InterviewId> =
            facts.chain(changes).filter(|(id, at)| moving(id, at)).map(|(id, _)| id).collect();
        let mut read = BTreeMap::new();
        for summary in person.interviews.iter().filter(|summary| wanted.contains(&summary.interview)) {
            let id = summary.interview;
            if may_read(desk, id) {
                let claim = InterviewClaim { interview: id, case: Some(person.case) };
                read.insert(id, finished(desk, claim, now)?);
            }
        }
        Ok(Self(read))
    }

    /// The label of a question.
    pub(super) fn question(&self, interview: InterviewId, at: &str, node: &Node) -> Texts {
        let state = self.0.get(&interview).and_then(|open| open.session.state(at));
        state.and_then(|state| state.label).unwrap_or_else(|| without_answers(&node.label))
    }

    /// The label of one of its choices.
    pub(super) fn choice(&self, interview: InterviewId, at: &str, choice: &Choice) -> Texts {
        let read = self.0.get(&interview).and_then(|open| open.session.choice_label(at, &choice.name));
        read.unwrap_or_else(|| without_answers(&(&choice.label).into()))
    }
}

/// Do answers stand in the label of this question, or in those of its choices?
fn is_moving(asked: &AskedForm, at: &str) -> bool {
    let Some((_, node)) = asked.form.find(at) else { return false };
    let choices = node.list.as_deref().and_then(|list| asked.form.choices(list)).unwrap_or_default();
    let labels = choices.iter().flat_map(|choice| choice.label.iter().map(|(_, text)| text));
    node.label.values().map(String::as_str).chain(labels).any(|text| text.contains("${"))
}

/// With an ellipsis where an answer would stand.
pub(crate) fn without_answers(texts: &Texts) -> Texts {
    let short = |text: &String| {
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some((before, inside)) = rest.split_once("${") {
            let Some((_, after)) = inside.split_once('}') else { break };
            out.push_str(before);
            out.push('…');
            rest = after;
        }
        out.push_str(rest);
        out
    };
    texts.iter().map(|(tag, text)| (tag.clone(), short(text))).collect()
}
