//! Who may do what, as data. Rights are asked where an event is made and again where it is applied.
//!
//! The table is the one of the roles' page, cell by cell; the test holds a copy of that page's text and compares.

use std::fmt;
use std::str::FromStr;

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
    /// Merge and un-merge people, settle conflicts.
    Merge,
    /// Members, devices, recovery, retention, erasure.
    Administer,
    /// Read the access log.
    ReadAccessLog,
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
    Aggregate, All, AllNamedNeedSecond, ByGrant, Centre, No, Own, OwnCases, OwnSameDay, Propose, Yes, YesErasureByTwo,
};

/// Volunteer, worker, supervisor, coordinator.
const TABLE: [(Right, [Extent; 4]); 13] = [
    (Right::Interview, [Yes, Yes, Yes, Yes]),
    (Right::ReadInterviews, [Own, Centre, All, All]),
    (Right::AmendInterview, [OwnSameDay, OwnCases, All, All]),
    (Right::PrepareReferral, [Yes, Yes, Yes, Yes]),
    (Right::CloseReferral, [No, Yes, Yes, Yes]),
    (Right::ConfirmReferral, [No, No, Yes, Yes]),
    (Right::ProtectedCases, [ByGrant, ByGrant, ByGrant, ByGrant]),
    (Right::BreakGlass, [No, Yes, Yes, Yes]),
    (Right::Export, [No, Own, Aggregate, AllNamedNeedSecond]),
    (Right::Publish, [No, No, Propose, Yes]),
    (Right::Merge, [No, OwnCases, All, All]),
    (Right::Administer, [No, No, No, YesErasureByTwo]),
    (Right::ReadAccessLog, [Own, Own, Centre, Centre]),
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

/// The word is none of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no role or grant of that name")]
pub struct UnknownWord;

macro_rules! words {
    ($name:ident { $($variant:ident = $word:literal),+ }) => {
        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as it is stored and typed.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(self.as_str())
            }
        }
        impl FromStr for $name {
            type Err = UnknownWord;
            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                match text { $($word => Ok(Self::$variant),)+ _ => Err(UnknownWord) }
            }
        }
    };
}

words!(Role { Volunteer = "volunteer", Worker = "worker", Supervisor = "supervisor", Coordinator = "coordinator" });
words!(Grant { Protected = "protected", Inspector = "inspector", Expert = "expert", Analyst = "analyst" });

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the roles' page, right by right in the order of [`TABLE`].
    const PAGE: &str = "
        interview, add people, find people of own centre | yes | yes | yes | yes
        see a case's interviews after they are finished | own | all of the centre | all | all
        amend a finished interview | own, same day | own cases | all | all
        needs, suggestions, referral up to `ready` | yes | yes | yes | yes
        deliver, answer on behalf, close a referral | no | yes | yes | yes
        confirm a sensitive referral, mark an error, reassign | no | no | yes | yes
        protected cases | by grant | by grant | by grant | by grant
        break-glass with a reason | no | yes | yes | yes
        export: own interviews / aggregate / rows pseudonymised / rows named | no | own | aggregate | all; rows named needs a second member
        questionnaires, rules, directory: publish | no | no | propose | yes
        merge and un-merge people, settle conflicts | no | own cases | all | all
        members, devices, recovery, retention, erasure | no | no | no | yes (erasure: two where there are two)
        access log | own | own | centre | centre";

    fn phrase(extent: Extent) -> &'static [&'static str] {
        match extent {
            No => &["no"],
            Yes => &["yes"],
            Own => &["own"],
            OwnSameDay => &["own, same day"],
            OwnCases => &["own cases"],
            Centre => &["all of the centre", "centre"],
            All => &["all"],
            ByGrant => &["by grant"],
            Aggregate => &["aggregate"],
            AllNamedNeedSecond => &["all; rows named needs a second member"],
            Propose => &["propose"],
            YesErasureByTwo => &["yes (erasure: two where there are two)"],
        }
    }

    #[test]
    fn every_cell_is_as_the_page_says() {
        let rows: Vec<&str> = PAGE.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(rows.len(), TABLE.len());
        for (row, (right, _)) in rows.iter().zip(TABLE) {
            let cells: Vec<&str> = row.split(" | ").skip(1).collect();
            assert_eq!(cells.len(), Role::ALL.len(), "{row}");
            for (cell, role) in cells.iter().zip(Role::ALL) {
                assert!(phrase(extent(*role, right)).contains(cell), "{right:?} for {role}: the page says “{cell}”");
            }
        }
    }

    #[test]
    fn words_read_back() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse(), Ok(*role));
        }
        for grant in Grant::ALL {
            assert_eq!(grant.as_str().parse(), Ok(*grant));
        }
        assert_eq!("boss".parse::<Role>(), Err(UnknownWord));
    }
}
