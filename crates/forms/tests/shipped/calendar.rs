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

/// What the intake says on a day: the least and the greatest age, whether the person is a minor, and whether it is asked with
/// whom a child is.
fn age(intake: &Arc<Form>, answers: &[(&str, Answer)], today: &str) -> ([String; 3], bool) {
    let at = |name: &str| place(intake, name);
    let mut session = session_on(intake, today);
    for (name, value) in [("consent", "agree"), ("depth", "full")] {
        session.set(&at(name), Answer::from_text(value)).unwrap();
    }
    for (name, answer) in answers {
        session.set(&at(name), answer.clone()).unwrap();
    }
    let value = |name: &str| session.value_of(&at(name)).unwrap().to_owned();
    (["age_least", "age_greatest", "minor"].map(value), session.state(&at("minor_company")).unwrap().relevant)
}

fn of_birth(date: &str) -> [(&'static str, Answer); 2] {
    [("birth_date_known", Answer::from_text("yes")), ("birth_date", Answer::from_text(date))]
}

#[test]
fn one_is_a_year_older_on_the_birthday_and_not_a_day_before() {
    let intake = intake();
    for (birth, today, years, minor) in [
        ("2008-06-15", "2026-06-15", "18", "no"),
        ("2008-06-16", "2026-06-15", "17", "yes"),
        ("1990-06-15", "2008-06-15", "18", "no"),
        ("1990-06-15", "2008-06-14", "17", "yes"),
        ("2008-02-29", "2026-02-28", "17", "yes"),
        ("2008-02-29", "2026-03-01", "18", "no"),
        ("2008-02-29", "2028-02-29", "20", "no"),
        ("1999-12-31", "2017-12-31", "18", "no"),
        ("2000-01-01", "2017-12-31", "17", "yes"),
        ("2026-06-15", "2026-06-15", "0", "yes"),
        ("1931-05-09", "2026-05-08", "94", "no"),
    ] {
        let came = age(&intake, &of_birth(birth), today);
        let expected = [years, years, minor].map(str::to_owned);
        assert_eq!(came, (expected, minor == "yes"), "born {birth}, on {today}");
    }
}

#[test]
fn every_birthday_of_a_century_is_the_first_day_of_an_age() {
    let intake = intake();
    for year in 1920..2008 {
        let birth = format!("{year}-11-28");
        let ([years, ..], _) = age(&intake, &of_birth(&birth), "2026-11-28");
        assert_eq!(years, (2026 - year).to_string(), "{birth}");
        let ([years, ..], _) = age(&intake, &of_birth(&birth), "2026-11-27");
        assert_eq!(years, (2025 - year).to_string(), "{birth}, the day before");
    }
}

#[test]
fn who_may_be_seventeen_or_eighteen_is_not_taken_for_adult_and_is_asked_with_whom() {
    let intake = intake();
    let known = |how: &str| ("birth_date_known", Answer::from_text(how));
    let year = |year: &str| vec![known("no"), ("birth_year", Answer::from_text(year))];
    let part = |date: &str| vec![known("yes"), ("birth_date", Answer::Partial(date.parse().unwrap()))];
    let about = |years: &str| vec![known("about"), ("age_about", Answer::from_text(years))];
    for (answers, [least, greatest, minor]) in [
        (year("2009"), ["16", "17", "yes"]),
        (year("2008"), ["17", "18", "unknown"]),
        (year("2007"), ["18", "19", "no"]),
        (year("2026"), ["0", "0", "yes"]),
        (part("2008"), ["17", "18", "unknown"]),
        (part("2008-05"), ["18", "18", "no"]),
        (part("2008-06"), ["17", "18", "unknown"]),
        (part("2008-07"), ["17", "17", "yes"]),
        (about("16"), ["15", "17", "yes"]),
        (about("17"), ["16", "18", "unknown"]),
        (about("18"), ["17", "19", "unknown"]),
        (about("19"), ["18", "20", "no"]),
    ] {
        let came = age(&intake, &answers, "2026-06-15");
        assert_eq!(came, ([least, greatest, minor].map(str::to_owned), minor != "no"), "{answers:?}");
    }
}

#[test]
fn whose_age_nobody_knows_is_not_taken_for_adult_and_is_asked_with_whom() {
    let intake = intake();
    let (of_date, of_year) = (Answer::from_text("yes"), Answer::from_text("no"));
    for answers in [
        vec![],
        vec![("birth_date_known", of_date.clone())],
        vec![("birth_date_known", of_year.clone())],
        vec![("birth_date_known", Answer::Unknown)],
        vec![("birth_date_known", Answer::Declined)],
        vec![("birth_date_known", of_date), ("birth_date", Answer::Declined)],
        vec![("birth_date_known", of_year), ("birth_year", Answer::Unknown)],
    ] {
        let came = age(&intake, &answers, "2026-06-15");
        assert_eq!(came, (["", "", "unknown"].map(str::to_owned), true), "{answers:?}");
    }
}

#[test]
fn a_member_who_may_be_a_child_is_asked_what_a_child_is_asked_and_counts_as_neither() {
    let intake = intake();
    let at = |name: &str| place(&intake, name);
    let member = at("member");
    for (years, sure, minor, child, asked) in [
        ("16", None, "yes", "1", true),
        ("17", None, "unknown", "", true),
        ("17", Some("yes"), "yes", "1", true),
        ("18", Some("no"), "unknown", "", true),
        ("18", Some("yes"), "no", "0", false),
        ("19", None, "no", "0", false),
        ("", None, "unknown", "", true),
    ] {
        let mut session = session_on(&intake, "2026-06-15");
        for (name, value) in [("consent", "agree"), ("depth", "full")] {
            session.set(&at(name), Answer::from_text(value)).unwrap();
        }
        let id = pana_model::InstanceId::from_random([1; 16]);
        session.add_instance(&member, id).unwrap();
        let of = |name: &str| at(name).replace(&member, &format!("{member}[{id}]"));
        session.set(&of("hm_here"), Answer::from_text("yes")).unwrap();
        session.set(&of("hm_age"), Answer::from_text(years)).unwrap();
        assert_eq!(session.state(&of("hm_age_sure")).unwrap().relevant, matches!(years, "17" | "18"), "{years}");
        if let Some(sure) = sure {
            session.set(&of("hm_age_sure"), Answer::from_text(sure)).unwrap();
        }
        let came = ["hm_minor", "hm_child"].map(|name| session.value_of(&of(name)).unwrap());
        let with_school = session.state(&of("hm_studies")).unwrap().relevant;
        assert_eq!((came, with_school), ([minor, child], asked), "{years}, sure: {sure:?}");
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
