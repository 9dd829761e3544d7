//! Texts with expressions in them: `${name}`, and `instance(…)` as it is.

use std::collections::{BTreeMap, HashMap};

use crate::expr::{is_name, parse};
use crate::form::{Choice, Part, Template};
use crate::index::{Index, ItemIndex};
use crate::read::choices::lists::Lists;
use crate::read::formulas::cells::Cells;
use crate::read::formulas::formula::program;
use crate::read::formulas::link::Owner;
use crate::read::formulas::names::{At, Names};
use crate::read::formulas::reads::{Dependency, LabelReads, ReadsOfLabels};
use crate::read::report::{Place, Report};
use crate::read::sheets::words::clean;
use crate::workbook::Row;

/// Labels of choices that change with answers, by list and place in it.
pub(crate) type ChoiceLabels = BTreeMap<String, BTreeMap<ItemIndex, Template>>;

/// Compiles the labels of choices that change with answers, and tells the names what those of each list read. They belong
/// to no row: a session looks at them from whoever offers them.
pub(crate) fn choice_labels(
    lists: &Lists,
    cells: &Cells<'_, '_>,
    names: &Names<'_>,
    report: &mut Report<'_>,
) -> ChoiceLabels {
    let owner = Owner { at: At::Top, chain: Vec::new() };
    let (mut labels, mut all) = (ChoiceLabels::new(), ReadsOfLabels::new());
    let changes = |choice: &Choice| choice.label.iter().any(|(_, text)| is_template(text));
    if !lists.values().flatten().any(changes) {
        return labels;
    }
    let rows = choice_rows(cells);
    for (list, choices) in lists {
        let mut reads = Vec::new();
        for (item, choice) in choices.iter().enumerate().filter(|(_, choice)| changes(choice)) {
            let mut template = Template::new();
            for (tag, text) in choice.label.iter() {
                let row = rows.get(&(list.as_str(), &*choice.name)).zip(cells.choices);
                let place = row.map_or(Place::sheet("choices"), |(row, table)| {
                    table.text_place(row, "label", tag, cells.languages)
                });
                template.insert(tag.to_owned(), parts(text, place, names, &owner, &mut reads, report));
            }
            labels.entry(list.clone()).or_default().insert(ItemIndex::at(item), template);
        }
        if let Some(labels) = labels.get(list) {
            reads.sort_unstable();
            reads.dedup();
            all.insert(list.clone(), LabelReads::of(labels, reads));
        }
    }
    names.know_labels(all);
    labels
}

/// The rows of the choices sheet by list and name, the first of each.
fn choice_rows<'a>(cells: &Cells<'a, '_>) -> HashMap<(&'a str, &'a str), &'a Row> {
    let mut rows = HashMap::new();
    if let Some(table) = cells.choices {
        let columns = (table.index("list_name"), table.index("name"));
        for row in table.rows {
            rows.entry((row.text(columns.0).trim(), row.text(columns.1).trim())).or_insert(row);
        }
    }
    rows
}

/// Does a text hold expressions?
pub(crate) fn is_template(text: &str) -> bool {
    // Nearly every text has neither sign, and looking for one is quick.
    let has = |sign: u8| text.as_bytes().contains(&sign);
    (has(b'$') && text.contains("${")) || (has(b'(') && text.contains(INSTANCE))
}

/// What stands between the braces of `${…}` in a text.
pub(crate) fn in_braces(text: &str) -> impl Iterator<Item = &str> {
    text.split("${").skip(1).filter_map(|rest| rest.split_once('}').map(|(inside, _)| inside))
}

/// A text in which those of them that are so come to nothing.
pub(crate) fn blanked(text: &str, so: impl Fn(&str) -> bool) -> String {
    let left_out = in_braces(text).filter(|inside| so(inside));
    left_out.fold(text.to_owned(), |text, inside| text.replace(&format!("${{{inside}}}"), "${''}"))
}

/// How an expression begins that may stand in a text as it is.
const INSTANCE: &str = "instance(";

/// A text cut where expressions stand in it: `${name}`, and `instance('list')/root/item[…]/label` as it is.
pub(crate) fn parts(
    text: &str,
    place: Place<'_>,
    names: &Names<'_>,
    owner: &Owner,
    reads: &mut Vec<Dependency>,
    report: &mut Report<'_>,
) -> Vec<Part> {
    let (mut parts, mut plain) = (Vec::new(), String::new());
    let mut rest = text;
    while let Some(at) = [rest.find("${"), rest.find(INSTANCE)].into_iter().flatten().min() {
        let (before, found) = rest.split_at(at);
        plain.push_str(before);
        let length = match found.strip_prefix("${") {
            Some(inside) => inside.find('}').map(|end| end.saturating_add(3)),
            None => Some(instance_length(found))
                .filter(|length| found.get(..*length).is_some_and(|text| parse(&clean(text)).is_ok())),
        };
        let unreadable = |length: &usize| {
            // Braces around what is neither a name nor an expression are only text.
            let inside = found.get(2..length.saturating_sub(1)).unwrap_or_default();
            found.starts_with("${")
                && !is_name(inside.trim())
                && !inside.contains('#')
                && parse(&clean(inside)).is_err()
        };
        let Some((expression, after)) =
            length.filter(|length| !unreadable(length)).and_then(|length| found.split_at_checked(length))
        else {
            // Only looks like one.
            let (head, tail) = found.split_at(2);
            plain.push_str(head);
            rest = tail;
            continue;
        };
        // What stands between the braces is a name, or an expression where another format was read.
        let inside = expression.strip_prefix("${").and_then(|text| text.strip_suffix('}'));
        let expression = inside.filter(|text| !is_name(text.trim()) && parse(text).is_ok()).unwrap_or(expression);
        if let Some((program, linked)) = program(expression, place, names, owner, report) {
            reads.extend(linked.dependencies);
            parts.push(Part::Text(std::mem::take(&mut plain)));
            parts.push(Part::Expression(program));
        }
        rest = after;
    }
    plain.push_str(rest);
    parts.push(Part::Text(plain));
    parts
}

/// How long an expression is that begins with `instance(`: its brackets, then steps with their predicates.
fn instance_length(text: &str) -> usize {
    let (mut depth, mut quote, mut end) = (0_u32, None, 0_usize);
    for (at, c) in text.char_indices() {
        let next = at.saturating_add(c.len_utf8());
        match (quote, c) {
            (Some(open), _) => {
                if c == open {
                    quote = None;
                }
            }
            (None, '\'' | '"') if depth > 0 => quote = Some(c),
            (None, '(' | '[') => depth = depth.saturating_add(1),
            (None, ')' | ']') if depth > 0 => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            (None, '/' | '_' | '-' | '.') => {}
            (None, c) if c.is_alphanumeric() => {}
            _ => break,
        }
        if depth == 0 {
            end = next;
        }
    }
    // A full stop after it ends the sentence and not the path.
    text.get(..end).map_or(0, |text| text.trim_end_matches(['.', '-', '/']).len())
}
