//! What other engines of the ODK world gave for the same forms, where the recordings are at hand.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]
#![allow(clippy::indexing_slicing, reason = "JSON that lacks a member gives null")]

#[path = "../examples/conformance/aggregates.rs"]
mod aggregates;
#[path = "../examples/conformance/observe.rs"]
mod observe;
#[path = "../examples/conformance/oracle.rs"]
mod oracle;
#[path = "../examples/conformance/peer.rs"]
mod peer;
#[path = "../examples/conformance/places.rs"]
mod places;
#[path = "../examples/conformance/report.rs"]
mod report;
#[path = "../examples/conformance/scenario.rs"]
mod scenario;
#[path = "../examples/conformance/source.rs"]
mod source;
#[path = "../examples/conformance/xlsform.rs"]
mod xlsform;
#[path = "../examples/conformance/xpath.rs"]
mod xpath;

use std::path::{Path, PathBuf};

use report::Report;

/// The folder of recordings; `None`, and a word about it, where it is not there.
fn recordings() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("the recordings of other engines are not at hand: nothing is compared");
    None
}

/// No more cases may fail than did: what is mended stays mended.
fn at_most(failed: usize, report: &Report) {
    assert!(report.passed > 0, "some cases are run");
    assert!(report.failed.len() <= failed, "{failed} were known to fail:\n{report}");
}

#[test]
fn expressions_give_what_other_engines_give() {
    let Some(folder) = recordings() else { return };
    at_most(9, &xpath::run(&folder.join("xpath/docs.json"), &folder.join("xpath/cases.jsonl")).unwrap());
}

#[test]
fn scenarios_of_web_forms_go_as_recorded() {
    let Some(folder) = recordings() else { return };
    at_most(2, &scenario::run(&folder.join("scenarios/webforms_scenario_tests.jsonl")).unwrap());
}

#[test]
fn runs_of_forms_go_as_recorded() {
    let Some(folder) = recordings() else { return };
    let folder = folder.join("scenarios");
    for (file, failed) in [("oracle_generated", 1), ("oracle_pyxform_cases", 1), ("oracle_real_forms", 1)] {
        at_most(failed, &oracle::run(&folder.join(format!("{file}.jsonl"))).unwrap());
    }
}

#[test]
fn an_xlsform_is_read_as_pyxform_reads_it() {
    let Some(folder) = recordings() else { return };
    at_most(10, &xlsform::run(&folder.join("xlsforms/pyxform_cases.jsonl")).unwrap());
}

#[test]
fn every_workbook_of_others_is_read_and_is_what_pyxform_makes_of_it() {
    let Some(folder) = recordings() else { return };
    at_most(3, &xlsform::run_folder(&folder.join("xlsforms/real")).unwrap());
}
