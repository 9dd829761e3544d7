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
//! centre, device/<id>, member/<id>, grant/<stream>/<epoch>/<member>, form/<form_id>      control
//! ```

use pana_model::{CaseId, InstanceId, InterviewId};

pub(crate) const NUMBER: &str = "case/number";
pub(crate) const META: &str = "meta";
pub(crate) const ANSWER: &str = "answer";
pub(crate) const REPEAT: &str = "repeat";
pub(crate) const FILE: &str = "file/";
pub(crate) const PERSON: &str = "person/";
pub(crate) const HOUSEHOLD: &str = "household/";

/// Where an operation of a case belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place<'p> {
    /// To the case itself.
    Case,
    /// To an interview; the rest of the path is its place there.
    Interview(InterviewId, &'p str),
    /// To the access log, about this case.
    Access(CaseId),
    /// To something a newer program knows.
    Unknown,
}

pub(crate) fn place(path: &str) -> Place<'_> {
    if path == NUMBER || path.starts_with(PERSON) || path.starts_with(HOUSEHOLD) {
        return Place::Case;
    }
    if let Some((id, rest)) = path.strip_prefix("interview/").and_then(|rest| rest.split_once('/')) {
        return id.parse().map_or(Place::Unknown, |id| Place::Interview(id, rest));
    }
    match path.strip_prefix("access/").and_then(|id| id.parse().ok()) {
        Some(case) => Place::Access(case),
        None => Place::Unknown,
    }
}

pub(crate) fn in_interview(interview: InterviewId, rest: &str) -> String {
    format!("interview/{interview}/{rest}")
}

pub(crate) fn answer(at: &str) -> String {
    format!("{ANSWER}{at}")
}

pub(crate) fn repeat(at: &str) -> String {
    format!("{REPEAT}{at}")
}

pub(crate) fn file(name: &str) -> String {
    format!("{FILE}{name}")
}

/// The name of the file that a path in an interview is about.
pub(crate) fn file_of(rest: &str) -> Option<&str> {
    rest.strip_prefix(FILE)
}

pub(crate) fn fact(household: Option<InstanceId>, property: &str) -> String {
    match household {
        None => format!("{PERSON}{property}"),
        Some(instance) => format!("{HOUSEHOLD}{instance}/{property}"),
    }
}

/// Whose fact it is, and which property.
pub(crate) fn fact_of(path: &str) -> Option<(Option<InstanceId>, &str)> {
    if let Some(property) = path.strip_prefix(PERSON) {
        return Some((None, property));
    }
    let (instance, property) = path.strip_prefix(HOUSEHOLD)?.split_once('/')?;
    Some((Some(instance.parse().ok()?), property))
}

pub(crate) fn access(case: CaseId) -> String {
    format!("access/{case}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_read_back() {
        let (interview, case) = (InterviewId::from_random([3; 16]), CaseId::from_random([4; 16]));
        let instance = InstanceId::from_time(5, [6; 10]);
        let at = format!("/intake/member[{instance}]/hm_age");
        let path = in_interview(interview, &answer(&at));
        assert_eq!(place(&path), Place::Interview(interview, &answer(&at)));
        assert_eq!(place(&access(case)), Place::Access(case));
        assert_eq!(fact_of(&fact(Some(instance), "age")), Some((Some(instance), "age")));
        assert_eq!(fact_of(&fact(None, "given_name")), Some((None, "given_name")));
        assert_eq!(place(NUMBER), Place::Case);
        assert_eq!(place("interview/no-id/meta"), Place::Unknown);
        assert_eq!(place("something/new"), Place::Unknown);
    }
}
