//! The line to a hub: TCP, TLS 1.3 under the hub's own key, HTTP/1.1.
//!
//! Time is measured by what moves, not by how long all of it takes: on a slow line a request may last minutes, as long as bytes
//! go and come.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use http_body_util::{BodyExt as _, StreamBody};
use hyper::body::{Bytes, Frame};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, header};
use hyper_util::rt::TokioIo;
use pana_model::Moment;
use pana_store::Store;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, version};
use tokio::net::{TcpSocket, TcpStream, lookup_host};
use tokio::runtime::Runtime;
use tokio_rustls::TlsConnector;

use super::{Answer, Ask, MeetFault, Meeting, MeetingEnd, MeetingProgress, Next};
use sending::Sending;

mod pinned;
mod sending;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(20);
/// How long nothing may move.
const STALL: Duration = Duration::from_secs(30);
/// How often whoever waits is asked whether to go on.
const TURN: Duration = Duration::from_millis(200);
/// Bytes that are handed to the system at once.
const PIECE: usize = 8 * 1024;
/// No answer is larger: a page and what stands around it.
const LONGEST: usize = pana_wire::hub::MAX_BATCH + 1024 * 1024;
/// So often in a row a line may break before a meeting is given up.
const BREAKS: u32 = 6;

/// Why a line to a hub does not hold.
#[derive(Debug, thiserror::Error)]
pub enum LineFault {
    /// The name of the hub leads nowhere, or nothing answers there: mostly there is no network.
    #[error("the hub cannot be reached: {0}")]
    Unreached(String),
    /// What answers there is another one: not the hub, but something that stands in its place.
    #[error("what answers there is not the hub")]
    NotTheHub,
    /// The line broke, or nothing moved on it for too long.
    #[error("the line broke: {0}")]
    Broke(String),
    /// The caller stopped it.
    #[error("stopped")]
    Stopped,
    /// The hub, or the store.
    #[error(transparent)]
    Meet(#[from] MeetFault),
}

/// A line to one hub, which connects when something is asked and again after it broke.
pub struct HubLine {
    address: String,
    tls: Arc<ClientConfig>,
    runtime: Runtime,
    open: Option<Open>,
    seen: pinned::SeenKey,
}

/// A connection.
struct Open {
    line: SendRequest<Body>,
    sending: Sending,
}

/// What an address begins with that is asked without TLS: on this computer alone.
const PLAIN: &str = "http://";

type Body = StreamBody<Pieces>;

impl std::fmt::Debug for HubLine {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "HubLine({})", self.address)
    }
}

impl HubLine {
    /// A line to the hub at this address (`host:port`) with this key. Nothing is sent yet. With `http://` before it there is no TLS,
    /// and then the address has to be one of this computer.
    ///
    /// # Errors
    /// [`LineFault::Broke`] where the system gives no means to wait.
    pub fn new(address: &str, key: &[u8; 32]) -> Result<Self, LineFault> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier = pinned::Pinned::new(*key, Arc::clone(&provider));
        Self::with(address, verifier, provider, pinned::SeenKey::default())
    }

    /// A line to whoever answers at this address, for what needs no trust: what lies sealed under words. Which key answered is said
    /// by [`HubLine::seen_key`], and is to be compared before anything else is sent.
    ///
    /// # Errors
    /// As [`HubLine::new`].
    pub fn to_any(address: &str) -> Result<Self, LineFault> {
        let (provider, seen) = (Arc::new(rustls::crypto::ring::default_provider()), pinned::SeenKey::default());
        let verifier = pinned::Pinned::any(Arc::clone(&seen), Arc::clone(&provider));
        Self::with(address, verifier, provider, seen)
    }

    /// The key that answered a line to whoever answers; `None` where nothing has yet, and without TLS.
    pub fn seen_key(&self) -> Option<[u8; 32]> {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with(
        address: &str,
        verifier: pinned::Pinned,
        provider: Arc<rustls::crypto::CryptoProvider>,
        seen: pinned::SeenKey,
    ) -> Result<Self, LineFault> {
        let tls = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&version::TLS13])
            .map_err(|error| LineFault::Broke(error.to_string()))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| LineFault::Broke(error.to_string()))?;
        Ok(Self { address: address.to_owned(), tls: Arc::new(tls), runtime, open: None, seen })
    }

    /// Asks, and waits for the answer. `go_on` is asked some times in a second.
    ///
    /// # Errors
    /// [`LineFault`], but for [`LineFault::Meet`]. After any of them the next request connects anew.
    pub fn ask(&mut self, ask: &Ask, go_on: &mut dyn FnMut() -> ControlFlow<()>) -> Result<Answer, LineFault> {
        let open = self.open.take();
        let (address, tls) = (self.address.clone(), Arc::clone(&self.tls));
        let asked = async move {
            let mut open = match open.filter(|open| !open.line.is_closed()) {
                Some(open) => open,
                None => connect(&address, tls).await?,
            };
            let begun = Instant::now();
            let answer = exchange(&mut open.line, &address, ask).await?;
            open.sending.went(ask.body.len(), begun.elapsed());
            Ok((open, answer))
        };
        let (open, answer) = self.runtime.block_on(until_stopped(asked, go_on))?;
        self.open = Some(open);
        Ok(answer)
    }
}

