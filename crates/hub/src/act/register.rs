//! A centre comes to this hub.

use std::sync::Arc;

use pana_wire::hub::{Deed, Deeds, HubWord, RegisterCentre};

use crate::HubError;
use crate::hub::Inner;
use crate::table;

/// What stands before the secret, so that whoever finds one knows what it is. Behind it stands the hub's key, so that whoever
/// registers a centre by it speaks to this hub and no other.
const BEFORE: &str = "panahub-";

fn hash(token: &str) -> [u8; 32] {
    blake3::derive_key("pana/hub token/1", token.as_bytes())
}

pub(crate) async fn make_token(hub: &Arc<Inner>) -> Result<String, HubError> {
    let mut secret = [0_u8; 20];
    getrandom::fill(&mut secret).map_err(|error| std::io::Error::other(error.to_string()))?;
    let digits: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    let token = format!("{BEFORE}{digits}-{}", hub.key.name());
    let (hash, now) = (hash(&token), hub.now_ms());
    hub.pool.write(move |sql| Ok(table::token::insert(sql, &hash, now)?)).await?;
    Ok(token)
}

/// Keeps a centre from now on. Asked twice with the same first deed it is the same, and uses no second secret.
pub(crate) async fn register(hub: &Arc<Inner>, asked: &RegisterCentre) -> Result<(), HubError> {
    let deed = Deed::from_bytes(&asked.root_deed)?;
    if !Deeds::is_root(&deed) {
        return Err(HubError::No(HubWord::Deed));
    }
    let (hash, now) = (hash(&asked.token), hub.now_ms());
    hub.pool
        .write(move |sql| {
            let (org, id) = (deed.org, deed.id());
            if let Some(centre) = table::centre::get(sql, org)? {
                let is_same = centre.root_deed == *id.as_bytes();
                return if is_same { Ok(()) } else { Err(HubError::No(HubWord::Registered)) };
            }
            if !table::token::take(sql, &hash, org)? {
                return Err(HubError::No(HubWord::Token));
            }
            if !table::centre::insert(sql, org, id.as_bytes(), now)? {
                return Err(HubError::No(HubWord::Registered));
            }
            table::deed::insert(sql, org, id, &deed.to_bytes())?;
            Ok(table::centre::count_deed(sql, org)?)
        })
        .await
}
