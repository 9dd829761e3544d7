//! What witnesses name and is not here.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::Refusal;
use pana_casework::authority::{Refused, Standing};
use pana_casework::witness::{Witnessed, may_name, named};
use pana_model::DeviceId;
use pana_record::EventKind;
use rusqlite::Connection;

use crate::disk::StoreError;
use crate::fold::gate::Gate;
use crate::log::{LogReader, Opened, Stream, event};
use crate::store::Store;

/// The first and the last number that is named and not here.
type Span = (u64, u64);

/// What witnesses name and is not here, chain by chain: as many entries as there are chains of known devices, whatever
/// anybody writes down.
#[derive(Debug, Default)]
pub(crate) struct Missing(BTreeMap<(Stream, DeviceId), Span>);

impl Missing {
    /// Looks for what an event names, if it is a witness that counts. Its signatures are those of who says so.
    pub(crate) fn note(&mut self, reader: LogReader<'_>, event: &Opened) -> Result<(), StoreError> {
        witnessed_by(reader, event).iter().try_for_each(|named| self.look_for(reader, named))
    }

    fn look_for(&mut self, reader: LogReader<'_>, named: &Witnessed) -> Result<(), StoreError> {
        let Witnessed { stream, device, seq, event } = *named;
        if event::stands_at(reader.sql, stream, device, seq, &event)? {
            return Ok(());
        }
        let (first, last) = self.0.entry((stream, device)).or_insert((seq, seq));
        (*first, *last) = ((*first).min(seq), (*last).max(seq));
        Ok(())
    }

    /// How many chains lack something.
    pub(crate) fn chains(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    /// Each chain that lacks something, with the first number of which nothing says that it is here, and the last that is
    /// named.
    pub(crate) fn ranges(
        &self,
        sql: &Connection,
    ) -> Result<impl Iterator<Item = (Stream, DeviceId, u64, u64)> + use<>, StoreError> {
        let mut ranges = Vec::with_capacity(self.0.len());
        for ((stream, device), (first, last)) in &self.0 {
            let here = event::chain_end(sql, *stream, *device)?.dseq;
            ranges.push((*stream, *device, here.saturating_add(1).min(*first), *last));
        }
        Ok(ranges.into_iter())
    }
}

/// What an event names as a witness, if it counts as one. One that waits speaks as well while its author stands: what it waits
/// for may be the very thing that was taken out.
fn witnessed_by(reader: LogReader<'_>, opened: &Opened) -> Vec<Witnessed> {
    let session = reader.session;
    if opened.body.kind != EventKind::Witness || opened.body.subject != *session.centre.as_bytes() {
        return Vec::new();
    }
    let (event, state) = (opened.event(), session.state());
    match Gate::new(reader).judge_of_centre(&event, opened.stream) {
        Ok(()) => {}
        Err(Refusal::Author(Refused::Waiting)) if state.standing(opened.body.member) == Standing::Stands => {}
        Err(_) => return Vec::new(),
    }
    let may = |said: &Witnessed| may_name(opened.stream, said.stream) && state.device(said.device).is_some();
    named(&event).filter(may).collect()
}

impl Store {
    /// How many chains lack what the witnesses at the ends of chains name, where those are the last that was written. The
    /// doctor asks all witnesses; this reads one event of each chain.
    pub(crate) fn missing_at_opening(&mut self) -> Result<u32, StoreError> {
        match self.missing_by_last_witnesses() {
            Err(error) if error.is_damage() => {
                // A page that does not read is the doctor's to name.
                self.reopen()?;
                Ok(0)
            }
            found => found,
        }
    }

    fn missing_by_last_witnesses(&self) -> Result<u32, StoreError> {
        let (gate, mut witnessed) = (Gate::new(self.reader()), BTreeSet::new());
        for (stream, _, end) in event::chain_ends(self.connection())? {
            if stream == Stream::Control || !self.opens(stream) {
                continue;
            }
            let row = self.readable(end.id.as_bytes())?.filter(|row| self.may_be_witness(row));
            if let Some(row) = row
                && let Ok(Some(event)) = gate.admit(&row)?
            {
                witnessed.extend(witnessed_by(self.reader(), &event));
            }
        }
        let mut missing = Missing::default();
        witnessed.iter().try_for_each(|named| missing.look_for(self.reader(), named))?;
        Ok(missing.chains())
    }
}
