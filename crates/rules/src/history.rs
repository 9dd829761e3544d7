//! What was said in the interviews of one case, as rules see it.

use std::collections::BTreeMap;

use pana_forms::{Given, Role, Session};
use pana_model::Moment;

/// What an older version of a questionnaire called otherwise.
struct Otherwise {
    form: &'static str,
    then: &'static str,
    now: &'static str,
    /// Then and now.
    values: &'static [(&'static str, &'static str)],
}

/// Of the questionnaires that ship. Interviews are kept for years, and rules ask about what is said now.
const CALLED_OTHERWISE: [Otherwise; 1] =
    [Otherwise { form: "intake", then: "is_minor", now: "minor", values: &[("1", "yes"), ("0", "no")] }];

/// One finished interview: what was answered and worked out in it, by the names of its questions.
#[derive(Clone)]
pub struct Record {
    form: String,
    finished: Moment,
    values: BTreeMap<String, String>,
}

/// Says which questionnaire it is and never what was answered.
impl std::fmt::Debug for Record {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Record({}, {} values)", self.form, self.values.len())
    }
}

impl Record {
    /// Of a questionnaire, with what is known: a question that was not asked, not answered or whose answer is a state in place
    /// of one is left out, and so is an empty text.
    pub fn new<N: Into<String>, V: Into<String>>(
        form: impl Into<String>,
        finished: Moment,
        values: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let values = values.into_iter().map(|(name, value)| (name.into(), value.into()));
        let mut record =
            Self { form: form.into(), finished, values: values.filter(|(_, value)| !value.is_empty()).collect() };
        record.bring_up_to_date();
        record
    }

    /// Of a run of a questionnaire: what was answered and worked out in it, as far as it applies. What stands in a repeat has no
    /// one value and is left out; questionnaires that ask about it add it up.
    pub fn of(session: &Session, finished: Moment) -> Self {
        let form = session.form();
        let valued = form.nodes().iter().filter(|node| matches!(node.role, Role::Question | Role::Hidden));
        let known = valued.filter_map(|node| Some((node.name.clone(), session.value_of(&node.path)?.to_owned())));
        Self::new(form.id(), finished, known.collect::<Vec<_>>())
    }

    /// Under the names of now, as far as those are not there.
    fn bring_up_to_date(&mut self) {
        for other in CALLED_OTHERWISE.iter().filter(|other| other.form == self.form) {
            let said = self.values.get(other.then);
            let value = said.and_then(|said| other.values.iter().find(|(then, _)| then == said));
            if let Some((_, value)) = value.filter(|_| !self.values.contains_key(other.now)) {
                self.values.insert(other.now.to_owned(), (*value).to_owned());
            }
        }
    }

    /// The questionnaire.
    pub fn form(&self) -> &str {
        &self.form
    }

    /// When it was finished.
    pub const fn finished(&self) -> Moment {
        self.finished
    }

    /// What is known under a name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// What a condition is given. Nothing is ever blank here: what is not known is not known.
    pub(crate) fn given(&self, name: &str) -> Given<'_> {
        self.value(name).map_or(Given::NotKnown, Given::Value)
    }

    /// A number, where one is known.
    pub(crate) fn number(&self, name: &str) -> Option<f64> {
        self.value(name)?.trim().parse().ok()
    }
}

/// The finished interviews of one case.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// By the time they were finished, the oldest first.
    records: Vec<Record>,
}

impl History {
    /// Of these interviews, in whatever order they come. Of two that were finished at once the one named later is the newer.
    pub fn of(records: impl IntoIterator<Item = Record>) -> Self {
        let mut records: Vec<Record> = records.into_iter().collect();
        records.sort_by_key(|record| record.finished);
        Self { records }
    }

    /// The newest of a questionnaire.
    pub fn newest(&self, form: &str) -> Option<&Record> {
        self.nth_newest(form, 0)
    }

    /// The one before the newest of a questionnaire: the wave before.
    pub fn before(&self, form: &str) -> Option<&Record> {
        self.nth_newest(form, 1)
    }

    fn nth_newest(&self, form: &str, nth: usize) -> Option<&Record> {
        self.records.iter().rev().filter(|record| record.form == form).nth(nth)
    }

    /// The newest of several questionnaires in which something is known under a name.
    pub(crate) fn newest_saying(&self, places: &[(&str, &str)]) -> Option<&str> {
        let said =
            |record: &'_ Record| places.iter().any(|(form, name)| record.form == *form && record.value(name).is_some());
        let record = self.records.iter().rev().find(|record| said(record))?;
        places.iter().filter(|(form, _)| record.form == *form).find_map(|(_, name)| record.value(name))
    }
}
