//! An event judged in its own past: whether its author could say it then, and on what that rests.
//!
//! The verdict is a function of the event and its past, so it is made once. What removals do to it later, in whatever
//! set it lies, is the fold's.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{DeviceId, EventRef, MemberId};

use super::centre::{Centre, Seat};
use super::erase::Alone;
use super::fold::Authority;
use super::graph::Node;
use super::removal::Item;
use super::rights::{Before, Scene};
use super::sheets::RecoveryHow;
use super::successor::only_takes_seat;
use super::{ControlWrite, Layout, Refused, Sheets, Standing};
use crate::{Extent, Grant, Right, Role, extent};

/// An event as its own past lets it stand.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    pub(super) verdict: Result<(), Refused>,
    /// By whose authority: the author, and whoever's second signature it needed. Nobody, if the sheets signed it.
    pub(super) actors: Vec<(MemberId, DeviceId)>,
    /// The devices on which they spoke, and those for which these go on.
    pub(super) devices: BTreeSet<DeviceId>,
    /// The signing half of the sheets that signed it, if they were the centre's.
    pub(super) sheets: Option<[u8; 32]>,
    /// The sheets that counted where it was said, or that it takes up: to these it seals what it seals for recovery.
    pub(super) sheets_then: Option<Sheets>,
    /// The events by which the actors could say it, by number.
    pub(super) basis: BTreeSet<usize>,
    /// The actors and whoever brought them in.
    pub(super) chain: BTreeSet<MemberId>,
    pub(super) need: Need,
    pub(super) items: Vec<Item>,
    /// There is nothing in it beside what it takes away.
    pub(super) only_removes: bool,
    /// The events whose removals it confirms.
    pub(super) confirms: Vec<EventRef>,
    pub(super) admits: Vec<EventRef>,
    /// What members that it writes were before it, by the write.
    pub(super) before: BTreeMap<usize, Before>,
    pub(super) recovery: Option<RecoveryHow>,
    /// Whether one coordinator alone orders the erasures that it orders.
    pub(super) erases: Option<Alone>,
    /// Where it begins an epoch: the erasures that its author knew to count.
    pub(super) erasures_known: BTreeSet<EventRef>,
}

/// What an event's writes ask of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Need {
    pub(super) administer: bool,
    pub(super) publish: bool,
    pub(super) check: bool,
    pub(super) protected: bool,
}

impl Need {
    pub(super) fn is_met_by(self, role: Role) -> bool {
        (!self.administer || may_administer(role))
            && (!self.publish || may_publish(role, Layout::Two))
            && (!self.check || may_check(role))
    }
}

pub(super) fn may_administer(role: Role) -> bool {
    matches!(extent(role, Right::Administer), Extent::Yes | Extent::YesErasureByTwo)
}

pub(super) fn may_check(role: Role) -> bool {
    extent(role, Right::CheckService) == Extent::Yes
}

/// The program of layout 1 let whoever unlocked first publish what a new version shipped, and what was published then stands.
pub(super) fn may_publish(role: Role, layout: Layout) -> bool {
    match extent(role, Right::Publish) {
        Extent::Yes => true,
        _ => layout == Layout::One,
    }
}

impl Authority {
    /// Judges the node in its own past.
    pub(super) fn judge(&self, node: &Node) -> Judged {
        if let Some(step) = self.founding_step(node.event.id) {
            return Judged::of(self.check_founding(node, step));
        }
        if let Err(refused) = self.check_descent(node) {
            return Judged::of(Err(refused));
        }
        let state = self.state(&node.past);
        let mut judged = Judged::of(Ok(()));
        judged.verdict = self.judge_in(node, &state.centre, &mut judged);
        judged
    }

