//! Ages from what is known of a day of birth: our own functions, which other tools lack.

use pana_model::{Ages, Born};

use super::nodes::day;
use super::numbers::index;
use crate::expr::value::Value;
use crate::expr::world::World;

/// The days on which somebody may have been born: of a question of type `date`, also where only the year or the month was
/// said; of a text or number `1987`, `1987-03`, `1987-03-14`, or two days with a slash between.
fn born<'a, W: World>(world: &'a W, value: Option<&Value<'a, W::Node>>) -> Option<Born> {
    let value = value?;
    let partly = value.nodes().first().and_then(|node| world.partial_date(*node));
    match partly {
        Some(date) => date.try_into().ok(),
        None => value.text(world).trim().parse().ok(),
    }
}

/// What `least-age()` and its like are about: how old somebody is on a day.
pub(super) fn ages<'a, W: World>(world: &'a W, arguments: &[Value<'a, W::Node>]) -> Option<Ages> {
    let on = day(world, arguments.get(1))?;
    born(world, arguments.first())?.ages_on(on.date_naive())
}

/// The days of birth of somebody who was said to be so old on a day.
pub(super) fn birth<'a, W: World>(
    world: &'a W,
    arguments: &[Value<'a, W::Node>],
    of: fn(u16, chrono::NaiveDate) -> Option<Born>,
) -> String {
    let age = arguments.first().and_then(|value| index(value.number(world))).and_then(|age| u16::try_from(age).ok());
    let said_on = day(world, arguments.get(1)).map(|at| at.date_naive());
    let born = age.zip(said_on).and_then(|(age, said_on)| of(age, said_on));
    born.map(|born| born.to_string()).unwrap_or_default()
}
