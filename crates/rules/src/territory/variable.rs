//! The figures by their names: what each counts, and why one may not be known.

use crate::words::codes;

codes! {
    /// What rules about a territory may ask, in one region and month.
    Variable {
        /// Of the referrals sent in the month, how many were refused or wait for a place.
        RefusedShare = "terr_refused_share",
        /// Of those who applied for a status, how many have waited for half a year.
        WaitingShare = "terr_waiting_6m_share",
        /// Whose need of material help is not met.
        UnmetMaterial = "terr_unmet_material",
        /// How many came from one place.
        SameOrigin = "terr_same_origin",
        /// Children who want to take part in a contest.
        ChildContest = "terr_child_contest",
        /// How near residents feel to newcomers, less how much they worry.
        ToleranceIndex = "terr_tolerance_index",
        /// Who would join a mutual-help group.
        SelfHelpReady = "terr_selfhelp_ready",
        /// Who came, less who left.
        NetMigration = "terr_net_migration",
        /// Children who do not study.
        SchoolOut = "terr_school_out",
        /// Workers whom inspected workplaces need.
        WorkerDemand = "terr_worker_demand",
        /// Who looks for work.
        Unemployed = "terr_unemployed",
        /// Who shows strain.
        Distress = "terr_distress",
    }
}

codes! {
    /// What a figure counts.
    Unit {
        /// A share, 0 to 100.
        Percent = "percent",
        /// Open cases.
        Cases = "cases",
        /// Children in open cases.
        Children = "children",
        /// An index, -100 to 100.
        Points = "points",
        /// People of registered movements.
        Persons = "persons",
        /// Workers.
        Workers = "workers",
    }
}

codes! {
    /// Why a figure is not known.
    Unknown {
        /// Nobody of the open cases was asked, or said it.
        NobodyAsked = "nobody_asked",
        /// Nothing of this kind was written down in the month.
        NothingInMonth = "nothing_in_month",
        /// Too few residents answered for a mean: fewer than [`FEWEST_RESIDENTS`](super::FEWEST_RESIDENTS).
        TooFewAnswers = "too_few_answers",
        /// The share would be made of too few people: fewer than [`FEWEST_PEOPLE`](super::FEWEST_PEOPLE).
        TooFew = "too_few",
    }
}

impl Variable {
    /// What it counts.
    pub const fn unit(self) -> Unit {
        match self {
            Self::RefusedShare | Self::WaitingShare => Unit::Percent,
            Self::UnmetMaterial | Self::SameOrigin | Self::SelfHelpReady | Self::Unemployed | Self::Distress => {
                Unit::Cases
            }
            Self::ChildContest | Self::SchoolOut => Unit::Children,
            Self::ToleranceIndex => Unit::Points,
            Self::NetMigration => Unit::Persons,
            Self::WorkerDemand => Unit::Workers,
        }
    }

    /// The questionnaire that alone asks for it, where that is none of those that ship.
    pub const fn asked_by(self) -> Option<&'static str> {
        match self {
            Self::ChildContest => Some("family"),
            Self::ToleranceIndex => Some("host_community"),
            Self::NetMigration => Some("movement"),
            Self::WorkerDemand => Some("inspection"),
            _ => None,
        }
    }
}
