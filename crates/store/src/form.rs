//! Questionnaires' sources, kept by the hash that events name: an old interview always shows with the version it was
//! asked in.

use std::collections::BTreeMap;

use pana_model::Moment;
use pana_record::{EventKind, Op, Value};
use rusqlite::{OptionalExtension as _, params};

use crate::StoreError;
use crate::log::NewEvent;
use crate::store::{Action, Store, Tx};
use crate::stream::Stream;

/// A questionnaire's version to be published.
#[derive(Debug, Clone, Copy)]
pub struct FormSource<'a> {
    /// `form_id`.
    pub form_id: &'a str,
    /// Hash over its canonical source.
    pub hash: [u8; 32],
    /// Version as its settings give it.
    pub version: &'a str,
    /// The source, in whatever shape the caller reads it back.
    pub source: &'a [u8],
}

/// A published version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormVersion {
    /// `form_id`.
    pub form_id: String,
    /// Hash.
    pub hash: [u8; 32],
    /// Version.
    pub version: String,
}

/// A published version, with when it was last published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPublished {
    /// Which.
    pub version: FormVersion,
    /// Milliseconds since 1970.
    pub published_ms: i64,
}

impl Store {
    /// Publishes a version for new interviews. Publishing what is in use already does nothing.
    ///
    /// # Errors
    /// As any write.
    pub fn form_publish(&mut self, form: &FormSource<'_>, now: Moment) -> Result<(), StoreError> {
        let in_use = self.forms()?.iter().any(|known| known.form_id == form.form_id && known.hash == form.hash);
        if in_use {
            return Ok(());
        }
        self.transact(Action::FormPublish, now, |tx| tx.form_publish(form))
    }

    /// The versions in use: of each questionnaire the one published last.
    ///
    /// # Errors
    /// As any read.
    pub fn forms(&self) -> Result<Vec<FormVersion>, StoreError> {
        let sql = self.context().sql;
        let mut statement = sql.prepare_cached(
            "SELECT f.form_id, f.hash, f.version FROM view_form AS v JOIN form AS f USING (form_id, hash)
             WHERE v.published_hlc = (SELECT max(published_hlc) FROM view_form AS w WHERE w.form_id = v.form_id)
             ORDER BY f.form_id, f.hash",
        )?;
        let rows = statement
            .query_map([], |row| Ok(FormVersion { form_id: row.get(0)?, hash: row.get(1)?, version: row.get(2)? }))?;
        let mut forms: Vec<FormVersion> = rows.collect::<Result<_, _>>()?;
        forms.dedup_by(|a, b| a.form_id == b.form_id);
        Ok(forms)
    }

    /// All versions that were ever in use, by questionnaire, the one published last first: the first of each is in use.
    ///
    /// # Errors
    /// As any read.
    pub fn form_versions(&self) -> Result<Vec<FormPublished>, StoreError> {
        let sql = self.context().sql;
        let mut statement = sql.prepare_cached(
            "SELECT f.form_id, f.hash, f.version, v.published_hlc FROM view_form AS v JOIN form AS f USING (form_id, hash)
             ORDER BY f.form_id, v.published_hlc DESC, f.hash",
        )?;
        let rows = statement.query_map([], |row| {
            let version = FormVersion { form_id: row.get(0)?, hash: row.get(1)?, version: row.get(2)? };
            Ok(FormPublished { version, published_ms: crate::hlc_ms(row.get(3)?) })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many finished interviews there are by each questionnaire.
    ///
    /// # Errors
    /// As any read.
    pub fn interview_counts(&self) -> Result<BTreeMap<String, u32>, StoreError> {
        let sql = self.context().sql;
        let mut statement = sql.prepare_cached("SELECT form_id, count(*) FROM view_interview GROUP BY form_id")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The source of a version.
    ///
    /// # Errors
    /// [`StoreError::UnknownForm`], and as any read.
    pub fn form_source(&self, form_id: &str, hash: [u8; 32]) -> Result<Vec<u8>, StoreError> {
        let sql = self.context().sql;
        let mut statement = sql.prepare_cached("SELECT source FROM form WHERE form_id = ?1 AND hash = ?2")?;
        let source = statement.query_row(params![form_id, hash.as_slice()], |row| row.get(0)).optional()?;
        source.ok_or(StoreError::UnknownForm)
    }
}

impl Tx<'_> {
    fn form_publish(&mut self, form: &FormSource<'_>) -> Result<(), StoreError> {
        self.sql().execute(
            "INSERT INTO form (form_id, hash, version, source) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (form_id, hash) DO NOTHING",
            params![form.form_id, form.hash.as_slice(), form.version, form.source],
        )?;
        let hlc = self.next_hlc()?;
        let value = Value::List(vec![Value::Bytes(form.hash.to_vec()), Value::text(form.version)]);
        self.append(NewEvent {
            stream: Stream::Control,
            subject: *self.session().centre.as_bytes(),
            kind: EventKind::FormPublish,
            form: Some((form.form_id.to_owned(), form.hash)),
            ops: vec![Op::set(format!("form/{}", form.form_id), value, Vec::new())],
            note: String::new(),
            hlc,
        })
    }
}
