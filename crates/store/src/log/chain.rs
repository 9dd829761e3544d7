//! Where a device's chain ends here: what its next event follows, what a removal has seen, what a member remembers.
//!
//! A row counts as part of a chain if the device signed it. One put in by hand, with the highest number of all, would else
//! be what every later event of the device hangs on.

use pana_model::DeviceId;
use pana_wire::{ChainHead, verify_envelope};

use super::event;
use super::session::Context;
use super::stream::Stream;
use crate::disk::StoreError;

impl Context<'_> {
    /// The last event of a device in a stream. O(rows behind it that are not of the chain).
    ///
    /// # Errors
    /// As any read.
    pub(crate) fn chain_head(&self, stream: Stream, device: DeviceId) -> Result<ChainHead, StoreError> {
        event::last_that(self.sql, stream, device, |position, head| self.is_of_chain(stream, device, position, head))
    }

    /// Every chain with its last event.
    ///
    /// # Errors
    /// As any read.
    pub(crate) fn chain_heads(&self) -> Result<Vec<(Stream, DeviceId, ChainHead)>, StoreError> {
        let chains = event::chains(self.sql)?.into_iter();
        let heads = chains.map(|(stream, device)| Ok((stream, device, self.chain_head(stream, device)?)));
        heads.filter(|head| !matches!(head, Ok((.., head)) if head.dseq == 0)).collect()
    }

    /// The row with the highest number of every chain, whatever it is: asked of the index alone, since opening has to get
    /// past damaged pages.
    ///
    /// # Errors
    /// As any read.
    pub(crate) fn last_rows(&self) -> Result<Vec<(Stream, DeviceId, ChainHead)>, StoreError> {
        let chains = event::chains(self.sql)?.into_iter();
        let rows = chains
            .map(|(stream, device)| Ok((stream, device, event::last_that(self.sql, stream, device, |_, _| Ok(true))?)));
        rows.collect()
    }

    fn is_of_chain(
        &self,
        stream: Stream,
        device: DeviceId,
        position: i64,
        head: &ChainHead,
    ) -> Result<bool, StoreError> {
        if stream == Stream::Control {
            // The control stream was checked when it was loaded. What waits there, all that follows it would wait for too.
            let authority = self.session.authority.borrow();
            let waits = |verdict| matches!(verdict, Err(pana_casework::authority::Refused::Waiting));
            let placed = authority.verdict(event::name(head.id.as_bytes())).is_some_and(|verdict| !waits(verdict));
            return Ok(placed || authority.founding().is_empty());
        }
        // What lies on a damaged page cannot be asked.
        if self.session.unread.borrow().contains(&position) {
            return Ok(true);
        }
        let Some(envelope) = event::header_at(self.sql, position)? else { return Ok(false) };
        let header = envelope.header();
        let stands = header.org == self.session.centre
            && header.stream == self.session.stream_id(stream)
            && (header.dev, header.dseq) == (device, head.dseq)
            && envelope.id() == head.id;
        let key = if device == self.session.device {
            self.session.device_secrets.public().verifying_key().ok()
        } else {
            let state = self.session.state();
            let keys = state.device(device).and_then(|device| pana_keys::PublicKeys::from_bytes(&device.keys.0));
            keys.and_then(|keys| keys.verifying_key().ok())
        };
        Ok(stands && key.is_some_and(|key| verify_envelope(&envelope, &key).is_ok()))
    }
}
