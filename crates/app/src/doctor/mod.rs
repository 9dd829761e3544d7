//! Is the store as it was written?

mod finding;
mod quarantine;

pub(crate) use finding::{notices, taken_out};
pub(crate) use quarantine::{quarantine_admit, quarantine_export, quarantine_list};

use pana_casework::Act;
use pana_model::Moment;
use pana_store::FormVersion;

use crate::app::App;
use crate::contract::AppError;
use crate::contract::doctor::DoctorView;
use crate::desk::Desk;

/// Reads everything and names what is not as it was written. Changes nothing. Every member may ask.
///
/// It holds the desk from its beginning to its end, about a second for ten thousand events: what else is asked meanwhile waits,
/// so that nothing is written under the eyes of who compares.
///
/// # Errors
/// `locked`, and when the database cannot be opened at all.
pub(crate) fn doctor(app: &App, &(): &()) -> Result<DoctorView, AppError> {
    app.desk(look)
}

fn look(desk: &mut Desk, now: Moment) -> Result<DoctorView, AppError> {
    desk.ask(Act::Doctor, now)?;
    let found = desk.store.doctor(now)?;
    let mut problems: Vec<_> = found.findings.iter().map(finding::problem).collect();
    for known in desk.store.form_versions()? {
        let FormVersion { form_id, hash, .. } = known.version;
        if !desk.form_is_sound(&form_id, &hash)? {
            problems.push(finding::altered(&form_id));
        }
    }
    // Of one kind together, since what to do is the same for all of a kind.
    problems.sort_by_key(|problem| problem.code);
    let may_export_aside = desk.may(Act::ExportQuarantine, now);
    Ok(DoctorView {
        events: found.events,
        closed: found.closed,
        chain_ok: found.chain_ok,
        signatures_ok: found.signatures_ok,
        bodies_ok: found.bodies_ok,
        views_equal_replay: found.views_equal_replay,
        drafts: found.drafts,
        files: found.files,
        database_bytes: found.database_bytes,
        free_bytes: found.free_bytes,
        opens_all: desk.may_open_protected(),
        may_export_aside,
        problems,
    })
}
