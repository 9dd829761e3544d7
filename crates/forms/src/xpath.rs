//! What does an expression give in an XML document?
//!
//! Forms have their own way to their expressions; this is for everything else: trying an expression out, and showing that
//! the evaluator gives what other engines give.
//!
//! ```
//! use pana_forms::xpath::Document;
//!
//! let now = pana_model::Moment::parse("2024-06-15T10:00:00+05:00").unwrap();
//! let document = Document::parse("<home><room>2</room><room>3</room></home>", now).unwrap();
//! let home = document.node("/home[1]").unwrap();
//! assert_eq!(document.evaluate("sum(room) div count(room)", home).unwrap().number, 2.5);
//! ```
//!
//! The subset is ODK's: the axes child, parent and self (and `//`), no attributes, no namespaces.

use pana_model::Moment;

use crate::expr::{Dom, Evaluator, ParseError, parse_leniently};
use crate::index::ElementIndex;

/// An XML document.
pub struct Document(Dom);

/// A node of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentNode(ElementIndex);

/// What an expression gave, as each type that XPath makes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// `boolean()` of it.
    pub boolean: bool,
    /// `number()` of it.
    pub number: f64,
    /// `string()` of it.
    pub text: String,
    /// Its nodes, in document order; `None` when it is no set of nodes.
    pub nodes: Option<Vec<DocumentNode>>,
}

/// Why there is no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    /// The expression cannot be read. `position`: character, from 1.
    #[error("the expression cannot be read from character {position} on")]
    Syntax {
        /// Character, from 1.
        position: usize,
    },
    /// There is no function of this name.
    #[error("there is no function {name}()")]
    UnknownFunction {
        /// The name.
        name: String,
    },
    /// The expression is longer or nested deeper than is read.
    #[error("the expression is too large")]
    TooLarge,
    /// A function was given what it can make nothing of.
    #[error("a function was given what it can make nothing of")]
    Argument,
}

impl Document {
    /// Reads a document. `now` is what `now()` and `today()` give, and dates are read with its offset. `None` when it is
    /// not well formed.
    pub fn parse(source: &str, now: Moment) -> Option<Self> {
        Dom::parse(source, now.date_time()).map(Self)
    }

    /// The node at a path of names and places, `/home[1]/room[2]`; `/` is the document.
    pub fn node(&self, path: &str) -> Option<DocumentNode> {
        self.0.find(path).map(DocumentNode)
    }

    /// The path of a node.
    pub fn path(&self, node: DocumentNode) -> String {
        self.0.path(node.0)
    }

    /// Evaluates an expression at a node.
    ///
    /// # Errors
    /// When it cannot be read, or a function was given what it can make nothing of. In a form such a function gives an
    /// empty value, so that an interview goes on.
    pub fn evaluate(&self, expression: &str, node: DocumentNode) -> Result<Outcome, EvaluationError> {
        let (program, _) = parse_leniently(expression).map_err(|error| match error {
            ParseError::Syntax(error) => EvaluationError::Syntax { position: error.position },
            ParseError::UnknownFunction { name, .. } => EvaluationError::UnknownFunction { name },
            ParseError::Arguments { .. } => EvaluationError::Argument,
            ParseError::TooLarge { .. } => EvaluationError::TooLarge,
        })?;
        let evaluator = Evaluator::new(&self.0, node.0);
        let value = evaluator.run(&program);
        if evaluator.failed() {
            return Err(EvaluationError::Argument);
        }
        Ok(Outcome {
            boolean: value.bool(),
            number: value.number(&self.0),
            text: value.text(&self.0).into_owned(),
            nodes: value.is_nodes().then(|| value.nodes().iter().map(|node| DocumentNode(*node)).collect()),
        })
    }
}

impl std::fmt::Debug for Document {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Document")
    }
}
