//! The columns of the survey sheet: which must be there, and which nobody knows.

use crate::problem::ProblemCode;
use crate::read::report::{Place, Report};
use crate::read::sheets::table::Table;

/// Columns that are ours or known and need no word.
pub(crate) const SURVEY_COLUMNS: [&str; 52] = [
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "why",
    "appearance",
    "calculation",
    "required",
    "relevant",
    "constraint",
    "constraint_message",
    "required_message",
    "default",
    "default_value",
    "default_expression",
    "default_on",
    "new_expression",
    "load_expression",
    "finish_expression",
    "asked",
    "choice_filter",
    "parameters",
    "repeat_count",
    "trigger",
    "trigger_ref",
    "read_only",
    "save_to",
    "sensitivity",
    "purpose",
    "declined_as",
    "remark",
    "image",
    "audio",
    "video",
    "big_image",
    "media",
    "autoplay",
    "rows",
    "notes",
    "seed",
    "seed_ref",
    "builder_note",
    "intent",
    "compact_tag",
    "sms_field",
    "noapperrorstring",
    "comment",
    "comments",
    "disabled",
    "note",
    "help",
];

/// Names the columns that are missing or unknown; `false` where the sheet cannot be read for want of them.
pub(crate) fn check(table: &Table<'_>, report: &mut Report<'_>) -> bool {
    let missing = || ["type", "name"].into_iter().filter(|needed| !table.has(needed));
    if missing().count() > 1 && !table.has("label") {
        // Nothing in it is a column: the questions begin where their columns should be named.
        report.error(Place::sheet(table.name), ProblemCode::HeaderMissing, &[("columns", "type, name, label")]);
        return false;
    }
    for needed in missing() {
        let place = Place { sheet: table.name, cell: Some((0, table.header_row)) };
        report.error(place, ProblemCode::ColumnMissing, &[("column", needed)]);
    }
    if !table.has("type") {
        return false;
    }
    for column in table.columns() {
        let known = SURVEY_COLUMNS.contains(&column.key.as_str())
            || ["bind::", "body::", "instance::", "control::"].iter().any(|prefix| column.key.starts_with(prefix));
        if !known {
            let place = Place { sheet: table.name, cell: Some((column.index, table.header_row)) };
            report.warn(place, ProblemCode::ColumnUnknown, &[("column", &column.written)]);
        }
    }
    true
}
