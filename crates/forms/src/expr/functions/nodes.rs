//! What functions make of values and of nodes.

use chrono::{DateTime, FixedOffset};

use super::numbers::count;
use crate::expr::date;
use crate::expr::value::Value;
use crate::expr::world::World;

/// What of a value counts as yes. A set of nodes is as many answers as it has members.
pub(super) fn truths<'a, W: World>(world: &'a W, value: &Value<'a, W::Node>) -> Vec<bool> {
    match value {
        Value::Bool(value) => vec![*value],
        Value::Number(number) => vec![*number > 0.0],
        Value::Days(days) => vec![days.number() > 0.0],
        Value::Text(text) => vec![!text.is_empty()],
        Value::Node(_) | Value::Nodes(_) => value.nodes().iter().map(|node| !world.text(*node).is_empty()).collect(),
    }
}

pub(super) fn day<'a, W: World>(world: &'a W, value: Option<&Value<'a, W::Node>>) -> Option<DateTime<FixedOffset>> {
    let offset = *world.now().offset();
    match value? {
        Value::Number(days) => date::from_days(*days, offset),
        Value::Days(days) => days.moment(offset),
        Value::Bool(_) => None,
        other => {
            let text = other.text(world);
            let read = date::parse(&text, offset).map(|at| at.with_timezone(&offset));
            read.or_else(|| text.trim().parse().ok().and_then(|days| date::from_days(days, offset)))
        }
    }
}

/// Keeps the nodes that lie in the so-manieth instance of each repeat named.
pub(super) fn indexed<'a, W: World>(world: &'a W, arguments: &[Value<'a, W::Node>]) -> Vec<W::Node> {
    let mut kept = arguments.first().map_or_else(Vec::new, |value| value.nodes().to_vec());
    for pair in arguments.get(1..).unwrap_or_default().chunks(2) {
        let [repeats, wanted] = pair else { continue };
        let wanted = wanted.number(world);
        let chosen: Vec<W::Node> = repeats
            .nodes()
            .iter()
            .copied()
            .filter(|node| (count(world.position(*node)) - wanted).abs() < 0.5)
            .collect();
        kept.retain(|node| {
            let mut above = Some(*node);
            while let Some(here) = above {
                if chosen.contains(&here) {
                    return true;
                }
                above = world.parent(here);
            }
            false
        });
    }
    kept
}

pub(super) fn pulldata<W: World>(world: &W, list: &str, wanted: &str, key: &str, value: &str) -> String {
    let (mut roots, mut items, mut cells) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(instance) = world.instance(list) {
        world.children(instance, &mut roots);
    }
    let looked_up = |root: &W::Node| world.children_where(*root, "item", key, value, &mut items);
    if !roots.iter().all(looked_up) {
        items.clear();
        roots.iter().for_each(|root| world.children(*root, &mut items));
    }
    for item in items {
        cells.clear();
        world.children_named(item, key, &mut cells);
        if cells.first().is_some_and(|cell| world.text(*cell) == value) {
            cells.clear();
            world.children_named(item, wanted, &mut cells);
            return cells.first().map(|cell| world.text(*cell).into_owned()).unwrap_or_default();
        }
    }
    String::new()
}
