//! What two centres give each other so that a case can be handed over: the *card* by which one knows the other, and the signed
//! *word* by which it answers.
//!
//! ```text
//! card  "PANACARD" 1 || centre 16 || root 32 || made, ms, be 8 || device 16 || its keys 64 || text name
//!       || count be 2, (seat's keys 64 || 1 where its member leads talks in private)… || device's signature 64
//! word  "PANAWORD" 1 || transfer 16 || from 16 || to 16 || what 1 || at, ms, be 8 || text number || text words || text by
//!       || seat's keys 64 || seat's signature 64
//! ```
//! A text is its length (be, 2) and its bytes. The signatures are statements over all that stands before them.
//!
//! A card is no secret, and who carries it can put another in its place: the signature says only that it is whole. What proves it
//! is a person on the telephone who reads out the same twelve digits. They are Argon2id of the centre, its root, its name and its seats, so
//! that nobody finds keys with the same digits. Everything that comes from that centre later has to descend from the root that was compared so. When the
//! card was made, and on which device, is not in the digits: written once more, on whichever laptop, it shows the same.

use pana_model::{CentreId, DeviceId, Secret, TransferId};
use pana_wire::{EventId, verify_statement};

use crate::invite::{Cut, count, text};
use crate::{CHECK_DIGITS, DeviceSecrets, KdfParams, KeysError, MemberSecrets, PublicKeys};

const CARD: &[u8; 9] = b"PANACARD\x01";
const WORD: &[u8; 9] = b"PANAWORD\x01";
const CARD_SIGNED: &str = "pana/centre card/1";
const WORD_SIGNED: &str = "pana/transfer word/1";
/// A name or words have so many bytes at most.
const TEXT: usize = 400;
/// A card names so many seats at most.
const SEATS: usize = 256;

/// A centre, as it tells another one of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CentreCard {
    /// Which.
    pub centre: CentreId,
    /// The event from which everything in its control stream descends.
    pub root: EventId,
    /// When the card was made, in milliseconds since 1970.
    pub made_ms: u64,
    /// The device that made it.
    pub device: DeviceId,
    /// Its keys.
    pub keys: PublicKeys,
    /// What the centre calls itself.
    pub name: String,
    /// To whom there something can be sealed, and who may answer: the keys of their seats, and whether they lead talks in
    /// private.
    pub seats: Vec<(PublicKeys, bool)>,
}

/// What is said of a handing over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordKind {
    /// It was accepted.
    Accepted,
    /// It was declined.
    Declined,
    /// It was revoked by who gave it.
    Revoked,
}

/// The word of one centre to another about a handing over.
#[derive(Clone, PartialEq, Eq)]
pub struct TransferWord {
    /// Which handing over.
    pub transfer: TransferId,
    /// Whose word.
    pub from: CentreId,
    /// To whom.
    pub to: CentreId,
    /// What.
    pub kind: WordKind,
    /// When, in milliseconds since 1970, by their clock.
    pub at_ms: u64,
    /// The number of the case at the centre that accepted it; else empty.
    pub number: String,
    /// Why, in somebody's words.
    pub words: String,
    /// Who says so, by their name there.
    pub by: String,
    /// The keys of the seat that signed.
    pub seat: PublicKeys,
}

/// Names nobody.
impl std::fmt::Debug for TransferWord {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "TransferWord({:?} of {})", self.kind, self.transfer)
    }
}

impl CentreCard {
    /// The file, signed by the device that makes it. `device` and `keys` of the card are taken from the secrets.
    ///
    /// # Errors
    /// [`KeysError::TooLarge`] for a name of more than 400 bytes, or more than 256 seats.
    pub fn sign(mut self, secrets: &DeviceSecrets) -> Result<Vec<u8>, KeysError> {
        if self.name.len() > TEXT {
            return Err(KeysError::TooLarge("a name"));
        }
        if self.seats.is_empty() || self.seats.len() > SEATS {
            return Err(KeysError::TooLarge("a card"));
        }
        self.keys = secrets.public();
        let mut out = CARD.to_vec();
        out.extend(self.centre.as_bytes());
        out.extend(self.root.as_bytes());
        out.extend(self.made_ms.to_be_bytes());
        out.extend(self.device.as_bytes());
        out.extend(self.keys.to_bytes());
        self.named(&mut out);
        let signature = secrets.sign_statement(CARD_SIGNED, &out);
        out.extend(signature);
        Ok(out)
    }

    /// Its name and seats.
    fn named(&self, out: &mut Vec<u8>) {
        text(out, &self.name);
        count(out, self.seats.len());
        for (keys, protected) in &self.seats {
            out.extend(keys.to_bytes());
            out.push(u8::from(*protected));
        }
    }

