//! Deeds come in and go out. Whoever brings one need not speak for a device: it speaks for itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pana_model::{CentreId, DeviceId};
use pana_wire::hub::{BY_RECOVERY, DEEDS_KEPT_FREE, Deed, DeedId, Deeds, DeedsHead, HubWord, MAX_DEEDS};

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
            if !has_room(&known.deeds, &new) {
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

/// So many of a centre's deeds one laptop may make: one that makes as many as it can leaves the others room to remove it.
const OF_ONE_MOST: usize = MAX_DEEDS.saturating_sub(DEEDS_KEPT_FREE / 2);

/// Is there room for these? The last places are kept free for who may speak, and some of them for others than who filled the rest.
fn has_room(there: &Deeds, new: &[Deed]) -> bool {
    let mut of_each: BTreeMap<DeviceId, usize> = BTreeMap::new();
    for deed in there.all().chain(new).filter(|deed| deed.by != BY_RECOVERY) {
        let of_one = of_each.entry(deed.by).or_default();
        *of_one = of_one.saturating_add(1);
    }
    let of_one = new.iter().filter_map(|deed| of_each.get(&deed.by)).max().copied().unwrap_or_default();
    let all = there.count().saturating_add(new.len());
    new.is_empty() || fits(all, new.iter().all(Deed::only_erases), of_one)
}

/// May there be so many deeds, with so many of one laptop that made one of the new ones?
const fn fits(all: usize, new_ones_only_erase: bool, of_one: usize) -> bool {
    let most = if new_ones_only_erase { MAX_DEEDS.saturating_sub(DEEDS_KEPT_FREE) } else { MAX_DEEDS };
    all <= most && of_one <= OF_ONE_MOST
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_places_are_for_who_may_speak_and_one_laptop_cannot_take_all_of_them() {
        let erasing = MAX_DEEDS - DEEDS_KEPT_FREE;
        assert!(fits(erasing, true, erasing) && !fits(erasing + 1, true, erasing + 1));
        assert!(
            fits(erasing + 1, false, erasing + 1),
            "a laptop is let in or taken out where erasures have filled the rest"
        );
        let alone = MAX_DEEDS - DEEDS_KEPT_FREE / 2;
        assert!(fits(alone, false, alone) && !fits(alone + 1, false, alone + 1));
        assert!(
            fits(alone + 1, false, 1) && fits(MAX_DEEDS, false, 512),
            "another one goes on where one has made all that it may"
        );
        assert!(!fits(MAX_DEEDS + 1, false, 1));
    }
}
