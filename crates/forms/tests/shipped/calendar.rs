//! Ages and waits of the shipped questionnaires are counted by the calendar.

use std::sync::Arc;

use pana_forms::{Answer, Form};

use super::{session_at, session_on, shipped};

fn intake() -> Arc<Form> {
    shipped().into_iter().find(|(folder, _)| folder == "intake").unwrap().1
}

fn place(form: &Form, name: &str) -> String {
    form.nodes().iter().find(|node| node.name == name).unwrap().path.clone()
}

/// What the intake says on a day: age, whether the person is a minor, and whether it is asked with whom a child is.
fn age(intake: &Arc<Form>, answers: &[(&str, &str)], today: &str) -> (String, String, bool) {
    let at = |name: &str| place(intake, name);
    let mut session = session_on(intake, today);
    for (name, value) in [("consent", "agree"), ("depth", "full")].iter().chain(answers) {
        session.set(&at(name), Answer::from_text(*value)).unwrap();
    }
    let value = |name: &str| session.value_of(&at(name)).unwrap().to_owned();
    (value("age"), value("is_minor"), session.state(&at("minor_company")).unwrap().relevant)
}

#[test]
fn one_is_a_year_older_on_the_birthday_and_not_a_day_before() {
    let intake = intake();
    for (birth, today, years, minor) in [
        ("2008-06-15", "2026-06-15", "18", "0"),
        ("2008-06-16", "2026-06-15", "17", "1"),
        ("1990-06-15", "2008-06-15", "18", "0"),
        ("1990-06-15", "2008-06-14", "17", "1"),
        ("2008-02-29", "2026-02-28", "17", "1"),
        ("2008-02-29", "2026-03-01", "18", "0"),
        ("2008-02-29", "2028-02-29", "20", "0"),
        ("1999-12-31", "2017-12-31", "18", "0"),
        ("2000-01-01", "2017-12-31", "17", "1"),
        ("2026-06-15", "2026-06-15", "0", "1"),
        ("1931-05-09", "2026-05-08", "94", "0"),
    ] {
        let came = age(&intake, &[("birth_date_known", "yes"), ("birth_date", birth)], today);
        assert_eq!(came, (years.to_owned(), minor.to_owned(), minor == "1"), "born {birth}, on {today}");
    }
}

#[test]
fn every_birthday_of_a_century_is_the_first_day_of_an_age() {
    let intake = intake();
    for year in 1920..2008 {
        let birth = format!("{year}-11-28");
        let (years, ..) = age(&intake, &[("birth_date_known", "yes"), ("birth_date", &birth)], "2026-11-28");
        assert_eq!(years, (2026 - year).to_string(), "{birth}");
        let (years, ..) = age(&intake, &[("birth_date_known", "yes"), ("birth_date", &birth)], "2026-11-27");
        assert_eq!(years, (2025 - year).to_string(), "{birth}, the day before");
    }
}

#[test]
fn who_may_be_seventeen_or_eighteen_is_neither_of_age_nor_a_minor_and_is_asked_with_whom() {
    let intake = intake();
    for (year, minor, asked) in
        [("2009", "1", true), ("2008", "", true), ("2007", "0", false), ("2026", "1", true), ("1950", "0", false)]
    {
        let (_, came, with_whom) = age(&intake, &[("birth_date_known", "no"), ("birth_year", year)], "2026-06-15");
        assert_eq!((came.as_str(), with_whom), (minor, asked), "born in {year}");
    }
    for answers in [&[][..], &[("birth_date_known", "yes")], &[("birth_date_known", "no")]] {
        let (years, minor, _) = age(&intake, answers, "2026-06-15");
        assert_eq!((years.as_str(), minor.as_str()), ("", ""), "{answers:?}");
    }
}

#[test]
fn a_wait_is_counted_in_months_of_the_calendar() {
    let intake = intake();
    let at = |name: &str| place(&intake, name);
    for (applied, today, months) in [
        ("2023-10-01", "2024-06-15", "8"),
        ("2024-05-15", "2024-06-15", "1"),
        ("2024-05-16", "2024-06-15", "0"),
        ("2024-01-31", "2024-02-29", "0"),
        ("2024-01-31", "2024-03-01", "1"),
        ("2023-12-15", "2024-01-15", "1"),
        ("2020-02-29", "2024-02-29", "48"),
        ("2024-02-01", "2024-03-01", "1"),
        ("2024-06-15", "2024-06-15", "0"),
    ] {
        let mut session = session_on(&intake, today);
        let answers =
            [("consent", "agree"), ("depth", "full"), ("status_applied", "yes"), ("status_applied_on", applied)];
        for (name, value) in answers {
            session.set(&at(name), Answer::from_text(value)).unwrap();
        }
        assert_eq!(session.value_of(&at("months_waiting")), Some(months), "from {applied} to {today}");
        session.set(&at("status_applied_on"), Answer::Blank).unwrap();
        assert_eq!(session.value_of(&at("months_waiting")), Some(""), "nobody knows since when");
        session.set(&at("status_applied"), Answer::from_text("no")).unwrap();
        assert_eq!(session.value_of(&at("months_waiting")), Some("0"), "nobody waits");
    }
}

#[test]
fn days_since_an_arrival_are_whole_in_every_zone() {
    let intake = intake();
    let at = |name: &str| place(&intake, name);
    for zone in ["+05:00", "+04:30", "+05:45", "-07:00", "+00:00"] {
        for (arrived, today, days) in [
            ("2024-05-03", "2024-06-15", "43"),
            ("1990-01-01", "2010-05-01", "7425"),
            ("1992-06-05", "1992-06-07", "2"),
        ] {
            let mut session = session_at(&intake, &format!("{today}T10:00:00{zone}"));
            for (name, value) in [("consent", "agree"), ("depth", "full"), ("arrival_date", arrived)] {
                session.set(&at(name), Answer::from_text(value)).unwrap();
            }
            assert_eq!(session.value_of(&at("days_here")), Some(days), "from {arrived} to {today} at {zone}");
        }
    }
}

#[test]
fn no_shipped_formula_takes_years_or_months_for_so_many_days() {
    for (folder, form) in shipped() {
        for node in form.nodes() {
            for (column, formula) in &node.expressions {
                for average in ["365", "30.4", "div 30", "30.5", "12 * 30"] {
                    // A limit of 365 days is a number of days.
                    let limit = *column == "constraint" && average == "365" && !formula.contains("365.");
                    assert!(limit || !formula.contains(average), "{folder} {} {column}: {formula}", node.name);
                }
            }
        }
    }
}
