//! A table of rules, from the cells of a spreadsheet or of CSV.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use pana_forms::workbook::{Row, Sheet, Workbook, address};
use pana_forms::{Condition, Severity};

use crate::case_record::{CASE, CASE_NAMES, TERRITORY};
use crate::problem::{RuleProblem, RuleProblemCode};
use crate::protect::Table;
use crate::rule::{Rule, RuleSet, Stops};
use crate::table::{Columns, Line, language_of, lines};
use crate::territory::Variable;
use crate::vocabulary::Vocabulary;
use crate::words::{Actor, Level, Sphere};
use pana_model::Urgency;

/// The sheet the rules stand in.
const SHEET: &str = "rules";
/// Columns that every table has.
const NEEDED: [&str; 9] =
    ["rule_id", "form", "condition", "needs", "urgency", "services", "level", "sphere", "actor_first"];
/// Columns that a table may have beside these and the explanations.
const OTHERS: [&str; 6] = ["category", "next_form", "yields", "stops", "apart", "grounding"];
/// More rules are not asked: those that ship are a seventh of it.
const RULES_MOST: usize = 1_000;
/// A condition reads so many questions at most. What a rule rests on takes the square of them, and whoever waits for it has
/// somebody sitting opposite; the longest that ships reads five.
const NAMES_MOST: usize = 24;
/// How the columns of explanations begin.
const EXPLANATION: &str = "explanation";

/// What came of reading a table.
#[derive(Debug, Clone)]
pub struct RuleReading {
    /// The rules; `None` where a problem keeps the table from being used.
    pub rules: Option<RuleSet>,
    /// What is wrong, in the order of the cells.
    pub problems: Vec<RuleProblem>,
}

impl RuleSet {
    /// Reads the sheet `rules` of a workbook, or its only sheet. Takes O(cells).
    ///
    /// Columns: `rule_id`, `form`, `condition`, `category`, `needs`, `urgency`, `services`, `level`, `sphere`, `actor_first`,
    /// `next_form`, `explanation_kk` (one for each language, also written `explanation::Kazakh (kk)`), `grounding`,
    /// `yields` (`yes`), `apart` (`yes`), `stops` (`referrals`, `referrals_but_vital`). Several codes in a cell stand with blanks between.
    /// A rule with a mistake keeps the whole table from being used: half a table would be silent about half of the needs.
    pub fn read(workbook: &Workbook, vocabulary: &Vocabulary) -> RuleReading {
        Self::read_in_place_of(workbook, vocabulary, None)
    }

    /// As [`RuleSet::read`], for a table that is to take the place of another one. What protects a person there has to be in this
    /// one too: each rule that stops referrals, as it is, with none but its own to open it, and what is said apart stays apart.
    /// What it says less of what is critical is told first.
    pub fn read_in_place_of(workbook: &Workbook, vocabulary: &Vocabulary, other: Option<&Self>) -> RuleReading {
        let mut reader = Reader { vocabulary, sheet: SHEET.to_owned(), problems: Vec::new(), at: BTreeMap::new() };
        let rules = match sheet_of(workbook) {
            Some(sheet) => reader.table(sheet, other),
            None => {
                reader.say(None, RuleProblemCode::SheetMissing, &[]);
                Vec::new()
            }
        };
        let usable = reader.problems.iter().all(|problem| problem.severity != Severity::Error);
        let rules = usable.then(|| RuleSet::new(rules, version_of(workbook)));
        RuleReading { rules, problems: reader.problems }
    }
}

/// The sheet `rules`, or the only one.
fn sheet_of(workbook: &Workbook) -> Option<&Sheet> {
    let only = || workbook.sheets.first().filter(|_| workbook.sheets.len() == 1).map(AsRef::as_ref);
    workbook.sheet(SHEET).or_else(only)
}

