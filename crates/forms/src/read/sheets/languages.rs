//! The languages of a form, however its columns write them.

use std::collections::BTreeMap;

use crate::form::FormLanguage;

/// The languages met so far.
#[derive(Default)]
pub(crate) struct Languages {
    pub(crate) all: Vec<FormLanguage>,
    /// What a column without a language is in.
    pub(crate) unmarked: String,
    /// The tag of each that was met, as it was written.
    tags: BTreeMap<String, String>,
}

impl Languages {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self { unmarked: "default".to_owned(), ..Self::default() }
    }

    /// Learns a language by its name and says its tag.
    pub(crate) fn add(&mut self, name: &str) -> String {
        let tag = self.find(name).unwrap_or_else(|| {
            let tag = tag_of(name);
            self.all.push(FormLanguage { tag: tag.clone(), name: name.to_owned() });
            tag
        });
        self.tags.insert(name.to_owned(), tag.clone());
        tag
    }

    /// The tag of a language by its name; of what is in none, that of texts without one.
    pub(crate) fn tag(&self, name: Option<&str>) -> String {
        let Some(name) = name else { return self.unmarked.clone() };
        let known = self.tags.get(name).cloned().or_else(|| self.find(name));
        known.unwrap_or_else(|| tag_of(name))
    }

    /// Has it been met?
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The name of a language by its tag, as its first column writes it; the tag itself where no column does.
    pub(crate) fn name<'a>(&'a self, tag: &'a str) -> &'a str {
        self.all.iter().find(|known| known.tag == tag).map_or(tag, |known| known.name.as_str())
    }

    fn find(&self, name: &str) -> Option<String> {
        let (tag, stem) = (tag_of(name), stem_of(name));
        let known = self.all.iter().find(|known| known.tag == tag || stem_of(&known.name) == stem);
        known.map(|known| known.tag.clone())
    }
}

/// `kk` of `Kazakh (kk)`; the name in lower case where there is no code.
pub(crate) fn tag_of(name: &str) -> String {
    let name = name.trim();
    let code = name.rsplit_once('(').and_then(|(_, rest)| rest.trim_end().strip_suffix(')')).map(str::trim);
    match code {
        Some(code) if !code.is_empty() => code.to_lowercase().replace('_', "-"),
        _ => name.to_lowercase(),
    }
}

fn stem_of(name: &str) -> String {
    let stem = name.rsplit_once('(').map_or(name, |(stem, _)| stem).trim().to_lowercase();
    if stem.is_empty() { name.trim().to_lowercase() } else { stem }
}
