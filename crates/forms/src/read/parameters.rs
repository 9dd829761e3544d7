//! The column `parameters`: `name=value`, several with spaces, commas or semicolons between them.

use std::collections::BTreeMap;

use crate::expr::is_name;
use crate::form::{Choice, Node, QuestionType};
use crate::problem::ProblemCode;

use super::choices::Lists;
use super::report::{Place, Report};
use super::survey::SurveyRow;

/// Reads a cell. Names are in lower case.
pub(super) fn read(text: &str, place: Place<'_>, report: &mut Report<'_>) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for part in text.replace(" = ", "=").split([' ', ',', ';', '\n']).filter(|part| !part.is_empty()) {
        match part.split_once('=') {
            Some((name, value)) if !name.is_empty() && !value.is_empty() && !value.contains('=') => {
                out.insert(name.trim().to_lowercase(), value.trim().to_owned());
            }
            _ => report.error(place, ProblemCode::ParameterInvalid, &[("value", part)]),
        }
    }
    out
}

/// What a value may be.
#[derive(Debug, Clone, Copy)]
enum Fits {
    Number,
    Whole,
    YesNo,
    /// A number, or the answer to a question.
    Seed,
    Name,
    OneOf(&'static [&'static str]),
    /// The name of an app of Android: `org.example.camera`.
    App,
    Any,
}

use Fits::{Any, App, Name, Number, OneOf, Seed, Whole, YesNo};

/// The parameters of a type; `None` for a type of which we know nothing.
fn known(question_type: QuestionType) -> Option<&'static [(&'static str, Fits)]> {
    Some(match question_type {
        QuestionType::Range => &[
            ("start", Number),
            ("end", Number),
            ("step", Number),
            ("tick_interval", Number),
            ("placeholder", Number),
            ("tick_labelset", Any),
        ],
        QuestionType::Text => &[("rows", Whole)],
        QuestionType::SelectOne | QuestionType::SelectMultiple | QuestionType::Rank => &[
            ("randomize", YesNo),
            ("seed", Seed),
            ("value", Name),
            ("label", Name),
            // What other formats say of lists that are answers.
            ("blank", Any),
        ],
        QuestionType::Geopoint => &[
            ("allow-mock-accuracy", YesNo),
            ("capture-accuracy", Number),
            ("warning-accuracy", Number),
            ("reference-geometry", Any),
        ],
        QuestionType::Geotrace | QuestionType::Geoshape => {
            &[("allow-mock-accuracy", YesNo), ("incremental", OneOf(&["true"])), ("reference-geometry", Any)]
        }
        QuestionType::Image => &[("max-pixels", Whole), ("app", App)],
        QuestionType::Audio => &[("quality", OneOf(&["voice-only", "low", "normal", "external"]))],
        QuestionType::BackgroundAudio => &[("quality", OneOf(&["voice-only", "low", "normal"]))],
        QuestionType::Audit => &[
            ("location-priority", OneOf(&["no-power", "low-power", "balanced", "high-accuracy"])),
            ("location-min-interval", Whole),
            ("location-max-age", Whole),
            ("track-changes", YesNo),
            ("identify-user", YesNo),
            ("track-changes-reasons", OneOf(&["on-form-edit"])),
        ],
        _ => return None,
    })
}

/// The names of a type's parameters.
pub(crate) fn names(question_type: QuestionType) -> Vec<&'static str> {
    let known = known(question_type).unwrap_or_default();
    known.iter().map(|(name, _)| *name).filter(|name| *name != "blank").collect()
}

/// Looks at the parameters of a row of a type.
pub(super) fn check(
    question_type: QuestionType,
    parameters: &BTreeMap<String, String>,
    appearance: &str,
    place: Place<'_>,
    report: &mut Report<'_>,
) {
    let Some(known) = known(question_type) else { return };
    let names = names(question_type);
    for (name, value) in parameters {
        match known.iter().find(|(known, _)| known == name) {
            None => {
                report.warn(place, ProblemCode::ParameterUnknown, &[("name", name), ("allowed", &names.join(", "))])
            }
            Some((_, fits)) if !fit(*fits, value) => {
                report.warn(place, ProblemCode::ParameterValue, &[("name", name), ("value", value)]);
            }
            Some(_) => {}
        }
    }
    if question_type == QuestionType::Range {
        range(parameters, appearance, place, report);
    }
}

fn fit(fits: Fits, value: &str) -> bool {
    let number = || value.parse::<f64>().is_ok_and(f64::is_finite);
    match fits {
        Number => number(),
        Whole => value.parse::<u64>().is_ok(),
        YesNo => matches!(value.to_lowercase().as_str(), "true" | "false"),
        Seed => number() || value.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).is_some_and(is_name),
        Name => is_name(value),
        App => value.contains('.') && value.split('.').all(is_part_of_app),
        OneOf(words) => words.contains(&value.to_lowercase().as_str()),
        Any => true,
    }
}

