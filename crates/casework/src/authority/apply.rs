//! What an event that counts changes in the centre.
//!
//! A write replaces those of its kind that its event has in its past and leaves the others standing. Writes of events that
//! have not seen each other therefore commute, and any order in which each event comes after its past gives the same.

use std::sync::Arc;

use pana_model::{DeviceId, EventRef, SeatId};

use super::centre::{Centre, Seat, Statement};
use super::entry::MemberHead;
use super::fold::Authority;
use super::graph::Node;
use super::judge::Judged;
use super::removal::{Marks, Removal, Target};
use super::sheets::sealed_to_sheets;
use super::{ControlWrite, EpochRef, GrantTo, Keys, Layout, SHEETS_SEAT, Succession};
use crate::directory::Said;
use crate::{Grant, Role};
use pana_model::StreamName;

/// How much of an event counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Much {
    /// All of it.
    All,
    /// What it takes away: its maker's removal had not seen it.
    Removals,
}

impl Authority {
    pub(super) fn apply(&self, centre: &mut Centre, node: &Node, judged: &Judged, much: Much, marks: &[Marks]) {
        for (index, write) in node.event.writes.iter().enumerate() {
            match much {
                Much::All => self.apply_write(centre, node, judged, index, write),
                Much::Removals => self.apply_lowering(centre, node, judged, index, write),
            }
        }
        for (item, marks) in judged.items.iter().zip(marks) {
            let event = node.event.id;
            let removal = Removal {
                event,
                by: node.event.member,
                target: item.target,
                cuts: item.cuts.clone(),
                contested: marks.contested,
                confirmed: marks.confirmed,
                coordinators: item.unseats.clone(),
            };
            centre.removals.insert((event, item.target), removal);
            let is_withdrawal = matches!(node.event.writes.get(item.write), Some(ControlWrite::WithdrawGrant { .. }));
            if let Target::Grant(member, grant) = item.target
                && is_withdrawal
            {
                let entry = centre.members.entry(member).or_default();
                entry.withdrawn.insert((event, grant));
                for head in entry.heads.values_mut() {
                    head.withdrawn.insert(grant);
                }
            }
        }
    }

