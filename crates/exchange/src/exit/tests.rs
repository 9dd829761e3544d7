use super::*;
use crate::cell::{Cell, State};
use crate::layout::ColumnKind;

fn column(holds: Holds) -> Column {
    Column {
        name: "q".to_owned(),
        heading: "Сұрақ".to_owned(),
        path: "/f/q".to_owned(),
        kind: ColumnKind::Single,
        holds,
        born: None,
        choices: [("uzb", "Өзбекстан"), ("kaz", "Қазақстан")].map(|(a, b)| (a.to_owned(), b.to_owned())).into(),
    }
}

const NAMELESS: [Purpose; 3] = [Purpose::Statistics, Purpose::Donor, Purpose::Other];

/// What leaves of this answer: the value, a state in brackets, nothing where the column stays.
fn out(purpose: Purpose, holds: Holds, value: &str) -> Option<String> {
    let (leaving, _) = decide(purpose, Layout { columns: vec![column(holds)], ..Layout::default() });
    let out = leaving.main.columns.first()?;
    Some(match out.pass(&Cell::Value(value.into()), None, "2026-06-15").as_ref() {
        Cell::Value(text) => text.to_string(),
        Cell::State(state) => format!("[{}]", state.word()),
    })
}

#[test]
fn nothing_that_names_reaches_or_describes_a_person_leaves_for_a_purpose_that_names_nobody() {
    let stay = [
        Holds::Name,
        Holds::Contact,
        Holds::Place,
        Holds::Text,
        Holds::Time,
        Holds::File,
        Holds::Identity,
        Holds::Protection,
        Holds::Consent,
        Holds::Derived,
        Holds::Program,
        Holds::Unplaced,
    ];
    for purpose in NAMELESS {
        for holds in Holds::ALL {
            let stays = of_column(purpose, *holds) == Verdict::Stays;
            assert_eq!(stays, stay.contains(holds), "{purpose:?} {holds:?}");
        }
    }
    for holds in Holds::ALL {
        assert_eq!(of_column(Purpose::Care, *holds), Verdict::Leaves(Way::Whole), "{holds:?}");
    }
}

#[test]
fn what_leaves_without_names_is_no_day_no_birth_and_no_number_of_anybody() {
    for purpose in NAMELESS {
        let check = |holds, value, left: &str| assert_eq!(out(purpose, holds, value).as_deref(), Some(left), "{value}");
        check(Holds::BirthDate, "1987-03-21", "30–44");
        check(Holds::BirthYear, "1987", "30–44");
        check(Holds::Age, "17", "7–17");
        check(Holds::Age, "87011234567", "[unknown]");
        check(Holds::Date, "2026-05-31", "2026-05");
        check(Holds::Date, "2026-05", "2026-05");
        check(Holds::Date, "31.05.2026", "[withheld]");
        check(Holds::Moment, "2026-05-31T10:00:00.000+05:00", "2026-05");
        check(Holds::Choice, "uzb", "uzb");
        check(Holds::Choice, "Айгүл Серікова", "[withheld]");
        check(Holds::Number, "5", "5");
        check(Holds::Number, "999999", "999999");
        check(Holds::Number, "87011234567", "[withheld]");
        check(Holds::Number, "two, and Aigul", "[withheld]");
        check(Holds::Number, "8701123.4567", "[withheld]");
        check(Holds::Computed, "village-town", "village-town");
        check(Holds::Computed, "0.3333333333333", "0.3333333333333");
        check(Holds::Computed, "+7 701 123-45-67", "[withheld]");
        check(Holds::Computed, "٨٧٠١١٢٣٤٥٦٧", "[withheld]");
        check(Holds::Span, "-12", "-12");
        check(Holds::Span, "20618", "[withheld]");
        check(Holds::Span, "0615b", "[withheld]");
    }
}

#[test]
fn who_said_no_or_nothing_stays_where_no_name_is_needed_and_is_helped_all_the_same() {
    for (sharing, leaves) in
        [(Sharing::Refused, false), (Sharing::Unanswered, false), (Sharing::NotAsked, true), (Sharing::Agreed, true)]
    {
        assert!(of_person(Purpose::Care, sharing));
        for purpose in NAMELESS {
            assert_eq!(of_person(purpose, sharing), leaves, "{purpose:?} {sharing:?}");
        }
    }
}

#[test]
fn a_private_talk_leaves_for_nothing_but_help() {
    for purpose in Purpose::ALL {
        assert!(of_questionnaire(*purpose, Led::Openly));
        assert_eq!(of_questionnaire(*purpose, Led::Apart), *purpose == Purpose::Care, "{purpose:?}");
    }
}

#[test]
fn several_choices_leave_only_when_each_is_known() {
    let several = Column { kind: ColumnKind::Multiple, ..column(Holds::Choice) };
    let (leaving, _) = decide(Purpose::Statistics, Layout { columns: vec![several], ..Layout::default() });
    let out = &leaving.main.columns[0];
    let passed = |value: &'static str| out.pass(&Cell::Value(value.into()), None, "").into_owned();
    assert!(passed("uzb kaz") == Cell::Value("uzb kaz".into()));
    assert!(passed("uzb Айгүл") == Cell::State(State::Withheld));
    let declined = Cell::State(State::Declined);
    assert!(out.pass(&declined, None, "").into_owned() == declined, "a state is no answer of anybody's");
}

#[test]
fn a_repeat_of_which_nothing_leaves_is_no_table_and_each_column_says_why() {
    let repeat = |holds| Repeat {
        name: "member".to_owned(),
        path: "/f/m".to_owned(),
        columns: vec![Column { path: "/f/m/q".to_owned(), ..column(holds) }],
        repeats: Vec::new(),
    };
    let proposed =
        |holds| Layout { columns: vec![column(Holds::Name)], repeats: vec![repeat(holds)], ..Layout::default() };
    let (leaving, decided) = decide(Purpose::Donor, proposed(Holds::Text));
    assert!(leaving.main.columns.is_empty() && leaving.main.repeats.is_empty());
    assert!(decided.iter().all(|each| each.verdict == Verdict::Stays));
    assert_eq!(decided.iter().map(|each| each.table.as_deref()).collect::<Vec<_>>(), [None, Some("member")]);
    let (leaving, _) = decide(Purpose::Donor, proposed(Holds::Date));
    assert_eq!(leaving.main.repeats[0].columns[0].name, "q_month");
    assert!(decide(Purpose::Care, proposed(Holds::Text)).0.main.repeats[0].columns[0].name == "q");
}

#[test]
fn two_versions_that_ask_for_different_things_are_placed_by_nobody() {
    assert_eq!(Holds::Choice.with(Holds::Choice), Holds::Choice);
    assert_eq!(Holds::Choice.with(Holds::Text), Holds::Unplaced);
}
