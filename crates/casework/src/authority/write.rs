//! The writes of the control stream, typed, and how they lie in operations. Part of the log's format: only added to.
//!
//! ```text
//! centre                                    name
//! offset                                    minutes
//! practice                                  true
//! recovery                                  [seal 32, sign 32]
//! device/<device>                           [name, keys 64]
//! successor/<device>                        [old device 16, name, keys 64, proof 64, [[stream, device 16, event 32]…]]
//! member/<member>                           [name, role, [grant…]], and keys 64 in layout 1
//! seat/<seat>                               [member 16, device 16, keys 64]
//! grant/<stream>/<epoch>/<seat>             hash 32; layout 1 has the member instead of the seat
//! epoch/<stream>/<epoch>                    [commitment 32, generation 16, [seat 16…], digest 32]
//! form/<form>                               [hash 32, version]
//! directory                                 [hash 32, file, services]
//! rules                                     [hash 32, file, rules] or null
//! contact                                   [[[language, address]…], [telephone…], [[language, hours]…], e-mail] or null
//! hub                                       [address, key 32, first deed] or null
//! service/<service>                         rows of that service, a text
//! check/<service>                           [places or null, free or null, wait, right or null, words]
//! remove/member/<member>                    [[stream, device 16, event 32]…]
//! remove/device/<device>                    the same
//! remove/grant/<grant>/<member>             the same
//! remove/role/<member>                      the same: the cuts of a lowering that `member/<member>` beside it says
//! admit/<event>, confirm/<event>            true
//! known/<centre>                            [root 32, name, [[keys 64, a list of words]…], digits] or null
//! erase/<case>                              why, a word
//! erase-cancel/<event>, erase-due/<event>, erased/<event>   true
//! ```

mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pana_model::{CaseId, CentreId, DeviceId, EventRef, MemberId, SeatId, StreamName};
use pana_record::{Op, OpKind, Value};

use super::{Cut, EpochRef, Keys, Layout, Sheets, Successor, TIPS_AT_MOST};
use crate::contact::Contact;
use crate::directory::{Edition, ServiceCheck};
use crate::erasure::EraseReason;
use crate::hub::HubPlace;
use crate::known::KnownCentre;
use crate::path::{ControlPath, LogPath};
use crate::rule_set::RuleChoice;
use crate::{Grant, Role};

/// One write of the control stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ControlWrite {
    /// The centre's name.
    Centre(String),
    /// Minutes from UTC, by which "the same day" is told.
    Offset(i32),
    /// The centre is for practice.
    Practice,
    /// The recovery key.
    Recovery(Sheets),
    /// A device, or its new name.
    Device {
        /// Which.
        id: DeviceId,
        /// What people call it.
        name: String,
        /// Its keys.
        keys: Keys,
    },
    /// A device that goes on for another.
    Successor(Successor),
    /// A member, or what is new about one.
    Member {
        /// Who.
        id: MemberId,
        /// What people call them.
        name: String,
        /// What they are.
        role: Role,
        /// What they may besides.
        grants: BTreeSet<Grant>,
        /// In layout 1 the member's keys, and the seat that they make on the founding device.
        keys: Option<(Keys, SeatId)>,
    },
    /// A member's keys on a device.
    Seat {
        /// Which.
        id: SeatId,
        /// Whose.
        member: MemberId,
        /// Where.
        device: DeviceId,
        /// The keys.
        keys: Keys,
    },
    /// An epoch's key was sealed to someone.
    Grant {
        /// Which stream it opens.
        stream: StreamName,
        /// Which epoch.
        epoch: EpochRef,
        /// To whom.
        to: GrantTo,
        /// The hash of the sealed key.
        hash: [u8; 32],
    },
    /// An epoch begins.
    Epoch {
        /// In which stream.
        stream: StreamName,
        /// Which.
        epoch: EpochRef,
        /// Names its key.
        commitment: [u8; 32],
        /// The generation of keys that is written in it.
        generation: [u8; 16],
        /// To whom its key is sealed.
        seats: BTreeSet<SeatId>,
        /// The digest of the slots.
        digest: [u8; 32],
    },
    /// A member leaves for good.
    RemoveMember {
        /// Who.
        id: MemberId,
        /// What had been seen.
        cuts: Vec<Cut>,
    },
    /// A device writes no more, and its seats end.
    RemoveDevice {
        /// Which.
        id: DeviceId,
        /// What had been seen.
        cuts: Vec<Cut>,
    },
    /// A grant is taken back.
    WithdrawGrant {
        /// Which.
        grant: Grant,
        /// Whose.
        member: MemberId,
        /// What had been seen.
        cuts: Vec<Cut>,
    },
    /// What had been seen of a member whose role or grants a `Member` of the same event lowers.
    LowerRole {
        /// Whose.
        member: MemberId,
        /// What had been seen.
        cuts: Vec<Cut>,
    },
    /// An event outside of a cut was reviewed and is taken over.
    Admit(EventRef),
    /// The removals of this event are confirmed.
    Confirm(EventRef),
    /// Another centre is known from now on, or not any more.
    Known {
        /// Which.
        centre: CentreId,
        /// By what; nothing takes it back.
        known: Option<KnownCentre>,
    },
    /// A case is to be erased.
    Erase {
        /// Which.
        case: CaseId,
        /// Why.
        reason: EraseReason,
    },
    /// The erasure that this event orders is cancelled.
    EraseCancel(EventRef),
    /// The erasure that this event orders has waited, and counts.
    EraseDue(EventRef),
    /// The device of this event has carried out the erasure that the named one orders.
    Erased(EventRef),
    /// A version of a questionnaire is published.
    Form {
        /// Which questionnaire.
        form_id: String,
        /// The hash of its source.
        hash: [u8; 32],
        /// What its author calls the version.
        version: String,
    },
    /// An edition of the directory of services is taken in.
    Directory(Edition),
    /// A table of rules is taken in, or the rules that ship are asked again.
    Rules(RuleChoice),
    /// How the centre is reached, or nothing of it any more.
    Contact(Contact),
    /// Which hub the centre meets at, or none any more.
    Hub(Option<HubPlace>),
    /// A service is entered or corrected by hand.
    Service {
        /// Its id in the directory.
        service: String,
        /// Its rows.
        rows: Arc<str>,
    },
    /// What a service told us is written down.
    Check {
        /// Its id in the directory.
        service: String,
        /// What.
        check: ServiceCheck,
    },
    /// Signatures, and what a newer program writes: without effect here.
    Unknown,
}

