//! The texts that XLSForm itself adds to a form: what `or_other` is called, what is asked beside it, and what is said of a
//! `phone number`.

/// `language,other,specify,digits,up to`, one language a line.
const TEXTS: &str = include_str!("own_texts.csv");

/// A text that no cell gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Own {
    /// The label of the choice `other`.
    Other,
    /// The label of the question beside it.
    Specify,
    /// The hint of a `phone number`.
    Digits,
    /// The hint of a number up to another, for which `%` stands in the text.
    UpTo(u32),
}

impl Own {
    /// In a language by its tag; in English where we do not have it.
    pub(crate) fn text(self, tag: &str) -> String {
        let language = tag.split('-').next().unwrap_or(tag);
        let line = |wanted: &str| TEXTS.lines().find(|line| line.split(',').next() == Some(wanted));
        let column = match self {
            Self::Other => 1,
            Self::Specify => 2,
            Self::Digits => 3,
            Self::UpTo(_) => 4,
        };
        let cell = line(language).or_else(|| line("en")).and_then(|line| line.split(',').nth(column));
        let text = cell.unwrap_or_default();
        match self {
            Self::UpTo(most) => text.replace('%', &most.to_string()),
            _ => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Own;

    #[test]
    fn they_are_in_the_language_of_the_form_or_else_in_english() {
        assert_eq!(Own::Other.text("kk"), "Басқа");
        assert_eq!(Own::Specify.text("ru-KZ"), "Уточните");
        assert_eq!(Own::Specify.text("default"), "Specify other.");
        assert_eq!(Own::UpTo(31).text("default"), "Enter a number 0-31.");
    }
}
