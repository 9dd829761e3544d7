//! Reads location paths and predicates.

use super::lexer::Token;
use super::parser::{Parsed, Parser};
use super::program::{Axis, NameTest, Op, Path, Program, Start, Step};

impl Parser<'_> {
    pub(super) fn location(&mut self, program: &mut Program) -> Parsed {
        let mut steps = Vec::new();
        let root = if self.absolute { Start::Everywhere } else { Start::Root };
        let start = match self.token() {
            Token::Slash => {
                if self.starts_step(1) {
                    self.more_steps(&mut steps)?;
                } else {
                    self.advance();
                }
                root
            }
            Token::SlashSlash => {
                self.more_steps(&mut steps)?;
                root
            }
            _ => {
                self.step(&mut steps)?;
                self.more_steps(&mut steps)?;
                Start::Context
            }
        };
        self.emit(program, Op::Path(Box::new(Path::new(start, steps))))
    }

    fn starts_step(&self, by: usize) -> bool {
        matches!(self.ahead(by), Token::Name(_) | Token::Star | Token::Dot | Token::DotDot | Token::At)
    }

    pub(super) fn more_steps(&mut self, steps: &mut Vec<Step>) -> Parsed {
        loop {
            match self.token() {
                Token::Slash => {}
                Token::SlashSlash => {
                    steps.push(Step { axis: Axis::DescendantOrSelf, test: NameTest::AnyNode, predicates: Vec::new() });
                }
                _ => return Ok(()),
            }
            self.advance();
            self.step(steps)?;
        }
    }

    fn step(&mut self, steps: &mut Vec<Step>) -> Parsed {
        let mut axis = Axis::Child;
        match self.token() {
            Token::Dot => {
                self.advance();
                let predicates = self.predicates()?;
                steps.push(Step { axis: Axis::Itself, test: NameTest::AnyNode, predicates });
                return Ok(());
            }
            Token::DotDot => {
                self.advance();
                let predicates = self.predicates()?;
                steps.push(Step { axis: Axis::Parent, test: NameTest::AnyNode, predicates });
                return Ok(());
            }
            Token::Name(name) if self.ahead(1) == Token::Axis => {
                axis = match name {
                    "child" => Axis::Child,
                    "parent" => Axis::Parent,
                    "self" => Axis::Itself,
                    "descendant-or-self" => Axis::DescendantOrSelf,
                    _ => return self.fail("axis"),
                };
                self.advance();
                self.advance();
            }
            _ => {}
        }
        let test = match self.token() {
            Token::Star => NameTest::AnyElement,
            Token::Name(name) if self.ahead(1) == Token::LeftParen => {
                if name != "node" || self.ahead(2) != Token::RightParen {
                    return self.fail("step");
                }
                self.advance();
                self.advance();
                NameTest::AnyNode
            }
            Token::Name(name) => NameTest::Name(name.into()),
            _ => return self.fail("operand"),
        };
        self.advance();
        let predicates = self.predicates()?;
        steps.push(Step { axis, test, predicates });
        Ok(())
    }

    pub(super) fn predicates(&mut self) -> Parsed<Vec<Program>> {
        let mut predicates = Vec::new();
        while self.token() == Token::LeftBracket {
            self.advance();
            let mut program = Program::default();
            let absolute = std::mem::replace(&mut self.absolute, false);
            self.expression(&mut program, 0)?;
            self.absolute = absolute;
            self.expect(Token::RightBracket, "closing-bracket")?;
            predicates.push(program);
        }
        Ok(predicates)
    }
}
