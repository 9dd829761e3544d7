//! What each function gives.

use std::borrow::Cow;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use chrono::{DateTime, FixedOffset};

use super::function::Function;
use super::run::{Context, Run, nth};
use super::value::Value;
use super::world::World;
use super::{date, geo};

/// A pattern of `regex()`; `None` when it cannot be read.
pub(crate) fn pattern(text: &str) -> Option<regex::Regex> {
    regex::RegexBuilder::new(text).size_limit(1 << 20).build().ok()
}

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
        Function::Floor => calc(f64::floor),
        Function::Ceiling => calc(f64::ceil),
        Function::Int => calc(f64::trunc),
        Function::Pi => Value::Number(std::f64::consts::PI),
        Function::Pow => Value::Number(number(0).powf(number(1))),
        Function::Round => {
            let places = if arguments.len() > 1 { number(1) } else { 0.0 };
            Value::Number(round(with_comma(&text(0)).unwrap_or_else(|| number(0)), places))
        }
        Function::Number => match arguments.first() {
            None => Value::Number(Value::Node(context.node).number(world)),
            Some(Value::Text(text)) if date::days(text, *world.now().offset()).is_some() => Value::Days(number(0)),
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
        Function::Concat => owned(all_texts(world, arguments).concat()),
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
        Function::Regex => Value::Bool(pattern(&text(1)).is_some_and(|regex| regex.is_match(&text(0)))),
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
        Function::Sum => Value::Number(node_numbers(world, nodes(0)).fold(0.0, |sum, number| sum + number)),
        Function::Max => Value::Number(extreme(world, arguments, f64::max)),
        Function::Min => Value::Number(extreme(world, arguments, f64::min)),
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
        Function::DecimalDateTime => {
            Value::Number(date::days(&text(0), *world.now().offset()).unwrap_or_else(|| number(0)))
        }
        Function::DecimalTime => Value::Number(date::day_fraction(&text(0), *world.now().offset()).unwrap_or(f64::NAN)),
        Function::FormatDate | Function::FormatDateTime => match day(world, arguments.first()) {
            Some(at) => owned(date::format(at, &text(1))),
            None => Value::Text(Cow::Borrowed("")),
        },
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
            let seed = if arguments.len() > 1 { number(1) } else { unit(on.draw()) * f64::from(i32::MAX) };
            let mut shuffled = nodes(0).to_vec();
            shuffle(&mut shuffled, seed);
            Value::Nodes(shuffled)
        }
        Function::Random => Value::Number(unit(on.draw())),
        Function::Uuid => owned(uuid(on, index(number(0)).filter(|_| !arguments.is_empty()))),
        Function::ChoiceName => owned(world.choice_label(&text(1), &text(0))),
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
        // Compiled to jumps.
        Function::If => Value::empty(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "no set has 2^52 members")]
const fn count(number: usize) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "negative and NaN are refused first")]
fn index(number: f64) -> Option<usize> {
    (number >= 0.0).then_some(number as usize)
}

/// A number in `0..1`.
#[expect(clippy::cast_precision_loss, reason = "53 bits are kept")]
fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

/// A number typed with a decimal comma, which `round()` takes as ODK Collect does.
fn with_comma(text: &str) -> Option<f64> {
    let (whole, part) = text.trim().split_once(',')?;
    format!("{whole}.{part}").parse().ok()
}

/// Halves go away from zero.
fn round(number: f64, places: f64) -> f64 {
    if number.is_nan() || places.is_nan() {
        return f64::NAN;
    }
    if number.is_infinite() {
        return number;
    }
    let places = places.trunc().clamp(-300.0, 300.0);
    if places == 0.0 {
        return nearest(number);
    }
    if places > 0.0 {
        // By way of the decimal digits: 1.005 is rounded as it is written, not as it is stored.
        let shifted = format!("{number:e}");
        let (digits, exponent) = shifted.split_once('e').unwrap_or((&shifted, "0"));
        let moved = exponent.parse::<f64>().unwrap_or(0.0) + places;
        let scaled = format!("{digits}e{moved}").parse::<f64>().unwrap_or(number);
        let rounded = format!("{:e}", nearest(scaled));
        let (digits, exponent) = rounded.split_once('e').unwrap_or((&rounded, "0"));
        let moved = exponent.parse::<f64>().unwrap_or(0.0) - places;
        return format!("{digits}e{moved}").parse::<f64>().unwrap_or(number);
    }
    let scale = 10_f64.powf(-places);
    nearest(number / scale) * scale
}

/// Halves go away from zero, but for the one that XPath makes negative zero.
fn nearest(number: f64) -> f64 {
    if (-0.5..0.0).contains(&number) { -0.0 } else { number.round() }
}

fn node_numbers<'a, W: World>(world: &'a W, nodes: &'a [W::Node]) -> impl Iterator<Item = f64> + 'a {
    nodes.iter().map(|node| Value::Node(*node).number(world))
}

