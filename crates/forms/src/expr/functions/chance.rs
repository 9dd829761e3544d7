//! Chance that can be repeated: random numbers, orders and ids.

use super::numbers::count;
use crate::expr::run::Run;
use crate::expr::value::Value;
use crate::expr::world::World;

/// A number in `0..1`.
#[expect(clippy::cast_precision_loss, reason = "53 bits are kept")]
pub(super) fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

/// The modulus of Park and Miller's generator.
const MODULUS: u32 = 2_147_483_647;

/// The seed that a value is, as @getodk/xforms-engine and JavaRosa read it: the whole part of a number, the hash of a text,
/// 0 for nothing and for what is no number. A number between 0 and 1 has no whole part to tell it from others: it is hashed as it is written.
pub(crate) fn seed<'a, W: World>(world: &'a W, value: &Value<'a, W::Node>) -> i64 {
    let number = value.number(world);
    let is_word = number.is_nan() && !matches!(value, Value::Number(_));
    if is_word || (number != 0.0 && number.abs() < 1.0) {
        let text = value.text(world);
        return if text.is_empty() { 0 } else { hashed(&text) };
    }
    let within = if number.is_finite() { number.trunc() % f64::from(MODULUS) } else { number };
    #[expect(clippy::cast_possible_truncation, reason = "what is infinite is the end, as in Java")]
    let whole = within as i64;
    whole
}

/// A seed that is drawn, where a form gives none.
pub(crate) const fn drawn(bits: u64) -> i64 {
    (bits % MODULUS as u64).cast_signed()
}

/// The first 64 bits of the SHA-256.
fn hashed(text: &str) -> i64 {
    use sha2::Digest as _;
    sha2::Sha256::digest(text).first_chunk::<8>().map_or(0, |bytes| i64::from_be_bytes(*bytes))
}

/// Fisher-Yates, inside out, on Park and Miller's first generator (with 16807), as the specification of ODK XForms has it:
/// the order is the same in every client.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "chance is between 0 and 1")]
pub(crate) fn shuffle<N: Copy>(nodes: &mut [N], seed: i64) {
    const FACTOR: u64 = 16_807;
    let last = i64::from(MODULUS).saturating_sub(1);
    let within = seed % i64::from(MODULUS);
    let within = if within > 0 { within } else { within.saturating_add(last) };
    // 0 would stay 0.
    let mut state = if within > 0 { within.unsigned_abs() } else { last.unsigned_abs() };
    let source = nodes.to_vec();
    for (at, node) in source.iter().enumerate() {
        state = state.saturating_mul(FACTOR) % u64::from(MODULUS);
        let chance = f64::from(u32::try_from(state.saturating_sub(1)).unwrap_or(0)) / f64::from(MODULUS - 1);
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

pub(super) fn uuid<W: World>(on: &Run<'_, W>, length: Option<usize>) -> String {
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
