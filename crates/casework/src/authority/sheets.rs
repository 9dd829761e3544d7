//! The recovery sheets: who names new ones, and from when on they count.
//!
//! New ones of one coordinator alone wait, so that whoever holds the old ones, or any other coordinator, may object. When the
//! days are over they do not count by that: nothing is sealed to them yet, and the old ones would be refused before the new
//! ones open anything. They count from the event on in which a coordinator names them again and seals to them the key of the
//! control stream. Whoever takes them back without having seen that event is heard all the same.

use std::collections::BTreeSet;

use pana_model::{EventRef, MemberId, SeatId, StreamName};

use super::centre::{Centre, PendingRecovery, Seat};
use super::entry::{SheetsHead, SheetsWaiting};
use super::fold::Authority;
use super::graph::Node;
use super::judge::Judged;
use super::rights::Scene;
use super::{ControlWrite, EpochRef, GrantTo, Refused, SHEETS_SEAT, Sheets};

/// How long new sheets of one coordinator alone wait.
const ALONE_MS: u64 = 7 * 24 * 60 * 60 * 1000;

/// How new sheets came to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RecoveryHow {
    /// The sheets before signed.
    Sheets,
    /// Two coordinators did, or there were none before.
    Coordinators,
    /// One alone: after some days, and once they are taken up.
    Alone,
    /// It takes up those of this event, which have waited.
    TakenUp(EventRef),
    /// It names the ones that stand: what was pending is taken back.
    TakenBack,
}

impl Centre {
    /// The recovery key that counts. Until the store's keys are sealed to sheets that waited, those before them do: otherwise
    /// neither would open anything. While two stand: the root's, then one that the sheets before it signed.
    pub fn recovery(&self) -> Option<Sheets> {
        self.recovery_named().map(|(_, sheets)| sheets)
    }

    /// The recovery key that counts, and the event by which it does.
    pub(super) fn recovery_named(&self) -> Option<(EventRef, Sheets)> {
        if let Some((waited, taken_up)) = self.taken_up() {
            return Some((taken_up, waited.sheets));
        }
        let heads = self.recovery.iter().min_by_key(|(event, head)| (head.rank, **event));
        heads.map(|(event, head)| (*event, head.sheets))
    }

    /// The sheets that have waited and were taken up, with the first event that did so: of several, those that knew most.
    fn taken_up(&self) -> Option<(&SheetsWaiting, EventRef)> {
        let taken_up = self.waiting.values().filter_map(|waiting| Some((waiting, *waiting.taken_up.first()?)));
        taken_up.max_by_key(|(waiting, _)| waiting.order())
    }

    /// New sheets of one coordinator alone, while they wait. The first to be due, if there are several.
    pub fn pending_recovery(&self) -> Option<PendingRecovery> {
        let stands = self.taken_up().map(|(waiting, _)| waiting.order());
        let waits = |waiting: &&SheetsWaiting| waiting.taken_up.is_empty() && stands < Some(waiting.order());
        let waiting = self.waiting.values().filter(waits).map(SheetsWaiting::pending);
        waiting.min_by_key(|pending| (pending.due_ms, pending.event))
    }

    /// The new sheets that have waited long enough at a time: they count once they are taken up.
    pub fn recovery_due_at(&self, unix_ms: u64) -> Option<PendingRecovery> {
        self.pending_recovery().filter(|pending| pending.due_ms <= unix_ms)
    }
}

