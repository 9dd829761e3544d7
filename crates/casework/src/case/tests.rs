//! A case made by four members on three devices.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{CaseId, DeviceId, EventRef, InstanceId, InterviewId, MemberId, SeatId, StreamName};
use pana_record::{Body, Dot, EventKind, Hlc, Op, Value};

use super::*;
use crate::path::{InInterview, NUMBER};
use crate::value::{FactValue, Meta};
use crate::{Grant, Right, Role, Who, profile};

mod apart;
mod by_role;
mod clocks;
mod closing;
mod conflict;
mod follow_up;
mod hands;
mod link;
mod meeting;
mod one_by_one;
mod order;
mod referrals;

pub(super) const HOUR: u64 = 3_600_000;
/// Some midnight.
pub(super) const DAY: u64 = 20_000 * 24 * HOUR;

pub(super) fn case() -> CaseId {
    CaseId::from_random([9; 16])
}

pub(super) fn device(number: u8) -> DeviceId {
    DeviceId::from_random([number; 16])
}

pub(super) fn talk(number: u8) -> InterviewId {
    InterviewId::from_random([number; 16])
}

/// Members are their roles' places: 0 is the volunteer, 1 the worker, 2 the supervisor, 3 the coordinator.
pub(super) fn member(number: usize) -> MemberId {
    MemberId::from_random([u8::try_from(number).unwrap(); 16])
}

pub(super) fn who(author: MemberId) -> Result<Who, Refusal> {
    let at = (0..Role::ALL.len())
        .find(|number| member(*number) == author)
        .ok_or(Refusal::Author(crate::authority::Refused::UnknownAuthor))?;
    Ok(Who { member: author, role: Role::ALL[at], grants: BTreeSet::new() })
}

pub(super) fn by_role(event: &Event<'_>, file: &CaseFile) -> Result<(), Refusal> {
    allowed(event, file, &who(event.body.member)?, 300)
}

pub(super) fn nobody_else(_: InterviewId) -> Option<CaseId> {
    None
}

pub(super) const RULES: Rules<'static> = Rules { judge: &by_role, owner: &nobody_else };

/// An event as the log has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Written {
    pub(super) id: EventRef,
    pub(super) device: DeviceId,
    pub(super) seq: u64,
    pub(super) past: BTreeSet<EventRef>,
    pub(super) layout: u32,
    pub(super) body: Body,
}

impl Written {
    pub(super) fn event(&self) -> Event<'_> {
        let mut event = Event::new(self.id, self.device, self.seq, &self.body);
        (event.layout, event.past) = (self.layout, self.past.clone());
        event
    }
}

/// Everything that was written, by all.
#[derive(Default)]
pub(super) struct Log {
    pub(super) written: Vec<Written>,
}

/// Something to be written.
pub(super) struct New {
    pub(super) device: u8,
    pub(super) member: usize,
    pub(super) hours: u64,
    pub(super) kind: EventKind,
    pub(super) ops: Vec<Op>,
}

impl Log {
    /// A case that the coordinator opened on device 3.
    pub(super) fn opened() -> Self {
        let mut log = Self::default();
        let ops = vec![Op::set(NUMBER, Value::text("A7-0412-K"), Vec::new())];
        log.write(New { device: 3, member: 3, hours: 0, kind: EventKind::Create, ops });
        log
    }

    /// Writes where all that is here was seen.
    pub(super) fn write(&mut self, new: New) -> EventRef {
        let past = self.file().frontier().clone();
        self.write_seeing(new, past)
    }

