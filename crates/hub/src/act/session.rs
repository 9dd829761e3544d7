//! A device shows that it holds its key, and goes on under a secret of the session.

use std::sync::Arc;

use pana_wire::hub::{Challenge, HubWord, Nonce, OpenSession, SESSION_CONTEXT, Session, SessionKey, session_statement};
use pana_wire::verify_statement;

use crate::HubError;
use crate::act::Speaker;
use crate::db::Sql;
use crate::hub::{Inner, Known};
use crate::table;

/// What a device is to sign.
pub(crate) async fn challenge(hub: &Arc<Inner>, asked: &Challenge) -> Result<Nonce, HubError> {
    let (org, dev, inner) = (asked.org, asked.dev, Arc::clone(hub));
    hub.pool.read(move |sql| inner.learn(sql, org)?.speaks(dev).map(drop)).await?;
    let now_ms = hub.now_ms();
    Ok(Nonce { nonce: hub.key.nonce(now_ms)?, now_ms })
}

/// Begins a session, and ends the device's others.
pub(crate) async fn open(hub: &Arc<Inner>, asked: &OpenSession) -> Result<Session, HubError> {
    let (org, dev, now) = (asked.org, asked.dev, hub.now_ms());
    if !hub.key.is_nonce(&asked.nonce, now, hub.limits.nonce_ms) {
        return Err(HubError::No(HubWord::Signature));
    }
    let statement = session_statement(&hub.key.public(), org, dev, &asked.nonce);
    let (sig, until_ms) = (asked.sig, now.saturating_add(hub.limits.session_ms));
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|error| std::io::Error::other(error.to_string()))?;
    let key = SessionKey(key);
    let inner = Arc::clone(hub);
    hub.pool
        .write(move |sql| {
            let known = inner.known(sql, org)?;
            let by = known.speaks(dev)?;
            verify_statement(SESSION_CONTEXT, &statement, &sig, by).map_err(|_| HubError::No(HubWord::Signature))?;
            table::session::clear(sql, org, dev, now)?;
            crate::act::mailbox::clear(sql, org, now)?;
            Ok(table::session::put(sql, org, &hash(key), dev, until_ms)?)
        })
        .await?;
    Ok(Session { key, until_ms })
}

/// How a session's key is kept.
pub(crate) fn hash(key: SessionKey) -> [u8; 32] {
    blake3::derive_key("pana/hub session key/1", &key.0)
}

/// Does the speaker's session live, and does its device still belong to the centre? Asked in the transaction of each request.
pub(crate) fn check(hub: &Inner, sql: &mut dyn Sql, speaker: Speaker) -> Result<Arc<Known>, HubError> {
    let known = hub.known(sql, speaker.org)?;
    known.speaks(speaker.dev)?;
    let dev = table::session::get(sql, speaker.org, &speaker.session, hub.now_ms())?;
    if dev == Some(speaker.dev) { Ok(known) } else { Err(HubError::No(HubWord::NoSession)) }
}

/// Who shows this key.
pub(crate) async fn speaker(hub: &Arc<Inner>, org: pana_model::CentreId, key: SessionKey) -> Result<Speaker, HubError> {
    let (session, inner) = (hash(key), Arc::clone(hub));
    let found = hub.pool.read(move |sql| Ok(table::session::get(sql, org, &session, inner.now_ms())?)).await?;
    let dev = found.ok_or(HubError::No(HubWord::NoSession))?;
    Ok(Speaker { org, dev, session })
}
