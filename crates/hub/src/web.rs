//! HTTP around a hub: one POST for each thing that it does, bodies in and out as [`pana_wire::hub`] has them.

mod limit;
mod listen;
mod mailbox;
mod reply;

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use pana_model::CentreId;
use pana_wire::StreamId;
use pana_wire::bundle::MAX_CHUNK;
use pana_wire::hub::{
    Challenge, DeedId, FileAsked, FileGiven, FilePiece, FilesAsked, HEADS_CONTEXT, HubWord, MAX_BATCH, MeetRequest,
    OpenSession, PullRequest, RegisterCentre, SessionKey, read_items, split_items, write_entry,
};
use tower_http::timeout::RequestBodyTimeoutLayer;

pub use listen::{serve, serve_one, tls};

use crate::act::{self, Speaker};
use crate::hub::{Hub, Inner};
use crate::{HubError, web::limit::Gate};
use reply::answer;

/// A body from which nothing comes for so long is given up.
const STALL: Duration = Duration::from_secs(30);

/// What every request is given.
#[derive(Clone)]
struct Door {
    hub: Arc<Inner>,
    gate: Arc<Gate>,
}

/// What answers requests.
pub fn app(hub: &Hub) -> Router {
    let door = Door { hub: Arc::clone(&hub.inner), gate: Arc::new(Gate::new(&hub.inner.limits)) };
    Router::new()
        .route("/v1/centre", post(register))
        .route("/v1/challenge", post(challenge))
        .route("/v1/session", post(open))
        .route("/v1/deeds", post(deeds))
        .route("/v1/deeds/add", post(add_deeds))
        .route("/v1/meet", post(meet))
        .route("/v1/ends", post(ends))
        .route("/v1/push", post(push))
        .route("/v1/pull", post(pull))
        .route("/v1/files/held", post(files_held))
        .route("/v1/files/put", post(file_put))
        .route("/v1/files/get", post(file_get))
        .merge(mailbox::routes())
        .route("/v1/room", post(room))
        .route("/v1/time", get(time))
        .route("/healthz", get(health))
        .layer(DefaultBodyLimit::max(MAX_BATCH))
        .layer(RequestBodyTimeoutLayer::new(STALL))
        .with_state(door)
}

/// What a hub counts, for its keeper alone: it is not served where devices ask.
pub(crate) fn metrics_app(hub: &Hub) -> Router {
    let inner = Arc::clone(&hub.inner);
    Router::new().route("/metrics", get(move || std::future::ready(inner.metrics.text())))
}

async fn register(State(door): State<Door>, body: Bytes) -> Response {
    answer(&door, &body, async {
        door.gate.stranger()?;
        act::register::register(&door.hub, &RegisterCentre::from_bytes(&body)?).await?;
        Ok(Vec::new())
    })
    .await
}

async fn challenge(State(door): State<Door>, body: Bytes) -> Response {
    answer(&door, &body, async {
        let asked = Challenge::from_bytes(&body)?;
        door.gate.device(asked.org, asked.dev)?;
        Ok(act::session::challenge(&door.hub, &asked).await?.to_bytes())
    })
    .await
}

async fn open(State(door): State<Door>, body: Bytes) -> Response {
    answer(&door, &body, async {
        let asked = OpenSession::from_bytes(&body)?;
        door.gate.device(asked.org, asked.dev)?;
        Ok(act::session::open(&door.hub, &asked).await?.to_bytes())
    })
    .await
}

/// Deeds speak for themselves, so that a laptop that is not known here yet can bring its own.
async fn add_deeds(State(door): State<Door>, body: Bytes) -> Response {
    answer(&door, &body, async {
        door.gate.stranger()?;
        let parts = split_items(&body)?;
        let (org, deeds) = parts.split_first().ok_or(HubError::No(HubWord::NotAMessage))?;
        let org: [u8; 16] = (*org).try_into().map_err(|_| HubError::No(HubWord::NotAMessage))?;
        act::deeds::add(&door.hub, CentreId::from_bytes(org), deeds).await?;
        Ok(Vec::new())
    })
    .await
}

