//! Chance that can be repeated: random numbers, orders and ids.

use super::numbers::count;
use crate::expr::run::Run;
use crate::expr::world::World;

/// A number in `0..1`.
#[expect(clippy::cast_precision_loss, reason = "53 bits are kept")]
pub(super) fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
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
