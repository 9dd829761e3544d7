//! Who speaks: a device proves that it holds its key, and goes on under a token.

use std::fmt;

use pana_model::{CentreId, DeviceId};

use super::{MessageFault, begin, read};
use crate::cbor;

/// The context in which a device signs for a session.
pub const SESSION_CONTEXT: &str = "pana/hub session/1";

/// A hub gives out secrets of so many characters; who registers a centre shows one.
const MAX_TOKEN: usize = 128;

/// A device asks to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// Of which centre.
    pub org: CentreId,
    /// Which.
    pub dev: DeviceId,
}

/// What is to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nonce {
    /// Said once.
    pub nonce: [u8; 48],
    /// The hub's clock, in milliseconds since 1970.
    pub now_ms: u64,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// Of which centre.
    pub org: CentreId,
    /// Which device.
    pub dev: DeviceId,
    /// What was to be signed.
    pub nonce: [u8; 48],
    /// The device's signature of [`session_statement`] in [`SESSION_CONTEXT`].
    pub sig: [u8; 64],
}

/// What a session goes on under. Who has it speaks for the device until it ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SessionKey(pub [u8; 32]);

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Shown with every request.
    pub key: SessionKey,
    /// When it ends, by the hub's clock, in milliseconds since 1970.
    pub until_ms: u64,
}

/// A centre is to be kept by this hub.
#[derive(Clone, PartialEq, Eq)]
pub struct RegisterCentre {
    /// The secret that the hub's keeper gave out; at most 128 bytes.
    pub token: String,
    /// The first deed of the centre here (see [`super::Deed`]), which says who may speak.
    pub root_deed: Vec<u8>,
}

impl fmt::Debug for SessionKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SessionKey")
    }
}

impl fmt::Debug for RegisterCentre {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("RegisterCentre")
    }
}

impl SessionKey {
    /// As it stands in a header: 64 hexadecimal digits.
    pub fn to_hex(self) -> String {
        use fmt::Write as _;
        self.0.iter().fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// What stands in a header; `None` for anything else.
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut key = [0; 32];
        if text.len() != 64 || !text.bytes().all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit)) {
            return None;
        }
        for (byte, at) in key.iter_mut().zip((0_usize..64).step_by(2)) {
            *byte = u8::from_str_radix(text.get(at..at.saturating_add(2))?, 16).ok()?;
        }
        Some(Self(key))
    }
}

/// What a device signs to open a session: for this hub and no other, once.
pub fn session_statement(hub: &[u8; 32], org: CentreId, dev: DeviceId, nonce: &[u8; 48]) -> Vec<u8> {
    [hub.as_slice(), org.as_bytes(), dev.as_bytes(), nonce].concat()
}

impl Challenge {
    /// The message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(2);
        cbor::bytes(&mut out, self.org.as_bytes());
        cbor::bytes(&mut out, self.dev.as_bytes());
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 2, |from| {
            Ok(Self { org: CentreId::from_bytes(from.fixed()?), dev: DeviceId::from_bytes(from.fixed()?) })
        })
    }
}

impl Nonce {
    /// The message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(2);
        cbor::bytes(&mut out, &self.nonce);
        cbor::uint(&mut out, self.now_ms);
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 2, |from| Ok(Self { nonce: from.fixed()?, now_ms: from.uint()? }))
    }
}

impl OpenSession {
    /// The message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(4);
        cbor::bytes(&mut out, self.org.as_bytes());
        cbor::bytes(&mut out, self.dev.as_bytes());
        cbor::bytes(&mut out, &self.nonce);
        cbor::bytes(&mut out, &self.sig);
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 4, |from| {
            let (org, dev) = (CentreId::from_bytes(from.fixed()?), DeviceId::from_bytes(from.fixed()?));
            Ok(Self { org, dev, nonce: from.fixed()?, sig: from.fixed()? })
        })
    }
}

impl Session {
    /// The message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(2);
        cbor::bytes(&mut out, &self.key.0);
        cbor::uint(&mut out, self.until_ms);
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 2, |from| Ok(Self { key: SessionKey(from.fixed()?), until_ms: from.uint()? }))
    }
}

impl RegisterCentre {
    /// The message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(2);
        cbor::text(&mut out, &self.token);
        cbor::bytes(&mut out, &self.root_deed);
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 2, |from| {
            let token = from.text()?.to_owned();
            if token.len() > MAX_TOKEN {
                return Err(MessageFault::TooLong);
            }
            Ok(Self { token, root_deed: from.bytes()?.to_vec() })
        })
    }
}
