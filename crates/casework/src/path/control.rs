//! Paths of the control stream. What is written at each is said beside [`ControlWrite`](crate::authority::ControlWrite).
//!
//! ```text
//! centre, offset, practice, recovery        what the centre itself says
//! device/<device>, successor/<device>       a device, and one that goes on for another
//! member/<member>, seat/<seat>              a member, and a member's keys on a device
//! grant/<stream>/<epoch>/<seat>             to whom an epoch's key is sealed; layout 1 has the member instead of the seat
//! epoch/<stream>/<epoch>                    an epoch begins
//! form/<form id>                            a questionnaire's version
//! directory                                 an edition of the directory of services
//! rules                                     which table of rules is asked
//! contact                                   how the centre is reached
//! hub                                       which hub it meets at
//! service/<service id>, check/<service id>  a service as it was entered by hand, and what it told us
//! remove/member/<member>, remove/device/<device>, remove/grant/<grant>/<member>, remove/role/<member>
//! admit/<event>, confirm/<event>            what somebody says of an event
//! known/<centre>                            another centre is known
//! erase/<case>                              a case is to be erased
//! erase-cancel/<event>, erase-due/<event>, erased/<event>   what becomes of such an order
//! second/<seat>, sheets                     a signature of who agrees
//! ```
//!
//! An id is read in any spelling, as it was from the beginning: writes of this stream replace each other by what they are
//! about and not by their paths, and what once counted goes on to count.

use std::fmt;

use pana_model::{CaseId, CentreId, DeviceId, EventRef, MemberId, SeatId, StreamName};

use crate::Grant;
use crate::authority::EpochRef;
use crate::directory::is_service_id;

const CENTRE: &str = "centre";
const OFFSET: &str = "offset";
const PRACTICE: &str = "practice";
const RECOVERY: &str = "recovery";
const DEVICE: &str = "device";
const SUCCESSOR: &str = "successor";
const MEMBER: &str = "member";
const SEAT: &str = "seat";
const GRANT: &str = "grant";
const EPOCH: &str = "epoch";
const FORM: &str = "form/";
const DIRECTORY: &str = "directory";
const RULES: &str = "rules";
const CONTACT: &str = "contact";
const HUB: &str = "hub";
const SERVICE: &str = "service/";
const CHECK: &str = "check/";
const REMOVE: &str = "remove";
const ROLE: &str = "role";
const ADMIT: &str = "admit";
const CONFIRM: &str = "confirm";
const KNOWN: &str = "known";
const ERASE: &str = "erase";
const ERASE_CANCEL: &str = "erase-cancel";
const ERASE_DUE: &str = "erase-due";
const ERASED: &str = "erased";
const SECOND: &str = "second/";
const SHEETS: &str = "sheets";

