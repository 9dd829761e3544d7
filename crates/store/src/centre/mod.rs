//! The centre: made, unlocked, recovered; who works in it and how they get in.

mod create;
mod keyring;
mod member;
mod open;
mod unlock;

use pana_keys::{Entropy as _, SystemEntropy};

use crate::disk::{StoreError, crypt_fault};

pub use create::NewCentre;
pub use member::AddMember;
pub use unlock::Locked;

/// `N` random bytes of the system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    SystemEntropy.fill(&mut bytes).map_err(crypt_fault)?;
    Ok(bytes)
}
