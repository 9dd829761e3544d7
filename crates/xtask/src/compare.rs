//! Our questionnaire engine beside another one, on the same forms in the same run.

use crate::shell::{at_root, cargo, root, run, target};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

/// The forms, as their workbooks are named.
const FORMS: [&str; 5] = ["chain1000", "real1000", "real5000", "rep200", "chain5000"];
/// Makes the XForms that the other engine reads.
const PYXFORM: &str = "pyxform==4.5.0";

/// Measures both and prints the ratio. Needs node, python3 with venv, and the workbooks beside the project.
///
/// # Errors
/// If the workbooks are not there, or something cannot be installed or started.
pub(crate) fn compare() -> Result<()> {
    let workbooks = root().join("../shared/conformance/bench");
    if !workbooks.is_dir() {
        bail!("the forms to compare with are not at hand: {}", workbooks.display());
    }
    run(cargo().args(["bench", "--quiet", "--package", "pana-forms", "--bench", "engine"]))?;
    let folder = target().join("compare");
    std::fs::create_dir_all(&folder)?;
    for file in ["package.json", "run.mjs"] {
        std::fs::copy(root().join("crates/forms/benches/compare").join(file), folder.join(file))?;
    }
    run(Command::new("npm").args(["install", "--no-package-lock", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    let python = folder.join("venv/bin/python");
    if !python.exists() {
        run(at_root("python3").args(["-m", "venv"]).arg(folder.join("venv")))?;
    }
    run(Command::new(&python).args(["-m", "pip", "install", "--quiet", PYXFORM]))?;
    let mut other = Command::new("node");
    // Its recursion is deep; where it still does not suffice, the table says so.
    other.args(["--stack-size=4000", "run.mjs"]).arg(root().join("target/forms-bench.json")).current_dir(&folder);
    for form in FORMS {
        let xform = folder.join(form).with_extension("xml");
        convert(&python, &workbooks.join(form).with_extension("xlsx"), &xform)?;
        other.arg(xform);
    }
    run(&mut other)
}

fn convert(python: &Path, workbook: &Path, xform: &Path) -> Result<()> {
    if xform.exists() {
        return Ok(());
    }
    run(Command::new(python).args(["-m", "pyxform.xls2xform", "--skip_validate"]).arg(workbook).arg(xform))
}
