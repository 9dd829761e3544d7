//! A sheet as the template reads it: JSON, in which each text is paragraphs of runs in each language.

use serde_json::{Value, json};

use crate::paper::{Head, Paper, Qr, Row, Signature, Slip, Weight};
use crate::permitted::{Field, FieldKind};
use crate::print::{Faults, LetterError};
use crate::qr;
use crate::runs::{self, Run};
use crate::texts::{Direction, Texts};

/// A sheet ready to be set.
pub(crate) struct Ready {
    /// JSON.
    pub(crate) data: Vec<u8>,
    /// Drawings by name, as SVG.
    pub(crate) drawings: Vec<(String, String)>,
    /// How many signs could not be printed.
    pub(crate) replaced: usize,
    /// How many texts were cut.
    pub(crate) cut: usize,
    /// What of it a person should know.
    pub(crate) faults: Faults,
}

struct Setter {
    directions: Vec<Direction>,
    longest: usize,
    ready: Ready,
}

/// How many pages are said at their foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pages {
    /// One, which need not be counted.
    One,
    /// As many as there are.
    Counted,
}

/// The sheet with what is permitted, and nothing else of the person.
pub(crate) fn ready(paper: &Paper<'_>, pages: Pages) -> Result<Ready, LetterError> {
    let languages = paper.languages.each();
    let mut setter = Setter {
        directions: languages.iter().map(|language| language.direction).collect(),
        longest: paper.longest,
        ready: Ready { data: Vec::new(), drawings: Vec::new(), replaced: 0, cut: 0, faults: Faults::default() },
    };
    let tongues: Vec<Value> = languages
        .iter()
        .filter_map(|language| {
            let (code, region) = language.parts()?;
            Some(json!({ "lang": code, "region": region, "dir": language.direction.word() }))
        })
        .collect();
    let mut rows = Vec::new();
    for row in &paper.rows {
        setter.row(paper, row, &mut rows);
    }
    let signatures: Vec<Value> = paper.signatures.iter().map(|signature| setter.signature(paper, signature)).collect();
    let head = setter.head(&paper.head)?;
    let slip = paper.slip.as_ref().map(|slip| setter.slip(slip)).transpose()?;
    let data = json!({
        "languages": tongues, "one-page": pages == Pages::One, "title": title(&paper.head), "head": head, "rows": rows,
        "signatures": signatures, "slip": slip,
    });
    setter.ready.data = data.to_string().into_bytes();
    Ok(setter.ready)
}

/// What the PDF calls itself.
fn title(head: &Head) -> String {
    let number = head.references.first().map_or("", |reference| reference.value.in_language(0));
    let title = format!("{} {number}", head.title.in_language(0));
    let shown: String = title.chars().filter(|sign| !sign.is_control()).take(120).collect();
    if shown.trim().is_empty() { "–".to_owned() } else { shown.trim().to_owned() }
}

impl Setter {
    fn texts(&mut self, texts: &Texts) -> Value {
        self.set(texts, FieldKind::Words)
    }

    fn number(&mut self, texts: &Texts) -> Value {
        self.set(texts, FieldKind::Number)
    }

    /// The paragraphs in each language.
    fn set(&mut self, texts: &Texts, kind: FieldKind) -> Value {
        let mut all = Vec::new();
        for (index, direction) in self.directions.iter().enumerate() {
            let set = runs::set(texts.in_language(index), kind, *direction, self.longest);
            self.ready.replaced = self.ready.replaced.saturating_add(set.replaced);
            self.ready.cut = self.ready.cut.saturating_add(usize::from(set.was_cut));
            self.ready.faults.unprintable.extend(set.unprintable);
            all.push(set.paragraphs.iter().map(|runs| runs.iter().map(run).collect()).collect::<Vec<Value>>());
        }
        json!(all)
    }

    /// What stands beside a label, which names it where it is cut.
    fn line(&mut self, label: &Texts, value: &Texts, kind: FieldKind) -> Value {
        let before = self.ready.cut;
        let set = self.set(value, kind);
        if self.ready.cut > before {
            let mut names: Vec<&str> = (0..self.directions.len()).map(|index| label.in_language(index)).collect();
            names.dedup();
            self.ready.faults.cut.push(names.join(" · "));
        }
        set
    }

    fn all(&mut self, texts: &[Texts]) -> Vec<Value> {
        texts.iter().map(|texts| self.texts(texts)).collect()
    }

    fn qr(&mut self, qr: Option<&Qr>, name: &str) -> Result<Value, LetterError> {
        let Some(qr) = qr else { return Ok(Value::Null) };
        self.ready.drawings.push((name.to_owned(), qr::draw(&qr.text)?));
        let says = Some(qr.says.in_language(0)).filter(|says| !says.trim().is_empty()).unwrap_or("QR");
        Ok(json!({ "file": name, "says": says }))
    }

    fn head(&mut self, head: &Head) -> Result<Value, LetterError> {
        let references: Vec<Value> = head
            .references
            .iter()
            .map(|reference| json!({ "label": self.texts(&reference.label), "value": self.number(&reference.value) }))
            .collect();
        Ok(json!({
            "centre": self.all(&head.centre), "title": self.texts(&head.title), "references": references,
            "qr": self.qr(head.qr.as_ref(), "head.svg")?,
        }))
    }

    fn row(&mut self, paper: &Paper<'_>, row: &Row, rows: &mut Vec<Value>) {
        match row {
            Row::Field(code) => {
                for field in paper.permitted.named(code) {
                    let row = self.field(field);
                    rows.push(row);
                }
            }
            Row::Said { label, value, weight } => {
                let said = self.line(label, value, FieldKind::Words);
                rows.push(json!({
                    "kind": "row", "label": self.texts(label), "value": said, "bold": *weight == Weight::Bold,
                }));
            }
            Row::Notice(words) => rows.push(json!({ "kind": "notice", "value": self.texts(words) })),
            Row::Heading(words) => rows.push(json!({ "kind": "heading", "value": self.texts(words) })),
        }
    }

    fn field(&mut self, field: &Field) -> Value {
        let value = self.line(&field.label, &field.value, field.kind);
        json!({ "kind": "row", "label": self.texts(&field.label), "value": value, "bold": field.kind == FieldKind::Name })
    }

    fn signature(&mut self, paper: &Paper<'_>, signature: &Signature) -> Value {
        let mut names = Vec::new();
        for field in signature.field.iter().flat_map(|code| paper.permitted.named(code)) {
            names.push(self.set(&field.value, field.kind));
        }
        json!({ "label": self.texts(&signature.label), "names": names, "says": self.texts(&signature.says) })
    }

    fn slip(&mut self, slip: &Slip) -> Result<Value, LetterError> {
        Ok(json!({
            "cut": self.texts(&slip.cut), "title": self.texts(&slip.title), "how": self.texts(&slip.how),
            "code-label": self.texts(&slip.code_label), "code": self.number(&Texts::same(slip.code.as_str())),
            "answers": self.all(&slip.answers), "centre": self.all(&slip.centre), "by-hand": self.all(&slip.by_hand),
            "qr": self.qr(slip.qr.as_ref(), "slip.svg")?,
        }))
    }
}

fn run(run: &Run) -> Value {
    if let (None, [piece]) = (run.own, run.pieces.as_slice()) {
        return json!(piece);
    }
    json!({ "t": run.pieces, "own": run.own.map(Direction::word) })
}
