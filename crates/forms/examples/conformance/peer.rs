//! What lies between a hand and the form in the recorded engine (web-forms), so that a recorded step means the same to us.
//!
//! There, an answer passes through the client's own field before the form sees it: a whole number is cut off a decimal, a
//! place is written out with all its numbers. Here nobody's answer is changed silently: the screen says what is wrong
//! with it. So the steps are given as that client would give them, and all that follows from them is compared.

use std::collections::BTreeMap;

use pana_forms::{Node, QuestionType, Texts};
use serde_json::Value;

/// The answer of a step as the recorded engine's client hands it on.
pub(crate) fn handed_on(node: &Node, text: String) -> String {
    match node.value_type {
        QuestionType::Integer => cut(&text).unwrap_or(text),
        QuestionType::Decimal => with_fraction(&text).unwrap_or(text),
        QuestionType::Range if beyond(node, &text) => String::new(),
        QuestionType::Range if !is_whole_scale(node) => with_fraction(&text).unwrap_or(text),
        QuestionType::Geopoint | QuestionType::Geotrace | QuestionType::Geoshape => places(&text).unwrap_or(text),
        _ => text,
    }
}

/// A decimal without its fraction.
fn cut(text: &str) -> Option<String> {
    let number: f64 = text.trim().parse().ok().filter(|number: &f64| number.is_finite())?;
    Some(number.trunc().to_string())
}

/// A decimal as it is written out there: with a fraction, be it 0.
pub(crate) fn with_fraction(text: &str) -> Option<String> {
    let number: f64 = text.trim().parse().ok().filter(|number: &f64| number.is_finite())?;
    let written = number.to_string();
    Some(if written.contains('.') { written } else { format!("{written}.0") })
}

/// Does a number lie beyond the ends of a range? There the field takes it for none.
fn beyond(node: &Node, text: &str) -> bool {
    let end = |name: &str, otherwise: f64| node.parameters.get(name).map_or(Some(otherwise), |text| text.parse().ok());
    let ends = end("start", 1.0).zip(end("end", 10.0));
    ends.zip(text.parse::<f64>().ok()).is_some_and(|((start, end), number)| number < start || number > end)
}

/// Has a scale whole numbers alone?
pub(crate) fn is_whole_scale(node: &Node) -> bool {
    let whole = |name: &str| node.parameters.get(name).is_none_or(|text| !text.contains('.'));
    ["start", "end", "step"].into_iter().all(whole)
}

/// Latitude and longitude, then height and accuracy with a fraction; points with `;` between them.
fn places(text: &str) -> Option<String> {
    let point = |point: &str| -> Option<String> {
        let numbers = point.split_whitespace().map(|part| part.parse::<f64>().ok()).collect::<Option<Vec<_>>>()?;
        let number = |(at, number): (usize, &f64)| if at < 2 { number.to_string() } else { format!("{number:?}") };
        (numbers.len() >= 2).then(|| numbers.iter().enumerate().map(number).collect::<Vec<_>>().join(" "))
    };
    let points = text.split(';').map(str::trim).filter(|point| !point.is_empty());
    Some(points.map(point).collect::<Option<Vec<_>>>()?.join(";"))
}

/// What the recording could not write down (`[object File]`) is the text that was recorded as the answer: all else that
/// follows from it is compared.
pub(crate) fn written_down(step: &Value) -> Option<&str> {
    step["value"].as_str().filter(|text| text.starts_with("[object "))?;
    step["changed"][step["ref"].as_str()?]["value"].as_str().or(Some(""))
}

/// Are the choices in an order of chance, with no seed that says which?
pub(crate) fn in_any_order(node: &Node) -> bool {
    let parameter = |name: &str| node.parameters.get(name);
    parameter("randomize").is_some_and(|text| text.eq_ignore_ascii_case("true")) && parameter("seed").is_none()
}

/// Is the value one of chance?
pub(crate) fn by_chance(node: &Node) -> bool {
    node.expressions.get("calculation").is_some_and(|text| text.contains("random()"))
}

/// Is the value the moment at which the form was opened?
pub(crate) fn by_clock(node: &Node) -> bool {
    node.attributes.get("bind::jr:preload").is_some_and(|text| matches!(text.as_str(), "timestamp" | "date"))
}

/// Is a file given as its answer?
pub(crate) const fn is_upload(node: &Node) -> bool {
    use QuestionType as T;
    matches!(node.question_type, T::Image | T::Audio | T::Video | T::File | T::Osm)
}

/// The recorded engine shows a select of the sheet `external_choices` as a text.
pub(crate) fn is_text(node: &Node) -> bool {
    node.list.as_ref().is_some_and(|list| list.starts_with("external_choices:"))
}

/// What the recorded engine writes behind a label as part of it: it takes a large picture for a further text.
pub(crate) fn behind_label(media: &BTreeMap<&'static str, Texts>, tag: &str) -> String {
    let large = media.get("big_image").and_then(|texts| texts.get(tag));
    large.map_or_else(String::new, |name| format!("jr://images/{name}"))
}
