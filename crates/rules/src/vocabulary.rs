//! Which names and answers the questionnaires have that rules ask about.

use std::collections::{BTreeMap, BTreeSet};

use pana_forms::{Form, Role, Stream};

use crate::taxonomy::ServiceKind;

/// What is known of questionnaires when rules are read, and of what they may name besides.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// By questionnaire and question its choices; none of what is no closed question.
    forms: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// By questionnaire what nobody is asked.
    worked_out: BTreeMap<String, BTreeSet<String>>,
    /// Questionnaires of talks in private.
    private: BTreeSet<String>,
    services: Option<BTreeSet<String>>,
    needs: Option<BTreeSet<String>>,
    /// By kind of service the needs that it answers.
    answers: Option<BTreeMap<String, BTreeSet<String>>>,
}

impl Vocabulary {
    /// Of these questionnaires. Rules about others are not checked against their questions. Of several versions of one all that
    /// any of them asks may be named: interviews by an older version are asked about too.
    pub fn of<'f>(forms: impl IntoIterator<Item = &'f Form>) -> Self {
        let mut vocabulary = Self::default();
        for form in forms {
            if form.stream() == Stream::Protected {
                vocabulary.private.insert(form.id().to_owned());
            }
            let hidden = form.nodes().iter().filter(|node| node.role == Role::Hidden || node.calculated);
            let worked_out = vocabulary.worked_out.entry(form.id().to_owned()).or_default();
            worked_out.extend(hidden.map(|node| node.name.clone()));
            let names = vocabulary.forms.entry(form.id().to_owned()).or_default();
            for (name, choices) in names_of(form) {
                let known = names.entry(name).or_default();
                let new: Vec<String> = choices.into_iter().filter(|choice| !known.contains(choice)).collect();
                known.extend(new);
            }
        }
        vocabulary
    }

    /// With these codes of services: a rule that proposes another is wrong.
    #[must_use]
    pub fn with_services(self, codes: impl IntoIterator<Item = String>) -> Self {
        Self { services: Some(codes.into_iter().collect()), ..self }
    }

    /// With these codes of needs.
    #[must_use]
    pub fn with_needs(self, codes: impl IntoIterator<Item = String>) -> Self {
        Self { needs: Some(codes.into_iter().collect()), ..self }
    }

    /// With the needs that each kind of service answers: a rule is told of that proposes a kind which answers none of its needs.
    #[must_use]
    pub fn with_answers<'k>(self, kinds: impl IntoIterator<Item = &'k ServiceKind>) -> Self {
        let answers = kinds.into_iter().map(|kind| (kind.code.clone(), kind.needs.clone()));
        Self { answers: Some(answers.collect()), ..self }
    }

    /// The choices of a question; empty where it has none, `None` where the questionnaire is known and has no such question.
    /// Of a questionnaire that is not known everything is taken.
    pub(crate) fn choices(&self, form: &str, name: &str) -> Option<&[String]> {
        self.forms.get(form).map_or(Some(&[][..]), |names| names.get(name).map(Vec::as_slice))
    }

    /// Can somebody answer it? What is worked out cannot be answered otherwise. Of a questionnaire that is not known everything
    /// can.
    pub(crate) fn is_asked(&self, form: &str, name: &str) -> bool {
        !self.worked_out.get(form).is_some_and(|names| names.contains(name))
    }

    pub(crate) fn knows(&self, form: &str) -> bool {
        self.forms.contains_key(form)
    }

    /// Is what it asks asked in private?
    pub(crate) fn is_private(&self, form: &str) -> bool {
        self.private.contains(form)
    }

    pub(crate) fn has_service(&self, code: &str) -> bool {
        self.services.as_ref().is_none_or(|codes| codes.contains(code))
    }

    /// The needs that this kind answers, where it is a kind and answers none of these.
    pub(crate) fn answers_none(&self, kind: &str, needs: &[String]) -> Option<&BTreeSet<String>> {
        let answered = self.answers.as_ref()?.get(kind)?;
        (!needs.is_empty() && !needs.iter().any(|need| answered.contains(need))).then_some(answered)
    }

    pub(crate) fn has_need(&self, code: &str) -> bool {
        self.needs.as_ref().is_none_or(|codes| codes.contains(code))
    }
}

fn names_of(form: &Form) -> BTreeMap<String, Vec<String>> {
    let valued = form.nodes().iter().filter(|node| matches!(node.role, Role::Question | Role::Hidden));
    let choices = |list: &str| form.choices(list).map(|all| all.iter().map(|choice| choice.name.to_string()).collect());
    valued.map(|node| (node.name.clone(), node.list.as_deref().and_then(choices).unwrap_or_default())).collect()
}
