//! What of XLSForm is supported, as tables made from the code itself.

use crate::expr::FUNCTIONS;
use crate::form::{QuestionType, Role};
use crate::read::{SHEETS, SURVEY_COLUMNS, parameter_names, role};

/// More arguments than anyone writes: any number.
const MANY: usize = 999;

/// The tables, as markdown.
pub fn surface() -> String {
    let mut out = String::from("## Types\n\n| type | what becomes of it | parameters |\n|---|---|---|\n");
    for question_type in QuestionType::ALL {
        let becomes = match (role(*question_type), question_type) {
            (Role::Group | Role::Repeat, _) => "holds other rows",
            (Role::Note, _) => "is read out",
            (Role::Question, _) if question_type.is_file() => "is asked; the answer is the name of a file",
            (Role::Question, _) => "is asked",
            (Role::Hidden, QuestionType::Calculate | QuestionType::Hidden) => "is worked out or given",
            (Role::Hidden, QuestionType::Audit) => "is kept by the program itself",
            (
                Role::Hidden,
                QuestionType::Start
                | QuestionType::End
                | QuestionType::Today
                | QuestionType::Username
                | QuestionType::DeviceId
                | QuestionType::PhoneNumber
                | QuestionType::Email,
            ) => "is filled in when the form is opened or finished",
            (Role::Hidden, _) => "stays in the form, is not asked, and is named when the form is read",
        };
        let parameters = parameter_names(*question_type);
        let parameters: Vec<String> = parameters.iter().map(|name| format!("`{name}`")).collect();
        out.push_str(&format!("| `{question_type}` | {becomes} | {} |\n", parameters.join(", ")));
    }
    out.push_str(
        "\nBesides: `select_one_from_file`, `select_multiple_from_file` (CSV, GeoJSON, XML), `select_one ${question}` (the answers \
         in a repeat), `select_one_external`, `csv-external`, `xml-external`, `or_other`, `begin loop over`, `table-list`, and the \
         older spellings of each type.\n\n## Sheets\n\n",
    );
    out.push_str(&quoted(SHEETS.iter().copied()));
    out.push_str("\n\n## Columns of the sheet `survey`\n\n");
    out.push_str(&quoted(SURVEY_COLUMNS.iter().copied()));
    out.push_str("\n\nOther columns are kept and named. `bind::…`, `body::…`, `instance::…` are kept with the row.\n\n## Functions\n\n");
    let mut functions: Vec<String> = FUNCTIONS
        .iter()
        .map(|(name, least, most)| match (least, most) {
            (least, most) if least == most => format!("`{name}` ({least})"),
            (least, &MANY) => format!("`{name}` ({least} or more)"),
            (least, most) => format!("`{name}` ({least} to {most})"),
        })
        .collect();
    functions.sort();
    out.push_str(&functions.join(", "));
    out.push_str(
        "\n\nThe numbers are those of arguments. Operators: `+ - * div mod = != < <= > >= and or |`, unary minus, predicates; axes: \
         child, parent, self, and `//`.\n",
    );
    out
}

fn quoted<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use super::surface;

    #[test]
    fn the_surface_in_the_documentation_is_what_is_supported() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/SURFACE.md");
        if std::env::var_os("PANA_WRITE_SURFACE").is_some() {
            std::fs::write(path, surface()).unwrap();
        }
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            written == surface(),
            "the surface changed: run `PANA_WRITE_SURFACE=1 cargo test -p pana-forms the_surface` and commit"
        );
    }
}
