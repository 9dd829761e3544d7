//! One figure of a month, what it is counted with, and of how few people it would tell.

use super::variable::{Unit, Unknown, Variable};

/// A region with fewer open cases than this is shown as part of the whole alone, and no figure says that it is about fewer people:
/// who knows that somebody is one of four would learn from a picture of the screen how they are. Five is the least that the
/// protection of data allows (ten is usual for what is published; this is seen by coordinators, who may open each case).
pub const FEWEST_PEOPLE: u32 = 5;

/// The most that one answer counts for: a slip of the keyboard is no million.
pub(super) const MOST: i64 = 1_000_000;

/// Are these one to four, of whom nobody is told?
pub(super) const fn is_few(count: i64) -> bool {
    count > 0 && count < FEWEST_PEOPLE as i64
}

/// Where somebody came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// From inside the country: the code of a region.
    Region(String),
    /// The code of a country.
    Country(String),
}

/// One figure of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Which.
    pub variable: Variable,
    /// What it comes to, or why nobody can tell.
    pub value: Result<i64, Unknown>,
    /// Of how many it is known: cases, children, referrals, residents, movements or workplaces.
    pub asked: u32,
    /// Of a share: how many it is made of.
    pub(super) part: Option<u32>,
    /// Of children: in how many cases they are, and in how many it was asked. One household is not enough people.
    pub(super) cases: Option<Count>,
    /// Of [`Variable::SameOrigin`]: from where.
    pub origin: Option<Origin>,
}

impl Figure {
    /// Is it made of fewer people than [`FEWEST_PEOPLE`], or would it tell of fewer? Children are of few where they are in few cases.
    /// Nobody is told of by nought of enough people, nor by what is not about people served.
    pub fn is_of_few(&self) -> bool {
        let few = |count: Option<u32>| count.is_some_and(|count| is_few(i64::from(count)));
        let is_value_few = self.value.is_ok_and(is_few);
        match self.variable.unit() {
            Unit::Cases => is_value_few || few(Some(self.asked)),
            Unit::Children => {
                let (yes, asked) = (self.cases.map(|cases| cases.yes), self.cases.map(|cases| cases.asked));
                is_value_few || few(Some(self.asked)) || few(yes) || few(asked)
            }
            Unit::Percent => few(Some(self.asked)) || few(self.part),
            Unit::Points | Unit::Persons | Unit::Workers => false,
        }
    }

    /// What rules are told of it. Of few people a rule that holds would say how many they are: it is told that there are some.
    pub(super) fn given(&self) -> Option<i64> {
        let value = self.value.ok()?;
        let is_count = matches!(self.variable.unit(), Unit::Cases | Unit::Children);
        Some(if is_count && self.is_of_few() { value.min(1) } else { value })
    }
}

/// How many, of those who were asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) yes: u32,
    pub(super) asked: u32,
}

impl Count {
    pub(super) fn take(&mut self, said: Option<bool>) {
        let Some(yes) = said else { return };
        self.asked = self.asked.saturating_add(1);
        self.yes = self.yes.saturating_add(u32::from(yes));
    }

    /// Rounded down, so that a share that is compared with a whole number compares as it does unrounded.
    pub(super) fn percent(self) -> Option<i64> {
        (i64::from(self.yes).saturating_mul(100)).checked_div(i64::from(self.asked))
    }
}

/// A sum of what several said.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    pub(super) of: i64,
    pub(super) asked: u32,
}

impl Sum {
    pub(super) fn take(&mut self, said: Option<i64>) {
        let Some(value) = said else { return };
        self.asked = self.asked.saturating_add(1);
        self.of = self.of.saturating_add(value.clamp(-MOST, MOST));
    }
}
