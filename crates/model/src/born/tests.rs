use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn ages(born: &str, on: &str) -> Option<(u16, u16)> {
    let ages = born.parse::<Born>().unwrap().ages_on(day(on))?;
    Some((ages.least, ages.greatest))
}

#[test]
fn an_age_is_what_every_day_of_birth_that_is_possible_allows() {
    for (born, on, expected, minor) in [
        ("2008-06-15", "2026-06-15", Some((18, 18)), Minor::No),
        ("2008-06-16", "2026-06-15", Some((17, 17)), Minor::Yes),
        ("2015", "2026-06-15", Some((10, 11)), Minor::Yes),
        ("2008", "2026-06-15", Some((17, 18)), Minor::Unknown),
        ("2008", "2026-12-31", Some((18, 18)), Minor::No),
        ("2008", "2026-01-01", Some((17, 18)), Minor::Unknown),
        ("2008", "2025-12-31", Some((17, 17)), Minor::Yes),
        ("2008-06", "2026-06-15", Some((17, 18)), Minor::Unknown),
        ("2008-12", "2026-12-30", Some((17, 18)), Minor::Unknown),
        ("1986-09-23/1987-09-22", "2026-06-15", Some((38, 39)), Minor::No),
    ] {
        assert_eq!(ages(born, on), expected, "{born} on {on}");
        assert_eq!(Minor::of(born.parse::<Born>().unwrap().ages_on(day(on))), minor, "{born} on {on}");
    }
}

#[test]
fn who_was_born_on_a_leap_day_comes_of_age_on_the_first_of_march() {
    assert_eq!(ages("2008-02-29", "2026-02-28"), Some((17, 17)));
    assert_eq!(ages("2008-02-29", "2026-03-01"), Some((18, 18)));
    assert_eq!(ages("2008-02-29", "2028-02-29"), Some((20, 20)));
}

#[test]
fn who_may_not_be_born_yet_is_nought_at_the_least_and_nobody_is_born_tomorrow() {
    assert_eq!(ages("2026", "2026-06-15"), Some((0, 0)));
    assert_eq!(ages("2026-06-16", "2026-06-15"), None);
    assert_eq!(ages("1850-01-01", "2026-06-15"), None);
    assert_eq!(
        ages("1900", "2026-06-15"),
        Some((125, 125)),
        "of the days that are possible those are left on which one lives"
    );
    assert_eq!(ages("1899", "2026-06-15"), None);
    assert_eq!(Minor::of(None), Minor::Unknown);
}

#[test]
fn about_so_many_years_grows_with_time_and_stays_about() {
    let born = Born::about(35, day("2024-06-15")).unwrap();
    let on = |at: &str| born.ages_on(day(at)).map(|ages| (ages.least, ages.greatest));
    assert_eq!(on("2024-06-15"), Some((34, 36)));
    assert_eq!(on("2024-12-15"), Some((34, 37)));
    assert_eq!(on("2026-06-15"), Some((36, 38)));
    assert_eq!(Minor::of(Born::about(18, day("2024-06-15")).unwrap().ages_on(day("2024-06-15"))), Minor::Unknown);
    assert_eq!(Born::about(0, day("2024-06-15")).unwrap().ages_on(day("2024-06-15")).unwrap().least, 0);
    assert_eq!(Born::about(300, day("2024-06-15")), None);
    let exact = Born::aged(17, day("2024-02-29")).unwrap().ages_on(day("2024-02-29"));
    assert_eq!(exact, Some(Ages { least: 17, greatest: 17 }));
}

#[test]
fn what_is_no_birth_is_refused() {
    for text in ["", "about 35", "2008-13", "2009-02-29", "2008/2009", "2026-06-15/2026-06-14", "2026-06-15/"] {
        assert_eq!(text.parse::<Born>(), Err(BornError), "{text}");
    }
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (1900_i32..2100, 1_u32..=366).prop_filter_map("a day", |(year, of_year)| NaiveDate::from_yo_opt(year, of_year))
}

proptest! {
    #[test]
    fn days_of_birth_read_back_from_their_text(one in any_day(), other in any_day()) {
        let born = Born::between(one.min(other), one.max(other)).unwrap();
        prop_assert_eq!(born.to_string().parse(), Ok(born));
        let year = Born::try_from(PartialDate::Year(one.year())).unwrap();
        prop_assert_eq!(year.to_string(), one.year().to_string());
    }

    #[test]
    fn to_learn_more_of_a_birth_only_narrows_the_age(one in any_day(), on in any_day()) {
        let (year, month) = (PartialDate::Year(one.year()), PartialDate::Month(one.year(), one.month()));
        let known = [year, month, PartialDate::Day(one)].map(|date| Born::try_from(date).unwrap());
        let Some(exact) = known[2].ages_on(on) else { return Ok(()) };
        for wider in &known[..2] {
            let wide = wider.ages_on(on).unwrap();
            prop_assert!(wide.least <= exact.least && exact.greatest <= wide.greatest);
            if Minor::of(Some(wide)) != Minor::Unknown {
                prop_assert_eq!(Minor::of(Some(wide)), Minor::of(Some(exact)));
            }
        }
    }

    #[test]
    fn an_age_that_was_said_is_that_age_on_that_day(age in 0_u16..=100, on in any_day()) {
        let exact = Born::aged(age, on).unwrap().ages_on(on).unwrap();
        prop_assert_eq!((exact.least, exact.greatest), (age, age));
        let about = Born::about(age, on).unwrap().ages_on(on).unwrap();
        prop_assert_eq!((about.least, about.greatest), (age.saturating_sub(1), age + 1));
    }

    #[test]
    fn a_birthday_comes_once_a_year(born in any_day(), on in any_day()) {
        let Some(ages) = Born::from(born).ages_on(on) else { return Ok(()) };
        let next = Born::from(born).ages_on(on.succ_opt().unwrap()).unwrap();
        prop_assert!(next.least == ages.least || next.least == ages.least + 1);
    }
}
