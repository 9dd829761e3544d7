//! How a laptop joins where a line goes both ways: eight words, four letters in a mailbox, six digits.
//!
//! ```text
//! words       8 numbers below 1,024, each be 2: 80 bits
//! line key    Argon2id(the words in lower hexadecimal, salt "pana/join/words1"), 64 MiB, 3 passes, 1 lane
//! mailbox     derive_16("pana/join/mailbox/1", line key)
//! letter key  derive("pana/join/letters/1", line key)
//! letter      box(letter key, "pana/join/letter/1" || mailbox 16 || place, le32(length) || content || zeros to 1,024)
//! places      0 what invites   1 commitment   2 nonce of who invites   3 opening
//!
//! what invites  "PANALINE" 1 || key of the hub 32 || text address || invite
//! opening       nonce 32 || request
//! commitment    derive("pana/join/commitment/1", id of the invite 16 || opening)
//! digits        the first 16 bytes (be) modulo 10^6 of derive("pana/join/digits/1", each behind its length, le 4:
//!               what invites, commitment, nonce, opening)
//! ```
//!
//! The new device is bound to its keys by the commitment before it knows the nonce of who invites, and that one has given its
//! nonce before it sees the new device's. So whoever stands between, even with the words, has fixed all that it has a say in
//! before it learns what the digits will be: it is seen but once in a million tries, and has one. That is why six figures are
//! enough, and why they are no Argon2id: there is nothing to be searched for.

use std::fmt;

use pana_model::Secret;
use pana_wire::hub::LetterPlace;

use crate::{DeviceSecrets, Entropy, Invite, JoinRequest, KdfParams, KeysError, MemberSecrets, aead, entropy};

/// So many words are read from one laptop and typed on the other.
pub const JOIN_WORDS: usize = 8;
/// So many words a list has, so that each says ten bits.
pub const JOIN_LIST: u16 = 1024;
/// So many digits are compared where a line goes both ways.
pub const ONLINE_DIGITS: usize = 6;

const SALT: &[u8; 16] = b"pana/join/words1";
const INVITES: &[u8; 9] = b"PANALINE\x01";
/// An address has so many bytes at most.
const ADDRESS: usize = 400;
/// Letters have a multiple of so many bytes inside: their size says nothing of a name.
const PADDED: usize = 1024;
const NONCE: usize = 32;

/// Eight words, as their places in a list. Whoever knows them can answer the invite, once.
#[derive(Clone)]
pub struct JoinWords(Secret<[u16; JOIN_WORDS]>);

/// Where the letters of one invite lie, and what they are sealed under.
#[derive(Clone)]
pub struct JoinMailbox {
    at: [u8; 16],
    key: Secret<[u8; 32]>,
}

/// An invite with the way to whoever keeps its mailbox.
#[derive(Debug, Clone)]
pub struct OnlineInvite {
    /// The key that whoever keeps the mailbox has to show.
    pub hub: [u8; 32],
    /// Where it is, as the device that invites reaches it.
    pub address: String,
    /// The invite.
    pub invite: Invite,
}

/// What both sides hash: fixed before either knows what the other adds.
#[derive(Debug, Clone, Copy)]
pub struct OnlineRound<'r> {
    /// What invites.
    pub invite: &'r OnlineInvite,
    /// By what the new device is bound.
    pub commitment: [u8; 32],
    /// What the device that invites answered.
    pub nonce: [u8; NONCE],
}

impl JoinWords {
    /// Eight words that nobody can guess.
    ///
    /// # Errors
    /// [`KeysError::Entropy`].
    pub fn draw(entropy: &mut dyn Entropy) -> Result<Self, KeysError> {
        let drawn = entropy::bytes::<16>(entropy)?;
        let (pairs, _) = drawn.as_chunks::<2>();
        let mut words = [0; JOIN_WORDS];
        // 1,024 divides what two bytes can say: each word is as likely.
        words.iter_mut().zip(pairs).for_each(|(word, pair)| *word = u16::from_be_bytes(*pair) % JOIN_LIST);
        Ok(Self(Secret::new(words)))
    }

