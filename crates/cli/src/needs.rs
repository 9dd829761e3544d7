//! `pana needs`.

use pana_app::contract::needs::{AsideReason, Decision, DecisionRow, NeedDecideRequest, NeedsView, RuleRow, SaidRow};
use pana_app::contract::people::PersonRequest;
use pana_app::contract::{AppError, Word};
use pana_app::{App, needs_of, usecase};
use serde_json::{Value, json};

use crate::arguments::{Arguments, DecidedAs, NeedsCommand, NeedsThen};
use crate::interview::document as answers_in;
use crate::passphrase;
use crate::people::case_of;
use crate::terminal::{Failure, Terminal};
use crate::territory;

/// Of a case, or of answers to a questionnaire that are not written down; or what is decided about one.
pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &NeedsCommand) -> Result<(), Failure> {
    let given = command.form.as_deref().zip(command.answers.as_deref());
    let given = given.map(|(form, path)| answers_in(path).map(|answers| (form, answers))).transpose()?;
    let app = passphrase::unlocked(terminal, arguments)?;
    let view = match (&command.then, given) {
        (Some(NeedsThen::Territory { month, region }), _) => {
            return terminal.print(&territory::shown(&app, month.as_deref(), region.as_deref())?);
        }
        (Some(NeedsThen::Decide { case, need, what, reason }), _) => {
            decide(&app, (case, need), *what, reason.as_deref().unwrap_or_default())?
        }
        (Some(NeedsThen::Add { case, need, urgency, reason }), _) => {
            add(&app, (case, need), urgency, reason.clone().unwrap_or_default())?
        }
        (None, Some((form, answers))) => needs_of(&app, form, &answers)?,
        (None, None) => {
            let case = case_of(&app, command.case.as_deref().unwrap_or_default())?;
            usecase::needs_show(&app, &PersonRequest { case })?
        }
    };
    terminal.print(&document(&view))
}

fn decide(app: &App, (case, need): (&str, &str), what: DecidedAs, reason: &str) -> Result<NeedsView, Failure> {
    let decision = match what {
        DecidedAs::Accept => Some(Word::<Decision>(Decision::Accepted)),
        DecidedAs::SetAside => Some(Word(Decision::SetAside)),
        DecidedAs::TakeBack => None,
    };
    let aside = what == DecidedAs::SetAside;
    // Words that are none of the list are the reason itself.
    let named = reason.parse::<Word<AsideReason>>().ok();
    let asked = NeedDecideRequest {
        case: case_of(app, case)?,
        need: need.to_owned(),
        decision,
        reason: aside.then(|| named.unwrap_or(Word(AsideReason::Other))),
        words: if aside && named.is_some() { String::new() } else { reason.to_owned() },
        urgency: None,
    };
    Ok(usecase::need_decide(app, &asked)?)
}

fn add(app: &App, (case, need): (&str, &str), urgency: &str, words: String) -> Result<NeedsView, Failure> {
    let asked = NeedDecideRequest {
        case: case_of(app, case)?,
        need: need.to_owned(),
        decision: Some(Word(Decision::Added)),
        reason: None,
        words,
        urgency: Some(urgency.parse().map_err(AppError::from)?),
    };
    Ok(usecase::need_decide(app, &asked)?)
}

fn document(view: &NeedsView) -> Value {
    let needs = view.needs.iter().map(|need| {
        json!({
            "code": need.code,
            "urgency": need.urgency,
            "rules": need.rules,
            "decided": need.decided.iter().map(decided).collect::<Vec<_>>(),
        })
    });
    let services = view.services.iter().map(|service| {
        json!({
            "code": service.code,
            "urgency": service.urgency,
            "actor_first": service.actor_first,
            "needs": service.needs,
            "rules": service.rules,
        })
    });
    let not_known = view.not_known.iter().map(|open| {
        let missing = open.missing.iter().map(|question| question.name.as_str());
        json!({"id": open.rule, "missing": missing.collect::<Vec<_>>()})
    });
    let first = view.lines.first();
    json!({
        "rule_set": view.rules,
        "in_force": view.set,
        "rules": view.lines.iter().map(rule).collect::<Vec<_>>(),
        "typology": view.typology.iter().map(said).collect::<Vec<_>>(),
        "categories": view.categories.iter().map(|category| category.code.as_str()).collect::<Vec<_>>(),
        "needs": needs.collect::<Vec<_>>(),
        "services": services.collect::<Vec<_>>(),
        "urgency": view.urgency,
        "level": first.map(|line| line.level),
        "sphere": first.map(|line| line.sphere),
        "stops": view.stops,
        "not_known": not_known.collect::<Vec<_>>(),
        "next_form": view.next_forms.first().map(|form| form.id.as_str()),
        "next_forms": view.next_forms.iter().map(|form| form.id.as_str()).collect::<Vec<_>>(),
    })
}

fn decided(row: &DecisionRow) -> Value {
    json!({
        "decision": row.decision,
        "reason": row.reason,
        "words": row.words,
        "member": row.member,
        "at": row.at,
        "rule_set": row.rule_set,
        "overtaken": row.is_overtaken,
    })
}

fn rule(line: &RuleRow) -> Value {
    let changes = line.changes.iter().map(|change| change.answers.iter().map(said).collect::<Vec<_>>());
    json!({
        "id": line.rule,
        "explanation": line.explanation,
        "urgency": line.urgency,
        "level": line.level,
        "sphere": line.sphere,
        "actor_first": line.actor_first,
        "because": line.because.iter().map(said).collect::<Vec<_>>(),
        "changes": changes.collect::<Vec<_>>(),
        "searched": line.searched,
    })
}

/// One value as itself, several that are possible as a list.
fn said(said: &SaidRow) -> Value {
    let value = match said.values.as_slice() {
        [only] => json!(only),
        several => json!(several),
    };
    json!({"name": said.question.name, "value": value})
}