fn is_part_of_app(part: &str) -> bool {
    part.starts_with(|first: char| first.is_ascii_alphabetic())
        && part.chars().all(|each| each.is_ascii_alphanumeric() || each == '_')
}

/// Looks at the parameters that name a list.
pub(super) fn check_lists(node: &Node, lists: &Lists, rows: &[SurveyRow], place: Place<'_>, report: &mut Report<'_>) {
    let mut wrong = |name: &str, value: &str| {
        report.warn(place, ProblemCode::ParameterValue, &[("name", name), ("value", value)]);
    };
    if let Some(value) = node.parameters.get("reference-geometry") {
        let is_repeat =
            |name: &str| rows.iter().any(|row| row.node.question_type == QuestionType::Repeat && row.node.name == name);
        let found = match value.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => is_repeat(name.trim()),
            None => lists.contains_key(value),
        };
        if !found {
            wrong("reference-geometry", value);
        }
    }
    if let Some(value) = node.parameters.get("tick_labelset") {
        let list = lists.get(value).map_or(&[][..], Vec::as_slice);
        let number = |name: &str| node.parameters.get(name).and_then(|text| text.parse::<f64>().ok());
        let (start, end) = (number("start").unwrap_or(1.0), number("end").unwrap_or(10.0));
        let tick = number("tick_interval").or_else(|| number("step")).unwrap_or(1.0).abs();
        let (low, high) = (start.min(end), start.max(end));
        let on_tick = |value: f64| {
            let ticks = (value - start) / tick;
            (low..=high).contains(&value) && (ticks - ticks.round()).abs() < 1e-9
        };
        let plain = node.appearance.iter().any(|word| word == "no-ticks");
        let fits = |choice: &Choice| {
            let value = choice.name.parse::<f64>().ok();
            value.is_some_and(|value| if plain { value == start || value == end } else { on_tick(value) })
        };
        if list.is_empty() || !list.iter().all(fits) || (plain && list.len() > 2) {
            wrong("tick_labelset", value);
        }
    }
}

/// A step leads from the start to the end, and what is marked lies on a step.
fn range(parameters: &BTreeMap<String, String>, appearance: &str, place: Place<'_>, report: &mut Report<'_>) {
    let number = |name: &str| parameters.get(name).and_then(|text| text.parse::<f64>().ok());
    let (start, end) = (number("start").unwrap_or(1.0), number("end").unwrap_or(10.0));
    let step = number("step").unwrap_or(1.0).abs();
    let span = (end - start).abs();
    let mut wrong = |name: &str| {
        let value = parameters.get(name).map_or("", String::as_str);
        report.warn(place, ProblemCode::ParameterValue, &[("name", name), ("value", value)]);
    };
    if step == 0.0 || step > span {
        wrong("step");
    }
    let on_step = |number: f64| (number / step - (number / step).round()).abs() < 1e-9;
    if number("tick_interval").is_some_and(|tick| tick == 0.0 || tick.abs() > span || !on_step(tick)) {
        wrong("tick_interval");
    }
    let (low, high) = (start.min(end), start.max(end));
    if number("placeholder").is_some_and(|value| value < low || value > high || !on_step(value - start)) {
        wrong("placeholder");
    }
    // Ticks are drawn on a plain slider only.
    let plain = appearance.split_whitespace().all(|word| matches!(word, "vertical" | "no-ticks"));
    for name in ["tick_interval", "placeholder", "tick_labelset"] {
        if !plain && parameters.contains_key(name) {
            wrong(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Report, check, read};
    use crate::form::QuestionType;

    #[test]
    fn what_fits_nothing_is_named() {
        let said = |question_type, text: &str| {
            let mut report = Report { file: "f", problems: Vec::new() };
            let place = Place { sheet: "survey", cell: Some((0, 2)) };
            let parameters = read(text, place, &mut report);
            check(question_type, &parameters, "", place, &mut report);
            report.problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>().join(" ")
        };
        for (question_type, text, expected) in [
            (QuestionType::Range, "start=1 end=9;step=2", ""),
            (QuestionType::Range, "end==1", "parameter-invalid"),
            (QuestionType::Range, "start=0 end=10 step=11", "parameter-value"),
            (QuestionType::Range, "stop=9", "parameter-unknown"),
            (QuestionType::SelectOne, "randomize=true seed=${q}", ""),
            (QuestionType::SelectOne, "seed=${q}+1", "parameter-value"),
            (QuestionType::Geopoint, "capture-accuracy=foo", "parameter-value"),
            (QuestionType::Image, "max-pixels=640 app=org.example.camera", ""),
            (QuestionType::Image, "app=camera", "parameter-value"),
        ] {
            assert_eq!(said(question_type, text), expected, "{text}");
        }
    }
}
