//! `pana needs territory`.

use pana_app::contract::territory::{FigureRow, TerritoryRequest, TerritoryRule};
use pana_app::{App, usecase};
use serde_json::{Value, json};

use crate::terminal::Failure;

/// What a month comes to, and the rules about a territory.
pub(crate) fn shown(app: &App, month: Option<&str>, region: Option<&str>) -> Result<Value, Failure> {
    let request = TerritoryRequest { month: month.map(str::to_owned), region: region.map(str::to_owned) };
    let view = usecase::territory_show(app, &request)?;
    let regions = view.regions.iter().map(|row| json!({"code": row.code, "label": row.label, "open": row.open}));
    let not_known = view.not_known.iter().map(|open| json!({"id": open.rule, "missing": open.figures}));
    Ok(json!({
        "month": view.month,
        "months": view.months,
        "region": view.region,
        "regions": regions.collect::<Vec<_>>(),
        "elsewhere": view.elsewhere,
        "open": view.open,
        "rule_set": view.set.version,
        "in_force": view.set,
        "rules": view.lines.iter().map(rule).collect::<Vec<_>>(),
        "fails": view.fails.iter().map(|rule| rule.rule.as_str()).collect::<Vec<_>>(),
        "not_known": not_known.collect::<Vec<_>>(),
        "figures": view.figures.iter().map(figure).collect::<Vec<_>>(),
    }))
}

fn rule(rule: &TerritoryRule) -> Value {
    json!({
        "id": rule.rule,
        "explanation": rule.explanation,
        "urgency": rule.urgency,
        "level": rule.level,
        "sphere": rule.sphere,
        "actor_first": rule.actor_first,
        "services": rule.services.iter().map(|service| service.code.as_str()).collect::<Vec<_>>(),
        "next_form": rule.next_form.as_ref().map(|form| form.id.as_str()),
        "because": rule.figures,
    })
}

fn figure(figure: &FigureRow) -> Value {
    json!({
        "name": figure.name,
        "unit": figure.unit,
        "value": figure.value,
        "few": figure.few,
        "few_elsewhere": figure.few_elsewhere,
        "asked": figure.asked,
        "unknown": figure.unknown,
        "origin": figure.origin,
    })
}
