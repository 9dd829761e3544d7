//! The recovery key: sealed to by everyone, used by whoever holds both sheets.
//!
//! The sheets hold 32 bytes. They are the sealing half; the signing half is derived from them, so that the sheets can
//! also agree to something: to new sheets, or to who remains when coordinators removed each other.

use std::fmt;

use pana_model::Secret;
use pana_wire::{VerifyError, VerifyingKey};

use crate::{Entropy, KeysError, RecoverySheet, SheetError, aead, pair, recovery};

/// The public halves of the recovery key. Take them from an opened slot or from a valid control event, never from a file
/// that anyone can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecoveryPublic {
    /// Sealed to.
    pub seal: [u8; 32],
    /// Verifies what the sheets sign. Not known of sheets that were printed before they could sign.
    pub sign: Option<[u8; 32]>,
}

/// The recovery key, joined from both sheets.
#[derive(Clone)]
pub struct Recovered {
    secret: Secret<[u8; 32]>,
}

impl RecoveryPublic {
    /// The key that verifies what the sheets sign, if it is known; refuses one that would verify anything.
    pub fn verifying_key(&self) -> Option<Result<VerifyingKey, VerifyError>> {
        self.sign.as_ref().map(VerifyingKey::from_bytes)
    }
}

impl Recovered {
    /// A new recovery key, on the two sheets to be printed.
    pub fn make(entropy: &mut dyn Entropy) -> Result<(Self, [RecoverySheet; 2]), KeysError> {
        let (secret, sheets) = recovery::make_sheets(entropy)?;
        Ok((Self { secret }, sheets))
    }

    /// The recovery key of two sheets, in either order. Whether they are a centre's says [`crate::Keyring::recover`].
    pub fn join(one: &RecoverySheet, other: &RecoverySheet) -> Result<Self, SheetError> {
        Ok(Self { secret: recovery::join(one, other)? })
    }

    /// Both public halves.
    pub fn public(&self) -> RecoveryPublic {
        RecoveryPublic { seal: pair::public_of(&self.secret), sign: Some(pair::signing_public_of(&self.seed())) }
    }

    /// Signs a statement; `context` keeps one use from passing as another.
    pub fn sign_statement(&self, context: &str, statement: &[u8]) -> [u8; 64] {
        pair::sign_with(&self.seed(), &pana_wire::statement_message(context, statement))
    }

    pub(crate) const fn secret(&self) -> &Secret<[u8; 32]> {
        &self.secret
    }

    fn seed(&self) -> Secret<[u8; 32]> {
        aead::derive_key("pana/recovery/sign/1", &self.secret)
    }
}

impl fmt::Debug for Recovered {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Recovered(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemEntropy;

    #[test]
    fn both_sheets_sign_and_others_do_not() {
        let (made, [a, b]) = Recovered::make(&mut SystemEntropy).unwrap();
        let typed = |sheet: &RecoverySheet| RecoverySheet::from_text(sheet.to_text().expose()).unwrap();
        let joined = Recovered::join(&typed(&b), &typed(&a)).unwrap();
        assert_eq!(joined.public(), made.public());
        let key = made.public().verifying_key().unwrap().unwrap();
        let verify = |context: &str, statement: &[u8], by: &Recovered| {
            pana_wire::verify_statement("sheets", b"new sheets", &by.sign_statement(context, statement), &key)
        };
        assert_eq!(verify("sheets", b"new sheets", &joined), Ok(()));
        assert_eq!(verify("sheets", b"other sheets", &joined), Err(VerifyError::Signature));
        assert_eq!(verify("else", b"new sheets", &joined), Err(VerifyError::Signature));
        let (stranger, _) = Recovered::make(&mut SystemEntropy).unwrap();
        assert_eq!(verify("sheets", b"new sheets", &stranger), Err(VerifyError::Signature));
        assert_eq!(format!("{made:?}"), "Recovered(…)");
    }
}
