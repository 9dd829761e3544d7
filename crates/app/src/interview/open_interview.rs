//! An interview in memory.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use pana_casework::{display_name, profile};
use pana_forms::{Answer, Changes, Context, Delta, Progress, Role, Session, Snapshot};
use pana_model::{CaseId, InstanceId, InterviewId, Moment};
use pana_store::{DraftSave, Fact, ForWhom, StoredAnswer};

use crate::contract::AppError;
use crate::contract::file::FileView;
use crate::contract::interview::{AnswerView, Status};
use crate::convert::{Several, from_stored, to_stored};
use crate::error::ErrorCode;
use crate::questionnaire::{AskedForm, path_of};

/// The property by which a questionnaire is told the number of the case.
pub(super) const CASE_NUMBER: &str = "case_number";

/// An interview that is on the screen.
pub(crate) struct OpenInterview {
    pub(crate) id: InterviewId,
    pub(crate) case: CaseId,
    pub(crate) number: String,
    pub(crate) asked: Arc<AskedForm>,
    pub(crate) session: Session,
    pub(crate) place: Option<String>,
    pub(crate) saved: Moment,
    pub(crate) status: Status,
    /// The files that answers may name.
    pub(crate) files: BTreeMap<String, FileView>,
    /// The person's properties so far.
    pub(crate) person: BTreeMap<String, String>,
    /// The name that the person's case had before this interview.
    pub(crate) known: Option<String>,
    /// It began with an answer that was given on the screen where it stands now.
    pub(super) fresh: bool,
    unsaved: Unsaved,
    unbegun: Option<Unbegun>,
}

/// An interview of which the store knows nothing, because nothing was answered yet.
struct Unbegun {
    /// Is it about somebody new?
    whom: ForWhom,
    /// What the questionnaire was told, for when the case has a number.
    context: Context,
    /// What stood in it before anybody answered.
    first: Snapshot,
}

/// What the draft lacks, or still has too much.
#[derive(Default)]
struct Unsaved {
    /// Nothing of the session is saved yet where this is absent.
    changes: Option<Changes>,
    /// How far the run is, as the draft says it; nothing while that is not known.
    progress: Option<Progress>,
    /// Does the draft say the person's properties as they are?
    person: bool,
}

/// Which interview of whom a session is for.
pub(crate) struct Subject {
    pub(crate) id: InterviewId,
    pub(crate) case: CaseId,
    pub(crate) number: String,
}

impl OpenInterview {
    /// A new interview, of nobody.
    pub(crate) fn new(subject: Subject, asked: Arc<AskedForm>, context: Context) -> Self {
        let (saved, session) = (context.now, Session::new(Arc::clone(&asked.form), context));
        Self::of(subject, asked, session, saved, Status::Draft, None)
    }

    /// A new interview that begins with its first answer.
    pub(crate) fn unbegun(subject: Subject, asked: Arc<AskedForm>, context: Context, whom: ForWhom) -> Self {
        let mut open = Self::new(subject, asked, context.clone());
        open.unbegun = Some(Unbegun { whom, context, first: open.session.snapshot() });
        open
    }

    /// Whom it will be about, where the store knows nothing of it yet.
    pub(super) fn begins_for(&self) -> Option<ForWhom> {
        self.unbegun.as_ref().map(|unbegun| unbegun.whom)
    }

    /// Did somebody answer?
    pub(super) fn is_answered(&self) -> bool {
        self.unbegun.as_ref().is_none_or(|unbegun| self.session.snapshot().answers != unbegun.first.answers)
    }

    /// Does it hold what a questionnaire begun then holds before anybody answers, and no more?
    pub(super) fn is_as_begun(&self, context: Context) -> bool {
        Session::new(Arc::clone(&self.asked.form), context).snapshot().answers == self.session.snapshot().answers
    }

    /// When it was made durable, RFC 3339; nothing before the first answer, nor where nothing is kept.
    pub(super) fn saved_at(&self) -> Option<String> {
        (self.status != Status::Trial && self.unbegun.is_none()).then(|| self.saved.to_rfc3339())
    }

    /// The same interview before anything was answered.
    pub(super) fn anew(self) -> Self {
        let Some(Unbegun { whom, context, .. }) = self.unbegun else { return self };
        let number = context.properties.get(CASE_NUMBER).cloned().unwrap_or_default();
        let subject = Subject { id: self.id, case: self.case, number };
        Self { known: self.known, place: self.place, ..Self::unbegun(subject, self.asked, context, whom) }
    }

