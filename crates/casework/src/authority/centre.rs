//! The centre as a set of control events gives it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pana_model::{DeviceId, EventRef, MemberId, SeatId, StreamName};
use pana_record::Hlc;

use super::entry::{DeviceEntry, EpochEntry, Heads, MemberEntry, SheetsHead, SheetsWaiting, latest};
use super::erase::EraseOrder;
use super::removal::{Removal, Target};
use super::{EpochRef, Keys, Sheets, Succession};
use crate::contact::ContactState;
use crate::directory::DirectoryState;
use crate::hub::HubState;
use crate::known::KnownCentres;
use crate::rule_set::RulesState;
use crate::{Grant, Role};

/// Who and what belongs to the centre, by the events that count. Equal sets of events give equal centres.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Centre {
    pub(super) name: Heads<String>,
    pub(super) offset: Heads<i32>,
    pub(super) practice: bool,
    pub(super) recovery: BTreeMap<EventRef, SheetsHead>,
    pub(super) waiting: BTreeMap<EventRef, SheetsWaiting>,
    pub(super) members: BTreeMap<MemberId, MemberEntry>,
    pub(super) devices: BTreeMap<DeviceId, DeviceEntry>,
    pub(super) successions: BTreeMap<DeviceId, BTreeMap<EventRef, Succession>>,
    pub(super) seats: BTreeMap<SeatId, BTreeMap<EventRef, Seat>>,
    pub(super) grants: BTreeMap<(StreamName, EpochRef, SeatId), BTreeMap<[u8; 32], EventRef>>,
    pub(super) epochs: BTreeMap<(StreamName, EpochRef), EpochEntry>,
    /// Shared, since folds of pasts are many and few of them differ in it.
    pub(super) directory: Arc<DirectoryState>,
    pub(super) rules: Arc<RulesState>,
    pub(super) contact: Arc<ContactState>,
    pub(super) hub: Arc<HubState>,
    pub(super) known: Arc<KnownCentres>,
    pub(super) forms: BTreeMap<(String, [u8; 32]), (Hlc, String)>,
    pub(super) erasures: Arc<BTreeMap<EventRef, Arc<EraseOrder>>>,
    pub(super) removals: BTreeMap<(EventRef, Target), Removal>,
    pub(super) admitted: BTreeSet<EventRef>,
}

/// New sheets that one coordinator alone has made: when the days are over and nobody took them back, they count from the event
/// on by which the key of the control stream is sealed to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PendingRecovery {
    /// By which event.
    pub event: EventRef,
    /// The new recovery key.
    pub sheets: Sheets,
    /// From when on that may be, in milliseconds since 1970.
    pub due_ms: u64,
}

/// A member's keys on one device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    /// Which.
    pub id: SeatId,
    /// Whose.
    pub member: MemberId,
    /// Where.
    pub device: DeviceId,
    /// The keys.
    pub keys: Keys,
    /// By which event.
    pub event: EventRef,
}

/// What an `epoch` write says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Who made the epoch.
    pub maker: MemberId,
    /// Names its key.
    pub commitment: [u8; 32],
    /// The generation that is written in it.
    pub generation: [u8; 16],
    /// To whom its key was sealed then.
    pub seats: BTreeSet<SeatId>,
    /// The digest of the slots.
    pub digest: [u8; 32],
}

/// A member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub id: MemberId,
    /// What people call them.
    pub name: String,
    /// What they are; the lower, while two stand.
    pub role: Role,
    /// What they may besides; what all say, while two stand.
    pub grants: BTreeSet<Grant>,
    /// Whether they belong to the centre.
    pub standing: Standing,
    /// When they were added, by the clock of who added them.
    pub added: Hlc,
}

/// A device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Which.
    pub id: DeviceId,
    /// What people call it.
    pub name: String,
    /// Its keys.
    pub keys: Keys,
    /// By which event.
    pub event: EventRef,
    /// Whether it may write.
    pub standing: Standing,
}

/// Whether someone or something belongs to the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Not known.
    Unknown,
    /// Yes.
    Stands,
    /// Removed, and the removal is contested: neither side may act until one is confirmed.
    Suspended,
    /// Removed.
    Removed,
}

/// A version of a questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form<'c> {
    /// Which questionnaire.
    pub form_id: &'c str,
    /// The hash of its source.
    pub hash: [u8; 32],
    /// What its author calls the version.
    pub version: &'c str,
    /// When it was last published, by the clock of who did.
    pub published: Hlc,
}

impl Centre {
    /// The centre's name.
    pub fn name(&self) -> &str {
        latest(&self.name).map_or("", String::as_str)
    }

    /// Minutes from UTC, by which "the same day" is told.
    pub fn offset_minutes(&self) -> i32 {
        self.offset.values().map(|(_, minutes)| *minutes).min().unwrap_or(300)
    }

    /// Whether the centre is for practice.
    pub const fn is_practice(&self) -> bool {
        self.practice
    }

    /// The member. Also one who was removed.
    pub fn member(&self, id: MemberId) -> Option<Member> {
        let entry = self.members.get(&id)?;
        let name = entry.heads.iter().max_by_key(|(event, head)| (head.hlc, **event)).map(|(_, head)| &head.name)?;
        Some(Member {
            id,
            name: name.clone(),
            role: entry.role()?,
            grants: entry.grants(),
            standing: self.standing(id),
            added: entry.added.first().map(|(hlc, _)| *hlc).unwrap_or_default(),
        })
    }

