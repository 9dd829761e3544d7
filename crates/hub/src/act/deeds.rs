//! Deeds come in and go out. Whoever brings one need not speak for a device: it speaks for itself.

use std::collections::BTreeSet;
use std::sync::Arc;

use pana_model::CentreId;
use pana_wire::hub::{DEEDS_KEPT_FREE, Deed, DeedId, DeedsHead, HubWord, MAX_DEEDS};

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
            if new.iter().any(|deed| deed.org != org) {
                return Err(HubError::No(HubWord::Deed));
            }
            let there: BTreeSet<DeedId> = known.deeds.all().map(Deed::id).collect();
            let new: Vec<Deed> = new.iter().filter(|deed| !there.contains(&deed.id())).cloned().collect();
            if !has_room(known.deeds.count(), &new) {
                return Err(HubError::No(HubWord::DeedsFull));
            }
            let ids: Vec<DeedId> = new.iter().map(Deed::id).collect();
            let all = known.deeds.all().cloned().chain(new.iter().cloned()).collect();
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
    super::files::clear_or_later(hub, org).await;
    Ok(())
}

/// Is there room for these? The last places are kept free for who may speak.
fn has_room(there: usize, new: &[Deed]) -> bool {
    let most = if new.iter().all(Deed::only_erases) { MAX_DEEDS.saturating_sub(DEEDS_KEPT_FREE) } else { MAX_DEEDS };
    new.is_empty() || there.saturating_add(new.len()) <= most
}

/// So many bytes of deeds, about, in one answer: who reads them asks for the rest.
const PAGE: usize = 1024 * 1024;

/// The deeds of the speaker's centre but for those that they have, each after what it has seen, of many the first; and
/// which of those that they have are not here.
pub(crate) async fn lacking(
    hub: &Arc<Inner>,
    speaker: Speaker,
    have: BTreeSet<DeedId>,
) -> Result<(DeedsHead, Vec<Vec<u8>>), HubError> {
    let inner = Arc::clone(hub);
    hub.pool
        .read(move |sql| {
            let known = super::session::check(&inner, sql, speaker)?;
            let (mut page, mut bytes) = (Vec::new(), 0_usize);
            for deed in known.deeds.in_order().filter(|deed| !have.contains(&deed.id())) {
                let deed = deed.to_bytes();
                bytes = bytes.saturating_add(deed.len());
                if bytes > PAGE && !page.is_empty() {
                    break;
                }
                page.push(deed);
            }
            let here: BTreeSet<DeedId> = known.deeds.all().map(Deed::id).collect();
            Ok((DeedsHead { lacks: have.difference(&here).copied().collect() }, page))
        })
        .await
}