/// To whom an epoch's key was sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GrantTo {
    /// A seat, or [`super::SHEETS_SEAT`].
    Seat(SeatId),
    /// Layout 1: a member, whose one seat is meant.
    Member(MemberId),
}

impl ControlWrite {
    /// Reads an operation. What is not as above is [`ControlWrite::Unknown`]; what follows the known parts of a list is
    /// passed over. `seat_of` gives the id of the seat that a member's keys of layout 1 make on the founding device.
    pub fn read(op: &Op, layout: Layout, seat_of: &dyn Fn(MemberId, &Keys) -> SeatId) -> Self {
        match LogPath::of(&op.path) {
            LogPath::Control(path) if op.kind == OpKind::Set => {
                read::read(path, &op.value, layout, seat_of).unwrap_or(Self::Unknown)
            }
            _ => Self::Unknown,
        }
    }

    /// The operation that reads back as this, replacing nothing by name: in this stream a later write replaces those of
    /// its path that it has in its past. `None` for what this program does not know.
    pub fn to_op(&self) -> Option<Op> {
        Some(Op::set(LogPath::Control(self.path()?), self.value()?, Vec::new()))
    }

    fn path(&self) -> Option<ControlPath<'_>> {
        Some(match self {
            Self::Centre(_) => ControlPath::Centre,
            Self::Offset(_) => ControlPath::Offset,
            Self::Practice => ControlPath::Practice,
            Self::Recovery(_) => ControlPath::Recovery,
            Self::Device { id, .. } => ControlPath::Device(*id),
            Self::Successor(new) => ControlPath::Successor(new.id),
            Self::Member { id, .. } => ControlPath::Member(*id),
            Self::Seat { id, .. } => ControlPath::Seat(*id),
            Self::Grant { stream, epoch, to, .. } => {
                let to = match to {
                    GrantTo::Seat(seat) => *seat.as_bytes(),
                    GrantTo::Member(member) => *member.as_bytes(),
                };
                ControlPath::Grant { stream: *stream, epoch: *epoch, to }
            }
            Self::Epoch { stream, epoch, .. } => ControlPath::Epoch { stream: *stream, epoch: *epoch },
            Self::RemoveMember { id, .. } => ControlPath::RemoveMember(*id),
            Self::RemoveDevice { id, .. } => ControlPath::RemoveDevice(*id),
            Self::WithdrawGrant { grant, member, .. } => ControlPath::RemoveGrant { grant: *grant, member: *member },
            Self::LowerRole { member, .. } => ControlPath::RemoveRole(*member),
            Self::Admit(event) => ControlPath::Admit(*event),
            Self::Confirm(event) => ControlPath::Confirm(*event),
            Self::Known { centre, .. } => ControlPath::Known(*centre),
            Self::Erase { case, .. } => ControlPath::Erase(*case),
            Self::EraseCancel(event) => ControlPath::EraseCancel(*event),
            Self::EraseDue(event) => ControlPath::EraseDue(*event),
            Self::Erased(event) => ControlPath::Erased(*event),
            Self::Form { form_id, .. } => ControlPath::Form(form_id),
            Self::Directory(_) => ControlPath::Directory,
            Self::Rules(_) => ControlPath::Rules,
            Self::Contact(_) => ControlPath::Contact,
            Self::Hub(_) => ControlPath::Hub,
            Self::Service { service, .. } => ControlPath::Service(service),
            Self::Check { service, .. } => ControlPath::Check(service),
            Self::Unknown => return None,
        })
    }

    fn value(&self) -> Option<Value> {
        Some(match self {
            Self::Centre(name) => Value::text(name),
            Self::Offset(minutes) => Value::Int(i64::from(*minutes)),
            Self::Practice
            | Self::Admit(_)
            | Self::Confirm(_)
            | Self::EraseCancel(_)
            | Self::EraseDue(_)
            | Self::Erased(_) => Value::Bool(true),
            Self::Known { known, .. } => known.as_ref().map_or(Value::Null, KnownCentre::value),
            Self::Erase { reason, .. } => Value::text(reason.as_str()),
            Self::Recovery(sheets) => Value::List(vec![bytes(&sheets.seal), bytes(&sheets.sign)]),
            Self::Device { name, keys, .. } => Value::List(vec![Value::text(name), bytes(&keys.0)]),
            Self::Successor(new) => new.value(),
            Self::Member { name, role, grants, keys, .. } => {
                let grants = grants.iter().map(|grant| Value::text(grant.as_str())).collect();
                let mut list = vec![Value::text(name), Value::text(role.as_str()), Value::List(grants)];
                list.extend(keys.map(|(keys, _)| bytes(&keys.0)));
                Value::List(list)
            }
            Self::Seat { member, device, keys, .. } => {
                Value::List(vec![bytes(member.as_bytes()), bytes(device.as_bytes()), bytes(&keys.0)])
            }
            Self::Grant { hash, .. } => bytes(hash),
            Self::Epoch { commitment, generation, seats, digest, .. } => {
                let seats = seats.iter().map(|seat| bytes(seat.as_bytes())).collect();
                Value::List(vec![bytes(commitment), bytes(generation), Value::List(seats), bytes(digest)])
            }
            Self::RemoveMember { cuts, .. }
            | Self::RemoveDevice { cuts, .. }
            | Self::WithdrawGrant { cuts, .. }
            | Self::LowerRole { cuts, .. } => cuts_value(cuts),
            Self::Form { hash, version, .. } => Value::List(vec![bytes(hash), Value::text(version)]),
            Self::Directory(edition) => edition.value(),
            Self::Rules(choice) => choice.value(),
            Self::Contact(contact) => contact.value(),
            Self::Hub(place) => place.as_ref().map_or(Value::Null, HubPlace::value),
            Self::Service { rows, .. } => Value::text(&**rows),
            Self::Check { check, .. } => check.value(),
            Self::Unknown => return None,
        })
    }
}

