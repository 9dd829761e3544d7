//! Sums and extremes as the recorded engine took them: where one member was blank, nothing was left of the whole. It has
//! been mended there since, and here, as in ODK Collect, blanks are passed over. So that all else which follows from such a
//! formula is still compared, forms are read with what it meant to that engine written out.

use std::sync::Arc;

use pana_forms::workbook::Workbook;

const AGGREGATES: [&str; 3] = ["sum(", "min(", "max("];

/// Columns that hold formulas, however they are written: `calculation`, `bind::relevant`, `read_only`.
const FORMULAS: [&str; 14] = [
    "calculation",
    "calculate",
    "relevant",
    "constraint",
    "required",
    "readonly",
    "read_only",
    "repeat_count",
    "choice_filter",
    "default",
    "default_expression",
    "new_expression",
    "load_expression",
    "finish_expression",
];

/// Writes out what the aggregates of a form meant to the recorded engine.
pub(crate) fn written_out(workbook: &mut Workbook) {
    for sheet in workbook.sheets.iter_mut().filter(|sheet| sheet.name.trim().eq_ignore_ascii_case("survey")) {
        let Some((header, rows)) = Arc::make_mut(sheet).rows.split_first_mut() else { continue };
        let is_formula = |text: &str| {
            let last = text.rsplit(':').next().unwrap_or(text).trim().to_lowercase();
            FORMULAS.contains(&last.as_str())
        };
        let columns: Vec<u32> =
            header.cells.iter().filter(|cell| is_formula(&cell.text)).map(|cell| cell.column).collect();
        for cell in rows.iter_mut().flat_map(|row| &mut row.cells).filter(|cell| columns.contains(&cell.column)) {
            cell.text = formula(&cell.text).into();
        }
    }
}

/// A formula with its aggregates written out.
fn formula(text: &str) -> String {
    let Some((at, name)) = first_call(text) else { return text.to_owned() };
    let (before, rest) = text.split_at(at);
    let Some((arguments, after)) = rest.get(name.len()..).and_then(arguments) else { return text.to_owned() };
    let arguments: Vec<String> = arguments.into_iter().map(|argument| formula(argument.trim())).collect();
    let call = format!("{name}{})", arguments.join(", "));
    let given: Vec<String> = arguments.iter().filter_map(|argument| is_given(argument)).collect();
    let call = if given.is_empty() { call } else { format!("if({}, {call}, number(''))", given.join(" and ")) };
    format!("{before}{call}{}", formula(after))
}

/// Where the first aggregate stands, and which it is.
fn first_call(text: &str) -> Option<(usize, &'static str)> {
    let begins = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':')))
    };
    let found = |name: &'static str| text.match_indices(name).find(|(at, _)| begins(*at)).map(|(at, _)| (at, name));
    AGGREGATES.into_iter().filter_map(found).min()
}

/// The arguments up to the bracket that closes them, and what comes after it.
fn arguments(text: &str) -> Option<(Vec<&str>, &str)> {
    let (mut depth, mut quote, mut start, mut out) = (0_u32, None, 0_usize, Vec::new());
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[') => depth = depth.saturating_add(1),
            (None, ')') if depth == 0 => {
                out.push(text.get(start..at)?);
                return Some((out, text.get(at.saturating_add(1)..)?));
            }
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                out.push(text.get(start..at)?);
                start = at.saturating_add(1);
            }
            _ => {}
        }
    }
    None
}

/// That nothing of an argument is blank; `None` for a number.
fn is_given(argument: &str) -> Option<String> {
    if argument.parse::<f64>().is_ok() {
        return None;
    }
    Some(if are_nodes(argument) {
        format!("count({argument}) > 0 and count({argument}) = count-non-empty({argument})")
    } else {
        format!("string({argument}) != ''")
    })
}

/// `${name}` or a path, and nothing that is computed.
fn are_nodes(argument: &str) -> bool {
    let (mut depth, mut computed) = (0_u32, false);
    for c in argument.chars() {
        match c {
            '[' | '(' | '{' => depth = depth.saturating_add(1),
            ']' | ')' | '}' => depth = depth.saturating_sub(1),
            '+' | '*' | '=' | '<' | '>' | ' ' if depth == 0 => computed = true,
            _ => {}
        }
    }
    let begins = ["${", "/", ".", "current()", "instance("].iter().any(|begin| argument.starts_with(begin));
    begins && !computed
}