    fn judge_in(&self, node: &Node, centre: &Centre, judged: &mut Judged) -> Result<(), Refused> {
        let event = &node.event;
        let sheets = centre.recovery_named();
        judged.sheets_then = sheets.map(|(_, sheets)| sheets);
        let sheets = sheets.filter(|(_, sheets)| event.by_sheets == Some(sheets.sign));
        if let Some((named, sheets)) = sheets {
            judged.sheets = Some(sheets.sign);
            self.rest_on(judged, [named]);
        } else {
            let seat = author(node, centre)?;
            judged.actors.push((seat.member, seat.device));
            judged.devices.extend(centre.lineage(event.device));
            self.rest_on_seat(judged, centre, seat);
            self.rest_on(judged, centre.device(event.device).map(|device| device.event));
        }
        let scene =
            Scene { authority: self, node, centre, sheets: sheets.is_some(), erasures: std::cell::OnceCell::new() };
        scene.judge_writes(judged)?;
        if event.writes.iter().any(|write| matches!(write, ControlWrite::Epoch { .. })) {
            judged.erasures_known = centre.erasures().counting().map(|order| order.event).collect();
        }
        let takes = |(index, write): (usize, &ControlWrite)| match write {
            ControlWrite::Member { role, grants, .. } => {
                let item = judged.items.iter().any(|item| item.write == index);
                let before = judged.before.get(&index);
                item && before.is_some_and(|before| *role <= before.role && grants.is_subset(&before.grants))
            }
            ControlWrite::LowerRole { .. } | ControlWrite::Unknown => true,
            _ => judged.items.iter().any(|item| item.write == index),
        };
        judged.only_removes = !judged.items.is_empty() && event.writes.iter().enumerate().all(takes);
        if sheets.is_none() && judged.need.protected {
            let from = centre.members.get(&event.member).map(super::entry::MemberEntry::protected_from);
            self.rest_on(judged, from.unwrap_or_default());
        }
        Ok(())
    }

    pub(super) fn rest_on_seat(&self, judged: &mut Judged, centre: &Centre, seat: &Seat) {
        let role = centre.members.get(&seat.member).map(super::entry::MemberEntry::role_from).unwrap_or_default();
        let device = centre.device(seat.device).map(|device| device.event);
        self.rest_on(judged, role.into_iter().chain([seat.event]).chain(device));
        judged.chain.insert(seat.member);
    }

    pub(super) fn rest_on(&self, judged: &mut Judged, events: impl IntoIterator<Item = EventRef>) {
        for number in events.into_iter().filter_map(|event| self.number(event)) {
            if judged.basis.insert(number)
                && let Some(basis) = self.judged(number)
            {
                judged.chain.extend(basis.chain.iter().copied());
            }
        }
    }
}

impl Judged {
    fn of(verdict: Result<(), Refused>) -> Self {
        Self {
            verdict,
            actors: Vec::new(),
            devices: BTreeSet::new(),
            sheets: None,
            sheets_then: None,
            basis: BTreeSet::new(),
            chain: BTreeSet::new(),
            need: Need::default(),
            items: Vec::new(),
            only_removes: false,
            confirms: Vec::new(),
            admits: Vec::new(),
            before: BTreeMap::new(),
            recovery: None,
            erases: None,
            erasures_known: BTreeSet::new(),
        }
    }
}

/// The author's seat, if the author could speak there at all.
fn author<'c>(node: &Node, centre: &'c Centre) -> Result<&'c Seat, Refused> {
    let event = &node.event;
    let standing = centre.standing(event.member);
    if standing == Standing::Unknown {
        return Err(Refused::UnknownAuthor);
    }
    let seat = match (event.layout, event.seat) {
        (Layout::One, _) => centre.first_seat(event.member),
        (Layout::Two, seat) => seat.and_then(|seat| centre.seat(seat)),
    };
    let seat = seat.ok_or(Refused::UnknownSeat)?;
    // A seat on the device before may take one on this, and that is all it says here.
    let takes_seat = || centre.succeeds(event.device, seat.device) && only_takes_seat(node);
    if seat.member != event.member || (seat.device != event.device && !takes_seat()) {
        return Err(Refused::WrongSeat);
    }
    // Whom only a contested removal keeps out may still confirm one, as `may_confirm` says.
    let confirms = |write: &ControlWrite| matches!(write, ControlWrite::Confirm(_) | ControlWrite::Unknown);
    let only_confirms = !event.writes.is_empty() && event.writes.iter().all(confirms);
    match (standing, centre.device_standing(event.device)) {
        (Standing::Removed, _) => Err(Refused::AuthorRemoved),
        (Standing::Suspended, _) if !only_confirms => Err(Refused::AuthorSuspended),
        (_, Standing::Suspended) if only_confirms => Ok(seat),
        (_, Standing::Stands) => Ok(seat),
        (_, _) => Err(Refused::DeviceRevoked),
    }
}

/// Whether a member has the grant `protected`, in the event's own writes or before them.
pub(super) fn has_protected(centre: &Centre, writes: &[ControlWrite], member: MemberId) -> bool {
    let written = writes.iter().rev().find_map(|write| match write {
        ControlWrite::Member { id, grants, .. } if *id == member => Some(grants.contains(&Grant::Protected)),
        _ => None,
    });
    written.unwrap_or_else(|| centre.grants(member).contains(&Grant::Protected))
}
