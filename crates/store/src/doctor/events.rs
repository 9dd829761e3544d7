//! Events: each reads, is the one that is named, was signed, follows its predecessor, and opens.

use std::collections::BTreeMap;

use pana_keys::PublicKeys;
use pana_model::{DeviceId, MemberId};
use pana_wire::{ChainHead, EventId, Link, check_next, verify_envelope};

use super::files::{self, NamedFile};
use super::{Diagnosis, Fault, Finding};
use crate::disk::StoreError;
use crate::log::event::{self, EventRow};
use crate::log::{Context, Stream};
use crate::store::Store;
use crate::table::{view_device, view_member};

impl Store {
    /// Gives the files that the events name.
    pub(super) fn look_at_events(&mut self, diagnosis: &mut Diagnosis) -> Result<Vec<NamedFile>, StoreError> {
        let named = match event::named(self.connection()) {
            Ok(named) => named,
            Err(error) => {
                diagnosis.findings.push(Finding::Page(format!("the log's index: {error}")));
                return self.reopen().map(|()| Vec::new());
            }
        };
        let mut files = Vec::new();
        let devices: BTreeMap<DeviceId, PublicKeys> = view_device::keys(self.connection())?.into_iter().collect();
        let members: BTreeMap<MemberId, PublicKeys> =
            view_member::all(self.connection())?.into_iter().map(|(member, keys)| (member.id, keys)).collect();
        let mut chain: Option<(Stream, DeviceId, ChainHead)> = None;
        for (position, stream, device, seq) in named {
            diagnosis.events = diagnosis.events.saturating_add(1);
            let mut head = match chain {
                Some((at, of, head)) if at == stream && of == device => head,
                _ => ChainHead::EMPTY,
            };
            let row = event::at(self.connection(), position);
            let fault = match row {
                Ok(row) => match look_at_event(self.context(), &row, &mut head, devices.get(&device), &members) {
                    Ok(Some(named)) => {
                        files.extend(named);
                        None
                    }
                    Ok(None) => {
                        diagnosis.closed = diagnosis.closed.saturating_add(1);
                        None
                    }
                    Err(fault) => Some(fault),
                },
                Err(_) => {
                    self.reopen()?;
                    head = ChainHead { dseq: seq, ..head };
                    Some(Fault::Unreadable)
                }
            };
            if let Some(fault) = fault {
                diagnosis.findings.push(Finding::Event { stream, device, seq, fault });
            }
            chain = Some((stream, device, head));
        }
        Ok(files)
    }
}

/// Gives the files that the event names; `None` when its body is closed to the member.
fn look_at_event(
    context: Context<'_>,
    row: &EventRow,
    head: &mut ChainHead,
    device: Option<&PublicKeys>,
    members: &BTreeMap<MemberId, PublicKeys>,
) -> Result<Option<Vec<NamedFile>>, Fault> {
    let before = *head;
    // Whatever is wrong with this one, the next is compared with the id under which this one is filed.
    *head = ChainHead { dseq: row.seq, id: EventId::from_bytes(row.event_id) };
    let envelope = row.envelope().map_err(|_| Fault::Altered)?;
    let header = envelope.header();
    let placed = header.dseq == row.seq
        && header.dev == row.device
        && header.org == context.session.centre
        && header.stream == context.session.stream_id(row.stream)
        && envelope.id().as_bytes() == &row.event_id;
    if !placed {
        return Err(Fault::Altered);
    }
    let device = device.and_then(|keys| keys.verifying_key().ok()).ok_or(Fault::Signature)?;
    verify_envelope(&envelope, &device).map_err(|_| Fault::Signature)?;
    match check_next(before, header, envelope.id(), |_| None) {
        Ok(Link::Next(_)) => {}
        _ => return Err(Fault::Chain),
    }
    match context.open_signed(row) {
        Ok(Some((envelope, open, event))) => {
            let keys = members.get(&event.body.member).and_then(|keys| keys.verifying_key().ok());
            let keys = keys.ok_or(Fault::MemberSignature)?;
            open.verify(&envelope, &keys).map_err(|_| Fault::MemberSignature)?;
            Ok(Some(files::named_by(row.stream, &event)))
        }
        Ok(None) => Ok(None),
        Err(_) => Err(Fault::Closed),
    }
}
