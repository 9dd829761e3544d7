//! What is written down, and how writings meet: events, operations, dots and the merge rule. Pure: no IO, no clock.
//!
//! An event's [`Body`] holds operations. Each [`Op`] writes one value at one path and names, in `over`, the earlier
//! writes it replaces by their [`Dot`]s. What a path holds is then plain set arithmetic, done by [`Heads`]:
//!
//! ```text
//! heads(path) = writes(path) − every dot that a write at the same path names in `over`
//! ```
//!
//! where ending an instance also reaches what lies within it. A union of sets does not mind order, repetition or
//! clocks, so devices that have seen the same events show the same values, whenever and however those events came. Two
//! heads with different values are a conflict that a person settles by an ordinary write naming every head that was on
//! the screen. No write ever vanishes without a signed write at its place that names it.
//!
//! A dot is made of its event's id, so nobody names a write before it is made, and a copied device that writes two
//! histories loses neither.
//!
//! [`Clock`] and [`Hlc`] order lists and say "recorded at"; nothing is ever accepted, refused or merged because of them.

mod body;
mod canonical;
mod clock;
mod codec;
mod dot;
mod flags;
mod glance;
mod heads;
mod hlc;
mod kind;
mod op;
mod value;

pub use body::{Body, BodyError, MAX_BODY, MAX_OPS, MAX_OVER, MAX_OVER_OF_EVENT, MAX_PAST, MAX_PATH, Seen};
pub use canonical::{CanonicalError, check_canonical};
pub use clock::{AHEAD_LIMIT_MS, Clock, Reading};
pub use dot::Dot;
pub use flags::Flags;
pub use glance::{Glance, Glimpse};
pub use heads::{Applied, Head, Heads, HeadsError, Mark, Shown, heads_by_definition};
pub use hlc::{ADOPT_LIMIT_MS, Hlc};
pub use kind::{EventKind, OpKind};
pub use op::Op;
pub use value::{State, Value};
