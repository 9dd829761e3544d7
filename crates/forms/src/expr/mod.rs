//! The expression language: XPath 1.0 as the ODK XForms specification narrows and widens it.
//!
//! A cell is read in one pass into a [`Program`] for a stack machine; names are linked to rows of the form afterwards
//! ([`Reference`]). Evaluation is written against the [`World`] it runs in, so that the same code answers for a session
//! and for any other tree.

mod compare;
pub(crate) mod date;
mod date_names;
mod days;
mod describe;
mod dom;
mod eval;
mod function;
mod functions;
mod geo;
mod lexer;
mod lookup;
mod number;
mod parser;
mod partly;
mod paths;
mod pattern;
mod program;
mod run;
mod value;
mod world;

pub(crate) use describe::describe;
pub(crate) use dom::{DOCUMENT, Dom};
pub(crate) use eval::Evaluator;
pub(crate) use function::{FUNCTIONS, Function};
pub(crate) use functions::{drawn, seed, shuffle};
pub(crate) use lexer::{Operator, is_name};
pub(crate) use number::plain_number;
pub(crate) use parser::{ParseError, parse, parse_leniently};
pub(crate) use partly::Partial;
pub(crate) use pattern::Pattern;
pub(crate) use program::{Axis, NameTest, Op, Path, Program, Reference, Start, Step, Surroundings};
pub(crate) use value::Value;
pub(crate) use world::{Alone, LAST_SAVED, World};

/// Is it `lat lon [alt [acc]]`?
pub(crate) fn is_geopoint(text: &str) -> bool {
    geo::point(text).is_some()
}
