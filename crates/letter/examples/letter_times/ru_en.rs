//! The Russian and English letter: the Kazakh and Arabic one, as long as that.

use pana_letter::{Field, FieldKind, Head, LetterWords, Reference, Row, Signature, Slip, Texts};

use crate::sample::{field, languages, words_kk_ar};

pub(crate) fn fields() -> Vec<Field> {
    vec![
        field("full_name", FieldKind::Name, ["О ком", "About"], ["Ранда Хаддад", "Randa Haddad"]),
        field(
            "household",
            FieldKind::Words,
            ["Семья", "Household"],
            [
                "\u{2068}Ранда Хаддад\u{2069} 34, возраст 38, 9, 4, 67",
                "\u{2068}Randa Haddad\u{2069} 34, aged 38, 9, 4, 67",
            ],
        ),
        field(
            "needs",
            FieldKind::Words,
            ["Что нужно", "What is needed"],
            [
                "Место для ночлега сегодня. Мать (67 лет) не может подниматься по лестнице.",
                "A place to sleep tonight. The mother (67) cannot climb stairs.",
            ],
        ),
        field(
            "language",
            FieldKind::Words,
            ["Язык", "Language"],
            ["Арабский. Нужен переводчик.", "Arabic. An interpreter is needed."],
        ),
        field(
            "contact",
            FieldKind::Words,
            ["Связь", "Contact"],
            ["Только сообщения, до 18:00: +7 700 000 04 12", "Messages only, before 18:00: +7 700 000 04 12"],
        ),
    ]
}

fn two(russian: &str, english: &str) -> Texts {
    Texts::new([russian, english])
}

fn rows() -> Vec<Row> {
    vec![
        Row::said_bold(
            two("Кому", "To"),
            two(
                "Центр временного размещения «Баспана»\nУлица Абая, 12 · круглосуточно · бесплатно",
                "Temporary accommodation centre “Baspana”\n12 Abai Street · day and night · free of charge",
            ),
        ),
        Row::field("full_name"),
        Row::field("household"),
        Row::field("needs"),
        Row::field("language"),
        Row::field("contact"),
        Row::said(
            two("Возьмите с собой", "Please bring"),
            two("Это письмо и любой документ", "This letter and any document"),
        ),
        Row::said_bold(
            two("Где и когда", "Where and when"),
            two("Улица Абая, 12, сегодня до 20:00", "12 Abai Street, today before 20:00"),
        ),
        Row::said_bold(
            two("Просим ответить до", "Please answer by"),
            two("23.11.2026, 12:10 (24 часа)", "23.11.2026, 12:10 (24 hours)"),
        ),
        Row::Notice(two(
            "Ваши права. В этом письме только то, на что Вы согласились. Вы можете отозвать согласие в любое время.",
            "Your rights. This letter holds only what you agreed to. You can take your agreement back at any time.",
        )),
    ]
}

pub(crate) fn words() -> LetterWords {
    let shape = words_kk_ar();
    let codes = shape.head.qr.zip(shape.slip.and_then(|slip| slip.qr));
    let (head_qr, slip_qr) = codes.map_or((None, None), |(head, slip)| (Some(head), Some(slip)));
    let reference = |label: Texts, value: &str| Reference { label, value: Texts::same(value) };
    LetterWords {
        languages: languages("ru", "en"),
        head: Head {
            centre: vec![
                two("Центр приёма «Карлыгаш»", "Reception centre “Qarlygash”"),
                two("Город Сарыагаш, улица Достык, 5", "5 Dostyq Street, Saryagash"),
                two("+7 700 000 01 12, ежедневно 8:00–20:00", "+7 700 000 01 12, every day 8:00–20:00"),
            ],
            title: two("Направление", "Referral letter"),
            references: vec![
                reference(two("Письмо №", "Letter no."), "QR-0412-03"),
                reference(two("Дело", "Case"), "KZ-26-0412"),
                reference(two("", ""), "22.11.2026, 12:10"),
            ],
            qr: head_qr,
        },
        rows: rows(),
        signatures: vec![
            Signature {
                label: two("Сотрудник центра", "For the centre"),
                says: Texts::same("А. Бекенова"),
                field: None,
            },
            Signature {
                label: two("Согласие", "Agreed by"),
                says: Texts::same("22.11.2026, устно"),
                field: Some("full_name".to_owned()),
            },
        ],
        slip: Some(Slip {
            cut: two("линия отреза", "cut here"),
            title: two("Листок ответа", "Answer slip"),
            how: two(
                "Заполните и передайте с человеком или свяжитесь с нами до 18:00.",
                "Fill it in and send it back with the person, or contact us before 18:00.",
            ),
            code_label: two("Код", "Code"),
            code: "7KQM-2D9A".to_owned(),
            qr: slip_qr,
            answers: vec![
                two("Принимаем, дата прихода", "We accept, day to come"),
                two("Поставили в очередь, примерно", "On the waiting list, about"),
                two("Не можем принять, причина", "We cannot accept, because"),
            ],
            centre: vec![
                two("Центр «Карлыгаш», улица Достык, 5", "Centre “Qarlygash”, 5 Dostyq Street"),
                Texts::same("+7 700 000 01 12"),
            ],
            by_hand: vec![two("Подпись", "Signature"), two("Дата", "Date")],
        }),
    }
}
