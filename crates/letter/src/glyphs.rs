//! Which signs can be printed.

use crate::world::PRESS;

/// What stands for a sign that cannot be printed.
pub(crate) const REPLACED: char = '\u{fffd}';

/// Does a bundled font have it? Bold and regular hold the same signs.
pub(crate) fn can_print(sign: char) -> bool {
    PRESS.fonts.iter().step_by(2).any(|font| font.info().coverage.contains(u32::from(sign)))
}