    /// All members, also removed ones, in the order in which they were added.
    pub fn members(&self) -> Vec<Member> {
        let mut order: Vec<_> = self.members.iter().map(|(id, entry)| (entry.added.first(), *id)).collect();
        order.sort_unstable();
        order.into_iter().filter_map(|(_, id)| self.member(id)).collect()
    }

    /// What a member is. Whether they stand is another question.
    pub fn role(&self, id: MemberId) -> Option<Role> {
        self.members.get(&id)?.role()
    }

    /// What a member may besides.
    pub fn grants(&self, id: MemberId) -> BTreeSet<Grant> {
        self.members.get(&id).map(MemberEntry::grants).unwrap_or_default()
    }

    /// Whether a member belongs to the centre.
    pub fn standing(&self, id: MemberId) -> Standing {
        if self.role(id).is_none() {
            return Standing::Unknown;
        }
        self.out_by(|target| *target == Target::Member(id))
    }

    /// Whether a device may write: neither it nor one for which it goes on was revoked.
    pub fn device_standing(&self, id: DeviceId) -> Standing {
        if !self.devices.contains_key(&id) {
            return Standing::Unknown;
        }
        let line = self.lineage(id);
        self.out_by(|target| matches!(target, Target::Device(device) if line.contains(device)))
    }

    fn out_by(&self, is: impl Fn(&Target) -> bool) -> Standing {
        let mut standing = Standing::Stands;
        for removal in self.removals.values().filter(|removal| is(&removal.target)) {
            let this = if removal.contested { Standing::Suspended } else { Standing::Removed };
            standing = standing.max(this);
        }
        standing
    }

    /// The device. Also one that was revoked.
    pub fn device(&self, id: DeviceId) -> Option<Device> {
        let entry = self.devices.get(&id)?;
        let (event, keys) = entry.keys.first_key_value()?;
        let name = latest(&entry.name).cloned().unwrap_or_default();
        Some(Device { id, name, keys: *keys, event: *event, standing: self.device_standing(id) })
    }

    /// All devices, by id.
    pub fn devices(&self) -> impl Iterator<Item = Device> {
        self.devices.keys().filter_map(|id| self.device(*id))
    }

    /// The seat. Also one that has ended.
    pub fn seat(&self, id: SeatId) -> Option<&Seat> {
        self.seats.get(&id)?.values().next()
    }

    /// A member's seats, also those that have ended.
    pub fn seats_of(&self, member: MemberId) -> impl Iterator<Item = &Seat> {
        self.seats.values().filter_map(|seats| seats.values().next()).filter(move |seat| seat.member == member)
    }

    /// The seat with which a member signs in layout 1.
    pub fn first_seat(&self, member: MemberId) -> Option<&Seat> {
        self.seat(self.members.get(&member)?.first_seat?)
    }

    /// Whether something may be sealed to a seat, and signed with it: member and device both stand.
    pub fn is_live(&self, seat: &Seat) -> bool {
        self.standing(seat.member) == Standing::Stands && self.device_standing(seat.device) == Standing::Stands
    }

    /// The coordinators who stand and can sign.
    pub fn coordinators(&self) -> impl Iterator<Item = MemberId> {
        self.members
            .iter()
            .filter(|(_, entry)| entry.role() == Some(Role::Coordinator))
            .map(|(id, _)| *id)
            .filter(|id| self.standing(*id) == Standing::Stands && self.seats_of(*id).any(|seat| self.is_live(seat)))
    }

    /// How many coordinators an erasure asks for: two where two stand. Only confirmed removals lower the number, so that
    /// nobody becomes the only one by removing the others.
    pub fn erasure_needs(&self) -> usize {
        let mut all: BTreeSet<MemberId> = self.coordinators().collect();
        for removal in self.removals.values().filter(|removal| !removal.confirmed) {
            all.extend(removal.coordinators.iter().copied());
        }
        all.len().clamp(1, 2)
    }

    /// Every version of every questionnaire, by id and hash.
    pub fn forms(&self) -> impl Iterator<Item = Form<'_>> {
        self.forms.iter().map(|((form_id, hash), (published, version))| Form {
            form_id,
            hash: *hash,
            version,
            published: *published,
        })
    }

    /// What is said of the directory of services.
    pub fn directory(&self) -> &DirectoryState {
        &self.directory
    }

    /// The same, to be kept while the centre changes.
    pub fn shared_directory(&self) -> Arc<DirectoryState> {
        Arc::clone(&self.directory)
    }

    /// Which rules are asked.
    pub fn rules(&self) -> &RulesState {
        &self.rules
    }

    /// The same, to be kept while the centre changes.
    pub fn shared_rules(&self) -> Arc<RulesState> {
        Arc::clone(&self.rules)
    }

    /// How the centre is reached.
    pub fn contact(&self) -> &ContactState {
        &self.contact
    }

    /// The same, to be kept while the centre changes.
    pub fn shared_contact(&self) -> Arc<ContactState> {
        Arc::clone(&self.contact)
    }

    /// Which hub the centre meets at; to be kept while the centre changes.
    pub fn shared_hub(&self) -> Arc<HubState> {
        Arc::clone(&self.hub)
    }

    /// Which other centres are known; to be kept while the centre changes.
    pub fn shared_known(&self) -> Arc<KnownCentres> {
        Arc::clone(&self.known)
    }

    /// The removals that count: who made them, what they had seen, and whether they are contested.
    pub fn removals(&self) -> impl Iterator<Item = &Removal> {
        self.removals.values()
    }

    /// The events that a coordinator reviewed and took over.
    pub const fn admitted(&self) -> &BTreeSet<EventRef> {
        &self.admitted
    }
}
