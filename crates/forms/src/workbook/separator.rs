//! What stands between the cells of a CSV file: spreadsheets of countries that write `1,5` put semicolons there.

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Separator {
    Comma,
    Semicolon,
    Tab,
}

impl Separator {
    /// The byte in the file.
    pub(crate) const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }

    /// The word by which a sentence chooses its own.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
        }
    }
}

/// The separator of a file and the file without what is none of its cells: a byte order mark, and the line `sep=;` that
/// spreadsheets write and read. Where no such line says it, the first sign outside quotes that could be one does: a file
/// begins with the names of its columns.
pub(crate) fn separated(bytes: &[u8]) -> (Separator, &[u8]) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some((separator, rest)) = said(bytes) {
        return (separator, rest);
    }
    let mut quoted = false;
    let start = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    for byte in bytes.get(start..).unwrap_or_default() {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b',' => break,
            b';' => return (Separator::Semicolon, bytes),
            b'\t' => return (Separator::Tab, bytes),
            b'\r' | b'\n' => break,
            _ => {}
        }
    }
    (Separator::Comma, bytes)
}

/// The first line where it says the separator, and what comes after it.
fn said(bytes: &[u8]) -> Option<(Separator, &[u8])> {
    let rest = bytes.strip_prefix(b"sep=").or_else(|| bytes.strip_prefix(b"\"sep="))?;
    let separator = match rest.first()? {
        b',' => Separator::Comma,
        b';' => Separator::Semicolon,
        b'\t' => Separator::Tab,
        _ => return None,
    };
    let after = rest.get(1..)?;
    let after = after.strip_prefix(b"\"").unwrap_or(after);
    let after = after.strip_prefix(b"\r").unwrap_or(after);
    Some((separator, after.strip_prefix(b"\n")?))
}

#[cfg(test)]
mod tests {
    use super::{Separator, separated};

    #[test]
    fn the_first_sign_outside_quotes_parts_the_cells() {
        for (text, expected) in [
            ("type,name;x\n", Separator::Comma),
            ("type;name,x\n", Separator::Semicolon),
            ("type\tname;x\n", Separator::Tab),
            ("\u{feff}type;name\n", Separator::Semicolon),
            ("\"a;b\",c\n", Separator::Comma),
            ("\"a \"\";\"\" b\";c\n", Separator::Semicolon),
            ("\r\n\ntype;name\n", Separator::Semicolon),
            ("form_id\nhome;1\n", Separator::Comma),
            ("", Separator::Comma),
        ] {
            assert_eq!(separated(text.as_bytes()).0, expected, "{text:?}");
        }
    }

    #[test]
    fn a_line_that_says_the_separator_is_no_row() {
        for text in ["sep=;\r\ntype;name\n", "\u{feff}sep=;\ntype;name\n", "\"sep=;\"\ntype;name\n"] {
            assert_eq!(separated(text.as_bytes()), (Separator::Semicolon, &b"type;name\n"[..]), "{text:?}");
        }
        assert_eq!(separated(b"sep=x\n").0, Separator::Comma, "a word like any other");
    }
}
