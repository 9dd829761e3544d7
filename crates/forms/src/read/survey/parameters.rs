//! The column `parameters`: `name=value`, several with spaces, commas or semicolons between them.

use std::collections::BTreeMap;

use crate::expr::is_name;
use crate::form::{Choice, Node, QuestionType};
use crate::problem::ProblemCode;

use crate::read::choices::lists::Lists;
use crate::read::report::{Place, Report};
use crate::read::survey::row::SurveyRow;

/// Reads a cell. Names are in lower case.
pub(crate) fn read(text: &str, place: Place<'_>, report: &mut Report<'_>) -> BTreeMap<String, String> {
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
    /// A program on a phone: `org.example.camera`.
    Package,
    Any,
}

use Fits::{Any, Name, Number, OneOf, Package, Seed, Whole, YesNo};

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
        QuestionType::Image => &[("max-pixels", Whole), ("app", Package)],
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
pub(crate) fn check(
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
    needs(parameters, place, report);
    match question_type {
        QuestionType::Range => range(parameters, appearance, place, report),
        QuestionType::Audit => {
            let number = |name: &str| parameters.get(name).and_then(|text| text.parse::<u64>().ok());
            if let Some((least, most)) = number("location-min-interval").zip(number("location-max-age"))
                && most < least
            {
                let args = [("name", "location-max-age"), ("value", &*most.to_string())];
                report.warn(place, ProblemCode::ParameterValue, &args);
            }
        }
        _ => {}
    }
}

/// Parameters that mean something only where others are given too.
fn needs(parameters: &BTreeMap<String, String>, place: Place<'_>, report: &mut Report<'_>) {
    const LOCATION: [&str; 3] = ["location-priority", "location-min-interval", "location-max-age"];
    let given = |name: &str| parameters.contains_key(name);
    let mut say = |name: &str, other: &str| {
        report.warn(place, ProblemCode::ParameterNeeds, &[("name", name), ("other", other)]);
    };
    if given("seed") && !given("randomize") {
        say("seed", "randomize");
    }
    if let Some(first) = LOCATION.into_iter().find(|name| given(name)) {
        let missing: Vec<&str> = LOCATION.into_iter().filter(|name| !given(name)).collect();
        if !missing.is_empty() {
            say(first, &missing.join(", "));
        }
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
        Package => {
            let part = |part: &str| {
                part.starts_with(|c: char| c.is_ascii_alphabetic())
                    && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            };
            value.contains('.') && value.split('.').all(part)
        }
        OneOf(words) => words.contains(&value.to_lowercase().as_str()),
        Any => true,
    }
}

/// Looks at the parameters that name a list.
pub(crate) fn check_lists(node: &Node, lists: &Lists, rows: &[SurveyRow], place: Place<'_>, report: &mut Report<'_>) {
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
            value.is_some_and(|value| on_tick(value) && (!plain || value == start || value == end))
        };
        // Without ticks there are only the two ends.
        let ends = [start, end].iter().filter(|end| list.iter().any(|choice| choice.name.parse() == Ok(**end))).count();
        if list.is_empty() || !list.iter().all(fits) || (plain && (list.len() > 2 || ends < 2)) {
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
            (QuestionType::SelectOne, "randomize=true seed=${q}+1", "parameter-value"),
            (QuestionType::Geopoint, "capture-accuracy=foo", "parameter-value"),
            (QuestionType::SelectOne, "seed=4", "parameter-needs"),
            (QuestionType::Audit, "location-max-age=60", "parameter-needs"),
            (
                QuestionType::Audit,
                "location-priority=balanced location-min-interval=60 location-max-age=20",
                "parameter-value",
            ),
            (QuestionType::Image, "app=org.example.camera", ""),
            (QuestionType::Image, "app=camera", "parameter-value"),
            (QuestionType::Image, "app=org..camera", "parameter-value"),
        ] {
            assert_eq!(said(question_type, text), expected, "{text}");
        }
    }
}
