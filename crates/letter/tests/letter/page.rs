//! The page: its size, its order, its codes, what the file says of itself.

use pana_letter::{Letter, Printed, Row, Texts};

use crate::{read, sample};

fn short(tags: [&str; 2], title: [&str; 2], name: [&str; 2], says: [&str; 2]) -> Printed {
    let (permitted, words) = sample::short(tags, title, name, says);
    Letter::of(&permitted, words).print().expect("it can be set")
}

#[test]
fn a_usual_letter_is_a4_and_has_no_more_than_two_pages() {
    let made = sample::kk_ar();
    assert!(made.pages <= 2, "{made:?}");
    assert_eq!((made.replaced, made.cut), (0, 0));
    let Some(info) = read::info(&made.pdf, &[]) else { return };
    assert!(info.contains("(A4)"), "{info}");
}

#[test]
fn at_the_foot_stands_which_page_it_is_of_how_many() {
    let one = sample::kk_ar();
    assert_eq!(one.pages, 1);
    // Programs that read it out put blanks beside the line, or none.
    let read = |pdf: &[u8]| read::text(pdf).map(|text| text.replace(' ', ""));
    let Some(text) = read(&one.pdf) else { return };
    assert!(text.contains("1/1"), "{text}");
    let long = ["сөз ".repeat(300), "word ".repeat(300)];
    let (permitted, mut words) = sample::short(["kk", "en"], ["Хат", "Letter"], ["Рая", "Raya"], ["иә", "yes"]);
    let row = Row::said(Texts::new(["Сөз", "Words"]), Texts::new(long));
    words.rows.extend(std::iter::repeat_n(row, 4));
    let several = Letter::of(&permitted, words).print().expect("it can be set");
    assert!(several.pages > 1, "{several:?}");
    let Some(text) = read(&several.pdf) else { return };
    for page in 1..=several.pages {
        let foot = format!("{page}/{}", several.pages);
        assert!(text.contains(&foot), "{foot}: {text}");
    }
}

#[test]
fn the_same_letter_has_the_same_bytes() {
    let first = sample::kk_ar();
    assert_eq!(first, sample::kk_ar());
    let (permitted, words) = sample::short(["ru", "en"], ["Письмо", "Letter"], ["Рая", "Raya"], ["да", "yes"]);
    Letter::of(&permitted, words).print().expect("it can be set");
    assert!(first == sample::kk_ar(), "a letter between changes nothing");
}

#[test]
fn the_file_names_no_person_no_day_and_no_program() {
    let made = sample::kk_ar();
    let bytes = read::unpacked(&made.pdf);
    assert!(!read::holds(&bytes, "CreationDate") && !read::holds(&bytes, "/Author"));
    let Some(info) = read::info(&made.pdf, &[]) else { return };
    assert!(info.contains("Жолдама хат QR-0412-03"), "{info}");
    for word in ["Author", "Creator:", "CreationDate", "ModDate", "Ранда", "رندة"] {
        assert!(!info.contains(word), "{word}: {info}");
    }
}

#[test]
fn the_file_is_tagged_to_pdf_ua_with_the_language_of_each_part() {
    let made = sample::kk_ar();
    assert!(made.accessible);
    let bytes = read::unpacked(&made.pdf);
    assert!(read::holds(&bytes, "pdfuaid:part") && read::holds(&bytes, "/Lang"), "the file says so");
    assert!(read::holds(&bytes, "(kk)") && read::holds(&bytes, "(ar)"), "both languages are named");
    let Some(info) = read::info(&made.pdf, &[]) else { return };
    assert!(info.contains("Tagged:          yes"), "{info}");
    let tags = read::info(&made.pdf, &["-struct-text"]).expect("pdfinfo is here");
    assert!(tags.contains("H1") && tags.contains("H2") && tags.contains("Figure"), "{tags}");
}

