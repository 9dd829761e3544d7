//! How paths of operations are built and read back. Part of the log's format: never changed, only added to.
//!
//! ```text
//! case/number                           the case number
//! person/<property>                     a fact about the person
//! household/<instance>/<property>       a fact about someone of the household
//! interview/<id>/meta                   who led it, when, in which version, what is missing
//! interview/<id>/answer<place>          one answer
//! interview/<id>/repeat<place>          instances of one repeat
//! interview/<id>/file/<name>            a file that an answer names
//! access/<case>                         a look at a case
//! witness/<stream>/<device>             the last event of a chain, as its witness had it
//! centre, device/<id>, member/<id>, grant/<stream>/<epoch>/<member>, form/<form_id>      control
//! ```
//!
//! One place has one spelling. An id that is spelled otherwise than we spell it makes the place unknown: two spellings
//! would be two paths for one answer, and whoever writes under the second would name none of the writes under the first.

use std::fmt;
use std::str::FromStr;

use pana_model::{CaseId, DeviceId, InstanceId, InterviewId, StreamName};

/// The path of the case number.
pub const NUMBER: &str = "case/number";
/// In an interview: who led it and when.
pub const META: &str = "meta";
/// In an interview: what answers begin with.
pub const ANSWER: &str = "answer";
/// In an interview: what repeats begin with.
pub const REPEAT: &str = "repeat";
const FILE: &str = "file/";
const PERSON: &str = "person/";
const HOUSEHOLD: &str = "household/";
const INTERVIEW: &str = "interview/";
const ACCESS: &str = "access/";
const WITNESS: &str = "witness/";

/// Where an operation of a case belongs. Formatting a place gives the path it was read from, byte for byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'p> {
    /// The case number.
    Number,
    /// A fact about the person, or about someone of the household.
    Fact {
        /// Whose; `None` is the person.
        household: Option<InstanceId>,
        /// Which.
        property: &'p str,
    },
    /// Something in an interview.
    Interview {
        /// Which one.
        id: InterviewId,
        /// Where in it.
        place: InInterview<'p>,
    },
    /// The access log, about this case.
    Access(CaseId),
    /// What a witness says of a chain.
    Witness {
        /// Of which stream.
        stream: StreamName,
        /// Whose chain.
        device: DeviceId,
    },
    /// Something a newer program knows, or none of ours.
    Unknown(&'p str),
}

/// Where in an interview an operation belongs. Formatting gives the path that the interview's own heads have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InInterview<'p> {
    /// Who led it, when, in which version, what is missing.
    Meta,
    /// The answer at a place of the questionnaire.
    Answer(&'p str),
    /// The instances of the repeat at a place of the questionnaire.
    Repeat(&'p str),
    /// The file of this name.
    File(&'p str),
    /// Something a newer program knows.
    Other(&'p str),
}

impl<'p> Place<'p> {
    /// Reads a path. Every text has a place; what is not ours is [`Place::Unknown`].
    pub fn of(path: &'p str) -> Self {
        Self::known(path).unwrap_or(Self::Unknown(path))
    }

    fn known(path: &'p str) -> Option<Self> {
        if path == NUMBER {
            return Some(Self::Number);
        }
        if let Some(property) = path.strip_prefix(PERSON) {
            return Some(Self::Fact { household: None, property });
        }
        if let Some((instance, property)) = path.strip_prefix(HOUSEHOLD).and_then(|rest| rest.split_once('/')) {
            return Some(Self::Fact { household: Some(id(instance)?), property });
        }
        if let Some((interview, rest)) = path.strip_prefix(INTERVIEW).and_then(|rest| rest.split_once('/')) {
            return Some(Self::Interview { id: id(interview)?, place: InInterview::of(rest) });
        }
        if let Some((stream, device)) = path.strip_prefix(WITNESS).and_then(|rest| rest.split_once('/')) {
            return Some(Self::Witness { stream: StreamName::from_name(stream)?, device: id(device)? });
        }
        path.strip_prefix(ACCESS).and_then(id).map(Self::Access)
    }

    /// The interview it lies in.
    pub const fn interview(&self) -> Option<InterviewId> {
        match self {
            Self::Interview { id, .. } => Some(*id),
            Self::Number | Self::Fact { .. } | Self::Access(_) | Self::Witness { .. } | Self::Unknown(_) => None,
        }
    }
}

impl<'p> InInterview<'p> {
    /// Reads the rest of a path in an interview.
    pub fn of(rest: &'p str) -> Self {
        if rest == META {
            Self::Meta
        } else if let Some(at) = rest.strip_prefix(ANSWER) {
            Self::Answer(at)
        } else if let Some(at) = rest.strip_prefix(REPEAT) {
            Self::Repeat(at)
        } else if let Some(name) = rest.strip_prefix(FILE) {
            Self::File(name)
        } else {
            Self::Other(rest)
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number => out.write_str(NUMBER),
            Self::Fact { household: None, property } => write!(out, "{PERSON}{property}"),
            Self::Fact { household: Some(instance), property } => write!(out, "{HOUSEHOLD}{instance}/{property}"),
            Self::Interview { id, place } => write!(out, "{INTERVIEW}{id}/{place}"),
            Self::Access(case) => write!(out, "{ACCESS}{case}"),
            Self::Witness { stream, device } => write!(out, "{WITNESS}{stream}/{device}"),
            Self::Unknown(path) => out.write_str(path),
        }
    }
}

impl fmt::Display for InInterview<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Meta => out.write_str(META),
            Self::Answer(at) => write!(out, "{ANSWER}{at}"),
            Self::Repeat(at) => write!(out, "{REPEAT}{at}"),
            Self::File(name) => write!(out, "{FILE}{name}"),
            Self::Other(rest) => out.write_str(rest),
        }
    }
}

