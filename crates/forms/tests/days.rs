//! A day is a day: what lies between two dates, and what comes of adding days to one, is the same in every zone.

#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use pana_forms::workbook::Workbook;
use pana_forms::xpath::Document;
use pana_forms::{Answer, Context, Form, Session, read};
use pana_model::Moment;
use proptest::prelude::*;

/// Almaty now and until 2024, Tashkent, Kabul, Kathmandu, Phoenix, Greenwich; Berlin, New York and Lord Howe in winter and
/// summer; the ends of the world.
const OFFSETS: [&str; 14] = [
    "+05:00", "+06:00", "+04:30", "+05:45", "-07:00", "+00:00", "+01:00", "+02:00", "-05:00", "-04:00", "+10:30",
    "+11:00", "+14:00", "-12:00",
];

const SURVEY: &str = "type,name,label,calculation\n\
    date,a,A,\n\
    date,b,B,\n\
    calculate,day_a,,decimal-date-time(${a})\n\
    calculate,day_b,,decimal-date-time(${b})\n\
    calculate,kept,,${day_a} - ${day_b}\n\
    calculate,half,,${a} - ${day_b}\n\
    calculate,whole,,int(${day_a} - ${day_b})\n\
    calculate,greatest,,\"max(${a}, ${b}) - min(${a}, ${b})\"\n\
    calculate,back,,date(${day_b} + ${kept})\n";

/// Half past midnight, when at Greenwich it is still yesterday or already the day.
fn moment(offset: &str) -> Moment {
    Moment::parse(&format!("2026-03-29T00:30:00{offset}")).unwrap()
}

fn evaluate(expression: &str, offset: &str) -> String {
    let document = Document::parse("<a/>", moment(offset)).unwrap();
    document.evaluate(expression, document.node("/").unwrap()).unwrap().text
}

fn form() -> Arc<Form> {
    let sheets = [("survey", SURVEY.as_bytes()), ("settings", &b"form_id\nf\n"[..])];
    read(&Workbook::from_csv("f", &sheets).unwrap()).form.unwrap()
}

fn session(form: &Arc<Form>, offset: &str) -> Session {
    let context =
        Context { now: moment(offset), properties: Default::default(), last_saved: Default::default(), seed: 1 };
    Session::new(Arc::clone(form), context)
}

/// Any day from 1900 to 2100.
fn day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..73_414).prop_map(|days| NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + Days::new(days))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn between_any_two_dates_lie_their_calendar_days_in_every_zone(a in day(), b in day()) {
        let days = (a - b).num_days();
        for offset in OFFSETS {
            for (expression, expected) in [
                (format!("number(date('{a}') - date('{b}'))"), days.to_string()),
                (format!("int(date('{a}') - date('{b}'))"), days.to_string()),
                (format!("'{a}' - '{b}'"), days.to_string()),
                (format!("number(date('{a}')) - number(date('{b}'))"), days.to_string()),
                (format!("decimal-date-time('{a}') - decimal-date-time('{b}')"), days.to_string()),
                (format!("int(date('{a}')) - int(date('{b}'))"), days.to_string()),
                (format!("floor(date('{a}')) - round('{b}')"), days.to_string()),
                (format!("(date('{a}') mod 7 - date('{b}') mod 7 + 14 - {days}) mod 7"), "0".to_owned()),
                (format!("date('{a}') - {days} = date('{b}')"), "true".to_owned()),
                (format!("date('{b}') + {days} >= date('{a}')"), "true".to_owned()),
                (format!("date('{a}') > date('{b}')"), (a > b).to_string()),
                (format!("string(date(date('{b}') + {days}))"), a.to_string()),
                (format!("format-date('{b}' + {days}, '%Y-%m-%d')"), a.to_string()),
                (format!("format-date(date('{b}') + {days} - 0.5 + 0.5, '%Y-%m-%d')"), a.to_string()),
            ] {
                prop_assert_eq!(evaluate(&expression, offset), expected, "{} at {}", expression, offset);
            }
        }
    }

    #[test]
    fn a_date_that_was_kept_as_a_number_on_the_way_is_no_other_day(a in day(), b in day()) {
        let (form, days) = (form(), (a - b).num_days());
        for offset in OFFSETS {
            let mut session = session(&form, offset);
            session.set("/f/a", Answer::Value(a.to_string())).unwrap();
            session.set("/f/b", Answer::Value(b.to_string())).unwrap();
            let value = |name: &str| session.value_of(&format!("/f/{name}")).unwrap().to_owned();
            for name in ["kept", "half", "whole"] {
                prop_assert_eq!(value(name), days.to_string(), "{} of {} and {} at {}", name, a, b, offset);
            }
            prop_assert_eq!(value("greatest"), days.abs().to_string(), "{} and {} at {}", a, b, offset);
            prop_assert_eq!(value("back"), a.to_string(), "{} and {} at {}", a, b, offset);
        }
    }
}

