//! What other engines of the ODK world gave for the same forms, where the recordings are at hand.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]
#![allow(clippy::indexing_slicing, reason = "JSON that lacks a member gives null")]

#[path = "../examples/conformance/aggregates.rs"]
mod aggregates;
#[path = "../examples/conformance/decimals.rs"]
mod decimals;
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

use pana_forms::workbook::Workbook;
use pana_forms::{Answer, Context, Session, read};
use pana_model::Moment;
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
    at_most(7, &xpath::run(&folder.join("xpath/docs.json"), &folder.join("xpath/cases.jsonl")).unwrap());
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
    at_most(3, &xlsform::run(&folder.join("xlsforms/pyxform_cases.jsonl")).unwrap());
}

#[test]
fn every_workbook_of_others_is_read_and_is_what_pyxform_makes_of_it() {
    let Some(folder) = recordings() else { return };
    at_most(3, &xlsform::run_folder(&folder.join("xlsforms/real")).unwrap());
}

#[test]
fn decimals_are_written_out_as_the_recorded_engine_keeps_them_and_nothing_else_is() {
    let survey = "type,name,label,default,calculation\ndecimal,given,G,2,\ndecimal,typed,T,,\ndecimal,sum,S,,${typed} + 1\n\
                  decimal,fixed,F,,2\ndecimal,made,M,${given} * 3,\ndecimal,word,W,many,\ninteger,whole,I,2,\n\
                  calculate,text,,,\"concat(${given}, ' ', ${sum}, ' ', ${whole})\"\n";
    let mut workbook = Workbook::from_csv("f", &[("survey", survey.as_bytes())]).unwrap();
    decimals::written_out(&mut workbook);
    let context = Context {
        now: Moment::parse(oracle::NOW).unwrap(),
        properties: Default::default(),
        last_saved: Default::default(),
        seed: 1,
    };
    let mut session = Session::new(read(&workbook).form.unwrap(), context);
    let seen = |session: &Session, names: &[&str]| -> Vec<String> {
        let state = |name: &&str| session.state(&format!("/f/{name}")).unwrap().answer;
        let text = |answer| if let Answer::Value(text) = answer { text } else { String::new() };
        names.iter().map(state).map(text).collect()
    };
    let names = ["given", "sum", "fixed", "made", "word", "whole", "text"];
    assert_eq!(seen(&session, &names), ["2.0", "", "2.0", "6.0", "many", "2", "2.0  2"]);
    session.set("/f/typed", Answer::from_text("1.5")).unwrap();
    assert_eq!(seen(&session, &["sum", "text"]), ["2.5", "2.0 2.5 2"]);
    session.set("/f/typed", Answer::from_text("2.0")).unwrap();
    assert_eq!(seen(&session, &["sum", "text"]), ["3.0", "2.0 3.0 2"]);
}
