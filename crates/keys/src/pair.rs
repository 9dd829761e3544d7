//! The two key pairs of a member or a device: Ed25519 to sign, X25519 to be sealed to.

use std::fmt;

use ed25519_dalek::{Signer, SigningKey};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::{Kem, X25519HkdfSha256};
use hpke::{Deserializable, OpModeR, OpModeS, Serializable};
use pana_model::Secret;
use pana_wire::{EventId, VerifyError, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::entropy::{self, Stream};
use crate::{Entropy, KeysError, aead, hex};

type Suite = X25519HkdfSha256;

/// The public halves, as they are published in the control stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKeys {
    /// Verifies signatures.
    #[serde(with = "hex::array")]
    pub sign: [u8; 32],
    /// Sealed to.
    #[serde(with = "hex::array")]
    pub seal: [u8; 32],
}

/// What a member signs and opens with. Lies in the member's slot of the keyring.
#[derive(Clone)]
pub struct MemberSecrets(Pair);

/// What a device signs and opens with. Lies in the keyed database.
#[derive(Clone)]
pub struct DeviceSecrets(Pair);

#[derive(Clone)]
struct Pair {
    sign: Secret<[u8; 32]>,
    seal: Secret<[u8; 32]>,
}

impl PublicKeys {
    /// The verifying key; refuses one that would verify anything.
    pub fn verifying_key(&self) -> Result<VerifyingKey, VerifyError> {
        VerifyingKey::from_bytes(&self.sign)
    }

    /// Both keys in a row, as control events carry them.
    pub fn to_bytes(self) -> [u8; 64] {
        let mut out = [0; 64];
        let (sign, seal) = out.split_at_mut(32);
        sign.copy_from_slice(&self.sign);
        seal.copy_from_slice(&self.seal);
        out
    }

    /// Reads both keys.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (sign, rest) = bytes.split_first_chunk::<32>()?;
        let seal = rest.try_into().ok()?;
        Some(Self { sign: *sign, seal })
    }
}

