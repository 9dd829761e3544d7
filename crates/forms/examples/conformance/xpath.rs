//! Expressions in XML documents.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use pana_forms::xpath::{Document, DocumentNode, EvaluationError, Outcome};
use pana_model::Moment;
use serde_json::Value;

use crate::places;
use crate::report::Report;

/// The clock of the recordings.
const NOW: &str = "2026-01-15T10:30:00-07:00";
/// The same in the zone that JavaRosa's tests of dates set for themselves (`withLocaleAndTimeZone(locale, GMT, …)`).
const NOW_AT_GREENWICH: &str = "2026-01-15T17:30:00+00:00";
/// What only JavaRosa's tests say has this one source.
const JAVAROSA: &str = "getodk/javarosa XPathEvalTest";

/// What an expression may hold that the ODK subset has not.
const BEYOND: [(&str, &str); 12] = [
    ("child::node()", "nodes of text"),
    ("::", "an axis other than child, parent and self"),
    ("@", "attributes"),
    ("//", "descendants"),
    ("id(", "id()"),
    ("lang(", "lang()"),
    ("namespace-uri(", "namespaces"),
    ("xhtml:", "namespaces"),
    ("text(", "nodes of text"),
    ("comment(", "comments"),
    ("processing-instruction(", "processing instructions"),
    ("explode", "a function of one engine's own tests"),
];

/// Runs the cases of a file.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn run(docs: &Path, cases: &Path) -> Result<Report, Box<dyn Error>> {
    let now = Moment::parse(NOW).ok_or("the clock")?;
    let docs_text: Vec<String> = serde_json::from_str(&std::fs::read_to_string(docs)?)?;
    let at = |now: Moment| docs_text.iter().map(|doc| Document::parse(doc, now)).collect::<Vec<_>>();
    let (docs, at_greenwich) = (at(now), at(Moment::parse(NOW_AT_GREENWICH).ok_or("the clock")?));
    let cases = std::fs::read_to_string(cases)?;
    let cases: Vec<Value> = cases.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let disputed = disputed(&cases);
    let mut report = Report::default();
    for case in cases {
        let written = expression_of(&case);
        let by_place = document_text(&docs_text, &case).and_then(|text| places::of(written, text));
        let expression = by_place.as_deref().unwrap_or(written);
        if let Some((_, reason)) = BEYOND.iter().find(|(beyond, _)| reaches(expression, beyond)) {
            report.skip(reason);
            continue;
        }
        let text_as_seed = by_place.is_some() && written.ends_with(", 'a')");
        if !case["disagree"].is_null() || disputed.contains(written) || text_as_seed {
            report.skip("the recorded engines disagree");
            continue;
        }
        let docs = if is_javarosas(&case) { &at_greenwich } else { &docs };
        let document = case["doc"].as_u64().and_then(|doc| docs.get(usize::try_from(doc).ok()?)?.as_ref());
        if case["mode"] == "xpath1" && document_text(&docs_text, &case).is_some_and(|text| text.contains("xmlns=")) {
            report.skip("namespaces");
            continue;
        }
        let node = document.zip(case["ctx"].as_str()).and_then(|(doc, path)| Some((doc, doc.node(path)?)));
        let Some((document, node)) = node else {
            report.skip("a document with a document type, or a context that is no element");
            continue;
        };
        if case["expected"] == "NaN" && has_blank_member(document, node, expression) {
            report.skip("an aggregate of which a member is blank");
            continue;
        }
        let came = document.evaluate(expression, node);
        if let (Err(EvaluationError::UnknownFunction { .. }), true) = (&came, case["javarosa_ec"] == true) {
            report.skip("a function of one engine's own tests");
            continue;
        }
        let id = format!("{} {} `{written}`", case["id"], case["mode"].as_str().unwrap_or_default());
        report.case(&id, outcome(document, came, &case));
    }
    Ok(report)
}

/// Is it a case of JavaRosa's suite alone?
fn is_javarosas(case: &Value) -> bool {
    matches!(case["sources"].as_array().map(Vec::as_slice), Some([source]) if source == JAVAROSA)
}

fn expression_of(case: &Value) -> &str {
    case["expr"].as_str().unwrap_or_default()
}

