//! Values of the control stream read as the writes that they are.

use pana_model::{DeviceId, MemberId, SeatId, StreamName};
use pana_record::Value;

use super::super::{EpochRef, Keys, Layout, Sheets, Successor};
use super::{ControlWrite, GrantTo, cuts, exact};
use crate::Role;
use crate::contact::Contact;
use crate::directory::{ENTRY_BYTES, Edition, ServiceCheck};
use crate::hub::HubPlace;
use crate::known::KnownCentre;
use crate::path::ControlPath;
use crate::rule_set::RuleChoice;

/// The write that stands at a path; `None` for what is none of ours.
pub(super) fn read(
    path: ControlPath<'_>,
    value: &Value,
    layout: Layout,
    seat_of: &dyn Fn(MemberId, &Keys) -> SeatId,
) -> Option<ControlWrite> {
    Some(match path {
        ControlPath::Centre => ControlWrite::Centre(value.as_text()?.to_owned()),
        ControlPath::Offset => ControlWrite::Offset(i32::try_from(value.as_int()?).ok()?),
        ControlPath::Practice => if_true(value, ControlWrite::Practice)?,
        ControlPath::Recovery => recovery(value.as_list()?)?,
        ControlPath::Device(id) => device(id, value.as_list()?)?,
        ControlPath::Successor(id) if layout == Layout::Two => ControlWrite::Successor(Successor::read(id, value)?),
        ControlPath::Member(id) => member(id, value.as_list()?, layout, seat_of)?,
        ControlPath::Seat(id) => seat(id, value.as_list()?)?,
        ControlPath::Grant { stream, epoch, to } => {
            let to = match layout {
                Layout::One => GrantTo::Member(MemberId::from_bytes(to)),
                Layout::Two => GrantTo::Seat(SeatId::from_bytes(to)),
            };
            ControlWrite::Grant { stream, epoch, to, hash: exact(value)? }
        }
        ControlPath::Epoch { stream, epoch: which } => epoch(stream, which, value.as_list()?)?,
        ControlPath::Form(form_id) => form(form_id, value.as_list()?)?,
        ControlPath::Directory => ControlWrite::Directory(Edition::read(value)?),
        ControlPath::Rules => ControlWrite::Rules(RuleChoice::read(value)?),
        ControlPath::Contact => ControlWrite::Contact(Contact::read(value)?),
        ControlPath::Hub => ControlWrite::Hub(HubPlace::read(value)?),
        ControlPath::Service(service) => {
            let rows = value.as_text().filter(|rows| rows.len() <= ENTRY_BYTES)?;
            ControlWrite::Service { service: service.to_owned(), rows: rows.into() }
        }
        ControlPath::Check(service) => {
            ControlWrite::Check { service: service.to_owned(), check: ServiceCheck::read(value)? }
        }
        ControlPath::RemoveMember(id) => ControlWrite::RemoveMember { id, cuts: cuts(value)? },
        ControlPath::RemoveDevice(id) => ControlWrite::RemoveDevice { id, cuts: cuts(value)? },
        ControlPath::RemoveRole(member) => ControlWrite::LowerRole { member, cuts: cuts(value)? },
        ControlPath::RemoveGrant { grant, member } => ControlWrite::WithdrawGrant { grant, member, cuts: cuts(value)? },
        ControlPath::Admit(event) => if_true(value, ControlWrite::Admit(event))?,
        ControlPath::Confirm(event) => if_true(value, ControlWrite::Confirm(event))?,
        ControlPath::Known(centre) => ControlWrite::Known { centre, known: KnownCentre::read(value)? },
        ControlPath::Erase(case) => ControlWrite::Erase { case, reason: value.as_text()?.parse().ok()? },
        ControlPath::EraseCancel(event) => if_true(value, ControlWrite::EraseCancel(event))?,
        ControlPath::EraseDue(event) => if_true(value, ControlWrite::EraseDue(event))?,
        ControlPath::Erased(event) => if_true(value, ControlWrite::Erased(event))?,
        ControlPath::Successor(_) => return None,
        ControlPath::Second(_) | ControlPath::SecondUnnamed(_) | ControlPath::Sheets => return None,
    })
}

/// What holds only where nothing but `true` is written.
fn if_true(value: &Value, write: ControlWrite) -> Option<ControlWrite> {
    (*value == Value::Bool(true)).then_some(write)
}

fn recovery(list: &[Value]) -> Option<ControlWrite> {
    let [seal, sign, ..] = list else { return None };
    Some(ControlWrite::Recovery(Sheets { seal: exact(seal)?, sign: exact(sign)? }))
}

fn device(id: DeviceId, list: &[Value]) -> Option<ControlWrite> {
    let [name, keys, ..] = list else { return None };
    Some(ControlWrite::Device { id, name: name.as_text()?.to_owned(), keys: Keys(exact(keys)?) })
}

fn seat(id: SeatId, list: &[Value]) -> Option<ControlWrite> {
    let [member, device, keys, ..] = list else { return None };
    Some(ControlWrite::Seat {
        id,
        member: MemberId::from_bytes(exact(member)?),
        device: DeviceId::from_bytes(exact(device)?),
        keys: Keys(exact(keys)?),
    })
}

fn epoch(stream: StreamName, epoch: EpochRef, list: &[Value]) -> Option<ControlWrite> {
    let [commitment, generation, seats, digest, ..] = list else { return None };
    Some(ControlWrite::Epoch {
        stream,
        epoch,
        commitment: exact(commitment)?,
        generation: exact(generation)?,
        seats: seats.as_list()?.iter().map(|seat| exact(seat).map(SeatId::from_bytes)).collect::<Option<_>>()?,
        digest: exact(digest)?,
    })
}

fn form(form_id: &str, list: &[Value]) -> Option<ControlWrite> {
    let [hash, version, ..] = list else { return None };
    let (hash, version) = (exact(hash)?, version.as_text()?.to_owned());
    Some(ControlWrite::Form { form_id: form_id.to_owned(), hash, version })
}

fn member(
    id: MemberId,
    list: &[Value],
    layout: Layout,
    seat_of: &dyn Fn(MemberId, &Keys) -> SeatId,
) -> Option<ControlWrite> {
    let [name, role, grants, rest @ ..] = list else { return None };
    let keys = rest.first().map(|keys| exact(keys).map(Keys));
    let keys = match (layout, keys) {
        (Layout::One, Some(Some(keys))) => Some((keys, seat_of(id, &keys))),
        // In layout 1 nobody is without keys, and in layout 2 keys are a seat's.
        (Layout::One, _) => return None,
        (Layout::Two, _) => None,
    };
    Some(ControlWrite::Member {
        id,
        name: name.as_text()?.to_owned(),
        // A role of a newer program is read as the one that may least, a grant of one as none.
        role: role.as_text()?.parse().unwrap_or(Role::Volunteer),
        grants: grants.as_list()?.iter().filter_map(Value::as_text).filter_map(|word| word.parse().ok()).collect(),
        keys,
    })
}