macro_rules! secrets {
    ($name:ident) => {
        impl $name {
            /// New random keys.
            pub fn make(entropy: &mut dyn Entropy) -> Result<Self, KeysError> {
                Pair::make(entropy).map(Self)
            }

            /// The public halves.
            pub fn public(&self) -> PublicKeys {
                self.0.public()
            }

            /// Both secrets in a row, to be sealed or kept in the keyed database.
            pub fn to_secret_bytes(&self) -> Secret<[u8; 64]> {
                self.0.to_secret_bytes()
            }

            /// Reads both secrets.
            pub fn from_secret_bytes(bytes: &Secret<[u8; 64]>) -> Self {
                Self(Pair::from_secret_bytes(bytes))
            }

            pub(crate) const fn seal_secret(&self) -> &Secret<[u8; 32]> {
                &self.0.seal
            }

            /// Signs a statement that is no event; `context` keeps one use from passing as another.
            pub fn sign_statement(&self, context: &str, statement: &[u8]) -> [u8; 64] {
                self.0.sign(&pana_wire::statement_message(context, statement))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

secrets!(MemberSecrets);
secrets!(DeviceSecrets);

impl MemberSecrets {
    /// Signs a body at its place.
    pub(crate) fn sign_body(&self, aad: &[u8], body: &[u8]) -> [u8; 64] {
        self.0.sign(&pana_wire::body_message(aad, body))
    }

    /// The key of one use that only these secrets give.
    pub(crate) fn derive_from_seal(&self, context: &'static str) -> Secret<[u8; 32]> {
        aead::derive_key(context, &self.0.seal)
    }

    pub(crate) fn open(&self, info: &[u8], aad: &[u8], sealed: &[u8]) -> Result<Secret<Vec<u8>>, KeysError> {
        open_with(&self.0.seal, info, aad, sealed)
    }
}

impl DeviceSecrets {
    /// Signs a header by its event id.
    pub(crate) fn sign_header(&self, id: EventId) -> [u8; 64] {
        self.0.sign(&pana_wire::header_message(id))
    }
}

impl Pair {
    fn make(entropy: &mut dyn Entropy) -> Result<Self, KeysError> {
        Ok(Self { sign: Secret::new(entropy::bytes(entropy)?), seal: Secret::new(entropy::bytes(entropy)?) })
    }

    fn public(&self) -> PublicKeys {
        PublicKeys { sign: signing_public_of(&self.sign), seal: public_of(&self.seal) }
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        sign_with(&self.sign, message)
    }

    fn to_secret_bytes(&self) -> Secret<[u8; 64]> {
        let mut out = [0; 64];
        let (sign, seal) = out.split_at_mut(32);
        // EXPOSE: to move both into one secret.
        sign.copy_from_slice(self.sign.expose());
        // EXPOSE: as above.
        seal.copy_from_slice(self.seal.expose());
        Secret::new(out)
    }

    fn from_secret_bytes(bytes: &Secret<[u8; 64]>) -> Self {
        let (mut sign, mut seal) = ([0; 32], [0; 32]);
        // EXPOSE: to move both into secrets of their own.
        let (left, right) = bytes.expose().split_at(32);
        sign.copy_from_slice(left);
        seal.copy_from_slice(right);
        Self { sign: Secret::new(sign), seal: Secret::new(seal) }
    }
}

/// The public half of a signing key.
pub(crate) fn signing_public_of(secret: &Secret<[u8; 32]>) -> [u8; 32] {
    // EXPOSE: to compute the public half.
    SigningKey::from_bytes(secret.expose()).verifying_key().to_bytes()
}

/// The signature of a signing key over a message.
pub(crate) fn sign_with(secret: &Secret<[u8; 32]>, message: &[u8]) -> [u8; 64] {
    // EXPOSE: to sign with it.
    SigningKey::from_bytes(secret.expose()).sign(message).to_bytes()
}

/// The public half of a sealing key. Any 32 bytes are a private key of X25519.
pub(crate) fn public_of(secret: &Secret<[u8; 32]>) -> [u8; 32] {
    // EXPOSE: to compute the public half.
    match <Suite as Kem>::PrivateKey::from_bytes(secret.expose()) {
        Ok(private) => Suite::sk_to_pk(&private).to_bytes().into(),
        Err(_) => [0; 32],
    }
}

/// HPKE in base mode: the encapsulated key (32 bytes), then the sealed bytes.
pub(crate) fn seal_to(
    public: &[u8; 32],
    info: &[u8],
    aad: &[u8],
    plaintext: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, KeysError> {
    let public = <Suite as Kem>::PublicKey::from_bytes(public).map_err(|_| KeysError::Damaged("a public key"))?;
    let mut stream = Stream::make(entropy)?;
    let sealed = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, Suite>(
        &OpModeS::Base,
        &public,
        info,
        plaintext,
        aad,
        &mut stream,
    );
    let (encapsulated, ciphertext) = sealed.map_err(|_| KeysError::Damaged("a public key"))?;
    Ok([encapsulated.to_bytes().as_slice(), &ciphertext].concat())
}

/// Opens what [`seal_to`] made for this key.
pub(crate) fn open_with(
    secret: &Secret<[u8; 32]>,
    info: &[u8],
    aad: &[u8],
    sealed: &[u8],
) -> Result<Secret<Vec<u8>>, KeysError> {
    let (encapsulated, ciphertext) = sealed.split_first_chunk::<32>().ok_or(KeysError::Damaged("a grant"))?;
    let encapsulated =
        <Suite as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| KeysError::Damaged("a grant"))?;
    // EXPOSE: to open with it.
    let private = <Suite as Kem>::PrivateKey::from_bytes(secret.expose()).map_err(|_| KeysError::Damaged("a key"))?;
    hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Suite>(
        &OpModeR::Base,
        &private,
        &encapsulated,
        info,
        ciphertext,
        aad,
    )
    .map(Secret::new)
    .map_err(|_| KeysError::WrongKey)
}
