//! Texts that a language lacks while another has them.

use crate::problem::ProblemCode;
use crate::read::report::{Place, Report};
use crate::read::sheets::languages::Languages;
use crate::read::sheets::table::{Column, MISSING, Table};
use crate::workbook::Row;

/// Columns of texts that somebody reads.
const TEXTS: [&str; 5] = ["label", "hint", "guidance_hint", "constraint_message", "required_message"];
/// So many gaps of a column are named each by its cell; more are counted at its head: a column that was just begun is one
/// matter and not a hundred.
const SINGLY: usize = 10;

/// Warns of texts that a sheet's columns leave out in one language and give in another. O(cells).
pub(crate) fn check(table: &Table<'_>, languages: &Languages, report: &mut Report<'_>) {
    for key in TEXTS {
        // A column without a language and that of the default language are one.
        let mut by_tag: Vec<(String, Vec<&Column>)> = Vec::new();
        for column in table.columns().iter().filter(|column| column.key == key) {
            let tag = languages.tag(column.language.as_deref());
            match by_tag.iter_mut().find(|(known, _)| *known == tag) {
                Some((_, columns)) => columns.push(column),
                None => by_tag.push((tag, vec![column])),
            }
        }
        for (tag, columns) in &by_tag {
            let lacks = |row: &&Row| {
                let others = by_tag.iter().filter(|(other, _)| other != tag);
                !says(columns, row) && others.into_iter().any(|(_, columns)| says(columns, row))
            };
            let gaps: Vec<&Row> = table.rows.iter().filter(lacks).collect();
            let marked = columns.iter().find(|column| column.language.is_some()).or(columns.first());
            let Some(column) = marked else { continue };
            name(table, column, languages.name(tag), &gaps, report);
        }
    }
}

/// Does one of the columns of a language say something? A dash, which other tools put for a missing text, does not.
fn says(columns: &[&Column], row: &Row) -> bool {
    columns.iter().any(|column| !matches!(row.text(column.index).trim(), "" | MISSING))
}

fn name(table: &Table<'_>, column: &Column, language: &str, gaps: &[&Row], report: &mut Report<'_>) {
    if gaps.len() > SINGLY {
        let place = Place { sheet: table.name, cell: Some((column.index, table.header_row)) };
        let count = gaps.len().to_string();
        report.warn(place, ProblemCode::TranslationsMissing, &[("count", &count), ("language", language)]);
        return;
    }
    for row in gaps {
        let place = Place { sheet: table.name, cell: Some((column.index, row.number)) };
        let args = [("name", table.get(row, "name")), ("language", language)];
        report.warn(place, ProblemCode::TranslationMissing, &args);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use crate::problem::Problem;
    use crate::workbook::Workbook;

    fn problems(survey: &str) -> Vec<(String, String, String)> {
        let sheets: [(&str, &[u8]); 2] = [("survey", survey.as_bytes()), ("settings", b"form_id\nhome\n")];
        let reading = crate::read(&Workbook::from_csv("home", &sheets).unwrap());
        assert!(reading.form.is_some(), "{:?}", reading.problems);
        let arg =
            |problem: &Problem| problem.args.get("name").or(problem.args.get("count")).cloned().unwrap_or_default();
        let told = |problem: &Problem| {
            (problem.cell.clone().unwrap_or_default(), problem.code.as_str().to_owned(), arg(problem))
        };
        reading.problems.iter().map(told).collect()
    }

    #[test]
    fn a_text_that_one_language_lacks_is_named_by_its_cell() {
        let survey = "type,name,label::Kazakh (kk),label::English (en),hint::English (en)\n\
                      text,town,Қала,Town,\ntext,street,Көше,,As on the map\ntext,quiet,,,Only a hint\n";
        let missing = "translation-missing".to_owned();
        assert_eq!(problems(survey), [("D3".to_owned(), missing, "street".to_owned())]);
    }

    #[test]
    fn a_column_that_was_just_begun_is_one_problem() {
        let rows: String = (0..11).map(|number| format!("text,q{number},Сұрақ,\n")).collect();
        let survey = format!("type,name,label::Kazakh (kk),label::English (en)\ntext,q,Сұрақ,Question\n{rows}");
        assert_eq!(problems(&survey), [("D1".to_owned(), "translations-missing".to_owned(), "11".to_owned())]);
    }

    #[test]
    fn a_questionnaire_in_one_language_lacks_nothing() {
        assert_eq!(problems("type,name,label\ntext,town,Town\n"), []);
    }
}
