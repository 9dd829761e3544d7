//! How old somebody is, by what is known of their birth.

use pana_model::{Born, PartialDate};

use crate::profile;

/// The days on which somebody may have been born, by the most exact fact that says so: the date, the year, the age that was
/// told. `None` where none of them does; their age is not known then, which is not the same as adult.
pub fn born_of<'f>(fact: impl Fn(&str) -> Option<&'f str>) -> Option<Born> {
    born_of_all(|property| fact(property).into_iter().collect())
}

/// The same where several values of a fact may stand that were written apart: any of them may be right, so all of their days are
/// possible. Of whom one says that they are a child and another that they are not, it is not known.
pub fn born_of_all<'f>(facts: impl Fn(&str) -> Vec<&'f str>) -> Option<Born> {
    let date = |text: &str| text.trim().parse::<PartialDate>().ok().and_then(|date| Born::try_from(date).ok());
    let days = |text: &str| text.trim().parse::<Born>().ok();
    let both = |one: Born, other: Born| {
        let (earliest, latest) = (one.earliest().min(other.earliest()), one.latest().max(other.latest()));
        Born::between(earliest, latest).unwrap_or(one)
    };
    let of =
        |property: &str, read: &dyn Fn(&str) -> Option<Born>| facts(property).into_iter().filter_map(read).reduce(both);
    of(profile::BIRTH_DATE, &days)
        .or_else(|| of(profile::BIRTH_YEAR, &date))
        .or_else(|| of(profile::BIRTH_ABOUT, &days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_exact_fact_says_when_somebody_was_born() {
        let born = |facts: &[(&str, &str)]| {
            let born = born_of(|property| facts.iter().find(|fact| fact.0 == property).map(|fact| fact.1));
            born.map(|born| born.to_string())
        };
        let about = ("birth_about", "1987-06-16/1990-06-15");
        assert_eq!(born(&[("birth_date", "1987-03"), ("birth_year", "1988"), about]).as_deref(), Some("1987-03"));
        assert_eq!(born(&[("birth_year", "1988"), about]).as_deref(), Some("1988"));
        assert_eq!(born(&[("birth_date", "not a day"), about]).as_deref(), Some(about.1));
        assert_eq!(born(&[("age", "35")]), None, "nobody knows when that was said");
    }

    #[test]
    fn of_two_days_of_birth_that_stand_apart_either_may_be_right() {
        let born = |dates: &'static [&'static str]| {
            born_of_all(|property| if property == profile::BIRTH_DATE { dates.to_vec() } else { Vec::new() })
        };
        let day = "2026-06-15".parse().unwrap();
        for order in [&["2009-01-01", "2005-01-01"], &["2005-01-01", "2009-01-01"]] {
            let ages = born(order).and_then(|born| born.ages_on(day)).unwrap();
            assert_eq!((ages.least, ages.greatest), (17, 21), "child or grown: not known");
        }
        assert_eq!(born(&["2005-01-01", "no day"]), born(&["2005-01-01"]));
        assert_eq!(born(&[]), None);
    }
}
