//! Events of another centre, judged by that centre's own control stream: from a root that people have compared, with the keys that
//! its events claim, and by the same rules as ours. Nothing of it touches the database.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::authority::{Authority, CaseAct, Keys};
use pana_casework::case::{self, CaseFile, Event, Verdicts};
use pana_casework::{Refusal, Who};
use pana_keys::PublicKeys;
use pana_model::{CaseId, CentreId, EventRef, MemberId};

use super::control;
use super::gate::{public, with_judge};
use crate::log::{Claimed, Opened, Signed, Stream};

/// Another centre, as its control stream gives it.
pub(crate) struct Elsewhere {
    authority: Authority,
    claimed: Claimed,
    first_layout: BTreeSet<EventRef>,
}

impl Elsewhere {
    /// The centre that these events give. `None`: one of them is not signed by who it says, or they do not descend from the root.
    pub(crate) fn of(centre: CentreId, root: [u8; 32], events: Vec<Signed>) -> Option<Self> {
        let many = events.len();
        let (authority, claimed) = control::of_elsewhere(centre, root, events);
        let first_layout = authority.layout_one_end().into_iter().collect();
        let here = !authority.founding().is_empty() && authority.verdict(authority.root().event()) == Some(Ok(()));
        let whole = claimed.1 == many;
        (here && whole).then_some(Self { authority, claimed: claimed.0, first_layout })
    }

    /// Is it for practice?
    pub(crate) fn is_practice(&self) -> bool {
        self.authority.centre().is_practice()
    }

    /// What somebody there is called.
    pub(crate) fn member_name(&self, member: MemberId) -> String {
        self.authority.centre().member(member).map(|member| member.name).unwrap_or_default()
    }

    /// By how much its clocks are ahead of UTC.
    pub(crate) fn offset_minutes(&self) -> i32 {
        self.authority.centre().offset_minutes()
    }

    /// Whose keys these are, where they belong to that centre.
    pub(crate) fn holder(&self, keys: &PublicKeys) -> Option<MemberId> {
        let centre = self.authority.centre();
        let is = |seat: &&pana_casework::authority::Seat| seat.keys == Keys(keys.to_bytes()) && centre.is_live(seat);
        centre.members().iter().find_map(|member| centre.seats_of(member.id).find(is).map(|seat| seat.member))
    }

    /// As whom somebody stands there at the end of all that came.
    pub(crate) fn who(&self, member: MemberId) -> Option<Who> {
        let centre = self.authority.centre();
        Some(Who { member, role: centre.role(member)?, grants: centre.grants(member) })
    }

    /// Did those sign the event who it says have?
    pub(crate) fn is_signed(&self, signed: &Signed) -> bool {
        let centre = self.authority.centre();
        let (device, body) = (signed.opened.device, &signed.opened.body);
        let drawn = || centre.device(device).map(|device| device.keys);
        let device = self.claimed.devices.get(&device).copied().or_else(drawn);
        let seat = match body.seat {
            Some(seat) => self.claimed.seats.get(&seat).copied(),
            None => centre.first_seat(body.member).map(|seat| seat.keys),
        };
        let keys = device.as_ref().and_then(public).zip(seat.as_ref().and_then(public));
        keys.is_some_and(|(device, seat)| signed.is_by_device(&device) && signed.is_by_member(&seat))
    }

    /// The case that these events give there, and what became of each.
    ///
    /// Whether something lies within what a removal had seen only that centre can tell, which has the whole chains: who hands the
    /// case over has asked there, and signs for it.
    pub(crate) fn case(&self, case: CaseId, events: &[Opened], left_out: &LeftOut) -> (CaseFile, Verdicts) {
        let events: Vec<Event<'_>> = events
            .iter()
            .map(|opened| {
                let mut event = opened.event();
                event.past = through(&event.past, left_out);
                event
            })
            .collect();
        with_judge(&|event, file| self.judge(event, file), |rules| CaseFile::fold(Stream::Centre, case, &events, rules))
    }

    fn judge(&self, event: &Event<'_>, file: &CaseFile) -> Result<(), Refusal> {
        let own = event.body.ctl.iter().copied().collect();
        let ctl = if event.layout == 1 { &self.first_layout } else { &own };
        let (member, seat, device) = (event.body.member, event.body.seat, event.device);
        let act = CaseAct { event: event.id, stream: file.stream(), device, member, seat, ctl };
        let allowed = self.authority.counts(&act, &|_| true).map_err(Refusal::Author)?;
        let who = Who { member, role: allowed.role, grants: allowed.grants };
        case::allowed(event, file, &who, self.offset_minutes())
    }
}

/// What events had seen that stay where they are, since they do not count there.
pub(crate) type LeftOut = BTreeMap<EventRef, Vec<EventRef>>;

/// A past without those that stay: in their place stands what they had seen.
pub(crate) fn through(past: &BTreeSet<EventRef>, left_out: &LeftOut) -> BTreeSet<EventRef> {
    let mut found = BTreeSet::new();
    let mut open: Vec<EventRef> = past.iter().copied().collect();
    let mut seen = BTreeSet::new();
    while let Some(event) = open.pop() {
        if !seen.insert(event) {
            continue;
        }
        match left_out.get(&event) {
            Some(before) => open.extend(before),
            None => drop(found.insert(event)),
        }
    }
    found
}
