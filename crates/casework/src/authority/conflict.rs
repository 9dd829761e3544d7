//! Where two values stand.

use pana_model::{DeviceId, MemberId, StreamName};

use super::EpochRef;
use super::centre::Centre;
use super::entry::{MemberHead, differ};

/// Something of which two values stand, written without knowledge of each other. A person settles it by writing anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conflict {
    /// The centre's name. The later is shown.
    Name,
    /// The offset. The smaller holds.
    Offset,
    /// How the centre is reached. The later is shown.
    Contact,
    /// Which hub the centre meets at. The later is used.
    Hub,
    /// A member's role: the lower holds.
    Role(MemberId),
    /// A member's grants: what all have holds.
    Grants(MemberId),
    /// A member's name. The later is shown.
    MemberName(MemberId),
    /// The recovery key.
    Recovery,
    /// One epoch with two keys: it is not written under.
    Epoch(StreamName, EpochRef),
    /// One device with two pairs of keys.
    DeviceKeys(DeviceId),
}

impl Centre {
    /// Of what two values stand.
    pub fn conflicts(&self) -> Vec<Conflict> {
        let mut found = Vec::new();
        if differ(self.name.values().map(|(_, name)| name)) {
            found.push(Conflict::Name);
        }
        if differ(self.offset.values().map(|(_, minutes)| minutes)) {
            found.push(Conflict::Offset);
        }
        if !self.contact.apart().is_empty() {
            found.push(Conflict::Contact);
        }
        if !self.hub.apart().is_empty() {
            found.push(Conflict::Hub);
        }
        for (id, entry) in &self.members {
            if differ(entry.heads.values().map(|head| head.role)) {
                found.push(Conflict::Role(*id));
            }
            if differ(entry.heads.values().map(MemberHead::left)) {
                found.push(Conflict::Grants(*id));
            }
            if differ(entry.heads.values().map(|head| &head.name)) {
                found.push(Conflict::MemberName(*id));
            }
        }
        if differ(self.recovery.values().map(|head| head.sheets)) {
            found.push(Conflict::Recovery);
        }
        let doubled = self.epochs.iter().filter(|(_, entry)| entry.is_doubled());
        found.extend(doubled.map(|((stream, epoch), _)| Conflict::Epoch(*stream, *epoch)));
        let doubled = self.devices.iter().filter(|(_, entry)| differ(entry.keys.values()));
        found.extend(doubled.map(|(id, _)| Conflict::DeviceKeys(*id)));
        found
    }
}
