//! An epoch key, sealed to one seat or to the recovery key.

use pana_model::{CentreId, MemberId, SeatId};
use pana_wire::{EpochId, StreamId};

use crate::{Entropy, EpochKey, KeysError, MemberSecrets, Recovered, RecoveryPublic, Seat, aead, pair};

const INFO: &[u8] = b"pana/grant/2";
const FIRST_INFO: &[u8] = b"pana/grant/1";

/// Where a seat's id stands in a grant to the recovery key. No seat has it, for a seat's id is a hash of its keys.
pub const SHEETS: SeatId = SeatId::from_bytes([0xff; 16]);

/// What a grant is for. Bound to it: a grant moved to another seat, stream or epoch does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GrantFor {
    /// The centre.
    pub centre: CentreId,
    /// The stream that it opens.
    pub stream: StreamId,
    /// The epoch.
    pub epoch: EpochId,
    /// Who may open it; [`SHEETS`] for the recovery key.
    pub seat: SeatId,
}

/// What a grant of layout 1 is for: a member, whose keys were the same everywhere. None is made any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberGrantFor {
    /// The centre.
    pub centre: CentreId,
    /// The stream that it opens.
    pub stream: StreamId,
    /// The epoch.
    pub epoch: EpochId,
    /// Who may open it.
    pub member: MemberId,
}

/// Seals an epoch key to a seat: 80 bytes, which a signed control event names by their hash.
pub fn seal_grant(key: &EpochKey, to: &Seat, entropy: &mut dyn Entropy) -> Result<Vec<u8>, KeysError> {
    seal(key, to.centre, to.id(), &to.keys.seal, entropy)
}

/// Seals an epoch key to the recovery key, of which a valid control event or the opened slot speaks.
pub fn seal_recovery_grant(
    key: &EpochKey,
    centre: CentreId,
    to: &RecoveryPublic,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, KeysError> {
    seal(key, centre, SHEETS, &to.seal, entropy)
}

/// Opens a grant with the secrets of the seat it was made for. Compare [`EpochKey::commitment`] with the control event
/// that began the epoch: anyone can seal a key to a seat.
pub fn open_grant(grant: &GrantFor, sealed: &[u8], secrets: &MemberSecrets) -> Result<EpochKey, KeysError> {
    let opened = secrets.open(INFO, &grant.aad(), sealed)?;
    Ok(EpochKey::from_parts(grant.stream, grant.epoch, aead::exactly_32(&opened)?))
}

/// Opens a grant to the recovery key, whose seat is [`SHEETS`].
pub fn open_recovery_grant(grant: &GrantFor, sealed: &[u8], by: &Recovered) -> Result<EpochKey, KeysError> {
    let opened = pair::open_with(by.secret(), INFO, &grant.aad(), sealed)?;
    Ok(EpochKey::from_parts(grant.stream, grant.epoch, aead::exactly_32(&opened)?))
}

/// Opens a grant of layout 1.
pub fn open_member_grant(
    grant: &MemberGrantFor,
    sealed: &[u8],
    secrets: &MemberSecrets,
) -> Result<EpochKey, KeysError> {
    let opened =
        secrets.open(FIRST_INFO, &aad(grant.centre, grant.stream, grant.epoch, grant.member.as_bytes()), sealed)?;
    Ok(EpochKey::from_parts(grant.stream, grant.epoch, aead::exactly_32(&opened)?))
}

impl GrantFor {
    fn aad(&self) -> Vec<u8> {
        aad(self.centre, self.stream, self.epoch, self.seat.as_bytes())
    }
}

fn seal(
    key: &EpochKey,
    centre: CentreId,
    seat: SeatId,
    public: &[u8; 32],
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, KeysError> {
    let grant = GrantFor { centre, stream: key.stream(), epoch: key.id(), seat };
    // EXPOSE: to seal it.
    pair::seal_to(public, INFO, &grant.aad(), key.key().expose(), entropy)
}

fn aad(centre: CentreId, stream: StreamId, epoch: EpochId, whom: &[u8; 16]) -> Vec<u8> {
    [centre.as_bytes(), stream.as_bytes(), epoch.as_bytes(), whom].map(<[u8; 16]>::as_slice).concat()
}
