//! What came from a hub, as the store takes it in.

use pana_store::{Arrived, ReadFromHub, Store};
use pana_wire::Envelope;
use pana_wire::bundle::Item;
use pana_wire::hub::{Entries, Entry, MessageFault, entry_id, sealed_source};

use super::give::half;
use crate::carry::{Beside, kept};

/// A page of a list, whose events are those of their devices where these are known here. Nobody has signed for what is no event
/// in it: a key is taken only where it opens or nothing lies in its place, a source only where it opens and an event names its
/// hash.
pub(super) fn page(store: &Store, page: Entries) -> Result<ReadFromHub, MessageFault> {
    let mut read = ReadFromHub { to: (page.to.seq, page.to.hash), ..ReadFromHub::default() };
    let mut envelopes = Vec::new();
    let Arrived { events, keys, sources, .. } = &mut read.arrived;
    for entry in page.entries {
        let item = match entry {
            Entry::Gone(_) => continue,
            Entry::SealedSource(sealed) => {
                read.items.push(half(&entry_id(&sealed_source(&sealed))));
                read.sealed.push(sealed);
                continue;
            }
            Entry::Item(item) => item,
        };
        if let Item::Event(bytes) = item {
            if let Ok(envelope) = Envelope::from_bytes(&bytes) {
                let header = envelope.header();
                if let Some(stream) = header.stream.name(store.centre()) {
                    read.events.push(((stream, header.dev), (header.dseq, envelope.id().to_ref())));
                }
                envelopes.push(envelope);
            }
            events.push(bytes);
            continue;
        }
        if let Ok(bytes) = item.to_bytes() {
            read.items.push(half(&entry_id(&bytes)));
        }
        match kept(store.centre(), item) {
            Some(Beside::Key(key)) => keys.push(key),
            Some(Beside::Source(source)) => sources.push(source),
            // They do not go by lists.
            Some(Beside::Chunk(_)) | None => {}
        }
    }
    if store.are_by_their_devices(&envelopes).contains(&Some(false)) {
        // No hub that checks what it takes has such a one.
        return Err(MessageFault::Signature);
    }
    Ok(read)
}
