//! Cuts an expression into tokens. Positions are characters from 1, as a person counts them in a cell.

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    /// `${name}`; `last-saved#` stays in front.
    Variable(String),
    /// A name where an operand is expected: an element, a function, an axis.
    Name(String),
    /// `*` where an operand is expected.
    Star,
    Operator(Operator),
    LeftParen,
    RightParen,
    LeftBracket,
    RightBracket,
    Comma,
    Dot,
    DotDot,
    Slash,
    SlashSlash,
    Axis,
    At,
    End,
}

/// The operators of XPath 1.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Plus,
    Minus,
    Times,
    Div,
    Mod,
    Union,
}

#[derive(Debug, Clone)]
pub(super) struct Spanned {
    pub(super) token: Token,
    pub(super) position: usize,
}

/// What was expected, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    pub(crate) position: usize,
    pub(crate) expected: &'static str,
    pub(crate) found: String,
}

pub(super) fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

pub(super) fn is_name_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\u{b7}') || unicode_mark(c)
}

/// Combining marks, so that names in scripts with vowel signs are read whole.
fn unicode_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{203f}' | '\u{2040}')
}

pub(super) fn tokens(source: &str) -> Result<Vec<Spanned>, SyntaxError> {
    let mut lexer = Lexer { chars: source.chars().collect(), at: 0, out: Vec::new() };
    while lexer.next()? {}
    let position = lexer.chars.len().saturating_add(1);
    lexer.out.push(Spanned { token: Token::End, position });
    Ok(lexer.out)
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
    out: Vec<Spanned>,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at.saturating_add(ahead)).copied().unwrap_or('\0')
    }

    fn fail<T>(&self, position: usize, expected: &'static str) -> Result<T, SyntaxError> {
        let found = self.chars.get(position).map(char::to_string).unwrap_or_default();
        Err(SyntaxError { position: position.saturating_add(1), expected, found })
    }

    fn push(&mut self, token: Token, length: usize) -> bool {
        let position = self.at.saturating_add(1);
        self.out.push(Spanned { token, position });
        self.at = self.at.saturating_add(length);
        true
    }

    /// After an operand, `*` and the words `and`, `or`, `div`, `mod` are operators.
    fn after_operand(&self) -> bool {
        !matches!(
            self.out.last().map(|last| &last.token),
            None | Some(
                Token::Operator(_)
                    | Token::LeftParen
                    | Token::LeftBracket
                    | Token::Comma
                    | Token::Slash
                    | Token::SlashSlash
                    | Token::Axis
                    | Token::At
            )
        )
    }

    fn next(&mut self) -> Result<bool, SyntaxError> {
        while self.peek(0).is_whitespace() || self.peek(0) == '\u{a0}' {
            self.at = self.at.saturating_add(1);
        }
        if self.at >= self.chars.len() {
            return Ok(false);
        }
        let (first, second) = (self.peek(0), self.peek(1));
        let operator = |operator, length| (Token::Operator(operator), length);
        let (token, length) = match (first, second) {
            ('(', _) => (Token::LeftParen, 1),
            (')', _) => (Token::RightParen, 1),
            ('[', _) => (Token::LeftBracket, 1),
            (']', _) => (Token::RightBracket, 1),
            (',', _) => (Token::Comma, 1),
            ('@', _) => (Token::At, 1),
            ('/', '/') => (Token::SlashSlash, 2),
            ('/', _) => (Token::Slash, 1),
            (':', ':') => (Token::Axis, 2),
            ('.', '.') => (Token::DotDot, 2),
            ('.', digit) if digit.is_ascii_digit() => return self.number(),
            ('.', _) => (Token::Dot, 1),
            ('|', _) => operator(Operator::Union, 1),
            ('+', _) => operator(Operator::Plus, 1),
            ('-', _) => operator(Operator::Minus, 1),
            ('=', _) => operator(Operator::Equal, 1),
            ('!', '=') => operator(Operator::NotEqual, 2),
            ('<', '=') => operator(Operator::LessEqual, 2),
            ('<', _) => operator(Operator::Less, 1),
            ('>', '=') => operator(Operator::GreaterEqual, 2),
            ('>', _) => operator(Operator::Greater, 1),
            ('*', _) if self.after_operand() => operator(Operator::Times, 1),
            ('*', _) => (Token::Star, 1),
            ('"' | '\'', _) => return self.text(first),
            ('$', '{') => return self.variable(),
            (digit, _) if digit.is_ascii_digit() => return self.number(),
            (letter, _) if is_name_start(letter) => return self.name(),
            _ => return self.fail(self.at, "operand"),
        };
        Ok(self.push(token, length))
    }

    fn text(&mut self, quote: char) -> Result<bool, SyntaxError> {
        let mut text = String::new();
        let mut ahead = 1_usize;
        loop {
            let index = self.at.saturating_add(ahead);
            match self.chars.get(index) {
                None => return self.fail(self.at, "closing-quote"),
                Some(c) if *c == quote => break,
                Some(c) => text.push(*c),
            }
            ahead = ahead.saturating_add(1);
        }
        Ok(self.push(Token::Text(text), ahead.saturating_add(1)))
    }

    fn variable(&mut self) -> Result<bool, SyntaxError> {
        let rest = self.chars.get(self.at.saturating_add(2)..).unwrap_or_default();
        let Some(length) = rest.iter().position(|c| *c == '}') else { return self.fail(self.at, "closing-brace") };
        let name: String = rest.iter().take(length).collect();
        let name = name.trim().to_owned();
        let bare = name.strip_prefix("last-saved#").unwrap_or(&name);
        if !is_name(bare) {
            return self.fail(self.at, "name");
        }
        Ok(self.push(Token::Variable(name), length.saturating_add(3)))
    }

    fn number(&mut self) -> Result<bool, SyntaxError> {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let mut length = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        if rest.get(length) == Some(&'.') {
            let after = rest.iter().skip(length.saturating_add(1)).take_while(|c| c.is_ascii_digit()).count();
            length = length.saturating_add(1).saturating_add(after);
        }
        if rest.get(length).is_some_and(|c| matches!(c, 'e' | 'E')) {
            let sign = usize::from(rest.get(length.saturating_add(1)).is_some_and(|c| matches!(c, '+' | '-')));
            let digits =
                rest.iter().skip(length.saturating_add(1).saturating_add(sign)).take_while(|c| c.is_ascii_digit());
            let digits = digits.count();
            if digits > 0 {
                length = length.saturating_add(1).saturating_add(sign).saturating_add(digits);
            }
        }
        let text: String = rest.iter().take(length).collect();
        match text.parse() {
            Ok(number) => Ok(self.push(Token::Number(number), length)),
            Err(_) => self.fail(self.at, "number"),
        }
    }

    fn name(&mut self) -> Result<bool, SyntaxError> {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let mut length = rest.iter().take_while(|c| is_name_part(**c)).count();
        // One prefix: `jr:choice-name`, `ns:*`. Two colons are an axis.
        if rest.get(length) == Some(&':') && rest.get(length.saturating_add(1)) != Some(&':') {
            let local = rest.get(length.saturating_add(1)..).unwrap_or_default();
            let after = local.iter().take_while(|c| is_name_part(**c)).count();
            if after > 0 {
                length = length.saturating_add(1).saturating_add(after);
            } else if local.first() == Some(&'*') {
                length = length.saturating_add(2);
            }
        }
        let mut name: String = rest.iter().take(length).collect();
        if self.after_operand() {
            // `1 div2`: a number may follow without a space.
            let word = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
            if word.len() < name.len() && operator_word(word).is_some() {
                name.truncate(word.len());
                length = name.len();
            }
        }
        let operator = operator_word(&name);
        let token = match operator {
            Some(operator) if self.after_operand() => Token::Operator(operator),
            _ => Token::Name(name),
        };
        Ok(self.push(token, length))
    }
}

fn operator_word(name: &str) -> Option<Operator> {
    Some(match name {
        "and" => Operator::And,
        "or" => Operator::Or,
        "div" => Operator::Div,
        "mod" => Operator::Mod,
        _ => return None,
    })
}

/// Is `text` a name without a colon?
pub(crate) fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_part)
}