    /// The case gets its number, which the questionnaire is told. Names the nodes whose state is another by it.
    pub(super) fn number(&mut self, number: &str) -> Vec<String> {
        let Some(Unbegun { context, first, .. }) = &self.unbegun else { return Vec::new() };
        let mut context = context.clone();
        if self.number == number {
            return Vec::new();
        }
        self.number = number.to_owned();
        context.properties.insert(CASE_NUMBER.to_owned(), self.number.clone());
        // What a questionnaire makes once stays as it was made, but for what the number makes.
        let mut told = self.session.snapshot();
        let made = Session::new(Arc::clone(&self.asked.form), context.clone()).snapshot();
        told.calculated
            .extend(made.calculated.into_iter().filter(|(at, value)| first.calculated.get(at) != Some(value)));
        told.answers.extend(made.answers.into_iter().filter(|(at, value)| first.answers.get(at) != Some(value)));
        let (session, _) = Session::restore(Arc::clone(&self.asked.form), context, &told);
        let before = std::mem::replace(&mut self.session, session);
        self.person = person(&self.session);
        let order = self.session.order().into_iter();
        order.filter(|at| before.state(at) != self.session.state(at)).collect()
    }

    /// An interview as the store has it.
    pub(crate) fn restore(subject: Subject, asked: Arc<AskedForm>, context: &Context, from: Stored<'_>) -> Self {
        let mut kept = kept(&asked, from);
        let saved = context.now;
        let form = || Arc::clone(&asked.form);
        let mut session = Session::restore(form(), context.clone(), &kept).0;
        let again = type_over(&asked, &session, &mut kept);
        let changes = match from.status {
            Status::Draft | Status::Amending => {
                // It is opened to be written into: what the form sets then is set.
                session = Session::open(form(), context.clone(), &kept).0;
                Changes::between(&kept, &session.snapshot())
            }
            Status::Finished | Status::Trial => {
                if again {
                    session = Session::restore(form(), context.clone(), &kept).0;
                }
                Changes::default()
            }
        };
        Self::of(subject, asked, session, saved, from.status, Some(changes))
    }

    fn of(
        subject: Subject,
        asked: Arc<AskedForm>,
        session: Session,
        saved: Moment,
        status: Status,
        changes: Option<Changes>,
    ) -> Self {
        let Subject { id, case, number } = subject;
        let (files, person) = (BTreeMap::new(), person(&session));
        let unsaved = Unsaved { changes, ..Unsaved::default() };
        Self {
            id,
            case,
            number,
            asked,
            session,
            place: None,
            saved,
            status,
            files,
            person,
            known: None,
            fresh: false,
            unsaved,
            unbegun: None,
        }
    }

    /// The person's name: as the answers give it so far, else as the case had it already.
    pub(super) fn name(&self) -> Option<String> {
        person_name(&self.person).or_else(|| self.known.clone())
    }

    /// Takes note of what a call to the session changed: it is saved with the next change.
    pub(super) fn note(&mut self, delta: &mut Delta) {
        if let Some(changes) = &mut self.unsaved.changes {
            changes.then(std::mem::take(&mut delta.kept));
        }
        if delta.entities {
            let person = person(&self.session);
            self.unsaved.person &= person == self.person;
            self.person = person;
        }
    }

    /// What is to be made durable.
    pub(super) fn to_save(&self) -> DraftSave {
        let all = || Changes::between(&Snapshot::default(), &self.session.snapshot());
        let changes = self.unsaved.changes.as_ref().map_or_else(|| Cow::Owned(all()), Cow::Borrowed);
        let Changes { answers, calculated, instances } = changes.as_ref();
        let text = |value: &String| to_stored(&Answer::from_text(value.as_str()), Several::No);
        // What follows from the answers has no row: it is there again when the session is restored. Where somebody may give
        // something in its place, a row of an older program goes, since it would be taken for that.
        let row = |at: &String, value: &Option<String>| {
            let follows = self.session.makes_anew(at);
            let value = value.as_ref().filter(|_| !follows).and_then(text);
            (!follows || may_be_given(&self.asked, at)).then(|| (at.clone(), value))
        };
        let calculated = calculated.iter().filter_map(|(at, value)| row(at, value));
        let mut save = DraftSave { answers: calculated.collect(), ..DraftSave::default() };
        for (at, answer) in answers {
            let several = || self.asked.shape.several(&path_of(at));
            let stored = answer.as_ref().and_then(|answer| to_stored(answer, several()));
            // An answer that gave way to a calculated value has its row.
            if stored.is_some() || !save.answers.contains_key(at) {
                save.answers.insert(at.clone(), stored);
            }
        }
        save.instances = instances.iter().map(|(at, list)| (at.clone(), list.clone().unwrap_or_default())).collect();
        let Progress { asked, answered } = self.session.progress();
        save.progress = (self.unsaved.progress != Some(self.session.progress())).then_some((asked, answered));
        save.person = (!self.unsaved.person).then(|| self.person.clone());
        // What was looked at before the first answer is known from then on.
        save.place = self.unsaved.changes.is_none().then(|| self.place.clone()).flatten();
        save
    }

    /// Everything is durable.
    pub(super) fn saved(&mut self, now: Moment) {
        self.saved = now;
        self.unbegun = None;
        self.unsaved =
            Unsaved { changes: Some(Changes::default()), progress: Some(self.session.progress()), person: true };
    }

