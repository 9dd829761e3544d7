//! Witness events: which events a device had when a session ended, or before it meets another device. They name the last
//! event of each chain, and through its hashes all that lies before it; numbers have no gaps, so the last event's number is
//! also how many there were. Whoever takes events out of a store has not taken out that others saw them.
//!
//! A witness lies where those read it who may know what it names. That a protected talk was held is for nobody without the
//! grant, so in the centre stream none names a protected chain, and the protected stream has its own.

use pana_model::{DeviceId, StreamName};
use pana_record::{EventKind, Op, OpKind, Value};

use crate::Refusal;
use crate::case::Event;
use crate::path::LogPath;
use crate::rights::{Act, NoCase, Who, may};

/// So many chains are named by one event: what is more goes into the next one.
pub const MAX_NAMED: usize = 1024;

/// No chain is longer.
const LAST_NUMBER: u64 = 1 << 48;

/// The last event of a chain, as a witness names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Witnessed {
    /// The stream.
    pub stream: StreamName,
    /// Whose chain.
    pub device: DeviceId,
    /// The event's number, which is also how many events the chain had.
    pub seq: u64,
    /// The event's whole id.
    pub event: [u8; 32],
}

impl Witnessed {
    /// As the log keeps it.
    pub fn to_op(self) -> Op {
        let path = LogPath::Witness { stream: self.stream, device: self.device };
        let value = Value::List(vec![Value::Int(self.seq.cast_signed()), Value::Bytes(self.event.to_vec())]);
        Op::set(path, value, Vec::new())
    }

    /// Reads what the log keeps; `None` for what names no event of a chain.
    pub fn of_op(op: &Op) -> Option<Self> {
        let LogPath::Witness { stream, device } = LogPath::of(&op.path) else { return None };
        let [seq, event, ..] = op.value.as_list()? else { return None };
        let seq = u64::try_from(seq.as_int()?).ok().filter(|seq| (1..=LAST_NUMBER).contains(seq))?;
        let event = event.as_bytes()?.try_into().ok()?;
        (op.kind == OpKind::Set).then_some(Self { stream, device, seq, event })
    }
}

/// May a witness that lies in `lies_in` name chains of `of`?
pub fn may_name(lies_in: StreamName, of: StreamName) -> bool {
    match lies_in {
        StreamName::Control => false,
        StreamName::Centre => of != StreamName::Protected,
        StreamName::Protected => of == StreamName::Protected,
    }
}

/// What a witness names; nothing for an event of another kind.
pub fn named<'e>(event: &'e Event<'_>) -> impl Iterator<Item = Witnessed> + 'e {
    let ops: &[Op] = if event.body.kind == EventKind::Witness { &event.body.ops } else { &[] };
    ops.iter().filter_map(Witnessed::of_op)
}

