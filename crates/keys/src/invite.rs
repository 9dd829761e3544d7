//! How a laptop joins a centre with files alone: the *invite* that a coordinator's device makes, the *request* with which the
//! new device answers, and the digits that both work out of the two and people compare.
//!
//! ```text
//! invite   "PANAINV" 1 || centre 16 || root 32 || id 16 || secret 16 || device 16 || its keys 64 || recovery 32 || … 32
//!          || member 16 || until, ms, be 8 || text role || count be 2, text grant… || count be 2, event ref 16…
//! request  "PANAJOIN" 1 || id 16 || box(derive("pana/join/box/1", secret 16 and 16 zeros), "pana/join/1" || id, inside)
//! inside   device keys 64 || seat keys 64 || text name || device's signature 64 || seat's signature 64
//! ```
//! A text is its length (be, 2) and its bytes. Both signatures are statements over the transcript, which is
//! `derive_key("pana/join/transcript/1", le32(length of invite) || invite || inside without its signatures)`.
//!
//! Who carries the files can replace the request, since the secret lies in the invite. So nothing is given to the new device
//! before a coordinator has typed the twelve digits that it shows. They are Argon2id of the transcript: to make keys with the
//! same digits somebody would have to try 10^12 of them, each at the cost of a passphrase.

use std::fmt;

use pana_model::{CentreId, DeviceId, EventRef, MemberId, Secret};
use pana_wire::{EventId, verify_statement};

use crate::{DeviceSecrets, Entropy, KdfParams, KeysError, MemberSecrets, PublicKeys, RecoveryPublic, Seat, aead};
use crate::{device_id, entropy};

const INVITE: &[u8; 8] = b"PANAINV\x01";
const REQUEST: &[u8; 9] = b"PANAJOIN\x01";
const DEVICE: &str = "pana/join/device/1";
const SEAT: &str = "pana/join/seat/1";
/// A name, a role, a grant has so many bytes at most.
const TEXT: usize = 400;
/// So many grants or heads an invite has at most.
const MANY: usize = 1024;
/// No file of either kind is longer.
pub const JOINING_FILE: usize = 64 * 1024;
/// So many digits are compared where files alone go between two devices.
pub const CHECK_DIGITS: usize = 12;

/// What a coordinator's device gives to a new one. Whoever holds it can answer it, once, and gets nothing for that before
/// the digits were compared.
#[derive(Clone)]
pub struct Invite {
    /// The centre.
    pub centre: CentreId,
    /// The event that made it: what the new device is told later has to descend from it.
    pub root: EventId,
    /// The invite's name.
    pub id: [u8; 16],
    /// What the answer is sealed under.
    pub secret: Secret<[u8; 16]>,
    /// The device that invites.
    pub device: DeviceId,
    /// Its keys.
    pub keys: PublicKeys,
    /// The centre's recovery key.
    pub recovery: RecoveryPublic,
    /// Who is to work on the new device.
    pub member: MemberId,
    /// As what, to be shown before it is told by the control stream.
    pub role: String,
    /// With which grants, likewise.
    pub grants: Vec<String>,
    /// Until when it is answered, in milliseconds since 1970.
    pub until_ms: u64,
    /// The control events that the inviting device had last: they have to be among what the new one is told.
    pub heads: Vec<EventRef>,
}

/// What the new device says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinRequest {
    /// The device's keys.
    pub device: PublicKeys,
    /// The keys of the member's seat on it.
    pub seat: PublicKeys,
    /// What people call it.
    pub name: String,
}

impl Invite {
    /// Draws the name and the secret of a new invite.
    ///
    /// # Errors
    /// [`KeysError::Entropy`].
    pub fn draw(entropy: &mut dyn Entropy) -> Result<([u8; 16], Secret<[u8; 16]>), KeysError> {
        Ok((entropy::bytes(entropy)?, Secret::new(entropy::bytes(entropy)?)))
    }

