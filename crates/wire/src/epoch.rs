//! Names of spans of time: under which keys something was written.

use std::fmt;

macro_rules! span {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// The one of this number, told from others of it by twelve random bytes of the caller.
            pub fn new(number: u32, random: [u8; 12]) -> Self {
                let mut id = [0; 16];
                let (head, tail) = id.split_at_mut(4);
                head.copy_from_slice(&number.to_be_bytes());
                tail.copy_from_slice(&random);
                Self(id)
            }

            /// The one with these bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The bytes.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// Its number.
            pub const fn number(&self) -> u32 {
                let [a, b, c, d, ..] = self.0;
                u32::from_be_bytes([a, b, c, d])
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, out)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
            }
        }
    };
}

span!(
    /// An epoch of a stream: a number, big end first in four bytes, and twelve random bytes, so that two epochs begun at
    /// once by two coordinators differ. The largest is the one to write under.
    EpochId
);
span!(
    /// A generation of a stream's subject keys, which outlives epochs: the keys of its buckets are wrapped anew under
    /// each. A number and twelve random bytes, as an epoch has.
    GenerationId
);
