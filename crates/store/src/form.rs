//! Questionnaires' sources, kept by the hash that events name: an old interview always shows with the version it was
//! asked in.

use std::collections::BTreeMap;

use pana_casework::Act;
use pana_casework::authority::ControlWrite;
use pana_model::Moment;
use pana_record::{EventKind, Hlc};

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::interview::InterviewClaim;
use crate::store::{Store, Tx};
use crate::table::{form, view_interview};

/// Under this name the questionnaire of an interview lies beside it that was led in another centre and is not published here.
pub(crate) const FORM_AS: &str = "questionnaire.pana-form";

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
        self.transact(&Asked::of(Act::Publish), now, |tx| tx.form_publish(form))
    }

    /// Puts the right source in the place of one that was altered. The version stays what it is among the others.
    ///
    /// # Errors
    /// As any write.
    pub fn form_mend(&mut self, form: &FormSource<'_>, now: Moment) -> Result<(), StoreError> {
        self.transact(&Asked::of(Act::Publish), now, |tx| {
            form::keep(tx.sql(), form.form_id, form.hash, form.version, form.source)
        })
    }

    /// The versions in use: of each questionnaire the one published last.
    ///
    /// # Errors
    /// As any read.
    pub fn forms(&self) -> Result<Vec<FormVersion>, StoreError> {
        let mut forms = self.form_versions()?;
        forms.dedup_by(|a, b| a.version.form_id == b.version.form_id);
        Ok(forms.into_iter().map(|form| form.version).collect())
    }

    /// All versions that were ever in use, by questionnaire, the one published last first: the first of each is in use.
    ///
    /// # Errors
    /// As any read.
    pub fn form_versions(&self) -> Result<Vec<FormPublished>, StoreError> {
        let state = self.state();
        let mut forms = Vec::new();
        for published in state.forms() {
            // What has no source here is the doctor's to name.
            if form::version(self.connection(), published.form_id, published.hash)?.is_some() {
                let version = FormVersion {
                    form_id: published.form_id.to_owned(),
                    hash: published.hash,
                    version: published.version.to_owned(),
                };
                forms.push((published.published, version));
            }
        }
        forms.sort_by(|(a, one), (b, other)| {
            (&one.form_id, std::cmp::Reverse(a), one.hash).cmp(&(&other.form_id, std::cmp::Reverse(b), other.hash))
        });
        let published_ms = |at: Hlc| at.unix_ms().cast_signed();
        Ok(forms.into_iter().map(|(at, version)| FormPublished { version, published_ms: published_ms(at) }).collect())
    }

    /// How many finished interviews there are by each questionnaire.
    ///
    /// # Errors
    /// As any read.
    pub fn interview_counts(&self) -> Result<BTreeMap<String, u32>, StoreError> {
        view_interview::counts(self.connection())
    }

    /// Is the source of a version kept? Nothing of it is read.
    ///
    /// # Errors
    /// As any read.
    pub fn keeps_form(&self, form_id: &str, hash: [u8; 32]) -> Result<bool, StoreError> {
        Ok(form::version(self.connection(), form_id, hash)?.is_some())
    }

    /// The source of a version: as it was published here, or as it came with an interview of another centre. Whoever reads
    /// it looks whether it is what its hash says.
    ///
    /// # Errors
    /// [`StoreError::UnknownForm`], and as any read.
    pub fn form_source(&self, form_id: &str, hash: [u8; 32]) -> Result<Vec<u8>, StoreError> {
        if let Some(source) = form::source(self.connection(), form_id, hash)? {
            return Ok(source);
        }
        let beside = self.form_beside(form_id, hash)?;
        beside.map(|(_, source)| source).ok_or(StoreError::UnknownForm)
    }

    /// What an interview of another centre was asked in, as it came beside it: what its author calls the version, and the source.
    pub(crate) fn form_beside(&self, form_id: &str, hash: [u8; 32]) -> Result<Option<(String, Vec<u8>)>, StoreError> {
        for (named, version) in self.lies_beside(form_id, hash)? {
            match self.file_content(named, FORM_AS) {
                // EXPOSE: a questionnaire is no secret of anybody.
                Ok(source) => return Ok(Some((version, source.expose().clone()))),
                Err(StoreError::FileNotHere | StoreError::Damaged(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    /// The interviews beside which it lies, or is to come with their files; what its author calls the version with each. Of one
    /// that is published here the interviews are many, and it lies beside none.
    pub(crate) fn lies_beside(
        &self,
        form_id: &str,
        hash: [u8; 32],
    ) -> Result<Vec<(InterviewClaim, String)>, StoreError> {
        let mut found = Vec::new();
        if self.state().forms().any(|form| (form.form_id, form.hash) == (form_id, hash)) {
            return Ok(found);
        }
        for (case, interview) in view_interview::of_form(self.connection(), form_id, hash)? {
            let named = InterviewClaim { interview, case: Some(case) };
            found.extend(self.files(named)?.remove(FORM_AS).map(|file| (named, file.title)));
        }
        Ok(found)
    }
}

impl Tx<'_> {
    fn form_publish(&mut self, form: &FormSource<'_>) -> Result<(), StoreError> {
        form::keep(self.sql(), form.form_id, form.hash, form.version, form.source)?;
        let write =
            ControlWrite::Form { form_id: form.form_id.to_owned(), hash: form.hash, version: form.version.to_owned() };
        self.control(EventKind::FormPublish, &[write], Some((form.form_id.to_owned(), form.hash)))
    }
}