#[test]
fn a_moment_as_a_web_client_writes_it_is_formatted_at_the_place() {
    let format = |text: &str| evaluate(&format!("format-date-time('{text}', '%Y-%m-%d %H:%M')"), "+05:00");
    assert_eq!(format("Sun Nov 22 2026 06:22:54 GMT-0700 (Mountain Standard Time)"), "2026-11-22 18:22");
    assert_eq!(format("Sun Nov 22 2026 23:22:54 GMT+0000"), "2026-11-23 04:22");
    // A day of the week that is not that day's, and what else is no moment.
    for text in
        ["Mon Nov 22 2026 06:22:54 GMT-0700 (MST)", "Sun Nov 31 2026 06:22:54 GMT-0700", "Sun Nov 22 2026", " ("]
    {
        assert_eq!(format(text), "", "{text}");
    }
}

#[test]
fn today_is_the_day_at_the_place_also_half_an_hour_after_midnight() {
    for offset in OFFSETS {
        for (expression, expected) in [
            ("today()", "2026-03-29"),
            ("format-date(today(), '%Y-%m-%d')", "2026-03-29"),
            ("format-date(now(), '%Y-%m-%d %H:%M')", "2026-03-29 00:30"),
            ("date(decimal-date-time(today()) + 1)", "2026-03-30"),
            ("int(decimal-date-time('2026-04-01') - decimal-date-time(today()))", "3"),
            ("int(decimal-date-time(now())) - int(decimal-date-time('2026-03-29'))", "0"),
            ("floor(now()) - floor(today())", "0"),
            ("now() - today()", "0.020833333333333332"),
            ("int((today() - date('1961-03-30')) div 365.25)", "64"),
            ("today() - date('2008-03-29') = 6574", "true"),
            ("today() >= date('2008-03-29') + 6574", "true"),
            ("date(today() - 28)", "2026-03-01"),
        ] {
            assert_eq!(evaluate(expression, offset), expected, "{expression} at {offset}");
        }
    }
}

#[test]
fn hours_and_money_are_computed_as_they_always_were() {
    for offset in OFFSETS {
        for (expression, expected) in [
            // In +05:00 a midnight is 19 hours of a day.
            ("int(91 div 24)", "3"),
            ("91 div 24 mod 1", "0.7916666666666665"),
            ("0.3 - 0.1", "0.19999999999999998"),
            ("1000.29 - 999.29", "1"),
            ("date('x') - date('2024-01-01')", "NaN"),
            ("date('') + 1", "NaN"),
        ] {
            assert_eq!(evaluate(expression, offset), expected, "{expression} at {offset}");
        }
    }
}

#[test]
fn days_added_to_a_date_are_a_date_in_a_question_of_that_type() {
    let survey = "type,name,label,calculation,default\ndate,a,A,,\ndate,back,Come back,${a} + 14,\ndate,soon,Soon,,today() + 7\n";
    let sheets = [("survey", survey.as_bytes()), ("settings", &b"form_id\nf\n"[..])];
    let form = read(&Workbook::from_csv("f", &sheets).unwrap()).form.unwrap();
    for offset in OFFSETS {
        let mut session = session(&form, offset);
        session.set("/f/a", Answer::Value("2024-02-20".to_owned())).unwrap();
        assert_eq!(session.value_of("/f/back"), Some("2024-03-05"), "{offset}");
        assert_eq!(session.value_of("/f/soon"), Some("2026-04-05"), "{offset}");
    }
}

/// The day of the interview, in three zones.
const PLACES: [&str; 3] = ["+05:00", "-07:00", "+00:00"];

