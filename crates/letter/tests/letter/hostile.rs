//! Text is text, whatever it says.

use pana_letter::{Direction, Faults, FieldKind, Language, Languages, Letter, LetterError, Printed, Texts};

use crate::{gate, read, sample};

fn with(name: &str, says: &str) -> Printed {
    let (permitted, words) = sample::short(["kk", "ar"], ["Хат", "رسالة"], [name, name], [says, says]);
    Letter::of(&permitted, words).print().expect("no text is an error")
}

#[test]
fn markup_is_printed_as_it_was_written() {
    for says in [
        "#import \"@preview/evil:0.1.0\": *",
        "#read(\"/etc/passwd\")",
        "*bold* _thin_ = Heading $ x^2 $ <label> @ref // comment",
        "#{ while true {} }",
        "```raw``` \\u{41} ~ -- --- \"quotes\" 'single'",
        "</svg><script>alert(1)</script>&amp;",
        "%PDF-1.7 endstream endobj (a) <</JS (b)>>",
    ] {
        let Some(text) = read::text(&with("Х", says).pdf) else { return };
        assert!(text.contains(says), "{says}: {text}");
    }
}

#[test]
fn controls_and_signs_without_a_font_are_replaced_and_counted() {
    let made = with("Али\0\u{7}", "a\u{1b}[0m\u{fffe}\u{e000}\u{10ffff}🦀 汉\u{202e}abc\u{202c}");
    assert_eq!(made.replaced, 2 * (2 + 6));
    let Some(text) = read::text(&made.pdf) else { return };
    assert!(text.contains("Али\u{fffd}\u{fffd}") && text.contains("abc"), "{text}");
}

#[test]
fn what_only_chooses_between_two_drawings_of_a_sign_is_neither_printed_nor_told() {
    let (permitted, words) =
        sample::short(["kk", "ar"], ["Хат", "رسالة"], ["Али", "Али"], ["1\u{fe0f} \u{34f}2\u{e0100}", "-"]);
    let letter = Letter::of(&permitted, words);
    assert_eq!(letter.faults().expect("no text is an error").unprintable.len(), 0);
    assert_eq!(letter.print().expect("it can be set").replaced, 0);
}

#[test]
fn a_long_text_is_cut_with_a_mark_and_said_to_be() {
    let long = "сөз ".repeat(2500);
    let made = with("Х", &long);
    assert_eq!(made.cut, 2);
    assert!(made.pages <= 3, "{made:?}");
    let Some(text) = read::text(&made.pdf) else { return };
    assert!(text.contains("сөз…"), "{text}");
}

#[test]
fn which_signs_and_which_lines_are_otherwise_is_known_before_a_letter_is_made() {
    let long = "сөз ".repeat(2500);
    let (permitted, words) = sample::short(["kk", "ar"], ["Хат", "رسالة"], ["Али\u{7}", "Али"], ["🦀 汉 汉", &long]);
    let letter = Letter::of(&permitted, words);
    let faults = letter.faults().expect("no text is an error");
    assert_eq!(faults.unprintable.iter().collect::<String>(), "\u{7}汉🦀", "each once");
    assert_eq!(faults.cut, ["3"], "by what its line is called");
    assert_eq!(letter.print().expect("it can be set").faults, faults);
    let (permitted, words) = sample::short(["kk", "ar"], ["Хат", "رسالة"], ["Али", "علي"], ["Жоқ", "لا"]);
    assert_eq!(Letter::of(&permitted, words).faults().expect("no text is an error"), Faults::default());
}

#[test]
fn a_long_word_stays_on_the_page_in_both_directions() {
    for word in ["ж".repeat(400), "W".repeat(400), "ض".repeat(400), "7".repeat(400)] {
        let made = with(&word, &format!("\u{2068}{word}\u{2069} {word}"));
        let Some(bounds) = read::text_with_marks(&made.pdf, &["-bbox"]) else { return };
        for edge in bounds.split("xMax=\"").skip(1) {
            let edge: f64 = edge.split('"').next().unwrap().parse().unwrap();
            assert!(edge <= 595.3 - 17.0, "a word ends at {edge}: {}", word.chars().next().unwrap());
        }
        for edge in bounds.split("xMin=\"").skip(1) {
            let edge: f64 = edge.split('"').next().unwrap().parse().unwrap();
            assert!(edge >= 17.0, "a word begins at {edge}");
        }
    }
}

#[test]
fn any_sign_can_be_given() {
    let mut text = String::new();
    for point in (0..0x3100_u32).chain(0xa640..0xa6a0).chain(0xfb00..0x1_0100).chain(0x1_f300..0x1_f400) {
        text.extend(char::from_u32(point));
        if point % 700 == 699 {
            with(&std::mem::take(&mut text), "x");
        }
    }
    let unpaired = "\u{2068}\u{2068}a\u{2069}\u{2069}\u{2069} \u{2067}b \u{301}\u{301} \u{64b}";
    with(unpaired, unpaired);
    for empty in ["", " ", "\n\n", "\u{2068}\u{2069}", "\u{200d}"] {
        with(empty, empty);
    }
}

#[test]
fn a_letter_without_any_words_is_a_letter() {
    let permitted = gate::permitted([sample::field("a", FieldKind::Words, ["", ""], ["", ""])]);
    let mut words = sample::words_kk_ar();
    words.head.title = Texts::default();
    words.head.centre.clear();
    words.head.references.clear();
    words.head.qr = None;
    words.rows.clear();
    let made = Letter::of(&permitted, words).print().expect("no text is an error");
    assert_eq!(made.pages, 1);
}

#[test]
fn a_tag_that_is_no_language_is_refused() {
    for tag in ["", "k", "kazakh", "к", "1a", "-kk"] {
        let made = Languages::one(Language { tag: tag.to_owned(), direction: Direction::LeftToRight });
        assert_eq!(made, Err(LetterError::Language { tag: tag.to_owned() }));
    }
}

#[test]
fn a_code_that_no_square_can_hold_is_refused() {
    let mut words = sample::words_kk_ar();
    words.head.qr.as_mut().unwrap().text = "x".repeat(5000);
    assert_eq!(Letter::of(&sample::permitted_kk_ar(), words).print(), Err(LetterError::Code));
}
