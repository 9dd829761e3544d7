//! A table of rules looked through before anything changes, and taken in as it was shown.

use std::path::Path;
use std::sync::Arc;

use pana_casework::Act;
use pana_casework::rule_set::RulesState;
use pana_forms::Form;
use pana_forms::Severity;
use pana_forms::workbook::Workbook;
use pana_model::Moment;
use pana_rules::{RuleChanges, RuleSet};
use pana_store::RulesSource;

use super::candidate::{RulesCandidate, Waiting};
use super::current::{in_force, show};
use super::table::{Found, Said, read};
use crate::app::App;
use crate::contract::rules::{
    RuleCell, RuleChanged, RuleName, RulesOrigin, RulesProblemRow, RulesPublishRequest, RulesReadRequest, RulesReading,
    RulesView,
};
use crate::contract::{AppError, Texts, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::needs::{shipped_rules, vocabulary};
use crate::questionnaire::{around, hexadecimal, shipped_forms};

/// Reads a table, or looks at the rules that ship, and says what it would change against those that are asked. Nothing changes.
/// What is read is kept until another is read or the app is locked.
///
/// # Errors
/// `locked`, `no-right`, `file-unreadable`, and as any read. What is wrong with the table is in the view.
pub(crate) fn rules_read(app: &App, request: &RulesReadRequest) -> Result<RulesReading, AppError> {
    let forms = app.desk(|desk, now| {
        desk.ask(Act::Propose, now)?;
        desk.current_forms()
    })?;
    let Some(path) = request.path.as_deref() else { return app.desk(look_at_shipped) };
    // What those ask that ship may be named too: interviews by them were led, or will be.
    let shipped: Vec<Arc<Form>> = shipped_forms().collect();
    let known = forms.iter().map(|asked| asked.form.as_ref()).chain(shipped.iter().map(AsRef::as_ref));
    // Nobody waits for the centre while a file is read.
    let found = read(Path::new(path.trim()), &vocabulary(known))?;
    app.desk(|desk, now| look(desk, found, now))
}

/// Takes in what was read, where it still is what was shown: in whole, or not at all.
///
/// # Errors
/// `no-right`; `rules-reading-gone`, `rules-changed`, and then nothing has changed; and as any write.
pub(crate) fn rules_publish(app: &App, request: &RulesPublishRequest) -> Result<RulesView, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::Publish, now)?;
        publish(desk, &request.reading, now)?;
        show(desk, now)
    })
}

fn publish(desk: &mut Desk, reading: &str, now: Moment) -> Result<(), AppError> {
    let waiting = desk.rules_read.as_ref().filter(|waiting| waiting.name == reading);
    let waiting = waiting.ok_or(ErrorCode::RulesReadingGone)?;
    if is_otherwise(&waiting.against, &desk.store.rules()) {
        return Err(ErrorCode::RulesChanged.into());
    }
    match &waiting.what {
        Waiting::Shipped => desk.store.rules_ship(now)?,
        Waiting::Own { table, file, rules } => {
            let source = RulesSource { table, file, rules: *rules };
            desk.store.rules_publish(&source, now)?;
        }
    }
    // A table that was put right changes nothing in the log, and is asked again all the same.
    (desk.rules_read, desk.rules) = (None, None);
    Ok(())
}

fn is_otherwise(then: &Arc<RulesState>, now: &Arc<RulesState>) -> bool {
    !Arc::ptr_eq(then, now) && then != now
}

fn look_at_shipped(desk: &mut Desk, now: Moment) -> Result<RulesReading, AppError> {
    let rules = shipped_rules().ok_or_else(|| AppError::internal("rules"))?;
    let empty = Workbook::default();
    view(
        desk,
        Looked { rules: Some(rules), waiting: Some(Waiting::Shipped), file: "", workbook: &empty, problems: &[] },
        now,
    )
}

