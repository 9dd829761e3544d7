//! The reader against pyxform: where pyxform makes an XForm, the XLSForm and that XForm must give the same form; where it
//! refuses, we refuse or warn of the same.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Read as _;
use std::path::Path;

use pana_forms::workbook::Workbook;
use pana_forms::{Choice, Form, Node, NodeIndex, Problem, QuestionType, Role, Texts, read};
use serde_json::Value;

use crate::report::Report;
use crate::source;

/// Differences named of one form.
const NAMED: usize = 3;

/// Runs the cases of a file.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn run(cases: &Path) -> Result<Report, Box<dyn Error>> {
    let mut report = Report::default();
    for line in std::fs::read_to_string(cases)?.lines() {
        let case: Value = serde_json::from_str(line)?;
        let id = case["id"].as_str().or(case["test"].as_str()).unwrap_or_default();
        let Some(workbook) = source::workbook(&case) else {
            report.skip("neither markdown nor sheets");
            continue;
        };
        let (form, problems) = match workbook {
            Ok(workbook) => {
                let reading = read(&workbook);
                (reading.form, reading.problems)
            }
            Err(problems) => (None, problems),
        };
        if let Some(error) = case["error"].as_str() {
            report
                .case(id, if names(&problems, error) { Ok(()) } else { Err(format!("`{error}`; {}", all(&problems))) });
        } else if let Some(xform) = case["xform"].as_str() {
            let Some(form) = form else {
                report.case(id, Err(format!("a form that is read; {}", crate::scenario::said(&problems))));
                continue;
            };
            let theirs = Workbook::from_xform(&format!("{id}.xml"), xform).map(|workbook| read(&workbook));
            let outcome = match theirs.as_ref().map(|reading| (reading.form.as_ref(), &reading.problems)) {
                Ok((Some(theirs), _)) => compare(&form, theirs),
                Ok((None, problems)) => Err(format!("an XForm that is read; {}", crate::scenario::said(problems))),
                Err(problems) => Err(format!("an XForm that is read; {}", crate::scenario::said(problems))),
            };
            report.case(id, outcome);
        } else {
            report.skip("no outcome recorded");
        }
    }
    Ok(report)
}

/// Reads every workbook of a folder, and compares those beside which an XForm lies (`NAME.xform.xml.gz`) or what pyxform
/// said when it refused (`NAME.error`).
///
/// # Errors
/// When the folder cannot be read.
pub(crate) fn run_folder(folder: &Path) -> Result<Report, Box<dyn Error>> {
    let mut report = Report::default();
    let mut books: Vec<String> =
        std::fs::read_dir(folder)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    books.sort_unstable();
    for name in books.iter().filter(|name| name.ends_with(".xlsx") || name.ends_with(".xls")) {
        let bytes = std::fs::read(folder.join(name))?;
        let ours = Workbook::from_xlsx(name, &bytes).map(|mut workbook| {
            source::set_root(&mut workbook, "data");
            read(&workbook)
        });
        let problems = match &ours {
            Ok(reading) => &reading.problems,
            Err(problems) => problems,
        };
        let form = ours.as_ref().ok().and_then(|reading| reading.form.as_ref());
        let packed = std::fs::read(folder.join(format!("{name}.xform.xml.gz")));
        let theirs = packed.ok().map(|packed| {
            let mut text = String::new();
            let unpacked = flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut text);
            unpacked.map(|_| Workbook::from_xform(name, &text).map(|workbook| read(&workbook)))
        });
        if let Ok(error) = std::fs::read_to_string(folder.join(format!("{name}.error"))) {
            let told = names(problems, error.trim());
            report.case(name, if told { Ok(()) } else { Err(format!("`{}`; {}", error.trim(), all(problems))) });
            continue;
        }
        match (form, theirs.transpose()?) {
            (_, None) => report.skip("pyxform refuses it"),
            (None, Some(_)) => {
                report.case(name, Err(format!("a form that is read; {}", crate::scenario::said(problems))))
            }
            (Some(_), Some(Err(problems))) => report.case(name, Err(format!("an XForm; {}", all(&problems)))),
            (Some(ours), Some(Ok(reading))) => match &reading.form {
                Some(theirs) => report.case(name, compare(ours, theirs)),
                None => report.case(name, Err(format!("an XForm; {}", crate::scenario::said(&reading.problems)))),
            },
        }
    }
    Ok(report)
}

/// Does one of the problems name what the message names: its row, or a name that stands in it?
fn names(problems: &[Problem], message: &str) -> bool {
    let row = message.split_once("[row : ").and_then(|(_, rest)| rest.split_once(']')).map(|(row, _)| row.trim());
    let at_row = |problem: &Problem| {
        let digits = problem.cell.as_deref().map(|cell| cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()));
        row.is_some() && digits == row
    };
    let named =
        |problem: &Problem| problem.args.values().any(|value| !value.is_empty() && message.contains(value.as_str()));
    // A message that names nothing can only be met by any word at all.
    if row.is_none() && !message.contains('\'') {
        return !problems.is_empty();
    }
    let whole = |problem: &Problem| row.is_none() && problem.cell.is_none() && message.contains(&problem.sheet);
    problems.iter().any(|problem| at_row(problem) || named(problem) || whole(problem))
}

