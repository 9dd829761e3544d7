//! A centre comes to a hub, and leaves it.

use pana_model::Moment;
use pana_store::{HubPlace, Store};
use pana_wire::hub::{Deed, Deeds, HubFault, RegisterCentre};

use super::{Answer, Ask, MeetFault, deeds};

/// What to ask of a hub that is to keep this centre. The first deed is kept before it is asked, so that a second try is the
/// same.
///
/// # Errors
/// [`MeetFault::UnknownDevice`] where no coordinator works on this laptop; [`MeetFault::Store`].
pub fn register_at_hub(store: &mut Store, key: &[u8; 32], token: &str, now: Moment) -> Result<(Ask, Deed), MeetFault> {
    let held = store.hub_deeds(key)?;
    let is_own = |deed: &Deed| Deeds::is_root(deed) && deed.by == store.device();
    let held = held.iter().filter_map(|deed| Deed::from_bytes(deed).ok()).find(is_own);
    let first = held.or_else(|| deeds::first(store)).ok_or(MeetFault::UnknownDevice)?;
    store.hub_keep_deeds(key, &[(*first.id().as_bytes(), first.to_bytes())], &[], now)?;
    let asked = RegisterCentre { token: token.to_owned(), root_deed: first.to_bytes() };
    Ok((Ask { path: "/v1/centre", body: asked.to_bytes(), authorization: None }, first))
}

/// The hub keeps the centre: all laptops are told so by the log.
///
/// # Errors
/// What the hub said; [`MeetFault::Store`].
pub fn registered_at_hub(
    store: &mut Store,
    (address, key): (&str, &[u8; 32]),
    first: &Deed,
    answer: &Answer,
    now: Moment,
) -> Result<(), MeetFault> {
    if answer.status != 200 {
        return Err(HubFault::from_bytes(&answer.body)?.0.into());
    }
    let place = HubPlace { address: address.to_owned(), key: *key, root_deed: first.to_bytes() };
    Ok(store.hub_say(Some(&place), now)?)
}
