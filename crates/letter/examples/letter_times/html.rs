//! The same letter as HTML: every word that the letter has and its codes to be scanned, in two columns, with the same fonts.

use std::fmt::Write as _;

use pana_letter::{Field, LetterWords, Qr, Row, Texts, Weight};

use crate::qr;

/// Fonts by file, sizes and lines as in our template.
const STYLE: &str = "
@font-face { font-family: Sans; src: url(FONTS/NotoSans-Regular.ttf); }
@font-face { font-family: Sans; font-weight: bold; src: url(FONTS/NotoSans-Bold.ttf); }
@font-face { font-family: Amiri; src: url(FONTS/Amiri-Regular.ttf); }
@font-face { font-family: Amiri; font-weight: bold; src: url(FONTS/Amiri-Bold.ttf); }
@page { size: A4; margin: 13mm 17mm; @bottom-center { content: counter(page) ' / ' counter(pages); font-size: 7.5pt; } }
body { font: 9.5pt/1.35 Sans, Amiri; margin: 0; }
[dir=rtl] { font-size: 1.25em; font-family: Amiri, Sans; }
.pair { display: flex; gap: 9mm; border-top: .5pt solid #999; padding: 1.9mm 0; }
.pair > div { flex: 1; white-space: pre-line; }
.label { font-size: .79em; color: #4d4d4d; }
.notice { background: #f2f2f2; padding: 2.6mm; border: 0; }
.qr { inline-size: 24mm; block-size: 24mm; float: right; }
.cut { border-top: .5pt dashed black; text-align: center; font-size: 7.5pt; }
h1, h2 { margin: 0; }
h1 { font-size: 1.5em; }
h2 { font-size: 1.2em; }
";

pub(crate) fn page(tags: [&str; 2], fields: &[Field], words: &LetterWords) -> String {
    let fonts = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts");
    let mut page = format!(
        "<!doctype html><html lang={}><meta charset=utf-8><title>{}</title><style>{}</style><body>",
        tags[0],
        escaped(words.head.title.in_language(0)),
        STYLE.replace("FONTS", &format!("file://{fonts}"))
    );
    let out = &mut page;
    let lines: Vec<Texts> = words.head.centre.clone();
    for line in &lines {
        pair(out, tags, "", |at| bold(line.in_language(at)));
    }
    pair(out, tags, "", |at| format!("<h1>{}</h1>", escaped(words.head.title.in_language(at))));
    scanned(out, words.head.qr.as_ref());
    for reference in &words.head.references {
        let say = |at| format!("{} {}", escaped(reference.label.in_language(at)), bold(reference.value.in_language(0)));
        let _ = write!(out, "<span>{} · {}</span> ", say(0), say(1));
    }
    for row in &words.rows {
        match row {
            Row::Field(code) => {
                for field in fields.iter().filter(|field| field.code == *code) {
                    labelled(out, tags, &field.label, &field.value, Weight::Plain);
                }
            }
            Row::Said { label, value, weight } => labelled(out, tags, label, value, *weight),
            Row::Notice(text) => pair(out, tags, "notice", |at| escaped(text.in_language(at))),
            Row::Heading(text) => pair(out, tags, "", |at| format!("<h2>{}</h2>", escaped(text.in_language(at)))),
        }
    }
    for signature in &words.signatures {
        let names = fields.iter().filter(|field| signature.field.as_ref() == Some(&field.code));
        let names: String = names.map(|field| bold(field.value.in_language(0)) + ", ").collect();
        pair(out, tags, "", |at| {
            format!("{} {names}{}", escaped(signature.label.in_language(at)), escaped(signature.says.in_language(at)))
        });
    }
    if let Some(slip) = &words.slip {
        let _ =
            write!(out, "<p class=cut>{} · {}</p>", escaped(slip.cut.in_language(0)), escaped(slip.cut.in_language(1)));
        scanned(out, slip.qr.as_ref());
        pair(out, tags, "", |at| {
            format!("<h2>{}</h2>{}", escaped(slip.title.in_language(at)), escaped(slip.how.in_language(at)))
        });
        for text in slip.centre.iter().chain(&slip.answers).chain(&slip.by_hand) {
            pair(out, tags, "", |at| format!("{} ________", escaped(text.in_language(at))));
        }
        pair(out, tags, "", |at| format!("{}: {}", escaped(slip.code_label.in_language(at)), bold(&slip.code)));
    }
    page
}

/// The same drawing as ours.
fn scanned(out: &mut String, code: Option<&Qr>) {
    if let Some(drawing) = code.and_then(|code| qr::draw(&code.text).ok()) {
        let _ = write!(out, "<div class=qr>{drawing}</div>");
    }
}

fn labelled(out: &mut String, tags: [&str; 2], label: &Texts, value: &Texts, weight: Weight) {
    pair(out, tags, "", |at| {
        let said = value.in_language(at);
        let said = if weight == Weight::Bold { bold(said) } else { escaped(said) };
        format!("<div class=label>{}</div>{said}", escaped(label.in_language(at)))
    });
}

fn pair(out: &mut String, tags: [&str; 2], class: &str, text: impl Fn(usize) -> String) {
    let _ = write!(out, "<div class='pair {class}'>");
    for (at, tag) in tags.iter().enumerate() {
        let direction = if *tag == "ar" { "rtl" } else { "ltr" };
        let _ = write!(out, "<div lang={tag} dir={direction}>{}</div>", text(at));
    }
    out.push_str("</div>");
}

fn bold(text: &str) -> String {
    format!("<b>{}</b>", escaped(text))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
