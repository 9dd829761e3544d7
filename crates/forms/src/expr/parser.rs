//! Reads an expression and writes its operations in one pass: precedence climbing, constants folded on the way.

use super::eval::fold;
use super::function::{Function, lookup};
use super::lexer::{Operator, Spanned, SyntaxError, Token, position, tokens};
use super::pattern::Pattern;
use super::program::{Op, Path, Program, Start};
use crate::index::{Index, OpIndex};

/// Parentheses, predicates and signs may nest so deep.
const DEPTH: usize = 100;
/// An expression may have so many operations.
const LENGTH: usize = 200_000;

/// Why an expression cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ParseError {
    Syntax(SyntaxError),
    UnknownFunction { name: String, position: usize },
    Arguments { name: String, count: usize, position: usize },
    TooLarge { limit: usize },
}

/// Reads an expression of a form: a call with the wrong number of arguments is an error, for whoever wrote it can mend it.
pub(crate) fn parse(source: &str) -> Result<Program, ParseError> {
    let (program, mut faults) = parse_leniently(source)?;
    if faults.is_empty() { Ok(program) } else { Err(faults.swap_remove(0)) }
}

/// Reads an expression and tells the calls with the wrong number of arguments apart: they fail only when they are met.
pub(crate) fn parse_leniently(source: &str) -> Result<(Program, Vec<ParseError>), ParseError> {
    let tokens = tokens(source).map_err(ParseError::Syntax)?;
    let mut parser = Parser { source, tokens, at: 0, depth: 0, length: 0, absolute: false, faults: Vec::new() };
    let mut program = Program::default();
    parser.expression(&mut program, 0)?;
    if parser.token() != Token::End {
        return parser.fail("operator");
    }
    Ok((program, parser.faults))
}

pub(super) struct Parser<'s> {
    source: &'s str,
    tokens: Vec<Spanned<'s>>,
    at: usize,
    depth: usize,
    length: usize,
    /// Are variables to be read as every instance?
    pub(super) absolute: bool,
    faults: Vec<ParseError>,
}

pub(super) type Parsed<T = ()> = Result<T, ParseError>;

const fn binding(operator: Operator) -> u8 {
    match operator {
        Operator::Or => 1,
        Operator::And => 2,
        Operator::Equal | Operator::NotEqual => 3,
        Operator::Less | Operator::LessEqual | Operator::Greater | Operator::GreaterEqual => 4,
        Operator::Plus | Operator::Minus => 5,
        Operator::Times | Operator::Div | Operator::Mod => 6,
        Operator::Union => 8,
    }
}

