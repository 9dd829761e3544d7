//! A certificate that is known by its key alone: the one that the centre's log names.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, Error, SignatureScheme};

/// How an Ed25519 key stands in a certificate (RFC 8410), before its 32 bytes.
const BEFORE: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// The key that answered last, where none is known before.
pub(super) type SeenKey = Arc<Mutex<Option<[u8; 32]>>>;

#[derive(Debug)]
enum Wanted {
    /// This one.
    Key(Vec<u8>),
    /// Whichever it is, to be compared afterwards.
    Any(SeenKey),
}

#[derive(Debug)]
pub(super) struct Pinned {
    wanted: Wanted,
    provider: Arc<CryptoProvider>,
}

impl Pinned {
    pub(super) fn new(key: [u8; 32], provider: Arc<CryptoProvider>) -> Self {
        Self { wanted: Wanted::Key([BEFORE.as_slice(), &key].concat()), provider }
    }

    /// Whoever answers, as long as it has a key; it is noted.
    pub(super) const fn any(seen: SeenKey, provider: Arc<CryptoProvider>) -> Self {
        Self { wanted: Wanted::Any(seen), provider }
    }
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let certificate = ParsedCertificate::try_from(end_entity)?;
        // Neither names nor days count: a key stands in the log until the log says otherwise, and clocks are wrong.
        let spki = certificate.subject_public_key_info();
        let other = Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure);
        match &self.wanted {
            Wanted::Key(wanted) if spki.as_ref() == wanted.as_slice() => {}
            Wanted::Key(_) => return Err(other),
            Wanted::Any(seen) => {
                let key = spki.as_ref().strip_prefix(BEFORE.as_slice()).and_then(|key| key.try_into().ok());
                *seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(key.ok_or(other)?);
            }
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("TLS 1.3 alone".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }
}