    /// The words at these places of a list.
    ///
    /// # Errors
    /// [`KeysError::Damaged`] where a list has no such place.
    pub fn from_places(places: [u16; JOIN_WORDS]) -> Result<Self, KeysError> {
        let all_there = places.iter().all(|place| *place < JOIN_LIST);
        if all_there { Ok(Self(Secret::new(places))) } else { Err(KeysError::Damaged("words of an invite")) }
    }

    /// Their places.
    pub const fn places(&self) -> &Secret<[u16; JOIN_WORDS]> {
        &self.0
    }

    /// The mailbox that they lead to. Takes as long as trying a passphrase, so that words are not guessed either.
    ///
    /// # Errors
    /// [`KeysError::Params`] where there is no memory for it.
    pub fn mailbox(&self) -> Result<JoinMailbox, KeysError> {
        // EXPOSE: to derive from them.
        let text = self.0.expose().iter().map(|word| format!("{word:04x}")).collect();
        let line = KdfParams::DEFAULT.derive(&Secret::new(text), SALT)?;
        let key = aead::derive_key("pana/join/letters/1", &line);
        Ok(JoinMailbox { at: aead::derive_16("pana/join/mailbox/1", &line), key })
    }
}

impl JoinMailbox {
    /// Its name, which is all that whoever keeps it knows.
    pub const fn at(&self) -> [u8; 16] {
        self.at
    }

    /// A letter for a place in it.
    ///
    /// # Errors
    /// [`KeysError::Entropy`], [`KeysError::TooLarge`].
    pub fn seal(&self, place: LetterPlace, content: &[u8], entropy: &mut dyn Entropy) -> Result<Vec<u8>, KeysError> {
        let length = u32::try_from(content.len()).map_err(|_| KeysError::TooLarge("a letter"))?;
        let mut inside = [length.to_le_bytes().as_slice(), content].concat();
        inside.resize(inside.len().next_multiple_of(PADDED), 0);
        aead::seal_box(&self.key, &self.aad(place), &inside, entropy)
    }

    /// What a letter says.
    ///
    /// # Errors
    /// [`KeysError::WrongKey`] where it is of another mailbox or place, or was changed.
    pub fn open(&self, place: LetterPlace, letter: &[u8]) -> Result<Secret<Vec<u8>>, KeysError> {
        let inside = aead::open_box(&self.key, &self.aad(place), letter)?;
        let damaged = || KeysError::Damaged("a letter");
        // EXPOSE: to take off what fills it up.
        let (length, rest) = inside.expose().split_first_chunk::<4>().ok_or_else(damaged)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| damaged())?;
        Ok(Secret::new(rest.get(..length).ok_or_else(damaged)?.to_vec()))
    }

    /// In bytes, for whoever goes on with it later.
    pub fn to_bytes(&self) -> Secret<Vec<u8>> {
        // EXPOSE: it is kept as all else of an invite.
        Secret::new([self.at.as_slice(), self.key.expose()].concat())
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`KeysError::Damaged`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeysError> {
        let damaged = || KeysError::Damaged("a mailbox");
        let (at, key) = bytes.split_first_chunk::<16>().ok_or_else(damaged)?;
        Ok(Self { at: *at, key: Secret::new(key.try_into().map_err(|_| damaged())?) })
    }

    fn aad(&self, place: LetterPlace) -> Vec<u8> {
        [b"pana/join/letter/1".as_slice(), &self.at, &[place.number()]].concat()
    }
}