/// Waits for something, and gives it up when whoever waits does not want to go on.
async fn until_stopped<T>(
    work: impl Future<Output = Result<T, LineFault>>,
    go_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<T, LineFault> {
    tokio::pin!(work);
    loop {
        if go_on().is_break() {
            return Err(LineFault::Stopped);
        }
        if let Ok(done) = tokio::time::timeout(TURN, &mut work).await {
            return done;
        }
    }
}

async fn connect(address: &str, tls: Arc<ClientConfig>) -> Result<Open, LineFault> {
    if let Some(address) = address.strip_prefix(PLAIN) {
        let stream = tokio::time::timeout(CONNECT, reach(address)).await;
        let stream = stream.map_err(|_| LineFault::Unreached("nothing answers".to_owned()))??;
        if !stream.peer_addr().is_ok_and(|there| there.ip().is_loopback()) {
            return Err(LineFault::NotTheHub);
        }
        let unreached = |error: &dyn std::fmt::Display| LineFault::Unreached(error.to_string());
        let (stream, sending) = Sending::of(stream).map_err(|error| unreached(&error))?;
        let (line, connection) = handshake(TokioIo::new(stream)).await.map_err(|error| unreached(&error))?;
        tokio::spawn(connection);
        return Ok(Open { line, sending });
    }
    let unreached = |error: &dyn std::fmt::Display| LineFault::Unreached(error.to_string());
    let stream = tokio::time::timeout(CONNECT, reach(address)).await;
    let stream = stream.map_err(|_| LineFault::Unreached("nothing answers".to_owned()))??;
    let (stream, sending) = Sending::of(stream).map_err(|error| unreached(&error))?;
    // The certificate is known by its key and by nothing else: the name in it says nothing.
    let name = ServerName::try_from("pana-hub.invalid").map_err(|error| unreached(&error))?;
    let secured = tokio::time::timeout(CONNECT, TlsConnector::from(tls).connect(name, stream)).await;
    let stream = match secured {
        Err(_) => return Err(LineFault::Unreached("nothing answers as a hub does".to_owned())),
        Ok(Err(error)) if is_other_key(&error) => return Err(LineFault::NotTheHub),
        Ok(Err(error)) => return Err(unreached(&error)),
        Ok(Ok(stream)) => stream,
    };
    let (line, connection) = handshake(TokioIo::new(stream)).await.map_err(|error| unreached(&error))?;
    // Ends with the line.
    tokio::spawn(connection);
    Ok(Open { line, sending })
}

async fn reach(address: &str) -> Result<TcpStream, LineFault> {
    let found = lookup_host(address).await.map_err(|error| LineFault::Unreached(error.to_string()))?;
    let mut last = LineFault::Unreached("the name leads nowhere".to_owned());
    for at in found {
        let socket = if at.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() };
        let connected = async {
            let socket = socket?;
            socket.set_send_buffer_size(sending::LEAST)?;
            let stream = socket.connect(at).await?;
            stream.set_nodelay(true)?;
            Ok::<_, std::io::Error>(stream)
        };
        match connected.await {
            Ok(stream) => return Ok(stream),
            Err(error) => last = LineFault::Unreached(error.to_string()),
        }
    }
    Err(last)
}

