//! Whether a service, and where it is, may be said to others.

use crate::crosswalk::Meaning;
use crate::model::{SafeToName, Service};

/// May lists, papers and messages name a service whose terms mean this? Where nobody said, by its kind.
pub fn may_be_named(service: &Service, meanings: &[Meaning]) -> bool {
    match service.safe_to_name {
        SafeToName::Yes => true,
        SafeToName::No => false,
        SafeToName::NotSaid => !meanings.contains(&Meaning::Unsafe),
    }
}
