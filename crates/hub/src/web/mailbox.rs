//! The mailboxes by which laptops join.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::post;
use axum::{Extension, Router};
use pana_wire::hub::{LayMailbox, MailboxAt, PutLetter};

use super::limit::From;
use super::reply::answer;
use super::{Door, speaker};
use crate::act::mailbox;

/// What is asked of them: `lay`, `answer`, `read` and `end` in a session, `look` and `put` by whoever knows a name.
pub(super) fn routes() -> Router<Door> {
    Router::new()
        .route("/v1/join/lay", post(lay))
        .route("/v1/join/answer", post(nonce))
        .route("/v1/join/read", post(read))
        .route("/v1/join/end", post(end))
        .route("/v1/join/look", post(look))
        .route("/v1/join/put", post(put))
}

async fn lay(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> Response {
    answer(&door, &body, async {
        let speaker = speaker(&door, &headers).await?;
        mailbox::lay(&door.hub, speaker, LayMailbox::from_bytes(&body)?).await?;
        Ok(Vec::new())
    })
    .await
}

async fn nonce(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> Response {
    answer(&door, &body, async {
        let speaker = speaker(&door, &headers).await?;
        mailbox::answer(&door.hub, speaker, PutLetter::from_bytes(&body)?).await?;
        Ok(Vec::new())
    })
    .await
}

async fn read(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> Response {
    answer(&door, &body, async {
        let speaker = speaker(&door, &headers).await?;
        Ok(mailbox::read(&door.hub, speaker, MailboxAt::from_bytes(&body)?).await?.to_bytes())
    })
    .await
}

async fn end(State(door): State<Door>, headers: HeaderMap, body: Bytes) -> Response {
    answer(&door, &body, async {
        let speaker = speaker(&door, &headers).await?;
        mailbox::end(&door.hub, speaker, MailboxAt::from_bytes(&body)?).await?;
        Ok(Vec::new())
    })
    .await
}

async fn look(State(door): State<Door>, from: Option<Extension<From>>, body: Bytes) -> Response {
    answer(&door, &body, async {
        door.gate.joins(from.map(|Extension(from)| from))?;
        Ok(mailbox::look(&door.hub, MailboxAt::from_bytes(&body)?).await?.to_bytes())
    })
    .await
}

async fn put(State(door): State<Door>, from: Option<Extension<From>>, body: Bytes) -> Response {
    answer(&door, &body, async {
        door.gate.joins(from.map(|Extension(from)| from))?;
        mailbox::put(&door.hub, PutLetter::from_bytes(&body)?).await?;
        Ok(Vec::new())
    })
    .await
}
