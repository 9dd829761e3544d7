//! What one source file says about names: which it defines, which it takes in, which it goes through.

use crate::sources::{Source, is_word, tokens};
use std::collections::BTreeSet;

/// One module as its text gives it. A file is a module, and modules written out inside it are modules below it.
#[derive(Debug, Default)]
pub(super) struct Module {
    pub(super) name: String,
    /// Modules written out inside this one.
    pub(super) inner: Vec<Module>,
    /// Modules that have files of their own.
    pub(super) declared: Vec<String>,
    pub(super) items: BTreeSet<String>,
    pub(super) macros: BTreeSet<String>,
    pub(super) imports: Vec<Import>,
    /// Every path that the code goes through, one name alone too.
    pub(super) paths: BTreeSet<Vec<String>>,
    /// The macros that are called by their name alone.
    pub(super) called_macros: BTreeSet<String>,
    /// Names that stand alone and begin small: a function given on, or a variable of this module.
    alone: BTreeSet<String>,
    variables: BTreeSet<String>,
}

/// One name of a `use`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Import {
    /// The name it has here; `*` for all names of the path.
    pub(super) name: String,
    pub(super) path: Vec<String>,
    /// A facade: given on to others, and by itself no use.
    pub(super) given_on: bool,
}

/// What begins with one of these words defines the name that follows.
const DEFINING: &[&str] = &["fn", "struct", "enum", "union", "trait", "type", "const", "static"];

/// Words that are no names.
const KEYWORDS: &[&str] = &[
    "as", "async", "await", "break", "continue", "dyn", "else", "extern", "false", "for", "if", "impl", "in", "loop",
    "match", "move", "pub", "return", "true", "unsafe", "where", "while", "Self", "_",
];

/// Reads the module of a file. What stands under `#[cfg(test)]` is left out.
pub(super) fn read(source: &Source) -> Module {
    let mut reader = Reader { tokens: tokens(&source.code), at: 0 };
    let mut module = reader.module("");
    // Attributes of serde name functions in literals.
    for literal in &source.strings {
        let path: Vec<String> = literal.split("::").map(str::to_owned).collect();
        let named = path.iter().all(|name| !name.is_empty() && name.chars().all(is_word));
        if named && matches!(path.first().map(String::as_str), Some("crate" | "super" | "self")) {
            module.paths.insert(path);
        }
    }
    module
}

struct Reader<'a> {
    tokens: Vec<&'a str>,
    /// The token to be read next.
    at: usize,
}

