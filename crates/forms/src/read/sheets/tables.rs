//! The sheets of a form with their headers understood, and the languages that these name.

use crate::problem::ProblemCode;
use crate::read::report::{Place, Report};
use crate::read::sheets::chosen::Sheets;
use crate::read::sheets::languages::Languages;
use crate::read::sheets::table::Table;
use crate::read::sheets::translations;
use crate::workbook::Sheet;

/// The tables of one form.
pub(crate) struct Tables<'a> {
    pub(crate) survey: Table<'a>,
    pub(crate) choices: Option<Table<'a>>,
    pub(crate) external: Option<Table<'a>>,
    pub(crate) settings: Option<Table<'a>>,
    pub(crate) entities: Option<Table<'a>>,
}

impl<'a> Tables<'a> {
    /// `survey`: the sheet with its shorthand written out.
    pub(crate) fn new(survey: &'a Sheet, sheets: &Sheets<'a>, report: &mut Report<'_>) -> Self {
        let survey = Table::new(survey, report);
        let mut table = |sheet: Option<&'a Sheet>| sheet.map(|sheet| Table::new(sheet, report));
        Self {
            survey,
            choices: table(sheets.choices),
            external: table(sheets.external),
            settings: table(sheets.settings),
            entities: table(sheets.entities),
        }
    }

    /// The languages of their columns, the default one first; texts that one lacks are named.
    pub(crate) fn languages(&self, report: &mut Report<'_>) -> Languages {
        let settings = self.settings.as_ref();
        let (choices, external) = (self.choices.as_ref(), self.external.as_ref());
        let of_texts = || [Some(&self.survey), choices, external].into_iter().flatten();
        let tables = || of_texts().chain(settings);
        // A language in which nothing is written would be offered and show nothing: a column that nobody has begun.
        let named: Vec<&str> = tables().flat_map(Table::begun).collect();
        let mut languages = Languages::new();
        let first = settings.and_then(|table| Some((table, table.rows.first()?)));
        let default = first.map_or("", |(table, row)| table.get(row, "default_language"));
        if !default.is_empty() {
            let mut of_columns = Languages::new();
            named.iter().for_each(|name| {
                of_columns.add(name);
            });
            let has_texts =
                of_columns.knows(default) || of_columns.all.is_empty() || of_texts().any(Table::says_unmarked);
            if has_texts {
                languages.unmarked = languages.add(default);
            } else if let Some((table, row)) = first {
                let others: Vec<&str> = of_columns.all.iter().map(|language| language.name.as_str()).collect();
                let args = [("language", default), ("languages", &others.join(", "))];
                report.warn(table.place(row, "default_language"), ProblemCode::DefaultLanguageUnknown, &args);
                languages.unmarked = languages.add(named.first().copied().unwrap_or_default());
            }
        }
        named.iter().for_each(|name| {
            languages.add(name);
        });
        for table in [Some(&self.survey), choices].into_iter().flatten() {
            translations::check(table, &languages, report);
        }
        languages
    }

    /// Names the sheets of choices that the survey needs and the workbook does not have.
    pub(crate) fn check_choices(&self, report: &mut Report<'_>) {
        let kinds = || self.survey.rows.iter().map(|row| self.survey.get(row, "type"));
        let has = |words: &str| {
            kinds().any(|kind| {
                let kind = kind.to_lowercase().replace(' ', "_");
                kind.starts_with(words) && !kind.contains("_file") && !kind.contains("${")
            })
        };
        let missing = |there: &Option<Table<'_>>| there.is_none();
        if missing(&self.choices) && (has("select_one_") || has("select_multiple_")) && !has("select_one_external_") {
            report.error(Place::sheet(self.survey.name), ProblemCode::SheetMissing, &[("name", "choices")]);
        }
        if missing(&self.external) && has("select_one_external_") {
            report.error(Place::sheet(self.survey.name), ProblemCode::SheetMissing, &[("name", "external_choices")]);
        }
    }
}
