//! How old somebody is, by what is known of their birth.

use pana_model::{Born, PartialDate};

use crate::profile;

/// The days on which somebody may have been born, by the most exact fact that says so: the date, the year, the age that was
/// told. `None` where none of them does; their age is not known then, which is not the same as adult.
pub fn born_of<'f>(fact: impl Fn(&str) -> Option<&'f str>) -> Option<Born> {
    let date = |text: &str| text.trim().parse::<PartialDate>().ok().and_then(|date| Born::try_from(date).ok());
    let of = |property, read: fn(&str) -> Option<Born>| fact(property).and_then(read);
    of(profile::BIRTH_DATE, |text| text.trim().parse().ok())
        .or_else(|| fact(profile::BIRTH_YEAR).and_then(date))
        .or_else(|| of(profile::BIRTH_ABOUT, |text| text.trim().parse().ok()))
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
}
