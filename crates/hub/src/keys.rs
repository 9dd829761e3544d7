//! The hub's key. It is its name: devices know it from the deed by which their centre was brought here, and speak to no other.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::Path;

use ed25519_dalek::{Signer as _, SigningKey};
use pana_wire::statement_message;

use crate::HubError;

/// The hub's Ed25519 key: for its certificate, and for what it says of its lists.
pub struct HubKey {
    signing: SigningKey,
    nonces: [u8; 32],
}

impl fmt::Debug for HubKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "HubKey({})", self.name())
    }
}

impl HubKey {
    /// The key of this secret.
    pub fn from_secret(secret: &[u8; 32]) -> Self {
        let nonces = blake3::derive_key("pana/hub nonce key/1", secret);
        Self { signing: SigningKey::from_bytes(secret), nonces }
    }

    /// A key that is kept nowhere: it is gone with this program.
    ///
    /// # Errors
    /// [`HubError::Io`] where the system gives no chance.
    pub fn passing() -> Result<Self, HubError> {
        Ok(Self::from_secret(&new_secret()?))
    }

    /// The key in this file, which is made where it is not there.
    ///
    /// # Errors
    /// [`HubError::Io`]; [`HubError::Folder`] where the file holds something else.
    pub fn open_or_make(path: &Path) -> Result<Self, HubError> {
        match File::open(path) {
            Ok(mut file) => {
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes)?;
                let secret = bytes.try_into();
                let secret: [u8; 32] = secret.map_err(|_| HubError::Folder(format!("{} is no key", path.display())))?;
                Ok(Self::from_secret(&secret))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let secret = new_secret()?;
                keep(path, &secret)?;
                Ok(Self::from_secret(&secret))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The public half.
    pub fn public(&self) -> [u8; 32] {
        self.signing.verifying_key().to_bytes()
    }

    /// The public half in hexadecimal digits: what people compare.
    pub fn name(&self) -> String {
        use fmt::Write as _;
        self.public().iter().fold(String::with_capacity(64), |mut name, byte| {
            let _ = write!(name, "{byte:02x}");
            name
        })
    }

    /// Signs a statement in a context.
    pub fn sign(&self, context: &str, statement: &[u8]) -> [u8; 64] {
        self.signing.sign(&statement_message(context, statement)).to_bytes()
    }

    /// What a device is to sign: it can be told later that it is of this hub and how old, and nothing is kept of it.
    pub fn nonce(&self, now_ms: u64) -> Result<[u8; 48], HubError> {
        let mut nonce = [0; 48];
        if let Some((time, rest)) = nonce.split_first_chunk_mut::<8>() {
            *time = now_ms.to_be_bytes();
            let random = rest.get_mut(..8).unwrap_or_default();
            getrandom::fill(random).map_err(|error| std::io::Error::other(error.to_string()))?;
        }
        let mac = self.mac(&nonce);
        if let Some(place) = nonce.last_chunk_mut() {
            *place = mac;
        }
        Ok(nonce)
    }

    /// Is this a nonce of ours that is no older than so many milliseconds?
    pub fn is_nonce(&self, nonce: &[u8; 48], now_ms: u64, age_ms: u64) -> bool {
        let time = nonce.first_chunk().map(|time| u64::from_be_bytes(*time)).unwrap_or_default();
        // Compared as hashes are: in a time that does not depend on where they differ.
        let is_ours =
            nonce.last_chunk().is_some_and(|mac| blake3::Hash::from(*mac) == blake3::Hash::from(self.mac(nonce)));
        is_ours && time <= now_ms && now_ms.saturating_sub(time) <= age_ms
    }

    fn mac(&self, nonce: &[u8; 48]) -> [u8; 32] {
        *blake3::keyed_hash(&self.nonces, nonce.get(..16).unwrap_or_default()).as_bytes()
    }

    /// The key as a certificate is made of it (PKCS #8).
    pub(crate) fn pkcs8(&self) -> Vec<u8> {
        // RFC 8410: the version, the algorithm, and the seed in an octet string.
        const BEFORE: [u8; 16] =
            [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
        [BEFORE.as_slice(), &self.signing.to_bytes()].concat()
    }
}

/// Writes a secret under a name that nothing has yet. It has that name only once it is on the disk whole: a hub whose key
/// was cut off by a power cut would never start again.
fn keep(path: &Path, secret: &[u8; 32]) -> Result<(), HubError> {
    let part = path.with_extension("key.part");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&part)?;
    file.write_all(secret)?;
    file.sync_all()?;
    // Not renamed: that would put it over the key of a hub that was started in the same moment.
    std::fs::hard_link(&part, path)?;
    std::fs::remove_file(&part)?;
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn new_secret() -> Result<[u8; 32], HubError> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_good_for_its_hub_and_its_time() {
        let (ours, other) = (HubKey::from_secret(&[1; 32]), HubKey::from_secret(&[2; 32]));
        let nonce = ours.nonce(1000).unwrap();
        assert!(ours.is_nonce(&nonce, 1000, 10) && ours.is_nonce(&nonce, 1010, 10));
        assert!(!ours.is_nonce(&nonce, 1011, 10), "too old");
        assert!(!ours.is_nonce(&nonce, 999, 10), "of the future");
        assert!(!other.is_nonce(&nonce, 1000, 10));
        for at in [0, 7, 15, 16, 47] {
            let mut changed = nonce;
            changed[at] ^= 1;
            assert!(!ours.is_nonce(&changed, 1000, u64::MAX), "{at}");
        }
        assert_ne!(nonce, ours.nonce(1000).unwrap());
    }

    #[test]
    fn the_key_of_a_folder_stays_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hub.key");
        let made = HubKey::open_or_make(&path).unwrap();
        assert_eq!(HubKey::open_or_make(&path).unwrap().public(), made.public());
        std::fs::write(&path, b"short").unwrap();
        assert!(matches!(HubKey::open_or_make(&path), Err(HubError::Folder(_))));
    }

    #[test]
    fn a_key_that_was_cut_off_while_it_was_made_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hub.key");
        std::fs::write(folder.path().join("hub.key.part"), b"short").unwrap();
        let made = HubKey::open_or_make(&path).unwrap();
        assert_eq!(HubKey::open_or_make(&path).unwrap().public(), made.public());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing of the making stays");
    }
}