/// What the path of an operation of the control stream is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ControlPath<'p> {
    /// The centre's name.
    Centre,
    /// Minutes from UTC.
    Offset,
    /// The centre is for practice.
    Practice,
    /// The recovery key.
    Recovery,
    /// A device.
    Device(DeviceId),
    /// A device that goes on for another.
    Successor(DeviceId),
    /// A member.
    Member(MemberId),
    /// A member's keys on a device.
    Seat(SeatId),
    /// An epoch's key sealed to someone.
    Grant {
        /// The stream it opens.
        stream: StreamName,
        /// The epoch.
        epoch: EpochRef,
        /// The id of the seat, in layout 1 of the member: in which layout it stands no path says.
        to: [u8; 16],
    },
    /// An epoch.
    Epoch {
        /// Of which stream.
        stream: StreamName,
        /// Which.
        epoch: EpochRef,
    },
    /// A questionnaire, whose id may hold what it likes, slashes too.
    Form(&'p str),
    /// An edition of the directory of services.
    Directory,
    /// Which table of rules is asked.
    Rules,
    /// How the centre is reached.
    Contact,
    /// Which hub the centre meets at.
    Hub,
    /// A service as it was entered by hand; its id is the directory's and may hold what it likes.
    Service(&'p str),
    /// What a service told us.
    Check(&'p str),
    /// A member leaves.
    RemoveMember(MemberId),
    /// A device writes no more.
    RemoveDevice(DeviceId),
    /// A grant is taken back.
    RemoveGrant {
        /// Which.
        grant: Grant,
        /// Whose.
        member: MemberId,
    },
    /// What had been seen of a member who is lowered.
    RemoveRole(MemberId),
    /// An event is taken over.
    Admit(EventRef),
    /// An event's removals are confirmed.
    Confirm(EventRef),
    /// Another centre is known, or is not any more.
    Known(CentreId),
    /// A case is to be erased.
    Erase(CaseId),
    /// The erasure that this event orders is cancelled.
    EraseCancel(EventRef),
    /// The erasure that this event orders has waited, and counts.
    EraseDue(EventRef),
    /// The device has carried out the erasure that this event orders.
    Erased(EventRef),
    /// The signature of a second member's seat.
    Second(SeatId),
    /// A signature under a name that is no seat's: nobody agrees by it, and no signature covers it, as with those of seats.
    SecondUnnamed(&'p str),
    /// The signature of the sheets.
    Sheets,
}

impl<'p> ControlPath<'p> {
    /// Reads a path; `None` for one that is not of this stream, or of a newer program.
    pub(super) fn of(path: &'p str) -> Option<Self> {
        if let Some(form_id) = path.strip_prefix(FORM) {
            return Some(Self::Form(form_id));
        }
        if let Some(service) = path.strip_prefix(SERVICE) {
            return is_service_id(service).then_some(Self::Service(service));
        }
        if let Some(service) = path.strip_prefix(CHECK) {
            return is_service_id(service).then_some(Self::Check(service));
        }
        if let Some(seat) = path.strip_prefix(SECOND) {
            return Some(seat.parse().map_or(Self::SecondUnnamed(seat), Self::Second));
        }
        let mut parts = path.split('/');
        let parts = (parts.next()?, parts.next(), parts.next(), parts.next(), parts.next());
        Some(match parts {
            (CENTRE, None, ..) => Self::Centre,
            (OFFSET, None, ..) => Self::Offset,
            (PRACTICE, None, ..) => Self::Practice,
            (RECOVERY, None, ..) => Self::Recovery,
            (SHEETS, None, ..) => Self::Sheets,
            (DIRECTORY, None, ..) => Self::Directory,
            (RULES, None, ..) => Self::Rules,
            (CONTACT, None, ..) => Self::Contact,
            (HUB, None, ..) => Self::Hub,
            (DEVICE, Some(id), None, ..) => Self::Device(id.parse().ok()?),
            (SUCCESSOR, Some(id), None, ..) => Self::Successor(id.parse().ok()?),
            (MEMBER, Some(id), None, ..) => Self::Member(id.parse().ok()?),
            (SEAT, Some(id), None, ..) => Self::Seat(id.parse().ok()?),
            (ADMIT, Some(event), None, ..) => Self::Admit(event.parse().ok()?),
            (CONFIRM, Some(event), None, ..) => Self::Confirm(event.parse().ok()?),
            (KNOWN, Some(centre), None, ..) => Self::Known(centre.parse().ok()?),
            (ERASE, Some(case), None, ..) => Self::Erase(case.parse().ok()?),
            (ERASE_CANCEL, Some(event), None, ..) => Self::EraseCancel(event.parse().ok()?),
            (ERASE_DUE, Some(event), None, ..) => Self::EraseDue(event.parse().ok()?),
            (ERASED, Some(event), None, ..) => Self::Erased(event.parse().ok()?),
            (EPOCH, Some(stream), Some(epoch), None, _) => {
                Self::Epoch { stream: StreamName::from_name(stream)?, epoch: epoch_ref(epoch)? }
            }
            (GRANT, Some(stream), Some(epoch), Some(to), None) => {
                let to: SeatId = to.parse().ok()?;
                Self::Grant { stream: StreamName::from_name(stream)?, epoch: epoch_ref(epoch)?, to: *to.as_bytes() }
            }
            (REMOVE, Some(MEMBER), Some(id), None, _) => Self::RemoveMember(id.parse().ok()?),
            (REMOVE, Some(DEVICE), Some(id), None, _) => Self::RemoveDevice(id.parse().ok()?),
            (REMOVE, Some(ROLE), Some(id), None, _) => Self::RemoveRole(id.parse().ok()?),
            (REMOVE, Some(GRANT), Some(grant), Some(id), None) => {
                Self::RemoveGrant { grant: grant.parse().ok()?, member: id.parse().ok()? }
            }
            _ => return None,
        })
    }
}

impl fmt::Display for ControlPath<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Centre => out.write_str(CENTRE),
            Self::Offset => out.write_str(OFFSET),
            Self::Practice => out.write_str(PRACTICE),
            Self::Recovery => out.write_str(RECOVERY),
            Self::Device(id) => write!(out, "{DEVICE}/{id}"),
            Self::Successor(id) => write!(out, "{SUCCESSOR}/{id}"),
            Self::Member(id) => write!(out, "{MEMBER}/{id}"),
            Self::Seat(id) => write!(out, "{SEAT}/{id}"),
            Self::Grant { stream, epoch, to } => write!(out, "{GRANT}/{stream}/{epoch}/{}", SeatId::from_bytes(*to)),
            Self::Epoch { stream, epoch } => write!(out, "{EPOCH}/{stream}/{epoch}"),
            Self::Form(form_id) => write!(out, "{FORM}{form_id}"),
            Self::Directory => out.write_str(DIRECTORY),
            Self::Rules => out.write_str(RULES),
            Self::Contact => out.write_str(CONTACT),
            Self::Hub => out.write_str(HUB),
            Self::Service(service) => write!(out, "{SERVICE}{service}"),
            Self::Check(service) => write!(out, "{CHECK}{service}"),
            Self::RemoveMember(id) => write!(out, "{REMOVE}/{MEMBER}/{id}"),
            Self::RemoveDevice(id) => write!(out, "{REMOVE}/{DEVICE}/{id}"),
            Self::RemoveGrant { grant, member } => write!(out, "{REMOVE}/{GRANT}/{grant}/{member}"),
            Self::RemoveRole(id) => write!(out, "{REMOVE}/{ROLE}/{id}"),
            Self::Admit(event) => write!(out, "{ADMIT}/{event}"),
            Self::Confirm(event) => write!(out, "{CONFIRM}/{event}"),
            Self::Known(centre) => write!(out, "{KNOWN}/{centre}"),
            Self::Erase(case) => write!(out, "{ERASE}/{case}"),
            Self::EraseCancel(event) => write!(out, "{ERASE_CANCEL}/{event}"),
            Self::EraseDue(event) => write!(out, "{ERASE_DUE}/{event}"),
            Self::Erased(event) => write!(out, "{ERASED}/{event}"),
            Self::Second(seat) => write!(out, "{SECOND}{seat}"),
            Self::SecondUnnamed(name) => write!(out, "{SECOND}{name}"),
            Self::Sheets => out.write_str(SHEETS),
        }
    }
}

/// 32 hexadecimal digits in lower case: one epoch, one path.
fn epoch_ref(text: &str) -> Option<EpochRef> {
    let number = u128::from_str_radix(text, 16).ok()?;
    let epoch = EpochRef(number.to_be_bytes());
    (epoch.to_string() == text).then_some(epoch)
}
