//! A list is read on.

use std::sync::Arc;

use pana_wire::hub::{Entry, HEADS_CONTEXT, HubWord, PullHead, PullRequest, RunWriter};

use crate::HubError;
use crate::act::Speaker;
use crate::hub::Inner;
use crate::table;

/// What lies behind a place, in bytes. O(what is given).
pub(crate) async fn pull(hub: &Arc<Inner>, speaker: Speaker, asked: PullRequest) -> Result<Vec<u8>, HubError> {
    let inner = Arc::clone(hub);
    let most = asked.most.min(hub.limits.pull_bytes);
    hub.pool
        .read(move |sql| {
            super::session::check(&inner, sql, speaker)?;
            let key = (speaker.org, asked.stream);
            if table::item::hash_at(sql, key, asked.after.seq)? != Some(asked.after.hash) {
                return Err(HubError::No(HubWord::Differs));
            }
            let rows = table::item::after(sql, key, asked.after.seq, most)?;
            let to = rows.last().map_or(asked.after, |last| last.to);
            let statement = PullHead::statement(speaker.org, inner.incarnation, asked.stream, to);
            let sig = inner.key.sign(HEADS_CONTEXT, &statement);
            let mut out = RunWriter::new(asked.runs);
            out.push_whole(&PullHead { incarnation: inner.incarnation, to, sig }.to_bytes());
            for row in rows {
                match row.bytes {
                    // What was brought in this session is had: its key lies in the memory of the one process that read it from
                    // its store. That the same device brought it says nothing: its folder may be copied, or put back.
                    Some(_) if row.giver == speaker.session => out.push_whole(&Entry::gone(&row.id)),
                    Some(bytes) => out.push(&bytes),
                    None => out.push_whole(&Entry::gone(&row.id)),
                }
            }
            Ok(out.into_bytes())
        })
        .await
}