impl<'a> Reader<'a> {
    /// The token so many places after the one to be read next.
    fn ahead(&self, places: usize) -> &'a str {
        self.tokens.get(self.at + places).copied().unwrap_or_default()
    }

    /// The token so many places before the one that was just read.
    fn behind(&self, places: usize) -> &'a str {
        self.at.checked_sub(places + 1).and_then(|at| self.tokens.get(at)).copied().unwrap_or_default()
    }

    /// Reads to the brace that ends the module, or to the end of the file.
    fn module(&mut self, name: &str) -> Module {
        let mut module = Module { name: name.to_owned(), ..Module::default() };
        let mut depth = 0_usize;
        while let Some(token) = self.tokens.get(self.at).copied() {
            self.at += 1;
            match token {
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" if depth == 0 => break,
                "}" | ")" | "]" => depth -= 1,
                "#" if self.is_for_tests() => self.leave_out(),
                "mod" if depth == 0 => self.inner(&mut module),
                "use" if is_name(self.ahead(0)) || self.ahead(0) == "::" || self.ahead(0) == "{" => {
                    let given_on = self.is_given_on();
                    self.imports(Vec::new(), given_on, &mut module.imports);
                }
                "macro_rules" => {
                    module.macros.insert(self.ahead(1).to_owned());
                    self.at += 2;
                }
                word if DEFINING.contains(&word) && is_name(self.ahead(0)) && !DEFINING.contains(&self.ahead(0)) => {
                    if depth == 0 {
                        module.items.insert(self.ahead(0).to_owned());
                    }
                    self.at += 1;
                }
                word if is_name(word) => self.path(word, &mut module),
                _ => {}
            }
        }
        let alone: Vec<String> = module.alone.difference(&module.variables).cloned().collect();
        module.paths.extend(alone.into_iter().map(|name| vec![name]));
        module
    }

    fn inner(&mut self, module: &mut Module) {
        let name = self.ahead(0);
        let written_out = self.ahead(1) == "{";
        self.at += 2;
        if written_out {
            let inner = self.module(name);
            module.inner.push(inner);
        } else {
            module.declared.push(name.to_owned());
        }
    }

    /// One path of the code, of which the first name has been read.
    fn path(&mut self, first: &str, module: &mut Module) {
        let before = self.behind(1);
        let mut path = vec![first.to_owned()];
        while self.ahead(0) == "::" && is_name(self.ahead(1)) {
            path.push(self.ahead(1).to_owned());
            self.at += 2;
        }
        let a_field_or_goes_on = (before == "." && self.behind(path.len() * 2) != ".") || before == "::";
        if a_field_or_goes_on || before == "'" || (before == "$" && first != "crate") {
            return;
        }
        let after = self.ahead(0);
        if path.len() > 1 || first.starts_with(char::is_uppercase) || after == "(" {
            module.paths.insert(path);
        } else if ["let", "mut", "ref", "|"].contains(&before) || after == ":" {
            module.variables.insert(first.to_owned());
        } else if after == "!" && self.ahead(1) != "=" {
            module.called_macros.insert(first.to_owned());
        } else {
            module.alone.insert(first.to_owned());
        }
    }

    /// The rest of a `use`, or one part of a group in it.
    fn imports(&mut self, mut path: Vec<String>, given_on: bool, imports: &mut Vec<Import>) {
        loop {
            let token = self.ahead(0);
            match token {
                "::" => self.at += 1,
                "{" => {
                    self.at += 1;
                    while !["}", ";", ""].contains(&self.ahead(0)) {
                        self.imports(path.clone(), given_on, imports);
                        self.at += usize::from(self.ahead(0) == ",");
                    }
                    self.at += 1;
                    return;
                }
                "as" => {
                    let name = self.ahead(1).to_owned();
                    self.at += 2;
                    return imports.push(Import { name, path, given_on });
                }
                _ if token == "*" || token.chars().all(is_word) && !token.is_empty() => {
                    self.at += 1;
                    // `{self}` is the path itself.
                    if token != "self" || path.is_empty() {
                        path.push(token.to_owned());
                    }
                }
                _ => break,
            }
        }
        if let Some(name) = path.last().cloned() {
            path.truncate(path.len() - usize::from(name == "*"));
            imports.push(Import { name, path, given_on });
        }
    }

    /// Does what stands before the `use` just read give its names on?
    fn is_given_on(&self) -> bool {
        let inside = (2..8).map(|places| self.behind(places)).take_while(|token| *token != "(");
        let inside: Vec<&str> = inside.collect();
        match self.behind(1) {
            "pub" => true,
            ")" => self.behind(inside.len() + 3) == "pub" && inside != ["self"],
            _ => false,
        }
    }

    fn is_for_tests(&self) -> bool {
        ["[", "cfg", "(", "test", ")", "]"].into_iter().enumerate().all(|(places, token)| self.ahead(places) == token)
    }

    /// Steps over what an attribute of tests stands at: to its semicolon, or to the end of its braces.
    fn leave_out(&mut self) {
        self.at += 6;
        let mut depth = 0_usize;
        loop {
            let token = self.ahead(0);
            match token {
                "" => return,
                // The end of what surrounds it: a field or a statement without an end of its own.
                "}" | ")" if depth == 0 => return,
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
            if depth == 0 && (token == ";" || token == "}") {
                return;
            }
        }
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|letter| is_word(letter) && !letter.is_ascii_digit()) && !KEYWORDS.contains(&token)
}
