//! Names of months and days, in the language that a form is asked in.
//!
//! They are those of the Unicode CLDR 48 (Gregorian calendar), kept as a table of our own: a form may be in languages that
//! the interface does not speak, so they are no texts of `locales/`, and a library that brings all of the CLDR would weigh
//! more than the rest of the engine for the sake of these few words.

use chrono::{DateTime, Datelike, FixedOffset};

/// `names of the language,kind,names from January or Sunday on`, a kind of a language a line.
const NAMES: &str = include_str!("date_names.csv");

/// A name of a month or of a day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// Beside a number of a day: `5 января`.
    Month,
    /// Without one: `январь 2026`.
    MonthAlone,
    MonthShort,
    Day,
    DayShort,
}

impl Named {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::MonthAlone => "month-alone",
            Self::MonthShort => "month-short",
            Self::Day => "day",
            Self::DayShort => "day-short",
        }
    }
}

/// The name in a language by its tag or by what it is called; in English where we do not have it.
pub(super) fn name(at: DateTime<FixedOffset>, named: Named, language: &str) -> &'static str {
    let place = match named {
        Named::Month | Named::MonthAlone | Named::MonthShort => at.month0(),
        Named::Day | Named::DayShort => at.weekday().num_days_from_sunday(),
    };
    let language = language.to_lowercase();
    let base = language.split(['-', '_']).next().unwrap_or_default();
    let found = [language.as_str(), base, "en"].into_iter().find_map(|language| line(language, named));
    let place = usize::try_from(place).unwrap_or_default();
    found.and_then(|names| names.split(' ').nth(place)).unwrap_or_default()
}

/// Where a language has no other name for a month without a day, it is the same.
fn line(language: &str, named: Named) -> Option<&'static str> {
    let of = |kind: &str| {
        NAMES.lines().find_map(|line| {
            let (languages, rest) = line.split_once(',')?;
            let (of, names) = rest.split_once(',')?;
            (of == kind && languages.split(' ').any(|one| one == language)).then_some(names)
        })
    };
    of(named.as_str()).or_else(|| if named == Named::MonthAlone { of(Named::Month.as_str()) } else { None })
}

#[cfg(test)]
mod tests {
    use super::{NAMES, Named, name};
    use crate::expr::date::{format, parse};

    /// A day in a language, formatted.
    fn said(pattern: &str, language: &str) -> String {
        let offset = chrono::FixedOffset::east_opt(5 * 3600).unwrap();
        format(parse("2026-01-05", offset).unwrap(), pattern, language)
    }

    #[test]
    fn months_and_days_are_named_in_the_language_of_the_interview() {
        for (pattern, language, expected) in [
            ("%A, %e %B %Y", "kk", "дүйсенбі, 5 қаңтар 2026"),
            ("%A, %e %B %Y", "en", "Monday, 5 January 2026"),
            ("%A, %e %B %Y", "ar", "الاثنين, 5 يناير 2026"),
            ("%A, %e %B %Y", "ru", "понедельник, 5 января 2026"),
            ("%a %d %b", "kk", "дс 05 қаң."),
            ("%a %d %b", "en", "Mon 05 Jan"),
            ("%a %d %b", "ru", "пн 05 янв."),
            ("%B %Y", "ru", "январь 2026"),
            ("%B %Y", "kk", "қаңтар 2026"),
        ] {
            assert_eq!(said(pattern, language), expected);
        }
    }

    #[test]
    fn a_language_is_known_by_its_tag_its_country_or_what_it_calls_itself() {
        for language in ["ru", "ru-kz", "RU_KZ", "русский", "Russian"] {
            assert_eq!(said("%e %B", language), "5 января", "{language}");
        }
        assert_eq!(said("%B", "fa-af"), said("%B", "prs"));
        assert_ne!(said("%B", "fa-af"), said("%B", "fa"));
        for language in ["default", "", "xx"] {
            assert_eq!(said("%a %b", language), "Mon Jan", "{language}");
        }
    }

    #[test]
    fn every_language_of_the_table_has_all_its_names() {
        for line in NAMES.lines() {
            let names = line.rsplit(',').next().unwrap_or_default().split(' ').count();
            assert_eq!(names, if line.contains(",month") { 12 } else { 7 }, "{line}");
        }
        let offset = chrono::FixedOffset::east_opt(0).unwrap();
        let at = |day: &str| parse(day, offset).unwrap();
        assert_eq!(name(at("2026-12-31"), Named::Month, "kk"), "желтоқсан");
        assert_eq!(name(at("2026-11-29"), Named::Day, "kk"), "жексенбі");
    }
}
