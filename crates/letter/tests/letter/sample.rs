//! Invented letters, and what they are made of.

use pana_letter::{
    Direction, Field, FieldKind, Head, Language, Languages, Letter, LetterWords, Permitted, Qr, Reference, Row,
    Signature, Slip, Texts,
};

use crate::gate;

/// A field of the letters below.
pub(crate) fn field(code: &str, kind: FieldKind, label: [&str; 2], value: [&str; 2]) -> Field {
    Field { code: code.to_owned(), kind, label: Texts::new(label), value: Texts::new(value) }
}

/// A language by its tag.
pub(crate) fn language(tag: &str) -> Language {
    let is_rtl = ["ar", "fa", "ps", "ur"].contains(&tag.split('-').next().unwrap_or(tag));
    let direction = if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight };
    Language { tag: tag.to_owned(), direction }
}

/// Two languages by their tags.
pub(crate) fn languages(first: &str, second: &str) -> Languages {
    Languages::two(language(first), language(second)).expect("both are tags")
}

/// What the person agreed to in the Kazakh and Arabic letter.
pub(crate) fn permitted_kk_ar() -> Permitted {
    gate::permitted(fields_kk_ar())
}

/// The fields of the Kazakh and Arabic letter.
pub(crate) fn fields_kk_ar() -> Vec<Field> {
    vec![
        field("full_name", FieldKind::Name, ["Кім туралы", "بشأن"], ["Ранда Хаддад", "رندة حداد"]),
        field(
            "household",
            FieldKind::Words,
            ["Отбасы", "الأسرة"],
            ["\u{2068}رندة حداد\u{2069} 34, жасы 38, 9, 4, 67", "\u{2068}Ранда Хаддад\u{2069} 34، 38، 9، 4، 67"],
        ),
        field(
            "needs",
            FieldKind::Words,
            ["Не қажет", "المطلوب"],
            [
                "Бүгін түнейтін орын. Анасы (67 жаста) баспалдақпен көтеріле алмайды.",
                "مكان للمبيت الليلة. الأم (67 سنة) لا تستطيع صعود الدرج.",
            ],
        ),
        field("language", FieldKind::Words, ["Тілі", "اللغة"], ["Араб тілі. Аудармашы керек.", "العربية. يلزم مترجم."]),
        field(
            "contact",
            FieldKind::Words,
            ["Байланыс", "التواصل"],
            ["Тек хабарлама, 18:00-ге дейін: +7 700 000 04 12", "رسائل فقط، قبل 18:00: +7 700 000 04 12"],
        ),
    ]
}

/// All of the Kazakh and Arabic letter but the person's fields.
pub(crate) fn words_kk_ar() -> LetterWords {
    LetterWords {
        languages: languages("kk", "ar"),
        head: Head {
            centre: vec![
                Texts::new(["«Қарлығаш» қабылдау орталығы", "مركز «قارليغاش» للاستقبال"]),
                Texts::new(["Сарыағаш қаласы, Достық көшесі, 5", "مدينة ساريأغاش، شارع دوستيق، 5"]),
                Texts::new(["+7 700 000 01 12, күн сайын 8:00–20:00", "هاتف +7 700 000 01 12، يومياً 8:00–20:00"]),
            ],
            title: Texts::new(["Жолдама хат", "رسالة إحالة"]),
            references: vec![
                reference(["Хат №", "رقم"], "QR-0412-03"),
                reference(["Іс", "الملف"], "KZ-26-0412"),
                reference(["", ""], "22.11.2026, 12:10"),
            ],
            qr: Some(Qr {
                text: "pana:letter:QR-0412-03".to_owned(),
                says: Texts::new(["Хаттың коды", "رمز الرسالة"]),
            }),
        },
        rows: vec![
            Row::said_bold(
                Texts::new(["Кімге", "إلى"]),
                Texts::new([
                    "«Баспана» уақытша орналастыру орталығы\nАбай көшесі, 12 · тәулік бойы · тегін",
                    "مركز «باسبانا» للإيواء المؤقت\nشارع أباي، 12 · على مدار الساعة · مجاناً",
                ]),
            ),
            Row::field("full_name"),
            Row::field("household"),
            Row::field("needs"),
            Row::field("language"),
            Row::field("contact"),
            Row::said(
                Texts::new(["Өзіңізбен алыңыз", "ما يلزم إحضاره"]),
                Texts::new(["Осы хатты және кез келген құжатыңызды", "هذه الرسالة وأي وثيقة لديك"]),
            ),
            Row::said_bold(
                Texts::new(["Қайда және қашан", "المكان والزمان"]),
                Texts::new(["Абай көшесі, 12, бүгін 20:00-ге дейін", "شارع أباي، 12، اليوم قبل الساعة 20:00"]),
            ),
            Row::said_bold(
                Texts::new(["Жауап беру мерзімі", "آخر موعد للرد"]),
                Texts::new(["23.11.2026, 12:10 (24 сағат)", "23.11.2026، 12:10 (24 ساعة)"]),
            ),
            Row::Notice(Texts::new([
                "Сіздің құқығыңыз. Бұл хатта тек Сіз келіскен мәліметтер бар. Келісімді кез келген уақытта қайтарып ала аласыз.",
                "حقوقك. لا تتضمن هذه الرسالة إلا المعلومات التي تمت الموافقة عليها. يمكنك سحب الموافقة في أي وقت.",
            ])),
        ],
        signatures: vec![
            Signature {
                label: Texts::new(["Қызметкер", "عن المركز"]), says: Texts::same("А. Бекенова"), field: None
            },
            Signature {
                label: Texts::new(["Келісім берген", "الموافقة من"]),
                says: Texts::new(["22.11.2026, ауызша"]),
                field: Some("full_name".to_owned()),
            },
        ],
        slip: Some(slip_kk_ar()),
    }
}

