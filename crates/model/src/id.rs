//! Ids are newtypes over 16 bytes, so that a member can never be passed where a case is meant.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id: expected 32 hexadecimal digits, with or without hyphens")]
pub struct IdError;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The id with these bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// Makes a random id (UUID version 4) from 16 random bytes of the caller.
            pub fn from_random(bytes: [u8; 16]) -> Self {
                Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
            }

            /// Makes an id that sorts by `unix_ms` (UUID version 7) from ten random bytes of the caller.
            pub fn from_time(unix_ms: u64, random: [u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(unix_ms, &random).into_uuid())
            }

            /// The 16 bytes, as they are stored and sent.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// Its text, written into a place of the caller's: what names many places makes no text of its own for each.
            pub fn text_in<'t>(&self, place: &'t mut [u8; 36]) -> &'t str {
                self.0.as_hyphenated().encode_lower(place)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(out)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Uuid::parse_str(text).map(Self).map_err(|_| IdError)
            }
        }
    };
}

id!(
    /// A person's file with us. Random, so that it says nothing about when or where it was opened.
    CaseId
);
id!(
    /// The organisation that runs Pana: one store belongs to one centre.
    CentreId
);
id!(
    /// One installation of Pana. A restored copy gets a new one.
    DeviceId
);
id!(
    /// Someone who works with Pana.
    MemberId
);
id!(
    /// One run of a questionnaire.
    InterviewId
);
id!(
    /// A file that belongs to an answer. Random, and never used for other content.
    BlobId
);
id!(
    /// One instance of a repeat (a family member, a visit). Sorts by the time it was added.
    InstanceId
);

id!(
    /// One referral: of one person, to one recipient.
    ReferralId
);
id!(
    /// One handing over of a case to another centre.
    TransferId
);
id!(
    /// What a person answered when asked whether something may be passed on, to whom and for what.
    ConsentId
);

id!(
    /// A member's keys on one device: who signed, and to whom something is sealed. Made of the keys themselves, so that a
    /// seat's keys never change under its id.
    SeatId
);
id!(
    /// The first half of an event's id: how other events name it.
    EventRef
);
id!(
    /// One bundle: what one device gave to be carried at one time, in however many parts. Random.
    BundleId
);
id!(
    /// Names a key without saying anything of it.
    KeyId
);
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_text() {
        let id = CaseId::from_random([7; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.text_in(&mut [0; 36]), id.to_string());
        assert_eq!("not-an-id".parse::<CaseId>(), Err(IdError));
    }

    #[test]
    fn instances_sort_by_the_time_they_were_added() {
        let (earlier, later) = (InstanceId::from_time(1_000, [255; 10]), InstanceId::from_time(1_001, [0; 10]));
        assert!(earlier < later);
        assert!(earlier.to_string() < later.to_string());
    }
}
