//! What an event says about the circumstances of its writing.

use std::ops::BitOr;

use minicbor::{Decode, Encode};

/// Bits about an event. Those of a newer program are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Flags(#[n(0)] u32);

impl Flags {
    /// Nothing to say.
    pub const NONE: Self = Self(0);
    /// The device's clock stood too far ahead to be believed, so the time of the event is in doubt.
    pub const CLOCK_NOT_BELIEVED: Self = Self(1);
    /// Written in a practice centre: invented people.
    pub const PRACTICE: Self = Self(1 << 1);

    /// The flags of these bits.
    pub const fn from_u32(bits: u32) -> Self {
        Self(bits)
    }

    /// The bits, as they are written.
    pub const fn to_u32(self) -> u32 {
        self.0
    }

    /// Whether the clock was not believed.
    pub const fn clock_not_believed(self) -> bool {
        self.0 & Self::CLOCK_NOT_BELIEVED.0 != 0
    }

    /// Whether it was written in a practice centre.
    pub const fn practice(self) -> bool {
        self.0 & Self::PRACTICE.0 != 0
    }
}

impl BitOr for Flags {
    type Output = Self;

    /// What either says.
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
