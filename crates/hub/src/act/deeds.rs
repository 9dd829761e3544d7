//! Deeds come in and go out. Whoever brings one need not speak for a device: it speaks for itself.

use std::sync::Arc;

use pana_model::CentreId;
use pana_wire::hub::{Deed, DeedId, HubWord, MAX_DEEDS};

use crate::HubError;
use crate::act::Speaker;
use crate::hub::{Inner, Known};
use crate::table;

/// Keeps deeds of a centre. Those that are here change nothing.
pub(crate) async fn add(hub: &Arc<Inner>, org: CentreId, deeds: &[&[u8]]) -> Result<(), HubError> {
    // In one room nobody is told who may speak: whoever serves knows.
    if hub.room.is_some() {
        return Err(HubError::No(HubWord::Deed));
    }
    let new: Vec<Deed> = deeds.iter().map(|deed| Deed::from_bytes(deed)).collect::<Result<_, _>>()?;
    let inner = Arc::clone(hub);
    hub.pool
        .write(move |sql| {
            let known = inner.known(sql, org)?;
            let mut all: Vec<Deed> = known.deeds.all().cloned().collect();
            let ids: Vec<DeedId> = new.iter().map(Deed::id).collect();
            all.extend(new.iter().cloned());
            if all.len() > MAX_DEEDS || new.iter().any(|deed| deed.org != org) {
                return Err(HubError::No(HubWord::Deed));
            }
            let together = Known::new(org, known.rev, known.root, all);
            let allowed = together.deeds.allowed();
            if !ids.iter().all(|id| allowed.contains(id)) {
                return Err(HubError::No(HubWord::Deed));
            }
            for deed in &new {
                if table::deed::insert(sql, org, deed.id(), &deed.to_bytes())? {
                    table::centre::count_deed(sql, org)?;
                }
            }
            let erased = together.erased.difference(&known.erased).copied().collect();
            super::erase::erase(sql, org, &erased)?;
            Ok(())
        })
        .await?;
    super::files::clear(hub, org).await
}

/// All deeds of the speaker's centre.
pub(crate) async fn all(hub: &Arc<Inner>, speaker: Speaker) -> Result<Vec<Vec<u8>>, HubError> {
    let inner = Arc::clone(hub);
    hub.pool
        .read(move |sql| {
            super::session::check(&inner, sql, speaker)?;
            Ok(table::deed::all(sql, speaker.org)?)
        })
        .await
}
