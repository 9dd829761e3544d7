//! Events: each reads, is the one that is named, was signed, follows its predecessor, and opens; and nothing of it is gone
//! without a signed reason.

use pana_casework::path::LogPath;
use pana_model::DeviceId;
use pana_record::{AHEAD_LIMIT_MS, Hlc};
use pana_wire::{ChainEnd, EventId, Link, check_next, verify_envelope};

use super::files::{self, NamedFile};
use super::{Diagnosis, Fault, Finding};
use crate::disk::StoreError;
use crate::fold::gate::{Gate, public};
use crate::log::event::{self, EventRow};
use crate::log::{LogReader, Opened, Stream, own};
use crate::store::Store;
use crate::witness::Missing;

/// What the events say that other tables have to hold.
#[derive(Default)]
pub(super) struct Said {
    /// Files that events name.
    pub(super) files: Vec<NamedFile>,
    /// The latest time of an event of this device.
    latest: Hlc,
    /// Case numbers that this device gave out.
    numbers: Vec<String>,
    /// What witnesses name that is not here.
    missing: Missing,
    /// What this device wrote of somebody is erased.
    is_own_erased: bool,
}

impl Said {
    fn note(&mut self, own: DeviceId, event: &Opened) {
        self.files.extend(files::named_by(event.stream, event));
        if event.device == own {
            if !event.body.flags.clock_not_believed() {
                self.latest = self.latest.max(event.body.hlc);
            }
            let numbers = event.body.ops.iter().filter(|op| LogPath::of(&op.path) == LogPath::Number);
            self.numbers.extend(numbers.filter_map(|op| op.value.as_text().map(str::to_owned)));
        }
    }
}

impl Store {
    /// Looks at every event, and gives what they say that other tables have to hold.
    pub(super) fn look_at_events(&mut self, diagnosis: &mut Diagnosis) -> Result<Said, StoreError> {
        let named = match event::named(self.connection()) {
            Ok(named) => named,
            Err(error) => {
                diagnosis.findings.push(Finding::Page(format!("the log's index: {error}")));
                return self.reopen().map(|()| Said::default());
            }
        };
        self.session().unread.borrow_mut().clear();
        let mut said = Said::default();
        let mut chain: Option<(Stream, DeviceId, ChainEnd)> = None;
        for (position, stream, device, seq) in named {
            diagnosis.events = diagnosis.events.saturating_add(1);
            let mut end = match chain {
                Some((at, of, end)) if at == stream && of == device => end,
                _ => ChainEnd::EMPTY,
            };
            let row = event::at(self.connection(), position);
            let fault = match row {
                Ok(row) => match look_at_event(self.reader(), &row, &mut end) {
                    Ok(Looked::Open(event)) => {
                        said.note(self.device(), &event);
                        self.hear(&mut said, &event)?;
                        None
                    }
                    Ok(Looked::Closed) => {
                        diagnosis.closed = diagnosis.closed.saturating_add(1);
                        None
                    }
                    Ok(Looked::Erased) => {
                        said.is_own_erased |= device == self.device();
                        None
                    }
                    Err(fault) => {
                        // Who took out what lies before a witness has not silenced it.
                        let heard = (fault == Fault::Chain).then(|| open_signed(self.reader(), &row).ok().flatten());
                        heard.flatten().map_or(Ok(()), |event| self.hear(&mut said, &event))?;
                        Some(fault)
                    }
                },
                Err(_) => {
                    self.session().unread.borrow_mut().insert(position);
                    self.reopen()?;
                    end = ChainEnd { dseq: seq, ..end };
                    Some(Fault::Unreadable)
                }
            };
            if let Some(fault) = fault {
                diagnosis.findings.push(Finding::Event { stream, device, seq, fault });
            }
            chain = Some((stream, device, end));
        }
        self.look_at_missing(diagnosis, &said)?;
        self.look_at_own(diagnosis, &said)?;
        Ok(said)
    }

    /// What an event says as a witness. A page of the index that does not read is named already.
    fn hear(&mut self, said: &mut Said, event: &Opened) -> Result<(), StoreError> {
        match said.missing.note(self.reader(), event) {
            Err(error) if error.is_damage() => self.reopen(),
            heard => heard,
        }
    }

