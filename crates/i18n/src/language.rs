//! The languages the interface speaks.

use pana_model::Direction;

/// The pseudo-language of the tests; it runs from the right.
pub const PSEUDO: &str = "x-rtl";

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// Tag, as the folder in `locales/`.
    pub tag: &'static str,
    /// Its name in itself.
    pub name: &'static str,
    /// Which way its lines run.
    pub direction: Direction,
    /// Offered to people, or for tests alone?
    pub offered: bool,
}

const LANGUAGES: [Language; 3] = [
    Language { tag: "kk", name: "Қазақша", direction: Direction::LeftToRight, offered: true },
    Language { tag: "en", name: "English", direction: Direction::LeftToRight, offered: true },
    Language { tag: PSEUDO, name: "⇐ x-rtl", direction: Direction::RightToLeft, offered: false },
];

/// Every language with words, in the order in which they are offered.
pub fn languages() -> &'static [Language] {
    &LANGUAGES
}

/// The first of the wanted languages that has words, else English. `kk_KZ.UTF-8`, `kk-KZ` and `kk` mean the same;
/// `C` and `POSIX` mean nothing.
pub fn choose<S: AsRef<str>>(wanted: impl IntoIterator<Item = S>) -> &'static Language {
    let known = |tag: &str| LANGUAGES.iter().find(|language| language.tag == tag);
    let fits = |wish: S| {
        let wish = wish.as_ref().to_ascii_lowercase().replace('_', "-");
        let bare = wish.split(['.', '@']).next().unwrap_or_default();
        known(bare).or_else(|| known(bare.split('-').next().unwrap_or_default()))
    };
    let [_, english, _] = &LANGUAGES;
    wanted.into_iter().find_map(fits).unwrap_or(english)
}

/// The language for a terminal: what was asked for, else what the environment says (`LANGUAGE`, `LC_ALL`,
/// `LC_MESSAGES`, `LANG`, in this order; `read` gives a variable's value).
pub fn from_environment(asked: Option<&str>, read: impl Fn(&str) -> Option<String>) -> &'static Language {
    let several = read("LANGUAGE").unwrap_or_default();
    let single =
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| read(name).filter(|value| !value.is_empty()));
    let wanted = asked.map(str::to_owned).into_iter().chain(several.split(':').map(str::to_owned)).chain(single);
    choose(wanted.filter(|wish| !wish.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_by_what_the_system_calls_it() {
        for (wish, expected) in [("kk_KZ.UTF-8", "kk"), ("KK", "kk"), ("en-GB", "en"), ("C", "en"), ("x-rtl", "x-rtl")]
        {
            assert_eq!(choose([wish]).tag, expected, "{wish}");
        }
        assert_eq!(choose(["ps", "kk"]).tag, "kk");
    }

    #[test]
    fn what_was_asked_for_goes_before_the_environment() {
        let env = |name: &str| match name {
            "LANGUAGE" => Some("kk:ru".to_owned()),
            "LANG" => Some("en_GB.UTF-8".to_owned()),
            _ => None,
        };
        assert_eq!(from_environment(Some("en"), env).tag, "en");
        assert_eq!(from_environment(None, env).tag, "kk");
        assert_eq!(from_environment(None, |_| None).tag, "en");
    }
}