    pub(super) fn write_seeing(&mut self, new: New, past: BTreeSet<EventRef>) -> EventRef {
        let number = self.written.len() as u64 + 1;
        // Ids say nothing of the order in which events were made.
        let id = EventRef::from_random(
            u128::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835).to_be_bytes(),
        );
        let device = device(new.device);
        let seq = self.written.iter().filter(|known| known.device == device).count() as u64 + 1;
        let hlc = Hlc::at(DAY + new.hours * HOUR);
        let seat = SeatId::from_random([new.device; 16]);
        let body = Body { ops: new.ops, ..Body::new(*case().as_bytes(), hlc, member(new.member), seat, new.kind) };
        self.written.push(Written { id, device, seq, past, layout: 2, body });
        id
    }

    pub(super) fn events(&self) -> Vec<Event<'_>> {
        self.written.iter().map(Written::event).collect()
    }

    pub(super) fn fold(&self) -> (CaseFile, Verdicts) {
        CaseFile::fold(StreamName::Centre, case(), &self.events(), &RULES)
    }

    pub(super) fn file(&self) -> CaseFile {
        self.fold().0
    }

    pub(super) fn get(&self, id: EventRef) -> &Written {
        self.written.iter().find(|written| written.id == id).unwrap()
    }

    pub(super) fn without(&self, id: EventRef) -> Self {
        Self { written: self.written.iter().filter(|written| written.id != id).cloned().collect() }
    }

    /// An interview that `member` leads and finishes, with one answer and one fact.
    pub(super) fn talks(
        &mut self,
        device: u8,
        member: usize,
        hours: u64,
        interview: InterviewId,
        name: &str,
    ) -> EventRef {
        let ops = finished(&self.file(), member, hours, interview, name);
        self.write(New { device, member, hours, kind: EventKind::Create, ops })
    }

    /// A change of the one answer.
    pub(super) fn amends(
        &mut self,
        device: u8,
        member: usize,
        hours: u64,
        interview: InterviewId,
        to: &str,
    ) -> EventRef {
        let ops = vec![answer(&self.file(), interview, to)];
        self.write(New { device, member, hours, kind: EventKind::Edit, ops })
    }
}

pub(super) fn within(interview: InterviewId, within: InInterview<'_>) -> String {
    LogPath::Interview { id: interview, within }.to_string()
}

pub(super) fn over(file: &CaseFile, interview: InterviewId, within: InInterview<'_>) -> Vec<Dot> {
    file.interview_heads(interview).map(|heads| heads.over(&within.to_string())).unwrap_or_default()
}

pub(super) fn answer(file: &CaseFile, interview: InterviewId, to: &str) -> Op {
    let path = InInterview::Answer("/f/name");
    Op::set(within(interview, path), Value::text(to), over(file, interview, path))
}

pub(super) fn fact(file: &CaseFile, property: &str, value: &str, interview: InterviewId) -> Op {
    let path = LogPath::Fact { household: None, property }.to_string();
    let over = file.heads().over(&path);
    Op::set(path, FactValue { value: value.to_owned(), interview, source: "/f/name".to_owned() }.to_value(), over)
}

pub(super) fn meta(led_by: usize, hours: u64) -> Meta {
    Meta {
        form_id: "intake".to_owned(),
        form_hash: [7; 32],
        member: member(led_by),
        started_ms: (DAY + hours * HOUR).cast_signed() - 1_000,
        finished_hlc: Hlc::at(DAY + hours * HOUR).to_u64().cast_signed(),
        incomplete: false,
    }
}

pub(super) fn meta_op(file: &CaseFile, interview: InterviewId, meta: &Meta) -> Op {
    Op::set(within(interview, InInterview::Meta), meta.to_value(), over(file, interview, InInterview::Meta))
}

pub(super) fn finished(file: &CaseFile, led_by: usize, hours: u64, interview: InterviewId, name: &str) -> Vec<Op> {
    vec![
        meta_op(file, interview, &meta(led_by, hours)),
        answer(file, interview, name),
        fact(file, profile::FAMILY_NAME, name, interview),
    ]
}

pub(super) fn shown(file: &CaseFile, interview: InterviewId) -> Option<String> {
    match crate::value::answer(file.interview_heads(interview)?, "/f/name")? {
        crate::StoredAnswer::Value(text) => Some(text),
        _ => None,
    }
}

pub(super) fn refused(refusal: Refusal) -> Verdict {
    Verdict::Refused(refusal)
}
