//! Ages from what is known of a day of birth: the least, the greatest, and whether it is a child, on any day and in every zone.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stderr, missing_docs)]

use std::path::Path;
use std::sync::Arc;

use pana_forms::workbook::Workbook;
use pana_forms::{Answer, Context, Form, Session, read};
use pana_model::Moment;

const SURVEY: &str = "type,name,label,calculation,relevant\n\
    select_one yes_no,known,K,,\n\
    date,birth,B,,${known} != 'no'\n\
    integer,about,A,,\n\
    date,said_on,S,,\n\
    calculate,least,,\"pana:least-age(${birth}, today())\",\n\
    calculate,greatest,,\"pana:greatest-age(${birth}, today())\",\n\
    calculate,minor,,\"pana:minor(${birth}, today())\",\n\
    calculate,born_about,,\"pana:birth-about(${about}, ${said_on})\",\n\
    calculate,least_about,,\"pana:least-age(${born_about}, today())\",\n\
    calculate,greatest_about,,\"pana:greatest-age(${born_about}, today())\",\n\
    calculate,minor_about,,\"pana:minor(${born_about}, today())\",\n";

fn form() -> Arc<Form> {
    let sheets = [
        ("survey", SURVEY.as_bytes()),
        ("choices", &b"list_name,name,label\nyes_no,yes,Y\nyes_no,no,N\n"[..]),
        ("settings", &b"form_id\nf\n"[..]),
    ];
    read(&Workbook::from_csv("f", &sheets).unwrap()).form.unwrap()
}

fn session(now: &str) -> Session {
    let now = Moment::parse(now).unwrap();
    Session::new(form(), Context { now, properties: Default::default(), last_saved: Default::default(), seed: 1 })
}

/// A date of birth as the screen gives it: whole, or with parts that are not known.
fn birth(text: &str) -> Answer {
    if text.len() == 10 { Answer::from_text(text) } else { Answer::Partial(text.parse().unwrap()) }
}

fn values(session: &Session, names: [&str; 3]) -> [String; 3] {
    names.map(|name| session.value_of(&format!("/f/{name}")).unwrap().to_owned())
}

const OF_BIRTH: [&str; 3] = ["least", "greatest", "minor"];
const OF_ABOUT: [&str; 3] = ["least_about", "greatest_about", "minor_about"];

#[test]
fn an_age_is_as_wide_as_what_is_known_of_the_birth_in_every_zone() {
    for offset in ["+05:00", "+00:00", "-07:00", "+14:00"] {
        let mut session = session(&format!("2026-06-15T00:30:00{offset}"));
        for (born, expected) in [
            ("2008-06-15", ["18", "18", "no"]),
            ("2008-06-16", ["17", "17", "yes"]),
            ("2008-06", ["17", "18", "unknown"]),
            ("2008", ["17", "18", "unknown"]),
            ("2007", ["18", "19", "no"]),
            ("2026-06-16", ["", "", "unknown"]),
        ] {
            session.set("/f/birth", birth(born)).unwrap();
            assert_eq!(values(&session, OF_BIRTH), expected, "{born} at {offset}");
        }
        for nothing in [Answer::Unknown, Answer::Declined, Answer::Later, Answer::Blank] {
            session.set("/f/birth", nothing).unwrap();
            assert_eq!(values(&session, OF_BIRTH), ["", "", "unknown"], "not known is not adult");
        }
    }
}

#[test]
fn a_part_of_a_date_that_does_not_apply_is_not_seen() {
    let mut session = session("2026-06-15T10:00:00+05:00");
    session.set("/f/birth", birth("1990")).unwrap();
    assert_eq!(values(&session, OF_BIRTH), ["35", "36", "no"]);
    session.set("/f/known", Answer::from_text("no")).unwrap();
    assert_eq!(values(&session, OF_BIRTH), ["", "", "unknown"]);
    session.set("/f/known", Answer::from_text("yes")).unwrap();
    assert_eq!(values(&session, OF_BIRTH), ["35", "36", "no"], "the answer was kept");
}

#[test]
fn what_was_said_of_an_age_is_kept_with_the_day_on_which_it_was_said() {
    let mut session = session("2026-06-15T10:00:00+05:00");
    session.set("/f/about", Answer::from_text("35")).unwrap();
    assert_eq!(values(&session, OF_ABOUT), ["", "", "unknown"], "nobody knows when that was said");
    session.set("/f/said_on", Answer::from_text("2024-06-15")).unwrap();
    assert_eq!(values(&session, OF_ABOUT), ["36", "38", "no"]);
    assert_eq!(session.value_of("/f/born_about"), Some("1987-06-16/1990-06-15"), "no day is invented");
}

#[test]
fn ages_come_out_as_the_cases_have_them() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases/people/ages.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("the cases of ages are not at hand: nothing is compared");
        return;
    };
    let cases: serde_json::Value = serde_json::from_str(&text).unwrap();
    for case in cases["cases"].as_array().unwrap() {
        let mut session = session(&format!("{}T10:00:00+05:00", case["today"].as_str().unwrap()));
        let names = match (case["birth"].as_str(), case["state"].as_str()) {
            (Some(born), _) => {
                session.set("/f/birth", birth(born)).unwrap();
                OF_BIRTH
            }
            (None, Some(state)) => {
                let state = if state == "declined" { Answer::Declined } else { Answer::Unknown };
                session.set("/f/birth", state).unwrap();
                OF_BIRTH
            }
            (None, None) => {
                session.set("/f/about", Answer::from_text(case["about_age"].to_string())).unwrap();
                session.set("/f/said_on", Answer::from_text(case["stated_on"].as_str().unwrap())).unwrap();
                OF_ABOUT
            }
        };
        let number = |name: &str| case[name].as_u64().map(|age| age.to_string()).unwrap_or_default();
        let expected = [number("min"), number("max"), case["minor"].as_str().unwrap().to_owned()];
        assert_eq!(values(&session, names), expected, "{case}");
    }
}