async fn deeds(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> Response {
    answer(&door, &body, async {
        let speaker = speaker(&door, &headers).await?;
        let id = |id: &[u8]| id.try_into().map(DeedId::from_bytes).map_err(|_| HubError::No(HubWord::NotAMessage));
        let have = split_items(&body)?.into_iter().map(id).collect::<Result<_, _>>()?;
        let (head, deeds) = act::deeds::lacking(&door.hub, speaker, have).await?;
        let mut out = Vec::new();
        // An older laptop names none, and reads deeds alone.
        if !body.is_empty() {
            write_entry(&mut out, &head.to_bytes());
        }
        deeds.iter().for_each(|deed| write_entry(&mut out, deed));
        Ok(out)
    })
    .await
}

async fn meet(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> Response {
    answer(&door, &body, async {
        let speaker = speaker(&door, &headers).await?;
        let reply = act::meet::meet(&door.hub, speaker, MeetRequest::from_bytes(&body)?).await?;
        Ok(reply.to_bytes(&door.hub.key.sign(HEADS_CONTEXT, &reply.statement(speaker.org))))
    })
    .await
}

async fn ends(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> Response {
    answer(&door, &body, async {
        let speaker = speaker(&door, &headers).await?;
        let stream: [u8; 16] = body.as_ref().try_into().map_err(|_| HubError::No(HubWord::NotAMessage))?;
        Ok(act::meet::ends(&door.hub, speaker, StreamId::from_bytes(stream)).await?.to_bytes())
    })
    .await
}

async fn push(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> Response {
    answer(&door, &body, async {
        let speaker = speaker(&door, &headers).await?;
        let _room = door.gate.room(body.len())?;
        let items: Vec<Vec<u8>> = read_items(&body)?.into_iter().map(Cow::into_owned).collect();
        let many = u64::try_from(items.len()).unwrap_or(u64::MAX);
        let reply = act::push::push(&door.hub, speaker, items).await?;
        door.hub.metrics.items_in.inc_by(reply.stop.map_or(many, |stop| stop.item));
        door.hub.metrics.forks.inc_by(u64::try_from(reply.forks.len()).unwrap_or(u64::MAX));
        Ok(reply.to_bytes())
    })
    .await
}

async fn pull(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> Response {
    answer(&door, &body, async {
        let speaker = speaker(&door, &headers).await?;
        act::pull::pull(&door.hub, speaker, PullRequest::from_bytes(&body)?).await
    })
    .await
}

async fn files_held(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> Response {
    answer(&door, &body, async {
        let speaker = speaker(&door, &headers).await?;
        Ok(act::files::held(&door.hub, speaker, FilesAsked::from_bytes(&body)?).await?.to_bytes())
    })
    .await
}

async fn file_put(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> Response {
    answer(&door, &body, async {
        let speaker = speaker(&door, &headers).await?;
        // The piece, and its whole chunk once it is put together.
        let _room = door.gate.room(body.len().saturating_add(MAX_CHUNK))?;
        Ok(act::files::put(&door.hub, speaker, FilePiece::from_bytes(&body)?).await?.to_bytes())
    })
    .await
}

async fn file_get(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> Response {
    answer(&door, &body, async {
        let speaker = speaker(&door, &headers).await?;
        let _room = door.gate.room(MAX_CHUNK)?;
        let bytes = act::files::get(&door.hub, speaker, FileAsked::from_bytes(&body)?).await?;
        Ok(FileGiven { bytes }.to_bytes())
    })
    .await
}

/// Where a laptop serves in one room: by what the others of its centre know it. Elsewhere there is no such place.
async fn room(State(door): State<Door>, body: Bytes) -> Response {
    let Some(room) = &door.hub.room else { return StatusCode::NOT_FOUND.into_response() };
    answer(&door, &body, async {
        door.gate.stranger()?;
        Ok(room.said.to_bytes())
    })
    .await
}

/// The hub's clock, in milliseconds since 1970, in digits.
async fn time(State(door): State<Door>) -> Response {
    door.hub.now_ms().to_string().into_response()
}

/// Does the hub answer, and its database with it?
async fn health(State(door): State<Door>) -> Response {
    match door.hub.pool.read(|sql| Ok(sql.one("SELECT 1", &[])?)).await {
        Ok(_) => "ok\n".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not well\n").into_response(),
    }
}

/// Who speaks: `authorization: Pana <centre>.<key of the session>`, both in hexadecimal digits.
async fn speaker(door: &Door, headers: &HeaderMap) -> Result<Speaker, HubError> {
    let no = HubError::No(HubWord::NoSession);
    let said = headers.get("authorization").and_then(|value| value.to_str().ok());
    let Some((org, key)) = said.and_then(|said| said.strip_prefix("Pana ")).and_then(|said| said.split_once('.'))
    else {
        return Err(no);
    };
    let (Ok(org), Some(key)) = (org.parse::<CentreId>(), SessionKey::from_hex(key)) else { return Err(no) };
    let speaker = act::session::speaker(&door.hub, org, key).await?;
    door.gate.device(speaker.org, speaker.dev)?;
    if let Some(room) = &door.hub.room {
        room.asks(speaker.dev, door.hub.now_ms());
    }
    Ok(speaker)
}
