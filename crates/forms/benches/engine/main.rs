//! How long a form takes to read, to open and to answer, and how that grows with its size.
//!
//! `cargo bench -p pana-forms` prints a table and writes the same figures to `target/forms-bench.json`. Times: `read` is bytes
//! to form, `open` form to session; `come` answers the questions that count repeats; `answer` is one answer with everything
//! that follows from it and with reading the state of every node that depends on it, as a screen does, over two rounds
//! through all questions but those that count repeats; names of forms after `--` measure these alone; `blank` takes the first answer away; `add` and `remove` are
//! instances of the first repeat; `memory` is all that a process takes which holds the form and one session.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::cast_precision_loss, missing_docs)]

mod dependants;

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use pana_forms::workbook::Workbook;
use pana_forms::{Answer, Context, Form, QuestionType, Role, Session, read};
use pana_model::{InstanceId, Moment};
use serde_json::{Value, json};

use dependants::{Dependants, by_row};

/// Names the form of which a child says its memory.
const ONLY: &str = "PANA_BENCH_FORM";
/// Instances added to a repeat and taken away again.
const INSTANCES: u128 = 50;

fn main() {
    let head = format!(
        "{:<16} {:>6} {:>9} {:>9} {:>9} {:>11} {:>9} {:>9} {:>9} {:>8} {:>9} {:>10}",
        "form",
        "rows",
        "read ms",
        "open ms",
        "come ms",
        "answer p50",
        "p95 us",
        "max us",
        "blank ms",
        "add us",
        "remove us",
        "memory MiB"
    );
    if std::env::var_os(ONLY).is_none() {
        println!("{head}");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut figures = shipped(&root);
    figures.extend(chains_and_flats());
    figures.extend(lists());
    figures.extend(households());
    figures.extend(others(&root));
    if std::env::var_os(ONLY).is_some() {
        return;
    }
    let out = root.join("target/forms-bench.json");
    std::fs::create_dir_all(root.join("target")).unwrap();
    std::fs::write(&out, serde_json::to_vec_pretty(&figures).unwrap()).unwrap();
    println!("The same figures are in target/forms-bench.json.");
}

/// The questionnaires that ship.
fn shipped(root: &Path) -> Vec<Value> {
    let mut figures = Vec::new();
    for name in ["intake", "needs", "safety"] {
        let folder = root.join("questionnaires").join(name);
        let sheets: Vec<(&str, Vec<u8>)> = ["survey", "choices", "settings", "entities"]
            .into_iter()
            .filter_map(|sheet| Some((sheet, std::fs::read(folder.join(sheet).with_extension("csv")).ok()?)))
            .collect();
        figures.extend(measure(name, &|| {
            let borrowed: Vec<(&str, &[u8])> = sheets.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
            Workbook::from_csv(name, &borrowed).unwrap()
        }));
    }
    figures
}

/// Growth: the same shapes at rising sizes, made here.
fn chains_and_flats() -> Vec<Value> {
    let mut figures = Vec::new();
    for size in [100, 1000, 5000, 20_000] {
        let mut survey = "type,name,label,calculation,relevant\ninteger,q0,Q,,\n".to_owned();
        for n in 1..size {
            survey.push_str(&format!("calculate,q{n},,${{q{}}} + 1,\n", n - 1));
        }
        figures.extend(measure(&format!("chain {size}"), &|| {
            Workbook::from_csv("chain", &[("survey", survey.as_bytes())]).unwrap()
        }));
    }
    for size in [100, 1000, 5000, 20_000] {
        let mut survey = "type,name,label,calculation,relevant\n".to_owned();
        for n in 0..size {
            let relevant = if n % 10 == 0 { String::new() } else { format!("${{q{}}} != '4'", n - n % 10) };
            survey.push_str(&format!("text,q{n},Q {n},,{relevant}\n"));
        }
        figures.extend(measure(&format!("flat {size}"), &|| {
            Workbook::from_csv("flat", &[("survey", survey.as_bytes())]).unwrap()
        }));
    }
    figures
}

/// A list of so many towns, fifty to a district: a filter and a look into the list.
fn lists() -> Vec<Value> {
    let mut figures = Vec::new();
    for size in [100, 1000, 10_000, 100_000] {
        let survey = "type,name,label,choice_filter,calculation\ninteger,district,District,,\n\
                      select_one town,town,Town,district = ${district},\n\
                      calculate,people,,,instance('town')/root/item[name = ${town}]/people\n";
        let mut choices = "list_name,name,label,district,people\n".to_owned();
        for n in 0..size {
            choices.push_str(&format!("town,t{n},Town {n},{},{n}\n", n / 50));
        }
        figures.extend(measure(&format!("list {size}"), &|| {
            Workbook::from_csv("list", &[("survey", survey.as_bytes()), ("choices", choices.as_bytes())]).unwrap()
        }));
    }
    figures
}

/// So many people in a household, whose ages are added up.
fn households() -> Vec<Value> {
    let mut figures = Vec::new();
    for size in [100, 1000, 10_000] {
        let survey = "type,name,label,calculation,repeat_count\ninteger,people,People,,\n\
                      begin_repeat,person,Person,,${people}\ninteger,age,Age,,\ncalculate,next,,${age} + 1,\nend_repeat,,,,\n\
                      calculate,there,,count(${person}),\ncalculate,years,,sum(${age}),\n\
                      calculate,span,,max(${next}) - min(${age}),\n";
        figures.extend(measure_with(&format!("people {size}"), size, &|| {
            Workbook::from_csv("people", &[("survey", survey.as_bytes())]).unwrap()
        }));
    }
    figures
}

/// Forms of other tools, where they lie beside the project.
fn others(root: &Path) -> Vec<Value> {
    let mut figures = Vec::new();
    let shared = root.join("../shared/conformance/bench");
    for name in ["chain1000", "chain5000", "real1000", "real5000", "rep200"] {
        if let Ok(bytes) = std::fs::read(shared.join(name).with_extension("xlsx")) {
            figures.extend(measure(&format!("{name}.xlsx"), &|| Workbook::from_xlsx(name, &bytes).unwrap()));
        }
    }
    if let Ok(packed) = std::fs::read(shared.join("whova.xml.gz")) {
        let mut text = String::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut text).unwrap();
        figures.extend(measure("whova.xml", &|| Workbook::from_xform("whova.xml", &text).unwrap()));
    }
    figures
}

