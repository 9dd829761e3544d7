use super::*;

#[track_caller]
fn check(values: &[&str], separators: &[Separator], guarded: bool) {
    for value in values {
        for separator in separators {
            assert_eq!(needs_guard(value, *separator), guarded, "{value:?} {separator:?}");
        }
    }
}

const BOTH: &[Separator] = &[Separator::Comma, Separator::Semicolon];

#[test]
fn a_formula_is_guarded_whatever_stands_before_it() {
    for sign in ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹢", "−"] {
        for before in
            ["", " ", "\t", "\r\n", "\n", "\u{a0}", "\u{3000}", "\u{200b}", "\u{feff}", "\u{ad}", "\u{202e}", "\u{1}"]
        {
            for twice in ["", " ", "\u{200d}"] {
                check(&[&format!("{before}{twice}{sign}cmd|' /C calc'!A0")], BOTH, true);
                check(&[&format!("{before}{twice}{sign}SUM(A1)")], BOTH, true);
            }
        }
    }
    check(
        &["- жоқ", "=", "@мен", "+", " ＝HYPERLINK(\"http://x\")", "'қосымша", "[declined]", "\tжай сөз"],
        BOTH,
        true,
    );
}

#[test]
fn what_a_spreadsheet_would_change_is_guarded() {
    check(
        &[
            "87011234567",
            "+7 701 123 45 67",
            "8 (701) 123-45-67",
            "870112345",
            "010203500123",
            "007",
            "00",
            "0123",
            "1234567890123456789",
            "2024-06-15",
            "15.06.2024",
            "15/06/2024",
            "1987-03",
            "7-17",
            "1/2",
            "12:30",
            "12:30:00",
            "1E5",
            "12e4",
            "5 мая",
            "15 Jun 2024",
            "Mar 5",
            "маусым 15",
            "SEPT2",
            "3 PM",
            "50%",
            "5 ₸",
            "1 000",
            "1,5",
            "-0",
            "1.10",
            "٠٧٠١",
            " 5",
            "5 ",
            "\u{200b}12",
            "TRUE",
            "true",
            "Истина",
            "(5)",
            ".5",
            "5.",
            "123456789",
            "2026-06-15T10:00",
        ],
        BOTH,
        true,
    );
    check(&["12.5", "-5.25"], &[Separator::Semicolon], true);
}

#[test]
fn what_a_spreadsheet_leaves_as_it_is_is_not_guarded() {
    check(
        &[
            "Айша",
            "",
            " ",
            "5",
            "-5",
            "0",
            "12345678",
            "kazakh russian",
            "a = b",
            "a,b\"c\"\r\nd",
            "A7-1-K",
            "A7-1-E",
            "N 12345678",
            "0–6",
            "63+x",
            "Абай 12",
            "5 бала бар",
            "a1",
            "ec1",
            "1987 жылдан бері",
            "2026-06-01T09:00:00.000+05:00",
            "kbcdfgh",
            "e-mail",
            "true story",
            "жоқ - бар",
        ],
        BOTH,
        false,
    );
    check(&["12.5", "-5.25", "0.125"], &[Separator::Comma], false);
}

#[test]
fn the_words_of_a_formula_that_went_wrong_are_guarded() {
    for word in [
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#GETTING_DATA",
        "#Н/Д",
        "#ИМЯ?",
    ] {
        for shown in [word.to_owned(), word.to_lowercase(), format!(" {word}\u{200b}"), word.replace('#', "＃")] {
            check(&[&shown], BOTH, true);
        }
    }
    check(&["Err:502", "err:522"], BOTH, true);
    check(&["#N/A жоқ", "N/A", "#", "№ 5", "#үй", "#заблокировано", "Err:", "Err: екі"], BOTH, false);
}
