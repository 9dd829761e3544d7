//! How does a sheet that a coordinator wrote become a talk that knows what to ask next?
//!
//! In three steps. A [`Workbook`](workbook::Workbook) holds the cells of an XLSForm with their addresses; [`read`] makes a [`Form`] of it and
//! names everything that is wrong, by sheet and cell; a [`Session`] is one run of the form: it takes answers and settles
//! relevance, calculations, constraints and filtered choices.
//!
//! ```
//! use std::sync::Arc;
//! use pana_forms::{Answer, Context, Session, workbook::Workbook, read};
//!
//! let survey = b"type,name,label,relevant,calculation\n\
//!     integer,rooms,How many rooms?,,\n\
//!     integer,persons,How many persons?,,\n\
//!     calculate,crowd,,,${persons} div ${rooms}\n\
//!     text,why,What is it like?,${crowd} > 2,\n";
//! let workbook = Workbook::from_csv("home", &[("survey", survey), ("settings", b"form_id\nhome\n")]).unwrap();
//! let form = read(&workbook).form.unwrap();
//!
//! let now = pana_model::Moment::parse("2024-06-15T10:00:00+05:00").unwrap();
//! let mut session = Session::new(Arc::clone(&form), Context { now, properties: Default::default(), last_saved: Default::default(), seed: 1 });
//! session.set("/home/rooms", Answer::Value("2".into())).unwrap();
//! let delta = session.set("/home/persons", Answer::Value("5".into())).unwrap();
//! assert_eq!(session.value_of("/home/crowd"), Some("2.5"));
//! assert!(delta.changed.contains(&"/home/why".to_owned()), "a crowded home is asked about");
//! ```
//!
//! Nothing here reads a file, a clock or a random source: bytes, [`Moment`](pana_model::Moment) and a seed come in.
//! Bad input does not fail: it gives what can be had and a list of [`Problem`]s.
//!
//! # What can be read
//!
//! Spreadsheets (`.xlsx`, `.xls`), folders of CSV sheets, markdown tables, and XForm XML: see [`Workbook`](workbook::Workbook).
//! An XForm is read into the sheets that it could have been made from, so that there is one reader, one list of problems and
//! one model. [`to_xlsx`] and [`to_csv`] write a form again, with every column it came with.
//!
//! # Conditions
//!
//! A [`Condition`] is one expression outside any form, evaluated against named values of which some may not be known: rules
//! about a person. It is true, false, or not known.
//!
//! # How a session settles
//!
//! Every expression is compiled when the form is read: names become places, constants are folded. What an answer can move
//! (relevance, calculations, counts of repeats, filters of choices, constraints, texts) are units, sorted once so that none
//! reads what settles after it. An answer goes into its slot and puts the units that read it on a queue; each runs once, in
//! that order, and what it changes puts its own readers there. There is no recursion, and what an answer does not reach is not
//! touched: setting one costs O(u log u) for the u units that it reaches, opening a form O(n) for n rows.
//! The items of a long list whose column equals a value (`[name = ${town}]`, a filter, `pulldata`) are looked up, O(log n) for
//! n items. What `count`, `count-non-empty`, `sum`, `min` and `max` make of a question in a repeat is kept up as answers change
//! and not gone through, O(1), or O(log n) for the least and greatest of n; a sum of decimals is added up anew, O(n), since
//! decimals that are added to and taken from do not stay what adding them all gives. Aggregates with a predicate go through
//! their instances.
//! What does not apply is blank to others, is kept, and comes back. Only a circle through other instances of a repeat goes
//! round more than once, until it stands still; so does a repeat that is counted by what stands in it. One whose number never
//! would keeps the number that it had before the change.
//!
//! # Where what is
//!
//! No two files name each other in a circle; what stands further down here knows only what stands above it.
//!
//! - `index`: the types that name rows, scopes, slots, units, lists and items.
//! - `expr`: the language. `lexer`, `parser`, `paths` make a `Program`; `eval` runs it in a `World`; `partly` runs it where
//!   something is not known; `function` lists the functions and `functions` says what each gives.
//! - `workbook`: cells, out of every kind of file.
//! - `form`: what a form asks (`node`) and what it computes (`logic`).
//! - `read`: from cells to a form. `sheets` (which there are, their headers and shorthand), `settings`, `choices`, `survey`
//!   (rows and their types), `entities`, `layout` (rows in their order), `formulas` (`rows` compiles them, `link` finds what
//!   their names mean, `order` sorts them), `finish` (makes the form). A new question type is a word in `survey/types` and a
//!   variant of [`QuestionType`]; whether an answer is of it, `session/check` says.
//! - `session`: one run. `settle` spreads a change, `tree` is the answers as expressions see them.
//! - `condition`: an expression without a form.
//! - `markup`: the marks in texts, read away.
//!
//! # Limits
//!
//! A form may have 50,000 rows, a cell 32 KiB, a repeat 10,000 instances, all instances together 500,000 rows, a whole number 32 bits (as XForms say). Regular
//! expressions that look around or back may go back 50,000 times; then whether they fit is undecided. Dates are read with the
//! offset of the session's clock.
//!
#![doc = include_str!("../SURFACE.md")]

mod answer;
mod condition;
mod expr;
mod form;
mod index;
pub mod markup;
mod problem;
mod read;
mod session;
mod surface;
mod understood;
pub mod workbook;
mod write;
mod xml;
pub mod xpath;

pub use answer::{
    Answer, AnswerProblem, CarryReport, Changes, Context, Delta, EntityWrite, Expected, NodeState, Progress, SetError,
    Snapshot, Value,
};
pub use condition::{Condition, ConditionError, Given, Truth};
pub use form::{
    Choice, ChoiceTexts, EntityDeclaration, Form, FormLanguage, Kind, Node, NodeIndex, QuestionType, Role, SaveTo,
    Sensitivity, Stream, Texts,
};
pub use problem::{Problem, ProblemCode, Severity};
pub use read::{Reading, SHEETS, read};
pub use session::{NodeView, Session};
pub use surface::surface;
pub use write::{WriteError, to_csv, to_xlsx};
