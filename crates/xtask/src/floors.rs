//! The floors inside a crate: which of its folders may name which, and where the SQL of a table may stand.
//!
//! Both are data in `layers.toml`. A module is known by its path, so what is read here is the text of the sources with
//! comments taken out; no parser of Rust is needed to find `crate::` and `super::`. Tests may name whatever they test.

use crate::shell::root;
use crate::sources::{Source, is_word, read_sources};
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The floors of one crate, the lowest first. What lies beside them is the top and may name all of them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Floors {
    /// The folder of the crate's sources.
    pub(crate) sources: String,
    pub(crate) names: Vec<String>,
    /// The folder of its migrations, when its tables are held to one file each.
    pub(crate) migrations: Option<String>,
}

/// The tables of a schema, and the names that are also columns: those say nothing by themselves.
#[derive(Debug, Default, PartialEq, Eq)]
struct Schema {
    tables: BTreeSet<String>,
    columns: BTreeSet<String>,
}

/// Everything that is not as the floors want it, each as a sentence.
pub(crate) fn problems(floors: &Floors) -> Result<Vec<String>> {
    let sources = read_sources(&root().join(&floors.sources))?;
    let mut found = Vec::new();
    for name in &floors.names {
        if !sources.iter().any(|source| floor_of(&floors.names, &source.path).is_some_and(|(_, floor)| floor == name)) {
            found.push(format!("there is no floor `{name}`"));
        }
    }
    for source in &sources {
        check_names(&floors.names, source, &mut found);
    }
    if let Some(migrations) = &floors.migrations {
        check_tables(&read_schema(&root().join(migrations))?, &sources, &mut found);
    }
    Ok(found.into_iter().map(|sentence| format!("{}: {sentence}", floors.sources)).collect())
}

/// A floor names itself and those below it.
fn check_names(floors: &[String], source: &Source, found: &mut Vec<String>) {
    let Some((height, floor)) = floor_of(floors, &source.path) else { return };
    for named in named(&source.code, depth(&source.path)) {
        let allowed = floors.iter().take(height + 1).any(|below| *below == named);
        if !allowed {
            found.push(format!("{}: floor `{floor}` may not name `crate::{named}`, which is above it", source.path));
        }
    }
}

/// A table's SQL stands in one file; in none while a migration is ahead of the code.
fn check_tables(schema: &Schema, sources: &[Source], found: &mut Vec<String>) {
    for table in &schema.tables {
        let holders: Vec<&str> = sources
            .iter()
            .filter(|source| source.strings.iter().any(|text| schema.names(text, table)))
            .map(|source| source.path.as_str())
            .collect();
        if holders.len() > 1 {
            found.push(format!("table `{table}`: its SQL stands in one file and not in {holders:?}"));
        }
    }
}

impl Schema {
    /// Does the text of a literal name this table?
    fn names(&self, text: &str, table: &str) -> bool {
        if text == table && table.contains('_') {
            return true;
        }
        let words: Vec<&str> =
            text.split(|letter: char| !is_word(letter) && letter != '.').filter(|word| !word.is_empty()).collect();
        if !words.iter().any(|word| ["SELECT", "INSERT", "UPDATE", "DELETE", "FROM", "INTO"].contains(word)) {
            return false;
        }
        let before = std::iter::once("").chain(words.iter().copied());
        words.iter().zip(before).any(|(word, before)| {
            let (name, qualifies) = word.split_once('.').map_or((*word, false), |(name, _)| (name, true));
            let at_its_place = qualifies || ["FROM", "JOIN", "INTO", "UPDATE"].contains(&before);
            name == table && (at_its_place || !self.columns.contains(table))
        })
    }

    fn read(&mut self, sql: &str) {
        let mut inside = false;
        for line in sql.lines().map(str::trim) {
            let first = line.split(|letter| !is_word(letter)).next().unwrap_or_default();
            if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                self.tables.extend(rest.split_whitespace().next().map(str::to_owned));
                inside = true;
            } else if let Some(rest) = line.strip_prefix("DROP TABLE ") {
                self.tables.remove(rest.trim_end_matches(';'));
            } else if let Some((old, new)) = line.trim_end_matches(';').split_once(" RENAME TO ") {
                self.tables.remove(old.trim_start_matches("ALTER TABLE "));
                self.tables.insert(new.to_owned());
            } else if let Some((_, rest)) = line.split_once(" ADD COLUMN ") {
                self.columns.extend(rest.split_whitespace().next().map(str::to_owned));
            } else if line.starts_with(')') {
                inside = false;
            } else if inside && !first.is_empty() {
                self.columns.insert(first.to_owned());
            }
        }
    }
}

/// The floor a file lies on, and how high it is.
fn floor_of<'f>(floors: &'f [String], path: &str) -> Option<(usize, &'f String)> {
    let first = path.split('/').next()?.trim_end_matches(".rs");
    floors.iter().enumerate().find(|(_, floor)| *floor == first)
}

/// How many modules deep the module of a file lies below the crate.
fn depth(path: &str) -> usize {
    let parts = path.split('/').count();
    if path.ends_with("mod.rs") { parts - 1 } else { parts }
}