    fn apply_write(&self, centre: &mut Centre, node: &Node, judged: &Judged, index: usize, write: &ControlWrite) {
        let (id, hlc) = (node.event.id, node.event.hlc);
        let old = |earlier: &EventRef| self.graph().saw(id, *earlier);
        match write {
            ControlWrite::Centre(name) => {
                centre.name.retain(|earlier, _| !old(earlier));
                centre.name.insert(id, (hlc, name.clone()));
            }
            ControlWrite::Offset(minutes) => {
                centre.offset.retain(|earlier, _| !old(earlier));
                centre.offset.insert(id, (hlc, *minutes));
            }
            ControlWrite::Practice => centre.practice = true,
            ControlWrite::Recovery(sheets) => self.apply_recovery(centre, node, judged, *sheets),
            ControlWrite::Device { id: device, name, keys } => self.apply_device(centre, node, *device, (name, *keys)),
            ControlWrite::Successor(new) => {
                let named = ControlWrite::Device { id: new.id, name: new.name.clone(), keys: new.keys };
                self.apply_write(centre, node, judged, index, &named);
                let (by, of, held, by_sheets) = (node.event.member, new.of, new.held.clone(), judged.sheets.is_some());
                let said = Succession { event: id, by, of, held, by_sheets };
                centre.successions.entry(new.id).or_default().insert(id, said);
            }
            ControlWrite::Member { id: member, name, role, grants, keys } => {
                let head = self.head(node, judged, index, name, *role, grants.clone());
                self.apply_head(centre, node, *member, head);
                if let Some((keys, seat)) = keys
                    && let Some(device) = self.founding_device()
                {
                    let entry = centre.members.entry(*member).or_default();
                    entry.first_seat = Some(entry.first_seat.map_or(*seat, |known| known.min(*seat)));
                    let new = Seat { id: *seat, member: *member, device, keys: *keys, event: id };
                    self.apply_seat(centre, new);
                }
            }
            ControlWrite::Seat { id: seat, member, device, keys } => {
                self.apply_seat(centre, Seat { id: *seat, member: *member, device: *device, keys: *keys, event: id });
            }
            ControlWrite::Grant { stream, epoch, to, hash } => {
                self.apply_grant(centre, node, *stream, *epoch, *to, *hash);
                if *to == GrantTo::Seat(SHEETS_SEAT) {
                    sealed_to_sheets(centre, (*stream, *epoch), node, judged);
                }
            }
            ControlWrite::Epoch { stream, epoch, commitment, generation, seats, digest } => {
                let statement = Statement {
                    maker: node.event.member,
                    commitment: *commitment,
                    generation: *generation,
                    seats: seats.clone(),
                    digest: *digest,
                };
                let entry = centre.epochs.entry((*stream, *epoch)).or_default();
                entry.erasures.extend(judged.erasures_known.iter().copied());
                entry.statements.retain(|earlier, _| !old(earlier));
                entry.statements.insert(id, statement);
                if seats.contains(&SHEETS_SEAT) {
                    sealed_to_sheets(centre, (*stream, *epoch), node, judged);
                }
            }
            ControlWrite::Form { .. }
            | ControlWrite::Directory(_)
            | ControlWrite::Rules(_)
            | ControlWrite::Contact(_)
            | ControlWrite::Hub(_)
            | ControlWrite::Known { .. }
            | ControlWrite::Service { .. }
            | ControlWrite::Check { .. } => self.apply_published(centre, node, write),
            ControlWrite::Admit(event) => {
                centre.admitted.insert(*event);
            }
            ControlWrite::Erase { .. }
            | ControlWrite::EraseCancel(_)
            | ControlWrite::EraseDue(_)
            | ControlWrite::Erased(_) => self.apply_erasure(centre, node, judged, write),
            ControlWrite::RemoveMember { .. }
            | ControlWrite::RemoveDevice { .. }
            | ControlWrite::WithdrawGrant { .. }
            | ControlWrite::LowerRole { .. }
            | ControlWrite::Confirm(_)
            | ControlWrite::Unknown => {}
        }
    }

    /// What is published, which rules are asked, how the centre is reached, and what is said of the directory of services.
    fn apply_published(&self, centre: &mut Centre, node: &Node, write: &ControlWrite) {
        let (id, hlc, member) = (node.event.id, node.event.hlc, node.event.member);
        let old = |earlier: &EventRef| self.graph().saw(id, *earlier);
        if let ControlWrite::Form { form_id, hash, version } = write {
            let entry = centre.forms.entry((form_id.clone(), *hash)).or_insert_with(|| (hlc, version.clone()));
            *entry = entry.clone().max((hlc, version.clone()));
            return;
        }
        if let ControlWrite::Rules(choice) = write {
            let rules = Arc::make_mut(&mut centre.rules).editions();
            rules.publish(Said { event: id, hlc, member, what: choice.clone() }, old);
            return;
        }
        if let ControlWrite::Contact(contact) = write {
            let said = Arc::make_mut(&mut centre.contact).editions();
            said.publish(Said { event: id, hlc, member, what: contact.clone() }, old);
            return;
        }
        if let ControlWrite::Hub(place) = write {
            let said = Arc::make_mut(&mut centre.hub).editions();
            said.publish(Said { event: id, hlc, member, what: place.clone() }, old);
            return;
        }
        if let ControlWrite::Known { centre: other, known } = write {
            let said = Arc::make_mut(&mut centre.known).of(*other);
            said.publish(Said { event: id, hlc, member, what: known.clone() }, old);
            return;
        }
        let directory = Arc::make_mut(&mut centre.directory);
        match write {
            ControlWrite::Directory(edition) => {
                directory.publish(Said { event: id, hlc, member, what: edition.clone() }, old);
            }
            ControlWrite::Service { service, rows } => {
                directory.enter(service, Said { event: id, hlc, member, what: Arc::clone(rows) }, old);
            }
            ControlWrite::Check { service, check } => {
                directory.check(service, Said { event: id, hlc, member, what: check.clone() });
            }
            _ => {}
        }
    }