impl<'s> Parser<'s> {
    fn spanned(&self) -> Option<&Spanned<'s>> {
        self.tokens.get(self.at).or(self.tokens.last())
    }

    pub(super) fn token(&self) -> Token<'s> {
        self.spanned().map_or(Token::End, |spanned| spanned.token)
    }

    pub(super) fn ahead(&self, by: usize) -> Token<'s> {
        self.tokens.get(self.at.saturating_add(by)).map_or(Token::End, |spanned| spanned.token)
    }

    fn position(&self) -> usize {
        self.spanned().map_or(1, |spanned| position(self.source, spanned.at))
    }

    pub(super) fn advance(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    pub(super) fn fail<T>(&self, expected: &'static str) -> Parsed<T> {
        let found = match self.token() {
            Token::Name(name) | Token::Text(name) => name.to_owned(),
            Token::Variable(name) => format!("${{{name}}}"),
            Token::Number(number) => number.to_string(),
            _ => String::new(),
        };
        Err(ParseError::Syntax(SyntaxError { position: self.position(), expected, found }))
    }

    pub(super) fn expect(&mut self, token: Token<'s>, expected: &'static str) -> Parsed {
        if self.token() != token {
            return self.fail(expected);
        }
        self.advance();
        Ok(())
    }

    pub(super) fn emit(&mut self, program: &mut Program, op: Op) -> Parsed {
        self.length = self.length.saturating_add(1);
        if self.length > LENGTH {
            return Err(ParseError::TooLarge { limit: LENGTH });
        }
        program.ops.push(op);
        Ok(())
    }

    fn nested<T>(&mut self, inner: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEPTH {
            return Err(ParseError::TooLarge { limit: DEPTH });
        }
        let result = inner(self);
        self.depth = self.depth.saturating_sub(1);
        result
    }

    /// An expression of operators that bind stronger than `floor`.
    pub(super) fn expression(&mut self, program: &mut Program, floor: u8) -> Parsed {
        self.nested(|parser| parser.operators(program, floor))
    }

    fn operators(&mut self, program: &mut Program, floor: u8) -> Parsed {
        let start = program.ops.len();
        self.unary(program)?;
        while let Token::Operator(operator) = self.token() {
            let power = binding(operator);
            if power <= floor {
                break;
            }
            self.advance();
            match operator {
                Operator::And | Operator::Or => self.decision(program, operator, power)?,
                _ => {
                    let right = program.ops.len();
                    self.expression(program, power)?;
                    let constants = right.saturating_sub(start) == 1 && program.ops.len().saturating_sub(right) == 1;
                    self.emit(program, Op::Binary(operator))?;
                    if constants {
                        fold(program, start);
                    }
                }
            }
        }
        Ok(())
    }

    fn decision(&mut self, program: &mut Program, operator: Operator, power: u8) -> Parsed {
        let jump = program.ops.len();
        self.emit(program, Op::Decide { when: operator == Operator::Or, to: OpIndex::FIRST })?;
        self.expression(program, power)?;
        self.emit(program, Op::ToBool)?;
        let end = program.end();
        if let Some(Op::Decide { to, .. }) = program.ops.get_mut(jump) {
            *to = end;
        }
        Ok(())
    }

    fn unary(&mut self, program: &mut Program) -> Parsed {
        let start = program.ops.len();
        let mut signs = 0_usize;
        while self.token() == Token::Operator(Operator::Minus) {
            self.advance();
            signs = signs.saturating_add(1);
        }
        if signs == 0 {
            return self.path(program);
        }
        // A minus binds weaker than a union. Two signs still make a number of what follows.
        self.expression(program, binding(Operator::Times))?;
        let single = program.ops.len().saturating_sub(start) == 1;
        for _ in 0..(if signs % 2 == 1 { 1 } else { 2 }) {
            self.emit(program, Op::Negate)?;
            if single {
                fold(program, start);
            }
        }
        Ok(())
    }

    /// A primary expression with predicates and steps, or a location path.
    fn path(&mut self, program: &mut Program) -> Parsed {
        match self.token() {
            Token::Name(name)
                if name == "current"
                    && self.ahead(1) == Token::LeftParen
                    && self.ahead(2) == Token::RightParen
                    && self.ahead(3) == Token::Slash =>
            {
                (0..3).for_each(|_| self.advance());
                let mut steps = Vec::new();
                self.more_steps(&mut steps)?;
                return self.emit(program, Op::Path(Box::new(Path::new(Start::Current, steps))));
            }
            Token::Name(name) if self.ahead(1) == Token::LeftParen && name != "node" && name != "text" => {
                self.call(program, name)?;
            }
            Token::Number(number) => {
                self.advance();
                self.emit(program, Op::Number(number))?;
            }
            Token::Text(text) => {
                self.advance();
                self.emit(program, Op::Text(text.into()))?;
            }
            Token::Variable(name) => {
                let absolute = self.absolute;
                self.advance();
                self.emit(program, Op::Variable { name: name.into(), absolute })?;
            }
            Token::LeftParen => {
                self.advance();
                self.expression(program, 0)?;
                self.expect(Token::RightParen, "closing-parenthesis")?;
            }
            _ => return self.location(program),
        }
        let predicates = self.predicates()?;
        if !predicates.is_empty() {
            self.emit(program, Op::Filter(predicates.into_boxed_slice()))?;
        }
        if matches!(self.token(), Token::Slash | Token::SlashSlash) {
            let mut steps = Vec::new();
            self.more_steps(&mut steps)?;
            self.emit(program, Op::Path(Box::new(Path::new(Start::Stack, steps))))?;
        }
        Ok(())
    }

    fn call(&mut self, program: &mut Program, name: &str) -> Parsed {
        let at = self.spanned().map_or(0, |spanned| spanned.at);
        let Some((function, least, most)) = lookup(name) else {
            let position = position(self.source, at);
            return Err(ParseError::UnknownFunction { name: name.to_owned(), position });
        };
        self.advance();
        self.advance();
        let start = program.ops.len();
        let absolute = std::mem::replace(&mut self.absolute, false);
        let mut count = 0_usize;
        let mut jumps = (0_usize, 0_usize);
        if self.token() != Token::RightParen {
            loop {
                self.absolute = function == Function::IndexedRepeat && (count == 0 || count % 2 == 1);
                self.expression(program, 0)?;
                self.absolute = false;
                count = count.saturating_add(1);
                if function == Function::If && count < 3 {
                    let op = if count == 1 { Op::JumpIfFalse(OpIndex::FIRST) } else { Op::Jump(OpIndex::FIRST) };
                    let jump = program.ops.len();
                    self.emit(program, op)?;
                    jumps = if count == 1 { (jump, 0) } else { (jumps.0, jump) };
                }
                if self.token() != Token::Comma {
                    break;
                }
                self.advance();
            }
        }
        self.absolute = absolute;
        self.expect(Token::RightParen, "closing-parenthesis")?;
        if count < least || count > most {
            let position = position(self.source, at);
            self.faults.push(ParseError::Arguments { name: name.to_owned(), count, position });
            program.ops.truncate(start);
            return self.emit(program, Op::Miscall);
        }
        if function == Function::If {
            let end = program.end();
            if let Some(Op::JumpIfFalse(to)) = program.ops.get_mut(jumps.0) {
                *to = OpIndex::at(jumps.1.saturating_add(1));
            }
            if let Some(Op::Jump(to)) = program.ops.get_mut(jumps.1) {
                *to = end;
            }
            return Ok(());
        }
        let all_single = program.ops.len().saturating_sub(start) == count;
        self.emit(program, Op::Call(function, u16::try_from(count).unwrap_or(u16::MAX)))?;
        if all_single && function.is_pure() {
            fold(program, start);
        } else if function == Function::Regex {
            compile_pattern(program);
        }
        Ok(())
    }
}

/// A pattern that stands in the expression is compiled once. One that cannot be read is left for the reader to name.
fn compile_pattern(program: &mut Program) {
    let [.., Op::Text(pattern), Op::Call(..)] = program.ops.as_slice() else { return };
    if let Some(read) = Pattern::read(pattern) {
        program.ops.truncate(program.ops.len().saturating_sub(2));
        program.ops.push(Op::Matches(read));
    }
}