fn look(desk: &mut Desk, found: Found, now: Moment) -> Result<RulesReading, AppError> {
    let Found { file, workbook, table, rules, problems } = found;
    let count = rules.as_ref().map_or(0, |rules| many(rules.rules().len()));
    let waiting = table.map(|table| Waiting::Own { table, file: file.clone(), rules: count });
    let looked = Looked { rules: rules.as_ref(), waiting, file: &file, workbook: &workbook, problems: &problems };
    view(desk, looked, now)
}

/// What was looked at.
struct Looked<'a> {
    rules: Option<&'a RuleSet>,
    waiting: Option<Waiting>,
    file: &'a str,
    workbook: &'a Workbook,
    problems: &'a [Said],
}

fn view(desk: &mut Desk, looked: Looked<'_>, now: Moment) -> Result<RulesReading, AppError> {
    let asked = in_force(desk)?;
    let old = asked.rules();
    let changes = looked.rules.map(|new| old.changes_to(new)).unwrap_or_default();
    let is_error = |problem: &&Said| problem.severity() == Severity::Error;
    let errors = looked.problems.iter().filter(is_error).count();
    let mut sorted: Vec<&Said> = looked.problems.iter().collect();
    sorted.sort_by_key(|problem| problem.severity() != Severity::Error);
    let name = desk.next_name();
    let origin = if matches!(looked.waiting, Some(Waiting::Shipped)) { RulesOrigin::Shipped } else { RulesOrigin::Own };
    let RuleChanges { added, changed, gone, same } = changes;
    let new = looked.rules;
    let reading = RulesReading {
        reading: name.clone(),
        origin,
        file: looked.file.to_owned(),
        may_publish: desk.may(Act::Publish, now),
        ok: new.is_some(),
        same: asked.is_settled() && new.is_some_and(|new| new.version() == old.version()),
        version: new.map(|new| hexadecimal(&new.version())),
        rules: new.map_or(0, |new| many(new.rules().len())),
        added: added.into_iter().map(|rule| named(new, rule)).collect(),
        changed: changed
            .into_iter()
            .map(|change| {
                let RuleName { rule, explanation } = named(new, change.rule);
                let cell = |cell: pana_rules::CellChange| RuleCell {
                    column: cell.column,
                    before: cell.before,
                    after: cell.after,
                };
                RuleChanged { rule, explanation, cells: change.cells.into_iter().map(cell).collect() }
            })
            .collect(),
        gone: gone.into_iter().map(|rule| named(Some(old), rule)).collect(),
        unchanged: many(same),
        problems: sorted.into_iter().take(RulesReading::PROBLEMS).map(|said| row(looked.workbook, said)).collect(),
        errors: many(errors),
        warnings: many(looked.problems.len().saturating_sub(errors)),
    };
    // What cannot be taken in is not kept, and takes the place of what was read before all the same.
    let against = desk.store.rules();
    desk.rules_read = looked.waiting.map(|what| RulesCandidate { name, what, against });
    Ok(reading)
}

fn named(rules: Option<&RuleSet>, rule: String) -> RuleName {
    let said = rules.and_then(|rules| rules.rule(&rule));
    let explanation: Texts = said.map(|rule| rule.explanation.clone()).unwrap_or_default();
    RuleName { rule, explanation }
}

fn row(workbook: &Workbook, said: &Said) -> RulesProblemRow {
    let cells = |sheet: &str, cell: &Option<String>| around(workbook, sheet, cell.as_deref()?);
    match said {
        Said::OfFile(problem) => RulesProblemRow {
            sheet: problem.sheet.clone(),
            cell: problem.cell.clone(),
            severity: Word(problem.severity),
            rules: None,
            in_file: Some(Word(problem.code)),
            args: problem.args.clone(),
            around: cells(&problem.sheet, &problem.cell),
        },
        Said::OfRules(problem) => RulesProblemRow {
            sheet: problem.sheet.clone(),
            cell: problem.cell.clone(),
            severity: Word(problem.severity),
            rules: Some(Word(problem.code)),
            in_file: None,
            args: problem.args.clone(),
            around: cells(&problem.sheet, &problem.cell),
        },
    }
}

fn many(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