fn all(problems: &[Problem]) -> String {
    problems.iter().take(NAMED).map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Are both forms the same?
fn compare(ours: &Form, theirs: &Form) -> Result<(), String> {
    let first = ours.setting("default_language").filter(|name| !name.is_empty()).and(ours.languages().first());
    let first = first.map_or("default", |language| language.tag.as_str());
    let (ours, theirs) = (rows(ours, first), rows(theirs, first));
    let mut differences = Vec::new();
    let paths: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    for path in paths {
        match (ours.get(path), theirs.get(path)) {
            (Some(one), Some(other)) => {
                let keys: BTreeSet<&&str> = one.keys().chain(other.keys()).collect();
                for key in keys {
                    let (left, right) = (one.get(*key), other.get(*key));
                    // What `or_other` adds is in the language of the form here, and always in English there.
                    let own = **key == *"label" && right.is_some_and(|text| text == "Specify other.");
                    let list = |side: Option<&String>| {
                        side.map(|text| text.rsplit_once(", other=").map_or(text.clone(), |(list, _)| list.to_owned()))
                    };
                    let added = **key == *"choices" && right.is_some_and(|text| text.ends_with(", other=Other"));
                    let same = left == right || own || (added && list(left) == list(right));
                    if !same {
                        let text = |side: Option<&String>| side.cloned().unwrap_or_default();
                        differences.push(format!(
                            "{path} {key}: `{}` from the XForm, `{}` from us",
                            text(right),
                            text(left)
                        ));
                    }
                }
            }
            (Some(_), None) => differences.push(format!("{path} is not in the XForm")),
            (None, _) => differences.push(format!("{path} is in the XForm")),
        }
    }
    let count = differences.len();
    differences.truncate(NAMED);
    if count == 0 { Ok(()) } else { Err(format!("{count} differ: {}", differences.join("; "))) }
}

/// What is compared of a row, by name.
type Row = BTreeMap<&'static str, String>;

/// `first`: the language that a text without one is in.
fn rows(form: &Form, first: &str) -> BTreeMap<String, Row> {
    let mut out: BTreeMap<String, Row> = BTreeMap::new();
    for (index, node) in form.nodes().iter().enumerate() {
        // Kept by the app, not by the form.
        let Some(at) = form.find(&node.path).map(|(at, _)| at).filter(|at| at.index() == index) else { continue };
        if node.question_type != QuestionType::Audit {
            out.insert(node.path.clone(), row(form, at, node, first));
        }
    }
    // The node that other tools write beside a repeat counted by an expression.
    let counters: Vec<(String, String)> = out
        .iter()
        .filter(|(path, row)| {
            row.get("type").is_some_and(|kind| kind == "repeat") && out.contains_key(&format!("{path}_count"))
        })
        .filter(|(path, row)| {
            row.get("repeat_count").is_some_and(|count| *count == format!("{path}_count@{}", depth(form, path)))
        })
        .map(|(path, _)| (path.clone(), format!("{path}_count")))
        .collect();
    for (repeat, counter) in counters {
        let asked =
            out.get(&counter).is_some_and(|row| row.get("type").is_some_and(|kind| !kind.starts_with("hidden")));
        let Some(count) = out.get(&counter).filter(|_| !asked).and_then(|row| row.get("calculation").cloned()) else {
            continue;
        };
        out.remove(&counter);
        if let Some(row) = out.get_mut(&repeat) {
            row.insert("repeat_count", count);
        }
    }
    out
}

/// How many repeats lie around a path.
fn depth(form: &Form, path: &str) -> usize {
    let mut above = form.find(path).and_then(|(_, node)| node.parent);
    let mut depth = 0_usize;
    while let Some(node) = above.and_then(|at| form.node(at)) {
        depth = depth.saturating_add(usize::from(node.role == Role::Repeat));
        above = node.parent;
    }
    depth
}

fn row(form: &Form, at: NodeIndex, node: &Node, first: &str) -> Row {
    let mut row = Row::new();
    let mut set = |key: &'static str, text: Option<String>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            row.insert(key, text);
        }
    };
    set("type", Some(kind(node)));
    for column in ["relevant", "calculation", "constraint", "required", "repeat_count", "choice_filter", "trigger"] {
        let said = form.understood(at, column).filter(|_| column != "choice_filter" || !external(node));
        set(column, said.filter(|_| column != "trigger" || node.role != Role::Group));
    }
    let note = node.question_type == QuestionType::Note;
    set("read_only", form.understood(at, "read_only").or_else(|| note.then(|| "true()".to_owned())));
    // A group has no value, whatever its row says of one.
    let group = matches!(node.role, Role::Group | Role::Repeat);
    set("default", form.understood(at, "default").filter(|_| !group).map(|text| media_name(&text)));
    set("preload", form.understood(at, "preload"));
    for column in ["label", "hint", "guidance_hint", "constraint_message", "required_message"] {
        // Nothing shows what is not asked, and a group has no hint.
        let shown = match column {
            "label" => node.role != Role::Hidden,
            "hint" | "guidance_hint" => node.role != Role::Hidden && !group,
            _ => true,
        };
        let of = |node: &'_ Node| match column {
            "label" => node.label.clone(),
            "hint" => node.hint.clone(),
            "guidance_hint" => node.guidance.clone(),
            "constraint_message" => node.constraint_message.clone(),
            _ => node.required_message.clone(),
        };
        let all: Vec<Texts> = form.nodes().iter().map(of).collect();
        set(column, shown.then(|| in_languages(form, &form.understood_texts(at, column), all.iter(), first)));
    }
    if node.role != Role::Hidden {
        set("appearance", Some(node.appearance.join(" ")));
        set("choices", choices(form, node, first));
        set("seed", form.understood(at, "seed"));
        set("shuffled", node.parameters.get("randomize").map(|text| text.to_lowercase()));
    }
    if node.question_type == QuestionType::Range {
        let given =
            |name: &str, otherwise: &str| node.parameters.get(name).cloned().unwrap_or_else(|| otherwise.to_owned());
        set("range", Some(format!("{} {} {}", given("start", "1"), given("end", "10"), given("step", "1"))));
    }
    row
}

