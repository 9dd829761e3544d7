//! An epoch key, sealed to one member.

use pana_model::{CentreId, MemberId};
use pana_wire::{EpochId, StreamId};

use crate::{Entropy, EpochKey, KeysError, MemberSecrets, PublicKeys, aead, pair};

const INFO: &[u8] = b"pana/grant/1";

/// What a grant is for. Bound to it: a grant moved to another member, stream or epoch does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GrantFor {
    /// The centre.
    pub centre: CentreId,
    /// The stream that it opens.
    pub stream: StreamId,
    /// The epoch.
    pub epoch: EpochId,
    /// Who may open it.
    pub member: MemberId,
}

/// Seals an epoch key to a member: 80 bytes, kept in `grant_sealed` and named by a signed control event.
pub fn seal_grant(
    key: &EpochKey,
    centre: CentreId,
    member: MemberId,
    to: &PublicKeys,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, KeysError> {
    let grant = GrantFor { centre, stream: key.stream(), epoch: key.id(), member };
    // EXPOSE: to seal it.
    pair::seal_to(&to.seal, INFO, &grant.aad(), key.key().expose(), entropy)
}

/// Opens a grant with the secrets of the member it was made for.
pub fn open_grant(grant: &GrantFor, sealed: &[u8], secrets: &MemberSecrets) -> Result<EpochKey, KeysError> {
    let opened = secrets.open(INFO, &grant.aad(), sealed)?;
    Ok(EpochKey::from_parts(grant.stream, grant.epoch, aead::exactly_32(&opened)?))
}

impl GrantFor {
    fn aad(&self) -> Vec<u8> {
        let parts: [&[u8]; 4] =
            [self.centre.as_bytes(), self.stream.as_bytes(), self.epoch.as_bytes(), self.member.as_bytes()];
        parts.concat()
    }
}