    /// Of a write that lowers: the lower role and the grants that are left, and nothing that it would give.
    fn apply_lowering(&self, centre: &mut Centre, node: &Node, judged: &Judged, index: usize, write: &ControlWrite) {
        let ControlWrite::Member { id, name, role, grants, .. } = write else { return };
        if !judged.items.iter().any(|item| item.write == index) {
            return;
        }
        let Some(before) = judged.before.get(&index) else { return };
        let head = self.head(node, judged, index, name, before.role.min(*role), &before.grants & grants);
        self.apply_head(centre, node, *id, head);
    }

    fn head(
        &self,
        node: &Node,
        judged: &Judged,
        index: usize,
        name: &str,
        role: Role,
        grants: std::collections::BTreeSet<Grant>,
    ) -> MemberHead {
        let before = judged.before.get(&index);
        let id = node.event.id;
        // Who is raised rests on that too; who is lowered, on what they rested on before.
        let mut role_from = before.map(|before| before.role_from.clone()).unwrap_or_default();
        if before.is_none_or(|before| role > before.role) {
            role_from.insert(id);
        }
        let mut protected_from = before.map(|before| before.protected_from.clone()).unwrap_or_default();
        let had = before.is_some_and(|before| before.grants.contains(&Grant::Protected));
        if grants.contains(&Grant::Protected) && !had {
            protected_from.insert(id);
        }
        let withdrawn = std::collections::BTreeSet::new();
        MemberHead { name: name.to_owned(), role, grants, hlc: node.event.hlc, role_from, protected_from, withdrawn }
    }

    fn apply_head(&self, centre: &mut Centre, node: &Node, member: pana_model::MemberId, mut head: MemberHead) {
        let id = node.event.id;
        let entry = centre.members.entry(member).or_default();
        if head.role_from.contains(&id) && head.role_from.len() == 1 {
            entry.added.insert((node.event.hlc, id));
        }
        let unseen = entry.withdrawn.iter().filter(|(by, _)| !self.graph().saw(id, *by));
        head.withdrawn = unseen.map(|(_, grant)| *grant).collect();
        entry.heads.retain(|earlier, _| !self.graph().saw(id, *earlier));
        entry.heads.insert(id, head);
    }

    fn apply_device(&self, centre: &mut Centre, node: &Node, device: DeviceId, (name, keys): (&str, Keys)) {
        let (id, hlc) = (node.event.id, node.event.hlc);
        let old = |earlier: &EventRef| self.graph().saw(id, *earlier);
        let entry = centre.devices.entry(device).or_default();
        entry.name.retain(|earlier, _| !old(earlier));
        entry.name.insert(id, (hlc, name.to_owned()));
        if !entry.keys.keys().any(old) {
            entry.keys.insert(id, keys);
        }
    }

    fn apply_seat(&self, centre: &mut Centre, seat: Seat) {
        let known = centre.seats.entry(seat.id).or_default();
        // Said again by who had seen it: the first is by which it stands.
        if !known.keys().any(|earlier| self.graph().saw(seat.event, *earlier)) {
            known.insert(seat.event, seat);
        }
    }

    fn apply_grant(
        &self,
        centre: &mut Centre,
        node: &Node,
        stream: StreamName,
        epoch: EpochRef,
        to: GrantTo,
        hash: [u8; 32],
    ) {
        let seat: Option<SeatId> = match to {
            GrantTo::Seat(seat) => Some(seat),
            GrantTo::Member(member) => centre.first_seat(member).map(|seat| seat.id),
        };
        let Some(seat) = seat else { return };
        let named = centre.grants.entry((stream, epoch, seat)).or_default().entry(hash).or_insert(node.event.id);
        *named = node.event.id.min(*named);
        let entry = centre.epochs.entry((stream, epoch)).or_default();
        entry.granted.insert(seat);
        entry.old |= node.event.layout == Layout::One;
    }
}
