//! Parcels: what is sealed to several devices at once, as a stream, and says to nobody who they are.
//!
//! A parcel is an age file (version 1) to X25519 recipients, whose keys are the sealing halves of seats and devices: 64 KiB
//! pieces, each sealed with its place and the last one as the last. So what comes out of one is authentic up to where it
//! ends, but says nothing of who sealed it: that is for a signature inside.
//!
//! Beside the recipients stand throw-away keys, up to 4, 8, 16, 32 and so on, so that the number of those who are to open
//! it is not told. All are in the order of their keys, so that the place of one says nothing either.

use std::fmt;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read, Write};

use age::stream::{StreamReader, StreamWriter};
use age::x25519;
use age::{DecryptError, Decryptor, Encryptor};
use bech32::{Bech32, Hrp};
use pana_model::Secret;
use zeroize::Zeroizing;

use crate::pair::{public_of, seal_to};
use crate::{DeviceSecrets, Entropy, KeysError, MemberSecrets, PublicKeys, entropy};

/// The fewest keys that a parcel is sealed to.
const FEWEST: usize = 4;
/// The most keys that a parcel is sealed to.
pub const MAX_RECIPIENTS: usize = 512;
/// The longest header: each recipient takes some 98 bytes.
const MAX_HEADER: usize = 64 * 1024;
/// The most lines of a header, two for each recipient and some for what age puts beside them. A header is read anew with
/// each of its lines, so that many short ones would take long.
const MAX_LINES: usize = 2 * MAX_RECIPIENTS + 64;

/// What a file of this kind begins with, whatever its version.
const MAGIC: &[u8] = b"age-encryption.org/";
/// The version that is read.
const VERSION: &[u8] = b"v1\n";
/// How the line begins that ends a header.
const LAST_LINE: &[u8] = b"--- ";

/// Why a parcel is not made, or not opened.
#[derive(Debug, thiserror::Error)]
pub enum ParcelError {
    /// There is nobody to seal to.
    #[error("there is nobody to seal it to")]
    Nobody,
    /// More than [`MAX_RECIPIENTS`].
    #[error("too many are to open it")]
    TooMany,
    /// None of the keys here opens it.
    #[error("it is sealed to others")]
    NotForUs,
    /// It is a parcel, and its beginning was changed or cut.
    #[error("its header is broken")]
    Broken,
    /// It is none.
    #[error("it is no parcel")]
    NoParcel,
    /// It is of a newer program.
    #[error("a newer program sealed it")]
    Newer,
    /// As what is read from or written to says.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The system gives no randomness.
    #[error(transparent)]
    Keys(#[from] KeysError),
}

/// The keys that a parcel is tried with: those of this device, and of who works at it.
#[derive(Clone, Default)]
pub struct ParcelKeys(Vec<x25519::Identity>);

/// A parcel that is being written. Without [`ParcelWriter::finish`] it is broken off.
pub struct ParcelWriter<W>(StreamWriter<W>);

/// What is inside a parcel. A change or a cut is an error of the kinds that [`is_broken`] knows, and nothing of a piece is
/// given before the whole piece was found authentic.
pub struct ParcelReader<R>(StreamReader<Chain<Cursor<Vec<u8>>, BufReader<R>>>);

/// Begins a parcel to these keys, each counted once. A key that nobody can hold the secret of is left out: sealed to it,
/// everybody could open the parcel.
///
/// # Errors
/// [`ParcelError::Nobody`] and [`ParcelError::TooMany`]; as `to` says.
pub fn seal_parcel<'k, W: Write>(
    to: W,
    recipients: impl IntoIterator<Item = &'k PublicKeys>,
    entropy: &mut dyn Entropy,
) -> Result<ParcelWriter<W>, ParcelError> {
    let mut keys: Vec<[u8; 32]> = recipients.into_iter().map(|keys| keys.seal).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut usable = Vec::with_capacity(keys.len());
    for key in keys {
        match seal_to(&key, b"pana/parcel/try", &[], &[], entropy) {
            Ok(_) => usable.push(key),
            Err(KeysError::Damaged(_)) => (),
            Err(error) => return Err(error.into()),
        }
    }
    if usable.is_empty() {
        return Err(ParcelError::Nobody);
    }
    if usable.len() > MAX_RECIPIENTS {
        return Err(ParcelError::TooMany);
    }
    for _ in usable.len()..usable.len().next_power_of_two().max(FEWEST) {
        usable.push(public_of(&Secret::new(entropy::bytes(entropy)?)));
    }
    usable.sort_unstable();
    let usable = usable.iter().map(recipient).collect::<Result<Vec<_>, _>>()?;
    // Nothing can fail here but what was checked: there are recipients, and all are of one kind.
    let sealed = Encryptor::with_recipients(usable.iter().map(|each| each as &dyn age::Recipient));
    Ok(ParcelWriter(sealed.map_err(|_| ParcelError::Nobody)?.wrap_output(to)?))
}