/// The slip of the Kazakh and Arabic letter.
pub(crate) fn slip_kk_ar() -> Slip {
    Slip {
        cut: Texts::new(["қиып алу сызығы", "خط القص"]),
        title: Texts::new(["Жауап қағазы", "قصاصة الرد"]),
        how: Texts::new([
            "Толтырып, адаммен бірге қайтарыңыз немесе 18:00-ге дейін хабарласыңыз.",
            "تُملأ وتعاد مع الشخص أو اتصلوا بنا قبل 18:00.",
        ]),
        code_label: Texts::new(["Код", "الرمز"]),
        code: "7KQM-2D9A".to_owned(),
        qr: Some(Qr {
            text: "pana:slip:7KQM-2D9A".to_owned(), says: Texts::new(["Жауаптың коды", "رمز الرد"])
        }),
        answers: vec![
            Texts::new(["Қабылдаймыз, келетін күні", "نقبل، تاريخ الحضور"]),
            Texts::new(["Кезекке қойдық, шамамен", "قائمة انتظار، تقريباً"]),
            Texts::new(["Қабылдай алмаймыз, себебі", "لا نستطيع، السبب"]),
        ],
        centre: vec![
            Texts::new(["«Қарлығаш» орталығы, Достық көшесі, 5", "مركز «قارليغاش»، شارع دوستيق، 5"]),
            Texts::same("+7 700 000 01 12"),
        ],
        by_hand: vec![Texts::new(["Қолы", "التوقيع"]), Texts::new(["Күні", "التاريخ"])],
    }
}

fn reference(label: [&str; 2], value: &str) -> Reference {
    Reference { label: Texts::new(label), value: Texts::same(value) }
}

/// A short letter in two languages, whose person has this name in each of them, and a telephone.
pub(crate) fn short(tags: [&str; 2], title: [&str; 2], name: [&str; 2], says: [&str; 2]) -> (Permitted, LetterWords) {
    let permitted = gate::permitted([
        field("full_name", FieldKind::Name, ["1", "1"], name),
        field("phone", FieldKind::Number, ["2", "2"], ["+7 700 000 04 12", "+7 700 000 04 12"]),
        field("says", FieldKind::Words, ["3", "3"], says),
    ]);
    let mut words = words_kk_ar();
    words.languages = languages(tags[0], tags[1]);
    words.head.title = Texts::new(title);
    words.rows = vec![Row::field("full_name"), Row::field("phone"), Row::field("says")];
    words.signatures = Vec::new();
    words.slip = None;
    (permitted, words)
}

/// The Kazakh and Arabic letter as PDF.
pub(crate) fn kk_ar() -> pana_letter::Printed {
    Letter::of(&permitted_kk_ar(), words_kk_ar()).print().expect("it can be set")
}

/// What each of the letters to be looked at is called, and its PDF.
pub(crate) fn all() -> Vec<(&'static str, pana_letter::Printed)> {
    let russian = "Ищет \u{2068}گل‌بدین احمدی\u{2069} 34, телефон +7 700 000 04 12, место для ночлега сегодня";
    let english = "Looks for \u{2068}گل‌بدین احمدی\u{2069} 34, telephone +7 700 000 04 12, a place to sleep tonight";
    let dari = "امروز جای خواب لازم دارد، تلفن +7 700 000 04 12، سن ۴۵۶۷۸۹۰ و 45، \u{2068}Гуль-Жан\u{2069} 9";
    let pashto = "نن شپه د ځای اړتیا لري، ټیلیفون +7 700 000 04 12، عمر ۴۵۶۷۸۹۰ او 45، ښځه ډېره ړنده";
    let with = |tags, title, name, says| {
        let (permitted, words) = short(tags, title, name, says);
        let mut words = words;
        words.slip = Some(slip_kk_ar());
        Letter::of(&permitted, words).print().expect("it can be set")
    };
    vec![
        ("kk-ar", kk_ar()),
        ("ru-en", with(["ru", "en"], ["Направление", "Referral letter"], ["Гуль-Жан", "Gul-Jan"], [russian, english])),
        ("ru-fa", with(["ru", "fa-AF"], ["Направление", "معرفی‌نامه"], ["Гуль-Жан", "گل‌جان"], [russian, dari])),
        ("ps-kk", with(["ps", "kk"], ["د راجع کولو لیک", "Жолдама хат"], ["ګلجانه", "Гүлжан"], [pashto, "Жоқ"])),
    ]
}