/// The names directly below the crate that the code of a module at this depth goes through.
fn named(code: &str, depth: usize) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    let starts = code.match_indices("crate::").chain(code.match_indices("super::"));
    for (at, _) in starts {
        let before = code.get(..at).unwrap_or_default();
        if before.ends_with("::") || before.ends_with(is_word) {
            continue;
        }
        let mut rest = code.get(at..).unwrap_or_default();
        let mut ups = 0;
        while let Some(after) = rest.strip_prefix("super::") {
            (rest, ups) = (after, ups + 1);
        }
        match rest.strip_prefix("crate::") {
            Some(after) => named.extend(first_names(after)),
            None if ups >= depth => named.extend(first_names(rest)),
            None => {}
        }
    }
    named
}

/// The first name of what follows a path, or the first name of each in a group.
fn first_names(rest: &str) -> Vec<String> {
    let name = |text: &str| text.trim().split(|letter| !is_word(letter)).next().unwrap_or_default().to_owned();
    let Some(group) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let (mut names, mut part, mut open) = (Vec::new(), String::new(), 0_usize);
    for letter in group.chars() {
        match letter {
            '}' if open == 0 => break,
            ',' if open == 0 => names.push(name(&std::mem::take(&mut part))),
            _ => {
                open = open.saturating_add(usize::from(letter == '{')).saturating_sub(usize::from(letter == '}'));
                part.push(letter);
            }
        }
    }
    names.push(name(&part));
    names.retain(|name| !name.is_empty());
    names
}

fn read_schema(migrations: &Path) -> Result<Schema> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(migrations).with_context(|| format!("{} is not there", migrations.display()))? {
        let path = entry?.path();
        files.insert(path.clone(), std::fs::read_to_string(path)?);
    }
    let mut schema = Schema::default();
    files.values().for_each(|sql| schema.read(sql));
    Ok(schema)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::source;

    fn check_code(path: &str, code: &str, expected: usize) {
        let floors = ["disk", "log", "table"].map(str::to_owned);
        let mut found = Vec::new();
        check_names(&floors, &source(path, code), &mut found);
        assert_eq!(found.len(), expected, "{code} gave {found:?}");
    }

    #[test]
    fn a_floor_that_names_a_higher_one_is_told() {
        check_code("log/event.rs", "use crate::disk::StoreError; use crate::log::own; use super::slot;", 0);
        check_code("log/event.rs", "use crate::table::view_case;", 1);
        check_code("log/event.rs", "use crate::{disk::StoreError, table::{draft, form}};", 1);
        check_code("log/event.rs", "fn f() { crate::table::view_case::count() }", 1);
        check_code("log/event.rs", "use crate::StoreError;", 1);
        check_code("log/event.rs", "use super::super::table::draft;", 1);
        check_code("log/mod.rs", "use super::table::draft; mod event;", 1);
        check_code("table/deep/row.rs", "use super::super::super::store::Tx;", 1);
        check_code("table/deep/row.rs", "use super::super::draft;", 0);
    }

    #[test]
    fn the_top_names_whatever_it_wants_and_so_do_tests_and_comments() {
        check_code("store.rs", "use crate::table::draft; use crate::person::Person;", 0);
        check_code("log/event.rs", "// see crate::table\nconst A: &str = \"crate::table\";", 0);
        check_code("log/event.rs", "#[cfg(test)]\nmod tests { use crate::table::draft; }", 0);
        check_code("log/event.rs", "fn f<'a>(c: &'a char) -> bool { *c == '\"' } use crate::table::draft;", 1);
    }

    fn check_sql(sources: &[(&str, &str)], expected: usize) {
        let mut schema = Schema::default();
        schema.read("CREATE TABLE draft (\n    interview BLOB PRIMARY KEY\n) STRICT;\n");
        schema.read("CREATE TABLE gone (\n    at INTEGER\n) STRICT;\nDROP TABLE gone;\n");
        schema.read("CREATE TABLE file (\n    blob BLOB PRIMARY KEY,\n    draft BLOB\n) STRICT;\n");
        schema.read("ALTER TABLE file RENAME TO blob;\n");
        let sources: Vec<Source> = sources.iter().map(|(path, code)| source(path, code)).collect();
        let mut found = Vec::new();
        check_tables(&schema, &sources, &mut found);
        assert_eq!(found.len(), expected, "{sources:?} gave {found:?}");
    }

    #[test]
    fn a_table_whose_sql_stands_in_two_files_is_told() {
        let draft = ("table/draft.rs", "\"SELECT interview FROM draft\"");
        let blob = ("table/blob.rs", r##"r#"SELECT blob FROM blob WHERE draft = ?1"#"##);
        check_sql(&[draft, blob], 0);
        check_sql(&[draft, blob, ("form.rs", "say(\"a draft\"); // SELECT 1 FROM draft")], 0);
        check_sql(&[draft, blob, ("person.rs", "\"SELECT 1\n FROM draft WHERE 1\"")], 1);
        check_sql(&[draft, blob, ("person.rs", "\"SELECT 1 WHERE draft.interview = 1 AND blob.blob = 2\"")], 2);
        check_sql(&[draft], 0);
    }
}
