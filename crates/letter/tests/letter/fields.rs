//! What is permitted is printed, and nothing else is.

use pana_letter::{Fact, FieldKind, Letter, LetterError, Permitted, Row, Texts};
use proptest::prelude::*;

use crate::{gate, read, sample};

/// Words that stand nowhere else.
const PLANTED: [(&str, &str); 3] =
    [("full_name", "Зейнегүлова"), ("diagnosis", "tuberkulosis-77"), ("place", "مخيم الزهراء")];

fn planted(code: &str, value: &str) -> pana_letter::Field {
    sample::field(code, FieldKind::Words, [code, code], [value, value])
}

#[test]
fn a_field_that_is_permitted_is_printed_and_one_that_is_not_is_nowhere_in_the_file() {
    for kept in 0..1 << PLANTED.len() {
        let is_kept = |at: usize| kept & (1 << at) != 0;
        let fields = PLANTED.iter().enumerate().filter(|(at, _)| is_kept(*at));
        let permitted = gate::permitted(fields.map(|(_, (code, value))| planted(code, value)));
        let mut words = sample::words_kk_ar();
        words.rows = PLANTED.iter().map(|(code, _)| Row::field(*code)).collect();
        let letter = Letter::of(&permitted, words);
        let codes: Vec<&str> =
            PLANTED.iter().enumerate().filter(|(at, _)| is_kept(*at)).map(|(_, (code, _))| *code).collect();
        let mut printed: Vec<&str> = letter.fields().into_iter().collect();
        printed.sort_by_key(|code| PLANTED.iter().position(|(planted, _)| planted == code));
        assert_eq!(printed, codes);
        let made = letter.print().expect("it can be set");
        let bytes = read::unpacked(&made.pdf);
        let text = read::text(&made.pdf);
        for (at, (code, value)) in PLANTED.iter().enumerate() {
            if let Some(text) = &text {
                assert_eq!(text.contains(value), is_kept(at), "{code}: {text}");
            }
            assert!(is_kept(at) || !read::holds(&bytes, value), "{code} is in the bytes");
        }
        for page in 1..=made.pages {
            for text in read::codes(&made.pdf, page).unwrap_or_default() {
                assert!(PLANTED.iter().all(|(_, value)| !text.contains(value)), "{text}");
            }
        }
    }
}

proptest! {
    /// Whatever a consent names, whatever is offered, whatever has changed since and whichever lines are asked for: a letter
    /// prints no field but one that was agreed to, says what it said then, and has a line.
    #[test]
    fn no_field_leaves_in_a_letter_that_was_not_agreed_to_as_it_is(
        agreed in proptest::collection::vec(any::<bool>(), 6),
        changed in proptest::collection::vec(any::<bool>(), 6),
        named in proptest::collection::vec(any::<bool>(), 6),
        signs in 0_usize..6,
    ) {
        let code = |at: usize| format!("f{at}");
        let fact = |at: usize| gate::fact(planted(&code(at), &format!("secret-{at}")));
        let agreed_to: Vec<_> = (0..6).filter(|at| agreed[*at]).map(fact).collect();
        let now = (0..6).map(|at| Fact { said: if changed[at] { "other".to_owned() } else { fact(at).said }, ..fact(at) });
        let permitted = Permitted::of(&gate::permit(&agreed_to), now);
        let mut words = sample::words_kk_ar();
        words.rows = (0..6).filter(|at| named[*at]).map(|at| Row::field(code(at))).collect();
        words.signatures[1].field = Some(code(signs));
        let letter = Letter::of(&permitted, words);
        let expected: Vec<String> =
            (0..6).filter(|at| agreed[*at] && !changed[*at] && (named[*at] || signs == *at)).map(code).collect();
        prop_assert_eq!(letter.fields().into_iter().collect::<Vec<_>>(), expected);
    }
}

#[test]
fn a_field_that_is_permitted_and_that_no_line_names_is_not_printed() {
    let permitted = gate::permitted([planted("diagnosis", "tuberkulosis-77"), planted("place", "Сарыағаш")]);
    let mut words = sample::words_kk_ar();
    words.rows = vec![Row::field("place")];
    let letter = Letter::of(&permitted, words);
    assert_eq!(letter.fields().into_iter().collect::<Vec<_>>(), ["place"]);
    assert!(!read::holds(&read::unpacked(&letter.print().unwrap().pdf), "tuberkulosis-77"));
}

#[test]
fn a_name_on_the_slip_in_the_title_or_in_a_code_is_refused() {
    let permitted = sample::permitted_kk_ar();
    let refused = |change: &dyn Fn(&mut pana_letter::LetterWords)| {
        let mut words = sample::words_kk_ar();
        change(&mut words);
        Letter::of(&permitted, words).print()
    };
    let outside = Err(LetterError::NameOutside { code: "full_name".to_owned() });
    assert_eq!(refused(&|words| words.head.title = Texts::same("Хат: РАНДА ХАДДАД")), outside);
    assert_eq!(
        refused(&|words| words.slip.as_mut().unwrap().how = Texts::same("\u{2068}Ранда Хаддад\u{2069} үшін")),
        outside
    );
    assert_eq!(refused(&|words| words.slip.as_mut().unwrap().answers.push(Texts::same("رندة حداد"))), outside);
    assert_eq!(refused(&|words| words.head.qr.as_mut().unwrap().text.push_str(" Ранда Хаддад")), outside);
    assert_eq!(refused(&|words| words.slip.as_mut().unwrap().code = "Ранда Хаддад".to_owned()), outside);
    assert!(refused(&|_| ()).is_ok());
}

#[test]
fn the_slip_holds_no_name_and_no_need() {
    let made = sample::kk_ar();
    let Some(text) = read::text(&made.pdf) else { return };
    let slip = text.split("қиып алу сызығы").nth(1).expect("the slip stands last");
    assert!(slip.contains("7KQM-2D9A") && slip.contains("+7 700 000 01 12"), "{slip}");
    for word in ["Ранда", "Хаддад", "رندة", "حداد", "түнейтін", "للمبيت", "Араб тілі", "04 12"]
    {
        assert!(text.contains(word), "{word} is in the letter: {text}");
        assert!(!slip.contains(word), "{word} is on the slip: {slip}");
    }
}

#[test]
fn what_is_printed_for_looking_at_holds_no_value() {
    let permitted = sample::permitted_kk_ar();
    let letter = Letter::of(&permitted, sample::words_kk_ar());
    let shown = format!("{permitted:?} {letter:?} {:?} {:?}", letter.print(), permitted.codes());
    assert!(!shown.contains("Ранда") && !shown.contains("04 12"), "{shown}");
}
