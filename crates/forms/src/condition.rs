//! Conditions outside any form: rules about what is known of a person.
//!
//! ```
//! use pana_forms::{Condition, Given, Truth};
//!
//! let now = pana_model::Moment::parse("2024-06-15T10:00:00+05:00").unwrap();
//! let rule = Condition::compile("${shelter_tonight} = 'no' or ${housing_now} = 'homeless'").unwrap();
//! assert_eq!(rule.names(), ["shelter_tonight", "housing_now"]);
//!
//! let asked = |name: &str| match name {
//!     "shelter_tonight" => Given::Value("yes"),
//!     _ => Given::NotKnown,
//! };
//! assert_eq!(rule.evaluate(now, asked), Truth::NotKnown, "nobody asked where the person lives now");
//! assert_eq!(rule.evaluate(now, |_| Given::Value("no")), Truth::True, "one of both is enough");
//! assert_eq!(rule.evaluate(now, |_| Given::Blank), Truth::False);
//! ```
//!
//! The language is that of questionnaires, with its functions, but for those that need a form around them: there is nothing
//! to walk (`../name`, `instance()`, `position()`), no choices with labels, no chance and no identity (`random()`, `uuid()`,
//! `once()`). What is left gives the same for the same values, at the same time.

mod compared;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, FixedOffset};
use pana_model::Moment;

use crate::expr::{Evaluator, Function, Op, ParseError, Partial, Pattern, Program, Reference, World, parse};
use crate::index::{Index as _, NodeIndex};
use crate::problem::ProblemCode;

/// An expression that is true, false or not known, compiled once. Evaluating it takes O(operations).
#[derive(Clone)]
pub struct Condition {
    program: Program,
    names: Vec<String>,
}

/// What is given for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given<'v> {
    /// Nobody asked, or nobody has said yet.
    NotKnown,
    /// It was asked, or worked out, and is blank.
    Blank,
    /// The value as an interview stores it: text, `2024-06-15`, `yes`, or several choice names with spaces between.
    Value(&'v str),
}

/// What a condition comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It holds, whatever is not known yet.
    True,
    /// It does not hold, whatever is not known yet.
    False,
    /// That depends on what is not known.
    NotKnown,
}

/// Why an expression is no condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionError {
    /// What is wrong, as of a cell with an expression: `ExpressionSyntax`, `ExpressionTooLarge`, `FunctionUnknown` (also for
    /// a function that needs a form around it), `FunctionArguments`, `RegexInvalid`, `ReferenceSyntax` (`${last-saved#…}`),
    /// `PathUnknown` (any path).
    pub code: ProblemCode,
    /// What the sentence about it names, as the code says: `position`, `expected`, `value`, `name`, …
    pub args: BTreeMap<String, String>,
}

impl Condition {
    /// Compiles an expression.
    ///
    /// # Errors
    /// When it cannot be read, is empty, or asks for what only a form has.
    pub fn compile(text: &str) -> Result<Self, ConditionError> {
        let mut program = parse(text)?;
        let mut names = Vec::new();
        link(&mut program, &mut names)?;
        Ok(Self { program, names })
    }

    /// The names it reads, each once, in the order in which it reads them.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The texts and numbers that it compares with, each once, as an interview would store them.
    pub fn constants(&self) -> Vec<String> {
        self.texts(|_| true)
    }

    /// Those of them that stand in one comparison, or in one call, with the name.
    pub fn compared_with(&self, name: &str) -> Vec<String> {
        let Some(name) = self.names.iter().position(|known| known == name) else { return Vec::new() };
        let compared = compared::compared(&self.program, name);
        self.texts(|at| compared.contains(&at))
    }

    /// The constants at such places, each once.
    fn texts(&self, is_wanted: impl Fn(usize) -> bool) -> Vec<String> {
        let mut constants: Vec<String> = Vec::new();
        for (_, op) in self.program.ops.iter().enumerate().filter(|(at, _)| is_wanted(*at)) {
            let text = match op {
                Op::Text(text) => text.to_string(),
                Op::Number(number) => number.to_string(),
                _ => continue,
            };
            if !constants.contains(&text) {
                constants.push(text);
            }
        }
        constants
    }

    /// What it comes to. `given` is asked once for each name; `now` is what `now()` and `today()` give, and dates are read
    /// with its offset. To learn what was not known never turns true into false or false into true.
    pub fn evaluate<'v>(&self, now: Moment, given: impl Fn(&str) -> Given<'v>) -> Truth {
        let values: Vec<Given<'v>> = self.names.iter().map(|name| given(name)).collect();
        let world = Named { names: &self.names, values: &values, now: now.date_time() };
        let evaluator = Evaluator::new(&world, None);
        let known = |node: Option<NodeIndex>| world.given(node) != Given::NotKnown;
        match Partial::new(&evaluator, &known).run(&self.program).map(|value| value.bool()) {
            Some(true) => Truth::True,
            Some(false) => Truth::False,
            None => Truth::NotKnown,
        }
    }
}