fn is_other_key(error: &std::io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    matches!(inner, Some(rustls::Error::InvalidCertificate(_)))
}

/// A body in pieces, which says when the last one went.
struct Pieces {
    left: Bytes,
    moved: Arc<Moved>,
}

impl futures_core::Stream for Pieces {
    type Item = Result<Frame<Bytes>, std::convert::Infallible>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        if self.left.is_empty() {
            return std::task::Poll::Ready(None);
        }
        self.moved.now();
        let many = self.left.len().min(PIECE);
        let piece = self.left.split_to(many);
        std::task::Poll::Ready(Some(Ok(Frame::data(piece))))
    }
}

/// When something moved last.
struct Moved {
    begun: Instant,
    ms: AtomicU64,
}

impl Moved {
    fn new() -> Arc<Self> {
        Arc::new(Self { begun: Instant::now(), ms: AtomicU64::new(0) })
    }

    fn now(&self) {
        let ms = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.ms.store(ms, Ordering::Relaxed);
    }

    /// Waits until nothing has moved for too long.
    async fn stalled(&self) {
        loop {
            let last = Duration::from_millis(self.ms.load(Ordering::Relaxed));
            let still = self.begun.elapsed().saturating_sub(last);
            let Some(left) = STALL.checked_sub(still) else { return };
            tokio::time::sleep(left.max(TURN)).await;
        }
    }
}

async fn exchange(line: &mut SendRequest<Body>, address: &str, ask: &Ask) -> Result<Answer, LineFault> {
    let broke = |error: &dyn std::fmt::Display| LineFault::Broke(error.to_string());
    let moved = Moved::new();
    let mut request = Request::post(ask.path)
        .header(header::HOST, address.trim_start_matches(PLAIN))
        .header(header::CONTENT_LENGTH, ask.body.len());
    if let Some(authorization) = &ask.authorization {
        request = request.header(header::AUTHORIZATION, authorization);
    }
    let pieces = Pieces { left: Bytes::copy_from_slice(&ask.body), moved: Arc::clone(&moved) };
    let request = request.body(StreamBody::new(pieces)).map_err(|error| broke(&error))?;
    let exchanged = async {
        line.ready().await.map_err(|error| broke(&error))?;
        let response = line.send_request(request).await.map_err(|error| broke(&error))?;
        moved.now();
        let (head, mut body) = response.into_parts();
        let mut bytes = Vec::new();
        while let Some(frame) = body.frame().await {
            moved.now();
            let Ok(data) = frame.map_err(|error| broke(&error))?.into_data() else { continue };
            if bytes.len().saturating_add(data.len()) > LONGEST {
                return Err(LineFault::Broke("the answer does not end".to_owned()));
            }
            bytes.extend_from_slice(&data);
        }
        Ok(Answer { status: head.status.as_u16(), body: bytes })
    };
    tokio::select! {
        exchanged = exchanged => exchanged,
        () = moved.stalled() => Err(LineFault::Broke("nothing moves".to_owned())),
    }
}

/// Meets a hub to the end. After a break it goes on from where it was, some times in a row. `watch` is told how far it is, and may stop
/// it at any byte; what was done until then stays.
///
/// # Errors
/// [`LineFault`].
pub fn meet_hub(
    store: &mut Store,
    meeting: &mut Meeting,
    line: &mut HubLine,
    clock: &dyn Fn() -> Moment,
    watch: &mut dyn FnMut(MeetingProgress) -> ControlFlow<()>,
) -> Result<MeetingEnd, LineFault> {
    let mut breaks = 0_u32;
    loop {
        let ask = match meeting.next(store, clock())? {
            Next::Done(end) => return Ok(end),
            Next::Ask(ask) => ask,
        };
        let progress = meeting.progress();
        match line.ask(&ask, &mut || watch(progress)) {
            Ok(answer) => {
                breaks = 0;
                meeting.answer(store, &answer, clock())?;
            }
            Err(LineFault::Broke(_)) if breaks < BREAKS => {
                breaks = breaks.saturating_add(1);
                meeting.broke();
            }
            Err(fault) => return Err(fault),
        }
    }
}