/// Nothing where one chain is cut more often than any device of ours would: each cut is asked about for every event.
pub(super) fn cuts(value: &Value) -> Option<Vec<Cut>> {
    let one = |cut: &Value| match cut.as_list()? {
        [stream, device, event, ..] => Some(Cut {
            stream: StreamName::from_name(stream.as_text()?)?,
            device: DeviceId::from_bytes(exact(device)?),
            event: exact(event)?,
        }),
        _ => None,
    };
    let cuts: Vec<Cut> = value.as_list()?.iter().map(one).collect::<Option<_>>()?;
    let mut of_chain: BTreeMap<(StreamName, DeviceId), usize> = BTreeMap::new();
    let few = cuts.iter().all(|cut| {
        let many = of_chain.entry((cut.stream, cut.device)).or_default();
        *many = many.saturating_add(1);
        *many <= TIPS_AT_MOST
    });
    few.then_some(cuts)
}

pub(super) fn cuts_value(cuts: &[Cut]) -> Value {
    let one = |cut: &Cut| {
        Value::List(vec![Value::text(cut.stream.as_str()), bytes(cut.device.as_bytes()), bytes(&cut.event)])
    };
    Value::List(cuts.iter().map(one).collect())
}

pub(super) fn bytes(bytes: &[u8]) -> Value {
    Value::Bytes(bytes.to_vec())
}

pub(super) fn exact<const N: usize>(value: &Value) -> Option<[u8; N]> {
    value.as_bytes()?.try_into().ok()
}