/// Says which names it reads.
impl fmt::Debug for Condition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Condition").field("names", &self.names).finish_non_exhaustive()
    }
}

impl ConditionError {
    fn new(code: ProblemCode, args: &[(&str, &str)]) -> Self {
        let args = args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { code, args }
    }
}

impl From<ParseError> for ConditionError {
    fn from(error: ParseError) -> Self {
        match error {
            ParseError::Syntax(error) => {
                let position = error.position.to_string();
                let args = [("position", position.as_str()), ("expected", error.expected), ("value", &error.found)];
                Self::new(ProblemCode::ExpressionSyntax, &args)
            }
            ParseError::UnknownFunction { name, position } => {
                Self::new(ProblemCode::FunctionUnknown, &[("name", &name), ("position", &position.to_string())])
            }
            ParseError::Arguments { name, count, position } => {
                let (count, position) = (count.to_string(), position.to_string());
                let args = [("name", name.as_str()), ("count", &count), ("position", &position)];
                Self::new(ProblemCode::FunctionArguments, &args)
            }
            ParseError::TooLarge { limit } => {
                Self::new(ProblemCode::ExpressionTooLarge, &[("limit", &limit.to_string())])
            }
        }
    }
}

impl fmt::Display for ConditionError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.code)?;
        self.args.iter().try_for_each(|(name, value)| write!(out, " {name}={value}"))
    }
}

impl std::error::Error for ConditionError {}

/// Makes a reference of every `${name}`, to its place among the names, and refuses what only a form has.
fn link(program: &mut Program, names: &mut Vec<String>) -> Result<(), ConditionError> {
    let mut before: Option<String> = None;
    for op in &mut program.ops {
        let mut text = None;
        match op {
            Op::Variable { name, .. } if name.contains('#') => {
                return Err(ConditionError::new(ProblemCode::ReferenceSyntax, &[("value", name)]));
            }
            Op::Variable { name, .. } => {
                let known = names.iter().position(|known| **known == **name);
                let place = known.unwrap_or_else(|| {
                    names.push(name.to_string());
                    names.len().saturating_sub(1)
                });
                *op = Op::Reference(Box::new(Reference { target: NodeIndex::at(place), common: 0, down: Vec::new() }));
            }
            Op::Path(_) | Op::Filter(_) => {
                return Err(ConditionError::new(ProblemCode::PathUnknown, &[("value", "/")]));
            }
            Op::Text(constant) => text = Some(constant.to_string()),
            Op::Call(Function::Regex, _) => {
                if let Some(wrong) = before.take().filter(|text| Pattern::read(text).is_none()) {
                    return Err(ConditionError::new(ProblemCode::RegexInvalid, &[("value", &wrong)]));
                }
            }
            Op::Call(function, count) if function.needs_form(usize::from(*count)) => {
                return Err(ConditionError::new(ProblemCode::FunctionUnknown, &[("name", function.as_str())]));
            }
            _ => {}
        }
        before = text;
    }
    Ok(())
}

/// A world of named values: one node for each, none for the condition itself.
struct Named<'a, 'v> {
    names: &'a [String],
    values: &'a [Given<'v>],
    now: DateTime<FixedOffset>,
}

impl<'v> Named<'_, 'v> {
    fn given(&self, node: Option<NodeIndex>) -> Given<'v> {
        node.and_then(|node| self.values.get(node.index())).copied().unwrap_or(Given::Blank)
    }
}

impl World for Named<'_, '_> {
    type Node = Option<NodeIndex>;

    fn root(&self) -> Self::Node {
        None
    }

    fn parent(&self, _node: Self::Node) -> Option<Self::Node> {
        None
    }

    fn children(&self, _node: Self::Node, _out: &mut Vec<Self::Node>) {}

    fn name(&self, node: Self::Node) -> Cow<'_, str> {
        Cow::Borrowed(node.and_then(|node| self.names.get(node.index())).map_or("", String::as_str))
    }

    fn text(&self, node: Self::Node) -> Cow<'_, str> {
        Cow::Borrowed(if let Given::Value(text) = self.given(node) { text } else { "" })
    }

    fn order(&self, left: Self::Node, right: Self::Node) -> Ordering {
        left.cmp(&right)
    }

    fn position(&self, _node: Self::Node) -> usize {
        1
    }

    fn reference(&self, reference: &Reference, _node: Self::Node, out: &mut Vec<Self::Node>) {
        out.push(Some(reference.target));
    }

    fn single(&self, reference: &Reference, _node: Self::Node) -> Option<Self::Node> {
        Some(Some(reference.target))
    }

    fn instance(&self, _name: &str) -> Option<Self::Node> {
        None
    }

    fn now(&self) -> DateTime<FixedOffset> {
        self.now
    }

    fn random(&self, _node: Self::Node, _nth: u64) -> u64 {
        0
    }

    fn itext(&self, _id: &str) -> String {
        String::new()
    }

    fn property(&self, _name: &str) -> String {
        String::new()
    }

    fn version(&self) -> String {
        String::new()
    }
}

#[cfg(test)]
mod tests;
