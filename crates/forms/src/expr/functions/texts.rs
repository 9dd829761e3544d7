//! Texts: cut, put together, hashed.

use std::borrow::Cow;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;

use super::numbers::{count, nearest};
use crate::expr::run::nth;
use crate::expr::value::Value;
use crate::expr::world::World;

pub(super) fn all_texts<'a, W: World>(world: &'a W, arguments: &[Value<'a, W::Node>]) -> Vec<Cow<'a, str>> {
    let mut out = Vec::new();
    each_text(world, arguments, |text| out.push(text));
    out
}

/// Takes the text of every argument, of sets of nodes that of each.
pub(super) fn each_text<'a, W: World>(
    world: &'a W,
    arguments: &[Value<'a, W::Node>],
    mut take: impl FnMut(Cow<'a, str>),
) {
    for argument in arguments {
        if argument.is_nodes() {
            argument.nodes().iter().for_each(|node| take(world.text(*node)));
        } else {
            take(argument.text(world));
        }
    }
}

/// Only what XML calls white space counts.
pub(super) fn normalize_space(text: &str) -> String {
    text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

pub(super) fn substring(text: &str, from: f64, length: Option<f64>) -> String {
    let from = nearest(from);
    let to = length.map_or(f64::INFINITY, |length| from + nearest(length));
    let within = |at: usize| nth(at) >= from && nth(at) < to;
    text.chars().enumerate().filter(|(at, _)| within(*at)).map(|(_, c)| c).collect()
}

pub(super) fn substr(text: &str, from: f64, to: Option<f64>) -> String {
    let length = count(text.chars().count());
    let place = |at: f64| if at < 0.0 { (length + at).max(0.0) } else { at.min(length) };
    let (from, to) = (place(from), to.map_or(length, place));
    let within = |at: usize| count(at) >= from && count(at) < to;
    text.chars().enumerate().filter(|(at, _)| within(*at)).map(|(_, c)| c).collect()
}

pub(super) fn translate(text: &str, from: &str, to: &str) -> String {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    text.chars()
        .filter_map(|c| match from.iter().position(|one| *one == c) {
            None => Some(c),
            Some(at) => to.get(at).copied(),
        })
        .collect()
}

/// `digest(text, algorithm, encoding)`, as XForms 1.1 has it; `None` for an algorithm or encoding it does not know.
pub(super) fn digest(text: &str, algorithm: &str, encoding: &str) -> Option<String> {
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
