//! Words, and which services have them. A word is stored under the keys under which names are, so that Қызылорда, Кызылорда
//! and Kyzylorda are one.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use pana_casework::{AskedName, key_of_head, name_keys};

/// How much a fit weighs against the place where a word stands.
const FIT: u32 = 16;

/// Keys in their order, each with the services whose words they are.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    keys: BTreeMap<String, Vec<(u32, u16)>>,
    /// What each word that was met is stored under; gone when all is read.
    met: HashMap<String, Vec<String>>,
}

impl Words {
    /// Adds the words of a text of a service.
    pub(super) fn add(&mut self, text: &str, service: u32, weight: u16) {
        for word in text.split_whitespace() {
            let keys = match self.met.get(word) {
                Some(keys) => keys,
                None => self.met.entry(word.to_owned()).or_insert_with(|| name_keys(word)),
            };
            for key in keys {
                let services = match self.keys.get_mut(key) {
                    Some(services) => services,
                    None => self.keys.entry(key.clone()).or_default(),
                };
                match services.last_mut().filter(|(last, _)| *last == service) {
                    Some((_, before)) => *before = weight.min(*before),
                    None => services.push((service, weight)),
                }
            }
        }
    }

    /// All is read.
    pub(super) fn finish(mut self) -> Self {
        self.met = HashMap::new();
        self
    }

    /// Keeps the services that have every word of a text or a longer one that begins so, and adds how well each fits.
    pub(super) fn narrow(&self, text: &str, fits: &mut [Option<u32>]) {
        let asked = AskedName::all_of(text);
        if asked.is_empty() {
            return fits.fill(None);
        }
        for word in asked.iter().filter(|word| !word.is_article) {
            let mut best: Vec<Option<u32>> = vec![None; fits.len()];
            for (key, services) in self.keys_of(word) {
                let Some(fit) = word.fit(key) else { continue };
                for (service, weight) in services {
                    let score = u32::from(fit).saturating_mul(FIT).saturating_add(u32::from(*weight));
                    if let Some(best) = usize::try_from(*service).ok().and_then(|at| best.get_mut(at)) {
                        *best = Some(best.map_or(score, |before| before.min(score)));
                    }
                }
            }
            for (fit, best) in fits.iter_mut().zip(best) {
                *fit = fit.zip(best).map(|(before, this)| before.saturating_add(this));
            }
        }
    }

    /// The keys that may be a word, each once.
    fn keys_of<'w>(&'w self, word: &AskedName) -> impl Iterator<Item = (&'w str, &'w [(u32, u16)])> {
        let mut beginnings: Vec<String> = word.beginnings().map(str::to_owned).collect();
        beginnings.extend(word.whole().map(key_of_head));
        beginnings.sort();
        // What begins with another beginning is among its keys already.
        let mut apart: Vec<String> = Vec::new();
        for beginning in beginnings {
            if !apart.last().is_some_and(|before| beginning.starts_with(before.as_str())) {
                apart.push(beginning);
            }
        }
        apart.into_iter().flat_map(|beginning| {
            let from = (Bound::Included(beginning.clone()), Bound::Unbounded);
            let keys = self.keys.range::<String, _>(from);
            let keys = keys.take_while(move |(key, _)| key.starts_with(beginning.as_str()));
            keys.map(|(key, services)| (key.as_str(), services.as_slice()))
        })
    }
}
