//! How soon help is due: one scale for rules, needs and referrals.

use std::fmt;
use std::str::FromStr;

/// How soon help is due. The most urgent comes first, so the smaller is the more urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// Within 24 hours.
    Critical,
    /// Within three days.
    Urgent,
    /// Within fourteen days.
    Normal,
    /// Within thirty days: followed, not acted upon.
    Low,
}

/// A word that is no urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no urgency: expected critical, urgent, normal or low")]
pub struct UnknownUrgency;

impl Urgency {
    /// All of them, the most urgent first.
    pub const ALL: &'static [Self] = &[Self::Critical, Self::Urgent, Self::Normal, Self::Low];

    /// The word that tables and the log have for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Urgent => "urgent",
            Self::Normal => "normal",
            Self::Low => "low",
        }
    }

    /// Within how many hours somebody has to answer. The clocks of the inter-agency referral form (24 hours, 72 hours, two
    /// weeks), and thirty days for what is only followed.
    pub const fn hours(self) -> u32 {
        match self {
            Self::Critical => 24,
            Self::Urgent => 72,
            Self::Normal => 14 * 24,
            Self::Low => 30 * 24,
        }
    }
}

impl fmt::Display for Urgency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl FromStr for Urgency {
    type Err = UnknownUrgency;

    fn from_str(text: &str) -> Result<Self, UnknownUrgency> {
        Self::ALL.iter().copied().find(|urgency| urgency.as_str() == text).ok_or(UnknownUrgency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_urgency_reads_back_and_the_more_urgent_has_less_time() {
        for urgency in Urgency::ALL {
            assert_eq!(urgency.as_str().parse(), Ok(*urgency));
        }
        assert!(Urgency::ALL.windows(2).all(|pair| pair[0] < pair[1] && pair[0].hours() < pair[1].hours()));
        assert_eq!("soon".parse::<Urgency>(), Err(UnknownUrgency));
    }
}