impl OnlineInvite {
    /// What goes into the first letter.
    pub fn to_bytes(&self) -> Secret<Vec<u8>> {
        let length = u16::try_from(self.address.len()).unwrap_or(u16::MAX).to_be_bytes();
        let invite = self.invite.to_bytes();
        // EXPOSE: it is sealed before it goes anywhere.
        let parts = [INVITES.as_slice(), &self.hub, &length, self.address.as_bytes(), invite.expose()];
        Secret::new(parts.concat())
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`KeysError::Newer`] for one of a newer program, [`KeysError::Damaged`] for anything else that is none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeysError> {
        let damaged = || KeysError::Damaged("an invite");
        let (head, rest) = bytes.split_first_chunk::<9>().ok_or_else(damaged)?;
        if head != INVITES {
            let is_newer = head.starts_with(b"PANALINE") && head.last() > INVITES.last();
            return Err(if is_newer { KeysError::Newer("an invite") } else { damaged() });
        }
        let (hub, rest) = rest.split_first_chunk::<32>().ok_or_else(damaged)?;
        let (length, rest) = rest.split_first_chunk::<2>().ok_or_else(damaged)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (address, invite) = rest.split_at_checked(length).ok_or_else(damaged)?;
        if length > ADDRESS {
            return Err(damaged());
        }
        let address = String::from_utf8(address.to_vec()).map_err(|_| damaged())?;
        Ok(Self { hub: *hub, address, invite: Invite::from_bytes(invite)? })
    }

    /// What the new device opens in the end: a nonce that nobody knows before, and its request.
    ///
    /// # Errors
    /// [`KeysError::TooLarge`] for a name of more than 400 bytes, [`KeysError::Entropy`].
    pub fn opening(
        &self,
        device: &DeviceSecrets,
        seat: &MemberSecrets,
        name: &str,
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<u8>, KeysError> {
        let nonce = Self::nonce(entropy)?;
        let (request, _) = self.invite.request(device, seat, name, entropy)?;
        Ok([nonce.as_slice(), &request].concat())
    }

    /// What the device that invites adds.
    ///
    /// # Errors
    /// [`KeysError::Entropy`].
    pub fn nonce(entropy: &mut dyn Entropy) -> Result<[u8; NONCE], KeysError> {
        entropy::bytes(entropy)
    }

    /// By what the new device is bound before it knows the other's nonce.
    pub fn commitment(&self, opening: &[u8]) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key("pana/join/commitment/1");
        *hasher.update(&self.invite.id).update(opening).finalize().as_bytes()
    }
}

impl OnlineRound<'_> {
    /// The six digits of this round, if it is what the new device was bound to. No key is derived for them: see above.
    ///
    /// # Errors
    /// [`KeysError::WrongKey`] where something else is opened than was committed to.
    pub fn digits(&self, opening: &[u8]) -> Result<String, KeysError> {
        if self.invite.commitment(opening) != self.commitment {
            return Err(KeysError::WrongKey);
        }
        let mut hasher = blake3::Hasher::new_derive_key("pana/join/digits/1");
        let mut part = |bytes: &[u8]| {
            hasher.update(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes()).update(bytes);
        };
        // EXPOSE: both sides hash what they hold.
        part(self.invite.to_bytes().expose());
        part(&self.commitment);
        part(&self.nonce);
        part(opening);
        let mut half = [0; 16];
        hasher.finalize_xof().fill(&mut half);
        let number = u128::from_be_bytes(half).checked_rem(1_000_000).unwrap_or_default();
        Ok(format!("{number:0width$}", width = ONLINE_DIGITS))
    }

    /// Who asks, as it says of itself and signed, with the digits that it shows if nobody stands between.
    ///
    /// # Errors
    /// As [`OnlineRound::digits`]; [`KeysError::WrongKey`] where it did not sign, [`KeysError::Damaged`].
    pub fn open(&self, opening: &[u8]) -> Result<(JoinRequest, String), KeysError> {
        let digits = self.digits(opening)?;
        let (_, request) = opening.split_first_chunk::<NONCE>().ok_or(KeysError::Damaged("an opening"))?;
        Ok((self.invite.invite.read_request(request)?.0, digits))
    }
}

impl fmt::Debug for JoinWords {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JoinWords(…)")
    }
}

impl fmt::Debug for JoinMailbox {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JoinMailbox(…)")
    }
}