impl Scene<'_> {
    pub(super) fn recovery(&self, sheets: Sheets, judged: &mut Judged) -> Result<(), Refused> {
        let event = &self.node.event;
        let stands = self.centre.recovery();
        let due = self.centre.recovery_due_at(self.node.at.unix_ms()).filter(|due| due.sheets == sheets);
        let how = if self.sheets {
            RecoveryHow::Sheets
        } else if stands.is_none() {
            RecoveryHow::Coordinators
        } else if stands == Some(sheets) {
            RecoveryHow::TakenBack
        } else if let Some(due) = due.filter(|_| self.seals_control()) {
            self.authority.rest_on(judged, [due.event]);
            judged.sheets_then = Some(sheets);
            RecoveryHow::TakenUp(due.event)
        } else if self.is_seconded(judged) {
            RecoveryHow::Coordinators
        } else if self.centre.coordinators().any(|member| member != event.member) {
            return Err(Refused::NeedsSecond);
        } else {
            RecoveryHow::Alone
        };
        judged.recovery = Some(how);
        Ok(())
    }

    /// Whether it seals to the sheets the key of the control stream that is written under: without it nothing opens.
    fn seals_control(&self) -> bool {
        let written = self.centre.write_epoch(StreamName::Control);
        let is = |write: &ControlWrite| match write {
            ControlWrite::Grant { stream: StreamName::Control, epoch, to: GrantTo::Seat(SHEETS_SEAT), .. } => {
                Some(*epoch) == written
            }
            _ => false,
        };
        self.node.event.writes.iter().any(is)
    }

    /// Whether another coordinator has signed it: then it is by their authority too.
    pub(super) fn is_seconded(&self, judged: &mut Judged) -> bool {
        let Some(second) = self.second(&self.node.event.seconded_by) else { return false };
        judged.actors.push((second.member, second.device));
        judged.devices.extend(self.centre.lineage(second.device));
        self.authority.rest_on_seat(judged, self.centre, second);
        true
    }

    /// A seat of another coordinator who stands, whose signature is on the event.
    fn second(&self, seats: &[SeatId]) -> Option<&Seat> {
        let coordinators: BTreeSet<MemberId> = self.centre.coordinators().collect();
        let may = |seat: &&Seat| {
            seat.member != self.node.event.member && coordinators.contains(&seat.member) && self.centre.is_live(seat)
        };
        let mut seats: Vec<SeatId> = seats.to_vec();
        seats.sort_unstable();
        seats.into_iter().filter_map(|seat| self.centre.seat(seat)).find(may)
    }
}

impl Authority {
    pub(super) fn apply_recovery(&self, centre: &mut Centre, node: &Node, judged: &Judged, sheets: Sheets) {
        let id = node.event.id;
        let old = |earlier: &EventRef| self.graph().saw(id, *earlier);
        let replaces = match judged.recovery {
            Some(RecoveryHow::TakenUp(waited)) => {
                // What was taken back by somebody who had not seen this stays so.
                if let Some(waiting) = centre.waiting.get_mut(&waited) {
                    waiting.taken_up.insert(id);
                }
                return;
            }
            Some(RecoveryHow::TakenBack | RecoveryHow::Alone) => false,
            Some(RecoveryHow::Sheets | RecoveryHow::Coordinators) | None => true,
        };
        // Who takes back what waits, or lets others wait in its place, leaves what had been taken up.
        centre.waiting.retain(|earlier, waiting| !old(earlier) || (!replaces && waiting.taken_up.iter().any(old)));
        let rank = match judged.recovery {
            Some(RecoveryHow::TakenBack | RecoveryHow::TakenUp(_)) => return,
            Some(RecoveryHow::Alone) => {
                // Sooner than the event itself says by no reading that is in doubt.
                let due_ms = node.at.max(node.event.hlc).unix_ms().saturating_add(ALONE_MS);
                let (before, taken_up) = (node.past.len(), BTreeSet::new());
                centre.waiting.insert(id, SheetsWaiting { event: id, sheets, due_ms, before, taken_up });
                return;
            }
            // At the root, nobody was asked.
            None => 0,
            Some(_) if self.is_root(node) => 0,
            Some(RecoveryHow::Sheets) => 1,
            Some(RecoveryHow::Coordinators) => 2,
        };
        centre.recovery.retain(|earlier, _| !old(earlier));
        centre.recovery.insert(id, SheetsHead { sheets, rank });
    }
}

/// To which sheets an event sealed an epoch's key: those that counted where it was said or that it takes up, at the root those
/// that it names.
pub(super) fn sealed_to_sheets(centre: &mut Centre, epoch: (StreamName, EpochRef), node: &Node, judged: &Judged) {
    let named = || {
        node.event.writes.iter().find_map(|write| match write {
            ControlWrite::Recovery(sheets) => Some(*sheets),
            _ => None,
        })
    };
    centre.epochs.entry(epoch).or_default().sheets.extend(judged.sheets_then.or_else(named));
}
