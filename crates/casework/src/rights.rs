//! Who may do what, as data. Rights are asked where an event is made and again where it is applied.
//!
//! The table is the one of `docs/ROLES.md`, cell by cell. [`extent`] says how far a right reaches, [`may`] answers for one
//! act of one member in one case; the tests read the page and compare both with it.

use crate::word::words;

mod act;
mod may;
#[cfg(test)]
pub(crate) mod tests;

pub use act::{Act, Exported, Looks, OfDraft, OfInterview, Second, Step};
pub use may::{CaseRights, Led, NoCase, Who, depends_on_case, may, right_of};

/// What a member is. Grants add to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Helps with interviews; sees own work.
    Volunteer,
    /// Works with people of the centre.
    Worker,
    /// Answers for the workers' cases.
    Supervisor,
    /// Answers for the centre: members, devices, rules, exports.
    Coordinator,
}

/// What is added to a role for one member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grant {
    /// Opens the protected stream.
    Protected,
    /// Inspections.
    Inspector,
    /// Expert ratings, by case number only.
    Expert,
    /// Reports without names.
    Analyst,
}

/// Something that not everyone may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Interview, add people, find people of the own centre.
    Interview,
    /// See a case's interviews after they are finished.
    ReadInterviews,
    /// Amend a finished interview.
    AmendInterview,
    /// Needs, suggestions, referral up to `ready`.
    PrepareReferral,
    /// Deliver, answer on behalf, close a referral.
    CloseReferral,
    /// Close a case with a reason, open it again.
    CloseCase,
    /// Offer a case of one's own to a colleague.
    HandOver,
    /// Take a case that a colleague offers.
    TakeCase,
    /// Confirm a sensitive referral, mark an error, reassign.
    ConfirmReferral,
    /// Protected cases.
    ProtectedCases,
    /// Break the glass with a reason.
    BreakGlass,
    /// Export.
    Export,
    /// Publish questionnaires, rules, the directory.
    Publish,
    /// Write down what a service of the directory told us.
    CheckService,
    /// Say that this computer's date is right.
    ConfirmDate,
    /// Merge and un-merge people, settle conflicts.
    Merge,
    /// Members, devices, how the centre is reached, recovery, retention, erasure.
    Administer,
    /// Read the access log.
    ReadAccessLog,
    /// See what a month of a region or of the whole centre comes to, in figures.
    SeeTerritory,
}

/// How far a right reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Not at all.
    No,
    /// Yes, wherever it applies.
    Yes,
    /// The member's own.
    Own,
    /// The member's own, on the same day.
    OwnSameDay,
    /// Cases of which the member led an interview.
    OwnCases,
    /// Where the member is the case's worker.
    AsWorker,
    /// Where the case is offered to the member.
    IfOffered,
    /// All of the centre.
    Centre,
    /// All that is there.
    All,
    /// Only with the grant `protected`.
    ByGrant,
    /// Aggregates only.
    Aggregate,
    /// All; rows with names need a second member.
    AllNamedNeedSecond,
    /// May propose.
    Propose,
    /// Yes; erasure needs two where there are two.
    YesErasureByTwo,
}

use Extent::{
    Aggregate, All, AllNamedNeedSecond, AsWorker, ByGrant, Centre, IfOffered, No, Own, OwnCases, OwnSameDay, Propose,
    Yes, YesErasureByTwo,
};

/// Volunteer, worker, supervisor, coordinator.
const TABLE: [(Right, [Extent; 4]); 19] = [
    (Right::Interview, [Yes, Yes, Yes, Yes]),
    (Right::ReadInterviews, [Own, Centre, All, All]),
    (Right::AmendInterview, [OwnSameDay, OwnCases, All, All]),
    (Right::PrepareReferral, [Yes, Yes, Yes, Yes]),
    (Right::CloseReferral, [No, Yes, Yes, Yes]),
    (Right::CloseCase, [No, OwnCases, All, All]),
    (Right::HandOver, [AsWorker, AsWorker, AsWorker, AsWorker]),
    (Right::TakeCase, [No, IfOffered, IfOffered, IfOffered]),
    (Right::ConfirmReferral, [No, No, Yes, Yes]),
    (Right::ProtectedCases, [ByGrant, ByGrant, ByGrant, ByGrant]),
    (Right::BreakGlass, [No, Yes, Yes, Yes]),
    (Right::Export, [No, Own, Aggregate, AllNamedNeedSecond]),
    (Right::Publish, [No, No, Propose, Yes]),
    (Right::CheckService, [No, Yes, Yes, Yes]),
    (Right::ConfirmDate, [No, Yes, Yes, Yes]),
    (Right::Merge, [No, OwnCases, All, All]),
    (Right::Administer, [No, No, No, YesErasureByTwo]),
    (Right::ReadAccessLog, [Own, Own, Centre, Centre]),
    (Right::SeeTerritory, [No, No, No, Yes]),
];

/// How far `right` reaches for `role`.
pub fn extent(role: Role, right: Right) -> Extent {
    let [volunteer, worker, supervisor, coordinator] =
        TABLE.iter().find(|(row, _)| *row == right).map_or([No; 4], |(_, cells)| *cells);
    match role {
        Role::Volunteer => volunteer,
        Role::Worker => worker,
        Role::Supervisor => supervisor,
        Role::Coordinator => coordinator,
    }
}

words!(Role { Volunteer = "volunteer", Worker = "worker", Supervisor = "supervisor", Coordinator = "coordinator" });
words!(Grant { Protected = "protected", Inspector = "inspector", Expert = "expert", Analyst = "analyst" });
words!(Right {
    Interview = "interview",
    ReadInterviews = "read-interviews",
    AmendInterview = "amend-interview",
    PrepareReferral = "prepare-referral",
    CloseReferral = "close-referral",
    CloseCase = "close-case",
    HandOver = "hand-over",
    TakeCase = "take-case",
    ConfirmReferral = "confirm-referral",
    ProtectedCases = "protected-cases",
    BreakGlass = "break-glass",
    Export = "export",
    Publish = "publish",
    CheckService = "check-service",
    ConfirmDate = "confirm-date",
    Merge = "merge",
    Administer = "administer",
    ReadAccessLog = "read-access-log",
    SeeTerritory = "see-territory"
});
