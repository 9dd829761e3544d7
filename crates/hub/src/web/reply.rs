//! An answer: 200 with a body, or a status that says of what sort the no is, and the word of it as the body.

use std::future::Future;

use axum::body::Bytes;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use pana_wire::hub::{HubFault, HubWord};

use super::Door;
use crate::HubError;

/// What bodies are.
const MESSAGE: HeaderValue = HeaderValue::from_static("application/vnd.pana.v1");

pub(super) async fn answer(
    door: &Door,
    body: &Bytes,
    work: impl Future<Output = Result<Vec<u8>, HubError>>,
) -> Response {
    let metrics = &door.hub.metrics;
    metrics.requests.inc();
    metrics.bytes_in.inc_by(u64::try_from(body.len()).unwrap_or(u64::MAX));
    let (status, body, wait) = match work.await {
        Ok(body) => (StatusCode::OK, body, None),
        Err(error) => {
            let word = error.word();
            if word == HubWord::Broken {
                metrics.failed.inc();
                tracing::error!(%error, "a request failed");
            } else {
                metrics.refused.inc();
                tracing::debug!(word = word.as_str(), "refused");
            }
            let body = match &error {
                HubError::Removed(shown) => shown.to_bytes(),
                _ => HubFault(word).to_bytes(),
            };
            (status(word), body, wait(word))
        }
    };
    metrics.bytes_out.inc_by(u64::try_from(body.len()).unwrap_or(u64::MAX));
    let mut response = (status, [(CONTENT_TYPE, MESSAGE)], body).into_response();
    if let Some(wait) = wait {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(wait));
    }
    response
}

const fn status(word: HubWord) -> StatusCode {
    match word {
        HubWord::NotAMessage | HubWord::Newer | HubWord::Deed => StatusCode::BAD_REQUEST,
        HubWord::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
        HubWord::NoSession | HubWord::Signature => StatusCode::UNAUTHORIZED,
        HubWord::UnknownCentre | HubWord::UnknownDevice | HubWord::DeviceRemoved | HubWord::Token => {
            StatusCode::FORBIDDEN
        }
        HubWord::NoMailbox => StatusCode::NOT_FOUND,
        HubWord::Differs | HubWord::Registered | HubWord::DeedsFull | HubWord::Written => StatusCode::CONFLICT,
        HubWord::Rate => StatusCode::TOO_MANY_REQUESTS,
        HubWord::Busy => StatusCode::SERVICE_UNAVAILABLE,
        HubWord::Quota => StatusCode::INSUFFICIENT_STORAGE,
        HubWord::Broken => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// After how many seconds to come again.
const fn wait(word: HubWord) -> Option<&'static str> {
    match word {
        HubWord::Rate => Some("10"),
        HubWord::Busy => Some("2"),
        _ => None,
    }
}