    /// Reads the file, and looks whether it is whole: who made it is for [`CentreCard::digits`] to tell.
    ///
    /// # Errors
    /// [`KeysError::Newer`] for one of a newer program, [`KeysError::Damaged`] for anything else that is no whole card.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeysError> {
        let damaged = || KeysError::Damaged("a centre's card");
        let mut cut = Cut { rest: bytes, what: "a centre's card" };
        cut.begins(CARD)?;
        let card = Self {
            centre: CentreId::from_bytes(cut.take()?),
            root: EventId::from_bytes(cut.take()?),
            made_ms: u64::from_be_bytes(cut.take()?),
            device: DeviceId::from_bytes(cut.take()?),
            keys: cut.keys()?,
            name: cut.text()?,
            seats: (0..cut.count()?)
                .map(|_| {
                    let keys = cut.keys()?;
                    match cut.take::<1>()? {
                        [0] => Ok((keys, false)),
                        [1] => Ok((keys, true)),
                        _ => Err(damaged()),
                    }
                })
                .collect::<Result<_, _>>()?,
        };
        let signed = bytes.len().saturating_sub(cut.rest.len());
        let signature: [u8; 64] = cut.take()?;
        cut.ends()?;
        let said = bytes.get(..signed).unwrap_or_default();
        let key = card.keys.verifying_key().map_err(|_| damaged())?;
        verify_statement(CARD_SIGNED, said, &signature, &key).map_err(|_| damaged())?;
        let named = !card.name.trim().is_empty() && !card.name.contains(char::is_control);
        if named && (1..=SEATS).contains(&card.seats.len()) { Ok(card) } else { Err(damaged()) }
    }

    /// The digits that people compare over the telephone: of the centre, its root, its name and its seats. Takes as long as trying
    /// a passphrase.
    ///
    /// # Errors
    /// [`KeysError::Params`] where there is no memory for it.
    pub fn digits(&self) -> Result<String, KeysError> {
        let mut said = self.centre.as_bytes().to_vec();
        said.extend(self.root.as_bytes());
        self.named(&mut said);
        let hash = blake3::derive_key("pana/centre card/digits/1", &said);
        let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let (salt, _) = hash.split_first_chunk::<16>().ok_or(KeysError::Params)?;
        let key = KdfParams::DEFAULT.derive(&Secret::new(digits), salt)?;
        // EXPOSE: the digits are shown.
        let (half, _) = key.expose().split_first_chunk::<16>().ok_or(KeysError::Params)?;
        let number = u128::from_be_bytes(*half).checked_rem(1_000_000_000_000).unwrap_or_default();
        Ok(format!("{number:0width$}", width = CHECK_DIGITS))
    }
}

impl TransferWord {
    /// Does a file that was opened begin as one?
    pub fn is(bytes: &[u8]) -> bool {
        bytes.starts_with(WORD.get(..8).unwrap_or(WORD))
    }

    /// The word, signed by a seat. `seat` of it is taken from the secrets.
    ///
    /// # Errors
    /// [`KeysError::TooLarge`] for a text of more than 400 bytes.
    pub fn sign(&self, secrets: &MemberSecrets) -> Result<Vec<u8>, KeysError> {
        if [&self.number, &self.words, &self.by].iter().any(|text| text.len() > TEXT) {
            return Err(KeysError::TooLarge("words"));
        }
        let mut out = WORD.to_vec();
        out.extend(self.transfer.as_bytes());
        out.extend(self.from.as_bytes());
        out.extend(self.to.as_bytes());
        out.push(match self.kind {
            WordKind::Accepted => 1,
            WordKind::Declined => 2,
            WordKind::Revoked => 3,
        });
        out.extend(self.at_ms.to_be_bytes());
        [&self.number, &self.words, &self.by].into_iter().for_each(|said| text(&mut out, said));
        out.extend(secrets.public().to_bytes());
        let signature = secrets.sign_statement(WORD_SIGNED, &out);
        out.extend(signature);
        Ok(out)
    }

    /// Reads a word, and looks whether the keys that it names have signed it. Whose they are is for the card to say.
    ///
    /// # Errors
    /// [`KeysError::Newer`] for one of a newer program, [`KeysError::Damaged`] for anything else that is none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeysError> {
        let damaged = || KeysError::Damaged("a word about a case");
        let mut cut = Cut { rest: bytes, what: "a word about a case" };
        cut.begins(WORD)?;
        let word = Self {
            transfer: TransferId::from_bytes(cut.take()?),
            from: CentreId::from_bytes(cut.take()?),
            to: CentreId::from_bytes(cut.take()?),
            kind: match cut.take::<1>()? {
                [1] => WordKind::Accepted,
                [2] => WordKind::Declined,
                [3] => WordKind::Revoked,
                _ => return Err(damaged()),
            },
            at_ms: u64::from_be_bytes(cut.take()?),
            number: cut.text()?,
            words: cut.text()?,
            by: cut.text()?,
            seat: cut.keys()?,
        };
        let signed = bytes.len().saturating_sub(cut.rest.len());
        let signature: [u8; 64] = cut.take()?;
        cut.ends()?;
        let key = word.seat.verifying_key().map_err(|_| damaged())?;
        let said = bytes.get(..signed).unwrap_or_default();
        verify_statement(WORD_SIGNED, said, &signature, &key).map_err(|_| damaged())?;
        Ok(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SystemEntropy, device_id};

