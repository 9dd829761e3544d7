//! What each function gives.

mod ages;
mod chance;
mod nodes;
mod numbers;
mod texts;

use std::borrow::Cow;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use pana_model::{Born, Minor};

pub(crate) use chance::{drawn, seed, shuffle};
use chance::{unit, uuid};
use nodes::{day, indexed, pulldata, truths};
use numbers::{between, count, extreme, given, index, node_numbers, round, with_comma};
use texts::{all_texts, digest, each_text, normalize_space, substr, substring, translate};

use crate::expr::days::{Days, Term};
use crate::expr::function::Function;
use crate::expr::pattern::Pattern;
use crate::expr::run::{Context, Run};
use crate::expr::value::Value;
use crate::expr::world::World;
use crate::expr::{date, geo};

type Is<'a, W> = Value<'a, <W as World>::Node>;

#[expect(clippy::too_many_lines, reason = "one line for each function")]
pub(super) fn call<'a, W: World>(
    on: &Run<'a, W>,
    function: Function,
    arguments: &[Is<'a, W>],
    context: Context<W::Node>,
) -> Is<'a, W> {
    let world = on.world;
    let text = |index: usize| arguments.get(index).map_or(Cow::Borrowed(""), |value| value.text(world));
    let number = |index: usize| arguments.get(index).map_or(f64::NAN, |value| value.number(world));
    let term = |index: usize| arguments.get(index).map_or(Term::Number(f64::NAN), |value| value.term(world));
    let offset = || *world.now().offset();
    let truth = |index: usize| arguments.get(index).is_some_and(Value::bool);
    let nodes = |index: usize| arguments.get(index).map_or(&[][..], Value::nodes);
    let own_text = || if arguments.is_empty() { world.text(context.node) } else { text(0) };
    let own_node = || if arguments.is_empty() { Some(context.node) } else { nodes(0).first().copied() };
    let owned = |text: String| Value::Text(Cow::Owned(text));
    let calc = |of: fn(f64) -> f64| Value::Number(of(number(0)));
    match function {
        Function::Abs => calc(f64::abs),
        Function::Acos => calc(f64::acos),
        Function::Asin => calc(f64::asin),
        Function::Atan => calc(f64::atan),
        Function::Atan2 => Value::Number(number(0).atan2(number(1))),
        Function::Cos => calc(f64::cos),
        Function::Sin => calc(f64::sin),
        Function::Tan => calc(f64::tan),
        Function::Exp => calc(f64::exp),
        Function::Exp10 => Value::Number(10_f64.powf(number(0))),
        Function::Log => calc(f64::ln),
        Function::Log10 => calc(f64::log10),
        Function::Sqrt => calc(f64::sqrt),
        Function::Floor => Value::Number(term(0).here(offset()).floor()),
        Function::Ceiling => Value::Number(term(0).here(offset()).ceil()),
        // A moment before 1970 lies in its day, too.
        Function::Int => Value::Number(match term(0) {
            Term::Days(days) => days.here(offset()).floor(),
            Term::Number(number) => number.trunc(),
        }),
        Function::Pi => Value::Number(std::f64::consts::PI),
        Function::Pow => Value::Number(number(0).powf(number(1))),
        Function::Round => {
            let places = if arguments.len() > 1 { number(1) } else { 0.0 };
            let exact = || if places == 0.0 { term(0).here(offset()) } else { number(0) };
            Value::Number(round(with_comma(&text(0)).unwrap_or_else(exact), places))
        }
        Function::Number => match arguments.first() {
            None => Value::Number(Value::Node(context.node).number(world)),
            Some(Value::Text(text)) => {
                Days::of(text, offset()).map_or_else(|| Value::Number(number(0)), |days| Value::Days(days.as_whole()))
            }
            Some(Value::Days(days)) => Value::Days(*days),
            Some(_) => Value::Number(number(0)),
        },
        Function::True => Value::Bool(true),
        Function::False => Value::Bool(false),
        Function::Not => Value::Bool(!truth(0)),
        Function::Boolean => Value::Bool(truth(0)),
        Function::BooleanFromString => Value::Bool(matches!(text(0).as_ref(), "1" | "true")),
        Function::String => Value::Text(own_text()),
        Function::StringLength => Value::Number(count(own_text().chars().count())),
        Function::NormalizeSpace => owned(normalize_space(&own_text())),
        Function::Concat => {
            let mut out = String::new();
            each_text(world, arguments, |text| out.push_str(&text));
            owned(out)
        }
        Function::Join => owned(all_texts(world, arguments.get(1..).unwrap_or_default()).join(&text(0))),
        Function::Contains => Value::Bool(text(0).contains(text(1).as_ref())),
        Function::StartsWith => Value::Bool(text(0).starts_with(text(1).as_ref())),
        Function::EndsWith => Value::Bool(text(0).ends_with(text(1).as_ref())),
        Function::Substring => owned(substring(&text(0), number(1), (arguments.len() > 2).then(|| number(2)))),
        Function::Substr => owned(substr(&text(0), number(1), (arguments.len() > 2).then(|| number(2)))),
        Function::SubstringBefore => {
            owned(text(0).split_once(text(1).as_ref()).map(|(before, _)| before.to_owned()).unwrap_or_default())
        }
        Function::SubstringAfter => {
            owned(text(0).split_once(text(1).as_ref()).map(|(_, after)| after.to_owned()).unwrap_or_default())
        }
        Function::Translate => owned(translate(&text(0), &text(1), &text(2))),
        Function::Regex => Value::Bool(Pattern::read(&text(1)).is_some_and(|pattern| on.is_in(&pattern, &text(0)))),
        Function::Base64Decode => {
            let bytes = BASE64.decode(text(0).split_whitespace().collect::<String>()).ok();
            owned(bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default())
        }
        Function::Digest => match digest(&text(0), &text(1), &text(2)) {
            Some(digest) => owned(digest),
            None => {
                on.fail();
                Value::empty()
            }
        },
        Function::Coalesce => {
            // What is no number is nothing, here as in a calculation's result.
            let nothing = |value: &&Is<'a, W>| matches!(value, Value::Number(number) if number.is_nan());
            let found = arguments
                .iter()
                .filter(|value| !nothing(value))
                .map(|value| value.text(world))
                .find(|text| !text.is_empty());
            Value::Text(found.unwrap_or(Cow::Borrowed("")))
        }
        Function::Once => {
            let now = world.text(on.current);
            if now.is_empty() { arguments.first().cloned().unwrap_or_else(Value::empty) } else { Value::Text(now) }
        }
        Function::Depend => arguments.first().cloned().unwrap_or_else(Value::empty),
        Function::Selected | Function::IsSelected => {
            let (list, wanted) = (text(0), text(1));
            let wanted = wanted.trim();
            Value::Bool(if wanted.is_empty() {
                list.is_empty()
            } else {
                list.split_whitespace().any(|one| one == wanted)
            })
        }
        Function::SelectedAt => {
            let list = text(0);
            owned(index(number(1)).and_then(|at| list.split_whitespace().nth(at)).unwrap_or_default().to_owned())
        }
        Function::CountSelected => Value::Number(count(text(0).split_whitespace().count())),
        Function::Count => Value::Number(count(nodes(0).len())),
        Function::CountNonEmpty => {
            if !arguments.first().is_some_and(Value::is_nodes) {
                on.fail();
            }
            Value::Number(count(nodes(0).iter().filter(|node| !world.text(**node).is_empty()).count()))
        }
        // Nothing adds up to 0; adding from there keeps -0 out.
        Function::Sum => Value::Number(given(world, nodes(0)).fold(0.0, |sum, term| sum + term.number())),
        Function::Max => extreme(world, arguments, |one, best| one > best).into(),
        Function::Min => extreme(world, arguments, |one, best| one < best).into(),
        Function::Checklist => {
            let hits = arguments.iter().skip(2).flat_map(|value| truths(world, value)).filter(|hit| *hit).count();
            Value::Bool(between(count(hits), number(0), number(1)))
        }
        Function::WeightedChecklist => {
            let rest = arguments.get(2..).unwrap_or_default();
            let mut total = 0.0;
            for pair in rest.chunks(2) {
                let [value, weight] = pair else { continue };
                let weights: Vec<f64> = if weight.is_nodes() {
                    node_numbers(world, weight.nodes()).collect()
                } else {
                    vec![weight.number(world)]
                };
                for (hit, weight) in truths(world, value).iter().zip(weights) {
                    total += if *hit { weight } else { 0.0 };
                }
            }
            Value::Bool(between(total, number(0), number(1)))
        }
        Function::Today => owned(date::date_text(world.now().date_naive())),
        Function::Now => owned(date::date_time_text(world.now())),
        Function::Date | Function::DateTime => match day(world, arguments.first()) {
            // A moment at midnight is a date.
            Some(at) if at.time() == chrono::NaiveTime::MIN => owned(date::date_text(at.date_naive())),
            Some(at) => owned(date::date_time_text(at)),
            None => Value::empty(),
        },
        Function::DecimalDateTime => match term(0) {
            Term::Days(days) => Value::Days(days.with_part()),
            Term::Number(number) => Value::Number(number),
        },
        Function::DecimalTime => Value::Number(date::day_fraction(&text(0), offset()).unwrap_or(f64::NAN)),
        Function::FormatDate | Function::FormatDateTime => {
            match day(world, arguments.first()).or_else(|| date::from_javascript(&text(0), offset())) {
                Some(at) => owned(date::format(at, &text(1), world.language())),
                None => Value::Text(Cow::Borrowed("")),
            }
        }
        Function::Position => Value::Number(if arguments.is_empty() {
            count(context.position)
        } else {
            if !arguments.first().is_some_and(Value::is_nodes) {
                on.fail();
            }
            nodes(0).first().map_or(f64::NAN, |node| count(world.position(*node)))
        }),
        Function::Last => Value::Number(count(context.size)),
        Function::Current => Value::Node(on.current),
        Function::Instance => Value::Nodes(world.instance(&text(0)).into_iter().collect()),
        Function::IndexedRepeat => Value::Nodes(indexed(world, arguments)),
        Function::Pulldata => owned(pulldata(world, &text(0), &text(1), &text(2), &text(3))),
        Function::Randomize => {
            let seed = arguments.get(1).map_or_else(|| drawn(on.draw()), |value| seed(world, value));
            let mut shuffled = nodes(0).to_vec();
            shuffle(&mut shuffled, seed);
            Value::Nodes(shuffled)
        }
        Function::Random => Value::Number(unit(on.draw())),
        Function::Uuid => owned(uuid(on, index(number(0)).filter(|_| !arguments.is_empty()))),
        Function::ChoiceName => owned(world.choice_label(&text(1), &text(0), nodes(0).first().copied(), on.current)),
        Function::Itext => owned(world.itext(&text(0))),
        Function::Property => owned(world.property(&text(0))),
        Function::Version => owned(world.version()),
        Function::Name | Function::LocalName => {
            if arguments.first().is_some_and(|value| !value.is_nodes()) {
                on.fail();
            }
            let name = own_node().map(|node| world.name(node).into_owned()).unwrap_or_default();
            let local = name.rsplit(':').next().unwrap_or_default().to_owned();
            owned(if function == Function::Name { name } else { local })
        }
        Function::Area | Function::EnclosedArea | Function::Distance => {
            let points: Option<Vec<_>> = if nodes(0).len() > 1 {
                nodes(0).iter().map(|node| geo::point(&world.text(*node))).collect()
            } else {
                geo::points(&(0..arguments.len()).map(text).collect::<Vec<_>>().join(";"))
            };
            let of = if function == Function::Distance { geo::distance } else { geo::area };
            // What is no shape has no area, but it has no length that could be told.
            let none = if function == Function::Distance { f64::NAN } else { 0.0 };
            // To the centimetre, as the other engines give it.
            Value::Number(points.map_or(none, |points| round(of(&points), 2.0)))
        }
        Function::Geofence => {
            let inside = geo::point(&text(0)).zip(geo::points(&text(1)));
            if inside.is_none() && !arguments.iter().any(Value::is_nodes) {
                on.fail();
            }
            Value::Bool(inside.is_some_and(|(point, ring)| geo::inside(point, &ring)))
        }
        Function::LeastAge => {
            Value::Number(ages::ages(world, arguments).map_or(f64::NAN, |ages| f64::from(ages.least)))
        }
        Function::GreatestAge => {
            Value::Number(ages::ages(world, arguments).map_or(f64::NAN, |ages| f64::from(ages.greatest)))
        }
        Function::Minor => Value::Text(Cow::Borrowed(Minor::of(ages::ages(world, arguments)).as_str())),
        Function::BirthAbout => owned(ages::birth(world, arguments, Born::about)),
        Function::BirthByAge => owned(ages::birth(world, arguments, Born::aged)),
        // Compiled to jumps.
        Function::If => Value::empty(),
    }
}
