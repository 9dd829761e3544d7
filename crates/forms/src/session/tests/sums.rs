//! Sums and extremes over answers of which some are not there.

use super::*;

fn household() -> Session {
    let mut survey = "type,name,label,calculation,relevant\nbegin_repeat,m,M,,\ntext,t,T,,\ninteger,age,Age,,${t} != 'guest'\ntext,kg,Kg,,\nend_repeat,,,,\ninteger,own,Own,,\n".to_owned();
    for (name, formula) in [
        ("years", "sum(${age})"),
        ("youngest", "min(${age})"),
        ("oldest", "max(${age})"),
        ("chosen", "sum(${m}[t != '']/age)"),
        ("inside", "if(count(${m}) > 0, max(${age}), 0)"),
        ("beside", "max(${own}, 18)"),
        ("given", "min(${age}, ${own}, 99)"),
        ("of_none", "max(${own}, '')"),
        ("plus", "sum(${age}) + sum(${kg})"),
        ("kilos", "sum(${kg})"),
        ("lightest", "min(${kg})"),
        ("lightest_one", "count(${m}[number(kg) = min(${kg})])"),
    ] {
        survey.push_str(&format!("calculate,{name},,\"{formula}\",\n"));
    }
    session(&survey)
}

fn add(session: &mut Session, nth: u8, age: Answer, kg: &str) {
    session.add_instance("/f/m", id(nth)).unwrap();
    session.set(&format!("/f/m[{}]/age", id(nth)), age).unwrap();
    session.set(&format!("/f/m[{}]/kg", id(nth)), value(kg)).unwrap();
}

fn check(session: &Session, expected: &[(&str, &str)]) {
    for (name, expected) in expected {
        assert_eq!(session.value_of(&format!("/f/{name}")), Some(*expected), "{name}");
    }
}

#[test]
fn who_did_not_say_a_number_takes_the_total_of_the_others_away_from_nobody() {
    let mut s = household();
    let of_nobody =
        [("years", "0"), ("youngest", ""), ("oldest", ""), ("inside", "0"), ("beside", "18"), ("given", "99")];
    check(&s, &of_nobody);
    add(&mut s, 1, Answer::Declined, "");
    check(&s, &[("years", "0"), ("youngest", ""), ("oldest", ""), ("inside", ""), ("kilos", "0"), ("plus", "0")]);
    add(&mut s, 2, value("4"), "3.5");
    add(&mut s, 3, Answer::Unknown, "2");
    add(&mut s, 4, value("7"), "");
    let all = [("years", "11"), ("youngest", "4"), ("oldest", "7"), ("inside", "7"), ("given", "4"), ("kilos", "5.5")];
    check(&s, &all);
    check(&s, &[("lightest", "2"), ("lightest_one", "1"), ("plus", "16.5"), ("of_none", "")]);
    // Who does not apply is as who did not say.
    s.set(&format!("/f/m[{}]/t", id(2)), value("guest")).unwrap();
    check(&s, &[("years", "7"), ("youngest", "7"), ("chosen", "0")]);
    s.set("/f/own", value("30")).unwrap();
    check(&s, &[("beside", "30"), ("given", "7"), ("of_none", "30")]);
    s.remove_instance(&format!("/f/m[{}]", id(4))).unwrap();
    check(&s, &[("years", "0"), ("oldest", ""), ("given", "30")]);
}

#[test]
fn a_word_among_numbers_leaves_no_sum_and_no_extreme() {
    let mut s = household();
    add(&mut s, 1, value("4"), "3.5");
    add(&mut s, 2, Answer::Blank, "heavy");
    check(&s, &[("years", "4"), ("kilos", ""), ("lightest", ""), ("plus", "")]);
    s.set(&format!("/f/m[{}]/kg", id(2)), value("2024-01-02")).unwrap();
    assert_ne!(s.value_of("/f/kilos"), Some(""), "a date is a number of days");
    s.set(&format!("/f/m[{}]/kg", id(2)), Answer::Later).unwrap();
    check(&s, &[("kilos", "3.5"), ("lightest", "3.5"), ("plus", "7.5")]);
}

