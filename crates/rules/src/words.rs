//! The closed sets that a rule chooses from, with the codes that tables and the log have for them.

use std::fmt;

/// A code that is none of its set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownCode;

impl fmt::Display for UnknownCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("no such code")
    }
}

impl std::error::Error for UnknownCode {}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $word:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$each])* $word,)* }

        impl $name {
            /// All of them, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$word,)*];

            /// The code.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$word => $text,)* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::words::UnknownCode;

            fn from_str(text: &str) -> Result<Self, $crate::words::UnknownCode> {
                Self::ALL.iter().copied().find(|word| word.as_str() == text).ok_or($crate::words::UnknownCode)
            }
        }
    };
}

pub(crate) use codes;

codes! {
    /// The level of work: with a person, with a group, by changing what holds for all.
    Level {
        /// With the person.
        Individual = "individual",
        /// With migrants as a group, or with them and residents together.
        GroupCommunity = "group_community",
        /// A proposal, an inspection, a council: a coordinator's work.
        PublicState = "public_state",
    }
}

codes! {
    /// The sphere of life that work restores.
    Sphere {
        /// Home, nature, kin, neighbours.
        Territorial = "territorial",
        /// Education, faith, values, dignity.
        Cultural = "cultural",
        /// Work, production, earning.
        Professional = "professional",
    }
}

codes! {
    /// Who acts, the nearest to the person first: what the person and the group can do is theirs to do (subsidiarity).
    Actor {
        /// The person.
        Person = "self",
        /// The family, a mutual-help group.
        FamilyGroup = "family_group",
        /// A community, an NGO.
        CommunityOrg = "community_org",
        /// A municipal body.
        Municipality = "municipality",
        /// A state body.
        State = "state",
    }
}