#[test]
fn a_date_that_comes_with_a_time_is_its_day_wherever_it_comes_from() {
    let sheets = [
        (
            "survey",
            &b"type,name,label,calculation\ndate,a,A,\ndate,b,B,\ncalculate,between,,${b} - ${a}\ncalculate,said,,\"format-date(${a}, '%Y-%m-%d')\"\ncalculate,text,,string(${a})\n"[..],
        ),
        ("settings", &b"form_id\nf\n"[..]),
    ];
    let form = read(&Workbook::from_csv("f", &sheets).unwrap()).form.unwrap();
    for (written, days) in [
        ("2026-01-02T10:00:00", ["2026-01-02"; 3]),
        ("2026-01-02T00:00:00.000+05:00", ["2026-01-02"; 3]),
        ("2026-01-02T00:00:00.000Z", ["2026-01-02"; 3]),
        ("2026-01-02T10:00:00.000+05:00", ["2026-01-02", "2026-01-01", "2026-01-02"]),
        ("2026-01-01T20:30:00Z", ["2026-01-02", "2026-01-01", "2026-01-01"]),
        ("2026-01-01T23:30:00.000-07:00", ["2026-01-02", "2026-01-01", "2026-01-02"]),
    ] {
        for (offset, day) in PLACES.iter().zip(days) {
            let mut s = session(&form, offset);
            s.set("/f/a", Answer::from_text(written)).unwrap();
            s.set("/f/b", Answer::from_text("2026-01-12")).unwrap();
            let between = if day.ends_with('2') { "10" } else { "11" };
            let seen = |s: &Session| {
                ["a", "said", "text", "between"].map(|name| s.value_of(&format!("/f/{name}")).unwrap().to_owned())
            };
            assert_eq!(seen(&s), [day, day, day, between], "{written} at {offset}");
            // Written down by an older program, and opened.
            let mut kept = s.snapshot();
            kept.answers.insert("/f/a".to_owned(), Answer::from_text(written));
            let context = Context {
                now: moment(offset),
                properties: Default::default(),
                last_saved: Default::default(),
                seed: 1,
            };
            assert_eq!(seen(&Session::restore(Arc::clone(&form), context, &kept).0), [day, day, day, between]);
        }
    }
    let mut s = session(&form, "+05:00");
    for wrong in ["2026-01-02Tsoon", "2026-13-02T10:00:00", "2026-01-02T25:00:00"] {
        s.set("/f/a", Answer::from_text(wrong)).unwrap();
        assert_eq!(s.value_of("/f/a"), Some(""), "{wrong}");
        assert_eq!(s.state("/f/a").unwrap().answer, Answer::from_text(wrong), "kept as it was given");
    }
}

#[test]
fn functions_of_dates_take_one_with_a_time_at_its_moment() {
    let given = "'2026-01-02T10:00:00.000+05:00'";
    for (offset, day, clock) in [("+05:00", "02", "10:00"), ("-07:00", "01", "22:00"), ("+00:00", "02", "05:00")] {
        let format = format!("format-date-time({given}, '%Y-%m-%d %H:%M')");
        assert_eq!(evaluate(&format, offset), format!("2026-01-{day} {clock}"));
        assert_eq!(evaluate(&format!("format-date({given}, '%Y-%m-%d')"), offset), format!("2026-01-{day}"));
        assert_eq!(evaluate(&format!("format-date(date({given}), '%d')"), offset), day);
        assert_eq!(evaluate(&format!("int(date({given})) - int(date('2026-01-{day}'))"), offset), "0");
    }
}

#[test]
fn the_part_of_the_day_of_a_moment_is_that_of_the_clock_at_the_place() {
    for (offset, part) in [("+00:00", "0.25"), ("+06:00", "0.5"), ("-12:00", "0.75")] {
        assert_eq!(evaluate("decimal-time('2026-01-02T09:00:00.000+03:00')", offset), part);
        assert_eq!(evaluate("decimal-time('09:00:00.000+03:00')", offset), part, "as that of a time of day");
        assert_eq!(evaluate("decimal-time('2026-01-02T06:00')", offset), "0.25", "without a zone it is of this one");
        assert_eq!(evaluate("decimal-time(now())", offset), evaluate("0.5 div 24", offset), "half past midnight");
        for none in ["'2026-01-02'", "'2026-02-30T09:00'", "'2026-01-02T24:00'", "''"] {
            assert_eq!(evaluate(&format!("decimal-time({none})"), offset), "NaN", "{none}");
        }
    }
}

#[test]
fn a_date_that_a_calculation_stored_as_a_number_is_that_day_still() {
    let sheets = [
        (
            "survey",
            &b"type,name,label,calculation\ndate,a,A,\ndecimal,n,N,decimal-date-time(${a})\ncalculate,day,,int(${n})\ncalculate,direct,,int(decimal-date-time(${a}))\ncalculate,floor,,floor(${n})\ncalculate,since,,int(${n}) - int(date('2000-01-01'))\ndecimal,x,X,\ncalculate,plain,,int(${x})\n"[..],
        ),
        ("settings", &b"form_id\nf\n"[..]),
    ];
    let form = read(&Workbook::from_csv("f", &sheets).unwrap()).form.unwrap();
    for offset in OFFSETS {
        let mut s = session(&form, offset);
        s.set("/f/a", Answer::from_text("1990-06-15")).unwrap();
        let seen = |s: &Session| {
            ["day", "direct", "floor", "since"].map(|name| s.value_of(&format!("/f/{name}")).unwrap().to_owned())
        };
        assert_eq!(seen(&s), ["7470", "7470", "7470", "-3487"], "{offset}");
        // A number that ends as the midnight here does, and is none.
        s.set("/f/x", Answer::from_text("7469.791666666667")).unwrap();
        assert_eq!(s.value_of("/f/plain"), Some("7469"));
        s.set("/f/n", Answer::from_text("7469.9")).unwrap();
        assert_eq!(s.value_of("/f/day"), Some("7469"), "what was typed over it is a number");
    }
}