/// Does it ask for the sum or an extreme of nodes of which one is blank? The recorded engines left nothing of the whole.
fn has_blank_member(document: &Document, node: DocumentNode, expression: &str) -> bool {
    let inside = ["sum(", "min(", "max("].iter().find_map(|name| expression.strip_prefix(name)?.strip_suffix(')'));
    let members = inside.and_then(|inside| document.evaluate(inside, node).ok()?.nodes);
    let is_blank = |member: DocumentNode| document.evaluate("string(.)", member).is_ok_and(|came| came.text.is_empty());
    members.into_iter().flatten().any(is_blank)
}

fn document_text<'a>(docs: &'a [String], case: &Value) -> Option<&'a str> {
    docs.get(usize::try_from(case["doc"].as_u64()?).ok()?).map(String::as_str)
}

/// Expressions of constants alone that one recorded engine gives another value than another does.
fn disputed(cases: &[Value]) -> BTreeSet<String> {
    let mut expected: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for case in cases {
        let expression = case["expr"].as_str().unwrap_or_default();
        let constant = expression.contains(['"', '\'']) && !expression.contains('/') && case["mode"] == "xforms";
        if constant {
            let kind = format!("{}", case["type"]);
            expected.entry(expression).or_default().insert(format!("{kind} {}", case["expected"]));
        }
    }
    let kinds = |values: &BTreeSet<String>| -> BTreeSet<String> {
        values.iter().filter_map(|value| Some(value.split_once(' ')?.0.to_owned())).collect()
    };
    expected
        .into_iter()
        .filter(|(_, values)| values.len() > kinds(values).len())
        .map(|(expression, _)| expression.to_owned())
        .collect()
}

/// Does the expression use it? The axes of the subset may be written out.
fn reaches(expression: &str, beyond: &str) -> bool {
    if beyond == "::" {
        let rest =
            ["child::", "parent::", "self::"].iter().fold(expression.to_owned(), |text, axis| text.replace(axis, ""));
        return rest.contains("::") || expression.contains("-or-self::");
    }
    expression.contains(beyond)
}

fn outcome(document: &Document, came: Result<Outcome, EvaluationError>, case: &Value) -> Result<(), String> {
    let (kind, expected) = (case["type"].as_str().unwrap_or_default(), &case["expected"]);
    let came = match (came, kind) {
        (Err(_), "error") => return Ok(()),
        (Err(error), _) => return Err(format!("expected {expected}, came an error: {error}")),
        (Ok(came), "error") => return Err(format!("expected an error, came {:?}", came.text)),
        (Ok(came), _) => came,
    };
    let nodes = came.nodes.as_deref().unwrap_or_default();
    let written = |came: String| {
        let wanted = expected.as_str().map_or_else(|| expected.to_string(), ToOwned::to_owned);
        if came == wanted { Ok(()) } else { Err(format!("expected {wanted}, came {came}")) }
    };
    match kind {
        "boolean" => written(came.boolean.to_string()),
        "string" => written(came.text),
        "number" => {
            let wanted = match expected {
                Value::String(text) => text.parse().unwrap_or(f64::NAN),
                other => other.as_f64().unwrap_or(f64::NAN),
            };
            let close = (came.number - wanted).abs() <= wanted.abs() * 1e-9;
            let same = close || came.number.to_bits() == wanted.to_bits() || (came.number.is_nan() && wanted.is_nan());
            if same { Ok(()) } else { Err(format!("expected {wanted}, came {}", came.number)) }
        }
        "nodeset-size" => written(nodes.len().to_string()),
        "first-node" => written(nodes.first().map(|node| document.path(*node)).unwrap_or_default()),
        _ => {
            let mut paths: Vec<String> = nodes.iter().map(|node| document.path(*node)).collect();
            let wanted = expected.as_array().map(Vec::as_slice).unwrap_or_default();
            let mut wanted: Vec<String> = wanted.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect();
            // What is shuffled by a seed was recorded in the order in which it came.
            if case["ordered"] != true && !expression_of(case).starts_with("randomize(") {
                paths.sort();
                wanted.sort();
            }
            if paths == wanted { Ok(()) } else { Err(format!("expected {wanted:?}, came {paths:?}")) }
        }
    }
}