fn measure(name: &str, workbook: &dyn Fn() -> Workbook) -> Option<Value> {
    measure_with(name, 200, workbook)
}

/// With so many instances of each repeat that is counted.
fn measure_with(name: &str, instances_of_repeats: usize, workbook: &dyn Fn() -> Workbook) -> Option<Value> {
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    if !asked.is_empty() && !asked.iter().any(|part| name.contains(part.as_str())) {
        return None;
    }
    if let Some(only) = std::env::var_os(ONLY) {
        // A child that holds one form and says what its process takes.
        if only == *name {
            let session = read(&workbook()).form.map(|form| Session::new_with_first_instances(form, context()));
            println!("{}", resident().unwrap_or(0.0));
            drop(session);
        }
        return None;
    }
    let start = Instant::now();
    let reading = read(&workbook());
    let read_ms = milliseconds(start);
    let Some(form) = reading.form else {
        println!("{name}: {}", reading.problems.first().map(ToString::to_string).unwrap_or_default());
        return None;
    };
    let start = Instant::now();
    let mut session = Session::new_with_first_instances(Arc::clone(&form), context());
    let open_ms = milliseconds(start);
    let memory = memory_of(name);
    let start = Instant::now();
    fill_repeats(&mut session, instances_of_repeats);
    let come_ms = milliseconds(start);
    let dependants = Dependants::of(&form);
    let mut times = answer_all(&mut session, &form, &dependants);
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times.get(((times.len() as f64 - 1.0) * part) as usize).copied().unwrap_or(0.0);
    let first = questions(&session).into_iter().next().unwrap_or_default();
    let start = Instant::now();
    let _changed = session.set(&first, Answer::Blank);
    let blank_ms = milliseconds(start);
    let (add_us, remove_us) = instances(&mut session);
    let rows = form.nodes().len();
    println!(
        "{name:<16} {rows:>6} {read_ms:>9.1} {open_ms:>9.2} {come_ms:>9.2} {:>11.1} {:>9.1} {:>9.1} {blank_ms:>9.2} {add_us:>8.0} {remove_us:>9.0} {memory:>10.1}",
        at(0.5),
        at(0.95),
        at(1.0)
    );
    Some(json!({
        "form": name, "rows": rows, "read_ms": read_ms, "open_ms": open_ms, "instances_come_ms": come_ms, "answer_p50_us": at(0.5),
        "answer_p95_us": at(0.95), "answer_max_us": at(1.0), "blank_first_ms": blank_ms, "add_instance_us": add_us,
        "remove_instance_us": remove_us, "memory_mib": memory, "counts": dependants.counts(), "readers": dependants.readers(),
    }))
}

