//! Where randomness comes from, so that test vectors can be made twice.

use zeroize::Zeroize;

use crate::KeysError;

/// A source of bytes nobody can guess. Only tests have another than [`SystemEntropy`].
pub trait Entropy {
    /// Fills `out`.
    fn fill(&mut self, out: &mut [u8]) -> Result<(), KeysError>;
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), KeysError> {
        getrandom::fill(out).map_err(|_| KeysError::Entropy)
    }
}

/// `N` fresh bytes.
pub(crate) fn bytes<const N: usize>(entropy: &mut dyn Entropy) -> Result<[u8; N], KeysError> {
    let mut out = [0; N];
    entropy.fill(&mut out)?;
    Ok(out)
}

/// A generator for libraries that ask for one: a stream of BLAKE3 from one fresh seed, so that it cannot fail midway.
pub(crate) struct Stream {
    reader: blake3::OutputReader,
}

impl Stream {
    pub(crate) fn make(entropy: &mut dyn Entropy) -> Result<Self, KeysError> {
        let mut seed = bytes::<32>(entropy)?;
        let reader = blake3::Hasher::new_derive_key("pana/stream of randomness/1").update(&seed).finalize_xof();
        seed.zeroize();
        Ok(Self { reader })
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.reader.zeroize();
    }
}

impl hpke::rand_core::TryRng for Stream {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut out = [0; 4];
        self.reader.fill(&mut out);
        Ok(u32::from_le_bytes(out))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut out = [0; 8];
        self.reader.fill(&mut out);
        Ok(u64::from_le_bytes(out))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Self::Error> {
        self.reader.fill(out);
        Ok(())
    }
}

impl hpke::rand_core::TryCryptoRng for Stream {}
