//! What the answers of each row of a questionnaire are, as far as it matters to who may have them: said by what they are kept as,
//! by what they were asked for, by their type, and of a calculation by what it reads.
//!
//! Whatever cannot be told is placed by nobody and stays.

use std::collections::BTreeMap;

use pana_casework::profile;
use pana_exchange::Holds;
use pana_forms::{Form, Node, QuestionType, Role};

use super::formula::{self, Reading};

/// What each row's answers are, in the order of the rows.
pub(crate) fn places(form: &Form) -> Vec<Holds> {
    let mut placing = Placing { form, by_name: BTreeMap::new(), known: vec![Place::Open; form.nodes().len()] };
    for (row, node) in form.nodes().iter().enumerate() {
        placing.by_name.entry(node.name.as_str()).or_default().push(row);
    }
    (0..form.nodes().len()).map(|row| placing.holds(row)).collect()
}

/// Is it known already?
#[derive(Clone, Copy)]
enum Place {
    Open,
    /// It is being asked for: whoever asks again reads itself.
    Asked,
    Known(Holds),
}

/// Can it be told what a formula reads?
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Yes,
    No,
}

struct Placing<'f> {
    form: &'f Form,
    by_name: BTreeMap<&'f str, Vec<usize>>,
    known: Vec<Place>,
}

impl Placing<'_> {
    fn holds(&mut self, row: usize) -> Holds {
        match self.known.get(row) {
            Some(Place::Known(holds)) => return *holds,
            Some(Place::Open) => self.note(row, Place::Asked),
            Some(Place::Asked) | None => return Holds::Unplaced,
        }
        let holds = self.find(row);
        self.note(row, Place::Known(holds));
        holds
    }

    fn note(&mut self, row: usize, place: Place) {
        self.known.get_mut(row).into_iter().for_each(|known| *known = place);
    }

    fn find(&mut self, row: usize) -> Holds {
        let form = self.form;
        let Some(node) = form.nodes().get(row) else { return Holds::Unplaced };
        if let Some(holds) = by_property(node).or_else(|| by_purpose(node)) {
            return holds;
        }
        let calculated = node.calculated || node.question_type == QuestionType::Calculate;
        if !calculated {
            return by_type(form, node, node.question_type);
        }
        let typed = match node.value_type {
            QuestionType::Calculate | QuestionType::Hidden => None,
            other => Some(by_type(form, node, other)),
        };
        match (typed, self.calculated(node)) {
            // What is worked out can be typed over where it is shown, and then anything may stand in it.
            (Some(Holds::Text), Holds::Flag | Holds::Computed | Holds::Span | Holds::Age) if may_be_typed(node) => {
                Holds::Text
            }
            // A text that is worked out is no freer than what it is worked out of, and a day stays a day.
            (None | Some(Holds::Text), holds) => holds,
            (Some(typed), Holds::Flag | Holds::Computed | Holds::Span) => typed,
            (Some(_), holds) => holds,
        }
    }

    /// What a calculation gives, by what it reads.
    fn calculated(&mut self, node: &Node) -> Holds {
        if !node.expressions.contains_key("calculation") {
            return Holds::Unplaced;
        }
        let formulas: Vec<&str> =
            GIVES.iter().filter_map(|column| Some(node.expressions.get(*column)?.as_str())).collect();
        let mut of = Vec::new();
        let told: Vec<Told> = formulas.iter().map(|formula| self.reads(formula, &mut of)).collect();
        if told.contains(&Told::No) {
            Holds::Unplaced
        } else if formulas.iter().all(|formula| formula::is_flag(formula)) {
            flag(&of)
        } else {
            worked_out(&of)
        }
    }

    /// Do answers stand in a label that a formula may read: of the lists of the questions that it names, or of any list where it
    /// names none?
    fn reads_answers_in_labels(&self, read: &formula::Read) -> bool {
        let form = self.form;
        let rows = read.names.iter().filter_map(|name| self.by_name.get(name.as_str())).flatten();
        let lists: Vec<&str> = rows.filter_map(|row| form.nodes().get(*row)?.list.as_deref()).collect();
        let all = form.nodes().iter().filter_map(|node| node.list.as_deref());
        let lists: Vec<&str> = if lists.is_empty() { all.collect() } else { lists };
        let choices = lists.into_iter().filter_map(|list| form.choices(list)).flatten();
        choices
            .into_iter()
            .any(|choice| choice.label.iter().any(|(_, text)| text.contains("${") || text.contains("instance(")))
    }

    /// Adds what a formula's value comes of. A condition chooses between two values and is in neither, so of what it reads only
    /// what was asked to keep somebody safe counts.
    fn reads(&mut self, formula: &str, of: &mut Vec<Holds>) -> Told {
        if let Some([condition, yes, no]) = formula::branches(formula) {
            let mut chosen_by = Vec::new();
            let told = [self.reads(condition, &mut chosen_by), self.reads(yes, of), self.reads(no, of)];
            of.extend(chosen_by.into_iter().filter(|each| *each == Holds::Protection));
            return if told.contains(&Told::No) { Told::No } else { Told::Yes };
        }
        let Reading::Names(read) = formula::read(formula) else { return Told::No };
        for name in &read.names {
            for row in self.by_name.get(name.as_str()).cloned().unwrap_or_default() {
                of.extend(self.of_reference(row, name, &read));
            }
        }
        let made = [(read.clock, Holds::Date), (read.ages, Holds::Age), (read.births, Holds::BirthDate)];
        of.extend(made.into_iter().filter(|(is, _)| *is).map(|(_, holds)| holds));
        let days = |each: &Holds| matches!(each, Holds::Date | Holds::Moment | Holds::BirthDate);
        if (read.labels && self.reads_answers_in_labels(&read)) || (read.cuts && of.iter().any(days)) {
            of.push(Holds::Derived);
        }
        Told::Yes
    }

    /// A row that a formula names. A group gives nothing where it is a step of a path, or counted, and all that is in it
    /// anywhere else.
    fn of_reference(&mut self, row: usize, name: &str, read: &formula::Read) -> Option<Holds> {
        match self.form.nodes().get(row)?.role {
            Role::Group | Role::Repeat if read.steps_alone.contains(name) => None,
            Role::Group | Role::Repeat => Some(Holds::Unplaced),
            Role::Note => None,
            Role::Question | Role::Hidden => Some(self.holds(row)),
        }
    }
}

