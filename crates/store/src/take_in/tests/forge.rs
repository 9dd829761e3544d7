//! Events that this program would refuse to make, as another program makes them: with all keys, and without asking.

use pana_casework::authority::{ControlWrite, Keys};
use pana_casework::{Act, Grant, OfInterview, Role};
use pana_keys::{DeviceSecrets, Seat, device_id};
use pana_record::{Flags, Op, Reading, Value};

use super::roles::finished;
use super::*;
use crate::Interview;
use crate::log::{NewEvent, SeenBy, append};

/// What a forged answer says.
pub(super) const FORGED: &str = "forged";

/// Writes an event that this program would refuse to make, and folds it as one that came.
pub(super) fn write_unasked(store: &mut Store, new: NewEvent, past: Vec<EventRef>) -> Result<[u8; 32], StoreError> {
    store.transact(&Asked::nothing(), now(), |tx| {
        let (stream, subject) = (new.stream, new.subject);
        let ctl = tx.session().authority.borrow().frontier().into_iter().collect();
        let opened = append(tx.sql(), tx.session(), new, SeenBy { past, ctl })?;
        tx.fold_placed(&[Placed {
            stream,
            device: opened.device,
            seq: opened.seq,
            subject: Some(subject),
            name: opened.id,
        }])?;
        Ok(opened.full_id)
    })
}

/// A change of an answer in an interview that the member may not change, by a program that does not ask.
pub(super) fn forge(store: &mut Store, which: u8, forged: &mut Vec<[u8; 32]>) -> Result<(), StoreError> {
    let id = finished(store, which).ok_or(StoreError::UnknownInterview)?;
    let Interview { stream, case, .. } = store.interview(id)?;
    let amend = Act::AmendInterview(OfInterview { id, stream });
    if store.ask(&Asked::in_case(amend, case), now()).is_ok() {
        return Ok(());
    }
    let file = match stream {
        Stream::Protected => store.protected().file(case)?,
        Stream::Control | Stream::Centre => crate::fold::case::of_log(&Gate::new(store.reader()), case)?,
    };
    let path = "answer/f/given_name";
    let over = file.interview_heads(id).map(|heads| heads.over(path)).unwrap_or_default();
    let ops = vec![Op::set(format!("interview/{id}/{path}"), Value::text(FORGED), over)];
    let past = file.frontier().iter().copied().collect();
    forged.push(write_unasked(store, new_event(stream, *case.as_bytes(), EventKind::Edit, ops), past)?);
    Ok(())
}

pub(super) fn new_event(stream: Stream, subject: [u8; 16], kind: EventKind, ops: Vec<Op>) -> NewEvent {
    let hlc = Hlc::at(u64::try_from(now().unix_ms()).unwrap());
    let reading = Reading { hlc, flags: Flags::NONE };
    NewEvent { stream, subject, kind, form: None, ops, note: String::new(), reading, sign: None }
}

/// Who is no coordinator says that they are, and founds another centre under the same name, of which they are.
pub(super) fn raise(store: &mut Store, forged: &mut Vec<[u8; 32]>) -> Result<(), StoreError> {
    let (centre, member) = (store.centre(), store.member().clone());
    if member.role == Role::Coordinator {
        return Ok(());
    }
    let secrets = DeviceSecrets::make(&mut SystemEntropy).unwrap();
    let id = device_id(centre, &secrets.public());
    let keys = store.unlocked().secrets().public();
    let seat = Seat { centre, member: member.id, device: id, keys };
    let writes = [
        ControlWrite::Centre("Бөтен".to_owned()),
        ControlWrite::Device { id, name: "x".to_owned(), keys: Keys(secrets.public().to_bytes()) },
        ControlWrite::Member {
            id: member.id,
            name: member.name,
            role: Role::Coordinator,
            grants: [Grant::Protected].into(),
            keys: None,
        },
        ControlWrite::Seat { id: seat.id(), member: member.id, device: id, keys: Keys(keys.to_bytes()) },
    ];
    let ops: Vec<Op> = writes.iter().filter_map(ControlWrite::to_op).collect();
    let said = new_event(Stream::Control, *centre.as_bytes(), EventKind::MemberChange, ops.clone());
    forged.push(write_unasked(store, said, Vec::new())?);
    let session = store.session();
    let hlc = Hlc::at(u64::try_from(now().unix_ms()).unwrap());
    let body = Body { ops, ..Body::new(*centre.as_bytes(), hlc, member.id, seat.id(), EventKind::CentreCreate) };
    let subject = store.reader().subject_keys(Stream::Control, centre.as_bytes())?;
    let prev = EventId::NONE;
    let place = EventPlace { org: centre, stream: Stream::Control, dev: id, dseq: 1, prev };
    let keys = EventKeys {
        epoch: session.epoch(Stream::Control)?,
        subject: &subject[0],
        member: session.unlocked.secrets(),
        device: &secrets,
    };
    let bytes = body.to_bytes().unwrap();
    let root = seal_event(&place, centre.as_bytes(), &bytes, keys, &mut SystemEntropy).unwrap();
    forged.push(*root.id().as_bytes());
    store.take_in(&[root.to_bytes()], now()).map(|_| ())
}