/// Opens a parcel.
///
/// # Errors
/// As each says.
pub fn open_parcel<R: Read>(from: R, keys: &ParcelKeys) -> Result<ParcelReader<R>, ParcelError> {
    let mut from = BufReader::new(from);
    let header = read_header(&mut from)?;
    let sealed = Decryptor::new_buffered(Cursor::new(header).chain(from)).map_err(ParcelError::of)?;
    if sealed.is_scrypt() {
        return Err(ParcelError::NotForUs);
    }
    let opened = sealed.decrypt(keys.0.iter().map(|each| each as &dyn age::Identity));
    Ok(ParcelReader(opened.map_err(ParcelError::of)?))
}

/// Whether an error that a [`ParcelReader`] gave means that the parcel was changed or cut, and not that the disk failed.
pub fn is_broken(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof)
}

impl ParcelKeys {
    /// With the keys of a device too.
    #[must_use]
    pub fn with_device(self, secrets: &DeviceSecrets) -> Self {
        self.with(secrets.seal_secret())
    }

    /// With the keys of a seat too.
    #[must_use]
    pub fn with_member(self, secrets: &MemberSecrets) -> Self {
        self.with(secrets.seal_secret())
    }

    fn with(mut self, secret: &Secret<[u8; 32]>) -> Self {
        // EXPOSE: the library takes a secret key as a text alone; the text is wiped.
        let text = bech32_of("AGE-SECRET-KEY-", secret.expose()).map(|text| Zeroizing::new(text.to_uppercase()));
        // Any 32 bytes are a secret key, so that there is always one to add.
        self.0.extend(text.and_then(|text| text.parse().ok()));
        self
    }
}

impl<W: Write> ParcelWriter<W> {
    /// Ends the parcel. Its last piece was sealed as the last.
    ///
    /// # Errors
    /// As what it is written to says.
    pub fn finish(self) -> io::Result<W> {
        self.0.finish()
    }
}

impl<W: Write> Write for ParcelWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl<R: Read> Read for ParcelReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.0.read(out)
    }
}

/// The header's bytes, which are few whatever the file claims.
fn read_header<R: BufRead>(from: &mut R) -> Result<Vec<u8>, ParcelError> {
    let mut header = Vec::new();
    let begin = u64::try_from(MAGIC.len()).unwrap_or(u64::MAX);
    from.by_ref().take(begin).read_to_end(&mut header)?;
    if header != MAGIC {
        return Err(if !header.is_empty() && MAGIC.starts_with(&header) {
            ParcelError::Broken
        } else {
            ParcelError::NoParcel
        });
    }
    for line in 0..MAX_LINES {
        let (at, left) = (header.len(), MAX_HEADER.saturating_sub(header.len()));
        from.by_ref().take(u64::try_from(left).unwrap_or(0)).read_until(b'\n', &mut header)?;
        let read = header.get(at..).unwrap_or_default();
        if !read.ends_with(b"\n") {
            return Err(ParcelError::Broken);
        }
        if line == 0 && read != VERSION {
            return Err(ParcelError::Newer);
        }
        if read.starts_with(LAST_LINE) {
            return Ok(header);
        }
    }
    Err(ParcelError::Broken)
}

fn recipient(key: &[u8; 32]) -> Result<x25519::Recipient, ParcelError> {
    let text = bech32_of("age", key).ok_or(ParcelError::Nobody)?;
    text.parse().map_err(|_| ParcelError::Nobody)
}

/// In lower case. The text has its room before it is written: growing would leave copies behind.
fn bech32_of(name: &str, key: &[u8; 32]) -> Option<Zeroizing<String>> {
    let name = Hrp::parse(name).ok()?;
    let mut text = Zeroizing::new(String::with_capacity(128));
    bech32::encode_lower_to_fmt::<Bech32, String>(&mut text, name, key).ok()?;
    Some(text)
}

impl ParcelError {
    fn of(error: DecryptError) -> Self {
        match error {
            DecryptError::NoMatchingKeys => Self::NotForUs,
            DecryptError::UnknownFormat => Self::Newer,
            DecryptError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => Self::Broken,
            DecryptError::Io(error) => Self::Io(error),
            _ => Self::Broken,
        }
    }
}

impl fmt::Debug for ParcelKeys {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "ParcelKeys({})", self.0.len())
    }
}

impl<W> fmt::Debug for ParcelWriter<W> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("ParcelWriter(…)")
    }
}

impl<R> fmt::Debug for ParcelReader<R> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("ParcelReader(…)")
    }
}

#[cfg(test)]
mod tests;