fn all_texts<'a, W: World>(world: &'a W, arguments: &[Is<'a, W>]) -> Vec<Cow<'a, str>> {
    let mut out = Vec::new();
    for argument in arguments {
        if argument.is_nodes() {
            out.extend(argument.nodes().iter().map(|node| world.text(*node)));
        } else {
            out.push(argument.text(world));
        }
    }
    out
}

/// Without any number, or with one that is none, there is no extreme.
fn extreme<'a, W: World>(world: &'a W, arguments: &[Is<'a, W>], better: fn(f64, f64) -> f64) -> f64 {
    let mut best: Option<f64> = None;
    for argument in arguments {
        let numbers: Vec<f64> = if argument.is_nodes() {
            node_numbers(world, argument.nodes()).collect()
        } else {
            vec![argument.number(world)]
        };
        for number in numbers {
            if number.is_nan() {
                return f64::NAN;
            }
            best = Some(best.map_or(number, |best| better(best, number)));
        }
    }
    // 0 has no sign here: which of both came first would decide.
    best.unwrap_or(f64::NAN) + 0.0
}

/// What of a value counts as yes. A set of nodes is as many answers as it has members.
fn truths<'a, W: World>(world: &'a W, value: &Is<'a, W>) -> Vec<bool> {
    match value {
        Value::Bool(value) => vec![*value],
        Value::Number(number) | Value::Days(number) => vec![*number > 0.0],
        Value::Text(text) => vec![!text.is_empty()],
        Value::Node(_) | Value::Nodes(_) => value.nodes().iter().map(|node| !world.text(*node).is_empty()).collect(),
    }
}

#[expect(clippy::float_cmp, reason = "-1 means no limit, exactly")]
fn between(number: f64, least: f64, most: f64) -> bool {
    (least == -1.0 || number >= least) && (most == -1.0 || number <= most)
}

fn day<'a, W: World>(world: &'a W, value: Option<&Is<'a, W>>) -> Option<DateTime<FixedOffset>> {
    let offset = *world.now().offset();
    match value? {
        Value::Number(days) | Value::Days(days) => date::from_days(*days, offset),
        Value::Bool(_) => None,
        other => {
            let text = other.text(world);
            let read = date::parse(&text, offset).map(|at| at.with_timezone(&offset));
            read.or_else(|| text.trim().parse().ok().and_then(|days| date::from_days(days, offset)))
        }
    }
}

/// Only what XML calls white space counts.
fn normalize_space(text: &str) -> String {
    text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn substring(text: &str, from: f64, length: Option<f64>) -> String {
    let from = nearest(from);
    let to = length.map_or(f64::INFINITY, |length| from + nearest(length));
    let within = |at: usize| nth(at) >= from && nth(at) < to;
    text.chars().enumerate().filter(|(at, _)| within(*at)).map(|(_, c)| c).collect()
}

fn substr(text: &str, from: f64, to: Option<f64>) -> String {
    let length = count(text.chars().count());
    let place = |at: f64| if at < 0.0 { (length + at).max(0.0) } else { at.min(length) };
    let (from, to) = (place(from), to.map_or(length, place));
    let within = |at: usize| count(at) >= from && count(at) < to;
    text.chars().enumerate().filter(|(at, _)| within(*at)).map(|(_, c)| c).collect()
}

fn translate(text: &str, from: &str, to: &str) -> String {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    text.chars()
        .filter_map(|c| match from.iter().position(|one| *one == c) {
            None => Some(c),
            Some(at) => to.get(at).copied(),
        })
        .collect()
}

/// `digest(text, algorithm, encoding)`, as XForms 1.1 has it; `None` for an algorithm or encoding it does not know.
fn digest(text: &str, algorithm: &str, encoding: &str) -> Option<String> {
    use sha2::Digest as _;
    let hash = match algorithm {
        "MD5" => md5::Md5::digest(text).to_vec(),
        "SHA-1" => sha1::Sha1::digest(text).to_vec(),
        "SHA-256" => sha2::Sha256::digest(text).to_vec(),
        "SHA-384" => sha2::Sha384::digest(text).to_vec(),
        "SHA-512" => sha2::Sha512::digest(text).to_vec(),
        _ => return None,
    };
    match encoding {
        "" | "base64" => Some(BASE64.encode(hash)),
        "hex" => Some(hash.iter().map(|byte| format!("{byte:02x}")).collect()),
        _ => None,
    }
}

/// Keeps the nodes that lie in the so-manieth instance of each repeat named.
fn indexed<'a, W: World>(world: &'a W, arguments: &[Is<'a, W>]) -> Vec<W::Node> {
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

fn pulldata<W: World>(world: &W, list: &str, wanted: &str, key: &str, value: &str) -> String {
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

/// Fisher-Yates, inside out, on Park and Miller's generator: the order is the same in every ODK client.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the seed is brought into range first")]
pub(crate) fn shuffle<N: Copy>(nodes: &mut [N], seed: f64) {
    const MODULUS: u64 = 2_147_483_647;
    let mut state = (seed.trunc().rem_euclid(MODULUS as f64)) as u64;
    if state == 0 {
        state = MODULUS - 1;
    }
    let source = nodes.to_vec();
    for (at, node) in source.iter().enumerate() {
        state = (state * 48_271) % MODULUS;
        let chance = (state - 1) as f64 / (MODULUS - 1) as f64;
        let to = (chance * count(at.saturating_add(1))).floor() as usize;
        if to != at
            && let Some(moved) = nodes.get(to).copied()
            && let Some(place) = nodes.get_mut(at)
        {
            *place = moved;
        }
        if let Some(place) = nodes.get_mut(to) {
            *place = *node;
        }
    }
}

fn uuid<W: World>(on: &Run<'_, W>, length: Option<usize>) -> String {
    const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    if let Some(length) = length {
        let letter =
            |_| LETTERS.get(usize::try_from(on.draw() % 62).unwrap_or(0)).map_or('A', |byte| char::from(*byte));
        return (0..length.min(10_000)).map(letter).collect();
    }
    let (high, low) = (on.draw(), on.draw());
    let (high, low) = ((high & !0xf000) | 0x4000, (low & !(0b11 << 62)) | (0b10 << 62));
    let text = format!("{high:016x}{low:016x}");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32];
    parts.iter().filter_map(|range| text.get(range.clone())).collect::<Vec<_>>().join("-")
}
