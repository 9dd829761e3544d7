//! The consent sheet, and what is held.

use pana_letter::{ConsentSheet, FieldKind, HeldPart, HeldSheet, Languages, OwnFields, Row, Signature, Texts};

use crate::{read, sample};

#[test]
fn a_consent_sheet_names_what_is_passed_on_and_prints_no_value_that_it_does_not_name() {
    let own = OwnFields::of(sample::fields_kk_ar());
    let said = sample::words_kk_ar();
    let mut head = said.head;
    head.title = Texts::new(["Келісім парағы", "ورقة الموافقة"]);
    let rows = vec![
        Row::field("full_name"),
        Row::said_bold(Texts::new(["Кімге", "إلى"]), Texts::new(["«Баспана» орталығы", "مركز «باسبانا»"])),
        Row::said(Texts::new(["Не беріледі", "ما يُعطى"]), Texts::new(["Тілі\nБайланыс", "اللغة\nالتواصل"])),
    ];
    let signature =
        Signature { label: Texts::new(["Қолы", "التوقيع"]), says: Texts::default(), field: None };
    let sheet = ConsentSheet::of(&own, said.languages, head, rows, vec![signature]);
    assert_eq!(sheet.fields().into_iter().collect::<Vec<_>>(), ["full_name"]);
    let made = sheet.print().expect("it can be set");
    assert!(made.accessible && made.pages == 1, "{made:?}");
    let Some(text) = read::text(&made.pdf) else { return };
    assert!(text.contains("Ранда Хаддад") && text.contains("Байланыс") && text.contains("Келісім парағы"), "{text}");
    assert!(!text.contains("04 12"), "{text}");
}

#[test]
fn what_is_held_is_printed_whole_however_long_it_is() {
    let long = format!("{} соңы", "ұзақ әңгіме ".repeat(1500));
    let own = OwnFields::of((0..40).map(|at| {
        let value = if at == 7 { long.clone() } else { format!("мән-{at}") };
        sample::field(&format!("f{at}"), FieldKind::Words, ["Белгі", ""], [&value, ""])
    }));
    let part = |from: usize| HeldPart {
        heading: Texts::same(format!("Бөлім {from}")),
        why: Texts::same("Көмек көрсету үшін, 22.11.2028 дейін"),
        rows: (from..from + 20).map(|at| Row::field(format!("f{at}"))).collect(),
    };
    let languages = Languages::one(sample::language("kk")).expect("a tag");
    let head = sample::words_kk_ar().head;
    let sheet = HeldSheet::of(&own, languages, head, vec![part(0), part(20)], Texts::same("Өшіруді сұрай аласыз."));
    assert_eq!(sheet.fields(), own.codes());
    let made = sheet.print().expect("it can be set");
    assert_eq!((made.cut, made.accessible), (0, true));
    let Some(text) = read::text(&made.pdf) else { return };
    assert!(text.contains("ұзақ әңгіме соңы") && text.contains("мән-39") && text.contains("Бөлім 20"));
}
