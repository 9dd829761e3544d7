use super::dom::Dom;
use super::*;

/// The recorded cases of the ODK engines, where the shared material is at hand. What we do not do: attributes and axes
/// other than child, parent and self (the ODK subset has none), `id()`, `lang()`, `digest()`, itext.
#[test]
#[expect(clippy::print_stderr, reason = "a test says what it did not run")]
fn recorded_cases_of_other_engines_come_out_the_same() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance/xpath");
    let (Ok(docs), Ok(cases)) =
        (std::fs::read_to_string(folder.join("docs.json")), std::fs::read_to_string(folder.join("cases.jsonl")))
    else {
        eprintln!("the shared conformance material is absent: its cases are not run");
        return;
    };
    let docs: Vec<String> = serde_json::from_str(&docs).unwrap();
    let docs: Vec<Option<Dom>> = docs.iter().map(|doc| Dom::parse(doc)).collect();
    let (mut passed, mut skipped, mut failed) = (0, 0, Vec::new());
    for line in cases.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let expr = case["expr"].as_str().unwrap();
        let doc = docs[usize::try_from(case["doc"].as_u64().unwrap()).unwrap()].as_ref();
        let node = doc.and_then(|doc| Some((doc, doc.find(case["ctx"].as_str()?)?)));
        const BEYOND: [&str; 12] = [
            "::",
            "@",
            "id(",
            "lang(",
            "digest(",
            "jr:itext(",
            "namespace-uri(",
            "text(",
            "comment(",
            "explode",
            "//",
            "processing-instruction(",
        ];
        let (Some((doc, node)), false) = (node, BEYOND.iter().any(|beyond| expr.contains(beyond))) else {
            skipped += 1;
            continue;
        };
        if case["disagree"] != serde_json::Value::Null {
            skipped += 1;
            continue;
        }
        match outcome(doc, node, &case) {
            Ok(()) => passed += 1,
            Err(came) => failed
                .push(format!("{} {} `{expr}`: expected {}, came {came}", case["id"], case["mode"], case["expected"])),
        }
    }
    for line in &failed {
        eprintln!("{line}");
    }
    eprintln!("{passed} passed, {} failed, {skipped} skipped", failed.len());
    assert!(failed.len() < 60, "{} of the recorded cases differ", failed.len());
}

fn outcome(doc: &Dom, node: usize, case: &serde_json::Value) -> Result<(), String> {
    let (kind, expected) = (case["type"].as_str().unwrap(), &case["expected"]);
    let program = match (parse(case["expr"].as_str().unwrap()), kind) {
        (Err(_), "error") => return Ok(()),
        (Err(error), _) => return Err(format!("{error:?}")),
        (Ok(_), "error") => return Err("a value".to_owned()),
        (Ok(program), _) => program,
    };
    let value = Evaluator::new(doc, node).run(&program);
    let came = match kind {
        "boolean" => return same(&value.bool().to_string(), &expected.to_string()),
        "string" => return same(&value.text(doc), expected.as_str().unwrap_or_default()),
        "number" => {
            let number = value.number(doc);
            let wanted = match expected {
                serde_json::Value::String(text) => text.parse().unwrap_or(f64::NAN),
                other => other.as_f64().unwrap(),
            };
            let close = (number - wanted).abs() <= wanted.abs() * 1e-9
                || number == wanted
                || (number.is_nan() && wanted.is_nan());
            return if close { Ok(()) } else { Err(number.to_string()) };
        }
        "nodeset-size" => value.nodes().len().to_string(),
        "first-node" => value.nodes().first().map(|node| doc.path(*node)).unwrap_or_default(),
        _ => {
            let mut paths: Vec<String> = value.nodes().iter().map(|node| doc.path(*node)).collect();
            let mut wanted: Vec<String> =
                expected.as_array().unwrap().iter().map(|path| path.as_str().unwrap().to_owned()).collect();
            if case["ordered"] != true {
                paths.sort();
                wanted.sort();
            }
            return same(&paths.join(" "), &wanted.join(" "));
        }
    };
    same(&came, expected.as_str().map_or(expected.to_string(), ToOwned::to_owned).as_str())
}

fn same(came: &str, expected: &str) -> Result<(), String> {
    if came == expected { Ok(()) } else { Err(came.to_owned()) }
}