/// The formulas that give a row its value.
const GIVES: [&str; 6] =
    ["calculation", "further_triggers", "default_expression", "new_expression", "load_expression", "finish_expression"];

/// May somebody type over what is worked out?
fn may_be_typed(node: &Node) -> bool {
    node.role == Role::Question && node.expressions.get("read_only").is_none_or(|text| text != "true()")
}

/// What comes of asking these a question: an answer that the formula names, of what was asked to keep somebody safe as well.
fn flag(of: &[Holds]) -> Holds {
    if of.contains(&Holds::Protection) { Holds::Protection } else { Holds::Flag }
}

/// What comes of reading these.
fn worked_out(of: &[Holds]) -> Holds {
    let any = |wanted: fn(&Holds) -> bool| of.iter().any(wanted);
    if of.contains(&Holds::Protection) {
        return Holds::Protection;
    }
    let closed = |each: &Holds| match each {
        Holds::Name
        | Holds::Contact
        | Holds::Place
        | Holds::Text
        | Holds::Time
        | Holds::File
        | Holds::Identity
        | Holds::Protection
        | Holds::Derived
        | Holds::Program
        | Holds::Unplaced => true,
        Holds::BirthDate
        | Holds::BirthYear
        | Holds::Age
        | Holds::Date
        | Holds::Moment
        | Holds::Consent
        | Holds::Choice
        | Holds::Number
        | Holds::Flag
        | Holds::Computed
        | Holds::Span => false,
    };
    if any(closed) {
        Holds::Derived
    } else if any(|each| matches!(each, Holds::BirthDate | Holds::BirthYear | Holds::Age)) {
        Holds::Age
    } else if any(|each| matches!(each, Holds::Date | Holds::Moment | Holds::Span)) {
        Holds::Span
    } else {
        Holds::Computed
    }
}

/// By the property of a person that the answer is kept as.
fn by_property(node: &Node) -> Option<Holds> {
    node.save_to.iter().find_map(|save| match save.property.as_str() {
        property if profile::NAMES.contains(&property) => Some(Holds::Name),
        profile::PHONE | profile::SAFE_CONTACT => Some(Holds::Contact),
        profile::DOCUMENT_NUMBER => Some(Holds::Identity),
        profile::BIRTH_DATE | profile::BIRTH_ABOUT => Some(Holds::BirthDate),
        profile::BIRTH_YEAR => Some(Holds::BirthYear),
        profile::AGE => Some(Holds::Age),
        profile::CONSENT | profile::SHARING => Some(Holds::Consent),
        _ => None,
    })
}

/// By what it was asked for; nothing where that leaves it to the type.
fn by_purpose(node: &Node) -> Option<Holds> {
    match node.purpose.as_deref() {
        None | Some("" | "care" | "planning" | "statistics") => None,
        Some("identity") => Some(Holds::Identity),
        Some("contact") => Some(Holds::Contact),
        Some("protection") => Some(Holds::Protection),
        Some("consent") => Some(Holds::Consent),
        Some(_) => Some(Holds::Unplaced),
    }
}

/// By the type. There is no other arm: a new type is placed here, or the program is not built.
fn by_type(form: &Form, node: &Node, of: QuestionType) -> Holds {
    match of {
        QuestionType::SelectOne | QuestionType::SelectMultiple | QuestionType::Rank => choices(form, node),
        QuestionType::Text | QuestionType::Note => Holds::Text,
        QuestionType::Integer | QuestionType::Decimal | QuestionType::Range => Holds::Number,
        QuestionType::Date | QuestionType::Today => Holds::Date,
        QuestionType::DateTime | QuestionType::Start | QuestionType::End => Holds::Moment,
        QuestionType::Time => Holds::Time,
        QuestionType::Acknowledge => Holds::Flag,
        QuestionType::Barcode => Holds::Identity,
        QuestionType::Geopoint
        | QuestionType::Geotrace
        | QuestionType::Geoshape
        | QuestionType::StartGeopoint
        | QuestionType::BackgroundGeopoint
        | QuestionType::Osm => Holds::Place,
        QuestionType::Image
        | QuestionType::Audio
        | QuestionType::Video
        | QuestionType::File
        | QuestionType::BackgroundAudio => Holds::File,
        QuestionType::Hidden
        | QuestionType::Username
        | QuestionType::DeviceId
        | QuestionType::PhoneNumber
        | QuestionType::Email => Holds::Program,
        QuestionType::Group | QuestionType::Repeat | QuestionType::Calculate | QuestionType::Audit => Holds::Unplaced,
    }
}

/// Choices of a list are the questionnaire's; those that were typed elsewhere in it may be names.
fn choices(form: &Form, node: &Node) -> Holds {
    let listed = node.list.as_deref().is_some_and(|list| form.choices(list).is_some());
    match node.choices_from {
        Some(_) => Holds::Text,
        None if listed => Holds::Choice,
        None => Holds::Unplaced,
    }
}

#[cfg(test)]
mod tests;
