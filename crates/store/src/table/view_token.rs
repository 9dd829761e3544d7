//! The table `view_token`: search keys of people, with when their person was changed last, so that those found are put
//! in order without a look at each row. A prefix is a range of the primary key.
//!
//! Beside the keys of people lie the *words*: for each head of a name that anybody has, its frames
//! ([`pana_casework::frames`]), once for all who have it. By them a name is found that is written with other vowels, or in
//! another script. A word goes with the last key of its head.

use std::collections::BTreeSet;

use pana_casework::{CaseNumber, Matched, frames, head_of, key_of_head};
use pana_model::CaseId;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::search_key::{KeyFound, Range, ScanStep};
use crate::disk::StoreError;

pub(super) const NAME: &str = "view_token";

/// The kind of a word, which is nobody's.
const WORD: u8 = 9;

/// Replaces a person's keys.
pub(crate) fn replace(
    sql: &Transaction<'_>,
    case: CaseId,
    tokens: &BTreeSet<(Matched, String)>,
    changed_hlc: i64,
) -> Result<(), StoreError> {
    let before = keys_of(sql, case)?;
    sql.prepare_cached(
        "DELETE FROM view_token WHERE (kind, token, subject) IN
             (SELECT kind, token, subject FROM view_token INDEXED BY view_token_by_subject WHERE subject = ?1)",
    )?
    .execute([case.as_bytes()])?;
    let mut insert =
        sql.prepare_cached("INSERT INTO view_token (kind, token, subject, changed_hlc) VALUES (?1, ?2, ?3, ?4)")?;
    for (kind, token) in tokens {
        insert.execute(params![*kind as u8, token, case.as_bytes(), changed_hlc])?;
    }
    let (before, now) = (heads(&before), heads(tokens));
    insert_words(sql, now.difference(&before).copied())?;
    before.difference(&now).try_for_each(|head| delete_word_of_nobody(sql, head))
}

fn heads<'k>(keys: impl IntoIterator<Item = &'k (Matched, String)>) -> BTreeSet<&'k str> {
    keys.into_iter().filter(|(kind, _)| *kind == Matched::Name).map(|(_, key)| head_of(key)).collect()
}

fn words_of(head: &str) -> impl Iterator<Item = String> {
    frames(head).into_iter().map(move |frame| key_of_head(&frame) + head)
}

fn insert_words<'k>(sql: &Transaction<'_>, heads: impl Iterator<Item = &'k str>) -> Result<(), StoreError> {
    let mut insert = sql.prepare_cached(
        "INSERT OR IGNORE INTO view_token (kind, token, subject, changed_hlc) VALUES (?1, ?2, x'', 0)",
    )?;
    for word in heads.flat_map(words_of) {
        insert.execute(params![WORD, word])?;
    }
    Ok(())
}

/// Deletes the words of a head that no key has any more.
fn delete_word_of_nobody(sql: &Transaction<'_>, head: &str) -> Result<(), StoreError> {
    if count_up_to(sql, &Range::prefix(Matched::Name, &key_of_head(head)), 1)? > 0 {
        return Ok(());
    }
    let mut delete = sql.prepare_cached("DELETE FROM view_token WHERE kind = ?1 AND token = ?2 AND subject = x''")?;
    for word in words_of(head) {
        delete.execute(params![WORD, word])?;
    }
    Ok(())
}

/// The heads that have a frame, at most so many.
pub(crate) fn heads_of_frame(sql: &Connection, frame: &str, most: usize) -> Result<Vec<String>, StoreError> {
    let range = Range::prefix(Matched::Name, &key_of_head(frame));
    let mut statement =
        sql.prepare_cached("SELECT token FROM view_token WHERE kind = ?1 AND token >= ?2 AND token < ?3 LIMIT ?4")?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![WORD, range.from, range.to, most], |row| row.get::<_, String>(0))?;
    let words = rows.collect::<Result<Vec<String>, _>>()?;
    Ok(words.iter().filter_map(|word| word.strip_prefix(range.from.as_str())).map(str::to_owned).collect())
}