    /// Does a question that takes a file have another answer, or none any more?
    pub(super) fn changes_files(&self, save: &DraftSave) -> bool {
        let takes_file = |at: &String| self.asked.form.find(at).is_some_and(|(_, node)| node.question_type.is_file());
        !self.files.is_empty() && save.answers.keys().any(takes_file)
    }

    /// The file that the answer at a place names, if it is kept.
    pub(crate) fn file(&self, at: &str, answer: &Answer) -> Option<&FileView> {
        let (_, node) = self.asked.form.find(at)?;
        match answer {
            Answer::Value(name) if node.question_type.is_file() => self.files.get(name),
            _ => None,
        }
    }

    /// Refuses an answer that names a file which is not kept: files come in by a way of their own.
    pub(crate) fn check_file(&self, at: &str, answer: &AnswerView) -> Result<(), AppError> {
        let asks = self.asked.form.find(at).is_some_and(|(_, node)| node.question_type.is_file());
        match answer {
            AnswerView::Value(name) if asks && !self.files.contains_key(name) => Err(ErrorCode::FileUnknown.into()),
            _ => Ok(()),
        }
    }

    /// What the answers say about the person and the household.
    pub(crate) fn facts(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        for write in self.session.entities() {
            let household: Option<InstanceId> = match write.list.as_str() {
                profile::PERSON => None,
                profile::HOUSEHOLD if write.instance.is_some() => write.instance,
                _ => continue,
            };
            for (property, value) in write.properties.into_iter().filter(|(_, value)| !value.is_empty()) {
                let source = write.sources.get(&property).cloned().unwrap_or_default();
                facts.push(Fact { household, property, value, source });
            }
        }
        facts
    }

    /// The answers as they are written down: those that apply, calculated ones among them.
    pub(crate) fn answers(&self) -> BTreeMap<String, StoredAnswer> {
        let applying = self.session.values().filter(|value| value.relevant);
        let stored = applying.filter_map(|value| {
            let several = self.asked.shape.several(&value.path);
            Some((value.at.clone(), to_stored(&value.answer, several)?))
        });
        stored.collect()
    }
}

/// What the answers say about the person, by property.
fn person(session: &Session) -> BTreeMap<String, String> {
    let writes = session.entities().into_iter().filter(|write| write.list == profile::PERSON);
    writes.flat_map(|write| write.properties).filter(|(_, value)| !value.is_empty()).collect()
}

/// What the store has, as a session takes it: a calculated value is no answer, and is put back only where it is made once.
fn kept(asked: &AskedForm, from: Stored<'_>) -> Snapshot {
    let mut kept = Snapshot { instances: from.instances.clone(), ..Snapshot::default() };
    kept.instances.iter_mut().for_each(|(at, ids)| asked.form.put_in_order(at, ids));
    for (at, answer) in from.answers {
        let answer = from_stored(answer);
        match (&answer, asked.form.find(at)) {
            (Answer::Value(value), Some((_, node))) if node.calculated => {
                kept.calculated.insert(at.clone(), value.clone());
            }
            _ => {
                kept.answers.insert(at.clone(), answer);
            }
        }
    }
    kept
}

/// May something else stand in the place of what is calculated: what somebody types, or what the form itself sets by an event?
fn may_be_given(asked: &AskedForm, at: &str) -> bool {
    asked.form.find(at).is_some_and(|(_, node)| {
        node.role == Role::Question || SETS.iter().any(|column| node.expressions.contains_key(*column))
    })
}

/// What a form sets by an event.
const SETS: [&str; 5] =
    ["further_triggers", "default_expression", "new_expression", "load_expression", "finish_expression"];

/// Takes what differs from what follows from the answers for what was given in its place; says whether there was any. A
/// draft of an older program has a row also for what follows.
fn type_over(asked: &AskedForm, session: &Session, kept: &mut Snapshot) -> bool {
    let follows = |at: &str, text: &str| {
        let state = session.state(at);
        state.is_none_or(|state| matches!(&state.answer, Answer::Value(now) if now == text))
    };
    let given =
        |at: &String, text: &mut String| may_be_given(asked, at) && session.makes_anew(at) && !follows(at, text);
    let over: Vec<_> = kept.calculated.extract_if(.., given).collect();
    let any = !over.is_empty();
    kept.answers.extend(over.into_iter().map(|(at, text)| (at, Answer::from_text(text.as_str()))));
    any
}

/// What the store has of an interview.
#[derive(Clone, Copy)]
pub(crate) struct Stored<'a> {
    pub(crate) answers: &'a BTreeMap<String, StoredAnswer>,
    pub(crate) instances: &'a BTreeMap<String, Vec<InstanceId>>,
    pub(crate) status: Status,
}

/// The person's name by the properties so far.
pub(crate) fn person_name(person: &BTreeMap<String, String>) -> Option<String> {
    let name = display_name(|property| person.get(property).map(String::as_str));
    Some(name).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests;