    fn look_at_missing(&mut self, diagnosis: &mut Diagnosis, said: &Said) -> Result<(), StoreError> {
        match said.missing.ranges(self.connection()) {
            Ok(missing) => {
                let named = |(stream, device, from, to)| Finding::Missing { stream, device, from, to };
                diagnosis.findings.extend(missing.map(named));
                Ok(())
            }
            Err(error) if error.is_damage() => self.reopen(),
            Err(error) => Err(error),
        }
    }

    /// This installation's own row: its clock and its counter are not behind what it has written down, the clock not far
    /// ahead of it, and its numbers begin as they always did.
    fn look_at_own(&mut self, diagnosis: &mut Diagnosis, said: &Said) -> Result<(), StoreError> {
        let Ok((clock, counted)) =
            own::clock(self.connection()).and_then(|clock| Ok((clock, own::counted(self.connection())?)))
        else {
            diagnosis.findings.push(Finding::Page("own".to_owned()));
            return self.reopen();
        };
        let ahead = said.latest.unix_ms().saturating_add(AHEAD_LIMIT_MS);
        if clock.last < said.latest || (!said.numbers.is_empty() && clock.last.unix_ms() > ahead) {
            diagnosis.findings.push(Finding::Own("clock".to_owned()));
        }
        let behind = said.numbers.iter().any(|number| counted.is_behind(number));
        // Where an event does not open, the number that it gave out is not known.
        let all_open =
            !said.is_own_erased && !diagnosis.findings.iter().any(|finding| matches!(finding, Finding::Event { .. }));
        if behind || (all_open && !counted.is_last_of(&said.numbers)) {
            diagnosis.findings.push(Finding::Own("counter".to_owned()));
        }
        if said.numbers.iter().any(|number| counted.is_of_another(number)) {
            diagnosis.findings.push(Finding::Own("prefix".to_owned()));
        }
        Ok(())
    }
}

/// What an event is that is as it should be.
enum Looked {
    Open(Box<Opened>),
    /// Its body is closed to the member.
    Closed,
    /// What it was about is erased: its header is left.
    Erased,
}

fn look_at_event(reader: LogReader<'_>, row: &EventRow, end: &mut ChainEnd) -> Result<Looked, Fault> {
    let before = *end;
    // Whatever is wrong with this one, the next is compared with the id under which this one is filed.
    *end = ChainEnd { dseq: row.seq, id: EventId::from_bytes(row.event_id) };
    let envelope = row.envelope().map_err(|_| Fault::Altered)?;
    let header = envelope.header();
    let placed = header.dseq == row.seq
        && header.dev == row.device
        && header.org == reader.session.centre
        && header.stream == reader.session.stream_id(row.stream)
        && envelope.id().as_bytes() == &row.event_id;
    if !placed {
        return Err(Fault::Altered);
    }
    let device = reader.session.device_keys(row.device).as_ref().and_then(public);
    let device = device.and_then(|keys| keys.verifying_key().ok()).ok_or(Fault::Signature)?;
    verify_envelope(&envelope, &device).map_err(|_| Fault::Signature)?;
    match check_next(before, header, envelope.id(), |_| None) {
        Ok(Link::Next(_)) => {}
        _ => return Err(Fault::Chain),
    }
    if envelope.ct().is_none() {
        let subject = reader.session.address(row.stream, header);
        // Whose it is that does not open here, nobody here can tell.
        return match subject {
            Some(subject) if row.stream != Stream::Control && reader.session.is_erased(&subject) => Ok(Looked::Erased),
            None if row.stream == Stream::Protected && !reader.session.opens(row.stream) => Ok(Looked::Closed),
            _ => Err(Fault::BodyMissing),
        };
    }
    match open_signed(reader, row)? {
        Some(event) if row.subject.is_none() && event.stream != Stream::Protected => Err(Fault::Altered),
        Some(event) => Ok(Looked::Open(Box::new(event))),
        None if reader.session.opens(row.stream) => Err(Fault::KeyMissing),
        None => Ok(Looked::Closed),
    }
}

/// Opens an event that its device and its member signed; `None` when its body is closed to the member, or its key is gone.
fn open_signed(reader: LogReader<'_>, row: &EventRow) -> Result<Option<Opened>, Fault> {
    let Some(signed) = reader.open_signed(row).map_err(|_| Fault::Closed)? else { return Ok(None) };
    Gate::new(reader).signatures(&signed).map_err(|_| Fault::MemberSignature)?;
    Ok(Some(signed.opened))
}
