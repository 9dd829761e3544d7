//! The keyring's file: read, replaced, and the tries that it counts.

use pana_keys::{Keyring, KeysError, NewMember, Unlocked};
use pana_model::{MemberId, Moment, Secret};

use crate::disk::{Folder, StoreError, UNDERSTOOD, crypt_fault};
use crate::log::Member;

pub(super) fn keyring(folder: &Folder) -> Result<Keyring, StoreError> {
    let bytes = folder.keyring()?.ok_or(StoreError::NoCentre)?;
    Keyring::from_bytes(&bytes).map_err(|error| match error {
        KeysError::Newer(_) => StoreError::NewerStore { needed: u32::MAX, ours: UNDERSTOOD },
        _ => StoreError::Damaged("keyring.json".to_owned()),
    })
}

pub(super) fn write(folder: &Folder, keyring: &Keyring) -> Result<(), StoreError> {
    folder.write_keyring(&keyring.to_bytes().map_err(crypt_fault)?)
}

pub(super) fn keyring_member(member: &Member, passphrase: Secret<String>) -> NewMember {
    NewMember {
        id: member.id,
        name: member.name.clone(),
        role: member.role.to_string(),
        grants: member.grants.iter().map(ToString::to_string).collect(),
        passphrase,
    }
}

/// One try: counted before it is made, forgotten when it was right. A disk too full to count does not keep the right
/// passphrase out.
pub(super) fn try_passphrase(
    folder: &Folder,
    member: MemberId,
    passphrase: &Secret<String>,
    now: Moment,
) -> Result<(Keyring, Unlocked), StoreError> {
    let count = |keyring: &Keyring| match write(folder, keyring) {
        Err(StoreError::DiskFull | StoreError::ReadOnly) => Ok(()),
        other => other,
    };
    let mut keyring = keyring(folder)?;
    let begun = keyring.begin_try(member, wall(now));
    count(&keyring)?;
    begun.map_err(passphrase_fault)?;
    let unlocked = keyring.unlock(member, passphrase).map_err(passphrase_fault)?;
    keyring.clear_tries(member).map_err(passphrase_fault)?;
    count(&keyring)?;
    Ok((keyring, unlocked))
}

fn passphrase_fault(error: KeysError) -> StoreError {
    match error {
        KeysError::WrongKey => StoreError::WrongPassphrase,
        KeysError::Wait(wait) => StoreError::Wait { seconds: seconds(wait.ms) },
        KeysError::Member => StoreError::UnknownMember,
        KeysError::Params => StoreError::Damaged("keyring.json: a passphrase may not cost so much".to_owned()),
        other => crypt_fault(other),
    }
}

pub(super) fn wall(now: Moment) -> u64 {
    u64::try_from(now.unix_ms()).unwrap_or(0)
}

pub(super) fn seconds(ms: u64) -> u32 {
    u32::try_from(ms.div_ceil(1_000)).unwrap_or(u32::MAX)
}