/// Does a witness count, that lies in this stream? `who` is what its author was there, and `knows` whether a device was
/// known there: nobody has events of one that is not, and invented ones would be without end.
///
/// # Errors
/// [`Refusal::OtherStream`] where it names what is not its to name,
/// [`Refusal::NeedsUpdate`] where it says something else or nothing, [`Refusal::Author`] where it names an unknown device, and
/// as [`may`].
pub fn counts(
    event: &Event<'_>,
    stream: StreamName,
    who: &Who,
    knows: &dyn Fn(DeviceId) -> bool,
) -> Result<(), Refusal> {
    let places = event.ops().map(|(_, _, place)| *place);
    for place in places {
        match place {
            LogPath::Witness { stream: of, .. } if !may_name(stream, of) => return Err(Refusal::OtherStream),
            LogPath::Witness { .. } => {}
            _ => return Err(Refusal::NeedsUpdate),
        }
    }
    if event.body.ops.is_empty() || named(event).count() != event.body.ops.len() {
        return Err(Refusal::NeedsUpdate);
    }
    if !named(event).all(|named| knows(named.device)) {
        return Err(Refusal::Author(crate::authority::Refused::UnknownTarget));
    }
    may(who, &Act::Witness { stream }, &NoCase, event.body.hlc, 0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use pana_model::{EventRef, MemberId, SeatId};
    use pana_record::{Body, Hlc};

    use super::*;
    use crate::{Grant, Right, Role};

    fn witnessed(stream: StreamName) -> Witnessed {
        Witnessed { stream, device: DeviceId::from_bytes([4; 16]), seq: 12, event: [9; 32] }
    }

    fn says(ops: Vec<Op>) -> Body {
        let (member, seat) = (MemberId::from_bytes([1; 16]), SeatId::from_bytes([2; 16]));
        Body { ops, ..Body::new([3; 16], Hlc::at(7), member, seat, EventKind::Witness) }
    }

    fn check(stream: StreamName, grants: &[Grant], ops: Vec<Op>) -> Result<(), Refusal> {
        let body = says(ops);
        let event = Event::new(EventRef::from_bytes([5; 16]), DeviceId::from_bytes([4; 16]), 13, &body);
        let grants: BTreeSet<Grant> = grants.iter().copied().collect();
        let who = Who { member: body.member, role: Role::Volunteer, grants };
        counts(&event, stream, &who, &|device| device == DeviceId::from_bytes([4; 16]))
    }

    #[test]
    fn what_is_witnessed_reads_back() {
        for stream in StreamName::ALL {
            assert_eq!(Witnessed::of_op(&witnessed(stream).to_op()), Some(witnessed(stream)));
        }
        let op = witnessed(StreamName::Centre).to_op();
        assert_eq!(op.path, "witness/centre/04040404-0404-0404-0404-040404040404");
    }

    #[test]
    fn as_many_chains_as_one_event_names_fit_into_an_envelope() {
        let named = |number: u64| Witnessed {
            device: DeviceId::from_bytes(u128::from(number).to_be_bytes()),
            seq: LAST_NUMBER,
            ..witnessed(StreamName::Protected)
        };
        let ops = (0..1_024).map(|number| named(number).to_op()).collect::<Vec<_>>();
        assert_eq!(ops.len(), MAX_NAMED);
        // Sealed, it is a little more at worst, of 256 KiB.
        assert!(says(ops).to_bytes().unwrap().len() < 160 * 1024);
    }

    #[test]
    fn a_number_that_no_chain_has_is_none() {
        for seq in [0, -1, i64::MIN, (1 << 48) + 1] {
            let value = Value::List(vec![Value::Int(seq), Value::Bytes(vec![9; 32])]);
            let op = Op { value, ..witnessed(StreamName::Centre).to_op() };
            assert_eq!(Witnessed::of_op(&op), None, "{seq}");
            assert_eq!(check(StreamName::Centre, &[], vec![op]), Err(Refusal::NeedsUpdate), "{seq}");
        }
    }

    #[test]
    fn no_witness_of_the_centre_stream_names_a_protected_chain() {
        use StreamName::{Centre, Control, Protected};
        let holder = [Grant::Protected];
        for of in [Control, Centre] {
            assert_eq!(check(Centre, &[], vec![witnessed(of).to_op()]), Ok(()));
            assert_eq!(check(Protected, &holder, vec![witnessed(of).to_op()]), Err(Refusal::OtherStream));
        }
        let both = vec![witnessed(Centre).to_op(), witnessed(Protected).to_op()];
        assert_eq!(check(Centre, &holder, both), Err(Refusal::OtherStream));
        // Nor in other words: what it says of a protected chain is not asked.
        let named = Op { value: Value::Null, ..witnessed(Protected).to_op() };
        assert_eq!(check(Centre, &holder, vec![named]), Err(Refusal::OtherStream));
        assert_eq!(check(Protected, &holder, vec![witnessed(Protected).to_op()]), Ok(()));
        assert_eq!(check(Protected, &[], vec![witnessed(Protected).to_op()]), Err(Refusal::NoGrant));
        assert_eq!(check(Control, &holder, vec![witnessed(Control).to_op()]), Err(Refusal::OtherStream));
    }

    #[test]
    fn a_witness_that_says_nothing_or_something_else_is_none() {
        let other = Op::set("person/given_name", Value::text("Әсел"), Vec::new());
        for ops in [vec![], vec![other.clone()], vec![witnessed(StreamName::Centre).to_op(), other]] {
            assert_eq!(check(StreamName::Centre, &[], ops), Err(Refusal::NeedsUpdate));
        }
    }

    #[test]
    fn a_witness_of_a_device_that_was_not_known_there_is_refused() {
        let unknown = Witnessed { device: DeviceId::from_bytes([6; 16]), ..witnessed(StreamName::Centre) };
        let said = check(StreamName::Centre, &[], vec![unknown.to_op()]);
        assert_eq!(said, Err(Refusal::Author(crate::authority::Refused::UnknownTarget)));
    }

    #[test]
    fn whoever_works_here_may_witness() {
        assert_eq!(crate::extent(Role::Volunteer, Right::Interview), crate::Extent::Yes);
        assert_eq!(check(StreamName::Centre, &[], vec![witnessed(StreamName::Control).to_op()]), Ok(()));
    }
}