#[test]
fn the_first_and_the_last_of_dates_are_dates() {
    let survey = "type,name,label,calculation\nbegin_repeat,m,M,\ndate,day,Day,\nend_repeat,,,\ncalculate,first,,\"format-date(min(${day}), '%Y-%m-%d')\"\ncalculate,last,,date(max(${day}))\ncalculate,between,,max(${day}) - min(${day})\n";
    let mut s = session(survey);
    for (nth, day) in [(1, "2024-03-05"), (2, ""), (3, "2024-02-20")] {
        s.add_instance("/f/m", id(nth)).unwrap();
        s.set(&format!("/f/m[{}]/day", id(nth)), value(day)).unwrap();
    }
    check(&s, &[("first", "2024-02-20"), ("last", "2024-03-05"), ("between", "14")]);
}

#[test]
fn spaces_alone_are_no_word_among_numbers() {
    let survey = "type,name,label,calculation\nbegin_repeat,m,M,\ntext,t,T,\nend_repeat,,,\ncalculate,sum,,sum(${t})\ncalculate,least,,min(${t})\ncalculate,greatest,,\"max(${t}, '  ')\"\ncalculate,given,,count-non-empty(${t})\ncalculate,through,,sum(/f/m[true()]/t)\n";
    let mut s = session(survey);
    for (nth, text) in [(1, "4"), (2, "  "), (3, "\t"), (4, ""), (5, "7")] {
        s.add_instance("/f/m", id(nth)).unwrap();
        s.set(&format!("/f/m[{}]/t", id(nth)), value(text)).unwrap();
    }
    check(&s, &[("sum", "11"), ("least", "4"), ("greatest", "7"), ("given", "4"), ("through", "11")]);
    for nth in [1, 5] {
        s.set(&format!("/f/m[{}]/t", id(nth)), value(" ")).unwrap();
    }
    check(&s, &[("sum", "0"), ("least", ""), ("greatest", ""), ("through", "0")]);
    s.set(&format!("/f/m[{}]/t", id(2)), value("x")).unwrap();
    check(&s, &[("sum", ""), ("least", ""), ("through", "")]);
}

/// A group of three questions, and what comes of its rows: kept up, and gone through.
fn rows_that_count_by_themselves(aggregate: &str) -> Session {
    let gone_through = aggregate.replace("/*", "/*[position() > 0]");
    session(&format!(
        "type,name,label,relevant,calculation\nbegin_group,g,G,,\ntext,a,A,,\ntext,b,B,,\ninteger,n,N,${{a}} != 'x',\n\
         end_group,,,,\ncalculate,kept,,,\"{aggregate}\"\ncalculate,through,,,\"{gone_through}\"\n"
    ))
}

#[track_caller]
fn comes_to(s: &Session, expected: &str) {
    assert_eq!([s.value_of("/f/kept"), s.value_of("/f/through")], [Some(expected); 2]);
}

#[test]
fn rows_that_are_let_in_by_what_stands_in_them_are_added_up_answer_by_answer() {
    let mut s = rows_that_count_by_themselves("sum(/f/g/*[number(.) = number(.)])");
    comes_to(&s, "0");
    s.set("/f/g/a", value("4")).unwrap();
    s.set("/f/g/n", value("5")).unwrap();
    comes_to(&s, "9");
    s.set("/f/g/b", value("seven")).unwrap();
    comes_to(&s, "9");
    s.set("/f/g/a", value("x")).unwrap();
    comes_to(&s, "0");
    let mut s = rows_that_count_by_themselves("count(../g/*[. != '' and not(contains(., 'x'))])");
    s.set("/f/g/b", value("seven")).unwrap();
    comes_to(&s, "1");
    s.set("/f/g/b", value("x7")).unwrap();
    comes_to(&s, "0");
}

#[test]
fn where_dates_let_rows_in_they_do_so_by_the_zone_of_the_interview_as_it_is_now() {
    let mut s = rows_that_count_by_themselves("count(/f/g/*[number(.) < 19889])");
    s.set("/f/g/a", value("2024-06-15")).unwrap();
    comes_to(&s, "1");
    s.set_now(Moment::parse("2024-06-15T00:00:00-05:00").unwrap());
    s.set("/f/g/n", value("3")).unwrap();
    comes_to(&s, "1");
    s.set("/f/g/n", value("20000")).unwrap();
    comes_to(&s, "0");
}
