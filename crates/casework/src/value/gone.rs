//! Those who were removed from a list of an interview, and what somebody wrote of them without knowing of that.

use pana_model::InstanceId;
use pana_record::{Head, Heads, OpKind, Value};

use crate::path::{self, InInterview};

/// The instances of an interview's lists that were removed, and are not in the list any more.
#[derive(Debug, Default)]
pub struct Gone(Vec<GoneOne>);

#[derive(Debug)]
struct GoneOne {
    /// The place of the instance.
    at: String,
    instance: InstanceId,
    /// Was something of it changed by who did not know of the removal?
    changed: bool,
}

impl Gone {
    /// Those of these heads. O(lists), and O(answers) for each who is gone.
    pub fn of(heads: &Heads) -> Self {
        let mut all: Vec<GoneOne> = Vec::new();
        for path in heads.paths_under(path::REPEATS) {
            let Some(list) = InInterview::of(path).repeat() else { continue };
            let alive = heads.instances(path);
            for (_, head) in heads.heads(path).filter(|(_, head)| head.kind == OpKind::InstanceRemove) {
                let Some(id) = head.value.as_bytes().and_then(|bytes| bytes.try_into().ok()) else { continue };
                let instance = InstanceId::from_bytes(id);
                let at = format!("{list}[{instance}]");
                if alive.contains(&head.value) || all.iter().any(|known| known.at == at) {
                    continue;
                }
                let changed =
                    places_within(heads, &at).flat_map(|path| heads.heads(path)).any(|(_, head)| says_something(head));
                all.push(GoneOne { at, instance, changed });
            }
        }
        Self(all)
    }

    /// The places of those of whom something was changed, and who; those in a list of somebody who is so are not named again.
    pub fn changed(&self) -> impl Iterator<Item = (&str, InstanceId)> {
        let above = |one: &GoneOne| {
            self.0.iter().any(|other| other.changed && other.at != one.at && is_within(&one.at, &other.at))
        };
        let changed = self.0.iter().filter(move |one| one.changed && !above(one));
        changed.map(|one| (one.at.as_str(), one.instance))
    }

    /// Is this the place of an answer of somebody who is gone?
    pub fn holds(&self, place: &str) -> bool {
        self.0.iter().any(|one| is_within(place, &one.at))
    }

    /// Is it somebody who is gone?
    pub fn is(&self, instance: InstanceId) -> bool {
        self.0.iter().any(|one| one.instance == instance)
    }
}

/// The paths of the answers of the instance at a place.
pub fn places_within<'h>(heads: &'h Heads, at: &'h str) -> impl Iterator<Item = &'h str> {
    let inside = move |path: &&str| InInterview::of(path).answer().is_some_and(|place| is_within(place, at));
    heads.paths_under(path::ANSWERS).filter(inside)
}

/// Does a write say anything, and not that something is taken back?
pub fn says_something(head: &Head) -> bool {
    match head.kind {
        OpKind::Set | OpKind::Other(_) => head.value != Value::Null,
        OpKind::Add => true,
        OpKind::Remove | OpKind::InstanceAdd | OpKind::InstanceRemove | OpKind::Append => false,
    }
}

fn is_within(place: &str, at: &str) -> bool {
    place.strip_prefix(at).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
