//! Files are asked for, given and fetched, chunk by chunk and piece by piece.
//!
//! A file has its root for a name, and a chunk is compared with its hash before it counts: nobody, also no device of the centre,
//! can put anything else in its place. Where a hub was told that a file was erased it takes no piece of it, and whoever brings one
//! is not told so.

use std::sync::Arc;

use pana_wire::bundle::file_root;
use pana_wire::hub::{ChunkHeld, DeedErased, FileAsked, FileHeld, FilePiece, FilesAsked, FilesHeld, HubWord};

use crate::HubError;
use crate::act::Speaker;
use crate::db::Sql;
use crate::files::ChunkAt;
use crate::hub::{Inner, Known};
use crate::table;
use crate::table::file::ChunkRow;

/// What lies here of files. One that was erased lies here as far as anybody is told who might give it.
pub(crate) async fn held(hub: &Arc<Inner>, speaker: Speaker, asked: FilesAsked) -> Result<FilesHeld, HubError> {
    let inner = Arc::clone(hub);
    hub.pool
        .read(move |sql| {
            super::session::check(&inner, sql, speaker)?;
            let files = asked.roots.iter().map(|root| file(sql, speaker, root)).collect::<Result<_, _>>()?;
            Ok(FilesHeld { files })
        })
        .await
}

fn file(sql: &mut dyn Sql, speaker: Speaker, root: &[u8; 32]) -> Result<Option<FileHeld>, HubError> {
    let key = (speaker.org, root);
    let Some(hashes) = table::file::hashes(sql, key)? else { return Ok(None) };
    let mut chunks = vec![ChunkHeld::default(); hashes.len()];
    for row in table::file::chunks(sql, key)? {
        let at = usize::try_from(row.number).unwrap_or(usize::MAX);
        if let Some(chunk) = chunks.get_mut(at) {
            *chunk = ChunkHeld { bytes: row.held, whole: row.whole };
        }
    }
    Ok(Some(FileHeld { hashes, chunks }))
}

/// What came of a piece.
enum Came {
    /// So much of its chunk is here.
    Held(ChunkHeld),
    /// All of it is, and is to be looked at.
    All(Vec<u8>),
}

/// Takes a piece that goes on from what is here of its chunk; says how much is here then. What it says is durable.
pub(crate) async fn put(hub: &Arc<Inner>, speaker: Speaker, piece: FilePiece) -> Result<ChunkHeld, HubError> {
    let root = file_root(&piece.hashes);
    let piece = Arc::new(piece);
    let (inner, given) = (Arc::clone(hub), Arc::clone(&piece));
    let came = hub
        .pool
        .write(move |sql| {
            let known = super::session::check(&inner, sql, speaker)?;
            take(&inner, sql, (speaker, &known), &root, &given)
        })
        .await?;
    let all = match came {
        Came::Held(held) => return Ok(held),
        Came::All(all) => all,
    };
    let number = piece.number;
    let hash = piece.hashes.get(usize::try_from(number).unwrap_or(usize::MAX));
    let is_it = hash == Some(blake3::hash(&all).as_bytes());
    let (org, length) = (speaker.org, u64::try_from(all.len()).unwrap_or(u64::MAX));
    if is_it {
        hub.files.put(ChunkAt { org: speaker.org, root, number }, all).await?;
    }
    let inner = Arc::clone(hub);
    let (held, is_gone) = hub
        .pool
        .write(move |sql| {
            let known = super::session::check(&inner, sql, speaker)?;
            let key = (speaker.org, &root);
            // It may have been erased meanwhile: what was written beside the database since goes.
            if is_erased(&known, &root) {
                table::file::put_gone(sql, key, number)?;
                return Ok((ChunkHeld { bytes: length, whole: true }, true));
            }
            let row = table::file::chunk(sql, key, number)?;
            if let Some(row) = row.filter(|row| row.whole) {
                return Ok((ChunkHeld { bytes: row.held, whole: true }, false));
            }
            // Somebody else may have begun anew meanwhile: what counts is what was compared.
            table::centre::take_bytes(sql, speaker.org, row.map_or(0, |row| row.held))?;
            if !is_it {
                table::file::forget_chunk(sql, key, number)?;
                return Ok((ChunkHeld::default(), false));
            }
            table::file::begin(sql, key, &piece.hashes)?;
            table::file::set_whole(sql, key, number, length)?;
            table::centre::add_bytes(sql, speaker.org, length)?;
            let hashes = table::file::hashes(sql, key)?.unwrap_or_default();
            let chunks = table::file::chunks(sql, key)?;
            if chunks.len() == hashes.len() && chunks.iter().all(|chunk| chunk.whole) {
                let rev = table::centre::next_file(sql, speaker.org)?;
                table::file::set_rev(sql, key, rev)?;
            }
            Ok((ChunkHeld { bytes: length, whole: true }, false))
        })
        .await?;
    if is_gone {
        clear_or_later(hub, org).await;
    }
    Ok(held)
}

