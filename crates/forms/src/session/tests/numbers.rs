//! Which texts are numbers, and what is said of those that are none.

use super::*;

#[test]
fn a_number_of_too_many_figures_is_called_too_large_and_what_formulas_cannot_read_is_no_number() {
    let mut s = session("type,name,label,calculation\ninteger,i,I,\ndecimal,d,D,\ncalculate,sum,,number(${d}) + 1\n");
    let long = "9".repeat(400);
    for (at, text, code) in [
        ("/f/i", "2147483647", None),
        ("/f/i", "2147483648", Some(Expected::TooLarge)),
        ("/f/i", "-99999999999999999999", Some(Expected::TooLarge)),
        ("/f/i", "3.5", Some(Expected::Integer)),
        ("/f/i", "12 345 678 901", Some(Expected::Integer)),
        ("/f/i", "8701234567x", Some(Expected::Integer)),
        ("/f/d", "99999999999", None),
        ("/f/d", long.as_str(), Some(Expected::TooLarge)),
        ("/f/d", "1e3", Some(Expected::Decimal)),
        ("/f/d", "+4", Some(Expected::Decimal)),
        ("/f/d", "-2.5", None),
    ] {
        s.set(at, value(text)).unwrap();
        let expected = code.map(|code| AnswerProblem::Type { code });
        assert_eq!(s.state(at).unwrap().problem, expected, "{at} {text}");
    }
    assert_eq!(s.value_of("/f/sum"), Some("-1.5"));
}

#[test]
fn what_is_confirmed_is_confirmed_in_the_word_of_all_clients_and_in_no_other() {
    let mut s = session("type,name,label\nacknowledge,a,A\n");
    for (said, problem) in [("OK", None), ("Aigul said so", Some(AnswerProblem::Type { code: Expected::Choice }))] {
        s.set("/f/a", value(said)).unwrap();
        assert_eq!(s.state("/f/a").unwrap().problem, problem, "{said}");
    }
}

#[test]
fn the_sum_of_decimals_is_what_whoever_typed_them_means() {
    let mut s = session(
        "type,name,label,constraint,calculation\n\
         decimal,a,A,,\ndecimal,b,B,,\ndecimal,total,T,. = ${a} + ${b},\n\
         calculate,less,,,${total} < ${a} + ${b} or ${total} > ${a} + ${b}\n\
         calculate,least,,,${total} <= ${a} + ${b} and ${total} >= ${a} + ${b}\n\
         calculate,other,,,${total} != ${a} + ${b}\n",
    );
    for (a, b, total, fits) in [
        ("0.1", "0.2", "0.3", true),
        ("7.8", "-6.1", "1.7", true),
        ("0.1", "0.2", "0.30000000001", false),
        ("10000.1", "0.2", "10000.3", true),
        ("45000.7", "0.1", "45000.8", true),
        ("45000.7", "0.1", "45000.81", false),
        ("1234567.01", "7654321.02", "8888888.03", true),
        ("9007199254740991", "0", "9007199254740990", false),
        ("1", "2", "3", true),
    ] {
        s.set("/f/a", value(a)).unwrap();
        s.set("/f/b", value(b)).unwrap();
        s.set("/f/total", value(total)).unwrap();
        assert_eq!(s.state("/f/total").unwrap().problem.is_none(), fits, "{a} + {b} = {total}");
        let said = ["less", "least", "other"].map(|name| s.value_of(&format!("/f/{name}")).unwrap() == "true");
        assert_eq!(said, [!fits, fits, !fits], "{a} + {b} and {total}");
    }
}