/// The table of rules of a workbook and nothing else of it, with its rows one below the other: one table is one and the same in
/// whichever file it came, so that its version is too. `None` where there is none.
pub fn only_rules(workbook: &Workbook) -> Option<Workbook> {
    let sheet = sheet_of(workbook)?;
    let rows = (1..).zip(&sheet.rows).map(|(number, row)| Row { number, cells: row.cells.clone() }).collect();
    let sheets = vec![Arc::new(Sheet { name: SHEET.to_owned(), rows })];
    Some(Workbook { file: SHEET.to_owned(), sheets, ..Workbook::default() })
}

/// The hash of what the cells say.
fn version_of(workbook: &Workbook) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    let mut part = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    for sheet in &workbook.sheets {
        part(&sheet.name);
        for (row, cell) in sheet.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell))) {
            part(&address(cell.column, row.number));
            part(&cell.text);
        }
    }
    hasher.finalize().into()
}

struct Reader<'v> {
    vocabulary: &'v Vocabulary,
    sheet: String,
    problems: Vec<RuleProblem>,
    /// Where each id stands.
    at: BTreeMap<String, String>,
}

impl Reader<'_> {
    fn say(&mut self, cell: Option<String>, code: RuleProblemCode, args: &[(&str, &str)]) {
        let args = args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let sheet = self.sheet.clone();
        self.problems.push(RuleProblem { sheet, cell, severity: code.severity(), code, args });
    }

    fn table(&mut self, sheet: &Sheet, other: Option<&RuleSet>) -> Vec<Rule> {
        self.sheet.clone_from(&sheet.name);
        let Some(head) = sheet.rows.first() else {
            self.say(None, RuleProblemCode::Empty, &[]);
            return Vec::new();
        };
        let columns = Columns::of(head, EXPLANATION);
        self.head(head);
        let missing: Vec<&str> = NEEDED.into_iter().filter(|column| !columns.has(column)).collect();
        if !missing.is_empty() {
            missing
                .into_iter()
                .for_each(|column| self.say(None, RuleProblemCode::ColumnMissing, &[("column", column)]));
            return Vec::new();
        }
        let mut rules = Vec::new();
        let mut rows = BTreeMap::new();
        for line in lines(&columns, sheet) {
            let (id, cell) = (line.text("rule_id"), line.cell("rule_id"));
            if let Some(first) = self.at.get(id) {
                let first = first.clone();
                self.say(Some(cell), RuleProblemCode::IdTwice, &[("name", id), ("cell", &first)]);
                continue;
            }
            if self.at.len() == RULES_MOST {
                self.say(Some(cell), RuleProblemCode::TooMany, &[("limit", &RULES_MOST.to_string())]);
                break;
            }
            self.at.insert(id.to_owned(), cell);
            rows.insert(id, line);
            rules.extend(self.rule(line));
        }
        if self.at.is_empty() {
            self.say(None, RuleProblemCode::Empty, &[]);
        }
        if let Some(other) = other {
            let table = Table { rules: &rules, rows: &rows, other, vocabulary: self.vocabulary };
            let (less, wrong) = table.less_protected();
            self.problems.splice(0..0, less.into_iter().map(|said| said.in_sheet(&sheet.name)));
            self.problems.extend(wrong.into_iter().map(|said| said.in_sheet(&sheet.name)));
        }
        rules
    }

    /// A column under another name, or a second one under the same, would be passed over in silence.
    fn head(&mut self, head: &Row) {
        let mut seen: Vec<String> = Vec::new();
        for cell in &head.cells {
            let name = cell.text.trim();
            // Of one language there is one column, in whichever of the two ways it is written.
            let of_language = language_of(name, EXPLANATION).map(|language| format!("{EXPLANATION}_{language}"));
            let plain = || (NEEDED.contains(&name) || OTHERS.contains(&name)).then(|| name.to_owned());
            let code = match of_language.or_else(plain) {
                _ if name.is_empty() => continue,
                Some(column) if !seen.contains(&column) => {
                    seen.push(column);
                    continue;
                }
                Some(_) => RuleProblemCode::ColumnTwice,
                None => RuleProblemCode::ColumnUnknown,
            };
            self.say(Some(address(cell.column, head.number)), code, &[("column", name)]);
        }
    }

    fn rule(&mut self, line: Line<'_>) -> Option<Rule> {
        for column in ["rule_id", "form", "condition"] {
            if line.text(column).is_empty() {
                self.say(Some(line.cell(column)), RuleProblemCode::CellMissing, &[("column", column)]);
            }
        }
        let condition = self.condition(line);
        let urgency = self.word::<Urgency>(line, "urgency", &codes(Urgency::ALL, Urgency::as_str));
        let level = self.word::<Level>(line, "level", &codes(Level::ALL, Level::as_str));
        let sphere = self.word::<Sphere>(line, "sphere", &codes(Sphere::ALL, Sphere::as_str));
        let actor_first = self.word::<Actor>(line, "actor_first", &codes(Actor::ALL, Actor::as_str));
        let (yields, apart) = (self.flag(line, "yields"), self.flag(line, "apart"));
        let stops = self.stops(line);
        if yields == Some(true) && urgency.is_some_and(|urgency| urgency != Urgency::Low) {
            self.say(Some(line.cell("yields")), RuleProblemCode::YieldsUrgent, &[("name", line.text("rule_id"))]);
        }
        let (needs, services) = (line.codes("needs"), line.codes("services"));
        for code in services.iter().filter(|code| !self.vocabulary.has_service(code)).cloned().collect::<Vec<_>>() {
            self.say(Some(line.cell("services")), RuleProblemCode::ServiceUnknown, &[("value", &code)]);
        }
        for code in needs.iter().filter(|code| !self.vocabulary.has_need(code)).cloned().collect::<Vec<_>>() {
            self.say(Some(line.cell("needs")), RuleProblemCode::NeedUnknown, &[("value", &code)]);
        }
        let elsewhere = services.iter().filter_map(|code| {
            let answered = self.vocabulary.answers_none(code, &needs)?;
            Some((code.clone(), answered.iter().map(String::as_str).collect::<Vec<_>>().join(" ")))
        });
        for (code, answered) in elsewhere.collect::<Vec<_>>() {
            let args = [("value", code.as_str()), ("needs", answered.as_str())];
            self.say(Some(line.cell("services")), RuleProblemCode::ServiceElsewhere, &args);
        }
        let explanation = self.explanations(line);
        Some(Rule {
            id: line.text("rule_id").to_owned(),
            form: line.text("form").to_owned(),
            condition: condition?,
            formula: line.text("condition").to_owned(),
            categories: line.codes("category"),
            needs,
            urgency: urgency?,
            services,
            level: level?,
            sphere: sphere?,
            actor_first: actor_first?,
            next_form: line.codes("next_form").into_iter().next(),
            explanation,
            grounding: line.text("grounding").to_owned(),
            yields: yields?,
            stops: stops?,
            apart: apart?,
        })
    }

    fn condition(&mut self, line: Line<'_>) -> Option<Condition> {
        let (form, formula, cell) = (line.text("form"), line.text("condition"), line.cell("condition"));
        if formula.is_empty() {
            return None;
        }
        let condition = match Condition::compile(formula) {
            Ok(condition) => condition,
            Err(error) => {
                let mut args: Vec<(&str, &str)> = vec![("code", error.code.as_str())];
                args.extend(error.args.iter().map(|(name, value)| (name.as_str(), value.as_str())));
                self.say(Some(cell), RuleProblemCode::ConditionWrong, &args);
                return None;
            }
        };
        if condition.names().is_empty() {
            self.say(Some(cell.clone()), RuleProblemCode::ConditionConstant, &[]);
        }
        if condition.names().len() > NAMES_MOST {
            let (count, limit) = (condition.names().len().to_string(), NAMES_MOST.to_string());
            self.say(Some(cell), RuleProblemCode::ConditionLong, &[("count", &count), ("limit", &limit)]);
            return None;
        }
        let worked_out: Option<Vec<&str>> = match form {
            CASE => Some(CASE_NAMES.to_vec()),
            TERRITORY => Some(Variable::ALL.iter().map(|variable| variable.as_str()).collect()),
            _ => None,
        };
        if let Some(worked_out) = worked_out {
            for name in condition.names().iter().filter(|name| !worked_out.contains(&name.as_str())) {
                self.say(Some(cell.clone()), RuleProblemCode::QuestionUnknown, &[("form", form), ("name", name)]);
            }
            return Some(condition);
        }
        let mut offered: Option<Vec<&str>> = Some(Vec::new());
        for name in condition.names() {
            match self.vocabulary.choices(form, name) {
                None => {
                    let args = [("form", form), ("name", name.as_str())];
                    self.say(Some(cell.clone()), RuleProblemCode::QuestionUnknown, &args);
                    offered = None;
                }
                // A question without choices, or one of a questionnaire that is not here, may be compared with anything.
                Some([]) => offered = None,
                Some(choices) => {
                    if let Some(offered) = &mut offered {
                        offered.extend(choices.iter().map(String::as_str));
                    }
                }
            }
        }
        let constants = condition.constants();
        let strange = constants.iter().filter(|text| {
            !text.is_empty() && offered.as_ref().is_some_and(|offered| !offered.contains(&text.as_str()))
        });
        // A number is compared with how many were chosen.
        for text in strange.filter(|text| text.parse::<f64>().is_err()) {
            self.say(Some(cell.clone()), RuleProblemCode::ChoiceUnknown, &[("value", text)]);
        }
        Some(condition)
    }

    fn word<T: FromStr>(&mut self, line: Line<'_>, column: &str, words: &str) -> Option<T> {
        let value = line.text(column);
        let word = value.parse().ok();
        if word.is_none() {
            let args = [("column", column), ("value", value), ("allowed", words)];
            self.say(Some(line.cell(column)), RuleProblemCode::WordUnknown, &args);
        }
        word
    }

    fn flag(&mut self, line: Line<'_>, column: &str) -> Option<bool> {
        match line.text(column) {
            "" | "no" => Some(false),
            "yes" => Some(true),
            value => {
                let args = [("column", column), ("value", value), ("allowed", "yes, no")];
                self.say(Some(line.cell(column)), RuleProblemCode::WordUnknown, &args);
                None
            }
        }
    }

    fn stops(&mut self, line: Line<'_>) -> Option<Option<Stops>> {
        let value = line.text("stops");
        let all = [Stops::Referrals, Stops::ReferralsButVital];
        match all.into_iter().find(|stops| stops.as_str() == value) {
            None if !value.is_empty() => {
                let args = [("column", "stops"), ("value", value), ("allowed", "referrals, referrals_but_vital")];
                self.say(Some(line.cell("stops")), RuleProblemCode::WordUnknown, &args);
                None
            }
            found => Some(found),
        }
    }

    fn explanations(&mut self, line: Line<'_>) -> BTreeMap<String, String> {
        let mut explanations = BTreeMap::new();
        if line.texts().all(|(_, text, _)| text.is_empty()) {
            let cell = line.texts().map(|(.., cell)| cell).next().unwrap_or_else(|| line.cell("rule_id"));
            self.say(Some(cell), RuleProblemCode::ExplanationNone, &[]);
            return explanations;
        }
        for (language, text, cell) in line.texts() {
            if text.is_empty() {
                self.say(Some(cell), RuleProblemCode::ExplanationMissing, &[("language", language)]);
            } else {
                explanations.insert(language.to_owned(), text.to_owned());
            }
        }
        explanations
    }
}

fn codes<T: Copy>(all: &[T], text: fn(T) -> &'static str) -> String {
    all.iter().map(|one| text(*one)).collect::<Vec<_>>().join(", ")
}