    /// The file.
    pub fn to_bytes(&self) -> Secret<Vec<u8>> {
        let mut out = INVITE.to_vec();
        out.extend(self.centre.as_bytes());
        out.extend(self.root.as_bytes());
        out.extend(self.id);
        // EXPOSE: it is what the file carries.
        out.extend(self.secret.expose());
        out.extend(self.device.as_bytes());
        out.extend(self.keys.to_bytes());
        out.extend(self.recovery.seal);
        out.extend(self.recovery.sign.unwrap_or_default());
        out.extend(self.member.as_bytes());
        out.extend(self.until_ms.to_be_bytes());
        text(&mut out, &self.role);
        count(&mut out, self.grants.len());
        self.grants.iter().for_each(|grant| text(&mut out, grant));
        count(&mut out, self.heads.len());
        self.heads.iter().for_each(|head| out.extend(head.as_bytes()));
        Secret::new(out)
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`KeysError::Newer`] for one of a newer program, [`KeysError::Damaged`] for anything else that is no invite.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeysError> {
        let mut cut = Cut { rest: bytes, what: "an invite" };
        cut.begins(INVITE)?;
        let invite = Self {
            centre: CentreId::from_bytes(cut.take()?),
            root: EventId::from_bytes(cut.take()?),
            id: cut.take()?,
            secret: Secret::new(cut.take()?),
            device: DeviceId::from_bytes(cut.take()?),
            keys: cut.keys()?,
            recovery: RecoveryPublic { seal: cut.take()?, sign: Some(cut.take::<32>()?).filter(|key| *key != [0; 32]) },
            member: MemberId::from_bytes(cut.take()?),
            until_ms: u64::from_be_bytes(cut.take()?),
            role: cut.text()?,
            grants: (0..cut.count()?).map(|_| cut.text()).collect::<Result<_, _>>()?,
            heads: (0..cut.count()?).map(|_| cut.take().map(EventRef::from_bytes)).collect::<Result<_, _>>()?,
        };
        cut.ends()?;
        Ok(invite)
    }

    /// The new device's answer, and the digits to be shown on it. Takes as long as trying a passphrase.
    ///
    /// # Errors
    /// [`KeysError::TooLarge`] for a name of more than 400 bytes, [`KeysError::Entropy`].
    pub fn answer(
        &self,
        device: &DeviceSecrets,
        seat: &MemberSecrets,
        name: &str,
        entropy: &mut dyn Entropy,
    ) -> Result<(Vec<u8>, String), KeysError> {
        let (request, transcript) = self.request(device, seat, name, entropy)?;
        Ok((request, self.digits(&transcript)?))
    }

    /// The request alone, with its transcript: where a line goes both ways, its digits are others ([`crate::OnlineRound`]).
    pub(crate) fn request(
        &self,
        device: &DeviceSecrets,
        seat: &MemberSecrets,
        name: &str,
        entropy: &mut dyn Entropy,
    ) -> Result<(Vec<u8>, [u8; 32]), KeysError> {
        if name.len() > TEXT {
            return Err(KeysError::TooLarge("a name"));
        }
        let request = JoinRequest { device: device.public(), seat: seat.public(), name: name.to_owned() };
        let transcript = self.transcript(&request);
        let mut inside = request.to_bytes();
        inside.extend(device.sign_statement(DEVICE, &transcript));
        inside.extend(seat.sign_statement(SEAT, &transcript));
        let sealed = aead::seal_box(&self.key(), &aad(&self.id), &inside, entropy)?;
        Ok(([REQUEST.as_slice(), &self.id, &sealed].concat(), transcript))
    }

    /// Which invite a request answers.
    ///
    /// # Errors
    /// As [`Invite::open_request`].
    pub fn answered(request: &[u8]) -> Result<[u8; 16], KeysError> {
        let mut cut = Cut { rest: request, what: "a request to join" };
        cut.begins(REQUEST)?;
        cut.take()
    }

    /// Opens a request, and gives the digits that the new device shows if nobody replaced it. Takes as long as trying a
    /// passphrase.
    ///
    /// # Errors
    /// [`KeysError::WrongKey`] when it answers another invite or was changed, [`KeysError::Newer`] and
    /// [`KeysError::Damaged`] when it is none.
    pub fn open_request(&self, request: &[u8]) -> Result<(JoinRequest, String), KeysError> {
        let (request, transcript) = self.read_request(request)?;
        let digits = self.digits(&transcript)?;
        Ok((request, digits))
    }

    /// Opens a request, and gives its transcript.
    pub(crate) fn read_request(&self, request: &[u8]) -> Result<(JoinRequest, [u8; 32]), KeysError> {
        let mut cut = Cut { rest: request, what: "a request to join" };
        cut.begins(REQUEST)?;
        if cut.take::<16>()? != self.id {
            return Err(KeysError::WrongKey);
        }
        let inside = aead::open_box(&self.key(), &aad(&self.id), cut.rest)?;
        // EXPOSE: to take it apart; nothing in it is secret.
        let mut cut = Cut { rest: inside.expose(), what: "a request to join" };
        let request = JoinRequest { device: cut.keys()?, seat: cut.keys()?, name: cut.text()? };
        let (by_device, by_seat): ([u8; 64], [u8; 64]) = (cut.take()?, cut.take()?);
        cut.ends()?;
        let transcript = self.transcript(&request);
        let signed = |keys: &PublicKeys, context: &str, signature: &[u8; 64]| {
            let key = keys.verifying_key().map_err(|_| KeysError::Damaged("keys of a request to join"))?;
            verify_statement(context, &transcript, signature, &key).map_err(|_| KeysError::WrongKey)
        };
        signed(&request.device, DEVICE, &by_device)?;
        signed(&request.seat, SEAT, &by_seat)?;
        Ok((request, transcript))
    }