/// The head of the first name that comes at a place, or behind it.
pub(crate) fn head_at(sql: &Connection, place: &str) -> Result<Option<String>, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT token FROM view_token WHERE kind = ?1 AND token >= ?2 ORDER BY token LIMIT 1")?;
    let key = statement.query_row(params![Matched::Name as u8, place], |row| row.get::<_, String>(0)).optional()?;
    Ok(key.map(|key| head_of(&key).to_owned()))
}

/// A key of a person with when they were changed last, as a replay gathers them.
pub(crate) type Row = (Matched, String, CaseId, i64);

/// Writes keys of people who have none: in the order of the table's own key each page is written once.
pub(crate) fn insert_all(sql: &Transaction<'_>, mut rows: Vec<Row>) -> Result<(), StoreError> {
    rows.sort_unstable();
    let mut insert =
        sql.prepare_cached("INSERT INTO view_token (kind, token, subject, changed_hlc) VALUES (?1, ?2, ?3, ?4)")?;
    for (kind, token, case, changed_hlc) in &rows {
        insert.execute(params![*kind as u8, token, case.as_bytes(), changed_hlc])?;
    }
    let heads: BTreeSet<&str> =
        rows.iter().filter(|(kind, ..)| *kind == Matched::Name).map(|(_, key, ..)| head_of(key)).collect();
    insert_words(sql, heads.into_iter())
}

/// Notes a later change with a person's keys.
pub(crate) fn set_changed(sql: &Transaction<'_>, case: CaseId, hlc: i64) -> Result<(), StoreError> {
    sql.prepare_cached(
        "UPDATE view_token SET changed_hlc = ?2
         WHERE (kind, token, subject) IN
             (SELECT kind, token, subject FROM view_token INDEXED BY view_token_by_subject WHERE subject = ?1)",
    )?
    .execute(params![case.as_bytes(), hlc])?;
    Ok(())
}

/// Every key in a range, in order, with when its person was changed last, until `work` breaks off.
pub(crate) fn scan(sql: &Connection, range: &Range, mut work: impl FnMut(KeyFound<'_>, i64) -> ScanStep) -> ScanStep {
    let mut statement = sql.prepare_cached(
        "SELECT subject, token, changed_hlc FROM view_token
         WHERE kind = ?1 AND token >= ?2 AND token < ?3 ORDER BY token",
    )?;
    let mut rows = statement.query(params![range.kind as u8, range.from, range.to])?;
    while let Some(row) = rows.next()? {
        // A row that somebody else wrote need not hold a text.
        let Ok(key) = row.get_ref(1)?.as_str() else { continue };
        let step = work(KeyFound { case: CaseId::from_bytes(row.get(0)?), key }, row.get(2)?)?;
        if step.is_break() {
            return Ok(step);
        }
    }
    Ok(std::ops::ControlFlow::Continue(()))
}

/// All keys of a person.
pub(crate) fn keys_of(sql: &Connection, case: CaseId) -> Result<Vec<(Matched, String)>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT kind, token FROM view_token INDEXED BY view_token_by_subject WHERE subject = ?1 ORDER BY kind, token",
    )?;
    let mut rows = statement.query([case.as_bytes()])?;
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        let kinds = [Matched::Name, Matched::Number, Matched::Birth, Matched::Phone];
        let kind: i64 = row.get(0)?;
        if let (Some(kind), Ok(key)) =
            (kinds.into_iter().find(|known| i64::from(*known as u8) == kind), row.get_ref(1)?.as_str())
        {
            keys.push((kind, key.to_owned()));
        }
    }
    Ok(keys)
}

/// How many keys there are in a range, counted no further than `most`.
pub(crate) fn count_up_to(sql: &Connection, range: &Range, most: usize) -> Result<usize, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT count(*) FROM
             (SELECT 1 FROM view_token WHERE kind = ?1 AND token >= ?2 AND token < ?3 LIMIT ?4)",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let many: i64 = statement.query_row(params![range.kind as u8, range.from, range.to, most], |row| row.get(0))?;
    Ok(usize::try_from(many).unwrap_or(usize::MAX))
}

/// The case with this number.
pub(crate) fn case_of_number(sql: &Connection, number: CaseNumber) -> Result<Option<CaseId>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT subject FROM view_token WHERE kind = ?1 AND token = ?2")?;
    let row = statement.query_row(params![Matched::Number as u8, number.search_key()], |row| row.get(0));
    Ok(row.optional()?.map(CaseId::from_bytes))
}
