//! Cuts an expression into tokens. Positions are characters from 1, as a person counts them in a cell.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token<'s> {
    Number(f64),
    Text(&'s str),
    /// `${name}`; `last-saved#` stays in front.
    Variable(&'s str),
    /// A name where an operand is expected: an element, a function, an axis.
    Name(&'s str),
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

#[derive(Debug, Clone, Copy)]
pub(super) struct Spanned<'s> {
    pub(super) token: Token<'s>,
    /// The byte it begins with.
    pub(super) at: usize,
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

pub(super) fn tokens(source: &str) -> Result<Vec<Spanned<'_>>, SyntaxError> {
    let mut lexer = Lexer { source, at: 0, out: Vec::with_capacity(16) };
    while lexer.next()? {}
    lexer.out.push(Spanned { token: Token::End, at: source.len() });
    Ok(lexer.out)
}

/// The place of a byte as a person counts it: in characters from 1.
pub(super) fn position(source: &str, at: usize) -> usize {
    source.get(..at).map_or(0, |before| before.chars().count()).saturating_add(1)
}

struct Lexer<'s> {
    source: &'s str,
    at: usize,
    out: Vec<Spanned<'s>>,
}

impl<'s> Lexer<'s> {
    fn rest(&self) -> &'s str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn fail<T>(&self, expected: &'static str) -> Result<T, SyntaxError> {
        let found = self.rest().chars().next().map(String::from).unwrap_or_default();
        Err(SyntaxError { position: position(self.source, self.at), expected, found })
    }

    /// Takes a token of so many bytes.
    fn push(&mut self, token: Token<'s>, length: usize) -> bool {
        self.out.push(Spanned { token, at: self.at });
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
        let rest = self.rest().trim_start();
        self.at = self.source.len().saturating_sub(rest.len());
        let mut chars = rest.chars();
        let Some(first) = chars.next() else { return Ok(false) };
        let second = chars.next().unwrap_or('\0');
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
            _ => return self.fail("operand"),
        };
        Ok(self.push(token, length))
    }

    fn text(&mut self, quote: char) -> Result<bool, SyntaxError> {
        let inside = self.rest().strip_prefix(quote).and_then(|rest| rest.split_once(quote));
        match inside {
            Some((text, _)) => Ok(self.push(Token::Text(text), text.len().saturating_add(2))),
            None => self.fail("closing-quote"),
        }
    }

    fn variable(&mut self) -> Result<bool, SyntaxError> {
        let inside = self.rest().strip_prefix("${").and_then(|rest| rest.split_once('}'));
        let Some((inside, _)) = inside else { return self.fail("closing-brace") };
        let name = inside.trim();
        if !is_name(name.strip_prefix("last-saved#").unwrap_or(name)) {
            return self.fail("name");
        }
        Ok(self.push(Token::Variable(name), inside.len().saturating_add(3)))
    }

    fn number(&mut self) -> Result<bool, SyntaxError> {
        let rest = self.rest();
        let byte = |at: usize| rest.as_bytes().get(at).copied().unwrap_or_default();
        let digits = |from: usize| {
            let bytes = rest.as_bytes().get(from..).unwrap_or_default();
            bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
        };
        let mut length = digits(0);
        if byte(length) == b'.' {
            let from = length.saturating_add(1);
            length = from.saturating_add(digits(from));
        }
        if matches!(byte(length), b'e' | b'E') {
            let sign = usize::from(matches!(byte(length.saturating_add(1)), b'+' | b'-'));
            let from = length.saturating_add(1).saturating_add(sign);
            if digits(from) > 0 {
                length = from.saturating_add(digits(from));
            }
        }
        match rest.get(..length).unwrap_or_default().parse() {
            Ok(number) => Ok(self.push(Token::Number(number), length)),
            Err(_) => self.fail("number"),
        }
    }

    fn name(&mut self) -> Result<bool, SyntaxError> {
        let rest = self.rest();
        let part = |text: &str| text.find(|c| !is_name_part(c)).unwrap_or(text.len());
        let mut length = part(rest);
        // One prefix: `jr:choice-name`, `ns:*`. Two colons are an axis.
        let local =
            rest.get(length..).and_then(|behind| behind.strip_prefix(':')).filter(|local| !local.starts_with(':'));
        if let Some(local) = local {
            let after = part(local);
            if after > 0 {
                length = length.saturating_add(1).saturating_add(after);
            } else if local.starts_with('*') {
                length = length.saturating_add(2);
            }
        }
        let mut name = rest.get(..length).unwrap_or_default();
        if self.after_operand() {
            // `1 div2`: a number may follow without a space.
            let word = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
            if word.len() < name.len() && operator_word(word).is_some() {
                name = word;
            }
        }
        let token = match operator_word(name) {
            Some(operator) if self.after_operand() => Token::Operator(operator),
            _ => Token::Name(name),
        };
        Ok(self.push(token, name.len()))
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