#[test]
fn words_can_be_searched_in_kazakh_russian_english_and_arabic() {
    let Some(text) = read::text(&sample::kk_ar().pdf) else { return };
    for words in [
        "Өзіңізбен алыңыз",
        "Жолдама хат",
        "Сарыағаш қаласы, Достық көшесі",
        "ауызша",
        "رسالة إحالة",
        "يلزم مترجم",
        "الأسرة",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let made = short(
        ["ru", "en"],
        ["Направление", "Referral letter"],
        ["Гуль-Жан Ёлкина", "Gul-Jan Yolkina"],
        ["Съезд объявлен; ёмкость №5", "Office affirms: fifty-five finds"],
    );
    let text = read::text(&made.pdf).expect("pdftotext is here");
    for words in ["Направление", "Гуль-Жан Ёлкина", "Съезд объявлен; ёмкость №5", "Office affirms: fifty-five finds"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn letters_said_in_two_signs_are_found_as_one() {
    let made = short(["kk", "ru"], ["a", "a"], ["Андреи\u{306}", "Андреи\u{306}"], ["е\u{308}лка", "e"]);
    let Some(text) = read::text(&made.pdf) else { return };
    assert!(text.contains("Андрей") && text.contains("ёлка"), "{text}");
}

#[test]
fn an_arabic_name_with_a_number_after_it_reads_in_order_in_a_kazakh_line() {
    for says in [
        "Әйелі رندة حداد 34, қызы ليلى 9 жаста",
        "Әйелі \u{2068}رندة حداد\u{2069} 34, қызы \u{2068}ليلى\u{2069} 9 жаста",
    ] {
        let made = short(["kk", "ru"], ["Хат", "Письмо"], ["Х", "Х"], [says, "-"]);
        let Some(seen) = read::seen(&made.pdf) else { return };
        assert!(seen.contains("Әйелі|رندةحداد|34,қызы|ليلى|9жаста"), "{seen}");
    }
}

#[test]
fn a_telephone_and_a_latin_name_keep_their_order_in_an_arabic_line() {
    let says = "اتصل: +7 700 000 04 12 قبل 18:00، \u{2068}Randa Haddad\u{2069} 34";
    let made = short(["kk", "ar"], ["Хат", "رسالة"], ["Р", "ر"], ["-", says]);
    let Some(seen) = read::seen(&made.pdf) else { return };
    // From left to right, as they lie on the paper.
    assert!(seen.contains("18:00|قبل|+77000000412:|اتصل"), "{seen}");
    assert!(seen.contains("34RandaHaddad"), "{seen}");
}

#[test]
fn no_hidden_sign_is_copied_with_a_name() {
    let made = sample::kk_ar();
    let bytes = read::unpacked(&made.pdf);
    for sign in ["\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}", "\u{200b}"] {
        let hex: String = sign.encode_utf16().map(|unit| format!("<{unit:04X}>")).collect();
        assert!(!read::holds(&bytes, &hex) && !read::holds(&bytes, &hex.to_lowercase()), "{hex} can be copied");
    }
    let Some(text) = read::text_with_marks(&made.pdf, &["-raw"]) else { return };
    assert!(!text.contains(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{200b}']), "{text:?}");
}

#[test]
fn both_codes_can_be_scanned() {
    let made = sample::kk_ar();
    let mut found = Vec::new();
    for page in 1..=made.pages {
        let Some(codes) = read::codes(&made.pdf, page) else { return };
        found.extend(codes);
    }
    assert_eq!(found, ["pana:letter:QR-0412-03", "pana:slip:7KQM-2D9A"]);
}

#[test]
fn dari_and_pashto_can_be_searched_with_their_digits() {
    for (tag, name, says) in [("fa-AF", "گل‌بدین احمدی", "عمر ۴۵۶۷ ساله است"), ("ps", "ګلبدين", "عمر يې ۴۵۶۷ دی، ښه")]
    {
        let made = short(["kk", tag], ["Хат", "خط"], ["Гүлбеддин", name], ["-", says]);
        assert_eq!(made.replaced, 0);
        let Some(text) = read::text(&made.pdf) else { return };
        assert!(text.contains("۴۵۶۷"), "{text}");
        let joined = |text: &str| text.replace('\u{200c}', "");
        assert!(joined(&text).contains(&joined(name)), "{text:?}");
    }
}

#[test]
fn each_pair_of_languages_is_accessible_and_fits() {
    for (name, made) in sample::all() {
        assert!(made.accessible && made.pages <= 2, "{name}: {made:?}");
        assert_eq!((made.replaced, made.cut), (0, 0), "{name}");
    }
}