    /// The seat that a request asks for.
    pub fn seat(&self, request: &JoinRequest) -> Seat {
        let device = device_id(self.centre, &request.device);
        Seat { centre: self.centre, member: self.member, device, keys: request.seat }
    }

    fn key(&self) -> Secret<[u8; 32]> {
        let mut wide = [0; 32];
        // EXPOSE: to derive from it.
        wide.iter_mut().zip(self.secret.expose()).for_each(|(to, from)| *to = *from);
        aead::derive_key("pana/join/box/1", &Secret::new(wide))
    }

    fn transcript(&self, request: &JoinRequest) -> [u8; 32] {
        let invite = self.to_bytes();
        let mut hasher = blake3::Hasher::new_derive_key("pana/join/transcript/1");
        // EXPOSE: both sides hash what they hold.
        let invite = invite.expose();
        hasher.update(&u32::try_from(invite.len()).unwrap_or(u32::MAX).to_le_bytes());
        *hasher.update(invite).update(&request.to_bytes()).finalize().as_bytes()
    }

    fn digits(&self, transcript: &[u8; 32]) -> Result<String, KeysError> {
        let text = transcript.iter().map(|byte| format!("{byte:02x}")).collect();
        let key = KdfParams::DEFAULT.derive(&Secret::new(text), &self.id)?;
        // EXPOSE: the digits are shown.
        let (half, _) = key.expose().split_first_chunk::<16>().ok_or(KeysError::Params)?;
        let number = u128::from_be_bytes(*half).checked_rem(1_000_000_000_000).unwrap_or_default();
        Ok(format!("{number:0width$}", width = CHECK_DIGITS))
    }
}

impl fmt::Debug for Invite {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Invite(…)")
    }
}

impl JoinRequest {
    fn to_bytes(&self) -> Vec<u8> {
        let mut out = [self.device.to_bytes(), self.seat.to_bytes()].concat();
        text(&mut out, &self.name);
        out
    }
}

fn aad(id: &[u8; 16]) -> Vec<u8> {
    [b"pana/join/1".as_slice(), id].concat()
}

pub(crate) fn count(out: &mut Vec<u8>, many: usize) {
    out.extend(u16::try_from(many).unwrap_or(u16::MAX).to_be_bytes());
}

pub(crate) fn text(out: &mut Vec<u8>, text: &str) {
    count(out, text.len());
    out.extend(text.as_bytes());
}

/// Reads from the front.
pub(crate) struct Cut<'b> {
    pub(crate) rest: &'b [u8],
    pub(crate) what: &'static str,
}

impl Cut<'_> {
    fn damaged(&self) -> KeysError {
        KeysError::Damaged(self.what)
    }

    /// Whether it is what it should be; its last byte is the version.
    pub(crate) fn begins(&mut self, magic: &[u8]) -> Result<(), KeysError> {
        let (head, rest) = self.rest.split_at_checked(magic.len()).ok_or_else(|| self.damaged())?;
        self.rest = rest;
        match (head.split_last(), magic.split_last()) {
            _ if head == magic => Ok(()),
            (Some((version, name)), Some((ours, known))) if name == known && version > ours => {
                Err(KeysError::Newer(self.what))
            }
            _ => Err(self.damaged()),
        }
    }

    pub(crate) fn take<const N: usize>(&mut self) -> Result<[u8; N], KeysError> {
        let (taken, rest) = self.rest.split_first_chunk::<N>().ok_or_else(|| self.damaged())?;
        self.rest = rest;
        Ok(*taken)
    }

    pub(crate) fn keys(&mut self) -> Result<PublicKeys, KeysError> {
        Ok(PublicKeys { sign: self.take()?, seal: self.take()? })
    }

    pub(crate) fn count(&mut self) -> Result<usize, KeysError> {
        let many = usize::from(u16::from_be_bytes(self.take()?));
        if many > MANY { Err(self.damaged()) } else { Ok(many) }
    }

    pub(crate) fn text(&mut self) -> Result<String, KeysError> {
        let length = self.count()?;
        let (text, rest) = self.rest.split_at_checked(length).ok_or_else(|| self.damaged())?;
        self.rest = rest;
        if length > TEXT {
            return Err(self.damaged());
        }
        String::from_utf8(text.to_vec()).map_err(|_| self.damaged())
    }

    pub(crate) fn ends(&self) -> Result<(), KeysError> {
        if self.rest.is_empty() { Ok(()) } else { Err(self.damaged()) }
    }
}

#[cfg(test)]
mod tests;
