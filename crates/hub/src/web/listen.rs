//! Connections: TLS 1.3 under the hub's own key, HTTP/1.1 in it.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use rcgen::{CertificateParams, KeyPair, PKCS_ED25519};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;

use crate::HubError;
use crate::hub::Hub;
use crate::keys::HubKey;
use crate::web::limit::From;
use crate::web::{app, metrics_app};

/// A connection that does not begin in so long is closed.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// What every TLS connection begins with.
const TLS_HANDSHAKE: u8 = 0x16;
/// Nor one on which nothing is asked for so long.
const IDLE: Duration = Duration::from_secs(90);

/// TLS under the hub's key. The certificate says nothing but that key, and is signed by it: devices know the key and ask
/// nobody else.
///
/// # Errors
/// [`HubError::Folder`].
pub fn tls(key: &HubKey) -> Result<Arc<ServerConfig>, HubError> {
    let wrong = |error: &dyn std::fmt::Display| HubError::Folder(format!("no certificate: {error}"));
    let pkcs8 = PrivatePkcs8KeyDer::from(key.pkcs8());
    let pair = KeyPair::from_pkcs8_der_and_sign_algo(&pkcs8, &PKCS_ED25519).map_err(|error| wrong(&error))?;
    let params = CertificateParams::new(vec!["pana-hub.invalid".to_owned()]).map_err(|error| wrong(&error))?;
    let certificate = params.self_signed(&pair).map_err(|error| wrong(&error))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|error| wrong(&error))?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::from(pkcs8))
        .map_err(|error| wrong(&error))?;
    Ok(Arc::new(config))
}

/// Answers on one stream until it ends. Whatever the stream is: tests give a simulated network.
///
/// # Errors
/// Those of the connection.
pub async fn serve_one(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    app: Router,
) -> Result<(), hyper::Error> {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(IDLE).keep_alive(true);
    http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(app)).await
}

/// Serves devices on `listener`, and its keeper's figures on `metrics`, until `stop` is done; what is being answered then is
/// answered to its end.
///
/// # Errors
/// [`HubError::Folder`] where there is no certificate.
pub async fn serve(
    hub: &Hub,
    listener: TcpListener,
    metrics: Option<TcpListener>,
    stop: impl Future<Output = ()>,
) -> Result<(), HubError> {
    let acceptor = TlsAcceptor::from(tls(&hub.inner.key)?);
    let (app, many) = (app(hub), hub.inner.limits.connections);
    let room = Arc::new(Semaphore::new(many));
    if let Some(listener) = metrics {
        tokio::spawn(serve_metrics(hub.clone(), listener));
    }
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, from) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Too many open files, for one: to be tried again when some have closed.
                tracing::warn!(%error, "no connection was taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let Ok(place) = Arc::clone(&room).try_acquire_owned() else {
            tracing::warn!("too many connections");
            continue;
        };
        let (acceptor, app, gauge) = (acceptor.clone(), app.clone(), hub.inner.metrics.connections.clone());
        tokio::spawn(async move {
            gauge.inc();
            if let Err(error) = talk(stream, acceptor, app).await {
                tracing::debug!(%from, %error, "a connection ended");
            }
            gauge.dec();
            drop(place);
        });
    }
    // Those that are being answered have the rest of a stalled body's time.
    let whole = u32::try_from(many).unwrap_or(u32::MAX);
    let ended = tokio::time::timeout(HANDSHAKE, room.acquire_many(whole)).await;
    if ended.is_err() {
        tracing::warn!("connections were cut that did not end");
    }
    Ok(())
}

async fn talk(
    stream: tokio::net::TcpStream,
    acceptor: TlsAcceptor,
    app: Router,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    stream.set_nodelay(true)?;
    let app = app.layer(axum::Extension(From::of(stream.peer_addr()?.ip())));
    // On this computer itself one may speak without TLS: its first byte tells.
    if stream.peer_addr()?.ip().is_loopback() {
        let mut first = [0];
        tokio::time::timeout(HANDSHAKE, stream.peek(&mut first)).await??;
        if first != [TLS_HANDSHAKE] {
            return Ok(serve_one(stream, app).await?);
        }
    }
    let stream = tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await??;
    Ok(serve_one(stream, app).await?)
}

async fn serve_metrics(hub: Hub, listener: TcpListener) {
    let app = metrics_app(&hub);
    while let Ok((stream, _)) = listener.accept().await {
        let app = app.clone();
        tokio::spawn(async move {
            if let Err(error) = serve_one(stream, app).await {
                tracing::debug!(%error, "figures");
            }
        });
    }
}
