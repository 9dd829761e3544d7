//! What is written down, and how writings meet: events, operations, dots and the merge rule. Pure: no IO, no clock.
//!
//! An event's [`Body`] holds operations. Each [`Op`] writes one value at one path and names, in `over`, the earlier
//! writes it replaces by their [`Dot`]s. What a path holds is then plain set arithmetic, done by [`Heads`]:
//!
//! ```text
//! heads(path) = writes(path) − every dot that any write names in `over`
//! ```
//!
//! A union of sets does not mind order, repetition or clocks, so devices that have seen the same events show the same
//! values, whenever and however those events came. Two heads with different values are a conflict that a person settles
//! by an ordinary write naming every head that was on the screen. No write ever vanishes without a signed write that
//! names it.
//!
//! [`Hlc`] orders lists and says "recorded at"; nothing is ever accepted, refused or merged because of it.

mod body;
mod canonical;
mod dot;
mod heads;
mod hlc;
mod kind;
mod op;
mod value;

pub use body::{Body, BodyError, Dep, MAX_BODY, MAX_DEPS, MAX_OPS, MAX_OVER, MAX_PATH};
pub use canonical::{CanonicalError, check_canonical};
pub use dot::Dot;
pub use heads::{Applied, Head, Heads, HeadsError, Mark, Shown, heads_by_definition};
pub use hlc::{ADOPT_LIMIT_MS, Hlc};
pub use kind::{EventKind, OpKind};
pub use op::Op;
pub use value::{State, Value};