/// An id in the one spelling that we write.
fn id<I: FromStr + fmt::Display>(text: &str) -> Option<I> {
    let hyphens = |at: usize| matches!(at, 8 | 13 | 18 | 23);
    let ours = text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| {
            if hyphens(at) { byte == b'-' } else { byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte) }
        });
    if ours { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ID: &str = "03030303-0303-4303-8303-030303030303";

    fn check(path: &str, place: Place<'_>) {
        assert_eq!(Place::of(path), place);
        assert_eq!(place.to_string(), path);
    }

    #[test]
    fn paths_read_back() {
        let (interview, case) = (InterviewId::from_random([3; 16]), CaseId::from_random([3; 16]));
        let instance = InstanceId::from_random([3; 16]);
        let within = |place| Place::Interview { id: interview, place };
        check("case/number", Place::Number);
        check("person/given_name", Place::Fact { household: None, property: "given_name" });
        check(&format!("household/{ID}/age"), Place::Fact { household: Some(instance), property: "age" });
        check(&format!("interview/{ID}/meta"), within(InInterview::Meta));
        check(&format!("interview/{ID}/answer/intake/a[x]/b"), within(InInterview::Answer("/intake/a[x]/b")));
        check(&format!("interview/{ID}/repeat/intake/a"), within(InInterview::Repeat("/intake/a")));
        check(&format!("interview/{ID}/file/photo.jpg"), within(InInterview::File("photo.jpg")));
        check(&format!("interview/{ID}/mood"), within(InInterview::Other("mood")));
        check(&format!("access/{ID}"), Place::Access(case));
        for stream in StreamName::ALL {
            let device = DeviceId::from_random([3; 16]);
            check(&format!("witness/{stream}/{ID}"), Place::Witness { stream, device });
        }
        let other = format!("witness/elsewhere/{ID}");
        check(&other, Place::Unknown(&other));
        check("something/new", Place::Unknown("something/new"));
        check("interview/no-id/meta", Place::Unknown("interview/no-id/meta"));
    }

    #[test]
    fn an_id_in_another_spelling_is_no_second_path_to_the_same_answer() {
        for other in ["{03030303-0303-4303-8303-030303030303}", "03030303030343038303030303030303"] {
            let path = format!("interview/{other}/meta");
            assert_eq!(Place::of(&path), Place::Unknown(&path));
        }
        let upper = format!("household/{}/age", "0A030303-0303-4303-8303-030303030303");
        assert_eq!(Place::of(&upper), Place::Unknown(&upper));
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_written_as_it_was(
            path in prop_oneof![
                "[a-z/]{0,40}",
                "(person|household|interview|access)/[0-9a-f-]{0,40}/?(meta|answer|repeat|file/)?[a-z/]{0,9}",
                "(household|interview|access|witness/centre)/03030303-0303-4303-8303-0303030303[0-9a-fA-F]{2}/?(meta|answer|repeat|file/)?[a-z/]{0,9}",
            ]
        ) {
            prop_assert_eq!(Place::of(&path).to_string(), path);
        }
    }
}