fn context() -> Context {
    Context {
        now: Moment::from_unix_ms(1_718_400_000_000).unwrap(),
        properties: Default::default(),
        last_saved: Default::default(),
        seed: 1,
    }
}

/// What a process takes in all that holds this form and one session of it.
fn memory_of(name: &str) -> f64 {
    let child = std::process::Command::new(std::env::current_exe().unwrap()).env(ONLY, name).output().unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    said.lines().find_map(|line| line.trim().parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

/// The process' resident memory in KiB; `None` where the system does not tell.
fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Questions that can be answered now, in every instance.
fn questions(session: &Session) -> Vec<String> {
    let form = session.form();
    let is_question = |at: &String| form.find(at).is_some_and(|(_, node)| node.role == Role::Question);
    session.order().into_iter().filter(is_question).collect()
}

/// Gives what counts a repeat a number, so that a form of few rows has many instances, as `rep200` is meant.
fn fill_repeats(session: &mut Session, instances: usize) {
    let form = Arc::clone(session.form());
    for node in form.nodes().iter().filter(|node| node.question_type == QuestionType::Repeat) {
        let Some(count) = node.expressions.get("repeat_count") else { continue };
        let name = count.trim_start_matches("${").trim_end_matches('}');
        if let Some(question) = form.nodes().iter().find(|node| node.name == name) {
            let _counted = session.set(&question.path, Answer::Value(instances.to_string()));
        }
    }
}

fn answer_all(session: &mut Session, form: &Form, dependants: &Dependants) -> Vec<f64> {
    let mut times = Vec::new();
    for round in 0..2_usize {
        let rows = by_row(session);
        for at in questions(session) {
            let Some((_, node)) = form.find(&at).filter(|(_, node)| !dependants.counts().contains(&node.name)) else {
                continue;
            };
            let text = match (node.question_type, node.list.as_deref().and_then(|list| form.choices(list))) {
                (_, Some(choices)) if !choices.is_empty() => {
                    choices.get(round % choices.len()).unwrap().name.to_string()
                }
                (QuestionType::Date, _) => format!("2024-06-{:02}", round + 1),
                _ => (round + 3).to_string(),
            };
            let depend = dependants.nodes(&rows, form, &at);
            let start = Instant::now();
            if session.set(&at, Answer::Value(text)).is_ok() {
                for at in &depend {
                    std::hint::black_box(session.view(at));
                }
                times.push(start.elapsed().as_secs_f64() * 1e6);
            }
        }
    }
    times
}

/// Microseconds to add an instance and to remove it, of the first repeat that can be added to.
fn instances(session: &mut Session) -> (f64, f64) {
    let form = Arc::clone(session.form());
    let repeats = form.nodes().iter().filter(|node| node.question_type == QuestionType::Repeat);
    let mut mean = (0.0, 0.0);
    for node in repeats.filter(|node| !node.expressions.contains_key("repeat_count")) {
        let ids: Vec<InstanceId> = (1..=INSTANCES).map(|n| InstanceId::from_bytes((n << 64).to_be_bytes())).collect();
        let start = Instant::now();
        if !ids.iter().all(|id| session.add_instance(&node.path, *id).is_ok()) {
            continue;
        }
        mean.0 = milliseconds(start) * 1e3 / INSTANCES as f64;
        let start = Instant::now();
        for id in &ids {
            let _removed = session.remove_instance(&format!("{}[{id}]", node.path));
        }
        mean.1 = milliseconds(start) * 1e3 / INSTANCES as f64;
        break;
    }
    mean
}
