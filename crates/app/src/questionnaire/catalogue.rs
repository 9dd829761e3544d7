//! The questionnaires of the centre, with the versions that were asked before.

use std::collections::BTreeMap;

use pana_casework::Act;
use pana_exchange::{file_word, write_file};
use pana_model::Moment;
use pana_store::FormSource;

use super::AskedForm;
use super::shipped::is_imported;
use super::view::{hexadecimal, language_view};
use crate::app::App;
use crate::clock::moment;
use crate::contract::questionnaire::{FormAgainRequest, FormCard, FormCatalogue, FormSaveRequest, FormVersionRow};
use crate::contract::{AppError, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// The questionnaires of the centre.
///
/// # Errors
/// `locked`.
pub(crate) fn form_catalogue(app: &App, &(): &()) -> Result<FormCatalogue, AppError> {
    app.desk(catalogue)
}

/// Asks by a version that was asked before: the way back when a new one turns out wrong.
///
/// # Errors
/// `locked`, `no-right`, `form-unknown`, and as any write.
pub(crate) fn form_again(app: &App, request: &FormAgainRequest) -> Result<FormCatalogue, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::Publish, now)?;
        let unknown = || AppError::of(ErrorCode::FormUnknown).with("form", &request.form);
        let versions = desk.store.form_versions()?;
        let of_form = versions.into_iter().map(|known| known.version).filter(|known| known.form_id == request.form);
        let mut named = of_form.filter(|known| hexadecimal(&known.hash) == request.hash);
        let known = named.next().ok_or_else(unknown)?;
        desk.form(&known.form_id, &known.hash)?;
        let source = desk.store.form_source(&known.form_id, known.hash)?;
        let again = FormSource { form_id: &known.form_id, hash: known.hash, version: &known.version, source: &source };
        desk.store.form_publish(&again, now)?;
        catalogue(desk, now)
    })
}

/// Saves a questionnaire, in the version asked now, as a spreadsheet from which a version of one's own can be made.
///
/// # Errors
/// `locked`, `form-unknown`, `folder-empty`, `folder-missing`, `folder-read-only`, `disk-full`.
pub(crate) fn form_save(app: &App, request: &FormSaveRequest) -> Result<String, AppError> {
    let asked = app.desk(|desk, now| {
        desk.ask(Act::TryForm, now)?;
        desk.current_form(&request.form)
    })?;
    let folder = crate::folder::existing(&request.folder)?;
    let bytes = pana_forms::to_xlsx(&asked.form).map_err(|_| AppError::internal("spreadsheet"))?;
    let stem = file_word(&format!("{}-{}", asked.form.id(), asked.form.version()));
    let path = write_file(&folder, &stem, "xlsx", &bytes).map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => AppError::of(ErrorCode::DiskFull),
        _ => AppError::of(ErrorCode::FolderReadOnly),
    })?;
    Ok(path.to_string_lossy().into_owned())
}

pub(super) fn catalogue(desk: &mut Desk, now: Moment) -> Result<FormCatalogue, AppError> {
    let (drafts, finished) = (desk.drafts_by_form(now)?, desk.store.interview_counts()?);
    let mut versions: BTreeMap<String, Vec<FormVersionRow>> = BTreeMap::new();
    let mut current = Vec::new();
    for known in desk.store.form_versions()? {
        let rows = versions.entry(known.version.form_id.clone());
        match rows {
            std::collections::btree_map::Entry::Vacant(rows) => {
                rows.insert(Vec::new());
                current.push(known.version);
            }
            std::collections::btree_map::Entry::Occupied(mut rows) => rows.get_mut().push(FormVersionRow {
                hash: hexadecimal(&known.version.hash),
                version: known.version.version,
                published_at: moment(known.published_ms),
            }),
        }
    }
    let mut forms = Vec::new();
    for known in current {
        let Some(asked) = desk.form_if_sound(&known.form_id, &known.hash)? else { continue };
        let source = desk.store.form_source(&known.form_id, known.hash)?;
        forms.push(FormCard {
            version: known.version,
            title: asked.list_title(),
            kind: Word(asked.form.kind()),
            questions: asked.shape.questions(),
            languages: asked.form.languages().iter().map(|each| language_view(&each.tag, &each.name)).collect(),
            protected: asked.protected(),
            own: is_imported(&source),
            drafts: drafts.get(&known.form_id).copied().unwrap_or_default(),
            finished: desk.finished_by_form(&asked, &finished),
            earlier: versions.remove(&known.form_id).unwrap_or_default(),
            form: known.form_id,
        });
    }
    let (may_publish, may_read) = (desk.may(Act::Publish, now), desk.may(Act::Propose, now));
    Ok(FormCatalogue { may_publish, may_read, forms })
}

impl Desk {
    /// Interviews under way by questionnaire, as far as this member may open them.
    pub(crate) fn drafts_by_form(&self, now: Moment) -> Result<BTreeMap<String, u32>, AppError> {
        let mut drafts: BTreeMap<String, u32> = BTreeMap::new();
        for summary in self.only_mine_to_open(self.store.drafts()?, now)? {
            let count = drafts.entry(summary.form_id).or_default();
            *count = count.saturating_add(1);
        }
        Ok(drafts)
    }

    /// Finished interviews by a questionnaire; that of the protected stream is asked of nobody who lacks the grant.
    pub(crate) fn finished_by_form(&self, asked: &AskedForm, counts: &BTreeMap<String, u32>) -> Option<u32> {
        let known = !asked.protected() || self.may_open_protected();
        known.then(|| counts.get(asked.form.id()).copied().unwrap_or_default())
    }
}
