//! Two times of birth, each as far as it is known.

use chrono::{Datelike as _, NaiveDate};
use pana_model::{Born, PartialDate};

use super::Sign;

/// When somebody was born, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Birth {
    /// The day.
    Day(NaiveDate),
    /// The month.
    Month(i32, u32),
    /// The year. 1 January is written where no more is known, so it says no more either.
    Year(i32),
    /// Between two days: an age was told.
    About(NaiveDate, NaiveDate),
}

/// A guessed age may be so many years off.
pub(super) const OFF: i32 = 2;

impl Birth {
    pub(super) fn of(born: Born) -> Self {
        let text = born.to_string();
        match text.parse::<PartialDate>() {
            Ok(PartialDate::Day(day)) if day.ordinal() == 1 => Self::Year(day.year()),
            Ok(PartialDate::Day(day)) => Self::Day(day),
            Ok(PartialDate::Month(year, month)) => Self::Month(year, month),
            Ok(PartialDate::Year(year)) => Self::Year(year),
            Err(_) => Self::About(born.earliest(), born.latest()),
        }
    }

    /// The first and the last year.
    pub(super) fn years(self) -> (i32, i32) {
        match self {
            Self::Day(day) => (day.year(), day.year()),
            Self::Month(year, _) | Self::Year(year) => (year, year),
            Self::About(earliest, latest) => (earliest.year(), latest.year()),
        }
    }

    const fn is_guess(self) -> bool {
        matches!(self, Self::About(..))
    }
}

pub(super) fn compare(one: Birth, other: Birth) -> Sign {
    use Birth::{Day, Month, Year};
    match (one, other) {
        (Day(one), Day(other)) => of_days(one, other),
        (Month(year, month), Day(day)) | (Day(day), Month(year, month)) => {
            of_months((year, month), (day.year(), day.month()))
        }
        (Month(year, month), Month(y, m)) => of_months((year, month), (y, m)),
        (one, other) if one.is_guess() || other.is_guess() => of_guess(one.years(), other.years()),
        (Year(one), other) | (other, Year(one)) => {
            let (year, _) = other.years();
            if one == year {
                Sign::BirthYear
            } else if one.abs_diff(year) <= OFF.unsigned_abs() || is_slip(&one.to_string(), &year.to_string()) {
                // Who knows no more than the year has mostly guessed it; or a digit of it was mistyped.
                Sign::BirthNear
            } else {
                Sign::BirthOther
            }
        }
        // Every guess was taken above.
        _ => Sign::BirthOther,
    }
}

fn of_days(one: NaiveDate, other: NaiveDate) -> Sign {
    if one == other {
        Sign::BirthSame
    } else if one.year() == other.year() && (one.day(), one.month()) == (other.month(), other.day()) {
        Sign::BirthSwapped
    } else if is_slip(&digits(one), &digits(other)) {
        Sign::BirthSlip
    } else if one.year() == other.year() {
        Sign::BirthYearOnly
    } else {
        Sign::BirthOther
    }
}

fn of_months(one: (i32, u32), other: (i32, u32)) -> Sign {
    if one == other {
        Sign::BirthMonth
    } else if one.0 == other.0 {
        Sign::BirthYearOnly
    } else {
        Sign::BirthOther
    }
}

/// Spans of years: one within the other's reach.
fn of_guess(one: (i32, i32), other: (i32, i32)) -> Sign {
    let apart = one.0.saturating_sub(other.1).max(other.0.saturating_sub(one.1));
    match apart {
        ..=0 => Sign::BirthAbout,
        1..=OFF => Sign::BirthNear,
        _ => Sign::BirthOther,
    }
}

fn digits(day: NaiveDate) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Of two texts of one length: does one sign differ, or are two swapped that stand side by side? A swap is one slip, not two.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len() != other.len() {
        return false;
    }
    let differ: Vec<usize> = (0..one.len()).filter(|at| one.get(*at) != other.get(*at)).collect();
    match differ.as_slice() {
        [_] => true,
        [first, second] => {
            first.saturating_add(1) == *second
                && one.get(*first) == other.get(*second)
                && one.get(*second) == other.get(*first)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, sign: Sign) {
        let read = |text: &str| Birth::of(text.parse().unwrap());
        assert_eq!(compare(read(one), read(other)), sign, "{one} {other}");
        assert_eq!(compare(read(other), read(one)), sign, "{other} {one}");
    }

    #[test]
    fn each_slip_in_a_date_is_one_slip() {
        check("1987-03-14", "1987-03-14", Sign::BirthSame);
        check("1987-03-04", "1987-04-03", Sign::BirthSwapped);
        check("1987-03-14", "1978-03-14", Sign::BirthSlip);
        check("1987-03-14", "1997-03-14", Sign::BirthSlip);
        check("1987-03-12", "1987-03-21", Sign::BirthSlip);
        check("1987-03-14", "1987-09-27", Sign::BirthYearOnly);
        check("1987-03-14", "1998-03-14", Sign::BirthOther);
        check("1987-03-14", "1990-11-02", Sign::BirthOther);
    }

    #[test]
    fn what_is_not_known_is_no_difference() {
        check("1987-03", "1987-03-14", Sign::BirthMonth);
        check("1987-04", "1987-03-14", Sign::BirthYearOnly);
        check("1987", "1987-03-14", Sign::BirthYear);
        check("1987-01-01", "1987-03-14", Sign::BirthYear);
        check("1987-01-01", "1987-01-01", Sign::BirthYear);
        check("1987", "1985", Sign::BirthNear);
        check("1987", "1980", Sign::BirthNear);
        check("1987", "1978", Sign::BirthNear);
        check("1987", "1964", Sign::BirthOther);
    }

    #[test]
    fn a_guessed_age_may_be_two_years_off() {
        check("1985-06-16/1988-06-15", "1987-03-14", Sign::BirthAbout);
        check("1985-06-16/1988-06-15", "1990", Sign::BirthNear);
        check("1985-06-16/1988-06-15", "1983-02-03", Sign::BirthNear);
        check("1985-06-16/1988-06-15", "1991", Sign::BirthOther);
        check("1985-06-16/1988-06-15", "1990-06-16/1993-06-15", Sign::BirthNear);
    }
}
