//! What was said in the interviews of one case, as rules see it.

use std::collections::{BTreeMap, BTreeSet};

use pana_forms::{Answer, Given, Role, Session};
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
    /// What was asked and declined, or not known.
    open: BTreeSet<String>,
    /// What was answered in rows of a repeat, row by row.
    each: BTreeMap<String, Vec<String>>,
    is_for_stops: bool,
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
        let mut record = Self {
            form: form.into(),
            finished,
            values: values.filter(|(_, value)| !value.is_empty()).collect(),
            open: BTreeSet::new(),
            each: BTreeMap::new(),
            is_for_stops: false,
        };
        record.bring_up_to_date();
        record
    }

    /// With the names of what was asked and not answered: declined, or not known.
    #[must_use]
    pub fn with_open<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.open.extend(names.into_iter().map(Into::into));
        self
    }

    /// With what was answered in the rows of a repeat: a name for each row that has a value under it. Conditions do not read these;
    /// what is counted over several people is.
    #[must_use]
    pub fn with_each<N: Into<String>, V: Into<String>>(mut self, rows: impl IntoIterator<Item = (N, V)>) -> Self {
        for (name, value) in rows {
            self.each.entry(name.into()).or_default().push(value.into());
        }
        self
    }

    /// What was answered under a name in the rows of a repeat.
    pub(crate) fn each(&self, name: &str) -> impl Iterator<Item = &str> {
        self.each.get(name).into_iter().flatten().map(String::as_str)
    }

    /// An older one that speaks of nothing but of what must not be done: no other rule is asked about it.
    #[must_use]
    pub fn for_stops_alone(self) -> Self {
        Self { is_for_stops: true, ..self }
    }

    /// Is it asked about what must not be done, and about nothing else?
    pub const fn is_for_stops_alone(&self) -> bool {
        self.is_for_stops
    }

    /// Of a run of a questionnaire: what was answered and worked out in it, as far as it applies. What stands in a repeat has no
    /// one value and is left out; questionnaires that ask about it add it up.
    pub fn of(session: &Session, finished: Moment) -> Self {
        let form = session.form();
        let valued = form.nodes().iter().filter(|node| matches!(node.role, Role::Question | Role::Hidden));
        let (mut known, mut open) = (Vec::new(), Vec::new());
        for node in valued {
            match session.value_of(&node.path) {
                Some(value) if !value.is_empty() => known.push((node.name.clone(), value.to_owned())),
                _ if node.role == Role::Question
                    && session.view(&node.path).is_some_and(|view| view.relevant && is_withheld(view.answer)) =>
                {
                    open.push(node.name.clone());
                }
                _ => {}
            }
        }
        Self::new(form.id(), finished, known).with_open(open)
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

    /// Was it asked, and nothing said that could be gone by?
    pub(crate) fn is_open(&self, name: &str) -> bool {
        self.open.contains(name) && !self.values.contains_key(name)
    }

    /// A number, where one is known.
    pub(crate) fn number(&self, name: &str) -> Option<f64> {
        self.value(name)?.trim().parse().ok()
    }
}

/// Was it asked, and no answer given? What was left blank was perhaps not asked.
const fn is_withheld(answer: &Answer) -> bool {
    matches!(answer, Answer::Declined | Answer::Unknown)
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
        self.records.iter().rev().filter(|record| record.form == form && !record.is_for_stops).nth(nth)
    }

    /// What stands by all interviews of a questionnaire: the newest by itself where it decides a condition, and else with what
    /// was answered before it, as far back as is needed. A question that was declined takes back no answer of before.
    pub(crate) fn standing(&self, form: &str, decides: impl Fn(&Record) -> bool) -> Option<Record> {
        let mut all = self.records.iter().rev().filter(|record| record.form == form);
        let mut standing = all.next()?.clone();
        for older in all {
            if decides(&standing) {
                break;
            }
            for (name, value) in &older.values {
                standing.values.entry(name.clone()).or_insert_with(|| value.clone());
            }
            standing.open.extend(older.open.iter().cloned());
        }
        Some(standing)
    }

    /// The newest of several questionnaires in which something is known under a name.
    pub(crate) fn newest_saying(&self, places: &[(&str, &str)]) -> Option<&str> {
        self.newest_said(places).map(|(_, value)| value)
    }

    /// The same, with when it was said.
    pub(crate) fn newest_said(&self, places: &[(&str, &str)]) -> Option<(Moment, &str)> {
        let said =
            |record: &'_ Record| places.iter().any(|(form, name)| record.form == *form && record.value(name).is_some());
        let record = self.records.iter().rev().find(|record| !record.is_for_stops && said(record))?;
        let value = places.iter().filter(|(form, _)| record.form == *form).find_map(|(_, name)| record.value(name))?;
        Some((record.finished, value))
    }
}
