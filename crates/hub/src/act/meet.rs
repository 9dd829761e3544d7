//! One request for all streams.

use std::sync::Arc;

use pana_wire::StreamId;
use pana_wire::bundle::Have;
use pana_wire::hub::{HubWord, MeetReply, MeetRequest, SignedSaid};

use crate::HubError;
use crate::act::Speaker;
use crate::hub::Inner;
use crate::table;

/// How far the lists go, and what others said.
pub(crate) async fn meet(hub: &Arc<Inner>, speaker: Speaker, asked: MeetRequest) -> Result<MeetReply, HubError> {
    if let Some(said) = &asked.said {
        say(hub, speaker, said.clone()).await?;
    }
    // What was cut off before it was deleted is deleted now.
    super::files::clear_or_later(hub, speaker.org).await;
    let inner = Arc::clone(hub);
    hub.pool
        .read(move |sql| {
            let known = super::session::check(&inner, sql, speaker)?;
            let org = speaker.org;
            let heads = table::stream::all(sql, org)?;
            let mut differ = Vec::new();
            for (stream, cursor) in &asked.cursors {
                if table::item::hash_at(sql, (org, *stream), cursor.seq)? != Some(cursor.hash) {
                    differ.push(*stream);
                }
            }
            let centre = table::centre::get(sql, org)?.ok_or(HubError::No(HubWord::UnknownCentre))?;
            let said = table::said::after(sql, org, asked.said_after, speaker.dev)?;
            let said = said.iter().map(|said| SignedSaid::from_bytes(said)).collect::<Result<_, _>>()?;
            Ok(MeetReply {
                incarnation: inner.incarnation,
                now_ms: inner.now_ms(),
                heads,
                deeds: known.deeds.digest(),
                differ,
                said_head: centre.said_head,
                said,
                runs: true,
                files: Some(table::file::head(sql, org)?),
            })
        })
        .await
}

/// Keeps what a device says that it has taken in. What it said later already stands.
async fn say(hub: &Arc<Inner>, speaker: Speaker, said: SignedSaid) -> Result<(), HubError> {
    let inner = Arc::clone(hub);
    hub.pool
        .write(move |sql| {
            let known = super::session::check(&inner, sql, speaker)?;
            let new = said.open(known.speaks(speaker.dev)?)?;
            let is_right = new.org == speaker.org
                && new.dev == speaker.dev
                && new.hub == inner.key.public()
                && new.incarnation == inner.incarnation;
            if !is_right {
                return Err(HubError::No(HubWord::NotAMessage));
            }
            let bytes = said.to_bytes();
            if table::said::get(sql, speaker.org, speaker.dev)?.as_ref() == Some(&bytes) {
                return Ok(());
            }
            let rev = table::centre::next_said(sql, speaker.org)?;
            Ok(table::said::put(sql, speaker.org, speaker.dev, rev, &bytes)?)
        })
        .await
}

/// The ends of the chains of a stream.
pub(crate) async fn ends(hub: &Arc<Inner>, speaker: Speaker, stream: StreamId) -> Result<Have, HubError> {
    let inner = Arc::clone(hub);
    hub.pool
        .read(move |sql| {
            super::session::check(&inner, sql, speaker)?;
            Ok(table::item::ends(sql, (speaker.org, stream))?)
        })
        .await
}