fn external(node: &Node) -> bool {
    node.list.as_ref().is_some_and(|list| list.starts_with("external_choices:"))
}

/// What a row is, in words that both formats have.
fn kind(node: &Node) -> String {
    use QuestionType as T;
    let value = |kind: T| match kind {
        T::Integer => "int",
        T::Decimal => "decimal",
        T::Date | T::Today => "date",
        T::Time => "time",
        T::DateTime | T::Start | T::End => "dateTime",
        T::Geopoint | T::StartGeopoint | T::BackgroundGeopoint => "geopoint",
        T::Geotrace => "geotrace",
        T::Geoshape => "geoshape",
        T::Barcode => "barcode",
        T::Image | T::Audio | T::Video | T::File | T::Osm | T::BackgroundAudio => "binary",
        _ => "string",
    };
    let external = external(node);
    match node.question_type {
        T::Group => "group".to_owned(),
        T::Repeat => "repeat".to_owned(),
        // Other tools have it as a text with a query.
        _ if external => "text".to_owned(),
        T::Image | T::Audio | T::Video | T::File | T::Osm => format!("upload {}", node.question_type),
        _ if node.role == Role::Hidden => format!("hidden {}", value(node.value_type)),
        T::Note | T::Text => "text".to_owned(),
        other => other.to_string(),
    }
}

/// `jr://images/a.jpg` and `a.jpg` are the same file.
fn media_name(text: &str) -> String {
    text.strip_prefix("jr://").and_then(|rest| rest.split_once('/')).map_or(text, |(_, name)| name).to_owned()
}

/// A text in every language of its column. Where one is missing other tools write `-`; a text that is there only in
/// the language of columns without one is the same in all.
fn in_languages<'t>(form: &Form, texts: &Texts, column: impl Iterator<Item = &'t Texts>, first: &str) -> String {
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut texts = texts.clone();
    texts.retain(|_, text| text != "-");
    if texts.is_empty() {
        return String::new();
    }
    let there = column.flat_map(|texts| texts.iter().filter(|(_, text)| *text != "-"));
    let used: BTreeSet<&str> = there.map(|(tag, _)| tag.as_str()).collect();
    if let Some((tag, text)) = texts.first_key_value().filter(|_| texts.len() == 1)
        && (tag == "default" || tag == first)
    {
        return squeezed(text);
    }
    let text = |tag: &str| texts.get(tag).map_or_else(|| "-".to_owned(), |text| squeezed(text));
    let tags = form.languages().iter().map(|language| language.tag.as_str()).filter(|tag| *tag != "default");
    let shown = tags.chain(used.contains("default").then_some("default"));
    let all: BTreeMap<&str, String> = shown.map(|tag| (tag, text(tag))).collect();
    let different: BTreeSet<&String> = all.values().collect();
    match different.iter().next() {
        Some(one) if different.len() == 1 => (*one).clone(),
        _ => all.iter().map(|(tag, text)| format!("{tag}: {text}")).collect::<Vec<_>>().join(" | "),
    }
}

fn choices(form: &Form, node: &Node, first: &str) -> Option<String> {
    if let Some(source) = node.choices_from.and_then(|at| form.node(at)) {
        return Some(format!("answers to {}", source.path));
    }
    let name = node.list.as_ref().filter(|list| !list.starts_with("external_choices:"))?;
    let list = form.choices(name)?;
    let labels: Vec<Texts> = list.iter().map(|choice| Texts::from(&choice.label)).collect();
    let label = |item| in_languages(form, &form.understood_choice(name, item), labels.iter(), first);
    let pair = |(item, choice): (usize, &Choice)| format!("{}={}", choice.name, label(item));
    Some(list.iter().enumerate().map(pair).collect::<Vec<_>>().join(", "))
}
