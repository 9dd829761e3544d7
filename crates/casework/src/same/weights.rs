//! The table of weights: for each sign how often it is met among records of one person and among those of two.

use std::collections::BTreeMap;

use super::Sign;

/// The table that ships with the program.
const SHIPPED: &str = include_str!("../../../../differentiation/same.csv");
const HEADER: &str = "sign,m,u";

/// Rows that are no signs.
const DOUBLED: &str = "limit_doubled";
const CHANCE: &str = "limit_chance";
const PEOPLE: &str = "limit_people";
const RELATIVES: &str = "limit_relatives";
const KNOWN: &str = "limit_known";
const PHONE: &str = "limit_phone";

/// How much each sign weighs, and how much is enough.
#[derive(Debug, Clone, PartialEq)]
pub struct SameWeights {
    signs: BTreeMap<Sign, Odds>,
    /// What share of the people is expected to be here twice.
    doubled: f64,
    /// From which chance on somebody is asked.
    chance: f64,
    /// As among so many people at the least.
    people: f64,
    /// How many times likelier than here twice a relative is to be here, and how many of those have the same day of birth.
    relatives: Odds,
    /// Of names: in a store of a few people nobody's name is common or rare yet.
    names: Before,
    /// Of telephones.
    phones: Before,
}

/// So many people are taken to be known already, of whom this share have any one name, or number.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Before {
    people: f64,
    share: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Odds {
    m: f64,
    u: f64,
}

/// What is wrong with a table of weights.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// Its first line is another.
    #[error("the table of weights does not begin with {HEADER}")]
    Header,
    /// A row that is none; its number, the first being 1.
    #[error("row {0} of the table of weights is not a known sign with two numbers above nothing")]
    Row(usize),
    /// A row that is not there, or twice.
    #[error("the table of weights has {0} not exactly once")]
    Count(String),
}

impl SameWeights {
    /// Those that ship with the program.
    ///
    /// # Errors
    /// As [`SameWeights::read`]; a test holds that there are none.
    pub fn shipped() -> Result<Self, WeightsError> {
        Self::read(SHIPPED)
    }

    /// Reads a table: a line of headings, then `sign,m,u` for each sign and each limit once, in any order.
    ///
    /// # Errors
    /// [`WeightsError`]: of a table with one mistake nothing is used.
    pub fn read(text: &str) -> Result<Self, WeightsError> {
        let mut lines = text.lines().map(str::trim_end);
        if lines.next() != Some(HEADER) {
            return Err(WeightsError::Header);
        }
        let mut rows: BTreeMap<&str, Odds> = BTreeMap::new();
        for (at, line) in (1_usize..).zip(lines).filter(|(_, line)| !line.is_empty()) {
            let (name, odds) = row(line).ok_or(WeightsError::Row(at))?;
            if rows.insert(name, odds).is_some() {
                return Err(WeightsError::Count(name.to_owned()));
            }
        }
        let mut take = |name: &str| rows.remove(name).ok_or_else(|| WeightsError::Count(name.to_owned()));
        let signs = Sign::ALL.iter().map(|sign| Ok((*sign, take(sign.as_str())?)));
        let signs = signs.collect::<Result<BTreeMap<_, _>, WeightsError>>()?;
        let (doubled, chance, people) = (take(DOUBLED)?.m, take(CHANCE)?.m, take(PEOPLE)?.m);
        let relatives = take(RELATIVES)?;
        let mut before = |name: &str| take(name).map(|row| Before { people: row.m, share: row.u });
        let (names, phones) = (before(KNOWN)?, before(PHONE)?);
        match rows.into_keys().next() {
            Some(unknown) => Err(WeightsError::Count(unknown.to_owned())),
            None => Ok(Self { signs, doubled, chance, people, relatives, names, phones }),
        }
    }

    /// What a sign weighs, in tenths of a bit.
    pub(super) fn tenths(&self, sign: Sign) -> i32 {
        self.signs.get(&sign).map_or(0, |odds| tenths(odds.m / odds.u))
    }

    /// The same of a name or a telephone that `many` others have: there `u` is how many times likelier than that two strangers
    /// agree so.
    pub(super) fn common(&self, sign: Sign, many: u32, people: u32) -> i32 {
        let before = if sign == Sign::PhoneSame { self.phones } else { self.names };
        // One of the others is whom it is compared with.
        let strangers = f64::from(many.saturating_sub(1));
        let share = (strangers + before.people * before.share) / (f64::from(people) + before.people);
        self.signs.get(&sign).map_or(0, |odds| tenths(odds.m / (odds.u * share).min(1.0)))
    }

    /// How much is enough among so many people, in tenths of a bit: the more there are, the more of them are alike by chance.
    pub(super) fn limit(&self, people: u32) -> i32 {
        let before = f64::from(people).max(self.people) / self.doubled;
        tenths(before * self.chance / (1.0 - self.chance))
    }

    /// How much of what relatives do not share is enough, in tenths of a bit.
    pub(super) fn limit_of_relatives(&self) -> i32 {
        tenths(self.relatives.m)
    }

    /// What a sign of birth weighs at most against relatives, who may be twins.
    pub(super) fn birth_of_relatives(&self) -> i32 {
        tenths(1.0 / self.relatives.u)
    }
}

fn row(line: &str) -> Option<(&str, Odds)> {
    let mut cells = line.split(',');
    let (name, m, u) = (cells.next()?, cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
    let holds = |number: f64| number.is_finite() && number > 0.0;
    (cells.next().is_none() && holds(m) && holds(u)).then_some((name, Odds { m, u }))
}

/// Tenths of a bit, as a whole number: so that every machine comes to the same.
fn tenths(odds: f64) -> i32 {
    // No weight is that far: the clamp keeps the cast within its range.
    #[allow(clippy::cast_possible_truncation)]
    let whole = (odds.log2() * 10.0).round().clamp(-10_000.0, 10_000.0) as i32;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_that_ships_is_whole() {
        SameWeights::shipped().unwrap();
    }

    #[test]
    fn a_table_with_one_mistake_is_not_used() {
        let check = |text: &str, error: WeightsError| assert_eq!(SameWeights::read(text), Err(error));
        check("", WeightsError::Header);
        check("sign,m,u\nfamily_same,0.5,0\n", WeightsError::Row(1));
        check("sign,m,u\nfamily_same,0.5,0.1,0.2\n", WeightsError::Row(1));
        check("sign,m,u\nfamily_same,0.5,0.1\nfamily_same,0.5,0.1\n", WeightsError::Count("family_same".to_owned()));
        check(&SHIPPED.replace("sex_other", "sex_another"), WeightsError::Count("sex_other".to_owned()));
        check(&format!("{SHIPPED}sex_third,1,1\n"), WeightsError::Count("sex_third".to_owned()));
    }

    #[test]
    fn a_rare_name_weighs_more_than_a_common_one_and_among_many_more_is_asked_for() {
        let weights = SameWeights::shipped().unwrap();
        let name = |many| weights.common(Sign::FamilySame, many, 100_000);
        assert!(name(1) > name(50) && name(50) > name(5_000), "{} {} {}", name(1), name(50), name(5_000));
        assert!(weights.limit(1_000) < weights.limit(100_000));
        assert_eq!(weights.limit(2), weights.limit(1_000), "few are no reason to ask sooner");
        assert_eq!(weights.limit(100_000) - weights.limit(50_000), 10, "twice as many people ask for one bit more");
    }
}
