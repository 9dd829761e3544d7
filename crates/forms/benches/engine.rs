//! How long a form takes to read, to open and to answer, and how that grows with its size. Prints a table; run it with
//! `cargo bench -p pana-forms`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::cast_precision_loss, missing_docs)]

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use pana_forms::workbook::Workbook;
use pana_forms::{Answer, Context, QuestionType, Role, Session, read};
use pana_model::Moment;

fn main() {
    println!(
        "{:<12} {:>6} {:>9} {:>9} {:>10} {:>10} {:>10}",
        "form", "rows", "read ms", "open ms", "edit p50 us", "p95 us", "max us"
    );
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for name in ["intake", "needs", "safety"] {
        let sheets: Vec<(&str, Vec<u8>)> = ["survey", "choices", "settings", "entities"]
            .into_iter()
            .filter_map(|sheet| {
                Some((
                    sheet,
                    std::fs::read(root.join("questionnaires").join(name).join(sheet).with_extension("csv")).ok()?,
                ))
            })
            .collect();
        measure(name, &|| {
            let borrowed: Vec<(&str, &[u8])> = sheets.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
            Workbook::from_csv(name, &borrowed).unwrap()
        });
    }
    for size in [100, 1000, 5000] {
        let mut survey = "type,name,label,calculation,relevant\ninteger,q0,Q,,\n".to_owned();
        for n in 1..size {
            survey.push_str(&format!("calculate,q{n},,${{q{}}} + 1,\n", n - 1));
        }
        measure(&format!("chain{size}"), &|| Workbook::from_csv("chain", &[("survey", survey.as_bytes())]).unwrap());
    }
    for name in ["chain5000", "real1000", "real5000", "rep200"] {
        if let Ok(bytes) = std::fs::read(root.join("../shared/conformance/bench").join(name).with_extension("xlsx")) {
            measure(&format!("{name}.xlsx"), &|| Workbook::from_xlsx(name, &bytes).unwrap());
        }
    }
}

fn measure(name: &str, workbook: &dyn Fn() -> Workbook) {
    let start = Instant::now();
    let reading = read(&workbook());
    let read_ms = start.elapsed().as_secs_f64() * 1e3;
    let Some(form) = reading.form else {
        println!("{name}: {}", reading.problems.first().map(ToString::to_string).unwrap_or_default());
        return;
    };
    let context = Context {
        now: Moment::from_unix_ms(1_718_400_000_000).unwrap(),
        properties: Default::default(),
        last_saved: Default::default(),
        seed: 1,
    };
    let start = Instant::now();
    let mut session = Session::new(Arc::clone(&form), context);
    let open_ms = start.elapsed().as_secs_f64() * 1e3;
    let mut times = Vec::new();
    for round in 0..2_usize {
        for node in form.nodes().iter().filter(|node| node.role == Role::Question) {
            let text = match (node.question_type, node.list.as_deref().and_then(|list| form.choices(list))) {
                (_, Some(choices)) if !choices.is_empty() => choices.get(round % choices.len()).unwrap().name.clone(),
                (QuestionType::Date, _) => format!("2024-06-{:02}", round + 1),
                _ => (round + 3).to_string(),
            };
            let start = Instant::now();
            if session.set(&node.path, Answer::Value(text)).is_ok() {
                times.push(start.elapsed().as_secs_f64() * 1e6);
            }
        }
    }
    let first =
        form.nodes().iter().find(|node| node.role == Role::Question).map(|node| node.path.clone()).unwrap_or_default();
    let start = Instant::now();
    let changed = session.set(&first, Answer::Blank).map_or(0, |delta| delta.changed.len());
    let blank_ms = start.elapsed().as_secs_f64() * 1e3;
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times.get(((times.len() as f64 - 1.0) * part) as usize).copied().unwrap_or(0.0);
    println!(
        "{name:<12} {:>6} {read_ms:>9.1} {open_ms:>9.2} {:>10.1} {:>10.1} {:>10.1} {blank_ms:>9.2} {changed:>8}",
        form.nodes().len(),
        at(0.5),
        at(0.95),
        at(1.0)
    );
}
