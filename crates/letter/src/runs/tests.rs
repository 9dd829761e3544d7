use super::*;
use crate::permitted::FieldKind::{Name, Number, Words};
use Direction::{LeftToRight as Ltr, RightToLeft as Rtl};

/// The runs of the first paragraph, with bars between; boxes as `<text` and `text>` by their direction.
fn shown(text: &str, kind: FieldKind, direction: Direction) -> String {
    let set = set(text, kind, direction, 1000);
    let runs = set.paragraphs.first().into_iter().flatten().map(|run| match run.own {
        None => run.pieces.join("~"),
        Some(Ltr) => format!("{}>", run.pieces.join("~")),
        Some(Rtl) => format!("<{}", run.pieces.join("~")),
    });
    runs.collect::<Vec<_>>().join("|")
}

#[test]
fn what_runs_the_other_way_is_set_apart() {
    for (text, kind, direction, expected) in [
        (
            "Анасы (67 жаста), 18:00-ге дейін: +7 700 000 04 12",
            Words,
            Ltr,
            "Анасы (|67| жаста), |18:00|-ге дейін: |+7 700 000 04 12",
        ),
        ("Әйелі رندة 34, қызы", Words, Ltr, "Әйелі رندة |34>|, қызы"),
        ("Әйелі \u{2068}رندة\u{2069} 34", Words, Ltr, "Әйелі |<رندة| |34>"),
        ("رندة", Name, Ltr, "<رندة"),
        ("Ранда", Name, Ltr, "Ранда"),
        ("Ранда", Name, Rtl, "Ранда>"),
        ("الأم (67 سنة) 23.11.2026، 8:00–20:00", Words, Rtl, "الأم (|67| سنة) |23.11.2026>|، |8:00>|–|20:00>"),
        ("رقم QR-0412-03 و34", Words, Rtl, "رقم |QR-0412-03>| و34"),
        ("+7 700 000 04 12", Number, Rtl, "+7 700 000 04 12>"),
    ] {
        assert_eq!(shown(text, kind, direction), expected, "{text}");
    }
}

#[test]
fn a_word_longer_than_a_line_may_break_and_others_may_not() {
    assert_eq!(shown(&"ж".repeat(50), Words, Ltr), format!("{0}~{0}~жж", "ж".repeat(24)));
    assert_eq!(shown("қысқа сөз тағы да қысқа сөз тағы да", Words, Ltr), "қысқа сөз тағы да қысқа сөз тағы да");
}

#[test]
fn what_is_not_seen_is_not_copied() {
    assert_eq!(shown("а\u{200b}б\u{ad}в\u{202e}г\u{feff}\u{2069}д\r", Words, Ltr), "абвгд");
    assert_eq!(shown("گل\u{200c}بدین", Name, Rtl), "<گل\u{200c}بدین");
}