    fn card(secrets: &DeviceSecrets) -> CentreCard {
        let centre = CentreId::from_bytes([1; 16]);
        let seat = MemberSecrets::make(&mut SystemEntropy).unwrap().public();
        CentreCard {
            centre,
            root: EventId::from_bytes([2; 32]),
            made_ms: 3,
            device: device_id(centre, &secrets.public()),
            keys: secrets.public(),
            name: "Алматы".to_owned(),
            seats: vec![(seat, true), (seat, false)],
        }
    }

    #[test]
    fn a_card_reads_back_and_one_that_was_changed_anywhere_is_none_or_shows_other_digits() {
        let secrets = DeviceSecrets::make(&mut SystemEntropy).unwrap();
        let made = card(&secrets);
        let bytes = made.clone().sign(&secrets).unwrap();
        assert_eq!(CentreCard::from_bytes(&bytes).unwrap(), made);
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(CentreCard::from_bytes(&changed).is_err(), "byte {at}");
        }
        for cut in [0, 8, 9, 40, bytes.len() - 1] {
            assert!(CentreCard::from_bytes(&bytes[..cut]).is_err());
        }
        assert!(CentreCard::from_bytes(&[bytes.as_slice(), &[0]].concat()).is_err());
        // Who puts a card of their own in its place signs it well, and shows other digits.
        let other = DeviceSecrets::make(&mut SystemEntropy).unwrap();
        let digits = made.digits().unwrap();
        assert_eq!(digits.len(), CHECK_DIGITS);
        let seats = vec![made.seats[0], (MemberSecrets::make(&mut SystemEntropy).unwrap().public(), false)];
        let root = EventId::from_bytes([3; 32]);
        let name = "Астана".to_owned();
        let leads = made.seats.iter().map(|(keys, _)| (*keys, true)).collect();
        for forged in [
            CentreCard { seats, ..made.clone() },
            CentreCard { seats: leads, ..made.clone() },
            CentreCard { root, ..made.clone() },
            CentreCard { name, ..made.clone() },
            CentreCard { centre: CentreId::from_bytes([4; 16]), ..made.clone() },
        ] {
            let read = CentreCard::from_bytes(&forged.sign(&other).unwrap()).unwrap();
            assert_ne!(read.digits().unwrap(), digits);
        }
    }

    #[test]
    fn a_card_that_is_written_once_more_on_another_device_shows_the_same_digits() {
        let secrets = DeviceSecrets::make(&mut SystemEntropy).unwrap();
        let made = card(&secrets);
        let other = DeviceSecrets::make(&mut SystemEntropy).unwrap();
        let device = DeviceId::from_bytes([9; 16]);
        let again = CentreCard { made_ms: 99, device, ..made.clone() }.sign(&other).unwrap();
        assert_eq!(CentreCard::from_bytes(&again).unwrap().digits().unwrap(), made.digits().unwrap());
    }

    #[test]
    fn a_card_of_a_newer_program_is_said_to_be_newer() {
        let secrets = DeviceSecrets::make(&mut SystemEntropy).unwrap();
        let mut bytes = card(&secrets).sign(&secrets).unwrap();
        bytes[8] = 2;
        assert!(matches!(CentreCard::from_bytes(&bytes), Err(KeysError::Newer(_))));
    }

    #[test]
    fn a_word_reads_back_and_one_that_was_changed_anywhere_is_none() {
        let secrets = MemberSecrets::make(&mut SystemEntropy).unwrap();
        let word = TransferWord {
            transfer: TransferId::from_bytes([1; 16]),
            from: CentreId::from_bytes([2; 16]),
            to: CentreId::from_bytes([3; 16]),
            kind: WordKind::Accepted,
            at_ms: 4,
            number: "K7-0001-2".to_owned(),
            words: String::new(),
            by: "Әлия".to_owned(),
            seat: secrets.public(),
        };
        let bytes = word.sign(&secrets).unwrap();
        assert!(TransferWord::is(&bytes));
        assert!(TransferWord::from_bytes(&bytes).unwrap() == word);
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(TransferWord::from_bytes(&changed).is_err(), "byte {at}");
        }
        let long = TransferWord { words: "ә".repeat(300), ..word };
        assert!(matches!(long.sign(&secrets), Err(KeysError::TooLarge(_))));
    }
}