fn take(
    hub: &Inner,
    sql: &mut dyn Sql,
    (speaker, known): (Speaker, &Known),
    root: &[u8; 32],
    piece: &FilePiece,
) -> Result<Came, HubError> {
    if is_erased(known, root) {
        return Ok(Came::Held(ChunkHeld { bytes: piece.length, whole: true }));
    }
    let (org, key) = (speaker.org, (speaker.org, root));
    let empty = ChunkRow { number: piece.number, length: piece.length, held: 0, whole: false };
    // Two that bring the same chunk are held apart by the row of their centre.
    let bytes = table::centre::hold(sql, org)?;
    let mut row = table::file::chunk(sql, key, piece.number)?.unwrap_or(empty);
    if row.length != piece.length && !row.whole && piece.at == 0 {
        // Which of the two lengths is right its hash alone says: whoever begins anew is let begin.
        table::file::forget_chunk(sql, key, piece.number)?;
        table::centre::take_bytes(sql, org, row.held)?;
        row = empty;
    }
    let goes_on = row.held == piece.at && row.length == piece.length && !row.whole;
    let is_more = goes_on && !piece.bytes.is_empty();
    if is_more {
        let length = u64::try_from(piece.bytes.len()).unwrap_or(u64::MAX);
        if bytes.saturating_add(length) > hub.limits.centre_bytes {
            return Err(HubError::No(HubWord::Quota));
        }
        table::file::begin(sql, key, &piece.hashes)?;
        table::file::add_piece(sql, key, row, &piece.bytes)?;
        table::centre::add_bytes(sql, org, length)?;
    }
    let row = table::file::chunk(sql, key, piece.number)?.unwrap_or(empty);
    if row.whole || row.held < row.length {
        // One of another length is another chunk: whoever brings it is told that nothing of theirs is here.
        let bytes = if row.length == piece.length { row.held } else { 0 };
        return Ok(Came::Held(ChunkHeld { bytes, whole: row.whole }));
    }
    Ok(Came::All(table::file::pieces(sql, key, piece.number)?))
}

fn is_erased(known: &Known, root: &[u8; 32]) -> bool {
    known.erased_files.contains(root)
}

/// A piece of a chunk that is whole here; nothing where it is not.
pub(crate) async fn get(hub: &Arc<Inner>, speaker: Speaker, asked: FileAsked) -> Result<Vec<u8>, HubError> {
    let inner = Arc::clone(hub);
    let row = hub
        .pool
        .read(move |sql| {
            super::session::check(&inner, sql, speaker)?;
            Ok(table::file::chunk(sql, (speaker.org, &asked.root), asked.number)?)
        })
        .await?;
    let Some(row) = row.filter(|row| row.whole) else { return Ok(Vec::new()) };
    let most = asked.most.min(hub.limits.pull_bytes);
    let end = asked.at.saturating_add(most).min(row.length);
    let at = ChunkAt { org: speaker.org, root: asked.root, number: asked.number };
    if let Some(bytes) = hub.files.get(at, asked.at, end).await? {
        return Ok(bytes);
    }
    // It is not there though its row says so: who has it gives it again.
    hub.pool
        .write(move |sql| {
            table::file::forget_chunk(sql, (at.org, &at.root), at.number)?;
            Ok(table::centre::take_bytes(sql, at.org, row.held)?)
        })
        .await?;
    Ok(Vec::new())
}

/// So many chunks are deleted in one request; the rest in the next ones.
const DELETED_AT_ONCE: usize = 256;

/// Deletes beside the database what its rows say no more. Where that fails it is tried again with the next request that asks for
/// it: no meeting waits for it.
pub(crate) async fn clear_or_later(hub: &Arc<Inner>, org: pana_model::CentreId) {
    if let Err(error) = clear(hub, org).await {
        tracing::error!(%error, "chunks that were erased are not deleted yet");
    }
}

async fn clear(hub: &Arc<Inner>, org: pana_model::CentreId) -> Result<(), HubError> {
    let gone = hub.pool.read(move |sql| Ok(table::file::gone(sql, org)?)).await?;
    for at in gone.into_iter().take(DELETED_AT_ONCE) {
        let is_back = move |sql: &mut dyn Sql| {
            let row = table::file::chunk(sql, (at.org, &at.root), at.number)?;
            Ok(row.is_some_and(|row| row.whole))
        };
        if !hub.pool.read(is_back).await? {
            hub.files.delete(at).await?;
        }
        hub.pool.write(move |sql| Ok(table::file::is_gone(sql, at)?)).await?;
    }
    Ok(())
}

/// The files among what was erased.
pub(crate) fn erased_files<'e>(erased: impl Iterator<Item = &'e DeedErased>) -> impl Iterator<Item = [u8; 32]> {
    erased.filter_map(|item| match item {
        DeedErased::File(root) => Some(*root),
        DeedErased::Event(_) | DeedErased::Slot(_) => None,
    })
}
