//! The one exit: what may leave the store, for whom and in which form.
//!
//! Whoever exports proposes all columns, says of each what its answers are ([`Holds`]), and for what the files are
//! ([`Purpose`]). [`decide`] answers with what leaves ([`Leaving`]) and, column by column, why ([`Decided`]). Files are
//! written of a `Leaving` alone and nothing else can make one, so no way into a file goes past this.
//!
//! **What nobody has placed stays.** A purpose that names nobody has a short list of what leaves for it; a new type of
//! question, or a question that nothing is known of, is not on it. Even of a column that leaves, a value that is not
//! what the column is said to hold stays: a choice that is in no list, a number long enough to be somebody's.
//!
//! To help the people named in it, all of a questionnaire leaves, in files that name them. Every other purpose gets
//! rows of people who said yes to passing on where they were asked ([`Sharing`]), with a code made for this export in
//! place of the case number, the month in place of the day, and an age in bands.

mod band;
pub(crate) mod holds;
mod pass;
pub(crate) mod rule;
mod section;

pub use holds::Holds;
pub use rule::{Led, Purpose, Sharing, Verdict, Way, of_column, of_person, of_questionnaire};
pub(crate) use section::{Keys, Out, Section};

use crate::layout::{Column, Layout, Repeat, Words};

/// What leaves, and how. Only [`decide`] makes one.
#[derive(Debug)]
pub struct Leaving {
    pub(crate) form: String,
    pub(crate) labels: Option<String>,
    pub(crate) words: Words,
    pub(crate) practice: bool,
    pub(crate) keys: Keys,
    /// The interviews themselves.
    pub(crate) main: Section,
    purpose: Purpose,
}

impl Leaving {
    /// For what.
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Do the files that answers name go with it?
    pub const fn with_files(&self) -> bool {
        self.purpose.names_people()
    }
}

/// What became of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The repeat it stands in; nothing for the interviews themselves.
    pub table: Option<String>,
    /// Its heading.
    pub name: String,
    /// Its heading in words.
    pub heading: String,
    /// What its answers are.
    pub holds: Holds,
    /// Whether it leaves.
    pub verdict: Verdict,
}

/// Of the columns proposed, what leaves for this purpose. O(columns).
pub fn decide(purpose: Purpose, proposed: Layout) -> (Leaving, Vec<Decided>) {
    let Layout { form, labels, words, practice, columns, repeats } = proposed;
    let mut decided = Vec::new();
    let whole = Repeat { name: String::new(), path: String::new(), columns, repeats };
    let main = section(purpose, whole, None, &words, &mut decided);
    let keys = if purpose.names_people() { Keys::Named } else { Keys::Coded };
    (Leaving { form, labels, words, practice, keys, main, purpose }, decided)
}

fn section(
    purpose: Purpose,
    proposed: Repeat,
    table: Option<&str>,
    words: &Words,
    decided: &mut Vec<Decided>,
) -> Section {
    let Repeat { name, path, columns, repeats } = proposed;
    let columns = columns.into_iter().filter_map(|column| one(purpose, column, table, words, decided)).collect();
    let inner = repeats.into_iter().map(|repeat| {
        let table = repeat.name.clone();
        section(purpose, repeat, Some(&table), words, decided)
    });
    let repeats = inner.filter(|inner| purpose.names_people() || !inner.is_empty()).collect();
    Section { name, path, columns, repeats }
}

fn one(
    purpose: Purpose,
    column: Column,
    table: Option<&str>,
    words: &Words,
    decided: &mut Vec<Decided>,
) -> Option<Out> {
    let verdict = of_column(purpose, column.holds);
    decided.push(Decided {
        table: table.map(str::to_owned),
        name: column.name.clone(),
        heading: column.heading.clone(),
        holds: column.holds,
        verdict,
    });
    match verdict {
        Verdict::Leaves(way) => Some(Out::new(column, way, words)),
        Verdict::Stays => None,
    }
}

#[cfg(test)]
mod tests;
