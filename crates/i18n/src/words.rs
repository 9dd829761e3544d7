//! The words of one language, ready to be formatted.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource};

use crate::{Language, Value, choose, source};

/// The words of one language. Cheap to clone, may be used from several threads at once.
///
/// A text that its language lacks is taken from English; a key that nobody has shows as itself, in brackets, because
/// half a message is better than none. Neither happens in a build that passed its check.
#[derive(Clone)]
pub struct Words(Arc<Inner>);

struct Inner {
    language: &'static Language,
    chain: Vec<FluentBundle<FluentResource>>,
}

impl Words {
    /// The words of the language with this tag, or of the one nearest to it.
    pub fn of(tag: &str) -> Self {
        let language = choose([tag]);
        let mut chain = vec![bundle(language.tag)];
        if language.tag != "en" {
            chain.push(bundle("en"));
        }
        Self(Arc::new(Inner { language, chain }))
    }

    /// Whose words these are.
    pub fn language(&self) -> &'static Language {
        self.0.language
    }

    /// Does `key` exist? For keys made of a code, as `err-<code>`.
    pub fn has(&self, key: &str) -> bool {
        self.0.chain.iter().any(|bundle| bundle.get_message(key).is_some_and(|message| message.value().is_some()))
    }

    /// A text without variables.
    pub fn text(&self, key: &str) -> String {
        self.text_with(key, [])
    }

    /// A text with its variables. One that is not given shows as its name, in braces.
    pub fn text_with<'a>(&self, key: &str, variables: impl IntoIterator<Item = (&'a str, Value<'a>)>) -> String {
        let arguments: FluentArgs<'_> = variables.into_iter().collect();
        for bundle in &self.0.chain {
            if let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) {
                return bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned();
            }
        }
        format!("[{key}]")
    }

    /// A text whose variables crossed the boundary as text: whole numbers among them count as numbers, so that the
    /// plural is right.
    pub fn text_from(&self, key: &str, variables: &BTreeMap<String, String>) -> String {
        self.text_with(key, variables.iter().map(|(name, value)| (name.as_str(), value_of(value))))
    }

    /// The two sentences of an error: what happened, what to do now.
    pub fn error(&self, code: &str, variables: &BTreeMap<String, String>) -> [String; 2] {
        [format!("err-{code}"), format!("rec-{code}")].map(|key| self.text_from(&key, variables))
    }
}

fn value_of(text: &str) -> Value<'_> {
    text.parse::<i32>().map_or_else(|_| Value::from(text), Value::from)
}

impl fmt::Debug for Words {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Words({})", self.0.language.tag)
    }
}

fn bundle(tag: &str) -> FluentBundle<FluentResource> {
    // Whose plural rules it uses; the pseudo-language is English in disguise.
    let rules = tag.parse().or_else(|_| "en".parse()).unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![rules]);
    // What the build has checked has no junk and no duplicates; what is readable is used in any case.
    let resource = match FluentResource::try_new(source(tag).unwrap_or_default().to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    bundle.add_resource_overriding(resource);
    let _ = bundle.add_builtins();
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_shared_between_threads<T: Send + Sync>() {}

    #[test]
    fn words_may_be_used_by_several_threads() {
        is_shared_between_threads::<Words>();
    }

    #[test]
    fn numbers_that_come_as_text_choose_the_plural() {
        let one = BTreeMap::from([("missing".to_owned(), "1".to_owned())]);
        let [what, now] = Words::of("en").error("interview-incomplete", &one);
        assert_eq!(what, "One question has no answer yet.");
        assert!(now.starts_with("Answer them"), "{now}");
    }

    #[test]
    fn what_is_put_into_a_text_is_isolated() {
        let form = BTreeMap::from([("form".to_owned(), "intake".to_owned())]);
        let [what, _] = Words::of("kk").error("form-unknown", &form);
        assert!(what.contains("\u{2068}intake\u{2069}"), "{what}");
    }

    #[test]
    fn the_pseudo_language_runs_from_the_right_and_keeps_its_variables() {
        let form = BTreeMap::from([("form".to_owned(), "intake".to_owned())]);
        let [what, _] = Words::of("x-rtl").error("form-unknown", &form);
        assert!(what.contains("intake"), "{what}");
        assert!(what.chars().any(|letter| ('\u{600}'..'\u{700}').contains(&letter)), "{what}");
    }

    #[test]
    fn an_unknown_key_shows_itself() {
        assert_eq!(Words::of("kk").text("nobody-has-this"), "[nobody-has-this]");
        assert!(!Words::of("kk").has("nobody-has-this"));
    }
}
